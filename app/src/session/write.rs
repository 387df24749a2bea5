//! `/sessions/nouvelle` and `/sessions/{session}/modifier`: a session in three steps – what, when and where, for whom.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::need::Level;
use preau::need::lists;
use preau::need::themes::{self, Theme};
use preau::plan::{self, Placed};
use preau::school::{self, School, Uai};
use preau::session::draft::{self, LINE_MAX, Modality, New, TEXT_MAX, TITLE_MAX, Typed, TypedSlot};
use preau::session::{Allocation, Promotion, Scope, Session, Slot, Trainer, slots};
use preau::{Conn, Error, Fault, Result, Timestamp, ids};
use uuid::Uuid;

use super::{actor, allow_run, seen, version_of, words};
use crate::account::query::Asked;
use crate::account::{disciplines, pending};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    Button, ButtonKind, Choice, Choices, Crumb, ErrorSummary, Field, FormState, Notice, NoticeKind, PostForm,
    Select, SelectOption, TextArea,
};

const ADDRESS: &str = "/sessions/nouvelle";
/// Lines for half-days that stand empty in the form.
const EMPTY_SLOTS: usize = 2;

/// `GET /sessions/nouvelle?etablissement=…&besoin=…&theme=…&discipline=…`.
pub(super) async fn blank(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ProposeSession, ())?;
        let form = match pending::take(&cx, ADDRESS).await? {
            Some(fields) => FormState::filled(cx.lang, fields.pairs().to_vec()),
            None => FormState::filled(cx.lang, known(&cx, &asked).await?),
        };
        new_page(&cx, form).await
    })
    .await
}

