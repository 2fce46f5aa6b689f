//! The ten tasks of a clerk within their budgets of keys, by one who knows the keys, by a newcomer
//! who presses only what is printed on the screen, and by one whose letters never arrive.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;

use jixiao::figures::budget::Item;
use jixiao::ui::action::{ACTIONS, BINDINGS, Group, MOVES};
use jixiao::ui::app::{App, Mode};
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::tabs::Tab;

use ratatui::buffer::Buffer;

use crate::harness::{Desk, REPORT, presses};
use crate::journeys::SMALL;
use crate::properties::{open, take};

const STATED: &str = "支出.一般公共预算.项目支出.类别[0].金额.全年执行数";
const TOTAL: &str = "项目[0].资金.年度资金总额.全年执行数";

/// A person at the desk who counts keys that are no content.
struct Person {
    desk: Desk,
    keys: usize,
    letters: bool,
}

impl Person {
    fn at(yaml: &str) -> Self {
        Self {
            desk: Desk::open(yaml).resize(80, 24),
            keys: 0,
            letters: true,
        }
    }

    /// One whose letters are kept by an input method that is always on.
    fn without_letters(yaml: &str) -> Self {
        Self {
            letters: false,
            ..Self::at(yaml)
        }
    }

    /// Presses keys that count.
    fn keys(mut self, keys: &str) -> Self {
        let pressed = presses(keys);
        self.keys += pressed.len();
        self.desk = self.desk.inputs(pressed.into_iter().map(Input::Press));
        self
    }

    /// Types content, which does not count. Letters may not arrive.
    fn types(mut self, text: &str) -> Self {
        let arrives = |c: &char| self.letters || !c.is_ascii_alphabetic();
        let text: String = text.chars().filter(arrives).collect();
        self.desk = self.desk.types(&text);
        self
    }

    fn pastes(mut self, text: &str) -> Self {
        self.keys += 1;
        self.desk = self.desk.paste(text);
        self
    }

    /// Presses the key that the key line prints for a name; where it prints none, opens the menu
    /// bar and looks through it for the name and its number.
    fn follows(mut self, name: &str) -> Self {
        let printed = |person: &Self| {
            let hints = person.desk.app().hints();
            let hint = hints.into_iter().find(|hint| hint.name == name);
            hint.filter(|hint| {
                let printed = format!("{}  {}", hint.key, hint.name);
                person.desk.screen().contains(&printed)
            })
        };
        if let Some(hint) = printed(&self) {
            let press = pressable(&hint.key);
            self.keys += 1;
            self.desk = self.desk.input(Input::Press(press));
            return self;
        }
        self = self.follows_key("菜单");
        for _ in Group::ALL {
            let screen = self.desk.screen();
            let number = (1..=9).find(|n| {
                let entry = format!("{n} {name} ");
                screen.lines().any(|line| line.contains(&entry))
            });
            if let Some(number) = number {
                return self.keys(&number.to_string());
            }
            self = self.keys("Right");
        }
        panic!("“{name}” is printed nowhere:\n{}", self.desk.screen());
    }

    fn follows_key(mut self, name: &str) -> Self {
        let hints = self.desk.app().hints();
        let hint = hints.into_iter().find(|hint| hint.name == name).unwrap();
        self.keys += 1;
        self.desk = self.desk.input(Input::Press(pressable(&hint.key)));
        self
    }

    /// Chooses the line of the window that holds these words, by the number printed before it.
    fn chooses(self, words: &str) -> Self {
        let screen = self.desk.screen();
        let line = screen.lines().find(|line| line.contains(words)).unwrap();
        let before = line.split(words).next().unwrap();
        let number = before.chars().rev().find(char::is_ascii_digit).unwrap();
        self.keys(&number.to_string())
    }

    #[track_caller]
    fn within(self, budget: usize) -> Desk {
        assert!(
            self.keys <= budget,
            "{} keys instead of {budget}:\n{}",
            self.keys,
            self.desk.screen()
        );
        self.desk
    }
}

/// The key of a name on the key line.
fn pressable(label: &str) -> Press {
    let all = BINDINGS.iter().map(|(press, _)| *press);
    let plain = [
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::Backspace,
        Key::F(2),
        Key::F(9),
    ];
    all.chain(plain.map(Press::plain))
        .find(|press| press.label() == label)
        .unwrap_or_else(|| panic!("no key is called {label}"))
}

// Those who know the keys.

