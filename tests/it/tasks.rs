//! The ten tasks of a clerk, each within its budgets of keys: by one who knows the keys, by a
//! newcomer who presses only what is printed on the screen, and by both where no letter arrives.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;

use jixiao::figures::budget::Item;
use jixiao::ui::action::{ACTIONS, BINDINGS, Group, MOVES};
use jixiao::ui::app::{Access, App, Mode, Popup};
use jixiao::ui::input::{Gesture, Input, Key, Pointer, Press};
use jixiao::ui::tabs::Tab;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::export::parts;
use crate::harness::{Desk, Dice, REPORT, SMALL, presses};
use crate::properties::{open, take, undone};
use crate::scores::rated;

const STATED: &str = "支出.一般公共预算.项目支出.类别[0].金额.全年执行数";
const TOTAL: &str = "项目[0].资金.年度资金总额.全年执行数";

/// A person at the desk, whose keys that are no content are counted.
struct Person {
    desk: Desk,
    keys: usize,
    /// Whether letters arrive; an input method that is always on keeps them.
    letters: bool,
}

impl Person {
    fn at(desk: Desk) -> Self {
        Self {
            desk: desk.resize(80, 24),
            keys: 0,
            letters: true,
        }
    }

    /// Stands at a field already; the way there is not counted.
    fn stands_at(mut self, field: &str) -> Self {
        self.desk = self.desk.go(field);
        self
    }

    /// Presses keys that count.
    fn keys(mut self, keys: &str) -> Self {
        let pressed = presses(keys);
        self.keys += pressed.len();
        self.desk = self.desk.inputs(pressed.into_iter().map(Input::Press));
        self
    }

    /// Presses keys that anybody tries without being told: arrows and Esc.
    fn tries(self, keys: &str) -> Self {
        let tried = [Key::Up, Key::Down, Key::Left, Key::Right, Key::Esc].map(Press::plain);
        assert!(presses(keys).iter().all(|press| tried.contains(press)));
        self.keys(keys)
    }

    /// Types content, which does not count. Letters may not arrive.
    fn types(mut self, text: &str) -> Self {
        let arrives = |c: &char| self.letters || !c.is_ascii_alphabetic();
        let text: String = text.chars().filter(arrives).collect();
        self.desk = self.desk.types(&text);
        self
    }

    /// Types a name by its initials, or as the input method makes characters of them.
    fn names(self, initials: &str, name: &str) -> Self {
        let words = if self.letters { initials } else { name };
        self.types(words)
    }

    fn pastes(mut self, text: &str) -> Self {
        self.keys += 1;
        self.desk = self.desk.paste(text);
        self
    }

