//! The search box: a field in a form, and the results are a page.

use leptos::prelude::*;

use super::islands::Proposals;
use crate::t;
use crate::texts::Lang;

/// The form with the search field. `hidden` are the filters that a new search keeps.
pub(crate) fn search_box(lang: Lang, value: String, hidden: Vec<(String, String)>) -> AnyView {
    let hidden =
        hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <Proposals>
            <form class="catalogue-search" role="search" action="/cours" method="get">
                {hidden.collect_view()}
                <div class="combobox">
                    <label class="visually-hidden" for="recherche">{t!(lang, "search-label")}</label>
                    <input
                        class="input"
                        id="recherche"
                        type="search"
                        name="q"
                        value=value
                        maxlength="200"
                        autocomplete="off"
                        placeholder=t!(lang, "search-placeholder")
                    />
                    <ul class="combobox-list" id="propositions" role="listbox" aria-label=t!(lang, "search-label") hidden=true></ul>
                </div>
                <button class="button button-primary" type="submit">{t!(lang, "search-go")}</button>
            </form>
        </Proposals>
    }
    .into_any()
}
