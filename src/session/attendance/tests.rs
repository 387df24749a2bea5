//! Presence on both databases: from the first half-day to the attestation, and back.

use uuid::Uuid;

use super::attest::{self, Seal};
use super::code;
use super::contest::{self, Answer, Reply};
use super::mark::{self, Correction, Mark, Sheet};
use super::rule::{Excuse, Source, Value};
use super::{close, sheet};
use crate::access::policy::by_operator;
use crate::certificate::statement::Kind;
use crate::certificate::{Issuer, State as Sealed, check, mine};
use crate::clock::{DAY, HOUR, MINUTE, Timestamp};
use crate::error::{Error, Refusal, Result};
use crate::notice::inbox;
use crate::session::draft::{Typed, TypedSlot};
use crate::session::seat::Seat;
use crate::session::state::State;
use crate::session::tests::{Scene, asks, now, open, scene, seat, typed};
use crate::session::turn;
use crate::testing::Platform;
use crate::{Conn as _, on_both, sql};

on_both!(
    a_session_goes_from_the_first_half_day_to_the_attestation,
    closing_waits_for_every_value_and_says_whose,
    the_same_act_twice_is_done_once,
    two_who_saw_the_same_do_not_both_correct,
    a_code_counts_here_and_now_and_waits_for_the_trainer,
    an_absence_is_announced_for_one_half_day,
    somebody_at_the_door_is_added_and_a_full_room_asks,
    a_contest_is_answered_and_both_stay,
    a_correction_after_the_attestation_replaces_it,
    everybody_agrees_and_nobody_waits,
    a_manager_opens_again_and_what_did_not_change_stays,
    trainers_are_reminded_four_times,
    entries_are_never_changed,
);

fn issuer() -> Issuer {
    Issuer { name: "Préau d’exemple".into(), detail: Vec::new() }
}

fn refusal(error: &Error) -> &'static str {
    error.refusal().map_or("", |Refusal { key, .. }| key)
}

/// Two half-days of a day in December, three teachers enrolled.
struct Held {
    scene: Scene,
    id: Uuid,
    slots: [Uuid; 2],
    places: Vec<Uuid>,
}

async fn held(t: &Platform) -> Held {
    let held = coming(t).await;
    // 10 December, 9:05 in Paris.
    advance_to(t, "2026-12-10T08:05:00Z");
    turn::turn(&t.db, t.now()).await.unwrap();
    assert_eq!(now(t, held.id).await.state(), State::Held);
    held
}

async fn coming(t: &Platform) -> Held {
    let scene = scene(t).await;
    let half_day =
        |from: &str, to: &str| TypedSlot { day: "2026-12-10".into(), from: from.into(), to: to.into() };
    let two = Typed { slots: vec![half_day("09:00", "12:00"), half_day("13:30", "16:30")], ..typed(3) };
    let id = open(t, &scene, &two).await;
    for teacher in &scene.teachers[..3] {
        asks(t, id, *teacher).await.unwrap();
    }
    let grid = sheet::grid(&mut t.db.read().await.unwrap(), by_operator(id), None).await.unwrap();
    let slots = [grid.slots[0].id, grid.slots[1].id];
    let place = |person: &Uuid| grid.rows.iter().find(|row| row.person_id == *person).unwrap().place_id;
    let places = scene.teachers[..3].iter().map(place).collect();
    Held { scene, id, slots, places }
}

fn advance_to(t: &Platform, instant: &str) {
    let to = Timestamp::from(instant.parse::<jiff::Timestamp>().unwrap());
    t.clock.advance(to.0 - t.now().0);
}

fn one(place: Uuid, value: Value) -> Mark {
    Mark { place, value, missed: None, excuse: None, seen: None }
}

fn all_present(slot: Uuid, marks: &[Mark]) -> Sheet<'_> {
    Sheet { slot, marks, others_present: true, source: Source::Trainer, remote: false, reason: "", key: "" }
}

async fn marks(t: &Platform, id: Uuid, sheet: Sheet<'_>) -> Result<usize> {
    let mut tx = t.db.begin().await?;
    let written = mark::mark(&mut tx, by_operator(id), sheet, t.now()).await?;
    tx.commit().await?;
    Ok(written)
}

async fn grid(t: &Platform, id: Uuid) -> sheet::Grid {
    sheet::grid(&mut t.db.read().await.unwrap(), by_operator(id), None).await.unwrap()
}

