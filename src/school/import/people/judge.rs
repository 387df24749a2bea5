//! What a row would do to whom: a pure rule, asked when the file is read and again when it is written.

use uuid::Uuid;

use super::known::{At, Crowd, Known, Somebody, academy_of, name_key};
use super::row::PersonRow;
use crate::access::Role;
use crate::school::import::verdict::{Change, Reason, Verdict};
use crate::text;

/// A posting as it is and as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::school::import) struct PostingPlan {
    /// The running one; none = it starts.
    pub(in crate::school::import) id: Option<Uuid>,
    pub(in crate::school::import) school: Uuid,
    pub(in crate::school::import) discipline: Option<String>,
    /// None: the main one when there is no other.
    pub(in crate::school::import) main: Option<bool>,
    pub(in crate::school::import) status: String,
}

/// What would be done.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::school::import) struct Plan {
    pub(in crate::school::import) verdict: Verdict,
    pub(in crate::school::import) reason: Option<Reason>,
    pub(in crate::school::import) changes: Vec<Change>,
    pub(in crate::school::import) notes: Vec<Reason>,
    /// Who it is; none = somebody new.
    pub(in crate::school::import) person: Option<Uuid>,
    pub(in crate::school::import) given_name: String,
    pub(in crate::school::import) usual_name: String,
    pub(in crate::school::import) new_names: bool,
    /// The person is known under another address, and gets this one.
    pub(in crate::school::import) new_address: bool,
    pub(in crate::school::import) posting: Option<PostingPlan>,
    /// Roles that start, with the node they hold on; none = the whole installation.
    pub(in crate::school::import) roles: Vec<(Role, Option<Uuid>)>,
}

impl Plan {
    fn new(row: &PersonRow) -> Self {
        Self {
            verdict: Verdict::Same,
            reason: None,
            changes: Vec::new(),
            notes: Vec::new(),
            person: None,
            given_name: row.given_name.clone(),
            usual_name: row.usual_name.clone(),
            new_names: false,
            new_address: false,
            posting: None,
            roles: Vec::new(),
        }
    }

    fn end(mut self, verdict: Verdict, reason: Reason) -> Self {
        self.verdict = verdict;
        self.reason = Some(reason);
        self
    }

    fn refuse(self, reason: Reason) -> Self {
        self.end(Verdict::Refuse, reason)
    }
}

/// Judges a row, with what a person decided about it (`same`, `other` or nothing).
pub(in crate::school::import) fn judge(
    row: &PersonRow,
    decision: &str,
    known: &Known,
    crowd: &Crowd,
) -> Plan {
    let mut plan = Plan::new(row);
    let school = match row.uai.as_deref() {
        None => None,
        Some(uai) => match known.schools.get(uai) {
            None => return plan.refuse(Reason::new("school-unknown").with("uai", uai)),
            Some(at) if !at.path.starts_with(&crowd.scope) => {
                return plan.refuse(Reason::new("outside-scope").with("uai", uai));
            }
            Some(at) if !at.open => return plan.refuse(Reason::new("school-closed").with("uai", uai)),
            Some(at) => Some(at),
        },
    };
    match who(row, decision, known, &mut plan) {
        Ok(person) => plan.person = person,
        Err(reason) => return plan.end(Verdict::Decide, reason),
    }
    let somebody = plan.person.and_then(|id| known.people.get(&id));
    match somebody {
        None => {
            if let Err(reason) = name_new(row, crowd, &mut plan) {
                return plan.refuse(reason);
            }
            if school.is_none() && !crowd.scope.is_empty() {
                return plan.refuse(Reason::new("uai-missing"));
            }
        }
        Some(somebody) => name_known(row, somebody, crowd, decision, &mut plan),
    }
    if let Some(at) = school {
        post(row, at, somebody, &mut plan);
    }
    if let Err(reason) = give_roles(row, school, somebody, known, crowd, &mut plan) {
        return plan.refuse(reason);
    }
    plan.verdict = if somebody.is_none() || plan.posting.as_ref().is_some_and(|posting| posting.id.is_none())
    {
        Verdict::Add
    } else if plan.changes.is_empty() {
        Verdict::Same
    } else {
        Verdict::Change
    };
    plan
}

