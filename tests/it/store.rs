//! Opening, saving and recording, on a real disk and on one that fails.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::faults::{FAULTS, UNKNOWN};
use jixiao::document::{Document, Edit, FieldPath, Patch, Transaction, Value};
use jixiao::store::disk::How;
use jixiao::store::journal::{Cleared, State, drafts};
use jixiao::store::{
    COPIES, Chosen, Claim, Digest, Disk, Doubt, Draft, Entry, File, Journal, Kind, Links, Lock,
    Lost, Note, OpenError, Os, Piece, Reserve, SaveError, Saved, Seat, Standing, Step, Taken,
    Undelivered, Unrecorded, deliver, deliver_on, kept_choice, printable, state_directory,
};
use tempfile::TempDir;

use crate::harness::{assert_one_sentence, to_the_end};

const OLD: &[u8] = "格式版本: 1\n年度: 2021 # 旧\n".as_bytes();
const NEW: &[u8] = "格式版本: 1\r\n年度: 2022 # 新的一版，长短不同".as_bytes();
const FOREIGN: &[u8] = b"someone else\n";

pub(crate) fn any(_: &[u8]) -> bool {
    true
}

/// A directory with a report in it.
fn report() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2022 年自评.yaml");
    fs::write(&path, OLD).unwrap();
    (folder, path)
}

fn open(path: &Path) -> File {
    File::open(path).unwrap().0
}

/// Every file below `folder`, by name.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = files(folder)
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

// --- a disk that fails -------------------------------------------------------------------------

type Verdict = dyn Fn(usize, &str, &Path) -> Option<io::ErrorKind> + Send + Sync;

/// The real disk, asking `fails` before each call. A write that fails writes half, unless it is an
/// error of no known kind. Nothing is synced in truth: what lasts is known by the calls.
pub(crate) struct Faulty {
    fails: Box<Verdict>,
    /// What was called, and whether it was let through.
    calls: Mutex<Vec<(&'static str, PathBuf, bool)>>,
    /// What was opened last to be written.
    written: Mutex<PathBuf>,
    /// Whether what a link names is another file to the system, as on some disks of FUSE (NTFS).
    links_apart: bool,
}

impl std::fmt::Debug for Faulty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Faulty")
    }
}

impl Faulty {
    pub(crate) fn new(
        fails: impl Fn(usize, &str, &Path) -> Option<io::ErrorKind> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self::of(fails, false))
    }

    fn of(
        fails: impl Fn(usize, &str, &Path) -> Option<io::ErrorKind> + Send + Sync + 'static,
        links_apart: bool,
    ) -> Self {
        Self {
            fails: Box::new(fails),
            calls: Mutex::default(),
            written: Mutex::default(),
            links_apart,
        }
    }

    fn ask(&self, call: &'static str, path: &Path) -> io::Result<()> {
        let fault = (self.fails)(self.count(), call, path);
        let passed = fault.is_none();
        let mut calls = self.calls.lock().unwrap();
        calls.push((call, path.to_owned(), passed));
        fault.map_or(Ok(()), |kind| Err(kind.into()))
    }

    /// Asks about a call on the file that is being written.
    fn ask_written(&self, call: &'static str) -> io::Result<()> {
        let path = self.written.lock().unwrap().clone();
        self.ask(call, &path)
    }

    /// Whether a call of this name failed.
    pub(crate) fn failed(&self, name: &str) -> bool {
        let calls = self.calls.lock().unwrap();
        calls
            .iter()
            .any(|(call, _, passed)| *call == name && !passed)
    }

    pub(crate) fn count(&self) -> usize {
        self.calls.lock().unwrap().len()
    }

    /// Whether what happened makes the new version of `target` last: everything written was
    /// synced, and a new name was followed by a synced directory.
    pub(crate) fn is_durable(&self, target: &Path) -> bool {
        let calls = self.calls.lock().unwrap();
        let beside = |path: &Path| path.parent() == target.parent();
        let last = |wanted: &dyn Fn(&str, &Path) -> bool| {
            calls
                .iter()
                .rposition(|(call, path, passed)| *passed && wanted(call, path))
        };
        let written = last(&|call, path| ["write", "set_len"].contains(&call) && beside(path));
        let synced = last(&|call, path| call == "sync" && beside(path));
        let named =
            last(&|call, path| ["rename", "rename_new", "link"].contains(&call) && path == target);
        let folder = last(&|call, path| call == "sync_folder" && Some(path) == target.parent());
        written < synced && named.is_none_or(|_| named < folder)
    }
}

impl Disk for Faulty {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.ask("resolve", path)?;
        Os.resolve(path)
    }
    fn look(&self, path: &Path) -> io::Result<fs::Metadata> {
        self.ask("look", path)?;
        Os.look(path)
    }
    fn open(&self, path: &Path, how: How) -> io::Result<fs::File> {
        let call = match how {
            How::Read => "open",
            How::Overwrite => "overwrite",
            How::Hold => "hold",
            How::Private | How::New | How::Log => "make",
        };
        self.ask(call, path)?;
        if !matches!(how, How::Read | How::Hold) {
            *self.written.lock().unwrap() = path.to_owned();
        }
        Os.open(path, how)
    }
    fn read(&self, file: &fs::File, limit: u64) -> io::Result<Vec<u8>> {
        self.ask("read", Path::new(""))?;
        Os.read(file, limit)
    }
    fn write(&self, file: &fs::File, bytes: &[u8]) -> io::Result<()> {
        self.ask_written("write").inspect_err(|error| {
            if error.kind() != io::ErrorKind::Other {
                Os.write(file, &bytes[..bytes.len() / 2]).unwrap();
            }
        })?;
        Os.write(file, bytes)
    }
    fn set_len(&self, file: &fs::File, len: u64) -> io::Result<()> {
        self.ask_written("set_len")?;
        Os.set_len(file, len)
    }
    fn lock(&self, file: &fs::File) -> io::Result<bool> {
        self.ask("lock", Path::new(""))?;
        Os.lock(file)
    }
    fn share(&self, file: &fs::File) -> io::Result<bool> {
        self.ask("share", Path::new(""))?;
        Os.share(file)
    }
    fn sync(&self, _: &fs::File) -> io::Result<()> {
        self.ask_written("sync")
    }
    fn sync_data(&self, _: &fs::File) -> io::Result<()> {
        self.ask_written("sync_data")
    }
    fn dress(&self, file: &fs::File, like: &Path) -> io::Result<()> {
        self.ask_written("dress")?;
        Os.dress(file, like)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask("rename", to)?;
        Os.rename(from, to)
    }
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask("rename_new", to)?;
        Os.rename_new(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask("link", to)?;
        if self.links_apart {
            return fs::copy(from, to).map(drop);
        }
        Os.link(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask("remove", path)?;
        Os.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.ask("list", folder)?;
        Os.list(folder)
    }
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("create_folder", folder)?;
        Os.create_folder(folder)
    }
    fn seal_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("seal_folder", folder)?;
        Os.seal_folder(folder)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.ask("sync_folder", folder)
    }
    /// No test sleeps.
    fn wait(&self, _: std::time::Duration) {
        let _ = self.ask("wait", Path::new(""));
    }
}

/// Saves over a report on a disk that always fails as told.
fn save_failing(
    fails: impl Fn(usize, &str, &Path) -> Option<io::ErrorKind> + Send + Sync + 'static,
) -> (TempDir, PathBuf, Result<Saved, SaveError>) {
    let (folder, path) = report();
    let (mut file, _) = File::open_on(Faulty::new(fails), &path).unwrap();
    let saved = file.save(NEW, &any);
    (folder, path, saved)
}

// --- opening -----------------------------------------------------------------------------------

#[test]
fn opening_reads_the_bytes_and_changes_nothing() {
    let (folder, path) = report();
    let (file, bytes) = File::open(&path).unwrap();
    assert_eq!(bytes, OLD);
    assert_eq!(file.name(), "2022 年自评.yaml");
    assert_eq!(file.digest(), Digest::of(OLD));
    assert!(file.is_writable());
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["2022 年自评.yaml"]);
}

#[test]
fn what_is_no_readable_file_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let missing = File::open(&folder.path().join("没有.yaml")).unwrap_err();
    assert!(matches!(missing, OpenError::NotFound { .. }));
    assert_one_sentence(&missing);

    let directory = File::open(folder.path()).unwrap_err();
    assert!(matches!(directory, OpenError::NotRegular { .. }));

    let large = folder.path().join("大.yaml");
    fs::File::create(&large)
        .unwrap()
        .set_len((256 << 20) + 1)
        .unwrap();
    let large = File::open(&large).unwrap_err();
    assert!(matches!(large, OpenError::TooLarge { .. }));
    assert_one_sentence(&large);
}

#[test]
fn names_are_safe_for_a_terminal() {
    assert_eq!(
        printable("a\u{1b}[2J\u{202e}年\u{200b}.yaml".as_ref()),
        "a�[2J�年�.yaml"
    );
}

#[test]
fn strays_of_crashed_saves_are_swept_at_open() {
    let (folder, path) = report();
    let at = |name: &str| folder.path().join(name);
    let made = |name: &str| fs::write(at(name), "x").unwrap();
    fs::create_dir(at("备份")).unwrap();
    // No process has this number; 1 always lives.
    made(".2022 年自评.yaml.jixiao-4294967295-1.tmp");
    made("备份/.2022 年自评-000001.yaml.jixiao-4294967295-2.tmp");
    made(".2022 年自评.yaml.jixiao-1-1.tmp");
    made(".2022 年自评.yaml.jixiao-1-2.tmp");
    made(".someone.else-1-2.tmp");
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    fs::File::options()
        .write(true)
        .open(at(".2022 年自评.yaml.jixiao-1-2.tmp"))
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    let state = at("state");
    fs::create_dir(&state).unwrap();
    made("state/.配色.txt.jixiao-4294967295-3.tmp");
    let (mut file, _) = File::take_up(&path, None).unwrap();
    file.keep_copies_in(Some(state));
    file.sweep_state();
    let mut left = vec![
        ".2022 年自评.yaml.jixiao-1-1.tmp",
        ".someone.else-1-2.tmp",
        "2022 年自评.yaml",
    ];
    if !Path::new("/proc/self").exists() {
        left.push(".2022 年自评-000001.yaml.jixiao-4294967295-2.tmp");
        left.push(".2022 年自评.yaml.jixiao-4294967295-1.tmp");
        left.push(".配色.txt.jixiao-4294967295-3.tmp");
        left.sort_unstable();
    }
    assert_eq!(names(folder.path()), left);
}

