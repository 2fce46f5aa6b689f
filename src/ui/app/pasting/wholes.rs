//! The rows of a table of the budget that are the wholes of others in it.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::places::Placed;
use super::preview::amount;
use crate::figures;
use crate::figures::budget::Item;
use crate::ui::tabs::budget::crumbs;

/// What the rows of a table are the wholes of in it.
pub(super) struct Wholes<'t> {
    of: &'t Placed<'t>,
    /// The rows that are the parts of each.
    parts: Vec<Vec<usize>>,
}

impl<'t> Wholes<'t> {
    pub(super) fn of(of: &'t Placed<'t>) -> Self {
        let items = of.items();
        let rows = items.iter().enumerate().rev();
        let rows: HashMap<Item, usize> =
            rows.filter_map(|(at, item)| Some(((*item)?, at))).collect();
        let mut parts = vec![Vec::new(); items.len()];
        for (at, item) in items.iter().enumerate() {
            let way = item.map_or_else(Vec::new, |item| crumbs(&of.app.figures.budget, item));
            let mut above = way.iter().rev().skip(1);
            let whole = above.find_map(|whole| rows.get(whole));
            if let Some(parts) = whole.and_then(|whole| parts.get_mut(*whole)) {
                parts.push(at);
            }
        }
        Self { of, parts }
    }

    /// The amount in a cell; that of one left blank is what its parts come to.
    fn amount(&self, row: usize, at: usize) -> Option<Decimal> {
        let cell = self.of.block.table.rows.get(row)?.get(at)?;
        amount(cell).or_else(|| self.parts_of(row, at))
    }

    /// What the parts of a row come to in a column.
    pub(super) fn parts_of(&self, row: usize, at: usize) -> Option<Decimal> {
        let parts = self.parts.get(row)?.iter();
        figures::sum(parts.map(|part| self.amount(*part, at)))
    }

    /// Whether a row says no more than what its parts come to, where nothing is stated yet: that is worked
    /// out.
    pub(super) fn is_worked_out(&self, row: usize) -> bool {
        let block = self.of.block;
        let Some(cells) = block.table.rows.get(row) else {
            return false;
        };
        let has_parts = self.parts.get(row).is_some_and(|parts| !parts.is_empty());
        let is_placed = |at: &usize| self.of.place(row, *at).is_some() && block.names != Some(*at);
        let is_worked_out = |at: usize| {
            let stated = self.of.app.text_of(self.of.field(row, at)?);
            let told = amount(cells.get(at)?);
            Some(stated.is_empty() && self.parts_of(row, at) == told)
        };
        let mut columns = (0..cells.len()).filter(is_placed);
        has_parts && columns.all(|at| is_worked_out(at) == Some(true))
    }
}
