//! What came of an answer: a word with its drawing, the points, what the author says to it.

use leptos::prelude::*;

use preau::course::published::{Answers, Question};
use preau::learning::fraction::{self, Fraction};
use preau::learning::grade::Graded;

use super::Spot;
use super::state::QuestionState;
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// The result of a question, empty until it is due. It takes the focus when the answer was given in place.
pub(super) fn verdict(spot: &Spot<'_>, question: &Question, state: &QuestionState) -> AnyView {
    let lang = spot.cx.lang;
    if state.graded.is_none() && !state.left_out {
        return ().into_any();
    }
    let explanation = question.explanation_html.clone().filter(|_| state.explanation);
    let explanation_title = if matches!(question.answers, Answers::Open) {
        t!(lang, "verdict-model")
    } else {
        t!(lang, "verdict-explanation")
    };
    let explanation = explanation.map(|html| {
        view! {
            <div class="outcome-explanation">
                <p class="outcome-subtitle">{explanation_title}</p>
                <div class="prose" inner_html=html></div>
            </div>
        }
    });
    let accepted = state.reveal.then(|| accepted(lang, question)).flatten();
    let (class, icon, title) = match &state.graded {
        None => ("outcome outcome-none", view! { <Icon name="minus"/> }, t!(lang, "verdict-left-out")),
        Some(graded) => match graded.score {
            None => ("outcome outcome-open", view! { <Icon name="check"/> }, t!(lang, "verdict-noted")),
            Some(Fraction::ONE) => (
                "outcome outcome-right",
                view! { <Icon name="circle-check"/> },
                points(lang, question, Fraction::ONE),
            ),
            Some(score) if score.is_zero() => {
                ("outcome outcome-wrong", view! { <Icon name="x"/> }, t!(lang, "verdict-wrong"))
            }
            Some(score) => (
                "outcome outcome-partly",
                view! { <Icon name="circle-alert"/> },
                points(lang, question, score),
            ),
        },
    };
    let said = state.graded.as_ref().map(|graded| said(question, graded));
    let id = format!("{}-resultat", question.id);
    view! {
        <div class=class id=id data-result="" tabindex="-1">
            <p class="outcome-title">{icon}<span>{title}</span></p>
            {said}
            {accepted}
            {explanation}
        </div>
    }
    .into_any()
}

/// « Juste : 2 points sur 2 », « En partie juste : 1 point sur 2 ».
fn points(lang: Lang, question: &Question, score: Fraction) -> String {
    let right = score == Fraction::ONE;
    if question.points == 0 {
        return if right { t!(lang, "verdict-right") } else { t!(lang, "verdict-partly") };
    }
    let obtained = score.times(Fraction::whole(i128::from(question.points)));
    let shown = fraction::shown(obtained, if lang == Lang::Fr { ',' } else { '.' });
    let count = if obtained > Fraction::ONE { 2 } else { 1 };
    if right {
        t!(lang, "verdict-right-points", "points" => shown, "stake" => question.points, "count" => count)
    } else {
        t!(lang, "verdict-partly-points", "points" => shown, "stake" => question.points, "count" => count)
    }
}

/// The author's words: on the answer typed, then on being right or wrong.
fn said(question: &Question, graded: &Graded) -> AnyView {
    let typed = graded.feedback.iter().filter(|(index, _)| index.is_none()).map(|(_, html)| html.clone());
    let whole = match graded.score {
        None => None,
        Some(Fraction::ONE) => question.right_html.clone(),
        Some(_) => question.wrong_html.clone(),
    };
    typed
        .chain(whole)
        .map(|html| view! { <div class="prose" inner_html=html></div> })
        .collect_view()
        .into_any()
}

/// The accepted answers of a short question, when nothing is left to find.
fn accepted(lang: Lang, question: &Question) -> Option<AnyView> {
    let answers: Vec<String> = match &question.answers {
        Answers::Text { answers, .. } => {
            answers.iter().filter(|answer| answer.right).map(|answer| answer.text.clone()).collect()
        }
        Answers::Number { answers, unit } => {
            let unit = unit.as_ref().map(|unit| format!("\u{a0}{unit}")).unwrap_or_default();
            answers
                .iter()
                .filter(|answer| answer.right)
                .map(|answer| format!("{}{unit}", answer.shown))
                .collect()
        }
        Answers::Single { .. }
        | Answers::Multiple { .. }
        | Answers::Matching { .. }
        | Answers::Ordering { .. }
        | Answers::Open => Vec::new(),
    };
    (!answers.is_empty())
        .then(|| view! { <p>{t!(lang, "verdict-accepted", "answers" => answers.join(", "))}</p> }.into_any())
}
