//! Saving and exporting: what is written where by a job of its own, and what is made of how that ended.
//! Nothing is written here but what can be read back, and nobody is asked: that is for the app.

use std::path::PathBuf;

use super::lock::{hold, taken_over};
use super::{Did, Session, Told, Work, refuge, whole};
use crate::export::{Copy, Format, beside};
use crate::report::{self, Report};
use crate::store::{self, File, Holder, Lock, Reserve, SaveError, Watch};
use crate::ui::effect::{Over, Saved};
use crate::ui::text;

/// A save under way.
#[derive(Debug)]
pub(super) struct Writing {
    pub(super) number: u64,
    pub(super) told: Told,
}

/// A save that ended.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) number: u64,
    /// Whether the file is another than before.
    anew: bool,
    bytes: Vec<u8>,
    result: Result<(File, store::Saved), Unwritten>,
}

#[derive(Debug)]
enum Unwritten {
    /// Somebody else wrote this meanwhile.
    Changed(Vec<u8>),
    /// Somebody else has taken the report over.
    TakenOver(Holder),
    /// The file has other names that nobody has decided on.
    Linked(Option<PathBuf>),
    /// There is another file.
    Exists(PathBuf),
    /// The file is not there any more; it may be saved here.
    Gone(PathBuf),
    /// What is said of it.
    Failed(String),
}

impl Unwritten {
    /// What a save of the open file came to nothing by.
    fn of(error: &SaveError, file: &File) -> Self {
        match error {
            SaveError::ChangedOnDisk => match file.read_again() {
                Ok(theirs) => Self::Changed(theirs),
                Err(error) => Self::Failed(error.to_string()),
            },
            SaveError::Linked => Self::Linked(None),
            SaveError::Gone => Self::Gone(refuge(file.path())),
            error => Self::Failed(error.to_string()),
        }
    }
}

impl Session {
    /// Begins to save; says why it cannot.
    pub(super) fn save(&mut self, bytes: Vec<u8>, over_changes: bool) -> Result<(), String> {
        let Some(file) = self.file.clone() else {
            return Err("还没有文件名，请按 F12 另存为。".to_owned());
        };
        let watch = self.lock.as_ref().map(Lock::watch);
        let reserve = self.reserve.clone();
        self.write(false, bytes, move |bytes| {
            onto(&file, watch, &reserve, |file| match over_changes {
                true => file.save_over_changes(bytes, &is_report),
                false => file.save(bytes, &is_report),
            })
        });
        Ok(())
    }

    /// Begins to save elsewhere; says why that place cannot be taken. Where it is the file that is
    /// open, that is saved.
    pub(super) fn save_as(
        &mut self,
        path: PathBuf,
        bytes: Vec<u8>,
        over: Over,
    ) -> Result<(), String> {
        let own = self.file.clone();
        let own = own.filter(|file| whole(file.path()) == whole(&path));
        if own.is_some() && self.app.is_guest() {
            return Err("这份报告正在别处修改，不能替换它，请换一个文件名。".to_owned());
        }
        let (state, seat) = (self.state.clone(), self.seat.clone());
        let watch = self.lock.as_ref().map(Lock::watch);
        let reserve = self.reserve.clone();
        self.write(true, bytes, move |bytes| {
            let created = reserve.spend(|| File::create(&path, bytes, &is_report));
            let done = match (created, own) {
                (Err(SaveError::Exists), Some(file)) => {
                    return onto(&file, watch, &reserve, |file| file.save(bytes, &is_report));
                }
                (Err(SaveError::Exists), None) if over != Over::Nothing => {
                    // Whoever has that open is not to lose it; nobody opens it while it is written.
                    let _held = hold(&path, seat.as_ref()).map_err(Unwritten::Failed)?;
                    let links = match over {
                        Over::Linked(links) => Some(links),
                        Over::Nothing | Over::File => None,
                    };
                    reserve.spend(|| File::replace(&path, state.clone(), links, bytes, &is_report))
                }
                (done, _) => done,
            };
            let kept = |(mut file, saved): (File, store::Saved)| {
                file.keep_copies_in(state);
                (file, saved)
            };
            done.map(kept).map_err(|error| match error {
                SaveError::Exists => Unwritten::Exists(path),
                SaveError::Linked => Unwritten::Linked(Some(path)),
                error => Unwritten::Failed(error.to_string()),
            })
        });
        Ok(())
    }

