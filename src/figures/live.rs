//! Live figures (动态数字): `{{项目支出合计}}` in a text stands for the number of that name.
//!
//! The names are those of the budget, the staff, the base data and the scores; whoever shows,
//! checks or exports a text resolves them, so that a number is written in one place only.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem;

use super::base::BaseColumn;
use super::budget::{Column, Item};
use super::figure::{Figure, Ledger};
use super::rates::Rate;
use super::score::{Mark, Subject};
use crate::report::Report;
use crate::report::number::Telling;

/// What opens a live figure in a text.
pub const OPEN: &str = "{{";
/// What closes it.
pub const CLOSE: &str = "}}";

/// The figures a text can quote, by their names. Many hang on one thing, a node of the budget or a
/// table, so that their names are put together only when they are looked for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    things: Vec<Thing>,
    nodes: HashMap<String, usize, RandomState>,
    tables: HashMap<String, usize, RandomState>,
    alone: HashMap<String, usize, RandomState>,
}

/// What figures hang on, with what it is called.
#[derive(Debug, Clone)]
struct Thing {
    name: String,
    of: Of,
}

#[derive(Debug, Clone, Copy)]
enum Of {
    /// A node of the budget, and whether it has parts.
    Node(Item, bool),
    /// A self-evaluation table.
    Table(Subject),
    /// It is itself one.
    Figure(Figure),
}

/// What adds up, behind the name of a node that has parts.
pub(crate) const ADDED: &str = "合计";

impl Thing {
    /// Its figures, each with what parts its own name from the word behind it, and that word.
    fn figures(&self) -> Vec<(&'static str, &'static str, Figure)> {
        match self.of {
            Of::Figure(figure) => vec![("", "", figure)],
            Of::Table(of) => {
                let signed = |name, mark| (".", name, Figure::Signed(of, mark));
                let rate = (of == Subject::Whole).then_some(signed("执行率", Mark::Rate));
                let scores = [
                    signed("预算执行得分", Mark::Execution),
                    signed("总分", Mark::Total),
                    signed("等级", Mark::Grade),
                ];
                rate.into_iter().chain(scores).collect()
            }
            Of::Node(item, whole) => {
                let added = whole.then_some(("", ADDED, Figure::Added(item, Column::Spent)));
                let amounts =
                    Column::ALL.map(|column| (".", column.key(), Figure::Amount(item, column)));
                let rates = [
                    (".", "执行率", Figure::ExecutionRate(item)),
                    (".", "占比", Figure::Share(item)),
                    (".", "增减", Figure::Change(item)),
                ];
                added.into_iter().chain(amounts).chain(rates).collect()
            }
        }
    }
}

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
        let find = |from: usize, braces: &str| {
            let rest = text.get(from..)?.as_bytes();
            Some(from + memmem::find(rest, braces.as_bytes())?)
        };
        let open = find(from, OPEN)?;
        let inside = open + OPEN.len();
        let close = find(inside, CLOSE)?;
        from = close + CLOSE.len();
        Some(Quoted {
            name: text.get(inside..close)?.trim(),
            span: open..from,
        })
    })
}

/// The bytes of braces that open no live figure, because none close them.
#[must_use]
pub fn unclosed(text: &str) -> Option<std::ops::Range<usize>> {
    let from = quoted(text).last().map_or(0, |quote| quote.span.end);
    let open = from + memmem::find(text.get(from..)?.as_bytes(), OPEN.as_bytes())?;
    Some(open..open + OPEN.len())
}

/// Whether a text quotes figures.
#[must_use]
pub fn is_live(text: &str) -> bool {
    text.contains(OPEN) && quoted(text).next().is_some()
}

