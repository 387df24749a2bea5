//! Members of a cohort: found by a filter or a list of addresses, invited, and enrolled in what it follows (COH-6).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::json;
use sqlx::types::Json;
use uuid::Uuid;

use super::items::{self, Item};
use super::state::{self, Outcome, Place, Step};
use super::{Cohort, State, deadline, detail, hold, record};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::live::Live;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::learning::enrol::{self, Assigned};
use crate::need::codes;
use crate::notice::{self, Notice};
use crate::session::sign_up;
use crate::{ids, school, sql, text};

/// Lines of one list, and people chosen at once.
pub const LIST_MAX: usize = 200;
/// People offered by the filter, on one page.
pub const OFFERED_MAX: i64 = 100;
/// More than any cohort holds.
pub(super) const MOST: i64 = 2_000;

codes! {
    /// How a person was found.
    Source { Filter = "filter", List = "list" }
}

/// Somebody's place in a cohort.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Member {
    pub id: Uuid,
    pub person_id: Uuid,
    state: String,
    pub invited_at: Timestamp,
    pub joined_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    result: Option<String>,
    pub note: String,
    pub given_name: String,
    pub usual_name: String,
    pub discipline: Option<String>,
    /// The main school of the person now; none for whoever works in no school.
    pub school_name: Option<String>,
    /// Where the person works; where the cohort is, without a school.
    pub zone: String,
}

impl Member {
    pub fn place(&self) -> Place {
        // The table allows no other word; so too below.
        Place::parse(&self.state).unwrap_or(Place::Left)
    }

    pub fn outcome(&self) -> Option<Outcome> {
        self.result.as_deref().and_then(Outcome::parse)
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }

    /// The usual name first, as in any long list.
    pub fn sorted_name(&self) -> String {
        format!("{} {}", self.usual_name, self.given_name).trim().to_owned()
    }
}

/// Everybody who has a place, by name; with `one`, that person alone.
pub(super) async fn members(
    db: &mut impl Conn,
    cohort: Uuid,
    one: Option<Uuid>,
    now: Timestamp,
) -> Result<Vec<Member>> {
    db.query(sql!(
        "select m.id, m.person_id, m.state, m.invited_at, m.joined_at, m.ended_at, m.result, m.note, p.given_name,
                p.usual_name, p.discipline, s.name as school_name, coalesce(s.zone, n.zone) as zone
           from cohort_member m
           join cohort c on c.id = m.cohort_id
           join org_node n on n.id = c.node_id
           join person p on p.id = m.person_id
           left join org_node s on s.id = (select o.school_id from posting o
                                            where o.person_id = p.id and o.starts_at <= $3
                                              and (o.ends_at is null or o.ends_at > $3)
                                            order by o.main desc, o.starts_at, o.id
                                            limit 1)
          where m.cohort_id = $1 and (cast($2 as uuid) is null or m.person_id = $2)
          order by p.name_key, p.id
          limit $4"
    ))
    .bind(cohort)
    .bind(one)
    .bind(now)
    .bind(MOST)
    .all()
    .await
}

/// The members of a cohort, for those who run it.
pub async fn list(db: &mut impl Conn, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Vec<Member>> {
    members(db, *allowed.thing(), None, now).await
}

/// A person's own place in a cohort.
///
/// # Errors
/// `NotFound` for whoever has none.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<Member> {
    let (cohort, person) = *allowed.thing();
    members(db, cohort, Some(person), now).await?.into_iter().next().ok_or(Error::NotFound)
}

/// How many have a place that counts.
pub async fn inside(db: &mut impl Conn, cohort: Uuid) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!("select count(*) from cohort_member where cohort_id = $1 and state <> 'left'"))
        .bind(cohort)
        .one()
        .await?;
    Ok(count)
}

/// What the filter asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Path of a bassin or of a school; empty = all that the cohort is for.
    pub under: String,
    /// Code of a discipline; empty = all.
    pub discipline: String,
    /// Only those who were never référents before.
    pub new_only: bool,
}

/// A référent in office who has no place in the cohort.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Offered {
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub discipline: Option<String>,
    pub school_name: String,
    /// In office for the first time.
    pub is_new: bool,
    pub starts_at: Timestamp,
}

