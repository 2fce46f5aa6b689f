//! Going into the parts of the budget and back up to the whole: the node shown as the root, and the
//! way there.

use super::App;
use crate::figures::budget::Item;
use crate::figures::score::Subject;
use crate::report::fields;
use crate::ui::screen::Pane;
use crate::ui::tabs::{Lead, Tab, budget};
use crate::ui::theme::Tone;
use crate::ui::widgets::grid::Cursor;

/// How deep one is in the budget.
#[derive(Debug)]
pub(super) struct Drill {
    root: Item,
    /// The roots on the way there, each with the cursor as it was left.
    way: Vec<(Item, Cursor)>,
    /// The project one went into, while one is still at it.
    project: Option<usize>,
    /// The node whose parts the bars keep showing while they have the keys, and the root it was
    /// pointed at under.
    charted: Option<(Item, Item)>,
}

impl Default for Drill {
    fn default() -> Self {
        Self {
            root: Item::Total,
            way: Vec::new(),
            project: None,
            charted: None,
        }
    }
}

impl Drill {
    /// The node shown as the root.
    pub(super) const fn root(&self) -> Item {
        self.root
    }

    /// Whether the whole is shown.
    pub(super) fn is_at_top(&self) -> bool {
        self.root == Item::Total
    }

    fn go_into(&mut self, item: Item, left: Cursor) {
        self.way.push((self.root, left));
        self.root = item;
    }

    /// To the whole, and the cursor as it was left there.
    fn go_to_top(&mut self) -> Option<Cursor> {
        self.root = Item::Total;
        let (_, cursor) = self.way.drain(..).next()?;
        Some(cursor)
    }

    /// To the root before this one, and the cursor as it was left there.
    fn go_back(&mut self) -> Option<Cursor> {
        let (root, cursor) = self.way.pop()?;
        self.root = root;
        Some(cursor)
    }

    /// To a node, which has these above it, and the cursor as it was left there.
    fn rise(&mut self, item: Item, above: &[Item]) -> Option<Cursor> {
        let been = self.way.iter().find(|(level, _)| *level == item);
        let cursor = been.map(|(_, cursor)| *cursor);
        self.way
            .retain(|(level, _)| *level != item && above.contains(level));
        self.root = item;
        cursor
    }
}

/// On the first part, below the names of the columns and the whole.
fn first_part() -> Cursor {
    Cursor {
        row: 2,
        ..Cursor::default()
    }
}

impl App {
    /// The node of the budget shown as the root.
    #[must_use]
    pub const fn root(&self) -> Item {
        self.drill.root()
    }

    /// The node whose parts the bars show while they have the keys.
    #[must_use]
    pub fn charted(&self) -> Item {
        match self.drill.charted {
            Some((root, item)) if root == self.root() => item,
            _ => self.root(),
        }
    }

    /// Has the bars keep showing the parts of a node.
    pub(super) fn keep_charted(&mut self, whole: Option<Item>) {
        self.drill.charted = whole.map(|whole| (self.root(), whole));
    }

    /// Whether Enter goes into something here rather than to the next line.
    pub(in crate::ui) fn can_drill(&self) -> bool {
        match self.tab {
            _ if self.is_at_bars() => true,
            Tab::Budget => {
                self.cursor(0).column == 0
                    && self.selected_item().is_some_and(|item| item != self.root())
            }
            Tab::Indicators => self.focus() == 0 && !self.is_before_first(),
            Tab::Basics | Tab::Issues => false,
        }
    }

    /// Goes into what is under the cursor.
    pub(super) fn drill(&mut self) {
        let focus = self.focus();
        let lead = match self.screen.panes.get(focus) {
            Some(Pane::Bars(chart)) => chart.leads.get(self.cursor(focus).row).cloned(),
            _ => self.selected_item().map(Lead::Into),
        };
        let item = match lead {
            Some(Lead::Into(item)) => item,
            Some(Lead::To(path)) => return self.go_to(&path),
            None => return,
        };
        if let Item::Project(i) | Item::Source(i, _) = item {
            self.go_home(&fields::project(i));
            self.drill.project = Some(i);
            return;
        }
        let is_line = matches!(item, Item::BasicLine(..) | Item::FundLine(..));
        let node = self.figures.budget.node(item);
        if is_line && node.is_none_or(|node| node.children.is_empty()) {
            self.say("这一项没有分项。", Tone::Muted);
            return;
        }
        self.drill.go_into(item, self.cursor(0));
        self.set_cursor(0, first_part());
        self.rebuild();
    }

    /// Back to a node on the way to the root.
    pub(super) fn rise(&mut self, item: Item) {
        if item == self.root() {
            return;
        }
        let above = budget::crumbs(&self.figures.budget, item);
        let left = self.drill.rise(item, &above);
        self.set_cursor(0, left.unwrap_or_else(first_part));
        self.rebuild();
    }

    /// Back to what this is a part of.
    pub(super) fn up(&mut self) {
        if self.is_drilled() {
            self.show(Tab::Budget);
        } else if let Some(left) = self.drill.go_back() {
            self.set_cursor(0, left);
            self.rebuild();
        }
    }

    /// Back to the whole, with the cursor as it was left there.
    pub(super) fn up_to_top(&mut self) {
        if let Some(left) = self.drill.go_to_top() {
            self.set_cursor(0, left);
        }
    }

    /// Whether what is shown is a level of the budget, or a project gone into from it.
    pub(super) fn is_in_budget(&self) -> bool {
        self.tab == Tab::Budget || self.is_drilled()
    }

    /// Whether one stands in the project one went into from the budget.
    pub(super) fn is_drilled(&self) -> bool {
        let project = self.drill.project.map(Subject::Project);
        self.tab == Tab::Indicators && project == Some(self.chosen())
    }

    /// Takes note that one is at a tab by another way than through the budget.
    pub(super) const fn leave_drilled(&mut self) {
        self.drill.project = None;
    }
}
