//! The program in terminals that people have: xterm, xterm as a Chinese desktop sets it, tmux. Each
//! is given keys, and what it shows is read back and held against the frame. They are asked for:
//!
//! ```sh
//! cargo test --test it terminals -- --ignored
//! ```
//!
//! Where `Xvfb`, `xterm`, `xdotool` or `tmux` is not installed they say so and pass.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jixiao::ui::text;
use jixiao::ui::text::widths::{ASKED, Widths};
use tempfile::TempDir;

use crate::harness::{Desk, PROGRAM, With};
use crate::widths::{FAMILY, UNCERTAIN};

/// Over all tabs, into windows of every kind, and through the pages.
const KEYS: [&str; 22] = [
    "F2", "Esc", "F4", "F6", "F4", "Down", "F2", "Esc", "F4", "F8", "Esc", "F1", "Esc", "F10",
    "Right", "Esc", "Ctrl+P", "Esc", "Ctrl+U", "PgDn", "PgDn", "Esc",
];
const SIZE: (u16, u16) = (100, 30);
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// A terminal of another hand.
trait Foreign {
    /// What stands for the second half of a wide glyph in its text.
    const HALF: &str;
    fn press(&mut self, key: &str);
    fn text(&mut self) -> String;
}

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_installed(program: &str, argument: &str) -> bool {
    let mut command = Command::new(program);
    let quiet = command.arg(argument).stdout(Stdio::null());
    let found = quiet.stderr(Stdio::null()).status().is_ok();
    if !found {
        eprintln!("skipped: {program} is not installed");
    }
    found
}

/// A report full of what terminals do not agree on, but for what no two show alike.
fn report() -> String {
    UNCERTAIN.with(FAMILY, "李")
}

/// A folder with the report, and the line that opens it for a shell.
fn desk_of_its_own() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("自评.yaml"), report()).unwrap();
    let home = folder.path().display();
    let line = format!(
        "cd '{home}' && tty > tty && exec env -u NO_COLOR HOME='{home}' XDG_STATE_HOME='{home}/state' '{PROGRAM}' 自评.yaml"
    );
    (folder, line)
}

struct Xterm {
    folder: TempDir,
    display: String,
    _xterm: Running,
    _server: Running,
}

impl Xterm {
    fn start(arguments: &[&str]) -> Option<Self> {
        let tools = [
            ("Xvfb", "-help"),
            ("xterm", "-version"),
            ("xdotool", "version"),
        ];
        if !tools
            .iter()
            .all(|(program, argument)| is_installed(program, argument))
        {
            return None;
        }
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1600x1000x24"]);
        let mut server = server
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut display = String::new();
        let mut told = BufReader::new(server.stdout.take().unwrap());
        told.read_line(&mut display).unwrap();
        let display = format!(":{}", display.trim());
        let server = Running(server);
        let (folder, line) = desk_of_its_own();
        let xterm = Command::new("xterm")
            .env("DISPLAY", &display)
            .env("LC_ALL", "C.UTF-8")
            .args(["-u8", "-geometry", &format!("{}x{}", SIZE.0, SIZE.1)])
            .args(["-xrm", "*printerCommand: cat > printed"])
            .args(["-xrm", "*printAttributes: 0"])
            .args(arguments)
            .args(["-e", "sh", "-c", &line])
            .current_dir(folder.path())
            .spawn()
            .unwrap();
        Some(Self {
            folder,
            display,
            _xterm: Running(xterm),
            _server: server,
        })
    }
}

impl Foreign for Xterm {
    const HALF: &str = "\u{FFFF}";

    fn press(&mut self, key: &str) {
        let key = match key {
            "Esc" => "Escape".to_owned(),
            "PgDn" => "Next".to_owned(),
            _ => lower_chord(key, "Ctrl+", "ctrl+"),
        };
        let mut tool = Command::new("xdotool");
        tool.env("DISPLAY", &self.display);
        tool.args(["search", "--class", "xterm", "windowfocus", "key", &key]);
        assert!(tool.stdout(Stdio::null()).status().unwrap().success());
    }

