//! The recovery record (恢复记录): every step between two saves, on the medium as soon as that can
//! be, and what is half typed within a second.
//!
//! What is to be in it is known here at once; it is written in pieces, one at a time, where that
//! keeps nobody waiting. While a piece is on its way it has the file, and what comes meanwhile
//! makes the next.
//!
//! One file of JSON lines for each run over a file and each version of it, in the user's own
//! state directory; `line` is its format. It begins with the steps that led to the version on
//! the disk, and those that can be taken again from there, so that both go on after the next start. A line broken off by a full
//! disk or a crash is followed by a line break and written again, so a reader skips what is no
//! JSON and takes each number once.
//!
//! The name holds the digest of the path and that of the bytes, so that the record is found by
//! either: the file may have moved, or have been changed by somebody else. The version the record
//! begins with is then in it, or, where it is long, looked for among the backups. Whoever writes or
//! reads a record holds its lock; one that nobody holds was left by a crash or by a clean end.
//! `record` finds it and takes its steps again. Where no record can be written, editing goes
//! on; that is said. Nothing here knows what a field is called or dates a step: both are told to it;
//! only how old a record is, is asked of the disk.

mod line;
mod record;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;

pub use line::{Changed, Draft, Kind, Step, Taken};
pub use record::{Cleared, Drafts, Found, KEPT_DAYS, Listed, Record, Replay, State, drafts};

use super::disk::{Digest, Disk, How, Os};
use super::error::SaveError;
use super::file::File;
use super::reserve::Reserve;
use super::save::if_known;
use super::temporary::next;
use line::{Header, Line, Steps, write};
use record::{Place, led};

/// How many bytes of steps of saved versions are kept to be undone later.
const PAST_BYTES: usize = 1 << 20;
/// A longer text is not put into the record as a whole; the backups may have it.
const BASE_BYTES: usize = 1 << 20;
/// When drafts have taken so many bytes, the record is written anew without them.
const DRAFT_BYTES: usize = 1 << 20;

/// One step as it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whether it was taken, taken back, or taken again.
    pub kind: Kind,
    /// The step, and when.
    pub taken: Taken,
    /// The digest of all bytes after it, by which a replay knows that it came out right.
    pub after: Digest,
}

/// Why steps are not being recorded. Shown as its sentence, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unrecorded {
    /// There is no state directory.
    #[error("找不到存放恢复记录的文件夹，意外退出会丢失未保存的修改，请勤保存。")]
    NoFolder,
    /// The disk it lies on is full.
    #[error("磁盘已满，恢复记录写不下，意外退出会丢失未保存的修改，请清理出空间，并勤保存。")]
    Full,
    /// It cannot be written to.
    #[error("恢复记录写不进磁盘，意外退出会丢失未保存的修改，请勤保存，并检查磁盘和权限。")]
    Failed,
}

impl Unrecorded {
    fn of(error: io::Error) -> Self {
        match SaveError::from(error) {
            SaveError::DiskFull => Self::Full,
            _ => Self::Failed,
        }
    }
}

/// Which file the record is of, and which version of it.
#[derive(Debug)]
struct Beginning {
    path: Option<PathBuf>,
    base: Base,
}

/// A version of the file, which is not hashed before it is written about: most files are only looked at.
#[derive(Debug)]
enum Base {
    /// The version itself, which the record has room for.
    Held(Vec<u8>),
    Elsewhere(Digest),
}

/// The recovery record of the file being edited. Nothing is on the disk before the first step.
#[derive(Debug)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
    /// The name of the record, up to what tells two sessions apart; empty until there is a line.
    key: String,
    /// What the first line is made of, until there is another.
    beginning: Option<Beginning>,
    /// Everything in the record but drafts.
    kept: String,
    /// How much of it is in the file.
    flushed: usize,
    /// The number of the last line.
    number: u64,
    steps: Steps,
    /// While a save is under way, the steps as they are in what it saves, and those taken since.
    saving: Option<(Steps, Vec<Entry>)>,
    /// What is half typed, as last told.
    draft: Option<Draft>,
    /// Its line, until it is in the file.
    draft_line: String,
    /// How many bytes of the file drafts have taken.
    draft_bytes: usize,
    /// Tells its pieces from those of another record.
    serial: u64,
    /// Whether there is something that no piece has been made of.
    wanted: bool,
    /// What becomes of the file that a piece on its way has.
    away: Option<Fate>,
    written: Option<(PathBuf, fs::File)>,
    /// Whether the last write may have broken off within a line.
    torn: bool,
    /// Records that go as soon as this one is on the medium. Held, so that nobody takes them.
    superseded: Vec<(PathBuf, fs::File)>,
    /// Those of versions that the disk may come back with: they go after a save that is durable.
    doubted: Vec<(PathBuf, fs::File)>,
    trouble: Option<Unrecorded>,
    /// Whether the person has been told of it.
    told: bool,
}

