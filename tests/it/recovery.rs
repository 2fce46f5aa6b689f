//! The recovery record read back: after a crash, after a clean end, and when it is not as it was.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use jixiao::store::journal::{Cleared, State, drafts};
use jixiao::store::{Draft, File};
use jixiao::ui::app::{App, Mode};
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::session::{Job, Session, Work};
use jixiao::ui::tabs::Tab;
use proptest::prelude::*;
use proptest::sample::select;

use crate::harness::{Desk, REPORT, SMALL, With, leave, presses, to_the_end};

/// The records of a desk, oldest name first.
fn records(desk: &Desk) -> Vec<PathBuf> {
    let state = desk.folder().join("state");
    let mut records: Vec<PathBuf> = fs::read_dir(state)
        .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
        .unwrap_or_default();
    records.retain(|path| path.is_file());
    records.sort();
    records
}

fn extensions(desk: &Desk) -> Vec<String> {
    let records = records(desk);
    let extension = |path: &PathBuf| path.extension().unwrap().to_string_lossy().into_owned();
    let mut extensions: Vec<String> = records.iter().map(extension).collect();
    // Records are numbered as they come, whatever becomes of them.
    extensions.sort();
    extensions
}

/// Three steps in the real report, the last of them in a project.
fn edited() -> Desk {
    edited_in(REPORT)
}

fn edited_in(yaml: &str) -> Desk {
    Desk::open(yaml)
        .go("封面.填报人")
        .types("王小明")
        .press("Enter")
        .go("封面.标题")
        .types("新标题")
        .press("Enter")
        .go("项目[2].资金.年度资金总额.全年执行数")
        .types("12.5")
        .press("Enter")
}

#[test]
fn after_a_crash_one_key_takes_one_back() {
    let before = edited();
    let text = before.text();
    before
        .crashes()
        .untouched()
        .shows("找回没有保存的修改")
        .shows("3 步修改，最后一步是“修改「全年执行数」")
        .press("Enter")
        .browses()
        .on("项目[2].资金.年度资金总额.全年执行数")
        .shows("未保存")
        .says("已找回")
        .changed_to(&text)
        .keys("Ctrl+Z*3")
        .untouched()
        .shows("已保存")
        .keys("Ctrl+Y*3")
        .changed_to(&text);
}

