//! The state of the program and how inputs change it. Draws nothing and touches no disk:
//! what it wants of the outside it returns as [`Effect`]s.
//!
//! After every input the screen's contents are made anew from the document's derived values
//! ([`Screen`]); moving the cursor is moving over those contents.

mod block;
mod changes;
mod compare;
mod completion;
mod drill;
mod editing;
mod entries;
mod entry;
mod exporting;
mod files;
mod find;
mod growing;
mod help;
mod hints;
mod kept;
mod lacking;
mod listing;
mod menu;
mod navigation;
mod needs;
mod next;
mod outside;
mod palette;
mod pasting;
mod pointer;
mod popup;
mod preview;
mod problems;
mod references;
mod remarks;
mod review;
mod saving;
mod typed;
mod undo;
mod unread;

use std::cell::OnceCell;
use std::ops::Range;
use std::path::PathBuf;

use super::action::{Action, action_for};
use super::effect::{Effect, Saved};
use super::input::{Input, Key, Press};
use super::screen::{self, Screen};
use super::sheet::{Cell, Row};
use super::tabs::Tab;
use super::tabs::budget::Comparison;
use super::tabs::indicators::Grouping;
use super::theme::{Colours, Paint, Tone};
use super::widgets::grid::Cursor;
use crate::document::{Change, Document, EditError, FieldPath, UndoStep};
use crate::figures::Figures;
use crate::figures::budget::Item;
use crate::figures::figure::Ledger;
use crate::figures::live::Names;
use crate::figures::required::Required;
use crate::figures::scheme::InForce;
use crate::report::check::{Filled, Inspections};
use crate::report::fields;
use crate::report::{self, Report};
use crate::rules::{Case, Diagnostic, Examined, Findings, Severity, Work};
use crate::store::Kind;

pub use changes::{Lead, Left, Recording};
pub use compare::Against;
pub use completion::Completion;
pub use editing::Editing;
pub use files::{Asked, Folder, NEW_NAME, Purpose};
pub use find::{Find, Line as FindLine, Match};
pub use growing::Growing;
pub use listing::Listing;
pub use menu::{Menu, MenuItem};
pub use outside::{Conflicts, Met, Ours};
pub use palette::{PAGE as PALETTE_PAGE, Palette, Sort};
pub use pasting::Pasting;
pub use popup::{Line, Popup, is_numbered};
pub use preview::Preview;
pub use review::{Access, Reviewer, Spot};

use drill::Drill;
use kept::Kept;
use saving::{Saving, Then};

/// What the keys do now.
#[derive(Debug, Default)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one mode, in the app, which is large itself"
)]
pub enum Mode {
    /// Walk over the cells.
    #[default]
    Browse,
    /// Type into the cell under the cursor, or write a long text.
    Edit(Editing),
    /// Answer a window.
    Popup(Popup),
}

impl Mode {
    /// What is being typed.
    #[must_use]
    pub const fn editing(&self) -> Option<&Editing> {
        match self {
            Self::Edit(editing) => Some(editing),
            Self::Browse | Self::Popup(_) => None,
        }
    }

    const fn editing_mut(&mut self) -> Option<&mut Editing> {
        match self {
            Self::Edit(editing) => Some(editing),
            Self::Browse | Self::Popup(_) => None,
        }
    }

    /// The long text that is being written, in a window of its own.
    #[must_use]
    pub fn long_text(&self) -> Option<&Editing> {
        self.editing().filter(|editing| editing.is_long())
    }
}

/// A sentence under the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What is said.
    pub text: String,
    /// What it means.
    pub tone: Tone,
    bearing: Bearing,
}

/// What a sentence under the screen bears on, which is how long it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bearing {
    /// Something done or found: until another is said, or the next thing is done.
    Deed,
    /// A key pressed in a window: until the next one.
    Key,
    /// Something typed that is refused: as long as that is typed on.
    Typing,
}

