//! What is added up: subjects below one another, 其他资金 that the budget is told without, and sums of
//! which something is blank, which nothing can contradict yet.

use jixiao::export::Format;
use jixiao::figures::budget::{Column, Fund, Item};

use crate::export::{OPEN, export};
use crate::harness::{Desk, With, examined, findings, read};

/// What a rule says of a report.
fn said(code: &str, yaml: &str) -> Vec<String> {
    let findings = findings(&read(yaml));
    let said = findings.diagnostics().filter(|it| it.rule.code == code);
    said.map(|it| it.message.clone()).collect()
}

/// What is shown for a node.
fn shown(yaml: &str, item: Item, column: Column) -> Option<String> {
    let examined = examined(read(yaml));
    let node = examined.case().figures.budget.node(item)?;
    node.value(column).map(|it| it.normalize().to_string())
}

fn spent(yaml: &str, item: Item) -> Option<String> {
    shown(yaml, item, Column::Spent)
}

/// The rows of P9 that show something, and what they are apart from what adds up.
fn rows(yaml: &str) -> Vec<String> {
    let examined = examined(read(yaml));
    let rows = examined.case().figures.funds.iter().filter_map(|row| {
        let amount = row.value(Column::Adjusted)?.normalize();
        let apart = row.difference(Column::Adjusted);
        let apart = apart.map_or_else(String::new, |by| format!(" 差{}", by.normalize()));
        Some(format!("{} {amount}{apart}", row.key))
    });
    rows.collect()
}

/// A fund's table as it is published: 类, 款 and 项 of the same money.
const FUND: &str = "年度: 2022
支出:
  政府性基金预算:
    年初结转和结余: 0
    本年收入: 25
    年末结转和结余: 0
    明细:
    - {科目编码: '2120803', 名称: 城市建设支出, 金额: {全年执行数: 20}, 基本支出: 0, 项目支出: 20}
    - {科目编码: '212', 名称: 城乡社区支出, 金额: {全年执行数: 20}}
    - {科目编码: '21208', 名称: 土地出让收入安排的支出, 金额: {全年执行数: 20}, 基本支出: 0, 项目支出: 20}
    - {科目编码: '229', 名称: 其他支出, 金额: {全年执行数: 5}, 基本支出: 0, 项目支出: 5}
";

#[test]
fn a_subject_is_a_part_of_the_one_whose_code_begins_its_own() {
    let fund = Item::Fund(Fund::Government);
    assert_eq!(spent(FUND, fund).as_deref(), Some("25"));
    assert_eq!(said("E9", FUND), [""; 0]);
    let bare = FUND.with(
        "'21208', 名称: 土地出让收入安排的支出, 金额: {全年执行数: 20}",
        "'21208', 名称: 土地出让收入安排的支出, 金额: {}",
    );
    assert_eq!(
        spent(&bare, Item::FundLine(Fund::Government, 2)).as_deref(),
        Some("20")
    );
    let apart = FUND.with(
        "'21208', 名称: 土地出让收入安排的支出, 金额: {全年执行数: 20}",
        "'21208', 名称: 土地出让收入安排的支出, 金额: {全年执行数: 18}",
    );
    assert_eq!(
        said("E9", &apart),
        [
            "城乡社区支出全年执行数列示20.00万元，所列1个分项合计18.00万元，相差2.00万元，两者不能同时成立，请核实。",
            "土地出让收入安排的支出全年执行数列示18.00万元，所列1个分项合计20.00万元，相差2.00万元，两者不能同时成立，请核实。",
            "土地出让收入安排的支出本年支出18.00万元，基本支出0.00万元与项目支出20.00万元之和为20.00万元，不一致，请核实。",
        ]
    );
    // What only numbers the rows begins no other.
    let numbered = FUND.with("'212',", "'2',").with("'21208'", "'21'");
    assert_eq!(spent(&numbered, fund).as_deref(), Some("65"));
}

