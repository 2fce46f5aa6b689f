//! A disk that hangs stops no key, and the screen says what is not on it.

use std::fs;
use std::path::Path;

use jixiao::ui::app::{Access, App};
use jixiao::ui::session::{Unsaved, Work};
use jixiao::ui::tabs::Tab;

use crate::harness::{Desk, REPORT, SMALL, With};

const LATE: &str = "正在写恢复记录";

/// Two steps while the record of the first hangs.
fn hung() -> Desk {
    Desk::open(REPORT)
        .slow_at(Work::Record)
        .go("封面.填报人")
        .types("王小明")
        .press("Enter")
        .lacks(LATE)
        .types("88880000")
        .press("Enter")
}

#[test]
fn a_record_that_hangs_stops_no_key_and_catches_up() {
    let desk = hung();
    assert_eq!(desk.waiting(), 1, "one piece at a time");
    assert_eq!(desk.unsaved(), Unsaved::Late);
    let desk = desk.waits().shows(LATE).shows("未保存").types("139");
    let desk = desk.press("Enter").shows("139").disk_answers();
    assert_eq!(desk.waiting(), 1, "what came meanwhile");
    let desk = desk.disk_answers().lacks(LATE).shows("未保存");
    assert_eq!((desk.waiting(), desk.unsaved()), (0, Unsaved::Kept));
    desk.crashes()
        .press("Enter")
        .yaml_line("填报人: 王小明")
        .yaml_line("办公电话: \"88880000\"")
        .yaml_line("手机号码: \"139\"");
}

#[test]
fn what_is_on_the_disk_by_then_is_found_after_a_crash() {
    hung().crashes().browses().untouched();
    let first = hung().disk_answers().crashes().press("Enter");
    first
        .yaml_line("填报人: 王小明")
        .yaml_line("办公电话: \"82550135\"");
}

/// Started again where the state directory hangs, after a crash with one step not saved.
fn started() -> Desk {
    let desk = Desk::open(REPORT).go("封面.填报人").types("王小明");
    desk.press("Enter")
        .slow_at(Work::Record)
        .crashes_still_slow()
}

#[test]
fn what_earlier_runs_left_is_asked_about_when_the_disk_answers() {
    let desk = started().browses().untouched().keys("F4 F3");
    let desk = desk.disk_answers().shows("找回没有保存的修改");
    desk.press("Enter").yaml_line("填报人: 王小明");
}

#[test]
fn who_types_by_then_is_not_asked_but_told() {
    let desk = started().go("封面.标题").types("20").disk_answers();
    let desk = desk.edits().says("Ctrl+W").press("Esc").press("Ctrl+W");
    desk.shows("没有找回的修改");
}

#[test]
fn who_has_begun_by_then_keeps_what_was_begun() {
    let desk = Desk::open(SMALL).go("年度").types("2024");
    let desk = desk.keys("Enter Ctrl+S").slow_at(Work::Record);
    // What could be undone once more is not laid over what was typed meanwhile.
    let desk = desk.crashes_still_slow().go("年度").types("2025");
    let desk = desk.press("Enter").disk_answers().yaml_line("年度: 2025");
    desk.press("Ctrl+Z").yaml_line("年度: 2024");
}

#[test]
fn a_report_is_saved_while_its_record_hangs() {
    let desk = hung().press("Ctrl+S").says("已保存").types("139");
    assert!(desk.saved().contains("王小明"));
    let desk = desk.press("Enter").disk_answers_all();
    // One record is left, with what came after the save.
    let state = desk.folder().join("state");
    assert_eq!(fs::read_dir(state).unwrap().count(), 1);
    desk.crashes()
        .shows("没有保存")
        .press("Enter")
        .yaml_line("手机号码: \"139\"")
        .keys("Ctrl+Z*3")
        .changed_to(REPORT);
}

#[test]
fn who_leaves_without_a_file_leaves_nothing_once_the_disk_answers() {
    let desk = Desk::sample(REPORT).go("封面.填报人").types("王小明");
    let desk = desk.press("Enter").shows("未保存");
    let folder = desk.leaves();
    assert_eq!(
        fs::read_dir(folder.path().join("state")).unwrap().count(),
        0
    );
}

