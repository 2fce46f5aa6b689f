//! The report's own prose, read once for all rules: its sentences, and the quantities in them.
//!
//! This room says what stands in a text and where; it judges nothing.

pub(super) mod quantity;

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::findings::{Diagnostic, Marks};
use super::quoted::{self, Mention};
use super::wording::{self, Clause};
use super::{Case, Finding, Place, Severity, Verdict};
use crate::document::{Document, FieldPath, Node, Step};
use crate::figures::budget::{Column, Item};
use crate::figures::live;
use crate::report::check::LONGEST_CHECKED;
use crate::report::date;
use crate::report::fields::{BY_PROGRAM, FIELDS, Field, Kind, kind_at};
use quantity::Quantity;

/// How many findings a rule has about one text: whoever has mended those will see the rest.
pub(super) const MOST_OF_A_TEXT: usize = 20;

/// How much of a report's texts is read, from the first one on: where it ends is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Room {
    /// In bytes.
    bytes: usize,
    /// How many findings there may be about them.
    findings: usize,
}

impl Room {
    /// Twenty whole reports; more would keep the program from everything else.
    const ALL: Self = Self {
        bytes: 1 << 20,
        findings: 2_000,
    };
}

/// How many of the quantities before or behind it one is held against.
pub(super) const NEAR: usize = 50;

/// The longest sentence, in bytes; what goes on is read as another.
const SENTENCE: usize = 1_200;

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What was done.
    Outcome,
    /// What is to be done in the year: goals.
    Goal,
    /// Problems, and what will be done about them.
    Outlook,
    /// A name or another short text.
    Name,
    /// Anything else.
    Other,
}

/// One text of the report.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    /// Where it stands.
    pub(super) path: &'a FieldPath,
    /// What it says, live figures in numbers.
    pub(super) text: &'a str,
    /// Whether it has live figures, so that its bytes are not those of the file.
    pub(super) is_live: bool,
    /// What it is about.
    pub(super) role: Role,
    /// The project it belongs to.
    pub(super) project: Option<usize>,
    /// Its sentences, without what ends them.
    pub(super) sentences: Vec<Range<usize>>,
    /// Its quantities, from the left.
    pub(super) quantities: Vec<Quantity<'a>>,
    /// The year of the report.
    pub(super) year: Option<i16>,
    /// The day of the report.
    pub(super) dated: Option<Date>,
    /// Whether there is a digit in it.
    pub(super) has_digit: bool,
    pairs: Pairs,
}

/// Which characters follow which in a text, roughly: a word whose first pair is missing does not
/// stand in it. Most words looked for are in no text, and are passed over without reading it.
#[derive(Debug)]
struct Pairs([u64; Pairs::WORDS]);

impl Pairs {
    const WORDS: usize = 128;

    fn of(text: &str) -> Self {
        let mut bits = [0; Self::WORDS];
        let mut last = None;
        for c in text.chars() {
            let c = u32::from(c);
            if let Some(last) = last {
                let (word, bit) = pair(last, c);
                if let Some(place) = bits.get_mut(word) {
                    *place |= bit;
                }
            }
            last = Some(c);
        }
        Self(bits)
    }
}

/// The place of two characters in [`Pairs`]: a word and a bit of it.
const fn pair(first: u32, second: u32) -> (usize, u64) {
    let mixed = (first.wrapping_mul(0x9E37_79B1) ^ second).wrapping_mul(0x85EB_CA6B);
    ((mixed >> 25) as usize, 1 << ((mixed >> 19) & 63))
}

/// A word that rules look for in texts, with its place in [`Pairs`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// The word itself.
    pub(super) text: &'static str,
    pair: Option<(usize, u64)>,
}

/// A word to look for.
pub(super) const fn word(text: &'static str) -> Word {
    let pair = match first_char(text.as_bytes()) {
        Some((first, rest)) => match first_char(rest) {
            Some((second, _)) => Some(pair(first, second)),
            None => None,
        },
        None => None,
    };
    Word { text, pair }
}

