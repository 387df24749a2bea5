//! Which cards a request shows, in which order, and how many each other request would: no input or output.

use std::collections::{BTreeMap, HashMap};

use super::filter::{FacetName, Filter, LEVELS, Length};
use super::{Card, Hit, TRANSVERSAL};

/// The answer of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'c> {
    /// In the order to show: by relevance when words were typed; else the own discipline, then what is for everybody,
    /// then the rest, each by title.
    pub cards: Vec<&'c Card>,
    /// In the order of [`FacetName::ALL`].
    pub facets: Vec<Facet>,
    pub total: usize,
}

/// One way to narrow what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    pub name: FacetName,
    /// Every value of the catalogue, and those asked for.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    pub value: String,
    /// Cards that have this value and answer the words and the other facets.
    pub count: usize,
    pub selected: bool,
}

/// Applies a request to the cards, which come by title. `hits` is what the words found, none when none were typed.
pub fn find<'c>(
    cards: &'c [Card],
    hits: Option<&[Hit]>,
    filter: &Filter,
    own_discipline: Option<&str>,
) -> Found<'c> {
    let ranks: Option<HashMap<&str, usize>> =
        hits.map(|hits| hits.iter().enumerate().map(|(rank, hit)| (hit.slug.as_str(), rank)).collect());
    let in_text = |card: &Card| ranks.as_ref().is_none_or(|ranks| ranks.contains_key(card.slug.as_str()));

    let mut shown: Vec<&Card> =
        cards.iter().filter(|card| in_text(card) && filter.admits(card, None)).collect();
    // A stable sort: cards of the same rank stay by title.
    shown.sort_by_key(|card| match &ranks {
        Some(ranks) => ranks.get(card.slug.as_str()).copied().unwrap_or(usize::MAX),
        None => nearness(card, own_discipline),
    });

    let facets = FacetName::ALL
        .into_iter()
        .map(|name| {
            let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
            for value in filter.selected(name) {
                counts.insert((order(name, value), value), 0);
            }
            for card in cards {
                let counted = usize::from(in_text(card) && filter.admits(card, Some(name)));
                for value in name.values(card) {
                    *counts.entry((order(name, value), value)).or_insert(0) += counted;
                }
            }
            let values = counts.into_iter().map(|((_, value), count)| FacetValue {
                value: value.to_owned(),
                count,
                selected: filter.is_selected(name, value),
            });
            Facet { name, values: values.collect() }
        })
        .collect();
    Found { total: shown.len(), cards: shown, facets }
}

fn nearness(card: &Card, own_discipline: Option<&str>) -> usize {
    let Some(own) = own_discipline else { return 0 };
    if card.disciplines.iter().any(|discipline| discipline == own) {
        0
    } else if card.is_transversal() {
        1
    } else {
        2
    }
}

