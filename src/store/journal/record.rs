//! Records that earlier runs left: finding them, taking their steps again, listing and clearing.
//!
//! Nothing a record says is believed. A step is taken only if what it replaced stands where it
//! says and the bytes after it have the digest it names; the first that is not so ends it. A
//! record that cannot be read is moved aside under another name; it goes after [`KEPT_DAYS`].
//!
//! How old a record is, a clock says that may have been years behind when it was written. One that
//! holds what was not saved, or may, is therefore dated anew when it is first seen to be too old, and goes
//! when it is so again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::line::{AnyHeader, Draft, Header, Kind, Line, Step, Steps, Taken, VERSION};
use crate::document::Document;
use crate::store::backup;
use crate::store::disk::{Digest, Disk, How, Os};
use crate::store::file::{File, is_there};
use crate::store::name::{printable, shown};
use crate::store::reserve::{self, clear};
use crate::store::temporary::{age, is_over};
use crate::store::unfinished;

/// How long a record is kept that nobody asked for, in days.
pub const KEPT_DAYS: u64 = 90;

/// The largest record that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// The last line of a record that was too old once and has been dated anew: no line to any reader.
const OVERDUE: &[u8] = b"\n\"overdue\"\n";

/// Recovered, or to be.
const LIVE: &str = "jsonl";
/// Set aside by the person.
const ASIDE: &str = "aside";
/// Not to be read.
const SPOILT: &str = "bad";

/// Which file, and which version of it, as records are named by.
pub(super) struct Place<'a> {
    path: Option<&'a Path>,
    path_digest: Digest,
    base: Digest,
}

impl<'a> Place<'a> {
    pub(super) fn of(file: Option<&'a File>, base: &[u8]) -> Self {
        Self::new(file.map(File::target), Digest::of(base))
    }

    pub(super) fn new(path: Option<&'a Path>, base: Digest) -> Self {
        let encoded = path.map_or(&[][..], |path| path.as_os_str().as_encoded_bytes());
        Self {
            path,
            path_digest: Digest::of(encoded),
            base,
        }
    }

    /// What the names of its records begin with.
    pub(super) fn key(&self) -> String {
        format!("{}-{}", self.path_digest.short(), self.base.short())
    }
}

/// What was found for a file.
#[derive(Debug, Default)]
pub struct Found {
    /// The records that can be read, those of the version on the disk and the latest first.
    pub records: Vec<Record>,
    /// How many were moved aside because they cannot be read.
    pub spoilt: usize,
}

/// A record that nobody writes any more. While it is held, nobody else can take it.
#[derive(Debug)]
pub struct Record {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    file: fs::File,
    header: Header,
    /// The version it began with, where that is kept.
    base: Option<Vec<u8>>,
    lines: Vec<Line>,
    /// Whether there may be more of it than was read.
    is_cut: bool,
    /// Whether it has been dated anew.
    is_overdue: bool,
    /// The file it is about as it may be shown, where it was found for another.
    elsewhere: Option<String>,
}

/// What comes of a record's steps taken again.
#[derive(Debug)]
pub struct Replay {
    document: Document,
    /// The steps as they are in the version on the disk.
    saved: Steps,
    lines: Vec<Line>,
    /// The steps as they are in the document.
    steps: Steps,
    draft: Option<Draft>,
    /// Whether the text is another than on the disk.
    changed: bool,
    /// Whether every line could be followed.
    whole: bool,
}

