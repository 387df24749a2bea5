//! Sessions and places in lists: the calendar of a person, what waits for whom, who comes.

use sqlx::types::Json;
use uuid::Uuid;

use super::seat::Seat;
use super::state::{Scope, State};
use crate::access::{Actor, Allowed};
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::{school, sql};

/// A session in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Card {
    pub id: Uuid,
    pub title: String,
    level: String,
    pub node_name: String,
    pub host_name: String,
    pub commune: String,
    pub zone: String,
    pub modality: String,
    pub disciplines: Json<Vec<String>>,
    pub informal: bool,
    pub in_class_time: bool,
    pub starts_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub slots: i64,
    pub capacity: i32,
    pub overbooking_percent: i32,
    pub taken: i32,
    pub waiting: i32,
    state: String,
    pub state_at: Timestamp,
    /// Of the asker's own place, where the list is a person's.
    my_state: Option<String>,
}

impl Card {
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Draft)
    }

    pub fn scope(&self) -> Scope {
        Scope::parse(&self.level).unwrap_or(Scope::School)
    }

    pub fn mine(&self) -> Option<Seat> {
        self.my_state.as_deref().and_then(Seat::parse)
    }

    pub fn free(&self) -> i32 {
        let room = super::Room {
            capacity: self.capacity,
            overbooking_percent: self.overbooking_percent,
            taken: self.taken,
        };
        room.free()
    }
}

/// Every node that somebody's schools and offices lie under, by path: whose sessions may be for them.
pub fn lines(actor: &Actor) -> Vec<String> {
    let ends = actor
        .postings
        .iter()
        .chain(&actor.mandates)
        .map(String::as_str)
        .chain(actor.grants.iter().map(|grant| grant.path.as_str()));
    let mut paths: Vec<String> =
        ends.flat_map(|end| end.match_indices('/').map(move |(at, _)| end[..=at].to_owned())).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// What a person looks for in the calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub scope: Option<Scope>,
    /// Only where the person has a place, or leads.
    pub mine: bool,
    /// A discipline: sessions for it and those for everybody.
    pub discipline: String,
}

/// The announced sessions for a person between two instants, by date: found from the few nodes the person lies under and
/// from their own places, whatever the country holds.
pub async fn calendar(
    db: &mut impl Conn,
    actor: &Actor,
    wanted: &Wanted,
    (from, to): (Timestamp, Timestamp),
    most: i64,
) -> Result<Vec<Card>> {
    db.query(sql! {
        sqlite: "select t.id, t.title, t.level, n.name as node_name, h.name as host_name, s.commune, h.zone, t.modality,
                        t.disciplines, t.informal, t.in_class_time, t.starts_at, t.ends_at,
                        (select count(*) from session_slot x where x.session_id = t.id) as slots,
                        t.capacity, t.overbooking_percent, t.taken, t.waiting, t.state, t.state_at, p.state as my_state
                   from training_session t
                   join org_node n on n.id = t.node_id
                   join org_node h on h.id = t.host_id
                   join school s on s.node_id = t.host_id
                   left join session_place p on p.session_id = t.id and p.person_id = $2
                  where t.id in (select x.id
                                   from json_each($1) j
                                   join org_node o on o.path = j.value
                                   join training_session x on x.node_id = o.id
                                  union
                                 select y.session_id from session_place y where y.person_id = $2)
                    and +t.state in ('published', 'open', 'full', 'held', 'attendance_closed', 'attested', 'cancelled')
                    and t.starts_at < $4 and t.ends_at >= $3
                    and ($5 = '' or t.level = $5)
                    and ($6 = '' or t.disciplines = '[]'
                         or exists (select 1 from json_each(t.disciplines) d where d.value = $6))
                    and (not $7 or p.state in ('submitted', 'opined', 'waitlisted', 'offered', 'enrolled', 'attended',
                                               'partly_attended', 'excused', 'absent')
                         or exists (select 1 from session_trainer r where r.session_id = t.id and r.person_id = $2))
                  order by t.starts_at, t.id
                  limit $8",
        postgres: "select t.id, t.title, t.level, n.name as node_name, h.name as host_name, s.commune, h.zone, t.modality,
                          t.disciplines, t.informal, t.in_class_time, t.starts_at, t.ends_at,
                          (select count(*) from session_slot x where x.session_id = t.id) as slots,
                          t.capacity, t.overbooking_percent, t.taken, t.waiting, t.state, t.state_at,
                          p.state as my_state
                     from training_session t
                     join org_node n on n.id = t.node_id
                     join org_node h on h.id = t.host_id
                     join school s on s.node_id = t.host_id
                     left join session_place p on p.session_id = t.id and p.person_id = $2
                    where t.id in (select x.id
                                     from jsonb_array_elements_text($1) as j (value)
                                     join org_node o on o.path = j.value
                                     join training_session x on x.node_id = o.id
                                    union
                                   select y.session_id from session_place y where y.person_id = $2)
                      and t.state in ('published', 'open', 'full', 'held', 'attendance_closed', 'attested', 'cancelled')
                      and t.starts_at < $4 and t.ends_at >= $3
                      and ($5 = '' or t.level = $5)
                      and ($6 = '' or t.disciplines = '[]'
                           or exists (select 1 from jsonb_array_elements_text(t.disciplines) as d (value)
                                       where d.value = $6))
                      and (not $7 or p.state in ('submitted', 'opined', 'waitlisted', 'offered', 'enrolled', 'attended',
                                                 'partly_attended', 'excused', 'absent')
                           or exists (select 1 from session_trainer r where r.session_id = t.id and r.person_id = $2))
                    order by t.starts_at, t.id
                    limit $8",
    })
    .bind(Json(lines(actor)))
    .bind(actor.id())
    .bind(from)
    .bind(to)
    .bind(wanted.scope.map_or("", Scope::code))
    .bind(&wanted.discipline)
    .bind(wanted.mine)
    .bind(most.clamp(1, 500))
    .all()
    .await
}

