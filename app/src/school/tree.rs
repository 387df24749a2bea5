//! `/pilotage/organisation`: the tree as it is, and what may be changed of it: names, places, ends.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use leptos::prelude::*;
use uuid::Uuid;

use preau::access::{Act, Role};
use preau::school::life::{self, Dated, Standing};
use preau::school::tree::{self, NewNode};
use preau::school::{self, Node, NodeKind, Uai};
use preau::{Error, Fault, Read, Result, Tx};

use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, Crumb, ErrorSummary, Field, FormState, Pager, PostForm, Select, SelectOption,
    TableScroll, Tag, Tone,
};

const ADDRESS: &str = "/pilotage/organisation";
/// Nodes of one page.
const PER_PAGE: i64 = 50;
/// Who keeps the tree, each on their own nodes.
const KEEPERS: &[Role] = &[Role::PlanManager, Role::NationalAdmin, Role::Administrator];

/// `GET /pilotage/organisation`: the widest node that the asker keeps.
pub(super) async fn mine(cx: Cx) -> Response {
    cx.answer(async {
        cx.allow(Act::ManageOrganisation, ())?;
        let place = cx.actor.iter().flat_map(|actor| actor.places(KEEPERS)).next().unwrap_or_default();
        let path = if place.is_empty() { "fr/" } else { place };
        let node = school::by_path(&mut cx.read().await?, path).await?.ok_or(Error::NotFound)?;
        Ok(Redirect::to(&format!("{ADDRESS}/{}", node.id)).into_response())
    })
    .await
}

/// Where the right to change a node is held: an académie belongs to the nation, the rest to whoever keeps it.
fn place_of(node: &Node) -> &str {
    match node.kind() {
        NodeKind::Academy => node.path.find('/').map_or("", |stroke| node.path.get(..=stroke).unwrap_or("")),
        NodeKind::Nation | NodeKind::Basin | NodeKind::School => &node.path,
    }
}

/// The node of an address, for somebody who keeps it or what lies above.
async fn asked_for(cx: &Cx, read: &mut Read, id: &str) -> Result<Node> {
    // Asked before the address is read: a stranger learns nothing from how it is written.
    cx.allow(Act::ManageOrganisation, ())?;
    let node = school::node(read, id.parse().map_err(|_| Error::NotFound)?).await?;
    cx.allow_at(Act::ManageOrganisation, &node.path, ())?;
    Ok(node)
}

/// `GET /pilotage/organisation/{id}?q=…&page=…`.
pub(super) async fn show(cx: Cx, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    cx.answer(async {
        let node = asked_for(&cx, &mut cx.read().await?, &id).await?;
        page(&cx, node, &asked, FormState::empty(cx.lang)).await
    })
    .await
}

/// `POST /pilotage/organisation/{id}`: `act` says which change.
pub(super) async fn act(cx: Cx, Path(id): Path<String>, fields: Fields) -> Response {
    cx.answer(async {
        let node = asked_for(&cx, &mut cx.read().await?, &id).await?;
        match carry_out(&cx, &node, &fields).await {
            Ok((to, done)) => Ok(Redirect::to(&format!("{ADDRESS}/{to}?fait={done}")).into_response()),
            Err(error) => {
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, node, &Fields::default(), form).await
            }
        }
    })
    .await
}

fn day(fields: &Fields, name: &'static str) -> Result<Date> {
    fields.get(name).trim().parse().map_err(|_| Fault::new(name, "date-unreadable").into())
}

