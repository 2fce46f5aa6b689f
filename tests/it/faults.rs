//! Every call that opening, saving, exporting, locking, recording and recovering make of the disk, failed once
//! by every kind of fault, and from there on: as a full disk, an error, a missing right, a file
//! that somebody holds, a call that the disk does not know, a write that breaks off, and a crash,
//! after which nothing more is done.
//!
//! Whatever happens, the report is wholly the old or wholly the new one, nothing is called saved
//! that would not survive a power cut, every copy kept is whole, and the next start leaves no
//! strays. `.ci/faults` does the same to the system calls of a save, of recording, of recovering and of an
//! export, from outside; how often each was done stands in the README.
//!
//! Where each promise (P) and each row of reliability (R) and security (S) is held; the last test
//! holds that none is missing and that every test named is there:
//!
//! | Promise | Test |
//! |--|--|
//! | P1, P2 saved is saved, wholly old or wholly new | here; `store` a_save_in_place_that_a_kill_broke_off and those after it |
//! | P3 at most a second is lost | `pty` what_was_done_and_half_typed_before_a_kill, a_closed_window_ends_it, a_terminal_that_takes_nothing |
//! | P5 what is not edited stays | `lossless` |
//! | P6 what is not understood is not written | `newer` a_report_in_the_next_format |
//! | P7 every failure is a sentence | here; `store` every_message_is_one_chinese_sentence |
//! | P8 nothing stays for ever | here; `store` strays_of_crashed_saves, locks_of_reports_that_are_gone, in_a_directory_without; `recovery` old_records_go |
//! | R1, R2 killed at any instruction, while editing | here; `.ci/faults`; `pty` what_was_done_and_half_typed_before_a_kill |
//! | R3, R4 signals, closed window, dead terminal | `pty` a_signal_ends_it, a_closed_window_ends_it, the_program_ends_within_a_second |
//! | R5 closed window, log-off and shutdown of Windows | `src/ui/terminal/events` an_event_of_the_console_reaches_the_loop |
//! | R6-R8 power cut | here, by the order of syncs; `recovery`; `.ci/power` |
//! | R9-R14 full, failing and unsyncing disks | here; `store` a_full_disk_at_any_step and those after it, what_could_not_be_synced, a_disk_that_cannot_sync_takes_a_record; `pty` a_limit_on_the_size |
//! | R10 a disk that fills between edits | here a_disk_that_fills_between_edits, on_a_full_disk; `store` a_save_on_a_full_disk_has, a_step_on_a_full_disk_has and those after it |
//! | R15 interrupted and short calls | `src/store/disk` a_call_that_a_signal_broke_off; `.ci/faults`; short ones here |
//! | R16 slow disk | `journeys` a_slow_disk_stops_nobody and those after it; `hanging`; `pty` a_record_that_hangs |
//! | R17 a file that may not be written | `saving` a_file_that_cannot_be_written |
//! | R18, R20, R22, R23 held files, links, rights, names | `store` a_file_that_may_not_be_replaced and those around it, long_names; `hostile` a_file_may_be_called_anything |
//! | R21 other names of a file | `saving` linked; `store` a_hard_link_is_not_cut_off_unasked |
//! | P4 nothing is written over unasked | `saving`, `outside` |
//! | R19, R44 exports | here; `store` whatever_fails_no_half_document |
//! | R24-R28 others write, move or delete the file | `outside` whoever_writes and those before it; `merge` |
//! | R29 a disk pulled out | here a_disk_that_is_pulled_out |
//! | R30-R32 locks, and garbage in the place of locks, records and copies | here; `store` the_second_is_told_who_was_first and those after it, a_pipe_or_a_folder; `recovery` garbage_is_moved_aside, the_version_it_began_with |
//! | R33, R45 records of older versions and newer programs | `recovery`; `newer` |
//! | R34 clocks | `recovery` a_record_from_the_future, what_was_not_saved_is_asked, what_was_not_saved_in_another; `store` a_lock_left_by_a_crash |
//! | R35, S3 hostile files | `hostile`, `budget`, `tests/fuzz` |
//! | R36 a newer file | `newer` |
//! | R37, R38 what is read is written; undo and redo | `lossless`, `properties`; `recovery` undo_survives, redo_survives, what_was_committed |
//! | R39 money is exact | `properties` totals_are_the_naive_sums; `tidy` money_is_never |
//! | R40 mistakes of the program | `pty` a_mistake_of_the_program, a_mistake_in_a_key_or_a_frame, a_mistake_in_a_command |
//! | R41 a stack or a memory that is used up | `pty` whatever_ends_it_at_once |
//! | R42 storms of sizes and keys, large pastes | `pty` no_key_is_lost; `journeys` five_megabytes; `problems` no_key_that_moves; frames by the clock: `tests/bench` |
//! | R43 being stopped | `pty` stopped_it_gives, after_being_stopped |
//! | R46 no place for records | `recovery` a_report_without_a_place, a_record_that_was_removed; `store` a_record_that_cannot_be_written |
//! | S1, S2, S4 what a terminal would obey, retyped values | `hostile`, `lossless` |
//! | S5, S12 private files, links planted | `store` a_link_planted, nothing_is_recorded_where, the_mode_is_kept, in_a_directory_without; `recovery` records_are_the_owners_alone, drafts_are_listed |
//! | S6 files a report names | `compare` last_years_report_is_looked_for_nowhere_else, a_link_out_of_the_folder; `rules` a_scheme_is_looked_for_nowhere_else |
//! | S7, S8, S10, S11 exports | `export`, `office` |
//! | S9 archives and documents read in | none is read: `decisions` |
//! | S13, S14 memory and network | `pty` a_crash_leaves_no_image; `hostile` the_program_makes_no_network_call; `pty` the_dashboard_makes_no_network_call |
//! | S15 the clipboard | `pty` nothing_goes_to_the_clipboard |
//! | S16-S18 what it is built of, and how | `.ci/supply`, `.ci/deny.toml`, `.ci/vet`, `.ci/twice`, the lints of `Cargo.toml`; `tidy` unsafe_code_is_in_one_room |
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use jixiao::document::{Document, FieldPath};
use jixiao::store::{
    COPIES, Claim, Draft, File, Journal, Links, Lock, Note, Os, Outside, Reserve, SaveError, Saved,
    Seat, Standing,
};

