//! `/remuneration/{etat}`: one statement, for its trainer, the head who certifies it and the manager who checks it.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::need::Level;
use preau::pay::decide::{self, Desk, REASON};
use preau::pay::rate::{DESIGN, FIELDS, grid};
use preau::pay::{Grid, State, Statement, Typed, list, statement, submit};
use preau::referent::scheme::euros;
use preau::{Error, Read, Result};

use super::{go, id, words};
use crate::account::pending;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, Icon, Notice, NoticeKind, PostForm, TextArea,
    date,
};

/// What the asker is to a statement; several at once.
#[derive(Debug, Clone, Copy)]
struct Sight {
    own: bool,
    certifies: bool,
    checks: bool,
}

async fn seen(cx: &Cx, read: &mut Read, typed: &str) -> Result<(Statement, Sight)> {
    let person = cx.person()?;
    let found = statement(read, id(typed)?).await?;
    let sight = Sight {
        own: found.trainer_id == person,
        certifies: cx.may_at(Act::CertifyService, &found.host_path),
        checks: cx.may_at(Act::CheckPay, &found.host_path),
    };
    if sight.own || sight.certifies || sight.checks { Ok((found, sight)) } else { Err(Error::NotFound) }
}

/// `GET /remuneration/{etat}`.
pub(super) async fn show(cx: Cx, Path(typed): Path<String>) -> Response {
    cx.answer(async {
        let (found, sight) = seen(&cx, &mut cx.read().await?, &typed).await?;
        let form = match pending::take(&cx, &format!("/remuneration/{typed}")).await? {
            Some(fields) => FormState::filled(cx.lang, fields.pairs().to_vec()),
            None => prefilled(&cx, &found).await?,
        };
        page(&cx, found, sight, form).await
    })
    .await
}

/// `POST /remuneration/{etat}`: one step, named by `act`.
pub(super) async fn act(cx: Cx, Path(typed): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, &cx.path, &fields).await?;
        }
        let (found, _) = seen(&cx, &mut cx.read().await?, &typed).await?;
        match perform(&cx, &found, &fields).await {
            Ok(done) => Ok(go(&format!("/remuneration/{}?fait={done}", found.id))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                // As it stands now: the refusal may come from somebody else's step.
                let (found, sight) = seen(&cx, &mut cx.read().await?, &typed).await?;
                page(&cx, found, sight, form).await
            }
        }
    })
    .await
}