#[test]
fn a_line_of_basic_spending_is_added_once_as_well() {
    let yaml = "年度: 2022\n支出: {一般公共预算: {基本支出: {分类: [{名称: 人员经费, 金额: {全年执行数: 100}, 明细: [{科目编码: '301', 名称: 工资福利支出, 金额: {全年执行数: 100}}, {科目编码: '30101', 名称: 基本工资, 金额: {全年执行数: 60}}, {科目编码: '30102', 名称: 津贴补贴, 金额: {全年执行数: 40}}]}]}}}\n";
    assert_eq!(said("A2", yaml), [""; 0]);
    assert_eq!(spent(yaml, Item::Basic).as_deref(), Some("100"));
    let wrong = yaml.with("{全年执行数: 40}", "{全年执行数: 30}");
    assert_eq!(
        said("A2", &wrong),
        [
            "工资福利支出全年执行数列示100.00万元，所列2个分项合计90.00万元，相差10.00万元，两者不能同时成立，请核实。"
        ]
    );
}

#[test]
fn what_is_new_this_year_is_no_part_of_last_year() {
    let yaml = "年度: 2022\n支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金, 金额: {上年执行数: 20}}]}}}\n项目: [{名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {上年执行数: 30, 全年执行数: 5}}}, {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 5}}}]\n";
    assert_eq!(
        said("A3", yaml),
        [
            "专项资金上年执行数列示20.00万元，所列1个分项合计30.00万元，相差10.00万元，两者不能同时成立，请核实。"
        ]
    );
}

#[test]
fn basic_and_project_spending_are_all_of_last_year_too() {
    let yaml = "年度: 2022\n支出: {一般公共预算: {金额: {上年执行数: 120}, 基本支出: {金额: {上年执行数: 60}}, 项目支出: {金额: {上年执行数: 50}, 类别: [{名称: 专项资金, 金额: {上年执行数: 50}}]}}}\n项目: [{名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {上年执行数: 50}, 当年财政拨款: {全年执行数: 5}}}]\n";
    assert_eq!(
        said("A1", yaml),
        [
            "一般公共预算上年执行数列示120.00万元，所列2个分项合计110.00万元，相差10.00万元，两者不能同时成立，请核实。"
        ]
    );
    // A project of last year alone is in what was spent on projects then.
    let gone = yaml.with("项目支出: {金额: {上年执行数: 50}, ", "项目支出: {");
    assert_eq!(said("A1", &gone), [""; 0]);
}

#[test]
fn a_fund_has_in_each_column_what_its_lines_have() {
    let yaml = "年度: 2022\n支出: {政府性基金预算: {金额: {年初预算数: 5, 上年执行数: 16}, 明细: [{名称: 城市建设支出, 金额: {年初预算数: 5, 上年执行数: 17.2}}]}}\n";
    assert_eq!(
        said("E9", yaml),
        [
            "政府性基金预算上年执行数列示16.00万元，所列1个分项合计17.20万元，相差1.20万元，两者不能同时成立，请核实。"
        ]
    );
}

/// A project with 10 of 其他资金, which the final accounts of the general public budget do not have.
const OTHER: &str = "年度: 2022
支出:
  一般公共预算:
    金额: {全年预算数: 100, 全年执行数: 100}
    基本支出: {金额: {全年预算数: 40, 全年执行数: 40}}
    项目支出: {金额: {}, 类别: [{名称: 专项资金}]}
  政府性基金预算: {说明: 无}
  国有资本经营预算: {说明: 无}
  社会保险基金预算: {说明: 无}
项目:
- 名称: 甲
  支出类别: 专项资金
  资金: {年度资金总额: {全年预算数: 70, 全年执行数: 70}, 当年财政拨款: {全年预算数: 60, 全年执行数: 60}, 其他资金: {全年预算数: 10, 全年执行数: 10}}
";

