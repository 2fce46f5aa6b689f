//! B: budget and execution.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::fast::RandomState;
use rust_decimal::Decimal;

use super::passage::{Passage, Role, Word, contains_any, is_boundary, says_something, words};
use super::prose::Prose;
use super::{
    Case, Check, Finding, Place, Reads, Rule, Severity, Table, Tally, Verdict, apart, set_number,
    weighed,
};
use crate::document::{Edit, FieldPath, Step};
use crate::figures::budget::{Budget, Column, Item, Node};
use crate::figures::execution::{NoRate, ratio};
use crate::figures::whole::{By, WholeRow};
use crate::report::fields;
use crate::report::number::{
    as_told, in_ten_thousands, is_of_another_size, percent, percent_points, power, rounded, shown,
};

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "B1",
        name: "execution-rate-differs",
        title: "执行率与填列的不符",
        severity: Severity::Error,
        basis: "自评表（P9、P10）：执行率 = 全年执行数 ÷ 全年预算数",
        explain: "自评表上填列的执行率，应等于全年执行数除以全年预算数，保留两位小数。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 200, 全年执行数: 150}}, 自评: {执行率: 80}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 200, 全年执行数: 150}}, 自评: {执行率: 75}}]",
        checks: &[Check::Money(Reads::Figures, stated_rate)],
    },
    Rule {
        code: "B2",
        name: "execution-score-differs",
        title: "预算执行得分与填列的不符",
        severity: Severity::Error,
        basis: "自评表（P9、P10）：得分 = 分值 × 执行率",
        explain: "自评表上填列的预算执行得分，应等于方案给执行率的分值乘以执行率；方案规定封顶的不超过分值。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 200, 全年执行数: 150}}, 自评: {执行率得分: 10}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 200, 全年执行数: 150}}, 自评: {执行率得分: 7.5}}]",
        checks: &[Check::Money(Reads::Figures, stated_score)],
    },
    Rule {
        code: "B3",
        name: "spent-more-than-budgeted",
        title: "全年执行数大于全年预算数",
        severity: Severity::Error,
        basis: "《预算法》第十三条；审计疑点规则",
        explain: "支出必须以批准的预算为依据。执行数大于全年预算数，多半是全年预算数没有包含追加和上级资金。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 120}}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 120, 全年执行数: 120}}}]",
        checks: &[
            Check::Money(Reads::Figures, overspent),
            Check::Report(Reads::Figures, overspent_lines),
        ],
    },
    Rule {
        code: "B4",
        name: "execution-is-low",
        title: "预算执行率偏低",
        severity: Severity::Warning,
        basis: "自评填报要求：执行率低于90%应说明原因",
        explain: "执行率低于方案规定的比例（多为90%）时，应在“执行说明”或完成情况中写明原因和改进措施。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 70}}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 70}, 执行说明: 招标推迟到下半年，已要求供应商年内交货。}}]",
        checks: &[Check::Money(Reads::Everything, low)],
    },
    Rule {
        code: "B5",
        name: "rate-on-initial-budget",
        title: "执行率以年初预算为分母",
        severity: Severity::Warning,
        basis: "自评表（P9、P10）：执行率 = 全年执行数 ÷ 全年预算数",
        explain: "填列的执行率正好等于执行数除以年初预算数。年初预算数不含追加，分母应为全年预算数。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {年初预算数: 100, 全年预算数: 125, 全年执行数: 100}}, 自评: {执行率: 100}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {年初预算数: 100, 全年预算数: 125, 全年执行数: 100}}, 自评: {执行率: 80}}]",
        checks: &[Check::Money(Reads::Figures, wrong_base)],
    },
    Rule {
        code: "B6",
        name: "project-money-is-not-its-sources",
        title: "年度资金总额不等于各来源之和",
        severity: Severity::Error,
        basis: "项目支出绩效自评表（P10）：年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金",
        explain: "项目的年度资金总额，年初预算数、全年预算数、全年执行数三栏都应等于各资金来源之和。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 100}, 当年财政拨款: {全年执行数: 80}, 其他资金: {全年执行数: 10}}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 90}, 当年财政拨款: {全年执行数: 80}, 其他资金: {全年执行数: 10}}}]",
        checks: &[Check::Money(Reads::Figures, sources)],
    },
    Rule {
        code: "B7",
        name: "money-by-origin-and-by-use-differ",
        title: "按收入性质、按支出性质与资金总额不一致",
        severity: Severity::Error,
        basis: "部门整体支出绩效自评表（P9）：按收入性质分合计 = 按支出性质分合计 = 年度资金总额",
        explain: "P9 的资金按收入性质和按支出性质各分一遍，两边的合计都应等于年度资金总额。",
        bad: "整体绩效: {资金: {年度资金总额: {全年执行数: 100}, 一般公共预算: {全年执行数: 90}, 基本支出: {全年执行数: 60}, 项目支出: {全年执行数: 40}}}",
        good: "整体绩效: {资金: {年度资金总额: {全年执行数: 100}, 一般公共预算: {全年执行数: 100}, 基本支出: {全年执行数: 60}, 项目支出: {全年执行数: 40}}}",
        checks: &[Check::Report(Reads::Figures, origins_and_uses)],
    },
    Rule {
        code: "B8",
        name: "whole-is-not-its-projects",
        title: "整体自评表的项目支出与各项目自评表不一致",
        severity: Severity::Error,
        basis: "部门整体支出绩效自评表（P9）与项目支出绩效自评表（P10）",
        explain: "P9 上填列的项目支出，应等于各项目自评表的合计（连同政府性基金等其他预算的支出）。",
        bad: "整体绩效: {资金: {项目支出: {全年执行数: 100}}}\n项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 90}}}]",
        good: "整体绩效: {资金: {项目支出: {全年执行数: 90}}}\n项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 90}}}]",
        checks: &[Check::Report(Reads::Figures, whole_beside_projects)],
    },
    Rule {
        code: "B9",
        name: "budget-changed-without-reason",
        title: "预算调整率高而未说明",
        severity: Severity::Warning,
        basis: "自评填报要求：调整率超过30%应说明依据和原因",
        explain: "预算调整率 =（全年预算数 - 年初预算数）÷ 年初预算数。超过30%（有的方案只要有调整）应说明追加、调整的依据和原因。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {年初预算数: 100, 全年预算数: 150, 全年执行数: 150}}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {年初预算数: 100, 全年预算数: 150, 全年执行数: 150}, 执行说明: 年中追加上级专项资金50万元。}}]",
        checks: &[Check::Money(Reads::Everything, adjusted)],
    },
    Rule {
        code: "B10",
        name: "spending-is-far-from-the-plan",
        title: "实际支出与绩效目标计划相差很大",
        severity: Severity::Warning,
        basis: "绩效目标申报表与完成情况对照",
        explain: "绩效目标计划安排的资金，与实际支出相差三成以上的，应补充追加的指标和资金来源。",
        bad: "整体绩效: {目标设置: {项目支出计划安排: 100}}\n支出: {一般公共预算: {项目支出: {金额: {全年执行数: 200}}}}",
        good: "整体绩效: {目标设置: {项目支出计划安排: 100}}\n支出: {一般公共预算: {项目支出: {金额: {全年执行数: 110}}}}",
        checks: &[Check::Report(Reads::Figures, beside_plan)],
    },
    Rule {
        code: "B11",
        name: "scores-run-ahead-of-spending",
        title: "指标得分率明显高于执行率",
        severity: Severity::Warning,
        basis: "预算管理一体化系统自评预警：指标得分率高于执行率5%以上",
        explain: "钱花得少而指标得分高，自评得分的依据不足：要么指标定低了，要么得分给高了。项目的“执行说明”写明了少花钱的原因的不提示。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 60}}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 98}}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]",
        checks: &[Check::Money(Reads::Figures, ahead)],
    },
    Rule {
        code: "B12",
        name: "total-above-its-ceiling",
        title: "总分超过执行率对应的上限",
        severity: Severity::Warning,
        basis: "2022年度预算绩效自评填报手册（各地做法不一，由评分方案决定）",
        explain: "有的地方规定执行率低的，自评总分不得超过一定上限。上限写在评分方案里，方案没有上限的不核对。",
        bad: "评分方案: ceiling-2022\n项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 65}}, 自评: {总分: 92}}]",
        good: "评分方案: ceiling-2022\n项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 65}}, 自评: {总分: 79}}]",
        checks: &[Check::Money(Reads::Figures, above_ceiling)],
    },
    Rule {
        code: "B14",
        name: "same-people-in-two-projects",
        title: "同一人员或用途出现在两个项目",
        severity: Severity::Warning,
        basis: "项目支出不得重复列支",
        explain: "一个项目名称所指的人员，又在另一个项目的完成情况里列支经费，可能重复列支或口径交叉，请说明各自列支的范围。多一个字的叫法（城协管员、城管协管员）也认得出。",
        bad: "项目: [{名称: 两保人员经费}, {名称: 其他事务, 完成情况: 该项目主要核算物管专干、两保人员的人员经费开支。}]",
        good: "项目: [{名称: 两保人员经费}, {名称: 其他事务, 完成情况: 该项目主要核算物管专干的人员经费开支。}]",
        checks: &[Check::Prose(Reads::Words, twice)],
    },
    Rule {
        code: "B15",
        name: "basic-spending-in-a-project",
        title: "项目支出中列支人员、运转经费",
        severity: Severity::Warning,
        basis: "基本支出与项目支出的划分：工资福利、日常公用经费属基本支出",
        explain: "项目的完成情况写明用于工资福利、人员经费或日常运转，疑似在项目支出中列支基本支出，请说明依据。项目名称就是某类聘用人员经费，或就是拨付的运转经费的不算。",
        bad: "项目: [{名称: 其他事务, 完成情况: 用于保障街道正常运转的人员经费及运转经费支出。}]",
        good: "项目: [{名称: 其他事务, 完成情况: 用于社区阵地维修。}]",
        checks: &[Check::Text(basic_in_project)],
    },
    Rule {
        code: "B16",
        name: "catch-all-is-large",
        title: "“其他”类项目占比偏高",
        severity: Severity::Hint,
        basis: "项目预算细化要求",
        explain: "名称为“其他…”的项目占项目支出20%以上，说明项目没有细化到用途。",
        bad: "支出: {一般公共预算: {项目支出: {类别: [{名称: 业务工作经费}]}}}\n项目: [{名称: 其他事务, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 40}}}, {名称: 甲, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 60}}}]",
        good: "支出: {一般公共预算: {项目支出: {类别: [{名称: 业务工作经费}]}}}\n项目: [{名称: 其他事务, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 10}}}, {名称: 甲, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 90}}}]",
        checks: &[Check::Report(Reads::Figures, catch_all)],
    },
    Rule {
        code: "B17",
        name: "amount-of-another-size",
        title: "同一行的金额相差千倍",
        severity: Severity::Warning,
        basis: "金额统一用万元",
        explain: "同一行的年初预算数、全年预算数、全年执行数、上年执行数，有一个是另一个的一千倍以上，多半是把元填成了万元；一个项目的金额是其余项目一般金额的一千倍以上的也提示。确实如此的请说明。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 435.2, 全年执行数: 16604000}}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 435.2, 全年执行数: 1660.4}}}]",
        checks: &[
            Check::Report(Reads::Figures, sizes),
            Check::Report(Reads::Figures, sizes_of_projects),
        ],
    },
    Rule {
        code: "B18",
        name: "amount-beyond-cents",
        title: "金额多于两位小数",
        severity: Severity::Warning,
        basis: "决算报表金额以万元为单位，保留两位小数",
        explain: "以万元为单位的金额报表写两位小数。多出来的小数位，正文和附表也会照写；请按决算报表改为两位，确需更多位的请说明。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 1500.255}}}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 1500.26}}}]",
        checks: &[Check::Report(Reads::Figures, decimals)],
    },
    Rule {
        code: "B19",
        name: "all-amounts-in-yuan",
        title: "整份报告的金额像是按元填的",
        severity: Severity::Warning,
        basis: "金额统一用万元",
        explain: "支出总计合一百亿元以上，或者平均到在职人员每人两亿元以上，多半是整份报告都按元填了；一行里几个数都大一万倍，互相比不出来。确实有这么多的请说明。",
        bad: "支出: {一般公共预算: {金额: {全年执行数: 33507700}}}",
        good: "支出: {一般公共预算: {金额: {全年执行数: 3350.77}}}",
        checks: &[Check::Report(Reads::Figures, all_in_yuan)],
    },
];

