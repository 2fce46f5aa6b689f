//! One text of the report, read for all rules: its sentences, the quantities in them, and the words
//! around those.
//!
//! This room says what stands in a text and where; it judges nothing, and knows of no other text.

mod characters;
pub(super) mod digits;
pub(super) mod others;
pub(super) mod quantity;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem;
use rust_decimal::Decimal;

use super::Place;
use crate::document::{Edit, FieldPath, Step, is_hidden};
use crate::figures::budget::Fund;
use crate::report::fields::project_of;
pub(super) use characters::Characters;
use others::Bodies;
use quantity::{Quantity, Unit};

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
    /// The name of that project, where it is told.
    pub(super) of_project: Option<&'a str>,
    /// Who is who in it.
    pub(super) bodies: &'a Bodies,
    /// Where names of projects stand in it that would be misread, in order.
    names: Vec<Range<usize>>,
    /// Its sentences, without what ends them.
    pub(super) sentences: Vec<Range<usize>>,
    /// Its quantities, from the left.
    pub(super) quantities: Vec<Quantity<'a>>,
    /// Its digits that stand together and are enough to tell who somebody is.
    pub(super) numbers: Vec<Vec<digits::Digit>>,
    /// The year of the report.
    pub(super) year: Option<i16>,
    /// The day of the report.
    pub(super) dated: Option<Date>,
    /// Where words for a part of the year or another year stand in it, in order.
    times: Vec<Range<usize>>,
    pairs: Pairs,
}

/// Which characters follow which in a text, roughly: a word whose first pair is missing does not
/// stand in it. Most words looked for are in no text, and are passed over without reading it.
#[derive(Debug)]
struct Pairs([u64; Pairs::WORDS]);

impl Pairs {
    /// So many that few of a long text's pairs fall together.
    const WORDS: usize = 512;

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

    /// Whether any of these words stands in the text that they are of.
    fn hold_any(&self, text: &str, words: &[Word]) -> bool {
        let mut words = words.iter();
        words.any(|word| self.may_hold(*word) && text.contains(word.text))
    }

    /// Whether a word may stand in the text; where not, it does not.
    fn may_hold(&self, word: Word) -> bool {
        word.pair
            .is_none_or(|(place, bit)| self.0.get(place).is_some_and(|bits| bits & bit != 0))
    }
}

/// Whether an answer says anything: signs alone, 无, 见上, 按要求, 已完成 and xxx do not.
pub(super) fn says_something(answer: &str) -> bool {
    const NOTHING: [&str; 26] = [
        "没有",
        "暂无",
        "同上",
        "见上",
        "如上",
        "如题",
        "从略",
        "无偏差",
        "无原因",
        "无说明",
        "无异常",
        "不适用",
        "按要求",
        "按规定",
        "按计划",
        "按实际",
        "按要求完成",
        "按计划完成",
        "客观原因",
        "其他原因",
        "正常",
        "待填",
        "待补充",
        "符合要求",
        "达到预期",
        "达到要求",
    ];
    /// How far something was done, which is no reason why it was not.
    const HOW_FAR: [&str; 5] = ["已经", "已", "全部", "基本", "部分"];
    const DONE: [&str; 9] = [
        "完成",
        "达成",
        "未完成",
        "未达成",
        "达标",
        "达成预期",
        "达成目标",
        "达成预期指标",
        "达成年度指标",
    ];
    let words: String = answer.chars().filter(|c| c.is_alphanumeric()).collect();
    let far = HOW_FAR.iter().find_map(|far| words.strip_prefix(far));
    let mut letters = words.chars();
    let first = letters.next();
    let is_one_sign = letters.all(|it| Some(it) == first);
    !(is_one_sign || NOTHING.contains(&&*words) || DONE.contains(&far.unwrap_or(&words)))
}

/// A value in a unit of which one of the digits' ones is worth so many.
pub(super) fn written(value: Decimal, scale: Decimal, unit: &str) -> String {
    let number = value.checked_div(scale).unwrap_or(value);
    format!("{}{unit}", number.round_dp(4).normalize())
}

/// Words of a part of the year.
const PARTS: &[Word] = words![
    "当月",
    "本月",
    "上半年",
    "下半年",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "截至",
    "今年以来",
    "春季",
    "夏季",
    "秋季",
    "冬季",
];

/// Words of a figure that is a plan.
const PLANNED: &[Word] = words![
    "计划", "目标", "预算", "任务", "安排", "年初", "概算", "批复", "拟", "应", "指标",
];

/// The fewest characters of a name that is no word by itself.
pub(super) const LEAST_NAME: usize = 4;

