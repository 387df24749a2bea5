//! `course.toml` by its usual fields: what the form shows of it, and what it writes back. Pure, but for [`save`].
//!
//! A field that was not changed is not touched, and what the form does not know stays as it was written.

use toml_edit::{Array, DocumentMut, Item, TableLike, Value, value};
use uuid::Uuid;

use super::save::{self, Saved, Typed};
use crate::access::Allowed;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Refusal, Result};

/// The usual fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    pub title: String,
    pub summary: String,
    pub version: String,
    pub licence: String,
    pub level: String,
    pub audience: Vec<String>,
    pub disciplines: Vec<String>,
    pub competences: Vec<String>,
    pub objectives: Vec<String>,
    pub keywords: Vec<String>,
    /// Per cent; empty = as it is written, or the format's.
    pub threshold: String,
    pub attestation: bool,
}

/// The fields of a `course.toml`; none when it cannot be read.
pub fn read(toml: &str) -> Option<Settings> {
    let document: DocumentMut = toml.parse().ok()?;
    let text = |key: &str| document.get(key).and_then(Item::as_str).unwrap_or_default().to_owned();
    let list = |key: &str| {
        let items = document.get(key).and_then(Item::as_array);
        let texts = items.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        texts.collect::<Vec<_>>()
    };
    let completion = document.get("achevement").and_then(Item::as_table_like);
    let completed = |key: &str| completion.and_then(|table| table.get(key));
    Some(Settings {
        title: text("titre"),
        summary: text("resume"),
        version: text("version"),
        licence: text("licence"),
        level: text("niveau"),
        audience: list("public"),
        disciplines: list("disciplines"),
        competences: list("crcn_edu"),
        objectives: list("objectifs"),
        keywords: list("mots_cles"),
        threshold: completed("seuil")
            .and_then(Item::as_integer)
            .map(|seuil| seuil.to_string())
            .unwrap_or_default(),
        attestation: completed("attestation").and_then(Item::as_bool).unwrap_or(true),
    })
}

/// The same file with these fields.
///
/// # Errors
/// Refusal `workshop-toml-unreadable`.
pub fn write(toml: &str, settings: &Settings) -> Result<String> {
    let unreadable = || -> Error { Refusal::new("workshop-toml-unreadable").into() };
    let before = read(toml).ok_or_else(unreadable)?;
    let mut document: DocumentMut = toml.parse().map_err(|_| unreadable())?;
    for (key, old, new) in [
        ("titre", &before.title, &settings.title),
        ("resume", &before.summary, &settings.summary),
        ("version", &before.version, &settings.version),
        ("licence", &before.licence, &settings.licence),
        ("niveau", &before.level, &settings.level),
    ] {
        if old != new {
            document[key] = value(new.as_str());
        }
    }
    for (key, old, new) in [
        ("public", &before.audience, &settings.audience),
        ("disciplines", &before.disciplines, &settings.disciplines),
        ("crcn_edu", &before.competences, &settings.competences),
        ("objectifs", &before.objectives, &settings.objectives),
        ("mots_cles", &before.keywords, &settings.keywords),
    ] {
        if old != new {
            document[key] = value(new.iter().map(String::as_str).collect::<Array>());
        }
    }
    if before.threshold != settings.threshold || before.attestation != settings.attestation {
        if document.get("achevement").is_none() {
            document["achevement"] = toml_edit::table();
        }
        let table: &mut dyn TableLike = document["achevement"].as_table_like_mut().ok_or_else(unreadable)?;
        match settings.threshold.trim().parse::<i64>() {
            Ok(threshold) => drop(table.insert("seuil", value(threshold))),
            Err(_) if settings.threshold.trim().is_empty() => drop(table.remove("seuil")),
            // The check says what is wrong with it, at its line.
            Err(_) => drop(table.insert("seuil", value(settings.threshold.as_str()))),
        }
        if before.attestation != settings.attestation {
            table.insert("attestation", value(settings.attestation));
        }
    }
    Ok(document.to_string())
}

/// Writes the fields into the `course.toml` of a module, as one save of that file.
///
/// # Errors
/// Those of [`save::save`] and [`write`].
pub async fn save(
    tx: &mut Tx,
    allowed: Allowed<(Uuid, i32)>,
    settings: &Settings,
    now: Timestamp,
) -> Result<Saved> {
    let (module, base) = *allowed.thing();
    // The fields were filled on this save of the file: a later one is a conflict, as for any text.
    let toml = save::text_at(tx, module, "course.toml", base).await?.ok_or(Error::NotFound)?;
    let typed = Typed { module, path: "course.toml".into(), base, text: write(&toml, settings)? };
    save::save(tx, allowed.map(|_| &typed), now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_does_not_know_stays() {
        let toml = "# note\ntitre = \"A\"   # ici\nversion = \"1.0.0\"\nrelu = { par = \"x\", le = 2026-09-15 }\n\n[achevement]\npages = 80\nseuil = 70\n";
        let mut settings = read(toml).unwrap();
        assert_eq!(write(toml, &settings).unwrap(), toml);
        settings.title = "B \"deux\"".into();
        settings.objectives = vec!["Faire".into()];
        settings.threshold = String::new();
        settings.attestation = false;
        let after = write(toml, &settings).unwrap();
        assert!(
            after.contains("relu = { par = \"x\", le = 2026-09-15 }") && after.contains("pages = 80"),
            "{after}"
        );
        assert!(after.starts_with("# note\n"), "{after}");
        assert_eq!(read(&after).unwrap(), settings);
        assert!(read("titre = [").is_none() && write("titre = [", &settings).is_err());
    }
}
