//! The recovery record (恢复记录): every step between two saves, on the medium before the next
//! key, and what is half typed within a second.
//!
//! One file of JSON lines for each run over a file and each version of it, in the user's own
//! state directory; `line` is its format. It begins with the steps that led to the version on
//! the disk, so that they can be undone after the next start as well. A line broken off by a full
//! disk or a crash is followed by a line break and written again, so a reader skips what is no
//! JSON and takes each number once.
//!
//! The name holds the digest of the path and that of the bytes, so that the record is found by
//! either: the file may have moved, or have been changed by somebody else. The version the record
//! begins with is then in it, or, where it is long, looked for among the backups. Whoever writes or
//! reads a record holds its lock; one that nobody holds was left by a crash or by a clean end.
//! `record` finds it and takes its steps again. Where no record can be written, editing goes
//! on; that is said. Nothing here knows a clock or what a field is called: both are told to it.

mod line;
mod record;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;

pub use line::{Changed, Draft, Kind, Step, Taken};
pub use record::{Drafts, Found, KEPT_DAYS, Listed, Record, Replay, State, drafts};

use super::disk::{Digest, Disk, How, Os};
use super::file::File;
use super::temporary::next;
use line::{Header, Line, write};
use record::Place;

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
    /// It cannot be written to.
    #[error("恢复记录写不进磁盘，意外退出会丢失未保存的修改，请勤保存，并检查磁盘空间和权限。")]
    Failed,
}

/// The recovery record of the file being edited. Nothing is on the disk before the first step.
#[derive(Debug)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
    /// The name of the record, up to what tells two sessions apart.
    key: String,
    /// Everything in the record but drafts.
    kept: String,
    /// How much of it is in the file.
    flushed: usize,
    /// The number of the last line.
    number: u64,
    /// The steps that lead to the text as it is, the oldest first.
    done: Vec<Taken>,
    /// While a save is under way, the steps that led to what it saves, and those taken since.
    saving: Option<(Vec<Taken>, Vec<Entry>)>,
    /// What is half typed, as last told.
    draft: Option<Draft>,
    /// Its line, until it is in the file.
    draft_line: String,
    /// How many bytes of the file drafts have taken.
    draft_bytes: usize,
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

