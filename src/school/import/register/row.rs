//! A row of the register, understood by itself: before anything we hold is looked at.

use serde::{Deserialize, Serialize};

use super::Map;
use crate::school::import::columns::Mapping;
use crate::school::import::read::Seen;
use crate::school::import::verdict::{Judged, Reason, Verdict};
use crate::school::{NotUai, Uai};
use crate::table::Row;
use crate::text;

/// Longest cell that we keep.
const MOST: usize = 300;

/// What a row says of a school. Empty = not said: an empty cell never erases anything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::school::import) struct SchoolRow {
    pub(in crate::school::import) uai: String,
    pub(in crate::school::import) name: String,
    pub(in crate::school::import) academy: String,
    /// Code of the bassin, and its name.
    pub(in crate::school::import) basin: Option<(String, String)>,
    pub(in crate::school::import) nature_code: String,
    pub(in crate::school::import) sector: String,
    pub(in crate::school::import) contract_code: String,
    pub(in crate::school::import) address: String,
    pub(in crate::school::import) postcode: String,
    pub(in crate::school::import) commune_code: String,
    pub(in crate::school::import) commune: String,
    pub(in crate::school::import) department: String,
    pub(in crate::school::import) department_name: String,
    pub(in crate::school::import) latitude: Option<f64>,
    pub(in crate::school::import) longitude: Option<f64>,
    pub(in crate::school::import) mailbox: String,
    pub(in crate::school::import) pupils: Option<i32>,
    pub(in crate::school::import) parent_uai: Option<String>,
    pub(in crate::school::import) opened_on: Option<String>,
    pub(in crate::school::import) source_on: Option<String>,
    /// `open`, `opening`, `closing`, `closed`; empty = not said.
    pub(in crate::school::import) state: String,
    #[serde(skip)]
    pub(in crate::school::import) notes: Vec<Reason>,
}

/// Reads a row: what it says, or the verdict that it has already.
pub(in crate::school::import) fn read(
    row: &Row,
    mapping: &Mapping,
    map: &Map,
    seen: &mut Seen,
) -> Result<SchoolRow, Box<Judged>> {
    let cell = |field: &str| mapping.of(field).map_or("", |column| row.said(column));
    let line = row.line;
    let (about, label) = (cell("uai"), one_line(cell("name")));
    let refuse = |reason: Reason| Box::new(Judged::refused(line, about, &label, reason));
    let skip = |reason: Reason| Box::new(Judged::new(line, Verdict::Skip, about, &label).because(reason));

    let nature_code = cell("nature_code").to_owned();
    if !map.every_school && !is_second_degree(&nature_code, cell("type"), map) {
        return Err(skip(Reason::new("first-degree").with("nature", nature_code)));
    }
    let academy = two_digits(cell("academy"));
    let Some(node) = map.academy(&academy) else {
        return Err(refuse(Reason::new("academy-unknown").with("code", academy)));
    };
    if !node.open {
        return Err(refuse(Reason::new("academy-closed").with("code", academy)));
    }
    if !map.may_hold(&node.path) {
        return Err(skip(Reason::new("elsewhere").with("code", academy)));
    }
    let uai = match Uai::parse(about) {
        Ok(uai) => uai.as_str().to_owned(),
        Err(NotUai::Unreadable) => return Err(refuse(Reason::new("uai-unreadable"))),
        Err(NotUai::Letter(letter)) => return Err(refuse(Reason::new("uai-letter").with("letter", letter))),
    };
    if label.is_empty() || label.chars().count() > 200 {
        return Err(refuse(Reason::new("name-missing")));
    }
    let texts =
        ["address", "postcode", "commune_code", "commune", "department", "department_name", "mailbox"];
    if let Some(field) = texts.into_iter().find(|field| cell(field).chars().count() > MOST) {
        return Err(refuse(Reason::new("cell-too-long").with("field", field)));
    }
    let mut notes = Vec::new();
    if !map.natures.contains_key(&nature_code) {
        notes.push(Reason::new("nature-unknown").with("nature", &nature_code));
    }
    let Some(state) = state(cell("state")) else {
        return Err(refuse(Reason::new("state-unknown").with("state", cell("state"))));
    };
    let Some(sector) = sector(cell("sector"), cell("contract_code"), cell("contract")) else {
        return Err(refuse(Reason::new("sector-unknown").with("sector", cell("sector"))));
    };
    let parent_uai = match (cell("parent_uai"), Uai::parse(cell("parent_uai"))) {
        ("", _) => None,
        (_, Ok(mother)) if mother.as_str() == uai => return Err(refuse(Reason::new("mother-self"))),
        (_, Ok(mother)) => Some(mother.as_str().to_owned()),
        (_, Err(_)) => {
            notes.push(Reason::new("mother-unreadable"));
            None
        }
    };
    let mut noted = |key: &str, bad: bool| {
        if bad {
            notes.push(Reason::new(key));
        }
    };
    let (latitude, longitude) = (degrees(cell("latitude"), 90.0), degrees(cell("longitude"), 180.0));
    let placed = latitude.is_some() && longitude.is_some();
    noted("coordinates-unreadable", !(placed || cell("latitude").is_empty() && cell("longitude").is_empty()));
    let pupils = cell("pupils").parse().ok().filter(|pupils| (0..=100_000).contains(pupils));
    noted("pupils-unreadable", pupils.is_none() && !cell("pupils").is_empty());
    let (opened_on, source_on) = (date(cell("opened_on")), date(cell("source_on")));
    noted("date-unreadable", opened_on.is_none() && !cell("opened_on").is_empty());
    let mailbox = cell("mailbox").to_lowercase();
    let known = mailbox.is_empty() || map.is_school_mailbox(&mailbox);
    noted("mailbox-left-out", !known);
    let basin = cell("basin").to_owned();
    let plain = crate::school::tree::code_is_plain(&basin);
    noted("basin-unreadable", !basin.is_empty() && !plain);
    let basin_name: String = one_line(cell("basin_name")).chars().take(200).collect();

    let read = SchoolRow {
        uai,
        name: label.clone(),
        academy,
        basin: plain.then(|| (basin.clone(), if basin_name.is_empty() { basin } else { basin_name })),
        nature_code,
        sector: sector.to_owned(),
        contract_code: cell("contract_code").to_owned(),
        address: one_line(cell("address")),
        postcode: padded(cell("postcode"), 5),
        commune_code: padded(cell("commune_code"), 5),
        commune: one_line(cell("commune")),
        department: padded(cell("department"), 3),
        department_name: one_line(cell("department_name")),
        latitude: latitude.filter(|_| placed),
        longitude: longitude.filter(|_| placed),
        mailbox: if known { mailbox } else { String::new() },
        pupils,
        parent_uai,
        opened_on,
        source_on,
        state: state.to_owned(),
        notes,
    };
    let content = serde_json::to_string(&read).unwrap_or_default();
    if let Some(first) = seen.first(&read.uai, &content, line) {
        let twice = Reason::new("folded").with("line", first.line);
        // The register gives some schools several rows, and says so.
        return Err(if first.same || matches!(cell("several_rows"), "1" | "true") {
            skip(twice)
        } else {
            refuse(Reason { key: "uai-twice".into(), ..twice })
        });
    }
    seen.department(&read.department);
    if let Some(mother) = &read.parent_uai {
        seen.mother(&read.uai, mother);
    }
    Ok(read)
}

