//! 对照: what is different from the version on the disk, or from another report such as last
//! year's, side by side.

use std::path::PathBuf;

use rust_decimal::Decimal;

use super::listing::Listing;
use super::outside::{is_filled, words};
use super::popup::{Choice, Line, line};
use super::problems::brief;
use super::review::Spot;
use super::{Access, App, Mode, Popup, Purpose};
use crate::document::{
    Difference, Document, Edit, FieldPath, Step, Transaction, Value, difference, differences,
};
use crate::figures::budget::Column as Amount;
use crate::report;
use crate::report::fields::{self, Kind, NAMING, Unit};
use crate::report::next_year::{self, Carry};
use crate::report::number::{Number, percent, shown, signed};
use crate::report::places::Places;
use crate::store::printable;
use crate::ui::action::Action;
use crate::ui::effect::Effect;
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Width};
use crate::ui::text;
use crate::ui::theme::Tone;

/// How many columns of a text are shown on each side.
const SHOWN: usize = 160;
/// How much of what is the same stands before what is not.
const LEAD: usize = 8;

/// What the report is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// The version on the disk.
    Disk,
    /// Another report.
    File(PathBuf),
}

/// A comparison to come back to.
#[derive(Debug)]
pub(super) struct Compared {
    against: Against,
    /// The heading of its list.
    pub(super) title: String,
    /// The row one was at.
    pub(super) row: usize,
}

impl Listing<Spot> {
    /// The rows that lead to these have here now what is there, and are done with.
    pub(super) fn taken(&mut self, is_one: impl Fn(&Spot) -> bool) {
        for (row, of) in self.sheet.rows.iter_mut().zip(&mut self.rows) {
            let Some(of) = of.as_mut().filter(|it| is_one(it)) else {
                continue;
            };
            // An entry taken twice would be there twice.
            of.copy = None;
            if let [_, there, here, by] = row.cells.as_mut_slice() {
                here.text.clone_from(&there.text);
                by.text = "已取用".to_owned();
            }
        }
    }
}

impl App {
    /// Asks what to compare with.
    pub(super) fn ask_against(&mut self) {
        let saved = match self.file() {
            Some(file) => format!("与磁盘上的 {file} 比：上次保存以来改了什么"),
            None => "与打开时的样例比：改了什么".to_owned(),
        };
        let mut lines = vec![line(&saved, Choice::Compare(Against::Disk))];
        if let Some(path) = self.last_year() {
            let last = self.report.last_year.trim();
            let words = format!("与上年的报告比：{last}");
            lines.push(line(&words, Choice::Compare(Against::File(path))));
        }
        let last = self.compared.as_ref().map(|it| &it.against);
        let is_last = |it: &Line| last.is_some_and(|last| it.compares_with(last));
        if let Some(Against::File(path)) = last
            && !lines.iter().any(is_last)
        {
            let name = printable(path.file_name().unwrap_or_default());
            let again = Choice::Compare(Against::File(path.clone()));
            lines.push(line(&format!("回到与“{name}”的对照"), again));
        }
        let selected = lines.iter().position(is_last).unwrap_or(0);
        lines.push(line(
            "与别的报告比：选一份，上年的、备份里以前的",
            Choice::Pick(Purpose::Compare),
        ));
        lines.push(line("返回", Choice::Back));
        let take = if self.access == Access::Fill {
            "；Ctrl+D 把那边的内容取过来，Ctrl+R 取整个项目或整节"
        } else {
            ""
        };
        self.mode = Mode::Popup(Popup::Choose {
            title: "对照".to_owned(),
            text: format!("并排列出不一样的地方，回车前往{take}。"),
            selected,
            lines,
        });
    }

    /// Where last year's report lies that this one names.
    #[must_use]
    pub fn last_year(&self) -> Option<PathBuf> {
        let name = self.report.last_year.trim();
        report::is_beside(name).then(|| self.kept.place().with_file_name(name))
    }

