//! A in the text: what is counted in a text, held against the indicators of its own table.

use std::ops::Range;

use rust_decimal::Decimal;

use super::percentages::is_rounding;
use crate::document::{Edit, FieldPath, Value};
use crate::figures::score::{Subject, measured};
use crate::report::Indicator;
use crate::report::number::rounded;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    LEAST_NAME, Passage, Role, Word, bare, clause_before, ends_with_any, of_several_years, words,
};
use crate::rules::prose::{Facts, Said};
use crate::rules::quoted::{Rated, rate_called};
use crate::rules::{Case, Finding, Place};

/// A count of a text on what came of a plan, to be held against the indicators beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Counted {
    /// The words it is called by.
    pub(in crate::rules) name: String,
    /// Whether they begin a sentence of a text that is in one piece.
    leads: bool,
    /// Whether they tell of all there is: as a name does, 巡查次数, or where nothing stands before them that they
    /// could be a part of.
    is_of_all: bool,
    /// When it is of, where its sentence says so.
    pub(in crate::rules) period: Option<String>,
    /// Whether it is a rate of two numbers beside it, which may be of other things than all.
    is_worked_out: bool,
    /// The words of its sentence before it, where they count something else that it may be of.
    pub(in crate::rules) behind: Option<String>,
    /// What it counts: 家, %.
    pub(in crate::rules) unit: String,
    /// In that unit, and how far rounding may have moved it.
    pub(in crate::rules) value: Decimal,
    pub(in crate::rules) slack: Decimal,
    pub(in crate::rules) place: Place,
    /// The bytes of its digits, where they stand in the file so.
    digits: Option<Range<usize>>,
    /// How much it is said to be of its target: 体检21860人次，完成年度目标的109.3%.
    of_target: Option<Rated>,
    /// How far above it: 新增就业903人，比目标多53人.
    above: Option<Rated>,
}

/// Whether a name says in its last character that it is a rate: 建档率, 满意度.
fn is_rate(name: &str) -> bool {
    name.ends_with(['率', '度'])
}

/// What a quantity counts, as an indicator has it for its unit: 人, %, 元, 万立方米.
fn unit_of_a_count<'a>(passage: &Passage<'a>, quantity: &Quantity<'a>) -> Option<&'a str> {
    match quantity.unit {
        Unit::Count(unit) if quantity.scale == Decimal::ONE => Some(unit),
        Unit::Count(_) | Unit::Money => Some(passage.unit_of(quantity)),
        Unit::Percent => Some("%"),
        _ => None,
    }
}

/// How far rounding may have moved what is told in 万, or of money; what is counted by itself is told as it is.
fn rounding(quantity: &Quantity<'_>) -> Option<Decimal> {
    match quantity.unit {
        Unit::Percent => Some(Decimal::ZERO),
        Unit::Count(_) if quantity.scale == Decimal::ONE => Some(Decimal::ZERO),
        _ => quantity.slack.checked_div(quantity.scale),
    }
}

