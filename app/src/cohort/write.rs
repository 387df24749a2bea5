//! `/cohortes/nouvelle` and `…/modifier`: what a cohort is for, how many, when, and when somebody needs a word.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::ToSpan as _;
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::cohort::write::{
    self, New, TEXT_MAX, TITLE_MAX, Typed, USUAL_ONSITE_MINUTES, USUAL_REMOTE_MINUTES, USUAL_RULES,
    USUAL_SIZE,
};
use preau::school::Node;
use preau::{Read, Result, ids};

use super::{Led, actor, id, load};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{
    Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, PostForm, Select, SelectOption, TextArea,
};

const NEW: &str = "/cohortes/nouvelle";

/// The nodes whose people the asker may gather.
async fn places(cx: &Cx, read: &mut Read) -> Result<Vec<Node>> {
    cx.allow(Act::CreateCohort, ())?;
    let paths: Vec<String> =
        actor(cx)?.places(&[Role::CentreTrainer]).into_iter().map(str::to_owned).collect();
    write::places(read, &paths).await
}

fn typed(fields: &Fields) -> Typed {
    let field = |name: &str| fields.get(name).to_owned();
    Typed {
        title: field("title"),
        aim: field("aim"),
        size: field("size"),
        onsite: field("onsite"),
        remote: field("remote"),
        starts_on: field("starts_on"),
        ends_on: field("ends_on"),
        never_days: field("never_days"),
        idle_days: field("idle_days"),
        late_items: field("late_items"),
        missed_sessions: field("missed_sessions"),
    }
}

/// Hours as the form takes them: `1,5`.
fn hours(minutes: i32) -> String {
    match minutes % 60 {
        0 => (minutes / 60).to_string(),
        rest => format!("{},{:02}", minutes / 60, rest * 100 / 60).trim_end_matches('0').to_owned(),
    }
}

/// `GET /cohortes/nouvelle`: filled for the usual training of référents, in two weeks' time.
pub(super) async fn blank(cx: Cx) -> Response {
    cx.answer(async {
        let places = places(&cx, &mut cx.read().await?).await?;
        let start = cx.today().saturating_add(14.days());
        let thresholds = ["never_days", "idle_days", "late_items", "missed_sessions"];
        let mut known = vec![
            ("id".to_owned(), ids::new(cx.now).to_string()),
            ("size".to_owned(), USUAL_SIZE.to_string()),
            ("onsite".to_owned(), hours(USUAL_ONSITE_MINUTES)),
            ("remote".to_owned(), hours(USUAL_REMOTE_MINUTES)),
            ("starts_on".to_owned(), start.to_string()),
            ("ends_on".to_owned(), start.saturating_add(26.weeks()).to_string()),
        ];
        known.extend(
            thresholds.into_iter().zip(USUAL_RULES).map(|(name, value)| (name.to_owned(), value.to_string())),
        );
        Ok(page(&cx, None, places, FormState::filled(cx.lang, known)))
    })
    .await
}

/// `POST /cohortes/nouvelle`.
pub(super) async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::CreateCohort, ())?;
        match write_down(&cx, &fields).await {
            Ok(way) => Ok(Redirect::to(&way).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                let places = places(&cx, &mut cx.read().await?).await?;
                Ok(page(&cx, None, places, form))
            }
        }
    })
    .await
}

async fn write_down(cx: &Cx, fields: &Fields) -> Result<String> {
    let typed = typed(fields);
    let new =
        New { id: id(fields.get("id"))?, trainer: actor(cx)?.id(), node: fields.get("node"), typed: &typed };
    let allowed = cx.allow_at(Act::CreateCohort, new.node, new)?;
    let mut tx = cx.begin().await?;
    let cohort = write::create(&mut tx, allowed, cx.now).await?;
    cx.commit(tx).await?;
    Ok(format!("/cohortes/{cohort}?fait=cohorte-creee"))
}

/// `GET /cohortes/{cohort}/modifier`.
pub(super) async fn edit(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        led.run(&cx, ())?;
        let cohort = &led.cohort;
        let number = |value: Option<i32>| value.map(|value| value.to_string()).unwrap_or_default();
        let known = [
            ("version", cohort.version.to_string()),
            ("title", cohort.title.clone()),
            ("aim", cohort.aim.clone()),
            ("size", cohort.max_size.to_string()),
            ("onsite", hours(cohort.onsite_minutes)),
            ("remote", hours(cohort.remote_minutes)),
            ("starts_on", cohort.starts_on().to_string()),
            ("ends_on", cohort.ends_on().to_string()),
            ("never_days", number(cohort.never_days)),
            ("idle_days", number(cohort.idle_days)),
            ("late_items", number(cohort.late_items)),
            ("missed_sessions", number(cohort.missed_sessions)),
        ];
        let known = known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Ok(page(&cx, Some(&led), Vec::new(), FormState::filled(cx.lang, known)))
    })
    .await
}

