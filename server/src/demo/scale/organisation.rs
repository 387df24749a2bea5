//! Bassins and schools at scale: numbers never given out, under the demo's own académie or under all of them.

use preau::school::{Uai, academies};
use preau::{Conn as _, Db, Error, Result, sql, text};
use rand::Rng as _;
use uuid::Uuid;

use super::rows::{Node, NodeName, NodeParent, SchoolRow};
use super::{Maker, names, part};

/// First number: no département begins so.
const FIRST: u32 = 9_970_001;
/// The académie of the demo's people.
const OWN: &str = "fr/99/";

/// Nature, kind, name, sector, pupils; the shares of domain.md §8.1 in twentieths.
#[rustfmt::skip]
const KINDS: [(&str, &str, &str, &str, i32); 20] = [
    ("340", "college", "Collège des", "public", 480), ("340", "college", "Collège des", "public", 520),
    ("340", "college", "Collège des", "public", 610), ("340", "college", "Collège des", "public", 390),
    ("340", "college", "Collège des", "public", 450), ("340", "college", "Collège des", "public", 700),
    ("340", "college", "Collège des", "public", 560), ("340", "college", "Collège des", "public", 320),
    ("340", "college", "Collège Notre-Dame des", "private_contract", 410),
    ("340", "college", "Collège Notre-Dame des", "private_contract", 380),
    ("340", "college", "Collège Saint-Loup des", "private_contract", 300),
    ("340", "college", "Collège des", "public", 640), ("340", "college", "Collège des", "public", 510),
    ("302", "lycee_gt", "Lycée des", "public", 1_150), ("302", "lycee_gt", "Lycée des", "public", 980),
    ("302", "lycee_gt", "Lycée Sainte-Marie des", "private_contract", 700),
    ("306", "lycee_polyvalent", "Lycée polyvalent des", "public", 1_320),
    ("306", "lycee_polyvalent", "Lycée polyvalent des", "public", 1_040),
    ("320", "lycee_pro", "Lycée professionnel des", "public", 450),
    ("320", "lycee_pro", "Lycée professionnel des", "public", 520),
];

/// A school about to get its people.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) basin: String,
    pub(super) academy: String,
    pub(super) zone: &'static str,
    /// How many people work there.
    pub(super) staff: usize,
    pub(super) closed: bool,
}

#[derive(Debug, sqlx::FromRow)]
struct Academy {
    id: Uuid,
    path: String,
}

/// Lays bassins and schools out and writes them.
pub(super) async fn lay_out(maker: &mut Maker<'_>, db: &Db) -> Result<Vec<Place>> {
    let mut read = db.read().await?;
    let everywhere = maker.profile.everywhere;
    let found: Vec<Academy> = read
        .query(sql!(
            "select id, path from org_node where kind = 'academy' and state = 'open' order by path limit 100"
        ))
        .all()
        .await?;
    drop(read);
    let academies: Vec<Academy> =
        found.into_iter().filter(|academy| everywhere || academy.path == OWN).collect();
    if academies.is_empty() {
        return Err(Error::NotFound);
    }
    let mut places = Vec::with_capacity(maker.profile.schools);
    let (schools, basins) = (maker.profile.schools, maker.profile.basins.max(academies.len()));
    let mut number = 0;
    for basin in 0..basins {
        // The académies share the bassins in turn.
        let academy = &academies[basin % academies.len()];
        let (id, code) = (maker.id(), format!("g{basin:03}"));
        let path = format!("{}{code}/", academy.path);
        let academy_id = hex::encode(academy.id);
        let name = format!("Bassin {} {}", names::tree(basin), basin + 1);
        node(maker, "basin", (&id, &code, &path), name, &academy_id, "Europe/Paris", None);
        // Bassins stand on a wide grid, so that the map shows the country and not one spot.
        let middle = (
            43.5 + 0.3 * f64::from(u32::try_from(basin % 23).unwrap_or(0)),
            -1.2 + 0.4 * f64::from(u32::try_from(basin / 23).unwrap_or(0)),
        );
        for _ in 0..part(schools, basin, basins) {
            let place = school(maker, number, (&id, &path), &academy_id, middle, places.last());
            places.push(place);
            number += 1;
            maker.batch.settle(db).await?;
        }
    }
    maker.batch.write(db).await?;
    let weights: Vec<u64> = places.iter().map(|_| weight(maker)).collect();
    let (whole, people) = (weights.iter().sum::<u64>().max(1), maker.profile.people as u64);
    let mut before = 0;
    for (place, weight) in places.iter_mut().zip(weights) {
        let upto = before + weight;
        place.staff = usize::try_from(people * upto / whole - people * before / whole).unwrap_or(0);
        before = upto;
    }
    Ok(places)
}

