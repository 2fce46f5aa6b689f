//! The real binary, in a terminal that another thread reads, and as a command. It is told things by
//! signals, so that none of this is for Windows.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::{IsTerminal as _, Read as _, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossterm::event::{self, KeyCode};
use jixiao::cli::{self, dashboard};
use jixiao::store::{Draft, File, state_directory};
use jixiao::ui::input::{Input, Key};
use jixiao::ui::screen;
use jixiao::ui::session::Session;
use jixiao::ui::terminal::Doors;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{Action, tcflow};
use tempfile::TempDir;

use crate::harness::{self, PROGRAM, REPORT, With, changes};
use crate::store::Faulty;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in a terminal.
pub(crate) struct Terminal {
    screen: vt100::Parser,
    raw: Vec<u8>,
    bytes: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    keys: Box<dyn Write + Send>,
    /// Whether it says where its cursor is, when asked.
    answers: bool,
    /// What it says its ground is, when asked.
    ground: &'static str,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// How the terminal treated lines and echo before.
    modes: String,
    folder: TempDir,
}

impl Terminal {
    /// Opens the real report at 100×30.
    fn open() -> Self {
        Self::run(program()).until("退出")
    }

    /// Runs a program over the real report at 100×30.
    fn run(command: CommandBuilder) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("自评.yaml"), REPORT).unwrap();
        Self::start(command, folder)
    }

    /// Runs a program in a folder.
    pub(crate) fn start(mut command: CommandBuilder, folder: TempDir) -> Self {
        let pair = native_pty_system().openpty(size(30, 100)).unwrap();
        let modes = format!("{:?}", pair.master.get_termios());
        command.cwd(folder.path());
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder.path());
        command.env("XDG_STATE_HOME", folder.path().join("state"));
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, bytes) = channel();
        let reader = std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                let read = chunk.get(..count).unwrap_or_default().to_vec();
                if sender.send(read).is_err() {
                    break;
                }
            }
        });
        Self {
            screen: vt100::Parser::new(lines(30), lines(100), 0),
            raw: Vec::new(),
            bytes,
            reader,
            keys: pair.master.take_writer().unwrap(),
            answers: false,
            ground: "",
            child,
            master: pair.master,
            modes,
            folder,
        }
    }

    /// The process is killed without a warning, and started again on the same file.
    fn killed_and_started_again(mut self) -> Self {
        let pid = self.child.process_id().unwrap().to_string();
        let mut kill = Command::new("kill");
        assert!(kill.args(["-KILL", &pid]).status().unwrap().success());
        self.child.wait().unwrap();
        Self::start(program(), self.folder)
    }

    /// Waits until the recovery record holds this.
    fn until_recorded(mut self, words: &str) -> Self {
        let state = self.folder.path().join("state/jixiao");
        let holds = || {
            let records = fs::read_dir(&state).into_iter().flatten();
            let mut records = records.map(|entry| fs::read_to_string(entry.unwrap().path()));
            records.any(|record| record.is_ok_and(|record| record.contains(words)))
        };
        let begin = Instant::now();
        while !holds() {
            assert!(begin.elapsed() < PATIENCE, "“{words}” is in no record");
            if let Ok(read) = self.bytes.recv_timeout(Duration::from_millis(20)) {
                self.take(&read);
            }
        }
        self
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("自评.yaml")
    }

    pub(crate) fn sends(mut self, keys: &str) -> Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    fn resize(mut self, rows: u16, columns: u16) -> Self {
        self.screen
            .screen_mut()
            .set_size(lines(rows), lines(columns));
        self.master.resize(size(rows, columns)).unwrap();
        self
    }

    /// Reads until the screen shows this and the frame is whole.
    #[track_caller]
    pub(crate) fn until(self, words: &str) -> Self {
        self.settles(|screen| screen.contents().contains(words), words)
    }

    #[track_caller]
    fn settles(self, there: impl Fn(&vt100::Screen) -> bool, what: &str) -> Self {
        const WHOLE: &[u8] = b"\x1b[?2026l";
        self.reads(
            |it| there(it.screen.screen()) && it.raw.ends_with(WHOLE),
            what,
        )
    }

    #[track_caller]
    fn reads(mut self, there: impl Fn(&Self) -> bool, what: &str) -> Self {
        let begin = Instant::now();
        while !there(&self) {
            assert!(begin.elapsed() < 10 * PATIENCE, "{what} for ever");
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(read) => self.take(&read),
                Err(_) => panic!("no {what}:\n{}", self.screen.screen().contents()),
            }
        }
        self
    }

    fn take(&mut self, read: &[u8]) {
        const WHERE: &[u8] = b"\x1b[6n";
        const GROUND: &[u8] = b"\x1b]11;?\x07";
        for byte in read {
            self.screen.process(&[*byte]);
            self.raw.push(*byte);
            if self.answers && self.raw.ends_with(WHERE) {
                let (row, column) = self.screen.screen().cursor_position();
                write!(self.keys, "\x1b[{};{}R", row + 1, column + 1).unwrap();
            }
            if self.raw.ends_with(GROUND) {
                self.keys.write_all(self.ground.as_bytes()).unwrap();
            }
        }
    }

    /// From here on it answers.
    pub(crate) fn answering(mut self) -> Self {
        self.answers = true;
        self
    }

    /// It answers so when it is asked for its ground.
    fn on_ground(mut self, ground: &'static str) -> Self {
        self.ground = ground;
        self
    }

    /// From here on the terminal takes nothing, as at the end of a line that is down.
    fn takes_nothing(self) -> Self {
        let terminal = fs::File::open(self.master.tty_name().unwrap()).unwrap();
        tcflow(terminal, Action::OOff).unwrap();
        self
    }

    /// Reads until the ground of the page is light, or dark.
    #[track_caller]
    fn until_light(self, light: bool) -> Self {
        let is_light = |screen: &vt100::Screen| match screen.cell(28, 99).map(vt100::Cell::bgcolor)
        {
            Some(vt100::Color::Idx(ground)) => (ground > 250) == light,
            _ => false,
        };
        self.settles(is_light, "ground")
    }

    /// Reads to the end of the program, which the person asked for.
    #[track_caller]
    fn ends(self) -> Self {
        self.ends_with(0)
    }

    #[track_caller]
    fn ends_with(self, code: u32) -> Self {
        let (terminal, ended) = self.finishes();
        assert_eq!(ended, code);
        terminal
    }

    /// Reads to the end of the program; the terminal is then as it was.
    #[track_caller]
    pub(crate) fn finishes(mut self) -> (Self, u32) {
        let begin = Instant::now();
        loop {
            assert!(begin.elapsed() < 10 * PATIENCE, "it writes for ever");
            match self.bytes.recv_timeout(PATIENCE) {
                Ok(read) => self.take(&read),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    self.child.kill().unwrap();
                    panic!("it does not end:\n{}", self.screen.screen().contents());
                }
            }
        }
        let code = self.child.wait().unwrap().exit_code();
        assert!(self.is_given_back());
        (self, code)
    }

    /// The number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    fn number(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.process()).unwrap()).unwrap()
    }

    pub(crate) fn gets(self, signal: Signal) -> Self {
        kill_process(self.number(), signal).unwrap();
        self
    }

    /// Waits until it has stopped.
    fn stops(self) -> Self {
        let number = self.number();
        within(move || waitpid(Some(number), WaitOptions::UNTRACED).unwrap());
        self
    }

    /// Whether the screen is the one before the program began.
    fn is_given_back(&self) -> bool {
        let screen = self.screen.screen();
        let kept = screen.alternate_screen() || screen.bracketed_paste() || screen.hide_cursor();
        !kept && format!("{:?}", self.master.get_termios()) == self.modes
    }

    /// Closes the terminal's window and waits until the program has ended.
    fn closes(self) -> TempDir {
        let Self {
            bytes,
            reader,
            mut keys,
            mut child,
            master,
            folder,
            ..
        } = self;
        drop(bytes);
        // What is written for coming back to the window ends the reader.
        keys.write_all(b"\x1b[I").unwrap();
        within(move || reader.join().unwrap());
        drop((keys, master));
        let mut killer = child.clone_killer();
        let (sender, ended) = channel();
        std::thread::spawn(move || sender.send(child.wait().unwrap()));
        if ended.recv_timeout(PATIENCE).is_err() {
            killer.kill().unwrap();
            panic!("it lives on without a terminal");
        }
        folder
    }

    /// The recovery records.
    fn records(folder: &Path) -> String {
        let kept = fs::read_dir(folder.join("state/jixiao")).unwrap();
        let kept = kept.map(|it| it.unwrap().path());
        kept.filter(|it| it.extension().is_some_and(|it| it == "jsonl"))
            .map(|record| fs::read_to_string(record).unwrap())
            .collect()
    }
}

