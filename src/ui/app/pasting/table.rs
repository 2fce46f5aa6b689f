//! What a pasted table says of itself: which row names its columns, in what unit its amounts are,
//! and which of its rows are no entries but sums of them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::names::{Names, is_ordinal, other_names, plain, squeezed};
use crate::document::FieldPath;
use crate::report::fields::{self, Kind, NAMES, names_a_sum};
use crate::report::number::{Number, amount_unit, word_meant};
use crate::report::numeral::digit;

/// The official order of 绩效指标 (P10), as it is copied without its heading.
const OF_INDICATORS: [&str; 8] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "完成值",
    "分值",
    "得分",
    "偏差原因",
];

/// How far down a heading is looked for: below a title and a line with the unit.
const MOST_ABOVE: usize = 5;

/// What lines around a table begin with that are none of its rows.
const BESIDE: &[&str] = &[
    "注",
    "备注",
    "附注",
    "填表说明",
    "填报单位",
    "填表单位",
    "编制单位",
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "经办人",
    "联系人",
    "联系电话",
    "审核人",
    "复核人",
    "负责人",
    "单位负责人",
    "财务负责人",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
];

/// What a table is pasted over.
#[derive(Debug)]
pub(super) struct Ground {
    /// The fields that its heading may name.
    pub(super) keys: Vec<String>,
    /// The year of the report.
    pub(super) year: Option<Decimal>,
    /// What its rows become.
    pub(super) rows: Rows,
    /// In what unit its amounts are.
    pub(super) amounts: Amounts,
}

/// In what unit the amounts of a table are taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Amounts {
    /// In that which the table tells, else in 万元.
    #[default]
    AsTold,
    /// In this one, whatever the table tells.
    In(&'static str),
}

/// What the rows of a table become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// Entries of a list with fields of their own.
    Entries,
    /// Entries of a list of texts.
    Lines,
    /// Rows that the form has printed.
    Form,
}

/// The name of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it stands there.
    pub(super) words: String,
    /// The fields that it may name, the likeliest first; none where there is none of that name.
    pub(super) keys: Vec<String>,
    unit: Option<&'static str>,
}

/// The cells of a row.
pub(super) type Cells = Vec<String>;

/// A row that is the sum of others.
#[derive(Debug)]
pub(super) struct Sum {
    /// What it is called.
    pub(super) name: String,
    /// What stands in it.
    pub(super) cells: Cells,
    /// How many of the others stand above it.
    pub(super) above: usize,
}

/// A pasted table, understood.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The names of its columns, where it has them.
    pub(super) head: Option<Vec<Heading>>,
    /// What is to be filled in.
    pub(super) rows: Vec<Cells>,
    /// The rows that are nothing to be filled in, and why.
    pub(super) passed_over: Vec<(String, &'static str)>,
    /// The rows that are sums of others.
    pub(super) sums: Vec<Sum>,
    amounts: Amounts,
    unit: Option<&'static str>,
}

impl Table {
    /// Reads what is pasted: as one table, or over a form as one for each heading in it.
    pub(super) fn read(mut rows: Vec<Cells>, ground: &Ground) -> Vec<Self> {
        let mut unit = None;
        rows.retain(|cells| {
            let told = unit_line(cells);
            unit = unit.or(told);
            told.is_none() && !is_of_persons(cells)
        });
        let mut beside = Vec::new();
        if ground.rows != Rows::Lines && rows.iter().any(|cells| cells.len() > 1) {
            rows.retain(|cells| {
                let is_beside = is_beside(cells);
                beside.extend(is_beside.then(|| (in_one(cells), "是表外的说明")));
                !is_beside
            });
        }
        let rows = join_headings(rows, ground);
        let mut blocks: Vec<(Option<Cells>, Vec<Cells>)> = vec![(None, Vec::new())];
        let mut above = Vec::new();
        let most = rows.len().saturating_sub(1);
        for (at, cells) in rows.into_iter().enumerate() {
            let (is_first, is_bare) = match blocks.as_slice() {
                [(None, rows)] => (at < MOST_ABOVE, !rows.iter().any(|cells| has_number(cells))),
                _ => (false, false),
            };
            let is_again = matches!(blocks.first(), Some((Some(head), _)) if *head == cells);
            let is_next = || ground.rows == Rows::Form && is_heading(&cells, ground, 2);
            if is_first && is_bare && at < most && is_heading(&cells, ground, 1) {
                above = blocks.drain(..).flat_map(|(_, rows)| rows).collect();
                blocks.push((Some(cells), Vec::new()));
            } else if is_next() {
                blocks.push((Some(cells), Vec::new()));
            } else if let Some((_, rows)) = blocks.last_mut().filter(|_| !is_again) {
                rows.push(cells);
            }
        }
        let blocks = blocks.into_iter().filter(|(_, rows)| !rows.is_empty());
        let tables = blocks.map(|(head, rows)| Self::block(head, rows, unit, ground));
        let mut tables: Vec<Self> = tables.collect();
        if let Some(first) = tables.first_mut() {
            let told = above.iter().filter(|cells| !is_blank(cells));
            let told = told.map(|cells| (in_one(cells), "在表头上面"));
            first.passed_over.extend(told.chain(beside));
        }
        tables
    }

