//! MathML made safe: only its own elements, without style, everything else as text.
//!
//! The library that writes the MathML does not escape everything that an author typed (operator
//! names, `<` as a relation): its output is read again and nothing passes that is not known.

use super::escape;

const ELEMENTS: [&str; 24] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
];

const ATTRIBUTES: [&str; 21] = [
    "display",
    "class",
    "mathvariant",
    "stretchy",
    "symmetric",
    "fence",
    "separator",
    "form",
    "largeop",
    "movablelimits",
    "displaystyle",
    "scriptlevel",
    "accent",
    "accentunder",
    "width",
    "height",
    "depth",
    "minsize",
    "maxsize",
    "linethickness",
    "lspace",
];

/// Known elements with known attributes; what is neither becomes text.
pub(super) fn clean(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len() + 16);
    let mut rest = mathml;
    while let Some(at) = rest.find('<') {
        text(&mut out, &rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some((made, length)) => {
                out.push_str(&made);
                rest = &rest[length..];
            }
            None => {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
    }
    text(&mut out, rest);
    out
}

/// Text that is already partly escaped: entities that are known stay, the rest is escaped.
fn text(out: &mut String, text: &str) {
    for (at, piece) in text.split('&').enumerate() {
        let known = ["amp;", "lt;", "gt;", "nbsp;"].iter().any(|entity| piece.starts_with(entity));
        if at > 0 {
            out.push_str(if known { "&" } else { "&amp;" });
        }
        escape::text(out, piece);
    }
}

/// A tag at the start of a text, written again with what is known of it, and its length.
fn tag(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('<')?;
    let (slash, inside) = match inside.strip_prefix('/') {
        Some(inside) => ("/", inside),
        None => ("", inside),
    };
    let name_end = inside.find(|c: char| !c.is_ascii_lowercase())?;
    let name = ELEMENTS.into_iter().find(|known| *known == &inside[..name_end])?;
    let mut made = format!("<{slash}{name}");
    let mut rest = &inside[name_end..];
    loop {
        let trimmed = rest.trim_start_matches(' ');
        if let Some(after) = trimmed.strip_prefix('>') {
            made.push('>');
            return Some((made, text.len() - after.len()));
        }
        if let Some(after) = trimmed.strip_prefix("/>") {
            made.push_str("/>");
            return Some((made, text.len() - after.len()));
        }
        // Attributes are `name="value"`, after a space.
        let (key, after) = trimmed.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        if trimmed.len() == rest.len()
            || !key.bytes().all(|b| b.is_ascii_lowercase())
            || value.contains(['<', '>'])
        {
            return None;
        }
        if ATTRIBUTES.contains(&key) {
            made.push(' ');
            made.push_str(key);
            made.push_str("=\"");
            escape::attribute(&mut made, value);
            made.push('"');
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_mathml_passes() {
        for (made, cleaned) in [
            ("<mi>a</mi><mo><</mo><mi>b</mi>", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
            ("<mo>></mo>", "<mo>&gt;</mo>"),
            ("<mi>&</mi><mtext>&nbsp;&lt;</mtext>", "<mi>&amp;</mi><mtext>&nbsp;&lt;</mtext>"),
            ("<mrow style=\"color: red\"><mi>x</mi></mrow>", "<mrow><mi>x</mi></mrow>"),
            ("<mspace width=\"1em\" style=\"x\" />", "<mspace width=\"1em\"/>"),
            ("<mi><img src=x onerror=alert(1)></mi>", "<mi>&lt;img src=x onerror=alert(1)&gt;</mi>"),
            ("<mi onclick=\"x\">a</mi>", "<mi>a</mi>"),
            ("<mi", "&lt;mi"),
        ] {
            assert_eq!(clean(made), cleaned);
        }
    }
}