/// Waits for something, but not for ever.
#[track_caller]
pub(crate) fn within<T: Send + 'static>(it: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, done) = channel();
    std::thread::spawn(move || sender.send(it()));
    done.recv_timeout(PATIENCE).unwrap()
}

fn lines(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

const F2: &str = "\x1bOQ";
const CTRL_S: &str = "\x13";
const CTRL_Q: &str = "\x11";

#[test]
fn the_report_is_edited_saved_and_left_with_one_line_changed() {
    let terminal = Terminal::open()
        .until("张嘉怡")
        .sends("\x1b[B\x1b[B")
        .until("填报人：")
        .sends("王小明\r")
        .until("未保存")
        .sends(CTRL_S)
        .until("已保存")
        .sends(CTRL_Q)
        .ends();
    let saved = fs::read_to_string(terminal.file()).unwrap();
    let changed = changes(REPORT, &saved);
    let line = |name: &str| format!("  填报人: {name}");
    assert_eq!(changed, [(line("张嘉怡"), line("王小明"))]);
    let kept: Vec<_> = fs::read_dir(terminal.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().contains("自评"))
        .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
}

#[test]
fn what_was_done_and_half_typed_before_a_kill_is_there_again() {
    let terminal = Terminal::open()
        .until("张嘉怡")
        .sends("\x1b[B\x1b[B")
        .until("填报人：")
        .sends("王小明\r")
        .until("未保存")
        .sends("88888888")
        .until("88888888")
        .until_recorded("88888888");
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
    let terminal = terminal
        .killed_and_started_again()
        .until("上次程序意外中断")
        .until("按序号选")
        .sends("\r")
        .until("已找回")
        .sends("\r")
        .until("F4  下一页签")
        .sends(CTRL_S)
        .until("已保存")
        .sends(CTRL_Q)
        .ends();
    let saved = fs::read_to_string(terminal.file()).unwrap();
    let changed = changes(REPORT, &saved);
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(saved.contains("填报人: 王小明") && saved.contains("88888888"));
}

#[test]
fn the_terminals_cursor_follows_what_is_typed() {
    let terminal = Terminal::open().sends(F2).until("放弃");
    let (row, column) = terminal.screen.screen().cursor_position();
    assert!(!terminal.screen.screen().hide_cursor());
    let at = |terminal: &Terminal| terminal.screen.screen().cursor_position();
    let terminal = terminal.sends("新").until("报告新");
    assert_eq!(at(&terminal), (row, column + 2));
    let terminal = terminal.sends("ab").until("新ab");
    assert_eq!(at(&terminal), (row, column + 4));
    terminal
        .sends("\x1b")
        .until("F4  页签")
        .sends(CTRL_Q)
        .ends();
}

#[test]
fn a_bracketed_paste_is_one_text() {
    let terminal = Terminal::open()
        .sends(F2)
        .until("放弃")
        .sends("\x1b[200~一\r\n二\x1b[201~")
        .until("报告一二")
        .sends("\r")
        .until("未保存")
        .sends("\x1a")
        .until("撤销：修改「标题」")
        .sends(CTRL_Q)
        .ends();
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
}

#[test]
fn a_resized_window_is_drawn_anew() {
    Terminal::open()
        .resize(10, 40)
        .until("窗口太小")
        .resize(24, 80)
        .settles(|screen| screen.contents().contains("退出"), "keys")
        .sends(CTRL_Q)
        .ends();
}

// How wide the terminal draws what is one column or two.

#[test]
fn a_terminal_that_says_how_wide_it_draws_is_believed() {
    Terminal::run(program())
        .answering()
        .until("错 5")
        .sends(F2)
        .until("放弃")
        .sends("“新”…")
        .until("“新”…")
        .sends("\x1b\x1b")
        .until("F4  页签")
        .sends(CTRL_Q)
        .ends();
}

#[test]
fn answers_that_are_late_or_make_no_sense_are_no_keys() {
    const LATE: &str = "\x1b[1;2R";
    const GARBAGE: &str = "\x1b[0;0R\x1b[99999;1R\x1b[1;2;3R\x1b[0n";
    // At once, in the place of answers; and when nobody waits for any.
    let terminal = Terminal::run(program()).sends(GARBAGE).until("错 5");
    let silence = terminal.bytes.recv_timeout(Duration::from_millis(600));
    assert_eq!(silence, Err(RecvTimeoutError::Timeout));
    let terminal = terminal.sends(&LATE.repeat(60)).sends(GARBAGE);
    let silence = terminal.bytes.recv_timeout(Duration::from_millis(300));
    assert_eq!(silence, Err(RecvTimeoutError::Timeout));
    // What is not known has room for two columns, and nothing is shifted by it.
    let terminal = terminal
        .sends("\x1b")
        .sends(F2)
        .until("放弃")
        .sends("“新”…a")
        .until("“ 新” … a")
        .sends("\x1b\x1b")
        .until("F4  页签")
        .sends(CTRL_Q)
        .ends();
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
}

#[test]
fn the_ground_of_the_terminal_is_taken_up_until_a_person_chooses() {
    const DARK: &str = "\x1b]11;rgb:0000/0000/0000\x1b\\";
    const HALF: &str = "\x1b]11;rgb:ffff/ff";
    let terminal = Terminal::run(program())
        .on_ground("\x1b]11;rgb:fdfd/f6f6/e3e3\x07")
        .answering()
        .until("错 5")
        .until_light(true);
    // Late, and half, while somebody types.
    let terminal = terminal.sends(F2).until("放弃").sends(DARK);
    let terminal = terminal.until_light(false).sends("王").until("王");
    let terminal = terminal.sends(HALF).sends("五").until("王五");
    // Shift+F5: it counts from now on, here and in the next run.
    let terminal = terminal.sends("\r\x1b[15;2~").until("配色：浅色");
    let terminal = terminal.sends(DARK).sends(CTRL_S).until("已保存");
    let terminal = terminal.until_light(true).sends(CTRL_Q).ends();
    let saved = fs::read_to_string(terminal.file()).unwrap();
    let changed = changes(REPORT, &saved);
    assert!(
        matches!(&*changed, [(_, now)] if now.ends_with("王五")),
        "{changed:?}"
    );
    let terminal = Terminal::start(program(), terminal.folder).on_ground(DARK);
    let terminal = terminal.answering().until("错 5").until_light(true);
    terminal.sends(CTRL_Q).ends();
}

#[test]
fn keys_typed_before_the_terminal_answers_are_not_lost() {
    let terminal = Terminal::run(program())
        .sends("\x1b[B\x1b[B王")
        .answering()
        .until("王");
    let terminal = terminal.sends("\r").until("未保存").sends(CTRL_S);
    let terminal = terminal.until("已保存").sends(CTRL_Q).ends();
    let saved = fs::read_to_string(terminal.file()).unwrap();
    assert!(saved.contains("填报人: 王"));
}

#[test]
fn nothing_is_written_while_nobody_types() {
    // The rules are asked after the first frame.
    let terminal = Terminal::open().until("错 5");
    let silence = terminal.bytes.recv_timeout(Duration::from_millis(600));
    assert_eq!(silence, Err(RecvTimeoutError::Timeout));
    terminal.sends(CTRL_Q).ends();
}

/// S14: pipes between its own threads apart, the dashboard has no socket.
#[test]
#[cfg(target_os = "linux")]
fn the_dashboard_makes_no_network_call() {
    let folder = tempfile::tempdir().unwrap();
    if !crate::hostile::sees_network_calls(folder.path()) {
        return;
    }
    let mut traced = CommandBuilder::new("strace");
    traced.args([
        "-f",
        "-qq",
        "-e",
        "trace=%network",
        "-o",
        "calls",
        PROGRAM,
        "自评.yaml",
    ]);
    let terminal = Terminal::run(traced).until("错 5");
    let terminal = terminal.sends("\x1b[B王\r").until("未保存").sends(CTRL_S);
    let terminal = terminal.until("已保存").sends(CTRL_Q).ends();
    let calls = fs::read_to_string(terminal.folder.path().join("calls")).unwrap();
    let outside = |line: &&str| {
        let opens = line.contains("socket(") || line.contains("connect(") || line.contains("bind(");
        opens || line.contains("socketpair(") && !line.contains("socketpair(AF_UNIX")
    };
    let outside: Vec<&str> = calls.lines().filter(outside).collect();
    assert!(outside.is_empty(), "{outside:?}");
}

/// S15: the clipboard of the terminal gets what is copied, and nothing else.
#[test]
fn nothing_goes_to_the_clipboard_but_what_is_copied() {
    let sent = |of: &Terminal| String::from_utf8_lossy(&of.raw).matches("\x1b]52;").count();
    let terminal = Terminal::open()
        .sends("\x1b[B\x1b[B王\r")
        .until("未保存")
        .sends("\x1a")
        .until("撤销");
    assert_eq!(sent(&terminal), 0);
    let terminal = terminal.sends("\x03").until("已复制").sends(CTRL_Q).ends();
    assert_eq!(sent(&terminal), 1);
}

#[test]
fn going_to_another_window_and_coming_back_types_nothing() {
    let terminal = Terminal::open()
        .until("错 5")
        .sends("\x1b[O\x1b[I")
        .sends(CTRL_Q)
        .ends();
    let raw = String::from_utf8_lossy(&terminal.raw);
    assert!(!raw.contains("未保存"));
}

#[test]
fn a_paste_that_comes_as_keys_is_one_paste() {
    let people = Terminal::open().sends("\x1b[B\x1b[B").until("填报人：");
    let terminal = people
        .sends("王小明\r82550000\r13900000000")
        .until("粘贴 3 行：填 3 格")
        .sends("\r")
        .until("已粘贴 3 格")
        .sends("\x1a")
        .until("撤销：粘贴 3 格")
        .sends(CTRL_Q)
        .ends();
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
}

#[test]
fn a_long_paste_that_comes_as_keys_arrives_whole() {
    let lines: Vec<String> = (1..=90)
        .map(|n| format!("第{n}行，各项工作按照年初的安排有序推进，群众满意。"))
        .collect();
    let pasted = lines.join("\r");
    // More than is read at once, and than a terminal holds.
    assert!(pasted.len() > 5000);
    let terminal = Terminal::open().sends(F2).until("放弃");
    let terminal = terminal.sends(&pasted).until("第90行").sends("\r");
    let terminal = terminal.until("退出").sends(CTRL_S).until("已保存");
    let terminal = terminal.sends(CTRL_Q).ends();
    let saved = fs::read_to_string(terminal.file()).unwrap();
    for line in lines {
        assert!(saved.contains(&line), "{line}");
    }
}

#[test]
fn the_mouse_is_taken_and_given_back_by_one_key() {
    let terminal = Terminal::open().until("错 5");
    // A move of the pointer alone writes nothing.
    let terminal = terminal.sends("\x1b[<35;5;5M");
    let silence = terminal.bytes.recv_timeout(Duration::from_millis(300));
    assert_eq!(silence, Err(RecvTimeoutError::Timeout));
    let terminal = terminal
        .sends("\x1b[<0;25;3M\x1b[<0;25;3m")
        .until("支出总计")
        .sends("\x1b[17;2~")
        .until("已交还终端");
    let mode = |of: &Terminal| of.screen.screen().mouse_protocol_mode();
    assert_eq!(mode(&terminal), vt100::MouseProtocolMode::None);
    let terminal = terminal.sends("\x1b[17;2~").until("已收回");
    assert_ne!(mode(&terminal), vt100::MouseProtocolMode::None);
    let terminal = terminal.sends(CTRL_Q).ends();
    assert_eq!(mode(&terminal), vt100::MouseProtocolMode::None);
}

#[test]
fn without_colours_what_stands_out_is_reversed() {
    let mut command = program();
    command.env("NO_COLOR", "1");
    let terminal = Terminal::run(command).until("退出");
    let reversed = |row: u16| -> String {
        let screen = terminal.screen.screen();
        let cells = (0..100).filter_map(|x| screen.cell(row, x));
        let cells = cells.filter(|cell| cell.inverse());
        cells.map(|cell| cell.contents()).collect()
    };
    assert!(reversed(0).contains("绩效自评"), "the title");
    assert!(reversed(2).contains("基本信息"), "the tab that is shown");
    assert!(!reversed(2).contains("预算构成"), "and no other");
    assert!(reversed(4).contains("2022"), "the cursor");
    terminal.sends(CTRL_Q).ends();
}

#[test]
fn the_terminal_is_given_back_as_it_was() {
    let terminal = Terminal::open().sends(CTRL_Q).ends();
    let raw = String::from_utf8_lossy(&terminal.raw);
    for (mode, name) in [
        ("1049", "second screen"),
        ("2004", "bracketed paste"),
        ("1004", "focus"),
        ("1000", "mouse"),
    ] {
        let on = raw.matches(&format!("\x1b[?{mode}h")).count();
        let off = raw.matches(&format!("\x1b[?{mode}l")).count();
        assert_eq!((on, off), (1, 1), "{name}");
    }
    assert_eq!(
        raw.matches("\x1b[?2026h").count(),
        raw.matches("\x1b[?2026l").count(),
        "whole frames"
    );
    assert!(!terminal.screen.screen().hide_cursor());
    assert!(!terminal.screen.screen().alternate_screen());
    // The shape of the cursor is the person's again before the first screen is.
    let (shape, screen) = (raw.rfind("\x1b[0 q"), raw.rfind("\x1b[?1049l"));
    assert!(shape.is_some() && shape < screen);
}

// How else it ends.

/// The report with a name half typed.
fn half_typed(command: CommandBuilder) -> Terminal {
    Terminal::run(command)
        .until("退出")
        .sends("\x1b[B\x1b[B")
        .until("填报人：")
        .sends("王小")
        .until("未保存")
}

/// One of the programs below that are no tests.
fn itself(name: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        &format!("pty::{name}"),
        "--exact",
        "--ignored",
        "--nocapture",
    ]);
    command
}

