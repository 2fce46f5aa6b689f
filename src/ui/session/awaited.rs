//! What a person chose to have read: another report, one to hold this against, last year's, or what
//! lies in the folder. The disk takes its time elsewhere; what is pressed meanwhile is for what comes
//! of it and is held until then, but the screen is drawn and Esc waits no longer.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::begin::{Beginning, NotBegun, made};
use super::{Did, Opened, Outcome, SchemeRead, Session, Told, Work, minute_of, whole};
use crate::document::Document;
use crate::figures::scheme::InForce;
use crate::report::{self, Report};
use crate::store::{self, File, OpenError, SaveError, meant};
use crate::ui::action::{Action, action_for};
use crate::ui::app::{Access, Against, Folder, Purpose};
use crate::ui::input::{Input, Key, Press};

/// A reading that somebody waits for.
#[derive(Debug)]
pub(super) struct Awaited {
    number: u64,
    /// What is done, 正在打开“自评.yaml”.
    what: String,
    told: Told,
    /// What was pressed meanwhile.
    held: Vec<Input>,
}

impl Awaited {
    /// How soon it has to be told, once more, how long it takes.
    pub(super) const fn told_in(&self) -> Duration {
        self.told.again_in()
    }
}

/// What was read.
#[derive(Debug)]
pub(super) enum Read {
    /// Another report to go on with.
    Report(PathBuf, Result<Opened, OpenError>),
    /// One to hold this against.
    Against(Against, PathBuf, Result<Box<Document>, OpenError>),
    /// What there is in a folder.
    Files(Purpose, Folder),
    /// A new report, which was written to a file, to go on with.
    New {
        from: Option<PathBuf>,
        to: Option<PathBuf>,
        begun: Result<Begun, NotBegun>,
    },
}

/// A new report, and what came of writing it.
#[derive(Debug)]
pub(super) struct Begun {
    path: PathBuf,
    written: Result<Opened, SaveError>,
}

impl Session {
    /// Has something read that the person waits for.
    fn await_reading(&mut self, what: String, reads: impl FnOnce() -> Read + Send + 'static) {
        let number = self.number();
        self.awaited = Some(Awaited {
            number,
            what,
            told: Told::default(),
            held: Vec::new(),
        });
        self.do_apart(Work::Read, move || Did::Read(number, Box::new(reads())));
    }

    /// Says what is waited for, and how long already; whether anything is.
    pub(super) fn still_awaited(&mut self, now: Duration) -> bool {
        let Some(awaited) = &mut self.awaited else {
            return false;
        };
        let seconds = awaited.told.seconds(now);
        let what = &awaited.what;
        let since = match seconds {
            0 => String::new(),
            seconds => format!("（{seconds} 秒）"),
        };
        self.app
            .tell(format!("{what}，磁盘还没有答复{since}，按 Esc 不再等。"));
        true
    }

    /// Holds an input that is for what is waited for; hands back one that is to be taken in now.
    pub(super) fn wait(&mut self, input: Input) -> Option<Input> {
        let Some(awaited) = &mut self.awaited else {
            return Some(input);
        };
        match input {
            _ if input.is_of_window() => return Some(input),
            Input::Press(press) if action_for(press) == Some(Action::Redraw) => return Some(input),
            Input::Press(press) if press == Press::plain(Key::Esc) => {
                let said = format!("没有再等{}，可以接着填。", awaited.what);
                self.awaited = None;
                self.app.tell(said);
            }
            // What is clicked on is what is seen now.
            Input::Pointer(_) => {}
            input => awaited.held.push(input),
        }
        None
    }

