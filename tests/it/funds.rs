//! A project may be paid from another fund than the general public budget; its 支出类别 says so.

use jixiao::export::Format;
use jixiao::figures::budget::{Column, Fund, Item};

use crate::export::{OPEN, export};
use crate::harness::{Desk, With, examined, findings, read};

/// A school with a project of 12 paid from 政府性基金, whose P9 states the money of all its projects.
const SCHOOL: &str = "年度: 2024
支出:
  一般公共预算:
    金额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 90}
    项目支出:
      类别:
      - {名称: 专项资金, 金额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 90}}
  政府性基金预算:
    金额: {年初预算数: 0, 全年预算数: 12, 全年执行数: 12}
    明细:
    - {科目编码: 2296003, 名称: 彩票公益金, 金额: {全年执行数: 12}, 基本支出: 0, 项目支出: 12}
项目:
- 名称: 校舍维修
  支出类别: 专项资金
  资金: {年度资金总额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 90}}
- 名称: 青少年俱乐部
  支出类别: 政府性基金预算
  资金: {年度资金总额: {年初预算数: 0, 全年预算数: 12, 全年执行数: 12}}
整体绩效:
  资金:
    项目支出: {年初预算数: 100, 全年预算数: 112, 全年执行数: 102}
";

/// What the rules on sums and kinds say of a report.
fn said(yaml: &str) -> Vec<String> {
    let findings = findings(&read(yaml));
    let said = findings.diagnostics().filter(|it| {
        let code = it.rule.code;
        ["A1", "A3", "A4", "B6", "B7", "B8", "E9", "H1"].contains(&code)
    });
    said.map(|it| format!("{} {}", it.rule.code, it.message))
        .collect()
}

fn spent(yaml: &str, item: Item) -> Option<String> {
    let examined = examined(read(yaml));
    let case = examined.case();
    let node = case.figures.budget.node(item)?;
    node.value(Column::Spent).map(|it| it.to_string())
}

/// Each column of the lines of a fund is called by what stands in it.
#[test]
fn the_lines_of_a_fund_are_headed_by_what_they_hold() {
    let desk = Desk::open(SCHOOL).resize(120, 60).tab("预算构成");
    let screen = desk.screen();
    let lines = screen.lines();
    let mut lines = lines.skip_while(|line| !line.contains("基金明细的编码和本年支出"));
    let head = lines.nth(1).unwrap_or_else(|| panic!("{screen}"));
    let words: Vec<&str> = head.split_whitespace().take(3).collect();
    assert_eq!(words, ["科目编码", "基本支出", "项目支出"], "{screen}");
}

#[test]
fn a_project_of_another_fund_is_counted_there_and_nowhere_else() {
    assert_eq!(said(SCHOOL), [""; 0]);
    for (item, amount) in [
        (Item::Total, "102"),
        (Item::Projects, "90"),
        (Item::Fund(Fund::Government), "12"),
        (Item::Project(1), "12"),
    ] {
        assert_eq!(spent(SCHOOL, item).as_deref(), Some(amount), "{item:?}");
    }
    // Without a table of its own the fund is what its projects are.
    let bare = SCHOOL
        .with("    金额: {年初预算数: 0, 全年预算数: 12, 全年执行数: 12}\n", "")
        .with("    明细:\n    - {科目编码: 2296003, 名称: 彩票公益金, 金额: {全年执行数: 12}, 基本支出: 0, 项目支出: 12}\n", "    说明: 用于青少年俱乐部。\n");
    assert_eq!(said(&bare), [""; 0]);
    assert_eq!(
        spent(&bare, Item::Fund(Fund::Government)).as_deref(),
        Some("12")
    );
}

#[test]
fn a_project_that_is_not_what_its_fund_spent_is_found() {
    let wrong = SCHOOL.with(
        "全年预算数: 12, 全年执行数: 12}}\n整体",
        "全年预算数: 12, 全年执行数: 11}}\n整体",
    );
    assert_eq!(
        said(&wrong),
        [
            "A3 政府性基金预算的项目支出全年执行数12.00万元，由它安排的1个项目合计11.00万元，相差1.00万元，两者不能同时成立，请核实。"
        ]
    );
    let stated = wrong.with("    明细:\n    - {科目编码: 2296003, 名称: 彩票公益金, 金额: {全年执行数: 12}, 基本支出: 0, 项目支出: 12}\n", "");
    assert!(said(&stated)[0].starts_with("A3 政府性基金预算的项目支出"));
}

/// Each subject has what was carried over and came in beside what it spent, and all of them what the fund has.
#[test]
fn the_balance_of_a_subject_is_filled_in_and_held_against_its_fund() {
    const TWO: &str = "年度: 2024
支出:
  政府性基金预算:
    金额: {全年执行数: 20}
    年初结转和结余: 3
    本年收入: 19
    年末结转和结余: 2
    明细:
    - 科目编码: 2120803
      名称: 城市建设支出
      年初结转和结余: 3
      本年收入: 13
      金额: {全年执行数: 15}
      年末结转和结余: 1
    - 科目编码: 2120899
      名称: 其他支出
      年初结转和结余:
      本年收入: 6
      金额: {全年执行数: 5}
      年末结转和结余: 1
";
    assert_eq!(said(TWO), [""; 0], "what is blank is not known");
    let line = "支出.政府性基金预算.明细[1].年初结转和结余";
    let desk = Desk::open(TWO).tab("预算构成").go(line).types("1");
    let desk = desk.press("Enter");
    assert_eq!(
        said(&desk.text()),
        [
            "E9 其他支出年初结转1.00万元、本年收入6.00万元、本年支出5.00万元，年末应结转2.00万元，填列1.00万元，请核实。",
            "E9 政府性基金预算年初结转和结余3.00万元，附表各科目合计4.00万元，不一致，请核实。",
        ]
    );
    let desk = desk.go(line).types("0").press("Enter");
    assert_eq!(said(&desk.text()), [""; 0]);
}

