//! Which rows of a sheet a pasted table calls by a name: an entry by what it is called, a row of the
//! form by the words printed in front of it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use super::table::is_blank;
use crate::document::FieldPath;
use crate::figures::budget::Item;
use crate::report::fields::UNIT;
use crate::report::numeral::{count, digit, half_width};
use crate::ui::sheet::{RowKind, Sheet};

/// What other forms call a column or a row, and what this one does.
const ALSO_CALLED: &[(&str, &[&str])] = &[
    ("名称", &["项目", "支出项目", "一级项目", "科目"]),
    (
        "年初预算数",
        &["年初批复数", "年初批复预算数", "批复预算数", "预算批复数"],
    ),
    (
        "全年预算数",
        &[
            "调整预算数",
            "调整预算",
            "调整后预算数",
            "调整后预算",
            "调整后的预算数",
            "年度预算数",
            "最终预算数",
        ],
    ),
    (
        "全年执行数",
        &[
            "执行数",
            "预算执行数",
            "实际执行数",
            "本年执行数",
            "决算数",
            "支出决算数",
            "本年决算数",
            "实际支出数",
            "实际支出",
            "全年支出数",
            "全年支出",
            "全年实际支出数",
            "本年支出",
            "支出数",
            "本年支出数",
            "本年支出小计",
        ],
    ),
    (
        "上年执行数",
        &[
            "上年决算数",
            "上年决算",
            "上年全年执行数",
            "上年支出数",
            "上年支出",
            "上年实际支出数",
            "上年数",
        ],
    ),
    (
        "上年决算数",
        &["上年执行数", "上年全年执行数", "上年支出数", "上年数"],
    ),
    ("本年预算数", &["预算数", "年初预算数", "年初预算"]),
    (
        "本年决算数",
        &[
            "决算数",
            "执行数",
            "全年执行数",
            "本年执行数",
            "实际支出数",
            "本年支出",
        ],
    ),
    ("实际在职人数", &["在职人数", "实有人数", "年末在职人数"]),
    (
        "三级指标",
        &["指标名称", "绩效指标", "指标内容", "评价指标"],
    ),
    ("计算符号", &["指标性质", "符号"]),
    (
        "指标值",
        &["目标值", "年度目标值", "年初目标值", "预期目标值", "预期值"],
    ),
    (UNIT, &["单位", "计量单位", "指标单位"]),
    (
        "完成值",
        &["实际值", "实际完成指标值", "完成指标值", "年度完成值"],
    ),
    ("分值", &["权重", "满分"]),
    ("得分", &["自评分", "评分"]),
    (
        "偏差原因",
        &[
            "未完成原因",
            "未完成原因分析",
            "扣分原因",
            "扣分原因和其他说明",
            "原因分析",
        ],
    ),
    ("类别", &["编制性质", "人员类别"]),
    (
        "在编人数",
        &["在职人数", "在职在编人数", "实有人数", "实有数", "在编数"],
    ),
    ("列示数", &["个数", "数量"]),
    ("责任人", &["责任部门", "责任单位", "责任科室"]),
    (
        "完成时限",
        &["整改时限", "整改期限", "完成期限", "完成时间"],
    ),
    (
        "公务用车购置和维护经费",
        &[
            "公务用车购置和维护",
            "公务用车购置和运行维护费",
            "公务用车购置及运行维护费",
            "公务用车购置及运行费",
        ],
    ),
    (
        "公车购置",
        &["公车购置费", "公务用车购置", "公务用车购置费"],
    ),
    (
        "公车运行维护",
        &["公车运行维护费", "公务用车运行维护", "公务用车运行维护费"],
    ),
    (
        "出国经费",
        &["因公出国(境)费", "因公出国(境)费用", "因公出国(境)经费"],
    ),
    ("公务接待", &["公务接待费", "公务接待经费"]),
    ("三公经费", &["三公经费合计"]),
    ("业务工作经费", &["业务工作专项"]),
    ("运行维护经费", &["运行维护专项"]),
    ("当年财政拨款", &["本年财政拨款"]),
    ("一般公共预算", &["一般公共预算支出", "一般公共预算拨款"]),
    (
        "政府性基金预算",
        &[
            "政府性基金",
            "政府性基金预算支出",
            "政府性基金支出",
            "政府性基金拨款",
        ],
    ),
    ("支出总计", &["年度资金总额", "资金总额", "支出合计"]),
    ("政府性基金拨款", &["政府性基金", "政府性基金预算拨款"]),
    (
        "国有资本经营预算",
        &["国有资本经营", "国有资本经营预算支出", "国有资本经营支出"],
    ),
    (
        "社会保险基金预算",
        &["社会保险基金预算支出", "社会保险基金"],
    ),
    ("编制数", &["编制人数", "核定编制数", "核定编制"]),
    (
        "在职在编人员",
        &[
            "在职在编",
            "在职人员",
            "在职人数",
            "在编人数",
            "在职在编人数",
            "实际在职人数",
            "年末在职人数",
        ],
    ),
    ("离休人员", &["离休", "离休人数"]),
    ("退休人员", &["退休", "退休人数"]),
    ("年末实有人数", &["实有人数", "年末实有人员", "年末人数"]),
    (
        "编外人员",
        &["编外", "编外人数", "编外其他人员", "编外聘用人员"],
    ),
];