impl Replay {
    /// The document with its history, as it was left.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What was half typed then.
    #[must_use]
    pub const fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// Whether there is anything that is not on the disk.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.changed || self.draft.is_some()
    }

    /// Whether all of the record could be followed.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// What would change, the latest first; of what was taken back, nothing.
    pub fn unsaved(&self) -> impl Iterator<Item = &Taken> {
        self.steps.done.iter().skip(self.kept()).rev()
    }

    /// What is on the disk and was taken back since, the latest first.
    pub fn taken_back(&self) -> impl Iterator<Item = &Taken> {
        self.saved.done.iter().skip(self.kept())
    }

    /// How many of the steps that led to the version on the disk are still in force.
    fn kept(&self) -> usize {
        let both = self.saved.done.iter().zip(&self.steps.done);
        both.take_while(|(saved, now)| saved.step.patches == now.step.patches)
            .count()
    }

    pub(super) const fn saved(&self) -> &Steps {
        &self.saved
    }

    pub(super) const fn steps(&self) -> &Steps {
        &self.steps
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }
}

impl Record {
    /// Takes the steps again over `bytes`, the version on the disk. `None` if the record belongs
    /// to another version.
    #[must_use]
    pub fn replay(&self, bytes: &[u8]) -> Option<Replay> {
        Some(self.replay_over(bytes, self.reaches(Digest::of(bytes))?))
    }

    /// Takes none of the steps that were not saved, and remembers those that led to `bytes`, the
    /// version on the disk. `None` if the record belongs to another version.
    #[must_use]
    pub fn replay_saved(&self, bytes: &[u8]) -> Option<Replay> {
        let saved = self.lines.get(..self.reaches(Digest::of(bytes))?)?;
        follow(bytes, led(saved), &[], false).ok()
    }

    /// How many lines lead to the version with this digest.
    fn reaches(&self, digest: Digest) -> Option<usize> {
        let reached = |line: &Line| matches!(line, Line::Step { after, .. } if *after == digest);
        if self.header.base == digest {
            let of_base = self.lines.iter().take_while(|line| line.is_of_base());
            return Some(of_base.count());
        }
        Some(self.lines.iter().rposition(reached)? + 1)
    }

    /// The version it began with, where that is kept, and its steps taken again over that.
    #[must_use]
    pub fn replay_alone(&self) -> Option<(&[u8], Replay)> {
        let base = self.base.as_deref()?;
        (Digest::of(base) == self.header.base).then_some(base)?;
        Some((base, self.replay(base)?))
    }

    /// The version it began with, where that is kept.
    #[must_use]
    pub fn base(&self) -> Option<&[u8]> {
        self.base.as_deref()
    }

    /// Whether it says, as far as can be told without taking its steps, that something was not
    /// saved.
    #[must_use]
    pub fn seems_unsaved(&self) -> bool {
        let left = |line: &Line| matches!(line, Line::Leave);
        let behind = self.lines.iter().rposition(left).map_or(0, |at| at + 1);
        let open = |line: &Line| matches!(line, Line::Step { .. } | Line::Draft(Some(_)));
        self.lines.iter().skip(behind).any(open)
    }

    fn replay_over(&self, bytes: &[u8], from: usize) -> Replay {
        let past = led(self.lines.get(..from).unwrap_or_default());
        let mut lines = self.lines.get(from..).unwrap_or_default();
        // Where all of it leads to what it says, so does each step; else it is asked of each.
        let mut each = false;
        loop {
            match follow(bytes, past.clone(), lines, each) {
                Err(_) if !each => each = true,
                Ok(mut replay) => {
                    replay.whole = !self.is_cut && from + lines.len() == self.lines.len();
                    return replay;
                }
                // What follows a step that did not come out right stands on nothing.
                Err(at) => lines = lines.get(..at).unwrap_or_default(),
            }
        }
    }

    /// Keeps it, but offers it no more by itself.
    ///
    /// # Errors
    /// As the disk says; then it stays as it is.
    pub fn set_aside(&mut self) -> io::Result<()> {
        let aside = self.path.with_extension(ASIDE);
        self.disk.rename(&self.path, &aside)?;
        self.path = aside;
        Ok(())
    }

    /// Whether the person has set it aside.
    #[must_use]
    pub fn is_aside(&self) -> bool {
        self.path.extension().is_some_and(|it| it == ASIDE)
    }

    /// Removes what holds nothing that is not saved.
    pub fn remove(self) {
        drop(self.file);
        let _ = self.disk.remove(&self.path);
    }

