//! `/atelier/relectures`: what waits for a reviewer, and one module in front of its reviewer: what changed, line by
//! line, the pages as readers will see them, remarks, and the verdict (AUT-6).

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Role};
use preau::course::published::Page;
use preau::course::source::Source as _;
use preau::workshop::check::Verdict;
use preau::workshop::diff::{self, Change, DiffLine};
use preau::workshop::review::{self, Decision, Remark};
use preau::workshop::{self, Module, save};
use preau::{Conn, Error, Result};

use super::{go, keep_typed, preview, verdict, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, Crumb, EmptyState, ErrorSummary, Field, FormState, Icon, PostForm, Tag, TextArea,
    Tone, date, instant,
};

/// Lines shown around a change.
const AROUND: usize = 4;
const ADDRESS: &str = "/atelier/relectures";
const REVIEWERS: [Role; 5] =
    [Role::Inspector, Role::DisciplineContact, Role::PlanManager, Role::CentreTrainer, Role::NationalAdmin];

/// `GET /atelier/relectures`.
pub(super) async fn queue(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::ReviewCourse, ())?;
        let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
        let paths: Vec<String> = actor.places(&REVIEWERS).into_iter().map(str::to_owned).collect();
        let waiting = review::queue(&mut cx.read().await?, actor.id(), &paths).await?;
        let lang = cx.lang;
        let zone = cx.site.config.zone.clone();
        Ok(cx.page(t!(lang, "review-title")).nav(Nav::Operate).crumbs([]).show(move || {
            let body = if waiting.is_empty() {
                view! {
                    <EmptyState title=t!(lang, "review-none") icon="check">
                        <p>{t!(lang, "review-none-text")}</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                let line = |found: review::Waiting| {
                    let since = found.submitted_at.map(|at| date(lang, at.date_in(&zone)));
                    view! {
                        <li class="row">
                            <div>
                                <p class="row-title"><a href=format!("{ADDRESS}/{}", found.id)>{found.title}</a></p>
                                <p class="soft">{found.owner_name} " · " {found.school_name} " → " {found.node_name}</p>
                            </div>
                            {since.map(|since| view! { <span class="soft">{t!(lang, "review-since", "date" => since)}</span> })}
                        </li>
                    }
                };
                view! { <ul class="rows">{waiting.into_iter().map(line).collect_view()}</ul> }.into_any()
            };
            view! {
                <div class="workshop stack">
                    <div class="page-head">
                        <h1>{t!(lang, "review-title")}</h1>
                        <p class="lead">{t!(lang, "review-lead")}</p>
                    </div>
                    {body}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

/// A module that waits for the asker.
async fn seen(cx: &Cx, db: &mut impl Conn, id: &str) -> Result<Module> {
    cx.allow(Act::ReviewCourse, ())?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let module = review::waiting(db, id).await?;
    cx.allow_at(Act::ReviewCourse, &module.node_path, ())?;
    Ok(module)
}

/// `GET /atelier/relectures/{module}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let module = seen(&cx, &mut cx.read().await?, &id).await?;
        let form = super::typed(&cx).await?.unwrap_or_else(|| FormState::empty(cx.lang));
        page(&cx, module, form).await
    })
    .await
}

/// `POST /atelier/relectures/{module}`.
pub(super) async fn send(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        let module = seen(&cx, &mut cx.read().await?, &id).await?;
        match act(&cx, &module, &fields).await {
            Ok(to) => Ok(go(&to)),
            Err(error) => page(&cx, module, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn act(cx: &Cx, module: &Module, fields: &Fields) -> Result<String> {
    let mut tx = cx.begin().await?;
    let to = match fields.get("act") {
        "comment" => {
            let allowed = cx.allow_at(Act::ReviewCourse, &module.node_path, module.id)?;
            let line = fields.get("line").trim().parse().unwrap_or(0);
            review::comment(&mut tx, allowed, fields.get("path"), line, fields.get("body"), cx.now).await?;
            format!("{ADDRESS}/{}?fait=module-remarque", module.id)
        }
        act @ ("return" | "validate") => {
            let seen = fields.get("revision").parse().unwrap_or(0);
            let allowed = cx.allow_at(Act::ReviewCourse, &module.node_path, (module.id, seen))?;
            let (decision, done) = match act {
                "return" => (Decision::Return, "module-rendu"),
                _ => (Decision::Validate, "module-valide"),
            };
            review::decide(&mut tx, allowed, decision, fields.get("comment"), cx.now).await?;
            format!("{ADDRESS}?fait={done}")
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(to)
}

/// A file with what changed in it since the version in service.
struct Changed {
    path: String,
    lines: Vec<DiffLine>,
}

async fn page(cx: &Cx, module: Module, form: FormState) -> Result<Response> {
    let mut read = cx.read().await?;
    let held = workshop::load(&mut read, module.id).await?;
    let before = match module.published_revision {
        Some(revision) => save::texts_at(&mut read, module.id, revision).await?,
        None => Vec::new(),
    };
    let remarks = review::remarks(&mut read, module.id).await?;
    drop(read);
    let mut files = Vec::new();
    for entry in held.list() {
        let Some(text) = held.read(&entry.path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        let old = before.iter().find(|(path, _)| *path == entry.path).map(|(_, text)| text.as_str());
        let lines = diff::lines(old, &text, AROUND);
        if !lines.is_empty() && entry.path != "ids.lock" {
            files.push(Changed { path: entry.path, lines });
        }
    }
    let verdict = verdict(cx, module.slug.clone(), held).await?;
    let lang = cx.lang;
    let zone = cx.site.config.zone.clone();
    let crumbs = [Crumb::new(ADDRESS, t!(lang, "review-title"))];
    let pages: Vec<Page> = verdict.published.as_ref().map(|course| course.pages.clone()).unwrap_or_default();
    let status = form.status();
    let sheet = Sheet { lang, zone, module, files, verdict, remarks, form };
    Ok(cx.page(sheet.module.title.clone()).nav(Nav::Operate).crumbs(crumbs).status(status).show(move || {
        let slug = sheet.module.slug.clone();
        let shown =
            pages.into_iter().map(|page| (page.title.clone(), preview::show(cx, &slug, page))).collect();
        sheet.show(shown)
    }))
}

struct Sheet {
    lang: Lang,
    zone: String,
    module: Module,
    files: Vec<Changed>,
    verdict: Verdict,
    remarks: Vec<Remark>,
    form: FormState,
}

impl Sheet {
    fn show(self, pages: Vec<(String, AnyView)>) -> AnyView {
        let lang = self.lang;
        let (module, form) = (self.module, self.form);
        let action = format!("{ADDRESS}/{}", module.id);
        let revision = module.revision.to_string();
        let new = module.published_revision.is_none();
        let paths: Vec<(String, bool)> =
            self.files.iter().map(|file| (file.path.clone(), form.has("path", &file.path))).collect();
        let field = |name: &str| (form.value(name), form.fault(name));
        let ((line, line_fault), (body, body_fault)) = (field("line"), field("body"));
        let (comment, comment_fault) = field("comment");
        let texts = self.files.iter().map(|file| changed(lang, file, &self.remarks, !new)).collect_view();
        let said = remarks(lang, &self.zone, &self.remarks);
        let (errors, warnings) = (self.verdict.errors(), self.verdict.warnings());
        view! {
            <div class="workshop workshop-wide stack">
                <div class="page-head">
                    <h1>{module.title.clone()}</h1>
                    <p class="lead">
                        {t!(lang, "review-by", "who" => module.owner_name.clone(), "school" => module.school_name.clone(), "place" => module.node_name.clone())}
                    </p>
                </div>
                <ErrorSummary form=form/>
                <section class="stack" aria-labelledby="titre-verdict">
                    <h2 id="titre-verdict">{t!(lang, "workshop-verdict")}</h2>
                    {words::verdict(lang, errors, warnings)}
                </section>
                <section class="stack" aria-labelledby="titre-pages">
                    <h2 id="titre-pages">{t!(lang, "review-pages")}</h2>
                    {pages
                        .into_iter()
                        .map(|(title, page)| {
                            view! { <details><summary>{title}</summary><div class="editor-preview">{page}</div></details> }
                        })
                        .collect_view()}
                </section>
                <section class="stack" aria-labelledby="titre-textes">
                    <h2 id="titre-textes">{if new { t!(lang, "review-texts") } else { t!(lang, "review-changes") }}</h2>
                    {texts}
                </section>
                <section class="stack" aria-labelledby="titre-remarque">
                    <h2 id="titre-remarque">{t!(lang, "review-comment")}</h2>
                    <PostForm action=action.clone() act="workshop.review">
                        <label for="champ-path">{t!(lang, "workshop-col-file")}</label>
                        <select class="input" id="champ-path" name="path">
                            {paths
                                .into_iter()
                                .map(|(path, selected)| {
                                    view! { <option value=path.clone() selected=selected>{path.clone()}</option> }
                                })
                                .collect_view()}
                        </select>
                        <Field name="line" label=t!(lang, "review-line") value=line fault=line_fault inputmode=Some("numeric") size=Some(6)/>
                        <TextArea name="body" label=t!(lang, "review-body") value=body fault=body_fault rows=3 maxlength=Some(4000)/>
                        <Button name=Some("act") value=Some("comment".to_owned())>{t!(lang, "review-comment-send")}</Button>
                    </PostForm>
                    {said}
                </section>
                <section class="stack" aria-labelledby="titre-avis">
                    <h2 id="titre-avis">{t!(lang, "review-decision")}</h2>
                    <PostForm action=action act="workshop.review">
                        <input type="hidden" name="revision" value=revision/>
                        <TextArea
                            name="comment"
                            label=t!(lang, "review-decision-comment")
                            hint=t!(lang, "review-decision-hint")
                            value=comment
                            fault=comment_fault
                            rows=4
                            optional=true
                            maxlength=Some(4000)
                        />
                        <p class="form-actions">
                            <Button kind=ButtonKind::Primary name=Some("act") value=Some("validate".to_owned())>{t!(lang, "review-validate")}</Button>
                            <Button name=Some("act") value=Some("return".to_owned())>{t!(lang, "review-return")}</Button>
                        </p>
                    </PostForm>
                </section>
            </div>
        }
        .into_any()
    }
}

/// A file line by line: what came and went is said by a sign and a word as well as by a colour.
fn changed(lang: Lang, file: &Changed, remarks: &[Remark], signs: bool) -> AnyView {
    let row = |line: &DiffLine| {
        let (class, sign, word) = match line.change {
            Change::Same => ("diff-same", " ", String::new()),
            Change::Added if signs => ("diff-added", "+", t!(lang, "review-added")),
            Change::Added => ("diff-same", " ", String::new()),
            Change::Removed => ("diff-removed", "−", t!(lang, "review-removed")),
        };
        let removed = line.change == Change::Removed;
        let parts = line.parts.iter().map(|(marked, text)| match (marked, removed) {
            (true, true) => view! { <del>{text.clone()}</del> }.into_any(),
            (true, false) => view! { <ins>{text.clone()}</ins> }.into_any(),
            (false, _) => view! { <span>{text.clone()}</span> }.into_any(),
        });
        let said = remarks
            .iter()
            .filter(|remark| remark.path.as_deref() == Some(file.path.as_str()))
            .filter(|remark| line.number.is_some_and(|number| i32::try_from(number).ok() == remark.line))
            .map(|remark| view! { <p class="diff-remark"><Icon name="message-circle"/>{remark.author.clone()} " : " {remark.body.clone()}</p> })
            .collect_view();
        view! {
            <tr class=class>
                <td class="diff-number">{line.number.map(|number| number.to_string())}</td>
                <td class="diff-sign"><span aria-hidden="true">{sign}</span><span class="visually-hidden">{word}</span></td>
                <td>{parts.collect_view()} {said}</td>
            </tr>
        }
    };
    let (path, name, label) = (file.path.clone(), file.path.clone(), file.path.clone());
    view! {
        <details open=true>
            <summary>{name}</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label=label>
                <table class="diff" lang="fr">
                    <caption class="visually-hidden">{path}</caption>
                    <tbody>{file.lines.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// What reviewers wrote, the last first.
pub(super) fn remarks(lang: Lang, zone: &str, remarks: &[Remark]) -> AnyView {
    let item = |remark: &Remark| {
        let tag = remark.decision().map(|decision| {
            let (tone, text) = match decision {
                Decision::Return => (Tone::Warning, t!(lang, "review-returned")),
                Decision::Validate => (Tone::Success, t!(lang, "review-validated")),
            };
            view! { <Tag tone=tone>{text}</Tag> }
        });
        let place = remark
            .path
            .clone()
            .map(|path| t!(lang, "workshop-place", "file" => path, "line" => remark.line.unwrap_or(1)));
        view! {
            <li>
                <p class="soft">{remark.author.clone()} ", " {instant(lang, remark.created_at, zone)} " " {tag} " " {place}</p>
                <p class="typed">{remark.body.clone()}</p>
            </li>
        }
    };
    view! { <ul class="remarks">{remarks.iter().map(item).collect_view()}</ul> }.into_any()
}
