//! What the sheet of a course states: who wrote it, who read it over, when, under which licence.

use leptos::prelude::*;

use preau::course::live::Live;

use super::names;
use crate::t;
use crate::texts::Lang;
use crate::ui::{date, duration};

/// Hours, authors, reviewer, version, licence, competences.
pub(super) fn show(lang: Lang, live: &Live, zone: &str, competences: &[String]) -> AnyView {
    let meta = &live.course.meta;
    let authors: Vec<String> = meta
        .authors
        .iter()
        .map(|author| {
            let about = [author.role.clone(), author.body.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ");
            if about.is_empty() { author.name.clone() } else { format!("{} ({about})", author.name) }
        })
        .collect();
    let published = date(lang, live.published_at.date_in(zone));
    let review = meta.review.as_ref().map(|review| {
        let on = review.on.parse().map_or_else(|_| review.on.clone(), |on| date(lang, on));
        t!(lang, "sheet-review-by", "by" => review.by.clone(), "date" => on)
    });
    let (licence, address) = names::licence(&meta.licence);
    let licence = match address {
        Some(address) => view! { <a href=address rel="license noopener noreferrer">{licence}</a> }.into_any(),
        None => licence.into_any(),
    };
    let competences = competences.to_vec();
    view! {
        <dl class="facts card">
            <div><dt>{t!(lang, "fact-hours")}</dt><dd>{t!(lang, "fact-hours-text", "remote" => duration(lang, meta.minutes))}</dd></div>
            <div><dt>{t!(lang, "fact-authors")}</dt><dd>{authors.join(", ")}</dd></div>
            {review.map(|text| view! { <div><dt>{t!(lang, "fact-review")}</dt><dd>{text}</dd></div> })}
            <div>
                <dt>{t!(lang, "fact-version")}</dt>
                <dd>{t!(lang, "fact-version-text", "version" => live.semver.clone(), "date" => published)}</dd>
            </div>
            <div><dt>{t!(lang, "fact-licence")}</dt><dd>{licence}</dd></div>
            {(!competences.is_empty())
                .then(|| {
                    view! {
                        <div>
                            <dt>{t!(lang, "fact-competences")}</dt>
                            <dd>
                                <ul class="plain">{competences.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                            </dd>
                        </div>
                    }
                })}
        </dl>
    }
    .into_any()
}
