//! A question: its statement, its fields, its buttons, and what came of it.

use leptos::prelude::*;

use preau::course::published::{Answers, Question};
use preau::learning::fraction;

use super::inputs::{Names, inputs};
use super::state::{QuestionState, state_of};
use super::verdict::verdict;
use super::{EVALUATION, Spot, fault, number, sign_up};
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// The question as it stands.
pub(super) fn question(spot: &Spot<'_>, question: &Question) -> AnyView {
    let state = state_of(spot.reading, question, spot.trial);
    let together = spot.reading.at_end();
    let names = Names::new(question, together && spot.enrolled());
    let wrong = spot.fault(&question.id, "answer").or_else(|| spot.fault(&question.id, ""));
    let (statement, error) = (format!("{}-enonce", question.id), format!("{}-erreur", question.id));
    let described = if wrong.is_some() { format!("{statement} {error}") } else { statement.clone() };
    let fields = view! {
        <fieldset class="question" disabled=!state.open aria-describedby=described>
            <legend>{legend(spot, question)}</legend>
            {question.title_html.clone().map(|title| view! { <p class="activity-title" inner_html=title></p> })}
            <div class="question-statement prose" id=statement inner_html=question.statement_html.clone()></div>
            {state.changed.then(|| changed(spot.cx.lang))}
            {inputs(spot.cx.lang, question, &state, &names, wrong.is_some(), spot.reading.questions().1)}
        </fieldset>
    }
    .into_any();
    let error = fault(&question.id, wrong);
    let result = verdict(spot, question, &state);
    if !spot.enrolled() {
        return view! { {fields} {sign_up(spot)} }.into_any();
    }
    let hints = hints(spot.cx.lang, question, &state);
    let buttons = if state.open { buttons(spot, question, &state, together) } else { ().into_any() };
    if together {
        let seal = names.name("of");
        return view! {
            <input type="hidden" name=seal value=spot.seal.clone() form=EVALUATION/>
            {fields}
            {error}
            {hints}
            {buttons}
            {result}
        }
        .into_any();
    }
    view! {
        <form method="post" action=spot.action.clone() data-act="course.learn" novalidate>
            {spot.hidden(&question.id)}
            {fields}
            {error}
            {hints}
            {buttons}
        </form>
        {result}
    }
    .into_any()
}

/// « Question 2 sur 7 · 1 point ».
fn legend(spot: &Spot<'_>, question: &Question) -> String {
    let lang = spot.cx.lang;
    let number = number(lang, spot.reading, &question.id);
    let worth = match (question.points, &question.answers) {
        (_, Answers::Open) => t!(lang, "question-open"),
        (0, _) => t!(lang, "question-unscored"),
        (points, _) => t!(lang, "question-points", "points" => points),
    };
    format!("{number} · {worth}")
}

fn changed(lang: Lang) -> AnyView {
    view! { <p class="question-changed"><Icon name="info"/><span>{t!(lang, "question-changed")}</span></p> }
        .into_any()
}

/// The hints asked for so far.
fn hints(lang: Lang, question: &Question, state: &QuestionState) -> AnyView {
    if state.hints == 0 {
        return ().into_any();
    }
    let shown = question.hints.iter().take(state.hints).enumerate().map(|(place, html)| {
        let title = t!(lang, "question-hint", "number" => place + 1, "count" => question.hints.len());
        view! {
            <div class="hint">
                <p class="hint-title"><Icon name="lightbulb"/><span>{title}</span></p>
                <div class="prose" inner_html=html.clone()></div>
            </div>
        }
    });
    let latest = state.graded.is_none().then_some("");
    view! { <div class="hints" data-result=latest tabindex="-1">{shown.collect_view()}</div> }.into_any()
}

fn buttons(spot: &Spot<'_>, question: &Question, state: &QuestionState, together: bool) -> AnyView {
    let lang = spot.cx.lang;
    let more = state.hints < question.hints.len();
    let next = t!(lang, "question-hint-more", "number" => state.hints + 1, "count" => question.hints.len());
    if together {
        let id = question.id.clone();
        return more
            .then(|| {
                view! {
                    <p class="activity-buttons">
                        <button class="button button-quiet" type="submit" form=EVALUATION name="hint" value=id>
                            <Icon name="lightbulb"/>
                            <span>{next}</span>
                        </button>
                    </p>
                }
            })
            .into_any();
    }
    let again = state.graded.is_some();
    let send = if again { t!(lang, "question-again") } else { t!(lang, "question-send") };
    view! {
        <div class="activity-buttons">
            <button class="button button-primary" type="submit" name="act" value="answer.submit">{send}</button>
            <button class="button activity-save" type="submit" name="act" value="answer.save">{t!(lang, "activity-save")}</button>
            {more
                .then(|| {
                    view! {
                        <button class="button button-quiet" type="submit" name="act" value="answer.hint">
                            <Icon name="lightbulb"/>
                            <span>{next}</span>
                        </button>
                    }
                })}
            {tries(lang, question, state)}
        </div>
    }
    .into_any()
}

/// « Il vous reste 1 essai » and the best score so far.
fn tries(lang: Lang, question: &Question, state: &QuestionState) -> AnyView {
    let left = state.tries_left.map(|left| t!(lang, "question-tries-left", "count" => left));
    let best = state.best.filter(|_| question.points > 0).map(|best| {
        let stake = fraction::Fraction::whole(i128::from(question.points));
        let shown = fraction::shown(best.times(stake), if lang == Lang::Fr { ',' } else { '.' });
        t!(lang, "question-best", "points" => shown, "stake" => question.points)
    });
    let sentence = [left, best].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (!sentence.is_empty()).then(|| view! { <p class="activity-note">{sentence}</p> }).into_any()
}