/// Whether words begin with the end of a year, when all of it is over: 截至2023年底, 截至年末, 截至2023年12月31日.
fn is_at_the_end(words: &str) -> bool {
    const ENDS: [&str; 5] = ["年底", "年末", "12月31日", "12月底", "12月末"];
    let behind = words.strip_prefix("截至");
    behind.is_some_and(|behind| {
        let of_year = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        let in_year = of_year.strip_prefix('年').unwrap_or(behind);
        let mut ends = ENDS.iter();
        ends.any(|end| of_year.starts_with(end) || in_year.starts_with(end))
    })
}

/// Whether a name would be read as something else than a name: as a plan, a time, a number, or two.
pub(super) fn is_misread(name: &str) -> bool {
    let is_of_time = || {
        let mut words = PARTS.iter().chain(OTHER_YEARS);
        words.any(|word| name.contains(word.text))
    };
    PLANNED.iter().any(|word| name.contains(word.text))
        || name.contains(is_boundary)
        || is_of_time()
        || !quantity::read(name).is_empty()
}

/// What a name begins with, by which it is looked for.
fn stem(name: &str) -> &str {
    let end = name.char_indices().nth(LEAST_NAME).map(|(at, _)| at);
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

/// Where words for a part of the year or another year stand in a text, in order.
fn times(text: &str, pairs: &Pairs) -> Vec<Range<usize>> {
    let words = PARTS.iter().chain(OTHER_YEARS);
    let words = words.filter(|word| pairs.may_hold(**word));
    let places = words.flat_map(|word| text.match_indices(word.text));
    let mut places: Vec<_> = places.map(|(at, word)| at..at + word.len()).collect();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    places
}

/// The words without a clause at their end that leads up to the end of a year: 截至年底，.
pub(super) fn without_end_of_year(words: &str) -> &str {
    let clauses = words.trim_end_matches(parts_clauses);
    let clause = clause_before(clauses);
    let is_it = is_at_the_end(clause) && clause.ends_with(['底', '末', '日']);
    match is_it {
        true => clauses.strip_suffix(clause).unwrap_or(words),
        false => words,
    }
}

fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|range| range.contains(&at))
}

/// Whether any of many words stands in a text.
pub(super) fn holds_any(text: &str, words: &[Word]) -> bool {
    Pairs::of(text).hold_any(text, words)
}

/// The place of two characters in [`Pairs`]: a word and a bit of it.
const fn pair(first: u32, second: u32) -> (usize, u64) {
    let mixed = (first.wrapping_mul(0x9E37_79B1) ^ second).wrapping_mul(0x85EB_CA6B);
    ((mixed >> 23) as usize, 1 << ((mixed >> 17) & 63))
}

/// A word that rules look for in texts, with its place in [`Pairs`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// The word itself.
    pub(super) text: &'static str,
    pair: Option<(usize, u64)>,
}

/// A word to look for. In a function `const { word("…") }`, so that it is made once, by the compiler.
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

