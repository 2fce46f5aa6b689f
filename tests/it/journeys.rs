//! What a person at the desk is promised, one promise a test.

use ratatui::style::Style;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};
use jixiao::rules::Severity;
use jixiao::ui::theme;

/// What a row has to say is not shortened where the pane ends, and in a narrow window the counts of
/// errors and warnings stand whole.
/// A row that the edge of the window cuts off says that it goes on.
#[test]
fn a_row_at_the_edge_of_the_window_says_that_it_goes_on() {
    let desk = Desk::open(REPORT).resize(60, 20).tab("问题整改");
    let screen = desk.screen();
    let list = screen.lines().skip(4);
    let mut last = list
        .take_while(|line| !line.starts_with(" 问题「"))
        .collect::<Vec<_>>();
    last.retain(|line| !line.trim().is_empty());
    assert!(
        last.last().is_some_and(|line| line.contains("..")),
        "{screen}"
    );
}

#[test]
fn nothing_that_matters_is_cut_in_a_small_window() {
    for keys in ["F4", "F8 Ctrl+G", "F4*3"] {
        let screen = Desk::open(REPORT).resize(80, 24).keys(keys).screen();
        for cut in ["差..", "2882..", "项目.. "] {
            assert!(!screen.contains(cut), "{keys}: {cut}\n{screen}");
        }
    }
    let desk = Desk::open(REPORT).resize(60, 20);
    drop(desk.shows("错5  警31").shows("差87.31"));
}

const TOTAL: &str = "项目[0].资金.年度资金总额.全年执行数";

// The figures of the real report.

#[test]
fn the_budget_shows_what_is_stated_and_what_adds_up() {
    Desk::open(REPORT)
        .shows("4572.32")
        .tab("预算构成")
        .shows_line(&["一般公共预算 差87.31", "4542.40"])
        .shows_line(&["基本支出", "1660.40"])
        .shows_line(&["人员经费", "1486.15"])
        .shows_line(&["公用经费", "174.25"])
        .shows_line(&["项目支出 差87.31", "2882.00"])
        .shows_line(&["业务工作经费 差87.31", "2882.00"])
        .go("支出.一般公共预算.基本支出.金额.全年执行数")
        .shows("列示 1660.40，与分项合计一致")
        .go("支出.一般公共预算.项目支出.金额.全年执行数")
        .shows("列示 2882.00，分项合计 2969.31，相差 87.31");
}

#[test]
fn the_difference_is_marked_wherever_the_node_is_shown() {
    let error = |style: Style| style.fg == theme::Tone::Error.style().fg;
    let desk = Desk::open(REPORT);
    assert!(error(desk.style_at("4572.32 差87.31")), "summary");
    let desk = desk.tab("预算构成");
    assert!(error(desk.style_at("!2882.00")), "grid");
    let desk = desk.press("Ctrl+Home Down");
    let names = desk.places("项目支出 差87.31");
    assert_eq!(names.len(), 2, "grid and chart");
    let desk = desk.choose(None);
    // The form's 项目支出 takes the other funds in: 2882.00 and 20.00 and 9.92.
    assert!(error(desk.style_at("!2911.92")), "department's table");
    assert!(error(desk.style_at("!4542.40")), "department's table");
}

#[test]
fn the_staff_add_up_to_57_with_86_beside() {
    Desk::open(REPORT)
        .go("基本情况.人员.人员变化原因")
        .shows("在职在编人员 43 + 转业士官 7 + 退休人员 7")
        .shows_line(&["合计", "57"])
        .shows("与合计一致")
        .shows_line(&["编外人员", "86", "不计入"])
        .shows_line(&["在职人员控制率", "缺数"]);
}

#[test]
fn the_control_rate_appears_as_soon_as_the_establishment_is_known() {
    Desk::open(REPORT)
        .go("基本情况.人员.人员变化原因")
        .go("基本情况.人员.编制数")
        .types("50")
        .shows_line(&["在职人员控制率", "86.00%"])
        .marks("86.00%")
        .press("Esc")
        .shows_line(&["在职人员控制率", "缺数"])
        .untouched();
}

#[test]
fn what_the_report_plans_stands_beside_what_it_spent() {
    Desk::open(REPORT)
        .tab("预算构成")
        .shows("计1679.86")
        .shows("计1266.38")
        .shows_line(&["政府性基金预算", "20.00"])
        .shows_line(&["国有资本经营预算", "9.92"])
        .shows("社会保险基金预算")
        .shows_line(&["支出总计", "4572.32"]);
}

#[test]
fn every_project_is_listed_with_its_state() {
    let desk = Desk::open(REPORT).tab("绩效指标");
    for name in ["社会管理", "公共服务", "城市管理", "经济发展", "其他事务"] {
        desk.find(name).unwrap();
    }
    desk.shows("未填全").shows("执行率").shows("得分");
}

#[test]
fn a_bought_indicator_shows_the_values_of_the_text() {
    Desk::open(REPORT)
        .go("项目[0].指标[0].完成值")
        .shows_line(&["新建两新党组织", "18"])
        .go("项目[0].指标[14].完成值")
        .shows_line(&["97.35"]);
}

#[test]
fn every_tab_is_there_and_the_summary_never_leaves() {
    let mut desk = Desk::open(REPORT);
    for title in ["基本信息", "预算构成", "绩效指标", "问题整改"] {
        desk = desk
            .tab(title)
            .shows("2022年度月湖街道办事处整体支出绩效自评报告")
            .shows("已保存")
            .shows("4572.32")
            .shows("执行率")
            .shows("得分")
            .shows("已填")
            .shows("错误")
            .shows("警告")
            .shows("退出");
    }
}

// Typing.

#[test]
fn totals_shares_and_summary_move_at_every_keystroke() {
    Desk::open(&SMALL.with("    金额: {全年执行数: 300}\n", ""))
        .tab("预算构成")
        .go(TOTAL)
        .press("5")
        .shows_line(&["支出总计", "185.00"])
        .types("0")
        .shows_line(&["支出总计", "230.00"])
        .marks("230.00")
        .types("0")
        .shows_line(&["支出总计", "680.00"])
        .marks("680.00")
        .press("Esc")
        .shows_line(&["支出总计", "300.00"]);
}

#[test]
fn a_stated_amount_stands_and_says_by_how_much_its_parts_differ_at_every_keystroke() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go(TOTAL)
        .types("5")
        .shows_line(&["支出总计", "300.00"])
        .marks("差115.00")
        .types("00")
        .shows_line(&["支出总计", "300.00"])
        .marks("差380.00")
        .press("Esc")
        .untouched()
        .shows_line(&["支出总计", "300.00"])
        .lacks("差380.00");
}

#[test]
fn bars_move_and_are_marked_while_typing() {
    Desk::open(REPORT)
        .resize(100, 40)
        .tab("预算构成")
        .go(TOTAL)
        .shows("435.20  14.66%")
        .types("900")
        .shows("900.00  26.21%")
        .marks("26.21%")
        .marks("差552.11");
}