/// What was done, and on which node one goes on.
async fn carry_out(cx: &Cx, node: &Node, fields: &Fields) -> Result<(Uuid, &'static str)> {
    let place = if fields.get("act") == "add" { node.path.as_str() } else { place_of(node) };
    let allowed = cx.allow_at(Act::ManageOrganisation, place, node.id)?;
    let mut tx = cx.begin().await?;
    let done = match fields.get("act") {
        "rename" => {
            tree::rename(&mut tx, allowed, fields.get("name"), day(fields, "from")?, cx.now).await?;
            (node.id, "noeud-renomme")
        }
        "region" => {
            life::set_region(&mut tx, allowed, fields.get("region"), cx.now).await?;
            (node.id, "noeud-region")
        }
        "add" => (add(cx, &mut tx, node, fields).await?, "noeud-ajoute"),
        "move" => {
            let from = day(fields, "moved_on")?;
            if from > cx.now.date_in(&node.zone) {
                return Err(Fault::new("moved_on", "date-to-come").into());
            }
            let parent = fields.get("parent").parse().map_err(|_| Fault::new("parent", "choose-one"))?;
            let parent = school::node(&mut tx, parent).await?;
            // Nobody sends away to, or takes from, where they keep nothing.
            cx.allow_at(Act::ManageOrganisation, &parent.path, ())?;
            life::move_to(&mut tx, allowed.map(|id| (id, parent.id)), from, cx.now).await?;
            (node.id, "noeud-deplace")
        }
        "close" => {
            let on = day(fields, "closed_on")?;
            let successor = successor(&mut tx, node, fields.get("successor")).await?;
            life::close(&mut tx, allowed.map(|id| (id, successor)), on, cx.now).await?;
            (node.id, "noeud-ferme")
        }
        "reopen" => {
            life::reopen(&mut tx, allowed, cx.now).await?;
            (node.id, "noeud-rouvert")
        }
        _ => return Err(Error::NotFound),
    };
    cx.commit(tx).await?;
    Ok(done)
}

async fn add(cx: &Cx, tx: &mut Tx, parent: &Node, fields: &Fields) -> Result<Uuid> {
    let kind = child_of(parent.kind()).ok_or(Error::NotFound)?;
    let opened_on = match fields.get("opened_on").trim() {
        "" => None,
        _ => Some(day(fields, "opened_on")?.to_string()),
    };
    let new = NewNode {
        kind,
        code: fields.get("code").trim(),
        name: fields.get("new_name"),
        zone: &parent.zone,
        parent: Some(parent.id),
        opened_on: opened_on.as_deref(),
        ..NewNode::default()
    };
    let allowed = cx.allow_at(Act::ManageOrganisation, &parent.path, &new)?;
    match tree::add(tx, allowed, cx.now).await {
        Ok(node) => Ok(node.id),
        Err(Error::Invalid(faults)) => Err(Error::Invalid(
            faults
                .into_iter()
                .map(|fault| if fault.field == "name" { Fault::new("new_name", fault.key) } else { fault })
                .collect(),
        )),
        Err(other) => Err(other),
    }
}

/// What is added by hand under a node; schools come from the register.
fn child_of(kind: NodeKind) -> Option<NodeKind> {
    match kind {
        NodeKind::Nation => Some(NodeKind::Academy),
        NodeKind::Academy => Some(NodeKind::Basin),
        NodeKind::Basin | NodeKind::School => None,
    }
}

/// A school is typed by its UAI, the rest chosen.
async fn successor(tx: &mut Tx, node: &Node, typed: &str) -> Result<Option<Uuid>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if node.kind() != NodeKind::School {
        return typed.parse().map(Some).map_err(|_| Fault::new("successor", "choose-one").into());
    }
    let uai = Uai::parse(typed).map_err(|wrong| wrong.fault("successor"))?;
    let found = school::by_uai(tx, &uai).await?;
    Ok(Some(found.ok_or_else(|| Fault::new("successor", "school-unknown"))?.node_id))
}

struct Shown {
    lang: Lang,
    node: Node,
    edits: bool,
    standing: Standing,
    names: Vec<Dated>,
    parents: Vec<Dated>,
    /// Where it may hang, and what may take over from it.
    places: Vec<SelectOption>,
    successors: Vec<SelectOption>,
    successor: Option<(Uuid, String)>,
    today: String,
}