#[test]
fn what_is_being_written_is_not_swept() {
    let (folder, path) = report();
    let other = folder.path().join("另一份.yaml");
    fs::write(&other, OLD).unwrap();
    let taken = other.clone();
    let sweeps = move |_, call: &str, path: &Path| {
        if call == "rename" && path != taken {
            File::take_up(&taken, None).unwrap();
        }
        None
    };
    let (mut file, _) = File::open_on(Faulty::new(sweeps), &path).unwrap();
    assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
    assert_eq!(fs::read(&path).unwrap(), NEW);
}

#[test]
fn the_temporary_of_another_machine_is_swept_after_a_day() {
    let (folder, path) = report();
    let refuses = |_, call: &str, _: &Path| {
        ["rename", "remove"]
            .contains(&call)
            .then_some(io::ErrorKind::PermissionDenied)
    };
    let (mut file, _) = File::open_on(Faulty::new(refuses), &path).unwrap();
    let _ = file.save(NEW, &any);
    let temporaries = || -> Vec<String> {
        let mut names = names(folder.path());
        names.retain(|name| name.ends_with(".tmp") && name.starts_with(".2022 年自评.yaml."));
        names
    };
    let ours = temporaries().remove(0);
    let (report, mark) = ours.split_once(".jixiao-").unwrap();
    let machine = mark.split_once('-').unwrap().0;
    // No process has this number.
    let named = |machine: &str, n: u64| format!("{report}.jixiao-{machine}-4294967295-{n}.tmp");
    let at = |name: &str| folder.path().join(name);
    for name in [
        named(machine, 1),
        named("00000000", 2),
        named("00000000", 3),
    ] {
        fs::write(at(&name), "x").unwrap();
    }
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(25 * 60 * 60);
    let old = fs::File::options()
        .write(true)
        .open(at(&named("00000000", 3)));
    old.unwrap().set_modified(long_ago).unwrap();
    File::take_up(&path, None).unwrap();
    let mut left = vec![named("00000000", 2)];
    if !Path::new("/proc/self").exists() {
        left.push(named(machine, 1));
        left.sort();
    }
    assert_eq!(temporaries(), left);
}

// --- saving ------------------------------------------------------------------------------------

#[test]
fn saving_replaces_the_bytes_and_keeps_the_version_before() {
    let (folder, path) = report();
    let mut file = open(&path);
    assert_eq!(file.save(NEW, &|back| back == NEW), Ok(Saved::Durable));
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(file.digest(), Digest::of(NEW));
    let copy = folder.path().join("备份/2022 年自评-000001.yaml");
    assert_eq!(fs::read(copy).unwrap(), OLD);
    assert_eq!(file.save(OLD, &any), Ok(Saved::Durable), "and again");
}

#[test]
fn saving_without_a_change_is_fine_and_keeps_no_copy() {
    let (folder, path) = report();
    assert_eq!(open(&path).save(OLD, &any), Ok(Saved::Durable));
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["2022 年自评.yaml"]);
}

#[test]
fn what_the_caller_does_not_accept_is_not_saved() {
    let (folder, path) = report();
    let mut file = open(&path);
    assert_eq!(file.save(NEW, &|_| false), Err(SaveError::Rejected));
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["2022 年自评.yaml"]);
}

#[test]
fn a_change_on_the_disk_is_not_written_over_unasked() {
    let (folder, path) = report();
    let mut file = open(&path);
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    let foreign = [b'x'; OLD.len()];
    fs::write(&path, foreign).unwrap();
    let other = fs::File::options().write(true).open(&path).unwrap();
    other.set_modified(before).unwrap();
    assert_eq!(file.save(NEW, &any), Err(SaveError::ChangedOnDisk));
    assert_eq!(fs::read(&path).unwrap(), foreign);

    assert_eq!(file.save_over_changes(NEW, &any), Ok(Saved::Durable));
    assert_eq!(fs::read(&path).unwrap(), NEW);
    let copy = folder.path().join("备份/2022 年自评-000001.yaml");
    assert_eq!(fs::read(copy).unwrap(), foreign);
}

/// Others save as well, and syncing takes its time.
#[test]
fn what_somebody_writes_while_we_save_is_not_written_over() {
    for links in [Links::Apart, Links::Together] {
        let (folder, path) = report();
        fs::hard_link(&path, folder.path().join("另一个.yaml")).unwrap();
        let (other, calls) = (path.clone(), AtomicUsize::new(0));
        let disk = Faulty::new(move |_, call, _| {
            if call == "sync" && calls.fetch_add(1, Ordering::Relaxed) == 0 {
                fs::write(&other, FOREIGN).unwrap();
            }
            None
        });
        let (mut file, _) = File::open_on(disk, &path).unwrap();
        file.decide_on_links(links);
        assert_eq!(file.save(NEW, &any), Err(SaveError::ChangedOnDisk));
        assert_eq!(fs::read(&path).unwrap(), FOREIGN);
        // The next save asks, and the other's version is kept.
        assert_eq!(file.save(NEW, &any), Err(SaveError::ChangedOnDisk));
        file.save_over_changes(NEW, &any).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        let copies = files(&folder.path().join("备份"));
        let kept = copies.iter().map(|copy| fs::read(copy).unwrap());
        assert!(kept.collect::<Vec<_>>().contains(&FOREIGN.to_vec()));
    }
}

#[test]
fn a_change_is_not_written_over_if_it_cannot_be_kept() {
    let (folder, path) = report();
    fs::write(folder.path().join("备份"), "a file").unwrap();
    let mut file = open(&path);
    fs::write(&path, FOREIGN).unwrap();
    assert_eq!(file.save_over_changes(NEW, &any), Err(SaveError::NoBackup));
    assert_eq!(fs::read(&path).unwrap(), FOREIGN);

    let (_, bytes) = File::open(&path).unwrap();
    assert_eq!(bytes, FOREIGN);
    let saved = open(&path).save(NEW, &any);
    assert_eq!(saved, Ok(Saved::Noted(Note::NoBackup)), "nobody else's");
}

#[test]
fn it_is_told_where_the_version_before_went_that_has_no_room_beside() {
    let (folder, path) = report();
    fs::write(folder.path().join("备份"), "a file").unwrap();
    let state = tempfile::tempdir().unwrap();
    let mut file = open(&path);
    file.keep_copies_in(Some(state.path().to_owned()));
    let saved = file.save(NEW, &any);
    assert_eq!(saved, Ok(Saved::Noted(Note::KeptElsewhere)));
    assert_eq!(files(state.path()).len(), 1);
}

#[test]
fn the_same_bytes_by_somebody_else_are_no_change() {
    let (_folder, path) = report();
    let mut file = open(&path);
    fs::remove_file(&path).unwrap();
    fs::write(&path, OLD).unwrap();
    assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
}

#[test]
fn a_file_that_is_gone_or_became_something_else_is_told() {
    let (_folder, path) = report();
    let mut file = open(&path);
    fs::remove_file(&path).unwrap();
    assert_eq!(file.save(NEW, &any), Err(SaveError::Gone));
    fs::create_dir(&path).unwrap();
    assert_eq!(file.save(NEW, &any), Err(SaveError::NotRegular));
    fs::remove_dir(&path).unwrap();
    let (_, saved) = File::create(&path, NEW, &any).unwrap();
    assert_eq!(saved, Saved::Durable, "the text can be put back there");
}

#[test]
fn a_first_save_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新.yaml");
    let (mut file, saved) = File::create(&path, OLD, &any).unwrap();
    assert_eq!((saved, file.path()), (Saved::Durable, &*path));
    assert_eq!(names(folder.path()), ["新.yaml"]);
    let again = File::create(&path, NEW, &any).unwrap_err();
    assert_eq!(again, SaveError::Exists);
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));

    let nowhere = folder.path().join("没有/新.yaml");
    let nowhere = File::create(&nowhere, NEW, &any).unwrap_err();
    assert_eq!(nowhere, SaveError::NoFolder);
}

#[test]
fn a_first_save_takes_a_free_name_whatever_the_disk_knows() {
    for unknown in UNKNOWN {
        let is_unknown = move |call: &str| {
            unknown
                .contains(&call)
                .then_some(io::ErrorKind::Unsupported)
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("新.yaml");
        let disk = Faulty::new(move |_, call, _| is_unknown(call));
        let (_, saved) = File::create_on(disk, &path, NEW, &any).unwrap();
        assert_eq!(saved, Saved::Durable);
        assert_eq!(names(folder.path()), ["新.yaml"]);

        let late = folder.path().join("晚.yaml");
        let taken = late.clone();
        let disk = Faulty::new(move |_, call, _| {
            // Somebody is faster.
            if call == "rename_new" {
                fs::write(&taken, FOREIGN).unwrap();
            }
            is_unknown(call)
        });
        let lost = File::create_on(disk, &late, NEW, &any).unwrap_err();
        assert_eq!(lost, SaveError::Exists);
        assert_eq!(fs::read(&late).unwrap(), FOREIGN);
    }
}

#[test]
fn only_the_newest_copies_stay() {
    let (folder, path) = report();
    let mut file = open(&path);
    let count = u32::try_from(COPIES).unwrap() + 5;
    for version in 0..count {
        let bytes = format!("版本: {version}\n");
        assert_eq!(file.save(bytes.as_bytes(), &any), Ok(Saved::Durable));
    }
    let kept = names(&folder.path().join("备份"));
    assert_eq!(kept.len(), COPIES);
    assert_eq!(kept.first().unwrap(), "2022 年自评-000006.yaml");
    let newest = folder.path().join("备份/2022 年自评-000025.yaml");
    assert_eq!(fs::read(newest).unwrap(), "版本: 23\n".as_bytes());
}

#[test]
fn a_save_that_keeps_failing_does_not_push_out_older_copies() {
    let (folder, path) = report();
    let target = path.clone();
    let disk = Faulty::new(move |_, call, to| {
        (call == "rename" && to == target).then_some(io::ErrorKind::StorageFull)
    });
    let (mut file, _) = File::open_on(disk, &path).unwrap();
    for _ in 0..3 {
        assert_eq!(file.save(NEW, &any), Err(SaveError::DiskFull));
    }
    assert_eq!(
        names(folder.path()),
        ["2022 年自评-000001.yaml", "2022 年自评.yaml"]
    );
}

#[test]
fn long_names_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    for (count, more) in [(79, ""), (82, ".yaml"), (83, "")] {
        let name = format!("{}.yaml{more}", "绩".repeat(count));
        let name = name.get(..255.min(name.len())).unwrap_or(&name);
        let path = folder.path().join(name);
        fs::write(&path, OLD).unwrap();
        assert_eq!(open(&path).save(NEW, &any), Ok(Saved::Durable), "{name}");
    }
    // Each has a copy of its own.
    assert_eq!(names(&folder.path().join("备份")).len(), 3);
}

