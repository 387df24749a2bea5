//! `/atelier/{module}/publication`: what publishing would do, in numbers, and doing it (AUT-9).

use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

use preau::access::Act;
use preau::course::diagnostic::Diagnostic;
use preau::course::publish::ChangeClass;
use preau::course::store;
use preau::school::{self, Node, NodeKind};
use preau::workshop::publish::{self, Consequence, Prepared, Readiness};
use preau::workshop::{self, Module, State, review};
use preau::{Error, Refusal, Result};
use uuid::Uuid;

use super::{address, allow, beside, crumbs, go, keep_typed, options, own, typed, words};
use crate::account::disciplines;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::{self, Lang};
use crate::ui::{
    Button, ButtonKind, ButtonLink, ErrorSummary, Field, FormState, Icon, Notice, NoticeKind, PostForm,
    TextArea,
};

/// What the page is about.
struct Scene {
    module: Module,
    readiness: Readiness,
    people: Consequence,
    /// Disciplines of the module that the author does not teach.
    foreign: Vec<String>,
    /// Nothing was saved since it was published.
    same: bool,
    /// Where else it may be shown, once somebody has read it.
    wider: Vec<Node>,
}

async fn scene(cx: &Cx, id: &str) -> Result<Scene> {
    let mut read = cx.read().await?;
    let module = own(cx, &mut read, id).await?;
    let files = workshop::load(&mut read, module.id).await?;
    let previous = match store::last(&mut read, &module.slug).await? {
        Some(last) => Some(store::document(&mut read, last.id).await?),
        None => None,
    };
    let people = publish::consequence(&mut read, &module.slug).await?;
    let own = publish::disciplines(&mut read, module.owner_id, cx.now).await?;
    let mut wider = school::line(&mut read, &module.school_path).await?;
    wider.retain(|node| node.kind() == NodeKind::Academy);
    drop(read);
    let (about, options) = (module.clone(), options(cx));
    let readiness =
        beside(cx, move |around| publish::prepare(around, &about, files, previous.as_ref(), &options))
            .await?;
    let foreign = match &readiness {
        Readiness::Ready(prepared) => {
            publish::foreign(&prepared.course.meta.disciplines, &own).into_iter().map(str::to_owned).collect()
        }
        Readiness::Refused(_) => Vec::new(),
    };
    let same = module.state() == State::Published && module.is_in_service();
    Ok(Scene { module, readiness, people, foreign, same, wider })
}

/// `GET /atelier/{module}/publication`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>) -> Response {
    cx.answer(async {
        let scene = scene(&cx, &id).await?;
        let form = typed(&cx).await?.unwrap_or_else(|| FormState::empty(cx.lang));
        Ok(page(&cx, scene, form))
    })
    .await
}

/// `POST /atelier/{module}/publication`.
pub(super) async fn send(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        keep_typed(&cx, &fields).await?;
        let scene = scene(&cx, &id).await?;
        match act(&cx, &scene, &fields).await {
            Ok(to) => Ok(go(&to)),
            Err(error) => Ok(page(&cx, scene, FormState::refused(cx.lang, fields, error)?)),
        }
    })
    .await
}

async fn act(cx: &Cx, scene: &Scene, fields: &Fields) -> Result<String> {
    let module = &scene.module;
    match fields.get("act") {
        "publish" => {
            let Readiness::Ready(prepared) = &scene.readiness else {
                return Err(Refusal::new("workshop-has-errors").into());
            };
            // The numbers were read on one save: another one may say something else.
            if fields.get("revision") != prepared.revision.to_string() {
                return Err(Refusal::new("workshop-changed").into());
            }
            let allowed = cx.allow_at(Act::PublishCourse, &module.school_path, module.id)?;
            let mut tx = cx.begin().await?;
            publish::publish(&mut tx, allowed, prepared, cx.now).await?;
            cx.commit(tx).await?;
            cx.site.courses.look_again();
            Ok(format!("{}?fait=module-publie", address(module)))
        }
        "submit" => {
            let Readiness::Ready(prepared) = &scene.readiness else {
                return Err(Refusal::new("workshop-has-errors").into());
            };
            if fields.get("revision") != prepared.revision.to_string() {
                return Err(Refusal::new("workshop-changed").into());
            }
            let node: Uuid = fields.get("node").parse().map_err(|_| Refusal::new("workshop-node"))?;
            let allowed = cx.allow_at(Act::PublishCourse, &module.school_path, (module.id, node))?;
            let mut tx = cx.begin().await?;
            review::submit(&mut tx, allowed, prepared, cx.now).await?;
            cx.commit(tx).await?;
            Ok(format!("{}?fait=module-propose", address(module)))
        }
        "take_back" => {
            let mut tx = cx.begin().await?;
            review::take_back(&mut tx, allow(cx, module, module.id)?, cx.now).await?;
            cx.commit(tx).await?;
            Ok(format!("{}?fait=module-repris", address(module)))
        }
        "retire" => {
            let mut tx = cx.begin().await?;
            let allowed = allow(cx, module, module.id)?;
            publish::retire(&mut tx, allowed, fields.get("successor"), fields.get("reason"), cx.now).await?;
            cx.commit(tx).await?;
            cx.site.courses.look_again();
            Ok(format!("{}?fait=module-retire", address(module)))
        }
        _ => Err(Error::NotFound),
    }
}

