//! Cohorts as people meet them: the trainer's list, one cohort with its calendar and its people, the progress grid, who
//! needs a word, the end; and the page of a member.

mod end;
mod grid;
mod list;
mod member;
mod people;
mod risk;
mod sheet;
mod thread;
mod words;
mod write;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use uuid::Uuid;

use preau::access::policy::{self, Allowed, Verdict};
use preau::access::{Act, Actor};
use preau::cohort::items::Item;
use preau::cohort::{self, Cohort, Trainer, run_place};
use preau::course::live::Live;
use preau::{Conn, Error, Result};

use crate::cx::Cx;
use crate::state::Site;
use crate::t;
use crate::ui::Crumb;

pub(crate) use member::line;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/cohortes", get(list::show))
        .route("/cohortes/nouvelle", get(write::blank).post(write::create))
        .route("/cohortes/{cohort}", get(sheet::show).post(sheet::act))
        .route("/cohortes/{cohort}/modifier", get(write::edit).post(write::change))
        .route("/cohortes/{cohort}/membres", get(people::show).post(people::act))
        .route("/cohortes/{cohort}/progression", get(grid::show))
        .route("/cohortes/{cohort}/progression.csv", get(grid::download))
        .route("/cohortes/{cohort}/relances", get(risk::show).post(risk::act))
        .route("/cohortes/{cohort}/bilan", get(end::show).post(end::act))
        .route("/cohortes/{cohort}/bilan.csv", get(end::download))
        .route("/cohortes/{cohort}/fil", get(thread::trainers).post(thread::trainers_act))
        .route("/mes-cohortes/{cohort}", get(member::show).post(member::act))
        .route("/mes-cohortes/{cohort}/fil", get(thread::members).post(thread::members_act))
}

/// A cohort with those who train it, before anything is said about who asks.
struct Led {
    cohort: Cohort,
    trainers: Vec<Trainer>,
}

impl Led {
    /// The right to something that concerns this cohort.
    fn allow<T>(&self, cx: &Cx, act: Act, thing: T) -> Result<Allowed<T>> {
        let place = run_place(&self.cohort, &self.trainers, cx.actor.as_ref(), cx.now);
        policy::allow(cx.actor.as_ref(), act, place, thing)
    }

    /// The right to run it.
    fn run<T>(&self, cx: &Cx, thing: T) -> Result<Allowed<T>> {
        self.allow(cx, Act::RunCohort, thing)
    }

    /// Whether the asker runs it: to show or hide a link, never to decide.
    fn runs(&self, cx: &Cx) -> bool {
        let place = run_place(&self.cohort, &self.trainers, cx.actor.as_ref(), cx.now);
        policy::permits(cx.actor.as_ref(), Act::RunCohort, place) == Verdict::Yes
    }

    fn here(&self) -> String {
        format!("/cohortes/{}", self.cohort.id)
    }

    /// The pages above one of its parts.
    fn crumbs(&self, cx: &Cx) -> [Crumb; 2] {
        [
            Crumb::new("/cohortes", t!(cx.lang, "cohorts-title")),
            Crumb::new(self.here(), self.cohort.title.clone()),
        ]
    }
}

/// Loads a cohort for somebody who may run or read cohorts somewhere; which one is asked next.
async fn load(cx: &Cx, db: &mut impl Conn, act: Act, id: &str) -> Result<Led> {
    cx.allow(act, ())?;
    led(db, id).await
}

async fn led(db: &mut impl Conn, id: &str) -> Result<Led> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let cohort = cohort::cohort(db, id).await?;
    let trainers = cohort::trainers(db, id).await?;
    Ok(Led { cohort, trainers })
}

/// The courses of a cohort in the versions in service; one that is no longer offered is left out.
async fn courses(cx: &Cx, items: &[Item]) -> Result<Vec<Arc<Live>>> {
    let mut found = Vec::new();
    // From the cache of the process.
    for slug in items.iter().filter_map(|item| item.course_slug.as_deref()) {
        found.extend(cx.site.courses.current(&cx.site.db, cx.actor.as_ref(), slug, cx.now).await?);
    }
    Ok(found)
}

fn actor(cx: &Cx) -> Result<&Actor> {
    cx.actor.as_ref().ok_or(Error::LoginNeeded)
}

fn id(typed: &str) -> Result<Uuid> {
    typed.parse().map_err(|_| Error::NotFound)
}