#[test]
fn other_money_of_a_project_is_spent_once() {
    let stated = OTHER.with("金额: {}", "金额: {全年预算数: 60, 全年执行数: 60}");
    for yaml in [OTHER, &stated] {
        let expected = [
            "年度资金总额 110",
            "一般公共预算 100",
            "其他资金 10",
            "基本支出 40",
            "项目支出 70",
        ];
        assert_eq!(rows(yaml), expected);
        assert_eq!(spent(yaml, Item::Total).as_deref(), Some("110"));
        let examined = examined(read(yaml));
        let budget = &examined.case().figures.budget;
        let apart = budget.nodes().iter();
        let apart = apart.filter_map(|node| node.difference(Column::Spent));
        assert_eq!(apart.count(), 0);
    }
}

#[test]
fn other_money_of_a_project_is_of_another_origin_than_the_budget_it_is_told_with() {
    let within = OTHER.with(
        "金额: {全年预算数: 100, 全年执行数: 100}",
        "金额: {全年预算数: 110, 全年执行数: 110}",
    );
    let bare = OTHER.with("金额: {全年预算数: 100, 全年执行数: 100}", "金额: {}");
    for yaml in [&within, &bare] {
        let expected = [
            "年度资金总额 110",
            "一般公共预算 100",
            "其他资金 10",
            "基本支出 40",
            "项目支出 70",
        ];
        assert_eq!(rows(yaml), expected);
        let text = String::from_utf8(export(yaml, Format::Markdown, OPEN).unwrap()).unwrap();
        let note = "注：一般公共预算100.00万元不含项目中的其他资金10.00万元。";
        assert!(text.contains(note), "{text}");
    }
    Desk::open(&bare)
        .tab("绩效指标")
        .go("整体绩效.资金.一般公共预算.全年执行数")
        .press("F1")
        .shows("110.00 - 10.00");
    // An office may tell both as one.
    for (stated, general) in [
        (
            "一般公共预算: {全年预算数: 110, 全年执行数: 110}",
            "一般公共预算 110",
        ),
        (
            "一般公共预算: {全年预算数: 100, 全年执行数: 100}",
            "一般公共预算 100",
        ),
        (
            "其他资金: {全年预算数: 10, 全年执行数: 10}",
            "一般公共预算 100",
        ),
        (
            "其他资金: {全年预算数: 0, 全年执行数: 0}",
            "一般公共预算 110",
        ),
    ] {
        let yaml = format!("{bare}整体绩效: {{资金: {{{stated}}}}}\n");
        assert_eq!(rows(&yaml)[1], general, "{stated}");
        assert_eq!(said("B7", &yaml), [""; 0], "{stated}");
    }
}

/// A project that 政府性基金 pays 90 of, and 其他资金 10.
const OF_A_FUND: &str = "年度: 2022
支出:
  一般公共预算: {金额: {全年预算数: 40, 全年执行数: 40}}
  政府性基金预算: {金额: {}}
  国有资本经营预算: {说明: 无}
  社会保险基金预算: {说明: 无}
项目:
- 名称: 甲
  支出类别: 政府性基金预算
  资金: {当年财政拨款: {全年预算数: 90, 全年执行数: 90}, 其他资金: {全年预算数: 10, 全年执行数: 10}}
";

#[test]
fn other_money_of_a_project_is_no_money_of_the_fund_that_pays_it() {
    let fund = |told: &str| OF_A_FUND.with("政府性基金预算: {金额: {}}", told);
    let expected = [
        "年度资金总额 140",
        "一般公共预算 40",
        "政府性基金拨款 90",
        "其他资金 10",
        "项目支出 100",
    ];
    for (yaml, is_with) in [
        (OF_A_FUND.to_owned(), true),
        (
            fund("政府性基金预算: {金额: {全年预算数: 100, 全年执行数: 100}}"),
            true,
        ),
        (
            fund("政府性基金预算: {金额: {全年预算数: 90, 全年执行数: 90}}"),
            false,
        ),
        (
            fund(
                "政府性基金预算: {明细: [{科目编码: '2120899', 金额: {全年预算数: 90, 全年执行数: 90}}]}",
            ),
            false,
        ),
    ] {
        assert_eq!(rows(&yaml), expected, "{yaml}");
        assert_eq!(spent(&yaml, Item::Total).as_deref(), Some("140"), "{yaml}");
        assert_eq!(said("A3", &yaml), [""; 0], "{yaml}");
        let text = String::from_utf8(export(&yaml, Format::Markdown, OPEN).unwrap()).unwrap();
        let note = "政府性基金拨款90.00万元不含项目中的其他资金10.00万元";
        assert_eq!(text.contains(note), is_with, "{text}");
    }
    // As much less as nobody else paid is still found.
    let less = fund("政府性基金预算: {金额: {全年预算数: 95, 全年执行数: 95}}");
    assert_eq!(said("A3", &less).len(), 2);
}

