//! What hands do that know WPS and Excel: each key does here what it does there.

use crate::harness::{Desk, REPORT};
use crate::journeys::SMALL;

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
    desk.press("Ctrl+Z").untouched();
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
