//! Bars to walk on: each is a name, a length, and the figures it stands for, in columns.
//!
//! A bar is cells with a background colour, in any terminal; where the terminal has said that the
//! blocks are one column, its end is as fine as an eighth of one. What it is held against is the
//! room up to a mark: one bar says how much of the plan was spent, how many of the points earned.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{aligned, bleeding, line, row, write};
use crate::ui::hit::{Hits, Target};
use crate::ui::text::{self, Align, widths};
use crate::ui::theme::{self, Tone};

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// What its length says; blank is a bar that cannot be drawn.
    pub value: Option<Decimal>,
    /// What it is held against: the plan, the year before, the points there are.
    pub against: Option<Decimal>,
    /// The figures beside it, each under its heading; the last sums up the others.
    pub figures: Vec<(&'static str, String)>,
    /// Whether the value contradicts its parts.
    pub marked: bool,
    /// Whether the last edit moved it.
    pub changed: bool,
}

impl Bar {
    /// What it shows, as a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let figures = self.figures.iter().filter(|(_, text)| !text.is_empty());
        let figures: Vec<String> = figures.map(|(head, it)| format!("{head} {it}")).collect();
        format!("{}：{}。", self.name, figures.join("，"))
    }
}

/// What bars are drawn with.
#[derive(Clone, Copy)]
pub struct Bars<'a> {
    /// Which pane of the tab they are.
    pub pane: usize,
    /// Of whom; blank where that need not be said.
    pub of: &'a str,
    /// What they show.
    pub title: &'a str,
    /// The bars, from the top.
    pub bars: &'a [Bar],
    /// The bar with the cursor.
    pub cursor: Option<usize>,
    /// Whether keys go to the bars.
    pub focused: bool,
}

/// Columns between two figures.
const GAP: u16 = 2;
/// Columns a bar has at least where it stands between its name and its figures.
const LEAST: u16 = 10;
/// Columns it has at least below its name, where figures between the first and the last give way.
const LEAST_BELOW: u16 = 16;
/// Columns that a name has at least where a figure stands beside it.
const NAME: u16 = 16;
/// Lines that are enough to spare one of them for the headings of the figures.
const MANY: u16 = 12;

/// How the bars of a chart are laid out.
struct Measure {
    /// Columns of each figure.
    figures: Vec<u16>,
    /// Columns of the name beside the bar; none where the name stands above it.
    name: Option<u16>,
    /// How many figures before the last, from there back, have no room.
    left_out: usize,
    /// Whether the last figure stands beside a name that is above its bar.
    is_last_above: bool,
    heads: Heads,
    /// Lines from one bar to the next.
    each: u16,
    scale: Scale,
}

/// Where the headings of the figures stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heads {
    /// In the line of the title.
    Beside,
    /// In a line below it.
    Below,
    /// They have no room.
    Nowhere,
}

impl Measure {
    /// Lines of headings above the bars.
    const fn head(&self) -> u16 {
        match self.heads {
            Heads::Below => 1,
            Heads::Beside | Heads::Nowhere => 0,
        }
    }

    /// Which figures stand in the line of the bar, and their columns.
    fn beside(&self) -> impl Iterator<Item = (usize, u16)> {
        let last = self.figures.len().saturating_sub(1);
        let first = last.saturating_sub(self.left_out);
        let is_beside = move |at: usize, above: bool| at < first || (at == last && !above);
        let figures = self.figures.iter().copied().enumerate();
        figures.filter(move |&(at, _)| is_beside(at, self.is_last_above))
    }

    /// Lines of a bar, without the space below it.
    const fn lines(&self) -> u16 {
        if self.name.is_some() { 1 } else { 2 }
    }

    /// How many bars there is room for.
    fn fitting(&self, area: Rect) -> usize {
        let height = area.height.saturating_sub(self.head());
        usize::from((height + self.each - self.lines()) / self.each).max(1)
    }

    /// The columns that figures beside the bar take, with the gap before each.
    fn room_of_figures(&self) -> u16 {
        let figures = self.beside();
        figures.map(|(_, width)| width + GAP).sum()
    }

