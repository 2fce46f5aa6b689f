//! The file we have open, and what we know to be in it.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backup;
use super::disk::{Digest, Disk, How, Os, Stamp, names, patiently};
use super::error::{Lost, OpenError, SaveError, Saved};
use super::lock::sweep_locks;
use super::name::{folder_of, shown, with_narrow_ending};
use super::save::{Found, Save};
use super::temporary::sweep;
use super::unfinished::{self, Unfinished};

/// The largest file that is opened, in bytes: ten thousand projects of fifty indicators take half
/// of it.
pub const LARGEST: u64 = 256 << 20;

/// The file a document was read from and is saved to.
///
/// It knows which bytes it read or wrote last; [`File::save`] refuses to write over any others.
/// A file replaced by one with the same bytes has not changed.
#[derive(Debug, Clone)]
pub struct File {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    target: PathBuf,
    seen: Digest,
    writable: bool,
    state: Option<PathBuf>,
    /// What the person decided on other names of the file.
    links: Option<Links>,
    /// What the disk said of the file when its bytes were looked at last.
    stamp: Option<Stamp>,
    sight: Sight,
    /// Whether what is seen now has been told.
    told: bool,
    /// What became of a save that broke off before.
    unfinished: Option<Unfinished>,
}

/// What the last look at the file showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// What we read or wrote last.
    Known,
    /// Something else.
    Other(Digest),
    Lost(Lost),
}

/// What a save makes of the other names of the file (hard links).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// They go on to be names of what is saved.
    Together,
    /// They keep what was there, and are names of another file from then on.
    Apart,
}

/// What has become of the file since we read or wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// Nothing, or nothing that was not told before.
    Same,
    /// Something, but whoever writes may not be done: look again soon.
    Settling,
    /// Somebody else wrote these bytes.
    Changed(Vec<u8>),
    /// It is not there any more as a file to be read.
    Lost(Lost),
}

/// Reads a file that will not be written.
///
/// # Errors
/// As [`File::open`].
pub fn read(path: &Path) -> Result<Vec<u8>, OpenError> {
    read_on(&Os, path).map(|(_, bytes)| bytes)
}

/// Reads the file of this name in the folder of another.
///
/// # Errors
/// As [`read_named`].
pub fn read_beside(path: &Path, name: &str) -> Result<Vec<u8>, OpenError> {
    let folder = Os.resolve(path).unwrap_or_else(|_| path.to_owned());
    read_named(&folder_of(&folder).join(name))
}

/// What the disk says of the file of this name in the folder of another; nothing where there is none.
#[must_use]
pub fn stamp_beside(path: &Path, name: &str) -> Option<Stamp> {
    let folder = Os.resolve(path).unwrap_or_else(|_| path.to_owned());
    let target = Os.resolve(&folder_of(&folder).join(name)).ok()?;
    Some(Stamp::of(&target, &Os.look(&target).ok()?))
}

/// Reads a file that a report beside it names, if it lies there itself: what a link leads to
/// elsewhere is not the report's to name.
///
/// # Errors
/// As [`File::open`], and where it is such a link.
pub fn read_named(path: &Path) -> Result<Vec<u8>, OpenError> {
    let (target, bytes) = read_on(&Os, path)?;
    let is_here = Os
        .resolve(folder_of(path))
        .is_ok_and(|folder| folder_of(&target) == folder);
    if is_here {
        return Ok(bytes);
    }
    Err(OpenError::Elsewhere { name: shown(path) })
}

/// Whether there is anything at a path.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    Os.look(path).is_ok()
}

/// How many bytes the file at a path has; none where the disk does not tell.
#[must_use]
pub fn size(path: &Path) -> u64 {
    let found = Os.resolve(path).and_then(|path| Os.look(&path));
    found.map_or(0, |it| it.len())
}

/// Makes the user's own directory, by which a later start knows that there was one before.
///
/// # Errors
/// When it cannot be made; the next start is then taken for the first once more.
pub fn move_in(state: &Path) -> io::Result<()> {
    own_folder(&Os, state)
}

