//! Sign-up against a plain model: a room, a list, and the rule that nobody waits while a seat is free (SES-20, SES-21).

use std::collections::VecDeque;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use super::draft;
use super::seat::Seat;
use super::session;
use super::tests::{asks, leaves, now, open, scene, seat, typed};
use crate::access::policy::by_operator;
use crate::on_both;
use crate::testing::Platform;

on_both!(sign_up_does_what_the_model_does);

/// What people do.
#[derive(Debug, Clone, Copy)]
enum Act {
    Ask(usize),
    Leave(usize),
    Capacity(i32),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => (0..6_usize).prop_map(Act::Ask),
        3 => (0..6_usize).prop_map(Act::Leave),
        1 => (1..5_i32).prop_map(Act::Capacity),
    ];
    prop::collection::vec(act, 1..25)
}

/// The specification in a few lines.
#[derive(Debug, Default)]
struct Model {
    capacity: usize,
    seated: Vec<usize>,
    list: VecDeque<usize>,
}

impl Model {
    fn act(&mut self, act: Act) {
        match act {
            Act::Ask(who) if self.seated.contains(&who) || self.list.contains(&who) => {}
            Act::Ask(who) => self.list.push_back(who),
            Act::Leave(who) => {
                self.seated.retain(|one| *one != who);
                self.list.retain(|one| *one != who);
            }
            Act::Capacity(capacity) => self.capacity = usize::try_from(capacity).unwrap(),
        }
        while self.seated.len() < self.capacity {
            let Some(first) = self.list.pop_front() else { break };
            self.seated.push(first);
        }
    }

    fn of(&self, who: usize) -> Option<(Seat, Option<i64>)> {
        if self.seated.contains(&who) {
            return Some((Seat::Enrolled, None));
        }
        let place = self.list.iter().position(|one| *one == who)?;
        Some((Seat::Waitlisted, Some(i64::try_from(place).unwrap() + 1)))
    }
}

async fn sign_up_does_what_the_model_does(t: Platform) {
    let scene = scene(&t).await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..12 {
        let acts = acts().new_tree(&mut runner).unwrap().current();
        let id = open(&t, &scene, &typed(2)).await;
        let mut model = Model { capacity: 2, ..Model::default() };
        for act in &acts {
            match *act {
                Act::Ask(who) => drop(asks(&t, id, scene.teachers[who]).await.unwrap()),
                // Nobody's place: refused, and nothing changes.
                Act::Leave(who) => drop(leaves(&t, id, scene.teachers[who]).await),
                Act::Capacity(capacity) => resize(&t, id, capacity).await,
            }
            model.act(*act);
            let found = now(&t, id).await;
            assert_eq!(usize::try_from(found.taken).unwrap(), model.seated.len(), "{acts:?}");
            assert!(
                found.waiting == 0 || found.seats().free() == 0,
                "somebody waits beside a free seat: {acts:?}"
            );
            for (number, teacher) in scene.teachers.iter().enumerate() {
                let living = seat(&t, id, *teacher).await.filter(|(seat, _)| seat.is_living());
                assert_eq!(living, model.of(number), "{number} after {act:?} in {acts:?}");
            }
        }
        leave_all(&t, id, &scene.teachers).await;
    }
}

async fn resize(t: &Platform, id: Uuid, capacity: i32) {
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    draft::change(&mut tx, by_operator(id), &typed(capacity), version, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The next session must not find people busy with this one.
async fn leave_all(t: &Platform, id: Uuid, people: &[Uuid]) {
    for person in people {
        drop(leaves(t, id, *person).await);
    }
}
