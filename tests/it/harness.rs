//! YAML and keys in, YAML and screen out: the real session in process, without a terminal.
//!
//! A test is one chain, `Desk::open(yaml).keys("Down F2").types("12。5").press("Enter").shows("12.50")`;
//! a chain whose last keys nobody looked at fails.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyCode};
use jixiao::document::{Document, FieldPath};
use jixiao::figures::score::Subject;
use jixiao::report::check::{Inspections, Misfit};
use jixiao::report::fields::{BY_PROGRAM, FIELDS, Field, Kind, Unit};
use jixiao::rules::{Examined, Findings};
use jixiao::store::{Disk, File, Seat};
use jixiao::ui::action::Hint;
use jixiao::ui::app::{Access, App, Mode, Popup};
use jixiao::ui::input::{Decoder, Gesture, Input, Key, Pointer, Press};
use jixiao::ui::session::{Job, Outcome, Session, Unsaved, WATCH, Work};
use jixiao::ui::tabs::Tab;
use jixiao::ui::{screen, text, theme};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tempfile::TempDir;

/// The built program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_jixiao");
/// The transcribed report.
pub(crate) const REPORT: &str = include_str!("../../data/yuehu-2022.yaml");
/// The empty form.
pub(crate) const BLANK: &str = include_str!("../../data/blank.yaml");

/// Two projects by hand: block and flow, quotes, blocks, comments.
pub(crate) const SMALL: &str = "\
# 手写的
年度: 2023
封面: {标题: '一份 报告', 单位名称: \"某街道\"}
基本情况:
  职能:
  - 甲   # 第一
  - \"乙\"
  - 丙
  机构:
  - 类别: 党政机构
    列示数: 2
    名单: [{名称: 办公室, 加挂: [档案室]}, {名称: 财政所}]
  人员: {编制数: 50, 在职在编人员: 43, 转业士官: 7, 退休人员: 7}
支出:
  一般公共预算:
    金额: {全年执行数: 300}
    基本支出:
      分类:
      - 名称: 公用经费
        明细:
        - {科目编码: 30201, 名称: 办公费, 金额: {全年执行数: 40}}
        - {科目编码: 30202, 名称: 印刷费, 金额: {全年执行数: 60}}
    项目支出:
      类别:
      - 名称: 专项资金
项目:
- 名称: 修路
  支出类别: 专项资金
  资金:
    年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 120, 上年执行数: 90}
  完成情况: |-
    修了一条路。
    修得很好。
  指标:
  - {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 50}
  - {三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 达成, 分值: 40}
- 名称: 植树
  支出类别: 专项资金
  资金:
    年度资金总额: {全年执行数: 80}
问题:
- {编号: '1', 内容: 钱不够, 原因: 没有钱, 涉及项目: [修路]}
- {编号: '2', 内容: 人不够}
改进措施:
- {内容: 省着用, 针对问题: '1'}
";

/// The program over one document, as a person at a desk has it.
pub(crate) struct Desk {
    session: Session,
    folder: TempDir,
    path: PathBuf,
    opened: String,
    frame: Buffer,
    caret: Option<Position>,
    last: Outcome,
    /// What a slow disk is slow at, and what waits for it; the rest is done at once.
    slow: Vec<Work>,
    waiting: Vec<Job>,
    /// How long the program has run, by what its wakings waited for.
    now: Duration,
    looked: Cell<bool>,
}

/// Where tests begin.
impl Desk {
    /// A file with this text, opened at 120×40.
    pub(crate) fn open(yaml: &str) -> Self {
        Self::open_bytes(yaml.as_bytes())
    }

    /// A file with these keys, and no others, that the format does not know.
    #[track_caller]
    pub(crate) fn open_with_unknown(keys: &[&str], yaml: &str) -> Self {
        let desk = Self::open_any(yaml.as_bytes());
        assert_eq!(desk.unknown(), keys);
        desk
    }

    /// A file with this text, opened and kept on a disk of a test's making.
    pub(crate) fn open_on(disk: Arc<dyn Disk>, yaml: &str) -> Self {
        let (folder, path) = Self::place();
        fs::write(&path, yaml).unwrap();
        let (file, bytes) = File::open_on(disk, &path).unwrap();
        let state = Some(folder.path().join("state"));
        let session = Session::open(file, &bytes, state, (120, 40));
        Self::with(session, folder, path, yaml)
    }

