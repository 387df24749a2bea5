//! The rows of a batch with their verdicts: what each would do or has done, and the question that only a human answers.

use leptos::prelude::*;
use preau::school::import::{Batch, Line, Reason, State, Verdict, Wanted};

use super::{address, words};
use crate::error_pages::encode;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Button, EmptyState, Pager, PostForm, TableScroll, Tag};

/// Rows of a page.
pub(super) const PER_PAGE: u32 = 50;

/// What is asked for in the address.
pub(super) fn wanted(asked: &crate::fields::Fields) -> Wanted {
    Wanted {
        verdict: Verdict::parse(asked.get("verdict")),
        unsettled: asked.has("inachevees"),
        search: asked.get("q").trim().chars().take(100).collect(),
    }
}

/// The address of a page or file with this filter, ready for one more pair.
pub(super) fn filtered(path: &str, wanted: &Wanted) -> String {
    let mut address = format!("{path}?");
    if let Some(verdict) = wanted.verdict {
        address.push_str(&format!("verdict={}&", verdict.code()));
    }
    if wanted.unsettled {
        address.push_str("inachevees=1&");
    }
    if !wanted.search.is_empty() {
        address.push_str(&format!("q={}&", encode(&wanted.search)));
    }
    address
}

/// A page of rows, with the filter above and the way on below.
pub(super) struct Shown {
    pub(super) wanted: Wanted,
    pub(super) lines: Vec<Line>,
    pub(super) total: i64,
    pub(super) page: u32,
    pub(super) pages: u32,
}

