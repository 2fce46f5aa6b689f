//! Reports opened the way the program opens them, with a terminal that leads nowhere.

use std::cell::OnceCell;
use std::io::{Sink, sink};
use std::path::Path;

use criterion::BenchmarkId;
use jixiao::cli::SAMPLE;
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::screen;
use jixiao::ui::session::Session;
use jixiao::ui::tabs::Tab;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::generated;

/// Columns and rows of the window.
pub(crate) const SIZE: (u16, u16) = (120, 40);

/// A report to measure with.
pub(crate) struct Report {
    /// What it is called in the results.
    pub(crate) name: String,
    /// How many projects were made up; `None` for the report that was really handed in.
    pub(crate) projects: Option<usize>,
    bytes: OnceCell<Vec<u8>>,
}

impl Report {
    fn of(projects: Option<usize>) -> Self {
        Self {
            name: match projects {
                None => "real".to_owned(),
                Some(projects) => format!("{projects}x{}", generated::INDICATORS),
            },
            projects,
            bytes: OnceCell::new(),
        }
    }

    /// The file.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get_or_init(|| match self.projects {
            None => SAMPLE.to_vec(),
            Some(projects) => generated::report(projects).text.into_bytes(),
        })
    }

    /// The name of a bench with this report.
    pub(crate) fn id(&self, what: &str) -> BenchmarkId {
        BenchmarkId::new(what, &self.name)
    }
}

/// The real report and made ones, each ten times the one before; only the small ones in haste.
pub(crate) fn reports(in_haste: bool) -> Vec<Report> {
    let sizes: &[usize] = if in_haste {
        &[100]
    } else {
        &[100, 1_000, 10_000]
    };
    std::iter::once(None)
        .chain(sizes.iter().map(|&projects| Some(projects)))
        .map(Report::of)
        .collect()
}

/// The program with a report open, and a terminal that leads nowhere.
pub(crate) struct Stage {
    /// The program.
    pub(crate) session: Session,
    terminal: Terminal<CrosstermBackend<Sink>>,
}

impl Stage {
    /// Opens a report.
    pub(crate) fn open(report: &Report) -> Self {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let terminal = Terminal::with_options(CrosstermBackend::new(sink()), options)
            .expect("a terminal of fixed size asks nothing");
        let mut session = Session::sample(report.bytes(), Path::new("report.yaml"), None, SIZE);
        while session.is_busy() {
            session.go_on();
        }
        Self { session, terminal }
    }

    /// Opens a report with the cursor on the spending of all projects.
    pub(crate) fn in_budget(report: &Report) -> Self {
        let mut stage = Self::open(report);
        stage.turn_to(Tab::Budget);
        stage.walk_to("全年执行数", Key::Right);
        stage
    }

    /// Opens a report with the cursor on the money of the first project.
    pub(crate) fn in_funds(report: &Report) -> Self {
        let mut stage = Self::open(report);
        stage.enter_project();
        stage.walk_to("年初预算数", Key::Down);
        stage
    }

    fn turn_to(&mut self, tab: Tab) {
        while self.session.app().tab() != tab {
            self.press(Press::plain(Key::F(4)));
        }
    }

    fn enter_project(&mut self) {
        self.turn_to(Tab::Indicators);
        self.press(Press::plain(Key::Down));
        self.press(Press::plain(Key::Enter));
    }

    fn walk_to(&mut self, field: &str, by: Key) {
        while self.field().as_deref() != Some(field) {
            self.press(Press::plain(by));
        }
    }

    /// Opens a report with the cursor in the long text on what the first project has done.
    pub(crate) fn in_long_text(report: &Report) -> Self {
        let mut stage = Self::open(report);
        stage.enter_project();
        stage.walk_to("完成情况", Key::Down);
        stage.press(Press::plain(Key::F(2)));
        stage
    }

    /// The key of the field the cursor is on.
    pub(crate) fn field(&self) -> Option<String> {
        let path = self.session.app().cell()?.path.as_ref()?;
        path.last_key().map(str::to_owned)
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, press: Press) {
        self.session.update(Input::Press(press));
    }

    /// Types a character.
    pub(crate) fn type_in(&mut self, c: char) {
        self.press(Press::plain(Key::Char(c)));
    }

    /// Draws a frame and writes it, as far as it differs, to nowhere.
    pub(crate) fn draw(&mut self) {
        let app = self.session.app();
        self.terminal
            .draw(|frame| {
                let area = frame.area();
                if let Some(caret) = screen::draw(app, area, frame.buffer_mut()) {
                    frame.set_cursor_position(caret);
                }
            })
            .expect("nowhere takes everything");
    }
}
