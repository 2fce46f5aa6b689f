//! The pictures of the README, drawn from the real report; `JIXIAO_BLESS=1` draws them anew.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jixiao::ui::app::Access;
use jixiao::ui::text;
use jixiao::ui::text::widths::{ASKED, Widths};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::scores::rated;

use crate::harness::{Desk, REPORT, With};

/// The size of a cell in the picture.
const WIDTH: u16 = 8;
const HEIGHT: u16 = 20;
/// How far below its top the letters of a line stand.
const BASELINE: u16 = 15;

const FONTS: &str = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',\
                     'WenQuanYi Zen Hei Mono',NSimSun,SimSun,'PingFang SC',monospace";

/// What has the characters that are one column wide in a terminal and two in the fonts above.
const NARROW: &str = "'Cascadia Mono',Consolas,Menlo,'DejaVu Sans Mono','Noto Sans Mono',monospace";

/// A report in a terminal of today, which says of all it is asked about that it is one column.
fn open(text: &str) -> Desk {
    Widths::measured(ASKED.map(|_| 1)).adopt();
    Desk::open(text)
}

fn report() -> Desk {
    open(REPORT)
}

#[track_caller]
fn is(desk: Desk, name: &str) {
    let drawn = svg(desk.frame(), desk.caret());
    assert!(drawn.len() < 150_000, "{name} has {} bytes", drawn.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    let path = folder.join(name).with_extension("svg");
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&path, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "screenshots/{name}.svg is of another day, run with JIXIAO_BLESS=1:\n{}",
        desk.screen()
    );
}

#[test]
fn basics() {
    is(report(), "basics");
}

#[test]
fn budget() {
    is(report().tab("预算构成"), "budget");
}

#[test]
fn budget_on_a_light_ground() {
    is(report().press("Shift+F5").tab("预算构成"), "budget-light");
}

#[test]
fn budget_while_typing() {
    let desk = report()
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.全年执行数")
        .types("522.51");
    is(desk, "budget-typing");
}

#[test]
fn indicators() {
    is(report().choose(Some(0)), "indicators");
}

#[test]
fn indicators_in_a_small_window() {
    let desk = report().resize(80, 24).go("项目[0].指标[0].完成值");
    is(desk, "indicators-80x24");
}

#[test]
fn scores_in_a_small_window() {
    let desk = open(&rated()).resize(80, 24).choose(Some(0));
    is(desk.until("F6", |app| app.focus() == 2), "scores-80x24");
}

#[test]
fn scores() {
    let desk = open(&rated()).choose(Some(0)).press("Ctrl+T");
    is(desk.until("F6", |app| app.focus() == 2), "scores");
}

#[test]
fn issues() {
    is(report().tab("问题整改"), "issues");
}

#[test]
fn problems() {
    is(report().press("Ctrl+G"), "problems");
}

#[test]
fn a_contradiction_with_what_can_be_done() {
    is(report().resize(80, 24).press("F8"), "problem-80x24");
}

#[test]
fn preview() {
    let desk = report()
        .go("项目[0].资金.年度资金总额.全年执行数")
        .press("Ctrl+U");
    is(desk, "preview");
}

#[test]
fn menu_bar() {
    let desk = report().resize(80, 24).keys("F10 Right");
    is(desk, "menu-80x24");
}

#[test]
fn review() {
    Widths::measured(ASKED.map(|_| 1)).adopt();
    let desk = Desk::open_allowing(Access::Review, REPORT).resize(80, 24);
    let desk = desk.keys("Shift+F7 Ctrl+K Enter Shift+F7 Shift+F2 Enter");
    let desk = desk.types("落款日期早了一年，请核对").press("F2");
    is(desk.press("Shift+F7"), "review-80x24");
}

#[test]
fn comparison() {
    let last = REPORT
        .with("年度: 2022", "年度: 2021")
        .with("全年执行数: 435.2", "全年执行数: 402.6")
        .with("退休人员: 7", "退休人员: 6")
        .with("全年执行数: 1486.15", "全年执行数: 1391.8");
    let desk = report().beside("绩效自评-2021.yaml", &last);
    is(
        desk.resize(80, 24).keys("Ctrl+B 2 Enter"),
        "comparison-80x24",
    );
}

#[test]
fn palette() {
    let desk = report().resize(80, 24).press("Ctrl+P");
    is(desk.types("qtsw"), "palette-80x24");
}

#[test]
fn long_text() {
    let desk = report()
        .go("项目[0].完成情况")
        .press("F2")
        .keys("Ctrl+Home Down*3 Shift+Right*9");
    is(desk, "long-text");
}