/// The counts of a passage on what was done or is aimed at, with their names.
pub(in crate::rules) fn counts(passage: &Passage<'_>) -> Vec<Counted> {
    const LEAST: [&str; 6] = ["不少于", "不低于", "至少", "达到", "超过", "大于等于"];
    /// How many characters a word has at least: 巡查.
    const LEAST_WORD: usize = 2;
    if passage.path.last_key() == Some(REASON) {
        return in_reason(passage);
    }
    let is_goal = passage.role == Role::Goal
        && (passage.path.last_key() == Some("预期目标") || is_on_targets(passage.path));
    if !is_goal && passage.role != Role::Outcome {
        return Vec::new();
    }
    let is_one_piece = !passage.text.trim().contains('\n');
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let unit = unit_of_a_count(passage, quantity)?;
        let became = passage.became(i);
        let first = became.map_or(i, |(_, first)| first);
        let phrase = became.map_or_else(|| passage.phrase(i), |(name, _)| name);
        let (phrase, is_meant) = match is_goal {
            // 不少于850人 and 95%以上 are as much as an indicator aims at.
            true => {
                let least = LEAST.iter().find_map(|it| phrase.strip_suffix(it));
                let is_least = least.is_some() || passage.tail(i).starts_with("以上");
                let is_meant = quantity.is_exact() || is_least && !quantity.range;
                let phrase = bare(least.unwrap_or(phrase));
                (phrase.strip_prefix("计划").unwrap_or(phrase), is_meant)
            }
            false => (phrase, quantity.is_exact() && !passage.is_plan(i)),
        };
        if !is_meant {
            return None;
        }
        // 其中新建公厕2座 are some of them.
        if phrase.starts_with("其中") || is_of_a_sample(passage, i) {
            return None;
        }
        let name = counted_words(phrase, unit);
        let sentence = passage.sentence_at(quantity.span.start);
        let from = passage.quantities.get(first)?.span.start;
        let head = passage.between(sentence.start, from);
        let (length, is_rate) = (name.chars().count(), is_rate(name));
        let is_long = length >= LEAST_NAME - usize::from(is_rate);
        if !is_long && (is_rate || length < LEAST_WORD) || of_several_years(head) {
            return None;
        }
        let leads = is_one_piece && head.trim() == phrase.trim();
        Some(Counted {
            name: name.to_owned(),
            leads,
            is_of_all: is_long || leads || phrase.contains(&format!("{name}{unit}数")),
            period: passage.period(first).map(str::to_owned),
            is_worked_out: unit == "%" && passage.is_of_its_own_numbers(i),
            behind: behind_a_count(passage, first).map(str::to_owned),
            unit: unit.to_owned(),
            value: quantity.value.checked_div(quantity.scale)?,
            slack: rounding(quantity)?,
            place: passage.place(quantity),
            digits: passage.digits_of(quantity),
            of_target: rate_called(passage, i, is_rate_of_target),
            above: above_target(passage, i),
        })
    });
    found.collect()
}

/// Whether a text tells which targets the department was set.
fn is_on_targets(path: &FieldPath) -> bool {
    *path == FieldPath::of(&["整体绩效", "目标设置", "说明"])
}

/// The field that says why an indicator is not what was aimed at.
const REASON: &str = "偏差原因";

/// What a reason tells of its indicator, each by the cell that it should stand in: 目标320人，完成285人.
fn in_reason(passage: &Passage<'_>) -> Vec<Counted> {
    const AIMED: [&str; 8] = [
        "目标",
        "目标值",
        "年度目标",
        "全年目标",
        "年初目标",
        "预期目标",
        "指标值",
        "计划",
    ];
    const DONE: [&str; 8] = [
        "完成",
        "实际完成",
        "实际",
        "全年完成",
        "全年实际完成",
        "仅完成",
        "只完成",
        "完成值",
    ];
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let unit = unit_of_a_count(passage, quantity)?;
        let phrase = passage.phrase(i).trim().trim_end_matches('为');
        let cell = match phrase {
            it if AIMED.contains(&it) => "指标值",
            it if DONE.contains(&it) => "完成值",
            _ => return None,
        };
        let is_meant = quantity.is_exact()
            && passage.period(i).is_none()
            && !passage.is_to_come(quantity.span.start);
        if !is_meant {
            return None;
        }
        Some(Counted {
            name: cell.to_owned(),
            leads: false,
            is_of_all: true,
            period: None,
            is_worked_out: false,
            behind: None,
            unit: unit.to_owned(),
            value: quantity.value.checked_div(quantity.scale)?,
            slack: rounding(quantity)?,
            place: passage.place(quantity),
            digits: passage.digits_of(quantity),
            of_target: None,
            above: None,
        })
    });
    found.collect()
}