async fn page(cx: &Cx, node: Node, asked: &Fields, form: FormState) -> Result<Response> {
    let lang = cx.lang;
    let edits = cx.may_at(Act::ManageOrganisation, place_of(&node));
    let mut read = cx.read().await?;
    let standing = life::standing(&mut read, &node, cx.now).await?;
    let names = life::names(&mut read, node.id).await?;
    let parents = life::parents(&mut read, node.id).await?;
    let line = school::line(&mut read, &node.path).await?;
    let search: String = asked.get("q").trim().chars().take(100).collect();
    let total = life::count_below(&mut read, node.id, &search).await?;
    let pages = u32::try_from((total.max(1) - 1) / PER_PAGE + 1).unwrap_or(u32::MAX);
    let number = asked.get("page").parse().unwrap_or(1_u32).clamp(1, pages);
    let below = life::below(&mut read, node.id, &search, i64::from(number - 1) * PER_PAGE, PER_PAGE).await?;
    let mut places = vec![SelectOption::new("", t!(lang, "tree-choose"))];
    let mut successors = vec![SelectOption::new("", t!(lang, "tree-no-successor"))];
    let option = |node: &Node| SelectOption::new(node.id.to_string(), node.name.clone());
    let academy = line.iter().find(|above| above.kind() == NodeKind::Academy);
    match node.kind() {
        NodeKind::Nation => {}
        NodeKind::Academy => {
            let all = school::of_kind(&mut read, NodeKind::Academy, "").await?;
            successors.extend(all.iter().filter(|other| other.id != node.id).map(option));
        }
        NodeKind::Basin => {
            let kept = cx.may_at(Act::ManageOrganisation, "fr/");
            if kept {
                let all = school::of_kind(&mut read, NodeKind::Academy, "").await?;
                places.extend(all.iter().filter(|place| Some(place.id) != node.parent_id).map(option));
            }
            if let Some(academy) = academy {
                let all = school::of_kind(&mut read, NodeKind::Basin, &academy.path).await?;
                successors.extend(all.iter().filter(|other| other.id != node.id).map(option));
            }
        }
        NodeKind::School => {
            if let Some(academy) = academy {
                let all = school::of_kind(&mut read, NodeKind::Basin, &academy.path).await?;
                places.extend(
                    std::iter::once(academy)
                        .chain(&all)
                        .filter(|place| {
                            Some(place.id) != node.parent_id
                                && cx.may_at(Act::ManageOrganisation, &place.path)
                        })
                        .map(option),
                );
            }
        }
    }
    let successor = match node.successor_id {
        Some(id) => Some((id, school::node(&mut read, id).await?.name)),
        None => None,
    };
    drop(read);
    let mut crumbs = vec![Crumb::new("/pilotage", t!(lang, "hub-title"))];
    crumbs.extend(
        line.iter()
            .filter(|above| above.id != node.id && cx.may_at(Act::ManageOrganisation, &above.path))
            .map(|above| Crumb::new(format!("{ADDRESS}/{}", above.id), above.name.clone())),
    );
    let status = form.status();
    let title = node.name.clone();
    let today = cx.now.date_in(&node.zone).to_string();
    let shown = Shown { lang, node, edits, standing, names, parents, places, successors, successor, today };
    Ok(cx.page(title).nav(Nav::Operate).crumbs(crumbs).status(status).show(move || {
        let node = &shown.node;
        let base = format!("{ADDRESS}/{}?q={}&", node.id, encode(&search));
        view! {
            <div class="stack members">
                <h1>{node.name.clone()}</h1>
                <ErrorSummary form=form.clone()/>
                {facts(&shown)}
                {(node.kind() != NodeKind::School).then(|| list(lang, node, below, search, total))}
                <Pager page=number pages=pages base=base/>
                {changes(&shown, &form)}
                {history(lang, t!(lang, "tree-names"), "noms", &shown.names)}
                {(shown.parents.len() > 1).then(|| history(lang, t!(lang, "tree-parents"), "rattachements", &shown.parents))}
            </div>
        }
        .into_any()
    }))
}

fn kind(lang: Lang, kind: NodeKind) -> String {
    match kind {
        NodeKind::Nation => t!(lang, "tree-kind-nation"),
        NodeKind::Academy => t!(lang, "tree-kind-academy"),
        NodeKind::Basin => t!(lang, "tree-kind-basin"),
        NodeKind::School => t!(lang, "tree-kind-school"),
    }
}

fn state(lang: Lang, node: &Node) -> AnyView {
    let (tone, word) = match node.state.as_str() {
        "open" => (Tone::Success, t!(lang, "tree-state-open")),
        "opening" => (Tone::Accent, t!(lang, "tree-state-opening")),
        "closing" => (Tone::Warning, t!(lang, "tree-state-closing")),
        _ => (Tone::Neutral, t!(lang, "tree-state-closed")),
    };
    view! { <Tag tone=tone>{word}</Tag> }.into_any()
}