/// Everybody there, but the third absent in the afternoon; closed.
async fn closed(t: &Platform) -> Held {
    let held = held(t).await;
    marks(t, held.id, all_present(held.slots[0], &[])).await.unwrap();
    advance_to(t, "2026-12-10T16:00:00Z");
    let absent = [one(held.places[2], Value::Absent)];
    marks(t, held.id, all_present(held.slots[1], &absent)).await.unwrap();
    closes(t, held.id).await.unwrap();
    held
}

async fn closes(t: &Platform, id: Uuid) -> Result<()> {
    let mut tx = t.db.begin().await?;
    close::close(&mut tx, by_operator(id), t.now()).await?;
    tx.commit().await
}

async fn attests(t: &Platform, id: Uuid) -> Result<usize> {
    let mut tx = t.db.begin().await?;
    let issuer = issuer();
    let sealed = attest::attest(&mut tx, by_operator(id), seal(&issuer), t.now()).await?;
    tx.commit().await?;
    Ok(sealed)
}

fn seal(issuer: &Issuer) -> Seal<'_> {
    Seal { issuer, zone: "Europe/Paris" }
}

async fn corrects(t: &Platform, id: Uuid, slot: Uuid, place: Uuid, value: Value, reason: &str) -> Result<()> {
    let seen = grid(t, id).await.entry(place, slot).map(|entry| entry.id);
    let mark = Mark { seen, ..one(place, value) };
    let mut tx = t.db.begin().await?;
    let issuer = issuer();
    let correction = Correction { slot, mark, remote: false, reason };
    mark::correct(&mut tx, by_operator(id), correction, seal(&issuer), t.now()).await?;
    tx.commit().await
}

async fn told(t: &Platform, person: Uuid, kind: &str) -> usize {
    let mut read = t.db.read().await.unwrap();
    let notices = inbox::list(&mut read, by_operator(person), false, 0, 100).await.unwrap();
    notices.iter().filter(|notice| notice.kind == kind).count()
}

async fn a_session_goes_from_the_first_half_day_to_the_attestation(t: Platform) {
    let held = closed(&t).await;
    let teachers = &held.scene.teachers;
    assert_eq!(seat(&t, held.id, teachers[0]).await.unwrap().0, Seat::Attended);
    assert_eq!(seat(&t, held.id, teachers[2]).await.unwrap().0, Seat::PartlyAttended);
    assert_eq!(told(&t, teachers[2], "seat-presence-closed").await, 1);
    assert_eq!(told(&t, held.scene.head, "session-presence-closed").await, 1);
    assert_eq!(refusal(&attests(&t, held.id).await.unwrap_err()), "attendance-too-early");
    t.clock.advance(7 * DAY);
    assert_eq!(attests(&t, held.id).await.unwrap(), 3);
    assert_eq!(attests(&t, held.id).await.unwrap(), 0, "twice is once");
    assert_eq!(now(&t, held.id).await.state(), State::Attested);
    let mut read = t.db.read().await.unwrap();
    for (teacher, minutes) in [(teachers[0], 360), (teachers[2], 180)] {
        let items = mine::of(&mut read, by_operator(teacher)).await.unwrap();
        assert_eq!(items.len(), 1);
        assert_eq!((items[0].hours.onsite_minutes, items[0].hours.remote_minutes), (minutes, 0));
        assert_eq!((items[0].kind, items[0].school_year.as_str()), (Kind::Presence, "2026-2027"));
        assert_eq!(items[0].title, "Créer un quiz en ligne");
        let public = check::lookup(&mut read, &items[0].code).await.unwrap().unwrap();
        assert!(public.sealed);
        assert_eq!(
            (public.kind, public.state, public.version.as_str()),
            (Kind::Presence, Sealed::Issued, "")
        );
    }
    assert_eq!(told(&t, teachers[0], "seat-attested").await, 1);
}

async fn closing_waits_for_every_value_and_says_whose(t: Platform) {
    let held = held(&t).await;
    assert_eq!(refusal(&closes(&t, held.id).await.unwrap_err()), "attendance-not-over");
    marks(&t, held.id, all_present(held.slots[0], &[])).await.unwrap();
    let early = marks(&t, held.id, all_present(held.slots[1], &[])).await.unwrap_err();
    assert_eq!(refusal(&early), "attendance-not-begun");
    advance_to(&t, "2026-12-10T16:00:00Z");
    let some = [one(held.places[0], Value::Present)];
    marks(&t, held.id, Sheet { others_present: false, ..all_present(held.slots[1], &some) }).await.unwrap();
    let error = closes(&t, held.id).await.unwrap_err();
    let refused = error.refusal().unwrap();
    assert_eq!(refused.key, "attendance-missing");
    let value = |name: &str| refused.values.iter().find(|(known, _)| *known == name).unwrap().1.clone();
    assert_eq!((value("count").as_str(), value("people").as_str()), ("2", "t1 Martin, t2 Martin"));
    assert_eq!(grid(&t, held.id).await.missing(held.slots[1]).len(), 2);
}

