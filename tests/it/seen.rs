//! What a clerk who had never seen the program saw that was not so, or did not help.

use jixiao::ui::app::Access;
use jixiao::ui::sheet::LEGEND;
use jixiao::ui::tabs::Tab;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};

const CONCERNED: &str = "问题[0].涉及项目";
const STAFF: &str = "基本情况.人员.编制数";
const PHONE: &str = "封面.办公电话";

#[test]
fn the_tab_of_the_budget_tells_that_projects_have_findings() {
    let desk = Desk::open(REPORT).shows_line(&["预算构成", "!1 项目!?", "绩效指标"]);
    desk.resize(80, 24).shows_line(&["预算构成 31% !1 项目!?"]);
    Desk::open(BLANK).lacks("项目!").lacks("项目?");
}

/// The amounts of projects stand on it, and whoever has filled them in has done so there.
#[test]
fn the_tab_of_the_budget_counts_its_own_cells() {
    let project = "项目: [{名称: 甲, 支出类别: 专项资金, 资金: {当年财政拨款: {年初预算数: 1, 全年预算数: , 全年执行数: }}}]\n";
    let filled = |yaml: &str| {
        let desk = Desk::open(yaml);
        let required = desk.app().view().required();
        let filled = Tab::Budget.filled(required);
        let of_chapter = required.filled(|it| it == "支出");
        let of_projects = (
            filled.done - of_chapter.done,
            filled.total - of_chapter.total,
        );
        desk.untouched();
        of_projects
    };
    assert_eq!(filled(project), (1, 3));
    assert_eq!(
        filled(&project.with("全年预算数: ,", "全年预算数: 2,")),
        (2, 3)
    );
}

/// No key that somebody means is met with silence; what an input method sends is.
#[test]
fn a_key_that_does_nothing_says_so() {
    for key in ["F11", "Alt+Q", "Ctrl+J"] {
        let desk = Desk::open(SMALL).press(key);
        drop(desk.says(&format!("{key} 在这里没有用处")).untouched());
    }
    for key in ["Ctrl+Space", "Esc", "Alt+."] {
        drop(Desk::open(SMALL).press(key).tells("").untouched());
    }
}

#[test]
fn a_text_has_as_many_characters_wherever_they_are_counted() {
    let text = "内容: |-\n    第一段 有空格。\n\n    第二段。\n".replace("内容", "完成情况");
    let yaml = format!("整体绩效:\n  {text}");
    let desk = Desk::open(&yaml).go("整体绩效.完成情况");
    desk.press("F2").shows("11字").untouched();
    let long = "字 ".repeat(900);
    let desk = Desk::open(&format!("整体绩效: {{完成情况: \"{long}\"}}\n"));
    let desk = desk.go("整体绩效.完成情况").shows("（共900字）");
    desk.press("F2").shows("900字").untouched();
}

#[test]
fn a_rate_that_cannot_be_meant_is_told_alike_everywhere() {
    let yaml = "支出:
  一般公共预算:
    金额: {年初预算数: 1, 全年预算数: 1, 全年执行数: 50}
  政府性基金预算: {说明: 无}
  国有资本经营预算: {说明: 无}
  社会保险基金预算: {说明: 无}
";
    let desk = Desk::open(yaml).tab("预算构成");
    desk.shows_line(&["总执行率", ">999%"]).lacks("5000.00%");
}

#[test]
fn ctrl_home_goes_to_the_first_problem_and_ctrl_end_to_the_last_remedy() {
    let desk = Desk::open(REPORT).go("改进措施[1].内容").press("Ctrl+Home");
    desk.on("问题[0].编号").press("Ctrl+End").holds(|app| {
        let cell = app.cell().and_then(|cell| cell.path.as_ref());
        app.focus() == 1 && cell.is_some_and(|path| path.to_string().starts_with("改进措施"))
    });
}

#[test]
fn a_reviewer_is_not_offered_what_only_who_fills_in_may_do() {
    let desk = Desk::open_allowing(Access::Review, SMALL).press("Enter");
    let desk = desk.press("Ctrl+B").shows("并排列出").lacks("取过来");
    let desk = desk.press("1").lacks("取那边的").press("Esc");
    desk.untouched();
    Desk::open(SMALL)
        .press("Ctrl+B")
        .shows("取过来")
        .untouched();
}