fn page(cx: &Cx, scene: Scene, form: FormState) -> Response {
    let lang = cx.lang;
    let crumbs = crumbs(cx, &scene.module);
    let title = t!(lang, "workshop-publication");
    cx.page(title.clone()).nav(Nav::Referent).crumbs(crumbs).status(form.status()).show(move || {
        let module = scene.module.clone();
        let retire = module.is_in_service().then(|| retire(lang, &module, &form));
        let body = match scene.readiness {
            Readiness::Refused(found) => refused(lang, &module, &found),
            Readiness::Ready(_) if scene.same => {
                let href = format!("/cours/{}", module.slug);
                view! {
                    <Notice kind=NoticeKind::Success>
                        <p>{t!(lang, "workshop-same")} " " <a href=href>{t!(lang, "workshop-see-published")}</a></p>
                    </Notice>
                    {(!module.is_wide()).then(|| wider(lang, &module, module.revision, &scene.wider))}
                }
                .into_any()
            }
            Readiness::Ready(_) if module.state() == State::InReview => in_review(lang, &module),
            Readiness::Ready(prepared) => {
                let wide = wider(lang, &module, prepared.revision, &scene.wider);
                let ready = ready(lang, &module, &prepared, scene.people, &scene.foreign);
                view! { {ready} {wide} }.into_any()
            }
        };
        view! {
            <div class="workshop narrow stack">
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{module.title.clone()} " " {words::state(lang, &module)}</p>
                </div>
                <ErrorSummary form=form.clone()/>
                {body}
                {retire}
            </div>
        }
        .into_any()
    })
}

fn refused(lang: Lang, module: &Module, found: &[Diagnostic]) -> AnyView {
    let errors: Vec<Diagnostic> = found.iter().filter(|found| found.is_error()).cloned().collect();
    let count = errors.len();
    view! {
        <Notice kind=NoticeKind::Error title=t!(lang, "workshop-not-ready")>
            <p>{t!(lang, "workshop-not-ready-text", "count" => count)}</p>
        </Notice>
        {words::findings(lang, module, &errors, |_| None)}
    }
    .into_any()
}