/// The program, asked to open the report.
pub(crate) fn program() -> CommandBuilder {
    let mut command = CommandBuilder::new(PROGRAM);
    command.arg("自评.yaml");
    command
}

/// R3, R4: told by a signal or by a terminal that is gone without one, it ends within a second, on a
/// machine that may have other things to do.
#[test]
fn the_program_ends_within_a_second_however_it_is_told() {
    let by_signal = || {
        let terminal = half_typed(program()).gets(Signal::HUP);
        let began = Instant::now();
        terminal.ends_with(129);
        began.elapsed()
    };
    let by_the_terminal = || {
        let mut command = program();
        command.set_controlling_tty(false);
        let terminal = half_typed(command);
        let began = Instant::now();
        terminal.closes();
        began.elapsed()
    };
    let hung = || {
        let terminal = Terminal::run(itself("the_program_that_hangs"));
        let taken = |it: &Terminal| it.screen.screen().bracketed_paste();
        let terminal = terminal.reads(taken, "terminal taken").gets(Signal::TERM);
        let began = Instant::now();
        terminal.ends_with(143);
        began.elapsed()
    };
    let ends: [&dyn Fn() -> Duration; 3] = [&by_signal, &by_the_terminal, &hung];
    for (i, end) in ends.into_iter().enumerate() {
        assert!((0..9).any(|_| end() < Duration::from_secs(1)), "{i}");
    }
}

