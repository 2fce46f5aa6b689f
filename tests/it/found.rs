//! Found without asking: the menu bar, the palette, find and replace, help, the next step.

use std::collections::BTreeSet;

use jixiao::document::Document;
use jixiao::figures::score::Subject;
use jixiao::report::fields::describe;
use jixiao::rules::{rules, rules_of};
use jixiao::ui::action::{ACTIONS, Group};
use jixiao::ui::app::Access;
use jixiao::ui::tabs::Tab;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With, findings};

// The menu bar.

#[test]
fn the_menu_bar_shows_every_action_with_its_key() {
    let mut desk = Desk::open(REPORT).press("F10");
    for group in Group::ALL {
        for (i, entry) in group.entries().enumerate() {
            if entry.name == "菜单" {
                continue;
            }
            let number = format!("{} {}", i + 1, entry.name);
            desk = desk.shows_line(&[&number, &entry.action.key_label()]);
        }
        desk = desk.press("Right");
    }
    desk.shows("保存到文件").press("F10").browses().untouched();
}

#[test]
fn a_menu_is_no_longer_than_a_digit_can_choose() {
    for group in Group::ALL {
        assert!((1..=9).contains(&group.entries().count()), "{group:?}");
    }
    let all: usize = Group::ALL.into_iter().map(|it| it.entries().count()).sum();
    assert_eq!(all, ACTIONS.len());
}

#[test]
fn nothing_in_a_menu_is_cut_at_80_by_24() {
    let mut desk = Desk::open(SMALL).resize(80, 24).press("F10");
    for group in Group::ALL {
        let menu: Vec<String> = desk.screen().lines().take(10).map(str::to_owned).collect();
        assert!(!menu.concat().contains(".."), "{group:?}: {menu:#?}");
        desk = desk.press("Right");
    }
    desk.shows("保存到文件").press("Esc").untouched();
}

#[test]
fn arrows_digits_and_enter_choose_from_the_menu() {
    Desk::open(REPORT)
        .keys("F10 Right*3 Down*4 Enter")
        .browses()
        .shows("支出总计")
        .keys("F10 Left*3 2")
        .says("A3")
        .keys("F10 Left*3 ４")
        .shows("核对提示")
        .press("Esc")
        .browses()
        .untouched();
}

#[test]
fn what_cannot_be_done_says_why_and_stays_in_sight() {
    for keys in ["F10 Right", "F10 Right Enter", "F10 Right 1"] {
        Desk::open(REPORT)
            .resize(80, 24)
            .keys(keys)
            .shows_line(&["1 撤销", "Ctrl+Z"])
            .shows("撤销：没有可以撤销的修改。")
            .press("Esc")
            .browses()
            .untouched();
    }
}

#[test]
fn a_menu_fits_the_narrowest_window() {
    let mut desk = Desk::open(REPORT).resize(60, 20).press("F10");
    for group in Group::ALL {
        for entry in group.entries().filter(|entry| entry.name != "菜单") {
            desk = desk.shows_line(&[entry.name, &entry.action.key_label()]);
        }
        desk = desk.press("Right");
    }
    desk.untouched();
}

// The palette.

#[test]
fn initials_pinyin_and_characters_lead_to_a_project() {
    for typed in [
        "qtsw",
        "QTSW",
        "ｑｔｓｗ",
        "qitashiwu",
        "其他事务",
        "其他sw",
    ] {
        let desk = Desk::open(REPORT).press("Ctrl+P").types(typed);
        let desk = desk.shows("项目 其他事务").press("Enter").browses();
        let field = desk.field();
        assert!(field.starts_with("项目["), "{typed}: {field}");
        desk.shows("其他事务").untouched();
    }
}

#[test]
fn a_row_of_the_departments_form_is_found_before_what_its_projects_have_of_it() {
    let desk = Desk::open(REPORT).press("Ctrl+P").types("qtzj");
    let desk = desk.shows_line(&["标题 部门整体 其他资金", "绩效指标"]);
    desk.press("Enter").on("整体绩效.资金.其他资金.年初预算数");
}