#[test]
fn t1_the_first_contradiction_is_one_key_away() {
    let desk = Person::at(REPORT).keys("F8").within(1);
    desk.on(STATED).says("2969.31").untouched();
}

#[test]
fn t2_a_wrong_amount_is_put_right_everywhere() {
    let desk = Person::at(REPORT).keys("F8").types("2969.31").keys("Enter");
    desk.within(2)
        .changed(&[("全年执行数: 2882", "全年执行数: 2969.31")]);
}

#[test]
fn t3_three_edits_are_undone_and_one_redone() {
    let mut desk = Desk::open(REPORT).tab("预算构成").go(TOTAL);
    for amount in ["1", "2", "3"] {
        desk = desk.types(amount).press("Enter");
    }
    let person = Person {
        desk,
        keys: 0,
        letters: true,
    };
    let desk = person.keys("Ctrl+Z*3 Ctrl+Y").within(4);
    desk.says("重做：修改「全年执行数」 435.2 → 1")
        .changed(&[("全年执行数: 435.2", "全年执行数: 1")]);
}

#[test]
fn t4_one_field_among_all_is_found_by_its_initials() {
    let person = Person::at(REPORT).keys("Ctrl+P").types("qtsw");
    let desk = person.keys("Enter").within(7);
    assert!(desk.field().starts_with("项目[8]"), "{}", desk.field());
    desk.untouched();
}

#[test]
fn t5_twenty_actual_values_take_one_enter_each() {
    let at = |i: usize| format!("项目[0].指标[{i}].完成值");
    let count = 20;
    let mut person = Person {
        desk: Desk::open(REPORT).go(&at(0)),
        keys: 0,
        letters: true,
    };
    for _ in 0..count {
        person = person.types("7").keys("Enter");
    }
    let desk = person.within(count);
    for i in 0..count {
        let path = at(i).parse().unwrap();
        let node = desk.app().document().node(&path);
        assert_eq!(node.and_then(|node| node.text()), Some("7"), "{i}");
    }
    drop(desk.shows("得分"));
}

#[test]
fn t6_from_the_total_down_to_a_project_and_back() {
    let mut desk = Desk::open(REPORT).resize(80, 24).tab("预算构成");
    let start = desk.app().cursor(0).row;
    desk = desk.shows("支出总计");
    let person = Person {
        desk,
        keys: 0,
        letters: true,
    };
    let person = person.keys("Enter*3");
    person.desk.find("绩效指标").unwrap();
    assert!(
        person.desk.field().starts_with("项目["),
        "{}",
        person.desk.screen()
    );
    let desk = person.keys("Esc").within(4);
    assert_eq!(desk.app().cursor(0).row, start);
    desk.shows("支出总计").untouched();
}

