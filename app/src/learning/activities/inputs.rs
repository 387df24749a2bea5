//! The fields of a question. Options are known to the browser by keys that tell nothing, in an order fixed per attempt.

use leptos::prelude::*;

use preau::course::published::{Answers, Question};
use preau::learning::draw;
use preau::learning::grade::{Given, MAX_TEXT};

use super::EVALUATION;
use super::choices::choices;
use super::state::QuestionState;
use crate::t;
use crate::texts::Lang;
use crate::ui::Icon;

/// How the fields of a question are called: as they are in its own form, after its id in the form of the whole page.
pub(super) struct Names {
    prefix: String,
    pub form: Option<&'static str>,
    pub id: String,
}

impl Names {
    pub(super) fn new(question: &Question, together: bool) -> Self {
        Self {
            prefix: if together { format!("{}.", question.id) } else { String::new() },
            form: together.then_some(EVALUATION),
            id: question.id.clone(),
        }
    }

    pub(super) fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }
}

/// The fields, with what was given in them.
pub(super) fn inputs(
    lang: Lang,
    question: &Question,
    state: &QuestionState,
    names: &Names,
    invalid: bool,
    seed: i64,
) -> AnyView {
    let text = match &state.given {
        Some(Given::Text { text }) => text.clone(),
        Some(Given::Choice { .. } | Given::Matching { .. } | Given::Ordering { .. }) | None => String::new(),
    };
    match &question.answers {
        Answers::Single { options } => choices(lang, question, options, true, state, names, seed),
        Answers::Multiple { options } => choices(lang, question, options, false, state, names, seed),
        Answers::Text { .. } => line(t!(lang, "question-your-answer"), text, None, None, names, invalid),
        Answers::Number { unit, .. } => {
            line(t!(lang, "question-your-number"), text, Some("decimal"), unit.clone(), names, invalid)
        }
        Answers::Open => open(lang, text, names, invalid),
        Answers::Matching { left_header, right_header, left, right, distractors } => {
            let cells: Vec<&String> = right.iter().chain(distractors).collect();
            matching(lang, question, (left_header, left), (right_header, &cells), state, names, seed)
        }
        Answers::Ordering { items } => ordering(lang, question, items, state, names, seed),
    }
}

fn line(
    label: String,
    text: String,
    inputmode: Option<&'static str>,
    unit: Option<String>,
    names: &Names,
    invalid: bool,
) -> AnyView {
    let id = format!("{}-champ", names.id);
    let unit_id = format!("{}-unite", names.id);
    let mut described = vec![format!("{}-enonce", names.id)];
    if unit.is_some() {
        described.push(unit_id.clone());
    }
    if invalid {
        described.push(format!("{}-erreur", names.id));
    }
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="answer-line">
                <input
                    class="input"
                    id=id
                    type="text"
                    name=names.name("answer")
                    form=names.form
                    value=text
                    inputmode=inputmode
                    maxlength="500"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=described.join(" ")
                />
                {unit.map(|unit| view! { <span class="answer-unit" id=unit_id>{unit}</span> })}
            </div>
        </div>
    }
    .into_any()
}

fn open(lang: Lang, text: String, names: &Names, invalid: bool) -> AnyView {
    let id = format!("{}-champ", names.id);
    view! {
        <div class="field">
            <label for=id.clone()>{t!(lang, "question-your-answer")}</label>
            <textarea
                class="input"
                id=id
                name=names.name("answer")
                form=names.form
                rows="6"
                maxlength=MAX_TEXT.to_string()
                aria-invalid=invalid.then_some("true")
                aria-describedby=format!("{}-enonce", names.id)
            >
                // A line end right after the tag would be dropped by the browser: one more keeps the typed one.
                {crate::ui::typed(&text)}
            </textarea>
        </div>
    }
    .into_any()
}

/// Text of a cell or an item where no HTML may stand: in a list of choices, in the name of a button.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    // The engine escapes these four and nothing else.
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn mark(lang: Lang, right: bool) -> AnyView {
    let (class, icon, word) = if right {
        ("mark mark-right", "check", t!(lang, "mark-right"))
    } else {
        ("mark mark-wrong", "x", t!(lang, "mark-wrong"))
    };
    let icon = if icon == "check" {
        view! { <Icon name="check"/> }
    } else {
        view! { <Icon name="x"/> }
    };
    view! { <span class=class>{icon}<span>{word}</span></span> }.into_any()
}

