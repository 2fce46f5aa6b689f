//! The pointer: whatever is on the screen is clicked, dragged and scrolled, in a small and in a
//! large window.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jixiao::figures::budget::Item;
use jixiao::figures::score::Subject;
use jixiao::ui::action::{Action, Group};
use jixiao::ui::app::{App, Mode, Popup};
use jixiao::ui::hit::Target;
use jixiao::ui::input::Gesture;
use jixiao::ui::screen;
use jixiao::ui::tabs::Tab;
use ratatui::layout::Position;

use crate::harness::{BLANK, Desk, REPORT, SMALL};

/// The report in a small window and in a large one.
fn desks() -> impl Iterator<Item = Desk> {
    [(80, 24), (120, 40)]
        .into_iter()
        .map(|(columns, rows)| Desk::open(REPORT).resize(columns, rows))
}

#[test]
fn a_click_on_a_tab_shows_it() {
    for mut desk in desks() {
        for tab in [Tab::Budget, Tab::Issues, Tab::Indicators, Tab::Basics] {
            desk = desk.click(tab.title()).holds(|app| app.tab() == tab);
        }
    }
}

#[test]
fn a_click_on_the_number_of_errors_lists_them() {
    for desk in desks() {
        let (x, y) = desk.find("错").unwrap();
        assert_eq!(y, 1);
        desk.click_at((x, y)).shows("核对提示");
    }
}

#[test]
fn a_click_puts_the_cursor_there_and_a_second_one_edits() {
    for desk in desks() {
        desk.click("张嘉怡")
            .on("封面.填报人")
            .browses()
            .click("张嘉怡")
            .edits()
            // In the cell being edited a click places the caret, behind the first character.
            .press("Home")
            .click("嘉怡")
            .types("小")
            .press("Enter")
            .changed(&[("填报人: 张嘉怡", "填报人: 张小嘉怡")]);
    }
}

