//! The derived figures as JSON, for scripts. Amounts are decimal texts in 万元, exact and without
//! idle zeros; rates are ratios; what is not known is null.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::figures::budget::{Budget, Column, Node};
use crate::figures::figure::{Figure, Ledger};
use crate::figures::rates::Rate;
use crate::figures::score::{Outcome, ScoreCard, Subject};
use crate::report::Report;
use crate::ui::app::App;

/// Everything derived from the report of an app.
pub(super) fn json(app: &App) -> String {
    let view = app.view();
    let figures = view.figures;
    let staff = &figures.staff;
    let projects: Vec<Value> = view
        .report
        .projects
        .iter()
        .zip(&figures.projects)
        .enumerate()
        .map(|(i, (project, card))| {
            let score = score(card, view.ledger(), Subject::Project(i));
            json!({ "名称": &*project.name, "评分": score })
        })
        .collect();
    let problems: Vec<Value> = app
        .problems()
        .into_iter()
        .map(|problem| {
            json!({
                "规则": problem.rule.code,
                "级别": problem.severity.label(),
                "位置": problem.path().to_string(),
                "内容": problem.message,
            })
        })
        .collect();
    let required = view.required();
    let filled = required.filled(|_| true);
    let mut text = format!(
        "{:#}",
        json!({
            "预算": figures.budget.nodes().first().map(|root| node(&figures.budget, root, view.report)),
            "人员": { "合计": number(staff.total), "还缺": view.ledger().lacks(Figure::Staff), "在职人员控制率": number(figures.rates.get(Rate::Staffing)) },
            "部门整体": score(&figures.whole, view.ledger(), Subject::Whole),
            "项目": projects,
            "已填": { "完成": filled.done, "应填": filled.total },
            "必填没有填": required.told(),
            "核对": problems,
        })
    );
    text.push('\n');
    text
}

fn number(value: Option<Decimal>) -> Value {
    value.map_or(Value::Null, |value| value.normalize().to_string().into())
}

fn node(budget: &Budget, of: &Node, report: &Report) -> Value {
    let amounts = |column: Column| {
        json!({
            "数": number(of.value(column)),
            "填列": number(of.entered.get(column)),
            "分项合计": number(of.total.get(column)),
            "相差": number(of.difference(column)),
            "还缺": of.blank(column),
        })
    };
    let children: Vec<Value> = of
        .children
        .iter()
        .filter_map(|&child| Some(node(budget, budget.get(child)?, report)))
        .collect();
    json!({
        "名称": of.item.name(report),
        "年初预算数": amounts(Column::Approved),
        "全年预算数": amounts(Column::Adjusted),
        "全年执行数": amounts(Column::Spent),
        "上年执行数": amounts(Column::Prior),
        "执行率": number(of.execution_rate()),
        "占比": number(budget.share(of)),
        "分项": children,
    })
}

/// As it is handed in, what is stated first, and as it comes out; of what is not known, the reason.
fn score(card: &ScoreCard, ledger: Ledger<'_>, of: Subject) -> Value {
    let report = ledger.report;
    let signed = ledger.outcome(of);
    let signed = |number_of: fn(&Outcome<'_>) -> Option<Decimal>| {
        number(signed.as_ref().and_then(number_of))
    };
    json!({
        "执行率": signed(|it| it.rate.ok()),
        "执行率得分": signed(|it| it.execution),
        "指标得分": number(card.indicators),
        "总分": signed(|it| it.total),
        "等级": ledger.outcome(of).and_then(|it| it.grade),
        "算出": {
            "执行率": number(card.rate.ok()),
            "执行率得分": number(card.execution),
            "总分": number(card.total),
            "等级": card.grade,
        },
        "按试算": card.tried,
        "没有执行率": card.rate.err().map(|why| why.words(report, Some(of.item()))),
        "缺": card.missing(report, of.item()),
    })
}