#[test]
fn another_name_of_a_fund_is_asked_about_and_its_own_is_offered() {
    let near = SCHOOL.with("支出类别: 政府性基金预算", "支出类别: 政府性基金拨款");
    let said = said(&near);
    assert!(said.len() == 1 && said[0].starts_with("H1"), "{said:?}");
    Desk::open(&near)
        .until_rule("H1")
        .keys("F9 Enter")
        .changed(&[("支出类别: 政府性基金拨款", "支出类别: 政府性基金预算")]);
}

#[test]
fn the_general_budget_may_be_told_without_other_money_of_its_projects() {
    let other = SCHOOL.with(
        "资金: {年度资金总额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 90}}",
        "资金: {年度资金总额: {年初预算数: 106, 全年预算数: 106, 全年执行数: 96}, 当年财政拨款: {年初预算数: 100, 全年预算数: 100, 全年执行数: 90}, 其他资金: {年初预算数: 6, 全年预算数: 6, 全年执行数: 6}}",
    ).with("项目支出: {年初预算数: 100, 全年预算数: 112, 全年执行数: 102}", "项目支出: {年初预算数: 106, 全年预算数: 118, 全年执行数: 108}");
    assert_eq!(said(&other), [""; 0]);
    let wrong = other.with(
        "其他资金: {年初预算数: 6, 全年预算数: 6",
        "其他资金: {年初预算数: 6, 全年预算数: 5",
    );
    assert!(said(&wrong).iter().any(|it| it.starts_with("A3")));
    // What is not told in P9 either is there the sum of both.
    let bare = other.with(
        "整体绩效:\n  资金:\n    项目支出: {年初预算数: 106, 全年预算数: 118, 全年执行数: 108}\n",
        "",
    );
    let examined = examined(read(&bare));
    let rows = &examined.case().figures.funds;
    let spent = |key: &str| {
        let row = rows.iter().find(|row| row.key == key).unwrap();
        row.value(Column::Spent).map(|it| it.to_string())
    };
    for (key, amount) in [
        ("年度资金总额", "108"),
        ("一般公共预算", "90"),
        ("政府性基金拨款", "12"),
        ("其他资金", "6"),
        ("项目支出", "108"),
    ] {
        assert_eq!(spent(key).as_deref(), Some(amount), "{key}");
    }
    // Wholly paid so, it is in no budget at all.
    let whole = SCHOOL.with("支出类别: 政府性基金预算", "支出类别: 其他资金");
    assert_eq!(self::spent(&whole, Item::OtherMoney).as_deref(), Some("12"));
}

#[test]
fn the_fund_is_entered_on_the_screen_and_told_on_paper() {
    let desk = Desk::open(&SCHOOL.with("支出类别: 政府性基金预算", "支出类别: 专项资金"))
        .go("项目[1].支出类别")
        .types("政府性基金预算")
        .press("Enter")
        .changed(&[("支出类别: 专项资金", "支出类别: 政府性基金预算")]);
    let text = String::from_utf8(export(&desk.text(), Format::Markdown, OPEN).unwrap()).unwrap();
    assert_eq!(
        text.matches("注：本项目资金来源为政府性基金预算。").count(),
        1
    );
    desk.tab("预算构成").shows("青少年俱乐部");
}

/// The lines of a fund stand one level down; on the level above their table made projects of them.
#[test]
fn the_table_of_a_fund_is_not_pasted_above_it() {
    let table = "科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t年末结转和结余\n2296003\t彩票公益金\t0\t12\t12\t0\n";
    Desk::open(SCHOOL)
        .press("Ctrl+P")
        .types("政府性基金预算")
        .shows_line(&["标题 政府性基金预算", "预算构成"])
        .press("Enter")
        .paste(table)
        .says("没有粘贴，这是基金附表，请先到预算构成里进入这一种预算")
        .press("Enter")
        .paste(table)
        .shows("还没有改动");
}

#[test]
fn a_code_of_another_length_is_asked_about() {
    let code = |typed: &str| {
        let path = "支出.政府性基金预算.明细[0].科目编码";
        let desk = Desk::open(SCHOOL).press("Ctrl+P").types("政府性基金预算");
        let desk = desk.keys("Enter Enter").go(path);
        desk.types(typed).press("Enter")
    };
    code("2960").says("“2960”不像科目编码");
    assert!(!code("2296004").notice().contains("科目编码"));
    // What has anything but digits in it is none.
    for typed in ["29.5", "2296002号", "-229"] {
        let desk = code(typed).says("不是科目编码，只能填数字").edits();
        drop(desk.press("Esc").untouched());
    }
    drop(code("２２９").browses().says("已记为 229"));
}