#[test]
fn a_signal_ends_it_with_what_was_typed_on_the_disk() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let terminal = half_typed(program()).gets(signal).ends_with(code);
        let said = terminal.screen.screen().contents();
        assert!(said.contains("恢复记录") && said.contains('。'), "{said}");
        assert!(Terminal::records(terminal.folder.path()).contains("王小"));
        assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
    }
}

/// S13: the memory, with the report in it, is on no disk after a crash.
#[cfg(target_os = "linux")]
#[test]
fn a_crash_leaves_no_image_of_the_memory() {
    let images = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        let is_image = |name: &std::ffi::OsString| name.to_string_lossy().starts_with("core");
        names.filter(is_image).count()
    };
    // A fault that comes as a signal from outside is taken by the library and gone on from.
    let limit = "ulimit -c unlimited 2>/dev/null";
    let control = tempfile::tempdir().unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{limit}; kill -ABRT $$")]);
    shell.current_dir(control.path()).status().unwrap();
    if images(control.path()) == 0 {
        eprintln!("this system leaves no image of anything beside it: nothing was looked at");
        return;
    }
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("{limit}; exec \"$0\" 自评.yaml"), PROGRAM]);
    let mut terminal = half_typed(command).gets(Signal::ABORT);
    terminal.child.wait().unwrap();
    assert_eq!(images(terminal.folder.path()), 0);
}