use crate::harness::{Desk, REPORT, assert_one_sentence};
use crate::store::{Faulty, any, entry, files, names, rooms, seat, types};

pub(crate) const FAULTS: [io::ErrorKind; 6] = [
    io::ErrorKind::StorageFull,
    io::ErrorKind::Other,
    io::ErrorKind::PermissionDenied,
    io::ErrorKind::ResourceBusy,
    // What a disk says of a call that it does not know.
    io::ErrorKind::InvalidInput,
    io::ErrorKind::Unsupported,
];

/// What is on the disk before, and what is to be there after.
const REPORTS: [(&str, &str); 6] = [
    (
        "年度: 2021 # 旧\n",
        "年度: 2022\r\n标题: 新的一版，长短不同",
    ),
    ("", "年度: 2022\n"),
    ("\u{feff}年度: 2021\r\n", "\u{feff}年度: 2021\r\n封面:\r\n"),
    ("年度: 2021\n标题: 没有换行结尾", "a"),
    ("年度: 2021\n", "年度: 2021\n"),
    (REPORT, "年度: 2022\n"),
];

/// What stands in the folder before.
type Scene = fn(&Path, &str) -> PathBuf;

const REPLACED: Scene = |folder, old| {
    let path = folder.join("报告.yaml");
    fs::write(&path, old).unwrap();
    path
};

/// What stands in copies of earlier versions.
const EARLIER: &str = "更早的\n";

const FULL_OF_COPIES: Scene = |folder, old| {
    fs::create_dir(folder.join("备份")).unwrap();
    for number in 1..=COPIES {
        let copy = folder.join(format!("备份/报告-{number:06}.yaml"));
        fs::write(copy, EARLIER).unwrap();
    }
    REPLACED(folder, old)
};

