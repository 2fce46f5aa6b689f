//! A: what is stated beside its parts, and counts of what is listed.

use std::ops::Range;

use rust_decimal::Decimal;

use super::execution::taken_as_yuan;
use super::passage::{clause_before, contains_any, ends_with_any};
use super::{
    Case, Check, Finding, Place, Reads, Rule, Severity, Tally, Verdict, apart, set_number, weighed,
};
use crate::document::{Edit, FieldPath, Node as Held, Value};
use crate::figures::budget::{Budget, Column, Fund, Item, Node};
use crate::figures::people::StaffFigures;
use crate::figures::sum;
use crate::report::FundLine;
use crate::report::fields;
use crate::report::number::{is_of_another_size, shown};

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "A1",
        name: "total-is-not-basic-plus-project",
        title: "支出合计不等于基本支出加项目支出",
        severity: Severity::Error,
        basis: "部门决算报表勾稽关系；预决算公开检查要求",
        explain: "一般公共预算列示的合计，应等于基本支出与项目支出之和。两边都列出来，请以部门决算为准更正其中一个；确有原因的填写说明。",
        bad: "支出: {一般公共预算: {金额: {全年执行数: 100}, 基本支出: {金额: {全年执行数: 60}}, 项目支出: {金额: {全年执行数: 30}}}}",
        good: "支出: {一般公共预算: {金额: {全年执行数: 90}, 基本支出: {金额: {全年执行数: 60}}, 项目支出: {金额: {全年执行数: 30}}}}",
        checks: &[Check::Report(Reads::Figures, |case| {
            stated_beside_parts(case, |item| item == Item::General)
        })],
    },
    Rule {
        code: "A2",
        name: "basic-is-not-its-parts",
        title: "基本支出不等于人员经费加公用经费",
        severity: Severity::Error,
        basis: "部门决算报表勾稽关系",
        explain: "基本支出列示的合计，应等于人员经费与公用经费之和；人员经费、公用经费列了明细的，也应等于明细之和；明细按科目编码归在上级科目下（30101归在301下），上级科目应等于下级之和。",
        bad: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 100}, 分类: [{名称: 人员经费, 金额: {全年执行数: 80}}, {名称: 公用经费, 金额: {全年执行数: 10}}]}}}",
        good: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 90}, 分类: [{名称: 人员经费, 金额: {全年执行数: 80}}, {名称: 公用经费, 金额: {全年执行数: 10}}]}}}",
        checks: &[Check::Report(Reads::Figures, |case| {
            stated_beside_parts(case, |item| {
                matches!(item, Item::Basic | Item::BasicKind(_) | Item::BasicLine(..))
            })
        })],
    },
    Rule {
        code: "A3",
        name: "kind-is-not-its-projects",
        title: "项目支出不等于所列项目之和",
        severity: Severity::Error,
        basis: "部门决算报表勾稽关系；预决算公开检查要求",
        explain: "某一类项目支出列示的合计，应等于归在这一类的各个项目之和。项目里的其他资金可以算在内，也可以不算。由政府性基金等其他预算安排的项目（支出类别填这个预算的名称），合计应等于这个预算的项目支出。常见原因是漏列、多列了项目，或者合计沿用了旧数。",
        bad: "支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金, 金额: {全年执行数: 100}}]}}}\n项目: [{名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 60}}}, {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 50}}}]",
        good: "支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金, 金额: {全年执行数: 110}}]}}}\n项目: [{名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 60}}}, {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 50}}}]",
        checks: &[
            Check::Report(Reads::Figures, |case| {
                stated_beside_parts(case, |item| matches!(item, Item::ProjectKind(_)))
            }),
            Check::Report(Reads::Figures, funds_beside_projects),
        ],
    },
    Rule {
        code: "A4",
        name: "project-spending-is-not-its-kinds",
        title: "项目支出不等于各类别之和",
        severity: Severity::Error,
        basis: "基础数据表（P8）项目支出各行",
        explain: "项目支出列示的合计，应等于业务工作经费、运行维护经费、专项资金各类之和。",
        bad: "支出: {一般公共预算: {项目支出: {金额: {全年执行数: 100}, 类别: [{名称: 业务工作经费, 金额: {全年执行数: 70}}, {名称: 专项资金, 金额: {全年执行数: 20}}]}}}",
        good: "支出: {一般公共预算: {项目支出: {金额: {全年执行数: 90}, 类别: [{名称: 业务工作经费, 金额: {全年执行数: 70}}, {名称: 专项资金, 金额: {全年执行数: 20}}]}}}",
        checks: &[Check::Report(Reads::Figures, |case| {
            stated_beside_parts(case, |item| item == Item::Projects)
        })],
    },
    Rule {
        code: "A7",
        name: "staff-is-not-its-groups",
        title: "实有人数不等于各类人员之和",
        severity: Severity::Error,
        basis: "部门决算人员情况表",
        explain: "报告写明的年末实有人数，应等于在职、转业士官、离休、退休各类之和，不含离退休的等于在职与转业士官之和；编外人员不计入。请明确编外人员是否计入后更正。",
        bad: "基本情况: {人员: {年末实有人数: 57, 在职在编人员: 43, 退休人员: 7}}",
        good: "基本情况: {人员: {年末实有人数: 50, 在职在编人员: 43, 退休人员: 7}}",
        checks: &[Check::Report(Reads::Apart, staff)],
    },
    Rule {
        code: "A9",
        name: "project-count-differs",
        title: "项目个数不一致",
        severity: Severity::Error,
        basis: "绩效目标申报表与项目支出绩效自评表（P10）一一对应",
        explain: "绩效目标设置的项目个数，应与报告所列的项目个数（每个一级项目一张自评表）相同。",
        bad: "整体绩效: {目标设置: {项目个数: 3}}\n项目: [{名称: 甲}, {名称: 乙}]",
        good: "整体绩效: {目标设置: {项目个数: 2}}\n项目: [{名称: 甲}, {名称: 乙}]",
        checks: &[Check::Report(Reads::Apart, project_count)],
    },
];

