//! Working through the diagnostics: found, mended, answered, decided on, ticked.

use jixiao::rules::Severity;
use jixiao::ui::app::{Access, App};
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::theme;

use crate::harness::{Desk, REPORT, SMALL, With};

const STATED: &str = "支出.一般公共预算.项目支出.类别[0].金额.全年执行数";

/// A report in which two figures of the staff differ.
fn staffed() -> String {
    SMALL.with("退休人员: 7}", "退休人员: 7, 年末实有人数: 60}")
}

#[test]
fn f8_alone_brings_both_sides_and_what_can_be_done() {
    Desk::open(REPORT)
        .press("F8")
        .says("A3 错误 1/")
        .says("一处 项目支出 类别「业务工作经费」 全年执行数 2882.00")
        .says("2969.31")
        .says("F9 处理：改为 2969.31 / 连上级一起改 / 删去列示的合计")
        .says("填写说明")
        .shows("F9 处理")
        .on(STATED)
        .untouched();
}

/// Where one mends one after the other one takes back as well.
#[test]
fn undo_and_redo_work_in_the_list() {
    let desk = Desk::open(REPORT)
        .press("Ctrl+G")
        .shows("错误 绩效指标 3 处");
    let desk = desk.press("Ctrl+Z").says("没有可以撤销").shows("核对提示");
    let desk = desk
        .keys("F9 1")
        .shows("核对提示")
        .shows("错误 绩效指标 2 处");
    let desk = desk.press("Ctrl+Z").says("撤销").shows("核对提示");
    let desk = desk.shows("错误 绩效指标 3 处").untouched();
    let desk = desk.press("Ctrl+Y").says("重做").shows("核对提示");
    desk.shows("错误 绩效指标 2 处").press("Esc").browses();
}

#[test]
fn the_next_step_says_where_f8_leads() {
    let desk = Desk::open(REPORT).shows("错误 5 处，F8 前往");
    let desk = desk.keys("F8*2 F4").shows("错误 5 处，F8 前往");
    let desk = desk.press("F8").says("错误 3/5");
    let desk = desk.keys("F8*3").says("警告 1/").press("F4");
    let desk = desk.shows("错误 5 处，Ctrl+G 查看，F8 到下一处警告");
    let desk = desk.press("F8").says("警告 2/");
    // A new error is gone to first.
    let desk = desk.go("项目[2].资金.年度资金总额.全年执行数");
    let desk = desk.types("9999").press("Enter").rests();
    desk.shows("F8 前往").press("F8").says("错误 1/");
}

#[test]
fn what_hangs_on_the_rules_waits_for_them_even_before_the_first_frame() {
    let mut app = App::new(REPORT.as_bytes(), None, "甲.yaml".into(), (80, 24));
    assert!(app.next_step(200).is_some_and(|it| it.contains("正在核对")));
    app.update(Input::Press(Press::plain(Key::F(8))));
    let said = app.notice().map_or("", |notice| notice.text.as_str());
    assert!(said.starts_with("A3 错误 1/"), "{said}");
}

/// A report whose texts take the rules many pieces.
fn of_many_texts() -> String {
    let text = "全年支出12.5万元，比上年增加。".repeat(300);
    let project = |i| format!("  - {{名称: 甲{i}, 完成情况: {text}联系13912345678。}}\n");
    let projects: String = (0..50).map(project).collect();
    format!(
        "年度: 2022\n封面:\n  标题: 报告\n支出: {{一般公共预算: {{金额: {{全年预算数: 10, 全年执行数: 5}}}}}}\n项目:\n{projects}"
    )
}

/// Nobody waits for the rules who moves or types: they are asked piece by piece while nothing else
/// is to be done, and until then nothing is said to be right.
#[test]
fn no_key_that_moves_or_types_waits_for_the_rules() {
    let desk = Desk::open(&of_many_texts()).lacks("正在核对");
    let found = |app: &App| Severity::ALL.map(|severity| app.count(severity));
    let before = found(desk.app());
    assert!(before.iter().sum::<usize>() > 20, "{before:?}");
    let desk = desk
        .go("年度")
        .types("2023")
        .yaml_line("年度: 2023")
        .shows("警告 -")
        .press("Enter")
        .shows("正在核对")
        .go("支出.一般公共预算.金额.全年执行数")
        .types("7.5")
        .shows("75.00%")
        .press("Enter")
        .holds(|app| !app.is_settled())
        .rests()
        .lacks("正在核对")
        .lacks("警告 -")
        .press("Ctrl+Z")
        .press("Ctrl+Z")
        .shows("警告 -")
        .press("F8")
        .says("警告 1/")
        .holds(App::is_settled);
    assert_eq!(found(desk.app()), before);
}