impl Notice {
    /// Whether it refuses what is being typed.
    fn refuses_typing(&self) -> bool {
        self.bearing == Bearing::Typing
    }
}

/// The program.
#[derive(Debug)]
pub struct App {
    document: Document,
    report: Report,
    inspections: Inspections,
    figures: Figures,
    scheme: InForce,
    /// Whether the scheme's file has yet to be read.
    wants_scheme: bool,
    /// The figures that texts quote; none while no text does.
    names: Names,
    /// The texts that quote them, once they have been looked for since the last change.
    live_texts: OnceCell<Vec<FieldPath>>,
    /// What the rules say, as far as they have been asked: the first frame does not wait for them, nor
    /// does a key that moves or types.
    findings: Findings,
    /// How many open diagnostics each tab has, by severity.
    tally: problems::Tally,
    /// The diagnostic under the cursor.
    here: Option<Diagnostic>,
    kept: Kept,
    size: (u16, u16),
    tab: Tab,
    panes: [TabState; 4],
    drill: Drill,
    comparison: Comparison,
    grouping: Grouping,
    paint: Paint,
    /// Whether the mouse is ours, not the terminal's.
    mouse: bool,
    /// What the button of the mouse went down on.
    held: pointer::Held,
    mode: Mode,
    preview: Preview,
    notice: Option<Notice>,
    /// What was copied here last.
    clipboard: Option<String>,
    /// The same as it stood in the one cell it was copied from.
    copied: Option<String>,
    /// Where the row being filled in with Tabs is gone on with.
    tabs: Option<navigation::Tabs>,
    /// The list whose next entry can be typed where one stands.
    growing: Option<Growing>,
    /// The characters by which the word with the cursor was just picked.
    picked: Option<String>,
    /// What was looked for last.
    sought: find::Sought,
    /// The words gone to last that no finding is about.
    passage: Option<(FieldPath, Range<usize>)>,
    /// The diagnostic gone to last.
    problem: Option<problems::GoneTo>,
    /// The list out of which it is dealt with, and which is gone back to then.
    listed: Option<problems::Listed>,
    /// The empty field gone to last, and the cell one stood on then.
    empty: Option<(FieldPath, next::Standing)>,
    /// What waits until all is saved and written.
    then: Then,
    access: Access,
    reviewer: Reviewer,
    /// The day, where it was told.
    today: String,
    welcome: files::Welcome,
    /// What the report was held against last, and where one was in the list.
    compared: Option<compare::Compared>,
    /// The section or diagnostic that was reviewed last.
    reviewed: Option<review::Stood>,
    /// What is written as soon as the screen has said so.
    exporting: Option<exporting::Export>,
    /// How many exports are being written.
    delivering: usize,
    recording: Recording,
    saving: Option<Saving>,
    /// How a save ended that has to be asked about, once nothing is being typed.
    unheard: Option<Saved>,
    /// The question that no key asked for, until it can have been read.
    unread: Option<unread::Unread>,
    /// How many rows beyond a window's height have cells, for what reaches further.
    reach: usize,
    screen: Screen,
    /// How often what the panes show has moved, but for the words of a text.
    moves: u64,
    before: Option<Box<Screen>>,
}

/// Cursors and focus of one tab.
#[derive(Debug, Clone, Copy, Default)]
struct TabState {
    focus: usize,
    cursors: [Cursor; 3],
}

impl App {
    /// Opens a document. `file` is the name of its file, if it has one; `suggested` is where it
    /// is offered to be kept otherwise.
    #[must_use]
    pub fn new(bytes: &[u8], file: Option<String>, suggested: PathBuf, size: (u16, u16)) -> Self {
        let examined = Examined::by_built_in(report::open(bytes));
        Self::over(examined, file, suggested, size)
    }

