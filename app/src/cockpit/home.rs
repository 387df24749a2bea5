//! `/referent`: the cockpit, laid out by the seven missions; each says what comes next and what was done this year.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::Error;
use preau::access::Act;
use preau::referent::cockpit::figures::Figures;
use preau::referent::cockpit::project::State as ProjectState;
use preau::referent::cockpit::{Mission, activity, figures, year_of};
use preau::school::{self, School};

use super::{parts, school_for};
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonKind, ButtonLink, Tag, Tone};

/// `GET /referent`: one's own school, or the choice between them.
pub(super) async fn choose(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::WorkAsReferent, ())?;
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        let schools = school::at_paths(&mut cx.read().await?, &actor.mandates).await?;
        if let [only] = schools.as_slice() {
            return Ok(Redirect::to(&format!("/referent/{}", only.uai)).into_response());
        }
        let lang = cx.lang;
        Ok(cx.page(t!(lang, "cockpit-title")).nav(Nav::Referent).crumbs([]).show(move || {
            view! {
                <div class="stack">
                    <h1>{t!(lang, "cockpit-choose")}</h1>
                    <ul class="rows">
                        {schools
                            .into_iter()
                            .map(|one| {
                                view! {
                                    <li class="row">
                                        <div class="row-text">
                                            <a class="row-title" href=format!("/referent/{}", one.uai)>{one.name}</a>
                                            <span class="cell-detail">{format!("{} – {}", one.uai, one.commune)}</span>
                                        </div>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// A card of the cockpit.
struct Panel {
    mission: Mission,
    /// What was done this year, in a few words.
    done: String,
    /// What waits: shown before everything else.
    waits: Option<String>,
    /// What to do next, and where.
    next: (String, String),
    more: Vec<(String, String)>,
}

/// `GET /referent/{uai}`.
pub(super) async fn show(cx: Cx, Path(uai): Path<String>) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let school = school_for(&cx, &mut read, Act::WorkAsReferent, &uai).await?;
        let allowed = cx.allow_at(Act::WorkAsReferent, &school.path, &school)?;
        let year = year_of(&school, cx.now);
        let figures = figures::of(&mut read, allowed, year, cx.now).await?;
        let time = activity::time(&mut read, cx.person()?, school.node_id, year).await?;
        drop(read);
        let lang = cx.lang;
        let offered: i64 = time.iter().map(|row| row.offered).sum();
        let minutes: i64 = time.iter().map(|row| row.minutes).sum();
        let several = cx.actor.as_ref().is_some_and(|actor| actor.mandates.len() > 1);
        let panels = panels(lang, &school, &figures);
        let base = format!("/referent/{}", school.uai);
        let name = school.name.clone();
        let next = next(lang, &base, &panels, offered);
        Ok(cx.page(t!(lang, "cockpit-title")).nav(Nav::Referent).crumbs([]).show(move || {
            view! {
                <div class="stack cockpit">
                    <header class="cockpit-head">
                        <h1>{t!(lang, "cockpit-title")}</h1>
                        <p class="lead">{name}", "{year.label()}</p>
                        {several.then(|| view! { <p><a href="/referent">{t!(lang, "cockpit-other-school")}</a></p> })}
                    </header>
                    {next}
                    <ul class="cockpit-panels">
                        {panels.into_iter().map(|panel| card(lang, panel)).collect_view()}
                        <li class="card cockpit-panel">
                            <h2>{t!(lang, "nav-workshop")}</h2>
                            <p>{t!(lang, "workshop-lead")}</p>
                            <p class="form-actions">
                                <ButtonLink href="/atelier">{t!(lang, "workshop-title")}</ButtonLink>
                            </p>
                        </li>
                        <li class="card cockpit-panel cockpit-year">
                            <h2>{t!(lang, "cockpit-my-year")}</h2>
                            <p>{t!(lang, "cockpit-my-time", "time" => parts::hours(lang, minutes))}</p>
                            <p class="form-actions">
                                <ButtonLink href=format!("{base}/journal")>{t!(lang, "journal-title")}</ButtonLink>
                                <ButtonLink href=format!("{base}/bilan")>{t!(lang, "report-title")}</ButtonLink>
                            </p>
                        </li>
                    </ul>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// What waits, all of it in one place and before anything else; when nothing does, what takes ten seconds.
fn next(lang: Lang, base: &str, panels: &[Panel], offered: i64) -> AnyView {
    let mut waiting: Vec<(String, String, String)> = panels
        .iter()
        .filter_map(|panel| Some((panel.waits.clone()?, panel.next.0.clone(), panel.next.1.clone())))
        .collect();
    if offered > 0 {
        let text = t!(lang, "journal-offered", "count" => offered);
        waiting.push((text, t!(lang, "report-see-offered"), format!("{base}/journal?etat=offered")));
    }
    let inside = if waiting.is_empty() {
        view! {
            <p>{t!(lang, "cockpit-next-none")}</p>
            <p class="form-actions">
                <ButtonLink href=format!("{base}/accompagnements#noter") kind=ButtonKind::Primary>{t!(lang, "accompany-log")}</ButtonLink>
            </p>
        }
        .into_any()
    } else {
        let rows = waiting.into_iter().enumerate().map(|(place, (text, label, href))| {
            // One primary act on a page: the first.
            let kind = if place == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            view! { <li><strong>{text}</strong><ButtonLink href=href kind=kind>{label}</ButtonLink></li> }
        });
        view! { <ul class="cockpit-next">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card next-step" aria-labelledby="a-faire">
            <h2 class="card-title" id="a-faire">{t!(lang, "cockpit-next")}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn panels(lang: Lang, school: &School, figures: &Figures) -> Vec<Panel> {
    let own = |page: &str| format!("/referent/{}/{page}", school.uai);
    let shared = |page: &str| format!("/etablissements/{}/{page}", school.uai);
    let of_state = |state: ProjectState| {
        figures.projects.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count)
    };
    let ideas = of_state(ProjectState::Idea);
    let unanswered = figures.advice_sent - figures.advice_answered;
    vec![
        Panel {
            mission: Mission::Information,
            done: t!(lang, "cockpit-done-bulletins", "count" => figures.bulletins, "reads" => figures.bulletin_reads),
            waits: None,
            next: (t!(lang, "bulletin-new"), own("bulletins/nouveau")),
            more: vec![(t!(lang, "bulletin-list"), own("bulletins"))],
        },
        Panel {
            mission: Mission::Needs,
            done: t!(lang, "cockpit-done-needs"),
            waits: None,
            next: (t!(lang, "cockpit-open-needs"), "/besoins".to_owned()),
            more: Vec::new(),
        },
        Panel {
            mission: Mission::Accompaniment,
            done: t!(
                lang, "cockpit-done-accompaniments",
                "count" => figures.accompaniments,
                "time" => parts::hours(lang, figures.minutes),
                "people" => figures.people
            ),
            waits: (figures.waiting > 0).then(|| t!(lang, "cockpit-waiting", "count" => figures.waiting)),
            next: if figures.waiting > 0 {
                (t!(lang, "cockpit-see-requests"), own("accompagnements#demandes"))
            } else {
                (t!(lang, "accompany-log"), own("accompagnements#noter"))
            },
            more: vec![(t!(lang, "accompany-title"), own("accompagnements"))],
        },
        Panel {
            mission: Mission::Projects,
            done: t!(lang, "cockpit-done-projects", "count" => figures.project_count()),
            waits: (ideas > 0).then(|| t!(lang, "cockpit-ideas", "count" => ideas)),
            next: if ideas > 0 {
                (t!(lang, "cockpit-see-ideas"), shared("projets?etat=idea"))
            } else {
                (t!(lang, "project-new"), shared("projets#proposer"))
            },
            more: vec![(t!(lang, "project-list"), shared("projets"))],
        },
        Panel {
            mission: Mission::Steering,
            done: t!(lang, "cockpit-done-steering"),
            waits: None,
            next: (t!(lang, "tice-open"), shared("tice")),
            more: Vec::new(),
        },
        Panel {
            mission: Mission::Advice,
            done: t!(lang, "cockpit-done-advice", "count" => figures.advice_answered),
            waits: (unanswered > 0).then(|| t!(lang, "cockpit-unanswered", "count" => unanswered)),
            next: (
                if unanswered > 0 { t!(lang, "cockpit-see-advice") } else { t!(lang, "advice-new-note") },
                own("conseils"),
            ),
            more: Vec::new(),
        },
        Panel {
            mission: Mission::Network,
            done: t!(lang, "cockpit-done-network"),
            waits: None,
            next: (t!(lang, "network-open"), "/reseau".to_owned()),
            more: vec![(t!(lang, "network-ask"), "/reseau/questions".to_owned())],
        },
    ]
}

fn card(lang: Lang, panel: Panel) -> AnyView {
    let (label, href) = panel.next;
    let code = panel.mission.code();
    view! {
        <li class="card cockpit-panel">
            <h2><span class="cockpit-code">{code}</span>" "{parts::named(lang, "mission-", code)}</h2>
            {panel.waits.map(|waits| view! { <p><Tag tone=Tone::Warning icon="flag">{waits}</Tag></p> })}
            <p>{panel.done}</p>
            <p class="form-actions">
                <ButtonLink href=href>{label}</ButtonLink>
                {panel.more.into_iter().map(|(label, href)| view! { <a href=href>{label}</a> }).collect_view()}
            </p>
        </li>
    }
    .into_any()
}
