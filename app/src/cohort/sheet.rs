//! `/cohortes/{cohort}`: one cohort with its calendar, its trainers and what comes next.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::Act;
use preau::cohort::close::{self, Figures};
use preau::cohort::items::{self, Item, Offered, TypedDue};
use preau::cohort::{Cohort, State, copy, trainers, turn};
use preau::course::catalogue::Card;
use preau::{Error, Result, ids};

use super::{Led, courses, id, load, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, Field, FormState, PostForm, Select,
    SelectOption, Tag, date,
};

/// `GET /cohortes/{cohort}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::ReadCohort, &id).await?;
        page(&cx, &led, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /cohortes/{cohort}`: the act in the form says what.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        led.run(&cx, ())?;
        match Box::pin(perform(&cx, &led, &fields)).await {
            Ok(way) => Ok(Redirect::to(&way).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &led, form).await
            }
        }
    })
    .await
}

async fn perform(cx: &Cx, led: &Led, fields: &Fields) -> Result<String> {
    let cohort = led.cohort.id;
    let run = led.run(cx, cohort)?;
    let due = TypedDue {
        kind: fields.get("due").to_owned(),
        days: fields.get("due_days").to_owned(),
        day: fields.get("due_on").to_owned(),
    };
    let live = async |slug: &str| {
        cx.site.courses.current(&cx.site.db, cx.actor.as_ref(), slug, cx.now).await?.ok_or(Error::NotFound)
    };
    let known = items::of(&mut cx.read().await?, cohort).await?;
    // Documents of courses come from the cache: read before the transaction.
    let all = courses(cx, &known).await?;
    let chosen = match fields.get("act") {
        "course" | "due" => Some(live(fields.get("course")).await?),
        _ => None,
    };
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "open" => {
            turn::open(&mut tx, run, cx.now).await?;
            "cohorte-ouverte"
        }
        "start" => {
            turn::start(&mut tx, run, &all, cx.now).await?;
            "cohorte-commencee"
        }
        "archive" => {
            turn::archive(&mut tx, run, cx.now).await?;
            "cohorte-rangee"
        }
        "course" => {
            let course = chosen.ok_or(Error::NotFound)?;
            items::add_course(&mut tx, run, &course, &due, cx.now).await?;
            "cohorte-contenu"
        }
        "due" => {
            let (item, course) = (id(fields.get("item"))?, chosen.ok_or(Error::NotFound)?);
            items::set_due(&mut tx, run.map(|cohort| (cohort, item)), &course, &due, cx.now).await?;
            "cohorte-echeance"
        }
        "session" => {
            let session = id(fields.get("session"))?;
            let without = items::add_session(&mut tx, run.map(|cohort| (cohort, session)), cx.now).await?;
            if without > 0 { "cohorte-sans-place" } else { "cohorte-contenu" }
        }
        "remove" => {
            let item = id(fields.get("item"))?;
            items::remove(&mut tx, run.map(|cohort| (cohort, item)), cx.now).await?;
            "cohorte-contenu-retire"
        }
        "trainer" => {
            trainers::add(&mut tx, run, fields.get("address"), cx.now).await?;
            "cohorte-formateur"
        }
        "hand-over" => {
            let to = id(fields.get("trainer"))?;
            trainers::hand_over(&mut tx, run.map(|cohort| (cohort, to)), cx.now).await?;
            "cohorte-confiee"
        }
        "trainer-remove" => {
            let who = id(fields.get("trainer"))?;
            trainers::remove(&mut tx, run.map(|cohort| (cohort, who)), cx.now).await?;
            if cx.person()? == who {
                cx.commit(tx).await?;
                return Ok("/cohortes?fait=cohorte-quittee".to_owned());
            }
            "cohorte-formateur-retire"
        }
        "copy" => {
            let new = id(fields.get("new"))?;
            let new = copy::next_year(&mut tx, run.map(|cohort| (cohort, new)), cx.now).await?;
            cx.commit(tx).await?;
            return Ok(format!("/cohortes/{new}?fait=cohorte-copiee"));
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(format!("{}?fait={done}", led.here()))
}

struct Sheet {
    lang: Lang,
    cohort: Cohort,
    trainers: Vec<preau::cohort::Trainer>,
    items: Vec<Item>,
    figures: Figures,
    /// For those who run it.
    run: Option<Offers>,
    form: FormState,
    me: uuid::Uuid,
    new: String,
}

struct Offers {
    courses: Vec<SelectOption>,
    sessions: Vec<SelectOption>,
}

async fn page(cx: &Cx, led: &Led, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = led.allow(cx, Act::ReadCohort, led.cohort.id)?;
    let mut read = cx.read().await?;
    let items = items::of(&mut read, led.cohort.id).await?;
    let figures = close::figures(&mut read, allowed).await?;
    let run = if led.runs(cx) {
        let sessions = items::led(&mut read, &led.cohort, cx.now).await?;
        let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
        Some(offers(lang, &items, &cards, sessions))
    } else {
        None
    };
    drop(read);
    let sheet = Sheet {
        lang,
        cohort: led.cohort.clone(),
        trainers: led.trainers.clone(),
        items,
        figures,
        run,
        form,
        me: cx.person()?,
        new: ids::new(cx.now).to_string(),
    };
    let crumbs = [Crumb::new("/cohortes", t!(lang, "cohorts-title"))];
    let page = cx.page(led.cohort.title.clone()).nav(Nav::Cohorts).crumbs(crumbs).status(sheet.form.status());
    Ok(page.show(move || sheet.show()))
}

fn offers(lang: Lang, items: &[Item], cards: &[Card], sessions: Vec<Offered>) -> Offers {
    let courses = cards
        .iter()
        .filter(|card| !items.iter().any(|item| item.course_slug.as_ref() == Some(&card.slug)))
        .map(|card| SelectOption::new(card.slug.clone(), card.title.clone()))
        .collect();
    let sessions = sessions
        .into_iter()
        .filter(|session| !items.iter().any(|item| item.session_id == Some(session.id)))
        .map(|session| {
            let day = session.starts_at.map(|at| date(lang, at.date_in(&session.zone))).unwrap_or_default();
            SelectOption::new(session.id.to_string(), format!("{day} – {}", session.title))
        })
        .collect();
    Offers { courses, sessions }
}

impl Sheet {
    fn here(&self) -> String {
        format!("/cohortes/{}", self.cohort.id)
    }

    fn show(self) -> AnyView {
        let (lang, cohort) = (self.lang, &self.cohort);
        let state = cohort.state();
        let runs = self.run.is_some();
        let lead =
            [cohort.node_name.clone(), words::period(lang, cohort.starts_on(), cohort.ends_on())].join(" – ");
        view! {
            <div class="cohort stack">
                <div class="page-head">
                    <h1>{cohort.title.clone()}</h1>
                    <p class="lead">{lead}" "<Tag tone=words::tone(state)>{words::state(lang, state)}</Tag></p>
                    {(!cohort.aim.is_empty()).then(|| view! { <p class="soft">{cohort.aim.clone()}</p> })}
                    {words::hours(lang, cohort).map(|hours| view! { <p class="soft">{hours}</p> })}
                </div>
                <ErrorSummary form=self.form.clone()/>
                {self.doors()}
                {runs.then(|| self.next())}
                {self.timeline()}
                {self.team()}
            </div>
        }
        .into_any()
    }

    /// The parts of a cohort, with the figures that say which one to open.
    fn doors(&self) -> AnyView {
        let (lang, here, figures) = (self.lang, self.here(), self.figures);
        let size = t!(lang, "cohort-size-of", "count" => figures.joined - figures.left_early, "max" => self.cohort.max_size);
        let runs = self.run.is_some();
        let link = move |path: &str, icon: &'static str, text: String| {
            view! { <ButtonLink href=format!("{here}/{path}") icon=icon>{text}</ButtonLink> }
        };
        view! {
            <p class="soft">{size}</p>
            <p class="form-actions">
                {runs.then(|| link("membres", "users", t!(lang, "cohort-people")))}
                {runs.then(|| link("progression", "list-checks", t!(lang, "cohort-grid")))}
                {runs.then(|| link("relances", "flag", t!(lang, "cohort-risk")))}
                {runs.then(|| link("fil", "message-circle", t!(lang, "cohort-thread")))}
                {link("bilan", "award", t!(lang, "cohort-end"))}
            </p>
        }
        .into_any()
    }

    /// The next step of the cohort, and what may be done beside it.
    fn next(&self) -> AnyView {
        let (lang, here, state) = (self.lang, self.here(), self.cohort.state());
        let step = match state {
            State::Draft => Some(("open", t!(lang, "cohort-do-open"), t!(lang, "cohort-do-open-text"))),
            State::Enrolling => {
                Some(("start", t!(lang, "cohort-do-start"), t!(lang, "cohort-do-start-text")))
            }
            State::Closed => {
                Some(("archive", t!(lang, "cohort-do-archive"), t!(lang, "cohort-do-archive-text")))
            }
            State::Running | State::Archived => None,
        };
        let edit = state.is_written().then(|| format!("{here}/modifier"));
        let new = self.new.clone();
        let action = here.clone();
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-next")}</h2>
                {step
                    .map(|(act, button, text)| {
                        view! {
                            <PostForm action=action act="cohort.run">
                                <input type="hidden" name="act" value=act/>
                                <p>{text}</p>
                                <p class="form-actions"><Button kind=ButtonKind::Primary>{button}</Button></p>
                            </PostForm>
                        }
                    })}
                {(state == State::Running).then(|| view! { <p>{t!(lang, "cohort-running-text")}</p> })}
                <div class="form-actions">
                    {edit.map(|href| view! { <ButtonLink href=href icon="pen-line">{t!(lang, "cohort-edit")}</ButtonLink> })}
                    <PostForm action=here act="cohort.run" class="row-form">
                        <input type="hidden" name="act" value="copy"/>
                        <input type="hidden" name="new" value=new/>
                        <Button icon="copy">{t!(lang, "cohort-copy")}</Button>
                    </PostForm>
                </div>
            </section>
        }
        .into_any()
    }

    /// Courses with their deadlines and sessions with their days.
    fn timeline(&self) -> AnyView {
        let (lang, here) = (self.lang, self.here());
        let written = self.run.is_some() && self.cohort.state().is_written();
        let rows = self.items.iter().map(|item| {
            let (href, what) = match (&item.course_slug, item.session_id) {
                (Some(slug), _) => (format!("/cours/{slug}"), t!(lang, "cohort-a-course")),
                (None, Some(session)) => (format!("/sessions/{session}"), t!(lang, "cohort-a-session")),
                (None, None) => (String::new(), String::new()),
            };
            let zone = item.zone.as_deref().unwrap_or(&self.cohort.zone);
            let when = match item.starts_at {
                Some(at) => words::at(lang, at, zone),
                None => match item.deadline().day(self.cohort.starts_on()) {
                    Some(day) => t!(lang, "cohort-due", "day" => date(lang, day)),
                    None => t!(lang, "cohort-due-none"),
                },
            };
            let more = written.then(|| self.item_form(item));
            view! {
                <li class="row">
                    <div class="row-text">
                        <a class="row-title" href=href>{item.title.clone()}</a>
                        <span class="cell-detail">{what}" – "{when}</span>
                    </div>
                    {more}
                </li>
            }
        });
        let rows = rows.collect_view();
        let empty = self.items.is_empty();
        let add = self.run.as_ref().filter(|_| written).map(|offers| self.add_forms(&here, offers));
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-calendar")}</h2>
                {if empty {
                    view! { <EmptyState title=t!(lang, "cohort-items-none") icon="list-checks"><p>{t!(lang, "cohort-items-none-text")}</p></EmptyState> }
                        .into_any()
                } else {
                    view! { <ol class="rows">{rows}</ol> }.into_any()
                }}
                {add}
            </section>
        }
        .into_any()
    }

    fn item_form(&self, item: &Item) -> AnyView {
        let (lang, here) = (self.lang, self.here());
        let (same, title) = (here.clone(), item.title.clone());
        let (id, again) = (item.id.to_string(), item.id.to_string());
        let slug = item.course_slug.clone();
        let name = format!("echeance-{}", item.id);
        let day = item.deadline().day(self.cohort.starts_on()).map(|day| day.to_string()).unwrap_or_default();
        view! {
            <details class="disclosure row-more">
                <summary>{t!(lang, "cohort-item-change")}<span class="visually-hidden">" "{title}</span></summary>
                {slug
                    .map(|slug| {
                        view! {
                            <PostForm action=here act="cohort.run">
                                <input type="hidden" name="act" value="due"/>
                                <input type="hidden" name="due" value="on"/>
                                <input type="hidden" name="item" value=id/>
                                <input type="hidden" name="course" value=slug/>
                                <div class="field">
                                    <label for=name.clone()>{t!(lang, "cohort-due-on")}</label>
                                    <input class="input" type="date" id=name name="due_on" value=day/>
                                </div>
                                <p class="form-actions"><Button>{t!(lang, "cohort-save")}</Button></p>
                            </PostForm>
                        }
                    })}
                <PostForm action=same act="cohort.run">
                    <input type="hidden" name="act" value="remove"/>
                    <input type="hidden" name="item" value=again/>
                    <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "cohort-item-remove")}</Button></p>
                </PostForm>
            </details>
        }
        .into_any()
    }

    fn add_forms(&self, here: &str, offers: &Offers) -> AnyView {
        let (lang, form) = (self.lang, &self.form);
        let (here, same) = (here.to_owned(), here.to_owned());
        let kinds = vec![
            SelectOption::new("after", t!(lang, "cohort-due-after")),
            SelectOption::new("on", t!(lang, "cohort-due-on")),
            SelectOption::new("none", t!(lang, "cohort-due-none")),
        ];
        let (courses, sessions) = (offers.courses.clone(), offers.sessions.clone());
        let none = sessions.is_empty();
        let open = form.is_refused();
        let value = |name: &str| form.value(name);
        let (course, due, days, day) = (value("course"), value("due"), value("due_days"), value("due_on"));
        let (days_fault, day_fault) = (form.fault("due_days"), form.fault("due_on"));
        view! {
            <details class="disclosure" open=open>
                <summary>{t!(lang, "cohort-add-course")}</summary>
                <PostForm action=here act="cohort.run">
                    <input type="hidden" name="act" value="course"/>
                    <Select name="course" label=t!(lang, "cohort-a-course") options=courses value=course/>
                    <Select name="due" label=t!(lang, "cohort-deadline") options=kinds value=due/>
                    <Field name="due_days" label=t!(lang, "cohort-due-days") value=days fault=days_fault inputmode=Some("numeric") size=Some(5) optional=true autocomplete=Some("off")/>
                    <Field name="due_on" label=t!(lang, "cohort-due-day") hint=t!(lang, "cohort-due-hint") kind="date" value=day fault=day_fault optional=true/>
                    <p class="form-actions"><Button icon="plus">{t!(lang, "cohort-add")}</Button></p>
                </PostForm>
            </details>
            <details class="disclosure">
                <summary>{t!(lang, "cohort-add-session")}</summary>
                {if none {
                    view! { <p class="soft">{t!(lang, "cohort-sessions-none")}" "<a href="/sessions/nouvelle">{t!(lang, "session-new")}</a></p> }.into_any()
                } else {
                    view! {
                        <PostForm action=same act="cohort.run">
                            <input type="hidden" name="act" value="session"/>
                            <Select name="session" label=t!(lang, "cohort-a-session") options=sessions/>
                            <p class="form-actions"><Button icon="plus">{t!(lang, "cohort-add")}</Button></p>
                        </PostForm>
                    }
                    .into_any()
                }}
            </details>
        }
        .into_any()
    }

    fn team(&self) -> AnyView {
        let (lang, here, form) = (self.lang, self.here(), &self.form);
        let runs = self.run.is_some();
        let rows = self.trainers.iter().map(|trainer| {
            let (id, name) = (trainer.person_id.to_string(), trainer.name());
            let (again, same) = (id.clone(), name.clone());
            let leave = if trainer.person_id == self.me { t!(lang, "cohort-leave") } else { t!(lang, "cohort-trainer-remove") };
            let acts = (runs && !trainer.lead).then(|| {
                view! {
                    <PostForm action=here.clone() act="cohort.run" class="row-form">
                        <input type="hidden" name="trainer" value=id/>
                        <Button name=Some("act") value=Some("hand-over".to_owned())>{t!(lang, "cohort-hand-over")}<span class="visually-hidden">" "{name.clone()}</span></Button>
                    </PostForm>
                    <PostForm action=here.clone() act="cohort.run" class="row-form">
                        <input type="hidden" name="trainer" value=again/>
                        <Button kind=ButtonKind::Quiet name=Some("act") value=Some("trainer-remove".to_owned())>{leave}<span class="visually-hidden">" "{same.clone()}</span></Button>
                    </PostForm>
                }
            });
            view! {
                <li class="row">
                    <span class="row-text">
                        <span class="row-title">{trainer.name()}</span>
                        {trainer.lead.then(|| view! { <span class="cell-detail">{t!(lang, "cohort-lead")}</span> })}
                    </span>
                    {acts}
                </li>
            }
        });
        let rows = rows.collect_view();
        let (typed, fault) = (form.value("address"), form.fault("address"));
        let open = fault.is_some();
        let add = runs.then(|| {
            view! {
                <details class="disclosure" open=open>
                    <summary>{t!(lang, "cohort-trainer-add")}</summary>
                    <PostForm action=self.here() act="cohort.run">
                        <input type="hidden" name="act" value="trainer"/>
                        <Field name="address" label=t!(lang, "cohort-trainer-address") kind="email" value=typed fault=fault autocomplete=Some("off")/>
                        <p class="form-actions"><Button icon="plus">{t!(lang, "cohort-add")}</Button></p>
                    </PostForm>
                </details>
            }
        });
        view! {
            <section class="section">
                <h2>{t!(lang, "cohort-trainers")}</h2>
                <ul class="rows">{rows}</ul>
                {add}
            </section>
        }
        .into_any()
    }
}