    /// An app over a document of which everything has been derived, which takes its time of a large one.
    #[must_use]
    pub fn over(
        examined: Examined,
        file: Option<String>,
        suggested: PathBuf,
        size: (u16, u16),
    ) -> Self {
        let Examined {
            document,
            report,
            inspections,
            in_force: scheme,
            figures,
            names,
        } = examined;
        let mut app = Self {
            document,
            report,
            inspections,
            figures,
            scheme,
            wants_scheme: false,
            names,
            live_texts: OnceCell::new(),
            findings: Findings::default(),
            tally: problems::Tally::default(),
            here: None,
            kept: Kept::new(file, suggested),
            size,
            tab: Tab::Basics,
            panes: [TabState::default(); 4],
            drill: Drill::default(),
            comparison: Comparison::default(),
            grouping: Grouping::default(),
            paint: Paint::default(),
            mouse: true,
            held: pointer::Held::default(),
            mode: Mode::Browse,
            preview: Preview::default(),
            notice: None,
            clipboard: None,
            copied: None,
            tabs: None,
            growing: None,
            picked: None,
            sought: find::Sought::default(),
            passage: None,
            problem: None,
            listed: None,
            empty: None,
            then: Then::default(),
            access: Access::default(),
            reviewer: Reviewer::default(),
            today: String::new(),
            welcome: files::Welcome::default(),
            compared: None,
            reviewed: None,
            exporting: None,
            delivering: 0,
            recording: Recording::default(),
            saving: None,
            unheard: None,
            unread: None,
            reach: 0,
            screen: Screen::default(),
            moves: 0,
            before: None,
        };
        app.begin_at(Item::Projects);
        app.rebuild();
        app
    }

    /// Takes one input and returns what is to be done outside.
    pub fn update(&mut self, input: Input) -> Vec<Effect> {
        // Nobody edits what cannot be seen; leaving is possible when nothing is lost by it.
        if self.is_unseen() && !matches!(input, Input::Resize(..) | Input::Ground { .. }) {
            let leaving = input == Input::Press(Press::ctrl(Key::Char('q')));
            if leaving && !self.is_unsaved() {
                return vec![Effect::Quit];
            }
            if matches!(input, Input::Press(_) | Input::Paste(_) | Input::Numbers(_)) {
                self.say(
                    "刚才窗口太小，按的键没有用上，请看一下少了什么，再接着填。",
                    Tone::Warning,
                );
            }
            return Vec::new();
        }
        if !input.is_of_window() {
            self.take_back_passed();
        }
        // A window may be about what the rules say.
        if matches!(self.mode, Mode::Popup(_)) && !input.is_of_window() {
            self.ask_rules();
        }
        let mut effects = match input {
            Input::Resize(columns, rows) => {
                self.size = (columns, rows);
                self.preview.outdate();
                // What stands elsewhere now has not changed.
                self.before = None;
                self.use_room();
                Vec::new()
            }
            Input::Ground { light } => {
                self.paint = self.paint.on_ground(light);
                Vec::new()
            }
            Input::Focus => Vec::new(),
            _ if self.is_held_back(&input) => {
                self.pass_unread();
                Vec::new()
            }
            // A terminal that has no text to paste takes none away.
            Input::Paste(text) if text.is_empty() => Vec::new(),
            Input::Paste(text) => self.paste_input(&text),
            Input::Numbers(text) => self.take_numbers(&text),
            Input::Press(press) => self.press(press),
            Input::Pointer(pointer) => self.point(pointer),
        };
        if matches!(self.mode, Mode::Browse)
            && let Some(saved) = self.unheard.take()
        {
            effects.extend(self.saved(saved));
        }
        self.rebuild();
        self.stop_growing();
        self.return_to_list();
        if std::mem::take(&mut self.wants_scheme) {
            effects.push(Effect::ReadScheme(self.report.scheme.to_string()));
        }
        effects
    }

    /// Whether the window is too small for anything to be seen.
    #[must_use]
    pub const fn is_unseen(&self) -> bool {
        self.size.0 < screen::LEAST.0 || self.size.1 < screen::LEAST.1
    }

