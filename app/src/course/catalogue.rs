//! `/cours`: every course, narrowed by words and facets that live in the address.

use std::sync::Arc;

use axum::response::Response;
use leptos::prelude::*;

use preau::course::catalogue::{self, Card, FacetName, Filter, Found, Hit};
use preau::course::reference::Reference;
use preau::learning::{self, Enrolment};
use preau::{Conn, Result};

use super::facets::{self, Sort};
use super::search::search_box;
use super::{Asked, may_look, names, pairs, tile};
use crate::cx::Cx;
use crate::page::Nav;
use crate::shared::for_visitors;
use crate::t;
use crate::texts::Lang;
use crate::ui::{ButtonLink, CourseCard, CourseTile, EmptyState, FilterChip, Icon, Pager};

/// Cards on one page.
const PAGE: usize = 24;
/// Courses that words may find.
const HITS: i64 = 500;

/// `GET /cours`.
pub(super) async fn show(cx: Cx, asked: Asked) -> Response {
    for_visitors(&cx, async {
        may_look(&cx)?;
        let pairs = pairs(asked);
        let filter = Filter::parse(pairs.iter().map(|(key, value)| (key, value)));
        let sort = Sort::parse(&pairs);
        let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
        let mut read = cx.read().await?;
        let hits = hits(&mut read, &filter).await?;
        let reference = cx.site.courses.reference(&cx.site.db, cx.now).await?;
        let mine = match &cx.actor {
            Some(actor) => learning::of(&mut read, actor.id()).await?,
            None => Vec::new(),
        };
        drop(read);
        let own = cx.actor.as_ref().and_then(|actor| actor.person.discipline.clone());
        let mut found = catalogue::find(&cards, hits.as_deref(), &filter, own.as_deref());
        sort.apply(&mut found.cards);
        let page = Window::of(&pairs, found.total);
        let tiles = tiles(&cx, &found, &page, hits.as_deref().unwrap_or_default(), &mine).await?;
        let view = Catalogue {
            lang: cx.lang,
            filter,
            sort,
            page,
            tiles,
            reference,
            total: found.total,
            facets: found.facets,
        };
        let suggestions = suggestions(&cx, &view, &cards);
        Ok(cx
            .page(view.title())
            .nav(Nav::Courses)
            .crumbs([])
            .description(t!(cx.lang, "catalogue-lead"))
            .show(move || view.show(suggestions)))
    })
    .await
}

/// What the words find; none when none were typed.
pub(super) async fn hits(db: &mut impl Conn, filter: &Filter) -> Result<Option<Vec<Hit>>> {
    Ok(match filter.has_text() {
        true => Some(catalogue::search(db, &filter.text, HITS).await?),
        false => None,
    })
}

/// The part of the results on this page.
struct Window {
    number: usize,
    pages: usize,
}

impl Window {
    fn of(pairs: &[(String, String)], total: usize) -> Self {
        let pages = total.div_ceil(PAGE).max(1);
        let asked = pairs.iter().find(|(key, _)| key == "page").and_then(|(_, value)| value.parse().ok());
        Self { number: asked.unwrap_or(1_usize).clamp(1, pages), pages }
    }
}

async fn tiles(
    cx: &Cx,
    found: &Found<'_>,
    page: &Window,
    hits: &[Hit],
    mine: &[Enrolment],
) -> Result<Vec<CourseTile>> {
    let mut tiles = Vec::new();
    for card in found.cards.iter().skip((page.number - 1) * PAGE).take(PAGE) {
        let mut one = tile::tile(cx.lang, card, mine);
        if let Some(hit) = hits.iter().find(|hit| hit.slug == card.slug && !hit.pages.is_empty()) {
            // Kept in memory by the process: no statement here but the first time.
            if let Some(live) =
                cx.site.courses.current(&cx.site.db, cx.actor.as_ref(), &card.slug, cx.now).await?
            {
                let open = |key: &str| live.page(key).filter(|page| page.public || cx.actor.is_some());
                one.found_in = tile::found_in(hit, |key| open(key).map(|page| page.title.clone()));
            }
        }
        tiles.push(one);
    }
    Ok(tiles)
}

/// When nothing was found: what is for everybody.
fn suggestions(cx: &Cx, view: &Catalogue, cards: &[Card]) -> Vec<CourseTile> {
    if view.total > 0 {
        return Vec::new();
    }
    let everybody = cards.iter().filter(|card| card.is_transversal());
    everybody.take(3).map(|card| tile::tile(cx.lang, card, &[])).collect()
}

struct Catalogue {
    lang: Lang,
    filter: Filter,
    sort: Sort,
    page: Window,
    tiles: Vec<CourseTile>,
    reference: Arc<Reference>,
    total: usize,
    facets: Vec<catalogue::Facet>,
}

impl Catalogue {
    fn title(&self) -> String {
        if self.filter.has_text() {
            t!(self.lang, "catalogue-title-search", "text" => self.filter.text.trim().to_owned())
        } else {
            t!(self.lang, "catalogue-title")
        }
    }

