//! The lines that are always there: report, totals, tabs, hint, keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::report::check::Filled;
use crate::ui::app::{App, Mode};
use crate::ui::screen::line;
use crate::ui::tabs::Tab;
use crate::ui::text;
use crate::ui::theme::{self, Tone};

fn columns(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Which report, which file, saved or not.
pub fn title(app: &App, area: Rect, buf: &mut Buffer) {
    let cover = &app.view().report.cover;
    let name = if cover.title.is_empty() {
        "（未填标题）"
    } else {
        &cover.title
    };
    let state = if app.document().is_read_only() {
        "只能查看"
    } else if app.document().is_modified() {
        "未保存"
    } else if app.file().is_none() {
        "示例"
    } else {
        "已保存"
    };
    let file = app.file().unwrap_or("还没有文件");
    let right = format!("{}  {state} ", text::cut(file, 30));
    let width = columns(text::width(&right));
    line(&format!(" 绩效自评  {name}"), area, theme::TITLE, buf);
    let place = Rect {
        x: area.right().saturating_sub(width + 1),
        width: (width + 1).min(area.width),
        ..area
    };
    line(&format!(" {right}"), place, theme::TITLE, buf);
}

/// Total, execution rate, score, filled in, errors, warnings.
pub fn summary(app: &App, area: Rect, buf: &mut Buffer) {
    line("", area, theme::SUMMARY, buf);
    let before = app.before().map(|before| &before.summary);
    let mut x = area.x + 1;
    for (i, segment) in app.screen().summary.iter().enumerate() {
        let label = format!("{} ", segment.label);
        let room = usize::from(area.right().saturating_sub(x));
        buf.set_string(
            x,
            area.y,
            text::cut(&label, room),
            theme::SUMMARY.patch(Tone::Muted.style()),
        );
        x = x
            .saturating_add(columns(text::width(&label)))
            .min(area.right());
        let room = usize::from(area.right().saturating_sub(x));
        let mut style = theme::SUMMARY.patch(segment.tone.style());
        let old = before.and_then(|before| before.get(i));
        if old.is_some_and(|old| old.value != segment.value) {
            style = style.patch(theme::CHANGED);
        }
        let value = text::cut(&segment.value, room);
        buf.set_string(x, area.y, &value, style);
        x = x
            .saturating_add(columns(text::width(&value)) + 2)
            .min(area.right());
    }
}

/// The four tabs with what is filled in on each.
pub fn tabs(app: &App, area: Rect, buf: &mut Buffer) {
    line("", area, theme::TAB, buf);
    let problems = app.problems();
    let mut x = area.x;
    for tab in Tab::ALL {
        let filled: Filled = app
            .view()
            .inspections
            .filled(|chapter| Tab::of_chapter(chapter) == tab);
        let count = problems
            .iter()
            .filter(|problem| Tab::of(&problem.path) == tab)
            .count();
        let mark = if count > 0 {
            format!(" 问题{count}")
        } else {
            String::new()
        };
        let mut label = format!(" {} {filled}{mark} ", tab.title());
        if usize::from(area.width) < 76 {
            label = format!(" {}{mark} ", tab.title());
        }
        let style = if tab == app.tab() {
            theme::TAB_ACTIVE
        } else {
            theme::TAB
        };
        let room = usize::from(area.right().saturating_sub(x));
        buf.set_string(x, area.y, text::cut(&label, room), style);
        x = x
            .saturating_add(columns(text::width(&label)) + 1)
            .min(area.right());
    }
}

/// What has just happened, what is wrong with what is typed, or what the cell is.
pub fn hint(app: &App, area: Rect, buf: &mut Buffer) {
    let error = match app.mode() {
        Mode::Cell(editing) | Mode::Text(editing) => editing.error.as_deref(),
        Mode::Browse | Mode::Popup(_) => None,
    };
    let (words, tone) = match (error, app.notice()) {
        (Some(error), _) => (format!("{error}合计暂按上次有效的数。"), Tone::Error),
        (None, Some(notice)) => (notice.text.clone(), notice.tone),
        (None, None) => (app.context(), Tone::Plain),
    };
    line(
        &format!(" {words}"),
        area,
        theme::HINT.patch(tone.style()),
        buf,
    );
}

/// The keys worth knowing now.
pub fn keys(app: &App, area: Rect, buf: &mut Buffer) {
    line("", area, theme::KEYS, buf);
    let mut x = area.x;
    for (key, name) in app.hints() {
        let key = format!(" {key} ");
        let name = format!(" {name}");
        let needed = columns(text::width(&key) + text::width(&name) + 1);
        if x.saturating_add(needed) > area.right() + 1 {
            break;
        }
        buf.set_string(x, area.y, &key, theme::KEY);
        x += columns(text::width(&key));
        buf.set_string(x, area.y, &name, theme::KEYS);
        x += columns(text::width(&name)) + 1;
    }
}
