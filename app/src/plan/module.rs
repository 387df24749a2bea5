//! A module: its form (`/plan/{annee}/module`), and its page (`/plan/modules/{module}`), where it is validated, offered
//! and withdrawn.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Allowed};
use preau::need::Level;
use preau::people::disciplines::TRANSVERSAL;
use preau::plan::modules::{self, Input};
use preau::plan::{ModuleEvent, Placed, State, hours, read_hours, sheet};
use preau::referent::scheme::{euros, read_euros};
use preau::session::wish::{self, Wishes};
use preau::{Error, Fault, Result, ids};

use super::place::{self, Here, id};
use super::words;
use crate::account::disciplines;
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, Choices, Crumb, ErrorSummary, Field, FormState, PostForm, Select,
    SelectOption, Tag, TextArea,
};

/// `GET /plan/{annee}/module?noeud=…&id=…`; without an id, a new one in the programme `dispositif`.
pub(super) async fn form(cx: Cx, Path(year): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let (here, _) = Here::to_write(&cx, &mut read, &year, asked.get("noeud")).await?;
        if let Some(form) = place::typed(&cx).await? {
            return page(&cx, &here, form).await;
        }
        let mut known = match asked.get("id") {
            "" => {
                let blank = Input::default();
                let mut known = pairs(&blank);
                known.push(("new", ids::new(cx.now).to_string()));
                known.push(("programme", asked.get("dispositif").to_owned()));
                known
            }
            known => {
                let module = modules::one(&mut read, here.plan.id, id(known)?).await?;
                let input = Input::of(&module);
                let mut known = pairs(&input);
                known.push(("id", module.id.to_string()));
                known.push(("version", module.version.to_string()));
                known.push(("programme", input.programme.to_string()));
                known.extend(input.disciplines.iter().map(|code| ("disciplines", code.clone())));
                known
            }
        };
        drop(read);
        known.retain(|(_, value)| !value.is_empty());
        let known = known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        page(&cx, &here, FormState::filled(cx.lang, known)).await
    })
    .await
}

fn pairs(input: &Input) -> Vec<(&'static str, String)> {
    vec![
        ("code", input.code.clone()),
        ("title", input.title.clone()),
        ("objectives", input.objectives.clone()),
        ("content", input.content.clone()),
        ("onsite", hours(input.onsite_min)),
        ("remote", hours(input.remote_min)),
        ("prerequisites", input.prerequisites.clone()),
        ("level", input.level.code().to_owned()),
        ("min_size", input.min_size.to_string()),
        ("max_size", input.max_size.to_string()),
        ("planned_groups", input.planned_groups.to_string()),
        ("cost", euros(input.group_cost_cents)),
        ("course", input.course.clone().unwrap_or_default()),
    ]
}