/// Running nominations under the cohort's node, new ones first (domain.md §4.14).
pub async fn offered(
    db: &mut impl Conn,
    allowed: Allowed<&Cohort>,
    filter: &Filter,
    now: Timestamp,
) -> Result<Vec<Offered>> {
    let cohort = *allowed.thing();
    let under = if filter.under.starts_with(&cohort.node_path) { &filter.under } else { &cohort.node_path };
    db.query(sql!(
        "select a.person_id, a.given_name, a.usual_name, a.discipline, a.school_name, a.is_new, a.starts_at
           from (select m.person_id, p.given_name, p.usual_name, p.name_key, p.discipline, n.name as school_name,
                        m.starts_at,
                        not exists (select 1 from nomination o
                                     where o.person_id = m.person_id and o.id <> m.id and o.starts_at < m.starts_at
                                       and o.state in ('active', 'ended', 'completed', 'completed_without_report'))
                        as is_new,
                        row_number() over (partition by m.person_id order by m.starts_at, m.id) as place
                   from nomination m
                   join org_node n on n.id = m.school_id
                   join person p on p.id = m.person_id
                  where m.state = 'active' and m.starts_at <= $3 and m.ends_at > $3 and n.path >= $1 and n.path < $2
                    and ($4 = '' or p.discipline = $4)
                    and not exists (select 1 from cohort_member x
                                     where x.cohort_id = $5 and x.person_id = m.person_id and x.state <> 'left')
                    and not exists (select 1 from cohort_trainer x
                                     where x.cohort_id = $5 and x.person_id = m.person_id)) a
          where a.place = 1 and (a.is_new or not $6)
          order by a.is_new desc, a.name_key, a.person_id
          limit $7"
    ))
    .bind(under)
    .bind(school::after(under))
    .bind(now)
    .bind(&filter.discipline)
    .bind(cohort.id)
    .bind(filter.new_only)
    .bind(OFFERED_MAX)
    .all()
    .await
}

codes! {
    /// What becomes of one line of a list.
    Verdict {
        /// Will be invited.
        Invited = "invited",
        /// Was in it before, and is invited again.
        Again = "again",
        /// Has a place already.
        Known = "known",
        /// Trains the cohort.
        Trainer = "trainer",
        /// Works nowhere under the node of the cohort.
        Outside = "outside",
        /// No account with this address.
        Unknown = "unknown",
        /// Stands in the list twice.
        Twice = "twice",
    }
}

impl Verdict {
    pub fn comes_in(self) -> bool {
        matches!(self, Self::Invited | Self::Again)
    }
}

/// A line of a list, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As it was typed.
    pub typed: String,
    /// Of somebody who works here, and of nobody else.
    pub name: Option<String>,
    pub person: Option<Uuid>,
    pub verdict: Verdict,
}

/// Who is to come in.
#[derive(Debug, Clone, Copy)]
pub enum Who<'w> {
    /// Chosen in what the filter offers.
    Chosen(&'w [Uuid]),
    /// Addresses, one a line, or a table with a column of addresses.
    List(&'w str),
}

impl Who<'_> {
    fn source(self) -> Source {
        match self {
            Self::Chosen(_) => Source::Filter,
            Self::List(_) => Source::List,
        }
    }
}

/// The addresses of a list: of each line, the first cell that may be one; a line without one stands as it is, but for
/// the head of a table.
fn addresses(list: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, line) in list.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let mut cells = line
            .split([';', ',', '\t'])
            .map(|cell| cell.trim().trim_matches('"').trim_start_matches('\u{feff}').trim())
            .filter(|cell| !cell.is_empty());
        let found: Vec<&str> = cells.clone().filter(|cell| cell.contains('@')).collect();
        match (found.as_slice(), cells.next()) {
            ([], _) if place == 0 && line.contains([';', ',', '\t']) => {}
            ([], Some(first)) => lines.push(first.to_owned()),
            ([], None) => {}
            // One line of addresses, as mail programs copy them, is a list as well.
            (many, _) => lines.extend(many.iter().map(|cell| (*cell).to_owned())),
        }
    }
    lines
}

