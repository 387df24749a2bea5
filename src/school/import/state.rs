//! The life of an import.
//!
//! | from | event → to |
//! | --- | --- |
//! | reading | was read → ready · cannot be read → failed · drop → dropped |
//! | ready | read again → reading · apply → applying · drop → dropped |
//! | failed | read again → reading · drop → dropped |
//! | applying | was applied → applied · turn back → undoing |
//! | applied | undo → undoing |
//! | undoing | was undone → undone |
//! | undone, dropped | – |

use serde::Serialize;

use crate::error::{Refusal, Result};

/// Where an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The file is being read; nothing is written but verdicts.
    Reading,
    /// Every row has its verdict; a person decides.
    Ready,
    /// The file cannot be read as it stands.
    Failed,
    Applying,
    Applied,
    Undoing,
    Undone,
    /// Given up before anything was written.
    Dropped,
}

/// What happens to an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    WasRead,
    CannotBeRead,
    /// With another encoding, delimiter, header or columns.
    ReadAgain,
    Apply,
    WasApplied,
    /// All or nothing, and a row does not hold any more.
    TurnBack,
    Undo,
    WasUndone,
    Drop,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Reading,
        Self::Ready,
        Self::Failed,
        Self::Applying,
        Self::Applied,
        Self::Undoing,
        Self::Undone,
        Self::Dropped,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Dropped => "dropped",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// A job is at work on it.
    pub fn is_busy(self) -> bool {
        matches!(self, Self::Reading | Self::Applying | Self::Undoing)
    }

    /// The state after an event.
    ///
    /// # Errors
    /// Refusal `import-moved-on` for what cannot happen there.
    pub fn next(self, event: Event) -> Result<Self> {
        match (self, event) {
            (Self::Reading, Event::WasRead) => Ok(Self::Ready),
            (Self::Reading, Event::CannotBeRead) => Ok(Self::Failed),
            (Self::Ready | Self::Failed, Event::ReadAgain) => Ok(Self::Reading),
            (Self::Ready, Event::Apply) => Ok(Self::Applying),
            (Self::Applying, Event::WasApplied) => Ok(Self::Applied),
            (Self::Applying, Event::TurnBack) | (Self::Applied, Event::Undo) => Ok(Self::Undoing),
            (Self::Undoing, Event::WasUndone) => Ok(Self::Undone),
            (Self::Reading | Self::Ready | Self::Failed, Event::Drop) => Ok(Self::Dropped),
            (
                Self::Reading
                | Self::Ready
                | Self::Failed
                | Self::Applying
                | Self::Applied
                | Self::Undoing
                | Self::Undone
                | Self::Dropped,
                _,
            ) => Err(Refusal::new("import-moved-on").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let events = [
            Event::WasRead,
            Event::CannotBeRead,
            Event::ReadAgain,
            Event::Apply,
            Event::WasApplied,
            Event::TurnBack,
            Event::Undo,
            Event::WasUndone,
            Event::Drop,
        ];
        let code = |state: State| events.map(|event| state.next(event).map_or("-", State::code)).join(" ");
        let table: Vec<String> = State::ALL.into_iter().map(code).collect();
        assert_eq!(
            table,
            [
                "ready failed - - - - - - dropped",
                "- - reading applying - - - - dropped",
                "- - reading - - - - - dropped",
                "- - - - applied undoing - - -",
                "- - - - - - undoing - -",
                "- - - - - - - undone -",
                "- - - - - - - - -",
                "- - - - - - - - -",
            ]
        );
    }
}