    /// A file with this text, in a folder of its own.
    pub(crate) fn open_in(name: &str, yaml: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name).join("自评.yaml");
        fs::create_dir(path.parent().unwrap()).unwrap();
        fs::write(&path, yaml).unwrap();
        let (file, bytes) = File::open(&path).unwrap();
        let state = Some(folder.path().join("state"));
        let session = Session::open(file, &bytes, state, (120, 40));
        Self::with(session, folder, path, yaml)
    }

    /// A file with these bytes.
    pub(crate) fn open_bytes(bytes: &[u8]) -> Self {
        let desk = Self::open_any(bytes);
        desk.knows()
    }

    fn open_any(bytes: &[u8]) -> Self {
        let (folder, path) = Self::place();
        fs::write(&path, bytes).unwrap();
        let (file, bytes) = File::open(&path).unwrap();
        let state = Some(folder.path().join("state"));
        let session = Session::open(file, &bytes, state, (120, 40));
        Self::begin(session, folder, path, &String::from_utf8_lossy(&bytes))
    }

    /// The same file opened once more, in another window.
    pub(crate) fn second(&self, host: &str, window: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        self.opened_again(folder, state).seated(host, window)
    }

    /// The same in a window of the same person's, whose records are in one place.
    pub(crate) fn window(&self, host: &str, window: &str) -> Self {
        let state = self.folder.path().join("state");
        self.opened_again(tempfile::tempdir().unwrap(), state)
            .seated(host, window)
    }

    fn opened_again(&self, folder: TempDir, state: PathBuf) -> Self {
        let path = self.path.clone();
        let (file, bytes) = File::open(&path).unwrap();
        let opened = String::from_utf8(bytes).unwrap();
        let state = Some(state);
        let session = Session::open(file, opened.as_bytes(), state, (120, 40));
        Self::with(session, folder, path, &opened)
    }

    /// Sits down at a window, so that others see who has the file open.
    pub(crate) fn seated(mut self, host: &str, window: &str) -> Self {
        self.session.sit(Seat {
            host: host.to_owned(),
            window: window.to_owned(),
        });
        self.work();
        self.draw()
    }

    /// A file with this text, in which only so much may be written.
    pub(crate) fn open_allowing(access: Access, yaml: &str) -> Self {
        let mut desk = Self::open(yaml);
        desk.session = desk.take_session().allowing(access);
        desk.draw()
    }

    /// The same, where the computer's user is called so.
    pub(crate) fn known_as(mut self, login: &str) -> Self {
        self.session = self.take_session().known_as(login.to_owned());
        self.draw()
    }

    /// The same, on this day.
    pub(crate) fn on_day(mut self, calendar: fn() -> String) -> Self {
        self.session = self.take_session().dated_by(calendar);
        self.draw()
    }

    /// A document without a file, as `jixiao` alone opens it.
    pub(crate) fn sample(yaml: &str) -> Self {
        let (folder, path) = Self::place();
        let state = Some(folder.path().join("state"));
        let session = Session::sample(yaml.as_bytes(), &path, state, (120, 40));
        Self::with(session, folder, path, yaml)
    }

    /// The same for who runs the program for the first time.
    pub(crate) fn welcomed(yaml: &str) -> Self {
        let mut desk = Self::sample(yaml);
        desk.session = desk.take_session().welcoming(None);
        desk.draw()
    }

    /// The same for who changed this report last.
    pub(crate) fn welcomed_with(yaml: &str, last: PathBuf) -> Self {
        let mut desk = Self::sample(yaml);
        desk.session = desk.take_session().welcoming(Some(last));
        desk.draw()
    }

    /// A file with this text, where there is no place for records.
    pub(crate) fn without_state(yaml: &str) -> Self {
        let (folder, path) = Self::place();
        fs::write(&path, yaml).unwrap();
        let (file, bytes) = File::open(&path).unwrap();
        let session = Session::open(file, &bytes, None, (120, 40));
        Self::with(session, folder, path, yaml)
    }

    fn place() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("自评.yaml");
        (folder, path)
    }

    fn with(session: Session, folder: TempDir, path: PathBuf, yaml: &str) -> Self {
        Self::begin(session, folder, path, yaml).knows()
    }

    /// A slip in a key of a test's own text would leave the test without what it is about.
    fn knows(self) -> Self {
        assert_eq!(self.unknown(), [""; 0], "the format has no such keys");
        self
    }

    fn begin(session: Session, folder: TempDir, path: PathBuf, yaml: &str) -> Self {
        let mut desk = Self {
            session,
            folder,
            path,
            opened: yaml.to_owned(),
            frame: Buffer::default(),
            caret: None,
            last: Outcome::default(),
            slow: Vec::new(),
            waiting: Vec::new(),
            now: Duration::ZERO,
            looked: Cell::new(false),
        };
        desk.work();
        desk.rests()
    }
}

/// What a person does.
impl Desk {
    /// Puts a file beside the report.
    pub(crate) fn beside(self, name: &str, text: &str) -> Self {
        fs::write(self.folder.path().join(name), text).unwrap();
        self
    }

    /// Presses keys given in words: `Down*3 F2 Ctrl+S Shift+F8 Alt+Up PgDn 5`.
    pub(crate) fn keys(self, keys: &str) -> Self {
        self.inputs(presses(keys).into_iter().map(Input::Press))
    }

    /// Presses one key.
    pub(crate) fn press(self, key: &str) -> Self {
        self.keys(key)
    }

    /// Presses this key.
    pub(crate) fn press_one(self, press: Press) -> Self {
        self.input(Input::Press(press))
    }

    /// Types a text, character by character.
    pub(crate) fn types(self, text: &str) -> Self {
        let typed = text.chars().map(|c| Press::plain(Key::Char(c)));
        self.inputs(typed.map(Input::Press))
    }

    /// Pastes a text by the terminal's own key.
    pub(crate) fn paste(self, text: &str) -> Self {
        self.input(Input::Paste(text.to_owned()))
    }

    /// What a terminal sends that does not say what is pasted: a text as keys, all at once.
    pub(crate) fn at_once(self, text: &str) -> Self {
        let events = text.chars().map(|c| match c {
            '\r' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            c => KeyCode::Char(c),
        });
        self.events(events.map(|code| Event::Key(code.into())))
    }

