//! Found without asking: the menu bar, the palette, find and replace, help, the next step.

use jixiao::ui::action::{ACTIONS, Group};

use crate::harness::{Desk, REPORT};

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
fn arrows_digits_and_enter_choose_from_the_menu() {
    Desk::open(REPORT)
        .keys("F10 Right*3 Down*4 Enter")
        .browses()
        .shows("支出总计")
        .keys("F10 Left*3 1")
        .says("A3")
        .keys("F10 Left*3 ３")
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
            .shows_line(&["1 撤销", "没有可以撤销的修改。", "Ctrl+Z"])
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
        .press("Enter")
        .shows("依据")
        .press("Esc")
        .browses()
        .untouched();
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
        .shows("1 操作 保存")
        .keys("Tab Tab")
        .shows("1 项目 ");
    let name = desk.app().view().report.projects[1].name.to_string();
    desk.press("2").browses().shows(&name).untouched();
    Desk::open(REPORT)
        .keys("Ctrl+P Tab*3 PgDn 3")
        .browses()
        .untouched();
    Desk::open(REPORT)
        .keys("Ctrl+P Tab Down*3 Enter")
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