#[test]
fn a_full_disk_at_any_step_leaves_the_old_file() {
    for step in ["make", "write", "sync", "rename"] {
        let (_folder, path, saved) = save_failing(move |_, call, path| {
            let backup = path.components().any(|part| part.as_os_str() == "备份");
            (call == step && !backup).then_some(io::ErrorKind::StorageFull)
        });
        assert_eq!(saved, Err(SaveError::DiskFull), "{step}");
        assert_eq!(fs::read(&path).unwrap(), OLD, "{step}");
    }
}

#[test]
fn a_disk_that_cannot_sync_is_told_not_refused() {
    for unsupported in ["sync", "sync_folder"] {
        let (_folder, path, saved) = save_failing(move |_, call, _| {
            (call == unsupported).then_some(io::ErrorKind::InvalidInput)
        });
        assert_eq!(
            saved,
            Ok(Saved::WrittenUnconfirmed(Doubt::Unsupported, None))
        );
        assert_eq!(fs::read(&path).unwrap(), NEW);
    }
}

/// What else went otherwise is told with it.
#[test]
fn a_disk_that_can_neither_sync_nor_keep_a_copy_says_both() {
    let (_folder, _, saved) = save_failing(|_, call, path| {
        let backup = path.components().any(|part| part.as_os_str() == "备份");
        match call {
            "sync" | "sync_folder" => Some(io::ErrorKind::InvalidInput),
            "write" if backup => Some(io::ErrorKind::PermissionDenied),
            _ => None,
        }
    });
    let both = Saved::WrittenUnconfirmed(Doubt::Unsupported, Some(Note::NoBackup));
    assert_eq!(saved, Ok(both));
    assert_eq!(
        both.to_string(),
        "已写入，未确认落盘：报告所在的磁盘不支持确认，请等几秒再拔出磁盘或断开网络；另外，上一版没能放进“备份”文件夹，请检查这个文件夹能否写入。"
    );
}

#[test]
fn a_directory_that_fails_to_sync_leaves_the_save_unconfirmed() {
    let (_folder, path, saved) =
        save_failing(|_, call, _| (call == "sync_folder").then_some(io::ErrorKind::Other));
    assert_eq!(
        saved,
        Ok(Saved::WrittenUnconfirmed(
            Doubt::Unconfirmed,
            Some(Note::NoBackup)
        ))
    );
    assert_eq!(fs::read(&path).unwrap(), NEW);
}

#[test]
fn what_was_not_confirmed_is_written_again_by_the_next_save() {
    let (_folder, path) = report();
    let failing = Arc::new(Mutex::new(true));
    let fails = failing.clone();
    let disk = Faulty::new(move |_, call, _| {
        (call == "sync_folder" && *fails.lock().unwrap()).then_some(io::ErrorKind::Other)
    });
    let (mut file, _) = File::open_on(disk.clone(), &path).unwrap();
    let unconfirmed = Ok(Saved::WrittenUnconfirmed(
        Doubt::Unconfirmed,
        Some(Note::NoBackup),
    ));
    assert_eq!(file.save(NEW, &any), unconfirmed);
    assert!(!disk.is_durable(&path));
    *failing.lock().unwrap() = false;
    assert_eq!(file.save(NEW, &any), Ok(Saved::Durable), "the same bytes");
    assert!(disk.is_durable(&path));
}

/// R12: after a sync that failed nobody knows what is on the medium, and a second one may say that
/// all is well.
#[test]
fn what_could_not_be_synced_is_written_anew_and_not_synced_again() {
    let (folder, path) = report();
    let failing = Arc::new(Mutex::new(true));
    let fails = failing.clone();
    let disk = Faulty::new(move |_, call, _| {
        (call == "sync" && *fails.lock().unwrap()).then_some(io::ErrorKind::Other)
    });
    let synced = |disk: &Faulty| -> Vec<PathBuf> {
        let calls = disk.calls.lock().unwrap();
        let synced = calls.iter().filter(|(call, ..)| *call == "sync");
        let paths = synced.map(|(_, path, _)| path.clone());
        paths.filter(|it| it.parent() == path.parent()).collect()
    };
    let (mut file, _) = File::open_on(disk.clone(), &path).unwrap();
    assert!(file.save(NEW, &any).is_err());
    assert_eq!(synced(&disk).len(), 1);
    assert_eq!(names(folder.path()), ["2022 年自评.yaml"]);
    assert_eq!(fs::read(&path).unwrap(), OLD);
    *failing.lock().unwrap() = false;
    assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
    let [first, second] = &synced(&disk)[..] else {
        panic!("{:?}", synced(&disk));
    };
    assert_ne!(first, second);
}

#[test]
fn a_file_held_for_a_moment_is_waited_for() {
    let failing = |call: &'static str, times: usize, kind: io::ErrorKind| {
        let left = Mutex::new(times);
        let (folder, path) = report();
        let disk = Faulty::new(move |_, asked, path| {
            let backup = path.components().any(|part| part.as_os_str() == "备份");
            let mut left = left.lock().unwrap();
            let fails = asked == call && !backup && *left > 0;
            *left -= usize::from(fails);
            fails.then_some(kind)
        });
        let (mut file, _) = File::open_on(disk.clone(), &path).unwrap();
        let saved = file.save(NEW, &any);
        let waits = disk.calls.lock().unwrap();
        let waits = waits.iter().filter(|(call, ..)| *call == "wait").count();
        let names = names(folder.path());
        assert!(
            !names.iter().any(|name| name.ends_with(".tmp")),
            "{names:?}"
        );
        (saved, waits)
    };
    let held = |call, times| failing(call, times, io::ErrorKind::ResourceBusy);
    assert_eq!(held("rename", 3), (Ok(Saved::Durable), 3));
    let (saved, waits) = held("rename", 99);
    assert_eq!((saved, waits), (Ok(Saved::Noted(Note::Refused)), 5));
    // The look at opening takes one of them.
    assert_eq!(held("overwrite", 4), (Ok(Saved::Durable), 3));
    assert_eq!(held("overwrite", 99), (Err(SaveError::Busy), 5));
    // A missing right does not go by; what may not be replaced is written into at once.
    let refused = failing("rename", 3, io::ErrorKind::PermissionDenied);
    assert_eq!(refused, (Ok(Saved::Noted(Note::Refused)), 0));
}

#[test]
fn what_the_system_lacks_is_told_in_its_own_words() {
    let told = |error: io::Error| SaveError::from(error);
    if cfg!(unix) {
        for (code, sentence) in [
            (28, SaveError::DiskFull),
            (122, SaveError::DiskFull),
            (27, SaveError::DiskFull),
            (24, SaveError::Exhausted),
            (23, SaveError::Exhausted),
            (12, SaveError::Exhausted),
            (36, SaveError::BadName),
            (5, SaveError::Other { code: 5 }),
            (30, SaveError::ReadOnly),
            (1, SaveError::ReadOnly),
            (16, SaveError::Busy),
            (26, SaveError::Busy),
        ] {
            if cfg!(target_os = "linux") {
                assert_eq!(told(io::Error::from_raw_os_error(code)), sentence, "{code}");
            }
        }
    }
    assert_eq!(
        told(io::ErrorKind::OutOfMemory.into()),
        SaveError::Exhausted
    );
}

#[test]
fn odd_names_are_opened_saved_and_locked() {
    let folder = tempfile::tempdir().unwrap();
    let mut odd = vec![
        "2022年 自评#1（终稿）.yaml".to_owned(),
        "%20&;'\"$(x).yaml".to_owned(),
        "-rf.yaml".to_owned(),
        "绩".repeat(80),
    ];
    if cfg!(unix) {
        // Windows cuts these off.
        odd.extend(["自评.".to_owned(), "自评 ".to_owned(), " ".to_owned()]);
        odd.extend(["一\n行".to_owned(), "\u{202e}lmay".to_owned()]);
    }
    for name in odd {
        let path = folder.path().join(&name);
        fs::write(&path, OLD).unwrap();
        let mut file = open(&path);
        let lock = ours(Lock::claim(&file, &seat("甲机", "")));
        assert_eq!(file.save(NEW, &any), Ok(Saved::Durable), "{name:?}");
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert!(!file.name().contains(['\n', '\u{202e}']));
        drop(lock);
    }
    let long = folder.path().join("绩".repeat(90));
    assert_eq!(
        File::create(&long, NEW, &any).unwrap_err(),
        SaveError::BadName
    );
    assert!(matches!(File::open(&long), Err(OpenError::NotFound { .. })));
}

#[test]
fn a_file_that_may_not_be_replaced_is_written_in_place() {
    let cases = [("dress", Note::Owner), ("rename", Note::Refused)];
    for (refused, note) in cases {
        let (folder, path, saved) = save_failing(move |_, call, path| {
            let backup = path.components().any(|part| part.as_os_str() == "备份");
            (call == refused && !backup).then_some(io::ErrorKind::PermissionDenied)
        });
        assert_eq!(saved, Ok(Saved::Noted(note)));
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert_eq!(
            names(folder.path()),
            ["2022 年自评-000001.yaml", "2022 年自评.yaml"]
        );
    }
}

