//! The texts of the product, from the Fluent catalogues in `app/texts/{fr,en}/*.ftl`.
//!
//! Keys are written in the code as literals, `t!(lang, "catalogue-title")`: a test checks that each one exists in both
//! languages. Catalogues are typed with ordinary spaces; French ones get their no-break spaces here.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, static_loader};

use preau::error::{Fault, Refusal};

static_loader! {
    static CATALOGUES = {
        locales: "./texts",
        fallback_language: "fr",
        // Isolation marks around values confuse copy and paste, and every text is one direction.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        match code.get(..2)? {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first known language of an `Accept-Language` header, French otherwise.
    pub fn accepted(header: &str) -> Self {
        header.split(',').find_map(|part| Self::parse(part.trim())).unwrap_or_default()
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Fr => fluent_templates::langid!("fr"),
            Self::En => fluent_templates::langid!("en"),
        }
    }
}

/// A text without values.
pub fn text(lang: Lang, key: &str) -> String {
    finish(lang, CATALOGUES.try_lookup(&lang.identifier(), key).unwrap_or_else(|| key.to_owned()))
}

/// A text with values.
pub fn text_with(lang: Lang, key: &str, values: &[(&'static str, FluentValue<'static>)]) -> String {
    let values: HashMap<Cow<'static, str>, FluentValue<'static>> =
        values.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    finish(
        lang,
        CATALOGUES.try_lookup_with_args(&lang.identifier(), key, &values).unwrap_or_else(|| key.to_owned()),
    )
}

/// The sentence of a rule that said no.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    keyed(lang, "refusal", refusal.key, &refusal.values)
}

/// The sentence of a field that does not hold.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    keyed(lang, "fault", fault.key, &fault.values)
}

fn keyed(lang: Lang, kind: &str, key: &str, values: &[(&'static str, String)]) -> String {
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| {
            let value = match value.parse::<i64>() {
                Ok(number) => FluentValue::from(number),
                Err(_) => FluentValue::from(value.clone()),
            };
            (*name, value)
        })
        .collect();
    text_with(lang, &format!("{kind}-{key}"), &values)
}

/// What somebody was told, as a sentence: `notice-<kind>` with the values that came with it. A kind without a sentence,
/// or a sentence that misses a value (a notice written by another version), is told in general terms.
pub fn notice(lang: Lang, kind: &str, detail: &serde_json::Value) -> String {
    let values: HashMap<Cow<'static, str>, FluentValue<'static>> = detail
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            let value = match value {
                serde_json::Value::Number(number) => FluentValue::from(number.as_f64()?),
                // Days are kept as `2026-11-24` and read in the language of the reader.
                serde_json::Value::String(text) if text.len() == 10 => match text.parse() {
                    Ok(day) => FluentValue::from(crate::ui::date(lang, day)),
                    Err(_) => FluentValue::from(text.clone()),
                },
                serde_json::Value::String(text) => FluentValue::from(text.clone()),
                serde_json::Value::Bool(yes) => FluentValue::from(yes.to_string()),
                serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                    return None;
                }
            };
            Some((Cow::Owned(name.clone()), value))
        })
        .collect();
    let key = format!("notice-{kind}");
    let found = CATALOGUES.try_lookup_with_args(&lang.identifier(), &key, &values);
    found.map_or_else(|| text(lang, "notice-other"), |found| finish(lang, found))
}

/// A subject of notices in words.
pub fn notice_topic(lang: Lang, topic: &str) -> String {
    let key = format!("notice-topic-{topic}");
    match text(lang, &key) {
        found if found == key => text(lang, "notice-topic-other"),
        found => found,
    }
}

/// French spaces: narrow before `; ! ?`, no-break before `:` and inside « ».
fn finish(lang: Lang, text: String) -> String {
    if lang != Lang::Fr || !text.contains(' ') {
        return text;
    }
    let mut finished = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' {
            match chars.peek() {
                Some(';' | '!' | '?') => finished.push('\u{202f}'),
                Some(':' | '»' | '%' | '€') => finished.push('\u{a0}'),
                _ if finished.ends_with('«') => finished.push('\u{a0}'),
                _ => finished.push(' '),
            }
        } else {
            finished.push(c);
        }
    }
    finished
}

/// `t!(lang, "key")`, `t!(lang, "key", "name" => value)`: a text of the catalogues.
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:literal) => { $crate::texts::text($lang, $key) };
    ($lang:expr, $key:literal, $($name:literal => $value:expr),+ $(,)?) => {
        $crate::texts::text_with($lang, $key, &[$(($name, $crate::texts::value($value))),+])
    };
}

