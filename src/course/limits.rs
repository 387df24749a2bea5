//! How big anything may be (course format, R8). Checked before the work that they bound.

/// Bytes of a page.
pub const PAGE_BYTES: usize = 256 * 1024;
/// Levels of nesting of blocks and inline marks, containers included.
pub const DEPTH: usize = 32;
/// Blocks of a page.
pub const BLOCKS: usize = 2_000;
/// Questions of a page.
pub const QUESTIONS: usize = 60;
/// Images of a page.
pub const IMAGES: usize = 200;
/// Pages of a course.
pub const PAGES: usize = 200;
/// Characters of a formula.
pub const FORMULA: usize = 2_000;
/// Characters of a title.
pub const TITLE: usize = 120;
/// Characters of the summary of a course.
pub const SUMMARY: usize = 300;
/// Containers inside one another.
pub const CONTAINERS: usize = 3;
/// Bytes of an image.
pub const IMAGE_BYTES: u64 = 2 * 1024 * 1024;
/// Pixels of a side of an image.
pub const IMAGE_SIDE: u32 = 4_096;
/// Bytes of a local sound or video above which the author is warned.
pub const MEDIA_BYTES: u64 = 50 * 1024 * 1024;
/// Lines of a code block that are coloured.
pub const COLOURED_LINES: usize = 200;
/// Files of one checked folder, and their bytes.
pub const FILES: usize = 20_000;