/// Makes a directory that is the user's own.
pub(super) fn own_folder(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    disk.create_folder(folder)?;
    disk.seal_folder(folder)
}

/// The YAML files in a folder by their names, without hidden ones and those that an office program
/// leaves beside what it has open (~$自评.yaml); none where it cannot be read.
#[must_use]
pub fn reports_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Os.list(folder).unwrap_or_default();
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_yaml = with_narrow_ending(&name).is_some();
        let is_file = || Os.resolve(path).and_then(|path| Os.look(&path));
        let is_own = !name.starts_with('.') && !name.starts_with("~$");
        is_yaml && is_own && is_file().is_ok_and(|it| it.is_file())
    });
    files.sort();
    files
}

/// The folders in a folder by their names: without hidden ones, and without links to others; none
/// where it cannot be read. That of the backups is one of them: what a report was that had another name
/// is found nowhere else.
#[must_use]
pub fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let mut folders = Os.list(folder).unwrap_or_default();
    let is_backup = |path: &PathBuf| path.ends_with(backup::FOLDER) && is_folder(path);
    folders.retain(|path| is_looked_into(path) || is_backup(path));
    folders.sort();
    folders
}

/// Whether reports are looked for in it.
fn is_looked_into(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_passed_over = name.starts_with('.') || name == backup::FOLDER;
    !is_passed_over && Os.look(path).is_ok_and(|it| it.is_dir())
}

/// Whether a path leads to a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    let found = Os.resolve(path).and_then(|path| Os.look(&path));
    found.is_ok_and(|it| it.is_dir())
}

/// The YAML files in a folder and in those within it by their paths: without hidden ones and
/// backups, and without what links to other folders lead to. A folder that cannot be looked into
/// stands for itself.
#[must_use]
pub fn reports_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for (folder, is_open) in all_under(folder) {
        if is_open {
            files.extend(reports_in(&folder));
        } else {
            files.push(folder);
        }
    }
    files.sort();
    files
}

/// What came on paper, so to say, among the reports of a folder and those within it: files of Word, Excel and
/// PDF that no report beside them is the source of.
#[must_use]
pub fn papers_under(folder: &Path) -> Vec<PathBuf> {
    const PAPERS: [&str; 8] = ["doc", "docx", "wps", "xls", "xlsx", "et", "pdf", "ofd"];
    let mut papers = Vec::new();
    for (folder, _) in all_under(folder) {
        let reports = reports_in(&folder);
        let within = Os.list(&folder).unwrap_or_default().into_iter();
        papers.extend(within.filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let ending = path.extension().map(OsStr::to_ascii_lowercase);
            let is_paper = ending.is_some_and(|it| PAPERS.iter().any(|paper| it == *paper));
            let stems = reports.iter().filter_map(|it| it.file_stem());
            let mut stems = stems.map(OsStr::to_string_lossy);
            let is_own = name.starts_with(['.', '~']) || stems.any(|it| name.starts_with(&*it));
            is_paper && !is_own
        }));
    }
    papers.sort();
    papers
}

/// A folder and those within it that reports are looked for in, and whether each can be looked into.
fn all_under(folder: &Path) -> Vec<(PathBuf, bool)> {
    let mut folders = vec![folder.to_owned()];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        let within = Os.list(&folder);
        let is_open = within.is_ok();
        let within = within.unwrap_or_default().into_iter();
        folders.extend(within.filter(|path| is_looked_into(path)));
        all.push((folder, is_open));
    }
    all
}

