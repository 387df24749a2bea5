//! Training plans of the demo: the nation's, adopted, and that of an académie whose campaign is open.

use preau::access::policy::by_operator;
use preau::clock::DAY;
use preau::need::Level;
use preau::plan::modules::{self, Input};
use preau::plan::write::{self, Facts, NewPlan};
use preau::plan::{EnrolmentMode, Event, ModuleEvent, ProgrammeEvent, priority, programme};
use preau::year::SchoolYear;
use preau::{Result, Timestamp, Tx, ids};
use uuid::Uuid;

use super::organisation::Places;

/// A priority: title, text, place of the national one it serves.
type Aim = (&'static str, &'static str, Option<usize>);

/// A programme: place of its priority, end of its code, title, aim, audience, who decides.
type Group = (usize, &'static str, &'static str, &'static str, &'static str, EnrolmentMode);

/// A module: place of its programme, title, aims, minutes on site and at a distance, level, groups, euros of one, course.
type Unit = (usize, &'static str, &'static str, i64, i64, Level, i32, i64, Option<&'static str>);

const NATIONAL_AIMS: [Aim; 3] = [
    (
        "Développer les compétences numériques des élèves",
        "De l'initiation à la certification, dans toutes les disciplines et pour tous les élèves.",
        None,
    ),
    (
        "Éduquer à l'esprit critique et à un usage responsable du numérique",
        "Information, images, intelligence artificielle, vie privée : comprendre avant d'utiliser.",
        None,
    ),
    (
        "Rendre l'école accessible à chacun",
        "Des supports que tous peuvent lire, et des parcours qui s'adaptent.",
        None,
    ),
];

#[rustfmt::skip]
const NATIONAL_GROUPS: [Group; 2] = [
    (0, "N01", "Repérer et certifier les compétences numériques", "Donner aux équipes des repères communs du collège au lycée.", "Équipes disciplinaires, second degré", EnrolmentMode::Both),
    (1, "N02", "Comprendre l'intelligence artificielle pour l'enseigner", "Savoir ce que font ces outils, ce qu'ils ne font pas, et ce que dit le droit.", "Tous les enseignants", EnrolmentMode::Individual),
];

#[rustfmt::skip]
const NATIONAL_UNITS: [Unit; 3] = [
    (0, "Lire le cadre de référence et situer ses élèves", "Situer une activité de classe dans le cadre ; repérer trois niveaux.", 180, 60, Level::Initiation, 20, 450, None),
    (1, "Ce que font les modèles de langue", "Expliquer sans mots savants d'où viennent leurs réponses et leurs erreurs.", 0, 120, Level::Initiation, 30, 120, None),
    (1, "Encadrer les usages des élèves", "Écrire avec une équipe une règle de classe applicable.", 180, 0, Level::Deepening, 12, 520, None),
];

const ACADEMIC_AIMS: [Aim; 4] = [
    (
        "Faire progresser chaque élève avec le numérique",
        "Évaluer souvent, corriger vite, laisser une trace du chemin parcouru.",
        Some(0),
    ),
    (
        "Éduquer à l'information et à l'intelligence artificielle",
        "Un travail commun des professeurs documentalistes et des disciplines.",
        Some(1),
    ),
    (
        "Des supports lisibles par tous",
        "Texte, image, son : les mêmes contenus par plusieurs chemins.",
        Some(2),
    ),
    (
        "Accompagner les référents numériques",
        "Se former entre pairs, en bassin, à ce que l'on transmettra dans son établissement.",
        None,
    ),
];

#[rustfmt::skip]
const ACADEMIC_GROUPS: [Group; 4] = [
    (0, "0001", "Évaluer pour faire progresser", "Concevoir des tests courts et s'en servir pour décider de la suite.", "Professeurs de collège et de lycée", EnrolmentMode::Individual),
    (0, "0002", "Modéliser et visualiser en mathématiques et en sciences", "Faire manipuler avant de formaliser.", "Professeurs de mathématiques et de sciences", EnrolmentMode::Individual),
    (1, "0003", "Chercher, vérifier, citer", "Bâtir une progression commune de la sixième à la terminale.", "Professeurs documentalistes et de toutes disciplines", EnrolmentMode::Both),
    (3, "0004", "Devenir référent numérique", "Prendre la mission en main pendant la première année.", "Référents nommés dans l'année", EnrolmentMode::Designated),
];

#[rustfmt::skip]
const ACADEMIC_UNITS: [Unit; 9] = [
    (0, "Des tests courts et leurs retours", "Écrire cinq questions qui apprennent quelque chose ; rédiger un retour utile.", 180, 90, Level::Initiation, 6, 380, None),
    (0, "Suivre les progrès sans crouler sous les copies", "Choisir un outil de suivi et en vérifier la conformité.", 180, 0, Level::Deepening, 4, 380, None),
    (0, "Différencier avec un plan de travail en ligne", "Préparer trois chemins pour une même séance.", 90, 180, Level::Deepening, 4, 350, Some("differencier")),
    (1, "GeoGebra du collège au lycée", "Construire une figure dynamique qui pose une question.", 180, 120, Level::Initiation, 3, 360, Some("maths-geogebra")),
    (1, "Mesurer avec un téléphone", "Monter une expérience avec les capteurs que tout le monde a.", 180, 0, Level::Initiation, 3, 420, None),
    (2, "Droit d'auteur et licences dans la classe", "Savoir ce que l'on peut projeter, copier, publier.", 0, 180, Level::Initiation, 8, 90, Some("droit-auteur")),
    (2, "Données personnelles des élèves", "Repérer les données traitées par un service et décider.", 60, 120, Level::Initiation, 6, 140, Some("rgpd-eleves")),
    (3, "Prise de fonction du référent", "Tenir sa lettre de mission, son journal et son premier recueil des besoins.", 360, 180, Level::Initiation, 3, 900, Some("referent-numerique")),
    (3, "Animer une formation d'établissement", "Préparer et mener une heure avec ses collègues.", 360, 0, Level::Deepening, 3, 950, None),
];

/// Lays both plans down, in the weeks before `now`.
pub(super) async fn found(tx: &mut Tx, places: &Places, now: Timestamp) -> Result<()> {
    let year = SchoolYear::of(now.date_in("Europe/Paris"));
    let at = now.plus(-100 * DAY);
    let national = Facts {
        title: "Plan national de formation".to_owned(),
        hours_budget_min: Some(400 * 60),
        money_budget_cents: Some(2_500_000),
        opens_on: None,
        closes_on: None,
    };
    let (plan, above) = begin(tx, places.nation, year, &national, &NATIONAL_AIMS, &[], at).await?;
    fill(tx, plan, "26NDGS", &above, &NATIONAL_GROUPS, &NATIONAL_UNITS, at).await?;
    write::step(tx, by_operator(plan), Event::Consult, at).await?;
    write::step(tx, by_operator(plan), Event::Adopt, at.plus(10 * DAY)).await?;

    let (at, today) = (now.plus(-80 * DAY), now.date_in("Europe/Paris"));
    let days = |count: i64| today.saturating_add(jiff::Span::new().days(count));
    let academic = Facts {
        title: "Programme académique de formation".to_owned(),
        hours_budget_min: Some(180 * 60),
        money_budget_cents: Some(1_500_000),
        opens_on: Some(days(-10)),
        closes_on: Some(days(25)),
    };
    let (plan, own) = begin(tx, places.academies[1], year, &academic, &ACADEMIC_AIMS, &above, at).await?;
    fill(tx, plan, "26A099", &own, &ACADEMIC_GROUPS, &ACADEMIC_UNITS, at).await?;
    write::step(tx, by_operator(plan), Event::Consult, at).await?;
    write::step(tx, by_operator(plan), Event::Adopt, at.plus(20 * DAY)).await?;
    write::step(tx, by_operator(plan), Event::OpenCampaign, now.plus(-10 * DAY)).await
}

/// A plan with its priorities, linked to those above; gives its id and theirs.
async fn begin(
    tx: &mut Tx,
    node: Uuid,
    year: SchoolYear,
    facts: &Facts,
    aims: &[Aim],
    above: &[Uuid],
    at: Timestamp,
) -> Result<(Uuid, Vec<Uuid>)> {
    let new = NewPlan { id: ids::new(at), node, year, title: facts.title.clone() };
    let plan = write::create(tx, by_operator(&new), at).await?;
    write::edit(tx, by_operator(plan.id), facts, plan.version, at).await?;
    let mut made = Vec::new();
    for (title, body, serves) in aims {
        let id = ids::new(at);
        let input = priority::Input { title: (*title).to_owned(), body: (*body).to_owned() };
        priority::add(tx, by_operator(plan.id), id, &input, at).await?;
        if let Some(parent) = serves.and_then(|place| above.get(place)) {
            priority::link(tx, by_operator(plan.id), id, Some(*parent), at).await?;
        }
        made.push(id);
    }
    Ok((plan.id, made))
}

/// Programmes and modules, offered; the last module is still to be validated.
async fn fill(
    tx: &mut Tx,
    plan: Uuid,
    prefix: &str,
    aims: &[Uuid],
    groups: &[Group],
    units: &[Unit],
    at: Timestamp,
) -> Result<()> {
    let mut made = Vec::new();
    for (aim, code, title, goal, audience, mode) in groups {
        let id = ids::new(at);
        let input = programme::Input {
            priority: aims.get(*aim).copied(),
            code: format!("{prefix}{code}"),
            title: (*title).to_owned(),
            aim: (*goal).to_owned(),
            audience: (*audience).to_owned(),
            mode: *mode,
        };
        programme::add(tx, by_operator(plan), id, &input, at).await?;
        made.push(id);
    }
    for (place, (group, title, goals, onsite, remote, level, count, euros, course)) in
        units.iter().enumerate()
    {
        let (id, programme) = (ids::new(at), made[*group]);
        let input = Input {
            programme,
            code: format!("{}-{}", groups[*group].1, place + 1),
            title: (*title).to_owned(),
            objectives: (*goals).to_owned(),
            onsite_min: *onsite,
            remote_min: *remote,
            level: *level,
            planned_groups: *count,
            group_cost_cents: euros * 100,
            course: course.map(str::to_owned),
            ..Input::default()
        };
        modules::add(tx, by_operator(plan), id, &input, at).await?;
        if place + 1 < units.len() {
            modules::step(tx, by_operator(plan), id, ModuleEvent::Validate, at).await?;
        }
    }
    for programme in made {
        programme::step(tx, by_operator(plan), programme, ProgrammeEvent::Offer, at).await?;
    }
    Ok(())
}
