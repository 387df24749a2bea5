//! Cohorts on both databases: from the draft to the end, and what everybody sees of it.

use std::sync::Arc;

use uuid::Uuid;

use super::close::{self, Given};
use super::items::{self, TypedDue};
use super::letter::{self, Message};
use super::people::{self, Adding, Filter, Verdict, Who};
use super::risk::{Fact, Why};
use super::write::{self, New, Typed};
use super::{Cohort, Outcome, Place, State, copy, grid, thread, trainers, turn};
use crate::access::policy::by_operator;
use crate::access::{Actor, Allowed, Place as At, Role, accounts, policy, roles};
use crate::clock::DAY;
use crate::course::live::{Courses, Live};
use crate::course::sample;
use crate::error::{Error, Result};
use crate::notice::inbox;
use crate::people::{NewPerson, by_id};
use crate::school::School;
use crate::school::postings::{NewPosting, post};
use crate::testing::{Platform, school as a_school};
use crate::{Conn as _, ids, on_both, sql};

on_both!(
    a_cohort_goes_from_the_draft_to_the_next_year,
    a_list_says_what_becomes_of_each_line,
    the_filter_offers_new_referents_first,
    over_the_maximum_is_refused_with_the_number,
    each_at_risk_member_appears_with_the_right_fact_and_nobody_else,
    a_message_goes_once_to_each_and_names_nobody_else,
    more_time_for_one_is_more_time_for_one,
    a_deadline_is_that_of_the_members_zone,
    a_cohort_is_handed_over_before_its_trainer_leaves,
    the_grid_is_five_statements_whatever_the_size,
    what_is_said_in_the_thread_reaches_everybody_once,
);

struct Scene {
    school: School,
    trainer: Uuid,
    course: Arc<Live>,
    cohort: Uuid,
}

fn typed(size: &str) -> Typed {
    Typed {
        title: "Référents 2026".into(),
        aim: "Prendre ses marques.".into(),
        size: size.into(),
        onsite: "6".into(),
        remote: "12".into(),
        starts_on: "2026-11-24".into(),
        ends_on: "2027-05-28".into(),
        never_days: "7".into(),
        idle_days: "14".into(),
        late_items: "1".into(),
        missed_sessions: "1".into(),
    }
}

