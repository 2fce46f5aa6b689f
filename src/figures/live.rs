//! Live figures (动态数字): `{{项目支出合计}}` in a text stands for the number of that name.
//!
//! The names are those of the budget, the staff, the base data and the scores; whoever shows,
//! checks or exports a text resolves them, so that a number is written in one place only.

use std::borrow::Cow;

use super::budget::{Column, Item};
use super::figure::{Figure, Ledger};
use super::score::Subject;
use crate::report::Report;
use crate::report::number::LACKING;

/// What opens a live figure in a text.
pub const OPEN: &str = "{{";
/// What closes it.
pub const CLOSE: &str = "}}";

/// The figures a text can quote, by their names.
#[derive(Debug, Clone, Default)]
pub struct Names(Vec<(String, Figure)>);

/// A live figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted<'t> {
    /// Its name as written, without blanks around it.
    pub name: &'t str,
    /// The bytes it takes with its braces.
    pub span: std::ops::Range<usize>,
}

/// The live figures of a text, from the left; braces that are not closed are none.
pub fn quoted(text: &str) -> impl Iterator<Item = Quoted<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let open = from + text.get(from..)?.find(OPEN)?;
        let inside = open + OPEN.len();
        let close = inside + text.get(inside..)?.find(CLOSE)?;
        from = close + CLOSE.len();
        Some(Quoted {
            name: text.get(inside..close)?.trim(),
            span: open..from,
        })
    })
}

/// Whether a text quotes figures.
#[must_use]
pub fn is_live(text: &str) -> bool {
    text.contains(OPEN) && quoted(text).next().is_some()
}

impl Names {
    /// All names of a report; where two figures would have one name, the first keeps it.
    #[must_use]
    pub fn of(ledger: Ledger<'_>) -> Self {
        let mut names = Self::default();
        let report = ledger.report;
        for node in ledger.figures.budget.nodes() {
            let item = node.item;
            let name = called(item, report);
            if !node.children.is_empty() {
                names.add(format!("{name}合计"), Figure::Added(item, Column::Spent));
            }
            for column in Column::ALL {
                names.add(amount(&name, column), Figure::Amount(item, column));
            }
            names.add(format!("{name}.执行率"), Figure::ExecutionRate(item));
            names.add(format!("{name}.占比"), Figure::Share(item));
            names.add(format!("{name}.增减"), Figure::Change(item));
        }
        names.add("项目个数".to_owned(), Figure::Projects);
        names.add("各类人员合计".to_owned(), Figure::Staff);
        for (i, rate) in ledger.figures.rates.all().iter().enumerate() {
            names.add(rate.name.to_owned(), Figure::Rate(i));
        }
        for (row, of) in ledger.figures.base.iter().enumerate() {
            let label = of.label.trim_start_matches("其中：");
            let label = label
                .split_once('、')
                .filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
                .map_or(label, |(_, label)| label);
            for (column, key) in super::base::COLUMNS.iter().enumerate() {
                names.add(format!("基础数据.{label}.{key}"), Figure::Base(row, column));
            }
        }
        let subjects = std::iter::once(("部门整体".to_owned(), Subject::Whole)).chain(
            (0..report.projects.len()).map(|i| {
                let name = format!("项目.{}", Item::Project(i).name(report));
                (name, Subject::Project(i))
            }),
        );
        for (name, of) in subjects {
            if of == Subject::Whole {
                names.add(format!("{name}.执行率"), Figure::FundRate(0));
            }
            names.add(format!("{name}.预算执行得分"), Figure::ExecutionScore(of));
            names.add(format!("{name}.总分"), Figure::Total(of));
            names.add(format!("{name}.等级"), Figure::Grade(of));
        }
        names
    }

    /// The names, if the text of a report quotes figures at all; else none.
    #[must_use]
    pub fn needed_by(text: &str, ledger: Ledger<'_>) -> Self {
        if text.contains(OPEN) {
            Self::of(ledger)
        } else {
            Self::default()
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, name: String, figure: Figure) {
        self.0.push((name, figure));
    }

    /// All of them, each with its figure.
    pub fn iter(&self) -> impl Iterator<Item = &(String, Figure)> {
        self.0.iter()
    }

    /// The figure of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Figure> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|&(_, figure)| figure)
    }

    /// The name of a figure.
    #[must_use]
    pub fn name(&self, figure: Figure) -> Option<&str> {
        let found = self.0.iter().find(|(_, known)| *known == figure);
        found.map(|(name, _)| &**name)
    }

    /// The names that hold all characters of a search in its order, those that hold it whole
    /// first, then the shorter ones.
    #[must_use]
    pub fn search(&self, sought: &str) -> Vec<&(String, Figure)> {
        let sought = sought.trim();
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter_map(|entry| Some((rank(&entry.0, sought)?, entry)))
            .collect();
        found.sort_by_key(|(rank, (name, _))| (*rank, name.chars().count()));
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The names most like one that is unknown.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<&str> {
        // Alike is what keeps two characters in five.
        let length = |text: &str| text.chars().count();
        let mut near: Vec<(usize, &str)> = self
            .0
            .iter()
            .map(|(known, _)| (strsim::damerau_levenshtein(name, known), &**known))
            .filter(|(apart, known)| apart * 5 <= length(name).max(length(known)) * 3)
            .collect();
        near.sort_by_key(|(apart, _)| *apart);
        near.into_iter().take(most).map(|(_, name)| name).collect()
    }
}

/// What a node of the budget is called in the names of its figures.
fn called(item: Item, report: &Report) -> String {
    let name = item.name(report);
    let within = match item {
        Item::Project(_) => return format!("项目.{name}"),
        Item::Source(i, _) => return format!("项目.{}.{name}", Item::Project(i).name(report)),
        Item::BasicLine(i, _) => Item::BasicKind(i),
        Item::FundLine(fund, _) => Item::Fund(fund),
        _ => return name.to_owned(),
    };
    format!("{}.{name}", within.name(report))
}

fn amount(called: &str, column: Column) -> String {
    format!("{called}.{}", column.key())
}

/// The name of an amount of the budget, as [`Names::name`] has it.
#[must_use]
pub fn name_of(item: Item, column: Column, report: &Report) -> String {
    amount(&called(item, report), column)
}

fn rank(name: &str, sought: &str) -> Option<u8> {
    if name.starts_with(sought) {
        return Some(0);
    }
    if name.contains(sought) {
        return Some(1);
    }
    let mut rest = name.chars();
    let in_order = sought.chars().all(|c| rest.any(|known| known == c));
    in_order.then_some(2)
}

/// A text with its live figures in numbers: an unknown name stays as it is written, of one
/// without enough data it is said.
#[must_use]
pub fn resolve<'t>(text: &'t str, names: &Names, ledger: Ledger<'_>) -> Cow<'t, str> {
    if !is_live(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for quote in quoted(text) {
        out.push_str(text.get(from..quote.span.start).unwrap_or_default());
        match names.find(quote.name) {
            Some(figure) => {
                let value = ledger.value(figure);
                out.push_str(&value.unwrap_or_else(|| format!("（{LACKING}）")));
            }
            None => out.push_str(text.get(quote.span.clone()).unwrap_or_default()),
        }
        from = quote.span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_figures_are_found_where_they_are_closed() {
        let names: Vec<_> = quoted("共{{ 项目支出合计 }}万元，{{甲")
            .map(|it| it.name)
            .collect();
        assert_eq!(names, ["项目支出合计"]);
        assert!(!is_live("{单括号}、{{没有收"));
    }
}