#[test]
fn the_score_moves_while_typing() {
    Desk::open(SMALL)
        .go("项目[0].指标[0].完成值")
        .shows("87.50")
        .types("10")
        .shows("97.50")
        .marks("97.50")
        .press("Esc")
        .shows("87.50")
        .untouched();
}

#[test]
fn escape_takes_the_draft_back_and_redo_finds_it() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("9999")
        .press("Esc")
        .untouched()
        .says("Ctrl+Y")
        .press("Ctrl+Y")
        .yaml_line("全年执行数: 9999")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_stray_key_taken_back_leaves_what_can_be_redone() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("450")
        .keys("Enter Ctrl+Z 9 Esc")
        .untouched()
        .press("Ctrl+Y")
        .yaml_line("全年执行数: 9")
        .press("Ctrl+Y")
        .says("重做：修改「全年执行数」 435.2 → 450")
        .changed(&[("全年执行数: 435.2", "全年执行数: 450")]);
}

#[test]
fn enter_makes_one_step_that_undo_names() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("450")
        .press("Enter")
        .changed(&[("全年执行数: 435.2", "全年执行数: 450")])
        .press("Ctrl+Z")
        .says("撤销：修改「全年执行数」 435.2 → 450")
        .untouched()
        .press("Ctrl+Z")
        .says("没有可以撤销的修改")
        .untouched();
}

#[test]
fn coming_back_to_the_window_leaves_what_is_being_typed() {
    Desk::open(REPORT)
        .keys("Down*2")
        .types("王小")
        .comes_back()
        .edits()
        .types("明")
        .press("Enter")
        .changed(&[("填报人: 张嘉怡", "填报人: 王小明")]);
}

#[test]
fn tab_makes_one_step_and_goes_right() {
    Desk::open(REPORT)
        .go("项目[0].资金.年度资金总额.年初预算数")
        .types("500")
        .press("Tab")
        .on("项目[0].资金.年度资金总额.全年预算数")
        .changed(&[("年初预算数:", "年初预算数: 500")])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn undo_moves_to_where_it_happened_from_another_tab() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("450")
        .press("Enter")
        .tab("基本信息")
        .press("Ctrl+Z")
        .on(TOTAL)
        .shows("435.20")
        .tab("问题整改")
        .press("Ctrl+Y")
        .on(TOTAL)
        .says("重做：修改「全年执行数」 435.2 → 450")
        .yaml_line("全年执行数: 450");
}

#[test]
fn undoing_everything_gives_back_the_bytes() {
    let desk = Desk::open(SMALL)
        .go("封面.标题")
        .types("新标题")
        .press("Enter Ctrl+N")
        .go("基本情况.职能[1]")
        .keys("Ctrl+Del Alt+Up Ins")
        .types("丁")
        .press("Enter")
        .go(TOTAL)
        .types("1")
        .press("Enter");
    assert_ne!(desk.text(), SMALL);
    let desk = desk.keys("Ctrl+Z*9").untouched().says("没有可以撤销");
    let desk = desk.keys("Ctrl+Y*9").says("没有可以重做");
    assert_ne!(desk.text(), SMALL);
    desk.keys("Ctrl+Z*9").untouched();
}

#[test]
fn f2_keeps_what_is_there() {
    Desk::open(REPORT)
        .go(TOTAL)
        .keys("F2 Backspace 5 Enter")
        .changed(&[("全年执行数: 435.2", "全年执行数: 435.5")]);
}

#[test]
fn f2_and_enter_without_a_change_change_nothing() {
    Desk::open(REPORT)
        .go(TOTAL)
        .keys("F2 Enter Ctrl+Z")
        .says("没有可以撤销")
        .untouched();
}

#[test]
fn typing_back_what_was_there_is_no_step() {
    Desk::open(REPORT)
        .go(TOTAL)
        .keys("F2 9 Backspace Enter Ctrl+Z")
        .says("没有可以撤销")
        .untouched();
}

#[test]
fn delete_makes_the_cell_blank() {
    Desk::open(REPORT)
        .go(TOTAL)
        .press("Del")
        .changed(&[("全年执行数: 435.2", "全年执行数:")])
        .press("Ctrl+Z")
        .says("撤销：清空「全年执行数」")
        .untouched();
}

#[test]
fn a_value_too_long_for_the_cell_keeps_the_caret_in_it() {
    let desk = Desk::open(REPORT).go("封面.标题").press("F2");
    let desk = desk.types(&"长".repeat(150));
    let (x, y) = desk.caret().unwrap();
    assert!(x < 120 && y < 40);
    desk.press("Esc").untouched();
}

// Numbers.

#[test]
fn what_an_input_method_makes_of_a_number_is_normalised_visibly() {
    for (typed, kept) in [
        ("１２．５", "12.5"),
        ("12。5", "12.5"),
        ("￥1,234.50", "1234.50"),
        ("1234.5万元", "1234.5"),
        ("12345元", "1.2345"),
        ("¥1，234", "1234"),
        ("12 345.6", "12345.6"),
        ("1　234", "1234"),
    ] {
        Desk::open(REPORT)
            .go(TOTAL)
            .types(typed)
            .press("Enter")
            .yaml_line(&format!("全年执行数: {kept}"))
            .says(&format!("“{typed}”已记为 {kept}"))
            .press("Ctrl+Z")
            .says(&format!("→ {kept}（输入的是“{typed}”），现在是 435.2"));
    }
}

#[test]
fn what_is_no_number_stays_with_a_sentence_and_the_last_good_total() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go(TOTAL)
        .types("12")
        .shows_line(&["专项资金", "92.00"])
        .types("甲")
        .shows("“12甲”不是数字")
        .shows_line(&["支出总计", "300.00"])
        .shows("暂")
        .press("Enter")
        .edits()
        .shows("12甲")
        .shows("“12甲”不是数字")
        .keys("End Backspace Enter")
        .browses()
        .yaml_line(
            "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 12, 上年执行数: 90}",
        )
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn escape_leaves_what_is_no_number_without_a_trace() {
    Desk::open(SMALL)
        .go(TOTAL)
        .types("甲乙")
        .shows("“甲乙”不是数字")
        .press("Esc")
        .browses()
        .untouched();
}

#[test]
fn people_are_counted_whole() {
    Desk::open(REPORT)
        .go("基本情况.人员.退休人员")
        .types("7.5")
        .shows("应为整数")
        .press("Esc")
        .untouched();
}

// Long texts.

