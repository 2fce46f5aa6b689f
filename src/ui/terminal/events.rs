//! What reaches the loop from outside: the terminal's events, signals, and that the terminal is
//! gone. Each source has a thread that sleeps until there is something; what comes of it is
//! decided in the loop.
//!
//! A terminal that is gone without a signal is watched for here, because crossterm reads on at
//! its end for ever. Whoever is asked to end and cannot, because the disk or the terminal holds
//! it up, is ended from here.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event;

use super::{Why, probe};
use crate::ui::input::{Decoder, Held, Input};
use crate::ui::session::{Done, Job};
use crate::ui::text::widths::Widths;

/// How long a key is kept back to see whether the next is there already. Without any time crossterm
/// does not look at what it has read.
const AT_ONCE: Duration = Duration::from_millis(1);
/// How long the rest of a paste that comes as keys may keep it waiting.
const PIECE: Duration = Duration::from_millis(30);

/// One thing that happened outside.
#[derive(Debug)]
pub(super) enum Message {
    /// The terminal sent something.
    Input(Input),
    /// To stop until told to go on, as a shell asks of a job.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has job control"))]
    Stop,
    /// To go on after having been stopped, whoever did that.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has job control"))]
    GoOn,
    /// The terminal said how wide it draws.
    Widths(Widths),
    /// What waited for the disk is done.
    Done(Done),
    /// To end.
    End(Why),
}

/// Begins to listen for what is no key.
///
/// # Errors
/// When the system lets no signal be caught.
pub(super) fn listen() -> io::Result<(Sender<Message>, Receiver<Message>)> {
    let (sender, messages) = channel();
    outside::watch(&sender)?;
    Ok((sender, messages))
}

/// Begins to read what the terminal was asked, and keys.
pub(super) fn read(sender: Sender<Message>) {
    thread::spawn(move || {
        if let Some(widths) = probe::answer() {
            let _ = sender.send(Message::Widths(widths));
        }
        let _ = hear(&sender);
        let _ = sender.send(Message::End(Why::Gone));
    });
}

/// Reads for as long as there is a terminal and somebody to tell. Keys that are there already when
/// one is read may be parts of one paste; those of a person are not kept back.
fn hear(sender: &Sender<Message>) -> io::Result<()> {
    let mut decoder = Decoder::default();
    loop {
        let gap = match decoder.held() {
            Held::Nothing => false,
            Held::Few => !event::poll(AT_ONCE)?,
            Held::Many => !event::poll(PIECE)?,
        };
        let inputs = if gap {
            decoder.rest()
        } else {
            decoder.take(event::read()?)
        };
        for input in inputs {
            if sender.send(Message::Input(input)).is_err() {
                return Ok(());
            }
        }
    }
}

/// Begins work that waits for the disk. A thread for each, so that one disk that hangs holds up
/// nothing on another.
pub(super) fn begin(jobs: Vec<Job>, sender: &Sender<Message>) {
    for job in jobs {
        let sender = sender.clone();
        thread::spawn(move || {
            let _ = sender.send(Message::Done(job.run()));
        });
    }
}

#[cfg(unix)]
pub(super) use outside::{conceal, stop};

#[cfg(unix)]
mod outside {
    use std::io;
    use std::sync::mpsc::Sender;
    use std::thread;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::super::{Why, give_back, leave};
    use super::{Input, Message};

    /// How long the loop may take to end.
    const PATIENCE: Duration = Duration::from_millis(800);
    /// How long the terminal may take to be given back.
    const LAST: Duration = Duration::from_millis(100);

    pub(super) fn watch(sender: &Sender<Message>) -> io::Result<()> {
        let mut signals =
            Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
        let to = sender.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                let message = match signal {
                    SIGTSTP => Message::Stop,
                    SIGCONT => Message::GoOn,
                    // Before keys are read, nobody else tells of it.
                    SIGWINCH => match crossterm::terminal::size() {
                        Ok((columns, rows)) => Message::Input(Input::Resize(columns, rows)),
                        Err(_) => continue,
                    },
                    ending => return end(&to, Why::Signal(ending)),
                };
                let _ = to.send(message);
            }
        });
        let to = sender.clone();
        thread::spawn(move || {
            if is_gone() {
                end(&to, Why::Gone);
            }
        });
        Ok(())
    }

    /// Waits until nobody holds the other end of the terminal; `false` if that cannot be known.
    fn is_gone() -> bool {
        // With nothing asked for, only the end is told.
        let stdin = io::stdin();
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        loop {
            match poll(&mut terminal, None) {
                Err(Errno::INTR) => {}
                told => return told.is_ok(),
            }
        }
    }

    /// Tells the loop to end. If it does not, nothing it could still write is worth waiting for.
    fn end(sender: &Sender<Message>, why: Why) {
        let _ = sender.send(Message::End(why));
        thread::sleep(PATIENCE);
        give_back();
        // A terminal that takes nothing would hold this up for ever.
        thread::spawn(leave);
        thread::sleep(LAST);
        low_level::exit(why.status().into());
    }

    /// Stops the program as if it had left the signal to the system.
    pub(in super::super) fn stop() -> io::Result<()> {
        low_level::emulate_default_handler(SIGTSTP)
    }

    /// Lets no image of the memory, with the report in it, be left on the disk by a crash.
    pub(in super::super) fn conceal() {
        #[cfg(target_os = "linux")]
        {
            use rustix::process::{DumpableBehavior, set_dumpable_behavior};
            let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
        }
    }
}

#[cfg(not(unix))]
pub(super) use outside::{conceal, stop};

/// Closing the console window ends the program without a word; what was typed up to a second
/// before is in the recovery record.
#[cfg(not(unix))]
mod outside {
    use std::io;
    use std::sync::mpsc::Sender;

    use super::Message;

    pub(super) fn watch(_: &Sender<Message>) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn stop() -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn conceal() {}
}
