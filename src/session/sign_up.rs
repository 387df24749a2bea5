//! A person's way to a seat and back (behaviours.md, SES).

use serde_json::json;
use uuid::Uuid;

use super::decide::said;
use super::draft::{LINE_MAX, text};
use super::seat::{self, Event, Gate, Opinion, Seat, Source};
use super::state::State;
use super::step::{self, Held, write_down};
use super::{Session, allocation, filling, hold, trainers};
use crate::access::Allowed;
use crate::clock::{DAY, Timestamp};
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{ids, people, school, sql};

/// How long a head has to say what they think; then silence counts as favourable (domain.md §4.9).
pub const OPINION_DAYS: i64 = 10;
/// Lines of a pasted list.
pub const LIST_MAX: usize = 200;

/// A person asks for a seat: gets it, or a rank on the list, or the request goes to those who decide. Asked twice, the
/// answer is the same.
///
/// # Errors
/// Refusals `session-not-open`, `session-closed`, `session-cancelled`, `session-own`, `session-not-for-you`,
/// `session-full` when no list is kept; fault on `motive`.
pub async fn sign_up(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    motive: &str,
    now: Timestamp,
) -> Result<Seat> {
    let (id, person) = *allowed.thing();
    let by = allowed.by();
    let Some(motive) = text(motive, LINE_MAX) else {
        return Err(Fault::new("motive", "session-text").with("max", LINE_MAX).into());
    };
    let session = hold(tx, id).await?;
    if !session.state().is_public() {
        return Err(Error::NotFound);
    }
    let known = step::place_of(tx, id, person).await?;
    if let Some(known) = &known
        && (known.seat().is_living() || known.seat().is_expected())
    {
        return Ok(known.seat());
    }
    open(&session, now)?;
    if trainers(tx, id).await?.iter().any(|trainer| trainer.person_id == person) {
        return Err(Refusal::new("session-own").into());
    }
    let Some(at) = target(tx, &session, person, now).await? else {
        return Err(Refusal::new("session-not-for-you").into());
    };
    let event = match session.gate() {
        Gate::Direct => Event::SignUp { free: allocation::is_free(tx, &session, at, now).await? },
        Gate::Selection | Gate::Opinion => Event::Apply,
    };
    if event == (Event::SignUp { free: false }) && !session.keeps_list() {
        return Err(Refusal::new("session-full").into());
    }
    let new = NewPlace { person, school: at, source: Source::OneSelf, motive: &motive };
    let to = seat_down(tx, &session, known.as_ref(), new, event, by, now).await?;
    if to == Seat::Submitted
        && session.gate() == Gate::Opinion
        && let Some(school) = at
    {
        let heads = step::heads(tx, school, now).await?;
        step::tell(tx, &session, &heads, "session-opinion-asked", false, by, now).await?;
    }
    filling::settle(tx, id, now).await?;
    Ok(to)
}

/// Sign-up is open now, or why not.
fn open(session: &Session, now: Timestamp) -> Result<(), Refusal> {
    match session.state() {
        State::Open | State::Full if session.takes_people(now) => Ok(()),
        State::Published => Err(Refusal::new("session-not-open")),
        State::Cancelled => Err(Refusal::new("session-cancelled")),
        State::Draft
        | State::Proposed
        | State::Agreed
        | State::Approved
        | State::Refused
        | State::Open
        | State::Full
        | State::Held
        | State::AttendanceClosed
        | State::Attested
        | State::Archived => Err(Refusal::new("session-closed")),
    }
}

