//! What the heading of a pasted table says: which field each column is, of which year, in what unit.

use super::names::{Names, other_names, plain, squeezed};
use super::table::{Cells, Ground, Rows, has_number};
use crate::figures::budget::Column as Amount;
use crate::report::number::{Number, amount_unit};
use crate::report::numeral::digit;

/// How far down a heading is looked for: below a title and a line with the unit.
pub(super) const MOST_ABOVE: usize = 5;

/// The name of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it stands there.
    pub(super) words: String,
    /// The fields that it may name, the likeliest first; none where there is none of that name.
    pub(super) keys: Vec<String>,
    pub(super) unit: Option<&'static str>,
    /// Whether it is 预算数, where there are two of them.
    pub(super) is_undecided: bool,
}

/// The two that 预算数 may be, where a table does not say.
pub(super) const BUDGETS: [&str; 2] = [Amount::Approved.key(), Amount::Adjusted.key()];

impl Heading {
    /// The names of the columns. Of two of one field the one that bears its very name is meant, else
    /// the first.
    pub(super) fn row(words: &[String], ground: &Ground) -> Vec<Self> {
        let read = words.iter().map(|words| Self::read(words, ground));
        let mut head: Vec<Self> = read.collect();
        let mut seen: Vec<String> = Vec::new();
        let exact = |it: &Self| {
            it.keys
                .first()
                .is_some_and(|key| *key == squeezed(&it.words))
        };
        for is_exact in [true, false] {
            for heading in head.iter_mut().filter(|it| exact(it) == is_exact) {
                heading.keys.retain(|key| !seen.contains(key));
                seen.extend(heading.keys.iter().cloned());
            }
        }
        head
    }

    fn read(words: &str, ground: &Ground) -> Self {
        let mut keys = keys_of(words, ground);
        let says_no_more = meanings(words, ground.year)
            .iter()
            .any(|word| ["预算数", "预算", "预算金额"].contains(&&**word));
        let are_here = |key: &str| ground.keys.iter().any(|it| it == key);
        let is_undecided = keys.is_empty() && says_no_more && BUDGETS.into_iter().all(are_here);
        if is_undecided {
            keys.extend(ground.budget.map(str::to_owned));
        }
        Self {
            words: words.trim().to_owned(),
            keys,
            is_undecided,
            unit: words.split(['（', '(']).nth(1).and_then(unit_of),
        }
    }

    /// Whether it may name one of these fields.
    pub(super) fn names(&self, keys: &[&str]) -> bool {
        self.keys.iter().any(|key| keys.contains(&key.as_str()))
    }
}

/// The words of a heading without its year, in each way they may be meant: of the report for 2022,
/// 2022年初预算数 is 年初预算数, and 2021年决算数 is 上年决算数.
fn meanings(heading: &str, year: Option<i16>) -> Vec<String> {
    let word = heading.split(['（', '(']).next().unwrap_or(heading);
    let word = plain(word);
    let digits = word.chars().map_while(digit).map(|(digit, _)| digit);
    let (of, rest) = match (digits.collect::<String>(), word.split_once('年')) {
        (digits, Some((before, rest))) if digits.len() == 4 && before.chars().count() == 4 => {
            (digits.parse::<i16>().ok(), rest)
        }
        _ => (None, &*word),
    };
    let behind = rest.strip_prefix('度').unwrap_or(rest);
    match (of, year) {
        (Some(of), Some(year)) if of.checked_add(1) == Some(year) => {
            vec![format!("上年{behind}")]
        }
        (Some(of), Some(year)) if of != year => Vec::new(),
        (Some(_), _) => vec![
            format!("本年{behind}"),
            behind.to_owned(),
            format!("年{rest}"),
        ],
        (None, _) => {
            let other = [
                ("本年度", "本年"),
                ("上年度", "上年"),
                ("去年", "上年"),
                ("今年", "本年"),
            ];
            let other = other.into_iter().find_map(|(from, to)| {
                let rest = word.strip_prefix(from)?;
                Some(format!("{to}{rest}"))
            });
            other.into_iter().chain([word]).collect()
        }
    }
}

/// The year that a table is of, where its report does not say: the later one of those in one of its rows.
pub(super) fn later_year(rows: &[Cells]) -> Option<i16> {
    let years = |cells: &Cells| {
        let years = cells
            .iter()
            .filter(|cell| tells_year(cell))
            .filter_map(|cell| {
                let digits: String = plain(cell)
                    .chars()
                    .take_while(char::is_ascii_digit)
                    .collect();
                digits.parse::<i16>().ok()
            });
        let mut years: Vec<i16> = years.collect();
        years.sort_unstable();
        years.dedup();
        years
    };
    let several = |cells: &Cells| match years(cells).as_slice() {
        [_, .., last] => Some(*last),
        _ => None,
    };
    rows.iter().take(MOST_ABOVE).find_map(several)
}

