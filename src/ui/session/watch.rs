//! Looking at the file while it is open: whether somebody else has written it, whether it is there at
//! all, and what is kept of it then. Nobody is startled by it who types or is asked something.

use std::path::PathBuf;

use super::{Did, SchemeRead, Session, Work, ends, refuge, whole};
use crate::figures::scheme::InForce;
use crate::schemes::stamp_of;
use crate::store::{Claim, File, Journal, Lock, Lost, Outside, Standing, Watch};
use crate::ui::app::{Access, Met, Mode};

/// At every so many looks its bytes are read although nothing says that they changed.
const THOROUGH: u32 = 16;

/// What a look at the file showed.
#[derive(Debug)]
pub(super) struct Looked {
    number: u64,
    file: File,
    lock: Option<Standing>,
    seen: Seen,
    place: PathBuf,
    /// The scheme beside it, where that is another than before.
    scheme: Option<SchemeRead>,
}

/// What became of the file itself.
#[derive(Debug)]
enum Seen {
    Same,
    Settling,
    /// Somebody else wrote it. That was held against the document, unless it was not seen before or
    /// something was typed.
    Changed(Option<Box<Met>>),
    Lost(Lost),
}

impl Session {
    /// Looks whether somebody else has the report, or has written the file. Whoever is typing is not to
    /// be startled, and told only that it is gone, since nobody else has what was in it; whoever is
    /// asked something is told nothing, nor is looked while we write. To be `thorough` its bytes are
    /// read although nothing says that they changed.
    pub(super) fn look_outside(&mut self, thorough: bool) {
        let busy = self.writing.is_some()
            || self.looking.is_some()
            || self.claiming.is_some()
            || self.awaited.is_some();
        let is_free = match self.app.mode() {
            Mode::Browse => true,
            Mode::Edit(_) => false,
            Mode::Popup(_) => return,
        };
        let (Some(mut file), false) = (self.file.clone(), busy) else {
            return;
        };
        self.looks = self.looks.wrapping_add(1);
        let thorough = thorough || self.looks.is_multiple_of(THOROUGH);
        let number = self.number();
        self.looking = Some(number);
        let watch = self.lock.as_ref().filter(|_| is_free).map(Lock::watch);
        let waits = is_free && self.lock.is_none() && self.app.is_guest() && !self.doubtful;
        let seat = self.seat.clone().filter(|_| waits);
        // Nobody is startled by what comes in while something is typed.
        let held = is_free && file.is_settling();
        let ours = held.then(|| self.app.ours(self.base.clone()));
        let scheme = self.app.scheme_name().to_owned();
        // One of the built-in ones is in no file.
        let has_file = is_free && InForce::of(&scheme, None).wanted().is_some();
        let read = (has_file && self.scheme.is_none()).then_some(self.scheme_stamp);
        self.do_apart(Work::Look, move || {
            let free = |seat| match Lock::claim(&file, &seat) {
                Claim::Ours { lock, .. } => Some(Standing::Ours(lock)),
                _ => None,
            };
            let lock = watch.map(Watch::look).or_else(|| free(seat?));
            let outside = file.look_again(thorough);
            let place = refuge(file.path());
            let seen = match outside {
                Outside::Same => Seen::Same,
                Outside::Settling => Seen::Settling,
                Outside::Lost(Lost::Gone) if place != whole(file.path()) => {
                    Seen::Lost(Lost::NoFolder)
                }
                Outside::Lost(lost) => Seen::Lost(lost),
                Outside::Changed(theirs) => {
                    Seen::Changed(ours.map(|ours| Box::new(ours.meet(theirs))))
                }
            };
            let report = Some(file.path());
            let is_new = read.is_some_and(|read| read != stamp_of(&scheme, report));
            let scheme = is_new.then(|| SchemeRead::of(&scheme, report));
            Did::Look(Box::new(Looked {
                number,
                scheme,
                file,
                lock,
                seen,
                place,
            }))
        });
    }

    /// Takes in what a look showed, unless a save, a key or another file came in between, or what
    /// somebody else wrote was held against a document that is another by now: then the next look
    /// sees it. Whether the screen has changed by it.
    pub(super) fn looked(&mut self, looked: Looked) -> bool {
        let is_current = ends(&mut self.looking, looked.number);
        let is_free = matches!(self.app.mode(), Mode::Browse);
        let may_tell = match self.app.mode() {
            Mode::Browse => true,
            Mode::Edit(_) => {
                let is_plain = looked.lock.is_none() && looked.scheme.is_none();
                is_plain && !looked.file.is_another()
            }
            Mode::Popup(_) => false,
        };
        let is_stale = match &looked.seen {
            Seen::Changed(met) => !met.as_ref().is_some_and(|met| self.app.is_still(met)),
            Seen::Same | Seen::Settling | Seen::Lost(_) => false,
        };
        if !is_current || !may_tell || is_stale {
            if let Some(Standing::Ours(lock)) = looked.lock {
                self.release(Some(lock));
            }
            return false;
        }
        let moved = looked.lock.is_some_and(|it| self.stands(it));
        if let Some(left) = self.heir.checked_sub(1).filter(|_| is_free) {
            self.heir = left;
            if self.journal.steps().is_empty() {
                self.look_back();
            }
        }
        let mut moved = self.app.set_lost(looked.file.is_lost(), looked.place) || moved;
        if let Some(scheme) = looked.scheme {
            self.score_by(scheme);
            self.app
                .tell("评分方案文件改过，已照新的算分和核对，请看一下得分。");
            moved = true;
        }
        self.file = Some(looked.file);
        self.settling = matches!(looked.seen, Seen::Settling);
        match looked.seen {
            Seen::Lost(lost) => {
                self.app.tell(lost.to_string());
                self.keep_lost();
            }
            Seen::Changed(Some(met)) => {
                self.keep_base();
                let effects = self.app.meet(*met);
                self.carry_out(effects);
            }
            Seen::Same | Seen::Settling | Seen::Changed(None) => return moved,
        }
        true
    }

    /// Keeps what was last in the file as a backup where the file is gone: what was not saved leads on
    /// from it.
    fn keep_lost(&mut self) {
        let Some(file) = self.file.clone().filter(|_| self.app.is_lost()) else {
            return;
        };
        // Who only looks leaves nothing behind.
        if self.app.access() == Access::Look {
            return;
        }
        let (number, base) = (self.number(), self.base.clone());
        self.do_apart(Work::Record, move || {
            Did::Copied(number, file.keep_last(&base).ok())
        });
    }

    /// Keeps as a backup what the record leads on from, where somebody else has written over it and the
    /// record does not hold it.
    pub(super) fn keep_base(&mut self) {
        let is_needed = self.app.document().is_modified() && !Journal::holds(&self.base);
        let Some(file) = self.file.clone().filter(|_| is_needed) else {
            return;
        };
        let base = self.base.clone();
        self.do_apart(Work::Record, move || {
            let _ = file.keep_last(&base);
            Did::Nothing
        });
    }
}
