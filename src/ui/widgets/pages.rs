//! The pages of the report, as they are read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;

use super::{blank, line, write};
use crate::figures::figure::Origin;
use crate::rules::Severity;
use crate::ui::app::{App, Preview};
use crate::ui::hit::{Hits, Target};
use crate::ui::preview::{Look, Pages, Piece};
use crate::ui::sheet::Mark;
use crate::ui::text;
use crate::ui::theme::{self, Tone};

/// Which page this is, of how many, and the part of the report it belongs to.
pub fn heading(preview: &Preview, area: Rect, buf: &mut Buffer) {
    let Some(pages) = preview.pages() else { return };
    let top = pages.pieces.get(preview.at()).map_or(0, |it| it.top);
    let chapter = pages.chapter_of(preview.at());
    let chapter = chapter.and_then(|place| pages.chapters.get(place));
    let page = match pages.number_of(pages.page_of(top)) {
        Some((number, all)) => format!("正文第{number}页 共{all}页  "),
        // In print a table may take more pages than the one it stands on here.
        None => chapter
            .and_then(|chapter| chapter.page)
            .map_or_else(String::new, |page| format!("第{page}页起  ")),
    };
    let words = format!(
        " 预览  {page}{}",
        chapter.map_or("", |chapter| &chapter.title)
    );
    line(&words, area, theme::TAB_ACTIVE, buf);
}

/// Draws what of the pages fits, and returns where the terminal's cursor must stand.
pub fn draw(
    app: &App,
    preview: &Preview,
    area: Rect,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    blank(area, theme::DESK, buf);
    let view = View {
        pages: preview.pages()?,
        top: preview.top(),
        area,
    };
    for paper in &view.pages.papers {
        let place = view.place(paper.left, paper.top, paper.width, paper.height);
        buf.set_style(place, theme::PAPER);
    }
    let pieces = view
        .pages
        .within(view.top..view.top + usize::from(area.height));
    for (_, piece) in pieces.clone().filter(|(_, piece)| piece.is_cell()) {
        view.frame(piece, buf);
    }
    let mut caret = None;
    for (i, piece) in pieces {
        let is_here = i == preview.at();
        view.piece(piece, is_here, buf);
        if let Some(severity) = app.found_at(piece) {
            view.mark(piece, severity, buf);
        }
        let place = view.place(piece.left, piece.top, piece.width, piece.height);
        hits.add(place, Target::Piece(i));
        if is_here {
            caret = Some(Position::new(place.x, place.y));
        }
    }
    caret
}

/// A part of the pages in a place of the screen.
struct View<'a> {
    pages: &'a Pages,
    top: usize,
    area: Rect,
}

impl View<'_> {
    /// Where a part of a page stands on the screen; what is out of sight is cut off.
    fn place(&self, left: usize, top: usize, width: usize, height: usize) -> Rect {
        let begin = top.max(self.top) - self.top;
        let end = (top + height).saturating_sub(self.top);
        let x = self.area.x.saturating_add(text::cells(left));
        let y = self.area.y.saturating_add(text::cells(begin));
        let height = text::cells(end.saturating_sub(begin));
        Rect::new(x, y, text::cells(width), height).intersection(self.area)
    }

    fn style(piece: &Piece) -> Style {
        match piece.look {
            Look::Title => theme::PAPER_TITLE,
            Look::Heading => theme::PAPER_HEADING,
            Look::Body => theme::PAPER,
            Look::Cell if matches!(piece.origin, Some(Origin::Figure(_))) => {
                theme::PAPER.patch(Tone::Computed.style())
            }
            Look::Cell => theme::PAPER,
            Look::Note | Look::Head => theme::PAPER.patch(Tone::Muted.style()),
            Look::Rule => theme::DESK,
        }
    }

    fn piece(&self, piece: &Piece, is_here: bool, buf: &mut Buffer) {
        let style = if is_here {
            theme::CURSOR
        } else {
            Self::style(piece)
        };
        let place = self.place(piece.left, piece.top, piece.width, piece.height);
        if is_here {
            blank(place, style, buf);
        }
        let above = self.top.saturating_sub(piece.top);
        for (words, y) in piece.lines.iter().skip(above).zip(place.y..place.bottom()) {
            let width = usize::from(place.width);
            let words = match piece.look {
                Look::Rule => format!("{words:-^width$}"),
                _ => text::fit(words, width, piece.align),
            };
            write(&words, Position::new(place.x, y), width, style, buf);
        }
    }

    /// The lines around a box. Where boxes meet, lines join and plain corners win.
    fn frame(&self, piece: &Piece, buf: &mut Buffer) {
        let lines = if text::widths::has_lines() {
            LINES
        } else {
            PLAIN
        };
        let (left, right) = (piece.left.saturating_sub(1), piece.left + piece.width);
        let (top, bottom) = (piece.top.saturating_sub(1), piece.bottom());
        let mut put = |column: usize, row: usize, width: usize, sign: &str| {
            let place = self.place(column, row, width, 1);
            for x in place.x..place.right() {
                if let Some(cell) = buf.cell_mut((x, place.y))
                    && place.height > 0
                    && cell.symbol() != CORNER
                {
                    cell.merge_symbol(sign, lines.joined);
                    cell.set_style(theme::PAPER_LINE);
                }
            }
        };
        for (row, corners) in [top, bottom].into_iter().zip(lines.corners) {
            for (column, corner) in [left, right].into_iter().zip(corners) {
                put(column, row, 1, corner);
            }
            put(piece.left, row, piece.width, lines.across);
        }
        for row in piece.top..bottom {
            for side in [left, right] {
                put(side, row, 1, lines.down);
            }
        }
    }

    /// What was found stands before the first line.
    fn mark(&self, piece: &Piece, severity: Severity, buf: &mut Buffer) {
        let place = self.place(piece.left.saturating_sub(1), piece.top, 1, 1);
        let style = theme::PAPER.patch(Tone::from(severity).style());
        if place.height > 0 && piece.top >= self.top {
            write(
                Mark::Problem(severity).sign(),
                place.as_position(),
                1,
                style,
                buf,
            );
        }
    }
}

/// What boxes are drawn with.
struct Lines {
    across: &'static str,
    down: &'static str,
    /// Those at the top, from the left, and those at the bottom.
    corners: [[&'static str; 2]; 2],
    joined: MergeStrategy,
}

const CORNER: &str = "+";

/// In any terminal.
const PLAIN: Lines = Lines {
    across: "-",
    down: "|",
    corners: [[CORNER; 2]; 2],
    joined: MergeStrategy::Replace,
};

/// Where each is one column for certain.
const LINES: Lines = Lines {
    across: "─",
    down: "│",
    corners: [["┌", "┐"], ["└", "┘"]],
    joined: MergeStrategy::Exact,
};