/// Words to look for, made by the compiler.
macro_rules! words {
    ($($text:literal),* $(,)?) => {
        const { &[$($crate::rules::passage::word($text)),*] }
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
        let project = project_of(path);
        let short = text.len() < 36 && !text.contains(['。', '，']);
        let pairs = Pairs::of(text);
        Self {
            path,
            text,
            is_live: false,
            of_project: None,
            bodies: &others::NOBODY,
            names: Vec::new(),
            role: role(path, short),
            project,
            sentences: sentences(text),
            quantities: quantity::read(text),
            numbers: digits::runs(text),
            year,
            dated,
            times: times(text, &pairs),
            pairs,
        }
    }

    /// Reads over these names of projects, in order of their characters: 应急管理 is no plan, and
    /// 2022年老旧小区改造 of no other year.
    pub(super) fn reads_over(&mut self, names: &[String]) {
        // Many begin alike: 老旧小区改造1, 老旧小区改造2.
        for alike in names.chunk_by(|a, b| stem(a) == stem(b)) {
            let Some(stem) = alike.first().map(|name| stem(name)) else {
                continue;
            };
            for (at, _) in self.text.match_indices(stem) {
                let rest = self.text.get(at..).unwrap_or_default();
                let here = alike.iter().filter(|name| rest.starts_with(name.as_str()));
                self.names.extend(here.map(|name| at..at + name.len()));
            }
        }
        if !self.names.is_empty() {
            self.names.sort_by_key(|name| name.start);
            let names = &self.names;
            self.quantities
                .retain(|it| !is_inside(names, it.span.start));
        }
    }

    /// The pieces of a range that are no such names.
    fn beside_names(&self, range: Range<usize>) -> impl Iterator<Item = &'a str> {
        let Range { start, end } = range;
        let names = self.names.iter().filter(move |name| name.start < end);
        let ends = names.clone().map(|name| name.start).chain([end]);
        let starts = std::iter::once(start).chain(names.map(|name| name.end));
        starts
            .zip(ends)
            .map(move |(from, to)| self.between(from.max(start), to))
    }

    /// The fund beside the general budget whose own note it is.
    pub(super) fn fund(&self) -> Option<Fund> {
        let mut steps = self.path.steps().iter();
        steps.find_map(|step| match step {
            Step::Key(key) => Fund::ALL.into_iter().find(|fund| **key == *fund.key()),
            Step::Index(_) => None,
        })
    }

    /// Whether a word may stand in the text; where not, it does not.
    pub(super) fn may_hold(&self, word: Word) -> bool {
        self.pairs.may_hold(word)
    }

    /// Whether any of these words stands in the text.
    pub(super) fn holds_any(&self, words: &[Word]) -> bool {
        self.pairs.hold_any(self.text, words)
    }

    /// Where a word stands in the text.
    pub(super) fn places(&self, word: Word) -> impl Iterator<Item = usize> + use<'a> {
        let text = self.text.as_bytes();
        let places = self
            .may_hold(word)
            .then(|| memmem::find_iter(text, word.text));
        places.into_iter().flatten()
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

    /// Two of its quantities, where it has both.
    pub(super) fn pair(&self, [one, other]: [usize; 2]) -> Option<(&Quantity<'a>, &Quantity<'a>)> {
        self.quantities.get(one).zip(self.quantities.get(other))
    }

    /// The words from one quantity to another behind it.
    pub(super) fn gap(&self, one: &Quantity<'_>, next: &Quantity<'_>) -> &'a str {
        self.between(one.span.end, next.span.start)
    }

    /// Whether its sentence speaks of another body than the one that reports before a byte.
    pub(super) fn speaks_of_another(&self, at: usize) -> bool {
        let head = self.between(self.sentence_at(at).start, at);
        self.bodies.speak_of_another(head)
    }

    /// The clause that a byte stands in, up to that byte.
    pub(super) fn clause_before(&self, at: usize) -> &'a str {
        clause_before(self.between(self.sentence_at(at).start, at))
    }

    /// The clause that a byte stands in, from that byte.
    pub(super) fn clause_behind(&self, at: usize) -> &'a str {
        clause_behind(self.between(at, self.sentence_at(at).end))
    }

    /// The words before a quantity, back to what parts it from the words before.
    pub(super) fn phrase(&self, index: usize) -> &'a str {
        self.before(index, is_boundary)
    }

    /// Whether nothing but its words stands between a quantity and the one before, in the next clause:
    /// 支出1898.4万元，执行率98.88%.
    pub(super) fn is_right_behind(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|it| self.quantities.get(it));
        let pair = before.zip(self.quantities.get(index));
        pair.is_some_and(|(before, own)| {
            let between = self.gap(before, own);
            between.strip_prefix(['，', ',']) == Some(self.phrase(index))
        })
    }

    /// What it is that became as much as a quantity says, and the first quantity of what that was before: 编外人员由78人减少到74人,
    /// 开展率由2023年的82.6%提升至91.8%.
    pub(super) fn became(&self, index: usize) -> Option<(&'a str, usize)> {
        const UP_OR_DOWN: [&str; 13] = [
            "增加", "减少", "增", "减", "上升", "下降", "升", "降", "提高", "提升", "降低", "扩大",
            "调整",
        ];
        let before = index.checked_sub(1)?;
        let (last, own) = self.pair([before, index])?;
        let words = self.gap(last, own).strip_suffix(['到', '至', '为'])?;
        // 由400万元调整为450万元，再调整为460万元
        let is_last = !self.phrase(index + 1).contains("调整");
        if !UP_OR_DOWN.contains(&words) || !last.is_like(own) || !is_last {
            return None;
        }
        let year = before.checked_sub(1).filter(|it| {
            let date = self.quantities.get(*it);
            date.is_some_and(|it| it.unit == Unit::Date && matches!(self.phrase(before), "" | "的"))
        });
        let first = year.unwrap_or(before);
        let from = self.phrase(first).trim_end_matches("上年的");
        let name = from.trim_end_matches("上年").strip_suffix(['由', '从'])?;
        Some((name, first))
    }

    /// Whether a quantity tells the same things as the one right before it in another unit: 5229人 of 低保对象3321户5229人.
    pub(super) fn is_in_another_unit(&self, index: usize) -> bool {
        let pair = index.checked_sub(1).and_then(|it| self.pair([it, index]));
        pair.is_some_and(|(one, own)| {
            let is_counted = matches!(one.unit, Unit::Count(_));
            let is_other = matches!(own.unit, Unit::Count(_) | Unit::Money) && !own.is_like(one);
            is_counted && is_other && matches!(self.gap(one, own), "" | "、")
        })
    }

    /// The words before a quantity with what 、 parts from them, as it may stand in a name.
    pub(super) fn listed(&self, index: usize) -> &'a str {
        self.before(index, |c| c != '、' && is_boundary(c))
    }

    fn before(&self, index: usize, parts: impl Fn(char) -> bool) -> &'a str {
        let Some(quantity) = self.quantities.get(index) else {
            return "";
        };
        let last = index
            .checked_sub(1)
            .and_then(|before| self.quantities.get(before));
        let from = last.map_or(0, |before| before.span.end);
        let before = self.between(from, quantity.span.start);
        // Of 2023年度 the year is read, and 度 left; so of 2023年末.
        let before = match last {
            Some(last) if last.unit == Unit::Date => {
                before.strip_prefix(['度', '末', '底']).unwrap_or(before)
            }
            _ => before,
        };
        let start = quantity.span.start - before.len();
        let mut parting = before.rmatch_indices(parts).map(|(at, _)| at);
        match parting.find(|at| !is_inside(&self.names, start + at)) {
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

    /// A quantity as it is written.
    pub(super) fn words_of(&self, quantity: &Quantity<'_>) -> &'a str {
        self.between(quantity.span.start, quantity.span.end)
    }

    /// The bytes of a quantity's digits; `None` where live figures are resolved, so that they are not
    /// those of the file.
    pub(super) fn digits_of(&self, quantity: &Quantity<'_>) -> Option<Range<usize>> {
        let at = self.words_of(quantity).find(quantity.digits)?;
        let from = quantity.span.start + at;
        (!self.is_live).then_some(from..from + quantity.digits.len())
    }

    /// A quantity as a place of the report.
    pub(super) fn place(&self, quantity: &Quantity<'_>) -> Place {
        self.place_at(quantity.span.clone())
    }

    /// A piece as a place of the report.
    pub(super) fn place_at(&self, span: Range<usize>) -> Place {
        let words = self.between(span.start, span.end);
        let mut place = Place::new(self.path.clone()).shows(words);
        // With live figures resolved, the bytes are not those of the file.
        place.span = (!self.is_live).then_some(span);
        place
    }

    /// Puts other words in the place of some.
    pub(super) fn rewrite(&self, span: Range<usize>, with: &str) -> Edit {
        Edit::Rewrite {
            path: self.path.clone(),
            range: span,
            with: with.to_owned(),
        }
    }

    /// A value in the unit and scale of a quantity: 11000000 beside 1100万元 is 1100万元.
    pub(super) fn written(&self, value: Decimal, like: &Quantity<'_>) -> String {
        written(value, like.scale, self.unit_of(like))
    }

    /// The unit of a quantity as it stands behind its digits.
    pub(super) fn unit_of(&self, quantity: &Quantity<'_>) -> &'a str {
        let words = self.words_of(quantity).split_once(quantity.digits);
        words.map_or("", |(_, unit)| unit)
    }

    /// When a figure is of: a word for a part of the year or another year in its sentence before it.
    pub(super) fn period(&self, index: usize) -> Option<&'a str> {
        let quantity = self.quantities.get(index)?;
        let sentence = self.sentence_at(quantity.span.start);
        let head = self.between(sentence.start, quantity.span.start);
        // What is compared with another year is of this one: 较上年增加10万元，项目支出40万元.
        let before = index.checked_sub(1).and_then(|it| self.quantities.get(it));
        let before = before.map_or(0, |it| it.span.start);
        let is_over = |at: usize| {
            let is_compared = head
                .get(..at)
                .is_some_and(|it| it.ends_with(['比', '较', '与']));
            is_compared && sentence.start + at < before
                || is_inside(&self.names, sentence.start + at)
                || head.get(at..).is_some_and(is_at_the_end)
        };
        let words = self.times.iter().rev();
        let mut words = words
            .take_while(|word| word.start >= sentence.start)
            .filter(|word| word.end <= quantity.span.start)
            .map(|word| (word.start - sentence.start, word.len()));
        let word = words.find(|(at, _)| !is_over(*at));
        // A month or another year, as it is written: 9月, 1-9月, 2021年. The year of the report
        // behind it in a clause of its own ends what is told of it: 2021年80万元，2022年90万元, unless that is what
        // it is compared with: 2023年90万元，较2022年80万元增加10万元.
        let year = self.year.map(Decimal::from);
        let dates = self.quantities.iter().take(index);
        let dates = dates.skip(index.saturating_sub(NEAR));
        let is_compared = |it: &Quantity<'_>| {
            Some(it.value) == year
                && self
                    .between(sentence.start, it.span.start)
                    .ends_with(['比', '较', '与'])
        };
        let dates = dates.filter(|it| {
            it.unit == Unit::Date && it.span.start >= sentence.start && !is_compared(it)
        });
        let mut date: Option<&Quantity<'_>> = None;
        for it in dates {
            // 截至2023年12月31日 is all of it.
            let is_own = Some(it.value) == year || self.ends_a_year(it);
            let is_apart = |last: &Quantity<'_>| self.gap(last, it).contains(parts_clauses);
            if is_own {
                date = date.filter(|last| !is_apart(last));
            } else {
                date = Some(it);
            }
        }
        let date = date.map(|it| (it.span.start - sentence.start, it.span.len()));
        let (at, len) = word.into_iter().chain(date).max()?;
        head.get(at..at + len)
    }

    /// Whether a date is the last month or the last day of a year.
    fn ends_a_year(&self, date: &Quantity<'_>) -> bool {
        let before = self.between(0, date.span.start);
        match self.words_of(date) {
            "12月" => before.ends_with('年') || before.ends_with("截至"),
            "31日" => before.ends_with("年12月") || before.ends_with("截至12月"),
            _ => false,
        }
    }

    /// Whether a figure is a plan rather than what came of it.
    pub(super) fn is_plan(&self, index: usize) -> bool {
        /// A policy, a subject of a fund, and 反应时间 is nothing that should be.
        const NO_PLANS: &[Word] = words!["计划生育", "安排的支出", "反应", "响应"];
        const BUDGET: Word = word("预算");
        let is_planned = |words: &str| {
            let mut planned = PLANNED.iter().filter(|word| self.may_hold(**word));
            planned.any(|word| words.contains(word.text))
        };
        let is_plan = |words: &str| {
            let mut funds = FUNDS.iter().filter(|_| self.may_hold(BUDGET));
            match funds.find_map(|fund| words.split_once(fund)) {
                Some((before, behind)) => is_planned(before) || is_planned(behind),
                None => is_planned(words),
            }
        };
        let Some(quantity) = self.quantities.get(index) else {
            return false;
        };
        let end = quantity.span.start;
        let mut phrase = self.beside_names(end - self.phrase(index).len()..end);
        let is_plan = |words: &str| {
            let no_plan = NO_PLANS.iter().filter(|word| self.may_hold(**word));
            let pieces = no_plan.fold(vec![words], |pieces, no_plan| {
                let pieces = pieces.into_iter();
                pieces.flat_map(|it| it.split(no_plan.text)).collect()
            });
            pieces.into_iter().any(is_plan)
        };
        phrase.any(is_plan) || self.is_of_a_target(index)
    }

    /// Whether words around a figure say that it was to be reached: 完成850人目标任务, 目标：拆除4000平方米.
    fn is_of_a_target(&self, index: usize) -> bool {
        const BEHIND: [&str; 6] = ["目标", "任务", "的目标", "的任务", "年度目标", "年度任务"];
        const BEFORE: &[Word] = words!["目标", "计划", "任务", "预期"];
        /// What makes of those what was done.
        const DONE: [&str; 4] = ["完成", "实现", "达到", "围绕"];
        let Some(quantity) = self
            .quantities
            .get(index)
            .filter(|_| BEFORE.iter().any(|word| self.may_hold(*word)))
        else {
            return false;
        };
        let ends_in_one = |words: &str| BEFORE.iter().any(|word| words.ends_with(word.text));
        let behind = self.clause_behind(quantity.span.end);
        let from = quantity.span.start - self.phrase(index).len();
        let head = self.between(0, from).strip_suffix('：');
        // 目标任务为：新建公厕12座，改造管网8公里
        let is_led = || {
            let sentence = self.between(self.sentence_at(from).start, from);
            let lead = sentence.rsplit_once('：').map(|(lead, _)| lead);
            lead.is_some_and(|it| {
                let lead = clause_before(it).trim_end_matches(['为', '是']);
                ends_in_one(lead) && !contains_any(lead, &DONE)
            })
        };
        BEHIND.iter().any(|it| behind.starts_with(it)) || head.is_some_and(ends_in_one) || is_led()
    }

    /// Whether the name of a figure goes on behind a number of things, and so is of those alone:
    /// 业务工作经费9个项目支出1582.55万元.
    pub(super) fn is_of_so_many(&self, index: usize) -> bool {
        const ALL: [&str; 8] = ["全年", "共", "本年", "年度", "全部", "合计", "总计", "所有"];
        let Some((count, figure)) = index
            .checked_sub(1)
            .and_then(|before| Some((self.quantities.get(before)?, self.quantities.get(index)?)))
        else {
            return false;
        };
        let stands_before = count.span.end + self.phrase(index).len() == figure.span.start;
        let of_what = bare(self.phrase(index - 1));
        let of_what = of_what.trim_end_matches(|c| "实施安排开展完成设立有等".contains(c));
        stands_before
            && matches!(count.unit, Unit::Count("个" | "项"))
            && !of_what.is_empty()
            && !ends_with_any(of_what, &ALL)
    }

    /// Whether a rate is what two numbers of its sentence come to, before it or in brackets behind it: 意见23条，办结22条，
    /// 办结率95.65%, 办结率95.65%（意见23条，办结22条）.
    pub(super) fn is_of_its_own_numbers(&self, index: usize) -> bool {
        let Some(rate) = self.quantities.get(index) else {
            return false;
        };
        let sentence = self.sentence_at(rate.span.start);
        let behind = self.between(rate.span.end, sentence.end);
        let of_brackets = if behind.starts_with(['（', '(']) {
            2
        } else {
            0
        };
        let before = self.quantities.iter().take(index + 1 + of_brackets);
        let before = before.skip(index.saturating_sub(NEAR));
        let before =
            before.filter(|it| it.span.start >= sentence.start && it.unit != Unit::Percent);
        let comes_to = |part: &Quantity<'_>, whole: &Quantity<'_>| {
            let share = part.value.checked_mul(Decimal::ONE_HUNDRED);
            let share = share.and_then(|it| it.checked_div(whole.value));
            share.is_some_and(|it| it.saturating_sub(rate.value).abs() <= rate.slack)
        };
        before.clone().enumerate().any(|(i, one)| {
            let mut others = before.clone().take(i).filter(|it| it.is_like(one));
            others.any(|it| comes_to(one, it) || comes_to(it, one))
        })
    }

    /// The sentence behind another, where it goes on with the parts of what that tells.
    pub(super) fn parts_behind(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        let next = self.sentences.partition_point(|it| it.start < sentence.end);
        let next = self.sentences.get(next)?;
        let words = self.between(next.start, next.end);
        let is_led = words.starts_with("其中") || kinds_led_to(words).is_some();
        is_led.then(|| next.clone())
    }

    /// Where what leads to a byte begins: its sentence, or the one before where that goes on in it with
    /// 其中.
    pub(super) fn led_from(&self, at: usize) -> usize {
        let sentence = self.sentence_at(at);
        let goes_on = self
            .between(sentence.start, sentence.end)
            .starts_with("其中");
        let before = sentence.start.checked_sub(1).filter(|_| goes_on);
        before.map_or(sentence.start, |before| self.sentence_at(before).start)
    }

    /// Whether an amount is told as one of a budget, by what is spoken of last before it, 全年预算100万元，
    /// 其中基本支出60万元, or in its clause behind it: 基本支出60万元已按预算下达.
    pub(super) fn is_of_budget(&self, index: usize) -> bool {
        const BUDGET: &[Word] = words![
            "预算", "概算", "批复", "下达", "核定", "安排", "年初", "指标", "额度", "计划", "申报",
            "到位", "拨款", "收入", "收到",
        ];
        const SPENT: [&str; 16] = [
            "”经费支出",
            "三公经费支出",
            "年支出",
            "；支出",
            "实际",
            "执行",
            "决算",
            "完成",
            "支付",
            "已使用",
            "已支出",
            "共支出",
            "总支出",
            "，支出",
            "拨款支出",
            // What was spent over it.
            "控制率",
        ];
        /// What amounts are set by, so that 按照 and 根据 lead to them.
        const SET: [&str; 3] = ["批复", "下达", "年初"];
        /// What something else was held against before it.
        const AGAINST: [&str; 7] = ["完成", "占", "比", "较", "超", "按照", "根据"];
        let Some(quantity) = self
            .quantities
            .get(index)
            .filter(|_| self.holds_any(BUDGET))
        else {
            return false;
        };
        let is_it = |words: &str, at: usize| {
            let (before, behind) = words.split_at(at);
            let of_fund = |fund: &&str| {
                let name = fund
                    .strip_suffix("预算")
                    .filter(|_| behind.starts_with("预算"));
                name.is_some_and(|name| before.ends_with(name))
            };
            let is_set = SET.iter().any(|it| behind.starts_with(it));
            let lead = clause_before(before);
            let is_against = contains_any(lead, &AGAINST)
                && !(is_set && ["按照", "根据"].iter().any(|it| lead.starts_with(it)));
            !is_against
                && !FUNDS.iter().any(of_fund)
                && !["预算绩效", "计划生育"]
                    .iter()
                    .any(|it| behind.starts_with(it))
        };
        let told_in = |words: &str| {
            let held = BUDGET.iter().filter(|word| self.may_hold(**word));
            let places = held.filter_map(|word| {
                let mut places = words.rmatch_indices(word.text).map(|(at, _)| at);
                places.find(|at| is_it(words, *at))
            });
            places.max()
        };
        let start = quantity.span.start;
        let head = self.between(self.led_from(start), start);
        let spent = SPENT.iter().filter_map(|word| head.rfind(word)).max();
        told_in(head).is_some_and(|at| spent.is_none_or(|spent| spent < at))
            || told_in(self.clause_behind(quantity.span.end)).is_some()
    }

    /// Whether a figure at a byte is not told of the year, in a text that also tells of what is to
    /// come: it is aimed at, or of another year.
    pub(super) fn is_to_come(&self, at: usize) -> bool {
        const AIMED_AT: [&str; 14] = [
            "将", "争取", "努力", "拟", "预计", "计划", "目标", "应", "确保", "提高", "提升", "降",
            "要", "控制",
        ];
        const LATER: [&str; 9] = [
            "下一步",
            "今后",
            "明年",
            "来年",
            "下一年",
            "下年",
            "次年",
            "力争",
            "往年",
        ];
        let head = self.between(self.sentence_at(at).start, at);
        self.role == Role::Outlook
            && (contains_any(head, &LATER)
                || contains_any(clause_before(head), &AIMED_AT)
                || self.clause_behind(at).contains("目标"))
    }

    /// Whether it is of a problem of the year or of what is done about it: much of that is told of
    /// one project, named before.
    pub(super) fn is_of_a_problem(&self) -> bool {
        matches!(self.path.first_key(), Some("问题" | "改进措施"))
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
            | '+'
            | '＋'
    )
}

