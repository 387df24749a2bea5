//! Mails that carry notices: one at once, or what was gathered, in the words of the product.

use preau::notice::outgoing::Outgoing;
use preau::notice::rhythm::{self, topic};
use preau::notice::{Told, link};
use preau_app::texts::{self, Lang, text, text_with, value};

use super::letter::{Letter, escape};

/// Writes the mail.
pub(super) fn write(out: &Outgoing, base_url: &str, platform: &str) -> Letter {
    let lang = Lang::parse(&out.locale).unwrap_or_default();
    let single = out.notices.len() == 1 && out.more == 0;
    let sentence = |told: &Told| texts::notice(lang, &told.kind, &told.detail.0);
    let count = i64::try_from(out.notices.len()).unwrap_or_default() + out.more;
    let subject = match out.notices.first() {
        Some(told) if single => one_line(&sentence(told)),
        _ => text_with(
            lang,
            "mail-news-subject",
            &[("count", value(count)), ("platform", value(platform.to_owned()))],
        ),
    };
    let hello = text_with(lang, "mail-news-hello", &[("name", value(out.given_name.clone()))]);
    let mut plain = format!("{hello}\n\n");
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"margin:0;padding:24px;background:#fbf8f2;color:#1f2a2e;font:16px/1.6 Verdana,Arial,sans-serif\">\
         <div style=\"max-width:34em;margin:0 auto\"><p>{}</p><ul style=\"padding-left:1.2em\">",
        lang.code(),
        escape(&subject),
        escape(&hello)
    );
    for told in &out.notices {
        let (words, href) = (one_line(&sentence(told)), format!("{base_url}/notifications/{}", told.id));
        let mark = if told.asks_act { format!(" ({})", text(lang, "mail-news-act")) } else { String::new() };
        plain.push_str(&format!("- {words}{mark}\n  {href}\n\n"));
        html.push_str(&format!(
            "<li style=\"margin:0 0 14px\"><a href=\"{href}\" style=\"color:#0f5c63\">{}</a>{}</li>",
            escape(&words),
            escape(&mark)
        ));
    }
    html.push_str("</ul>");
    if out.more > 0 {
        let more = text_with(lang, "mail-news-more", &[("count", value(out.more))]);
        plain.push_str(&format!("{more}\n{base_url}/notifications\n\n"));
        html.push_str(&format!(
            "<p><a href=\"{base_url}/notifications\" style=\"color:#0f5c63\">{}</a></p>",
            escape(&more)
        ));
    }
    let automatic = text(lang, "mail-automatic");
    plain.push_str(&format!("-- \n{platform}\n{automatic}\n"));
    html.push_str(&format!(
        "<p style=\"margin-top:32px;font-size:14px\">{}<br>{}",
        escape(platform),
        escape(&automatic)
    ));
    for (words, href) in foot(lang, out, base_url) {
        plain.push_str(&format!("{words}\n{href}\n"));
        html.push_str(&format!("<br><a href=\"{href}\" style=\"color:#0f5c63\">{}</a>", escape(&words)));
    }
    html.push_str("</p></div></body></html>");
    Letter { subject, text: plain, html }
}

/// The address that ends such mails: about the subject of a single notice, or the digests.
pub(super) fn unsubscribe(out: &Outgoing, base_url: &str) -> String {
    let about = match out.notices.as_slice() {
        [one] if out.more == 0 => topic(&one.kind),
        _ => rhythm::DIGEST,
    };
    address(out, base_url, about)
}

fn address(out: &Outgoing, base_url: &str, about: &str) -> String {
    format!("{base_url}/notifications/desabonnement/{}", link::sign(&out.key, out.person, about))
}

/// What one can do about these mails: stop those about each subject, or choose.
fn foot(lang: Lang, out: &Outgoing, base_url: &str) -> Vec<(String, String)> {
    let mut topics: Vec<&str> = out.notices.iter().map(|told| topic(&told.kind)).collect();
    topics.sort_unstable();
    topics.dedup();
    let mut lines: Vec<_> = topics
        .into_iter()
        .map(|topic| {
            let words =
                text_with(lang, "mail-news-stop", &[("topic", value(texts::notice_topic(lang, topic)))]);
            (words, address(out, base_url, topic))
        })
        .collect();
    lines.push((text(lang, "mail-news-choose"), format!("{base_url}/compte/notifications")));
    lines
}

/// A subject and a point of a list are one line, of a length that mail programs show.
pub(super) fn one_line(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= 200 {
        return folded;
    }
    folded.chars().take(199).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use preau::Timestamp;
    use serde_json::json;
    use sqlx::types::Json;
    use uuid::Uuid;

    use super::*;

    fn told(number: u128, kind: &str) -> Told {
        Told {
            id: Uuid::from_u128(number),
            kind: kind.to_owned(),
            detail: Json(json!({ "role": "<b>head</b>\nBcc: x" })),
            path: "/compte".to_owned(),
            asks_act: number == 1,
            created_at: Timestamp(0),
            read_at: None,
        }
    }

    fn out(locale: &str, notices: Vec<Told>, more: i64) -> Outgoing {
        Outgoing {
            person: Uuid::from_u128(9),
            given_name: "Zoé <b>".to_owned(),
            locale: locale.to_owned(),
            address: "zoe@ac-exemple.fr".to_owned(),
            notices,
            more,
            key: "k".to_owned(),
        }
    }

    #[test]
    fn both_languages_say_it_and_nothing_of_it_is_markup() {
        for locale in ["fr", "en"] {
            for kinds in [vec!["account-warned"], vec!["account-warned", "data-answered", "never-heard-of"]] {
                let notices = kinds.iter().zip(1..).map(|(kind, number)| told(number, kind)).collect();
                let out = out(locale, notices, 3);
                let letter = write(&out, "https://preau.test", "Préau");
                for text in [&letter.subject, &letter.text, &letter.html] {
                    for raw in ["mail-news", "notice-", "<b>head", "never-heard"] {
                        assert!(!text.contains(raw), "{raw} in {text}");
                    }
                }
                assert!(!letter.subject.contains('\n'));
                assert!(letter.html.contains(&format!("<html lang=\"{locale}\">")));
                assert!(letter.html.contains("Zoé &lt;b&gt;"));
                assert!(letter.text.contains("https://preau.test/notifications/desabonnement/"));
                assert!(
                    letter.text.contains(&format!("https://preau.test/notifications/{}", Uuid::from_u128(1)))
                );
            }
        }
    }

    #[test]
    fn one_notice_ends_its_subject_and_a_digest_ends_digests() {
        let single = out("fr", vec![told(1, "need-closed")], 0);
        assert!(unsubscribe(&single, "https://preau.test").contains("-need-"));
        let several = out("fr", vec![told(1, "need-closed"), told(2, "role-given")], 0);
        assert!(unsubscribe(&several, "https://preau.test").contains("-digest-"));
    }
}
