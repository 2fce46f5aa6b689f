//! What a self-evaluation table is handed in with: stated, else worked out; one answer on the screen, in
//! what is exported and in what is checked.

use jixiao::export::Format;
use jixiao::figures::figure::Figure;
use jixiao::figures::score::{Mark, Subject};

use crate::blanks::exported;
use crate::harness::{Desk, With, examined, findings, read};

/// A department of which everything is stated beside what comes out: 80 %, 8, 88, 良.
const STATED: &str = "年度: 2022
支出: {一般公共预算: {基本支出: {金额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 80}}, 项目支出: {金额: {年初预算数: 0, 全年预算数: 0, 全年执行数: 0}}}, 政府性基金预算: {说明: 无}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}
整体绩效:
  自评: {总分: 92, 等级: 优, 执行率: 85, 执行率得分: 8.5}
  指标: [{三级指标: 里程, 指标值: 10, 完成值: 9, 分值: 90, 得分: 80, 偏差原因: 雨}]
结果应用与公开: {自评结论: '执行率{{部门整体.执行率}}，得{{部门整体.总分}}分，{{部门整体.等级}}。'}
";

fn markdown(yaml: &str) -> String {
    let bytes = exported(yaml, Format::Markdown).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn told(yaml: &str, mark: Mark) -> Option<String> {
    let examined = examined(read(yaml));
    let ledger = examined.case().ledger();
    ledger.told(Figure::Signed(Subject::Whole, mark))
}

fn said(code: &str, yaml: &str) -> Vec<String> {
    let findings = findings(&read(yaml));
    let said = findings.diagnostics().filter(|it| it.rule.code == code);
    said.map(|it| it.message.clone()).collect()
}

#[test]
fn what_is_stated_is_what_is_told_everywhere() {
    let paper = markdown(STATED);
    assert!(paper.contains("执行率85.00%，得92.00分，优。"), "{paper}");
    assert!(paper.contains("| 85.00% | 8.50 |"), "{paper}");
    let rows = String::from_utf8(exported(STATED, Format::Csv).unwrap()).unwrap();
    for row in [
        "评分,部门整体,,总分,92.00,",
        "评分,部门整体,,等级,优,",
        "评分,部门整体,,算出总分,88.00,",
        "评分,部门整体,,算出等级,良,",
    ] {
        assert!(rows.contains(row), "{row}\n{rows}");
    }
    Desk::open(STATED)
        .shows("92.00 优")
        .tab("绩效指标")
        .shows_line(&["部门整体", "85.00%", "92.00"])
        .shows_line(&["总分", "92", "88.00", "与算出的不一致"]);
    let open = STATED.with(
        "自评: {总分: 92, 等级: 优, 执行率: 85, 执行率得分: 8.5}",
        "自评: {}",
    );
    for (mark, stated, computed) in [
        (Mark::Rate, "85.00%", "80.00%"),
        (Mark::Execution, "8.50", "8.00"),
        (Mark::Total, "92.00", "88.00"),
        (Mark::Grade, "优", "良"),
    ] {
        assert_eq!(told(STATED, mark).as_deref(), Some(stated));
        assert_eq!(told(&open, mark).as_deref(), Some(computed));
    }
}

#[test]
fn a_score_that_is_stated_needs_no_indicators() {
    let rows =
        "  指标: [{三级指标: 里程, 指标值: 10, 完成值: 9, 分值: 90, 得分: 80, 偏差原因: 雨}]\n";
    let bare = STATED.with(rows, "");
    Desk::open(&bare)
        .shows("92.00 优")
        .tab("绩效指标")
        .shows("得分 92.00 优");
    assert!(markdown(&bare).contains("得92.00分，优。"));
}

#[test]
fn the_grade_is_that_of_the_total_that_is_stated() {
    let yaml = STATED.with("等级: 优, ", "");
    assert_eq!(told(&yaml, Mark::Grade).as_deref(), Some("优"));
    let paper = markdown(&yaml);
    assert!(paper.contains("得92.00分，优。"), "{paper}");
    assert!(paper.contains("| 92.00 | 优 |"), "{paper}");
    // Its own grade is not told of as wrong, that of the sum is.
    assert_eq!(said("D15", STATED), [""; 0]);
    let wrong = STATED.with("等级: 优", "等级: 良");
    assert_eq!(said("D15", &wrong).len(), 1);
}

#[test]
fn a_table_that_is_not_filled_in_yet_has_no_grade_to_be_wrong() {
    let yaml = "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 100}}, 自评: {等级: 优}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 30, 得分: 30}]}]";
    assert_eq!(said("D15", yaml), [""; 0]);
    let whole = yaml.with("分值: 30, 得分: 30", "分值: 90, 得分: 70");
    assert_eq!(said("D15", &whole).len(), 1);
}

#[test]
fn a_total_above_what_the_rate_allows_is_told_of_once() {
    let yaml = "评分方案: ceiling-2022\n项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 75}}, 自评: {总分: 97.5}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]";
    assert_eq!(said("D3", yaml), [""; 0]);
    assert_eq!(said("B12", yaml).len(), 1);
    let other = yaml.with("总分: 97.5", "总分: 80");
    assert_eq!(
        said("D3", &other),
        ["甲总分填列80.00分，各项得分合计97.50分，执行率偏低，不超过89.00分，请更正。"]
    );
    // Where nothing was budgeted the rate earns nothing and allows the least.
    let none = yaml.with(
        "全年预算数: 100, 全年执行数: 75",
        "全年预算数: 0, 全年执行数: 0",
    );
    assert_eq!(
        said("B12", &none),
        ["甲预算执行率无预算，按规定自评得分不应超过59.00分，现为97.50分，请更正。"]
    );
    Desk::open(yaml)
        .tab("绩效指标")
        .go("项目[0].自评.总分")
        .press("Right")
        .press("F1")
        .shows("min(7.50 + 90.00，89) = 89.00");
}

#[test]
fn a_rate_is_compared_with_a_limit_as_it_is_told() {
    let yaml = "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100000, 全年执行数: 89996}}}]";
    assert_eq!(said("B4", yaml), [""; 0]);
    let lower = yaml.with("89996", "89990");
    let all = findings(&read(&lower));
    assert!(all.diagnostics().any(|it| it.message.contains("89.99%")));
    let all = findings(&read(yaml));
    assert!(
        !all.diagnostics()
            .any(|it| it.message.contains("低于90.00%"))
    );
}

#[test]
fn a_rate_with_more_digits_is_told_as_a_quotient() {
    let yaml = "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 3, 全年执行数: 2}}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]";
    Desk::open(yaml)
        .tab("绩效指标")
        .go("项目[0].自评.执行率得分")
        .press("Right")
        .press("F1")
        .shows("10 × 2.00 ÷ 3.00 = 6.67");
}

#[test]
fn a_process_indicator_is_scored_by_its_rate_alone() {
    let yaml = "评分方案: hunan-2017\n基本情况: {人员: {编制数: 100, 在职在编人员: 103}}\n整体绩效: {指标: [{三级指标: 在职人员控制率, 指标值: 100, 完成值: 103, 分值: 5, 得分: 3.5, 偏差原因: 超编}]}";
    for code in ["D5", "D8", "D9"] {
        assert_eq!(said(code, yaml), [""; 0], "{code}");
    }
    let far = yaml
        .with("完成值: 103", "完成值: 135")
        .with("偏差原因: 超编", "偏差原因: 无");
    assert_eq!(said("D9", &far), [""; 0]);
    let wrong = yaml.with("指标值: 100, ", "").with("得分: 3.5", "得分: 5");
    assert_eq!(
        said("D5", &wrong),
        ["部门整体“在职人员控制率”按评分方案和程序算出的比率应得3.50分，填列5.00分，请核实。"]
    );
}

#[test]
fn a_score_of_words_is_held_against_its_band_as_it_is_rounded() {
    let yaml = "项目: [{名称: 甲, 指标: [{三级指标: 满意, 计算符号: 定性, 指标值: 达成, 完成值: 部分达成, 分值: 8.57, 得分: 5.14, 偏差原因: 雨}]}]";
    assert_eq!(said("D6", yaml), [""; 0]);
    let less = yaml.with("得分: 5.14", "得分: 5.13");
    assert_eq!(said("D6", &less).len(), 1);
}