/// What a reason tells of its own indicator beside that; of two numbers for one cell nobody can tell which is meant.
fn reason_beside(case: &Case<'_>, facts: &Facts) -> Vec<Finding> {
    let entry = facts.path.parent().unwrap_or_else(FieldPath::root);
    let indicator = Subject::of_indicator(&entry).and_then(|(subject, place)| {
        let indicators = case.ledger().indicators(subject);
        indicators.get(place)
    });
    let Some(indicator) = indicator else {
        return Vec::new();
    };
    let cells = [("指标值", &indicator.target), ("完成值", &indicator.actual)];
    let found = cells.into_iter().filter_map(|(cell, written)| {
        let unit = counted_in(indicator);
        let told = facts.counts.iter();
        let mut told = told.filter(|it| it.name == cell && it.unit == unit);
        let only = told.next().filter(|_| told.next().is_none())?;
        let value = measured(written)?;
        (!only.is(value)).then(|| differing(only, indicator, written.trim(), &entry, cell))
    });
    found.collect()
}

/// The words of the sentence before a figure, where a count stands among them.
fn behind_a_count<'a>(passage: &Passage<'a>, index: usize) -> Option<&'a str> {
    let own = passage.quantities.get(index)?.span.start;
    let from = passage.sentence_at(own).start;
    let before = passage.quantities.get(index.checked_sub(1)?)?;
    let is_count = matches!(before.unit, Unit::Count(_)) && before.span.start >= from;
    is_count.then(|| passage.between(from, own))
}

/// Whether its sentence looked at some bodies or places alone before it: 抽查3个乡镇，群众满意度94.6%. Of people that were
/// asked it is of all.
fn is_of_a_sample(passage: &Passage<'_>, index: usize) -> bool {
    const LOOKED_AT: &[Word] = words!["抽查", "抽取", "抽样", "抽检", "抽选"];
    if !LOOKED_AT.iter().any(|word| passage.may_hold(*word)) {
        return false;
    }
    let Some(own) = passage.quantities.get(index) else {
        return false;
    };
    let from = passage.sentence_at(own.span.start).start;
    let is_looked_at = |words: &str| LOOKED_AT.iter().any(|it| words.contains(it.text));
    let before = passage.quantities.iter().enumerate().take(index).rev();
    let mut before = before.take_while(|(_, it)| it.span.start >= from);
    before.any(|(at, it)| {
        matches!(it.unit, Unit::Count("个" | "家" | "所")) && is_looked_at(passage.phrase(at))
    })
}

/// How far a count is said to be above its target right behind it, in its own unit or in points.
fn above_target(passage: &Passage<'_>, index: usize) -> Option<Rated> {
    const TARGETS: [&str; 7] = [
        "年度目标值",
        "年度目标",
        "目标任务",
        "目标值",
        "目标",
        "计划",
        "指标值",
    ];
    let (count, by) = passage.pair([index, index + 1])?;
    // 3.5% above may be that part of the target as well.
    let is_in_unit = match count.unit {
        Unit::Percent => by.unit == Unit::Points,
        _ => by.is_like(count),
    };
    let words = passage.phrase(index + 1);
    let is_behind = is_in_unit && by.is_exact() && passage.is_right_behind(index + 1);
    let is_above = |leads: &[&str], ends: &[&str]| {
        let rests = leads.iter().filter_map(|it| words.strip_prefix(it));
        let mut behind =
            rests.filter_map(|rest| TARGETS.iter().find_map(|it| rest.strip_prefix(it)));
        behind.any(|it| ends.contains(&it))
    };
    // 较目标300次 and 高于目标300次 tell the target itself.
    let is_above = is_above(&["比", "较"], &["多", "增加", "高", "高出", "超", "超出"])
        || is_above(&["超", "超过", "超出"], &[""])
        || by.unit == Unit::Points && is_above(&["高于", "比", "较"], &[""])
        || matches!(words, "超额完成" | "超额");
    (is_behind && is_above).then(|| Rated::of(passage, by))
}

/// Whether words call a rate what was done of what was aimed at: 完成年度目标的.
fn is_rate_of_target(phrase: &str) -> bool {
    let of_what = phrase
        .strip_prefix("完成")
        .and_then(|it| it.strip_suffix('的'));
    let of_what = of_what.map(|it| {
        let heads = ["年度", "全年", "年初"];
        heads
            .iter()
            .find_map(|head| it.strip_prefix(head))
            .unwrap_or(it)
    });
    matches!(
        of_what,
        Some("目标" | "目标值" | "目标任务" | "任务" | "计划")
    ) || phrase.trim_end_matches('为') == "完成率"
}