/// What this form calls what another one calls so.
pub(super) fn other_names(name: &str) -> impl Iterator<Item = &'static str> {
    let all = ALSO_CALLED.iter();
    all.filter_map(move |(own, others)| others.contains(&name).then_some(*own))
}

/// The list of projects, and the word that some put behind what one is called.
const PROJECTS: &str = "项目";

/// Quotation marks, which some forms put around 三公.
const QUOTES: &[char] = &['“', '”', '"', '＂', '‘', '’', '「', '」'];

/// The units that stand in brackets behind what a row is called.
const UNITS: [&str; 6] = ["(人)", "(万元)", "(元)", "(%)", "(㎡)", "(平方米)"];

/// A name without the blanks in it: 社会 管理.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the department's table says in front of the first of several rows: by what they are told apart.
const SORTED_BY: [&str; 3] = ["其中", "按收入性质分", "按支出性质分"];

/// The same without what only sorts it in: 其中：２、公务接待（万元） is 公务接待.
pub(super) fn plain(name: &str) -> String {
    let name = name.chars().filter(|c| !c.is_whitespace());
    let name: String = name
        .filter(|c| !QUOTES.contains(c))
        .map(half_width)
        .collect();
    let mut rest = name.trim_start_matches('*').trim_end_matches(':');
    for unit in UNITS {
        rest = rest.strip_suffix(unit).unwrap_or(rest);
    }
    loop {
        let behind = SORTED_BY.iter().find_map(|by| rest.strip_prefix(by));
        let behind = behind.unwrap_or(rest);
        let behind = unnumbered(behind.trim_start_matches(':'));
        if behind.is_empty() || behind == rest {
            return rest.to_owned();
        }
        rest = behind;
    }
}

/// Whether a cell holds no more than the number of its row: 1, 2. 一 （三）.
pub(super) fn is_ordinal(cell: &str) -> bool {
    let cell: String = squeezed(cell).chars().map(half_width).collect();
    let is_behind = |sign: &str| unnumbered(&format!("{cell}{sign}甲")) == "甲";
    !cell.is_empty() && (is_behind("") || is_behind("、"))
}

/// What a row is called: its first cell with more in it than a number of the row.
pub(super) fn name_in(cells: &[String]) -> Option<&String> {
    let mut words = cells.iter().filter(|cell| !is_ordinal(cell));
    words.find(|cell| !cell.trim().is_empty())
}

/// A name behind its number: 一、 （一） 1、 1. (1) ①.
fn unnumbered(name: &str) -> &str {
    const MOST: usize = 999;
    if let Some(circled) = name.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return name.get(circled.len_utf8()..).unwrap_or_default();
    }
    let (is_open, inner) = match name.strip_prefix('(') {
        Some(inner) => (true, inner),
        None => (false, name),
    };
    let number = count(inner).filter(|(number, _)| *number <= MOST);
    let Some(behind) = number.and_then(|(_, len)| inner.get(len..)) else {
        return name;
    };
    let rest = match (is_open, behind.chars().next()) {
        (true, Some(')')) => behind.get(1..),
        (false, Some(sign @ ('、' | '.' | ')'))) => behind.get(sign.len_utf8()..),
        _ => None,
    };
    // 1.5 is a number.
    let is_number =
        |rest: &&str| behind.starts_with('.') && rest.starts_with(|c: char| c.is_ascii_digit());
    let rest = rest.filter(|rest| !is_number(rest)).unwrap_or(name);
    let and = rest.strip_prefix(['、', '.']).filter(|_| is_open);
    and.unwrap_or(rest)
}

/// Lines of a text without the blank ones, and without the numbers in front where these count up
/// from the first on; and whether they did.
pub(in crate::ui::app) fn unnumbered_lines(
    mut lines: Vec<Vec<String>>,
) -> (Vec<Vec<String>>, bool) {
    if !lines.iter().all(|cells| is_blank(cells)) {
        lines.retain(|cells| !is_blank(cells));
    }
    let mut last = 0;
    let behind = lines.iter().map(|cells| {
        let (number, behind) = behind_number(cells)?;
        (number > std::mem::replace(&mut last, number)).then_some(behind)
    });
    match behind.collect::<Option<Vec<_>>>() {
        Some(behind) => (behind, true),
        None => (lines, false),
    }
}