#[test]
fn whoever_gives_up_a_file_to_begin_with_is_asked_again() {
    for way in ["3", "4", "2"] {
        let desk = Desk::welcomed(REPORT).press(way).lacks("从哪里开始");
        let desk = desk.press("Esc").shows("从哪里开始").types("x").untouched();
        desk.press("Esc").browses().untouched();
    }
    // Where there are files, through the lines of the window as well.
    let desk = Desk::welcomed(REPORT).press("3").press("Esc").press("1");
    desk.browses().press("F8").says("A3");
}

#[test]
fn a_file_name_in_wide_digits_is_the_file() {
    let desk = Desk::open(SMALL)
        .beside("2022年度自评.yaml", REPORT)
        .press("Ctrl+F12");
    let desk = desk
        .until_choice("别的文件")
        .types("２０２２年度自评")
        .press("Enter");
    desk.browses().shows("月湖街道");
}

#[test]
fn a_head_count_may_have_its_measure_word_and_the_message_says_it_need_not() {
    for typed in ["43名", "43个", "43位", "４３人"] {
        let desk = Desk::open(SMALL).go(STAFF).types(typed).press("Enter");
        desk.yaml_line("人员: {编制数: 43, 在职在编人员: 43, 转业士官: 7, 退休人员: 7}");
    }
    let desk = Desk::open(SMALL).go(STAFF).types("43辆");
    desk.shows("单位不用写").press("Esc").untouched();
}

#[test]
fn what_is_no_telephone_number_is_questioned() {
    for typed in ["一千二百", "12345元", "1.2亿", "100%"] {
        let desk = Desk::open(SMALL).go(PHONE).types(typed).press("Enter");
        desk.says("不像电话号码");
    }
    for typed in [
        "0731-82550135",
        "82550135转801",
        "（0731）82550135、82550136",
    ] {
        let desk = Desk::open(SMALL).go(PHONE).types(typed).press("Enter");
        assert!(!desk.notice().contains("电话号码"), "{typed}");
    }
    // Digits are not half wide and half narrow.
    let desk = Desk::open(SMALL).go(PHONE).types("１２．５").press("Enter");
    desk.says("12.5");
}

#[test]
fn the_projects_that_a_problem_concerns_are_chosen() {
    let desk = Desk::open(SMALL).go(CONCERNED).press("F2");
    let desk = desk.shows_line(&["1 修路", "已选"]).shows("2 植树");
    let several = desk.keys("Down Space").shows_line(&["2 植树", "已选"]);
    drop(several.press("Enter").browses());
    let desk = Desk::open(SMALL).go(CONCERNED);
    let desk = desk.keys("F2 Down Enter").browses();
    let chosen = SMALL.with("涉及项目: [修路]", "涉及项目: [修路, 植树]");
    let desk = desk.changed_to(&chosen);
    // Typing looks for a name and never runs into the one that stands there.
    let desk = desk
        .types("植")
        .press("Space")
        .press("Esc")
        .changed_to(SMALL);
    let desk = desk
        .keys("F2 1")
        .press("Esc")
        .keys("Ctrl+Z")
        .changed_to(SMALL);
    // What is chosen already stays so.
    let desk = desk.keys("F2 Enter").browses().changed_to(SMALL);
    // Another name can still be written.
    let desk = desk
        .press("F2")
        .until_choice("自己写")
        .types("桥")
        .press("F2");
    let written = SMALL.with("涉及项目: [修路]", "涉及项目: [修路桥]");
    desk.changed_to(&written);
}

#[test]
fn an_empty_form_has_nothing_filled_in_and_its_first_cell_frightens_nobody() {
    let desk = Desk::open(BLANK).shows("必填已填 0/").shows("基本信息 0/");
    let desk = desk
        .shows("预算构成 0/")
        .types("某街道报告")
        .press("Enter")
        .rests();
    let desk = desk.shows("必填已填 1/").shows("错误 0   警告 0");
    // What most chapters are there without is missing.
    desk.lacks("缺少");
    let gap = REPORT.with("\n改进措施:\n", "\n改进办法:\n");
    let gap = Desk::open_with_unknown(&["改进办法"], &gap).until_rule("E7");
    drop(gap.says("缺少“八、"));
}

