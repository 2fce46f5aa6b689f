//! Measuring, cutting, wrapping and cleaning text: the only place that knows how many columns a
//! character takes, where a Chinese line may break, and which characters no terminal must be given.
//!
//! Everything here measures text as [`safe`] shows it, grapheme by grapheme, in the columns ratatui
//! gives it, but for what [`widths`] says of the terminal. Nothing here draws, knows a style, or cuts
//! through a glyph.
use std::borrow::Cow;
use std::ops::Range;

pub mod widths;

use ratatui::buffer::CellWidth as _;
use unicode_linebreak::{BreakClass, break_property, linebreaks};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

use crate::document::{is_hidden, is_tricky};

/// On which side [`fit`] leaves the room that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text at the left, as words are set.
    #[default]
    Left,
    /// Text at the right, as figures are set.
    Right,
    /// Text in the middle, an odd column over at the right.
    Center,
}

/// The end of a text that was too long. `…` would be one column or two, as the font likes.
const DOTS: &str = "..";

/// No line starts with one of these (避头).
const HEAD: &str = "。，、；：？！．）》〉」』】〕］｝”’%％‰,.;:?!)]}";

/// No line ends with one of these (避尾).
const TAIL: &str = "（《〈「『【〔［｛“‘([{";

/// Units of more than one character, which stay whole behind a figure.
const UNITS: [&str; 18] = [
    "万元",
    "亿元",
    "万亿元",
    "千元",
    "百分点",
    "个百分点",
    "平方米",
    "万平方米",
    "平方公里",
    "立方米",
    "公里",
    "公顷",
    "人次",
    "万人",
    "万人次",
    "个月",
    "小时",
    "年度",
];

/// How many characters one glyph may be made of: a family of four with skin tones has eleven.
const MOST_IN_GLYPH: usize = 16;

const JOINER: char = '\u{200D}';

/// A count of columns or rows as the screen's buffer counts them.
#[must_use]
pub fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// The columns `text` takes on the screen, shown as [`safe`] shows it.
#[must_use]
pub fn width(text: &str) -> usize {
    // Most cells of a frame.
    if let [b' '..=b'~'] = text.as_bytes() {
        return 1;
    }
    if let Some(columns) = text.chars().map(alone).sum() {
        return columns;
    }
    graphemes(text)
        .map(|(_, grapheme)| match shown(grapheme) {
            Cow::Borrowed(glyph) => glyph_width(glyph),
            Cow::Owned(glyphs) => graphemes(&glyphs).map(|(_, it)| glyph_width(it)).sum(),
        })
        .sum()
}

/// The columns of one glyph.
fn glyph_width(glyph: &str) -> usize {
    let uncertain = glyph.chars().next().and_then(widths::uncertain);
    glyph.cell_width().max(uncertain.unwrap_or(0)).into()
}

/// How many characters there are to read, as word processors count them: without blanks.
#[must_use]
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Whether every terminal gives `text` the columns of [`width`]: ASCII, Chinese characters and
/// their marks. Behind anything else, an emoji or a letter with marks over it, the cursor stands
/// where the terminal likes.
#[must_use]
pub fn is_settled(text: &str) -> bool {
    text.chars().all(|c| settled(c).is_some())
}

/// The glyphs of a text that is [`safe`], each with its columns; those that take none are left out.
pub fn glyphs(text: &str) -> impl Iterator<Item = (&str, usize)> {
    graphemes(text)
        .map(|(_, glyph)| (glyph, width(glyph)))
        .filter(|(_, columns)| *columns > 0)
}

/// What a reader takes for one character each, with its place. Between two characters that are
/// [`settled`], as nearly all of a report are, a glyph ends without a table being asked.
fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        let mut pair = std::iter::once(first).chain(chars.next());
        let grapheme = match pair.all(|c| settled(c).is_some()) {
            true => rest.get(..first.len_utf8())?,
            false => rest.graphemes(true).next()?,
        };
        let place = at;
        at += grapheme.len();
        Some((place, grapheme))
    })
}