#[test]
fn what_is_blank_may_make_up_for_what_is_less_in_the_departments_table_too() {
    let open = OTHER
        .with("金额: {全年预算数: 100, 全年执行数: 100}", "金额: {全年预算数: 260}")
        .with("{全年预算数: 70, 全年执行数: 70}, 当年财政拨款: {全年预算数: 60, 全年执行数: 60}, 其他资金: {全年预算数: 10, 全年执行数: 10}", "{全年执行数: 70}");
    assert_eq!(
        rows(&open),
        ["年度资金总额 260", "一般公共预算 260", "基本支出 40"]
    );
    let whole = open.with("{全年执行数: 70}", "{全年预算数: 70, 全年执行数: 70}");
    assert_eq!(rows(&whole)[0], "年度资金总额 260 差150");
}

#[test]
fn what_was_spent_on_a_part_that_is_blank_is_in_no_change() {
    let yaml = "年度: 2022\n支出: {一般公共预算: {基本支出: {分类: [{名称: 人员经费, 金额: {全年执行数: 100}, 明细: [{名称: 工资, 金额: {上年执行数: 60}}, {名称: 奖金}]}]}}}\n";
    let change = |yaml: &str| {
        let examined = examined(read(yaml));
        let node = examined
            .case()
            .figures
            .budget
            .node(Item::BasicKind(0))
            .unwrap();
        node.change().map(|it| it.to_string())
    };
    assert_eq!(change(yaml), None);
    let known = yaml.with("{名称: 奖金}", "{名称: 奖金, 金额: {上年执行数: 5}}");
    assert_eq!(change(&known).as_deref(), Some("35"));
    let none = yaml.with("{名称: 奖金}", "{名称: 奖金, 金额: {全年执行数: 0}}");
    assert_eq!(change(&none).as_deref(), Some("40"));
}