/// What is stated of the nodes chosen, beside what is shown for their parts.
fn stated_beside_parts(case: &Case<'_>, chosen: impl Fn(Item) -> bool) -> Verdict {
    let budget = &case.figures.budget;
    let nodes: Vec<&Node> = budget
        .nodes()
        .iter()
        .filter(|node| chosen(node.item) && !node.children.is_empty())
        .collect();
    let is_basic = |node: &&&Node| {
        matches!(
            node.item,
            Item::Basic | Item::BasicKind(_) | Item::BasicLine(..)
        )
    };
    let mut basic = nodes.iter().filter(is_basic);
    let basic = basic.find_map(|node| case.uncertain(&[node.item.path()]));
    let others = || {
        let mut others = nodes.iter().filter(|node| !is_basic(node));
        others.next()?;
        case.uncertain(&[Item::General.path(), fields::projects()])
    };
    if let Some(uncertain) = basic.or_else(others) {
        return uncertain;
    }
    let compared = nodes.iter().flat_map(|node| {
        Column::ALL.into_iter().filter_map(|column| {
            Some((
                *node,
                column,
                node.entered.get(column)?,
                node.parts.get(column)?,
            ))
        })
    });
    // The amounts of a project of no kind are missing in the kind they belong to, and stand beside the
    // kinds that have them: whoever sorts it (H1) puts that right.
    let unsorted = budget.node(Item::Unsorted).filter(|node| {
        let whole = node.parent.and_then(|parent| budget.get(parent));
        whole.is_some_and(|whole| whole.children.len() > 1)
    });
    let is_unsorted = |column| unsorted.is_some_and(|node| node.value(column).is_some());
    let mut any = false;
    let mut open = None;
    let mut waits = false;
    let mut found = Vec::new();
    for (node, column, stated, parts) in compared {
        let follows = match node.item {
            Item::General | Item::Projects => parts > stated,
            Item::ProjectKind(_) => parts < stated,
            _ => false,
        };
        if follows && is_unsorted(column) {
            waits = true;
            continue;
        }
        // What is blank may make up for what is less.
        let lacks = budget.leaves_lack(node, column);
        let lacks = lacks.filter(|_| parts < stated && !states_each_part(budget, node, column));
        any |= lacks.is_none();
        match lacks {
            Some(lacks) => open = open.or(Some(lacks)),
            None => found.extend(contradiction(case, node, column, stated, parts)),
        }
    }
    match open {
        _ if any => found.into(),
        _ if waits => Verdict::lacking("有项目没有归入支出类别，选好类别后再核对"),
        Some(lacks) => Verdict::lacking(format!("分项还缺{}", lacks.words(case.report, None))),
        None => Verdict::lacking("没有同时列示合计和分项"),
    }
}

/// Whether basic and project spending are both stated, which are all there is of what a budget spent in any year.
fn states_each_part(budget: &Budget, node: &Node, column: Column) -> bool {
    let is_stated = |it: &Node| it.entered.get(column).is_some();
    let mut parts = node.children.iter();
    node.item == Item::General && parts.all(|it| budget.get(*it).is_some_and(is_stated))
}