/// Whether `text` takes at most `n` columns; of a long one no more is measured than that.
#[must_use]
pub fn fits(text: &str, n: usize) -> bool {
    let mut room = n;
    for c in text.chars() {
        let Some(columns) = alone(c) else {
            return width(text) <= n;
        };
        match room.checked_sub(columns) {
            Some(left) => room = left,
            None => return false,
        }
    }
    true
}

/// The columns of a character that is a glyph by itself wherever it stands, as nearly all of a
/// report are: they are counted without asking where one glyph ends and the next begins.
fn alone(c: char) -> Option<usize> {
    settled(c).or_else(|| widths::asked(c).map(usize::from))
}

/// The columns of a character that every terminal gives as many.
const fn settled(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{3000}'..='\u{3020}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' => Some(2),
        _ => None,
    }
}

/// `text` as [`safe`] shows it, in at most `n` columns; what is too long ends with `..`.
#[must_use]
pub fn cut(text: &str, n: usize) -> Cow<'_, str> {
    if fits(text, n) {
        return safe(text);
    }
    let dots = DOTS.get(..n).unwrap_or(DOTS);
    let mut room = n - dots.len();
    let mut short: String = graphemes(text)
        .map_while(|(_, grapheme)| {
            room = room.checked_sub(width(grapheme))?;
            Some(shown(grapheme))
        })
        .collect();
    short.push_str(dots);
    Cow::Owned(short)
}

/// `text` as [`safe`] shows it, in at most `n` columns: of what is too long the middle is left out, and
/// more of the end is kept than of the beginning. So names that begin alike are told apart.
#[must_use]
pub fn squeeze(text: &str, n: usize) -> Cow<'_, str> {
    if fits(text, n) {
        return safe(text);
    }
    let mut left = n.saturating_sub(DOTS.len()) * 2 / 3;
    let glyphs: Vec<(usize, &str)> = graphemes(text).collect();
    let tail = glyphs.iter().rev().map_while(|(at, glyph)| {
        left = left.checked_sub(width(glyph))?;
        Some(*at)
    });
    let tail = tail
        .last()
        .and_then(|at| text.get(at..))
        .unwrap_or_default();
    // What ends a name whose beginning is cut off leaves its room to that.
    let tail = tail.trim_start_matches(['」', '”', '）']);
    let head = cut(text, n.saturating_sub(width(tail)));
    Cow::Owned(format!("{head}{}", safe(tail)))
}

/// `text` as [`safe`] shows it, in exactly `n` columns: cut as by [`cut`], or padded with spaces.
#[must_use]
pub fn fit(text: &str, n: usize, align: Align) -> String {
    let text = cut(text, n);
    let over = n.saturating_sub(width(&text));
    let before = match align {
        Align::Left => 0,
        Align::Right => over,
        Align::Center => over / 2,
    };
    let after = over - before;
    format!("{:before$}{text}{:after$}", "", "")
}

/// The lines of `text` in `n` columns, to be read.
///
/// Lines break at every line end and where UAX #14 allows it; none starts with a closing mark or ends
/// with an opening one, and a figure keeps its unit. Only what is longer than a whole line is cut
/// elsewhere, at graphemes, and then still by 避头尾 if it has a place for that. A line is no wider
/// than `n` unless it is one glyph that is. The lines are `text` in order, without its line ends and
/// without the spaces at the end of each line.
#[must_use]
pub fn wrap(text: &str, n: usize) -> Vec<&str> {
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| {
            fold(line, n, Spaces::Hang)
                .into_iter()
                .filter_map(|row| line.get(row))
        })
        .map(|row| row.trim_end_matches(' '))
        .collect()
}

/// The lines of a text, and where the last would be a single glyph, with or without the mark behind it, a little
/// narrower, so that it is not, if that takes no more lines.
#[must_use]
pub fn wrap_whole(text: &str, n: usize) -> Vec<&str> {
    let lines = wrap(text, n);
    let is_alone = |lines: &[&str]| match lines {
        [_, .., last] => glyphs(last.trim_end_matches(|c| HEAD.contains(c))).count() == 1,
        _ => false,
    };
    if !is_alone(&lines) {
        return lines;
    }
    let narrower = (n / 2..n).rev().map(|n| wrap(text, n));
    let mut as_few = narrower.take_while(|it| it.len() == lines.len());
    as_few.find(|it| !is_alone(it)).unwrap_or(lines)
}