#[test]
fn a_long_text_opens_in_an_editor_of_many_lines() {
    Desk::open(SMALL)
        .go("项目[0].完成情况")
        .press("Enter")
        .edits()
        .shows("修了一条路。")
        .shows("修得很好。")
        .keys("Ctrl+End Enter")
        .types("真的。")
        .shows("真的。")
        .press("F2")
        .browses()
        .changed(&[("", "真的。")])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn tab_finishes_a_long_text_and_escape_gives_it_up() {
    Desk::open(SMALL)
        .go("项目[0].完成情况")
        .keys("F2 Ctrl+Home")
        .types("先")
        .press("Tab")
        .browses()
        .changed(&[("修了一条路。", "先修了一条路。")])
        .press("Ctrl+Z")
        .untouched()
        .keys("F2 Ctrl+Home")
        .types("后")
        .press("Esc")
        .browses()
        .untouched()
        .press("Ctrl+Y")
        .changed(&[("修了一条路。", "后修了一条路。")]);
}

#[test]
fn a_long_text_keeps_the_block_header_of_the_file() {
    let yaml = SMALL.with("完成情况: |-", "完成情况: |");
    Desk::open(&yaml)
        .go("项目[0].完成情况")
        .keys("F2 Ctrl+Home")
        .types("先")
        .press("F2")
        .changed(&[("修了一条路。", "先修了一条路。")]);
}

#[test]
fn pasted_line_ends_of_every_kind_are_line_ends() {
    Desk::open(SMALL)
        .go("项目[0].完成情况")
        .keys("F2 Ctrl+A")
        .paste("一\r\n二\r三\n四")
        .press("F2")
        .yaml_line("一")
        .yaml_line("二")
        .yaml_line("三")
        .yaml_line("四")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn five_megabytes_are_pasted_like_a_word() {
    let line = "城市管理 123.45 万元，完成率 98%。\n";
    let page = line.repeat(5_000_000 / line.len());
    let desk = Desk::open(SMALL)
        .go("项目[0].完成情况")
        .press("F2")
        .paste(&page)
        .edits();
    let text = desk.text();
    assert_eq!(text.matches("城市管理").count(), 5_000_000 / line.len());
    desk.press("Esc").untouched();
}

#[test]
fn control_characters_do_not_get_into_the_document() {
    let desk = Desk::open(SMALL)
        .go("封面.标题")
        .press("F2")
        .paste("\u{1b}[31m红\u{202e}\u{7}")
        .press("Enter");
    let text = desk.text();
    assert!(text.contains('红') && !text.contains(['\u{1b}', '\u{202e}', '\u{7}']));
}

#[test]
fn the_caret_of_a_long_text_goes_two_columns_a_character() {
    let desk = Desk::open(SMALL)
        .go("项目[0].完成情况")
        .keys("F2 Ctrl+Home");
    let (x, y) = desk.caret().unwrap();
    let desk = desk.press("Right");
    assert_eq!(desk.caret().unwrap(), (x + 2, y));
    let desk = desk.types("a");
    assert_eq!(desk.caret().unwrap(), (x + 3, y));
    let desk = desk.press("Down");
    assert_eq!(desk.caret().unwrap().1, y + 1);
    let desk = desk.keys("Home Enter");
    assert_eq!(desk.caret().unwrap(), (x, y + 2));
    desk.press("Esc").untouched();
}

#[test]
fn the_caret_stands_where_the_text_goes_on() {
    let desk = Desk::open(REPORT).go("封面.填报人").press("F2");
    let (x, y) = desk.find("张嘉怡").unwrap();
    assert_eq!(desk.caret().unwrap(), (x + 6, y));
    let desk = desk.types("王");
    assert_eq!(desk.caret().unwrap(), (x + 8, y));
    let desk = desk.press("Home");
    assert_eq!(desk.caret().unwrap(), (x, y));
    desk.press("Esc").untouched();
}

#[test]
fn while_walking_the_caret_stands_in_the_cell() {
    for tab in ["基本信息", "预算构成", "绩效指标", "问题整改"] {
        let desk = Desk::open(REPORT).tab(tab).press("Down");
        desk.caret().unwrap();
    }
}

#[test]
fn alt_enter_begins_a_new_line_as_enter_does() {
    Desk::open(SMALL)
        .go("项目[0].完成情况")
        .keys("F2 Alt+Enter 1 Enter 2 F2")
        .changed(&[("", "1\n    2")])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn text_is_selected_cut_and_pasted_in_the_editor() {
    let desk = Desk::open(SMALL)
        .go("项目[0].完成情况")
        .keys("F2 Ctrl+Home Shift+Right*2 Ctrl+X");
    assert_eq!(desk.copied(), Some("修了"));
    desk.keys("End Ctrl+V F2")
        .changed(&[("修了一条路。", "一条路。修了")])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn the_editor_undoes_its_own_typing() {
    Desk::open(SMALL)
        .go("项目[0].完成情况")
        .keys("F2 Ctrl+End")
        .types("多余")
        .press("Ctrl+Z")
        .edits()
        .lacks("多余")
        .press("F2")
        .untouched();
}

// Entries of lists.

#[test]
fn a_duty_is_put_in_moved_and_taken_out() {
    Desk::open(SMALL)
        .go("基本情况.职能[0]")
        .press("Ins")
        .on("基本情况.职能[1]")
        .types("新的")
        .press("Enter")
        .changed(&[("", "- 新的")])
        .press("Up Alt+Up")
        .on("基本情况.职能[0]")
        .press("Ctrl+Del")
        .untouched()
        .press("Ctrl+Z")
        .says("撤销：删除")
        .press("Ctrl+Z")
        .says("撤销：上移")
        .press("Ctrl+Z*2")
        .untouched();
}

#[test]
fn a_list_at_its_end_moves_no_further() {
    Desk::open(SMALL)
        .go("基本情况.职能[2]")
        .press("Alt+Down")
        .says("已到头")
        .untouched()
        .go("基本情况.职能[0]")
        .press("Alt+Up")
        .says("已到头")
        .untouched();
}

#[test]
fn entries_of_every_list_come_go_and_move() {
    for (field, other) in [
        ("项目[0].名称", "项目[1].名称"),
        ("项目[0].指标[0].三级指标", "项目[0].指标[1].三级指标"),
        (
            "支出.一般公共预算.基本支出.分类[0].明细[0].金额.全年执行数",
            "支出.一般公共预算.基本支出.分类[0].明细[1].金额.全年执行数",
        ),
        ("问题[0].编号", "问题[1].编号"),
        (
            "基本情况.机构[0].名单[0].名称",
            "基本情况.机构[0].名单[1].名称",
        ),
        ("基本情况.职能[0]", "基本情况.职能[1]"),
    ] {
        let there = |desk: Desk, field: &str| match field {
            "项目[0].名称" => desk.tab("预算构成").go(field),
            _ => desk.go(field),
        };
        let desk = there(Desk::open(SMALL), field).press("Alt+Down").on(other);
        assert_ne!(desk.text(), SMALL, "{field} moved");
        let desk = desk.press("Alt+Up").on(field);
        let desk = there(desk.keys("Ctrl+Z*2").untouched(), field).press("Ins");
        assert!(desk.text().len() > SMALL.len(), "{field} inserted");
        let desk = there(desk.press("Ctrl+Z").untouched(), field).press("Ctrl+Del");
        assert!(desk.text().len() < SMALL.len(), "{field} removed");
        desk.press("Ctrl+Z").untouched();
    }
}

#[test]
fn the_first_entry_of_an_empty_list_is_put_in() {
    Desk::open(BLANK)
        .tab("问题整改")
        .shows("还没有问题")
        .press("Ins")
        .lacks("还没有问题")
        .yaml_line("- 编号: \"1\"")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_new_remedy_can_answer_a_problem() {
    Desk::open(SMALL)
        .tab("问题整改")
        .shows("1 个还没有改进措施")
        // What is typed says that there is no problem, and nothing is left to be done.
        .go("问题[1].内容")
        .keys("F2 Ctrl+A")
        .types("无")
        .press("F2")
        .shows("都有改进措施")
        .press("Ctrl+Z")
        .shows("1 个还没有改进措施")
        .go("改进措施[0].针对问题")
        .press("Ins")
        .on("改进措施[1].内容")
        .go("改进措施[1].针对问题")
        .types("2")
        .shows("都有改进措施")
        .press("Enter")
        .keys("Ctrl+Z*2")
        .shows("1 个还没有改进措施")
        .untouched();
}

#[test]
fn the_last_project_can_go() {
    let desk = Desk::open(SMALL)
        .tab("绩效指标")
        .keys("Ctrl+Home Down Ctrl+Del Ctrl+Del");
    desk.shows("还没有项目").keys("Ctrl+Z*2").untouched();
}

#[test]
fn a_list_of_names_is_edited_as_lines() {
    Desk::open(SMALL)
        .go("问题[0].涉及项目")
        .press("Enter")
        .until_choice("自己写")
        .keys("Ctrl+End Enter")
        .types("植树")
        .press("F2")
        .shows("修路、植树")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_choice_is_taken_by_number() {
    Desk::open(SMALL)
        .go("改进措施[0].状态")
        .press("Enter")
        .shows("已完成")
        .press("2")
        .yaml_line("- {内容: 省着用, 针对问题: '1', 状态: 进行中}")
        .press("Ctrl+Z")
        .untouched()
        .keys("F2 Down Down Enter")
        .yaml_line("- {内容: 省着用, 针对问题: '1', 状态: 已完成}");
}

#[test]
fn a_date_is_taken_as_it_is_written_and_a_month_too() {
    for typed in ["2024-03-05", "2024年3月5日", "20240305"] {
        Desk::open(SMALL)
            .go("改进措施[0].完成时限")
            .types(typed)
            .press("Enter")
            .yaml_line("- {内容: 省着用, 针对问题: '1', 完成时限: 2024-03-05}");
    }
    for typed in ["2024年6月", "2024-06", "2024年6月底前"] {
        Desk::open(SMALL)
            .go("改进措施[0].完成时限")
            .types(typed)
            .press("Enter")
            .yaml_line("- {内容: 省着用, 针对问题: '1', 完成时限: \"2024-06\"}")
            .shows("2024-06")
            .press("Ctrl+Z")
            .untouched();
    }
    Desk::open(SMALL)
        .go("改进措施[0].完成时限")
        .types("2024-02-30")
        .press("Enter")
        .edits()
        .shows("2024-02-30")
        .shows("日期")
        .press("Esc")
        .untouched();
}

// The clipboard.

#[test]
fn cells_are_copied_cut_and_pasted() {
    let desk = Desk::open(REPORT).go(TOTAL).press("Ctrl+C");
    assert_eq!(desk.copied(), Some("435.2"));
    let desk = desk
        .press("Left Ctrl+V")
        .changed(&[("全年预算数:", "全年预算数: 435.2")])
        .press("Ctrl+Z")
        .untouched()
        .go(TOTAL)
        .press("Ctrl+X")
        .changed(&[("全年执行数: 435.2", "全年执行数:")]);
    desk.press("Ctrl+V").untouched();
}

#[test]
fn a_table_is_pasted_over_the_cells_as_one_step() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.年初预算数")
        .paste("1\t2\t3\r\n4\t5\t6\r\n")
        .untouched()
        .shows("粘贴 2 行：填 6 格")
        .shows_line(&["项目「社会管理」 年初预算数", "1"])
        .shows_line(&["项目「公共服务」 年初预算数", "4"])
        .shows_line(&["  全年执行数", "877.6", "6"])
        .press("Enter")
        .shows_line(&["社会管理", "1.00", "2.00", "3.00"])
        .shows_line(&["公共服务", "4.00", "5.00", "6.00"])
        .press("Ctrl+Z")
        .says("撤销：粘贴")
        .untouched();
}

#[test]
fn a_paste_shows_what_it_leaves_alone_before_it_changes_anything() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go(TOTAL)
        .paste("1\n甲\n3")
        .shows("粘贴 3 行：填 2 格，1 格不填")
        .shows_line(&["项目「公共服务」 全年执行数", "877.6", "甲", "不填："])
        .press("Esc")
        .browses()
        .untouched()
        .paste("1\n甲\n3")
        .press("Enter")
        .changed(&[
            ("全年执行数: 435.2", "全年执行数: 1"),
            ("全年执行数: 229", "全年执行数: 3"),
        ])
        .press("Ctrl+Z")
        .untouched()
        .paste("甲")
        .says("没有粘贴")
        .untouched();
}

#[test]
fn a_block_is_copied_as_a_table_and_pasted_back() {
    let desk = Desk::open(SMALL)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.年初预算数")
        .keys("Shift+Right*2 Shift+Down")
        .shows("选中 2 行 3 列：数 4 个")
        .press("Ctrl+C");
    assert_eq!(desk.copied(), Some("100\t160\t120\n\t\t80"));
    desk.says("已复制 6 格")
        .press("Del")
        .lacks("160.00")
        .press("Ctrl+Z")
        .untouched()
        .go("项目[1].资金.年度资金总额.年初预算数")
        .paste("100\t160\t120")
        .shows("粘贴 1 行：填 3 格")
        .press("Enter")
        .shows_line(&["植树", "100.00", "160.00", "120.00"])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_paste_skips_what_the_program_works_out() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.全年执行数")
        .paste("130\t99%\t50%\t95")
        .shows("填 2 格，2 格不填")
        .press("Enter")
        .shows_line(&["修路", "130.00", "95.00"])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn ctrl_d_fills_down_from_above_or_from_the_first_selected() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go("项目[1].资金.年度资金总额.年初预算数")
        .press("Ctrl+D")
        .says("已向下填充 1 格")
        .shows_line(&["植树", "100.00"])
        .press("Ctrl+Z")
        .untouched()
        .press("Up")
        .keys("Shift+Down Shift+Right*2 Ctrl+D")
        .says("已向下填充 3 格")
        .shows_line(&["植树", "100.00", "160.00", "120.00"])
        .press("Ctrl+Z")
        .untouched()
        .press("Up*9 Ctrl+D")
        .untouched();
}

#[test]
fn escape_and_a_step_sideways_end_a_selection() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.年初预算数")
        .keys("Shift+Right Esc")
        .lacks("选中")
        .keys("Shift+Right Shift+Down")
        .shows("选中")
        .press("Right")
        .lacks("选中")
        .untouched();
}

#[test]
fn ctrl_c_never_ends_the_program() {
    let desk = Desk::open(REPORT).keys("Ctrl+C Ctrl+C F2 Ctrl+C");
    assert!(!desk.has_quit());
}

// The budget.

#[test]
fn a_selection_shows_count_sum_share_and_difference() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go(TOTAL)
        .keys("Shift+Down*2")
        .shows("选中3项")
        .shows("合计1541.80")
        .shows("占支出总计33.72% 占同级合计51.92%")
        .shows("与上级业务工作经费相差1340.20")
        .press("Esc")
        .lacks("选中3项");
}

#[test]
fn enter_drills_in_and_backspace_comes_back_to_the_same_row() {
    let desk = Desk::open(REPORT)
        .tab("预算构成")
        .keys("Ctrl+Home Down*5 Home Enter")
        .shows("支出总计 > 一般公共预算 > 项目支出")
        .press("Enter")
        .shows("项目支出 > 业务工作经费")
        .press("Backspace")
        .lacks("项目支出 > 业务工作经费");
    assert_eq!(desk.app().cursor(0).row, 2);
    let desk = desk.press("Backspace").lacks(">");
    assert_eq!(desk.app().cursor(0).row, 6);
}

#[test]
fn left_goes_up_and_escape_goes_to_the_top() {
    Desk::open(REPORT)
        .tab("预算构成")
        .keys("Ctrl+Home Down*5 Home Enter")
        .shows("支出总计 > 一般公共预算 > 项目支出")
        .press("Left")
        .lacks("一般公共预算 > 项目支出")
        .keys("Enter Enter")
        .shows("项目支出 > 业务工作经费")
        .press("Esc")
        .lacks("> 业务工作经费");
}

#[test]
fn a_bar_is_a_row_to_walk_on_and_enter_opens_it() {
    Desk::open(REPORT)
        .tab("预算构成")
        .keys("Ctrl+Home F6 Down Up Enter")
        .shows("支出总计 > 一般公共预算");
}

#[test]
fn bars_that_get_the_keys_keep_showing_what_they_show() {
    let desk = Desk::open(REPORT).tab("预算构成").shows("项目支出：占比");
    let desk = desk.press("F6").shows("项目支出：占比").press("Enter");
    desk.shows_line(&["*名称", "其他事务"]).untouched();
}

#[test]
fn the_rows_of_the_base_data_are_told_apart_in_a_small_window() {
    let desk = Desk::open(REPORT).resize(60, 20);
    let desk = desk.go("基础数据.三公经费.公务接待.上年决算数");
    desk.shows("公车购置")
        .shows("公车运行维护")
        .shows("公务接待")
        .browses();
}

#[test]
fn bars_are_sorted_by_size_and_labelled() {
    let desk = Desk::open(REPORT)
        .resize(80, 24)
        .tab("预算构成")
        .shows_line(&["项目支出：占比", "全年执行", "占比"])
        .shows("882.21  29.71%")
        .shows("877.60  29.56%");
    let (_, first) = desk.find("882.21  29.71%").unwrap();
    let (_, second) = desk.find("877.60  29.56%").unwrap();
    assert!(first < second);
}

#[test]
fn a_share_is_as_long_as_it_is_and_bars_out_of_sight_are_counted() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("预算构成");
    let desk = desk.shows("项目支出：占比 共2969.31 另5项");
    // The share beside the name, the amount beside the bar, which has most of the room; what is cut
    // of a name stands in the table.
    let desk = desk.resize(120, 40).lacks("另5项");
    let desk = desk.shows_line(&["其他事务", "29.71%"]);
    let (_, name) = desk.find("治安巡防、流口人员协..").unwrap();
    let room = |y: u16| {
        let grounds = (88..120).map(|x| desk.frame()[(x, y)].bg);
        let bars = grounds.clone().filter(|it| *it == theme::BAR).count();
        (bars, grounds.filter(|it| *it == theme::BAR_ROOM).count())
    };
    let (_, first) = desk.find("29.71%").unwrap();
    let ((most, left), (least, _)) = (room(first + 1), room(name + 1));
    assert!(
        most > least && least > 0 && most * 2 <= left && most + left >= 20,
        "{}",
        desk.screen()
    );
}

#[test]
fn a_wide_window_keeps_figures_near_their_names() {
    let desk = Desk::open(REPORT).resize(200, 50).tab("预算构成");
    let (name, y) = desk.find("人员经费").unwrap();
    let (figure, same) = desk.find("1486.15").unwrap();
    assert!(y == same && figure - name < 80, "{}", desk.screen());
}

#[test]
fn what_is_typed_into_a_narrow_cell_is_seen_whole() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        Desk::open(REPORT)
            .resize(columns, rows)
            .go("支出.一般公共预算.金额.年初预算数")
            .types("12,34abc")
            .shows("12,34abc  ")
            .shows("（暂）")
            .press("Esc")
            .untouched();
    }
    // At the right edge it grows to the left.
    Desk::open(REPORT)
        .resize(80, 24)
        .go("支出.一般公共预算.金额.上年执行数")
        .types("1234567.8901")
        .shows("1234567.8901")
        .press("Esc")
        .untouched();
}

