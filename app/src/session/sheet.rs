//! `/sessions/{session}`: what it is, where one stands, and what one may do now.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::session::list::{self, Clash, Mine, Step};
use preau::session::{Allocation, Gate, Scope, Seat, Session, Slot, State, Trainer, slots};
use preau::{Result, Timestamp};
use uuid::Uuid;

use super::{runs, seen, words};
use crate::account::{disciplines, pending};
use crate::cx::Cx;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chip, Crumb, ErrorSummary, FormState, Icon, Notice, NoticeKind, PostForm,
    TextArea, duration,
};

/// `GET /sessions/{session}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let (session, _) = seen(&cx, &mut cx.read().await?, &id).await?;
        let form = match pending::take(&cx, &format!("/sessions/{id}")).await? {
            Some(fields) => FormState::filled(cx.lang, fields.pairs().to_vec()),
            None => FormState::empty(cx.lang),
        };
        page(&cx, session.id, form).await
    })
    .await
}

/// All the sheet shows.
struct Sheet {
    lang: Lang,
    now: Timestamp,
    session: Session,
    slots: Vec<Slot>,
    trainers: Vec<Trainer>,
    mine: Option<Mine>,
    my_steps: Vec<Step>,
    clashes: Vec<Clash>,
    room_clashes: Vec<Clash>,
    history: Vec<Step>,
    /// Runs it, is asked for agreement, is asked for approval, may copy it.
    runs: bool,
    agrees: bool,
    approves: bool,
    copies: bool,
    /// The reader's own way to a seat.
    leads: bool,
    /// Their own statement as a trainer.
    statement: Option<Uuid>,
    for_me: bool,
    form: FormState,
}