    /// Every figure beside the bar with its place in this line.
    fn places(&self, area: Rect) -> impl Iterator<Item = (usize, Rect)> {
        let mut x = area.right().saturating_sub(self.room_of_figures());
        self.beside().map(move |(at, width)| {
            let place = Rect {
                x: x.saturating_add(GAP),
                width,
                height: 1,
                ..area
            };
            x = place.right();
            (at, place.intersection(area))
        })
    }
}

impl Bars<'_> {
    fn measure(&self, area: Rect) -> Measure {
        let widest = |place: usize| {
            let widths = self.bars.iter().filter_map(|bar| {
                let (head, figure) = bar.figures.get(place)?;
                Some(text::width(head).max(text::width(figure)))
            });
            text::cells(widths.max().unwrap_or(0))
        };
        let count = self.bars.first().map_or(0, |bar| bar.figures.len());
        let names = self.bars.iter().map(|bar| text::width(&bar.name));
        let name = text::cells(names.max().unwrap_or(0));
        let mut measure = Measure {
            figures: (0..count).map(widest).collect(),
            name: Some(name),
            left_out: 0,
            is_last_above: false,
            heads: Heads::Beside,
            each: 1,
            scale: Scale::of(self.bars),
        };
        if area.width < name + 1 + LEAST + measure.room_of_figures() {
            measure.name = None;
            let last = measure.figures.last();
            measure.is_last_above = last.is_some_and(|last| NAME + GAP + last <= area.width);
            while measure.beside().count() > 1
                && area.width < LEAST_BELOW + measure.room_of_figures()
            {
                measure.left_out += 1;
            }
        }
        // With a blank line below each where there is room for it.
        let airy = |measure: &Measure| {
            let lines = usize::from(area.height.saturating_sub(measure.head())) + 1;
            let each = measure.lines() + 1;
            each - u16::from(lines < self.bars.len() * usize::from(each))
        };
        measure.each = airy(&measure);
        let title = text::width(self.of) + text::width(&self.rest(&measure, area));
        let needed = text::cells(title) + GAP + measure.room_of_figures();
        if measure.is_last_above || needed > area.width {
            let shown = measure.fitting(area);
            measure.heads = Heads::Below;
            let costs_a_bar = measure.fitting(area) < shown || area.height <= measure.lines();
            if costs_a_bar && area.height < MANY {
                measure.heads = Heads::Nowhere;
            }
            measure.each = airy(&measure);
        }
        measure
    }

    /// What the title says but for whom the bars are of.
    fn rest(&self, measure: &Measure, area: Rect) -> String {
        let colon = if self.of.is_empty() { "" } else { "：" };
        let more = match self.bars.len().saturating_sub(measure.fitting(area)) {
            0 => String::new(),
            n => format!(" 另{n}项"),
        };
        format!("{colon}{}{more}", self.title)
    }

    /// Draws the title over the bars, and the headings of the figures: beside it or below.
    pub fn heading(self, area: Rect, heading: Rect, buf: &mut Buffer) {
        line("", bleeding(heading, buf), theme::SECTION, buf);
        let measure = self.measure(area);
        let heads = self.bars.first().map_or(&[][..], |bar| &bar.figures);
        let head = |at: usize| heads.get(at).map_or("", |(head, _)| head);
        let mut room = heading.width;
        // Beside the headings below, where there are any.
        let mut room_below = 0;
        match measure.heads {
            Heads::Beside => {
                for (at, place) in measure.places(heading) {
                    aligned(head(at), Align::Right, place, theme::SECTION_NOTE, buf);
                    room = room.min(place.x.saturating_sub(heading.x + GAP));
                }
            }
            Heads::Below => {
                let under = Rect { height: 1, ..area };
                line("", bleeding(under, buf), theme::HEAD, buf);
                // That of a figure beside the names stands above them.
                if let Some((last, _)) = heads.last().filter(|_| measure.is_last_above) {
                    room = room.saturating_sub(text::cells(text::width(last)) + GAP);
                    aligned(last, Align::Right, heading, theme::SECTION_NOTE, buf);
                }
                room_below = under.width;
                for (at, place) in measure.places(under) {
                    aligned(head(at), Align::Right, place, theme::HEAD, buf);
                    room_below = room_below.min(place.x.saturating_sub(under.x + GAP));
                }
            }
            Heads::Nowhere => {}
        }
        let (room, room_below) = (usize::from(room), usize::from(room_below));
        let rest = self.rest(&measure, area);
        let whole = format!("{}{rest}", self.of);
        let broken = || {
            let ends = whole
                .char_indices()
                .filter(|(_, c)| matches!(c, '：' | ' '));
            let mut ends = ends.map(|(at, c)| at + c.len_utf8()).rev();
            ends.find_map(|at| {
                let (above, below) = whole.split_at_checked(at)?;
                let fits = text::fits(above.trim_end(), room) && text::fits(below, room_below);
                fits.then_some((above, below))
            })
        };
        let (above, below) = if text::fits(&whole, room) {
            (whole.clone(), "")
        } else if let Some((above, below)) = broken() {
            (above.to_owned(), below)
        } else {
            let of = text::cut(self.of, room.saturating_sub(text::width(&rest)));
            (text::cut(&format!("{of}{rest}"), room).into_owned(), "")
        };
        let place = Rect {
            width: text::cells(room),
            ..heading
        };
        line(&above, place, theme::SECTION, buf);
        if !below.is_empty() {
            let place = Rect {
                width: text::cells(room_below),
                height: 1,
                ..area
            };
            line(below, place, theme::HEAD, buf);
        }
    }

    /// Draws the bars and returns where the terminal's cursor must stand.
    pub fn draw(self, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
        let measure = self.measure(area);
        let shown = measure.fitting(area);
        let first = (self.cursor.unwrap_or(0) + 1).saturating_sub(shown);
        let lines = measure.lines();
        let mut caret = None;
        let mut y = area.y + measure.head();
        for (i, bar) in self.bars.iter().enumerate().skip(first).take(shown) {
            let whole = Rect {
                y,
                height: measure.each.min(area.bottom().saturating_sub(y)),
                ..area
            };
            if whole.is_empty() {
                break;
            }
            let own = Rect {
                height: lines.min(whole.height),
                ..whole
            };
            self.draw_bar(i, bar, &measure, own, buf);
            let pane = self.pane;
            hits.add(whole, Target::Bar { pane, bar: i });
            if self.cursor == Some(i) && self.focused {
                caret = Some(Position::new(area.x, y));
            }
            y += measure.each;
        }
        caret
    }

    fn draw_bar(&self, i: usize, bar: &Bar, measure: &Measure, area: Rect, buf: &mut Buffer) {
        let is_here = self.cursor == Some(i);
        let ground = if is_here { theme::ROW } else { theme::PANEL };
        buf.set_style(bleeding(area, buf), ground);
        let ink = if bar.marked {
            ground.patch(Tone::Error.style())
        } else {
            ground
        };
        let figure_ink = |figure: &str| {
            if bar.changed {
                ink.patch(theme::CHANGED)
            } else if figure.contains(|c: char| c.is_ascii_digit()) {
                ink
            } else {
                ground.patch(Tone::Muted.style())
            }
        };
        // The figure that sums up stands beside the name where that has a line of its own.
        let above = match measure.figures.last() {
            Some(&width) if measure.is_last_above && width > 0 => width + GAP,
            _ => 0,
        };
        let name = Rect {
            width: measure.name.unwrap_or(area.width.saturating_sub(above)),
            ..area
        };
        let name_ink = if is_here && self.focused {
            theme::CURSOR
        } else {
            ink
        };
        line(&bar.name, name, name_ink, buf);
        if above > 0
            && let Some((_, figure)) = bar.figures.last()
        {
            let place = Rect {
                x: name.right(),
                width: above,
                ..area
            };
            aligned(figure, Align::Right, place, figure_ink(figure), buf);
        }
        let bottom = row(area, area.y + u16::from(measure.name.is_none()));
        if bottom.y >= area.bottom() {
            return;
        }
        for (at, place) in measure.places(bottom) {
            let figure = bar.figures.get(at).map_or("", |(_, figure)| figure);
            aligned(figure, Align::Right, place, figure_ink(figure), buf);
        }
        let before = measure.name.map_or(0, |name| name + 1);
        let place = Rect {
            x: bottom.x + before,
            width: bottom
                .width
                .saturating_sub(before + measure.room_of_figures()),
            ..bottom
        };
        measure.scale.draw(bar, place, buf);
    }
}

