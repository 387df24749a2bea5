//! `{#id cle=valeur cle}` at the end of a fence, and `{#ancre}` at the end of a heading.

use super::containers::{Container, Value};
use super::diagnostic::{Code, Report, quoted};
use super::lines::Span;
use super::words::{fold, is_ident, is_language, suggestion};

/// One `cle=valeur`, or a key alone.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) key: String,
    /// None for a key alone, which means `oui`.
    pub(crate) value: Option<String>,
    pub(crate) span: Span,
    pub(crate) value_span: Span,
}

/// What stands between the braces of a fence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attributes {
    pub(crate) id: Option<(String, Span)>,
    pub(crate) list: Vec<Attribute>,
}

impl Attributes {
    fn find(&self, key: &str) -> Option<&Attribute> {
        self.list.iter().find(|attribute| attribute.key == key)
    }

    /// The value of a key, as written.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.find(key).and_then(|attribute| attribute.value.as_deref())
    }

    /// Where a key stands, to speak about it.
    pub(crate) fn span(&self, key: &str) -> Option<Span> {
        self.find(key).map(|attribute| attribute.span)
    }

    /// `oui`, `non`, or the default when the key is not there.
    pub(crate) fn flag(&self, key: &str, default: bool) -> bool {
        match self.find(key) {
            Some(attribute) => attribute.value.as_deref() != Some("non"),
            None => default,
        }
    }

    /// A number, or nothing when the key is not there or its value was refused.
    pub(crate) fn number(&self, key: &str) -> Option<u32> {
        self.text(key).and_then(|value| value.parse().ok())
    }
}

/// Cuts a fence line, after its name, into title and attribute group.
///
/// The group is the last `{…}` of the line; braces inside quotes do not count.
pub(crate) fn split_group(rest: &str) -> (&str, Option<usize>) {
    let trimmed = rest.trim_end();
    let mut fallback = None;
    for (at, _) in trimmed.match_indices('{') {
        let preceded = trimmed[..at].chars().next_back().is_none_or(char::is_whitespace);
        if !preceded {
            continue;
        }
        match closing_brace(&trimmed[at..]) {
            Some(end) if at + end + 1 == trimmed.len() => return (trimmed[..at].trim(), Some(at)),
            Some(_) => {}
            None => fallback = Some(at),
        }
    }
    // A group that is never closed properly is still a group: its parser says what is wrong.
    let looks_like_a_group = |at: &usize| {
        let inside = trimmed[at + 1..].trim_start();
        inside.starts_with('#') || inside.split('=').next().is_some_and(|k| inside.contains('=') && is_key(k))
    };
    match fallback.filter(looks_like_a_group) {
        Some(at) => (trimmed[..at].trim(), Some(at)),
        None => (trimmed.trim(), None),
    }
}

fn closing_brace(group: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in group.char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn is_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

/// Reads a group that starts with `{` at `offset` of the file.
pub(crate) fn parse_group(group: &str, offset: usize, report: &mut Report) -> Attributes {
    let mut attributes = Attributes::default();
    let group = group.trim_end();
    let inside = group.strip_prefix('{').unwrap_or(group);
    let closed = inside.ends_with('}');
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    let base = offset + 1;
    let mut at = 0;
    while at < inside.len() {
        let c = inside[at..].chars().next().unwrap_or(' ');
        if c == ' ' || c == '\t' {
            at += 1;
            continue;
        }
        let start = at;
        if c == '#' {
            let end = word_end(inside, at + 1);
            read_id(&inside[at + 1..end], Span::new(base + start, base + end), &mut attributes, report);
            at = end;
            continue;
        }
        let key_end =
            at + inside[at..].find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(inside.len() - at);
        let key = &inside[at..key_end];
        if !is_key(key) {
            // The whole word is said at once: one finding for « "…" » and not one per character.
            let end = word_end(inside, at).max(at + c.len_utf8());
            unexpected(&inside[at..end], Span::new(base + at, base + end), report);
            at = end;
            continue;
        }
        at = key_end;
        let mut value = None;
        let mut value_span = Span::new(base + start, base + key_end);
        if inside[at..].starts_with('=') {
            at += 1;
            match read_value(inside, at, base, report) {
                Read::Value(text, end) => {
                    value_span = Span::new(base + at, base + end);
                    value = Some(text);
                    at = end;
                }
                Read::Refused(end) => {
                    at = end;
                    continue;
                }
            }
        }
        let span = Span::new(base + start, base + at);
        if attributes.find(key).is_some() {
            let message = format!("attribut « {key} » écrit deux fois : gardez-en un");
            report.add(Code::A07, span, message);
            continue;
        }
        attributes.list.push(Attribute { key: key.to_owned(), value, span, value_span });
    }
    if !closed && !report.iter().any(|f| f.code == Code::A03 && f.span.start as usize >= offset) {
        let end = Span::at(offset + group.len());
        report.add(Code::A01, end, "accolade jamais fermée : ajoutez « } » à la fin de la ligne");
    }
    attributes
}

enum Read {
    Value(String, usize),
    Refused(usize),
}

fn read_value(inside: &str, at: usize, base: usize, report: &mut Report) -> Read {
    if !inside[at..].starts_with('"') {
        let end = word_end(inside, at);
        let word = &inside[at..end];
        let bad = word.find(['"', '\'', '{', '}', '“', '”', '«', '»', '‘', '’']);
        if bad.is_some() || word.is_empty() {
            let from = at + bad.unwrap_or(0);
            if word.is_empty() {
                let span = Span::new(base + at, base + at);
                report.add(Code::A01, span, "valeur absente après « = » : écrivez-la sans espace");
            } else {
                // A curly opening quote usually announces a value of several words.
                let closing =
                    inside[from..].char_indices().skip(1).find(|(_, c)| matches!(c, '”' | '»' | '’'));
                let end = closing.map_or(end, |(found, c)| from + found + c.len_utf8()).max(end);
                unexpected(&inside[from..], Span::new(base + from, base + end), report);
                return Read::Refused(end);
            }
            return Read::Refused(end);
        }
        return Read::Value(word.to_owned(), end);
    }
    let mut value = String::new();
    let mut escaped = false;
    for (offset, c) in inside[at + 1..].char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {
                if !matches!(c, '"' | '\\') {
                    value.push('\\');
                }
                value.push(c);
            }
            '\\' => escaped = true,
            '"' => return Read::Value(value, at + 1 + offset + 1),
            c => value.push(c),
        }
    }
    let span = Span::new(base + at, base + inside.len());
    report.add(Code::A03, span, "guillemet jamais fermé : ajoutez « \" » à la fin de la valeur");
    Read::Refused(inside.len())
}