    /// Events that come without a gap.
    pub(crate) fn events(self, events: impl IntoIterator<Item = Event>) -> Self {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        for event in events {
            inputs.extend(decoder.take(event));
        }
        inputs.extend(decoder.rest());
        self.inputs(inputs)
    }

    /// Clicks on a text on the screen: the first from the top, at its first glyph.
    #[track_caller]
    pub(crate) fn click(self, text: &str) -> Self {
        let at = self.place_of(text);
        self.click_at(at)
    }

    /// Clicks on a cell of the screen.
    pub(crate) fn click_at(self, at: (u16, u16)) -> Self {
        self.points(Gesture::Click, at)
    }

    /// Clicks where the terminal's cursor stands.
    #[track_caller]
    pub(crate) fn click_here(self) -> Self {
        let Some(at) = self.caret else {
            panic!("there is no cursor:\n{}", self.screen());
        };
        self.click_at((at.x, at.y))
    }

    /// Drags from one text on the screen to another.
    #[track_caller]
    pub(crate) fn drag(self, from: &str, to: &str) -> Self {
        let (from, to) = (self.place_of(from), self.place_of(to));
        self.click_at(from).points(Gesture::Drag, to)
    }

    /// Turns the wheel over a text on the screen, so many times down, or up if it is negative.
    #[track_caller]
    pub(crate) fn wheel(self, text: &str, turns: i32) -> Self {
        let at = self.place_of(text);
        let gesture = if turns < 0 {
            Gesture::WheelUp
        } else {
            Gesture::WheelDown
        };
        self.points_often(gesture, at, turns.unsigned_abs())
    }

    /// Uses the pointer at a cell of the screen so many times.
    pub(crate) fn points_often(self, gesture: Gesture, (x, y): (u16, u16), times: u32) -> Self {
        let at = Position::new(x, y);
        let pointer = Pointer { gesture, at };
        self.inputs((0..times).map(|_| Input::Pointer(pointer)))
    }

    /// Uses the pointer at a cell of the screen.
    pub(crate) fn points(self, gesture: Gesture, at: (u16, u16)) -> Self {
        self.points_often(gesture, at, 1)
    }

    #[track_caller]
    fn place_of(&self, text: &str) -> (u16, u16) {
        match self.find(text) {
            Some(at) => at,
            None => panic!("“{text}” is not on the screen:\n{}", self.screen()),
        }
    }

    /// Makes the window this large.
    pub(crate) fn resize(self, columns: u16, rows: u16) -> Self {
        self.input(Input::Resize(columns, rows))
    }

    /// Turns to the tab of this title.
    pub(crate) fn tab(self, title: &str) -> Self {
        self.until("F4", |app| app.tab().title() == title)
    }

    /// Walks with the keys to the cell that edits a field: on this tab if it is there, else on
    /// the one where it belongs.
    pub(crate) fn go(mut self, field: &str) -> Self {
        let path: FieldPath = field.parse().unwrap();
        let stands = |app: &App| {
            let panes = 0..app.screen().panes.len();
            panes
                .filter(|&pane| app.screen().area(pane).height > 0 || app.tab() == Tab::Indicators)
                .find_map(|pane| {
                    let (row, column) = app.screen().sheet(pane)?.find(&path)?;
                    let cell = app.screen().sheet(pane)?.cell(row, column)?;
                    (cell.path.as_ref() == Some(&path)).then_some((pane, row, column))
                })
        };
        if stands(self.app()).is_none() {
            self = self.tab(Tab::of(&path).title());
            if self.app().tab() == Tab::Indicators {
                let project = field.strip_prefix("项目[").and_then(|rest| {
                    let (number, _) = rest.split_once(']')?;
                    number.parse().ok()
                });
                self = self.choose(project);
            }
        }
        let Some((pane, row, column)) = stands(self.app()) else {
            panic!("{field} is on no tab:\n{}", self.screen());
        };
        // Where it does not stand beside the list, a project's table is entered.
        let key = match (self.app().tab(), pane) {
            (Tab::Indicators, 1) => "Enter",
            _ => "F6",
        };
        self = self.until(key, |app| app.focus() == pane);
        let key = if self.app().cursor(pane).row < row {
            "Down"
        } else {
            "Up"
        };
        self = self.until(key, |app| app.cursor(pane).row == row);
        let key = if self.app().cursor(pane).column < column {
            "Right"
        } else {
            "Left"
        };
        self.until(key, |app| app.cursor(pane).column == column)
    }

    /// Chooses a project on the tab of indicators, or the department.
    pub(crate) fn choose(self, project: Option<usize>) -> Self {
        let wanted = project.map_or(Subject::Whole, Subject::Project);
        self.tab("绩效指标")
            .until("F6", |app| app.focus() == 0)
            .press("Ctrl+Home")
            .until("Down", |app| app.chosen() == wanted)
    }

    /// Presses a key again and again until something holds.
    pub(crate) fn until(mut self, key: &str, there: impl Fn(&App) -> bool) -> Self {
        self.reads();
        for _ in 0..200 {
            if there(self.app()) {
                return self.draw();
            }
            self.take(Input::Press(press(key)));
        }
        self = self.draw();
        panic!("{key} does not lead there:\n{}", self.screen());
    }