async fn perform(cx: &Cx, found: &Statement, fields: &Fields) -> Result<&'static str> {
    let mine = || cx.allow_mine(Act::PreparePay, |person| (found.id, person));
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "submit" => {
            let line = |place: usize| {
                let (hours, rate) = FIELDS[place];
                (fields.get(hours).to_owned(), fields.get(rate).to_owned())
            };
            let typed = Typed {
                lines: [line(0), line(1), line(2)],
                preparation: fields.get("preparation").to_owned(),
                permit_on: fields.get("permit_on").to_owned(),
            };
            let seen = fields.get("version").parse().unwrap_or(0);
            submit::submit(&mut tx, mine()?, &typed, seen, cx.now).await?;
            "etat-soumis"
        }
        "withdraw" => {
            submit::withdraw(&mut tx, mine()?, cx.now).await?;
            "etat-repris"
        }
        "cover" => {
            submit::cover(&mut tx, mine()?, true, cx.now).await?;
            "etat-sans-objet"
        }
        "uncover" => {
            submit::cover(&mut tx, mine()?, false, cx.now).await?;
            "etat-a-preparer"
        }
        "certify" => {
            let allowed = cx.allow_at(Act::CertifyService, &found.host_path, found.id)?;
            decide::certify(&mut tx, allowed, cx.now).await?;
            "etat-certifie"
        }
        "check" => {
            let allowed = cx.allow_at(Act::CheckPay, &found.host_path, found.id)?;
            decide::check(&mut tx, allowed, cx.now).await?;
            "etat-controle"
        }
        "refuse" => {
            let (act, desk) = if found.state() == State::Submitted {
                (Act::CertifyService, Desk::Head)
            } else {
                (Act::CheckPay, Desk::Manager)
            };
            let allowed = cx.allow_at(act, &found.host_path, found.id)?;
            decide::refuse(&mut tx, allowed, desk, fields.get("reason"), cx.now).await?;
            "etat-renvoye"
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

/// What is known already: all hours at the level of the session and the lowest rate, or what was last submitted.
async fn prefilled(cx: &Cx, found: &Statement) -> Result<FormState> {
    let mut claim = found.claim();
    if claim.total() == 0 {
        let rates = grid(&mut cx.read().await?, &found.grid_from).await?;
        let place = Level::ALL.iter().position(|level| level.code() == found.depth).unwrap_or(0);
        claim.lines[place].minutes = i64::from(found.total_minutes);
        claim.lines[place].rate = rates.range(Level::ALL[place].code()).map_or(0, |range| range.min_cents);
    }
    let mut pairs = Vec::new();
    for (line, (hours, rate)) in claim.lines.iter().zip(FIELDS) {
        if line.minutes > 0 {
            pairs.push((hours.to_owned(), preau::plan::hours(line.minutes)));
            pairs.push((rate.to_owned(), euros(line.rate)));
        }
    }
    if claim.preparation_cents > 0 {
        pairs.push(("preparation".to_owned(), euros(claim.preparation_cents)));
    }
    if let Some(day) = claim.permit_on {
        pairs.push(("permit_on".to_owned(), day.to_string()));
    }
    Ok(FormState::filled(cx.lang, pairs))
}

async fn page(cx: &Cx, found: Statement, sight: Sight, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let rates = grid(&mut read, &found.grid_from).await?;
    let allowed = if sight.own {
        cx.allow_own(Act::PreparePay)?.map(|_| found.id)
    } else if sight.certifies {
        cx.allow_at(Act::CertifyService, &found.host_path, found.id)?
    } else {
        cx.allow_at(Act::CheckPay, &found.host_path, found.id)?
    };
    let steps = list::history(&mut read, allowed).await?;
    drop(read);
    let title = t!(lang, "pay-statement-title");
    let crumbs = if sight.own {
        vec![Crumb::new("/remuneration", t!(lang, "pay-mine-title"))]
    } else if sight.certifies {
        vec![Crumb::new("/direction/remuneration", t!(lang, "pay-head-title"))]
    } else {
        vec![Crumb::new("/pilotage/remuneration", t!(lang, "pay-desk-title"))]
    };
    let page = cx.page(title.clone()).nav(Nav::Sessions).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let now = found.state();
        let prepares = sight.own && matches!(now, State::ToPrepare | State::Rejected);
        let claimed = !matches!(now, State::ToPrepare | State::NotApplicable) && !prepares;
        let decides = !sight.own
            && ((sight.certifies && now == State::Submitted)
                || (sight.checks && matches!(now, State::ServiceCertified | State::Checked)));
        let day = found.first_day().map(|day| date(lang, day)).unwrap_or_default();
        let warnings = found.warnings().into_iter().map(|one| {
            view! { <Notice kind=NoticeKind::Warning><p>{words::warning(lang, one)}</p></Notice> }
        });
        let rejected = now == State::Rejected;
        let (next, reason) = (words::next(lang, &found), found.reason.clone());
        view! {
            <div class="narrow stack">
                <ErrorSummary form=form.clone()/>
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">
                        <a href=format!("/sessions/{}", found.session_id)>{found.title.clone()}</a>
                        " – "{day}" – "{found.host_name.clone()}
                    </p>
                    <p>{found.trainer()}" "{words::tag(lang, now)}</p>
                </div>
                <Notice title=t!(lang, "pay-next-title")><p>{next}</p></Notice>
                {rejected
                    .then(|| {
                        view! { <Notice kind=NoticeKind::Error title=t!(lang, "pay-rejected-because")><p>{reason}</p></Notice> }
                    })}
                {warnings.collect_view()}
                {prepares.then(|| prepare(lang, &found, &rates, &form))}
                {claimed.then(|| claim(lang, &found))}
                {own_acts(lang, &found, sight)}
                {decides.then(|| decision(lang, &found, &form))}
                {timeline(lang, &found, &steps)}
                <p class="soft small">{t!(lang, "pay-never-pays")}" "{rates.legal_ref().to_owned()}</p>
            </div>
        }
        .into_any()
    }))
}

