//! Pieces of the screen. They draw from what they are given and decide nothing.

pub mod bars;
pub mod editor;
pub mod grid;
pub mod popup;
pub mod status;