#[test]
fn a_signal_with_nothing_unsaved_says_so() {
    let terminal = Terminal::open().gets(Signal::TERM).ends_with(143);
    let said = terminal.screen.screen().contents();
    assert!(said.contains("没有未保存的修改"), "{said}");
}

#[test]
fn a_closed_window_ends_it_with_what_was_typed_on_the_disk() {
    // As `nohup` starts it, which leaves the terminal alone where that is no standard output.
    let deaf = || {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", "trap '' HUP; exec \"$0\" 自评.yaml", PROGRAM]);
        command
    };
    for command in [program as fn() -> CommandBuilder, deaf] {
        for told_by_a_signal in [true, false] {
            let mut command = command();
            command.set_controlling_tty(told_by_a_signal);
            let folder = half_typed(command).closes();
            assert!(Terminal::records(folder.path()).contains("王小"));
            let kept = fs::read_to_string(folder.path().join("自评.yaml")).unwrap();
            assert_eq!(kept, REPORT);
        }
    }
}

#[test]
fn stopped_it_gives_the_terminal_back_and_takes_it_again() {
    let terminal = half_typed(program()).gets(Signal::TSTP).stops();
    assert!(Terminal::records(terminal.folder.path()).contains("王小"));
    let terminal = terminal.reads(Terminal::is_given_back, "terminal given back");
    let terminal = terminal.gets(Signal::CONT).until("王小");
    assert!(terminal.screen.screen().alternate_screen());
    assert!(terminal.screen.screen().bracketed_paste());
    terminal
        .sends("明\r")
        .until("王小明")
        .sends(CTRL_S)
        .until("已保存")
        .sends(CTRL_Q)
        .ends();
}

#[test]
fn after_being_stopped_by_force_it_draws_anew() {
    let terminal = Terminal::open().until("错 5").gets(Signal::STOP).stops();
    let written = terminal.raw.len();
    // What others wrote meanwhile is there too.
    fs::write(terminal.file(), REPORT.with("张嘉怡", "周小红")).unwrap();
    terminal
        .gets(Signal::CONT)
        .reads(
            |it| {
                let anew = String::from_utf8_lossy(&it.raw[written..]);
                let modes = ["1049", "2004", "1004"];
                let armed = modes.map(|mode| anew.contains(&format!("\x1b[?{mode}h")));
                armed == [true; 3] && anew.contains("绩效自评")
            },
            "frame",
        )
        .until("周小红")
        .sends(CTRL_Q)
        .ends();
}

#[test]
fn a_key_draws_the_whole_screen_anew_in_windows_and_while_typing_too() {
    const CTRL_F5: &str = "\x1b[15;5~";
    let mut terminal = Terminal::open().until("错 5");
    for (before, there) in [("王小", "放弃"), ("\r\x1b[21~", "新建空白表")] {
        terminal = terminal.sends(before).until(there);
        let written = terminal.raw.len();
        terminal = terminal.sends(CTRL_F5).reads(
            |it| {
                let anew = String::from_utf8_lossy(&it.raw[written..]);
                anew.contains("\x1b[2J") && anew.contains("主要职能")
            },
            "the whole screen",
        );
    }
    let is_closed = |screen: &vt100::Screen| !screen.contents().contains("新建空白表");
    terminal
        .sends("\x1b")
        .settles(is_closed, "no menu")
        .sends("\x1a")
        .until("撤销")
        .sends(CTRL_Q)
        .ends();
}

#[test]
fn no_key_is_lost_in_a_storm_of_sizes() {
    const COUNT: usize = 300;
    let mut terminal = Terminal::open().sends(F2).until("放弃");
    for i in 0..COUNT {
        terminal = terminal.sends("啊");
        if i % 10 == 0 {
            let i = u16::try_from(i).unwrap();
            terminal = terminal.resize(20 + i % 30, 60 + i % 70);
        }
    }
    let terminal = terminal
        .until("放弃")
        .resize(1, 1)
        .resize(30, 100)
        // A key that comes while nothing can be seen does nothing.
        .until("放弃")
        .sends("\r")
        .until("退出")
        .sends(CTRL_S)
        .until("已保存")
        .sends(CTRL_Q)
        .ends();
    let saved = fs::read_to_string(terminal.file()).unwrap();
    assert_eq!(saved.matches('啊').count(), COUNT);
}

// The program's own mistakes, which the real one is not known to have.

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_with_a_mistake_in_saving() -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    mistaken(&["rename"])
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_with_a_mistake_in_clearing_up() -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    mistaken(&["rename", "remove"])
}