/// Parts of a column that a bar may end at.
const EIGHTHS: u16 = 8;
/// A cell filled from its left, by eighths.
const BLOCKS: [&str; 7] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// From the least to the largest value of a chart, with nothing between them.
struct Scale {
    least: Decimal,
    largest: Decimal,
    /// Whether all are held against the same, as long as there is room: its end needs no mark.
    is_of_one: bool,
}

impl Scale {
    fn of(bars: &[Bar]) -> Self {
        let values = || bars.iter().flat_map(|bar| [bar.value, bar.against]);
        let values = || values().flatten().chain([Decimal::ZERO]);
        // A blank is held against nothing.
        let mut against = bars.iter().filter_map(|bar| bar.against);
        let first = against.next();
        Self {
            least: values().min().unwrap_or_default(),
            largest: values().max().unwrap_or_default(),
            is_of_one: bars.iter().all(|bar| bar.against >= bar.value)
                && against.all(|it| Some(it) == first),
        }
    }

    /// Where a value lies in so many columns, in eighths of one.
    fn at(&self, value: Decimal, room: u16) -> u16 {
        let span = self.largest.checked_sub(self.least);
        let from = value.checked_sub(self.least);
        from.and_then(|from| from.checked_mul(Decimal::from(room.saturating_mul(EIGHTHS))))
            .and_then(|it| it.checked_div(span?))
            .and_then(|it| it.round().to_u16())
            .unwrap_or(0)
            .min(room.saturating_mul(EIGHTHS))
    }

