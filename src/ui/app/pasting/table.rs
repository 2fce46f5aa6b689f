//! What a pasted table says of itself: which row names its columns, in what unit its amounts are,
//! and which of its rows are no entries but sums of them.

use crate::document::FieldPath;
use crate::report::fields::{self, Kind, NAMES, names_a_sum};
use crate::report::number::{Number, amount_unit, word_meant};

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

/// Headings that name a field by other words than the form's.
const ALSO_CALLED: [(&str, &str); 8] = [
    ("项目", "名称"),
    ("支出项目", "名称"),
    ("一级项目", "名称"),
    ("指标名称", "三级指标"),
    ("绩效指标", "三级指标"),
    ("执行数", "全年执行数"),
    ("决算数", "全年执行数"),
    ("单位", "度量单位"),
];

/// How far down a heading is looked for: below a title and a line with the unit.
const MOST_ABOVE: usize = 5;

/// The name of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it stands there.
    pub(super) words: String,
    /// The field that it names; `None` where there is none of that name.
    pub(super) key: Option<String>,
    unit: Option<&'static str>,
}

/// A pasted table, understood.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The names of its columns, where it has them.
    pub(super) head: Option<Vec<Heading>>,
    /// What is to be filled in.
    pub(super) rows: Vec<Vec<String>>,
    /// The rows that are nothing to be filled in, and why.
    pub(super) passed_over: Vec<(String, &'static str)>,
    unit: Option<&'static str>,
}

impl Table {
    /// Reads a table for fields with these keys; of a list of entries sums are none.
    pub(super) fn read(mut rows: Vec<Vec<String>>, keys: &[String], of_entries: bool) -> Self {
        let mut table = Self::default();
        rows.retain(|cells| {
            let unit = unit_line(cells);
            table.unit = table.unit.or(unit);
            unit.is_none()
        });
        let behind = rows.iter().take(MOST_ABOVE);
        let at = behind.into_iter().position(|cells| is_heading(cells, keys));
        if let Some(at) = at.filter(|at| at + 1 < rows.len()) {
            let mut above: Vec<Vec<String>> = rows.drain(..=at).collect();
            let head = above.pop().unwrap_or_default();
            table.head = Some(
                head.iter()
                    .map(|words| Heading::read(words, keys))
                    .collect(),
            );
            let told = above.iter().filter(|cells| !is_blank(cells));
            let told = told.map(|cells| (cells.join(" ").trim().to_owned(), "在表头上面"));
            table.passed_over.extend(told);
        } else if keys.iter().any(|key| key == "三级指标") && is_of_form(&rows) {
            let head = OF_INDICATORS.map(|words| Heading::read(words, keys));
            table.head = Some(head.into());
        }
        if of_entries {
            rows.retain(|cells| {
                let first = cells.iter().find(|cell| !cell.trim().is_empty());
                let sum = first.filter(|name| names_a_sum(name) && cells.len() > 1);
                table
                    .passed_over
                    .extend(sum.map(|name| (name.trim().to_owned(), "是合计")));
                sum.is_none()
            });
            if rows.iter().any(|cells| !is_blank(cells)) {
                rows.retain(|cells| cells.len() < 2 || !is_blank(cells));
            }
        }
        if table.head.is_none() && of_entries {
            drop_numbers(&mut rows);
        }
        table.rows = rows;
        table.carry_down();
        table
    }

    /// The column that names the entries, by the heading.
    pub(super) fn names(&self) -> Option<usize> {
        let mut head = self.head.iter().flatten();
        head.position(|it| {
            let key = it.key.as_deref();
            key.is_some_and(|key| NAMES.contains(&key))
        })
    }

    /// The columns that are of no field and are not the mere numbers of the rows.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (usize, &str)> {
        let head = self.head.iter().flatten().enumerate();
        head.filter_map(|(at, it)| {
            let is_told = it.key.is_none() && !it.words.is_empty() && !is_numbering(&it.words);
            is_told.then_some((at, it.words.as_str()))
        })
    }

    /// The unit that amounts of a column are in, where that is not 万元.
    pub(super) fn unit(&self, column: usize) -> Option<&'static str> {
        let own = self.head.as_ref().and_then(|head| head.get(column)?.unit);
        own.or(self.unit).filter(|unit| *unit != "万元")
    }

    /// Cells that are one over several rows stand in the first of them only.
    fn carry_down(&mut self) {
        let head = self.head.iter().flatten().enumerate();
        let merged = head.filter(|(_, it)| {
            let key = it.key.as_deref();
            key == Some("一级指标") || key == Some("二级指标")
        });
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
    fn read(words: &str, keys: &[String]) -> Self {
        Self {
            words: words.trim().to_owned(),
            key: key_of(words, keys),
            unit: words.split(['（', '(']).nth(1).and_then(unit_of),
        }
    }
}

/// A name without the blanks in it: 社会 管理.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The field that a heading names: 名称 is 项目名称, 年初预算数 is 年初预算, 偏差原因 is
/// 偏差原因分析及改进措施.
fn key_of(heading: &str, keys: &[String]) -> Option<String> {
    let word = heading.trim().trim_start_matches('*');
    let word = squeezed(word.split(['（', '(']).next().unwrap_or(word));
    let is_there = |key: &&str| keys.iter().any(|it| it == key);
    let known = keys.iter().find(|key| **key == word).map(String::as_str);
    let also = || ALSO_CALLED.iter().find(|(also, _)| *also == word);
    let also = || also().map(|(_, key)| *key).filter(is_there);
    let long = word.chars().count() > 1;
    let like = || {
        let fits = |key: &&String| {
            let is_long = key.chars().count() > 3;
            key.starts_with(&word)
                || word.ends_with(&***key)
                || is_long && word.starts_with(&***key)
        };
        let mut fitting = keys.iter().filter(fits).map(String::as_str);
        fitting.next().filter(|_| fitting.next().is_none() && long)
    };
    known.or_else(also).or_else(like).map(str::to_owned)
}

/// Whether a row names columns: words, of which more are fields than not.
fn is_heading(cells: &[String], keys: &[String]) -> bool {
    let words = cells.iter().filter(|word| !word.trim().is_empty());
    let (mut known, mut other) = (0, 0);
    for word in words {
        if Number::read(word).value().is_some() || word.chars().count() > 20 {
            return false;
        }
        match key_of(word, keys) {
            Some(_) => known += 1,
            None if is_numbering(word) => {}
            None => other += 1,
        }
    }
    known > 0 && (other == 0 || known > 1 && known >= other)
}

fn is_numbering(word: &str) -> bool {
    ["序号", "编号", "行次"].contains(&&*squeezed(word))
}

fn is_blank(cells: &[String]) -> bool {
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
    let [first, second] = [words("一级指标"), words("二级指标")];
    rows.first().is_some_and(|cells| {
        let is_of = |column: usize, words| {
            let cell = cells.get(column);
            cell.is_some_and(|cell| word_meant(words, cell).is_some())
        };
        cells.len() > 3 && is_of(0, first) && is_of(1, second)
    })
}

/// Takes away a first column that only numbers the rows: 1, 2, 3.
fn drop_numbers(rows: &mut [Vec<String>]) {
    let mut numbers = rows.iter().enumerate().map(|(at, cells)| {
        let [number, name, _, ..] = cells.as_slice() else {
            return false;
        };
        *number.trim() == (at + 1).to_string() && Number::read(name).value().is_none()
    });
    if numbers.all(|is_number| is_number) {
        for cells in rows {
            cells.remove(0);
        }
    }
}
