//! What Préau knows and allows: the ground floor. No HTTP, no HTML, no Leptos.
//!
//! Rooms, in the order in which they may look at each other (a test holds it): the kernel
//! (`db`, `error`, `clock`, `ids`, `text`, `year`, `jobs`, `audit`) → [`people`] → [`access`] → [`notice`] →
//! [`webhook`] → [`school`] → [`need`] → [`referent`] → [`course`] → [`learning`] → [`certificate`] → [`plan`] →
//! [`session`] → [`workshop`] → [`cohort`] → [`pay`] → [`open_data`] → [`privacy`].
//!
//! A room holds its types, its rules (pure), its queries and its tests. A **verb** is a function that takes
//! `(&mut Tx, who may do it, input, now)`; it loads what it needs, asks the rule, writes, and appends an audit
//! event and jobs in the same transaction. Pages, forms, the API, the command line and jobs call the same verbs.

// A test names what it expects and fails on all the rest.
#![cfg_attr(
    test,
    allow(
        clippy::wildcard_enum_match_arm,
        clippy::needless_range_loop,
        clippy::single_match,
        clippy::type_complexity,
        reason = "a test names what it expects"
    )
)]

pub mod audit;
pub mod clock;
mod codes;
pub mod csv;
pub mod db;
pub mod error;
pub mod ids;
pub mod instance;
pub mod jobs;
pub mod migrate;
pub mod table;
pub mod text;
pub mod year;

pub mod access;
pub mod certificate;
pub mod cohort;
pub mod course;
pub mod learning;
pub mod need;
pub mod notice;
pub mod open_data;
pub mod pay;
pub mod people;
pub mod plan;
pub mod privacy;
pub mod referent;
pub mod school;
pub mod session;
pub mod webhook;
pub mod workshop;

#[cfg(test)]
mod structure;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use clock::{Clock, Timestamp};
pub use db::{Conn, Db, Read, Tx};
pub use error::{Error, Fault, Refusal, Result};