    /// Moves it aside as one that cannot be used.
    pub fn spoil(self) {
        spoil(&*self.disk, &self.path);
    }

    pub(super) fn into_held(self) -> (PathBuf, fs::File) {
        (self.path, self.file)
    }

    /// Whether it is about this file: under its path, or under one where nothing is any more and
    /// with the same bytes.
    fn is_of(&self, place: &Place<'_>) -> bool {
        let moved = |path: &String| self.disk.look(Path::new(path)).is_err();
        self.is_named_for(place)
            || place.path.is_some() && self.header.path.as_ref().is_some_and(moved)
    }

    /// Whether its name has the path in it.
    fn is_named_for(&self, place: &Place<'_>) -> bool {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&place.path_digest.short())
    }

    /// The file it is about, as it may be shown, where it was found for another: one that has moved,
    /// or a copy of it.
    #[must_use]
    pub fn elsewhere(&self) -> Option<&str> {
        self.elsewhere.as_deref()
    }
}

/// The steps as they are after these lines.
pub(super) fn led(lines: &[Line]) -> Steps {
    let mut steps = Steps::default();
    for line in lines {
        match line {
            Line::Past(taken) => steps.done.push(taken.clone()),
            Line::Ahead(taken) => steps.undone.push(taken.clone()),
            Line::Step { kind, taken, .. } => steps.take(*kind, taken),
            Line::Draft(_) | Line::Leave => {}
        }
    }
    steps
}

/// Gives a document the steps that led to its text, and those that can be taken again from there, as
/// far as they do lead there and on.
fn remember(document: &mut Document, steps: &mut Steps) {
    let past = steps.done.iter().map(|taken| taken.step.to_undo());
    if !document.remember(past.collect()) {
        steps.done.clear();
    }
    let ahead = steps.undone.iter().rev();
    let again = ahead.take_while(|taken| document.replay(taken.step.to_undo()));
    let again = again.count();
    for _ in 0..again {
        document.undo();
    }
    steps.undone.drain(..steps.undone.len() - again);
}

/// Takes the steps of these lines over a version in which they are as in `saved`, as far as they lead
/// there; else says which of the lines cannot be taken. What the bytes are is asked after the last step,
/// or after `each`, which costs all of the text for every one.
fn follow(bytes: &[u8], mut saved: Steps, lines: &[Line], each: bool) -> Result<Replay, usize> {
    let is_step = |line: &Line| matches!(line, Line::Step { .. });
    let last = lines.iter().rposition(is_step);
    let mut document = Document::read(bytes);
    remember(&mut document, &mut saved);
    let as_saved = document.clone();
    let mut steps = saved.clone();
    let mut draft = None;
    for (at, line) in lines.iter().enumerate() {
        match line {
            Line::Past(_) | Line::Ahead(_) => {}
            Line::Step { kind, taken, after } => {
                draft = None;
                let is_asked = each || last == Some(at);
                if !take(&mut document, *kind, &taken.step)
                    || is_asked && Digest::of(&document.to_bytes()) != *after
                {
                    return Err(at);
                }
                steps.take(*kind, taken);
            }
            Line::Draft(half) => draft.clone_from(half),
            Line::Leave => {
                draft = None;
                while document.text() != as_saved.text() && document.undo().is_some() {
                    steps.undone.extend(steps.done.pop());
                }
                if document.text() != as_saved.text() {
                    document = as_saved.clone();
                    steps = saved.clone();
                }
            }
        }
    }
    let lines = lines
        .iter()
        .filter(|line| matches!(line, Line::Step { .. } | Line::Leave))
        .cloned()
        .collect();
    Ok(Replay {
        changed: document.text() != as_saved.text(),
        document,
        saved,
        lines,
        steps,
        draft,
        whole: true,
    })
}

