//! A nomination that its head writes: kept as a draft, changed, thrown away, or written anew from an older one.

use jiff::civil::Date;
use uuid::Uuid;

use super::letter::{self, MissionLetter};
use super::step::{self, As};
use super::{Nomination, Reward, State, hold, nomination, scheme, unchanged};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::school::{self, postings};
use crate::year::SchoolYear;
use crate::{ids, sql};

/// Longest relief: a whole week of teaching.
const MOST_RELIEF: i32 = 20 * 60;

/// What the head asks to give, before a version of a scheme is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    None,
    /// Code of a scheme, and cents.
    Allowance(String, i64),
    /// Minutes a week.
    Relief(i32),
}

/// What is written in a draft. The period is in civil days, the last one included.
#[derive(Debug, Clone)]
pub struct Input {
    pub person: Uuid,
    pub year: SchoolYear,
    pub first: Date,
    pub last: Date,
    pub share_percent: i32,
    pub reward: Asked,
    pub letter: MissionLetter,
}

/// Writes a draft down for a school.
///
/// # Errors
/// `Invalid` with every fault; refusals `nomination-exists`, `school-without-referent`.
pub async fn create(tx: &mut Tx, allowed: Allowed<Uuid>, input: Input, now: Timestamp) -> Result<Uuid> {
    let school = *allowed.thing();
    // One at a time in a school: a form sent twice makes one draft.
    super::envelope::hold(tx, school).await?;
    let place = Place::of(tx, school).await?;
    let ready = ready(tx, &place, input).await?;
    refuse_double(tx, school, &ready, None).await?;
    let id = insert(tx, school, &ready, allowed.by(), now).await?;
    let made = nomination(tx, id).await?;
    step::record(tx, &made, "draft", None, allowed.by(), As::Head, None, now).await?;
    Ok(id)
}

/// Changes a draft. `seen` is the version of the nomination that the form showed.
///
/// # Errors
/// As [`create`]; refusals `nomination-changed`, `nomination-moved`.
pub async fn save(
    tx: &mut Tx,
    allowed: Allowed<Uuid>,
    seen: i32,
    input: Input,
    now: Timestamp,
) -> Result<()> {
    let before = hold(tx, *allowed.thing()).await?;
    only_draft(&before)?;
    unchanged(&before, seen)?;
    let place = Place::of(tx, before.school_id).await?;
    let ready = ready(tx, &place, input).await?;
    refuse_double(tx, before.school_id, &ready, Some(before.id)).await?;
    // A letter that was accepted once stays as it was: the next one has its own number.
    let kept = letter::versions(tx, before.id).await?;
    let number = match kept.first() {
        Some(last) if last.is_pending() => last.number,
        Some(last) => last.number + 1,
        None => 1,
    };
    letter::write(tx, before.id, number, &ready.letter, allowed.by(), now).await?;
    tx.query(sql!(
        "update nomination
            set person_id = $2, school_year = $3, starts_at = $4, ends_at = $5, share_percent = $6, reward = $7,
                scheme_code = $8, scheme_version = $9, amount_cents = $10, relief_minutes = $11, letter_number = $12,
                version = version + 1, updated_at = $13
          where id = $1"
    ))
    .bind(before.id)
    .bind(ready.person)
    .bind(ready.year.label())
    .bind(ready.starts_at)
    .bind(ready.ends_at)
    .bind(ready.share_percent)
    .bind(ready.reward.code())
    .bind(ready.scheme())
    .bind(ready.scheme_version())
    .bind(ready.cents())
    .bind(ready.relief())
    .bind(number)
    .bind(now)
    .run()
    .await?;
    step::record(tx, &before, "save", None, allowed.by(), As::Head, None, now).await
}

