//! What a pasted table says of itself: which row names its columns, in what unit its amounts are,
//! and which of its rows are no entries but sums of them.

use std::collections::HashSet;
use std::ops::Range;

use super::heading::{
    Heading, MOST_ABOVE, is_heading, is_numbering, join_headings, keys_of, unit_of,
};
use super::names::{
    Names, behind_its_number, is_ordinal, name_in, plain, squeezed, unnumbered_lines,
};
use crate::document::FieldPath;
use crate::figures::budget::wholes_of;
use crate::report::fields::{self, Field, Kind, NAMES, names_a_sum};
use crate::report::number::{Number, word_meant};

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
    /// Those of one entry, where it goes into a list.
    pub(super) fields: &'static [Field],
    /// The year of the report.
    pub(super) year: Option<i16>,
    /// What its rows become.
    pub(super) rows: Rows,
    /// In what unit its amounts are.
    pub(super) amounts: Amounts,
    /// Which budget 预算数 is.
    pub(super) budget: Option<&'static str>,
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
    /// Whether the whole has fields of its own for some of it.
    pub(super) is_taken: bool,
}

impl Sum {
    /// The sum in a row that so many of the others stand above.
    pub(super) fn of(cells: Cells, above: usize) -> Self {
        let name = name_in(&cells).map_or("", |name| name.trim()).to_owned();
        Self {
            name,
            cells,
            above,
            is_taken: false,
        }
    }
}

/// A pasted table, understood.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The names of its columns, where they are known.
    pub(super) head: Option<Vec<Heading>>,
    /// Whether it tells them itself.
    pub(super) is_headed: bool,
    /// What is to be filled in.
    pub(super) rows: Vec<Cells>,
    /// The rows that are nothing to be filled in, and why.
    pub(super) passed_over: Vec<(String, &'static str)>,
    /// The rows that are sums of others.
    pub(super) sums: Vec<Sum>,
    /// Whether numbers in front of its lines are taken off, which the program writes itself.
    pub(super) is_unnumbered: bool,
    amounts: Amounts,
    unit: Option<&'static str>,
}

impl Table {
    /// Reads what is pasted: as one table, or over a form as one for each heading in it.
    pub(super) fn read(mut rows: Vec<Cells>, ground: &Ground) -> Vec<Self> {
        let (mut unit, mut is_unnumbered) = (None, false);
        if ground.rows == Rows::Lines {
            (rows, is_unnumbered) = unnumbered_lines(rows);
        }
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
        // A title may be called as a column is, and is none above a row that names several.
        let mut first = rows.iter().take(MOST_ABOVE);
        let least = if first.any(|cells| is_heading(cells, ground, 2)) {
            2
        } else {
            1
        };
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
            let mut words = cells.iter().filter(|cell| !cell.trim().is_empty());
            let is_title = least > 1 && words.nth(1).is_none();
            if is_first && is_bare && at < most && !is_title && is_heading(&cells, ground, 1) {
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
            first.is_unnumbered = is_unnumbered;
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
            table.is_headed = true;
        } else if ground.keys.iter().any(|key| key == "三级指标") && is_of_form(&rows) {
            table.head = Some(Heading::row(&OF_INDICATORS.map(str::to_owned), ground));
        }
        let of_entries = ground.rows == Rows::Entries;
        if of_entries {
            table.name_the_first(ground);
            let mut above = 0;
            rows.retain(|cells| {
                let is_sum =
                    name_in(cells).is_some_and(|name| names_a_sum(name)) && cells.len() > 1;
                table
                    .sums
                    .extend(is_sum.then(|| Sum::of(cells.clone(), above)));
                above += usize::from(!is_sum && !is_blank(cells));
                !is_sum
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
        let is_row = words()
            .next()
            .is_none_or(|name| names.knows(name) || behind_its_number(name) != name.trim());
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
        self.is_headed = true;
        if ground.rows == Rows::Entries {
            self.name_the_first(ground);
        }
        self.rows.remove(0);
        for sum in &mut self.sums {
            sum.above = sum.above.saturating_sub(1);
        }
    }

    /// What stands under these of its headings in one row that is none of its own.
    pub(super) fn beside(&self, head: Vec<Heading>, cells: Cells) -> Self {
        Self {
            head: Some(head),
            rows: vec![cells],
            amounts: self.amounts,
            unit: self.unit,
            ..Self::default()
        }
    }

    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
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

    /// The column of the texts that a column has the numbers of, if it is one of numbers.
    pub(super) fn text_numbered(&self, column: usize) -> Option<usize> {
        let head = self.head.as_ref()?;
        let is_number = head.get(column)?.names(&["编号"]);
        head.iter().position(|it| is_number && it.names(&["内容"]))
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

    /// Which rows are the sums of others by their codes: 229 and 22960 of 2296002.
    pub(super) fn above_others(&self) -> Vec<bool> {
        let mut head = self.head.iter().flatten();
        let column = head.position(|it| it.names(&["科目编码"]));
        let code = |cells: &Cells| {
            let code = cells.get(column?).map(|code| squeezed(code));
            code.filter(|code| !code.is_empty())
        };
        let codes: Vec<Option<String>> = self.rows.iter().map(code).collect();
        let above: HashSet<&str> = codes
            .iter()
            .flatten()
            .flat_map(|it| wholes_of(it))
            .collect();
        let is_above =
            |code: &Option<String>| code.as_ref().is_some_and(|it| above.contains(&**it));
        codes.iter().map(is_above).collect()
    }

    /// Whether the heading names no field for a column.
    pub(super) fn is_unknown(&self, column: usize) -> bool {
        let heading = self.head.as_ref().map(|head| head.get(column));
        heading.is_some_and(|it| it.is_none_or(|it| it.keys.is_empty()))
    }

    /// Whether a column has a budget without saying which.
    pub(super) fn is_undecided(&self, column: usize) -> bool {
        let heading = self.head.as_ref().and_then(|head| head.get(column));
        heading.is_some_and(|it| it.is_undecided)
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

pub(super) fn has_number(cells: &[String]) -> bool {
    cells
        .iter()
        .any(|cell| Number::read(cell).value().is_some())
}

/// The first cell of a row that has anything in it.
pub(super) fn first_filled(cells: &[String]) -> Option<&String> {
    cells.iter().find(|cell| !cell.trim().is_empty())
}

pub(super) fn is_blank(cells: &[String]) -> bool {
    first_filled(cells).is_none()
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
pub(super) fn is_beside(cells: &[String]) -> bool {
    let word = first_filled(cells).and_then(|cell| Some(cell.split_once([':', '：'])?.0));
    word.is_some_and(|word| {
        let word = plain(word.split(['（', '(']).next().unwrap_or(word));
        BESIDE.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()))
    })
}

/// What stands in a row, in one line.
pub(super) fn in_one(cells: &[String]) -> String {
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

/// Whether rows begin as those of the form for indicators do.
fn is_of_form(rows: &[Vec<String>]) -> bool {
    let words =
        |key: &str| match fields::kind_at(&FieldPath::of(&["整体绩效", "指标"]).index(0).key(key))
        {
            Some(Kind::Choice(words) | Kind::Level(words)) => words,
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
