//! What is asked before something is written that would touch more than the report.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::harness::{Desk, REPORT, SMALL, With};
use crate::store::Faulty;

const YEAR: &str = "年度";
const LINE: (&str, &str) = ("年度: 2023", "年度: 2024");

/// What is kept under 备份, the oldest first.
fn copies(desk: &Desk) -> Vec<String> {
    let Ok(listed) = fs::read_dir(desk.folder().join("备份")) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = listed.map(|it| it.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().map(|it| fs::read_to_string(it).unwrap());
    texts.collect()
}

const THEIRS: &str = "别人的\n";

/// Saved as the file 有了.yaml, which is there.
fn taken(desk: Desk) -> Desk {
    let taken = desk.folder().join("有了.yaml");
    desk.beside("有了.yaml", THEIRS)
        .keys("F12 Ctrl+A")
        .paste(&taken.to_string_lossy())
        .press("Enter")
        .shows("“有了.yaml”已经有了")
}

fn there(desk: &Desk) -> String {
    fs::read_to_string(desk.folder().join("有了.yaml")).unwrap()
}

#[test]
fn a_file_that_is_there_is_replaced_when_the_person_says_so_and_kept() {
    for desk in [Desk::sample(REPORT), Desk::open(REPORT)] {
        let desk = taken(desk);
        assert_eq!(there(&desk), THEIRS);
        let desk = desk.until_choice("替换它").says("已保存").lacks("示例");
        assert_eq!(there(&desk), REPORT);
        assert_eq!(copies(&desk), [THEIRS]);
        // It is the file that is open from here on.
        let desk = desk.go("封面.填报人").types("王小明").keys("Enter Ctrl+S");
        let desk = desk.says("已保存。").browses();
        assert!(there(&desk).contains("王小明"));
    }
}

#[test]
fn another_name_can_be_given_instead_or_nothing_be_saved() {
    let desk = taken(Desk::sample(REPORT))
        .until_choice("换个名字")
        .shows("保存到哪个文件")
        .shows("有了.yaml")
        .types("有了2")
        .press("Enter")
        .says("已保存");
    let other = fs::read_to_string(desk.folder().join("有了2.yaml"));
    assert_eq!(
        (there(&desk), other.unwrap()),
        (THEIRS.into(), REPORT.into())
    );
    let desk = taken(Desk::sample(REPORT)).press("Esc").browses();
    assert_eq!((there(&desk), copies(&desk).len()), (THEIRS.into(), 0));
}

#[test]
fn what_cannot_be_kept_is_not_replaced() {
    // Where the copies would go there is a file. What is typed next is another name.
    let desk = taken(Desk::sample(REPORT).beside("备份", "").beside("state", ""));
    let desk = desk.until_choice("替换它").shows("备份没有写成");
    let desk = desk.keys_unread("甲").lacks("没有用上").shows("甲");
    assert_eq!(there(&desk), THEIRS);
}

#[test]
fn saved_as_itself_it_is_saved() {
    let desk = Desk::open(SMALL)
        .go(YEAR)
        .types("2024")
        .keys("Enter F12 Enter");
    let desk = desk.says("已保存").browses().changed_on_disk(&[LINE]);
    assert_eq!(copies(&desk), [SMALL]);
    // Somebody else's change is not written over by that either.
    let theirs = SMALL.with("退休人员: 7", "退休人员: 8");
    desk.types("2025")
        .keys("Enter")
        .meanwhile(&theirs)
        .keys("F12 Enter")
        .shows("报告在别处也改过");
}

#[test]
fn who_only_looks_does_not_replace_what_another_window_changes() {
    let first = Desk::open(SMALL).seated("甲机", "pts/1").shows("已保存");
    let second = first.second("甲机", "pts/2").keys("F12 Enter");
    second
        .shows("正在别处修改，不能替换它")
        .shows("保存到哪个文件");
    first.shows("已保存");
}

/// R17: whoever may not write is told before anything is typed, not when it is to be saved.
#[test]
fn a_file_that_cannot_be_written_is_told_when_it_is_opened() {
    let shut =
        Faulty::new(|_, call, _| (call == "overwrite").then_some(io::ErrorKind::PermissionDenied));
    let desk = Desk::open_on(shut, SMALL)
        .says("这个文件不能写入")
        .says("F12");
    // The title says it as long as it is so, and a save asks for another name at once.
    let desk = desk.press("Down").shows("自评.yaml  只读文件");
    let desk = desk.go(YEAR).types("2024").keys("Enter Ctrl+S");
    let desk = desk.shows("请另存到自己的文件夹").shows("未保存，只读文件");
    assert_eq!(desk.saved(), SMALL);
    let desk = desk.shows("保存到哪个文件").press("Ctrl+A");
    let other = desk.folder().join("另存.yaml");
    let desk = desk.paste(&other.to_string_lossy()).press("Enter");
    let desk = desk.says("已保存").lacks("只读文件");
    assert!(fs::read_to_string(other).unwrap().contains(LINE.1));
    assert_eq!(
        fs::read_to_string(desk.folder().join("自评.yaml")).unwrap(),
        SMALL
    );
}

/// A dash with nothing behind it is an entry that nobody has filled in yet.
#[test]
fn an_entry_that_holds_nothing_keeps_no_report_from_being_saved() {
    for list in ["项目", "问题", "改进措施", "说明"] {
        Desk::open(&format!("年度: 2023\n{list}:\n-\n- {{}}\n"))
            .go(YEAR)
            .types("2024")
            .keys("Enter Ctrl+S")
            .says("已保存")
            .changed_on_disk(&[LINE]);
    }
}

/// What another reader of YAML takes for something else does not replace a file, and whoever typed
/// it has it still.
#[test]
fn what_is_read_otherwise_elsewhere_is_not_written() {
    for cover in ["{<<: {标题: 甲}}", "{标题: !!int 1}", "{标题: !!null 甲}"] {
        let text = format!("年度: 2023\n封面: {cover}\n");
        let unknown: &[&str] = if cover.contains("<<") {
            &["封面.<<"]
        } else {
            &[]
        };
        let desk = Desk::open_with_unknown(unknown, &text)
            .go(YEAR)
            .types("2024");
        let desk = desk.keys("Enter Ctrl+S").says("没有替换原文件");
        let desk = desk.shows("未保存").changed(&[LINE]);
        assert_eq!((desk.saved(), copies(&desk).len()), (text, 0));
        let desk = taken(desk).until_choice("替换它").shows("没有替换原文件");
        assert_eq!((&*there(&desk), copies(&desk).len()), (THEIRS, 0));
        let desk = desk.keys("Ctrl+A").types("新").press("Enter");
        assert!(
            !desk
                .shows("没有替换原文件")
                .folder()
                .join("新.yaml")
                .exists()
        );
    }
}

#[cfg(unix)]
mod linked {
    use super::*;

    /// A report with a second name, changed and about to be saved.
    fn desk() -> Desk {
        Desk::open(SMALL)
            .outside(|path| fs::hard_link(path, path.with_file_name("别名.yaml")).unwrap())
            .go(YEAR)
            .types("2024")
            .keys("Enter Ctrl+S")
    }

    fn other(desk: &Desk) -> String {
        fs::read_to_string(desk.folder().join("别名.yaml")).unwrap()
    }

    #[test]
    fn a_file_with_other_names_is_asked_about_once_before_it_is_saved() {
        let desk = desk().shows("硬链接").shows("未保存");
        assert_eq!(desk.saved(), SMALL);
        let desk = desk.until_choice("几个名字一起改").says("已保存");
        let desk = desk.lacks("未保存").changed_on_disk(&[LINE]);
        assert_eq!(other(&desk), desk.saved());
        assert_eq!(copies(&desk), [SMALL]);
        let desk = desk.go(YEAR).keys("Del Ctrl+S").says("已保存").browses();
        assert_eq!(other(&desk), desk.saved());
    }

    #[test]
    fn another_file_with_other_names_is_asked_about_before_it_is_replaced() {
        let replacing = || {
            let desk = Desk::open(SMALL).beside("有了.yaml", THEIRS);
            let desk = desk.outside(|path| {
                let linked = path.with_file_name("别名.yaml");
                fs::hard_link(path.with_file_name("有了.yaml"), linked).unwrap();
            });
            let desk = taken(desk).until_choice("替换它");
            desk.shows("“有了.yaml”还有别的文件名")
        };
        let desk = replacing();
        assert_eq!((there(&desk), other(&desk)), (THEIRS.into(), THEIRS.into()));
        let desk = desk.until_choice("几个名字一起改").says("已保存");
        assert_eq!((there(&desk), other(&desk)), (SMALL.into(), SMALL.into()));
        let desk = replacing().until_choice("只改这个名字").says("已保存");
        assert_eq!((there(&desk), other(&desk)), (SMALL.into(), THEIRS.into()));
        let desk = replacing().until_choice("先不保存，返回").browses();
        assert_eq!((there(&desk), other(&desk)), (THEIRS.into(), THEIRS.into()));
    }

    #[test]
    fn the_other_names_can_keep_what_was_there() {
        let desk = desk().until_choice("只改这个名字").says("已保存。");
        let desk = desk.changed_on_disk(&[LINE]);
        assert_eq!(other(&desk), SMALL);
        // Linked again by somebody, it is asked about again.
        let desk = desk.outside(|path| {
            fs::hard_link(path, path.with_file_name("又一个.yaml")).unwrap();
        });
        desk.go(YEAR).keys("Del Ctrl+S").shows("硬链接");
    }

    /// A kill in the middle of writing into the file: nothing is done from there on.
    #[test]
    fn a_save_that_was_broken_off_is_ended_at_the_next_start_and_nothing_is_asked() {
        let dead = Arc::new(AtomicBool::new(false));
        let disk = {
            let dead = dead.clone();
            Faulty::new(move |_, call, path| {
                let dies = call == "write" && path.file_name().is_some_and(|it| it == "自评.yaml");
                let is_dead = dead.fetch_or(dies, Ordering::Relaxed) || dies;
                is_dead.then_some(io::ErrorKind::StorageFull)
            })
        };
        let desk = Desk::open_on(disk, SMALL)
            .outside(|path| fs::hard_link(path, path.with_file_name("别名.yaml")).unwrap())
            .go("封面.标题")
            .types("一份长得多的报告")
            .keys("Enter Ctrl+S")
            .until_choice("几个名字一起改");
        assert!(dead.load(Ordering::Relaxed));
        let was = "封面: {标题: '一份 报告', 单位名称: \"某街道\"}";
        let lines = &[(was, &*was.replace("一份 报告", "一份长得多的报告"))];
        let desk = desk.crashes().says("上次保存写到一半被打断").browses();
        let desk = desk.lacks("未保存").changed_on_disk(lines);
        assert_eq!(other(&desk), desk.saved());
        // What was recorded can be taken back.
        let desk = desk.press("Ctrl+Z").shows("未保存").press("Ctrl+S");
        let desk = desk.until_choice("几个名字一起改");
        assert_eq!(desk.saved(), SMALL);
    }

    #[test]
    fn neither_need_be_done() {
        let desk = desk().press("Esc").browses().shows("未保存");
        assert_eq!((desk.saved(), other(&desk)), (SMALL.into(), SMALL.into()));
        let desk = desk.press("Ctrl+S").until_choice("另存为新文件");
        let desk = desk.shows("保存到哪个文件").press("Enter").says("已保存");
        assert_eq!((desk.saved(), other(&desk)), (SMALL.into(), SMALL.into()));
        let new = desk.folder().join("自评-另存.yaml");
        assert!(fs::read_to_string(new).unwrap().contains(LINE.1));
    }

    #[test]
    fn who_saves_and_leaves_leaves_once_it_is_answered() {
        let leaving = || desk().press("Esc").keys("Ctrl+Q 1").shows("硬链接");
        assert!(leaving().until_choice("几个名字一起改").has_quit());
        let back = leaving().until_choice("先不保存，返回").browses();
        assert!(
            !back
                .press("Ctrl+S")
                .until_choice("几个名字一起改")
                .has_quit()
        );
    }
}

/// R13: 已保存 is said of what survives a power cut, and who leaves hears what does not.
#[test]
fn what_the_disk_does_not_vouch_for_is_not_called_saved() {
    let fails = Arc::new(AtomicBool::new(true));
    let disk = || {
        let fails = fails.clone();
        Faulty::new(move |_, call, _| {
            (call == "sync_folder" && fails.load(Ordering::Relaxed)).then_some(io::ErrorKind::Other)
        })
    };
    let edited = || {
        let desk = Desk::open_on(disk(), SMALL).go(YEAR).types("2024");
        desk.press("Enter")
    };
    let desk = edited().press("Ctrl+S").says("未确认落盘").lacks("已保存");
    let desk = desk.press("Down").shows("已写入，未确认").lacks("已保存");
    fails.store(false, Ordering::Relaxed);
    desk.press("Ctrl+S").says("已保存").lacks("未确认");
    fails.store(true, Ordering::Relaxed);
    let desk = edited().keys("Ctrl+Q 1").says("请稍后再保存一次");
    assert!(!desk.has_quit());
    let desk = desk.press("Ctrl+Q");
    assert!(desk.has_quit());
    // Nor does one leave for another report.
    let desk = edited().keys("Ctrl+F12 1");
    desk.says("请稍后再保存一次").browses();
}

#[test]
fn who_leaves_hears_that_the_version_before_was_not_kept() {
    let desk = Desk::open(SMALL).beside("备份", "").beside("state", "");
    let desk = desk.go(YEAR).types("2024").keys("Enter Ctrl+Q 1");
    let desk = desk.says("上一版没能放进");
    assert!(!desk.has_quit());
    assert!(desk.press("Ctrl+Q").has_quit());
}

#[test]
fn a_report_that_was_taken_over_is_not_saved_under_its_own_name_either() {
    let first = Desk::open(SMALL).seated("甲机", "pts/1");
    let first = first.go(YEAR).types("2024").keys("Enter F12");
    let second = first.second("甲机", "pts/2").keys("Ctrl+O 1");
    let second = second.says("已由这里接手");
    let first = first.press("Enter").says("接手").shows("未保存，只能查看");
    assert_eq!(first.saved(), SMALL);
    second.waits().untouched();
}

#[test]
fn a_report_that_another_window_has_open_is_not_replaced() {
    let theirs = Desk::open(SMALL).seated("甲机", "pts/1").shows("已保存");
    let replacing = |path: &Path| {
        let desk = Desk::open(REPORT).seated("甲机", "pts/2");
        let desk = desk.keys("F12 Ctrl+A").paste(&path.to_string_lossy());
        desk.press("Enter").until_choice("替换它")
    };
    let desk = replacing(&theirs.path()).shows("正在本机的另一个窗口打开着");
    desk.shows("保存到哪个文件").press("Esc").browses();
    assert_eq!(theirs.saved(), SMALL);
    // As soon as it is closed it can be replaced.
    let folder = theirs.leaves();
    let path = folder.path().join("自评.yaml");
    replacing(&path).says("已保存").browses();
    assert_eq!(fs::read_to_string(path).unwrap(), REPORT);
}