#[test]
fn in_a_directory_without_write_right_the_copy_goes_to_the_state_directory() {
    let (folder, path) = report();
    let state = tempfile::tempdir().unwrap();
    let closed = folder.path().to_owned();
    let disk = Faulty::new(move |_, call, path| {
        let makes = matches!(call, "make" | "create_folder");
        (makes && path.starts_with(&closed)).then_some(io::ErrorKind::PermissionDenied)
    });
    let (mut file, _) = File::open_on(disk, &path).unwrap();
    assert_eq!(file.save(NEW, &any), Err(SaveError::NoBackup));
    assert_eq!(fs::read(&path).unwrap(), OLD);
    file.keep_copies_in(Some(state.path().to_owned()));
    assert_eq!(file.save(NEW, &any), Ok(Saved::Noted(Note::Folder)));
    assert_eq!(fs::read(&path).unwrap(), NEW);
    let copies = files(state.path());
    assert_eq!(copies.len(), 1);
    assert_eq!(fs::read(&copies[0]).unwrap(), OLD);

    // There it is private, is listed, and goes by itself or when the machine is given away.
    let listed = drafts(state.path()).list();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].state, State::Copy);
    assert_eq!(listed[0].file.as_deref(), Some("2022 年自评-000001.yaml"));
    let cleared = drafts(state.path()).clear(false);
    let all_gone = Cleared {
        gone: 1,
        held: 0,
        kept: 0,
    };
    assert_eq!(cleared, all_gone);
    assert_eq!(files(state.path()), Vec::<PathBuf>::new());
    assert_eq!(
        file.save(OLD, &any).map(|_| files(state.path()).len()),
        Ok(1)
    );
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    let copy = fs::File::options()
        .append(true)
        .open(&files(state.path())[0]);
    copy.unwrap().set_modified(long_ago).unwrap();
    assert!(drafts(state.path()).list().is_empty());
    assert_eq!(files(state.path()), Vec::<PathBuf>::new());
}

/// Both versions of a report that is torn until they are written into it.
#[test]
fn a_save_that_broke_off_is_not_cleared_with_the_copies() {
    let state = tempfile::tempdir().unwrap();
    let copies = state.path().join("备份/0");
    fs::create_dir_all(&copies).unwrap();
    fs::write(copies.join("报告-000001.yaml"), "a").unwrap();
    let mark = copies.join(".报告.yaml.jixiao-unfinished");
    fs::write(&mark, "1\nab").unwrap();
    let held = fs::File::options().append(true).open(&mark).unwrap();
    held.set_modified(std::time::SystemTime::UNIX_EPOCH)
        .unwrap();
    let listed = drafts(state.path()).list();
    let states: Vec<State> = listed.iter().map(|it| it.state).collect();
    assert_eq!(states, [State::Unfinished, State::Copy]);
    let cleared = |gone, held, kept| Cleared { gone, held, kept };
    assert_eq!(drafts(state.path()).clear(false), cleared(1, 0, 1));
    held.lock().unwrap();
    assert_eq!(drafts(state.path()).clear(true), cleared(0, 1, 0));
    drop(held);
    assert_eq!(drafts(state.path()).clear(true), cleared(1, 0, 0));
}

#[test]
fn every_message_is_one_chinese_sentence() {
    for note in [
        Note::KeptElsewhere,
        Note::Reserve,
        Note::Linked,
        Note::Folder,
        Note::Owner,
        Note::Refused,
        Note::NoBackup,
    ] {
        assert_one_sentence(&Saved::Noted(note));
        assert_one_sentence(&Saved::WrittenUnconfirmed(Doubt::Unconfirmed, Some(note)));
    }
    for doubt in [Doubt::Unconfirmed, Doubt::Unsupported] {
        assert_one_sentence(&Saved::WrittenUnconfirmed(doubt, None));
    }
    for error in [
        SaveError::ChangedOnDisk,
        SaveError::Exists,
        SaveError::Linked,
        SaveError::Inseparable,
        SaveError::DiskFull,
        SaveError::ReadOnly,
        SaveError::Gone,
        SaveError::NotRegular,
        SaveError::Busy,
        SaveError::Rejected,
        SaveError::NoFolder,
        SaveError::BadName,
        SaveError::Exhausted,
        SaveError::NoBackup,
        SaveError::Torn {
            backup: "/a/备份/b.yaml".to_owned(),
        },
        SaveError::Other { code: 5 },
    ] {
        assert_one_sentence(&error);
    }
    for lost in [
        Lost::Gone,
        Lost::NoFolder,
        Lost::NotRegular,
        Lost::Unreadable,
    ] {
        assert_one_sentence(&lost);
    }
    assert_eq!(Saved::Durable.to_string(), "已保存。");
    assert_one_sentence(&Unrecorded::NoFolder);
    assert_one_sentence(&Unrecorded::Full);
    assert_one_sentence(&Unrecorded::Failed);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_mode_is_kept_and_copies_are_private() {
        let (folder, path) = report();
        set_mode(&path, 0o640);
        assert_eq!(open(&path).save(NEW, &any), Ok(Saved::Durable));
        assert_eq!(mode(&path), 0o640);
        assert_eq!(mode(&folder.path().join("备份")), 0o700);
        assert_eq!(
            mode(&folder.path().join("备份/2022 年自评-000001.yaml")),
            0o600
        );
    }

    #[test]
    fn the_owner_is_kept_where_we_may() {
        let (_folder, path) = report();
        if std::os::unix::fs::chown(&path, Some(12345), Some(12345)).is_err() {
            return; // only root may give files away
        }
        assert_eq!(open(&path).save(NEW, &any), Ok(Saved::Durable));
        assert_eq!(fs::metadata(&path).unwrap().uid(), 12345);
    }

    /// Whoever may write to the folder could have any report written over by it.
    #[test]
    fn a_save_in_place_that_somebody_else_says_broke_off_is_not_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = broken_off(folder.path(), 25);
        let left = fs::read(&path).unwrap();
        let mark = folder.path().join("备份/.报告.yaml.jixiao-unfinished");
        let give = |path: &Path| std::os::unix::fs::chown(path, Some(12345), None);
        if give(&mark).is_err() {
            return; // only root may give files away
        }
        let (file, bytes) = File::take_up(&path, None).unwrap();
        assert_eq!((bytes, file.unfinished()), (left, None));
        give(&path).unwrap();
        assert_eq!(
            File::take_up(&path, None).unwrap().1,
            NEW,
            "its owner's own"
        );
    }

    #[test]
    fn labels_and_access_lists_are_kept() {
        let (_folder, path) = report();
        // Version 2: the owner rw, user 12345 r, the group r, at most r, all others nothing.
        let entries = [
            (1, 6, -1),
            (2, 4, 12345),
            (4, 4, -1),
            (16, 4, -1),
            (32, 0, -1),
        ];
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, rights, who) in entries {
            list.extend(u16::to_le_bytes(tag));
            list.extend(u16::to_le_bytes(rights));
            list.extend(i32::to_le_bytes(who));
        }
        let all = [
            ("user.来源", b"\x01\x00".to_vec()),
            ("system.posix_acl_access", list),
        ];
        let held: Vec<_> = all
            .into_iter()
            .filter(|(name, value)| xattr::set(&path, name, value).is_ok())
            .collect();
        assert_eq!(open(&path).save(NEW, &any), Ok(Saved::Durable));
        for (name, value) in held {
            assert_eq!(xattr::get(&path, name).unwrap(), Some(value), "{name}");
        }
    }

    #[test]
    fn a_symbolic_link_stays_and_its_target_is_saved() {
        let (folder, path) = report();
        fs::create_dir(folder.path().join("桌面")).unwrap();
        let link = folder.path().join("桌面/自评.yaml");
        symlink("../2022 年自评.yaml", &link).unwrap();
        let mut file = open(&link);
        assert_eq!(file.name(), "自评.yaml");
        assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert!(folder.path().join("备份").is_dir(), "beside the target");

        let other = folder.path().join("别的.yaml");
        fs::write(&other, FOREIGN).unwrap();
        fs::remove_file(&link).unwrap();
        symlink(&other, &link).unwrap();
        assert_eq!(file.save(OLD, &any), Err(SaveError::ChangedOnDisk));
    }

    #[test]
    fn a_broken_link_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        symlink("没有", at("断")).unwrap();
        symlink("圈", at("圈")).unwrap();
        for link in ["断", "圈"] {
            let error = File::open(&at(link)).unwrap_err();
            assert!(matches!(error, OpenError::BrokenLink { .. }), "{error:?}");
            assert_one_sentence(&error);
        }
        let error = File::create(&at("断"), NEW, &any).unwrap_err();
        assert_eq!(error, SaveError::Exists);
        let error = File::open(Path::new("/dev/null")).unwrap_err();
        assert!(matches!(error, OpenError::NotRegular { .. }));
    }

    #[test]
    fn a_hard_link_is_not_cut_off_unasked() {
        let (folder, path) = report();
        let other = folder.path().join("另一个名字.yaml");
        fs::hard_link(&path, &other).unwrap();
        let mut file = open(&path);
        for saved in [file.save(NEW, &any), file.save_over_changes(NEW, &any)] {
            assert_eq!(saved, Err(SaveError::Linked));
        }
        assert_eq!(fs::read(&path).unwrap(), OLD);
        file.decide_on_links(Links::Together);
        assert_eq!(file.save(NEW, &|_| false), Err(SaveError::Rejected));
        assert_eq!(fs::read(&other).unwrap(), OLD);
        assert_eq!(file.save(NEW, &any), Ok(Saved::Noted(Note::Linked)));
        assert_eq!(fs::read(&other).unwrap(), NEW);
        let copy = folder.path().join("备份/2022 年自评-000001.yaml");
        assert_eq!(fs::read(copy).unwrap(), OLD);
        assert_eq!(file.save(b"short", &any), Ok(Saved::Noted(Note::Linked)));
        assert_eq!(fs::read(&other).unwrap(), b"short");
        file.decide_on_links(Links::Apart);
        assert_eq!(file.save(OLD, &any), Ok(Saved::Durable));
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(fs::read(&other).unwrap(), b"short");
    }

    #[test]
    fn a_hard_link_that_cannot_be_cut_off_is_not_written_through() {
        let (folder, path) = report();
        fs::hard_link(&path, folder.path().join("另一个名字.yaml")).unwrap();
        for call in ["make", "dress", "rename"] {
            let refuses = move |_, asked: &str, path: &Path| {
                let copy = path.parent().is_some_and(|it| it.ends_with("备份"));
                (asked == call && !copy).then_some(io::ErrorKind::PermissionDenied)
            };
            let (mut file, _) = File::open_on(Faulty::new(refuses), &path).unwrap();
            file.decide_on_links(Links::Apart);
            let saved = file.save(NEW, &any);
            assert_eq!(saved, Err(SaveError::Inseparable), "{call}");
            assert_eq!(fs::read(&path).unwrap(), OLD, "{call}");
        }
    }

    #[test]
    fn a_name_that_is_not_unicode_works() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xd7\xd4\xc6\xc0.yaml"); // 自评 in GBK
        let path = folder.path().join(name);
        fs::write(&path, OLD).unwrap();
        let mut file = open(&path);
        assert!(file.name().ends_with(".yaml"));
        assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
        assert_eq!(file.save(OLD, &any), Ok(Saved::Durable));
        assert_eq!(files(&folder.path().join("备份")).len(), 2);
    }

    /// Root may write anywhere; then there is nothing to see here.
    fn rights_hold(folder: &Path) -> bool {
        let hold = fs::write(folder.join("probe"), "").is_err();
        if !hold {
            fs::remove_file(folder.join("probe")).unwrap();
        }
        hold
    }

    #[test]
    fn a_file_or_directory_without_write_right_is_told_at_open() {
        let (folder, path) = report();
        set_mode(folder.path(), 0o555);
        if rights_hold(folder.path()) {
            let state = tempfile::tempdir().unwrap();
            let mut file = open(&path);
            assert!(file.is_writable(), "in place");
            file.keep_copies_in(Some(state.path().to_owned()));
            assert_eq!(file.save(NEW, &any), Ok(Saved::Noted(Note::Folder)));
            set_mode(folder.path(), 0o755);
            set_mode(&path, 0o444);
            let mut file = open(&path);
            assert!(!file.is_writable());
            assert_eq!(file.save(OLD, &any), Err(SaveError::ReadOnly));
            assert_eq!(fs::read(&path).unwrap(), NEW);
        }
        set_mode(folder.path(), 0o755);
    }

    /// S5: whoever may write in the folder puts a link where something is about to be made.
    #[test]
    fn a_link_planted_where_something_is_to_be_made_is_not_followed() {
        let (folder, path) = report();
        let state = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let victim = elsewhere.path().join("别人的");
        fs::write(&victim, FOREIGN).unwrap();
        let planting = || {
            let victim = victim.clone();
            let left = Mutex::new(3);
            Faulty::new(move |_, call, at| {
                let mut left = left.lock().unwrap();
                if call == "make" && *left > 0 && symlink(&victim, at).is_ok() {
                    *left -= 1;
                }
                None
            })
        };
        let (mut file, _) = File::open_on(planting(), &path).unwrap();
        assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert!(!fs::symlink_metadata(&path).unwrap().is_symlink());
        let exported = deliver_on(planting(), &folder.path().join("自评.docx"), NEW).unwrap();
        assert!(!fs::symlink_metadata(exported.path).unwrap().is_symlink());
        let mut journal = Journal::open_on(planting(), Some(state.path().to_owned()), None, OLD);
        for _ in 0..4 {
            journal.record(&entry());
            let _ = journal.flush();
        }
        assert!(journal.is_recording());
        drop(Lock::claim_on(planting(), &path, &seat("甲机", "")));
        assert_eq!(fs::read(&victim).unwrap(), FOREIGN);
    }

    /// S5: a state directory that is somebody else's is not written to.
    /// Whoever opens a pipe waits at it for ever.
    #[test]
    fn a_pipe_or_a_folder_in_the_place_of_a_file_holds_nobody_up() {
        let (folder, path) = report();
        let state = tempfile::tempdir().unwrap();
        let copies = folder.path().join("备份");
        fs::create_dir(&copies).unwrap();
        for path in [
            lock_of(&path),
            lock_of(&folder.path().join("去年.yaml")),
            copies.join(".2022 年自评.yaml.jixiao-unfinished"),
            copies.join("2022 年自评-000001.yaml"),
            state.path().join("配色.txt"),
        ] {
            let mut mkfifo = std::process::Command::new("mkfifo");
            assert!(mkfifo.arg(path).status().unwrap().success());
        }
        let _folder = crate::pty::within(move || {
            let (mut file, _) = File::take_up(&path, None).unwrap();
            let claim = || claim(&path, &seat("甲机", "pts/1"));
            assert!(matches!(claim(), Claim::Ours { garbage: true, .. }));
            fs::create_dir(lock_of(&path)).unwrap();
            assert!(matches!(claim(), Claim::Impossible));
            assert_eq!(file.save(NEW, &any), Ok(Saved::Durable));
            assert_eq!(kept_choice(&Os, state.path(), Chosen::Colours), None);
            folder
        });
    }

    #[test]
    fn nothing_is_recorded_where_somebody_else_may_read_it() {
        let state = tempfile::tempdir().unwrap();
        let disk = Faulty::new(|_, call, _| {
            (call == "seal_folder").then_some(io::ErrorKind::PermissionDenied)
        });
        let mut journal = Journal::open_on(disk, Some(state.path().to_owned()), None, OLD);
        journal.record(&entry());
        assert_eq!(journal.flush(), Some(Unrecorded::Failed));
        assert!(names(state.path()).is_empty());
    }

    #[test]
    fn what_is_set_aside_is_private_and_takes_its_room() {
        let state = tempfile::tempdir().unwrap();
        let reserve = Reserve::default();
        reserve.make(Arc::new(Os), state.path(), 0);
        let room = rooms(state.path()).remove(0);
        assert_eq!(mode(&room), 0o600);
        assert!(room.metadata().unwrap().blocks() * 512 >= 64 << 10);
    }

    #[test]
    fn the_journal_is_private() {
        let state = tempfile::tempdir().unwrap();
        let folder = state.path().join("jixiao");
        fs::create_dir(&folder).unwrap();
        set_mode(&folder, 0o755);
        let mut journal = Journal::open(Some(folder.clone()), None, OLD);
        journal.record(&entry());
        assert_eq!(journal.flush(), None);
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&files(&folder)[0]), 0o600);
    }
}

