//! Nothing that stood in the report goes unseen: a slip of the hand leaves it, or is told in a sentence
//! with the way back.

use jixiao::ui::app::Mode;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};

const STAFF: &str = "基本情况.人员.在职在编人员";
const BUDGETED: &str = "项目[0].资金.年度资金总额.年初预算数";
const OUTCOME: &str = "项目[0].完成情况";

#[test]
fn undoing_all_that_was_typed_over_a_cell_leaves_it_as_it_was() {
    for end in ["Down", "Enter", "Tab", "F4", "Ctrl+P", "Ctrl+S"] {
        let desk = Desk::open(SMALL).go(STAFF).types("12");
        let desk = desk.press("Ctrl+Z").says("已放弃这次输入");
        let desk = desk.browses().keys("Ctrl+Z Esc").untouched();
        desk.press(end).untouched();
    }
    // It can be had again, and what is undone before that is what was typed last.
    let desk = Desk::open(SMALL).go(STAFF).types("12").press("Ctrl+Z");
    drop(
        desk.press("Ctrl+Y")
            .holds(|app| app.document().text().contains("在职在编人员: 12")),
    );
    let desk = Desk::open(SMALL).go(STAFF).types("1.5").press("Ctrl+Z");
    drop(desk.edits());
    // After a refusal, and after Backspace, as well.
    let desk = Desk::open(SMALL).go(STAFF).types("湖南").press("Enter");
    drop(desk.edits().press("Ctrl+Z").browses().untouched());
    let desk = Desk::open(SMALL).go(STAFF).keys("Backspace Ctrl+Z");
    drop(desk.browses().untouched());
}

#[test]
fn what_is_cleared_says_what_it_was() {
    let said = "已清空「在职在编人员」，原来是 43，Ctrl+Z 可以撤销。";
    for keys in [
        "Del",
        "Backspace Down",
        "F2 Backspace*2 Enter",
        "Backspace F4",
    ] {
        let desk = Desk::open(SMALL).go(STAFF).keys(keys).says(said);
        drop(desk.press("Ctrl+Z").untouched());
    }
    let desk = Desk::open(SMALL)
        .go("项目[0].名称")
        .tab("预算构成")
        .go("项目[0].名称");
    let desk = desk.keys("Shift+Down Shift+Right Del");
    drop(desk.says("，其中名称 2 处，Ctrl+Z 可以撤销。"));
}

#[test]
fn a_blank_is_no_value() {
    for blank in [" ", "\u{3000}"] {
        for field in [STAFF, "封面.标题", OUTCOME] {
            let desk = Desk::open(SMALL).go(field).types(blank).browses();
            drop(
                desk.says("空格不算内容，这一格没有动")
                    .press("Down")
                    .untouched(),
            );
        }
    }
}

#[test]
fn what_is_blank_or_worked_out_above_fills_nothing() {
    // The first row below a sum.
    let line = "支出.一般公共预算.基本支出.分类[0].明细[0].金额.全年执行数";
    let desk = Desk::open(SMALL).tab("预算构成").go(line);
    let desk = desk.press("Ctrl+D").says("没有填充");
    drop(desk.untouched());
    // Of several columns only those go in that have something.
    let desk = Desk::open(SMALL).tab("预算构成").go(BUDGETED);
    let desk = desk.keys("Up Shift+Down Shift+Right*2 Ctrl+D");
    drop(desk.says("没有填充").untouched());
}

#[test]
fn a_form_is_not_filled_down() {
    for field in ["封面.填报人", "基本情况.人员.转业士官"] {
        let desk = Desk::open(SMALL).go(field).press("Ctrl+D");
        drop(desk.says("不是同一项内容，没有填充").untouched());
    }
}

#[test]
fn enter_pressed_once_more_does_not_take_the_words_one_was_led_to() {
    let led = || {
        let desk = Desk::open(REPORT).press("Ctrl+F").types("全面、按时完成");
        let desk = desk.keys("Enter Enter").edits();
        desk.says("已选中“全面、按时完成”，键入就替换它")
    };
    drop(led().keys("Enter F2").untouched());
    let desk = led().types("按时").press("F2");
    assert!(desk.text().contains("措施保障有力，按时各项绩效指标"));
}

#[test]
fn nothing_is_replaced_by_nothing_unasked() {
    let yaml = SMALL.with("标题: '一份 报告'", "标题: 2023年报告");
    let desk = Desk::open(&yaml).press("Ctrl+F6").types("2023").press("F9");
    let desk = desk
        .says("“替换为”是空的：再按一次 F9，1 处“2023”就都删去；要换成别的，请先键入。")
        .untouched();
    // What is typed then is what takes its place.
    let desk = desk.types("2024").press("F9").says("已替换 1 处");
    let desk = desk.yaml_line("封面: {标题: 2024年报告, 单位名称: \"某街道\"}");
    drop(desk.press("Ctrl+Z").untouched());
    let desk = Desk::open(&yaml).press("Ctrl+F6").types("2023");
    let desk = desk.keys("F9 F9").says("已删去 1 处，1 处不能替换");
    drop(desk.yaml_line("封面: {标题: 年报告, 单位名称: \"某街道\"}"));
}

