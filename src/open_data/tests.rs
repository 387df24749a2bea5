//! Open data: nothing that is published gives a small cell back, and what is published does not move.

use proptest::prelude::*;
use uuid::Uuid;

use super::figures::{self, Cell, Figures, Level, Line, Mandate, build};
use super::file;
use super::publish::{self, Format};
use crate::access::policy::by_operator;
use crate::clock::DAY;
use crate::db::Conn as _;
use crate::testing::{Platform, school};
use crate::year::SchoolYear;
use crate::{on_both, sql};

on_both!(a_published_file_is_frozen_and_there_is_one_a_day);

fn cell(academy: usize, basin: Option<usize>, kind: &str, sector: &str, schools: i32, covered: i32) -> Cell {
    let path = match basin {
        Some(basin) => format!("fr/{academy:02}/b{basin}/"),
        None => format!("fr/{academy:02}/"),
    };
    Cell {
        academy: format!("{academy:02}"),
        academy_name: format!("Académie {academy}"),
        path,
        level: if basin.is_some() { "basin" } else { "academy" }.to_owned(),
        code: basin.map(|basin| format!("b{basin}")).unwrap_or_default(),
        name: "Lieu".to_owned(),
        kind: kind.to_owned(),
        sector: sector.to_owned(),
        schools,
        covered,
    }
}

/// One mandate a covered school, each of its own person.
fn mandates(cells: &[Cell]) -> Vec<Mandate> {
    let mut next = 0;
    let mut found = Vec::new();
    for cell in cells {
        for _ in 0..cell.covered {
            next += 1;
            found.push(Mandate {
                path: cell.path.clone(),
                kind: cell.kind.clone(),
                sector: cell.sector.clone(),
                person_id: Uuid::from_u128(next),
            });
        }
    }
    found
}

fn find<'l>(lines: &'l [Line], academy: &str, basin: &str, kind: &str, sector: &str) -> &'l Line {
    lines
        .iter()
        .find(|line| {
            line.academy == academy && line.basin == basin && line.kind == kind && line.sector == sector
        })
        .unwrap()
}

#[test]
fn a_second_figure_goes_where_a_total_would_give_the_first_back() {
    let cells = [
        cell(1, Some(1), "college", "public", 30, 20),
        cell(1, Some(1), "lycee_gt", "public", 10, 3),
        cell(1, Some(2), "college", "public", 30, 25),
        cell(1, Some(2), "lycee_gt", "public", 10, 9),
    ];
    let lines = build(&cells, &mandates(&cells)).unwrap();
    assert_eq!(find(&lines, "", "", "", "").figures, Some(Figures { covered: 57, nominations: 57 }));
    let small = find(&lines, "01", "b1", "lycee_gt", "public");
    assert_eq!((small.figures, small.schools, small.level), (None, 10, Level::Basin));
    let hidden = lines.iter().filter(|line| line.figures.is_none()).count();
    assert!(hidden >= 4, "alone it would follow from its row and from its column: {hidden}");
    // By kind or by sector alone: shown only where nothing under it is masked.
    assert_eq!(find(&lines, "01", "b1", "lycee_gt", "").figures, None);
}

#[test]
fn without_enough_people_nothing_is_told() {
    let cells = [cell(1, Some(1), "college", "public", 30, 4)];
    assert_eq!(build(&cells, &mandates(&cells)).unwrap_err().key, "open-data-too-few");
    assert_eq!(build(&[], &[]).unwrap_err().key, "open-data-empty");
    // One person who holds five mandates is one person.
    let cells = [cell(1, Some(1), "college", "public", 30, 5)];
    let mut one = mandates(&cells);
    for mandate in &mut one {
        mandate.person_id = Uuid::from_u128(7);
    }
    assert_eq!(build(&cells, &one).unwrap_err().key, "open-data-too-few");
}

#[test]
fn columns_of_the_file_are_those_of_its_descriptor() {
    let cells = [cell(1, Some(1), "college", "public", 30, 20), cell(1, None, "erea", "public", 3, 2)];
    let lines = build(&cells, &mandates(&cells)).unwrap();
    let year = SchoolYear::parse("2026-2027").unwrap();
    let day = jiff::civil::date(2026, 12, 1);
    let table = file::csv(&lines, year, day);
    let schema = file::schema();
    let names: Vec<&str> =
        schema["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(table.trim_start_matches('\u{feff}').lines().next().unwrap(), names.join(";"));
    assert_eq!(table.lines().count(), lines.len() + 1);
    assert!(table.contains("2026-2027;2026-12-01;hors_bassin;01;Académie 1;;;erea;public;3;;;true"));
    let document: serde_json::Value =
        serde_json::from_str(&file::json(&lines, year, day, "https://preau.test")).unwrap();
    assert_eq!(document["lignes"].as_array().unwrap().len(), lines.len());
    assert_eq!(document["schema"], "https://preau.test/donnees-ouvertes/schema.json");
    assert_eq!(document["licence"]["name"], "etalab-2.0");
    let keys: Vec<&String> = document["lignes"][0].as_object().unwrap().keys().collect();
    assert!(names.iter().all(|name| keys.iter().any(|key| key == name)), "{keys:?}");
}

const P: i128 = 2_305_843_009_213_693_951;

fn inverse(base: i128) -> i128 {
    let (mut base, mut exponent, mut result) = (base.rem_euclid(P), P - 2, 1_i128);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % P;
        }
        base = base * base % P;
        exponent >>= 1;
    }
    result
}

/// Rows of equations brought to steps, so that one can ask whether another one follows from them.
struct Known {
    rows: Vec<(usize, Vec<i128>)>,
}

