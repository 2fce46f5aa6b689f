//! The colours. Everything they say is also said in words or marks.
//!
//! The styles are those of the dark ground; [`Colours`] puts others in their place on a finished
//! frame, so that nothing that draws has to know which are in force.

mod colours;

pub use colours::{Colours, Paint};

use ratatui::style::{Color, Modifier, Style};

use crate::rules::Severity;

/// What a piece of the screen means; the theme gives it its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// What the program worked out.
    Computed,
    /// Labels and notes.
    Muted,
    /// Headings.
    Heading,
    /// What cannot stand.
    Error,
    /// What must be looked at.
    Warning,
    /// What is in order.
    Good,
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Hint => Self::Computed,
        }
    }
}

const fn fg(color: u8) -> Style {
    Style::new().fg(Color::Indexed(color))
}

const fn on(style: Style, color: u8) -> Style {
    style.bg(Color::Indexed(color))
}

/// Ground of the whole screen.
pub const BASE: Style = on(fg(253), 234);
/// Ground of the second pane.
pub const PANEL: Style = on(fg(253), 235);
/// The line with the report's name.
pub const TITLE: Style = on(fg(255), 24).add_modifier(Modifier::BOLD);
/// The line of totals.
pub const SUMMARY: Style = on(fg(252), 236);
/// A tab that is not shown.
pub const TAB: Style = on(fg(250), 236);
/// The tab that is shown.
pub const TAB_ACTIVE: Style = on(fg(255), 25).add_modifier(Modifier::BOLD);
/// The line of a section's name.
pub const SECTION: Style = on(fg(159), 236).add_modifier(Modifier::BOLD);
/// What stands behind it: a count, a unit, the headings of figures.
pub const SECTION_NOTE: Style = on(fg(247), 236);
/// The names of columns.
pub const HEAD: Style = on(fg(110), 235);
/// The name of the column with the cursor.
pub const HEAD_HERE: Style = on(fg(255), 235).add_modifier(Modifier::BOLD);
/// How much of a sheet is shown, and where that is.
pub const THUMB: Style = on(fg(255), 240);
/// The row with the cursor.
pub const ROW: Style = on(fg(255), 238);
/// The cell with the cursor.
pub const CURSOR: Style = on(fg(255), 25);
/// The cursor of a pane without the focus.
pub const CURSOR_IDLE: Style = on(fg(255), 240);
/// Cells selected with the cursor's.
pub const SELECTED: Style = on(fg(255), 60);
/// A figure the last edit moved.
pub const CHANGED: Style = on(fg(16), 179);
/// A cell or line being edited.
pub const EDIT: Style = on(fg(16), 230);
/// Text selected in it.
pub const EDIT_SELECTED: Style = on(fg(255), 26);
/// The words of a cell that a finding or a search is about.
pub const PASSAGE: Style = EDIT;
/// A window over the screen.
pub const POPUP: Style = on(fg(254), 237);
/// Its heading.
pub const POPUP_TITLE: Style = on(fg(255), 24).add_modifier(Modifier::BOLD);
/// What lies behind a window.
pub const BEHIND: Style = on(fg(243), 234);
/// What lies around the pages of the report.
pub const DESK: Style = on(fg(246), 234);
/// A page.
pub const PAPER: Style = on(fg(254), 236);
/// Its title.
pub const PAPER_TITLE: Style = on(fg(255), 236).add_modifier(Modifier::BOLD);
/// A heading on it.
pub const PAPER_HEADING: Style = on(fg(159), 236).add_modifier(Modifier::BOLD);
/// The lines of its tables.
pub const PAPER_LINE: Style = on(fg(242), 236);
/// The line of hints.
pub const HINT: Style = on(fg(250), 236);
/// The line of keys.
pub const KEYS: Style = on(fg(250), 234);
/// A key in it.
pub const KEY: Style = on(fg(255), 240);

/// A bar of a chart.
pub const BAR: Color = Color::Indexed(67);
/// What a bar lacks of what it is held against: the plan, the year before, the points.
pub const BAR_ROOM: Color = Color::Indexed(239);
/// What a bar has more than that, or less than nothing.
pub const BAR_BEYOND: Color = Color::Indexed(173);
/// The mark where what a bar is held against ends.
pub const BAR_MARK: Color = Color::Indexed(255);

impl Tone {
    /// Its foreground, to be laid over a ground.
    #[must_use]
    pub const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Computed => fg(152),
            Self::Muted => fg(246),
            Self::Heading => fg(159),
            Self::Error => fg(217),
            Self::Warning => fg(222),
            Self::Good => fg(150),
        }
    }
}