#[test]
fn a_click_elsewhere_keeps_what_was_typed() {
    for desk in desks() {
        desk.click("82550135")
            .types("82550136")
            .click("张嘉怡")
            .browses()
            .on("封面.填报人")
            .changed(&[(r#"办公电话: "82550135""#, r#"办公电话: "82550136""#)]);
    }
}

#[test]
fn what_is_no_value_holds_the_cursor() {
    for desk in desks() {
        desk.go("年度")
            .types("明年")
            .click("预算构成")
            .edits()
            .shows("明年")
            .untouched();
    }
}

#[test]
fn a_click_on_the_name_of_a_field_goes_to_the_field() {
    for desk in desks() {
        desk.click("办公电话").on("封面.办公电话");
    }
}

/// Where the bar of this name stands.
fn bar(desk: &Desk, name: &str) -> (u16, u16) {
    let hits = screen::hits(desk.app());
    let is_bar = |&(x, y): &(u16, u16)| {
        let target = hits.at(Position::new(x, y));
        matches!(target, Some((_, Target::Bar { .. })))
    };
    desk.places(name).into_iter().find(is_bar).unwrap()
}

#[test]
fn a_bar_is_selected_and_then_gone_into() {
    for desk in desks() {
        let desk = desk.click("预算构成").press("Ctrl+Home");
        let at = bar(&desk, "一般公共预算");
        desk.click_at(at)
            .holds(|app| app.focus() == 1 && app.root() == Item::Total)
            .click_at(at)
            .holds(|app| app.root() == Item::General)
            .shows("支出总计 > 一般公共预算");
    }
}

#[test]
fn bars_keep_still_under_the_pointer() {
    for desk in desks() {
        // The parts of what the grid's cursor is on, not those of the root.
        let desk = desk.click("预算构成").press("Ctrl+Home").click("项目支出");
        let at = bar(&desk, "公共服务");
        let desk = desk.click_at(at).holds(|app| app.root() == Item::Total);
        assert_eq!(bar(&desk, "公共服务"), at);
        desk.click_at(at)
            .holds(|app| app.chosen() == Subject::Project(1))
            .shows("项目支出绩效自评表")
            .press("Backspace")
            .shows("项目（万元）");
    }
}

#[test]
fn a_crumb_leads_back_to_it() {
    for desk in desks() {
        let desk = desk
            .click("预算构成")
            .press("Ctrl+Home")
            .click("项目支出 差")
            .click("项目支出 差")
            .shows("支出总计 > 一般公共预算 > 项目支出")
            // One did not come by it.
            .click("一般公共预算 > ");
        let desk = desk
            .holds(|app| app.root() == Item::General)
            .click("支出总计 >")
            .holds(|app| app.root() == Item::Total);
        let row = desk.app().cursor(0).row;
        let item = desk.app().screen().sheet(0).unwrap().rows[row].item;
        assert_eq!(item, Some(Item::Projects));
    }
}

#[test]
fn a_row_of_the_budget_is_gone_into_by_the_second_click() {
    for desk in desks() {
        desk.click("预算构成")
            .click("人员经费")
            .holds(|app| app.root() == Item::Total)
            .click_here()
            .holds(|app| app.root() != Item::Total)
            .shows("基本支出 > 人员经费");
    }
}

#[test]
fn a_project_is_chosen_and_then_opened() {
    for desk in desks() {
        desk.click("绩效指标")
            .click("公共服务")
            .holds(|app| app.chosen() == Subject::Project(1) && app.focus() == 0)
            .click("公共服务")
            .holds(|app| app.focus() == 1)
            .shows("项目支出绩效自评表");
    }
}

#[test]
fn the_title_line_opens_the_menu_bar() {
    for desk in desks() {
        desk.click("绩效自评  ")
            .shows("1 新建空白表")
            .click(" 查看 ")
            .shows("1 进入下一级")
            .click(" 查看 ")
            .browses()
            .click("F10")
            .click(" 核对 ")
            .click("全部问题")
            .shows("核对提示");
    }
}

#[test]
fn what_cannot_be_done_stays_in_the_menu_with_its_reason() {
    for desk in desks() {
        let desk = desk.click("F10").click(" 编辑 ").click("2 重做");
        assert!(matches!(desk.app().mode(), Mode::Popup(Popup::Menu(_))));
        desk.shows("重做：没有可以重做的修改。");
    }
}

/// The screen without the name of the test's own folder.
fn seen(desk: &Desk) -> String {
    let folder = desk.folder().to_string_lossy().into_owned();
    desk.screen().replace(&folder, "")
}

#[test]
fn every_hint_does_what_its_key_does() {
    let states = [
        "", "F2", "F4", "F4 F6", "F4 F4", "F8", "F10", "Ctrl+P", "Ctrl+F 1", "Ctrl+G", "Ctrl+E",
        "Ctrl+U", "F1", "F12", "5 Ctrl+Q",
    ];
    let small = [((80, 24), &states[..])];
    let large = [((120, 40), &states[..4])];
    let all = small.into_iter().chain(large);
    for (size, state) in all.flat_map(|(size, states)| states.iter().map(move |it| (size, *it))) {
        let there = || Desk::open(BLANK).resize(size.0, size.1).keys(state);
        let (desk, mut clicked) = (there(), 0);
        for hint in desk.app().hints() {
            let Some((x, y)) = desk.printed(&hint) else {
                continue;
            };
            let printed = format!("{} {}", hint.key, hint.name);
            let by_pointer = there().click_at((x + 1, y));
            match hint.press {
                Some(press) => {
                    let by_key = there().press_one(press);
                    let wrong = format!("{state}: {printed}");
                    assert_eq!(seen(&by_pointer), seen(&by_key), "{wrong}");
                    assert_eq!(by_pointer.has_quit(), by_key.has_quit(), "{wrong}");
                    clicked += 1;
                }
                // Numbers stand on the lines themselves.
                None => assert_eq!(seen(&by_pointer), seen(&desk), "{printed}"),
            }
        }
        assert!(clicked > 0, "{state}");
    }
}

#[test]
fn a_line_of_a_window_is_chosen_by_a_click() {
    for desk in desks() {
        desk.press("Ctrl+P")
            .types("城市管理")
            .click("项目 城市管理")
            .browses()
            .shows("项目支出绩效自评表")
            // A window of choices; a click beside it is Esc.
            .press("Ctrl+E")
            .shows("已有的文件不会被覆盖")
            .click_at((0, 10))
            .browses()
            .press("Ctrl+E")
            .click("返回")
            .browses();
    }
}

#[test]
fn the_palette_keeps_a_sort_by_a_click() {
    for desk in desks() {
        let desk = desk.press("Ctrl+P").click(" 规则 ").shows("规则 A1");
        // Beside the window it is closed.
        desk.click_at((0, 8)).browses();
    }
}

#[test]
fn the_list_of_problems_is_clicked() {
    for desk in desks() {
        desk.press("Ctrl+G")
            .click("A9")
            .shows("核对提示")
            .click("A9")
            .browses()
            .on("整体绩效.目标设置.项目个数");
    }
}

#[test]
fn a_match_is_looked_at_before_it_is_gone_to() {
    for desk in desks() {
        let desk = desk
            .press("Ctrl+F")
            .types("月湖街道")
            .click("替换为")
            .types("甲");
        // On the name of the line nothing is hit; in the line itself one types there.
        let (x, y) = desk.find("替换为").unwrap();
        let desk = desk.keys("Ctrl+A").types("月湖街道").click_at((x + 9, y));
        let desk = desk.types("甲").click_at((x + 9, y - 1));
        let Mode::Popup(Popup::Find(find)) = desk.app().mode() else {
            panic!("{}", desk.screen());
        };
        assert_eq!(find.replacement.text(), "甲");
        let place = find.matches[1].place.clone();
        desk.click(&place)
            .shows("2/")
            .click(&place)
            .browses()
            .says("第 2/");
    }
}

#[test]
fn a_drag_over_cells_selects_them() {
    for desk in desks() {
        let desk = desk
            .click("预算构成")
            .drag("1660.40", "174.25")
            .shows("选中");
        let cursor = desk.app().cursor(0);
        assert_eq!((cursor.rows().count(), cursor.columns().count()), (3, 1));
        // What is selected is copied as it is after Shift and the arrows.
        let copied = desk.press("Ctrl+C").copied().map(str::to_owned);
        let by_keys = Desk::open(REPORT)
            .tab("预算构成")
            .click("1660.40")
            .keys("Shift+Down Shift+Down Ctrl+C");
        assert_eq!(copied.as_deref(), by_keys.copied());
        assert_eq!(copied.as_deref().map(|it| it.lines().count()), Some(3));
    }
}

#[test]
fn a_drag_out_of_the_pane_goes_on() {
    for desk in desks() {
        let (_, rows) = desk.app().size();
        let desk = desk
            .click("张嘉怡")
            .points(Gesture::Drag, (30, rows - 2))
            .holds(|app| app.cursor(0).rows().count() == 2)
            .points(Gesture::Drag, (30, rows - 2))
            .holds(|app| app.cursor(0).rows().count() == 3);
        // A drag that began on nothing selects nothing.
        desk.press("Esc")
            .click("基本信息")
            .points(Gesture::Drag, (30, 8))
            .holds(|app| app.cursor(0).rows().count() == 1);
    }
}

#[test]
fn the_wheel_scrolls_the_pane_under_the_pointer() {
    for desk in desks() {
        desk.wheel("办公电话", 1)
            .holds(|app| app.cursor(0).top == 3)
            .lacks("单位名称 ")
            .wheel("办公电话", -1)
            .holds(|app| app.cursor(0).top == 0)
            // Not the one with the keys.
            .click("问题整改")
            .resize(80, 24)
            .wheel("下一步改进措施", 1)
            .holds(|app| app.focus() == 0 && app.cursor(0).top == 0 && app.cursor(1).top > 0);
    }
}

#[test]
fn the_wheel_reaches_both_ends_of_every_tab() {
    for mut desk in desks() {
        for tab in Tab::ALL {
            desk = desk.click(tab.title()).press("Ctrl+Home");
            let pane = desk.app().focus();
            let area = desk.app().screen().area(pane);
            let over = (area.x + 2, area.y + 2);
            for gesture in [Gesture::WheelDown, Gesture::WheelUp] {
                desk = desk.points_often(gesture, over, 60);
                let by_wheel = desk.app().cursor(pane).top;
                let end = if gesture == Gesture::WheelDown {
                    "Ctrl+End"
                } else {
                    "Ctrl+Home"
                };
                desk = desk
                    .press(end)
                    .holds(|app| app.cursor(pane).top == by_wheel);
            }
        }
    }
}

/// At both ends of the edge that says which rows are shown, clicked or pulled there, stands what the keys
/// to the ends lead to.
#[test]
fn a_sheet_is_scrolled_by_its_edge() {
    for mut desk in desks() {
        for tab in Tab::ALL {
            desk = desk.click(tab.title()).press("Ctrl+End");
            let pane = desk.app().focus();
            let top = |app: &App| app.cursor(pane).top;
            let (last, area) = (top(desk.app()), desk.app().screen().area(pane));
            let (upper, lower) = ((area.right(), area.y), (area.right(), area.bottom() - 1));
            desk = desk
                .press("Ctrl+Home")
                .points(Gesture::Click, lower)
                .holds(|app| top(app) == last)
                .points(Gesture::Drag, upper)
                .holds(|app| top(app) == 0)
                .points(Gesture::Drag, lower)
                .holds(|app| top(app) == last);
        }
    }
}

#[test]
fn the_list_of_a_window_is_scrolled_by_its_edge() {
    for desk in desks() {
        let (width, height) = desk.app().size();
        let list = screen::list_area((width, height));
        let (upper, lower) = ((list.right(), list.y), (list.right(), list.bottom() - 1));
        desk.press("Ctrl+G")
            .shows("A3 ")
            .lacks("没有填附")
            .points(Gesture::Click, lower)
            .shows("没有填附")
            .lacks("A3 ")
            .points(Gesture::Drag, upper)
            .shows("A3 ")
            .press("Esc")
            .browses();
    }
}

#[test]
fn what_both_changed_is_scrolled_by_its_edge_and_the_side_stays_chosen() {
    let of = |value: &str| {
        let rows: String = (1..=60)
            .map(|i| format!("  - {{三级指标: 走访第{i}处, 完成值: {value}}}\n"))
            .collect();
        format!("整体绩效:\n  指标:\n{rows}")
    };
    let desk = Desk::open(&of("1"))
        .go("整体绩效.指标[0].完成值")
        .paste(&"2\n".repeat(60))
        .press("Enter")
        .changed_to(&of("2"))
        .meanwhile(&of("3"))
        .press("Ctrl+S")
        .shows("两边都改了");
    let list = screen::list_area(desk.app().size());
    let (upper, lower) = ((list.right(), list.y), (list.right(), list.bottom() - 1));
    desk.points(Gesture::Click, lower)
        .shows("走访第60处")
        .press("Right")
        .shows("选的是用别处的")
        .points(Gesture::Drag, upper)
        .shows("走访第1处")
        .lacks("走访第60处")
        .keys("Enter F2")
        .says("1 处用别处的");
}

#[test]
fn the_wheel_walks_the_lists_of_windows() {
    for desk in desks() {
        let desk = desk.press("Ctrl+G").wheel("A5", 3).lacks("A5 ");
        let desk = desk
            .press("Esc")
            .press("Ctrl+P")
            .wheel("另存为", 2)
            .shows("3/");
        // It stops at the top.
        desk.wheel("另存为", -5).shows("1/").press("Esc").browses();
    }
}

#[test]
fn in_a_long_text_the_caret_goes_where_one_clicks() {
    for desk in desks() {
        let desk = desk.go("整体绩效.目标设置.说明").click_here().edits();
        // In the right half of a wide character it is behind it.
        let (x, y) = desk.find("绩效目标计划").unwrap();
        let desk = desk.click_at((x, y));
        assert_eq!(desk.caret(), Some((x, y)));
        let desk = desk.click_at((x + 1, y));
        assert_eq!(desk.caret(), Some((x + 2, y)));
        // Dragged over, a part is selected and typed over.
        let desk = desk
            .click_at((x, y))
            .points(Gesture::Drag, (x + 4, y))
            .points(Gesture::Drag, (x + 8, y))
            .press("Ctrl+C");
        assert_eq!(desk.copied(), Some("绩效目标"));
        // Behind the window nothing is lost.
        desk.types("任务")
            .click("绩效自评  ")
            .browses()
            .shows("任务计划");
    }
}

#[test]
fn the_wheel_scrolls_a_long_text() {
    let text: String = (1..=60).map(|n| format!("第{n}行\n")).collect();
    for desk in desks() {
        let desk = desk
            .go("整体绩效.目标设置.说明")
            .press("F2")
            .keys("Ctrl+A")
            .paste(&text)
            .press("Ctrl+Home")
            .shows("第1行")
            .wheel("第9行", 2)
            .shows("第7行");
        assert!(desk.places("第6行").iter().all(|at| at.1 > 10));
        let caret = desk.caret().unwrap();
        assert_eq!(desk.find("第7行").unwrap().1, caret.1);
        desk.wheel("第9行", 25)
            .shows("第60行")
            .wheel("第60行", -25)
            .shows("第1行");
    }
}

#[test]
fn a_figure_offered_is_taken_by_a_click() {
    for desk in desks() {
        desk.go("整体绩效.目标设置.说明")
            .press("F2")
            .press("F9")
            .types("社会管理")
            .click("项目.社会管理.全年执行数")
            .shows("动态数字：项目.社会管理.全年执行数 = 435.20");
    }
}

#[test]
fn the_pages_are_clicked_and_scrolled() {
    for desk in desks() {
        let desk = desk.click("张嘉怡").press("Ctrl+U").shows("预览");
        let at = desk.app().preview().unwrap().at();
        let desk = desk.wheel("张嘉怡", 2);
        assert!(desk.app().preview().unwrap().top() > 0);
        let mut desk = desk;
        for gesture in [Gesture::WheelDown, Gesture::WheelUp] {
            desk = desk.points_often(gesture, (20, 9), 700);
            let by_wheel = desk.app().preview().unwrap().top();
            let end = if gesture == Gesture::WheelDown {
                "End"
            } else {
                "Home"
            };
            desk = desk
                .press(end)
                .holds(|app| app.preview().unwrap().top() == by_wheel);
        }
        let desk = desk.until("Down", |app| app.preview().unwrap().at() >= at);
        desk.click("82550135")
            .click("82550135")
            .browses()
            .on("封面.办公电话");
    }
}

#[test]
fn one_key_gives_the_terminal_its_selection_back() {
    for desk in desks() {
        assert!(desk.app().has_mouse());
        let key = Action::SwitchMouse.key().unwrap();
        let desk = desk.press_one(key).says("可以拖选文字复制");
        assert!(!desk.app().has_mouse());
        let desk = desk.press_one(key).says("已收回");
        assert!(desk.app().has_mouse());
        // While text is being typed too, which stays as it is.
        let desk = desk
            .click("张嘉怡")
            .types("李")
            .press_one(key)
            .edits()
            .press("Enter");
        assert!(!desk.app().has_mouse());
        desk.changed(&[("填报人: 张嘉怡", "填报人: 李")]);
    }
}

/// Clicking anywhere, twice and in any state, fails nowhere and leads to nothing that Esc does not
/// lead back from.
#[test]
fn every_line_of_the_screen_can_be_clicked() {
    let states = ["", "F4", "F4 F4", "F10", "Ctrl+P", "Ctrl+G", "Ctrl+U"];
    for (i, state) in (0..).zip(states) {
        let mut desk = Desk::open(BLANK).resize(80, 24);
        for y in 0..24 {
            let at = ((y * 17 + i * 11) % 80, y);
            desk = desk.keys(state);
            for (gesture, at) in [
                (Gesture::Click, at),
                (Gesture::Drag, (at.0, y + 2)),
                (Gesture::Click, at),
                (Gesture::WheelDown, at),
            ] {
                // What is clicked may be the end of the program.
                if !desk.has_quit() {
                    desk = desk.points(gesture, at);
                }
            }
            desk = if desk.has_quit() {
                Desk::open(BLANK).resize(80, 24)
            } else {
                desk.keys("Esc Esc Esc Esc Esc")
            };
            desk = desk.browses();
        }
    }
}

#[test]
fn no_menu_is_only_for_the_mouse() {
    let by_keys = Group::ALL.into_iter().flat_map(Group::entries);
    for entry in by_keys {
        assert!(entry.action.key().is_some(), "{}", entry.name);
    }
}

#[test]
fn a_key_that_a_sentence_names_is_clicked() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let open = || Desk::open(REPORT).resize(columns, rows);
        for (words, key) in [("F5 前往", "F5"), ("前往；错误", "F5"), ("F8 前往", "F8")] {
            let (clicked, pressed) = (open().click(words), open().press(key));
            assert_eq!(clicked.field(), pressed.field(), "{words}");
            assert_eq!(clicked.notice(), pressed.notice(), "{words}");
        }
        drop(open().click("下一步").browses().untouched());
    }
    let desk = Desk::open(SMALL).tab("预算构成").keys("Ctrl+Home Right");
    drop(desk.press("F1").press("Esc").untouched());
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数").types("51");
    let desk = desk.press("Enter").press("Ctrl+Z").shows("Ctrl+Y");
    drop(
        desk.click("Ctrl+Y")
            .yaml_line("人员: {编制数: 51, 在职在编人员: 43, 转业士官: 7, 退休人员: 7}"),
    );
}

/// Some rules have the codes that keys have.
#[test]
fn the_code_of_a_rule_is_no_key() {
    let desk = Desk::open(REPORT).until_rule("F1").click("F1 警告");
    drop(desk.browses().untouched());
}

#[test]
fn a_tab_is_turned_to_from_under_a_window() {
    for keys in ["Ctrl+G", "Ctrl+G F1", "F1", "Ctrl+P", "Ctrl+F 2"] {
        let desk = Desk::open(SMALL).keys(keys).click("预算构成");
        drop(desk.browses().holds(|app| app.tab() == Tab::Budget));
    }
    // What was written is kept.
    let desk = Desk::open(SMALL).go("项目[0].完成情况").press("F2");
    let desk = desk.types("又").click("基本信息").browses();
    let desk = desk.holds(|app| app.tab() == Tab::Basics);
    assert!(desk.text().contains("又"));
}

#[test]
fn the_other_button_opens_the_menu_over_the_cell_pointed_at() {
    let desk = Desk::open(SMALL).tab("基本信息");
    let at = desk.find("某街道").unwrap();
    let desk = desk.points(Gesture::Menu, at).shows("复制").shows("清空");
    let desk = desk.press("Esc").on("封面.单位名称");
    // What is selected stays selected.
    let desk = desk.press("Shift+Down").points(Gesture::Menu, at);
    let desk = desk.press("Esc").keys("Ctrl+C").says("已复制 2 格");
    desk.untouched();
}
