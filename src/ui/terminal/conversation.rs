//! The loop: what happens outside is handed to the session, and what comes of it is shown.

use std::io::{self, Write, stdout};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use crossterm::queue;

use super::events::{self, AtOnce, Message};
use super::{Canvas, Doors, LAST, Why, enter, give_back, leave, probe, settle};
use crate::ui::input::Input;
use crate::ui::session::{Outcome, Session};

/// Room for the largest frame there is likely to be.
const FRAME: usize = 256 * 1024;
/// How long keys that keep coming may put off the next frame.
const LONGEST_BATCH: Duration = Duration::from_millis(50);

/// A session in the terminal.
pub(super) struct Conversation<'s> {
    doors: Doors,
    session: &'s mut Session,
    messages: &'s Receiver<Message>,
    sender: &'s Sender<Message>,
    canvas: Canvas<Vec<u8>>,
    at_once: Option<AtOnce>,
    started: Instant,
    /// When the session is to be woken.
    due: Option<Instant>,
    /// Whether keys are read.
    listens: bool,
    /// Whether the terminal is somebody else's until the program goes on.
    is_stopped: bool,
    /// Whether the terminal tells of the mouse.
    has_mouse: bool,
    /// Whether there is something new to be shown.
    is_stale: bool,
    /// Whether a frame is still being written.
    is_showing: bool,
}

impl<'s> Conversation<'s> {
    pub(super) fn begin(
        doors: Doors,
        session: &'s mut Session,
        messages: &'s Receiver<Message>,
        sender: &'s Sender<Message>,
    ) -> io::Result<Self> {
        let mut canvas = Canvas::new(Vec::with_capacity(FRAME));
        let at_once = AtOnce::open();
        // What is asked goes out with the first frame, which covers it; nobody listens before.
        let follows_ground = session.app().paint().follows_ground();
        probe::ask(canvas.terminal_mut(), follows_ground)?;
        Ok(Self {
            doors,
            session,
            messages,
            sender,
            canvas,
            at_once,
            started: Instant::now(),
            due: None,
            listens: false,
            is_stopped: false,
            has_mouse: false,
            is_stale: true,
            is_showing: false,
        })
    }

    /// Hands the session what happens and shows what comes of it, until it ends.
    pub(super) fn run(mut self) -> io::Result<Why> {
        let mut message = self.messages.try_recv().ok();
        loop {
            // Whatever has come by now is taken in before the next frame.
            let began = Instant::now();
            while let Some(what) = message {
                if let ControlFlow::Break(why) = self.take_in(what)? {
                    return Ok(why);
                }
                self.begin_jobs();
                message = match began.elapsed() < LONGEST_BATCH {
                    true => self.messages.try_recv().ok(),
                    false => None,
                };
            }
            self.show()?;
            message = self.wait();
        }
    }

    fn take_in(&mut self, message: Message) -> io::Result<ControlFlow<Why>> {
        let outcome = match message {
            Message::Input(input) => Some(self.put_in(input)),
            Message::Widths(widths) => widths.adopt().then(|| {
                self.canvas.forget();
                self.resize(self.session.app().size())
            }),
            Message::Done(done) => self.session.done(done),
            Message::Shown => {
                self.is_showing = false;
                None
            }
            Message::Stop => {
                self.stop()?;
                None
            }
            Message::GoOn => Some(self.go_on()?),
            Message::End(why) => return Ok(ControlFlow::Break(why)),
        };
        let Some(outcome) = outcome else {
            return Ok(ControlFlow::Continue(()));
        };
        self.is_stale = true;
        if outcome.redraw {
            self.canvas.forget();
        }
        if let Some(text) = outcome.copied {
            let copy = CopyToClipboard::to_clipboard_from(text);
            queue!(self.canvas.terminal_mut(), copy)?;
        }
        Ok(match outcome.quit {
            true => ControlFlow::Break(Why::Left),
            false => ControlFlow::Continue(()),
        })
    }

    fn put_in(&mut self, input: Input) -> Outcome {
        // Sizes it had in between may have cut off what was there; away from the window other things
        // may have been drawn over it.
        if matches!(input, Input::Resize(..) | Input::Focus) {
            self.canvas.forget();
        }
        // A key may be faster than the news that there is room for it again.
        if self.session.app().is_unseen()
            && let Ok(size) = crossterm::terminal::size()
        {
            self.resize(size);
        }
        (self.doors.update)(self.session, input)
    }

