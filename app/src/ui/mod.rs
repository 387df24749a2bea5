//! Components that every room uses, and the shell around every page.
//!
//! A component is a noun: it owns its HTML, its class and its ARIA. Pages are made of components and texts.

pub mod button;
pub mod card;
pub mod chip;
pub mod cover;
pub mod empty;
pub mod field;
mod footer;
pub mod form;
pub mod format;
pub(crate) mod header;
pub mod icon;
pub mod logo;
pub mod look;
pub mod navigation;
pub mod notice;
pub mod progress;
pub mod settings;
pub mod shell;
pub mod table;

pub use button::{Button, ButtonKind, ButtonLink};
pub use card::{Card, CourseCard, CourseTile, TileState};
pub use chip::{Chip, FilterChip, Tag, Tone};
pub use cover::{Cover, hue};
pub use empty::EmptyState;
pub use field::{Choice, Choices, Field, FileField, Select, SelectOption, TextArea, typed};
pub use form::{FormState, PostForm};
pub use format::{bytes, clock_time, date, day, duration, instant, long_date, number};
pub use icon::Icon;
pub use logo::Logo;
pub use look::{Look, look, provide};
pub use navigation::{Breadcrumb, Crumb, Pager};
pub use notice::{ErrorSummary, Notice, NoticeKind};
pub use progress::{ProgressBar, ProgressRing};
pub use table::TableScroll;