#[test]
fn a_sum_that_lacks_something_contradicts_nothing_that_is_more() {
    for (code, open, shut) in [
        (
            "A7",
            "基本情况: {人员: {年末实有人数: 50, 退休人员: 7}}",
            "基本情况: {人员: {年末实有人数: 50, 退休人员: 57}}",
        ),
        (
            "C13",
            "基本情况: {人员: {退休人员: 7, 上年实有人数: 57}}",
            "基本情况: {人员: {在职在编人员: 0, 退休人员: 7, 上年实有人数: 57}}",
        ),
        (
            "B7",
            "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 70}}}, {名称: 乙}]\n整体绩效: {资金: {年度资金总额: {全年执行数: 100}}}",
            "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 170}}}, {名称: 乙}]\n整体绩效: {资金: {年度资金总额: {全年执行数: 100}}}",
        ),
        (
            "B8",
            "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 70}}}, {名称: 乙}]\n整体绩效: {资金: {项目支出: {全年执行数: 100}}}",
            "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 170}}}, {名称: 乙}]\n整体绩效: {资金: {项目支出: {全年执行数: 100}}}",
        ),
        (
            "B16",
            "项目: [{名称: 其他项目, 资金: {年度资金总额: {全年执行数: 70}}}, {名称: 乙}]",
            "项目: [{名称: 其他项目, 资金: {年度资金总额: {全年执行数: 70}}}, {名称: 乙, 资金: {年度资金总额: {全年执行数: 7}}}]",
        ),
        (
            "E9",
            "支出: {政府性基金预算: {年初结转和结余: 0, 本年收入: 20, 年末结转和结余: 0, 决算公开数: 20, 金额: {全年执行数: 20}, 明细: [{名称: 甲, 金额: {全年执行数: 12}}, {名称: 乙}]}}",
            "支出: {政府性基金预算: {年初结转和结余: 0, 本年收入: 20, 年末结转和结余: 0, 决算公开数: 20, 金额: {全年执行数: 20}, 明细: [{名称: 甲, 金额: {全年执行数: 22}}, {名称: 乙}]}}",
        ),
        (
            "E9",
            "支出: {政府性基金预算: {年初结转和结余: 0, 本年收入: 20, 年末结转和结余: 0, 决算公开数: 20, 明细: [{名称: 甲, 金额: {全年执行数: 12}}, {名称: 乙}]}}",
            "支出: {政府性基金预算: {年初结转和结余: 0, 本年收入: 20, 年末结转和结余: 0, 决算公开数: 20, 明细: [{名称: 甲, 金额: {全年执行数: 22}}, {名称: 乙}]}}",
        ),
        (
            "C2",
            "基础数据: {三公经费: {出国经费: {本年决算数: 4}, 公务接待: {本年预算数: 3}}}",
            "基础数据: {三公经费: {公务接待: {本年预算数: 3, 本年决算数: 4}}}",
        ),
        (
            "C3",
            "基础数据: {三公经费: {出国经费: {本年决算数: 4}, 公务接待: {上年决算数: 3}}}",
            "基础数据: {三公经费: {公务接待: {上年决算数: 3, 本年决算数: 4}}}",
        ),
        (
            "C12",
            "支出: {一般公共预算: {基本支出: {分类: [{名称: 公用经费, 明细: [{名称: 办公费, 金额: {全年执行数: 10}}, {名称: 水费}]}]}}}\n基础数据: {公用经费: {办公经费: {本年决算数: 15}}}",
            "支出: {一般公共预算: {基本支出: {分类: [{名称: 公用经费, 明细: [{名称: 办公费, 金额: {全年执行数: 10}}]}]}}}\n基础数据: {公用经费: {办公经费: {本年决算数: 15}}}",
        ),
    ] {
        assert_eq!(said(code, open), [""; 0], "{open}");
        assert_ne!(said(code, shut), [""; 0], "{shut}");
    }
}

#[test]
fn a_project_of_a_fund_is_no_share_of_project_spending() {
    let yaml = "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 100}}}, {名称: 其他基金项目, 支出类别: 政府性基金预算, 资金: {年度资金总额: {全年执行数: 40}}}]";
    assert_eq!(said("B16", yaml), [""; 0]);
    let own = yaml.with("支出类别: 政府性基金预算, ", "");
    assert_eq!(said("B16", &own).len(), 1);
}

#[test]
fn a_measure_may_be_for_several_problems() {
    let yaml = "问题: [{编号: '1', 内容: 慢。}, {编号: '2', 内容: 少。}]\n改进措施: [{内容: 抓紧。, 针对问题: 1、2}]";
    assert_eq!(said("H2", yaml), [""; 0]);
    assert_eq!(said("H4", yaml), [""; 0]);
    let other = yaml.with("1、2", "1、3");
    assert_eq!(said("H2", &other), ["问题2还没有对应的改进措施，请补充。"]);
    assert_eq!(
        said("H4", &other),
        ["改进措施针对的问题“3”不存在，请核对编号。"]
    );
}

#[test]
fn a_problem_without_a_number_gets_one_with_its_measure() {
    let yaml = "问题:\n- {编号: '1', 内容: 慢。}\n- {编号: '', 内容: 少。}\n改进措施:\n- {内容: 抓紧。, 针对问题: '1'}\n";
    let mut desk = Desk::open(yaml);
    desk = desk.until_rule("H2").keys("F9 1");
    let text = desk.text();
    assert_eq!(said("H2", &text), [""; 0], "{text}");
    assert_eq!(said("H4", &text), [""; 0], "{text}");
}

