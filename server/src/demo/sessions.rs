//! Sessions of the demo: one in each state that somebody has to see, from the draft to the one that is over.

use jiff::ToSpan as _;
use jiff::civil::Weekday;
use preau::access::policy::by_operator;
use preau::clock::{DAY, HOUR};
use preau::pay::{self, open, submit};
use preau::session::attendance::mark::{self, Sheet};
use preau::session::attendance::{Source, close};
use preau::session::draft::{self, New, Typed, TypedSlot};
use preau::session::{Scope, decide, session, sign_up};
use preau::{Result, Timestamp, Tx, ids, school};
use uuid::Uuid;

use super::organisation::Places;

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Draft,
    Proposed,
    /// By the head; a wider one now waits for the manager.
    Agreed,
    Open,
    /// Over, presence closed, its trainers paid.
    Closed,
}

struct Planned {
    title: &'static str,
    aim: &'static str,
    theme: &'static str,
    /// Place of the host school, and local part of the author's address.
    host: usize,
    author: &'static str,
    scope: Scope,
    /// Weeks from now; the session is on a Thursday.
    week: i64,
    hours: (&'static str, &'static str),
    capacity: i32,
    class_time: bool,
    informal: bool,
    remote: bool,
    stage: Stage,
    /// Who asks for a seat, in this order.
    people: &'static [&'static str],
}

/// Who leads the session that is over, beside its author.
const SECOND: &str = "nadege.robert@demo.preau.example";

#[rustfmt::skip]
const SESSIONS: [Planned; 9] = [
    Planned {
        title: "Construire un quiz qui aide à apprendre",
        aim: "Écrire dix questions avec des retours utiles, les essayer entre collègues, lire les réponses d'une classe.",
        theme: "assessment", host: 0, author: "referent", scope: Scope::School, week: 2, hours: ("14:00", "17:00"),
        capacity: 12, class_time: false, informal: false, remote: false, stage: Stage::Open,
        people: &["julien.bernard", "amina.haddad", "claire.lefevre"],
    },
    Planned {
        title: "Le midi du numérique : l'ENT sans se perdre",
        aim: "Trois gestes pour que chacun retrouve ses documents.",
        theme: "", host: 0, author: "referent", scope: Scope::School, week: 1, hours: ("12:30", "13:20"),
        capacity: 3, class_time: false, informal: true, remote: false, stage: Stage::Open,
        people: &["jean.pierre.dumont", "claire.lefevre", "amina.haddad", "julien.bernard"],
    },
    Planned {
        title: "Écrire des consignes accessibles à tous",
        aim: "Reprendre une fiche de cours, la rendre lisible à voix haute et au clavier.",
        theme: "", host: 0, author: "referent", scope: Scope::School, week: 4, hours: ("14:00", "16:30"),
        capacity: 15, class_time: true, informal: false, remote: false, stage: Stage::Proposed, people: &[],
    },
    Planned {
        title: "Cartes et images satellite en classe",
        aim: "",
        theme: "", host: 0, author: "referent", scope: Scope::School, week: 8, hours: ("14:00", "17:00"),
        capacity: 12, class_time: false, informal: false, remote: false, stage: Stage::Draft, people: &[],
    },
    Planned {
        title: "Protéger les données des élèves : cas pratiques",
        aim: "Traiter six situations vécues, repartir avec la liste des questions à poser avant d'ouvrir un service.",
        theme: "", host: 0, author: "referent", scope: Scope::Basin, week: 6, hours: ("09:00", "12:00"),
        capacity: 20, class_time: true, informal: false, remote: false, stage: Stage::Agreed, people: &[],
    },
    Planned {
        title: "Programmer avec ses élèves, sans être informaticien",
        aim: "Mener une première séance de programmation, en sciences comme en lettres.",
        theme: "", host: 2, author: "formatrice", scope: Scope::Academy, week: 5, hours: ("09:00", "12:00"),
        capacity: 16, class_time: true, informal: false, remote: false, stage: Stage::Open,
        people: &["enseignante", "nadege.robert", "marc.fontaine"],
    },
    Planned {
        title: "Classe à distance : tenir l'attention",
        aim: "Préparer une heure à distance où chacun agit toutes les dix minutes.",
        theme: "", host: 2, author: "formatrice", scope: Scope::Academy, week: 2, hours: ("18:00", "19:30"),
        capacity: 40, class_time: false, informal: false, remote: true, stage: Stage::Open,
        people: &["lea.moreau", "enseignante"],
    },
    Planned {
        title: "Prise en main du tableau interactif",
        aim: "Écrire, enregistrer, reprendre au cours suivant.",
        theme: "", host: 0, author: "referent", scope: Scope::School, week: -1, hours: ("14:00", "17:00"),
        capacity: 10, class_time: false, informal: false, remote: false, stage: Stage::Open,
        people: &["enseignante", "julien.bernard", "claire.lefevre", "jean.pierre.dumont"],
    },
    Planned {
        title: "Concevoir un parcours qui tient dans une heure",
        aim: "Découper, donner à faire, vérifier : repartir avec un parcours prêt pour sa classe.",
        theme: "", host: 2, author: "formatrice", scope: Scope::Academy, week: -3, hours: ("09:00", "12:00"),
        capacity: 16, class_time: true, informal: false, remote: false, stage: Stage::Closed,
        people: &["lea.moreau", "marc.fontaine"],
    },
];

