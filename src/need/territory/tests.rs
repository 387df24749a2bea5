//! What may be told of a place: nothing small, and nothing from which something small follows.

use super::*;
use crate::need::small_cells::elimination::nothing_follows;
use proptest::prelude::*;

/// One request: school, theme, discipline, person.
type Fact = (usize, usize, usize, usize);

const SCHOOLS: usize = 7;
/// The last school lies right under the académie.
const BASSINS: [&str; SCHOOLS] = ["b1", "b1", "b1", "b2", "b2", "b3", ""];

fn school_path(school: usize) -> String {
    match BASSINS[school] {
        "" => format!("fr/14/s{school}/"),
        bassin => format!("fr/14/{bassin}/s{school}/"),
    }
}

fn person(fact: &Fact) -> Uuid {
    Uuid::from_u128(u128::try_from(fact.0 * 1000 + fact.3).unwrap())
}

fn counted<'f>(facts: impl Iterator<Item = &'f Fact>) -> Count {
    let facts: BTreeSet<&Fact> = facts.collect();
    let people: BTreeSet<Uuid> = facts.iter().map(|fact| person(fact)).collect();
    Count { requests: u32::try_from(facts.len()).unwrap(), people: u32::try_from(people.len()).unwrap() }
}

fn theme(number: usize) -> String {
    format!("t{number}")
}

/// What the statements would give.
fn rows(facts: &BTreeSet<Fact>, unit: impl Fn(usize) -> Option<String>) -> Vec<Row> {
    let units: BTreeSet<String> = facts.iter().filter_map(|fact| unit(fact.0)).collect();
    let themes: BTreeSet<usize> = facts.iter().map(|fact| fact.1).collect();
    let mut rows = Vec::new();
    for path in units {
        let inside = || facts.iter().filter(|fact| unit(fact.0).as_ref() == Some(&path));
        let mut push = |theme: String, count: Count| {
            rows.push(Row {
                unit: path.clone(),
                name: path.clone(),
                theme,
                requests: count.requests.into(),
                people: count.people.into(),
            });
        };
        push(String::new(), counted(inside()));
        for number in &themes {
            let count = counted(inside().filter(|fact| fact.1 == *number));
            if count.requests > 0 {
                push(theme(*number), count);
            }
        }
    }
    rows
}

fn told(facts: &BTreeSet<Fact>) -> Territory {
    let fine = rows(facts, |school| Some(school_path(school)));
    let middle =
        rows(facts, |school| (!BASSINS[school].is_empty()).then(|| format!("fr/14/{}/", BASSINS[school])));
    let mut themes = BTreeMap::new();
    let mut by_discipline = Vec::new();
    let disciplines: BTreeSet<usize> = facts.iter().map(|fact| fact.2).collect();
    let numbers: BTreeSet<usize> = facts.iter().map(|fact| fact.1).collect();
    for discipline in &disciplines {
        let count = counted(facts.iter().filter(|fact| fact.2 == *discipline));
        by_discipline.push((String::new(), format!("d{discipline}"), count));
    }
    let mut small = Vec::new();
    for number in &numbers {
        let here = || facts.iter().filter(|fact| fact.1 == *number);
        let count = counted(here());
        themes.insert(theme(*number), count);
        for discipline in &disciplines {
            let count = counted(here().filter(|fact| fact.2 == *discipline));
            if count.requests > 0 {
                by_discipline.push((theme(*number), format!("d{discipline}"), count));
            }
        }
        if count.people < FEW {
            let people: BTreeSet<Uuid> = here().map(person).collect();
            small.extend(people.into_iter().map(|id| (theme(*number), id)));
        }
    }
    build(Node::sample("fr/14/", NodeKind::Academy), &fine, &middle, &themes, &by_discipline, &small)
}

/// The facts a figure of a line is about.
fn of_line<'f>(told: &Territory, line: usize, facts: &'f BTreeSet<Fact>) -> Vec<&'f Fact> {
    let named: BTreeSet<&String> = told.lines.iter().filter_map(|line| line.theme.as_ref()).collect();
    facts
        .iter()
        .filter(|fact| match &told.lines[line].theme {
            Some(code) => theme(fact.1) == *code,
            None => !named.contains(&theme(fact.1)),
        })
        .collect()
}

