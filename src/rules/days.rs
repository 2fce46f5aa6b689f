//! E in the text: days that are written out with their year, and what cannot have been on them.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive as _;

use super::passage::quantity::Unit;
use super::passage::{Passage, Role, contains_any, ends_with_any, word};
use super::times::calendar_year;
use super::{Check, Finding, Rule, Severity};
use crate::report::date;

pub(super) static RULES: &[Rule] = &[Rule {
    code: "E20",
    name: "days-out-of-order",
    title: "日期先后矛盾",
    severity: Severity::Warning,
    basis: "报告中的日期应前后一致",
    explain: "正文说已经完成的日子，不应晚于封面的报告日期；同一句里竣工、完工的日子，不应早于开工的日子；文号的年份也不应晚于报告日期。多半是年份或月份写错了。年份没有写出来的，写着将、拟、计划、期限的，不核对。",
    bad: "封面: {报告日期: 2024-04-18}\n整体绩效: {完成情况: 工程已于2024年5月10日通过竣工验收。}",
    good: "封面: {报告日期: 2024-04-18}\n整体绩效: {完成情况: 工程已于2024年3月10日通过竣工验收。}",
    checks: &[
        Check::Text(after_the_report),
        Check::Text(ended_first),
        Check::Text(numbered_later),
    ],
}];

/// A day or a month that is written out with its year.
pub(super) struct Day {
    /// The first day that it can be.
    pub(super) first: Date,
    /// The last, the same where it is a day.
    pub(super) last: Date,
    /// The bytes of the digits of its year.
    pub(super) digits: Range<usize>,
    /// Where it ends.
    pub(super) end: usize,
}

impl Day {
    fn span(&self) -> Range<usize> {
        self.digits.start..self.end
    }
}

/// The days and months of a passage.
pub(super) fn days<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Day> + 'p {
    let years = passage.quantities.iter().enumerate();
    years.filter_map(|(i, quantity)| {
        let year = calendar_year(passage, quantity)?;
        let part = |at: usize, end: usize, unit: char| {
            let part = passage.quantities.get(at)?;
            let is_next =
                part.unit == Unit::Date && passage.between(end, part.span.start).is_empty();
            let is_of = is_next && passage.words_of(part).ends_with(unit) && !part.range;
            Some((part.value.to_i8().filter(|_| is_of)?, part.span.end))
        };
        let (month, month_end) = part(i + 1, quantity.span.end, '月')?;
        let of_month = Date::new(year, month, 1).ok()?;
        let day = part(i + 2, month_end, '日');
        let (first, last) = match day {
            Some((day, _)) => [Date::new(year, month, day).ok()?; 2].into(),
            None => (of_month, of_month.last_of_month()),
        };
        let start = quantity.span.start;
        Some(Day {
            first,
            last,
            digits: start..start + quantity.digits.len(),
            end: day.map_or(month_end, |(_, end)| end),
        })
    })
}

/// What is said to have been done on a day behind that of the report: 已于2024年5月10日通过竣工验收.
fn after_the_report(passage: &Passage<'_>) -> Vec<Finding> {
    const SAID: [&str; 3] = ["已于", "已经于", "已在"];
    const DONE: [&str; 9] = [
        "下达",
        "通过竣工验收",
        "通过验收",
        "完成验收",
        "竣工",
        "完工",
        "建成",
        "投入使用",
        "拨付",
    ];
    const AHEAD: [&str; 27] = [
        "将",
        "拟",
        "计划",
        "预计",
        "预期",
        "打算",
        "力争",
        "确保",
        "争取",
        "待",
        "到期",
        "有效",
        "期限",
        "届满",
        "目标",
        "要求",
        "定于",
        "安排",
        "质保",
        "应",
        "继续",
        "下一步",
        "提前",
        "工期",
        "约定",
        "可",
        "后",
    ];
    /// What makes of a day the beginning or the end of a time.
    const BOUNDS: [char; 4] = ['起', '至', '后', '到'];
    let Some(dated) = passage.dated else {
        return Vec::new();
    };
    let is_told = matches!(passage.role, Role::Outcome | Role::Other);
    let late = days(passage).filter(|it| it.first > dated);
    let found = late.filter_map(|day| {
        let sentence = passage.sentence_at(day.digits.start);
        let whole = passage.between(sentence.start, sentence.end);
        let before = passage.clause_before(day.digits.start);
        let behind = passage.clause_behind(day.end);
        let is_done = ends_with_any(before, &SAID)
            || is_told && contains_any(behind, &DONE) && !contains_any(whole, &AHEAD);
        let is_bound = behind.starts_with(BOUNDS) || date::by_when(behind).is_some();
        let told = passage.between(day.digits.start, day.end);
        let dated = date::chinese(dated);
        let message =
            format!("“{told}”晚于报告日期{dated}，却写成已经做了的事，请核对哪个日期不对。");
        (is_done && !is_bound).then(|| Finding::new(passage.place_at(day.span()), message))
    });
    found.collect()
}

/// A document whose number is of a year behind the report: 教发〔2032〕18号.
fn numbered_later(passage: &Passage<'_>) -> Vec<Finding> {
    const OPEN: &str = "〔";
    let Some(dated) = passage.dated else {
        return Vec::new();
    };
    let numbers = passage.places(const { word(OPEN) });
    let found = numbers.filter_map(|at| {
        let start = at + OPEN.len();
        let digits = passage.text.get(start..start + 4)?;
        let is_closed = passage.text.get(start + 4..)?.starts_with('〕');
        let year = digits.parse::<i16>().ok().filter(|_| is_closed)?;
        let dated = (year > dated.year()).then(|| date::chinese(dated))?;
        let message = format!("文号〔{year}〕的年份晚于报告日期{dated}，请核对年份。");
        Some(Finding::new(passage.place_at(start..start + 4), message))
    });
    found.collect()
}

/// What is said to have ended before it began, in one sentence: 2023年6月10日开工，2023年5月20日竣工. Between the two stands no
/// other name.
fn ended_first(passage: &Passage<'_>) -> Vec<Finding> {
    const BEGUN: [&str; 3] = ["开工", "动工", "开建"];
    const ENDED: [&str; 4] = ["竣工", "完工", "验收", "交付"];
    const LINKS: [&str; 5] = ["", "于", "并于", "已于", "至"];
    /// What may be told of a day beside that something began or ended on it.
    const LONGEST: usize = 8;
    let days: Vec<Day> = days(passage).collect();
    let pairs = days.windows(2).filter_map(|pair| {
        let [begun, ended] = pair else { return None };
        let between = passage.between(begun.end, ended.digits.start);
        let (began, link) = between.split_once(['，', '、', ','])?;
        let behind = passage.clause_behind(ended.end);
        let is_short = |words: &str| words.chars().count() <= LONGEST;
        let is_meant = ended.last < begun.first
            && contains_any(began, &BEGUN)
            && contains_any(behind, &ENDED)
            && is_short(began)
            && is_short(behind)
            && LINKS.contains(&link);
        let span = begun.digits.start..ended.end + behind.len();
        let words = passage.between(span.start, span.end);
        let message = format!("“{words}”结束在开始之前，请核对哪个日期不对。");
        is_meant.then(|| Finding::new(passage.place_at(span), message))
    });
    pairs.collect()
}
