//! The text editor with Chinese: where the caret is, what a key does to the text, what a frame shows.
use jixiao::ui::widgets::editor::{Editor, EditorCommand as C, EditorStyle};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::harness::to_the_end;

const FAMILY: &str = "👩\u{200D}👩\u{200D}👧";

fn style() -> EditorStyle {
    EditorStyle {
        text: Style::new().bg(Color::Black),
        selection: Style::new().bg(Color::Blue),
    }
}

/// Draws at 3, 2 of a larger screen and gives the caret inside the area, and the rows shown.
fn frame(editor: &Editor, width: u16, height: u16) -> ((u16, u16), Vec<String>) {
    let area = Rect::new(3, 2, width, height);
    let mut buf = Buffer::empty(Rect::new(0, 0, width + 6, height + 4));
    let caret = editor.draw(area, &mut buf, style());
    let Some(caret) = caret.filter(|caret| area.contains(*caret)) else {
        unreachable!("caret {caret:?} outside of {area}");
    };
    let rows = (area.top()..area.bottom()).map(|y| {
        let mut row = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buf[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(jixiao::ui::text::width(symbol).max(1)).unwrap_or(1);
        }
        assert_eq!(x, area.right(), "a glyph reaches out of the area");
        row.trim_end().to_owned()
    });
    ((caret.x - area.x, caret.y - area.y), rows.collect())
}

fn caret(editor: &Editor, width: u16, height: u16) -> (u16, u16) {
    frame(editor, width, height).0
}

fn left() -> C {
    C::Left {
        select: false,
        word: false,
    }
}

fn right() -> C {
    C::Right {
        select: false,
        word: false,
    }
}

fn up() -> C {
    C::Up { select: false }
}

fn down() -> C {
    C::Down { select: false }
}

fn home() -> C {
    C::Home { select: false }
}

fn end() -> C {
    C::End { select: false }
}

fn run(editor: &mut Editor, commands: impl IntoIterator<Item = C>) {
    for command in commands {
        editor.input(command);
    }
}

fn type_in(editor: &mut Editor, text: &str) {
    run(editor, text.chars().map(C::Insert));
}

#[test]
fn empty_text() {
    for editor in [Editor::line(""), Editor::area("")] {
        assert!(editor.is_empty());
        assert_eq!(caret(&editor, 1, 1), (0, 0));
        assert_eq!(frame(&editor, 4, 2), ((0, 0), vec![String::new(); 2]));
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 4));
        assert_eq!(editor.draw(Rect::new(1, 1, 0, 3), &mut buf, style()), None);
        assert_eq!(editor.draw(Rect::new(9, 9, 3, 3), &mut buf, style()), None);
    }
}

#[test]
fn the_caret_is_where_the_next_glyph_will_stand() {
    let text = "部门整体支出绩效评价自评报告年度预算执行";
    let mut editor = Editor::area(text);
    editor.move_to_end();
    for width in 2..50 {
        let (x, y) = caret(&editor, width, 30);
        let mut longer = editor.clone();
        type_in(&mut longer, "甲");
        let (_, rows) = frame(&longer, width, 30);
        let row: Vec<char> = rows[usize::from(y)].chars().collect();
        // One column is left at the end of an odd row: the glyph goes to the next.
        match row.get(usize::from(x / 2)) {
            Some(glyph) => assert_eq!(*glyph, '甲', "width {width}"),
            None => assert_eq!(rows[usize::from(y) + 1], "甲", "width {width}"),
        }
    }
    assert_eq!(caret(&editor, 20, 5), (0, 2));
    assert_eq!(caret(&editor, 40, 5), (0, 1));
    assert_eq!(caret(&editor, 41, 5), (40, 0));
    assert_eq!(caret(&editor, 20, 1), (0, 0));
}

#[test]
fn a_line_scrolls_to_its_caret() {
    let mut editor = Editor::line("部门整体支出绩效评价自评报告年度预算执行");
    editor.move_to_end();
    assert_eq!(
        frame(&editor, 20, 1),
        ((19, 0), vec![" 评报告年度预算执行".to_owned()])
    );
    run(&mut editor, [left(), left()]);
    assert_eq!(caret(&editor, 20, 1), (15, 0));
    run(&mut editor, [home()]);
    assert_eq!(
        frame(&editor, 20, 1),
        ((0, 0), vec!["部门整体支出绩效评价".to_owned()])
    );
    run(&mut editor, [C::TextEnd { select: false }]);
    assert_eq!(caret(&editor, 60, 1), (40, 0));
    assert_eq!(caret(&editor, 7, 1), (6, 0));
}