/// `POST /cohortes/{cohort}/modifier`.
pub(super) async fn change(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let led = load(&cx, &mut cx.read().await?, Act::RunCohort, &id).await?;
        let allowed = led.run(&cx, led.cohort.id)?;
        let seen = fields.get("version").parse().unwrap_or(0);
        let mut tx = cx.begin().await?;
        match write::change(&mut tx, allowed, &typed(&fields), seen, cx.now).await {
            Ok(_) => {
                cx.commit(tx).await?;
                Ok(Redirect::to(&format!("{}?fait=cohorte-modifiee", led.here())).into_response())
            }
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                Ok(page(&cx, Some(&led), Vec::new(), form))
            }
        }
    })
    .await
}

fn page(cx: &Cx, led: Option<&Led>, places: Vec<Node>, form: FormState) -> Response {
    let lang = cx.lang;
    let (title, action, button) = match led {
        None => (t!(lang, "cohort-new"), NEW.to_owned(), t!(lang, "cohort-create")),
        Some(led) => (t!(lang, "cohort-edit"), format!("{}/modifier", led.here()), t!(lang, "cohort-save")),
    };
    let back = led.map_or_else(|| "/cohortes".to_owned(), Led::here);
    let crumbs: Vec<Crumb> = match led {
        None => vec![Crumb::new("/cohortes", t!(lang, "cohorts-title"))],
        Some(led) => led.crumbs(cx).into(),
    };
    let nodes: Vec<SelectOption> =
        places.into_iter().map(|node| SelectOption::new(node.path, node.name)).collect();
    let is_new = led.is_none();
    cx.page(title.clone()).nav(Nav::Cohorts).crumbs(crumbs).status(form.status()).show(move || {
        let number = |name: &'static str, label: String| -> AnyView {
            view! {
                <Field name=name label=label value=form.value(name) fault=form.fault(name) inputmode=Some("numeric") size=Some(5) autocomplete=Some("off") optional=true/>
            }
            .into_any()
        };
        let thresholds = [
            number("never_days", t!(lang, "cohort-never-days")),
            number("idle_days", t!(lang, "cohort-idle-days")),
            number("late_items", t!(lang, "cohort-late-items")),
            number("missed_sessions", t!(lang, "cohort-missed-sessions")),
        ];
        let thresholds = thresholds.collect_view();
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                {is_new.then(|| view! { <p class="lead">{t!(lang, "cohort-new-lead")}</p> })}
                <ErrorSummary form=form.clone()/>
                <PostForm action=action act="cohort.create">
                    {if is_new {
                        view! {
                            <input type="hidden" name="id" value=form.value("id")/>
                            <Select name="node" label=t!(lang, "cohort-node") options=nodes value=form.value("node") fault=form.fault("node")/>
                        }
                        .into_any()
                    } else {
                        view! { <input type="hidden" name="version" value=form.value("version")/> }.into_any()
                    }}
                    <Field name="title" label=t!(lang, "cohort-title") hint=t!(lang, "cohort-title-hint") value=form.value("title") fault=form.fault("title") autocomplete=Some("off") maxlength=u32::try_from(TITLE_MAX).ok()/>
                    <TextArea name="aim" label=t!(lang, "cohort-aim") value=form.value("aim") fault=form.fault("aim") rows=3 optional=true maxlength=u32::try_from(TEXT_MAX).ok()/>
                    <Field name="size" label=t!(lang, "cohort-size") hint=t!(lang, "cohort-size-hint") value=form.value("size") fault=form.fault("size") inputmode=Some("numeric") size=Some(5) autocomplete=Some("off")/>
                    <Field name="onsite" label=t!(lang, "cohort-onsite") value=form.value("onsite") fault=form.fault("onsite") inputmode=Some("decimal") size=Some(5) autocomplete=Some("off") optional=true/>
                    <Field name="remote" label=t!(lang, "cohort-remote") value=form.value("remote") fault=form.fault("remote") inputmode=Some("decimal") size=Some(5) autocomplete=Some("off") optional=true/>
                    <Field name="starts_on" label=t!(lang, "cohort-starts") hint=t!(lang, "cohort-starts-hint") kind="date" value=form.value("starts_on") fault=form.fault("starts_on")/>
                    <Field name="ends_on" label=t!(lang, "cohort-ends") kind="date" value=form.value("ends_on") fault=form.fault("ends_on")/>
                    <fieldset class="choices">
                        <legend>{t!(lang, "cohort-rules")}</legend>
                        <p class="field-hint">{t!(lang, "cohort-rules-hint")}</p>
                        {thresholds}
                    </fieldset>
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{button}</Button>
                        <a href=back>{t!(lang, "cohort-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn hours_are_written_as_they_are_read() {
        assert_eq!([360, 90, 75, 45].map(hours), ["6", "1,5", "1,25", "0,75"]);
    }
}
