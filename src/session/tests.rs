//! Sessions on both databases: from the draft to the full room, and who may do what.

use uuid::Uuid;

use super::draft::{self, New, Typed, TypedSlot};
use super::list::{self, Desk, Wanted};
use super::seat::Seat;
use super::sign_up::{self, Listed};
use super::state::State;
use super::{Session, decide, session, slots, turn};
use crate::access::policy::by_operator;
use crate::access::{self, Role, accounts, roles};
use crate::clock::DAY;
use crate::error::{Error, Refusal, Result};
use crate::notice::inbox;
use crate::people::NewPerson;
use crate::school::School;
use crate::school::postings::{NewPosting, post};
use crate::testing::{Platform, adopted_plan, school as a_school};
use crate::{Conn as _, on_both, sql};

on_both!(
    a_session_goes_from_the_draft_to_the_full_room,
    nothing_is_published_without_the_agreement_it_needs,
    a_bassin_session_hears_the_heads_and_selects,
    a_seat_that_comes_free_goes_to_the_first,
    an_offer_lapses_and_the_next_is_served,
    a_moved_session_tells_everybody_and_keeps_its_calendar_entries,
    a_cancelled_session_tells_each_once,
    a_pasted_list_says_what_became_of_each_line,
    two_clicks_on_the_last_seat_give_one_seat,
    what_does_not_hold_is_said_field_by_field,
    a_draft_sent_twice_is_written_once,
    the_calendar_shows_what_is_for_me,
    a_session_above_the_school_stands_in_a_plan_and_within_its_hours,
);

pub(crate) struct Scene {
    pub(crate) school: School,
    pub(crate) other: School,
    pub(crate) host: Uuid,
    pub(crate) head: Uuid,
    pub(crate) teachers: Vec<Uuid>,
}

/// Two schools of a bassin; a référent and six teachers in the first, which has a head.
pub(crate) async fn scene(t: &Platform) -> Scene {
    let school = a_school(t, "fr/14/b1/", "0350005R").await;
    let other = a_school(t, "fr/14/b1/", "0350011X").await;
    adopted_plan(&t.db, "fr/14/", None).await;
    let host = person(t, "host").await;
    let head = person(t, "head").await;
    posted(t, host, &school).await;
    give(t, head, Role::Head, school.node_id).await;
    let mut teachers = Vec::new();
    for number in 0..6 {
        let teacher = person(t, &format!("t{number}")).await;
        posted(t, teacher, &school).await;
        teachers.push(teacher);
    }
    Scene { school, other, host, head, teachers }
}