#[test]
fn columns_out_of_sight_are_told_and_a_table_beside_the_list_is_whole_or_not_there() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("预算构成");
    let desk = desk.shows_line(&["项目（万元）", "上年>"]);
    drop(
        desk.resize(120, 40)
            .shows_line(&["上年", "增减"])
            .lacks("增减>"),
    );
    for columns in [100, 110, 120, 140] {
        let desk = Desk::open(REPORT).resize(columns, 30).tab("绩效指标");
        let is_there = desk.find("全年预算数").is_some();
        assert_eq!(
            is_there,
            desk.find("全年执行数").is_some(),
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn the_signs_on_a_page_are_explained_on_it() {
    let desk = Desk::open(REPORT).resize(80, 24);
    let desk = desk.shows_line(&["! 错误  ? 警告", "* 必填"]);
    let desk = desk.tab("预算构成").resize(120, 40);
    let desk = desk.shows_line(&["= 算出的  & 填列的  计 目标计划"]);
    desk.go("封面.单位名称")
        .press("F1")
        .keys("PgDn*9")
        .shows("复核后有改动");
}

#[test]
fn every_tab_tells_as_much_as_the_others() {
    let desk = Desk::open(REPORT).resize(80, 24);
    let tabs = ["基本信息 78% !1?6", "绩效指标 57% !3?21", "问题整改 56% ?4"];
    let desk = desk.shows_line(&tabs).resize(60, 20);
    desk.shows_line(&["基本信息 !1?6", "绩效指标 !3?21", "问题整改 ?4"]);
}

#[test]
fn a_plan_bears_a_label_and_keeps_its_decimal_point_under_the_others() {
    let field = "支出.一般公共预算.基本支出.分类[0].金额.年初预算数";
    for (columns, rows) in [(120, 40), (80, 24)] {
        let desk = Desk::open(REPORT).resize(columns, rows).go(field);
        let desk = desk.types("1500").press("Enter").shows("计1679.86");
        let desk = desk.lacks("(1679.86)");
        let column = |text: &str| desk.find(text).unwrap().0;
        assert_eq!(column("1679.86"), column("1500.00"), "{}", desk.screen());
    }
}

#[test]
fn a_rate_out_of_all_proportion_stands_in_one_line() {
    let yaml = "支出:\n  一般公共预算:\n    金额: {全年预算数: 10, 全年执行数: 4542.40}\n";
    for (columns, rows) in [(120, 40), (80, 24)] {
        let desk = Desk::open(yaml).resize(columns, rows).tab("预算构成");
        desk.shows_line(&["一般公共预算", "4542.40", ">999%"]);
    }
    let exact = Desk::open(yaml).go("支出.一般公共预算.金额.全年执行数");
    exact.press("Right").shows("执行率 45424.00%");
}

#[test]
fn what_a_bar_is_held_against_is_a_mark_on_it() {
    let desk = Desk::open(SMALL).resize(80, 24);
    let desk = desk
        .go("项目[0].资金.年度资金总额.全年执行数")
        .tab("预算构成");
    let desk = desk.keys("Ctrl+Home Down*8 Ctrl+T").shows("执行与年初");
    let desk = desk.shows_line(&["执行", "年初", "完成"]);
    desk.shows_line(&["|", "120.00", "100.00", "120.00%"])
        .untouched();
}

#[test]
fn the_chart_has_three_views() {
    Desk::open(REPORT)
        .tab("预算构成")
        .shows("项目支出：占比")
        .press("Ctrl+T")
        .shows("项目支出：执行与年初")
        .press("Ctrl+T")
        .shows("项目支出：本年与上年")
        .press("Ctrl+T")
        .shows("项目支出：占比");
}

#[test]
fn the_grid_is_edited_in_place_down_to_a_line() {
    Desk::open(SMALL)
        .go("支出.一般公共预算.基本支出.分类[0].明细[0].金额.全年执行数")
        .types("55.5")
        .shows_line(&["公用经费", "115.50"])
        .press("Enter")
        .yaml_line("- {科目编码: 30201, 名称: 办公费, 金额: {全年执行数: 55.5}}");
}

#[test]
fn the_year_before_is_compared() {
    Desk::open(SMALL)
        .tab("预算构成")
        .shows_line(&["修路", "100.00", "160.00", "120.00", "75.00%"])
        .go("项目[0].资金.年度资金总额.上年执行数")
        .keys("End")
        .shows("+30.00");
}

// Problems.

#[test]
fn f8_walks_over_the_problems_and_says_each() {
    let desk = Desk::open(REPORT);
    let all = desk.app().problems().len();
    // As many as are counted above.
    let desk = desk
        .shows("错误 5   警告 31")
        .press("F8")
        .says("A3 错误 1/5")
        .says("2882.00")
        .says("2969.31")
        .on("支出.一般公共预算.项目支出.类别[0].金额.全年执行数");
    let rest = format!("F8*{}", all - 1);
    desk.keys(&rest)
        .says("提示 23/23")
        .press("F8")
        .says("A3 错误 1/5")
        .press("Shift+F8")
        .says("提示 23/23");
}

#[test]
fn a_report_without_problems_says_so() {
    Desk::open(BLANK).press("F8").says("没有发现").untouched();
}

#[test]
fn keys_that_do_not_work_here_say_why() {
    Desk::open(REPORT)
        .press("Ctrl+T")
        .says("只有预算构成")
        .press("F6")
        .says("只有一栏")
        .press("Ins")
        .says("不是列表")
        .press("Ctrl+V")
        .says("还没有复制")
        .tab("预算构成")
        .keys("Ctrl+Home End F2")
        .says("由程序算出")
        .untouched();
}

#[test]
fn help_says_what_the_field_is_and_the_menu_lists_everything() {
    Desk::open(REPORT)
        .go("封面.报告日期")
        .press("F1")
        .shows("封面上的日期")
        .press("Esc")
        .browses()
        .keys("F10 Right")
        .shows("撤销")
        .shows("Ctrl+Z")
        .press("Esc")
        .browses()
        .untouched();
}

// Saving and leaving.

#[test]
fn saving_changes_one_line_of_the_file() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("450.00")
        .press("Enter")
        .shows("未保存")
        .press("Ctrl+S")
        .says("已保存")
        .lacks("未保存")
        .changed_on_disk(&[("全年执行数: 435.2", "全年执行数: 450.00")]);
}

#[test]
fn a_slow_disk_stops_nobody() {
    let desk = Desk::open(REPORT)
        .slow_disk()
        .keys("Down*2")
        .types("王小明")
        .keys("Enter Ctrl+S")
        .lacks("正在保存")
        .shows("未保存")
        .waits()
        .shows("正在保存")
        .types("13900000000")
        .press("Enter")
        .shows("正在保存");
    assert_eq!(desk.saved(), REPORT);
    desk.disk_answers()
        .says("已保存。")
        .lacks("正在保存")
        .shows("未保存")
        .changed_on_disk(&[("填报人: 张嘉怡", "填报人: 王小明")])
        .keys("Ctrl+Z")
        .shows("已保存")
        .keys("Ctrl+Y Ctrl+S")
        .disk_answers()
        .shows("已保存")
        .rests()
        .lacks("未保存");
}

#[test]
fn saved_again_while_saving_is_saved_after_it() {
    let desk = Desk::open(REPORT)
        .slow_disk()
        .keys("Down*2")
        .types("王小明")
        .keys("Enter Ctrl+S")
        .keys("Ctrl+Z")
        .types("李大")
        .keys("Enter Ctrl+S Ctrl+S")
        .says("正在保存");
    assert_eq!(desk.waiting(), 1);
    let desk = desk.disk_answers();
    assert_eq!(desk.waiting(), 1);
    desk.disk_answers()
        .says("已保存。")
        .lacks("未保存")
        .changed_on_disk(&[("填报人: 张嘉怡", "填报人: 李大")]);
}

#[test]
fn leaving_waits_for_the_disk_and_can_be_thought_better_of() {
    let desk = || {
        Desk::open(REPORT)
            .slow_disk()
            .keys("Down*2")
            .types("王小明")
            .keys("Enter Ctrl+S Ctrl+Q")
            .says("存好就退出")
    };
    assert!(!desk().has_quit());
    assert!(desk().disk_answers().has_quit());
    let desk = desk().press("Esc").says("不退出了").disk_answers();
    assert!(!desk.has_quit());
    // Who does not want to wait can go.
    let desk = desk
        .types("李大")
        .keys("Enter Ctrl+S Ctrl+Q Ctrl+Q")
        .shows("不保存，直接退出")
        .press("2")
        .press("Enter");
    assert!(desk.has_quit());
}

#[test]
fn who_leaves_while_a_save_is_waited_for_to_change_the_report_leaves() {
    let desk = Desk::open(REPORT)
        .slow_disk()
        .keys("Down*2")
        .types("王小明")
        .keys("Enter Ctrl+F12")
        .shows("保存，再换")
        .keys("1 Ctrl+Q")
        .says("存好就退出");
    assert!(desk.disk_answers().has_quit());
}

#[test]
fn leaving_waits_for_what_is_being_exported() {
    let exports = |desk: Desk| desk.slow_disk().keys("Ctrl+E 1 1").waits();
    let leaving = || {
        exports(Desk::open(REPORT))
            .press("Ctrl+Q")
            .says("正在导出，写好就退出")
    };
    assert!(!leaving().has_quit());
    let desk = leaving().disk_answers();
    assert!(desk.has_quit());
    let names = ["自评.docx", "自评.xlsx"];
    assert!(names.iter().all(|it| desk.folder().join(it).exists()));
    let desk = leaving().press("Esc").says("不退出了").disk_answers();
    assert!(!desk.says("已导出").has_quit());
    // Who does not want to wait can go.
    assert!(leaving().press("Ctrl+Q").has_quit());
    // What has not been begun with is waited for as well.
    let desk = Desk::open(REPORT).slow_disk().keys("Ctrl+E 1 1 Ctrl+Q");
    let desk = desk.says("写好就退出").waits().disk_answers();
    assert!(desk.has_quit());
    // What was typed meanwhile is asked about.
    let desk = exports(Desk::open(REPORT)).keys("Down*2").types("王小明");
    let desk = desk
        .keys("Enter Ctrl+Q")
        .shows("有修改还没有保存")
        .press("1");
    let desk = desk.disk_answers().says("已导出");
    assert!(desk.disk_answers().has_quit());
}

#[test]
fn what_comes_of_a_slow_save_waits_for_what_is_being_typed() {
    Desk::open(REPORT)
        .slow_disk()
        .keys("Down*2")
        .types("王小明")
        .keys("Enter Ctrl+S")
        .meanwhile(BLANK)
        .types("12")
        .disk_answers()
        .edits()
        .types("3")
        .press("Enter")
        .disk_answers_all()
        .shows("两边都改了");
}

#[test]
fn a_disk_that_hangs_can_be_left_for_another_file() {
    let desk = Desk::open(REPORT)
        .slow_disk()
        .keys("Down*2")
        .types("王小明")
        .keys("Enter Ctrl+S F12 Ctrl+A");
    let other = desk.folder().join("别处.yaml");
    let desk = desk.types(other.to_str().unwrap()).press("Enter");
    assert_eq!(desk.waiting(), 2);
    // The one that hung comes back when nobody waits for it any more.
    let desk = desk.disk_answers().shows("未保存").disk_answers();
    let desk = desk.says("已保存").shows("别处.yaml");
    assert!(std::fs::read_to_string(other).unwrap().contains("王小明"));
    assert!(!desk.screen().contains("未保存"));
}

#[test]
fn what_is_done_while_saving_survives_a_crash_before_and_after_it_is_saved() {
    let desk = || {
        Desk::open(REPORT)
            .slow_disk()
            .keys("Down*2")
            .types("王小明")
            .keys("Enter Ctrl+S")
            .types("88880000")
            .press("Enter")
            .types("13900")
            .waits()
    };
    for desk in [desk().crashes(), desk().disk_answers().crashes()] {
        desk.shows("没有保存")
            .press("Enter")
            .press("Enter")
            .yaml_line("填报人: 王小明")
            .yaml_line("办公电话: \"88880000\"")
            .yaml_line("手机号码: \"13900\"");
    }
}

#[test]
fn saving_while_typing_takes_what_is_typed() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("450")
        .press("Ctrl+S")
        .says("已保存")
        .changed_on_disk(&[("全年执行数: 435.2", "全年执行数: 450")])
        .press("Ctrl+Z")
        .shows("未保存")
        .press("Ctrl+S")
        .changed_on_disk(&[]);
}

