//! A school of the tests with its head, its teachers and the plan manager of its académie.

use uuid::Uuid;

use super::draft::{self, Asked, Input};
use super::letter::{Mission, MissionLetter};
use super::submit::{self, Councils};
use super::{answer, decide, nomination, propose, scheme};
use crate::access::policy::{Act, Place, allow, by_operator};
use crate::access::roles::{self, NewGrant};
use crate::access::{self, Allowed, Role, accounts};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::people::NewPerson;
use crate::school::postings::{self, NewPosting};
use crate::school::{self, School};
use crate::testing::Platform;
use crate::year::SchoolYear;
use jiff::civil::date;

pub(crate) struct Scene {
    pub t: Platform,
    pub school: School,
    pub head: Uuid,
    pub manager: Uuid,
    pub teacher: Uuid,
    pub colleague: Uuid,
}

pub(crate) const YEAR: &str = "2026-2027";

pub(crate) fn year() -> SchoolYear {
    SchoolYear::parse(YEAR).unwrap()
}

pub(crate) async fn person(t: &Platform, name: &str) -> Uuid {
    let new = NewPerson {
        given_name: name.into(),
        usual_name: "Martin".into(),
        email: format!("{name}@ac-exemple.fr"),
        ..NewPerson::default()
    };
    let mut tx = t.db.begin().await.unwrap();
    let person = accounts::create_active(&mut tx, by_operator(()), &new, "x", t.now()).await.unwrap().id;
    tx.commit().await.unwrap();
    person
}

pub(crate) async fn give(t: &Platform, person: Uuid, role: Role, node: Uuid, delegated_by: Option<Uuid>) {
    let mut tx = t.db.begin().await.unwrap();
    let grant = NewGrant { person, role, node: Some(node), until: None, delegated_by, reason: "" };
    roles::grant_at(&mut tx, by_operator(grant), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn post(t: &Platform, person: Uuid, school: Uuid) {
    let posting = NewPosting {
        person,
        school,
        discipline: Some("svt"),
        main: true,
        employment_status: "titulaire",
        starts_at: Timestamp::midnight(date(2026, 9, 1), "Europe/Paris"),
        source: "manual",
    };
    let mut tx = t.db.begin().await.unwrap();
    postings::post(&mut tx, by_operator(&posting), t.now()).await.unwrap();
    tx.commit().await.unwrap();
}

impl Scene {
    pub(crate) async fn new(t: Platform) -> Self {
        let school = crate::testing::school(&t, "fr/14/b1/", "9990001X").await;
        let mut names = Vec::new();
        for name in ["claire", "malik", "sophie", "yann"] {
            names.push(person(&t, name).await);
        }
        let [head, manager, teacher, colleague] = names[..] else { unreachable!() };
        let mut tx = t.db.begin().await.unwrap();
        scheme::found(&mut tx, t.now()).await.unwrap();
        let academy = school::by_path(&mut tx, "fr/14/").await.unwrap().unwrap();
        tx.commit().await.unwrap();
        give(&t, head, Role::Head, school.node_id, None).await;
        give(&t, manager, Role::PlanManager, academy.id, None).await;
        post(&t, teacher, school.node_id).await;
        post(&t, colleague, school.node_id).await;
        Self { t, school, head, manager, teacher, colleague }
    }

    /// What the policy allows this person on this school.
    pub(crate) async fn may<T>(&self, person: Uuid, act: Act, thing: T) -> Result<Allowed<T>> {
        let actor = access::actor(&mut self.t.db.read().await.unwrap(), person, self.t.now()).await.unwrap();
        let place = match act {
            Act::AnswerNomination => Place::Of(person),
            _ => Place::At(&self.school.path),
        };
        allow(actor.as_ref(), act, place, thing)
    }

    pub(crate) fn letter(&self) -> MissionLetter {
        MissionLetter {
            missions: vec![Mission::Information, Mission::Accompaniment],
            time: "Une heure par semaine".into(),
            indicators: vec!["Trois sessions dans l'année".into()],
            ..MissionLetter::default()
        }
    }

    pub(crate) fn input(&self, person: Uuid, reward: Asked) -> Input {
        Input {
            person,
            year: year(),
            first: date(2026, 9, 1),
            last: date(2027, 8, 31),
            share_percent: 100,
            reward,
            letter: self.letter(),
        }
    }

    pub(crate) async fn draft(&self, input: Input) -> Result<Uuid> {
        let mut tx = self.t.db.begin().await?;
        let allowed = self.may(self.head, Act::ProposeNomination, self.school.node_id).await?;
        let id = draft::create(&mut tx, allowed, input, self.t.now()).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub(crate) async fn seen(&self, id: Uuid) -> i32 {
        nomination(&mut self.t.db.read().await.unwrap(), id).await.unwrap().version
    }

    pub(crate) async fn propose(&self, id: Uuid) -> Result<()> {
        let seen = self.seen(id).await;
        let mut tx = self.t.db.begin().await?;
        let allowed = self.may(self.head, Act::ProposeNomination, id).await?;
        propose::propose(&mut tx, allowed, seen, self.t.now()).await?;
        tx.commit().await
    }

    pub(crate) async fn accept(&self, who: Uuid, id: Uuid) -> Result<()> {
        let seen = self.seen(id).await;
        let mut tx = self.t.db.begin().await?;
        let allowed = self.may(who, Act::AnswerNomination, id).await?;
        answer::accept(&mut tx, allowed, seen, self.t.now()).await?;
        tx.commit().await
    }

    pub(crate) async fn submit(&self, id: Uuid, councils: Councils) -> Result<()> {
        let mut tx = self.t.db.begin().await?;
        let allowed = self.may(self.head, Act::ProposeNomination, id).await?;
        submit::submit(&mut tx, allowed, councils, self.t.now()).await?;
        tx.commit().await
    }

    pub(crate) async fn validate(&self, id: Uuid) -> Result<()> {
        let mut tx = self.t.db.begin().await?;
        let allowed = self.may(self.manager, Act::ValidateNomination, id).await?;
        decide::validate(&mut tx, allowed, self.t.now()).await?;
        tx.commit().await
    }

    /// A mandate that runs.
    pub(crate) async fn active(&self, person: Uuid, reward: Asked) -> Uuid {
        let id = self.draft(self.input(person, reward)).await.unwrap();
        self.propose(id).await.unwrap();
        self.accept(person, id).await.unwrap();
        self.submit(id, heard()).await.unwrap();
        self.validate(id).await.unwrap();
        id
    }

    pub(crate) async fn school_now(&self) -> School {
        let paths = [self.school.path.clone()];
        school::at_paths(&mut self.t.db.read().await.unwrap(), &paths).await.unwrap().remove(0)
    }

    /// Kinds of what a person was told, the newest first.
    pub(crate) async fn told(&self, person: Uuid) -> Vec<String> {
        let told = crate::notice::inbox::list(
            &mut self.t.db.read().await.unwrap(),
            by_operator(person),
            false,
            0,
            100,
        )
        .await
        .unwrap();
        told.into_iter().map(|notice| notice.kind).collect()
    }
}

pub(crate) fn heard() -> Councils {
    Councils::Heard { council_on: Some(date(2026, 6, 10)), board_on: Some(date(2026, 6, 25)) }
}

/// Key of the refusal, or `field=key` of the first fault.
pub(crate) fn why<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome.unwrap_err() {
        crate::Error::Refused(refusal) => refusal.key.to_owned(),
        crate::Error::Invalid(faults) => format!("{}={}", faults[0].field, faults[0].key),
        other => format!("{other}"),
    }
}