/// Words to look for.
macro_rules! words {
    ($($text:literal),* $(,)?) => {
        [$($crate::rules::prose::word($text)),*]
    };
}
pub(super) use words;

/// The first character of UTF-8 and what comes behind it.
const fn first_char(bytes: &[u8]) -> Option<(u32, &[u8])> {
    const fn low(byte: u8) -> u32 {
        (byte & 0x3F) as u32
    }
    match bytes {
        [a, rest @ ..] if *a < 0x80 => Some((*a as u32, rest)),
        [a, b, rest @ ..] if *a < 0xE0 => Some((((*a & 0x1F) as u32) << 6 | low(*b), rest)),
        [a, b, c, rest @ ..] if *a < 0xF0 => {
            let code = ((*a & 0x0F) as u32) << 12 | low(*b) << 6 | low(*c);
            Some((code, rest))
        }
        [a, b, c, d, rest @ ..] => {
            let code = ((*a & 0x07) as u32) << 18 | low(*b) << 12 | low(*c) << 6 | low(*d);
            Some((code, rest))
        }
        _ => None,
    }
}

impl<'a> Passage<'a> {
    /// Reads a text.
    pub(super) fn read(
        path: &'a FieldPath,
        text: &'a str,
        year: Option<i16>,
        dated: Option<Date>,
    ) -> Self {
        let project = match path.steps() {
            [Step::Key(key), Step::Index(index), ..] if &**key == "项目" => Some(*index),
            _ => None,
        };
        let short = text.len() < 36 && !text.contains(['。', '，']);
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains('０');
        Self {
            path,
            text,
            is_live: false,
            role: role(path, short),
            project,
            sentences: sentences(text),
            quantities: if has_digit {
                quantity::read(text)
            } else {
                Vec::new()
            },
            year,
            dated,
            has_digit,
            pairs: Pairs::of(text),
        }
    }

    /// Whether a word may stand in the text; where not, it does not.
    pub(super) fn may_hold(&self, word: Word) -> bool {
        word.pair.is_none_or(|(place, bit)| {
            let bits = self.pairs.0.get(place);
            bits.is_some_and(|bits| bits & bit != 0)
        })
    }

    /// Where a word stands in the text.
    pub(super) fn places(&self, word: Word) -> Vec<usize> {
        if !self.may_hold(word) {
            return Vec::new();
        }
        let found = self.text.match_indices(word.text);
        found.map(|(at, _)| at).collect()
    }

    /// The sentences, each with where it begins.
    pub(super) fn each_sentence(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let text = self.text;
        let sentences = self.sentences.iter();
        sentences.filter_map(move |range| Some((range.start, text.get(range.clone())?)))
    }

    /// The sentence that a byte stands in.
    pub(super) fn sentence_at(&self, at: usize) -> Range<usize> {
        let last = self
            .sentences
            .partition_point(|sentence| sentence.start <= at);
        last.checked_sub(1)
            .and_then(|last| self.sentences.get(last).cloned())
            .unwrap_or(0..self.text.len())
    }

    /// The words from one byte to another.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The words before a quantity, back to what parts it from the words before.
    pub(super) fn phrase(&self, index: usize) -> &'a str {
        let Some(quantity) = self.quantities.get(index) else {
            return "";
        };
        let from = index
            .checked_sub(1)
            .and_then(|before| self.quantities.get(before))
            .map_or(0, |before| before.span.end);
        let before = self.between(from, quantity.span.start);
        match before.rfind(is_boundary) {
            Some(at) => {
                let boundary = before.get(at..).and_then(|rest| rest.chars().next());
                let skip = boundary.map_or(0, char::len_utf8);
                before.get(at + skip..).unwrap_or_default()
            }
            None => before,
        }
    }

    /// The words behind a quantity, up to what parts it from the next.
    pub(super) fn tail(&self, index: usize) -> &'a str {
        let Some(quantity) = self.quantities.get(index) else {
            return "";
        };
        let to = self
            .quantities
            .get(index + 1)
            .map_or(self.text.len(), |next| next.span.start);
        let behind = self.between(quantity.span.end, to);
        behind.split(is_boundary).next().unwrap_or_default()
    }
}