/// Writes the sessions, the one with a theme for those who `asked` for it; `find` gives the person with this local part of an address.
pub(super) async fn found(
    tx: &mut Tx,
    places: &Places,
    find: impl Fn(&str) -> Option<Uuid>,
    asked: &[Uuid],
    now: Timestamp,
) -> Result<()> {
    for planned in &SESSIONS {
        let host = school::node(tx, places.schools[planned.host]).await?;
        let Some(author) = find(planned.author) else { continue };
        // Written four weeks before it takes place, and not later than now.
        let today = now.date_in(&host.zone);
        let monday = today.saturating_sub(i64::from(today.weekday().since(Weekday::Monday)).days());
        let day = monday.saturating_add((7 * planned.week + 3).days());
        let written = Timestamp::midnight(day, &host.zone).plus(-28 * DAY).min(now.plus(-3 * DAY));
        let typed = planned.typed(day.to_string());
        let needs = if planned.theme.is_empty() { &[] } else { asked };
        let new = New { id: ids::new(written), author, host: &host.path, typed: &typed, needs };
        let id = draft::create(tx, by_operator(new), written).await?;
        if planned.stage >= Stage::Proposed {
            let version = session(tx, id).await?.version;
            decide::propose(tx, by_operator(id), version, written.plus(DAY / 24)).await?;
        }
        if planned.stage >= Stage::Agreed {
            decide::agree(tx, by_operator(id), written.plus(DAY)).await?;
        }
        if planned.stage >= Stage::Open {
            if planned.scope != Scope::School {
                decide::approve(tx, by_operator(id), written.plus(DAY * 3 / 2)).await?;
            }
            decide::publish(tx, by_operator(id), written.plus(2 * DAY)).await?;
            let mut at = written.plus(2 * DAY);
            for name in planned.people {
                at = at.plus(DAY / 24);
                if let Some(person) = find(name) {
                    sign_up::sign_up(tx, by_operator((id, person)), "", at).await?;
                }
            }
            if planned.stage == Stage::Closed {
                end(tx, id, author).await?;
            }
        }
    }
    Ok(())
}

/// Marks everybody present, closes, and brings the statements of the trainers as far as a demo has to show: one is
/// certified by the head, the other waits for its trainer.
async fn end(tx: &mut Tx, id: Uuid, author: Uuid) -> Result<()> {
    let mut at = session(tx, id).await?.created_at;
    for slot in preau::session::slots(tx, id).await? {
        let sheet = Sheet {
            slot: slot.id,
            marks: &[],
            others_present: true,
            source: Source::Trainer,
            remote: false,
            reason: "",
            key: "demo",
        };
        at = slot.ends_at.plus(HOUR);
        mark::mark(tx, by_operator(id), sheet, at).await?;
    }
    close::close(tx, by_operator(id), at.plus(HOUR)).await?;
    let at = at.plus(2 * HOUR);
    open::open(tx, Some(id), at).await?;
    if let Some(statement) = pay::list::of_session(tx, by_operator((id, author))).await? {
        let mut claim = pay::Typed {
            permit_on: at.date_in("Europe/Paris").saturating_sub(90.days()).to_string(),
            ..pay::Typed::default()
        };
        claim.lines[0] = ("3 h".to_owned(), "32,50".to_owned());
        claim.preparation = "60".to_owned();
        let seen = pay::statement(tx, statement).await?.version;
        submit::submit(tx, by_operator((statement, author)), &claim, seen, at.plus(DAY)).await?;
        pay::decide::certify(tx, by_operator(statement), at.plus(2 * DAY)).await?;
    }
    Ok(())
}

impl Planned {
    fn typed(&self, day: String) -> Typed {
        Typed {
            title: self.title.to_owned(),
            aim: self.aim.to_owned(),
            theme: self.theme.to_owned(),
            depth: "initiation".to_owned(),
            modality: if self.remote { "remote" } else { "onsite" }.to_owned(),
            room: if self.remote { "" } else { "Salle informatique" }.to_owned(),
            link: if self.remote { "https://visio.exemple.fr/seance" } else { "" }.to_owned(),
            slots: vec![TypedSlot { day, from: self.hours.0.to_owned(), to: self.hours.1.to_owned() }],
            scope: self.scope.code().to_owned(),
            capacity: self.capacity.to_string(),
            waitlist: true,
            informal: self.informal,
            in_class_time: self.class_time,
            leads: true,
            paid: self.stage == Stage::Closed,
            trainers: if self.stage == Stage::Closed { SECOND } else { "" }.to_owned(),
            ..Typed::default()
        }
    }
}
