//! A: figures of a text held against each other, and against what its project spent.
//!
//! A rule pairs figures by what they count, whose they are and when, never by nearness alone; where
//! that cannot be told it is silent.

pub(super) mod bodies;
pub(super) mod breakdowns;
pub(super) mod changes;
pub(super) mod comparisons;
pub(super) mod counts;
mod deductions;
pub(super) mod directions;
pub(super) mod each;
pub(super) mod equations;
pub(super) mod expenses;
pub(super) mod grades;
pub(super) mod growths;
mod leads;
pub(super) mod lists;
pub(super) mod percentages;
pub(super) mod projects;
pub(super) mod shares;
pub(super) mod slips;
mod staff;
pub(super) mod together;
pub(super) mod told;
pub(super) mod twice;
mod verbs;
