//! Figures as bars, each said in words beside it, with the same data as a table underneath.

use leptos::prelude::*;

use crate::t;
use crate::texts::Lang;
use crate::ui::{Icon, TableScroll};

/// One bar.
pub(super) struct Bar {
    pub(super) name: String,
    /// What it stands for, in words: « 84 h sur 120 h ».
    pub(super) said: String,
    pub(super) value: i64,
    /// The whole length; none = no limit, and no bar.
    pub(super) of: Option<i64>,
    /// Something is wrong with it: said in words, drawn in the colour of warnings.
    pub(super) warning: Option<String>,
    /// Cells of its row in the table, after the name.
    pub(super) cells: Vec<String>,
}

/// Bars with their table; `heads` names its columns, the first one included.
pub(super) fn bars(lang: Lang, label: String, heads: Vec<String>, bars: Vec<Bar>) -> AnyView {
    let rows = bars
        .iter()
        .map(|bar| {
            let cells = bar.cells.clone();
            view! {
                <tr>
                    <th scope="row">{bar.name.clone()}</th>
                    {cells.into_iter().map(|cell| view! { <td class="align-right">{cell}</td> }).collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="plan-bars">
            <ul>{bars.into_iter().map(drawn).collect_view()}</ul>
            <details class="plan-twin">
                <summary>{t!(lang, "plan-as-table")}</summary>
                <TableScroll label=label>
                    <table class="table-compact">
                        <thead><tr>{heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </TableScroll>
            </details>
        </div>
    }
    .into_any()
}

fn drawn(bar: Bar) -> AnyView {
    let wrong = bar.warning.is_some();
    let picture = bar.of.map(|of| {
        let width = percent(bar.value, of);
        view! {
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="figures-track" width="100" height="10"></rect>
                <rect class="figures-value" width=width.to_string() height="10"></rect>
            </svg>
        }
    });
    view! {
        <li class=if wrong { "plan-bar plan-bar-wrong" } else { "plan-bar" }>
            <span class="plan-bar-name">{bar.name}</span>
            <span class="plan-bar-said">{bar.said}</span>
            {picture}
            {bar.warning.map(|warning| view! { <span class="plan-bar-warning"><Icon name="triangle-alert"/>{warning}</span> })}
        </li>
    }
    .into_any()
}

/// 0–100; what is there at all is seen.
fn percent(value: i64, of: i64) -> i64 {
    if value <= 0 {
        return 0;
    }
    (value.saturating_mul(100) / of.max(1)).clamp(1, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_leaves_its_track() {
        assert_eq!([percent(0, 10), percent(-4, 10), percent(1, 10_000)], [0, 0, 1]);
        assert_eq!([percent(5, 10), percent(30, 10), percent(3, 0)], [50, 100, 100]);
    }
}
