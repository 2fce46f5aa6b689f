//! What the terminal sends, as the program's own values. The only room that names `KeyCode`.
//!
//! A console that does not say what is pasted sends it as keys, all at once. [`Decoder`] joins
//! those to the paste they were; how it knows that they came at once is the reader's affair. What a
//! terminal answers comes among the keys too, and is taken out.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Position;

use super::widgets::editor::EditorCommand;

/// A key, whatever the modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character, as committed by the keyboard or an input method.
    Char(char),
    /// Enter.
    Enter,
    /// Tab; with Shift it goes back.
    Tab,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// The key.
    pub key: Key,
    /// Ctrl held.
    pub ctrl: bool,
    /// Alt held.
    pub alt: bool,
    /// Shift held; for characters it is part of the character.
    pub shift: bool,
}

impl Press {
    /// The key alone.
    #[must_use]
    pub const fn plain(key: Key) -> Self {
        Self {
            key,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The key with Ctrl.
    #[must_use]
    pub const fn ctrl(key: Key) -> Self {
        Self {
            ctrl: true,
            ..Self::plain(key)
        }
    }

    /// The key with Alt.
    #[must_use]
    pub const fn alt(key: Key) -> Self {
        Self {
            alt: true,
            ..Self::plain(key)
        }
    }

    /// The key with Shift.
    #[must_use]
    pub const fn shift(key: Key) -> Self {
        Self {
            shift: true,
            ..Self::plain(key)
        }
    }

    /// The character typed, when it is one and no chord.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// What the key stands for in a text that comes as keys; `None` for those of no text. At the
    /// end of a line there may be Enter, with Ctrl or without, a line feed, or both.
    fn pasted(self) -> Option<char> {
        match self.key {
            _ if self.alt => None,
            Key::Enter => Some('\r'),
            Key::Char('j') if self.ctrl => Some('\n'),
            Key::Tab if !self.ctrl && !self.shift => Some('\t'),
            Key::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// Whether the key moves a cursor, and so with Shift selects.
    #[must_use]
    pub const fn moves(self) -> bool {
        matches!(
            self.key,
            Key::Up
                | Key::Down
                | Key::Left
                | Key::Right
                | Key::Home
                | Key::End
                | Key::PageUp
                | Key::PageDown
                | Key::Tab
        )
    }

    /// The digit typed, half or full width.
    #[must_use]
    pub fn digit(self) -> Option<usize> {
        let (digit, zero) = match self.key {
            Key::Char(c @ '0'..='9') => (c, '0'),
            Key::Char(c @ '０'..='９') => (c, '０'),
            _ => return None,
        };
        usize::try_from(u32::from(digit) - u32::from(zero)).ok()
    }

    /// What the key is called on the screen.
    #[must_use]
    pub fn label(self) -> String {
        let key = match self.key {
            Key::Char(' ') => "空格".to_owned(),
            Key::Char(c) => c.to_uppercase().to_string(),
            Key::Enter => "回车".to_owned(),
            Key::Tab => "Tab".to_owned(),
            Key::Esc => "Esc".to_owned(),
            Key::Backspace => "退格".to_owned(),
            Key::Delete => "Del".to_owned(),
            Key::Insert => "Ins".to_owned(),
            Key::Left => "左".to_owned(),
            Key::Right => "右".to_owned(),
            Key::Up => "上".to_owned(),
            Key::Down => "下".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::PageUp => "PgUp".to_owned(),
            Key::PageDown => "PgDn".to_owned(),
            Key::F(n) => format!("F{n}"),
        };
        let ctrl = if self.ctrl { "Ctrl+" } else { "" };
        let alt = if self.alt { "Alt+" } else { "" };
        let shift = if self.shift { "Shift+" } else { "" };
        format!("{ctrl}{alt}{shift}{key}")
    }
}

/// What the pointer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// Its first button goes down.
    Click,
    /// Its other button goes down.
    Menu,
    /// It moves with the first button down.
    Drag,
    /// The wheel is turned towards the top.
    WheelUp,
    /// The wheel is turned towards the bottom.
    WheelDown,
}

/// The pointer does something at a cell of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// What.
    pub gesture: Gesture,
    /// Where.
    pub at: Position,
}

/// Something the terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or repeats.
    Press(Press),
    /// The pointer was used.
    Pointer(Pointer),
    /// Text was pasted by the terminal.
    Paste(String),
    /// Numbers came at once, each with its Enter: typed ahead, or a column that was pasted. Nobody
    /// can tell, and both mean the same: one below the other.
    Numbers(String),
    /// The window has this many columns and rows now.
    Resize(u16, u16),
    /// The window is the one that is typed into again.
    Focus,
    /// The terminal's own ground is light or dark.
    Ground {
        /// Whether it is light.
        light: bool,
    },
}

impl Input {
    /// Whether it is of the window, and no doing of a person in it.
    #[must_use]
    pub const fn is_of_window(&self) -> bool {
        matches!(self, Self::Resize(..) | Self::Focus | Self::Ground { .. })
    }
}

/// What a terminal that is asked for its ground answers, as the keys it is read as: Alt+] and
/// `11;rgb:ffff/ffff/ffff`, then Alt+\ or Ctrl+G. What has begun so is no typing, however it goes
/// on: a part of it is dropped.
#[derive(Debug, Default)]
struct Answer(Option<String>);

/// What a key is to an answer.
enum Heard {
    /// None of it.
    Key,
    /// A part, or all of one that says nothing.
    Part,
    /// Its end.
    Ground { light: bool },
}

impl Answer {
    const BEGIN: Press = Press::alt(Key::Char(']'));
    const OF_GROUND: &str = "11;";
    /// More than any has, in characters.
    const MOST: usize = 40;
    const ESC: char = '\x1b';

