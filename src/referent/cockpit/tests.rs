//! The year of a référent through the verbs, on both databases.

use uuid::Uuid;

use super::{accompany, activity, advice, bulletin, figures, project, project_list, report, report_list};
use crate::access::policy::{allow, by_operator};
use crate::access::{Act, Actor, Allowed, Place, accounts};
use crate::clock::DAY;
use crate::db::{Conn as _, Tx};
use crate::people::NewPerson;
use crate::school::School;
use crate::school::postings::{self, NewPosting};
use crate::testing::{Platform, school};
use crate::year::SchoolYear;
use crate::{Error, ids, on_both, sql};

on_both!(
    a_bulletin_tells_each_colleague_once_and_counts_each_reader_once,
    what_is_done_is_offered_once_and_counted_when_accepted,
    a_report_keeps_its_figures_and_comes_back_with_a_reason,
);

async fn person(tx: &mut Tx, t: &Platform, school: &School, name: &str) -> Actor {
    let new = NewPerson {
        given_name: name.into(),
        usual_name: "Martin".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let id = accounts::create_active(tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
    let posting = NewPosting {
        person: id,
        school: school.node_id,
        discipline: None,
        main: true,
        employment_status: "",
        starts_at: t.now().plus(-DAY),
        source: "test",
    };
    postings::post(tx, by_operator(&posting), t.now()).await.unwrap();
    crate::access::actor(tx, id, t.now()).await.unwrap().unwrap()
}

async fn referent(tx: &mut Tx, t: &Platform, school: &School, name: &str) -> Actor {
    let id = person(tx, t, school, name).await.id();
    tx.query(sql!(
        "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward, created_at,
                updated_at)
         values ($1, $2, $3, '2026-2027', $4, $5, 'active', 'none', $4, $4)"
    ))
    .bind(ids::new(t.now()))
    .bind(school.node_id)
    .bind(id)
    .bind(t.now().plus(-DAY))
    .bind(t.now().plus(200 * DAY))
    .run()
    .await
    .unwrap();
    crate::access::actor(tx, id, t.now()).await.unwrap().unwrap()
}

fn may<'s>(actor: &Actor, act: Act, school: &'s School) -> Allowed<&'s School> {
    allow(Some(actor), act, Place::At(&school.path), school).unwrap()
}

async fn a_bulletin_tells_each_colleague_once_and_counts_each_reader_once(t: Platform) {
    let school = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let zoe = referent(&mut tx, &t, &school, "zoe").await;
    let mut readers = Vec::new();
    for name in ["paul", "lise", "marc"] {
        readers.push(person(&mut tx, &t, &school, name).await);
    }
    let work = may(&zoe, Act::WorkAsReferent, &school);
    let typed = bulletin::Typed { title: "Un".into(), body: "Texte".into() };
    let id = bulletin::draft(&mut tx, work, &typed, t.now()).await.unwrap();
    for _ in 0..2 {
        bulletin::publish(&mut tx, work, id, t.now()).await.unwrap();
    }
    let told: Vec<(Uuid,)> = tx
        .query(sql!("select person_id from notice where kind = 'bulletin-published' order by id"))
        .all()
        .await
        .unwrap();
    assert_eq!(told.len(), 3, "each colleague once, the author not");
    let (found, author) = bulletin::find(&mut tx, id).await.unwrap();
    for reader in readers.iter().chain(&readers).chain([&zoe]) {
        let allowed = allow(Some(reader), Act::ReadBulletins, Place::At(&school.path), &found).unwrap();
        bulletin::mark_read(&mut tx, allowed, author).await.unwrap();
    }
    assert_eq!(bulletin::find(&mut tx, id).await.unwrap().0.reads, 3);
    assert!(bulletin::is_marked(&mut tx, id, readers[0].id()).await.unwrap());
    bulletin::withdraw(&mut tx, work, id, t.now()).await.unwrap();
    let (found, _) = bulletin::find(&mut tx, id).await.unwrap();
    assert_eq!((found.state, found.reads), (bulletin::State::Withdrawn, 3));
    let (salt,): (String,) = tx.query(sql!("select salt from bulletin")).one().await.unwrap();
    assert_eq!(salt, "", "nothing ties a mark to anybody any more");
    let again = bulletin::publish(&mut tx, work, id, t.now()).await;
    assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
}