    /// It prints its screen when told to by what is written to it.
    fn text(&mut self) -> String {
        const PRINT: &str = "\x1b[0i";
        let printed = self.folder.path().join("printed");
        let tty = fs::read_to_string(self.folder.path().join("tty"));
        let Some(tty) = tty.ok().filter(|name| name.ends_with('\n')) else {
            sleep(LOOK_AGAIN);
            return String::new();
        };
        let _ = fs::remove_file(&printed);
        fs::write(tty.trim(), PRINT).unwrap();
        sleep(LOOK_AGAIN);
        fs::read_to_string(&printed).unwrap_or_default()
    }
}

struct Tmux {
    _folder: TempDir,
    socket: String,
}

impl Tmux {
    fn start() -> Option<Self> {
        if !is_installed("tmux", "-V") {
            return None;
        }
        let (folder, line) = desk_of_its_own();
        let socket = folder.path().join("socket").display().to_string();
        let tmux = Self {
            _folder: folder,
            socket,
        };
        let (columns, rows) = (SIZE.0.to_string(), SIZE.1.to_string());
        tmux.does(&["new-session", "-d", "-x", &columns, "-y", &rows, &line]);
        Some(tmux)
    }

    fn does(&self, arguments: &[&str]) -> String {
        let mut tmux = Command::new("tmux");
        tmux.args(["-u", "-f", "/dev/null", "-S", &self.socket]);
        let output = tmux.args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.does(&["kill-server"]);
    }
}

impl Foreign for Tmux {
    const HALF: &str = "";

    fn press(&mut self, key: &str) {
        let key = match key {
            "Esc" => "Escape".to_owned(),
            "PgDn" => "NPage".to_owned(),
            _ => lower_chord(key, "Ctrl+", "C-"),
        };
        self.does(&["send-keys", &key]);
        sleep(LOOK_AGAIN);
    }

    fn text(&mut self) -> String {
        sleep(LOOK_AGAIN);
        self.does(&["capture-pane", "-p"])
    }
}

/// A chord as another program writes it.
fn lower_chord(key: &str, ours: &str, theirs: &str) -> String {
    match key.strip_prefix(ours) {
        Some(letter) => format!("{theirs}{}", letter.to_lowercase()),
        None => key.to_owned(),
    }
}

/// A line of the frame, cell by cell.
fn with_halves<T: Foreign>(line: &str) -> String {
    let glyphs = text::glyphs(line);
    let cells = glyphs.map(|(glyph, columns)| format!("{glyph}{}", T::HALF.repeat(columns - 1)));
    cells.collect()
}

fn trimmed(text: &str) -> String {
    let lines = text.lines().map(str::trim_end);
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// Presses the keys, and after each holds what the terminal shows against the frame.
fn walk<T: Foreign>(mut terminal: T, columns: u16) {
    Widths::measured(ASKED.map(|_| columns)).adopt();
    let mut desk = Desk::open(&report()).resize(SIZE.0, SIZE.1);
    for key in [None].into_iter().chain(KEYS.map(Some)) {
        if let Some(key) = key {
            terminal.press(key);
            desk = desk.press(key);
        }
        let lines: Vec<String> = desk.screen().lines().map(with_halves::<T>).collect();
        let wanted = trimmed(&lines.join("\n"));
        let began = Instant::now();
        loop {
            let shown = trimmed(&terminal.text());
            if shown == wanted {
                break;
            }
            if began.elapsed() > PATIENCE {
                panic!("after {key:?}:\n{shown}\n\nand not:\n{wanted}");
            }
        }
    }
}

#[test]
#[ignore = "needs xterm, Xvfb and xdotool"]
fn xterm() {
    if let Some(xterm) = Xterm::start(&[]) {
        walk(xterm, 1);
    }
}

#[test]
#[ignore = "needs xterm, Xvfb and xdotool"]
fn xterm_as_a_chinese_desktop_sets_it() {
    if let Some(xterm) = Xterm::start(&["-cjk_width"]) {
        walk(xterm, 2);
    }
}

#[test]
#[ignore = "needs tmux"]
fn tmux() {
    if let Some(tmux) = Tmux::start() {
        walk(tmux, 1);
    }
}