fn prepare(lang: Lang, found: &Statement, rates: &Grid, form: &FormState) -> AnyView {
    let range = |kind: &str| {
        let range = rates.range(kind);
        range.map(|range| {
            let (min, max) = (euros(range.min_cents), euros(range.max_cents));
            t!(lang, "pay-rate-hint", "min" => min, "max" => max)
        })
    };
    let lines = Level::ALL.iter().zip(FIELDS).map(|(level, (hours, rate))| {
        let name = words::level(lang, *level);
        view! {
            <fieldset class="form-line">
                <legend>{name}</legend>
                <Field name=hours label=t!(lang, "pay-hours") value=form.value(hours) fault=form.fault(hours) optional=true maxlength=Some(12) size=Some(8)/>
                <Field name=rate label=t!(lang, "pay-rate") hint=range(level.code()).unwrap_or_default() value=form.value(rate) fault=form.fault(rate) inputmode=Some("decimal") optional=true maxlength=Some(12) size=Some(8)/>
            </fieldset>
        }
    });
    let lines = lines.collect_view();
    let (design, design_fault) = (form.value("preparation"), form.fault("preparation"));
    let (permit, permit_fault) = (form.value("permit_on"), form.fault("permit_on"));
    let design_hint = range(DESIGN).unwrap_or_default();
    let version = found.version.to_string();
    let total = words::hours(lang, i64::from(found.total_minutes));
    view! {
        <section class="section" aria-labelledby="preparer">
            <h2 id="preparer">{t!(lang, "pay-prepare-title")}</h2>
            <p>{t!(lang, "pay-prepare-text", "total" => total)}</p>
            <PostForm action=format!("/remuneration/{}", found.id) act="pay.prepare">
                <input type="hidden" name="version" value=version/>
                {lines}
                <Field name="preparation" label=t!(lang, "pay-preparation") hint=design_hint value=design fault=design_fault inputmode=Some("decimal") optional=true maxlength=Some(12)/>
                <Field name="permit_on" kind="date" label=t!(lang, "pay-permit") hint=t!(lang, "pay-permit-hint") value=permit fault=permit_fault optional=true/>
                <p class="form-actions">
                    <Button kind=ButtonKind::Primary icon="check" name=Some("act") value=Some("submit".into())>{t!(lang, "pay-submit")}</Button>
                    <Button kind=ButtonKind::Quiet name=Some("act") value=Some("cover".into())>{t!(lang, "pay-cover")}</Button>
                </p>
            </PostForm>
        </section>
    }
    .into_any()
}

/// The lines of a claim, and their sum.
fn claim(lang: Lang, found: &Statement) -> AnyView {
    let claim = found.claim();
    let rows =
        Level::ALL.iter().zip(claim.lines).filter(|(_, line)| line.minutes > 0).map(|(level, line)| {
            view! {
                <tr>
                    <th scope="row">{words::level(lang, *level)}</th>
                    <td class="align-right">{words::hours(lang, line.minutes)}</td>
                    <td class="align-right">{words::money(line.rate)}</td>
                    <td class="align-right">{words::money(line.amount())}</td>
                </tr>
            }
        });
    let preparation = claim.preparation_cents;
    let permit = found.permit_on().map(|day| date(lang, day));
    view! {
        <section class="section" aria-labelledby="lignes">
            <h2 id="lignes">{t!(lang, "pay-claim")}</h2>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "pay-level")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-hours")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-rate")}</th>
                        <th scope="col" class="align-right">{t!(lang, "pay-amount")}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.collect_view()}
                    {(preparation > 0)
                        .then(|| {
                            view! {
                                <tr>
                                    <th scope="row" colspan="3">{t!(lang, "pay-preparation")}</th>
                                    <td class="align-right">{words::money(preparation)}</td>
                                </tr>
                            }
                        })}
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="3">{t!(lang, "pay-total")}</th>
                        <td class="align-right"><strong>{words::money(found.amount_cents)}</strong></td>
                    </tr>
                </tfoot>
            </table>
            {permit.map(|day| view! { <p>{t!(lang, "pay-permit-on", "day" => day)}</p> })}
        </section>
    }
    .into_any()
}