impl Counted {
    /// Whether it may be of the indicator of this name, which says so in its [`bare`] words: 建档率 of
    /// 居民电子健康档案建档率.
    fn may_be_of(&self, name: &str, bare: &str) -> bool {
        /// What may stand before a name without making it another's.
        const DONE: [&str; 8] = [
            "完成", "开展", "组织", "举办", "召开", "实现", "达到", "发生",
        ];
        /// The same before that of a rate, which any other word makes one of less: 民事案件结案率 of 案件结案率.
        const OF_ALL: [&str; 12] = [
            "总",
            "总体",
            "整体",
            "综合",
            "平均",
            "全部",
            "各类",
            "各项",
            "辖区",
            "辖内",
            "社区",
            "各社区",
        ];
        /// Where everything is that the one who reports looks after: 全县管理高血压患者.
        const EVERYWHERE: [&str; 8] = [
            "全县",
            "全区",
            "全市",
            "全镇",
            "全乡",
            "全街道",
            "全局",
            "全校",
        ];
        let is_long = |words: &str| is_rate(words) || words.chars().count() > LEAST_NAME;
        let of_its_time = |period: &String| name.contains(period.as_str());
        // 办理提案46件，办结率100% is no rate of what else is settled.
        let is_short_for = || {
            let rest = bare.strip_suffix(&*self.name)?;
            // Staff, 三公经费, 公用经费 and buildings each have one.
            if self.name == "控制率" {
                return None;
            }
            let behind = self.behind.as_deref();
            let is_told = |behind: &str| {
                let mut heads = behind.match_indices(rest);
                heads.any(|(at, _)| {
                    self.is_led_by_all(clause_before(behind.get(..at).unwrap_or_default()))
                })
            };
            Some(behind.is_none_or(|behind| is_rate(&self.name) && is_told(behind)))
        };
        // 金桂社区居民满意度 is of that alone, and 启动老旧小区改造 is not done.
        let has_more = || {
            let before = self.name.strip_suffix(bare)?;
            let mut places = EVERYWHERE.iter();
            let inside = places.find_map(|it| before.strip_prefix(it));
            let (is_of_all, before) = (inside == Some(""), inside.unwrap_or(before));
            Some(match is_rate(bare) {
                true => is_of_all || OF_ALL.contains(&before),
                false if is_long(bare) => is_of_all || ends_with_any(before, &DONE),
                // 联合派出所开展巡查 is of fewer.
                false => self.leads && DONE.contains(&before),
            })
        };
        self.period.as_ref().is_none_or(of_its_time)
            && (bare == self.name
                || is_said_otherwise(bare, &self.name)
                || is_long(&self.name) && !self.is_worked_out && is_short_for() == Some(true)
                || has_more() == Some(true))
    }

    /// Whether words of its clause before what it is a rate of leave that all there is: 全年受理, and not 化解重大 before
    /// 矛盾纠纷6件，化解率100%.
    fn is_led_by_all(&self, words: &str) -> bool {
        const VERBS: [&str; 12] = [
            "受理", "排查", "摸排", "收到", "接到", "接收", "办理", "处理", "处置", "共", "发现",
            "各类",
        ];
        let own = self.name.trim_end_matches(['率', '度']);
        let mut rest = bare(words);
        while let Some(shorter) = VERBS
            .iter()
            .find_map(|verb| rest.strip_prefix(verb))
            .or_else(|| rest.strip_prefix(own).filter(|_| !own.is_empty()))
        {
            rest = bare(shorter);
        }
        rest.is_empty()
    }

    /// Whether it is this, but for rounding.
    fn is(&self, value: Decimal) -> bool {
        let apart = self.value.checked_sub(value);
        apart.is_some_and(|it| it.abs() <= self.slack)
    }

    /// Whether it is the value that an indicator of this name has, as much of the name as it may be told by.
    fn tells(&self, value: Decimal, bare: &str) -> bool {
        let is_of_it = bare.ends_with(&*self.name) || self.name.ends_with(bare);
        self.is(value) && is_rate(bare) && is_of_it
    }
}