/// A value of a text, from what pages have at hand.
pub fn value(value: impl Into<FluentValue<'static>>) -> FluentValue<'static> {
    value.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn keys(lang: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts").join(lang);
        let mut keys = BTreeSet::new();
        for entry in fs::read_dir(folder).unwrap() {
            for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
                if let Some((key, _)) = line.split_once('=')
                    && line.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    assert!(keys.insert(key.trim().to_owned()), "{lang}: {key} twice");
                }
            }
        }
        keys
    }

    fn sources(folder: &Path, into: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, into);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                into.push(fs::read_to_string(path).unwrap());
            }
        }
    }

    /// Literals that follow `start` in all sources.
    fn literals(start: &str) -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut texts = Vec::new();
        for folder in ["src", "app/src", "server/src"] {
            sources(&root.join(folder), &mut texts);
        }
        let mut found = BTreeSet::new();
        for text in &texts {
            let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for (at, _) in folded.match_indices(start) {
                // `format!(` and `assert!(` end like `t!(`.
                if folded[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    continue;
                }
                let Some((head, rest)) = folded[at + start.len()..].split_once('"') else { continue };
                // `t!(lang, "key"`: nothing but an expression and a comma before the literal.
                if head.contains(';') || head.len() > 40 {
                    continue;
                }
                if let Some((key, _)) = rest.split_once('"') {
                    found.insert(key.to_owned());
                }
            }
        }
        found
    }

    /// `Fault::new("field", "key")`, `Fault::new(field, "key")`: the last literal of the call.
    fn fault_keys() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut texts = Vec::new();
        for folder in ["src", "app/src", "server/src"] {
            sources(&root.join(folder), &mut texts);
        }
        let start = concat!("Fault::", "new(");
        let calls = texts.iter().flat_map(|text| text.split(start).skip(1));
        let keys = calls.filter_map(|call| call.split(')').next()?.rsplit('"').nth(1));
        // The example of this very file, and those of tests, are no keys of ours.
        keys.filter(|key| key.contains('-')).map(str::to_owned).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (french, english) = (keys("fr"), keys("en"));
        let missing: Vec<_> = french.symmetric_difference(&english).collect();
        assert!(missing.is_empty(), "in one language only: {missing:?}");
    }

    #[test]
    fn every_text_the_code_asks_for_exists() {
        let known = keys("fr");
        let mut missing: Vec<String> =
            literals("t!(").into_iter().filter(|key| !known.contains(key)).collect();
        missing.retain(|key| key.contains('-') && !key.contains(' '));
        missing
            .extend(literals(concat!("Refusal::", "new(")).into_iter().map(|key| format!("refusal-{key}")));
        // Of rows of an import.
        missing.extend(
            literals(concat!("Reason::", "new(")).into_iter().map(|key| format!("import-reason-{key}")),
        );
        missing.extend(fault_keys().into_iter().map(|key| format!("fault-{key}")));
        missing.retain(|key| !known.contains(key));
        assert!(missing.is_empty(), "not in the catalogues: {missing:#?}");
    }

    #[test]
    fn a_notice_nobody_knows_is_told_in_general_terms() {
        for lang in Lang::ALL {
            let other = text(lang, "notice-other");
            assert_eq!(notice(lang, "never-heard-of", &serde_json::json!({ "x": 1 })), other);
            assert_eq!(notice(lang, "data-extended", &serde_json::json!({})), other, "a value is missing");
            assert_eq!(notice(lang, "data-extended", &serde_json::json!([1])), other);
            assert!(notice(lang, "data-extended", &serde_json::json!({ "day": "3 mai" })).contains("3 mai"));
            let day = notice(lang, "data-extended", &serde_json::json!({ "day": "2026-11-24" }));
            assert!(day.contains("2026") && !day.contains("2026-11"), "{day}");
            for topic in preau::notice::rhythm::TOPICS {
                assert_ne!(notice_topic(lang, topic), text(lang, "notice-topic-other"), "{topic}");
            }
        }
    }

    #[test]
    fn french_gets_its_spaces() {
        assert_eq!(finish(Lang::Fr, "« Oui » : non ?".into()), "«\u{a0}Oui\u{a0}»\u{a0}: non\u{202f}?");
        assert_eq!(finish(Lang::En, "Yes: no?".into()), "Yes: no?");
    }
}
