//! What the workshop keeps and publishes, on both databases.

use uuid::Uuid;

use super::create::{self, New};
use super::publish::{self, Consequence, Prepared, Readiness};
use super::save::{self, Saved, Typed};
use super::template::Kind;
use super::{Module, State, files, load, module, of_owner, pages};
use crate::access::policy::{Act, Place, allow, by_operator};
use crate::access::{self, Actor, accounts};
use crate::clock::DAY;
use crate::course::check::Options;
use crate::course::live::Courses;
use crate::course::publish::{ChangeClass, Published};
use crate::course::source::Memory;
use crate::course::store;
use crate::db::Conn as _;
use crate::error::Result;
use crate::people::NewPerson;
use crate::school::School;
use crate::school::postings::{self, NewPosting};
use crate::testing::{Platform, school};
use crate::{ids, on_both, sql};

on_both!(
    every_save_can_be_read_again,
    pages_come_and_go_with_the_outline,
    two_who_save_the_same_text_lose_nothing,
    a_module_is_published_for_its_school_alone,
    an_author_publishes_alone_only_in_the_own_discipline,
    what_was_checked_is_what_is_published,
    a_change_says_what_it_does_to_whom,
    a_module_that_is_retired_leaves_the_catalogue,
);

/// A school with a référent who teaches SVT, and somebody from elsewhere.
pub(super) struct Scene {
    pub(super) t: Platform,
    pub(super) school: School,
    pub(super) author: Actor,
    pub(super) colleague: Actor,
    pub(super) stranger: Actor,
}

impl Scene {
    pub(super) async fn new(t: Platform) -> Self {
        let here = school(&t, "fr/14/b1/", "9990001X").await;
        let there = school(&t, "fr/14/b1/", "9990002Y").await;
        let author = person(&t, "zoe", &here, true).await;
        let colleague = person(&t, "ali", &here, false).await;
        let stranger = person(&t, "lea", &there, true).await;
        Self { school: here, author, colleague, stranger, t }
    }

    pub(super) async fn begin(&self, title: &str, discipline: &str) -> Module {
        let new = New {
            id: ids::new(self.t.now()),
            school: self.school.node_id,
            title: title.into(),
            discipline: discipline.into(),
            kind: Kind::Online,
        };
        let place = Place::At(&self.school.path);
        let allowed = allow(Some(&self.author), Act::WriteCourse, place, &new).unwrap();
        let mut tx = self.t.db.begin().await.unwrap();
        let made = create::create(&mut tx, allowed, self.t.now()).await.unwrap();
        assert_eq!(create::create(&mut tx, allowed, self.t.now()).await.unwrap(), made, "sent twice");
        tx.commit().await.unwrap();
        made
    }

    pub(super) async fn save(&self, module: &Module, path: &str, base: i32, text: &str) -> Result<Saved> {
        let typed = Typed { module: module.id, path: path.into(), base, text: text.into() };
        let allowed =
            allow(Some(&self.author), Act::WriteCourse, Place::Of(module.owner_id), &typed).unwrap();
        let mut tx = self.t.db.begin().await.unwrap();
        let saved = save::save(&mut tx, allowed, self.t.now()).await?;
        tx.commit().await.unwrap();
        Ok(saved)
    }

    pub(super) async fn text(&self, module: &Module, path: &str) -> (i32, String) {
        let mut read = self.t.db.read().await.unwrap();
        let file = save::file(&mut read, module.id, path).await.unwrap().unwrap();
        let text = save::text_at(&mut read, module.id, path, file.revision).await.unwrap().unwrap();
        (file.revision, text)
    }

    /// Replaces a text in a file.
    pub(super) async fn replace(&self, module: &Module, path: &str, from: &str, to: &str) {
        let (base, text) = self.text(module, path).await;
        assert!(text.contains(from), "{text}");
        let saved = self.save(module, path, base, &text.replacen(from, to, 1)).await.unwrap();
        assert!(matches!(saved, Saved::Kept { .. }));
    }

    pub(super) async fn prepare(&self, known: &Module) -> Readiness {
        let mut read = self.t.db.read().await.unwrap();
        let known = module(&mut read, known.id).await.unwrap();
        let held = load(&mut read, known.id).await.unwrap();
        let previous = match store::last(&mut read, &known.slug).await.unwrap() {
            Some(last) => Some(store::document(&mut read, last.id).await.unwrap()),
            None => None,
        };
        let options = Options::on(self.t.now().date_in("Europe/Paris"));
        publish::prepare(&Memory::new(), &known, held, previous.as_ref(), &options)
    }

