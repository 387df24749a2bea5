//! The référent's year as people see it: cockpit, bulletins, accompaniment, projects, advice, network, log, report.

mod accompany;
mod advice;
mod ask;
mod bulletin;
mod bulletin_read;
mod home;
mod journal;
mod network;
mod parts;
mod project;
mod prose;
mod report;
mod tice;

use axum::Router;
use axum::routing::get;

use preau::access::Act;
use preau::school::{self, School, Uai};
use preau::{Conn, Error, Result};
use uuid::Uuid;

use crate::cx::Cx;
use crate::state::Site;
use crate::t;

/// The addresses of this subject.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/referent", get(home::choose))
        .route("/referent/{uai}", get(home::show))
        .route("/referent/{uai}/bulletins", get(bulletin::list))
        .route("/referent/{uai}/bulletins.csv", get(bulletin::download))
        .route("/referent/{uai}/bulletins/nouveau", get(bulletin::new).post(bulletin::create))
        .route("/referent/{uai}/bulletins/{bulletin}", get(bulletin::edit).post(bulletin::act))
        .route("/bulletins", get(bulletin_read::list))
        .route("/bulletins/{bulletin}", get(bulletin_read::show))
        .route("/referent/{uai}/accompagnements", get(accompany::list).post(accompany::log))
        .route("/referent/{uai}/accompagnements.csv", get(accompany::download))
        .route("/referent/{uai}/accompagnements/{accompaniment}", get(accompany::show).post(accompany::act))
        .route("/etablissements/{uai}/accompagnement", get(ask::show).post(ask::act))
        .route("/etablissements/{uai}/projets", get(project::list).post(project::propose))
        .route("/etablissements/{uai}/projets.csv", get(project::download))
        .route("/etablissements/{uai}/projets/{project}", get(project::show).post(project::act))
        .route("/referent/{uai}/conseils", get(advice::list_referent).post(advice::write_referent))
        .route("/referent/{uai}/conseils/{advice}", get(advice::show_referent).post(advice::act_referent))
        .route("/direction/{uai}/conseils", get(advice::list_head).post(advice::write_head))
        .route("/direction/{uai}/conseils/{advice}", get(advice::show_head).post(advice::act_head))
        .route("/referent/{uai}/journal", get(journal::list).post(journal::act))
        .route("/referent/{uai}/journal.csv", get(journal::download))
        .route("/etablissements/{uai}/tice", get(tice::show))
        .route("/etablissements/{uai}/tice.csv", get(tice::download))
        .route("/referent/{uai}/bilan", get(report::own).post(report::write))
        .route("/direction/{uai}/bilans", get(report::list_head))
        .route("/direction/{uai}/bilans/{report}", get(report::show_head).post(report::act_head))
        .route("/pilotage/bilans", get(report::list_manager))
        .route("/pilotage/bilans.csv", get(report::download))
        .route("/pilotage/bilans/{report}", get(report::show_manager).post(report::act_manager))
        .route("/reseau", get(network::show))
        .route("/reseau/annuaire.csv", get(network::download))
        .route("/reseau/contacts", get(network::new_contact).post(network::add_contact))
        .route("/reseau/contacts/{contact}", get(network::show_contact).post(network::change_contact))
        .route("/reseau/questions", get(network::questions).post(network::ask))
        .route("/reseau/questions/{question}", get(network::show_question).post(network::act_question))
}

/// What the asker may open about a school's year: address and label.
pub(crate) fn doors(cx: &Cx, school: &School) -> Vec<(String, String)> {
    let (lang, uai) = (cx.lang, &school.uai);
    let all = [
        (Act::WorkAsReferent, format!("/referent/{uai}"), t!(lang, "cockpit-title")),
        (Act::ReadBulletins, format!("/bulletins?ecole={uai}"), t!(lang, "bulletin-list")),
        (Act::ReadBulletins, format!("/etablissements/{uai}/projets"), t!(lang, "project-list")),
        (Act::AskReferent, format!("/etablissements/{uai}/accompagnement"), t!(lang, "ask-title")),
        (Act::ReadFigures, format!("/etablissements/{uai}/tice"), t!(lang, "tice-open")),
        (Act::Steer, format!("/direction/{uai}/conseils"), t!(lang, "advice-list")),
        (Act::CountersignReport, format!("/direction/{uai}/bilans"), t!(lang, "reports-title")),
    ];
    all.into_iter()
        .filter(|(act, ..)| cx.may_at(*act, &school.path))
        .map(|(_, href, label)| (href, label))
        .collect()
}

/// A school in which the asker may do this.
///
/// # Errors
/// `LoginNeeded`, `Forbidden` for whoever may do it nowhere, before anything is read; `NotFound`.
async fn school_for(cx: &Cx, read: &mut impl Conn, act: Act, uai: &str) -> Result<School> {
    cx.allow(act, ())?;
    let uai = Uai::parse(uai).map_err(|_| Error::NotFound)?;
    let school = school::by_uai(read, &uai).await?.ok_or(Error::NotFound)?;
    cx.allow_at(act, &school.path, ())?;
    Ok(school)
}

/// The thing an address names.
fn id_of(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The version a form was filled on; a form without one is not ours.
fn version_of(fields: &crate::fields::Fields) -> i32 {
    fields.get("version").parse().unwrap_or(0)
}