/// The money of a project can be filled in on two tabs.
#[test]
fn one_is_back_on_the_tab_where_it_was_done() {
    const SPENT: &str = "项目[2].资金.年度资金总额.全年执行数";
    let on = |desk: Desk, tab: &str| {
        let title = |app: &App| app.tab().title() == tab;
        desk.holds(title).on(SPENT)
    };
    let edited = || Desk::open(REPORT).tab("预算构成").go(SPENT).types("12.5");
    let desk = edited().press("Enter").crashes().press("Enter");
    let desk = on(desk, "预算构成").tab("基本信息").press("Ctrl+Z");
    let desk = on(desk, "预算构成").keys("Ctrl+Y").tab("问题整改");
    drop(on(desk.keys("Ctrl+W Enter"), "预算构成"));
    // What was half typed there, and what was saved.
    let desk = edited().rests().crashes().press("Enter").edits();
    drop(on(desk, "预算构成"));
    let desk = edited().keys("Enter Ctrl+S").reopens().press("Ctrl+Z");
    drop(on(desk, "预算构成"));
    // On the other tab.
    let desk = Desk::open(REPORT).tab("绩效指标").go(SPENT).types("12.5");
    let desk = desk.press("Enter").crashes().press("Enter");
    drop(on(desk, "绩效指标"));
    // A record that does not say, and one that says what there is no more.
    for other in ["", r#""view":"别的页签","#] {
        let desk = edited().press("Enter");
        let record = records(&desk)[0].clone();
        let text = fs::read_to_string(&record).unwrap();
        let spoilt = text.replace(r#""view":"预算构成","#, other);
        assert_ne!(spoilt, text);
        fs::write(&record, spoilt).unwrap();
        drop(on(desk.crashes().press("Enter"), "绩效指标"));
    }
}

/// What was saved can be undone, whatever becomes of what was not.
#[test]
fn the_saved_steps_stay_when_the_others_are_put_aside() {
    let crashed = |desk: Desk| desk.keys("Ctrl+S").types("半").rests().crashes();
    for decided in ["3", "Esc"] {
        let desk = crashed(edited()).press(decided).browses();
        let desk = desk.shows("已保存").press("Ctrl+W");
        let desk = desk.shows("没有找回的修改").shows("正在输入的“半”");
        let desk = desk.shows("3 步，都可以用 Ctrl+Z 逐步撤销").press("Esc");
        let desk = desk.keys("Ctrl+Z*3").changed_to(REPORT);
        drop(desk.press("Ctrl+Z").says("没有可以撤销的修改"));
    }
    // And it can still be found again, with them.
    let desk = crashed(edited()).press("3").reopens().press("Ctrl+W");
    let desk = desk.keys("Enter Enter").edits().press("Esc");
    desk.keys("Ctrl+Z*3").changed_to(REPORT);
}

#[test]
fn what_is_recovered_survives_the_next_crash_as_one_record() {
    let before = edited();
    let text = before.text();
    let desk = before.crashes().press("Enter").crashes();
    assert_eq!(records(&desk).len(), 1);
    desk.shows("3 步修改").press("Enter").changed_to(&text);
}

#[test]
fn what_was_undone_and_redone_is_followed() {
    let before = edited().keys("Ctrl+Z*2 Ctrl+Y");
    let text = before.text();
    before
        .crashes()
        .shows("2 步修改，最后一步是“修改「标题」")
        .press("Enter")
        .changed_to(&text)
        .press("Ctrl+Y")
        .yaml_line("全年执行数: 12.5")
        .keys("Ctrl+Z*3")
        .untouched();
}

#[test]
fn what_was_undone_is_not_told_as_unsaved() {
    let desk = edited().keys("Ctrl+Z*3").types("正在").rests().crashes();
    let desk = desk.shows("没有保存的有：正在输入的“正在”").lacks("步");
    let desk = desk.press("2").shows("张嘉怡 → 正在");
    desk.lacks("撤销了").untouched();
    // A step undone after it was saved, and another taken in its place.
    let desk = edited()
        .keys("Ctrl+S")
        .keys("Ctrl+Z")
        .types("7")
        .press("Enter");
    let text = desk.text();
    let desk = desk
        .crashes()
        .shows("保存以后撤销了 1 步，没有保存的还有：1 步修改");
    let desk = desk.press("2").shows("撤销了已保存的：修改「全年执行数」");
    desk.press("Esc").press("Enter").changed_to(&text);
}

/// What is half typed over an older version is shown over that version.
#[test]
fn what_is_shown_after_a_recovery_follows_from_what_was_recovered() {
    let theirs = SMALL.with("编制数: 50", "编制数: 5000");
    let desk = Desk::open(SMALL).go("年度").types("20").waits();
    let desk = desk.meanwhile(&theirs).crashes().shows("5000");
    let desk = desk.press("Enter").edits().lacks("5000");
    desk.press("Esc").holds(|app| {
        crate::derived::is_derived(app);
        true
    });
}

#[test]
fn a_half_typed_value_is_given_back_as_it_was_being_typed() {
    Desk::open(REPORT)
        .go("封面.标题")
        .types("半个标")
        .rests()
        .crashes()
        .shows("正在输入的“半个标”")
        .press("Enter")
        .edits()
        .shows("正在输入的也在")
        .types("题")
        .press("Enter")
        .yaml_line("标题: 半个标题");
}

/// A kill takes no more than what was typed in the last moment, and that it may is told.
#[test]
fn what_is_typed_is_put_down_soon_and_what_may_lack_is_told() {
    let desk = Desk::open(REPORT).go("封面.标题").types("半个标");
    assert!(desk.wakes_in() <= Some(Duration::from_millis(250)));
    desk.rests()
        .crashes()
        .shows("中断前不到一秒里打的字可能没有记上");
    edited().crashes().lacks("没有记上");
}

/// Of a long text what is new is seen before it is decided on, wherever in it that was typed.
#[test]
fn what_was_typed_into_a_long_text_is_seen_before_it_is_taken_back() {
    let typed = |end: &str| {
        let desk = Desk::open(REPORT).go("整体绩效.完成情况").keys("F2");
        desk.keys(end).types("又办成了两件大事。").rests().crashes()
    };
    for end in ["Ctrl+End", "Ctrl+Home", "Ctrl+Home Right*40"] {
        let desk = typed(end);
        let desk = desk.shows("又办成了两件大").press("2");
        let desk = desk.shows("又办成了两件").lacks("（空） → ");
        desk.keys("Esc Enter").edits();
    }
    // And so is what was typed over steps that were taken before, and in the list of changes.
    let desk = Desk::open(REPORT)
        .go("整体绩效.完成情况")
        .keys("F2 Ctrl+End");
    let desk = desk.types("先写的。").keys("F2");
    let desk = desk.keys("F2 Ctrl+End").types("后写的。").rests().crashes();
    let desk = desk.press("2").shows("先写的。 → ..元，其中先写的。后");
    let desk = desk.shows_line(&[" 写的。 "]);
    let desk = desk.keys("Esc Enter F2 Ctrl+W");
    desk.shows("..元，其中先写的。后写的。");
}

#[test]
fn what_is_undone_inside_the_open_field_is_not_given_back() {
    Desk::open(REPORT)
        .go("封面.标题")
        .keys("F2")
        .types("新")
        .rests()
        .keys("Ctrl+Z")
        .crashes()
        .browses()
        .untouched();
}

#[test]
fn a_text_filled_down_is_there_after_a_crash() {
    let desk = Desk::open(SMALL).keys("Enter Right Down*13");
    let desk = desk
        .paste("1\t2\n一\n")
        .paste("1\t2\n一\n")
        .press("Ctrl+D")
        .types("-#");
    let mut before = desk.app().document().clone();
    before.discard();
    let desk = desk.crashes().press("Enter").shows("未保存");
    let mut after = desk.app().document().clone();
    after.discard();
    assert_eq!(after.text(), before.text());
}

#[test]
fn a_number_shown_on_two_tabs_is_typed_on_where_it_belongs() {
    let desk = Desk::open(REPORT).keys("F8 7").rests().crashes();
    let desk = desk.press("Enter").edits();
    assert_eq!(desk.app().tab(), Tab::Budget);
}

#[test]
fn what_is_no_value_yet_is_given_back_too() {
    Desk::open(REPORT)
        .go("项目[2].资金.年度资金总额.全年执行数")
        .types("12x")
        .rests()
        .crashes()
        .press("Enter")
        .edits()
        .untouched()
        .keys("Backspace Enter")
        .changed(&[("全年执行数: 229", "全年执行数: 12")]);
}

#[test]
fn a_draft_that_was_finished_or_given_up_is_not_asked_about() {
    for end in ["Esc", "Enter"] {
        let desk = Desk::open(REPORT)
            .go("封面.标题")
            .types("半个标题")
            .rests()
            .press(end);
        let text = desk.text();
        let desk = desk.crashes();
        if end == "Esc" {
            desk.browses().untouched();
        } else {
            desk.lacks("正在输入").press("Enter").changed_to(&text);
        }
    }
}

#[test]
fn an_answer_half_written_is_given_back_as_a_step() {
    let desk = Desk::open(REPORT)
        .press("F8")
        .press("F9")
        .until_choice("填写说明")
        .types("因为如此")
        .rests();
    assert!(desk.text().contains("因为如此"));
    let desk = desk.crashes().press("Enter");
    assert!(desk.text().contains("因为如此"));
    desk.browses().press("Ctrl+Z").untouched();
}

#[test]
fn it_can_be_looked_at_and_set_aside_and_found_again() {
    let before = edited();
    let text = before.text();
    let desk = before
        .crashes()
        .press("2")
        .shows("改了什么")
        .shows("项目「城市管理」")
        .shows("张嘉怡 → 王小明")
        .press("Esc")
        .shows("找回没有保存的修改")
        .press("3")
        .says("另外放好")
        .untouched();
    assert_eq!(extensions(&desk), ["aside"]);
    // There at once, and after the next start.
    let desk = desk.press("Ctrl+W").shows("没有找回的修改").press("Esc");
    desk.crashes()
        .browses()
        .press("Ctrl+W")
        .shows("没有找回的修改")
        .press("Enter")
        .press("1")
        .changed_to(&text);
}

#[test]
fn what_is_not_decided_on_is_asked_again() {
    edited()
        .crashes()
        .press("Esc")
        .untouched()
        .crashes()
        .shows("找回没有保存的修改");
}

#[test]
fn undo_survives_saving_and_starting_again() {
    let desk = edited().press("Ctrl+S").says("已保存");
    let text = desk.text();
    desk.reopens()
        .browses()
        .changed_to(&text)
        .shows("已保存")
        .keys("Ctrl+Z*3")
        .untouched()
        .shows("未保存")
        .press("Ctrl+S")
        .reopens()
        .untouched();
}

/// R38: what was taken back before a save can be taken again after it, however the program ended.
#[test]
fn redo_survives_saving_and_starting_again() {
    let text = edited().text();
    let saved = || edited().keys("Ctrl+Z*2 Ctrl+S").says("已保存");
    for again in [Desk::reopens, Desk::crashes] {
        let desk = again(saved()).browses().shows("已保存");
        let desk = desk.keys("Ctrl+Y*2").changed_to(&text);
        desk.press("Ctrl+Y").says("没有可以重做的修改");
        // Over several starts, and with what was done before the save still to be undone.
        let desk = again(again(saved()).press("Ctrl+Y").press("Ctrl+S"));
        let desk = desk.keys("Ctrl+Y").changed_to(&text);
        desk.keys("Ctrl+Z*3").changed_to(REPORT);
        // What is done instead leaves nothing to be taken again.
        let desk = again(saved()).go("年度").keys("2 0 2 0 Enter Ctrl+S");
        again(desk).press("Ctrl+Y").says("没有可以重做的修改");
        // All of it taken back and saved.
        let desk = again(edited().keys("Ctrl+S Ctrl+Z*3 Ctrl+S"));
        desk.untouched().keys("Ctrl+Y*3").changed_to(&text);
    }
    // What is not saved is taken back, and what is saved can be taken again.
    let desk = saved().keys("Ctrl+Y").crashes().press("Enter");
    desk.keys("Ctrl+Y").changed_to(&text);
    let desk = saved().keys("Ctrl+Y").crashes().press("Esc");
    desk.keys("Ctrl+Y*2").changed_to(&text);
}

#[test]
fn what_stands_again_is_said_after_a_restart_as_well() {
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
    let desk = desk
        .types("7")
        .press("Enter")
        .press("Ctrl+S")
        .says("已保存");
    let desk = desk.reopens().press("Ctrl+Z");
    desk.says("撤销：修改「编制数」 50 → 7，现在是 50")
        .untouched();
}

#[test]
fn steps_after_a_restart_join_those_before_it() {
    let desk = edited()
        .press("Ctrl+S")
        .reopens()
        .go("封面.填报人")
        .types("李四")
        .press("Enter");
    let text = desk.text();
    let desk = desk.crashes().press("Enter").changed_to(&text);
    desk.keys("Ctrl+Z*4").untouched();
}

#[test]
fn what_was_left_without_saving_is_not_asked_about_but_can_be_redone() {
    let desk = edited();
    let text = desk.text();
    desk.reopens()
        .browses()
        .untouched()
        .shows("已保存")
        .keys("Ctrl+Y*3")
        .changed_to(&text);
}

/// What was left is found again, with what others wrote meanwhile in it.
fn is_merged(desk: Desk) -> Desk {
    desk.shows("文件后来又被改过")
        .press("1")
        .says("已找回")
        .waits()
        .waits()
        .says("您的修改都在")
        .yaml_line("标题: 新标题")
        .yaml_line("填报人: 王小明")
        .yaml_line("办公电话: \"11111111\"")
}

#[test]
fn what_is_recovered_is_merged_with_what_others_wrote_meanwhile() {
    let other = REPORT.with("办公电话: \"82550135\"", "办公电话: \"11111111\"");
    let desk = is_merged(edited().meanwhile(&other).crashes());
    let text = desk.text();
    // What was merged is as safe as before.
    let desk = desk.crashes().press("Enter").waits().waits();
    assert_eq!(desk.text(), text);
    desk.press("Ctrl+S").says("已保存");
}

/// Too long to be in the record itself.
fn long(yaml: &str) -> String {
    format!("{yaml}{}", "# 附注\n".repeat(120_000))
}

#[test]
fn the_version_it_began_with_is_found_among_the_backups() {
    let other = long(&REPORT.with("82550135", "11111111"));
    let desk = edited_in(&long(REPORT)).meanwhile(&other);
    let copies = desk.folder().join("备份");
    fs::create_dir(&copies).unwrap();
    for (name, text) in [
        ("自评-000001.yaml", &long(REPORT)),
        ("自评-000002.yaml", &other),
    ] {
        fs::write(copies.join(name), text).unwrap();
    }
    // R32: what is no copy lies among them.
    fs::write(copies.join("自评-000003.yaml"), [0xff, 0, 0x9b]).unwrap();
    fs::create_dir(copies.join("自评-000004.yaml")).unwrap();
    fs::write(copies.join("自评-.yaml"), "").unwrap();
    is_merged(desk.crashes());
}

/// What others wrote over a version that the record has no room for, or is not in UTF-8, was seen by us:
/// the version is kept, as it is nowhere else.
#[test]
fn a_version_that_is_written_over_under_us_is_kept_where_the_record_does_not_hold_it() {
    let other = long(&REPORT.with("82550135", "11111111"));
    let copies = |desk: &Desk| fs::read_dir(desk.folder().join("备份")).map_or(0, Iterator::count);
    let desk = edited_in(&long(REPORT)).meanwhile(&other);
    assert_eq!(copies(&desk), 0);
    let desk = desk.waits().waits().says("您的修改都在");
    let text = desk.text();
    assert_eq!(copies(&desk), 1);
    let desk = is_merged(desk.crashes());
    assert_eq!(desk.text(), text);
    // At saving.
    let desk = edited_in(&long(REPORT)).meanwhile(&other).press("Ctrl+S");
    is_merged(desk.shows("报告在别处也改过").crashes());
    // What is in the record, and who has changed nothing, needs no copy.
    let short = REPORT.with("82550135", "11111111");
    let desk = edited()
        .meanwhile(&short)
        .waits()
        .waits()
        .says("您的修改都在");
    assert_eq!(copies(&desk), 0);
    let desk = Desk::open(&long(REPORT)).meanwhile(&other).waits().waits();
    assert_eq!(copies(&desk.says("已读入最新内容")), 0);
}

#[test]
fn what_stands_on_a_version_that_is_gone_is_told_once_and_kept() {
    let lost = edited_in(&long(REPORT)).meanwhile(REPORT).crashes();
    let lost = lost.browses().says("那一版已经找不到").changed_to(REPORT);
    assert_eq!(extensions(&lost), ["aside"]);
    let again = lost.crashes();
    assert!(!again.notice().contains("找不到"));
    assert_eq!(extensions(&again), ["aside"]);
    // It is there again as soon as the version is.
    let back = again.meanwhile(&long(REPORT)).crashes().press("Ctrl+W");
    back.shows("没有找回的修改");
}

#[test]
fn what_both_changed_is_asked_about_at_saving() {
    let other = REPORT.with("张嘉怡", "别人");
    let desk = edited()
        .meanwhile(&other)
        .crashes()
        .press("1")
        .waits()
        .waits()
        .says("两边改得不一样")
        .yaml_line("填报人: 王小明")
        .press("Ctrl+S")
        .shows("两边都改了");
    assert_eq!(desk.saved(), other);
    // What was chosen is recorded step by step as well.
    let desk = desk.press("Right").press("F2").yaml_line("填报人: 别人");
    let text = desk.text();
    let desk = desk.crashes().press("Enter").waits().waits();
    assert_eq!(desk.text(), text);
}

#[test]
fn undo_is_not_offered_over_another_version() {
    let other = REPORT.with("张嘉怡", "别人");
    let desk = edited()
        .press("Ctrl+S")
        .meanwhile(&other)
        .reopens()
        .browses();
    assert_eq!(desk.text(), other);
    desk.press("Ctrl+Z").says("没有可以撤销的修改");
}

#[test]
fn a_file_that_moved_finds_its_record() {
    let desk = edited();
    let text = desk.text();
    let desk = desk.crashes_and_moves();
    let desk = desk.shows("在另一个文件").shows("自评.yaml”上改的");
    desk.press("Enter").changed_to(&text);
}

#[test]
fn a_copy_of_the_file_is_not_taken_for_it() {
    let desk = edited();
    let copy = desk.folder().join("抄件.yaml");
    fs::write(&copy, REPORT).unwrap();
    let desk = desk.crashes().untouched();
    let (file, bytes) = File::open(&copy).unwrap();
    let state = Some(desk.folder().join("state"));
    let mut session = Session::open(file, &bytes, state, (120, 40));
    record(&mut session);
    assert!(matches!(session.app().mode(), Mode::Browse));
}

#[test]
fn a_record_in_use_is_not_taken() {
    let desk = edited();
    let (file, bytes) = File::open(&desk.path()).unwrap();
    let state = Some(desk.folder().join("state"));
    let mut session = Session::open(file, &bytes, state, (120, 40));
    record(&mut session);
    assert!(matches!(session.app().mode(), Mode::Browse));
    assert_eq!(session.app().document().text(), REPORT);
    assert_eq!(records(&desk).len(), 1);
    drop(session);
    desk.crashes().shows("找回没有保存的修改");
}

/// The record of a crashed desk, spoilt in a way.
fn spoilt(spoil: impl Fn(&str) -> String) -> Desk {
    let desk = edited();
    let record = records(&desk)[0].clone();
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, spoil(&text)).unwrap();
    desk.crashes()
}