#[test]
fn rows_keep_heads_tails_and_figures() {
    let editor = Editor::area("全年执行数为2969.31万元，执行率97.35%，较好。");
    assert_eq!(
        frame(&editor, 14, 4).1,
        ["全年执行数为", "2969.31万元，", "执行率97.35%，", "较好。"]
    );
}

#[test]
fn the_same_editor_draws_at_any_size() {
    let mut editor = Editor::area(&"一二三四五六七八九十".repeat(5));
    editor.move_to_end();
    let wide = frame(&editor, 40, 3);
    let narrow = frame(&editor, 4, 2);
    assert_eq!(wide.0, (20, 2));
    assert_eq!(narrow.0, (0, 1));
    assert_eq!(narrow.1, ["九十", ""]);
    assert_eq!(frame(&editor, 40, 3), wide);
    assert_eq!(frame(&editor, 4, 2), narrow);
    caret(&editor, 1, 1);
}

#[test]
fn up_and_down_keep_the_column() {
    let mut editor = Editor::area("一二三四五六\nab\n甲乙丙丁戊己\n");
    caret(&editor, 20, 5);
    run(&mut editor, [right(), right(), right(), right()]);
    assert_eq!(caret(&editor, 20, 5), (8, 0));
    run(&mut editor, [down()]);
    assert_eq!(caret(&editor, 20, 5), (2, 1));
    run(&mut editor, [down()]);
    assert_eq!(caret(&editor, 20, 5), (8, 2));
    run(&mut editor, [down(), down(), up()]);
    assert_eq!(caret(&editor, 20, 5), (8, 2));
    run(&mut editor, [up(), up(), up()]);
    assert_eq!(caret(&editor, 20, 5), (8, 0));
    assert_eq!(editor.caret(), (0, 4));
}

#[test]
fn home_and_end_go_by_rows_then_by_lines() {
    let mut editor = Editor::area("前\n一二三四五六七八九十甲乙");
    caret(&editor, 8, 5);
    run(&mut editor, [down(), down(), right()]);
    assert_eq!(caret(&editor, 8, 5), (2, 2));
    run(&mut editor, [end()]);
    assert_eq!((editor.caret(), caret(&editor, 8, 5)), ((1, 8), (7, 2)));
    run(&mut editor, [end()]);
    assert_eq!((editor.caret(), caret(&editor, 8, 5)), ((1, 12), (0, 4)));
    run(&mut editor, [up()]);
    assert_eq!((editor.caret(), caret(&editor, 8, 5)), ((1, 8), (0, 3)));
    run(&mut editor, [right(), home()]);
    assert_eq!((editor.caret(), caret(&editor, 8, 5)), ((1, 8), (0, 3)));
    run(&mut editor, [home()]);
    assert_eq!((editor.caret(), caret(&editor, 8, 5)), ((1, 0), (0, 1)));
}

#[test]
fn pages() {
    let text: Vec<String> = (0..30).map(|n| format!("第{n}行")).collect();
    let mut editor = Editor::area(&text.join("\n"));
    caret(&editor, 20, 6);
    run(&mut editor, [right(), C::PageDown { select: false }]);
    assert_eq!(editor.caret(), (5, 1));
    run(&mut editor, vec![C::PageDown { select: false }; 9]);
    assert_eq!(editor.caret(), (29, 1));
    assert_eq!(caret(&editor, 20, 6), (2, 5));
    run(&mut editor, [C::PageUp { select: false }]);
    assert_eq!(editor.caret(), (24, 1));
}

#[test]
fn glyphs_are_deleted_whole() {
    let mut editor = Editor::area(&format!("甲{FAMILY}e\u{301}𠮷"));
    editor.move_to_end();
    assert_eq!(caret(&editor, 20, 1), (7, 0));
    for text in [
        format!("甲{FAMILY}e\u{301}"),
        format!("甲{FAMILY}"),
        "甲".to_owned(),
        String::new(),
    ] {
        assert!(editor.input(C::Backspace));
        assert_eq!(editor.text(), text);
    }
    assert!(!editor.input(C::Backspace));
    run(&mut editor, vec![C::Undo; 4]);
    run(&mut editor, [C::TextStart { select: false }, right()]);
    assert!(editor.input(C::Delete));
    assert_eq!(editor.text(), "甲e\u{301}𠮷");
}