/// Looks for what earlier runs left, where that keeps nobody waiting.
#[derive(Debug)]
pub struct Seeker {
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
}

impl Seeker {
    /// What earlier runs left for this file, or for a document that has none; old records go.
    #[must_use]
    pub fn found(&self, file: Option<&File>, base: &[u8]) -> Found {
        match &self.folder {
            // What lies in a directory of somebody else's is not ours.
            Some(folder) if self.disk.seal_folder(folder).is_ok() => {
                record::find(&self.disk, folder, &Place::of(file, base))
            }
            _ => Found::default(),
        }
    }
}

/// What becomes of the file that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is written on.
    Stays,
    /// It goes as soon as another is on the medium.
    Goes,
    /// It goes after a save that is durable.
    Doubted,
}

/// A piece of the record on its way to the medium, with the file it goes to.
#[derive(Debug)]
pub struct Piece {
    journal: u64,
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
    key: String,
    /// What is kept, and how much of everything kept it reaches to; nothing where files only go.
    kept: String,
    reach: usize,
    draft_line: String,
    /// The number of its last line.
    number: u64,
    /// Whether it begins the file.
    first: bool,
    written: Option<(PathBuf, fs::File)>,
    torn: bool,
    /// Whether somebody has removed the file.
    lost: bool,
    superseded: Vec<(PathBuf, fs::File)>,
    trouble: Option<Unrecorded>,
}

impl Piece {
    /// Brings it to the medium. May take as long as the disk does.
    #[must_use = "the journal has to know how it ended"]
    pub fn write(mut self) -> Self {
        self.trouble = match self.folder.clone() {
            _ if self.is_blank() => None,
            None => Some(Unrecorded::NoFolder),
            Some(folder) => self.put(folder).err().map(Unrecorded::of),
        };
        if self.trouble.is_none() && !self.lost {
            for (path, file) in self.superseded.drain(..) {
                drop(file);
                let _ = self.disk.remove(&path);
            }
        }
        self
    }

    /// Writes, where the disk is full once more, with the room given up that is set aside. Whether it was.
    #[must_use = "the journal has to know how it ended"]
    pub fn write_with(self, reserve: &Reserve) -> (Self, bool) {
        let piece = self.write();
        if piece.trouble == Some(Unrecorded::Full) && reserve.give_up() {
            return (piece.write(), true);
        }
        (piece, false)
    }

    /// Whether it says nothing and only lets files go.
    const fn is_blank(&self) -> bool {
        self.kept.is_empty() && self.draft_line.is_empty()
    }

    /// A disk that knows no syncing does what it can: only a power cut takes it away.
    fn put(&mut self, folder: PathBuf) -> io::Result<()> {
        // What is written to a file without a name is gone with the program.
        self.lost = self.written.as_ref().is_some_and(|(path, _)| {
            let stands = self.disk.look(path);
            stands.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        });
        if self.lost {
            return Ok(());
        }
        let (path, file) = match self.written.take() {
            Some(written) => written,
            None => self.make(folder)?,
        };
        // Ends the line that may have been broken off.
        let end = if self.torn { "\n" } else { "" };
        let bytes = [end, &self.kept, &self.draft_line].concat();
        let done = self
            .disk
            .write(&file, bytes.as_bytes())
            .and_then(|()| if_known(self.disk.sync_data(&file)));
        // Not half a record beside the one that it was to supersede.
        let gone = done.is_err() && self.first && self.disk.remove(&path).is_ok();
        self.torn = done.is_err() && !gone;
        if !gone {
            self.written = Some((path, file));
        }
        done.map(drop)
    }

