//! Writing the card and the search terms of a version, in place of those of the version before it.
//!
//! A row of the index with an empty page speaks for the whole course, whatever the place of the word; the others
//! say on which pages it stands. A word counts once for each place it is in, however often it is repeated there.

use std::collections::BTreeMap;

use sqlx::types::Json;
use uuid::Uuid;

use super::{Card, TRANSVERSAL};
use crate::clock::Timestamp;
use crate::course::published::{Page, PublishedCourse};
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::{sql, text};

const TITLE: i32 = 12;
const KEYWORD: i32 = 8;
const PURPOSE: i32 = 5;
const HEADING: i32 = 4;
const BODY: i32 = 1;

/// Weights by term and page.
type Terms = BTreeMap<(String, String), i32>;

/// Replaces the card and the terms of a course by those of this version.
pub(in crate::course) async fn index(
    tx: &mut Tx,
    course: &PublishedCourse,
    version: Uuid,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into course_card (course_slug, version_id, card, title_key, minutes, updated_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (course_slug) do update
            set version_id = excluded.version_id, card = excluded.card, title_key = excluded.title_key,
                minutes = excluded.minutes, updated_at = excluded.updated_at"
    ))
    .bind(&course.slug)
    .bind(version)
    .bind(Json(Card::of(course, now)))
    .bind(text::key(&course.meta.title))
    .bind(i32::try_from(course.meta.minutes).unwrap_or(i32::MAX))
    .bind(now)
    .run()
    .await?;
    tx.query(sql!("delete from course_term where course_slug = $1")).bind(&course.slug).run().await?;
    let rows: Vec<(String, String, i32)> =
        terms(course).into_iter().map(|((term, page), weight)| (term, page, weight)).collect();
    tx.query(sql! {
        sqlite: "insert into course_term (term, course_slug, page_key, weight)
                 select j.value ->> 0, $1, j.value ->> 1, cast(j.value ->> 2 as integer)
                   from json_each($2) as j",
        postgres: "insert into course_term (term, course_slug, page_key, weight)
                   select j.value ->> 0, $1, j.value ->> 1, cast(j.value ->> 2 as integer)
                     from jsonb_array_elements($2) as j(value)",
    })
    .bind(&course.slug)
    .bind(Json(rows))
    .run()
    .await?;
    Ok(())
}

/// The terms of a course and of its pages.
fn terms(course: &PublishedCourse) -> Terms {
    let mut terms = Terms::new();
    let meta = &course.meta;
    add(&mut terms, "", TITLE, [meta.title.as_str()]);
    add(&mut terms, "", KEYWORD, meta.keywords.iter().map(String::as_str));
    let disciplines = meta.disciplines.iter().map(String::as_str).filter(|code| *code != TRANSVERSAL);
    let authors = meta.authors.iter().map(|author| author.name.as_str());
    let purpose = meta.objectives.iter().map(String::as_str).chain([meta.summary.as_str()]);
    add(&mut terms, "", PURPOSE, purpose.chain(disciplines).chain(authors));
    let sections = course.sections.iter().map(|section| section.title.as_str());
    add(&mut terms, "", HEADING, sections.chain(course.pages.iter().flat_map(headings)));
    let bodies = course.pages.iter().chain(&course.extras).map(|page| page.text.as_str());
    add(&mut terms, "", BODY, bodies);
    for page in &course.pages {
        add(&mut terms, &page.key, HEADING, headings(page));
        add(&mut terms, &page.key, BODY, [page.text.as_str()]);
    }
    terms
}

fn headings(page: &Page) -> impl Iterator<Item = &str> {
    [page.title.as_str()].into_iter().chain(page.headings.iter().map(|heading| heading.text.as_str()))
}

/// Adds a weight to every term of some texts, once each.
fn add<'t>(terms: &mut Terms, page: &str, weight: i32, texts: impl IntoIterator<Item = &'t str>) {
    let mut found: Vec<String> = texts.into_iter().flat_map(text::terms).collect();
    found.sort_unstable();
    found.dedup();
    for term in found {
        *terms.entry((term, page.to_owned())).or_insert(0) += weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::sample;

    #[test]
    fn a_word_weighs_by_its_places_and_not_by_its_repetitions() {
        let mut course = sample::course("droit-auteur");
        course.pages[1].text = "citation ".repeat(50);
        let terms = terms(&course);
        let weight = |word: &str, page: &str| {
            let term = text::terms(word).remove(0);
            terms.get(&(term, page.to_owned())).copied()
        };
        assert_eq!(weight("citation", ""), Some(KEYWORD + BODY));
        assert_eq!(weight("citation", "exception"), Some(BODY));
        assert_eq!(weight("auteur", ""), Some(TITLE + BODY));
        assert_eq!(weight("Martin", ""), Some(PURPOSE));
        assert_eq!(weight("repères", "reperes"), Some(HEADING));
        assert_eq!(weight("repères", "exception"), None);
    }

    #[test]
    fn answers_and_trainers_notes_are_not_searched() {
        let terms = terms(&sample::course("droit-auteur"));
        for secret in ["Explication", "indice", "débattre", "copyright"] {
            let term = text::terms(secret).remove(0);
            assert!(!terms.keys().any(|(known, _)| *known == term), "{secret}");
        }
    }
}