/// What another fund spent on projects beside the projects that are paid from it.
fn funds_beside_projects(case: &Case<'_>) -> Verdict {
    let budget = &case.figures.budget;
    let projects = fields::projects();
    let mut found = Vec::new();
    for fund in Fund::ALL {
        let Some(node) = budget.node(Item::Fund(fund)) else {
            continue;
        };
        let lines = &*fund.of(case.report).lines;
        let paid = match lines {
            [] => &*node.children,
            _ => budget.beside(node.item),
        };
        if paid.is_empty() {
            continue;
        }
        let spending = node.item.path().parent().unwrap_or_default();
        if let Some(uncertain) = case.uncertain(&[spending, projects.clone()]) {
            return uncertain;
        }
        for column in Column::OF_FORMS {
            let each = paid
                .iter()
                .map(|&it| budget.get(it).and_then(|it| it.value(column)));
            let each: Option<Vec<Decimal>> = each.collect();
            let Some(parts) = each.and_then(|each| sum(each.into_iter().map(Some))) else {
                continue;
            };
            let Some(whole) = on_projects(case, node, lines, column) else {
                continue;
            };
            let Some(difference) = apart(whole, parts) else {
                continue;
            };
            let by = whole.checked_sub(parts);
            if by.is_some_and(|by| node.is_without_other_money(by, column)) {
                continue;
            }
            let name = node.item.name(case.report);
            let message = format!(
                "{name}的项目支出{}{}万元，由它安排的{}个项目合计{}万元，相差{}万元，两者不能同时成立，请核实。",
                column.key(),
                shown(whole),
                paid.len(),
                shown(parts),
                shown(difference.abs()),
            );
            let path = node.item.path().key(column.key());
            let mut finding = Finding::new(Place::new(path).shows(shown(whole)), message);
            for item in paid.iter().filter_map(|&it| Some(budget.get(it)?.item)) {
                finding = finding.and(Place::new(item.path().key(column.key())));
            }
            found.push(weighed(finding, difference));
        }
    }
    found.into()
}

/// What a fund spent on projects: by its lines where they say so, else all of it that is stated, if none
/// of it is basic spending.
fn on_projects(
    case: &Case<'_>,
    node: &Node,
    lines: &[FundLine],
    column: Column,
) -> Option<Decimal> {
    let (budget, report) = (&case.figures.budget, case.report);
    let told = || lines.iter().map(|line| line.project.value());
    let is_basic = |line: &FundLine| line.basic.value().is_some_and(|it| !it.is_zero());
    if column == Column::Spent && told().any(|it| it.is_some()) {
        return budget.divided(node.item, report, |line| line.project);
    }
    let stated = match lines {
        [] => node.entered.get(column),
        _ => node.value(column),
    };
    stated.filter(|_| !lines.iter().any(is_basic))
}

/// A stated amount that is not what its parts add up to.
pub(super) fn contradiction(
    case: &Case<'_>,
    node: &Node,
    column: Column,
    stated: Decimal,
    parts: Decimal,
) -> Option<Finding> {
    let difference = apart(stated, parts)?;
    if node.is_without_other_money(stated.checked_sub(parts)?, column) {
        return None;
    }
    let path = node.item.path().key(column.key());
    // What was there last year and is not any more is in last year's total, which is public.
    let is_public = column == Column::Prior
        && stated > parts
        && !states_each_part(&case.figures.budget, node, column);
    let what = if is_public {
        "上年有、今年不列的（如已删去的项目）也在上年合计里：是它的数就不要改合计，请填写说明"
    } else {
        "两者不能同时成立，请核实"
    };
    // What is new this year has nothing in the column of last year.
    let told = |it: &Node| it.value(column).is_some();
    let children = node.children.iter();
    let children = children.filter(|it| case.figures.budget.get(**it).is_some_and(told));
    let message = format!(
        "{}{}列示{}万元，所列{}个分项合计{}万元，相差{}万元，{what}。",
        node.item.name(case.report),
        column.key(),
        shown(stated),
        children.count(),
        shown(parts),
        shown(difference.abs()),
    );
    let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
        .and(Place::new(node.item.parts_path()).shows(shown(parts)));
    if is_public {
        return Some(finding.weighing(Severity::Warning));
    }
    // What 元 made so many times too large is no sum to be put in the place of what is stated.
    let in_yuan = in_yuan(case, node, column, stated);
    if !in_yuan.is_empty() {
        let names = in_yuan.iter().map(|it| it.item.name(case.report));
        let names: Vec<&str> = names.collect();
        let edits = in_yuan
            .iter()
            .flat_map(|it| taken_as_yuan(&case.figures.budget, it, column));
        let title = format!("“{}”按元换算成万元", names.join("”“"));
        return Some(finding.fix(title, edits.collect()));
    }
    let finding = finding.sets(path.clone(), parts);
    let finding = match with_wholes(case, node, column, parts, parts.checked_sub(stated)?) {
        Some((words, edits)) => finding.fix(format!("连上级一起改：{words}"), edits),
        None => finding,
    };
    let finding = finding.fix(
        "删去列示的合计（按分项之和算）",
        vec![Edit::Set {
            path,
            value: Value::Null,
        }],
    );
    Some(weighed(finding, difference))
}

