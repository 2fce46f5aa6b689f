//! A in the text: what several projects are said to come to together, 9个项目共支出2929.98万元 and 甲、乙两个项目共支出
//! 100万元, beside what the tables have of all of them, or of those that are named.

use std::ops::Range;

use rust_decimal::Decimal;

use super::comparisons::is_of_another_time;
use super::{changes, projects, told};
use crate::figures::budget::{Column, Entered, Item};
use crate::figures::sum_of_known;
use crate::report::fields;
use crate::report::number::{self, WAN, in_ten_thousands, shown};
use crate::report::numeral;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    Passage, Role, bare, contains_any, is_boundary, of_another_year, of_several_years, word,
};
use crate::rules::prose::Prose;
use crate::rules::quoted::room;
use crate::rules::{Case, Finding, Place, Verdict, weighed};

/// What several projects are said to come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Together {
    /// How many they are, as it is written.
    count: usize,
    count_place: Place,
    /// Whether it is written out: 九.
    is_written_out: bool,
    whose: Whose,
    /// Whether they are said to be so many projects of this report and year, so that their number can be held against it.
    is_counted: bool,
    sums: Vec<Sum>,
}

/// An amount that they are said to come to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sum {
    meant: Meant,
    /// In 万元.
    value: Decimal,
    slack: Decimal,
    place: Place,
    /// The bytes of its digits, where they are written in 万元.
    digits: Option<Range<usize>>,
}

/// Which projects are told of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    All,
    /// Those that are named right before: 甲、乙两个项目.
    Named(Vec<String>),
    /// Some are named, and more are meant: 甲等4个项目.
    More(Vec<String>),
    /// Those of the kind that is called so, if one is, 业务工作经费9个项目; otherwise those that are named, which are not so
    /// many: 甲、乙三个项目.
    Kind(String, Vec<String>),
}

/// What a passage tells of several projects together.
pub(in crate::rules) fn together(passage: &Passage<'_>) -> Vec<Together> {
    let is_read = matches!(passage.role, Role::Outcome | Role::Other | Role::Outlook);
    if !is_read || passage.project.is_some() || passage.is_of_a_problem() {
        return Vec::new();
    }
    let before = passage.places(const { word("个项目") });
    let before = before.filter_map(|at| counted(passage, at));
    let quantities = passage.quantities.iter().enumerate();
    let behind = quantities.filter_map(|(i, it)| behind_projects(passage, i, it));
    before
        .chain(behind)
        .filter_map(|some| some.told(passage))
        .collect()
}

/// So many projects.
struct Several<'a> {
    count: usize,
    span: Range<usize>,
    is_written_out: bool,
    /// The words before, back to the begin of their clause but for what is listed.
    lead: &'a str,
    /// Where the words behind begin.
    end: usize,
}

/// 9个项目, 九个项目.
fn counted<'a>(passage: &Passage<'a>, at: usize) -> Option<Several<'a>> {
    let head = passage.between(0, at);
    let digits = head.trim_end_matches(|c: char| numeral::digit(c).is_some() || "十两".contains(c));
    let number = head.get(digits.len()..)?;
    let (count, len) = numeral::count(number)?;
    let sentence = passage.sentence_at(at).start;
    let lead = passage.between(sentence, digits.len());
    let is_whole = len == number.len() && !digits.ends_with(['第', '.']);
    is_whole.then(|| Several {
        count,
        span: digits.len()..at,
        is_written_out: !number.starts_with(numeral::is_digit),
        lead: lead
            .rsplit(|c| c != '、' && is_boundary(c))
            .next()
            .unwrap_or_default(),
        end: at + "个项目".len(),
    })
}

/// 项目9个, 项目共9个.
fn behind_projects<'a>(
    passage: &Passage<'a>,
    index: usize,
    quantity: &Quantity<'a>,
) -> Option<Several<'a>> {
    let is_count = quantity.unit == Unit::Count("个") && quantity.is_exact();
    let lead = is_count
        .then(|| passage.phrase(index))?
        .trim_end_matches('共');
    let lead = lead.strip_suffix("项目")?;
    let count = quantity.digits.parse().ok()?;
    Some(Several {
        count,
        span: quantity.span.start..quantity.span.start + quantity.digits.len(),
        is_written_out: false,
        lead,
        end: quantity.span.end,
    })
}

/// What may stand between projects and what they come to, and says that it is all of it.
const TOTAL: [&str; 4] = ["共", "合计", "总", "累计"];