/// The file that a path leads to, and what is in it.
fn read_on(disk: &dyn Disk, path: &Path) -> Result<(PathBuf, Vec<u8>), OpenError> {
    let name = || shown(path);
    let failed = |error| OpenError::new(name(), &error);
    let target = disk.resolve(path).map_err(|error| match disk.look(path) {
        Ok(it) if it.is_symlink() => OpenError::BrokenLink { name: name() },
        _ => failed(error),
    })?;
    let metadata = disk.look(&target).map_err(failed)?;
    if !metadata.is_file() {
        return Err(OpenError::NotRegular { name: name() });
    }
    // What says of itself that it is too large is not read at all.
    if metadata.len() > LARGEST {
        return Err(OpenError::TooLarge { name: name() });
    }
    let bytes = disk
        .open(&target, How::Read)
        .and_then(|file| disk.read(&file, LARGEST + 1))
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(OpenError::TooLarge { name: name() });
    }
    Ok((target, bytes))
}

impl File {
    /// Opens and reads the file at `path`, through symbolic links. Nothing on the disk is changed.
    ///
    /// # Errors
    /// If there is no regular file of at most [`LARGEST`] bytes that we may read.
    pub fn open(path: &Path) -> Result<(Self, Vec<u8>), OpenError> {
        Self::open_on(Arc::new(Os), path)
    }

    /// [`File::open`] on a given disk.
    ///
    /// # Errors
    /// As [`File::open`].
    pub fn open_on(disk: Arc<dyn Disk>, path: &Path) -> Result<(Self, Vec<u8>), OpenError> {
        let (target, bytes) = read_on(&*disk, path)?;
        let writable = disk.open(&target, How::Overwrite).is_ok();
        let mut file = Self::known(disk, path, target, &bytes);
        file.writable = writable;
        Ok((file, bytes))
    }

    /// [`File::open`] for whoever is going to change it: a save in place that broke off is ended
    /// first, and what earlier crashed saves left beside it is removed. Copies of it may be under
    /// `state` as well.
    ///
    /// # Errors
    /// As [`File::open`].
    pub fn take_up(path: &Path, state: Option<&Path>) -> Result<(Self, Vec<u8>), OpenError> {
        Self::take_up_on(Arc::new(Os), path, state)
    }