fn ready(
    lang: Lang,
    module: &Module,
    prepared: &Prepared,
    people: Consequence,
    foreign: &[String],
) -> AnyView {
    let version = prepared.course.version.clone();
    let before = module.version.clone().unwrap_or_default();
    let class = texts::text(lang, &format!("workshop-class-{}", prepared.class.code()));
    let reasons = prepared
        .reasons
        .iter()
        .map(|reason| view! { <li lang="fr">{reason.message.clone()}</li> })
        .collect_view();
    let under_way = match prepared.class {
        ChangeClass::First => None,
        ChangeClass::Major => {
            Some(t!(lang, "workshop-stay", "count" => people.under_way, "version" => before.clone()))
        }
        ChangeClass::Fix | ChangeClass::Minor => {
            Some(t!(lang, "workshop-move", "count" => people.under_way, "version" => version.clone()))
        }
    };
    let first = prepared.class == ChangeClass::First;
    let completed = (!first).then(|| t!(lang, "workshop-keep", "count" => people.completed));
    let place = module.node_name.clone();
    let names = foreign.iter().map(|code| disciplines::label(lang, code)).collect::<Vec<_>>().join(", ");
    // A validated text goes where it was validated for; a wider one that was changed since is validated anew.
    let validated = module.state() == State::Validated;
    let alone = validated || (foreign.is_empty() && !module.is_wide());
    let warned = !alone && !foreign.is_empty();
    let warnings = prepared.warnings.len();
    let (action, back) = (format!("{}/publication", address(module)), address(module));
    let (revision, settings) = (prepared.revision.to_string(), format!("{back}/reglages"));
    view! {
        <section class="stack" aria-labelledby="consequence">
            <h2 id="consequence">{t!(lang, "workshop-consequence", "version" => version)}</h2>
            <ul class="consequence">
                <li><Icon name="globe"/><span>{t!(lang, "workshop-seen-by", "place" => place)}</span></li>
                {(!first).then(|| view! { <li><Icon name="info"/><span>{class}</span></li> })}
                {completed.map(|text| view! { <li><Icon name="award"/><span>{text}</span></li> })}
                {under_way.map(|text| view! { <li><Icon name="users"/><span>{text}</span></li> })}
            </ul>
            {(!prepared.reasons.is_empty())
                .then(|| view! { <details><summary>{t!(lang, "workshop-reasons")}</summary><ul>{reasons}</ul></details> })}
            {(warnings > 0)
                .then(|| view! { <details><summary>{words::count(lang, 0, warnings)}</summary>{words::findings(lang, module, &prepared.warnings, |_| None)}</details> })}
            {if alone {
                view! {
                    <PostForm action=action act="workshop.publish">
                        <input type="hidden" name="revision" value=revision/>
                        <p class="form-actions">
                            <Button kind=ButtonKind::Primary icon="globe" name=Some("act") value=Some("publish".to_owned())>{t!(lang, "workshop-publish")}</Button>
                            <a href=back>{t!(lang, "workshop-cancel")}</a>
                        </p>
                    </PostForm>
                }
                .into_any()
            } else if !warned {
                view! { <p>{t!(lang, "workshop-validate-anew")}</p> }.into_any()
            } else {
                view! {
                    <Notice kind=NoticeKind::Warning title=t!(lang, "workshop-foreign")>
                        <p>{t!(lang, "workshop-foreign-text", "disciplines" => names)}</p>
                        <p><ButtonLink href=settings>{t!(lang, "workshop-settings")}</ButtonLink></p>
                    </Notice>
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}

/// It waits for a reviewer: the author may only take it back.
fn in_review(lang: Lang, module: &Module) -> AnyView {
    let (action, place) = (format!("{}/publication", address(module)), module.node_name.clone());
    view! {
        <Notice kind=NoticeKind::Info title=t!(lang, "workshop-state-in-review")>
            <p>{t!(lang, "workshop-in-review-text", "place" => place)}</p>
            <PostForm action=action act="workshop.write">
                <Button name=Some("act") value=Some("take_back".to_owned())>{t!(lang, "workshop-take-back")}</Button>
            </PostForm>
        </Notice>
    }
    .into_any()
}

/// Beyond the school: somebody else reads it first.
fn wider(lang: Lang, module: &Module, revision: i32, nodes: &[Node]) -> AnyView {
    if module.state() == State::Validated || nodes.is_empty() {
        return ().into_any();
    }
    let action = format!("{}/publication", address(module));
    let nodes: Vec<Node> = nodes.to_vec();
    view! {
        <section class="stack" aria-labelledby="plus-large">
            <h2 id="plus-large">{t!(lang, "workshop-wider")}</h2>
            <p>{t!(lang, "workshop-wider-text")}</p>
            {nodes
                .into_iter()
                .map(|node| {
                    view! {
                        <PostForm action=action.clone() act="workshop.publish">
                            <input type="hidden" name="revision" value=revision.to_string()/>
                            <input type="hidden" name="node" value=node.id.to_string()/>
                            <Button name=Some("act") value=Some("submit".to_owned())>{t!(lang, "workshop-submit", "place" => node.name)}</Button>
                        </PostForm>
                    }
                })
                .collect_view()}
        </section>
    }
    .into_any()
}

fn retire(lang: Lang, module: &Module, form: &FormState) -> AnyView {
    let action = format!("{}/publication", address(module));
    let open = form.is_refused() && form.has("act", "retire");
    let (reason, reason_fault) = (form.value("reason"), form.fault("reason"));
    let (successor, successor_fault) = (form.value("successor"), form.fault("successor"));
    view! {
        <details class="workshop-retire" open=open>
            <summary>{t!(lang, "workshop-retire")}</summary>
            <PostForm action=action act="workshop.write">
                <p>{t!(lang, "workshop-retire-text")}</p>
                <TextArea
                    name="reason"
                    label=t!(lang, "workshop-retire-reason")
                    value=reason
                    fault=reason_fault
                    rows=3
                    optional=true
                    maxlength=Some(1000)
                />
                <Field
                    name="successor"
                    label=t!(lang, "workshop-retire-successor")
                    hint=t!(lang, "workshop-retire-successor-hint")
                    value=successor
                    fault=successor_fault
                    optional=true
                />
                <Button kind=ButtonKind::Danger name=Some("act") value=Some("retire".to_owned())>{t!(lang, "workshop-retire-button")}</Button>
            </PostForm>
        </details>
    }
    .into_any()
}