    /// Lists what is different from a version or another report of this name.
    pub fn compare(&mut self, against: &Against, name: &str, there: &Document) {
        if there.is_read_only() {
            self.tell(format!(
                "“{name}”没有全部读懂，不能对照，请先用 jixiao 打开它，照提示的行列改正。"
            ));
            return;
        }
        let is_own = *against == Against::Disk;
        let found = differences(there, &self.document, NAMING);
        let mut found: Vec<Difference> = found.into_iter().flat_map(parts).collect();
        found.retain(|it| !is_stamp(it.path()));
        // Nor is what was taken over from last year and has been looked at.
        found.retain(|it| it.path().first_key() != Some("沿用"));
        let year = |document: &Document| {
            let node = document.root().get("年度");
            Number::read(node.and_then(|it| it.text()).unwrap_or_default()).value()
        };
        let (is_last, is_copy) = match (year(there), year(&self.document)) {
            (Some(there), Some(here)) => (there + Decimal::ONE == here, there == here),
            _ => (false, false),
        };
        found.retain(|it| {
            let is_of_file = matches!(it.path().first_key(), Some("格式版本" | "上年报告"));
            // What was said to the report of another year is not to be said to this one; what a
            // reviewer wrote into a copy is what one looks for.
            let is_said = !is_copy && fields::is_by_program(it.path());
            let is_listed = is_own || !(is_of_file || is_said);
            // A key that holds nothing says no more than none.
            let sides = [&it.from, &it.to].map(without_stamp);
            is_listed && sides.into_iter().flatten().any(|it| is_filled(&it))
        });
        found.retain(|it| {
            let [from, to] = [&it.from, &it.to].map(number);
            // The same number, written in another way.
            let is_kept = from.is_some() && from == to;
            !is_kept || !fields::kind_at(it.path()).is_some_and(Kind::is_numeric)
        });
        let all = found.len();
        if is_last {
            found.retain(|it| is_listed_beside_last_year(there, it));
        }
        let passed_over = all - found.len();
        if is_last {
            found.extend(self.beside_what_became(there));
        }
        found.sort_by_key(|it| fields::order(it.path()));
        let side = match (is_own, is_last) {
            (true, _) => "上次保存",
            (false, true) => "上年",
            (false, false) => "那一份",
        };
        let columns = vec![
            Column::words("哪一格", Width::Fill(16)),
            Column::values(side, Width::Fill(16)),
            Column::values("现在", Width::Fill(16)),
            Column::values("相差", Width::Fixed(18)),
        ];
        let passed_over = match passed_over {
            0 => String::new(),
            n => format!("，今年还没填和照上年带来的 {n} 处不列"),
        };
        let said = found.iter().filter(|it| fields::is_by_program(it.path()));
        let said = said.count();
        let beside = match said {
            0 => String::new(),
            n => format!("，另有复核、批注等 {n} 处"),
        };
        let title = match found.len() - said {
            0 => format!("与“{name}”没有不同{beside}{passed_over}"),
            n => format!("与“{name}”有 {n} 处不同{beside}{passed_over}"),
        };
        let mut list = Listing::new(&title, columns);
        let (mut gone, mut here) = (Places::of(there), Places::of(&self.document));
        let mut last = None;
        for it in &found {
            let chapter = it.path().first_key();
            if let Some(key) = chapter.filter(|_| chapter != last) {
                let count = found.iter().filter(|it| it.path().first_key() == chapter);
                list.section(&format!("{key} {} 处", count.count()));
                last = chapter;
            }
            let name = match it.to {
                Some(_) => here.describe(it.path()),
                None => gone.describe(it.path()),
            };
            let (cells, spot) = self.compared(it, brief(name));
            list.push(cells, Some(spot));
        }
        let last = self.compared.take().filter(|it| it.against == *against);
        let row = last.map(|it| it.row);
        self.compared = Some(Compared {
            against: against.clone(),
            title,
            row: row.unwrap_or(0),
        });
        self.show_places(list);
        if let (Mode::Popup(Popup::Places(list)), Some(row)) = (&mut self.mode, row) {
            list.stand_near(row, screen::list_area(self.size));
        }
        self.rebuild();
    }

    /// Takes what stands in the other report, of one field or of all the section it is in; the rows stay
    /// and say so.
    pub(super) fn take_over_there(&mut self, all: bool) -> Vec<Effect> {
        let Mode::Popup(Popup::Places(list)) = &mut self.mode else {
            return Vec::new();
        };
        let Some(spot) = list.chosen().cloned() else {
            return Vec::new();
        };
        if spot.copy.is_none() {
            let reason = self.forbids([&spot.path]);
            self.say(
                reason.unwrap_or("那边没有可取的内容，或者已经取用。"),
                Tone::Muted,
            );
            return Vec::new();
        }
        let section = fields::section(&spot.path);
        let is_meant =
            |it: &Spot| it.copy.is_some() && (*it == spot || all && it.path.starts_with(&section));
        let meant = list.all().filter(|it| is_meant(it));
        let edits: Vec<Edit> = meant.filter_map(|it| it.copy.clone()).collect();
        let count = edits.len();
        let name = match all {
            true => fields::describe(&self.document, &section),
            false => fields::describe(&self.document, &spot.path),
        };
        self.notice = None;
        let effects = self.transact(Transaction {
            name: format!("取用对照的「{name}」"),
            place: spot.path.clone(),
            // What is put in at one place stands in the order of the list.
            edits: edits.into_iter().rev().collect(),
        });
        if !effects.is_empty() {
            if let Mode::Popup(Popup::Places(list)) = &mut self.mode {
                list.taken(is_meant);
            }
            let undo = Action::Undo.key_label();
            self.say(
                format!("已取用 {count} 处，返回后按 {undo} 可以撤销。"),
                Tone::Good,
            );
        }
        effects
    }

