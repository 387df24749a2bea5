//! The journey of a learner, on both databases.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::enrol::Again;
use super::grade::Given;
use super::production::Input;
use super::{answer, checklist, draw, enrol, fraction, hold, pages, player, production, progress, survey};
use crate::access::policy::by_operator;
use crate::clock::DAY;
use crate::course::published::{Answers, Block, Page, PublishedCourse, Question};
use crate::course::sample;
use crate::db::Conn as _;
use crate::error::Error;
use crate::on_both;
use crate::people::{self, NewPerson};
use crate::sql;
use crate::testing::Platform;

on_both!(
    fifty_clicks_give_one_enrolment,
    the_whole_course_completes_in_its_last_step,
    answers_are_kept_as_given_and_the_best_counts,
    a_draft_that_arrives_late_does_not_take_an_answer_back,
    an_exam_is_graded_at_the_end_and_may_be_tried_again,
    dropping_keeps_progress,
    a_stranger_has_no_seat,
    an_anonymous_survey_keeps_no_name,
    the_reader_asks_a_fixed_number_of_questions,
    rebuilding_changes_nothing,
);

struct Learner {
    person: Uuid,
    version: Uuid,
    course: PublishedCourse,
}

async fn learner(t: &Platform) -> Learner {
    let course = sample::course("droit-auteur");
    let version = sample::publish(&t.db, &course, t.now()).await;
    let person = person(t, "sophie@ac-exemple.fr").await;
    let mut tx = t.db.begin().await.unwrap();
    enrol::enrol(&mut tx, by_operator(person), version, &course, Again::Continue, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    Learner { person, version, course }
}

async fn person(t: &Platform, email: &str) -> Uuid {
    let new = NewPerson {
        given_name: "Sophie".into(),
        usual_name: "Martin".into(),
        email: email.into(),
        ..NewPerson::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let person = people::create(&mut tx, &new, t.now()).await.unwrap();
    tx.commit().await.unwrap();
    person.id
}

/// Runs one act of the learner in a transaction of its own.
macro_rules! act {
    ($t:expr, $l:expr, |$tx:ident, $seat:ident| $body:expr) => {{
        let mut tx = $t.db.begin().await.unwrap();
        let $seat =
            hold(&mut tx, by_operator($l.person), &$l.course.slug, $l.version, &$l.course).await.unwrap();
        let $tx = &mut tx;
        let outcome = $body.await;
        if outcome.is_ok() {
            tx.commit().await.unwrap();
        }
        outcome
    }};
}

fn right_fields(question: &Question, seed: i64) -> Vec<(String, String)> {
    let key = |index| draw::option_key(seed, &question.id, index);
    let one = |value: String| vec![("answer".to_owned(), value)];
    match &question.answers {
        Answers::Single { options } | Answers::Multiple { options } => options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.right)
            .map(|(index, _)| ("answer".to_owned(), key(index)))
            .collect(),
        Answers::Text { answers, .. } => {
            one(answers.iter().find(|answer| answer.right).unwrap().text.clone())
        }
        Answers::Number { answers, .. } => {
            one(answers.iter().find(|answer| answer.right).unwrap().low.clone())
        }
        Answers::Matching { left, .. } => {
            (0..left.len()).map(|place| (format!("left-{place}"), key(place))).collect()
        }
        Answers::Ordering { items } => {
            (0..items.len()).map(|place| ("order".to_owned(), key(place))).collect()
        }
        Answers::Open => one("Une réponse rédigée.".to_owned()),
    }
}

fn seed_of(l: &Learner, enrolment: Uuid, page: &Page) -> i64 {
    let _ = l;
    draw::seed(enrolment, &page.key, 1)
}

async fn enrolment_id(t: &Platform, l: &Learner) -> Uuid {
    super::find(&mut t.db.read().await.unwrap(), l.person, &l.course.slug).await.unwrap().unwrap().id
}

async fn fifty_clicks_give_one_enrolment(t: Platform) {
    let course = sample::course("droit-auteur");
    let version = sample::publish(&t.db, &course, t.now()).await;
    let person = person(&t, "sophie@ac-exemple.fr").await;
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (db, course, now) = (t.db.clone(), course.clone(), t.now());
        clicks.spawn(async move {
            let mut tx = db.begin().await?;
            let enrolment =
                enrol::enrol(&mut tx, by_operator(person), version, &course, Again::Continue, now).await?;
            tx.commit().await?;
            Ok::<_, Error>(enrolment.id)
        });
    }
    let mut answers = BTreeSet::new();
    while let Some(click) = clicks.join_next().await {
        answers.insert(click.unwrap().unwrap());
    }
    assert_eq!(answers.len(), 1, "every click has the same answer");
    assert_eq!(super::of(&mut t.db.read().await.unwrap(), person).await.unwrap().len(), 1);
}