/// What is known before anything is typed: of the needs that the session answers, else what most sessions are.
async fn known(cx: &Cx, asked: &Fields) -> Result<Vec<(String, String)>> {
    let mut pairs = vec![
        ("id".to_owned(), ids::new(cx.now).to_string()),
        ("host".to_owned(), asked.get("etablissement").to_owned()),
        ("modality".to_owned(), Modality::Onsite.code().to_owned()),
        ("scope".to_owned(), Scope::School.code().to_owned()),
        ("capacity".to_owned(), "12".to_owned()),
        ("waitlist".to_owned(), "1".to_owned()),
        ("leads".to_owned(), "1".to_owned()),
    ];
    let (mut theme, mut discipline) = (asked.get("theme").to_owned(), asked.get("discipline").to_owned());
    let mut depth = asked.get("niveau").to_owned();
    let mut read = cx.read().await?;
    // A handful: the needs ticked on the desk.
    for id in asked.all("besoin").filter_map(|id| id.parse::<Uuid>().ok()).take(20) {
        let path = lists::school_of(&mut read, id).await?;
        let need = lists::one(&mut read, cx.allow_at(Act::WorkAsReferent, &path, id)?).await?;
        if theme.is_empty() {
            theme.clone_from(&need.need.theme);
            discipline.clone_from(&need.need.discipline);
            need.need.level().code().clone_into(&mut depth);
        }
        pairs.push(("need".to_owned(), id.to_string()));
    }
    if let Ok(id) = asked.get("module").parse::<Uuid>() {
        let module = plan::module(&mut read, id).await?.module;
        pairs.retain(|(name, _)| name != "capacity");
        module.level().code().clone_into(&mut depth);
        pairs.extend(
            [
                ("module", id.to_string()),
                ("title", module.title),
                ("aim", module.objectives),
                ("capacity", module.max_size.to_string()),
                ("min_size", module.min_size.to_string()),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        pairs.extend(module.disciplines.0.into_iter().map(|code| ("discipline".to_owned(), code)));
    }
    if !theme.is_empty() {
        let themes = themes::all(&mut read).await?;
        if let Some(known) = themes.iter().find(|known| known.code == theme) {
            let label = if cx.lang == Lang::Fr { &known.label_fr } else { &known.label_en };
            pairs.push(("title".to_owned(), label.clone()));
            pairs.push(("theme".to_owned(), theme));
        }
    }
    if preau::people::disciplines::CODES.contains(&discipline.as_str()) {
        pairs.push(("discipline".to_owned(), discipline));
    }
    let depth = Level::parse(&depth).unwrap_or(Level::Initiation);
    pairs.push(("depth".to_owned(), depth.code().to_owned()));
    Ok(pairs)
}

/// `POST /sessions/nouvelle`.
pub(super) async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        if cx.actor.is_none() {
            pending::keep(&cx, ADDRESS, &fields).await?;
        }
        cx.allow(Act::ProposeSession, ())?;
        match made(&cx, &fields).await {
            Ok(id) => Ok(Redirect::to(&format!("/sessions/{id}?fait=seance-ecrite")).into_response()),
            Err(error) => new_page(&cx, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn made(cx: &Cx, fields: &Fields) -> Result<Uuid> {
    let id: Uuid = fields.get("id").parse().map_err(|_| Error::NotFound)?;
    let mut read = cx.read().await?;
    let host = host(cx, &mut read, fields.get("host")).await?;
    drop(read);
    let needs: Vec<Uuid> = fields.all("need").filter_map(|need| need.parse().ok()).take(20).collect();
    let typed = typed(fields);
    let mut tx = cx.begin().await?;
    // Only needs that the asker handles may be tied to the session.
    for need in &needs {
        let path = lists::school_of(&mut tx, *need).await?;
        cx.allow_at(Act::WorkAsReferent, &path, ())?;
    }
    let new = New { id, author: cx.person()?, host: &host.path, typed: &typed, needs: &needs };
    let allowed = cx.allow_at(Act::ProposeSession, &host.path, new)?;
    let id = draft::create(&mut tx, allowed, cx.now).await?;
    cx.commit(tx).await?;
    Ok(id)
}

/// The host school that was chosen or typed, by its number.
async fn host(cx: &Cx, read: &mut impl Conn, typed: &str) -> Result<School> {
    let unknown = || Error::from(Fault::new("host", "session-host"));
    let uai = Uai::parse(typed.trim()).map_err(|_| unknown())?;
    let school = school::by_uai(read, &uai).await?.ok_or_else(unknown)?;
    if cx.may_at(Act::ProposeSession, &school.path) { Ok(school) } else { Err(unknown()) }
}

fn typed(fields: &Fields) -> Typed {
    let field = |name: &str| fields.get(name).to_owned();
    let ticked = |name: &str| fields.get(name) == "1";
    let (days, from, to): (Vec<&str>, Vec<&str>, Vec<&str>) = (
        fields.all("slot-day").collect(),
        fields.all("slot-from").collect(),
        fields.all("slot-to").collect(),
    );
    let at = |list: &[&str], place: usize| list.get(place).copied().unwrap_or_default().to_owned();
    Typed {
        title: field("title"),
        aim: field("aim"),
        theme: field("theme"),
        disciplines: fields.all("discipline").filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        depth: field("depth"),
        modality: field("modality"),
        room: field("room"),
        link: field("link"),
        slots: (0..days.len().min(60))
            .map(|place| TypedSlot { day: at(&days, place), from: at(&from, place), to: at(&to, place) })
            .collect(),
        scope: field("scope"),
        capacity: field("capacity"),
        overbooking: field("overbooking"),
        min_size: field("min_size"),
        waitlist: ticked("waitlist"),
        offer: ticked("offer"),
        informal: ticked("informal"),
        in_class_time: ticked("in_class_time"),
        paid: ticked("paid"),
        opens_on: field("opens_on"),
        closes_on: field("closes_on"),
        allocation: field("allocation"),
        school_quota: field("school_quota"),
        quota_until: field("quota_until"),
        leads: ticked("leads"),
        trainers: field("trainers"),
        module: field("module"),
    }
}

/// `GET /sessions/{session}/modifier`.
pub(super) async fn edit(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let mut read = cx.read().await?;
        let (session, trainers) = seen(&cx, &mut read, &id).await?;
        allow_run(&cx, &session, &trainers, ())?;
        let slots = slots(&mut read, session.id).await?;
        let addresses = addresses(&mut read, &session, &trainers).await?;
        drop(read);
        let form = FormState::filled(cx.lang, kept(&session, &slots, &trainers, &addresses));
        edit_page(&cx, &session, form).await
    })
    .await
}

async fn addresses(read: &mut impl Conn, session: &Session, trainers: &[Trainer]) -> Result<String> {
    let mut found = Vec::new();
    // At most eight.
    for trainer in trainers.iter().filter(|trainer| trainer.person_id != session.created_by) {
        found.extend(preau::people::main_address(read, trainer.person_id).await?);
    }
    Ok(found.join("\n"))
}

/// A session as its form shows it.
fn kept(session: &Session, slots: &[Slot], trainers: &[Trainer], addresses: &str) -> Vec<(String, String)> {
    let zone = jiff::tz::TimeZone::get(&session.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let tick = |on: bool| if on { "1".to_owned() } else { String::new() };
    // Midnight that ends a day belongs to that day.
    let last_day = |end: Option<Timestamp>| {
        end.map(|end| end.plus(-1).date_in(&session.zone).to_string()).unwrap_or_default()
    };
    let mut pairs: Vec<(String, String)> = [
        ("version", session.version.to_string()),
        ("host", session.uai.clone()),
        ("title", session.title.clone()),
        ("aim", session.aim.clone()),
        ("theme", session.theme.clone().unwrap_or_default()),
        ("depth", session.depth.clone()),
        ("modality", session.modality.clone()),
        ("room", session.room.clone()),
        ("link", session.link.clone()),
        ("scope", session.scope().code().to_owned()),
        ("capacity", session.capacity.to_string()),
        ("overbooking", session.overbooking_percent.to_string()),
        ("min_size", session.min_size.to_string()),
        ("waitlist", tick(session.waitlist)),
        ("offer", tick(session.promotion() == Promotion::Offer)),
        ("informal", tick(session.informal)),
        ("in_class_time", tick(session.in_class_time)),
        ("paid", tick(session.paid)),
        ("leads", tick(trainers.iter().any(|trainer| trainer.person_id == session.created_by))),
        ("trainers", addresses.to_owned()),
        ("module", session.module_id.map(|id| id.to_string()).unwrap_or_default()),
        (
            "opens_on",
            session.opens_at.map(|open| open.date_in(&session.zone).to_string()).unwrap_or_default(),
        ),
        ("closes_on", last_day(session.closes_at)),
        ("allocation", session.allocation().code().to_owned()),
        ("school_quota", session.school_quota.map(|quota| quota.to_string()).unwrap_or_default()),
        ("quota_until", last_day(session.quota_until)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    for code in session.disciplines.iter() {
        pairs.push(("discipline".to_owned(), code.clone()));
    }
    for slot in slots {
        let (from, to) =
            (zone.to_datetime(slot.starts_at.instant()), zone.to_datetime(slot.ends_at.instant()));
        pairs.push(("slot-day".to_owned(), from.date().to_string()));
        pairs.push(("slot-from".to_owned(), format!("{:02}:{:02}", from.hour(), from.minute())));
        pairs.push(("slot-to".to_owned(), format!("{:02}:{:02}", to.hour(), to.minute())));
    }
    pairs
}

/// `POST /sessions/{session}/modifier`.
pub(super) async fn change(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let address = format!("/sessions/{id}/modifier");
        if cx.actor.is_none() {
            pending::keep(&cx, &address, &fields).await?;
        }
        let (session, trainers) = seen(&cx, &mut cx.read().await?, &id).await?;
        let allowed = allow_run(&cx, &session, &trainers, session.id)?;
        let mut tx = cx.begin().await?;
        let typed = typed(&fields);
        // On the heap: all that a session is made of does not fit on the stack of a request.
        let changed = Box::pin(draft::change(&mut tx, allowed, &typed, version_of(&fields), cx.now)).await;
        match changed {
            Ok(_) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("/sessions/{id}?fait=seance-changee")).into_response())
            }
            Err(error) => {
                tx.rollback().await?;
                edit_page(&cx, &session, FormState::refused(cx.lang, fields, error)?).await
            }
        }
    })
    .await
}