    pub(super) async fn ready(&self, module: &Module) -> Prepared {
        match self.prepare(module).await {
            Readiness::Ready(prepared) => *prepared,
            Readiness::Refused(found) => panic!("{found:#?}"),
        }
    }

    pub(super) async fn publish(&self, module: &Module, prepared: &Prepared) -> Result<Published> {
        let place = Place::At(&module.school_path);
        let allowed = allow(Some(&self.author), Act::PublishCourse, place, module.id).unwrap();
        let mut tx = self.t.db.begin().await.unwrap();
        let done = publish::publish(&mut tx, allowed, prepared, self.t.now()).await?;
        tx.commit().await.unwrap();
        Ok(done)
    }
}

async fn person(t: &Platform, name: &str, school: &School, referent: bool) -> Actor {
    let now = t.now();
    let new = NewPerson {
        given_name: name.into(),
        usual_name: "Kerguelen".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let person = accounts::create_active(&mut tx, by_operator(()), &new, "x", now).await.unwrap().id;
    let posting = NewPosting {
        person,
        school: school.node_id,
        discipline: Some("svt"),
        main: true,
        employment_status: "titulaire",
        starts_at: now.plus(-DAY),
        source: "manual",
    };
    postings::post(&mut tx, by_operator(&posting), now).await.unwrap();
    if referent {
        tx.query(sql!(
            "insert into nomination (id, school_id, person_id, school_year, starts_at, ends_at, state, reward,
                                     created_at, updated_at)
             values ($1, $2, $3, '2026-2027', $4, $5, 'active', 'none', $4, $4)"
        ))
        .bind(ids::new(now))
        .bind(school.node_id)
        .bind(person)
        .bind(now.plus(-DAY))
        .bind(now.plus(200 * DAY))
        .run()
        .await
        .unwrap();
    }
    let actor = access::actor(&mut tx, person, now).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    actor
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    result.unwrap_err().refusal().map_or("no refusal", |refusal| refusal.key)
}