#[test]
fn the_mark_of_a_text_does_not_touch_the_text_beside_it() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let desk = Desk::open(REPORT).resize(columns, rows).tab("问题整改");
        let screen = desk.screen();
        let touches = |line: &str| {
            let chars: Vec<char> = line.chars().collect();
            let mut marks = chars.windows(2).skip(1);
            marks.any(|pair| pair[1] == '?' && !pair[0].is_ascii() && pair[0] != '　')
        };
        assert!(!screen.lines().any(touches), "{screen}");
    }
}

#[test]
fn what_is_computed_and_filled_in_is_found_before_what_is_blank() {
    let desk = Desk::open(REPORT).press("Ctrl+P").types("占比");
    let desk = desk.shows_line(&["数 基本支出.占比"]).press("Esc");
    // By its name an indicator is found itself, not its points.
    let desk = desk.press("Ctrl+P").types("约谈和警示教育");
    let desk = desk.shows("主要负责人」 三级指标：具体指标");
    let desk = desk.press("Esc").press("Ctrl+P").types("没有这样的词句");
    desk.shows("正文里的字请按 Ctrl+F 查找").untouched();
}

#[test]
fn a_check_sum_is_not_shown_to_anybody() {
    let desk = Desk::open_allowing(Access::Review, REPORT);
    let desk = desk.types("王").press("Enter").go("整体绩效.完成情况");
    let desk = desk
        .keys("Ctrl+K 1 Ctrl+B 1")
        .shows("另有复核、批注等 1 处");
    let desk = desk.lacks("数值");
    assert!(desk.text().contains("数值"));
}

#[test]
fn a_rule_whose_code_is_a_key_is_called_a_rule_in_the_list() {
    let desk = Desk::open(REPORT)
        .resize(120, 60)
        .press("Ctrl+G")
        .press("End");
    let desk = desk.keys("PgUp*2");
    let screen = desk.screen();
    let keys = ["F8 ", "F9 ", "F5 "];
    let bare = |line: &&str| keys.iter().any(|key| line.trim_start().starts_with(key));
    let list = screen.lines().take(screen.lines().count() - 2);
    assert_eq!(list.clone().find(bare), None, "{screen}");
}

/// A point right before an amount made 0.80 of 80.
#[test]
fn no_sign_before_a_number_can_be_read_as_part_of_it() {
    for (sign, name) in LEGEND {
        let is_of_numbers = |c: char| c.is_ascii_digit() || ".,-+%".contains(c);
        assert!(!sign.contains(is_of_numbers), "{sign} {name}");
    }
}

#[test]
fn eight_keys_are_printed_wherever_there_are_so_many() {
    let states = [
        "",
        "Down Down",
        "F4",
        "F4 Right Right",
        "F4 F4",
        "F8",
        "5",
        "F4 Right*3 5",
    ];
    for size in [(60, 20), (80, 24), (100, 30), (120, 40)] {
        let open = |access| Desk::open_allowing(access, REPORT).resize(size.0, size.1);
        // One after the other: all of them are too much for the stack of a test.
        let desks = states.iter().map(|state| open(Access::Fill).keys(state));
        let reviewing = ["", "F4", "F4 F4", "Shift+F7"].iter();
        let reviewing = reviewing.map(|state| open(Access::Review).keys("Enter").keys(state));
        let text = open(Access::Fill)
            .go("项目[0].完成情况")
            .press("F2")
            .types("。");
        let pages = open(Access::Fill).press("Ctrl+U");
        let list = open(Access::Fill).press("Ctrl+G");
        for desk in desks.chain(reviewing).chain([text, pages, list]) {
            let hints = desk.app().hints();
            assert_eq!(hints.len(), 8, "{}", desk.screen());
            let missing = hints.iter().find(|hint| desk.printed(hint).is_none());
            assert_eq!(missing, None, "{}", desk.screen());
        }
    }
}

