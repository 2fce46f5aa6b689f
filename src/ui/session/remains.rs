//! What earlier runs left: found, taken over where it can only be undone, asked about where it was not
//! saved, told, taken back or put aside.

use super::saving::is_report;
use super::{Did, Session, Work};
use crate::store::{self, Digest, Found, Record, Replay};
use crate::ui::app::{Access, Left, Mode};
use crate::ui::effect::Effect;

/// A record that an earlier run left, with its steps taken again, which is done but once over one version
/// of a file, as it costs all of a large text many times.
#[derive(Debug)]
pub(super) struct Remains {
    record: Record,
    again: Option<Again>,
}

/// What came of the steps of a record.
#[derive(Debug)]
struct Again {
    /// The version that was on the disk.
    disk: Digest,
    /// Whether they were taken over that, and not over the one that the record began with.
    fits: bool,
    replay: Replay,
    /// Whether what was not saved makes a report.
    is_sound: bool,
    /// The same without what was not saved, until that is taken over.
    saved: Option<Replay>,
}

impl Remains {
    fn of(record: Record) -> Self {
        Self {
            record,
            again: None,
        }
    }

    /// Takes the steps again over `base`, the version on the disk, or, where the record belongs to
    /// another, over the one it began with; nothing where that is not kept.
    fn again(&mut self, base: &[u8]) -> Option<&Again> {
        let disk = Digest::of(base);
        let record = &self.record;
        if self.again.as_ref().is_none_or(|it| it.disk != disk) {
            let alone = || Some((false, record.replay_alone()?.1));
            let over = record.replay(base).map(|replay| (true, replay));
            self.again = over.or_else(alone).map(|(fits, replay)| Again {
                disk,
                fits,
                is_sound: !replay.is_unsaved() || is_report(&replay.document().to_bytes()),
                saved: replay
                    .is_unsaved()
                    .then(|| record.replay_saved(base))
                    .flatten(),
                replay,
            });
        }
        self.again.as_ref()
    }
}

impl Session {
    /// Has it looked what earlier runs left.
    pub(super) fn look_back(&mut self) {
        let (file, base) = (self.file.clone(), self.base.clone());
        let seeker = self.journal.seeker();
        let number = self.number();
        self.seeking = Some(number);
        self.do_apart(Work::Record, move || {
            if let Some(file) = &file {
                file.sweep_state();
            }
            let Found { records, spoilt } = seeker.found(file.as_ref(), &base);
            let mut remains: Vec<Remains> = records.into_iter().map(Remains::of).collect();
            for it in &mut remains {
                it.again(&base);
            }
            Did::Found(number, remains, spoilt)
        });
    }

    /// Takes in what earlier runs left: what can only be undone is taken over, what was not saved
    /// is asked about. Whether there was anything.
    pub(super) fn looked_back(&mut self, found: Vec<Remains>, broken: usize) -> bool {
        if found.is_empty() && broken == 0 {
            return false;
        }
        let mut history = false;
        let (mut spoilt, mut baseless, mut settled) = (Vec::new(), Vec::new(), Vec::new());
        for mut remains in found {
            let is_aside = remains.record.is_aside();
            let seems_unsaved = remains.record.seems_unsaved();
            match remains.again(&self.base) {
                Some(it) if it.fits && it.replay.is_unsaved() => {
                    if it.is_sound {
                        self.left.push(Some(remains));
                    } else {
                        spoilt.push(remains.record);
                    }
                }
                Some(it) if it.fits && !history && !is_aside => {
                    history = true;
                    // Who has begun meanwhile goes on from there.
                    if self.journal.steps().is_empty() && !self.app.is_typing() {
                        self.app.take_over(it.replay.document().clone());
                        self.go_on_with(remains);
                    }
                }
                Some(it) if it.fits && it.replay.is_whole() => settled.push(remains.record),
                Some(it) if it.fits => spoilt.push(remains.record),
                Some(it) if it.replay.is_unsaved() => self.left.push(Some(remains)),
                None if seems_unsaved && !is_aside => {
                    baseless.push(remains.record);
                }
                _ => {}
            }
        }
        // Whatever becomes of what was not saved, what was saved can be undone.
        let left = self.left.iter_mut().flatten();
        let mut left = left.filter_map(|it| it.again.as_mut());
        let saved = left.find_map(|it| it.saved.take());
        if let Some(saved) = saved.filter(|_| !history)
            && self.journal.steps().is_empty()
            && !self.app.is_typing()
        {
            self.app.take_over(saved.document().clone());
            self.journal
                .remember(&saved, self.file.as_ref(), &self.base);
        }
        match broken + spoilt.len() {
            0 => {}
            n => self.app.tell(format!(
                "有 {n} 份恢复记录读不懂，没有删除，另外放好了，可以运行 jixiao drafts 查看。"
            )),
        }
        match baseless.len() {
            0 => {}
            n => self.app.tell(format!(
                "有 {n} 份没有保存的修改是在更早的一版报告上做的，那一版已经找不到，记录另外放好了，可以运行 jixiao drafts 查看。"
            )),
        }
        self.do_apart(Work::Record, || {
            settled.into_iter().for_each(Record::remove);
            spoilt.into_iter().for_each(Record::spoil);
            for mut record in baseless {
                let _ = record.set_aside();
            }
            Did::Nothing
        });
        let mut waiting = self.waiting(false);
        // Who reviews is asked again before anything is signed.
        let is_free = matches!(self.app.mode(), Mode::Browse)
            || self.app.is_welcoming()
            || self.app.is_asking_reviewer();
        if !waiting.is_empty() && is_free {
            let first = waiting.remove(0);
            self.app.ask_recovery(first, waiting.len());
        } else if !waiting.is_empty() {
            self.app
                .tell("以前有没保存的修改，可以按 Ctrl+W 打开修改记录找回。");
        }
        true
    }

