//! Which plan an address is about, and what its asker may do there.

use axum::response::{IntoResponse as _, Redirect, Response};
use uuid::Uuid;

use preau::access::{Act, Allowed, Role};
use preau::plan::sheet::{self, Around};
use preau::plan::{self, Plan, State};
use preau::school::academies::NATION;
use preau::year::SchoolYear;
use preau::{Error, Read, Result};

use crate::account::pending;
use crate::cx::Cx;
use crate::fields::Fields;
use crate::t;
use crate::ui::{Crumb, FormState};

/// A plan, and what the asker may do with it.
pub(super) struct Here {
    pub(super) plan: Plan,
    pub(super) writes: bool,
    pub(super) adopts: bool,
    pub(super) validates: bool,
}

impl Here {
    /// The plan that an address names by its year and its node, if the asker may see it.
    ///
    /// # Errors
    /// `NotFound` when there is none, and for a draft of others.
    pub(super) async fn find(cx: &Cx, read: &mut Read, year: &str, node: &str) -> Result<Self> {
        cx.allow(Act::ReadPlan, ())?;
        let year = SchoolYear::parse(year).ok_or(Error::NotFound)?;
        let node = sheet::node(read, node).await?;
        let plan = plan::of_node(read, node.id, year).await?.ok_or(Error::NotFound)?;
        let here = Self {
            writes: cx.may_at(Act::WritePlan, &plan.path),
            adopts: cx.may_at(Act::AdoptPlan, &plan.path),
            validates: cx.may_at(Act::ValidateModule, &plan.path),
            plan,
        };
        if here.plan.state() == State::Draft && !here.writes && !here.validates {
            return Err(Error::NotFound);
        }
        Ok(here)
    }

    /// The same, for somebody who may write in it.
    pub(super) async fn to_write(
        cx: &Cx,
        read: &mut Read,
        year: &str,
        node: &str,
    ) -> Result<(Self, Allowed<Uuid>)> {
        cx.allow(Act::WritePlan, ())?;
        let here = Self::find(cx, read, year, node).await?;
        let allowed = cx.allow_at(Act::WritePlan, &here.plan.path, here.plan.id)?;
        Ok((here, allowed))
    }

    pub(super) fn address(&self) -> String {
        address(&self.plan)
    }

    /// Address of a form of this plan.
    pub(super) fn part(&self, name: &str) -> String {
        part(&self.plan, name)
    }

    /// The pages above a form of this plan.
    pub(super) fn crumbs(&self, cx: &Cx) -> [Crumb; 2] {
        [Crumb::new("/plan", t!(cx.lang, "plans-title")), Crumb::new(self.address(), self.plan.title.clone())]
    }
}

pub(super) fn address(plan: &Plan) -> String {
    format!("/plan/{}?noeud={}", plan.school_year, plan.node_key())
}

pub(super) fn part(plan: &Plan, name: &str) -> String {
    format!("/plan/{}/{name}?noeud={}", plan.school_year, plan.node_key())
}

/// An id in an address or a form.
///
/// # Errors
/// `NotFound` for what is none.
pub(super) fn id(typed: &str) -> Result<Uuid> {
    typed.parse().map_err(|_| Error::NotFound)
}

pub(super) fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Keeps what a form brought when its sender's session has ended, so that it is there again after login.
pub(super) async fn keep_typed(cx: &Cx, fields: &Fields) -> Result<()> {
    if cx.actor.is_none() { pending::keep(cx, &cx.path, fields).await } else { Ok(()) }
}

/// The form as it was kept across a login.
pub(super) async fn typed(cx: &Cx) -> Result<Option<FormState>> {
    let kept = pending::take(cx, &cx.path).await?;
    Ok(kept.map(|fields| FormState::filled(cx.lang, fields.pairs().to_vec())))
}

/// The plans that concern the asker.
pub(super) fn around(cx: &Cx) -> Around {
    let Some(actor) = &cx.actor else { return Around::default() };
    let owned = |paths: Vec<&str>| paths.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut mine = owned(actor.places(&Role::ALL));
    mine.extend(actor.postings.iter().chain(&actor.mandates).cloned());
    // Everybody is somewhere in the nation.
    mine.push(NATION.to_owned());
    let mut kept = owned(actor.places(&[Role::PlanManager, Role::Head, Role::Inspector]));
    kept.extend(actor.mandates.iter().cloned());
    let over = actor
        .places(&[Role::NationalAdmin, Role::Auditor])
        .into_iter()
        .map(|path| if path.is_empty() { NATION.to_owned() } else { path.to_owned() })
        .collect();
    Around { mine, kept, over }
}
