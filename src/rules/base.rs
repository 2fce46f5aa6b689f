//! C: thrift, staff and buildings.

use rust_decimal::Decimal;

use super::amounts::{expenses, told};
use super::passage::contains_any;
use super::{Case, Check, Finding, Place, Reads, Rule, Severity, Tally, Verdict, apart, weighed};
use crate::document::FieldPath;
use crate::figures;
use crate::figures::base::BaseColumn;
use crate::figures::budget::{Column, Item};
use crate::figures::execution::ratio;
use crate::figures::rates::{self, Amount, Entered, Rate, Row};
use crate::report::Posts;
use crate::report::number::{Number, percent, percent_points, shown};

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "C1",
        name: "thrift-is-not-its-parts",
        title: "三公经费合计不等于分项之和",
        severity: Severity::Error,
        basis: "基础数据表（P8）：三公经费 = 公务用车购置和维护 + 出国 + 公务接待",
        explain: "三公经费合计应等于三项之和，公务用车购置和维护应等于购置与运行维护之和，三栏都要相等。",
        bad: "基础数据: {三公经费: {合计: {本年决算数: 10}, 公务用车购置: {本年决算数: 0}, 公务用车运行维护: {本年决算数: 6}, 出国经费: {本年决算数: 0}, 公务接待: {本年决算数: 3}}}",
        good: "基础数据: {三公经费: {合计: {本年决算数: 9}, 公务用车购置: {本年决算数: 0}, 公务用车运行维护: {本年决算数: 6}, 出国经费: {本年决算数: 0}, 公务接待: {本年决算数: 3}}}",
        checks: &[Check::Report(Reads::Apart, sum)],
    },
    Rule {
        code: "C2",
        name: "thrift-over-budget",
        title: "三公经费决算超预算",
        severity: Severity::Error,
        basis: "三公经费“只减不增”要求；三公经费控制率 = 决算 ÷ 预算，不超过100%",
        explain: "三公经费本年决算数大于本年预算数，应说明原因。合计没有超、只是其中一项超了的，也请说明。",
        bad: "基础数据: {三公经费: {公务接待: {本年预算数: 3, 本年决算数: 4}}}",
        good: "基础数据: {三公经费: {公务接待: {本年预算数: 4, 本年决算数: 3}}}",
        checks: &[Check::Report(Reads::Apart, over)],
    },
    Rule {
        code: "C3",
        name: "thrift-rises",
        title: "三公经费比上年增长",
        severity: Severity::Warning,
        basis: "部门整体支出绩效评价指标：三公经费变动率 ≤ 0",
        explain: "三公经费本年决算数大于上年决算数，应说明增长的原因。",
        bad: "基础数据: {三公经费: {公务接待: {上年决算数: 3, 本年决算数: 4}}}",
        good: "基础数据: {三公经费: {公务接待: {上年决算数: 4, 本年决算数: 3}}}",
        checks: &[Check::Report(Reads::Apart, rise)],
    },
    Rule {
        code: "C4",
        name: "thrift-not-told-in-four",
        title: "三公经费没有逐项说明",
        severity: Severity::Warning,
        basis: "预决算公开要求：三公经费分出国、公务用车购置、公务用车运行、公务接待四项公开",
        explain: "基本支出的文字说明提到三公经费时，应逐项写明四项金额；没有发生的写“无”或0。只写“购置及运行”合计的，不算单独列示购置。",
        bad: "支出: {一般公共预算: {基本支出: {说明: 本年三公经费支出3万元，其中公务接待支出3万元，无出国经费支出。}}}",
        good: "支出: {一般公共预算: {基本支出: {说明: 本年三公经费支出3万元，其中公务接待支出3万元，无出国经费支出，无公务用车购置和运行维护支出。}}}",
        checks: &[Check::Report(Reads::Apart, four)],
    },
    Rule {
        code: "C5",
        name: "thrift-text-and-table-differ",
        title: "三公经费正文与基础数据表不一致",
        severity: Severity::Error,
        basis: "报告正文应与基础数据表（P8）一致",
        explain: "正文（基本支出的说明和其他各章）写明没有发生的支出，基础数据表却填了金额，或两处金额不同；请以决算为准更正。写了上年的金额、预算或完成预算百分之几的，与表中上年决算数、本年预算数核对。同一段文字既写了金额又写“无”的，以金额为准；“无外宾接待”“与上年无变化”不算写“无”。",
        bad: "支出: {一般公共预算: {基本支出: {说明: 无公务接待支出。}}}\n基础数据: {三公经费: {公务接待: {本年决算数: 3}}}",
        good: "支出: {一般公共预算: {基本支出: {说明: 无公务接待支出。}}}\n基础数据: {三公经费: {公务接待: {本年决算数: 0}}}",
        checks: &[
            Check::Prose(Reads::Apart, told::expenses_beside_the_table),
            Check::Prose(Reads::Apart, told::columns_beside_the_table),
        ],
    },
    Rule {
        code: "C6",
        name: "staff-control-rate",
        title: "在职人员控制率有误或超过100%",
        severity: Severity::Error,
        basis: "基础数据表（P8）：控制率 = 实际在职人数 ÷ 编制数",
        explain: "填列的控制率应等于在职人数除以编制数，保留两位小数；超过100%的应说明原因。",
        bad: "基础数据: {财政供养人员: {编制数: 143, 实际在职人数: 136, 控制率: 96.1}}",
        good: "基础数据: {财政供养人员: {编制数: 143, 实际在职人数: 136, 控制率: 95.1}}",
        checks: &[Check::Report(Reads::Apart, control)],
    },
    Rule {
        code: "C7",
        name: "no-quota",
        title: "没有列示编制数",
        severity: Severity::Warning,
        basis: "基础数据表（P8）：编制数、在职人数、控制率",
        explain: "有在职人数而没有编制数，无法计算在职人员控制率。编制数以机构编制部门核定的为准。",
        bad: "基本情况: {人员: {在职在编人员: 43}}",
        good: "基本情况: {人员: {编制数: 50, 在职在编人员: 43}}",
        checks: &[Check::Report(Reads::Apart, quota)],
    },
    Rule {
        code: "C8",
        name: "kind-over-quota",
        title: "分类在编人数超出编制",
        severity: Severity::Warning,
        basis: "机构编制管理规定：各类编制分别核定，不得混用",
        explain: "某一类在编人数大于该类编制数，应说明超编原因和消化办法。",
        bad: "基本情况: {人员: {分类编制: [{类别: 事业编制, 编制数: 10, 在编人数: 12}]}}",
        good: "基本情况: {人员: {分类编制: [{类别: 事业编制, 编制数: 12, 在编人数: 12}]}}",
        checks: &[Check::Report(Reads::Apart, kinds)],
    },
    Rule {
        code: "C9",
        name: "staff-text-and-table-differ",
        title: "在职人数正文与基础数据表不一致",
        severity: Severity::Error,
        basis: "报告正文应与基础数据表（P8）一致",
        explain: "正文的在职在编人数、编制数，应与基础数据表上填列的相同（口径不同的请说明）。",
        bad: "基本情况: {人员: {在职在编人员: 43}}\n基础数据: {财政供养人员: {实际在职人数: 50}}",
        good: "基本情况: {人员: {在职在编人员: 43}}\n基础数据: {财政供养人员: {实际在职人数: 43}}",
        checks: &[Check::Report(Reads::Apart, staff)],
    },
    Rule {
        code: "C10",
        name: "buildings-over-approval",
        title: "楼堂馆所超批复",
        severity: Severity::Warning,
        basis: "党政机关办公用房建设标准；规模（投资概算）控制率不超过100%",
        explain: "楼堂馆所的实际规模或实际投资大于批复的，应说明原因。",
        bad: "基础数据: {楼堂馆所: {批复规模: 1000, 实际规模: 1100}}",
        good: "基础数据: {楼堂馆所: {批复规模: 1100, 实际规模: 1000}}",
        checks: &[Check::Report(Reads::Apart, buildings)],
    },
    Rule {
        code: "C11",
        name: "heads-of-several-kinds",
        title: "人数口径需要说明",
        severity: Severity::Hint,
        basis: "基础数据表（P8）：财政供养人员、实际在职人数",
        explain: "年末实有人数含离退休人员，在职人数没有计入转业士官，或编外人员多于实有人数的，口径容易被问到，请写明。在人员变化原因中写了“含退休人员41人”的，不再提示。",
        bad: "基本情况: {人员: {年末实有人数: 50, 在职在编人员: 43, 退休人员: 7}}",
        good: "基本情况: {人员: {年末实有人数: 43, 在职在编人员: 43, 退休人员: 7}}",
        checks: &[Check::Report(Reads::Apart, heads)],
    },
    Rule {
        code: "C12",
        name: "office-parts-above-the-whole",
        title: "公用经费的其中项大于公用经费",
        severity: Severity::Error,
        basis: "基础数据表（P8）：公用经费，其中办公经费，水费、电费、差旅费，会议费、培训费",
        explain: "公用经费下列出的几项都是它的一部分，合起来不能比公用经费还大；三栏分别核对。",
        bad: "支出: {一般公共预算: {基本支出: {分类: [{名称: 公用经费, 金额: {全年执行数: 176.5}}]}}}\n基础数据: {公用经费: {办公经费: {本年决算数: 100}, '水费、电费、差旅费': {本年决算数: 60}, '会议费、培训费': {本年决算数: 40}}}",
        good: "支出: {一般公共预算: {基本支出: {分类: [{名称: 公用经费, 金额: {全年执行数: 210}}]}}}\n基础数据: {公用经费: {办公经费: {本年决算数: 100}, '水费、电费、差旅费': {本年决算数: 60}, '会议费、培训费': {本年决算数: 40}}}",
        checks: &[Check::Report(Reads::Everything, office)],
    },
    Rule {
        code: "C13",
        name: "staff-changed-without-reason",
        title: "人数变化没有写原因或与原因相反",
        severity: Severity::Warning,
        basis: "部门整体支出绩效自评报告提纲：人员情况写明增减变化及原因",
        explain: "年末实有人数或编外人员与上年相差两成以上，并且不少于5人，而“人员变化原因”空着，请说明；写了增加而两年的人数是减少，或相反的，请核对。由上年新建的报告，上年的人数由程序填写。",
        bad: "基本情况: {人员: {年末实有人数: 81, 上年实有人数: 57}}",
        good: "基本情况: {人员: {年末实有人数: 81, 上年实有人数: 57, 人员变化原因: 两个社区的专职人员转入事业编制。}}",
        checks: &[Check::Report(Reads::Apart, changed)],
    },
    Rule {
        code: "C14",
        name: "kinds-and-quota-differ",
        title: "分类编制合计与编制数不等",
        severity: Severity::Warning,
        basis: "机构编制管理规定：各类编制分别核定，合起来就是编制数",
        explain: "各类编制的编制数、在编人数，合起来应等于编制数、在职在编人员。有一类没有填的不核对。",
        bad: "基本情况: {人员: {编制数: 52, 分类编制: [{类别: 行政编制, 编制数: 30}, {类别: 事业编制, 编制数: 30}]}}",
        good: "基本情况: {人员: {编制数: 60, 分类编制: [{类别: 行政编制, 编制数: 30}, {类别: 事业编制, 编制数: 30}]}}",
        checks: &[Check::Report(Reads::Apart, kinds_in_all)],
    },
    Rule {
        code: "C15",
        name: "purchases-over-budget",
        title: "政府采购决算超预算",
        severity: Severity::Warning,
        basis: "政府采购法第六条：政府采购应当严格按照批准的预算执行",
        explain: "政府采购金额本年决算数大于本年预算数，应说明原因（如年中追加），或核对两个数；比全年的支出还大的，多半是数字写错或用了元。",
        bad: "基础数据: {政府采购金额: {本年预算数: 100, 本年决算数: 115}}",
        good: "基础数据: {政府采购金额: {本年预算数: 130, 本年决算数: 115}}",
        checks: &[Check::Report(Reads::Figures, purchases)],
    },
    Rule {
        code: "C16",
        name: "base-table-and-lines-differ",
        title: "基础数据表与经济科目明细不一致",
        severity: Severity::Warning,
        basis: "基础数据表（P8）与部门决算的经济分类科目",
        explain: "办公经费对30201办公费，水费、电费、差旅费对30205、30206、30211，会议费、培训费对30215、30216，公务接待对30217，出国经费对30212，公务用车运行维护对30231，三栏分别核对。明细是其中的一部分，基础数据表不能比它少；比它多的（项目支出中也有，或口径较宽）只是提示。",
        bad: "支出: {一般公共预算: {基本支出: {分类: [{名称: 公用经费, 明细: [{科目编码: '30217', 名称: 公务接待费, 金额: {全年执行数: 0.62}}]}]}}}\n基础数据: {三公经费: {公务接待: {本年决算数: 0.26}}}",
        good: "支出: {一般公共预算: {基本支出: {分类: [{名称: 公用经费, 明细: [{科目编码: '30217', 名称: 公务接待费, 金额: {全年执行数: 0.62}}]}]}}}\n基础数据: {三公经费: {公务接待: {本年决算数: 0.62}}}",
        checks: &[Check::Report(Reads::Figures, lines)],
    },
    Rule {
        code: "C17",
        name: "adjustment-row-differs",
        title: "部门基本支出预算调整与基本支出不一致",
        severity: Severity::Warning,
        basis: "基础数据表（P8）：部门基本支出预算调整填年初预算数与调整后预算数",
        explain: "本年预算数一栏填基本支出的年初预算数，本年决算数一栏填调整以后的全年预算数；填全年执行数或调整增减额的，也算相符。",
        bad: "支出: {一般公共预算: {基本支出: {金额: {年初预算数: 3172.5, 全年预算数: 3303.6}}}}\n基础数据: {部门基本支出预算调整: {本年预算数: 3172.5, 本年决算数: 3330.6}}",
        good: "支出: {一般公共预算: {基本支出: {金额: {年初预算数: 3172.5, 全年预算数: 3303.6}}}}\n基础数据: {部门基本支出预算调整: {本年预算数: 3172.5, 本年决算数: 3303.6}}",
        checks: &[Check::Report(Reads::Figures, adjustment)],
    },
];

