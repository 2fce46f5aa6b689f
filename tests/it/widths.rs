//! Terminals that do not agree on how wide “ ” … · ① are: every cell where the frame has it,
//! whatever the terminal does.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::{self, Write};
use std::thread;

use jixiao::ui::terminal::Canvas;
use jixiao::ui::text;
use jixiao::ui::text::widths::{ASKED, Widths};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Color;
use unicode_width::UnicodeWidthChar as _;

use crate::harness::{Desk, Dice, REPORT};

/// One glyph or five, as the terminal likes.
pub(crate) const FAMILY: &str = "👩\u{200D}👩\u{200D}👧";

/// A report full of what terminals do not agree on.
pub(crate) const UNCERTAIN: &str = "\
年度: 2023
封面: {标题: “三公”…经费·自评①—②×3≥2, 单位名称: ‘甲’街道→乙, 填报人: 👩\u{200D}👩\u{200D}👧é张}
基本情况:
  机构情况: 一是“稳增长”…二是‘促改革’；±5℃、№3、§2、Ⅲ类、⑴⒈※★☆■□▲△◆◇○●♂。约1.2×10，≥98%，≤3‰，≠0，≈5∞√∑∏⊙。
  人员: {编制数: 50, 在职在编人员: 43}
项目:
- {名称: “平安”…建设·一期, 支出类别: 业务工作经费, 资金: {年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 150}}, 完成情况: “一”…“二”…“三”①②③④⑤}
- {名称: ЖЁ①②③αβ“乙”—丙, 支出类别: 运行维护经费, 资金: {年度资金总额: {年初预算数: 70, 全年预算数: 90, 全年执行数: 61}}}
问题:
- {内容: “重建设、轻管理”…不够→细, 原因: ①认识×②机制, 涉及项目: [“平安”…建设·一期]}
";

/// Keys that lead over all of the screen and into every window, and never out of the program.
const KEYS: [&str; 24] = [
    "Down", "Down", "Up", "Right", "Left", "PgDn", "PgUp", "Tab", "F4", "F6", "F2", "F1", "F8",
    "F10", "Esc", "Esc", "Esc", "Enter", "Ctrl+G", "Ctrl+P", "Ctrl+U", "Ctrl+F", "End", "Home",
];

/// What is typed into whatever is open.
const TYPED: [char; 8] = ['“', '”', '…', '①', '·', '中', '5', 'a'];

/// One column of a terminal.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    /// Empty in the second half of a wide glyph.
    glyph: String,
    ground: Color,
}

/// A terminal in which each character of uncertain width has one of its own.
struct Terminal {
    seed: u64,
    size: (u16, u16),
    cells: Vec<Vec<Cell>>,
    at: (usize, usize),
    ground: Color,
    cursor_is_shown: bool,
    /// What it answers to whoever asks where the cursor is.
    answers: String,
    /// What is written and not flushed yet.
    unread: Vec<u8>,
}

impl Terminal {
    fn new(seed: u64, (columns, rows): (u16, u16)) -> Self {
        let blank = Cell {
            glyph: " ".to_owned(),
            ground: Color::Reset,
        };
        Self {
            seed,
            size: (columns, rows),
            cells: vec![vec![blank; columns.into()]; rows.into()],
            at: (0, 0),
            ground: Color::Reset,
            cursor_is_shown: true,
            answers: String::new(),
            unread: Vec::new(),
        }
    }

    /// How many columns it gives a character.
    fn columns(&self, c: char) -> u16 {
        let (narrow, wide) = (c.width().unwrap_or(0), c.width_cjk().unwrap_or(0));
        let is_letter = ('\u{E0}'..='\u{451}').contains(&c) && narrow > 0;
        let columns = if narrow == wide && !is_letter {
            narrow
        } else {
            let mut dice = Dice(self.seed ^ (u64::from(c) << 20) | 1);
            let _ = (dice.next(), dice.next());
            dice.below(2) + 1
        };
        u16::try_from(columns).unwrap()
    }

    /// What it says when asked about every character.
    fn measured(&self) -> Widths {
        Widths::measured(ASKED.map(|c| self.columns(c)))
    }

