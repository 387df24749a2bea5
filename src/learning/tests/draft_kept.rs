//! Keeping an answer while it is written, without holding the learner's place.

use super::*;
use crate::learning::draft::{self, Place};
use crate::learning::{Enrolment, find};

on_both!(
    a_draft_is_kept_as_it_was_given,
    a_draft_is_left_to_the_careful_way_once_an_answer_was_handed_in,
    a_draft_is_left_to_the_careful_way_once_the_attempt_is_closed,
    a_draft_is_kept_in_nobody_elses_place,
);

/// A learner who has begun to answer the first question of a page.
struct Begun {
    t: Platform,
    l: Learner,
    enrolment: Enrolment,
    page: Page,
    question: Question,
}

impl Begun {
    async fn on(t: Platform, page_key: Option<&str>) -> Self {
        let l = learner(&t).await;
        let page = page_key.map_or(&l.course.pages[0], |key| l.course.page(key).unwrap()).clone();
        let question = page.questions().find(|question| !matches!(question.answers, Answers::Open)).unwrap();
        let question = question.clone();
        let enrolment =
            find(&mut t.db.read().await.unwrap(), l.person, &l.course.slug).await.unwrap().unwrap();
        act!(t, l, |tx, seat| answer::save(tx, &seat, &page.key, &question.id, &[], t.now())).unwrap();
        Self { t, l, enrolment, page, question }
    }

    async fn place(&self) -> Place {
        let mut read = self.t.db.read().await.unwrap();
        draft::place(&mut read, self.enrolment.id, &self.page.key, &self.question.id).await.unwrap().unwrap()
    }

    async fn keep(&self, person: Uuid, place: &Place, fields: &[(String, String)]) -> bool {
        let (allowed, what) = (by_operator(person), (&self.page, &self.question));
        draft::keep(&self.t.db, allowed, &self.enrolment, what, place, fields, self.t.now()).await.unwrap()
    }

    fn right(&self) -> Vec<(String, String)> {
        right_fields(&self.question, seed_of(&self.l, self.enrolment.id, &self.page))
    }

    async fn stored(&self) -> answer::Stored {
        let mut read = self.t.db.read().await.unwrap();
        let player =
            player::load(&mut read, self.enrolment.clone(), &self.l.course, &self.page).await.unwrap();
        player.answers[&self.question.id].clone()
    }
}

async fn a_draft_is_kept_as_it_was_given(t: Platform) {
    let b = Begun::on(t, None).await;
    let place = b.place().await;
    assert!(b.keep(b.l.person, &place, &b.right()).await);
    let stored = b.stored().await;
    assert_eq!((stored.state.as_str(), stored.tries), ("draft", 0));
    assert_eq!(stored.given(), Some(Given::from_fields(&b.question, place.seed, &b.right())));
    assert!(b.keep(b.l.person, &place, &[]).await, "as often as one likes");
    assert!(b.stored().await.given().is_none_or(|given| given.is_empty()));
}

async fn a_draft_is_left_to_the_careful_way_once_an_answer_was_handed_in(t: Platform) {
    let b = Begun::on(t, None).await;
    let before = b.place().await;
    let (t, l) = (&b.t, &b.l);
    act!(t, l, |tx, seat| answer::submit(tx, &seat, &b.page.key, &b.question.id, &b.right(), t.now()))
        .unwrap();
    assert!(!b.keep(b.l.person, &before, &[]).await, "it was read before the answer was handed in");
    assert!(!b.keep(b.l.person, &b.place().await, &b.right()).await, "a late draft of the very answer");
    assert_eq!(b.stored().await.state, "final");
}

async fn a_draft_is_left_to_the_careful_way_once_the_attempt_is_closed(t: Platform) {
    let b = Begun::on(t, Some("evaluation")).await;
    let before = b.place().await;
    let (t, l) = (&b.t, &b.l);
    act!(t, l, |tx, seat| answer::hand_in(tx, &seat, &b.page.key, t.now())).unwrap();
    assert!(!b.keep(b.l.person, &before, &b.right()).await, "it was read before the attempt was handed in");
    assert!(!b.keep(b.l.person, &b.place().await, &b.right()).await);
    assert_ne!(b.stored().await.given(), Some(Given::from_fields(&b.question, before.seed, &b.right())));
}

async fn a_draft_is_kept_in_nobody_elses_place(t: Platform) {
    let mut b = Begun::on(t, None).await;
    let place = b.place().await;
    let stranger = person(&b.t, "anne@ac-exemple.fr").await;
    assert!(!b.keep(stranger, &place, &b.right()).await);
    let version = std::mem::replace(&mut b.enrolment.version_id, Uuid::nil());
    assert!(!b.keep(b.l.person, &place, &b.right()).await, "the page shown was one of another version");
    b.enrolment.version_id = version;
    let mut tx = b.t.db.begin().await.unwrap();
    enrol::drop_out(&mut tx, by_operator(b.l.person), &b.l.course.slug, b.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!b.keep(b.l.person, &place, &b.right()).await, "who has left the course writes nothing more");
}
