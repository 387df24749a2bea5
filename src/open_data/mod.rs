//! Open data: who may be counted without being named, as a file that anyone may take away.
//!
//! [`figures`] adds nominations and coverage up by place, kind and sector, and masks what would point at fewer than five
//! people (`domain.md` §5.2.4); [`file`](mod@file) writes them as CSV and JSON with their descriptor; [`publish`] freezes one
//! of them a day.

pub mod figures;
pub mod file;
pub mod publish;

#[cfg(test)]
mod tests;
