//! Reading the report as pages: the cursor on them, and the way from a paragraph or number to the
//! field behind it and back.

use super::popup::{Choice, line};
use super::{App, Mode, Popup};
use crate::document::FieldPath;
use crate::export;
use crate::figures::figure::{Figure, Origin};
use crate::report::fields;
use crate::rules::Severity;
use crate::ui::action::Action;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::preview::{Pages, Piece};
use crate::ui::screen;
use crate::ui::theme::Tone;

/// The preview: whether it is open, and where one was when it was last.
#[derive(Debug, Default)]
pub struct Preview {
    open: bool,
    /// The piece with the cursor.
    at: usize,
    /// The column the cursor keeps to.
    column: usize,
    /// The first line shown.
    top: usize,
    /// What is shown; `None` while it is closed, and once the report or the window has changed.
    pages: Option<Pages>,
}

impl Preview {
    /// The pages; empty while they are not shown.
    #[must_use]
    pub const fn pages(&self) -> Option<&Pages> {
        self.pages.as_ref()
    }

    /// The piece with the cursor.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The first line shown.
    #[must_use]
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The pages no longer show what the report says.
    pub(super) fn outdate(&mut self) {
        self.pages = None;
    }

    /// What the cursor stands on.
    fn piece(&self) -> Option<&Piece> {
        self.pages()?.pieces.get(self.at)
    }

    fn stand(&mut self, at: usize) {
        self.at = at;
        self.column = self.piece().map_or(0, |piece| piece.left);
    }

    /// Scrolls so that the cursor is seen in so many lines.
    fn keep_in_sight(&mut self, height: usize) {
        let Some(pages) = &self.pages else { return };
        self.at = self.at.min(pages.last());
        let most = pages.height.saturating_sub(height);
        if self.at == pages.first() {
            self.top = 0;
        } else if self.at == pages.last() {
            self.top = most;
        }
        let Some(piece) = pages.pieces.get(self.at) else {
            return;
        };
        // A box is seen with its lines.
        let edge = usize::from(piece.is_cell());
        let (first, last) = (piece.top.saturating_sub(edge), piece.bottom() + edge);
        if last - first > height {
            // Some of it, whatever is read now.
            self.top = self.top.clamp(first.saturating_sub(height - 1), last - 1);
        } else {
            self.top = self.top.clamp(last.saturating_sub(height), first);
        }
        self.top = self.top.min(most);
    }

    /// One step up or down: what is higher than the window is read line by line first.
    fn step(&mut self, back: bool, height: usize) {
        let (Some(pages), Some(piece)) = (&self.pages, self.piece()) else {
            return;
        };
        let end = self.top + height;
        let hidden = if back {
            self.top.saturating_sub(piece.top.saturating_sub(1))
        } else {
            (piece.bottom() + 1).saturating_sub(end)
        };
        if hidden > 0 && piece.height + 2 > height {
            let by = hidden.min(height / 2);
            self.top = if back { self.top - by } else { self.top + by };
            return;
        }
        if let Some(next) = pages.next(self.at, back, self.column) {
            self.at = next;
            let tall = pages.pieces.get(next).filter(|it| it.height + 2 > height);
            if let Some(piece) = tall {
                self.top = if back {
                    (piece.bottom() + 1).saturating_sub(height)
                } else {
                    piece.top.saturating_sub(1)
                };
            }
        }
    }

    /// A screenful up or down.
    fn page(&mut self, back: bool, height: usize) {
        let Some(pages) = &self.pages else { return };
        let by = height.saturating_sub(2).max(1);
        let most = pages.height.saturating_sub(height);
        let top = if back {
            self.top.saturating_sub(by)
        } else {
            (self.top + by).min(most)
        };
        let at = match back {
            true if top == 0 => pages.first(),
            false if top == most => pages.last(),
            _ => pages.from_line(top),
        };
        self.top = top;
        self.stand(at);
    }

    /// A turn of the wheel: the cursor goes along where it would get out of sight.
    fn turn(&mut self, back: bool, height: usize) {
        const LINES: usize = 3;
        let Some(pages) = &self.pages else { return };
        let most = pages.height.saturating_sub(height);
        let top = if back {
            self.top.saturating_sub(LINES)
        } else {
            (self.top + LINES).min(most)
        };
        let (first, last) = (pages.first(), pages.last());
        let window = top..top + height;
        let in_sight = |&at: &usize| {
            // To stand on the first or the last is to be at the top or the end.
            let at_end = (at == first && top > 0) || (at == last && top < most);
            let piece = pages.pieces.get(at).filter(|_| !at_end);
            piece.is_some_and(|piece| {
                let edge = usize::from(piece.is_cell());
                let (begin, end) = (piece.top.saturating_sub(edge), piece.bottom() + edge);
                if end - begin > height {
                    begin < window.end && window.start < end
                } else {
                    window.start <= begin && end <= window.end
                }
            })
        };
        self.top = top;
        if !in_sight(&self.at) {
            let shown = pages.within(window.clone());
            let stops = shown.filter(|(_, it)| it.is_stop()).map(|(at, _)| at);
            let stops: Vec<usize> = stops.collect();
            // Where none is whole, one that is half in sight comes to be.
            let at = if back {
                let above = || pages.pieces.iter().take(self.at).rposition(Piece::is_stop);
                let whole = stops.iter().rev().copied().find(in_sight);
                whole.or(stops.first().copied()).or_else(above)
            } else {
                let whole = stops.iter().copied().find(in_sight);
                // One that is cut off above would pull the window back to it.
                let is_ahead = |at: &usize| {
                    let piece = pages.pieces.get(*at);
                    piece.is_some_and(|it| it.is_stop() && it.bottom() >= window.end)
                };
                let ahead = || (self.at..pages.pieces.len()).find(is_ahead);
                whole.or_else(ahead).or(stops.last().copied())
            };
            let at = at.unwrap_or_else(|| pages.from_line(top));
            self.stand(at);
        }
    }