    /// The amounts of the prior year that are not what this year's report would have made of last
    /// year's: nobody sees by last year's own ones, which are the same where they were left standing.
    fn beside_what_became(&self, there: &Document) -> Vec<Difference> {
        let mut became = there.clone();
        let made = next_year::next_year(there).map(|(_, made)| became.edit(made));
        if !matches!(made, Ok(Ok(_))) {
            return Vec::new();
        }
        let found = differences(&became, &self.document, NAMING).into_iter();
        let found = found.flat_map(parts).filter(|it| {
            let [was, now] = [&it.from, &it.to].map(number);
            is_prior(it.path()) && was.is_some() && now.is_some() && was != now
        });
        found.collect()
    }

    fn compared(&self, it: &Difference, name: String) -> (Vec<Cell>, Spot) {
        let sides = [&it.from, &it.to].map(without_stamp);
        let [from, mut to] = sides.map(|it| words(it.as_ref()));
        // What is stated there and worked out here is not gone.
        let is_blank = !it.to.as_ref().is_some_and(is_filled);
        let computed = is_blank.then(|| self.worked_out(it.path())).flatten();
        if let Some(amount) = computed {
            to = format!("算出 {}", shown(amount));
        }
        let entries = |value: &Option<Value>| matches!(value, Some(Value::List(_)));
        let moved = entries(&it.from) && entries(&it.to);
        let (from, to) = if moved {
            ("（另一种顺序）".to_owned(), "（顺序不同）".to_owned())
        } else {
            apart(&from, &to, 3 * LEAD, SHOWN)
        };
        let cells = vec![
            Cell::computed(name).toned(Tone::Plain).as_name(),
            Cell::label(from),
            Cell::label(to).toned(Tone::Plain),
            Cell::label(apart_by(it, computed)).toned(Tone::Computed),
        ];
        let path = it.now.clone();
        let takes = !moved && self.forbids([&path]).is_none();
        let copy = it.from.clone().filter(|_| takes).map(|value| {
            let value = as_typed(fields::kind_at(&path), value);
            match (&it.to, path.parent(), path.last()) {
                (None, Some(list), Some(Step::Index(_))) => {
                    let count = self.document.count(&list);
                    Edit::Insert {
                        list,
                        index: count,
                        value,
                    }
                }
                _ => Edit::Set {
                    path: path.clone(),
                    value,
                },
            }
        });
        (cells, Spot { path, copy })
    }

    /// The amount that is worked out where none is entered.
    fn worked_out(&self, path: &FieldPath) -> Option<Decimal> {
        let of = path.parent()?;
        let key = path.last_key()?;
        let column = Amount::ALL.into_iter().find(|it| it.key() == key)?;
        let mut nodes = self.figures.budget.nodes().iter();
        nodes.find(|node| node.item.path() == of)?.value(column)
    }
}

/// Whether a field says of the year before what last year's report said of its own.
fn is_prior(path: &FieldPath) -> bool {
    matches!(next_year::carried(path), Some(Carry::From(_)))
}

/// Whether a difference from last year's report is one: what every year fills in anew is none before
/// that is done, and an amount of the prior year is held against the one it is. Of what last year's does not
/// tell, nobody knows whether it is right.
fn is_listed_beside_last_year(there: &Document, it: &Difference) -> bool {
    let is_blank = !it.to.as_ref().is_some_and(is_filled);
    match next_year::carried(it.path()) {
        Some(Carry::Blank) => !is_blank,
        Some(Carry::From(origin)) => {
            let row = it.was.parent();
            let was = row.and_then(|row| there.node(&row.key(origin))?.text());
            number(&it.to).is_some() && was.is_none_or(|was| Number::read(was).value().is_none())
        }
        _ => true,
    }
}

/// The number that a value is.
fn number(value: &Option<Value>) -> Option<Decimal> {
    match value {
        Some(Value::Number(text) | Value::Text(text)) => Number::read(text).value(),
        _ => None,
    }
}

/// Under these keys stands what was said to be so, or a check sum of it.
const STAMPS: [&str; 3] = ["数值", "算出", "当时"];

/// Whether a field is one by which the program knows again what was said to it, which is nothing to a person.
pub(super) fn is_stamp(path: &FieldPath) -> bool {
    path.last_key().is_some_and(|key| STAMPS.contains(&key))
}

/// What of a value a person is shown.
fn without_stamp(value: &Option<Value>) -> Option<Value> {
    let mut value = value.clone()?;
    if let Value::Map(entries) = &mut value {
        entries.retain(|(key, _)| !STAMPS.contains(&key.as_str()));
    }
    Some(value)
}