#[test]
fn garbage_is_moved_aside_and_told() {
    let desk = spoilt(|_| "\u{0}\u{1}垃圾\n{}\n[]\n".to_owned())
        .browses()
        .untouched()
        .says("读不懂");
    assert_eq!(extensions(&desk), ["bad"]);
    desk.crashes().browses().lacks("读不懂");
}

#[test]
fn a_broken_last_line_costs_one_step() {
    let desk = spoilt(|text| {
        let mut whole = text.trim_end().to_owned();
        whole.truncate(whole.len() - 9);
        whole
    });
    desk.shows("2 步修改")
        .press("Enter")
        .yaml_line("标题: 新标题")
        .keys("Ctrl+Z*2")
        .untouched();
}

#[test]
fn a_step_that_does_not_come_out_right_ends_the_record_and_the_rest_is_kept() {
    for spoil in [
        // Another text than was there.
        (|text: &str| text.replacen("新标题", "坏标题", 9)) as fn(&str) -> String,
        // A line missing in the middle.
        |text| {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.remove(2);
            lines.join("\n")
        },
        // More than is read.
        |text| {
            let rest = "x".repeat(64 << 20);
            let mut lines: Vec<&str> = text.lines().collect();
            lines.insert(2, &rest);
            lines.join("\n")
        },
    ] {
        let desk = spoilt(spoil)
            .shows("1 步修改")
            .press("Enter")
            .changed(&[("填报人: 张嘉怡", "填报人: 王小明")]);
        assert_eq!(extensions(&desk), ["bad", "jsonl"]);
    }
}