    fn draw(&self, bar: &Bar, area: Rect, buf: &mut Buffer) {
        let nothing = whole(self.at(Decimal::ZERO, area.width));
        let place = |value: Option<Decimal>| Some(self.at(value?, area.width));
        let ends = |value: Option<Decimal>| {
            let end = whole(place(value)?);
            // What is not nothing has a column at least.
            Some(match value {
                Some(value) if value > Decimal::ZERO => end.max(nothing + 1),
                Some(value) if value < Decimal::ZERO => end.min(nothing.saturating_sub(1)),
                _ => end,
            })
        };
        let mut fill = |from: u16, to: u16, color: Color| {
            let cells = Rect {
                x: area.x + from.min(to),
                width: from.abs_diff(to),
                ..area
            };
            buf.set_style(cells.intersection(area), Style::new().bg(color));
        };
        let (mut against, mut end) = (ends(bar.against), ends(bar.value));
        // However little is beyond what it is held against is seen.
        if let (Some(against), Some(end)) = (&mut against, &mut end)
            && bar.value > bar.against.max(Some(Decimal::ZERO))
            && end <= against
        {
            *end = (*against + 1).min(area.width);
            *against = end.saturating_sub(1);
        }
        let mark = against
            .filter(|_| !self.is_of_one)
            .map(|against| against.saturating_sub(1).max(nothing));
        if let Some(against) = against {
            fill(nothing, against, theme::BAR_ROOM);
        }
        if let Some(end) = end {
            let at = place(bar.value).unwrap_or(0);
            let (full, part) = (at / EIGHTHS, at % EIGHTHS);
            match against {
                _ if end < nothing => fill(end, nothing, theme::BAR_BEYOND),
                Some(against) if (nothing..end).contains(&against) => {
                    fill(nothing, against, theme::BAR);
                    fill(against, end, theme::BAR_BEYOND);
                }
                // What ends under the mark is seen around it.
                _ if widths::has_blocks() && mark != Some(full) => {
                    let part = if at == nothing * EIGHTHS && end > nothing {
                        1
                    } else {
                        part
                    };
                    fill(nothing, full, theme::BAR);
                    let block = usize::from(part).checked_sub(1);
                    if let Some(block) = block.and_then(|part| BLOCKS.get(part)) {
                        let at = Position::new(area.x + full, area.y);
                        self::end(block, at, theme::BAR, buf);
                    }
                }
                _ => fill(nothing, end, theme::BAR),
            }
        }
        let zero = (self.least < Decimal::ZERO).then_some(nothing);
        let marks = [zero, mark].into_iter().flatten();
        for x in marks.filter(|&x| x < area.width) {
            self::end("|", Position::new(area.x + x, area.y), theme::BAR_MARK, buf);
        }
    }
}