    /// Goes with F8 to the first diagnostic of a rule.
    pub(crate) fn until_rule(self, code: &str) -> Self {
        let code = format!("{code} ");
        self.press("F8").until("F8", |app| {
            let notice = app.notice().map_or("", |notice| &notice.text);
            notice.trim_start_matches("规则").starts_with(&code)
        })
    }

    /// Takes one input.
    pub(crate) fn input(self, input: Input) -> Self {
        self.inputs([input])
    }

    /// Takes these inputs, once what is asked has been read, and draws what comes of them.
    pub(crate) fn inputs(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.reads();
        self.inputs_unread(inputs)
    }

    /// Presses keys with the eyes on the paper, whatever the screen asks by then.
    pub(crate) fn keys_unread(self, keys: &str) -> Self {
        self.inputs_unread(presses(keys).into_iter().map(Input::Press))
    }

    fn inputs_unread(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        for input in inputs {
            self.take(input);
        }
        self.looked.set(false);
        self.draw()
    }

    #[track_caller]
    fn take(&mut self, input: Input) {
        assert!(!self.last.quit, "the program has ended before");
        self.last = self.session.update(input);
        self.work();
    }

    /// Does what waits for the disk, or lets it wait for a slow one.
    fn work(&mut self) {
        for job in self.session.jobs() {
            if self.slow.contains(&job.work()) {
                self.waiting.push(job);
            } else {
                let done = self.session.done(job.run()).unwrap_or_default();
                self.last.quit |= done.quit;
                self.work();
            }
        }
    }

    /// From here on the disk saves and exports only when told to.
    pub(crate) fn slow_disk(self) -> Self {
        self.slow_at(Work::Write)
    }

    /// From here on the disk does this only when told to.
    pub(crate) fn slow_at(mut self, work: Work) -> Self {
        self.slow.push(work);
        self
    }

    /// Lets the disk do the oldest thing that waits for it.
    pub(crate) fn disk_answers(mut self) -> Self {
        let job = self.waiting.remove(0);
        self.last = self.session.done(job.run()).unwrap_or_default();
        self.work();
        self.draw()
    }

    /// Lets the disk do all that waits for it, and what comes of that.
    pub(crate) fn disk_answers_all(mut self) -> Self {
        for _ in 0..1_000 {
            if self.waiting.is_empty() {
                return self;
            }
            self = self.disk_answers();
        }
        panic!("something waits for ever:\n{}", self.screen());
    }

    /// How many things wait for the disk.
    pub(crate) fn waiting(&self) -> usize {
        self.looked.set(true);
        self.waiting.len()
    }

    /// What would become of what is not saved, should the program end now.
    pub(crate) fn unsaved(&self) -> Unsaved {
        self.looked.set(true);
        self.session.unsaved()
    }

    /// How soon something is done though no key is pressed.
    pub(crate) fn wakes_in(&self) -> Option<Duration> {
        self.looked.set(true);
        self.session.wake_in()
    }

    /// Leaves the keys alone until nothing is pending but a slow disk.
    pub(crate) fn rests(mut self) -> Self {
        for _ in 0..100 {
            let within = self.session.wake_in();
            let slow = !self.waiting.is_empty();
            let rests = within.is_none_or(|within| within >= WATCH) && !self.session.is_busy();
            if slow || rests {
                return self.draw();
            }
            self.wake();
        }
        panic!("something is pending for ever:\n{}", self.draw().screen());
    }

    /// Leaves the keys alone for a while.
    pub(crate) fn waits(mut self) -> Self {
        self.wake();
        self.rests()
    }

    /// Looks up from the paper, and reads what no key asked for.
    fn reads(&mut self) {
        to_the_end(|| {
            let is_unread = self.app().is_unread();
            if is_unread {
                self.wake();
            }
            is_unread
        });
    }

    fn wake(&mut self) {
        to_the_end(|| {
            let is_busy = self.session.is_busy();
            if is_busy {
                self.session.go_on();
            }
            is_busy
        });
        self.now += self.session.wake_in().unwrap_or_default();
        self.session.wake(self.now);
        self.work();
    }

    /// Lets the time pass until something is due.
    pub(crate) fn a_moment(mut self) -> Self {
        self.wake();
        self.draw()
    }

    /// Comes back to the window from another one.
    pub(crate) fn comes_back(self) -> Self {
        self.input(Input::Focus)
    }

    /// What another program writes to the file meanwhile.
    pub(crate) fn meanwhile(self, yaml: &str) -> Self {
        fs::write(&self.path, yaml).unwrap();
        self
    }

    /// What another program does to the file meanwhile.
    pub(crate) fn outside(self, deed: impl FnOnce(&Path)) -> Self {
        deed(&self.path);
        self
    }

    /// The program is killed, and started again on the same file.
    pub(crate) fn crashes(mut self) -> Self {
        self.slow.clear();
        self.crashes_still_slow()
    }

    /// The program is killed, and started again to review, by a computer's user who is called so.
    pub(crate) fn crashes_into_review(mut self, login: &str) -> Self {
        drop(self.take_session());
        let state = Some(self.folder.path().join("state"));
        let (file, bytes) = File::take_up(&self.path, state.as_deref()).unwrap();
        let session = Session::open(file, &bytes, state, (120, 40));
        let session = session.known_as(login.to_owned());
        self.session = session.allowing(Access::Review);
        self.last = Outcome::default();
        self.looked.set(false);
        self.work();
        self.rests()
    }