/// What else may stand there.
const BETWEEN: [&str; 37] = [
    "，",
    "全年",
    "本年度",
    "本年",
    "当年",
    "年度",
    "年初",
    "调整后",
    "实际",
    "实现",
    "完成",
    "财政",
    "预算",
    "资金",
    "经费",
    "支出",
    "投入",
    "安排",
    "执行",
    "使用",
    "支付",
    "拨付",
    "下达",
    "批复",
    "决算",
    "金额",
    "总额",
    "额",
    "数",
    "为",
    "是",
    "达到",
    "达",
    "的",
    "计",
    "已",
    "项目",
];

/// Whether words are made of nothing else.
fn says_no_more(words: &str) -> bool {
    let mut rest = words;
    while let Some(behind) = BETWEEN
        .iter()
        .chain(&TOTAL)
        .find_map(|it| rest.strip_prefix(it))
    {
        rest = behind;
    }
    rest.is_empty()
}

/// Which of the amounts of projects is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    One(Column),
    /// That of a budget, be it of the beginning of the year or of all of it.
    Budget,
    /// Nobody says.
    Any,
}

impl Meant {
    /// What words between projects and a sum mean.
    fn by(link: &str) -> Self {
        match link {
            _ if link.contains("年初") => Self::One(Column::Approved),
            _ if contains_any(link, &["执行", "决算", "实际", "已"]) => {
                Self::One(Column::Spent)
            }
            _ if contains_any(link, &["全年预算", "调整后"]) => Self::One(Column::Adjusted),
            _ if contains_any(link, &["预算", "安排", "投入", "下达", "批复"]) => {
                Self::Budget
            }
            _ if contains_any(link, &["支出", "使用", "支付"]) => Self::One(Column::Spent),
            _ => Self::Any,
        }
    }

    /// In which columns it may be found.
    const fn columns(&self) -> &[Column] {
        match self {
            Self::One(column) => std::slice::from_ref(column),
            Self::Budget | Self::Any => &Column::OF_FORMS,
        }
    }

    /// Whether it is held against a column, and not only looked for in it.
    fn is(self, column: Column) -> bool {
        match self {
            Self::One(own) => own == column,
            Self::Budget => column != Column::Spent,
            Self::Any => true,
        }
    }
}

/// What is told of other projects than those of the report, of some of them, or of a part of their money.
const OTHERS: [&str; 34] = [
    "其中",
    "除",
    "其余",
    "其他资金",
    "子项目",
    "二级",
    "三级",
    "明细",
    "上级",
    "中央",
    "省级",
    "市级",
    "区级",
    "专项债",
    "自筹",
    "社会资本",
    "招商",
    "签约",
    "投资",
    "工程",
    "建设",
    "改造",
    "开工",
    "竣工",
    "重点项目",
    "追加",
    "新增",
    "调剂",
    "结转",
    "结余",
    "上年",
    "去年",
    "预计",
    "拟",
];