#[test]
fn a_look_that_hangs_stops_no_key() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL)
        .slow_at(Work::Look)
        .meanwhile(&theirs)
        .waits()
        .waits()
        .go("年度")
        .types("20");
    assert_eq!(desk.waiting(), 1, "no second look");
    // What it showed is not taken in over what is being typed.
    let desk = desk.disk_answers().edits().types("24").press("Enter");
    let desk = desk.yaml_line("年度: 2024").waits().disk_answers();
    desk.waits()
        .disk_answers()
        .says("已并入")
        .yaml_line("年度: 2024")
        .shows("51");
}

/// A look has seen what somebody else wrote, and the next one reads it for as long as it takes.
fn meeting(theirs: &str) -> Desk {
    let desk = Desk::open(SMALL).meanwhile(theirs).a_moment();
    let desk = desk.slow_at(Work::Look).waits();
    assert_eq!(desk.waiting(), 1);
    desk
}

#[test]
fn what_is_typed_while_theirs_is_read_is_merged_with_it_in_one_step() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let mine = SMALL.with("年度: 2023", "年度: 2024");
    let desk = meeting(&theirs).go("年度").types("2024").press("Enter");
    // What it was held against is another by now.
    let desk = desk.disk_answers();
    assert_eq!(desk.text(), mine);
    let desk = desk.waits().disk_answers().says("已并入");
    assert_eq!(desk.text(), theirs.with("年度: 2023", "年度: 2024"));
    let desk = desk.on("评分方案").press("Ctrl+Z");
    assert_eq!(desk.text(), mine);
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn whoever_moves_while_theirs_is_read_stays_where_it_was_gone_to() {
    let theirs = SMALL.with("项目:\n", "项目:\n- 名称: 建桥\n  支出类别: 专项资金\n");
    let spent = "资金.年度资金总额.全年执行数";
    let desk = meeting(&theirs).go(&format!("项目[0].{spent}"));
    let desk = desk.disk_answers().says("已读入最新内容");
    assert_eq!(desk.text(), theirs);
    drop(desk.on(&format!("项目[1].{spent}")));
}

#[test]
fn what_is_typed_while_theirs_is_read_at_saving_is_saved_with_it() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL).go("年度").types("2024").press("Enter");
    let desk = desk.meanwhile(&theirs).slow_disk().press("Ctrl+S");
    // It is not saved, and what stands there is read.
    let desk = desk
        .disk_answers()
        .lacks("已并入")
        .press("Up")
        .types("2025");
    let desk = desk.disk_answers().edits().press("Enter");
    // It was held against what is another by now: that is saved, with the same outcome.
    let desk = desk.disk_answers().disk_answers().shows("已并入");
    assert_eq!(desk.saved(), theirs);
    let desk = desk.press("1").disk_answers().says("已保存");
    assert_eq!(desk.saved(), theirs.with("年度: 2023", "年度: 2025"));
}

#[test]
fn whoever_only_looks_is_not_held_up_by_what_is_read_either() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let first = Desk::open(SMALL).seated("甲机", "pts/1").shows("已保存");
    let guest = first.second("甲机", "pts/2").shows("只能查看");
    let looks = Desk::open_allowing(Access::Look, SMALL);
    for desk in [guest, looks] {
        let desk = desk.meanwhile(&theirs).a_moment().slow_at(Work::Look);
        let desk = desk.waits().go("年度").untouched();
        let desk = desk.disk_answers().on("年度").says("已读入最新内容。");
        assert_eq!(desk.text(), theirs);
    }
}

#[test]
fn a_look_from_before_a_save_is_not_believed() {
    let desk = Desk::open(SMALL).slow_at(Work::Look).waits();
    let desk = desk.go("年度").types("2024").keys("Enter Ctrl+S");
    let desk = desk.says("已保存").disk_answers().says("已保存");
    let desk = desk.waits().disk_answers().waits().disk_answers();
    desk.says("已保存").shows("已保存").yaml_line("年度: 2024");
}