    fn press(&mut self, press: Press) -> Vec<Effect> {
        // Text to be selected, or garbled, stands in windows too.
        if let Some(action @ (Action::SwitchMouse | Action::Redraw)) = action_for(press) {
            return self.act(action);
        }
        if self.pass_welcome(press) {
            return Vec::new();
        }
        match self.mode {
            Mode::Browse => {
                if self.goes_on_refused(press) {
                    return Vec::new();
                }
                self.before = None;
                self.notice = None;
                self.welcome = files::Welcome::Over;
                if self.preview().is_some() {
                    self.read_pages(press)
                } else {
                    self.browse(press)
                }
            }
            Mode::Edit(_) => self.edit_press(press),
            Mode::Popup(_) => self.popup_press(press),
        }
    }

    fn browse(&mut self, press: Press) -> Vec<Effect> {
        if press.key == Key::Esc && self.then == Then::Quit {
            self.then = Then::Stay;
            self.say("不退出了，可以接着填，还在写的会写完。", Tone::Muted);
            return Vec::new();
        }
        if self.navigate(press) {
            return Vec::new();
        }
        if press == Press::plain(Key::Backspace) && !self.is_in_budget() {
            return self.rub_out();
        }
        if let Some(action) = self.meant_by(press) {
            return self.act(action);
        }
        match press.typed() {
            Some(c) => self.begin_typing(c),
            None => {
                self.say_useless(press);
                Vec::new()
            }
        }
    }

    /// What a key stands for here: nothing is taken over that nobody else has open.
    fn meant_by(&self, press: Press) -> Option<Action> {
        match action_for(press)? {
            Action::TakeOver if !self.is_guest() => Some(Action::Open),
            action => Some(action),
        }
    }

    /// Says that a key does nothing, where somebody meant one.
    fn say_useless(&mut self, press: Press) {
        if is_meant(press) {
            let [menu, palette] = [Action::Menu, Action::Palette].map(Action::key_label);
            let key = press.label();
            self.say(
                format!("{key} 在这里没有用处，{menu} 打开菜单，{palette} 按名称找要做的事。"),
                Tone::Muted,
            );
        }
    }

