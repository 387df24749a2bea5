//! Which column of a file is what: found by name, chosen by a person, remembered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{ids, text};

/// A field we read, and the names its column may have (their [`text::key`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    pub field: &'static str,
    pub names: &'static [&'static str],
    /// Without it nothing can be read.
    pub required: bool,
}

const fn column(field: &'static str, names: &'static [&'static str]) -> Column {
    Column { field, names, required: false }
}

const fn required(field: &'static str, names: &'static [&'static str]) -> Column {
    Column { field, names, required: true }
}

/// The register's own names first: `domain.md` 7.2.
const REGISTER: &[Column] = &[
    required("uai", &["identifiant de l etablissement", "uai", "numero uai", "code uai", "rne"]),
    required("name", &["nom etablissement", "appellation officielle", "nom", "name"]),
    required("nature_code", &["code nature", "nature", "nature uai"]),
    required("academy", &["code academie", "academie"]),
    column("type", &["type etablissement"]),
    column("sector", &["statut public prive", "secteur", "secteur public prive libe"]),
    column("contract_code", &["code type contrat prive"]),
    column("contract", &["type contrat prive"]),
    column("address", &["adresse 1", "adresse"]),
    column("postcode", &["code postal"]),
    column("commune_code", &["code commune"]),
    column("commune", &["nom commune", "commune"]),
    column("department", &["code departement"]),
    column("department_name", &["libelle departement"]),
    column("latitude", &["latitude"]),
    column("longitude", &["longitude"]),
    column("mailbox", &["mail"]),
    column("pupils", &["nombre d eleves"]),
    column("parent_uai", &["etablissement mere"]),
    column("several_rows", &["etablissement multi lignes"]),
    column("opened_on", &["date ouverture"]),
    column("source_on", &["date maj ligne"]),
    column("state", &["etat", "etat etablissement"]),
    column("basin", &["code bassin formation"]),
    column("basin_name", &["libelle bassin formation"]),
];

const PEOPLE: &[Column] = &[
    required(
        "email",
        &["email", "e mail", "mail", "courriel", "adresse electronique", "adresse mail", "adresse"],
    ),
    column("usual_name", &["usual name", "nom", "nom d usage", "nom usuel", "nom de famille"]),
    column("given_name", &["given name", "prenom"]),
    column("uai", &["uai", "rne", "code uai", "etablissement", "identifiant de l etablissement"]),
    column("discipline", &["discipline", "matiere"]),
    column("main", &["main", "principal", "affectation principale", "etablissement principal"]),
    column("status", &["status", "statut"]),
    column("role", &["role", "fonction"]),
    column("role_scope", &["role scope", "perimetre", "perimetre du role"]),
];

/// The fields of a kind of file, in the order in which they are shown.
pub fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Register => REGISTER,
        Kind::People => PEOPLE,
    }
}

/// Every name a column of this kind may have.
pub(super) fn names(kind: Kind) -> Vec<&'static str> {
    columns(kind).iter().flat_map(|column| column.names).copied().collect()
}

/// Field → column of the file, counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<String, usize>);

impl Mapping {
    pub fn of(&self, field: &str) -> Option<usize> {
        self.0.get(field).copied()
    }

    pub fn set(&mut self, field: &str, column: usize) {
        self.0.insert(field.to_owned(), column);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fields without which a file of this kind says nothing, and that have no column here.
    pub(super) fn missing(&self, kind: Kind) -> Vec<&'static str> {
        let needed = columns(kind).iter().filter(|column| column.required).map(|column| column.field);
        needed.filter(|field| self.of(field).is_none()).collect()
    }
}

/// Finds the columns by their names.
pub(super) fn by_name(kind: Kind, header: &[String]) -> Mapping {
    let keys: Vec<String> = header.iter().map(|cell| text::key(crate::table::said(cell))).collect();
    let mut mapping = Mapping::default();
    for column in columns(kind) {
        // The names of a field stand in the order in which they are believed.
        let found = column.names.iter().find_map(|name| keys.iter().position(|key| key == name));
        if let Some(at) = found
            && !mapping.0.values().any(|taken| *taken == at)
        {
            mapping.set(column.field, at);
        }
    }
    mapping
}

/// What a file without names of columns may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unnamed {
    /// Trainees or trainers of GAIA: table · session or module · name · given name · e-mail.
    GaiaPeople,
    /// Training sessions of GAIA: thirteen fields, the eighth a date. They belong to the plan.
    GaiaSessions,
    Unknown,
}

/// Recognises the files of `domain.md` 7.1 by the shape of their rows: they end with a delimiter.
pub(super) fn unnamed(rows: &[Vec<String>]) -> Unnamed {
    let full =
        |row: &Vec<String>| row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    let all = |fits: &dyn Fn(&Vec<String>) -> bool| !rows.is_empty() && rows.iter().all(fits);
    let at = |row: &Vec<String>, column: usize| row.get(column).map(|cell| cell.trim().to_owned());
    if all(&|row| {
        full(row) == 5 && (5..=6).contains(&row.len()) && at(row, 4).is_some_and(|c| c.contains('@'))
    }) {
        return Unnamed::GaiaPeople;
    }
    let is_date = |cell: String| {
        let bytes = cell.as_bytes();
        bytes.len() == 10 && bytes[2] == b'/' && bytes[5] == b'/'
    };
    if all(&|row| (13..=14).contains(&row.len()) && at(row, 7).is_some_and(is_date)) {
        return Unnamed::GaiaSessions;
    }
    Unnamed::Unknown
}

/// The columns of trainees and trainers: the address is the only key to a person.
pub(super) fn of_gaia_people() -> Mapping {
    let mut mapping = Mapping::default();
    for (field, column) in [("usual_name", 2), ("given_name", 3), ("email", 4)] {
        mapping.set(field, column);
    }
    mapping
}

/// What tells the shape of a file: the names of its columns, or their number.
pub(super) fn shape_of(header: bool, head: &[Vec<String>]) -> String {
    let first = head.first().map_or(&[][..], Vec::as_slice);
    if header {
        let keys: Vec<String> = first.iter().map(|cell| text::key(cell)).collect();
        ids::hash(&keys.join("\n"))
    } else {
        format!("{} columns", first.len())
    }
}
