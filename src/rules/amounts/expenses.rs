//! How a text tells of the four expenses that 三公经费 is made of: by their names, and that there were
//! none.

use std::ops::Range;

use crate::report::numeral::is_digit;
use crate::rules::passage::quantity::{self, Unit};
use crate::rules::passage::{PARTS_OF_A_YEAR, Passage, Word, contains_any, of_another_year, words};

/// The four, by their key in the base data table, with the words that tell of each.
const FOUR: [(&str, &[Word]); 4] = [
    ("出国经费", words!["出国", "出境"]),
    ("公务用车购置", words!["购置"]),
    ("公务用车运行维护", words!["运行", "维护", "运维"]),
    ("公务接待", words!["接待"]),
];

const CLAUSES: [char; 6] = ['，', '。', '；', '\n', ',', ';'];

/// Which of the four a text does not tell of one by one.
pub(in crate::rules) fn untold(text: &str) -> Vec<&'static str> {
    let clauses = || text.split(CLAUSES);
    if clauses().any(tells_of_the_others) {
        return Vec::new();
    }
    let has_no_cars = clauses().any(has_no_cars);
    let is_told = |key: &str, words: &[Word]| {
        has_no_cars && key.starts_with("公务用车")
            || clauses().any(|clause| tells_of(clause, words))
    };
    let four = FOUR.iter().filter(|(key, words)| !is_told(key, words));
    four.map(|(key, _)| *key).collect()
}

/// Whether a clause says that but for what is told there was nothing: 其余三项无支出, 没有发生其他“三公”经费支出,
/// or that all there was is one of the four: 均为公务接待费.
fn tells_of_the_others(clause: &str) -> bool {
    const OTHERS: [&str; 4] = ["其他", "其它", "其余", "另外"];
    const ALL: [&str; 4] = ["均为", "全部为", "全部是", "都是"];
    let clause = clause.trim();
    let is_of_all = ["三公", "三项", "各项", "几项", "项目", "费用", "支出"];
    let others = contains_any(clause, &OTHERS) && contains_any(clause, &is_of_all);
    let is_all = || {
        let mut ways = ALL.iter().filter_map(|all| clause.strip_prefix(all));
        ways.any(is_of_names)
    };
    others && contains_any(clause, &NO) || is_all()
}

/// Whether a clause says that there are no cars, for which nothing can have been spent.
fn has_no_cars(clause: &str) -> bool {
    const CARS: [&str; 3] = ["公务用车", "公车", "公务车辆"];
    let mut ways = CARS
        .iter()
        .filter_map(|cars| clause.trim().strip_suffix(cars));
    ways.any(|before| before.ends_with("没有") || before.ends_with('无'))
}

/// Whether a clause tells of an expense. What 购置及运行维护 come to does not tell of the purchase,
/// unless it is nothing.
fn tells_of(clause: &str, words: &[Word]) -> bool {
    let is_nothing = || {
        let amounts = quantity::read(clause);
        let mut amounts = amounts.iter().filter(|it| it.unit == Unit::Money);
        denies(clause, words) || amounts.any(|amount| amount.value.is_zero())
    };
    let joined = |behind: &str| {
        let behind = behind.trim_start_matches(['费', '用']);
        behind.starts_with(['及', '和', '与', '、']) && behind.contains("运行")
    };
    words.iter().any(|word| {
        let mut places = clause.match_indices(word.text);
        places.any(|(at, word)| {
            let (before, behind) = clause.split_at(at);
            let behind = behind.strip_prefix(word).unwrap_or(behind);
            word != "购置" || is_of_cars(before, behind) && (!joined(behind) || is_nothing())
        })
    })
}

/// Whether 购置 between these words of a clause is that of cars, as it is where nothing else is named: 其中购置费4万元, and not
/// 设备购置288万元.
fn is_of_cars(before: &str, behind: &str) -> bool {
    let heads = NO.iter().chain(&["其中", "包括", "用于", "和", "及", "："]);
    let mut rest = before.rsplit('、').next().unwrap_or(before).trim();
    while let Some(shorter) = heads.clone().find_map(|it| rest.strip_suffix(it)) {
        rest = shorter.trim();
    }
    let is_bare = behind.is_empty()
        || behind.starts_with(['费', '支', '及', '和', '与', '、', '为', '均', '无', '）'])
        || behind.starts_with(is_digit);
    before.contains('车') || behind.contains('车') || rest.is_empty() && is_bare
}