/// Judges each line. Changes nothing (COH-6).
///
/// # Errors
/// Fault `cohort-list` on `list` for none or too many.
pub async fn preview(
    db: &mut impl Conn,
    allowed: Allowed<&Cohort>,
    who: Who<'_>,
    now: Timestamp,
) -> Result<Vec<Line>> {
    #[derive(sqlx::FromRow)]
    struct Found {
        key: String,
        person_id: Uuid,
        given_name: String,
        usual_name: String,
        state: Option<String>,
        trains: bool,
        works_here: bool,
    }
    let cohort = *allowed.thing();
    let (typed, chosen): (Vec<String>, &[Uuid]) = match who {
        Who::Chosen(people) => (people.iter().map(Uuid::to_string).collect(), people),
        Who::List(list) => (addresses(list), &[]),
    };
    if typed.is_empty() || typed.len() > LIST_MAX {
        return Err(Fault::new("list", "cohort-list").with("max", LIST_MAX).into());
    }
    let keys: Vec<String> = match who {
        Who::Chosen(_) => Vec::new(),
        Who::List(_) => typed.iter().map(|address| text::address_key(address)).collect(),
    };
    let found: Vec<Found> = db
        .query(sql! {
            sqlite: "select a.key, p.id as person_id, p.given_name, p.usual_name, m.state,
                            (t.person_id is not null) as trains,
                            exists (select 1 from posting o
                                      join org_node n on n.id = o.school_id
                                     where o.person_id = p.id and o.starts_at <= $4
                                       and (o.ends_at is null or o.ends_at > $4) and n.path >= $5 and n.path < $6)
                            as works_here
                       from (select e.address_key as key, e.person_id as id
                               from json_each($1) j
                               join email e on e.address_key = j.value and e.ends_at is null
                             union all
                             select j.value, unhex(replace(j.value, '-', '')) from json_each($2) j) a
                       join person p on p.id = a.id
                       left join cohort_member m on m.person_id = p.id and m.cohort_id = $3
                       left join cohort_trainer t on t.person_id = p.id and t.cohort_id = $3
                      order by a.key
                      limit 1000",
            postgres: "select a.key, p.id as person_id, p.given_name, p.usual_name, m.state,
                              (t.person_id is not null) as trains,
                              exists (select 1 from posting o
                                        join org_node n on n.id = o.school_id
                                       where o.person_id = p.id and o.starts_at <= $4
                                         and (o.ends_at is null or o.ends_at > $4) and n.path >= $5 and n.path < $6)
                              as works_here
                         from (select e.address_key as key, e.person_id as id
                                 from jsonb_array_elements_text($1) as j (value)
                                 join email e on e.address_key = j.value and e.ends_at is null
                               union all
                               select j.value, cast(j.value as uuid)
                                 from jsonb_array_elements_text($2) as j (value)) a
                         join person p on p.id = a.id
                         left join cohort_member m on m.person_id = p.id and m.cohort_id = $3
                         left join cohort_trainer t on t.person_id = p.id and t.cohort_id = $3
                        order by a.key
                        limit 1000",
        })
        .bind(Json(&keys))
        .bind(Json(chosen))
        .bind(cohort.id)
        .bind(now)
        .bind(&cohort.node_path)
        .bind(school::after(&cohort.node_path))
        .all()
        .await?;
    let known: HashMap<&str, &Found> = found.iter().map(|one| (one.key.as_str(), one)).collect();
    let mut seen = HashSet::new();
    let lines = typed.into_iter().map(|typed| {
        let key = match who {
            Who::Chosen(_) => typed.clone(),
            Who::List(_) => text::address_key(&typed),
        };
        let Some(one) = known.get(key.as_str()) else {
            return Line { typed, name: None, person: None, verdict: Verdict::Unknown };
        };
        let place = one.state.as_deref().and_then(Place::parse);
        let verdict = if !seen.insert(one.person_id) {
            Verdict::Twice
        } else if one.trains {
            Verdict::Trainer
        } else if place.is_some_and(Place::counts) {
            Verdict::Known
        } else if !one.works_here {
            Verdict::Outside
        } else if place.is_some() {
            Verdict::Again
        } else {
            Verdict::Invited
        };
        // The name behind an address is told to those whose colleague it is.
        let name = (one.works_here || one.trains).then(|| format!("{} {}", one.given_name, one.usual_name));
        Line { typed, name, person: Some(one.person_id), verdict }
    });
    Ok(lines.collect())
}