/// The rows of the base data table beside the lines of the budget that are a part of them.
fn lines(case: &Case<'_>) -> Verdict {
    /// The codes and names of the lines of each row.
    type Lines = &'static [(&'static str, &'static str)];
    const OFFICE: [Lines; 3] = [
        &[("30201", "办公费")],
        &[("30205", "水费"), ("30206", "电费"), ("30211", "差旅费")],
        &[("30215", "会议费"), ("30216", "培训费")],
    ];
    const THRIFT: [Lines; 4] = [
        &[],
        &[("30231", "公务用车运行维护费")],
        &[("30212", "因公出国（境）费用")],
        &[("30217", "公务接待费")],
    ];
    let budget = &case.figures.budget;
    let office = rates::office_costs(case.report).into_iter().zip(OFFICE);
    let thrift = rates::expenses(case.report).into_iter().zip(THRIFT);
    let rows = office.map(|row| ("公用经费", row));
    let rows = rows.chain(thrift.map(|row| ("三公经费", row)));
    let kinds = case.report.spending.general.basic.kinds.iter().enumerate();
    let lines = kinds.flat_map(|(i, kind)| {
        let lines = kind.lines.iter().enumerate();
        lines.map(move |(j, line)| (line, Item::BasicLine(i, j)))
    });
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return Verdict::lacking("基本支出没有列明细");
    }
    let cells = rows.flat_map(|(group, ((name, columns), parts))| {
        let cells = Row::from(columns).cells();
        let columns = BaseColumn::ALL.into_iter();
        columns.map(move |column| ((group, name, parts), column, column.of(cells)))
    });
    let found = cells.filter_map(|((group, name, parts), column, cell)| {
        let stated = cell?;
        let (key, column) = (column.key(), column.of_tree());
        // What is bought for one purpose may stand under several kinds.
        let of = parts.iter().map(|(code, part)| {
            let own = lines.iter().filter(|(line, _)| match line.code.trim() {
                "" => line.name.trim() == *part,
                own => own == *code,
            });
            let values = own.map(|(_, item)| Some((*item, budget.node(*item)?.value(column)?)));
            (*part, values.collect::<Vec<_>>())
        });
        let of: Vec<_> = of.collect();
        let is_whole =
            |lines: &Vec<Option<_>>| !lines.is_empty() && lines.iter().all(Option::is_some);
        let is_whole = of.iter().all(|(_, lines)| is_whole(lines));
        let known = of.iter().flat_map(|(_, lines)| lines).flatten();
        let sum = figures::sum(known.clone().map(|(_, value)| Some(*value)))?;
        let difference = apart(stated, sum)?;
        let is_less = difference < Decimal::ZERO;
        // What is not among the lines may be what there is more.
        if !is_less && !is_whole {
            return None;
        }
        let (than, what) = match is_less {
            true => ("少于", "请核对"),
            false => ("多于", "请核对；别处也有的，请说明"),
        };
        let named = of
            .iter()
            .filter(|(_, lines)| lines.iter().any(Option::is_some));
        let names: Vec<&str> = named.map(|(name, _)| *name).collect();
        let message = format!(
            "基础数据表“{name}”{key}{}万元，{than}明细中{}的{}{}万元，{what}。",
            shown(stated),
            names.join("、"),
            column.key(),
            shown(sum)
        );
        let row = FieldPath::of(&["基础数据", group, name, key]);
        let mut finding = Finding::new(Place::new(row.clone()).shows(shown(stated)), message);
        for (item, value) in known {
            let path = item.path().key(column.key());
            finding = finding.and(Place::new(path).shows(shown(*value)));
        }
        let finding = finding.sets(row, sum);
        Some(match is_less {
            true => weighed(finding, difference),
            false => finding.weighing(Severity::Hint),
        })
    });
    found.collect()
}

