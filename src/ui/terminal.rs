//! The terminal: raw mode, events, frames, and how the program ends. The only room that reads keys
//! and writes the screen.
//!
//! One thread decides and draws; those that listen for it sleep. Nothing is written and nothing
//! computed while no input comes and the session does not ask to be woken. However it ends, what
//! is not saved is in the recovery record first and the terminal is given back as it was.

mod canvas;
mod events;
mod probe;

use std::io::{self, Write, stdout};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{SetCursorStyle, Show};
use crossterm::event::{
    self, DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture, Event,
};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::App;
use super::input::Input;
use super::screen;
use super::session::{Outcome, Session, Unsaved};
use super::text::widths::Widths;
use crate::store::{self, Os};
pub use canvas::Canvas;
use events::{AtOnce, Message};

/// Room for the largest frame there is likely to be.
const FRAME: usize = 256 * 1024;
/// How long what waits for the disk is waited for at the end.
const LAST: Duration = Duration::from_millis(600);
/// How long keys that keep coming may put off the next frame.
const LONGEST_BATCH: Duration = Duration::from_millis(50);

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
        converse(doors, session.insert(begin(size)), &messages, &sender)
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

/// Takes the mouse, or leaves it to the terminal.
fn catch_mouse(out: &mut impl Write, ours: bool) -> io::Result<()> {
    if ours {
        queue!(out, EnableMouseCapture)
    } else {
        queue!(out, DisableMouseCapture)
    }
}

/// Writes a frame, as far as the terminal takes it `at_once`. One that takes nothing keeps nobody
/// waiting but who writes to it next: that comes behind the rest, which a thread of its own writes.
/// Whether there is one.
fn show(frame: &[u8], at_once: Option<&AtOnce>, sender: &Sender<Message>) -> io::Result<bool> {
    let rest = match at_once {
        Some(terminal) => terminal.write(frame)?,
        None => frame,
    };
    if rest.is_empty() {
        return Ok(false);
    }
    let (rest, sender) = (rest.to_vec(), sender.clone());
    let (begins, begun) = channel();
    thread::spawn(move || {
        let mut out = stdout().lock();
        let _ = begins.send(());
        let written = out.write_all(&rest).and_then(|()| out.flush());
        let _ = sender.send(match written {
            Ok(()) => Message::Shown,
            Err(_) => Message::End(Why::Gone),
        });
    });
    let _ = begun.recv();
    Ok(true)
}

/// Hands the session what happens and shows what comes of it.
fn converse(
    doors: Doors,
    session: &mut Session,
    messages: &Receiver<Message>,
    sender: &Sender<Message>,
) -> io::Result<Why> {
    let mut canvas = Canvas::new(Vec::with_capacity(FRAME));
    let at_once = AtOnce::open();
    // What is asked goes out with the first frame, which covers it; nobody listens before.
    probe::ask(
        canvas.terminal_mut(),
        session.app().paint().follows_ground(),
    )?;
    let started = Instant::now();
    let mut heard = false;
    let mut due = None;
    let mut stopped = false;
    let mut caught = false;
    let mut stale = true;
    let mut showing = false;
    let mut message = messages.try_recv().ok();
    loop {
        // Whatever has come by now is taken in before the next frame.
        let began = Instant::now();
        while let Some(what) = message {
            let outcome = match what {
                Message::Input(input) => {
                    // Sizes it had in between may have cut off what was there; away from the
                    // window other things may have been drawn over it.
                    if matches!(input, Input::Resize(..) | Input::Focus) {
                        canvas.forget();
                    }
                    // A key may be faster than the news that there is room for it again.
                    if session.app().is_unseen()
                        && let Ok((columns, rows)) = crossterm::terminal::size()
                    {
                        (doors.update)(session, Input::Resize(columns, rows));
                    }
                    Some((doors.update)(session, input))
                }
                Message::Widths(widths) => widths.adopt().then(|| {
                    canvas.forget();
                    let (columns, rows) = session.app().size();
                    (doors.update)(session, Input::Resize(columns, rows))
                }),
                Message::Done(done) => session.done(done),
                Message::Shown => {
                    showing = false;
                    None
                }
                Message::Stop => {
                    session.put_down();
                    let mut others = settle(session, messages, sender, Instant::now() + LAST);
                    others.extend(messages.try_iter());
                    for other in others {
                        let _ = sender.send(other);
                    }
                    leave();
                    stopped = true;
                    events::stop()?;
                    None
                }
                Message::GoOn => {
                    // Whoever had the terminal meanwhile may have left it in any state.
                    give_back();
                    enter()?;
                    (stopped, caught) = (false, false);
                    let (columns, rows) = crossterm::terminal::size()?;
                    let _ = sender.send(Message::Input(Input::Resize(columns, rows)));
                    Some((doors.update)(session, Input::Focus))
                }
                Message::End(why) => return Ok(why),
            };
            if let Some(outcome) = outcome {
                stale = true;
                if outcome.redraw {
                    canvas.forget();
                }
                if let Some(text) = outcome.copied {
                    let copy = CopyToClipboard::to_clipboard_from(text);
                    queue!(canvas.terminal_mut(), copy)?;
                }
                if outcome.quit {
                    return Ok(Why::Left);
                }
            }
            events::begin(session.jobs(), sender);
            message = if began.elapsed() < LONGEST_BATCH {
                messages.try_recv().ok()
            } else {
                None
            };
        }
        if !stopped && !showing && std::mem::take(&mut stale) {
            let app = session.app();
            // Before the frame: what says where the cursor is comes last.
            if caught != app.has_mouse() {
                caught = app.has_mouse();
                catch_mouse(canvas.terminal_mut(), caught)?;
            }
            canvas.draw(app.size(), |area, buf| (doors.draw)(app, area, buf))?;
            showing = show(canvas.terminal_mut(), at_once.as_ref(), sender)?;
            canvas.terminal_mut().clear();
            if !std::mem::replace(&mut heard, true) {
                events::read(doors.read, sender.clone());
            }
        }
        message = loop {
            due = alarm(due, Instant::now(), session.wake_in());
            // What a frame says is being done is done behind that frame.
            let is_busy = !stale && session.is_busy();
            let news = match next(messages, due, is_busy) {
                Ok(message) => break Some(message),
                Err(Silence::ForEver) => return Ok(Why::Gone),
                Err(Silence::Due) => {
                    due = None;
                    session.wake(started.elapsed())
                }
                Err(Silence::Idle) => session.go_on(),
            };
            events::begin(session.jobs(), sender);
            if news {
                stale = true;
                break None;
            }
        };
    }
}