/// What parts one thing that a sentence tells from the next.
pub(super) const SEMICOLONS: [char; 2] = ['；', ';'];

/// What parts the clauses of a sentence.
pub(super) const fn parts_clauses(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | ',' | ';' | ':')
}

/// The last clause of some words, not ended.
pub(super) fn clause_before(words: &str) -> &str {
    words.rsplit(parts_clauses).next().unwrap_or(words)
}

/// Words for another year than that of the report.
const OTHER_YEARS: &[Word] = words!["上年", "去年", "上一年", "前年", "往年", "历年", "同期"];

/// Whether words speak of another year than that of the report.
pub(super) fn of_another_year(words: &str) -> bool {
    OTHER_YEARS.iter().any(|year| words.contains(year.text))
}

/// Whether the words of a sentence up to a figure say that it is of several years together: 三年共, 以来,
/// or 累计 where no year is named.
pub(super) fn of_several_years(head: &str) -> bool {
    const SEVERAL: [&str; 9] = [
        "历年", "多年", "两年", "三年", "四年", "五年", "年来", "以来", "至今",
    ];
    const ONE: [&str; 6] = ["全年", "本年", "当年", "年内", "今年", "年度"];
    /// What is called so, and is of one year.
    const NO_YEARS: [&str; 2] = ["学前三年", "三年行动"];
    let is_sum = || clause_before(head).contains("累计") && !contains_any(head, &ONE);
    let is_of_several = |it: &&str| {
        let of_names = NO_YEARS.iter().filter(|name| name.contains(*it));
        let of_names = of_names.map(|name| head.matches(name).count());
        head.matches(it).count() > of_names.sum()
    };
    SEVERAL.iter().any(is_of_several) || is_sum()
}

