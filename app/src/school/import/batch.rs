//! `/pilotage/imports/{import}`: one batch, at each moment of its life.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use leptos::prelude::*;
use preau::clock::MINUTE;
use preau::school::import::{self, Batch, State, Verdict};

use super::lines::{self, PER_PAGE, Shown};
use super::{address, batch, words};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Crumb, Notice, NoticeKind, PostForm, ProgressBar, Tag,
};

/// Seconds between two looks at a batch that somebody follows.
const LOOK_EVERY: &str = "3";

/// `GET /pilotage/imports/{import}?verdict=…&q=…&page=…`.
pub(super) async fn show(cx: Cx, Path(import): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let (batch, allowed) = batch(&cx, &import).await?;
        let wanted = lines::wanted(&asked);
        let mut read = cx.read().await?;
        let busy = batch.state().is_busy();
        // While a job is at work the list would change under the reader.
        let shown = if busy || matches!(batch.state(), State::Dropped | State::Failed) {
            None
        } else {
            let total = import::count(&mut read, allowed, &wanted).await?;
            let pages = u32::try_from((total.max(1) - 1) / i64::from(PER_PAGE) + 1).unwrap_or(u32::MAX);
            let page = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
            let from = i64::from((page - 1) * PER_PAGE);
            let lines = import::lines(&mut read, allowed, &wanted, 0, from, i64::from(PER_PAGE)).await?;
            Some(Shown { wanted, lines, total, page, pages })
        };
        let scope = match batch.scope.as_str() {
            "" => t!(cx.lang, "import-everywhere"),
            path => preau::school::by_path(&mut read, path)
                .await?
                .map_or_else(|| path.to_owned(), |node| node.name),
        };
        drop(read);
        let follow = busy && asked.has("suivre");
        let mut response = render(&cx, batch, scope, shown, asked.get("refus"), follow);
        if follow {
            // Asked for by the reader, who can stop it: the page holds the link.
            response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(LOOK_EVERY));
        }
        Ok(response)
    })
    .await
}

fn render(
    cx: &Cx,
    batch: Batch,
    scope: String,
    shown: Option<Shown>,
    refused: &str,
    follow: bool,
) -> Response {
    let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
    let above = [
        Crumb::new("/pilotage", t!(lang, "hub-title")),
        Crumb::new("/pilotage/imports", t!(lang, "imports-title")),
    ];
    let stuck = batch.state().is_busy() && cx.now > batch.updated_at.plus(10 * MINUTE);
    let refusal = refusal(lang, refused);
    let sent = ui::instant(lang, batch.created_at, &zone);
    let weight = ui::bytes(lang, u64::try_from(batch.file_bytes).unwrap_or(0));
    cx.page(batch.file_name.clone()).nav(Nav::Operate).crumbs(above).show(move || {
        let state = batch.state();
        let body = match state {
            State::Reading | State::Applying | State::Undoing => working(lang, &batch, follow, stuck),
            State::Ready => ready(lang, &batch),
            State::Failed => failed(lang, &batch),
            State::Applied => applied(lang, &batch),
            State::Undone => undone(lang, &batch),
            State::Dropped => view! { <p>{t!(lang, "import-dropped-text")}</p> }.into_any(),
        };
        view! {
            <div class="stack imports">
                <h1>{batch.file_name.clone()}</h1>
                <p class="import-about">
                    <Tag tone=words::tone(state)>{words::state(lang, state)}</Tag>
                    " "{words::kind(lang, batch.kind())}" · "{scope}" · "{weight}" · "{t!(lang, "import-sent", "when" => sent)}
                </p>
                {refusal.map(|text| view! { <Notice kind=NoticeKind::Error live=true><p>{text}</p></Notice> })}
                {body}
                {shown.map(|shown| lines::table(lang, &batch, shown))}
            </div>
        }
        .into_any()
    })
}

/// The sentence of a refusal that a form of this page met: named in the address, one of a fixed list.
fn refusal(lang: Lang, key: &str) -> Option<String> {
    let key = match key {
        "import-moved-on" => "refusal-import-moved-on",
        "import-empty" => "refusal-import-empty",
        "import-under-way" => "refusal-import-under-way",
        "import-has-refusals" => "import-has-refusals",
        "import-decision-impossible" => "refusal-import-decision-impossible",
        _ => return None,
    };
    Some(texts::text(lang, key))
}