/// Takes a step the way it was taken; where the history does not have it, as a step of its own.
fn take(document: &mut Document, kind: Kind, step: &Step) -> bool {
    match kind {
        Kind::Do => {}
        Kind::Undo => match document.undo() {
            Some(undone) if undone.patches == step.patches => return true,
            Some(_) => drop(document.redo()),
            None => {}
        },
        Kind::Redo => match document.redo() {
            Some(redone) if redone.patches == step.patches => return true,
            Some(_) => drop(document.undo()),
            None => {}
        },
    }
    document.replay(step.to_undo())
}

/// The records of a place. Old ones of any place go; what cannot be read is moved aside.
pub(super) fn find(disk: &Arc<dyn Disk>, folder: &Path, place: &Place<'_>) -> Found {
    let mut found = Found::default();
    let mut ranked = Vec::new();
    let _ = copies(&**disk, folder);
    for path in disk.list(folder).unwrap_or_default() {
        if expire(disk, &path) || !belongs(&path, place) {
            continue;
        }
        match read(disk, &path) {
            Ok(mut record) if record.is_of(place) => {
                let other = record.header.base != place.base;
                if record.base.is_none()
                    && record.reaches(place.base).is_none()
                    && let Some(target) = place.path
                {
                    record.base = backup::find(&**disk, target, folder, record.header.base);
                }
                if !record.is_named_for(place) {
                    let path = record.header.path.as_ref();
                    record.elsewhere = path.map(|path| printable(path.as_ref()));
                }
                let age = age(&**disk, &path);
                ranked.push((other, age, record));
            }
            Err(Unread::Spoilt) => {
                spoil(&**disk, &path);
                found.spoilt += 1;
            }
            Err(Unread::Empty) => {
                let _ = disk.remove(&path);
            }
            Ok(_) | Err(Unread::Held | Unread::OtherVersion { .. }) => {}
        }
    }
    ranked.sort_by_key(|(other, age, _)| (*other, *age));
    found.records = ranked.into_iter().map(|(.., record)| record).collect();
    found
}

/// Whether the name says that it may be about the place.
fn belongs(path: &Path, place: &Place<'_>) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut parts = name.split('-');
    let by_path = parts.next() == Some(&place.path_digest.short());
    let by_base = parts.next() == Some(&place.base.short());
    (by_path || by_base) && extension(path).is_some_and(|it| it != SPOILT)
}

/// What kind of record a file in the state directory is; `None` if it is none.
fn extension(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?;
    [LIVE, ASIDE, SPOILT]
        .into_iter()
        .find(|known| extension == *known)
}

/// Why a record is not read.
enum Unread {
    /// Somebody is writing it, or has found it first.
    Held,
    /// It was made and never written.
    Empty,
    /// Of a newer program, or of one of the first.
    OtherVersion { file: fs::File, is_overdue: bool },
    /// It is no record.
    Spoilt,
}

fn read(disk: &Arc<dyn Disk>, path: &Path) -> Result<Record, Unread> {
    let file = disk.open(path, How::Hold).map_err(|_| Unread::Held)?;
    let locked = disk.lock(&file);
    if matches!(locked, Ok(false)) {
        return Err(Unread::Held);
    }
    let bytes = disk.read(&file, LARGEST).map_err(|_| Unread::Held)?;
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    let is_overdue = bytes.ends_with(OVERDUE);
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    let of_version = lines
        .iter()
        .find_map(|line| serde_json::from_slice::<AnyHeader>(line).ok());
    match of_version {
        None => return Err(Unread::Spoilt),
        Some(header) if header.jixiao != VERSION => {
            return Err(Unread::OtherVersion { file, is_overdue });
        }
        Some(_) => {}
    }
    let mut header = lines
        .iter()
        .find_map(|line| serde_json::from_slice::<Header>(line).ok())
        .ok_or(Unread::Spoilt)?;
    // Where files cannot be locked, the number of the process has to do.
    if locked.is_err() && !is_over(&**disk, header.pid, &header.boot) {
        return Err(Unread::Held);
    }
    let mut read: Vec<Line> = Vec::new();
    let mut last = 0;
    for line in &lines {
        // What is no line was broken off: it stands again behind, or was never whole.
        if let Ok((number, line)) = serde_json::from_slice::<(u64, Line)>(line)
            && number > last
        {
            last = number;
            read.push(line);
        }
    }
    Ok(Record {
        disk: disk.clone(),
        path: path.to_owned(),
        file,
        base: header.text.take().map(String::into_bytes),
        header,
        lines: read,
        is_cut: bytes.len() as u64 == LARGEST,
        is_overdue,
        elsewhere: None,
    })
}