/// Which list of sessions somebody works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk<'d> {
    /// Those a person wrote or leads.
    Of(Uuid),
    /// Those hosted by schools under a path that wait for the head.
    ToAgree(&'d str),
    /// Those under a path that wait for the plan manager.
    ToApprove(&'d str),
    /// All of the schools under a path.
    Under(&'d str),
}

/// Sessions to work on, those that wait longest first where they wait, else the latest first. Which they are is asked
/// desk by desk, so that each is found by an index: one condition with `or` would read every session of the country.
pub async fn desk(db: &mut impl Conn, desk: Desk<'_>, from: i64, most: i64) -> Result<Vec<Card>> {
    let (kind, person, path) = match desk {
        Desk::Of(person) => ("of", person, ""),
        Desk::ToAgree(path) => ("agree", Uuid::nil(), path),
        Desk::ToApprove(path) => ("approve", Uuid::nil(), path),
        Desk::Under(path) => ("under", Uuid::nil(), path),
    };
    db.query(sql!(
        "select t.id, t.title, t.level, n.name as node_name, h.name as host_name, s.commune, h.zone, t.modality,
                t.disciplines, t.informal, t.in_class_time, t.starts_at, t.ends_at,
                (select count(*) from session_slot x where x.session_id = t.id) as slots,
                t.capacity, t.overbooking_percent, t.taken, t.waiting, t.state, t.state_at,
                case when t.state = '-' then t.state end as my_state
           from training_session t
           join org_node n on n.id = t.node_id
           join org_node h on h.id = t.host_id
           join school s on s.node_id = t.host_id
          where t.id in (select x.id from training_session x where $1 = 'of' and x.created_by = $2
                          union
                         select r.session_id from session_trainer r where $1 = 'of' and r.person_id = $2
                          union
                         select x.id
                           from training_session x join org_node o on o.id = x.host_id
                          where $1 = 'agree' and x.state = 'proposed' and o.path >= $3 and o.path < $4
                          union
                         select x.id
                           from training_session x join org_node o on o.id = x.node_id
                          where $1 = 'approve' and x.state = 'agreed' and x.level <> 'school'
                            and o.path >= $3 and o.path < $4
                          union
                         select x.id
                           from training_session x join org_node o on o.id = x.host_id
                          where $1 = 'under' and x.state <> 'draft' and o.path >= $3 and o.path < $4)
          order by case when $1 in ('agree', 'approve') then t.state_at end, t.starts_at desc, t.id
          limit $5 offset $6"
    ))
    .bind(kind)
    .bind(person)
    .bind(path)
    .bind(school::after(path))
    .bind(most.clamp(1, 500))
    .bind(from.max(0))
    .all()
    .await
}

/// How many sessions a desk holds.
pub async fn desk_count(db: &mut impl Conn, desk: Desk<'_>) -> Result<i64> {
    let (kind, person, path) = match desk {
        Desk::Of(person) => ("of", person, ""),
        Desk::ToAgree(path) => ("agree", Uuid::nil(), path),
        Desk::ToApprove(path) => ("approve", Uuid::nil(), path),
        Desk::Under(path) => ("under", Uuid::nil(), path),
    };
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from (select x.id from training_session x where $1 = 'of' and x.created_by = $2
                          union
                         select r.session_id from session_trainer r where $1 = 'of' and r.person_id = $2
                          union
                         select x.id
                           from training_session x join org_node o on o.id = x.host_id
                          where $1 = 'agree' and x.state = 'proposed' and o.path >= $3 and o.path < $4
                          union
                         select x.id
                           from training_session x join org_node o on o.id = x.node_id
                          where $1 = 'approve' and x.state = 'agreed' and x.level <> 'school'
                            and o.path >= $3 and o.path < $4
                          union
                         select x.id
                           from training_session x join org_node o on o.id = x.host_id
                          where $1 = 'under' and x.state <> 'draft' and o.path >= $3 and o.path < $4) found"
        ))
        .bind(kind)
        .bind(person)
        .bind(path)
        .bind(school::after(path))
        .one()
        .await?;
    Ok(count)
}