/// The table of rows.
pub(super) fn table(lang: Lang, batch: &Batch, shown: Shown) -> AnyView {
    let (here, open) = (address(batch.id), batch.state() == State::Ready);
    let csv = filtered(&format!("{here}/lignes.csv"), &shown.wanted);
    let base = filtered(&here, &shown.wanted);
    let back = if shown.page > 1 { format!("{base}page={}", shown.page) } else { base.clone() };
    let verdicts: Vec<_> = Verdict::ALL.into_iter().filter(|verdict| batch.counts.of(*verdict) > 0).collect();
    let (now, search, count) = (shown.wanted.verdict, shown.wanted.search.clone(), shown.total);
    let unsettled = shown.wanted.unsettled;
    view! {
        <section class="stack" aria-labelledby="lignes">
            <h2 id="lignes">{t!(lang, "import-lines")}</h2>
            <form method="get" action=here.clone() class="form form-line">
                <div class="field">
                    <label for="champ-q">{t!(lang, "import-search")}</label>
                    <input class="input" id="champ-q" type="search" name="q" value=search maxlength="100"/>
                </div>
                <div class="field">
                    <label for="champ-verdict">{t!(lang, "import-verdict")}</label>
                    <select class="input" id="champ-verdict" name="verdict">
                        <option value="">{t!(lang, "import-verdict-any")}</option>
                        {verdicts
                            .into_iter()
                            .map(|verdict| {
                                let selected = Some(verdict) == now;
                                view! { <option value=verdict.code() selected=selected>{words::verdict(lang, verdict)}</option> }
                            })
                            .collect_view()}
                    </select>
                </div>
                {unsettled.then(|| view! { <input type="hidden" name="inachevees" value="1"/> })}
                <Button>{t!(lang, "import-filter")}</Button>
                <a class="button" href=csv download="">{t!(lang, "import-lines-csv")}</a>
            </form>
            <p role="status">{t!(lang, "import-count", "count" => count)}</p>
            {if shown.lines.is_empty() {
                view! {
                    <EmptyState title=t!(lang, "import-no-lines") icon="search" level=3>
                        <p><a href=here.clone()>{t!(lang, "import-all-lines")}</a></p>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! {
                    <TableScroll label=t!(lang, "import-lines")>
                        <table class="table-compact import-lines">
                            <thead>
                                <tr>
                                    <th scope="col" class="align-right">{t!(lang, "import-line")}</th>
                                    <th scope="col">{t!(lang, "import-about")}</th>
                                    <th scope="col">{t!(lang, "import-verdict")}</th>
                                    <th scope="col">{t!(lang, "import-detail")}</th>
                                </tr>
                            </thead>
                            <tbody>
                                {shown.lines.into_iter().map(|line| row(lang, &here, &back, open, line)).collect_view()}
                            </tbody>
                        </table>
                    </TableScroll>
                }
                .into_any()
            }}
            <Pager page=shown.page pages=shown.pages base=base/>
        </section>
    }
    .into_any()
}

/// The sentence under a verdict, if there is one.
pub(super) fn why(lang: Lang, line: &Line) -> Option<String> {
    (!line.reason.is_empty()).then(|| {
        words::reason(lang, &Reason { key: line.reason.clone(), values: line.detail.values.clone() })
    })
}

fn row(lang: Lang, here: &str, back: &str, open: bool, line: Line) -> AnyView {
    let verdict = line.verdict();
    let outcome = words::outcome(lang, &line.outcome);
    let number = if line.line > 0 { line.line.to_string() } else { "–".to_owned() };
    let why = why(lang, &line);
    let notes: Vec<_> = line.detail.notes.iter().map(|note| words::reason(lang, note)).collect();
    let changes: Vec<_> = line
        .detail
        .changes
        .iter()
        .map(|change| {
            let (field, before, after) = (
                words::field(lang, &change.field),
                words::said(lang, &change.field, &change.before),
                words::said(lang, &change.field, &change.after),
            );
            view! { <li><span class="import-field">{field}</span>" "<del>{before}</del>" → "<ins>{after}</ins></li> }
        })
        .collect();
    let question = (open && verdict == Verdict::Decide).then(|| question(lang, here, back, &line));
    view! {
        <tr>
            <td class="align-right">{number}</td>
            <th scope="row">
                {if line.label.is_empty() { line.about.clone() } else { line.label.clone() }}
                {(!line.label.is_empty()).then(|| view! { <span class="cell-detail">{line.about.clone()}</span> })}
            </th>
            <td>
                <Tag tone=words::verdict_tone(verdict)>{words::verdict(lang, verdict)}</Tag>
                {outcome.map(|outcome| view! { <span class="cell-detail">{outcome}</span> })}
            </td>
            <td>
                {why.map(|why| view! { <p>{why}</p> })}
                {(!changes.is_empty()).then(|| view! { <ul class="import-changes">{changes}</ul> })}
                {notes.into_iter().map(|note| view! { <p class="cell-detail">{note}</p> }).collect_view()}
                {question}
            </td>
        </tr>
    }
    .into_any()
}

/// Who is it? The answer is kept, and may be taken back until the rows are written.
fn question(lang: Lang, here: &str, back: &str, line: &Line) -> AnyView {
    let about = format!(" ({})", line.about);
    let action = format!("{here}/lignes/{}", line.number);
    let (same, other) = match line.reason.as_str() {
        "address-of-several" => (false, false),
        "address-other-name" => (true, false),
        "name-of-several" => (false, true),
        _ => (true, true),
    };
    let button = |shown: bool, value: &'static str, label: String| {
        let about = about.clone();
        shown.then(|| {
            view! {
                <Button name=Some("choice") value=Some(value.to_owned())>{label}<span class="visually-hidden">{about}</span></Button>
            }
        })
    };
    let (answer, buttons) = match line.decision.as_str() {
        "" => (
            None,
            view! {
                {button(same, "same", t!(lang, "import-same-person"))}
                {button(other, "other", t!(lang, "import-other-person"))}
            }
            .into_any(),
        ),
        decision => {
            let said = match decision {
                "same" => t!(lang, "import-said-same"),
                _ => t!(lang, "import-said-other"),
            };
            (Some(said), view! { {button(true, "", t!(lang, "import-take-back"))} }.into_any())
        }
    };
    let back = back.to_owned();
    view! {
        {answer.map(|answer| view! { <p><strong>{answer}</strong></p> })}
        <PostForm action=action act="people.import" class="row-form form-actions">
            <input type="hidden" name="retour" value=back/>
            {buttons}
        </PostForm>
    }
    .into_any()
}