#[test]
fn the_palette_finds_fields_figures_and_rules() {
    Desk::open(REPORT)
        .press("Ctrl+P")
        .types("kzl")
        .lacks("没有找到")
        .keys("Ctrl+A Backspace")
        .types("编外人员")
        .press("Enter")
        .browses()
        .on("基本情况.人员.编外人员")
        .press("Ctrl+P")
        .types("xmzchj")
        .shows_line(&["数 项目支出合计", "2969.31"])
        .press("Enter")
        .shows("怎样算")
        .keys("Esc Ctrl+P")
        .types("A3")
        .shows("规则 A3")
        .keys("Ctrl+A Backspace")
        .types("规则F8")
        .shows("规则 F8 规范表述有误")
        .lacks("规则 规则")
        .keys("Ctrl+A Backspace")
        .types("A3")
        .press("Enter")
        .shows("依据")
        .press("Esc")
        .browses()
        .untouched();
}

#[test]
fn a_blank_field_is_found_before_a_figure_that_lacks_it() {
    let desk = Desk::open(BLANK).press("Ctrl+P").types("实有人数");
    desk.press("Enter")
        .browses()
        .on("基本情况.人员.年末实有人数");
}

#[test]
fn what_is_spelt_with_ü_is_found_with_v() {
    let desk = Desk::open(REPORT).press("Ctrl+P").types("zhixinglv");
    drop(desk.shows("字段 整体绩效 自评 执行率"));
    let desk = Desk::open(&SMALL.with("名称: 植树", "名称: 绿化"));
    let desk = desk.press("Ctrl+F").types("lvhua").press("Enter");
    desk.on("项目[1].名称").untouched();
}

/// What is printed over a part of a tab is looked for by that name.
#[test]
fn the_palette_finds_the_headings_of_the_tabs() {
    for (typed, heading, tab) in [
        ("主要职能", "一、（一）1. 主要职能", "基本信息"),
        ("ryqk", "一、（一）3. 人员情况", "基本信息"),
        ("人员情况", "一、（一）3. 人员情况", "基本信息"),
        ("P8", "基础数据表（P8）", "基本信息"),
        ("绩效目标设置", "（一）绩效目标设置", "绩效指标"),
        ("下一步", "八、下一步改进措施", "问题整改"),
    ] {
        for form in [REPORT, BLANK] {
            let desk = Desk::open(form).press("Ctrl+P").types(typed);
            let line = format!("标题 {heading}");
            let desk = desk.shows_line(&[&line, tab]).press("Enter");
            desk.browses().shows(heading);
        }
    }
}

#[test]
fn the_palette_does_an_action_and_says_why_another_cannot_be_done() {
    Desk::open(REPORT)
        .resize(80, 24)
        .press("Ctrl+P")
        .types("cx")
        .shows_line(&["操作 撤销", "没有可以撤销的修改。", "Ctrl+Z"])
        .shows("操作 撤销：没有可以撤销的修改。")
        .press("Enter")
        .shows("操作 撤销")
        .keys("Ctrl+A")
        .types("qbwt")
        .press("Enter")
        .shows("核对提示")
        .press("Esc")
        .browses()
        .untouched();
}

#[test]
fn the_palette_needs_no_letter() {
    let desk = Desk::open(REPORT)
        .press("Ctrl+P")
        .shows("操作 新建空白表")
        .keys("Tab Tab")
        .shows("项目 社会管理");
    let name = desk.app().view().report.projects[1].name.to_string();
    desk.keys("Down Enter").browses().shows(&name).untouched();
    Desk::open(REPORT)
        .keys("Ctrl+P Tab*3 PgDn Down Down Enter")
        .browses()
        .untouched();
    Desk::open(REPORT)
        .keys("Ctrl+P Tab Down*9 Enter")
        .shows("操作 撤销：没有可以撤销的修改。")
        .press("Esc")
        .browses()
        .untouched();
}

#[test]
fn nothing_found_is_said() {
    Desk::open(REPORT)
        .press("Ctrl+P")
        .types("没有的东西")
        .shows("没有找到")
        .keys("Enter Down Esc")
        .browses()
        .untouched();
}

// Find and replace.