/// Whether a session is for a person, and through which school; `Some(None)` for somebody who works there in no school
/// (a trainer, a manager).
pub async fn target(
    db: &mut impl Conn,
    session: &Session,
    person: Uuid,
    now: Timestamp,
) -> Result<Option<Option<Uuid>>> {
    let rows: Vec<(Uuid, Option<String>)> = db
        .query(sql!(
            "select o.school_id, coalesce(o.discipline, p.discipline)
               from posting o
               join org_node n on n.id = o.school_id
               join person p on p.id = o.person_id
              where o.person_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
                and n.path >= $3 and n.path < $4
              order by o.main desc, o.starts_at, o.id
              limit 20"
        ))
        .bind(person)
        .bind(now)
        .bind(&session.node_path)
        .bind(school::after(&session.node_path))
        .all()
        .await?;
    let fits = |discipline: &Option<String>| {
        session.disciplines.is_empty()
            || discipline.as_ref().is_some_and(|known| session.disciplines.contains(known))
    };
    if let Some((school, _)) = rows.iter().find(|(_, discipline)| fits(discipline)) {
        return Ok(Some(Some(*school)));
    }
    if !rows.is_empty() || !session.disciplines.is_empty() {
        return Ok(None);
    }
    let role: Option<(i32,)> = db
        .query(sql!(
            "select 1
               from role_grant g
               join org_node n on n.id = g.node_id
              where g.person_id = $1 and g.starts_at <= $2 and (g.ends_at is null or g.ends_at > $2)
                and n.path >= $3 and n.path < $4
              limit 1"
        ))
        .bind(person)
        .bind(now)
        .bind(&session.node_path)
        .bind(school::after(&session.node_path))
        .optional()
        .await?;
    Ok(role.map(|_| None))
}

/// Who sits down, and how they came.
pub(super) struct NewPlace<'a> {
    pub(super) person: Uuid,
    pub(super) school: Option<Uuid>,
    pub(super) source: Source,
    pub(super) motive: &'a str,
}

/// Writes the first step of a place: a person's row is used again when they ask anew.
pub(super) async fn seat_down(
    tx: &mut Tx,
    session: &Session,
    known: Option<&Held>,
    new: NewPlace<'_>,
    event: Event,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<Seat> {
    let from = known.map(Held::seat);
    let to = seat::next(from, event)?;
    let rank = if matches!(to, Seat::Waitlisted | Seat::Submitted) {
        Some(next_rank(tx, session.id).await?)
    } else {
        None
    };
    let due = (to == Seat::Submitted && session.gate() == Gate::Opinion).then(|| {
        let due = now.plus(OPINION_DAYS * DAY);
        session.closes_at.or(session.starts_at).map_or(due, |end| due.min(end))
    });
    let priority = allocation::priority(tx, session, new.person).await?;
    let id = known.map_or_else(|| ids::new(now), |place| place.id);
    tx.query(sql!(
        "insert into session_place (id, session_id, person_id, school_id, state, source, rank, priority, motive, opinion_due_at,
                                    confirmed_sequence, state_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $12)
         on conflict (session_id, person_id)
         do update set school_id = excluded.school_id, state = excluded.state, source = excluded.source,
                       rank = excluded.rank, priority = excluded.priority, motive = excluded.motive, opinion = null, opinion_reason = '',
                       opinion_by = null, opinion_due_at = excluded.opinion_due_at, offered_until = null, reason = '',
                       confirmed_sequence = excluded.confirmed_sequence, state_at = excluded.state_at,
                       version = session_place.version + 1, updated_at = excluded.updated_at"
    ))
    .bind(id)
    .bind(session.id)
    .bind(new.person)
    .bind(new.school)
    .bind(to.code())
    .bind(new.source.code())
    .bind(rank)
    .bind(priority)
    .bind(new.motive)
    .bind(due)
    .bind(session.sequence)
    .bind(now)
    .run()
    .await?;
    let arrow = (event.code(), from.map_or("", Seat::code), to.code());
    write_down(tx, session, Some((id, new.person)), arrow, by, "", now).await?;
    Ok(to)
}

async fn next_rank(tx: &mut Tx, session: Uuid) -> Result<i32> {
    let (rank,): (i32,) = tx
        .query(sql!(
            "update training_session set last_rank = last_rank + 1 where id = $1 returning last_rank"
        ))
        .bind(session)
        .one()
        .await?;
    Ok(rank)
}

