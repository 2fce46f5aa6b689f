//! What terminals send: pastes that come as keys, releases, characters beyond the first plane.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use jixiao::ui::action::BINDINGS;
use jixiao::ui::input::{Decoder, Held, Input, Key, Press};
use jixiao::ui::theme::Colours;

use crate::harness::{Desk, REPORT};

const FIRST: &str = "项目[0].资金.年度资金总额.年初预算数";
const SUMMARY: &str = "基本情况.机构情况";

/// Nine rows of three cells as a sheet puts them on the clipboard.
fn table() -> String {
    let rows: Vec<String> = (1..=9).map(|n| format!("{n}\t{n}0\t{n}1")).collect();
    rows.join("\r")
}

fn key(code: KeyCode, kind: KeyEventKind) -> Event {
    Event::Key(KeyEvent::new_with_kind(code, KeyModifiers::NONE, kind))
}

/// What becomes of events that come without a gap.
fn decoded(events: impl IntoIterator<Item = Event>) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    for event in events {
        inputs.extend(decoder.take(event));
    }
    inputs.extend(decoder.rest());
    inputs
}

fn keys(text: &str) -> Vec<Event> {
    let code = |c| match c {
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        c => KeyCode::Char(c),
    };
    let pressed = |c| key(code(c), KeyEventKind::Press);
    text.chars().map(pressed).collect()
}

fn is_typed(events: Vec<Event>) -> bool {
    let count = events.len();
    let inputs = decoded(events);
    inputs.len() == count && inputs.iter().all(|it| matches!(it, Input::Press(_)))
}

#[test]
fn every_key_that_does_something_arrives() {
    for (press, action) in BINDINGS {
        let bare = !press.ctrl && !press.shift && !press.alt;
        // Told from a report of where the cursor stands by nothing.
        assert!(bare || press.key != Key::F(3), "{action:?}");
        // Backspace, Tab, Enter and Esc are the same bytes.
        let twins = ['h', 'i', 'j', 'm', '['].map(Key::Char);
        assert!(!press.ctrl || !twins.contains(&press.key), "{action:?}");
    }
}

#[test]
#[cfg(unix)]
fn what_some_terminals_send_for_backspace_is_it() {
    let event = Event::Key(KeyEvent::new(KeyCode::Char('h'), KeyModifiers::CONTROL));
    let backspace = Input::Press(Press::plain(Key::Backspace));
    assert_eq!(decoded([event]), [backspace]);
}

#[test]
fn a_table_that_comes_as_keys_is_pasted_after_a_look_as_one_step() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go(FIRST)
        .at_once(&table())
        .shows("粘贴 9 行：填 27 格")
        .on(FIRST)
        .untouched()
        .press("Enter")
        .says("已粘贴 27 格")
        .shows_line(&["其他事务", "9.00", "90.00", "91.00"])
        .press("Ctrl+Z")
        .untouched();
    // With the end of line that ends the last row too, and as the console of Windows has it.
    let events = keys(&(table() + "\r")).into_iter();
    let both = events.flat_map(|event| {
        let Event::Key(down) = event else {
            return vec![event];
        };
        let up = key(down.code, KeyEventKind::Release);
        vec![event, up]
    });
    Desk::open(REPORT)
        .tab("预算构成")
        .go(FIRST)
        .events(both)
        .shows("粘贴 9 行：填 27 格")
        .untouched();
}

#[test]
fn where_nothing_can_be_pasted_the_keys_of_a_paste_do_nothing() {
    for place in [
        "F10",
        "F8 F9",
        "Ctrl+G",
        "Ctrl+E",
        "Ctrl+U",
        "1 Enter Ctrl+Q",
    ] {
        let desk = Desk::open(REPORT).tab("预算构成").go(FIRST).keys(place);
        let (before, title) = (desk.text(), desk.app().tab().title());
        let desk = desk.at_once(&table());
        assert!(!desk.has_quit(), "{place}");
        assert_eq!(desk.app().tab().title(), title, "{place}");
        desk.changed_to(&before);
    }
}

#[test]
fn lines_that_come_as_keys_are_text_in_a_text() {
    let pasted = "一、社会管理工作有序推进。\r\t二、民生保障持续加强。\r三、其他。";
    let desk = Desk::open(REPORT).go(SUMMARY).press("F2");
    let desk = desk.keys("Ctrl+End").at_once(pasted).edits();
    let there = |desk: &Desk, line: &str| desk.text().contains(line);
    for line in ["社会管理工作有序推进。\n", "三、其他。\n"] {
        assert!(there(&desk, line), "{line}");
    }
    desk.press("F2").press("Ctrl+Z").untouched();
    // The end of a line of a file, with and without its Enter, is one.
    let line_feed = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL);
    for ends in [vec![line_feed], vec![KeyCode::Enter.into(), line_feed]] {
        let mut events = keys("第一行第一行");
        events.extend(ends.into_iter().map(Event::Key));
        events.extend(keys("第二行第二行"));
        let desk = Desk::open(REPORT).go(SUMMARY).keys("F2 Ctrl+A");
        desk.events(events)
            .shows("第一行第一行")
            .press("F2")
            .yaml_line("第二行第二行");
    }
}