/// The dashboard over a disk on which these calls panic.
fn mistaken(calls: &'static [&'static str]) -> ExitCode {
    let state = state_directory(&|name| std::env::var_os(name));
    let disk = Faulty::new(|_, call, _| {
        assert!(!calls.contains(&call), "王小明");
        None
    });
    let (file, bytes) = File::open_on(disk, Path::new("自评.yaml")).unwrap();
    dashboard(Doors::OWN, state.clone(), |size| {
        Session::open(file, &bytes, state, size)
    })
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_whose_records_hang() -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    let state = state_directory(&|name| std::env::var_os(name));
    let disk = Faulty::new(|_, call, _| {
        if call == "sync_data" {
            loop {
                std::thread::park();
            }
        }
        None
    });
    let (file, bytes) = File::open_on(disk, Path::new("自评.yaml")).unwrap();
    dashboard(Doors::OWN, state.clone(), |size| {
        Session::open(file, &bytes, state, size)
    })
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_without_enough_stack() -> ExitCode {
    ended_by(|| assert!(deep(0) > 0))
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_without_enough_memory() -> ExitCode {
    ended_by(|| std::alloc::handle_alloc_error(std::alloc::Layout::new::<u64>()))
}

/// Uses up any stack.
fn deep(depth: u64) -> u64 {
    let here = std::hint::black_box([depth; 64]);
    if depth == u64::MAX {
        return 0;
    }
    deep(depth + 1).max(here[0])
}

/// The dashboard over a disk that comes to this end while it saves.
fn ended_by(end: fn()) -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    let state = state_directory(&|name| std::env::var_os(name));
    let disk = Faulty::new(move |_, call, _| {
        if call == "rename" {
            end();
        }
        None
    });
    let (file, bytes) = File::open_on(disk, Path::new("自评.yaml")).unwrap();
    dashboard(Doors::OWN, state.clone(), |size| {
        Session::open(file, &bytes, state, size)
    })
}

/// R41: neither unwinds, so nothing of the program runs any more.
#[test]
fn whatever_ends_it_at_once_what_was_done_is_there_again() {
    for name in [
        "the_program_without_enough_stack",
        "the_program_without_enough_memory",
    ] {
        let mut terminal = half_typed(itself(name))
            .sends("明\r")
            .until("王小明")
            .until_recorded("王小明")
            .sends(CTRL_S);
        assert!(!terminal.child.wait().unwrap().success());
        assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
        let terminal = Terminal::start(program(), terminal.folder)
            .until("上次程序意外中断")
            .until("按序号选")
            .sends("\r")
            .until("王小明")
            .sends(CTRL_S)
            .until("已保存")
            .sends(CTRL_Q)
            .ends();
        let saved = fs::read_to_string(terminal.file()).unwrap();
        let changed = changes(REPORT, &saved);
        assert_eq!(changed.len(), 1, "{changed:?}");
    }
}

#[test]
fn a_record_that_hangs_keeps_nobody_in_the_program() {
    let hung = || {
        half_typed(itself("the_program_whose_records_hang"))
            .sends("明\r")
            .until("正在写恢复记录")
            .sends("1234\r")
            .until("1234")
    };
    // Of its own, not by the thread that brings the signal.
    let terminal = hung().gets(Signal::TERM).ends_with(101);
    let said = terminal.screen.screen().contents();
    let said: String = said.split_whitespace().collect();
    assert!(said.contains("可能没有写进恢复记录"), "{said}");
    hung()
        .sends(CTRL_Q)
        .until("不保存，直接退出")
        .sends("\x1b[B\r")
        .ends();
}

/// R11: what the system sends for a file that is longer than it lets us make one.
#[test]
fn a_limit_on_the_size_of_files_is_told_as_a_full_disk() {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "ulimit -f 8; exec \"$0\" 自评.yaml", PROGRAM]);
    let terminal = half_typed(command)
        .sends("明\r")
        .until("无恢复记录")
        .sends(CTRL_S)
        .until("磁盘已满，报告没有保存")
        .sends(CTRL_Q)
        .until("不保存，直接退出")
        .sends("\x1b[B\r")
        .ends();
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
}

#[test]
fn a_terminal_that_takes_nothing_keeps_nothing_out_of_the_record() {
    let mut terminal = half_typed(program())
        .takes_nothing()
        .sends("明")
        .until_recorded("王小明")
        .sends("\r8888")
        .until_recorded("8888")
        .gets(Signal::TERM);
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 143);
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_that_hangs() -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    dashboard(Doors::OWN, None, |_| {
        loop {
            std::thread::park();
        }
    })
}

