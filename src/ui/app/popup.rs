//! Windows over the screen: a choice, a question, help, a file name.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::changes::{Lead, Left};
use super::compare::Against;
use super::entry::Entry;
use super::files::{Asked, Purpose, Welcome};
use super::find::Find;
use super::listing::{Listing, around};
use super::menu::Menu;
use super::outside::Conflicts;
use super::palette::Palette;
use super::pasting::Pasting;
use super::problems::Listed;
use super::review::Spot;
use super::saving::Then;
use super::unread::Unread;
use super::{App, Bearing, Mode, Notice, is_meant};
use crate::document::{FieldPath, Transaction};
use crate::export::{Copy, Format};
use crate::figures::budget::Item;
use crate::figures::figure::Figure;
use crate::report::fields;
use crate::report::number::sign_begun;
use crate::report::numeral::half_width;
use crate::rules::{Diagnostic, Rule};
use crate::store::Links;
use crate::ui::action::{Action, Hint, action_for};
use crate::ui::effect::{Effect, Over};
use crate::ui::input::{Key, Press, editor_command};
use crate::ui::screen;
use crate::ui::search::Query;
use crate::ui::sheet::Sheet;
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::{Editor, EditorCommand};
use crate::ui::widgets::grid::Cursor;

/// What choosing a line of a window does.
#[derive(Debug, Clone)]
pub(super) enum Choice {
    /// Sets a field to a word.
    Set(FieldPath, Cow<'static, str>),
    /// Puts a name into a list of names, or takes it out.
    Toggle {
        /// The list.
        list: FieldPath,
        /// The name.
        name: String,
        /// Whether it is the one that was put in or taken out last.
        is_last: bool,
    },
    /// Opens a field to be written in.
    WriteOut(FieldPath),
    /// Does an action.
    Do(Action),
    /// Changes the report, as one step.
    Transact(Transaction),
    /// Ticks a place as one step, or takes the tick away; what is typed instead is said with it.
    Tick(Transaction, Box<Entry>),
    /// Pastes something, as one step.
    Paste(Transaction),
    /// Goes to a field.
    GoTo(FieldPath),
    /// Goes to the name of a row of the budget.
    GoToRow(Item),
    /// Turns to a piece of the pages.
    Read(usize),
    /// Shows how a figure comes about; those that led to it, the last at the end.
    Work(Figure, Vec<Figure>),
    /// Goes to a field and begins to edit it.
    EditAt(FieldPath),
    /// Writes an answer to a diagnostic.
    Answer(Diagnostic),
    /// Writes an entry of a list of what is said about the report.
    Write(Entry),
    /// Asks which copy of these documents is to be written.
    ExportAs(&'static [Format]),
    /// Writes these documents beside the report.
    Export(&'static [Format], Copy),
    /// Lists the personal data that nobody has decided on yet, before these are published.
    Undecided(&'static [Format]),
    /// Offers what can be decided about one of them.
    Decide(Box<Diagnostic>, &'static [Format]),
    /// Hides all of it in the copy for publication, and writes that.
    HideAll(Vec<Diagnostic>, &'static [Format]),
    /// Says what a rule compares.
    Explain(&'static Rule),
    /// Says what a field is and what was found there.
    About(FieldPath),
    /// Takes back what an earlier run left that was not saved.
    Recover(usize),
    /// Keeps it, but asks no more.
    SetAside(usize),
    /// Tells what it would change.
    Review(Box<Left>),
    /// Saves, then leaves.
    SaveAndQuit,
    /// Leaves without saving.
    QuitWithoutSaving,
    /// Changes the report here, which somebody else has open.
    TakeOver,
    /// Saves, with this to become of other names of the file.
    SaveLinked(Links, Option<PathBuf>),
    /// Writes over what another program wrote.
    SaveOver,
    /// Asks for another file name.
    SaveElsewhere,
    /// Saves over this file.
    Replace(PathBuf),
    /// Compares the report with something.
    Compare(Against),
    /// Saves, then offers the files there are for a purpose.
    SaveAndPick(Purpose),
    /// Offers the files there are for a purpose.
    Pick(Purpose),
    /// The same, and leaves behind what is not saved.
    PickUnsaved(Purpose),
    /// Offers those in a folder.
    Look(Purpose, PathBuf),
    /// Asks for the name of a file for it.
    Name(Purpose),
    /// The same with what it begins with.
    NameFrom(Purpose, PathBuf),
    /// Takes a file for it.
    Take(Purpose, PathBuf),
    /// Back to where one was.
    Back,
    /// Back to the window that this opens, from which this one was opened.
    BackTo(Action),
}

impl Choice {
    /// Whether it is said over the window it was chosen in, which is there again afterwards.
    const fn stays_open(&self) -> bool {
        matches!(self, Self::Explain(_) | Self::About(_) | Self::Review(_))
    }

    /// Whether it gives something up, which no digit of what one was typing is to do.
    const fn gives_up(&self) -> bool {
        matches!(self, Self::PickUnsaved(_) | Self::QuitWithoutSaving)
    }

    /// What is written where one types over the line.
    fn written(&self) -> Option<&Entry> {
        match self {
            Self::Write(entry) => Some(entry),
            Self::Tick(_, remark) => Some(remark),
            _ => None,
        }
    }

    /// Whether it is what the cell behind the window is filled in with.
    const fn fills_in(&self) -> bool {
        matches!(
            self,
            Self::Set(..) | Self::Toggle { .. } | Self::WriteOut(_) | Self::Write(_)
        )
    }
}

/// A word offered for a field that may hold others as well.
pub(super) struct Offered {
    /// What is filled in.
    pub(super) word: String,
    /// What it stands for, where it does not say that itself.
    pub(super) means: Option<String>,
}

/// One line of a window.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// What stands at its right.
    pub note: String,
    choice: Choice,
}

/// A window.
#[derive(Debug)]
pub enum Popup {
    /// Lines to choose from.
    Choose {
        /// The heading.
        title: String,
        /// Text above the lines.
        text: String,
        /// The lines, chosen by arrows or number.
        lines: Vec<Line>,
        /// The line with the cursor.
        selected: usize,
    },
    /// Something to read.
    Read {
        /// The heading.
        title: String,
        /// The text.
        text: String,
        /// The first line shown.
        top: usize,
        /// The window that it lies over.
        under: Option<Box<Popup>>,
    },
    /// All diagnostics.
    Problems(Listing<Diagnostic>),
    /// What was changed.
    Changes(Listing<Lead>),
    /// Places of the report with something to be said of each.
    Places(Listing<Spot>),
    /// The menu bar, with one menu open.
    Menu(Menu),
    /// Everything there is, to be found by name.
    Palette(Box<Palette>),
    /// A text looked for in the whole report.
    Find(Box<Find>),
    /// What a table would put where.
    Paste(Box<Pasting>),
    /// What somebody else changed as well.
    Conflicts(Conflicts),
    /// A file name to write.
    Name {
        /// The name as typed so far.
        editor: Box<Editor>,
        /// The folder it began with.
        folder: String,
        /// Why it cannot be taken.
        error: Option<String>,
        /// Of what it is the name.
        asked: Asked,
        /// Last year's report that a new one is made out of.
        from: Option<PathBuf>,
    },
}

/// How many lines a page key moves a text.
pub(super) const PAGE: usize = 10;

pub(super) fn line(text: &str, choice: Choice) -> Line {
    Line {
        text: text.to_owned(),
        note: String::new(),
        choice,
    }
}

impl Line {
    /// Whether it compares the report with this.
    pub(super) fn compares_with(&self, with: &Against) -> bool {
        matches!(&self.choice, Choice::Compare(against) if against == with)
    }

    /// The same with something at its right.
    pub(super) fn noted(self, note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..self
        }
    }
}

impl Popup {
    /// Lines to choose from below a text, with the cursor on the first.
    pub(super) fn question(
        title: impl Into<String>,
        text: impl Into<String>,
        lines: Vec<Line>,
    ) -> Self {
        Self::Choose {
            title: title.into(),
            text: text.into(),
            lines,
            selected: 0,
        }
    }

    /// The words a field can hold.
    pub(super) fn choice(path: FieldPath, words: &[&str], now: &str) -> Self {
        let mut lines: Vec<Line> = words
            .iter()
            .map(|&word| line(word, Choice::Set(path.clone(), word.to_owned().into())))
            .collect();
        lines.push(line("（留空）", Choice::Set(path.clone(), "".into())));
        Self::Choose {
            title: path.last_key().unwrap_or_default().to_owned(),
            text: String::new(),
            selected: words.iter().position(|&word| word == now).unwrap_or(0),
            lines,
        }
    }

    /// The words offered for a field that may hold others as well, each with what it stands for.
    pub(super) fn offer(path: &FieldPath, words: Vec<Offered>, now: &str) -> Self {
        let selected = words.iter().position(|it| it.word == now).unwrap_or(0);
        let words = words.into_iter().map(|Offered { word, means }| {
            let (shown, note) = match means {
                Some(means) => (means, word.clone()),
                None => (word.clone(), String::new()),
            };
            line(&shown, Choice::Set(path.clone(), word.into())).noted(&note)
        });
        let others = [
            line("（留空）", Choice::Set(path.clone(), "".into())),
            line("另外填写", Choice::WriteOut(path.clone())),
        ];
        Self::Choose {
            title: path.last_key().unwrap_or_default().to_owned(),
            text: String::new(),
            selected,
            lines: words.chain(others).collect(),
        }
    }

    /// The names that a list of them can hold, one of them with the cursor.
    /// Enter chooses it too and is done, unless it is the one just `decided` on.
    pub(super) fn names(
        path: &FieldPath,
        all: &[String],
        held: &[String],
        at: usize,
        decided: bool,
    ) -> Self {
        let strange = held.iter().filter(|name| !all.contains(name));
        let names: Vec<&String> = all.iter().chain(strange).collect();
        let mut lines: Vec<Line> = names
            .into_iter()
            .enumerate()
            .map(|(i, name)| {
                let note = match (held.contains(name), all.contains(name)) {
                    (true, true) => "已选",
                    (true, false) => "已选，不在项目之列",
                    _ => "",
                };
                let choice = Choice::Toggle {
                    list: path.clone(),
                    name: name.clone(),
                    is_last: decided && i == at,
                };
                line(name, choice).noted(note)
            })
            .collect();
        lines.push(line("自己写：一行一个", Choice::WriteOut(path.clone())));
        lines.push(line("完成", Choice::Back));
        Self::Choose {
            title: path.last_key().unwrap_or_default().to_owned(),
            text: "回车选上这一个并完成；要选几个的，先用空格或序号一个个选上，再选一次就取消。"
                .to_owned(),
            selected: at,
            lines,
        }
    }

    /// What the line with the cursor does, where there are lines to choose from.
    fn marked(&self) -> Option<&Choice> {
        match self {
            Self::Choose {
                lines, selected, ..
            } => lines.get(*selected).map(|line| &line.choice),
            _ => None,
        }
    }

    /// Whether the line with the cursor gives something up.
    pub(super) fn gives_up(&self) -> bool {
        self.marked().is_some_and(Choice::gives_up)
    }

    /// Whether the line with the cursor is one of several that can be chosen.
    pub(super) fn picks_more(&self) -> bool {
        matches!(self.marked(), Some(Choice::Toggle { .. }))
    }

    /// What opens the window that this one was opened from.
    fn way_back(&self) -> Option<Action> {
        let Self::Choose { lines, .. } = self else {
            return None;
        };
        lines.iter().find_map(|line| match line.choice {
            Choice::BackTo(action) => Some(action),
            _ => None,
        })
    }

    /// What there is when it is closed: the window under it, or none.
    fn close(&mut self) -> Mode {
        match self {
            Self::Read { under, .. } => under.take().map_or(Mode::Browse, |it| Mode::Popup(*it)),
            _ => Mode::Browse,
        }
    }

    /// The rows of a window that is full of them, and where one is there.
    pub(super) fn sheet(&mut self) -> Option<(&Sheet, &mut Cursor)> {
        match self {
            Self::Problems(list) => Some((&list.sheet, &mut list.cursor)),
            Self::Changes(list) => Some((&list.sheet, &mut list.cursor)),
            Self::Places(list) => Some((&list.sheet, &mut list.cursor)),
            Self::Paste(pasting) => Some((&pasting.sheet, &mut pasting.cursor)),
            Self::Conflicts(list) => Some((&list.sheet, &mut list.cursor)),
            _ => None,
        }
    }

    /// What a list says of itself: how long it is, and what is chosen. `None` for a window that fills
    /// in the cell behind it, and for one that has nothing to choose.
    pub(super) fn about(&self) -> Option<(String, Tone)> {
        let plain = |words: Option<String>| (words.unwrap_or_default(), Tone::Plain);
        Some(match self {
            Self::Problems(list) => match list.place().zip(list.chosen()) {
                Some((place, problem)) => (
                    format!("{place}{}", problem.words()),
                    problem.severity.into(),
                ),
                None => plain(None),
            },
            Self::Places(list) => plain(list.words()),
            Self::Changes(list) => plain(list.words()),
            Self::Conflicts(list) => plain(list.words()),
            Self::Choose {
                lines, selected, ..
            } if !lines.iter().any(|line| line.choice.fills_in()) => {
                let line = lines.get(*selected)?;
                let (place, all) = (selected + 1, lines.len());
                plain(Some(format!("第 {place} 项，共 {all} 项：{}", line.text)))
            }
            _ => return None,
        })
    }

    /// The keys that work in the window.
    pub(super) fn hints(&self, size: (u16, u16)) -> Vec<Hint> {
        match self {
            Self::Choose { lines, .. } if matches!(self.marked(), Some(Choice::Set(..))) => vec![
                Hint::up_down("选择"),
                Hint::plain(Key::Enter, "确定"),
                Hint::plain(Key::Tab, "确定右移"),
                Hint::digits(lines.len(), "按序号选"),
                Hint::back(),
            ],
            Self::Choose {
                text,
                lines,
                selected,
                ..
            } => {
                let enter = match self.marked() {
                    Some(Choice::Toggle { is_last: true, .. }) => "完成",
                    Some(Choice::Toggle { .. }) => "选上并完成",
                    _ => "确定",
                };
                let arrows = (lines.len() > 1).then(|| Hint::up_down("选择"));
                let mut hints: Vec<Hint> = arrows.into_iter().collect();
                hints.push(Hint::plain(Key::Enter, enter));
                if self.picks_more() {
                    hints.push(Hint::plain(Key::Char(' '), "选上或取消").or("选上"));
                }
                if is_numbered(lines) && lines.len() > 1 {
                    hints.push(Hint::digits(lines.len(), "按序号选").or("选"));
                }
                let has_more = lines.len() > PAGE && selected + 1 < lines.len();
                if has_more && screen::choices_overflow(text, lines, size) {
                    hints.extend([Hint::page(), Hint::end()]);
                }
                hints.push(Hint::back());
                hints
            }
            Self::Read { text, top, .. } if screen::read_overflow(text, size) > 0 => {
                let mut hints = vec![Hint::up_down("翻看")];
                if *top < screen::read_overflow(text, size) {
                    hints.extend([Hint::page(), Hint::end()]);
                }
                hints.push(Hint::back());
                hints
            }
            Self::Read { .. } => vec![Hint::back()],
            Self::Problems(list) => list.hints(list.keys(), size),
            Self::Places(list) => list.hints(list.keys(), size),
            Self::Changes(list) => list.hints(list.keys(), size),
            // Which keys work hangs on the entry: the app knows.
            Self::Menu(_) => Vec::new(),
            Self::Palette(palette) => palette.hints(),
            Self::Find(find) => find.hints(),
            Self::Paste(pasting) => pasting.hints(size),
            Self::Conflicts(list) => list.hints(),
            Self::Name { asked, .. } => vec![Hint::plain(Key::Enter, asked.verb()), Hint::back()],
        }
    }
}

impl App {
    /// Shows a text to read, over the window that is open.
    pub(super) fn read(&mut self, title: &str, text: String) {
        let under = match std::mem::take(&mut self.mode) {
            Mode::Popup(popup) => Some(Box::new(popup)),
            _ => None,
        };
        self.mode = Mode::Popup(Popup::Read {
            title: title.to_owned(),
            text,
            top: 0,
            under,
        });
    }

    pub(super) fn popup_paste(&mut self, pasted: &str) {
        let paste = EditorCommand::Paste(pasted.to_owned());
        if self.writes_over_line() {
            self.edit_command(paste);
            return;
        }
        match &mut self.mode {
            Mode::Popup(Popup::Name { editor, .. }) => {
                editor.input(paste);
            }
            Mode::Popup(Popup::Palette(palette)) => palette.command(paste),
            Mode::Popup(Popup::Find(_)) => self.type_in_find(paste),
            _ => {}
        }
    }

    /// Opens what is written where one types over the line with the cursor; whether it is open.
    fn writes_over_line(&mut self) -> bool {
        let Mode::Popup(popup) = &self.mode else {
            return false;
        };
        let Some(entry) = popup.marked().and_then(Choice::written).cloned() else {
            return false;
        };
        self.mode = Mode::Browse;
        self.write_entry(entry);
        self.mode.long_text().is_some()
    }

    pub(super) fn popup_press(&mut self, press: Press) -> Vec<Effect> {
        self.notice.take_if(|it| it.bearing == Bearing::Key);
        let Mode::Popup(popup) = &mut self.mode else {
            return Vec::new();
        };
        if press.key == Key::Esc {
            return self.leave_window();
        }
        if action_for(press) == Some(Action::Copy)
            && let Some((sheet, _)) = popup.sheet()
        {
            let rows = sheet.texts();
            return self.copy_rows(&rows);
        }
        match popup {
            Popup::Problems(_) => self.press_in_problems(press),
            Popup::Changes(_) => self.press_in_changes(press),
            Popup::Places(_) => self.press_in_places(press),
            Popup::Palette(_) => self.press_in_palette(press),
            Popup::Find(_) => self.press_in_find(press),
            Popup::Paste(_) => self.press_in_pasting(press),
            Popup::Menu(menu) => {
                let menu = *menu;
                self.press_in_menu(menu, press)
            }
            Popup::Conflicts(_) => self.press_in_conflicts(press),
            Popup::Read { .. } => self.press_in_text(press),
            Popup::Choose { .. } => self.press_in_lines(press),
            Popup::Name { .. } => self.press_in_name(press),
        }
    }

    /// Says that the window has no use for a key, where somebody meant one or it does something outside.
    pub(super) fn has_no_use(&mut self, press: Press) -> Vec<Effect> {
        let typed = press.typed().filter(|c| !c.is_whitespace());
        let words = match typed {
            Some(c) => format!("“{c}”在窗口里没有用处，请用最下面列出的键，Esc 返回。"),
            None if action_for(press).is_some() || is_meant(press) => {
                let key = press.label();
                format!("{key} 在窗口里没有用处，请先按 Esc 返回。")
            }
            None => return Vec::new(),
        };
        self.say_of(Bearing::Key, words, Tone::Muted);
        Vec::new()
    }

    /// Esc: back to where one was.
    fn leave_window(&mut self) -> Vec<Effect> {
        let is_signing = matches!(
            self.mode,
            Mode::Popup(Popup::Name {
                asked: Asked::Reviewer,
                ..
            })
        );
        if is_signing {
            self.decline_review();
        }
        let Mode::Popup(popup) = &mut self.mode else {
            return Vec::new();
        };
        let back = popup.way_back();
        self.mode = popup.close();
        self.unread = None;
        // It was typed in the window.
        self.notice.take_if(|it| it.refuses_typing());
        self.stay();
        back.map_or_else(Vec::new, |action| self.act(action))
    }

    /// A key while there is something to read.
    fn press_in_text(&mut self, press: Press) -> Vec<Effect> {
        let Mode::Popup(popup) = &mut self.mode else {
            return Vec::new();
        };
        if let Key::Enter | Key::F(1) = press.key {
            self.mode = popup.close();
        } else if let Popup::Read { text, top, .. } = popup {
            let last = screen::read_overflow(text, self.size);
            *top = match press.key {
                Key::Up => top.saturating_sub(1),
                Key::Down => (*top + 1).min(last),
                Key::PageUp => top.saturating_sub(PAGE),
                Key::PageDown => (*top + PAGE).min(last),
                Key::Home => 0,
                Key::End => last,
                _ => return self.has_no_use(press),
            };
        }
        Vec::new()
    }

    /// A key while there are lines to choose from.
    fn press_in_lines(&mut self, press: Press) -> Vec<Effect> {
        let picked = self.picked.take();
        // What was typed is none of the words.
        let is_refused = self.notice.as_ref().is_some_and(Notice::refuses_typing);
        let Mode::Popup(Popup::Choose {
            lines, selected, ..
        }) = &mut self.mode
        else {
            return Vec::new();
        };
        let at = *selected;
        let marked = lines.get(at).map(|line| &line.choice);
        let does = action_for(press);
        let does = |line: &Line| matches!(line.choice, Choice::Do(it) if Some(it) == does);
        let sets = matches!(marked, Some(Choice::Set(..)));
        let toggles = matches!(marked, Some(Choice::Toggle { .. }));
        let chosen = match (press.key, press.digit()) {
            // The cell stays as it was.
            (Key::Tab, _) if sets && is_refused => {
                self.mode = Mode::Browse;
                self.navigate(press);
                return Vec::new();
            }
            (Key::Tab, _) if sets => at,
            (Key::Char(' ' | '\u{3000}'), _) if toggles => at,
            (Key::Char(c), digit)
                if press.typed().is_some() && (digit.is_none() || !is_numbered(lines)) =>
            {
                return self.type_over_lines(c, picked);
            }
            // Whoever looks at the keys does not choose what happens to be marked.
            (Key::Enter, _) if (sets || toggles) && is_refused => return Vec::new(),
            (Key::Enter, _) => at,
            // As in the list of all diagnostics.
            (Key::F(9), _) if decides(lines.get(at)) => at,
            (_, Some(number)) if (1..=lines.len()).contains(&number) => {
                let line = lines.get(number - 1);
                if let Some(line) = line.filter(|line| line.choice.gives_up()) {
                    let words = format!("选中了“{}”，按回车才这样做，Esc 返回。", line.text);
                    *selected = number - 1;
                    // An amount that one types on has more digits, and Enter behind them.
                    self.unread = Some(Unread::default());
                    self.say_of(Bearing::Key, words, Tone::Warning);
                    return Vec::new();
                }
                number - 1
            }
            (_, Some(number)) => {
                let last = lines.len();
                let words = format!(
                    "没有第 {number} 项，请按 1 到 {last} 或用上下键选，回车确定，Esc 返回。"
                );
                self.say_of(Bearing::Key, words, Tone::Muted);
                return Vec::new();
            }
            (key, _) => match (
                line_after(key, at, lines.len()),
                lines.iter().position(does),
            ) {
                (Some(to), _) => {
                    *selected = to;
                    self.notice = None;
                    return Vec::new();
                }
                (None, Some(line)) => line,
                (None, None) => return self.has_no_use(press),
            },
        };
        self.choose_line(chosen, press)
    }

    /// Does what a line says that was chosen with a key.
    fn choose_line(&mut self, at: usize, press: Press) -> Vec<Effect> {
        let Mode::Popup(Popup::Choose { lines, .. }) = &self.mode else {
            return Vec::new();
        };
        let Some(line) = lines.get(at) else {
            return Vec::new();
        };
        let choice = line.choice.clone();
        match &choice {
            // Enter is done with choosing, by which nothing is taken out.
            Choice::Toggle { is_last: true, .. } if press.key == Key::Enter => {
                self.mode = Mode::Browse;
                self.notice = None;
                return Vec::new();
            }
            Choice::Toggle { list, name, .. } if press.key == Key::Enter => {
                return self.choose_name(list, name);
            }
            choice if choice.stays_open() => return self.choose(choice.clone()),
            _ => {}
        }
        self.mode = Mode::Browse;
        // To look at the sample is an answer.
        if self.is_welcoming() && matches!(choice, Choice::Back) {
            self.welcome = Welcome::Over;
        }
        self.put_off_welcome();
        self.notice = None;
        let goes_on = press.key == Key::Tab && matches!(choice, Choice::Set(..));
        let effects = self.choose(choice);
        if goes_on {
            self.rebuild();
            self.navigate(press);
        }
        effects
    }

    /// A key while a name is asked for.
    fn press_in_name(&mut self, press: Press) -> Vec<Effect> {
        let Mode::Popup(Popup::Name {
            editor,
            folder,
            error,
            asked,
            from,
        }) = &mut self.mode
        else {
            return Vec::new();
        };
        if press.key != Key::Enter {
            let Some(command) = editor_command(press) else {
                return self.has_no_use(press);
            };
            *error = None;
            editor.input(command);
            return Vec::new();
        }
        let text = editor.text();
        let name = text.trim();
        // A whole path typed or pasted behind the folder is meant by itself.
        let typed = name.strip_prefix(folder.as_str()).unwrap_or(name);
        let typed = typed.trim_start();
        let name = match Path::new(typed).is_absolute() {
            true => typed,
            false => name,
        };
        let Asked::File(purpose) = *asked else {
            self.mode = Mode::Browse;
            self.sign_as(name);
            return Vec::new();
        };
        if name.is_empty() {
            *error = Some("请输入文件名，例如 绩效自评.yaml。".to_owned());
            return Vec::new();
        }
        if let Some(why) = purpose.refuses(typed) {
            *error = Some(why);
            editor.select_all();
            return Vec::new();
        }
        // A name alone stands beside the report, wherever the program was started.
        let path = self.kept.folder().join(Self::named(purpose, name));
        let from = from.take();
        self.mode = Mode::Browse;
        self.take_file(purpose, path, from)
    }

    /// A character typed over lines to choose from: what can be written there begins with it; of
    /// words the next that it is in, or begins the 拼音 of, is chosen, and with those `picked` by just
    /// before the sign that they say together. Nothing typed is lost unseen.
    fn type_over_lines(&mut self, c: char, picked: Option<String>) -> Vec<Effect> {
        if self.writes_over_line() {
            return self.edit_press(Press::plain(Key::Char(c)));
        }
        let Mode::Popup(Popup::Choose {
            lines, selected, ..
        }) = &mut self.mode
        else {
            return Vec::new();
        };
        let at = *selected;
        let choice = lines.get(at).map(|line| &line.choice);
        if !matches!(choice, Some(Choice::Set(..) | Choice::Toggle { .. })) {
            return self.has_no_use(Press::plain(Key::Char(c)));
        }
        // What follows a character that was refused is part of the same word.
        if self.notice.as_ref().is_some_and(Notice::refuses_typing) {
            return Vec::new();
        }
        let all = picked.map(|before| format!("{before}{}", comparing(c)));
        let together = all.as_deref().and_then(|all| meant_by(lines, all));
        let found = together.or_else(|| next_answering(lines, at, c));
        let alone = comparing(c).to_string();
        let found = found.or_else(|| meant_by(lines, &alone));
        *selected = found.unwrap_or(at);
        self.picked = found.map(|_| all.filter(|_| together.is_some()).unwrap_or(alone));
        if found.is_none() {
            self.say_of(
                Bearing::Typing,
                format!("没有带“{c}”的一项，请用上下键或序号选，回车确定，Esc 返回。"),
                Tone::Warning,
            );
        }
        Vec::new()
    }

    /// Nothing is to be left any more once it is saved. Whoever had yet to say what to begin with is
    /// asked again.
    fn stay(&mut self) {
        self.then = Then::Stay;
        if let Welcome::Asking(last) = std::mem::take(&mut self.welcome) {
            self.welcome(last);
        }
    }

    pub(super) fn choose(&mut self, choice: Choice) -> Vec<Effect> {
        match choice {
            Choice::Set(path, word) => return self.set_choice(path, &word),
            Choice::Toggle { list, name, .. } => return self.toggle(&list, &name),
            Choice::WriteOut(path) => {
                if let Some(kind) = fields::kind_at(&path) {
                    self.open_as_is(path, kind);
                }
            }
            Choice::Transact(transaction) | Choice::Tick(transaction, _) => {
                let name = transaction.name.clone();
                let effects = self.transact(self.still_carried(transaction));
                if self.notice.is_none() {
                    self.say(format!("已完成：{name}。"), Tone::Good);
                }
                return effects;
            }
            Choice::Paste(transaction) => return self.pasted(transaction, ""),
            Choice::ExportAs(formats) => self.ask_copy(formats),
            Choice::Export(formats, copy) => self.begin_export(formats, copy),
            Choice::Undecided(formats) => self.list_undecided(formats),
            Choice::Decide(problem, formats) => {
                self.deal_with(&problem, Listed::Undecided(formats));
            }
            Choice::HideAll(open, formats) => return self.hide_all(&open, formats),
            Choice::GoToRow(item) => {
                self.go_home(&item.path());
                let row = self.cursor(0).row;
                if let Some(column) = self.screen.sheet(0).and_then(|it| it.first_walkable(row)) {
                    self.stand(0, row, column);
                }
            }
            Choice::GoTo(path) => self.go_home(&path),
            Choice::Read(piece) => self.read_from(piece),
            Choice::Work(figure, way) => self.work(figure, way, None),
            Choice::EditAt(path) => self.edit_at(&path),
            Choice::Answer(problem) => self.answer(&problem),
            Choice::Write(entry) => self.write_entry(entry),
            Choice::Do(action) | Choice::BackTo(action) => return self.act(action),
            Choice::Compare(against) => return vec![Effect::Compare(against)],
            Choice::SaveAndPick(purpose) => {
                self.then = Then::Pick(purpose);
                return self.save();
            }
            Choice::Pick(purpose) | Choice::PickUnsaved(purpose) => return self.pick(purpose),
            Choice::Look(purpose, folder) => {
                return vec![Effect::ListFiles(purpose, Some(folder))];
            }
            Choice::Name(purpose) => self.ask_name(purpose),
            Choice::NameFrom(purpose, begun) => self.ask_name_from(purpose, &begun),
            Choice::Take(purpose, path) => return self.take_file(purpose, path, None),
            Choice::Explain(rule) => self.explain(rule),
            Choice::Recover(id) => {
                self.welcome = Welcome::Over;
                return vec![Effect::Recover(id)];
            }
            Choice::SetAside(id) => {
                self.stay();
                return vec![Effect::SetAside(id)];
            }
            Choice::Back => self.stay(),
            Choice::About(path) => self.tell_about(&path),
            Choice::Review(left) => self.review(&left),
            Choice::SaveAndQuit => {
                self.then = Then::Quit;
                return self.save();
            }
            Choice::QuitWithoutSaving => return vec![Effect::Quit],
            Choice::TakeOver => return vec![Effect::TakeOver],
            Choice::SaveLinked(links, Some(path)) => {
                return self.write_as(path, Over::Linked(links));
            }
            Choice::SaveLinked(links, None) => {
                let mut effects = vec![Effect::DecideOnLinks(links)];
                effects.extend(self.write(false));
                return effects;
            }
            Choice::SaveOver => return self.write(true),
            Choice::Replace(path) => return self.write_as(path, Over::File),
            Choice::SaveElsewhere => {
                let place = self.kept.place();
                let stem = place.file_stem().unwrap_or_default();
                let name = format!("{}-另存.yaml", stem.to_string_lossy());
                self.ask_name_from(Purpose::Save, &place.with_file_name(name));
            }
        }
        Vec::new()
    }
}

/// The line that a key goes to from another of so many, the arrows round and round; `None` where it
/// goes nowhere.
fn line_after(key: Key, at: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    Some(match key {
        Key::Up => around(at, count, true),
        Key::Down | Key::Tab => around(at, count, false),
        Key::PageUp => at.saturating_sub(PAGE),
        Key::PageDown => (at + PAGE).min(last),
        Key::Home => 0,
        Key::End => last,
        _ => return None,
    })
}

/// Whether lines are chosen by their numbers: not where what is typed is written, as a remark may
/// begin with a digit.
#[must_use]
pub fn is_numbered(lines: &[Line]) -> bool {
    let first = lines.first().map(|line| &line.choice);
    !matches!(first, Some(Choice::Write(_)))
}

/// Whether a line is about personal data to be decided on.
fn decides(line: Option<&Line>) -> bool {
    line.is_some_and(|line| matches!(line.choice, Choice::Decide(..)))
}

/// A sign of comparison as a keyboard without an input method types it.
const fn comparing(c: char) -> char {
    match c {
        '》' | '〉' => '>',
        '《' | '〈' => '<',
        c => half_width(c),
    }
}

/// The line with the sign that characters typed one by one say: ≥ of `>=` and of 不低于.
fn meant_by(lines: &[Line], typed: &str) -> Option<usize> {
    let sign = sign_begun(typed)?;
    let mut texts = lines.iter().map(|line| line.text.as_str());
    texts.position(|text| text == sign && text != typed)
}

/// The line that a character typed chooses: the one it goes on with, else the next that begins with
/// it, else the next that it is in or begins the 拼音 of.
fn next_answering(lines: &[Line], at: usize, c: char) -> Option<usize> {
    let is = |it: char| it == c || half_width(it) == comparing(c);
    if lines.get(at)?.text.chars().skip(1).any(is) {
        return Some(at);
    }
    let query = Query::new(c.encode_utf8(&mut [0; 4]));
    let after = || (at + 1..lines.len()).chain(0..=at);
    let find = |answers: &dyn Fn(&str) -> bool| {
        after().find(|&i| lines.get(i).is_some_and(|line| answers(&line.text)))
    };
    find(&|text| text.starts_with(is))
        .or_else(|| find(&|text| text.contains(is)))
        .or_else(|| find(&|text| !query.is_empty() && query.rank(text).is_some()))
}
