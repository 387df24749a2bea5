//! A module made from a course that is in service: « Réutiliser », with lineage and credit (AUT-11).

use toml_edit::{Array, DocumentMut, InlineTable, Item, Value, value};
use uuid::Uuid;

use super::create::{self, Start, begin};
use super::save::Change;
use super::{Module, author};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::course::published::PublishedCourse;
use crate::course::source::{Memory, Source as _};
use crate::db::{Conn as _, Tx};
use crate::error::{Error, Refusal, Result};
use crate::sql;

/// What is taken over, and for whom.
#[derive(Debug, Clone)]
pub struct Taken<'a> {
    pub id: Uuid,
    pub school: Uuid,
    /// The version in service, as its readers see it.
    pub course: &'a PublishedCourse,
    /// Its files, from the folder of the course.
    pub files: Memory,
}

/// True for a licence under which an altered copy may be shared.
pub fn may_be_altered(spdx: &str) -> bool {
    !spdx.to_ascii_uppercase().split('-').any(|part| part == "ND")
}

/// Makes a module of the files of a course. Its authors stay named, the one who takes it over is added; the licence
/// stays as it is.
///
/// # Errors
/// Refusal `workshop-licence` for a licence that allows no altered copy; those of [`create::create`].
pub async fn fork(tx: &mut Tx, allowed: Allowed<&Taken<'_>>, now: Timestamp) -> Result<Module> {
    let taken = *allowed.thing();
    let by = author(&allowed)?;
    let course = taken.course;
    if !may_be_altered(&course.meta.licence) {
        return Err(Refusal::new("workshop-licence").with("licence", &course.meta.licence).into());
    }
    let (name, school): (String, String) = tx
        .query(sql!(
            "select trim(p.given_name || ' ' || p.usual_name), n.name
               from person p, org_node n
              where p.id = $1 and n.id = $2"
        ))
        .bind(by)
        .bind(taken.school)
        .one()
        .await?;
    let mut files = taken.files.clone();
    let text = |files: &Memory, path: &str| {
        files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    };
    files.insert("course.toml", head(&text(&files, "course.toml"), &name, &school)?);
    let credit = credit(course);
    files.insert(
        "README.md",
        format!("{}\n\n{credit}\n", text(&files, "README.md").trim_end()).trim_start().to_owned(),
    );
    files.insert("CHANGELOG.md", format!("# Ce qui a changé\n\n## 1.0.0\n\n{credit}\n"));
    // Published identifiers are those of the other course: here none is published yet.
    files.remove("ids.lock");
    let title = create::title(&course.meta.title)?;
    let upstream = Some((course.slug.clone(), course.version.clone()));
    let start = Start { id: taken.id, school: taken.school, title, upstream };
    begin(tx, by, start, changes(&files)?, "fork", now).await
}

fn changes(files: &Memory) -> Result<Vec<Change>> {
    let change = |path: String| {
        let bytes = files.read(&path).map_err(Error::broken)?;
        Ok(Change { path, bytes: Some(bytes) })
    };
    files.list().into_iter().map(|entry| change(entry.path)).collect()
}

/// « D'après … »: what the licence asks to say.
fn credit(course: &PublishedCourse) -> String {
    let authors: Vec<&str> = course.meta.authors.iter().map(|author| author.name.as_str()).collect();
    format!(
        "D'après « {} », version {}, de {}, sous licence {}.",
        course.meta.title,
        course.version,
        authors.join(", "),
        course.meta.licence
    )
}

fn head(toml: &str, name: &str, school: &str) -> Result<String> {
    let mut document: DocumentMut =
        toml.parse().map_err(|_| -> Error { Refusal::new("workshop-toml-unreadable").into() })?;
    document["version"] = value("1.0.0");
    for gone in ["relu", "a_revoir_le", "traduction_de"] {
        document.remove(gone);
    }
    let mut own = InlineTable::new();
    own.insert("nom", name.into());
    own.insert("role", "adaptation".into());
    own.insert("structure", school.into());
    if document.get("auteurs").and_then(Item::as_array).is_none() {
        document["auteurs"] = value(Array::new());
    }
    if let Some(authors) = document["auteurs"].as_array_mut() {
        authors.push(Value::InlineTable(own));
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_stay_named_and_the_licence_says_what_is_allowed() {
        let toml =
            "titre = \"A\"\nversion = \"3.2.1\"\nauteurs = [{ nom = \"B\" }]\nrelu = { par = \"x\" }\n";
        let head = head(toml, "Zoé", "Collège").unwrap();
        assert!(
            head.contains("{ nom = \"B\" }") && head.contains("nom = \"Zoé\", role = \"adaptation\""),
            "{head}"
        );
        assert!(head.contains("version = \"1.0.0\"") && !head.contains("relu"), "{head}");
        assert!(
            may_be_altered("CC-BY-SA-4.0")
                && !may_be_altered("CC-BY-NC-ND-4.0")
                && !may_be_altered("CC-BY-ND-4.0")
        );
    }
}