/// More than any department that fills in such a report spends, in 万元: 一百亿元 in all, 两亿元 for each
/// who works there.
fn all_in_yuan(case: &Case<'_>) -> Verdict {
    const MOST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
    const MOST_EACH: Decimal = Decimal::from_parts(20_000, 0, 0, false, 0);
    const OF_100_MILLION: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
    let total = case.figures.budget.node(Item::Total);
    let Some(spent) = total.and_then(|node| node.value(Column::Spent)) else {
        return Verdict::lacking("缺全年执行数");
    };
    let people = case.report.profile.staff.employed.value();
    let most = people
        .filter(|people| *people > Decimal::ZERO)
        .and_then(|people| people.checked_mul(MOST_EACH));
    if spent < most.map_or(MOST, |most| most.min(MOST)) {
        return Vec::new().into();
    }
    let in_100_million = spent.checked_div(OF_100_MILLION).unwrap_or_default();
    let message = format!(
        "支出总计{}万元合{}亿元，像是整份报告都按元填的，请改为以万元为单位。",
        shown(spent),
        shown(rounded(in_100_million)),
    );
    let path = Item::General.path().key(Column::Spent.key());
    Finding::new(Place::new(path).shows(shown(spent)), message).into()
}

/// Where a table's own money is entered.
fn money(table: &Table<'_>) -> FieldPath {
    table.path.key("资金").key("年度资金总额")
}

