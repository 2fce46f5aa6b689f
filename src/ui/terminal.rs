//! The terminal: raw mode, events, frames. The only room that reads keys and writes the screen.
//!
//! One thread; nothing is written and nothing computed while no input comes.

use std::io::{self, Write as _};
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{execute, queue};
use ratatui::DefaultTerminal;

use super::input::Input;
use super::screen;
use super::session::Session;

/// Runs a session until the person leaves. `begin` makes the session once the size is known.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(begin: impl FnOnce((u16, u16)) -> Session) -> io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let ended =
        execute!(io::stdout(), EnableBracketedPaste).and_then(|()| session(&mut terminal, begin));
    let left = execute!(io::stdout(), DisableBracketedPaste);
    ratatui::try_restore()?;
    ended.and(left)
}

fn session(
    terminal: &mut DefaultTerminal,
    begin: impl FnOnce((u16, u16)) -> Session,
) -> io::Result<()> {
    // The first question installs the ear for resizes; asked before the size is taken, none is
    // missed in between.
    event::poll(Duration::ZERO)?;
    let size = terminal.size()?;
    let mut session = begin((size.width, size.height));
    loop {
        draw(terminal, &session)?;
        // Whatever has come by now is taken in before the next frame.
        let mut event = event::read()?;
        loop {
            if let Some(input) = Input::from_event(event) {
                let outcome = session.update(input);
                if let Some(text) = outcome.copied {
                    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
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

fn draw(terminal: &mut DefaultTerminal, session: &Session) -> io::Result<()> {
    queue!(io::stdout(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| {
        let area = frame.area();
        if let Some(caret) = screen::draw(session.app(), area, frame.buffer_mut()) {
            frame.set_cursor_position(caret);
        }
    })?;
    queue!(io::stdout(), EndSynchronizedUpdate)?;
    io::stdout().flush()
}
