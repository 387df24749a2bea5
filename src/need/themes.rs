//! The themes a need may be about: a closed list as data, laid down once, renamed and retired by the nation.

use serde_json::json;
use sqlx::types::Json;

use super::note;
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{sql, text};

/// Longest label, in characters.
const LABEL_MAX: usize = 80;
/// Most themes of the list, retired ones included.
const MOST: i64 = 100;

/// A theme of the list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Theme {
    pub code: String,
    pub label_fr: String,
    pub label_en: String,
    /// Offered for new needs; a retired one keeps its name on old ones.
    pub active: bool,
    pub version: i32,
}

#[rustfmt::skip]
const FIRST: [(&str, &str, &str); 16] = [
    ("classroom-tools", "S'équiper et bien commencer : vidéoprojection, tablettes, ENT", "Getting started: projection, tablets, school platform"),
    ("resources", "Trouver, choisir et organiser des ressources", "Finding, choosing and organising resources"),
    ("licences", "Droit d'auteur et licences dans la classe", "Copyright and licences in class"),
    ("personal-data", "Données personnelles des élèves", "Personal data of pupils"),
    ("media-literacy", "Éducation aux médias et à l'information", "Media and information literacy"),
    ("generative-ai", "Intelligence artificielle : comprendre et encadrer ses usages", "Artificial intelligence: understanding and framing its use"),
    ("assessment", "Évaluer avec le numérique : tests, retours, suivi", "Assessing with digital tools: tests, feedback, follow-up"),
    ("accessibility", "Rendre ses supports accessibles, élèves à besoins particuliers", "Accessible materials, pupils with special needs"),
    ("differentiation", "Différencier et personnaliser les parcours", "Differentiating and personalising"),
    ("collaboration", "Faire travailler les élèves ensemble : écriture et cartes partagées", "Pupils working together: shared writing and maps"),
    ("audio-video", "Créer du son, de l'image et de la vidéo", "Making sound, pictures and video"),
    ("programming", "Programmation, robotique et objets connectés", "Programming, robotics and connected objects"),
    ("simulation", "Simuler, mesurer, représenter : logiciels de discipline", "Simulating, measuring, plotting: software of one's subject"),
    ("hybrid", "Classe inversée, travail à la maison et enseignement à distance", "Flipped class, homework and distance teaching"),
    ("digital-skills", "Compétences numériques des élèves : repérer, former, certifier", "Digital skills of pupils: spotting, training, certifying"),
    ("wellbeing", "Usages responsables : cyberharcèlement, écrans, sobriété", "Responsible use: cyberbullying, screens, restraint"),
];

/// Lays the first list down; adds nothing where there is one.
pub async fn found(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let there: Option<(i32,)> = tx.query(sql!("select 1 from need_theme limit 1")).optional().await?;
    if there.is_some() {
        return Ok(());
    }
    let rows: Vec<(&str, &str, &str, usize)> =
        FIRST.iter().enumerate().map(|(place, (code, fr, en))| (*code, *fr, *en, place)).collect();
    tx.query(sql! {
        sqlite: "insert into need_theme (code, label_fr, label_en, position, active, created_at, updated_at)
                 select j.value ->> 0, j.value ->> 1, j.value ->> 2, cast(j.value ->> 3 as integer), true, $2, $2
                   from json_each($1) as j
                  where true
                 on conflict do nothing",
        postgres: "insert into need_theme (code, label_fr, label_en, position, active, created_at, updated_at)
                   select j.value ->> 0, j.value ->> 1, j.value ->> 2, cast(j.value ->> 3 as integer), true, $2, $2
                     from jsonb_array_elements($1) as j (value)
                   on conflict do nothing",
    })
    .bind(Json(rows))
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// Every theme in the order of the list, retired ones included.
pub async fn all(db: &mut impl Conn) -> Result<Vec<Theme>> {
    db.query(sql!(
        "select code, label_fr, label_en, active, version from need_theme order by position, code limit $1"
    ))
    .bind(MOST)
    .all()
    .await
}

/// What is written of a theme; `code` is empty for a new one.
#[derive(Debug, Clone, Default)]
pub struct ThemeInput {
    pub code: String,
    pub label_fr: String,
    pub label_en: String,
    pub active: bool,
    /// The version that was read; it must still be the one in force.
    pub version: i32,
}

/// Adds a theme at the end of the list, or renames, retires or brings back one that is there.
///
/// # Errors
/// `Invalid` for a label that is missing or too long; refusals `theme-moved` when somebody changed it meanwhile,
/// `theme-exists` for a new one that bears a name of the list, `theme-list-full`.
pub async fn save(tx: &mut Tx, allowed: Allowed<&ThemeInput>, now: Timestamp) -> Result<()> {
    let new = *allowed.thing();
    let mut faults = Vec::new();
    for (field, label) in [("label_fr", &new.label_fr), ("label_en", &new.label_en)] {
        let label = label.trim();
        if label.is_empty() || label.chars().count() > LABEL_MAX || label.chars().any(char::is_control) {
            faults.push(Fault::new(field, "theme-label").with("max", LABEL_MAX));
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if new.code.is_empty() {
        return add(tx, allowed, now).await;
    }
    let changed = tx
        .query(sql!(
            "update need_theme
                set label_fr = $2, label_en = $3, active = $4, version = version + 1, updated_at = $6
              where code = $1 and version = $5"
        ))
        .bind(&new.code)
        .bind(new.label_fr.trim())
        .bind(new.label_en.trim())
        .bind(new.active)
        .bind(new.version)
        .bind(now)
        .run()
        .await?;
    if changed == 0 {
        let there: Option<(i32,)> =
            tx.query(sql!("select 1 from need_theme where code = $1")).bind(&new.code).optional().await?;
        return Err(there.map_or(Error::NotFound, |_| Refusal::new("theme-moved").into()));
    }
    let detail = json!({ "active": new.active });
    note(tx, allowed.by(), "theme.change", "need_theme", &new.code, detail, now).await
}

async fn add(tx: &mut Tx, allowed: Allowed<&ThemeInput>, now: Timestamp) -> Result<()> {
    let new = *allowed.thing();
    let (count, last): (i64, i64) = tx
        .query(sql!("select count(*), cast(coalesce(max(position), 0) as bigint) from need_theme"))
        .one()
        .await?;
    if count >= MOST {
        return Err(Refusal::new("theme-list-full").into());
    }
    let mut code: String = text::key(&new.label_fr).replace(' ', "-").chars().take(40).collect();
    code.truncate(code.trim_end_matches('-').len());
    if code.is_empty() {
        return Err(Fault::new("label_fr", "theme-label").with("max", LABEL_MAX).into());
    }
    let added = tx
        .query(sql!(
            "insert into need_theme (code, label_fr, label_en, position, active, created_at, updated_at)
             values ($1, $2, $3, $4, true, $5, $5) on conflict (code) do nothing"
        ))
        .bind(&code)
        .bind(new.label_fr.trim())
        .bind(new.label_en.trim())
        .bind(i32::try_from(last + 1).unwrap_or(i32::MAX))
        .bind(now)
        .run()
        .await?;
    if added == 0 {
        return Err(Refusal::new("theme-exists").into());
    }
    note(tx, allowed.by(), "theme.add", "need_theme", &code, json!({}), now).await
}