/// Whether two names have the same characters in another order: 规范管理高血压患者, 高血压患者规范管理.
pub(in crate::rules) fn is_said_otherwise(one: &str, other: &str) -> bool {
    let sum = |words: &str| words.bytes().map(u32::from).sum::<u32>();
    let sorted = |words: &str| {
        let mut all: Vec<char> = words.chars().collect();
        all.sort_unstable();
        all
    };
    // Most are told apart by what costs next to nothing.
    one.len() == other.len() && sum(one) == sum(other) && sorted(one) == sorted(other)
}

/// The words for what is counted in this name, of an indicator as of a figure in a text: 参加学生 of 参加学生人数,
/// 巡查 of 巡查次数.
pub(in crate::rules) fn counted_words<'a>(name: &'a str, unit: &str) -> &'a str {
    let bare = bare(name);
    let ends = ["数量", unit, "人"];
    let mut ends = ends.into_iter().filter(|end| !end.is_empty());
    let words = ends.find_map(|end| bare.strip_suffix(end));
    words.filter(|it| !it.is_empty()).unwrap_or(bare)
}

/// What an indicator is counted in, which a rate says in its value.
pub(in crate::rules) fn counted_in(indicator: &Indicator) -> &str {
    let unit = indicator.unit.trim();
    if unit.is_empty() && indicator.actual.trim().ends_with(['%', '％']) {
        "%"
    } else {
        unit
    }
}

/// The counts of the text on an outcome beside the indicators of the same table.
pub(in crate::rules) fn beside_indicators(case: &Case<'_>, said: &Said) -> Vec<Finding> {
    let facts = &*said.facts;
    let mut found = Vec::new();
    let cell = match facts.path.last_key().filter(|_| !facts.counts.is_empty()) {
        Some("完成情况") => "完成值",
        Some("预期目标" | "说明") => "指标值",
        Some(REASON) => return reason_beside(case, facts),
        _ => return found,
    };
    let owner = facts.path.parent();
    let owner = match is_on_targets(&facts.path) {
        true => owner.and_then(|it| it.parent()),
        false => owner,
    };
    let Some(owner) = owner else {
        return found;
    };
    let list = owner.key("指标");
    let subject = Subject::of_indicator(&list.index(0)).map(|(subject, _)| subject);
    let indicators = subject.map_or(&[][..], |subject| case.ledger().indicators(subject));
    for (i, indicator) in indicators.iter().enumerate() {
        let (name, unit) = (indicator.name.trim(), counted_in(indicator));
        let of_unit = facts.counts.iter().filter(|it| it.unit == unit);
        let mut of_unit = of_unit.peekable();
        if of_unit.peek().is_none() {
            continue;
        }
        let own = counted_words(name, unit);
        // A name that several indicators end with is of none of them.
        let is_of_this = |it: &&Counted| {
            let may_be_another = |other: &Indicator| {
                let name = other.name.trim();
                counted_in(other) == unit && it.may_be_of(name, counted_words(name, unit))
            };
            let others = indicators.iter().enumerate().filter(|(at, _)| *at != i);
            it.may_be_of(name, own)
                && (own == it.name || !others.map(|(_, it)| it).any(may_be_another))
        };
        let counts: Vec<&Counted> = of_unit.filter(is_of_this).collect();
        let written = match cell {
            "指标值" => &indicator.target,
            _ => &indicator.actual,
        };
        let (Some(&first), Some(value)) = (counts.first(), measured(written)) else {
            continue;
        };
        let is_told_elsewhere = |value| {
            let mut of_unit = facts.counts.iter().filter(|it| it.unit == unit);
            of_unit.any(|it| it.tells(value, own))
        };
        // Told more than once, a word as short as 巡查 is of a part each time.
        let is_short = !is_rate(own) && own.chars().count() <= LEAST_NAME;
        let is_of_a_part = !first.is_of_all || is_short && counts.len() > 1;
        match counts.iter().find(|it| it.is(value)) {
            Some(_) if cell == "指标值" => {}
            Some(told) => {
                found.extend(of_target(told, indicator, value, &list.index(i)));
                found.extend(above(told, indicator, value, &list.index(i)));
            }
            // 结案率94.42%，其中民事案件结案率92.3%: what is told of a part is no other value.
            None if is_told_elsewhere(value) || is_of_a_part => {}
            None => found.push(differing(
                first,
                indicator,
                written.trim(),
                &list.index(i),
                cell,
            )),
        }
    }
    found
}

