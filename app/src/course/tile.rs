//! A card of the catalogue, ready to be drawn.

use preau::course::catalogue::{Card, CardImage, Hit, level_code};
use preau::learning::{Enrolment, State};

use crate::error_pages::encode;
use crate::texts::Lang;
use crate::ui::{CourseTile, TileState};

/// The tile of a card for this reader.
pub fn tile(lang: Lang, card: &Card, mine: &[Enrolment]) -> CourseTile {
    let state =
        mine.iter().find(|enrolment| enrolment.course_slug == card.slug).map(state).unwrap_or_default();
    CourseTile {
        slug: card.slug.clone(),
        title: card.title.clone(),
        summary: card.summary.clone(),
        disciplines: card.disciplines.clone(),
        level: level_code(card.level),
        minutes: card.minutes,
        image: card.image.as_ref().map(image),
        language: (card.language != lang.code()).then(|| card.language.clone()),
        state,
        found_in: Vec::new(),
    }
}

/// The pages of a course that hold the words looked for, as links.
pub fn found_in(hit: &Hit, title: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let pages = hit.pages.iter().take(3);
    pages.filter_map(|key| Some((format!("/cours/{}/{key}", hit.slug), title(key)?))).collect()
}

/// How the reader stands with a course.
pub fn state(enrolment: &Enrolment) -> TileState {
    let count = |pages: i32| u32::try_from(pages).unwrap_or(0);
    match enrolment.state {
        State::Enrolled | State::InProgress => {
            TileState::UnderWay { done: count(enrolment.pages_done), pages: count(enrolment.pages_required) }
        }
        State::Completed => TileState::Completed,
        State::Dropped => TileState::None,
    }
}

/// Address and alternative of a cover.
fn image(image: &CardImage) -> (String, String) {
    let digest = image.sha256.get(..16).unwrap_or(&image.sha256);
    let name = image.path.rsplit('/').next().unwrap_or(&image.path);
    (format!("/media/{digest}/{}", encode(name)), image.alt.clone())
}