/// A person takes the request back, or gives the seat back: until the first half-day begins (SES-13, SES-14). Done
/// already, it changes nothing.
///
/// # Errors
/// `NotFound` without a place; refusal `session-begun`.
pub async fn withdraw(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<Seat> {
    let (id, person) = *allowed.thing();
    let session = hold(tx, id).await?;
    let place = step::place_of(tx, id, person).await?.ok_or(Error::NotFound)?;
    if place.seat().is_over() {
        return Ok(place.seat());
    }
    if session.has_begun(now) {
        return Err(Refusal::new("session-begun").into());
    }
    let event = if place.seat() == Seat::Enrolled { Event::GiveUp } else { Event::Withdraw };
    let to = step::moved(tx, &session, &place, event, allowed.by(), "", now).await?;
    if event == Event::GiveUp {
        let organisers = step::organisers(tx, &session).await?;
        step::tell(tx, &session, &organisers, "session-seat-given-back", false, allowed.by(), now).await?;
    }
    filling::settle(tx, id, now).await?;
    Ok(to)
}

/// Gives back every seat of a person in sessions to come, and takes their requests back: whoever closes or erases an
/// account calls it, and the first on each list moves up. Gives how many there were.
pub async fn give_all_back(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<usize> {
    let person = *allowed.thing();
    let places: Vec<(Uuid,)> = tx
        .query(sql!(
            "select p.session_id
               from session_place p
               join training_session s on s.id = p.session_id
              where p.person_id = $1 and p.state in ('submitted', 'opined', 'waitlisted', 'offered', 'enrolled')
                and (s.starts_at is null or s.starts_at > $2)
              order by s.id
              limit 1000"
        ))
        .bind(person)
        .bind(now)
        .all()
        .await?;
    // One session at a time, each under its own lock: the next on its list moves up.
    for (session,) in &places {
        withdraw(tx, allowed.map(|person| (*session, person)), now).await?;
    }
    Ok(places.len())
}

/// A person takes the seat that is held for them, or lets it go: then the next on the list has it at once (SES-10).
///
/// # Errors
/// Refusals `offer-lapsed` when its time is over, `seat-moved`.
pub async fn answer_offer(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    accept: bool,
    now: Timestamp,
) -> Result<Seat> {
    let (id, person) = *allowed.thing();
    let session = hold(tx, id).await?;
    let place = step::place_of(tx, id, person).await?.ok_or(Error::NotFound)?;
    if accept && place.seat() == Seat::Enrolled {
        return Ok(Seat::Enrolled);
    }
    if place.offered_until.is_some_and(|until| until <= now) {
        return Err(Refusal::new("offer-lapsed").into());
    }
    let event = if accept { Event::Accept } else { Event::Lapse };
    let to = step::moved(tx, &session, &place, event, allowed.by(), "", now).await?;
    filling::settle(tx, id, now).await?;
    Ok(to)
}

/// A person says yes to a changed date or place; silence keeps the seat (SES-28).
pub async fn confirm(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, now: Timestamp) -> Result<()> {
    let (id, person) = *allowed.thing();
    let session = hold(tx, id).await?;
    tx.query(sql!(
        "update session_place set confirmed_sequence = $3, updated_at = $4 where session_id = $1 and person_id = $2"
    ))
    .bind(id)
    .bind(person)
    .bind(session.sequence)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// The school a place depends on: where the right to give an opinion on it is asked for.
pub async fn school_path(db: &mut impl Conn, place: Uuid) -> Result<(Uuid, String)> {
    db.query(sql!(
        "select p.session_id, n.path from session_place p join org_node n on n.id = p.school_id where p.id = $1"
    ))
    .bind(place)
    .one()
    .await
}

/// The head says what they think of a request (SES-4); the teacher reads the reason.
///
/// # Errors
/// Fault on `reason` for an unfavourable opinion without one; refusal `seat-moved`.
pub async fn opine(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, Uuid)>,
    favourable: bool,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    let (id, place) = *allowed.thing();
    let reason = if favourable && reason.trim().is_empty() { String::new() } else { said(reason)? };
    let session = hold(tx, id).await?;
    let place = step::place(tx, id, place).await?;
    let opinion = if favourable { Opinion::Favourable } else { Opinion::Unfavourable };
    if place.seat() == Seat::Opined && place.opinion.as_deref() == Some(opinion.code()) {
        return Ok(());
    }
    give_opinion(tx, &session, &place, opinion, &reason, allowed.by(), now).await
}

/// Writes an opinion, or the silence that stands for one.
pub(super) async fn give_opinion(
    tx: &mut Tx,
    session: &Session,
    place: &Held,
    opinion: Opinion,
    reason: &str,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    step::moved(tx, session, place, Event::Opine, by, reason, now).await?;
    tx.query(sql!(
        "update session_place set opinion = $2, opinion_reason = $3, opinion_by = $4, reason = '' where id = $1"
    ))
    .bind(place.id)
    .bind(opinion.code())
    .bind(reason)
    .bind(by)
    .run()
    .await?;
    let values = json!({ "opinion": opinion.code(), "words": reason });
    step::tell_seat(tx, session, place.person_id, "seat-opinion", values, false, now).await
}

/// Those who decide give seats to requests, in the order of arrival; beyond the free seats people go on the list
/// (SES-5). Gives how many have a seat and how many wait.
///
/// # Errors
/// Refusals `opinion-awaited` while the head of one of them may still answer, `seat-moved`, `session-begun`.
pub async fn select(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    places: &[Uuid],
    now: Timestamp,
) -> Result<(usize, usize)> {
    let mut session = hold(tx, *allowed.thing()).await?;
    if session.has_begun(now) {
        return Err(Refusal::new("session-begun").into());
    }
    let asking: Vec<Held> = tx
        .query(sql!(
            "select id, session_id, person_id, school_id, state, rank, opinion, offered_until, version
               from session_place
              where session_id = $1 and state in ('submitted', 'opined')
              order by rank, id
              limit 2000"
        ))
        .bind(session.id)
        .all()
        .await?;
    let (mut seated, mut waiting) = (0, 0);
    // One person at a time: each one's seat is known only after the one before.
    for place in asking.iter().filter(|place| places.contains(&place.id)) {
        if session.gate() == Gate::Opinion && place.seat() == Seat::Submitted && place.school_id.is_some() {
            return Err(Refusal::new("opinion-awaited").into());
        }
        let event = Event::Select { free: allocation::is_free(tx, &session, place.school_id, now).await? };
        let to = step::moved(tx, &session, place, event, allowed.by(), "", now).await?;
        let kind = if to == Seat::Enrolled { "seat-selected" } else { "seat-selected-waiting" };
        step::tell_seat(tx, &session, place.person_id, kind, json!({}), false, now).await?;
        if to == Seat::Enrolled {
            seated += 1;
        } else {
            waiting += 1;
        }
        session = filling::settle(tx, session.id, now).await?;
    }
    Ok((seated, waiting))
}

/// Those who decide say no to a request, with a reason that the teacher reads (SES-6).
pub async fn refuse(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, reason: &str, now: Timestamp) -> Result<()> {
    let (id, place) = *allowed.thing();
    let reason = said(reason)?;
    let session = hold(tx, id).await?;
    let place = step::place(tx, id, place).await?;
    if place.seat() == Seat::Refused {
        return Ok(());
    }
    step::moved(tx, &session, &place, Event::Refuse, allowed.by(), &reason, now).await?;
    let values = json!({ "reason": reason });
    step::tell_seat(tx, &session, place.person_id, "seat-refused", values, false, now).await
}

/// The head or the organiser takes a seat back before the first half-day, with a reason that the teacher reads (SES-15).
///
/// # Errors
/// Fault on `reason`; refusals `session-begun`, `seat-moved`.
pub async fn remove(tx: &mut Tx, allowed: Allowed<(Uuid, Uuid)>, reason: &str, now: Timestamp) -> Result<()> {
    let (id, place) = *allowed.thing();
    let reason = said(reason)?;
    let session = hold(tx, id).await?;
    let place = step::place(tx, id, place).await?;
    if place.seat() == Seat::Cancelled {
        return Ok(());
    }
    if session.has_begun(now) {
        return Err(Refusal::new("session-begun").into());
    }
    step::moved(tx, &session, &place, Event::Remove, allowed.by(), &reason, now).await?;
    let values = json!({ "reason": reason });
    step::tell_seat(tx, &session, place.person_id, "seat-removed", values, true, now).await?;
    filling::settle(tx, id, now).await?;
    Ok(())
}

/// The manager sends somebody (SES-19), or takes somebody from the list out of order (SES-11): with a reason that the
/// person reads, and beyond the seats only when that is confirmed.
///
/// # Errors
/// Faults on `address` for text that is no account's, or a trainer's, and on `reason`; refusals `session-closed` outside
/// of its announcement and first half-day, `designate-full` until confirmed, `seat-moved`.
pub async fn designate(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    address: &str,
    reason: &str,
    beyond: bool,
    now: Timestamp,
) -> Result<()> {
    let session = hold(tx, *allowed.thing()).await?;
    let takes = matches!(session.state(), State::Published | State::Open | State::Full);
    if !takes || session.has_begun(now) {
        return Err(Refusal::new("session-closed").into());
    }
    let address = text(address, LINE_MAX).unwrap_or_default();
    let Some(person) = people::by_address(tx, &address).await? else {
        return Err(Fault::new("address", "walk-in-address").into());
    };
    if trainers(tx, session.id).await?.iter().any(|trainer| trainer.person_id == person.id) {
        return Err(Fault::new("address", "walk-in-own").into());
    }
    let reason = said(reason)?;
    let known = step::place_of(tx, session.id, person.id).await?;
    if known.as_ref().is_some_and(|place| place.seat().is_expected()) {
        return Ok(());
    }
    if session.seats().free() == 0 && !beyond {
        return Err(Refusal::new("designate-full").with("seats", session.seats().seats()).into());
    }
    let school = target(tx, &session, person.id, now).await?.flatten();
    let new = NewPlace { person: person.id, school, source: Source::Designated, motive: "" };
    seat_down(tx, &session, known.as_ref(), new, Event::Designate, allowed.by(), now).await?;
    let values = json!({ "reason": reason });
    step::tell_seat(tx, &session, person.id, "seat-designated", values, true, now).await?;
    filling::settle(tx, session.id, now).await?;
    Ok(())
}

/// What became of one line of a pasted list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    Seated,
    Waits,
    /// Had a place already.
    Known,
    /// No account with this address.
    Unknown,
    /// A trainer of the session, or somebody whom it is not for.
    NotFor,
}

/// Signs up people by their addresses, one a line: in order, as if they had come themselves, and marked as coming from a
/// list.
///
/// # Errors
/// Fault `session-list` on `list` for more than [`LIST_MAX`] lines or none; refusals as of [`sign_up`].
pub async fn enlist(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    list: &str,
    now: Timestamp,
) -> Result<Vec<(String, Listed)>> {
    let by = allowed.by();
    let lines: Vec<&str> =
        list.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() || lines.len() > LIST_MAX {
        return Err(Fault::new("list", "session-list").with("max", LIST_MAX).into());
    }
    let mut session = hold(tx, *allowed.thing()).await?;
    open(&session, now)?;
    let leading: Vec<Uuid> =
        trainers(tx, session.id).await?.into_iter().map(|trainer| trainer.person_id).collect();
    let mut verdicts = Vec::new();
    // In the order of the list: each one's seat is known only after the one before.
    for line in lines {
        let verdict = match people::by_address(tx, line).await? {
            None => Listed::Unknown,
            Some(person) if leading.contains(&person.id) => Listed::NotFor,
            Some(person) => {
                let known = step::place_of(tx, session.id, person.id).await?;
                let at = target(tx, &session, person.id, now).await?;
                match (&known, at) {
                    (Some(known), _) if known.seat().is_living() => Listed::Known,
                    (_, None) => Listed::NotFor,
                    (_, Some(at)) => {
                        let free = allocation::is_free(tx, &session, at, now).await?;
                        let event = Event::SignUp { free };
                        let new =
                            NewPlace { person: person.id, school: at, source: Source::List, motive: "" };
                        let to = seat_down(tx, &session, known.as_ref(), new, event, by, now).await?;
                        let kind = if to == Seat::Enrolled { "seat-listed" } else { "seat-listed-waiting" };
                        step::tell_seat(tx, &session, person.id, kind, json!({}), false, now).await?;
                        session = filling::settle(tx, session.id, now).await?;
                        if to == Seat::Enrolled { Listed::Seated } else { Listed::Waits }
                    }
                }
            }
        };
        verdicts.push((line.to_owned(), verdict));
    }
    Ok(verdicts)
}
