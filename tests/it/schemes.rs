//! Scoring schemes: their own sheets are filled in as any other, and a unit's own scheme has its own words.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use jixiao::figures::scheme::{SCHEMES, Scheme};
use jixiao::report::fields::UNDER;
use jixiao::rules::Severity;
use jixiao::ui::app::App;
use rust_decimal::Decimal;

use crate::harness::{Desk, With, examined, findings, read};

/// A report with the sheet of the department as a scheme has it, everything done as it was planned.
fn sheet(code: &str, scheme: &Scheme) -> String {
    let mut rows = Vec::new();
    let mut row = |levels: [&str; 2], name: &str, target: &str, points: Decimal| {
        rows.push(format!(
            "  - {{一级指标: {}, 二级指标: {}, 三级指标: {name}, {target}, 分值: {points}, 得分: {points}}}\n",
            levels[0], levels[1]
        ));
    };
    let counted = "计算符号: ≥, 指标值: 10, 度量单位: 项, 完成值: 10";
    // Where the scheme leaves it open, the points of the forms.
    let mut levels: Vec<(&str, Decimal)> = scheme.indicators.levels.iter().collect();
    if levels.is_empty() && scheme.framework.is_empty() {
        let [effect, pleased] = [30, 10].map(Decimal::from);
        let output = scheme.indicators.points - effect - pleased;
        let free = [("产出指标", output), ("效益指标", effect)];
        levels.extend(free.into_iter().chain([("满意度指标", pleased)]));
    }
    for (level, points) in levels {
        let seconds: &[&str] = match UNDER.iter().find(|(first, _)| *first == level) {
            Some((_, seconds)) => seconds,
            None => &["经济成本指标"],
        };
        let mut seconds = seconds.to_vec();
        let required = &scheme.indicators.required;
        if level == "产出指标" && required.iter().any(|it| it == "成本指标") {
            seconds.push("成本指标");
        }
        let rest = Decimal::from(seconds.len() - 1);
        for (i, second) in seconds.into_iter().enumerate() {
            let points = if i == 0 { points - rest } else { Decimal::ONE };
            row([level, second], &format!("{second}甲"), counted, points);
        }
    }
    for process in &scheme.process {
        let is_of_staff = ["在职人员控制率", "三公经费变动率"].contains(&&*process.name);
        let levels = match is_of_staff {
            true => ["投入", "预算配置"],
            false => ["过程", "预算管理"],
        };
        let (sign, value) = match &*process.name {
            "三公经费变动率" | "预算控制率" => ("≤", 0),
            "预算完成率" | "政府采购执行率" => ("≥", 100),
            _ => ("≤", 100),
        };
        let target = format!("计算符号: {sign}, 指标值: {value}, 度量单位: '%', 完成值: {value}");
        row(levels, &process.name, &target, process.points);
    }
    let process: Decimal = scheme.process.iter().map(|it| it.points).sum();
    let left = scheme.indicators.points - process;
    if !scheme.framework.is_empty() {
        row(["产出及效率", "职责履行"], "重点工作", counted, left);
    }
    format!(
        "年度: 2022\n评分方案: {code}\n\
         基本情况: {{人员: {{编制数: 10, 在职在编人员: 10}}}}\n\
         支出: {{一般公共预算: {{基本支出: {{分类: [{{名称: 人员经费, 金额: {{年初预算数: 80, 全年预算数: 80, 全年执行数: 80}}}}, {{名称: 公用经费, 金额: {{年初预算数: 20, 全年预算数: 20, 全年执行数: 20}}}}]}}}}}}\n\
         基础数据: {{三公经费: {{合计: {{上年决算数: 5, 本年预算数: 5, 本年决算数: 5}}}}, 政府采购金额: {{本年预算数: 3, 本年决算数: 3}}}}\n\
         整体绩效:\n  资金: {{年度资金总额: {{年初预算数: 100, 全年预算数: 100, 全年执行数: 100}}}}\n  预期目标: 完成全年工作。\n  完成情况: 全年工作已完成。\n  指标:\n{}",
        rows.concat()
    )
}

