//! An act that was refused: what was typed, and why, to be shown again where it was typed.

use std::collections::BTreeMap;

use preau::Error;

use crate::cx::Cx;
use crate::fields::Fields;
use crate::texts;

/// What was typed and not taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Trial {
    /// The activity the form belonged to; empty for the whole page.
    pub activity: String,
    pub fields: Vec<(String, String)>,
    /// Why, when it is about the whole.
    pub refusal: Option<String>,
    /// Activity, field, sentence.
    pub faults: Vec<(String, &'static str, String)>,
    /// Handing in is asked for again, with so many questions left out.
    pub unanswered: Option<usize>,
}

impl Trial {
    /// What a form says after an error of its act; errors that are not about it are given back.
    pub(super) fn of(cx: &Cx, fields: &Fields, error: Error) -> Result<Self, Error> {
        let activity = fields.get("activity").to_owned();
        let mut trial = Self { activity, fields: fields.pairs().to_vec(), ..Self::default() };
        match error {
            Error::Refused(refusal) => trial.refusal = Some(texts::refusal(cx.lang, &refusal)),
            Error::Invalid(faults) => {
                let sentence = |fault: &preau::Fault| {
                    (trial.activity.clone(), fault.field, texts::fault(cx.lang, fault))
                };
                trial.faults = faults.iter().map(sentence).collect();
            }
            other @ (Error::NotFound
            | Error::LoginNeeded
            | Error::Forbidden
            | Error::TooMany { .. }
            | Error::Unavailable(_)
            | Error::Broken(_)) => return Err(other),
        }
        Ok(trial)
    }

    /// What was typed for an activity: its own form, or its part of the form of the whole page.
    pub(super) fn typed(&self, activity: &str) -> Option<Vec<(String, String)>> {
        if self.activity == activity && !activity.is_empty() {
            return Some(self.fields.clone());
        }
        let own = part(&self.fields, activity);
        (!own.is_empty()).then_some(own)
    }

    /// What is wrong in an activity: sentences by field; a refusal counts for the field `""`.
    pub(super) fn wrong(&self, activity: &str) -> BTreeMap<&'static str, String> {
        let mut wrong: BTreeMap<&'static str, String> = self
            .faults
            .iter()
            .filter(|(id, _, _)| id == activity)
            .map(|(_, field, sentence)| (*field, sentence.clone()))
            .collect();
        if self.activity == activity
            && !activity.is_empty()
            && let Some(refusal) = &self.refusal
        {
            wrong.insert("", refusal.clone());
        }
        wrong
    }
}

/// The fields of one activity in the form of the whole page, where each name begins with the activity's id.
pub(super) fn part(fields: &[(String, String)], activity: &str) -> Vec<(String, String)> {
    fields
        .iter()
        .filter_map(|(name, value)| {
            let (id, field) = name.split_once('.')?;
            (id == activity).then(|| (field.to_owned(), value.clone()))
        })
        .collect()
}
