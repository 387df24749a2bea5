//! The life of nominations on both databases: rights, guards, notices, figures of the school.

use super::draft::Asked;
use super::letter::{self, Mission};
use super::scene::{Scene, give, heard, person, post, why, year};
use super::submit::Councils;
use super::*;
use crate::access::policy::{Act, by_operator};
use crate::access::{self, Role};
use crate::clock::DAY;
use crate::on_both;
use crate::school::postings;
use crate::testing::Platform;
use jiff::civil::date;

on_both!(
    a_nomination_goes_its_whole_way,
    nobody_else_answers_and_nobody_answers_twice,
    a_draft_must_hold_together,
    money_stays_in_the_envelope,
    shares_of_a_mandate_make_one_at_most,
    a_private_school_may_have_no_councils,
    a_returned_nomination_gets_a_new_letter,
    an_amended_letter_waits_while_the_old_one_holds,
    a_mandate_falls_with_its_posting,
    a_mandate_falls_with_its_school,
    a_period_comes_to_its_end,
    a_mandate_that_ends_leaves_its_basket,
    an_academie_may_skip_submission,
    a_deputy_acts_for_the_head_and_it_is_written_down,
    next_year_starts_from_this_one,
    heads_of_vacant_schools_are_reminded_once_a_day,
    the_payment_list_is_exact_to_the_cent,
);

fn imp(cents: i64) -> Asked {
    Asked::Allowance("imp".into(), cents)
}

async fn a_nomination_goes_its_whole_way(t: Platform) {
    let s = Scene::new(t).await;
    assert_eq!(s.school_now().await.vacant_since, Some(s.t.now()));
    let id = s.draft(s.input(s.teacher, imp(125_000))).await.unwrap();
    s.propose(id).await.unwrap();
    assert_eq!(s.told(s.teacher).await, ["nomination-proposed"]);
    s.accept(s.teacher, id).await.unwrap();
    assert_eq!(s.told(s.head).await, ["nomination-accepted"]);
    s.submit(id, heard()).await.unwrap();
    assert_eq!(s.told(s.manager).await, ["nomination-submitted"]);
    let actor = access::actor(&mut s.t.db.read().await.unwrap(), s.teacher, s.t.now()).await.unwrap();
    assert!(actor.unwrap().mandates.is_empty(), "no right before the decision");
    s.validate(id).await.unwrap();
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!(found.state(), State::Active);
    assert_eq!((found.first_day(), found.last_day()), (date(2026, 9, 1), date(2027, 8, 31)));
    assert_eq!(found.reward().cents(), 125_000);
    let actor = access::actor(&mut s.t.db.read().await.unwrap(), s.teacher, s.t.now()).await.unwrap();
    assert!(actor.unwrap().is_referent_at(&s.school.path));
    let school = s.school_now().await;
    assert_eq!((school.referents, school.vacant_since), (1, None));
    assert!(s.told(s.teacher).await.contains(&"nomination-validated".to_owned()));
    let versions = letter::versions(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert!(versions[0].accepted_at.is_some() && versions[0].in_force_at.is_some());

    // Given up on the same day: vacant on the same day.
    s.t.clock.advance(crate::clock::HOUR);
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.teacher, Act::AnswerNomination, id).await.unwrap();
    end::resign(&mut tx, allowed, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let school = s.school_now().await;
    assert_eq!((school.referents, school.vacant_since), (0, Some(s.t.now())));
    assert!(s.told(s.manager).await.contains(&"nomination-ended".to_owned()));
    let actor = access::actor(&mut s.t.db.read().await.unwrap(), s.teacher, s.t.now()).await.unwrap();
    assert!(actor.unwrap().mandates.is_empty());
    assert_eq!(crate::audit::verify(&mut s.t.db.read().await.unwrap()).await.unwrap().broken_at, None);
}

async fn nobody_else_answers_and_nobody_answers_twice(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.draft(s.input(s.teacher, Asked::None)).await.unwrap();
    assert_eq!(why(s.accept(s.teacher, id).await), "not found", "a draft is the head's");
    s.propose(id).await.unwrap();
    assert_eq!(why(s.propose(id).await), "nomination-moved", "sent twice");
    for stranger in [s.colleague, s.head, s.manager] {
        assert_eq!(why(s.accept(stranger, id).await), "not found");
    }
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.teacher, Act::AnswerNomination, id).await.unwrap();
    assert_eq!(why(answer::accept(&mut tx, allowed, 1, s.t.now()).await), "nomination-changed");
    drop(tx);
    s.accept(s.teacher, id).await.unwrap();
    assert_eq!(why(s.accept(s.teacher, id).await), "nomination-moved");
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.teacher, Act::AnswerNomination, id).await.unwrap();
    assert_eq!(why(answer::decline(&mut tx, allowed, 3, s.t.now()).await), "nomination-moved");
    drop(tx);
    assert_eq!(why(s.validate(id).await), "nomination-moved", "not submitted");
    assert!(s.may(s.teacher, Act::ProposeNomination, id).await.is_err());
    assert!(s.may(s.head, Act::ValidateNomination, id).await.is_err());
}

