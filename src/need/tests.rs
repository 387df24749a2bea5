//! Needs and surveys from end to end, on both databases.

use uuid::Uuid;

use super::handle::{self, Answer};
use super::lists::{self, Filter};
use super::statement::{self, NewNeed};
use super::survey::answer::{self, NewAnswer};
use super::survey::manage::{self, NewSurvey};
use super::survey::read as surveys;
use super::themes::ThemeInput;
use super::*;
use crate::access::policy::by_operator;
use crate::access::roles::NewGrant;
use crate::access::{Actor, Allowed, Place, Role, accounts, policy, roles};
use crate::clock::DAY;
use crate::error::Error;
use crate::people::NewPerson;
use crate::school::postings::{self, NewPosting};
use crate::school::{School, by_path};
use crate::testing::{Platform, school};
use crate::{ids, notice, on_both};

on_both!(
    a_need_goes_from_its_author_to_its_answer_and_back,
    what_is_sent_twice_is_stated_once,
    a_need_passed_on_is_answered_above_without_a_name,
    a_wish_is_counted_and_told_of_the_answer,
    nobody_outside_sees_or_changes_a_need,
    a_survey_becomes_needs_and_keeps_its_secrets,
    a_summary_shows_nothing_small,
    two_people_changing_the_same_thing_are_told,
    lists_run_the_same_statements_whatever_they_hold,
    figures_of_a_place_are_read_in_a_fixed_number_of_statements,
);

pub(super) const HERE: &str = "fr/14/b1/9990001X/";

/// A school with a référent and a teacher, themes laid down.
struct Scene {
    t: Platform,
    school: School,
    teacher: Uuid,
    colleague: Uuid,
    referent: Uuid,
    manager: Uuid,
}

