use serde_json::{Value, json};
use sqlx::types::Json;
use uuid::Uuid;

use super::refuse::MAX_DIAGNOSTICS;
use super::*;
use crate::access::policy::by_operator;
use crate::clock::SECOND;
use crate::course::{sample, store};
use crate::on_both;
use crate::testing::Platform;

on_both!(
    a_version_comes_in_whole,
    the_same_folder_again_changes_nothing,
    a_number_is_given_once_and_rises,
    people_under_way_move_silently_with_a_small_change,
    people_under_way_stay_with_a_major_change,
    somebody_left_behind_catches_up,
    two_processes_publish_once,
    a_refused_folder_keeps_the_last_good_version,
    a_withdrawn_course_comes_back_with_its_folder,
    a_version_without_its_files_is_not_published,
    a_file_is_found_by_the_beginning_of_its_sum,
    the_documents_of_old_versions_stay,
);

async fn try_publish(t: &Platform, course: &PublishedCourse, class: ChangeClass) -> Result<Published> {
    let mut tx = t.db.begin().await?;
    let published = publish(&mut tx, by_operator(()), course, &sample::files(), class, t.now()).await?;
    tx.commit().await?;
    Ok(published)
}

/// One person in a state on a version, without the verbs of the other rooms.
async fn enrolled(t: &Platform, version: Uuid, state: &str, number: u128) -> Uuid {
    let id = Uuid::from_u128(number);
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into person (id, given_name, usual_name, name_key, reading, created_at, updated_at)
         values ($1, 'A', 'B', 'b a', '{}', $2, $2)"
    ))
    .bind(id)
    .bind(t.now())
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into enrolment (id, person_id, course_slug, version_id, run, state, started_at, seen_at)
         values ($1, $1, 'droit-auteur', $2, 1, $3, $4, $4)"
    ))
    .bind(id)
    .bind(version)
    .bind(state)
    .bind(t.now())
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn version_of(t: &Platform, enrolment: Uuid) -> Uuid {
    let (version,): (Uuid,) =
        t.db.read()
            .await
            .unwrap()
            .query(sql!("select version_id from enrolment where id = $1"))
            .bind(enrolment)
            .one()
            .await
            .unwrap();
    version
}

async fn recomputed(t: &Platform) -> Vec<Uuid> {
    let rows: Vec<(Json<Value>,)> =
        t.db.read()
            .await
            .unwrap()
            .query(sql!(
                "select payload from job where kind = 'learning.recompute' and state = 'ready' order by id"
            ))
            .all()
            .await
            .unwrap();
    let mut people: Vec<Uuid> = rows
        .into_iter()
        .map(|(payload,)| serde_json::from_value(payload.0["enrolment"].clone()).unwrap())
        .collect();
    people.sort();
    people
}

async fn a_version_comes_in_whole(t: Platform) {
    let course = sample::course("droit-auteur");
    let version = sample::publish(&t.db, &course, t.now()).await;
    let mut read = t.db.read().await.unwrap();
    let row = store::current(&mut read, "droit-auteur").await.unwrap().unwrap();
    assert_eq!((row.id, row.number, row.semver.as_str()), (version, 1, "1.0.0"));
    assert_eq!((row.change_class.as_str(), row.published_at), ("premier", t.now()));
    assert_eq!(store::document(&mut read, version).await.unwrap(), course);
    let (audited,): (i64,) = read
        .query(sql!(
            "select count(*) from audit_event where act = 'course.publish' and object_id = 'droit-auteur'"
        ))
        .one()
        .await
        .unwrap();
    assert_eq!(audited, 1);
}

async fn the_same_folder_again_changes_nothing(t: Platform) {
    let course = sample::course("droit-auteur");
    let version = sample::publish(&t.db, &course, t.now()).await;
    t.clock.advance(SECOND);
    let again = try_publish(&t, &course, ChangeClass::Major).await.unwrap();
    assert_eq!(again, Published::Unchanged { version });
    let mut read = t.db.read().await.unwrap();
    assert_eq!(store::versions(&mut read, "droit-auteur").await.unwrap().len(), 1);
    let (updated, events): (Timestamp, i64) = read
        .query(sql!(
            "select updated_at, (select count(*) from audit_event) from course where slug = 'droit-auteur'"
        ))
        .one()
        .await
        .unwrap();
    assert!(updated < t.now());
    assert_eq!(events, 1);
}