async fn what_is_done_is_offered_once_and_counted_when_accepted(t: Platform) {
    let school = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let zoe = referent(&mut tx, &t, &school, "zoe").await;
    let paul = person(&mut tx, &t, &school, "paul").await;
    let (work, year) = (may(&zoe, Act::WorkAsReferent, &school), SchoolYear::parse("2026-2027").unwrap());
    let ask = may(&paul, Act::AskReferent, &school);
    let id = accompany::ask(&mut tx, ask, "GeoGebra", "", t.now()).await.unwrap();
    let typed = accompany::Typed {
        day: "2026-11-24".into(),
        minutes: "40".into(),
        people: "2".into(),
        topic: "GeoGebra".into(),
        discipline: Some("svt".into()),
        ..accompany::Typed::default()
    };
    accompany::done(&mut tx, work, id, 1, &typed, t.now()).await.unwrap();
    // A correction offers nothing more.
    accompany::done(&mut tx, work, id, 2, &typed, t.now()).await.unwrap();
    let back = accompany::take_back(&mut tx, ask, id, t.now()).await;
    assert!(matches!(back, Err(Error::Refused(_))), "what is done is not taken back: {back:?}");
    let sheet = project::Typed {
        title: "Balado".into(),
        summary: "Des voix.".into(),
        classes: "3e".into(),
        tools: "Micro".into(),
        ..project::Typed::default()
    };
    let project = project::propose(&mut tx, ask, &sheet, t.now()).await.unwrap();
    project::advance(&mut tx, work, project, 1, project::Event::Submit, "", t.now()).await.unwrap();
    assert_eq!(
        project_list::by_state(&mut tx, work, year).await.unwrap(),
        [(project::State::Submitted, 1)],
        "one project, submitted"
    );
    let note =
        allow(Some(&zoe), Act::WorkAsReferent, Place::At(&school.path), (&school, advice::Side::Referent))
            .unwrap();
    advice::write(&mut tx, note, None, "Wifi", "À revoir.", true, t.now()).await.unwrap();
    let time = activity::time(&mut tx, zoe.id(), school.node_id, year).await.unwrap();
    let offered: Vec<_> =
        time.iter().filter(|row| row.offered > 0).map(|row| (row.mission.code(), row.offered)).collect();
    assert_eq!(offered, [("1c", 1), ("1d", 1), ("2b", 1)]);
    assert_eq!(activity::accept_all(&mut tx, work, year, t.now()).await.unwrap(), 3);
    let time = activity::time(&mut tx, zoe.id(), school.node_id, year).await.unwrap();
    assert_eq!(time.iter().map(|row| row.minutes).sum::<i64>(), 100);
    let figures = figures::of(&mut tx, work, year, t.now()).await.unwrap();
    assert_eq!((figures.staff, figures.accompaniments, figures.minutes, figures.people), (2, 1, 40, 2));
    assert_eq!((figures.advice_sent, figures.advice_answered, figures.waiting), (1, 0, 0));
    let other = activity::Filter { year, mission: None, state: None };
    let theirs = may(&paul, Act::AskReferent, &school);
    assert!(
        activity::list(&mut tx, theirs, &other, 0, 50).await.unwrap().is_empty(),
        "a log is its author's"
    );
}

async fn a_report_keeps_its_figures_and_comes_back_with_a_reason(t: Platform) {
    let school = school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let zoe = referent(&mut tx, &t, &school, "zoe").await;
    let (work, year) = (may(&zoe, Act::WorkAsReferent, &school), SchoolYear::parse("2026-2027").unwrap());
    let id = report::write(&mut tx, work, 0, &report::Typed::default(), true, t.now()).await.unwrap();
    let stale = report::write(&mut tx, work, 0, &report::Typed::default(), true, t.now()).await;
    assert!(matches!(stale, Err(Error::Refused(_))), "sent once: {stale:?}");
    let held = report::find(&mut tx, id).await.unwrap();
    assert_eq!(held.frozen.unwrap().figures.staff, 1);
    let head = || by_operator((&school, id));
    let early = report::advance(&mut tx, head(), report::Step::Receive, "", t.now()).await;
    assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
    report::advance(&mut tx, head(), report::Step::Countersign, "Vu.", t.now()).await.unwrap();
    let filter =
        report_list::Filter { under: "fr/14/".into(), year, state: Some(report::State::Countersigned) };
    let listed = report_list::list(&mut tx, by_operator(()), &filter, 0, 50).await.unwrap();
    assert_eq!((listed.len(), report_list::count(&mut tx, by_operator(()), &filter).await.unwrap()), (1, 1));
    let silent = report::advance(&mut tx, head(), report::Step::ManagerReturns, " ", t.now()).await;
    assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
    report::advance(&mut tx, head(), report::Step::ManagerReturns, "Trop court.", t.now()).await.unwrap();
    let own = report::own(&mut tx, work, year).await.unwrap().unwrap();
    assert_eq!((own.state, own.return_reason.as_str()), (report::State::Draft, "Trop court."));
    assert!(own.frozen.is_none() && own.head_remark.is_empty() && own.countersigned_at.is_none());
    report::write(&mut tx, work, own.version, &report::Typed::default(), true, t.now()).await.unwrap();
    let own_signature =
        allow(Some(&zoe), Act::WorkAsReferent, Place::At(&school.path), (&school, id)).unwrap();
    let signed = report::advance(&mut tx, own_signature, report::Step::Countersign, "", t.now()).await;
    assert!(matches!(signed, Err(Error::Refused(_))), "nobody signs their own: {signed:?}");
}