fn spoil(disk: &dyn Disk, path: &Path) {
    let _ = disk.rename(path, &path.with_extension(SPOILT));
}

/// Removes a record that is too old; whether it did.
fn expire(disk: &Arc<dyn Disk>, path: &Path) -> bool {
    is_old(&**disk, path)
        && extension(path).is_some()
        && !is_spared(disk, path)
        && clear(&**disk, path)
}

/// The copies that are kept beside the records, where their own folder takes none; those that are
/// too old go, but for what a report may have to be mended by.
fn copies(disk: &dyn Disk, folder: &Path) -> Vec<PathBuf> {
    let mut copies = backup::all_elsewhere(disk, folder);
    let goes = |path: &Path| is_old(disk, path) && !unfinished::is_left(path);
    copies.retain(|path| !(goes(path) && disk.remove(path).is_ok()));
    copies.sort();
    copies
}

fn is_old(disk: &dyn Disk, path: &Path) -> bool {
    const KEPT: Duration = Duration::from_secs(KEPT_DAYS * 24 * 60 * 60);
    age(disk, path).is_some_and(|age| age > KEPT)
}

/// Whether a record that is too old stays once more, dated anew.
fn is_spared(disk: &Arc<dyn Disk>, path: &Path) -> bool {
    let (file, spares) = match read(disk, path) {
        Ok(record) => {
            let spares = !record.is_overdue && record.seems_unsaved();
            (record.file, spares)
        }
        // What it holds cannot be told, so it may be what was not saved.
        Err(Unread::OtherVersion { file, is_overdue }) => (file, !is_overdue),
        Err(_) => return false,
    };
    if spares {
        let _ = disk.write(&file, OVERDUE);
    }
    spares
}

/// What a record in the state directory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A running program writes it.
    Held,
    /// It holds what was not saved.
    Unsaved,
    /// It holds what can be undone after the next start.
    History,
    /// The person set it aside.
    Aside,
    /// It is a version before a save, whose own folder takes no copies.
    Copy,
    /// It is both versions of a file that a save was writing over.
    Unfinished,
    /// Another version of the program wrote it, and may not have saved what it holds.
    OtherVersion,
    /// It cannot be read.
    Unreadable,
}

/// One record, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is.
    pub state: State,
    /// The file it is about, as it may be shown; `None` for one that was never saved, or where
    /// it cannot be told.
    pub file: Option<String>,
    /// How many steps it holds.
    pub steps: usize,
    /// When the last of them was taken.
    pub when: Option<String>,
}

/// What became of the records and copies that were to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cleared {
    /// How many are gone.
    pub gone: usize,
    /// How many a running program holds, or could not be removed.
    pub held: usize,
    /// How many hold what was never saved, or may, and stayed for that.
    pub kept: usize,
}

/// The records in a state directory and the copies beside them, each in the order of their names.
#[derive(Debug)]
pub struct Drafts {
    disk: Arc<dyn Disk>,
    paths: Vec<PathBuf>,
    copies: Vec<PathBuf>,
}

/// Looks what records there are; those that are too old go, and so does room that a crash left set aside.
#[must_use]
pub fn drafts(folder: &Path) -> Drafts {
    let disk: Arc<dyn Disk> = Arc::new(Os);
    let mut paths = disk.list(folder).unwrap_or_default();
    paths.retain(|path| extension(path).is_some() && !expire(&disk, path));
    paths.sort();
    let copies = copies(&*disk, folder);
    reserve::sweep(&*disk, folder);
    Drafts {
        disk,
        paths,
        copies,
    }
}