/// The parts of a node, entered one by one, that are so many times what is stated of all of it that they
/// were entered in 元. Where it is more than can be named, what is stated is more likely wrong.
fn in_yuan<'a>(case: &Case<'a>, whole: &Node, column: Column, stated: Decimal) -> Vec<&'a Node> {
    const MOST: usize = 20;
    let budget = &case.figures.budget;
    let is_part = |node: &Node| {
        let mut above = std::iter::successors(node.parent, |it| budget.get(*it)?.parent);
        above.any(|it| budget.get(it).is_some_and(|it| it.item == whole.item))
            && !matches!(node.item, Item::Source(..))
    };
    let is_beyond = |node: &&Node| {
        let is_one = matches!(node.item, Item::Project(_)) || node.children.is_empty();
        let amount = node.entered.get(column).filter(|_| is_one);
        amount.is_some_and(|it| it > stated && is_of_another_size(it, stated)) && is_part(node)
    };
    let beyond = budget.nodes().iter().filter(is_beyond);
    let mut beyond: Vec<&Node> = beyond.take(MOST + 1).collect();
    if beyond.len() > MOST {
        beyond.clear();
    }
    beyond
}

/// The edits that put an amount right in a node, and in the wholes that agree with it as it stands
/// and would not any more, with what each becomes; `None` where there is no such whole.
fn with_wholes(
    case: &Case<'_>,
    node: &Node,
    column: Column,
    amount: Decimal,
    more: Decimal,
) -> Option<(String, Vec<Edit>)> {
    let budget = &case.figures.budget;
    let wholes = std::iter::successors(Some(node), |it| budget.get(it.parent?)).skip(1);
    let agree = wholes.take_while(|whole| {
        let stated = whole.entered.get(column);
        stated.is_none() || stated == whole.parts.get(column)
    });
    let stated = agree.filter_map(|whole| {
        let stated = whole.entered.get(column)?;
        Some((whole, stated.checked_add(more)?))
    });
    let all: Vec<(&Node, Decimal)> = std::iter::once((node, amount)).chain(stated).collect();
    let words = all
        .iter()
        .map(|(node, amount)| format!("{} {}", node.item.name(case.report), shown(*amount)));
    let edits = all
        .iter()
        .map(|(node, amount)| set_number(node.item.path().key(column.key()), amount.normalize()));
    (all.len() > 1).then(|| (words.collect::<Vec<_>>().join("，"), edits.collect()))
}

fn staff(case: &Case<'_>) -> Verdict {
    if let Some(uncertain) = case.uncertain(&[FieldPath::of(&["基本情况", "人员"])]) {
        return uncertain;
    }
    let staff = &case.report.profile.staff;
    let (Some(stated), Some(total)) = (staff.stated.value(), case.figures.staff.total) else {
        return Verdict::lacking("缺实有人数或各类人员数");
    };
    // Some offices count those in service only.
    if case.figures.staff.counts_serving(stated) {
        return Vec::new().into();
    }
    let groups = Tally {
        amount: total,
        is_whole: case.figures.staff.is_whole,
    };
    match Tally::whole(stated).apart(groups) {
        Some(Some(_)) => {}
        Some(None) => return Vec::new().into(),
        None => return Verdict::lacking("缺在职在编人员数"),
    }
    let path = FieldPath::of(&["基本情况", "人员"]);
    let outside = match staff.outside.value() {
        Some(outside) if total.checked_add(outside) == Some(stated) => {
            format!("；加上编外人员{outside}人正好相等，请明确编外人员是否计入")
        }
        _ => String::new(),
    };
    let message = format!("年末实有人数{stated}人与各类人员之和{total}人不一致{outside}，请核实。");
    let stated_at = path.key("年末实有人数");
    let mut finding = Finding::new(
        Place::new(stated_at.clone()).shows(stated.to_string()),
        message,
    );
    let parts = StaffFigures::parts(staff);
    let groups = parts.into_iter().filter(|(_, value)| value.is_some());
    for (key, _) in groups {
        // What is compared is the sum of them all.
        finding = finding.and(Place::new(path.key(key)).shows(total.to_string()));
    }
    finding.sets(stated_at, total).into()
}