#[test]
fn the_sheet_of_every_scheme_is_filled_in_to_full_marks_without_an_error() {
    for built_in in &SCHEMES {
        let yaml = sheet(built_in.code, built_in.scheme());
        let document = read(&yaml);
        let errors: Vec<String> = findings(&document)
            .diagnostics()
            .filter(|it| {
                it.severity == Severity::Error && it.path().to_string().starts_with("整体绩效")
            })
            .map(|it| format!("{} {}", it.rule.code, it.message))
            .collect();
        assert_eq!(errors, [""; 0], "{}\n{yaml}", built_in.code);
        let examined = examined(document);
        let total = examined.case().figures.whole.total;
        assert_eq!(
            total,
            Some(Decimal::ONE_HUNDRED),
            "{}\n{yaml}",
            built_in.code
        );
    }
}

#[test]
fn a_project_is_scored_by_the_common_form_beside_the_department_s_own_sheet() {
    let document = read(
        "年度: 2019\n评分方案: hunan-2017\n\
         项目: [{名称: 修路, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 100}}, 自评: {执行率: 100, 执行率得分: 10, 总分: 100}, \
         指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]",
    );
    let found = findings(&document);
    let found = found
        .diagnostics()
        .filter(|it| matches!(it.rule.code, "B2" | "D1" | "D3"));
    assert_eq!(found.count(), 0);
    let examined = examined(document);
    let [project] = &examined.case().figures.projects[..] else {
        panic!("one project");
    };
    assert_eq!(project.execution, Some(Decimal::TEN));
    assert_eq!(project.total, Some(Decimal::ONE_HUNDRED));
}

const FIRST: &str = "整体绩效.指标[0].一级指标";
const OWN: &str = "\
评分方案: 我们.yaml
年度: 2022
项目:
- {名称: 修路, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 50}}, 指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程}]}
整体绩效:
  指标:
  - {一级指标: 产出指标, 二级指标: , 三级指标: 里程}
";

/// The report with a scheme of the unit's own beside it.
fn with_own_scheme() -> Desk {
    let own = SCHEMES.iter().find(|it| it.code == "hunan-2017").unwrap();
    let own = own.text().replace("一级: 投入", "一级: 决策");
    let put = move |path: &Path| fs::write(path.with_file_name("我们.yaml"), own).unwrap();
    Desk::open(OWN).outside(put).waits()
}

/// The first indicator of the whole is held against the words of the scheme, of which this is the first.
fn is_held_against(desk: Desk, first: &str) -> Desk {
    let strange = format!("“产出指标”不在表样内，请改为{first}、过程、产出及效率之一");
    desk.go(FIRST).holds(|app| {
        let mut found = app.findings().diagnostics();
        found.any(|it| it.message.contains(&strange))
    })
}

#[test]
fn what_others_write_is_read_by_the_unit_s_own_scheme_as_well() {
    let theirs = OWN.with("年度: 2022", "年度: 2023");
    // That scheme has no points for the department's execution rate; the usual one, by which a text is read at first, has.
    let rate_earns_nothing = |app: &App| app.view().figures.whole.execution == Some(Decimal::ZERO);
    let desk = with_own_scheme().holds(rate_earns_nothing);
    let desk = desk.meanwhile(&theirs).waits().says("已读入最新内容");
    let desk = is_held_against(desk.holds(rate_earns_nothing), "决策");
    // One that is built in is in force at once.
    let theirs = theirs.with("我们.yaml", "hunan-2017");
    let desk = desk.meanwhile(&theirs).waits().says("已读入最新内容");
    drop(is_held_against(desk, "投入"));
}

#[test]
fn the_words_of_a_unit_s_own_scheme_are_offered_typed_and_checked() {
    const SECOND: &str = "整体绩效.指标[0].二级指标";
    let desk = is_held_against(with_own_scheme(), "决策").shows("不在表样内");
    let desk = desk
        .press("Enter")
        .shows("1 决策")
        .lacks("3 效益指标")
        .press("1");
    let desk = desk.yaml_line("- {一级指标: 决策, 二级指标: , 三级指标: 里程}");
    // A paste is taken for the words that it means.
    let desk = desk.go(SECOND).paste("预算配");
    let desk = desk.yaml_line("- {一级指标: 决策, 二级指标: 预算配置, 三级指标: 里程}");
    let desk = desk.press("F1").shows("目标设定、预算配置");
    let desk = desk.lacks("社会效益指标、").press("Esc");
    let desk = desk.lacks("不在表样内");
    // The projects go on having the form's own.
    let desk = desk.go("项目[0].指标[0].一级指标").press("Enter");
    desk.shows("3 效益指标").lacks("决策");
}
