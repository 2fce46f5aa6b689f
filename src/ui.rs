//! The screen and the keys.
pub mod text;
