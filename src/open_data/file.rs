//! The file as it leaves: CSV and JSON of the same lines, and the descriptor that says what each column holds.
//!
//! Columns are stable: they are only ever added, at the end. The descriptor follows Table Schema (frictionless standards).

use jiff::civil::Date;
use serde_json::{Value, json};

use super::figures::{Level, Line};
use crate::csv;
use crate::year::SchoolYear;

/// Where the descriptor stands.
pub const SCHEMA: &str = "/donnees-ouvertes/schema.json";
/// The licence: name, identifier, address.
pub const LICENCE: (&str, &str, &str) = (
    "Licence Ouverte 2.0",
    "etalab-2.0",
    "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
);

/// Name, type of Table Schema, what it holds.
const COLUMNS: [(&str, &str, &str); 13] = [
    ("annee_scolaire", "string", "Année scolaire, « 2026-2027 »"),
    ("date", "date", "Jour des chiffres"),
    (
        "niveau",
        "string",
        "Ce que la ligne compte : nation, académie, bassin, ou établissements d'une académie hors bassin",
    ),
    ("code_academie", "string", "Code de l'académie, deux caractères ; vide pour la nation"),
    ("academie", "string", "Nom de l'académie ce jour-là"),
    ("code_bassin", "string", "Code du bassin dans son académie"),
    ("bassin", "string", "Nom du bassin ce jour-là"),
    ("type", "string", "Type d'établissement ; vide : tous"),
    ("secteur", "string", "Secteur ; vide : tous"),
    ("etablissements", "integer", "Établissements ouverts qui peuvent avoir un référent"),
    ("etablissements_pourvus", "integer", "Ceux d'entre eux où un mandat de référent court ; vide : masqué"),
    ("nominations", "integer", "Mandats de référent qui courent ; vide : masqué"),
    (
        "masque",
        "boolean",
        "Vrai si les deux chiffres sont masqués : moins de 5 personnes, ou un chiffre qui permettrait d'en retrouver un tel",
    ),
];

/// What every file is: descriptor in Table Schema, with the dialect of the CSV.
pub fn schema() -> Value {
    let fields: Vec<Value> = COLUMNS
        .iter()
        .map(|(name, kind, text)| {
            let mut field = json!({ "name": name, "type": kind, "description": text });
            match *name {
                "niveau" => {
                    field["constraints"] = json!({ "required": true, "enum": Level::ALL.map(Level::code) });
                }
                "etablissements" => field["constraints"] = json!({ "required": true, "minimum": 1 }),
                "etablissements_pourvus" | "nominations" => field["constraints"] = json!({ "minimum": 0 }),
                "annee_scolaire" | "date" => field["constraints"] = json!({ "required": true }),
                "masque" => {
                    field["trueValues"] = json!(["true"]);
                    field["falseValues"] = json!(["false"]);
                }
                _ => {}
            }
            field
        })
        .collect();
    json!({
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "preau-couverture-referents",
        "title": "Référents pour les usages pédagogiques numériques : nominations et couverture",
        "version": "1.0.0",
        "fields": fields,
        "primaryKey": ["date", "niveau", "code_academie", "code_bassin", "type", "secteur"],
        "missingValues": [""],
        "dialect": { "delimiter": ";", "lineTerminator": "\r\n", "header": true },
        "encoding": "utf-8",
        "licenses": [{ "name": LICENCE.1, "title": LICENCE.0, "path": LICENCE.2 }],
    })
}

/// The lines as a table for spreadsheets.
pub fn csv(lines: &[Line], year: SchoolYear, day: Date) -> String {
    let mut table = csv::start();
    csv::row(&mut table, COLUMNS.map(|column| column.0));
    let (year, day) = (year.label(), day.to_string());
    for line in lines {
        let figure = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        csv::row(
            &mut table,
            [
                year.as_str(),
                &day,
                line.level.code(),
                &line.academy,
                &line.academy_name,
                &line.basin,
                &line.basin_name,
                &line.kind,
                &line.sector,
                &line.schools.to_string(),
                &figure(line.figures.map(|figures| figures.covered)),
                &figure(line.figures.map(|figures| figures.nominations)),
                if line.figures.is_some() { "false" } else { "true" },
            ],
        );
    }
    table
}

/// The same lines as JSON, with where they come from in front.
pub fn json(lines: &[Line], year: SchoolYear, day: Date, base_url: &str) -> String {
    let (label, date) = (year.label(), day.to_string());
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "annee_scolaire": label,
                "date": date,
                "niveau": line.level.code(),
                "code_academie": line.academy,
                "academie": line.academy_name,
                "code_bassin": line.basin,
                "bassin": line.basin_name,
                "type": line.kind,
                "secteur": line.sector,
                "etablissements": line.schools,
                "etablissements_pourvus": line.figures.map(|figures| figures.covered),
                "nominations": line.figures.map(|figures| figures.nominations),
                "masque": line.figures.is_none(),
            })
        })
        .collect();
    let document = json!({
        "name": "preau-couverture-referents",
        "date": date,
        "annee_scolaire": label,
        "schema": format!("{base_url}{SCHEMA}"),
        "licence": { "name": LICENCE.1, "title": LICENCE.0, "path": LICENCE.2 },
        "lignes": rows,
    });
    document.to_string()
}