    fn write(
        &mut self,
        anew: bool,
        bytes: Vec<u8>,
        how: impl FnOnce(&[u8]) -> Result<(File, store::Saved), Unwritten> + Send + 'static,
    ) {
        let number = self.number();
        self.looking = None;
        self.writing = Some(Writing {
            number,
            told: Told::default(),
        });
        self.journal.mark();
        self.do_apart(Work::Write, move || {
            let result = how(&bytes);
            Did::Write(Box::new(Written {
                number,
                anew,
                bytes,
                result,
            }))
        });
    }

    /// A save ended. The record begins anew with what is on the disk and what was done since.
    /// `None` where it is still under way, as somebody else has written the file.
    pub(super) fn written(&mut self, written: Written) -> Option<Saved> {
        let Written {
            number,
            anew,
            bytes,
            ..
        } = written;
        let (file, saved) = match written.result {
            Ok(done) => done,
            Err(Unwritten::Changed(theirs)) => {
                let ours = self.app.ours(self.base.clone());
                self.do_apart(Work::Write, move || {
                    Did::Met(number, Box::new(ours.meet(theirs)))
                });
                return None;
            }
            Err(Unwritten::TakenOver(holder)) => {
                let lock = self.lock.take();
                self.release(lock);
                self.app.set_guest(true);
                return Some(Saved::Failed(taken_over(&holder, self.app.document())));
            }
            Err(Unwritten::Linked(other)) => return Some(Saved::Linked(other)),
            Err(Unwritten::Exists(path)) => return Some(Saved::Exists(path)),
            Err(Unwritten::Gone(place)) => {
                self.app.set_lost(true, place);
                return Some(Saved::Refused(SaveError::Gone.to_string()));
            }
            Err(Unwritten::Failed(why)) if anew => return Some(Saved::Refused(why)),
            Err(Unwritten::Failed(why)) => return Some(Saved::Failed(why)),
        };
        self.journal
            .restart(Some(&file), &bytes, saved.is_durable());
        let place = store::printable(file.path().as_os_str());
        let done = Saved::Done {
            file: file.name(),
            message: if anew {
                format!("{saved}文件是 {place}")
            } else {
                saved.to_string()
            },
            how: saved,
        };
        self.file = Some(file);
        self.base = bytes;
        if anew {
            self.doubtful = false;
            self.app.set_guest(false);
            self.claim();
        }
        Some(done)
    }

    pub(super) fn export(&mut self, copy: Copy, documents: Vec<(Format, Vec<u8>)>) {
        let Some(file) = &self.file else {
            self.app
                .tell("报告还没有保存，不知道导出到哪里，请先按 F12 保存。");
            return;
        };
        let report = whole(file.path());
        // What ends a sentence stands behind the last name.
        let width = usize::from(self.app.size().0).saturating_sub(4);
        self.app.deliver();
        self.do_apart(Work::Write, move || {
            let mut written: Vec<String> = Vec::new();
            let mut numbered = "";
            let mut failed = String::new();
            for (format, bytes) in documents {
                match store::deliver(&beside(&report, format, copy), &bytes) {
                    Ok(done) => {
                        written.extend(done.path.file_name().map(store::printable));
                        if done.instead.is_some() {
                            numbered = "以前导出的没有动，这次的编了号。";
                        }
                    }
                    Err(error) => failed += &error.to_string(),
                }
            }
            let folder = report.parent().map(|it| store::printable(it.as_os_str()));
            let done = match text::enumerated(&written, width) {
                names if names.is_empty() => String::new(),
                names => format!(
                    "已导出到文件夹 {}：\n{names}。{numbered}",
                    folder.unwrap_or_default()
                ),
            };
            Did::Delivered(format!("{done}{failed}"), failed.is_empty())
        });
    }
}

/// Saves onto the open file, unless somebody has taken the report over.
fn onto(
    file: &File,
    watch: Option<Watch>,
    reserve: &Reserve,
    save: impl Fn(&mut File) -> Result<store::Saved, SaveError>,
) -> Result<(File, store::Saved), Unwritten> {
    if let Some(holder) = watch.and_then(|it| it.lost_to()) {
        return Err(Unwritten::TakenOver(holder));
    }
    let saved = reserve.spend(|| {
        let mut file = file.clone();
        let saved = save(&mut file)?;
        Ok((file, saved))
    });
    saved.map_err(|error| Unwritten::of(&error, file))
}

/// What may be written: what can be read back without an error, by us and by another reader
/// with the same outcome.
pub(super) fn is_report(bytes: &[u8]) -> bool {
    let document = report::open(bytes);
    document.problems().is_empty() && Report::is_confirmed(&document)
}
