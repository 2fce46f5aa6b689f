//! What a reviewer sees in a place of the report: what is written there, and the numbers that the
//! program works out there.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::document::{Document, FieldPath, Node, Step};
use crate::figures::base::BaseColumn;
use crate::figures::budget::Column;
use crate::figures::figure::{Figure, Ledger};
use crate::figures::live;
use crate::figures::score::Subject;
use crate::report::fields::{self, Kind};
use crate::report::number;
use crate::report::places::Places;
use crate::report::stamp::{is_sum, of_text, says_the_same, stamp, sum_of};

use super::Case;

/// What was seen in a field or a section, in so few words that they are kept beside a tick.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// What is written there, as [`stamp`] says it.
    pub written: String,
    /// What is worked out there: one number itself, of several a check sum.
    pub worked_out: String,
}

impl Seen {
    /// Whether the same is seen now. Of what was ticked before worked out numbers were kept, only
    /// what is written is known.
    #[must_use]
    pub fn is_still(&self, now: &Self) -> bool {
        let known = !self.worked_out.is_empty();
        self.written == now.written && (!known || self.worked_out == now.worked_out)
    }

    /// The value that is seen; `None` where it is a long text or a section.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        let value = match self.written.as_str() {
            "" => &self.worked_out,
            written => written,
        };
        match value {
            "" => Some("空"),
            sum if is_sum(sum) => None,
            value => Some(value),
        }
    }
}

/// What is otherwise within a section than when it was ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, or the entry that is new; of one that is gone the section.
    pub path: FieldPath,
    /// The same in words, from the section on.
    pub place: String,
    /// What it is that changed.
    pub what: Changed,
}

/// How it is otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Something else stands there: what stood, and what stands now.
    Value(String, String),
    /// It was not there.
    New,
    /// It is not there any more.
    Gone,
}

impl Changed {
    /// From what to what, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let or_blank = |value: &str| match value {
            "" => "空".to_owned(),
            sum if is_sum(sum) => sum.split(' ').next().unwrap_or_default().to_owned(),
            value => value.to_owned(),
        };
        match self {
            Self::Value(was, now) => {
                format!("复核时是 {}，现在是 {}", or_blank(was), or_blank(now))
            }
            Self::New => "复核时没有".to_owned(),
            Self::Gone => "复核时有，现在没有了".to_owned(),
        }
    }
}

/// Where the name of a field ends in a line of what is kept of a section, and its value begins.
const IS: char = '：';
/// What a line begins with of a field in the same place as the one above: half of all there is to write.
const THERE: char = '　';

/// The name of a field and its value in a line of what is kept. A name that is known is one whatever stands
/// in it, else it ends with the first sign outside the marks of a name.
fn kept<'l>(line: &'l str, names: &HashSet<&str>) -> (&'l str, &'l str) {
    let parts = || {
        line.match_indices(IS)
            .filter_map(|(at, _)| line.split_at_checked(at))
    };
    let is_known = |(name, _): &(&str, &str)| names.contains(name);
    let is_whole =
        |(name, _): &(&str, &str)| name.matches('「').count() == name.matches('」').count();
    let part = parts().find(is_known).or_else(|| parts().find(is_whole));
    let (name, value) = part.unwrap_or((line, ""));
    (name, value.strip_prefix(IS).unwrap_or(value))
}

/// The place of a field that is named by it.
fn place_of(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(' ')
}

/// One field of a section.
struct Seat {
    path: FieldPath,
    name: String,
    value: String,
}

/// What is worked out in a field.
enum Worked {
    /// A number in it or beside it.
    Figure(Figure),
    /// A text with the numbers of its live figures, as a stamp.
    Text(String),
}

/// All that is worked out, by the fields that it stands in or beside.
pub struct Sight<'c> {
    document: &'c Document,
    ledger: Ledger<'c>,
    worked: Vec<(FieldPath, Worked)>,
}

impl<'c> Sight<'c> {
    /// Those of one report.
    #[must_use]
    pub fn of(case: &Case<'c>) -> Self {
        Self::within(case, &[FieldPath::root()])
    }

    /// As far as they may stand in one of these places: there are many more scores than what is ticked.
    pub(super) fn within(case: &Case<'c>, places: &[FieldPath]) -> Self {
        let mut figures = Vec::new();
        of_budget(case, &mut figures);
        of_tables(case, &mut figures);
        let scores = (0..case.figures.projects.len()).map(Subject::Project);
        for subject in scores.chain([Subject::Whole]) {
            let path = subject.path();
            let is_asked = |it: &FieldPath| it.starts_with(&path) || path.starts_with(it);
            if places.iter().any(is_asked) {
                of_score(case, subject, &mut figures);
            }
        }
        let figures = figures.into_iter();
        let figures = figures.map(|(path, figure)| (path, Worked::Figure(figure)));
        let mut worked: Vec<(FieldPath, Worked)> = figures.chain(texts(case)).collect();
        worked.sort_by(|(a, _), (b, _)| a.cmp(b));
        Self {
            document: case.document,
            ledger: case.ledger(),
            worked,
        }
    }