/// Names one behind the other, in lines of `n` columns, none of which ends within a name that has room in one.
#[must_use]
pub fn enumerated(names: &[String], n: usize) -> String {
    let mut all = String::new();
    for name in names {
        let begun = all.rsplit('\n').next().unwrap_or_default();
        let has_room = width(begun) + 2 + width(name) <= n;
        all.push_str(match (all.is_empty(), has_room) {
            (true, _) => "",
            (_, true) => "、",
            (_, false) => "、\n",
        });
        all.push_str(name);
    }
    all
}

/// The rows of one line in `n` columns, to be edited: as [`wrap`], but every byte of the line stands in
/// exactly one row, a space too, so that a caret has one place for each.
#[must_use]
pub fn rows(line: &str, n: usize) -> Vec<Range<usize>> {
    fold(line, n, Spaces::Stay)
}

/// `text` as it may be given to a terminal: line ends and tabs are spaces, and what would be obeyed,
/// turn the reading order or not be seen at all (control, bidi, zero-width and private-use characters)
/// is `?`. A joiner inside an emoji stays.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    let heaps = |c: char| alone(c).is_none() && c.width() == Some(0);
    if text
        .chars()
        .all(|c| alone(c).is_some() || (stand_in(c).is_none() && !heaps(c)))
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(graphemes(text).map(|(_, it)| shown(it)).collect())
}

/// `text` as it may enter a document from outside: every kind of line end is `\n`, a tab is a space,
/// and control, bidi and zero-width characters are gone. A joiner inside an emoji stays.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for (_, grapheme) in graphemes(text) {
        if grapheme == "\r\n" {
            clean.push('\n');
            continue;
        }
        for (at, c) in grapheme.char_indices() {
            match c {
                '\t' => clean.push(' '),
                _ if ends_line(c) => clean.push('\n'),
                _ if is_hidden(c) && !joins(grapheme, at) => {}
                _ => clean.push(c),
            }
        }
    }
    clean
}

/// A text without line ends: between wide characters one falls away, as at either end, elsewhere
/// it is a space.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.split('\n').filter(|part| !part.is_empty()) {
        let around = [line.chars().last(), part.chars().next()];
        let is_tight = around.into_iter().flatten().all(is_wide);
        if !line.is_empty() && !is_tight {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// One grapheme as [`safe`] shows it. One of more characters than any script needs, marks heaped
/// upon marks, is cut off and marked.
fn shown(grapheme: &str) -> Cow<'_, str> {
    if grapheme == "\r\n" {
        return Cow::Borrowed(" ");
    }
    let mark = |(at, c)| stand_in(c).filter(|_| !joins(grapheme, at));
    let heaped = grapheme.chars().nth(MOST_IN_GLYPH).is_some();
    if !heaped && grapheme.char_indices().all(|place| mark(place).is_none()) {
        return Cow::Borrowed(grapheme);
    }
    let glyphs = grapheme.char_indices().take(MOST_IN_GLYPH);
    let glyphs = glyphs.map(|place| mark(place).unwrap_or(place.1));
    Cow::Owned(glyphs.chain(heaped.then_some('?')).collect())
}

/// What is shown for a character that must not be.
fn stand_in(c: char) -> Option<char> {
    if c == '\t' || ends_line(c) {
        Some(' ')
    } else {
        is_tricky(c).then_some('?')
    }
}

fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a joiner stands at `at` between two glyphs of one grapheme, as in a family emoji.
fn joins(grapheme: &str, at: usize) -> bool {
    let mut rest = grapheme.get(at..).unwrap_or_default().chars();
    at > 0
        && rest.next() == Some(JOINER)
        && rest
            .next()
            .is_some_and(|c| c.width() > Some(0) && !is_hidden(c))
}

/// What becomes of spaces that no longer fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaces {
    /// They hang over the end of the row, unseen.
    Hang,
    /// They take columns as any glyph does.
    Stay,
}

/// How well a row may end at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between words.
    Word,
    /// Inside a word or a figure, with nothing against it but that.
    Inside,
    /// Against 避头尾.
    Never,
}

