//! Which school or part of the organisation a page of needs is about, among those the asker may look at.

use preau::access::{Act, Actor, Role};
use preau::school::{self, School};
use preau::{Error, Read, Result};

use crate::cx::Cx;
use crate::ui::SelectOption;

/// The school asked for (`?etablissement=UAI`), the first one otherwise, and all of them for a choice.
pub(super) struct Schools {
    pub(super) here: School,
    pub(super) all: Vec<School>,
}

impl Schools {
    /// Picks among paths of schools.
    ///
    /// # Errors
    /// `NotFound` for a school that is not among them.
    async fn pick(read: &mut Read, paths: &[String], asked: &str) -> Result<Self> {
        let all = school::at_paths(read, paths).await?;
        let here = all.iter().find(|school| asked.is_empty() || school.uai == asked);
        Ok(Self { here: here.cloned().ok_or(Error::NotFound)?, all })
    }

    /// Pairs for the address of a page about this school.
    pub(super) fn pair(&self) -> String {
        format!("etablissement={}", self.here.uai)
    }

    /// The choice, when there is one.
    pub(super) fn options(&self) -> Vec<SelectOption> {
        if self.all.len() < 2 {
            return Vec::new();
        }
        self.all.iter().map(|school| SelectOption::new(school.uai.clone(), school.name.clone())).collect()
    }
}

fn actor(cx: &Cx) -> Result<&Actor> {
    cx.actor.as_ref().ok_or(Error::LoginNeeded)
}

/// The school whose référent the asker is.
pub(super) async fn of_referent(cx: &Cx, read: &mut Read, asked: &str) -> Result<Schools> {
    cx.allow(Act::WorkAsReferent, ())?;
    Schools::pick(read, &actor(cx)?.mandates, asked).await
}

/// The school that the asker leads, or whose référent they are: those who read its own figures.
pub(super) async fn of_head_or_referent(cx: &Cx, read: &mut Read, asked: &str) -> Result<Schools> {
    cx.allow(Act::ReadNeedsSummary, ())?;
    let actor = actor(cx)?;
    let mut paths = actor.mandates.clone();
    paths.extend(actor.places(&[Role::Head]).into_iter().map(str::to_owned));
    paths.sort();
    paths.dedup();
    Schools::pick(read, &paths, asked).await
}

/// Whether the asker reads the summary of a school of their own.
pub(super) fn has_school_summary(cx: &Cx) -> bool {
    cx.actor.as_ref().is_some_and(|actor| !actor.mandates.is_empty() || actor.has(Role::Head))
}

/// Paths of the places above schools whose figures the asker reads.
pub(super) fn territories(cx: &Cx) -> Vec<String> {
    let roles = [Role::PlanManager, Role::NationalAdmin, Role::Inspector];
    let places = cx.actor.as_ref().map(|actor| actor.places(&roles)).unwrap_or_default();
    // A role on the whole installation looks at the nation.
    places
        .into_iter()
        .map(|path| if path.is_empty() { school::academies::NATION.to_owned() } else { path.to_owned() })
        .collect()
}
