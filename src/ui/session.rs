//! The app together with the disk: carries out the effects and hands the app what came of them.
//! The terminal drives it; so does the test harness, without a terminal.

mod awaited;
pub mod begin;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::ZonedDateTime;

use self::awaited::{Awaited, Read};
use super::action::Action;
use super::app::{Access, App, Left, Met, Mode, Recording};
use super::effect::{Effect, Over, Saved};
use super::input::Input;
use super::text;
use super::theme::Paint;
use crate::document::Document;
use crate::export::{Copy, Format, file_name};
use crate::figures::scheme::InForce;
use crate::report::{self, Report};
use crate::rules::Examined;
use crate::store::{
    self, Chosen, Claim, Digest, Entry, File, Found, Holder, Journal, Lock, Lost, Outside, Piece,
    Record, Replay, SaveError, Seat, Stamp, Standing, Taken, Unrecorded, Watch,
};

/// How soon what is being typed is in the record, which is written no more often than that.
const PUT_DOWN: Duration = Duration::from_millis(250);
/// How soon the file on the disk is looked at again while nobody types.
pub const WATCH: Duration = Duration::from_secs(2);
/// How soon where it has just changed: whoever writes it may not be done.
const SETTLE: Duration = Duration::from_millis(250);
/// At every so many looks its bytes are read although nothing says that they changed.
const THOROUGH: u32 = 16;
/// How many looks it may take until a window that lost the report has noticed and left its record.
const HANDING_OVER: u32 = 3;

/// How long a save, a reading or a piece of the record may take before it is told that it is under way.
const UNTOLD: Duration = Duration::from_millis(300);
/// How often it is told for how long.
const SECOND: Duration = Duration::from_secs(1);
/// How long a pause is, of those in which a question is read that no key asked for.
const UNREAD: Duration = Duration::from_millis(250);

/// One run of the program over one document.
#[derive(Debug)]
pub struct Session {
    app: App,
    file: Option<File>,
    journal: Journal,
    state: Option<PathBuf>,
    /// What was read from the file or written to it last.
    base: Vec<u8>,
    /// Where that is kept since there is no file any more.
    copy: Option<PathBuf>,
    /// How often the file was looked at.
    looks: u32,
    /// The look at it that is under way.
    looking: Option<u64>,
    /// Whether it may still be being written.
    settling: bool,
    /// Where the person sits; without it nobody is told who has the report open.
    seat: Option<Seat>,
    lock: Option<Lock>,
    /// The asking for it that is under way.
    claiming: Option<u64>,
    /// Whether the person has to say first that the report is not open elsewhere.
    doubtful: bool,
    /// At how many looks to come the record is still looked for that the window before may leave.
    heir: u32,
    /// What earlier runs left that was not saved; none where it has been decided on.
    left: Vec<Option<Remains>>,
    /// The looking for it that is under way.
    seeking: Option<u64>,
    /// Whether something is half typed that is not in the record yet.
    typed: bool,
    writing: Option<Writing>,
    /// Whether a piece of the record that is under way takes long enough to be told.
    piece: Option<bool>,
    /// What the person chose to have read and waits for.
    awaited: Option<Awaited>,
    /// The scheme that is being read from beside the report.
    scheme: Option<u64>,
    /// What the disk said of its file when it was read last.
    scheme_stamp: Option<Stamp>,
    /// How many things have been begun whose end is told by their number.
    begun: u64,
    /// How many had been when this report was opened.
    opened: u64,
    /// How many jobs are under way that are the last.
    closing: usize,
    jobs: Vec<Job>,
    /// What tells the day that ticks and comments are signed with.
    calendar: Option<fn() -> String>,
}

/// A save under way.
#[derive(Debug)]
struct Writing {
    number: u64,
    told: Told,
}

/// Since when it is told that something takes long, by the time that wakings bring; `None` before it
/// is.
#[derive(Debug, Default)]
struct Told(Option<Duration>);

impl Told {
    const fn is_told(&self) -> bool {
        self.0.is_some()
    }

