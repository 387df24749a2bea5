//! Who gets a seat, on both databases: lots, newcomers, a limit per school, people who are sent, wishes, and a crowd.

use tokio::task::JoinSet;
use uuid::Uuid;

use super::allocation::lot;
use super::draft::Typed;
use super::seat::Seat;
use super::state::State;
use super::tests::{asks, leaves, now, open, person, posted, refusal, scene, seat, times_told, told, typed};
use super::wish::{self, Wanted};
use super::{list, sign_up, turn};
use crate::access::policy::by_operator;
use crate::clock::DAY;
use crate::error::Error;
use crate::on_both;
use crate::testing::Platform;

on_both!(
    lots_are_drawn_when_sign_up_closes_and_anybody_can_draw_again,
    lots_need_a_day_on_which_they_are_drawn,
    whoever_attended_nothing_yet_goes_first,
    a_school_has_no_more_than_its_share_until_the_date,
    a_manager_sends_somebody_past_the_list,
    sign_up_opens_on_its_day,
    a_wish_is_told_of_the_session_once,
    a_crowd_in_several_processes_never_overbooks,
);

async fn number(t: &Platform, id: Uuid, who: Uuid) -> Uuid {
    let mut read = t.db.read().await.unwrap();
    list::mine(&mut read, by_operator((id, who))).await.unwrap().unwrap().place_id
}

async fn lots_are_drawn_when_sign_up_closes_and_anybody_can_draw_again(t: Platform) {
    let scene = scene(&t).await;
    let lottery =
        Typed { allocation: "lottery".into(), closes_on: "2026-12-04".into(), waitlist: false, ..typed(2) };
    let id = open(&t, &scene, &lottery).await;
    let mut numbers = Vec::new();
    for teacher in &scene.teachers[..5] {
        assert_eq!(
            asks(&t, id, *teacher).await.unwrap(),
            Seat::Waitlisted,
            "nobody has a seat before the draw"
        );
        numbers.push(number(&t, id, *teacher).await);
    }
    let before = now(&t, id).await;
    assert_eq!((before.state(), before.taken, before.waiting), (State::Open, 0, 5));
    assert_eq!(before.seed(), None, "nobody sees the seed");
    let promise = before.lot_promise().unwrap();
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().drawn, 0, "not before sign-up closes");
    t.clock.advance(11 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().drawn, 1);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().drawn, 0, "once");
    let after = now(&t, id).await;
    assert_eq!((after.state(), after.taken, after.waiting), (State::Full, 2, 3));
    assert_eq!(after.lot_promise().unwrap(), promise, "the seed that was promised");
    let mut drawn = numbers.clone();
    lot(after.seed().unwrap(), &mut drawn);
    for (place, found) in drawn.iter().enumerate() {
        let who = scene.teachers[numbers.iter().position(|number| number == found).unwrap()];
        let expected = match place {
            0 | 1 => (Seat::Enrolled, None),
            _ => (Seat::Waitlisted, Some(i64::try_from(place).unwrap() - 1)),
        };
        assert_eq!(seat(&t, id, who).await, Some(expected), "place {place}");
    }
    let of = |place: usize| scene.teachers[numbers.iter().position(|one| *one == drawn[place]).unwrap()];
    leaves(&t, id, of(0)).await.unwrap();
    assert_eq!(
        seat(&t, id, of(2)).await.unwrap().0,
        Seat::Enrolled,
        "then the list, in the order of the draw"
    );
}

async fn lots_need_a_day_on_which_they_are_drawn(t: Platform) {
    let scene = scene(&t).await;
    for closes_on in ["", "2026-12-10"] {
        let lottery = Typed { allocation: "lottery".into(), closes_on: closes_on.into(), ..typed(2) };
        let mut tx = t.db.begin().await.unwrap();
        let new = super::draft::New {
            id: crate::ids::new(t.now()),
            author: scene.host,
            host: &scene.school.path,
            typed: &lottery,
            needs: &[],
        };
        let error = super::draft::create(&mut tx, by_operator(new), t.now()).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error:?}") };
        assert_eq!(faults[0].field, "closes_on", "{closes_on}");
    }
}

