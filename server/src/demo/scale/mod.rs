//! The demo at the size of an académie or of the country (domain.md §8.2): the same seed gives the same people,
//! schools and sessions each time.
//!
//! What verbs make one by one in the small demo is written here in bulk ([`rows`]), as imports write it; what pages read
//! ready-made is then counted by the platform's own functions, never here. Memory holds the schools and the people of
//! one school at a time.

mod cockpit;
mod learning;
mod names;
mod needs;
mod organisation;
mod rows;
mod sessions;
mod staff;

use preau::clock::DAY;
use preau::plan::modules;
use preau::referent::scheme;
use preau::school::coverage;
use preau::year::SchoolYear;
use preau::{Db, Result, Timestamp, instance};
use preau_app::SiteConfig;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use uuid::Uuid;

use rows::Batch;

/// Key, in `instance`, of the size that was asked for; ends in [`UNDER_WAY`] until it is reached.
const SCALE: &str = "demo.scale";
const UNDER_WAY: &str = ":filling";

/// How large a demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Scale {
    /// A few schools, everything in them made by hand
    #[default]
    Etablissement,
    /// 600 schools and 28,000 people beside them, for one académie
    Academie,
    /// 11,300 schools and 520,000 people: minutes, and a few gigabytes
    Nation,
}

impl Scale {
    fn code(self) -> &'static str {
        match self {
            Self::Etablissement => "etablissement",
            Self::Academie => "academie",
            Self::Nation => "nation",
        }
    }

    /// What is added to the small demo.
    pub fn profile(self) -> Option<Profile> {
        match self {
            Self::Etablissement => None,
            Self::Academie => Some(Profile {
                schools: 600,
                basins: 15,
                people: 28_000,
                answers: 9_500,
                sessions: 2_860,
                enrolments: 14_000,
                attestations: 2_000,
                journal: 40,
                everywhere: false,
            }),
            Self::Nation => Some(Profile {
                schools: 11_300,
                basins: 400,
                people: 520_000,
                answers: 170_000,
                sessions: 54_000,
                enrolments: 130_000,
                attestations: 5_000,
                journal: 40,
                everywhere: true,
            }),
        }
    }
}

/// Volumes of one school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    pub schools: usize,
    pub basins: usize,
    pub people: usize,
    /// To surveys of needs.
    pub answers: usize,
    pub sessions: usize,
    pub enrolments: usize,
    /// Courses completed, each with its attestation, which is signed one by one.
    pub attestations: usize,
    /// Lines in the journal of each référent.
    pub journal: usize,
    /// In all académies, or in the demo's own one alone.
    pub everywhere: bool,
}

/// What the generators share.
struct Maker<'m> {
    profile: Profile,
    rng: StdRng,
    ids: Ids,
    batch: Batch,
    password_hash: &'m str,
    year: SchoolYear,
    now: Timestamp,
}

/// Ids in the order in which they are drawn, as the platform's own are, and the same for a seed.
struct Ids {
    millis: u64,
    count: u64,
}

impl Maker<'_> {
    /// A new row's id, in hexadecimal.
    fn id(&mut self) -> String {
        self.ids.count += 1;
        let mut rest: [u8; 10] = self.rng.random();
        rest[0] = u8::try_from((self.ids.count >> 8) & 0x0f).unwrap_or(0);
        rest[1] = u8::try_from(self.ids.count & 0xff).unwrap_or(0);
        let millis = self.ids.millis + (self.ids.count >> 12);
        hex::encode(uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid())
    }

    /// Some days ago, at some moment of that day.
    fn ago(&mut self, days: std::ops::Range<i64>) -> Timestamp {
        let (days, part) = (self.rng.random_range(days), self.rng.random_range(0..DAY));
        self.now.plus(-days * DAY - part)
    }
}

/// The part of a whole that falls to one of many, so that all parts add up to it.
fn part(whole: usize, place: usize, of: usize) -> usize {
    whole * (place + 1) / of - whole * place / of
}

/// Where a demo of this size stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Nothing of it is there yet.
    No,
    /// It was broken off.
    UnderWay,
    /// It grew to another size.
    Other,
    Yes,
}

/// Looks how far a demo has grown.
pub async fn reached(db: &Db, scale: Scale) -> Result<Reached> {
    let known = instance::get(&mut db.read().await?, SCALE).await?.unwrap_or_default();
    Ok(match known.strip_suffix(UNDER_WAY) {
        Some(_) => Reached::UnderWay,
        None if known == scale.code() || scale == Scale::Etablissement => Reached::Yes,
        None if known.is_empty() => Reached::No,
        None => Reached::Other,
    })
}