async fn the_same_act_twice_is_done_once(t: Platform) {
    let held = held(&t).await;
    let late = [Mark { missed: Some(20), ..one(held.places[1], Value::Late) }];
    let sheet = Sheet { key: "019aab8e-0000", ..all_present(held.slots[0], &late) };
    assert_eq!(marks(&t, held.id, sheet).await.unwrap(), 3);
    assert_eq!(marks(&t, held.id, sheet).await.unwrap(), 0);
    assert_eq!(grid(&t, held.id).await.minutes(held.places[1]), 160);
    // Corrected meanwhile, the act that comes again changes nothing either: it was done.
    corrects(&t, held.id, held.slots[0], held.places[1], Value::Present, "À l’heure").await.unwrap();
    assert_eq!(marks(&t, held.id, sheet).await.unwrap(), 0);
    assert_eq!(grid(&t, held.id).await.minutes(held.places[1]), 180);
    let none = [Mark { missed: Some(180), ..one(held.places[0], Value::LeftEarly) }];
    assert!(matches!(marks(&t, held.id, all_present(held.slots[0], &none)).await, Err(Error::Invalid(_))));
}

async fn two_who_saw_the_same_do_not_both_correct(t: Platform) {
    let held = held(&t).await;
    marks(&t, held.id, all_present(held.slots[0], &[])).await.unwrap();
    let seen = grid(&t, held.id).await.entry(held.places[0], held.slots[0]).map(|entry| entry.id);
    let absent = [Mark { seen, ..one(held.places[0], Value::Absent) }];
    let sheet = Sheet { others_present: false, ..all_present(held.slots[0], &absent) };
    let unsaid = marks(&t, held.id, sheet).await.unwrap_err();
    assert!(matches!(unsaid, Error::Invalid(_)), "a correction says why");
    let said = Sheet { reason: "Partie sans prévenir", ..sheet };
    assert_eq!(marks(&t, held.id, said).await.unwrap(), 1);
    let excused = [Mark { seen, ..one(held.places[0], Value::Excused) }];
    let other = marks(&t, held.id, Sheet { marks: &excused, ..said }).await.unwrap_err();
    assert_eq!(refusal(&other), "attendance-changed");
    let mut tx = t.db.begin().await.unwrap();
    let twice = tx
        .query(sql!(
            "insert into attendance_entry (id, place_id, slot_id, value, minutes, remote, source, pending, at, previous)
             values ($1, $2, $3, 'present', 180, $4, 'trainer', $4, $5, $6)"
        ))
        .bind(Uuid::from_u128(1))
        .bind(held.places[0])
        .bind(held.slots[0])
        .bind(false)
        .bind(t.now())
        .bind(seen)
        .run()
        .await;
    assert!(twice.is_err(), "the index holds it by itself");
}