#[test]
fn one_key_offers_the_fixes_and_a_number_takes_one() {
    let desk = Desk::open(REPORT)
        .keys("F8 F9")
        .shows("1 改为 2969.31")
        .shows("填写说明")
        .press("1")
        .browses()
        .says("已完成：A3 改为 2969.31")
        .changed(&[("全年执行数: 2882", "全年执行数: 2969.31")]);
    assert!(desk.app().problems().iter().all(|it| it.rule.code != "A3"));
    desk.press("Ctrl+Z")
        .says("撤销：A3 改为 2969.31")
        .on(STATED)
        .untouched();
}

#[test]
fn one_choice_puts_right_the_wholes_that_agree_with_a_wrong_amount() {
    let right = REPORT
        .with("全年执行数: 2882", "全年执行数: 2969.31")
        .with("全年执行数: 4542.4", "全年执行数: 4629.71");
    Desk::open(REPORT)
        .resize(80, 24)
        .keys("F8 F9")
        .shows("2 连上级一起改：业务工作经费 2969.31，项目支出 2969.31，一般公共预算")
        .press("2")
        .changed_to(&right)
        .press("Ctrl+Z")
        .says("4629.71，改过的 3 处都改回去了")
        .untouched();
}

/// 一般公共预算 has another rate, and no amount that would be wrong.
#[test]
fn what_all_funds_come_to_is_seen_at_their_total() {
    let funds = |spent: u8, government: &str| {
        format!(
            "支出: {{一般公共预算: {{金额: {{全年预算数: 100, 全年执行数: {spent}}}}}, \
             政府性基金预算: {{{government}}}, 国有资本经营预算: {{说明: 无}}, 社会保险基金预算: {{说明: 无}}}}\n\
             整体绩效: {{指标: [{{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}}]}}\n"
        )
    };
    let desk = Desk::open(&funds(98, "金额: {全年预算数: 100, 全年执行数: 82}"));
    let desk = desk.until_rule("B11");
    let desk = desk.says("一处 整体绩效 资金 年度资金总额 90.00%");
    drop(desk.press("F9").shows("1 填写说明").lacks("改这一处"));
    let desk = Desk::open(&funds(90, "说明: 无")).until_rule("B11");
    drop(desk.says("由 支出 一般公共预算 全年执行数"));
}

#[test]
fn the_other_side_is_one_choice_away() {
    Desk::open(&staffed())
        .until_rule("A7")
        .keys("F9 3")
        .edits()
        .on("基本情况.人员.在职在编人员")
        .press("Esc")
        .untouched();
}

#[test]
fn an_answer_silences_until_a_figure_moves_and_then_comes_back() {
    let answered = Desk::open(&staffed())
        .until_rule("A7")
        .press("F9")
        .until_choice("填写说明")
        .edits()
        .shows("对 A7 的说明")
        .types("借调三人计入")
        .press("F2")
        .browses()
        .yaml_line("内容: 借调三人计入");
    assert!(
        answered
            .app()
            .problems()
            .iter()
            .all(|it| it.rule.code != "A7")
    );
    let moved = answered.go("基本情况.人员.退休人员").keys("8 Enter");
    let problems = moved.app().problems();
    let back = problems.iter().find(|it| it.rule.code == "A7").unwrap();
    assert_eq!(back.reply.as_ref().unwrap().words, "借调三人计入");
    moved
        .until_rule("A7")
        .says("数字已变，原说明：借调三人计入")
        .keys("Ctrl+Z Ctrl+Z")
        .untouched();
}

#[test]
fn an_answer_left_empty_is_none() {
    for typed in ["", "   ", "　\n"] {
        let desk = Desk::open(&staffed()).until_rule("A7").press("F9");
        let desk = desk.until_choice("填写说明").edits();
        let desk = if typed.is_empty() {
            desk
        } else {
            desk.paste(typed)
        };
        let desk = desk.press("F2").browses().untouched();
        desk.until_rule("A7").lacks("已说明");
    }
}

#[test]
fn every_error_mended_or_answered_and_all_of_it_undone() {
    let mut desk = Desk::open(REPORT);
    let mut steps = 0;
    while desk.app().count(Severity::Error) > 0 {
        desk = desk.press("F8").press("F9");
        desk = if desk.find("1 改为").is_some() {
            desk.press("1")
        } else {
            desk.until_choice("填写说明").types("已核实").press("F2")
        };
        steps += 1;
        assert!(steps < 30, "{}", desk.screen());
    }
    assert!(steps >= 5);
    desk.shows("错误 0")
        .keys(&format!("Ctrl+Z*{steps}"))
        .untouched();
}

