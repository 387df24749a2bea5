//! `/atelier`: the modules one writes; `/atelier/nouveau`: one more.

use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::school::{self, School};
use preau::workshop::create::{self, New};
use preau::workshop::publish::disciplines as taught;
use preau::workshop::template::Kind;
use preau::workshop::{self, Module};
use preau::{Error, Fault, Read, Result, ids};

use super::{address, go, keep_typed, typed, words};
use crate::account::disciplines;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, Choices, Crumb, EmptyState, ErrorSummary, Field, FormState,
    PostForm, Select, SelectOption, date,
};

/// `GET /atelier`.
pub(super) async fn show(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::WriteCourse, ())?;
        let modules = workshop::of_owner(&mut cx.read().await?, cx.allow_own(Act::WriteCourse)?).await?;
        let lang = cx.lang;
        let zone = cx.site.config.zone.clone();
        Ok(cx.page(t!(lang, "workshop-title")).nav(Nav::Referent).crumbs([]).show(move || {
            let body = if modules.is_empty() {
                view! {
                    <EmptyState title=t!(lang, "workshop-none") icon="pen-line">
                        <p>{t!(lang, "workshop-none-text")}</p>
                        <ButtonLink href="/atelier/nouveau" kind=ButtonKind::Primary icon="plus">{t!(lang, "workshop-new")}</ButtonLink>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <ul class="rows">{modules.iter().map(|module| line(lang, &zone, module)).collect_view()}</ul> }
                    .into_any()
            };
            let more = !modules.is_empty();
            view! {
                <div class="workshop stack">
                    <div class="page-head">
                        <h1>{t!(lang, "workshop-title")}</h1>
                        <p class="lead">{t!(lang, "workshop-lead")}</p>
                        {more
                            .then(|| {
                                view! {
                                    <p class="page-actions"><ButtonLink href="/atelier/nouveau" kind=ButtonKind::Primary icon="plus">{t!(lang, "workshop-new")}</ButtonLink></p>
                                }
                            })}
                    </div>
                    {body}
                </div>
            }
            .into_any()
        }))
    })
    .await
}

fn line(lang: Lang, zone: &str, module: &Module) -> AnyView {
    let changed = t!(lang, "workshop-changed-on", "date" => date(lang, module.updated_at.date_in(zone)));
    let version = module.version.clone().map(|version| t!(lang, "workshop-version", "version" => version));
    view! {
        <li class="row">
            <div>
                <p class="row-title"><a href=address(module)>{module.title.clone()}</a></p>
                <p class="soft">{changed} {version.map(|version| format!(" · {version}"))} " · " {module.node_name.clone()}</p>
            </div>
            {words::state(lang, module)}
        </li>
    }
    .into_any()
}

/// The schools whose référent the asker is.
async fn schools(cx: &Cx, read: &mut Read) -> Result<Vec<School>> {
    cx.allow(Act::WriteCourse, ())?;
    let Some(actor) = &cx.actor else { return Err(Error::LoginNeeded) };
    school::at_paths(read, &actor.mandates).await
}

/// What the form offers.
struct Offer {
    schools: Vec<School>,
    /// Codes the asker teaches.
    own: Vec<String>,
}

async fn offer(cx: &Cx) -> Result<Offer> {
    let mut read = cx.read().await?;
    let schools = schools(cx, &mut read).await?;
    let own = taught(&mut read, cx.person()?, cx.now).await?;
    Ok(Offer { schools, own })
}

/// `GET /atelier/nouveau`.
pub(super) async fn blank(cx: Cx) -> Response {
    cx.answer(async {
        let offer = offer(&cx).await?;
        let form = match typed(&cx).await? {
            Some(form) => form,
            None => FormState::filled(
                cx.lang,
                vec![
                    ("id".to_owned(), ids::new(cx.now).to_string()),
                    ("kind".to_owned(), Kind::Online.code().to_owned()),
                ],
            ),
        };
        Ok(page(&cx, offer, form))
    })
    .await
}