/// The row on the adjustment of basic spending beside basic spending itself.
fn adjustment(case: &Case<'_>) -> Verdict {
    let basic = case.figures.budget.node(Item::Basic);
    let of = |column: Column| basic.filter(|it| it.is_whole(column))?.value(column);
    let (approved, adjusted) = (of(Column::Approved), of(Column::Adjusted));
    let by = adjusted.zip(approved);
    let by = by.and_then(|(adjusted, approved)| adjusted.checked_sub(approved));
    let row = &case.report.base.adjustment;
    let cells = [
        ("本年预算数", row.budget, Column::Approved, approved),
        ("本年决算数", row.spent, Column::Adjusted, adjusted),
    ];
    let known = cells
        .into_iter()
        .filter_map(|(key, stated, column, right)| Some((key, stated.value()?, column, right?)));
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return Verdict::lacking("没有填，或基本支出的预算数没有填全");
    }
    let found = known
        .into_iter()
        .filter_map(|(key, stated, column, right)| {
            // Some fill in how much it was adjusted by, or what was spent.
            let is_by = by.is_some_and(|by| by.abs() == stated.abs());
            let is_spent = column == Column::Adjusted && of(Column::Spent) == Some(stated);
            let difference = apart(stated, right).filter(|_| !is_by && !is_spent)?;
            let message = format!(
                "部门基本支出预算调整{key}填{}万元，基本支出{}是{}万元，请核对。",
                shown(stated),
                column.key(),
                shown(right)
            );
            let path = FieldPath::of(&["基础数据", "部门基本支出预算调整", key]);
            let tree = Item::Basic.path().key(column.key());
            let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
                .and(Place::new(tree).shows(shown(right)))
                .sets(path, right);
            Some(weighed(finding, difference))
        });
    found.collect()
}

