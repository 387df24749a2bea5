use super::twins::{self, Cursor};
use super::*;
use crate::access::policy::by_operator;
use crate::access::roles::{self, NewGrant};
use crate::access::{self, Role, accounts};
use crate::on_both;
use crate::people::{self, NewPerson};
use crate::privacy::{account, erasure};
use crate::school::School;
use crate::school::postings::{self, NewPosting};
use crate::testing::{Platform, school};

on_both!(
    everything_of_the_one_who_goes_is_found_with_the_one_who_stays,
    of_two_places_and_two_courses_the_one_further_on_stays,
    what_only_a_human_may_settle_is_refused_before_anything_moves,
    pairs_are_found_by_name_and_what_else_agrees,
    the_account_that_works_is_the_one_that_is_kept,
);

async fn member(t: &Platform, given: &str, usual: &str, email: &str) -> Uuid {
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPerson {
        given_name: given.into(),
        usual_name: usual.into(),
        email: email.into(),
        ..NewPerson::default()
    };
    let id = accounts::create_active(&mut tx, by_operator(()), &new, "hash", t.now()).await.unwrap().id;
    tx.commit().await.unwrap();
    id
}

async fn posted(t: &Platform, person: Uuid, school: &School, discipline: &str) {
    let mut tx = t.db.begin().await.unwrap();
    let posting = NewPosting {
        person,
        school: school.node_id,
        discipline: Some(discipline),
        main: true,
        employment_status: "titulaire",
        starts_at: t.now(),
        source: "manual",
    };
    postings::post(&mut tx, by_operator(&posting), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(t: &Platform, statement: crate::db::Sql, who: Uuid) -> i64 {
    let (count,): (i64,) = t.db.read().await.unwrap().query(statement).bind(who).one().await.unwrap();
    count
}

/// A session in a school, and somebody's place in it.
async fn place_in(t: &Platform, session: u128, school: &School, who: Uuid, id: u128, state: &str) {
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into training_session (id, host_id, level, node_id, school_year, title, aim, disciplines, depth, modality,
             capacity, overbooking_percent, min_size, waitlist, promotion, gate, informal, in_class_time, paid, state,
             state_at, created_by, created_at, updated_at)
         values ($1, $2, 'school', $2, '2026-2027', 'Tablettes', 'x', '[]', 'initiation', 'onsite', 10, 0, 1, true,
             'direct', 'direct', false, false, false, 'open', 0, $3, 0, 0)
         on conflict (id) do nothing"
    ))
    .bind(Uuid::from_u128(session))
    .bind(school.node_id)
    .bind(who)
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into session_place (id, session_id, person_id, state, source, state_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'self', 0, 0, 0)"
    ))
    .bind(Uuid::from_u128(id))
    .bind(Uuid::from_u128(session))
    .bind(who)
    .bind(state)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn course(t: &Platform) {
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into course (slug, state, created_at, updated_at) values ('droit', 'published', 0, 0)"
    ))
    .run()
    .await
    .unwrap();
    tx.query(sql!(
        "insert into course_version (id, course_slug, number, semver, checksum, title, change_class, document, published_at)
         values ($1, 'droit', 1, '1.0.0', 'x', 'Droit', 'premier', '{}', 0)"
    ))
    .bind(Uuid::from_u128(7))
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn enrolled(t: &Platform, who: Uuid, id: u128, run: i32, state: &str, percent: i32) {
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into enrolment (id, person_id, course_slug, version_id, run, state, percent, started_at, seen_at)
         values ($1, $2, 'droit', $3, $4, $5, $6, 0, 0)"
    ))
    .bind(Uuid::from_u128(id))
    .bind(who)
    .bind(Uuid::from_u128(7))
    .bind(run)
    .bind(state)
    .bind(percent)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn put_together(t: &Platform, kept: Uuid, gone: Uuid) -> Result<Uuid> {
    let mut tx = t.db.begin().await.unwrap();
    let done = merge(&mut tx, by_operator((kept, gone)), t.now()).await?;
    tx.commit().await.unwrap();
    Ok(done)
}

