//! Asks the terminal how many columns it gives the characters that are one or two as its font likes,
//! and for its ground.
//!
//! All are written over one another in a corner that the first frame covers, each followed by the
//! question where the cursor stands: one piece of output. The answers come among the keys, of which
//! crossterm is the only reader: it keeps answers apart from keys and hands them out one by one, in
//! order, but waits two seconds for one that does not come. So nobody asks it before as many bytes
//! are there as all answers have; when they do not come in time it is left to itself, and throws
//! away what may still come. The ground is asked for last, and nobody waits: what is answered is read
//! as keys, of which the decoder takes it out.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::Print;

use crate::ui::text::widths::{ASKED, Widths};

/// Writes what is to be measured, and asks for the `ground`. Before keys are read.
#[cfg(unix)]
pub(super) fn ask(out: &mut impl Write, ground: bool) -> io::Result<()> {
    use crossterm::terminal::{Clear, ClearType};
    const WHERE: &str = "\x1b[6n";
    const GROUND: &str = "\x1b]11;?\x07";
    for c in ASKED {
        queue!(out, MoveTo(0, 0), Print(c), Print(WHERE))?;
    }
    queue!(out, Clear(ClearType::CurrentLine))?;
    if ground {
        queue!(out, Print(GROUND))?;
    }
    Ok(())
}

/// What the terminal answers; nothing if it does not in time. By whoever reads keys, before the
/// first.
#[cfg(unix)]
pub(super) fn answer() -> Option<Widths> {
    use std::time::{Duration, Instant};

    /// The longest that keys wait for the answers.
    const PATIENCE: Duration = Duration::from_millis(300);
    const LOOK_AGAIN: Duration = Duration::from_millis(1);
    /// What the first line and a column of one digit are answered with.
    const ANSWER: &str = "\x1b[1;2R";

    let began = Instant::now();
    let all = u64::try_from(ASKED.len() * ANSWER.len()).ok()?;
    while rustix::io::ioctl_fionread(io::stdin()).ok()? < all {
        if began.elapsed() > PATIENCE {
            return None;
        }
        std::thread::sleep(LOOK_AGAIN);
    }
    let columns: Vec<u16> = ASKED.iter().map_while(|_| column()).collect();
    (columns.len() == ASKED.len()).then(|| Widths::measured(columns))
}

/// Nothing: the console is asked when it answers, and tells no ground.
#[cfg(not(unix))]
pub(super) fn ask(_: &mut impl Write, _: bool) -> io::Result<()> {
    Ok(())
}

/// What the console says, which need not be waited for.
#[cfg(not(unix))]
pub(super) fn answer() -> Option<Widths> {
    let mut out = io::stdout();
    let mut columns = Vec::new();
    for c in ASKED {
        queue!(out, MoveTo(0, 0), Print(c)).ok()?;
        out.flush().ok()?;
        columns.push(column()?);
    }
    Some(Widths::measured(columns))
}

/// The column of the oldest answer.
fn column() -> Option<u16> {
    crossterm::cursor::position().ok().map(|(column, _)| column)
}
