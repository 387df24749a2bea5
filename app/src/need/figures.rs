//! Figures as a picture and as a table in one: a line each, with its bar.

use leptos::prelude::*;

use preau::need::small_cells::Gathered;
use preau::need::territory::Shown;
use preau::need::themes::Theme;

use super::words;
use crate::t;
use crate::texts::Lang;
use crate::ui::{TableScroll, number};

/// One figure: its name, where it leads, what may be told.
pub(super) struct Bar {
    pub(super) name: String,
    /// Second column, if the table has one.
    pub(super) detail: Option<String>,
    pub(super) href: Option<String>,
    pub(super) shown: Shown,
}

/// The number, or that it is masked.
pub(super) fn say(lang: Lang, shown: Shown) -> String {
    match shown {
        Shown::Number(value) => number(lang, value.into()),
        Shown::Masked => t!(lang, "figures-masked"),
    }
}

/// A table whose last column is drawn: the longest bar is the largest number.
pub(super) fn bars(
    lang: Lang,
    label: String,
    head: String,
    detail: Option<String>,
    unit: String,
    lines: Vec<Bar>,
) -> AnyView {
    let most = lines
        .iter()
        .filter_map(|line| match line.shown {
            Shown::Number(value) => Some(value),
            Shown::Masked => None,
        })
        .max()
        .unwrap_or(0)
        .max(1);
    let second = detail.is_some();
    view! {
        <TableScroll label=label>
            <table class="table-compact figures">
                <thead>
                    <tr>
                        <th scope="col">{head}</th>
                        {detail.map(|detail| view! { <th scope="col">{detail}</th> })}
                        <th scope="col" class="align-right">{unit}</th>
                        <td class="figures-bar-head"></td>
                    </tr>
                </thead>
                <tbody>
                    {lines
                        .into_iter()
                        .map(|line| {
                            let width = match line.shown {
                                Shown::Number(value) => u64::from(value) * 100 / u64::from(most),
                                Shown::Masked => 0,
                            };
                            let name = match line.href {
                                Some(href) => view! { <a href=href>{line.name}</a> }.into_any(),
                                None => line.name.into_any(),
                            };
                            let masked = line.shown == Shown::Masked;
                            view! {
                                <tr>
                                    <th scope="row">{name}</th>
                                    {second.then(|| view! { <td>{line.detail.unwrap_or_default()}</td> })}
                                    <td class=if masked { "align-right soft" } else { "align-right" }>{say(lang, line.shown)}</td>
                                    <td class="figures-bar">
                                        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                                            <rect class="figures-track" width="100" height="10"></rect>
                                            <rect class="figures-value" width=width.to_string() height="10"></rect>
                                        </svg>
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}

/// Counts by theme and discipline, « autres » last; the sentence instead when there are too few.
pub(super) fn gathered(lang: Lang, label: String, counts: &Gathered, themes: &[Theme]) -> AnyView {
    if counts.too_few {
        return view! { <p class="soft">{t!(lang, "figures-too-few")}</p> }.into_any();
    }
    if counts.cells.is_empty() && counts.others == 0 {
        return view! { <p class="soft">{t!(lang, "figures-none")}</p> }.into_any();
    }
    let mut lines: Vec<Bar> = counts
        .cells
        .iter()
        .map(|(theme, discipline, people)| Bar {
            name: words::theme(lang, themes, theme),
            detail: Some(words::discipline(lang, discipline)),
            href: None,
            shown: Shown::Number(*people),
        })
        .collect();
    if counts.others > 0 {
        lines.push(Bar {
            name: t!(lang, "figures-others"),
            detail: Some(t!(lang, "figures-others-detail")),
            href: None,
            shown: Shown::Number(counts.others),
        });
    }
    view! {
        {bars(
            lang,
            label,
            t!(lang, "need-theme"),
            Some(t!(lang, "need-discipline")),
            t!(lang, "figures-requests"),
            lines,
        )}
        <p class="soft small">{t!(lang, "figures-gathered")}</p>
    }
    .into_any()
}