#[test]
fn personal_data_is_decided_on_and_the_text_stays() {
    let masked = Desk::open(REPORT)
        .until_rule("F1")
        .press("F9")
        .shows("公开版遮盖为 138****0000")
        .press("1")
        .yaml_line("改为: 138****0000")
        .yaml_line("处理: 遮盖")
        .yaml_line("手机号码: \"13800000000\"");
    assert!(
        masked
            .app()
            .problems()
            .iter()
            .all(|it| it.rule.code != "F1")
    );
    masked.press("Ctrl+Z").untouched();
    Desk::open(REPORT)
        .until_rule("F1")
        .keys("F9 3")
        .edits()
        .shows("保留的理由")
        .types("单位值班手机")
        .press("F2")
        .yaml_line("理由: 单位值班手机");
}

#[test]
fn the_list_is_grouped_and_leads_there() {
    Desk::open(REPORT)
        .press("Ctrl+G")
        .shows("错误 预算构成 1 处")
        .shows("错误 绩效指标 3 处")
        .shows_line(&["A3", "2882.00", "业务工作经费"])
        .press("F1")
        .shows("依据：")
        .shows("怎样处理")
        .press("Esc")
        .shows("错误 预算构成 1 处")
        .press("Down")
        .press("Enter")
        .browses()
        .says("A9 错误 2/5")
        .press("Ctrl+G")
        .press("F9")
        .shows("1 改为 9")
        .press("Esc")
        .untouched();
}

#[test]
fn the_words_that_are_meant_are_in_sight_and_marked_however_long_the_text_is() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let desk = Desk::open(REPORT).resize(columns, rows).until_rule("A5");
        let desk = desk.shows("企业净增276家");
        let (x, y) = desk.find("432家（其中").unwrap();
        let ground = |x: u16| desk.frame()[(x, y)].bg;
        assert_eq!(Some(ground(x)), theme::PASSAGE.bg, "{}", desk.screen());
        assert_ne!(Some(ground(x + 5)), theme::PASSAGE.bg);
        // To write there is to write over them.
        let desk = desk.press("F2").edits().types("532家").press("F2");
        assert!(desk.text().contains("净增532家（其中企业净增276家"));
        desk.press("Ctrl+Z").untouched();
    }
}

#[test]
fn whoever_comes_to_a_text_alone_writes_behind_it_and_over_nothing() {
    let here = || Desk::open(REPORT).go("项目[3].完成情况");
    for desk in [here(), here().press("F2")] {
        let desk = desk.shows("企业净增276家");
        let desk = desk.types("又增1家。").press("F2");
        let text = desk.text();
        assert!(text.contains("净增432家（其中企业净增276家"), "{text}");
        assert!(text.contains("又增1家。"), "{text}");
        desk.press("Ctrl+Z").untouched();
    }
}

#[test]
fn a_small_window_lists_as_many_findings_as_it_has_room_for() {
    let desk = Desk::open(REPORT).resize(80, 24).press("Ctrl+G");
    for code in ["A3 ", "A5 ", "A9 ", "A14 "] {
        assert!(desk.find(code).is_some(), "{code}\n{}", desk.screen());
    }
    // Of the one chosen nothing is cut.
    let desk = desk.shows("同时成立，请核实。").press("Down");
    desk.shows("不一致，请核实。").untouched();
}

/// The list of findings is open with the cursor at this rule.
#[track_caller]
fn at_rule(desk: Desk, code: &str) -> Desk {
    let desk = desk.shows("核对提示");
    let y = desk.caret().map_or(0, |(_, y)| y);
    let screen = desk.screen();
    let line = screen.lines().nth(usize::from(y)).unwrap_or_default();
    assert!(line.trim_start().starts_with(code), "{line}\n{screen}");
    desk
}

#[test]
fn what_is_dealt_with_out_of_the_list_leads_back_to_it() {
    // Mended: what stands in its place is chosen.
    let desk = Desk::open(REPORT).keys("Ctrl+G F9").shows("A3 错误");
    let desk = desk.press("1").says("已完成：A3 改为 2969.31");
    // Left alone: the same.
    let desk = at_rule(desk, "A4").keys("F9 Esc");
    let desk = at_rule(desk, "A4").press("Down");
    // Edited where it stands.
    let desk = at_rule(desk, "A9").press("F9").until_choice("改这一处");
    let desk = desk.edits().types("9").press("Enter");
    let desk = at_rule(desk, "A9").press("Down");
    // Answered.
    let desk = at_rule(desk, "A5").press("F9").until_choice("填写说明");
    let desk = desk.edits().types("已核实").press("F2");
    at_rule(desk, "E1").press("Esc").browses();
}