/// Lets a small demo grow to a size, in many transactions, and says so when it is done.
pub async fn reach(
    db: &Db,
    config: &SiteConfig,
    scale: Scale,
    password_hash: &str,
    seed: u64,
    now: Timestamp,
) -> Result<()> {
    let Some(profile) = scale.profile() else { return Ok(()) };
    let note = async |value: String| -> Result<()> {
        let mut tx = db.begin().await?;
        instance::set(&mut tx, SCALE, &value).await?;
        tx.commit().await
    };
    note(format!("{}{UNDER_WAY}", scale.code())).await?;
    grow(db, config, profile, password_hash, seed, now).await?;
    note(scale.code().to_owned()).await
}

/// Adds a profile to a demo that [`super::fill`] made.
pub async fn grow(
    db: &Db,
    config: &SiteConfig,
    profile: Profile,
    password_hash: &str,
    seed: u64,
    now: Timestamp,
) -> Result<()> {
    let mut maker = Maker {
        profile,
        rng: StdRng::seed_from_u64(seed),
        ids: Ids { millis: u64::try_from(now.0 / 1_000).unwrap_or(0), count: 0 },
        batch: Batch::default(),
        password_hash,
        year: SchoolYear::of(now.date_in("Europe/Paris")),
        now,
    };
    let allowance = scheme::all(&mut db.read().await?).await?.into_iter().find(|kept| kept.code == "imp");
    let allowance = allowance.map(|kept| (kept.code, kept.version));
    let places = organisation::lay_out(&mut maker, db).await?;
    let mut plan = sessions::plan(&mut maker, db).await?;
    let shelf = learning::Shelf::open(db, now).await?;
    let mut attested: Vec<Uuid> = Vec::new();
    // Whom sessions of a bassin or académie may find: those of the last schools.
    let mut around: Vec<sessions::Participant> = Vec::new();
    let (mut rows, mut told) = (0, 0);
    for (number, place) in places.iter().enumerate() {
        let team = staff::hire(&mut maker, &places, number, allowance.as_ref());
        needs::ask(&mut maker, place, &team, number);
        cockpit::work(&mut maker, place, &team);
        around.extend(team.teachers.iter().map(|teacher| (teacher.id.clone(), place.id.clone())));
        around.drain(..around.len().saturating_sub(1_500));
        sessions::hold(&mut maker, place, &team, &around, &mut plan, number);
        attested.extend(learning::follow(&mut maker, &shelf, &team, number));
        rows += maker.batch.settle(db).await?;
        let percent = (number + 1) * 100 / places.len();
        if percent >= told + 10 {
            told = percent;
            tracing::info!(percent, rows, schools = number + 1, "The demo grows");
        }
    }
    rows += maker.batch.write(db).await?;
    tracing::info!(rows, attestations = attested.len(), "Written; now what is signed and counted");
    learning::attest(db, config, &attested, now).await?;
    count(db, &plan, maker.year, now).await
}

/// What pages read ready-made, counted by those who keep it.
async fn count(db: &Db, plan: &sessions::Plan, year: SchoolYear, now: Timestamp) -> Result<()> {
    loop {
        let mut tx = db.begin().await?;
        let stale = coverage::stale(&mut tx, now).await?;
        for school in &stale {
            coverage::recount(&mut tx, *school, now).await?;
        }
        tx.commit().await?;
        if stale.is_empty() {
            break;
        }
    }
    let mut tx = db.begin().await?;
    coverage::recount_all(&mut tx, year, now).await?;
    coverage::recount_past(&mut tx, year.previous(), now).await?;
    for module in plan.modules.iter().filter(|module| module.running > 0) {
        modules::count_sessions(&mut tx, module.uuid, module.running).await?;
    }
    tx.commit().await
}

/// A person who teaches in a school.
#[derive(Debug, Clone)]
struct Teacher {
    id: String,
    discipline: &'static str,
}

/// The people of one school.
#[derive(Debug)]
struct Team {
    head: String,
    teachers: Vec<Teacher>,
    /// Places, among the teachers, of those whose mandate runs.
    referents: Vec<usize>,
}

impl Team {
    /// Who writes sessions and surveys: the référent, or the head where there is none.
    fn organiser(&self) -> &str {
        self.referents.first().and_then(|place| self.teachers.get(*place)).map_or(&self.head, |one| &one.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        for (whole, of) in [(28_000, 600), (7, 3), (2, 5), (0, 4)] {
            assert_eq!((0..of).map(|place| part(whole, place, of)).sum::<usize>(), whole);
        }
    }

    #[test]
    fn an_academy_has_the_volumes_of_the_domain() {
        let academy = Scale::Academie.profile().unwrap();
        assert_eq!((academy.schools, academy.basins, academy.people), (600, 15, 28_000));
        assert_eq!(Scale::Etablissement.profile(), None);
    }
}