pub(crate) async fn person(t: &Platform, name: &str) -> Uuid {
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPerson {
        given_name: name.to_owned(),
        usual_name: "Martin".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let person = accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
    tx.commit().await.unwrap();
    person
}

pub(crate) async fn posted(t: &Platform, person: Uuid, school: &School) {
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPosting {
        person,
        school: school.node_id,
        discipline: Some("mathematiques"),
        main: true,
        employment_status: "",
        starts_at: t.now().plus(-DAY),
        source: "test",
    };
    post(&mut tx, by_operator(&new), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn give(t: &Platform, person: Uuid, role: Role, node: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    let grant =
        roles::NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) fn typed(capacity: i32) -> Typed {
    Typed {
        title: "Créer un quiz en ligne".into(),
        aim: "Savoir écrire un questionnaire et lire les réponses.".into(),
        depth: "initiation".into(),
        modality: "onsite".into(),
        room: "Salle 204".into(),
        slots: vec![TypedSlot { day: "2026-12-10".into(), from: "14:00".into(), to: "17:00".into() }],
        scope: "school".into(),
        capacity: capacity.to_string(),
        waitlist: true,
        leads: true,
        ..Typed::default()
    }
}

/// An open session of the scene.
pub(crate) async fn open(t: &Platform, scene: &Scene, typed: &Typed) -> Uuid {
    let id = written(t, scene, typed).await;
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    decide::propose(&mut tx, by_operator(id), version, t.now()).await.unwrap();
    decide::agree(&mut tx, by_operator(id), t.now()).await.unwrap();
    if typed.scope != "school" {
        decide::approve(&mut tx, by_operator(id), t.now()).await.unwrap();
    }
    decide::publish(&mut tx, by_operator(id), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn written(t: &Platform, scene: &Scene, typed: &Typed) -> Uuid {
    let mut tx = t.db.begin().await.unwrap();
    let new =
        New { id: crate::ids::new(t.now()), author: scene.host, host: &scene.school.path, typed, needs: &[] };
    let id = draft::create(&mut tx, by_operator(new), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn asks(t: &Platform, id: Uuid, person: Uuid) -> Result<Seat> {
    let mut tx = t.db.begin().await?;
    let seat = sign_up::sign_up(&mut tx, by_operator((id, person)), "", t.now()).await?;
    tx.commit().await?;
    Ok(seat)
}

pub(crate) async fn leaves(t: &Platform, id: Uuid, person: Uuid) -> Result<Seat> {
    let mut tx = t.db.begin().await?;
    let seat = sign_up::withdraw(&mut tx, by_operator((id, person)), t.now()).await?;
    tx.commit().await?;
    Ok(seat)
}

pub(crate) async fn seat(t: &Platform, id: Uuid, person: Uuid) -> Option<(Seat, Option<i64>)> {
    let mut read = t.db.read().await.unwrap();
    let mine = list::mine(&mut read, by_operator((id, person))).await.unwrap();
    mine.map(|mine| (mine.seat(), mine.position))
}

pub(crate) async fn now(t: &Platform, id: Uuid) -> Session {
    session(&mut t.db.read().await.unwrap(), id).await.unwrap()
}

pub(super) async fn times_told(t: &Platform, person: Uuid, kind: &str) -> usize {
    let mut read = t.db.read().await.unwrap();
    let notices = inbox::list(&mut read, by_operator(person), false, 0, 50).await.unwrap();
    notices.iter().filter(|notice| notice.kind == kind).count()
}

pub(super) async fn told(t: &Platform, person: Uuid, kind: &str) -> bool {
    times_told(t, person, kind).await == 1
}

pub(super) fn refusal(error: Error) -> &'static str {
    error.refusal().map_or("", |Refusal { key, .. }| key)
}

async fn a_session_goes_from_the_draft_to_the_full_room(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(2)).await;
    assert_eq!(now(&t, id).await.state(), State::Open);
    assert!(told(&t, scene.head, "session-proposed").await);
    assert!(told(&t, scene.teachers[0], "session-published").await);
    for (number, expected) in
        [Seat::Enrolled, Seat::Enrolled, Seat::Waitlisted, Seat::Waitlisted].iter().enumerate()
    {
        assert_eq!(asks(&t, id, scene.teachers[number]).await.unwrap(), *expected);
        assert_eq!(asks(&t, id, scene.teachers[number]).await.unwrap(), *expected, "twice is once");
    }
    assert_eq!(seat(&t, id, scene.teachers[3]).await, Some((Seat::Waitlisted, Some(2))));
    let full = now(&t, id).await;
    assert_eq!((full.state(), full.taken, full.waiting), (State::Full, 2, 2));
    assert_eq!(refusal(asks(&t, id, scene.host).await.unwrap_err()), "session-own");
    let stranger = person(&t, "stranger").await;
    posted(&t, stranger, &scene.other).await;
    assert_eq!(refusal(asks(&t, id, stranger).await.unwrap_err()), "session-not-for-you");
    t.clock.advance(17 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().held, 1);
    assert_eq!(now(&t, id).await.state(), State::Held);
    assert_eq!(seat(&t, id, scene.teachers[2]).await.unwrap().0, Seat::Withdrawn, "told that no seat came");
    assert_eq!(refusal(leaves(&t, id, scene.teachers[0]).await.unwrap_err()), "session-begun");
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap(), turn::Turned::default(), "once");
}

async fn nothing_is_published_without_the_agreement_it_needs(t: Platform) {
    let scene = scene(&t).await;
    let id = written(&t, &scene, &Typed { scope: "basin".into(), ..typed(9) }).await;
    let mut tx = t.db.begin().await.unwrap();
    let error = decide::publish(&mut tx, by_operator(id), t.now()).await.unwrap_err();
    assert_eq!(refusal(error), "session-moved");
    decide::propose(&mut tx, by_operator(id), now(&t, id).await.version, t.now()).await.unwrap();
    decide::agree(&mut tx, by_operator(id), t.now()).await.unwrap();
    let error = decide::publish(&mut tx, by_operator(id), t.now()).await.unwrap_err();
    assert_eq!(refusal(error), "session-needs-manager");
    assert!(decide::refuse(&mut tx, by_operator(id), " ", t.now()).await.is_err(), "a reason is asked for");
    decide::refuse(&mut tx, by_operator(id), "Trop de classes manquées.", t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(told(&t, scene.host, "session-refused").await);
    assert_eq!(now(&t, id).await.reason, "Trop de classes manquées.");
    // Taken up again, changed, and asked anew: the change takes the agreement back.
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    decide::propose(&mut tx, by_operator(id), version, t.now()).await.unwrap();
    decide::agree(&mut tx, by_operator(id), t.now()).await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    draft::change(&mut tx, by_operator(id), &typed(9), version, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(now(&t, id).await.state(), State::Draft);
}

async fn a_bassin_session_hears_the_heads_and_selects(t: Platform) {
    let scene = scene(&t).await;
    let there = Typed { scope: "basin".into(), in_class_time: true, ..typed(1) };
    let id = open(&t, &scene, &there).await;
    for teacher in &scene.teachers[..4] {
        assert_eq!(asks(&t, id, *teacher).await.unwrap(), Seat::Submitted);
    }
    assert!(told(&t, scene.head, "session-opinion-asked").await);
    let mut tx = t.db.begin().await.unwrap();
    let asked = list::opinions_asked(&mut tx, &scene.school.path, 0, 50).await.unwrap();
    assert_eq!(asked.len(), 4);
    let places: Vec<Uuid> = asked.iter().map(|asked| asked.place_id).collect();
    assert!(sign_up::opine(&mut tx, by_operator((id, places[0])), false, "", t.now()).await.is_err());
    sign_up::opine(&mut tx, by_operator((id, places[0])), false, "Deux classes sans cours.", t.now())
        .await
        .unwrap();
    let early = sign_up::select(&mut tx, by_operator(id), &places, t.now()).await.unwrap_err();
    assert_eq!(refusal(early), "opinion-awaited");
    tx.rollback().await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    sign_up::opine(&mut tx, by_operator((id, places[0])), false, "Deux classes sans cours.", t.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // Silence counts, and shows as silence.
    t.clock.advance(10 * DAY);
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().silent, 3);
    let mut tx = t.db.begin().await.unwrap();
    let people = list::attendees(&mut tx, by_operator(id), 0, 50).await.unwrap();
    assert_eq!(people.iter().filter(|one| one.opinion.as_deref() == Some("silent")).count(), 3);
    // The last three are chosen in one act: the first to have asked has the seat, the others wait in that order.
    let chosen: Vec<Uuid> = places[1..].iter().rev().copied().collect();
    assert_eq!(sign_up::select(&mut tx, by_operator(id), &chosen, t.now()).await.unwrap(), (1, 2));
    tx.commit().await.unwrap();
    assert_eq!(seat(&t, id, scene.teachers[1]).await, Some((Seat::Enrolled, None)));
    assert_eq!(seat(&t, id, scene.teachers[2]).await, Some((Seat::Waitlisted, Some(1))));
    assert_eq!(seat(&t, id, scene.teachers[3]).await, Some((Seat::Waitlisted, Some(2))));
    // Whoever was not decided on is declined when the first half-day begins.
    t.clock.advance(7 * DAY);
    turn::turn(&t.db, t.now()).await.unwrap();
    assert_eq!(seat(&t, id, scene.teachers[0]).await.unwrap().0, Seat::Refused);
}

async fn a_seat_that_comes_free_goes_to_the_first(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(1)).await;
    for teacher in &scene.teachers[..4] {
        asks(&t, id, *teacher).await.unwrap();
    }
    leaves(&t, id, scene.teachers[1]).await.unwrap();
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(leaves(&t, id, scene.teachers[0]).await.unwrap(), Seat::Cancelled, "twice is once");
    assert_eq!(seat(&t, id, scene.teachers[2]).await.unwrap().0, Seat::Enrolled);
    assert!(told(&t, scene.teachers[2], "seat-promoted").await);
    assert_eq!(asks(&t, id, scene.teachers[0]).await.unwrap(), Seat::Waitlisted, "starts again at the end");
    assert_eq!(seat(&t, id, scene.teachers[0]).await.unwrap().1, Some(2));
    // Two seats more serve exactly the next two.
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    draft::change(&mut tx, by_operator(id), &typed(3), version, t.now()).await.unwrap();
    // Fewer than are enrolled: nobody loses a seat, nobody gets one.
    let version = session(&mut tx, id).await.unwrap().version;
    let less = draft::change(&mut tx, by_operator(id), &typed(1), version, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((less.taken, less.seats().beyond(), less.state()), (3, 2, State::Full));
    leaves(&t, id, scene.teachers[3]).await.unwrap();
    assert_eq!(now(&t, id).await.taken, 2);
}

async fn an_offer_lapses_and_the_next_is_served(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &Typed { offer: true, ..typed(1) }).await;
    for teacher in &scene.teachers[..3] {
        asks(&t, id, *teacher).await.unwrap();
    }
    leaves(&t, id, scene.teachers[0]).await.unwrap();
    assert_eq!(seat(&t, id, scene.teachers[1]).await.unwrap().0, Seat::Offered);
    assert_eq!(now(&t, id).await.taken, 1, "a seat that is held is taken");
    t.clock.advance(DAY);
    let mut tx = t.db.begin().await.unwrap();
    let late = sign_up::answer_offer(&mut tx, by_operator((id, scene.teachers[1])), true, t.now()).await;
    assert_eq!(refusal(late.unwrap_err()), "offer-lapsed");
    tx.rollback().await.unwrap();
    assert_eq!(turn::turn(&t.db, t.now()).await.unwrap().lapsed, 1);
    assert_eq!(seat(&t, id, scene.teachers[2]).await.unwrap().0, Seat::Offered);
    let mut tx = t.db.begin().await.unwrap();
    for _ in 0..2 {
        let taken = sign_up::answer_offer(&mut tx, by_operator((id, scene.teachers[2])), true, t.now()).await;
        assert_eq!(taken.unwrap(), Seat::Enrolled);
    }
    tx.commit().await.unwrap();
}

async fn a_moved_session_tells_everybody_and_keeps_its_calendar_entries(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(2)).await;
    asks(&t, id, scene.teachers[0]).await.unwrap();
    let before = slots(&mut t.db.read().await.unwrap(), id).await.unwrap();
    let mut moved = typed(2);
    moved.slots[0].day = "2026-12-11".into();
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    draft::change(&mut tx, by_operator(id), &moved, version, t.now()).await.unwrap();
    let stale = draft::change(&mut tx, by_operator(id), &moved, version, t.now()).await.unwrap_err();
    assert_eq!(refusal(stale), "session-changed");
    tx.commit().await.unwrap();
    let after = slots(&mut t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!((before[0].id, before[0].starts_at.plus(DAY)), (after[0].id, after[0].starts_at));
    assert_eq!(now(&t, id).await.sequence, 1);
    assert!(told(&t, scene.teachers[0], "seat-session-moved").await);
    let mut tx = t.db.begin().await.unwrap();
    sign_up::confirm(&mut tx, by_operator((id, scene.teachers[0])), t.now()).await.unwrap();
    let mine = list::mine(&mut tx, by_operator((id, scene.teachers[0]))).await.unwrap().unwrap();
    assert_eq!(mine.confirmed_sequence, 1);
    // Once announced, who it is for stays.
    let version = session(&mut tx, id).await.unwrap().version;
    let wider = Typed { scope: "basin".into(), ..moved };
    let fixed = draft::change(&mut tx, by_operator(id), &wider, version, t.now()).await.unwrap_err();
    assert_eq!(refusal(fixed), "session-fixed");
}

async fn a_cancelled_session_tells_each_once(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(1)).await;
    for teacher in &scene.teachers[..2] {
        asks(&t, id, *teacher).await.unwrap();
    }
    for _ in 0..2 {
        let mut tx = t.db.begin().await.unwrap();
        decide::cancel(&mut tx, by_operator(id), "Salle inondée", t.now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    for teacher in &scene.teachers[..2] {
        assert_eq!(seat(&t, id, *teacher).await.unwrap().0, Seat::SessionCancelled);
        assert!(told(&t, *teacher, "seat-session-cancelled").await);
    }
    assert_eq!(refusal(asks(&t, id, scene.teachers[3]).await.unwrap_err()), "session-cancelled");
    assert_eq!(now(&t, id).await.state(), State::Cancelled);
}

async fn a_pasted_list_says_what_became_of_each_line(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(1)).await;
    let pasted =
        "t0@ac-exemple.fr\nT1@ac-exemple.fr ; nobody@ac-exemple.fr\n\nhost@ac-exemple.fr\nt0@ac-exemple.fr";
    let mut tx = t.db.begin().await.unwrap();
    let verdicts = sign_up::enlist(&mut tx, by_operator(id), pasted, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let verdicts: Vec<Listed> = verdicts.into_iter().map(|(_, verdict)| verdict).collect();
    assert_eq!(verdicts, [Listed::Seated, Listed::Waits, Listed::Unknown, Listed::NotFor, Listed::Known]);
}

async fn two_clicks_on_the_last_seat_give_one_seat(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(1)).await;
    let [a, b, c, d, e, f] = <[Uuid; 6]>::try_from(scene.teachers.clone()).unwrap();
    let clicks = tokio::join!(
        asks(&t, id, a),
        asks(&t, id, b),
        asks(&t, id, c),
        asks(&t, id, d),
        asks(&t, id, e),
        asks(&t, id, f)
    );
    let seats = <[Result<Seat>; 6]>::from(clicks).map(Result::unwrap);
    assert_eq!(seats.iter().filter(|seat| **seat == Seat::Enrolled).count(), 1);
    assert_eq!(seats.iter().filter(|seat| **seat == Seat::Waitlisted).count(), 5);
    let mut ranks = Vec::new();
    for teacher in &scene.teachers {
        ranks.extend(seat(&t, id, *teacher).await.unwrap().1);
    }
    ranks.sort_unstable();
    assert_eq!(ranks, [1, 2, 3, 4, 5]);
}

async fn what_does_not_hold_is_said_field_by_field(t: Platform) {
    let scene = scene(&t).await;
    let wrong = Typed {
        title: " ".into(),
        capacity: "0".into(),
        scope: "planet".into(),
        trainers: "nobody@ac-exemple.fr".into(),
        slots: vec![TypedSlot { day: "2026-12-10".into(), from: "17:00".into(), to: "14:00".into() }],
        ..typed(5)
    };
    let mut tx = t.db.begin().await.unwrap();
    let new = New {
        id: Uuid::from_u128(1),
        author: scene.host,
        host: &scene.school.path,
        typed: &wrong,
        needs: &[],
    };
    let Error::Invalid(faults) = draft::create(&mut tx, by_operator(new), t.now()).await.unwrap_err() else {
        panic!("faults")
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["title", "slots", "scope", "capacity", "trainers"]);
    // A draft may lack its dates; a proposal may not.
    let early = Typed { slots: Vec::new(), leads: false, room: String::new(), ..typed(5) };
    let new = New { typed: &early, ..new };
    let id = draft::create(&mut tx, by_operator(new), t.now()).await.unwrap();
    let version = session(&mut tx, id).await.unwrap().version;
    let Error::Invalid(faults) =
        decide::propose(&mut tx, by_operator(id), version, t.now()).await.unwrap_err()
    else {
        panic!("faults")
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["slots", "trainers", "room"]);
}

async fn a_draft_sent_twice_is_written_once(t: Platform) {
    let scene = scene(&t).await;
    let mut tx = t.db.begin().await.unwrap();
    let typed = typed(5);
    let new = New {
        id: Uuid::from_u128(1),
        author: scene.host,
        host: &scene.school.path,
        typed: &typed,
        needs: &[],
    };
    for _ in 0..2 {
        assert_eq!(draft::create(&mut tx, by_operator(new), t.now()).await.unwrap(), Uuid::from_u128(1));
    }
    let other = New { author: scene.head, ..new };
    assert!(matches!(draft::create(&mut tx, by_operator(other), t.now()).await, Err(Error::NotFound)));
    let copy = Uuid::from_u128(2);
    let asked = by_operator((new.id, copy, scene.host));
    decide::duplicate(&mut tx, asked, 7, t.now()).await.unwrap();
    let (first, second) = (slots(&mut tx, new.id).await.unwrap(), slots(&mut tx, copy).await.unwrap());
    assert_eq!(first[0].starts_at.plus(7 * DAY), second[0].starts_at);
    tx.commit().await.unwrap();
    let mine = list::desk(&mut t.db.read().await.unwrap(), Desk::Of(scene.host), 0, 50).await.unwrap();
    assert_eq!(mine.len(), 2);
}

async fn the_calendar_shows_what_is_for_me(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(5)).await;
    written(&t, &scene, &typed(5)).await;
    let stranger = person(&t, "stranger").await;
    posted(&t, stranger, &scene.other).await;
    let between = (t.now(), t.now().plus(60 * DAY));
    for (who, expected) in [(scene.teachers[0], 1), (stranger, 0)] {
        let mut read = t.db.read().await.unwrap();
        let actor = access::actor(&mut read, who, t.now()).await.unwrap().unwrap();
        let cards = list::calendar(&mut read, &actor, &Wanted::default(), between, 50).await.unwrap();
        assert_eq!(cards.len(), expected);
        let maths = Wanted { discipline: "mathematiques".into(), ..Wanted::default() };
        assert_eq!(list::calendar(&mut read, &actor, &maths, between, 50).await.unwrap().len(), expected);
        let mine = Wanted { mine: true, ..Wanted::default() };
        assert!(list::calendar(&mut read, &actor, &mine, between, 50).await.unwrap().is_empty());
    }
    asks(&t, id, scene.teachers[0]).await.unwrap();
    let elsewhere = open(&t, &scene, &typed(5)).await;
    let mut read = t.db.read().await.unwrap();
    let clashes = list::clashes(&mut read, elsewhere, scene.teachers[0]).await.unwrap();
    assert_eq!(clashes.iter().map(|clash| clash.session_id).collect::<Vec<_>>(), [id]);
    assert_eq!(list::room_clashes(&mut read, elsewhere).await.unwrap().len(), 1);
}

async fn a_session_above_the_school_stands_in_a_plan_and_within_its_hours(t: Platform) {
    let scene = scene(&t).await;
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!("update plan set hours_budget_min = 300")).run().await.unwrap();
    tx.commit().await.unwrap();
    let wide = Typed { scope: "basin".into(), ..typed(9) };
    open(&t, &scene, &wide).await;
    let second = written(&t, &scene, &wide).await;
    let mut tx = t.db.begin().await.unwrap();
    let version = session(&mut tx, second).await.unwrap().version;
    decide::propose(&mut tx, by_operator(second), version, t.now()).await.unwrap();
    decide::agree(&mut tx, by_operator(second), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let over = decide::approve(&mut tx, by_operator(second), t.now()).await.unwrap_err();
    let missing = over.refusal().unwrap();
    assert_eq!((missing.key, missing.values[0].1.as_str()), ("plan-over-budget", "1h"));
    tx.rollback().await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!("update plan set state = 'draft'")).run().await.unwrap();
    let none = decide::approve(&mut tx, by_operator(second), t.now()).await.unwrap_err();
    assert_eq!(refusal(none), "session-no-plan");
    // Nothing that is offered nowhere is a module of it.
    let strange = Typed { module: Uuid::from_u128(7).to_string(), ..typed(9) };
    let version = session(&mut tx, second).await.unwrap().version;
    let wrong = draft::change(&mut tx, by_operator(second), &strange, version, t.now()).await.unwrap_err();
    assert!(matches!(wrong, Error::Invalid(faults) if faults[0].field == "module"));
}
