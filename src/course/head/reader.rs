//! Reads a TOML table key by key, and says what is wrong where it is wrong.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::translate;
use crate::course::diagnostic::{Code, Report};
use crate::course::lines::Span;
use crate::course::words::suggestion;

/// A value and its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// Parses the TOML that starts at `offset` of its file.
///
/// The second result is false when the syntax is wrong: what could be read is still given, but
/// what is missing from it must not be said to be missing.
pub(crate) fn parse<'i>(toml: &'i str, offset: usize, report: &mut Report) -> (Spanned<DeTable<'i>>, bool) {
    let (table, errors) = DeTable::parse_recoverable(toml);
    let Some(error) = errors.iter().min_by_key(|error| error.span().map_or(0, |span| span.start)) else {
        return (table, true);
    };
    let span = error.span().unwrap_or(0..0);
    let found = toml.get(span.clone()).unwrap_or("");
    // At the end of a line the place of the error is the line that was being written.
    let mut place = Span::new(span.start, span.end);
    if found.trim().is_empty() {
        let before = toml.get(..span.start).unwrap_or("").trim_end();
        if toml.get(before.len()..span.start).is_some_and(|gap| gap.contains('\n')) {
            place = Span::at(before.len());
        }
    }
    let message = format!("en-tête TOML : {}", translate::french(error.message(), found));
    report.add_with_help(Code::F03, place.shifted(offset), message, error.message());
    (table, false)
}

/// A table that is being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys<'t, 'i> {
    pub(crate) table: &'t DeTable<'i>,
    /// Where the TOML starts in its file.
    pub(crate) offset: usize,
    /// Where a missing key is said to be missing.
    pub(crate) place: Span,
}