/// Schools that the asker may propose for without looking for them: those of a mandate, those one heads.
async fn hosts(cx: &Cx) -> Result<Vec<School>> {
    let actor = actor(cx)?;
    let mut paths = actor.mandates.clone();
    let headed = actor.grants.iter().filter(|grant| grant.role == Role::Head);
    paths.extend(headed.map(|grant| grant.path.clone()));
    paths.sort_unstable();
    paths.dedup();
    school::at_paths(&mut cx.read().await?, &paths).await
}

async fn new_page(cx: &Cx, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let hosts = hosts(cx).await?;
    let mut read = cx.read().await?;
    let themes = themes::all(&mut read).await?;
    let path = hosts.first().map_or("", |host| host.path.as_str());
    let modules = modules(cx, &mut read, path, &form).await?;
    drop(read);
    let crumbs = [Crumb::new("/sessions", t!(lang, "sessions-title"))];
    let page = cx.page(t!(lang, "session-new")).nav(Nav::Sessions).crumbs(crumbs).status(form.status());
    let wide = cx.actor.as_ref().is_some_and(|actor| {
        actor.has(Role::CentreTrainer) || actor.has(Role::PlanManager) || actor.has(Role::NationalAdmin)
    });
    Ok(page.show(move || {
        let needs = form.all("need").len();
        view! {
            <section class="narrow stack session-form">
                <h1>{t!(lang, "session-new")}</h1>
                <p class="lead">{t!(lang, "session-new-lead")}</p>
                <ErrorSummary form=form.clone()/>
                {(needs > 0).then(|| view! { <Notice><p>{t!(lang, "session-for-needs", "count" => needs)}</p></Notice> })}
                <PostForm action=ADDRESS act="session.propose">
                    <input type="hidden" name="id" value=form.value("id")/>
                    {form.all("need").into_iter().map(|need| view! { <input type="hidden" name="need" value=need/> }).collect_view()}
                    {host_field(lang, &form, &hosts, wide)}
                    {steps(lang, &form, &themes, modules, false)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "session-save")}</Button>
                        <a href="/sessions">{t!(lang, "need-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

async fn edit_page(cx: &Cx, session: &Session, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let mut read = cx.read().await?;
    let themes = themes::all(&mut read).await?;
    let modules = modules(cx, &mut read, &session.host_path, &form).await?;
    drop(read);
    let here = format!("/sessions/{}", session.id);
    let crumbs = [
        Crumb::new("/sessions", t!(lang, "sessions-title")),
        Crumb::new(here.clone(), session.title.clone()),
    ];
    let page = cx.page(t!(lang, "session-edit")).nav(Nav::Sessions).crumbs(crumbs).status(form.status());
    let public = session.state().is_public();
    let asked = !public && session.state() != preau::session::State::Draft;
    let (name, host) = (session.title.clone(), session.host_name.clone());
    Ok(page.show(move || {
        view! {
            <section class="narrow stack session-form">
                <h1>{t!(lang, "session-edit")}</h1>
                <p class="lead">{name}" – "{host}</p>
                <ErrorSummary form=form.clone()/>
                {asked.then(|| view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "session-edit-asked")}</p></Notice> })}
                {public.then(|| view! { <Notice><p>{t!(lang, "session-edit-public")}</p></Notice> })}
                <PostForm action=format!("{here}/modifier") act="session.run">
                    <input type="hidden" name="version" value=form.value("version")/>
                    {steps(lang, &form, &themes, modules, public)}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "session-save-changes")}</Button>
                        <a href=here.clone()>{t!(lang, "need-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    }))
}

fn host_field(lang: Lang, form: &FormState, hosts: &[School], wide: bool) -> AnyView {
    match hosts {
        [only] if !wide => view! { <input type="hidden" name="host" value=only.uai.clone()/> }.into_any(),
        several if !several.is_empty() && !wide => {
            let options =
                several.iter().map(|one| SelectOption::new(one.uai.clone(), one.name.clone())).collect();
            view! {
                <Select name="host" label=t!(lang, "session-host") options=options value=form.value("host") fault=form.fault("host")/>
            }
            .into_any()
        }
        _ => view! {
            <Field
                name="host"
                label=t!(lang, "session-host")
                hint=t!(lang, "session-host-hint")
                value=form.value("host")
                fault=form.fault("host")
                autocomplete=Some("off")
                maxlength=Some(8)
            />
        }
        .into_any(),
    }
}

/// Modules of the plans above a school that one may choose from, the one chosen already among them.
async fn modules(cx: &Cx, read: &mut impl Conn, path: &str, form: &FormState) -> Result<Vec<SelectOption>> {
    let mut offered: Vec<Placed> = if path.is_empty() {
        Vec::new()
    } else {
        plan::offered_modules(read, path, cx.now, "", 1).await?.modules
    };
    let chosen = form.value("module");
    if let Ok(id) = chosen.parse::<Uuid>()
        && !offered.iter().any(|placed| placed.module.id == id)
        && let Ok(placed) = plan::module(read, id).await
    {
        offered.push(placed);
    }
    let mut options = vec![SelectOption::new("", t!(cx.lang, "session-module-none"))];
    options.extend(offered.into_iter().map(|placed| {
        let label = format!("{} – {} ({})", placed.module.code, placed.module.title, placed.node_name);
        SelectOption::new(placed.module.id.to_string(), label)
    }));
    Ok(options)
}

/// The three steps.
fn steps(
    lang: Lang,
    form: &FormState,
    themes: &[Theme],
    modules: Vec<SelectOption>,
    public: bool,
) -> AnyView {
    view! {
        <fieldset class="step">
            <legend>{t!(lang, "session-step-what")}</legend>
            {what(lang, form, themes, modules)}
        </fieldset>
        <fieldset class="step">
            <legend>{t!(lang, "session-step-when")}</legend>
            {when_and_where(lang, form)}
        </fieldset>
        <fieldset class="step">
            <legend>{t!(lang, "session-step-whom")}</legend>
            {for_whom(lang, form, public)}
        </fieldset>
    }
    .into_any()
}

fn what(lang: Lang, form: &FormState, themes: &[Theme], modules: Vec<SelectOption>) -> AnyView {
    let planned = modules.len() > 1;
    let mut options = vec![SelectOption::new("", t!(lang, "session-theme-none"))];
    options.extend(themes.iter().filter(|theme| theme.active || theme.code == form.value("theme")).map(
        |theme| {
            let label = if lang == Lang::Fr { &theme.label_fr } else { &theme.label_en };
            SelectOption::new(theme.code.clone(), label.clone())
        },
    ));
    let levels = Level::ALL.iter().map(|level| {
        let label = texts::text(lang, &format!("need-level-{}", level.code()));
        let checked = form.has("depth", level.code());
        view! { <Choice name="depth" value=level.code() label=label checked=checked radio=true/> }
    });
    let levels = levels.collect_view();
    view! {
        <Field name="title" label=t!(lang, "session-title") value=form.value("title") fault=form.fault("title") maxlength=Some(max(TITLE_MAX))/>
        <TextArea
            name="aim"
            label=t!(lang, "session-aim")
            hint=t!(lang, "session-aim-hint")
            value=form.value("aim")
            fault=form.fault("aim")
            rows=4
            maxlength=Some(max(TEXT_MAX))
        />
        {planned
            .then(|| {
                view! {
                    <Select
                        name="module"
                        label=t!(lang, "session-module")
                        hint=t!(lang, "session-module-hint")
                        options=modules
                        value=form.value("module")
                        fault=form.fault("module")
                        optional=true
                    />
                }
            })}
        <Select name="theme" label=t!(lang, "need-theme") options=options value=form.value("theme") fault=form.fault("theme") optional=true/>
        <Choices name="depth" legend=t!(lang, "session-depth") fault=form.fault("depth")>{levels}</Choices>
        <Choice name="leads" value="1" label=t!(lang, "session-i-lead") checked=form.has("leads", "1")/>
        <TextArea
            name="trainers"
            label=t!(lang, "session-co-trainers")
            hint=t!(lang, "session-co-trainers-hint")
            value=form.value("trainers")
            fault=form.fault("trainers")
            rows=2
            optional=true
        />
    }
    .into_any()
}

fn when_and_where(lang: Lang, form: &FormState) -> AnyView {
    let (days, from, to) = (form.all("slot-day"), form.all("slot-from"), form.all("slot-to"));
    let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let filled = days.iter().filter(|day| !day.is_empty()).count();
    let lines = (filled + EMPTY_SLOTS).clamp(EMPTY_SLOTS + 1, draft::SLOTS_MAX);
    let fault = form.fault("slots");
    let rows =
        (0..lines).map(|place| slot_line(lang, place, [at(&days, place), at(&from, place), at(&to, place)]));
    let rows = rows.collect_view();
    let modalities = Modality::ALL.iter().map(|modality| {
        let checked = form.has("modality", modality.code());
        let label = words::named(lang, "session-modality-", modality.code());
        view! { <Choice name="modality" value=modality.code() label=label checked=checked radio=true/> }
    });
    let modalities = modalities.collect_view();
    view! {
        <Choices name="slots" legend=t!(lang, "session-slots") hint=t!(lang, "session-slots-hint") fault=fault>
            <div class="slot-lines">{rows}</div>
        </Choices>
        <Choices name="modality" legend=t!(lang, "session-modality") fault=form.fault("modality")>{modalities}</Choices>
        <Field name="room" label=t!(lang, "session-room") hint=t!(lang, "session-room-hint") value=form.value("room") fault=form.fault("room") maxlength=Some(max(LINE_MAX)) optional=true/>
        <Field name="link" label=t!(lang, "session-link") hint=t!(lang, "session-link-hint") value=form.value("link") fault=form.fault("link") kind="url" maxlength=Some(max(LINE_MAX)) optional=true/>
        <Choice name="in_class_time" value="1" label=t!(lang, "session-in-class-time") hint=t!(lang, "session-in-class-time-hint") checked=form.has("in_class_time", "1")/>
        <Choice name="informal" value="1" label=t!(lang, "session-informal") hint=t!(lang, "session-informal-hint") checked=form.has("informal", "1")/>
    }
    .into_any()
}

fn slot_line(lang: Lang, place: usize, [day, from, to]: [String; 3]) -> AnyView {
    let number = place + 1;
    let id = |part: &str| format!("demi-journee-{number}-{part}");
    view! {
        <div class="slot-line" role="group" aria-label=t!(lang, "session-slot", "number" => number)>
            <div class="field">
                <label for=id("jour")>{t!(lang, "session-slot-day")}</label>
                <input class="input" type="date" id=id("jour") name="slot-day" value=day/>
            </div>
            <div class="field">
                <label for=id("debut")>{t!(lang, "session-slot-from")}</label>
                <input class="input" type="time" id=id("debut") name="slot-from" value=from/>
            </div>
            <div class="field">
                <label for=id("fin")>{t!(lang, "session-slot-to")}</label>
                <input class="input" type="time" id=id("fin") name="slot-to" value=to/>
            </div>
        </div>
    }
    .into_any()
}

fn for_whom(lang: Lang, form: &FormState, public: bool) -> AnyView {
    let scopes = Scope::ALL.iter().map(|scope| {
        let checked = form.has("scope", scope.code());
        let hint = words::named(lang, "session-scope-hint-", scope.code());
        view! { <Choice name="scope" value=scope.code() label=words::scope(lang, *scope) hint=hint checked=checked radio=true/> }
    });
    let scopes = scopes.collect_view();
    let codes = disciplines::options(lang, String::new());
    let chosen = codes.into_iter().filter(|option| !option.value.is_empty()).map(|option| {
        let checked = form.has("discipline", &option.value);
        view! { <Choice name="discipline" value=option.value label=option.label checked=checked/> }
    });
    let chosen = chosen.collect_view();
    let chosen_rule = match form.value("allocation") {
        empty if empty.is_empty() => Allocation::Arrival.code().to_owned(),
        known => known,
    };
    let allocations = Allocation::ALL.iter().map(|rule| {
        let checked = chosen_rule == rule.code();
        let label = words::named(lang, "session-allocation-", rule.code());
        let hint = words::named(lang, "session-allocation-hint-", rule.code());
        view! { <Choice name="allocation" value=rule.code() label=label hint=hint checked=checked radio=true/> }
    });
    let allocations = allocations.collect_view();
    let shared = chosen_rule != Allocation::Arrival.code()
        || !form.value("school_quota").is_empty()
        || form.fault("school_quota").is_some()
        || form.fault("quota_until").is_some();
    let narrowed = form.all("discipline").iter().any(|code| !code.is_empty());
    view! {
        <Choices name="scope" legend=t!(lang, "session-scope") hint=if public { t!(lang, "session-scope-fixed") } else { String::new() } fault=form.fault("scope")>
            {scopes}
        </Choices>
        <details class="disclosure" open=narrowed>
            <summary>{t!(lang, "session-disciplines")}</summary>
            <Choices name="disciplines" legend=t!(lang, "session-disciplines-legend") fault=form.fault("disciplines")>
                <div class="choice-columns">{chosen}</div>
            </Choices>
        </details>
        <div class="form-pair">
            <Field name="capacity" label=t!(lang, "session-capacity") value=form.value("capacity") fault=form.fault("capacity") kind="number" inputmode=Some("numeric")/>
            <Field name="min_size" label=t!(lang, "session-min-size") hint=t!(lang, "session-min-size-hint") value=form.value("min_size") fault=form.fault("min_size") kind="number" inputmode=Some("numeric") optional=true/>
        </div>
        <div class="form-pair">
            <Field name="opens_on" label=t!(lang, "session-opens-on") hint=t!(lang, "session-opens-on-hint") value=form.value("opens_on") fault=form.fault("opens_on") kind="date" optional=true/>
            <Field name="closes_on" label=t!(lang, "session-closes-on") hint=t!(lang, "session-closes-on-hint") value=form.value("closes_on") fault=form.fault("closes_on") kind="date" optional=true/>
        </div>
        <details class="disclosure" open=shared>
            <summary>{t!(lang, "session-more")}</summary>
            <Choices name="allocation" legend=t!(lang, "session-allocation") hint=if public { t!(lang, "session-allocation-fixed") } else { String::new() } fault=form.fault("allocation")>
                {allocations}
            </Choices>
            <div class="form-pair">
                <Field name="school_quota" label=t!(lang, "session-school-quota") hint=t!(lang, "session-school-quota-hint") value=form.value("school_quota") fault=form.fault("school_quota") kind="number" inputmode=Some("numeric") optional=true/>
                <Field name="quota_until" label=t!(lang, "session-quota-until") hint=t!(lang, "session-quota-until-hint") value=form.value("quota_until") fault=form.fault("quota_until") kind="date" optional=true/>
            </div>
            <Choice name="waitlist" value="1" label=t!(lang, "session-waitlist") checked=form.has("waitlist", "1")/>
            <Choice name="offer" value="1" label=t!(lang, "session-offer") hint=t!(lang, "session-offer-hint") checked=form.has("offer", "1")/>
            <Choice name="paid" value="1" label=t!(lang, "session-paid") checked=form.has("paid", "1")/>
            <Field name="overbooking" label=t!(lang, "session-overbooking") hint=t!(lang, "session-overbooking-hint") value=form.value("overbooking") fault=form.fault("overbooking") kind="number" inputmode=Some("numeric") optional=true/>
        </details>
    }
    .into_any()
}

fn max(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}