async fn the_whole_course_completes_in_its_last_step(t: Platform) {
    let l = learner(&t).await;
    let enrolment = enrolment_id(&t, &l).await;
    let lesson = &l.course.pages[0];
    let seed = seed_of(&l, enrolment, lesson);
    for block in lesson.activities() {
        let outcome = match block {
            Block::Question(question) => {
                let fields = right_fields(question, seed);
                act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &fields, t.now()))
            }
            Block::Checklist(list) => {
                let all = (0..20).collect();
                act!(t, l, |tx, seat| checklist::tick(tx, &seat, &lesson.key, &list.id, &all, t.now()))
            }
            Block::Survey(found) => {
                let fields = vec![("answer".to_owned(), "0".to_owned())];
                act!(t, l, |tx, seat| survey::answer(tx, &seat, &lesson.key, &found.id, &fields, t.now()))
            }
            Block::Task(task) => {
                let input = Input { body: "Ma fiche".into(), hand_in: true, ..Input::default() };
                act!(t, l, |tx, seat| production::save(tx, &seat, &lesson.key, &task.id, &input, t.now()))
            }
            Block::Html { .. } | Block::Language { .. } | Block::Trainer { .. } => continue,
        };
        assert_eq!(outcome.unwrap().completed, None);
    }
    let read = act!(t, l, |tx, seat| pages::mark_read(tx, &seat, "exception", t.now())).unwrap();
    assert!(read.page_done && read.completed.is_none());

    let exam = l.course.page("evaluation").unwrap();
    let seed = seed_of(&l, enrolment, exam);
    for question in exam.questions() {
        let fields = right_fields(question, seed);
        act!(t, l, |tx, seat| answer::save(tx, &seat, &exam.key, &question.id, &fields, t.now())).unwrap();
    }
    t.clock.advance(DAY);
    let outcome = act!(t, l, |tx, seat| answer::hand_in(tx, &seat, &exam.key, t.now())).unwrap();
    assert!(outcome.page_done);
    let completion = outcome.completed.expect("the last step completes the course");

    let mut read = t.db.read().await.unwrap();
    let done = super::find(&mut read, l.person, &l.course.slug).await.unwrap().unwrap();
    assert_eq!(
        (done.state, done.percent, done.completed_at),
        (super::State::Completed, Some(100), Some(t.now()))
    );
    let record = super::record::completions(&mut read, by_operator(l.person)).await.unwrap();
    assert_eq!(record.len(), 1);
    assert_eq!((record[0].id, record[0].school_year.as_str()), (completion, "2026-2027"));
    assert_eq!(
        super::record::minutes_by_year(&record, std::iter::empty()),
        [("2026-2027".into(), record[0].minutes)]
    );
    let again = fraction::read(record[0].points.as_deref())
        .unwrap()
        .over(fraction::read(record[0].out_of.as_deref()).unwrap());
    assert_eq!(again.percent(), 100);

    // A second completion never happens, whatever is answered afterwards.
    let question = lesson.questions().next().unwrap();
    let fields = right_fields(question, seed_of(&l, enrolment, lesson));
    let after = act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &fields, t.now()))
        .unwrap();
    assert_eq!(after.completed, None);
}