    /// The same, and the disk is as slow as before.
    pub(crate) fn crashes_still_slow(mut self) -> Self {
        drop(self.take_session());
        self.starts()
    }

    /// The program is killed without a file, and started again without one.
    pub(crate) fn crashes_without_a_file(mut self) -> Self {
        drop(self.take_session());
        let state = Some(self.folder.path().join("state"));
        let session = Session::sample(self.opened.as_bytes(), &self.path, state, (120, 40));
        self.session = session.welcoming(None);
        self.last = Outcome::default();
        self.looked.set(false);
        self.work();
        self.rests()
    }

    /// The program is killed, and started again on the file under another name.
    pub(crate) fn crashes_and_moves(mut self) -> Self {
        drop(self.take_session());
        let path = self.path.with_file_name("改名.yaml");
        fs::rename(&self.path, &path).unwrap();
        self.path = path;
        self.starts()
    }

    /// The person leaves, whether or not all is saved, and opens the file again.
    pub(crate) fn reopens(mut self) -> Self {
        leave(self.take_session());
        self.starts()
    }

    /// The program is killed; what is left is its folder.
    pub(crate) fn ends(mut self) -> TempDir {
        self.looked.set(true);
        drop(self.take_session());
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    /// The person leaves, whether or not all is saved; what is left is its folder.
    pub(crate) fn leaves(mut self) -> TempDir {
        self.looked.set(true);
        leave(self.take_session());
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    fn take_session(&mut self) -> Session {
        let nothing = Session::sample(b"", Path::new(""), None, (120, 40));
        std::mem::replace(&mut self.session, nothing)
    }

    fn starts(mut self) -> Self {
        self.waiting.clear();
        self.last = Outcome::default();
        let state = Some(self.folder.path().join("state"));
        let (file, bytes) = File::take_up(&self.path, state.as_deref()).unwrap();
        self.session = Session::open(file, &bytes, state, (120, 40));
        self.looked.set(false);
        self.work();
        self.rests()
    }

    /// Chooses the line of a window that says this.
    pub(crate) fn until_choice(self, words: &str) -> Self {
        if matches!(self.app().mode(), Mode::Popup(Popup::Palette(_))) {
            return self.click(&format!("文件 {words}"));
        }
        let at = self.screen().lines().find_map(|line| {
            let (number, _) = line.split_once(words)?;
            number.trim().chars().last()
        });
        let number = at.unwrap_or_else(|| panic!("no “{words}”:\n{}", self.screen()));
        self.press(&number.to_string())
    }

    fn draw(mut self) -> Self {
        let (columns, rows) = self.app().size();
        let area = Rect::new(0, 0, columns, rows);
        let mut frame = Buffer::empty(area);
        self.caret = screen::draw(self.session.app(), area, &mut frame);
        self.frame = frame;
        self
    }
}

/// What a person sees; looking ends the chain.
impl Desk {
    fn unknown(&self) -> Vec<String> {
        unknown_keys(self.app().view().inspections)
    }

    /// The app.
    pub(crate) fn app(&self) -> &App {
        self.session.app()
    }

    /// The file.
    pub(crate) fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// The folder the file lies in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The frame.
    pub(crate) fn frame(&self) -> &Buffer {
        self.looked.set(true);
        &self.frame
    }

    /// Where the terminal's cursor stands.
    pub(crate) fn caret(&self) -> Option<(u16, u16)> {
        self.looked.set(true);
        self.caret.map(|at| (at.x, at.y))
    }

    /// The screen as lines of text.
    pub(crate) fn screen(&self) -> String {
        self.looked.set(true);
        let lines: Vec<String> = (0..self.frame.area.height)
            .map(|y| {
                let line: String = self.cells(y).map(|(_, symbol)| symbol).collect();
                line.trim_end().to_owned()
            })
            .collect();
        lines.join("\n")
    }

    /// The glyphs of a line with their columns.
    fn cells(&self, y: u16) -> impl Iterator<Item = (u16, &str)> {
        let mut x = 0;
        std::iter::from_fn(move || {
            let symbol = self.frame.cell((x, y))?.symbol();
            let at = x;
            x += u16::try_from(text::width(symbol)).unwrap().max(1);
            Some((at, symbol))
        })
    }

    /// Where a text stands on the screen, from the top.
    pub(crate) fn find(&self, text: &str) -> Option<(u16, u16)> {
        self.places(text).into_iter().next()
    }

    /// Every place where a text stands.
    pub(crate) fn places(&self, text: &str) -> Vec<(u16, u16)> {
        self.looked.set(true);
        let mut places = Vec::new();
        for y in 0..self.frame.area.height {
            let cells: Vec<_> = self.cells(y).collect();
            for i in 0..cells.len() {
                let mut rest = text;
                for (_, symbol) in &cells[i..] {
                    let Some(left) = rest.strip_prefix(symbol) else {
                        break;
                    };
                    rest = left;
                    if rest.is_empty() {
                        places.push((cells[i].0, y));
                        break;
                    }
                }
            }
        }
        places
    }

    /// Where the key line prints a key with what it does, in whole or in brief.
    pub(crate) fn printed(&self, hint: &Hint) -> Option<(u16, u16)> {
        let ways = [
            ("  ", hint.name),
            ("  ", hint.brief),
            (" ", hint.brief),
            (" ", hint.name),
            ("", hint.brief),
        ];
        ways.iter().find_map(|(blanks, name)| {
            let places = self.places(&format!(" {}{blanks}{name}", hint.key));
            let (columns, rows) = self.app().size();
            let lines = screen::key_lines(columns);
            places.into_iter().rfind(|at| at.1 >= rows - lines)
        })
    }

    /// The style of the first glyph of a text.
    pub(crate) fn style_at(&self, text: &str) -> Style {
        let Some(at) = self.find(text) else {
            panic!("“{text}” is not on the screen:\n{}", self.screen());
        };
        self.frame.cell(at).unwrap().style()
    }

    /// The document as it would be saved.
    pub(crate) fn text(&self) -> String {
        self.looked.set(true);
        String::from_utf8(self.app().document().to_bytes()).unwrap()
    }

    /// The file as it stands on the disk.
    pub(crate) fn saved(&self) -> String {
        self.looked.set(true);
        fs::read_to_string(&self.path).unwrap()
    }

    /// The sentence under the screen.
    pub(crate) fn notice(&self) -> &str {
        self.looked.set(true);
        self.app().notice().map_or("", |notice| &notice.text)
    }

    /// The field under the cursor.
    pub(crate) fn field(&self) -> String {
        self.looked.set(true);
        let path = self.app().cell().and_then(|cell| cell.path.as_ref());
        path.map_or_else(String::new, ToString::to_string)
    }

    /// What was handed to the system's clipboard by the last key.
    pub(crate) fn copied(&self) -> Option<&str> {
        self.looked.set(true);
        self.last.copied.as_deref()
    }

    /// Whether the last key ended the program.
    pub(crate) fn has_quit(&self) -> bool {
        self.looked.set(true);
        self.last.quit
    }
}

/// What must hold.
impl Desk {
    /// The screen shows this.
    #[track_caller]
    pub(crate) fn shows(self, text: &str) -> Self {
        assert!(
            self.find(text).is_some(),
            "“{text}” is missing:\n{}",
            self.screen()
        );
        self
    }

    /// The screen does not show this.
    #[track_caller]
    pub(crate) fn lacks(self, text: &str) -> Self {
        assert!(
            self.find(text).is_none(),
            "“{text}” is there:\n{}",
            self.screen()
        );
        self
    }

    /// One line of the screen holds all of these, in order.
    #[track_caller]
    pub(crate) fn shows_line(self, parts: &[&str]) -> Self {
        let found = self.screen().lines().any(|line| {
            let mut rest = line;
            parts.iter().all(|part| {
                rest.split_once(part)
                    .map(|(_, behind)| rest = behind)
                    .is_some()
            })
        });
        assert!(found, "no line with {parts:?}:\n{}", self.screen());
        self
    }

    /// The sentence under the screen holds this.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(
            self.notice().contains(words),
            "“{words}” is not said:\n{}",
            self.screen()
        );
        self
    }