#[test]
fn a_record_of_a_newer_program_is_left_alone() {
    let newer = |text: &str| text.replacen("\"jixiao\":2", "\"jixiao\":3", 1);
    let desk = spoilt(newer).browses().untouched().lacks("读不懂");
    assert_eq!(extensions(&desk), ["jsonl"]);
}

#[test]
fn what_another_version_wrote_is_kept_as_if_it_were_not_saved() {
    for other in ["\"jixiao\":3", "\"jixiao\":1"] {
        let desk = spoilt(|text| text.replacen("\"jixiao\":2", other, 1));
        let state = desk.folder().join("state");
        aged(&desk, 20 * 365);
        // Dated anew, it goes when it has grown old again.
        assert_eq!(drafts(&state).list()[0].state, State::OtherVersion);
        let desk = desk.crashes().browses().untouched();
        let cleared = |gone, kept| Cleared {
            gone,
            held: 0,
            kept,
        };
        assert_eq!(drafts(&state).clear(false), cleared(0, 1));
        assert_eq!(extensions(&desk), ["jsonl"]);
        aged(&desk, 91);
        assert!(drafts(&state).list().is_empty());
    }
    let newer = |text: &str| text.replacen("\"jixiao\":2", "\"jixiao\":3", 1);
    let desk = spoilt(newer).browses().untouched();
    let cleared = drafts(&desk.folder().join("state")).clear(true);
    assert_eq!(cleared.gone, 1);
}

