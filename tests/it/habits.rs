//! What hands do that know WPS and Excel: each key does here what it does there.

use crate::harness::{Desk, REPORT, SMALL};

const TARGET: &str = "项目[0].指标[0].指标值";
const STAFF: &str = "基本情况.人员.在职在编人员";

#[test]
fn numbers_selected_are_counted_added_up_and_averaged() {
    Desk::open(SMALL)
        .go(STAFF)
        .keys("Shift+Down Shift+Down Shift+Down")
        .shows("选中 4 行：数 3 个，合计 57，平均 19")
        .keys("Esc")
        .go("封面.标题")
        .press("Shift+Down")
        .shows("选中 2 行，2 格有内容");
    Desk::open(SMALL)
        .go("项目[0].指标[0].分值")
        .press("Shift+Down")
        .shows("选中 2 行：数 2 个，合计 90，平均 45")
        .untouched();
    // In the budget as well, over several columns, and whatever was found in one of the cells.
    let desk = Desk::open(REPORT).tab("预算构成");
    let desk = desk
        .go("项目[0].资金.年度资金总额.全年执行数")
        .shows("警告：");
    let desk = desk.keys("Shift+Down").shows("选中2项 合计").shows(" 平均");
    let desk = desk.lacks("警告：").press("Shift+Left");
    desk.shows("选中 2 行 2 列：数 2 个，合计").lacks("警告：");
}

/// What an amount grew by is not the amount of the year before, and rates of several are no sum.
#[test]
fn what_is_selected_in_a_column_of_the_budget_is_of_that_column() {
    const TWO: &str = "年度: 2023
支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金}]}}}
项目:
- {名称: 修路, 支出类别: 专项资金, 资金: {年度资金总额: {全年预算数: 10, 全年执行数: 1.04, 上年执行数: 7}}}
- {名称: 植树, 支出类别: 专项资金, 资金: {年度资金总额: {全年预算数: 10, 全年执行数: 1.01, 上年执行数: 7}}}
";
    let desk = Desk::open(TWO)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.上年执行数");
    let desk = desk.shows("修路：上年执行数（万元）7.00").press("Right");
    let desk = desk.shows("修路 增减 -5.96：全年执行数 1.04 - 上年执行数 7.00");
    let desk = desk.press("Shift+Down");
    let desk = desk.shows("选中 2 行：数 2 个，合计 -11.95，平均 -5.98");
    let desk = desk.press("Esc").keys("Left*3 Shift+Up");
    let desk = desk.shows("选中 2 行，2 格有内容").lacks("合计");
    // Half a cent is rounded up, as everywhere.
    let desk = desk.press("Esc").keys("Left Shift+Down");
    desk.shows("合计2.05 平均1.03").untouched();
}

#[test]
fn ctrl_home_and_ctrl_end_go_to_the_corners() {
    let desk = Desk::open(REPORT).tab("预算构成").press("Ctrl+Home");
    let desk = desk.holds(|app| (app.cursor(0).row, app.cursor(0).column) == (1, 0));
    desk.go("项目[0].资金.年度资金总额.全年执行数")
        .press("Ctrl+Home")
        .holds(|app| (app.cursor(0).row, app.cursor(0).column) == (1, 0))
        .press("Ctrl+End")
        .holds(|app| {
            let rows = app.screen().sheet(0).map_or(0, |sheet| sheet.rows.len());
            app.cursor(0).row + 1 == rows
        })
        .press("Ctrl+Shift+Home")
        .holds(|app| app.cursor(0).anchor.is_some() && app.cursor(0).row == 1)
        .untouched();
}

#[test]
fn enter_goes_down_and_with_shift_up_as_tab_goes_right_and_left() {
    Desk::open(SMALL)
        .go(STAFF)
        .types("44")
        .press("Shift+Enter")
        .on("基本情况.人员.编制数")
        .yaml_line("人员: {编制数: 50, 在职在编人员: 44, 转业士官: 7, 退休人员: 7}")
        .press("Down")
        .press("Shift+Enter")
        .on("基本情况.人员.编制数");
    Desk::open(SMALL)
        .go(TARGET)
        .types("12")
        .press("Shift+Tab")
        .on("项目[0].指标[0].计算符号")
        .keys("Tab")
        .types("13")
        .press("Tab")
        .on("项目[0].指标[0].完成值")
        .keys("Ctrl+Z*2")
        .untouched();
}