/// The column a place in eighths is nearest to.
const fn whole(eighths: u16) -> u16 {
    (eighths + EIGHTHS / 2) / EIGHTHS
}

/// Puts a glyph on whatever ground there is.
fn end(glyph: &str, at: Position, color: Color, buf: &mut Buffer) {
    let ground = buf.cell(at).map(ratatui::buffer::Cell::style);
    let style = ground.unwrap_or_default().fg(color);
    write(glyph, at, 1, style, buf);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::widths::{ASKED, Widths};

    /// A bar of twenty columns: # its length, - what it lacks, + what is beyond, | a mark, I one within its
    /// length.
    fn drawn(bars: &[(&str, Option<&str>)]) -> Vec<String> {
        let number = |text: &str| text.parse().ok();
        let bars: Vec<Bar> = bars
            .iter()
            .map(|(value, against)| Bar {
                name: String::new(),
                value: number(value),
                against: against.and_then(number),
                figures: Vec::new(),
                marked: false,
                changed: false,
            })
            .collect();
        let scale = Scale::of(&bars);
        let area = Rect::new(0, 0, 20, 1);
        let draw = |bar: &Bar| {
            let mut buf = Buffer::empty(area);
            scale.draw(bar, area, &mut buf);
            let cells = buf.content.iter();
            let glyphs = cells.map(|cell| match (cell.symbol(), cell.bg) {
                (" ", theme::BAR) => "#",
                (" ", theme::BAR_ROOM) => "-",
                (" ", theme::BAR_BEYOND) => "+",
                ("|", theme::BAR) => "I",
                (glyph, _) => glyph,
            });
            glyphs.collect::<String>().trim_end().to_owned()
        };
        bars.iter().map(draw).collect()
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_largest() {
        let bars = [
            ("100", None),
            ("50", None),
            ("0.01", None),
            ("0", None),
            ("未填", None),
        ];
        assert_eq!(
            drawn(&bars),
            [
                "#".repeat(20),
                "#".repeat(10),
                "#".to_owned(),
                String::new(),
                String::new()
            ]
        );
        Widths::measured(ASKED.map(|_| 1)).adopt();
        assert_eq!(
            drawn(&[("100", None), ("43", None), ("0.01", None)]),
            ["#".repeat(20), "########▋".to_owned(), "▏".to_owned()]
        );
    }

    #[test]
    fn what_it_is_held_against_is_marked() {
        let plan = Some("100");
        assert_eq!(
            drawn(&[("50", plan), ("100", plan), ("125", plan), ("未填", plan)]),
            [
                "########-------|",
                "###############I",
                "###############I++++",
                "---------------|",
            ]
        );
    }

    #[test]
    fn what_is_beyond_is_seen_however_small_the_bar_is() {
        let whole = ("1000", Some("999"));
        let bars = [whole, ("84", Some("60")), ("25", Some("16"))];
        let shown = ["##################I+", "I+", "I+"];
        assert_eq!(drawn(&bars), shown);
        Widths::measured(ASKED.map(|_| 1)).adopt();
        assert_eq!(drawn(&bars), shown);
        let short = [("1000", None), ("30", Some("60"))];
        assert_eq!(drawn(&short), ["#".repeat(20), "I".to_owned()]);
    }

    #[test]
    fn less_than_nothing_goes_the_other_way() {
        assert_eq!(
            drawn(&[("-25", None), ("75", None)]),
            ["+++++|", "     I##############"]
        );
    }
}
