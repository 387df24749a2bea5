//! The catalogue, and the sheet of a course.

use axum::Json;
use axum::extract::{Query, State};
use preau::course::catalogue::{self, Card, Filter, level_code};
use preau::course::live::Live;
use preau::course::published::{PageRule, PagesRule, ProductionsRule};
use preau::learning::{self, Enrolment};
use preau::{Error, Fault, Result};
use preau_app::Site;
use preau_app::error_pages::encode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

use super::caller::Caller;
use super::problem::Problem;
use super::sent::Named;

/// Courses that words may find.
const MOST_FOUND: i64 = 1_000;
const USUAL_PAGE: usize = 20;
const LARGEST_PAGE: usize = 100;
/// Far beyond any catalogue.
const LAST_PAGE: usize = 1_000_000;

/// One page of the catalogue.
#[derive(Serialize, ToSchema)]
pub(super) struct CourseList {
    items: Vec<CourseCard>,
    /// Courses that answer the request, on all pages.
    total: usize,
    page: usize,
    per_page: usize,
}

/// A course in the catalogue.
#[derive(Serialize, ToSchema)]
pub(super) struct CourseCard {
    slug: String,
    title: String,
    summary: String,
    /// `debutant`, `intermediaire` or `avance`.
    level: &'static str,
    minutes: u32,
    disciplines: Vec<String>,
    audience: Vec<String>,
    competences: Vec<String>,
    keywords: Vec<String>,
    objectives: Vec<String>,
    authors: Vec<String>,
    /// SPDX.
    licence: String,
    /// BCP 47.
    language: String,
    version: String,
    published_at: String,
    /// Address of the cover; none when it is drawn.
    cover: Option<String>,
    pages: usize,
    /// A visitor may read some of them.
    has_public_pages: bool,
    /// Address for people.
    url: String,
}

impl CourseCard {
    fn of(site: &Site, card: &Card) -> Self {
        let cover = card.image.as_ref().map(|image| {
            let digest = image.sha256.get(..16).unwrap_or(&image.sha256);
            format!("{}/media/{digest}/{}", site.config.base_url, encode(&image.path))
        });
        Self {
            slug: card.slug.clone(),
            title: card.title.clone(),
            summary: card.summary.clone(),
            level: level_code(card.level),
            minutes: card.minutes,
            disciplines: card.disciplines.clone(),
            audience: card.audience.clone(),
            competences: card.competences.clone(),
            keywords: card.keywords.clone(),
            objectives: card.objectives.clone(),
            authors: card.authors.clone(),
            licence: card.licence.clone(),
            language: card.language.clone(),
            version: card.version.clone(),
            published_at: card.published_at.to_rfc3339(),
            cover,
            pages: card.pages,
            has_public_pages: card.has_public_pages,
            url: format!("{}/cours/{}", site.config.base_url, card.slug),
        }
    }
}

