//! Mails leave from the worker alone, from rows of the outbox.
//!
//! The Message-ID is the job's: should a worker be killed between the relay's yes and our commit, the repeat carries
//! the same one. Logs and stored errors name neither the address nor the content.

pub mod letter;
pub mod news;
mod session;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use preau::jobs::Job;
use preau::notice::outgoing::Outgoing;
use preau::session::entry;
use preau::session::ics::Method;
use preau::session::remind::Reminder;
use preau::{Error, Result, Timestamp};

use letter::{Letter, Order};

/// Where mails go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailRoute {
    /// Address of a relay, as lettre reads it.
    Smtp(String),
    /// One `.eml` a mail, for those who look at them by hand or in tests.
    Folder(PathBuf),
    /// On the standard error: a platform that is being tried out.
    Console,
}

impl FromStr for MailRoute {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "console" {
            return Ok(Self::Console);
        }
        if let Some(folder) = text.strip_prefix("file:").filter(|folder| !folder.is_empty()) {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        let relay = text.starts_with("smtp://") || text.starts_with("smtps://");
        if relay && AsyncSmtpTransport::<Tokio1Executor>::from_url(text).is_ok() {
            return Ok(Self::Smtp(text.to_owned()));
        }
        Err(())
    }
}

/// Sends what jobs ask for.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    base_url: String,
    platform: String,
}

/// A mail and where it goes.
#[derive(Debug, Clone)]
struct Parcel<'a> {
    /// Before the `@` of its Message-ID: the same for a repeat.
    id: String,
    to: &'a str,
    letter: &'a Letter,
    /// Link that ends such mails.
    unsubscribe: Option<&'a str>,
    /// What it does to a calendar.
    calendar: Option<(Method, &'a str)>,
}

impl<'a> Parcel<'a> {
    fn new(id: String, to: &'a str, letter: &'a Letter) -> Self {
        Self { id, to, letter, unsubscribe: None, calendar: None }
    }
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
    Console,
}

impl Mailer {
    /// A mailer for a route; nothing is sent or connected yet.
    pub fn new(route: &MailRoute, from: &str, base_url: &str, platform: &str) -> anyhow::Result<Self> {
        let way = match route {
            MailRoute::Smtp(url) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
                    .timeout(Some(Duration::from_secs(30)))
                    .build(),
            ),
            MailRoute::Folder(folder) => Way::Folder(folder.clone()),
            MailRoute::Console => Way::Console,
        };
        let from = mailbox(from).map_err(|error| anyhow::anyhow!("setting `mail_from`: {error}"))?;
        Ok(Self { way, from, base_url: base_url.to_owned(), platform: platform.to_owned() })
    }

    /// Sends the mail of a job.
    ///
    /// # Errors
    /// With a sentence that may be stored: the kind of trouble and the code of the relay, no address.
    pub async fn send(&self, job: &Job) -> Result<()> {
        let order: Order = serde_json::from_value(job.payload.0.clone()).map_err(Error::broken)?;
        let letter = letter::write(&order, &self.base_url, &self.platform)?;
        self.deliver(job, Parcel::new(job.id.to_string(), &order.to, &letter)).await
    }

    /// Sends the news that a job has taken.
    pub async fn send_news(&self, job: &Job, outgoing: &Outgoing) -> Result<()> {
        let letter = news::write(outgoing, &self.base_url, &self.platform);
        let unsubscribe = news::unsubscribe(outgoing, &self.base_url);
        let parcel = Parcel::new(job.id.to_string(), &outgoing.address, &letter);
        self.deliver(job, Parcel { unsubscribe: Some(&unsubscribe), ..parcel }).await
    }

    /// Sends what a calendar must be told: to put in or move, or to take out. Hours are told on the platform's clock
    /// too where the place has another.
    pub async fn send_entries(
        &self,
        job: &Job,
        out: &entry::Outgoing,
        method: Method,
        zone: &str,
        now: Timestamp,
    ) -> Result<()> {
        let (letter, calendar) = session::entries(out, method, &self.house(zone), now);
        // A repeat that says something else is another mail: a relay that knows the first must not drop it.
        let highest = session::of(out, method).iter().map(|entry| entry.sequence).max().unwrap_or_default();
        let id = format!("{}.{}{highest}", job.id, method.code());
        let parcel = Parcel::new(id, &out.to.address, &letter);
        self.deliver(job, Parcel { calendar: Some((method, &calendar)), ..parcel }).await
    }

    /// Sends a reminder.
    pub async fn send_reminder(&self, job: &Job, reminder: &Reminder, zone: &str) -> Result<()> {
        let (letter, unsubscribe) = session::reminder(reminder, &self.house(zone));
        let parcel = Parcel::new(job.id.to_string(), &reminder.to.address, &letter);
        self.deliver(job, Parcel { unsubscribe: Some(&unsubscribe), ..parcel }).await
    }

    fn house<'a>(&'a self, zone: &'a str) -> session::House<'a> {
        session::House { base_url: &self.base_url, platform: &self.platform, from: &self.from, zone }
    }

    async fn deliver(&self, job: &Job, parcel: Parcel<'_>) -> Result<()> {
        let message = self.message(job, &parcel).map_err(Error::Broken)?;
        match &self.way {
            Way::Smtp(relay) => relay.send(message).await.map(drop).map_err(|error| relay_error(&error)),
            Way::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await.map_err(Error::broken)?;
                // Named after the job: the repeat of a mail is the same file.
                tokio::fs::write(folder.join(format!("{}.eml", parcel.id)), message.formatted())
                    .await
                    .map_err(Error::broken)
            }
            Way::Console => {
                let Parcel { to, letter, .. } = parcel;
                eprintln!("\n── mail to {to} ──\n{}\n\n{}\n──", letter.subject, letter.text);
                Ok(())
            }
        }
    }

    /// Asks the relay whether it is there; true for ways that need none.
    pub async fn test(&self) -> bool {
        match &self.way {
            Way::Smtp(relay) => relay.test_connection().await.unwrap_or(false),
            Way::Folder(_) | Way::Console => true,
        }
    }

    fn message(&self, job: &Job, parcel: &Parcel<'_>) -> anyhow::Result<Message> {
        let domain = self.from.email.domain();
        let letter = parcel.letter;
        let mut body = MultiPart::alternative()
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone()))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(letter.html.clone()));
        if let Some((method, calendar)) = parcel.calendar {
            // Twice: as a part, which programs that know calendars act on, and as a file, for the others.
            let kind = format!("text/calendar; charset=utf-8; method={}", method.name());
            let part = SinglePart::builder().header(ContentType::parse(&kind)?).body(calendar.to_owned());
            let file = Attachment::new("session.ics".to_owned())
                .body(calendar.to_owned(), ContentType::parse("application/ics")?);
            body = MultiPart::mixed().multipart(body.singlepart(part)).singlepart(file);
        }
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(parcel.to.parse()?)
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{domain}>", parcel.id)))
            .date(sent_at(job))
            .multipart(body)?;
        // Absence notices and mailing lists must not answer.
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        message.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
        if let Some(link) = parcel.unsubscribe {
            // RFC 8058: the mail program may post to the link by itself, so one click is enough.
            for (name, value) in [
                ("List-Unsubscribe", format!("<{link}>")),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ] {
                let name = HeaderName::new_from_ascii_str(name);
                message.headers_mut().insert_raw(HeaderValue::new(name, value));
            }
        }
        Ok(message)
    }
}