    /// Address of the catalogue with another filter; the order is kept.
    fn address(&self, filter: &Filter) -> String {
        let query = [filter.to_query(), self.sort.to_query()].into_iter().filter(|part| !part.is_empty());
        let query = query.collect::<Vec<_>>().join("&");
        if query.is_empty() { "/cours".to_owned() } else { format!("/cours?{query}") }
    }

    fn show(self, suggestions: Vec<CourseTile>) -> AnyView {
        let lang = self.lang;
        let title = self.title();
        let chips = self.chips();
        let query = self.filter.to_query();
        let csv = if query.is_empty() { "/cours.csv".to_owned() } else { format!("/cours.csv?{query}") };
        let kept = facets::kept(&self.filter, self.sort);
        let text = self.filter.text.trim().to_owned();
        let facets = facets::show(lang, &self.filter, self.sort, &self.facets, &self.reference.framework);
        let base = self.address(&self.filter);
        let base = if base.contains('?') { format!("{base}&") } else { format!("{base}?") };
        let (number, pages) = (self.page.number, self.page.pages);
        let sorts = self.sorts();
        let total = self.total;
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, "catalogue-lead")}</p>
                {search_box(lang, text, kept)}
            </div>
            <div class="catalogue">
                {facets}
                <section class="results" aria-labelledby="resultats">
                    <div class="results-head">
                        <h2 class="results-count" id="resultats">{t!(lang, "catalogue-count", "count" => total)}</h2>
                        {(total > 1).then_some(sorts)}
                    </div>
                    {(!chips.is_empty())
                        .then(|| {
                            view! {
                                <ul class="chips">
                                    {chips
                                        .into_iter()
                                        .map(|(href, label)| view! { <li><FilterChip href=href label=label/></li> })
                                        .collect_view()}
                                    <li><a class="button button-quiet" href="/cours">{t!(lang, "catalogue-clear")}</a></li>
                                </ul>
                            }
                        })}
                    {if total == 0 {
                        empty(lang, suggestions)
                    } else {
                        view! {
                            <div class="grid">
                                {self.tiles.into_iter().map(|tile| view! { <CourseCard tile=tile level=3/> }).collect_view()}
                            </div>
                        }
                            .into_any()
                    }}
                    <Pager page=to_u32(number) pages=to_u32(pages) base=base/>
                    {(total > 0)
                        .then(|| {
                            view! {
                                <p class="results-tools">
                                    <a class="button button-quiet" href=csv download="">
                                        <Icon name="download"/>
                                        <span>{t!(lang, "catalogue-csv")}</span>
                                    </a>
                                </p>
                            }
                        })}
                </section>
            </div>
        }
        .into_any()
    }

    /// Each filter that is on, with the address without it.
    fn chips(&self) -> Vec<(String, String)> {
        let mut chips = Vec::new();
        if self.filter.has_text() {
            let mut without = self.filter.clone();
            without.text.clear();
            chips.push((self.address(&without), format!("« {} »", self.filter.text.trim())));
        }
        for name in FacetName::ALL {
            for value in self.filter.selected(name) {
                let label = names::facet_value(self.lang, &self.reference.framework, name, value);
                chips.push((self.address(&self.filter.toggled(name, value)), label));
            }
        }
        chips
    }

    fn sorts(&self) -> AnyView {
        let lang = self.lang;
        let links = Sort::ALL.map(|sort| {
            let here = sort == self.sort;
            let other = Self { sort, ..Self::bare(lang, &self.filter) };
            (other.address(&self.filter), sort.label(lang, self.filter.has_text()), here)
        });
        view! {
            <nav class="sort" aria-label=t!(lang, "catalogue-sort")>
                <span class="soft">{t!(lang, "catalogue-sort")}</span>
                {links
                    .into_iter()
                    .map(|(href, label, here)| view! { <a href=href aria-current=here.then_some("true")>{label}</a> })
                    .collect_view()}
            </nav>
        }
        .into_any()
    }

    /// The same request without its results.
    fn bare(lang: Lang, filter: &Filter) -> Self {
        Self {
            lang,
            filter: filter.clone(),
            sort: Sort::default(),
            page: Window { number: 1, pages: 1 },
            tiles: Vec::new(),
            reference: Arc::new(Reference::default()),
            total: 0,
            facets: Vec::new(),
        }
    }
}

fn empty(lang: Lang, suggestions: Vec<CourseTile>) -> AnyView {
    view! {
        <EmptyState title=t!(lang, "catalogue-empty-title") icon="search" level=3>
            <p>{t!(lang, "catalogue-empty-text")}</p>
            <ButtonLink href="/cours" icon="rotate-ccw">{t!(lang, "catalogue-clear")}</ButtonLink>
        </EmptyState>
        {(!suggestions.is_empty())
            .then(|| {
                view! {
                    <h3>{t!(lang, "catalogue-suggestions")}</h3>
                    <div class="grid">
                        {suggestions.into_iter().map(|tile| view! { <CourseCard tile=tile level=3/> }).collect_view()}
                    </div>
                }
            })}
    }
    .into_any()
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