#[test]
fn keys_typed_ahead_or_held_down_are_no_paste() {
    for typed in [
        "88888888888888888888",
        "2969.31\r",
        "1\r2\r3\r4",
        "\r\r\r\r\r\r\r\r\r\r\r\r",
        "\t\t\t\t\t\t\t\t\t\t",
        "2022年度部门整体支出绩效自评工作",
        "2022年度部门整体支出绩效自评工作\r",
    ] {
        assert!(is_typed(keys(typed)), "{typed:?}");
    }
    let held = |code| vec![key(code, KeyEventKind::Repeat); 40];
    for code in [
        KeyCode::Down,
        KeyCode::Backspace,
        KeyCode::Enter,
        KeyCode::Tab,
    ] {
        assert!(is_typed(held(code)), "{code:?}");
    }
    // A key of no text parts what is before it from what is behind it.
    let mut parted = keys("1\t2\t3\t");
    parted.extend(
        keys("")
            .into_iter()
            .chain([key(KeyCode::F(8), KeyEventKind::Press)]),
    );
    parted.extend(keys("4\t5\t6"));
    assert!(is_typed(parted));
}

#[test]
fn values_typed_ahead_are_filled_in_below_one_another_without_a_question() {
    const ACTUAL: &str = "项目[0].指标[0].完成值";
    let numbers = "8\r9\r7.5\r100%\r12\r";
    assert_eq!(decoded(keys(numbers)), [Input::Numbers(numbers.to_owned())]);
    let typed = |desk: Desk| desk.keys("8 Enter 9 Enter 7 . 5 Enter 1 0 0 % Enter 1 2 Enter");
    let slowly = typed(Desk::open(REPORT).go(ACTUAL));
    Desk::open(REPORT)
        .go(ACTUAL)
        .at_once(numbers)
        .browses()
        .says("已填写 5 格")
        .on("项目[0].指标[5].完成值")
        .changed_to(&slowly.text())
        .press("Ctrl+Z")
        .untouched()
        .on(ACTUAL);
    // Whatever of it came before or comes after.
    Desk::open(REPORT)
        .go(ACTUAL)
        .types("8")
        .at_once("\r9\r7.5\r100%\r1")
        .edits()
        .keys("2 Enter")
        .browses()
        .on("项目[0].指标[5].完成值")
        .changed_to(&slowly.text());
    // What cannot stand there is looked at first, as ever.
    Desk::open(REPORT)
        .go("基本情况.人员.编制数")
        .at_once("50\r4.5\r7\r0\r")
        .shows("粘贴 4 行：填 2 格，1 格不填")
        .press("Esc")
        .untouched();
    // In a window digits are no choices.
    Desk::open(REPORT)
        .keys("F8 F9")
        .at_once(numbers)
        .untouched();
}

#[test]
fn a_person_waits_for_nothing() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.held(), Held::Nothing);
    for event in keys("1234567") {
        assert_eq!(decoder.take(event), []);
        assert_eq!(decoder.held(), Held::Few);
    }
    assert_eq!(decoder.rest().len(), 7);
    assert_eq!(decoder.held(), Held::Nothing);
}

#[test]
fn a_key_counts_when_it_goes_down_and_while_it_repeats() {
    use KeyEventKind::{Press as Down, Release, Repeat};
    let one = |c| Input::Press(Press::plain(Key::Char(c)));
    let of = |stream: &[(char, KeyEventKind)]| {
        decoded(stream.iter().map(|&(c, kind)| key(KeyCode::Char(c), kind)))
    };
    // Keys that overlap, and Shift given back before the key.
    let stream = [
        ('1', Down),
        ('2', Down),
        ('1', Release),
        ('2', Repeat),
        ('2', Release),
    ];
    assert_eq!(of(&stream), [one('1'), one('2'), one('2')]);
    assert_eq!(of(&[('！', Down), ('！', Release)]), [one('！')]);
    assert_eq!(of(&[('!', Down), ('1', Release)]), [one('!')]);
    // What an input method commits, and what the console makes of a number typed with Alt.
    let stream = [('中', Down), ('中', Release), ('中', Down), ('中', Release)];
    assert_eq!(of(&stream), [one('中'), one('中')]);
    let stream = [
        ('a', Down),
        ('a', Release),
        ('㎡', Release),
        ('㎡', Release),
    ];
    assert_eq!(of(&stream), [one('a'), one('㎡'), one('㎡')]);
}

