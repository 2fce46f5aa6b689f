//! Who has the report: letting others know that it is open here, noticing that somebody else has it or
//! has taken it over, taking it over. What is in the file is no concern of this room.

use std::path::Path;

use super::{Did, Session, Work};
use crate::document::Document;
use crate::store::{Claim, File, Holder, Journal, Lock, Piece, Seat, Standing};

/// How many looks it may take until a window that lost the report has noticed and left its record.
const HANDING_OVER: u32 = 3;

impl Session {
    /// Asks for the lock of the file, once the one before is let go.
    pub(super) fn claim(&mut self) {
        let (Some(file), Some(seat)) = (self.file.clone(), self.seat.clone()) else {
            return;
        };
        let (number, before) = (self.number(), self.lock.take());
        self.claiming = Some(number);
        self.do_apart(Work::Look, move || {
            drop(before);
            Did::Claim(number, Box::new(Lock::claim(&file, &seat)))
        });
    }

    /// Says so where the lock is not to be had; whether there is anything to be told.
    pub(super) fn claimed(&mut self, claim: Claim) -> bool {
        let Some((name, is_writable)) = self.file.as_ref().map(|it| (it.name(), it.is_writable()))
        else {
            return false;
        };
        match claim {
            Claim::Ours { lock, garbage } => {
                self.lock = Some(lock);
                let was_guest = self.app.is_guest();
                self.app.set_guest(false);
                if was_guest {
                    self.look_back();
                }
                if garbage {
                    self.app
                        .tell("报告旁边的占用记录读不懂，已换成新的，可以照常修改。");
                }
                return garbage || was_guest;
            }
            Claim::Theirs(holder) => {
                self.app.set_guest(true);
                self.app.tell(format!(
                    "“{name}”已在{}打开{}，这里只能查看，要在这里改请按 Ctrl+O 接手。",
                    holder.place,
                    ago(&holder)
                ));
            }
            Claim::Doubtful(holder) => {
                self.app.set_guest(true);
                self.doubtful = true;
                self.app.ask_to_take_over(format!(
                    "“{name}”在{}打开过{}，不知道现在关了没有，请先问一下那边。",
                    holder.place,
                    ago(&holder)
                ));
            }
            Claim::Impossible if is_writable => self
                .app
                .tell("报告所在的文件夹不能新建文件，别人同时打开时不会有提醒，请留意。"),
            Claim::Full => self.app.tell(
                "报告所在的磁盘已满，现在保存不了，别人同时打开时也不会有提醒，请先清理出空间。",
            ),
            Claim::Impossible => return false,
        }
        true
    }

    /// The person wants to change the report here from now on, whoever has it open.
    pub(super) fn take_over(&mut self) {
        let (Some(file), Some(seat)) = (self.file.clone(), self.seat.clone()) else {
            return;
        };
        let number = self.number();
        self.claiming = Some(number);
        self.do_apart(Work::Look, move || {
            Did::Take(number, Lock::take(&file, &seat))
        });
    }

    pub(super) fn took_over(&mut self, lock: Option<Lock>) {
        self.lock = lock;
        self.doubtful = false;
        self.app.set_guest(false);
        self.app
            .tell("已由这里接手，可以修改了，原来的窗口会变为只能查看。");
        self.heir = HANDING_OVER;
        self.look_outside(true);
    }

    /// Leaves the steps to be undone to whoever has taken over, but for those that are not saved.
    fn hand_over(&mut self) {
        let file = self.file.as_ref();
        let mut handed = self.journal.saved_alone(file, &self.base);
        if !self.app.document().is_modified() {
            let next = Journal::open(self.state.clone(), file, &self.base);
            handed = std::mem::replace(&mut self.journal, next);
        }
        let piece = handed.finish(file.is_some(), true);
        self.do_apart(Work::Record, move || {
            drop(piece.map(Piece::write));
            Did::Nothing
        });
    }

    /// Lets a lock go.
    pub(super) fn release(&mut self, lock: Option<Lock>) {
        if let Some(lock) = lock {
            self.do_apart(Work::Look, move || {
                drop(lock);
                Did::Nothing
            });
        }
    }

    /// Takes in whether the report has been taken over, or is free again.
    pub(super) fn stands(&mut self, standing: Standing) -> bool {
        match standing {
            Standing::Same => false,
            Standing::Lost(holder) => {
                let lock = self.lock.take();
                self.release(lock);
                self.app.set_guest(true);
                self.app.tell(taken_over(&holder, self.app.document()));
                self.hand_over();
                true
            }
            Standing::Ours(lock) => {
                let before = self.lock.replace(lock);
                self.release(before);
                let was_guest = self.app.is_guest();
                self.app.set_guest(false);
                if was_guest {
                    self.app.tell("别处的窗口已经关闭，现在可以在这里修改了。");
                    self.look_back();
                }
                was_guest
            }
        }
    }
}

/// How long ago somebody opened the report, in brackets.
fn ago(holder: &Holder) -> String {
    match holder.since.as_str() {
        "" => String::new(),
        since => format!("（{since}）"),
    }
}

/// Somebody else changes the report now.
pub(super) fn taken_over(holder: &Holder, document: &Document) -> String {
    let place = &holder.place;
    if document.is_modified() {
        format!(
            "报告已由{place}接手，这里没保存的修改都在，可按 F12 另存为，或按 Ctrl+O 接手回来。"
        )
    } else {
        format!("报告已由{place}接手，这里只能查看，要在这里改请按 Ctrl+O。")
    }
}

/// Holds another report that is to be replaced, as far as it can be held; says who has it open.
pub(super) fn hold(path: &Path, seat: Option<&Seat>) -> Result<Option<Lock>, String> {
    let (Some(seat), Ok((file, _))) = (seat, File::open(path)) else {
        return Ok(None);
    };
    let name = file.name();
    match Lock::claim(&file, seat) {
        Claim::Ours { lock, .. } => Ok(Some(lock)),
        Claim::Impossible | Claim::Full => Ok(None),
        Claim::Theirs(holder) => Err(format!(
            "“{name}”正在{}打开着{}，没有替换它，请先关掉那边，或换一个文件名。",
            holder.place,
            ago(&holder)
        )),
        Claim::Doubtful(holder) => Err(format!(
            "“{name}”在{}打开过{}，不知道现在关了没有，没有替换它，请换一个文件名，或先打开它接手。",
            holder.place,
            ago(&holder)
        )),
    }
}