#[test]
fn opening_and_saving_writes_identical_bytes() {
    let ugly = format!("\u{feff}{}", SMALL.trim_end().replace('\n', "\r\n"));
    let desk = Desk::open(&ugly).press("Ctrl+S").untouched();
    assert_eq!(desk.saved(), ugly);
    let desk = desk.go(TOTAL).keys("7 Enter Ctrl+S");
    assert_eq!(
        desk.saved(),
        ugly.replace("全年执行数: 120", "全年执行数: 7")
    );
}

#[test]
fn quitting_with_unsaved_work_asks_once() {
    let desk = Desk::open(REPORT).go(TOTAL).keys("9 Enter Ctrl+Q");
    assert!(!desk.has_quit());
    let desk = desk.shows("还没有保存").press("Esc").browses();
    let desk = desk.keys("Ctrl+Q 1");
    assert!(desk.has_quit());
    desk.changed_on_disk(&[("全年执行数: 435.2", "全年执行数: 9")]);
}

#[test]
fn leaving_without_saving_leaves_the_file() {
    let desk = Desk::open(REPORT)
        .go(TOTAL)
        .keys("9 Enter Ctrl+Q 2")
        .press("Enter");
    assert!(desk.has_quit());
    desk.changed_on_disk(&[]);
}

/// Who goes on typing an amount gives nothing up by it.
#[test]
fn an_amount_typed_on_over_the_question_does_not_leave() {
    let desk = Desk::open(REPORT).go(TOTAL).keys("9 Enter Ctrl+Q");
    let desk = desk.keys_unread("2").says("按回车才这样做");
    let desk = desk.keys_unread("5 . 3 Enter").says("没有用上");
    assert!(!desk.has_quit());
    desk.keys_unread("Esc").browses().shows("未保存");
}