    /// What is seen in a field or a section.
    #[must_use]
    pub fn on(&self, path: &FieldPath) -> Seen {
        Seen {
            written: stamp(self.document, path),
            worked_out: self.worked_out(path),
        }
    }

    /// What is kept of a section with its tick: what is seen in each of its fields, a line each. Nothing of
    /// a field, which is kept itself, and of what is too much for a file that people read.
    #[must_use]
    pub fn then(&self, path: &FieldPath) -> String {
        const MOST: usize = 400;
        let is_section = matches!(
            fields::kind_at(path),
            Some(Kind::Record(_) | Kind::List(..))
        );
        if !is_section {
            return String::new();
        }
        let seats = self.seats(path).into_iter();
        let seats = seats.filter(|it| !it.value.is_empty());
        let seats: Vec<Seat> = seats.take(MOST + 1).collect();
        if seats.len() > MOST {
            return String::new();
        }
        let mut above = None;
        let lines = seats.iter().map(|Seat { name, value, .. }| {
            let (place, key) = place_of(name).unzip();
            let is_there = place.is_some() && place == above;
            above = place;
            match key.filter(|_| is_there) {
                Some(key) => format!("{THERE}{key}{IS}{value}"),
                None => format!("{name}{IS}{value}"),
            }
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What is otherwise than it was kept, in the order of the form; `None` where no more than how a
    /// number is written is.
    pub(super) fn changes(
        &self,
        path: &FieldPath,
        then: &str,
        places: &mut Places<'_>,
    ) -> Option<Vec<Change>> {
        let seats = self.seats(path);
        let names: HashSet<&str> = seats.iter().map(|it| &*it.name).collect();
        let (mut was, mut gone) = (HashMap::new(), Vec::new());
        let mut above = "";
        for line in then.lines() {
            let (name, value) = match line.strip_prefix(THERE) {
                Some(line) => {
                    let (key, value) = kept(line, &names);
                    (format!("{above} {key}"), value)
                }
                None => {
                    let (name, value) = kept(line, &names);
                    above = place_of(name).map_or("", |(place, _)| place);
                    (name.to_owned(), value)
                }
            };
            if names.contains(&*name) {
                was.insert(name, value);
            } else {
                gone.push(name);
            }
        }
        // What entries there were something is known of.
        let known = seats.iter().filter(|it| was.contains_key(&*it.name));
        let known: HashSet<FieldPath> = known.flat_map(|it| it.path.around()).collect();
        let whole = places.describe(path);
        let mut changes: Vec<Change> = Vec::new();
        let mut is_rewritten = false;
        for seat in &seats {
            let before = was.get(&*seat.name).copied().unwrap_or_default();
            if says_the_same(&seat.path, before, &seat.value) {
                is_rewritten |= before != seat.value;
                continue;
            }
            let around = seat.path.around();
            let around = around.take_while(|it| it != path);
            let new = around
                .filter(|it| matches!(it.last(), Some(Step::Index(_))) && !known.contains(it));
            let change = match new.last() {
                Some(entry) => Change {
                    place: within(&places.describe(&entry), &whole),
                    path: entry,
                    what: Changed::New,
                },
                None => Change {
                    path: seat.path.clone(),
                    place: seat.name.clone(),
                    what: Changed::Value(before.to_owned(), seat.value.clone()),
                },
            };
            if changes.last() != Some(&change) {
                changes.push(change);
            }
        }
        for name in gone {
            let is_there = |name: &str| names.iter().any(|it| it.starts_with(name));
            let ends = name.match_indices(['」', '个', '项']);
            let ends = ends.map(|(at, sign)| at + sign.len());
            let mut entries = ends.filter_map(|end| name.get(..end));
            let entry = entries.find(|entry| !is_there(entry));
            let change = Change {
                path: path.clone(),
                place: entry.unwrap_or(&name).to_owned(),
                what: Changed::Gone,
            };
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        (!changes.is_empty() || !is_rewritten).then_some(changes)
    }

    /// The fields of a section with what is seen in each.
    fn seats(&self, path: &FieldPath) -> Vec<Seat> {
        let leaves = fields::leaves_in(self.document, path).into_iter();
        let seats = leaves.map(|leaf| {
            let written = leaf.node.and_then(Node::text).map(of_text);
            let written = written.unwrap_or_default();
            let at = self.worked.partition_point(|(at, _)| *at < leaf.path);
            let worked = self.worked.get(at).filter(|(at, _)| *at == leaf.path);
            let value = match worked {
                Some((_, Worked::Text(text))) => text.clone(),
                Some((_, Worked::Figure(figure))) => {
                    let value = self.ledger.value(*figure).unwrap_or_default();
                    match written.as_str() {
                        "" => value,
                        same if same == value => value,
                        written => format!("{written}（算出{value}）"),
                    }
                }
                None => written,
            };
            Seat {
                path: leaf.path,
                name: leaf.name.trim_start().to_owned(),
                value,
            }
        });
        seats.collect()
    }

    /// What is worked out there.
    pub(super) fn worked_out(&self, path: &FieldPath) -> String {
        let start = self.worked.partition_point(|(at, _)| at < path);
        let within = self.worked.iter().skip(start);
        let within = within.take_while(|(at, _)| at.starts_with(path));
        let mut all = String::new();
        for (at, worked) in within {
            let value = match worked {
                Worked::Figure(figure) => self.ledger.value(*figure).unwrap_or_default(),
                Worked::Text(text) => text.clone(),
            };
            if at == path {
                return value;
            }
            for step in at.steps().iter().skip(path.steps().len()) {
                all.push_str(&match step {
                    Step::Key(key) => format!("{key}:"),
                    Step::Index(i) => format!("{i}:"),
                });
            }
            all.push_str(&value);
            all.push('\n');
        }
        match all.as_str() {
            "" => String::new(),
            all => sum_of(all),
        }
    }
}

/// The words for a place as they go on behind those for what it lies in.
fn within(place: &str, whole: &str) -> String {
    let rest = place.strip_prefix(whole).unwrap_or(place);
    rest.trim_start().to_owned()
}

/// What is added up in the budget where nothing is stated.
fn of_budget(case: &Case<'_>, figures: &mut Vec<(FieldPath, Figure)>) {
    let nodes = case.figures.budget.nodes().iter();
    for node in nodes.filter(|it| it.item.is_entered() && !it.children.is_empty()) {
        let path = node.item.path();
        let blank = Column::ALL.into_iter();
        let blank = blank.filter(|column| node.entered.get(*column).is_none());
        figures.extend(
            blank.map(|column| (path.key(column.key()), Figure::Amount(node.item, column))),
        );
    }
}

/// What is added up in the department's own tables (P8, P9), and in that of its staff.
fn of_tables(case: &Case<'_>, figures: &mut Vec<(FieldPath, Figure)>) {
    for (i, row) in case.figures.funds.iter().enumerate() {
        let blank = Column::OF_FORMS.into_iter();
        let blank = blank.filter(|column| row.stated.get(*column).is_none());
        let path = row.path();
        figures.extend(blank.map(|column| (path.key(column.key()), Figure::Fund(i, column))));
    }
    for (i, row) in case.figures.base.iter().enumerate() {
        let Some(path) = &row.path else { continue };
        let blank = BaseColumn::ALL.into_iter();
        let blank = blank.filter(|column| !row.is_entered(*column));
        figures.extend(blank.map(|column| (path.key(column.key()), Figure::Base(i, column))));
    }
    let staff = FieldPath::of(&["基本情况", "人员", "年末实有人数"]);
    figures.push((staff, Figure::Staff));
}

/// The texts with live figures, as they are read.
fn texts(case: &Case<'_>) -> Vec<(FieldPath, Worked)> {
    if case.names.is_empty() {
        return Vec::new();
    }
    let leaves = fields::leaves(case.document).into_iter();
    let texts = leaves.filter_map(|leaf| {
        let text = leaf.node.and_then(Node::text)?;
        match live::resolve(text, case.names, case.ledger(), number::told) {
            Cow::Owned(text) => Some((leaf.path, Worked::Text(of_text(&text)))),
            Cow::Borrowed(_) => None,
        }
    });
    texts.collect()
}

/// How a subject scores.
fn of_score(case: &Case<'_>, subject: Subject, figures: &mut Vec<(FieldPath, Figure)>) {
    let path = subject.path();
    let indicators = case.ledger().indicators(subject).iter().enumerate();
    let open = indicators.filter(|(_, it)| it.score.value().is_none());
    let list = path.key("指标");
    figures.extend(open.map(|(i, _)| (list.index(i).key("得分"), Figure::Indicator(subject, i))));
    let own = path.key("自评");
    for (key, figure) in [
        ("执行率得分", Figure::ExecutionScore(subject)),
        ("总分", Figure::Total(subject)),
        ("等级", Figure::Grade(subject)),
    ] {
        figures.push((own.key(key), figure));
    }
}