#[test]
fn every_key_of_a_window_is_printed() {
    let states = [
        "F10",
        "Ctrl+P",
        "Ctrl+F",
        "Ctrl+F6",
        "F1",
        "F9",
        "F12",
        "Ctrl+E",
        "Ctrl+B",
        "Ctrl+W",
        "Shift+F12",
        "Ctrl+Q",
        "Ctrl+U F6",
    ];
    for size in [(60, 20), (80, 24)] {
        for state in states {
            let desk = Desk::open(REPORT).resize(size.0, size.1).keys(state);
            let hints = desk.app().hints();
            let missing = hints.iter().find(|hint| desk.printed(hint).is_none());
            assert_eq!(missing, None, "{state}: {}", desk.screen());
        }
    }
}

#[test]
fn under_a_list_stands_how_long_it_is_and_what_is_chosen() {
    let desk = Desk::open(REPORT).press("Ctrl+G");
    let desk = desk.shows_line(&["第 1 处，共 ", " 处：A3 错误"]);
    let desk = desk.press("Down");
    let desk = desk.shows_line(&["第 2 处，共 ", " 处：A9 错误"]);
    let desk = desk.press("Esc").lacks("第 2 处");
    let last = REPORT.with("退休人员: 7", "退休人员: 6");
    let desk = desk.beside("绩效自评-2021.yaml", &last);
    let desk = desk.keys("Ctrl+B 2 Enter");
    drop(desk.shows("第 1 处，共 1 处：基本情况 人员 退休人员  6  7"));
    for key in ["Ctrl+E", "Ctrl+B", "Ctrl+U F6", "5 Enter Ctrl+Q"] {
        let desk = Desk::open(REPORT).resize(80, 24).keys(key);
        desk.shows("第 1 项，共 ").lacks("封面 标题：");
    }
}

#[test]
fn problems_and_remedies_are_asked_for_before_there_is_one() {
    let desk = Desk::open(BLANK).shows_line(&["问题整改 0/2"]);
    let desk = desk.resize(80, 24).lacks("100%").tab("绩效指标");
    let desk = desk.until("F5", |app| app.tab().title() == "问题整改");
    let desk = desk.says("这里是 问题").press("F5").says("这里是 改进措施");
    let desk = desk.press("Ins").lacks("问题整改 0/2");
    desk.shows_line(&["问题整改 "]);
}

#[test]
fn findings_in_projects_are_told_on_the_budget_from_every_tab() {
    for (columns, rows) in [(80, 24), (60, 20)] {
        let mut desk = Desk::open(REPORT).resize(columns, rows);
        for title in ["基本信息", "预算构成", "绩效指标", "问题整改"] {
            desk = desk.tab(title).shows("项目!?");
        }
        drop(desk);
    }
}

#[test]
fn the_points_of_a_column_stand_below_each_other() {
    let text = SMALL
        .with("完成值: 8, 分值: 50", "完成值: 8.25, 分值: 50")
        .with("指标值: 合格, 完成值: 达成", "指标值: 12, 完成值: 12")
        .with("计算符号: 定性", "计算符号: ≥");
    let desk = Desk::open(&text).go("项目[0].指标[0].完成值");
    let (x, y) = desk.find("8.25").unwrap();
    assert!(
        desk.places("12").contains(&(x - 1, y + 1)),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_chart_says_whose_it_is_and_what_its_columns_are() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20)] {
        let desk = Desk::open(REPORT).resize(columns, rows).tab("预算构成");
        let desk = desk.until("Down", |app| {
            app.view().report.projects.len() < app.cursor(0).row
        });
        let desk = desk.press("Ctrl+T").shows("业务工作经费：执行与年初");
        drop(desk.shows_line(&["执行", "年初"]).lacks("（年.."));
    }
}

