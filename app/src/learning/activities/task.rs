//! A production: something made and handed in, as text, link or file.

use leptos::prelude::*;

use preau::course::published::{Criteria, ProductionsRule, Submission, Task, TaskReview};
use preau::learning::production::{FORMATS, MAX_TEXT, Production};

use super::{Spot, fault, sign_up};
use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, Tag, Tone, bytes, instant, look};

/// Instructions, criteria, and the form to hand in.
pub(super) fn task(spot: &Spot<'_>, task: &Task) -> AnyView {
    let lang = spot.cx.lang;
    let known = spot.reading.player.as_ref().and_then(|player| player.productions.get(&task.id));
    let title = task.title_html.clone().unwrap_or_else(|| t!(lang, "activity-task"));
    let head = view! {
        <p class="activity-title" inner_html=title></p>
        <div class="prose" inner_html=task.instructions_html.clone()></div>
        {criteria(lang, &task.criteria)}
    };
    if !spot.enrolled() {
        return view! { {head} {sign_up(spot)} }.into_any();
    }
    let closed = known.is_some_and(|known| known.state == "validated");
    let form = if closed { kept(lang, known) } else { form(spot, task, known) };
    view! { {head} {standing(lang, known)} {form} }.into_any()
}

fn criteria(lang: Lang, criteria: &Criteria) -> AnyView {
    let inside = match criteria {
        Criteria::None => return ().into_any(),
        Criteria::List { items } => {
            let items = items.iter().map(|html| view! { <li inner_html=html.clone()></li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        Criteria::Table { html } => view! { <div inner_html=html.clone()></div> }.into_any(),
    };
    view! { <div class="task-criteria prose"><p class="task-criteria-title"><Icon name="list-checks"/><span>{t!(lang, "task-criteria")}</span></p>{inside}</div> }
        .into_any()
}

/// In which state it is, and since when.
fn standing(lang: Lang, known: Option<&Production>) -> AnyView {
    let Some(known) = known else { return ().into_any() };
    let zone = look().zone;
    let saved = instant(lang, known.saved_at, &zone);
    let handed_in = known.handed_in_at.map(|at| instant(lang, at, &zone)).unwrap_or_default();
    let (tone, icon, word, sentence) = match known.state.as_str() {
        "handed_in" => (
            Tone::Success,
            "circle-check",
            t!(lang, "task-handed-in"),
            t!(lang, "task-handed-in-at", "at" => handed_in),
        ),
        "validated" => (
            Tone::Success,
            "award",
            t!(lang, "task-validated"),
            t!(lang, "task-handed-in-at", "at" => handed_in),
        ),
        "returned" => {
            (Tone::Warning, "rotate-ccw", t!(lang, "task-returned"), t!(lang, "task-returned-text"))
        }
        _ => (Tone::Neutral, "pen-line", t!(lang, "task-draft"), t!(lang, "task-saved-at", "at" => saved)),
    };
    view! { <p class="task-standing" data-result="" tabindex="-1"><Tag tone=tone icon=icon>{word}</Tag>" "<span>{sentence}</span></p> }.into_any()
}

/// What was accepted, for its author to read again.
fn kept(lang: Lang, known: Option<&Production>) -> AnyView {
    let Some(known) = known else { return ().into_any() };
    view! {
        {(!known.body.is_empty()).then(|| view! { <p class="task-body">{known.body.clone()}</p> })}
        {(!known.link.is_empty())
            .then(|| view! { <p><a href=known.link.clone() rel="noopener noreferrer">{known.link.clone()}</a></p> })}
        {file(lang, known)}
    }
    .into_any()
}

fn file(lang: Lang, known: &Production) -> AnyView {
    let (Some(id), Some(name)) = (known.upload_id, known.file_name.clone()) else { return ().into_any() };
    let size = bytes(lang, known.file_bytes.and_then(|size| u64::try_from(size).ok()).unwrap_or(0));
    view! {
        <p class="task-file">
            <Icon name="file-down"/>
            <a href=format!("/productions/{id}") download="">{t!(lang, "task-file", "name" => name, "size" => size)}</a>
        </p>
    }
    .into_any()
}

fn form(spot: &Spot<'_>, task: &Task, known: Option<&Production>) -> AnyView {
    let lang = spot.cx.lang;
    let typed = spot.trial.and_then(|trial| trial.typed(&task.id));
    let value = |field: &str, kept: fn(&Production) -> &String| match &typed {
        Some(fields) => {
            fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
        }
        None => known.map(|known| kept(known).clone()).unwrap_or_default(),
    };
    let (body, link) = (value("body", |known| &known.body), value("link", |known| &known.link));
    let takes = |way| task.accepts.contains(&way);
    let with_file = takes(Submission::File);
    let action =
        if with_file { format!("{}/production/{}", spot.action, task.id) } else { spot.action.clone() };
    let handed_in = known.is_some_and(Production::is_handed_in);
    let send = if handed_in { t!(lang, "task-send-again") } else { t!(lang, "task-send") };
    view! {
        <form
            class="task-form"
            method="post"
            action=action
            enctype=with_file.then_some("multipart/form-data")
            data-act="course.learn"
            novalidate
        >
            {spot.hidden(&task.id)}
            {takes(Submission::Text).then(|| text(spot, task, body))}
            {takes(Submission::Link).then(|| address(spot, task, link))}
            {with_file.then(|| upload(spot, task, known))}
            {fault(&task.id, spot.fault(&task.id, ""))}
            <div class="activity-buttons">
                <button class="button button-primary" type="submit" name="act" value="production.hand_in">{send}</button>
                {(!handed_in)
                    .then(|| {
                        view! {
                            <button class="button" type="submit" name="act" value="production.save">{t!(lang, "task-save")}</button>
                        }
                    })}
                <p class="activity-note">{note(spot, task)}</p>
            </div>
        </form>
    }
    .into_any()
}

/// Who will read it, and whether it counts.
fn note(spot: &Spot<'_>, task: &Task) -> String {
    let lang = spot.cx.lang;
    let rule = spot.reading.live.course.meta.completion.productions;
    let reader = match task.review {
        TaskReview::Trainer => t!(lang, "task-review-trainer"),
        TaskReview::Peers => t!(lang, "task-review-peers"),
        TaskReview::Own => t!(lang, "task-review-own"),
    };
    let counts = match (task.required, rule) {
        (false, _) => t!(lang, "activity-optional"),
        (true, ProductionsRule::Validated) if task.review != TaskReview::Own => {
            t!(lang, "task-counts-validated")
        }
        (true, ProductionsRule::Optional | ProductionsRule::HandedIn | ProductionsRule::Validated) => {
            t!(lang, "task-counts-handed-in")
        }
    };
    format!("{reader} · {counts}")
}

/// Ids of the hint and the fault of a field, for `aria-describedby`.
fn described(id: &str, wrong: bool) -> String {
    if wrong { format!("{id}-aide {id}-erreur") } else { format!("{id}-aide") }
}

fn text(spot: &Spot<'_>, task: &Task, body: String) -> AnyView {
    let lang = spot.cx.lang;
    let id = format!("{}-texte", task.id);
    let wrong = spot.fault(&task.id, "body");
    let invalid = wrong.is_some();
    view! {
        <div class="field">
            <label for=id.clone()>{t!(lang, "task-text")}</label>
            <p class="field-hint" id=format!("{id}-aide")>{t!(lang, "task-text-hint")}</p>
            {fault(&id, wrong)}
            <textarea
                class="input"
                id=id.clone()
                name="body"
                rows="10"
                maxlength=MAX_TEXT.to_string()
                aria-invalid=invalid.then_some("true")
                aria-describedby=described(&id, invalid)
            >
                {crate::ui::typed(&body)}
            </textarea>
        </div>
    }
    .into_any()
}

fn address(spot: &Spot<'_>, task: &Task, link: String) -> AnyView {
    let lang = spot.cx.lang;
    let id = format!("{}-lien", task.id);
    let wrong = spot.fault(&task.id, "link");
    let invalid = wrong.is_some();
    view! {
        <div class="field">
            <label for=id.clone()>{t!(lang, "task-link")}</label>
            <p class="field-hint" id=format!("{id}-aide")>{t!(lang, "task-link-hint")}</p>
            {fault(&id, wrong)}
            <input
                class="input"
                id=id.clone()
                name="link"
                type="url"
                inputmode="url"
                value=link
                maxlength="2000"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=invalid.then_some("true")
                aria-describedby=described(&id, invalid)
            />
        </div>
    }
    .into_any()
}

fn upload(spot: &Spot<'_>, task: &Task, known: Option<&Production>) -> AnyView {
    let lang = spot.cx.lang;
    let id = format!("{}-fichier", task.id);
    let wrong = spot.fault(&task.id, "file");
    let invalid = wrong.is_some();
    let formats: Vec<String> = if task.formats.is_empty() {
        FORMATS.iter().map(|format| (*format).to_owned()).collect()
    } else {
        task.formats.clone()
    };
    let accept = formats.iter().map(|format| format!(".{format}")).collect::<Vec<_>>().join(",");
    let most = (spot.cx.site.config.max_upload / (1024 * 1024)).min(u64::from(task.max_megabytes));
    let hint = t!(lang, "task-upload-hint", "formats" => formats.join(", "), "max" => most);
    let there = known.filter(|known| known.upload_id.is_some());
    let label = if there.is_some() { t!(lang, "task-upload-other") } else { t!(lang, "task-upload") };
    view! {
        <div class="field">
            {there.map(|known| file(lang, known))}
            <label for=id.clone()>{label}</label>
            <p class="field-hint" id=format!("{id}-aide")>{hint}</p>
            {fault(&id, wrong)}
            <input
                class="input"
                id=id.clone()
                name="file"
                type="file"
                accept=accept
                data-max-bytes=(most * 1024 * 1024).to_string()
                aria-invalid=invalid.then_some("true")
                aria-describedby=described(&id, invalid)
            />
        </div>
    }
    .into_any()
}