#[test]
fn a_text_pasted_over_a_long_one_asks_where_it_goes() {
    let pasting = || {
        let desk = Desk::open(SMALL).go(OUTCOME).paste("还种了树。");
        desk.shows("这里原来有 12 字，要粘贴的是 5 字，怎么放？")
            .untouched()
    };
    let desk = pasting().press("Enter");
    let desk = desk.says("已粘贴 5 字，接在「完成情况」原来的 12 字后面，Ctrl+Z 可以撤销。");
    let desk = desk.yaml_line("修得很好。").yaml_line("还种了树。");
    drop(desk.press("Ctrl+Z").untouched());
    let desk = pasting().press("2").says("换掉「完成情况」原来的 12 字");
    assert!(!desk.text().contains("修得很好"));
    drop(desk.press("Ctrl+Z").untouched());
    drop(pasting().press("Esc").browses().untouched());
    // A list of texts as well.
    let desk = Desk::open(SMALL).go("基本情况.机构[0].名单[0].加挂");
    let desk = desk.paste("展览室").press("Enter");
    assert!(desk.text().contains("加挂: [档案室, 展览室]"));
    drop(desk.press("Ctrl+Z").untouched());
    // Over nothing there is nothing to be asked.
    drop(
        Desk::open(BLANK)
            .go("整体绩效.完成情况")
            .paste("都做了。")
            .browses()
            .says("已粘贴 1 格"),
    );
}

#[test]
fn a_sign_of_comparison_is_typed_as_two() {
    const SIGN: &str = "项目[0].指标[0].计算符号";
    for (typed, sign) in [
        (">=", "≥"),
        ("<=", "≤"),
        ("》=", "≥"),
        ("《＝", "≤"),
        ("＞＝", "≥"),
        (">", "＞"),
        ("=", "＝"),
    ] {
        for was in ["＞", "≤", "定性"] {
            let yaml = SMALL.with("计算符号: ≥", &format!("计算符号: {was}"));
            let desk = Desk::open(&yaml).go(SIGN).types(typed).press("Tab");
            let line =
                format!("- {{三级指标: 里程, 计算符号: {sign}, 指标值: 10, 完成值: 8, 分值: 50}}");
            drop(desk.yaml_line(&line));
        }
    }
}

#[test]
fn a_new_report_asked_for_says_that_this_one_is_not_saved() {
    let leaving = || {
        let desk = Desk::open(SMALL).go(STAFF).types("44").press("Enter");
        let desk = desk.press("Shift+F11").shows("还没有保存");
        desk.lacks("新的报告存成什么文件")
    };
    // Somebody who types the year of the new one loses nothing by it.
    let desk = leaving()
        .press("2")
        .says("选中了“不保存，直接换”，按回车才这样做");
    let desk = desk.shows("还没有保存").press("Esc").browses();
    drop(desk.yaml_line("人员: {编制数: 50, 在职在编人员: 44, 转业士官: 7, 退休人员: 7}"));
    // Whoever means it is told how what is left can be had back.
    let desk = leaving()
        .press("2")
        .press("Enter")
        .types("新的")
        .press("Enter");
    let desk = desk.says("原来那份没有保存的修改没有存，再打开它按 Ctrl+Y 可以找回。");
    let desk = desk
        .press("Ctrl+F12")
        .until_choice("自评.yaml")
        .press("Ctrl+Y");
    drop(desk.yaml_line("人员: {编制数: 50, 在职在编人员: 44, 转业士官: 7, 退休人员: 7}"));
}

#[test]
fn f5_stops_where_enter_led_to_what_is_not_filled_in() {
    let desk = Desk::open(BLANK).go("整体绩效.目标设置.基本支出计划安排");
    let desk = desk
        .types("1680")
        .press("Enter")
        .on("整体绩效.目标设置.项目个数");
    let desk = desk.press("F5").on("整体绩效.目标设置.项目个数");
    drop(desk.press("F5").holds(|app| {
        let path = app.cell().and_then(|cell| cell.path.clone());
        path.is_some_and(|path| path.to_string() != "整体绩效.目标设置.项目个数")
    }));
}

#[test]
fn two_numbers_in_one_cell_are_not_one() {
    let spent = "项目[0].资金.年度资金总额.全年执行数";
    let desk = Desk::open(SMALL).go(spent).paste("\"12\n345\"\n");
    drop(
        desk.says("没有粘贴，“12 345”是两行或两格里的数")
            .untouched(),
    );
    for two in ["12\n345", "12\t345"] {
        let desk = Desk::open(SMALL).go(spent).press("F2").paste(two);
        drop(
            desk.says("没有粘贴，“12 345”是两行或两格里的数")
                .press("Esc")
                .untouched(),
        );
    }
    // What a cell that was too narrow parts in a text is one text.
    let desk = Desk::open(SMALL)
        .go("封面.单位名称")
        .paste("\"某 街\n道\"\n");
    drop(desk.says("已粘贴 1 格"));
}