async fn whoever_attended_nothing_yet_goes_first(t: Platform) {
    let scene = scene(&t).await;
    let [a, b, c, ..] = *scene.teachers else { panic!("six teachers") };
    let earlier = open(&t, &scene, &typed(3)).await;
    asks(&t, earlier, a).await.unwrap();
    let mut later = Typed { allocation: "newcomers".into(), ..typed(1) };
    later.slots[0].day = "2026-12-11".into();
    let id = open(&t, &scene, &later).await;
    assert_eq!(asks(&t, id, c).await.unwrap(), Seat::Enrolled, "a free seat is a free seat");
    asks(&t, id, a).await.unwrap();
    asks(&t, id, b).await.unwrap();
    assert_eq!(seat(&t, id, b).await, Some((Seat::Waitlisted, Some(1))));
    assert_eq!(seat(&t, id, a).await, Some((Seat::Waitlisted, Some(2))), "came first, has a seat elsewhere");
    leaves(&t, id, c).await.unwrap();
    assert_eq!(seat(&t, id, b).await.unwrap().0, Seat::Enrolled);
}

async fn a_school_has_no_more_than_its_share_until_the_date(t: Platform) {
    let scene = scene(&t).await;
    let quota = Typed { school_quota: "2".into(), quota_until: "2026-12-01".into(), ..typed(3) };
    let id = open(&t, &scene, &quota).await;
    for (teacher, expected) in
        scene.teachers.iter().zip([Seat::Enrolled, Seat::Enrolled, Seat::Waitlisted, Seat::Waitlisted])
    {
        assert_eq!(asks(&t, id, *teacher).await.unwrap(), expected);
    }
    let held = now(&t, id).await;
    assert_eq!((held.state(), held.taken, held.waiting), (State::Open, 2, 2), "one seat is kept for others");
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(
        seat(&t, id, scene.teachers[2]).await.unwrap().0,
        Seat::Enrolled,
        "within the share, in order"
    );
    t.clock.advance(8 * DAY);
    turn::turn(&t.db, t.now()).await.unwrap();
    assert_eq!(
        seat(&t, id, scene.teachers[3]).await.unwrap().0,
        Seat::Enrolled,
        "what is left goes to the next"
    );
    assert_eq!(now(&t, id).await.state(), State::Full);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap(), turn::Turned::default(), "once");
}

async fn a_manager_sends_somebody_past_the_list(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(1)).await;
    for teacher in &scene.teachers[..3] {
        asks(&t, id, *teacher).await.unwrap();
    }
    let sends = async |address: &str, reason: &str, beyond: bool| {
        let mut tx = t.db.begin().await.unwrap();
        sign_up::designate(&mut tx, by_operator(id), address, reason, beyond, t.now()).await?;
        tx.commit().await
    };
    let error = sends("t2@ac-exemple.fr", "Le collège en a besoin.", false).await.unwrap_err();
    assert_eq!(refusal(error), "designate-full");
    assert!(matches!(sends("t2@ac-exemple.fr", " ", true).await, Err(Error::Invalid(_))), "a reason is read");
    assert!(matches!(sends("nobody@ac-exemple.fr", "Oui.", true).await, Err(Error::Invalid(_))));
    assert!(matches!(sends("host@ac-exemple.fr", "Oui.", true).await, Err(Error::Invalid(_))), "leads it");
    for _ in 0..2 {
        sends("t2@ac-exemple.fr", "Le collège en a besoin.", true).await.unwrap();
    }
    assert_eq!(seat(&t, id, scene.teachers[2]).await.unwrap().0, Seat::Enrolled);
    assert_eq!(seat(&t, id, scene.teachers[1]).await, Some((Seat::Waitlisted, Some(1))), "the list stays");
    assert!(told(&t, scene.teachers[2], "seat-designated").await);
    let over = now(&t, id).await;
    assert_eq!((over.taken, over.seats().beyond()), (2, 1));
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(seat(&t, id, scene.teachers[1]).await.unwrap().0, Seat::Waitlisted, "nobody until it fits");
}

async fn sign_up_opens_on_its_day(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &Typed { opens_on: "2026-12-01".into(), ..typed(2) }).await;
    assert_eq!(now(&t, id).await.state(), State::Published);
    assert_eq!(refusal(asks(&t, id, scene.teachers[0]).await.unwrap_err()), "session-not-open");
    t.clock.advance(7 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().opened, 1);
    assert_eq!(asks(&t, id, scene.teachers[0]).await.unwrap(), Seat::Enrolled);
}

