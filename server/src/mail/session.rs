//! Mails about a seat in a session: the invitation that goes into a calendar, the message that takes it out, the reminder.

use lettre::message::Mailbox;
use preau::Timestamp;
use preau::session::entry::{Addressee, Entry, Outgoing};
use preau::session::feed::where_to;
use preau::session::ics::{self, Calendar, Event, Method, Party};
use preau::session::remind::Reminder;
use preau::session::{Session, State};
use preau_app::calendar::words::{half_day, half_day_at_home};
use preau_app::texts::{Lang, text, text_with, value};

use super::letter::{Letter, escape};
use super::news::one_line;

/// Where mails come from, and on whose clock they are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct House<'a> {
    pub base_url: &'a str,
    pub platform: &'a str,
    pub from: &'a Mailbox,
    /// The platform's zone.
    pub zone: &'a str,
}

/// The message about the entries of one method: its words, and the text for the calendar.
pub(super) fn entries(out: &Outgoing, method: Method, house: &House<'_>, now: Timestamp) -> (Letter, String) {
    let lang = Lang::parse(&out.to.locale).unwrap_or_default();
    let entries = of(out, method);
    let kind = match method {
        Method::Request if out.known => "moved",
        Method::Request => "new",
        Method::Cancel if out.session.state() == State::Cancelled => "cancelled",
        Method::Cancel if out.seated => "less",
        Method::Cancel => "left",
    };
    let session = &out.session;
    let say = |part: &str| {
        text_with(lang, &format!("mail-session-{kind}-{part}"), &[("title", value(session.title.clone()))])
    };
    let when: Vec<String> = entries
        .iter()
        .flat_map(|entry| lines(lang, entry.starts_at, entry.ends_at, &entry.zone, house))
        .collect();
    let heading = match method {
        Method::Request => "calendar-when",
        Method::Cancel => "mail-session-gone",
    };
    let mut facts = vec![(text(lang, heading), when)];
    let link = format!("{}/sessions/{}", house.base_url, session.id);
    let button = match method {
        Method::Request => {
            facts.push(place(lang, session));
            (text(lang, "mail-session-summons"), format!("{link}/convocation"))
        }
        Method::Cancel => (text(lang, "mail-session-open"), link),
    };
    let letter = letter(lang, &say("subject"), &out.to, &say("body"), &facts, &button, house, None);
    (letter, calendar(out, method, house, now))
}

/// The entries of a method.
pub(super) fn of(out: &Outgoing, method: Method) -> &[Entry] {
    match method {
        Method::Request => &out.requests,
        Method::Cancel => &out.cancels,
    }
}

fn calendar(out: &Outgoing, method: Method, house: &House<'_>, now: Timestamp) -> String {
    let session = &out.session;
    let events: Vec<Event> = of(out, method)
        .iter()
        .map(|entry| Event {
            uid: ics::uid(entry.slot_id, out.place, house.base_url),
            sequence: entry.sequence,
            starts_at: entry.starts_at,
            ends_at: entry.ends_at,
            zone: entry.zone.clone(),
            title: entry.title.clone(),
            place: where_to(&entry.room, &entry.link, &session.host_name, &session.commune),
            notes: entry.link.clone(),
            url: format!("{}/sessions/{}", house.base_url, session.id),
        })
        .collect();
    let sender = house.from.email.to_string();
    ics::write(&Calendar {
        method: Some(method),
        name: None,
        stamp: now,
        organizer: Some(Party { name: &session.host_name, address: &sender }),
        attendee: Some(Party { name: &out.to.full_name, address: &out.to.address }),
        events: &events,
    })
}

