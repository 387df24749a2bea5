//! `/atelier/{module}`: the pages of a module in their order, what the check says of it, and the way to readers.

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::course::source::Source as _;
use preau::workshop::check::Verdict;
use preau::workshop::outline::{self, Section};
use preau::workshop::pages::{self, FIXED, is_page};
use preau::workshop::review::{Remark, remarks};
use preau::workshop::{self, FileRow, Module, State};
use preau::{Error, Result};

use super::{address, allow, file_address, go, keep_typed, own, verdict, words};
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Crumb, ErrorSummary, Field, FormState, Icon, Notice, NoticeKind,
    PostForm, bytes,
};

/// `GET /atelier/{module}`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let module = own(&cx, &mut cx.read().await?, &id).await?;
        page(&cx, module, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /atelier/{module}`: every act on its pages.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        let module = own(&cx, &mut cx.read().await?, &id).await?;
        match one(&cx, &module, &fields).await {
            Ok(to) => Ok(go(&to)),
            Err(error) => page(&cx, module, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

/// Does one act; gives the address to go to.
async fn one(cx: &Cx, module: &Module, fields: &Fields) -> Result<String> {
    let here = address(module);
    let allowed = allow(cx, module, module.id)?;
    let page = fields.get("page");
    let mut tx = cx.begin().await?;
    let to = match fields.get("act") {
        "add" => {
            let key = pages::add(&mut tx, allowed, fields.get("title"), cx.now).await?;
            format!("{}&fait=module-page", file_address(module, &format!("{key}.md")))
        }
        "rename" => {
            pages::rename(&mut tx, allowed, page, fields.get("name"), cx.now).await?;
            format!("{here}?fait=module-page-renommee")
        }
        "up" | "down" => {
            pages::shift(&mut tx, allowed, page, fields.get("act") == "up", cx.now).await?;
            format!("{here}#pages")
        }
        "remove" => {
            pages::remove(&mut tx, allowed, page, cx.now).await?;
            format!("{here}?fait=module-page-otee")
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(to)
}

async fn page(cx: &Cx, module: Module, form: FormState) -> Result<Response> {
    let mut read = cx.read().await?;
    let files = workshop::files(&mut read, module.id).await?;
    let held = workshop::load(&mut read, module.id).await?;
    let remarks = remarks(&mut read, module.id).await?;
    drop(read);
    let toml = held.read("course.toml").ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let sections = toml.as_deref().and_then(outline::sections);
    let titles = titles(&files, &held);
    let verdict = verdict(cx, module.slug.clone(), held).await?;
    let lang = cx.lang;
    let crumbs = [Crumb::new("/atelier", t!(lang, "workshop-title"))];
    let zone = cx.site.config.zone.clone();
    let sheet = Sheet { lang, zone, module, files, sections, titles, verdict, remarks, form };
    Ok(cx
        .page(sheet.module.title.clone())
        .nav(Nav::Referent)
        .crumbs(crumbs)
        .status(sheet.form.status())
        .show(move || sheet.show()))
}

/// The first heading of each page, by key.
fn titles(files: &[FileRow], held: &preau::course::source::Memory) -> Vec<(String, String)> {
    let title = |path: &str| {
        let text = String::from_utf8(held.read(path).ok()?).ok()?;
        text.lines().find_map(|line| line.strip_prefix("# ")).map(|title| title.trim().to_owned())
    };
    files
        .iter()
        .filter(|file| is_page(&file.path))
        .map(|file| {
            let key = file.path.trim_end_matches(".md").to_owned();
            let title = title(&file.path).unwrap_or_else(|| key.clone());
            (key, title)
        })
        .collect()
}

struct Sheet {
    lang: Lang,
    zone: String,
    module: Module,
    files: Vec<FileRow>,
    sections: Option<Vec<Section>>,
    titles: Vec<(String, String)>,
    verdict: Verdict,
    remarks: Vec<Remark>,
    form: FormState,
}

impl Sheet {
    fn show(self) -> AnyView {
        let lang = self.lang;
        let module = &self.module;
        let here = address(module);
        let open = module.state() != State::InReview;
        let publication = format!("{here}/publication");
        let public = module.is_in_service().then(|| format!("/cours/{}", module.slug));
        let version = module.version.clone();
        let (errors, warnings) = (self.verdict.errors(), self.verdict.warnings());
        view! {
            <div class="workshop stack">
                <div class="page-head">
                    <h1>{module.title.clone()}</h1>
                    <p class="lead">
                        {words::state(lang, module)}
                        " "
                        {version
                            .map(|version| t!(lang, "workshop-in-service", "version" => version, "place" => module.node_name.clone()))
                            .unwrap_or_else(|| t!(lang, "workshop-for", "place" => module.node_name.clone()))}
                    </p>
                    <p class="page-actions">
                        <ButtonLink href=publication.clone() kind=ButtonKind::Primary icon="globe">{t!(lang, "workshop-to-publication")}</ButtonLink>
                        <ButtonLink href=format!("{here}/reglages") icon="settings">{t!(lang, "workshop-settings")}</ButtonLink>
                        {public.map(|href| view! { <ButtonLink href=href icon="eye">{t!(lang, "workshop-see-published")}</ButtonLink> })}
                    </p>
                </div>
                <ErrorSummary form=self.form.clone()/>
                {module
                    .upstream_slug
                    .clone()
                    .map(|slug| {
                        let version = module.upstream_version.clone().unwrap_or_default();
                        let href = format!("/cours/{slug}");
                        view! { <p>{t!(lang, "workshop-upstream", "version" => version)} " " <a href=href>{slug}</a></p> }
                    })}
                {(!open)
                    .then(|| view! { <Notice kind=NoticeKind::Info><p>{t!(lang, "workshop-locked")}</p></Notice> })}
                {(!self.remarks.is_empty())
                    .then(|| {
                        view! {
                            <section class="stack" aria-labelledby="titre-relecture">
                                <h2 id="titre-relecture">{t!(lang, "review-remarks")}</h2>
                                {super::review::remarks(lang, &self.zone, &self.remarks)}
                            </section>
                        }
                    })}
                <section class="stack" id="pages" aria-labelledby="titre-pages">
                    <h2 id="titre-pages">{t!(lang, "workshop-pages")}</h2>
                    {self.outline(open)}
                    {open.then(|| self.add())}
                </section>
                <section class="stack" aria-labelledby="titre-verdict">
                    <h2 id="titre-verdict">{t!(lang, "workshop-verdict")}</h2>
                    {words::verdict(lang, errors, warnings)}
                    {words::findings(lang, module, &self.verdict.diagnostics, |_| None)}
                </section>
                <section class="stack" aria-labelledby="titre-fichiers">
                    <h2 id="titre-fichiers">{t!(lang, "workshop-other-files")}</h2>
                    {self.others()}
                    <p class="soft">
                        <a href=format!("{here}/historique")>{t!(lang, "workshop-history", "count" => module.revision)}</a>
                    </p>
                </section>
            </div>
        }
        .into_any()
    }

    fn title(&self, key: &str) -> String {
        let known = self.titles.iter().find(|(known, _)| known == key);
        known.map_or_else(|| key.to_owned(), |(_, title)| title.clone())
    }

    fn outline(&self, open: bool) -> AnyView {
        let lang = self.lang;
        let Some(sections) = &self.sections else {
            let href = file_address(&self.module, "course.toml");
            return view! {
                <Notice kind=NoticeKind::Error>
                    <p>{t!(lang, "workshop-toml-broken")} " " <a href=href>"course.toml"</a></p>
                </Notice>
            }
            .into_any();
        };
        let listed: Vec<&String> = sections.iter().flat_map(|section| &section.pages).collect();
        let apart: Vec<String> =
            self.titles.iter().map(|(key, _)| key.clone()).filter(|key| !listed.contains(&key)).collect();
        let several = sections.len() > 1;
        let blocks = sections.iter().map(|section| {
            let lines = section.pages.iter().map(|key| self.line(key, open, true)).collect_view();
            view! {
                <div class="workshop-section">
                    {several.then(|| view! { <h3>{section.title.clone()}</h3> })}
                    <ol class="rows">{lines}</ol>
                </div>
            }
        });
        view! {
            {blocks.collect_view()}
            {(!apart.is_empty())
                .then(|| {
                    view! {
                        <div class="workshop-section">
                            <h3>{t!(lang, "workshop-pages-apart")}</h3>
                            <ul class="rows">{apart.iter().map(|key| self.line(key, open, false)).collect_view()}</ul>
                        </div>
                    }
                })}
        }
        .into_any()
    }

    fn line(&self, key: &str, open: bool, ordered: bool) -> AnyView {
        let lang = self.lang;
        let path = format!("{key}.md");
        let title = self.title(key);
        let errors =
            self.verdict.diagnostics.iter().filter(|found| found.file == path && found.is_error()).count();
        let mark = (errors > 0)
            .then(|| view! { <span class="finding-mark"><Icon name="circle-alert"/>{words::count(lang, errors, 0)}</span> });
        view! {
            <li class="row workshop-page">
                <div>
                    <p class="row-title"><a href=file_address(&self.module, &path)>{title.clone()}</a> " " {mark}</p>
                    <p class="soft">{path}</p>
                </div>
                {open.then(|| self.acts(key, &title, ordered))}
            </li>
        }
        .into_any()
    }

    /// One small form a page: up, down, another name, away.
    fn acts(&self, key: &str, title: &str, ordered: bool) -> AnyView {
        let lang = self.lang;
        let here = address(&self.module);
        let arrow = |act: &'static str, icon: &'static str, label: String| {
            view! {
                <button class="button button-quiet" type="submit" name="act" value=act>
                    <Icon name=icon/>
                    <span class="visually-hidden">{label}</span>
                </button>
            }
        };
        let name = format!("nom-{key}");
        view! {
            <div class="workshop-acts">
                {ordered
                    .then(|| {
                        view! {
                            <form method="post" action=here.clone() data-act="workshop.write">
                                <input type="hidden" name="page" value=key.to_owned()/>
                                {arrow("up", "arrow-up", t!(lang, "workshop-page-up", "title" => title.to_owned()))}
                                {arrow("down", "arrow-down", t!(lang, "workshop-page-down", "title" => title.to_owned()))}
                            </form>
                        }
                    })}
                <details class="workshop-more">
                    <summary>{t!(lang, "workshop-page-more")}<span class="visually-hidden">" "{title.to_owned()}</span></summary>
                    <form class="form" method="post" action=here data-act="workshop.write">
                        <input type="hidden" name="page" value=key.to_owned()/>
                        <label for=name.clone()>{t!(lang, "workshop-page-name")}</label>
                        <input class="input" id=name name="name" value=key.to_owned() maxlength="60" autocomplete="off"/>
                        <p class="form-actions">
                            <button class="button" type="submit" name="act" value="rename">{t!(lang, "workshop-page-rename")}</button>
                            <button class="button button-danger" type="submit" name="act" value="remove">{t!(lang, "workshop-page-remove")}</button>
                        </p>
                        <p class="soft">{t!(lang, "workshop-page-remove-hint")}</p>
                    </form>
                </details>
            </div>
        }
        .into_any()
    }

    fn add(&self) -> AnyView {
        let lang = self.lang;
        let (typed, fault) = (self.form.value("title"), self.form.fault("title"));
        view! {
            <PostForm action=address(&self.module) act="workshop.write" class="row-form">
                <input type="hidden" name="act" value="add"/>
                <Field
                    name="title"
                    label=t!(lang, "workshop-page-add")
                    value=typed
                    fault=fault
                    maxlength=Some(120)
                    autocomplete=Some("off")
                />
                <Button icon="plus">{t!(lang, "workshop-page-add-button")}</Button>
            </PostForm>
        }
        .into_any()
    }

    fn others(&self) -> AnyView {
        let lang = self.lang;
        let name = |path: &str| match path {
            "course.toml" => t!(lang, "workshop-file-toml"),
            "README.md" => t!(lang, "workshop-file-readme"),
            "CHANGELOG.md" => t!(lang, "workshop-file-changelog"),
            other => other.to_owned(),
        };
        let fixed = FIXED.iter().filter(|path| self.files.iter().any(|file| file.path == **path));
        let rest =
            self.files.iter().filter(|file| !is_page(&file.path) && !FIXED.contains(&file.path.as_str()));
        let size = |file: &FileRow| bytes(lang, file.size.unsigned_abs());
        view! {
            <ul class="rows">
                {fixed
                    .map(|path| view! { <li class="row"><a href=file_address(&self.module, path)>{name(path)}</a></li> })
                    .collect_view()}
                {rest
                    .map(|file| view! { <li class="row"><span>{file.path.clone()}</span><span class="soft">{size(file)}</span></li> })
                    .collect_view()}
            </ul>
        }
        .into_any()
    }
}
