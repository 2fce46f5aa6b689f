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

use crossterm::event::{self, Event};

use super::{Why, give_back, leave, probe};
use crate::ui::input::{Decoder, Held, Input};
use crate::ui::session::{Done, Job};
use crate::ui::text::widths::Widths;

/// How long a key is kept back to see whether the next is there already. Without any time crossterm
/// does not look at what it has read.
const AT_ONCE: Duration = Duration::from_millis(1);
/// How long the rest of a paste that comes as keys may keep it waiting.
const PIECE: Duration = Duration::from_millis(30);

/// How long the rest of an answer may be waited for.
const ANSWER: Duration = Duration::from_millis(300);

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
    /// The frame is written.
    Shown,
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
pub(super) fn read(next: fn() -> io::Result<Event>, sender: Sender<Message>) {
    outside::mind(sender.clone());
    thread::spawn(move || {
        if let Some(widths) = probe::answer() {
            let _ = sender.send(Message::Widths(widths));
        }
        let _ = hear(next, &sender);
        let _ = sender.send(Message::End(Why::Gone));
    });
}

/// Reads for as long as there is a terminal and somebody to tell. Keys that are there already when
/// one is read may be parts of one paste; those of a person are not kept back.
fn hear(next: fn() -> io::Result<Event>, sender: &Sender<Message>) -> io::Result<()> {
    let mut decoder = Decoder::default();
    loop {
        let gap = match decoder.held() {
            Held::Nothing => false,
            Held::Few => !event::poll(AT_ONCE)?,
            Held::Many => !event::poll(PIECE)?,
            Held::Answer => !event::poll(ANSWER)?,
        };
        let inputs = if gap {
            decoder.rest()
        } else {
            decoder.take(next()?)
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

pub(super) use outside::{AtOnce, conceal, stop};

/// How long the loop may take to end. Windows would give five seconds to a window that is closed.
const PATIENCE: Duration = Duration::from_millis(800);
/// How long the terminal may take to be given back.
const LAST: Duration = Duration::from_millis(100);

/// Tells the loop to end and holds up whoever was told by the system, which on Windows ends the
/// program when it is answered. It returns only if the loop does not end by itself: then nothing
/// it could still write is worth waiting for.
fn tell(sender: &Sender<Message>, why: Why, wait: impl FnOnce(Duration)) {
    let _ = sender.send(Message::End(why));
    wait(PATIENCE);
}

/// Has the loop end, or ends the program.
fn end(sender: &Sender<Message>, why: Why) {
    tell(sender, why, thread::sleep);
    give_back();
    // A terminal that takes nothing would hold this up for ever.
    thread::spawn(leave);
    thread::sleep(LAST);
    outside::exit(why.status());
}

/// What an event of the console of Windows asks for, as the signal of Unix that asks the same.
#[cfg(any(windows, test))]
fn meant(event: u32) -> Why {
    const CTRL_C: u32 = 0;
    const CTRL_BREAK: u32 = 1;
    const CTRL_CLOSE: u32 = 2;
    Why::Signal(match event {
        CTRL_C | CTRL_BREAK => 2,
        CTRL_CLOSE => 1,
        // The person logs off, or the machine is shut down.
        _ => 15,
    })
}

#[cfg(unix)]
mod outside {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::sync::mpsc::Sender;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::fs::{Mode, OFlags, open};
    use rustix::io::Errno;
    use signal_hook::consts::{
        SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ,
    };
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::super::Why;
    use super::{Input, Message, end};

    pub(super) fn watch(sender: &Sender<Message>) -> io::Result<()> {
        let mut signals = Signals::new([
            SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ,
        ])?;
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
                    // The write that it came of fails, and says so.
                    SIGXFSZ => continue,
                    ending => return end(&to, Why::Signal(ending)),
                };
                let _ = to.send(message);
            }
        });
        Ok(())
    }

    /// The terminal once more, as one that says so where it takes nothing now: what the other
    /// programs in it have open stays as it is.
    pub(in super::super) struct AtOnce(OwnedFd);

    impl AtOnce {
        /// `None` where the system has no such name for it.
        pub(in super::super) fn open() -> Option<Self> {
            let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            open("/proc/self/fd/1", flags, Mode::empty()).ok().map(Self)
        }

        /// Writes as much as it takes without keeping anybody waiting, and returns the rest.
        pub(in super::super) fn write<'f>(&self, frame: &'f [u8]) -> io::Result<&'f [u8]> {
            let mut rest = frame;
            while !rest.is_empty() {
                match rustix::io::write(&self.0, rest) {
                    Ok(0) | Err(Errno::AGAIN) => break,
                    Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(rest)
        }
    }

    /// Has the loop end when the terminal is gone.
    pub(super) fn mind(sender: Sender<Message>) {
        thread::spawn(move || {
            if is_gone() {
                end(&sender, Why::Gone);
            }
        });
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

    /// At once, with nothing run that waits for other threads.
    pub(super) fn exit(status: u8) {
        low_level::exit(status.into());
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

#[cfg(windows)]
mod outside {
    use std::io;
    use std::process;
    use std::sync::mpsc::Sender;

    use super::{Message, end, meant};
    use crate::windows;

    /// A window that is closed, a person who logs off and a machine that is shut down wait for this
    /// to return, and then end the program.
    pub(super) fn watch(sender: &Sender<Message>) -> io::Result<()> {
        let to = sender.clone();
        windows::listen(move |event| end(&to, meant(event)))
    }

    /// None: a console is written to by a thread.
    pub(in super::super) enum AtOnce {}

    impl AtOnce {
        pub(in super::super) const fn open() -> Option<Self> {
            None
        }

        pub(in super::super) const fn write<'f>(&self, _: &'f [u8]) -> io::Result<&'f [u8]> {
            match *self {}
        }
    }

    /// Nothing: a console that is gone is told by its event.
    pub(super) fn mind(_: Sender<Message>) {}

    pub(super) fn exit(status: u8) {
        process::exit(status.into());
    }

    pub(in super::super) fn stop() -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn conceal() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R5: Windows ends the program as soon as its event is answered, or after five seconds.
    #[test]
    fn an_event_of_the_console_reaches_the_loop_before_it_is_answered() {
        for (event, status) in [(0, 130), (1, 130), (2, 129), (5, 143), (6, 143)] {
            let (sender, messages) = channel();
            let why = meant(event);
            assert_eq!(why.status(), status);
            tell(&sender, why, |time| {
                assert!(matches!(messages.try_recv(), Ok(Message::End(it)) if it == why));
                // Longer than the loop waits for the record.
                assert!(time > super::super::LAST && time + LAST < Duration::from_secs(5));
            });
        }
    }
}