fn purchases(case: &Case<'_>) -> Verdict {
    let bought = &case.report.base.procurement;
    if let Some(found) = bought
        .spent
        .value()
        .and_then(|it| above_all_spending(case, it))
    {
        return found.into();
    }
    let (Some(budget), Some(spent)) = (bought.budget.value(), bought.spent.value()) else {
        return Verdict::lacking("缺政府采购预算数或决算数");
    };
    let at = |key, value| {
        let path = FieldPath::of(&["基础数据", "政府采购金额", key]);
        Place::new(path).shows(shown(value))
    };
    let over = (spent > budget).then(|| {
        let message = format!(
            "政府采购决算{}万元超预算{}万元，请说明原因。",
            shown(spent),
            shown(budget)
        );
        Finding::new(at("本年决算数", spent), message).and(at("本年预算数", budget))
    });
    over.into_iter().collect()
}

/// That more was bought than was spent in all.
fn above_all_spending(case: &Case<'_>, bought: Decimal) -> Option<Finding> {
    let row = case.figures.funds.first()?;
    let all = row.value(Column::Spent)?;
    if row.lacks(Column::Spent).is_some() || all.is_zero() || bought <= all {
        return None;
    }
    let message = format!(
        "政府采购决算{}万元，比全年支出{}万元还多，请核对是否写错了数或用了元。",
        shown(bought),
        shown(all)
    );
    let path = FieldPath::of(&["基础数据", "政府采购金额", "本年决算数"]);
    let place = Place::new(row.path().key(Column::Spent.key())).shows(shown(all));
    Some(Finding::new(Place::new(path).shows(shown(bought)), message).and(place))
}