    /// Obeys what is written to it.
    fn take(&mut self, written: &str) {
        let mut rest = written.chars();
        while let Some(c) = rest.next() {
            if c != '\x1b' {
                self.put(c);
                continue;
            }
            assert_eq!(rest.next(), Some('['), "no sequence we write");
            let mut parameters = String::new();
            let end = loop {
                match rest.next().unwrap() {
                    end @ '@'..='~' => break end,
                    c => parameters.push(c),
                }
            };
            self.obey(&parameters, end);
        }
    }

    fn obey(&mut self, parameters: &str, end: char) {
        let number = |n: &str| n.parse::<usize>().unwrap_or(1);
        match (end, parameters) {
            ('H', to) => {
                let (row, column) = to.split_once(';').unwrap_or(("1", "1"));
                self.at = (number(column) - 1, number(row) - 1);
            }
            ('J', "2") | ('K', "2") => {
                let at = self.at;
                let rows = if end == 'J' {
                    0..self.cells.len()
                } else {
                    at.1..at.1 + 1
                };
                for row in rows {
                    for column in 0..self.size.0.into() {
                        self.set(column, row, " ");
                    }
                }
            }
            ('m', colours) => {
                let mut all = colours.split(';').map(number);
                while let Some(n) = all.next() {
                    match n {
                        0 | 49 => self.ground = Color::Reset,
                        38 | 48 if all.next() == Some(5) => {
                            let index = u8::try_from(all.next().unwrap()).unwrap();
                            if n == 48 {
                                self.ground = Color::Indexed(index);
                            }
                        }
                        _ => {}
                    }
                }
                // No parameter at all is a reset, too.
                if colours.is_empty() {
                    self.ground = Color::Reset;
                }
            }
            ('n', "6") => {
                let (column, row) = self.at;
                self.answers += &format!("\x1b[{};{}R", row + 1, column + 1);
            }
            ('h', "?25") => self.cursor_is_shown = true,
            ('l', "?25") => self.cursor_is_shown = false,
            ('h' | 'l', _) => {}
            other => unreachable!("{other:?}"),
        }
    }

    fn put(&mut self, c: char) {
        let (column, row) = self.at;
        let columns = usize::from(self.columns(c));
        if columns == 0 {
            // A mark over the glyph before.
            if let Some(cell) = column
                .checked_sub(1)
                .and_then(|x| self.cells[row].get_mut(x))
            {
                cell.glyph.push(c);
            }
            return;
        }
        // Without line wrap, what does not fit stays in the last columns.
        let column = column.min(usize::from(self.size.0).saturating_sub(columns));
        self.set(column, row, &c.to_string());
        if columns == 2 && column + 1 < self.size.0.into() {
            self.set(column + 1, row, "");
        }
        self.at.0 = column + columns;
    }

    /// Puts a glyph into a column; half a glyph is none.
    fn set(&mut self, column: usize, row: usize, glyph: &str) {
        let row = &mut self.cells[row];
        if row[column].glyph.is_empty() && !glyph.is_empty() {
            row[column - 1].glyph = " ".to_owned();
        }
        if let Some(next) = row.get_mut(column + 1)
            && next.glyph.is_empty()
        {
            next.glyph = " ".to_owned();
        }
        row[column] = Cell {
            glyph: glyph.to_owned(),
            ground: self.ground,
        };
    }

    /// Every glyph of the frame stands in its column, with nothing but ground in what is over.
    fn shows(&self, frame: &Buffer, caret: Option<(u16, u16)>) -> Result<(), String> {
        let wrong = |x, y, what: &str| {
            let line: String = self.cells[usize::from(y)]
                .iter()
                .map(|it| &*it.glyph)
                .collect();
            Err(format!("{what} at {x},{y}:\n{line}"))
        };
        for y in 0..self.size.1 {
            let mut x = 0;
            while x < self.size.0 {
                let wanted = &frame[(x, y)];
                let symbol = wanted.symbol();
                let columns = u16::try_from(text::width(symbol)).unwrap().max(1);
                let row = &self.cells[usize::from(y)];
                let cell = &row[usize::from(x)];
                if cell.ground != wanted.bg {
                    return wrong(x, y, "another ground");
                }
                let mut real: u16 = symbol.chars().map(|c| self.columns(c)).sum();
                // Of what takes more than its place, a family of emoji, something is cut off.
                if real > columns && symbol.chars().count() > 1 {
                    real = columns;
                } else if cell.glyph != symbol {
                    return wrong(x, y, &format!("no {symbol:?}"));
                }
                for over in x + real..x + columns {
                    let over = &row[usize::from(over)];
                    if over.glyph != " " || over.ground != wanted.bg {
                        return wrong(x, y, "no ground beside");
                    }
                }
                x += columns;
            }
        }
        if self.cursor_is_shown != caret.is_some()
            || caret.is_some_and(|(x, y)| self.at != (x.into(), y.into()))
        {
            return Err(format!("cursor at {:?}, not {caret:?}", self.at));
        }
        Ok(())
    }
}