#[test]
fn rare_names_are_typed_cut_and_shown_whole() {
    let field = "封面.填报人";
    for (name, shorter) in [("𠮷田㐱", "𠮷㐱"), ("䶮𠮷", "𠮷"), ("𠮷㐱", "㐱")] {
        let desk = Desk::open(REPORT).go(field).types(name).press("Enter");
        let desk = desk.shows(name).yaml_line(&format!("填报人: {name}"));
        desk.press("Ctrl+Z").untouched();
        let desk = Desk::open(REPORT).go(field).types(name);
        let desk = desk.keys("F2 Left Backspace Enter").shows(shorter);
        desk.yaml_line(&format!("填报人: {shorter}"));
    }
}

/// What a terminal answers when it is asked for its ground, as the keys it is read as.
fn answer(colour: &str, end: &[(KeyCode, KeyModifiers)]) -> Vec<Event> {
    let chord = |&(code, modifiers)| {
        let kind = KeyEventKind::Press;
        Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))
    };
    let begin = chord(&(KeyCode::Char(']'), KeyModifiers::ALT));
    let text = keys(&format!("11;{colour}"));
    let events = [begin].into_iter().chain(text);
    events.chain(end.iter().map(chord)).collect()
}

const BELL: [(KeyCode, KeyModifiers); 1] = [(KeyCode::Char('g'), KeyModifiers::CONTROL)];
const STRING_END: [(KeyCode, KeyModifiers); 1] = [(KeyCode::Char('\\'), KeyModifiers::ALT)];
const READ_APART: [(KeyCode, KeyModifiers); 2] = [
    (KeyCode::Esc, KeyModifiers::NONE),
    (KeyCode::Char('\\'), KeyModifiers::NONE),
];

#[test]
fn the_ground_of_the_terminal_is_no_key_and_what_is_typed_beside_it_is_kept() {
    for (colour, ground) in [
        ("rgb:ffff/ffff/ffff", Some(true)),
        ("rgb:fdfd/f6f6/e3e3", Some(true)),
        ("rgba:ff/ff/ff/80", Some(true)),
        ("rgb:00/2b/36", Some(false)),
        ("rgb:0/0/0", Some(false)),
        ("rgb:ffff", None),
        ("rgb://", None),
        ("?", None),
        ("无", None),
    ] {
        for end in [&BELL[..], &STRING_END, &READ_APART] {
            let events = [keys("12"), answer(colour, end), keys("5")].concat();
            let mut inputs = decoded(events);
            let ends_it = |it: &mut Input| matches!(it, Input::Ground { .. });
            let told: Vec<Input> = inputs.extract_if(.., ends_it).collect();
            let expected = ground.map(|light| Input::Ground { light });
            assert_eq!(told, Vec::from_iter(expected), "{colour}");
            if colour != "无" {
                let typed = ['1', '2', '5'].map(|c| Input::Press(Press::plain(Key::Char(c))));
                assert_eq!(inputs, typed, "{colour}");
            }
        }
    }
}

#[test]
fn half_an_answer_is_dropped_and_the_key_behind_it_is_not() {
    for length in 1..23 {
        let mut events = answer("rgb:ffff/ffff/ffff", &BELL);
        events.truncate(length);
        let mut decoder = Decoder::default();
        for event in events {
            assert_eq!(decoder.take(event), []);
            assert_eq!(decoder.held(), Held::Answer);
        }
        let typed = |c| Input::Press(Press::plain(Key::Char(c)));
        // With a gap, and without for what is no part of any.
        assert_eq!(decoder.rest(), []);
        let inputs: Vec<_> = keys("3")
            .into_iter()
            .flat_map(|it| decoder.take(it))
            .collect();
        assert_eq!([inputs, decoder.rest()].concat(), [typed('3')]);
        let mut events = answer("rgb:ffff/ffff/ffff", &BELL);
        events.truncate(length);
        events.extend(keys("元"));
        assert_eq!(decoded(events), [typed('元')]);
    }
}

#[test]
fn colours_follow_the_ground_until_a_person_chooses() {
    let ground = |light| Input::Ground { light };
    let desk = Desk::open(REPORT).input(ground(true));
    let desk = desk.holds(|app| app.colours() == Colours::Light);
    let desk = desk.input(ground(false)).press("Shift+F5").shows("浅色");
    let desk = desk.input(ground(false));
    desk.holds(|app| app.colours() == Colours::Light)
        .reopens()
        .untouched();
}
