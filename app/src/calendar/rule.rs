//! `/pilotage/convocations`: whether a convocation is a mission order here, and whether travel is refunded.

use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

use preau::access::{Act, Role};
use preau::school::{self, Node, NodeKind};
use preau::session::summons::{self, WORDS_MAX};
use preau::{Error, Result};

use crate::account::query::Asked;
use crate::cx::Cx;
use crate::error_pages::encode;
use crate::fields::Fields;
use crate::page::Nav;
use crate::school::words as school_words;
use crate::t;
use crate::texts::Lang;
use crate::ui::{
    self, Button, ButtonKind, Choice, Choices, Crumb, EmptyState, ErrorSummary, FormState, PostForm, Select,
    SelectOption, TextArea,
};

const ADDRESS: &str = "/pilotage/convocations";

/// `GET /pilotage/convocations?lieu=…`.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Response {
    cx.answer(async {
        cx.allow(Act::ApproveSession, ())?;
        page(&cx, asked.get("lieu"), None).await
    })
    .await
}

/// `POST /pilotage/convocations`.
pub(super) async fn save(cx: Cx, fields: Fields) -> Response {
    cx.answer(async {
        cx.allow(Act::ApproveSession, ())?;
        match keep(&cx, &fields).await {
            Ok(()) => {
                let place = encode(fields.get("lieu"));
                Ok(Redirect::to(&format!("{ADDRESS}?lieu={place}&fait=regle-convocation")).into_response())
            }
            Err(error) => {
                let place = fields.get("lieu").to_owned();
                let form = FormState::refused(cx.lang, fields, error)?;
                page(&cx, &place, Some(form)).await
            }
        }
    })
    .await
}

async fn keep(cx: &Cx, fields: &Fields) -> Result<()> {
    let nodes = nodes(cx).await?;
    let node = nodes.iter().find(|node| node.path == fields.get("lieu")).ok_or(Error::NotFound)?;
    let allowed = cx.allow_at(Act::ApproveSession, &node.path, node.id)?;
    let mut tx = cx.begin().await?;
    let (order, refund) = (fields.get("order") == "oui", fields.get("refund") == "oui");
    summons::set_rule(&mut tx, allowed, order, refund, fields.get("words"), cx.now).await?;
    cx.commit(tx).await
}

/// What depends on the asker: académies and bassins, never a school.
async fn nodes(cx: &Cx) -> Result<Vec<Node>> {
    let roles = [Role::PlanManager, Role::NationalAdmin];
    let places: Vec<String> =
        cx.actor.iter().flat_map(|actor| actor.places(&roles)).map(str::to_owned).collect();
    let mut read = cx.read().await?;
    let mut nodes: Vec<Node> = Vec::new();
    // One place, rarely two.
    for place in places {
        nodes.extend(school::of_kind(&mut read, NodeKind::Academy, &place).await?);
        nodes.extend(school::of_kind(&mut read, NodeKind::Basin, &place).await?);
    }
    nodes.sort_by(|one, other| one.path.cmp(&other.path));
    nodes.dedup_by(|one, other| one.id == other.id);
    Ok(nodes)
}

fn name(lang: Lang, node: &Node) -> String {
    if node.kind() == NodeKind::Academy {
        t!(lang, "paper-academy", "name" => node.name.clone())
    } else {
        school_words::basin(lang, &node.name)
    }
}

async fn page(cx: &Cx, asked: &str, refused: Option<FormState>) -> Result<Response> {
    let (lang, zone) = (cx.lang, cx.site.config.zone.clone());
    let nodes = nodes(cx).await?;
    let title = t!(lang, "summons-rule-title");
    let crumbs = [Crumb::new("/pilotage/nominations", t!(lang, "board-title"))];
    let found = nodes.iter().find(|node| node.path == asked);
    let Some(node) = found.or_else(|| nodes.first().filter(|_| asked.is_empty())).cloned() else {
        if !asked.is_empty() {
            return Err(Error::NotFound);
        }
        return Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).show(move || {
            view! {
                <h1>{title}</h1>
                <EmptyState title=t!(lang, "summons-rule-nobody") icon="search"><p>{t!(lang, "summons-rule-lead")}</p></EmptyState>
            }
            .into_any()
        }));
    };
    let mut read = cx.read().await?;
    let said = summons::rule_of(&mut read, node.id).await?;
    let standing = match &said {
        Some(rule) => t!(lang, "summons-rule-since", "at" => ui::instant(lang, rule.updated_at, &zone)),
        None => match summons::rule(&mut read, &node.path).await? {
            Some(rule) => t!(lang, "summons-rule-inherited", "name" => rule.node_name),
            None => t!(lang, "summons-rule-none"),
        },
    };
    let form = refused.unwrap_or_else(|| {
        let yes = |yes: bool| if yes { "oui".to_owned() } else { String::new() };
        let rule = said.as_ref();
        FormState::filled(
            lang,
            vec![
                ("order".to_owned(), yes(rule.is_some_and(|rule| rule.mission_order))),
                ("refund".to_owned(), yes(rule.is_some_and(|rule| rule.travel_refund))),
                ("words".to_owned(), rule.map(|rule| rule.words.clone()).unwrap_or_default()),
            ],
        )
    });
    let places: Vec<SelectOption> =
        nodes.iter().map(|node| SelectOption::new(node.path.clone(), name(lang, node))).collect();
    let (order, refund) = (form.value("order") == "oui", form.value("refund") == "oui");
    Ok(cx.page(title.clone()).nav(Nav::Operate).crumbs(crumbs).status(form.status()).show(move || {
        view! {
            <div class="members stack">
                <h1>{title}</h1>
                <ErrorSummary form=form.clone()/>
                <p class="lead">{t!(lang, "summons-rule-lead")}</p>
                <form method="get" action=ADDRESS class="form form-line">
                    <Select name="lieu" label=t!(lang, "summons-rule-place") options=places value=node.path.clone()/>
                    <p class="form-actions"><Button>{t!(lang, "summons-rule-show")}</Button></p>
                </form>
                <h2>{name(lang, &node)}</h2>
                <p role="status">{standing}</p>
                <PostForm action=ADDRESS act="summons_rule.set">
                    <input type="hidden" name="lieu" value=node.path.clone()/>
                    <Choices name="rule" legend=t!(lang, "summons-rule-legend")>
                        <Choice name="order" value="oui" label=t!(lang, "summons-rule-order") checked=order/>
                        <Choice name="refund" value="oui" label=t!(lang, "summons-rule-refund") checked=refund/>
                    </Choices>
                    <TextArea
                        name="words"
                        label=t!(lang, "summons-rule-words")
                        hint=t!(lang, "summons-rule-words-hint")
                        value=form.value("words")
                        fault=form.fault("words")
                        rows=4
                        optional=true
                        maxlength=u32::try_from(WORDS_MAX).ok()
                    />
                    <p class="form-actions"><Button kind=ButtonKind::Primary>{t!(lang, "summons-rule-save")}</Button></p>
                </PostForm>
            </div>
        }
        .into_any()
    }))
}