fn own_acts(lang: Lang, found: &Statement, sight: Sight) -> AnyView {
    let (act, label) = match found.state() {
        State::Submitted if sight.own => ("withdraw", t!(lang, "pay-withdraw")),
        State::NotApplicable if sight.own => ("uncover", t!(lang, "pay-uncover")),
        State::Submitted
        | State::NotApplicable
        | State::ToPrepare
        | State::ServiceCertified
        | State::Checked
        | State::Exported
        | State::PaidReported
        | State::Rejected => return ().into_any(),
    };
    view! {
        <PostForm action=format!("/remuneration/{}", found.id) act="pay.prepare">
            <p class="form-actions"><Button name=Some("act") value=Some(act.into())>{label}</Button></p>
        </PostForm>
    }
    .into_any()
}

fn decision(lang: Lang, found: &Statement, form: &FormState) -> AnyView {
    let says = match found.state() {
        State::Submitted => Some(("certify", t!(lang, "pay-certify"))),
        State::ServiceCertified => Some(("check", t!(lang, "pay-check"))),
        State::NotApplicable
        | State::ToPrepare
        | State::Checked
        | State::Exported
        | State::PaidReported
        | State::Rejected => None,
    };
    let most = u32::try_from(REASON).unwrap_or(u32::MAX);
    let (reason, fault) = (form.value("reason"), form.fault("reason"));
    view! {
        <section class="section" aria-labelledby="decider">
            <h2 id="decider">{t!(lang, "pay-decide")}</h2>
            {says
                .map(|(act, label)| {
                    view! {
                        <PostForm action=format!("/remuneration/{}", found.id) act="pay.certify">
                            <p class="form-actions"><Button kind=ButtonKind::Primary icon="check" name=Some("act") value=Some(act.into())>{label}</Button></p>
                        </PostForm>
                    }
                })}
            <PostForm action=format!("/remuneration/{}", found.id) act="pay.refuse">
                <TextArea name="reason" label=t!(lang, "pay-reason") hint=t!(lang, "pay-reason-hint") value=reason fault=fault rows=3 maxlength=Some(most)/>
                <p class="form-actions"><Button kind=ButtonKind::Danger name=Some("act") value=Some("refuse".into())>{t!(lang, "pay-refuse")}</Button></p>
            </PostForm>
        </section>
    }
    .into_any()
}

/// What happened, and the steps that are still to come.
fn timeline(lang: Lang, found: &Statement, steps: &[list::Step]) -> AnyView {
    let last = steps.len().saturating_sub(1);
    let done = steps.iter().enumerate().map(|(place, step)| {
        let here = place == last;
        let (class, icon, said) = if here {
            ("timeline-step timeline-here", "flag", t!(lang, "timeline-here"))
        } else {
            ("timeline-step timeline-done", "check", t!(lang, "timeline-done"))
        };
        let by = (!step.by_name.is_empty()).then(|| format!(" – {}", step.by_name));
        let reason = (!step.reason.is_empty())
            .then(|| view! { <span class="timeline-date">{step.reason.clone()}</span> });
        view! {
            <li class=class aria-current=here.then_some("step")>
                <span class="timeline-mark"><Icon name=icon/></span>
                <span class="timeline-text">
                    <span class="visually-hidden">{said}" "</span>
                    <span class="timeline-label">{words::state(lang, step.to())}</span>
                    <span class="timeline-date">{date(lang, step.at.date_in(&found.zone))}{by}</span>
                    {reason}
                </span>
            </li>
        }
    });
    let way = [
        State::ToPrepare,
        State::Submitted,
        State::ServiceCertified,
        State::Checked,
        State::Exported,
        State::PaidReported,
    ];
    let from = match found.state() {
        State::NotApplicable => way.len(),
        State::Rejected => 1,
        now @ (State::ToPrepare
        | State::Submitted
        | State::ServiceCertified
        | State::Checked
        | State::Exported
        | State::PaidReported) => way.iter().position(|state| *state == now).map_or(0, |place| place + 1),
    };
    let coming = way.into_iter().skip(from).map(|state| {
        view! {
            <li class="timeline-step">
                <span class="timeline-mark"><Icon name="clock"/></span>
                <span class="timeline-text">
                    <span class="visually-hidden">{t!(lang, "timeline-to-come")}" "</span>
                    <span class="timeline-label">{words::state(lang, state)}</span>
                </span>
            </li>
        }
    });
    view! {
        <section class="section nomination" aria-labelledby="etapes">
            <h2 id="etapes">{t!(lang, "pay-steps")}</h2>
            <ol class="timeline">{done.collect_view()}{coming.collect_view()}</ol>
        </section>
    }
    .into_any()
}