    /// Does what an action says, or says why it cannot be done.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        if action.hangs_on_rules() {
            self.ask_rules();
        }
        if action == Action::Edit {
            self.stand_where_selection_began();
        }
        if let Some(reason) = self.unavailable(action) {
            // What the screen says of it is hidden by this sentence.
            let problem = self.document.problems().first();
            let problem = problem.filter(|_| self.document.is_read_only());
            let problem = problem.map_or("", |it| it.message.as_str());
            self.say(format!("{reason}{problem}"), Tone::Warning);
            return Vec::new();
        }
        match action {
            Action::Save => return self.save(),
            Action::SaveAs => self.ask_name(Purpose::Save),
            Action::Export => self.ask_export(),
            Action::Preview => self.turn_preview(),
            Action::Quit => return self.quit(),
            Action::Undo => return self.travel(Document::undo, Kind::Undo),
            Action::Redo => return self.travel(Document::redo, Kind::Redo),
            Action::Edit => self.begin_edit(),
            Action::Clear => return self.clear(),
            Action::Insert => return self.insert_entry(),
            Action::Remove => return self.remove_entry(),
            Action::MoveUp => return self.move_entry(-1),
            Action::MoveDown => return self.move_entry(1),
            Action::FillDown => return self.fill_down(),
            Action::FillRight => return self.fill_right(),
            Action::Copy => return self.copy(),
            Action::Cut => {
                let mut effects = self.copy();
                let copied = self.notice.take();
                effects.extend(self.clear());
                match (&mut self.notice, copied) {
                    (Some(cleared), Some(copied)) => cleared.text.insert_str(0, &copied.text),
                    (said, copied) => *said = said.take().or(copied),
                }
                return effects;
            }
            Action::Paste => {
                let text = self.clipboard.clone().unwrap_or_default();
                return self.paste_input(&text);
            }
            Action::NextTab => self.show(self.tab.next()),
            Action::PreviousTab => self.show(self.tab.previous()),
            Action::NextPane => self.next_pane(),
            Action::Enter => self.enter(),
            Action::Up => self.up(),
            Action::SwitchChart if self.tab == Tab::Budget => {
                self.comparison = self.comparison.next();
            }
            Action::SwitchChart => self.grouping = self.grouping.next(),
            Action::SwitchColours => {
                let next = self.colours().next();
                self.paint = Paint::Chosen(next);
                self.say(format!("配色：{}。", next.name()), Tone::Good);
            }
            Action::SwitchMouse => self.switch_mouse(),
            Action::Redraw => {
                self.say("屏幕已重画。", Tone::Muted);
                return vec![Effect::Redraw];
            }
            Action::NextEmpty => self.next_empty(),
            Action::NextProblem => self.walk_problems(true),
            Action::PreviousProblem => self.walk_problems(false),
            Action::Problems => self.list_problems(),
            Action::Changes => return vec![Effect::ListChanges],
            Action::Mend if self.document.slips() > 0 => return self.mend_slips(),
            Action::Mend => self.mend(),
            Action::Answer => self.answer_here(),
            Action::Quote => self.quote(),
            Action::Tick => self.tick(),
            Action::Comment => self.comment(),
            Action::NextReview => self.review_next(),
            Action::Compare => self.ask_against(),
            Action::Pend => return self.pend(),
            Action::Lacking => self.list_what_is_missing(),
            Action::NewBlank => return self.leave_for(Purpose::New),
            Action::NewFromLastYear => return self.leave_for(Purpose::LastYear),
            Action::Open => return self.leave_for(Purpose::Open),
            Action::Reviewed => return vec![Effect::ListReview],
            Action::SwitchReview => self.switch_review(),
            Action::TakeOver => self.offer_to_take_over(),
            Action::Help => self.help(),
            Action::Menu => self.open_menu(),
            Action::Palette => self.open_palette(),
            Action::Sum => self.sum(),
            Action::Find => self.open_find(false),
            // Who has just been led to what is to be replaced goes on with what replaces it.
            Action::Replace => self.open_find(true),
            Action::FindNext => self.find_again(true),
            Action::FindPrevious => self.find_again(false),
        }
        Vec::new()
    }

    /// Why an action cannot be done here and now; `None` when it can.
    #[must_use]
    pub fn unavailable(&self, action: Action) -> Option<&'static str> {
        if let Some(reason) = self.barred(action) {
            return Some(reason);
        }
        if self.preview().is_some()
            && let Some(reason) = Self::unavailable_on_pages(action)
        {
            return Some(reason);
        }
        let needs = action.entry().map_or(&[][..], |entry| entry.needs);
        needs.iter().find_map(|need| self.lacks(*need))
    }

    // What has been derived, for the screen.

    /// What the tabs show.
    #[must_use]
    pub fn view(&self) -> Case<'_> {
        Case {
            document: &self.document,
            report: &self.report,
            figures: &self.figures,
            scheme: self.scheme.scheme(),
            scheme_trouble: self.scheme.trouble(),
            inspections: &self.inspections,
            names: &self.names,
        }
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Columns and rows of the window.
    #[must_use]
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The tab shown.
    #[must_use]
    pub const fn tab(&self) -> Tab {
        self.tab
    }

    /// What the chart of the budget compares.
    #[must_use]
    pub const fn comparison(&self) -> Comparison {
        self.comparison
    }

    /// How the chart of scores groups the indicators.
    #[must_use]
    pub const fn grouping(&self) -> Grouping {
        self.grouping
    }

    /// Takes over what is the person's and not the report's, where one goes on with another report.
    pub fn goes_on_from(&mut self, other: Self) {
        self.clipboard = other.clipboard;
        self.copied = other.copied;
        self.mouse = other.mouse;
        self.paint = other.paint;
        self.reviewer = other.reviewer;
        self.delivering = other.delivering;
    }

    /// Whether the mouse is ours, not the terminal's.
    #[must_use]
    pub const fn has_mouse(&self) -> bool {
        self.mouse
    }

    /// The colours in force.
    #[must_use]
    pub const fn colours(&self) -> Colours {
        self.paint.colours()
    }

    /// The colours it is painted in, and who chose them.
    #[must_use]
    pub const fn paint(&self) -> Paint {
        self.paint
    }

    /// Begins in these colours.
    pub const fn paint_in(&mut self, paint: Paint) {
        self.paint = paint;
    }

    /// What the keys do now.
    #[must_use]
    pub const fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The sentence under the screen.
    #[must_use]
    pub const fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// What is on the screen.
    #[must_use]
    pub const fn screen(&self) -> &Screen {
        &self.screen
    }

    /// What was on the screen before the edit in progress or just made.
    #[must_use]
    pub fn before(&self) -> Option<&Screen> {
        self.before
            .as_deref()
            .filter(|before| before.key == self.screen.key)
    }

    /// How often what the panes show has moved, but for the words of a text.
    #[must_use]
    pub const fn moves(&self) -> u64 {
        self.moves
    }

    /// Which pane has the keys.
    #[must_use]
    pub fn focus(&self) -> usize {
        self.state().focus
    }

    /// Where the cursor stands in a pane of the tab shown.
    #[must_use]
    pub fn cursor(&self, pane: usize) -> Cursor {
        self.state().cursors.get(pane).copied().unwrap_or_default()
    }

    /// What the report has to hold.
    pub(super) fn required(&self) -> Required<'_> {
        self.view().required()
    }

    /// Report, figures and scheme, to be asked about one figure.
    #[must_use]
    pub fn ledger(&self) -> Ledger<'_> {
        self.view().ledger()
    }

    /// The figures that texts quote; none while no text does.
    #[must_use]
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// Asks the rules as much as nobody notices; whether that has changed the screen.
    pub fn ask_some_rules(&mut self) -> bool {
        let has_changed = self.ask_as_far_as(Work::unnoticed());
        if has_changed {
            self.rebuild();
        }
        has_changed
    }

    /// Asks the rules everything, for what hangs on their answers.
    pub fn ask_rules(&mut self) {
        if self.ask_as_far_as(Work::all()) {
            self.rebuild();
        }
    }

    /// Asks the rules what they have not been asked; whether they have been asked everything by it.
    fn ask_as_far_as(&mut self, work: Work) -> bool {
        if self.is_settled() {
            return false;
        }
        self.with_findings(|findings, view| findings.ask(view, work));
        self.count_anew();
        self.is_settled()
    }

    /// Has the findings changed by what they are about, which they stand beside.
    fn with_findings(&mut self, change: impl FnOnce(&mut Findings, &Case<'_>)) {
        let mut findings = std::mem::take(&mut self.findings);
        change(&mut findings, &self.view());
        self.findings = findings;
    }

    /// What the rules say, as far as they have been asked.
    #[must_use]
    pub const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Whether the rules have been asked everything about the report as it is.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.findings.is_whole()
    }

    /// Everything found, open or answered.
    fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.diagnostics()
    }

    /// How many open diagnostics of one severity there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let syntax = match severity {
            Severity::Error => self.document.problems().len(),
            Severity::Warning | Severity::Hint => 0,
        };
        let tabs = Tab::ALL.into_iter();
        syntax + tabs.map(|tab| self.count_on(tab, severity)).sum::<usize>()
    }

    fn state(&self) -> TabState {
        let state = self.panes.get(self.tab.place());
        state.copied().unwrap_or_default()
    }

    fn change_state(&mut self, change: impl FnOnce(&mut TabState)) {
        if let Some(state) = self.panes.get_mut(self.tab.place()) {
            change(state);
        }
    }

    /// The row under the cursor.
    fn row(&self) -> Option<&Row> {
        let cursor = self.cursor(self.focus());
        self.screen.sheet(self.focus())?.rows.get(cursor.row)
    }

    /// The cell under the cursor.
    #[must_use]
    pub fn cell(&self) -> Option<&Cell> {
        self.row()?.cells.get(self.cursor(self.focus()).column)
    }

    fn say(&mut self, text: impl Into<String>, tone: Tone) {
        self.say_of(Bearing::Deed, text, tone);
    }

    fn say_of(&mut self, bearing: Bearing, text: impl Into<String>, tone: Tone) {
        self.notice = Some(Notice {
            text: text.into(),
            tone,
            bearing,
        });
    }

    /// Whether a key goes on with what is refused as it is typed, so that what was said stays. The
    /// Enter that ends it leads nowhere, as nothing was taken; the next one does.
    fn goes_on_refused(&mut self, press: Press) -> bool {
        let Some(notice) = self.notice.as_mut().filter(|it| it.refuses_typing()) else {
            return false;
        };
        let ends = press == Press::plain(Key::Enter);
        if ends {
            notice.bearing = Bearing::Deed;
        }
        ends || press.typed().is_some() || press == Press::plain(Key::Backspace)
    }

    /// Brings everything derived up to date with the document.
    fn derive(&mut self) {
        let scopes = self.document.take_scopes();
        let all = scopes.iter().cloned().reduce(|all, it| all.common(&it));
        let Some(scope) = all else {
            return;
        };
        self.live_texts.take();
        self.preview.outdate();
        // All of it is looked through for the words of a text alone.
        let is_worded = matches!(fields::kind_at(&scope), Some(fields::Kind::LongText));
        let filled = is_worded.then(|| self.filled());
        self.report.refresh_each(&self.document, &scopes);
        self.inspections.refresh_each(&self.document, &scopes);
        let same = self.report.scheme.trim() == self.scheme.name();
        let is_built = if same {
            self.figures
                .refresh(&self.report, self.scheme.scheme(), &scope)
        } else {
            self.go_by(InForce::of(&self.report.scheme, None));
            self.wants_scheme = self.scheme.wanted().is_some();
            true
        };
        // What a problem is stands beside its remedies as well.
        let is_quoted = scope.first_key() == Some("问题");
        if is_built || is_quoted || filled.is_none_or(|filled| filled != self.filled()) {
            self.moves += 1;
        }
        if self.names.is_empty() {
            // Where no text quoted a figure, one that does now lies in what has changed.
            let changed = self.document.node(&scope);
            let changed = changed.map(|node| node.text().unwrap_or(node.written()));
            let changed = changed.unwrap_or_default();
            self.names = Names::needed_by(changed, self.ledger());
        } else if is_built || scope.last_key() == Some("名称") {
            self.names = Names::needed_by(self.document.text(), self.ledger());
        }
        if same {
            self.with_findings(|findings, view| findings.outdate(view, &scope));
        }
        self.ask_as_far_as(Work::unnoticed());
    }

    /// Goes by another scheme, on which every score hangs, and which rules are in force.
    fn go_by(&mut self, scheme: InForce) {
        self.scheme = scheme;
        self.figures = Figures::compute(&self.report, self.scheme.scheme());
        self.findings = Findings::default();
    }

    /// How much of all that has to be filled in is.
    fn filled(&self) -> Filled {
        self.view().required().filled(|_| true)
    }

    /// Takes a text of which everything has been derived for the present one, as [`Document::replace`]
    /// does.
    fn exchange(
        &mut self,
        with: Examined,
        name: String,
        place: FieldPath,
        changes: Vec<Change>,
    ) -> Option<UndoStep> {
        let Examined {
            document,
            report,
            inspections,
            in_force,
            figures,
            names,
        } = with;
        let step = self.document.replace(document, name, place, changes);
        let step = step.cloned();
        self.moves += 1;
        self.document.take_scope();
        self.live_texts.take();
        self.preview.outdate();
        (self.report, self.inspections) = (report, inspections);
        (self.figures, self.names) = (figures, names);
        if in_force.name() == self.scheme.name() {
            // The unit's own scheme has been read since, and is not read again.
            if in_force.wanted().is_some() {
                self.figures = Figures::compute(&self.report, self.scheme.scheme());
            }
            self.with_findings(|findings, view| findings.outdate(view, &FieldPath::root()));
        } else {
            self.wants_scheme = in_force.wanted().is_some();
            self.scheme = in_force;
            self.findings = Findings::default();
        }
        self.ask_as_far_as(Work::unnoticed());
        step
    }

    /// The scheme the report names.
    #[must_use]
    pub fn scheme_name(&self) -> &str {
        &self.report.scheme
    }

    /// Scores by a scheme that was read from beside the report.
    pub fn score_by(&mut self, scheme: InForce) {
        if scheme.name() != self.report.scheme.trim()
            || (scheme.wanted().is_none() && self.scheme.wanted().is_none())
        {
            return;
        }
        self.go_by(scheme);
        self.moves += 1;
        self.preview.outdate();
        self.ask_as_far_as(Work::unnoticed());
        self.rebuild();
    }

    fn rebuild(&mut self) {
        self.screen = match self.screen.stays(self) {
            true => std::mem::take(&mut self.screen).again(self),
            false => Screen::build(self),
        };
        if let Some(editing) = self.mode.long_text() {
            editing.editor.fit(screen::text_area(self.size));
        } else {
            let row = self.cursor(0).row;
            self.keep_in_sight();
            // A cursor behind the last entry that is left goes up to one that it had not chosen, or whose
            // parts were not shown.
            let is_elsewhere = self.tab == Tab::Budget && self.cursor(0).row != row;
            if !self.screen.is_of(self) || is_elsewhere {
                self.screen = Screen::build(self);
                self.keep_in_sight();
            }
        }
        self.here = self.look_here();
        self.lay_out();
    }

    /// Keeps the screen as it is now, so that what an edit moves can be marked.
    fn mark_changes(&mut self) {
        self.before = Some(Box::new(self.screen.clone()));
    }

    fn refused(&mut self, error: &EditError) -> Vec<Effect> {
        self.say(error.to_string(), Tone::Error);
        Vec::new()
    }

    /// Mends what an input method typed in the place of YAML's own signs.
    fn mend_slips(&mut self) -> Vec<Effect> {
        let Some(step) = report::mend(&mut self.document) else {
            return Vec::new();
        };
        self.derive();
        let undo = Action::Undo.key_label();
        let left = match self.document.problems().first() {
            Some(problem) => problem.message.as_str(),
            None => "",
        };
        let tone = if left.is_empty() {
            Tone::Good
        } else {
            Tone::Warning
        };
        self.say(format!("已{}，按 {undo} 可以撤销。{left}", step.name), tone);
        vec![self.record(Kind::Do, &step)]
    }

    /// Says something that did not come from a key.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.say(text, Tone::Warning);
        self.rebuild();
    }

    /// Takes back what was told.
    pub fn hush(&mut self) {
        self.notice = None;
        self.rebuild();
    }

    fn path_of_cell(&self) -> Option<FieldPath> {
        self.cell()?.path.clone()
    }
}

/// Whether somebody meant a key that types nothing: input methods and terminals send other keys by themselves.
const fn is_meant(press: Press) -> bool {
    match press.key {
        Key::F(_) => true,
        Key::Char(c) => press.typed().is_none() && c.is_ascii_alphanumeric(),
        _ => false,
    }
}