#[test]
fn a_comment_is_seen_where_something_was_found_as_well() {
    let text = SMALL.with("单位名称", "手机号码: '13800000000', 单位名称")
        + "批注: [{位置: 封面 手机号码, 内容: 请打码, 复核人: 李四}]\n";
    let desk = Desk::open(&text).resize(80, 24).go("封面.手机号码");
    desk.shows("?#13800000000")
        .shows("按 F1 看全文")
        .shows_line(&["批注（李四）", "：请打码"]);
    // So is a tick.
    let text = SMALL.with("单位名称", "手机号码: '13800000000', 单位名称")
        + "复核: [{位置: 封面 手机号码, 数值: '13800000000'}]\n";
    let desk = Desk::open(&text).resize(80, 24).go("封面.手机号码");
    desk.shows("?v13800000000");
}

#[test]
fn what_a_figure_lacks_is_told_as_not_filled_in() {
    let desk = Desk::open(SMALL).tab("预算构成").keys("Ctrl+Home Right");
    desk.press("F1").shows("怎样算").shows("未填").untouched();
}

#[test]
fn what_is_remarked_on_a_section_is_not_broken_off() {
    let desk = Desk::open(REPORT).resize(120, 40).choose(Some(0));
    let desk = desk.shows_line(&["项目支出绩效自评表（P10）", "得分 缺数"]);
    drop(desk.lacks("21项指标.."));
    let desk = Desk::open(REPORT).resize(160, 40).choose(Some(0));
    desk.shows_line(&["得分 缺数（还缺全年预算数"]).untouched();
}

#[test]
fn a_window_that_has_its_own_choices_tells_of_these_and_not_of_the_cell_behind() {
    let desk = Desk::open(REPORT).until_rule("A3").press("F9");
    let desk = desk.shows("第 1 项，共 ").press("Down");
    drop(desk.shows("第 2 项，共 "));
    // Words to choose from are what the cell is filled in with.
    let desk = Desk::open(SMALL).go("改进措施[0].状态").press("Enter");
    drop(desk.shows("改进措施第1项 状态：").lacks("第 1 项，共 "));
    let theirs = SMALL.with("退休人员: 7", "退休人员: 9");
    let desk = Desk::open(SMALL).go("基本情况.人员.退休人员");
    let desk = desk.types("8").press("Enter").meanwhile(&theirs);
    let desk = desk.press("Ctrl+S").shows("两边都改了");
    let desk = desk.shows_line(&["第 1 处，共 1 处：", "退休人员，现在选的是用我的"]);
    let desk = desk.press("Right").shows("现在选的是用别处的");
    drop(desk);
}

#[test]
fn a_list_wholly_in_sight_has_no_pages() {
    let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
    let desk = desk
        .paste("项目名称\t全年执行数\n修路\t121\n")
        .shows("粘贴 1 行");
    drop(desk.lacks("PgDn"));
    let desk = Desk::open(REPORT).resize(80, 24).press("Ctrl+G");
    drop(desk.shows("PgDn"));
    let last = REPORT.with("退休人员: 7", "退休人员: 6");
    let desk = Desk::open(REPORT).beside("绩效自评-2021.yaml", &last);
    let desk = desk.keys("Ctrl+B 2 Enter").shows("有 1 处不同");
    drop(desk.lacks("PgDn"));
}

#[test]
fn a_comparison_for_which_there_is_room_names_its_fields_whole() {
    let last = REPORT
        .with("退休人员: 7", "退休人员: 6")
        .with("完成值: 64,", "完成值: 63,");
    let desk = Desk::open(REPORT).beside("绩效自评-2021.yaml", &last);
    let desk = desk.resize(80, 24).keys("Ctrl+B 2 Enter");
    drop(desk.shows("有 3 处不同").lacks("字）"));
}

/// The signs that are rare are the ones that nobody knows.
#[test]
fn where_not_all_signs_can_be_told_the_rare_ones_are() {
    let text = SMALL.to_owned()
        + "待定: [{位置: 封面 填报人, 事由: 等通知}]\n\
           批注: [{位置: 封面 单位名称, 内容: 请核对}]\n\
           沿用: [{位置: 封面 办公电话, 数值: ''}]\n\
           复核: [{位置: 年度, 数值: '2023'}, {位置: 封面 标题, 数值: 另一份}]\n";
    let desk = Desk::open(&text).resize(80, 24).keys("Down*4");
    desk.shows("!错误  ?警告")
        .shows("~复核后有改动")
        .lacks("算出的");
}

