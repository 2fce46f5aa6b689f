//! The window in which everything is found by its name.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::popup::{EDITOR, centred, draw_row, more, place};
use super::{line, row, write};
use crate::ui::action::Action;
use crate::ui::app::{PALETTE_PAGE, Palette, Sort};
use crate::ui::hit::{Hits, Target};
use crate::ui::text;
use crate::ui::theme::{self, Tone};

/// Columns the value beside a name takes at most.
const NOTE: usize = 26;

/// Draws the window and returns where the terminal's cursor must stand: where one types.
pub fn draw(palette: &Palette, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
    let height = text::cells(PALETTE_PAGE + 3);
    let inner = place(&palette.title, centred(92, height, area), buf, hits);
    let count = palette.count();
    if count > 0 {
        more(&format!("{}/{count}", palette.selected + 1), inner, buf);
    }
    let row = |y: u16| row(inner, inner.y + y).intersection(inner);
    let caret = palette.editor.draw(row(0), buf, EDITOR);
    hits.add(row(0), Target::Editor);
    if palette.editor.is_empty() {
        let words = palette.prompt;
        let style = theme::EDIT.patch(Tone::Muted.style());
        let begin = Position::new(inner.x + 1, inner.y);
        write(
            words,
            begin,
            inner.width.saturating_sub(1).into(),
            style,
            buf,
        );
    }
    sorts(palette, row(1), buf, hits);
    let (first, page) = palette.page();
    if page.is_empty() {
        let elsewhere = if palette.sorts.contains(&Sort::Field) {
            format!("；正文里的字请按 {} 查找", Action::Find.key_label())
        } else {
            String::new()
        };
        let words = format!(" 没有找到，换几个字，或删去一些{elsewhere}。");
        line(&words, row(2), theme::POPUP, buf);
    }
    for (i, (target, y)) in page.into_iter().zip(2..inner.height).enumerate() {
        let muted = theme::POPUP.patch(Tone::Muted.style());
        let style = match (first + i == palette.selected, target.reason) {
            (true, None) => theme::CURSOR,
            (true, Some(_)) => theme::CURSOR_IDLE,
            (false, None) => theme::POPUP,
            (false, Some(_)) => muted,
        };
        let why = target
            .reason
            .map_or_else(String::new, |why| format!("  {why}"));
        let words = format!(" {}{why}", target.title());
        let left = usize::from(inner.width).saturating_sub(text::width(&words) + 2);
        let note = text::cut(&target.note, NOTE.max(left));
        draw_row(&words, &note, style, row(y), buf);
        hits.add(row(y), Target::Line(first + i));
    }
    caret
}

/// The sorts that Tab turns through, the one kept marked.
fn sorts(palette: &Palette, area: Rect, buf: &mut Buffer, hits: &mut Hits) {
    line("", area, theme::POPUP, buf);
    let mut x = area.x;
    let all = [None]
        .into_iter()
        .chain(palette.sorts.iter().copied().map(Some));
    for sort in all {
        let words = format!(" {} ", sort.map_or("全部", Sort::title));
        let width = text::cells(text::width(&words));
        let style = if sort == palette.only {
            theme::TAB_ACTIVE
        } else {
            theme::POPUP.patch(Tone::Muted.style())
        };
        let place = Rect { x, width, ..area }.intersection(area);
        line(&words, place, style, buf);
        hits.add(place, Target::Sort(sort));
        x = x.saturating_add(width + 1);
    }
}
