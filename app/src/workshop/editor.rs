//! `/atelier/{module}/fichier?chemin=…`: the text of a file, what the check says of it, and the page it makes.
//!
//! It is a form with a text field. Saving keeps a revision; when somebody saved since, both texts are shown, and what
//! was typed stays in the field (AUT-8).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use preau::course::diagnostic::Diagnostic;
use preau::course::published::Page;
use preau::course::source::Memory;
use preau::workshop::check::{self, Verdict};
use preau::workshop::fix::fix;
use preau::workshop::pages::is_page;
use preau::workshop::save::{self, Conflict, Saved, Typed, line_ends};
use preau::workshop::{self, Module, State};
use preau::{Error, Result};

use super::{
    address, allow, beside, crumbs, file_address, go, keep_typed, options, own, preview, typed, words,
};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    ButtonLink, ErrorSummary, FormState, Icon, Notice, NoticeKind, instant, typed as as_content,
};

/// `GET /atelier/{module}/fichier?chemin=…&ligne=…`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let module = own(&cx, &mut cx.read().await?, &id).await?;
        let path = asked.get("chemin").to_owned();
        let form = match typed(&cx).await? {
            // Back from a login: what was typed, on the save it was typed on.
            Some(form) => form,
            None => {
                let mut read = cx.read().await?;
                let file = save::file(&mut read, module.id, &path).await?.ok_or(Error::NotFound)?;
                let text = save::text_at(&mut read, module.id, &path, file.revision).await?;
                let text = text.ok_or(Error::NotFound)?;
                let base = file.revision.to_string();
                FormState::filled(cx.lang, vec![("text".into(), text), ("base".into(), base)])
            }
        };
        page(&cx, module, path, form, asked.get("ligne").parse().ok(), None).await
    })
    .await
}

/// `POST /atelier/{module}/fichier?chemin=…`: saves, shows without saving, or mends what the check names.
pub(super) async fn send(cx: Cx, Path(id): Path<String>, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        let module = own(&cx, &mut cx.read().await?, &id).await?;
        let path = asked.get("chemin").to_owned();
        let here = file_address(&module, &path);
        let line = asked.get("ligne").parse().ok();
        if fields.get("act") == "preview" {
            let form = FormState::filled(cx.lang, fields.pairs().to_vec());
            return page(&cx, module, path, form, line, None).await;
        }
        let mut text = line_ends(fields.get("text"));
        let mends = fields.has("fix");
        if mends {
            text = mended(&cx, &module, &path, &text, fields.get("fix")).await?;
        }
        match keep(&cx, &module, &path, fields.get("base"), text).await {
            Ok(Saved::Kept { .. } | Saved::Unchanged) => {
                let done = if mends { "module-corrige" } else { "module-enregistre" };
                Ok(go(&format!("{here}&fait={done}")))
            }
            Ok(Saved::Conflict(conflict)) => {
                // What was typed stays in the field; the next save is on top of the one that came first.
                let base = conflict.revision.to_string();
                let pairs = vec![("text".into(), fields.get("text").to_owned()), ("base".into(), base)];
                let form = FormState::filled(cx.lang, pairs);
                page(&cx, module, path, form, None, Some(*conflict)).await
            }
            Err(error) => {
                page(&cx, module, path, FormState::refused(cx.lang, fields, error)?, line, None).await
            }
        }
    })
    .await
}

async fn keep(cx: &Cx, module: &Module, path: &str, base: &str, text: String) -> Result<Saved> {
    let typed = Typed { module: module.id, path: path.to_owned(), base: base.parse().unwrap_or(0), text };
    let mut tx = cx.begin().await?;
    let saved = save::save(&mut tx, allow(cx, module, &typed)?, cx.now).await?;
    match &saved {
        Saved::Kept { .. } => cx.commit(tx).await?,
        Saved::Unchanged | Saved::Conflict(_) => tx.rollback().await?,
    }
    Ok(saved)
}

/// The name by which a button says which finding it mends.
fn named(found: &Diagnostic) -> String {
    format!("{}:{}:{}", found.code.name(), found.line, found.column)
}