#[test]
fn the_way_back_to_the_list_is_said_and_leads_to_the_same_finding() {
    let desk = Desk::open(REPORT).keys("Ctrl+G Down Enter").browses();
    let desk = desk.says("Ctrl+G 回到清单").keys("Esc Ctrl+G");
    at_rule(desk, "A9").untouched();
}

#[test]
fn f9_finds_what_marks_another_cell_of_the_row() {
    Desk::open(REPORT)
        .press("F8")
        .press("Home")
        .press("F9")
        .shows("A3 错误 项目支出不等于所列项目之和")
        .press("Esc")
        .on(STATED)
        .untouched();
}

#[test]
fn what_was_answered_and_what_cannot_be_told_stands_at_the_end_of_the_list() {
    Desk::open(REPORT)
        .until_rule("F1")
        .keys("F9 1 Ctrl+G End PgUp Up*16")
        .shows("资料不足、无法核对")
        .shows("已说明 1 处")
        .shows("公开版遮盖为“138****0000”");
}

/// There is nothing to go to, nor to put right.
#[test]
fn what_cannot_be_told_says_so_when_it_is_chosen() {
    for key in ["Enter", "F9"] {
        Desk::open(REPORT)
            .keys("Ctrl+G End")
            .press(key)
            .shows("这一条资料不足，没有核对")
            .shows("核对提示");
    }
}

/// D5 is told of the report and of one of its tables alike.
#[test]
fn the_report_is_none_of_the_tables_of_which_nothing_can_be_told() {
    Desk::open(REPORT)
        .resize(120, 60)
        .keys("Ctrl+G End")
        .shows_line(&["D5", "整体绩效  ", "没有指标"])
        .lacks("报告等");
}

#[test]
fn help_on_a_field_says_what_was_found_there() {
    Desk::open(REPORT)
        .keys("F8 F1 3")
        .shows("A3 错误")
        .shows("依据：部门决算报表勾稽关系")
        .keys("Down*30")
        .shows("F9 处理")
        .press("Esc")
        .shows("怎样算：")
        .press("Esc")
        .browses();
}

#[test]
fn marks_stand_on_fields_rows_and_tabs() {
    Desk::open(REPORT)
        .shows_line(&["基本信息", "!1", "预算构成", "!1", "绩效指标", "!3"])
        .tab("预算构成")
        .shows_line(&["!   业务工作经费", "!2882.00"])
        .tab("绩效指标")
        .shows_line(&["! 经济发展"]);
}

#[test]
fn a_tick_holds_until_what_was_ticked_changes() {
    let path = "基本情况.人员.退休人员";
    Desk::open_allowing(Access::Review, &staffed())
        .go(path)
        .press("Ctrl+K")
        .shows("复核通过：这一格（退休人员）")
        .press("1")
        .yaml_line("数值: \"7\"")
        .go(path)
        .press("F1")
        .shows("已复核")
        .press("Esc")
        .keys("Shift+F9 9 Enter")
        .go(path)
        .press("F1")
        .shows("复核后有改动，复核时是 7")
        .keys("Esc Shift+F9 Ctrl+K 1 Ctrl+K")
        .shows("取消复核")
        .keys("1 Shift+F9 Ctrl+Z*4")
        .untouched();
    // A whole part.
    Desk::open_allowing(Access::Review, &staffed())
        .go(path)
        .keys("Ctrl+K 2")
        .go("基本情况.人员.编制数")
        .press("F1")
        .shows("已复核");
}

#[test]
fn a_sum_is_not_said_to_stand_in_one_of_its_parts() {
    Desk::open(REPORT)
        .press("F8")
        .says("另一处 项目 2969.31")
        .press("F9")
        .lacks("改另一处")
        .lacks("（2969.31）");
}

#[test]
fn a_side_is_blank_only_where_nothing_is_written() {
    let levels = ["成本指标", "产出指标", "效益指标", "满意度指标"];
    let rows = levels.iter().zip([20, 40, 20, 10]);
    let rows =
        rows.map(|(level, points)| format!("{{一级指标: {level}, 三级指标: 子, 分值: {points}}}"));
    let rows = rows.collect::<Vec<_>>().join(", ");
    let yaml = format!("评分方案: hunan-2022\n项目: [{{名称: 甲, 指标: [{rows}]}}]\n");
    Desk::open(&yaml)
        .until_rule("D2")
        .says("另一处 评分方案")
        .lacks("（空着）");
    let blank = yaml.replace(" hunan-2022", "");
    Desk::open(&blank)
        .until_rule("D2")
        .says("另一处 评分方案（空着）");
}