fn working(lang: Lang, batch: &Batch, follow: bool, stuck: bool) -> AnyView {
    let percent = batch.percent();
    let label = match batch.state() {
        State::Applying => t!(lang, "import-progress-applying", "percent" => percent),
        State::Undoing => t!(lang, "import-progress-undoing", "percent" => percent),
        State::Reading | State::Ready | State::Failed | State::Applied | State::Undone | State::Dropped => {
            t!(lang, "import-progress-reading", "percent" => percent)
        }
    };
    let here = address(batch.id);
    let resume = format!("{here}/reprise");
    let act = batch.kind().act().code();
    view! {
        <ProgressBar value=percent max=100 label=label/>
        <p>{t!(lang, "import-progress-leave")}</p>
        <p class="form-actions">
            {if follow {
                view! { <ButtonLink href=here.clone()>{t!(lang, "import-follow-stop")}</ButtonLink> }.into_any()
            } else {
                view! {
                    <ButtonLink href=here.clone() icon="rotate-ccw">{t!(lang, "import-look-again")}</ButtonLink>
                    <ButtonLink href=format!("{here}?suivre=1")>{t!(lang, "import-follow")}</ButtonLink>
                }
                .into_any()
            }}
        </p>
        {stuck
            .then(|| {
                view! {
                    <PostForm action=resume act=act>
                        <p>{t!(lang, "import-stuck")}</p>
                        <p class="form-actions"><Button>{t!(lang, "import-resume")}</Button></p>
                    </PostForm>
                }
            })}
        {(batch.state() == State::Reading).then(|| give_up(lang, batch))}
    }
    .into_any()
}