async fn every_save_can_be_read_again(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer au microscope", "svt").await;
    assert_eq!(
        (made.slug.as_str(), made.state(), made.revision),
        ("observer-au-microscope", State::Draft, 1)
    );
    let other = scene.begin("Observer au microscope", "toutes").await;
    assert_eq!(other.slug, "observer-au-microscope-2");

    let (base, before) = scene.text(&made, "commencer.md").await;
    let after = before.replace("Commencer", "Régler l'objectif");
    let saved = scene.save(&made, "commencer.md", base, &after.replace('\n', "\r\n")).await.unwrap();
    assert_eq!(saved, Saved::Kept { revision: 2 });
    assert_eq!(scene.text(&made, "commencer.md").await, (2, after.clone()), "line ends are those of files");
    assert_eq!(scene.save(&made, "commencer.md", 2, &after).await.unwrap(), Saved::Unchanged);
    assert!(scene.save(&made, "absent.md", 2, "x").await.is_err());
    assert!(scene.save(&made, "commencer.md", 2, &"x".repeat(300_000)).await.is_err());

    let mut read = scene.t.db.read().await.unwrap();
    let first = save::text_at(&mut read, made.id, "commencer.md", 1).await.unwrap();
    assert_eq!(first.as_deref(), Some(before.as_str()));
    let history = save::history(&mut read, made.id, "commencer.md", 0, 10).await.unwrap();
    assert_eq!(history.iter().map(|row| row.revision).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(history[0].author, "zoe Kerguelen");
    drop(read);

    scene.replace(&made, "course.toml", "Observer au microscope", "Régler un microscope").await;
    let known = module(&mut scene.t.db.read().await.unwrap(), made.id).await.unwrap();
    assert_eq!(
        (known.title.as_str(), known.slug.as_str()),
        ("Régler un microscope", "observer-au-microscope")
    );
    let own = allow(Some(&scene.author), Act::WriteCourse, Place::Of(scene.author.id()), scene.author.id());
    assert_eq!(of_owner(&mut scene.t.db.read().await.unwrap(), own.unwrap()).await.unwrap().len(), 2);
    let others = allow(Some(&scene.stranger), Act::WriteCourse, Place::Of(scene.author.id()), ());
    assert!(matches!(others, Err(crate::error::Error::NotFound)));
    let teacher = allow(Some(&scene.colleague), Act::WriteCourse, Place::Platform, ());
    assert!(matches!(teacher, Err(crate::error::Error::Forbidden)));
}

async fn pages_come_and_go_with_the_outline(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer", "svt").await;
    let own = allow(Some(&scene.author), Act::WriteCourse, Place::Of(made.owner_id), made.id).unwrap();
    let now = scene.t.now();
    let mut tx = scene.t.db.begin().await.unwrap();
    assert_eq!(pages::add(&mut tx, own, "  Régler  l'objectif ", now).await.unwrap(), "regler-l-objectif");
    assert_eq!(pages::add(&mut tx, own, "Régler l'objectif", now).await.unwrap(), "regler-l-objectif-2");
    assert!(pages::add(&mut tx, own, "  ", now).await.is_err());
    pages::shift(&mut tx, own, "regler-l-objectif", true, now).await.unwrap();
    tx.commit().await.unwrap();
    scene
        .replace(
            &made,
            "commencer.md",
            "## Je vérifie",
            "Voir [la suite](regler-l-objectif.md#x).\n\n## Je vérifie",
        )
        .await;
    let mut tx = scene.t.db.begin().await.unwrap();
    assert_eq!(
        pages::rename(&mut tx, own, "regler-l-objectif", "Objectif !", now).await.unwrap(),
        "objectif"
    );
    assert!(pages::rename(&mut tx, own, "objectif", "commencer", now).await.is_err());
    assert!(pages::rename(&mut tx, own, "README", "x", now).await.is_err());
    pages::remove(&mut tx, own, "regler-l-objectif-2", now).await.unwrap();
    assert!(pages::remove(&mut tx, own, "CHANGELOG", now).await.is_err());
    tx.commit().await.unwrap();
    let (_, start) = scene.text(&made, "commencer.md").await;
    assert!(start.contains("](objectif.md#x)"), "{start}");
    let (_, toml) = scene.text(&made, "course.toml").await;
    assert!(toml.contains(r#"pages = ["commencer", "objectif", "pratiquer", "evaluation"]"#), "{toml}");
    let paths: Vec<String> = files(&mut scene.t.db.read().await.unwrap(), made.id)
        .await
        .unwrap()
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(
        paths,
        [
            "CHANGELOG.md",
            "README.md",
            "commencer.md",
            "course.toml",
            "evaluation.md",
            "objectif.md",
            "pratiquer.md"
        ]
    );
}

async fn two_who_save_the_same_text_lose_nothing(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer", "svt").await;
    let (base, text) = scene.text(&made, "commencer.md").await;
    let first = text.replace("# Commencer", "# Régler");
    scene.save(&made, "commencer.md", base, &first).await.unwrap();
    let second = text.replace("Une erreur fréquente", "Une autre erreur");
    let Saved::Conflict(conflict) = scene.save(&made, "commencer.md", base, &second).await.unwrap() else {
        panic!("the first save was written over");
    };
    assert_eq!(conflict.theirs, first);
    assert!(conflict.clean, "{}", conflict.merged);
    assert!(conflict.merged.contains("# Régler") && conflict.merged.contains("Une autre erreur"));
    assert_eq!(scene.text(&made, "commencer.md").await.1, first, "nothing was written");

    let third = text.replace("# Commencer", "# Débuter");
    let Saved::Conflict(conflict) = scene.save(&made, "commencer.md", base, &third).await.unwrap() else {
        panic!("the first save was written over");
    };
    assert!(!conflict.clean && conflict.merged.contains("<<<<<<<"), "{}", conflict.merged);
    let kept = scene.save(&made, "commencer.md", conflict.revision, &third).await.unwrap();
    assert!(matches!(kept, Saved::Kept { .. }));
}

async fn a_module_is_published_for_its_school_alone(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer au microscope", "svt").await;
    let prepared = scene.ready(&made).await;
    assert_eq!(prepared.class, ChangeClass::First);
    assert!(matches!(scene.publish(&made, &prepared).await, Ok(Published::New { number: 1, .. })));
    let known = module(&mut scene.t.db.read().await.unwrap(), made.id).await.unwrap();
    assert_eq!((known.state(), known.version.as_deref()), (State::Published, Some("1.0.0")));
    assert!(known.is_in_service());

    let courses = Courses::new();
    let (db, now) = (&scene.t.db, scene.t.now());
    for (who, sees) in [
        (Some(&scene.author), true),
        (Some(&scene.colleague), true),
        (Some(&scene.stranger), false),
        (None, false),
    ] {
        let cards = courses.cards(db, who, now).await.unwrap();
        assert_eq!(cards.iter().any(|card| card.slug == made.slug), sees);
        assert_eq!(courses.current(db, who, &made.slug, now).await.unwrap().is_some(), sees);
    }
    let told: Vec<(Uuid,)> = db
        .read()
        .await
        .unwrap()
        .query(sql!("select person_id from notice where kind = 'module-published' order by person_id"))
        .all()
        .await
        .unwrap();
    assert_eq!(told, [(scene.colleague.id(),)]);

    // The same again is nothing new, and the identifiers are written down.
    let again = scene.ready(&made).await;
    assert!(matches!(scene.publish(&made, &again).await, Ok(Published::Unchanged { .. })));
    assert!(scene.text(&made, "ids.lock").await.1.contains("commencer#verifier-depart"));
}

async fn an_author_publishes_alone_only_in_the_own_discipline(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer", "toutes").await;
    scene
        .replace(&made, "course.toml", "disciplines  = [\"toutes\"]", "disciplines  = [\"svt\", \"lettres\"]")
        .await;
    let prepared = scene.ready(&made).await;
    assert_eq!(refused(scene.publish(&made, &prepared).await), "workshop-discipline");
    assert!(store::source(&mut scene.t.db.read().await.unwrap(), &made.slug).await.unwrap().is_none());
    let elsewhere = allow(Some(&scene.stranger), Act::PublishCourse, Place::At(&made.school_path), ());
    assert!(matches!(elsewhere, Err(crate::error::Error::NotFound)));
}

async fn what_was_checked_is_what_is_published(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer", "svt").await;
    let prepared = scene.ready(&made).await;
    scene.replace(&made, "commencer.md", "# Commencer", "# Autre chose").await;
    assert_eq!(refused(scene.publish(&made, &prepared).await), "workshop-changed");
    scene.replace(&made, "commencer.md", "# Autre chose", "### Autre chose").await;
    let Readiness::Refused(found) = scene.prepare(&made).await else { panic!("published with an error") };
    assert!(found.iter().any(|found| found.file == "commencer.md" && found.is_error()), "{found:#?}");
}

async fn a_change_says_what_it_does_to_whom(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer", "svt").await;
    let first = scene.ready(&made).await;
    let Published::New { version, .. } = scene.publish(&made, &first).await.unwrap() else { panic!() };
    let own =
        allow(Some(&scene.colleague), Act::Enrol, Place::Of(scene.colleague.id()), scene.colleague.id())
            .unwrap();
    let mut tx = scene.t.db.begin().await.unwrap();
    let again = crate::learning::enrol::Again::Continue;
    crate::learning::enrol::enrol(&mut tx, own, version, &first.course, again, scene.t.now()).await.unwrap();
    tx.commit().await.unwrap();
    let people = publish::consequence(&mut scene.t.db.read().await.unwrap(), &made.slug).await.unwrap();
    assert_eq!(people, Consequence { completed: 0, under_way: 1 });

    // Without a higher number, the check says which one to write.
    scene.replace(&made, "pratiquer.md", "duree = 15", "duree = 20").await;
    let Readiness::Refused(found) = scene.prepare(&made).await else { panic!("the number did not rise") };
    let number = found.iter().find(|found| found.file == "course.toml").unwrap();
    let (_, toml) = scene.text(&made, "course.toml").await;
    let mended = super::fix::fix(number, &toml).unwrap();
    assert!(mended.contains("2.0.0"), "{mended}");
    scene.replace(&made, "course.toml", "\"1.0.0\"", "\"2.0.0\"").await;
    let second = scene.ready(&made).await;
    assert_eq!(second.class, ChangeClass::Major);
    assert!(second.reasons.iter().any(|reason| reason.message.contains("pratiquer")));
    assert!(matches!(scene.publish(&made, &second).await, Ok(Published::New { number: 2, moved: 0, .. })));
}

async fn a_module_that_is_retired_leaves_the_catalogue(t: Platform) {
    let scene = Scene::new(t).await;
    let made = scene.begin("Observer", "svt").await;
    let prepared = scene.ready(&made).await;
    let own = allow(Some(&scene.author), Act::WriteCourse, Place::Of(made.owner_id), made.id).unwrap();
    let now = scene.t.now();
    let mut tx = scene.t.db.begin().await.unwrap();
    assert!(publish::retire(&mut tx, own, "", "Trop tôt", now).await.is_err());
    tx.rollback().await.unwrap();
    scene.publish(&made, &prepared).await.unwrap();
    let mut tx = scene.t.db.begin().await.unwrap();
    assert!(publish::retire(&mut tx, own, " ", " ", now).await.is_err());
    assert!(publish::retire(&mut tx, own, "nulle-part", "", now).await.is_err());
    publish::retire(&mut tx, own, "", "Le programme a changé", now).await.unwrap();
    tx.commit().await.unwrap();
    let courses = Courses::new();
    let who = Some(&scene.colleague);
    assert!(courses.cards(&scene.t.db, who, now).await.unwrap().is_empty());
    assert!(courses.current(&scene.t.db, who, &made.slug, now).await.unwrap().is_some(), "people go on");
    // Published again, it is back.
    let again = scene.ready(&made).await;
    assert!(matches!(scene.publish(&made, &again).await, Ok(Published::Restored { .. })));
}
