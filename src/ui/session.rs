//! The app together with the disk: carries out the effects and hands the app what came of them.
//! The terminal drives it; so does the test harness, without a terminal.

mod awaited;
pub mod begin;
mod lock;
mod remains;
mod saving;
mod watch;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::ZonedDateTime;

use self::awaited::{Awaited, Read};
use self::remains::Remains;
use self::saving::{Writing, Written};
use self::watch::Looked;
use super::action::Action;
use super::app::{Access, App, Met, Recording};
use super::effect::{Effect, Saved};
use super::input::Input;
use super::theme::Paint;
use crate::figures::scheme::InForce;
use crate::report;
use crate::rules::Examined;
use crate::schemes::{scheme_of, stamp_of};
use crate::store::{
    self, Chosen, Claim, Entry, File, Journal, Lock, Piece, Reserve, Seat, Stamp, Taken, Unrecorded,
};

/// How soon what is being typed is in the record, which is written no more often than that.
const PUT_DOWN: Duration = Duration::from_millis(250);
/// How soon the file on the disk is looked at again while nobody types.
pub const WATCH: Duration = Duration::from_secs(2);
/// How soon where it has just changed: whoever writes it may not be done.
const SETTLE: Duration = Duration::from_millis(250);

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
    /// Room for when the disk is full.
    reserve: Reserve,
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
    /// A piece of the record, and whether it took the room that was set aside.
    Record(Piece, bool),
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

    /// Why it is no report that could be mended, let alone filled in; of an empty file one can be made.
    fn why_no_report(&self) -> Option<String> {
        let document = self.examined.document();
        let is_beyond_mending = document.is_read_only() && document.slips() == 0;
        report::no_report(document).filter(|_| is_beyond_mending)
    }
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
            reserve: Reserve::default(),
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

    /// This session in these colours.
    #[must_use]
    pub fn painted(mut self, paint: Paint) -> Self {
        self.app.paint_in(paint);
        self
    }

    /// This session with what a person who names no report can begin with: the `last` one changed.
    #[must_use]
    pub fn welcoming(mut self, last: Option<PathBuf>) -> Self {
        self.app.welcome(last);
        self
    }

    /// This session for whoever the computer's user is called: a reviewer is asked by the name that was
    /// signed with here last, else by that.
    #[must_use]
    pub fn known_as(mut self, login: String) -> Self {
        let state = self.state.as_deref();
        let last = state.and_then(|it| store::kept_choice(&store::Os, it, Chosen::Reviewer));
        self.app.known_as(last.unwrap_or(login));
        self
    }

    /// This session with what tells the day that ticks and comments are signed with: [`today`].
    #[must_use]
    pub fn dated_by(mut self, calendar: fn() -> String) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// This session, in which only so much may be written.
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
        self.set_room_aside();
        self.claim();
    }

    /// Has room set aside for a save on a full disk, by who may save.
    fn set_room_aside(&mut self) {
        let (Some(state), Some(_)) = (self.state.clone(), &self.seat) else {
            return;
        };
        let (reserve, disk, len) = (self.reserve.clone(), self.journal.disk(), self.base.len());
        self.do_apart(Work::Record, move || {
            reserve.make(disk, &state, len);
            Did::Nothing
        });
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
            let reserve = self.reserve.clone();
            self.do_apart(Work::Record, move || {
                let (piece, spent) = piece.write_with(&reserve);
                Did::Record(piece, spent)
            });
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
                // Not while what is left of it is all the room that the record has.
                let is_spent = matches!(&saved, Saved::Done { how, .. } if how.asks());
                if !is_spent {
                    self.set_room_aside();
                }
                let effects = self.app.saved(saved);
                return Some(self.carry_out(effects));
            }
            Did::Found(number, found, broken) => {
                ends(&mut self.seeking, number) && self.looked_back(found, broken)
            }
            Did::Record(piece, spent) => {
                let trouble = self.journal.take_back(piece);
                self.piece = None;
                let is_new = self.tell(trouble);
                let is_told = spent && self.journal.is_recording();
                if is_told {
                    self.app.tell(
                        "磁盘已满，刚才的修改用预留的空间记下了，请尽快清理出空间，然后保存。",
                    );
                }
                is_new || is_told
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

    /// Scores by a scheme as it was read.
    fn score_by(&mut self, read: SchemeRead) {
        self.scheme_stamp = read.stamp;
        self.app.score_by(read.scheme);
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
        let (state, reserve) = (self.state.clone(), self.reserve.clone());
        self.closing += 1;
        self.do_apart(Work::Record, move || {
            reserve.give_up();
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
}

/// Whether what is under way was begun with this number, and is over by that: of several begun one
/// after the other the last alone counts.
fn ends(under_way: &mut Option<u64>, number: u64) -> bool {
    under_way.take_if(|it| *it == number).is_some()
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