/// Rows by verdict, each a link to its rows.
fn counts(lang: Lang, batch: &Batch) -> AnyView {
    let here = address(batch.id);
    let rows: Vec<_> = Verdict::ALL
        .into_iter()
        .filter(|verdict| batch.counts.of(*verdict) > 0)
        .map(|verdict| {
            let count = ui::number(lang, u64::try_from(batch.counts.of(verdict)).unwrap_or(0));
            let href = format!("{here}?verdict={}#lignes", verdict.code());
            view! {
                <li>
                    <a class="import-figure" href=href>
                        <strong>{count}</strong>
                        <span>{words::verdict(lang, verdict)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let remarks = batch.counts.remarks();
    view! {
        <ul class="import-figures">{rows}</ul>
        {(remarks > 0).then(|| view! { <p>{t!(lang, "import-remarks", "count" => remarks)}</p> })}
        {(batch.options.doubles > 0)
            .then(|| view! { <p>{t!(lang, "import-doubles", "count" => i64::from(batch.options.doubles))}</p> })}
    }
    .into_any()
}

/// How the file was read, and the way to correct it.
fn how(lang: Lang, batch: &Batch) -> AnyView {
    let Some(shape) = batch.shape() else { return ().into_any() };
    let encoding = super::reading::encoding(lang, shape.encoding);
    let delimiter = super::reading::delimiter(lang, shape.delimiter);
    let header = if shape.header { t!(lang, "import-header-yes") } else { t!(lang, "import-header-no") };
    let href = format!("{}/lecture", address(batch.id));
    view! {
        <p class="import-how">
            {t!(lang, "import-read-as", "encoding" => encoding, "delimiter" => delimiter, "header" => header)}
            " "<a href=href>{t!(lang, "import-correct")}</a>
        </p>
    }
    .into_any()
}

fn ready(lang: Lang, batch: &Batch) -> AnyView {
    let counts_of = |verdict| batch.counts.of(verdict);
    let writes = Verdict::ALL.into_iter().filter(|verdict| verdict.writes()).map(counts_of).sum::<i64>();
    let (refused, open) = (counts_of(Verdict::Refuse), counts_of(Verdict::Decide));
    let action = format!("{}/ecriture", address(batch.id));
    let act = batch.kind().act().code();
    let only = if refused == 0 { ButtonKind::Secondary } else { ButtonKind::Primary };
    let form = (writes + open > 0).then(|| {
        view! {
            <PostForm action=action act=act>
                {(refused + open > 0).then(|| view! { <p>{t!(lang, "import-some-refused", "count" => refused, "open" => open)}</p> })}
                <p class="form-actions">
                    {(refused == 0)
                        .then(|| {
                            view! {
                                <Button kind=ButtonKind::Primary name=Some("mode") value=Some("tout".to_owned())>
                                    {t!(lang, "import-apply-all")}
                                </Button>
                            }
                        })}
                    {(refused + open > 0)
                        .then(|| {
                            view! {
                                <Button kind=only name=Some("mode") value=Some("valides".to_owned())>
                                    {t!(lang, "import-apply-valid", "count" => writes)}
                                </Button>
                            }
                        })}
                </p>
            </PostForm>
        }
    });
    view! {
        {counts(lang, batch)}
        {how(lang, batch)}
        {(writes + open == 0).then(|| view! { <Notice><p>{t!(lang, "import-nothing-to-do")}</p></Notice> })}
        {form}
        {(refused > 0)
            .then(|| {
                let href = format!("{}/lignes.csv?verdict=refuse", address(batch.id));
                view! { <p><ButtonLink href=href icon="download" download=true>{t!(lang, "import-errors-csv")}</ButtonLink></p> }
            })}
        {give_up(lang, batch)}
    }
    .into_any()
}

fn failed(lang: Lang, batch: &Batch) -> AnyView {
    let why = batch.failure().map(|reason| words::reason(lang, reason)).unwrap_or_default();
    let href = format!("{}/lecture", address(batch.id));
    let may_correct = batch.shape().is_some();
    view! {
        <Notice kind=NoticeKind::Error title=t!(lang, "import-failed-title")><p>{why}</p></Notice>
        {how(lang, batch)}
        <p class="form-actions">
            {may_correct.then(|| view! { <ButtonLink href=href kind=ButtonKind::Primary>{t!(lang, "import-correct")}</ButtonLink> })}
            <ButtonLink href="/pilotage/imports/nouveau">{t!(lang, "import-send-other")}</ButtonLink>
        </p>
        {give_up(lang, batch)}
    }
    .into_any()
}

/// Rows by what became of them.
fn outcomes(lang: Lang, batch: &Batch) -> AnyView {
    let rows: Vec<_> = ["done", "removed", "restored", "closed", "already", "moved", "kept"]
        .into_iter()
        .filter(|outcome| batch.counts.ended(outcome) > 0)
        .filter_map(|outcome| {
            let count = ui::number(lang, u64::try_from(batch.counts.ended(outcome)).unwrap_or(0));
            let word = words::outcome(lang, outcome)?;
            Some(view! { <li><span class="import-figure"><strong>{count}</strong><span>{word}</span></span></li> })
        })
        .collect();
    let unsettled =
        ["moved", "kept", "closed"].into_iter().map(|outcome| batch.counts.ended(outcome)).sum::<i64>();
    let href = format!("{}?inachevees=1#lignes", address(batch.id));
    view! {
        <ul class="import-figures">{rows}</ul>
        {(unsettled > 0)
            .then(|| view! { <p><a href=href>{t!(lang, "import-unsettled", "count" => unsettled)}</a></p> })}
    }
    .into_any()
}

fn applied(lang: Lang, batch: &Batch) -> AnyView {
    let action = format!("{}/annulation", address(batch.id));
    let act = batch.kind().act().code();
    view! {
        {outcomes(lang, batch)}
        <details class="import-undo">
            <summary>{t!(lang, "import-undo-title")}</summary>
            <PostForm action=action act=act>
                <p>{t!(lang, "import-undo-text")}</p>
                <p class="form-actions"><Button kind=ButtonKind::Danger>{t!(lang, "import-undo")}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}

fn undone(lang: Lang, batch: &Batch) -> AnyView {
    let turned_back = !batch.only_valid && batch.counts.ended("moved") > 0;
    view! {
        {turned_back
            .then(|| view! { <Notice kind=NoticeKind::Warning><p>{t!(lang, "import-turned-back")}</p></Notice> })}
        {outcomes(lang, batch)}
    }
    .into_any()
}

fn give_up(lang: Lang, batch: &Batch) -> AnyView {
    let action = format!("{}/abandon", address(batch.id));
    let act = batch.kind().act().code();
    view! {
        <PostForm action=action act=act class="row-form">
            <Button kind=ButtonKind::Quiet icon="trash-2">{t!(lang, "import-give-up")}</Button>
        </PostForm>
    }
    .into_any()
}

/// The page of a batch with the refusal that a form met.
pub(super) fn with_refusal(import: &str, key: &str) -> String {
    format!("{}?refus={}", super::page_of(import), encode(key))
}