#[test]
fn the_chart_shows_what_its_parts_do_not_tell() {
    let yaml = "年度: 2022\n支出: {一般公共预算: {基本支出: {金额: {全年执行数: 300}, 分类: [{名称: 人员经费}, {名称: 公用经费}]}, 项目支出: {类别: [{名称: 专项资金}]}}}\n项目: [{名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 50}}}, {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 20}}}]";
    let html =
        String::from_utf8(crate::blanks::exported(yaml, jixiao::export::Format::Html).unwrap())
            .unwrap();
    assert!(html.contains("81.08%"), "{html}");
    assert!(html.contains("13.51%"), "{html}");
}

#[test]
fn a_live_change_is_told_without_its_sign() {
    let yaml = "年度: 2022\n支出: {一般公共预算: {基本支出: {金额: {全年执行数: 5, 上年执行数: 10}, 说明: '基本支出5万元，比上年减少{{基本支出.增减}}万元。'}}}";
    let text =
        String::from_utf8(crate::blanks::exported(yaml, jixiao::export::Format::Markdown).unwrap())
            .unwrap();
    assert!(text.contains("比上年减少5.00万元"), "{text}");
    assert_eq!(said("A12", yaml), [""; 0]);
    let wrong = yaml.with("比上年减少", "比上年增加");
    assert_eq!(
        said("A12", &wrong),
        ["文中说基本支出“增加”，动态数字算出的是减少5万元，说法与数字矛盾，请更正。"]
    );
}

#[test]
fn staff_that_is_not_all_told_is_no_contradiction_on_the_screen() {
    let yaml = "基本情况: {人员: {编制数: 50, 退休人员: 7, 年末实有人数: 50}}\n基础数据: {财政供养人员: {实际在职人数: 60}}";
    Desk::open(yaml)
        .go("基本情况.人员.年末实有人数")
        .shows("_7")
        .lacks("相差")
        .shows_line(&["在职人员控制率", "120.00%", "实际在职人数 / 编制数"]);
    let serving = yaml.with("退休人员: 7", "在职在编人员: 50, 退休人员: 7");
    Desk::open(&serving)
        .go("基本情况.人员.年末实有人数")
        .shows("与在职人数一致")
        .lacks("相差");
}

#[test]
fn a_renamed_project_is_followed_where_it_is_meant_and_nowhere_else() {
    let yaml = "项目:\n- 名称: 城市管理\n  资金: {年度资金总额: {全年执行数: 5}}\n- 名称: 城市管理合同外包\n  资金: {年度资金总额: {全年执行数: 7}}\n整体绩效:\n  完成情况: 支出{{项目.城市管理合同外包.全年执行数}}万元和{{项目.城市管理.全年执行数}}万元。\n";
    let desk = Desk::open(yaml)
        .go("项目[0].名称")
        .keys("Ctrl+A")
        .types("城市治理")
        .press("Enter");
    let text = desk.text();
    assert!(
        text.contains("{{项目.城市管理合同外包.全年执行数}}万元和{{项目.城市治理.全年执行数}}"),
        "{text}"
    );
}

#[test]
fn of_a_table_of_two_years_the_later_is_this_year() {
    let yaml = "支出:\n  一般公共预算:\n    基本支出:\n      分类:\n      - {名称: 人员经费}\n      - {名称: 公用经费}\n";
    let pasted = "项目名称\t2021年决算数\t2022年决算数\n人员经费\t100\t200\n公用经费\t10\t20\n";
    let desk = Desk::open(yaml)
        .tab("预算构成")
        .paste(pasted)
        .press("Enter");
    let text = desk.text();
    assert!(text.contains("上年执行数: 100"), "{text}");
    assert!(text.contains("全年执行数: 200"), "{text}");
}

