//! The mission letter: what a référent is asked to do, with which means. Immutable once accepted; a change is a new
//! number, accepted again.

use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Fault, Result};
use crate::sql;

/// The seven missions of 2010.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mission {
    /// Information on digital tools reaches the teachers.
    #[serde(rename = "1a")]
    Information,
    /// Their training needs are heard.
    #[serde(rename = "1b")]
    Needs,
    /// They are accompanied in their uses.
    #[serde(rename = "1c")]
    Accompaniment,
    /// Pedagogical projects emerge.
    #[serde(rename = "1d")]
    Projects,
    /// Steering in the school.
    #[serde(rename = "2a")]
    Steering,
    /// Advice to the head.
    #[serde(rename = "2b")]
    Advice,
    /// The network: académie, local authorities, other référents.
    #[serde(rename = "2c")]
    Network,
}

impl Mission {
    pub const ALL: [Self; 7] = [
        Self::Information,
        Self::Needs,
        Self::Accompaniment,
        Self::Projects,
        Self::Steering,
        Self::Advice,
        Self::Network,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Information => "1a",
            Self::Needs => "1b",
            Self::Accompaniment => "1c",
            Self::Projects => "1d",
            Self::Steering => "2a",
            Self::Advice => "2b",
            Self::Network => "2c",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mission| mission.code() == code)
    }
}

/// Most characters of a text of the letter.
pub const LONGEST: usize = 2_000;
/// Most characters of a line of a list.
pub const LONGEST_LINE: usize = 200;
/// Most lines of a list.
pub const MOST_LINES: usize = 20;

/// What a letter says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MissionLetter {
    /// At least one, in the order of the seed, each once.
    pub missions: Vec<Mission>,
    /// Other tasks, in free words.
    pub secondary: String,
    /// Time given for it.
    pub time: String,
    pub room: String,
    pub equipment: String,
    /// How one will see that it was done, a line each.
    pub indicators: Vec<String>,
    /// Training that is due to the référent, a line each.
    pub training: Vec<String>,
    pub free_text: String,
}

impl MissionLetter {
    /// Trimmed, missions in order, empty lines gone.
    pub fn tidy(mut self) -> Self {
        self.missions.sort_unstable();
        self.missions.dedup();
        for text in
            [&mut self.secondary, &mut self.time, &mut self.room, &mut self.equipment, &mut self.free_text]
        {
            *text = text.replace("\r\n", "\n").trim().to_owned();
        }
        for lines in [&mut self.indicators, &mut self.training] {
            for line in lines.iter_mut() {
                *line = line.trim().to_owned();
            }
            lines.retain(|line| !line.is_empty());
        }
        self
    }

    /// What does not hold, every fault at once.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.missions.is_empty() {
            faults.push(Fault::new("missions", "letter-without-mission"));
        }
        let texts = [
            ("secondary", &self.secondary),
            ("time", &self.time),
            ("room", &self.room),
            ("equipment", &self.equipment),
            ("free_text", &self.free_text),
        ];
        for (field, text) in texts {
            let strange = text.chars().any(|c| c.is_control() && c != '\n');
            if text.chars().count() > LONGEST || strange {
                faults.push(Fault::new(field, "letter-text-too-long").with("most", LONGEST));
            }
        }
        for (field, lines) in [("indicators", &self.indicators), ("training", &self.training)] {
            let long = lines.iter().any(|line| line.chars().count() > LONGEST_LINE);
            if long || lines.len() > MOST_LINES {
                let fault = Fault::new(field, "letter-lines-too-many");
                faults.push(fault.with("most", MOST_LINES).with("longest", LONGEST_LINE));
            }
        }
        faults
    }

    /// A letter that can be proposed.
    ///
    /// # Errors
    /// `Invalid` with every fault.
    pub fn check(&self) -> Result<()> {
        let faults = self.faults();
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

/// A letter with its place in the life of the nomination.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Version {
    pub number: i32,
    pub letter: Json<MissionLetter>,
    pub written_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub in_force_at: Option<Timestamp>,
    pub declined_at: Option<Timestamp>,
}

