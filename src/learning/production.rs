//! Handing something in: a text, a link, a file.

use uuid::Uuid;

use super::{Outcome, Seat, progress};
use crate::clock::Timestamp;
use crate::course::published::{Block, Submission, Task};
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Refusal, Result};
use crate::{ids, sql};

/// Longest text, in characters.
pub const MAX_TEXT: usize = 50_000;

/// Extensions accepted when the task names none.
pub const FORMATS: &[&str] = &[
    "odt", "ods", "odp", "odg", "docx", "xlsx", "pptx", "pdf", "txt", "md", "csv", "png", "jpg", "jpeg",
    "webp", "ggb", "mp3", "ogg", "mp4", "webm", "zip",
];

/// What was handed in, or is being written.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Production {
    pub activity_id: String,
    pub body: String,
    pub link: String,
    pub state: String,
    pub saved_at: Timestamp,
    pub handed_in_at: Option<Timestamp>,
    pub upload_id: Option<Uuid>,
    pub file_name: Option<String>,
    pub file_bytes: Option<i64>,
}

impl Production {
    pub fn is_handed_in(&self) -> bool {
        matches!(self.state.as_str(), "handed_in" | "validated")
    }
}

/// What came with the form.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub body: String,
    pub link: String,
    /// A file written to the disk beforehand; none keeps the one already there.
    pub upload: Option<Uuid>,
    /// Without it the production stays a draft.
    pub hand_in: bool,
}

/// Productions of a page.
pub async fn of_page(db: &mut impl Conn, enrolment: Uuid, page_key: &str) -> Result<Vec<Production>> {
    db.query(sql!(
        "select p.activity_id, p.body, p.link, p.state, p.saved_at, p.handed_in_at, p.upload_id, u.file_name,
                u.bytes as file_bytes
           from production p
           left join upload u on u.id = p.upload_id
          where p.enrolment_id = $1 and p.page_key = $2
          order by p.activity_id"
    ))
    .bind(enrolment)
    .bind(page_key)
    .all()
    .await
}

/// Keeps a production, and hands it in when asked.
///
/// # Errors
/// `Invalid` on `link` or `body`; refusals `production-empty` (what was typed is kept as a draft by the caller's
/// second call without `hand_in`), `production-closed` once a trainer has accepted it.
pub async fn save(
    tx: &mut Tx,
    seat: &Seat<'_>,
    page_key: &str,
    activity_id: &str,
    input: &Input,
    now: Timestamp,
) -> Result<Outcome> {
    let page = seat.page(page_key)?;
    let Block::Task(task) = seat.activity(page, activity_id)? else { return Err(Error::NotFound) };
    let link = check(task, input)?;
    let known = of_page(tx, seat.enrolment.id, page_key)
        .await?
        .into_iter()
        .find(|known| known.activity_id == activity_id);
    if known.as_ref().is_some_and(|known| known.state == "validated") {
        return Err(Refusal::new("production-closed").into());
    }
    let upload = input.upload.or(known.as_ref().and_then(|known| known.upload_id));
    if input.hand_in && input.body.trim().is_empty() && link.is_empty() && upload.is_none() {
        return Err(Refusal::new("production-empty").into());
    }
    // A draft of something handed in earlier does not take it back.
    let state = if input.hand_in || known.as_ref().is_some_and(Production::is_handed_in) {
        "handed_in"
    } else {
        "draft"
    };
    tx.query(sql!(
        "insert into production (id, enrolment_id, page_key, activity_id, body, link, upload_id, state, saved_at, handed_in_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (enrolment_id, page_key, activity_id) do update
            set body = excluded.body, link = excluded.link, upload_id = excluded.upload_id, state = excluded.state,
                saved_at = excluded.saved_at, handed_in_at = coalesce(excluded.handed_in_at, production.handed_in_at)"
    ))
    .bind(ids::new(now))
    .bind(seat.enrolment.id)
    .bind(page_key)
    .bind(activity_id)
    .bind(input.body.replace("\r\n", "\n").trim_end())
    .bind(link)
    .bind(upload)
    .bind(state)
    .bind(now)
    .bind(input.hand_in.then_some(now))
    .run()
    .await?;
    progress::seen(tx, seat, page_key, now).await?;
    progress::refresh(tx, seat, page, now).await
}