async fn answers_are_kept_as_given_and_the_best_counts(t: Platform) {
    let l = learner(&t).await;
    let enrolment = enrolment_id(&t, &l).await;
    let lesson = &l.course.pages[0];
    let seed = seed_of(&l, enrolment, lesson);
    let question =
        lesson.questions().find(|question| matches!(question.answers, Answers::Single { .. })).unwrap();
    let Answers::Single { options } = &question.answers else { unreachable!() };
    let right = options.iter().position(|option| option.right).unwrap();
    let wrong = options.iter().position(|option| !option.right).unwrap();
    let fields = |index| vec![("answer".to_owned(), draw::option_key(seed, &question.id, index))];

    act!(t, l, |tx, seat| answer::save(tx, &seat, &lesson.key, &question.id, &fields(wrong), t.now()))
        .unwrap();
    let found =
        super::find(&mut t.db.read().await.unwrap(), l.person, &l.course.slug).await.unwrap().unwrap();
    let shown =
        player::load(&mut t.db.read().await.unwrap(), found.clone(), &l.course, lesson).await.unwrap();
    assert_eq!(shown.answers[&question.id].given(), Some(Given::Choice { chosen: vec![wrong] }));
    assert!(!shown.page.answered.contains(&question.id), "a draft is not an answer");

    let best = async |t: &Platform| {
        let shown =
            player::load(&mut t.db.read().await.unwrap(), found.clone(), &l.course, lesson).await.unwrap();
        fraction::read(shown.answers[&question.id].best.as_deref()).unwrap().percent()
    };
    act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &fields(right), t.now()))
        .unwrap();
    assert_eq!(best(&t).await, 100);
    act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &fields(wrong), t.now()))
        .unwrap();
    assert_eq!(best(&t).await, 100, "a score never goes down");

    let empty = act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &[], t.now()))
        .unwrap_err();
    assert!(matches!(empty, Error::Invalid(_)));
}

async fn a_draft_that_arrives_late_does_not_take_an_answer_back(t: Platform) {
    let l = learner(&t).await;
    let enrolment = enrolment_id(&t, &l).await;
    let lesson = &l.course.pages[0];
    let seed = seed_of(&l, enrolment, lesson);
    let question = lesson.questions().next().unwrap();
    let fields = right_fields(question, seed);
    act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &fields, t.now())).unwrap();
    act!(t, l, |tx, seat| answer::save(tx, &seat, &lesson.key, &question.id, &fields, t.now())).unwrap();
    let found =
        super::find(&mut t.db.read().await.unwrap(), l.person, &l.course.slug).await.unwrap().unwrap();
    let shown = player::load(&mut t.db.read().await.unwrap(), found, &l.course, lesson).await.unwrap();
    assert_eq!(shown.answers[&question.id].state, "final");
}

async fn an_exam_is_graded_at_the_end_and_may_be_tried_again(t: Platform) {
    let l = learner(&t).await;
    let exam = l.course.page("evaluation").unwrap();
    let question = exam.questions().next().unwrap();
    let early =
        act!(t, l, |tx, seat| answer::submit(tx, &seat, &exam.key, &question.id, &[], t.now())).unwrap_err();
    assert_eq!(early.refusal().unwrap().key, "feedback-at-end");
    let outcome = act!(t, l, |tx, seat| answer::hand_in(tx, &seat, &exam.key, t.now())).unwrap();
    assert!(!outcome.page_done);
    let closed =
        act!(t, l, |tx, seat| answer::save(tx, &seat, &exam.key, &question.id, &[], t.now())).unwrap_err();
    assert_eq!(closed.refusal().unwrap().key, "attempt-closed");
    act!(t, l, |tx, seat| answer::restart(tx, &seat, &exam.key, t.now())).unwrap();
    act!(t, l, |tx, seat| answer::restart(tx, &seat, &exam.key, t.now())).unwrap();
    let enrolment = enrolment_id(&t, &l).await;
    let attempt =
        answer::latest(&mut t.db.read().await.unwrap(), enrolment, &exam.key).await.unwrap().unwrap();
    assert_eq!((attempt.number, attempt.is_open()), (2, true), "a second click opens no third attempt");
}