// --- a save in place that broke off ------------------------------------------------------------

/// A report with another name, left where the program died while it was written over: the `from`th
/// byte was reached.
fn broken_off(folder: &Path, from: usize) -> PathBuf {
    let path = folder.join("报告.yaml");
    fs::write(&path, OLD).unwrap();
    fs::hard_link(&path, folder.join("别名.yaml")).unwrap();
    let disk = Faulty::new(|_, call, path| {
        let is_report = path.file_name().is_some_and(|name| name == "报告.yaml");
        let dies = is_report && ["write", "set_len"].contains(&call);
        (dies || call == "remove" && !is_report).then_some(io::ErrorKind::Other)
    });
    let (mut file, _) = File::open_on(disk, &path).unwrap();
    file.decide_on_links(Links::Together);
    let torn = file.save(NEW, &any);
    assert!(matches!(torn, Err(SaveError::Torn { .. })), "{torn:?}");
    drop(file);
    // A program that another test is just starting has its lock a moment longer.
    let mark = fs::File::open(folder.join("备份/.报告.yaml.jixiao-unfinished")).unwrap();
    mark.lock().unwrap();
    mark.unlock().unwrap();
    let left = NEW[..from].iter().chain(OLD.iter().skip(from));
    fs::write(&path, left.copied().collect::<Vec<_>>()).unwrap();
    path
}

#[test]
fn a_save_in_place_that_a_kill_broke_off_is_ended_at_the_next_start() {
    let alike = NEW.iter().zip(OLD).take_while(|(new, old)| new == old);
    for from in alike.count() + 1..NEW.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = broken_off(folder.path(), from);
        let (file, bytes) = File::take_up(&path, None).unwrap();
        assert_eq!(bytes, NEW, "{from}");
        assert_eq!(fs::read(folder.path().join("别名.yaml")).unwrap(), NEW);
        let told = file.unfinished().unwrap();
        assert_one_sentence(told);
        let (file, _) = File::take_up(&path, None).unwrap();
        assert_eq!(file.unfinished(), None, "once");
    }
}

/// What is between two versions may be somebody's own.
#[test]
fn what_stood_there_is_kept_before_a_save_is_ended() {
    let folder = tempfile::tempdir().unwrap();
    let path = broken_off(folder.path(), 25);
    let left = fs::read(&path).unwrap();
    let full = Faulty::new(|_, call, _| (call == "make").then_some(io::ErrorKind::StorageFull));
    let (file, bytes) = File::take_up_on(full, &path, None).unwrap();
    assert_eq!(bytes, left, "not without a copy");
    assert!(file.unfinished().is_some());
    assert_eq!(File::take_up(&path, None).unwrap().1, NEW);
    let copies = folder.path().join("备份");
    assert_eq!(fs::read(copies.join("报告-000002.yaml")).unwrap(), left);
}

/// Killed before the first byte, or put back by hand from 备份.
#[test]
fn a_save_in_place_of_which_nothing_was_written_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = broken_off(folder.path(), 0);
    let (file, bytes) = File::take_up(&path, None).unwrap();
    assert_eq!((bytes.as_slice(), file.unfinished()), (OLD, None));
    assert_eq!(names(&folder.path().join("备份")), ["报告-000001.yaml"]);
}

#[test]
fn what_a_power_cut_left_of_a_save_in_place_is_ended_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = broken_off(folder.path(), 0);
    // Pages come to the medium in any order, and what grew may be blank.
    let mut left = OLD.to_vec();
    left.resize(NEW.len(), 0);
    left[20..30].copy_from_slice(&NEW[20..30]);
    fs::write(&path, left).unwrap();
    assert_eq!(File::take_up(&path, None).unwrap().1, NEW);
}

#[test]
fn what_somebody_wrote_since_is_not_taken_for_half_a_save() {
    for theirs in [FOREIGN, b"", &[OLD, b"a: 1\n"].concat()] {
        let folder = tempfile::tempdir().unwrap();
        let path = broken_off(folder.path(), 0);
        fs::write(&path, theirs).unwrap();
        let (file, bytes) = File::take_up(&path, None).unwrap();
        assert_eq!((bytes.as_slice(), file.unfinished()), (theirs, None));
        assert_eq!(fs::read(&path).unwrap(), theirs);
        fs::write(&path, OLD).unwrap();
        assert_eq!(File::take_up(&path, None).unwrap().1, OLD, "never again");
    }
}