/// The typed text with one finding mended; as it is when the finding is gone.
async fn mended(cx: &Cx, module: &Module, path: &str, text: &str, which: &str) -> Result<String> {
    let (verdict, _) = look(cx, module, path, text).await?;
    let found = verdict.diagnostics.iter().find(|found| found.file == path && named(found) == which);
    Ok(found.and_then(|found| fix(found, text)).unwrap_or_else(|| text.to_owned()))
}

/// The verdict on the module with this text in place of the file, and the page that it makes.
async fn look(cx: &Cx, module: &Module, path: &str, text: &str) -> Result<(Verdict, Option<Page>)> {
    let mut files: Memory = workshop::load(&mut cx.read().await?, module.id).await?;
    files.insert(path, text);
    let (slug, options) = (module.slug.clone(), options(cx));
    let key = is_page(path).then(|| path.trim_end_matches(".md").to_owned());
    beside(cx, move |around| {
        let verdict = check::check(around, &slug, &files, &options);
        let page = key.and_then(|key| check::preview(around, &slug, &files, &key, &options)?.1);
        (verdict, page)
    })
    .await
}

async fn page(
    cx: &Cx,
    module: Module,
    path: String,
    form: FormState,
    line: Option<u32>,
    conflict: Option<Conflict>,
) -> Result<Response> {
    let text = line_ends(&form.value("text"));
    let (verdict, shown) = look(cx, &module, &path, &text).await?;
    let lang = cx.lang;
    let slug = module.slug.clone();
    let status = if conflict.is_some() { StatusCode::CONFLICT } else { form.status() };
    let title = if path == "course.toml" { t!(lang, "workshop-file-toml") } else { path.clone() };
    let crumbs = crumbs(cx, &module);
    let zone = cx.site.config.zone.clone();
    let editor = Editor { lang, zone, module, path, text, form, line, conflict, verdict };
    Ok(cx.page(title).nav(Nav::Referent).crumbs(crumbs).status(status).show(move || {
        let shown = shown.map(|shown| preview::show(cx, &slug, shown));
        editor.show(shown)
    }))
}

struct Editor {
    lang: Lang,
    zone: String,
    module: Module,
    path: String,
    text: String,
    form: FormState,
    line: Option<u32>,
    conflict: Option<Conflict>,
    verdict: Verdict,
}

impl Editor {
    fn show(self, shown: Option<AnyView>) -> AnyView {
        let lang = self.lang;
        let open = self.module.state() != State::InReview;
        let own: Vec<Diagnostic> =
            self.verdict.diagnostics.iter().filter(|found| found.file == self.path).cloned().collect();
        let elsewhere = self
            .verdict
            .diagnostics
            .iter()
            .filter(|found| found.file != self.path && found.is_error())
            .count();
        let errors = own.iter().filter(|found| found.is_error()).count();
        let text = self.text.clone();
        let mend = |found: &Diagnostic| {
            let which = named(found);
            (open && fix(found, &text).is_some()).then(|| {
                view! {
                    <p><button class="button" type="submit" form="editeur" name="fix" value=which>{t!(lang, "workshop-fix")}</button></p>
                }
                .into_any()
            })
        };
        let fault = self.form.fault("text");
        view! {
            <div class="workshop workshop-wide stack">
                <div class="page-head">
                    <h1>{self.path.clone()}</h1>
                    <p class="lead"><a href=address(&self.module)>{self.module.title.clone()}</a></p>
                </div>
                <ErrorSummary form=self.form.clone()/>
                {self.conflict.clone().map(|conflict| self.both(conflict))}
                <div class="editor">
                    <section class="editor-text stack" aria-label=t!(lang, "workshop-text")>
                        {self.line.and_then(|line| self.excerpt(line))}
                        <form id="editeur" class="form" method="post" action=file_address(&self.module, &self.path) data-act="workshop.write" novalidate>
                            <input type="hidden" name="base" value=self.form.value("base")/>
                            <label for="champ-text">{t!(lang, "workshop-text")}</label>
                            {fault.map(|fault| view! { <p class="field-fault" id="erreur-text"><Icon name="circle-alert"/>{fault}</p> })}
                            <textarea
                                class="input editor-field"
                                id="champ-text"
                                name="text"
                                rows="28"
                                spellcheck="true"
                                lang="fr"
                                readonly=!open
                            >
                                {as_content(&self.text)}
                            </textarea>
                            <p class="form-actions">
                                {open
                                    .then(|| {
                                        view! {
                                            <button class="button button-primary" type="submit" name="act" value="save">{t!(lang, "workshop-save")}</button>
                                            <button class="button" type="submit" name="act" value="preview">{t!(lang, "workshop-preview-button")}</button>
                                        }
                                    })}
                                <ButtonLink href=address(&self.module)>{t!(lang, "workshop-back")}</ButtonLink>
                            </p>
                        </form>
                    </section>
                    <div class="editor-side stack" id="cote">
                        <section class="stack" aria-labelledby="titre-verdict">
                            <h2 id="titre-verdict">{t!(lang, "workshop-verdict")}</h2>
                            {words::verdict(lang, errors, own.len() - errors)}
                            {words::findings(lang, &self.module, &own, mend)}
                            {(elsewhere > 0)
                                .then(|| {
                                    view! {
                                        <p><a href=address(&self.module)>{t!(lang, "workshop-errors-elsewhere", "count" => elsewhere)}</a></p>
                                    }
                                })}
                        </section>
                        {shown
                            .map(|shown| {
                                view! {
                                    <section class="stack" aria-labelledby="titre-apercu">
                                        <h2 id="titre-apercu">{t!(lang, "workshop-preview")}</h2>
                                        <div class="editor-preview">{shown}</div>
                                    </section>
                                }
                            })}
                    </div>
                </div>
            </div>
        }
        .into_any()
    }