/// The kinds of posts added up, beside what is stated of all.
fn kinds_in_all(case: &Case<'_>) -> Verdict {
    let staff = &case.report.profile.staff;
    if staff.posts.is_empty() {
        return Verdict::lacking("没有分类列编制");
    }
    let sum = |of: fn(&Posts) -> Number| {
        let all = staff.posts.iter().map(|posts| of(posts).value());
        let is_whole = all.clone().all(|it| it.is_some());
        is_whole.then(|| figures::sum(all)).flatten()
    };
    let pairs = [
        ("编制数", "编制数", staff.quota, sum(|it| it.quota)),
        (
            "在职在编人员",
            "在编人数",
            staff.employed,
            sum(|it| it.filled),
        ),
    ];
    let found = pairs.into_iter().filter_map(|(key, column, stated, sum)| {
        let (stated, sum) = (stated.value()?, sum?);
        if stated == sum {
            return None;
        }
        let message = format!("各类{column}合计{sum}人，{key}填的是{stated}人，请核对。");
        let whole = FieldPath::of(&["基本情况", "人员", key]);
        let list = FieldPath::of(&["基本情况", "人员", "分类编制"]);
        let finding = Finding::new(Place::new(whole).shows(stated.to_string()), message);
        Some(finding.and(Place::new(list).shows(sum.to_string())))
    });
    found.collect()
}

/// A number of heads and last year's, each with its key.
type Heads = (&'static str, &'static str, Decimal, Decimal);

/// A reason that speaks of more people only, where all that is known is that there are fewer, or the
/// other way round.
fn contradicted(reason: &str, known: &[Heads]) -> Option<Finding> {
    const MORE: [&str; 8] = ["增", "招录", "招聘", "新进", "调入", "转入", "上升", "安置"];
    const FEWER: [&str; 11] = [
        "减", "退", "调出", "转出", "离职", "辞", "下降", "去世", "死亡", "解聘", "清理",
    ];
    // Who is to come, and posts, are no people yet.
    const OTHERS: [&str; 4] = ["编制", "未", "拟", "计划"];
    let said = match (contains_any(reason, &MORE), contains_any(reason, &FEWER)) {
        (true, false) => "增加",
        (false, true) => "减少",
        _ => return None,
    };
    let is_against = |now: Decimal, prior: Decimal| match said {
        "增加" => now < prior,
        _ => now > prior,
    };
    let mut changed = known.iter().filter(|(.., now, prior)| now != prior);
    let (key, prior_key, now, prior) = changed.clone().next()?;
    if contains_any(reason, &OTHERS) || !changed.all(|(.., now, prior)| is_against(*now, *prior)) {
        return None;
    }
    let at = |key| Place::new(FieldPath::of(&["基本情况", "人员", key]));
    let message = format!("人员变化原因写的是{said}，而{key}由上年{prior}人变为{now}人，请核对。");
    let finding = Finding::new(at("人员变化原因").shows(said), message);
    let finding = finding.and(at(key).shows(now.to_string()));
    Some(finding.and(at(prior_key).shows(prior.to_string())))
}

/// Heads far from last year's, of which nothing is said or the opposite.
fn changed(case: &Case<'_>) -> Verdict {
    /// The least that is asked about, in 人 and as one part in so many of last year's.
    const LEAST: (u64, u64) = (5, 5);
    let staff = &case.report.profile.staff;
    let all = &case.figures.staff;
    let present = staff.stated.value().or(all.total.filter(|_| all.is_whole));
    let pairs = [
        ("年末实有人数", "上年实有人数", present, staff.prior),
        (
            "编外人员",
            "上年编外人员",
            staff.outside.value(),
            staff.prior_outside,
        ),
    ];
    let known = pairs
        .into_iter()
        .filter_map(|(key, prior_key, now, prior)| Some((key, prior_key, now?, prior.value()?)));
    let known: Vec<Heads> = known.collect();
    if known.is_empty() {
        return Verdict::lacking("缺上年的人数");
    }
    if !staff.reason.trim().is_empty() {
        return contradicted(&staff.reason, &known).into();
    }
    let far = known
        .into_iter()
        .filter_map(|(key, prior_key, now, prior)| {
            let by = now.checked_sub(prior)?;
            let part = by.abs().checked_mul(Decimal::from(LEAST.1))?;
            let is_far = by.abs() >= Decimal::from(LEAST.0) && part >= prior;
            let told = format!("{key}由上年{prior}人变为{now}人");
            is_far.then_some((told, [(key, now), (prior_key, prior)]))
        });
    let (told, places): (Vec<String>, Vec<_>) = far.unzip();
    if told.is_empty() {
        return Vec::new().into();
    }
    let at = |key: &str| Place::new(FieldPath::of(&["基本情况", "人员", key]));
    let message = format!(
        "{}，没有写变化的原因，请在“人员变化原因”中说明。",
        told.join("，")
    );
    let mut finding = Finding::new(at("人员变化原因"), message);
    let places = places.into_iter().flatten();
    finding
        .places
        .extend(places.map(|(key, heads)| at(key).shows(heads.to_string())));
    finding.into()
}

