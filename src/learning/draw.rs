//! Draws and shuffles, fixed per attempt by its seed (course format, section 4.7).
//!
//! The seed comes from the enrolment, the page and the number of the attempt: a page can be shown before anything is
//! written, and shows the same afterwards. Options are known to the browser by opaque keys that do not betray their
//! order in the source.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::course::published::{Page, PageRule};

/// The seed of an attempt.
pub fn seed(enrolment: Uuid, page_key: &str, number: i32) -> i64 {
    let mut hasher = Sha256::new();
    hasher.update(enrolment.as_bytes());
    hasher.update(page_key);
    hasher.update(number.to_le_bytes());
    let digest = hasher.finalize();
    i64::from_le_bytes(digest[..8].try_into().unwrap_or_default()) & i64::MAX
}

/// Ids of the questions of an attempt, in the order shown: the draw among the scored ones, and all self-tests.
pub fn questions(page: &Page, seed: i64) -> Vec<String> {
    let mut scored: Vec<&str> = page.questions().filter(|q| q.points > 0).map(|q| q.id.as_str()).collect();
    if let Some(count) = page.draw {
        shuffle(&mut scored, seed, "draw");
        scored.truncate(usize::from(count));
    }
    let mut drawn: Vec<String> = page
        .questions()
        .filter(|question| question.points == 0 || scored.contains(&question.id.as_str()))
        .map(|question| question.id.clone())
        .collect();
    if page.shuffle {
        shuffle(&mut drawn, seed, "order");
    }
    drawn
}

/// What an attempt asks: as drawn on a page with a pass mark; on any other page every question, also one that a small
/// change of the course has added since.
pub fn asked(page: &Page, drawn: &[String]) -> Vec<String> {
    match page.rule {
        PageRule::Threshold => drawn.to_vec(),
        PageRule::Read | PageRule::Activities => {
            page.questions().map(|question| question.id.clone()).collect()
        }
    }
}

/// The order in which `count` options of a question are shown: indexes of the source.
pub fn options(count: usize, seed: i64, question: &str, shuffled: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    if shuffled {
        shuffle(&mut order, seed, question);
        // A ranking must not be shown solved.
        if count > 1 && order.iter().enumerate().all(|(place, index)| place == *index) {
            order.rotate_left(1);
        }
    }
    order
}

/// What the browser calls an option.
pub fn option_key(seed: i64, question: &str, index: usize) -> String {
    let mut hasher = Sha256::new();
    hasher.update(seed.to_le_bytes());
    hasher.update(question);
    hasher.update([0]);
    hasher.update(index.to_le_bytes());
    hex::encode(&hasher.finalize()[..6])
}

/// The option that a key names.
pub fn option_index(seed: i64, question: &str, count: usize, key: &str) -> Option<usize> {
    (0..count).find(|index| option_key(seed, question, *index) == key)
}

/// Fisher–Yates over a stream of hashes: the same on every machine and in every version.
fn shuffle<T>(items: &mut [T], seed: i64, salt: &str) {
    for place in (1..items.len()).rev() {
        let mut hasher = Sha256::new();
        hasher.update(seed.to_le_bytes());
        hasher.update(salt);
        hasher.update(place.to_le_bytes());
        let digest = hasher.finalize();
        let number = u64::from_le_bytes(digest[..8].try_into().unwrap_or_default());
        let other = usize::try_from(number % (place as u64 + 1)).unwrap_or(0);
        items.swap(place, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_order_is_a_permutation_and_stays(count in 0_usize..40, seed in 0_i64..1_000_000) {
            let order = options(count, seed, "q", true);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            prop_assert_eq!(&order, &options(count, seed, "q", true));
            for index in &order {
                prop_assert_eq!(option_index(seed, "q", count, &option_key(seed, "q", *index)), Some(*index));
            }
        }
    }

    #[test]
    fn every_place_comes_up_about_as_often() {
        let mut first = [0_u32; 4];
        for seed in 0..4_000 {
            first[options(4, seed, "q", true)[0]] += 1;
        }
        // The solved order is turned by one, so that 0 comes first a little less and 1 a little more.
        assert!(first.iter().all(|count| (700..1_300).contains(count)), "{first:?}");
    }
}