async fn a_number_is_given_once_and_rises(t: Platform) {
    sample::publish_as(&t.db, &sample::at("droit-auteur", "1.9.0"), ChangeClass::Fix, t.now()).await;
    sample::publish_as(&t.db, &sample::at("droit-auteur", "1.10.0"), ChangeClass::Minor, t.now()).await;

    for (version, key) in [
        ("1.10.0", "version-exists"),
        ("1.9.0", "version-exists"),
        ("1.9.1", "version-not-above"),
        ("1.10.0-rc.1", "version-not-above"),
        ("1.10.0+autre", "version-not-above"),
        ("illisible", "version-not-above"),
    ] {
        let mut course = sample::at("droit-auteur", version);
        course.checksum = format!("other {version}");
        let error = try_publish(&t, &course, ChangeClass::Fix).await.unwrap_err();
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.key, key, "{version}");
        assert_eq!(refusal.values[0], ("version", version.to_owned()));
    }
    let mut read = t.db.read().await.unwrap();
    let versions = store::versions(&mut read, "droit-auteur").await.unwrap();
    let numbers: Vec<_> = versions.iter().map(|row| (row.number, row.semver.as_str())).collect();
    assert_eq!(numbers, [(2, "1.10.0"), (1, "1.9.0")]);
}

async fn people_under_way_move_silently_with_a_small_change(t: Platform) {
    let first = sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
    let begun = enrolled(&t, first, "in_progress", 1).await;
    let fresh = enrolled(&t, first, "enrolled", 2).await;
    let finished = enrolled(&t, first, "completed", 3).await;
    let gone = enrolled(&t, first, "dropped", 4).await;

    let done = try_publish(&t, &sample::at("droit-auteur", "1.0.1"), ChangeClass::Fix).await.unwrap();
    let Published::New { version: second, number: 2, moved: 2 } = done else { panic!("{done:?}") };
    assert_eq!(version_of(&t, begun).await, second);
    assert_eq!(version_of(&t, fresh).await, second);
    assert_eq!(version_of(&t, finished).await, first);
    assert_eq!(version_of(&t, gone).await, first);
    assert_eq!(recomputed(&t).await, [begun, fresh]);
}

async fn people_under_way_stay_with_a_major_change(t: Platform) {
    let first = sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
    let begun = enrolled(&t, first, "in_progress", 1).await;
    let done = try_publish(&t, &sample::at("droit-auteur", "2.0.0"), ChangeClass::Major).await.unwrap();
    let Published::New { version: second, number: 2, moved: 0 } = done else { panic!("{done:?}") };
    assert_eq!(version_of(&t, begun).await, first);

    // A correction of the version they did not choose does not take them along either.
    let newcomer = enrolled(&t, second, "in_progress", 2).await;
    sample::publish_as(&t.db, &sample::at("droit-auteur", "2.0.1"), ChangeClass::Fix, t.now()).await;
    assert_eq!(version_of(&t, begun).await, first);
    assert_ne!(version_of(&t, newcomer).await, second);
    assert_eq!(recomputed(&t).await, [newcomer]);
}

async fn somebody_left_behind_catches_up(t: Platform) {
    let first = sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
    sample::publish_as(&t.db, &sample::at("droit-auteur", "1.0.1"), ChangeClass::Fix, t.now()).await;
    let late = enrolled(&t, first, "in_progress", 1).await;
    let third =
        sample::publish_as(&t.db, &sample::at("droit-auteur", "1.1.0"), ChangeClass::Minor, t.now()).await;
    assert_eq!(version_of(&t, late).await, third);
    assert_eq!(recomputed(&t).await, [late]);
}

async fn two_processes_publish_once(t: Platform) {
    let mut processes = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (db, now) = (t.db.clone(), t.now());
        processes.spawn(async move { sample::publish(&db, &sample::course("droit-auteur"), now).await });
    }
    let versions = processes.join_all().await;
    assert!(versions.iter().all(|version| *version == versions[0]));
    let mut read = t.db.read().await.unwrap();
    assert_eq!(store::versions(&mut read, "droit-auteur").await.unwrap().len(), 1);
}