const HARD_LINKED: Scene = |folder, old| {
    let path = REPLACED(folder, old);
    fs::hard_link(&path, folder.join("别名.yaml")).unwrap();
    path
};

const NEW: Scene = |folder, _| folder.join("报告.yaml");

/// One call to fail.
#[derive(Debug, Clone, Copy)]
struct Fault {
    at: usize,
    kind: io::ErrorKind,
    /// Whether everything after it fails as well.
    on: bool,
}

impl Fault {
    fn disk(self) -> Arc<Faulty> {
        Faulty::new(move |call, _, _| {
            (call == self.at || self.on && call > self.at).then_some(self.kind)
        })
    }
}

/// Does `trial` with each call failing by each fault, until there is no such call; how often.
fn enumerate(trial: &dyn Fn(&Path, Fault) -> Arc<Faulty>) -> usize {
    let root = tempfile::tempdir().unwrap();
    let mut count = 0;
    for kind in FAULTS {
        for on in [false, true] {
            for at in 0.. {
                let folder = root.path().join(count.to_string());
                fs::create_dir(&folder).unwrap();
                let disk = trial(&folder, Fault { at, kind, on });
                fs::remove_dir_all(&folder).unwrap();
                if disk.count() <= at {
                    break;
                }
                assert!(at < 1_000, "there is no end to it");
                count += 1;
            }
        }
    }
    count
}

/// The next start on a healthy disk: the report opens as one of the two versions and can be saved, and
/// nothing is left over.
#[track_caller]
fn starts_again(path: &Path, (old, new): (&str, &str), fault: Fault) {
    let healthy = || Faulty::new(|_, _, _| None);
    let mut file = match File::take_up_on(healthy(), path, None) {
        Ok((file, bytes)) => {
            assert_eq!(fs::read(path).unwrap(), bytes, "{fault:?}");
            assert!(
                bytes == old.as_bytes() || bytes == new.as_bytes(),
                "{fault:?}"
            );
            file
        }
        Err(_) => {
            File::create_on(healthy(), path, new.as_bytes(), &any)
                .unwrap()
                .0
        }
    };
    drop(Lock::take(&file, &Seat::here()));
    file.decide_on_links(Links::Together);
    assert!(file.save(new.as_bytes(), &any).is_ok(), "{fault:?}");
    assert_eq!(fs::read_to_string(path).unwrap(), new, "{fault:?}");
    let left = names(path.parent().unwrap());
    let strays = left.iter().any(|name| name.starts_with('.'));
    assert!(!strays, "{fault:?}: {left:?}");
}

/// How a save ended is what is on the disk.
#[track_caller]
fn is_whole(
    path: &Path,
    (old, new): (Option<&str>, &str),
    saved: &Result<Saved, SaveError>,
    disk: &Faulty,
    fault: Fault,
) {
    let now = fs::read_to_string(path).ok();
    match saved {
        Err(SaveError::Torn { backup }) => {
            assert_eq!(fs::read_to_string(backup).ok().as_deref(), old, "{fault:?}");
        }
        Err(_) => assert!(
            now.as_deref() == old || now.as_deref() == Some(new),
            "{fault:?}"
        ),
        Ok(_) => assert_eq!(now.as_deref(), Some(new), "{fault:?}"),
    }
    match saved {
        Ok(Saved::Durable | Saved::Noted(_)) => assert!(disk.is_durable(path), "{fault:?}"),
        Ok(Saved::WrittenUnconfirmed(..)) => {}
        Err(error) => assert_one_sentence(error),
    }
    let copies = copies(path);
    for (copy, kept) in &copies {
        let is_ours = Some(&**kept) == old || kept == EARLIER;
        assert!(is_ours, "{fault:?}: {}", copy.display());
    }
    // What was written over is kept, but where it is said that it could not be.
    let is_replaced = old.is_some_and(|old| old != new) && now.as_deref() == Some(new);
    let is_excused = match saved {
        Ok(Saved::Noted(note) | Saved::WrittenUnconfirmed(_, Some(note))) => {
            *note == Note::NoBackup
        }
        _ => false,
    };
    if is_replaced && !is_excused {
        let kept = copies.iter().find(|(_, kept)| Some(&**kept) == old);
        let (copy, _) = kept.unwrap_or_else(|| panic!("{fault:?}: {saved:?} and no copy"));
        // A disk that knows no syncing for the copy knows none for the report.
        let knows = !matches!(
            fault.kind,
            io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
        );
        let is_sure = knows && matches!(saved, Ok(Saved::Durable | Saved::Noted(_)));
        assert!(!is_sure || disk.is_durable(copy), "{fault:?}");
    }
}