    fn hear(&mut self, press: Press) -> Heard {
        let begun = self.0.take();
        if press == Self::BEGIN {
            self.0 = Some(String::new());
            return Heard::Part;
        }
        let Some(mut text) = begun else {
            return Heard::Key;
        };
        // Esc and the key behind it may have been read apart.
        let ends = press == Press::ctrl(Key::Char('g'))
            || press == Press::alt(Key::Char('\\'))
            || press == Press::plain(Key::Char('\\')) && text.ends_with(Self::ESC);
        if ends {
            let ground = text.trim_end_matches(Self::ESC);
            let ground = ground.strip_prefix(Self::OF_GROUND);
            return match ground.and_then(is_light) {
                Some(light) => Heard::Ground { light },
                None => Heard::Part,
            };
        }
        let next = match press.key {
            Key::Esc => Some(Self::ESC),
            _ => press.typed(),
        };
        let goes_on = |c: &char| match Self::OF_GROUND.strip_prefix(&*text) {
            Some("") | None => c.is_ascii() && text.len() < Self::MOST,
            Some(rest) => rest.starts_with(*c),
        };
        let Some(c) = next.filter(goes_on) else {
            return Heard::Key;
        };
        text.push(c);
        self.0 = Some(text);
        Heard::Part
    }
}

/// Whether a colour is light: `rgb:` and red, green and blue of up to four hexadecimal digits.
fn is_light(colour: &str) -> Option<bool> {
    let (model, parts) = colour.split_once(':')?;
    let mut parts = parts.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)? - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        (value * 1000).checked_div(most)
    });
    let mut part = || parts.next().flatten();
    let (red, green, blue) = (part()?, part()?, part()?);
    // As bright as the eye finds them.
    let light = 2 * red + 5 * green + blue > 4 * 1000;
    matches!(model, "rgb" | "rgba").then_some(light)
}

/// How many keys that come at once no person has typed.
const AT_ONCE: usize = 8;

/// Whether a further event has a say in what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Nothing is held back.
    Nothing,
    /// A few keys: only what is there already can make a paste of them.
    Few,
    /// More keys than anybody types: the rest may come in pieces.
    Many,
    /// A part of what the terminal answers.
    Answer,
}

/// Makes inputs of a terminal's events.
///
/// Keys that come without a gap, eight or more, with Enter or Tab between characters are a paste:
/// its Enter and Tab are data. Anything less is what it is, so that neither a key held down nor a
/// phrase of an input method is taken for one. Nothing but numbers and Enter is what a keypad types
/// ahead as well ([`Input::Numbers`]).
#[derive(Debug, Default)]
pub struct Decoder {
    /// Keys without a gap so far.
    run: Vec<Press>,
    /// The character beyond ASCII whose release is still to come, where releases are told.
    down: Option<char>,
    answer: Answer,
}

impl Decoder {
    /// What is held back until there is a gap; then [`Self::rest`] is due.
    #[must_use]
    pub const fn held(&self) -> Held {
        match self.run.len() {
            _ if self.answer.0.is_some() => Held::Answer,
            0 => Held::Nothing,
            n if n < AT_ONCE => Held::Few,
            _ => Held::Many,
        }
    }

    /// Takes an event that came without a gap; what is known by it, in its order.
    #[must_use]
    pub fn take(&mut self, event: Event) -> Vec<Input> {
        let mut input = self.translate(event);
        if let Some(Input::Press(press)) = input {
            input = match self.answer.hear(press) {
                Heard::Key => input,
                Heard::Part => None,
                Heard::Ground { light } => Some(Input::Ground { light }),
            };
        }
        match input {
            None => Vec::new(),
            Some(Input::Press(press)) if press.pasted().is_some() => {
                self.run.push(press);
                Vec::new()
            }
            Some(other) => {
                let mut inputs = self.let_go();
                inputs.push(other);
                inputs
            }
        }
    }