#[test]
fn last_years_own_amount_of_the_year_before_is_seen_beside_its_report() {
    let last = "年度: 2021\n支出: {一般公共预算: {基本支出: {金额: {全年执行数: 120, 上年执行数: 100}}}}\n";
    let yaml = "年度: 2022\n上年报告: 上年.yaml\n支出: {一般公共预算: {基本支出: {金额: {全年执行数: 130, 上年执行数: 100}}}}\n";
    Desk::open(yaml)
        .beside("上年.yaml", last)
        .press("Ctrl+B")
        .until_choice("与上年的报告比")
        .shows_line(&["基本支出", "上年执行数", "120", "100"]);
}

#[test]
fn a_line_that_is_still_blank_takes_nothing_out_of_a_fund() {
    let yaml = "年度: 2022\n支出: {政府性基金预算: {明细: []}}\n项目: [{名称: 丙, 支出类别: 政府性基金预算, 资金: {年度资金总额: {全年执行数: 12}}}]";
    let fund = Item::Fund(Fund::Government);
    assert_eq!(spent(yaml, fund).as_deref(), Some("12"));
    let begun = yaml.with("明细: []", "明细: [{名称: 城市建设支出}]");
    assert_eq!(spent(&begun, fund).as_deref(), Some("12"));
    let told = yaml.with(
        "明细: []",
        "明细: [{名称: 城市建设支出, 金额: {全年执行数: 15}}]",
    );
    assert_eq!(spent(&told, fund).as_deref(), Some("15"));
}

#[test]
fn f1_says_what_is_left_out_and_what_is_not_filled_in() {
    let stated = OTHER.with("金额: {}", "金额: {全年预算数: 60, 全年执行数: 60}");
    Desk::open(&stated)
        .tab("预算构成")
        .go("支出.一般公共预算.项目支出.金额.全年执行数")
        .press("F1")
        .shows("不含项目中的其他资金 10.00");
}

#[test]
fn what_stands_in_the_budget_is_told_with_other_money_or_without() {
    let stated = OTHER.with("金额: {}", "金额: {全年预算数: 60, 全年执行数: 60}");
    for (yaml, words) in [
        (OTHER, "分项合计 70.00，含项目中的其他资金 10.00"),
        (&stated, "列示 60.00，不含项目中的其他资金 10.00"),
    ] {
        let desk = Desk::open(yaml).tab("预算构成");
        let field = "支出.一般公共预算.项目支出.金额.全年执行数";
        let desk = desk
            .go(field)
            .shows(&format!("项目支出：全年执行数（万元）{words}"));
        let field = "项目[0].资金.年度资金总额.全年执行数";
        desk.go(field).lacks("项目中的其他资金").untouched();
    }
}

#[test]
fn what_was_built_beyond_any_approval_earns_nothing() {
    let score = |words: &str| {
        let yaml = format!(
            "评分方案: hunan-2017\n基础数据: {{楼堂馆所: {words}}}\n整体绩效: {{指标: [{{三级指标: 楼堂馆所面积控制率, 分值: 5}}]}}"
        );
        let examined = examined(read(&yaml));
        let computed = examined.case().figures.whole.computed.first().copied();
        computed.flatten().map(|it| it.to_string())
    };
    assert_eq!(score("{批复规模: 0, 实际规模: 310}").as_deref(), Some("0"));
    assert_eq!(score("{批复规模: 100}"), None);
    assert_eq!(score("{批复规模: 0, 实际规模: 0}").as_deref(), Some("5"));
    assert_eq!(score("{}").as_deref(), Some("5"));
}

#[test]
fn an_entry_of_another_report_is_taken_once() {
    let last = "年度: 2021\n项目:\n- {名称: 甲}\n- {名称: 丙}\n";
    let yaml = "年度: 2022\n上年报告: 上年.yaml\n项目:\n- {名称: 甲}\n";
    let desk = Desk::open(yaml)
        .beside("上年.yaml", last)
        .press("Ctrl+B")
        .until_choice("与上年的报告比")
        .keys("Down Ctrl+D Ctrl+D Ctrl+D");
    assert_eq!(desk.text().matches("丙").count(), 1, "{}", desk.text());
}