/// The size of a staff, in hundredths of the usual one: log-normal (domain.md §8.4), of twelve even draws, which add up
/// to a bell.
fn weight(maker: &mut Maker<'_>) -> u64 {
    let bell: f64 = (0..12).map(|_| maker.rng.random_range(0.0..1.0)).sum::<f64>() - 6.0;
    let hundredths = (100.0 * (0.45 * bell).exp()).clamp(25.0, 400.0);
    hundredths as u64
}

fn school(
    maker: &mut Maker<'_>,
    number: usize,
    (basin, above): (&str, &str),
    academy: &str,
    middle: (f64, f64),
    previous: Option<&Place>,
) -> Place {
    let (nature, kind, beginning, sector, pupils) = KINDS[(number * 7) % KINDS.len()];
    // One number of Corsica, one of Réunion; one school in a hundred is closed, and another took over.
    let (digits, department) = match number {
        2 => (7_209_990, "02B"),
        3 => (9_749_990, "974"),
        _ => (FIRST + u32::try_from(number).unwrap_or(0), "997"),
    };
    let uai = Uai::of_digits(digits);
    let zone = academies::zone_of(department);
    let closed = number % 100 == 57;
    let successor = previous.filter(|_| closed).map(|place| place.id.clone());
    let (id, path) = (maker.id(), format!("{above}{uai}/"));
    let name = format!("{beginning} {} {}", names::tree(number * 5), number + 1);
    node(maker, "school", (&id, uai.as_str(), &path), name.clone(), basin, zone, closed.then_some(successor));
    let (north, east) = (maker.rng.random_range(-0.12..0.12), maker.rng.random_range(-0.17..0.17));
    maker.batch.schools.push(SchoolRow {
        node_id: id.clone(),
        uai: uai.as_str().to_owned(),
        nature_code: nature,
        kind,
        sector,
        address: format!("{} rue de l'École", number % 90 + 1),
        commune: format!("Ville-aux-{}", names::tree(number)),
        department,
        latitude: middle.0 + north,
        longitude: middle.1 + east,
        mailbox: format!("ce.{}@demo.preau.example", uai.as_str().to_lowercase()),
        pupils,
        hosts_referent: true,
        vacant_since: maker.now.0,
        source: "Démonstration",
    });
    Place { id, name, basin: basin.to_owned(), academy: academy.to_owned(), zone, staff: 0, closed }
}

fn node(
    maker: &mut Maker<'_>,
    kind: &'static str,
    (id, code, path): (&str, &str, &str),
    name: String,
    parent: &str,
    zone: &'static str,
    closed: Option<Option<String>>,
) {
    let (at, first) = (maker.now.0, maker.year.first_day().to_string());
    let (name_id, parent_id) = (maker.id(), maker.id());
    maker.batch.names.push(NodeName {
        id: name_id,
        node_id: id.to_owned(),
        name: name.clone(),
        starts_on: first.clone(),
    });
    maker.batch.parents.push(NodeParent {
        id: parent_id,
        node_id: id.to_owned(),
        parent_id: parent.to_owned(),
        starts_on: first.clone(),
    });
    maker.batch.nodes.push(Node {
        id: id.to_owned(),
        kind,
        code: code.to_owned(),
        name_key: text::key(&name),
        name,
        parent_id: parent.to_owned(),
        path: path.to_owned(),
        state: if closed.is_some() { "closed" } else { "open" },
        closed_on: closed.is_some().then_some(first),
        successor_id: closed.flatten(),
        zone,
        created_at: at,
        updated_at: at,
    });
}
