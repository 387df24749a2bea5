//! What the search box proposes while somebody types.

use preau::Result;
use preau::course::catalogue;

use super::islands::Suggestion;
use super::may_look;
use crate::cx::Cx;
use crate::ui::duration;

const MOST: usize = 6;
const LOOKED_AT: i64 = 100;
/// Longer texts are cut: nobody types them.
const LONGEST: usize = 200;

/// Courses for what has been typed so far, best first.
pub(super) async fn suggest(cx: &Cx, typed: &str) -> Result<Vec<Suggestion>> {
    may_look(cx)?;
    let typed: String = typed.chars().take(LONGEST).collect();
    if typed.trim().chars().count() < 2 {
        return Ok(Vec::new());
    }
    let cards = cx.site.courses.cards(&cx.site.db, cx.actor.as_ref(), cx.now).await?;
    let hits = catalogue::search(&mut cx.read().await?, &typed, LOOKED_AT).await?;
    // What is for another school is found too, and left out here.
    let found = hits.iter().filter_map(|hit| cards.iter().find(|card| card.slug == hit.slug));
    Ok(found
        .take(MOST)
        .map(|card| Suggestion {
            href: format!("/cours/{}", card.slug),
            title: card.title.clone(),
            detail: format!(
                "{} · {}",
                duration(cx.lang, card.minutes),
                super::names::level(cx.lang, card.level)
            ),
        })
        .collect())
}