impl Several<'_> {
    /// What is told of them.
    fn told(self, passage: &Passage<'_>) -> Option<Together> {
        let sentence = passage.sentence_at(self.span.start);
        let head = passage.between(sentence.start, self.span.start);
        let whose = self.whose();
        // A name may have any of these words.
        if whose == Whose::All && contains_any(head, &OTHERS) {
            return None;
        }
        let is_counted = self.is_counted(passage, &whose);
        let sums = self.sums(passage, &whose);
        (is_counted || !sums.is_empty()).then(|| Together {
            count: self.count,
            count_place: passage.place_at(self.span.clone()),
            is_written_out: self.is_written_out,
            whose,
            is_counted,
            sums,
        })
    }

    /// Whether those of which some are named are told of as projects of this report and year: no 12个项目点, nor those of 全区.
    fn is_counted(&self, passage: &Passage<'_>, whose: &Whose) -> bool {
        let (Whose::More(names) | Whose::Kind(_, names)) = whose else {
            return false;
        };
        const BEHIND: [char; 9] = ['点', '部', '组', '库', '类', '包', '单', '区', '化'];
        let at = self.span.start;
        let head = passage.between(passage.sentence_at(at).start, at);
        let behind = passage.clause_behind(self.end);
        !names.is_empty()
            && matches!(passage.role, Role::Outcome | Role::Other)
            && !behind.starts_with(BEHIND)
            && !contains_any(behind, &OTHERS)
            && !passage.speaks_of_another(at)
            && !of_several_years(head)
            && !of_another_year(head)
            && !is_of_another_time(passage, at)
    }

    /// What they are said to come to, one amount behind the other: 年初预算2520万元，全年预算2990万元.
    fn sums(&self, passage: &Passage<'_>, whose: &Whose) -> Vec<Sum> {
        let sentence = passage.sentence_at(self.span.start);
        let is_of_all_of_them = *whose != Whose::All
            || contains_any(
                &self.lead.replace("公共", ""),
                &["全部", "所有", "共", "项目支出"],
            );
        let mut found = Vec::new();
        let mut from = self.end;
        let quantities = passage.quantities.iter().enumerate();
        let behind =
            quantities.filter(|(_, it)| it.span.start >= self.end && it.span.end <= sentence.end);
        for (i, amount) in behind {
            let link = passage.between(from, amount.span.start);
            let is_first = from == self.end;
            let is_total = is_of_all_of_them || contains_any(link, &TOTAL);
            let is_meant = amount.unit == Unit::Money
                && amount.is_exact()
                && says_no_more(link)
                && (is_total || !is_first)
                && !contains_any(passage.clause_behind(amount.span.end), &OTHERS)
                && passage.period(i).is_none()
                && !passage.is_to_come(amount.span.start)
                && !changes::is_change(passage, i);
            let value = in_ten_thousands(amount.value).zip(in_ten_thousands(amount.slack));
            let Some((value, slack)) = value.filter(|_| is_meant) else {
                break;
            };
            from = amount.span.end;
            found.push(Sum {
                meant: Meant::by(link),
                value,
                slack,
                place: passage.place(amount),
                digits: passage.digits_of(amount).filter(|_| amount.scale == WAN),
            });
        }
        found
    }

    /// Which projects are meant by the words before how many they are.
    fn whose(&self) -> Whose {
        let words = self.lead.trim_end_matches('这');
        let (words, is_open) = match words.strip_suffix('等') {
            Some(words) => (words, true),
            None => (words, false),
        };
        // 项目支出涉及甲、乙两个项目
        let named = ["涉及", "包括"]
            .iter()
            .find_map(|it| words.rsplit_once(it))
            .map_or(words, |(_, names)| names);
        let names: Vec<String> = named
            .split(['、', '和', '及', '与'])
            .map(str::to_owned)
            .collect();
        let lead = lead(self.lead);
        match names.len() {
            2.. if names.len() == self.count => Whose::Named(names),
            1.. if is_open && names.len() < self.count => Whose::More(names),
            _ if projects::calls_all(lead, true) || lead.ends_with("项目支出") => Whose::All,
            2.. if !is_open => Whose::Kind(bare(lead).to_owned(), names),
            _ => Whose::Kind(bare(lead).to_owned(), Vec::new()),
        }
    }
}

/// The words before a count without the verb that leads to it: 2023年我街道共实施.
fn lead(words: &str) -> &str {
    const VERBS: [&str; 12] = [
        "共计", "共", "实施", "安排", "开展", "设置", "设立", "设", "列支", "涉及", "有", "了",
    ];
    let mut rest = words;
    while let Some(shorter) = VERBS.iter().find_map(|it| rest.strip_suffix(it)) {
        rest = shorter;
    }
    rest
}

/// What projects come to in a column.
pub(in crate::rules) fn sum_of(
    case: &Case<'_>,
    projects: impl Iterator<Item = usize>,
    column: Column,
) -> Option<Decimal> {
    let budget = &case.figures.budget;
    sum_of_known(projects.map(|i| budget.node(Item::Project(i))?.value(column)))
}

impl Together {
    /// The projects of the report that are named, where each is one.
    fn named(names: &[String], case: &Case<'_>) -> Option<Vec<usize>> {
        fn stem(name: &str) -> &str {
            name.trim().trim_end_matches("项目")
        }
        let named = names.iter().enumerate().map(|(i, name)| {
            let name = stem(name);
            // 项目支出用于社会管理: before the first more may stand.
            let is_it =
                |own: &str| !own.is_empty() && (name == own || i == 0 && name.ends_with(own));
            let mut projects = case.report.projects.iter();
            projects.position(|it| is_it(stem(&it.name)))
        });
        let named: Vec<usize> = named.collect::<Option<_>>()?;
        let mut once = named.clone();
        once.sort_unstable();
        once.dedup();
        (once.len() == named.len()).then_some(named)
    }