impl Drafts {
    /// What they are.
    #[must_use]
    pub fn list(&self) -> Vec<Listed> {
        let records = self.paths.iter().map(|path| self.look(path));
        let copies = self.copies.iter().map(|path| Listed {
            state: if unfinished::is_left(path) {
                State::Unfinished
            } else {
                State::Copy
            },
            file: Some(shown(path)),
            steps: 0,
            when: None,
        });
        records.chain(copies).collect()
    }

    /// The file that was changed last, if it is still where it was.
    #[must_use]
    pub fn last_file(&self) -> Option<PathBuf> {
        let records = self.paths.iter();
        let files = records.filter_map(|path| {
            let record = read(&self.disk, path).ok()?;
            let file = PathBuf::from(record.header.path.as_ref()?);
            let when = record.times().pop()?;
            is_there(&file).then_some((when, file))
        });
        files.max().map(|(_, file)| file)
    }

    /// Removes all that no running program holds, but for what was never saved, or may not have
    /// been, unless that is to go as well.
    #[must_use]
    pub fn clear(self, unsaved: bool) -> Cleared {
        let kept = [
            State::Unsaved,
            State::Unfinished,
            State::Aside,
            State::OtherVersion,
        ];
        let is_kept = |state| !unsaved && kept.contains(&state);
        let paths = self.paths.iter().chain(&self.copies);
        let all = paths.zip(self.list());
        let (kept, rest): (Vec<_>, Vec<_>) = all.partition(|(_, it)| is_kept(it.state));
        let gone = rest.iter().filter(|(path, _)| clear(&*self.disk, path));
        let gone = gone.count();
        Cleared {
            gone,
            held: rest.len() - gone,
            kept: kept.len(),
        }
    }

    /// The file that a record is about which a running program holds, if the system lets it be
    /// read.
    fn about(&self, path: &Path) -> Option<String> {
        let file = self.disk.open(path, How::Read).ok()?;
        let bytes = self.disk.read(&file, LARGEST).ok()?;
        let mut lines = bytes.split(|&byte| byte == b'\n');
        let header = lines.find_map(|line| serde_json::from_slice::<Header>(line).ok())?;
        Some(printable(header.path?.as_ref()))
    }

    fn look(&self, path: &Path) -> Listed {
        let bare = |state| Listed {
            state,
            file: None,
            steps: 0,
            when: None,
        };
        match read(&self.disk, path) {
            Err(Unread::Held) => Listed {
                file: self.about(path),
                ..bare(State::Held)
            },
            Err(Unread::OtherVersion { .. }) => bare(State::OtherVersion),
            Err(_) => bare(State::Unreadable),
            Ok(record) if extension(path) != Some(SPOILT) => record.listed(),
            Ok(_) => bare(State::Unreadable),
        }
    }
}

impl Record {
    fn listed(&self) -> Listed {
        let unsaved = match self.replay_alone() {
            Some((_, replay)) => replay.is_unsaved(),
            None => self.seems_unsaved(),
        };
        let times = self.times();
        Listed {
            state: match (self.is_aside(), unsaved) {
                (true, _) => State::Aside,
                (false, true) => State::Unsaved,
                (false, false) => State::History,
            },
            file: self
                .header
                .path
                .as_ref()
                .map(|path| printable(path.as_ref())),
            steps: times.len(),
            when: times.last().cloned(),
        }
    }

    /// When each of its steps was taken.
    fn times(&self) -> Vec<String> {
        let taken = |line: &Line| match line {
            Line::Past(taken) | Line::Step { taken, .. } => Some(taken.when.clone()),
            Line::Ahead(_) | Line::Draft(_) | Line::Leave => None,
        };
        self.lines.iter().filter_map(taken).collect()
    }
}