/// Who it is, or the question that only a human can answer.
fn who(row: &PersonRow, decision: &str, known: &Known, plan: &mut Plan) -> Result<Option<Uuid>, Reason> {
    let owners = known.owners_of(&row.email);
    if owners.len() > 1 {
        return Err(Reason::new("address-of-several").with("count", owners.len()));
    }
    if let Some(owner) = owners.first() {
        let differs = known.people.get(owner).is_some_and(|somebody| {
            let other = |ours: &str, theirs: &str| !theirs.is_empty() && text::key(ours) != text::key(theirs);
            other(&somebody.given_name, &row.given_name) && other(&somebody.usual_name, &row.usual_name)
        });
        if differs && decision != "same" {
            return Err(Reason::new("address-other-name").with("known", name_of(known, *owner)));
        }
        return Ok(Some(*owner));
    }
    let Some(uai) = row.uai.as_deref().filter(|_| !row.usual_name.is_empty()) else { return Ok(None) };
    let namesakes = known.namesakes_of(&row.usual_name, &row.given_name, uai);
    match (namesakes.as_slice(), decision) {
        (_, "other") => Ok(None),
        ([one], "same") => {
            plan.new_address = true;
            plan.changes.push(Change::new("email", "", &row.email));
            Ok(Some(*one))
        }
        ([], _) => match row.twin {
            Some(line) => Err(Reason::new("same-name-in-file").with("line", line)),
            None => Ok(None),
        },
        ([one], _) => Err(Reason::new("same-name").with("known", name_of(known, *one))),
        (_, _) => Err(Reason::new("name-of-several").with("count", namesakes.len())),
    }
}

fn name_of(known: &Known, person: Uuid) -> String {
    known
        .people
        .get(&person)
        .map(|somebody| format!("{} {}", somebody.given_name, somebody.usual_name))
        .unwrap_or_default()
}

/// Somebody new has a name: the row's, or one made out of the address where that was asked for.
fn name_new(row: &PersonRow, crowd: &Crowd, plan: &mut Plan) -> Result<(), Reason> {
    if row.given_name.is_empty()
        && row.usual_name.is_empty()
        && crowd.names_from_address
        && let Some((given, usual)) = name_in_address(&row.email)
    {
        (plan.given_name, plan.usual_name) = (given, usual);
        plan.notes.push(Reason::new("name-from-address"));
    }
    if plan.usual_name.is_empty() {
        return Err(Reason::new("usual-name-missing"));
    }
    if plan.given_name.is_empty() {
        return Err(Reason::new("given-name-missing"));
    }
    Ok(())
}

/// `jean-pierre.le-goff2@…` → Jean-Pierre, Le Goff.
fn name_in_address(address: &str) -> Option<(String, String)> {
    let (local, _) = address.split_once('@')?;
    let (given, usual) = local.split_once('.')?;
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    let words = |part: &str, joint: &str| {
        let part = part.trim_end_matches(|c: char| c.is_ascii_digit());
        part.split(['-', '_', '.'])
            .filter(|word| !word.is_empty())
            .map(capital)
            .collect::<Vec<_>>()
            .join(joint)
    };
    let (given, usual) = (words(given, "-"), words(usual, " "));
    (given.chars().count() > 1 && usual.chars().count() > 1).then_some((given, usual))
}

/// A name that changed: written for the people of the own schools, only remarked for others.
fn name_known(row: &PersonRow, somebody: &Somebody, crowd: &Crowd, decision: &str, plan: &mut Plan) {
    let ours = crowd.scope.is_empty()
        || somebody.postings.is_empty()
        || somebody.postings.iter().any(|posting| posting.path.starts_with(&crowd.scope));
    let names = [
        ("given_name", &somebody.given_name, &row.given_name),
        ("usual_name", &somebody.usual_name, &row.usual_name),
    ];
    let same_key = name_key(&row.usual_name, &row.given_name)
        == name_key(&somebody.usual_name, &somebody.given_name)
        && decision.is_empty();
    let changes: Vec<Change> = names
        .into_iter()
        // Accents and capitals are kept as they are known: files often lose them.
        .filter(|(_, before, after)| !after.is_empty() && text::key(before) != text::key(after) && !same_key)
        .map(|(field, before, after)| Change::new(field, before, after))
        .collect();
    plan.given_name.clone_from(&somebody.given_name);
    plan.usual_name.clone_from(&somebody.usual_name);
    if changes.is_empty() {
        return;
    }
    if !ours {
        plan.notes.push(Reason::new("name-kept"));
        return;
    }
    for change in &changes {
        let into = if change.field == "given_name" { &mut plan.given_name } else { &mut plan.usual_name };
        into.clone_from(&change.after);
    }
    plan.new_names = true;
    plan.changes.extend(changes);
}