#[test]
fn leaving_with_nothing_to_save_asks_nothing() {
    assert!(Desk::open(REPORT).press("Ctrl+Q").has_quit());
    let desk = Desk::open(REPORT).go(TOTAL).keys("9 Enter Ctrl+Z Ctrl+Q");
    assert!(desk.has_quit());
}

#[test]
fn a_file_changed_by_another_program_is_not_overwritten_unasked() {
    let foreign = "年度: [2020\n";
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(foreign)
        .press("Ctrl+S")
        .shows("在别处也改过");
    assert_eq!(desk.saved(), foreign);
    let desk = desk.press("3").browses().shows("未保存");
    assert_eq!(desk.saved(), foreign);
    desk.press("Ctrl+S")
        .press("2")
        .says("已保存")
        .changed_on_disk(&[(
            "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 120, 上年执行数: 90}",
            "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 9, 上年执行数: 90}",
        )]);
}

#[test]
fn the_sample_asks_where_to_keep_it() {
    let desk = Desk::sample(REPORT)
        .shows("还没有文件")
        .go(TOTAL)
        .keys("9 Enter Ctrl+S")
        .shows("保存到哪个文件")
        .press("Enter")
        .says("已保存");
    assert!(desk.saved().contains("全年执行数: 9\n"));
}

