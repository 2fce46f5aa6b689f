//! The program itself in a terminal: how long until its first frame is complete, beside the bare
//! dashboard of `bare.rs`, and what it does while nobody types.

use std::io::Read as _;
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::measure::{Times, tell, tell_ratio};
use crate::stage::SIZE;

/// The argument that makes this bench the bare dashboard.
pub(crate) const BARE: &str = "--bare-dashboard";

/// The last words both programs paint, at the end of the bottom line.
const LAST: &str = "退出";

struct Running {
    child: Box<dyn Child + Send + Sync>,
    painted: Duration,
    output: Receiver<(Instant, Vec<u8>)>,
    // Closing it would hang up on the program.
    _master: Box<dyn MasterPty + Send>,
}

/// Starts a program and waits for the end of its first frame. The time is that of the last piece's
/// arrival, and nothing is read before the first of the last words has come: reading costs this
/// bench a processor, and is no cost of the program.
fn start(mut command: CommandBuilder, home: &Path) -> Running {
    let size = PtySize {
        rows: SIZE.1,
        cols: SIZE.0,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let (sender, output) = channel();
    thread::spawn(move || {
        let mut chunk = [0; 65_536];
        while let Ok(read @ 1..) = reader.read(&mut chunk) {
            let read = chunk.get(..read).unwrap_or_default().to_vec();
            if sender.send((Instant::now(), read)).is_err() {
                break;
            }
        }
    });
    command.env("TERM", "xterm-256color");
    command.env("XDG_STATE_HOME", home);
    command.env("HOME", home);
    let (columns, rows) = SIZE;
    let (columns, rows) = (NonZero::new(columns), NonZero::new(rows));
    let (columns, rows) = columns.zip(rows).expect("a window");
    let begin = Instant::now();
    let child = pair.slave.spawn_command(command).expect("the program");
    let mut parser = vt100::Parser::new(rows, columns, 0);
    let mut painted = begin;
    let mut unread = Vec::new();
    let mut is_near = false;
    let first = LAST.chars().take(1).collect::<String>().into_bytes();
    while !ends_with_last(parser.screen()) {
        let piece = output.recv_timeout(Duration::from_secs(10));
        let (arrived, piece) = piece.expect("a frame within ten seconds");
        unread.extend(piece);
        painted = arrived;
        is_near |= unread.windows(first.len()).any(|it| it == first);
        if is_near {
            parser.process(&unread);
            unread.clear();
        }
    }
    Running {
        painted: painted.duration_since(begin),
        child,
        output,
        _master: pair.master,
    }
}

fn ends_with_last(screen: &vt100::Screen) -> bool {
    let bottom = screen.rows(0, SIZE.0).last();
    bottom.is_some_and(|line| line.contains(LAST))
}

impl Running {
    fn stop(mut self) -> Duration {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.painted
    }

    /// What the program did in two seconds without a key: time on the processor in clock ticks,
    /// bytes written anywhere. `None` where the system does not tell.
    fn idle(&self) -> Option<(u64, u64)> {
        thread::sleep(Duration::from_millis(300));
        while self.output.try_recv().is_ok() {}
        let before = self.account()?;
        thread::sleep(Duration::from_secs(2));
        let after = self.account()?;
        Some((after.0 - before.0, after.1 - before.1))
    }

    fn account(&self) -> Option<(u64, u64)> {
        let folder = format!("/proc/{}", self.child.process_id()?);
        let stat = std::fs::read_to_string(format!("{folder}/stat")).ok()?;
        // User and system time are the 14th and 15th word; the second may hold blanks.
        let words = stat.rsplit_once(')')?.1.split_whitespace();
        let ticks = words
            .skip(11)
            .take(2)
            .filter_map(|word| word.parse::<u64>().ok());
        let io = std::fs::read_to_string(format!("{folder}/io")).ok()?;
        let written = io.lines().find_map(|line| line.strip_prefix("wchar: "))?;
        Some((ticks.sum(), written.parse().ok()?))
    }
}

/// Both programs as they come to a machine: copied. What a linker has just written lies in memory in
/// small pieces, and takes half a millisecond more of every start.
struct Installed {
    folder: TempDir,
}

impl Installed {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let this = std::env::current_exe().expect("this program");
        let product = Path::new(env!("CARGO_BIN_EXE_jixiao"));
        for (program, name) in [(product, "jixiao"), (&this, "bare")] {
            std::fs::copy(program, folder.path().join(name)).expect("a copy");
        }
        Self { folder }
    }

    /// With a file of the real report, to be filled in, in a folder where nobody has begun yet.
    fn product(&self, home: &Path) -> CommandBuilder {
        let report = home.join("report.yaml");
        std::fs::write(&report, jixiao::cli::SAMPLE).expect("a file");
        let mut command = CommandBuilder::new(self.folder.path().join("jixiao"));
        command.arg(report);
        command
    }

    fn bare(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(self.folder.path().join("bare"));
        command.arg(BARE);
        command
    }
}

/// The two programs in turn.
pub(crate) fn targets(rounds: usize) {
    let home = || tempfile::tempdir().expect("a folder");
    let installed = Installed::new();
    let starts = (0..rounds).map(|_| {
        let home = home();
        let product = start(installed.product(home.path()), home.path()).stop();
        (product, start(installed.bare(), home.path()).stop())
    });
    let (products, bares) = starts.unzip();
    tell_ratio(
        "the real report to the first frame, beside a bare dashboard",
        &Times::of(products),
        &Times::of(bares),
        1.5,
    );
    let home = home();
    let running = start(installed.product(home.path()), home.path());
    if let Some((ticks, bytes)) = running.idle() {
        tell(
            "two seconds without a key",
            &format!("{ticks} clock ticks, {bytes} bytes"),
            "none",
            ticks == 0 && bytes == 0,
        );
    }
    running.stop();
}