fn check(task: &Task, input: &Input) -> Result<String> {
    let mut faults = Vec::new();
    if input.body.chars().count() > MAX_TEXT {
        faults.push(Fault::new("body", "text-too-long").with("max", MAX_TEXT));
    }
    if !input.body.trim().is_empty() && !task.accepts.contains(&Submission::Text) {
        faults.push(Fault::new("body", "text-not-accepted"));
    }
    let link = input.link.trim();
    if !link.is_empty() {
        let readable = (link.starts_with("https://") || link.starts_with("http://"))
            && link.len() <= 2_000
            && !link.chars().any(|c| c.is_control() || c.is_whitespace());
        if !readable || !task.accepts.contains(&Submission::Link) {
            faults.push(Fault::new("link", "link-unreadable"));
        }
    }
    if input.upload.is_some() && !task.accepts.contains(&Submission::File) {
        faults.push(Fault::new("file", "file-not-accepted"));
    }
    if faults.is_empty() { Ok(link.to_owned()) } else { Err(Error::Invalid(faults)) }
}

/// The name and type of a file, if the task takes it. The name is kept for people only: never a path.
///
/// # Errors
/// `Invalid` on `file`: extension not accepted, too large, empty.
pub fn check_file(
    task: &Task,
    file_name: &str,
    bytes: u64,
    server_limit: u64,
) -> Result<(String, &'static str)> {
    let name: String = file_name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '<' | '>' | '|' | ':' | '*' | '?'))
        .take(120)
        .collect();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let listed = if task.formats.is_empty() {
        FORMATS.contains(&extension.as_str())
    } else {
        task.formats.iter().any(|format| format.to_lowercase() == extension)
    };
    if !listed {
        let formats = if task.formats.is_empty() { FORMATS.join(", ") } else { task.formats.join(", ") };
        return Err(Fault::new("file", "file-format").with("formats", formats).into());
    }
    let limit = server_limit.min(u64::from(task.max_megabytes) * 1024 * 1024);
    if bytes > limit {
        return Err(Fault::new("file", "file-too-large").with("max", limit / (1024 * 1024)).into());
    }
    if bytes == 0 {
        return Err(Fault::new("file", "file-empty").into());
    }
    Ok((name, media_type(&extension)))
}

/// The type a file is sent back with; it is always a download, never shown in our origin.
fn media_type(extension: &str) -> &'static str {
    match extension {
        "pdf" => "application/pdf",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "txt" | "md" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// An uploaded file.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Upload {
    pub id: Uuid,
    pub person_id: Uuid,
    pub file_name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
}

/// Writes down a file that stands on the disk, flushed, under its hash.
pub async fn register_upload(
    tx: &mut Tx,
    person: Uuid,
    file_name: &str,
    media_type: &str,
    bytes: u64,
    sha256: &str,
    now: Timestamp,
) -> Result<Uuid> {
    let id = ids::new(now);
    tx.query(sql!(
        "insert into upload (id, person_id, file_name, media_type, bytes, sha256, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)"
    ))
    .bind(id)
    .bind(person)
    .bind(file_name)
    .bind(media_type)
    .bind(i64::try_from(bytes).unwrap_or(i64::MAX))
    .bind(sha256)
    .bind(now)
    .run()
    .await?;
    Ok(id)
}

/// A person's own file.
pub async fn my_upload(db: &mut impl Conn, person: Uuid, id: Uuid) -> Result<Upload> {
    db.query(sql!(
        "select id, person_id, file_name, media_type, bytes, sha256 from upload where id = $1 and person_id = $2"
    ))
    .bind(id)
    .bind(person)
    .one()
    .await
}