#[test]
fn all_of_it_is_no_part_of_anything() {
    let desk = Desk::open(SMALL).tab("预算构成").keys("Ctrl+Home Right*5");
    let desk = desk.shows("支出总计是全部支出，不算占比").press("F1");
    drop(desk.shows("不算占比").lacks("怎样算"));
}

#[test]
fn a_figure_that_nobody_entered_leads_to_where_it_is_entered() {
    let desk = Desk::open(SMALL).press("Ctrl+P").types("植树年初");
    let desk = desk.press("Enter").browses();
    desk.on("项目[1].资金.年度资金总额.年初预算数").untouched();
}

#[test]
fn where_the_first_entry_is_to_come_says_how() {
    let desk = Desk::open(BLANK).tab("绩效指标").keys("Down");
    let desk = desk
        .shows("还没有项目")
        .lacks("按回车进入")
        .lacks("回车 进入");
    let desk = desk.shows("Ins 新增一条").press("F1");
    drop(desk.shows("直接键入也会新增一条").lacks("不用填"));
    let desk = Desk::open(BLANK).tab("问题整改").press("F1");
    drop(desk.shows("直接键入也会新增一条").lacks("不用填"));
}

#[test]
fn what_enter_does_to_a_cell_is_not_said_over_a_window() {
    let desk = Desk::open(SMALL).tab("绩效指标").keys("Down");
    let desk = desk.shows("按回车进入").press("Ctrl+P").types("A3");
    drop(desk.press("Enter").lacks("按回车进入").shows("Esc"));
}

#[test]
fn what_a_column_has_no_room_for_is_said_below() {
    let text = SMALL.with(
        "指标值: 合格",
        "指标值: 村庄清洁行动达标率和村民满意率均为98.5%",
    );
    let desk = Desk::open(&text)
        .resize(80, 24)
        .go("项目[0].指标[1].指标值");
    let desk = desk.shows("“村庄清洁行动达标率和村民满意率均为98.5%”。");
    drop(desk);
    let text = SMALL.with("指标值: 合格", "指标值: 村庄清洁达标率100%");
    let desk = Desk::open(&text)
        .resize(80, 24)
        .go("项目[0].指标[1].指标值");
    drop(desk.lacks("“村庄清洁达标率100%”。").shows("100%"));
}

#[test]
fn shares_of_one_whole_have_no_mark_at_its_end() {
    let blank = SMALL.with(
        "资金:\n    年度资金总额: {全年执行数: 80}",
        "资金:\n    年度资金总额: {}",
    );
    let desk = Desk::open(&blank).tab("预算构成").go("项目[1].名称");
    let row = |desk: &Desk| desk.screen().lines().filter(|it| it.contains('|')).count();
    assert_eq!(row(&desk), 0, "{}", desk.screen());
}

#[test]
fn what_is_only_drawn_otherwise_has_not_changed() {
    let desk = Desk::open(REPORT).resize(80, 24).press("F8").types("12");
    let desk = desk
        .resize(60, 20)
        .resize(200, 60)
        .types("3")
        .press("Enter");
    assert!(!desk.marked("公用经费"));
    drop(desk.shows("支出总计").lacks("没有这样的"));
}

#[test]
fn a_window_that_grows_shows_what_was_scrolled_away() {
    let desk = Desk::open(REPORT).resize(60, 20).tab("预算构成");
    let desk = desk.keys("Ctrl+End").lacks("人员经费");
    let desk = desk.resize(200, 60);
    let first = desk.screen().lines().any(|it| it.contains("人员经费"));
    assert!(first, "{}", desk.screen());
    // On the other tabs as well.
    let desk = Desk::open(REPORT)
        .resize(60, 20)
        .keys("Ctrl+End")
        .tab("预算构成");
    let desk = desk.resize(200, 140).tab("基本信息");
    drop(desk.shows("封面").shows("附件"));
}