async fn a_refused_folder_keeps_the_last_good_version(t: Platform) {
    let version = sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
    t.clock.advance(1);
    let diagnostics: Vec<Value> = (0..300).map(|line| json!({"code": "C01", "line": line})).collect();
    let mut tx = t.db.begin().await.unwrap();
    refuse(&mut tx, by_operator(()), "droit-auteur", &diagnostics, t.now()).await.unwrap();
    refuse(&mut tx, by_operator(()), "nouveau", &diagnostics[..1], t.now()).await.unwrap();
    tx.commit().await.unwrap();

    let mut read = t.db.read().await.unwrap();
    assert_eq!(store::current(&mut read, "droit-auteur").await.unwrap().unwrap().id, version);
    assert!(store::current(&mut read, "nouveau").await.unwrap().is_none());
    let statuses = store::statuses(&mut read).await.unwrap();
    assert_eq!(statuses.len(), 2);
    let known = &statuses[0];
    assert_eq!(known.title, "Droit d’auteur et exception pédagogique");
    assert_eq!((known.state.as_str(), known.version.as_deref()), ("published", Some("1.0.0")));
    assert_eq!(known.refused_at, Some(t.now()));
    assert_eq!(known.refused.as_ref().unwrap().as_array().unwrap().len(), MAX_DIAGNOSTICS);
    let new = &statuses[1];
    assert_eq!((new.title.as_str(), &new.version, new.published_at), ("nouveau", &None, None));
    assert_eq!(new.refused, Some(Json(json!([{"code": "C01", "line": 0}]))));

    // The author takes the change back: what was refused is forgotten.
    try_publish(&t, &sample::course("droit-auteur"), ChangeClass::Fix).await.unwrap();
    let statuses = store::statuses(&mut read).await.unwrap();
    assert_eq!((&statuses[0].refused, statuses[0].refused_at), (&None, None));
}

async fn a_withdrawn_course_comes_back_with_its_folder(t: Platform) {
    let course = sample::course("droit-auteur");
    let version = sample::publish(&t.db, &course, t.now()).await;
    let begun = enrolled(&t, version, "in_progress", 1).await;
    let mut tx = t.db.begin().await.unwrap();
    assert!(withdraw(&mut tx, by_operator(()), "droit-auteur", t.now()).await.unwrap());
    assert!(!withdraw(&mut tx, by_operator(()), "droit-auteur", t.now()).await.unwrap());
    assert!(!withdraw(&mut tx, by_operator(()), "inconnu", t.now()).await.unwrap());
    tx.commit().await.unwrap();

    let mut read = t.db.read().await.unwrap();
    assert!(store::current(&mut read, "droit-auteur").await.unwrap().is_none());
    assert_eq!(version_of(&t, begun).await, version);
    assert_eq!(store::document(&mut read, version).await.unwrap(), course);
    // Still what a folder that comes back is compared with.
    assert_eq!(store::last(&mut read, "droit-auteur").await.unwrap().unwrap().id, version);
    let back = try_publish(&t, &course, ChangeClass::Fix).await.unwrap();
    assert_eq!(back, Published::Restored { version });
    assert_eq!(store::current(&mut read, "droit-auteur").await.unwrap().unwrap().id, version);
}

async fn a_version_without_its_files_is_not_published(t: Platform) {
    let course = sample::course("droit-auteur");
    let mut tx = t.db.begin().await.unwrap();
    let missing = publish(&mut tx, by_operator(()), &course, &[], ChangeClass::Fix, t.now()).await;
    assert!(matches!(missing, Err(Error::Broken(_))));
    tx.rollback().await.unwrap();
    sample::publish(&t.db, &course, t.now()).await;

    // Kept once, whatever the version: the bytes need not be given again.
    let mut tx = t.db.begin().await.unwrap();
    let next = sample::at("droit-auteur", "1.0.1");
    publish(&mut tx, by_operator(()), &next, &[], ChangeClass::Fix, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_file_is_found_by_the_beginning_of_its_sum(t: Platform) {
    let course = sample::course("droit-auteur");
    sample::publish(&t.db, &course, t.now()).await;
    let sum = &course.files[0].sha256;
    let mut read = t.db.read().await.unwrap();
    for name in [&sum[..], &sum[..16], &sum[..8]] {
        let blob = store::blob(&mut read, name).await.unwrap();
        assert_eq!((blob.sha256.as_str(), blob.media_type.as_str()), (sum.as_str(), "image/svg+xml"));
        assert_eq!(blob.bytes, sample::FILE);
    }
    for name in [&sum[..7], "", "zzzzzzzzzzzz", &format!("{sum}0"), "00000000", &sum.to_uppercase()] {
        assert!(matches!(store::blob(&mut read, name).await, Err(Error::NotFound)), "{name}");
    }
}

async fn the_documents_of_old_versions_stay(t: Platform) {
    let first = sample::course("droit-auteur");
    let version = sample::publish(&t.db, &first, t.now()).await;
    for number in 1..=5 {
        let next = sample::at("droit-auteur", &format!("{number}.1.0"));
        sample::publish_as(&t.db, &next, ChangeClass::Major, t.now()).await;
    }
    let mut read = t.db.read().await.unwrap();
    assert_eq!(store::document(&mut read, version).await.unwrap(), first);
    assert_eq!(store::versions(&mut read, "droit-auteur").await.unwrap().len(), 6);
}