async fn dropping_keeps_progress(t: Platform) {
    let l = learner(&t).await;
    act!(t, l, |tx, seat| pages::mark_read(tx, &seat, "exception", t.now())).unwrap();
    let mut tx = t.db.begin().await.unwrap();
    enrol::drop_out(&mut tx, by_operator(l.person), &l.course.slug, t.now()).await.unwrap();
    assert_eq!(super::find(&mut tx, l.person, &l.course.slug).await.unwrap(), None);
    let back = enrol::enrol(&mut tx, by_operator(l.person), l.version, &l.course, Again::Continue, t.now())
        .await
        .unwrap();
    assert_eq!((back.run, back.pages_done), (1, 1));
    enrol::drop_out(&mut tx, by_operator(l.person), &l.course.slug, t.now()).await.unwrap();
    let anew = enrol::enrol(&mut tx, by_operator(l.person), l.version, &l.course, Again::Anew, t.now())
        .await
        .unwrap();
    assert_eq!((anew.run, anew.pages_done), (2, 0));
    tx.commit().await.unwrap();
}

async fn a_stranger_has_no_seat(t: Platform) {
    let l = learner(&t).await;
    let stranger = person(&t, "autre@ac-exemple.fr").await;
    let mut tx = t.db.begin().await.unwrap();
    let refused =
        hold(&mut tx, by_operator(stranger), &l.course.slug, l.version, &l.course).await.unwrap_err();
    assert!(matches!(refused, Error::NotFound));
}

async fn an_anonymous_survey_keeps_no_name(t: Platform) {
    let l = learner(&t).await;
    let lesson = &l.course.pages[0];
    let fields = vec![("answer".to_owned(), "1".to_owned())];
    act!(t, l, |tx, seat| survey::answer(tx, &seat, &lesson.key, "s-ease", &fields, t.now())).unwrap();
    let twice = act!(t, l, |tx, seat| survey::answer(tx, &seat, &lesson.key, "s-ease", &fields, t.now()))
        .unwrap_err();
    assert_eq!(twice.refusal().unwrap().key, "survey-answered");
    let mut read = t.db.read().await.unwrap();
    let rows: Vec<(Option<Uuid>,)> =
        read.query(sql!("select person_id from survey_answer order by id")).all().await.unwrap();
    assert_eq!(rows, [(None,)]);
    assert!(
        survey::results(&mut read, &l.course.slug, &lesson.key).await.unwrap().is_empty(),
        "hidden under five answers"
    );
}

async fn the_reader_asks_a_fixed_number_of_questions(t: Platform) {
    let l = learner(&t).await;
    let lesson = &l.course.pages[0];
    let found =
        super::find(&mut t.db.read().await.unwrap(), l.person, &l.course.slug).await.unwrap().unwrap();
    let counted = async || {
        let before = t.db.queries_run();
        player::load(&mut t.db.read().await.unwrap(), found.clone(), &l.course, lesson).await.unwrap();
        t.db.queries_run() - before
    };
    let empty = counted().await;
    let seed = draw::seed(found.id, &lesson.key, 1);
    for question in lesson.questions() {
        let fields = right_fields(question, seed);
        act!(t, l, |tx, seat| answer::submit(tx, &seat, &lesson.key, &question.id, &fields, t.now()))
            .unwrap();
    }
    // The answers of the attempt are one statement more, however many they are.
    assert_eq!(counted().await, empty + 1);
}

async fn rebuilding_changes_nothing(t: Platform) {
    let l = learner(&t).await;
    act!(t, l, |tx, seat| pages::mark_read(tx, &seat, "exception", t.now())).unwrap();
    let before =
        super::find(&mut t.db.read().await.unwrap(), l.person, &l.course.slug).await.unwrap().unwrap();
    let mut tx = t.db.begin().await.unwrap();
    assert_eq!(progress::rebuild(&mut tx, &before, &l.course, t.now()).await.unwrap(), None);
    let after = super::find(&mut tx, l.person, &l.course.slug).await.unwrap().unwrap();
    assert_eq!((before.percent, before.pages_done), (after.percent, after.pages_done));
    tx.commit().await.unwrap();
}

// After the macro that it uses.
mod draft_kept;