fn word_end(text: &str, from: usize) -> usize {
    from + text[from..].find([' ', '\t']).unwrap_or(text.len() - from)
}

fn unexpected(text: &str, span: Span, report: &mut Report) {
    let c = text.chars().find(|c| !c.is_ascii_alphanumeric()).or_else(|| text.chars().next()).unwrap_or(' ');
    if matches!(c, '“' | '”' | '«' | '»' | '‘' | '’' | '\'') {
        let message = format!("guillemets « {c} » non acceptés ici : écrivez des guillemets droits \"…\"");
        report.add(Code::A01, span, message);
    } else {
        let message =
            format!("caractère « {c} » inattendu : écrivez #identifiant, cle=valeur ou cle=\"deux mots\"");
        report.add(Code::A01, span, message);
    }
}

fn read_id(id: &str, span: Span, attributes: &mut Attributes, report: &mut Report) {
    if !is_ident(id) {
        report.add(Code::A02, span, bad_id(id));
    } else if attributes.id.is_some() {
        report.add(Code::A07, span, "deux identifiants sur la même ligne : gardez-en un");
    } else {
        attributes.id = Some((id.to_owned(), span));
    }
}

/// The sentence about an identifier that is not one.
pub(crate) fn bad_id(id: &str) -> String {
    if id.len() > 64 {
        return format!("identifiant {} trop long : 64 caractères au plus", quoted(id));
    }
    format!("identifiant « {id} » invalide : minuscules sans accent, chiffres et tirets")
}

/// Says what is wrong with the attributes of a container; the wrong ones are dropped.
pub(crate) fn check(container: Container, attributes: &mut Attributes, report: &mut Report) {
    let known = container.attributes();
    if !container.takes_id()
        && let Some((id, span)) = attributes.id.take()
    {
        let name = container.name();
        report.add(Code::A04, span, format!("« {name} » ne prend pas d'identifiant : retirez « #{id} »"));
    }
    attributes.list.retain(|attribute| {
        let key = attribute.key.as_str();
        let Some((_, value)) = known.iter().find(|(name, _)| *name == key) else {
            let meant = suggestion(key, known.iter().map(|(name, _)| *name));
            let message = format!("attribut « {key} » inconnu pour « {} »{meant}", container.name());
            report.add(Code::A04, attribute.span, message);
            return false;
        };
        match refusal(*value, attribute) {
            Some(message) => {
                report.add(Code::A06, attribute.value_span, message);
                false
            }
            None => true,
        }
    });
}