/// How people come in.
#[derive(Debug, Clone, Copy)]
pub struct Adding<'a> {
    pub who: Who<'a>,
    /// Those whose training is a duty are enrolled at once; the others are asked.
    pub designate: bool,
    /// The courses of the cohort, in the versions in service.
    pub courses: &'a [Arc<Live>],
}

/// Invites people, or enrols them: each is told. Gives the verdict of each line.
///
/// # Errors
/// Refusals `cohort-not-open`, `cohort-full` with how many places are left for how many; fault on `list`.
pub async fn add(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    adding: Adding<'_>,
    now: Timestamp,
) -> Result<Vec<Line>> {
    let cohort = hold(tx, *allowed.thing()).await?;
    if !cohort.state().takes_people() {
        return Err(Refusal::new("cohort-not-open").into());
    }
    let lines = preview(tx, allowed.map(|_| &cohort), adding.who, now).await?;
    let coming: Vec<&Line> = lines.iter().filter(|line| line.verdict.comes_in()).collect();
    let free = i64::from(cohort.max_size) - inside(tx, cohort.id).await?;
    if i64::try_from(coming.len()).unwrap_or(i64::MAX) > free {
        let refusal = Refusal::new("cohort-full").with("count", coming.len()).with("free", free.max(0));
        return Err(refusal.with("max", cohort.max_size).into());
    }
    // A group: each of them is told apart.
    for line in &coming {
        let Some(person) = line.person else { continue };
        let from = (line.verdict == Verdict::Again).then_some(Place::Left);
        let step = if adding.designate { Step::Designate } else { Step::Invite };
        let to = state::step(from, step)?;
        tx.query(sql!(
            "insert into cohort_member (id, cohort_id, person_id, state, source, added_by, invited_at, joined_at,
                                        updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $7)
             on conflict (cohort_id, person_id)
             do update set state = excluded.state, source = excluded.source, added_by = excluded.added_by,
                           invited_at = excluded.invited_at, joined_at = excluded.joined_at, ended_at = null,
                           updated_at = excluded.updated_at"
        ))
        .bind(ids::new(now))
        .bind(cohort.id)
        .bind(person)
        .bind(to.code())
        .bind(adding.who.source().code())
        .bind(allowed.by())
        .bind(now)
        .bind(adding.designate.then_some(now))
        .run()
        .await?;
        let notice = Notice {
            to: person,
            kind: if adding.designate { "cohort-enrolled" } else { "cohort-invited" },
            detail: detail(&cohort),
            path: &format!("/mes-cohortes/{}", cohort.id),
            asks_act: true,
            about: &format!("cohort:{}:{}:{}", cohort.id, step.code(), now.0),
        };
        notice::tell(tx, notice, now).await?;
    }
    if adding.designate && !coming.is_empty() {
        settle(tx, &cohort, adding.courses, allowed.map(|_| ()), None, now).await?;
    }
    if !coming.is_empty() {
        let detail = json!({ "people": coming.len(), "designated": adding.designate });
        record(tx, "cohort.invite", cohort.id, allowed.by(), detail, now).await?;
    }
    Ok(lines)
}