    /// What the tables have of a group of projects in a column, whatever funds are meant; the first is what is shown.
    fn totals(case: &Case<'_>, group: Item, members: &[usize], column: Column) -> Vec<Decimal> {
        let budget = &case.figures.budget;
        let node = budget.node(group).filter(|node| node.is_whole(column));
        let total = node.and_then(|node| node.value(column));
        let all = told::in_own_table(group, case, column);
        let listed = sum_of(case, members.iter().copied(), column);
        let given = members.iter().map(|&i| {
            let project = case.report.projects.get(i)?;
            Entered::from(&project.funds.appropriation).get(column)
        });
        let given = sum_of_known(given);
        let all = [total, all, listed, given].into_iter();
        all.flatten().filter(|_| total.is_some()).collect()
    }

    fn beside(&self, case: &Case<'_>, prose: &Prose) -> Vec<Finding> {
        let of_all = || self.beside_group(case, prose, Item::Projects, "");
        match &self.whose {
            Whose::All => of_all(),
            Whose::Named(names) => {
                let named = Self::named(names, case);
                named.map_or_else(Vec::new, |named| self.beside_named(case, &named))
            }
            Whose::More(names) => {
                if Self::named(names, case).is_none() {
                    return Vec::new();
                }
                let mut found = of_all();
                if found.is_empty() {
                    found.extend(self.too_many(names, case, prose));
                }
                found
            }
            Whose::Kind(name, names) => {
                let mut kinds = case.report.spending.general.project.kinds.iter();
                // 2023年业务工作经费
                let is_it = |kind: &str| {
                    let lead = name.strip_suffix(kind).filter(|_| !kind.is_empty());
                    lead.is_some_and(projects::may_be_whose)
                };
                match kinds.position(|it| is_it(it.name.trim())) {
                    Some(kind) => {
                        let name = Item::ProjectKind(kind).name(case.report);
                        self.beside_group(case, prose, Item::ProjectKind(kind), name)
                    }
                    None => self.miscounted(names, case).into_iter().collect(),
                }
            }
        }
    }

    /// How many they are said to be.
    fn said(&self) -> &str {
        self.count_place.value.as_deref().unwrap_or_default()
    }

    /// That they are said to be more than there are: 甲等12个项目.
    fn too_many(&self, names: &[String], case: &Case<'_>, prose: &Prose) -> Option<Finding> {
        let all = case.report.projects.len();
        let is_told = || told::counts_projects_at(prose, &self.count_place);
        if !self.is_counted || self.count <= all || is_told() {
            return None;
        }
        let message = format!(
            "正文称“{}等{}个项目”，表中一共{all}个项目，项目个数不一致，请核实。",
            names.join("、"),
            self.said()
        );
        let place = Place::new(fields::projects()).shows(all.to_string());
        Some(Finding::new(self.count_place.clone(), message).and(place))
    }

    /// That other than so many are named: 甲、乙三个项目. All of them may be meant where as many are told of as there are.
    fn miscounted(&self, names: &[String], case: &Case<'_>) -> Option<Finding> {
        let named = Self::named(names, case)?;
        if !self.is_counted || self.count == case.report.projects.len() {
            return None;
        }
        let message = format!(
            "“{}”列举了{}个项目，文中称{}个项目，请核实。",
            names.join("、"),
            named.len(),
            self.said()
        );
        let places = named.into_iter().map(|i| {
            let path = fields::project(i).key("名称");
            Place::new(path).shows(Item::Project(i).name(case.report))
        });
        let finding = Finding::new(self.count_place.clone(), message);
        Some(places.fold(finding, Finding::and))
    }

    /// What is wrong with their sums where they are those that are named.
    fn beside_named(&self, case: &Case<'_>, named: &[usize]) -> Vec<Finding> {
        let budget = &case.figures.budget;
        let names = Self::named_in_words(case, named);
        let found = self.sums.iter().filter_map(|sum| {
            let known = sum
                .meant
                .columns()
                .iter()
                .filter_map(|&it| Some((it, sum_of(case, named.iter().copied(), it)?)));
            sum.differing(known.collect(), &names, &|column| {
                let places = named.iter().filter_map(|&i| {
                    let item = Item::Project(i);
                    let value = budget.node(item)?.value(column)?;
                    Some(Place::new(item.path().key(column.key())).shows(shown(value)))
                });
                places.collect()
            })
        });
        found.collect()
    }

    fn named_in_words(case: &Case<'_>, named: &[usize]) -> String {
        let names = named.iter().map(|&i| Item::Project(i).name(case.report));
        let names: Vec<&str> = names.collect();
        format!("{}{}个项目", names.join("、"), named.len())
    }

    /// What is wrong with their sums, or with how many they are, as all of a group that is called so.
    fn beside_group(
        &self,
        case: &Case<'_>,
        prose: &Prose,
        group: Item,
        name: &str,
    ) -> Vec<Finding> {
        let members = case.figures.budget.projects_of(group);
        let sums = self.sums.iter();
        let found = sums.filter_map(|it| self.sum_beside(it, case, prose, (group, &members), name));
        found.collect()
    }