fn post(row: &PersonRow, at: &At, somebody: Option<&Somebody>, plan: &mut Plan) {
    let running = somebody.and_then(|somebody| {
        somebody.postings.iter().find(|posting| Some(posting.uai.as_str()) == row.uai.as_deref())
    });
    let Some(running) = running else {
        if somebody.is_some() {
            plan.changes.push(Change::new("posting", "", row.uai.as_deref().unwrap_or_default()));
        }
        plan.posting = Some(PostingPlan {
            id: None,
            school: at.id,
            discipline: row.discipline.clone(),
            main: row.main,
            status: row.status.clone(),
        });
        return;
    };
    let after = PostingPlan {
        id: Some(running.id),
        school: at.id,
        discipline: row.discipline.clone().or_else(|| running.discipline.clone()),
        main: Some(row.main.unwrap_or(running.main)),
        status: if row.status.is_empty() { running.employment_status.clone() } else { row.status.clone() },
    };
    let yes = |main: bool| if main { "oui" } else { "non" };
    let fields = [
        (
            "discipline",
            running.discipline.clone().unwrap_or_default(),
            after.discipline.clone().unwrap_or_default(),
        ),
        ("main", yes(running.main).to_owned(), yes(after.main.unwrap_or(false)).to_owned()),
        ("status", running.employment_status.clone(), after.status.clone()),
    ];
    let before = plan.changes.len();
    plan.changes.extend(
        fields.into_iter().filter(|(_, before, after)| before != after).map(|(f, b, a)| Change::new(f, b, a)),
    );
    if plan.changes.len() > before {
        plan.posting = Some(after);
    }
}

fn give_roles(
    row: &PersonRow,
    school: Option<&At>,
    somebody: Option<&Somebody>,
    known: &Known,
    crowd: &Crowd,
    plan: &mut Plan,
) -> Result<(), Reason> {
    for code in &row.roles {
        let Some(role) = Role::parse(code) else {
            return Err(Reason::new("role-unknown").with("role", code));
        };
        let path = role_path(role, row, school, known, crowd)
            .ok_or_else(|| Reason::new("role-where").with("role", code))?;
        let held = somebody.is_some_and(|somebody| somebody.roles.contains(&(code.clone(), path.clone())));
        if held {
            continue;
        }
        if !crowd.gives.contains(&role) {
            return Err(Reason::new("role-not-yours").with("role", code));
        }
        if !path.starts_with(&crowd.scope) || (path.is_empty() && !crowd.scope.is_empty()) {
            return Err(Reason::new("role-outside-scope").with("role", code));
        }
        if plan.person.is_some() && plan.person == crowd.importer {
            return Err(Reason::new("role-to-oneself"));
        }
        let node = if path.is_empty() {
            None
        } else {
            Some(
                known
                    .node(&path)
                    .or_else(|| school.filter(|at| at.path == path).map(|at| at.id))
                    .ok_or_else(|| Reason::new("role-where").with("role", code))?,
            )
        };
        if somebody.is_some() {
            plan.changes.push(Change::new("role", "", code));
        }
        plan.roles.push((role, node));
    }
    Ok(())
}

/// Where a role holds: as the row says, or where such a role usually does.
fn role_path(
    role: Role,
    row: &PersonRow,
    school: Option<&At>,
    known: &Known,
    crowd: &Crowd,
) -> Option<String> {
    match row.role_scope.as_str() {
        "" => match role {
            Role::Head => school.map(|at| at.path.clone()),
            Role::Administrator => Some(String::new()),
            Role::NationalAdmin => Some("fr/".to_owned()),
            Role::CentreTrainer
            | Role::PlanManager
            | Role::Inspector
            | Role::DisciplineContact
            | Role::Auditor => {
                let academy = academy_of(school.map_or(crowd.scope.as_str(), |at| at.path.as_str()));
                (!academy.is_empty()).then_some(academy)
            }
        },
        "*" => Some(String::new()),
        path if path.ends_with('/') => known.node(path).map(|_| path.to_owned()),
        code => {
            let academy = format!("fr/{code}/");
            let at_school = || school.filter(|at| at.path.ends_with(&format!("/{code}/")));
            known.node(&academy).map(|_| academy).or_else(|| at_school().map(|at| at.path.clone()))
        }
    }
}