    fn beside(&mut self, back: bool) {
        let next = self.pages.as_ref().and_then(|it| it.beside(self.at, back));
        if let Some(next) = next {
            self.stand(next);
        }
    }

    /// The beginning of this part of the report or of the one before, or of the next.
    fn chapter(&mut self, back: bool) {
        let Some(pages) = &self.pages else { return };
        let mut begins = pages.chapters.iter().map(|chapter| chapter.piece);
        let found = if back {
            begins.rev().find(|&piece| piece < self.at)
        } else {
            begins.find(|&piece| piece > self.at)
        };
        if let Some(piece) = found {
            self.begin(piece);
        }
    }

    /// Reads on from a piece, which comes to stand at the top.
    fn begin(&mut self, piece: usize) {
        self.stand(piece);
        self.top = self.piece().map_or(0, |piece| piece.top);
    }
}

impl App {
    /// The preview, while it is open.
    #[must_use]
    pub const fn preview(&self) -> Option<&Preview> {
        if self.preview.open {
            Some(&self.preview)
        } else {
            None
        }
    }

    /// Opens the pages where the field under the cursor is shown, or closes them.
    pub(super) fn turn_preview(&mut self) {
        if self.preview.open {
            self.close_preview();
            return;
        }
        let here = self.cell().map(|cell| (cell.path.clone(), cell.figure));
        self.preview.open = true;
        self.lay_out();
        if let Some((path, figure)) = here {
            let shows = |origin: &Origin| match origin {
                Origin::Field(field) => path.as_ref() == Some(field),
                Origin::Figure(of) => {
                    Some(*of) == figure || (path.is_some() && self.ledger().entered_at(*of) == path)
                }
            };
            let pages = self.preview.pages.iter().flat_map(|pages| &pages.pieces);
            let shown = pages.enumerate();
            let shown = shown.filter(|(_, piece)| piece.origin.as_ref().is_some_and(shows));
            let nearest = shown.min_by_key(|(i, _)| i.abs_diff(self.preview.at));
            if let Some((i, piece)) = nearest {
                // With some of what stands before it.
                let height = usize::from(screen::pages_area(self).height);
                let top = piece.top.saturating_sub(height / 3);
                self.preview.stand(i);
                self.preview.top = top;
            }
        }
    }

    pub(super) fn close_preview(&mut self) {
        self.preview.open = false;
        self.preview.pages = None;
    }

    /// Makes the pages anew where they are shown and something has changed.
    pub(super) fn lay_out(&mut self) {
        if !self.preview.open {
            return;
        }
        let area = screen::pages_area(self);
        if self.preview.pages.is_none() {
            let book = export::tree(&self.view());
            self.preview.pages = Some(Pages::lay_out(&book, area.width));
        }
        self.preview.keep_in_sight(usize::from(area.height).max(1));
    }

    /// A key while the pages are read.
    pub(super) fn read_pages(&mut self, press: Press) -> Vec<Effect> {
        let height = usize::from(screen::pages_area(self).height).max(1);
        let preview = &mut self.preview;
        match (press.key, press.ctrl) {
            (Key::Up, false) => preview.step(true, height),
            (Key::Down, false) => preview.step(false, height),
            (Key::Left, false) => preview.beside(true),
            (Key::Right, false) => preview.beside(false),
            (Key::Tab, false) => preview.beside(press.shift),
            (Key::PageUp, false) => preview.page(true, height),
            (Key::PageDown, false) => preview.page(false, height),
            (Key::Home, _) => preview.stand(preview.pages().map_or(0, Pages::first)),
            (Key::End, _) => preview.stand(preview.pages().map_or(0, Pages::last)),
            (Key::Up, true) => preview.chapter(true),
            (Key::Down, true) => preview.chapter(false),
            (Key::Esc, _) => self.close_preview(),
            (Key::Enter, false) => self.go_behind(),
            (Key::F(6), false) => self.list_chapters(),
            _ => match self.meant_by(press) {
                Some(action) => return self.act(action),
                None if press.typed().is_some() => {
                    self.say(FOR_READING, Tone::Warning);
                }
                None => {}
            },
        }
        Vec::new()
    }