    /// The sentence under the screen is this, from its beginning to its end.
    #[track_caller]
    pub(crate) fn tells(self, sentence: &str) -> Self {
        assert_eq!(self.notice(), sentence, "\n{}", self.screen());
        self
    }

    /// Every place of this text is marked as changed, and there is one.
    #[track_caller]
    pub(crate) fn marks(self, text: &str) -> Self {
        assert!(
            self.marked(text),
            "“{text}” is not marked:\n{}",
            self.screen()
        );
        self
    }

    /// Whether a place of this text is marked as changed.
    pub(crate) fn marked(&self, text: &str) -> bool {
        self.places(text).into_iter().any(|at| {
            let style = self.frame.cell(at).unwrap().style();
            style.bg == theme::CHANGED.bg
        })
    }

    /// The cursor stands on this field.
    #[track_caller]
    pub(crate) fn on(self, field: &str) -> Self {
        assert_eq!(self.field(), field, "\n{}", self.screen());
        self
    }

    /// The document has this line, whatever its indentation.
    #[track_caller]
    pub(crate) fn yaml_line(self, line: &str) -> Self {
        let text = self.text();
        assert!(
            text.lines().any(|each| each.trim() == line),
            "no line `{line}`, changed: {:?}",
            changes(&self.opened, &text)
        );
        self
    }

    /// The document is, byte for byte, what was opened.
    #[track_caller]
    pub(crate) fn untouched(self) -> Self {
        let text = self.text();
        assert!(
            text == self.opened,
            "changed: {:?}",
            changes(&self.opened, &text)
        );
        self
    }

    /// The document is this text.
    #[track_caller]
    pub(crate) fn changed_to(self, text: &str) -> Self {
        let now = self.text();
        assert!(now == text, "differs: {:?}", changes(text, &now));
        self
    }

    /// The document differs from what was opened in these lines only: as it was, as it is.
    #[track_caller]
    pub(crate) fn changed(self, lines: &[(&str, &str)]) -> Self {
        let text = self.text();
        assert_eq!(trimmed(&changes(&self.opened, &text)), lines);
        self
    }