#[test]
fn leaving_the_sample_after_saving_it_leaves() {
    let desk = Desk::sample(REPORT)
        .go(TOTAL)
        .keys("9 Enter Ctrl+Q 1")
        .shows("保存到哪个文件")
        .press("Enter");
    assert!(desk.saved().contains("全年执行数: 9\n"));
    assert!(desk.has_quit());
}

// Files that are not as they should be.

#[test]
fn a_broken_file_opens_read_only_with_line_and_column() {
    Desk::open("年度: 2022\n封面:\n  标题: \"没有完\n  单位名称: x\n")
        .shows("（第 3 行第 7 列）")
        .shows("只能查看")
        .shows("2022")
        .press("F2")
        .says("没有全部读懂")
        .keys("Ins Del Ctrl+Del 5")
        .paste("7")
        .untouched();
}

#[test]
fn what_could_not_be_read_says_so_and_is_no_more_than_it_must_be() {
    let yaml = "年度: 2022\n封面:\n  标题: \"没有完\n  单位名称: x\n项目:\n- 名称: 修路\n- 名称: \"植树\n- 名称: 养鱼\n";
    Desk::open(yaml)
        .shows_line(&["标题", "（没有读懂）"])
        .tab("绩效指标")
        .shows("修路")
        .shows("养鱼")
        .lacks("植树")
        .untouched();
    let desk = Desk::open("项目: \"修路\n").tab("绩效指标");
    desk.shows("（没有读懂）").shows("第 1 行").untouched();
}