/// `Name <address>`; a name with characters that the syntax keeps for itself may be bare.
fn mailbox(text: &str) -> anyhow::Result<Mailbox> {
    match text.rsplit_once('<') {
        Some((name, address)) => {
            let name = Some(name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty());
            Ok(Mailbox::new(name, address.trim().trim_end_matches('>').parse()?))
        }
        None => Ok(Mailbox::new(None, text.trim().parse()?)),
    }
}

/// The date on the mail is that of the act, and the same on a repeat.
fn sent_at(job: &Job) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(job.created_at.0.max(0).unsigned_abs())
}

/// The relay's words may quote the address: only its code is kept.
fn relay_error(error: &lettre::transport::smtp::Error) -> Error {
    let kind = if error.is_permanent() {
        "refused by the relay"
    } else if error.is_transient() {
        "put off by the relay"
    } else if error.is_timeout() {
        "the relay did not answer in time"
    } else if error.is_tls() {
        "no secure connection to the relay"
    } else {
        "the relay could not be reached"
    };
    let code = error.status().map(|code| format!(" ({code})")).unwrap_or_default();
    Error::Unavailable(anyhow::anyhow!("mail: {kind}{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use sqlx::types::Json;

    fn job(locale: &str) -> Job {
        let payload = json!({
            "template": "invitation", "to": "zoe@ac-exemple.fr", "locale": locale,
            "values": { "given_name": "Zoé <b>", "token": "abc123" },
        });
        Job {
            id: uuid::Uuid::from_u128(7),
            kind: "mail".to_owned(),
            payload: Json(payload),
            attempts: 1,
            created_at: Timestamp(1_795_000_000_000_000),
        }
    }

    #[test]
    fn a_route_is_one_of_three() {
        assert_eq!("console".parse(), Ok(MailRoute::Console));
        assert_eq!("file:/tmp/x".parse(), Ok(MailRoute::Folder("/tmp/x".into())));
        assert!(matches!("smtp://user:pass@mail.example:587?tls=required".parse(), Ok(MailRoute::Smtp(_))));
        for text in ["", "file:", "mail.example", "http://mail.example"] {
            assert_eq!(text.parse::<MailRoute>(), Err(()), "{text}");
        }
    }

    #[tokio::test]
    async fn a_mail_is_written_once_per_job_with_its_id() {
        let folder = tempfile::tempdir().unwrap();
        let route = MailRoute::Folder(folder.path().join("mail"));
        let mailer =
            Mailer::new(&route, "Préau, essai <robot@preau.test>", "https://preau.test", "Préau").unwrap();
        mailer.send(&job("fr")).await.unwrap();
        mailer.send(&job("fr")).await.unwrap();
        let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().collect();
        assert_eq!(files.len(), 1);
        let mail = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
        assert!(mail.contains("Message-ID: <00000000-0000-0000-0000-000000000007@preau.test>"), "{mail}");
        assert!(mail.contains("Auto-Submitted: auto-generated"));
        assert!(mail.contains("https://preau.test/invitation/abc123"));
        assert!(mail.contains("To: zoe@ac-exemple.fr"));
    }
}