    /// The file on disk differs from what was opened in these lines only.
    #[track_caller]
    pub(crate) fn changed_on_disk(self, lines: &[(&str, &str)]) -> Self {
        let saved = self.saved();
        assert_eq!(trimmed(&changes(&self.opened, &saved)), lines);
        self
    }

    /// This holds of the app.
    #[track_caller]
    pub(crate) fn holds(self, what: impl Fn(&App) -> bool) -> Self {
        self.looked.set(true);
        assert!(what(self.app()), "{}", self.screen());
        self
    }

    /// Text is being typed into a cell or a window.
    #[track_caller]
    pub(crate) fn edits(self) -> Self {
        self.looked.set(true);
        assert!(
            matches!(self.app().mode(), Mode::Edit(_)),
            "{}",
            self.screen()
        );
        self
    }

    /// The cursor walks over the cells.
    #[track_caller]
    pub(crate) fn browses(self) -> Self {
        self.looked.set(true);
        assert!(
            matches!(self.app().mode(), Mode::Browse),
            "{}",
            self.screen()
        );
        self
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !self.looked.get() && !std::thread::panicking() {
            panic!("the chain ends without looking at anything");
        }
    }
}

/// The lines that differ, where no line came or went; else everything between the first and the
/// last difference as one.
pub(crate) fn changes(before: &str, after: &str) -> Vec<(String, String)> {
    let (old, new): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    if old.len() == new.len() {
        return old
            .iter()
            .zip(&new)
            .filter(|(old, new)| old != new)
            .map(|(old, new)| ((*old).to_owned(), (*new).to_owned()))
            .collect();
    }
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count()
        .min(most);
    vec![(
        old[head..old.len() - tail].join("\n"),
        new[head..new.len() - tail].join("\n"),
    )]
}

fn trimmed(changes: &[(String, String)]) -> Vec<(&str, &str)> {
    changes
        .iter()
        .map(|(old, new)| (old.trim(), new.trim()))
        .collect()
}

/// A report in which every field of the format is filled in, no two numbers alike, but for what is
/// left out; each list has two entries.
pub(crate) fn full(is_left_out: &dyn Fn(&str) -> bool) -> String {
    fn value(kind: Kind, key: &str, is_left_out: &dyn Fn(&str) -> bool, made: &mut u32) -> String {
        *made += 1;
        let n = *made;
        match kind {
            _ if is_left_out(key) => String::new(),
            Kind::Record(fields) => {
                let mut entry = |it: &Field| {
                    format!("{}: {}", it.key, value(it.kind, it.key, is_left_out, made))
                };
                let entries: Vec<String> = fields.iter().map(&mut entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Kind::List(item, _) => {
                let mut entry = || value(*item, key, is_left_out, made);
                format!("[{}, {}]", entry(), entry())
            }
            Kind::Number(Unit::Year) => "2022".to_owned(),
            Kind::Number(Unit::WanYuan) => format!("{n}.50"),
            Kind::Number(_) | Kind::Measure => n.to_string(),
            Kind::Date | Kind::Deadline => "2023-04-28".to_owned(),
            Kind::Choice(words) | Kind::Level(words) => words[0].to_owned(),
            Kind::Text | Kind::LongText => format!("第{n}处"),
        }
    }
    let is_left_out = |key: &str| {
        is_left_out(key) || ["格式版本", "评分方案"].contains(&key) || BY_PROGRAM.contains(&key)
    };
    value(Kind::Record(FIELDS), "", &is_left_out, &mut 0)
}

/// How often a test draws its inputs by lot: the same ones in every run, so that it says the same of
/// the same program. Where `JIXIAO_CASES` is set, so many times as often, and others each time.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let times = std::env::var("JIXIAO_CASES").ok();
    let times = times.and_then(|it| it.parse::<u32>().ok());
    let usually = ProptestConfig::default();
    ProptestConfig {
        cases: usual * times.unwrap_or(1),
        max_global_rejects: usually.max_global_rejects * times.unwrap_or(1),
        rng_seed: times.map_or(RngSeed::Fixed(2022), |_| RngSeed::Random),
        failure_persistence: None,
        ..usually
    }
}

/// What is said to a person is one sentence, in Chinese: what happened, and what to do.
#[track_caller]
pub(crate) fn assert_one_sentence(message: &dyn ToString) {
    const KNOWN: [&str; 5] = ["WPS", "MiB", "Ctrl+S", "F12", "U+200B"];
    let message = message.to_string();
    // What is quoted, or told of a place, is anybody's words.
    let mut words = String::new();
    let mut quoted = 0_u32;
    for c in message.chars() {
        match c {
            '“' => quoted += 1,
            '”' => quoted = quoted.checked_sub(1).unwrap_or_else(|| panic!("{message}")),
            c if quoted == 0 => words.push(c),
            _ => {}
        }
    }
    assert_eq!(quoted, 0, "a quotation without an end: {message}");
    let known = |text: String, it: &&str| text.replace(*it, "");
    let foreign = KNOWN.iter().fold(words.clone(), known);
    assert!(
        !foreign.contains(|c: char| c.is_ascii_alphabetic()),
        "{message}"
    );
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_end = |c: char| "。！？\n".contains(c);
    assert_eq!(words.matches(is_end).count(), 1, "{message}");
    let body = words
        .strip_suffix('。')
        .unwrap_or_else(|| panic!("{message}"));
    let clauses: Vec<&str> = body.split(['，', '：', '；']).collect();
    assert!(
        clauses.iter().all(|it| it.contains(is_chinese)),
        "{message}"
    );
    assert!(clauses.len() > 1, "nothing to do: {message}");
    assert_eq!(
        body.matches('（').count(),
        body.matches('）').count(),
        "{message}"
    );
}

/// The keys that the format does not know.
pub(crate) fn unknown_keys(inspections: &Inspections) -> Vec<String> {
    let mistakes = inspections.mistakes();
    let unknown = mistakes.filter(|it| it.misfit == Misfit::Unknown);
    unknown.map(|it| it.path.to_string()).collect()
}

/// A report as a test writes it: all of it is read, and every key is one of the format.
#[track_caller]
pub(crate) fn read(yaml: &str) -> Document {
    let document = Document::read(yaml.as_bytes());
    assert_eq!(document.problems(), [], "{yaml}");
    let unknown = unknown_keys(&Inspections::read(&document));
    assert_eq!(unknown, [""; 0], "the format has no such keys\n{yaml}");
    document
}

/// All that follows from a report, by the scheme it names.
pub(crate) fn examined(document: Document) -> Examined {
    Examined::by_built_in(document)
}

/// What all rules say of it.
pub(crate) fn findings(document: &Document) -> Findings {
    Findings::compute(&examined(document.clone()).case())
}

/// A test's own text with other words in the place of some that are in it.
pub(crate) trait With {
    fn with(&self, old: &str, new: &str) -> String;
}

impl With for str {
    #[track_caller]
    fn with(&self, old: &str, new: &str) -> String {
        assert!(self.contains(old), "there is no “{old}”:\n{self}");
        self.replace(old, new)
    }
}

/// Numbers in no order, the same at every run (xorshift).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// One of so many numbers, from 0 on.
    pub(crate) fn below<N: TryFrom<u64> + TryInto<u64>>(&mut self, n: N) -> N {
        let (Ok(n), next) = (n.try_into(), self.next()) else {
            panic!("there is no such number");
        };
        N::try_from(next % n).unwrap_or_else(|_| panic!("it is below {n}"))
    }

    pub(crate) fn among<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// The program in a folder that is all it has: what it keeps for its user is there, too.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    let state = folder.join("state");
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_STATE_HOME", &state)
        .env("LOCALAPPDATA", state)
        .stdin(Stdio::null());
    command
}

