//! What words before a number say of it: that something grew by so much, that it is of the year before, that it is what
//! something is compared with.

use rust_decimal::Decimal;

use crate::rules::passage::{contains_any, ends_with_any};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Growth {
    Up,
    Down,
}

impl Growth {
    /// The direction of what words before a figure call an increase or a decrease; `None` where the
    /// figure is what it came to: 增加到110万元, 下降到每人80元.
    pub(in crate::rules) fn by(words: &str) -> Option<Self> {
        let comes_to = || {
            UP.into_iter().chain(DOWN).any(|verb| {
                let behind = words.split_once(verb).map(|(_, behind)| behind);
                behind.is_some_and(|it| it.starts_with(['到', '至']))
            })
        };
        growth(words).filter(|_| !ends_with_any(words, &["到", "至"]) && !comes_to())
    }

    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }

    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Up => "增加",
            Self::Down => "减少",
        }
    }

    /// So much in this direction: below zero where it is down.
    pub(in crate::rules) fn signed(self, far: Decimal) -> Decimal {
        match self {
            Self::Up => far,
            Self::Down => -far,
        }
    }
}

/// Words for an increase and for a decrease.
pub(super) const UP: [&str; 12] = [
    "增长", "增加", "上升", "提高", "提升", "增至", "升至", "增幅", "上涨", "扩大", "增到", "多支",
];
pub(super) const DOWN: [&str; 12] = [
    "下降", "减少", "降低", "回落", "降至", "减至", "降到", "减到", "降幅", "压减", "少支", "缩减",
];

/// One of these is in each of them, and in few other words.
const MOVES: [char; 9] = ['增', '升', '提', '涨', '扩', '支', '降', '减', '落'];

/// The direction that words speak of; `None` where they speak of none or of both.
pub(super) fn growth(words: &str) -> Option<Growth> {
    growth_verb(words).map(|(direction, _)| direction)
}

/// The same with the verb that tells it.
pub(in crate::rules) fn growth_verb(words: &str) -> Option<(Growth, &'static str)> {
    if !words.contains(MOVES) {
        return None;
    }
    // 增加值 is what something is worth.
    let is_verb = |behind: &str| !behind.starts_with('值');
    let holds = |verb: &&str| words.split(verb).skip(1).any(is_verb);
    let find = |verbs: [&'static str; 12]| verbs.into_iter().find(holds);
    match (find(UP), find(DOWN)) {
        (Some(verb), None) => Some((Growth::Up, verb)),
        (None, Some(verb)) => Some((Growth::Down, verb)),
        _ => None,
    }
}

/// Whether words make a number that of the year before.
pub(super) fn is_prior(words: &str) -> bool {
    contains_any(words, &["上年", "去年", "上一年", "同期"]) || ends_with_any(words, &["由", "从"])
}

/// Whether words in front of a number compare another with it: ，较上年; 比2022年的; 较年初预算.
pub(super) fn is_compared(words: &str) -> bool {
    const BASES: [&str; 7] = ["预算", "决算", "计划", "目标", "任务", "年的", "年同期"];
    let words = words.trim_start_matches(['，', ',']);
    words.starts_with(['较', '比', '与'])
        && words.chars().count() <= 14
        && (is_prior(words) || contains_any(words, &BASES) || words.ends_with('年'))
        && !is_how_far(words)
}

/// Whether words in front of a number make it how far something is from what it is compared with, by whatever
/// verb: 比上年增收, 较年初净增, 比预算超收.
pub(super) fn is_how_far(words: &str) -> bool {
    const BASES: [&str; 9] = [
        "上年", "去年", "同期", "年", "预算", "决算", "计划", "目标", "任务",
    ];
    const VERBS: [char; 22] = [
        '增', '减', '多', '少', '超', '净', '补', '节', '降', '升', '涨', '压', '缩', '扩', '短',
        '缺', '高', '低', '新', '上', '下', '提',
    ];
    let compared = words
        .find(['较', '比', '与'])
        .and_then(|at| words.get(at..));
    let base = |words: &str| {
        let ends = BASES
            .iter()
            .filter_map(|base| Some(words.rfind(base)? + base.len()));
        ends.max()
    };
    compared.is_some_and(|words| {
        let behind = base(words).and_then(|end| words.get(end..));
        let behind = behind.map(|it| it.trim_start_matches(['初', '末', '底', '度', '数', '的']));
        behind.is_some_and(|it| it.starts_with(VERBS))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_each_verb_is_in_all_of_them() {
        for verb in UP.iter().chain(&DOWN) {
            assert!(verb.contains(MOVES), "{verb}");
        }
    }
}