    /// Takes in what was read, and then what was pressed meanwhile; `None` where nobody waits for
    /// it any more.
    pub(super) fn was_read(&mut self, number: u64, read: Read) -> Option<Outcome> {
        let Some(awaited) = self.awaited.take_if(|it| it.number == number) else {
            let Read::New { begun, .. } = read else {
                return None;
            };
            let begun = begun.ok().filter(|it| it.written.is_ok())?;
            let place = store::printable(whole(&begun.path).as_os_str());
            self.app.tell(format!(
                "{place} 已经新建好了，要填它可以从“文件”菜单打开。"
            ));
            return Some(Outcome::default());
        };
        if awaited.told.is_told() {
            self.app.hush();
        }
        match read {
            Read::Report(path, Ok(opened)) => match opened.why_no_report() {
                // A document for Word is no reason to leave what is open.
                Some(why) => self.ask_again(Purpose::Open, &path, &why),
                None => {
                    let left = self.go_over(opened);
                    if !left.is_empty() {
                        let said = self.app.notice().map_or("", |it| it.text.as_str());
                        self.app.tell(format!("{said}{left}"));
                    }
                }
            },
            Read::Report(path, Err(error)) => self.ask_again(Purpose::Open, &path, &error),
            Read::Against(against, path, Ok(there)) => {
                let name = store::printable(path.file_name().unwrap_or_default());
                self.app.compare(&against, &name, &there);
            }
            Read::Against(Against::File(path), _, Err(error)) => {
                self.ask_again(Purpose::Compare, &path, &error);
            }
            Read::Against(Against::Disk, _, Err(error)) => self.app.tell(error.to_string()),
            Read::Files(purpose, folder) => self.app.choose_file(purpose, folder),
            Read::New { from, to, begun } => self.begun_new(from, to, begun),
        }
        let mut outcome = Outcome::default();
        for input in awaited.held {
            let next = self.update(input);
            outcome.copied = next.copied.or(outcome.copied);
            outcome.redraw |= next.redraw;
            outcome.quit |= next.quit;
        }
        Some(outcome)
    }

    /// Reads what the report is to be held against.
    pub(super) fn compare(&mut self, against: Against) {
        let path = match (&against, &self.file) {
            (Against::File(path), _) => path.clone(),
            (Against::Disk, Some(file)) => file.path().to_owned(),
            (Against::Disk, None) => {
                let there = report::open(&self.base);
                return self.app.compare(&against, "打开时的样例", &there);
            }
        };
        let is_named = self.app.last_year().as_ref() == Some(&path);
        self.await_reading(reading("读取", &path), move || {
            let path = meant(path);
            let read = if is_named {
                store::read_named(&path)
            } else {
                store::read(&path)
            };
            let read = read.map(|bytes| Box::new(report::open(&bytes)));
            Read::Against(against, path, read)
        });
    }

    /// Goes on with another file, as if the program had been started with it.
    pub(super) fn turn_to(&mut self, path: PathBuf) {
        let looks = self.app.access() == Access::Look;
        let state = self.state.clone();
        self.await_reading(reading("打开", &path), move || {
            let path = meant(path);
            let opened = match looks {
                true => File::open(&path),
                false => File::take_up(&path, state.as_deref()),
            };
            Read::Report(path, opened.map(Opened::of))
        });
    }

    /// Offers the other reports in a folder, or in that of this one.
    pub(super) fn list_files(&mut self, purpose: Purpose, folder: Option<PathBuf>) {
        let own = self.file.as_ref().map(|file| whole(file.path()));
        let state = self.state.clone();
        self.await_reading(
            "正在查看文件夹里有哪些报告".to_owned(),
            move || {
                let compared = own
                    .as_ref()
                    .filter(|_| purpose == Purpose::Compare && folder.is_none());
                let kept = compared.map(|own| store::kept_versions(own, state.as_deref()));
                let kept = kept.into_iter().flatten();
                let kept = kept.map(|(path, when)| (path, minute_of(when)));
                let kept = kept.collect();
                let beside = own.as_deref().and_then(Path::parent);
                let path = folder
                    .or_else(|| beside.map(Path::to_owned))
                    .unwrap_or_else(|| whole(Path::new(".")));
                let mut files = store::reports_in(&path);
                // Next year's report is made of the one that is open as well,
                // which is the first of them.
                files.retain(|path| purpose == Purpose::LastYear || Some(path) != own.as_ref());
                files.sort_by_key(|path| Some(path) != own.as_ref());
                let of = |(at, path): (usize, PathBuf)| {
                    let told = if at < TOLD {
                        of_what(&path)
                    } else {
                        String::new()
                    };
                    (path, told)
                };
                let files = files.into_iter().enumerate().map(of).collect();
                let folders = store::folders_in(&path);
                let folder = Folder {
                    path,
                    files,
                    folders,
                    kept,
                };
                Read::Files(purpose, folder)
            },
        );
    }