#[test]
fn what_stands_where_an_entry_is_to_come_has_the_whole_row() {
    let desk = Desk::open(BLANK).resize(80, 24).tab("绩效指标");
    let desk = desk.shows("（还没有项目，按 Ins 新增）").tab("问题整改");
    let (x, _) = desk.find("（还没有措施，按 Ins 新增）").unwrap();
    assert!(x < 4, "{}", desk.screen());
    let desk = Desk::open(SMALL).resize(80, 24).tab("预算构成");
    let desk = desk.go("支出.一般公共预算.基本支出.分类[0].明细[1].名称");
    let desk = desk
        .keys("F2 a Enter")
        .shows("（接着键入下一条，不加了按回车）");
    drop(desk);
}

#[test]
fn numbers_among_words_have_their_points_below_each_other() {
    let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste("项目名称\t全年执行数\n修路\t1121.5\n植树\t8.25\n");
    let (long, short) = (desk.find("1121.5").unwrap(), desk.find("8.25").unwrap());
    assert_eq!(long.0 + 4, short.0 + 1, "{}", desk.screen());
}

#[test]
fn the_cover_counts_what_stands_on_it() {
    Desk::open(REPORT)
        .shows_line(&["封面", "已填 8/8"])
        .untouched();
    let desk = Desk::open(SMALL).tab("绩效指标").keys("Down F2");
    desk.says("请按回车进入").untouched();
}

#[test]
fn what_a_value_moves_the_total_of_a_project_by_is_told() {
    let desk = Desk::open(SMALL).go("项目[0].指标[0].完成值");
    let desk = desk.shows("总分 87.50").types("9").shows("（+5.00）");
    let desk = desk.press("Enter").press("Up");
    drop(desk.shows("总分 92.50").lacks("（+5.00）"));
}

#[test]
fn a_key_that_a_window_has_no_use_for_says_so() {
    for window in [
        "Ctrl+G", "F1", "Ctrl+P", "F12", "F10", "Ctrl+F", "Ctrl+W", "Ctrl+B",
    ] {
        for key in ["Ctrl+Q", "F5", "F4", "Alt+=", "F11"] {
            let desk = Desk::open(SMALL).keys(window).press(key);
            let sentence = format!("{key} 在窗口里没有用处，请先按 Esc 返回。");
            // It is of the window, and goes with it.
            let desk = desk.shows(&sentence).press("Esc");
            drop(desk.lacks("没有用处").untouched());
        }
    }
    // So does what is typed where there is nothing to type, but not what an input method leaves behind.
    for (window, typed) in [
        ("Ctrl+G", "x 7"),
        ("F10", "x"),
        ("Ctrl+E", "x"),
        ("F1", "社 会"),
    ] {
        for character in typed.split(' ') {
            let desk = Desk::open(SMALL).keys(window).types(character);
            let desk = desk.shows(&format!(
                "“{character}”在窗口里没有用处，请用最下面列出的键"
            ));
            drop(desk.types(" ").lacks("没有用处").untouched());
        }
    }
    let desk = Desk::open(SMALL).go("年度").keys("2 0 2 4 Enter Ctrl+Q");
    let desk = desk
        .shows_line(&["1-3", "按序号选"])
        .press("9")
        .shows("没有第 9 项，请按 1 到 3 或用上下键选");
    drop(desk.press("Esc").lacks("没有第 9 项").browses());
    // What is walked to is told of again.
    let desk = Desk::open(SMALL).keys("Ctrl+G F5").shows("没有用处");
    drop(
        desk.press("Down")
            .lacks("没有用处")
            .shows("第 2 处")
            .untouched(),
    );
    // Enter closes a window as well.
    let desk = Desk::open(SMALL).keys("F1 F5").shows("没有用处");
    drop(desk.press("Enter").lacks("没有用处").browses().untouched());
    let typed = Desk::open(SMALL)
        .keys("Ctrl+P")
        .types("项目")
        .keys("Ctrl+A Ctrl+X");
    drop(typed.lacks("没有用处").untouched());
    let walked = Desk::open(SMALL).keys("Ctrl+G F8 F7 End Up");
    drop(walked.lacks("没有用处").untouched());
}