/// A frame as SVG: a rectangle for every run of one ground, a text for every run of one style,
/// each where its column begins. The corners are round, so that it lies on a page of any colour; the
/// edges within are sharp, or the ground would shine through between the rows of a scaled picture.
fn svg(frame: &Buffer, caret: Option<(u16, u16)>) -> String {
    let (columns, rows) = (frame.area.width, frame.area.height);
    let (width, height) = (columns * WIDTH, rows * HEIGHT);
    let mut out = String::new();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"{FONTS}\" font-size=\"{}\">\n\
         <clipPath id=\"window\"><rect width=\"{width}\" height=\"{height}\" rx=\"{WIDTH}\"/></clipPath>\n\
         <g clip-path=\"url(#window)\" shape-rendering=\"crispEdges\">",
        WIDTH * 2
    )
    .unwrap();
    for y in 0..rows {
        let cells: Vec<(u16, u16, &Cell)> = glyphs(frame, y);
        for run in cells.chunk_by(|(_, _, a), (_, _, b)| a.bg == b.bg) {
            let (x, _, cell) = run.first().unwrap();
            let columns: u16 = run.iter().map(|(_, columns, _)| columns).sum();
            writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{HEIGHT}\" fill=\"{}\"/>",
                x * WIDTH,
                y * HEIGHT,
                columns * WIDTH,
                hex(cell.bg, "#1c1c1c"),
            )
            .unwrap();
        }
        let same = |a: &Cell, b: &Cell| (a.fg, a.modifier) == (b.fg, b.modifier);
        for run in cells.chunk_by(|(_, _, a), (_, _, b)| same(a, b)) {
            words(run, y, &mut out);
        }
    }
    if let Some((x, y)) = caret {
        writeln!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"2\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>",
            x * WIDTH,
            y * HEIGHT
        )
        .unwrap();
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The glyphs of a line with their columns.
fn glyphs(frame: &Buffer, y: u16) -> Vec<(u16, u16, &Cell)> {
    let mut cells = Vec::new();
    let mut x = 0;
    while let Some(cell) = frame.cell((x, y)).filter(|_| x < frame.area.width) {
        let columns = u16::try_from(text::width(cell.symbol())).unwrap().max(1);
        cells.push((x, columns, cell));
        x += columns;
    }
    cells
}

/// A text for every stretch of letters of one width, so that no font can push what follows. One
/// that fonts do not agree on stands alone in the middle of its cells: were it squeezed into them
/// or left at their edge, the next letter would cover what the font has on the other side. Blocks
/// and the lines of boxes are drawn, as terminals do, so that they reach to the edges of their cells.
fn words(run: &[(u16, u16, &Cell)], y: u16, out: &mut String) {
    let blank = |cell: &Cell| cell.symbol() == " ";
    let agreed = |cell: &Cell| text::is_settled(cell.symbol());
    let across = |cell: &Cell| cell.symbol() == "─";
    let alike = |a: &(u16, u16, &Cell), b: &(u16, u16, &Cell)| {
        let is_text = a.1 == b.1 && blank(a.2) == blank(b.2) && agreed(a.2) && agreed(b.2);
        is_text || across(a.2) && across(b.2)
    };
    for stretch in run.chunk_by(alike) {
        let (x, columns, cell) = *stretch.first().unwrap();
        if blank(cell) {
            continue;
        }
        let ink = hex(cell.fg, "#dadada");
        if let Some(shape) = shape(cell.symbol()) {
            let (left, top) = (x * WIDTH, y * HEIGHT);
            let times = stretch.len();
            writeln!(
                out,
                "<path transform=\"translate({left} {top}) scale({times} 1)\" fill=\"{ink}\" d=\"{shape}\"/>"
            )
            .unwrap();
            continue;
        }
        let glyphs: String = stretch
            .iter()
            .map(|(_, _, cell)| escaped(cell.symbol()))
            .collect();
        let bold = if cell.modifier.contains(Modifier::BOLD) {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let width = columns * WIDTH * u16::try_from(stretch.len()).unwrap();
        let (left, top) = (x * WIDTH, y * HEIGHT + BASELINE);
        let place = if agreed(cell) {
            format!("x=\"{left}\" y=\"{top}\" textLength=\"{width}\"")
        } else {
            let middle = left + width / 2;
            let fonts = if columns == 1 {
                format!(" font-family=\"{NARROW}\"")
            } else {
                String::new()
            };
            format!("x=\"{middle}\" y=\"{top}\" text-anchor=\"middle\"{fonts}")
        };
        writeln!(out, "<text {place} fill=\"{ink}\"{bold}>{glyphs}</text>").unwrap();
    }
}

/// A cell filled from its left by eighths, or the lines from its middle to its sides.
fn shape(symbol: &str) -> Option<String> {
    const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
    const LINES: [(char, &str); 11] = [
        ('─', "lr"),
        ('│', "ud"),
        ('┌', "rd"),
        ('┐', "ld"),
        ('└', "ur"),
        ('┘', "ul"),
        ('├', "urd"),
        ('┤', "uld"),
        ('┬', "lrd"),
        ('┴', "ulr"),
        ('┼', "ulrd"),
    ];
    let glyph = symbol.chars().next()?;
    let rect = |x: u16, y: u16, to: u16, down: u16| format!("M{x} {y}H{to}V{down}H{x}Z");
    if let Some((_, part)) = EIGHTHS.into_iter().zip(1..).find(|(c, _)| *c == glyph) {
        return Some(rect(0, 0, WIDTH * part / 8, HEIGHT));
    }
    let (_, sides) = LINES.into_iter().find(|(c, _)| *c == glyph)?;
    let (x, y) = (WIDTH / 2, HEIGHT / 2);
    let line = |side: char| match side {
        'u' => rect(x, 0, x + 1, y + 1),
        'd' => rect(x, y, x + 1, HEIGHT),
        'l' => rect(0, y, x + 1, y + 1),
        _ => rect(x, y, WIDTH, y + 1),
    };
    Some(sides.chars().map(line).collect())
}

fn escaped(symbol: &str) -> String {
    symbol
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The colours of a terminal of 256.
fn hex(color: Color, fallback: &str) -> String {
    let Color::Indexed(n @ 16..) = color else {
        return fallback.to_owned();
    };
    let (r, g, b) = if n >= 232 {
        let grey = 8 + 10 * (n - 232);
        (grey, grey, grey)
    } else {
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        let n = n - 16;
        (level(n / 36), level(n / 6 % 6), level(n % 6))
    };
    format!("#{r:02x}{g:02x}{b:02x}")
}