/// The fields that a heading may name: 名称 is 项目名称, 年初预算数 is 年初预算, 偏差原因 is
/// 偏差原因分析及改进措施.
pub(super) fn keys_of(heading: &str, ground: &Ground) -> Vec<String> {
    let words = meanings(heading, ground.year);
    let key_of = |name: &str| ground.keys.iter().find(|key| *key == name);
    let mut found: Vec<&String> = Vec::new();
    for word in &words {
        let called = ground.fields.iter();
        let called = called.filter(|field| field.also.contains(&word.as_str()));
        let keys = key_of(word).into_iter();
        let keys = keys.chain(called.filter_map(|field| key_of(field.key)));
        for key in keys.chain(other_names(word).filter_map(key_of)) {
            if !found.contains(&key) {
                found.push(key);
            }
        }
    }
    if found.is_empty() {
        found.extend(words.iter().find_map(|word| alike(word, &ground.keys)));
    }
    found.into_iter().cloned().collect()
}

/// The only field of which a heading says less or more.
fn alike<'k>(word: &str, keys: &'k [String]) -> Option<&'k String> {
    let fits = |key: &&String| {
        let is_long = key.chars().count() > 3;
        // Last year's is not this year's, and a rate is no amount.
        let differs = |part: &str| word.contains(part) && !key.contains(part);
        let fits = key.starts_with(word)
            || word.ends_with(&***key)
            || is_long && word.starts_with(&***key);
        fits && !["上年", "率", "占比"].into_iter().any(differs)
    };
    let mut fitting = keys.iter().filter(fits);
    let is_long = word.chars().count() > 1;
    fitting
        .next()
        .filter(|_| fitting.next().is_none() && is_long)
}

/// The rows with headings of two rows as one, as cells over several columns make them.
pub(super) fn join_headings(rows: Vec<Cells>, ground: &Ground) -> Vec<Cells> {
    let mut joined: Vec<Cells> = Vec::new();
    for cells in rows {
        let is_near = ground.rows == Rows::Form || joined.len() < MOST_ABOVE;
        let upper = joined.last_mut().filter(|_| is_near);
        match upper.and_then(|upper| Some((one_heading(upper, &cells, ground)?, upper))) {
            Some((heading, upper)) => *upper = heading,
            None => joined.push(cells),
        }
    }
    joined
}

/// Two rows of a heading as one: 2022年 over 预算数 and 决算数 is 2022年预算数 and 2022年决算数. `None`
/// where the lower is none, or says as much by itself.
fn one_heading(upper: &[String], lower: &[String], ground: &Ground) -> Option<Cells> {
    let word = |cells: &[String], at: usize| cells.get(at).map_or("", |it| it.trim()).to_owned();
    let columns = 0..upper.len().max(lower.len());
    let begin = |cells| columns.clone().find(|at| !word(cells, *at).is_empty());
    let filled = upper.iter().filter(|cell| !cell.trim().is_empty()).count();
    if filled < 2 || begin(upper) == begin(lower) || has_number(upper) || has_number(lower) {
        return None;
    }
    let (mut group, mut is_split, mut is_of_years) = (String::new(), false, false);
    let words = columns.map(|at| {
        let (above, below) = (word(upper, at), word(lower, at));
        is_split |= above.is_empty() && !below.is_empty() && !group.is_empty();
        if !above.is_empty() {
            group.clone_from(&above);
        }
        if below.is_empty() {
            // A cell over both rows is over no other column.
            group.clear();
            return above;
        }
        is_of_years |= tells_year(&group) || tells_year(&below);
        below_group(&group, below, ground)
    });
    let heading: Cells = words.collect();
    let known = |words: &[String]| {
        let words = words.iter().filter(|it| !keys_of(it, ground).is_empty());
        words.count()
    };
    (is_split && (is_of_years || known(&heading) > known(lower))).then_some(heading)
}

