//! A cohort of the demo that has run for five weeks: somebody is done, somebody late, somebody silent, somebody has not
//! answered.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::ToSpan as _;
use preau::access::policy::{self, Act, Allowed, Place, by_operator};
use preau::access::{Actor, Role};
use preau::clock::{DAY, HOUR};
use preau::cohort::items::{self, TypedDue};
use preau::cohort::people::{self, Adding, Who};
use preau::cohort::write::{self, New, Typed};
use preau::cohort::{thread, turn};
use preau::course::live::Live;
use preau::{Result, Timestamp, Tx, ids, school};
use uuid::Uuid;

use super::organisation::Places;

/// Course, and by when after the first day.
const COURSES: [(&str, i32); 3] = [("referent-numerique", 28), ("rgpd-eleves", 60), ("droit-auteur", 120)];
/// Enrolled as a duty; those of the list who were asked and said yes, or have not answered.
const DESIGNATED: [&str; 2] = ["referent", "nadege.robert"];
const JOINED: [&str; 2] = ["karim.benali", "yann.le.goff"];
const SILENT: [&str; 1] = ["marc.fontaine"];

/// Writes the cohort of the trainer; `find` gives the person with this local part of an address.
pub(super) async fn found(
    tx: &mut Tx,
    places: &Places,
    find: impl Fn(&str) -> Option<Uuid>,
    courses: &HashMap<String, Arc<Live>>,
    now: Timestamp,
) -> Result<()> {
    let Some(trainer) = find("formatrice") else { return Ok(()) };
    let node = school::node(tx, places.academies[1]).await?;
    let began = now.plus(-35 * DAY);
    let start = began.date_in(&node.zone);
    let typed = Typed {
        title: "Nouveaux référents numériques".to_owned(),
        aim: "Prendre ses marques : ses missions, le droit, les données des élèves.".to_owned(),
        size: write::USUAL_SIZE.to_string(),
        onsite: "6".to_owned(),
        remote: "12".to_owned(),
        starts_on: start.to_string(),
        ends_on: start.saturating_add(26.weeks()).to_string(),
        never_days: "7".to_owned(),
        idle_days: "14".to_owned(),
        late_items: "1".to_owned(),
        missed_sessions: "1".to_owned(),
    };
    let written = began.plus(-20 * DAY);
    let id = ids::new(written);
    let new = New { id, trainer, node: &node.path, typed: &typed };
    write::create(tx, by_operator(new), written).await?;
    for (slug, days) in COURSES {
        let Some(course) = courses.get(slug) else { continue };
        let due = TypedDue { kind: "after".to_owned(), days: days.to_string(), ..TypedDue::default() };
        items::add_course(tx, by_operator(id), course, &due, written).await?;
    }
    let followed: Vec<Arc<Live>> =
        COURSES.iter().filter_map(|(slug, _)| courses.get(*slug).cloned()).collect();
    turn::open(tx, by_operator(id), written.plus(HOUR)).await?;
    let asked = written.plus(DAY);
    let chosen = |names: &[&str]| names.iter().filter_map(|name| find(name)).collect::<Vec<_>>();
    let (designated, joined, silent) = (chosen(&DESIGNATED), chosen(&JOINED), chosen(&SILENT));
    for (who, designate) in [(&designated, true), (&joined, false), (&silent, false)] {
        let adding = Adding { who: Who::Chosen(who), designate, courses: &followed };
        let allowed = as_trainer(tx, trainer, id).await?;
        people::add(tx, allowed, adding, asked).await?;
    }
    for person in joined {
        people::join(tx, by_operator((id, person)), &followed, asked.plus(DAY)).await?;
    }
    if followed.is_empty() {
        return Ok(());
    }
    turn::start(tx, by_operator(id), &followed, began).await?;
    let hello = "Bienvenue à tous. Commencez par « Référent numérique » : deux heures, à votre rythme.";
    thread::post(tx, by_operator((id, trainer)), ids::new(began), hello, began.plus(HOUR)).await
}

/// The right of the trainer: who invited whom stands in the log.
async fn as_trainer(tx: &mut Tx, trainer: Uuid, cohort: Uuid) -> Result<Allowed<Uuid>> {
    let person = preau::people::by_id(tx, trainer).await?;
    let actor = Actor::of(person, &[Role::CentreTrainer]);
    policy::allow(Some(&actor), Act::RunCohort, Place::Of(trainer), cohort)
}
