//! `/besoins`: what one asked for and what becomes of it, what colleagues ask for, what waits for an answer.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Actor};
use preau::clock::DAY;
use preau::course::catalogue::Card;
use preau::need::lists::{self, Colleague, Need, PER_PAGE};
use preau::need::state::REOPEN_DAYS;
use preau::need::survey::read::{self as surveys, Waiting};
use preau::need::themes::{self, Theme};
use preau::need::{State, own};
use preau::{Error, Result, Timestamp};

use super::{parts, place, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, EmptyState, Notice, NoticeKind, Pager, PostForm, Tag, Tone,
};

/// Needs of colleagues shown at most.
const COLLEAGUES: i64 = 30;

/// `GET /besoins?page=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async { page(&cx, asked.get("page"), None).await }).await
}

/// `POST /besoins`: close or reopen one's own need, « moi aussi » on another.
pub(super) async fn act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        let person = cx.person()?;
        let need = fields.get("besoin").parse().map_err(|_| Error::NotFound)?;
        let allowed = cx.allow_own(Act::StateNeed)?.map(|_| (person, need));
        let mut tx = cx.begin().await?;
        let (outcome, done) = match fields.get("geste") {
            "fermer" => (own::close(&mut tx, allowed, fields.get("reason"), cx.now).await, "besoin-ferme"),
            "rouvrir" => (own::reopen(&mut tx, allowed, cx.now).await, "besoin-rouvert"),
            "souhaiter" => (own::wish(&mut tx, allowed, true, cx.now).await, "souhait"),
            "retirer" => (own::wish(&mut tx, allowed, false, cx.now).await, "souhait-retire"),
            _ => return Err(Error::NotFound),
        };
        match outcome {
            Ok(()) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("/besoins?fait={done}")).into_response())
            }
            Err(error @ (Error::Refused(_) | Error::Invalid(_))) => {
                tx.rollback().await?;
                page(&cx, "", Some((&fields, error))).await
            }
            Err(other) => Err(other),
        }
    })
    .await
}

/// What was refused: on which need, what was typed, why.
struct Refused {
    need: String,
    reason: String,
    sentences: Vec<String>,
}

async fn page(cx: &Cx, asked: &str, refused: Option<(&Fields, Error)>) -> Result<Response> {
    let lang = cx.lang;
    let own = cx.allow_own(Act::StateNeed)?;
    let actor = cx.actor.clone().ok_or(Error::LoginNeeded)?;
    let mut read = cx.read().await?;
    let total = lists::mine_count(&mut read, own).await?;
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let page = asked.parse().unwrap_or(1_u32).clamp(1, pages);
    let needs = lists::mine(&mut read, own, i64::from(page - 1) * PER_PAGE, PER_PAGE).await?;
    let colleagues = lists::of_colleagues(&mut read, own, COLLEAGUES, cx.now).await?;
    let waiting = surveys::open_for(&mut read, own, cx.now).await?;
    let themes = themes::all(&mut read).await?;
    drop(read);
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let refused = refused.map(|(fields, error)| Refused {
        need: fields.get("besoin").to_owned(),
        reason: fields.get("reason").to_owned(),
        sentences: match error {
            Error::Refused(refusal) => vec![texts::refusal(lang, &refusal)],
            Error::Invalid(faults) => faults.iter().map(|fault| texts::fault(lang, fault)).collect(),
            Error::NotFound
            | Error::LoginNeeded
            | Error::Forbidden
            | Error::TooMany { .. }
            | Error::Unavailable(_)
            | Error::Broken(_) => Vec::new(),
        },
    });
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = Mine {
        lang,
        zone: cx.site.config.zone.clone(),
        now: cx.now,
        rooms: rooms(cx),
        posted: !actor.postings.is_empty(),
        several: several(&actor),
        needs,
        total,
        page,
        pages,
        colleagues,
        waiting,
        themes,
        titles: titles(&cards),
        refused,
    };
    Ok(cx.page(t!(lang, "needs-title")).nav(Nav::Needs).crumbs([]).status(status).show(move || view.show()))
}

fn several(actor: &Actor) -> bool {
    actor.postings.len() > 1
}

/// Slug and title of each course of the catalogue.
pub(super) fn titles(cards: &[Card]) -> Vec<(String, String)> {
    cards.iter().map(|card| (card.slug.clone(), card.title.clone())).collect()
}

/// The title of a course, while it is in the catalogue.
pub(super) fn title_of(titles: &[(String, String)], need: &Need) -> Option<String> {
    let slug = need.answer_course.as_ref()?;
    titles.iter().find(|(known, _)| known == slug).map(|(_, title)| title.clone())
}