#[test]
fn a_lock_that_hangs_stops_no_key() {
    let first = Desk::open(SMALL).seated("甲机", "pts/1").shows("已保存");
    let second = first.second("甲机", "pts/2").shows("只能查看");
    let second = second.slow_at(Work::Look).keys("Ctrl+O 1");
    let second = second.keys("F4 F3").shows("只能查看").disk_answers();
    let second = second.says("已由这里接手").shows("已保存");
    first.waits().says("接手").shows("只能查看");
    second.shows("已保存");
}

/// Another report in the folder is being opened, and the disk hangs.
fn opening() -> Desk {
    let other = SMALL.with("年度: 2023", "年度: 2031");
    assert_ne!(other, SMALL);
    let desk = Desk::open(SMALL)
        .beside("别的.yaml", &other)
        .press("Ctrl+F12");
    desk.shows("别的.yaml")
        .slow_at(Work::Read)
        .press("Enter")
        .waits()
}

#[test]
fn a_report_that_hangs_is_waited_for_in_words_and_can_be_given_up() {
    let desk = opening().says("正在打开“别的.yaml”").says("Esc");
    let desk = desk.keys("Ctrl+L").says("重画").resize(100, 30);
    // What is pressed meanwhile is for the other report.
    let desk = desk.waits().says("正在打开");
    let desk = desk.shows("2023").types("7").shows("2023").press("Esc");
    let desk = desk.says("没有再等").browses().untouched().go("年度");
    let desk = desk.types("2024").press("Enter").disk_answers();
    desk.yaml_line("年度: 2024").lacks("2031").shows("未保存");
}

#[test]
fn what_is_pressed_while_a_report_is_opened_is_for_it() {
    let desk = opening().keys("F4 F4");
    let desk = desk.disk_answers().shows("别的.yaml").lacks("正在打开");
    let desk = desk.holds(|app| app.tab() == Tab::Indicators);
    desk.yaml_line("年度: 2031");
}

#[test]
fn a_folder_that_hangs_stops_no_drawing() {
    let desk = Desk::open(SMALL).slow_at(Work::Read).press("Ctrl+F12");
    let desk = desk.lacks("正在查看").waits().says("正在查看文件夹");
    desk.disk_answers().lacks("正在查看").shows("打开哪份报告");
}

#[test]
fn a_scheme_mended_beside_the_open_report_counts() {
    let own = include_str!("../../data/schemes/hunan-2022.yaml");
    let named = SMALL.with("年度:", "评分方案: 我们.yaml\n年度:");
    let put = |text: &'static str| {
        move |path: &Path| fs::write(path.with_file_name("我们.yaml"), text).unwrap()
    };
    let is_ours = |app: &App| app.view().scheme_trouble.is_none();
    let desk = Desk::open_in("绩效", &named).holds(|app| !is_ours(app));
    let desk = desk.outside(put("名称: 我们的\n")).waits();
    let desk = desk.says("评分方案文件改过").holds(|app| !is_ours(app));
    let desk = desk
        .outside(put(own))
        .waits()
        .says("已照新的")
        .holds(is_ours);
    // It is told once, and not of a report that names it no more.
    let desk = desk.press("Down").waits().waits().tells("");
    let desk = desk.meanwhile(SMALL).waits().says("已读入").press("Up");
    desk.waits().waits().tells("");
}

#[test]
fn a_scheme_that_hangs_stops_no_key() {
    let own = SMALL.with("年度:", "评分方案: 我们.yaml\n年度:");
    let desk = Desk::open(SMALL)
        .slow_at(Work::Read)
        .meanwhile(&own)
        .waits();
    let desk = desk.waits().shows("我们.yaml").go("年度").types("2024");
    let desk = desk.press("Enter").yaml_line("年度: 2024");
    assert_eq!(desk.waiting(), 1);
    desk.disk_answers().yaml_line("年度: 2024").shows("2024");
}