fn stated_rate(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(stated) = table.stated.rate.value() else {
        return Verdict::lacking("没有填列执行率");
    };
    let rate = match table.card.rate {
        Ok(rate) => rate,
        Err(why) => return Verdict::lacking(why.words(case.report, own(table))),
    };
    let Some(computed) = percent_points(rate) else {
        return Verdict::lacking("执行率太大");
    };
    let path = table.path.key("自评").key("执行率");
    let Some(difference) = apart(stated, computed) else {
        return Vec::new().into();
    };
    let message = format!(
        "{}执行率（全年执行数÷全年预算数）应为{computed}%，填列{stated}%，请更正。",
        table.name
    );
    let finding = Finding::new(
        Place::new(path.clone()).shows(format!("{stated}%")),
        message,
    )
    .and(Place::new(money(table).key("全年执行数")).shows(format!("{computed}%")))
    .sets(path, computed);
    weighed(finding, difference).into()
}

fn stated_score(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(stated) = table.stated.execution.value() else {
        return Verdict::lacking("没有填列执行率得分");
    };
    let computed = match (table.card.execution, table.card.rate) {
        (Some(computed), _) => computed,
        (None, Err(why)) => return Verdict::lacking(why.words(case.report, own(table))),
        (None, Ok(_)) => return Verdict::lacking("得分太大"),
    };
    let Some(difference) = apart(stated, computed) else {
        return Vec::new().into();
    };
    let path = table.path.key("自评").key("执行率得分");
    let message = format!(
        "{}预算执行得分应为{}分，填列{}分，请更正。",
        table.name,
        shown(computed),
        shown(stated)
    );
    let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
        .and(Place::new(money(table).key("全年执行数")).shows(shown(computed)))
        .sets(path, computed);
    weighed(finding, difference).into()
}

/// Spent and budgeted of a table's own node.
fn pair(table: &Table<'_>, column: Column) -> Option<(Decimal, Decimal)> {
    let node = table.node?;
    Some((node.value(Column::Spent)?, node.value(column)?))
}

fn overspent(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some((spent, budget)) = pair(table, Column::Adjusted) else {
        return Verdict::lacking("缺全年预算数或全年执行数");
    };
    if spent <= budget
        || table
            .node
            .is_some_and(|node| !node.is_whole(Column::Adjusted))
    {
        return Vec::new().into();
    }
    let message = format!(
        "{}全年执行数{}万元大于全年预算数{}万元，请核实全年预算数是否含追加和上级资金。",
        table.name,
        shown(spent),
        shown(budget)
    );
    let place =
        |column: Column, value| Place::new(own_path(case, table, column)).shows(shown(value));
    let finding =
        Finding::new(place(Column::Spent, spent), message).and(place(Column::Adjusted, budget));
    // A project that spent a thousand times its budget has it in 元.
    let sizes = table.project.and(table.node).and_then(Sizes::of);
    let sizes = sizes.filter(|it| it.large == (Column::Spent, spent));
    match sizes.and_then(|it| Some((it.node, it.in_ten_thousands()?))) {
        Some((node, value)) => finding.fix(
            taken_for_yuan(value),
            taken_as_yuan(&case.figures.budget, node, Column::Spent),
        ),
        None => finding,
    }
    .into()
}

