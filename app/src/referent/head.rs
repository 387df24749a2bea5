//! `/direction/nominations/{nomination}`: where a nomination stands, and what its head can do next.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::referent::letter::Version;
use preau::referent::submit::{Councils, submit};
use preau::referent::{
    EndReason, Nomination, Reward, State, draft, end, envelope, letter, propose, rule, scheme,
};
use preau::{Error, Result};

use super::act::{self, day, go};
use super::{edit, names, timeline::timeline};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, Crumb, ErrorSummary, Field, FormState, Notice, NoticeKind,
    PostForm, Select, SelectOption, Tag, date,
};

/// `GET /direction/nominations/{nomination}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let found = act::at_school(&cx, Act::ProposeNomination, &id).await?;
        page(&cx, found, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /direction/nominations/{nomination}`: one step, named by `geste`.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let found = act::at_school(&cx, Act::ProposeNomination, &id).await?;
        match step(&cx, &found, &fields).await {
            Ok(path) => Ok(go(&path)),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                // As it stands now: the refusal may come from somebody else's step.
                let found = act::at_school(&cx, Act::ProposeNomination, &id).await?;
                page(&cx, found, form).await
            }
        }
    })
    .await
}

async fn step(cx: &Cx, found: &Nomination, fields: &Fields) -> Result<String> {
    let allowed = cx.allow_at(Act::ProposeNomination, &found.path, found.id)?;
    let here = format!("/direction/nominations/{}", found.id);
    let mut tx = cx.begin().await?;
    let next = match fields.get("geste") {
        "proposer" => {
            let seen = fields.get("version").parse().unwrap_or(0);
            propose::propose(&mut tx, allowed, seen, cx.now).await?;
            format!("{here}?fait=nomination-proposee")
        }
        "retirer" => {
            propose::withdraw(&mut tx, allowed, cx.now).await?;
            format!("{here}?fait=nomination-retiree")
        }
        "soumettre" => {
            let councils = if fields.get("councils") == "sans-objet" {
                Councils::NotApplicable
            } else {
                Councils::Heard {
                    council_on: day(fields.get("council_on")),
                    board_on: day(fields.get("board_on")),
                }
            };
            submit(&mut tx, allowed, councils, cx.now).await?;
            format!("{here}?fait=nomination-soumise")
        }
        "terminer" => {
            let reason = EndReason::parse(fields.get("end_reason"));
            end::by_head(&mut tx, allowed, day(fields.get("last")), reason, cx.now).await?;
            format!("{here}?fait=nomination-terminee")
        }
        "supprimer" => {
            draft::discard(&mut tx, allowed, cx.now).await?;
            "/direction?fait=brouillon-supprime".to_owned()
        }
        "reprendre" => {
            let id = draft::copy(&mut tx, allowed, cx.now).await?;
            format!("/direction/nominations/{id}/modifier")
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(next)
}

async fn page(cx: &Cx, found: Nomination, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let versions = letter::versions(&mut read, found.id).await?;
    let left = envelope::standing(&mut read, found.school_id, found.year(), Some(found.id)).await?.left();
    let skips = rule::skips_submission(&mut read, &found.path).await?;
    let label = scheme_label(&mut read, &found).await?;
    let crumbs = [Crumb::new("/direction", t!(lang, "direction-title"))];
    let title = t!(lang, "nomination-title", "person" => found.teacher());
    let over = found.is_over(cx.now);
    Ok(cx.page(title.clone()).nav(Nav::Direction).crumbs(crumbs).status(form.status()).show(move || {
        let state = found.state();
        view! {
            <div class="nomination stack">
                <ErrorSummary form=form.clone()/>
                <header class="page-head">
                    <h1>{title}</h1>
                    <p class="nomination-facts">
                        <Tag tone=names::tone(state)>{names::state(lang, state)}</Tag>
                        <span>{found.school_name.clone()}</span>
                        <span>{found.year().label()}</span>
                    </p>
                </header>
                {timeline(lang, &found)}
                {next(lang, &found, &form, over, skips)}
                {facts(lang, &found, &label, left)}
                {letters(lang, &found, &versions)}
                {rarer(lang, &found, &form)}
            </div>
        }
        .into_any()
    }))
}

/// Name of the scheme of an allowance, empty for anything else.
pub(super) async fn scheme_label(read: &mut preau::Read, found: &Nomination) -> Result<String> {
    match found.reward() {
        Reward::Allowance { scheme: code, version, .. } => {
            Ok(scheme::version(read, &code, version).await?.scheme.label.clone())
        }
        Reward::None | Reward::Relief { .. } => Ok(String::new()),
    }
}

/// The next step, the biggest thing on the page.
fn next(lang: Lang, found: &Nomination, form: &FormState, over: bool, skips: bool) -> AnyView {
    let (person, version) = (found.teacher(), found.version.to_string());
    let here = format!("/direction/nominations/{}", found.id);
    if over && found.state().is_open() && found.state() != State::Active {
        return view! { <Notice kind=NoticeKind::Warning title=t!(lang, "nomination-over-title")><p>{t!(lang, "nomination-over-text")}</p></Notice> }
            .into_any();
    }
    let waits = |title: String, text: String| {
        view! {
            <section class="card next-step">
                <h2 class="card-title">{title}</h2>
                <p>{text}</p>
            </section>
        }
        .into_any()
    };
    match found.state() {
        State::Draft => view! {
            {found.return_reason.clone().map(|reason| edit::returned(t!(lang, "nomination-returned-title"), reason))}
            <section class="card next-step">
                <h2 class="card-title">{t!(lang, "next-propose-title")}</h2>
                <p>{t!(lang, "next-propose-text", "person" => person.clone())}</p>
                <PostForm action=here.clone() act="nomination.propose">
                    <input type="hidden" name="geste" value="proposer"/>
                    <input type="hidden" name="version" value=version/>
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "next-propose-send", "person" => person)}</Button>
                        <ButtonLink href=format!("{here}/modifier") icon="pen-line">{t!(lang, "nomination-edit")}</ButtonLink>
                    </p>
                </PostForm>
            </section>
        }
        .into_any(),
        State::Proposed => {
            waits(t!(lang, "next-answer-title"), t!(lang, "next-answer-text", "person" => found.teacher()))
        }
        State::Accepted => councils(lang, found, form, skips),
        State::Submitted => waits(t!(lang, "next-decision-title"), t!(lang, "next-decision-text")),
        State::Active => waits(
            t!(lang, "next-active-title", "person" => found.teacher()),
            t!(lang, "next-active-text", "date" => date(lang, found.last_day())),
        ),
        State::Declined => waits(t!(lang, "next-declined-title"), t!(lang, "next-declined-text")),
        State::Ended => {
            let reason =
                found.end_reason().map(|reason| names::end_reason(lang, reason)).unwrap_or_default();
            waits(t!(lang, "next-ended-title"), t!(lang, "next-ended-text", "reason" => reason))
        }
        State::Completed => waits(t!(lang, "next-completed-title"), t!(lang, "next-completed-text")),
        State::CompletedWithoutReport => {
            waits(t!(lang, "next-no-report-title"), t!(lang, "next-no-report-text"))
        }
    }
}

/// The dates of the councils, then the submission.
fn councils(lang: Lang, found: &Nomination, form: &FormState, skips: bool) -> AnyView {
    let here = format!("/direction/nominations/{}", found.id);
    let private = !found.is_public();
    let chosen = form.has("councils", "sans-objet");
    let days =
        [("council_on", t!(lang, "council-on")), ("board_on", t!(lang, "board-on"))].map(|(name, label)| {
            let (value, fault) = (form.value(name), form.fault(name));
            view! { <Field name=name kind="date" label=label value=value fault=fault optional=private/> }
        });
    let none = private.then(|| {
        let (label, hint) = (t!(lang, "councils-none"), t!(lang, "councils-none-hint"));
        view! { <Choice name="councils" value="sans-objet" label=label hint=hint checked=chosen/> }
    });
    view! {
        <section class="card next-step">
            <h2 class="card-title">{t!(lang, "next-submit-title")}</h2>
            <p>{t!(lang, "next-submit-text", "person" => found.teacher())}</p>
            {skips.then(|| view! { <p>{t!(lang, "next-submit-blocked")}</p> })}
            <PostForm action=here act="nomination.submit">
                <input type="hidden" name="geste" value="soumettre"/>
                <div class="field-pair">{days.collect_view()}</div>
                {none}
                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "next-submit-send")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}

/// What was agreed on.
pub(super) fn facts(lang: Lang, found: &Nomination, label: &str, left: Option<i64>) -> AnyView {
    let heard = |on: &Option<String>| match on.as_deref().and_then(day) {
        Some(on) => date(lang, on),
        None if !found.councils_apply => t!(lang, "councils-none"),
        None => t!(lang, "council-not-yet"),
    };
    let mut facts = vec![
        (t!(lang, "nomination-dates"), names::period(lang, found)),
        (t!(lang, "nomination-share"), format!("{}\u{a0}%", found.share_percent)),
        (t!(lang, "reward-legend"), names::reward(lang, &found.reward(), label)),
        (t!(lang, "council-on"), heard(&found.council_on)),
        (t!(lang, "board-on"), heard(&found.board_on)),
    ];
    if let Some(left) = left {
        facts.push((t!(lang, "envelope-left-besides"), names::money(left)));
    }
    view! {
        <section class="card">
            <h2 class="card-title">{t!(lang, "nomination-facts")}</h2>
            <dl class="facts">
                {facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
        </section>
    }
    .into_any()
}

/// The letter, its versions, and the way to change it.
fn letters(lang: Lang, found: &Nomination, versions: &[Version]) -> AnyView {
    let zone = found.zone.clone();
    let rows = versions.iter().map(|version| {
        let standing = if version.declined_at.is_some() {
            t!(lang, "letter-declined")
        } else if version.in_force_at.is_some() {
            t!(lang, "letter-in-force")
        } else if version.accepted_at.is_some() {
            t!(lang, "letter-accepted")
        } else if found.state() == State::Draft {
            t!(lang, "letter-being-written")
        } else {
            t!(lang, "letter-waiting")
        };
        let href = format!("/nominations/{}/lettre?version={}", found.id, version.number);
        let on = date(lang, version.written_at.date_in(&zone));
        view! {
            <li class="row">
                <span class="row-text">
                    <a href=href>{t!(lang, "letter-version", "number" => version.number)}</a>
                    <span class="cell-detail">{t!(lang, "letter-written-on", "date" => on)}" – "{standing}</span>
                </span>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2 class="card-title">{t!(lang, "letter-title")}</h2>
            <ul class="rows">{rows.collect_view()}</ul>
            <p class="form-actions">
                <ButtonLink href=format!("/nominations/{}/lettre", found.id) icon="printer">{t!(lang, "letter-print")}</ButtonLink>
                {(found.state() == State::Active)
                    .then(|| {
                        view! { <ButtonLink href=format!("/direction/nominations/{}/modifier", found.id) icon="pen-line">{t!(lang, "letter-amend")}</ButtonLink> }
                    })}
            </p>
        </section>
    }
    .into_any()
}

/// Steps that are rarely wanted.
fn rarer(lang: Lang, found: &Nomination, form: &FormState) -> AnyView {
    let here = format!("/direction/nominations/{}", found.id);
    let single = |verb: &'static str, act: &'static str, kind: ButtonKind, label: String| {
        view! {
            <PostForm action=here.clone() act=act class="row-form">
                <input type="hidden" name="geste" value=verb/>
                <Button kind=kind>{label}</Button>
            </PostForm>
        }
        .into_any()
    };
    match found.state() {
        State::Draft => {
            single("supprimer", "nomination.discard", ButtonKind::Danger, t!(lang, "nomination-discard"))
        }
        State::Proposed | State::Accepted => {
            single("retirer", "nomination.withdraw", ButtonKind::Quiet, t!(lang, "nomination-withdraw"))
        }
        State::Submitted => ().into_any(),
        State::Active => {
            let mut reasons = vec![SelectOption::new("", t!(lang, "end-reason-choose"))];
            reasons.extend(
                EndReason::OF_HEAD
                    .map(|reason| SelectOption::new(reason.code(), names::end_reason(lang, reason))),
            );
            let open = form.is_refused();
            let fields = view! {
                <Field
                    name="last"
                    kind="date"
                    label=t!(lang, "nomination-end-last")
                    value=form.value("last")
                    fault=form.fault("last")
                />
                <Select
                    name="end_reason"
                    label=t!(lang, "end-reason")
                    options=reasons
                    value=form.value("end_reason")
                    fault=form.fault("end_reason")
                />
            };
            view! {
                <details class="disclosure" open=open>
                    <summary>{t!(lang, "nomination-end")}</summary>
                    <PostForm action=here.clone() act="nomination.end">
                        <input type="hidden" name="geste" value="terminer"/>
                        <p>{t!(lang, "nomination-end-text")}</p>
                        {fields}
                        <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "nomination-end-send")}</Button></p>
                    </PostForm>
                </details>
            }
            .into_any()
        }
        State::Declined | State::Ended | State::Completed | State::CompletedWithoutReport => {
            single("reprendre", "nomination.copy", ButtonKind::Secondary, t!(lang, "nomination-copy"))
        }
    }
}
