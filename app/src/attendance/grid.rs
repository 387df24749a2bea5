//! `/sessions/{session}/presence`: people and half-days. The trainer marks one half-day at a time, on a phone at the door of
//! the room; a manager reads and opens again; a head sees their own staff.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Allowed};
use preau::certificate::Issuer;
use preau::session::attendance::attest::{self, Seal};
use preau::session::attendance::sheet::{self, Grid, Row};
use preau::session::attendance::{attesting, close, contest, mark, whole};
use preau::session::state::State;
use preau::session::{Session, Slot};
use preau::{Error, Result};

use super::words::{self, crumbs};
use super::{Led, Sight, load, marking};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, EmptyState, ErrorSummary, Field, FormState, Notice, Select,
    SelectOption, TableScroll, Tag, Tone, date,
};

/// `GET /sessions/{session}/presence`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, &id).await?;
        page(&cx, &led, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /sessions/{session}/presence`: the act in the form says what.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let led = load(&cx, &mut read, &id).await?;
        // Who may not even look is told nothing more.
        led.sight(&cx, &mut read).await?;
        drop(read);
        let here = format!("/sessions/{}/presence", led.session.id);
        // Nine acts make a large future.
        match Box::pin(perform(&cx, &led, &fields)).await {
            Ok(done) => Ok(Redirect::to(&format!("{here}?fait={done}")).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &led, form).await
            }
        }
    })
    .await
}

/// Does what was asked; gives the name of the sentence that says it.
async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<&'static str> {
    let session = &led.session;
    let config = &cx.site.config;
    let issuer = Issuer { name: config.issuer.name.clone(), detail: config.issuer.detail.clone() };
    let seal = Seal { issuer: &issuer, zone: &session.zone };
    let marks = || led.allow(cx, Act::MarkPresence);
    let known = async |allowed: Allowed<Uuid>| sheet::grid(&mut cx.read().await?, allowed, None).await;
    let done = match fields.get("act") {
        "mark" => {
            let (allowed, chosen) = (marks()?, marking::marks(fields)?);
            let sheet = marking::sheet(fields, &chosen)?;
            let mut tx = cx.begin().await?;
            mark::mark(&mut tx, allowed, sheet, cx.now).await?;
            cx.commit(tx).await?;
            "presence"
        }
        "confirm" => {
            let (allowed, slot) = (marks()?, marking::slot(fields)?);
            let mut tx = cx.begin().await?;
            mark::confirm(&mut tx, allowed.map(|id| (id, slot)), cx.now).await?;
            cx.commit(tx).await?;
            "presence"
        }
        "walk-in" => {
            let allowed = marks()?;
            let mut tx = cx.begin().await?;
            let confirmed = fields.get("beyond") == "yes";
            mark::walk_in(&mut tx, allowed, fields.get("address"), confirmed, cx.now).await?;
            cx.commit(tx).await?;
            "presence-ajout"
        }
        "correct" => {
            let allowed = marks()?;
            let grid = known(allowed).await?;
            let correction = marking::correction(fields, &grid)?;
            let mut tx = cx.begin().await?;
            mark::correct(&mut tx, allowed, correction, seal, cx.now).await?;
            cx.commit(tx).await?;
            "presence-correction"
        }
        "answer" => {
            let allowed = marks()?;
            let grid = known(allowed).await?;
            let contest: Uuid = fields.get("contest").parse().map_err(|_| Error::NotFound)?;
            let reply = marking::reply(fields, &grid, contest)?;
            let mut tx = cx.begin().await?;
            contest::answer(&mut tx, allowed.map(|id| (id, contest)), reply, seal, cx.now).await?;
            cx.commit(tx).await?;
            "presence-reponse"
        }
        "close" => {
            let allowed = marks()?;
            let mut tx = cx.begin().await?;
            close::close(&mut tx, allowed, cx.now).await?;
            cx.commit(tx).await?;
            "presence-close"
        }
        "attest" => {
            let allowed = may_attest(cx, led)?;
            let mut tx = cx.begin().await?;
            attest::attest(&mut tx, allowed, seal, cx.now).await?;
            cx.commit(tx).await?;
            "presence-attestee"
        }
        "reopen" => {
            let allowed = cx.allow_at(Act::ApproveSession, &session.node_path, session.id)?;
            let mut tx = cx.begin().await?;
            close::reopen(&mut tx, allowed, fields.get("reason"), cx.now).await?;
            cx.commit(tx).await?;
            "presence-rouverte"
        }
        _ => return Err(Error::NotFound),
    };
    Ok(done)
}

/// The right to certify: of whoever leads the session, or of the manager where trainers are paid for it.
fn may_attest(cx: &Cx, led: &Led) -> Result<Allowed<Uuid>> {
    let act = attesting(&led.session);
    if act == Act::ApproveSession {
        cx.allow_at(act, &led.session.node_path, led.session.id)
    } else {
        led.allow(cx, act)
    }
}

async fn page(cx: &Cx, led: &Led, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let session = led.session.clone();
    let mut read = cx.read().await?;
    let (sight, allowed) = led.sight(cx, &mut read).await?;
    let staff = match &sight {
        Sight::Staff(schools) => Some(schools.as_slice()),
        Sight::Leads | Sight::Manages => None,
    };
    let grid = sheet::grid(&mut read, allowed, staff).await?;
    drop(read);
    let leads = matches!(sight, Sight::Leads);
    let may_attest = may_attest(cx, led).is_ok();
    let may_reopen = cx.may_at(Act::ApproveSession, &session.node_path);
    let only_staff = matches!(sight, Sight::Staff(_));
    let board =
        Board { lang, now: cx.now, session, grid, form, key: Uuid::from_u128(rand::random()).to_string() };
    let title = t!(lang, "presence-title");
    let page = cx.page(title.clone()).crumbs(crumbs(&board.session)).status(board.form.status());
    Ok(page.show(move || {
        let live = board.session.state() == State::Held
            || (board.session.state().takes_people() && board.session.has_begun(board.now));
        view! {
            <div class="stack presence">
                <ErrorSummary form=board.form.clone()/>
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{board.session.title.clone()}</p>
                </div>
                {only_staff.then(|| view! { <Notice><p>{t!(lang, "presence-staff-only")}</p></Notice> })}
                {leads.then(|| board.doors())}
                {board.standing()}
                {(leads && live).then(|| board.marking())}
                {board.overview()}
                {leads.then(|| board.contests())}
                {(leads && board.is_closed()).then(|| board.correcting())}
                {may_attest.then(|| board.attesting())}
                {may_reopen.then(|| board.reopening())}
            </div>
        }
        .into_any()
    }))
}

/// Everything that the page shows.
struct Board {
    lang: Lang,
    now: preau::Timestamp,
    session: Session,
    grid: Grid,
    form: FormState,
    /// Of the acts of this page: sent twice, done once.
    key: String,
}

impl Board {
    fn here(&self) -> String {
        format!("/sessions/{}/presence", self.session.id)
    }

    fn is_closed(&self) -> bool {
        matches!(self.session.state(), State::AttendanceClosed | State::Attested)
    }

    /// What was typed in the form of an act; nothing in the forms of other acts.
    fn typed(&self, act: &str, name: &str) -> String {
        if self.form.value("act") == act { self.form.value(name) } else { String::new() }
    }

    fn fault(&self, act: &str, name: &str) -> Option<String> {
        if self.form.value("act") == act { self.form.fault(name) } else { None }
    }

    fn doors(&self) -> AnyView {
        let (lang, id) = (self.lang, self.session.id);
        view! {
            <p class="page-actions">
                <ButtonLink href=format!("/sessions/{id}/code") icon="eye">{t!(lang, "presence-code-open")}</ButtonLink>
                <ButtonLink href=format!("/sessions/{id}/emargement") icon="printer">{t!(lang, "presence-sheet-open")}</ButtonLink>
            </p>
        }
        .into_any()
    }

    /// Where presence stands, in one sentence.
    fn standing(&self) -> AnyView {
        let lang = self.lang;
        let zone = &self.session.zone;
        let day = self.grid.closed_at.map(|at| date(lang, at.date_in(zone))).unwrap_or_default();
        let text = match self.session.state() {
            State::AttendanceClosed => t!(lang, "presence-state-closed", "day" => day),
            State::Attested | State::Archived => t!(lang, "presence-state-attested", "day" => day),
            State::Held => t!(lang, "presence-state-held"),
            State::Cancelled => t!(lang, "presence-state-cancelled"),
            State::Draft
            | State::Proposed
            | State::Agreed
            | State::Approved
            | State::Refused
            | State::Published
            | State::Open
            | State::Full => t!(lang, "presence-state-before"),
        };
        view! { <p>{text}</p> }.into_any()
    }

    fn marking(&self) -> AnyView {
        let lang = self.lang;
        let missing: usize = self.grid.slots.iter().map(|slot| self.grid.missing(slot.id).len()).sum();
        let over = self.session.ends_at.is_some_and(|end| end <= self.now);
        view! {
            {self.grid.slots.iter().filter(|slot| slot.starts_at <= self.now).map(|slot| self.half_day(slot)).collect_view()}
            {self.walk_in()}
            <section class="card" aria-labelledby="cloture">
                <h2 id="cloture">{t!(lang, "presence-close")}</h2>
                {if over && missing == 0 {
                    view! {
                        <p>{t!(lang, "presence-close-text")}</p>
                        {words::post(self.here(), "presence.mark", view! {
                            <input type="hidden" name="act" value="close"/>
                            <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "presence-close-do")}</Button></p>
                        }.into_any())}
                    }
                    .into_any()
                } else if over {
                    view! { <p>{t!(lang, "presence-close-missing", "count" => missing)}</p> }.into_any()
                } else {
                    view! { <p>{t!(lang, "presence-close-later")}</p> }.into_any()
                }}
            </section>
        }
        .into_any()
    }

    /// One form for one half-day: everybody present but those who are said not to be.
    fn half_day(&self, slot: &Slot) -> AnyView {
        let lang = self.lang;
        let id = slot.id;
        let heading = format!("demi-journee-{id}");
        let labelled = heading.clone();
        let missing = self.grid.missing(id);
        let pending = self.grid.pending(id);
        let none = self.grid.rows.iter().filter(|row| self.grid.entry(row.place_id, id).is_none()).count();
        let names = missing.iter().map(|row| row.name()).collect::<Vec<_>>().join(", ");
        // A half-day where nothing is missing is a fold: what is to do stands first.
        let open = !missing.is_empty() || self.typed("mark", "slot") == id.to_string();
        let corrections = none < self.grid.rows.len();
        let mine = self.typed("mark", "slot") == id.to_string();
        let reason = if mine { self.typed("mark", "reason") } else { String::new() };
        let reason_fault = if mine { self.fault("mark", "reason") } else { None };
        let blended = self.session.modality == "blended";
        let rows = self.grid.rows.iter().map(|row| self.row(slot, row, mine)).collect_view();
        view! {
            <section class="card" aria-labelledby=labelled>
                <h2 id=heading>{words::half_day(lang, slot, &self.session.zone)}</h2>
                {if missing.is_empty() {
                    view! { <p><Tag tone=Tone::Success>{t!(lang, "presence-complete")}</Tag></p> }.into_any()
                } else {
                    view! { <p>{t!(lang, "presence-missing", "count" => missing.len(), "people" => names)}</p> }.into_any()
                }}
                {(pending > 0)
                    .then(|| {
                        view! {
                            {words::post(self.here(), "presence.mark", view! {
                                <input type="hidden" name="act" value="confirm"/>
                                <input type="hidden" name="slot" value=id.to_string()/>
                                <Button kind=ButtonKind::Primary icon="check">{t!(lang, "presence-confirm", "count" => pending)}</Button>
                            }.into_any())}
                        }
                    })}
                <details open=open class="presence-fold">
                    <summary>{t!(lang, "presence-mark")}</summary>
                    {words::post(self.here(), "presence.mark", view! {
                        <input type="hidden" name="act" value="mark"/>
                        <input type="hidden" name="slot" value=id.to_string()/>
                        <input type="hidden" name="key" value=format!("{}-{}", self.key, slot.starts_at.0)/>
                        <ul class="presence-rows">{rows}</ul>
                        {blended.then(|| view! { <Choice name="remote" value="yes" label=t!(lang, "presence-remote")/> })}
                        <Choice name="source" value="paper" label=t!(lang, "presence-paper")/>
                        {corrections
                            .then(|| words::wrapped("reason", t!(lang, "presence-reason-changed"), reason, reason_fault, true))}
                        <p class="form-actions">
                            {(none > 0)
                                .then(|| {
                                    view! {
                                        <Button kind=ButtonKind::Primary name=Some("others") value=Some("present".to_owned())>
                                            {t!(lang, "presence-all")}
                                        </Button>
                                    }
                                })}
                            <Button>{t!(lang, "presence-save")}</Button>
                        </p>
                    }.into_any())}
                </details>
            </section>
        }
        .into_any()
    }

    fn row(&self, slot: &Slot, row: &Row, mine: bool) -> AnyView {
        let lang = self.lang;
        let entry = self.grid.entry(row.place_id, slot.id);
        let place = row.place_id;
        let typed = |name: String| if mine { self.form.value(&name) } else { String::new() };
        let chosen = typed(format!("v-{place}"));
        let name = row.name();
        let unsaid =
            if entry.is_some_and(|entry| !entry.pending) { "presence-keep" } else { "presence-not-yet" };
        let options = std::iter::once((String::new(), texts::text(lang, unsaid)))
            .chain(marking::CHOICES.iter().map(|choice| ((*choice).to_owned(), choice_name(lang, choice))))
            .map(|(value, label)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{label}</option> }
            })
            .collect_view();
        let tries = (row.tries > 0).then(|| {
            view! { <span class="cell-detail">{t!(lang, "presence-tries", "count" => row.tries)}</span> }
        });
        let fault = mine && !chosen.is_empty() && self.form.fault("missed").is_some();
        view! {
            <li class="presence-row">
                <div class="presence-who">
                    <strong>{name.clone()}</strong>
                    {row.school_name.clone().map(|school| view! { <span class="cell-detail">{school}</span> })}
                    {(row.source == "walk_in").then(|| view! { <span class="cell-detail">{t!(lang, "presence-walked-in")}</span> })}
                    {tries}
                    {entry.map(|entry| view! { <span>{words::value_tag(lang, Some(entry))}</span> })}
                </div>
                <input type="hidden" name=format!("s-{place}") value=entry.map(|entry| entry.id.to_string())/>
                <select class="input" name=format!("v-{place}") aria-label=t!(lang, "presence-value-of", "name" => name.clone())>
                    {options}
                </select>
                <input
                    class="input"
                    name=format!("m-{place}")
                    inputmode="numeric"
                    size="4"
                    maxlength="4"
                    value=typed(format!("m-{place}"))
                    placeholder=t!(lang, "presence-missed-short")
                    aria-label=t!(lang, "presence-missed-of", "name" => name)
                    aria-invalid=fault.then_some("true")
                />
            </li>
        }
        .into_any()
    }

    fn walk_in(&self) -> AnyView {
        let lang = self.lang;
        let full = self.session.seats().free() == 0;
        view! {
            <section class="card" aria-labelledby="ajout">
                <h2 id="ajout">{t!(lang, "presence-walk-in")}</h2>
                {words::post(self.here(), "presence.mark", view! {
                    <input type="hidden" name="act" value="walk-in"/>
                    <Field
                        name="address"
                        label=t!(lang, "presence-walk-in-address")
                        hint=t!(lang, "presence-walk-in-hint")
                        kind="email"
                        value=self.typed("walk-in", "address")
                        fault=self.fault("walk-in", "address")
                        autocomplete=Some("off")
                        maxlength=Some(200)
                    />
                    {full.then(|| view! { <Choice name="beyond" value="yes" label=t!(lang, "presence-walk-in-full")/> })}
                    <p class="form-actions"><Button icon="plus">{t!(lang, "presence-walk-in-add")}</Button></p>
                }.into_any())}
            </section>
        }
        .into_any()
    }

    /// Everybody, every half-day.
    fn overview(&self) -> AnyView {
        let lang = self.lang;
        let zone = &self.session.zone;
        if self.grid.rows.is_empty() {
            return view! {
                <EmptyState title=t!(lang, "presence-nobody") icon="users" level=2><p>{t!(lang, "presence-nobody-text")}</p></EmptyState>
            }
            .into_any();
        }
        let slots = &self.grid.slots;
        let heads = slots
            .iter()
            .map(|slot| view! { <th scope="col">{words::short_half_day(lang, slot, zone)}</th> })
            .collect_view();
        let rows = self
            .grid
            .rows
            .iter()
            .map(|row| {
                let cells = slots
                    .iter()
                    .map(|slot| view! { <td>{words::value_tag(lang, self.grid.entry(row.place_id, slot.id))}</td> })
                    .collect_view();
                let agreed = self.grid.agreed.contains(&row.place_id).then(|| {
                    view! { <span class="cell-detail">{t!(lang, "presence-agreed")}</span> }
                });
                view! {
                    <tr>
                        <th scope="row">{row.name()}" "{agreed}</th>
                        {cells}
                        <td class="align-right">{words::minutes(lang, self.grid.minutes(row.place_id))}</td>
                    </tr>
                }
            })
            .collect_view();
        let total = t!(lang, "presence-total", "whole" => words::minutes(lang, self.grid.whole()));
        view! {
            <section class="stack" aria-labelledby="ensemble">
                <h2 id="ensemble">{t!(lang, "presence-overview")}</h2>
                <TableScroll label=t!(lang, "presence-overview")>
                    <table class="table-compact">
                        <thead>
                            <tr>
                                <th scope="col">{t!(lang, "presence-person")}</th>
                                {heads}
                                <th scope="col" class="align-right">{total}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </TableScroll>
            </section>
        }
        .into_any()
    }

    fn name_of(&self, place: Uuid) -> String {
        self.grid.rows.iter().find(|row| row.place_id == place).map(Row::name).unwrap_or_default()
    }

    fn slot_name(&self, slot: Uuid) -> String {
        let found = self.grid.slots.iter().find(|known| known.id == slot);
        found.map(|slot| words::half_day(self.lang, slot, &self.session.zone)).unwrap_or_default()
    }

    /// What participants contest, and the answers.
    fn contests(&self) -> AnyView {
        let lang = self.lang;
        if self.grid.contests.is_empty() {
            return ().into_any();
        }
        let each = self
            .grid
            .contests
            .iter()
            .map(|one| {
                let form = match one.answer() {
                    Some(answer) => view! {
                        <p><Tag>{words::named(lang, "presence-answer-", answer.code())}</Tag>" "{one.answer_words.clone()}</p>
                    }
                    .into_any(),
                    None => {
                        let mine = self.typed("answer", "contest") == one.id.to_string();
                        let typed = |name: &str| if mine { self.typed("answer", name) } else { String::new() };
                        let fault = |name: &str| if mine { self.fault("answer", name) } else { None };
                        view! {
                            {words::post(self.here(), "presence.mark", view! {
                                <input type="hidden" name="act" value="answer"/>
                                <input type="hidden" name="contest" value=one.id.to_string()/>
                                <label class="field">
                                    <span>{t!(lang, "presence-answer")}</span>
                                    <select class="input" name="value">
                                        {value_options(lang, t!(lang, "presence-answer-keep"))
                                            .into_iter()
                                            .map(|option| {
                                                let selected = option.value == typed("value");
                                                view! { <option value=option.value selected=selected>{option.label}</option> }
                                            })
                                            .collect_view()}
                                    </select>
                                </label>
                                {words::wrapped("missed", t!(lang, "presence-missed"), typed("missed"), fault("missed"), true)}
                                {words::wrapped("words", t!(lang, "presence-answer-words"), typed("words"), fault("words"), false)}
                                <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "presence-answer-send")}</Button></p>
                            }.into_any())}
                        }
                        .into_any()
                    }
                };
                view! {
                    <li class="card">
                        <h3>{self.name_of(one.place_id)}</h3>
                        <p class="cell-detail">{self.slot_name(one.slot_id)}</p>
                        <blockquote><p>{one.words.clone()}</p></blockquote>
                        {form}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="stack" aria-labelledby="contestations">
                <h2 id="contestations">{t!(lang, "presence-contests")}</h2>
                <ul class="plain">{each}</ul>
            </section>
        }
        .into_any()
    }

    /// One value, once presence is closed.
    fn correcting(&self) -> AnyView {
        let lang = self.lang;
        let people = std::iter::once(SelectOption::new("", t!(lang, "presence-choose")))
            .chain(self.grid.rows.iter().map(|row| SelectOption::new(row.place_id.to_string(), row.name())))
            .collect();
        let slots = std::iter::once(SelectOption::new("", t!(lang, "presence-choose")))
            .chain(self.grid.slots.iter().map(|slot| {
                SelectOption::new(slot.id.to_string(), words::half_day(lang, slot, &self.session.zone))
            }))
            .collect();
        let typed = |name: &str| self.typed("correct", name);
        let fault = |name: &str| self.fault("correct", name);
        let open = self.form.value("act") == "correct";
        let longest = self.grid.slots.iter().map(whole).max().unwrap_or(0);
        view! {
            <details class="card presence-fold" open=open>
                <summary>{t!(lang, "presence-correct")}</summary>
                <p>{t!(lang, "presence-correct-text")}</p>
                {words::post(self.here(), "presence.mark", view! {
                    <input type="hidden" name="act" value="correct"/>
                    <input type="hidden" name="drawn" value=self.now.0.to_string()/>
                    <Select name="place" label=t!(lang, "presence-person") options=people value=typed("place") fault=fault("place")/>
                    <Select name="slot" label=t!(lang, "presence-half-day") options=slots value=typed("slot") fault=fault("slot")/>
                    <Select name="value" label=t!(lang, "presence-value") options=value_options(lang, t!(lang, "presence-choose")) value=typed("value") fault=fault("value")/>
                    <Field name="missed" label=t!(lang, "presence-missed") hint=t!(lang, "presence-missed-hint", "max" => longest) inputmode=Some("numeric") value=typed("missed") fault=fault("missed") optional=true size=Some(4)/>
                    {(self.session.modality == "blended").then(|| view! { <Choice name="remote" value="yes" label=t!(lang, "presence-remote")/> })}
                    <Field name="reason" label=t!(lang, "presence-reason") value=typed("reason") fault=fault("reason") maxlength=Some(500)/>
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "presence-correct-do")}</Button></p>
                }.into_any())}
            </details>
        }
        .into_any()
    }

    fn attesting(&self) -> AnyView {
        let lang = self.lang;
        if self.session.state() != State::AttendanceClosed {
            return ().into_any();
        }
        let from = self.grid.closed_at.map(|at| at.plus(preau::session::attendance::CONTEST));
        let ready =
            from.is_some_and(|from| from <= self.now) || self.grid.agreed.len() >= self.grid.rows.len();
        let day = from.map(|from| date(lang, from.date_in(&self.session.zone))).unwrap_or_default();
        view! {
            <section class="card" aria-labelledby="attester">
                <h2 id="attester">{t!(lang, "presence-attest")}</h2>
                {if ready {
                    view! {
                        <p>{t!(lang, "presence-attest-text")}</p>
                        {words::post(self.here(), "presence.attest", view! {
                            <input type="hidden" name="act" value="attest"/>
                            <p class="form-actions"><Button kind=ButtonKind::Primary icon="award">{t!(lang, "presence-attest-do")}</Button></p>
                        }.into_any())}
                    }
                    .into_any()
                } else {
                    view! {
                        <p>{t!(lang, "presence-attest-later", "day" => day, "agreed" => self.grid.agreed.len(), "people" => self.grid.rows.len())}</p>
                    }
                    .into_any()
                }}
            </section>
        }
        .into_any()
    }

    fn reopening(&self) -> AnyView {
        let lang = self.lang;
        if !self.is_closed() {
            return ().into_any();
        }
        let open = self.form.value("act") == "reopen";
        view! {
            <details class="card presence-fold" open=open>
                <summary>{t!(lang, "presence-reopen")}</summary>
                <p>{t!(lang, "presence-reopen-text")}</p>
                {words::post(self.here(), "session.approve", view! {
                    <input type="hidden" name="act" value="reopen"/>
                    {words::wrapped("reason", t!(lang, "presence-reopen-reason"), self.typed("reopen", "reason"), self.fault("reopen", "reason"), false)}
                    <p class="form-actions"><Button>{t!(lang, "presence-reopen-do")}</Button></p>
                }.into_any())}
            </details>
        }
        .into_any()
    }
}

fn choice_name(lang: Lang, choice: &str) -> String {
    words::named(lang, "presence-value-", &choice.replace('.', "-"))
}

/// All values, after one that says nothing.
fn value_options(lang: Lang, first: String) -> Vec<SelectOption> {
    std::iter::once(SelectOption::new("", first))
        .chain(marking::CHOICES.iter().map(|choice| SelectOption::new(*choice, choice_name(lang, choice))))
        .collect()
}