#[test]
fn find_lists_every_place_and_goes_there() {
    let desk = Desk::open(SMALL)
        .press("Ctrl+F")
        .shows("键入要找的字")
        .types("修")
        .shows("1/4")
        .shows_line(&["项目「修路」 名称", "修路"])
        .shows_line(&["项目「修路」 完成情况 第2行", "修得很好。"])
        .keys("Down Down Enter")
        // Nothing is open that the next key could change; what is opened has it selected.
        .browses()
        .says("第 3/4 处，项目「修路」 完成情况 第2行：【修】得很好。")
        .press("Enter")
        .edits();
    let editing = desk.app().mode().editing();
    assert!(editing.is_some_and(|editing| editing.editor.has_selection()));
    desk.press("Esc")
        .shows("Shift+F4  找下一处")
        .press("Shift+F4")
        .browses()
        .shows("Shift+F4  找下一处")
        .on("问题[0].涉及项目")
        .says("第 4/4 处")
        .press("Shift+F4")
        .on("项目[0].名称")
        .says("第 1/4 处")
        .press("Ctrl+F4")
        .on("问题[0].涉及项目")
        .keys("Ctrl+F Enter")
        .on("项目[0].名称")
        .untouched();
}

#[test]
fn letters_are_found_in_either_case_and_numbers_too() {
    Desk::open(&SMALL.with("'一份 报告'", "'一份 Report'"))
        .press("Ctrl+F")
        .types("rEPORT")
        .press("Enter")
        .on("封面.标题")
        .press("Ctrl+F")
        .types("160")
        .press("Enter")
        .on("项目[0].资金.年度资金总额.全年预算数")
        .untouched();
}

#[test]
fn what_an_input_method_writes_wide_is_found_and_replaced() {
    let desk = Desk::open(REPORT).press("Ctrl+F").types("４３２");
    let desk = desk.shows("净增432家").lacks("拼音").keys("Esc Ctrl+F");
    let desk = desk.types("治理,").shows("治理，").press("Esc");
    let desk = desk.press("Ctrl+F").types("１２３４５").press("Tab");
    let desk = desk.types("12355").press("F9").says("已替换 5 处");
    assert!(!desk.text().contains("12345"));
    // Marks alone are meant as they stand.
    let comma = "整体绩效: {完成情况: \"共1,234件，都办了。\"}\n";
    let desk = Desk::open(comma).press("Ctrl+F6").types("，").press("Tab");
    desk.types("；")
        .press("F9")
        .yaml_line("整体绩效: {完成情况: \"共1,234件；都办了。\"}");
}

#[test]
fn replacing_all_is_one_step_and_leaves_alone_what_it_must() {
    let yaml = SMALL.with(
        "修了一条路。",
        "修了一条路，用去{{项目.修路.全年执行数}}万元。",
    );
    let desk = Desk::open(&yaml)
        .press("Ctrl+F")
        .types("修")
        .press("Tab")
        .types("建")
        .shows("（在动态数字内）")
        .press("F9")
        .browses()
        .says("已替换 4 处，用到原来名称的 1 处也跟着改了，Ctrl+Z");
    let text = desk.text();
    assert!(text.contains("名称: 建路"), "{text}");
    assert!(
        text.contains("建了一条路，用去{{项目.建路.全年执行数}}万元。"),
        "{text}"
    );
    assert!(text.contains("建得很好。"), "{text}");
    assert!(text.contains("涉及项目: [建路]"), "{text}");
    desk.press("Ctrl+Z")
        .says("撤销：4 处「修」替换为「建」")
        .untouched();
}

#[test]
fn a_number_that_is_worked_out_is_said_not_to_be_looked_for() {
    let desk = Desk::open(SMALL).press("Ctrl+F").types("220");
    let desk = desk.shows("没有找到“220”。只找填列的内容，算出的数请按 Ctrl+P 找它的名称。");
    let desk = desk.keys("Backspace*3").types("路灯");
    desk.shows("没有找到“路灯”。").lacks("算出的数").untouched();
}

#[test]
fn what_names_a_replaced_name_follows_as_where_it_is_typed() {
    let yaml = SMALL.with("修了一条路。", "修路用去{{项目.修路.全年执行数}}万元。");
    let desk = Desk::open(&yaml).go("项目[0].名称").keys("Ctrl+F6");
    let desk = desk.types("修路").press("Tab").types("建桥");
    let desk = desk
        .press("Enter")
        .says("已替换 1 处，用到原来名称的 2 处也跟着改了");
    let desk = desk.yaml_line("修路用去{{项目.建桥.全年执行数}}万元。");
    let text = desk.text();
    assert!(text.contains("涉及项目: [建桥]"), "{text}");
    desk.keys("Esc Ctrl+Z").untouched();
    // Not with a name that another entry has.
    let desk = Desk::open(SMALL).keys("Ctrl+F6").types("修路").press("Tab");
    let desk = desk
        .types("植树")
        .press("Enter")
        .says("已替换 1 处，Ctrl+Z");
    assert!(desk.text().contains("涉及项目: [修路]"), "{}", desk.text());
}

