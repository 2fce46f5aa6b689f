//! The file being edited: its text, what the text means, and every change to it.
pub mod path;

pub use path::{FieldPath, Step};
