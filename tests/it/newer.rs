//! What a newer program wrote, as it lies in `tests/golden`: a report in the next format, and a
//! recovery record of the next version. Whoever opens them with this one sees what there is, and not
//! a byte of them changes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;

use jixiao::store::journal::{State, drafts};

use crate::harness::{Desk, REPORT, program};
use crate::store::names;

const REPORT_OF_A_NEWER: &str = include_str!("../golden/newer.yaml");
const RECORD_OF_A_NEWER: &str = include_str!("../golden/newer.jsonl");

#[test]
fn a_report_in_the_next_format_is_shown_as_far_as_it_is_known_and_only_looked_at() {
    let new = [
        "币种",
        "碳排放",
        "封面.电子签名",
        "基本情况.人员.聘用人员",
        "支出.一般公共预算.金额.结转数",
    ];
    let desk = Desk::open_with_unknown(&new, REPORT_OF_A_NEWER)
        .shows("只能查看")
        .shows("格式版本是 2，比本程序认识的 1 新")
        .shows("2027年度某街道整体支出绩效自评报告")
        .shows("王小明")
        .shows("118.50");
    // Whatever is tried.
    let desk = desk.keys("F2 5 Enter Del Ins Ctrl+V Ctrl+D Alt+Down Ctrl+Z Ctrl+Y F9 Esc");
    let desk = desk.keys("F4 Down*3 7 Enter F4 Down 7 Enter F4 Down 7 Enter F3 F3 F3");
    let desk = desk.press("Ctrl+S").says("不能保存").untouched();
    let desk = desk.waits().press("Ctrl+Q");
    assert!(desk.has_quit());
    assert_eq!(desk.saved(), REPORT_OF_A_NEWER);
    let folder = desk.leaves();
    let left = names(folder.path());
    let beside: Vec<&String> = left.iter().filter(|it| *it != "state").collect();
    assert_eq!(beside, ["自评.yaml"]);
}

#[test]
fn a_report_in_the_next_format_is_no_report_to_check_or_to_export() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("自评.yaml");
    fs::write(&path, REPORT_OF_A_NEWER).unwrap();
    for command in [vec!["check"], vec!["export", "--to", "docx"]] {
        let mut program = program(folder.path());
        let out = program.args(&command).arg(&path).output().unwrap();
        assert!(!out.status.success(), "{command:?}");
        let said = [out.stdout, out.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains("比本程序认识的 1 新"), "{command:?}: {said}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), REPORT_OF_A_NEWER);
    assert_eq!(names(folder.path()), ["自评.yaml"]);
}

/// The only file of a kind in the state directory.
fn record(desk: &Desk) -> PathBuf {
    let entries = fs::read_dir(desk.folder().join("state")).unwrap();
    let mut paths = entries.map(|entry| entry.unwrap().path());
    paths.find(|path| path.is_file()).unwrap()
}

#[test]
fn a_record_of_the_next_version_is_told_in_the_list_of_drafts_and_otherwise_left_alone() {
    let typed = |desk: Desk, text: &str| desk.go("封面.填报人").types(text).press("Enter");
    let desk = typed(Desk::open(REPORT), "王小明");
    let path = record(&desk);
    fs::write(&path, RECORD_OF_A_NEWER).unwrap();
    let is_whole = || fs::read_to_string(&path).unwrap() == RECORD_OF_A_NEWER;
    // Nothing is asked and nothing said of what cannot be read.
    let desk = desk.crashes().browses().untouched().lacks("读不懂");
    // What is done here goes into a record of its own, which is found as ever.
    let desk = typed(desk, "李四").crashes();
    let desk = desk.shows("找回没有保存的修改").press("Enter");
    let desk = desk.yaml_line("填报人: 李四").press("Ctrl+S");
    let desk = desk.says("已保存").reopens().press("Ctrl+Z").untouched();
    assert!(is_whole());

    let folder = desk.leaves();
    let state = folder.path().join("state");
    let kept = drafts(&state).list();
    assert!(kept.iter().any(|it| it.state == State::OtherVersion));
    let _ = drafts(&state).clear(false);
    assert!(is_whole());
    // It goes where everything is asked to.
    let _ = drafts(&state).clear(true);
    assert!(!path.exists());
}