/// What parts the words of one quantity from those of another.
pub(super) fn is_boundary(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | '（'
            | '）'
            | '！'
            | '？'
            | '\n'
            | ','
            | ';'
            | ':'
            | '('
            | ')'
            | '“'
            | '”'
            | '《'
            | '》'
    )
}

fn role(path: &FieldPath, short: bool) -> Role {
    let chapter = match path.steps().first() {
        Some(Step::Key(key)) => &**key,
        _ => "",
    };
    match (chapter, path.last_key().unwrap_or_default()) {
        (_, "完成情况") => Role::Outcome,
        (_, "预期目标") => Role::Goal,
        ("整体绩效", "说明") => Role::Goal,
        ("问题" | "改进措施" | "结果应用与公开", _) => Role::Outlook,
        _ if short => Role::Name,
        _ => Role::Other,
    }
}

fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let ends = matches!(c, '。' | '！' | '？' | '\n');
        if ends || at - start >= SENTENCE {
            if at > start {
                sentences.push(start..at);
            }
            start = if ends { at + c.len_utf8() } else { at };
        }
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

/// What was read out of one text, kept while the text stays.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// Where it stands.
    pub(super) path: FieldPath,
    /// Whether it has live figures, and so hangs on the whole report.
    pub(super) is_live: bool,
    /// What the rules say of it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Its amounts that the tables may have as well.
    pub(super) mentions: Vec<Mention>,
    /// Its long clauses, to find those that stand elsewhere too.
    pub(super) clauses: Vec<Clause>,
}

/// What was read out of all texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Prose {
    year: Option<i16>,
    dated: Option<Date>,
    /// By chapter; of the projects, by project.
    homes: Vec<Home>,
    /// Where the projects begin among them, and how many there are.
    projects: Range<usize>,
}

/// The texts that are read with one another: a chapter's, or a project's.
#[derive(Debug, Clone)]
struct Home {
    path: FieldPath,
    /// The project's name and what it has spent, in 万元: its texts are held against them.
    project: Option<(String, Option<Decimal>)>,
    readings: Vec<Reading>,
    marks: Marks,
    /// What the texts before it left, and what it leaves to those behind.
    room: Room,
    left: Room,
    texts: Texts,
}

/// Which texts of a home are not read.
#[derive(Debug, Clone, Default)]
struct Texts {
    /// The first that is too long.
    long: Option<FieldPath>,
    /// The first for which no room was left; none behind it are read either.
    beyond: Option<FieldPath>,
}

impl Home {
    fn mark(&mut self) {
        self.marks = Marks::of(self.readings.iter().flat_map(|it| &it.diagnostics));
    }

    fn marked(mut self) -> Self {
        self.mark();
        self
    }

    /// What it would leave of that much room, if it were read in the same way.
    fn leaves(&self, room: Room) -> Option<Room> {
        if room == self.room {
            return Some(self.left);
        }
        let left = Room {
            bytes: room.bytes.checked_sub(self.room.bytes - self.left.bytes)?,
            findings: room
                .findings
                .checked_sub(self.room.findings - self.left.findings)?,
        };
        let whole = self.texts.beyond.is_none() && left.findings > 0;
        whole.then_some(left)
    }
}

/// Asks the rules about a text.
type Ask = fn(&Case<'_>, &Passage<'_>) -> Vec<Diagnostic>;

impl Prose {
    /// Reads all texts of a report.
    pub(super) fn read(case: &Case<'_>, ask: Ask) -> Self {
        let homes = homes(case);
        let of_project = |home: &FieldPath| home.steps().len() > 1;
        let first = homes.iter().position(of_project).unwrap_or(homes.len());
        let mut prose = Self {
            year: year(case),
            dated: date::read(&case.report.cover.date),
            homes: Vec::new(),
            projects: first..first + case.report.projects.len(),
        };
        let mut room = Room::ALL;
        prose.homes = homes
            .into_iter()
            .map(|path| {
                let home = prose.home(case, path, ask, room, |_| None);
                room = home.left;
                home
            })
            .collect();
        prose
    }