/// Values that have an order of their own come in it, the others by code.
fn order(name: FacetName, value: &str) -> usize {
    const AUDIENCES: [&str; 5] = ["ecole", "college", "lycee", "lycee-pro", "superieur"];
    let place = |known: &[&str]| known.iter().position(|code| *code == value).unwrap_or(usize::MAX);
    match name {
        FacetName::Discipline => usize::from(value != TRANSVERSAL),
        FacetName::Audience => place(&AUDIENCES),
        FacetName::Level => place(&LEVELS.map(|(_, code)| code)),
        FacetName::Length => place(&Length::ALL.map(Length::code)),
        FacetName::Competence | FacetName::Language => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::course::published::Level;
    use crate::course::sample;

    fn card(slug: &str, disciplines: &[&str], audience: &[&str], level: Level, minutes: u32) -> Card {
        let mut card = Card::of(&sample::course(slug), Timestamp(0));
        card.disciplines = disciplines.iter().map(|code| (*code).to_owned()).collect();
        card.audience = audience.iter().map(|code| (*code).to_owned()).collect();
        card.level = level;
        card.minutes = minutes;
        card
    }

    /// By title, as the database gives them.
    fn catalogue() -> Vec<Card> {
        vec![
            card("algebre", &["maths"], &["college"], Level::Beginner, 60),
            card("bruit", &["svt", "maths"], &["lycee"], Level::Advanced, 61),
            card("droits", &["toutes"], &["college", "lycee"], Level::Beginner, 120),
            card("textes", &["francais"], &["lycee"], Level::Intermediate, 121),
        ]
    }

    fn slugs<'c>(found: &Found<'c>) -> Vec<&'c str> {
        found.cards.iter().map(|card| card.slug.as_str()).collect()
    }

    fn counts(found: &Found<'_>, name: FacetName) -> Vec<(String, usize, bool)> {
        let facet = found.facets.iter().find(|facet| facet.name == name).unwrap();
        facet.values.iter().map(|value| (value.value.clone(), value.count, value.selected)).collect()
    }

    fn counted(values: &[(&str, usize, bool)]) -> Vec<(String, usize, bool)> {
        values.iter().map(|(value, count, selected)| ((*value).to_owned(), *count, *selected)).collect()
    }

    #[test]
    fn the_own_discipline_comes_first_then_what_is_for_everybody() {
        let cards = catalogue();
        let all = Filter::default();
        assert_eq!(slugs(&find(&cards, None, &all, None)), ["algebre", "bruit", "droits", "textes"]);
        assert_eq!(
            slugs(&find(&cards, None, &all, Some("francais"))),
            ["textes", "droits", "algebre", "bruit"]
        );
        assert_eq!(slugs(&find(&cards, None, &all, Some("latin"))), ["droits", "algebre", "bruit", "textes"]);
    }

    #[test]
    fn counts_are_those_of_the_other_facets() {
        let cards = catalogue();
        let filter = Filter::parse([("discipline", "maths"), ("public", "lycee")]);
        let found = find(&cards, None, &filter, None);
        assert_eq!((slugs(&found), found.total), (vec!["bruit"], 1));
        assert_eq!(
            counts(&found, FacetName::Discipline),
            counted(&[("toutes", 1, false), ("francais", 1, false), ("maths", 1, true), ("svt", 1, false)])
        );
        assert_eq!(
            counts(&found, FacetName::Audience),
            counted(&[("college", 1, false), ("lycee", 1, true)])
        );
        assert_eq!(
            counts(&found, FacetName::Length),
            counted(&[("courte", 0, false), ("moyenne", 1, false), ("longue", 0, false)])
        );
        assert_eq!(
            counts(&found, FacetName::Level),
            counted(&[("debutant", 0, false), ("intermediaire", 0, false), ("avance", 1, false)])
        );
    }

    #[test]
    fn values_of_one_facet_widen() {
        let cards = catalogue();
        let filter = Filter::parse([("discipline", "maths"), ("discipline", "toutes")]);
        assert_eq!(slugs(&find(&cards, None, &filter, None)), ["algebre", "bruit", "droits"]);
    }

    #[test]
    fn a_value_that_no_course_has_can_still_be_taken_off() {
        let cards = catalogue();
        let found = find(&cards, None, &Filter::parse([("discipline", "latin")]), None);
        assert_eq!(found.total, 0);
        assert!(counts(&found, FacetName::Discipline).contains(&("latin".to_owned(), 0, true)));
    }

    #[test]
    fn words_set_the_order_and_narrow_the_counts() {
        let cards = catalogue();
        let hit = |slug: &str| Hit { slug: slug.to_owned(), score: 1, pages: Vec::new() };
        let hits = [hit("textes"), hit("gone"), hit("algebre")];
        let found = find(&cards, Some(&hits), &Filter::parse([("q", "lire")]), Some("maths"));
        assert_eq!(slugs(&found), ["textes", "algebre"]);
        assert_eq!(
            counts(&found, FacetName::Audience),
            counted(&[("college", 1, false), ("lycee", 1, false)])
        );
        assert_eq!(find(&cards, Some(&[]), &Filter::default(), None).total, 0);
    }
}
