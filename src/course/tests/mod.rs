//! The engine as a whole, on courses kept in memory.

mod change;
mod codes;
mod commonmark;
mod example;
mod hostile;
mod properties;
mod public;
mod world;