#[test]
fn a_save_in_place_that_is_still_going_on_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = broken_off(folder.path(), 25);
    let left = fs::read(&path).unwrap();
    let mark = folder.path().join("备份/.报告.yaml.jixiao-unfinished");
    let going_on = fs::File::open(&mark).unwrap();
    going_on.lock().unwrap();
    let (file, bytes) = File::take_up(&path, None).unwrap();
    assert_eq!((bytes, file.unfinished()), (left, None));
    drop(going_on);
    assert_eq!(File::take_up(&path, None).unwrap().1, NEW);
}

#[test]
fn a_save_in_place_that_cannot_be_ended_says_where_the_whole_version_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = broken_off(folder.path(), 25);
    let left = fs::read(&path).unwrap();
    let stands = path.clone();
    let disk = Faulty::new(move |_, call, path| {
        (call == "overwrite" && path == stands).then_some(io::ErrorKind::PermissionDenied)
    });
    let (file, bytes) = File::take_up_on(disk, &path, None).unwrap();
    assert_eq!(bytes, left);
    let told = file.unfinished().unwrap();
    assert_one_sentence(told);
    assert!(told.to_string().contains(".jixiao-unfinished"), "{told}");
    assert_eq!(File::take_up(&path, None).unwrap().1, NEW, "later");
}

// --- delivering --------------------------------------------------------------------------------

/// What stands in a directory under a name that a person sees.
fn visible(folder: &Path) -> Vec<String> {
    let mut names = names(folder);
    names.retain(|name| !name.starts_with('.'));
    names
}

#[test]
fn whatever_fails_no_half_document_has_the_final_name() {
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::Other] {
        for on in [true, false] {
            for unknown in &UNKNOWN[..3] {
                let mut n = 0;
                let calls = to_the_end(|| {
                    n += 1;
                    is_delivered_whole(n - 1, kind, on, unknown)
                });
                assert!(calls > 5);
            }
        }
    }
}

/// Delivers with the `n`th call failing; tells whether there was such a call.
fn is_delivered_whole(n: usize, kind: io::ErrorKind, on: bool, unknown: &'static [&str]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let disk = Faulty::new(move |at, call, _| {
        let fails = at == n || on && at > n;
        let is_unknown = unknown.contains(&call);
        fails
            .then_some(kind)
            .or(is_unknown.then_some(io::ErrorKind::Unsupported))
    });
    match deliver_on(disk.clone(), &folder.path().join("自评.docx"), NEW) {
        Ok(done) => assert_eq!(fs::read(done.path).unwrap(), NEW),
        Err(error) => {
            assert_one_sentence(&error);
            assert!(visible(folder.path()).is_empty(), "{n} {on}: {error}");
        }
    }
    for name in visible(folder.path()) {
        let bytes = fs::read(folder.path().join(&name)).unwrap();
        assert_eq!(bytes, NEW, "{n} {on}: {name}");
    }
    disk.count() > n
}

#[test]
fn a_document_goes_under_another_name_where_its_own_is_taken_or_held() {
    let (folder, _) = report();
    let wanted = folder.path().join("自评.docx");
    fs::write(&wanted, FOREIGN).unwrap();
    let done = deliver(&wanted, NEW).unwrap();
    assert_eq!(done.path, folder.path().join("自评(2).docx"));
    let words = done.instead.unwrap();
    assert_eq!(
        words,
        "“自评.docx”已经有了，没有动它，这次另写了“自评(2).docx”。"
    );
    assert_eq!(fs::read(&wanted).unwrap(), FOREIGN);

    // Held by another program without being there to be looked at.
    let disk = Faulty::new(|_, call, path| {
        let held = path.ends_with("另存.docx") && ["rename_new", "make"].contains(&call);
        held.then_some(io::ErrorKind::ResourceBusy)
    });
    let done = deliver_on(disk, &folder.path().join("另存.docx"), NEW).unwrap();
    assert_eq!(done.path, folder.path().join("另存(2).docx"));
    assert!(done.instead.unwrap().contains("正被别的程序打开"));
    assert!(!folder.path().join("另存.docx").exists());
}

#[test]
fn where_nothing_may_be_written_a_sentence_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("没有").join("自评.docx");
    let error = deliver(&missing, NEW).unwrap_err();
    assert!(matches!(error, Undelivered::NoFolder(_)));
    assert_one_sentence(&error);
    let shut =
        Faulty::new(|_, call, _| (call == "make").then_some(io::ErrorKind::PermissionDenied));
    let error = deliver_on(shut, &folder.path().join("自评.docx"), NEW).unwrap_err();
    assert!(matches!(error, Undelivered::ReadOnly(_)));
    assert_one_sentence(&error);
    let held = Faulty::new(|_, call, _| {
        ["rename_new", "make"]
            .contains(&call)
            .then_some(io::ErrorKind::ResourceBusy)
    });
    let error = deliver_on(held, &folder.path().join("自评.docx"), NEW).unwrap_err();
    assert!(matches!(error, Undelivered::Taken(_)));
    assert_one_sentence(&error);
    let long = folder.path().join(format!("{}.docx", "绩".repeat(90)));
    let error = deliver(&long, NEW).unwrap_err();
    assert!(matches!(error, Undelivered::BadName(_)));
    assert_one_sentence(&error);
    assert!(visible(folder.path()).is_empty());
}

// --- recording ---------------------------------------------------------------------------------

pub(crate) fn entry() -> Entry {
    let step = Step {
        name: "修改全年执行数".to_owned(),
        place: FieldPath::root().key("项目").index(2).key("执行数"),
        view: Some("预算构成".into()),
        patches: vec![Patch {
            at: 3,
            old: "旧".into(),
            new: "435.20\n".into(),
        }],
        changes: Vec::new(),
    };
    Entry {
        kind: Kind::Do,
        taken: Taken {
            when: "2023-04-28 17:05:00".to_owned(),
            step,
        },
        after: Digest::of(NEW),
    }
}

fn lines(state: &Path) -> Vec<serde_json::Value> {
    let records = files(state);
    assert_eq!(records.len(), 1, "{records:?}");
    fs::read_to_string(&records[0])
        .unwrap()
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

#[test]
fn every_step_is_one_line_of_json() {
    let (_folder, path) = report();
    let state = tempfile::tempdir().unwrap();
    let at = state.path().join("deep/jixiao");
    let file = open(&path);
    let mut journal = Journal::open(Some(at.clone()), Some(&file), OLD);
    assert!(!at.exists(), "nothing before the first step");
    journal.record(&entry());
    assert_eq!(journal.flush(), None);
    let undo = Entry {
        kind: Kind::Undo,
        ..entry()
    };
    journal.record(&undo);
    assert_eq!(journal.flush(), None);
    assert!(journal.is_recording());

    let lines = lines(&at);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["jixiao"], 2);
    assert_eq!(lines[0]["base"], Digest::of(OLD).to_string());
    assert_eq!(lines[0]["path"], file.target().to_string_lossy().as_ref());
    assert_eq!(
        lines[1],
        serde_json::json!([1, {"step": {
            "kind": "do", "when": "2023-04-28 17:05:00",
            "step": {
                "name": "修改全年执行数", "place": "项目[2].执行数",
                "view": "预算构成", "changes": [],
                "patches": [{"at": 3, "old": "旧", "new": "435.20\n"}],
            },
            "after": Digest::of(NEW).to_string(),
        }}])
    );
    assert_eq!(
        (&lines[2][0], &lines[2][1]["step"]["kind"]),
        (&2.into(), &"undo".into())
    );
}

#[test]
fn a_save_starts_the_record_again_and_a_clean_end_keeps_what_can_be_undone() {
    let (_folder, path) = report();
    let state = tempfile::tempdir().unwrap();
    let mut file = open(&path);
    let mut journal = Journal::open(Some(state.path().to_owned()), Some(&file), OLD);
    journal.record(&entry());
    assert_eq!(journal.flush(), None);
    let first = files(state.path());
    file.save(NEW, &any).unwrap();
    journal.restart(Some(&file), NEW, false);
    assert_eq!(journal.flush(), None);
    assert_eq!(
        files(state.path()).len(),
        2,
        "the disk may come back with the old version"
    );
    journal.restart(Some(&file), NEW, true);
    assert_eq!(journal.flush(), None);
    assert_ne!(files(state.path()), first);
    let lines = lines(state.path());
    assert_eq!(lines[0]["base"], Digest::of(NEW).to_string());
    assert_eq!(lines[1][1]["past"]["step"]["name"], "修改全年执行数");
    let kept = files(state.path());
    drop(journal.finish(true, true).map(Piece::write));
    assert_eq!(files(state.path()), kept);
}

#[test]
fn a_document_without_a_file_leaves_nothing() {
    let state = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(Some(state.path().to_owned()), None, OLD);
    journal.record(&entry());
    assert_eq!(journal.flush(), None);
    drop(journal.finish(false, false).map(Piece::write));
    assert!(files(state.path()).is_empty());
}

#[test]
fn the_record_of_a_crashed_session_is_left_alone() {
    let state = tempfile::tempdir().unwrap();
    let folder = || Some(state.path().to_owned());
    let mut crashed = Journal::open(folder(), None, OLD);
    crashed.record(&entry());
    assert_eq!(crashed.flush(), None);
    drop(crashed);
    let mut journal = Journal::open(folder(), None, OLD);
    journal.record(&entry());
    assert_eq!(journal.flush(), None);
    assert_eq!(files(state.path()).len(), 2);
    drop(journal.finish(false, true).map(Piece::write));
    assert_eq!(lines(state.path()).len(), 2);
}

#[test]
fn a_record_that_cannot_be_written_is_told_once() {
    let mut nowhere = Journal::open(None, None, OLD);
    assert!(!nowhere.is_recording(), "before the first step");
    nowhere.record(&entry());
    assert_eq!(nowhere.flush(), Some(Unrecorded::NoFolder));
    nowhere.record(&entry());
    assert_eq!(nowhere.flush(), None);

    let (_folder, path) = report();
    let mut blocked = Journal::open(Some(path), None, OLD);
    blocked.record(&entry());
    assert_eq!(blocked.flush(), Some(Unrecorded::Failed));
    blocked.record(&entry());
    assert_eq!(blocked.flush(), None);
}