/// That a count is said to be another part of its target than the indicator's two figures come to.
fn of_target(
    told: &Counted,
    indicator: &Indicator,
    actual: Decimal,
    entry: &FieldPath,
) -> Option<Finding> {
    let rate = told.of_target.as_ref()?;
    let target = measured(&indicator.target)?;
    let right = actual
        .checked_div(target)?
        .checked_mul(Decimal::ONE_HUNDRED)?;
    if is_rounding(right.checked_sub(rate.value)?, rate.slack, Decimal::ZERO) {
        return None;
    }
    let right = rounded(right).normalize();
    let (name, written) = (indicator.name.trim(), rate.place.value.as_deref()?);
    let message = format!(
        "“{name}”正文写完成目标的{written}，由指标表的完成值和指标值算出的是{right}%，请核实。"
    );
    let cells = [("完成值", &indicator.actual), ("指标值", &indicator.target)];
    let cells = cells.map(|(key, value)| Place::new(entry.key(key)).shows(value.trim()));
    let finding = Finding::new(rate.place.clone(), message);
    let finding = cells.into_iter().fold(finding, Finding::and);
    let right = right.to_string();
    let title = format!("正文改为 {right}%");
    Some(finding.rewrites(rate.digits.clone(), &right, title))
}

/// That a count is said to be further above its target than the indicator's two figures are apart.
fn above(
    told: &Counted,
    indicator: &Indicator,
    actual: Decimal,
    entry: &FieldPath,
) -> Option<Finding> {
    let above = told.above.as_ref()?;
    let right = actual.checked_sub(measured(&indicator.target)?)?;
    let by = right.checked_sub(above.value)?.abs();
    if right <= Decimal::ZERO || by <= above.slack {
        return None;
    }
    let (name, written) = (indicator.name.trim(), above.place.value.as_deref()?);
    let right = right.normalize().to_string();
    let message =
        format!("“{name}”正文写比目标多{written}，指标表的完成值与指标值相差{right}，请核实。");
    let cells = [("完成值", &indicator.actual), ("指标值", &indicator.target)];
    let cells = cells.map(|(key, value)| Place::new(entry.key(key)).shows(value.trim()));
    let finding = Finding::new(above.place.clone(), message);
    let finding = cells.into_iter().fold(finding, Finding::and);
    let title = format!("正文改为 {right}");
    Some(finding.rewrites(above.digits.clone(), &right, title))
}

/// That a text and an indicator tell the same count in two numbers.
fn differing(
    told: &Counted,
    indicator: &Indicator,
    written: &str,
    entry: &FieldPath,
    cell: &str,
) -> Finding {
    let words = told.place.value.clone().unwrap_or_default();
    let unit = counted_in(indicator);
    let written = written.trim_end_matches(['%', '％']);
    let message = format!(
        "“{}”正文为{words}，指标表{cell}为{written}{unit}，前后不一致，请核实。",
        indicator.name.trim()
    );
    let value = told.value.normalize();
    let path = entry.key(cell);
    let finding = Finding::new(told.place.clone(), message);
    let finding = finding.and(Place::new(path.clone()).shows(written));
    // What else stands in a cell, ≥, is not written over.
    let is_plain = written.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !is_plain {
        return finding;
    }
    let set = Edit::Set {
        path,
        value: Value::Text(value.to_string()),
    };
    let finding = finding.fix(format!("{cell}改为 {value}"), vec![set]);
    let title = format!("正文改为 {written}{unit}");
    finding.rewrites(told.digits.clone(), written, title)
}