/// Reading down a column that is worked out, as in WPS.
#[test]
fn enter_on_what_is_worked_out_goes_one_row_down() {
    let desk = Desk::open(REPORT).resize(120, 40).go("项目[0].名称");
    let desk = desk.tab("预算构成").keys("Ctrl+Home Down*7 End Left Left");
    let (row, column) = (desk.app().cursor(0).row, desk.app().cursor(0).column);
    let desk = desk.shows("占比").press("Enter");
    let cursor = desk.app().cursor(0);
    assert_eq!(
        (cursor.row, cursor.column),
        (row + 1, column),
        "{}",
        desk.screen()
    );
    desk.untouched();
}

#[test]
fn what_enter_goes_into_is_called_by_its_name_from_any_column() {
    let desk = Desk::open(REPORT).tab("绩效指标").keys("Ctrl+Home Down");
    let desk = desk.shows("按回车进入「社会管理」").press("End");
    desk.shows("按回车进入「社会管理」").untouched();
}

/// What matters most is not what is cut.
#[test]
fn a_small_window_tells_of_errors_before_an_export() {
    let desk = Desk::open(REPORT).resize(60, 20).press("Ctrl+E");
    desk.shows("还有 5 处错误没有处理")
        .shows("文件会")
        .untouched();
}

#[test]
fn a_chart_that_is_not_in_sight_says_the_key_that_shows_it() {
    let desk = Desk::open(REPORT).resize(60, 20).tab("绩效指标");
    let desk = desk.keys("Ctrl+Home Ctrl+T").says("请先按 F6 换到图");
    let desk = desk.keys("F6 Ctrl+T").lacks("不在屏幕上");
    desk.shows("二级指标得分").untouched();
}

#[test]
fn signs_of_errors_and_warnings_are_explained_in_any_window() {
    for width in (60..=120).step_by(5) {
        let desk = Desk::open(REPORT).resize(width, 30).tab("预算构成");
        let desk = desk.keys("Ctrl+Home Down");
        let screen = desk.screen();
        let mut lines = screen.lines();
        let Some(legend) = lines.find(|line| line.contains("计 目标计划")) else {
            continue;
        };
        assert!(legend.contains("! 错误  ? 警告"), "{width}:\n{screen}");
    }
    Desk::open(REPORT).press("F1").shows("“项目!?”是说");
}

#[test]
fn a_match_has_the_room_there_is_for_its_name() {
    let desk = Desk::open(REPORT)
        .resize(80, 24)
        .press("Ctrl+F")
        .types("435.2");
    desk.shows_line(&["社会管理", "全年执行数", "435.2"]);
}

/// What is typed has a name beside it, however long it is.
#[test]
fn a_field_that_is_edited_keeps_its_name() {
    let desk = Desk::open(SMALL).resize(80, 24).go("封面.标题");
    let desk = desk.types(&"很长的标题".repeat(20));
    desk.shows("标题").edits();
}

#[test]
fn amounts_added_up_keep_their_decimals() {
    let desk = Desk::open(REPORT).go("项目[0].资金.年度资金总额.年初预算数");
    let desk = desk.types("3000.1").keys("Enter Up").press("Shift+Right");
    desk.shows("合计 3000.10");
}

/// The remedy is for the only problem that has none.
#[test]
fn a_new_remedy_is_for_the_problem_without_one() {
    let yaml =
        "问题: [{编号: 1, 内容: 甲}, {编号: 2, 内容: 乙}]\n改进措施: [{内容: 丙, 针对问题: 1}]\n";
    let desk = Desk::open(yaml).go("改进措施[0].内容").press("Ins");
    let desk = desk.on("改进措施[1].内容").types("丁").press("Enter");
    let held = desk.text();
    assert!(
        held.contains("内容: 丁") && held.contains("针对问题: \"2\""),
        "{held}"
    );
    // Of several nobody knows.
    let yaml = yaml.replace("针对问题: 1", "针对问题: ");
    let desk = Desk::open(&yaml).go("改进措施[0].内容").press("Ins");
    let lines = desk.text();
    assert!(!lines.contains("针对问题: \""), "{lines}");
}
