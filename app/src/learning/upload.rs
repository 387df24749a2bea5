//! Files handed in: written to the disk as they come, then known to the database, never the other way round.
//!
//! A file lies under the hash of its content, flushed before its row is written; what is refused or cut off leaves
//! nothing behind. One larger than the server takes is read on for a while without being kept: a browser that is still
//! sending hears no answer, and the text typed beside the file would be lost. A file is given back to its author alone,
//! as a download that no browser will run.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path as UrlPath, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use preau::access::Act;
use preau::course::published::{Block, Task};
use preau::learning::production::{self, Upload};
use preau::{Error, Fault, Result};

use super::answering::{answered, refused};
use super::reading::{course, url};
use super::trial::Trial;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::sent_form::{Part, SentFile, SentForm, hex};
use crate::state::Site;

const MEGABYTE: u64 = 1024 * 1024;

/// A file that came with a form.
pub(super) enum Arrived {
    Kept(Kept),
    /// Why it was not kept.
    Refused(Error),
}

/// A file on the disk under its hash, flushed.
pub struct Kept {
    /// As its author calls it, made plain.
    pub name: String,
    pub media_type: &'static str,
    pub bytes: u64,
    pub sha256: String,
}

/// `POST /cours/{slug}/{page}/production/{activity}`: the form of a production that takes a file.
pub(super) async fn hand_in(
    cx: Cx,
    UrlPath((slug, key, activity)): UrlPath<(String, String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let form = match form {
        Ok(form) => form,
        Err(rejection) => return rejection.status().into_response(),
    };
    cx.answer(async {
        let task = task_of(&cx, &slug, &key, &activity).await?;
        let Received { mut pairs, file, over } = match receive(&cx.site, form, task.as_ref()).await? {
            Ok(received) => received,
            Err(status) => return Ok(status.into_response()),
        };
        pairs.retain(|(name, _)| name != "activity");
        pairs.push(("activity".to_owned(), activity));
        let fields = Fields::new(pairs);
        match task.filter(|_| over) {
            Some(task) => {
                let most = limit(&cx.site, &task) / MEGABYTE;
                let fault = Fault::new("file", "file-above-server").with("max", most);
                let trial = Trial::of(&cx, &fields, fault.into())?;
                refused(&cx, &slug, &key, &trial, StatusCode::PAYLOAD_TOO_LARGE).await
            }
            None => answered(&cx, &slug, &key, fields, file).await,
        }
    })
    .await
}

/// What the form is for; none for who is not enrolled, whose text is kept but whose file is not.
async fn task_of(cx: &Cx, slug: &str, key: &str, activity: &str) -> Result<Option<Task>> {
    if cx.actor.is_none() {
        return Ok(None);
    }
    let (enrolment, live) = course(cx, slug).await?;
    if enrolment.is_none() {
        return Ok(None);
    }
    let page = live.page(key).ok_or(Error::NotFound)?;
    page.activities()
        .find_map(|block| match block {
            Block::Task(task) if task.id == activity => Some(task.clone()),
            Block::Task(_)
            | Block::Question(_)
            | Block::Survey(_)
            | Block::Checklist(_)
            | Block::Html { .. }
            | Block::Language { .. }
            | Block::Trainer { .. } => None,
        })
        .map(Some)
        .ok_or(Error::NotFound)
}

/// What a form held.
struct Received {
    pairs: Vec<(String, String)>,
    file: Option<Arrived>,
    /// The file is larger than the server takes; what came after it may be missing.
    over: bool,
}

/// Reads the form as it comes. A form that cannot be read, or whose text is too long, is a status.
async fn receive(site: &Site, form: Multipart, task: Option<&Task>) -> Result<Result<Received, StatusCode>> {
    let mut form = SentForm::new(form, site.config.upload_patience);
    let mut received = Received { pairs: Vec::new(), file: None, over: false };
    let cut = loop {
        let read = match form.next().await {
            Ok(None) => return Ok(Ok(received)),
            Ok(Some(Part::Text(name, value))) => {
                received.pairs.push((name, value));
                Ok(())
            }
            Ok(Some(Part::File(file))) => {
                let task = task.filter(|_| !file.name.is_empty() && received.file.is_none());
                pass(site, file, task, &mut received).await?
            }
            Err(status) => Err(status),
        };
        if let Err(status) = read {
            break status;
        }
    };
    // A form cut off in a file too large is answered with the text that came before it.
    Ok(if received.over { Ok(received) } else { Err(cut) })
}

/// Reads a file to its end even when it is not kept, so that the fields after it are.
async fn pass(
    site: &Site,
    mut file: Box<SentFile<'_>>,
    task: Option<&Task>,
    received: &mut Received,
) -> Result<Result<(), StatusCode>> {
    let mut incoming = match task {
        Some(task) => Some(Incoming::begin(&site.uploads, limit(site, task)).await?),
        None => None,
    };
    let mut bytes = 0;
    loop {
        let chunk = match file.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(status) => return Ok(Err(status)),
        };
        bytes += chunk.len() as u64;
        if bytes > site.config.max_upload {
            // From here on it is only counted; dropping it takes it from the disk.
            incoming = None;
            received.over = true;
        } else if let Some(incoming) = &mut incoming {
            incoming.write(&chunk).await?;
        }
    }
    if let (Some(incoming), Some(task)) = (incoming, task) {
        received.file = Some(incoming.finish(task, &file.name, site.config.max_upload).await?);
    }
    Ok(Ok(()))
}