/// What the lower words of a column say together with those over them.
fn below_group(group: &str, below: String, ground: &Ground) -> String {
    let bare = |words: &str| words.split(['（', '(']).next().unwrap_or(words).to_owned();
    let after = |first: &str, second: &str| bare(first) + second;
    let all = match (tells_year(group), tells_year(&below)) {
        // Without its year it would be a figure of another one.
        (true, false) => vec![after(group, &below)],
        (false, true) => vec![after(&below, group)],
        _ => vec![below.clone(), after(group, &below), after(&below, group)],
    };
    let is_known = |words: &&String| !keys_of(words, ground).is_empty();
    let words = all.iter().find(is_known).or(all.first()).cloned();
    let words = words.unwrap_or(below);
    let unit = group.get(bare(group).len()..).unwrap_or_default();
    match words.contains(['（', '(']) {
        true => words,
        false => words + unit,
    }
}

/// Whether words say of which year something is: 2022年, 上年.
fn tells_year(words: &str) -> bool {
    let words = plain(words);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let years = ["上年", "本年", "去年", "今年"];
    let is_numbered = || words.get(digits..).is_some_and(|it| it.starts_with('年'));
    years.iter().any(|year| words.starts_with(year)) || digits == 4 && is_numbered()
}

/// A table on its side the other way round, below what stands above it: the first of its rows has what rows
/// are called, and its first column the headings, or there are only numbers below the names.
pub(super) fn turned(rows: &[Cells], ground: &Ground, names: &Names) -> Option<Vec<Cells>> {
    let is_heading_of = |word: &str| !keys_of(word, ground).is_empty() && !names.knows(word);
    let is_number = |word: &str| Number::read(word).value().is_some();
    let filled = |word: &&String| !word.trim().is_empty();
    let at = (0..rows.len().min(MOST_ABOVE)).find(|at| {
        let (Some(first), Some(below)) = (rows.get(*at), rows.get(at + 1..)) else {
            return false;
        };
        let heads = below.iter().filter_map(|cells| cells.first());
        let heads: Vec<&String> = heads.filter(filled).collect();
        let are_headings = !heads.is_empty() && heads.iter().all(|it| is_heading_of(it));
        // Without headings the names begin in the first column.
        let across = first.iter().skip(usize::from(are_headings)).filter(filled);
        let across: Vec<&String> = across.collect();
        let known = across.iter().filter(|it| names.knows(it)).count();
        let is_row_of = |cells: &Cells| cells.iter().filter(filled).all(|it| is_number(it));
        let are_names = match (are_headings, ground.rows) {
            (true, Rows::Entries) => known > 0 || heads.len() > 1,
            (true, _) => known * 2 > across.len(),
            (false, _) => known == across.len() && known > 1 && below.iter().all(is_row_of),
        };
        let is_head = across.iter().any(|it| is_number(it) || is_heading_of(it));
        are_names && !across.is_empty() && !below.is_empty() && !is_head
    })?;
    let (above, rows) = rows.split_at_checked(at)?;
    let width = rows.iter().map(Vec::len).max()?;
    let column = |at: usize| {
        let cells = rows.iter().map(|cells| cells.get(at).cloned());
        cells.map(Option::unwrap_or_default).collect()
    };
    Some(
        above
            .iter()
            .cloned()
            .chain((0..width).map(column))
            .collect(),
    )
}

/// Whether a row names columns: words, of which more are fields than not, and so many at least.
pub(super) fn is_heading(cells: &[String], ground: &Ground, least: usize) -> bool {
    let words = cells.iter().enumerate();
    let (mut known, mut other, mut begins) = (0, 0, false);
    for (at, word) in words.filter(|(_, word)| !word.trim().is_empty()) {
        if Number::read(word).value().is_some() || word.chars().count() > 20 {
            return false;
        }
        if !keys_of(word, ground).is_empty() {
            known += 1;
            begins |= at == 0;
        } else if at > 0 || ground.rows != Rows::Form {
            // What stands above the names of a form is none of its fields.
            other += usize::from(!is_numbering(word));
        }
    }
    // A row of the form in which nothing is filled in yet begins with its name.
    let is_row = ground.rows == Rows::Form && begins && cells.len() > 1 && known == 1;
    known >= least && !is_row && (other == 0 || known > 1 && known >= other)
}

pub(super) fn is_numbering(word: &str) -> bool {
    ["序号", "编号", "行次"].contains(&&*squeezed(word))
}

/// 元 and its multiples, with what may stand around it.
pub(super) fn unit_of(words: &str) -> Option<&'static str> {
    let words = squeezed(words);
    let words = words.trim_end_matches(['）', ')']);
    let words = words.rsplit(['：', ':']).next().unwrap_or(words);
    let words = words.trim_start_matches("人民币");
    amount_unit(words)
}