/// The copies kept of a report, each with what is in it.
fn copies(path: &Path) -> Vec<(PathBuf, String)> {
    let folder = path.with_file_name("备份");
    let all = if folder.is_dir() {
        files(&folder)
    } else {
        Vec::new()
    };
    let is_copy = |it: &PathBuf| it.extension().is_some_and(|it| it == "yaml");
    let read = |it: PathBuf| {
        let text = fs::read_to_string(&it).unwrap();
        (it, text)
    };
    all.into_iter().filter(is_copy).map(read).collect()
}

fn saving(scene: Scene, links: Links, (old, new): (&str, &str)) -> usize {
    enumerate(&|folder, fault| {
        let path = scene(folder, old);
        let earlier = || copies(&path).iter().filter(|(_, it)| it == EARLIER).count();
        let before = earlier();
        let disk = fault.disk();
        match File::open_on(disk.clone(), &path) {
            Ok((mut file, bytes)) => {
                assert_eq!(bytes, old.as_bytes());
                file.decide_on_links(links);
                let saved = file.save(new.as_bytes(), &any);
                is_whole(&path, (Some(old), new), &saved, &disk, fault);
                assert!(earlier() + 1 >= before, "{fault:?}: {before} copies");
                let other = fs::read_to_string(folder.join("别名.yaml"));
                if let (Ok(other), Links::Apart) = (other, links) {
                    assert_eq!(other, old, "{fault:?}");
                }
            }
            Err(error) => {
                assert_one_sentence(&error);
                assert_eq!(fs::read_to_string(&path).unwrap(), old);
            }
        }
        starts_again(&path, (old, new), fault);
        disk
    })
}

/// A save in place that broke off is ended, now or at a later start.
fn ending((old, new): (&str, &str)) -> usize {
    enumerate(&|folder, fault| {
        let path = HARD_LINKED(folder, old);
        let stands = path.clone();
        let dying = Faulty::new(move |_, call, path| {
            let dies = path == stands && ["write", "set_len"].contains(&call);
            dies.then_some(io::ErrorKind::Other)
        });
        let (mut file, _) = File::open_on(dying, &path).unwrap();
        file.decide_on_links(Links::Together);
        let torn = file.save(new.as_bytes(), &any);
        assert!(matches!(torn, Err(SaveError::Torn { .. })), "{torn:?}");
        let half = new.len() / 2;
        let left = new.bytes().take(half).chain(old.bytes().skip(half));
        fs::write(&path, left.collect::<Vec<_>>()).unwrap();

        let disk = fault.disk();
        if let Ok((file, _)) = File::take_up_on(disk.clone(), &path, None)
            && let Some(told) = file.unfinished()
        {
            assert_one_sentence(told);
        }
        let (_, bytes) = File::take_up(&path, None).unwrap();
        assert_eq!(bytes, new.as_bytes(), "{fault:?}");
        starts_again(&path, (old, new), fault);
        disk
    })
}

/// What disks know of taking a name that is free: all there is, no move that refuses to replace
/// (NFS), no hard links (FAT), neither.
pub(crate) const UNKNOWN: [&[&str]; 4] = [&[], &["rename_new"], &["link"], &["rename_new", "link"]];