    /// The line that a finding led to, with those around it.
    fn excerpt(&self, line: u32) -> Option<AnyView> {
        let at = usize::try_from(line).ok()?.checked_sub(1)?;
        let lines: Vec<&str> = self.text.split('\n').collect();
        lines.get(at)?;
        let shown = (at.saturating_sub(2)..(at + 3).min(lines.len())).map(|place| {
            let here = (place == at).then_some("true");
            view! { <li value=(place + 1).to_string() aria-current=here><code>{lines[place].to_owned()}</code></li> }
        });
        Some(
            view! {
                <div class="editor-line">
                    <p><strong>{t!(self.lang, "workshop-line", "line" => line)}</strong></p>
                    <ol>{shown.collect_view()}</ol>
                </div>
            }
            .into_any(),
        )
    }

    /// Both texts side by side, and the two together.
    fn both(&self, conflict: Conflict) -> AnyView {
        let lang = self.lang;
        let when = instant(lang, conflict.at, &self.zone);
        let (clean, merged) = (conflict.clean, conflict.merged.clone());
        let action = file_address(&self.module, &self.path);
        let text =
            if clean { t!(lang, "workshop-conflict-clean") } else { t!(lang, "workshop-conflict-marks") };
        view! {
            <Notice kind=NoticeKind::Warning title=t!(lang, "workshop-conflict") live=true>
                <p>{t!(lang, "workshop-conflict-text", "who" => conflict.author.clone(), "when" => when)}</p>
                <p>{text}</p>
                <form method="post" action=action data-act="workshop.write">
                    <input type="hidden" name="base" value=conflict.revision.to_string()/>
                    <label class="visually-hidden" for="champ-merged">{t!(lang, "workshop-merged")}</label>
                    <textarea class="input editor-merged" id="champ-merged" name="text" rows="8" lang="fr">{as_content(&merged)}</textarea>
                    <button class="button" type="submit" name="act" value="save">{t!(lang, "workshop-merged-save")}</button>
                </form>
            </Notice>
            <div class="editor-both">
                <section aria-label=t!(lang, "workshop-mine")>
                    <h2>{t!(lang, "workshop-mine")}</h2>
                    <pre class="editor-version" tabindex="0"><code>{self.text.clone()}</code></pre>
                </section>
                <section aria-label=t!(lang, "workshop-theirs")>
                    <h2>{t!(lang, "workshop-theirs")}</h2>
                    <pre class="editor-version" tabindex="0"><code>{conflict.theirs.clone()}</code></pre>
                </section>
            </div>
        }
        .into_any()
    }
}
