//! Typing one entry of a list after another.

use jixiao::document::FieldPath;
use jixiao::ui::app::App;

use crate::harness::{BLANK, Desk, SMALL, With};

const DUTIES: &str = "职能: []";

fn is_before_first(app: &App) -> bool {
    app.cell()
        .is_some_and(|cell| cell.text.contains("还没有职能"))
}

fn is_at_owner(app: &App) -> bool {
    let path = app.cell().and_then(|cell| cell.path.as_ref());
    path.and_then(FieldPath::last_key) == Some("责任人")
}

#[test]
fn entries_of_an_empty_list_are_typed_one_below_the_other() {
    let desk = Desk::open(BLANK).until("Down", is_before_first);
    // What the row says can be done is among the keys.
    let desk = desk.shows("Ins 新增");
    let desk = desk.types("执行规划").press("Enter");
    let desk = desk.shows("接着键入下一条").shows("Ins 新增");
    let desk = desk.types("统筹服务").press("Enter").types("管理治安");
    let desk = desk.press("Enter");
    let text = BLANK.with(
        DUTIES,
        "职能:\n    - 执行规划\n    - 统筹服务\n    - 管理治安",
    );
    let desk = desk.changed_to(&text);
    // With nothing more to type, Enter goes on below, and the row is gone.
    let desk = desk.press("Enter").on("基本情况.机构情况");
    let desk = desk.lacks("接着键入").press("Ctrl+Z");
    let desk = desk.says("撤销：新增职能「管理治安」").keys("Ctrl+Z*2");
    desk.holds(is_before_first).untouched();
}

#[test]
fn an_entry_and_what_it_begins_with_are_one_step() {
    let desk = Desk::open(BLANK).until("Down", is_before_first);
    let desk = desk.types("执").press("Esc").holds(is_before_first);
    let desk = desk.press("Down").on("基本情况.机构情况").press("Up");
    let desk = desk.holds(is_before_first);
    let desk = desk.untouched().types("执").keys("Backspace Enter");
    let desk = desk.untouched().press("Ctrl+Y").keys("Ctrl+Z");
    let desk = desk.holds(is_before_first).untouched();
    // In a window as well.
    let desk = desk.tab("问题整改").types("钱不够").press("F2");
    let desk = desk.press("Ctrl+Z").says("撤销：新增问题「钱不够」");
    let desk = desk.untouched();
    drop(desk);
    // Behind an entry one comes back to where the next is typed.
    let desk = Desk::open(SMALL)
        .go("基本情况.职能[2]")
        .types("丁")
        .press("Enter");
    let desk = desk.types("戊").press("Esc").shows("接着键入下一条");
    desk.keys("Ctrl+Z").untouched();
}

#[test]
fn undoing_a_new_entry_tells_nothing_of_the_one_behind_it() {
    let desk = Desk::open(SMALL).go("基本情况.职能[0]").press("Ins");
    let desk = desk.press("Esc").press("Ctrl+Z");
    assert_eq!(desk.notice(), "撤销：新增职能");
    desk.untouched();
}