async fn a_draft_must_hold_together(t: Platform) {
    let s = Scene::new(t).await;
    let stranger = person(&s.t, "loin").await;
    assert_eq!(why(s.draft(s.input(stranger, Asked::None)).await), "person=teacher-not-posted");
    assert_eq!(why(s.draft(s.input(s.teacher, imp(40_000))).await), "amount=amount-no-rate");
    let ific = Asked::Allowance("ific".into(), 40_000);
    assert_eq!(why(s.draft(s.input(s.teacher, ific)).await), "scheme=scheme-not-valid");
    assert_eq!(why(s.draft(s.input(s.teacher, Asked::Relief(0))).await), "relief=relief-unreadable");
    let mut input = s.input(s.teacher, Asked::None);
    input.last = date(2027, 9, 1);
    assert_eq!(why(s.draft(input.clone()).await), "last=day-outside-year");
    input.last = date(2026, 8, 1);
    input.letter.missions.clear();
    input.share_percent = 0;
    match s.draft(input).await.unwrap_err() {
        crate::Error::Invalid(faults) => assert_eq!(faults.len(), 3, "{faults:?}"),
        other => panic!("{other}"),
    }
    let id = s.draft(s.input(s.teacher, Asked::None)).await.unwrap();
    assert_eq!(why(s.draft(s.input(s.teacher, Asked::None)).await), "nomination-exists", "sent twice");
    // Two tabs: the second one is told.
    let mut tx = s.t.db.begin().await.unwrap();
    let input = s.input(s.teacher, Asked::Relief(60));
    let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
    draft::save(&mut tx, allowed, 1, input.clone(), s.t.now()).await.unwrap();
    let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
    assert_eq!(why(draft::save(&mut tx, allowed, 1, input, s.t.now()).await), "nomination-changed");
    tx.commit().await.unwrap();
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!(found.reward(), Reward::Relief { minutes: 60 });
    // The teacher leaves before the proposal.
    let mut tx = s.t.db.begin().await.unwrap();
    let gone = by_operator((s.teacher, s.school.node_id));
    postings::end(&mut tx, gone, s.t.now(), s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(why(s.propose(id).await), "nomination-not-posted");
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
    draft::discard(&mut tx, allowed, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(nomination(&mut s.t.db.read().await.unwrap(), id).await.is_err());
}

async fn money_stays_in_the_envelope(t: Platform) {
    let s = Scene::new(t).await;
    let set = async |cents: i64| {
        let mut tx = s.t.db.begin().await.unwrap();
        let allowed = s.may(s.manager, Act::ValidateNomination, s.school.node_id).await.unwrap();
        let outcome = envelope::set(&mut tx, allowed, year(), cents, s.t.now()).await;
        tx.commit().await.unwrap();
        outcome
    };
    set(150_000).await.unwrap();
    let mut half = s.input(s.teacher, imp(125_000));
    half.share_percent = 50;
    let first = s.draft(half.clone()).await.unwrap();
    s.propose(first).await.unwrap();
    s.accept(s.teacher, first).await.unwrap();
    // Smaller meanwhile: the head is told what is missing, and may take the proposal back.
    set(100_000).await.unwrap();
    match s.submit(first, heard()).await.unwrap_err() {
        crate::Error::Refused(refusal) => {
            assert_eq!(refusal.key, "envelope-exceeded");
            assert_eq!(refusal.values[0], ("missing", "250".to_owned()));
        }
        other => panic!("{other}"),
    }
    set(150_000).await.unwrap();
    s.submit(first, heard()).await.unwrap();
    assert_eq!(why(set(124_999).await), "amount=envelope-below-engaged");
    half.person = s.colleague;
    half.reward = imp(31_250);
    let second = s.draft(half.clone()).await.unwrap();
    assert_eq!(why(s.propose(second).await), "envelope-exceeded");
    set(156_250).await.unwrap();
    s.propose(second).await.unwrap();
    s.validate(first).await.unwrap();
    let standing =
        envelope::standing(&mut s.t.db.read().await.unwrap(), s.school.node_id, year(), None).await.unwrap();
    assert_eq!(
        (standing.envelope, standing.engaged, standing.left()),
        (Some(156_250), 125_000, Some(31_250))
    );
    // An early end gives back what was not served.
    s.t.clock.advance(30 * DAY);
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.head, Act::ProposeNomination, first).await.unwrap();
    let outcome =
        end::by_head(&mut tx, allowed, Some(date(2026, 12, 1)), Some(EndReason::Agreed), s.t.now()).await;
    outcome.unwrap();
    tx.commit().await.unwrap();
    let standing =
        envelope::standing(&mut s.t.db.read().await.unwrap(), s.school.node_id, year(), None).await.unwrap();
    // 1 September to 1 December: 92 days of 365.
    assert_eq!(standing.engaged, 31_507);
    assert_eq!(
        s.school_now().await.vacant_since,
        Some(Timestamp::midnight(date(2026, 12, 2), "Europe/Paris"))
    );
}

async fn shares_of_a_mandate_make_one_at_most(t: Platform) {
    let s = Scene::new(t).await;
    let mut input = s.input(s.teacher, Asked::None);
    input.share_percent = 60;
    let first = s.draft(input.clone()).await.unwrap();
    s.propose(first).await.unwrap();
    s.accept(s.teacher, first).await.unwrap();
    s.submit(first, heard()).await.unwrap();
    input.person = s.colleague;
    let second = s.draft(input.clone()).await.unwrap();
    assert_eq!(why(s.propose(second).await), "nomination-shares");
    input.share_percent = 40;
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.head, Act::ProposeNomination, second).await.unwrap();
    draft::save(&mut tx, allowed, 1, input, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    s.propose(second).await.unwrap();
    s.accept(s.colleague, second).await.unwrap();
    s.submit(second, heard()).await.unwrap();
    s.validate(first).await.unwrap();
    s.validate(second).await.unwrap();
    assert_eq!(s.school_now().await.referents, 2);
    // The first one heard of the second: they are the network of the bassin.
    assert!(s.told(s.teacher).await.contains(&"nomination-new-colleague".to_owned()));
}

async fn a_private_school_may_have_no_councils(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.draft(s.input(s.teacher, Asked::None)).await.unwrap();
    s.propose(id).await.unwrap();
    s.accept(s.teacher, id).await.unwrap();
    assert_eq!(why(s.submit(id, Councils::NotApplicable).await), "councils=councils-of-public-school");
    let missing = Councils::Heard { council_on: None, board_on: Some(date(2027, 1, 1)) };
    assert_eq!(why(s.submit(id, missing).await), "council_on=council-day-missing");
    let mut tx = s.t.db.begin().await.unwrap();
    tx.query(sql!("update school set sector = 'private_contract' where node_id = $1"))
        .bind(s.school.node_id)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    s.submit(id, Councils::NotApplicable).await.unwrap();
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert!(!found.councils_apply && found.council_on.is_none());
}

async fn a_returned_nomination_gets_a_new_letter(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.draft(s.input(s.teacher, Asked::None)).await.unwrap();
    s.propose(id).await.unwrap();
    s.accept(s.teacher, id).await.unwrap();
    s.submit(id, heard()).await.unwrap();
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.manager, Act::ValidateNomination, id).await.unwrap();
    assert_eq!(
        why(decide::send_back(&mut tx, allowed, "  ", s.t.now()).await),
        "reason=return-reason-missing"
    );
    let allowed = s.may(s.manager, Act::ValidateNomination, id).await.unwrap();
    decide::send_back(&mut tx, allowed, "Précisez le temps", s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(s.told(s.head).await.contains(&"nomination-returned".to_owned()));
    assert!(s.told(s.teacher).await.contains(&"nomination-under-review".to_owned()));
    let mut input = s.input(s.teacher, Asked::None);
    input.letter.time = "Deux heures".into();
    let seen = s.seen(id).await;
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
    draft::save(&mut tx, allowed, seen, input, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    s.propose(id).await.unwrap();
    let versions = letter::versions(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(versions[1].letter.time, "Une heure par semaine", "what was accepted stays");
    // Asked again, told again.
    assert_eq!(s.told(s.teacher).await.iter().filter(|kind| *kind == "nomination-proposed").count(), 2);
    s.accept(s.teacher, id).await.unwrap();
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
    propose::withdraw(&mut tx, allowed, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap().state(), State::Draft);
}

async fn an_amended_letter_waits_while_the_old_one_holds(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.active(s.teacher, Asked::None).await;
    let amend = async |missions: Vec<Mission>| {
        let seen = s.seen(id).await;
        let mut tx = s.t.db.begin().await.unwrap();
        let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
        let letter = MissionLetter { missions, ..s.letter() };
        let outcome = amend::amend(&mut tx, allowed, seen, letter, s.t.now()).await;
        tx.commit().await.unwrap();
        outcome
    };
    let in_force = async || {
        let versions = letter::versions(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
        versions.into_iter().find(|version| version.in_force_at.is_some()).unwrap().number
    };
    assert_eq!(why(amend(s.letter().missions).await), "letter-unchanged");
    amend(vec![Mission::Needs]).await.unwrap();
    amend(vec![Mission::Projects]).await.unwrap();
    assert_eq!(in_force().await, 1);
    let mut tx = s.t.db.begin().await.unwrap();
    let seen = nomination(&mut tx, id).await.unwrap().version;
    let allowed = s.may(s.teacher, Act::AnswerNomination, id).await.unwrap();
    answer::decline(&mut tx, allowed, seen, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!((found.state(), in_force().await), (State::Active, 1));
    assert_eq!(why(s.accept(s.teacher, id).await), "nomination-moved", "nothing waits");
    amend(vec![Mission::Network]).await.unwrap();
    s.accept(s.teacher, id).await.unwrap();
    assert_eq!(in_force().await, 3);
    assert!(s.told(s.head).await.contains(&"letter-accepted".to_owned()));
}

async fn a_mandate_falls_with_its_posting(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.active(s.teacher, Asked::None).await;
    assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap(), period::Turned::default());
    let leaves = s.t.now().plus(10 * DAY);
    let mut tx = s.t.db.begin().await.unwrap();
    postings::end(&mut tx, by_operator((s.teacher, s.school.node_id)), leaves, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap().ended, 0, "still there");
    s.t.clock.advance(10 * DAY + 1);
    for expected in [1, 0] {
        assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap().ended, expected);
    }
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!((found.state(), found.end_reason()), (State::Ended, Some(EndReason::PostingEnded)));
    assert_eq!(s.school_now().await.vacant_since, Some(leaves));
}

/// Jobs that ask for mandates to be looked at, due now.
async fn asked_for(s: &Scene) -> i64 {
    let (count,): (i64,) = s
        .t
        .db
        .read()
        .await
        .unwrap()
        .query(crate::sql!("select count(*) from job where kind = $1 and state = 'ready' and run_at <= $2"))
        .bind(postings::ENDED)
        .bind(s.t.now())
        .one()
        .await
        .unwrap();
    count
}

async fn a_mandate_falls_with_its_school(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.active(s.teacher, Asked::None).await;
    assert_eq!(asked_for(&s).await, 0);
    let mut tx = s.t.db.begin().await.unwrap();
    let today = s.t.now().date_in("Europe/Paris");
    let closing = by_operator((s.school.node_id, None));
    crate::school::tree::close(&mut tx, closing, today, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(asked_for(&s).await, 1, "whoever closes it asks for it in the same transaction");
    assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap().ended, 1);
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!((found.state(), found.end_reason()), (State::Ended, Some(EndReason::SchoolClosed)));
    let actor = access::actor(&mut s.t.db.read().await.unwrap(), s.teacher, s.t.now()).await.unwrap();
    assert!(actor.unwrap().mandates.is_empty());
}

async fn a_period_comes_to_its_end(t: Platform) {
    let s = Scene::new(t).await;
    let mut input = s.input(s.teacher, Asked::None);
    (input.first, input.last, input.share_percent) = (date(2026, 12, 1), date(2027, 1, 31), 50);
    let mut ids = Vec::new();
    for person in [s.teacher, s.colleague] {
        input.person = person;
        let id = s.draft(input.clone()).await.unwrap();
        s.propose(id).await.unwrap();
        s.accept(person, id).await.unwrap();
        s.submit(id, heard()).await.unwrap();
        s.validate(id).await.unwrap();
        ids.push(id);
    }
    assert_eq!(s.school_now().await.referents, 0, "not begun");
    s.t.clock.advance(7 * DAY);
    assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap().counted, 1);
    assert_eq!(s.school_now().await.referents, 2);
    let mut tx = s.t.db.begin().await.unwrap();
    let first = nomination(&mut tx, ids[0]).await.unwrap();
    let year = first.year();
    period::report_filed(&mut tx, first.school_id, first.person_id, year, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    s.t.clock.advance(70 * DAY);
    assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap().completed, 2);
    assert_eq!(period::turn(&s.t.db, s.t.now()).await.unwrap(), period::Turned::default());
    let mut read = s.t.db.read().await.unwrap();
    assert_eq!(nomination(&mut read, ids[0]).await.unwrap().state(), State::Completed);
    assert_eq!(nomination(&mut read, ids[1]).await.unwrap().state(), State::CompletedWithoutReport);
    let school = s.school_now().await;
    let end = Timestamp::midnight(date(2027, 2, 1), "Europe/Paris");
    assert_eq!((school.referents, school.vacant_since), (0, Some(end)));
    assert!(s.told(s.colleague).await.contains(&"nomination-completed-without-report".to_owned()));
}

async fn a_mandate_that_ends_leaves_its_basket(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.active(s.teacher, Asked::None).await;
    let mut tx = s.t.db.begin().await.unwrap();
    let before = nomination(&mut tx, id).await.unwrap();
    for _ in 0..2 {
        let title = "Manuels numériques en 6e";
        handover::leave(&mut tx, &before, "need", Uuid::from_u128(7), title, s.t.now()).await.unwrap();
    }
    let allowed = s.may(s.head, Act::ProposeNomination, id).await.unwrap();
    let letter = MissionLetter { missions: vec![Mission::Needs], ..s.letter() };
    amend::amend(&mut tx, allowed, before.version, letter, s.t.now()).await.unwrap();
    let allowed = s.may(s.teacher, Act::AnswerNomination, id).await.unwrap();
    end::resign(&mut tx, allowed, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    s.active(s.colleague, Asked::None).await;
    assert!(s.told(s.colleague).await.contains(&"handover-waiting".to_owned()));
    let mut tx = s.t.db.begin().await.unwrap();
    assert!(s.may(s.teacher, Act::WorkAsReferent, ()).await.is_err(), "no mandate any more");
    let allowed = s.may(s.colleague, Act::WorkAsReferent, s.school.node_id).await.unwrap();
    let left = handover::waiting(&mut tx, allowed).await.unwrap();
    assert_eq!(left.iter().map(|left| left.kind.as_str()).collect::<Vec<_>>(), ["letter", "need"]);
    for outcome in [Ok(()), Err("handover-settled")] {
        let thing = (s.school.node_id, left[0].id);
        let allowed = s.may(s.colleague, Act::WorkAsReferent, thing).await.unwrap();
        let found = handover::settle(&mut tx, allowed, handover::Settled::Taken, s.t.now()).await;
        match outcome {
            Ok(()) => found.unwrap(),
            Err(key) => assert_eq!(why(found), key),
        }
    }
    let allowed = s.may(s.colleague, Act::WorkAsReferent, (Uuid::nil(), left[1].id)).await.unwrap();
    let found = handover::settle(&mut tx, allowed, handover::Settled::Closed, s.t.now()).await;
    assert_eq!(why(found), "not found", "another school's basket");
    tx.commit().await.unwrap();
}

async fn an_academie_may_skip_submission(t: Platform) {
    let s = Scene::new(t).await;
    let mut tx = s.t.db.begin().await.unwrap();
    let academy = crate::school::by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
    let allowed = s.may(s.manager, Act::ValidateNomination, academy.id).await.unwrap();
    rule::set(&mut tx, allowed, true, s.t.now()).await.unwrap();
    let allowed = s.may(s.manager, Act::ValidateNomination, s.school.node_id).await.unwrap();
    envelope::set(&mut tx, allowed, year(), 100_000, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let id = s.draft(s.input(s.teacher, imp(62_500))).await.unwrap();
    s.propose(id).await.unwrap();
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.manager, Act::ValidateNomination, s.school.node_id).await.unwrap();
    envelope::set(&mut tx, allowed, year(), 50_000, s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    // No room: accepted, and the head goes on.
    s.accept(s.teacher, id).await.unwrap();
    let found = nomination(&mut s.t.db.read().await.unwrap(), id).await.unwrap();
    assert_eq!(found.state(), State::Accepted);
    let other = s.draft(s.input(s.colleague, Asked::None)).await.unwrap();
    s.propose(other).await.unwrap();
    s.accept(s.colleague, other).await.unwrap();
    let found = nomination(&mut s.t.db.read().await.unwrap(), other).await.unwrap();
    assert_eq!(found.state(), State::Active);
    assert_eq!(s.school_now().await.referents, 1);
}

async fn a_deputy_acts_for_the_head_and_it_is_written_down(t: Platform) {
    let mut s = Scene::new(t).await;
    let deputy = person(&s.t, "paul").await;
    give(&s.t, deputy, Role::Head, s.school.node_id, Some(s.head)).await;
    s.head = deputy;
    let id = s.draft(s.input(s.teacher, Asked::None)).await.unwrap();
    s.propose(id).await.unwrap();
    let rows: Vec<(String, sqlx::types::Json<serde_json::Value>)> =
        s.t.db
            .read()
            .await
            .unwrap()
            .query(sql!("select act, detail from audit_event where object_id = $1 order by seq"))
            .bind(id.to_string())
            .all()
            .await
            .unwrap();
    assert_eq!(rows.len(), 2);
    let (act, detail) = &rows[1];
    assert_eq!(act, "nomination.propose");
    assert_eq!(detail["role"], "head");
    assert_eq!(detail["delegated"], true);
    assert_eq!((&detail["from"], &detail["to"]), (&"draft".into(), &"proposed".into()));
    assert!(!detail.0.to_string().contains("sophie"), "no names");
}

async fn next_year_starts_from_this_one(t: Platform) {
    let s = Scene::new(t).await;
    let roll = async || {
        let mut tx = s.t.db.begin().await.unwrap();
        let allowed = s.may(s.head, Act::ProposeNomination, s.school.node_id).await.unwrap();
        let outcome = roll_over::roll_over(&mut tx, allowed, year(), s.t.now()).await;
        tx.commit().await.unwrap();
        outcome
    };
    assert_eq!(why(roll().await), "nothing-to-roll-over");
    s.active(s.teacher, imp(125_000)).await;
    let rolled = roll().await.unwrap();
    assert_eq!((rolled.drafts, rolled.left, rolled.without_amount), (1, 0, 0));
    assert_eq!(why(roll().await), "nothing-to-roll-over", "asked twice");
    let filter =
        list::Filter { under: s.school.path.clone(), year: "2027-2028".into(), ..Default::default() };
    let mut read = s.t.db.read().await.unwrap();
    let found = list::list(&mut read, by_operator(()), &filter, true, 0, 50).await.unwrap();
    assert_eq!((found.len(), found[0].state(), found[0].amount_cents), (1, State::Draft, Some(125_000)));
    assert_eq!(list::count(&mut read, by_operator(()), &filter, false).await.unwrap(), 0, "the school's own");
    let letters = letter::versions(&mut read, found[0].id).await.unwrap();
    assert_eq!(letters[0].letter.0, s.letter());
    assert_eq!(list::years(&mut read, by_operator(()), "fr/14/").await.unwrap(), ["2027-2028", "2026-2027"]);
}

async fn heads_of_vacant_schools_are_reminded_once_a_day(t: Platform) {
    let s = Scene::new(t).await;
    crate::testing::school(&s.t, "fr/14/b1/", "9990002Y").await;
    let remind = async || {
        let mut tx = s.t.db.begin().await.unwrap();
        let allowed = s.may(s.manager, Act::ValidateNomination, "fr/14/").await.unwrap();
        let reminded = remind::remind(&mut tx, allowed, year(), s.t.now()).await.unwrap();
        tx.commit().await.unwrap();
        (reminded.schools, reminded.headless)
    };
    for _ in 0..2 {
        assert_eq!(remind().await, (1, 1));
    }
    assert_eq!(s.told(s.head).await, ["school-without-referent"]);
    s.active(s.teacher, Asked::None).await;
    assert_eq!(remind().await, (0, 1));
}

async fn the_payment_list_is_exact_to_the_cent(t: Platform) {
    let s = Scene::new(t).await;
    s.active(s.teacher, imp(125_000)).await;
    let other = crate::testing::school(&s.t, "fr/17/b1/", "9990003Z").await;
    post(&s.t, s.colleague, other.node_id).await;
    let mut tx = s.t.db.begin().await.unwrap();
    let allowed = s.may(s.manager, Act::ExportAllowances, "fr/14/").await.unwrap();
    let rows = payment::list(&mut tx, allowed, year(), s.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].scheme_label.as_str(), rows[0].due()), ("IMP", 125_000));
    assert_eq!(rows[0].last_day(), date(2027, 8, 31));
}