/// The lines of the budget that no table has, by what is entered of each.
fn overspent_lines(case: &Case<'_>) -> Verdict {
    let found = case.figures.budget.nodes().iter().filter_map(|node| {
        let is_line = matches!(node.item, Item::BasicLine(..) | Item::FundLine(..));
        let has_table = matches!(
            node.item,
            Item::Total
                | Item::General
                | Item::Unsorted
                | Item::OtherMoney
                | Item::Project(_)
                | Item::Source(..)
        );
        let (spent, budget) = (
            node.entered.get(Column::Spent)?,
            node.entered.get(Column::Adjusted)?,
        );
        if has_table || spent <= budget {
            return None;
        }
        let message = format!(
            "“{}”全年执行数{}万元大于全年预算数{}万元，请核实全年预算数是否含追加和上级资金。",
            node.item.name(case.report),
            shown(spent),
            shown(budget)
        );
        let path = node.item.path();
        let place = |column: Column, value| Place::new(path.key(column.key())).shows(shown(value));
        let finding =
            Finding::new(place(Column::Spent, spent), message).and(place(Column::Adjusted, budget));
        Some(if is_line {
            finding.weighing(Severity::Warning)
        } else {
            finding
        })
    });
    found.collect()
}

/// A node with two amounts of another size, each in its column.
struct Sizes<'a> {
    node: &'a Node,
    large: (Column, Decimal),
    small: (Column, Decimal),
}

/// How far apart the first digits of two amounts are at least of which one is a thousand times the other.
const OF_A_THOUSAND: i64 = 3;

impl<'a> Sizes<'a> {
    fn of(node: &'a Node) -> Option<Self> {
        let amounts = Column::ALL.map(|column| (column, node.entered.get(column)));
        let amounts = amounts.into_iter();
        let amounts = amounts.filter_map(|(column, amount)| Some((column, amount?)));
        let is_positive = |it: &Decimal| it.is_sign_positive() && !it.is_zero();
        let positive = amounts.filter(|(_, amount)| is_positive(amount));
        // There are thousands, at every key, and to compare two costs more than to see where they begin.
        let powers = positive.clone().map(|(_, amount)| power(amount));
        if powers.clone().max()? - powers.min()? < OF_A_THOUSAND {
            return None;
        }
        let large = positive.clone().max_by_key(|(_, amount)| *amount)?;
        let small = positive.min_by_key(|(_, amount)| *amount)?;
        is_of_another_size(large.1, small.1).then_some(Self { node, large, small })
    }

    /// The large one taken for 元, in 万元, where that comes near the small one.
    fn in_ten_thousands(&self) -> Option<Decimal> {
        let within = |a: Decimal, b: Decimal| {
            b.checked_mul(Decimal::ONE_HUNDRED)
                .is_some_and(|most| a <= most)
        };
        let ((_, more), (_, less)) = (self.large, self.small);
        let taken = in_ten_thousands(more)?;
        (within(taken, less) && within(less, taken)).then(|| taken.normalize())
    }

    /// The nodes that it is a part of.
    fn wholes(&self, budget: &'a Budget) -> impl Iterator<Item = &'a Node> {
        std::iter::successors(Some(self.node), |node| budget.get(node.parent?)).skip(1)
    }
}

/// What it is called to take an amount for 元.
fn taken_for_yuan(value: Decimal) -> String {
    format!("改为 {value}（按元换算）")
}

/// Amounts of one row of which one may be 元.
fn sizes(case: &Case<'_>) -> Verdict {
    let budget = &case.figures.budget;
    let entered = budget.nodes().iter();
    let entered = entered.filter(|node| node.item.is_entered());
    let all: Vec<Sizes<'_>> = entered.filter_map(Sizes::of).collect();
    // What is wrong in a part is wrong in its whole, and is said of the part.
    let of_parts = all.iter().flat_map(|part| {
        let wholes = part.wholes(budget);
        wholes.map(|whole| (whole.item, part.large.0))
    });
    let of_parts: HashSet<(Item, Column), RandomState> = of_parts.collect();
    let is_first = |it: &&Sizes<'_>| !of_parts.contains(&(it.node.item, it.large.0));
    let parts = all.iter().filter(is_first);
    let found = parts.map(|part| {
        let ((large, more), (small, less)) = (part.large, part.small);
        let message = format!(
            "“{}”{}{}万元与{}{}万元差千倍以上，请核对是不是把元填成了万元。",
            part.node.item.name(case.report),
            large.key(),
            shown(more),
            small.key(),
            shown(less)
        );
        let path = |node: &Node, column: Column| node.item.path().key(column.key());
        let place =
            |column: Column, amount| Place::new(path(part.node, column)).shows(shown(amount));
        let is_alike =
            |whole: &&Node| whole.item.is_entered() && whole.entered.get(large) == Some(more);
        let alike = part.wholes(budget).filter(is_alike);
        let alike: Vec<FieldPath> = alike.map(|whole| path(whole, large)).collect();
        let mut finding = Finding::new(place(large, more), message).and(place(small, less));
        for whole in &alike {
            finding = finding.and(Place::new(whole.clone()).shows(shown(more)));
        }
        match part.in_ten_thousands() {
            Some(value) => {
                let paths = std::iter::once(path(part.node, large)).chain(alike);
                let edits = paths.map(|path| set_number(path, value)).collect();
                finding.fix(taken_for_yuan(value), edits)
            }
            None => finding,
        }
    });
    found.collect()
}

/// Projects of which one may be 元 throughout: its amounts agree with one another, not with the
/// others'. Among few it is one that no office could have.
fn sizes_of_projects(case: &Case<'_>) -> Verdict {
    const MANY: usize = 4;
    /// 十亿元, in 万元.
    const BEYOND_ALL: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);
    let nodes = case.figures.budget.nodes().iter();
    let projects = nodes.filter(|node| matches!(node.item, Item::Project(_)));
    let largest = projects.filter_map(|node| {
        let amounts = Column::ALL.into_iter();
        let amounts = amounts.filter_map(|column| Some((node.entered.get(column)?, column)));
        let (amount, column) = amounts.max_by_key(|(amount, _)| *amount)?;
        (amount > Decimal::ZERO).then_some((node, column, amount))
    });
    let largest: Vec<_> = largest.collect();
    let mut amounts: Vec<Decimal> = largest.iter().map(|(.., amount)| *amount).collect();
    if amounts.len() < 2 {
        return Vec::new().into();
    }
    let are_many = amounts.len() >= MANY;
    let middle = (amounts.len() - 1) / 2;
    let (_, middle, _) = amounts.select_nth_unstable(middle);
    let middle = *middle;
    let apart = largest.into_iter().filter(|(node, _, amount)| {
        *amount > middle
            && (are_many || *amount >= BEYOND_ALL)
            && is_of_another_size(*amount, middle)
            && Sizes::of(node).is_none()
    });
    let found = apart.map(|(node, column, amount)| {
        let message = format!(
            "“{}”{}{}万元，是其余项目一般金额的千倍以上，请核对是不是把元填成了万元。",
            node.item.name(case.report),
            column.key(),
            shown(amount)
        );
        let path = node.item.path().key(column.key());
        let severity = match amount >= BEYOND_ALL {
            true => Severity::Warning,
            false => Severity::Hint,
        };
        Finding::new(Place::new(path).shows(shown(amount)), message)
            .weighing(severity)
            .fix(
                "按元换算成万元（各数除以一万）",
                taken_as_yuan(&case.figures.budget, node, column),
            )
    });
    found.collect()
}

