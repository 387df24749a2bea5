//! A look into the file: its first lines as a table.

use leptos::prelude::*;

use preau::open_data::figures::{Level, Line};

use crate::school::words;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{TableScroll, number};

/// Lines that are shown of a file.
pub(super) const SHOWN: usize = 40;

fn level(lang: Lang, level: Level) -> String {
    texts::text(lang, &format!("open-data-level-{}", level.code().replace('_', "-")))
}

/// The first lines, with what is masked said in words.
pub(super) fn table(lang: Lang, lines: &[Line]) -> AnyView {
    let row = |line: &Line| {
        let place = match line.level {
            Level::Nation => String::new(),
            Level::Academy | Level::NoBasin => line.academy_name.clone(),
            Level::Basin => line.basin_name.clone(),
        };
        let all = |code: &str, name: fn(Lang, &str) -> String| {
            if code.is_empty() { t!(lang, "open-data-all") } else { name(lang, code) }
        };
        let figure = |known: Option<u32>| {
            known.map_or_else(|| t!(lang, "open-data-masked"), |n| number(lang, n.into()))
        };
        view! {
            <tr>
                <th scope="row">{level(lang, line.level)}</th>
                <td>{place}</td>
                <td>{all(&line.kind, words::kind)}</td>
                <td>{all(&line.sector, words::sector)}</td>
                <td class="number">{number(lang, line.schools.into())}</td>
                <td class="number">{figure(line.figures.map(|figures| figures.covered))}</td>
                <td class="number">{figure(line.figures.map(|figures| figures.nominations))}</td>
            </tr>
        }
    };
    let rows = lines.iter().take(SHOWN).map(row).collect_view();
    view! {
        <TableScroll label=t!(lang, "open-data-title")>
            <table class="table-compact">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, "open-data-level")}</th>
                        <th scope="col">{t!(lang, "open-data-place")}</th>
                        <th scope="col">{t!(lang, "school-kind")}</th>
                        <th scope="col">{t!(lang, "school-sector")}</th>
                        <th scope="col" class="number">{t!(lang, "coverage-schools")}</th>
                        <th scope="col" class="number">{t!(lang, "coverage-covered")}</th>
                        <th scope="col" class="number">{t!(lang, "open-data-nominations")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </TableScroll>
    }
    .into_any()
}
