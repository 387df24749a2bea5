//! The words of mails: text and HTML from the same sentences, in the language of the person.

use preau::{Error, Result};
use preau_app::texts::{Lang, text, text_with, value};
use serde::Deserialize;

/// What a job of kind `mail` holds.
#[derive(Debug, Deserialize)]
pub struct Order {
    pub template: String,
    pub to: String,
    pub locale: String,
    pub values: Values,
}

/// What the sentences show.
#[derive(Debug, Deserialize)]
pub struct Values {
    pub given_name: String,
    pub token: String,
}

/// A mail ready to leave.
#[derive(Debug, Clone)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Writes a mail.
///
/// # Errors
/// When no template has this name.
pub fn write(order: &Order, base_url: &str, platform: &str) -> Result<Letter> {
    let path = match order.template.as_str() {
        "invitation" => "invitation",
        "reset" => "mot-de-passe",
        "address" => "adresse",
        // Whoever did not ask for it writes to those who run the platform.
        "address-changed" => "contact",
        // Nothing to open any more but what is public.
        "erased" => "donnees-personnelles",
        other => return Err(Error::Broken(anyhow::anyhow!("there is no mail template `{other}`"))),
    };
    let lang = Lang::parse(&order.locale).unwrap_or_default();
    let say = |part: &str| {
        let values =
            [("name", value(order.values.given_name.clone())), ("platform", value(platform.to_owned()))];
        text_with(lang, &format!("mail-{}-{part}", order.template), &values)
    };
    let link = match order.values.token.as_str() {
        "" => format!("{base_url}/{path}"),
        token => format!("{base_url}/{path}/{token}"),
    };
    let (subject, hello, body, button, note) =
        (say("subject"), say("hello"), say("body"), say("button"), say("note"));
    let automatic = text(lang, "mail-automatic");
    let plain = format!("{hello}\n\n{body}\n\n{link}\n\n{note}\n\n-- \n{platform}\n{automatic}\n");
    Ok(Letter {
        text: plain,
        html: html(lang, &subject, [&hello, &body, &button, &note, &automatic], &link, platform),
        subject,
    })
}

/// Mail programs know no style sheets: the few styles stand on the elements.
fn html(
    lang: Lang,
    subject: &str,
    [hello, body, button, note, automatic]: [&String; 5],
    link: &str,
    platform: &str,
) -> String {
    let safe = escape;
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>\
         <body style=\"margin:0;padding:24px;background:#fbf8f2;color:#1f2a2e;font:16px/1.6 Verdana,Arial,sans-serif\">\
         <div style=\"max-width:34em;margin:0 auto\"><p>{hello}</p><p>{body}</p>\
         <p style=\"margin:28px 0\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;background:#0f5c63;\
         color:#ffffff;text-decoration:none;border-radius:6px\">{button}</a></p>\
         <p style=\"word-break:break-all\"><a href=\"{link}\" style=\"color:#0f5c63\">{link}</a></p><p>{note}</p>\
         <p style=\"margin-top:32px;font-size:14px\">{platform}<br>{automatic}</p></div></body></html>",
        lang = lang.code(),
        subject = safe(subject),
        hello = safe(hello),
        body = safe(body),
        button = safe(button),
        note = safe(note),
        automatic = safe(automatic),
        link = safe(link),
        platform = safe(platform),
    )
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(template: &str, locale: &str) -> Letter {
        let values = Values { given_name: "Zoé <b>".into(), token: "abc123".into() };
        let order = Order {
            template: template.into(),
            to: "zoe@ac-exemple.fr".into(),
            locale: locale.into(),
            values,
        };
        write(&order, "https://preau.test", "Préau").unwrap()
    }

    #[test]
    fn each_template_has_its_words_in_both_languages() {
        for template in ["invitation", "reset", "erased", "address", "address-changed"] {
            for locale in ["fr", "en"] {
                let letter = letter(template, locale);
                assert!(!letter.subject.contains("mail-"), "{}", letter.subject);
                assert!(!letter.text.contains("mail-"), "{}", letter.text);
                assert!(letter.text.contains("Zoé <b>") && letter.html.contains("Zoé &lt;b&gt;"));
                assert!(letter.html.contains(&format!("<html lang=\"{locale}\">")));
            }
        }
        assert!(letter("reset", "fr").text.contains("https://preau.test/mot-de-passe/abc123"));
    }
}
