//! Options to choose from, each with what it got under it.

use leptos::prelude::*;

use preau::course::published::{Choice, Question};
use preau::learning::draw;
use preau::learning::grade::Given;

use super::inputs::Names;
use super::state::QuestionState;
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// Radio buttons, or boxes to tick.
pub(super) fn choices(
    lang: Lang,
    question: &Question,
    options: &[Choice],
    single: bool,
    state: &QuestionState,
    names: &Names,
    seed: i64,
) -> AnyView {
    let chosen: &[usize] = match &state.given {
        Some(Given::Choice { chosen }) => chosen,
        Some(Given::Text { .. } | Given::Matching { .. } | Given::Ordering { .. }) | None => &[],
    };
    let order = draw::options(options.len(), seed, &question.id, question.shuffle);
    let rows = order.into_iter().filter_map(|index| {
        let option = options.get(index)?;
        let key = draw::option_key(seed, &question.id, index);
        let id = format!("{}-{key}", question.id);
        let feedback_id = format!("{id}-retour");
        let feedback = state.feedback(Some(index)).map(str::to_owned);
        let verdict = state.is_right(&question.answers, index);
        let missed = state.reveal && option.right && !chosen.contains(&index);
        let class = match verdict {
            Some(true) => "option option-right",
            Some(false) => "option option-wrong",
            None => "option",
        };
        let described = (feedback.is_some() || verdict.is_some() || missed).then(|| feedback_id.clone());
        let word = match (verdict, missed) {
            (Some(true), _) => Some(t!(lang, "mark-right")),
            (Some(false), _) => Some(t!(lang, "mark-wrong")),
            (None, true) => Some(t!(lang, "mark-missed")),
            (None, false) => None,
        };
        Some(view! {
            <div class=class>
                <input
                    id=id.clone()
                    type=if single { "radio" } else { "checkbox" }
                    name=names.name("answer")
                    form=names.form
                    value=key
                    checked=chosen.contains(&index)
                    aria-describedby=described
                />
                <label for=id inner_html=option.html.clone()></label>
                {word
                    .map(|word| {
                        let right = verdict != Some(false);
                        view! {
                            <div class="option-feedback" id=feedback_id>
                                <p class="option-mark">
                                    {if right { view! { <Icon name="check"/> } } else { view! { <Icon name="x"/> } }}
                                    <span>{word}</span>
                                </p>
                                {feedback.map(|html| view! { <div class="prose" inner_html=html></div> })}
                            </div>
                        }
                    })}
            </div>
        })
    });
    let hint =
        (!single && state.open).then(|| view! { <p class="field-hint">{t!(lang, "question-several")}</p> });
    view! { {hint} <div class="options">{rows.collect_view()}</div> }.into_any()
}
