//! Where people of the demo work: two académies that do not exist, their bassins, and schools whose numbers are never
//! given out.

use preau::access::policy::by_operator;
use preau::school::register::{self, Facts};
use preau::school::tree::{self, NewNode};
use preau::school::{NodeKind, Uai, academies, by_path};
use preau::{Error, Result, Timestamp, Tx};
use uuid::Uuid;

/// Number, name.
const ACADEMIES: [(&str, &str); 2] = [("98", "Haute-Rive (fictive)"), ("99", "Val-de-Brume (fictive)")];

/// Académie, code, name, middle of the bassin, its town.
type Basin = (&'static str, &'static str, &'static str, (f64, f64), &'static str);

const BASINS: [Basin; 4] = [
    ("99", "tilleuls", "Bassin des Tilleuls", (48.11, -1.68), "Les Tilleuls"),
    ("99", "remparts", "Bassin des Remparts", (48.35, -1.20), "Les Remparts"),
    ("99", "dunes", "Bassin des Dunes", (48.62, -2.00), "Les Dunes"),
    ("98", "rive", "Bassin de la Rive", (45.75, 4.85), "La Rive"),
];

/// Bassin, name, nature, sector. The first five are those of the people in `people.rs`.
const SCHOOLS: [(usize, &str, &str, &str); 25] = [
    (0, "Collège Les Tilleuls", "340", "public"),
    (0, "Collège Le Vieux Moulin", "340", "public"),
    (1, "Lycée Les Remparts", "302", "public"),
    (1, "Lycée professionnel Les Ateliers", "320", "public"),
    (3, "Collège La Dune", "340", "public"),
    (0, "Collège du Grand Pré", "340", "public"),
    (0, "Collège Sainte-Odile", "340", "private_contract"),
    (0, "Lycée des Trois Rivières", "306", "public"),
    (0, "Lycée professionnel de la Gare", "320", "public"),
    (0, "EREA du Clos", "370", "public"),
    (1, "Collège du Beffroi", "340", "public"),
    (1, "Collège des Halles", "340", "public"),
    (1, "Collège Saint-Aubin", "340", "private_contract"),
    (1, "Lycée du Donjon", "300", "public"),
    (2, "Collège de l'Estuaire", "340", "public"),
    (2, "Collège des Salines", "340", "public"),
    (2, "Collège Notre-Dame du Port", "340", "private_contract"),
    (2, "Lycée de la Pointe", "302", "public"),
    (2, "Lycée professionnel du Phare", "320", "public"),
    (2, "Lycée professionnel Saint-Briac", "320", "private_contract"),
    (3, "Collège des Quais", "340", "public"),
    (3, "Collège de la Confluence", "340", "public"),
    (3, "Lycée du Pont Neuf", "300", "public"),
    (3, "Lycée professionnel des Soieries", "320", "public"),
    (3, "Collège Sainte-Blandine", "340", "private_contract"),
];

/// The nodes that people of the demo stand on.
#[derive(Debug)]
pub(super) struct Places {
    pub schools: Vec<Uuid>,
    pub academies: Vec<Uuid>,
    pub nation: Uuid,
}

/// Number of the n-th school: `9990001X`, `9990002Y`…
pub(super) fn uai(place: usize) -> Uai {
    Uai::of_digits(9_990_001 + u32::try_from(place).unwrap_or(0))
}

/// Name of the n-th school, with its number.
pub(super) fn label(place: usize) -> String {
    format!("{} ({})", SCHOOLS[place % SCHOOLS.len()].1, uai(place))
}

/// Lays it all down.
pub(super) async fn found(tx: &mut Tx, now: Timestamp) -> Result<Places> {
    academies::found(tx, now).await?;
    let nation = by_path(tx, academies::NATION).await?.ok_or(Error::NotFound)?.id;
    let mut above = Vec::new();
    for (code, name) in ACADEMIES {
        let academy =
            NewNode { kind: NodeKind::Academy, code, name, parent: Some(nation), ..NewNode::default() };
        above.push((code, tree::add(tx, by_operator(&academy), now).await?.id));
    }
    let mut basins = Vec::new();
    for (academy, code, name, ..) in BASINS {
        let parent = above.iter().find(|(known, _)| *known == academy).map(|(_, id)| *id);
        let basin = NewNode { kind: NodeKind::Basin, code, name, parent, ..NewNode::default() };
        basins.push(tree::add(tx, by_operator(&basin), now).await?.id);
    }
    let mut schools = Vec::new();
    for (place, (basin, name, nature, sector)) in SCHOOLS.into_iter().enumerate() {
        let (_, _, _, (latitude, longitude), town) = BASINS[basin];
        // Around the middle of the bassin, never two on one point.
        let turn = f64::from(u32::try_from(place).unwrap_or(0)) * 2.4;
        let away = 0.02 + 0.012 * f64::from(u32::try_from(place % 7).unwrap_or(0));
        let facts = Facts {
            name: name.to_owned(),
            nature_code: nature.to_owned(),
            sector: sector.to_owned(),
            address: format!("{} rue de l'École", place + 1),
            commune: town.to_owned(),
            department: "999".to_owned(),
            latitude: Some(latitude + away * turn.sin()),
            longitude: Some(longitude + 1.5 * away * turn.cos()),
            mailbox: format!("ce.{}@demo.preau.example", uai(place).as_str().to_lowercase()),
            source: "Démonstration".to_owned(),
            ..Facts::default()
        };
        schools.push(register::add_school(tx, by_operator(&facts), &uai(place), basins[basin], now).await?);
    }
    Ok(Places { schools, academies: above.into_iter().map(|(_, id)| id).collect(), nation })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_that_are_never_given_out() {
        assert_eq!(uai(0).as_str(), "9990001X");
        assert_eq!(uai(3).as_str(), "9990004A");
        assert_eq!(label(0), "Collège Les Tilleuls (9990001X)");
    }
}