impl Names {
    /// All names of a report; where two things would have one name, the first keeps it.
    #[must_use]
    pub fn of(ledger: Ledger<'_>) -> Self {
        let mut names = Self::default();
        let report = ledger.report;
        for node in ledger.figures.budget.nodes() {
            let of = Of::Node(node.item, !node.children.is_empty());
            names.add(called(node.item, report), of);
        }
        names.alone("项目个数", Figure::Projects);
        names.alone("各类人员合计", Figure::Staff);
        for rate in Rate::ALL {
            names.alone(rate.name(), Figure::Rate(rate));
        }
        for (row, of) in ledger.figures.base.iter().enumerate() {
            for column in BaseColumn::ALL {
                let name = format!("基础数据.{}.{}", of.name, column.key());
                names.alone(&name, Figure::Base(row, column));
            }
        }
        names.add("部门整体".to_owned(), Of::Table(Subject::Whole));
        for i in 0..report.projects.len() {
            let name = called(Item::Project(i), report);
            names.add(name, Of::Table(Subject::Project(i)));
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
    pub const fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    fn alone(&mut self, name: &str, figure: Figure) {
        self.add(name.to_owned(), Of::Figure(figure));
    }

    fn add(&mut self, name: String, of: Of) {
        let places = match of {
            Of::Node(..) => &mut self.nodes,
            Of::Table(_) => &mut self.tables,
            Of::Figure(_) => &mut self.alone,
        };
        places.entry(name.clone()).or_insert(self.things.len());
        self.things.push(Thing { name, of });
    }

    /// All of them, each with its figure.
    pub fn iter(&self) -> impl Iterator<Item = (String, Figure)> {
        self.things.iter().flat_map(|thing| {
            let figures = thing.figures().into_iter();
            figures.map(|(part, word, figure)| (format!("{}{part}{word}", thing.name), figure))
        })
    }

    /// The figure of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Figure> {
        let added = name.strip_suffix(ADDED).map(str::len);
        let parts = [added, name.rfind('.')].into_iter().flatten();
        let mut parts = parts.filter_map(|at| name.split_at_checked(at));
        let of = |places: &HashMap<_, usize, _>, (thing, behind): (&str, &str)| {
            let figures = self.things.get(*places.get(thing)?)?.figures();
            let found = figures
                .into_iter()
                .find(|(part, word, _)| behind.strip_prefix(part) == Some(word));
            found.map(|(.., figure)| figure)
        };
        parts
            .clone()
            .find_map(|part| of(&self.nodes, part))
            .or_else(|| of(&self.alone, (name, "")))
            .or_else(|| parts.find_map(|part| of(&self.tables, part)))
    }

    /// The names that hold all characters of a search in its order, those that hold it whole
    /// first, then the shorter ones.
    #[must_use]
    pub fn search(&self, sought: &str) -> Vec<(String, Figure)> {
        let sought = sought.trim();
        let ranked = self
            .iter()
            .filter_map(|(name, figure)| Some((rank(&name, sought)?, name, figure)));
        let mut found: Vec<_> = ranked.collect();
        found.sort_by_key(|(rank, name, _)| (*rank, name.chars().count()));
        found
            .into_iter()
            .map(|(_, name, figure)| (name, figure))
            .collect()
    }

    /// The names most like one that is unknown, among as many as the real report has.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<String> {
        const LOOKED_AT: usize = 1_000;
        // Alike is what keeps two characters in five.
        let length = |text: &str| text.chars().count();
        let own = length(name);
        let near = self.iter().take(LOOKED_AT).filter_map(|(known, _)| {
            let longest = own.max(length(&known));
            let alike = |apart: usize| apart * 5 <= longest * 3;
            // What the other has not differs at least: most need not be looked at any closer.
            let common = known.chars().filter(|c| name.contains(*c)).count();
            let apart =
                alike(longest - common).then(|| strsim::damerau_levenshtein(name, &known))?;
            alike(apart).then_some((apart, known))
        });
        let mut near: Vec<(usize, String)> = near.collect();
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

/// The name of an amount of the budget.
#[must_use]
pub fn name_of(item: Item, column: Column, report: &Report) -> String {
    format!("{}.{}", called(item, report), column.key())
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

/// What stands in a text for a figure that cannot be worked out.
const UNKNOWN: &str = "（资料不足）";

/// A figure as a sentence has it.
fn in_a_sentence(figure: Figure, ledger: Ledger<'_>, told: Telling) -> Option<String> {
    let value = match figure {
        Figure::Amount(..) | Figure::Added(..) | Figure::Base(..) | Figure::Fund(..) => {
            ledger.number(figure).map(told)
        }
        // Its words say which way it went: 增加5万元, 减少5万元.
        Figure::Change(item) => {
            let change = ledger.figures.budget.node(item)?.change()?;
            Some(told(change.abs()))
        }
        _ => ledger.value(figure),
    }?;
    Some(format!("{value}{}", ledger.note(figure)))
}

/// A text with its live figures in numbers: an unknown name stays as it is written, of one
/// without enough data it is said.
#[must_use]
pub fn resolve<'t>(
    text: &'t str,
    names: &Names,
    ledger: Ledger<'_>,
    told: Telling,
) -> Cow<'t, str> {
    if !is_live(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for quote in quoted(text) {
        out.push_str(text.get(from..quote.span.start).unwrap_or_default());
        match names.find(quote.name) {
            Some(figure) => {
                let value = in_a_sentence(figure, ledger, told);
                out.push_str(&value.unwrap_or_else(|| UNKNOWN.to_owned()));
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