/// `POST /atelier/nouveau`.
pub(super) async fn create(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        cx.allow(Act::WriteCourse, ())?;
        match begin(&cx, &fields).await {
            Ok(module) => Ok(go(&format!("{}?fait=module-cree", address(&module)))),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                Ok(page(&cx, offer(&cx).await?, form))
            }
        }
    })
    .await
}

async fn begin(cx: &Cx, fields: &Fields) -> Result<Module> {
    let offer = offer(cx).await?;
    let school = match offer.schools.as_slice() {
        [only] => only,
        several => several
            .iter()
            .find(|school| school.uai == fields.get("school"))
            .ok_or(Fault::new("school", "workshop-school"))?,
    };
    let discipline = match fields.get("discipline") {
        "" => "toutes",
        code => code,
    };
    if discipline != "toutes" && !offer.own.iter().any(|own| own == discipline) {
        return Err(Fault::new("discipline", "workshop-discipline").into());
    }
    let new = New {
        id: fields.get("id").parse().map_err(|_| Error::NotFound)?,
        school: school.node_id,
        title: fields.get("title").to_owned(),
        discipline: discipline.to_owned(),
        kind: Kind::parse(fields.get("kind")).ok_or(Fault::new("kind", "workshop-kind"))?,
    };
    let allowed = cx.allow_at(Act::WriteCourse, &school.path, &new)?;
    let mut tx = cx.begin().await?;
    let module = create::create(&mut tx, allowed, cx.now).await?;
    cx.commit(tx).await?;
    Ok(module)
}

fn page(cx: &Cx, offer: Offer, form: FormState) -> Response {
    let lang = cx.lang;
    let schools: Vec<_> = offer
        .schools
        .iter()
        .map(|school| SelectOption::new(school.uai.clone(), school.name.clone()))
        .collect();
    let mut codes = vec![SelectOption::new("", t!(lang, "workshop-all-disciplines"))];
    codes
        .extend(offer.own.iter().map(|code| SelectOption::new(code.clone(), disciplines::label(lang, code))));
    let kinds: Vec<_> = Kind::ALL
        .iter()
        .map(|kind| {
            let text = |part: &str| texts::text(lang, &format!("workshop-kind-{}{part}", kind.code()));
            (kind.code(), text(""), text("-hint"), form.has("kind", kind.code()))
        })
        .collect();
    let crumbs = [Crumb::new("/atelier", t!(lang, "workshop-title"))];
    cx.page(t!(lang, "workshop-new")).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, "workshop-new")}</h1>
                <p class="lead">{t!(lang, "workshop-new-lead")}</p>
                <ErrorSummary form=form.clone()/>
                <PostForm action="/atelier/nouveau" act="workshop.write">
                    <input type="hidden" name="id" value=form.value("id")/>
                    <Field
                        name="title"
                        label=t!(lang, "workshop-field-title")
                        hint=t!(lang, "workshop-field-title-hint")
                        value=form.value("title")
                        fault=form.fault("title")
                        maxlength=Some(120)
                        autocomplete=Some("off")
                        autofocus=true
                    />
                    <Choices name="kind" legend=t!(lang, "workshop-kind") fault=form.fault("kind")>
                        {kinds
                            .into_iter()
                            .map(|(code, label, hint, checked)| {
                                view! { <Choice name="kind" value=code label=label hint=hint checked=checked radio=true/> }
                            })
                            .collect_view()}
                    </Choices>
                    <Select
                        name="discipline"
                        label=t!(lang, "workshop-field-discipline")
                        hint=t!(lang, "workshop-field-discipline-hint")
                        options=codes
                        value=form.value("discipline")
                        fault=form.fault("discipline")
                        optional=true
                    />
                    {(schools.len() > 1)
                        .then(|| {
                            view! {
                                <Select name="school" label=t!(lang, "workshop-field-school") options=schools value=form.value("school") fault=form.fault("school")/>
                            }
                        })}
                    <p class="form-actions">
                        <Button kind=ButtonKind::Primary>{t!(lang, "workshop-begin")}</Button>
                        <a href="/atelier">{t!(lang, "workshop-cancel")}</a>
                    </p>
                </PostForm>
            </section>
        }
        .into_any()
    })
}