#[test]
fn pasted_text_is_cleaned() {
    let paste = || C::Paste("一\r二\r\n三\t四\u{1b}\u{202e}\u{feff}五\n".to_owned());
    let mut area = Editor::area("甲");
    assert!(area.input(paste()));
    assert_eq!(area.text(), "一\n二\n三 四五\n甲");
    let mut line = Editor::line("甲\n乙");
    line.move_to_end();
    assert!(line.input(paste()));
    assert_eq!(line.text(), "甲乙一二三 四五");
    assert!(!line.input(C::Newline));
    assert!(!line.input(C::Paste(String::new())));
    line.select_all();
    assert!(!line.input(C::Insert('\u{7}')));
    assert!(!line.input(C::PasteClipboard));
}

#[test]
fn copy_cut_and_paste() {
    let mut editor = Editor::area("一二三\n四五六");
    assert!(!editor.input(C::Copy));
    assert_eq!(editor.clipboard(), None);
    run(&mut editor, [right(), C::Down { select: true }]);
    assert!(editor.has_selection());
    assert!(!editor.input(C::Copy));
    assert_eq!(editor.clipboard().as_deref(), Some("二三\n四"));
    assert!(editor.input(C::Cut));
    assert_eq!((editor.text().as_str(), editor.caret()), ("一五六", (0, 1)));
    editor.input(C::Backspace);
    assert_eq!(editor.clipboard().as_deref(), Some("二三\n四"));
    assert!(editor.input(C::PasteClipboard));
    assert_eq!(
        (editor.text().as_str(), editor.caret()),
        ("二三\n四五六", (1, 1))
    );
    editor.select_all();
    editor.set_clipboard("新\r\n文");
    assert!(editor.input(C::PasteClipboard));
    assert_eq!(editor.text(), "新\n文");
    run(&mut editor, [C::SelectAll, C::Insert('好')]);
    assert_eq!(editor.text(), "好");
    assert!(!editor.has_selection());
}

#[test]
fn a_selection_ends_at_its_edges() {
    let mut editor = Editor::line("一二三");
    editor.select_all();
    run(&mut editor, [left()]);
    assert_eq!((editor.caret(), editor.has_selection()), ((0, 0), false));
    editor.select_all();
    run(&mut editor, [right()]);
    assert_eq!((editor.caret(), editor.has_selection()), ((0, 3), false));
}

#[test]
fn a_selection_is_seen() {
    let mut editor = Editor::area("一二\n三");
    run(&mut editor, [right(), C::Down { select: true }]);
    let area = Rect::new(0, 0, 6, 2);
    let mut buf = Buffer::empty(area);
    editor.draw(area, &mut buf, style());
    let row = |y| {
        (0..6)
            .map(|x| {
                if buf[(x, y)].bg == Color::Blue {
                    '#'
                } else {
                    '.'
                }
            })
            .collect::<String>()
    };
    assert_eq!([row(0), row(1)], ["..###.", "##...."]);
}

#[test]
fn words() {
    let mut editor = Editor::line("预算执行率，为 97.35% good");
    let word = |select| C::Right { select, word: true };
    let mut stops = vec![];
    for _ in 0..7 {
        editor.input(word(false));
        stops.push(editor.caret().1);
    }
    assert_eq!(stops, [5, 6, 7, 13, 14, 19, 19]);
    assert!(editor.input(C::DeleteWord));
    assert!(editor.input(C::DeleteWord));
    assert!(editor.input(C::DeleteWord));
    assert_eq!(editor.text(), "预算执行率，为 ");
    let mut editor = Editor::area("一\n二");
    run(&mut editor, [down(), C::DeleteWord]);
    assert_eq!(editor.text(), "一二");
}

#[test]
fn letters_typed_in_a_row_are_undone_together() {
    let mut editor = Editor::area("");
    type_in(&mut editor, "预算执行，率高");
    editor.input(left());
    type_in(&mut editor, "很");
    let mut texts = vec![];
    to_the_end(|| {
        let is_undone = editor.input(C::Undo);
        texts.extend(is_undone.then(|| editor.text()));
        is_undone
    });
    assert_eq!(texts, ["预算执行，率高", "预算执行，", "预算执行", ""]);
    to_the_end(|| editor.input(C::Redo));
    assert_eq!(editor.text(), "预算执行，率很高");
    editor.select_all();
    editor.input(C::Insert('无'));
    editor.input(C::Undo);
    assert_eq!(editor.text(), "预算执行，率很高");
}

