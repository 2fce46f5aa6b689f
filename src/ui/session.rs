//! The app together with the disk: carries out the effects and hands the app what came of them.
//! The terminal drives it; so does the test harness, without a terminal.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::app::App;
use super::effect::{Effect, Recorded, Saved};
use super::input::Input;
use super::theme::Colours;
use crate::export::{Copy, Format};
use crate::figures::scheme::InForce;
use crate::report::{self, Report};
use crate::store::{self, Digest, Entry, File, Journal, SaveError};

/// One run of the program over one document.
#[derive(Debug)]
pub struct Session {
    app: App,
    file: Option<File>,
    journal: Journal,
    state: Option<PathBuf>,
}

/// What the outside of the session still has to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Text for the system's clipboard.
    pub copied: Option<String>,
    /// Whether the person left.
    pub quit: bool,
}

impl Session {
    /// Opens a file that was read. `state` is the user's own directory for recovery records.
    #[must_use]
    pub fn open(mut file: File, bytes: &[u8], state: Option<PathBuf>, size: (u16, u16)) -> Self {
        file.keep_copies_in(state.clone());
        let mut app = App::new(bytes, Some(file.name()), file.path().to_owned(), size);
        app.score_by(scheme_of(app.scheme_name(), Some(file.path())));
        if let Some(encoding) = app.document().converted() {
            app.tell(format!(
                "文件原是 {} 编码，已转成 UTF-8 打开；保存后就是 UTF-8，原文件留在“备份”文件夹里。",
                encoding.name()
            ));
        }
        if !file.is_writable() {
            app.tell("这个文件不能写入，可以查看和修改，保存时请按 F12 另存为。".to_owned());
        }
        Self {
            app,
            journal: Journal::open(state.clone(), Some(&file), bytes),
            file: Some(file),
            state,
        }
    }

    /// Opens a document that has no file yet; `suggested` is offered when it is to be kept.
    #[must_use]
    pub fn sample(
        bytes: &[u8],
        suggested: &Path,
        state: Option<PathBuf>,
        size: (u16, u16),
    ) -> Self {
        Self {
            app: App::new(bytes, None, suggested.to_owned(), size),
            journal: Journal::open(state.clone(), None, bytes),
            file: None,
            state,
        }
    }

    /// The same, in these colours.
    #[must_use]
    pub fn painted(mut self, colours: Colours) -> Self {
        self.app.paint_in(colours);
        self
    }

    /// The app, for drawing.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// How soon it wants to be woken should no input come; `None` while nothing is pending, and
    /// the program then sleeps until a key. Asked after every input and every waking; a shorter
    /// time than one still running takes its place, a longer one does not.
    #[must_use]
    pub fn wake_in(&self) -> Option<Duration> {
        // The rules are what the first frame does not wait for.
        (!self.app.is_settled()).then_some(Duration::ZERO)
    }

    /// Does what is pending, all of it, even if woken early; whether there is anything new to be
    /// drawn.
    pub fn wake(&mut self) -> bool {
        self.app.ask_rules()
    }

