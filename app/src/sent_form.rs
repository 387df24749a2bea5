//! A form with a file, read as it comes over the line: bounded in time and in memory, never whole.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use tokio::time::{Instant, timeout_at};

/// Longest text of a form, in bytes: what the longest production takes, and its frame.
const MAX_TEXT: usize = 256 * 1024;

/// A form on its way.
pub(crate) struct SentForm {
    form: Multipart,
    until: Instant,
    text_bytes: usize,
}

/// One field.
pub(crate) enum Part<'a> {
    /// Name and value.
    Text(String, String),
    File(Box<SentFile<'a>>),
}

/// A file on its way.
pub(crate) struct SentFile<'a> {
    /// As its sender calls it; empty when none was chosen.
    pub name: String,
    field: Field<'a>,
    until: Instant,
}

impl SentForm {
    /// Reads a form for so long at most.
    pub(crate) fn new(form: Multipart, patience: Duration) -> Self {
        Self { form, until: Instant::now() + patience, text_bytes: 0 }
    }

    /// The next field; none at the end.
    ///
    /// # Errors
    /// The status to answer with: cut off, too slow, or too much text.
    pub(crate) async fn next(&mut self) -> Result<Option<Part<'_>>, StatusCode> {
        let until = self.until;
        let Some(field) = in_time(until, self.form.next_field()).await? else { return Ok(None) };
        match field.file_name().map(str::to_owned) {
            Some(name) => Ok(Some(Part::File(Box::new(SentFile { name, field, until })))),
            None => {
                let (name, value) = text(field, until, &mut self.text_bytes).await?;
                Ok(Some(Part::Text(name, value)))
            }
        }
    }
}

impl SentFile<'_> {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// The status to answer with.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, StatusCode> {
        in_time(self.until, self.field.chunk()).await
    }
}

async fn text(
    mut field: Field<'_>,
    until: Instant,
    total: &mut usize,
) -> Result<(String, String), StatusCode> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    *total += name.len();
    while let Some(chunk) = in_time(until, field.chunk()).await? {
        *total += chunk.len();
        if *total > MAX_TEXT {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok((name, String::from_utf8_lossy(&bytes).into_owned()))
}

async fn in_time<T>(
    until: Instant,
    step: impl Future<Output = Result<T, axum::extract::multipart::MultipartError>>,
) -> Result<T, StatusCode> {
    match timeout_at(until, step).await {
        Ok(read) => read.map_err(|error| error.status()),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// A hash, as it is written down.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
