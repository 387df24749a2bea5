//! Why something did not happen, as the asker may know it.
//!
//! A [`Refusal`] and a [`Fault`] carry a key and values, no sentence: the sentence stands in the catalogues of
//! texts (`app/texts`), in every language, and a test holds the two together.

use std::fmt;

/// The result of everything a subject does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something did not happen.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or the asker may not know that there is.
    NotFound,
    /// The asker is nobody yet: log in first.
    LoginNeeded,
    /// May be seen, not done, by this asker here.
    Forbidden,
    /// A rule says no, and which.
    Refused(Refusal),
    /// What was typed does not hold, field by field.
    Invalid(Vec<Fault>),
    /// Too many tries; seconds until the next one is worth it.
    TooMany { retry_after: u32 },
    /// The database or another part is away for a moment: nothing was written, try again.
    Unavailable(anyhow::Error),
    /// Our fault: logged with its causes, shown as a number to quote.
    Broken(anyhow::Error),
}

/// A rule that says no: the key of its sentence, `refusal-<key>` in the catalogues, and the values in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub key: &'static str,
    pub values: Vec<(&'static str, String)>,
}

impl Refusal {
    pub fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// Adds a value that the sentence shows.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}

/// One field whose content does not hold: `fault-<key>` in the catalogues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Name of the form's field.
    pub field: &'static str,
    pub key: &'static str,
    pub values: Vec<(&'static str, String)>,
}

impl Fault {
    pub fn new(field: &'static str, key: &'static str) -> Self {
        Self { field, key, values: Vec::new() }
    }

    /// Adds a value that the sentence shows.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}

impl Error {
    pub fn broken(error: impl Into<anyhow::Error>) -> Self {
        Self::Broken(error.into())
    }

    /// A database error, with the place of its statement. Trouble that passes is told from a defect.
    pub fn at(place: &'static str, error: sqlx::Error) -> Self {
        let passes = passes(&error);
        let error = anyhow::Error::new(error).context(place);
        if passes { Self::Unavailable(error) } else { Self::Broken(error) }
    }

    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::NotFound
            | Self::LoginNeeded
            | Self::Forbidden
            | Self::Invalid(_)
            | Self::TooMany { .. }
            | Self::Unavailable(_)
            | Self::Broken(_) => None,
        }
    }
}

/// True for trouble that goes away by itself: locked or full database, lost connection, server going down.
#[expect(clippy::wildcard_enum_match_arm, reason = "the list is the driver's, and grows")]
fn passes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            // SQLite gives its extended result code in decimal; the low byte is the family:
            // BUSY 5, LOCKED 6, READONLY 8, IOERR 10, FULL 13, CANTOPEN 14.
            match code.parse::<u32>() {
                Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
                // PostgreSQL: connection, resources, operator intervention, deadlock, serialization.
                _ => {
                    ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
                        || matches!(code.as_ref(), "40001" | "40P01" | "55P03")
                }
            }
        }
        _ => false,
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::at("connection", error)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Invalid(vec![fault])
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::LoginNeeded => f.write_str("login needed"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::Refused(refusal) => write!(f, "refused: {}", refusal.key),
            Self::Invalid(faults) => {
                f.write_str("invalid:")?;
                faults.iter().try_for_each(|fault| write!(f, " {}={}", fault.field, fault.key))
            }
            Self::TooMany { retry_after } => write!(f, "too many tries, wait {retry_after} s"),
            Self::Unavailable(error) => write!(f, "unavailable: {error:#}"),
            Self::Broken(error) => write!(f, "broken: {error:#}"),
        }
    }
}

impl std::error::Error for Error {}