async fn shows(t: &Platform, id: Uuid) -> Option<code::Shown> {
    let mut tx = t.db.begin().await.unwrap();
    let shown = code::show(&mut tx, by_operator(id), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    shown
}

async fn types(t: &Platform, id: Uuid, person: Uuid, code: &str) -> Result<()> {
    code::check_in(&t.db, by_operator((id, person)), code, t.now()).await.map(drop)
}

async fn a_code_counts_here_and_now_and_waits_for_the_trainer(t: Platform) {
    let held = coming(&t).await;
    let teachers = &held.scene.teachers;
    assert_eq!(shows(&t, held.id).await, None, "days before");
    advance_to(&t, "2026-12-10T07:50:00Z");
    let early = shows(&t, held.id).await.unwrap();
    assert_eq!((early.slot.id, early.minutes), (held.slots[0], 25));
    types(&t, held.id, teachers[0], &early.code).await.unwrap();
    types(&t, held.id, teachers[0], &early.code).await.unwrap();
    // Another session at the same time has another code, and a stranger has no place.
    let elsewhere = open(&t, &held.scene, &Typed { leads: true, ..two_at_nine() }).await;
    asks(&t, elsewhere, teachers[3]).await.unwrap();
    let other = shows(&t, elsewhere).await.unwrap();
    assert_eq!(
        refusal(&types(&t, held.id, teachers[1], &wrong_or(&other.code, &early.code)).await.unwrap_err()),
        "attendance-code-wrong"
    );
    assert!(matches!(types(&t, held.id, teachers[4], &early.code).await, Err(Error::NotFound)));
    // Yesterday's: three minutes are enough.
    t.clock.advance(3 * MINUTE);
    let current = shows(&t, held.id).await.unwrap();
    assert_eq!(
        refusal(&types(&t, held.id, teachers[1], &wrong_or(&early.code, &current.code)).await.unwrap_err()),
        "attendance-code-wrong"
    );
    let row = grid(&t, held.id).await.rows.iter().find(|row| row.person_id == teachers[1]).unwrap().clone();
    assert_eq!(row.tries, 2, "shown to the trainer");
    for _ in 0..3 {
        let _ = types(&t, held.id, teachers[1], "000").await;
    }
    assert!(matches!(types(&t, held.id, teachers[1], &current.code).await, Err(Error::TooMany { .. })));
    t.clock.advance(11 * 1_000_000);
    let current = shows(&t, held.id).await.unwrap();
    types(&t, held.id, teachers[1], &current.code).await.unwrap();
    advance_to(&t, "2026-12-10T08:16:00Z");
    assert_eq!(
        refusal(&types(&t, held.id, teachers[2], &current.code).await.unwrap_err()),
        "attendance-code-time"
    );
    let before = grid(&t, held.id).await;
    assert_eq!(
        (before.pending(held.slots[0]), before.missing(held.slots[0]).len()),
        (2, 3),
        "not confirmed is missing"
    );
    let mut tx = t.db.begin().await.unwrap();
    for expected in [2, 0] {
        let confirmed = mark::confirm(&mut tx, by_operator((held.id, held.slots[0])), t.now()).await.unwrap();
        assert_eq!(confirmed, expected);
    }
    tx.commit().await.unwrap();
    let after = grid(&t, held.id).await;
    assert_eq!((after.pending(held.slots[0]), after.missing(held.slots[0]).len()), (0, 1));
    let entry = after.entry(held.places[0], held.slots[0]).unwrap();
    assert_eq!((entry.source(), entry.value(), entry.minutes), (Source::SelfCode, Value::Present, 180));
}

fn two_at_nine() -> Typed {
    Typed {
        slots: vec![TypedSlot { day: "2026-12-10".into(), from: "09:00".into(), to: "12:00".into() }],
        ..typed(3)
    }
}

/// A code that is not the right one; once in a million two are the same.
fn wrong_or(code: &str, right: &str) -> String {
    if code == right { "x".to_owned() } else { code.to_owned() }
}

async fn an_absence_is_announced_for_one_half_day(t: Platform) {
    let held = coming(&t).await;
    let person = held.scene.teachers[0];
    for excuse in [Excuse::Other, Excuse::Service, Excuse::Service] {
        let mut tx = t.db.begin().await.unwrap();
        mark::announce(&mut tx, by_operator((held.id, person)), held.slots[1], excuse, t.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    advance_to(&t, "2026-12-10T08:05:00Z");
    marks(&t, held.id, all_present(held.slots[0], &[])).await.unwrap();
    let grid = grid(&t, held.id).await;
    assert_eq!(
        grid.entry(held.places[0], held.slots[0]).unwrap().value(),
        Value::Present,
        "the other half-day stays"
    );
    let entry = grid.entry(held.places[0], held.slots[1]).unwrap();
    assert_eq!((entry.value(), entry.pending, entry.excuse()), (Value::Excused, true, Some(Excuse::Service)));
    let mut tx = t.db.begin().await.unwrap();
    let late =
        mark::announce(&mut tx, by_operator((held.id, person)), held.slots[0], Excuse::Other, t.now()).await;
    assert_eq!(refusal(&late.unwrap_err()), "attendance-begun");
    let history = sheet::history(&mut tx, by_operator(held.id), held.places[0]).await.unwrap();
    assert_eq!(history.iter().filter(|past| past.slot_id == held.slots[1]).count(), 2, "both words are kept");
}

async fn somebody_at_the_door_is_added_and_a_full_room_asks(t: Platform) {
    let held = held(&t).await;
    let add = async |address: &str, confirmed: bool| {
        let mut tx = t.db.begin().await.unwrap();
        let place = mark::walk_in(&mut tx, by_operator(held.id), address, confirmed, t.now()).await?;
        tx.commit().await?;
        Ok::<_, Error>(place)
    };
    assert!(matches!(add("nobody@ac-exemple.fr", false).await, Err(Error::Invalid(_))));
    assert!(matches!(add("host@ac-exemple.fr", true).await, Err(Error::Invalid(_))), "leads it");
    assert_eq!(refusal(&add("t4@ac-exemple.fr", false).await.unwrap_err()), "walk-in-full");
    let place = add("T4@ac-exemple.fr", true).await.unwrap();
    assert_eq!(add("t4@ac-exemple.fr", false).await.unwrap(), place, "twice is once");
    let row = grid(&t, held.id).await.rows.into_iter().find(|row| row.place_id == place).unwrap();
    assert_eq!((row.source.as_str(), row.seat()), ("walk_in", Seat::Enrolled));
    let session = now(&t, held.id).await;
    assert_eq!((session.taken, session.seats().beyond()), (4, 1));
    assert_eq!(told(&t, held.scene.teachers[4], "seat-walked-in").await, 1);
}

async fn a_contest_is_answered_and_both_stay(t: Platform) {
    let held = closed(&t).await;
    let person = held.scene.teachers[2];
    let contests = async |words: &str| {
        let mut tx = t.db.begin().await.unwrap();
        contest::contest(&mut tx, by_operator((held.id, person)), held.slots[1], words, t.now()).await?;
        tx.commit().await
    };
    assert!(contests(" ").await.is_err());
    contests("J’étais là, au fond.").await.unwrap();
    contests("J’étais là, au fond.").await.unwrap();
    assert_eq!(told(&t, held.scene.host, "session-presence-contested").await, 1);
    t.clock.advance(8 * DAY);
    assert_eq!(refusal(&attests(&t, held.id).await.unwrap_err()), "attendance-contested");
    let grid = grid(&t, held.id).await;
    let known = grid.contests[0].clone();
    let mark = Mark { seen: Some(known.entry_id), ..one(held.places[2], Value::Present) };
    let issuer = issuer();
    for _ in 0..2 {
        let mut tx = t.db.begin().await.unwrap();
        let correction = Correction { slot: held.slots[1], mark, remote: false, reason: "" };
        let reply = Reply { correction: Some(correction), words: "Exact, je l’avais oublié." };
        contest::answer(&mut tx, by_operator((held.id, known.id)), reply, seal(&issuer), t.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(seat(&t, held.id, person).await.unwrap().0, Seat::Attended);
    assert_eq!(told(&t, person, "seat-presence-changed").await, 1);
    let mut read = t.db.read().await.unwrap();
    let mine = sheet::mine(&mut read, by_operator((held.id, person))).await.unwrap().unwrap();
    assert_eq!((mine.contests.len(), mine.contests[0].answer()), (1, Some(Answer::Corrected)));
    assert_eq!(mine.contests[0].words, "J’étais là, au fond.");
    assert_eq!(mine.minutes(), 360);
    drop(read);
    let late = contests("Encore").await.unwrap_err();
    assert_eq!(refusal(&late), "attendance-contest-late");
    assert_eq!(attests(&t, held.id).await.unwrap(), 3);
}

async fn a_correction_after_the_attestation_replaces_it(t: Platform) {
    let held = closed(&t).await;
    t.clock.advance(7 * DAY);
    attests(&t, held.id).await.unwrap();
    let person = held.scene.teachers[2];
    let before = mine::of(&mut t.db.read().await.unwrap(), by_operator(person)).await.unwrap().remove(0);
    corrects(&t, held.id, held.slots[1], held.places[2], Value::Present, "Feuille signée retrouvée")
        .await
        .unwrap();
    corrects(&t, held.id, held.slots[1], held.places[2], Value::Present, "Feuille signée retrouvée")
        .await
        .unwrap();
    let mut read = t.db.read().await.unwrap();
    let items = mine::of(&mut read, by_operator(person)).await.unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!((items[0].hours.minutes(), items[0].replaces.as_deref()), (360, Some(before.number.as_str())));
    let old = check::lookup(&mut read, &before.code).await.unwrap().unwrap();
    assert_eq!((old.state, old.replaced_by.as_deref()), (Sealed::Replaced, Some(items[0].code.as_str())));
    drop(read);
    assert_eq!(told(&t, person, "seat-presence-reissued").await, 1);
    // No presence is left: revoked; and again the other way.
    for (slot, value, expected) in [
        (0, Value::Absent, Sealed::Issued),
        (1, Value::Excused, Sealed::Revoked),
        (1, Value::Present, Sealed::Issued),
    ] {
        t.clock.advance(HOUR);
        corrects(&t, held.id, held.slots[slot], held.places[2], value, "Erreur de ligne").await.unwrap();
        let items = mine::of(&mut t.db.read().await.unwrap(), by_operator(person)).await.unwrap();
        assert_eq!(items.iter().map(|item| item.state).collect::<Vec<_>>(), [expected]);
    }
    assert_eq!(seat(&t, held.id, person).await.unwrap().0, Seat::PartlyAttended);
}

async fn everybody_agrees_and_nobody_waits(t: Platform) {
    let held = closed(&t).await;
    for person in &held.scene.teachers[..3] {
        assert_eq!(refusal(&attests(&t, held.id).await.unwrap_err()), "attendance-too-early");
        for _ in 0..2 {
            let mut tx = t.db.begin().await.unwrap();
            contest::agree(&mut tx, by_operator((held.id, *person)), t.now()).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
    // A value that changes after the word takes the word back.
    t.clock.advance(HOUR);
    corrects(&t, held.id, held.slots[1], held.places[2], Value::Present, "Oubli").await.unwrap();
    assert_eq!(refusal(&attests(&t, held.id).await.unwrap_err()), "attendance-too-early");
    t.clock.advance(HOUR);
    let mut tx = t.db.begin().await.unwrap();
    contest::agree(&mut tx, by_operator((held.id, held.scene.teachers[2])), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(attests(&t, held.id).await.unwrap(), 3);
}

async fn a_manager_opens_again_and_what_did_not_change_stays(t: Platform) {
    let held = closed(&t).await;
    t.clock.advance(7 * DAY);
    attests(&t, held.id).await.unwrap();
    let number = async |person: Uuid| {
        mine::of(&mut t.db.read().await.unwrap(), by_operator(person)).await.unwrap().remove(0).number
    };
    let (first, third) = (held.scene.teachers[0], held.scene.teachers[2]);
    let before = (number(first).await, number(third).await);
    let reopens = async |reason: &str| {
        let mut tx = t.db.begin().await.unwrap();
        close::reopen(&mut tx, by_operator(held.id), reason, t.now()).await?;
        tx.commit().await
    };
    assert!(reopens("").await.is_err());
    reopens("Une feuille manquait.").await.unwrap();
    assert_eq!(now(&t, held.id).await.state(), State::Held);
    assert_eq!(told(&t, held.scene.host, "session-presence-reopened").await, 1);
    corrects(&t, held.id, held.slots[1], held.places[2], Value::Present, "Feuille retrouvée").await.unwrap();
    closes(&t, held.id).await.unwrap();
    t.clock.advance(7 * DAY);
    assert_eq!(attests(&t, held.id).await.unwrap(), 3);
    assert_eq!(number(first).await, before.0);
    assert_ne!(number(third).await, before.1);
    t.clock.advance(31 * DAY);
    assert_eq!(refusal(&reopens("Trop tard").await.unwrap_err()), "attendance-reopen-late");
}

async fn trainers_are_reminded_four_times(t: Platform) {
    let held = held(&t).await;
    for (days, expected) in [(0, 0), (1, 1), (6, 1), (8, 2), (20, 3), (22, 4), (60, 4)] {
        advance_to(&t, "2026-12-10T15:00:00Z");
        t.clock.advance(days * DAY);
        for _ in 0..2 {
            turn::turn(&t.db, t.now()).await.unwrap();
        }
        assert_eq!(told(&t, held.scene.host, "session-presence-due").await, expected, "{days}");
    }
}

async fn entries_are_never_changed(t: Platform) {
    let held = closed(&t).await;
    let all = async || {
        let rows: Vec<(Uuid, String, i32, String, Timestamp)> =
            t.db.read()
                .await
                .unwrap()
                .query(sql!("select id, value, minutes, reason, at from attendance_entry order by at, id"))
                .all()
                .await
                .unwrap();
        rows
    };
    let before = all().await;
    t.clock.advance(HOUR);
    corrects(&t, held.id, held.slots[0], held.places[0], Value::Excused, "En service ailleurs")
        .await
        .unwrap();
    let after = all().await;
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[..before.len()], before[..]);
}