impl Known {
    fn reduced(&self, mut row: Vec<i128>) -> Vec<i128> {
        for (pivot, known) in &self.rows {
            let factor = row[*pivot];
            if factor != 0 {
                for (value, other) in row.iter_mut().zip(known) {
                    *value = (*value - factor * other).rem_euclid(P);
                }
            }
        }
        row
    }

    fn learn(&mut self, row: Vec<i128>) {
        let mut row = self.reduced(row);
        let Some(pivot) = row.iter().position(|value| *value != 0) else { return };
        let scale = inverse(row[pivot]);
        for value in &mut row {
            *value = *value * scale % P;
        }
        for (_, known) in &mut self.rows {
            let factor = known[pivot];
            if factor != 0 {
                for (value, other) in known.iter_mut().zip(&row) {
                    *value = (*value - factor * other).rem_euclid(P);
                }
            }
        }
        self.rows.push((pivot, row));
    }

    fn gives(&self, row: Vec<i128>) -> bool {
        self.reduced(row).iter().all(|value| *value == 0)
    }
}

/// Which of the finest cells a line adds up.
fn adds_up(line: &Line, cells: &[Cell]) -> Vec<i128> {
    cells
        .iter()
        .map(|cell| {
            let place = match line.level {
                Level::Nation => true,
                Level::Academy => cell.academy == line.academy,
                Level::Basin => {
                    cell.academy == line.academy && cell.level == "basin" && cell.code == line.basin
                }
                Level::NoBasin => cell.academy == line.academy && cell.level == "academy",
            };
            let pair = (line.kind.is_empty() || line.kind == cell.kind)
                && (line.sector.is_empty() || line.sector == cell.sector);
            i128::from(place && pair)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A reader with a pencil knows which cells have no school (the register says it) and every line that is shown.
    #[test]
    fn no_published_rows_and_totals_give_a_small_cell_back(
        covered in prop::collection::vec(prop_oneof![3 => 0..8_i32, 1 => Just(-1), 1 => 5..60_i32], 1..40),
        shape in (1..4_usize, 1..4_usize, 1..4_usize, 1..3_usize),
    ) {
        let (academies, basins, kinds, sectors) = shape;
        let mut cells = Vec::new();
        let mut numbers = covered.iter().cycle();
        for academy in 1..=academies {
            for basin in 0..basins {
                for kind in 0..kinds {
                    for sector in 0..sectors {
                        // A negative number: no school of this kind here.
                        let Some(number) = numbers.next().copied().filter(|number| *number >= 0) else { continue };
                        // The first place of an académie is outside of its bassins.
                        let place = (basin > 0).then_some(basin);
                        let (kind, sector) = (format!("k{kind}"), format!("s{sector}"));
                        cells.push(cell(academy, place, &kind, &sector, number + 1, number));
                    }
                }
            }
        }
        let Ok(lines) = build(&cells, &mandates(&cells)) else { return Ok(()) };
        let mut known = Known { rows: Vec::new() };
        for line in lines.iter().filter(|line| line.figures.is_some()) {
            known.learn(adds_up(line, &cells));
        }
        for line in &lines {
            let row = adds_up(line, &cells);
            let people: i32 =
                cells.iter().zip(&row).filter(|(_, in_it)| **in_it == 1).map(|(cell, _)| cell.covered).sum();
            if (1..5).contains(&people) {
                prop_assert!(line.figures.is_none(), "{line:?} is shown");
                prop_assert!(!known.gives(row), "{line:?} follows from what is shown");
            } else if let Some(figures) = line.figures {
                prop_assert_eq!(i32::try_from(figures.nominations).unwrap(), people);
            }
        }
    }
}

async fn a_published_file_is_frozen_and_there_is_one_a_day(t: Platform) {
    school(&t, "fr/14/b1/", "9990001X").await;
    let mut tx = t.db.begin().await.unwrap();
    let year = SchoolYear::of(t.now().date_in("Europe/Paris"));
    crate::school::coverage::recount_all(&mut tx, year, t.now()).await.unwrap();
    let publish = async |tx: &mut crate::Tx| {
        publish::publish(tx, by_operator(()), "https://preau.test", "Europe/Paris", t.now()).await
    };
    let day = publish(&mut tx).await.unwrap();
    let again = publish(&mut tx).await.unwrap_err();
    assert_eq!(again.refusal().unwrap().key, "open-data-published");
    let (of, first) = publish::content(&mut tx, None, Format::Csv).await.unwrap().unwrap();
    assert_eq!(of, day);
    assert!(first.contains(";nation;") && first.contains(";college;"), "{first}");

    // A school more the day after: the old file stays as it was.
    t.clock.advance(DAY);
    tx.query(sql!("update coverage_cell set schools = schools + 1")).run().await.unwrap();
    let later = publish(&mut tx).await.unwrap();
    assert!(later > day);
    let (of, last) = publish::content(&mut tx, None, Format::Csv).await.unwrap().unwrap();
    assert_eq!(of, later);
    assert_ne!(last, first);
    assert_eq!(publish::content(&mut tx, Some(&day), Format::Csv).await.unwrap().unwrap().1, first);
    assert!(publish::content(&mut tx, Some("2020-01-01"), Format::Json).await.unwrap().is_none());
    assert_eq!(publish::count(&mut tx).await.unwrap(), 2);
    assert_eq!(publish::list(&mut tx, 0, 10).await.unwrap()[0].day, later);
    assert!(!figures::read(&mut tx, by_operator(()), t.now(), "Europe/Paris").await.unwrap().is_empty());
    tx.commit().await.unwrap();
    assert_eq!(crate::audit::verify(&mut t.db.read().await.unwrap()).await.unwrap().broken_at, None);
}