/// Saving as, and exporting, are the same calls; where the name is taken nothing is touched.
fn creating(unknown: &'static [&str], (_, new): (&str, &str)) -> usize {
    enumerate(&|folder, fault| {
        let path = NEW(folder, "");
        let disk = Faulty::new(move |call, asked, _| {
            let fails = call == fault.at || fault.on && call > fault.at;
            let is_unknown = unknown.contains(&asked);
            fails
                .then_some(fault.kind)
                .or_else(|| is_unknown.then_some(io::ErrorKind::Unsupported))
        });
        let exact = |back: &[u8]| back == new.as_bytes();
        let saved = File::create_on(disk.clone(), &path, new.as_bytes(), &exact);
        let saved = saved.map(|(_, saved)| saved);
        // A crash between taking the name and filling it, on a disk that knows neither, leaves an
        // empty file that was never a report.
        let neither = unknown.len() == 2;
        let empty = neither && fault.on && fs::read(&path).is_ok_and(|now| now.is_empty());
        if !(empty && saved.is_err()) {
            is_whole(&path, (None, new), &saved, &disk, fault);
        }
        starts_again(&path, ("", new), fault);
        disk
    })
}

/// What somebody else wrote is seen as it is or not at all.
fn looking((old, new): (&str, &str)) -> usize {
    enumerate(&|folder, fault| {
        let path = REPLACED(folder, old);
        let disk = fault.disk();
        let opened = File::open_on(disk.clone(), &path);
        fs::write(&path, new).unwrap();
        if let Ok((mut file, _)) = opened {
            for _ in 0..3 {
                if let Outside::Changed(bytes) = file.look_again(true) {
                    assert_eq!(bytes, new.as_bytes(), "{fault:?}");
                    file.adopt(&bytes);
                }
            }
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), new, "{fault:?}");
        starts_again(&path, (old, new), fault);
        disk
    })
}

/// Nobody is told that the report is free while it is held, and no lock stays.
fn locking() -> usize {
    enumerate(&|folder, fault| {
        let path = REPLACED(folder, "年度: 2021\n");
        let disk = fault.disk();
        let here = seat("甲机", "pts/1");
        if let Claim::Ours { lock, .. } = Lock::claim_on(disk.clone(), &path, &here) {
            let standing = lock.watch().look();
            assert!(!matches!(standing, Standing::Lost(_)), "{fault:?}");
            let other = Lock::claim(&File::open(&path).unwrap().0, &seat("乙机", "pts/2"));
            let seen = !matches!(other, Claim::Ours { .. });
            assert!(
                seen || disk.failed("share") || disk.failed("open"),
                "{fault:?}: {other:?}"
            );
        }
        let (file, _) = File::open(&path).unwrap();
        drop(Lock::take(&file, &here).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "年度: 2021\n");
        starts_again(&path, ("年度: 2021\n", "年度: 2022\n"), fault);
        disk
    })
}

/// Recording never touches the report, and what is said to be recorded is in the record.
fn recording() -> usize {
    enumerate(&|folder, fault| {
        let path = REPLACED(folder, "年度: 2021\n");
        let state = folder.join("state");
        let disk = fault.disk();
        let (file, bytes) = File::open(&path).unwrap();
        let mut journal = Journal::open_on(disk.clone(), Some(state.clone()), Some(&file), &bytes);
        for _ in 0..4 {
            journal.record(&entry());
            let _ = journal.flush();
        }
        if journal.is_recording() {
            let text: String = files(&state)
                .iter()
                .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
                .collect();
            assert!(text.matches("435.20").count() >= 4, "{fault:?}: {text}");
        }
        drop(journal);
        assert_eq!(fs::read(&path).unwrap(), bytes, "{fault:?}");
        fs::remove_dir_all(&state).ok();
        starts_again(&path, ("年度: 2021\n", "年度: 2022\n"), fault);
        disk
    })
}