/// What it is, and what stands on it: read before anything is changed.
fn facts(shown: &Shown) -> AnyView {
    let (lang, node, on) = (shown.lang, &shown.node, &shown.standing);
    let figures: Vec<_> = [
        (t!(lang, "tree-nodes"), on.nodes),
        (t!(lang, "tree-staff"), on.staff),
        (t!(lang, "tree-mandates"), on.mandates),
        (t!(lang, "tree-sessions"), on.sessions),
        (t!(lang, "tree-roles"), on.roles),
    ]
    .into_iter()
    .map(|(label, count)| view! { <div><dt>{label}</dt><dd>{count}</dd></div> })
    .collect();
    let sheet = (node.kind() == NodeKind::School).then(|| format!("/etablissements/{}", node.code));
    view! {
        <p>{state(lang, node)} " " {kind(lang, node.kind())} " " <span class="soft">{node.code.clone()}</span></p>
        {(!node.region.is_empty()).then(|| view! { <p>{t!(lang, "tree-region-of", "name" => node.region.clone())}</p> })}
        {shown
            .successor
            .clone()
            .map(|(id, name)| {
                view! { <p>{t!(lang, "tree-successor-is")} " " <a href=format!("{ADDRESS}/{id}")>{name}</a></p> }
            })}
        {sheet.map(|href| view! { <p><a href=href>{t!(lang, "tree-sheet")}</a></p> })}
        <section aria-labelledby="porte">
            <h2 id="porte">{t!(lang, "tree-standing")}</h2>
            <dl class="facts">{figures}</dl>
        </section>
    }
    .into_any()
}

fn list(lang: Lang, node: &Node, below: Vec<Node>, search: String, total: i64) -> AnyView {
    let rows: Vec<_> = below
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row"><a href=format!("{ADDRESS}/{}", one.id)>{one.name.clone()}</a></th>
                    <td>{one.code.clone()}</td>
                    <td>{kind(lang, one.kind())}</td>
                    <td>{state(lang, &one)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="stack" aria-labelledby="dessous">
            <h2 id="dessous">{t!(lang, "tree-below")}</h2>
            <form method="get" action=format!("{ADDRESS}/{}", node.id) class="form form-line">
                <div class="field">
                    <label for="champ-q">{t!(lang, "tree-search")}</label>
                    <input class="input" id="champ-q" type="search" name="q" value=search maxlength="100"/>
                </div>
                <Button>{t!(lang, "members-filter")}</Button>
            </form>
            <p role="status">{t!(lang, "tree-count", "count" => total)}</p>
            {(!rows.is_empty())
                .then(|| {
                    view! {
                        <TableScroll label=t!(lang, "tree-below")>
                            <table class="table-compact">
                                <thead>
                                    <tr>
                                        <th scope="col">{t!(lang, "tree-name")}</th>
                                        <th scope="col">{t!(lang, "tree-code")}</th>
                                        <th scope="col">{t!(lang, "tree-kind")}</th>
                                        <th scope="col">{t!(lang, "members-state")}</th>
                                    </tr>
                                </thead>
                                <tbody>{rows}</tbody>
                            </table>
                        </TableScroll>
                    }
                })}
        </section>
    }
    .into_any()
}

/// A form of this page: its heading, a sentence, its fields, its button. One that was refused stays open.
fn change(
    shown: &Shown,
    form: &FormState,
    name: &'static str,
    texts: (String, String, String),
    kind: ButtonKind,
    fields: AnyView,
) -> AnyView {
    let (title, lead, button) = texts;
    let open = form.value("act") == name;
    view! {
        <details class="card" open=open>
            <summary><h2 class="card-title">{title}</h2></summary>
            <p>{lead}</p>
            <PostForm action=format!("{ADDRESS}/{}", shown.node.id) act="organisation.manage">
                <input type="hidden" name="act" value=name/>
                {fields}
                <p class="form-actions"><Button kind=kind>{button}</Button></p>
            </PostForm>
        </details>
    }
    .into_any()
}