    /// One heading with the rows below it.
    fn block(
        head: Option<Cells>,
        mut rows: Vec<Cells>,
        unit: Option<&'static str>,
        ground: &Ground,
    ) -> Self {
        let mut table = Self {
            unit,
            amounts: ground.amounts,
            ..Self::default()
        };
        if let Some(head) = head {
            table.head = Some(Heading::row(&head, ground));
        } else if ground.keys.iter().any(|key| key == "三级指标") && is_of_form(&rows) {
            table.head = Some(Heading::row(&OF_INDICATORS.map(str::to_owned), ground));
        }
        let of_entries = ground.rows == Rows::Entries;
        if of_entries {
            table.name_the_first(ground);
            let mut above = 0;
            rows.retain(|cells| {
                let first = cells.iter().find(|cell| !cell.trim().is_empty());
                let sum = first.filter(|name| names_a_sum(name) && cells.len() > 1);
                table.sums.extend(sum.map(|name| Sum {
                    name: name.trim().to_owned(),
                    cells: cells.clone(),
                    above,
                }));
                above += usize::from(sum.is_none() && !is_blank(cells));
                sum.is_none()
            });
            if rows.iter().any(|cells| !is_blank(cells)) {
                rows.retain(|cells| cells.len() < 2 || !is_blank(cells));
            }
        }
        if table.head.is_none() && ground.rows != Rows::Lines && are_numbered(&rows, ground.rows) {
            let sums = table.sums.iter_mut().map(|sum| &mut sum.cells);
            let rows = rows.iter_mut().chain(sums);
            for cells in rows.filter(|cells| !cells.is_empty()) {
                let number = cells.remove(0);
                // A sum goes over the column of the numbers.
                if let Some(name) = cells.first_mut().filter(|it| it.trim().is_empty()) {
                    *name = number;
                }
            }
        }
        table.rows = rows;
        table.carry_down();
        table
    }

    /// Takes a first row of words over rows of numbers for a heading of columns that are not there,
    /// where it is no row by its name.
    pub(super) fn behead(&mut self, ground: &Ground, names: &Names) {
        let Some((first, rest)) = self.rows.split_first() else {
            return;
        };
        let words = || first.iter().filter(|cell| !cell.trim().is_empty());
        let is_row = words().next().is_none_or(|name| names.knows(name));
        // Two words may as well be a name and what stands behind it.
        let is_known = words().any(|word| !keys_of(word, ground).is_empty());
        let is_wide = words().count() > if is_known { 1 } else { 2 };
        let numbers = rest.iter().filter(|cells| has_number(cells)).count();
        if self.head.is_some()
            || is_row
            || !is_wide
            || has_number(first)
            || numbers * 2 <= rest.len()
        {
            return;
        }
        self.head = Some(Heading::row(first, ground));
        if ground.rows == Rows::Entries {
            self.name_the_first(ground);
        }
        self.rows.remove(0);
        for sum in &mut self.sums {
            sum.above = sum.above.saturating_sub(1);
        }
    }

    /// A column that is headed as names are, where none of the fields here are names.
    pub(super) fn other_names(&self) -> Option<usize> {
        let mut head = self.head.iter().flatten();
        head.position(|it| {
            let words = plain(&it.words);
            let ends = ["名称", "项目", "科目", "类别", "分类", "事项"];
            it.keys.is_empty() && ends.into_iter().any(|end| words.ends_with(end))
        })
    }

    /// The column that names the entries, by the heading.
    pub(super) fn names(&self) -> Option<usize> {
        let mut head = self.head.iter().flatten();
        head.position(|it| it.names(NAMES))
    }