    /// Reads again what a change inside `scope` can have moved; whether the clauses are others.
    pub(super) fn read_again(&mut self, case: &Case<'_>, scope: &FieldPath, ask: Ask) -> bool {
        let as_before = (self.year, self.dated)
            == (year(case), date::read(&case.report.cover.date))
            && self.projects.len() == case.report.projects.len();
        let Some(changed) = self.place_of(scope).filter(|_| as_before) else {
            *self = Self::read(case, ask);
            return true;
        };
        let is_text = kind_at(scope).is_none_or(may_hold_text);
        let mut moved = false;
        let mut room = Room::ALL;
        for at in 0..self.homes.len() {
            let Some(home) = self.homes.get_mut(at) else {
                continue;
            };
            let hangs = !case.names.is_empty() && home.readings.iter().any(|it| it.is_live);
            let concerns =
                hangs || at == changed && (is_text || home.project != project(case, &home.path));
            if let Some(left) = home.leaves(room).filter(|_| !concerns) {
                (home.room, home.left) = (room, left);
                room = left;
                continue;
            }
            let project = project(case, &home.path);
            let path = home.path.clone();
            let mut before = std::mem::take(&mut home.readings);
            let clauses: Vec<Clause> = before.iter().flat_map(|it| it.clauses.clone()).collect();
            // A text that is not in the scope says what it said, if the project is what it was.
            let mut kept = Vec::new();
            if home.project == project {
                let apart =
                    |it: &Reading| !it.path.starts_with(scope) && !scope.starts_with(&it.path);
                kept = before
                    .extract_if(.., |it| !it.is_live && apart(it))
                    .collect();
            }
            let mut kept = kept.into_iter().peekable();
            let again = |path: &FieldPath| kept.next_if(|it| it.path == *path);
            let read = self.home(case, path, ask, room, again);
            room = read.left;
            let now = read.readings.iter().flat_map(|it| &it.clauses);
            moved |= !clauses.iter().eq(now);
            if let Some(home) = self.homes.get_mut(at) {
                *home = read;
            }
        }
        moved
    }

    /// Where the home of a field stands; `None` where the field holds several or none.
    fn place_of(&self, path: &FieldPath) -> Option<usize> {
        match path.steps() {
            [Step::Key(key), Step::Index(i), ..] if &**key == "项目" => {
                Some(self.projects.start + i).filter(|place| self.projects.contains(place))
            }
            [Step::Key(key), ..] => self
                .homes
                .iter()
                .position(|home| matches!(home.path.steps(), [Step::Key(own)] if own == key)),
            [] | [Step::Index(_), ..] => None,
        }
    }

    /// The gravest open diagnostic of a text; of a project or 整体绩效, of all its texts.
    pub(super) fn mark(&self, path: &FieldPath) -> Option<Severity> {
        let home = self.homes.get(self.place_of(path)?)?;
        home.marks.gravest(path)
    }

