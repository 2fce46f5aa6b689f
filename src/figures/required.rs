//! What the forms cannot be handed in without (必填), and how much of it is filled in: the fields that
//! always are, by the table of fields, and the amounts that the budget asks for. Whoever counts, lists
//! or marks them asks here.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::budget::Budget;
use crate::document::{Document, FieldPath};
use crate::report::check::{Filled, Inspections, lacking};
use crate::report::fields::{FIELDS, field_at, section};
use crate::report::places::Places;

/// A report, to be asked what it has to hold.
#[derive(Clone, Copy)]
pub struct Required<'a> {
    /// Its text.
    pub document: &'a Document,
    /// Its fields.
    pub inspections: &'a Inspections,
    /// Its amounts.
    pub budget: &'a Budget,
}

impl Required<'_> {
    /// How much of the chapters chosen is filled in.
    #[must_use]
    pub fn filled(&self, chosen: impl Fn(&str) -> bool) -> Filled {
        let mut sum = self.inspections.filled(&chosen);
        for (chapter, amounts) in ["支出", "项目"].into_iter().zip(self.budget.filled()) {
            if chosen(chapter) {
                sum += amounts;
            }
        }
        sum
    }

    /// How much of the amounts of all projects is filled in.
    #[must_use]
    pub fn amounts_of_projects(&self) -> Filled {
        let [_, projects] = self.budget.filled();
        projects
    }

    /// How much of one project is filled in.
    #[must_use]
    pub fn project(&self, index: usize) -> Filled {
        let mut sum = self.inspections.project(index);
        sum += self.budget.project_filled(index);
        sum
    }

    /// What is not filled in, in the order of the forms: as many as [`Self::filled`] misses.
    #[must_use]
    pub fn unfilled(&self) -> Vec<FieldPath> {
        let amounts: HashSet<FieldPath, RandomState> = self.budget.unfilled().collect();
        let is_asked = |path: &FieldPath| amounts.contains(path);
        lacking(self.document.root(), FIELDS, &is_asked)
    }

    /// What is not filled in, in words, a line a section: 项目「社会管理」：指标值16项、得分16项.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let mut sections: Vec<(FieldPath, Vec<(String, usize)>)> = Vec::new();
        for path in self.unfilled() {
            let section = section(&path);
            let name = path.last_key().unwrap_or_default();
            if sections.last().is_none_or(|(last, _)| *last != section) {
                sections.push((section, Vec::new()));
            }
            let Some((_, names)) = sections.last_mut() else {
                continue;
            };
            match names.iter_mut().find(|(known, _)| known == name) {
                Some((_, count)) => *count += 1,
                None => names.push((name.to_owned(), 1)),
            }
        }
        let counted = |(name, count): &(String, usize)| match count {
            1 => name.clone(),
            n => format!("{name}{n}项"),
        };
        let mut places = Places::of(self.document);
        let line = |(section, names): &(FieldPath, Vec<(String, usize)>)| {
            let names: Vec<String> = names.iter().map(counted).collect();
            let of = places.describe(section);
            match names.as_slice() {
                [name] if of == *name => of,
                names => format!("{of}：{}", names.join("、")),
            }
        };
        sections.iter().map(line).collect()
    }

    /// Whether what stands at a field has to be filled in.
    #[must_use]
    pub fn asks(&self, path: &FieldPath) -> bool {
        field_at(path).is_some_and(|field| field.required) || self.budget.requires(path)
    }
}
