//! States, kinds and fates in words.

use leptos::prelude::*;

use preau::privacy::erasure::{Fate, Item};
use preau::privacy::request::{Kind, Outcome, State};

use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{TableScroll, Tag, Tone};

pub(super) fn kind(lang: Lang, kind: Kind) -> String {
    match kind {
        Kind::Rectification => t!(lang, "request-kind-rectification"),
        Kind::Erasure => t!(lang, "request-kind-erasure"),
        Kind::Restriction => t!(lang, "request-kind-restriction"),
        Kind::Objection => t!(lang, "request-kind-objection"),
    }
}

pub(super) fn state(lang: Lang, state: State) -> String {
    match state {
        State::Open => t!(lang, "request-state-open"),
        State::Extended => t!(lang, "request-state-extended"),
        State::Answered => t!(lang, "request-state-answered"),
        State::Withdrawn => t!(lang, "request-state-withdrawn"),
    }
}

pub(super) fn outcome(lang: Lang, outcome: Outcome) -> String {
    match outcome {
        Outcome::Granted => t!(lang, "request-outcome-granted"),
        Outcome::Partly => t!(lang, "request-outcome-partly"),
        Outcome::Refused => t!(lang, "request-outcome-refused"),
    }
}

pub(super) fn state_tag(lang: Lang, is: State, late: bool) -> AnyView {
    let tone = match is {
        State::Open | State::Extended if late => Tone::Error,
        State::Open => Tone::Accent,
        State::Extended => Tone::Warning,
        State::Answered => Tone::Success,
        State::Withdrawn => Tone::Neutral,
    };
    let word = if late { t!(lang, "request-late") } else { state(lang, is) };
    view! { <Tag tone=tone>{word}</Tag> }.into_any()
}

/// What would be erased, what would stay, and why: the dry run.
pub(super) fn plan(lang: Lang, items: Vec<Item>) -> AnyView {
    let row = move |item: Item| {
        let (tone, word, why) = match item.fate {
            Fate::Erased => (Tone::Success, t!(lang, "erasure-erased"), String::new()),
            Fate::Unnamed => (Tone::Accent, t!(lang, "erasure-unnamed"), String::new()),
            Fate::Kept(why) => {
                (Tone::Warning, t!(lang, "erasure-kept"), texts::text(lang, &format!("erasure-why-{why}")))
            }
        };
        view! {
            <tr>
                <th scope="row">{texts::text(lang, &format!("erasure-what-{}", item.what))}</th>
                <td>{item.count}</td>
                <td>
                    <Tag tone=tone>{word}</Tag>
                    {(!why.is_empty()).then(|| view! { <span class="cell-detail">{why}</span> })}
                </td>
            </tr>
        }
    };
    let rows = items.into_iter().map(row).collect::<Vec<_>>();
    view! {
        <TableScroll label=t!(lang, "erasure-title")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "erasure-what")}</th>
                        <th scope="col">{t!(lang, "erasure-count")}</th>
                        <th scope="col">{t!(lang, "erasure-fate")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}
