//! `preau doctor`: every promise that can be checked, with a count, a verdict and what to do.
//!
//! It looks and changes nothing; `--rebuild` writes the figures that are kept beside the facts anew.

mod learning;
mod machine;
mod privacy;
mod rows;

use preau::{Clock, Db};
use serde::Serialize;

use crate::config::Config;

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Well,
    /// Works, and somebody should look at it.
    Look,
    Broken,
}

/// One promise, checked.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    pub name: &'static str,
    pub verdict: Verdict,
    /// What was counted: faults where there are any, things checked otherwise.
    pub count: i64,
    pub says: String,
    /// What to do; empty when all is well.
    pub advice: String,
}

impl Finding {
    fn well(name: &'static str, count: i64, says: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Well, count, says: says.into(), advice: String::new() }
    }

    fn look(name: &'static str, count: i64, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Look, count, says: says.into(), advice: advice.into() }
    }

    fn broken(name: &'static str, count: i64, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Broken, count, says: says.into(), advice: advice.into() }
    }
}

/// Checks everything.
pub async fn examine(config: &Config, db: &Db, clock: &Clock, rebuild: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    machine::examine(config, &mut findings).await;
    let checks = [
        ("migrations", rows::migrations(db).await),
        ("integrity", rows::integrity(db).await),
        ("references", rows::references(db).await),
        ("audit chain", rows::audit_chain(db).await),
        ("audit heads", rows::audit_heads(db, config).await),
        ("clock", rows::clock(db, clock).await),
        ("jobs", rows::jobs(db, clock).await),
        ("administrators", rows::administrators(db, clock).await),
        ("courses", rows::courses(db).await),
        ("retention", privacy::retention(db, config, clock).await),
        ("data requests", privacy::requests(db, config, clock).await),
        ("files handed in", rows::uploads(db, config).await),
        ("attestations", learning::attestations(db).await),
        ("progress", learning::progress(db, clock, rebuild).await),
    ];
    for (name, checked) in checks {
        findings.push(checked.unwrap_or_else(|error| {
            Finding::broken(name, 0, format!("could not be checked: {error:#}"), "look at the database")
        }));
    }
    findings
}