    /// Where no column is headed by what the entries are called, the first is, whatever its heading:
    /// 项目 or 人员类型 before 编制数.
    fn name_the_first(&mut self, ground: &Ground) {
        let is_name = |key: &&String| NAMES.contains(&key.as_str()) && *key != "编号";
        let name = ground.keys.iter().find(is_name);
        let is_named = self.names().is_some();
        let mut head = self.head.iter_mut().flatten();
        let first = head.find(|it| !is_numbering(&it.words));
        let first = first.filter(|it| it.keys.is_empty() && !is_named);
        if let (Some(heading), Some(name)) = (first, name) {
            heading.keys.push(name.clone());
        }
    }

    /// Whether the heading names no field for a column.
    pub(super) fn is_unknown(&self, column: usize) -> bool {
        let heading = self.head.as_ref().map(|head| head.get(column));
        heading.is_some_and(|it| it.is_none_or(|it| it.keys.is_empty()))
    }

    /// Whether a column only numbers the rows.
    pub(super) fn is_numbering(&self, column: usize) -> bool {
        self.words(column).is_some_and(is_numbering)
    }

    /// What a column is called.
    pub(super) fn words(&self, column: usize) -> Option<&str> {
        let heading = self.head.as_ref()?.get(column)?;
        Some(heading.words.as_str()).filter(|words| !words.is_empty())
    }

    /// The unit that amounts of a column are in, where that is not 万元.
    pub(super) fn unit(&self, column: usize) -> Option<&'static str> {
        let own = || self.head.as_ref().and_then(|head| head.get(column)?.unit);
        let unit = match self.amounts {
            Amounts::In(unit) => Some(unit),
            Amounts::AsTold => own().or(self.unit),
        };
        unit.filter(|unit| *unit != "万元")
    }

    /// Which rows a sum may be of: all, and those above or below a 小计 up to the next.
    pub(super) fn parts_of(&self, sum: usize) -> [Range<usize>; 2] {
        let above = |at: usize| self.sums.get(at).map(|sum| sum.above);
        let is_of_some = |sum: &Sum| squeezed(&sum.name).contains("小计");
        match self.sums.get(sum) {
            Some(it) if is_of_some(it) => {
                let before = sum.checked_sub(1).and_then(above).unwrap_or(0);
                let after = above(sum + 1).unwrap_or(self.rows.len());
                [before..it.above, it.above..after]
            }
            _ => [0..self.rows.len(), 0..0],
        }
    }

    /// Cells that are one over several rows stand in the first of them only.
    fn carry_down(&mut self) {
        let head = self.head.iter().flatten().enumerate();
        let merged = head.filter(|(_, it)| it.names(&["一级指标", "二级指标"]));
        for (column, _) in merged {
            let mut last = String::new();
            for cell in self
                .rows
                .iter_mut()
                .filter_map(|cells| cells.get_mut(column))
            {
                if cell.trim().is_empty() {
                    cell.clone_from(&last);
                } else {
                    last.clone_from(cell);
                }
            }
        }
    }
}