fn project_count(case: &Case<'_>) -> Verdict {
    let plan = FieldPath::of(&["整体绩效", "目标设置"]);
    let (count, note) = (plan.key("项目个数"), plan.key("说明"));
    let node = case.document.node(&note);
    let text = node.and_then(Held::text).unwrap_or_default();
    let told = told_count(text);
    let Some(stated) = case.report.whole.plan.projects.value() else {
        return Verdict::lacking("没有填绩效目标的项目个数");
    };
    let listed = Decimal::from(case.report.projects.len());
    let told = told.filter(|(_, value)| *value != listed);
    let told = told.map(|(range, value)| {
        let edit = Edit::Rewrite {
            path: note.clone(),
            range: range.clone(),
            with: listed.to_string(),
        };
        let mut place = Place::new(note.clone()).shows(format!("{value}个项目"));
        place.span = Some(range);
        (place, edit, value)
    });
    let projects = Place::new(fields::projects()).shows(listed.to_string());
    let message = |count: Decimal, place: &str| {
        format!(
            "绩效目标{place}设置{count}个项目，报告列示{listed}个项目、对应{listed}张自评表，项目数不一致，请核实。"
        )
    };
    if stated == listed {
        return match told {
            Some((place, edit, value)) => Finding::new(place, message(value, "的说明写"))
                .and(projects)
                .fix(format!("说明改为 {listed}个项目"), vec![edit])
                .into(),
            None => Vec::new().into(),
        };
    }
    let place = Place::new(count.clone()).shows(stated.to_string());
    let mut finding = Finding::new(place, message(stated, "")).and(projects);
    if let Some((place, edit, value)) = told {
        let edits = vec![set_number(count.clone(), listed), edit];
        let words = format!("改为 {listed}，说明里的“{value}个项目”一起改");
        finding = finding.and(place).fix(words, edits);
    }
    finding.sets(count, listed).into()
}

/// How many projects a text says were planned, with the bytes of the number: 共设置8个项目支出, 申报项目8个. Of
/// several the sum is meant, which says so; where none does, nobody can tell.
fn told_count(text: &str) -> Option<(Range<usize>, Decimal)> {
    const SET: [&str; 5] = ["设置", "设立", "安排", "申报", "编制"];
    const ALL_SET: [&str; 4] = [
        "个项目全部编制",
        "个项目均编制",
        "个项目全部设置",
        "个项目均设置",
    ];
    const SUMS: [&str; 3] = ["共", "合计", "总计"];
    const PARTS: [&str; 7] = ["其中", "上级", "省级", "市级", "年中", "追加", "新增"];
    let is_sum = |words: &str| ends_with_any(words, &SUMS) && !words.ends_with("公共");
    // Whether so many are set, and whether they are all or some.
    let set = |words: &str| {
        let bare = words.trim_end_matches(['了', '共']);
        let bare = bare.strip_suffix("绩效目标的").unwrap_or(bare);
        let before = SET.iter().find_map(|word| bare.strip_suffix(word))?;
        let is_of_all = is_sum(before) || is_sum(words);
        Some((is_of_all, contains_any(clause_before(before), &PARTS)))
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let before = text.match_indices("个项目").filter_map(|(end, _)| {
        let head = text.get(..end)?;
        let words = head.trim_end_matches(is_digit);
        let behind = text.get(end..)?;
        // 8个项目全部编制绩效目标
        let are_all = (words.is_empty() || words.ends_with('。'))
            && ALL_SET.iter().any(|it| behind.starts_with(it));
        let set = set(words).or(are_all.then_some((true, false)))?;
        Some((words.len()..end, set))
    });
    let behind = text.match_indices("项目").filter_map(|(at, name)| {
        let from = at + name.len();
        let behind = text.get(from..)?;
        let end = text.len() - behind.trim_start_matches(is_digit).len();
        let is_all = text.get(end..)?.starts_with('个');
        let set = set(text.get(..at)?)?;
        is_all.then_some((from..end, set))
    });
    let all: Vec<_> = before.chain(behind).collect();
    let sum = all.iter().find(|(_, (is_of_all, _))| *is_of_all);
    let only = || match all.as_slice() {
        [only @ (_, (_, false))] => Some(only),
        _ => None,
    };
    let (range, _) = sum.or_else(only)?;
    let value = text.get(range.clone())?.parse().ok()?;
    Some((range.clone(), value))
}