impl Version {
    /// Waits for the teacher's answer (of a nomination that is proposed, or active).
    pub fn is_pending(&self) -> bool {
        self.accepted_at.is_none() && self.declined_at.is_none()
    }
}

/// Every letter of a nomination, the newest first.
pub async fn versions(db: &mut impl Conn, nomination: Uuid) -> Result<Vec<Version>> {
    db.query(sql!(
        "select number, letter, written_at, accepted_at, in_force_at, declined_at
           from mission_letter where nomination_id = $1
          order by number desc limit 100"
    ))
    .bind(nomination)
    .all()
    .await
}

/// Writes the letter of a number down, in the place of one that nobody accepted.
pub(super) async fn write(
    tx: &mut Tx,
    nomination: Uuid,
    number: i32,
    letter: &MissionLetter,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<()> {
    tx.query(sql!(
        "insert into mission_letter (nomination_id, number, letter, written_by, written_at)
         values ($1, $2, $3, $4, $5)
         on conflict (nomination_id, number)
         do update set letter = excluded.letter, written_by = excluded.written_by, written_at = excluded.written_at
                 where mission_letter.accepted_at is null and mission_letter.declined_at is null"
    ))
    .bind(nomination)
    .bind(number)
    .bind(Json(letter))
    .bind(by)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

/// The teacher's answer to the letter of a number.
pub(super) async fn answer(
    tx: &mut Tx,
    nomination: Uuid,
    number: i32,
    accepted: bool,
    now: Timestamp,
) -> Result<()> {
    let (yes, no) = if accepted { (Some(now), None) } else { (None, Some(now)) };
    tx.query(sql!(
        "update mission_letter set accepted_at = $3, declined_at = $4
          where nomination_id = $1 and number = $2 and accepted_at is null and declined_at is null"
    ))
    .bind(nomination)
    .bind(number)
    .bind(yes)
    .bind(no)
    .run()
    .await?;
    Ok(())
}

/// From now on the letter of this number holds; it was accepted.
pub(super) async fn put_in_force(tx: &mut Tx, nomination: Uuid, number: i32, now: Timestamp) -> Result<()> {
    tx.query(sql!(
        "update mission_letter set in_force_at = $3
          where nomination_id = $1 and number = $2 and accepted_at is not null and in_force_at is null"
    ))
    .bind(nomination)
    .bind(number)
    .bind(now)
    .run()
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_needs_a_mission_and_measured_words() {
        let empty = MissionLetter::default();
        assert_eq!(empty.faults().iter().map(|fault| fault.field).collect::<Vec<_>>(), ["missions"]);
        let letter = MissionLetter {
            missions: vec![Mission::Network, Mission::Information, Mission::Network],
            time: " une heure \r\n par semaine ".into(),
            indicators: vec!["  ".into(), " trois sessions ".into()],
            ..MissionLetter::default()
        }
        .tidy();
        assert_eq!(letter.missions, [Mission::Information, Mission::Network]);
        assert_eq!(letter.time, "une heure \n par semaine");
        assert_eq!(letter.indicators, ["trois sessions"]);
        assert!(letter.check().is_ok());
        let long = MissionLetter {
            secondary: "x".repeat(LONGEST + 1),
            training: vec!["y".repeat(LONGEST_LINE + 1)],
            ..letter
        };
        assert_eq!(long.faults().len(), 2);
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let letter = MissionLetter { missions: Mission::ALL.to_vec(), ..MissionLetter::default() };
        let json = serde_json::to_value(&letter).unwrap();
        assert_eq!(json["missions"][3], "1d");
        assert_eq!(serde_json::from_value::<MissionLetter>(json).unwrap(), letter);
        for mission in Mission::ALL {
            assert_eq!(Mission::parse(mission.code()), Some(mission));
        }
    }
}
