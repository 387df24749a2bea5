//! A row about a person, understood by itself: before anybody we know is looked at.

use serde::{Deserialize, Serialize};

use super::Crowd;
use crate::access::Role;
use crate::people::address_is_plausible;
use crate::school::import::columns::Mapping;
use crate::school::import::read::Seen;
use crate::school::import::verdict::{Judged, Reason, Verdict};
use crate::school::{NotUai, Uai};
use crate::table::Row;
use crate::text;

/// What a row says. Empty = not said: an empty cell never erases anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::school::import) struct PersonRow {
    pub(in crate::school::import) email: String,
    pub(in crate::school::import) given_name: String,
    pub(in crate::school::import) usual_name: String,
    pub(in crate::school::import) uai: Option<String>,
    pub(in crate::school::import) discipline: Option<String>,
    pub(in crate::school::import) main: Option<bool>,
    pub(in crate::school::import) status: String,
    /// Codes of roles; a teacher has none.
    pub(in crate::school::import) roles: Vec<String>,
    /// Path of a node, code of an académie or UAI where the roles hold; empty = where they usually do.
    pub(in crate::school::import) role_scope: String,
    /// Line of another row with this name in this school, and another address.
    pub(in crate::school::import) twin: Option<u32>,
}

/// Employment statuses, as they are kept.
const STATUSES: [&str; 4] = ["titulaire", "stagiaire", "contractuel", "maitre_contractuel"];

/// Reads a row: what it says, or the verdict that it has already.
pub(in crate::school::import) fn read(
    row: &Row,
    mapping: &Mapping,
    crowd: &Crowd,
    seen: &mut Seen,
) -> Result<PersonRow, Box<Judged>> {
    let cell = |field: &str| mapping.of(field).map_or("", |column| row.said(column));
    let line = row.line;
    let one_line = |field: &str| cell(field).split_whitespace().collect::<Vec<_>>().join(" ");
    let (email, given_name, usual_name) = (cell("email"), one_line("given_name"), one_line("usual_name"));
    let label = format!("{given_name} {usual_name}");
    let refuse = |reason: Reason| Box::new(Judged::refused(line, email, label.trim(), reason));
    if email.is_empty() {
        return Err(refuse(Reason::new("email-missing")));
    }
    if !address_is_plausible(email) {
        return Err(refuse(Reason::new("email-unreadable")));
    }
    if [&given_name, &usual_name].iter().any(|name| name.chars().count() > 80) {
        return Err(refuse(Reason::new("name-unreadable")));
    }
    let uai = match (cell("uai"), &crowd.uai) {
        ("", usual) => usual.clone(),
        (uai, _) => match Uai::parse(uai) {
            Ok(uai) => Some(uai.as_str().to_owned()),
            Err(NotUai::Unreadable) => return Err(refuse(Reason::new("uai-unreadable"))),
            Err(NotUai::Letter(letter)) => {
                return Err(refuse(Reason::new("uai-letter").with("letter", letter)));
            }
        },
    };
    let discipline = match text::key(cell("discipline")) {
        key if key.is_empty() => None,
        key => match crowd.disciplines.iter().find(|code| text::key(code) == key) {
            Some(code) => Some(code.clone()),
            None => {
                return Err(refuse(Reason::new("discipline-unknown").with("discipline", cell("discipline"))));
            }
        },
    };
    let main = match text::key(cell("main")).as_str() {
        "" => None,
        "oui" | "o" | "yes" | "y" | "1" | "vrai" | "true" | "x" | "principal" | "principale" => Some(true),
        "non" | "n" | "no" | "0" | "faux" | "false" | "complement" => Some(false),
        _ => return Err(refuse(Reason::new("main-unreadable").with("main", cell("main")))),
    };
    let status = match text::key(cell("status")) {
        key if key.is_empty() => String::new(),
        key => match STATUSES.into_iter().find(|status| text::key(status) == key) {
            Some(status) => status.to_owned(),
            None => return Err(refuse(Reason::new("status-unknown").with("status", cell("status")))),
        },
    };
    let mut roles = Vec::new();
    for written in cell("role").split([',', '+']).map(str::trim).filter(|role| !role.is_empty()) {
        match role(written) {
            Written::Teacher => {}
            Written::Role(role) => roles.push(role.code().to_owned()),
            Written::Referent => return Err(refuse(Reason::new("role-by-nomination"))),
            Written::Unknown => {
                return Err(refuse(Reason::new("role-unknown").with("role", written)));
            }
        }
    }
    let mut read = PersonRow {
        email: email.to_owned(),
        given_name,
        usual_name,
        uai,
        discipline,
        main,
        status,
        roles,
        role_scope: cell("role_scope").chars().take(60).collect(),
        twin: None,
    };
    twice(&read, line, seen).map_err(|(verdict, reason)| {
        Box::new(Judged::new(line, verdict, email, label.trim()).because(reason))
    })?;
    read.twin = twin(&read, line, seen);
    Ok(read)
}