impl Heading {
    /// The names of the columns. Of two of one field the one that bears its very name is meant, else
    /// the first.
    fn row(words: &[String], ground: &Ground) -> Vec<Self> {
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
        Self {
            words: words.trim().to_owned(),
            keys: keys_of(words, ground),
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
fn meanings(heading: &str, year: Option<Decimal>) -> Vec<String> {
    let word = heading.split(['（', '(']).next().unwrap_or(heading);
    let word = plain(word);
    let digits = word.chars().map_while(digit).map(|(digit, _)| digit);
    let (of, rest) = match (digits.collect::<String>(), word.split_once('年')) {
        (digits, Some((before, rest))) if digits.len() == 4 && before.chars().count() == 4 => {
            (digits.parse::<Decimal>().ok(), rest)
        }
        _ => (None, &*word),
    };
    let behind = rest.strip_prefix('度').unwrap_or(rest);
    match (of, year) {
        (Some(of), Some(year)) if of.checked_add(Decimal::ONE) == Some(year) => {
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

/// The fields that a heading may name: 名称 is 项目名称, 年初预算数 is 年初预算, 偏差原因 is
/// 偏差原因分析及改进措施.
fn keys_of(heading: &str, ground: &Ground) -> Vec<String> {
    let words = meanings(heading, ground.year);
    let key_of = |name: &str| ground.keys.iter().find(|key| *key == name);
    let mut found: Vec<&String> = Vec::new();
    for word in &words {
        let keys = key_of(word).into_iter();
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
fn join_headings(rows: Vec<Cells>, ground: &Ground) -> Vec<Cells> {
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

/// Whether a row names columns: words, of which more are fields than not, and so many at least.
fn is_heading(cells: &[String], ground: &Ground, least: usize) -> bool {
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

pub(super) fn has_number(cells: &[String]) -> bool {
    cells
        .iter()
        .any(|cell| Number::read(cell).value().is_some())
}

fn is_numbering(word: &str) -> bool {
    ["序号", "编号", "行次"].contains(&&*squeezed(word))
}

pub(super) fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// The unit in which a line says that the amounts are: 单位：元.
fn unit_line(cells: &[String]) -> Option<&'static str> {
    let is_number = |cell: &&String| Number::read(cell).value().is_some();
    if cells.iter().any(|cell| is_number(&cell)) {
        return None;
    }
    cells.iter().find_map(|cell| {
        let cell = squeezed(cell);
        let at = cell.find("单位")?;
        let is_of_amounts = at == 0 || ["金额", "计量", "货币"].iter().any(|it| cell.contains(it));
        let behind = cell
            .get(at + "单位".len()..)?
            .trim_start_matches([':', '：']);
        unit_of(behind).filter(|_| is_of_amounts || at <= "（".len())
    })
}

/// Whether a line is a note on the table or says who filled it in.
fn is_beside(cells: &[String]) -> bool {
    let first = cells.iter().find(|cell| !cell.trim().is_empty());
    let word = first.and_then(|cell| Some(cell.split_once([':', '：'])?.0));
    word.is_some_and(|word| {
        let word = plain(word.split(['（', '(']).next().unwrap_or(word));
        BESIDE.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()))
    })
}

/// What stands in a row, in one line.
fn in_one(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| cell.trim());
    let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    filled.join(" ")
}

/// Whether a line says no more than that persons are counted: 单位：人.
fn is_of_persons(cells: &[String]) -> bool {
    let mut words = cells.iter().filter(|cell| !cell.trim().is_empty());
    let word = words.next().filter(|_| words.next().is_none());
    word.is_some_and(|word| ["单位:人", "(单位:人)"].contains(&&*plain(word)))
}

/// 元 and its multiples, with what may stand around it.
fn unit_of(words: &str) -> Option<&'static str> {
    let words = squeezed(words);
    let words = words.trim_end_matches(['）', ')']);
    let words = words.rsplit(['：', ':']).next().unwrap_or(words);
    let words = words.trim_start_matches("人民币");
    amount_unit(words)
}

/// Whether rows begin as those of the form for indicators do.
fn is_of_form(rows: &[Vec<String>]) -> bool {
    let words =
        |key: &str| match fields::kind_at(&FieldPath::of(&["整体绩效", "指标"]).index(0).key(key))
        {
            Some(Kind::Choice(words)) => words,
            _ => &[],
        };
    let [first, second, signs] = ["一级指标", "二级指标", "计算符号"].map(words);
    rows.first().is_some_and(|cells| {
        let is_of = |column: usize, words| {
            let cell = cells.get(column);
            cell.is_some_and(|cell| word_meant(words, cell).is_some())
        };
        // Here the screen has the sign.
        let is_other = is_of(2, signs) || cells.get(2).is_some_and(|cell| cell.trim().is_empty());
        cells.len() > 3 && is_of(0, first) && is_of(1, second) && !is_other
    })
}

/// Whether the first column only numbers the rows, where it has anything: 1, 2, 3 or 一, （一）. What a
/// form has printed has its numbers, wherever a part of it begins.
fn are_numbered(rows: &[Cells], of: Rows) -> bool {
    let mut last = 0;
    let mut is_numbered = |cells: &Cells| match cells.as_slice() {
        [number, name, _, ..] if !name.trim().is_empty() => {
            let is_next = match number.trim().parse::<usize>() {
                Ok(number) => {
                    let before = std::mem::replace(&mut last, number);
                    of == Rows::Form || number == before + 1 || number == 1
                }
                Err(_) => number.trim().is_empty() || is_ordinal(number),
            };
            is_next && Number::read(name).value().is_none()
        }
        [number, _, _, ..] => names_a_sum(number),
        _ => is_blank(cells),
    };
    let mut numbers = rows.iter().filter_map(|cells| cells.first());
    numbers.any(|number| is_ordinal(number)) && rows.iter().all(&mut is_numbered)
}
