//! The order of pages as `course.toml` writes it: read, and changed without touching what stands around. Pure.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use crate::error::{Refusal, Result};

/// A part of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    pub pages: Vec<String>,
}

/// The sections of a `course.toml`; none when it cannot be read.
pub fn sections(toml: &str) -> Option<Vec<Section>> {
    let document: DocumentMut = toml.parse().ok()?;
    let tables = document.get("section").and_then(Item::as_array_of_tables);
    let section = |table: &Table| Section {
        title: table.get("titre").and_then(Item::as_str).unwrap_or_default().to_owned(),
        pages: names(table),
    };
    Some(tables.map(|tables| tables.iter().map(section).collect()).unwrap_or_default())
}

fn names(table: &Table) -> Vec<String> {
    let pages = table.get("pages").and_then(Item::as_array);
    pages.map(|pages| pages.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default()
}

fn read(toml: &str) -> Result<DocumentMut> {
    toml.parse().map_err(|_| Refusal::new("workshop-toml-unreadable").into())
}

fn tables(document: &mut DocumentMut) -> Result<&mut ArrayOfTables> {
    let item = document.entry("section").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    item.as_array_of_tables_mut().ok_or_else(|| Refusal::new("workshop-toml-unreadable").into())
}

fn write(table: &mut Table, pages: &[String]) {
    table["pages"] = value(pages.iter().map(String::as_str).collect::<Array>());
}

/// Changes the pages of every section.
fn change(toml: &str, by: impl FnOnce(&mut Vec<Vec<String>>)) -> Result<String> {
    let mut document = read(toml)?;
    let tables = tables(&mut document)?;
    if tables.is_empty() {
        let mut table = Table::new();
        table["titre"] = value("Le module");
        write(&mut table, &[]);
        tables.push(table);
    }
    let before: Vec<Vec<String>> = tables.iter().map(names).collect();
    let mut after = before.clone();
    by(&mut after);
    for ((table, before), after) in tables.iter_mut().zip(&before).zip(&after) {
        if before != after {
            write(table, after);
        }
    }
    Ok(document.to_string())
}

/// With one more page, the last of the last section.
///
/// # Errors
/// Refusal `workshop-toml-unreadable`, as for all of these.
pub fn with_page(toml: &str, page: &str) -> Result<String> {
    change(toml, |sections| {
        // The assessment stays the last page: what is added comes before it.
        if let Some(last) = sections.last_mut() {
            let at = last.iter().position(|name| name == "evaluation").unwrap_or(last.len());
            last.insert(at, page.to_owned());
        }
    })
}

/// Without a page.
pub fn without_page(toml: &str, page: &str) -> Result<String> {
    change(toml, |sections| {
        for section in sections {
            section.retain(|name| name != page);
        }
    })
}

/// With a page under another name.
pub fn renamed(toml: &str, from: &str, to: &str) -> Result<String> {
    change(toml, |sections| {
        for name in sections.iter_mut().flatten().filter(|name| *name == from) {
            to.clone_into(name);
        }
    })
}

/// With a page one place up or down, into the section beside when it is the first or the last of its own.
pub fn shifted(toml: &str, page: &str, up: bool) -> Result<String> {
    change(toml, |sections| {
        let place = sections
            .iter()
            .enumerate()
            .find_map(|(section, pages)| Some((section, pages.iter().position(|name| name == page)?)));
        let Some((section, at)) = place else { return };
        let last = sections[section].len() - 1;
        match (up, at) {
            (true, 0) if section > 0 => {
                let name = sections[section].remove(0);
                sections[section - 1].push(name);
            }
            (true, 0) => {}
            (true, at) => sections[section].swap(at, at - 1),
            (false, at) if at == last => {
                if section + 1 < sections.len() {
                    let name = sections[section].remove(at);
                    sections[section + 1].insert(0, name);
                }
            }
            (false, at) => sections[section].swap(at, at + 1),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = "# gardé\ntitre = \"X\" # aussi\n\n[[section]]\ntitre = \"A\"\npages = [\"a\", \"b\"]\n\n[[section]]\ntitre = \"B\"\npages = [\"evaluation\"]\n";

    fn pages(toml: &str) -> Vec<Vec<String>> {
        sections(toml).unwrap().into_iter().map(|section| section.pages).collect()
    }

    #[test]
    fn pages_come_go_and_move_and_the_rest_stays() {
        let more = with_page(TOML, "c").unwrap();
        assert_eq!(pages(&more), [vec!["a", "b"], vec!["c", "evaluation"]]);
        assert!(more.contains("# gardé") && more.contains("# aussi"));
        assert_eq!(pages(&shifted(&more, "c", true).unwrap()), [vec!["a", "b", "c"], vec!["evaluation"]]);
        assert_eq!(pages(&shifted(TOML, "b", false).unwrap()), [vec!["a"], vec!["b", "evaluation"]]);
        assert_eq!(shifted(TOML, "a", true).unwrap(), TOML);
        assert_eq!(pages(&shifted(TOML, "b", true).unwrap())[0], ["b", "a"]);
        assert_eq!(pages(&renamed(TOML, "a", "z").unwrap())[0], ["z", "b"]);
        assert_eq!(pages(&without_page(TOML, "a").unwrap())[0], ["b"]);
        assert_eq!(pages(&with_page("titre = \"X\"\n", "a").unwrap()), [vec!["a"]]);
        assert!(with_page("titre = [", "a").is_err());
    }
}