#[test]
fn inside_live_figures_is_replaced_when_asked() {
    let yaml = SMALL.with("修了一条路。", "用去{{项目.修路.全年执行数}}万元。");
    Desk::open(&yaml)
        .keys("Ctrl+F")
        .types("修路")
        .keys("Tab")
        .types("建路")
        .keys("F6 F9")
        .yaml_line("用去{{项目.建路.全年执行数}}万元。")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn what_is_only_sought_is_not_replaced_by_what_replaced_another_word() {
    let desk = Desk::open(SMALL)
        .press("Ctrl+F6")
        .types("没有")
        .press("Tab");
    let desk = desk.types("40").press("Esc").press("Ctrl+F").types("修路");
    desk.lacks("全部替换").press("F9").untouched();
}

#[test]
fn enter_behind_what_is_sought_leads_to_what_replaces_it() {
    Desk::open(SMALL)
        .press("Ctrl+F6")
        .types("修得")
        .shows("到替换为")
        .press("Enter")
        .types("建得")
        .press("Enter")
        .says("已替换 1 处")
        .yaml_line("建得很好。");
}

#[test]
fn one_place_is_replaced_and_the_next_has_the_cursor() {
    Desk::open(SMALL)
        .press("Ctrl+F")
        .types("修")
        .keys("Down Tab")
        .types("建")
        .press("Enter")
        .says("已替换 1 处")
        .shows("2/3")
        .yaml_line("建了一条路。")
        .yaml_line("修得很好。")
        .keys("Esc Ctrl+Z")
        .untouched();
}

#[test]
fn numbers_and_choices_are_found_but_not_replaced() {
    Desk::open(SMALL)
        .press("Ctrl+F")
        .types("160")
        .shows("（是数字或日期）")
        .press("Tab")
        .types("170")
        .keys("Enter F9")
        .shows("是数字或日期，不替换")
        .keys("Esc Ctrl+F6 Esc")
        .browses()
        .untouched();
}

#[test]
fn nothing_sought_is_no_next_place() {
    Desk::open(SMALL)
        .press("Shift+F4")
        .says("还没有找过什么")
        .keys("Ctrl+F Enter Tab Enter F9 Esc")
        .browses()
        .untouched();
}

#[test]
fn a_number_that_is_filled_in_is_gone_to_by_the_short_name_of_its_row() {
    let desk = Desk::open(REPORT)
        .press("Ctrl+P")
        .types("公车运行维护.本年决算数");
    let desk = desk.press("Enter").browses();
    desk.on("基础数据.三公经费.公务用车运行维护.本年决算数")
        .untouched();
}

// The next step.

#[test]
fn the_next_step_is_always_said_and_its_key_goes_there() {
    for size in [(120, 40), (80, 24), (60, 20)] {
        let desk = Desk::open(REPORT).resize(size.0, size.1);
        let filled = desk.app().view().required().filled(|_| true);
        let lacking = filled.total - filled.done;
        // Where it has room it says where most of them are.
        let most = if size.0 < 80 {
            ""
        } else {
            "（绩效指标占 344）"
        };
        let words = format!("下一步：还有 {lacking} 项必填{most}，F5 前往；错误 5 处，F8 前往");
        let desk = desk.shows(&words).press("F5").says("这里是 ");
        let first = desk.field();
        let desk = desk.press("F5").says("这里是 ");
        assert_ne!(desk.field(), first);
        desk.untouched();
    }
}

#[test]
fn f5_walks_over_every_required_field_that_holds_nothing() {
    for yaml in [BLANK, SMALL] {
        let mut desk = Desk::open(yaml);
        let lacking = desk.app().view().required().unfilled();
        let filled = desk.app().view().required().filled(|_| true);
        assert_eq!(lacking.len(), filled.total - filled.done);
        let document = desk.app().document().clone();
        let names: BTreeSet<String> = lacking.iter().map(|it| describe(&document, it)).collect();
        let mut seen = BTreeSet::new();
        for _ in &lacking {
            desk = desk.press("F5");
            let words = desk.notice().to_owned();
            let name = lacking
                .iter()
                .find(|it| words.contains(&format!("这里是 {}：", describe(&document, it))));
            let place = name.unwrap();
            let at = desk.app().cell().and_then(|cell| cell.path.clone());
            // An empty list is stood on where its first entry would be.
            let known = at.is_some_and(|at| at.starts_with(place) || place.starts_with(&at));
            assert!(
                known || desk.screen().contains("还没有"),
                "{place} is not where F5 leads:
{}",
                desk.screen()
            );
            seen.insert(describe(&document, place));
        }
        assert_eq!(seen, names);
        desk.untouched();
    }
}

#[test]
fn f5_walks_down_the_screen_tab_by_tab() {
    for yaml in [BLANK, SMALL, REPORT] {
        let mut desk = Desk::open(yaml);
        let lacking = desk.app().view().required().unfilled();
        let mut before = None;
        // Behind the last comes the one that was stood on at first.
        for _ in lacking.iter().skip(1) {
            desk = desk.press("F5");
            let app = desk.app();
            let cursor = app.cursor(app.focus());
            // The list of projects is the way to each of their forms.
            // Which form or list of the tab it is.
            let form = match (app.tab(), app.chosen()) {
                (Tab::Indicators, Subject::Project(project)) => project + 1,
                (Tab::Issues, _) => app.focus(),
                _ => 0,
            };
            let now = (app.tab().place(), form, cursor.row, cursor.column);
            assert!(
                before.is_none_or(|before| before <= now),
                "{before:?} {now:?} {}\n{}",
                desk.notice(),
                desk.screen()
            );
            before = Some(now);
        }
        drop(desk.untouched());
    }
}

/// The form of the department has its money above its goals, the file below them.
#[test]
fn f5_goes_down_the_page_from_wherever_one_stands_on_it() {
    let desk = Desk::open(BLANK).go("整体绩效.资金.年度资金总额.年初预算数");
    let desk = desk.press("F5").on("整体绩效.目标设置.基本支出计划安排");
    drop(desk.press("F5").on("整体绩效.目标设置.项目个数"));
}

#[test]
fn what_is_filled_in_is_no_longer_asked_for() {
    let desk = Desk::open(BLANK).press("F5").on("封面.标题");
    let before = desk.app().next_step(200).unwrap();
    let desk = desk.types("某街道").press("Enter");
    assert_ne!(desk.app().next_step(200).unwrap(), before);
    desk.press("F5")
        .lacks("这里是 封面 标题：")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_sample_is_said_to_be_one() {
    Desk::sample(REPORT)
        .shows("下一步：这是示例，F12 另存为；")
        .resize(80, 24)
        .shows("错误 5 处，F8 前往")
        .untouched();
}

// Help.

#[test]
fn help_says_meaning_unit_example_rules_and_keys() {
    Desk::open(REPORT)
        .go("基本情况.人员.年末实有人数")
        .press("F1")
        .shows("基本情况 人员 年末实有人数")
        .shows("报告中写明的实有人数")
        .shows("必填")
        .shows("单位人，例如 43。")
        .shows("核对它的规则")
        .shows("A7 ")
        .shows("F2 修改")
        .press("Esc")
        .browses()
        .untouched();
    Desk::open(REPORT)
        .go("支出.一般公共预算.基本支出.金额.全年执行数")
        .keys("F1 3")
        .shows("A3 ")
        .shows("单位万元，例如 435.20")
        .press("Esc")
        .untouched();
}

#[test]
fn every_rule_is_told_of_at_the_fields_its_example_names() {
    for rule in rules() {
        let document = Document::read(rule.bad.as_bytes());
        let said = findings(&document);
        for it in said.diagnostics().filter(|it| it.rule.code == rule.code) {
            for place in &it.places {
                let told = rules_of(&place.path);
                assert!(told.iter().any(|of| of.code == rule.code), "{}", rule.code);
            }
        }
    }
}

/// A place gone to from afar at the edge of the window shows nothing of what goes on there.
#[test]
fn what_is_gone_to_has_lines_around_it() {
    let desk = Desk::open(REPORT)
        .press("Ctrl+P")
        .types("编制数")
        .press("Enter");
    desk.shows("*编制数（人）")
        .shows("在职人员控制率")
        .shows("街道财政所");
}

/// Keys beside F9 and F2 are others; and what is selected is no place for a figure.
#[test]
fn f9_with_other_keys_puts_no_figure_into_a_text() {
    let text = "整体绩效: {完成情况: 全年各项工作任务按计划完成。}\n";
    let found = || {
        let desk = Desk::open(text).press("Ctrl+F").types("全年各项工作");
        desk.keys("Enter Enter").says("已选中").edits()
    };
    for key in ["Shift+F9", "Ctrl+F9", "Shift+F2", "Ctrl+F2"] {
        drop(found().press(key).untouched());
    }
    let desk = found().press("F9").press("F2");
    let text = desk.text();
    assert!(text.contains("全年各项工作{{任务按计划"), "{text}");
}

#[test]
fn a_longer_name_that_holds_the_old_one_is_another_thing() {
    let text = SMALL.with("修得很好。", "修路和植树修路队都修得很好。");
    let text = text.with("- 名称: 植树\n", "- 名称: 植树修路队\n");
    let desk = Desk::open(&text).go("项目[0].名称");
    let desk = desk.types("筑路").press("Enter").says("正文里还有 1 处");
    // What is typed into the window, and what is replaced first, leaves that as it is.
    let desk = desk.types("铺路").press("F9").says("已替换 1 处");
    let desk = desk.yaml_line("铺路和植树修路队都修得很好。");
    desk.yaml_line("- 名称: 植树修路队");
}

#[test]
fn who_may_not_replace_is_not_led_to_it() {
    for access in [Access::Look, Access::Review] {
        let desk = Desk::open_allowing(access, SMALL);
        let desk = match access {
            Access::Review => desk.press("Enter"),
            _ => desk,
        };
        let desk = desk.press("Ctrl+F").types("修").lacks("到替换为");
        let desk = desk.press("Tab").lacks("替换这一处").lacks("全部替换");
        drop(
            desk.press("F9")
                .click("替换为")
                .lacks("全部替换")
                .untouched(),
        );
    }
}

/// 其他事务 is what stands in the tables, 其他事务支出 what a report calls it.
#[test]
fn a_name_is_found_as_a_report_says_it() {
    let desk = Desk::open(REPORT).press("Ctrl+F").types("其他事务支出");
    let desk = desk.shows("名称写法不同").lacks("没有找到").press("Enter");
    drop(desk.browses());
    let desk = Desk::open(REPORT).press("Ctrl+P").types("其他事务支出");
    let desk = desk.press("Enter").shows("其他事务").browses();
    drop(desk.untouched());
    let desk = Desk::open(REPORT)
        .press("Ctrl+P")
        .types("jzhjy")
        .press("Enter");
    let desk = desk.browses();
    assert!(
        desk.field().ends_with("年初结转和结余"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_is_found_stands_as_in_the_report_and_the_total_before_its_parts() {
    let desk = Desk::open(SMALL).press("Ctrl+P").types("修路 全年执行数");
    let desk = desk
        .press("Enter")
        .on("项目[0].资金.年度资金总额.全年执行数");
    let yaml = SMALL.with("三级指标: 里程,", "三级指标: 道路里程长度,");
    drop(desk);
    let desk = Desk::open(&yaml).press("Ctrl+P").types("修路 完成值");
    drop(desk.press("Enter").on("项目[0].指标[0].完成值"));
}

#[test]
fn what_was_replaced_last_is_taken_back_in_the_window() {
    let desk = Desk::open(SMALL).press("Ctrl+F6").types("修").press("Tab");
    let desk = desk.types("建").keys("Down Enter").says("已替换 1 处");
    let desk = desk.press("Ctrl+Z").says("撤销：替换「修」为「建」");
    let desk = desk.shows_line(&["替换为", "建"]);
    // What is typed is taken back after it.
    let desk = desk.press("Ctrl+Z").lacks("替换为  建");
    desk.press("Esc").browses().untouched();
}