#[test]
fn what_a_sum_is_of_is_said_with_the_sum_and_by_name() {
    Desk::open(&staffed())
        .until_rule("A7")
        .says("年末实有人数 60；另一处 57，由 基本情况 人员 在职在编人员 等算出")
        .says("改年末实有人数 / 改在职在编人员 / 改转业士官 / 改退休人员")
        .press("F9")
        .shows("在职在编人员（43）");
}

#[test]
fn a_problem_without_a_remedy_gets_one_by_a_key() {
    let desk = Desk::open(SMALL)
        .until_rule("H2")
        .press("F9")
        .shows("1 新增一条针对它的措施")
        .press("1")
        .yaml_line("- {内容: , 针对问题: \"2\", 责任人: , 完成时限: , 状态: }");
    assert!(desk.app().problems().iter().all(|it| it.rule.code != "H2"));
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn projects_written_in_one_line_are_marked_there_and_taken_apart_by_a_key() {
    const CONCERNED: &str = "问题[0].涉及项目";
    let text = SMALL.with("涉及项目: [修路]", "涉及项目: [修路、植树]");
    Desk::open(&text)
        .go(CONCERNED)
        .shows("问题涉及的项目“修路、植树”不在项目之列")
        .press("F9")
        .shows("1 拆成2个项目")
        .press("1")
        .changed_to(&SMALL.with("涉及项目: [修路]", "涉及项目: [修路, 植树]"));
}

#[test]
fn a_name_in_the_budget_is_called_a_name_and_a_number_for_it_is_questioned() {
    let is_there = |app: &App| {
        let path = app.cell().and_then(|cell| cell.path.as_ref());
        path.is_some_and(|path| path.to_string() == "项目[0].名称")
    };
    let desk = Desk::open(SMALL).tab("预算构成").until("Down", is_there);
    desk.shows("项目「修路」 名称")
        .types("430.5")
        .press("Enter")
        .edits()
        .says("“430.5”是数字，不是名称")
        .press("Esc")
        .untouched();
}

#[test]
fn a_finding_too_long_for_a_small_window_is_read_whole_by_f1() {
    let desk = Desk::open(REPORT).resize(60, 20).until_rule("A14");
    let whole = desk.notice().to_owned();
    let message = whole.split(['\n']).next().unwrap_or_default().to_owned();
    let (_, message) = message.split_once('：').unwrap_or_default();
    let desk = desk.shows("..按 F1 看全文").press("F1");
    // It stands first, whatever the field is.
    let begin: String = message.chars().take(20).collect();
    desk.shows(&begin).press("Esc").browses().untouched();
}

#[test]
fn a_list_says_how_many_figures_are_held_against_each_other() {
    let text =
        "基本情况: {人员: {编制数: 60, 在职在编人员: 58, 退休人员: 21, 年末实有人数: 116}}\n";
    let desk = Desk::open(text).press("Ctrl+G").shows_line(&["A7", "116"]);
    desk.shows_line(&["79"]).shows_line(&["等 3 处"]);
}

/// A figure that differs from the table and from another of its text is explained once.
#[test]
fn what_is_said_to_a_figure_is_said_to_all_that_is_asked_of_it() {
    let text = "支出: {一般公共预算: {基本支出: {金额: {年初预算数: 1820.5, 全年预算数: 1900, 全年执行数: 1895.12}}}}\n\
        整体绩效: {完成情况: '基本支出1820.5万元，保障了运转。基本支出1895.12万元。'}\n";
    let asked = |desk: &Desk| {
        let found = desk.app().problems();
        found.iter().filter(|it| it.rule.code == "A14").count()
    };
    let desk = Desk::open(text).until_rule("A14");
    assert_eq!(asked(&desk), 2);
    let desk = desk.press("Ctrl+F9").types("前者为年初预算数").press("F2");
    assert_eq!(asked(&desk), 0);
    // As long as it stands there.
    let desk = desk.go("整体绩效.完成情况").keys("F2 Ctrl+Home Right*6");
    let desk = desk.press("Del").types("1").press("F2");
    assert_eq!(asked(&desk), 2);
    drop(desk.shows("基本支出"));
}