/// A place with the person in it, for those who run the session.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Attendee {
    pub place_id: Uuid,
    pub person_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub discipline: Option<String>,
    pub school_name: Option<String>,
    state: String,
    pub source: String,
    pub rank: Option<i32>,
    pub motive: String,
    pub opinion: Option<String>,
    pub opinion_reason: String,
    pub opinion_due_at: Option<Timestamp>,
    pub offered_until: Option<Timestamp>,
    pub confirmed_sequence: i32,
    pub state_at: Timestamp,
}

impl Attendee {
    pub fn seat(&self) -> Seat {
        Seat::parse(&self.state).unwrap_or(Seat::Withdrawn)
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// Who has a place in a session: those expected by name, then those who ask, then the list in its order, then the rest.
pub async fn attendees(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    from: i64,
    most: i64,
) -> Result<Vec<Attendee>> {
    db.query(sql!(
        "select p.id as place_id, p.person_id, e.given_name, e.usual_name, e.discipline, n.name as school_name, p.state,
                p.source, p.rank, p.motive, p.opinion, p.opinion_reason, p.opinion_due_at, p.offered_until,
                p.confirmed_sequence, p.state_at
           from session_place p
           join person e on e.id = p.person_id
           left join org_node n on n.id = p.school_id
          where p.session_id = $1
          order by case when p.state in ('enrolled', 'attended', 'partly_attended', 'excused', 'absent') then 0
                        when p.state = 'offered' then 1
                        when p.state in ('submitted', 'opined') then 2
                        when p.state = 'waitlisted' then 3
                        else 4 end,
                   p.priority, p.rank, e.name_key, p.id
          limit $2 offset $3"
    ))
    .bind(*allowed.thing())
    .bind(most.clamp(1, 1_000))
    .bind(from.max(0))
    .all()
    .await
}

/// A request that waits for the opinion of a head.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Asked {
    pub place_id: Uuid,
    pub session_id: Uuid,
    pub given_name: String,
    pub usual_name: String,
    pub motive: String,
    pub opinion_due_at: Option<Timestamp>,
    pub title: String,
    pub host_name: String,
    pub starts_at: Option<Timestamp>,
    pub ends_at: Option<Timestamp>,
    pub slots: i64,
    pub zone: String,
}

impl Asked {
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.usual_name).trim().to_owned()
    }
}

/// The requests of the staff under a path that wait for an opinion, the most urgent first.
pub async fn opinions_asked(db: &mut impl Conn, path: &str, from: i64, most: i64) -> Result<Vec<Asked>> {
    db.query(sql!(
        "select p.id as place_id, p.session_id, e.given_name, e.usual_name, p.motive, p.opinion_due_at, t.title,
                h.name as host_name, t.starts_at, t.ends_at,
                (select count(*) from session_slot x where x.session_id = t.id) as slots, h.zone
           from session_place p
           join org_node n on n.id = p.school_id
           join person e on e.id = p.person_id
           join training_session t on t.id = p.session_id
           join org_node h on h.id = t.host_id
          where n.path >= $1 and n.path < $2 and p.state = 'submitted' and t.gate = 'opinion'
          order by p.opinion_due_at, p.rank, p.id
          limit $3 offset $4"
    ))
    .bind(path)
    .bind(school::after(path))
    .bind(most.clamp(1, 500))
    .bind(from.max(0))
    .all()
    .await
}

/// How many requests of the staff under a path wait for an opinion.
pub async fn opinions_count(db: &mut impl Conn, path: &str) -> Result<i64> {
    let (count,): (i64,) = db
        .query(sql!(
            "select count(*)
               from session_place p
               join org_node n on n.id = p.school_id
               join training_session t on t.id = p.session_id
              where n.path >= $1 and n.path < $2 and p.state = 'submitted' and t.gate = 'opinion'"
        ))
        .bind(path)
        .bind(school::after(path))
        .one()
        .await?;
    Ok(count)
}