/// Words for no more than a part of a year.
pub(super) const PARTS_OF_A_YEAR: [&str; 2] = ["半年", "季度"];

/// Money that is called after the budget it comes from, and no plan for that.
pub(super) const FUNDS: [&str; 4] = [
    "一般公共预算",
    Fund::Government.key(),
    Fund::StateCapital.key(),
    Fund::Insurance.key(),
];

/// What leads to the kinds of all of something: 分产业看，.
pub(super) fn kinds_led_to(words: &str) -> Option<&str> {
    const LONGEST: usize = 8;
    let (lead, behind) = words.split_once('，')?;
    let is_lead = lead.starts_with('分') && lead.ends_with('看') && lead.chars().count() <= LONGEST;
    is_lead.then(|| words.strip_suffix(behind))?
}

/// The first clause of some words, begun before them.
pub(super) fn clause_behind(words: &str) -> &str {
    words.split(parts_clauses).next().unwrap_or(words)
}

fn role(path: &FieldPath, short: bool) -> Role {
    let chapter = path.first_key().unwrap_or_default();
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

pub(super) fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

pub(super) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// What the one that reports may call itself.
pub(super) const OWN_NAMES: [&str; 18] = [
    "我单位",
    "本单位",
    "我部门",
    "本部门",
    "我街道",
    "本街道",
    "我镇",
    "本镇",
    "我乡",
    "本乡",
    "我局",
    "本局",
    "我校",
    "本校",
    "我院",
    "本院",
    "我中心",
    "本中心",
];

/// What else may stand before the name of a figure: when, by whom and that it is so.
const HEADS: [&str; 29] = [
    "全年",
    "本年度",
    "本年",
    "今年",
    "当年",
    "年度",
    "年末",
    "年底",
    "全街道",
    "街道",
    "单位",
    "共",
    "累计",
    "总共",
    "已",
    "其中",
    "并",
    "按",
    "通过",
    "经",
    "实际",
    "目前",
    "同时",
    "以及",
    "和",
    "及",
    "的",
    "该项",
    "该",
];

/// What [`HEADS`] and [`OWN_NAMES`] begin with.
static HEADED: LazyLock<Characters> =
    LazyLock::new(|| Characters::first_of(HEADS.into_iter().chain(OWN_NAMES)));

/// The words behind what may stand before the name of a figure, if they begin with that.
fn behind_head(words: &str) -> Option<&str> {
    if !words.starts_with(|c| HEADED.contain(c)) {
        return None;
    }
    let mut heads = HEADS.iter().chain(&OWN_NAMES);
    heads.find_map(|head| words.strip_prefix(head))
}

/// What may stand between the name of a figure and its digits.
const TAILS: [&str; 22] = [
    "共计", "合计", "总计", "累计", "共", "为", "达到", "达", "有", "是", "完成", "了", "约", "近",
    "超", "超过", "突破", "实际", "计", "数", "仅", "只有",
];

/// What [`TAILS`] end with.
static TAILED: LazyLock<Characters> = LazyLock::new(|| Characters::last_of(TAILS));

/// The words before what may stand between the name of a figure and its digits, if they end with that.
fn before_tail(words: &str) -> Option<&str> {
    if !words.ends_with(|c| TAILED.contain(c)) {
        return None;
    }
    TAILS.iter().find_map(|tail| words.strip_suffix(tail))
}

/// The words before a figure without those that say when, by whom and that it is so.
pub(super) fn bare(phrase: &str) -> &str {
    let mut words = phrase.trim();
    loop {
        let head = behind_head(words);
        match (head, before_tail(words)) {
            (Some(rest), _) | (None, Some(rest)) if !rest.is_empty() => words = rest.trim(),
            _ => return words,
        }
    }
}

/// The same with what stands before the name still there.
pub(super) fn untailed(phrase: &str) -> &str {
    let mut words = phrase.trim();
    while let Some(rest) = before_tail(words)
        && !rest.is_empty()
    {
        words = rest.trim();
    }
    words
}

/// The words without these at their end, however many, as long as `least` characters are left.
pub(super) fn without_ends<'a>(words: &'a str, ends: &[&str], least: usize) -> &'a str {
    let mut words = words;
    while let Some(rest) = ends.iter().find_map(|end| words.strip_suffix(end))
        && rest.chars().count() >= least
    {
        words = rest;
    }
    words
}

/// Where a name may begin in these words: at their beginning, and behind each of what may stand
/// before it.
pub(super) fn behind_heads(words: &str) -> impl Iterator<Item = usize> {
    let next = |from: &usize| {
        let rest = words.get(*from..)?;
        let behind = behind_head(rest)?;
        Some(words.len() - behind.trim_start().len())
    };
    std::iter::successors(Some(0), next)
}

/// Whether a character leaves a gap in a line, or shows nothing at all.
pub(crate) fn is_blank(c: char) -> bool {
    (is_hidden(c) || c.is_whitespace()) && c != '\n'
}

/// Whether a byte of a passage stands where a clause begins.
pub(super) fn begins_clause(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| {
        before
            .trim_end_matches(is_blank)
            .chars()
            .last()
            .is_none_or(is_boundary)
    })
}

/// How much deeper in brackets a character leads.
pub(super) const fn nesting_of_brackets(c: char) -> i32 {
    match c {
        '（' | '(' => 1,
        '）' | ')' => -1,
        _ => 0,
    }
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
