//! `/sessions/{session}/emargement`: the sheet to sign, one page for each half-day (PRE-4).

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::session::attendance::sheet::{self, Grid, Row};
use preau::session::{Session, Slot};

use super::load;
use super::words::{self, crumbs};
use crate::cx::Cx;
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// Lines for people who walk in.
const EMPTY: usize = 4;

/// `GET /sessions/{session}/emargement`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let mut read = cx.read().await?;
        let led = load(&cx, &mut read, &id).await?;
        let grid = sheet::grid(&mut read, led.allow(&cx, Act::MarkPresence)?, None).await?;
        drop(read);
        let trainers: Vec<String> = led.trainers.iter().map(preau::session::Trainer::name).collect();
        let session = led.session.clone();
        Ok(cx.page(t!(lang, "sign-title")).crumbs(crumbs(&led.session)).show(move || {
            let sheets = grid.slots.iter().map(|slot| half_day(lang, &session, &trainers, &grid, slot)).collect_view();
            view! {
                <div class="stack">
                    <h1 class="sign-screen">{t!(lang, "sign-title")}</h1>
                    <p class="page-actions"><span class="activity-note"><Icon name="printer"/>" "{t!(lang, "sign-print")}</span></p>
                    {sheets}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn half_day(lang: Lang, session: &Session, trainers: &[String], grid: &Grid, slot: &Slot) -> AnyView {
    let heading = format!("feuille-{}", slot.id);
    let labelled = heading.clone();
    let line = |number: usize, row: Option<&Row>| {
        view! {
            <tr>
                <td class="numbers">{number}</td>
                <td>{row.map(Row::name)}</td>
                <td>{row.and_then(|row| row.school_name.clone())}</td>
                <td class="sign-here"></td>
            </tr>
        }
    };
    let people = grid.rows.len();
    let rows = grid.rows.iter().enumerate().map(|(place, row)| line(place + 1, Some(row))).collect_view();
    let empty = (people..people + EMPTY).map(|place| line(place + 1, None)).collect_view();
    let place = if session.room.is_empty() {
        session.host_name.clone()
    } else {
        format!("{}, {}", session.host_name, session.room)
    };
    view! {
        <section class="sign-sheet" aria-labelledby=labelled>
            <h2 id=heading>{session.title.clone()}</h2>
            <p><strong>{words::half_day(lang, slot, &session.zone)}</strong><br/>{place}</p>
            <div class="table-scroll" role="region" tabindex="0" aria-label=t!(lang, "sign-title")>
                <table class="table-compact">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, "sign-number")}</th>
                            <th scope="col">{t!(lang, "presence-person")}</th>
                            <th scope="col">{t!(lang, "sign-school")}</th>
                            <th scope="col">{t!(lang, "sign-signature")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}{empty}</tbody>
                </table>
            </div>
            <div class="sign-trainers">
                {trainers.iter().map(|name| view! { <p>{t!(lang, "sign-trainer", "name" => name.clone())}</p> }).collect_view()}
            </div>
        </section>
    }
    .into_any()
}