    /// How soon it has to be told, once more.
    const fn again_in(&self) -> Duration {
        match self.0 {
            Some(_) => SECOND,
            None => UNTOLD,
        }
    }

    /// Takes note that it is told now, and for how many seconds it has been.
    fn seconds(&mut self, now: Duration) -> u64 {
        let since = *self.0.get_or_insert(now);
        now.saturating_sub(since).as_secs()
    }
}

/// Work that waits for the disk, to be done where it keeps nobody waiting.
pub struct Job {
    work: Work,
    does: Box<dyn FnOnce() -> Did + Send>,
}

/// What a job is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// To save or to export.
    Write,
    /// To bring a piece of the recovery record to the medium.
    Record,
    /// To look who has the report open, and whether somebody else has written it.
    Look,
    /// To read another file, or what lies in a folder.
    Read,
}

/// How a job ended; for [`Session::done`].
#[derive(Debug)]
pub struct Done(Did);

#[derive(Debug)]
enum Did {
    Write(Box<Written>),
    Found(u64, Vec<Remains>, usize),
    Record(Piece),
    Look(Box<Looked>),
    /// What stood in the way of a save was held against the document.
    Met(u64, Box<Met>),
    Claim(u64, Box<Claim>),
    Take(u64, Option<Lock>),
    Read(u64, Box<Read>),
    Scheme(u64, Box<SchemeRead>),
    /// A record put away, and what is said of it.
    PutAside(u64, Box<Remains>, &'static str),
    /// Where what was last in a file is kept that is not there any more.
    Copied(u64, Option<PathBuf>),
    /// What is said of documents written, and whether all of them were.
    Delivered(String, bool),
    /// The last thing to be done.
    Close,
    /// The user's own directory cannot be had.
    Homeless,
    /// Nothing that matters any more.
    Nothing,
}

/// A record that an earlier run left, with its steps taken again, which is done but once over one version
/// of a file, as it costs all of a large text many times.
#[derive(Debug)]
struct Remains {
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

/// A report that was opened, with everything that follows from it.
#[derive(Debug)]
struct Opened {
    file: File,
    bytes: Vec<u8>,
    examined: Box<Examined>,
}

impl Opened {
    fn of((file, bytes): (File, Vec<u8>)) -> Self {
        Self {
            examined: Box::new(Examined::by_built_in(report::open(&bytes))),
            file,
            bytes,
        }
    }
}

/// What a look at the file showed.
#[derive(Debug)]
struct Looked {
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

/// A scheme that was read, and what the disk said of its file.
#[derive(Debug)]
struct SchemeRead {
    scheme: InForce,
    stamp: Option<Stamp>,
}

impl SchemeRead {
    fn of(name: &str, report: Option<&Path>) -> Self {
        Self {
            stamp: stamp_of(name, report),
            scheme: scheme_of(name, report),
        }
    }
}

/// A save that ended.
#[derive(Debug)]
struct Written {
    number: u64,
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

impl Job {
    fn new(work: Work, does: impl FnOnce() -> Did + Send + 'static) -> Self {
        let does = Box::new(does);
        Self { work, does }
    }

    /// What it is for.
    #[must_use]
    pub const fn work(&self) -> Work {
        self.work
    }

    /// Does it. May take as long as the disk does.
    #[must_use = "the session has to know how it ended"]
    pub fn run(self) -> Done {
        Done((self.does)())
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Job")
    }
}

/// What the outside of the session still has to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Text for the system's clipboard.
    pub copied: Option<String>,
    /// Whether the next frame has to be written whole.
    pub redraw: bool,
    /// Whether the person left.
    pub quit: bool,
}

/// What became of what was not saved, where the program ended without the person leaving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaved {
    /// Everything was saved.
    Nothing,
    /// The file is not there any more; what was in it is here, and what was not saved in the recovery
    /// record over that.
    Copied(PathBuf),
    /// It is in the recovery record.
    Kept,
    /// It may not all be in the record, as the disk takes its time.
    Late,
    /// It is gone, since no record could be written.
    Lost,
}

impl Session {
    /// Opens a file that was read. `state` is the user's own directory for recovery records.
    #[must_use]
    pub fn open(file: File, bytes: &[u8], state: Option<PathBuf>, size: (u16, u16)) -> Self {
        let opened = Opened::of((file, bytes.to_owned()));
        let mut session = Self::over(opened, state, size);
        session.look_round();
        session
    }