/// A reminder, and the address that ends such mails.
pub(super) fn reminder(out: &Reminder, house: &House<'_>) -> (Letter, String) {
    let lang = Lang::parse(&out.to.locale).unwrap_or_default();
    let session = &out.session;
    let day = session.first_day().map(|day| preau_app::ui::day(lang, day)).unwrap_or_default();
    let title = value(session.title.clone());
    let subject =
        text_with(lang, "mail-session-reminder-subject", &[("title", title.clone()), ("date", value(day))]);
    let body = text_with(lang, "mail-session-reminder-body", &[("title", title)]);
    let when =
        out.slots.iter().flat_map(|slot| lines(lang, slot.starts_at, slot.ends_at, &session.zone, house));
    let facts = [(text(lang, "calendar-when"), when.collect()), place(lang, session)];
    let link = format!("{}/sessions/{}/convocation", house.base_url, session.id);
    let button = (text(lang, "mail-session-summons"), link);
    let stop = format!("{}/notifications/desabonnement/{}", house.base_url, out.stop);
    let letter = letter(lang, &subject, &out.to, &body, &facts, &button, house, Some(&stop));
    (letter, stop)
}

/// A half-day on the clock of the place, and on the reader's where that is another one.
fn lines(lang: Lang, from: Timestamp, to: Timestamp, zone: &str, house: &House<'_>) -> Vec<String> {
    let mut lines = vec![half_day(lang, from, to, zone, house.zone)];
    lines.extend(half_day_at_home(lang, from, to, zone, house.zone));
    lines
}

fn place(lang: Lang, session: &Session) -> (String, Vec<String>) {
    let mut lines = Vec::new();
    if session.modality != "remote" {
        lines.push(where_to(&session.room, "", &session.host_name, &session.commune));
    }
    if !session.link.is_empty() {
        lines.push(session.link.clone());
    }
    (text(lang, "calendar-where"), lines)
}

#[expect(clippy::too_many_arguments, reason = "the parts of a letter, in their order")]
fn letter(
    lang: Lang,
    subject: &str,
    to: &Addressee,
    body: &str,
    facts: &[(String, Vec<String>)],
    (button, link): &(String, String),
    house: &House<'_>,
    stop: Option<&str>,
) -> Letter {
    let subject = one_line(subject);
    let hello = text_with(lang, "mail-session-hello", &[("name", value(to.given_name.clone()))]);
    let automatic = text(lang, "mail-automatic");
    let (mut plain, mut rows) = (format!("{hello}\n\n{body}\n"), String::new());
    for (name, lines) in facts {
        plain.push_str(&format!("\n{name}\n"));
        rows.push_str(&format!("<p style=\"margin:16px 0 4px\"><strong>{}</strong></p>", escape(name)));
        for line in lines {
            plain.push_str(&format!("- {line}\n"));
            rows.push_str(&format!("<p style=\"margin:0 0 4px\">{}</p>", escape(line)));
        }
    }
    plain.push_str(&format!("\n{button}\n{link}\n\n-- \n{}\n{automatic}\n", house.platform));
    let mut foot = format!("{}<br>{}", escape(house.platform), escape(&automatic));
    if let Some(stop) = stop {
        let words = text(lang, "mail-session-stop");
        plain.push_str(&format!("{words}\n{stop}\n"));
        foot.push_str(&format!("<br><a href=\"{stop}\" style=\"color:#0f5c63\">{}</a>", escape(&words)));
    }
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"margin:0;padding:24px;background:#fbf8f2;color:#1f2a2e;font:16px/1.6 Verdana,Arial,sans-serif\">\
         <div style=\"max-width:34em;margin:0 auto\"><p>{}</p><p>{}</p>{rows}\
         <p style=\"margin:28px 0\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;background:#0f5c63;\
         color:#ffffff;text-decoration:none;border-radius:6px\">{}</a></p>\
         <p style=\"margin-top:32px;font-size:14px\">{foot}</p></div></body></html>",
        lang.code(),
        escape(&subject),
        escape(&hello),
        escape(body),
        escape(button),
    );
    Letter { subject, text: plain, html }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            for kind in ["new", "moved", "cancelled", "left", "less", "reminder"] {
                for part in ["subject", "body"] {
                    let key = format!("mail-session-{kind}-{part}");
                    let values =
                        [("title", value("Un quiz".to_owned())), ("date", value("jeudi".to_owned()))];
                    let said = text_with(lang, &key, &values);
                    assert!(said.contains("Un quiz") && !said.contains(&key), "{key}: {said}");
                }
            }
        }
    }
}