/// What else about needs the asker may open.
fn rooms(cx: &Cx) -> Vec<(&'static str, String)> {
    let lang = cx.lang;
    let mut rooms = Vec::new();
    if cx.may(Act::WorkAsReferent) {
        rooms.push(("/besoins/etablissement", t!(lang, "needs-desk-title")));
        rooms.push(("/besoins/etablissement/enquetes", t!(lang, "surveys-title")));
    }
    if place::has_school_summary(cx) {
        rooms.push(("/besoins/synthese", t!(lang, "needs-school-title")));
    }
    if !place::territories(cx).is_empty() {
        rooms.push(("/besoins/territoire", t!(lang, "needs-territory-title")));
    }
    if cx.may(Act::AnswerForwardedNeed) {
        rooms.push(("/besoins/transmis", t!(lang, "needs-forwarded-title")));
    }
    if cx.may(Act::EditSchemes) {
        rooms.push(("/besoins/themes", t!(lang, "need-themes-title")));
    }
    rooms
}

struct Mine {
    lang: Lang,
    zone: String,
    now: Timestamp,
    rooms: Vec<(&'static str, String)>,
    posted: bool,
    several: bool,
    needs: Vec<Need>,
    total: i64,
    page: u32,
    pages: u32,
    colleagues: Vec<Colleague>,
    waiting: Vec<Waiting>,
    themes: Vec<Theme>,
    titles: Vec<(String, String)>,
    refused: Option<Refused>,
}

impl Mine {
    fn show(self) -> AnyView {
        let lang = self.lang;
        let needs: Vec<_> = self.needs.iter().map(|need| self.need(need)).collect();
        let colleagues: Vec<_> = self.colleagues.iter().map(|need| self.colleague(need)).collect();
        let waiting: Vec<_> = self.waiting.iter().map(|survey| self.waiting(survey)).collect();
        view! {
            <div class="stack needs">
                <h1>{t!(lang, "needs-title")}</h1>
                {self
                    .refused
                    .as_ref()
                    .map(|refused| {
                        let sentences = refused.sentences.clone();
                        view! {
                            <Notice kind=NoticeKind::Error live=true>
                                {sentences.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                            </Notice>
                        }
                    })}
                {(!self.rooms.is_empty())
                    .then(|| {
                        view! {
                            <nav class="needs-rooms" aria-label=t!(lang, "needs-rooms")>
                                <ul>
                                    {self
                                        .rooms
                                        .iter()
                                        .map(|(href, text)| view! { <li><a class="chip" href=*href>{text.clone()}</a></li> })
                                        .collect_view()}
                                </ul>
                            </nav>
                        }
                    })}
                {if self.posted {
                    view! {
                        <p class="form-actions">
                            <ButtonLink href="/besoins/nouveau" kind=ButtonKind::Primary icon="plus">{t!(lang, "need-new-title")}</ButtonLink>
                        </p>
                    }
                    .into_any()
                } else {
                    view! { <p class="soft">{t!(lang, "need-no-school-text")}</p> }.into_any()
                }}
                {(!waiting.is_empty())
                    .then(|| {
                        view! {
                            <section class="section" aria-labelledby="enquetes">
                                <h2 id="enquetes">{t!(lang, "surveys-waiting")}</h2>
                                <ul class="rows">{waiting}</ul>
                            </section>
                        }
                    })}
                <section class="section" aria-labelledby="miens">
                    <div class="section-head">
                        <h2 id="miens">{t!(lang, "needs-mine")}</h2>
                        <p class="soft">{t!(lang, "needs-count", "count" => self.total)}</p>
                    </div>
                    {if needs.is_empty() {
                        view! {
                            <EmptyState title=t!(lang, "needs-none") icon="message-circle" level=3>
                                <p>{t!(lang, "needs-none-text")}</p>
                            </EmptyState>
                        }
                        .into_any()
                    } else {
                        view! { <ul class="need-list">{needs}</ul> }.into_any()
                    }}
                    <Pager page=self.page pages=self.pages base="/besoins?"/>
                </section>
                {(!colleagues.is_empty())
                    .then(|| {
                        view! {
                            <section class="section" aria-labelledby="collegues">
                                <h2 id="collegues">{t!(lang, "needs-colleagues")}</h2>
                                <p class="soft">{t!(lang, "needs-colleagues-text")}</p>
                                <ul class="rows">{colleagues}</ul>
                            </section>
                        }
                    })}
            </div>
        }
        .into_any()
    }

    fn waiting(&self, survey: &Waiting) -> AnyView {
        let lang = self.lang;
        let label = match (survey.answered, survey.drafted) {
            (true, _) => t!(lang, "enquiry-see"),
            (false, true) => t!(lang, "enquiry-go-on"),
            (false, false) => t!(lang, "enquiry-answer"),
        };
        let kind = if survey.answered { ButtonKind::Secondary } else { ButtonKind::Primary };
        let until = survey.closes_on.as_deref().and_then(|date| date.parse().ok());
        view! {
            <li class="row">
                <div class="row-text">
                    <strong class="row-title">{survey.title.clone()}</strong>
                    <span class="cell-detail">
                        {survey.school_name.clone()}
                        {until.map(|date| format!(" – {}", t!(lang, "enquiry-until", "date" => ui::date(lang, date))))}
                    </span>
                    {survey.answered.then(|| view! { <Tag tone=Tone::Success icon="circle-check">{t!(lang, "enquiry-answered")}</Tag> })}
                </div>
                <ButtonLink href=format!("/besoins/enquetes/{}", survey.id) kind=kind>{label}</ButtonLink>
            </li>
        }
        .into_any()
    }

    fn need(&self, need: &Need) -> AnyView {
        let lang = self.lang;
        let state = need.state();
        let title = words::theme(lang, &self.themes, &need.theme);
        let next = match state {
            State::Open => t!(lang, "need-next-open"),
            State::Acknowledged => t!(lang, "need-next-acknowledged"),
            State::Forwarded => {
                t!(lang, "need-next-forwarded", "name" => need.forwarded_name.clone().unwrap_or_default())
            }
            State::Answered => t!(lang, "need-next-answered", "days" => REOPEN_DAYS),
            State::Closed if need.closed_by_author => t!(lang, "need-next-closed-own"),
            State::Closed => t!(lang, "need-next-closed"),
        };
        let in_time = need.answered_at.is_some_and(|at| self.now <= at.plus(REOPEN_DAYS * DAY));
        let (about, id_of, said) = (format!(" ({title})"), need.id.to_string(), words::state(lang, state));
        let reopen = (state == State::Answered && in_time).then(|| {
            let (about, id_of) = (about.clone(), id_of.clone());
            view! {
                <PostForm action="/besoins" act="need.state" class="row-form">
                    <input type="hidden" name="besoin" value=id_of/>
                    <Button name=Some("geste") value=Some("rouvrir".into()) icon="rotate-ccw">
                        {t!(lang, "need-reopen")}
                        <span class="visually-hidden">{about}</span>
                    </Button>
                </PostForm>
            }
        });
        let typed = self.refused.as_ref().filter(|refused| refused.need == need.id.to_string());
        let id = format!("raison-{}", need.id);
        let open = typed.is_some();
        let reason = typed.map(|typed| typed.reason.clone()).unwrap_or_default();
        let close = (state != State::Closed).then(|| {
            let legend = about.clone();
            view! {
                <details class="need-close" open=open>
                    <summary>{t!(lang, "need-close-own")}<span class="visually-hidden">{legend}</span></summary>
                    <PostForm action="/besoins" act="need.state">
                        <input type="hidden" name="besoin" value=id_of/>
                        <div class="field">
                            <label for=id.clone()>
                                {t!(lang, "need-close-why")}
                                <span class="field-optional">" "{t!(lang, "field-optional")}</span>
                            </label>
                            <input
                                class="input"
                                id=id
                                name="reason"
                                maxlength="500"
                                value=reason
                            />
                        </div>
                        <p class="form-actions">
                            <Button name=Some("geste") value=Some("fermer".into()) kind=ButtonKind::Danger>{t!(lang, "need-close-send")}</Button>
                        </p>
                    </PostForm>
                </details>
            }
        });
        view! {
            <li class="need card" id=format!("besoin-{}", need.id)>
                <div class="need-head">
                    <h3 class="card-title">{title.clone()}</h3>
                    <Tag tone=words::tone(state)>{said}</Tag>
                </div>
                <p class="soft small">
                    {parts::facts(lang, need)}
                    {self.several.then(|| format!(" · {}", need.school_name))}
                    {(!need.team.is_empty()).then(|| format!(" · {}", need.team))}
                </p>
                {(!need.body.is_empty()).then(|| view! { <p class="need-body">{need.body.clone()}</p> })}
                {parts::outcome(lang, need, title_of(&self.titles, need))}
                <p class="need-next">{next}</p>
                {parts::way(lang, &self.zone, need)}
                {(need.wishes > 0).then(|| view! { <p class="small">{t!(lang, "need-wishes", "count" => need.wishes)}</p> })}
                <div class="form-actions">{reopen}</div>
                {close}
            </li>
        }
        .into_any()
    }

    fn colleague(&self, need: &Colleague) -> AnyView {
        let lang = self.lang;
        let title = words::theme(lang, &self.themes, &need.theme);
        let (act, label, kind) = if need.wished {
            ("retirer", t!(lang, "need-wish-back"), ButtonKind::Quiet)
        } else {
            ("souhaiter", t!(lang, "need-wish"), ButtonKind::Secondary)
        };
        let (about, id_of) = (format!(" ({title})"), need.id.to_string());
        let mut facts = vec![words::discipline(lang, &need.discipline), words::level(lang, need.level())];
        if self.several {
            facts.push(need.school_name.clone());
        }
        view! {
            <li class="row">
                <div class="row-text">
                    <span class="row-title">{title.clone()}</span>
                    <span class="cell-detail">{facts.join(" · ")}</span>
                    {(need.wishes > 0).then(|| view! { <span class="cell-detail">{t!(lang, "need-wishes", "count" => need.wishes)}</span> })}
                </div>
                <PostForm action="/besoins" act="need.state" class="row-form">
                    <input type="hidden" name="besoin" value=id_of/>
                    <Button name=Some("geste") value=Some(act.into()) kind=kind>
                        {label}
                        <span class="visually-hidden">{about}</span>
                    </Button>
                </PostForm>
            </li>
        }
        .into_any()
    }
}