#[test]
fn an_empty_record_goes() {
    let desk = spoilt(|_| String::new()).browses().untouched();
    assert!(records(&desk).is_empty());
}

#[test]
fn of_several_records_one_is_asked_about_and_the_others_are_found() {
    let desk = edited();
    let first = desk.text();
    let desk = desk
        .crashes()
        .press("Esc")
        .go("封面.标题")
        .types("第二份")
        .press("Enter");
    let second = desk.text();
    let desk = desk.crashes().shows("另有 1 份更早的");
    assert_eq!(records(&desk).len(), 2);
    let desk = desk.press("Enter").changed_to(&second).press("Ctrl+Z");
    let desk = desk.untouched().press("Ctrl+W").shows("没有找回的修改");
    drop(desk.keys("Enter Enter").changed_to(&first));
}

#[test]
fn the_list_of_changes_tells_when_what_from_and_to_and_leads_there() {
    edited()
        .press("Ctrl+W")
        .shows("修改记录")
        .shows_line(&["项目「城市管理」", "229", "12.5"])
        .shows_line(&["封面 填报人", "张嘉怡", "王小明"])
        .press("End")
        .press("Enter")
        .browses()
        .on("封面.填报人")
        .press("Ctrl+S")
        .reopens()
        .press("Ctrl+W")
        .shows_line(&["封面 填报人", "张嘉怡", "王小明"])
        .press("Esc")
        .keys("Ctrl+Z*3 Ctrl+W")
        .shows("还没有修改过");
}