    /// A click on a piece puts the cursor there, a second one goes to the field behind it.
    pub(super) fn point_at_piece(&mut self, at: usize) {
        if self.preview.at == at {
            self.go_behind();
            return;
        }
        let piece = self.preview.pages().and_then(|it| it.pieces.get(at));
        if piece.is_some_and(Piece::is_stop) {
            self.preview.stand(at);
        }
    }

    /// A turn of the wheel over the pages.
    pub(super) fn turn_pages(&mut self, back: bool) {
        let height = usize::from(screen::pages_area(self).height).max(1);
        self.preview.turn(back, height);
    }

    /// Why an action has no place while the pages are read.
    pub(super) const fn unavailable_on_pages(action: Action) -> Option<&'static str> {
        match action {
            // What they show changes by these before one's eyes.
            Action::Save | Action::Undo | Action::Redo => None,
            action if action.changes() => Some(FOR_READING),
            Action::Copy
            | Action::NextTab
            | Action::PreviousTab
            | Action::NextPane
            | Action::Enter
            | Action::Up
            | Action::SwitchChart => Some("现在是预览，请先按 Esc 返回。"),
            _ => None,
        }
    }

    /// What the piece with the cursor shows; of a heading, what the text below it does.
    fn shown_here(&self) -> Option<&Origin> {
        let pages = self.preview()?.pages()?;
        let mut pieces = pages.pieces.iter().skip(self.preview.at);
        pieces.find_map(|piece| piece.origin.as_ref())
    }

    /// The field that what an origin shows begins at.
    fn field_of(&self, origin: &Origin) -> Option<FieldPath> {
        match origin {
            Origin::Field(path) => Some(path.clone()),
            Origin::Figure(figure) => self.ledger().begins_at(*figure),
        }
    }

    /// Goes to the field behind the piece with the cursor, which closes the pages.
    fn go_behind(&mut self) {
        match self.shown_here().and_then(|origin| self.field_of(origin)) {
            Some(path) => self.go_home(&path),
            None => self.say("这里是固定的文字，其后没有填写的地方。", Tone::Muted),
        }
    }

    /// The figure or the field behind the piece with the cursor, for help.
    pub(super) fn shown_on_page(&self) -> (Option<Figure>, Option<FieldPath>) {
        match self.shown_here() {
            Some(Origin::Figure(figure)) => (Some(*figure), None),
            Some(Origin::Field(path)) => (None, Some(path.clone())),
            None => (None, None),
        }
    }

    /// What there is to say about the piece with the cursor: first what was found there.
    #[must_use]
    pub fn about_piece(&self) -> Option<(String, Tone)> {
        let origin = self.preview()?.piece()?.origin.as_ref();
        let Some(origin) = origin else {
            let words = "固定的文字，回车到其后第一处填写的地方。";
            return Some((words.to_owned(), Tone::Plain));
        };
        let field = self.field_of(origin);
        let place = field
            .as_ref()
            .map(|path| fields::describe(&self.document, path));
        let words = match (origin, &place) {
            (Origin::Field(_), Some(place)) => format!("填写在 {place}。"),
            (Origin::Figure(figure), Some(place)) => {
                let name = self.ledger().name(*figure);
                format!("{name}：F1 看怎样算，回车到 {place}。")
            }
            (_, None) => "由程序算出，现在没有可以填写的来源。".to_owned(),
        };
        let path = self.ledger().named_by(origin);
        let found = path.and_then(|path| {
            let open = self.diagnostics().filter(|it| it.is_open());
            let named = open.filter(|it| it.places.iter().any(|place| place.path == path));
            named.min_by_key(|it| it.weight())
        });
        Some(match found {
            Some(it) => {
                let found = it.words();
                (format!("{found}\n{words}"), it.severity.into())
            }
            None => (words, Tone::Plain),
        })
    }

    /// The gravest that was found about what a piece shows.
    #[must_use]
    pub fn found_at(&self, piece: &Piece) -> Option<Severity> {
        let path = self.ledger().named_by(piece.origin.as_ref()?)?;
        self.findings.mark(&path)
    }

    fn list_chapters(&mut self) {
        let Some(pages) = self.preview.pages() else {
            return;
        };
        let lines = pages.chapters.iter().map(|chapter| {
            let top = pages.pieces.get(chapter.piece).map_or(0, |it| it.top);
            let number = pages.number_of(pages.page_of(top));
            let page = number.map(|(number, _)| number).or(chapter.page);
            let page = page.map_or_else(String::new, |page| format!("第{page}页"));
            line(&chapter.title, Choice::Read(chapter.piece)).noted(page)
        });
        self.mode = Mode::Popup(Popup::Choose {
            title: "目录".to_owned(),
            text: String::new(),
            lines: lines.collect(),
            selected: pages.chapter_of(self.preview.at).unwrap_or(0),
        });
    }

    /// Turns to a piece, chosen from the list of parts.
    pub(super) fn read_from(&mut self, piece: usize) {
        self.preview.begin(piece);
    }
}

/// Why nothing can be changed on the pages.
pub(super) const FOR_READING: &str = "预览里不能修改，请按回车到填写的地方。";
