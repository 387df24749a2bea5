//! The boxes that narrow the catalogue, and its order: a form that works without JavaScript.

use leptos::prelude::*;

use preau::course::catalogue::{Card, Facet, FacetName, Filter};
use preau::course::framework::Framework;

use super::names;
use crate::t;
use crate::texts::Lang;
use crate::ui::{Choice, Icon};

/// In which order the results come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sort {
    /// By relevance when words were typed, else the own discipline first.
    #[default]
    Best,
    Title,
    Shortest,
    Newest,
}

impl Sort {
    pub(super) const ALL: [Self; 4] = [Self::Best, Self::Title, Self::Shortest, Self::Newest];

    fn code(self) -> &'static str {
        match self {
            Self::Best => "",
            Self::Title => "titre",
            Self::Shortest => "duree",
            Self::Newest => "date",
        }
    }

    pub(super) fn parse(pairs: &[(String, String)]) -> Self {
        let asked = pairs.iter().find(|(key, _)| key == "tri").map_or("", |(_, value)| value);
        Self::ALL.into_iter().find(|sort| sort.code() == asked).unwrap_or_default()
    }

    pub(super) fn to_query(self) -> String {
        match self.code() {
            "" => String::new(),
            code => format!("tri={code}"),
        }
    }

    pub(super) fn label(self, lang: Lang, searching: bool) -> String {
        match self {
            Self::Best if searching => t!(lang, "sort-relevance"),
            Self::Best => t!(lang, "sort-best"),
            Self::Title => t!(lang, "sort-title"),
            Self::Shortest => t!(lang, "sort-shortest"),
            Self::Newest => t!(lang, "sort-newest"),
        }
    }

    /// Puts cards in this order; cards that are equal stay as they were.
    pub(super) fn apply(self, cards: &mut [&Card]) {
        match self {
            Self::Best => {}
            Self::Title => cards.sort_by_cached_key(|card| preau::text::key(&card.title)),
            Self::Shortest => cards.sort_by_key(|card| card.minutes),
            Self::Newest => cards.sort_by_key(|card| std::cmp::Reverse(card.published_at)),
        }
    }
}

/// What a new search keeps: the boxes and the order.
pub(super) fn kept(filter: &Filter, sort: Sort) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = FacetName::ALL
        .into_iter()
        .flat_map(|name| {
            filter.selected(name).iter().map(move |value| (name.param().to_owned(), value.clone()))
        })
        .collect();
    if sort != Sort::default() {
        kept.push(("tri".to_owned(), sort.code().to_owned()));
    }
    kept
}

/// The form of boxes, folded on a phone.
pub(super) fn show(
    lang: Lang,
    filter: &Filter,
    sort: Sort,
    facets: &[Facet],
    framework: &Framework,
) -> AnyView {
    let groups: Vec<AnyView> = facets.iter().filter_map(|facet| group(lang, facet, framework)).collect();
    if groups.is_empty() {
        return ().into_any();
    }
    let chosen = FacetName::ALL.into_iter().map(|name| filter.selected(name).len()).sum::<usize>();
    let text = filter.text.clone();
    view! {
        <details class="facets">
            <summary>
                <Icon name="filter"/>
                {t!(lang, "catalogue-filters", "count" => chosen)}
            </summary>
            <form method="get" action="/cours" aria-label=t!(lang, "catalogue-filters-label")>
                {filter.has_text().then(|| view! { <input type="hidden" name="q" value=text/> })}
                {(sort != Sort::default()).then(|| view! { <input type="hidden" name="tri" value=sort.code()/> })}
                {groups}
                <button class="button button-primary" type="submit">{t!(lang, "catalogue-apply")}</button>
            </form>
        </details>
    }
    .into_any()
}

/// One facet; nothing when it would narrow nothing.
fn group(lang: Lang, facet: &Facet, framework: &Framework) -> Option<AnyView> {
    let values: Vec<_> = facet.values.iter().filter(|value| value.count > 0 || value.selected).collect();
    if values.len() < 2 && !values.iter().any(|value| value.selected) {
        return None;
    }
    let name = facet.name;
    let legend = match name {
        FacetName::Discipline => t!(lang, "facet-discipline"),
        FacetName::Audience => t!(lang, "facet-audience"),
        FacetName::Level => t!(lang, "facet-level"),
        FacetName::Length => t!(lang, "facet-length"),
        FacetName::Competence => t!(lang, "facet-competence"),
        FacetName::Language => t!(lang, "facet-language"),
    };
    let boxes: Vec<AnyView> = values
        .into_iter()
        .map(|value| {
            let label = names::facet_value(lang, framework, name, &value.value);
            view! {
                <Choice
                    name=name.param()
                    value=value.value.clone()
                    label=label
                    checked=value.selected
                    count=value.count.to_string()
                />
            }
            .into_any()
        })
        .collect();
    Some(view! { <fieldset class="choices facet"><legend>{legend}</legend><div class="facet-values">{boxes}</div></fieldset> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_order_is_the_first_one() {
        let pairs = |value: &str| vec![("tri".to_owned(), value.to_owned())];
        assert_eq!(Sort::parse(&pairs("duree")), Sort::Shortest);
        assert_eq!(Sort::parse(&pairs("x")), Sort::Best);
        for sort in Sort::ALL {
            assert_eq!(Sort::parse(&pairs(sort.code())), sort);
        }
    }
}