    /// Takes one input and carries out what follows from it.
    pub fn update(&mut self, input: Input) -> Outcome {
        let mut outcome = Outcome::default();
        let mut exported = Vec::new();
        let mut effects = self.app.update(input);
        while !effects.is_empty() {
            let mut more = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Save {
                        bytes,
                        over_changes,
                    } => {
                        let saved = self.save(&bytes, over_changes);
                        more.extend(self.app.saved(saved));
                    }
                    Effect::SaveAs { path, bytes } => {
                        let saved = self.save_as(&path, &bytes);
                        more.extend(self.app.saved(saved));
                    }
                    Effect::Export {
                        format,
                        copy,
                        bytes,
                    } => exported.push(self.export(format, copy, &bytes)),
                    Effect::ReadScheme(name) => {
                        let path = self.file.as_ref().map(File::path);
                        self.app.score_by(scheme_of(&name, path));
                    }
                    Effect::Record(step) => self.record(step),
                    Effect::Copy(text) => outcome.copied = Some(text),
                    Effect::Quit => outcome.quit = true,
                }
            }
            effects = more;
        }
        if !exported.is_empty() {
            self.app.tell(exported.concat());
        }
        outcome
    }

    /// The session ended well: there is nothing to recover.
    pub fn finish(self) {
        self.journal.finish();
    }

    fn save(&mut self, bytes: &[u8], over_changes: bool) -> Saved {
        let Some(file) = &mut self.file else {
            return Saved::Failed("还没有文件名，请按 F12 另存为。".to_owned());
        };
        let result = if over_changes {
            file.save_over_changes(bytes, &is_report)
        } else {
            file.save(bytes, &is_report)
        };
        match result {
            Ok(saved) => {
                self.journal.restart(Some(file), bytes);
                Saved::Done {
                    file: file.name(),
                    message: saved.to_string(),
                }
            }
            Err(error @ SaveError::ChangedOnDisk) => Saved::Changed(error.to_string()),
            Err(error) => Saved::Failed(error.to_string()),
        }
    }

    fn save_as(&mut self, path: &Path, bytes: &[u8]) -> Saved {
        match File::create(path, bytes, &is_report) {
            Ok((mut file, saved)) => {
                file.keep_copies_in(self.state.clone());
                self.journal.restart(Some(&file), bytes);
                let done = Saved::Done {
                    file: file.name(),
                    message: format!("{saved}文件是 {}", store::printable(path.as_os_str())),
                };
                self.file = Some(file);
                done
            }
            Err(error) => Saved::Refused(error.to_string()),
        }
    }

    fn export(&self, format: Format, copy: Copy, bytes: &[u8]) -> String {
        match &self.file {
            None => "报告还没有保存，不知道导出到哪里，请先按 F12 保存。".to_owned(),
            Some(file) => match store::deliver(&beside(file.path(), format, copy), bytes) {
                Ok(done) => {
                    let path = store::printable(done.path.as_os_str());
                    format!("已导出到 {path}。{}", done.instead.unwrap_or_default())
                }
                Err(error) => error.to_string(),
            },
        }
    }

    fn record(&mut self, step: Recorded) {
        let entry = Entry {
            name: step.name,
            place: step.place,
            kind: step.kind,
            splices: step.splices,
            after: Digest::of(self.app.document().text().as_bytes()),
        };
        if let Some(trouble) = self.journal.record(&entry) {
            self.app.tell(trouble.to_string());
        }
    }
}

/// The scheme of a name, from the file of that name beside the report where it is none of the
/// built-in ones.
#[must_use]
pub fn scheme_of(name: &str, report: Option<&Path>) -> InForce {
    let in_force = InForce::of(name, None);
    let Some(file) = in_force.wanted() else {
        return in_force;
    };
    let read = match report {
        Some(report) => store::read_beside(report, file).map_err(|error| error.to_string()),
        None => Err("报告还没有保存，找不到旁边的评分方案文件，请先按 F12 保存。".to_owned()),
    };
    InForce::of(name, Some(read))
}

/// Where a document goes unless told otherwise: beside the report, under its name.
#[must_use]
pub fn beside(report: &Path, to: Format, copy: Copy) -> PathBuf {
    let mut name = report.file_stem().unwrap_or_default().to_owned();
    name.push(match (copy.public, copy.with_findings) {
        (true, _) => "-公开版",
        (false, true) => "-内部审核",
        (false, false) => "",
    });
    name.push(".");
    name.push(to.extension());
    report.with_file_name(name)
}

/// What may be written: what can be read back without an error, by us and by another reader
/// with the same outcome.
fn is_report(bytes: &[u8]) -> bool {
    let document = report::open(bytes);
    document.problems().is_empty() && Report::is_confirmed(&document)
}