/// The rows under 公用经费, which are a part of it, beside it.
fn office(case: &Case<'_>) -> Verdict {
    let Some(node) = case.figures.budget.office() else {
        return Verdict::lacking("没有公用经费");
    };
    let rows = rates::office_costs(case.report);
    let mut found = Vec::new();
    for column in BaseColumn::ALL {
        let (key, of_tree) = (column.key(), column.of_tree());
        let told = rows.map(|(name, columns)| (name, column.of(Row::from(columns).cells())));
        let (Some(of), Some(all)) = (
            Tally::of(node, of_tree),
            figures::sum(told.map(|(_, value)| value)),
        ) else {
            continue;
        };
        if !Tally::whole(all).exceeds(of) {
            continue;
        }
        let whole = of.amount;
        let message = format!(
            "公用经费{key}的其中项合计{}万元，大于公用经费{}万元，请核实。",
            shown(all),
            shown(whole)
        );
        let mut places = told.iter().filter_map(|(name, value)| {
            let path = FieldPath::of(&["基础数据", "公用经费", name, key]);
            Some(Place::new(path).shows(shown((*value)?)))
        });
        let Some(first) = places.next() else {
            continue;
        };
        let mut finding = Finding::new(first, message);
        finding.places.extend(places);
        let path = node.item.path().key(of_tree.key());
        found.push(finding.and(Place::new(path).shows(shown(whole))));
    }
    found.into()
}

/// What of the heads is counted or left out without a word.
fn heads(case: &Case<'_>) -> Verdict {
    let staff = &case.report.profile.staff;
    let at = |key: &str, heads: Decimal| {
        Place::new(FieldPath::of(&["基本情况", "人员", key])).shows(heads.to_string())
    };
    let known = |number: Number| number.value().filter(|heads| !heads.is_zero());
    let stated = staff.stated.value();
    let mut found = Vec::new();
    let retired = [
        ("离休人员", staff.honourably_retired),
        ("退休人员", staff.retired),
    ];
    let retired: Vec<_> = retired
        .into_iter()
        .filter_map(|(key, heads)| Some((key, known(heads)?)))
        .collect();
    if let Some(stated) = stated
        && !retired.is_empty()
        && case.figures.staff.total == Some(stated)
        && !retired
            .iter()
            .all(|&(key, heads)| is_told(&staff.reason, key, heads))
    {
        let named: Vec<String> = retired
            .iter()
            .map(|(key, heads)| format!("{key}{heads}人"))
            .collect();
        let message = format!(
            "年末实有人数{stated}人含{}，请确认口径，或在人员变化原因中写明。",
            named.join("、")
        );
        let mut finding = Finding::new(at("年末实有人数", stated), message);
        finding
            .places
            .extend(retired.iter().map(|(key, heads)| at(key, *heads)));
        found.push(finding);
    }
    if let (Some(veterans), Some(employed)) = (known(staff.veterans), staff.employed.value())
        && case.report.base.fed.employed.value().is_none()
    {
        let message = format!(
            "基础数据表的实际在职人数取在职在编人员{employed}人，没有计入转业士官{veterans}人；占编制的请在基础数据表另行填列。"
        );
        found.push(
            Finding::new(at("转业士官", veterans), message).and(at("在职在编人员", employed)),
        );
    }
    if let (Some(outside), Some(stated)) = (known(staff.outside), stated)
        && outside > stated
    {
        let message =
            format!("编外人员{outside}人，多于年末实有人数{stated}人，请核实或说明用工依据。");
        found.push(Finding::new(at("编外人员", outside), message).and(at("年末实有人数", stated)));
    }
    if stated.is_none() && staff.employed.value().is_none() {
        return Verdict::lacking("缺人数");
    }
    found.into()
}

/// Whether the reason of the changes says that those retired are counted: 含退休人员41人, 退休41人, 退休人员增加到41人.
fn is_told(reason: &str, key: &str, heads: Decimal) -> bool {
    const COUNTED: [&str; 4] = ["含", "包括", "计入", "口径"];
    let short = key.trim_end_matches("人员");
    let mut clauses = reason.split(['，', '。', '；', ',', ';', '\n']);
    clauses.any(|clause| {
        let names = clause.contains(short) || clause.contains("离退休");
        // 退休人员由38人增加到42人
        let counts = [
            format!("{short}{heads}人"),
            format!("{key}{heads}人"),
            format!("到{heads}人"),
            format!("至{heads}人"),
        ];
        names && (contains_any(clause, &COUNTED) || counts.iter().any(|it| clause.contains(it)))
    })
}

fn sum(case: &Case<'_>) -> Verdict {
    let thrift = &case.report.base.thrift;
    let stated = [
        (
            "合计",
            "“三公”经费合计",
            Row::from(&thrift.total),
            rates::thrift_parts(case.report),
        ),
        (
            "公务用车购置和维护",
            "公务用车购置和维护经费",
            Row::from(&thrift.cars),
            rates::car_parts(case.report),
        ),
    ];
    let cells = stated.into_iter().flat_map(|(key, words, stated, sums)| {
        let (cells, added) = (stated.cells(), sums.cells());
        BaseColumn::ALL.map(move |column| {
            let both = (column.of(cells), column.of(added));
            (key, words, column.key(), both, column.of(sums.lacks))
        })
    });
    let compared = cells.filter_map(|(key, words, column, (stated, sum), lacks)| {
        let (stated, sum) = (stated?, sum?);
        // What is blank may make up for what is less.
        if lacks && sum < stated {
            return None;
        }
        Some(apart(stated, sum).map(|difference| {
            let path = FieldPath::of(&["基础数据", "三公经费", key, column]);
            let message = format!(
                "{words}{column}{}万元与分项之和{}万元不一致，请核实。",
                shown(stated),
                shown(sum)
            );
            let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
                .and(Place::new(FieldPath::of(&["基础数据", "三公经费"])).shows(shown(sum)))
                .sets(path, sum);
            weighed(finding, difference)
        }))
    });
    Verdict::of_compared(compared, "没有另外填列合计，或各项没有填全")
}