#[test]
fn a_signal_ends_even_a_program_that_hangs() {
    Terminal::run(itself("the_program_that_hangs"))
        .reads(|it| it.screen.screen().bracketed_paste(), "terminal taken")
        .gets(Signal::TERM)
        .ends_with(143);
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_with_a_mistake_in_reading_a_key() -> ExitCode {
    ended_at(Doors {
        read: || {
            let event = event::read()?;
            let it = KeyCode::Char('明');
            assert!(
                event.as_key_event().is_none_or(|key| key.code != it),
                "王小明"
            );
            Ok(event)
        },
        ..Doors::OWN
    })
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_with_a_mistake_in_what_a_key_does() -> ExitCode {
    ended_at(Doors {
        update: |session, input| {
            let is_it = matches!(&input, Input::Press(press) if press.key == Key::Char('明'));
            assert!(!is_it, "王小明");
            session.update(input)
        },
        ..Doors::OWN
    })
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_with_a_mistake_in_drawing() -> ExitCode {
    ended_at(Doors {
        draw: |app, area, buf| {
            let is_it = |draft| matches!(draft, Draft::Typed { text, .. } if text == "王小明");
            assert!(!app.typing().is_some_and(is_it), "王小明");
            screen::draw(app, area, buf)
        },
        ..Doors::OWN
    })
}

fn ended_at(doors: Doors) -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    let state = state_directory(&|name| std::env::var_os(name));
    let (file, bytes) = File::open(Path::new("自评.yaml")).unwrap();
    dashboard(doors, state.clone(), |size| {
        Session::open(file, &bytes, state, size)
    })
}

/// R40: wherever the mistake is, what is half typed is on the disk and the terminal is the person's.
#[test]
fn a_mistake_in_a_key_or_a_frame_loses_nothing_and_ends_it_within_a_second() {
    for name in [
        "the_program_with_a_mistake_in_reading_a_key",
        "the_program_with_a_mistake_in_what_a_key_does",
        "the_program_with_a_mistake_in_drawing",
    ] {
        let ends = || {
            let terminal = half_typed(itself(name)).sends("明");
            let began = Instant::now();
            // It looks at the terminal, too: it is given back.
            let (terminal, code) = terminal.finishes();
            assert_eq!(code, 101, "{name}");
            let said = terminal.screen.screen().contents();
            let said: String = said.split_whitespace().collect();
            assert!(
                said.contains("没有丢") && !said.contains("panicked"),
                "{said}"
            );
            assert!(
                Terminal::records(terminal.folder.path()).contains("王小"),
                "{name}"
            );
            assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
            began.elapsed()
        };
        assert!((0..9).any(|_| ends() < Duration::from_secs(1)), "{name}");
    }
}

#[test]
fn a_second_mistake_on_top_of_the_first_still_gives_the_terminal_back() {
    // Whichever of the two threads ends it.
    let (terminal, _) = half_typed(itself("the_program_with_a_mistake_in_clearing_up"))
        .sends("明\r")
        .until("王小明")
        .sends(CTRL_S)
        .finishes();
    assert!(Terminal::records(terminal.folder.path()).contains("王小明"));
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
}

/// Started in a terminal by the test below.
#[test]
#[ignore = "no test but a program"]
fn the_program_with_a_mistake_in_a_command() -> ExitCode {
    if !std::io::stdin().is_terminal() {
        return ExitCode::SUCCESS;
    }
    let _ = cli::run(["jixiao", "schemes"].into_iter().map(Into::into));
    panic!("王小明");
}

#[test]
fn a_mistake_in_a_command_is_told_in_chinese_without_the_report() {
    let (terminal, _) = Terminal::run(itself("the_program_with_a_mistake_in_a_command")).finishes();
    let said = terminal.screen.screen().contents();
    assert!(said.contains("程序内部出错"), "{said}");
    assert!(
        said.contains("pty.rs:") && !said.contains("王小明"),
        "{said}"
    );
}

#[test]
fn a_mistake_of_the_program_loses_nothing_and_says_so_in_chinese() {
    let terminal = half_typed(itself("the_program_with_a_mistake_in_saving"))
        .sends("明\r")
        .until("王小明")
        .sends(CTRL_S)
        .ends_with(101);
    let said = terminal.screen.screen().contents();
    let said: String = said.split_whitespace().collect();
    assert!(
        said.contains("程序内部出错") && said.contains("没有丢"),
        "{said}"
    );
    assert!(
        !said.contains("panicked") && !said.contains("backtrace"),
        "{said}"
    );
    let state = terminal.folder.path().join("state/jixiao");
    let told = fs::read_to_string(state.join("故障.txt")).unwrap();
    assert!(
        told.contains("pty.rs:") && !told.contains("王小明"),
        "{told}"
    );
    assert!(Terminal::records(terminal.folder.path()).contains("王小明"));
    assert_eq!(fs::read_to_string(terminal.file()).unwrap(), REPORT);
}

// The command line.

/// Runs the program without a terminal, in a folder of its own.
fn run(arguments: &[&str]) -> (Output, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let output = command(folder.path()).args(arguments).output().unwrap();
    (output, folder)
}

fn command(folder: &Path) -> Command {
    fs::write(folder.join("好.yaml"), REPORT).unwrap();
    fs::write(folder.join("坏.yaml"), "年度: 2022\n封面: \"没完\n").unwrap();
    let mut command = harness::program(folder);
    command.env_remove("XDG_STATE_HOME");
    command
}

#[track_caller]
fn says(arguments: &[&str], code: i32) -> (String, String) {
    let (output, _folder) = run(arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}\n{out}{err}"
    );
    (out, err)
}

#[test]
fn show_prints_one_frame() {
    let (out, err) = says(
        &["show", "好.yaml", "--tab", "预算构成", "--size", "80x24"],
        0,
    );
    assert_eq!(out.lines().count(), 24);
    assert!(out.contains("!2882.00") && err.is_empty());
    let (out, _) = says(&["show", "好.yaml"], 0);
    assert_eq!(out.lines().count(), 40);
}

#[test]
fn show_prints_the_derived_figures_as_json() {
    let (out, _) = says(&["show", "好.yaml", "--json"], 0);
    let figures: serde_json::Value = serde_json::from_str(&out).unwrap();
    let at = |pointer: &str| figures.pointer(pointer).and_then(|value| value.as_str());
    assert_eq!(at("/预算/分项/0/名称"), Some("一般公共预算"));
    assert_eq!(at("/预算/分项/0/全年执行数/填列"), Some("4542.4"));
    assert_eq!(
        at("/预算/分项/0/分项/1/全年执行数/分项合计"),
        Some("2969.31")
    );
    assert_eq!(at("/预算/分项/0/分项/1/全年执行数/相差"), Some("-87.31"));
    assert_eq!(at("/人员/合计"), Some("57"));
}

#[test]
fn a_broken_file_is_shown_and_said_where() {
    let (out, err) = says(&["show", "坏.yaml"], 2);
    assert!(out.contains("只能查看"));
    assert!(err.contains("坏.yaml：") && err.contains(" 行第 ") && err.contains(" 列"));
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let (_, err) = says(&["show", "没有.yaml"], 1);
    assert!(err.contains("没有.yaml"));
    is_chinese(&err);
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    let (_, err) = says(&["\x1b]0;a\x07\u{202e}没有.yaml"], 1);
    assert!(!err.contains(['\x1b', '\x07', '\u{202e}']), "{err:?}");
    let (_, err) = says(&["--\x1b[31m"], 2);
    assert!(!err.contains('\x1b'), "{err:?}");
}

#[test]
fn without_a_terminal_nothing_is_opened() {
    let (out, err) = says(&["好.yaml"], 1);
    assert!(out.is_empty() && err.contains("不是终端"));
}

#[test]
fn everything_said_about_the_command_line_is_chinese() {
    for arguments in [
        &["--nonsense"][..],
        &["show"],
        &["show", "好.yaml", "--size", "9"],
        &["show", "好.yaml", "--tab", "x"],
        &["show", "好.yaml", "--tab"],
        &["a", "b"],
        &["completions"],
        &["completions", "cmd"],
        &["好.yaml", "show"],
    ] {
        let (out, err) = says(arguments, 2);
        assert!(out.is_empty());
        is_chinese(&err);
    }
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["show", "--help"],
        &["check", "--help"],
        &["export", "--help"],
        &["new", "--help"],
        &["drafts", "--help"],
        &["schemes", "--help"],
        &["schema", "--help"],
        &["completions", "--help"],
    ] {
        let (out, _) = says(arguments, 0);
        is_chinese(&out);
    }
    let (out, _) = says(&["--version"], 0);
    assert_eq!(out.trim(), format!("jixiao {}", env!("CARGO_PKG_VERSION")));
}