/// The edits that take an amount of a node to have been entered in 元, with all others of its row that are
/// like it, and those of its sources, none of which is more than the whole.
pub(super) fn taken_as_yuan(budget: &Budget, node: &Node, column: Column) -> Vec<Edit> {
    let is_mixed = Sizes::of(node).is_some();
    let columns = Column::ALL.into_iter();
    let columns = columns.filter(|it| !is_mixed || *it == column);
    let edits = columns.flat_map(|column| {
        let whole = node.entered.get(column).and_then(in_ten_thousands);
        let sources = node.children.iter().filter_map(|&it| budget.get(it));
        let sources = sources.filter(move |it| it.entered.get(column) > whole);
        let nodes = std::iter::once(node).chain(sources);
        nodes.filter_map(move |node| {
            let value = node.entered.get(column).and_then(in_ten_thousands)?;
            Some(set_number(
                node.item.path().key(column.key()),
                value.normalize(),
            ))
        })
    });
    edits.collect()
}

fn decimals(case: &Case<'_>) -> Verdict {
    let entered = case.figures.budget.nodes().iter();
    let entered = entered.filter(|node| node.item.is_entered());
    let amounts = entered.flat_map(|node| {
        let amounts = Column::ALL.into_iter();
        amounts.filter_map(move |column| Some((node, column, node.entered.get(column)?)))
    });
    // Of thousands hardly any has as many digits.
    let long = amounts.filter(|(.., amount)| amount.scale() > 2 && rounded(*amount) != *amount);
    let found = long.map(|(node, column, amount)| {
        let right = rounded(amount);
        let message = format!(
            "“{}”{}{}万元多于两位小数，报表写两位的话是{}万元，请核对。",
            node.item.name(case.report),
            column.key(),
            amount.normalize(),
            shown(right)
        );
        let path = node.item.path().key(column.key());
        let place = Place::new(path.clone()).shows(amount.normalize().to_string());
        Finding::new(place, message).sets(path, right)
    });
    found.collect()
}

/// The node of a table's money, which needs no name in what is said of it.
fn own(table: &Table<'_>) -> Option<Item> {
    table.node.map(|node| node.item)
}

/// Where an amount of a table's node stands; of several funds the row that they come to, in which no cell is to be changed.
fn own_path(case: &Case<'_>, table: &Table<'_>, column: Column) -> FieldPath {
    let cell = match table.project {
        Some(place) => return Item::Project(place).path().key(column.key()),
        None => case.total_at(column),
    };
    match cell.parent() {
        Some(row) if row != Item::General.path() => row,
        _ => cell,
    }
}

/// Whether something is said of the money: in the note, or among the words for what was done.
fn is_explained(table: &Table<'_>, words: &[&str]) -> bool {
    let note = table.note.trim();
    !note.is_empty() || words.iter().any(|word| table.outcome.contains(word))
}

fn low(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(limit) = case.scheme.execution(table.subject()).explained_below else {
        return Vec::new().into();
    };
    let rate = match table.card.rate {
        Ok(rate) => rate,
        Err(why) => return Verdict::lacking(why.words(case.report, own(table))),
    };
    let words = [
        "执行率",
        "执行进度",
        "未支出",
        "结余",
        "结转",
        "推迟",
        "延期",
    ];
    if as_told(rate) >= limit || is_explained(table, &words) {
        return Vec::new().into();
    }
    let note = match table.project {
        Some(_) => "执行说明",
        None => "预算调整说明",
    };
    let message = format!(
        "{}预算执行率{}，低于{}，请在“{note}”里写明原因和改进措施。",
        table.name,
        percent(rate),
        percent(limit)
    );
    Finding::new(
        Place::new(own_path(case, table, Column::Spent)).shows(percent(rate)),
        message,
    )
    .into()
}

fn wrong_base(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(stated) = table.stated.rate.value() else {
        return Verdict::lacking("没有填列执行率");
    };
    let (Some((spent, approved)), Ok(rate)) = (pair(table, Column::Approved), table.card.rate)
    else {
        return Verdict::lacking("缺年初预算数、全年预算数或全年执行数");
    };
    let on_initial = ratio(Some(spent), Some(approved)).and_then(percent_points);
    let right = percent_points(rate);
    if on_initial != Some(stated) || right == Some(stated) || approved.is_zero() {
        return Vec::new().into();
    }
    let path = table.path.key("自评").key("执行率");
    let message = format!(
        "{}执行率{stated}%以年初预算{}万元为分母计算，应以全年预算数为分母，填{}，请更正。",
        table.name,
        shown(approved),
        percent(rate)
    );
    let finding = Finding::new(
        Place::new(path.clone()).shows(format!("{stated}%")),
        message,
    )
    .and(Place::new(own_path(case, table, Column::Approved)).shows(shown(approved)));
    match right {
        Some(right) => finding.sets(path, right),
        None => finding,
    }
    .into()
}