/// A name without the number in front of it: （1）社会管理 is 社会管理.
pub(super) fn behind_its_number(name: &str) -> String {
    let behind = behind_number(&[name.to_owned()]).and_then(|(_, cells)| cells.into_iter().next());
    behind.unwrap_or_else(|| name.trim().to_owned())
}

/// A line of a list without the number in front of it, where that is its own: the third begins with 3、.
pub(in crate::ui::app) fn without_own_number(line: &str, place: usize) -> Option<String> {
    let (number, behind) = behind_number(&[line.to_owned()])?;
    behind.into_iter().next().filter(|_| number == place)
}

/// The number that a line begins with, in a cell of its own or not, and what stands behind it.
fn behind_number(cells: &[String]) -> Option<(usize, Vec<String>)> {
    let (first, rest) = cells.split_first()?;
    let first = first.trim();
    let half: String = first.chars().map(half_width).collect();
    let number = match half.chars().next()? {
        circled @ '①'..='⑳' => usize::try_from(circled as u32 - '①' as u32).ok()? + 1,
        _ => count(half.strip_prefix('(').unwrap_or(&half))?.0,
    };
    if is_ordinal(first) {
        return (!rest.is_empty()).then(|| (number, rest.to_vec()));
    }
    let behind = unnumbered(&half).chars().count();
    let taken = half.chars().count().checked_sub(behind)?;
    let text: String = first.chars().skip(taken).collect();
    let text = std::iter::once(text.trim().to_owned());
    (taken > 0).then(|| (number, text.chain(rest.iter().cloned()).collect()))
}

/// The rows of the section in which one stands.
pub(super) fn section(sheet: &Sheet, row: usize) -> Range<usize> {
    let is_section = |at: &usize| {
        sheet
            .rows
            .get(*at)
            .is_some_and(|row| row.kind == RowKind::Section)
    };
    let begin = (0..=row).rev().find(is_section).unwrap_or(0);
    let end = (row + 1..sheet.rows.len()).find(is_section);
    begin..end.unwrap_or(sheet.rows.len())
}

/// A row that has a name.
#[derive(Debug)]
pub(super) struct NamedRow {
    /// The name, as it stands there.
    pub(super) name: String,
    /// A field of the row; `None` where the program works all of it out.
    pub(super) field: Option<FieldPath>,
    /// What of the budget it is.
    pub(super) item: Option<Item>,
}

/// The rows that can be called by a name, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    rows: Vec<NamedRow>,
    exact: HashMap<String, VecDeque<usize>>,
    plain: HashMap<String, Vec<usize>>,
    taken: HashSet<usize>,
}

impl Names {
    /// Of two rows of one name the first is meant.
    pub(super) fn of(rows: Vec<NamedRow>) -> Self {
        let mut names = Self::default();
        for (at, row) in rows.iter().enumerate() {
            let exact = names.exact.entry(squeezed(&row.name)).or_default();
            exact.push_back(at);
            names.plain.entry(plain(&row.name)).or_default().push(at);
        }
        Self { rows, ..names }
    }

    /// The row that is meant by a name: that of this very name, else the only one that differs from
    /// it by no more than a number in front.
    fn meant(&self, name: &str) -> Option<usize> {
        let is_free = |at: &&usize| !self.taken.contains(at);
        let exact = self.exact.get(&squeezed(name)).and_then(VecDeque::front);
        let only = |name: &str| match self.plain.get(name).map(Vec::as_slice) {
            Some([at]) => Some(at),
            _ => None,
        };
        let name = plain(name);
        let other = || other_names(&name).find_map(only);
        // 社区建设项目 is the project 社区建设.
        let is_project = |at: &&usize| {
            let field = self.rows.get(**at).and_then(|row| row.field.as_ref());
            field.and_then(FieldPath::first_key) == Some(PROJECTS)
        };
        let project = || {
            let longer = format!("{name}{PROJECTS}");
            let other = name.strip_suffix(PROJECTS).unwrap_or(&longer);
            only(other).filter(is_project)
        };
        let meant = exact.or_else(|| only(&name)).or_else(other);
        meant.or_else(project).filter(is_free).copied()
    }

    /// What of the budget the row is that is called so.
    pub(super) fn item(&self, name: &str) -> Option<Item> {
        self.rows.get(self.meant(name)?)?.item
    }

    /// Whether a row is called so.
    pub(super) fn knows(&self, name: &str) -> bool {
        !plain(name).is_empty() && self.meant(name).is_some()
    }

    /// The row that is called so, which nobody else gets any more.
    pub(super) fn take(&mut self, name: &str) -> Option<&NamedRow> {
        let at = self.meant(name)?;
        let row = self.rows.get(at)?;
        // It is the first of its name, or the only one.
        self.exact.get_mut(&squeezed(&row.name))?.pop_front();
        self.taken.insert(at);
        Some(row)
    }