/// The expenses that a text says there were none of, each with the first clause that says so.
pub(super) fn denied(passage: &Passage<'_>) -> Vec<(&'static str, Range<usize>)> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    let four = FOUR.iter().filter(|(_, names)| passage.holds_any(names));
    let four: Vec<_> = four.collect();
    if four.is_empty() {
        return found;
    }
    let mut at = 0;
    for clause in passage.text.split_inclusive(CLAUSES) {
        let words = clause.trim_end_matches(CLAUSES);
        let span = at..at + words.len();
        at += clause.len();
        let is_dated_otherwise = || {
            let mut years = passage
                .quantities
                .iter()
                .filter(|it| it.unit == Unit::Date && span.contains(&it.span.start));
            years.any(|it| Some(it.value) != passage.year.map(Into::into))
        };
        for (key, names) in &four {
            let is_new = found.iter().all(|(told, _)| told != key);
            if is_new
                && denies(words, names)
                && !of_another_year(words)
                && !contains_any(words, &PARTS_OF_A_YEAR)
                && !is_dated_otherwise()
                && !passage.speaks_of_another(span.end)
            {
                found.push((key, span.clone()));
            }
        }
    }
    found
}

/// Words for nothing.
const NO: [&str; 8] = [
    "没有",
    "未发生",
    "未产生",
    "未安排",
    "零支出",
    "为零",
    "为0",
    "无",
];

/// Whether a clause says that there was nothing of an expense: 无 and names of expenses behind it, or
/// 均未发生 behind such names, and neither beyond an amount. 无外宾接待 and 无变化 deny nothing.
fn denies(clause: &str, words: &[Word]) -> bool {
    let parts: Vec<&str> = clause.split('、').collect();
    let names = |part: &str| words.iter().any(|word| part.contains(word.text));
    let says_no = |(at, part): (usize, &&str)| {
        let mut ways = NO.iter().filter_map(|no| part.split_once(no));
        ways.any(|(before, behind)| {
            let (earlier, later) = (parts.get(..at), parts.get(at + 1..));
            let ends = matches!(
                behind,
                "" | "支出" | "费用" | "情况" | "发生" | "元" | "万元"
            );
            if ends {
                // 出国经费、公务接待均未发生
                let earlier = earlier.unwrap_or_default().iter().rev();
                let mut reached = earlier.take_while(|part| ends_in_name(part));
                return ends_in_name(before) && (names(before) || reached.any(|part| names(part)));
            }
            let later = later.unwrap_or_default().iter();
            let mut reached = later.take_while(|part| is_of_names(part));
            is_of_names(behind) && (names(behind) || reached.any(|part| names(part)))
        })
    };
    parts.iter().enumerate().any(says_no)
}

/// What the names of the expenses are made of, and what may stand between and behind them.
const OF_NAMES: [&str; 29] = [
    "公务",
    "因公",
    "用车",
    "车辆",
    "公车",
    "购置",
    "运行",
    "维护",
    "出国",
    "出境",
    "（境）",
    "(境)",
    "国内",
    "接待",
    "经费",
    "费用",
    "费",
    "支出",
    "活动",
    "任务",
    "事项",
    "情况",
    "发生",
    "产生",
    "和",
    "及",
    "与",
    "或",
    "的",
];

/// Whether words are the names of expenses and nothing else.
fn is_of_names(words: &str) -> bool {
    let mut rest = words.trim();
    let begun = !rest.is_empty();
    while let Some(shorter) = OF_NAMES.iter().find_map(|it| rest.strip_prefix(it)) {
        rest = shorter;
    }
    begun && rest.is_empty()
}

/// Whether words end in the name of an expense, with what may stand before a denial behind it.
fn ends_in_name(words: &str) -> bool {
    const BEFORE_NO: [&str; 12] = [
        "均",
        "都",
        "也",
        "为",
        "全年",
        "本年度",
        "本年",
        "当年",
        "年度",
        "实际",
        "继续",
        "仍",
    ];
    let mut rest = words.trim();
    while let Some(shorter) = BEFORE_NO.iter().find_map(|it| rest.strip_suffix(it)) {
        rest = shorter;
    }
    OF_NAMES.iter().any(|it| rest.ends_with(it))
}
