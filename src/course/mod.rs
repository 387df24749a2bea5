//! The course engine: from the Markdown of a course folder to pages that are ready to be shown.
//!
//! One direction, each step in its file, nothing that touches the disk but [`source::Folder`]:
//!
//! ```text
//! source ─▶ gather ─▶ page_text (limits, front matter, `:::` fences) ─▶ tree (Markdown, flat)
//!                          │                                              │
//!                    head (TOML)                              outline (headings, anchors)
//!                          └──────────────┬───────────────────────────────┘
//!                        lint + rules (every code of `codes`, with its place)
//!                                         │ no error
//!                        render + assemble ─▶ published::PublishedCourse
//! ```
//!
//! [`check::check`] runs it all. A course version is checked and rendered once, when it is
//! published; a page view never parses Markdown. Answers, feedback, hints, explanations and
//! trainers' blocks are kept apart from the public HTML while rendering, never filtered after.
//!
//! The words of the format are French, as course authors write them; the code is English.
//! "Course format, section 4.9" in comments names the section of the written specification.

mod assemble;
mod attributes;
mod builder;
mod cache;
pub mod callout;
pub mod catalogue;
pub mod change;
pub mod check;
pub mod codes;
pub mod containers;
pub mod diagnostic;
pub mod fmt;
pub mod framework;
mod gather;
pub mod glossary;
mod head;
pub mod hosts;
mod ids;
mod inline_html;
pub mod limits;
pub mod lines;
mod links;
mod lint;
pub mod live;
mod media;
pub mod number;
pub mod options;
mod outline;
mod page_text;
mod prerequisites;
pub mod publish;
pub mod published;
pub mod reference;
mod render;
mod rules;
#[cfg(any(test, feature = "testing"))]
pub mod sample;
mod shape;
mod site;
pub mod source;
mod stack;
pub mod store;
pub mod text;
mod tree;
pub mod typography;
mod words;

#[cfg(test)]
mod tests;

pub use head::lock::Lock;
pub(crate) use media::media_type;
pub(crate) use words::ascii_slug;