/// Kept without asking: known natures of the second degree, and unknown ones that look like it.
fn is_second_degree(nature: &str, kind: &str, map: &Map) -> bool {
    match map.natures.get(nature) {
        Some(nature) => nature.second_degree,
        None => {
            let kind = text::key(kind);
            ["college", "lycee", "erea"].iter().any(|word| kind.contains(word))
                || (nature.len() == 3 && nature.starts_with('3'))
        }
    }
}

/// What the register calls the state of a school.
fn state(cell: &str) -> Option<&'static str> {
    match text::key(cell).as_str() {
        "" => Some(""),
        "ouvert" | "open" => Some("open"),
        "a ouvrir" | "opening" => Some("opening"),
        "a fermer" | "closing" => Some("closing"),
        "ferme" | "fermee" | "closed" => Some("closed"),
        _ => None,
    }
}

/// Sector from public or private and the kind of contract: 10 none, 20 and 21 simple, 30 and 31 association.
fn sector(status: &str, contract_code: &str, contract: &str) -> Option<&'static str> {
    let contract = text::key(contract);
    match text::key(status).as_str() {
        "" => Some(""),
        "public" => Some("public"),
        "prive" => Some(match contract_code {
            "20" | "21" | "30" | "31" => "private_contract",
            "10" => "private_no_contract",
            _ if contract.contains("hors contrat") => "private_no_contract",
            // The register itself writes one of them with a zero: « C0NTRAT SIMPLE ».
            _ if contract.contains("contrat") || contract.contains("c0ntrat") => "private_contract",
            _ => "private_unknown",
        }),
        _ => None,
    }
}

fn degrees(cell: &str, most: f64) -> Option<f64> {
    cell.replace(',', ".").parse().ok().filter(|degrees: &f64| degrees.is_finite() && degrees.abs() <= most)
}

/// `2026-09-01`, or `01/09/2026` as a spreadsheet makes of it.
fn date(cell: &str) -> Option<String> {
    let date: jiff::civil::Date = match cell.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] => {
            jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?
        }
        _ => cell.get(..10).unwrap_or(cell).parse().ok()?,
    };
    Some(date.to_string())
}

/// Digits get back the zeros in front that a spreadsheet took away.
fn padded(cell: &str, length: usize) -> String {
    let count = cell.chars().count();
    if cell.is_empty() || count >= length || !cell.is_ascii() {
        return cell.to_owned();
    }
    "0".repeat(length - count) + cell
}

fn two_digits(cell: &str) -> String {
    let digits = cell.trim_start_matches('0');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return cell.chars().take(20).collect();
    }
    padded(digits, 2)
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}