    /// What the open diagnostics of each home come to.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Marks> {
        self.homes.iter().map(|home| &home.marks)
    }

    /// Marks again, when something has been said to the diagnostics.
    pub(super) fn mark_again(&mut self) {
        self.homes.iter_mut().for_each(Home::mark);
    }

    /// Everything read, by the order of the report.
    pub(super) fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.homes.iter().flat_map(|home| &home.readings)
    }

    /// Everything read, to say something to it.
    pub(super) fn readings_mut(&mut self) -> impl Iterator<Item = &mut Reading> {
        self.homes.iter_mut().flat_map(|home| &mut home.readings)
    }

    /// The amounts that the tables may have as well.
    pub(super) fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.readings().flat_map(|reading| &reading.mentions)
    }

    /// The first text that no rule has read, because it is too long or too much stands before it.
    pub(super) fn unread(&self) -> Option<&FieldPath> {
        let mut homes = self.homes.iter();
        homes.find_map(|home| home.texts.long.as_ref().or(home.texts.beyond.as_ref()))
    }

    /// Reads the texts of a home as far as there is room, but for those of which `kept` has what was
    /// read before.
    fn home(
        &self,
        case: &Case<'_>,
        path: FieldPath,
        ask: Ask,
        room: Room,
        mut kept: impl FnMut(&FieldPath) -> Option<Reading>,
    ) -> Home {
        let mut left = room;
        let mut readings = Vec::new();
        let texts = each_text(case.document, &path, &mut |path, text| {
            let bytes = left.bytes.checked_sub(text.len());
            let Some(bytes) = bytes.filter(|_| left.findings > 0) else {
                left = Room::default();
                return false;
            };
            let path = path();
            let reading = kept(&path).unwrap_or_else(|| self.reading(case, path, text, ask));
            left.bytes = bytes;
            left.findings = left.findings.saturating_sub(reading.diagnostics.len());
            readings.push(reading);
            true
        });
        let home = Home {
            project: project(case, &path),
            readings,
            path,
            marks: Marks::default(),
            room,
            left,
            texts,
        };
        home.marked()
    }

    fn reading(&self, case: &Case<'_>, path: FieldPath, text: &str, ask: Ask) -> Reading {
        let resolved = live::resolve(text, case.names, case.ledger());
        let is_live = matches!(resolved, Cow::Owned(_));
        let passage = Passage {
            is_live,
            ..Passage::read(&path, &resolved, self.year, self.dated)
        };
        let mut diagnostics = ask(case, &passage);
        if is_live {
            // A fix would write the numbers of today into the file.
            for diagnostic in &mut diagnostics {
                diagnostic.fixes.retain(|fix| quoted::keeps_live(text, fix));
            }
        }
        let mentions = quoted::mentions(&passage);
        let clauses = wording::clauses(&passage);
        Reading {
            path,
            is_live,
            diagnostics,
            mentions,
            clauses,
        }
    }
}

/// Says where the texts begin that no rule has read. One that is only too long is told by the
/// format.
pub(super) fn beyond(_: &Case<'_>, prose: &Prose) -> Verdict {
    let mut homes = prose.homes.iter();
    let beyond = homes.find_map(|home| home.texts.beyond.as_ref());
    let found = beyond.map(|path| {
        let told: usize = prose.readings().map(|it| it.diagnostics.len()).sum();
        let why = if told >= Room::ALL.findings {
            format!("前面的文字已有 {} 条提示", Room::ALL.findings)
        } else {
            "前面的文字太多".to_owned()
        };
        let message =
            format!("{why}，从这一处起的文字没有核对，请先改好前面的，或检查是否重复粘贴。");
        Finding::new(Place::new(path.clone()), message)
    });
    found.into()
}

/// The name of a home's project and what it has spent, in 万元; `None` for a chapter.
fn project(case: &Case<'_>, home: &FieldPath) -> Option<(String, Option<Decimal>)> {
    let [_, Step::Index(project)] = home.steps() else {
        return None;
    };
    let item = Item::Project(*project);
    let node = case.figures.budget.node(item);
    let spent = node.and_then(|node| node.value(Column::Spent));
    Some((item.name(case.report).to_owned(), spent))
}

fn year(case: &Case<'_>) -> Option<i16> {
    use rust_decimal::prelude::ToPrimitive as _;
    case.report.year.value().and_then(|year| year.to_i16())
}

/// The parts of a report whose texts are read together.
fn homes(case: &Case<'_>) -> Vec<FieldPath> {
    let mut homes = Vec::new();
    for field in FIELDS.iter().filter(|field| !is_unread(field.key)) {
        let chapter = FieldPath::root().key(field.key);
        if field.key == "项目" {
            homes.extend((0..case.report.projects.len()).map(|i| chapter.index(i)));
        } else {
            homes.push(chapter);
        }
    }
    homes
}