fn changes(shown: &Shown, form: &FormState) -> AnyView {
    let (lang, node) = (shown.lang, &shown.node);
    let value = |name: &str, otherwise: &str| {
        if form.is_refused() && !form.value(name).is_empty() {
            form.value(name)
        } else {
            otherwise.to_owned()
        }
    };
    let date = |name: &'static str, label: String, optional: bool| {
        let known = if optional { String::new() } else { shown.today.clone() };
        view! {
            <Field name=name label=label kind="date" value=value(name, &known) fault=form.fault(name) optional=optional/>
        }
    };
    let mut forms: Vec<AnyView> = Vec::new();
    if let Some(child) = child_of(node.kind()).filter(|_| node.is_open()) {
        let fields = view! {
            <Field name="new_name" label=t!(lang, "tree-name") value=form.value("new_name") fault=form.fault("new_name") maxlength=Some(200)/>
            <Field
                name="code"
                label=t!(lang, "tree-code")
                hint=t!(lang, "tree-code-hint")
                value=form.value("code")
                fault=form.fault("code")
                maxlength=Some(20)
                size=Some(20)
            />
            {date("opened_on", t!(lang, "tree-opened-on"), true)}
        };
        let (title, lead) = if child == NodeKind::Academy {
            (t!(lang, "tree-add-academy"), t!(lang, "tree-add-academy-text"))
        } else {
            (t!(lang, "tree-add-basin"), t!(lang, "tree-add-basin-text"))
        };
        let texts = (title.clone(), lead, title);
        forms.push(change(shown, form, "add", texts, ButtonKind::Primary, fields.into_any()));
    }
    if !shown.edits {
        return view! { <div class="stack">{forms}</div> }.into_any();
    }
    let fields = view! {
        <Field name="name" label=t!(lang, "tree-new-name") value=value("name", &node.name) fault=form.fault("name") maxlength=Some(200)/>
        {date("from", t!(lang, "tree-from"), false)}
    };
    let texts = (t!(lang, "tree-rename"), t!(lang, "tree-rename-text"), t!(lang, "tree-rename"));
    forms.push(change(shown, form, "rename", texts, ButtonKind::Primary, fields.into_any()));
    if node.kind() == NodeKind::Academy {
        let fields = view! {
            <Field name="region" label=t!(lang, "tree-region") value=value("region", &node.region) fault=form.fault("region") maxlength=Some(100) optional=true/>
        };
        let texts = (t!(lang, "tree-region"), t!(lang, "tree-region-text"), t!(lang, "tree-region-save"));
        forms.push(change(shown, form, "region", texts, ButtonKind::Primary, fields.into_any()));
    }
    if shown.places.len() > 1 && node.is_open() {
        let fields = view! {
            <Select name="parent" label=t!(lang, "tree-parent") options=shown.places.clone() value=form.value("parent") fault=form.fault("parent")/>
            {date("moved_on", t!(lang, "tree-from"), false)}
        };
        let texts = (t!(lang, "tree-move"), t!(lang, "tree-move-text"), t!(lang, "tree-move"));
        forms.push(change(shown, form, "move", texts, ButtonKind::Primary, fields.into_any()));
    }
    if node.is_open() && node.kind() != NodeKind::Nation {
        let fault = form.fault("successor");
        let successor = if node.kind() == NodeKind::School {
            view! {
                <Field
                    name="successor"
                    label=t!(lang, "tree-successor-uai")
                    hint=t!(lang, "tree-successor-hint")
                    value=form.value("successor")
                    fault=fault
                    maxlength=Some(12)
                    size=Some(12)
                    optional=true
                />
            }
            .into_any()
        } else {
            view! {
                <Select
                    name="successor"
                    label=t!(lang, "tree-successor")
                    options=shown.successors.clone()
                    value=form.value("successor")
                    fault=fault
                    optional=true
                />
            }
            .into_any()
        };
        let fields = view! {
            {date("closed_on", t!(lang, "tree-closed-on"), false)}
            {successor}
        };
        let texts = (t!(lang, "tree-close"), t!(lang, "tree-close-text"), t!(lang, "tree-close"));
        forms.push(change(shown, form, "close", texts, ButtonKind::Danger, fields.into_any()));
    }
    if node.state == "closed" || node.state == "closing" {
        let texts = (t!(lang, "tree-reopen"), t!(lang, "tree-reopen-text"), t!(lang, "tree-reopen"));
        forms.push(change(shown, form, "reopen", texts, ButtonKind::Secondary, ().into_any()));
    }
    view! { <div class="stack">{forms}</div> }.into_any()
}

fn history(lang: Lang, title: String, id: &'static str, dated: &[Dated]) -> AnyView {
    let day = |text: &str| text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| ui::date(lang, day));
    let rows: Vec<_> = dated
        .iter()
        .map(|one| {
            let span = match &one.ends_on {
                Some(to) => t!(lang, "data-from-to", "from" => day(&one.starts_on), "to" => day(to)),
                None => t!(lang, "data-since", "from" => day(&one.starts_on)),
            };
            view! { <li>{one.name.clone()}<span class="cell-detail">{span}</span></li> }
        })
        .collect();
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ul class="people">{rows}</ul>
        </section>
    }
    .into_any()
}
