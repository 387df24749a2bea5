//! Text into HTML: the only door through which what an author wrote reaches a page.

/// Adds a text, escaped for the inside of an element.
pub(crate) fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Adds a text, escaped for an attribute between double quotes.
pub(crate) fn attribute(out: &mut String, text: &str) {
    escape(out, text, true);
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(entity);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Adds a text with its quotes escaped and its spaces kept, as the reference HTML of CommonMark.
pub(crate) fn attribute_text(out: &mut String, text: &str) {
    for (at, piece) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("&quot;");
        }
        escape(out, piece, false);
    }
}

/// Adds an address: what may not stand in one is percent-encoded.
pub(crate) fn address(out: &mut String, address: &str) {
    for c in address.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#x27;"),
            c if c.is_ascii_alphanumeric() || "-_.!~*'();/?:@=+$,#%".contains(c) => out.push(c),
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out.push('%');
                    out.push_str(&crate::course::media::hex(&[byte]).to_ascii_uppercase());
                }
            }
        }
    }
}