#[test]
fn the_row_for_the_next_entry_is_there_while_one_stands_on_it() {
    let grown = || {
        let desk = Desk::open(SMALL).go("基本情况.职能[2]");
        let desk = desk.types("丁").press("Enter").shows("接着键入下一条");
        desk.changed(&[("- 丙", "- 丁")])
    };
    for (key, field) in [
        ("Up", "基本情况.职能[2]"),
        ("Down", "基本情况.机构情况"),
        ("Tab", "基本情况.机构情况"),
    ] {
        let desk = grown().press(key).lacks("接着键入");
        desk.on(field).press("Ctrl+Z").untouched();
    }
    grown().press("Ctrl+Z").untouched();
    let desk = grown().press("Esc").types("戊").press("Esc");
    // What was given up leaves no entry, and the next can be typed.
    desk.shows("接着键入下一条").press("Ctrl+Z").untouched();
    let desk = grown().press("F4").lacks("接着键入").tab("基本信息");
    desk.lacks("接着键入").on("基本情况.机构情况");
    // In the midst of a list it is the next entry as ever.
    let desk = Desk::open(SMALL).go("基本情况.职能[0]");
    let desk = desk.types("丁").press("Enter").on("基本情况.职能[1]");
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn names_are_typed_one_below_the_other_where_they_are_the_last_of_theirs() {
    let members = "基本情况.机构[0].名单";
    let desk = Desk::open(SMALL).go(&format!("{members}[1].名称"));
    let desk = desk.types("财政站").press("Enter").types("司法所");
    let desk = desk.press("Enter").types("文化站").press("Enter");
    let desk = desk.shows_line(&["文化站"]).press("Up");
    let desk = desk.on(&format!("{members}[3].名称"));
    desk.keys("Ctrl+Z*5").untouched();
    // Below a group stand its members.
    let desk = Desk::open(SMALL).go("基本情况.机构[0].类别");
    let desk = desk.types("党政").press("Enter");
    desk.on(&format!("{members}[0].名称")).lacks("接着键入");
    let line = "分类[0].明细";
    let line = |i: usize| format!("支出.一般公共预算.基本支出.{line}[{i}].名称");
    let desk = Desk::open(SMALL).tab("预算构成").go(&line(1));
    let desk = desk.types("差旅费").keys("Tab Tab Tab").types("30");
    let desk = desk.press("Enter").shows("接着键入").types("邮电费");
    let desk = desk.press("Enter").press("Up").on(&line(2));
    desk.shows("邮电费");
}

#[test]
fn figures_in_the_last_row_make_no_entry() {
    for field in [
        "项目[0].指标[1].分值",
        "支出.一般公共预算.基本支出.分类[0].明细[1].金额.全年执行数",
        "项目[1].资金.年度资金总额.全年执行数",
    ] {
        let desk = Desk::open(SMALL).go(field).types("41").press("Enter");
        desk.lacks("接着键入").press("Ctrl+Z").untouched();
    }
}

#[test]
fn a_remedy_filled_in_from_its_text_on_is_followed_by_the_next() {
    for keys in ["Enter", "Tab Enter"] {
        let desk = Desk::open(SMALL).go("改进措施[0].内容");
        let desk = desk.keys("F2").types("、少花钱").press("Tab");
        let desk = desk.until("Tab", is_at_owner);
        let desk = desk.types("张三").keys(keys).shows("接着键入");
        let desk = desk.types("增人").press("F2").on("改进措施[1].内容");
        desk.yaml_line("- {内容: 增人, 针对问题: \"2\", 责任人: , 完成时限: , 状态: }");
    }
    // Who only walks with Enter goes on to what stands below.
    let desk = Desk::open(SMALL).go("基本情况.职能[2]").press("Enter");
    desk.on("基本情况.机构情况").untouched();
}

/// The row of a whole that one went into stands above the lines, and is no place for the next one.
#[test]
fn in_a_whole_that_one_went_into_the_next_line_is_typed_below_the_last() {
    let lines = "分类[0].明细";
    let line = |i: usize| format!("支出.一般公共预算.基本支出.{lines}[{i}].名称");
    let inside = || {
        let desk = Desk::open(SMALL).tab("预算构成");
        let desk = desk.go("支出.一般公共预算.基本支出.分类[0].名称");
        desk.press("Enter")
    };
    let desk = inside()
        .go(&line(1))
        .press("Ins")
        .types("差旅费")
        .press("Enter");
    let desk = desk.shows("接着键入下一条").types("邮电费").press("Enter");
    let desk = desk.press("Up").on(&line(3));
    let desk = desk.shows("邮电费").shows("公用经费").shows("差旅费");
    drop(desk.keys("Ctrl+Z*4").untouched());
    let desk = inside().go(&line(1)).keys("F2").types("等").press("Enter");
    let desk = desk.types("差旅费").press("Enter").press("Up").on(&line(2));
    drop(desk);
}