/// One list of choices per row.
fn matching(
    lang: Lang,
    question: &Question,
    (left_header, left): (&str, &[String]),
    (right_header, cells): (&str, &[&String]),
    state: &QuestionState,
    names: &Names,
    seed: i64,
) -> AnyView {
    let order = draw::options(cells.len(), seed, &question.id, true);
    let pairs = match &state.given {
        Some(Given::Matching { pairs }) => pairs.clone(),
        Some(Given::Choice { .. } | Given::Text { .. } | Given::Ordering { .. }) | None => Vec::new(),
    };
    let rows = left.iter().enumerate().map(|(place, html)| {
        let id = format!("{}-gauche-{place}", question.id);
        let chosen = pairs.get(place).copied().flatten();
        let options = order.iter().map(|index| {
            let key = draw::option_key(seed, &question.id, *index);
            view! { <option value=key selected=chosen == Some(*index)>{plain(cells[*index])}</option> }
        });
        let answer = state.reveal.then(|| cells.get(place).map(|cell| plain(cell))).flatten();
        let verdict = state.is_right(&question.answers, place);
        view! {
            <div class="match-row">
                {if state.open {
                    view! {
                        <label class="match-left" for=id.clone() inner_html=html.clone()></label>
                        <select class="input" id=id name=names.name(&format!("left-{place}")) form=names.form>
                            <option value="">{t!(lang, "match-choose")}</option>
                            {options.collect_view()}
                        </select>
                    }
                        .into_any()
                } else {
                    // A list of choices that is closed for good would cut what was chosen.
                    let chosen = chosen.and_then(|index| cells.get(index)).map_or_else(String::new, |cell| (*cell).clone());
                    view! {
                        <span class="match-left" inner_html=html.clone()></span>
                        {(!chosen.is_empty()).then(|| view! { <span class="match-chosen" inner_html=chosen.clone()></span> })}
                    }
                        .into_any()
                }}
                {verdict.map(|right| mark(lang, right))}
                {answer
                    .filter(|_| verdict != Some(true))
                    .map(|answer| view! { <span class="match-answer">{t!(lang, "match-answer", "answer" => answer)}</span> })}
            </div>
        }
    });
    view! {
        <div class="match">
            <p class="match-heads" aria-hidden="true">
                <span inner_html=left_header.to_owned()></span>
                <span inner_html=right_header.to_owned()></span>
            </p>
            {rows.collect_view()}
            {(!state.open && state.given.is_none())
                .then(|| {
                    let cells = order.iter().map(|index| view! { <li inner_html=cells[*index].clone()></li> });
                    view! { <ul class="match-cells">{cells.collect_view()}</ul> }
                })}
        </div>
    }
    .into_any()
}

/// A list whose items move up and down, one press each.
fn ordering(
    lang: Lang,
    question: &Question,
    items: &[String],
    state: &QuestionState,
    names: &Names,
    seed: i64,
) -> AnyView {
    let order = match &state.given {
        Some(Given::Ordering { order }) if order.len() == items.len() => order.clone(),
        Some(Given::Choice { .. } | Given::Text { .. } | Given::Matching { .. } | Given::Ordering { .. })
        | None => draw::options(items.len(), seed, &question.id, true),
    };
    let last = order.len().saturating_sub(1);
    let rows = order.iter().enumerate().filter_map(|(place, index)| {
        let html = items.get(*index)?.clone();
        let key = draw::option_key(seed, &question.id, *index);
        let name = plain(&html);
        let (up, down) = (format!("up:{key}"), format!("down:{key}"));
        Some(view! {
            <li class="order-item">
                <input type="hidden" name=names.name("order") form=names.form value=key/>
                <span class="order-text" inner_html=html></span>
                {state.is_right(&question.answers, place).map(|right| mark(lang, right))}
                {state
                    .open
                    .then(|| {
                        view! {
                            <span class="order-buttons">
                                <button
                                    class="button button-quiet"
                                    type="submit"
                                    form=names.form
                                    name=names.name("move")
                                    value=up
                                    disabled=place == 0
                                    aria-label=t!(lang, "order-up", "item" => name.clone())
                                >
                                    <Icon name="arrow-up"/>
                                </button>
                                <button
                                    class="button button-quiet"
                                    type="submit"
                                    form=names.form
                                    name=names.name("move")
                                    value=down
                                    disabled=place == last
                                    aria-label=t!(lang, "order-down", "item" => name)
                                >
                                    <Icon name="arrow-down"/>
                                </button>
                            </span>
                        }
                    })}
            </li>
        })
    });
    let solution = state.reveal.then(|| {
        let right = items.iter().map(|html| view! { <li inner_html=html.clone()></li> });
        view! {
            <div class="order-solution">
                <p>{t!(lang, "order-solution")}</p>
                <ol>{right.collect_view()}</ol>
            </div>
        }
    });
    view! { <ol class="order">{rows.collect_view()}</ol> {solution} }.into_any()
}
