//! A platform to try out: people, what they have followed, and the password that opens every account.
//!
//! All of it is made by the verbs that pages use, in the order in which it would have happened, so that the demo holds
//! nothing that a real installation could not. It only goes into a database where nobody is.

mod cohort;
mod learner;
mod mandates;
mod organisation;
pub mod people;
mod plan;
pub mod scale;
mod sessions;
mod workshop;
mod year;

use std::collections::HashMap;
use std::sync::Arc;

use preau::access::policy::by_operator;
use preau::access::roles::{self, NewGrant};
use preau::access::{Role, accounts};
use preau::clock::{DAY, HOUR, MINUTE};
use preau::course::live::{Courses, Live};
use preau::learning::enrol::{Again, enrol};
use preau::people::NewPerson;
use preau::school::coverage;
use preau::school::postings::{self, NewPosting};
use preau::{Conn as _, Db, Result, Timestamp, Tx, instance, learning, sql};
use preau_app::SiteConfig;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use uuid::Uuid;

use crate::DEMO;
use learner::Learner;
use people::{Account, Follows, On, Opening};

/// Opens every account of the demo. It is printed and published: the demo is never open to the outside by itself.
pub const PASSWORD: &str = "trois-tilleuls-dans-la-cour";

/// Whether a database may be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Empty,
    Filled,
    /// Somebody is in it: a real installation.
    InUse,
}

/// Looks at a database.
pub async fn state(db: &Db) -> Result<State> {
    let mut read = db.read().await?;
    if instance::get(&mut read, DEMO).await?.as_deref() == Some("true") {
        return Ok(State::Filled);
    }
    let (people,): (i64,) = read.query(sql!("select count(*) from person")).one().await?;
    Ok(if people == 0 { State::Empty } else { State::InUse })
}

/// Fills an empty database: everything or nothing, in one transaction.
pub async fn fill(
    db: &Db,
    config: &SiteConfig,
    password_hash: &str,
    seed: u64,
    now: Timestamp,
) -> Result<Vec<Account>> {
    let mut rng = StdRng::seed_from_u64(seed);
    let accounts = people::accounts(&mut rng);
    let courses = load_courses(db, now).await?;
    let mut tx = db.begin().await?;
    let arrived = now.plus(-120 * DAY);
    let places = organisation::found(&mut tx, arrived.plus(-DAY)).await?;
    let mut ids = Vec::with_capacity(accounts.len());
    for (rank, account) in accounts.iter().enumerate() {
        let at = match account.opening {
            // Still to be answered: the link is good for two weeks.
            Opening::Invited => now.plus(-2 * DAY),
            Opening::Active | Opening::Locked => arrived.plus(i64::try_from(rank).unwrap_or(0) * 7 * MINUTE),
        };
        ids.push(open_account(&mut tx, account, password_hash, at).await?);
    }
    for (account, id) in accounts.iter().zip(&ids) {
        give_place(&mut tx, account, *id, &places, arrived).await?;
    }
    mandates::notify(&mut tx, &places.schools, now).await?;
    for (place, local, stage, given) in mandates::MANDATES {
        let address = format!("{local}@demo.preau.example");
        let Some(rank) = accounts.iter().position(|account| account.email == address) else { continue };
        mandates::follow(&mut tx, places.schools[place], ids[rank], stage, given, now).await?;
    }
    for step in calendar(&accounts, &courses, &mut rng, now) {
        let Some(course) = courses.get(step.course) else { continue };
        let learner = Learner { person: ids[step.who], course, config, careful: step.careful };
        match step.what {
            What::Enrol => {
                enrol(
                    &mut tx,
                    by_operator(learner.person),
                    course.version_id,
                    &course.course,
                    Again::Continue,
                    step.at,
                )
                .await?;
            }
            What::Page(place) => learner.follow(&mut tx, place, &mut rng, step.at).await?,
            What::Drop => {
                learning::enrol::drop_out(&mut tx, by_operator(learner.person), &course.course.slug, step.at)
                    .await?
            }
        }
    }
    for (account, id) in accounts.iter().zip(&ids).filter(|(account, _)| account.opening == Opening::Locked) {
        tracing::debug!(account = account.email, "Locked an account of the demo");
        accounts::set_locked(&mut tx, by_operator(*id), true, now).await?;
    }
    plan::found(&mut tx, &places, now).await?;
    let find = |local: &str| {
        let address = format!("{local}@demo.preau.example");
        accounts.iter().position(|account| account.email == address).map(|rank| ids[rank])
    };
    let asked = year::found(&mut tx, &places, find, now).await?;
    sessions::found(&mut tx, &places, find, &asked, now).await?;
    workshop::found(&mut tx, &places, find, now).await?;
    cohort::found(&mut tx, &places, find, &courses, now).await?;
    coverage::turn(&mut tx, now).await?;
    instance::set(&mut tx, DEMO, "true").await?;
    tx.commit().await?;
    Ok(accounts)
}