    fn over(opened: Opened, state: Option<PathBuf>, size: (u16, u16)) -> Self {
        let Opened {
            mut file,
            bytes,
            examined,
        } = opened;
        file.keep_copies_in(state.clone());
        let place = whole(file.path());
        let mut app = App::over(*examined, Some(file.name()), place, size);
        app.tell_conversion();
        if !file.is_writable() {
            app.set_unwritable(true);
            app.tell("这个文件不能写入，可以查看和修改，保存时请按 F12 另存为。");
        }
        if let Some(told) = file.unfinished() {
            app.tell(told.to_string());
        }
        Self::begin(app, Some(file), bytes, state)
    }

    /// Opens a document that has no file yet; `suggested` is offered when it is to be kept.
    #[must_use]
    pub fn sample(
        bytes: &[u8],
        suggested: &Path,
        state: Option<PathBuf>,
        size: (u16, u16),
    ) -> Self {
        let app = App::new(bytes, None, suggested.to_owned(), size);
        let mut session = Self::begin(app, None, bytes.to_owned(), state);
        session.look_back();
        session
    }

    fn begin(app: App, file: Option<File>, bytes: Vec<u8>, state: Option<PathBuf>) -> Self {
        let mut session = Self {
            app,
            journal: Journal::open(state.clone(), file.as_ref(), &bytes),
            file,
            state,
            base: bytes,
            copy: None,
            looks: 0,
            looking: None,
            settling: false,
            seat: None,
            lock: None,
            claiming: None,
            doubtful: false,
            heir: 0,
            left: Vec::new(),
            seeking: None,
            typed: false,
            writing: None,
            piece: None,
            awaited: None,
            scheme: None,
            scheme_stamp: None,
            begun: 0,
            opened: 0,
            closing: 0,
            jobs: Vec::new(),
            calendar: None,
        };
        session.show_recording();
        session
    }

    /// Has it looked what there is of the report besides itself: what earlier runs left, and its scheme.
    fn look_round(&mut self) {
        self.look_back();
        self.read_scheme(self.app.scheme_name().to_owned());
    }

    /// Does something where it keeps nobody waiting.
    fn do_apart(&mut self, work: Work, does: impl FnOnce() -> Did + Send + 'static) {
        self.jobs.push(Job::new(work, does));
    }

    /// A number for something whose end is told by it.
    const fn number(&mut self) -> u64 {
        self.begun += 1;
        self.begun
    }

