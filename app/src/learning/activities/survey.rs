//! A survey: a question without a right answer, and how everybody answered once there are enough.

use leptos::prelude::*;

use preau::course::published::{Survey, SurveyKind};
use preau::learning::survey::{Counts, MIN_ANSWERS};

use super::{Spot, fault, sign_up};
use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, TableScroll};

/// The survey, or its results for who has answered.
pub(super) fn survey(spot: &Spot<'_>, survey: &Survey) -> AnyView {
    let lang = spot.cx.lang;
    let answered =
        spot.reading.player.as_ref().is_some_and(|player| player.page.surveyed.contains(&survey.id));
    let title = survey.title_html.clone().unwrap_or_else(|| t!(lang, "activity-survey"));
    if answered {
        let counts = spot.reading.player.as_ref().and_then(|player| player.surveys.get(&survey.id));
        return view! {
            <p class="activity-title" inner_html=title></p>
            <div class="prose" inner_html=survey.statement_html.clone()></div>
            <p class="survey-thanks" data-result="" tabindex="-1"><Icon name="circle-check"/><span>{t!(lang, "survey-thanks")}</span></p>
            {results(lang, survey, counts)}
        }
        .into_any();
    }
    let wrong = spot.fault(&survey.id, "answer").or_else(|| spot.fault(&survey.id, ""));
    let typed = spot.trial.and_then(|trial| trial.typed(&survey.id)).unwrap_or_default();
    let given = |value: &str| typed.iter().any(|(name, typed)| name == "answer" && typed == value);
    let statement = format!("{}-enonce", survey.id);
    let fields = match survey.kind {
        SurveyKind::Text => {
            let id = format!("{}-champ", survey.id);
            let text = typed
                .iter()
                .find(|(name, _)| name == "answer")
                .map(|(_, text)| text.clone())
                .unwrap_or_default();
            view! {
                <div class="field">
                    <label for=id.clone()>{t!(lang, "question-your-answer")}</label>
                    <textarea class="input" id=id name="answer" rows="4" maxlength="20000" aria-invalid=wrong.is_some().then_some("true")>
                        {crate::ui::typed(&text)}
                    </textarea>
                </div>
            }
            .into_any()
        }
        SurveyKind::Single | SurveyKind::Multiple | SurveyKind::Scale => {
            let kind = if survey.kind == SurveyKind::Multiple { "checkbox" } else { "radio" };
            let options = survey.options.iter().enumerate().map(|(index, html)| {
                let (id, value) = (format!("{}-{index}", survey.id), index.to_string());
                view! {
                    <div class="option">
                        <input id=id.clone() type=kind name="answer" checked=given(&value) value=value/>
                        <label for=id inner_html=html.clone()></label>
                    </div>
                }
            });
            let class = if survey.kind == SurveyKind::Scale { "options options-scale" } else { "options" };
            view! { <div class=class>{options.collect_view()}</div> }.into_any()
        }
    };
    let body = view! {
        <fieldset class="question" disabled=!spot.enrolled() aria-describedby=statement.clone()>
            <legend class="activity-title" inner_html=title></legend>
            <div class="prose" id=statement.clone() inner_html=survey.statement_html.clone()></div>
            {fields}
        </fieldset>
    };
    if !spot.enrolled() {
        return view! { {body} {sign_up(spot)} }.into_any();
    }
    let note = if survey.anonymous {
        t!(lang, "survey-anonymous", "count" => MIN_ANSWERS)
    } else {
        t!(lang, "survey-named")
    };
    view! {
        <form method="post" action=spot.action.clone() data-act="course.learn" novalidate>
            {spot.hidden(&survey.id)}
            {body}
            {fault(&survey.id, wrong)}
            <div class="activity-buttons">
                <button class="button button-primary" type="submit" name="act" value="survey.answer">{t!(lang, "survey-send")}</button>
                <p class="activity-note">
                    {note}
                    {(!survey.required).then(|| view! { <span>" · "{t!(lang, "activity-optional")}</span> })}
                </p>
            </div>
        </form>
    }
    .into_any()
}

/// How everybody answered: bars, and the same figures as a table.
fn results(lang: Lang, survey: &Survey, counts: Option<&Counts>) -> AnyView {
    if survey.kind == SurveyKind::Text {
        return ().into_any();
    }
    let Some(counts) = counts.filter(|counts| counts.answers >= MIN_ANSWERS) else {
        return view! { <p class="activity-note">{t!(lang, "survey-too-few", "count" => MIN_ANSWERS)}</p> }
            .into_any();
    };
    let share = |index: usize| {
        let count = counts.by_option.get(&index).copied().unwrap_or(0);
        (count, count * 100 / counts.answers.max(1))
    };
    let row = |(index, html): (usize, &String)| {
        let (count, percent) = share(index);
        view! {
            <tr>
                <th scope="row" inner_html=html.clone()></th>
                <td class="align-right">{count}</td>
                <td class="align-right">{t!(lang, "progress-percent", "percent" => percent)}</td>
                <td class="survey-bar">
                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                        <rect class="bar-track" width="100" height="8"></rect>
                        <rect class="bar-value" width=percent.to_string() height="8"></rect>
                    </svg>
                </td>
            </tr>
        }
    };
    let rows: Vec<_> = survey.options.iter().enumerate().map(row).collect();
    let caption = t!(lang, "survey-results-count", "count" => counts.answers);
    view! {
        <TableScroll label=t!(lang, "survey-results")>
            <table class="survey-results">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "survey-option")}</th>
                        <th scope="col" class="align-right">{t!(lang, "survey-answers")}</th>
                        <th scope="col" class="align-right">{t!(lang, "survey-share")}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}