#[test]
fn the_list_of_changes_is_copied_as_text() {
    let desk = edited()
        .press("Ctrl+W")
        .shows("Ctrl+C  复制")
        .press("Ctrl+C");
    let copied = desk.copied().unwrap().to_owned();
    assert!(copied.starts_with("时间\t哪一格\t原来\t改为\n"), "{copied}");
    assert!(
        copied.contains("\t封面 填报人\t张嘉怡\t王小明\n"),
        "{copied}"
    );
    let desk = desk.shows("整个清单已复制").press("Esc").press("Ctrl+G");
    let desk = desk.press("Ctrl+C");
    let copied = desk.copied().unwrap();
    assert!(
        copied.contains("A3\t项目支出 类别「业务工作经费」 全年执行数"),
        "{copied}"
    );
}

#[test]
fn a_report_without_a_place_for_records_says_so_all_the_time() {
    Desk::without_state(REPORT)
        .shows("无恢复记录")
        .go("封面.标题")
        .types("甲")
        .press("Enter")
        .says("意外退出会丢失")
        .press("Down")
        .shows("无恢复记录")
        .press("Ctrl+W")
        .shows_line(&["封面 标题", "甲"]);
}

/// R46: it is told before there is anything to lose.
#[test]
fn a_place_that_takes_no_record_is_told_at_the_start() {
    let desk =
        Desk::open(REPORT).outside(|path| fs::write(path.with_file_name("state"), "").unwrap());
    let desk = desk.lacks("无恢复记录").seated("甲机", "pts/1");
    let desk = desk.shows("无恢复记录").says("恢复记录写不进磁盘");
    // And once.
    let desk = desk.go("封面.标题").types("甲").press("Enter").rests();
    assert!(!desk.notice().contains("恢复记录"));
    desk.shows("无恢复记录");
}

/// By whoever tidies up, while the program runs.
#[cfg(unix)]
#[test]
fn a_record_that_was_removed_is_made_again_with_all_that_was_in_it() {
    let desk = edited();
    let text = desk.text();
    fs::remove_dir_all(desk.folder().join("state")).unwrap();
    desk.go("封面.办公电话")
        .types("8888")
        .rests()
        .lacks("无恢复记录")
        .crashes()
        .shows("3 步修改")
        .press("Enter")
        .edits()
        .shows("8888")
        .press("Esc")
        .changed_to(&text);
}

#[test]
fn drafts_are_listed_and_cleared_but_not_those_in_use() {
    let desk = edited();
    let state = desk.folder().join("state");
    let held = drafts(&state).list().remove(0);
    assert_eq!(held.state, State::Held);
    if cfg!(unix) {
        assert!(held.file.unwrap().ends_with("自评.yaml"));
    }
    let cleared = |gone, held, kept| Cleared { gone, held, kept };
    assert_eq!(drafts(&state).clear(true), cleared(0, 1, 0));
    let desk = desk.crashes();
    let other = desk.folder().join("另一份.yaml");
    fs::write(&other, SMALL).unwrap();
    fs::write(state.join("0-0-0-0.bad"), "x").unwrap();
    let left = drop_session(desk);
    let listed = drafts(&state).list();
    assert_eq!(listed[0].state, State::Unreadable);
    assert_eq!((listed[1].state, listed[1].steps), (State::Unsaved, 3));
    assert!(listed[1].file.as_ref().unwrap().ends_with("自评.yaml"));
    // What was never saved goes only where that is asked for.
    assert_eq!(drafts(&state).clear(false), cleared(1, 0, 1));
    assert_eq!(drafts(&state).clear(true), cleared(1, 0, 0));
    drop(left);
}

/// The folder of a desk whose program has ended.
fn drop_session(desk: Desk) -> tempfile::TempDir {
    desk.ends()
}