#[test]
fn t7_a_table_from_wps_is_pasted_after_a_look() {
    let table: Vec<String> = (1..=9).map(|n| format!("{n}\t{n}0\t{n}1")).collect();
    let person = Person {
        desk: Desk::open(REPORT)
            .tab("预算构成")
            .go("项目[0].资金.年度资金总额.年初预算数"),
        keys: 0,
        letters: true,
    };
    let person = person.pastes(&table.join("\r\n")).keys("Enter");
    person
        .within(3)
        .says("已粘贴 27 格")
        .shows_line(&["其他事务", "9.00", "90.00", "91.00"])
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn t8_what_cannot_be_put_right_is_explained() {
    let person = Person::at(REPORT).keys("F8 Ctrl+R");
    let desk = person.types("决算口径不同").keys("F2").within(3);
    desk.yaml_line("内容: 决算口径不同");
}

#[test]
fn t9_the_public_copy_and_the_workbook_are_written() {
    let person = Person::at(SMALL)
        .keys("Ctrl+E")
        .chooses("全部：Word")
        .chooses("公开版");
    let desk = person.within(3).rests();
    let names: Vec<String> = fs::read_dir(desk.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for end in ["公开版.docx", ".xlsx"] {
        assert!(names.iter().any(|name| name.ends_with(end)), "{names:?}");
    }
    desk.untouched();
}

// Those who press only what is printed.

#[test]
fn a_newcomer_reaches_the_goals_by_what_is_printed() {
    Person::at(REPORT)
        .follows("下一问题")
        .within(4)
        .on(STATED)
        .untouched();
    Person::at(REPORT)
        .follows("下一问题")
        .types("2969.31")
        .follows("确定下移")
        .within(8)
        .changed(&[("全年执行数: 2882", "全年执行数: 2969.31")]);
    let desk = Person::at(REPORT)
        .follows("快速前往")
        .types("qtsw")
        .follows("执行或前往")
        .within(12);
    assert!(desk.field().starts_with("项目[8]"));
    desk.untouched();
    Person::at(REPORT)
        .follows("下一问题")
        .follows("处理")
        .chooses("填写说明")
        .types("口径不同")
        .follows("完成")
        .within(8)
        .yaml_line("内容: 口径不同");
    let desk = Person::at(SMALL)
        .follows("导出")
        .chooses("全部公开版")
        .within(8);
    desk.rests().says("已导出").untouched();
}

#[test]
fn a_newcomer_undoes_and_redoes_by_what_is_printed() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("预算构成").go(TOTAL);
    let person = Person {
        desk: desk.types("9").press("Enter"),
        keys: 0,
        letters: true,
    };
    person.follows("撤销").within(4).untouched();
}

#[test]
fn every_action_is_reached_by_what_is_printed() {
    for entry in ACTIONS.iter().filter(|entry| entry.name != "菜单") {
        drop(Person::at(SMALL).follows(entry.name).within(12).screen());
    }
}

// Those whose letters never arrive.

#[test]
fn the_tasks_need_no_letter() {
    let person = Person::without_letters(REPORT).keys("F8").types("2969.31");
    let desk = person.keys("Enter").within(2);
    desk.changed(&[("全年执行数: 2882", "全年执行数: 2969.31")]);
    let person = Person::without_letters(REPORT)
        .keys("Ctrl+P")
        .types("qtsw其他事务");
    let desk = person.keys("Enter").within(7);
    assert!(desk.field().starts_with("项目[8]"));
    desk.untouched();
    // And where not even the input method's characters come.
    let person = Person::without_letters(REPORT).keys("Ctrl+P Tab Tab 9");
    let desk = person.within(7);
    assert!(desk.field().starts_with("项目[8]"), "{}", desk.field());
    desk.untouched();
}

// The key line never lies.

#[test]
fn every_key_on_the_line_does_something_here() {
    let places = [
        "",
        "Down",
        "F4",
        "F4 Enter",
        "F4 F6",
        "F4 F4",
        "F4 F4 Enter",
        "F4 F4 F4",
        "F8",
        "F8 F9",
        "F2",
        "Ctrl+Home F2 a",
        "F10",
        "F10 Right",
        "Ctrl+P",
        "Ctrl+P q",
        "Ctrl+P 甲 甲 甲",
        "Ctrl+P Tab Down*3",
        "Ctrl+F",
        "Ctrl+F 2",
        "Ctrl+F 2 Tab",
        "Ctrl+G",
        "Ctrl+G End",
        "F1",
        "F12",
        "Ctrl+E",
        "Ctrl+U",
        "Ctrl+U F6",
        "1 Enter Ctrl+Q",
        "Ctrl+K",
    ];
    for size in [(80, 24), (60, 20)] {
        for place in places {
            let desk_at = || Desk::open(SMALL).resize(size.0, size.1).keys(place);
            let hints = open_hints(&desk_at());
            for (label, name) in hints {
                // Groups of keys, each of which does what it says.
                let keys: Vec<&str> = match label.as_str() {
                    "上下" => vec!["Down", "Up"],
                    "左右" => vec!["Right"],
                    "1-9" => vec!["1", "2", "3", "4", "5", "6", "7", "8", "9"],
                    _ => vec![],
                };
                let desk = desk_at();
                let before = seen(&desk);
                let after = if keys.is_empty() {
                    seen(&desk.input(Input::Press(pressable(&label))))
                } else {
                    let tried = keys.into_iter().map(|key| seen(&desk_at().keys(key)));
                    let changed = tried.into_iter().find(|it| *it != before);
                    drop(desk.screen());
                    changed.unwrap_or_else(|| before.clone())
                };
                assert!(before != after, "{place}: {label} {name} does nothing");
            }
        }
    }
}

#[test]
fn every_key_that_is_said_to_move_moves() {
    let starts = [
        "F4 Down*3 Right",
        "F4 Enter",
        "F4 F4",
        "Ctrl+End",
        "F4 Shift+Down",
    ];
    for (press, words) in MOVES {
        let moves = |start: &&str| {
            let there = || Desk::open(SMALL).resize(80, 24).keys(start);
            seen(&there()) != seen(&there().input(Input::Press(*press)))
        };
        assert!(starts.iter().any(moves), "{} {words}", press.label());
    }
}

/// The keys on the line, as far as they are printed.
fn open_hints(desk: &Desk) -> Vec<(String, &'static str)> {
    let screen = desk.screen();
    let last = screen.lines().last().unwrap_or_default().to_owned();
    let hints = desk.app().hints().into_iter();
    hints
        .filter(|hint| last.contains(&format!("{}  {}", hint.key, hint.name)))
        .map(|hint| (hint.key, hint.name))
        .collect()
}

/// Everything a person could notice.
#[derive(Clone, PartialEq)]
struct Seen {
    frame: Buffer,
    caret: Option<(u16, u16)>,
    text: String,
    quit: bool,
    copied: Option<String>,
}

fn seen(desk: &Desk) -> Seen {
    Seen {
        frame: desk.frame().clone(),
        caret: desk.caret(),
        text: desk.text(),
        quit: desk.has_quit(),
        copied: desk.copied().map(str::to_owned),
    }
}

// The monkey.

/// How many random events; `JIXIAO_MONKEY` asks for more.
const EVENTS: usize = 2_000;
/// How many before everything is taken back.
const ROUND: usize = 100;

/// Random numbers from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

fn any_event(dice: &mut Dice) -> Input {
    const PASTES: [&str; 4] = ["7", "甲\t1\n乙\t2", "1\t2\t3\r\n4\t5\t6", "\u{1b}[31m{{"];
    const CHARS: &[char] = &[
        '1', '2', '9', '0', '.', '-', '甲', '修', '。', 'q', 's', ' ', '{', '}', '３', '\u{200b}',
    ];
    const KEYS: [Key; 14] = [
        Key::Enter,
        Key::Tab,
        Key::Esc,
        Key::Backspace,
        Key::Delete,
        Key::Insert,
        Key::Left,
        Key::Right,
        Key::Up,
        Key::Down,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
    ];
    let pick = |dice: &mut Dice, key| Press {
        shift: dice.roll(5) == 0,
        ctrl: dice.roll(8) == 0,
        alt: dice.roll(12) == 0,
        ..Press::plain(key)
    };
    match dice.roll(20) {
        0 => Input::Paste(PASTES[dice.roll(PASTES.len())].to_owned()),
        1 => {
            let columns = u16::try_from(dice.roll(160)).unwrap();
            Input::Resize(columns, u16::try_from(dice.roll(60)).unwrap())
        }
        2..=5 => Input::Press(Press::plain(Key::Char(CHARS[dice.roll(CHARS.len())]))),
        6..=8 => {
            let letter = b'a' + u8::try_from(dice.roll(26)).unwrap();
            Input::Press(Press::ctrl(Key::Char(char::from(letter))))
        }
        9..=11 => {
            let key = Key::F(u8::try_from(dice.roll(12)).unwrap() + 1);
            Input::Press(pick(dice, key))
        }
        _ => {
            let key = KEYS[dice.roll(KEYS.len())];
            Input::Press(pick(dice, key))
        }
    }
}

/// Whether nothing is open, selected or drilled into.
fn is_main(app: &App) -> bool {
    matches!(app.mode(), Mode::Browse)
        && app.focus() == 0
        && app.cursor(0).anchor.is_none()
        && (app.tab() != Tab::Budget || app.root() == Item::Total)
}

#[test]
fn whatever_is_pressed_five_escapes_lead_home_and_all_can_be_undone() {
    let asked = std::env::var("JIXIAO_MONKEY").ok();
    let events = asked.and_then(|it| it.parse().ok()).unwrap_or(EVENTS);
    let mut dice = Dice(0x2022_0428_1234_5678);
    for _ in 0..events / ROUND {
        let yaml = if dice.roll(20) == 0 { REPORT } else { SMALL };
        let mut app = open(yaml, (80, 24));
        app.ask_rules();
        for _ in 0..ROUND {
            take(&mut app, any_event(&mut dice));
        }
        take(&mut app, Input::Resize(80, 24));
        let mut escapes = 0;
        while !is_main(&app) {
            escapes += 1;
            assert!(
                escapes <= 5,
                "still not home: {:?} {:?} {:?} {:?}",
                app.tab(),
                app.focus(),
                app.root(),
                app.mode()
            );
            take(&mut app, Input::Press(Press::plain(Key::Esc)));
        }
        while app.document().can_undo().is_some() {
            take(&mut app, Input::Press(Press::ctrl(Key::Char('z'))));
        }
        assert_eq!(app.document().text(), yaml);
    }
}