    /// Makes an empty record. Where its folder cannot be synced a power cut may take the name away;
    /// for all else it serves, which is better than none.
    fn make(&self, folder: PathBuf) -> io::Result<(PathBuf, fs::File)> {
        self.disk.create_folder(&folder)?;
        self.disk.seal_folder(&folder)?;
        loop {
            let name = format!("{}-{}-{}.jsonl", self.key, process::id(), next());
            let path = folder.join(name);
            match self.disk.open(&path, How::Log) {
                // Somebody else's, or one that nobody has recovered yet.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => {
                    let _ = self.disk.lock(&file);
                    let _ = self.disk.sync_folder(&folder);
                    return Ok((path, file));
                }
            }
        }
    }
}

impl Journal {
    /// The record of `file`, or of a document that has none, whose bytes are `base` now; written by
    /// the same door as the file.
    #[must_use]
    pub fn open(folder: Option<PathBuf>, file: Option<&File>, base: &[u8]) -> Self {
        let disk = file.map_or_else(|| Arc::new(Os) as Arc<dyn Disk>, File::disk);
        Self::open_on(disk, folder, file, base)
    }

    /// [`Journal::open`] on a given disk.
    #[must_use]
    pub fn open_on(
        disk: Arc<dyn Disk>,
        folder: Option<PathBuf>,
        file: Option<&File>,
        base: &[u8],
    ) -> Self {
        let mut journal = Self {
            trouble: folder.is_none().then_some(Unrecorded::NoFolder),
            disk,
            folder,
            key: String::new(),
            beginning: None,
            kept: String::new(),
            flushed: 0,
            number: 0,
            steps: Steps::default(),
            saving: None,
            draft: None,
            draft_line: String::new(),
            draft_bytes: 0,
            serial: next(),
            wanted: false,
            away: None,
            written: None,
            torn: false,
            superseded: Vec::new(),
            doubted: Vec::new(),
            told: false,
        };
        journal.begin(file, base);
        journal
    }

    /// Whether a record has room for this version itself, which is otherwise looked for among the backups.
    #[must_use]
    pub fn holds(base: &[u8]) -> bool {
        base.len() <= BASE_BYTES && str::from_utf8(base).is_ok()
    }

    /// What can look for the records of earlier runs.
    #[must_use]
    pub fn seeker(&self) -> Seeker {
        Seeker {
            disk: self.disk.clone(),
            folder: self.folder.clone(),
        }
    }

    /// What is to be written now; `None` while there is nothing, or a piece is on its way.
    #[must_use = "nothing is recorded before it is written"]
    pub fn hand_out(&mut self) -> Option<Piece> {
        if self.away.is_some() || !std::mem::take(&mut self.wanted) {
            return None;
        }
        self.away = Some(Fate::Stays);
        let fresh = self.kept.get(self.flushed..).unwrap_or_default();
        Some(Piece {
            journal: self.serial,
            disk: self.disk.clone(),
            folder: self.folder.clone(),
            key: self.key.clone(),
            kept: fresh.to_owned(),
            reach: self.kept.len(),
            draft_line: std::mem::take(&mut self.draft_line),
            number: self.number,
            first: self.flushed == 0,
            written: self.written.take(),
            torn: self.torn,
            lost: false,
            superseded: std::mem::take(&mut self.superseded),
            trouble: None,
        })
    }