impl Journal {
    /// The record of `file`, or of a document that has none, whose bytes are `base` now.
    #[must_use]
    pub fn open(folder: Option<PathBuf>, file: Option<&File>, base: &[u8]) -> Self {
        Self::open_on(Arc::new(Os), folder, file, base)
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
            kept: String::new(),
            flushed: 0,
            number: 0,
            done: Vec::new(),
            saving: None,
            draft: None,
            draft_line: String::new(),
            draft_bytes: 0,
            written: None,
            torn: false,
            superseded: Vec::new(),
            doubted: Vec::new(),
            told: false,
        };
        journal.begin(file, base);
        journal
    }

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

    /// Appends a step and waits until it is on the medium. Says what is wrong when recording
    /// stops, and not again before it worked in between; a step that could not be written is
    /// written together with the next.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn record(&mut self, entry: &Entry) -> Option<Unrecorded> {
        if let Some((_, since)) = &mut self.saving {
            since.push(entry.clone());
        }
        self.draft = None;
        self.draft_line.clear();
        self.take(entry);
        self.flush()
    }

    fn take(&mut self, entry: &Entry) {
        match entry.kind {
            Kind::Do | Kind::Redo => self.done.push(entry.taken.clone()),
            Kind::Undo => {
                self.done.pop();
            }
        }
        self.keep(&Line::Step {
            kind: entry.kind,
            taken: entry.taken.clone(),
            after: entry.after,
        });
    }

    /// A save begins of the text as it is now.
    pub fn mark(&mut self) {
        self.saving = Some((self.done.clone(), Vec::new()));
    }

    /// Puts down what is half typed; `None` when it has been taken or given up. Says what is
    /// wrong as [`Self::record`] does.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn draft(&mut self, draft: Option<Draft>) -> Option<Unrecorded> {
        if self.draft == draft {
            return None;
        }
        self.put_down(draft);
        if self.draft_bytes > DRAFT_BYTES {
            self.rewrite();
        }
        self.flush()
    }

    /// Whether something half typed is put down.
    #[must_use]
    pub const fn is_drafting(&self) -> bool {
        self.draft.is_some()
    }

    /// Whether the steps so far are on the medium.
    #[must_use]
    pub fn is_recording(&self) -> bool {
        self.trouble.is_none()
    }

    /// The directory of the records.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// The steps that lead to the text as it is, the oldest first, those of versions saved
    /// earlier among them.
    #[must_use]
    pub fn steps(&self) -> &[Taken] {
        &self.done
    }

    /// Starts again after a save: the steps up to the last [`Self::mark`], or all where there was
    /// none, lead to what is on the disk now, `base`, and those since lead on from it. The record
    /// before goes, but not while the save is not `durable`: the disk may still come back with
    /// the version before.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn restart(
        &mut self,
        file: Option<&File>,
        base: &[u8],
        durable: bool,
    ) -> Option<Unrecorded> {
        self.doubted.extend(self.written.take());
        if durable {
            self.superseded.append(&mut self.doubted);
        }
        let mut since = Vec::new();
        if let Some(saving) = self.saving.take() {
            (self.done, since) = saving;
        }
        let draft = self.draft.take();
        self.begin(file, base);
        for entry in &since {
            self.take(entry);
        }
        if draft.is_some() {
            self.put_down(draft);
        } else if self.done.is_empty() && since.is_empty() {
            self.discard();
            return None;
        }
        self.flush()
    }

    /// Goes on with a record that was found, whose steps were taken again over `base`. It goes
    /// once all of it is in this one: at once, if it holds what is not saved.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn adopt(
        &mut self,
        record: Record,
        replay: &Replay,
        file: Option<&File>,
        base: &[u8],
    ) -> Option<Unrecorded> {
        self.done = replay.past().to_vec();
        self.begin(file, base);
        for line in replay.lines() {
            self.keep(line);
        }
        self.done = replay.done().to_vec();
        if let Some(draft) = replay.draft() {
            self.put_down(Some(draft.clone()));
        }
        if replay.is_whole() {
            self.superseded.push(record.into_held());
        } else {
            record.spoil();
        }
        if replay.is_unsaved() {
            self.flush()
        } else {
            None
        }
    }

    /// The session ended well. The record stays for undoing after the next start; steps that the
    /// person did not `save` are marked as given up. Without a `file` there is no next start. One
    /// that is only dropped stays for recovery.
    pub fn finish(mut self, has_file: bool, saved: bool) {
        if !has_file {
            self.superseded.extend(self.written.take());
            self.discard();
        } else if !saved && self.written.is_some() {
            self.draft_line.clear();
            self.keep(&Line::Leave);
            let _ = self.flush();
        } else if self.draft.is_some() {
            let _ = self.draft(None);
        }
    }

    /// Begins a record for `base`, not in a file yet, with the steps that lead to it.
    fn begin(&mut self, file: Option<&File>, base: &[u8]) {
        let place = Place::of(file, base);
        self.key = place.key();
        let text = (base.len() <= BASE_BYTES).then(|| str::from_utf8(base).ok());
        let header = Header::new(place.path(), place.base(), text.flatten());
        self.kept = header.write();
        self.rewrite();
        self.number = 0;
        self.draft = None;
        self.draft_line.clear();
        let mut bytes = 0;
        let worth = |taken: &&Taken| {
            bytes += taken.size();
            bytes <= PAST_BYTES
        };
        let past = self.done.iter().rev().take_while(worth).count();
        let past = self.done.split_off(self.done.len() - past);
        for taken in &past {
            self.keep(&Line::Past(taken.clone()));
        }
        self.done = past;
    }

    fn put_down(&mut self, draft: Option<Draft>) {
        self.number += 1;
        self.draft_line = write(self.number, &Line::Draft(draft.clone()));
        self.draft = draft;
    }

    fn keep(&mut self, line: &Line) {
        self.number += 1;
        self.kept.push_str(&write(self.number, line));
    }

    /// Lets the next flush write a new file, after which the present one goes.
    fn rewrite(&mut self) {
        self.superseded.extend(self.written.take());
        self.flushed = 0;
        self.draft_bytes = 0;
        self.torn = false;
    }

    fn discard(&mut self) {
        for (path, file) in self.superseded.drain(..) {
            drop(file);
            let _ = self.disk.remove(&path);
        }
    }

    /// Brings what is kept to the medium; tells what is wrong if that is new.
    fn flush(&mut self) -> Option<Unrecorded> {
        let trouble = match self.folder.clone() {
            None => Some(Unrecorded::NoFolder),
            Some(folder) => self.write(folder).err().map(|_| Unrecorded::Failed),
        };
        let told = std::mem::replace(&mut self.told, trouble.is_some());
        self.trouble = trouble;
        trouble.filter(|_| !told)
    }

    fn write(&mut self, folder: PathBuf) -> io::Result<()> {
        let (path, file) = match self.written.take() {
            Some(written) => written,
            None => self.make(folder)?,
        };
        // Ends the line that may have been broken off.
        let end = if self.torn { "\n" } else { "" };
        let fresh = self.kept.get(self.flushed..).unwrap_or_default();
        let bytes = [end, fresh, &self.draft_line].concat();
        let done = self
            .disk
            .write(&file, bytes.as_bytes())
            .and_then(|()| self.disk.sync_data(&file));
        // Not half a record beside the one that it was to supersede.
        let gone = done.is_err() && self.flushed == 0 && self.disk.remove(&path).is_ok();
        self.torn = done.is_err() && !gone;
        if !gone {
            self.written = Some((path, file));
        }
        done?;
        self.flushed = self.kept.len();
        self.draft_bytes += self.draft_line.len();
        self.draft_line.clear();
        self.discard();
        Ok(())
    }

    /// Makes an empty record, known to be there after a power cut.
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