/// A row of the same file about the same person: the same again, or something that cannot be true as well.
fn twice(read: &PersonRow, line: u32, seen: &mut Seen) -> Result<(), (Verdict, Reason)> {
    let address = text::address_key(&read.email);
    let uai = read.uai.as_deref().unwrap_or_default();
    let place =
        if uai.is_empty() { format!("{}@{}", read.roles.join("+"), read.role_scope) } else { uai.to_owned() };
    let content = serde_json::to_string(read).unwrap_or_default();
    if let Some(first) = seen.first(&format!("row {address} {place}"), &content, line) {
        let reason = |key: &str| {
            let why = Reason::new(key);
            why.with("line", first.line)
        };
        return Err(if first.same {
            (Verdict::Skip, reason("folded"))
        } else {
            (Verdict::Refuse, reason("person-twice"))
        });
    }
    let name = text::key(&format!("{} {}", read.usual_name, read.given_name));
    if !name.is_empty()
        && let Some(first) = seen.first(&format!("name {address}"), &name, line)
        && !first.same
    {
        return Err((Verdict::Refuse, Reason::new("address-two-names").with("line", first.line)));
    }
    if read.main == Some(true)
        && let Some(first) = seen.first(&format!("main {address}"), uai, line)
        && !first.same
    {
        return Err((Verdict::Refuse, Reason::new("two-mains").with("line", first.line)));
    }
    Ok(())
}

fn twin(read: &PersonRow, line: u32, seen: &mut Seen) -> Option<u32> {
    let uai = read.uai.as_ref()?;
    let name = text::key(&format!("{} {}", read.usual_name, read.given_name));
    if name.is_empty() {
        return None;
    }
    let first = seen.first(&format!("twin {name} {uai}"), &text::address_key(&read.email), line)?;
    (!first.same).then_some(first.line)
}

/// What stands in the column of roles.
enum Written {
    Teacher,
    Role(Role),
    /// Comes from a nomination, never from a file.
    Referent,
    Unknown,
}

/// A role as it is written: its code, or its plain name. What is not on this list is refused, never guessed.
fn role(written: &str) -> Written {
    if let Some(role) = Role::parse(written) {
        return Written::Role(role);
    }
    match text::key(written).as_str() {
        "teacher" | "enseignant" | "enseignante" | "professeur" | "professeure" => Written::Teacher,
        "head" | "chef d etablissement" | "cheffe d etablissement" => Written::Role(Role::Head),
        "formateur" | "formatrice" | "centre trainer" => Written::Role(Role::CentreTrainer),
        "gestionnaire du plan" | "plan manager" => Written::Role(Role::PlanManager),
        "inspecteur" | "inspectrice" | "inspector" => Written::Role(Role::Inspector),
        "interlocuteur academique" | "interlocutrice academique" | "discipline contact" => {
            Written::Role(Role::DisciplineContact)
        }
        "auditeur" | "auditrice" | "auditor" => Written::Role(Role::Auditor),
        "referent" | "referente" => Written::Referent,
        _ => Written::Unknown,
    }
}