/// Breaks one line into rows that tile it, each at the last good place that fits.
fn fold(line: &str, n: usize, spaces: Spaces) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used) = (0, 0);
    let (mut word, mut inside) = (None, None);
    for (at, grapheme, place) in places(line, spaces) {
        if place != Place::Never {
            inside = Some(at);
        }
        if place == Place::Word {
            word = Some(at);
        }
        let columns = width(grapheme);
        let hangs = spaces == Spaces::Hang && grapheme == " ";
        while used + columns > n && at > start && !hangs {
            let end = word.or(inside).unwrap_or(at);
            rows.push(start..end);
            used = line.get(end..at).map_or(0, width);
            start = end;
            word = None;
            inside = inside.filter(|place| *place > end);
        }
        used += columns;
    }
    rows.push(start..line.len());
    rows
}

/// Every grapheme of a line with the place before it.
fn places(line: &str, spaces: Spaces) -> impl Iterator<Item = (usize, &str, Place)> {
    let mut breaks = linebreaks(line).map(|(at, _)| at).peekable();
    // The glyph before, the last one before it that is no space, and where the figure's unit ends.
    let (mut before, mut solid, mut whole) = ('\0', '\0', 0);
    graphemes(line).map(move |(at, grapheme)| {
        let after = grapheme.chars().next().unwrap_or_default();
        while breaks.next_if(|place| *place < at).is_some() {}
        if is_figure(before) && is_ideograph(after) && (before != '．' || is_figure(after)) {
            whole = at + unit(line.get(at..).unwrap_or_default());
        }
        let between = breaks.peek() == Some(&at)
            || "“‘".contains(after) && is_wide(before)
            || "”’".contains(before) && is_wide(after)
            || spaces == Spaces::Stay && after == ' ';
        let place = if at == 0 || HEAD.contains(after) || TAIL.contains(solid) {
            Place::Never
        } else if at < whole || !between {
            Place::Inside
        } else {
            Place::Word
        };
        before = after;
        if after != ' ' {
            solid = after;
        }
        (at, grapheme, place)
    })
}

/// The bytes of the unit that `text` starts with; any single character may be one (年, 个, 元).
fn unit(text: &str) -> usize {
    let known = UNITS.iter().filter(|unit| text.starts_with(**unit));
    known
        .map(|unit| unit.len())
        .max()
        .or_else(|| text.chars().next().map(char::len_utf8))
        .unwrap_or(0)
}

fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '．')
}

