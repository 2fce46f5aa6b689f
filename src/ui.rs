//! The screen and the keys. State lives in [`app`], what is shown in [`screen`], everything that
//! touches the terminal or the disk in [`terminal`].

pub mod action;
pub mod app;
pub mod effect;
pub mod hit;
pub mod input;
pub mod preview;
pub mod screen;
pub mod search;
pub mod session;
pub mod sheet;
pub mod tabs;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod tsv;
pub mod widgets;