/// `POST /plan/{annee}/module?noeud=…`.
pub(super) async fn send(cx: Cx, Path(year): Path<String>, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        place::keep_typed(&cx, &fields).await?;
        let (here, allowed) = Here::to_write(&cx, &mut cx.read().await?, &year, asked.get("noeud")).await?;
        match keep(&cx, allowed, &fields).await {
            Ok(written) => Ok(place::go(&format!("/plan/modules/{written}?fait=plan-module"))),
            Err(error) => page(&cx, &here, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

/// What was typed, as far as it can be read; the verb looks at the rest.
async fn written(cx: &Cx, fields: &Fields) -> Result<Input> {
    let mut faults = Vec::new();
    let text = |name: &str| fields.get(name).to_owned();
    let programme = fields.get("programme").parse().unwrap_or_else(|_| {
        faults.push(Fault::new("programme", "plan-programme-unknown"));
        Uuid::nil()
    });
    let mut minutes = |field: &'static str, fault: Fault| match fields.get(field).trim() {
        "" => 0,
        typed => read_hours(typed).unwrap_or_else(|| {
            faults.push(fault);
            0
        }),
    };
    let onsite_min = minutes("onsite", Fault::new("onsite", "plan-hours-unreadable"));
    let remote_min = minutes("remote", Fault::new("remote", "plan-hours-unreadable"));
    let mut count = |field: &'static str, fault: Fault| {
        fields.get(field).trim().parse::<i32>().unwrap_or_else(|_| {
            faults.push(fault);
            1
        })
    };
    let min_size = count("min_size", Fault::new("min_size", "plan-count-unreadable"));
    let max_size = count("max_size", Fault::new("max_size", "plan-count-unreadable"));
    let planned_groups = count("planned_groups", Fault::new("planned_groups", "plan-count-unreadable"));
    let group_cost_cents = match fields.get("cost").trim() {
        "" => 0,
        typed => read_euros(typed).unwrap_or_else(|| {
            faults.push(Fault::new("cost", "amount-unreadable"));
            0
        }),
    };
    let level = Level::parse(fields.get("level")).unwrap_or_else(|| {
        faults.push(Fault::new("level", "plan-level"));
        Level::Initiation
    });
    let course = Some(fields.get("course").trim().to_owned()).filter(|slug| !slug.is_empty());
    if let Some(slug) = &course {
        let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
        if !cards.iter().any(|card| card.slug == *slug) {
            faults.push(Fault::new("course", "plan-course-unknown"));
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    Ok(Input {
        programme,
        code: text("code"),
        title: text("title"),
        objectives: text("objectives"),
        content: text("content"),
        onsite_min,
        remote_min,
        disciplines: fields.all("disciplines").map(str::to_owned).collect(),
        prerequisites: text("prerequisites"),
        level,
        min_size,
        max_size,
        planned_groups,
        group_cost_cents,
        course,
    })
}

async fn keep(cx: &Cx, allowed: Allowed<Uuid>, fields: &Fields) -> Result<Uuid> {
    let input = written(cx, fields).await?;
    let mut tx = cx.begin().await?;
    let written = match fields.get("id") {
        "" => {
            let new = id(fields.get("new"))?;
            modules::add(&mut tx, allowed, new, &input, cx.now).await?;
            new
        }
        known => {
            let (known, seen) = (id(known)?, fields.get("version").parse().unwrap_or(0));
            modules::edit(&mut tx, allowed, known, &input, seen, cx.now).await?;
            known
        }
    };
    cx.commit(tx).await?;
    Ok(written)
}

async fn page(cx: &Cx, here: &Here, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let allowed = cx.allow_at(Act::ReadPlan, &here.plan.path, here.plan.clone())?;
    let sheet = sheet::read(&mut cx.read().await?, allowed).await?;
    let programmes: Vec<_> = sheet
        .boughs
        .into_iter()
        .flat_map(|bough| bough.branches)
        .map(|branch| branch.programme)
        .map(|one| SelectOption::new(one.id.to_string(), format!("{} {}", one.code, one.title)))
        .collect();
    let levels: Vec<_> = Level::ALL
        .iter()
        .map(|level| SelectOption::new(level.code(), words::need_level(lang, level.code())))
        .collect();
    let mut courses = vec![SelectOption::new("", t!(lang, "plan-no-course"))];
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    courses.extend(cards.iter().map(|card| SelectOption::new(card.slug.clone(), card.title.clone())));
    let boxes = std::iter::once(SelectOption::new(TRANSVERSAL, disciplines::label(lang, TRANSVERSAL)))
        .chain(disciplines::options(lang, String::new()).into_iter().skip(1))
        .map(|option| {
            let checked = form.has("disciplines", &option.value);
            view! { <Choice name="disciplines" value=option.value label=option.label checked=checked/> }
        })
        .collect::<Vec<_>>();
    let known = !form.value("id").is_empty();
    let title = if known { t!(lang, "plan-module-edit") } else { t!(lang, "plan-module-new") };
    let (action, back) = (here.part("module"), here.address());
    let crumbs = here.crumbs(cx);
    Ok(cx.page(title.clone()).nav(Nav::Plan).crumbs(crumbs).status(form.status()).show(move || {
        let text = |name: &'static str, label: String, hint: String, rows: u32| {
            view! {
                <TextArea
                    name=name
                    label=label
                    hint=hint
                    value=form.value(name)
                    fault=form.fault(name)
                    rows=rows
                    optional=true
                    maxlength=Some(4000)
                />
            }
        };
        let short = |name: &'static str, label: String, hint: String, optional: bool| {
            view! {
                <Field
                    name=name
                    label=label
                    hint=hint
                    value=form.value(name)
                    fault=form.fault(name)
                    autocomplete=Some("off")
                    maxlength=Some(20)
                    size=Some(12)
                    optional=optional
                />
            }
        };
        let objectives = text("objectives", t!(lang, "plan-objectives"), t!(lang, "plan-objectives-hint"), 4);
        let content = text("content", t!(lang, "plan-content"), String::new(), 6);
        let prerequisites = text("prerequisites", t!(lang, "plan-prerequisites"), String::new(), 2);
        let code = short("code", t!(lang, "plan-code"), t!(lang, "plan-module-code-hint"), false);
        let onsite = short("onsite", t!(lang, "plan-onsite"), t!(lang, "plan-duration-hint"), true);
        let remote = short("remote", t!(lang, "plan-remote"), t!(lang, "plan-duration-hint"), true);
        let min_size = short("min_size", t!(lang, "plan-min-size"), String::new(), false);
        let max_size = short("max_size", t!(lang, "plan-max-size"), String::new(), false);
        let groups = short("planned_groups", t!(lang, "plan-planned-groups"), String::new(), false);
        let cost = short("cost", t!(lang, "plan-cost"), t!(lang, "plan-cost-hint"), true);
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <PostForm action=action act="plan.write">
                    <input type="hidden" name="id" value=form.value("id")/>
                    <input type="hidden" name="new" value=form.value("new")/>
                    <input type="hidden" name="version" value=form.value("version")/>
                    <Select
                        name="programme"
                        label=t!(lang, "plan-programme")
                        options=programmes
                        value=form.value("programme")
                        fault=form.fault("programme")
                    />
                    {code}
                    <Field
                        name="title"
                        label=t!(lang, "plan-item-title")
                        value=form.value("title")
                        fault=form.fault("title")
                        autocomplete=Some("off")
                        maxlength=Some(200)
                    />
                    {objectives}
                    {content}
                    <div class="field-pair">
                        {onsite}
                        {remote}
                    </div>
                    <Select name="level" label=t!(lang, "plan-module-level") options=levels value=form.value("level") fault=form.fault("level")/>
                    <details class="plan-twin" open=form.fault("disciplines").is_some()>
                        <summary>{t!(lang, "plan-disciplines")}</summary>
                        <Choices
                            name="disciplines"
                            legend=t!(lang, "plan-disciplines")
                            hint=t!(lang, "plan-disciplines-hint")
                            fault=form.fault("disciplines")
                        >
                            {boxes}
                        </Choices>
                    </details>
                    {prerequisites}
                    <div class="field-pair">
                        {min_size}
                        {max_size}
                    </div>
                    <div class="field-pair">
                        {groups}
                        {cost}
                    </div>
                    <Select
                        name="course"
                        label=t!(lang, "plan-course")
                        options=courses
                        value=form.value("course")
                        fault=form.fault("course")
                        optional=true
                    />
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "plan-save")}</Button>
                        <a href=back>{t!(lang, "plan-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

/// A module that the asker may see: that of a plan that is shown, or of one they keep.
async fn find(cx: &Cx, typed: &str) -> Result<Placed> {
    cx.allow(Act::ReadPlan, ())?;
    let module = preau::plan::module(&mut cx.read().await?, id(typed)?).await?;
    let keeps = cx.may_at(Act::WritePlan, &module.path) || cx.may_at(Act::ValidateModule, &module.path);
    if module.plan_state() == State::Draft && !keeps { Err(Error::NotFound) } else { Ok(module) }
}

/// `GET /plan/modules/{module}`.
pub(super) async fn show(cx: Cx, Path(typed): Path<String>) -> Response {
    cx.answer(async {
        let module = find(&cx, &typed).await?;
        sheet_of(&cx, module, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /plan/modules/{module}`: the act in the form says which right it takes.
pub(super) async fn act(cx: Cx, Path(typed): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let module = find(&cx, &typed).await?;
        let event = ModuleEvent::parse(fields.get("etape")).ok_or(Error::NotFound)?;
        let allowed = cx.allow_at(event.act(), &module.path, module.module.plan_id)?;
        let mut tx = cx.begin().await?;
        match modules::step(&mut tx, allowed, module.module.id, event, cx.now).await {
            Ok(()) => {
                cx.commit(tx).await?;
                Ok(place::go(&format!("/plan/modules/{}?fait=plan-module-etape", module.module.id)))
            }
            Err(error) => {
                tx.rollback().await?;
                sheet_of(&cx, module, FormState::refused(cx.lang, fields, error)?).await
            }
        }
    })
    .await
}

async fn sheet_of(cx: &Cx, placed: Placed, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let wishes = match cx.allow(Act::ProposeSession, placed.module.id) {
        Ok(allowed) => Some(wish::for_module(&mut cx.read().await?, allowed).await?),
        Err(_) => None,
    };
    let module = placed.module.clone();
    let plan = format!("/plan/{}?noeud={}", placed.school_year, placed.node_key());
    let crumbs = [Crumb::new("/plan", t!(lang, "plans-title")), Crumb::new(plan, placed.plan_title.clone())];
    let open = placed.plan_state().may_change();
    let may = |act: Act| open && cx.may_at(act, &placed.path);
    let writes = may(Act::WritePlan);
    let events: Vec<ModuleEvent> = ModuleEvent::ALL
        .iter()
        .copied()
        .filter(|event| module.state().next(*event).is_ok() && may(event.act()))
        .collect();
    let edit = format!("/plan/{}/module?noeud={}&id={}", placed.school_year, placed.node_key(), module.id);
    let address = format!("/plan/modules/{}", module.id);
    let session = (placed.is_offered() && cx.may(Act::ProposeSession))
        .then(|| format!("/sessions/nouvelle?module={}", module.id));
    let wished = placed.is_offered() && cx.may(Act::SignUp);
    let page = cx.page(module.title.clone()).nav(Nav::Plan).crumbs(crumbs).status(form.status());
    Ok(page.show(move || {
        let (tone, state) = words::module_state(lang, module.state());
        let facts = [
            (t!(lang, "plan-programme"), format!("{} {}", placed.programme_code, placed.programme_title)),
            (t!(lang, "plan-mode"), words::mode(lang, placed.enrolment_mode())),
            (t!(lang, "plan-audience"), placed.audience.clone()),
            (t!(lang, "plan-onsite"), words::hours(lang, i64::from(module.onsite_min))),
            (t!(lang, "plan-remote"), words::hours(lang, i64::from(module.remote_min))),
            (t!(lang, "plan-module-level"), words::need_level(lang, module.level().code())),
            (t!(lang, "plan-disciplines"), words::disciplines(lang, &module.disciplines)),
            (t!(lang, "plan-size"), format!("{}–{}", module.min_size, module.max_size)),
        ];
        let texts = [
            (t!(lang, "plan-objectives"), module.objectives.clone()),
            (t!(lang, "plan-content"), module.content.clone()),
            (t!(lang, "plan-prerequisites"), module.prerequisites.clone()),
        ];
        let course = module.course.clone();
        view! {
            <div class="stack plans">
                <div class="page-head">
                    <h1>{module.title.clone()}</h1>
                    <p class="lead">{format!("{} · {} · {}", module.code, placed.node_name, placed.school_year)}</p>
                    <p><Tag tone=tone>{state}</Tag></p>
                </div>
                <ErrorSummary form=form/>
                {session
                    .map(|href| {
                        view! {
                            <p class="page-actions"><ButtonLink href=href kind=ButtonKind::Primary icon="calendar">{t!(lang, "plan-module-session")}</ButtonLink></p>
                        }
                    })}
                {(writes || !events.is_empty()).then(|| acts(lang, address, edit, writes, events))}
                <dl class="facts">
                    {facts
                        .into_iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                        .collect_view()}
                </dl>
                {texts
                    .into_iter()
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(name, text)| view! { <section class="stack"><h2>{name}</h2><p class="typed">{text}</p></section> })
                    .collect_view()}
                {course
                    .map(|slug| {
                        view! {
                            <p><ButtonLink href=format!("/cours/{slug}") icon="book-open">{t!(lang, "plan-course-open")}</ButtonLink></p>
                        }
                    })}
                {wishes.filter(|wishes| wishes.count > 0).map(|wishes| wishes_of(lang, wishes))}
                {wished.then(|| wish_form(lang, module.id))}
            </div>
        }
        .into_any()
    }))
}

/// How many asked to be told of a session of this module, and why.
fn wishes_of(lang: texts::Lang, wishes: Wishes) -> AnyView {
    let reasons = wishes.reasons.into_iter().map(|reason| view! { <li class="quote">{reason}</li> });
    view! {
        <section class="stack">
            <h2>{t!(lang, "wish-count", "count" => wishes.count)}</h2>
            <ul class="list">{reasons.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn wish_form(lang: texts::Lang, module: Uuid) -> AnyView {
    view! {
        <details class="disclosure">
            <summary>{t!(lang, "wish-tell-me")}</summary>
            <PostForm action="/sessions/souhaits" act="session.sign_up">
                <input type="hidden" name="act" value="wish"/>
                <input type="hidden" name="module" value=module.to_string()/>
                <Field name="reason" label=t!(lang, "wish-reason") hint=t!(lang, "wish-reason-hint") maxlength=Some(300) autocomplete=Some("off") optional=true/>
                <p class="form-actions"><Button>{t!(lang, "wish-tell-me")}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}

/// What may be made of it now; the first step is the biggest.
fn acts(lang: texts::Lang, address: String, edit: String, writes: bool, events: Vec<ModuleEvent>) -> AnyView {
    let buttons = events
        .into_iter()
        .enumerate()
        .map(|(place, event)| {
            let kind = match (place, event) {
                (_, ModuleEvent::Withdraw) => ButtonKind::Quiet,
                (0, _) => ButtonKind::Primary,
                _ => ButtonKind::Secondary,
            };
            let label = texts::text(lang, &format!("module-event-{}", event.code()));
            view! { <Button kind=kind name=Some("etape") value=Some(event.code().to_owned())>{label}</Button> }
        })
        .collect_view();
    view! {
        <PostForm action=address act="plan.validate" class="row-form">
            <p class="page-actions">
                {buttons}
                {writes.then(|| view! { <ButtonLink href=edit icon="pen-line">{t!(lang, "plan-edit")}</ButtonLink> })}
            </p>
        </PostForm>
    }
    .into_any()
}