    /// Has it looked what earlier runs left.
    fn look_back(&mut self) {
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
    fn looked_back(&mut self, found: Vec<Remains>, broken: usize) -> bool {
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

    /// The same, in these colours.
    #[must_use]
    pub fn painted(mut self, paint: Paint) -> Self {
        self.app.paint_in(paint);
        self
    }

    /// The same, with what a person who names no report can begin with: the `last` one changed.
    #[must_use]
    pub fn welcoming(mut self, last: Option<PathBuf>) -> Self {
        self.app.welcome(last);
        self
    }

    /// The same, for whoever the computer's user is called: a reviewer is asked by the name that was
    /// signed with here last, else by that.
    #[must_use]
    pub fn known_as(mut self, login: String) -> Self {
        let state = self.state.as_deref();
        let last = state.and_then(|it| store::kept_choice(&store::Os, it, Chosen::Reviewer));
        self.app.known_as(last.unwrap_or(login));
        self
    }

    /// The same, with what tells the day that ticks and comments are signed with: [`today`].
    #[must_use]
    pub fn dated_by(mut self, calendar: fn() -> String) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// The same, in which only so much may be written.
    #[must_use]
    pub fn allowing(mut self, access: Access) -> Self {
        if access != Access::Fill {
            self.app.allow(access);
        }
        self
    }

    /// Lets others know who has the report open, and asks whether somebody else has; also takes the
    /// user's own directory, which on a busy disk takes longer than all of a start. Where it is not to be
    /// had, that is told before anything is written.
    pub fn sit(&mut self, seat: Seat) {
        self.seat = Some(seat);
        if let Some(state) = self.state.clone() {
            self.do_apart(Work::Record, move || match store::move_in(&state) {
                Ok(()) => Did::Nothing,
                Err(_) => Did::Homeless,
            });
        }
        self.claim();
    }

    /// Asks for the lock of the file, once the one before is let go.
    fn claim(&mut self) {
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
    fn claimed(&mut self, claim: Claim) -> bool {
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
    fn take_over(&mut self) {
        let (Some(file), Some(seat)) = (self.file.clone(), self.seat.clone()) else {
            return;
        };
        let number = self.number();
        self.claiming = Some(number);
        self.do_apart(Work::Look, move || {
            Did::Take(number, Lock::take(&file, &seat))
        });
    }

    fn took_over(&mut self, lock: Option<Lock>) {
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
    fn release(&mut self, lock: Option<Lock>) {
        if let Some(lock) = lock {
            self.do_apart(Work::Look, move || {
                drop(lock);
                Did::Nothing
            });
        }
    }

    /// Takes in whether the report has been taken over, or is free again.
    fn stands(&mut self, standing: Standing) -> bool {
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
        let watch = if self.settling { SETTLE } else { WATCH };
        let watch = self.file.as_ref().map(|_| watch);
        let put_down = self.typed.then_some(PUT_DOWN);
        let writing = self.writing.as_ref().map(|it| it.told.again_in());
        let piece = (self.piece == Some(false)).then_some(UNTOLD);
        let awaited = self.awaited.as_ref().map(Awaited::told_in);
        let unread = self.app.is_unread().then_some(UNREAD);
        let pending = [watch, put_down, writing, piece, awaited, unread];
        pending.into_iter().flatten().min()
    }

    /// Whether there is work that no frame and no key waits for: for the rules, and the documents
    /// that a frame has said are being made.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        !self.app.is_settled() || self.app.is_exporting()
    }

    /// Does a piece of it, as much as nobody notices, or the documents; whether there is anything new
    /// to be drawn.
    pub fn go_on(&mut self) -> bool {
        if self.app.is_exporting() {
            let effects = self.app.export();
            self.carry_out(effects);
            return true;
        }
        self.app.ask_some_rules()
    }

    /// Does what is pending, all of it, even if woken early; whether there is anything new to be
    /// drawn. `now` is how long the program has run, of which the session has no clock.
    pub fn wake(&mut self, now: Duration) -> bool {
        let mut is_new = false;
        if self.typed {
            self.put_down();
        }
        self.piece = self.piece.map(|_| true);
        is_new |= self.show_recording();
        if let Some(writing) = &mut self.writing {
            self.app.still_saving(writing.told.seconds(now));
            is_new = true;
        }
        is_new |= self.still_awaited(now);
        is_new |= self.app.pause();
        self.look_outside(false);
        is_new
    }

    /// What waits for the disk since this was asked last. Asked after every input, every waking
    /// and every job that is done.
    #[must_use = "nothing is saved before the job is run"]
    pub fn jobs(&mut self) -> Vec<Job> {
        if let Some(piece) = self.journal.hand_out() {
            self.piece = Some(false);
            self.do_apart(Work::Record, || Did::Record(piece.write()));
        }
        std::mem::take(&mut self.jobs)
    }

    /// Takes in how a job ended and carries out what follows from it; `None` where there is nothing
    /// new to be drawn.
    pub fn done(&mut self, done: Done) -> Option<Outcome> {
        let is_new = match done.0 {
            Did::Write(written) => {
                // Of a save given up for one elsewhere nothing is told.
                let Written { number, .. } = *written;
                self.writing.as_ref().filter(|it| it.number == number)?;
                let saved = self.written(*written)?;
                self.writing = None;
                let effects = self.app.saved(saved);
                return Some(self.carry_out(effects));
            }
            Did::Found(number, found, broken) => {
                ends(&mut self.seeking, number) && self.looked_back(found, broken)
            }
            Did::Record(piece) => {
                let trouble = self.journal.take_back(piece);
                self.piece = None;
                self.tell(trouble)
            }
            Did::Look(looked) => self.looked(*looked),
            Did::Met(number, met) => {
                self.writing.take_if(|it| it.number == number)?;
                self.keep_base();
                let effects = self.app.saved(Saved::Changed(met));
                return Some(self.carry_out(effects));
            }
            Did::Claim(number, claim) if ends(&mut self.claiming, number) => self.claimed(*claim),
            Did::Take(number, lock) if ends(&mut self.claiming, number) => {
                self.took_over(lock);
                true
            }
            // Whoever is not waited for any more lets go of the lock.
            Did::Claim(_, claim) => {
                if let Claim::Ours { lock, .. } = *claim {
                    self.release(Some(lock));
                }
                false
            }
            Did::Take(_, lock) => {
                self.release(lock);
                false
            }
            Did::Read(number, read) => return self.was_read(number, *read),
            Did::Scheme(number, scheme) => {
                let is_ours = ends(&mut self.scheme, number);
                if is_ours {
                    self.score_by(*scheme);
                }
                is_ours
            }
            Did::PutAside(number, remains, said) => {
                // What was left of another report is not found again in this one.
                if number > self.opened {
                    self.left.push(Some(*remains));
                }
                self.app.tell(said);
                true
            }
            Did::Copied(number, copy) => {
                if number > self.opened {
                    self.copy = copy;
                }
                false
            }
            Did::Delivered(said, all) => {
                let effects = self.app.delivered(said, all);
                return Some(self.carry_out(effects));
            }
            Did::Close => {
                self.closing = self.closing.saturating_sub(1);
                false
            }
            Did::Homeless => {
                let trouble = self.journal.fail();
                self.tell(trouble)
            }
            Did::Nothing => false,
        };
        is_new.then(Outcome::default)
    }

    /// Takes one input and carries out what follows from it.
    pub fn update(&mut self, input: Input) -> Outcome {
        let Some(input) = self.wait(input) else {
            return Outcome::default();
        };
        let came_back = input == Input::Focus;
        if let Some(today) = self.calendar {
            self.app.turn_to_day(today());
        }
        let effects = self.app.update(input);
        let outcome = self.carry_out(effects);
        if came_back {
            self.look_outside(true);
        }
        outcome
    }

    /// Looks whether somebody else has the report, or has written the file. Whoever is typing is not to
    /// be startled, and told only that it is gone, since nobody else has what was in it; whoever is
    /// asked something is told nothing, nor is looked while we write. To be `thorough` its bytes are
    /// read although nothing says that they changed.
    fn look_outside(&mut self, thorough: bool) {
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
    fn looked(&mut self, looked: Looked) -> bool {
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

    /// Scores by a scheme as it was read.
    fn score_by(&mut self, read: SchemeRead) {
        self.scheme_stamp = read.stamp;
        self.app.score_by(read.scheme);
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
    fn keep_base(&mut self) {
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

    fn carry_out(&mut self, mut effects: Vec<Effect>) -> Outcome {
        let mut outcome = Outcome::default();
        while !effects.is_empty() {
            let mut more = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Save {
                        bytes,
                        over_changes,
                    } => {
                        if let Err(refused) = self.save(bytes, over_changes) {
                            more.extend(self.app.saved(Saved::Failed(refused)));
                        }
                    }
                    Effect::DecideOnLinks(links) => {
                        if let Some(file) = &mut self.file {
                            file.decide_on_links(links);
                        }
                    }
                    Effect::SaveAs { path, bytes, over } => {
                        if let Err(refused) = self.save_as(path, bytes, over) {
                            more.extend(self.app.saved(Saved::Refused(refused)));
                        }
                    }
                    Effect::Export { copy, documents } => self.export(copy, documents),
                    Effect::ReadScheme(name) => self.read_scheme(name),
                    Effect::Adopt(bytes) => {
                        self.adopt(bytes);
                        self.settle_record();
                    }
                    // Who only looks leaves nothing behind.
                    Effect::Record { .. } if self.app.access() == Access::Look => {}
                    Effect::Record { kind, step, after } => {
                        let taken = Taken { when: now(), step };
                        self.journal.record(&Entry { kind, taken, after });
                    }
                    Effect::ListChanges => self.list_changes(),
                    Effect::Open(path) => self.turn_to(path),
                    Effect::Begin { from, to } => self.begin_new(from, to),
                    Effect::Compare(against) => self.compare(against),
                    Effect::ListFiles(purpose, folder) => self.list_files(purpose, folder),
                    Effect::ListReview => self.app.list_reviewed(self.journal.steps()),
                    Effect::Recover(id) => more.extend(self.recover(id)),
                    Effect::SetAside(id) => self.set_aside(id),
                    Effect::TakeOver => self.take_over(),
                    Effect::Copy(text) => outcome.copied = Some(text),
                    Effect::Redraw => outcome.redraw = true,
                    Effect::Quit => outcome.quit = true,
                }
            }
            effects = more;
        }
        self.typed |= self.app.is_typing();
        // What was given up inside the open field, by its own undo, is given up as well.
        let given_up = self.journal.is_drafting() && self.app.typing().is_none();
        if !self.app.is_typing() || given_up {
            self.put_down();
        }
        outcome
    }

    /// Whether all that is to be in the record and all that [`Self::close`] began is done.
    #[must_use]
    pub const fn is_at_rest(&self) -> bool {
        self.closing == 0 && !self.journal.is_behind()
    }

    /// Lets go of the report. If the person `left`, there is nothing to recover.
    pub fn close(&mut self, left: bool) {
        let lock = self.lock.take();
        let saved = !self.app.document().is_modified();
        let nothing = Journal::open(None, None, &[]);
        let journal = std::mem::replace(&mut self.journal, nothing);
        let piece = left.then(|| journal.finish(self.file.is_some(), saved));
        let colours = match self.app.paint() {
            Paint::Chosen(colours) => Some((Chosen::Colours, colours.name().to_owned())),
            Paint::Suited(_) => None,
        };
        let name = Some(self.app.signed_as()).filter(|name| !name.is_empty());
        let name = name.map(|name| (Chosen::Reviewer, name.to_owned()));
        let state = self.state.clone();
        self.closing += 1;
        self.do_apart(Work::Record, move || {
            drop(piece.flatten().map(Piece::write));
            for (of, choice) in colours.into_iter().chain(name) {
                let state = state.as_deref();
                let _ = state.map(|state| store::keep_choice(&store::Os, state, of, &choice));
            }
            drop(lock);
            Did::Close
        });
    }

    /// What will become of what is not saved, should the program end now.
    #[must_use]
    pub fn unsaved(&self) -> Unsaved {
        let copy = self.copy.clone().filter(|_| self.app.is_lost());
        if let Some(copy) = copy {
            Unsaved::Copied(copy)
        } else if !self.app.is_unsaved() && self.app.typing().is_none() {
            Unsaved::Nothing
        } else if self.journal.is_behind() {
            Unsaved::Late
        } else if self.journal.is_recording() {
            Unsaved::Kept
        } else {
            Unsaved::Lost
        }
    }

    /// Puts into the record what is half typed.
    pub fn put_down(&mut self) {
        self.typed = false;
        self.journal.draft(self.app.typing());
    }

    /// Says what is wrong with the record, if that is new; whether the screen has changed by it.
    fn tell(&mut self, trouble: Option<Unrecorded>) -> bool {
        let is_new = self.show_recording();
        if let Some(trouble) = trouble {
            self.app.tell(trouble.to_string());
        }
        trouble.is_some() || is_new
    }

    /// Shows how it stands with the record; whether that has changed.
    fn show_recording(&mut self) -> bool {
        let was = self.app.recording();
        self.app
            .set_recording(match (self.piece, self.journal.is_recording()) {
                (Some(true), _) => Recording::Behind,
                (_, true) => Recording::Kept,
                (_, false) => Recording::Nowhere,
            });
        self.app.recording() != was
    }

    /// Begins to save; says why it cannot.
    fn save(&mut self, bytes: Vec<u8>, over_changes: bool) -> Result<(), String> {
        let Some(file) = self.file.clone() else {
            return Err("还没有文件名，请按 F12 另存为。".to_owned());
        };
        let watch = self.lock.as_ref().map(Lock::watch);
        self.write(false, bytes, move |bytes| {
            onto(file, watch, |file| match over_changes {
                true => file.save_over_changes(bytes, &is_report),
                false => file.save(bytes, &is_report),
            })
        });
        Ok(())
    }

    /// Begins to save elsewhere; says why that place cannot be taken. Where it is the file that is
    /// open, that is saved.
    fn save_as(&mut self, path: PathBuf, bytes: Vec<u8>, over: Over) -> Result<(), String> {
        let own = self.file.clone();
        let own = own.filter(|file| whole(file.path()) == whole(&path));
        if own.is_some() && self.app.is_guest() {
            return Err("这份报告正在别处修改，不能替换它，请换一个文件名。".to_owned());
        }
        let (state, seat) = (self.state.clone(), self.seat.clone());
        let watch = self.lock.as_ref().map(Lock::watch);
        self.write(true, bytes, move |bytes| {
            let done = match (File::create(&path, bytes, &is_report), own) {
                (Err(SaveError::Exists), Some(file)) => {
                    return onto(file, watch, |file| file.save(bytes, &is_report));
                }
                (Err(SaveError::Exists), None) if over != Over::Nothing => {
                    // Whoever has that open is not to lose it; nobody opens it while it is written.
                    let _held = hold(&path, seat.as_ref()).map_err(Unwritten::Failed)?;
                    let links = match over {
                        Over::Linked(links) => Some(links),
                        Over::Nothing | Over::File => None,
                    };
                    File::replace(&path, state.clone(), links, bytes, &is_report)
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
    fn written(&mut self, written: Written) -> Option<Saved> {
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

    fn export(&mut self, copy: Copy, documents: Vec<(Format, Vec<u8>)>) {
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

    /// Goes on with what somebody else wrote.
    fn adopt(&mut self, bytes: Vec<u8>) {
        if let Some(file) = &mut self.file {
            file.adopt(&bytes);
        }
        self.looking = None;
        self.base = bytes;
    }

    /// What was taken in from the disk and changed nothing more is no draft: the record begins anew
    /// with what is there, and holds the steps to be undone.
    fn settle_record(&mut self) {
        let saved = !self.app.document().is_modified();
        if saved && self.app.access() != Access::Look {
            self.journal.mark();
            self.journal.restart(self.file.as_ref(), &self.base, true);
        }
    }

    /// Goes on with a record that was found, from the version on the disk that it leads on from.
    fn go_on_with(&mut self, remains: Remains) {
        let file = self.file.as_ref();
        if let Some(Again { replay, .. }) = remains.again {
            self.journal
                .adopt(remains.record, &replay, file, &self.base);
        }
    }

    fn list_changes(&mut self) {
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

    /// Leaves this report, as at the end of the program, and goes on with another. Says how what was
    /// left without saving is had back.
    fn go_over(&mut self, opened: Opened) -> String {
        let left = match self.unsaved() {
            Unsaved::Kept | Unsaved::Late if self.file.is_some() => format!(
                "原来那份没有保存的修改没有存，再打开它按 {} 可以找回。",
                Action::Redo.key_label()
            ),
            _ => String::new(),
        };
        let nothing = App::new(&[], None, PathBuf::new(), self.app.size());
        let nothing = Self::begin(nothing, None, Vec::new(), None);
        let mut old = std::mem::replace(self, nothing);
        let (state, seat) = (old.state.clone(), old.seat.clone());
        // Let go before the next is asked for: it may be the same.
        let lock = old.lock.take();
        old.close(true);
        *self = Self::over(opened, state, old.app.size());
        let access = old.app.access();
        self.app.goes_on_from(old.app);
        self.app.allow(access);
        // What is still under way is not taken for what is begun here.
        self.begun = old.begun;
        self.opened = old.begun;
        self.closing = old.closing;
        self.calendar = old.calendar;
        self.jobs = old.jobs;
        self.look_round();
        self.lock = lock;
        if let Some(seat) = seat {
            self.sit(seat);
        }
        left
    }

    /// Takes back what an earlier run left, over the version on the disk.
    fn recover(&mut self, id: usize) -> Vec<Effect> {
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

    fn set_aside(&mut self, id: usize) {
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

/// Whether what is under way was begun with this number, and is over by that: of several begun one
/// after the other the last alone counts.
fn ends(under_way: &mut Option<u64>, number: u64) -> bool {
    under_way.take_if(|it| *it == number).is_some()
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

/// The time by the clock on the wall.
fn now() -> String {
    let now = ZonedDateTime::now();
    now.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// The minute of a time by that clock, 11-30 02:57.
fn minute_of(when: SystemTime) -> String {
    let told = |when: ZonedDateTime| when.strftime("%m-%d %H:%M").to_string();
    ZonedDateTime::try_from(when).map_or_else(|_| String::new(), told)
}

/// The day by that clock, 2023-04-25.
#[must_use]
pub fn today() -> String {
    let now = now();
    now.split_once(' ').map_or("", |(day, _)| day).to_owned()
}

/// How long ago somebody opened the report, in brackets.
fn ago(holder: &Holder) -> String {
    match holder.since.as_str() {
        "" => String::new(),
        since => format!("（{since}）"),
    }
}

/// Somebody else changes the report now.
fn taken_over(holder: &Holder, document: &Document) -> String {
    let place = &holder.place;
    if document.is_modified() {
        format!(
            "报告已由{place}接手，这里没保存的修改都在，可按 F12 另存为，或按 Ctrl+O 接手回来。"
        )
    } else {
        format!("报告已由{place}接手，这里只能查看，要在这里改请按 Ctrl+O。")
    }
}

/// Saves onto the open file, unless somebody has taken the report over.
fn onto(
    mut file: File,
    watch: Option<Watch>,
    save: impl FnOnce(&mut File) -> Result<store::Saved, SaveError>,
) -> Result<(File, store::Saved), Unwritten> {
    if let Some(holder) = watch.and_then(|it| it.lost_to()) {
        return Err(Unwritten::TakenOver(holder));
    }
    match save(&mut file) {
        Ok(saved) => Ok((file, saved)),
        Err(error) => Err(Unwritten::of(&error, &file)),
    }
}

/// Holds another report that is to be replaced, as far as it can be held; says who has it open.
fn hold(path: &Path, seat: Option<&Seat>) -> Result<Option<Lock>, String> {
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

/// What the disk says of the file of a scheme, where it has one beside the report.
fn stamp_of(name: &str, report: Option<&Path>) -> Option<Stamp> {
    let in_force = InForce::of(name, None);
    store::stamp_beside(report?, in_force.wanted()?)
}

/// A path with all the folders it lies in, for a person to find it again.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Where a file is, or, where its folder is gone, its name in the nearest folder above that is there.
fn refuge(path: &Path) -> PathBuf {
    let path = whole(path);
    let mut above = path.ancestors().skip(1);
    let folder = above
        .find(|it| store::is_there(it))
        .unwrap_or(Path::new(""));
    folder.join(path.file_name().unwrap_or_default())
}

/// Where a document goes unless told otherwise: beside the report, under its name.
#[must_use]
pub fn beside(report: &Path, to: Format, copy: Copy) -> PathBuf {
    report.with_file_name(file_name(report, to, copy))
}

/// What may be written: what can be read back without an error, by us and by another reader
/// with the same outcome.
fn is_report(bytes: &[u8]) -> bool {
    let document = report::open(bytes);
    document.problems().is_empty() && Report::is_confirmed(&document)
}