    fn sum_beside(
        &self,
        sum: &Sum,
        case: &Case<'_>,
        prose: &Prose,
        (group, members): (Item, &[usize]),
        name: &str,
    ) -> Option<Finding> {
        let budget = &case.figures.budget;
        let count = members.len();
        let known = sum.meant.columns().iter().flat_map(|&column| {
            let totals = Self::totals(case, group, members, column).into_iter();
            totals.map(move |it| (column, it))
        });
        let known: Vec<(Column, Decimal)> = known.collect();
        let of_column = |column: Column| {
            let has = |i: &&usize| {
                let node = budget.node(Item::Project(**i));
                node.and_then(|it| it.value(column))
                    .is_some_and(|it| !it.is_zero())
            };
            members.iter().filter(has).count()
        };
        let general = members
            .iter()
            .filter(|i| budget.paid_otherwise(**i).is_none());
        let mut counts = vec![count];
        // So many of which some are named may be any.
        if !matches!(self.whose, Whose::More(_)) {
            counts.push(general.count());
            counts.extend(sum.meant.columns().iter().map(|it| of_column(*it)));
        }
        let is_right = known.iter().any(|(_, it)| sum.is(*it));
        if counts.contains(&self.count) {
            let path = group.path();
            return sum.differing(known, &format!("{name}{}个项目", self.count), &|column| {
                let value = budget.node(group).and_then(|it| it.value(column));
                let place = Place::new(path.key(column.key()));
                vec![place.shows(value.map_or_else(String::new, shown))]
            });
        }
        // A round sum may well be that of others.
        let is_told = || told::counts_projects_at(prose, &self.count_place);
        if !is_right || sum.value.fract().is_zero() || is_told() {
            return None;
        }
        let said = self.said();
        let message = format!(
            "正文称{name}{said}个项目合计{}，表中这笔钱是{count}个项目的合计，项目个数不一致，请核实。",
            sum.written()
        );
        let place = Place::new(fields::projects()).shows(count.to_string());
        let right = match self.is_written_out {
            true => numeral::written(count),
            false => count.to_string(),
        };
        let finding = Finding::new(self.count_place.clone(), message).and(place);
        let span = self.count_place.span.clone();
        Some(finding.rewrites(span, &right, format!("正文改为 {right}")))
    }
}

impl Sum {
    /// Whether it is this, but for rounding.
    fn is(&self, known: Decimal) -> bool {
        let by = self.value.checked_sub(known);
        by.is_some_and(|by| by.abs() <= room(self.slack, known))
    }

    fn written(&self) -> &str {
        self.place.value.as_deref().unwrap_or_default()
    }

    /// That it is none of what the tables have, but near enough to be meant for it.
    fn differing(
        &self,
        known: Vec<(Column, Decimal)>,
        whose: &str,
        places: &dyn Fn(Column) -> Vec<Place>,
    ) -> Option<Finding> {
        let by = |value: Decimal| self.value.saturating_sub(value);
        if known.iter().any(|(_, it)| self.is(*it)) {
            return None;
        }
        let told = known.iter().filter(|(column, _)| self.meant.is(*column));
        let (column, nearest) = *told.min_by_key(|(_, it)| by(*it).abs())?;
        let (_, value) = known.into_iter().find(|(of, _)| *of == column)?;
        let fifth = value.checked_div(Decimal::from(5))?;
        if by(nearest).abs() > fifth {
            return None;
        }
        let message = format!(
            "正文称{whose}合计{}，表中{}合计为{}万元，前后不一致，请核实。",
            self.written(),
            column.key(),
            shown(value)
        );
        let finding = Finding::new(self.place.clone(), message);
        let finding = places(column).into_iter().fold(finding, Finding::and);
        let right = number::told(value);
        let digits = self.digits.clone().filter(|_| self.meant != Meant::Any);
        let finding = finding.rewrites(digits, &right, format!("正文改为 {right}"));
        Some(weighed(finding, by(value)))
    }
}

/// What the texts tell of several projects together that the tables do not have.
pub(in crate::rules) fn beside_the_tables(case: &Case<'_>, prose: &Prose) -> Verdict {
    if projects::are_too_many(case, prose.together().count()) {
        return Verdict::lacking("正文里讲各项目合计的话太多");
    }
    let together = prose.together();
    together.flat_map(|it| it.beside(case, prose)).collect()
}