#[cfg(unix)]
#[test]
fn records_are_the_owners_alone() {
    use std::os::unix::fs::MetadataExt as _;
    let desk = edited();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().mode() & 0o7777;
    assert_eq!(mode(&desk.folder().join("state")), 0o700);
    assert_eq!(mode(&records(&desk)[0]), 0o600);
    let desk = desk.press("Ctrl+S").crashes().browses();
    assert_eq!(mode(&records(&desk)[0]), 0o600);
}

/// As if the only record had been written so many days ago by today's clock.
fn aged(desk: &Desk, days: u64) {
    use std::time::{Duration, SystemTime};
    let record = fs::File::options().append(true).open(&records(desk)[0]);
    let then = SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60);
    record.unwrap().set_modified(then).unwrap();
}

#[test]
fn old_records_go() {
    let desk = edited().press("Ctrl+S");
    aged(&desk, 91);
    assert!(records(&desk.crashes().browses()).is_empty());
}

#[test]
fn what_was_not_saved_is_asked_about_however_old_the_clock_says_it_is() {
    let desk = edited();
    let text = desk.text();
    aged(&desk, 20 * 365);
    let desk = desk.crashes().shows("找回没有保存的修改");
    // Dated anew, it goes when it has grown old again.
    aged(&desk, 89);
    let desk = desk.crashes().press("Enter").changed_to(&text);
    let desk = desk.crashes().press("3").says("另外放好");
    aged(&desk, 20 * 365);
    let desk = desk.crashes().browses().press("Ctrl+W");
    let desk = desk.shows("没有找回的修改").press("Esc");
    aged(&desk, 91);
    assert!(records(&desk.crashes().browses()).is_empty());
}

#[test]
fn what_was_not_saved_in_another_report_outlives_a_clock_that_was_wrong() {
    let desk = edited();
    aged(&desk, 20 * 365);
    let listed = drafts(&desk.folder().join("state")).list();
    assert_eq!(listed.len(), 1);
    let other = desk.folder().join("别的.yaml");
    fs::write(&other, SMALL).unwrap();
    let (file, bytes) = File::open(&other).unwrap();
    let state = Some(desk.folder().join("state"));
    record(&mut Session::open(file, &bytes, state, (120, 40)));
    desk.crashes().shows("找回没有保存的修改");
}

/// R34: a dead battery sets the clock back by years, and a new one forward again.
#[test]
fn a_record_from_the_future_is_found_like_any_other() {
    use std::time::{Duration, SystemTime};
    let desk = edited();
    let text = desk.text();
    let century = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    let record = fs::File::options().append(true).open(&records(&desk)[0]);
    record
        .unwrap()
        .set_modified(SystemTime::now() + century)
        .unwrap();
    desk.crashes()
        .shows("找回没有保存的修改")
        .press("Enter")
        .changed_to(&text);
}

// A simple model: what was committed is there after a crash, and undoing all of it gives the bytes
// that were opened first, whatever was saved, crashed and started again in between.

#[derive(Debug, Clone)]
enum Deed {
    Inputs(Vec<Input>),
    /// A second passes.
    Wait,
    /// The process is killed.
    Crash,
    /// The person leaves; what is not saved is given up.
    Leave,
}

fn deed() -> impl Strategy<Value = Deed> {
    const KEYS: &[&str] = &[
        "Down",
        "Down*3",
        "Down*9",
        "Up*4",
        "Right",
        "Right*2",
        "Left",
        "PgDn",
        "Ctrl+Home",
        "F4",
        "F3",
        "F6",
        "F8",
        "Shift+Down*2",
        "Ins",
        "Ctrl+N",
        "Ctrl+D",
        "Alt+Up",
        "Alt+Down",
        "Del",
        "Ctrl+C",
        "Ctrl+V",
        "Ctrl+Z",
        "Ctrl+Z*2",
        "Ctrl+Y",
        "F2",
        "Enter",
        "Enter",
        "Tab",
        "Esc",
        "Backspace",
        "Ctrl+A",
    ];
    const TYPED: &[&str] = &[
        "7",
        "12.5",
        "１２。５",
        "甲",
        "- # : [",
        "'",
        " ",
        "-3",
        "𠮷e\u{301}",
    ];
    prop_oneof![
        10 => select(KEYS).prop_map(|keys| {
            Deed::Inputs(presses(keys).into_iter().map(Input::Press).collect())
        }),
        6 => select(TYPED).prop_map(|text| {
            let press = |c| Input::Press(Press::plain(Key::Char(c)));
            Deed::Inputs(text.chars().map(press).collect())
        }),
        1 => Just(Deed::Inputs(vec![Input::Paste("1\t2\n一\n".to_owned())])),
        1 => Just(Deed::Inputs(presses("Ctrl+S").into_iter().map(Input::Press).collect())),
        2 => Just(Deed::Wait),
        1 => Just(Deed::Crash),
        1 => Just(Deed::Leave),
    ]
}

/// Brings to the disk what is to be in the record.
fn record(session: &mut Session) {
    works(session, |job| job.work() == Work::Record);
}

/// Does what waits for the disk.
fn work(session: &mut Session) {
    works(session, |_| true);
}