#[test]
fn a_click_finds_the_nearest_edge() {
    let mut editor = Editor::area("一二三四五六七八\n甲a");
    let area = Rect::new(3, 2, 8, 4);
    caret(&editor, 8, 4);
    for ((x, y), place, cell) in [
        ((3, 2), (0, 0), (0, 0)),
        ((4, 2), (0, 1), (2, 0)),
        ((5, 2), (0, 1), (2, 0)),
        ((5, 3), (0, 5), (2, 1)),
        ((10, 2), (0, 4), (7, 0)),
        ((30, 4), (1, 2), (3, 2)),
        ((5, 4), (1, 1), (2, 2)),
        ((3, 30), (1, 0), (0, 2)),
        ((0, 0), (0, 0), (0, 0)),
    ] {
        editor.mouse(area, x, y, false);
        assert_eq!(
            (editor.caret(), caret(&editor, 8, 4)),
            (place, cell),
            "{x} {y}"
        );
    }
    editor.mouse(area, 5, 2, false);
    editor.mouse(area, 5, 4, true);
    editor.input(C::Copy);
    assert_eq!(editor.clipboard().as_deref(), Some("二三四五六七八\n甲"));
}

#[test]
fn a_click_counts_from_what_is_in_sight() {
    let mut editor = Editor::area("一\n二\n三\n四\n五");
    editor.move_to_end();
    assert_eq!(frame(&editor, 6, 2).1, ["四", "五"]);
    editor.mouse(Rect::new(3, 2, 6, 2), 3, 2, false);
    assert_eq!(editor.caret(), (3, 0));
    editor.mouse(Rect::new(3, 2, 6, 2), 3, 1, true);
    assert_eq!(editor.caret(), (2, 0));
    assert_eq!(frame(&editor, 6, 2).1, ["三", "四"]);
}

#[test]
fn what_must_not_reach_a_terminal_is_marked_and_kept() {
    let text = "甲\u{1b}[31m\u{202e}乙";
    let editor = Editor::area(text);
    assert_eq!(frame(&editor, 20, 1).1, ["甲?[31m?乙"]);
    assert_eq!(editor.text(), text);
}

/// Any command, with texts that are hard to measure.
fn command() -> impl Strategy<Value = C> {
    let text = prop_oneof![
        "[一-龥]{1,12}[，。）》”]?",
        "[ -~]{1,6}",
        Just(FAMILY.to_owned()),
        Just("\u{301}e\u{301}\u{200d}🇨🇳🇨".to_owned()),
        Just("一\r二\r\n三\u{7}\t\n".to_owned()),
        any::<String>(),
    ];
    prop_oneof![
        3 => any::<char>().prop_map(C::Insert),
        3 => "[一-龥a， ]".prop_map(|s| C::Insert(s.chars().next().unwrap_or('a'))),
        3 => text.prop_map(C::Paste),
        8 => simple(),
        12 => (0..10, any::<bool>(), any::<bool>()).prop_map(|(n, select, word)| match n {
            0 => C::Left { select, word },
            1 => C::Right { select, word },
            2 => C::Up { select },
            3 => C::Down { select },
            4 => C::Home { select },
            5 => C::End { select },
            6 => C::PageUp { select },
            7 => C::PageDown { select },
            8 => C::TextStart { select },
            _ => C::TextEnd { select },
        }),
    ]
}

fn simple() -> impl Strategy<Value = C> {
    prop::sample::select(vec![
        C::Newline,
        C::Backspace,
        C::Delete,
        C::DeleteWord,
        C::SelectAll,
        C::Copy,
        C::Cut,
        C::PasteClipboard,
        C::Undo,
        C::Redo,
    ])
}

#[derive(Debug, Clone)]
enum Step {
    Do(C),
    Click(u16, u16, bool),
    Draw(u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => command().prop_map(Step::Do),
        1 => (0u16..40, 0u16..12, any::<bool>()).prop_map(|(x, y, s)| Step::Click(x, y, s)),
        1 => (1u16..40, 1u16..8).prop_map(|(w, h)| Step::Draw(w, h)),
    ]
}

