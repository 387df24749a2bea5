//! The nation and its académies, with the région and départements of each: administrative facts, laid down once in an
//! empty database. Afterwards they are data like the rest: renamed, merged, added to.

use super::tree::{self, NewNode};
use super::{NodeKind, by_path};
use crate::access::policy::by_operator;
use crate::clock::Timestamp;
use crate::db::{Conn as _, Tx};
use crate::error::Result;
use crate::sql;

/// Path of the nation.
pub const NATION: &str = "fr/";

/// Code, name, région académique, départements (three characters), zone.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PARIS: &str = "Europe/Paris";

#[rustfmt::skip]
const ACADEMIES: [Row; 34] = [
    ("01", "Paris", "Île-de-France", "075", PARIS),
    ("02", "Aix-Marseille", "Provence-Alpes-Côte d'Azur", "004,005,013,084", PARIS),
    ("03", "Besançon", "Bourgogne-Franche-Comté", "025,039,070,090", PARIS),
    ("04", "Bordeaux", "Nouvelle-Aquitaine", "024,033,040,047,064", PARIS),
    ("06", "Clermont-Ferrand", "Auvergne-Rhône-Alpes", "003,015,043,063", PARIS),
    ("07", "Dijon", "Bourgogne-Franche-Comté", "021,058,071,089", PARIS),
    ("08", "Grenoble", "Auvergne-Rhône-Alpes", "007,026,038,073,074", PARIS),
    ("09", "Lille", "Hauts-de-France", "059,062", PARIS),
    ("10", "Lyon", "Auvergne-Rhône-Alpes", "001,042,069", PARIS),
    ("11", "Montpellier", "Occitanie", "011,030,034,048,066", PARIS),
    ("12", "Nancy-Metz", "Grand Est", "054,055,057,088", PARIS),
    ("13", "Poitiers", "Nouvelle-Aquitaine", "016,017,079,086", PARIS),
    ("14", "Rennes", "Bretagne", "022,029,035,056", PARIS),
    ("15", "Strasbourg", "Grand Est", "067,068", PARIS),
    ("16", "Toulouse", "Occitanie", "009,012,031,032,046,065,081,082", PARIS),
    ("17", "Nantes", "Pays de la Loire", "044,049,053,072,085", PARIS),
    ("18", "Orléans-Tours", "Centre-Val de Loire", "018,028,036,037,041,045", PARIS),
    ("19", "Reims", "Grand Est", "008,010,051,052", PARIS),
    ("20", "Amiens", "Hauts-de-France", "002,060,080", PARIS),
    ("22", "Limoges", "Nouvelle-Aquitaine", "019,023,087", PARIS),
    ("23", "Nice", "Provence-Alpes-Côte d'Azur", "006,083", PARIS),
    ("24", "Créteil", "Île-de-France", "077,093,094", PARIS),
    ("25", "Versailles", "Île-de-France", "078,091,092,095", PARIS),
    ("27", "Corse", "Corse", "02A,02B", PARIS),
    ("28", "La Réunion", "La Réunion", "974", "Indian/Reunion"),
    ("31", "Martinique", "Martinique", "972", "America/Martinique"),
    ("32", "Guadeloupe", "Guadeloupe", "971,977,978", "America/Guadeloupe"),
    ("33", "Guyane", "Guyane", "973", "America/Cayenne"),
    ("40", "Nouvelle-Calédonie", "", "988", "Pacific/Noumea"),
    ("41", "Polynésie française", "", "987", "Pacific/Tahiti"),
    ("42", "Wallis-et-Futuna", "", "986", "Pacific/Wallis"),
    ("43", "Mayotte", "Mayotte", "976", "Indian/Mayotte"),
    ("44", "Saint-Pierre-et-Miquelon", "", "975", "America/Miquelon"),
    ("70", "Normandie", "Normandie", "014,027,050,061,076", PARIS),
];

/// Merged on 1 January 2020 into Normandie: old records keep old codes.
const MERGED: [(&str, &str, &str); 2] = [("05", "Caen", "70"), ("21", "Rouen", "70")];

/// Lays the nation and the académies down; does nothing where there is a nation.
pub async fn found(tx: &mut Tx, now: Timestamp) -> Result<()> {
    if by_path(tx, NATION).await?.is_some() {
        return Ok(());
    }
    // Two processes that start together: the second waits here, and finds it done.
    let _: (i64,) = tx.query(sql!("select seq from audit_head where one = 1", lock)).one().await?;
    if by_path(tx, NATION).await?.is_some() {
        return Ok(());
    }
    let nation =
        NewNode { kind: NodeKind::Nation, code: "fr", name: "France", zone: PARIS, ..NewNode::default() };
    let nation = tree::add(tx, by_operator(&nation), now).await?;
    for (code, name, region, _, zone) in ACADEMIES {
        let opened_on = if code == "70" { Some("2020-01-01") } else { None };
        let academy = NewNode {
            kind: NodeKind::Academy,
            code,
            name,
            region,
            zone,
            parent: Some(nation.id),
            opened_on,
            closed: None,
        };
        tree::add(tx, by_operator(&academy), now).await?;
    }
    let normandie = by_path(tx, "fr/70/").await?.map(|node| node.id);
    for (code, name, _) in MERGED {
        let academy = NewNode {
            kind: NodeKind::Academy,
            code,
            name,
            region: "Normandie",
            zone: PARIS,
            parent: Some(nation.id),
            opened_on: None,
            closed: Some(("2019-12-31", normandie)),
        };
        tree::add(tx, by_operator(&academy), now).await?;
    }
    Ok(())
}

/// Zone of a département, `Europe/Paris` when unknown. Saint-Barthélemy and Saint-Martin belong to Guadeloupe, whose
/// zone they share.
pub fn zone_of(department: &str) -> &'static str {
    ACADEMIES
        .iter()
        .find(|(_, _, _, departments, _)| departments.split(',').any(|known| known == department))
        .map_or(PARIS, |row| row.4)
}