#[test]
fn a_point_behind_a_whole_number_leaves_it_in_the_unit_of_its_table() {
    let table =
        "单位：元\n项目名称\t全年执行数\n甲工程\t2345678.25\n乙工程\t2345678.\n丙工程\t2345678。\n";
    let desk = Desk::open(BLANK).tab("绩效指标").paste(table);
    let desk = desk.shows_line(&["全年执行数", "234.5678"]);
    let desk = desk.press("Enter");
    assert_eq!(desk.text().matches("全年执行数: 234.5678").count(), 3);
}

#[test]
fn a_sum_that_a_table_states_is_told_to_be_no_longer_worked_out() {
    let table = |sum: &str| format!("项目\t全年预算数\t全年执行数\n项目支出\t160\t{sum}\n");
    let at = "项目[0].资金.年度资金总额.全年执行数";
    let open = || Desk::open(SMALL).tab("预算构成").go(at);
    let desk = open().paste(&table("210"));
    let desk = desk
        .shows("=200.00")
        .shows("原来由程序算出，填了就不再跟着各项变");
    drop(desk.press("Esc").untouched());
    // What says the same is left to be worked out.
    let desk = open().paste(&table("200"));
    let desk = desk.shows("不填：与算出的相同").press("Enter");
    assert!(!desk.text().contains("全年执行数: 200"));
}

#[test]
fn a_chart_says_what_is_made_of_a_part() {
    let yaml = SMALL.with("{全年执行数: 80}", "{全年预算数: 80}");
    let desk = Desk::open(&yaml).tab("预算构成").resize(120, 40);
    assert!(matches!(desk.app().mode(), Mode::Browse));
    let desk = desk.shows_line(&["项目支出", "_120.00", "_"]);
    let desk = desk.press("Ctrl+T").shows_line(&["执行", "年初", "完成"]);
    drop(desk.shows("_120.00"));
}

#[test]
fn a_cell_copied_here_is_pasted_as_it_stands() {
    let yaml = SMALL.with("单位名称: \"某街道\"", "单位名称: '\"甲\"'");
    let desk = Desk::open(&yaml).go("封面.单位名称").press("Ctrl+C");
    let desk = desk.go("封面.标题").press("Ctrl+V");
    drop(desk.yaml_line("封面: {标题: '\"甲\"', 单位名称: '\"甲\"'}"));
}

#[test]
fn what_was_copied_can_be_pasted_into_the_next_report() {
    let desk = Desk::open(SMALL).beside("另一份.yaml", BLANK);
    let desk = desk.go("封面.单位名称").keys("Ctrl+C Shift+F6 Ctrl+F12");
    let desk = desk.until_choice("另一份.yaml").go("封面.单位名称");
    let desk = desk.holds(|app| !app.has_mouse()).press("Ctrl+V");
    drop(desk.says("已粘贴 1 格"));
}

#[test]
fn a_project_moves_among_those_of_its_kind() {
    let yaml = "支出: {一般公共预算: {项目支出: {类别: [{名称: 甲类}, {名称: 乙类}]}}}
项目:
- {名称: 修路, 支出类别: 甲类}
- {名称: 买车, 支出类别: 乙类}
- {名称: 植树, 支出类别: 甲类}
";
    let desk = Desk::open(yaml).tab("预算构成").go("项目[0].名称");
    let desk = desk.press("Alt+Down").changed_to(
        "支出: {一般公共预算: {项目支出: {类别: [{名称: 甲类}, {名称: 乙类}]}}}
项目:
- {名称: 买车, 支出类别: 乙类}
- {名称: 植树, 支出类别: 甲类}
- {名称: 修路, 支出类别: 甲类}
",
    );
    drop(desk.press("Alt+Down").says("已到头，不能再移。"));
}

#[test]
fn a_table_of_projects_is_no_basic_spending() {
    let table = "项目名称\t年初预算数\t全年预算数\t全年执行数\n社会管理\t400\t435.2\t435.2\n";
    for at in ["人员经费", "公用经费"] {
        let desk = Desk::open(BLANK).tab("预算构成");
        let place = if at == "人员经费" { 0 } else { 1 };
        let desk = desk.go(&format!("支出.一般公共预算.基本支出.分类[{place}].名称"));
        let desk = desk
            .paste(table)
            .shows("加到「项目支出」下面")
            .press("Enter");
        let text = desk.text();
        assert!(
            text.contains("社会管理") && !text.contains("名称: 社会管理, 金额"),
            "{text}"
        );
        let report = &desk.app().view().report;
        assert_eq!(report.projects.len(), 1);
    }
    let kind = "支出.一般公共预算.项目支出.类别[0].名称";
    let desk = Desk::open(BLANK).tab("预算构成").go(kind).paste(table);
    drop(
        desk.shows("加到「业务工作经费」下面")
            .press("Esc")
            .untouched(),
    );
}

#[test]
fn what_only_clears_or_says_the_same_is_not_said_to_be_filled_in() {
    let points = "项目[0].指标[0].分值";
    let desk = Desk::open(SMALL).go(points).paste("50.00\t8.00\n");
    drop(
        desk.shows("粘贴 1 行：填 1 格")
            .shows("没有变化")
            .press("Esc")
            .untouched(),
    );
}