async fn everything_of_the_one_who_goes_is_found_with_the_one_who_stays(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let there = school(&t, "fr/14/b1/", "9990002Y").await;
    let kept = member(&t, "Zoé", "Le Goff", "zoe@ac-exemple.fr").await;
    let gone = member(&t, "Zoe", "LE GOFF", "zoe.legoff@ac-exemple.fr").await;
    posted(&t, kept, &here, "svt").await;
    posted(&t, gone, &here, "svt").await;
    posted(&t, gone, &there, "svt").await;
    course(&t).await;
    enrolled(&t, gone, 21, 1, "completed", 100).await;
    place_in(&t, 31, &there, gone, 32, "enrolled").await;
    let mut tx = t.db.begin().await.unwrap();
    let grant = NewGrant {
        person: gone,
        role: Role::Head,
        node: Some(there.node_id),
        until: None,
        delegated_by: None,
        reason: "",
    };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    access::web_sessions::save(&mut tx, "s", Some(gone), "{}", "x", t.now(), t.now().plus(1_000_000))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        place(&mut t.db.read().await.unwrap(), kept, gone, t.now()).await.unwrap(),
        "fr/14/b1/",
        "what holds both"
    );

    put_together(&t, kept, gone).await.unwrap();

    let mut read = t.db.read().await.unwrap();
    // Each address opens the account that was kept.
    for address in ["zoe@ac-exemple.fr", "zoe.legoff@ac-exemple.fr"] {
        assert_eq!(people::by_address(&mut read, address).await.unwrap().unwrap().id, kept, "{address}");
    }
    assert_eq!(people::main_address(&mut read, kept).await.unwrap().as_deref(), Some("zoe@ac-exemple.fr"));
    let actor = access::actor(&mut read, kept, t.now()).await.unwrap().unwrap();
    assert_eq!(actor.postings.len(), 2, "one posting a school: {:?}", actor.postings);
    assert!(actor.has_at(Role::Head, &there.path));
    assert!(access::actor(&mut read, gone, t.now()).await.unwrap().is_none());
    assert!(access::web_sessions::load(&mut read, "s", t.now()).await.unwrap().is_none());
    assert_eq!(went_to(&mut read, gone).await.unwrap(), Some(kept));
    assert_eq!(went_to(&mut read, kept).await.unwrap(), None);
    drop(read);
    for statement in [
        sql!("select count(*) from posting where person_id = $1"),
        sql!("select count(*) from enrolment where person_id = $1"),
        sql!("select count(*) from session_place where person_id = $1"),
        sql!("select count(*) from training_session where created_by = $1"),
        sql!("select count(*) from role_grant where person_id = $1"),
        sql!("select count(*) from email where person_id = $1"),
        sql!("select count(*) from account where person_id = $1"),
    ] {
        assert_eq!(count(&t, statement, gone).await, 0, "{}", statement.sqlite);
        assert!(count(&t, statement, kept).await > 0, "{}", statement.sqlite);
    }
    let (moved,): (Json<serde_json::Value>,) =
        t.db.read()
            .await
            .unwrap()
            .query(sql!("select moved from person_merge where gone_id = $1"))
            .bind(gone)
            .one()
            .await
            .unwrap();
    assert_eq!(moved.0["session_place.person_id"], 1, "{moved:?}");
    assert_eq!(moved.0["postings"], 1, "the second posting in one school: {moved:?}");
    assert_eq!(count(&t, sql!("select count(*) from notice where person_id = $1"), kept).await, 1);

    let again = put_together(&t, kept, gone).await.unwrap_err();
    assert_eq!(again.refusal().unwrap().key, "merge-gone");

    // Erased once, gone everywhere: the row that stays behind keeps no name either.
    let mut tx = t.db.begin().await.unwrap();
    account::close(&mut tx, by_operator(kept), t.now()).await.unwrap();
    account::anonymise(&mut tx, by_operator(kept), true, t.now()).await.unwrap();
    let old = people::by_id(&mut tx, gone).await.unwrap();
    assert_eq!(old.full_name(), "Anonyme");
    erasure::plan(&mut tx, by_operator(kept)).await.unwrap();
}