/// One's own place in a session.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Mine {
    pub place_id: Uuid,
    state: String,
    /// Place on the list, from 1.
    pub position: Option<i64>,
    pub motive: String,
    pub opinion: Option<String>,
    pub opinion_reason: String,
    pub opinion_due_at: Option<Timestamp>,
    pub offered_until: Option<Timestamp>,
    pub reason: String,
    pub confirmed_sequence: i32,
    pub state_at: Timestamp,
}

impl Mine {
    pub fn seat(&self) -> Seat {
        Seat::parse(&self.state).unwrap_or(Seat::Withdrawn)
    }
}

/// The place of a person in a session, for that person.
pub async fn mine(db: &mut impl Conn, allowed: Allowed<(Uuid, Uuid)>) -> Result<Option<Mine>> {
    let (session, person) = *allowed.thing();
    db.query(sql!(
        "select p.id as place_id, p.state,
                case when p.state = 'waitlisted'
                     then (select count(*) from session_place o
                            where o.session_id = p.session_id and o.state = 'waitlisted'
                              and (o.priority < p.priority or (o.priority = p.priority and o.rank <= p.rank))) end
                as position,
                p.motive, p.opinion, p.opinion_reason, p.opinion_due_at, p.offered_until, p.reason,
                p.confirmed_sequence, p.state_at
           from session_place p
          where p.session_id = $1 and p.person_id = $2"
    ))
    .bind(session)
    .bind(person)
    .optional()
    .await
}

/// One line of a history.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Step {
    pub event: String,
    pub from_state: String,
    pub to_state: String,
    pub by_name: Option<String>,
    pub reason: String,
    pub at: Timestamp,
}

/// What happened to a session, its places apart.
pub async fn history(db: &mut impl Conn, session: Uuid) -> Result<Vec<Step>> {
    db.query(sql!(
        "select s.event, s.from_state, s.to_state, trim(p.given_name || ' ' || p.usual_name) as by_name, s.reason, s.at
           from session_step s
           left join person p on p.id = s.by_id
          where s.session_id = $1 and s.place_id is null
          order by s.at, s.id
          limit 200"
    ))
    .bind(session)
    .all()
    .await
}

/// What happened to one's own place; who decided is not named.
pub async fn my_history(db: &mut impl Conn, allowed: Allowed<Uuid>) -> Result<Vec<Step>> {
    db.query(sql!(
        "select event, from_state, to_state, case when at < 0 then event end as by_name, reason, at
           from session_step where place_id = $1 order by at, id limit 200"
    ))
    .bind(*allowed.thing())
    .all()
    .await
}

/// Another engagement at the same time.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Clash {
    pub session_id: Uuid,
    pub title: String,
    pub starts_at: Timestamp,
    pub zone: String,
}

/// Sessions where a person has a seat, or which they lead, at the same time as this one: shown before, not after (SES-26).
pub async fn clashes(db: &mut impl Conn, session: Uuid, person: Uuid) -> Result<Vec<Clash>> {
    db.query(sql!(
        "select t.id as session_id, t.title, min(o.starts_at) as starts_at, h.zone
           from session_slot m
           join session_slot o on o.starts_at < m.ends_at and o.ends_at > m.starts_at and o.session_id <> m.session_id
           join training_session t on t.id = o.session_id
           join org_node h on h.id = t.host_id
          where m.session_id = $1
            and t.state in ('published', 'open', 'full', 'held')
            and (exists (select 1 from session_place p
                          where p.session_id = t.id and p.person_id = $2 and p.state in ('enrolled', 'offered'))
              or exists (select 1 from session_trainer r where r.session_id = t.id and r.person_id = $2))
          group by t.id, t.title, h.zone
          order by 3, 1
          limit 10"
    ))
    .bind(session)
    .bind(person)
    .all()
    .await
}

/// Sessions in the same room of the same school at the same time: the head and the author are warned.
pub async fn room_clashes(db: &mut impl Conn, session: Uuid) -> Result<Vec<Clash>> {
    db.query(sql!(
        "select t.id as session_id, t.title, min(o.starts_at) as starts_at, h.zone
           from training_session a
           join session_slot m on m.session_id = a.id
           join session_slot o on o.starts_at < m.ends_at and o.ends_at > m.starts_at and o.session_id <> a.id
           join training_session t on t.id = o.session_id and t.host_id = a.host_id
           join org_node h on h.id = t.host_id
          where a.id = $1 and a.room <> '' and lower(t.room) = lower(a.room)
            and t.state in ('agreed', 'approved', 'published', 'open', 'full', 'held')
          group by t.id, t.title, h.zone
          order by 3, 1
          limit 10"
    ))
    .bind(session)
    .all()
    .await
}