fn over(case: &Case<'_>) -> Verdict {
    let row = rates::thrift(case.report);
    let [_, is_unbudgeted, _] = row.lacks;
    if is_unbudgeted && !is_beside_each(case, |row| row.budget) {
        return match parts_over(case) {
            Verdict::Found(found) if found.is_empty() => Verdict::lacking("三公经费预算数没有填全"),
            found => found,
        };
    }
    let (Some(budget), Some(spent)) = (row.budget, row.spent) else {
        return Verdict::lacking("缺三公经费预算数或决算数");
    };
    if spent <= budget {
        return parts_over(case);
    }
    compared(
        ("本年决算数", spent),
        ("本年预算数", budget),
        format!(
            "“三公”经费决算{}万元超预算{}万元，请说明原因。",
            shown(spent),
            shown(budget)
        ),
    )
}

/// Whether what was spent on 三公经费 has a number beside it wherever there is one, so that both sums are
/// of the same.
fn is_beside_each(case: &Case<'_>, beside: fn(Row) -> Option<Decimal>) -> bool {
    let [.., is_unspent] = rates::thrift(case.report).lacks;
    let rows = rates::expenses(case.report).map(|(_, columns)| Row::from(columns));
    let is_beside = |row: Row| row.spent.is_none() || beside(row).is_some();
    is_unspent && rows.into_iter().all(is_beside)
}

/// Single expenses over their budgets, where all together are not.
fn parts_over(case: &Case<'_>) -> Verdict {
    let rows = rates::expenses(case.report).into_iter();
    let found = rows.filter_map(|(name, columns)| {
        let (budget, spent) = (columns.budget.value()?, columns.spent.value()?);
        let at = |key, value| {
            let path = FieldPath::of(&["基础数据", "三公经费", name, key]);
            Place::new(path).shows(shown(value))
        };
        (spent > budget).then(|| {
            let message = format!(
                "{name}决算{}万元超预算{}万元，请说明原因。",
                shown(spent),
                shown(budget)
            );
            Finding::new(at("本年决算数", spent), message)
                .and(at("本年预算数", budget))
                .weighing(Severity::Warning)
        })
    });
    found.collect()
}

fn rise(case: &Case<'_>) -> Verdict {
    let row = rates::thrift(case.report);
    let [is_new, ..] = row.lacks;
    if is_new && !is_beside_each(case, |row| row.prior) {
        return Verdict::lacking("三公经费上年决算数没有填全");
    }
    let (Some(prior), Some(spent)) = (row.prior, row.spent) else {
        return Verdict::lacking("缺三公经费上年或本年决算数");
    };
    if spent <= prior {
        return Vec::new().into();
    }
    let by = match ratio(spent.checked_sub(prior), Some(prior)) {
        Some(rate) => format!("变动率{}，较上年增长", percent(rate)),
        None => format!("上年为0，本年{}万元", shown(spent)),
    };
    compared(
        ("本年决算数", spent),
        ("上年决算数", prior),
        format!("“三公”经费{by}，请说明原因。"),
    )
}

/// A finding about two columns of what the thrift comes to.
fn compared(one: (&str, Decimal), other: (&str, Decimal), message: String) -> Verdict {
    let place = |(column, value): (&str, Decimal)| {
        Place::new(FieldPath::of(&["基础数据", "三公经费", "合计", column])).shows(shown(value))
    };
    Finding::new(place(one), message).and(place(other)).into()
}

fn four(case: &Case<'_>) -> Verdict {
    let note = case.report.spending.general.basic.note.trim();
    if !["三公", "接待", "公务用车"]
        .iter()
        .any(|word| note.contains(word))
    {
        return Verdict::lacking("基本支出的说明没有写三公经费");
    }
    // The note may have no more than what they come to, and the rest stand where the thrift is told of.
    let report = case.report;
    let texts = [note, &report.whole.outcome, &report.base.measures];
    let untold = expenses::untold(&texts.join("\n"));
    // That there was nothing of all four says so of each.
    let is_nothing = rates::thrift(case.report).whole().spent == Some(Decimal::ZERO);
    if untold.is_empty() || is_nothing && note.contains("三公") {
        return Vec::new().into();
    }
    let names = untold.join("、");
    let message = format!("未单独列示{names}，无此项支出的应写明“无”或0，请补充。");
    let note = FieldPath::of(&["支出", "一般公共预算", "基本支出", "说明"]);
    Finding::new(Place::new(note).shows(names), message).into()
}