    /// There was a gap: what was held back. An answer that broke off is not told.
    #[must_use]
    pub fn rest(&mut self) -> Vec<Input> {
        self.answer = Answer::default();
        self.let_go()
    }

    fn let_go(&mut self) -> Vec<Input> {
        let run = std::mem::take(&mut self.run);
        let text: String = run.iter().filter_map(|press| press.pasted()).collect();
        let parts = ['\r', '\n', '\t'];
        if run.len() >= AT_ONCE && text.trim_matches(parts).contains(parts) {
            return vec![if is_column_of_numbers(&text) {
                Input::Numbers(text)
            } else {
                Input::Paste(text)
            }];
        }
        run.into_iter().map(Input::Press).collect()
    }

    /// Releases and what the program has no use for are `None`.
    fn translate(&mut self, event: Event) -> Option<Input> {
        match event {
            Event::Key(key) if self.is_pressed(&key) => press(key).map(Input::Press),
            Event::Mouse(mouse) => pointer(mouse).map(Input::Pointer),
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
            Event::FocusGained => Some(Input::Focus),
            _ => None,
        }
    }

    /// Whether a key goes down. What the Windows console makes of the number of a character,
    /// typed or pasted, comes as its release alone; no key of a keyboard there gives one beyond
    /// ASCII.
    fn is_pressed(&mut self, key: &KeyEvent) -> bool {
        let wide = match key.code {
            KeyCode::Char(c) if !c.is_ascii() => Some(c),
            _ => None,
        };
        match key.kind {
            KeyEventKind::Press | KeyEventKind::Repeat => {
                self.down = wide;
                true
            }
            KeyEventKind::Release => wide.is_some() && self.down.take() != wide,
        }
    }
}

/// Whether a text is nothing but what the numbers of a column, one a line, are typed with.
fn is_column_of_numbers(text: &str) -> bool {
    let of_number = |c: char| c.is_ascii_digit() || ".-,%\r\n".contains(c);
    text.chars().all(of_number)
}

fn pointer(event: MouseEvent) -> Option<Pointer> {
    let gesture = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::Down(MouseButton::Right) => Gesture::Menu,
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some(Pointer {
        gesture,
        at: Position::new(event.column, event.row),
    })
}

fn press(event: KeyEvent) -> Option<Press> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let key = match event.code {
        // What some terminals send for Backspace, and all but the Windows console for both.
        KeyCode::Char('h') if ctrl && cfg!(unix) => return Some(Press::plain(Key::Backspace)),
        KeyCode::Char(c) => {
            shift = false;
            Key::Char(if ctrl { c.to_ascii_lowercase() } else { c })
        }
        KeyCode::Enter => Key::Enter,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => {
            shift = true;
            Key::Tab
        }
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    };
    Some(Press {
        key,
        ctrl,
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift,
    })
}

/// What a key does inside a text being edited; `None` for keys that are not the text's.
#[must_use]
pub fn editor_command(press: Press) -> Option<EditorCommand> {
    let select = press.shift;
    let word = press.ctrl;
    Some(match press.key {
        Key::Char(c) if !press.ctrl && !press.alt => EditorCommand::Insert(c),
        Key::Char('a') if press.ctrl => EditorCommand::SelectAll,
        Key::Char('c') if press.ctrl => EditorCommand::Copy,
        Key::Char('x') if press.ctrl => EditorCommand::Cut,
        Key::Char('v') if press.ctrl => EditorCommand::PasteClipboard,
        Key::Char('z') if press.ctrl => EditorCommand::Undo,
        Key::Char('y') if press.ctrl => EditorCommand::Redo,
        // Some terminals send this for Backspace.
        Key::Char('h') if press.ctrl => EditorCommand::Backspace,
        Key::Enter => EditorCommand::Newline,
        Key::Backspace if word => EditorCommand::DeleteWord,
        Key::Backspace => EditorCommand::Backspace,
        Key::Delete => EditorCommand::Delete,
        Key::Left => EditorCommand::Left { select, word },
        Key::Right => EditorCommand::Right { select, word },
        Key::Up => EditorCommand::Up { select },
        Key::Down => EditorCommand::Down { select },
        Key::Home if word => EditorCommand::TextStart { select },
        Key::End if word => EditorCommand::TextEnd { select },
        Key::Home => EditorCommand::Home { select },
        Key::End => EditorCommand::End { select },
        Key::PageUp => EditorCommand::PageUp { select },
        Key::PageDown => EditorCommand::PageDown { select },
        _ => return None,
    })
}