impl Write for Terminal {
    fn write(&mut self, written: &[u8]) -> io::Result<usize> {
        self.unread.extend_from_slice(written);
        Ok(written.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = String::from_utf8(std::mem::take(&mut self.unread)).unwrap();
        self.take(&written);
        Ok(())
    }
}

/// Draws what the desk shows and looks at every cell.
#[track_caller]
fn shown(canvas: &mut Canvas<Terminal>, desk: &Desk) {
    let (frame, caret) = (desk.frame(), desk.caret());
    let size = (frame.area.width, frame.area.height);
    let drawn = canvas.draw(size, |_, buf| {
        buf.clone_from(frame);
        caret.map(Position::from)
    });
    drawn.unwrap();
    if let Err(what) = canvas.terminal().shows(frame, caret) {
        panic!("{what}\nof:\n{}", desk.screen());
    }
}

/// Draws so many layouts of a report on terminals of random widths and sizes, several after one
/// another on each.
fn layouts(yaml: &str, seed: u64, count: usize) -> usize {
    const ON_EACH: usize = 16;
    let mut dice = Dice(seed);
    let mut desk = Desk::open(yaml);
    let mut drawn = 0;
    while drawn < count {
        let size = (58 + dice.below(50), 19 + dice.below(10));
        let terminal = Terminal::new(dice.next(), size);
        let measured = terminal.measured();
        let mut canvas = Canvas::new(terminal);
        // It answers at once, later, or never.
        let answers = match dice.below(3) {
            0 => 0,
            1 => dice.below(4) + 1,
            _ => ON_EACH,
        };
        Widths::UNKNOWN.adopt();
        for frame in 0..ON_EACH {
            if frame == answers {
                measured.adopt();
                canvas.forget();
            }
            desk = match (frame, dice.below(6)) {
                (0, _) => desk.resize(size.0, size.1),
                (_, 0) if frame != answers => desk.types(&dice.among(&TYPED).to_string()),
                _ if frame == answers => desk.resize(size.0, size.1),
                _ => desk.press(dice.among(&KEYS)),
            };
            shown(&mut canvas, &desk);
            drawn += 1;
        }
        desk = desk.keys("Esc Esc Esc");
        let _ = desk.frame();
    }
    drawn
}

#[test]
fn ten_thousand_layouts_have_no_cell_out_of_place() {
    let each = [
        (UNCERTAIN, 3, 4_800),
        (UNCERTAIN, 5, 4_800),
        (REPORT, 7, 400),
    ];
    let threads = each.map(|(yaml, seed, count)| thread::spawn(move || layouts(yaml, seed, count)));
    let drawn: usize = threads.map(|thread| thread.join().unwrap()).iter().sum();
    assert!(drawn >= 10_000);
}

#[test]
fn boxes_have_lines_only_where_the_terminal_says_that_each_is_one_column() {
    let page = |widths: Widths| {
        widths.adopt();
        Desk::open(REPORT)
            .go("项目[0].资金.年度资金总额.全年执行数")
            .press("Ctrl+U")
            .screen()
    };
    let wide_corner = ASKED.map(|c| if c == '┼' { 2 } else { 1 });
    for widths in [
        Widths::NARROW,
        Widths::UNKNOWN,
        Widths::measured(wide_corner),
    ] {
        let plain = page(widths);
        assert!(
            plain.contains("+-") && !plain.contains(['─', '│']),
            "{plain}"
        );
    }
    let lined = page(Widths::measured(ASKED.map(|_| 1)));
    assert!(
        lined.contains("├─") && lined.contains('┼') && !lined.contains("+-"),
        "{lined}"
    );
}