    /// [`File::take_up`] on a given disk.
    ///
    /// # Errors
    /// As [`File::open`].
    pub fn take_up_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        state: Option<&Path>,
    ) -> Result<(Self, Vec<u8>), OpenError> {
        let target = disk.resolve(path).ok();
        let ended = target.and_then(|target| unfinished::end(&*disk, &target, state));
        let (mut file, bytes) = Self::open_on(disk, path)?;
        let (disk, folder) = (&*file.disk, folder_of(&file.target));
        sweep(disk, folder);
        sweep_locks(disk, folder);
        backup::sweep_beside(disk, &file.target);
        file.unfinished = ended;
        Ok((file, bytes))
    }

    /// Saves a document that had no file as a new one at `path`; `accept` says whether what is
    /// read back is a report.
    ///
    /// # Errors
    /// [`SaveError::Exists`] if anything is there; otherwise as [`File::save`].
    pub fn create(
        path: &Path,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<(Self, Saved), SaveError> {
        Self::create_on(Arc::new(Os), path, bytes, accept)
    }

    /// [`File::create`] on a given disk.
    ///
    /// # Errors
    /// As [`File::create`].
    pub fn create_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<(Self, Saved), SaveError> {
        let name = path.file_name().ok_or(SaveError::NotRegular)?;
        let folder = disk
            .resolve(folder_of(path))
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SaveError::NoFolder,
                _ => error.into(),
            })?;
        let target = folder.join(name);
        sweep(&*disk, &folder);
        if disk.look(&target).is_ok() {
            return Err(SaveError::Exists);
        }
        let save = Save {
            disk: &*disk,
            target: &target,
            state: None,
            links: Links::Apart,
            bytes,
            accept,
        };
        let saved = save.first()?;
        Ok((Self::known(disk, path, target, bytes), saved))
    }

    /// Saves a document over another file, which is kept as a backup first, or nothing is saved.
    /// `links` is what becomes of its other names, where that is decided.
    ///
    /// # Errors
    /// As [`File::save_over_changes`].
    pub fn replace(
        path: &Path,
        state: Option<PathBuf>,
        links: Option<Links>,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<(Self, Saved), SaveError> {
        Self::replace_on(Arc::new(Os), path, state, links, bytes, accept)
    }

    /// [`File::replace`] on a given disk.
    ///
    /// # Errors
    /// As [`File::replace`].
    pub fn replace_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        state: Option<PathBuf>,
        links: Option<Links>,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<(Self, Saved), SaveError> {
        sweep(&*disk, folder_of(path));
        let mut file = Self::known(disk, path, path.to_owned(), bytes);
        file.state = state;
        file.links = links;
        let saved = file.save_over_changes(bytes, accept)?;
        Ok((file, saved))
    }

    /// The file at `target` with these bytes in it.
    fn known(disk: Arc<dyn Disk>, path: &Path, target: PathBuf, bytes: &[u8]) -> Self {
        Self {
            path: path.to_owned(),
            seen: Digest::of(bytes),
            writable: true,
            state: None,
            links: None,
            stamp: None,
            sight: Sight::Known,
            told: false,
            unfinished: None,
            target,
            disk,
        }
    }

    /// Lets copies go to this directory of the user's own where none can be kept beside the file.
    pub fn keep_copies_in(&mut self, state: Option<PathBuf>) {
        self.state = state;
    }

    /// Removes what was broken off in that directory.
    pub fn sweep_state(&self) {
        if let Some(state) = &self.state {
            sweep(&*self.disk, state);
            backup::sweep_elsewhere(&*self.disk, &self.target, state);
        }
    }

    /// Takes note of what becomes of the other names of the file.
    pub fn decide_on_links(&mut self, links: Links) {
        self.links = Some(links);
    }

    pub(super) fn disk(&self) -> Arc<dyn Disk> {
        self.disk.clone()
    }

    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path behind all symbolic links.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The file name, made safe for a terminal.
    #[must_use]
    pub fn name(&self) -> String {
        shown(&self.path)
    }

    /// The digest of what we read or wrote last.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.seen
    }

    /// Whether the file may be written to, as far as could be told when it was opened.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// What became of a save that broke off before it was opened.
    #[must_use]
    pub const fn unfinished(&self) -> Option<&Unfinished> {
        self.unfinished.as_ref()
    }

    /// Looks whether somebody else has changed the file. It is read if what the disk says of it
    /// has changed, or to be `thorough`: the times a disk tells may lie. What is new is told when
    /// two looks agree on it, and once.
    pub fn look_again(&mut self, thorough: bool) -> Outside {
        let stamp = self
            .disk
            .resolve(&self.path)
            .and_then(|target| Ok(Stamp::of(&target, &self.disk.look(&target)?)))
            .ok();
        let settled = self.sight == Sight::Known || self.told;
        if !thorough && settled && stamp.is_some() && stamp == self.stamp {
            return Outside::Same;
        }
        let read = read_on(&*self.disk, &self.path);
        self.stamp = stamp;
        let sight = match &read {
            Ok((_, bytes)) => match Digest::of(bytes) {
                digest if digest == self.seen => Sight::Known,
                digest => Sight::Other(digest),
            },
            Err(error) => Sight::Lost(Lost::of(error)),
        };
        if sight != self.sight {
            self.sight = sight;
            self.told = false;
            return if sight == Sight::Known {
                Outside::Same
            } else {
                Outside::Settling
            };
        }
        if sight == Sight::Known || self.told {
            return Outside::Same;
        }
        self.told = true;
        match read {
            Ok((_, bytes)) => Outside::Changed(bytes),
            Err(error) => Outside::Lost(Lost::of(&error)),
        }
    }

    /// Whether the next look may tell that somebody else wrote the file.
    #[must_use]
    pub const fn is_settling(&self) -> bool {
        self.is_another() && !self.told
    }

    /// Whether what was seen there last is neither what was read nor what was saved here.
    #[must_use]
    pub const fn is_another(&self) -> bool {
        matches!(self.sight, Sight::Other(_))
    }

    /// Whether it was told that nothing is there any more that could be saved over.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.told && matches!(self.sight, Sight::Lost(Lost::Gone | Lost::NotRegular))
    }

    /// Keeps `bytes`, what was last in the file, as a backup now that it is nowhere else.
    ///
    /// # Errors
    /// As the disk says.
    pub fn keep_last(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        backup::keep(&*self.disk, &self.target, self.state.as_deref(), bytes)
    }

    /// What is in the file now.
    ///
    /// # Errors
    /// As [`File::open`].
    pub fn read_again(&self) -> Result<Vec<u8>, OpenError> {
        read_on(&*self.disk, &self.path).map(|(_, bytes)| bytes)
    }

    /// Takes note that `bytes`, which somebody else wrote, are what is gone on with.
    pub fn adopt(&mut self, bytes: &[u8]) {
        self.seen = Digest::of(bytes);
        self.sight = Sight::Known;
        self.told = false;
        // What the disk says of the file may be of other bytes.
        self.stamp = None;
    }

    /// Saves `bytes` over what we read or wrote last; `accept` says whether what is read back is
    /// a report. May take as long as the disk does.
    ///
    /// # Errors
    /// The file is the old one, unless the error says otherwise. [`SaveError::Linked`] where it
    /// has other names that were not decided on.
    pub fn save(
        &mut self,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Saved, SaveError> {
        let (target, old) = self.found()?;
        let changed = Digest::of(&old.bytes) != self.seen && old.bytes != bytes;
        if changed {
            return Err(SaveError::ChangedOnDisk);
        }
        self.save_over(target, &old, bytes, accept)
    }

    /// [`File::save`], after the person chose to overwrite what somebody else wrote. That version
    /// is kept as a backup first, or nothing is saved.
    ///
    /// # Errors
    /// As [`File::save`]; [`SaveError::ChangedOnDisk`] only where it was written once more meanwhile.
    pub fn save_over_changes(
        &mut self,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Saved, SaveError> {
        let (target, old) = self.found()?;
        self.save_over(target, &old, bytes, accept)
    }

    /// What stands at our path now, if it may be written to.
    fn found(&self) -> Result<(PathBuf, Found), SaveError> {
        let target = self.disk.resolve(&self.path)?;
        let metadata = self.disk.look(&target)?;
        if !metadata.is_file() {
            return Err(SaveError::NotRegular);
        }
        if names(&target, &metadata) > 1 && self.links.is_none() {
            return Err(SaveError::Linked);
        }
        // A read-only file could still be replaced; whoever made it so did not want that.
        patiently(&*self.disk, || self.disk.open(&target, How::Overwrite))?;
        let file = patiently(&*self.disk, || self.disk.open(&target, How::Read))?;
        let bytes = self.disk.read(&file, LARGEST + 1)?;
        if bytes.len() as u64 > LARGEST {
            return Err(SaveError::ChangedOnDisk);
        }
        Ok((target, Found { metadata, bytes }))
    }

    fn save_over(
        &mut self,
        target: PathBuf,
        old: &Found,
        bytes: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Saved, SaveError> {
        let foreign = Digest::of(&old.bytes) != self.seen;
        let save = Save {
            disk: &*self.disk,
            target: &target,
            state: self.state.as_deref(),
            links: self.links.unwrap_or(Links::Apart),
            bytes,
            accept,
        };
        // What is no UTF-8 was turned into it to be opened, and cannot be had back by undoing.
        let must = foreign || str::from_utf8(&old.bytes).is_err();
        let saved = save.over(old, must)?;
        self.target = target;
        self.seen = Digest::of(bytes);
        // Whoever gives it another name again is asked again.
        self.links = self.links.filter(|it| *it == Links::Together);
        Ok(saved)
    }
}