/// Why there is no message.
#[derive(Debug, PartialEq, Eq)]
enum Silence {
    /// Something else is due.
    Due,
    /// None has come, and there is work for just then.
    Idle,
    /// Nobody is left who could send one.
    ForEver,
}

/// Waits for what happens next, but no longer than until `due`, and not at all if there is work.
fn next(
    messages: &Receiver<Message>,
    due: Option<Instant>,
    is_busy: bool,
) -> Result<Message, Silence> {
    let left = due.map(|due| due.saturating_duration_since(Instant::now()));
    match left {
        // What is due is done even if keys keep coming.
        Some(Duration::ZERO) => Err(Silence::Due),
        _ if is_busy => messages.try_recv().map_err(|none| match none {
            TryRecvError::Empty => Silence::Idle,
            TryRecvError::Disconnected => Silence::ForEver,
        }),
        Some(left) => messages.recv_timeout(left).map_err(|none| match none {
            RecvTimeoutError::Timeout => Silence::Due,
            RecvTimeoutError::Disconnected => Silence::ForEver,
        }),
        None => messages.recv().map_err(|_| Silence::ForEver),
    }
}

/// When the session is to be woken that wants it `within` some time. A time once set is not put
/// off by keys, only given up when the session no longer wants it.
fn alarm(set: Option<Instant>, now: Instant, within: Option<Duration>) -> Option<Instant> {
    let wanted = now + within?;
    Some(set.map_or(wanted, |set| set.min(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_before_work_and_what_is_due_before_a_key() {
        let (sender, messages) = std::sync::mpsc::channel();
        let past = Instant::now().checked_sub(Duration::from_secs(1));
        let silence = |due, is_busy| next(&messages, due, is_busy).err();
        let press = || assert!(sender.send(Message::Input(Input::Focus)).is_ok());
        assert_eq!(silence(None, true), Some(Silence::Idle));
        press();
        assert_eq!(silence(None, true), None);
        press();
        assert_eq!(silence(past, true), Some(Silence::Due));
        assert_eq!(silence(None, false), None);
    }

    #[test]
    fn typing_puts_no_alarm_off() {
        let second = Duration::from_secs(1);
        let now = Instant::now();
        let set = alarm(None, now, Some(second));
        assert_eq!(set, Some(now + second));
        let later = now + second / 2;
        assert_eq!(alarm(set, later, Some(second)), set);
        assert_eq!(alarm(set, later, Some(Duration::ZERO)), Some(later));
        assert_eq!(alarm(set, later, None), None);
    }
}