    /// Takes in how writing a piece ended. Says what is wrong when recording stops, and not again
    /// before it worked in between; what could not be written is written together with the next.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn take_back(&mut self, piece: Piece) -> Option<Unrecorded> {
        if piece.journal != self.serial {
            return None;
        }
        let is_blank = piece.is_blank();
        self.superseded.extend(piece.superseded);
        match self.away.take() {
            Some(Fate::Goes) => self.superseded.extend(piece.written),
            Some(Fate::Doubted) => self.doubted.extend(piece.written),
            Some(Fate::Stays) | None => {
                (self.written, self.torn) = (piece.written, piece.torn);
                let is_written = piece.trouble.is_none() && !piece.lost;
                if is_written && !piece.kept.is_empty() {
                    self.flushed = piece.reach;
                }
                if is_written {
                    self.draft_bytes += piece.draft_line.len();
                } else if self.number == piece.number {
                    self.draft_line = piece.draft_line;
                }
                // Once more, and all of it: the next begins a file.
                if piece.lost {
                    self.rewrite(Fate::Goes);
                    self.wanted = true;
                }
            }
        }
        if is_blank {
            return None;
        }
        let told = std::mem::replace(&mut self.told, piece.trouble.is_some());
        self.trouble = piece.trouble;
        piece.trouble.filter(|_| !told)
    }

    /// Writes what is to be written, for whoever can wait, and tells as [`Self::take_back`] does.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn flush(&mut self) -> Option<Unrecorded> {
        let piece = self.hand_out()?.write();
        self.take_back(piece)
    }

    /// Whether something is not on the medium yet.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        self.wanted || self.away.is_some()
    }

    /// Appends a step.
    pub fn record(&mut self, entry: &Entry) {
        if let Some((_, since)) = &mut self.saving {
            since.push(entry.clone());
        }
        self.draft = None;
        self.draft_line.clear();
        self.take(entry);
        self.wanted = true;
    }

    fn take(&mut self, entry: &Entry) {
        self.steps.take(entry.kind, &entry.taken);
        self.keep(&Line::Step {
            kind: entry.kind,
            taken: entry.taken.clone(),
            after: entry.after,
        });
    }

    /// A save begins of the text as it is now.
    pub fn mark(&mut self) {
        self.saving = Some((self.steps.clone(), Vec::new()));
    }

    /// Puts down what is half typed; `None` when it has been taken or given up.
    pub fn draft(&mut self, draft: Option<Draft>) {
        if self.draft == draft {
            return;
        }
        self.put_down(draft);
        if self.draft_bytes > DRAFT_BYTES {
            self.rewrite(Fate::Goes);
        }
        self.wanted = true;
    }

    /// Whether something half typed is put down.
    #[must_use]
    pub const fn is_drafting(&self) -> bool {
        self.draft.is_some()
    }

    /// Takes note, before anything is to be written, that nothing can be. Says so as [`Self::take_back`]
    /// does.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn fail(&mut self) -> Option<Unrecorded> {
        self.trouble = Some(Unrecorded::Failed);
        (!std::mem::replace(&mut self.told, true)).then_some(Unrecorded::Failed)
    }

    /// Whether what was written last came to the medium.
    #[must_use]
    pub fn is_recording(&self) -> bool {
        self.trouble.is_none()
    }

    /// The door it is written by.
    #[must_use]
    pub fn disk(&self) -> Arc<dyn Disk> {
        self.disk.clone()
    }

    /// The directory of the records.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The steps that lead to the text as it is, the oldest first, those of versions saved
    /// earlier among them.
    #[must_use]
    pub fn steps(&self) -> &[Taken] {
        &self.steps.done
    }

    /// Starts again after a save: the steps up to the last [`Self::mark`], or all where there was
    /// none, lead to what is on the disk now, `base`, and those since lead on from it. The record
    /// before goes, but not while the save is not `durable`: the disk may still come back with
    /// the version before.
    pub fn restart(&mut self, file: Option<&File>, base: &[u8], durable: bool) {
        self.rewrite(Fate::Doubted);
        if durable {
            self.superseded.append(&mut self.doubted);
            self.away = self.away.map(|_| Fate::Goes);
        }
        let mut since = Vec::new();
        if let Some(saving) = self.saving.take() {
            (self.steps, since) = saving;
        }
        let draft = self.draft.take();
        self.begin(file, base);
        for entry in &since {
            self.take(entry);
        }
        if draft.is_some() {
            self.put_down(draft);
        }
        self.wanted = true;
    }

    /// Begins anew with the steps of a record as they are in `base`, the version on the disk: those that
    /// led to it, to be undone, and those that can be taken again.
    pub fn remember(&mut self, replay: &Replay, file: Option<&File>, base: &[u8]) {
        self.begin_with(replay.saved().clone(), file, base);
    }

    fn begin_with(&mut self, steps: Steps, file: Option<&File>, base: &[u8]) {
        self.rewrite(Fate::Goes);
        self.steps = steps;
        self.begin(file, base);
    }

    /// The steps as they are in the version on the disk, in a record of their own.
    #[must_use]
    pub fn saved_alone(&self, file: Option<&File>, base: &[u8]) -> Self {
        let line = |line| serde_json::from_str::<(u64, Line)>(line).ok();
        let lines = self.kept.lines().filter_map(line).map(|it| it.1);
        let of_base: Vec<Line> = lines.take_while(Line::is_of_base).collect();
        let mut saved = Self::open_on(self.disk.clone(), self.folder.clone(), file, base);
        saved.wanted = !of_base.is_empty();
        saved.begin_with(led(&of_base), file, base);
        saved
    }

    /// Goes on with a record that was found, whose steps were taken again over `base`. It goes
    /// once all of it is in this one: at once, if it holds what is not saved.
    pub fn adopt(&mut self, record: Record, replay: &Replay, file: Option<&File>, base: &[u8]) {
        self.remember(replay, file, base);
        for line in replay.lines() {
            self.keep(line);
        }
        self.steps = replay.steps().clone();
        if let Some(draft) = replay.draft() {
            self.put_down(Some(draft.clone()));
        }
        if replay.is_whole() {
            self.superseded.push(record.into_held());
        } else {
            record.spoil();
        }
        self.wanted |= replay.is_unsaved();
    }

    /// The session ended well. The record stays for undoing after the next start; steps that the
    /// person did not `save` are marked as given up. Without a `file` there is no next start. One
    /// that is only dropped, or has a piece on its way, stays for recovery.
    #[must_use = "it is not ended before this is written"]
    pub fn finish(mut self, has_file: bool, saved: bool) -> Option<Piece> {
        if !has_file {
            self.superseded.extend(self.written.take());
            (self.flushed, self.wanted) = (self.kept.len(), true);
            self.draft_line.clear();
        } else if !saved && self.written.is_some() {
            self.draft_line.clear();
            self.keep(&Line::Leave);
            self.wanted = true;
        } else if self.draft.is_some() {
            self.draft(None);
        }
        self.hand_out()
    }

    /// Begins a record for `base`, not in a file yet, with the steps as they are there.
    fn begin(&mut self, file: Option<&File>, base: &[u8]) {
        self.beginning = Some(Beginning {
            path: file.map(|file| file.target().to_owned()),
            base: match base.len() {
                ..=BASE_BYTES => Base::Held(base.to_owned()),
                _ => Base::Elsewhere(Digest::of(base)),
            },
        });
        self.kept.clear();
        self.number = 0;
        self.draft = None;
        self.draft_line.clear();
        self.steps.cut(PAST_BYTES);
        for line in self.steps.lines() {
            self.keep(&line);
        }
    }

    fn put_down(&mut self, draft: Option<Draft>) {
        self.draft_line = write(self.next_number(), &Line::Draft(draft.clone()));
        self.draft = draft;
    }

    fn keep(&mut self, line: &Line) {
        let line = write(self.next_number(), line);
        self.kept.push_str(&line);
    }

    /// The number of a line to be written, behind the first.
    fn next_number(&mut self) -> u64 {
        if let Some(Beginning { path, base }) = self.beginning.take() {
            let (base, text) = match base {
                Base::Held(bytes) => (Digest::of(&bytes), String::from_utf8(bytes).ok()),
                Base::Elsewhere(digest) => (digest, None),
            };
            self.key = Place::new(path.as_deref(), base).key();
            let header = Header::new(path.as_deref(), base, text);
            self.kept.push_str(&header.write());
        }
        self.number += 1;
        self.number
    }

    /// Lets the next piece begin a new file; tells what becomes of the present one.
    fn rewrite(&mut self, fate: Fate) {
        match fate {
            Fate::Doubted => self.doubted.extend(self.written.take()),
            Fate::Goes | Fate::Stays => self.superseded.extend(self.written.take()),
        }
        self.away = self.away.map(|it| match it {
            Fate::Doubted => it,
            Fate::Stays | Fate::Goes => fate,
        });
        self.flushed = 0;
        self.draft_bytes = 0;
        self.torn = false;
    }
}
