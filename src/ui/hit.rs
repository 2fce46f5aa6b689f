//! What the pointer points at. Whatever draws something to be pointed at says so as it draws: what
//! is seen is what is hit, and there is no second layout to be kept like the first.

use ratatui::layout::{Position, Rect};

use super::action::Group;
use super::app::{FindLine, Sort};
use super::input::Press;
use super::tabs::Tab;
use crate::figures::budget::Item;

/// Something to be pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The line with the report's name, over which the menu bar comes to lie.
    Title,
    /// How many errors or warnings there are.
    Problems,
    /// A tab.
    Tab(Tab),
    /// A node of the way to what the budget shows.
    Crumb(Item),
    /// A pane, beside its cells and bars.
    Pane(usize),
    /// A cell of a pane, or of the sheet in a window.
    #[expect(missing_docs, reason = "the names say it")]
    Cell {
        pane: usize,
        row: usize,
        column: usize,
    },
    /// The edge of a pane, or of the sheet in a window, that says which of its rows are shown.
    Edge(usize),
    /// A bar of a pane.
    #[expect(missing_docs, reason = "the names say it")]
    Bar { pane: usize, bar: usize },
    /// A piece of the pages that are read.
    Piece(usize),
    /// A key of the key line.
    Key(Press),
    /// A menu of the menu bar.
    Menu(Group),
    /// A line of a list to choose from.
    Line(usize),
    /// A sort that the palette can keep; `None` for all.
    Sort(Option<Sort>),
    /// The text being edited.
    Editor,
    /// One of the two texts of find and replace.
    Find(FindLine),
    /// The ground of a window.
    Window,
    /// What lies behind a window.
    Behind,
}

/// What there is to be pointed at in a frame.
#[derive(Debug, Default)]
pub struct Hits(Vec<(Rect, Target)>);

impl Hits {
    /// Says what stands at a place, over what stood there.
    pub fn add(&mut self, area: Rect, target: Target) {
        if !area.is_empty() {
            self.0.push((area, target));
        }
    }

    /// What stands at a cell of the screen, and its place.
    #[must_use]
    pub fn at(&self, cell: Position) -> Option<(Rect, Target)> {
        let mut from_the_top = self.0.iter().rev();
        from_the_top.find(|(area, _)| area.contains(cell)).copied()
    }

    /// How many there are that are like this.
    #[must_use]
    pub fn count(&self, like: impl Fn(Target) -> bool) -> usize {
        self.0.iter().filter(|(_, target)| like(*target)).count()
    }
}