/// An office whose own income pays part of its basic spending: the budget holds what was appropriated, and P9 states
/// the whole.
const OWN_INCOME: &str = "年度: 2024
基础数据: {三公经费: {合计: {本年决算数: 3.18}}}
支出:
  一般公共预算:
    金额: {年初预算数: 1788.1, 全年预算数: 1903.56, 全年执行数: 1842.35}
    基本支出:
      金额: {年初预算数: 958.1, 全年预算数: 988.56, 全年执行数: 986.72}
      分类: [{名称: 人员经费, 金额: {年初预算数: 820.1, 全年执行数: 852.36}}, {名称: 公用经费, 金额: {年初预算数: 138, 全年执行数: 134.36}}]
    项目支出: {金额: {年初预算数: 830, 全年预算数: 915, 全年执行数: 855.63}}
整体绩效:
  资金:
    年度资金总额: {年初预算数: 2338.1, 全年预算数: 2473.56, 全年执行数: 2384.6}
    一般公共预算: {年初预算数: 1788.1, 全年预算数: 1903.56, 全年执行数: 1842.35}
    其他资金: {年初预算数: 550, 全年预算数: 570, 全年执行数: 542.25}
    基本支出: {年初预算数: 1258.1, 全年预算数: 1308.56, 全年执行数: 1299.12}
    项目支出: {年初预算数: 1080, 全年预算数: 1165, 全年执行数: 1085.48}
";

#[test]
fn what_own_income_paid_as_well_is_one_total_everywhere() {
    Desk::open(OWN_INCOME).shows_line(&["支出总计（万元） 2384.60 ", "总执行率 96.40%"]);
    let told = |text: &str| said("A14", &format!("{OWN_INCOME}  完成情况: {text}\n"));
    for right in [
        "支出合计2384.60万元，其中基本支出1299.12万元，占54.48%；项目支出1085.48万元，占45.52%。专项资金执行率92.42%。",
        "全年支出2384.60万元，其中财政拨款支出1842.35万元。",
        "年初预算2338.10万元，全年预算2473.56万元。",
        "基本支出全年预算1308.56万元，支出1299.12万元，执行率99.28%。",
        "一般公共预算支出1842.35万元，其中基本支出986.72万元，占53.56%。",
        "人员经费1148.26万元，占基本支出的88.39%；公用经费150.86万元，占11.61%。",
        "全口径三公经费3.86万元。",
        "基本支出1299.12万元，完成年初预算的103.26%。",
        "人员经费1148.26万元，完成年初预算的102.38%；人员经费完成年初预算的102.38%。",
    ] {
        assert_eq!(told(right), [""; 0], "{right}");
    }
    for wrong in [
        "支出合计2348.60万元。",
        "基本支出1299.21万元。",
        "年初预算2383.10万元。",
        "人员经费1248.26万元。",
        "三公经费3.86万元。",
        "一般公共预算支出完成全年预算的97.78%。",
    ] {
        assert_eq!(told(wrong).len(), 1, "{wrong}");
    }
    let wrong = "支出合计2384.60万元，其中基本支出1299.12万元，占45.48%。";
    let yaml = format!("{OWN_INCOME}  完成情况: {wrong}\n");
    assert_eq!(said("A10", &yaml).len(), 1);
}

/// What a budget is told with but for 其他资金 of its projects is right in a sentence too.
#[test]
fn an_amount_without_other_money_is_in_the_tables() {
    let bare = OTHER.with("金额: {全年预算数: 100, 全年执行数: 100}", "金额: {}");
    let told = |text: &str| {
        let yaml = format!("{bare}整体绩效: {{完成情况: {text}}}\n");
        said("A14", &yaml)
    };
    for right in [
        "一般公共预算支出100.00万元，其中专项资金支出60.00万元。",
        "一般公共预算支出110.00万元，其中专项资金支出70.00万元。",
    ] {
        assert_eq!(told(right), [""; 0], "{right}");
    }
    assert_eq!(told("一般公共预算支出105.00万元。").len(), 1);
}