fn limit(site: &Site, task: &Task) -> u64 {
    site.config.max_upload.min(u64::from(task.max_megabytes) * MEGABYTE)
}

/// A file on its way to the disk.
struct Incoming {
    folder: PathBuf,
    path: PathBuf,
    file: fs::File,
    hasher: Sha256,
    bytes: u64,
    limit: u64,
    done: bool,
}

impl Incoming {
    async fn begin(uploads: &Path, limit: u64) -> Result<Self> {
        let waiting = uploads.join("tmp");
        fs::create_dir_all(&waiting).await.map_err(disk)?;
        let path = waiting.join(Uuid::from_u128(rand::random()).simple().to_string());
        let file = fs::File::create_new(&path).await.map_err(disk)?;
        Ok(Self {
            folder: uploads.to_owned(),
            path,
            file,
            hasher: Sha256::new(),
            bytes: 0,
            limit,
            done: false,
        })
    }

    /// Beyond the limit it is only counted.
    async fn write(&mut self, chunk: &[u8]) -> Result<()> {
        self.bytes += chunk.len() as u64;
        if self.bytes <= self.limit {
            self.hasher.update(chunk);
            self.file.write_all(chunk).await.map_err(disk)?;
        }
        Ok(())
    }

    async fn finish(mut self, task: &Task, file_name: &str, server_limit: u64) -> Result<Arrived> {
        let (name, media_type) = match production::check_file(task, file_name, self.bytes, server_limit) {
            Ok(checked) => checked,
            Err(error) => return Ok(Arrived::Refused(error)),
        };
        if self.bytes > self.limit {
            return Ok(Arrived::Refused(
                Fault::new("file", "file-too-large").with("max", self.limit / MEGABYTE).into(),
            ));
        }
        self.file.sync_all().await.map_err(disk)?;
        let sha256 = hex(&std::mem::take(&mut self.hasher).finalize());
        let target = stored_at(&self.folder, &sha256);
        let folder = target.parent().unwrap_or(&self.folder).to_owned();
        fs::create_dir_all(&folder).await.map_err(disk)?;
        // The same content may be there already: it is replaced by itself.
        fs::rename(&self.path, &target).await.map_err(disk)?;
        self.done = true;
        // Without this, a power cut may forget the name.
        fs::File::open(&folder).await.map_err(disk)?.sync_all().await.map_err(disk)?;
        Ok(Arrived::Kept(Kept { name, media_type, bytes: self.bytes, sha256 }))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.done {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Where a file lies: `ab/abcdef…`.
fn stored_at(uploads: &Path, sha256: &str) -> PathBuf {
    uploads.join(sha256.get(..2).unwrap_or("00")).join(sha256)
}

/// A disk that is full or away: nothing was written down, it may work in a moment.
fn disk(error: std::io::Error) -> Error {
    Error::Unavailable(anyhow::Error::new(error).context("folder of the files handed in"))
}

/// `GET /productions/{upload}`: one's own file.
pub(super) async fn download(cx: Cx, State(site): State<Site>, UrlPath(id): UrlPath<String>) -> Response {
    cx.answer(async {
        let person = *cx.allow_own(Act::Learn)?.thing();
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let upload = production::my_upload(&mut cx.read().await?, person, id).await?;
        give_back(&site, upload).await
    })
    .await
}

/// A file as it came, as a download that no browser will run.
pub async fn give_back(site: &Site, upload: Upload) -> Result<Response> {
    let bytes = fs::read(stored_at(&site.uploads, &upload.sha256)).await.map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            return Error::Broken(anyhow::anyhow!("the file of upload {} is gone", upload.id));
        }
        disk(error)
    })?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&upload.media_type);
    headers
        .insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    let name = crate::error_pages::encode(&upload.file_name).replace('/', "%2F");
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    headers
        .insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// The file that a program sends in a form: on the disk, flushed, like one that came with a page's own form.
///
/// # Errors
/// Faults on `file`; a form that cannot be read or a file larger than the server takes is a status.
pub async fn take_in(site: &Site, form: Multipart, task: &Task) -> Result<Result<Kept, StatusCode>> {
    match receive(site, form, Some(task)).await? {
        Err(status) => Ok(Err(status)),
        Ok(Received { over: true, .. }) => Ok(Err(StatusCode::PAYLOAD_TOO_LARGE)),
        Ok(Received { file: Some(Arrived::Kept(kept)), .. }) => Ok(Ok(kept)),
        Ok(Received { file: Some(Arrived::Refused(error)), .. }) => Err(error),
        Ok(Received { file: None, .. }) => Err(Fault::new("file", "file-missing").into()),
    }
}

/// The page that holds a production, for a browser that asks for the address of its form.
pub(super) async fn back(UrlPath((slug, key, activity)): UrlPath<(String, String, String)>) -> Response {
    let to = format!("{}#{activity}", url(&slug, &key));
    match HeaderValue::from_str(&to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