async fn of_two_places_and_two_courses_the_one_further_on_stays(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let kept = member(&t, "Ali", "Ben", "a@ac-exemple.fr").await;
    let gone = member(&t, "Ali", "Ben", "b@ac-exemple.fr").await;
    let other = member(&t, "Léa", "Roy", "l@ac-exemple.fr").await;
    course(&t).await;
    enrolled(&t, kept, 21, 1, "in_progress", 20).await;
    enrolled(&t, gone, 22, 1, "dropped", 90).await;
    enrolled(&t, gone, 23, 2, "in_progress", 60).await;
    // On the list here, enrolled there; and the other way round.
    place_in(&t, 31, &here, kept, 41, "withdrawn").await;
    place_in(&t, 31, &here, gone, 42, "enrolled").await;
    place_in(&t, 32, &here, kept, 43, "enrolled").await;
    place_in(&t, 32, &here, gone, 44, "enrolled").await;
    place_in(&t, 32, &here, other, 45, "enrolled").await;

    put_together(&t, kept, gone).await.unwrap();

    let mut read = t.db.read().await.unwrap();
    let places: Vec<(Uuid,)> = read
        .query(sql!("select id from session_place where person_id = $1 order by id limit 10"))
        .bind(kept)
        .all()
        .await
        .unwrap();
    assert_eq!(places, [(Uuid::from_u128(42),), (Uuid::from_u128(43),)]);
    let taken: Vec<(i32,)> =
        read.query(sql!("select taken from training_session order by id limit 10")).all().await.unwrap();
    assert_eq!(taken, [(1,), (2,)], "seats were counted again");
    let courses: Vec<(Uuid, i32, String)> = read
        .query(sql!("select id, run, state from enrolment where person_id = $1 order by id limit 10"))
        .bind(kept)
        .all()
        .await
        .unwrap();
    let short: Vec<_> = courses.iter().map(|row| (row.0.as_u128(), row.2.as_str())).collect();
    assert_eq!(short, [(21, "dropped"), (22, "dropped"), (23, "in_progress")]);
    let mut runs: Vec<i32> = courses.iter().map(|row| row.1).collect();
    runs.sort_unstable();
    runs.dedup();
    assert_eq!((runs.len(), runs[0]), (3, 1), "{courses:?}");
}