async fn person(t: &Platform, name: &str) -> Uuid {
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

async fn posted(t: &Platform, name: &str, school: &School) -> Uuid {
    let person = person(t, name).await;
    let mut tx = t.db.begin().await.unwrap();
    let new = NewPosting {
        person,
        school: school.node_id,
        discipline: Some("svt"),
        main: true,
        employment_status: "",
        starts_at: t.now().plus(-DAY),
        source: "test",
    };
    post(&mut tx, by_operator(&new), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    person
}

async fn a_trainer(t: &Platform, name: &str, path: &str) -> Uuid {
    let person = person(t, name).await;
    let mut tx = t.db.begin().await.unwrap();
    let node = crate::school::by_path(&mut tx, path).await.unwrap().unwrap().id;
    let role = Role::CentreTrainer;
    let grant =
        roles::NewGrant { person, role, node: Some(node), until: None, delegated_by: None, reason: "" };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// The right of somebody, as pages ask for it.
async fn by<T>(t: &Platform, person: Uuid, thing: T) -> Allowed<T> {
    let who = by_id(&mut t.db.read().await.unwrap(), person).await.unwrap();
    let actor = Actor::of(who, &[Role::CentreTrainer]);
    policy::allow(Some(&actor), policy::Act::RunCohort, At::Of(person), thing).unwrap()
}

/// A cohort with one course due after ten days.
async fn scene(t: &Platform, size: &str) -> Scene {
    let school = a_school(t, "fr/14/b1/", "0350005R").await;
    let trainer = a_trainer(t, "isabelle", "fr/14/").await;
    sample::publish(&t.db, &sample::course("droit-auteur"), t.now()).await;
    let course = Courses::new().current(&t.db, None, "droit-auteur", t.now()).await.unwrap().unwrap();
    let cohort = ids::new(t.now());
    let typed = typed(size);
    let mut tx = t.db.begin().await.unwrap();
    for _ in 0..2 {
        let new = New { id: cohort, trainer, node: "fr/14/", typed: &typed };
        assert_eq!(write::create(&mut tx, by_operator(new), t.now()).await.unwrap(), cohort, "written once");
    }
    let due = TypedDue { kind: "after".into(), days: "10".into(), ..TypedDue::default() };
    for _ in 0..2 {
        items::add_course(&mut tx, by_operator(cohort), &course, &due, t.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    Scene { school, trainer, course, cohort }
}

async fn as_it_stands(t: &Platform, scene: &Scene) -> Cohort {
    super::cohort(&mut t.db.read().await.unwrap(), scene.cohort).await.unwrap()
}

async fn opened(t: &Platform, scene: &Scene) {
    let mut tx = t.db.begin().await.unwrap();
    turn::open(&mut tx, by_operator(scene.cohort), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn started(t: &Platform, scene: &Scene) {
    let mut tx = t.db.begin().await.unwrap();
    let courses = [scene.course.clone()];
    turn::start(&mut tx, by_operator(scene.cohort), &courses, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn added(t: &Platform, scene: &Scene, list: &str, designate: bool) -> Result<Vec<Verdict>> {
    let mut tx = t.db.begin().await.unwrap();
    let courses = [scene.course.clone()];
    let adding = Adding { who: Who::List(list), designate, courses: &courses };
    let allowed = by(t, scene.trainer, scene.cohort).await;
    let lines = people::add(&mut tx, allowed, adding, t.now()).await?;
    tx.commit().await.unwrap();
    Ok(lines.into_iter().map(|line| line.verdict).collect())
}

async fn joins(t: &Platform, scene: &Scene, person: Uuid) {
    let mut tx = t.db.begin().await.unwrap();
    let courses = [scene.course.clone()];
    people::join(&mut tx, by_operator((scene.cohort, person)), &courses, t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What the learning room would write of somebody who works.
async fn works(t: &Platform, person: Uuid, state: &str, percent: i32) {
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!(
        "update enrolment set state = $2, percent = $3, seen_at = $4,
                completed_at = case when $2 = 'completed' then cast($4 as bigint) end
          where person_id = $1"
    ))
    .bind(person)
    .bind(state)
    .bind(percent)
    .bind(t.now())
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn facts(t: &Platform, scene: &Scene) -> Vec<(String, Vec<Fact>)> {
    let cohort = as_it_stands(t, scene).await;
    let mut read = t.db.read().await.unwrap();
    let grid = grid::grid(&mut read, by_operator(&cohort), t.now()).await.unwrap();
    grid.members
        .iter()
        .map(|member| (member.given_name.clone(), grid.facts(&cohort, member, t.now())))
        .filter(|(_, facts)| !facts.is_empty())
        .collect()
}

fn refusal(error: &Error) -> &'static str {
    error.refusal().map_or("", |refusal| refusal.key)
}

async fn a_cohort_goes_from_the_draft_to_the_next_year(t: Platform) {
    let scene = scene(&t, "24").await;
    let anne = posted(&t, "anne", &scene.school).await;
    let marc = posted(&t, "marc", &scene.school).await;
    assert_eq!(
        refusal(&added(&t, &scene, "anne@ac-exemple.fr", false).await.unwrap_err()),
        "cohort-not-open"
    );
    opened(&t, &scene).await;
    added(&t, &scene, "anne@ac-exemple.fr", false).await.unwrap();
    added(&t, &scene, "marc@ac-exemple.fr", true).await.unwrap();
    joins(&t, &scene, anne).await;
    joins(&t, &scene, anne).await;
    let mut read = t.db.read().await.unwrap();
    assert!(crate::learning::of(&mut read, anne).await.unwrap().is_empty(), "courses open when it starts");
    drop(read);
    started(&t, &scene).await;
    let mut read = t.db.read().await.unwrap();
    for member in [anne, marc] {
        let (source, due): (String, Option<i64>) = read
            .query(sql!("select source, due_at from enrolment where person_id = $1"))
            .bind(member)
            .one()
            .await
            .unwrap();
        assert_eq!(source, "cohort");
        assert!(due.is_some());
    }
    drop(read);
    works(&t, anne, "completed", 100).await;
    let mut tx = t.db.begin().await.unwrap();
    let error = close::close(&mut tx, by_operator(scene.cohort), "", t.now()).await.unwrap_err();
    assert_eq!(refusal(&error), "cohort-results", "each member needs a result");
    let cohort = super::cohort(&mut tx, scene.cohort).await.unwrap();
    let seen = grid::grid(&mut tx, by_operator(&cohort), t.now()).await.unwrap();
    let given: Vec<Given> = seen
        .members
        .iter()
        .map(|member| Given {
            member: member.id,
            outcome: close::suggested(&seen, member),
            note: String::new(),
        })
        .collect();
    assert_eq!(
        given.iter().map(|one| one.outcome).collect::<Vec<_>>(),
        [Outcome::Validated, Outcome::NotValidated]
    );
    close::set_results(&mut tx, by_operator((scene.cohort, given.as_slice())), t.now()).await.unwrap();
    let closed = close::close(&mut tx, by_operator(scene.cohort), "Un bon groupe.", t.now()).await.unwrap();
    assert_eq!(closed.state(), State::Closed);
    let figures = close::figures(&mut tx, by_operator(scene.cohort)).await.unwrap();
    assert_eq!((figures.joined, figures.validated, figures.not_validated), (2, 1, 1));
    tx.commit().await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let next = ids::new(t.now());
    let allowed = by(&t, scene.trainer, (scene.cohort, next)).await;
    for _ in 0..2 {
        assert_eq!(copy::next_year(&mut tx, allowed, t.now()).await.unwrap(), next);
    }
    let copied = super::cohort(&mut tx, next).await.unwrap();
    assert_eq!(copied.starts_on().weekday(), cohort.starts_on().weekday());
    assert_eq!((copied.school_year.as_str(), copied.state()), ("2027-2028", State::Draft));
    assert_eq!(people::inside(&mut tx, next).await.unwrap(), 0, "nobody comes along");
    assert_eq!(items::of(&mut tx, next).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
    assert!(copied.is_seen(t.now()) && !copied.is_seen(t.now().plus(4 * 365 * DAY)));
}

async fn a_list_says_what_becomes_of_each_line(t: Platform) {
    let scene = scene(&t, "24").await;
    posted(&t, "anne", &scene.school).await;
    posted(&t, "marc", &scene.school).await;
    let elsewhere = a_school(&t, "fr/10/b7/", "0690011M").await;
    posted(&t, "luc", &elsewhere).await;
    opened(&t, &scene).await;
    added(&t, &scene, "marc@ac-exemple.fr", false).await.unwrap();
    let list = "Nom;Adresse\nMartin;anne@ac-exemple.fr\nX;ANNE@ac-exemple.fr\nX;marc@ac-exemple.fr\n\
                X;luc@ac-exemple.fr\nX;nobody@ac-exemple.fr\nX;isabelle@ac-exemple.fr";
    let expected = [
        Verdict::Invited,
        Verdict::Twice,
        Verdict::Known,
        Verdict::Outside,
        Verdict::Unknown,
        Verdict::Trainer,
    ];
    let cohort = as_it_stands(&t, &scene).await;
    let mut read = t.db.read().await.unwrap();
    let lines = people::preview(&mut read, by_operator(&cohort), Who::List(list), t.now()).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.verdict).collect::<Vec<_>>(), expected);
    assert_eq!(lines[3].name, None, "who works elsewhere is not named");
    drop(read);
    assert_eq!(added(&t, &scene, list, false).await.unwrap(), expected, "what was shown is what is done");
}

async fn the_filter_offers_new_referents_first(t: Platform) {
    let scene = scene(&t, "24").await;
    let rows = [
        ("anne", "2025-2026", -400, "completed"),
        ("anne", "2026-2027", -60, "active"),
        ("zoe", "2026-2027", -60, "active"),
        ("old", "2025-2026", -400, "completed"),
    ];
    for name in ["anne", "zoe", "old"] {
        posted(&t, name, &scene.school).await;
    }
    let mut tx = t.db.begin().await.unwrap();
    for (name, year, from, state) in rows {
        let who =
            crate::people::by_address(&mut tx, &format!("{name}@ac-exemple.fr")).await.unwrap().unwrap().id;
        tx.query(sql!(
            "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward,
                                     created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, 'none', $5, $5)"
        ))
        .bind(ids::new(t.now()))
        .bind(scene.school.node_id)
        .bind(who)
        .bind(year)
        .bind(t.now().plus(from * DAY))
        .bind(t.now().plus((from + 300) * DAY))
        .bind(state)
        .run()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let cohort = as_it_stands(&t, &scene).await;
    let mut read = t.db.read().await.unwrap();
    let names = |offered: Vec<people::Offered>| {
        offered.into_iter().map(|one| (one.given_name, one.is_new)).collect::<Vec<_>>()
    };
    let all = people::offered(&mut read, by_operator(&cohort), &Filter::default(), t.now()).await.unwrap();
    assert_eq!(names(all), [("zoe".to_owned(), true), ("anne".to_owned(), false)]);
    let only = Filter { new_only: true, ..Filter::default() };
    let new = people::offered(&mut read, by_operator(&cohort), &only, t.now()).await.unwrap();
    assert_eq!(names(new), [("zoe".to_owned(), true)]);
    let basin = Filter { under: "fr/10/".into(), ..Filter::default() };
    let kept = people::offered(&mut read, by_operator(&cohort), &basin, t.now()).await.unwrap();
    assert_eq!(kept.len(), 2, "what is asked for outside the cohort's node is not looked at");
}

async fn over_the_maximum_is_refused_with_the_number(t: Platform) {
    let scene = scene(&t, "2").await;
    for name in ["a", "b", "c"] {
        posted(&t, name, &scene.school).await;
    }
    opened(&t, &scene).await;
    added(&t, &scene, "a@ac-exemple.fr", false).await.unwrap();
    let error = added(&t, &scene, "b@ac-exemple.fr\nc@ac-exemple.fr", false).await.unwrap_err();
    let refused = error.refusal().unwrap();
    assert_eq!(refused.key, "cohort-full");
    assert!(
        refused.values.contains(&("count", "2".into())) && refused.values.contains(&("free", "1".into()))
    );
    added(&t, &scene, "b@ac-exemple.fr\na@ac-exemple.fr", false).await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let version = super::cohort(&mut tx, scene.cohort).await.unwrap().version;
    let error =
        write::change(&mut tx, by_operator(scene.cohort), &typed("1"), version, t.now()).await.unwrap_err();
    assert_eq!(refusal(&error), "cohort-smaller");
}

async fn each_at_risk_member_appears_with_the_right_fact_and_nobody_else(t: Platform) {
    let scene = scene(&t, "24").await;
    let names = ["silent", "idle", "late", "fine", "done"];
    let mut ids = Vec::new();
    for name in names {
        ids.push(posted(&t, name, &scene.school).await);
    }
    opened(&t, &scene).await;
    let list = names.map(|name| format!("{name}@ac-exemple.fr")).join("\n");
    added(&t, &scene, &list, true).await.unwrap();
    posted(&t, "unanswered", &scene.school).await;
    added(&t, &scene, "unanswered@ac-exemple.fr", false).await.unwrap();
    started(&t, &scene).await;
    works(&t, ids[1], "in_progress", 20).await;
    t.clock.advance(8 * DAY);
    assert_eq!(
        facts(&t, &scene).await.into_iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["done", "fine", "late", "silent", "unanswered"],
        "after a week, whoever opened nothing"
    );
    works(&t, ids[2], "in_progress", 40).await;
    works(&t, ids[3], "in_progress", 90).await;
    works(&t, ids[4], "completed", 100).await;
    t.clock.advance(7 * DAY);
    let more = "2026-12-30";
    let mut tx = t.db.begin().await.unwrap();
    let item = items::of(&mut tx, scene.cohort).await.unwrap()[0].id;
    let all = people::list(&mut tx, by_operator(scene.cohort), t.now()).await.unwrap();
    for name in ["fine", "idle"] {
        let member = all.iter().find(|member| member.given_name == name).unwrap().id;
        let allowed = by_operator((scene.cohort, item, member));
        items::extend(&mut tx, allowed, &scene.course, Some(more), t.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let found = facts(&t, &scene).await;
    let whys: Vec<(&str, Vec<Why>)> =
        found.iter().map(|(name, facts)| (name.as_str(), facts.iter().map(Fact::why).collect())).collect();
    assert_eq!(
        whys,
        [
            ("idle", vec![Why::Idle]),
            ("late", vec![Why::Behind]),
            ("silent", vec![Why::Never, Why::Behind]),
            ("unanswered", vec![Why::Never]),
        ]
    );
    let late = &found[1].1[0];
    assert!(matches!(late, Fact::Behind { percent: Some(40), due, .. } if due.to_string() == "2026-12-04"));
}

async fn a_message_goes_once_to_each_and_names_nobody_else(t: Platform) {
    let scene = scene(&t, "24").await;
    let anne = posted(&t, "Anne", &scene.school).await;
    let zoe = posted(&t, "Zoé", &scene.school).await;
    opened(&t, &scene).await;
    added(&t, &scene, "anne@ac-exemple.fr, zoé@ac-exemple.fr", true).await.unwrap();
    started(&t, &scene).await;
    t.clock.advance(12 * DAY);
    let mut tx = t.db.begin().await.unwrap();
    let to: Vec<Uuid> = people::list(&mut tx, by_operator(scene.cohort), t.now())
        .await
        .unwrap()
        .into_iter()
        .map(|member| member.id)
        .collect();
    let mut message = Message {
        id: ids::new(t.now()),
        reasons: &[Why::Never],
        words: "Bonjour {prenom}, {nom} ?",
        to: &to,
    };
    let allowed = by(&t, scene.trainer, ()).await;
    let error = letter::send(&mut tx, allowed.map(|()| (scene.cohort, message)), t.now()).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "an unknown variable refuses the sending");
    message.words = "Bonjour {prenom}, il vous reste {retard} dans « {cohorte} ».";
    for _ in 0..2 {
        let sent = letter::send(&mut tx, allowed.map(|()| (scene.cohort, message)), t.now()).await.unwrap();
        assert_eq!(sent, 2);
    }
    tx.commit().await.unwrap();
    let mut read = t.db.read().await.unwrap();
    for (person, own, other) in [(anne, "Anne", "Zoé"), (zoe, "Zoé", "Anne")] {
        let told = inbox::list(&mut read, by_operator(person), false, 0, 50).await.unwrap();
        let letters: Vec<_> = told.iter().filter(|one| one.kind == "cohort-message").collect();
        assert_eq!(letters.len(), 1);
        let words = letters[0].detail.0["words"].as_str().unwrap();
        assert!(words.contains(own) && !words.contains(other) && !words.contains('{'), "{words}");
        let read_there = letter::received(&mut read, by_operator((scene.cohort, person))).await.unwrap();
        assert_eq!(read_there[0].words, words);
    }
    let log = letter::sent(&mut read, by_operator(scene.cohort)).await.unwrap();
    assert_eq!((log.len(), log[0].sent, log[0].read), (1, 2, 0));
}

async fn more_time_for_one_is_more_time_for_one(t: Platform) {
    let scene = scene(&t, "24").await;
    let anne = posted(&t, "anne", &scene.school).await;
    let marc = posted(&t, "marc", &scene.school).await;
    opened(&t, &scene).await;
    added(&t, &scene, "anne@ac-exemple.fr\nmarc@ac-exemple.fr", true).await.unwrap();
    started(&t, &scene).await;
    let mut tx = t.db.begin().await.unwrap();
    let item = items::of(&mut tx, scene.cohort).await.unwrap()[0].id;
    let member = people::mine(&mut tx, by_operator((scene.cohort, anne)), t.now()).await.unwrap().id;
    let allowed = by_operator((scene.cohort, item, member));
    let early = items::extend(&mut tx, allowed, &scene.course, Some("2026-12-04"), t.now()).await;
    assert!(matches!(early, Err(Error::Invalid(_))), "not later than the others'");
    items::extend(&mut tx, allowed, &scene.course, Some("2026-12-20"), t.now()).await.unwrap();
    let due = sql!("select due_at from enrolment where person_id = $1");
    let (hers,): (i64,) = tx.query(due).bind(anne).one().await.unwrap();
    let due = sql!("select due_at from enrolment where person_id = $1");
    let (his,): (i64,) = tx.query(due).bind(marc).one().await.unwrap();
    assert_eq!(hers - his, 16 * DAY);
    items::extend(&mut tx, allowed, &scene.course, None, t.now()).await.unwrap();
    let due = sql!("select due_at from enrolment where person_id = $1");
    let (hers,): (i64,) = tx.query(due).bind(anne).one().await.unwrap();
    assert_eq!(hers, his);
    people::leave(&mut tx, by_operator((scene.cohort, anne)), t.now()).await.unwrap();
    people::leave(&mut tx, by_operator((scene.cohort, anne)), t.now()).await.unwrap();
    let due = sql!("select due_at from enrolment where person_id = $1");
    let (hers,): (Option<i64>,) = tx.query(due).bind(anne).one().await.unwrap();
    assert_eq!(hers, None, "whoever left owes nothing");
    let place = people::mine(&mut tx, by_operator((scene.cohort, anne)), t.now()).await.unwrap().place();
    assert_eq!(place, Place::Left);
}

async fn a_deadline_is_that_of_the_members_zone(t: Platform) {
    let scene = scene(&t, "24").await;
    posted(&t, "anne", &scene.school).await;
    let far = a_school(&t, "fr/14/b2/", "0350011X").await;
    posted(&t, "cedric", &far).await;
    opened(&t, &scene).await;
    added(&t, &scene, "anne@ac-exemple.fr\ncedric@ac-exemple.fr", true).await.unwrap();
    started(&t, &scene).await;
    let mut tx = t.db.begin().await.unwrap();
    tx.query(sql!("update org_node set zone = 'Indian/Reunion' where id = $1"))
        .bind(far.node_id)
        .run()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    // The deadline is 4 December: over at 20:00 UTC there, at 23:00 in Paris.
    let late = async || facts(&t, &scene).await.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let until = |hours: i64| (10 * 24 + hours) * crate::clock::HOUR;
    for name in ["anne", "cedric"] {
        let who =
            crate::people::by_address(&mut t.db.read().await.unwrap(), &format!("{name}@ac-exemple.fr"))
                .await
                .unwrap()
                .unwrap()
                .id;
        works(&t, who, "in_progress", 10).await;
    }
    t.clock.advance(until(10));
    assert_eq!(late().await, Vec::<String>::new(), "19:00 UTC");
    t.clock.advance(2 * crate::clock::HOUR);
    assert_eq!(late().await, ["cedric"], "21:00 UTC");
    t.clock.advance(3 * crate::clock::HOUR);
    assert_eq!(late().await, ["anne", "cedric"], "midnight UTC");
}

async fn a_cohort_is_handed_over_before_its_trainer_leaves(t: Platform) {
    let scene = scene(&t, "24").await;
    let yann = a_trainer(&t, "yann", "fr/14/").await;
    posted(&t, "anne", &scene.school).await;
    let mut tx = t.db.begin().await.unwrap();
    let id = scene.cohort;
    let nobody = trainers::add(&mut tx, by_operator(id), "anne@ac-exemple.fr", t.now()).await;
    assert!(matches!(nobody, Err(Error::Invalid(_))), "only somebody who trains");
    for _ in 0..2 {
        trainers::add(&mut tx, by_operator(id), "yann@ac-exemple.fr", t.now()).await.unwrap();
    }
    let error = trainers::remove(&mut tx, by_operator((id, scene.trainer)), t.now()).await.unwrap_err();
    assert_eq!(refusal(&error), "cohort-hand-over");
    trainers::hand_over(&mut tx, by_operator((id, yann)), t.now()).await.unwrap();
    trainers::remove(&mut tx, by_operator((id, scene.trainer)), t.now()).await.unwrap();
    let left = super::trainers(&mut tx, id).await.unwrap();
    assert_eq!(left.len(), 1);
    assert!(left[0].lead && left[0].person_id == yann);
    tx.commit().await.unwrap();
}

async fn the_grid_is_five_statements_whatever_the_size(t: Platform) {
    let scene = scene(&t, "1000").await;
    for round in [3_i64, 1_000] {
        let mut tx = t.db.begin().await.unwrap();
        // A thousand members and forty courses, written directly: what is measured is reading.
        tx.query(sql! {
            sqlite: "with recursive n (i) as (select 1 union all select i + 1 from n where i < $1)
                     insert into person (id, given_name, usual_name, name_key, locale, reading, created_at, updated_at)
                     select unhex(printf('%032x', 7000000 + i)), 'P' || i, 'M', 'm ' || i, 'fr', '{}', $2, $2
                       from n where true on conflict (id) do nothing",
            postgres: "insert into person (id, given_name, usual_name, name_key, locale, reading, created_at, updated_at)
                       select cast(lpad(to_hex(7000000 + i), 32, '0') as uuid), 'P' || i, 'M', 'm ' || i, 'fr', '{}', $2,
                              $2
                         from generate_series(1, cast($1 as bigint)) as n (i) on conflict (id) do nothing",
        })
        .bind(round)
        .bind(t.now())
        .run()
        .await
        .unwrap();
        tx.query(sql!(
            "insert into cohort_member (id, cohort_id, person_id, state, source, invited_at, joined_at, updated_at)
             select p.id, $1, p.id, 'joined', 'list', $2, $2, $2
               from person p where p.given_name like 'P%' on conflict do nothing"
        ))
        .bind(scene.cohort)
        .bind(t.now())
        .run()
        .await
        .unwrap();
        if round == 1_000 {
            for number in 0..39 {
                let slug = format!("cours-{number:02}");
                tx.query(sql!(
                    "insert into course (slug, state, current_version, created_at, updated_at)
                     values ($1, 'published', $2, $3, $3)"
                ))
                .bind(&slug)
                .bind(scene.course.version_id)
                .bind(t.now())
                .run()
                .await
                .unwrap();
                tx.query(sql!(
                    "insert into cohort_item (id, cohort_id, position, course_slug, created_at)
                     values ($1, $2, $3, $4, $5)"
                ))
                .bind(ids::new(t.now()))
                .bind(scene.cohort)
                .bind(number + 2)
                .bind(&slug)
                .bind(t.now())
                .run()
                .await
                .unwrap();
            }
            tx.query(sql! {
                sqlite: "insert into enrolment (id, person_id, course_slug, version_id, run, state, started_at, seen_at,
                                                percent)
                         select randomblob(16), m.person_id, i.course_slug, $2, 1, 'in_progress', $3, $3, 50
                           from cohort_member m join cohort_item i on i.cohort_id = m.cohort_id
                          where m.cohort_id = $1",
                postgres: "insert into enrolment (id, person_id, course_slug, version_id, run, state, started_at, seen_at,
                                                  percent)
                           select gen_random_uuid(), m.person_id, i.course_slug, $2, 1, 'in_progress', $3, $3, 50
                             from cohort_member m join cohort_item i on i.cohort_id = m.cohort_id
                            where m.cohort_id = $1",
            })
            .bind(scene.cohort)
            .bind(scene.course.version_id)
            .bind(t.now())
            .run()
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let cohort = as_it_stands(&t, &scene).await;
        let mut read = t.db.read().await.unwrap();
        let before = t.db.queries_run();
        let grid = grid::grid(&mut read, by_operator(&cohort), t.now()).await.unwrap();
        assert_eq!(t.db.queries_run() - before, 5);
        assert_eq!(i64::try_from(grid.members.len()).unwrap(), round);
        if round == 1_000 {
            assert_eq!(grid.items.len(), 40);
            let last = grid.standing(grid.members.last().unwrap(), grid.items.last().unwrap());
            assert_eq!(last, grid::Standing::UnderWay(Some(50)));
        }
    }
}

async fn what_is_said_in_the_thread_reaches_everybody_once(t: Platform) {
    let scene = scene(&t, "24").await;
    let anne = posted(&t, "anne", &scene.school).await;
    let marc = posted(&t, "marc", &scene.school).await;
    let stranger = posted(&t, "luc", &scene.school).await;
    opened(&t, &scene).await;
    added(&t, &scene, "anne@ac-exemple.fr\nmarc@ac-exemple.fr", true).await.unwrap();
    let mut tx = t.db.begin().await.unwrap();
    let said = ids::new(t.now());
    let id = scene.cohort;
    for _ in 0..2 {
        thread::post(&mut tx, by_operator((id, anne)), said, "Qui a une salle ?", t.now()).await.unwrap();
    }
    let outside = thread::post(&mut tx, by_operator((id, stranger)), ids::new(t.now()), "x", t.now()).await;
    assert!(matches!(outside, Err(Error::NotFound)));
    assert!(thread::posts(&mut tx, by_operator((id, stranger)), 0).await.is_err());
    for (person, count) in [(anne, 0), (marc, 1), (scene.trainer, 1)] {
        let told = inbox::list(&mut tx, by_operator(person), false, 0, 50).await.unwrap();
        assert_eq!(told.iter().filter(|one| one.kind == "cohort-post").count(), count);
    }
    let allowed = by(&t, scene.trainer, (id, said)).await;
    assert!(thread::hide(&mut tx, allowed, " ", t.now()).await.is_err(), "with a reason");
    thread::hide(&mut tx, allowed, "Un numéro de téléphone.", t.now()).await.unwrap();
    let read = |posts: Vec<thread::Post>| posts.into_iter().map(|post| post.body).collect::<Vec<_>>();
    assert_eq!(read(thread::posts(&mut tx, by_operator((id, marc)), 0).await.unwrap()), [""]);
    let hers = thread::posts(&mut tx, by_operator((id, anne)), 0).await.unwrap();
    assert_eq!(hers[0].hidden_reason, "Un numéro de téléphone.");
    tx.commit().await.unwrap();
}