proptest! {
    #![proptest_config(crate::harness::cases(256))]

    #[test]
    fn nothing_panics_and_the_caret_is_in_sight(
        text in any::<String>(), line in any::<bool>(), steps in prop::collection::vec(step(), 1..40)
    ) {
        let mut editor = if line { Editor::line(&text) } else { Editor::area(&text) };
        let (mut width, mut height) = (20, 4);
        let first = editor.text();
        for step in steps {
            match step {
                Step::Do(command) => {
                    let before = editor.text();
                    let changed = editor.input(command);
                    prop_assert_eq!(changed, editor.text() != before);
                }
                Step::Click(x, y, select) => editor.mouse(Rect::new(3, 2, width, height), x, y, select),
                Step::Draw(w, h) => (width, height) = (w, h),
            }
            frame(&editor, width, height);
            prop_assert!(!line || !editor.text().contains('\n'));
        }
        to_the_end(|| editor.input(C::Redo));
        let last = editor.text();
        to_the_end(|| editor.input(C::Undo));
        prop_assert_eq!(editor.text(), first);
        to_the_end(|| editor.input(C::Redo));
        prop_assert_eq!(editor.text(), last);
    }

    #[test]
    fn the_text_is_what_a_naive_model_says(
        steps in prop::collection::vec((0..9, prop::sample::select(vec!["甲", "a", "𠮷", "，", FAMILY, "e\u{301}", " "])), 1..80),
        width in 1u16..30,
    ) {
        let mut editor = Editor::area("");
        let (mut model, mut at): (Vec<&str>, usize) = (vec![], 0);
        for (n, glyph) in steps {
            match n {
                0..=2 => {
                    editor.input(C::Paste(glyph.to_owned()));
                    model.insert(at, glyph);
                    at += 1;
                }
                3 => {
                    editor.input(C::Newline);
                    model.insert(at, "\n");
                    at += 1;
                }
                4 => {
                    editor.input(C::Backspace);
                    if at > 0 {
                        at -= 1;
                        model.remove(at);
                    }
                }
                5 => {
                    editor.input(C::Delete);
                    if at < model.len() {
                        model.remove(at);
                    }
                }
                6 => {
                    editor.input(left());
                    at = at.saturating_sub(1);
                }
                7 => {
                    editor.input(right());
                    at = (at + 1).min(model.len());
                }
                _ => {
                    editor.input(C::TextStart { select: false });
                    at = 0;
                }
            }
            frame(&editor, width, 3);
            prop_assert_eq!(editor.text(), model.concat());
            let before = &model[..at];
            let line = before.iter().filter(|glyph| **glyph == "\n").count();
            let column = before.iter().rev().take_while(|glyph| **glyph != "\n").count();
            prop_assert_eq!(editor.caret(), (line, column));
        }
    }

    #[test]
    fn up_undoes_down(text in "([一-龥]{1,20}\n){3,6}", right_by in 0usize..12, width in 6u16..24) {
        let mut editor = Editor::area(&text);
        caret(&editor, width, 40);
        run(&mut editor, vec![right(); right_by]);
        let (start, cell) = (editor.caret(), caret(&editor, width, 40));
        // Behind a full row the caret stands in a row of its own, which goes when it goes.
        prop_assume!(cell.0 > 0 && start.0 < text.matches('\n').count());
        run(&mut editor, [down()]);
        prop_assert_eq!(caret(&editor, width, 40).1, cell.1 + 1);
        run(&mut editor, [up()]);
        prop_assert_eq!((editor.caret(), caret(&editor, width, 40)), (start, cell));
    }
}

#[test]
fn a_text_beyond_all_measure_is_kept() {
    let long = "字".repeat(70_000);
    let mut editor = Editor::area(&long);
    editor.move_to_end();
    frame(&editor, 40, 5);
    run(
        &mut editor,
        [C::Backspace, C::Insert('甲'), C::SelectAll, C::Cut],
    );
    to_the_end(|| editor.input(C::Undo));
    assert!(editor.text() == long);
}

#[test]
fn the_caret_gets_behind_any_number_of_characters_and_lines() {
    let long = "字".repeat(70_000);
    let mut editor = Editor::area(&format!("{}{long}\n末", "\n".repeat(66_000)));
    editor.move_to_end();
    editor.input(C::Insert('甲'));
    editor.select(66_000 + 69_000 * 3..66_000 + 69_000 * 3);
    editor.input(C::Insert('乙'));
    editor.input(left());
    editor.input(left());
    editor.input(C::Insert('丙'));
    editor.input(C::Right {
        select: true,
        word: false,
    });
    editor.input(C::Delete);
    let mut expected = "\n".repeat(66_000);
    expected += &"字".repeat(68_999);
    expected += "丙乙";
    expected += &"字".repeat(1_000);
    expected += "\n末甲";
    assert!(editor.text() == expected);
    for _ in 0..2 {
        editor.input(C::Undo);
    }
    assert_eq!(editor.text().matches('丙').count(), 0);

    let mut editor = Editor::area(&long);
    editor.move_to_end();
    editor.input(C::Insert('X'));
    assert!(editor.text().ends_with("字X"));
    let mut editor = Editor::line(&long);
    editor.select_all();
    editor.input(C::Insert('X'));
    assert_eq!(editor.text(), "X");
}
