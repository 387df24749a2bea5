//! What the operator types, one command a file.

pub mod admin;
pub mod attestation;
pub mod backup;
pub mod check;
pub mod demo;
pub mod doctor;
pub mod fmt;
pub mod import;
pub mod routes;
pub mod serve;
pub mod show_config;
pub mod token;