/// The catalogue: words and facets as on the page, each facet repeatable.
#[utoipa::path(
    get, path = "/courses", tag = "courses", operation_id = "listCourses",
    params(
        ("q" = Option<String>, Query, description = "Words; every one must be there"),
        ("discipline" = Option<Vec<String>>, Query),
        ("public" = Option<Vec<String>>, Query, description = "Audience: college, lycee…"),
        ("niveau" = Option<Vec<String>>, Query, description = "debutant, intermediaire, avance"),
        ("duree" = Option<Vec<String>>, Query, description = "courte, moyenne, longue"),
        ("competence" = Option<Vec<String>>, Query, description = "Code of the framework"),
        ("langue" = Option<Vec<String>>, Query, description = "BCP 47"),
        ("page" = Option<u32>, Query, minimum = 1, maximum = 1_000_000, description = "From 1"),
        ("per_page" = Option<u32>, Query, minimum = 1, maximum = 100, description = "20 unless told"),
    ),
    responses((status = 200, body = CourseList)),
    security((), ("token" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<CourseList>, Problem> {
    caller.may_look()?;
    let page = number(&pairs, "page", 1, LAST_PAGE)?;
    let per_page = number(&pairs, "per_page", USUAL_PAGE, LARGEST_PAGE)?;
    let filter = Filter::parse(pairs);
    let hits = if filter.has_text() {
        Some(catalogue::search(&mut caller.read().await?, &filter.text, MOST_FOUND).await?)
    } else {
        None
    };
    let cards = site.courses.cards(&site.db, caller.actor.as_ref(), caller.now).await?;
    let own = caller.actor.as_ref().and_then(|actor| actor.person.discipline.as_deref());
    let found = catalogue::find(&cards, hits.as_deref(), &filter, own);
    let first = (page - 1).saturating_mul(per_page);
    let items =
        found.cards.iter().skip(first).take(per_page).map(|card| CourseCard::of(&site, card)).collect();
    Ok(Json(CourseList { items, total: found.total, page, per_page }))
}

/// A number of the query, between 1 and a limit.
fn number(pairs: &[(String, String)], name: &'static str, usual: usize, most: usize) -> Result<usize> {
    let Some((_, value)) = pairs.iter().find(|(key, _)| key == name) else { return Ok(usual) };
    value.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(|| {
        let key = if name == "page" { "page-number" } else { "page-size" };
        Fault::new(name, key).with("max", most).into()
    })
}

/// The version of a course that the caller reads: their own, else the one in service.
pub(super) async fn course(caller: &Caller, slug: &str) -> Result<(Option<Enrolment>, Arc<Live>)> {
    let site = &caller.site;
    let enrolment = match &caller.actor {
        Some(actor) => learning::find(&mut caller.read().await?, actor.id(), slug).await?,
        None => None,
    };
    let live = match &enrolment {
        Some(enrolment) => site.courses.version(&site.db, enrolment.version_id).await?,
        None => site
            .courses
            .current(&site.db, caller.actor.as_ref(), slug, caller.now)
            .await?
            .ok_or(Error::NotFound)?,
    };
    Ok((enrolment, live))
}

/// A course with its outline and its rule.
#[derive(Serialize, ToSchema)]
pub(super) struct CourseSheet {
    #[serde(flatten)]
    card: CourseCard,
    prerequisites: Vec<String>,
    presentation_html: String,
    changes_html: String,
    completion: CompletionRule,
    sections: Vec<SectionSheet>,
    /// SHA-256 of the files of this version.
    checksum: String,
}

/// What completes a course.
#[derive(Serialize, ToSchema)]
pub(super) struct CompletionRule {
    /// Share of the required pages to be done, in percent.
    pages_percent: u8,
    /// Share of the points to be reached, in percent; 0 = none.
    score_percent: u8,
    /// `optional`, `handed_in` or `validated`.
    productions: &'static str,
    attestation: bool,
}

/// A section of the outline.
#[derive(Serialize, ToSchema)]
pub(super) struct SectionSheet {
    title: String,
    pages: Vec<PageSheet>,
}

/// A page in the outline.
#[derive(Serialize, ToSchema)]
pub(super) struct PageSheet {
    key: String,
    title: String,
    /// `lesson`, `assessment` or `resource`.
    kind: &'static str,
    minutes: u16,
    /// What makes it done: `read`, `activities` or `threshold`.
    rule: &'static str,
    /// A visitor may read it.
    public: bool,
}

/// A course: the version followed by the caller, else the one in service.
#[utoipa::path(
    get, path = "/courses/{slug}", tag = "courses", operation_id = "readCourse",
    params(("slug" = String, Path)),
    responses((status = 200, body = CourseSheet)),
    security((), ("token" = [])),
)]
pub(super) async fn sheet(caller: Caller, Named(slug): Named<String>) -> Result<Json<CourseSheet>, Problem> {
    caller.may_look()?;
    let (_, live) = course(&caller, &slug).await?;
    Ok(Json(CourseSheet::of(&caller.site, &live)))
}

impl CourseSheet {
    fn of(site: &Site, live: &Live) -> Self {
        let course = &live.course;
        let rule = &course.meta.completion;
        let page = |key: &String| {
            live.page(key).map(|page| PageSheet {
                key: page.key.clone(),
                title: page.title.clone(),
                kind: super::page::kind(page.kind),
                minutes: page.minutes,
                rule: rule_code(page.rule),
                public: page.public,
            })
        };
        Self {
            card: CourseCard::of(site, &Card::of(course, live.published_at)),
            prerequisites: course.meta.prerequisites.clone(),
            presentation_html: course.readme_html.clone(),
            changes_html: course.changelog_html.clone(),
            completion: CompletionRule {
                pages_percent: match rule.pages {
                    PagesRule::All => 100,
                    PagesRule::Percent(percent) => percent,
                },
                score_percent: rule.threshold,
                productions: match rule.productions {
                    ProductionsRule::Optional => "optional",
                    ProductionsRule::HandedIn => "handed_in",
                    ProductionsRule::Validated => "validated",
                },
                attestation: rule.attestation,
            },
            sections: course
                .sections
                .iter()
                .map(|section| SectionSheet {
                    title: section.title.clone(),
                    pages: section.pages.iter().filter_map(page).collect(),
                })
                .collect(),
            checksum: course.checksum.clone(),
        }
    }
}

/// The name of a rule of a page.
pub(super) fn rule_code(rule: PageRule) -> &'static str {
    match rule {
        PageRule::Read => "read",
        PageRule::Activities => "activities",
        PageRule::Threshold => "threshold",
    }
}
