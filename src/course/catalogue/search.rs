//! Finding courses by words: every word must be there, the last one may be unfinished.

use std::collections::HashSet;

use sqlx::types::Json;

use crate::db::Conn;
use crate::error::Result;
use crate::{sql, text};

/// Words looked at; more narrow nothing down.
const MAX_WORDS: usize = 8;
/// Above every character a term can hold.
const LAST: char = '\u{10ffff}';

/// A course that holds every word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub slug: String,
    pub score: i64,
    /// The pages that hold the most of the words, best first, five at most. Empty when only the title, the summary or
    /// the keywords do.
    pub pages: Vec<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    score: i64,
    page_key: Option<String>,
}

/// The published courses that hold every word of a text, best first; a word typed in full counts twice as much as
/// the beginning of a longer one. The last word may be unfinished, unless a space follows it. One statement.
pub async fn search(db: &mut impl Conn, query: &str, limit: i64) -> Result<Vec<Hit>> {
    let asked = ranges(query);
    let Some(words) = asked.last().map(|(place, _, _)| place + 1) else { return Ok(Vec::new()) };
    let rows: Vec<Row> = db
        .query(sql! {
            sqlite: "with asked as (
                         select cast(j.value ->> 0 as integer) as place, j.value ->> 1 as low, j.value ->> 2 as high
                           from json_each($1) as j
                     ), found as (
                         select t.course_slug, t.page_key, a.place,
                                max(case when t.term = a.low then 2 * t.weight else t.weight end) as weight
                           from asked a
                           join course_term t on t.term >= a.low and t.term <= a.high
                          group by t.course_slug, t.page_key, a.place
                     ), hit as (
                         select f.course_slug, k.title_key, cast(sum(f.weight) as bigint) as score
                           from found f
                           join course_card k on k.course_slug = f.course_slug
                           join course c on c.slug = f.course_slug
                          where f.page_key = '' and c.state = 'published'
                          group by f.course_slug, k.title_key
                         having count(*) = $2
                          order by score desc, k.title_key, f.course_slug
                          limit $3
                     ), page as (
                         select f.course_slug, f.page_key, count(*) as words, sum(f.weight) as weight
                           from found f
                          where f.page_key <> ''
                          group by f.course_slug, f.page_key
                     ), best as (
                         select p.course_slug, p.page_key, p.words, max(p.words) over (partition by p.course_slug) as most,
                                row_number() over (partition by p.course_slug
                                                       order by p.words desc, p.weight desc, p.page_key) as rank
                           from page p
                     )
                     select h.course_slug as slug, h.score, b.page_key
                       from hit h
                       left join best b on b.course_slug = h.course_slug and b.words = b.most and b.rank <= 5
                      order by h.score desc, h.title_key, h.course_slug, b.rank",
            postgres: "with asked as (
                         select cast(j.value ->> 0 as integer) as place, j.value ->> 1 as low, j.value ->> 2 as high
                           from jsonb_array_elements($1) as j(value)
                     ), found as (
                         select t.course_slug, t.page_key, a.place,
                                max(case when t.term = a.low then 2 * t.weight else t.weight end) as weight
                           from asked a
                           join course_term t on t.term >= a.low and t.term <= a.high
                          group by t.course_slug, t.page_key, a.place
                     ), hit as (
                         select f.course_slug, k.title_key, cast(sum(f.weight) as bigint) as score
                           from found f
                           join course_card k on k.course_slug = f.course_slug
                           join course c on c.slug = f.course_slug
                          where f.page_key = '' and c.state = 'published'
                          group by f.course_slug, k.title_key
                         having count(*) = $2
                          order by score desc, k.title_key, f.course_slug
                          limit $3
                     ), page as (
                         select f.course_slug, f.page_key, count(*) as words, sum(f.weight) as weight
                           from found f
                          where f.page_key <> ''
                          group by f.course_slug, f.page_key
                     ), best as (
                         select p.course_slug, p.page_key, p.words, max(p.words) over (partition by p.course_slug) as most,
                                row_number() over (partition by p.course_slug
                                                       order by p.words desc, p.weight desc, p.page_key) as rank
                           from page p
                     )
                     select h.course_slug as slug, h.score, b.page_key
                       from hit h
                       left join best b on b.course_slug = h.course_slug and b.words = b.most and b.rank <= 5
                      order by h.score desc, h.title_key, h.course_slug, b.rank",
        })
        .bind(Json(asked))
        .bind(words)
        .bind(limit)
        .all()
        .await?;
    let mut hits: Vec<Hit> = Vec::new();
    for row in rows {
        match hits.last_mut().filter(|hit| hit.slug == row.slug) {
            Some(hit) => hit.pages.extend(row.page_key),
            None => {
                hits.push(Hit { slug: row.slug, score: row.score, pages: row.page_key.into_iter().collect() })
            }
        }
    }
    Ok(hits)
}

/// For each word its place and the terms it stands for, from the first to the last; two ranges for an unfinished
/// word: its stem alone, in case it is finished, and whatever begins with it.
fn ranges(query: &str) -> Vec<(i64, String, String)> {
    let key = text::key(query);
    let mut words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let finished = query.chars().next_back().is_none_or(char::is_whitespace);
    let unfinished = if finished { None } else { words.pop() };
    let mut seen = HashSet::new();
    let mut terms: Vec<String> = words.iter().flat_map(|word| text::terms(word)).collect();
    terms.retain(|term| seen.insert(term.clone()));
    terms.truncate(MAX_WORDS);
    let mut ranges: Vec<_> = (0_i64..).zip(terms).map(|(place, term)| (place, term.clone(), term)).collect();
    let Some(word) = unfinished else { return ranges };
    let place = ranges.last().map_or(0, |(place, _, _)| place + 1);
    let stem = text::terms(word).pop();
    // « droit de »: a common word is the beginning of another one only when nothing else was typed.
    if stem.is_none() && place > 0 {
        return ranges;
    }
    ranges.extend(stem.map(|stem| (place, stem.clone(), stem)));
    let word: String = word.chars().take(40).collect();
    let high = format!("{word}{LAST}");
    ranges.push((place, word, high));
    ranges
}

#[cfg(test)]
mod tests;