fn control(case: &Case<'_>) -> Verdict {
    let [employed, quota] =
        [rates::employed, rates::quota].map(|of| of(case.report).number.value());
    let (Some(quota), Some(employed)) = (quota, employed) else {
        return Verdict::lacking("缺编制数或在职人数");
    };
    let Some(rate) = case.figures.rates.get(Rate::Staffing) else {
        return Verdict::lacking("编制数为0");
    };
    let fed = FieldPath::of(&["基础数据", "财政供养人员"]);
    let computed = percent_points(rate);
    let mut found = Vec::new();
    if let (Some(stated), Some(computed)) = (case.report.base.fed.control_rate.value(), computed)
        && let Some(difference) = apart(stated, computed)
    {
        let path = fed.key("控制率");
        let message = format!("在职人员控制率应为{computed}%，填列{stated}%，请更正。");
        let finding = Finding::new(
            Place::new(path.clone()).shows(format!("{stated}%")),
            message,
        )
        .and(Place::new(fed.key("实际在职人数")).shows(employed.to_string()))
        .sets(path, computed);
        found.push(weighed(finding, difference));
    }
    if rate > Decimal::ONE {
        let message = format!(
            "在职人员控制率{}超过100%（在职{employed}人，编制{quota}人），请说明原因。",
            percent(rate)
        );
        let at = |of: Entered| Place::new(FieldPath::of(of.keys));
        let [employed_at, quota_at] = [rates::employed, rates::quota].map(|of| at(of(case.report)));
        let finding = Finding::new(employed_at.shows(employed.to_string()), message);
        let finding = finding.and(quota_at.shows(quota.to_string()));
        found.push(finding.weighing(Severity::Warning));
    }
    found.into()
}

fn quota(case: &Case<'_>) -> Verdict {
    let [employed, quota] =
        [rates::employed, rates::quota].map(|of| of(case.report).number.value());
    match (quota, employed) {
        (Some(_), _) => Vec::new().into(),
        (None, None) => Verdict::lacking("缺在职人数"),
        (None, Some(employed)) => {
            let staff = FieldPath::of(&["基本情况", "人员"]);
            Finding::new(
                Place::new(staff.key("编制数")),
                "未列示编制数，无法计算在职人员控制率，请补填。",
            )
            .and(Place::new(staff.key("在职在编人员")).shows(employed.to_string()))
            .into()
        }
    }
}

fn kinds(case: &Case<'_>) -> Verdict {
    let posts = &case.report.profile.staff.posts;
    if posts.is_empty() {
        return Verdict::lacking("没有分类列编制");
    }
    let list = FieldPath::of(&["基本情况", "人员", "分类编制"]);
    let found = posts.iter().enumerate().filter_map(|(i, posts)| {
        let (quota, filled) = (posts.quota.value()?, posts.filled.value()?);
        (filled > quota).then(|| {
            let message = format!(
                "{}在编{filled}人，超出编制{quota}人，请说明原因。",
                &*posts.kind
            );
            let entry = list.index(i);
            Finding::new(
                Place::new(entry.key("在编人数")).shows(filled.to_string()),
                message,
            )
            .and(Place::new(entry.key("编制数")).shows(quota.to_string()))
        })
    });
    found.collect()
}

fn staff(case: &Case<'_>) -> Verdict {
    let (text, table) = (&case.report.profile.staff, &case.report.base.fed);
    let pairs = [
        (
            "在职",
            "在职在编人员",
            "实际在职人数",
            text.employed,
            table.employed,
        ),
        ("编制", "编制数", "编制数", text.quota, table.quota),
    ];
    let compared = pairs
        .into_iter()
        .filter_map(|(words, key, fed, text, table)| {
            let (text, table) = (text.value()?, table.value()?);
            Some((text != table).then(|| {
                let message = format!("正文{words}{text}人，基础数据表{table}人，请核对。");
                let path = FieldPath::of(&["基础数据", "财政供养人员", fed]);
                Finding::new(
                    Place::new(FieldPath::of(&["基本情况", "人员", key])).shows(text.to_string()),
                    message,
                )
                .and(Place::new(path.clone()).shows(table.to_string()))
                .fix(
                    format!("基础数据表改为 {text}"),
                    vec![super::set_number(path, text)],
                )
            }))
        });
    Verdict::of_compared(compared, "基础数据表没有另外填列人员数")
}

fn buildings(case: &Case<'_>) -> Verdict {
    let rates = [
        ("规模", Rate::BuildingArea),
        ("投资概算", Rate::BuildingCost),
    ];
    let compared = rates.into_iter().filter_map(|(words, rate)| {
        let [Amount::Entered(actual), Amount::Entered(approved)] = rate.amounts(case.report) else {
            return None;
        };
        let (is, may_be) = (actual.number.value()?, approved.number.value()?);
        Some((is > may_be).then(|| {
            let message = match case.figures.rates.get(rate) {
                Some(rate) => {
                    format!(
                        "楼堂馆所{words}控制率{}，超过批复，请说明原因。",
                        percent(rate)
                    )
                }
                None => format!(
                    "楼堂馆所{}{}，{}{}，超过批复，请说明原因。",
                    actual.name,
                    shown(is),
                    approved.name,
                    shown(may_be)
                ),
            };
            let place = |of: Entered, value: Decimal| {
                Place::new(FieldPath::of(of.keys)).shows(value.to_string())
            };
            Finding::new(place(actual, is), message).and(place(approved, may_be))
        }))
    });
    Verdict::of_compared(compared, "没有完工的楼堂馆所")
}