/// What a crash left is there again, however reading it back or going on with it fails.
fn recovering() -> usize {
    enumerate(&|folder, fault| {
        let old = "年度: 2021\n";
        let path = REPLACED(folder, old);
        let state = folder.join("state");
        let (file, bytes) = File::open(&path).unwrap();
        let mut document = Document::read(&bytes);
        let mut crashed = Journal::open(Some(state.clone()), Some(&file), &bytes);
        types(&mut document, &mut crashed, "2022");
        let draft = Some(Draft::Typed {
            place: FieldPath::root().key("年度"),
            view: None,
            text: "20".to_owned(),
        });
        crashed.draft(draft.clone());
        assert_eq!(crashed.flush(), None);
        drop(crashed);

        let disk = fault.disk();
        if let Ok((file, bytes)) = File::open_on(disk.clone(), &path) {
            let mut journal =
                Journal::open_on(disk.clone(), Some(state.clone()), Some(&file), &bytes);
            for record in journal.seeker().found(Some(&file), &bytes).records {
                let replay = record.replay(&bytes).unwrap();
                assert_eq!(replay.document().text(), document.text(), "{fault:?}");
                journal.adopt(record, &replay, Some(&file), &bytes);
                let _ = journal.flush();
            }
        }

        let mut journal = Journal::open(Some(state.clone()), Some(&file), &bytes);
        // A process that another test is starting has what is open here, and holds it, until it is
        // the program.
        let looks = (0..10_000).map(|_| {
            thread::yield_now();
            journal.seeker().found(Some(&file), &bytes).records
        });
        let found = looks
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default();
        let replays = found.iter().filter_map(|record| record.replay(&bytes));
        let told: Vec<_> = replays.filter(|it| it.is_unsaved()).collect();
        // Two of the same where the one before could not be removed; half of one never.
        assert!(matches!(told.len(), 1 | 2), "{fault:?}: {}", told.len());
        for replay in &told {
            assert_eq!(replay.document().text(), document.text(), "{fault:?}");
            assert_eq!(replay.draft(), draft.as_ref(), "{fault:?}");
        }
        for (record, replay) in found.into_iter().zip(&told) {
            journal.adopt(record, replay, Some(&file), &bytes);
            assert_eq!(journal.flush(), None);
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), old, "{fault:?}");
        drop(journal);
        fs::remove_dir_all(&state).unwrap();
        starts_again(&path, ("年度: 2021\n", "年度: 2022\n"), fault);
        disk
    })
}

/// Room set aside is given up when it is let go, or goes at the next start; and the save that it was
/// given up for is as whole as any.
fn reserving((old, new): (&str, &str)) -> usize {
    enumerate(&|folder, fault| {
        let path = REPLACED(folder, old);
        let state = folder.join("state");
        let disk = fault.disk();
        let reserve = Reserve::default();
        reserve.make(disk.clone(), &state, old.len());
        if let Ok((file, _)) = File::open_on(disk.clone(), &path) {
            let saved = reserve.spend(|| {
                let mut file = file.clone();
                let saved = file.save(new.as_bytes(), &any)?;
                Ok((file, saved))
            });
            let saved = saved.map(|it| it.1);
            is_whole(&path, (Some(old), new), &saved, &disk, fault);
            if saved == Ok(Saved::Noted(Note::Reserve)) {
                assert_eq!(fault.kind, io::ErrorKind::StorageFull);
            }
        }
        reserve.give_up();
        let next = Reserve::default();
        next.make(Arc::new(Os), &state, old.len());
        assert_eq!(rooms(&state).len(), 1, "{fault:?}");
        assert!(next.give_up());
        fs::remove_dir_all(&state).unwrap();
        starts_again(&path, (old, new), fault);
        disk
    })
}

/// Whoever takes a report over has it, or the one before still has; never both.
fn taking_over() -> usize {
    enumerate(&|folder, fault| {
        let path = REPLACED(folder, "年度: 2021\n");
        let (file, _) = File::open(&path).unwrap();
        let lock = Lock::take(&file, &seat("甲机", "pts/1")).unwrap();
        let disk = fault.disk();
        if let Ok((other, _)) = File::open_on(disk.clone(), &path) {
            let taken = Lock::take(&other, &seat("甲机", "pts/2"));
            assert_eq!(
                lock.watch().lost_to().is_some(),
                taken.is_some(),
                "{fault:?}"
            );
        }
        drop(lock);
        assert_eq!(fs::read_to_string(&path).unwrap(), "年度: 2021\n");
        starts_again(&path, ("年度: 2021\n", "年度: 2022\n"), fault);
        disk
    })
}