fn sources(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let (Some(node), Some(_)) = (table.node, table.project) else {
        return Vec::new().into();
    };
    if node.children.is_empty() {
        return Verdict::lacking("没有按来源填列资金");
    }
    let found = Column::ALL.into_iter().filter_map(|column| {
        let (stated, parts) = (node.entered.get(column)?, node.parts.get(column)?);
        // What is blank may make up for what is less.
        let is_open = parts < stated && case.figures.budget.leaves_lack(node, column).is_some();
        if is_open {
            return None;
        }
        super::sums::contradiction(case, node, column, stated, parts).map(|mut finding| {
            finding.message = format!(
                "{}年度资金总额{}{}万元与各来源之和{}万元不一致，请核实。",
                table.name,
                column.key(),
                shown(stated),
                shown(parts)
            );
            finding
        })
    });
    found.collect()
}

fn origins_and_uses(case: &Case<'_>) -> Verdict {
    let rows = &case.figures.funds;
    let Some(whole) = rows.iter().find(|row| row.by == By::Whole) else {
        return Vec::new().into();
    };
    let states = |row: &WholeRow| Column::ALL.iter().any(|&c| row.stated.get(c).is_some());
    if !rows.iter().any(states) {
        return Verdict::lacking("自评表（P9）上没有另外填列资金");
    }
    let mut found = Vec::new();
    for column in Column::OF_FORMS {
        let Some(total) = whole.value(column) else {
            continue;
        };
        for (by, words) in [(By::Origin, "按收入性质"), (By::Use, "按支出性质")] {
            let parts = || rows.iter().filter(|row| row.by == by);
            let Some(sum) = crate::figures::sum(parts().map(|row| row.value(column))) else {
                continue;
            };
            // A row that shows nothing is none of those that are told.
            let is_whole =
                |row: &WholeRow| row.value(column).is_none() || row.lacks(column).is_none();
            let all = Tally {
                amount: total,
                is_whole: is_whole(whole),
            };
            let each = Tally {
                amount: sum,
                is_whole: parts().all(is_whole),
            };
            let is_stated = |row: &WholeRow| row.stated.get(column).is_some();
            let any_stated = is_stated(whole) || parts().any(is_stated);
            let difference = all.apart(each).flatten();
            let Some(difference) = difference.filter(|_| any_stated) else {
                continue;
            };
            let message = format!(
                "{words}合计{}{}万元与年度资金总额{}万元不一致，相差{}万元，请核实。",
                column.key(),
                shown(sum),
                shown(total),
                shown(difference.abs())
            );
            let finding = Finding::new(
                Place::new(whole.path().key(column.key())).shows(shown(total)),
                message,
            )
            .and(Place::new(FieldPath::of(&["整体绩效", "资金"])).shows(shown(sum)));
            found.push(weighed(finding, difference));
        }
    }
    found.into()
}

fn whole_beside_projects(case: &Case<'_>) -> Verdict {
    let rows = &case.figures.funds;
    let Some(row) = rows.iter().find(|row| row.key == "项目支出") else {
        return Vec::new().into();
    };
    let columns = Column::OF_FORMS;
    let stated = |column: Column| Some((row.stated.get(column)?, row.added.get(column)?));
    if !columns.iter().any(|&column| stated(column).is_some()) {
        return Verdict::lacking("自评表（P9）上没有另外填列项目支出");
    }
    // A project of no kind may be one of another fund, which has its amount already (H1).
    let unsorted = case.figures.budget.node(Item::Unsorted);
    let found = columns.into_iter().filter_map(|column| {
        let (stated, added) = stated(column)?;
        let projects = Tally {
            amount: added,
            is_whole: !row.is_open(column),
        };
        let difference = Tally::whole(stated).apart(projects)??;
        let waits = unsorted.and_then(|node| node.value(column)) == added.checked_sub(stated);
        if waits {
            return None;
        }
        let path = row.path().key(column.key());
        let message = format!(
            "部门整体自评表项目支出{}{}万元，各项目自评表合计{}万元，相差{}万元，请核实。",
            column.key(),
            shown(stated),
            shown(added),
            shown(difference.abs())
        );
        let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
            .and(Place::new(fields::projects()).shows(shown(added)))
            .sets(path, added);
        Some(weighed(finding, difference))
    });
    found.collect()
}

fn adjusted(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(node) = table.node else {
        return Verdict::lacking("没有资金");
    };
    let (Some(approved), Some(adjusted)) =
        (node.value(Column::Approved), node.value(Column::Adjusted))
    else {
        return Verdict::lacking("缺年初预算数或全年预算数");
    };
    let Some(rate) = ratio(adjusted.checked_sub(approved), Some(approved)) else {
        return Verdict::lacking("年初预算数为0");
    };
    // 30 %; where the scheme says so, any change.
    let limit = if case.scheme.execution(table.subject()).explained_if_adjusted {
        Decimal::ZERO
    } else {
        Decimal::new(3, 1)
    };
    let words = ["追加", "调整", "调剂", "调增", "调减", "上级", "下达"];
    let complete = node.is_whole(Column::Approved) && node.is_whole(Column::Adjusted);
    if as_told(rate.abs()) <= limit || !complete || is_explained(table, &words) {
        return Vec::new().into();
    }
    let direction = if rate < Decimal::ZERO { "调减" } else { "" };
    let message = format!(
        "{}预算调整率{}，{direction}超过{}，没有说明调整的依据和原因，请补充。",
        table.name,
        percent(rate),
        percent(limit)
    );
    Finding::new(
        Place::new(own_path(case, table, Column::Adjusted)).shows(shown(adjusted)),
        message,
    )
    .and(Place::new(own_path(case, table, Column::Approved)).shows(shown(approved)))
    .into()
}

