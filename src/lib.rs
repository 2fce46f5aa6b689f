//! jixiao（绩效自评）: a terminal dashboard for the yearly department budget-performance
//! self-evaluation report (部门整体支出绩效自评报告) of a Chinese public office.
//!
//! One way through the house, in reading order:
//!
//! ```text
//! bytes ─▶ document ─▶ report ─▶ figures ─▶ rules ─▶ ui::screen
//!            ▲   (spans)  (typed)  (derived)    └────▶ export
//!            │
//! key ─▶ ui::input ─▶ ui::action ─▶ ui::app ─▶ Transaction ─▶ Document
//!                                      └─▶ Effect ─▶ ui::session ─▶ store
//! ```
//!
//! A unit's own scheme is a file beside its report: `schemes` has `store` read it for `figures`.
//!
//! `cli` goes the first of these ways for each file it is given, or opens the dashboard.
//!
//! The text is the document: an edit is a splice at a span, and everything shown is derived from
//! the text by pure functions. `document`, `report`, `figures` and
//! `rules` do no I/O and read no clock,
//! environment or locale; only `store` touches the disk; nothing points back.
#![doc = include_str!("decisions.md")]

pub mod cli;
pub mod document;
pub mod export;
pub mod figures;
pub mod report;
pub mod rules;
pub mod schemes;
pub mod store;
mod threads;
pub mod ui;
#[cfg(windows)]
mod windows;
