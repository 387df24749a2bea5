//! The eight inline forms of HTML that a page may use (course format, 5.2).

/// A piece of inline HTML that is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Comment,
    Break,
    Open { tag: Tag, value: Option<String> },
    Close(Tag),
}

/// An element that may be opened and closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Span,
    Abbr,
    Kbd,
    Sub,
    Sup,
    Mark,
}

impl Tag {
    const ALL: [Self; 6] = [Self::Span, Self::Abbr, Self::Kbd, Self::Sub, Self::Sup, Self::Mark];

    /// The name of the element.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Span => "span",
            Self::Abbr => "abbr",
            Self::Kbd => "kbd",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Mark => "mark",
        }
    }

    /// Its one attribute, required.
    pub(crate) fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Span => Some("lang"),
            Self::Abbr => Some("title"),
            Self::Kbd | Self::Sub | Self::Sup | Self::Mark => None,
        }
    }
}

/// Reads one piece; nothing when it is not allowed.
pub(crate) fn read(html: &str) -> Option<Piece> {
    if html.starts_with("<!--") {
        return Some(Piece::Comment);
    }
    let inside = html.strip_prefix('<')?.strip_suffix('>')?;
    if let Some(name) = inside.strip_prefix('/') {
        let name = name.trim_end().to_ascii_lowercase();
        return Tag::ALL.into_iter().find(|tag| tag.name() == name).map(Piece::Close);
    }
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = inside[..name_end].to_ascii_lowercase();
    let rest = inside[name_end..].trim();
    if name == "br" {
        return matches!(rest, "" | "/").then_some(Piece::Break);
    }
    let tag = Tag::ALL.into_iter().find(|tag| tag.name() == name)?;
    let value = match tag.attribute() {
        None => {
            return rest.is_empty().then_some(Piece::Open { tag, value: None });
        }
        Some(key) => {
            let value = rest.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let value = value[1..].strip_suffix(quote)?;
            (!value.contains(quote)).then(|| entities(value))?
        }
    };
    (tag != Tag::Span || super::words::is_language(&value)).then_some(Piece::Open { tag, value: Some(value) })
}

/// The entities that people write in a title.
fn entities(text: &str) -> String {
    let known = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ];
    let text = known.iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c));
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_forms_are_read_and_nothing_else() {
        let open = |tag, value: Option<&str>| Some(Piece::Open { tag, value: value.map(str::to_owned) });
        assert_eq!(read("<kbd>"), open(Tag::Kbd, None));
        assert_eq!(read("<span lang=\"en\">"), open(Tag::Span, Some("en")));
        assert_eq!(read("<abbr title='Espace &amp; « ENT »'>"), open(Tag::Abbr, Some("Espace & « ENT »")));
        assert_eq!(read("</sup>"), Some(Piece::Close(Tag::Sup)));
        assert_eq!(read("<br />"), Some(Piece::Break));
        assert_eq!(read("<!-- x -->"), Some(Piece::Comment));
        for refused in [
            "<script>",
            "<span>",
            "<span lang=\"en\" onclick=\"x\">",
            "<kbd class=\"x\">",
            "<abbr title=\"a\" title=\"b\">",
            "<span lang=\"x y\">",
            "<a href=\"x\">",
            "<br class=x>",
            "<?php ?>",
            "</p>",
        ] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }
}