fn beside_plan(case: &Case<'_>) -> Verdict {
    let parts = [Item::General.path(), fields::projects()];
    if let Some(uncertain) = case.uncertain(&parts) {
        return uncertain;
    }
    let budget = &case.figures.budget;
    let plan = &case.report.whole.plan;
    let plans = [
        (
            Item::Basic,
            plan.basic.value(),
            "基本支出计划安排",
            "基本支出",
        ),
        (
            Item::Projects,
            plan.project.value(),
            "项目支出计划安排",
            "项目支出",
        ),
    ];
    let near = Decimal::new(7, 1)..=Decimal::new(13, 1);
    let is_told = !case.report.spending.general.adjustment.trim().is_empty();
    let compared = plans.into_iter().filter_map(|(item, planned, key, words)| {
        let node = budget.node(item)?;
        let spent = node.value(Column::Spent).filter(|_| node.is_whole(Column::Spent));
        let (planned, spent) = (planned?, spent?);
        let rate = ratio(Some(spent), Some(planned));
        let far = rate.filter(|rate| !near.contains(&as_told(*rate)) && !is_told);
        Some(far.map(|rate| {
        let message = format!(
            "{words}绩效目标计划安排{}万元，实际支出{}万元，为计划的{}，请补充追加指标及资金来源说明。",
            shown(planned),
            shown(spent),
            percent(rate)
        );
            Finding::new(
                Place::new(FieldPath::of(&["整体绩效", "目标设置", key])).shows(shown(planned)),
                message,
            )
            .and(Place::new(item.path().key("全年执行数")).shows(shown(spent)))
        }))
    });
    Verdict::of_compared(compared, "缺计划安排资金或实际支出")
}

fn ahead(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let card = table.card;
    let (Ok(rate), Some(points), Some(scores)) = (card.rate, card.points, card.indicators) else {
        return Verdict::lacking("缺执行率、分值或得分");
    };
    if card.scored < table.indicators.len()
        || case.scheme.execution(table.subject()).points.is_zero()
    {
        return Verdict::lacking("还有指标没有得分");
    }
    let Some(share) = ratio(Some(scores), Some(points)).filter(|share| !share.is_zero()) else {
        return Verdict::lacking("分值合计为0");
    };
    // (得分率 - 执行率) ÷ 得分率 > 5 %
    let gap = ratio(share.checked_sub(rate), Some(share));
    if gap.is_none_or(|gap| gap <= Decimal::new(5, 2)) {
        return Vec::new().into();
    }
    // Of the department a note tells how its budget was changed.
    let of_project = table.project.is_some();
    if of_project && says_something(table.note) {
        return Vec::new().into();
    }
    let told = if of_project {
        "在“执行说明”里写明"
    } else {
        "写明"
    };
    let message = format!(
        "{}指标得分率{}比预算执行率{}高出5%以上，审核时会问依据，请核实得分，或{told}少花钱的原因。",
        table.name,
        percent(share),
        percent(rate)
    );
    Finding::new(
        Place::new(own_path(case, table, Column::Spent)).shows(percent(rate)),
        message,
    )
    .and(Place::new(table.path.key("指标")).shows(percent(share)))
    .into()
}

fn above_ceiling(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    if case.scheme.ceilings.is_empty() {
        return Verdict::lacking("评分方案没有总分上限");
    }
    let Some(stated) = table.stated.total.value() else {
        return Verdict::lacking("没有填列总分");
    };
    let rate = match table.card.rate {
        Ok(rate) => percent(rate),
        // It earns nothing, and no more than the least.
        Err(why @ NoRate::Unbudgeted) => why.short().to_owned(),
        Err(why) => return Verdict::lacking(why.words(case.report, own(table))),
    };
    let Some(most) = table.card.ceiling.filter(|&most| stated > most) else {
        return Vec::new().into();
    };
    let path = table.path.key("自评").key("总分");
    let message = format!(
        "{}预算执行率{rate}，按规定自评得分不应超过{}分，现为{}分，请更正。",
        table.name,
        shown(most),
        shown(stated)
    );
    Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
        .and(Place::new(own_path(case, table, Column::Spent)).shows(rate))
        .sets(path, most)
        .into()
}

/// Who a project is for, from its name: 两保人员经费 is for 两保人员.
fn people_of(name: &str) -> Option<&str> {
    const TAILS: [&str; 8] = [
        "工资保险经费",
        "工资及保险经费",
        "工资经费",
        "人员经费",
        "补助经费",
        "经费",
        "工资",
        "补助",
    ];
    let tail = TAILS.iter().find(|tail| name.ends_with(**tail))?;
    let head = if *tail == "人员经费" {
        name.strip_suffix("经费")?
    } else {
        name.strip_suffix(tail)?
    };
    let is_people = ["员", "人员", "队员", "专干", "干事", "协管"]
        .iter()
        .any(|people| head.ends_with(people));
    (is_people && head.chars().count() >= 3).then_some(head)
}

/// Sentences of a project's 完成情况 that tell what is paid for: they may name the people another
/// project is for.
pub(super) fn paid(passage: &Passage<'_>) -> Vec<Place> {
    const PAYS: &[Word] = words!["核算", "列支", "经费开支", "经费支出", "发放"];
    if passage.project.is_none() || passage.role != Role::Outcome {
        return Vec::new();
    }
    let pays = PAYS.iter().filter(|&&word| passage.may_hold(word));
    let pays: Vec<&str> = pays.map(|word| word.text).collect();
    let sentences = passage.each_sentence();
    let paying = sentences.filter(|(_, sentence)| contains_any(sentence, &pays));
    let places = paying.map(|(at, sentence)| passage.place_at(at..at + sentence.len()));
    places.collect()
}