/// The differences of the fields of a record that stands on one side only.
fn parts(it: Difference) -> Vec<Difference> {
    let entries = match (&it.from, &it.to) {
        (Some(Value::Map(entries)), None | Some(Value::Null))
        | (None | Some(Value::Null), Some(Value::Map(entries))) => entries,
        _ => return vec![it],
    };
    // An entry of a list comes and goes as a whole.
    if matches!(it.path().last(), Some(Step::Index(_))) {
        return vec![it];
    }
    let is_gone = it.to.as_ref().is_none_or(|to| *to == Value::Null);
    let parts = entries.iter().map(|(key, value)| {
        let value = Some(value.clone());
        let (from, to) = if is_gone {
            (value, None)
        } else {
            (None, value)
        };
        let [was, now] = [&it.was, &it.now].map(|path| path.key(key));
        Difference { was, now, from, to }
    });
    parts.flat_map(self::parts).collect()
}

/// A value as it is written here: a number stands without quotation marks.
fn as_typed(kind: Option<Kind>, value: Value) -> Value {
    match (kind, value) {
        (Some(Kind::Number(_) | Kind::Measure), Value::Text(text))
            if text.parse::<Decimal>().is_ok() =>
        {
            Value::Number(text)
        }
        (Some(Kind::Record(fields)), Value::Map(entries)) => {
            let kind = |key: &str| fields.iter().find(|it| it.key == key).map(|it| it.kind);
            let entries = entries.into_iter();
            let typed = entries.map(|(key, value)| {
                let value = as_typed(kind(&key), value);
                (key, value)
            });
            Value::Map(typed.collect())
        }
        (Some(Kind::List(item, _)), Value::List(items)) => {
            let typed = items.into_iter().map(|it| as_typed(Some(*item), it));
            Value::List(typed.collect())
        }
        (_, value) => value,
    }
}

/// What two texts say where they differ, in so many columns: without what is the same at their
/// beginning and their end, but for a few characters, where that is more than `most` characters.
pub(super) fn apart(from: &str, to: &str, most: usize, room: usize) -> (String, String) {
    let changed = difference(from, to);
    let (range, new) = changed.unwrap_or((from.len()..from.len(), ""));
    let before = from.get(..range.start).unwrap_or_default();
    let after = from.get(range.end..).unwrap_or_default();
    let kept = |same: &str| match same.chars().count() {
        count if count > most => (count - LEAD.min(most / 3), ".."),
        _ => (0, ""),
    };
    let ((skipped, lead), (left, end)) = (kept(before), kept(after));
    let lead: String = lead.chars().chain(before.chars().skip(skipped)).collect();
    let shown = after.chars().count() - left;
    let end: String = after.chars().take(shown).chain(end.chars()).collect();
    let part = |changed: &str| {
        let changed: String = changed.chars().take(room).collect();
        text::cut(&format!("{lead}{changed}{end}"), room).into_owned()
    };
    (part(from.get(range).unwrap_or_default()), part(new))
}

/// How far two values are apart, in few words; `computed` is worked out where none is entered.
fn apart_by(it: &Difference, computed: Option<Decimal>) -> String {
    let kind = fields::kind_at(it.path());
    if let Some(Kind::Number(_) | Kind::Measure) = kind
        && let (Some(from), Some(to)) = (number(&it.from), number(&it.to).or(computed))
        && let Some(by) = to.checked_sub(from)
    {
        let sign = if by.is_sign_negative() { "-" } else { "+" };
        let rate = by.checked_div(from).map(|ratio| percent(ratio.abs()));
        let rate = rate.map_or_else(String::new, |rate| format!(" {sign}{rate}"));
        return match kind {
            Some(Kind::Number(Unit::WanYuan)) => format!("{}{rate}", signed(by)),
            Some(Kind::Number(Unit::Person)) => {
                format!("{sign}{}{rate}", by.abs().normalize())
            }
            _ => format!("{sign}{}", by.abs().normalize()),
        };
    }
    let count = |value: &Option<Value>| {
        let words = value
            .as_ref()
            .map_or_else(String::new, |it| words(Some(it)));
        text::characters(&words)
    };
    let blank = |value: &Option<Value>| !value.as_ref().is_some_and(is_filled);
    match (blank(&it.from), blank(&it.to)) {
        (true, _) => "新增".to_owned(),
        (_, true) => match it.path().last() {
            Some(Step::Index(_)) => "没有了".to_owned(),
            _ => "这里没填".to_owned(),
        },
        // How long a name is says nothing.
        _ if kind == Some(Kind::Text) => "改写".to_owned(),
        _ => match (count(&it.from), count(&it.to)) {
            (from, to) if to > from => format!("多 {} 字", to - from),
            (from, to) if to < from => format!("少 {} 字", from - to),
            _ => "改写".to_owned(),
        },
    }
}