/// Writes a step of one member.
async fn take(
    tx: &mut Tx,
    cohort: &Cohort,
    member: &Member,
    step: Step,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Place> {
    let to = state::step(Some(member.place()), step)?;
    tx.query(sql!(
        "update cohort_member
            set state = $2, updated_at = $3,
                joined_at = case when $2 = 'joined' then cast($3 as bigint) else joined_at end,
                ended_at = case when $2 in ('left', 'completed') then cast($3 as bigint) end
          where id = $1"
    ))
    .bind(member.id)
    .bind(to.code())
    .bind(now)
    .run()
    .await?;
    let detail = json!({ "person": member.person_id.to_string(), "to": to.code() });
    record(tx, &format!("cohort.member_{}", step.code()), cohort.id, by, detail, now).await?;
    Ok(to)
}

/// A person says yes: enrolled in the courses of a cohort that runs, with a request for a seat in each session. Said
/// twice, it changes nothing.
///
/// # Errors
/// `NotFound` without an invitation; refusals `cohort-not-open`, `cohort-place-moved`.
pub async fn join(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    courses: &[Arc<Live>],
    now: Timestamp,
) -> Result<()> {
    let (id, person) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    let member = members(tx, id, Some(person), now).await?.into_iter().next().ok_or(Error::NotFound)?;
    if member.place() == Place::Joined {
        return Ok(());
    }
    if !cohort.state().takes_people() {
        return Err(Refusal::new("cohort-not-open").into());
    }
    take(tx, &cohort, &member, Step::Join, allowed.by(), now).await?;
    settle(tx, &cohort, courses, allowed.map(|_| ()), Some(person), now).await
}

/// A person declines the invitation, or leaves. What they did stays theirs; the trainers are told.
///
/// # Errors
/// `NotFound` without a place; refusal `cohort-place-moved` once it is closed.
pub async fn leave(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (id, person) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    let member = members(tx, id, Some(person), now).await?.into_iter().next().ok_or(Error::NotFound)?;
    if member.place() == Place::Left {
        return Ok(());
    }
    take(tx, &cohort, &member, Step::Leave, allowed.by(), now).await?;
    undate_one(tx, id, person).await?;
    let trainers: Vec<Uuid> =
        super::trainers(tx, id).await?.into_iter().map(|trainer| trainer.person_id).collect();
    let notice = Notice {
        to: id,
        kind: "cohort-left",
        detail: json!({ "cohort": cohort.title, "who": member.name() }),
        path: &format!("/cohortes/{id}/membres"),
        asks_act: false,
        about: &format!("cohort:{id}:left:{}:{}", member.id, now.0),
    };
    notice::tell_all(tx, &trainers, notice, now).await
}

/// A trainer takes a person out.
///
/// # Errors
/// `NotFound`; refusals `cohort-over`, `cohort-place-moved`.
pub async fn remove(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (id, member) = *allowed.thing();
    let cohort = hold(tx, id).await?;
    super::written(&cohort)?;
    let all = members(tx, id, None, now).await?;
    let member = all.into_iter().find(|one| one.id == member).ok_or(Error::NotFound)?;
    if member.place() == Place::Left {
        return Ok(());
    }
    take(tx, &cohort, &member, Step::Remove, allowed.by(), now).await?;
    undate_one(tx, id, member.person_id).await?;
    let notice = Notice {
        to: member.person_id,
        kind: "cohort-removed",
        detail: detail(&cohort),
        path: "/mon-parcours",
        asks_act: false,
        about: &format!("cohort:{id}:removed:{}", now.0),
    };
    notice::tell(tx, notice, now).await
}

/// The own day of a member for an item.
pub(super) type Extensions = HashMap<(Uuid, Uuid), Date>;

/// Extensions of a cohort, by member and item.
pub(super) async fn extensions(db: &mut impl Conn, cohort: Uuid) -> Result<Extensions> {
    let rows: Vec<(Uuid, Uuid, String)> = db
        .query(sql!(
            "select x.member_id, x.item_id, x.due_on
               from cohort_extension x
               join cohort_member m on m.id = x.member_id
              where m.cohort_id = $1
              order by x.member_id, x.item_id
              limit 80000"
        ))
        .bind(cohort)
        .all()
        .await?;
    Ok(rows.into_iter().filter_map(|(member, item, day)| Some(((member, item), day.parse().ok()?))).collect())
}

/// The day by which a member is to have done an item: their own, or everybody's.
pub(super) fn due_day(cohort: &Cohort, item: &Item, member: Uuid, extensions: &Extensions) -> Option<Date> {
    extensions.get(&(member, item.id)).copied().or_else(|| item.deadline().day(cohort.starts_on()))
}

/// Enrols those who follow a cohort that runs in one of its courses, and brings their deadlines up to date.
pub(super) async fn settle_course(
    tx: &mut Tx,
    cohort: &Cohort,
    course: &Live,
    allowed: Allowed<()>,
    now: Timestamp,
) -> Result<()> {
    if cohort.state() != State::Running {
        return Ok(());
    }
    let items = items::of(tx, cohort.id).await?;
    let everybody = members(tx, cohort.id, None, now).await?;
    let extensions = extensions(tx, cohort.id).await?;
    assign(tx, cohort, course, (&items, &everybody, &extensions), allowed, now).await
}

async fn assign(
    tx: &mut Tx,
    cohort: &Cohort,
    course: &Live,
    (items, people, extensions): (&[Item], &[Member], &Extensions),
    allowed: Allowed<()>,
    now: Timestamp,
) -> Result<()> {
    let slug = course.course.slug.as_str();
    let Some(item) = items.iter().find(|item| item.course_slug.as_deref() == Some(slug)) else {
        return Ok(());
    };
    let assigned: Vec<Assigned> = people
        .iter()
        .filter(|member| member.place() == Place::Joined)
        .map(|member| {
            let due = due_day(cohort, item, member.id, extensions);
            Assigned::new(member.person_id, due.map(|day| deadline::instant(day, &member.zone)), now)
        })
        .collect();
    enrol::assign(tx, allowed.map(|()| assigned.as_slice()), course.version_id, &course.course, now).await?;
    Ok(())
}

/// Enrols those who follow, or one of them, in everything: the courses of a cohort that runs, the sessions at once.
pub(super) async fn settle(
    tx: &mut Tx,
    cohort: &Cohort,
    courses: &[Arc<Live>],
    allowed: Allowed<()>,
    one: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    let items = items::of(tx, cohort.id).await?;
    let people = members(tx, cohort.id, one, now).await?;
    if cohort.state() == State::Running {
        let extensions = extensions(tx, cohort.id).await?;
        // Forty courses at most, each for everybody in three statements.
        for course in courses {
            assign(tx, cohort, course, (&items, &people, &extensions), allowed, now).await?;
        }
    }
    for session in items.iter().filter_map(|item| item.session_id) {
        seat(tx, &people, allowed.map(|()| session), now).await?;
    }
    Ok(())
}

/// Asks for a seat in a session for everybody who follows; gives how many have none for all that.
pub(super) async fn settle_session(
    tx: &mut Tx,
    cohort: &Cohort,
    allowed: Allowed<Uuid>,
    now: Timestamp,
) -> Result<usize> {
    let people = members(tx, cohort.id, None, now).await?;
    seat(tx, &people, allowed, now).await
}

async fn seat(tx: &mut Tx, people: &[Member], allowed: Allowed<Uuid>, now: Timestamp) -> Result<usize> {
    let mut without = 0;
    // In order: each one's seat is known only after the one before.
    for member in people.iter().filter(|member| member.place() == Place::Joined) {
        let asked = allowed.map(|session| (session, member.person_id));
        match sign_up::sign_up(tx, asked, "", now).await {
            Ok(_) => {}
            // Full, closed, not for them: the grid says who has no seat.
            Err(Error::Refused(_) | Error::NotFound) => without += 1,
            Err(other) => return Err(other),
        }
    }
    Ok(without)
}

/// Takes the deadlines of a course back that left a cohort.
pub(super) async fn undate(tx: &mut Tx, cohort: Uuid, slug: &str) -> Result<()> {
    tx.query(sql!(
        "update enrolment set due_at = null
          where course_slug = $2 and due_at is not null and state in ('enrolled', 'in_progress')
            and person_id in (select person_id from cohort_member where cohort_id = $1)"
    ))
    .bind(cohort)
    .bind(slug)
    .run()
    .await?;
    Ok(())
}

async fn undate_one(tx: &mut Tx, cohort: Uuid, person: Uuid) -> Result<()> {
    tx.query(sql!(
        "update enrolment set due_at = null
          where person_id = $2 and due_at is not null and state in ('enrolled', 'in_progress')
            and course_slug in (select course_slug from cohort_item where cohort_id = $1)"
    ))
    .bind(cohort)
    .bind(person)
    .run()
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn a_list_is_read_as_it_is_pasted() {
        assert_eq!(addresses("a@b.fr\n\n c@d.fr \n"), ["a@b.fr", "c@d.fr"]);
        assert_eq!(addresses("a@b.fr; c@d.fr,e@f.fr"), ["a@b.fr", "c@d.fr", "e@f.fr"]);
        let table = "\u{feff}Nom;Adresse\nMartin;\"a@b.fr\"\nDurand;c@d.fr\n";
        assert_eq!(addresses(table), ["a@b.fr", "c@d.fr"]);
        assert_eq!(addresses("pas une adresse"), ["pas une adresse"]);
        assert!(addresses(" \n").is_empty());
    }
}