/// The YAML files of a folder by their names, in order.
pub(crate) fn yaml_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let yaml = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let mut files: Vec<_> = yaml
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Does a step again and again as long as there is one; how many there were. Of steps without an end it
/// is told.
#[track_caller]
pub(crate) fn to_the_end(mut step: impl FnMut() -> bool) -> usize {
    let end = (0..10_000).find(|_| !step());
    end.unwrap_or_else(|| panic!("there is no end to it"))
}

/// The person leaves, and what is last to be done is done.
pub(crate) fn leave(mut session: Session) {
    session.close(true);
    for job in session.jobs() {
        drop(session.done(job.run()));
    }
}

/// Keys in words.
pub(crate) fn presses(keys: &str) -> Vec<Press> {
    keys.split_whitespace()
        .flat_map(|word| match word.rsplit_once('*') {
            Some((key, times)) if !key.is_empty() => vec![press(key); times.parse().unwrap()],
            _ => vec![press(word)],
        })
        .collect()
}

fn press(word: &str) -> Press {
    let mut made = Press::plain(Key::Esc);
    let mut name = word;
    while let Some((modifier, rest)) = name.split_once('+').filter(|(m, _)| !m.is_empty()) {
        match modifier {
            "Ctrl" => made.ctrl = true,
            "Alt" => made.alt = true,
            "Shift" => made.shift = true,
            other => panic!("no such modifier: {other}"),
        }
        name = rest;
    }
    made.key = match name {
        "Enter" => Key::Enter,
        "Tab" => Key::Tab,
        "Esc" => Key::Esc,
        "Backspace" => Key::Backspace,
        "Del" => Key::Delete,
        "Ins" => Key::Insert,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Home" => Key::Home,
        "End" => Key::End,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "Space" => Key::Char(' '),
        _ => match name.strip_prefix('F').map(str::parse) {
            Some(Ok(number)) => Key::F(number),
            _ => {
                let mut chars = name.chars();
                let (Some(c), None) = (chars.next(), chars.next()) else {
                    panic!("no such key: {word}");
                };
                Key::Char(if made.ctrl { c.to_ascii_lowercase() } else { c })
            }
        },
    };
    made
}

#[test]
fn keys_are_read_as_words() {
    let pressed = presses("Ctrl+S Shift+F8 Down*2 5 Alt+Up +");
    let labels: Vec<String> = pressed.into_iter().map(Press::label).collect();
    assert_eq!(
        labels,
        ["Ctrl+S", "Shift+F8", "下", "下", "5", "Alt+上", "+"]
    );
}

#[test]
#[should_panic(expected = "without looking")]
fn a_chain_that_looks_at_nothing_fails() {
    drop(Desk::open(BLANK).press("Down"));
}