    /// What the row is called that a name is very near to, of those that the table does not call by
    /// their own. A second phase is not the first.
    pub(super) fn nearest(&self, name: &str) -> Option<&str> {
        const MOST: usize = 1_000;
        let name = plain(name);
        let words = |name: &str| {
            name.chars()
                .filter(|c| digit(*c).is_none())
                .collect::<String>()
        };
        let rows = self.rows.iter().enumerate().take(MOST);
        let rows = rows.filter(|(at, row)| row.field.is_some() && !self.taken.contains(at));
        let near = rows.filter_map(|(_, row)| {
            let other = plain(&row.name);
            let lengths = [&name, &other].map(|it| it.chars().count());
            let (shorter, longer) = (lengths.into_iter().min()?, lengths.into_iter().max()?);
            let is_within = name.contains(&other) || other.contains(&name);
            if longer > shorter * 2 || words(&name) == words(&other) && name != other {
                return None;
            }
            let apart = strsim::damerau_levenshtein(&name, &other);
            (is_within || apart * 4 <= longer).then_some((apart, row.name.as_str()))
        });
        near.min_by_key(|(apart, _)| *apart).map(|(_, name)| name)
    }

    /// An entry of a list that has no name yet, which nobody else gets any more.
    pub(super) fn take_nameless(&mut self, list: &FieldPath) -> Option<FieldPath> {
        let rows = self.exact.get_mut("")?;
        let field = self.rows.get(*rows.front()?)?.field.as_ref();
        let field = field.filter(|field| field.starts_with(list))?;
        rows.pop_front();
        Some(field.clone())
    }
}

/// The entries of a list that go by a number, which says little: each counts from 1.
#[derive(Debug)]
pub(super) struct Numbered {
    /// The field of the number, and the text; taken ones are gone.
    entries: Vec<Option<(FieldPath, String)>>,
    by_text: HashMap<String, usize>,
    by_number: HashMap<String, usize>,
}

impl Numbered {
    /// Entries in order, and their numbers without what stands around them.
    pub(super) fn of(
        entries: Vec<(FieldPath, String)>,
        numbers: impl Iterator<Item = String>,
    ) -> Self {
        let texts = entries.iter().enumerate();
        let by_text = texts.map(|(at, (_, text))| (text.clone(), at)).rev();
        Self {
            by_text: by_text.collect(),
            by_number: numbers.zip(0..).collect(),
            entries: entries.into_iter().map(Some).collect(),
        }
    }

    /// The entry that a pasted one is: that of the same text, else that of its number where it has no
    /// text yet or one that was changed a little. Nobody else gets it any more.
    pub(super) fn take(&mut self, number: &str, text: &str) -> Option<FieldPath> {
        let text = squeezed(text);
        let same = self.by_text.get(&text).copied();
        let is_free = |at: &usize| self.entries.get(*at).is_some_and(Option::is_some);
        let of_number = || {
            let at = *self.by_number.get(&plain(number))?;
            let (_, own) = self.entries.get(at)?.as_ref()?;
            (own.is_empty() || is_near(own, &text)).then_some(at)
        };
        let at = same.filter(is_free).or_else(of_number)?;
        let (path, _) = self.entries.get_mut(at)?.take()?;
        Some(path)
    }
}

/// Whether more than half of two texts is the same.
fn is_near(one: &str, other: &str) -> bool {
    /// The longest that are compared, in characters.
    const MOST: usize = 1_000;
    let is_short = |text: &str| text.chars().count() <= MOST;
    is_short(one) && is_short(other) && strsim::normalized_damerau_levenshtein(one, other) > 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_without_what_sorts_it_in() {
        for (name, expected) in [
            ("其中：2、公务 接待（万元）", "公务接待"),
            ("１．“三公”经费：", "三公经费"),
            ("（一）在职人员", "在职人员"),
            ("(2)、其中:办公费", "办公费"),
            ("③离休人员", "离休人员"),
            ("十二、其他", "其他"),
            ("三公经费", "三公经费"),
            ("12345热线", "12345热线"),
            ("1.5万元以下工程", "1.5万元以下工程"),
            ("（2022）年度尾款", "(2022)年度尾款"),
            ("1、", "1、"),
        ] {
            assert_eq!(plain(name), expected);
        }
    }

    #[test]
    fn a_name_that_means_two_rows_means_neither() {
        let row = |name: &str| NamedRow {
            name: name.to_owned(),
            field: None,
            item: None,
        };
        let mut names = Names::of(["1、植树", "2、植树", "修路"].map(row).into());
        assert!(names.take("植树").is_none());
        assert!(names.take("2、植树").is_some_and(|it| it.name == "2、植树"));
        assert!(names.take("（三）修 路").is_some());
        assert!(names.take("修路").is_none());
    }
}