async fn what_only_a_human_may_settle_is_refused_before_anything_moves(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let kept = member(&t, "Ali", "Ben", "a@ac-exemple.fr").await;
    let gone = member(&t, "Ali", "Ben", "b@ac-exemple.fr").await;
    let stranger = member(&t, "Léa", "Roy", "l@ac-exemple.fr").await;
    let differ = put_together(&t, kept, stranger).await.unwrap_err();
    assert_eq!(differ.refusal().unwrap().key, "merge-names-differ");
    assert!(matches!(put_together(&t, kept, kept).await, Err(Error::NotFound)));
    let own = {
        let mut tx = t.db.begin().await.unwrap();
        let mut actor = access::actor(&mut tx, kept, t.now()).await.unwrap().unwrap();
        actor.grants =
            vec![access::Grant { role: Role::Administrator, path: String::new(), delegated: false }];
        let pair = (kept, gone);
        let allowed =
            access::policy::allow(Some(&actor), access::Act::ManagePeople, access::Place::Platform, pair);
        merge(&mut tx, allowed.unwrap(), t.now()).await.unwrap_err()
    };
    assert_eq!(own.refusal().unwrap().key, "merge-own");

    place_in(&t, 31, &here, kept, 41, "attended").await;
    place_in(&t, 31, &here, gone, 42, "absent").await;
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "insert into session_slot (id, session_id, starts_at, ends_at)
         select $1, id, 1, 2 from training_session where id = $2"
    ))
    .bind(Uuid::from_u128(51))
    .bind(Uuid::from_u128(31))
    .run()
    .await
    .unwrap();
    for (id, place) in [(61_u128, 41_u128), (62, 42)] {
        tx.query(sql!(
            "insert into attendance_entry (id, place_id, slot_id, value, minutes, remote, source, pending, at)
             values ($1, $2, $3, 'present', 60, false, 'trainer', false, 0)"
        ))
        .bind(Uuid::from_u128(id))
        .bind(Uuid::from_u128(place))
        .bind(Uuid::from_u128(51))
        .run()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let both = put_together(&t, kept, gone).await.unwrap_err();
    assert_eq!(both.refusal().unwrap().key, "merge-two-presences");
    assert_eq!(count(&t, sql!("select count(*) from email where person_id = $1"), gone).await, 1);

    let mut tx = t.db.begin().await.unwrap();
    accounts::set_locked(&mut tx, by_operator(gone), true, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(put_together(&t, kept, gone).await.unwrap_err().refusal().unwrap().key, "merge-locked");
}

async fn pairs_are_found_by_name_and_what_else_agrees(t: Platform) {
    let here = school(&t, "fr/14/b1/", "9990001X").await;
    let next = school(&t, "fr/14/b2/", "9990003Z").await;
    let far = school(&t, "fr/17/b7/", "9990002Y").await;
    // Twice in one school; twice in one discipline; once posted, once not; homonyms; another académie.
    let mut ids = Vec::new();
    for (number, (name, school, discipline)) in [
        ("Ali Ben", Some(&here), "svt"),
        ("Ali Ben", Some(&here), "maths"),
        ("Bea Col", Some(&here), "svt"),
        ("Béa Col", Some(&next), "svt"),
        ("Cid Dun", Some(&here), "svt"),
        ("Cid Dun", None, ""),
        ("Dan Eve", Some(&here), "svt"),
        ("Dan Eve", Some(&next), "maths"),
        ("Eva Fox", Some(&here), "svt"),
        ("Eva Fox", Some(&far), "svt"),
        ("Fay Gil", None, ""),
        ("Fay Gil", None, ""),
    ]
    .into_iter()
    .enumerate()
    {
        let (given, usual) = name.split_once(' ').unwrap();
        let id = member(&t, given, usual, &format!("p{number}@ac-exemple.fr")).await;
        if let Some(school) = school {
            posted(&t, id, school, discipline).await;
        }
        ids.push(id);
    }
    let names = |pairs: Vec<twins::Pair>| {
        pairs.iter().map(|pair| crate::text::key(&pair.full_name())).collect::<Vec<_>>()
    };
    let mut read = t.db.read().await.unwrap();
    let start = Cursor::default();
    let found = twins::pairs(&mut read, by_operator("fr/14/"), &start, t.now()).await.unwrap();
    assert!(found[0].school.is_some() && !found[0].same_discipline && found[1].same_discipline, "{found:?}");
    let cursor = found[0].cursor();
    assert_eq!(names(found), ["ben ali", "col bea", "dun cid"]);
    let rest = twins::pairs(&mut read, by_operator("fr/14/"), &cursor, t.now()).await.unwrap();
    assert_eq!(names(rest), ["col bea", "dun cid"]);
    assert_eq!(Cursor::parse(&cursor.code()), cursor);
    let far_ones = twins::pairs(&mut read, by_operator("fr/17/"), &start, t.now()).await.unwrap();
    assert!(far_ones.is_empty(), "{far_ones:?}");
    let nation = twins::pairs(&mut read, by_operator("fr/"), &start, t.now()).await.unwrap();
    assert_eq!(names(nation), ["ben ali", "col bea", "dun cid", "fox eva"]);
    let all = twins::pairs(&mut read, by_operator(""), &start, t.now()).await.unwrap();
    assert_eq!(names(all).last().unwrap(), "gil fay");
    drop(read);

    let mut tx = t.db.begin().await.unwrap();
    for _ in 0..2 {
        twins::set_distinct(&mut tx, by_operator((ids[1], ids[0])), t.now()).await.unwrap();
    }
    merge(&mut tx, by_operator((ids[2], ids[3])), t.now()).await.unwrap();
    let left = twins::pairs(&mut tx, by_operator("fr/14/"), &start, t.now()).await.unwrap();
    assert_eq!(names(left), ["dun cid"]);
    let side = twins::side(&mut tx, by_operator(ids[2])).await.unwrap();
    assert_eq!((side.postings.len(), side.addresses.len()), (2, 2));
    assert!(matches!(twins::side(&mut tx, by_operator(ids[3])).await, Err(Error::NotFound)));
}

async fn the_account_that_works_is_the_one_that_is_kept(t: Platform) {
    let mut tx = t.db.begin().await.unwrap();
    let new = |email: &str| NewPerson {
        given_name: "Ali".into(),
        usual_name: "Ben".into(),
        email: email.into(),
        ..NewPerson::default()
    };
    let invited =
        accounts::invite(&mut tx, by_operator(()), &new("a@ac-exemple.fr"), t.now()).await.unwrap().id;
    tx.commit().await.unwrap();
    let active = member(&t, "Ali", "Ben", "b@ac-exemple.fr").await;
    put_together(&t, invited, active).await.unwrap();
    let mut read = t.db.read().await.unwrap();
    assert!(access::actor(&mut read, invited, t.now()).await.unwrap().is_some(), "with the other's password");
    let links = count(&t, sql!("select count(*) from account_link where person_id = $1"), invited).await;
    assert_eq!(links, 0, "the invitation opens nothing any more");
}