/// Every masked figure is an unknown; every sum between figures of the pages is an equation.
fn follows_nothing(told: &Territory) -> bool {
    let lines = told.lines.len();
    let mut unknown: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let figure = |unit: &Unit, line: usize| unit.figures.get(line).copied().unwrap_or(unit.total);
    for (number, unit) in told.units.iter().enumerate() {
        for line in 0..=lines {
            if figure(unit, line) == Shown::Masked {
                let next = unknown.len();
                unknown.insert((number, line), next);
            }
        }
    }
    let mut equations = Vec::new();
    let empty = || vec![0_i128; unknown.len()];
    let inner: BTreeSet<usize> = told.units.iter().filter_map(|unit| unit.parent).collect();
    for number in 0..told.units.len() {
        // A unit is the sum of its lines.
        let mut row = empty();
        for line in 0..=lines {
            if let Some(place) = unknown.get(&(number, line)) {
                row[*place] = if line == lines { -1 } else { 1 };
            }
        }
        equations.push(row);
    }
    for parent in inner.iter().map(|number| Some(*number)).chain([None]) {
        // A bassin, and the whole place, is the sum of its parts, line by line.
        for line in 0..=lines {
            let mut row = empty();
            for (number, unit) in told.units.iter().enumerate() {
                if unit.parent == parent
                    && let Some(place) = unknown.get(&(number, line))
                {
                    row[*place] = 1;
                }
            }
            if let Some(place) = parent.and_then(|number| unknown.get(&(number, line))) {
                row[*place] = -1;
            }
            equations.push(row);
        }
    }
    nothing_follows(equations)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn nothing_small_is_told_and_nothing_small_follows(
        facts in prop::collection::btree_set((0..SCHOOLS, 0_usize..6, 0_usize..5, 0_usize..14), 0..260)
    ) {
        let told = told(&facts);
        prop_assert!(told.lines.iter().all(|line| line.total >= FEW));
        for unit in &told.units {
            let here = |fact: &&&Fact| school_path(fact.0).starts_with(&unit.path);
            for line in 0..told.lines.len() {
                let count = counted(of_line(&told, line, &facts).iter().filter(here).copied());
                match unit.figures[line] {
                    Shown::Masked => {}
                    Shown::Number(number) => {
                        prop_assert_eq!(number, count.requests);
                        prop_assert!(!count.is_small(), "{:?}", count);
                    }
                }
            }
            if let Shown::Number(number) = unit.total {
                let all: Vec<&Fact> = facts.iter().collect();
                let count = counted(all.iter().filter(here).copied());
                prop_assert_eq!(number, count.requests);
                prop_assert!(!count.is_small());
            }
        }
        for (line, figures) in told.lines.iter().enumerate() {
            prop_assert_eq!(
                figures.total,
                u32::try_from(of_line(&told, line, &facts).len()).unwrap()
            );
        }
        prop_assert!(follows_nothing(&told));
    }
}

#[test]
fn few_people_in_all_are_not_told_at_all() {
    let facts: BTreeSet<Fact> = [(0, 0, 0, 1), (1, 1, 0, 2), (3, 2, 1, 1)].into();
    let told = told(&facts);
    assert!(told.lines.is_empty() && told.units.is_empty() && told.disciplines.is_empty());
}

#[test]
fn a_school_whose_figure_would_follow_from_its_bassin_is_masked_too() {
    // Theme 0: ten people in school 0, three in school 1, twelve in school 3; theme 1: nine in each of them.
    let mut facts = BTreeSet::new();
    for (school, count) in [(0, 10), (1, 3), (3, 12)] {
        facts.extend((0..count).map(|person| (school, 0, 0, person)));
        facts.extend((0..9).map(|person| (school, 1, 0, person)));
    }
    let told = told(&facts);
    let unit = |path: &str| told.units.iter().find(|unit| unit.path == path).unwrap();
    assert_eq!(told.lines[1].theme.as_deref(), Some("t0"));
    assert_eq!(unit("fr/14/b1/s1/").figures[1], Shown::Masked);
    assert_eq!(unit("fr/14/b1/s0/").figures[1], Shown::Masked);
    assert_eq!(unit("fr/14/b2/s3/").figures[1], Shown::Number(12));
    assert_eq!(unit("fr/14/b1/").figures[1], Shown::Number(13));
}