#[test]
fn an_empty_file_opens_as_an_empty_form() {
    Desk::open("")
        .shows("未填标题")
        .go("封面.标题")
        .types("新")
        .press("Enter")
        .yaml_line("标题: 新")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn unknown_keys_are_kept_and_reported() {
    let yaml = SMALL.with("年度: 2023", "年度: 2023\n备注: 自己加的");
    Desk::open_with_unknown(&["备注"], &yaml)
        .press("Shift+F8")
        .until("Shift+F8", |app| {
            let notice = app.notice().map_or("", |notice| &notice.text);
            notice.contains("“备注”不是本格式的字段")
        })
        .go(TOTAL)
        .keys("5 Enter")
        .yaml_line("备注: 自己加的");
}

#[test]
fn a_value_of_the_wrong_shape_is_read_only_and_the_rest_is_not() {
    let yaml = SMALL.with("标题: '一份 报告'", "标题: [一, 二]");
    Desk::open(&yaml)
        .go("封面.标题")
        .types("新")
        .says("只能查看")
        .untouched()
        .until("F8", |app| {
            let notice = app.notice().map_or("", |notice| &notice.text);
            notice.contains("“标题”应为一个值")
        })
        .go("封面.单位名称")
        .types("新单位")
        .press("Enter")
        .shows("新单位");
}

#[test]
fn a_number_that_cannot_be_read_is_shown_and_can_be_mended() {
    let yaml = SMALL.with("编制数: 50", "编制数: 五十");
    let desk = Desk::open(&yaml).resize(120, 44);
    let desk = desk.go("基本情况.人员.编制数").shows("五十");
    let errors = desk.app().count(Severity::Error);
    let desk = desk.types("50");
    assert_eq!(desk.app().count(Severity::Error), errors - 1);
    desk.press("Enter").shows("86.00%");
}

// Windows of every size.

#[test]
fn every_tab_fits_into_80_by_24_and_60_by_20() {
    for (columns, rows) in [(80, 24), (60, 20)] {
        let mut desk = Desk::open(REPORT).resize(columns, rows);
        for title in ["基本信息", "预算构成", "绩效指标", "问题整改"] {
            desk = desk
                .tab(title)
                .shows("4572.32")
                .shows("差87.31")
                .shows("退出");
            let (x, y) = desk.caret().unwrap();
            assert!(x < columns && y < rows, "{title}");
        }
    }
}

#[test]
fn a_cell_is_edited_in_the_smallest_window() {
    Desk::open(REPORT)
        .resize(60, 20)
        .go(TOTAL)
        .types("450")
        .shows("450")
        .press("Enter")
        .changed(&[("全年执行数: 435.2", "全年执行数: 450")]);
}

#[test]
fn too_small_a_window_says_so_and_comes_back() {
    Desk::open(REPORT)
        .resize(59, 20)
        .shows("窗口太小")
        .resize(60, 19)
        .shows("窗口太小")
        .resize(80, 24)
        .lacks("窗口太小")
        .shows("4572.32");
}

#[test]
fn no_window_is_too_small_to_draw() {
    let mut desk = Desk::open(REPORT).go("项目[0].完成情况").press("F2");
    for size in [
        (1, 1),
        (2, 1),
        (1, 40),
        (0, 0),
        (300, 1),
        (61, 21),
        (300, 100),
    ] {
        desk = desk.resize(size.0, size.1);
        desk.screen();
    }
    desk.press("Esc").untouched();
}

// What a first-time clerk stumbled over.

#[test]
fn a_paste_that_does_not_fit_is_refused_whole() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go("项目[8].资金.年度资金总额.全年执行数")
        .paste("1\n2\n3\n4\n5\n6\n7\n8\n9")
        .says("没有粘贴，复制了 9 行")
        .untouched();
}

#[test]
fn a_blank_between_digits_is_no_thousands_mark() {
    Desk::open(REPORT)
        .go(TOTAL)
        .types("3 4")
        .shows("“3 4”不是数字")
        .press("Esc")
        .untouched();
}

#[test]
fn what_cannot_be_seen_is_not_edited() {
    Desk::open(REPORT)
        .resize(40, 10)
        .types("甲")
        .press("Enter")
        .resize(120, 40)
        .untouched();
}

#[test]
fn a_rate_waits_until_every_part_has_its_budget() {
    Desk::open(REPORT)
        .go("项目[0].资金.年度资金总额.全年预算数")
        .types("500")
        .press("Enter")
        .tab("预算构成")
        .shows_line(&["社会管理", "500.00", "87.04%"])
        .shows("执行率 缺数");
}

#[test]
fn a_part_selected_with_its_whole_counts_once() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go(TOTAL)
        .keys("Up Shift+Down")
        .shows("选中2项，其中1项含在上级里，合计2882.00");
}

#[test]
fn the_next_problem_after_a_mended_one_is_not_passed_over() {
    Desk::open(REPORT)
        .press("F8")
        .says("：业务工作经费")
        .types("2969.31")
        .keys("Enter F8")
        .says("：项目支出");
}

#[test]
fn a_line_is_put_in_where_there_is_none_yet() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go("支出.一般公共预算.基本支出.分类[1].名称")
        .keys("Enter Ins")
        .types("办公费")
        .press("Enter")
        .yaml_line("名称: 办公费")
        .shows("办公费");
}

#[test]
fn the_rest_of_the_row_being_typed_in_is_seen_and_moves() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.全年执行数")
        .types("522.51")
        .shows_line(&["社会管理", "522.51", "17.09%"]);
}