/// Whether the texts of a chapter are the program's own, or no prose.
fn is_unread(chapter: &str) -> bool {
    BY_PROGRAM.contains(&chapter) || ["评分方案", "格式版本", "上年报告"].contains(&chapter)
}

/// Keys whose texts are codes, references or words to choose from.
const CODES: [&str; 8] = [
    "科目编码",
    "编号",
    "针对问题",
    "指标值",
    "完成值",
    "度量单位",
    "支出类别",
    "办公电话",
];

/// Is given a text and its place; whether it wants the next one too.
type Visit<'v, 'a> = &'v mut dyn FnMut(&dyn Fn() -> FieldPath, &'a str) -> bool;

/// Shows the texts of a chapter, or of one project, and says which were left out.
fn each_text<'a>(document: &'a Document, home: &FieldPath, visit: Visit<'_, 'a>) -> Texts {
    let mut texts = Texts::default();
    let Some(Step::Key(chapter)) = home.steps().first() else {
        return texts;
    };
    if is_unread(chapter) {
        return texts;
    }
    let field = FIELDS.iter().find(|field| field.key == &**chapter);
    let kind = match (field.map(|field| field.kind), home.last()) {
        (Some(Kind::List(item, _)), Some(Step::Index(_))) => Some(*item),
        (kind, _) => kind,
    };
    if let (Some(node), Some(kind)) = (document.node(home), kind) {
        walk(node, kind, &|| home.clone(), &mut texts, visit);
    }
    texts
}

fn walk<'a>(
    node: Node<'a>,
    kind: Kind,
    place: &dyn Fn() -> FieldPath,
    texts: &mut Texts,
    visit: Visit<'_, 'a>,
) {
    match kind {
        Kind::Record(fields) => {
            let mut next = 0;
            for field in fields.iter().filter(|field| holds_text(field)) {
                if texts.beyond.is_some() {
                    return;
                }
                if let Some(value) = node.get_next(&mut next, field.key) {
                    let place = || place().key(field.key);
                    walk(value, field.kind, &place, texts, visit);
                }
            }
        }
        Kind::List(item, _) => {
            for (i, entry) in node.items().enumerate() {
                if texts.beyond.is_some() {
                    return;
                }
                walk(entry, *item, &|| place().index(i), texts, visit);
            }
        }
        Kind::Text | Kind::LongText => {
            let Some(text) = node.text().filter(|text| !text.trim().is_empty()) else {
                return;
            };
            if text.len() > LONGEST_CHECKED {
                texts.long.get_or_insert_with(place);
            } else if !visit(place, text) {
                texts.beyond = Some(place());
            }
        }
        _ => {}
    }
}

fn holds_text(field: &Field) -> bool {
    may_hold_text(field.kind) && !CODES.contains(&field.key)
}

const fn may_hold_text(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Text | Kind::LongText | Kind::Record(_) | Kind::List(..)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage<'_> {
        let path = Box::leak(Box::new(FieldPath::root().key("整体绩效").key("完成情况")));
        Passage::read(path, text, Some(2022), None)
    }

    #[test]
    fn sentences_end_where_they_end() {
        let passage = passage("一是甲。二是乙！\n三是丙");
        let sentences: Vec<_> = passage.each_sentence().collect();
        assert_eq!(sentences, [(0, "一是甲"), (12, "二是乙"), (25, "三是丙")]);
        assert_eq!(passage.sentence_at(14), 12..21);
    }

    #[test]
    fn a_quantity_has_its_words_before_and_behind() {
        let passage = passage(
            "2022年街道完成基本支出1660.4万元，其中人员经费1486.15万元（约）。全年9场专场招聘会",
        );
        let phrases: Vec<_> = (0..passage.quantities.len())
            .map(|i| (passage.phrase(i), passage.tail(i)))
            .collect();
        assert_eq!(
            phrases,
            [
                ("", "街道完成基本支出"),
                ("街道完成基本支出", ""),
                ("其中人员经费", ""),
                ("全年", "专场招聘会"),
            ]
        );
    }
}