    /// Presses the key that the key line prints for a name; where it prints none, opens the menu
    /// bar and looks through it for the name and its number.
    fn follows(mut self, name: &str) -> Self {
        if let Some(press) = self.printed(name) {
            self.keys += 1;
            self.desk = self.desk.input(Input::Press(press));
            return self;
        }
        let menu = self.printed("菜单").unwrap();
        self.keys += 1;
        self.desk = self.desk.input(Input::Press(menu));
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

    /// The key that the key line prints for a name.
    fn printed(&self, name: &str) -> Option<Press> {
        let hints = self.desk.app().hints();
        let hint = hints.into_iter().find(|hint| hint.name == name)?;
        self.desk.printed(&hint).map(|_| pressable(&hint.key))
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
    fn within(self, budget: usize, task: &str) -> Desk {
        assert!(
            self.keys <= budget,
            "{task}: {} keys instead of {budget}:\n{}",
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
        Key::PageDown,
        Key::End,
    ];
    all.chain(plain.map(Press::plain))
        .find(|press| press.label() == label)
        .unwrap_or_else(|| panic!("no key is called {label}"))
}

/// One of the ten tasks.
struct Task {
    name: &'static str,
    begins: fn() -> Desk,
    /// How it is done by one who knows the keys, and with how many that are no content.
    knowing: (usize, fn(Person) -> Person),
    /// How by one who presses only what is printed on the screen, arrows and Esc.
    reading: (usize, fn(Person) -> Person),
    /// What holds then.
    done: fn(Desk),
}

const TASKS: [Task; 10] = [
    Task {
        name: "T1 find the first contradiction",
        begins: || Desk::open(REPORT),
        knowing: (1, |person| person.keys("F8")),
        reading: (4, |person| person.follows("下一问题")),
        done: |desk| drop(desk.on(STATED).says("2969.31").untouched()),
    },
    Task {
        name: "T2 put a wrong amount right everywhere",
        begins: || Desk::open(REPORT),
        knowing: (2, |person| person.keys("F8").types("2969.31").keys("Enter")),
        reading: (8, |person| {
            let person = person.follows("下一问题").types("2969.31");
            person.follows("确定下移")
        }),
        done: |desk| drop(desk.changed(&[("全年执行数: 2882", "全年执行数: 2969.31")])),
    },
    Task {
        name: "T3 undo three edits and redo one",
        begins: || {
            let desk = Desk::open(REPORT).tab("预算构成").go(TOTAL);
            ["1", "2", "3"]
                .into_iter()
                .fold(desk, |desk, amount| desk.types(amount).press("Enter"))
        },
        knowing: (4, |person| person.keys("Ctrl+Z*3 Ctrl+Y")),
        reading: (6, |person| {
            let person = person.follows("撤销").follows("撤销").follows("撤销");
            person.follows("重做")
        }),
        done: |desk| {
            let desk = desk.says("重做：修改「全年执行数」 435.2 → 1");
            drop(desk.changed(&[("全年执行数: 435.2", "全年执行数: 1")]));
        },
    },
    Task {
        name: "T4 go to one field among all",
        begins: || Desk::open(REPORT),
        knowing: (7, |person| {
            let person = person.keys("Ctrl+P").names("qtsw", "其他事务");
            person.keys("Enter")
        }),
        reading: (12, |person| {
            let person = person.follows("快速前往").names("qtsw", "其他事务");
            person.follows("执行或前往")
        }),
        done: |desk| {
            assert!(desk.field().starts_with("项目[8]"), "{}", desk.field());
            drop(desk.untouched());
        },
    },
    Task {
        name: "T5 enter twenty actual values and see the score",
        begins: || Desk::open(&rated()).resize(80, 24).tab("绩效指标"),
        knowing: (20, |person| {
            let person = person.stands_at("项目[0].指标[0].完成值");
            (0..20).fold(person, |person, _| person.types("7").keys("Enter"))
        }),
        reading: (24, |person| {
            // Into the first group of indicators by its bar.
            let person = person.tries("Down").follows("换栏").tries("Down");
            let person = person.follows("进入下一级");
            (0..20).fold(person, |person, _| person.types("7").follows("确定下移"))
        }),
        done: |desk| {
            for i in 0..20 {
                let path = format!("项目[0].指标[{i}].完成值").parse().unwrap();
                let node = desk.app().document().node(&path);
                assert_eq!(node.and_then(|node| node.text()), Some("7"), "{i}");
            }
            let card = &desk.app().view().figures.projects[0];
            let score = card.total.unwrap().to_string();
            drop(desk.shows(&format!("总分 {score}")));
        },
    },
    Task {
        name: "T6 from the total down to a project and back",
        begins: || {
            let desk = Desk::open(REPORT).resize(80, 24).tab("预算构成");
            desk.shows("支出总计")
        },
        knowing: (4, |person| at_project(person.keys("Enter*3")).keys("Esc")),
        reading: (8, |person| {
            let person = person
                .follows("进入下一级")
                .follows("进入下一级")
                .follows("进入下一级");
            at_project(person).tries("Esc")
        }),
        done: |desk| {
            let before = Desk::open(REPORT).resize(80, 24).tab("预算构成");
            assert_eq!(desk.app().cursor(0).row, before.app().cursor(0).row);
            drop((before.screen(), desk.shows("支出总计").untouched()));
        },
    },
    Task {
        name: "T7 paste a table of nine rows",
        begins: || Desk::open(REPORT).resize(80, 24).tab("预算构成"),
        knowing: (3, |person| {
            let person = person.stands_at("项目[0].资金.年度资金总额.年初预算数");
            person.pastes(&table()).keys("Enter")
        }),
        reading: (6, |person| {
            let person = person.tries("Down*2 Right");
            person.pastes(&table()).follows("粘贴")
        }),
        done: |desk| {
            let desk = desk.says("已粘贴 27 格").resize(120, 40);
            let desk = desk.shows_line(&["其他事务", "9.00", "90.00", "91.00"]);
            drop(desk.press("Ctrl+Z").untouched());
        },
    },
    Task {
        name: "T8 explain what cannot be put right",
        begins: || Desk::open(REPORT),
        knowing: (3, |person| {
            let person = person.keys("F8 Ctrl+F9").types("决算口径不同");
            person.keys("F2")
        }),
        reading: (8, |person| {
            let person = person.follows("下一问题").follows("处理");
            let person = person.chooses("填写说明").types("决算口径不同");
            person.follows("完成")
        }),
        done: |desk| drop(desk.yaml_line("内容: 决算口径不同")),
    },
    Task {
        name: "T9 write the copy for the public and the workbook",
        begins: || {
            let desk = Desk::open(&personal()).resize(80, 24);
            desk.press("Ctrl+E")
                .shows("先决定 9 处个人信息")
                .press("Esc")
        },
        knowing: (3, |person| {
            let person = person.keys("Ctrl+E").chooses("公开版：先决定");
            person.keys("Enter")
        }),
        reading: (8, |person| {
            let person = person.follows("导出").chooses("公开版：先决定");
            person.chooses("全部照右边的办")
        }),
        done: |desk| {
            let desk = desk.rests().says("已导出");
            let word = desk.folder().join("自评-公开版.docx");
            let word = parts(fs::read(word).unwrap());
            let open = |it: &(&str, &str)| word.iter().any(|(_, text)| text.contains(it.0));
            assert!(!PERSONAL.iter().any(open));
            let desk = desk.press("Ctrl+Z").changed_to(&personal());
            let names: Vec<String> = fs::read_dir(desk.folder())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            for end in ["公开版.docx", ".xlsx"] {
                assert!(names.iter().any(|name| name.ends_with(end)), "{names:?}");
            }
        },
    },
    Task {
        name: "T10 be back where one was after a crash",
        begins: || {
            let desk = Desk::open(REPORT).go(TOTAL).types("88.8").rests();
            desk.crashes()
        },
        knowing: (1, |person| person.keys("Enter")),
        reading: (2, |person| person.follows("确定")),
        done: |desk| {
            let desk = desk.edits().on(TOTAL).shows("88.8");
            drop(desk.changed(&[("全年执行数: 435.2", "全年执行数: 88.8")]));
        },
    },
];

/// What nine pieces of personal data are in the report, and what stands there instead.
const PERSONAL: [(&str, &str); 9] = [
    ("13800000000", "13800000000"),
    ("13900000001", "成立了遗留问题化解工作指挥部"),
    ("13900000002", "精选骨干力量成立攻坚小组"),
    ("13900000003", "班子成员包干带队全力攻坚"),
    ("13900000004", "工作机制运行效果显著"),
    ("13900000005", "化解量约为前两年之和"),
    ("13900000006", "配强人员力量"),
    ("13900000007", "紧盯重点群体"),
    ("13900000008", "确保了“五个不发生”"),
];

/// The report with nine pieces of personal data.
fn personal() -> String {
    let mut text = REPORT.to_owned();
    for (number, words) in PERSONAL.iter().skip(1) {
        assert!(text.contains(words), "{words}");
        text = text.replacen(words, &format!("{words}（联系电话{number}）"), 1);
    }
    text
}

/// Nine rows of three cells as a sheet puts them on the clipboard.
fn table() -> String {
    let rows: Vec<String> = (1..=9).map(|n| format!("{n}\t{n}0\t{n}1")).collect();
    rows.join("\r\n")
}

fn at_project(person: Person) -> Person {
    assert_eq!(person.desk.app().tab(), Tab::Indicators);
    let field = person.desk.field();
    assert!(field.starts_with("项目["), "{}", person.desk.screen());
    person
}

#[test]
fn who_knows_the_keys_needs_no_more_than_planned() {
    for task in &TASKS {
        let (budget, way) = task.knowing;
        let person = way(Person::at((task.begins)()));
        (task.done)(person.within(budget, task.name));
    }
}

#[test]
fn a_newcomer_reaches_every_goal_by_what_is_printed() {
    for task in &TASKS {
        let (budget, way) = task.reading;
        let person = way(Person::at((task.begins)()));
        (task.done)(person.within(budget, task.name));
    }
}

#[test]
fn no_task_needs_a_letter() {
    for task in &TASKS {
        for (budget, way) in [task.knowing, task.reading] {
            let person = Person::at((task.begins)());
            let person = way(Person {
                letters: false,
                ..person
            });
            (task.done)(person.within(budget, task.name));
        }
    }
}

#[test]
fn where_no_character_arrives_arrows_choose() {
    let person = Person::at(Desk::open(REPORT)).keys("Ctrl+P Tab Tab Up Enter");
    let desk = person.within(7, "T4");
    assert!(desk.field().starts_with("项目[8]"), "{}", desk.field());
    desk.untouched();
}

#[test]
fn a_search_finds_a_name_by_its_initials() {
    let person = Person::at(Desk::open(REPORT)).keys("Ctrl+F").types("qtsw");
    let desk = person.keys("Enter").within(2, "T4");
    assert_eq!(desk.field(), "项目[8].名称");
    desk.untouched();
}

#[test]
fn a_search_takes_what_an_input_method_commits() {
    let person = Person::at(Desk::open(REPORT)).keys("Ctrl+F");
    let person = Person {
        letters: false,
        ..person
    }
    .types("qtsw其他事务");
    let desk = person.keys("Enter").within(7, "T4");
    desk.says("【其他事务】").untouched();
}

#[test]
fn every_action_is_reached_by_what_is_printed() {
    for entry in ACTIONS.iter().filter(|entry| entry.name != "菜单") {
        let person = Person::at(Desk::open(SMALL)).follows(entry.name);
        drop(person.within(12, entry.name).screen());
    }
}

// The key line never lies.

/// Ways to every kind of place there is.
const PLACES: &[&str] = &[
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
    "Down*4",
    "F4 End",
    "F4 F6 Down",
    "F4 F4 F6",
    "F4 F4 Enter End",
    "F4 F4 F4 F6",
    "F5",
    "F8 F9 Down",
    "F8 F9 End",
    "F8 F8 F1",
    "F1 End",
    "Ctrl+F6",
    "Ctrl+G F1",
    "Ctrl+G F9",
    "Ctrl+G PgDn",
    "Ctrl+W",
    "1 Enter Ctrl+W",
    "1 Enter Ctrl+Z",
    "Shift+F12",
    "Shift+F12 End",
    "Ctrl+B",
    "Ctrl+B 1",
    "1 Enter Ctrl+B 1",
    "Ctrl+F12",
    "Ctrl+F12 Tab Tab",
    "Ctrl+F12 甲",
    "Ctrl+F11",
    "Ctrl+F2",
    "Ctrl+F8",
    "Shift+F2",
    "Shift+F7",
    "Shift+F7 Shift+F7",
    "Ctrl+F7",
    "Ctrl+U Down",
    "Ctrl+U F6 End",
    "Ctrl+T",
];

#[test]
fn every_key_on_the_line_does_something_here() {
    let mut idle = Vec::new();
    let ways = [
        (Access::Fill, (80, 24)),
        (Access::Fill, (60, 20)),
        (Access::Review, (80, 24)),
        (Access::Look, (80, 24)),
    ];
    for (access, size) in ways {
        for place in PLACES {
            let desk_at = || at(access, size, place);
            let desk = desk_at();
            let (hints, before) = (open_hints(&desk), seen(&desk));
            // Who changed nothing has left at once.
            if before.quit {
                continue;
            }
            for (label, name) in hints {
                // Groups of keys, each of which does what it says.
                let keys: Vec<&str> = match label.as_str() {
                    "上下" => vec!["Down", "Up"],
                    "左右" => vec!["Right"],
                    label => label.strip_prefix("1-").map_or(Vec::new(), |last| {
                        let all = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].into_iter();
                        all.take_while(|key| *key <= last).collect()
                    }),
                };
                let after = if keys.is_empty() {
                    seen(&desk_at().input(Input::Press(pressable(&label))))
                } else {
                    let tried = keys.into_iter().map(|key| seen(&desk_at().keys(key)));
                    let changed = tried.into_iter().find(|it| *it != before);
                    changed.unwrap_or_else(|| before.clone())
                };
                // What is refused to whoever may not change anything is no use of a key.
                let refused = ["只读打开的", "现在是审阅"];
                let is_refused =
                    after.said != before.said && refused.iter().any(|it| after.said.contains(it));
                if before == after || is_refused {
                    println!(
                        "{place}: {label} {name} does nothing\n{}",
                        desk_at().screen()
                    );
                    idle.push(format!("{access:?} {place}: {label} {name}"));
                }
            }
        }
    }
    assert_eq!(idle, [""; 0], "these keys do nothing");
}

#[test]
fn every_key_on_the_line_is_clicked() {
    for place in PLACES {
        let there = || at(Access::Fill, (80, 24), place);
        let desk = there();
        for hint in desk.app().hints() {
            // The number of a line is printed at the line, which is clicked itself.
            let (Some((x, y)), Some(press)) = (desk.printed(&hint), hint.press) else {
                continue;
            };
            let pressed = told(&there().press_one(press));
            for x in [x, x + 3] {
                let clicked = told(&there().click_at((x, y)));
                assert!(clicked == pressed, "{place}: {} {}", hint.key, hint.name);
            }
        }
        drop(desk.screen());
    }
}

#[test]
fn each_action_has_a_key_a_place_in_a_menu_and_a_click() {
    for group in Group::ALL {
        assert!(group.entries().count() <= 9, "{}", group.title());
    }
    for entry in ACTIONS {
        let key = entry.action.key();
        assert!(key.is_some(), "{} has no key", entry.name);
        let open = || {
            let desk = Desk::open(SMALL).resize(80, 24).go("项目[0].名称");
            let menu = |app: &App| matches!(app.mode(), Mode::Popup(Popup::Menu(menu)) if menu.group == entry.group);
            desk.press("F10").until("Right", menu)
        };
        let screen = open().screen();
        let printed = |n: &usize| screen.contains(&format!("{n} {} ", entry.name));
        let Some(number) = (1..=9).find(printed) else {
            assert_eq!(entry.name, "菜单", "\n{screen}");
            continue;
        };
        let number = number.to_string();
        let line = format!("{number} {} ", entry.name);
        let (chosen, clicked) = (open().press(&number), open().click(&line));
        assert_eq!(told(&chosen), told(&clicked), "{}", entry.name);
    }
}

#[test]
fn the_list_of_an_input_method_covers_nothing_one_types_into() {
    for (columns, rows) in [(80, 24), (60, 20), (120, 40)] {
        let ends = [
            "Ctrl+End",
            "F4 Ctrl+End",
            "F4*2 Ctrl+End",
            "F4*2 Enter Ctrl+End",
            "F4*3 F6 Ctrl+End",
        ];
        let cells = ends.map(|end| format!("{end} F2"));
        let windows = [
            "F2 Ctrl+End",
            "Ctrl+P",
            "Ctrl+F",
            "F12",
            "F8 F9",
            "F8 Ctrl+F9",
        ]
        .map(str::to_owned);
        for place in cells.iter().chain(&windows) {
            let desk = Desk::open(REPORT).resize(columns, rows).keys(place);
            if let Some((_, y)) = desk.caret() {
                assert!(
                    y + 3 < rows,
                    "{place}: line {y} of {rows}\n{}",
                    desk.screen()
                );
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
    let hints = desk.app().hints().into_iter();
    hints
        .filter(|hint| desk.printed(hint).is_some())
        .map(|hint| (hint.key, hint.name))
        .collect()
}

/// Whoever fills in and whoever reviews, at one of those places.
fn at(access: Access, size: (u16, u16), place: &str) -> Desk {
    let desk = Desk::open_allowing(access, SMALL).resize(size.0, size.1);
    let begun = match access {
        Access::Review => desk.press("Enter"),
        Access::Fill | Access::Look => desk,
    };
    begun.keys(place)
}

/// Everything a person could notice.
#[derive(Clone, PartialEq)]
struct Seen {
    frame: Buffer,
    caret: Option<(u16, u16)>,
    text: String,
    quit: bool,
    copied: Option<String>,
    said: String,
}

fn seen(desk: &Desk) -> Seen {
    Seen {
        frame: desk.frame().clone(),
        caret: desk.caret(),
        text: desk.text(),
        quit: desk.has_quit(),
        copied: desk.copied().map(str::to_owned),
        said: desk.notice().to_owned(),
    }
}

/// What is on the screen and in the document, whatever the folder is called.
fn told(desk: &Desk) -> (String, Option<(u16, u16)>, String, bool) {
    let folder = desk.folder().file_name().unwrap().to_string_lossy();
    let screen = desk.screen().replace(&*folder, "");
    (screen, desk.caret(), desk.text(), desk.has_quit())
}

// The monkey.

/// How many random events; `JIXIAO_MONKEY` asks for more, as .ci/run does.
const EVENTS: usize = 10_000;
/// As many monkeys share them.
const SEEDS: [u64; 4] = [0x2022_0428, 0x1234_5678, 0x9e37_79b9, 0x0bad_cafe];
/// How many before everything is taken back.
const ROUND: usize = 100;

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
        shift: dice.below(5) == 0,
        ctrl: dice.below(8) == 0,
        alt: dice.below(12) == 0,
        ..Press::plain(key)
    };
    match dice.below(22) {
        20 | 21 => {
            const GESTURES: [Gesture; 4] = [
                Gesture::Click,
                Gesture::Drag,
                Gesture::WheelUp,
                Gesture::WheelDown,
            ];
            let gesture = dice.among(&GESTURES);
            let x = dice.below(80_u16);
            let at = Position::new(x, dice.below(24_u16));
            Input::Pointer(Pointer { gesture, at })
        }
        0 => Input::Paste(dice.among(&PASTES).to_owned()),
        1 => {
            let columns = dice.below(160_u16);
            Input::Resize(columns, dice.below(60_u16))
        }
        2..=5 => Input::Press(Press::plain(Key::Char(dice.among(CHARS)))),
        6..=8 => {
            let letter = b'a' + dice.below(26_u8);
            Input::Press(Press::ctrl(Key::Char(char::from(letter))))
        }
        9..=11 => {
            let key = Key::F(dice.below(12_u8) + 1);
            Input::Press(pick(dice, key))
        }
        _ => {
            let key = dice.among(&KEYS);
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
    std::thread::scope(|scope| {
        for seed in SEEDS {
            scope.spawn(move || press_at_random(seed, events / SEEDS.len()));
        }
    });
}

fn press_at_random(seed: u64, events: usize) {
    let mut dice = Dice(seed);
    for _ in 0..events / ROUND {
        let yaml = if dice.below(20) == 0 { REPORT } else { SMALL };
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
        // Who reviews takes nothing back.
        if app.access() != Access::Fill {
            take(&mut app, Input::Press(Press::shift(Key::F(9))));
        }
        assert_eq!(app.access(), Access::Fill);
        undone(&mut app);
        assert_eq!(app.document().text(), yaml);
    }
}
