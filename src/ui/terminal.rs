//! The terminal: raw mode, events, frames, and how the program ends. The only room that reads keys
//! and writes the screen.
//!
//! One thread decides and draws; those that listen for it sleep. Nothing is written and nothing
//! computed while no input comes and the session does not ask to be woken. However it ends, what
//! is not saved is in the recovery record first and the terminal is given back as it was.

mod canvas;
mod conversation;
mod events;
mod probe;

use std::io::{self, stdout};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::cursor::{SetCursorStyle, Show};
use crossterm::event::{
    self, DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, Event,
};
use crossterm::execute;
use crossterm::style::force_color_output;
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::App;
use super::input::Input;
use super::screen;
use super::session::{Outcome, Session, Unsaved};
use super::text::widths::Widths;
use crate::store::{self, Os};
pub use canvas::Canvas;
use conversation::Conversation;
use events::Message;

/// How long what waits for the disk is waited for at the end.
const LAST: Duration = Duration::from_millis(600);

/// Why the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The person left.
    Left,
    /// The system asked for it by the signal of this number.
    Signal(i32),
    /// The terminal is gone or cannot be used.
    Gone,
    /// A mistake of the program.
    Fault,
}

impl Why {
    /// What the program returns to the system: 0 when the person left, 128 and the number of the
    /// signal, 1 otherwise.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Left => 0,
            Self::Signal(number) => u8::try_from(number).map_or(u8::MAX, |n| n.saturating_add(128)),
            Self::Gone | Self::Fault => 1,
        }
    }
}

/// How a run in the terminal ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Why.
    pub why: Why,
    /// What became of what was not saved.
    pub unsaved: Unsaved,
    /// Where a mistake of the program was written down, for whoever mends it.
    pub fault: Option<PathBuf>,
}

/// Where the loop and the reader of keys call what may hold a mistake of the program: narrow, so that
/// a test can make one at each.
#[derive(Debug, Clone, Copy)]
pub struct Doors {
    /// Waits for what the terminal sends next.
    pub read: fn() -> io::Result<Event>,
    /// Takes in what a person did.
    pub update: fn(&mut Session, Input) -> Outcome,
    /// Draws a frame and tells where the cursor is.
    pub draw: fn(&App, Rect, &mut Buffer) -> Option<Position>,
}

impl Doors {
    /// The program's own.
    pub const OWN: Self = Self {
        read: event::read,
        update: Session::update,
        draw: screen::draw,
    };
}

/// Runs a session in the terminal until it ends. `begin` makes the session once the size is known;
/// `state` is the user's own directory.
pub fn run(
    doors: Doors,
    state: Option<PathBuf>,
    begin: impl FnOnce((u16, u16)) -> Session,
) -> Ended {
    let mut ended = Ended {
        why: Why::Gone,
        unsaved: Unsaved::Nothing,
        fault: None,
    };
    let Ok((sender, messages)) = events::listen() else {
        return ended;
    };
    events::conceal();
    let fault = Arc::new(OnceLock::new());
    let inherited = panic::take_hook();
    panic::set_hook({
        let (fault, sender) = (fault.clone(), sender.clone());
        Box::new(move |panic| {
            // One that comes while another is dealt with may be the last thing that happens.
            if fault.get().is_some() {
                return leave();
            }
            let _ = fault.set(write_down(state.as_deref(), panic));
            let _ = sender.send(Message::End(Why::Fault));
        })
    });
    let mut session = None;
    let why = attempt(|| {
        enter()?;
        let size = crossterm::terminal::size()?;
        // The first frame waits for no answer.
        Widths::UNKNOWN.adopt();
        Conversation::begin(doors, session.insert(begin(size)), &messages, &sender)?.run()
    });
    let unsaved = session.as_mut().map(|session| {
        let mut unsaved = Unsaved::Late;
        attempt(|| {
            let until = Instant::now() + LAST;
            if why != Why::Left {
                session.put_down();
            }
            settle(session, &messages, &sender, until);
            unsaved = session.unsaved();
            session.close(why == Why::Left);
            settle(session, &messages, &sender, until);
            Ok(why)
        });
        unsaved
    });
    leave();
    panic::set_hook(inherited);
    ended.why = why;
    ended.fault = fault.get().cloned().flatten();
    ended.unsaved = unsaved
        .filter(|_| why != Why::Left)
        .unwrap_or(ended.unsaved);
    ended
}

/// Has what is still to be written written, and waits for it, but not for ever; returns what came
/// meanwhile.
fn settle(
    session: &mut Session,
    messages: &Receiver<Message>,
    sender: &Sender<Message>,
    until: Instant,
) -> Vec<Message> {
    let mut others = Vec::new();
    while !session.is_at_rest() {
        events::begin(session.jobs(), sender);
        match messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Message::Done(done)) => drop(session.done(done)),
            Ok(other) => others.push(other),
            Err(_) => break,
        }
    }
    others
}

/// Does it, and if it cannot be done says why.
fn attempt(it: impl FnOnce() -> io::Result<Why>) -> Why {
    match catch_unwind(AssertUnwindSafe(it)) {
        Ok(done) => done.unwrap_or(Why::Gone),
        Err(_) => Why::Fault,
    }
}

/// Writes down where the program failed. What it says besides may quote the report.
fn write_down(state: Option<&Path>, panic: &PanicHookInfo<'_>) -> Option<PathBuf> {
    let place = panic.location().map(ToString::to_string);
    let told = format!(
        "jixiao {}\npanic {}\nthread {}\n",
        env!("CARGO_PKG_VERSION"),
        place.unwrap_or_default(),
        thread::current().name().unwrap_or("-"),
    );
    store::record_fault(&Os, state?, &told).ok()
}

fn enter() -> io::Result<()> {
    // What NO_COLOR asks for is in the frame; left to crossterm it would undo emphasis as well.
    force_color_output(true);
    enable_raw_mode()?;
    execute!(
        stdout(),
        EnterAlternateScreen,
        // A block would hide the first letter of the cell it stands on.
        SetCursorStyle::SteadyBar,
        DisableLineWrap,
        EnableBracketedPaste,
        EnableFocusChange
    )
}

/// The terminal as it was, as far as there is one.
fn leave() {
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        EnableLineWrap,
        SetCursorStyle::DefaultUserShape,
        LeaveAlternateScreen,
        Show
    );
    give_back();
}

/// Lines and echo as they were, without writing anything.
fn give_back() {
    let _ = disable_raw_mode();
}
