//! The window of find and replace.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::popup::{EDITOR, more, place};
use super::{line, row, write};
use crate::ui::app::{Find, FindLine, Match};
use crate::ui::hit::{Hits, Target};
use crate::ui::text::{self, Align};
use crate::ui::theme::{self, Tone};

/// What the names of the two lines take.
const LABEL: u16 = 9;

/// Between the name of a field and what stands in it.
const BLANK: &str = "  ";

/// Draws the window and returns where the terminal's cursor must stand: where one types.
pub fn draw(find: &Find, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
    let inner = place("查找和替换", area, buf, hits);
    let count = find.matches.len();
    if count > 0 {
        more(&format!("{}/{count}", find.selected + 1), inner, buf);
    }
    let row = |y: u16| row(inner, inner.y.saturating_add(y)).intersection(inner);
    let field = |y: u16| Rect {
        x: inner.x + LABEL,
        width: inner.width.saturating_sub(LABEL),
        ..row(y)
    };
    line(" 查找", row(0), theme::POPUP, buf);
    line(" 替换为", row(1), theme::POPUP, buf);
    let carets = [
        (FindLine::Sought, find.sought.draw(field(0), buf, EDITOR)),
        (
            FindLine::Replacement,
            find.replacement.draw(field(1), buf, EDITOR),
        ),
    ];
    hits.add(field(0), Target::Find(FindLine::Sought));
    hits.add(field(1), Target::Find(FindLine::Replacement));
    let room = usize::from(inner.height.saturating_sub(3)).max(1);
    let first = (find.selected + 1).saturating_sub(room);
    let shown = find.matches.iter().enumerate().skip(first).take(room);
    for ((i, it), y) in shown.zip(3..) {
        let style = match (i == find.selected, it.fixed) {
            (true, _) => theme::CURSOR,
            (false, None) => theme::POPUP,
            (false, Some(_)) => theme::POPUP.patch(Tone::Muted.style()),
        };
        draw_match(it, style, row(y), buf);
        hits.add(row(y), Target::Line(i));
    }
    let caret = carets.into_iter().find(|(line, _)| *line == find.line);
    caret.and_then(|(_, caret)| caret)
}

/// The field at the left; behind it the line with the match marked.
fn draw_match(it: &Match, style: Style, area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let why = it
        .fixed
        .map_or_else(String::new, |why| format!(" （{why}）"));
    // A long name takes what is left of the line as well.
    let words = [BLANK, &it.before, &it.found, &it.after, &why];
    let needed = words.into_iter().map(text::width).sum();
    let left = width.saturating_sub(needed);
    let names = (width * 2 / 5).max(left.min(text::width(&it.place) + 1));
    line("", area, style, buf);
    let place = text::fit(&format!(" {}", it.place), names, Align::Left);
    let mut x = area.x;
    let pieces = [
        (place.as_str(), style),
        (BLANK, style),
        (&*it.before, style),
        (&*it.found, style.patch(theme::CHANGED)),
        (&*it.after, style),
    ];
    let end = area.right().saturating_sub(text::cells(text::width(&why)));
    for (words, style) in pieces {
        let room = end.saturating_sub(x).into();
        x = write(words, Position::new(x, area.y), room, style, buf);
    }
    if !why.is_empty() && end > area.x {
        write(&why, Position::new(end, area.y), why.len(), style, buf);
    }
}