#[test]
fn whatever_call_fails_nothing_is_lost_and_nothing_is_left() {
    let whole = |count: usize| {
        assert!(count > 50, "only {count} faults");
        count
    };
    let total = thread::scope(|scope| {
        let mut work: Vec<Box<dyn Fn() -> usize + Send>> = Vec::new();
        for pair in REPORTS {
            for scene in [REPLACED, FULL_OF_COPIES, HARD_LINKED] {
                work.push(Box::new(move || saving(scene, Links::Together, pair)));
            }
            work.push(Box::new(move || saving(HARD_LINKED, Links::Apart, pair)));
            for unknown in UNKNOWN {
                work.push(Box::new(move || creating(unknown, pair)));
            }
        }
        work.push(Box::new(|| REPORTS.into_iter().skip(5).map(looking).sum()));
        work.push(Box::new(|| REPORTS.into_iter().skip(5).map(ending).sum()));
        work.push(Box::new(|| {
            REPORTS.into_iter().take(1).map(reserving).sum()
        }));
        work.push(Box::new(locking));
        work.push(Box::new(recording));
        work.push(Box::new(recovering));
        work.push(Box::new(taking_over));
        let work = Arc::new(std::sync::Mutex::new(work));
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let work = work.clone();
                scope.spawn(move || {
                    let mut count = 0;
                    loop {
                        let next = work.lock().unwrap().pop();
                        let Some(next) = next else { break count };
                        count += whole(next());
                    }
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|it| it.join().unwrap())
            .sum::<usize>()
    });
    println!("{total} faults");
    assert!(total >= 5000, "{total} faults");
}

/// A report on a disk of which `calls` fail like this for as long as the switch is on.
fn failing(calls: &'static [&'static str], kind: io::ErrorKind) -> (Desk, Arc<AtomicBool>) {
    let fails = Arc::new(AtomicBool::new(false));
    let on = fails.clone();
    let disk = Faulty::new(move |_, call, _| {
        let named = calls.is_empty() || calls.contains(&call);
        (named && on.load(Ordering::Relaxed)).then_some(kind)
    });
    (Desk::open_on(disk, REPORT).go("封面.填报人"), fails)
}

/// Edits, saves in vain, edits on, and saves once the disk is there again.
fn goes_on_when_it_is_back(desk: Desk, fails: &AtomicBool, said: &str) {
    fails.store(true, Ordering::Relaxed);
    let desk = desk
        .types("王小明")
        .press("Enter")
        .rests()
        .shows("无恢复记录")
        .keys("Ctrl+S")
        .shows(said)
        .press("Esc")
        .shows("未保存")
        .types("88880000")
        .press("Enter")
        .shows("88880000");
    assert_eq!(desk.saved(), REPORT);
    fails.store(false, Ordering::Relaxed);
    desk.types("139")
        .press("Enter")
        .rests()
        .lacks("无恢复记录")
        .crashes()
        .press("Enter")
        .keys("Ctrl+S")
        .says("已保存")
        .changed_on_disk(&[
            ("填报人: 张嘉怡", "填报人: 王小明"),
            ("办公电话: \"82550135\"", "办公电话: \"88880000\""),
            ("手机号码: \"13800000000\"", "手机号码: \"139\""),
        ]);
}

#[test]
fn a_disk_that_fills_between_edits_is_told_at_once_and_stops_nobody() {
    let full = io::ErrorKind::StorageFull;
    let (desk, fails) = failing(&["write", "create_folder"], full);
    goes_on_when_it_is_back(desk, &fails, "磁盘已满");
}

