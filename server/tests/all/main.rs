//! The doors of the platform, knocked at: one binary, since every binary of tests links the whole platform anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(unreachable_pub, reason = "the parts are those of one binary")]

mod account;
mod api;
mod attendance;
mod backup;
mod browser;
mod calendar;
mod cli;
mod cockpit;
mod cohort;
mod common;
mod courses;
mod demo;
mod http;
mod import;
mod learning;
mod listen;
mod need;
mod nomination;
mod notice;
mod open_data;
mod organisation;
mod pay;
mod plan;
mod privacy;
mod public;
mod routes;
mod scale;
mod school;
mod session;
mod sessions;
mod statements;
mod tree;
mod webhook;
mod worker;
mod workshop;