    /// Writes what a new report begins with, blank or out of last year's, and goes on with it.
    pub(super) fn begin_new(&mut self, from: Option<PathBuf>, to: Option<PathBuf>) {
        self.await_reading("正在新建报告".to_owned(), move || {
            let from = from.map(meant);
            let begun = Beginning::out_of(from.as_deref()).map(|begun| {
                let path = to.clone().unwrap_or_else(|| begun.path.clone());
                let written = begun.write(&path).map(Opened::of);
                Begun { path, written }
            });
            Read::New { from, to, begun }
        });
    }

    fn begun_new(
        &mut self,
        from: Option<PathBuf>,
        to: Option<PathBuf>,
        begun: Result<Begun, NotBegun>,
    ) {
        let Begun { path, written } = match begun {
            Ok(begun) => begun,
            Err(error) => {
                let purpose = from.as_ref().map_or(Purpose::New, |_| Purpose::LastYear);
                let named = from.or(to).unwrap_or_default();
                return self.ask_again(purpose, &named, &error);
            }
        };
        match written {
            Ok(opened) => {
                let left = self.go_over(opened);
                self.app.allow(Access::Fill);
                let place = store::printable(whole(&path).as_os_str());
                let made = made(&place, from.as_deref());
                self.app.tell(format!("{made}{left}"));
            }
            Err(SaveError::Exists) => {
                let name = store::printable(path.as_os_str());
                let why = format!("{name} 已经有了，没有动它，请换一个文件名。");
                self.app.ask_new_name(&path, why, from);
            }
            Err(error) => self.app.ask_new_name(&path, error.to_string(), from),
        }
    }

    /// Says why a file cannot be taken and asks for its name again.
    fn ask_again(&mut self, purpose: Purpose, path: &Path, why: &impl fmt::Display) {
        self.app.ask_name_again(purpose, path, why.to_string());
    }

    /// Scores by the scheme of a name, once its file is read where it has one. Nobody waits for it.
    pub(super) fn read_scheme(&mut self, name: String) {
        let known = InForce::of(&name, None);
        if known.wanted().is_none() {
            self.scheme = None;
            self.scheme_stamp = None;
            return self.app.score_by(known);
        }
        let path = self.file.as_ref().map(|file| file.path().to_owned());
        let number = self.number();
        self.scheme = Some(number);
        self.do_apart(Work::Read, move || {
            Did::Scheme(number, Box::new(SchemeRead::of(&name, path.as_deref())))
        });
    }
}

/// Of so many files in a folder, the first, it is told whose report each is: they are read for that.
const TOLD: usize = 60;

/// Of which year a report is, and of which unit, as far as it says so.
fn of_what(path: &Path) -> String {
    let Ok((_, bytes)) = File::open(path) else {
        return String::new();
    };
    let report = Report::read(&report::open(&bytes));
    let year = report.year().map(|year| format!("{year}年度"));
    let unit = Some(report.cover.unit.trim().to_owned());
    let told = year.into_iter().chain(unit).filter(|it| !it.is_empty());
    told.collect::<Vec<_>>().join(" ")
}

/// What is done with a file, and with which.
fn reading(verb: &str, path: &Path) -> String {
    let name = store::printable(path.file_name().unwrap_or_default());
    format!("正在{verb}“{name}”")
}