/// R10: what was set aside when the report was opened has room for a step or for a save, and is there again
/// after the next.
#[test]
fn on_a_full_disk_there_is_room_for_a_step_or_a_save() {
    let is_full = Arc::new(AtomicBool::new(false));
    let full = is_full.clone();
    let disk = Faulty::new(move |_, call, path| {
        if call == "remove" && path.extension().is_some_and(|it| it == "room") {
            full.store(false, Ordering::Relaxed);
        }
        let fails = call == "write" && full.load(Ordering::Relaxed);
        fails.then_some(io::ErrorKind::StorageFull)
    });
    let fills = || is_full.store(true, Ordering::Relaxed);
    let desk = Desk::open_on(disk, REPORT).seated("甲机", "pts/1");
    let state = desk.folder().join("state");
    fills();
    let desk = desk
        .go("封面.填报人")
        .types("王小明")
        .press("Enter")
        .rests()
        .says("用预留的空间记下了")
        .lacks("无恢复记录");
    assert!(rooms(&state).is_empty());
    let desk = desk.keys("Ctrl+S").says("已保存。").types("88880000");
    assert_eq!(rooms(&state).len(), 1);
    let desk = desk.press("Enter").rests();
    fills();
    let desk = desk
        .keys("Ctrl+S")
        .says("已保存，但磁盘已满")
        .lacks("未保存");
    assert!(rooms(&state).is_empty());
    fills();
    let desk = desk
        .types("139")
        .press("Enter")
        .rests()
        .shows("无恢复记录")
        .keys("Ctrl+S")
        .shows("磁盘已满")
        .press("Esc")
        .shows("未保存");
    is_full.store(false, Ordering::Relaxed);
    let desk = desk.keys("Ctrl+S").says("已保存。").rests();
    assert_eq!(rooms(&state).len(), 1);
    let left = desk.leaves();
    assert!(rooms(&left.path().join("state")).is_empty());
}

/// R9: it is told when the report is opened, before anything is done in vain.
#[test]
fn a_disk_that_is_full_already_is_told_at_the_start() {
    let (desk, fails) = failing(&["make", "write"], io::ErrorKind::StorageFull);
    fails.store(true, Ordering::Relaxed);
    desk.seated("甲机", "pts/1").says("磁盘已满");
}

#[test]
fn a_disk_that_is_pulled_out_and_put_back_takes_what_was_written_meanwhile() {
    let (desk, fails) = failing(&[], io::ErrorKind::NotFound);
    goes_on_when_it_is_back(desk, &fails, "删除或移走");
}

/// The rows of one letter that a cell names: `R6-R8`, `S1, S2`.
fn rows(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in cell.split([' ', ',']) {
        let (first, last) = word.split_once('-').unwrap_or((word, word));
        let number = |word: &str| word.get(1..).and_then(|it| it.parse::<u32>().ok());
        if let (Some(letter @ ("P" | "R" | "S")), Some(first), Some(last)) =
            (word.get(..1), number(first), number(last))
        {
            found.extend((first..=last).map(|n| format!("{letter}{n}")));
        }
    }
    found
}

#[test]
fn every_promise_has_a_test_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = include_str!("faults.rs");
    let lines = table.lines().filter_map(|line| line.strip_prefix("//! | "));
    let lines = lines.filter_map(|line| line.strip_suffix(" |")?.split_once(" | "));
    let mut held = Vec::new();
    for (promise, tests) in lines.skip(1) {
        held.extend(rows(promise));
        let mut sources = vec![table.to_owned()];
        for (i, quoted) in tests.split('`').enumerate() {
            if i % 2 == 1 {
                let places = [
                    root.join(quoted),
                    root.join(format!("tests/it/{quoted}.rs")),
                    root.join(format!("src/{quoted}.md")),
                    root.join(format!("{quoted}.rs")),
                ];
                let place = places.into_iter().find(|it| it.exists());
                let name = format!("fn {quoted}");
                let source =
                    place.map_or_else(String::new, |it| fs::read_to_string(it).unwrap_or_default());
                let known = !source.is_empty() || root.join(quoted).is_dir();
                assert!(known || table.contains(&name), "{promise}: `{quoted}`");
                sources.push(source);
                continue;
            }
            for word in quoted.split([' ', ',', ';']).filter(|it| it.contains('_')) {
                let name = format!("fn {word}");
                let there = sources.iter().any(|source| source.contains(&name));
                assert!(there, "{promise}: there is no test {word}");
            }
        }
        assert!(!tests.is_empty(), "{promise}");
    }
    for (letter, last) in [("P", 8), ("R", 46), ("S", 18)] {
        for row in (1..=last).map(|n| format!("{letter}{n}")) {
            assert!(held.contains(&row), "{row} has no test");
        }
    }
}