impl<'t, 'i> Keys<'t, 'i> {
    fn find(self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn span(self, value: &Spanned<DeValue<'i>>) -> Span {
        let span = value.span();
        Span::new(span.start, span.end).shifted(self.offset)
    }

    /// True when the key is written.
    pub(crate) fn has(self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Where a key is written.
    pub(crate) fn key_span(self, key: &str) -> Span {
        let name = self.table.keys().find(|name| name.get_ref() == key);
        name.map_or(self.place, |name| Span::new(name.span().start, name.span().end).shifted(self.offset))
    }

    /// Says which keys are not known.
    pub(crate) fn refuse_unknown(self, known: &[&str], report: &mut Report) {
        for name in self.table.keys() {
            let key = name.get_ref();
            if !known.contains(&key.as_ref()) {
                let span = Span::new(name.span().start, name.span().end).shifted(self.offset);
                let meant = suggestion(key, known.iter().copied());
                report.add(Code::F04, span, format!("clé « {key} » inconnue{meant}"));
            }
        }
    }

    /// Says that a required key is missing, unless it is there.
    pub(crate) fn require(self, key: &str, example: &str, report: &mut Report) {
        if !self.has(key) {
            report.add(
                Code::F06,
                self.place,
                format!("clé obligatoire « {key} » absente : ajoutez {example}"),
            );
        }
    }

    fn wrong(self, key: &str, value: &Spanned<DeValue<'i>>, expected: &str, report: &mut Report) {
        report.add(Code::F05, self.span(value), format!("valeur refusée pour « {key} » : {expected}"));
    }

    /// A text of 1 to `limit` characters.
    pub(crate) fn text(self, key: &str, limit: usize, report: &mut Report) -> Option<Placed<String>> {
        let value = self.find(key)?;
        match value.get_ref().as_str() {
            Some(text)
                if !text.trim().is_empty() && text.chars().count() <= limit && !text.contains('\n') =>
            {
                Some(Placed { value: text.trim().to_owned(), span: self.span(value) })
            }
            _ => {
                self.wrong(
                    key,
                    value,
                    &format!("un texte de 1 à {limit} caractères entre guillemets"),
                    report,
                );
                None
            }
        }
    }

    /// One of these words.
    pub(crate) fn word(self, key: &str, words: &[&str], report: &mut Report) -> Option<Placed<String>> {
        let value = self.find(key)?;
        let found = value.get_ref().as_str();
        if let Some(word) = found.filter(|word| words.contains(word)) {
            return Some(Placed { value: word.to_owned(), span: self.span(value) });
        }
        let list = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let meant = suggestion(found.unwrap_or(""), words.iter().copied());
        self.wrong(key, value, &format!("{list}{meant}"), report);
        None
    }

    /// A whole number between two bounds.
    pub(crate) fn number(self, key: &str, low: u16, high: u16, report: &mut Report) -> Option<Placed<u16>> {
        let value = self.find(key)?;
        match whole(value.get_ref()).filter(|number| (i64::from(low)..=i64::from(high)).contains(number)) {
            Some(number) => {
                let value_span = self.span(value);
                u16::try_from(number).ok().map(|value| Placed { value, span: value_span })
            }
            None => {
                self.wrong(key, value, &format!("un nombre entier de {low} à {high}"), report);
                None
            }
        }
    }

    /// `true` or `false`.
    pub(crate) fn flag(self, key: &str, report: &mut Report) -> Option<bool> {
        let value = self.find(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(key, value, "true ou false, sans guillemets", report);
        }
        found
    }

    /// A date as `2026-09-15`.
    pub(crate) fn date(self, key: &str, report: &mut Report) -> Option<Placed<jiff::civil::Date>> {
        let value = self.find(key)?;
        let read = value.get_ref().as_datetime().and_then(|moment| {
            let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none())?;
            let (year, month, day) = (
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            );
            jiff::civil::Date::new(year, month, day).ok()
        });
        if read.is_none() {
            self.wrong(key, value, "une date sans guillemets, comme 2026-09-15", report);
        }
        read.map(|date| Placed { value: date, span: self.span(value) })
    }

    /// A list of texts, each of 1 to `limit` characters.
    pub(crate) fn texts(
        self,
        key: &str,
        count: std::ops::RangeInclusive<usize>,
        limit: usize,
        report: &mut Report,
    ) -> Vec<Placed<String>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let expected =
            format!("une liste de {} à {} textes, comme [\"…\", \"…\"]", count.start(), count.end());
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, value, &expected, report);
            return Vec::new();
        };
        if !count.contains(&items.len()) {
            self.wrong(key, value, &expected, report);
        }
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() && text.chars().count() <= limit => {
                    texts.push(Placed { value: text.trim().to_owned(), span: self.span(item) });
                }
                _ => self.wrong(
                    key,
                    item,
                    &format!("un texte de 1 à {limit} caractères entre guillemets"),
                    report,
                ),
            }
        }
        texts
    }

    /// A table written with braces, such as `{ par = "…", le = 2026-09-15 }`, or under `[cle]`.
    pub(crate) fn table(self, key: &str, expected: &str, report: &mut Report) -> Option<Keys<'t, 'i>> {
        let value = self.find(key)?;
        let found = value.get_ref().as_table();
        if found.is_none() {
            self.wrong(key, value, expected, report);
        }
        found.map(|table| Keys { table, offset: self.offset, place: self.span(value) })
    }

    /// A list of tables.
    pub(crate) fn tables(self, key: &str, expected: &str, report: &mut Report) -> Vec<Keys<'t, 'i>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, value, expected, report);
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(table) => tables.push(Keys { table, offset: self.offset, place: self.span(item) }),
                None => self.wrong(key, item, expected, report),
            }
        }
        tables
    }

    /// A text or a number, whichever is written: for keys that take both.
    pub(crate) fn text_or_number(self, key: &str) -> Option<Placed<TextOrNumber<'t>>> {
        let value = self.find(key)?;
        let read = match value.get_ref() {
            DeValue::String(text) => TextOrNumber::Text(text),
            DeValue::Integer(_) => TextOrNumber::Number(whole(value.get_ref())?),
            DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => TextOrNumber::Other,
        };
        Some(Placed { value: read, span: self.span(value) })
    }
}

/// See [`Keys::text_or_number`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TextOrNumber<'t> {
    Text(&'t str),
    Number(i64),
    Other,
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}
