//! `/atelier/reprise?cours=…`: a module of one's own made of a course in service.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::course::source::{Memory, Source};
use preau::school::{self, School};
use preau::workshop::fork::{self, Taken, may_be_altered};
use preau::workshop::{Module, save};
use preau::{Error, Fault, Read, Refusal, Result, ids};
use uuid::Uuid;

use super::{address, beside, go, keep_typed};
use crate::account::query::Asked;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::ui::{Button, ButtonKind, Crumb, ErrorSummary, FormState, PostForm, Select, SelectOption};

/// The schools for which the asker writes.
async fn schools(cx: &Cx, read: &mut Read) -> Result<Vec<School>> {
    cx.allow(Act::WriteCourse, ())?;
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    school::at_paths(read, &actor.mandates).await
}

/// The school that a form names, or the only one.
fn chosen<'s>(schools: &'s [School], fields: &Fields) -> Result<&'s School> {
    match schools {
        [only] => Ok(only),
        several => several
            .iter()
            .find(|school| school.uai == fields.get("school"))
            .ok_or_else(|| Fault::new("school", "workshop-school").into()),
    }
}

fn school_field(lang: crate::texts::Lang, schools: &[School], form: &FormState) -> Option<AnyView> {
    let options: Vec<_> =
        schools.iter().map(|school| SelectOption::new(school.uai.clone(), school.name.clone())).collect();
    (schools.len() > 1).then(|| {
        view! {
            <Select name="school" label=t!(lang, "workshop-field-school") options=options value=form.value("school") fault=form.fault("school")/>
        }
        .into_any()
    })
}

fn fresh(cx: &Cx) -> FormState {
    FormState::filled(cx.lang, vec![("id".to_owned(), ids::new(cx.now).to_string())])
}

/// `GET /atelier/reprise?cours=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let schools = schools(&cx, &mut cx.read().await?).await?;
        page(&cx, &schools, asked.get("cours"), fresh(&cx)).await
    })
    .await
}

/// `POST /atelier/reprise?cours=…`.
pub(super) async fn send(cx: Cx, Asked(asked): Asked, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        let schools = schools(&cx, &mut cx.read().await?).await?;
        let slug = asked.get("cours");
        match take_over(&cx, &schools, slug, &fields).await {
            Ok(module) => Ok(go(&format!("{}?fait=module-repris-de", address(&module)))),
            Err(error) => page(&cx, &schools, slug, FormState::refused(cx.lang, fields, error)?).await,
        }
    })
    .await
}

async fn take_over(cx: &Cx, schools: &[School], slug: &str, fields: &Fields) -> Result<Module> {
    let school = chosen(schools, fields)?;
    let live = cx
        .site
        .courses
        .current(&cx.site.db, cx.actor.as_ref(), slug, cx.now)
        .await?
        .ok_or(Error::NotFound)?;
    let files = sources(cx, slug).await?;
    let id: Uuid = fields.get("id").parse().map_err(|_| Error::NotFound)?;
    let taken = Taken { id, school: school.node_id, course: &live.course, files };
    let allowed = cx.allow_at(Act::WriteCourse, &school.path, &taken)?;
    let mut tx = cx.begin().await?;
    let module = fork::fork(&mut tx, allowed, cx.now).await?;
    cx.commit(tx).await?;
    Ok(module)
}

/// The files that a course in service was made of: those of its folder, or of its module as it was published.
async fn sources(cx: &Cx, slug: &str) -> Result<Memory> {
    let mut read = cx.read().await?;
    let files = match save::published(&mut read, slug).await? {
        Some(files) => files,
        None => {
            drop(read);
            let prefix = format!("cours/{slug}/");
            beside(cx, move |around: &(dyn Source + Sync)| {
                let mut files = Memory::new();
                for entry in around.list() {
                    if let Some(inside) = entry.path.strip_prefix(&prefix)
                        && let Ok(bytes) = around.read(&entry.path)
                    {
                        files.insert(inside, bytes);
                    }
                }
                files
            })
            .await?
        }
    };
    if files.list().is_empty() { Err(Refusal::new("workshop-no-source").into()) } else { Ok(files) }
}

async fn page(cx: &Cx, schools: &[School], slug: &str, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let live = cx
        .site
        .courses
        .current(&cx.site.db, cx.actor.as_ref(), slug, cx.now)
        .await?
        .ok_or(Error::NotFound)?;
    let meta = &live.course.meta;
    let (title, licence) = (meta.title.clone(), meta.licence.clone());
    let authors = meta.authors.iter().map(|author| author.name.clone()).collect::<Vec<_>>().join(", ");
    let open = may_be_altered(&licence);
    let action = format!("/atelier/reprise?cours={slug}");
    let back = format!("/cours/{slug}");
    let crumbs = [Crumb::new("/atelier", t!(lang, "workshop-title"))];
    let school = school_field(lang, schools, &form);
    Ok(cx.page(t!(lang, "workshop-fork")).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let id = form.value("id");
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "workshop-fork")}</h1>
                <p class="lead">{title}</p>
                <ErrorSummary form=form.clone()/>
                <p>{t!(lang, "workshop-fork-text", "authors" => authors, "licence" => licence.clone())}</p>
                {if open {
                    view! {
                        <PostForm action=action act="workshop.write">
                            <input type="hidden" name="id" value=id/>
                            {school}
                            <p class="form-actions">
                                <Button kind=ButtonKind::Primary icon="copy">{t!(lang, "workshop-fork-send")}</Button>
                                <a href=back>{t!(lang, "workshop-cancel")}</a>
                            </p>
                        </PostForm>
                    }
                    .into_any()
                } else {
                    view! { <p>{t!(lang, "workshop-fork-closed", "licence" => licence)}</p> }.into_any()
                }}
            </section>
        }
        .into_any()
    }))
}
