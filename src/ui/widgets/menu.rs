//! The menu bar over the first line, and the menu that is open below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{blank, line, row};
use crate::ui::action::Group;
use crate::ui::app::{App, Menu, MenuItem};
use crate::ui::hit::{Hits, Target};
use crate::ui::text::{self, Align};
use crate::ui::theme::{self, Tone};

/// Columns a menu's name takes in the bar.
const NAME: u16 = 7;

/// Draws the bar and the open menu; returns where the terminal's cursor must stand.
pub fn draw(
    app: &App,
    open: Menu,
    area: Rect,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    line("", area, theme::TAB, buf);
    let mut left = area.x;
    for (group, x) in Group::ALL.into_iter().zip((area.x..).step_by(NAME.into())) {
        let style = if group == open.group {
            left = x;
            theme::TAB_ACTIVE
        } else {
            theme::TAB
        };
        let place = Rect {
            x,
            width: NAME,
            height: 1,
            ..area
        }
        .intersection(area);
        let name = text::fit(group.title(), NAME.into(), Align::Center);
        line(&name, place, style, buf);
        hits.add(place, Target::Menu(group));
    }
    let items = app.menu_items(open.group);
    let names = widest(&items, |item| text::width(item.entry.name));
    let keys = widest(&items, |item| text::width(&item.entry.action.key_label()));
    let words = widest(&items, |item| text::width(help(item)));
    let width = text::cells(names + keys + words + 8).min(area.width);
    let x = left.min(area.right() - width);
    let window = Rect {
        x,
        y: area.y + 1,
        width,
        height: text::cells(items.len()),
    }
    .intersection(area);
    // What is left of the page beside it would be read as part of it.
    let beside = Rect {
        x: area.x,
        width: area.width,
        ..window
    };
    blank(beside, theme::BEHIND, buf);
    blank(window, theme::POPUP, buf);
    let room = usize::from(width).saturating_sub(names + keys + 8);
    let mut caret = None;
    for ((i, item), y) in items.iter().enumerate().zip(window.y..window.bottom()) {
        let muted = Tone::Muted.style();
        let (style, said) = match (i == open.selected, item.reason.is_none()) {
            (true, true) => (theme::CURSOR, theme::CURSOR),
            (true, false) => (theme::CURSOR_IDLE, theme::CURSOR_IDLE),
            (false, true) => (theme::POPUP, theme::POPUP.patch(muted)),
            (false, false) => (theme::POPUP.patch(muted), theme::POPUP.patch(muted)),
        };
        let row = row(window, y);
        let name = text::fit(item.entry.name, names, Align::Left);
        line(&format!(" {} {name}", i + 1), row, style, buf);
        hits.add(row, Target::Line(i));
        let words = text::fit(help(item), room, Align::Left);
        let key = text::fit(&item.entry.action.key_label(), keys, Align::Right);
        let behind = text::cells(names + 5).min(width);
        let rest = Rect {
            x: window.x + behind,
            width: width - behind,
            ..row
        };
        line(&format!("{words}  {key}"), rest, said, buf);
        if i == open.selected {
            caret = Some(Position::new(window.x, y));
        }
    }
    caret
}

/// What an entry does; of one that cannot be done the line below says why.
const fn help(item: &MenuItem) -> &'static str {
    match item.reason {
        Some(_) => "",
        None => item.entry.help,
    }
}

fn widest(items: &[MenuItem], width: impl Fn(&MenuItem) -> usize) -> usize {
    items.iter().map(width).max().unwrap_or(0)
}
