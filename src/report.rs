//! The typed report.
pub mod fields;