    fn resize(&mut self, (columns, rows): (u16, u16)) -> Outcome {
        (self.doors.update)(self.session, Input::Resize(columns, rows))
    }

    /// Gives the terminal back until the program is told to go on.
    fn stop(&mut self) -> io::Result<()> {
        self.session.put_down();
        let until = Instant::now() + LAST;
        let mut others = settle(self.session, self.messages, self.sender, until);
        others.extend(self.messages.try_iter());
        for other in others {
            let _ = self.sender.send(other);
        }
        leave();
        self.is_stopped = true;
        events::stop()
    }

    fn go_on(&mut self) -> io::Result<Outcome> {
        // Whoever had the terminal meanwhile may have left it in any state.
        give_back();
        enter()?;
        (self.is_stopped, self.has_mouse) = (false, false);
        let (columns, rows) = crossterm::terminal::size()?;
        let size = Message::Input(Input::Resize(columns, rows));
        let _ = self.sender.send(size);
        Ok((self.doors.update)(self.session, Input::Focus))
    }

    fn begin_jobs(&mut self) {
        events::begin(self.session.jobs(), self.sender);
    }

    /// Shows what is new, unless the frame before is still on its way.
    fn show(&mut self) -> io::Result<()> {
        if self.is_stopped || self.is_showing || !std::mem::take(&mut self.is_stale) {
            return Ok(());
        }
        let app = self.session.app();
        // Before the frame: what says where the cursor is comes last.
        if self.has_mouse != app.has_mouse() {
            self.has_mouse = app.has_mouse();
            catch_mouse(self.canvas.terminal_mut(), self.has_mouse)?;
        }
        let draw = self.doors.draw;
        self.canvas
            .draw(app.size(), |area, buf| draw(app, area, buf))?;
        self.is_showing = write(self.canvas.terminal(), self.at_once.as_ref(), self.sender)?;
        self.canvas.terminal_mut().clear();
        if !std::mem::replace(&mut self.listens, true) {
            events::read(self.doors.read, self.sender.clone());
        }
        Ok(())
    }

    /// Waits for a message, or for something new to be shown without one.
    fn wait(&mut self) -> Option<Message> {
        loop {
            self.due = alarm(self.due, Instant::now(), self.session.wake_in());
            // What a frame says is being done is done behind that frame.
            let is_busy = !self.is_stale && self.session.is_busy();
            let is_new = match next(self.messages, self.due, is_busy) {
                Ok(message) => return Some(message),
                Err(Silence::Due) => {
                    self.due = None;
                    self.session.wake(self.started.elapsed())
                }
                Err(Silence::Idle) => self.session.go_on(),
            };
            self.begin_jobs();
            if is_new {
                self.is_stale = true;
                return None;
            }
        }
    }
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
fn write(frame: &[u8], at_once: Option<&AtOnce>, sender: &Sender<Message>) -> io::Result<bool> {
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

/// Why there is no message.
#[derive(Debug, PartialEq, Eq)]
enum Silence {
    /// Something else is due.
    Due,
    /// None has come, and there is work for just then.
    Idle,
}

/// Waits for what happens next, but no longer than until `due`, and not at all if there is work.
fn next(
    messages: &Receiver<Message>,
    due: Option<Instant>,
    is_busy: bool,
) -> Result<Message, Silence> {
    // Nobody is left who could send one.
    const NONE: Message = Message::End(Why::Gone);
    let left = due.map(|due| due.saturating_duration_since(Instant::now()));
    match left {
        // What is due is done even if keys keep coming.
        Some(Duration::ZERO) => Err(Silence::Due),
        _ if is_busy => match messages.try_recv() {
            Err(TryRecvError::Empty) => Err(Silence::Idle),
            message => Ok(message.unwrap_or(NONE)),
        },
        Some(left) => match messages.recv_timeout(left) {
            Err(RecvTimeoutError::Timeout) => Err(Silence::Due),
            message => Ok(message.unwrap_or(NONE)),
        },
        None => Ok(messages.recv().unwrap_or(NONE)),
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