async fn load_courses(db: &Db, now: Timestamp) -> Result<HashMap<String, Arc<Live>>> {
    let shelf = Courses::new();
    let mut courses = HashMap::new();
    for card in shelf.cards(db, None, now).await?.iter() {
        if let Some(live) = shelf.current(db, None, &card.slug, now).await? {
            courses.insert(card.slug.clone(), live);
        }
    }
    Ok(courses)
}

async fn open_account(tx: &mut Tx, account: &Account, password_hash: &str, now: Timestamp) -> Result<Uuid> {
    let new = NewPerson {
        given_name: account.given_name.clone(),
        usual_name: account.usual_name.clone(),
        email: account.email.clone(),
        locale: "fr".to_owned(),
        discipline: account.discipline.map(str::to_owned),
        school: Some(account.school.clone()),
    };
    let person = match account.opening {
        Opening::Active | Opening::Locked => {
            accounts::create_active(tx, by_operator(()), &new, password_hash, now).await?
        }
        Opening::Invited => accounts::invite(tx, by_operator(()), &new, now).await?,
    };
    Ok(person.id)
}

/// Posts a person where they work, and gives them their role there.
async fn give_place(
    tx: &mut Tx,
    account: &Account,
    person: Uuid,
    places: &organisation::Places,
    now: Timestamp,
) -> Result<()> {
    if account.role != Some(Role::Head) {
        for (rank, place) in account.posted.iter().enumerate() {
            let posting = NewPosting {
                person,
                school: places.schools[*place],
                discipline: account.discipline,
                main: rank == 0,
                employment_status: "titulaire",
                starts_at: now.plus(-700 * DAY),
                source: "demo",
            };
            postings::post(tx, by_operator(&posting), now).await?;
        }
    }
    let Some(role) = account.role else { return Ok(()) };
    let (node, delegated_by) = match account.on {
        On::Installation => (None, None),
        On::Nation => (Some(places.nation), None),
        On::Academy(place) => (Some(places.academies[place]), None),
        On::School(place) => (Some(places.schools[place]), None),
        On::DeputyAt(place) => {
            let heads = roles::holders(tx, Role::Head, places.schools[place], now).await?;
            (Some(places.schools[place]), heads.first().map(|head| head.id))
        }
    };
    let grant = NewGrant { person, role, node, until: None, delegated_by, reason: "demo" };
    roles::grant_at(tx, by_operator(grant), now).await
}

/// Something that somebody does at a moment.
struct Step<'a> {
    at: Timestamp,
    who: usize,
    course: &'a str,
    what: What,
    careful: bool,
}

enum What {
    Enrol,
    /// Place of the page in the course.
    Page(usize),
    Drop,
}

/// Everything that happens, in the order of time: the audit chain and the lists read like a real term.
fn calendar<'a>(
    accounts: &'a [Account],
    courses: &HashMap<String, Arc<Live>>,
    rng: &mut StdRng,
    now: Timestamp,
) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    for (who, account) in accounts.iter().enumerate() {
        for follows in &account.follows {
            let Some(live) = courses.get(follows.course) else { continue };
            let (pages, careful) = (live.course.pages.len(), follows.stage == people::Stage::Completed);
            let mut at = now.plus(-DAY * rng.random_range(20..100) + HOUR * rng.random_range(-3..3));
            let push = |what, at: Timestamp, steps: &mut Vec<Step<'a>>| {
                steps.push(Step { at, who, course: follows.course, what, careful });
            };
            push(What::Enrol, at, &mut steps);
            for place in 0..pages_followed(follows, pages) {
                at = at.plus(DAY * rng.random_range(0..3) + MINUTE * rng.random_range(8..50));
                push(What::Page(place), at.min(now.plus(-HOUR)), &mut steps);
            }
            if follows.stage == people::Stage::Dropped {
                push(What::Drop, at.plus(DAY).min(now.plus(-MINUTE)), &mut steps);
            }
        }
    }
    steps.sort_by_key(|step| step.at);
    steps
}

fn pages_followed(follows: &Follows, pages: usize) -> usize {
    match follows.stage {
        people::Stage::Enrolled => 0,
        people::Stage::Started => 1,
        people::Stage::Halfway => pages / 2,
        people::Stage::NearlyDone => pages.saturating_sub(1),
        people::Stage::Completed => pages,
        people::Stage::Dropped => 2.min(pages),
    }
}