fn refusal(kind: Value, attribute: &Attribute) -> Option<String> {
    let key = &attribute.key;
    let Some(value) = attribute.value.as_deref() else {
        return match kind {
            Value::Flag => None,
            Value::Number(..)
            | Value::Word(_)
            | Value::Words(_)
            | Value::Extensions
            | Value::Duration
            | Value::Language
            | Value::Competence
            | Value::Text => Some(format!("« {key} » attend une valeur : écrivez {key}=…")),
        };
    };
    let one_of = |words: &[&str]| words.iter().map(|w| format!("« {w} »")).collect::<Vec<_>>().join(", ");
    let meant = |words: &'static [&'static str]| suggestion(value, words.iter().copied());
    match kind {
        Value::Flag => (!matches!(value, "oui" | "non"))
            .then(|| format!("valeur « {value} » refusée pour « {key} » : écrivez « oui » ou « non »")),
        Value::Number(low, high) => {
            let fits = value.bytes().all(|b| b.is_ascii_digit())
                && value.parse::<u32>().is_ok_and(|number| (low..=high).contains(&number));
            (!fits).then(|| {
                format!("valeur « {value} » refusée pour « {key} » : un nombre entier de {low} à {high}")
            })
        }
        Value::Word(words) => (!words.contains(&value)).then(|| {
            format!("valeur « {value} » refusée pour « {key} » : {}{}", one_of(words), meant(words))
        }),
        Value::Words(words) => {
            let bad = value.split_whitespace().find(|word| !words.contains(word));
            let bad = bad.or_else(|| value.trim().is_empty().then_some(""));
            bad.map(|bad| {
                let meant = suggestion(bad, words.iter().copied());
                format!(
                    "valeur « {bad} » refusée pour « {key} » : au moins un parmi {}{meant}",
                    one_of(words)
                )
            })
        }
        Value::Extensions => {
            let fits = |word: &str| {
                word.len() <= 8 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            };
            (value.trim().is_empty() || !value.split_whitespace().all(fits)).then(|| {
                format!(
                    "valeur « {value} » refusée pour « {key} » : des extensions sans point, comme \"odt pdf\""
                )
            })
        }
        Value::Duration => {
            let fits = value.split_once(':').is_some_and(|(minutes, seconds)| {
                (1..=3).contains(&minutes.len())
                    && minutes.bytes().all(|b| b.is_ascii_digit())
                    && seconds.len() == 2
                    && seconds.parse::<u8>().is_ok_and(|s| s < 60)
            });
            (!fits).then(|| format!("durée « {value} » illisible : minutes et secondes, comme 4:30"))
        }
        Value::Language => (!is_language(value))
            .then(|| format!("langue « {value} » inconnue : un code comme fr, en ou pt-BR")),
        // Competences are data: they are checked with the framework at hand.
        Value::Competence => None,
        Value::Text => {
            (value.trim().is_empty() || value.chars().count() > 64 || fold(value).contains('\u{0}'))
                .then(|| format!("valeur refusée pour « {key} » : un texte de 64 caractères au plus"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Attributes, Vec<(Code, u32)>) {
        let mut report = Report::default();
        let (_, at) = split_group(line);
        let at = at.expect("a group");
        let attributes = parse_group(&line[at..], at, &mut report);
        let found = report.iter().map(|f| (f.code, f.span.start)).collect();
        (attributes, found)
    }

    #[test]
    fn groups_are_read() {
        let (attributes, found) =
            read(r#"Titre {x} {#fiche remise="fichier lien" anonyme points=2 unite="a \"b\" {c}"}"#);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(attributes.id.as_ref().map(|(id, _)| id.as_str()), Some("fiche"));
        assert_eq!(attributes.text("remise"), Some("fichier lien"));
        assert_eq!(attributes.number("points"), Some(2));
        assert!(attributes.flag("anonyme", false));
        assert_eq!(attributes.text("unite"), Some(r#"a "b" {c}"#));
    }

    #[test]
    fn the_group_is_the_last_of_the_line() {
        assert_eq!(split_group("Le groupe {a} puis {#b}"), ("Le groupe {a} puis", Some(19)));
        assert_eq!(split_group("Un ensemble $\\{1\\}$"), ("Un ensemble $\\{1\\}$", None));
        assert_eq!(split_group("sans groupe"), ("sans groupe", None));
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        assert_eq!(read(r#"{#a titre="ouvert}"#).1, [(Code::A03, 10)]);
        assert_eq!(read("{#a titre=“deux mots” points=2}").1, [(Code::A01, 10)]);
        assert_eq!(read("{#Q-Deux}").1, [(Code::A02, 1)]);
        assert_eq!(read("{#a points=1 points=2}").1, [(Code::A07, 13)]);
        assert_eq!(read("{#a &}").1, [(Code::A01, 4)]);
        assert_eq!(read("{#a points=2").1, [(Code::A01, 12)]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(line in "[{}#= \"a-z“é\\\\]{0,30}") {
            let mut report = Report::default();
            if let (_, Some(at)) = split_group(&line) {
                parse_group(&line[at..], at, &mut report);
            }
        }
    }
}