async fn person(tx: &mut Tx, name: &str, now: Timestamp) -> Uuid {
    let new = NewPerson {
        given_name: name.into(),
        usual_name: "Martin".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    accounts::create_active(tx, by_operator(()), &new, "x", now).await.unwrap().id
}

async fn post(tx: &mut Tx, person: Uuid, school: Uuid, discipline: &str, now: Timestamp) {
    let posting = NewPosting {
        person,
        school,
        discipline: Some(discipline),
        main: true,
        employment_status: "titulaire",
        starts_at: now.plus(-DAY),
        source: "manual",
    };
    postings::post(tx, by_operator(&posting), now).await.unwrap();
}

impl Scene {
    async fn new(t: Platform) -> Self {
        let school = school(&t, "fr/14/b1/", "9990001X").await;
        let mut tx = t.db.begin().await.unwrap();
        let now = t.now();
        for _ in 0..2 {
            themes::found(&mut tx, now).await.unwrap();
        }
        let mut people = Vec::new();
        for name in ["sophie", "paul", "rose", "marc"] {
            people.push(person(&mut tx, name, now).await);
        }
        for person in &people[..3] {
            post(&mut tx, *person, school.node_id, "svt", now).await;
        }
        tx.query(sql!(
            "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward, created_at,
                                     updated_at)
             values ($1, $2, $3, '2026-2027', $4, $5, 'active', 'none', $4, $4)"
        ))
        .bind(ids::new(now))
        .bind(school.node_id)
        .bind(people[2])
        .bind(now.plus(-DAY))
        .bind(now.plus(200 * DAY))
        .run()
        .await
        .unwrap();
        let academy = by_path(&mut tx, "fr/14/").await.unwrap().unwrap().id;
        let grant = NewGrant {
            person: people[3],
            role: Role::PlanManager,
            node: Some(academy),
            until: None,
            delegated_by: None,
            reason: "",
        };
        roles::grant_at(&mut tx, by_operator(grant), now).await.unwrap();
        tx.commit().await.unwrap();
        Self { school, teacher: people[0], colleague: people[1], referent: people[2], manager: people[3], t }
    }

    async fn actor(&self, person: Uuid) -> Actor {
        crate::access::actor(&mut self.t.db.read().await.unwrap(), person, self.t.now())
            .await
            .unwrap()
            .unwrap()
    }

    /// The right of a person on something of their own.
    async fn own<T>(&self, person: Uuid, thing: T) -> Allowed<T> {
        let actor = self.actor(person).await;
        policy::allow(Some(&actor), crate::access::Act::StateNeed, Place::Of(person), thing).unwrap()
    }

    /// The right of the référent on something of the school.
    async fn at_work<T>(&self, thing: T) -> Allowed<T> {
        let actor = self.actor(self.referent).await;
        policy::allow(Some(&actor), crate::access::Act::WorkAsReferent, Place::At(HERE), thing).unwrap()
    }

    async fn state(&self, author: Uuid, new: &NewNeed) -> Result<Uuid> {
        let allowed = self.own(author, (author, new)).await;
        let mut tx = self.t.db.begin().await.unwrap();
        let id = statement::state(&mut tx, allowed, self.t.now()).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    async fn one(&self, need: Uuid) -> lists::Need {
        let allowed = self.at_work(need).await;
        lists::one(&mut self.t.db.read().await.unwrap(), allowed).await.unwrap().need
    }

    async fn told(&self, person: Uuid) -> Vec<String> {
        let told =
            notice::inbox::list(&mut self.t.db.read().await.unwrap(), by_operator(person), false, 0, 50)
                .await
                .unwrap();
        let mut kinds: Vec<String> = told.into_iter().map(|told| told.kind).collect();
        kinds.sort();
        kinds
    }

    async fn count(&self, what: crate::db::Sql) -> i64 {
        let (count,): (i64,) = self.t.db.read().await.unwrap().query(what).one().await.unwrap();
        count
    }
}

fn robotics() -> NewNeed {
    NewNeed {
        school: HERE.into(),
        theme: "programming".into(),
        discipline: "svt".into(),
        level: "initiation".into(),
        modality: "any".into(),
        urgency: "term".into(),
        team: String::new(),
        body: "Capteurs en sortie de terrain".into(),
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result.unwrap_err() {
        Error::Refused(refusal) => refusal.key,
        Error::Invalid(faults) => faults[0].key,
        Error::NotFound => "404",
        other => panic!("{other}"),
    }
}

async fn a_need_goes_from_its_author_to_its_answer_and_back(t: Platform) {
    let scene = Scene::new(t).await;
    let need = scene.state(scene.teacher, &robotics()).await.unwrap();
    assert_eq!(scene.told(scene.referent).await, ["need-stated"]);

    let (allowed, now) = (scene.at_work(need).await, scene.t.now());
    let mut tx = scene.t.db.begin().await.unwrap();
    for _ in 0..2 {
        handle::acknowledge(&mut tx, allowed, now).await.unwrap();
    }
    let words = Answer {
        kind: "accompaniment".into(),
        text: "Je viens dans votre classe jeudi.".into(),
        ..Answer::default()
    };
    let wrong = Answer { kind: "course".into(), course: "nulle-part".into(), ..Answer::default() };
    assert_eq!(refused(handle::answer(&mut tx, allowed, &wrong, 2, now).await), "need-answer-course");
    assert_eq!(refused(handle::answer(&mut tx, allowed, &words, 1, now).await), "need-moved");
    for _ in 0..2 {
        handle::answer(&mut tx, allowed, &words, 2, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(scene.told(scene.teacher).await, ["need-acknowledged", "need-answered"]);
    let kept = scene.one(need).await;
    assert_eq!((kept.state(), kept.answer_text.as_str()), (State::Answered, words.text.as_str()));

    // Sixty days to say that it does not do.
    scene.t.clock.advance(60 * DAY);
    let own = scene.own(scene.teacher, (scene.teacher, need)).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    own::reopen(&mut tx, own, scene.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.told(scene.referent).await, ["need-reopened", "need-stated"]);
    let allowed = scene.at_work(need).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    let version = 4;
    assert_eq!(
        refused(handle::close(&mut tx, allowed, " ", version, scene.t.now()).await),
        "need-close-reason"
    );
    let now = scene.t.now();
    handle::close(&mut tx, allowed, "Voyez le service informatique.", version, now).await.unwrap();
    tx.commit().await.unwrap();
    let mine = scene.own(scene.teacher, scene.teacher).await;
    let mine = lists::mine(&mut scene.t.db.read().await.unwrap(), mine, 0, 10).await.unwrap();
    assert_eq!(mine[0].close_reason, "Voyez le service informatique.");
    assert!(!mine[0].closed_by_author);
    let events = scene.count(sql!("select count(*) from audit_event where object_kind = 'need'")).await;
    assert_eq!(events, 5);
}

async fn what_is_sent_twice_is_stated_once(t: Platform) {
    let scene = Scene::new(t).await;
    let need = scene.state(scene.teacher, &robotics()).await.unwrap();
    assert_eq!(scene.state(scene.teacher, &robotics()).await.unwrap(), need);
    let other = NewNeed { body: "Autre chose".into(), ..robotics() };
    assert_eq!(refused(scene.state(scene.teacher, &other).await), "need-exists");
    assert_eq!(scene.told(scene.referent).await.len(), 1);

    for (wrong, key) in [
        (NewNeed { theme: "alchimie".into(), ..robotics() }, "need-theme"),
        (NewNeed { discipline: "alchimie".into(), ..robotics() }, "need-discipline"),
        (NewNeed { level: String::new(), ..robotics() }, "need-level"),
        (NewNeed { body: "é".repeat(501), ..robotics() }, "need-text"),
        (NewNeed { team: "x".repeat(81), ..robotics() }, "need-team"),
        (NewNeed { school: "fr/14/b1/9990002Y/".into(), ..robotics() }, "need-no-school"),
    ] {
        assert_eq!(refused(scene.state(scene.colleague, &wrong).await), key);
    }
    let full = NewNeed { body: "é".repeat(500), ..robotics() };
    scene.state(scene.colleague, &full).await.unwrap();

    // Closing one's own need twice is closing it once, and takes it out of the figures.
    let own = scene.own(scene.teacher, (scene.teacher, need)).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    for _ in 0..2 {
        own::close(&mut tx, own, "Réglé entre collègues", scene.t.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(scene.count(sql!("select count(*) from need_demand")).await, 1);
    scene.state(scene.teacher, &robotics()).await.unwrap();
    assert_eq!(scene.count(sql!("select count(*) from need_demand")).await, 2);
}

async fn a_need_passed_on_is_answered_above_without_a_name(t: Platform) {
    let scene = Scene::new(t).await;
    let mut needs = Vec::new();
    for author in [scene.teacher, scene.colleague] {
        needs.push(scene.state(author, &robotics()).await.unwrap());
    }
    let now = scene.t.now();
    for need in &needs {
        let allowed = scene.at_work(*need).await;
        let mut tx = scene.t.db.begin().await.unwrap();
        assert_eq!(
            refused(handle::forward(&mut tx, allowed, "basin", 1, now).await),
            "need-acknowledge-first"
        );
        handle::acknowledge(&mut tx, allowed, now).await.unwrap();
        assert_eq!(refused(handle::forward(&mut tx, allowed, "nation", 2, now).await), "need-above");
        handle::forward(&mut tx, allowed, "basin", 2, now).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(scene.told(scene.manager).await, ["need-forwarded", "need-forwarded"]);
    let manager = scene.actor(scene.manager).await;
    let at = |place: &'static str| {
        policy::allow(Some(&manager), crate::access::Act::AnswerForwardedNeed, Place::At(place), place)
    };
    let mut read = scene.t.db.read().await.unwrap();
    let groups = forwarded::groups(&mut read, at("fr/14/").unwrap(), "", 0, 10).await.unwrap();
    assert_eq!(forwarded::groups_count(&mut read, at("fr/14/").unwrap(), "").await.unwrap(), 1);
    assert_eq!((groups.len(), groups[0].people()), (1, None), "two people are not counted aloud");
    assert!(at("fr/17/").is_err());
    drop(read);

    let which = forwarded::Which {
        node: "fr/14/b1/".into(),
        theme: "programming".into(),
        discipline: "svt".into(),
        version: groups[0].version,
    };
    let words = Answer {
        kind: "information".into(),
        text: "Un stage est prévu en mars.".into(),
        ..Answer::default()
    };
    let allowed = at("fr/14/b1/").unwrap().map(|_| &which);
    let mut tx = scene.t.db.begin().await.unwrap();
    let stale = forwarded::Which { version: 1, ..which.clone() };
    assert_eq!(
        refused(forwarded::close(&mut tx, allowed.map(|_| &stale), "Non", now).await),
        "need-group-moved"
    );
    assert_eq!(forwarded::answer(&mut tx, allowed, &words, now).await.unwrap(), 2);
    assert_eq!(refused(forwarded::answer(&mut tx, allowed, &words, now).await), "need-group-moved");
    tx.commit().await.unwrap();
    for person in [scene.teacher, scene.colleague] {
        assert_eq!(scene.told(person).await, ["need-acknowledged", "need-answered"]);
    }
    assert_eq!(scene.one(needs[0]).await.answer_text, "Un stage est prévu en mars.");
}

async fn a_wish_is_counted_and_told_of_the_answer(t: Platform) {
    let scene = Scene::new(t).await;
    let need = scene.state(scene.teacher, &robotics()).await.unwrap();
    let own = scene.own(scene.teacher, (scene.teacher, need)).await;
    let wish = scene.own(scene.colleague, (scene.colleague, need)).await;
    let stranger = scene.own(scene.manager, (scene.manager, need)).await;
    let now = scene.t.now();
    let mut tx = scene.t.db.begin().await.unwrap();
    assert_eq!(refused(own::wish(&mut tx, own, true, now).await), "need-wish-own");
    assert_eq!(refused(own::wish(&mut tx, stranger, true, now).await), "404");
    for wanted in [true, true, false, true] {
        own::wish(&mut tx, wish, wanted, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    let allowed = scene.own(scene.colleague, scene.colleague).await;
    let seen = lists::of_colleagues(&mut scene.t.db.read().await.unwrap(), allowed, 20, now).await.unwrap();
    assert_eq!((seen.len(), seen[0].wishes, seen[0].wished), (1, 1, true));
    assert_eq!(scene.count(sql!("select count(*) from need_demand")).await, 2);

    let allowed = scene.at_work(need).await;
    let words = Answer { kind: "information".into(), text: "Oui".into(), ..Answer::default() };
    let mut tx = scene.t.db.begin().await.unwrap();
    handle::answer(&mut tx, allowed, &words, 1, now).await.unwrap();
    assert_eq!(refused(own::wish(&mut tx, wish, false, now).await), "need-wish-late");
    tx.commit().await.unwrap();
    assert_eq!(scene.told(scene.colleague).await, ["need-wish-answered"]);
}

async fn nobody_outside_sees_or_changes_a_need(t: Platform) {
    let scene = Scene::new(t).await;
    let need = scene.state(scene.teacher, &robotics()).await.unwrap();
    let other = scene.own(scene.colleague, (scene.colleague, need)).await;
    let now = scene.t.now();
    let mut tx = scene.t.db.begin().await.unwrap();
    assert_eq!(refused(own::close(&mut tx, other, "", now).await), "404");
    assert_eq!(refused(own::reopen(&mut tx, other, now).await), "404");
    tx.rollback().await.unwrap();
    for person in [scene.teacher, scene.colleague, scene.manager] {
        let actor = scene.actor(person).await;
        let at_work = policy::allow(Some(&actor), crate::access::Act::WorkAsReferent, Place::At(HERE), ());
        assert!(at_work.is_err());
    }
    // A posting that ended ends the right to state a need there.
    let mut tx = scene.t.db.begin().await.unwrap();
    postings::end(&mut tx, by_operator((scene.colleague, scene.school.node_id)), now, now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(refused(scene.state(scene.colleague, &robotics()).await), "need-no-school");
}

fn survey_answer(anonymous: bool) -> NewAnswer {
    NewAnswer {
        discipline: "svt".into(),
        modality: "onsite".into(),
        urgency: "year".into(),
        body: "Le mercredi de préférence".into(),
        anonymous,
        lines: vec![
            ("programming".into(), "initiation".into()),
            ("assessment".into(), "deepening".into()),
            ("alchimie".into(), "initiation".into()),
            ("resources".into(), String::new()),
        ],
    }
}

async fn a_survey_becomes_needs_and_keeps_its_secrets(t: Platform) {
    let scene = Scene::new(t).await;
    let now = scene.t.now();
    let new = NewSurvey { title: "Nos besoins pour 2027".into(), ..NewSurvey::default() };
    let here = scene.at_work((HERE, &new)).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    let survey = manage::create(&mut tx, here, now).await.unwrap();
    assert_eq!(manage::create(&mut tx, here, now).await.unwrap(), survey);
    let past = NewSurvey { closes_on: "2026-11-23".into(), ..new.clone() };
    let work = here.map(|_| survey);
    assert_eq!(refused(manage::edit(&mut tx, work, &past, 1, now).await), "survey-closes-on");
    let on = NewSurvey { closes_on: "2026-12-18".into(), ..new.clone() };
    manage::edit(&mut tx, work, &on, 1, now).await.unwrap();
    assert_eq!(refused(manage::edit(&mut tx, work, &on, 1, now).await), "survey-moved");
    assert_eq!(refused(manage::close(&mut tx, work, now).await), "survey-not-open");
    for _ in 0..2 {
        manage::open(&mut tx, work, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(scene.told(scene.teacher).await, ["survey-opened"]);

    let [teacher, colleague] = [scene.teacher, scene.colleague];
    let (mine, theirs) =
        (scene.own(teacher, (teacher, survey)).await, scene.own(colleague, (colleague, survey)).await);
    let outside = scene.own(scene.manager, (scene.manager, survey)).await;
    let events = sql!("select count(*) from audit_event");
    let mut tx = scene.t.db.begin().await.unwrap();
    assert_eq!(refused(answer::answer(&mut tx, outside, &survey_answer(false), now).await), "404");
    let typed = vec![("body".to_owned(), "Le mer".to_owned())];
    answer::keep_draft(&mut tx, mine, &typed, now).await.unwrap();
    assert_eq!(answer::mine(&mut tx, mine).await.unwrap().draft, Some(typed));
    let nothing = NewAnswer { lines: Vec::new(), ..survey_answer(false) };
    assert_eq!(refused(answer::answer(&mut tx, mine, &nothing, now).await), "survey-no-theme");
    // Under one's name, as often as one likes; anonymously, once.
    for _ in 0..2 {
        answer::answer(&mut tx, mine, &survey_answer(false), now).await.unwrap();
    }
    let (before,): (i64,) = tx.query(events).one().await.unwrap();
    answer::answer(&mut tx, theirs, &survey_answer(true), now).await.unwrap();
    let (after,): (i64,) = tx.query(events).one().await.unwrap();
    assert_eq!(before, after, "the journal says nothing of an anonymous answer");
    assert_eq!(refused(answer::answer(&mut tx, theirs, &survey_answer(true), now).await), "survey-answered");
    let kept = answer::mine(&mut tx, mine).await.unwrap();
    assert_eq!(kept.named.unwrap().lines.len(), 2);
    assert!(kept.draft.is_none() && kept.answered);
    let kept = answer::mine(&mut tx, theirs).await.unwrap();
    assert!(kept.answered && kept.named.is_none());
    tx.commit().await.unwrap();

    // Nothing in the tables leads from the anonymous answer to its author.
    let mut read = scene.t.db.read().await.unwrap();
    let rows: Vec<(Uuid,)> = read
        .query(sql!("select id from need_survey_answer where person_id is null order by id"))
        .all()
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_ne!(rows[0].0.get_version_num(), 7, "an id with a time in it");
    let seen = surveys::one(&mut read, survey, now).await.unwrap();
    assert_eq!((seen.answered, seen.invited, seen.rate()), (2, 3, 66));
    drop(read);

    let mut tx = scene.t.db.begin().await.unwrap();
    for _ in 0..2 {
        manage::close(&mut tx, work, now).await.unwrap();
    }
    assert_eq!(refused(answer::answer(&mut tx, mine, &survey_answer(false), now).await), "survey-not-open");
    for _ in 0..2 {
        manage::summarise(&mut tx, work, now).await.unwrap();
    }
    manage::send(&mut tx, work, "Deux ateliers.", now).await.unwrap();
    assert_eq!(refused(manage::summarise(&mut tx, work, now).await), "survey-not-closed");
    manage::send(&mut tx, work, "Deux ateliers.", now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.told(scene.manager).await, ["survey-sent"]);
    let mut read = scene.t.db.read().await.unwrap();
    let seen = surveys::one(&mut read, survey, now).await.unwrap();
    assert!(seen.summary().unwrap().too_few, "two answers tell nothing");
    assert_eq!(surveys::anonymous_texts(&mut read, work).await.unwrap(), None);
    // The named answer became needs of its author; the anonymous one is only counted.
    let needs = lists::of_school(&mut read, work.map(|_| HERE), &Filter::default(), 0, 10).await.unwrap();
    assert_eq!(needs.len(), 2);
    assert!(needs.iter().all(|need| need.author() == "sophie Martin" && need.need.survey_id == Some(survey)));
    drop(read);
    assert_eq!(scene.count(sql!("select count(*) from need_demand")).await, 4);
    assert_eq!(scene.count(sql!("select count(distinct person_key) from need_demand")).await, 2);
}

async fn a_summary_shows_nothing_small(t: Platform) {
    let scene = Scene::new(t).await;
    let mut tx = scene.t.db.begin().await.unwrap();
    for (theme, discipline, people) in [
        ("programming", "svt", 7),
        ("programming", "eps", 2),
        ("assessment", "svt", 4),
        ("assessment", "eps", 6),
    ] {
        for number in 0..people {
            count_demand(
                &mut tx,
                "2026-2027",
                scene.school.node_id,
                Uuid::from_u128(number),
                theme,
                discipline,
            )
            .await
            .unwrap();
        }
    }
    tx.commit().await.unwrap();
    let allowed = scene.at_work(HERE).await;
    let mut read = scene.t.db.read().await.unwrap();
    let told = summary::of_school(&mut read, allowed, "2026-2027").await.unwrap();
    assert_eq!(told.cells.len(), 2);
    assert_eq!((told.cells[0].2, told.others), (7, 6));
    let place = territory::read(&mut read, allowed.map(|_| "fr/14/"), "2026-2027").await.unwrap();
    assert_eq!(place.total, 19);
    assert!(place.units.is_empty(), "one school alone would be told whole");
    assert_eq!(place.disciplines.len(), 2);
}

async fn two_people_changing_the_same_thing_are_told(t: Platform) {
    let scene = Scene::new(t).await;
    let now = scene.t.now();
    let mut tx = scene.t.db.begin().await.unwrap();
    let all = themes::all(&mut tx).await.unwrap();
    assert_eq!(all.len(), 16);
    let change = ThemeInput {
        code: "programming".into(),
        label_fr: "Coder et piloter".into(),
        label_en: "Coding and driving".into(),
        active: false,
        version: 1,
    };
    themes::save(&mut tx, by_operator(&change), now).await.unwrap();
    assert_eq!(refused(themes::save(&mut tx, by_operator(&change), now).await), "theme-moved");
    let new = ThemeInput {
        label_fr: "Cartes à publier".into(),
        label_en: "Maps to publish".into(),
        ..ThemeInput::default()
    };
    themes::save(&mut tx, by_operator(&new), now).await.unwrap();
    assert_eq!(refused(themes::save(&mut tx, by_operator(&new), now).await), "theme-exists");
    let empty = ThemeInput { label_fr: "!".into(), label_en: "x".into(), ..ThemeInput::default() };
    assert_eq!(refused(themes::save(&mut tx, by_operator(&empty), now).await), "theme-label");
    tx.commit().await.unwrap();
    assert_eq!(refused(scene.state(scene.teacher, &robotics()).await), "need-theme");
    let maps = NewNeed { theme: "cartes-a-publier".into(), ..robotics() };
    scene.state(scene.teacher, &maps).await.unwrap();
}

async fn lists_run_the_same_statements_whatever_they_hold(t: Platform) {
    let scene = Scene::new(t).await;
    let mut counts = Vec::new();
    for round in 0..2 {
        for theme in ["programming", "assessment", "resources", "licences"].iter().take(1 + round * 3) {
            let need = NewNeed { theme: (*theme).into(), ..robotics() };
            scene.state(scene.teacher, &need).await.unwrap();
        }
        let now = scene.t.now();
        let (mine, work) = (scene.own(scene.teacher, scene.teacher).await, scene.at_work(HERE).await);
        let before = scene.t.db.queries_run();
        let mut read = scene.t.db.read().await.unwrap();
        let needs = lists::mine(&mut read, mine, 0, 50).await.unwrap();
        assert_eq!(needs.len(), 1 + round * 3);
        lists::of_colleagues(&mut read, mine, 50, now).await.unwrap();
        lists::of_school(&mut read, work, &Filter::default(), 0, 50).await.unwrap();
        lists::nameless(&mut read, work, 0, 50).await.unwrap();
        surveys::open_for(&mut read, mine, now).await.unwrap();
        counts.push(scene.t.db.queries_run() - before);
    }
    assert_eq!(counts, [5, 5]);
}

async fn figures_of_a_place_are_read_in_a_fixed_number_of_statements(t: Platform) {
    let scene = Scene::new(t).await;
    let other = school(&scene.t, "fr/14/b2/", "9990002Y").await;
    let far = school(&scene.t, "fr/17/b1/", "9990003Z").await;
    let mut tx = scene.t.db.begin().await.unwrap();
    let mut key = 0_u128;
    for (school, people) in [(scene.school.node_id, 9), (other.node_id, 8), (far.node_id, 3)] {
        for theme in ["programming", "assessment"] {
            for discipline in ["svt", "eps"] {
                for _ in 0..people {
                    key += 1;
                    let id = Uuid::from_u128(key);
                    count_demand(&mut tx, "2026-2027", school, id, theme, discipline).await.unwrap();
                }
            }
        }
    }
    tx.commit().await.unwrap();
    for (place, units, statements) in [("fr/", 2, 4), ("fr/14/", 4, 5), ("fr/14/b1/", 0, 4)] {
        let before = scene.t.db.queries_run();
        let mut read = scene.t.db.read().await.unwrap();
        let told = territory::read(&mut read, by_operator(place), "2026-2027").await.unwrap();
        assert_eq!(scene.t.db.queries_run() - before, statements, "{place}");
        assert_eq!(told.units.len(), units, "{place}");
        assert_eq!(told.lines.len(), 2);
    }
    let mut read = scene.t.db.read().await.unwrap();
    let nation = territory::read(&mut read, by_operator("fr/"), "2026-2027").await.unwrap();
    assert_eq!(nation.units[0].total, territory::Shown::Number(68));
    assert_eq!(nation.units[1].total, territory::Shown::Number(12));
    let missing = territory::read(&mut read, by_operator(HERE), "2026-2027").await;
    assert_eq!(refused(missing), "404");
}
