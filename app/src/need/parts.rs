//! Pieces that several pages of needs share: a need's facts, its way so far, its answer, filters.

use leptos::prelude::*;

use preau::need::lists::Need;
use preau::need::{State, TEXT_MAX};

use super::words;
use crate::t;
use crate::texts::Lang;
use crate::ui::{self, FormState, SelectOption, TextArea};

/// A choice in a line of filters.
pub(super) fn filter(name: &'static str, label: String, options: Vec<SelectOption>, now: &str) -> AnyView {
    let id = format!("champ-{name}");
    let now = now.to_owned();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>
                {options
                    .into_iter()
                    .map(|option| {
                        let selected = option.value == now;
                        view! { <option value=option.value selected=selected>{option.label}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// « SVT · Initiation · En présentiel · Ce trimestre ».
pub(super) fn facts(lang: Lang, need: &Need) -> String {
    [
        words::discipline(lang, &need.discipline),
        words::level(lang, need.level()),
        words::modality(lang, need.modality()),
        words::urgency(lang, need.urgency()),
    ]
    .join(" · ")
}

/// What has happened so far, with the dates.
pub(super) fn way(lang: Lang, zone: &str, need: &Need) -> AnyView {
    let day = |at: preau::Timestamp| ui::date(lang, at.date_in(zone));
    let mut steps = vec![t!(lang, "need-way-stated", "date" => day(need.created_at))];
    if let Some(at) = need.acknowledged_at {
        steps.push(t!(lang, "need-way-acknowledged", "date" => day(at)));
    }
    if let (Some(at), Some(name)) = (need.forwarded_at, need.forwarded_name.clone()) {
        steps.push(t!(lang, "need-way-forwarded", "date" => day(at), "name" => name));
    }
    if let Some(at) = need.answered_at {
        steps.push(t!(lang, "need-way-answered", "date" => day(at)));
    }
    if let (State::Closed, Some(at)) = (need.state(), need.closed_at) {
        steps.push(t!(lang, "need-way-closed", "date" => day(at)));
    }
    view! {
        <ol class="need-way" aria-label=t!(lang, "need-way")>
            {steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
        </ol>
    }
    .into_any()
}

/// The answer, and the reason of the end.
pub(super) fn outcome(lang: Lang, need: &Need, course: Option<String>) -> AnyView {
    let answer = need.answer_kind.clone().map(|kind| {
        let slug = need.answer_course.clone().unwrap_or_default();
        let title = course.unwrap_or_else(|| slug.clone());
        view! {
            <div class="need-answer">
                <p class="need-answer-kind">{words::answer_kind(lang, &kind)}</p>
                {(!slug.is_empty()).then(|| view! { <p><a href=format!("/cours/{slug}")>{title}</a></p> })}
                {(!need.answer_text.is_empty()).then(|| view! { <p class="need-body">{need.answer_text.clone()}</p> })}
            </div>
        }
    });
    let reason = (need.state() == State::Closed && !need.close_reason.is_empty()).then(|| {
        view! {
            <div class="need-answer">
                <p class="need-answer-kind">{t!(lang, "need-reason")}</p>
                <p class="need-body">{need.close_reason.clone()}</p>
            </div>
        }
    });
    view! { {answer} {reason} }.into_any()
}

/// A free text of at most five hundred characters, with the warning that goes with it.
pub(super) fn free_text(name: &'static str, label: String, form: &FormState, optional: bool) -> AnyView {
    view! {
        <TextArea
            name=name
            label=label
            hint=t!(form.lang, "need-text-hint", "max" => TEXT_MAX)
            value=form.value(name)
            fault=form.fault(name)
            rows=4
            optional=optional
            maxlength=Some(500)
        />
    }
    .into_any()
}