fn twice(case: &Case<'_>, prose: &Prose) -> Verdict {
    // Every name is looked for in every sentence; in bytes looked through.
    const MOST: usize = 64 << 20;
    let named = case.report.projects.iter().enumerate();
    let named = named.filter_map(|(i, project)| Some((i, people_of(&project.name)?)));
    let named: Vec<(usize, &str)> = named.collect();
    let paying = prose.with_paid().flat_map(|facts| &facts.paid);
    let bytes: usize = paying.filter_map(|it| Some(it.value.as_ref()?.len())).sum();
    if named.len().saturating_mul(bytes) > MOST {
        return Verdict::lacking("以人员命名的项目太多");
    }
    let found = prose.with_paid().flat_map(|facts| {
        let named = named.iter();
        named.filter_map(|&(i, people)| paid_as_well(case, &facts.paid, i, people))
    });
    found.collect()
}

/// Where a text names these people, in their own words or with one character more: 城管协管员 for
/// 城协管员.
fn named_in(text: &str, people: &str) -> Option<Range<usize>> {
    /// A shorter name with one more is in too many words.
    const LEAST: usize = 4;
    let (first, rest) = people.split_at_checked(people.chars().next()?.len_utf8())?;
    let at_most = usize::from(people.chars().count() >= LEAST);
    let mut places = text.match_indices(first).filter_map(|(start, _)| {
        let mut words = text.get(start + first.len()..)?;
        let mut more = at_most;
        for c in rest.chars() {
            let next = words.strip_prefix(c).or_else(|| {
                let mut longer = words.chars();
                let extra = longer.next().filter(|c| more > 0 && !is_boundary(*c))?;
                more -= 1;
                words.get(extra.len_utf8()..)?.strip_prefix(c)
            });
            words = next?;
        }
        Some(start..text.len() - words.len())
    });
    places.next()
}

/// The people one project is for, in what another one's 完成情况 says was paid.
fn paid_as_well(case: &Case<'_>, paid: &[Place], of: usize, people: &str) -> Option<Finding> {
    let (sentence, at, words) = paid.iter().find_map(|place| {
        let sentence = place.value.as_ref()?;
        let at = named_in(sentence, people)?;
        Some((place, at.clone(), sentence.get(at)?))
    })?;
    let other = match sentence.path.steps() {
        [_, Step::Index(other), ..] if *other != of => *other,
        _ => return None,
    };
    let name = |project: usize| Item::Project(project).name(case.report);
    // Two of one name are told of as such.
    if name(of) == name(other) {
        return None;
    }
    let message = format!(
        "“{words}”同时出现在项目“{}”和“{}”，可能重复列支或口径交叉，请说明。",
        name(of),
        name(other)
    );
    let mut place = Place::new(sentence.path.clone()).shows(words);
    let span = sentence.span.as_ref();
    place.span = span.map(|span| span.start + at.start..span.start + at.end);
    let own = fields::project(of).key("名称");
    Some(Finding::new(place, message).and(Place::new(own).shows(name(of))))
}

fn basic_in_project(passage: &Passage<'_>) -> Vec<Finding> {
    const WORDS: &[Word] = words![
        "人员经费及运转经费",
        "人员经费支出",
        "运转经费支出",
        "正常运转的人员经费",
        "发放工资",
        "在职人员工资",
        "工资福利支出",
        "绩效奖金",
        "日常公用经费",
    ];
    let of_project = passage.of_project.filter(|_| passage.role == Role::Outcome);
    let Some(name) = of_project.filter(|name| people_of(name).is_none()) else {
        return Vec::new();
    };
    let words = WORDS.iter().filter(|&&word| passage.may_hold(word));
    // 村级组织运转经费 is what villages are given.
    let words = words.filter(|word| !name.contains(word.text.trim_end_matches("支出")));
    let places = words.filter_map(|word| Some((passage.text.find(word.text)?, word.text)));
    let first = places.min().map(|(at, word)| {
        let message = format!("{name}列支“{word}”，疑似在项目支出中列支基本支出，请说明依据。");
        Finding::new(passage.place_at(at..at + word.len()), message)
    });
    first.into_iter().collect()
}

fn catch_all(case: &Case<'_>) -> Verdict {
    let budget = &case.figures.budget;
    let Some(of) = budget.node(Item::Projects) else {
        return Verdict::lacking("缺项目支出");
    };
    if let Some(lacks) = budget.leaves_lack(of, Column::Spent) {
        let lacks = lacks.words(case.report, None);
        return Verdict::lacking(format!("项目支出还缺{lacks}"));
    }
    let whole = of.total.get(Column::Spent);
    let Some(whole) = whole.filter(|whole| *whole > Decimal::ZERO) else {
        return Verdict::lacking("缺项目支出");
    };
    if case.report.projects.len() < 2 {
        return Vec::new().into();
    }
    let large = |node: &&Node| {
        node.item.name(case.report).starts_with("其他")
            && ratio(node.value(Column::Spent), Some(whole))
                .is_some_and(|share| share >= Decimal::new(2, 1))
    };
    let projects = budget.nodes().iter().filter(|node| match node.item {
        Item::Project(i) => budget.paid_otherwise(i).is_none(),
        _ => false,
    });
    let found = projects.filter(large).filter_map(|node| {
        let spent = node.value(Column::Spent)?;
        let share = percent(ratio(Some(spent), Some(whole))?);
        let message = format!(
            "“{}”占项目支出{share}，占比偏高，请细化。",
            node.item.name(case.report)
        );
        let path = node.item.path().key("全年执行数");
        Some(Finding::new(Place::new(path).shows(shown(spent)), message))
    });
    found.collect()
}