/// Throws a draft away: nobody but its school's head has seen it. One that came back stays in the audit log.
pub async fn discard(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<()> {
    let before = hold(tx, *allowed.thing()).await?;
    only_draft(&before)?;
    tx.query(sql!("delete from nomination where id = $1")).bind(before.id).run().await?;
    step::record(tx, &before, "discard", None, allowed.by(), As::Head, None, now).await
}

/// Writes a new draft from an older nomination that is closed, for the school year under way.
pub async fn copy(tx: &mut Tx, allowed: Allowed<Uuid>, now: Timestamp) -> Result<Uuid> {
    let before = nomination(tx, *allowed.thing()).await?;
    if before.state().is_open() {
        return Err(Refusal::new("nomination-moved").with("state", before.state().code()).into());
    }
    let today = now.date_in(&before.zone);
    let year = SchoolYear::of(today);
    let input = input_of(tx, &before, year, today.max(year.first_day()), year.last_day()).await?;
    create(tx, allowed.map(|_| before.school_id), input, now).await
}

/// What an older nomination says, for other days.
pub(super) async fn input_of(
    tx: &mut Tx,
    before: &Nomination,
    year: SchoolYear,
    first: Date,
    last: Date,
) -> Result<Input> {
    let letters = letter::versions(tx, before.id).await?;
    let letter = letters
        .iter()
        .find(|version| version.in_force_at.is_some())
        .or(letters.first())
        .map(|version| version.letter.0.clone());
    let reward = match before.reward() {
        Reward::None => Asked::None,
        Reward::Relief { minutes } => Asked::Relief(minutes),
        // An amount that the newest version of the scheme does not know is left for the head to choose.
        Reward::Allowance { scheme: code, cents, .. } => {
            match scheme::named(tx, &code, first, &before.sector).await {
                Ok(kept) if kept.check(cents, first, &before.sector).is_ok() => Asked::Allowance(code, cents),
                Ok(_) | Err(_) => Asked::None,
            }
        }
    };
    Ok(Input {
        person: before.person_id,
        year,
        first,
        last,
        share_percent: before.share_percent,
        reward,
        letter: letter.unwrap_or_default(),
    })
}

fn only_draft(nomination: &Nomination) -> Result<(), Refusal> {
    let state = nomination.state();
    if state == State::Draft {
        return Ok(());
    }
    Err(Refusal::new("nomination-moved").with("state", state.code()))
}

/// Where a nomination is written for.
struct Place {
    school: Uuid,
    zone: String,
    sector: String,
    hosts: bool,
}

impl Place {
    async fn of(tx: &mut Tx, school: Uuid) -> Result<Self> {
        let node = school::node(tx, school).await?;
        let found: Option<(String, bool)> = tx
            .query(sql!("select sector, hosts_referent from school where node_id = $1"))
            .bind(school)
            .optional()
            .await?;
        let (sector, hosts) = found.ok_or(Error::NotFound)?;
        Ok(Self { school, hosts: hosts && node.is_open(), zone: node.zone, sector })
    }
}

/// A draft that holds together.
struct Ready {
    person: Uuid,
    year: SchoolYear,
    starts_at: Timestamp,
    ends_at: Timestamp,
    share_percent: i32,
    reward: Reward,
    letter: MissionLetter,
}

impl Ready {
    fn scheme(&self) -> Option<String> {
        match &self.reward {
            Reward::Allowance { scheme, .. } => Some(scheme.clone()),
            Reward::None | Reward::Relief { .. } => None,
        }
    }

    fn scheme_version(&self) -> Option<i32> {
        match self.reward {
            Reward::Allowance { version, .. } => Some(version),
            Reward::None | Reward::Relief { .. } => None,
        }
    }

    fn cents(&self) -> Option<i64> {
        match self.reward {
            Reward::Allowance { cents, .. } => Some(cents),
            Reward::None | Reward::Relief { .. } => None,
        }
    }

    fn relief(&self) -> Option<i32> {
        match self.reward {
            Reward::Relief { minutes } => Some(minutes),
            Reward::None | Reward::Allowance { .. } => None,
        }
    }
}

/// Checks a draft; every fault at once.
async fn ready(tx: &mut Tx, place: &Place, input: Input) -> Result<Ready> {
    if !place.hosts {
        return Err(Refusal::new("school-without-referent").into());
    }
    let mut faults = Vec::new();
    let (opens, closes) = (input.year.first_day(), input.year.last_day());
    if input.first < opens || input.first > closes {
        faults.push(Fault::new("first", "day-outside-year").with("year", input.year.label()));
    }
    if input.last < opens || input.last > closes {
        faults.push(Fault::new("last", "day-outside-year").with("year", input.year.label()));
    } else if input.last < input.first {
        faults.push(Fault::new("last", "day-before-first"));
    }
    if !(1..=100).contains(&input.share_percent) {
        faults.push(Fault::new("share", "share-unreadable"));
    }
    let reward = match input.reward {
        Asked::None => Reward::None,
        Asked::Relief(minutes) => {
            if !(1..=MOST_RELIEF).contains(&minutes) {
                faults.push(Fault::new("relief", "relief-unreadable"));
            }
            Reward::Relief { minutes }
        }
        Asked::Allowance(code, cents) => match scheme::named(tx, &code, input.first, &place.sector).await {
            Ok(kept) => {
                if let Err(Error::Invalid(more)) = kept.check(cents, input.first, &place.sector) {
                    faults.extend(more);
                }
                Reward::Allowance { scheme: code, version: kept.version, cents }
            }
            Err(Error::Invalid(more)) => {
                faults.extend(more);
                Reward::None
            }
            Err(other) => return Err(other),
        },
    };
    let letter = input.letter.tidy();
    faults.extend(letter.faults());
    let starts_at = Timestamp::midnight(input.first, &place.zone);
    if !postings::is_posted(tx, input.person, place.school, starts_at).await? {
        faults.push(Fault::new("person", "teacher-not-posted"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let after = input.last.tomorrow().map_err(Error::broken)?;
    Ok(Ready {
        person: input.person,
        year: input.year,
        starts_at,
        ends_at: Timestamp::midnight(after, &place.zone),
        share_percent: input.share_percent,
        reward,
        letter,
    })
}

/// One nomination of a person in a school at a time.
async fn refuse_double(tx: &mut Tx, school: Uuid, ready: &Ready, except: Option<Uuid>) -> Result<()> {
    let found: Option<(Uuid,)> = tx
        .query(sql!(
            "select id from nomination
              where school_id = $1 and person_id = $2 and starts_at < $4 and ends_at > $3
                and state in ('draft', 'proposed', 'accepted', 'submitted', 'active')
                and id <> $5
              limit 1"
        ))
        .bind(school)
        .bind(ready.person)
        .bind(ready.starts_at)
        .bind(ready.ends_at)
        .bind(except.unwrap_or_default())
        .optional()
        .await?;
    match found {
        Some(_) => Err(Refusal::new("nomination-exists").into()),
        None => Ok(()),
    }
}

async fn insert(tx: &mut Tx, school: Uuid, ready: &Ready, by: Option<Uuid>, now: Timestamp) -> Result<Uuid> {
    let id = ids::new(now);
    tx.query(sql!(
        "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, share_percent, reward,
                                 scheme_code, scheme_version, amount_cents, relief_minutes, letter_number, created_at,
                                 updated_at)
         values ($1, $2, $3, $4, $5, $6, 'draft', $7, $8, $9, $10, $11, $12, 1, $13, $13)"
    ))
    .bind(id)
    .bind(school)
    .bind(ready.person)
    .bind(ready.year.label())
    .bind(ready.starts_at)
    .bind(ready.ends_at)
    .bind(ready.share_percent)
    .bind(ready.reward.code())
    .bind(ready.scheme())
    .bind(ready.scheme_version())
    .bind(ready.cents())
    .bind(ready.relief())
    .bind(now)
    .run()
    .await?;
    letter::write(tx, id, 1, &ready.letter, by, now).await?;
    Ok(id)
}

/// Teachers who work in a school at a moment, by name; `search` keeps those whose name holds its words.
pub async fn candidates(
    db: &mut impl Conn,
    allowed: Allowed<Uuid>,
    at: Timestamp,
    search: &str,
) -> Result<Vec<postings::Colleague>> {
    db.query(sql!(
        "select p.id as person_id, p.given_name, p.usual_name, o.discipline, o.main
           from posting o
           join person p on p.id = o.person_id
          where o.school_id = $1 and o.starts_at <= $2 and (o.ends_at is null or o.ends_at > $2)
            and p.name_key like $3
          order by p.name_key, p.id
          limit 500"
    ))
    .bind(*allowed.thing())
    .bind(at)
    .bind(format!("%{}%", crate::text::key(search)))
    .all()
    .await
}