/// No English sentence: no two words of small letters with a space between, but for names.
#[track_caller]
fn is_chinese(text: &str) {
    assert!(text.contains('。') || text.contains('：'), "{text}");
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let known = [
            "jixiao",
            "show",
            "schema",
            "check",
            "export",
            "new",
            "from",
            "to",
            "docx",
            "Word",
            "xlsx",
            "Excel",
            "html",
            "md",
            "csv",
            "o",
            "out",
            "public",
            "with",
            "findings",
            "drafts",
            "clear",
            "all",
            "schemes",
            "format",
            "text",
            "sarif",
            "rule",
            "A3",
            "severity",
            "summary",
            "error",
            "warning",
            "hint",
            "explain",
            "completions",
            "help",
            "version",
            "tab",
            "size",
            "json",
            "review",
            "read",
            "only",
            "h",
            "V",
            "YAML",
            "JSON",
            "Schema",
            "x",
            "80x24",
            "basics",
            "budget",
            "indicators",
            "issues",
            "bash",
            "zsh",
            "fish",
            "powershell",
            "elvish",
            "nonsense",
            "yaml",
            "a",
            "b",
            "cmd",
        ];
        let number = word.chars().all(|c| c.is_ascii_digit());
        assert!(number || known.contains(&word), "{word}:\n{text}");
    }
}

#[test]
fn drafts_are_told_with_where_they_are() {
    let (out, _) = says(&["drafts"], 0);
    assert!(out.starts_with("没有草稿") && out.contains(".local/state/jixiao"));
    let (out, _) = says(&["drafts", "--clear"], 0);
    assert_eq!(out, "已清除 0 份草稿。\n");
}

#[test]
fn the_schema_is_printed() {
    let (out, _) = says(&["schema"], 0);
    assert_eq!(out, jixiao::report::schema::json_schema());
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (out, _) = says(&["completions", shell], 0);
        assert!(out.contains("schema"), "{shell}");
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path())
        .args(["show", "好.yaml", "--size", "1000x1000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn check_tells_what_it_finds_with_its_line_and_by_its_exit_status() {
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/data/yuehu-2022.yaml");
    let blank = concat!(env!("CARGO_MANIFEST_DIR"), "/data/blank.yaml");
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = harness::program(folder.path());
        let output = command.arg("check").args(arguments).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (text, output.status.code())
    };
    let (text, status) = run(&[report, blank, "--rule", "a3"]);
    assert!(text.contains("错误 A3") && text.contains("| 全年执行数: 2882"));
    assert!(text.contains("2969.31万元") && text.contains("2个文件：错误1条"));
    assert_eq!(status, Some(1));
    let (text, status) = run(&[blank]);
    assert!(
        text.contains("错误0条") && text.contains("必填没有填 "),
        "{text}"
    );
    assert_eq!(status, Some(1));
    assert_eq!(run(&[blank, "--rule", "a3"]).1, Some(0));
    let (text, status) = run(&[blank, "/none.yaml"]);
    assert!(text.contains("2个文件（1个没有读出）"));
    assert_eq!(status, Some(2));
    assert_eq!(run(&[blank, "--rule", "Z9"]).1, Some(2));
    assert!(run(&["--explain", "A3"]).0.contains("依据"));

    let (sarif, _) = run(&[report, "--format", "sarif", "--severity", "error"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let levels = results.iter().all(|it| it["level"] == "error");
    assert!(levels && results.len() == 5);
    let (json, _) = run(&[report, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json[0]["核对"].as_array().unwrap().len() > results.len());
}

#[test]
fn a_new_report_is_blank_or_out_of_last_years_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = harness::program(folder.path());
        let output = command.arg("new").args(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (String::from_utf8(said).unwrap(), output.status.code())
    };
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let (said, status) = run(&[]);
    assert!(said.contains("已新建 绩效自评.yaml") && status == Some(0));
    assert_eq!(read("绩效自评.yaml"), include_str!("../../data/blank.yaml"));
    let (said, status) = run(&[]);
    assert!(said.contains("绩效自评.yaml 已经有了") && status == Some(1));

    std::fs::write(folder.path().join("上年.yaml"), REPORT).unwrap();
    let (said, status) = run(&["--from", "上年.yaml"]);
    assert!(said.contains("已新建 绩效自评-2023.yaml") && status == Some(0));
    assert!(read("绩效自评-2023.yaml").contains("年度: 2023"));
    assert_eq!(read("上年.yaml"), REPORT);
    assert_eq!(run(&["--from", "绩效自评.yaml", "另.yaml"]).1, Some(2));
}

#[test]
fn the_program_alone_opens_the_real_report_and_says_what_to_begin_with() {
    // A key that chooses nothing in the window is one of the dashboard.
    let first = Terminal::run(CommandBuilder::new(PROGRAM))
        .until("从哪里开始")
        .until("4572.32")
        .sends("\x1bOS")
        .until("占比")
        .settles(|it| !it.contents().contains("从哪里开始"), "the dashboard")
        .sends("\x11")
        .ends();
    // Whoever has no report of their own yet is told each time whose this one is.
    Terminal::start(CommandBuilder::new(PROGRAM), first.folder)
        .until("从哪里开始")
        .sends("\x11")
        .ends();
    // A file is never asked about.
    let opened = Terminal::open()
        .settles(|it| !it.contents().contains("从哪里开始"), "the file")
        .sends("\x11")
        .ends();
    Terminal::start(CommandBuilder::new(PROGRAM), opened.folder)
        .until("从哪里开始")
        .sends("\x11")
        .ends();
}
