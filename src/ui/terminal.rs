//! The terminal: raw mode, events, frames. The only room that reads keys and writes the screen.
//!
//! One thread; nothing is written and nothing computed while no input comes and the session does
//! not ask to be woken.

mod canvas;

use std::io::{self, BufWriter, stdout};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    self, DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use super::input::Input;
use super::screen;
use super::session::Session;
use canvas::Canvas;

/// A frame goes out in one piece: room for the largest there is likely to be.
const FRAME: usize = 256 * 1024;

/// Runs a session until the person leaves. `begin` makes the session once the size is known.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(begin: impl FnOnce((u16, u16)) -> Session) -> io::Result<()> {
    let inherited = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let _ = leave();
        inherited(panic);
    }));
    let ended = enter().and_then(|()| session(begin));
    ended.and(leave())
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(
        stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange
    )
}

/// The terminal as it was, whatever happened.
fn leave() -> io::Result<()> {
    let left = execute!(
        stdout(),
        DisableMouseCapture,
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    disable_raw_mode().and(left)
}

/// Takes the mouse, or leaves it to the terminal.
fn catch_mouse(ours: bool) -> io::Result<()> {
    if ours {
        execute!(stdout(), EnableMouseCapture)
    } else {
        execute!(stdout(), DisableMouseCapture)
    }
}

fn session(begin: impl FnOnce((u16, u16)) -> Session) -> io::Result<()> {
    // The first question installs the ear for resizes; asked before the size is taken, none is
    // missed in between.
    event::poll(Duration::ZERO)?;
    let mut session = begin(crossterm::terminal::size()?);
    let mut canvas = Canvas::new(BufWriter::with_capacity(FRAME, stdout()));
    let mut due = None;
    let mut caught = false;
    // A pointer that only moves says much and changes nothing.
    let mut stale = true;
    loop {
        if std::mem::take(&mut stale) {
            let app = session.app();
            // Before the frame: what says where the cursor is comes last.
            if caught != app.has_mouse() {
                caught = app.has_mouse();
                catch_mouse(caught)?;
            }
            canvas.draw(app.size(), |area, buf| screen::draw(app, area, buf))?;
        }
        loop {
            due = alarm(due, Instant::now(), session.wake_in());
            let Some(at) = due else {
                break;
            };
            let left = at.saturating_duration_since(Instant::now());
            if !left.is_zero() && event::poll(left)? {
                break;
            }
            due = None;
            if session.wake() {
                let app = session.app();
                canvas.draw(app.size(), |area, buf| screen::draw(app, area, buf))?;
            }
        }
        // Whatever has come by now is taken in before the next frame.
        let mut event = event::read()?;
        loop {
            if let Some(input) = Input::from_event(event) {
                stale = true;
                let outcome = session.update(input);
                if let Some(text) = outcome.copied {
                    execute!(stdout(), CopyToClipboard::to_clipboard_from(text))?;
                }
                if outcome.quit {
                    session.finish();
                    return Ok(());
                }
            }
            if !event::poll(Duration::ZERO)? {
                break;
            }
            event = event::read()?;
        }
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
