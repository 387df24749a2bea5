//! `/compte/visibilite`: what others see of me. It states what the program does today; whoever opens something to
//! somebody changes this page in the same change.

use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::access::seen::{self, Look};

use super::frame::{self, Room};
use crate::cx::Cx;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{self, ButtonLink, TableScroll};

/// `GET /compte/visibilite`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        let allowed = cx.allow_own(Act::ManageAccount)?;
        let looks = seen::of(&mut cx.read().await?, allowed, 200).await?;
        let (lang, zone, months) = (cx.lang, cx.site.config.zone.clone(), cx.site.config.periods.access_months);
        let initials = cx.actor.as_ref().map(|actor| actor.person.initials()).unwrap_or_default();
        Ok(frame::show(&cx, Room::Visibility, StatusCode::OK, move || {
            let rows = [
                (t!(lang, "visibility-learning"), t!(lang, "visibility-learning-who")),
                (t!(lang, "visibility-cohort"), t!(lang, "visibility-cohort-who")),
                (t!(lang, "visibility-productions"), t!(lang, "visibility-productions-who")),
                (t!(lang, "visibility-surveys"), t!(lang, "visibility-surveys-who")),
                (t!(lang, "visibility-identity"), t!(lang, "visibility-identity-who")),
                (t!(lang, "visibility-attestation"), t!(lang, "visibility-attestation-who", "initials" => initials)),
                (t!(lang, "visibility-logins"), t!(lang, "visibility-logins-who")),
                (t!(lang, "visibility-journal"), t!(lang, "visibility-journal-who")),
            ];
            view! {
                <p class="lead">{t!(lang, "visibility-lead")}</p>
                <TableScroll label=t!(lang, "account-visibility")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "visibility-what")}</th>
                                <th scope="col">{t!(lang, "visibility-who")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {rows
                                .into_iter()
                                .map(|(what, who)| view! { <tr><th scope="row">{what}</th><td>{who}</td></tr> })
                                .collect_view()}
                        </tbody>
                    </table>
                </TableScroll>
                <p>{t!(lang, "visibility-operator")}</p>
                <section aria-labelledby="consultations">
                    <h2 id="consultations">{t!(lang, "visibility-looks")}</h2>
                    <p>{t!(lang, "visibility-looks-lead", "months" => months)}</p>
                    {log(lang, &zone, looks)}
                </section>
                <section aria-labelledby="donnees">
                    <h2 id="donnees">{t!(lang, "visibility-data")}</h2>
                    <p>{t!(lang, "visibility-data-text")}</p>
                    <p class="form-actions">
                        <ButtonLink href="/compte/donnees.json" icon="download" download=true>
                            {t!(lang, "visibility-download")}
                        </ButtonLink>
                        <a href="/compte/donnees">{t!(lang, "account-data")}</a>
                        <a href="/donnees-personnelles">{t!(lang, "visibility-rights")}</a>
                    </p>
                </section>
            }
            .into_any()
        }))
    })
    .await
}

/// Who looked at one's record, and when.
fn log(lang: Lang, zone: &str, looks: Vec<Look>) -> AnyView {
    if looks.is_empty() {
        return view! { <p>{t!(lang, "visibility-looks-none")}</p> }.into_any();
    }
    let row = |look: Look| {
        let who = format!("{} {}", look.given_name, look.usual_name).trim().to_owned();
        view! {
            <tr>
                <th scope="row">{who}</th>
                <td>{texts::text(lang, &format!("seen-{}", look.what))}</td>
                <td>{ui::instant(lang, look.last_at, zone)}</td>
                <td>{look.times}</td>
            </tr>
        }
    };
    let rows = looks.into_iter().map(row).collect::<Vec<_>>();
    view! {
        <TableScroll label=t!(lang, "visibility-looks")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "visibility-looks-who")}</th>
                        <th scope="col">{t!(lang, "visibility-looks-what")}</th>
                        <th scope="col">{t!(lang, "visibility-looks-when")}</th>
                        <th scope="col">{t!(lang, "visibility-looks-times")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}
