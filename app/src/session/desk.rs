//! The desks of sessions: those one leads, those that wait for a head, those that wait for a plan manager.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::session::list::{self, Asked as Request, Card, Desk};
use preau::session::{decide, sign_up};
use preau::{Error, Result};
use uuid::Uuid;

use super::act::may_refuse;
use super::{actor, calendar, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, FormState, Pager, PostForm, TextArea,
};

const PER_PAGE: i64 = 50;

/// Page asked for, counted from 1, its offset, and how many there are.
fn paging(asked: &Fields, total: i64) -> (u32, u32, i64) {
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
    (page, pages, i64::from(page - 1) * PER_PAGE)
}

/// `GET /sessions/animees`: what one wrote or leads.
pub(super) async fn mine(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let lang = cx.lang;
        let person = *cx.allow_own(Act::SignUp)?.thing();
        let mut read = cx.read().await?;
        let total = list::desk_count(&mut read, Desk::Of(person)).await?;
        let (page, pages, from) = paging(&asked, total);
        let cards = list::desk(&mut read, Desk::Of(person), from, PER_PAGE).await?;
        drop(read);
        let proposes = cx.may(Act::ProposeSession);
        let crumbs = [Crumb::new("/sessions", t!(lang, "sessions-title"))];
        Ok(cx.page(t!(lang, "sessions-mine-led")).nav(Nav::Sessions).crumbs(crumbs).show(move || {
            let body = if cards.is_empty() {
                view! {
                    <EmptyState title=t!(lang, "sessions-led-none") icon="calendar">
                        <p>{t!(lang, "sessions-led-none-text")}</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <ul class="rows">{cards.iter().map(|card| calendar::line(lang, card)).collect_view()}</ul> }.into_any()
            };
            view! {
                <div class="sessions stack">
                    <div class="page-head">
                        <h1>{t!(lang, "sessions-mine-led")}</h1>
                        <p class="form-actions">
                            {proposes
                                .then(|| view! { <ButtonLink href="/sessions/nouvelle" kind=ButtonKind::Primary icon="plus">{t!(lang, "session-new")}</ButtonLink> })}
                            <ButtonLink href="/remuneration" icon="file-text">{t!(lang, "pay-mine-link")}</ButtonLink>
                        </p>
                    </div>
                    {body}
                    <Pager page=page pages=pages base="/sessions/animees?"/>
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// Where somebody holds a role, by path.
fn paths(cx: &Cx, role: Role) -> Result<Vec<String>> {
    let mut paths: Vec<String> =
        actor(cx)?.grants.iter().filter(|grant| grant.role == role).map(|grant| grant.path.clone()).collect();
    paths.sort_unstable();
    paths.dedup();
    Ok(paths)
}

/// `GET /direction/sessions`: proposals to agree to and opinions to give, in one list.
pub(super) async fn head(cx: Cx) -> Response {
    cx.answer(head_page(&cx, FormState::empty(cx.lang))).await
}

/// `POST /direction/sessions`: agrees to several at once, refuses one, gives an opinion.
pub(super) async fn head_act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::AgreeSession, ())?;
        match head_does(&cx, &fields).await {
            Ok(key) => Ok(Redirect::to(&format!("/direction/sessions?fait={key}")).into_response()),
            Err(error) => head_page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn head_does(cx: &Cx, fields: &Fields) -> Result<&'static str> {
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "agree" => {
            let chosen = fields.all("session").filter_map(|id| id.parse::<Uuid>().ok()).take(50);
            // One after the other: each is a decision of its own.
            for id in chosen.collect::<Vec<_>>() {
                let session = preau::session::session(&mut tx, id).await?;
                let allowed = cx.allow_at(Act::AgreeSession, &session.host_path, id)?;
                decide::agree(&mut tx, allowed, cx.now).await?;
            }
            "seance-accord"
        }
        "favourable" | "unfavourable" => {
            let place: Uuid = fields.get("place").parse().map_err(|_| Error::NotFound)?;
            let (session, path) = sign_up::school_path(&mut tx, place).await?;
            let allowed = cx.allow_at(Act::GiveOpinion, &path, (session, place))?;
            let favourable = fields.get("act") == "favourable";
            sign_up::opine(&mut tx, allowed, favourable, fields.get("reason"), cx.now).await?;
            "seance-avis"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn head_page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    cx.allow(Act::AgreeSession, ())?;
    let mut read = cx.read().await?;
    let (mut proposals, mut requests, mut coming) = (Vec::new(), Vec::new(), Vec::new());
    // A head has one school, two at the most.
    for path in paths(cx, Role::Head)? {
        proposals.extend(list::desk(&mut read, Desk::ToAgree(&path), 0, PER_PAGE).await?);
        requests.extend(list::opinions_asked(&mut read, &path, 0, PER_PAGE).await?);
        coming.extend(list::desk(&mut read, Desk::Under(&path), 0, PER_PAGE).await?);
    }
    drop(read);
    coming.retain(|card| card.state().is_public());
    let crumbs = [Crumb::new("/direction", t!(lang, "nav-direction"))];
    let page = cx.page(t!(lang, "sessions-head")).nav(Nav::Direction).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let nothing = proposals.is_empty() && requests.is_empty();
        view! {
            <div class="sessions stack">
                <h1>{t!(lang, "sessions-head")}</h1>
                <ErrorSummary form=form.clone()/>
                {nothing
                    .then(|| {
                        view! {
                            <EmptyState title=t!(lang, "sessions-head-none") icon="circle-check"><p>{t!(lang, "sessions-head-none-text")}</p></EmptyState>
                        }
                    })}
                {(!proposals.is_empty()).then(|| to_agree(lang, &proposals))}
                {(!requests.is_empty()).then(|| to_opine(lang, &form, &requests))}
                {(!coming.is_empty())
                    .then(|| {
                        view! {
                            <section class="section">
                                <h2>{t!(lang, "sessions-of-school")}</h2>
                                <ul class="rows">{coming.iter().map(|card| calendar::line(lang, card)).collect_view()}</ul>
                            </section>
                        }
                    })}
            </div>
        }
        .into_any()
    }))
}

fn to_agree(lang: Lang, proposals: &[Card]) -> AnyView {
    let lines = proposals.iter().map(move |card| {
        view! {
            <li class="row">
                <label class="choice row-choice">
                    <input type="checkbox" name="session" value=card.id.to_string()/>
                    <span class="choice-label">
                        {card.title.clone()}
                        <span class="choice-hint">{words::coming(lang, card)}</span>
                        <span class="choice-hint">
                            {words::scope(lang, card.scope())}
                            {card.in_class_time.then(|| format!(" – {}", t!(lang, "session-in-class-time")))}
                        </span>
                    </span>
                </label>
                <a href=format!("/sessions/{}", card.id)>{t!(lang, "session-open")}<span class="visually-hidden">" "{card.title.clone()}</span></a>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="section">
            <h2>{t!(lang, "sessions-to-agree", "count" => proposals.len())}</h2>
            <PostForm action="/direction/sessions" act="session.agree">
                <input type="hidden" name="act" value="agree"/>
                <ul class="rows">{lines}</ul>
                <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{t!(lang, "sessions-agree-all")}</Button></p>
            </PostForm>
            <p class="soft small">{t!(lang, "sessions-refuse-there")}</p>
        </section>
    }
    .into_any()
}

fn to_opine(lang: Lang, form: &FormState, requests: &[Request]) -> AnyView {
    let lines = requests.iter().map(|one| {
        let here = form.is_refused() && form.value("place") == one.place_id.to_string();
        let when = words::when(lang, one.starts_at, one.ends_at, one.slots, &one.zone);
        let due = one.opinion_due_at.map(|due| words::at(lang, due, &one.zone)).unwrap_or_default();
        let id = format!("motif-{}", one.place_id);
        let (value, fault) = if here { (form.value("reason"), form.fault("reason")) } else { (String::new(), None) };
        let motive = one.motive.clone();
        let place = one.place_id.to_string();
        view! {
            <li class="card stack">
                <h3 class="card-title">{one.name()}</h3>
                <p><a href=format!("/sessions/{}", one.session_id)>{one.title.clone()}</a>" – "{one.host_name.clone()}</p>
                <p>{when}</p>
                {(!motive.is_empty()).then(|| view! { <p class="quote">{motive}</p> })}
                <p class="soft small">{t!(lang, "session-opinion-due", "at" => due)}</p>
                <PostForm action="/direction/sessions" act="session.opinion">
                    <input type="hidden" name="place" value=place/>
                    <div class="field">
                        <label for=id.clone()>{t!(lang, "session-opinion-reason")}</label>
                        <textarea class="input" id=id.clone() name="reason" rows="2" maxlength="1000" aria-invalid=fault.is_some().then_some("true") aria-describedby=format!("{id}-faute") inner_html=crate::ui::typed(&value)></textarea>
                        <p class="field-fault" id=format!("{id}-faute")>{fault}</p>
                    </div>
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary name=Some("act") value=Some("favourable".to_owned())>{t!(lang, "session-favourable")}</Button>
                        <Button name=Some("act") value=Some("unfavourable".to_owned())>{t!(lang, "session-unfavourable")}</Button>
                    </p>
                </PostForm>
            </li>
        }
    });
    view! {
        <section class="section">
            <h2>{t!(lang, "sessions-to-opine", "count" => requests.len())}</h2>
            <p class="soft">{t!(lang, "sessions-silence", "days" => sign_up::OPINION_DAYS)}</p>
            <ul class="grid">{lines.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// `GET /pilotage/sessions`: what waits for approval, and every session of the territory.
pub(super) async fn manager(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(manager_page(&cx, &asked, FormState::empty(cx.lang))).await
}

/// `POST /pilotage/sessions`: approves or refuses one.
pub(super) async fn manager_act(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ApproveSession, ())?;
        match manager_does(&cx, &fields).await {
            Ok(key) => Ok(Redirect::to(&format!("/pilotage/sessions?fait={key}")).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                manager_page(&cx, &Fields::default(), form).await
            }
        }
    })
    .await
}

async fn manager_does(cx: &Cx, fields: &Fields) -> Result<&'static str> {
    let mut tx = cx.begin().await?;
    let id: Uuid = fields.get("session").parse().map_err(|_| Error::NotFound)?;
    let session = preau::session::session(&mut tx, id).await?;
    let done = match fields.get("act") {
        "approve" => {
            let allowed = cx.allow_at(Act::ApproveSession, &session.node_path, id)?;
            decide::approve(&mut tx, allowed, cx.now).await?;
            "seance-validee"
        }
        "refuse" => {
            cx.allow_at(Act::ApproveSession, &session.node_path, ())?;
            let allowed = may_refuse(cx, &session)?;
            decide::refuse(&mut tx, allowed, fields.get("reason"), cx.now).await?;
            "seance-refusee"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn manager_page(cx: &Cx, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    cx.allow(Act::ApproveSession, ())?;
    let mut paths = paths(cx, Role::PlanManager)?;
    paths.extend(self::paths(cx, Role::NationalAdmin)?);
    // One territory as a rule; the widest one of several.
    paths.sort_by_key(String::len);
    let under = paths.into_iter().next().ok_or(Error::Forbidden)?;
    let mut read = cx.read().await?;
    let waiting = list::desk(&mut read, Desk::ToApprove(&under), 0, PER_PAGE).await?;
    let total = list::desk_count(&mut read, Desk::Under(&under)).await?;
    let (page_here, pages, from) = paging(asked, total);
    let all = list::desk(&mut read, Desk::Under(&under), from, PER_PAGE).await?;
    drop(read);
    let crumbs = [Crumb::new("/pilotage", t!(lang, "nav-operate"))];
    let page = cx.page(t!(lang, "sessions-manager")).nav(Nav::Operate).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        view! {
            <div class="sessions stack">
                <div class="page-head">
                    <h1>{t!(lang, "sessions-manager")}</h1>
                    <p class="form-actions"><ButtonLink href="/pilotage/convocations" icon="settings">{t!(lang, "sessions-summons-rule")}</ButtonLink></p>
                </div>
                <ErrorSummary form=form.clone()/>
                <section class="section">
                    <h2>{t!(lang, "sessions-to-approve", "count" => waiting.len())}</h2>
                    {if waiting.is_empty() {
                        view! { <p class="soft">{t!(lang, "sessions-to-approve-none")}</p> }.into_any()
                    } else {
                        view! { <ul class="rows">{waiting.iter().map(|card| to_approve(lang, &form, card)).collect_view()}</ul> }.into_any()
                    }}
                </section>
                <section class="section">
                    <h2>{t!(lang, "sessions-all", "count" => total)}</h2>
                    {if all.is_empty() {
                        view! { <p class="soft">{t!(lang, "sessions-all-none")}</p> }.into_any()
                    } else {
                        view! { <ul class="rows">{all.iter().map(|card| calendar::line(lang, card)).collect_view()}</ul> }.into_any()
                    }}
                    <Pager page=page_here pages=pages base="/pilotage/sessions?"/>
                </section>
            </div>
        }
        .into_any()
    }))
}

fn to_approve(lang: Lang, form: &FormState, card: &Card) -> AnyView {
    let refused = form.is_refused() && form.value("session") == card.id.to_string();
    let since = words::at(lang, card.state_at, &card.zone);
    let reason = if refused { form.value("reason") } else { String::new() };
    let fault = if refused { form.fault("reason") } else { None };
    let id = card.id.to_string();
    let same = id.clone();
    view! {
        <li class="row">
            <span class="row-text">
                <a class="row-title" href=format!("/sessions/{}", card.id)>{card.title.clone()}</a>
                <span class="cell-detail">{words::coming(lang, card)}" – "{card.host_name.clone()}</span>
                <span class="cell-detail">{words::scope(lang, card.scope())}" – "{t!(lang, "session-since", "at" => since)}</span>
            </span>
            <PostForm action="/pilotage/sessions" act="session.approve" class="row-form">
                <input type="hidden" name="session" value=id/>
                <input type="hidden" name="act" value="approve"/>
                <Button kind=ButtonKind::Primary>{t!(lang, "session-approve")}</Button>
            </PostForm>
            <details class="disclosure row-more" open=refused>
                <summary>{t!(lang, "session-refuse")}<span class="visually-hidden">" "{card.title.clone()}</span></summary>
                <PostForm action="/pilotage/sessions" act="session.approve">
                    <input type="hidden" name="session" value=same/>
                    <input type="hidden" name="act" value="refuse"/>
                    <TextArea name="reason" label=t!(lang, "session-reason") value=reason fault=fault rows=2 maxlength=Some(1_000)/>
                    <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "session-refuse")}</Button></p>
                </PostForm>
            </details>
        </li>
    }
    .into_any()
}