fn is_ideograph(c: char) -> bool {
    break_property(u32::from(c)) == BreakClass::Ideographic
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FAMILY: &str = "👩\u{200D}👩\u{200D}👧";

    /// Text with all that makes widths hard.
    fn hard() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[一-龥]{1,6}",
            2 => "[ -~]{1,8}",
            2 => "[，。、；：？！（）《》「」“”‘’%％·…—]{1,2}",
            1 => "[0-9]{1,5}(\\.[0-9]{2})?(万元|%|个|年)",
            1 => "[\\x00-\\x1f\\x7f\u{80}-\u{9f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{e000}\u{feff}]",
            1 => Just(FAMILY.to_owned()),
            1 => Just("e\u{301}\u{302}".to_owned()),
            1 => Just("𠮷𬭎䶮ﾊﾟｶﾞ１２．５".to_owned()),
            1 => Just("🇨🇳❤\u{fe0f}1\u{fe0f}\u{20e3}".to_owned()),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    /// Text as it stands in a report: one closing mark at a time, quotations closed, no word too long.
    fn prose() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[一-龥]{2,9}",
            2 => "[一-龥]{2,4}[，。、；：？！]",
            1 => "[一-龥](《[一-龥]{2,3}》|“[一-龥]{2,3}”)",
            1 => "[一-龥]（[一-龥]{2,3}）",
            2 => "[一-龥][1-9][0-9]{0,1}\\.[0-9]{2}(%|％|元|万元)[一-龥]",
            1 => "[一-龥][1-9]{2}(年|个)[一-龥]",
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn names_are_whole_in_their_lines() {
        let names = ["月湖-上报.docx", "月湖-上报.xlsx"].map(str::to_owned);
        assert_eq!(enumerated(&names, 30), "月湖-上报.docx、月湖-上报.xlsx");
        assert_eq!(enumerated(&names, 29), "月湖-上报.docx、\n月湖-上报.xlsx");
    }

    #[test]
    fn a_name_that_is_squeezed_keeps_some_of_itself() {
        assert_eq!(
            squeeze("项目「社会管理」 完成情况", 19),
            "项目「社.. 完成情况"
        );
        assert_eq!(
            squeeze("项目「社会管理」 完成情况", 25),
            "项目「社会管理」 完成情况"
        );
    }

    #[test]
    fn widths() {
        for (text, columns) in [
            ("", 0),
            ("abc", 3),
            ("绩效自评", 8),
            ("2969.31万元", 11),
            ("𠮷", 2),
            ("e\u{301}", 1),
            (FAMILY, 2),
            ("a\tb\r\nc", 5),
            ("\u{1b}[31m", 5),
            ("甲\u{200B}乙", 5),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn fitting_pads_and_cuts() {
        assert_eq!(fit("预算", 6, Align::Left), "预算  ");
        assert_eq!(fit("12.5", 6, Align::Right), "  12.5");
        assert_eq!(fit("预算", 7, Align::Center), " 预算  ");
        assert_eq!(fit("部门整体支出", 7, Align::Left), "部门.. ");
        assert_eq!(fit("部门整体支出", 8, Align::Left), "部门整..");
        assert_eq!(fit("2969.31", 3, Align::Right), "2..");
        assert_eq!(fit("2969.31", 1, Align::Right), ".");
        assert_eq!(fit("2969.31", 0, Align::Right), "");
        assert_eq!(cut("预算", 4), "预算");
        assert_eq!(cut("预算", 3), "..");
    }

    #[test]
    fn no_line_is_a_single_character_where_another_width_has_as_many_lines() {
        assert_eq!(wrap_whole("政府性基金拨款", 12), ["政府性基金", "拨款"]);
        assert_eq!(wrap_whole("政府性基金", 12), ["政府性基金"]);
        assert_eq!(
            wrap_whole("项目数不一致，请核实。", 19),
            ["项目数不一致，请", "核实。"],
            "nor one with the mark behind it"
        );
        assert_eq!(
            wrap_whole("政府性", 4),
            ["政府", "性"],
            "three lines would be more"
        );
    }

    #[test]
    fn lines_break_as_chinese_is_set() {
        let text =
            "全年执行数为2969.31万元，预算执行率97.35%（较上年提高），“三公”经费《报告》已公开。";
        assert_eq!(
            wrap(text, 20),
            [
                "全年执行数为",
                "2969.31万元，预算执",
                "行率97.35%（较上年提",
                "高），“三公”经费《报",
                "告》已公开。",
            ]
        );
        assert_eq!(wrap("一二三四。", 8), ["一二三", "四。"]);
        assert_eq!(wrap("一二三（四五）", 8), ["一二三", "（四五）"]);
        assert_eq!(wrap("他们说“好的”了", 8), ["他们说", "“好的”了"]);
        assert_eq!(wrap("共１２．５万元", 12), ["共", "１２．５万元"]);
    }

    #[test]
    fn lines_end_where_the_text_says() {
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("甲\r\n\n乙\n", 8), ["甲", "", "乙", ""]);
        assert_eq!(wrap("alpha beta  gamma", 6), ["alpha", "beta", "gamma"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("　　一二三", 8), ["　　一二", "三"]);
        assert_eq!(wrap("甲乙", 0), ["甲", "乙"]);
        assert_eq!(wrap("。。。。。", 8), ["。。。。", "。"]);
    }

    #[test]
    fn rows_keep_every_space() {
        assert_eq!(rows("", 8), vec![0..0]);
        assert_eq!(rows("ab hello  x", 8), [0..8, 8..11]);
        assert_eq!(rows("          ", 4), [0..4, 4..8, 8..10]);
    }

    #[test]
    fn what_is_safe_to_show() {
        assert_eq!(safe("甲\n乙\tc\r\nd"), "甲 乙 c d");
        assert_eq!(
            safe("\u{1b}]0;x\u{7}\u{9b}\u{202e}\u{e001}\u{200d}"),
            "?]0;x?????"
        );
        assert_eq!(safe(FAMILY), FAMILY);
        assert!(matches!(safe("绩效"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_may_come_in() {
        assert_eq!(
            clean("一\r\n二\r三\u{b}四\t五\u{2028}六"),
            "一\n二\n三\n四 五\n六"
        );
        assert_eq!(clean("a\u{1b}\u{202e}\u{200b}\u{feff}b\u{0}"), "ab");
        assert_eq!(clean(FAMILY), FAMILY);
        assert_eq!(clean("\u{e123}"), "\u{e123}");
    }

    proptest! {
        #[test]
        fn graphemes_are_those_of_unicode(text in "\\PC{0,8}", pieces in prop::collection::vec(hard(), 0..8)) {
            let text = pieces.join(&text);
            let whole: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), whole);
        }

        #[test]
        fn fitted_is_exact(text in hard(), n in 0usize..40) {
            for align in [Align::Left, Align::Right, Align::Center] {
                prop_assert_eq!(width(&fit(&text, n, align)), n);
            }
            prop_assert!(width(&cut(&text, n)) <= n);
        }

        #[test]
        fn safe_is_safe(text in hard()) {
            let shown = safe(&text);
            prop_assert!(!shown.chars().any(char::is_control));
            prop_assert!(!shown.chars().any(|c| c != JOINER && stand_in(c).is_some()));
            prop_assert_eq!(width(&shown), width(&text));
            prop_assert_eq!(safe(&shown), shown.as_ref());
            let clean = clean(&text);
            prop_assert!(!clean.chars().any(|c| c != '\n' && c != JOINER && is_hidden(c)));
        }

        #[test]
        fn wrapped_fits_and_loses_nothing(text in hard(), n in 0usize..40) {
            let mut rest = text.as_str();
            for line in wrap(&text, n) {
                prop_assert!(width(line) <= n || line.graphemes(true).count() == 1, "{:?}", line);
                let at = rest.find(line).unwrap_or(usize::MAX);
                let (left, after) = rest.split_at_checked(at).unwrap_or(("lost", ""));
                prop_assert!(left.chars().all(|c| " \r\n".contains(c)), "{:?} before {:?}", left, line);
                rest = after.strip_prefix(line).unwrap_or("lost");
            }
            prop_assert!(rest.chars().all(|c| " \r\n".contains(c)), "{:?} left", rest);
        }

        #[test]
        fn rows_tile_the_line(line in hard(), n in 0usize..40) {
            let mut next = 0;
            for row in rows(&line, n) {
                prop_assert_eq!(row.start, next);
                let text = line.get(row.clone()).unwrap_or("torn");
                prop_assert!(width(text) <= n || text.graphemes(true).count() == 1);
                next = row.end;
            }
            prop_assert_eq!(next, line.len());
        }

        #[test]
        fn prose_keeps_heads_tails_and_figures(text in prose(), n in 14usize..60) {
            for pair in wrap(&text, n).windows(2) {
                let [line, next] = pair else { continue };
                prop_assert!(!next.starts_with(|c| HEAD.contains(c)), "{:?} | {:?}", line, next);
                prop_assert!(!line.ends_with(|c| TAIL.contains(c)), "{:?} | {:?}", line, next);
                prop_assert!(!line.ends_with(is_figure), "{:?} | {:?}", line, next);
                prop_assert!(!next.starts_with('元'), "{:?} | {:?}", line, next);
            }
        }

        #[test]
        fn marks_yield_only_where_nothing_else_fits(text in hard(), n in 8usize..40) {
            for line in text.split('\n') {
                let good: Vec<_> = places(line, Spaces::Stay)
                    .filter(|place| place.2 != Place::Never).map(|place| place.0).collect();
                for row in rows(line, n) {
                    prop_assert!(row.end == line.len() || good.contains(&row.end)
                        || !good.iter().any(|at| row.start < *at && *at < row.end));
                }
            }
        }
    }
}