fn works(session: &mut Session, is_done: impl Fn(&Job) -> bool) {
    to_the_end(|| {
        let mut jobs = session.jobs();
        jobs.retain(&is_done);
        let is_any = !jobs.is_empty();
        for job in jobs {
            drop(session.done(job.run()));
        }
        is_any
    });
}

struct Model {
    folder: tempfile::TempDir,
    session: Option<Session>,
}

impl Model {
    fn new(yaml: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("自评.yaml"), yaml).unwrap();
        let mut model = Self {
            folder,
            session: None,
        };
        model.start();
        model
    }

    fn start(&mut self) {
        let (file, bytes) = File::open(&self.folder.path().join("自评.yaml")).unwrap();
        let state = Some(self.folder.path().join("state"));
        let mut session = Session::open(file, &bytes, state, (120, 40));
        work(&mut session);
        // Whoever is asked reads it first.
        to_the_end(|| {
            let is_unread = session.app().is_unread();
            session.wake(Duration::ZERO);
            is_unread
        });
        work(&mut session);
        self.session = Some(session);
    }

    fn app(&self) -> &App {
        self.session.as_ref().unwrap().app()
    }

    fn press(&mut self, key: Key) {
        let session = self.session.as_mut().unwrap();
        session.update(Input::Press(Press::plain(key)));
        work(session);
    }

    /// The text without what is half typed.
    fn committed(&self) -> String {
        let mut document = self.app().document().clone();
        document.discard();
        document.text().to_owned()
    }

    fn does(&mut self, deed: Deed, put_down: &mut Option<Draft>) {
        let session = self.session.as_mut().unwrap();
        match deed {
            Deed::Inputs(inputs) => {
                for input in inputs {
                    session.update(input);
                    work(session);
                    // What is typed comes to what stood there already, and is no draft.
                    if session.app().typing().is_none() {
                        *put_down = None;
                    }
                }
            }
            Deed::Wait => {
                session.wake(Duration::ZERO);
                work(session);
                *put_down = session.app().typing();
            }
            Deed::Crash => {
                let text = self.committed();
                self.session = None;
                self.start();
                let asked = matches!(self.app().mode(), Mode::Popup(_));
                if asked {
                    self.press(Key::Enter);
                }
                match put_down.as_ref() {
                    // It is in the record again.
                    Some(Draft::Typed { .. }) => assert_eq!(self.app().typing(), *put_down),
                    _ => {
                        *put_down = None;
                        assert_eq!(self.app().typing(), None);
                    }
                }
                assert_eq!(self.committed(), text);
            }
            Deed::Leave => {
                for _ in 0..4 {
                    self.press(Key::Esc);
                }
                *put_down = None;
                leave(self.session.take().unwrap());
                self.start();
                let disk = fs::read_to_string(self.folder.path().join("自评.yaml")).unwrap();
                assert_eq!(self.app().document().text(), disk);
                assert!(matches!(self.app().mode(), Mode::Browse));
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(16))]

    #[test]
    fn what_was_committed_is_there_and_all_of_it_can_be_undone(
        start in select(&["", "Down*9", "F4 Down*4 Right*3", "F4*2 Down F6 Down*6", "F4*3"][..]),
        deeds in prop::collection::vec(deed(), 1..40),
    ) {
        let mut model = Model::new(SMALL);
        let begin = presses(start).into_iter().map(Input::Press).collect();
        let mut put_down = None;
        for deed in [Deed::Inputs(begin)].into_iter().chain(deeds) {
            model.does(deed, &mut put_down);
        }
        for _ in 0..4 {
            model.press(Key::Esc);
        }
        to_the_end(|| {
            let can_undo = model.app().document().can_undo().is_some();
            if can_undo {
                let undo = Input::Press(Press::ctrl(Key::Char('z')));
                model.session.as_mut().unwrap().update(undo);
            }
            can_undo
        });
        prop_assert_eq!(model.app().document().text(), SMALL);
    }

    /// Whatever becomes of a record, nothing but what was once there comes out of it.
    #[test]
    fn a_spoilt_record_gives_back_what_was_there_or_nothing(
        at in 0..10_000_usize,
        byte in prop_oneof![Just(None), any::<u8>().prop_map(Some)],
    ) {
        let mut model = Model::new(SMALL);
        let mut put_down = None;
        let mut texts = vec![SMALL.to_owned()];
        for keys in ["Down*2", "7 Enter", "8 Enter", "Ctrl+Z", "9 Enter"] {
            let inputs = presses(keys).into_iter().map(Input::Press).collect();
            model.does(Deed::Inputs(inputs), &mut put_down);
            texts.push(model.committed());
        }
        model.session = None;
        let state = fs::read_dir(model.folder.path().join("state")).unwrap();
        let record = state.map(|entry| entry.unwrap().path()).find(|path| path.is_file()).unwrap();
        let mut bytes = fs::read(&record).unwrap();
        let at = at * bytes.len() / 10_000;
        match byte {
            Some(byte) => bytes[at] = byte,
            None => bytes.truncate(at),
        }
        fs::write(&record, bytes).unwrap();
        model.start();
        if matches!(model.app().mode(), Mode::Popup(_)) {
            model.press(Key::Enter);
        }
        prop_assert!(texts.contains(&model.committed()));
    }
}