async fn a_wish_is_told_of_the_session_once(t: Platform) {
    let scene = scene(&t).await;
    let [a, b, ..] = *scene.teachers else { panic!("six teachers") };
    let stranger = person(&t, "stranger").await;
    posted(&t, stranger, &scene.other).await;
    let mut tx = t.db.begin().await.unwrap();
    crate::need::themes::found(&mut tx, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let themes = crate::need::themes::all(&mut t.db.read().await.unwrap()).await.unwrap();
    let (wanted, another) = (themes[0].code.clone(), themes[1].code.clone());
    let mut tx = t.db.begin().await.unwrap();
    for (who, theme) in [(a, &wanted), (a, &wanted), (a, &another), (b, &another), (stranger, &wanted)] {
        let wanted = Wanted::Theme(theme.clone());
        wish::wish(&mut tx, by_operator(who), &wanted, "Pour ma classe.", t.now()).await.unwrap();
    }
    let unknown = Wanted::Theme("nothing".into());
    assert!(matches!(wish::wish(&mut tx, by_operator(a), &unknown, "", t.now()).await, Err(Error::NotFound)));
    tx.commit().await.unwrap();
    open(&t, &scene, &Typed { theme: wanted, ..typed(2) }).await;
    assert_eq!(times_told(&t, a, "session-wished").await, 1);
    assert_eq!(times_told(&t, b, "session-wished").await, 0, "another theme");
    assert_eq!(times_told(&t, stranger, "session-wished").await, 0, "it is not for that school");
    let mut tx = t.db.begin().await.unwrap();
    let mine = wish::mine(&mut tx, by_operator(a)).await.unwrap();
    assert_eq!(mine.len(), 2, "wished twice is one wish");
    wish::forget(&mut tx, by_operator((b, mine[0].id))).await.unwrap();
    assert_eq!(wish::mine(&mut tx, by_operator(a)).await.unwrap().len(), 2, "not somebody else's");
    wish::forget(&mut tx, by_operator((a, mine[0].id))).await.unwrap();
    assert_eq!(wish::mine(&mut tx, by_operator(a)).await.unwrap().len(), 1);
}

/// SES-20: 200 people on 10 seats, in three processes, some of whom give the seat back at once.
async fn a_crowd_in_several_processes_never_overbooks(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(10)).await;
    let mut crowd = Vec::new();
    for number in 0..200 {
        let one = person(&t, &format!("foule{number}")).await;
        posted(&t, one, &scene.school).await;
        crowd.push(one);
    }
    let processes = [t.db.clone(), t.another_process().await, t.another_process().await];
    let at = t.now();
    let mut clicks = JoinSet::new();
    for (number, person) in crowd.iter().copied().enumerate() {
        let db = processes[number % processes.len()].clone();
        clicks.spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let got = sign_up::sign_up(&mut tx, by_operator((id, person)), "", at).await.unwrap();
            tx.commit().await.unwrap();
            if number % 7 == 0 {
                let mut tx = db.begin().await.unwrap();
                sign_up::withdraw(&mut tx, by_operator((id, person)), at).await.unwrap();
                tx.commit().await.unwrap();
            }
            got
        });
    }
    let seated = clicks.join_all().await.into_iter().filter(|seat| *seat == Seat::Enrolled).count();
    assert!(seated >= 10, "{seated}");
    let end = now(&t, id).await;
    assert_eq!((end.state(), end.taken), (State::Full, 10));
    let left = crowd.len().div_ceil(7);
    assert_eq!(usize::try_from(end.waiting).unwrap(), crowd.len() - left - 10);
    let mut positions = Vec::new();
    for person in &crowd {
        positions.extend(seat(&t, id, *person).await.and_then(|(_, position)| position));
    }
    positions.sort_unstable();
    let expected: Vec<i64> = (1..=i64::from(end.waiting)).collect();
    assert_eq!(positions, expected, "each rank once");
    for db in processes.into_iter().skip(1) {
        db.close().await;
    }
}