#[test]
fn a_block_is_copied_cleared_and_cut_as_one_step_each() {
    let desk = Desk::open(SMALL)
        .go(TARGET)
        .keys("Shift+Down Shift+Right Ctrl+C");
    assert_eq!(desk.copied(), Some("10\t8\n合格\t达成"));
    let desk = desk.press("Del").lacks("达成").lacks("合格");
    let desk = desk.press("Ctrl+Z").untouched().go(TARGET);
    let desk = desk.keys("Shift+Down Shift+Right Ctrl+X");
    assert_eq!(desk.copied(), Some("10\t8\n合格\t达成"));
    desk.says("已复制 4 格。")
        .says("清空")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn fill_down_copies_the_first_of_what_is_selected() {
    Desk::open(SMALL)
        .go("项目[0].指标[0].分值")
        .keys("Shift+Down Ctrl+D")
        .says("向下填充 1 格")
        .yaml_line("- {三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 达成, 分值: 50}")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn fill_right_copies_the_leftmost_of_what_is_selected() {
    const AMOUNTS: &str = "项目[0].资金.年度资金总额.年初预算数";
    let desk = Desk::open(SMALL).tab("预算构成").go(AMOUNTS);
    let desk = desk.types("12.5").press("Enter").go(AMOUNTS);
    let desk = desk.press("Right").press("Ctrl+R").says("向右填充 1 格");
    let node = |desk: &Desk, column: &str| {
        let path = format!("项目[0].资金.年度资金总额.{column}").parse();
        let document = desk.app().document();
        let node = path.ok().and_then(|path| document.node(&path));
        node.and_then(|node| node.text()).map(str::to_owned)
    };
    assert_eq!(node(&desk, "全年预算数").as_deref(), Some("12.5"));
    let desk = desk.go(AMOUNTS).keys("Shift+Right*2 Ctrl+R");
    assert_eq!(node(&desk, "全年执行数").as_deref(), Some("12.5"));
    desk.keys("Ctrl+Z*3").untouched();
}

#[test]
fn ctrl_a_selects_the_table_one_stands_in() {
    let desk = Desk::open(SMALL).go("项目[0].指标[1].指标值");
    let desk = desk
        .press("Ctrl+A")
        .shows("选中 2 行 11 列")
        .press("Ctrl+C");
    let block = desk.copied().unwrap_or_default();
    assert_eq!(block.lines().count(), 2, "{block}");
    assert!(
        block.starts_with("里程") && block.contains("达成"),
        "{block}"
    );
    desk.press("Esc").lacks("选中").untouched();
    let desk = Desk::open(SMALL).go(STAFF).press("Ctrl+A");
    desk.shows("合计").untouched();
}

#[test]
fn backspace_clears_a_cell_and_begins_to_type_in_it() {
    Desk::open(SMALL)
        .go(STAFF)
        .press("Backspace")
        .edits()
        .types("44")
        .press("Enter")
        .yaml_line("人员: {编制数: 50, 在职在编人员: 44, 转业士官: 7, 退休人员: 7}")
        .press("Ctrl+Z")
        .go(STAFF)
        .keys("Backspace Esc")
        .untouched();
    // The page stays, where there is no level to go up to.
    Desk::open(SMALL)
        .go(TARGET)
        .keys("Backspace Enter")
        .lacks("占比")
        .press("Ctrl+Z")
        .untouched();
    // A long text is not put at the mercy of one key.
    Desk::open(REPORT)
        .go("整体绩效.完成情况")
        .keys("Backspace F2")
        .untouched();
}

/// One project has no 全年执行数 yet.
const PARTLY: &str = "支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金}]}}}
项目:
- {名称: 修路, 支出类别: 专项资金, 资金: {当年财政拨款: {全年预算数: 60, 全年执行数: 50}, 上年结转资金: {全年预算数: 8}}}
- {名称: 植树, 支出类别: 专项资金, 资金: {年度资金总额: {全年预算数: 40, 全年执行数: 30}}}
";

#[test]
fn a_sum_of_what_is_selected_says_where_an_amount_is_still_blank() {
    // With the sources of 修路 above, the second of which is blank.
    let spent = "项目[1].资金.年度资金总额.全年执行数";
    let desk = Desk::open(PARTLY).tab("预算构成").go(spent);
    drop(desk.keys("Shift+Up*2").shows("选中3项 合计30.00（未填全）"));
    let budgeted = "项目[1].资金.年度资金总额.全年预算数";
    let desk = Desk::open(PARTLY).tab("预算构成").go(budgeted);
    drop(
        desk.keys("Shift+Up*2")
            .shows("选中3项 合计48.00 平均24.00 占"),
    );
    // In the table of one project.
    let source = "项目[0].资金.当年财政拨款.";
    let spent = Desk::open(PARTLY).go(&format!("{source}全年执行数"));
    spent
        .press("Shift+Down")
        .shows("数 1 个，合计 50，平均 50，未填全");
    let budgeted = Desk::open(PARTLY).go(&format!("{source}全年预算数"));
    budgeted
        .press("Shift+Down")
        .shows("数 2 个，合计 68，平均 34")
        .lacks("平均 34，未填全");
}

const POINTS: &str = "项目[0].指标[0].分值";

#[test]
fn what_is_typed_over_a_selection_goes_into_the_cell_where_it_began() {
    let desk = Desk::open(SMALL).go(POINTS).press("Shift+Down");
    let desk = desk.types("7").press("Enter").lacks("选中");
    desk.yaml_line("- {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 7}")
        .on("项目[0].指标[1].分值")
        .press("Ctrl+Z")
        .untouched();
    // Whichever key begins it, and wherever the selection ends.
    let spent = "项目[0].资金.年度资金总额.全年执行数";
    let desk = Desk::open(SMALL).tab("预算构成").go(spent);
    let desk = desk.keys("Shift+Right F2").edits().press("Esc").on(spent);
    let desk = desk.keys("Shift+Right Backspace").types("1").press("Enter");
    desk.yaml_line(
        "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 1, 上年执行数: 90}",
    );
}

#[test]
fn one_value_pasted_fills_all_that_is_selected_as_one_step() {
    let first = "- {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 42}";
    let second = "- {三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 达成, 分值: ";
    let desk = Desk::open(SMALL).go(POINTS).press("Shift+Down");
    let desk = desk.paste("42").says("已粘贴 2 格，Ctrl+Z 可以撤销。");
    let desk = desk.yaml_line(first).yaml_line(&format!("{second}42}}"));
    desk.press("Ctrl+Z").untouched();
    let desk = Desk::open(SMALL).go(POINTS).press("Ctrl+C");
    let desk = desk.press("Shift+Down").press("Ctrl+V");
    let desk = desk.yaml_line(&format!("{second}50}}"));
    // Nothing of it is filled where the value cannot stand in one of the cells.
    let desk = desk.press("Ctrl+Z").go("项目[0].指标[0].完成值");
    let desk = desk.keys("Shift+Right*2").paste("达成");
    desk.says("没有粘贴").untouched();
    // What is worked out is left out and told, wherever the cursor stands.
    let desk = Desk::open(SMALL).tab("预算构成");
    let desk = desk.go("项目[0].资金.年度资金总额.全年执行数");
    let desk = desk.keys("Shift+Right*2").paste("42");
    let desk = desk.says("已粘贴 1 格，2 格由程序算出，不填，Ctrl+Z 可以撤销。");
    let desk = desk.shows_line(&["修路", "?42.00"]);
    let desk = desk.press("Ctrl+Z").untouched().keys("Shift+Right*2");
    // So is what is cleared.
    desk.press("Del").lacks("120.00");
}

#[test]
fn enter_after_tabs_goes_below_the_cell_where_they_began() {
    let from = "项目[0].指标[0].指标值";
    let desk = Desk::open(SMALL).go(from);
    let desk = desk.types("1").press("Tab").types("2").keys("Tab Tab");
    let desk = desk.on(POINTS).types("3").press("Enter");
    let desk = desk.on("项目[0].指标[1].指标值");
    // It is over with that.
    let desk = desk.press("Up").press("Right").types("4").press("Enter");
    let desk = desk.on("项目[0].指标[1].完成值");
    // Whoever walks elsewhere goes on from there.
    let desk = desk.go(from).types("1").press("Tab").press("Right");
    let desk = desk.types("5").press("Enter");
    let desk = desk.on("项目[0].指标[1].度量单位");
    // Without a value as well.
    let desk = desk.go(from).keys("Tab Tab Tab Enter");
    desk.on("项目[0].指标[1].指标值");
}

#[test]
fn an_empty_cell_is_copied_as_any_other() {
    let blank = "项目[1].资金.年度资金总额.年初预算数";
    let desk = Desk::open(SMALL).tab("预算构成").go(blank).press("Ctrl+C");
    let desk = desk
        .go("项目[1].资金.年度资金总额.全年执行数")
        .press("Ctrl+V");
    let desk = desk.says("已清空 1 格，Ctrl+Z 可以撤销。");
    desk.yaml_line("年度资金总额: {全年执行数: }")
        .press("Ctrl+Z")
        .untouched();
    let desk = Desk::open(SMALL).go(POINTS).press("Ctrl+V");
    let desk = desk.says("还没有复制内容");
    // A terminal that has nothing to paste takes nothing away.
    desk.paste("").untouched();
}

#[test]
fn what_is_cleared_with_its_names_leaves_the_cursor_at_the_first_of_it() {
    let desk = Desk::open(REPORT).tab("预算构成").press("Right");
    let desk = desk.press("Ctrl+A").shows("选中 ").press("Del");
    let desk = desk.says("其中名称").lacks("选中 ");
    let first = desk.field();
    let desk = desk.press("Ctrl+Z").untouched().on(&first);
    // Where nothing has moved it is selected as before.
    let amount = "项目[0].资金.年度资金总额.全年执行数";
    let desk = desk.go(amount).press("Shift+Down").press("Del");
    desk.says("已清空 2 格").press("Ctrl+C").says("已复制 2 格");
}

/// The whole of a kind, its two projects and the sources of the first.
#[test]
fn what_lies_below_another_row_selected_is_not_counted_twice_and_told() {
    let budgeted = "项目[1].资金.年度资金总额.全年预算数";
    let desk = Desk::open(PARTLY).tab("预算构成").go(budgeted);
    let desk = desk.keys("Shift+Up*4");
    let desk = desk.shows("选中5项，其中3项含在上级里，合计108.00 平均54.00");
    // Over several columns too.
    let desk = desk.press("Shift+Right");
    desk.shows("选中 5 行 2 列，其中 3 行含在上级里：数 4 个，合计 188，平均 47")
        .untouched();
}

#[test]
fn a_selection_is_left_from_where_it_began() {
    let line = "支出.一般公共预算.基本支出.分类[0]";
    let desk = || {
        let desk = Desk::open(SMALL)
            .tab("预算构成")
            .go(&format!("{line}.名称"));
        desk.keys("Shift+Down Shift+Right")
    };
    drop(desk().press("Down").on(&format!("{line}.明细[0].名称")));
    drop(desk().press("Right").on(&format!("{line}.金额.年初预算数")));
    drop(desk().press("Esc").on(&format!("{line}.名称")));
    desk()
        .press("Tab")
        .on(&format!("{line}.金额.年初预算数"))
        .untouched();
}

#[test]
fn the_old_keys_of_the_clipboard_and_to_the_ends_of_a_row_are_taken() {
    let amount = "项目[0].资金.年度资金总额.全年执行数";
    let desk = Desk::open(SMALL)
        .tab("预算构成")
        .go(amount)
        .press("Ctrl+Ins");
    assert_eq!(desk.copied(), Some("120"));
    let desk = desk.press("Shift+Del");
    assert_eq!(desk.copied(), Some("120"));
    let desk = desk.press("Shift+Ins").untouched();
    drop(desk.press("Ctrl+Left").on("项目[0].名称"));
}
