//! `/pilotage/imports`: files of schools and people, from their arrival to their undoing.

mod acts;
mod arrive;
mod batch;
mod files;
mod lines;
mod list;
mod paste;
mod reading;
mod store;
mod words;

use axum::Router;
use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::{MethodRouter, get};
use preau::access::{Act, Allowed, Role};
use preau::school::by_path;
use preau::school::import::{self, Batch, Kind, Line, Surroundings};
use preau::{Error, Result};
use uuid::Uuid;

use crate::account::disciplines;
use crate::cx::Cx;
use crate::state::Site;
use crate::t;
use crate::texts::Lang;

/// The addresses of this part.
pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/pilotage/imports", get(list::show))
        .route("/pilotage/imports/nouveau", get(arrive::show).post(arrive::send))
        .route("/pilotage/imports/adresses", get(paste::show).post(paste::send))
        .route("/pilotage/imports/{import}", get(batch::show))
        .route("/pilotage/imports/{import}/lignes.csv", get(files::lines))
        .route("/pilotage/imports/{import}/lecture", get(reading::show).post(reading::send))
        .route("/pilotage/imports/{import}/ecriture", back().post(acts::apply))
        .route("/pilotage/imports/{import}/annulation", back().post(acts::undo))
        .route("/pilotage/imports/{import}/abandon", back().post(acts::give_up))
        .route("/pilotage/imports/{import}/reprise", back().post(acts::resume))
        .route(
            "/pilotage/imports/{import}/lignes/{line}",
            get(async |Path((import, _)): Path<(String, String)>| Redirect::to(&page_of(&import)))
                .post(acts::decide),
        )
        .route("/pilotage/etablissements.csv", get(files::schools))
        .route("/pilotage/personnes.csv", get(files::people))
}

/// An address that only takes a form: who lands there by a link is led to the page of the form.
fn back() -> MethodRouter<Site> {
    get(async |Path(import): Path<String>| Redirect::to(&page_of(&import)))
}

/// The page of a batch, whatever was typed in its place.
fn page_of(import: &str) -> String {
    import.parse::<Uuid>().map_or_else(|_| "/pilotage/imports".to_owned(), address)
}

fn address(batch: Uuid) -> String {
    format!("/pilotage/imports/{batch}")
}

/// What imports stand on, on this platform.
pub fn surroundings(site: &Site) -> Surroundings {
    surroundings_of(&site.uploads, &site.config.mailbox_domains)
}

/// The same from the settings: for the command line.
pub fn surroundings_of(uploads: &std::path::Path, mailbox_domains: &[String]) -> Surroundings {
    Surroundings {
        folder: uploads.join("imports"),
        mailbox_domains: mailbox_domains.to_vec(),
        disciplines: disciplines::CODES.iter().map(|code| (*code).to_owned()).collect(),
    }
}

/// A row in one line of words: for the command line.
pub fn in_a_line(lang: Lang, line: &Line) -> String {
    let why = lines::why(lang, line).unwrap_or_default();
    let notes = line.detail.notes.iter().map(|note| words::reason(lang, note)).collect::<Vec<_>>().join(" ");
    let verdict = words::verdict(lang, line.verdict());
    [&format!("line {}", line.line), &verdict, &line.about, &line.label, &why, &notes]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Why a file could not be read, as a sentence.
pub fn failure(lang: Lang, batch: &Batch) -> Option<String> {
    batch.failure().map(|reason| words::reason(lang, reason))
}

/// The batch of an address, for who may see it.
async fn batch(cx: &Cx, import: &str) -> Result<(Batch, Allowed<Uuid>)> {
    // Asked before the address is read: a stranger learns nothing from how it is written.
    cx.allow(Act::ImportRegister, ())?;
    let id: Uuid = import.parse().map_err(|_| Error::NotFound)?;
    let batch = import::batch(&mut cx.read().await?, id).await?;
    let allowed = cx.allow_at(batch.kind().act(), &batch.scope, id).map_err(|error| {
        // Of another kind than theirs: as if it were not there.
        if matches!(error, Error::Forbidden) { Error::NotFound } else { error }
    })?;
    Ok((batch, allowed))
}

/// Roles that import.
fn importers(kind: Kind) -> &'static [Role] {
    match kind {
        Kind::Register => &[Role::PlanManager, Role::NationalAdmin, Role::Administrator],
        Kind::People => &[Role::PlanManager, Role::Administrator],
    }
}

/// Where the asker may import: path and name of each place, the widest alone.
async fn places(cx: &Cx, kind: Kind) -> Result<Vec<(String, String)>> {
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    let mut places = Vec::new();
    let mut read = cx.read().await?;
    for path in actor.places(importers(kind)).into_iter().take(20) {
        let name = match path {
            "" => t!(cx.lang, "import-everywhere"),
            path => by_path(&mut read, path).await?.map_or_else(|| path.to_owned(), |node| node.name),
        };
        places.push((path.to_owned(), name));
    }
    Ok(places)
}

/// The place asked for, if the asker may import there; their only one, or their first, when none was named.
fn chosen(places: &[(String, String)], asked: &str) -> Result<String> {
    if asked.is_empty() {
        return places.first().map(|(path, _)| path.clone()).ok_or(Error::Forbidden);
    }
    // The whole installation has an empty path, which a form cannot tell from nothing.
    Ok(if asked == "*" { String::new() } else { asked.to_owned() })
}