#[test]
fn a_record_catches_up_when_the_disk_has_room_again() {
    for failing in ["write", "sync_data", "make"] {
        let state = tempfile::tempdir().unwrap();
        let full = Arc::new(Mutex::new(false));
        let is_full = full.clone();
        let disk = Faulty::new(move |_, call, _| {
            (call == failing && *is_full.lock().unwrap()).then_some(io::ErrorKind::StorageFull)
        });
        let mut journal = Journal::open_on(disk, Some(state.path().to_owned()), None, OLD);
        *full.lock().unwrap() = failing == "make";
        journal.record(&entry());
        let first = journal.flush();
        assert_eq!(first.is_some(), failing == "make");
        *full.lock().unwrap() = true;
        journal.record(&entry());
        let second = journal.flush();
        assert_eq!(second.is_some(), failing != "make", "told once");
        journal.record(&entry());
        assert_eq!(journal.flush(), None);
        *full.lock().unwrap() = false;
        journal.record(&entry());
        assert_eq!(journal.flush(), None);
        assert!(journal.is_recording());

        let lines = lines(state.path());
        assert!(lines.iter().any(|line| line["jixiao"] == 2));
        for n in 1..=4 {
            assert!(lines.iter().any(|line| line[0] == n), "{failing}: step {n}");
        }
    }
}

/// R14: a home on a network disk, as offices have it.
#[test]
fn a_disk_that_cannot_sync_takes_a_record_all_the_same() {
    for kind in [io::ErrorKind::InvalidInput, io::ErrorKind::Unsupported] {
        let state = tempfile::tempdir().unwrap();
        let disk = Faulty::new(move |_, call, _| call.starts_with("sync").then_some(kind));
        let mut journal = Journal::open_on(disk, Some(state.path().to_owned()), None, OLD);
        journal.record(&entry());
        assert_eq!(journal.flush(), None);
        drop(journal);
        assert_eq!(lines(state.path()).len(), 2);
    }
}

// --- room set aside ----------------------------------------------------------------------------

/// What is set aside in a directory.
pub(crate) fn rooms(state: &Path) -> Vec<PathBuf> {
    let mut rooms = files(state);
    rooms.retain(|path| path.extension().is_some_and(|it| it == "room"));
    rooms
}

/// A disk without room for what it writes elsewhere as long as there is some set aside in `state`, if
/// giving that up `frees` any.
fn full_but_for(state: &Path, frees: bool) -> Arc<Faulty> {
    let state = state.to_owned();
    Faulty::new(move |_, call, path| {
        let is_room = path.extension().is_some_and(|it| it == "room");
        let is_full = || !frees || !rooms(&state).is_empty();
        (call == "write" && !is_room && is_full()).then_some(io::ErrorKind::StorageFull)
    })
}

/// R10: what is set aside is there, and goes for the save that needs it.
#[test]
fn a_save_on_a_full_disk_has_the_room_that_was_set_aside() {
    for (frees, ended) in [
        (true, Ok(Saved::Noted(Note::Reserve))),
        (false, Err(SaveError::DiskFull)),
    ] {
        let (folder, path) = report();
        let state = folder.path().join("state");
        let disk = full_but_for(&state, frees);
        let (file, _) = File::open_on(disk.clone(), &path).unwrap();
        let reserve = Reserve::default();
        reserve.make(disk, &state, OLD.len());
        assert_eq!(rooms(&state).len(), 1);
        let saved = reserve.spend(|| {
            let mut file = file.clone();
            let saved = file.save(NEW, &any)?;
            Ok((file, saved))
        });
        assert_eq!(saved.map(|it| it.1), ended);
        let expected = if frees { NEW } else { OLD };
        assert_eq!(fs::read(&path).unwrap(), expected);
        assert!(rooms(&state).is_empty());
        assert!(!reserve.give_up(), "there is no more");
    }
}

/// R10: what is done between two saves is on the disk as well.
#[test]
fn a_step_on_a_full_disk_has_the_room_that_was_set_aside() {
    for frees in [true, false] {
        let state = tempfile::tempdir().unwrap();
        let state = state.path();
        let disk = full_but_for(state, frees);
        let reserve = Reserve::default();
        reserve.make(disk.clone(), state, OLD.len());
        let mut journal = Journal::open_on(disk, Some(state.to_owned()), None, OLD);
        for is_first in [true, false] {
            journal.record(&entry());
            let (piece, spent) = journal.hand_out().unwrap().write_with(&reserve);
            assert_eq!(spent, is_first);
            let told = (is_first && !frees).then_some(Unrecorded::Full);
            assert_eq!(journal.take_back(piece), told);
        }
        assert_eq!(journal.is_recording(), frees);
        assert!(rooms(state).is_empty());
        if frees {
            let lines = lines(state);
            assert!((1..=2).all(|n| lines.iter().any(|line| line[0] == n)));
        }
    }
}

#[test]
fn what_is_set_aside_is_as_large_as_a_save_and_given_up_where_it_does_not_fit() {
    let state = tempfile::tempdir().unwrap();
    let state = state.path();
    let size = || {
        rooms(state)
            .iter()
            .map(|it| it.metadata().unwrap().len())
            .sum::<u64>()
    };
    let reserve = Reserve::default();
    for (len, wanted) in [
        (0, 64 << 10),
        (100 << 10, 512 << 10),
        // What is there already is enough.
        (10, 512 << 10),
        (usize::MAX, 16 << 20),
    ] {
        reserve.make(Arc::new(Os), state, len);
        assert_eq!(size(), wanted);
    }
    assert!(reserve.give_up());
    assert_eq!(size(), 0);
    for call in ["create_folder", "seal_folder", "make", "write", "sync_data"] {
        let disk =
            Faulty::new(move |_, asked, _| (asked == call).then_some(io::ErrorKind::StorageFull));
        let reserve = Reserve::default();
        reserve.make(disk, state, 0);
        assert!(rooms(state).is_empty() && !reserve.give_up(), "{call}");
    }
}

/// P8: nothing stays that nobody has.
#[test]
fn what_a_crash_left_set_aside_goes_at_the_next_start_and_when_drafts_are_cleared() {
    let state = tempfile::tempdir().unwrap();
    let state = state.path();
    let left = state.join("预留空间-7-1.room");
    let (one, other) = (Reserve::default(), Reserve::default());
    one.make(Arc::new(Os), state, 0);
    fs::write(&left, "x").unwrap();
    other.make(Arc::new(Os), state, 0);
    assert!(!left.exists());
    fs::write(&left, "x").unwrap();
    let cleared = drafts(state).clear(true);
    assert_eq!((cleared.gone, cleared.held), (0, 0), "it is no draft");
    assert!(!left.exists());
    assert_eq!(rooms(state).len(), 2, "what somebody has stays");
    assert!(one.give_up() && other.give_up());
    assert!(rooms(state).is_empty());
}

#[test]
fn the_state_directory_comes_from_the_environment_it_is_given() {
    let with = |pairs: &'static [(&str, &str)]| {
        state_directory(&|key| {
            let found = pairs.iter().find(|(name, _)| *name == key);
            found.map(|(_, value)| (*value).into())
        })
    };
    assert_eq!(with(&[]), None);
    assert_eq!(with(&[("HOME", "relative")]), None);
    if cfg!(unix) {
        assert_eq!(
            with(&[("HOME", "/home/a")]),
            Some("/home/a/.local/state/jixiao".into())
        );
        assert_eq!(
            with(&[("HOME", "/home/a"), ("XDG_STATE_HOME", "/s")]),
            Some("/s/jixiao".into())
        );
    }
}

// --- who has it open ---------------------------------------------------------------------------

pub(crate) fn seat(host: &str, window: &str) -> Seat {
    Seat {
        host: host.to_owned(),
        window: window.to_owned(),
    }
}

fn lock_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap().to_string_lossy();
    path.with_file_name(format!(".{name}.jixiao-lock"))
}

fn claim(path: &Path, seat: &Seat) -> Claim {
    Lock::claim(&open(path), seat)
}

