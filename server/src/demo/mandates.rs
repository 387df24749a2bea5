//! Référents of the demo: a nomination in each state that somebody has to see.

use preau::access::policy::{Act, Place, allow, by_operator};
use preau::access::{self, Allowed};
use preau::clock::DAY;
use preau::referent::draft::{self, Asked, Input};
use preau::referent::letter::{Mission, MissionLetter};
use preau::referent::submit::{self, Councils};
use preau::referent::{answer, decide, envelope, nomination, propose, scheme};
use preau::school::coverage;
use preau::year::SchoolYear;
use preau::{Error, Result, Timestamp, Tx};
use uuid::Uuid;

/// How far a nomination has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Proposed,
    Accepted,
    Submitted,
    Active,
}

/// Place of the school, local part of the teacher's address, how far, what is given.
#[rustfmt::skip]
pub(super) const MANDATES: [(usize, &str, Stage, Given); 6] = [
    (0, "referent", Stage::Active, Given::Allowance(62_500)),
    (1, "karim.benali", Stage::Active, Given::Relief(60)),
    (1, "elodie.girard", Stage::Accepted, Given::Nothing),
    (2, "yann.le.goff", Stage::Submitted, Given::Allowance(125_000)),
    (3, "david.roussel", Stage::Proposed, Given::Allowance(31_250)),
    (4, "marie.anne.picard", Stage::Active, Given::Nothing),
];

/// Place of the school, and cents notified to it for the year: the others have not been told yet.
const ENVELOPES: [(usize, i64); 3] = [(0, 125_000), (2, 187_500), (3, 62_500)];

/// What the plan managers have notified.
pub(super) async fn notify(tx: &mut Tx, schools: &[Uuid], now: Timestamp) -> Result<()> {
    let year = SchoolYear::of(now.date_in("Europe/Paris"));
    for (place, cents) in ENVELOPES {
        envelope::set(tx, by_operator(schools[place]), year, cents, now.plus(-60 * DAY)).await?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Given {
    Nothing,
    /// Cents for the year.
    Allowance(i64),
    /// Minutes a week.
    Relief(i32),
}

/// One nomination, step by step, in the weeks before `now`.
pub(super) async fn follow(
    tx: &mut Tx,
    school: Uuid,
    person: Uuid,
    stage: Stage,
    given: Given,
    now: Timestamp,
) -> Result<()> {
    let year = SchoolYear::of(now.date_in("Europe/Paris"));
    let at = |days: i64| now.plus(-days * DAY);
    scheme::found(tx, at(50)).await?;
    let input = Input {
        person,
        year,
        first: year.first_day(),
        last: year.last_day(),
        // Two share the second school.
        share_percent: if matches!(given, Given::Relief(_)) || stage == Stage::Accepted { 50 } else { 100 },
        reward: match given {
            Given::Nothing => Asked::None,
            Given::Allowance(cents) => Asked::Allowance("imp".to_owned(), cents),
            Given::Relief(minutes) => Asked::Relief(minutes),
        },
        letter: letter(),
    };
    let id = draft::create(tx, by_operator(school), input, at(45)).await?;
    let seen = nomination(tx, id).await?.version;
    propose::propose(tx, by_operator(id), seen, at(44)).await?;
    if stage >= Stage::Accepted {
        let seen = nomination(tx, id).await?.version;
        let teacher = as_teacher(tx, person, id, at(40)).await?;
        answer::accept(tx, teacher, seen, at(40)).await?;
    }
    if stage >= Stage::Submitted {
        let (council, board) = (at(38).date_in("Europe/Paris"), at(36).date_in("Europe/Paris"));
        let councils = Councils::Heard { council_on: Some(council), board_on: Some(board) };
        submit::submit(tx, by_operator(id), councils, at(35)).await?;
    }
    if stage >= Stage::Active {
        decide::validate(tx, by_operator(id), at(30)).await?;
        coverage::recount(tx, school, now).await?;
    }
    Ok(())
}

/// Only the teacher says yes.
async fn as_teacher(tx: &mut Tx, person: Uuid, id: Uuid, now: Timestamp) -> Result<Allowed<Uuid>> {
    let actor = access::actor(tx, person, now).await?.ok_or(Error::NotFound)?;
    allow(Some(&actor), Act::AnswerNomination, Place::Of(person), id)
}

pub(super) fn letter() -> MissionLetter {
    MissionLetter {
        missions: vec![Mission::Information, Mission::Needs, Mission::Accompaniment, Mission::Projects],
        time: "Une heure par semaine, le jeudi de 13 h à 14 h.".to_owned(),
        room: "Salle multimédia, réservée sur ce créneau.".to_owned(),
        equipment: "Chariot de tablettes et vidéoprojecteur.".to_owned(),
        indicators: vec![
            "Trois sessions dans l'année, ouvertes à toutes les disciplines.".to_owned(),
            "Un recueil des besoins par an, suivi d'une réponse à chacun.".to_owned(),
        ],
        training: vec!["Parcours « Référent numérique » et deux journées en bassin.".to_owned()],
        ..MissionLetter::default()
    }
}
