//! A term of a school in the demo: what teachers asked for, and what their référent did about it.

use preau::access;
use preau::access::policy::{Act, Allowed, Place, allow, by_operator};
use preau::clock::DAY;
use preau::need::statement::{self, NewNeed};
use preau::need::themes;
use preau::referent::cockpit::{accompany, bulletin, project};
use preau::school::{self, School};
use preau::{Error, Result, Timestamp, Tx};
use uuid::Uuid;

use super::organisation::Places;

/// Local part of the author's address, theme, discipline, level, in their words, days ago.
type Need = (&'static str, &'static str, &'static str, &'static str, &'static str, i64);

#[rustfmt::skip]
const NEEDS: [Need; 7] = [
    ("julien.bernard", "assessment", "mathematiques", "deepening", "Des tests courts qui se corrigent seuls, avec des retours qui expliquent.", 40),
    ("amina.haddad", "assessment", "lettres-modernes", "initiation", "Évaluer l'oral sans y passer mes soirées.", 36),
    ("claire.lefevre", "assessment", "svt", "initiation", "", 33),
    ("claire.lefevre", "simulation", "svt", "initiation", "Capteurs branchés sur les tablettes, en sortie de terrain.", 30),
    ("jean.pierre.dumont", "programming", "technologie", "expertise", "", 24),
    ("amina.haddad", "generative-ai", "lettres-modernes", "initiation", "Que dire aux élèves, et que leur interdire ?", 12),
    ("julien.bernard", "generative-ai", "mathematiques", "initiation", "", 5),
];

#[rustfmt::skip]
const BULLETINS: [(&str, &str, i64); 2] = [
    ("Rentrée : trois choses à savoir sur l'ENT",
     "Les comptes des nouveaux collègues sont ouverts. Le casier de chaque classe a changé de place. Pour les codes oubliés, un mot suffit : je passe.", 60),
    ("Vos demandes de formation : où nous en sommes",
     "Sept demandes ce trimestre, surtout sur l'évaluation et sur l'intelligence artificielle. Un atelier sur les quiz est proposé : inscrivez-vous dans « Sessions ».", 9),
];

/// Minutes, people, topic, days ago.
#[rustfmt::skip]
const HELP: [(u16, u16, &str, i64); 5] = [
    (45, 1, "Préparer une séance au tableur", 50),
    (30, 3, "Ranger les documents de l'équipe", 41),
    (60, 2, "Monter une vidéo de l'expérience", 27),
    (20, 1, "Rendre une fiche lisible à voix haute", 15),
    (90, 4, "Première séance de programmation", 6),
];

/// Writes the term of the first school, and gives the needs about assessment, which a session answers; `find` gives the
/// person with this local part of an address.
pub(super) async fn found(
    tx: &mut Tx,
    places: &Places,
    find: impl Fn(&str) -> Option<Uuid>,
    now: Timestamp,
) -> Result<Vec<Uuid>> {
    let mut asked = Vec::new();
    let node = school::node(tx, places.schools[0]).await?;
    let Some(school) = school::at_paths(tx, std::slice::from_ref(&node.path)).await?.pop() else {
        return Ok(asked);
    };
    themes::found(tx, now).await?;
    for (author, theme, discipline, level, body, days) in NEEDS {
        let Some(person) = find(author) else { continue };
        let new = NewNeed {
            school: school.path.clone(),
            theme: theme.to_owned(),
            discipline: discipline.to_owned(),
            level: level.to_owned(),
            modality: "any".to_owned(),
            urgency: "year".to_owned(),
            team: String::new(),
            body: body.to_owned(),
        };
        let need = statement::state(tx, by_operator((person, &new)), now.plus(-days * DAY)).await?;
        if theme == "assessment" {
            asked.push(need);
        }
    }
    let Some(referent) = find("referent") else { return Ok(asked) };
    let works = as_member(tx, referent, Act::WorkAsReferent, &school, now).await?;
    for (title, body, days) in BULLETINS {
        let at = now.plus(-days * DAY);
        let typed = bulletin::Typed { title: title.to_owned(), body: body.to_owned() };
        let id = bulletin::draft(tx, works, &typed, at).await?;
        bulletin::publish(tx, works, id, at).await?;
    }
    for (minutes, people, topic, days) in HELP {
        let at = now.plus(-days * DAY);
        let typed = accompany::Typed {
            day: at.date_in(&school.zone).to_string(),
            minutes: minutes.to_string(),
            people: people.to_string(),
            topic: topic.to_owned(),
            discipline: None,
            note: String::new(),
            project: None,
        };
        accompany::log(tx, works, &typed, at).await?;
    }
    let Some(claire) = find("claire.lefevre") else { return Ok(asked) };
    let asks = as_member(tx, claire, Act::AskReferent, &school, now).await?;
    let typed = project::Typed {
        title: "Mesurer la qualité de l'air du collège".to_owned(),
        summary: "Six capteurs construits en technologie, posés dans les classes ; les élèves lisent les courbes et \
                  écrivent à la mairie."
            .to_owned(),
        classes: "5e B et 5e C".to_owned(),
        disciplines: vec!["svt".to_owned(), "technologie".to_owned()],
        tools: "Microcontrôleurs, tableur".to_owned(),
        course: String::new(),
    };
    project::propose(tx, asks, &typed, now.plus(-20 * DAY)).await?;
    Ok(asked)
}

/// Only somebody of the school writes there, under their own name.
async fn as_member<'s>(
    tx: &mut Tx,
    person: Uuid,
    act: Act,
    school: &'s School,
    now: Timestamp,
) -> Result<Allowed<&'s School>> {
    let actor = access::actor(tx, person, now).await?.ok_or(Error::NotFound)?;
    allow(Some(&actor), act, Place::At(&school.path), school)
}