    /// What was not saved by earlier runs and not decided on, or `all` of it.
    fn waiting(&mut self, all: bool) -> Vec<Left> {
        let left = self.left.iter_mut().enumerate();
        left.filter_map(|(id, remains)| {
            let remains = remains.as_mut()?;
            if !all && remains.record.is_aside() {
                return None;
            }
            remains.again(&self.base)?;
            left_by(id, remains)
        })
        .collect()
    }

    /// Goes on with a record that was found, from the version on the disk that it leads on from.
    fn go_on_with(&mut self, remains: Remains) {
        let file = self.file.as_ref();
        if let Some(Again { replay, .. }) = remains.again {
            self.journal
                .adopt(remains.record, &replay, file, &self.base);
        }
    }

    pub(super) fn list_changes(&mut self) {
        let waiting = if self.is_as_on_disk() {
            self.waiting(true)
        } else {
            Vec::new()
        };
        let folder = match self.journal.folder() {
            Some(folder) => store::printable(folder.as_os_str()),
            None => "没有地方可放".to_owned(),
        };
        self.app
            .list_changes(self.journal.steps(), waiting, &folder);
    }

    /// Takes back what an earlier run left, over the version on the disk.
    pub(super) fn recover(&mut self, id: usize) -> Vec<Effect> {
        if self.app.is_guest() {
            self.app
                .tell("这份报告正在别处修改，请先按 Ctrl+O 接手，再找回没有保存的修改。");
            return Vec::new();
        }
        if self.app.access() == Access::Look {
            self.app.tell(
                "现在是只读，什么也不写入，请不带 --read-only 重新打开，再找回没有保存的修改。",
            );
            return Vec::new();
        }
        if !self.is_as_on_disk() {
            self.app
                .tell("现在有没保存的修改，请先保存或撤销，再找回以前的。");
            return Vec::new();
        }
        let Some(mut remains) = self.left.get_mut(id).and_then(Option::take) else {
            return Vec::new();
        };
        let again = remains.again(&self.base);
        let document = again.map(|it| it.replay.document().clone());
        let (Some(document), Some(left)) = (document, left_by(id, &remains)) else {
            return Vec::new();
        };
        if !left.fits {
            // As if it had been open all the time: what others wrote meanwhile is then seen.
            self.adopt(remains.record.base().unwrap_or_default().to_owned());
        }
        self.go_on_with(remains);
        self.app.resume(document, &left)
    }

    /// Whether nothing but the spelling of the file stands between the document and the disk.
    fn is_as_on_disk(&self) -> bool {
        self.app.document().is_text_of(&self.base)
    }

    pub(super) fn set_aside(&mut self, id: usize) {
        let Some(mut remains) = self.left.get_mut(id).and_then(Option::take) else {
            return;
        };
        let number = self.number();
        self.do_apart(Work::Record, move || {
            let said = match remains.record.set_aside() {
                Ok(()) => "已另外放好，按 Ctrl+W 打开修改记录可以再找回，过 90 天自动清除。",
                Err(_) => "没能另外放好，记录还在原处，下次打开时会再问。",
            };
            Did::PutAside(number, Box::new(remains), said)
        });
    }
}

/// What an earlier run left, as it is told.
fn left_by(id: usize, remains: &Remains) -> Option<Left> {
    let Again { fits, replay, .. } = remains.again.as_ref()?;
    let left = Left {
        id,
        elsewhere: remains.record.elsewhere().map(str::to_owned),
        steps: replay.unsaved().cloned().collect(),
        taken_back: replay.taken_back().cloned().collect(),
        draft: replay.draft().cloned(),
        held: String::new(),
        fits: *fits,
    };
    Some(left.over(replay.document()))
}
