//! The TOML of a course: `course.toml` and the `+++` block of each page.

pub(crate) mod course;
pub(crate) mod lock;
pub(crate) mod page;
pub(crate) mod reader;
mod spdx;
mod translate;
