//! What the end of an account does to what others wait for, and what stays of a person's words.

use uuid::Uuid;

use super::account;
use crate::access::policy::by_operator;
use crate::clock::Timestamp;
use crate::db::Conn as _;
use crate::on_both;
use crate::referent::draft::Asked;
use crate::referent::scene::Scene;
use crate::referent::{State, nomination};
use crate::session::tests::{asks, open, scene, seat, typed};
use crate::session::{Seat, sign_up};
use crate::sql;
use crate::testing::Platform;

on_both!(
    whoever_leaves_gives_seats_to_the_next,
    a_school_is_vacant_as_soon_as_its_referent_is_erased,
    personal_words_go_and_those_of_the_school_stay_unsigned,
);

async fn close(t: &Platform, person: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    account::close(&mut tx, by_operator(person), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn erase(t: &Platform, person: Uuid) {
    close(t, person).await;
    let mut tx = t.db.begin().await.unwrap();
    account::anonymise(&mut tx, by_operator(person), true, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn whoever_leaves_gives_seats_to_the_next(t: Platform) {
    let scene = scene(&t).await;
    let id = open(&t, &scene, &typed(1)).await;
    let [closed, erased, next] = [scene.teachers[0], scene.teachers[1], scene.teachers[2]];
    let mut tx = t.db.begin().await.unwrap();
    sign_up::sign_up(&mut tx, by_operator((id, closed)), "Pour ma classe de 4e B", t.now()).await.unwrap();
    tx.commit().await.unwrap();
    for person in [erased, next] {
        assert_eq!(asks(&t, id, person).await.unwrap(), Seat::Waitlisted);
    }
    close(&t, closed).await;
    assert_eq!(seat(&t, id, closed).await.unwrap().0, Seat::Cancelled);
    assert_eq!(seat(&t, id, erased).await.unwrap().0, Seat::Enrolled, "the list moved up");
    erase(&t, erased).await;
    assert_eq!(seat(&t, id, erased).await.unwrap().0, Seat::Cancelled);
    assert_eq!(seat(&t, id, next).await.unwrap().0, Seat::Enrolled);
    erase_closed(&t, closed).await;
    let words: Option<(String,)> =
        t.db.read()
            .await
            .unwrap()
            .query(sql!("select motive from session_place where person_id = $1 order by id limit 1"))
            .bind(closed)
            .optional()
            .await
            .unwrap();
    assert_eq!(words.unwrap().0, "");
}

async fn erase_closed(t: &Platform, person: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    account::anonymise(&mut tx, by_operator(person), true, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_school_is_vacant_as_soon_as_its_referent_is_erased(t: Platform) {
    let s = Scene::new(t).await;
    let id = s.active(s.teacher, Asked::None).await;
    assert_eq!(s.school_now().await.referents, 1);
    erase(&s.t, s.teacher).await;
    let school = s.school_now().await;
    assert_eq!((school.referents, school.vacant_since), (0, Some(s.t.now())));
    let mut read = s.t.db.read().await.unwrap();
    assert_eq!(nomination(&mut read, id).await.unwrap().state(), State::Ended);
    let told: Vec<(String,)> = read
        .query(sql!("select cast(detail as text) from notice order by id limit 1000"))
        .all()
        .await
        .unwrap();
    assert!(told.iter().all(|(detail,)| !detail.contains("sophie")), "{told:?}");
    assert_eq!(crate::audit::verify(&mut read).await.unwrap().broken_at, None);
}

async fn write(t: &Platform, statement: crate::db::Sql, id: u128, school: Uuid, person: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    tx.query(statement)
        .bind(Uuid::from_u128(id))
        .bind(school)
        .bind(person)
        .bind(Timestamp(0))
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn personal_words_go_and_those_of_the_school_stay_unsigned(t: Platform) {
    let s = Scene::new(t).await;
    let (school, sophie) = (s.school.node_id, s.teacher);
    for (id, statement) in [
        (
            1,
            sql!(
                "insert into bulletin (id, school_id, author_id, school_year, title, body, state, salt, created_at, updated_at)
                 values ($1, $2, $3, '2026-2027', 'Rentrée', 'Un mot. sophie Martin', 'published', 'x', $4, $4)"
            ),
        ),
        (
            2,
            sql!(
                "insert into bulletin (id, school_id, author_id, school_year, title, body, state, salt, created_at, updated_at)
                 values ($1, $2, $3, '2026-2027', 'Brouillon', 'Pas fini', 'draft', 'x', $4, $4)"
            ),
        ),
        (
            3,
            sql!(
                "insert into accompaniment (id, school_id, school_year, state, asked_by, topic, created_at, updated_at)
                 values ($1, $2, '2026-2027', 'asked', $3, 'Au secours', $4, $4)"
            ),
        ),
        (
            4,
            sql!(
                "insert into accompaniment (id, school_id, school_year, state, asked_by, topic, created_at, updated_at)
                 values ($1, $2, '2026-2027', 'done', $3, 'Tableur', $4, $4)"
            ),
        ),
        (
            5,
            sql!(
                "insert into advice (id, school_id, school_year, kind, author_id, title, body, state, created_at, updated_at)
                 values ($1, $2, '2026-2027', 'note', $3, 'Salle', 'Martin sophie propose la salle 2.', 'sent', $4, $4)"
            ),
        ),
    ] {
        write(&s.t, statement, id, school, sophie).await;
    }
    erase(&s.t, sophie).await;
    let mut read = s.t.db.read().await.unwrap();
    let bulletins: Vec<(String,)> =
        read.query(sql!("select body from bulletin order by id limit 10")).all().await.unwrap();
    assert_eq!(bulletins, [("Un mot. …".to_owned(),)], "the draft is gone, the signature too");
    let help: Vec<(String, Option<Uuid>)> = read
        .query(sql!("select topic, asked_by from accompaniment order by id limit 10"))
        .all()
        .await
        .unwrap();
    assert_eq!(help, [("Tableur".to_owned(), None)]);
    let (advice,): (String,) =
        read.query(sql!("select body from advice order by id limit 1")).one().await.unwrap();
    assert_eq!(advice, "… propose la salle 2.");
}