#[track_caller]
fn ours(claim: Claim) -> Lock {
    match claim {
        Claim::Ours { lock, garbage } => {
            assert!(!garbage);
            lock
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_second_is_told_who_was_first() {
    let (folder, path) = report();
    let first = ours(claim(&path, &seat("甲机", "pts/1")));
    let Claim::Theirs(holder) = claim(&path, &seat("甲机", "pts/2")) else {
        panic!("the lock is held");
    };
    assert_eq!(
        (&*holder.place, &*holder.since),
        ("本机的另一个窗口", "刚刚")
    );
    let Claim::Theirs(holder) = claim(&path, &seat("乙机", "")) else {
        panic!("the lock is held");
    };
    assert_eq!(holder.place, "电脑“甲机”");
    assert_eq!(first.watch().lost_to(), None);
    drop(first);
    assert_eq!(names(folder.path()), ["2022 年自评.yaml"]);
    drop(ours(claim(&path, &seat("乙机", ""))));
}

#[test]
fn whoever_takes_over_has_it_and_the_first_notices() {
    let (folder, path) = report();
    let first = ours(claim(&path, &seat("甲机", "pts/1")));
    let second = Lock::take(&open(&path), &seat("乙机", "pts/2")).unwrap();
    let holder = first.watch().lost_to().unwrap();
    assert_eq!(holder.place, "电脑“乙机”");
    drop(first);
    assert_eq!(second.watch().lost_to(), None, "not removed by the first");
    fs::remove_file(lock_of(&path)).unwrap();
    let Standing::Ours(again) = second.watch().look() else {
        panic!("nobody else has it");
    };
    drop(second);
    assert!(lock_of(&path).exists(), "made again");
    drop(again);
    assert_eq!(names(folder.path()), ["2022 年自评.yaml"]);
}

/// R30, R31: NTFS of a USB stick or a second partition, as Linux desktops have it.
#[test]
fn a_lock_is_seen_on_a_disk_that_takes_what_a_link_names_for_another_file() {
    let (_folder, path) = report();
    let unknown =
        |_, call: &str, _: &Path| (call == "rename_new").then_some(io::ErrorKind::InvalidInput);
    let disk = || Arc::new(Faulty::of(unknown, true));
    let here = seat("甲机", "pts/1");
    let first = ours(Lock::claim_on(disk(), &path, &here));
    let second = Lock::claim_on(disk(), &path, &here);
    assert!(matches!(second, Claim::Theirs(_)), "{second:?}");
    File::take_up(&path, None).unwrap();
    assert!(lock_of(&path).exists());
    drop(first);
    drop(ours(Lock::claim_on(disk(), &path, &here)));
}

/// A lock as a crash leaves it: nobody holds the file.
fn forge(path: &Path, host: &str, pid: u32, since: u64) {
    let text = serde_json::json!({
        "jixiao": 1, "host": host, "window": "pts/7", "pid": pid, "serial": 1, "since": since,
    });
    fs::write(lock_of(path), format!("{text}\n")).unwrap();
}

#[test]
fn a_lock_left_by_a_crash_is_cleared_here_and_asked_about_elsewhere() {
    let (_folder, path) = report();
    let here = seat("甲机", "pts/1");
    for since in [0, u64::MAX] {
        // The number may belong to a living process by now: 1 always does.
        forge(&path, "甲机", 1, since);
        drop(ours(claim(&path, &here)));
        assert!(!lock_of(&path).exists());
        forge(&path, "乙机", 1, since);
        let Claim::Doubtful(holder) = claim(&path, &here) else {
            panic!("nobody can know");
        };
        assert_eq!(holder.place, "电脑“乙机”");
        assert_eq!(holder.since.is_empty(), since == u64::MAX);
        assert!(lock_of(&path).exists());
    }
}

#[test]
fn where_files_cannot_be_locked_the_process_is_looked_for() {
    if !Path::new("/proc/self").exists() {
        return;
    }
    let disk = || {
        Faulty::new(|_, call, _| {
            ["lock", "share"]
                .contains(&call)
                .then_some(io::ErrorKind::Unsupported)
        })
    };
    let here = seat("甲机", "pts/1");
    let (_folder, path) = report();
    forge(&path, "甲机", 1, 0);
    assert!(matches!(
        Lock::claim_on(disk(), &path, &here),
        Claim::Theirs(_)
    ));
    forge(&path, "甲机", u32::MAX, 0);
    drop(ours(Lock::claim_on(disk(), &path, &here)));
    // Since the machine was started anew the number is of another process.
    let text =
        r#"{"jixiao":1,"host":"甲机","window":"","pid":1,"boot":"那次","serial":1,"since":0}"#;
    fs::write(lock_of(&path), text).unwrap();
    drop(ours(Lock::claim_on(disk(), &path, &here)));

    let state = tempfile::tempdir().unwrap();
    let journal = || Journal::open_on(disk(), Some(state.path().to_owned()), None, OLD);
    let mut crashed = journal();
    crashed.record(&entry());
    assert_eq!(crashed.flush(), None);
    drop(crashed);
    let record = files(state.path()).remove(0);
    let [mut header, step] = <[serde_json::Value; 2]>::try_from(lines(state.path())).unwrap();
    let this = header["boot"].clone();
    for (boot, count) in [(this, 0), ("那次".into(), 1), ("".into(), 0)] {
        header["pid"] = 1.into();
        header["boot"] = boot;
        fs::write(&record, format!("{header}\n{step}\n")).unwrap();
        let found = journal().seeker().found(None, OLD).records.len();
        assert_eq!(found, count, "{header}");
    }
}

#[test]
fn a_lock_that_is_garbage_is_replaced_and_told() {
    let (_folder, path) = report();
    let here = seat("甲机", "pts/1");
    for garbage in [
        &b""[..],
        b"\0\0\0",
        b"{\"jixiao\": 9}",
        b"[[[[",
        &[0xff; 9000],
    ] {
        fs::write(lock_of(&path), garbage).unwrap();
        let Claim::Ours { lock, garbage } = claim(&path, &here) else {
            panic!("garbage is nobody's");
        };
        assert!(garbage);
        assert_eq!(lock.watch().lost_to(), None);
        fs::write(lock_of(&path), "x").unwrap();
        assert_eq!(lock.watch().lost_to(), None, "nobody has taken it");
        drop(lock);
        fs::remove_file(lock_of(&path)).unwrap();
    }
    fs::create_dir(lock_of(&path)).unwrap();
    assert!(!matches!(claim(&path, &here), Claim::Ours { .. }));
}

#[test]
fn where_no_lock_can_be_made_it_is_told() {
    let (_folder, path) = report();
    let disk =
        Faulty::new(|_, call, _| (call == "make").then_some(io::ErrorKind::PermissionDenied));
    let claim = Lock::claim_on(disk, &path, &seat("甲机", ""));
    assert!(matches!(claim, Claim::Impossible));
    for call in ["make", "write"] {
        let disk =
            Faulty::new(move |_, asked, _| (asked == call).then_some(io::ErrorKind::StorageFull));
        let claim = Lock::claim_on(disk, &path, &seat("甲机", ""));
        assert!(matches!(claim, Claim::Full));
    }
}

#[test]
fn locks_of_reports_that_are_gone_are_swept() {
    let (folder, path) = report();
    let here = Seat::here();
    let gone = folder.path().join("去年.yaml");
    forge(&gone, &here.host, 1, 0);
    let elsewhere = folder.path().join("别处.yaml");
    forge(&elsewhere, "别的机器", 1, 0);
    fs::write(&elsewhere, OLD).unwrap();
    // Nobody on any machine needs these: whoever has such a report open makes its lock again.
    forge(&folder.path().join("别处没有了.yaml"), "别的机器", 1, 0);
    let garbage = folder.path().join("乱.yaml");
    fs::write(lock_of(&garbage), "[[[[").unwrap();
    // Of a report whose name its lock has only the beginning of.
    let long = folder.path().join("长".repeat(80)).with_extension("yaml");
    fs::write(&long, OLD).unwrap();
    let before = files(folder.path());
    let there = Lock::take(&open(&long), &seat("别的机器", "")).unwrap();
    let mut its = files(folder.path());
    its.retain(|path| !before.contains(path));
    let text = fs::read(&its[0]).unwrap();
    drop(there);
    fs::write(&its[0], text).unwrap();
    let kept = folder.path().join("正开着.yaml");
    fs::write(&kept, OLD).unwrap();
    let lock = ours(claim(&kept, &here));
    File::take_up(&path, None).unwrap();
    assert!(!lock_of(&gone).exists());
    assert!(lock_of(&elsewhere).exists());
    assert!(!lock_of(&folder.path().join("别处没有了.yaml")).exists());
    assert!(!lock_of(&garbage).exists());
    assert!(lock_of(&kept).exists());
    assert!(its[0].exists());
    drop(lock);
}

// --- recording, whatever fails ---

/// Takes a step in a document and in its record.
pub(crate) fn types(document: &mut Document, journal: &mut Journal, value: &str) {
    let path = FieldPath::root().key("年度");
    let value = Value::Number(value.to_owned());
    let step = Transaction {
        name: "修改「年度」".to_owned(),
        place: path.clone(),
        edits: vec![Edit::Set { path, value }],
    };
    document.edit(step).unwrap();
    let step = document.can_undo().unwrap();
    let mut entry = entry();
    entry.taken.step.patches = step.patches.clone();
    entry.after = Digest::of(&document.to_bytes());
    journal.record(&entry);
    let _ = journal.flush();
}

/// Records, saves and records again with the call `n` failing, and all after it too if `on`;
/// then crashes. `false` if there was no such call any more.
fn records_through(n: usize, kind: io::ErrorKind, on: bool) -> bool {
    let context = format!("call {n}, {kind:?}, on: {on}");
    let (_folder, path) = report();
    let state = tempfile::tempdir().unwrap();
    let disk = Faulty::new(move |call, _, _| (call == n || on && call > n).then_some(kind));
    let mut file = open(&path);
    let folder = Some(state.path().to_owned());
    let mut journal = Journal::open_on(disk.clone(), folder.clone(), Some(&file), OLD);
    let mut document = Document::read(OLD);
    types(&mut document, &mut journal, "1");
    journal.draft(Some(Draft::Typed {
        place: FieldPath::root().key("年度"),
        view: None,
        text: "3".to_owned(),
    }));
    let _ = journal.flush();
    types(&mut document, &mut journal, "2");
    let saved = document.to_bytes();
    file.save(&saved, &any).unwrap();
    document.mark_saved(document.state());
    journal.restart(Some(&file), &saved, true);
    let _ = journal.flush();
    types(&mut document, &mut journal, "4");
    let draft = Draft::Typed {
        place: FieldPath::root().key("年度"),
        view: None,
        text: "5".to_owned(),
    };
    journal.draft(Some(draft.clone()));
    let _ = journal.flush();
    let recorded = journal.is_recording();
    drop(journal);

    let mut journal = Journal::open(folder.clone(), Some(&file), &saved);
    let found = journal.seeker().found(Some(&file), &saved);
    let replays = found.records.iter().map(|record| record.replay(&saved));
    let replays: Vec<_> = replays.flatten().filter(|it| it.is_unsaved()).collect();
    if recorded {
        assert_eq!(replays.len(), 1, "{context}");
        let replay = &replays[0];
        assert_eq!(replay.draft(), Some(&draft), "{context}");
        assert_eq!(replay.document().text(), document.text(), "{context}");
        let mut document = replay.document().clone();
        to_the_end(|| document.undo().is_some());
        assert_eq!(document.to_bytes(), OLD, "{context}");
    }
    drop(replays);
    // What was found is gone on with on a disk that fails as well, and is found again.
    let mut records = found.records.into_iter();
    if let (true, Some(record)) = (recorded, records.next()) {
        let replay = record.replay(&saved).unwrap();
        let disk = Faulty::new(move |call, _, _| (call == n || on && call > n).then_some(kind));
        journal = Journal::open_on(disk, folder.clone(), Some(&file), &saved);
        journal.adopt(record, &replay, Some(&file), &saved);
        let _ = journal.flush();
        drop((journal, records));
        let journal = Journal::open(folder, Some(&file), &saved);
        let found = journal.seeker().found(Some(&file), &saved);
        let replays = found.records.iter().flat_map(|it| it.replay(&saved));
        let mut texts = replays.map(|it| it.document().text().to_owned());
        assert!(texts.any(|text| text == document.text()), "{context}");
    }
    disk.count() > n
}

#[test]
fn whatever_fails_what_is_said_to_be_recorded_is_found() {
    for kind in FAULTS {
        for on in [false, true] {
            let mut n = 0;
            let calls = to_the_end(|| {
                n += 1;
                records_through(n - 1, kind, on)
            });
            assert!(calls >= 10, "only {calls} calls were tried");
        }
    }
}