/// The sheet, as the asker sees it.
pub(super) async fn page(cx: &Cx, id: Uuid, form: FormState) -> Result<Response> {
    let person = cx.person()?;
    let mut read = cx.read().await?;
    let (session, trainers) = seen(cx, &mut read, &id.to_string()).await?;
    let slots = slots(&mut read, id).await?;
    let own = cx.allow_own(Act::SignUp)?;
    let mine = list::mine(&mut read, own.map(|person| (id, person))).await?;
    let my_steps = match &mine {
        Some(mine) => list::my_history(&mut read, own.map(|_| mine.place_id)).await?,
        None => Vec::new(),
    };
    let leads = trainers.iter().any(|trainer| trainer.person_id == person);
    let statement = if leads {
        let mine = cx.allow_mine(Act::PreparePay, |person| (id, person))?;
        preau::pay::list::of_session(&mut read, mine).await?
    } else {
        None
    };
    let for_me = preau::session::sign_up::target(&mut read, &session, person, cx.now).await?.is_some();
    let clashes = list::clashes(&mut read, id, person).await?;
    let (runs, agrees, approves) = (
        runs(cx, &session, &trainers),
        cx.may_at(Act::AgreeSession, &session.host_path),
        cx.may_at(Act::ApproveSession, &session.node_path),
    );
    let (room_clashes, history) = if runs || agrees || approves {
        (list::room_clashes(&mut read, id).await?, list::history(&mut read, id).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    drop(read);
    let copies = runs && cx.may_at(Act::ProposeSession, &session.host_path);
    let page = cx
        .page(session.title.clone())
        .nav(Nav::Sessions)
        .crumbs([Crumb::new("/sessions", t!(cx.lang, "sessions-title"))])
        .status(form.status());
    let sheet = Sheet {
        lang: cx.lang,
        now: cx.now,
        session,
        slots,
        trainers,
        mine,
        my_steps,
        clashes,
        room_clashes,
        history,
        runs,
        agrees,
        approves,
        copies,
        leads,
        statement,
        for_me,
        form,
    };
    Ok(page.show(move || sheet.show()))
}

impl Sheet {
    /// From its announcement on there is a sheet to sign, and presence to mark.
    fn presence(&self) -> bool {
        let state = self.session.state();
        matches!(
            state,
            State::Open
                | State::Full
                | State::Held
                | State::AttendanceClosed
                | State::Attested
                | State::Archived
        )
    }

    fn action(&self) -> String {
        format!("/sessions/{}", self.session.id)
    }

    fn show(self) -> AnyView {
        let lang = self.lang;
        let session = &self.session;
        let zone = session.zone.clone();
        let insider = self.runs || self.agrees || self.approves;
        let slots = self.slots.iter().map(|slot| {
            view! { <li><Icon name="calendar"/>{words::slot(lang, slot.starts_at, slot.ends_at, &zone)}</li> }
        });
        let names = self.trainers.iter().map(Trainer::name).collect::<Vec<_>>().join(", ");
        let for_whom = format!("{} – {}", words::scope(lang, session.scope()), session.node_name);
        let hours = duration(lang, words::minutes(&self.slots));
        let depth = crate::texts::text(lang, &format!("need-level-{}", session.depth));
        let seats = words::seats(lang, session.seats().free(), session.capacity, session.waiting);
        let link = (!session.link.is_empty()
            && (insider || self.mine.as_ref().is_some_and(|mine| mine.seat().is_expected())))
        .then(|| session.link.clone());
        let chips = session
            .disciplines
            .iter()
            .map(|code| disciplines::label(lang, code))
            .map(|label| view! { <Chip>{label}</Chip> })
            .collect_view();
        let everybody = session.disciplines.is_empty();
        let reason = session.reason.clone();
        let given = (!reason.is_empty() && insider).then(|| {
            view! { <Notice kind=NoticeKind::Warning title=t!(lang, "session-reason-given")><p>{reason}</p></Notice> }
        });
        let module = session
            .module_id
            .zip(session.module_title.clone())
            .map(|(id, title)| (format!("/plan/modules/{id}"), title));
        let form = self.form.clone();
        // Before it is announced, what is to be decided is the next step of whoever sees it.
        let first = !session.state().is_public();
        let desk_first = (insider && first).then(|| self.desk());
        let desk_last = (insider && !first).then(|| self.desk());
        let far = (zone != "Europe/Paris").then(|| t!(lang, "session-zone", "zone" => zone.clone()));
        view! {
            <article class="session stack">
                <ErrorSummary form=form/>
                <header class="session-head">
                    <p class="session-tags">
                        {words::state_tag(lang, session.state())}
                        {session.informal.then(|| view! { <Chip>{t!(lang, "session-informal")}</Chip> })}
                        {session.in_class_time.then(|| view! { <Chip>{t!(lang, "session-in-class-time")}</Chip> })}
                        {chips}
                        {everybody.then(|| view! { <Chip>{t!(lang, "session-all-disciplines")}</Chip> })}
                    </p>
                    <h1>{session.title.clone()}</h1>
                </header>
                {self.step()}
                {given}
                {desk_first}
                <div class="session-body">
                    <section class="card stack" aria-labelledby="pratique">
                        <h2 id="pratique">{t!(lang, "session-facts")}</h2>
                        <ul class="slot-list">{slots.collect_view()}</ul>
                        {self.slots.is_empty().then(|| view! { <p>{t!(lang, "session-when-none")}</p> })}
                        {far.map(|far| view! { <p class="soft small">{far}</p> })}
                        <dl class="facts">
                            <div><dt>{t!(lang, "session-where")}</dt><dd>{words::place(lang, session)}</dd></div>
                            {link
                                .map(|link| {
                                    let shown = link.clone();
                                    view! { <div><dt>{t!(lang, "session-link")}</dt><dd><a href=link rel="noreferrer">{shown}</a></dd></div> }
                                })}
                            <div><dt>{t!(lang, "session-hours")}</dt><dd>{hours}</dd></div>
                            <div><dt>{t!(lang, "session-trainers")}</dt><dd>{if names.is_empty() { t!(lang, "session-trainers-none") } else { names }}</dd></div>
                            <div><dt>{t!(lang, "session-for")}</dt><dd>{for_whom}</dd></div>
                            <div><dt>{t!(lang, "session-depth")}</dt><dd>{depth}</dd></div>
                            {module
                                .map(|(href, title)| {
                                    view! { <div><dt>{t!(lang, "session-module")}</dt><dd><a href=href>{title}</a></dd></div> }
                                })}
                            <div><dt>{t!(lang, "session-seats")}</dt><dd>{seats}</dd></div>
                        </dl>
                    </section>
                    <section class="stack" aria-labelledby="objet">
                        <h2 id="objet">{t!(lang, "session-aim")}</h2>
                        <div class="prose">{paragraphs(&session.aim)}</div>
                        {self.rule()}
                        {self.my_story()}
                    </section>
                </div>
                {desk_last}
            </article>
        }
        .into_any()
    }

    /// Where the reader stands, and the next step: the biggest thing on the page.
    fn step(&self) -> AnyView {
        let lang = self.lang;
        if let Some(mine) = &self.mine
            && !mine.seat().is_over()
        {
            return self.seated(mine);
        }
        if self.leads || !self.session.state().is_public() {
            return ().into_any();
        }
        if self.session.state() == State::Cancelled {
            return view! {
                <Notice kind=NoticeKind::Warning title=t!(lang, "session-cancelled-title")><p>{t!(lang, "session-cancelled-text")}</p></Notice>
            }
            .into_any();
        }
        if !self.for_me {
            let text = t!(lang, "session-not-for-you-text", "node" => self.session.node_name.clone());
            return view! { <Notice><p>{text}</p></Notice> }.into_any();
        }
        if !self.session.takes_people(self.now) {
            let text = match (self.session.state(), self.session.opens_at) {
                (State::Published, Some(open)) => {
                    t!(lang, "session-opens-at", "at" => words::at(lang, open, &self.session.zone))
                }
                _ => t!(lang, "session-closed-text"),
            };
            return view! { <Notice><p>{text}</p></Notice> }.into_any();
        }
        self.sign_up()
    }

    fn sign_up(&self) -> AnyView {
        let lang = self.lang;
        let free = self.session.seats().free() > 0;
        let (button, hint) = match (self.session.gate(), free, self.session.waitlist) {
            (Gate::Direct, ..) if self.session.awaits_draw() => {
                (t!(lang, "session-lot"), t!(lang, "session-lot-text"))
            }
            (Gate::Direct, true, _) => (t!(lang, "session-sign-up"), t!(lang, "session-sign-up-text")),
            (Gate::Direct, false, true) => {
                (t!(lang, "session-wait"), t!(lang, "session-wait-text", "rank" => self.session.waiting + 1))
            }
            (Gate::Direct, false, false) => {
                return view! { <Notice><p>{t!(lang, "session-full-text")}</p></Notice> }.into_any();
            }
            (Gate::Selection, ..) => (t!(lang, "session-apply"), t!(lang, "session-apply-text")),
            (Gate::Opinion, ..) => (t!(lang, "session-apply"), t!(lang, "session-apply-opinion-text")),
        };
        let again = self.mine.as_ref().map(|mine| {
            let said = words::named(lang, "seat-was-", mine.seat().code());
            let reason = mine.reason.clone();
            view! {
                <p>{said}</p>
                {(!reason.is_empty()).then(|| view! { <p class="quote">{reason}</p> })}
            }
        });
        let asks_why = self.session.gate() != Gate::Direct;
        let (motive, fault) = (self.form.value("motive"), self.form.fault("motive"));
        let send = button.clone();
        view! {
            <section class="next-step stack" aria-labelledby="inscription">
                <h2 id="inscription">{button}</h2>
                {again}
                <p>{hint}</p>
                {self.clash_notice()}
                <PostForm action=self.action() act="session.sign_up">
                    <input type="hidden" name="act" value="sign_up"/>
                    {asks_why
                        .then(|| {
                            view! {
                                <TextArea
                                    name="motive"
                                    label=t!(lang, "session-motive")
                                    value=motive
                                    fault=fault
                                    rows=3
                                    maxlength=Some(300)
                                    optional=true
                                />
                            }
                        })}
                    <p class="form-actions"><Button kind=ButtonKind::Primary icon="check">{send}</Button></p>
                </PostForm>
                {self.closes()}
            </section>
        }
        .into_any()
    }

    fn closes(&self) -> Option<AnyView> {
        let close = self.session.closes_at?;
        let at = words::at(self.lang, close, &self.session.zone);
        Some(view! { <p class="soft small">{t!(self.lang, "session-closes-at", "at" => at)}</p> }.into_any())
    }

    fn clash_notice(&self) -> Option<AnyView> {
        let lang = self.lang;
        (!self.clashes.is_empty()).then(|| {
            let list = clash_list(lang, &self.clashes);
            view! {
                <Notice kind=NoticeKind::Warning title=t!(lang, "session-clash")>
                    {list}
                </Notice>
            }
            .into_any()
        })
    }

    /// The panel of somebody who has a place.
    fn seated(&self, mine: &Mine) -> AnyView {
        let lang = self.lang;
        let seat = mine.seat();
        let zone = &self.session.zone;
        let line = match (seat, mine.position, mine.offered_until, mine.opinion_due_at) {
            (Seat::Waitlisted, ..) if self.session.awaits_draw() => t!(lang, "seat-is-in-the-lot"),
            (Seat::Waitlisted, Some(rank), ..) => t!(lang, "seat-is-waitlisted", "rank" => rank),
            (Seat::Offered, _, Some(until), _) => {
                t!(lang, "seat-is-offered", "until" => words::at(lang, until, zone))
            }
            (Seat::Submitted, _, _, Some(due)) => {
                t!(lang, "seat-is-submitted-opinion", "at" => words::at(lang, due, zone))
            }
            _ => words::named(lang, "seat-is-", seat.code()),
        };
        let opinion = mine.opinion.as_deref().map(|code| {
            let reason = mine.opinion_reason.clone();
            view! {
                <p>{words::named(lang, "seat-opinion-is-", code)}</p>
                {(!reason.is_empty()).then(|| view! { <p class="quote">{reason}</p> })}
            }
        });
        let moved = mine.confirmed_sequence < self.session.sequence && seat.is_living();
        let begun = self.session.has_begun(self.now);
        let today = matches!(self.session.state(), State::Open | State::Full | State::Held)
            && self.slots.iter().any(|slot| slot.starts_at.date_in(zone) == self.now.date_in(zone));
        let leaves = seat.is_living() && !self.session.has_begun(self.now) && seat != Seat::Offered;
        let leave =
            if seat == Seat::Enrolled { t!(lang, "session-leave") } else { t!(lang, "session-take-back") };
        view! {
            <section class="next-step stack" aria-labelledby="ma-place">
                <div class="next-step-head">
                    <h2 id="ma-place">{t!(lang, "session-my-place")}</h2>
                    {words::seat_tag(lang, seat)}
                </div>
                <p>{line}</p>
                {opinion}
                {moved
                    .then(|| {
                        let action = self.action();
                        view! {
                            <Notice kind=NoticeKind::Warning title=t!(lang, "session-moved-title")>
                                <p>{t!(lang, "session-moved-text")}</p>
                                <PostForm action=action.clone() act="session.sign_up" class="row-form">
                                    <input type="hidden" name="act" value="confirm"/>
                                    <Button kind=ButtonKind::Primary>{t!(lang, "session-confirm")}</Button>
                                </PostForm>
                            </Notice>
                        }
                    })}
                {(seat.is_living() && seat != Seat::Enrolled).then(|| self.clash_notice())}
                {(seat == Seat::Offered)
                    .then(|| {
                        view! {
                            <div class="form-actions">
                                <PostForm action=self.action() act="session.sign_up" class="row-form">
                                    <input type="hidden" name="act" value="accept"/>
                                    <Button kind=ButtonKind::Primary icon="check">{t!(lang, "session-accept")}</Button>
                                </PostForm>
                                <PostForm action=self.action() act="session.sign_up" class="row-form">
                                    <input type="hidden" name="act" value="decline"/>
                                    <Button>{t!(lang, "session-decline")}</Button>
                                </PostForm>
                            </div>
                        }
                    })}
                {(seat.is_expected() && !self.slots.is_empty())
                    .then(|| {
                        let here = self.action();
                        view! {
                            <p class="form-actions">
                                {begun
                                    .then(|| view! { <ButtonLink href=format!("{here}/mes-presences") kind=ButtonKind::Primary icon="list-checks">{t!(lang, "session-my-presence")}</ButtonLink> })}
                                {today
                                    .then(|| view! { <ButtonLink href=format!("{here}/ici") kind=ButtonKind::Primary icon="check">{t!(lang, "session-check-in")}</ButtonLink> })}
                                <ButtonLink href=format!("{here}/convocation") icon="file-text">{t!(lang, "session-convocation")}</ButtonLink>
                                <ButtonLink href=format!("{here}/convocation.ics") icon="calendar" download=true>{t!(lang, "session-ics")}</ButtonLink>
                            </p>
                        }
                    })}
                {leaves
                    .then(|| {
                        view! {
                            <PostForm action=self.action() act="session.sign_up" class="row-form">
                                <input type="hidden" name="act" value="withdraw"/>
                                <Button>{leave}</Button>
                            </PostForm>
                        }
                    })}
            </section>
        }
        .into_any()
    }

    /// How seats are given, in words (SES-30).
    fn rule(&self) -> AnyView {
        let lang = self.lang;
        let session = &self.session;
        let gate = words::named(lang, "session-rule-", session.gate().code());
        let list = match (session.waitlist, session.promotion()) {
            (false, _) => t!(lang, "session-rule-no-list"),
            (true, preau::session::Promotion::Direct) => t!(lang, "session-rule-list-direct"),
            (true, preau::session::Promotion::Offer) => t!(lang, "session-rule-list-offer"),
        };
        let quota = session.quota(self.now).map(|most| match session.quota_until {
            Some(until) => {
                t!(lang, "session-rule-quota-until", "count" => most, "at" => words::at(lang, until, &session.zone))
            }
            None => t!(lang, "session-rule-quota", "count" => most),
        });
        view! {
            <details class="disclosure">
                <summary>{t!(lang, "session-rule")}</summary>
                <p>{gate}</p>
                {(session.allocation() != Allocation::Arrival)
                    .then(|| view! { <p>{words::named(lang, "session-rule-", session.allocation().code())}</p> })}
                {quota.map(|quota| view! { <p>{quota}</p> })}
                <p>{list}</p>
                {self.lot()}
                {(session.min_size > 1).then(|| view! { <p>{t!(lang, "session-rule-min", "count" => session.min_size)}</p> })}
            </details>
        }
        .into_any()
    }

    /// The seed of the lot, or the promise of it: with one's own number, anybody can draw again.
    fn lot(&self) -> Option<AnyView> {
        let lang = self.lang;
        let (said, code) = match (self.session.seed(), self.session.lot_promise()) {
            (Some(seed), _) => (t!(lang, "session-lot-seed"), seed.to_owned()),
            (None, Some(promise)) => (t!(lang, "session-lot-promise"), promise),
            (None, None) => return None,
        };
        let number = self.mine.as_ref().map(|mine| mine.place_id.to_string());
        Some(
            view! {
                <p>{said}" "<code class="wrap">{code}</code></p>
                {number.map(|number| view! { <p>{t!(lang, "session-lot-number")}" "<code class="wrap">{number}</code></p> })}
            }
            .into_any(),
        )
    }

    fn my_story(&self) -> Option<AnyView> {
        let lang = self.lang;
        (!self.my_steps.is_empty()).then(|| {
            let lines = self.my_steps.iter().map(|step| {
                let reason = step.reason.clone();
                view! {
                    <li>
                        <span>{words::at(lang, step.at, &self.session.zone)}" – "{words::named(lang, "seat-event-", &step.event)}</span>
                        {(!reason.is_empty()).then(|| view! { <span class="cell-detail">{reason}</span> })}
                    </li>
                }
            });
            view! {
                <details class="disclosure">
                    <summary>{t!(lang, "session-my-story")}</summary>
                    <ol class="story">{lines.collect_view()}</ol>
                </details>
            }
            .into_any()
        })
    }

    /// What those who run the session, or agree to it, do.
    fn desk(&self) -> AnyView {
        let lang = self.lang;
        let state = self.session.state();
        let simple = |act: &'static str, right: &'static str, kind: ButtonKind, text: String| {
            let version = self.session.version.to_string();
            view! {
                <PostForm action=self.action() act=right class="row-form">
                    <input type="hidden" name="act" value=act/>
                    <input type="hidden" name="version" value=version/>
                    <Button kind=kind>{text}</Button>
                </PostForm>
            }
            .into_any()
        };
        let mut acts: Vec<AnyView> = Vec::new();
        if self.runs {
            if matches!(state, State::Draft | State::Refused) {
                acts.push(simple("propose", "session.run", ButtonKind::Primary, t!(lang, "session-propose")));
            }
            let agreed = state == State::Agreed && self.session.scope() == Scope::School;
            if agreed || state == State::Approved {
                acts.push(simple("publish", "session.run", ButtonKind::Primary, t!(lang, "session-publish")));
            }
            if matches!(state, State::Proposed | State::Agreed | State::Approved) {
                acts.push(simple(
                    "take_back",
                    "session.run",
                    ButtonKind::Secondary,
                    t!(lang, "session-take-up"),
                ));
            }
            if state.is_public() {
                let to = format!("{}/inscrits", self.action());
                let kind = if state.takes_people() { ButtonKind::Primary } else { ButtonKind::Secondary };
                acts.push(view! { <ButtonLink href=to icon="users" kind=kind>{t!(lang, "session-people")}</ButtonLink> }.into_any());
            }
            if self.presence() {
                let to = format!("{}/presence", self.action());
                let kind = if state == State::Held { ButtonKind::Primary } else { ButtonKind::Secondary };
                acts.push(view! { <ButtonLink href=to icon="list-checks" kind=kind>{t!(lang, "session-presence")}</ButtonLink> }.into_any());
                let to = format!("{}/emargement", self.action());
                acts.push(view! { <ButtonLink href=to icon="printer">{t!(lang, "session-sign-sheet")}</ButtonLink> }.into_any());
                if matches!(state, State::Open | State::Full | State::Held) {
                    let to = format!("{}/code", self.action());
                    acts.push(
                        view! { <ButtonLink href=to icon="eye">{t!(lang, "session-code")}</ButtonLink> }
                            .into_any(),
                    );
                }
            }
            if state.is_written() && !self.session.has_begun(self.now) {
                let to = format!("{}/modifier", self.action());
                acts.push(
                    view! { <ButtonLink href=to icon="pen-line">{t!(lang, "session-edit")}</ButtonLink> }
                        .into_any(),
                );
            }
        }
        if let Some(statement) = self.statement {
            let to = format!("/remuneration/{statement}");
            acts.push(
                view! { <ButtonLink href=to icon="file-text" kind=ButtonKind::Primary>{t!(lang, "pay-session-link")}</ButtonLink> }
                    .into_any(),
            );
        }
        if !self.runs && (self.agrees || self.approves) && self.presence() {
            let to = format!("{}/presence", self.action());
            acts.push(
                view! { <ButtonLink href=to icon="list-checks">{t!(lang, "session-presence")}</ButtonLink> }
                    .into_any(),
            );
        }
        if self.copies {
            acts.push(simple("duplicate", "session.propose", ButtonKind::Quiet, t!(lang, "session-copy")));
        }
        let agrees = self.agrees && state == State::Proposed;
        let approves = self.approves && state == State::Agreed && self.session.scope() != Scope::School;
        if agrees {
            acts.insert(0, simple("agree", "session.agree", ButtonKind::Primary, t!(lang, "session-agree")));
        }
        if approves {
            acts.insert(
                0,
                simple("approve", "session.approve", ButtonKind::Primary, t!(lang, "session-approve")),
            );
        }
        let cancels = (self.runs || self.agrees)
            && matches!(
                state,
                State::Proposed
                    | State::Agreed
                    | State::Approved
                    | State::Published
                    | State::Open
                    | State::Full
            );
        let waits = if state == State::Proposed {
            Some(t!(lang, "session-waits-head", "school" => self.session.host_name.clone()))
        } else if state == State::Agreed && self.session.scope() != Scope::School {
            Some(t!(lang, "session-waits-manager", "node" => self.session.node_name.clone()))
        } else if matches!(state, State::Agreed | State::Approved) {
            Some(t!(lang, "session-waits-publication"))
        } else {
            None
        };
        let since = words::at(lang, self.session.state_at, &self.session.zone);
        view! {
            <section class="card stack" aria-labelledby="conduite">
                <h2 id="conduite">{t!(lang, "session-desk")}</h2>
                {way(lang, &self.session)}
                {waits.map(|waits| view! { <p>{waits}" "{t!(lang, "session-since", "at" => since)}</p> })}
                {(!self.room_clashes.is_empty())
                    .then(|| {
                        let list = clash_list(lang, &self.room_clashes);
                        view! {
                            <Notice kind=NoticeKind::Warning title=t!(lang, "session-room-clash")>
                                {list}
                            </Notice>
                        }
                    })}
                <div class="form-actions">{acts}</div>
                {(agrees || approves).then(|| self.with_reason("refuse", t!(lang, "session-refuse"), t!(lang, "session-refuse-text")))}
                {cancels.then(|| self.with_reason("cancel", t!(lang, "session-cancel"), t!(lang, "session-cancel-text")))}
                {self.story()}
            </section>
        }
        .into_any()
    }

    /// An act that asks for a reason, folded away.
    fn with_reason(&self, act: &'static str, title: String, text: String) -> AnyView {
        let lang = self.lang;
        let open = self.form.is_refused() && self.form.value("act") == act;
        let (value, fault) =
            if open { (self.form.value("reason"), self.form.fault("reason")) } else { (String::new(), None) };
        let right = if act == "cancel" { "session.run" } else { "session.agree" };
        let button = title.clone();
        view! {
            <details class="disclosure" open=open>
                <summary>{title}</summary>
                <p>{text}</p>
                <PostForm action=self.action() act=right>
                    <input type="hidden" name="act" value=act/>
                    <TextArea name="reason" label=t!(lang, "session-reason") value=value fault=fault rows=3 maxlength=Some(1_000)/>
                    <p class="form-actions"><Button kind=ButtonKind::Danger>{button}</Button></p>
                </PostForm>
            </details>
        }
        .into_any()
    }

    fn story(&self) -> Option<AnyView> {
        let lang = self.lang;
        (!self.history.is_empty()).then(|| {
            let lines = self.history.iter().map(|step| {
                let by = step.by_name.clone().unwrap_or_else(|| t!(lang, "session-by-platform"));
                let reason = step.reason.clone();
                view! {
                    <li>
                        <span>{words::at(lang, step.at, &self.session.zone)}" – "{words::named(lang, "session-event-", &step.event)}" – "{by}</span>
                        {(!reason.is_empty()).then(|| view! { <span class="cell-detail">{reason}</span> })}
                    </li>
                }
            });
            view! {
                <details class="disclosure">
                    <summary>{t!(lang, "session-story")}</summary>
                    <ol class="story">{lines.collect_view()}</ol>
                </details>
            }
            .into_any()
        })
    }
}

fn clash_list(lang: Lang, clashes: &[Clash]) -> AnyView {
    let lines = clashes.iter().map(|clash| {
        view! {
            <li>
                <a href=format!("/sessions/{}", clash.session_id)>{clash.title.clone()}</a>
                " – "{words::at(lang, clash.starts_at, &clash.zone)}
            </li>
        }
    });
    view! { <ul>{lines.collect_view()}</ul> }.into_any()
}

fn paragraphs(text: &str) -> Vec<AnyView> {
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| view! { <p>{part.to_owned()}</p> }.into_any())
        .collect()
}

/// The way of a session as a line of steps: « proposée → accord du chef → publiée → … ».
fn way(lang: Lang, session: &Session) -> AnyView {
    let mut steps = vec![State::Draft, State::Proposed, State::Agreed];
    if session.scope() != Scope::School {
        steps.push(State::Approved);
    }
    steps.extend([State::Open, State::Held, State::AttendanceClosed, State::Attested]);
    let state = session.state();
    let now = if matches!(state, State::Published | State::Full) {
        State::Open
    } else if state == State::Archived {
        State::Attested
    } else {
        state
    };
    if matches!(now, State::Cancelled | State::Refused) {
        steps = vec![State::Draft, State::Proposed, now];
    }
    let reached = steps.iter().position(|step| *step == now).unwrap_or(0);
    let lines = steps.into_iter().enumerate().map(|(place, step)| {
        let (class, icon, said) = match place.cmp(&reached) {
            std::cmp::Ordering::Less => ("timeline-step timeline-done", "check", t!(lang, "timeline-done")),
            std::cmp::Ordering::Equal => ("timeline-step timeline-here", "flag", t!(lang, "timeline-here")),
            std::cmp::Ordering::Greater => ("timeline-step", "clock", t!(lang, "timeline-to-come")),
        };
        let name =
            if place == reached { words::state(lang, session.state()) } else { words::state(lang, step) };
        view! {
            <li class=class aria-current=(place == reached).then_some("step")>
                <span class="timeline-mark"><Icon name=icon/></span>
                <span class="timeline-text">
                    <span class="visually-hidden">{said}" "</span>
                    <span class="timeline-label">{name}</span>
                </span>
            </li>
        }
    });
    view! { <ol class="timeline" aria-label=t!(lang, "session-way")>{lines.collect_view()}</ol> }.into_any()
}
