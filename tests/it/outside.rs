//! What others do to the open file, and what a person sees of it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jixiao::document::{Document, Edit, FieldPath, Node, Side, Transaction, Value};
use jixiao::store::journal::{State, drafts};
use jixiao::ui::app::{Access, Mode, Popup};
use jixiao::ui::session::Unsaved;
use proptest::prelude::*;

use crate::derived::is_derived;
use crate::harness::{Desk, REPORT, SMALL, With};
use crate::store::Faulty;

const TOTAL: &str = "项目[0].资金.年度资金总额.全年执行数";
const SPENT: &str =
    "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 120, 上年执行数: 90}";
const SPENT_9: &str =
    "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 9, 上年执行数: 90}";

const READ_IN: &str = "报告在别处改了 1 处，已读入最新内容；Ctrl+W 看改了什么，Ctrl+Z 退回。";
const MERGED: &str = "报告在别处改了 1 处，已并入，您的修改都在；Ctrl+W 看改了什么，Ctrl+Z 退回。";

#[test]
fn a_clean_copy_reads_what_was_written_and_can_go_back() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL).go(TOTAL).meanwhile(&theirs).waits();
    assert_eq!(desk.text(), theirs);
    let desk = desk
        .on(TOTAL)
        .tells(READ_IN)
        .shows("已保存")
        .press("Ctrl+Z")
        .untouched()
        .shows("未保存")
        .press("Ctrl+Y");
    assert_eq!(desk.text(), theirs);
    desk.shows("已保存").press("Ctrl+S").says("已保存");
}

#[test]
fn what_a_window_without_changes_read_in_is_no_draft_of_it() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL).go(TOTAL).meanwhile(&theirs).waits();
    let state = desk.folder().join("state");
    let desk = desk.tells(READ_IN).crashes().browses();
    assert_eq!(desk.text(), theirs);
    // What was read in can still be taken back after the next start, and is then no loss.
    let left = desk.press("Ctrl+Z").untouched().press("Ctrl+Y").ends();
    let listed = drafts(&state).list();
    assert!(
        listed.iter().all(|it| it.state == State::History),
        "{listed:?}"
    );
    drop(left);
}

#[test]
fn the_cursor_stays_with_its_project() {
    let theirs = SMALL.with("项目:\n", "项目:\n- 名称: 建桥\n  支出类别: 专项资金\n");
    Desk::open(SMALL)
        .go(TOTAL)
        .meanwhile(&theirs)
        .waits()
        .tells(READ_IN)
        .on("项目[1].资金.年度资金总额.全年执行数");
}

/// Sizes and times of a stick or a share do not tell one save from another two seconds later.
#[test]
fn whoever_comes_back_to_the_window_has_the_file_read() {
    let reads = Arc::new(AtomicUsize::new(0));
    let count = reads.clone();
    let disk = Faulty::new(move |_, call, _| {
        count.fetch_add(usize::from(call == "read"), Ordering::Relaxed);
        None
    });
    let desk = Desk::open_on(disk, SMALL).waits().waits();
    let before = reads.load(Ordering::Relaxed);
    let desk = desk.waits();
    assert_eq!(reads.load(Ordering::Relaxed), before, "nothing says so");
    desk.comes_back().untouched();
    assert_eq!(reads.load(Ordering::Relaxed), before + 1);
}

#[test]
fn what_has_the_same_size_and_time_is_noticed_all_the_same() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let mut desk = Desk::open(SMALL).outside(|path| {
        let before = fs::metadata(path).unwrap().modified().unwrap();
        fs::write(path, &theirs).unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(before).unwrap();
    });
    for _ in 0..20 {
        desk = desk.waits();
    }
    assert_eq!(desk.text(), theirs);
    drop(desk.tells(READ_IN));
}

#[test]
fn coming_back_to_the_window_is_a_look() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL).meanwhile(&theirs).comes_back().rests();
    assert_eq!(desk.text(), theirs);
    drop(desk.tells(READ_IN));
}

#[test]
fn nothing_happens_while_something_is_typed() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .types("9")
        .meanwhile(&theirs)
        .waits()
        .edits()
        .press("Enter")
        .waits()
        .tells(MERGED);
    assert_eq!(desk.text(), theirs.replace(SPENT, SPENT_9));
}

/// A file that was sent again knows nothing of what its reviewer wrote into the last one.
#[test]
fn who_loses_what_was_said_to_the_report_is_told_so() {
    let reviewed = SMALL.to_owned()
        + "批注: [{位置: 封面 标题, 内容: 甲}, {位置: 项目, 内容: 乙}]\n复核: [{位置: 问题, 数值: x}]\n";
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    for dirty in [false, true] {
        let desk = Desk::open(&reviewed).go(TOTAL);
        let desk = if dirty { desk.keys("9 Enter") } else { desk };
        let desk = desk.meanwhile(&theirs).waits();
        let gone = "那边没有这里的 2 条批注、1 处复核";
        drop(desk.tells(&match dirty {
            false => format!("报告在别处改了 4 处，已读入最新内容，{gone}；Ctrl+W 看改了什么，Ctrl+Z 退回。"),
            true => format!("报告在别处改了 4 处，已并入，{gone}，这次的修改都在；Ctrl+W 看改了什么，Ctrl+Z 退回。"),
        }));
    }
}

#[test]
fn different_fields_are_merged_in_one_step() {
    let theirs = SMALL.with("年度: 2023", "年度: 2024 # 新");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(&theirs)
        .waits()
        .tells(MERGED)
        .shows("未保存")
        .press("Ctrl+Z")
        .changed(&[(SPENT, SPENT_9)])
        .press("Ctrl+Y Ctrl+S")
        .says("已保存");
    assert_eq!(desk.saved(), theirs.replace(SPENT, SPENT_9));
}

#[test]
fn what_came_in_can_be_looked_at_afterwards_each_from_what_to_what() {
    let planting =
        "- 名称: 植树\n  支出类别: 专项资金\n  资金:\n    年度资金总额: {全年执行数: 80}\n";
    let theirs = SMALL.with("编制数: 50", "编制数: 51").replace(planting, "");
    let shows = |desk: Desk| {
        desk.press("Ctrl+W")
            .shows("修改记录")
            .shows("并入别处的 2 处修改")
            .shows_line(&["基本情况 人员 编制数", "50", "51"])
            .shows_line(&["项目", "名称 植树", "（空）"])
            .press("Esc")
    };
    let desk = Desk::open(SMALL).go(TOTAL).keys("9 Enter");
    let desk = shows(desk.meanwhile(&theirs).waits().says("Ctrl+W 看改了什么"));
    // As well after it was taken back and again, and after a crash.
    let desk = desk.keys("Ctrl+Z Ctrl+Y").says("并入别处的 2 处修改");
    let desk = shows(desk.crashes().press("Enter"));
    // From the row of a value to its field.
    let desk = desk.press("Ctrl+W").keys("Down Enter");
    let desk = desk.on("基本情况.人员.编制数");
    drop(desk);
    // A copy without changes of its own says the same of what it read in.
    let desk = Desk::open(SMALL).meanwhile(&theirs).waits();
    shows(desk.says("Ctrl+W 看改了什么")).browses();
}

#[test]
fn an_entry_that_says_something_else_now_is_told_where_both_changed_it() {
    let theirs = SMALL.with("内容: 钱不够", "内容: 资产没有按时盘点");
    let doubt = "一边整条换了内容，另一边也改过";
    let edited = || {
        Desk::open(SMALL)
            .go("问题[0].原因")
            .types("申请得晚")
            .press("F2")
    };
    let desk = edited().meanwhile(&theirs).waits().says(doubt);
    desk.says("已并入")
        .press("Ctrl+W")
        .shows_line(&["钱不够", "资产没有按时盘点"]);
    edited()
        .meanwhile(&theirs)
        .press("Ctrl+S")
        .shows("已并入")
        .shows(doubt);
}

#[test]
fn what_was_kept_of_ours_in_a_merge_is_told_as_ours() {
    let theirs = SMALL
        .with("全年执行数: 120", "全年执行数: 8")
        .replace("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(&theirs);
    desk.press("Ctrl+S")
        .shows("两边都改了")
        .press("F2")
        .press("Ctrl+W")
        .shows("合并时用我的 1 处修改")
        .shows("并入别处的 2 处修改")
        .shows_line(&["全年执行数", "8", "9"])
        .shows_line(&["全年执行数", "9", "8"]);
}

#[test]
fn what_is_met_at_saving_is_shown_before_it_is_saved() {
    let theirs = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(&theirs)
        .press("Ctrl+S")
        .shows("已并入")
        .shows("基本情况 人员 编制数  50 → 51");
    assert_eq!(desk.saved(), theirs);
    let desk = desk.press("1").says("已保存");
    assert_eq!(desk.saved(), theirs.replace(SPENT, SPENT_9));
}

#[test]
fn what_both_changed_stands_side_by_side_and_both_are_kept() {
    let theirs = SMALL.with("全年执行数: 120", "全年执行数: 8");
    let theirs_8 = SPENT_9.replace(": 9,", ": 8,");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(&theirs)
        .waits()
        .tells("报告在别处也改过，有 1 处两边改得不一样，什么都还没有动，请按 Ctrl+S 逐处选择。")
        .changed(&[(SPENT, SPENT_9)])
        .waits()
        .press("Ctrl+S")
        .shows("两边都改了")
        .shows_line(&["[用] 9", "8"]);
    assert_eq!(desk.saved(), theirs);
    let desk = desk
        .press("Right")
        .shows_line(&["9", "[用] 8"])
        .press("Left");
    let desk = desk.press("F2").says("1 处用我的");
    let desk = desk.changed(&[(SPENT, SPENT_9)]);
    let desk = desk.press("Ctrl+Z").changed(&[(SPENT, &theirs_8)]);
    let desk = desk.press("Ctrl+Z").changed(&[(SPENT, SPENT_9)]);
    let desk = desk.press("Ctrl+Y*2 Ctrl+S").says("已保存");
    assert_eq!(desk.saved(), SMALL.with(SPENT, SPENT_9));
}

#[test]
fn the_other_side_can_be_taken() {
    let theirs = SMALL.with("全年执行数: 120", "全年执行数: 8");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(&theirs)
        .press("Ctrl+S")
        .keys("Right F2")
        .says("1 处用别处的")
        .says("不用再保存")
        .shows("已保存");
    assert_eq!(desk.text(), theirs);
}

#[test]
fn enter_goes_from_one_to_the_next_and_merges_at_the_last() {
    let theirs = SMALL
        .with("全年执行数: 120", "全年执行数: 8")
        .replace("编制数: 50", "编制数: 60")
        .with("'一份 报告'", "'另一份 报告'");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .go("基本情况.人员.编制数")
        .keys("7 Enter")
        .meanwhile(&theirs)
        .press("Ctrl+S")
        .shows("两边都改了")
        .waits()
        .shows("回车  下一处")
        .press("Enter")
        .shows("回车  合并")
        .keys("Right Enter")
        .says("1 处用我的，1 处用别处的，只有别处改过的 1 处也合进来了");
    desk.browses();
}

#[test]
fn not_choosing_leaves_everything() {
    let theirs = SMALL.with("全年执行数: 120", "全年执行数: 8");
    let desk = Desk::open(SMALL)
        .go(TOTAL)
        .keys("9 Enter")
        .meanwhile(&theirs)
        .press("Ctrl+S")
        .press("Esc")
        .browses()
        .changed(&[(SPENT, SPENT_9)]);
    assert_eq!(desk.saved(), theirs);
    desk.press("Ctrl+S").shows("两边都改了");
}

#[test]
fn a_file_broken_outside_touches_nothing_here() {
    for dirty in [false, true] {
        let desk = Desk::open(SMALL).go(TOTAL);
        let desk = if dirty { desk.keys("9 Enter") } else { desk };
        let before = desk.text();
        let desk = desk
            .meanwhile("年度: [2023\n")
            .waits()
            .tells("磁盘上的报告在别处改过，现在读不懂了（第 1 行第 5 列），这里的内容没有动，请到那边改好，或按 F12 另存为。");
        assert_eq!(desk.text(), before);
        // What can be read of it is here alone, and is not left behind unasked.
        let desk = desk.press("Up").shows("未保存");
        let desk = desk.press("Ctrl+Q").shows("还没有保存").press("Esc");
        let desk = desk.press("Ctrl+S").shows("在别处也改过");
        assert_eq!(desk.saved(), "年度: [2023\n");
        // Mended there, it is taken in here.
        let theirs = SMALL.with("编制数: 50", "编制数: 51");
        let desk = desk.press("Esc").meanwhile(&theirs).waits();
        assert!(desk.text().contains("编制数: 51"));
        drop(desk.tells(if dirty { MERGED } else { READ_IN }));
    }
}

#[test]
fn what_was_written_otherwise_and_means_the_same_is_told_as_that() {
    let theirs = SMALL.with("# 手写的", "# 别处写的");
    let desk = Desk::open(SMALL).go(TOTAL).meanwhile(&theirs).waits();
    let desk = desk.tells("报告在别处改过写法，已读入最新内容；Ctrl+W 看改了什么，Ctrl+Z 退回。");
    assert_eq!(desk.text(), theirs);
}

#[test]
fn a_file_that_could_not_be_read_is_read_when_it_is_mended() {
    let desk = Desk::open("年度: [2023\n")
        .shows("只能查看")
        .meanwhile(SMALL)
        .waits()
        .shows("已保存");
    assert_eq!(desk.text(), SMALL);
    desk.go(TOTAL).keys("9 Enter Ctrl+S").says("已保存");
}

#[test]
fn a_file_that_goes_away_is_told_and_comes_back() {
    type Deed = fn(&Path);
    let deeds: [(Deed, &str); 2] = [
        (
            |path| fs::remove_file(path).unwrap(),
            "磁盘上的报告已被删除或移走，这里的内容都在，请按 Ctrl+S 选一个位置保存，原来的位置也行。",
        ),
        (
            |path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            },
            "报告的位置上现在不是普通文件，这里的内容都在，请按 Ctrl+S 选一个位置保存。",
        ),
    ];
    for (deed, words) in deeds {
        let desk = Desk::open(SMALL)
            .go(TOTAL)
            .keys("9 Enter")
            .outside(deed)
            .waits()
            .tells(words)
            .changed(&[(SPENT, SPENT_9)])
            .press("Down")
            .waits();
        assert!(!desk.notice().contains(words), "told once");
        let desk = desk.shows("未保存").press("Ctrl+S").shows("保存到哪个文件");
        let desk = desk.press("Esc").browses();
        let desk = desk.outside(|path| {
            let _ = fs::remove_dir(path);
            fs::write(path, SMALL).unwrap();
        });
        desk.waits()
            .press("Ctrl+S")
            .says("已保存")
            .changed_on_disk(&[(SPENT, SPENT_9)]);
    }
}

#[test]
fn a_report_whose_folder_was_moved_is_offered_one_that_is_there() {
    let moved = |path: &Path| {
        let folder = path.parent().unwrap();
        fs::rename(folder, folder.with_file_name("改了名")).unwrap();
    };
    for is_seen in [true, false] {
        let desk = Desk::open_in("绩效", SMALL).go(TOTAL).keys("9 Enter");
        let desk = desk.outside(moved);
        let desk = if is_seen {
            desk.waits().says("所在的文件夹已被移走、改名或删除")
        } else {
            desk
        };
        let place = desk.folder().join("自评.yaml");
        let there = desk.folder().join("改了名/自评.yaml");
        let desk = desk.press("Ctrl+S").shows("保存到哪个文件");
        let desk = desk.shows("自评.yaml").lacks("绩效/自评.yaml");
        let _desk = desk.press("Enter").says("已保存").lacks("未保存");
        let saved = fs::read_to_string(place).unwrap();
        assert_eq!(saved, SMALL.with(SPENT, SPENT_9));
        assert_eq!(fs::read_to_string(there).unwrap(), SMALL);
    }
    // Put back, it is saved where it was.
    let desk = Desk::open_in("绩效", SMALL).go(TOTAL).keys("9 Enter");
    let desk = desk.outside(moved).waits().says("放回原处");
    let desk = desk.outside(|path| {
        let folder = path.parent().unwrap();
        fs::rename(folder.with_file_name("改了名"), folder).unwrap();
    });
    let desk = desk.waits().press("Ctrl+S").says("已保存");
    assert_eq!(desk.saved(), SMALL.with(SPENT, SPENT_9));
}

#[test]
fn a_file_deleted_outside_can_be_put_back_where_it_was() {
    let gone = || {
        Desk::open(REPORT)
            .outside(|path| fs::remove_file(path).unwrap())
            .waits()
            .shows("未保存")
    };
    for keys in ["F12 Enter", "Ctrl+S Enter"] {
        let desk = gone().keys(keys).says("已保存").lacks("未保存");
        assert_eq!(desk.saved(), REPORT);
    }
    // What is in no file is not left unasked.
    let desk = gone().press("Ctrl+Q").shows("还没有另存").press("1");
    let desk = desk.shows("保存到哪个文件").press("Enter");
    assert!(desk.has_quit());
    assert_eq!(desk.saved(), REPORT);
}

#[test]
fn a_file_in_another_encoding_is_read_in_and_is_no_change() {
    let gbk = std::fs::read("tests/corpus/hostile/encoding-gbk.yaml").unwrap();
    let utf8 = Desk::open_bytes(&gbk).text();
    let desk = Desk::open(&utf8).outside(|path| fs::write(path, &gbk).unwrap());
    let desk = desk.waits().says("已读入").says("文件原是 GBK 编码");
    let desk = desk.lacks("未保存").shows("已保存").press("Ctrl+S");
    let desk = desk.says("文件已从 GBK 编码转成 UTF-8。");
    assert_eq!(desk.saved(), utf8);
    let desk = desk.outside(|path| fs::write(path, &gbk).unwrap()).waits();
    assert!(desk.press("Ctrl+Q").has_quit());
}

/// R28: the only copy of a report is not in a window that may be closed.
#[test]
fn what_was_in_a_file_that_is_gone_is_kept_and_gone_on_with() {
    let gone = |desk: Desk| desk.outside(|path| fs::remove_file(path).unwrap()).waits();
    let desk = gone(Desk::open(SMALL)).shows("未保存");
    let copy = desk.folder().join("备份/自评-000001.yaml");
    assert_eq!(desk.unsaved(), Unsaved::Copied(copy.clone()));
    assert_eq!(fs::read_to_string(&copy).unwrap(), SMALL);
    // What was done by then, and since, is found again over it.
    let desk = gone(Desk::open(SMALL).go(TOTAL).keys("9 Enter"));
    let desk = desk.go("年度").types("2024").press("Enter");
    let copy = desk.folder().join("备份/自评-000001.yaml");
    let desk = desk.outside(|path| assert!(fs::copy(copy, path).unwrap() > 0));
    let desk = desk.crashes().shows("没有保存的有").press("Enter");
    desk.yaml_line("年度: 2024").yaml_line(SPENT_9);
    // A folder that was moved is not made again.
    let desk = Desk::open_in("绩效", SMALL).outside(|path| {
        let folder = path.parent().unwrap();
        fs::rename(folder, folder.with_file_name("改了名")).unwrap();
    });
    let desk = desk.waits().says("移走");
    assert!(!desk.path().parent().unwrap().exists());
    let Unsaved::Copied(copy) = desk.unsaved() else {
        unreachable!("{:?}", desk.unsaved())
    };
    assert!(copy.starts_with(desk.folder().join("state")), "{copy:?}");
    assert_eq!(fs::read_to_string(&copy).unwrap(), SMALL);
    // Who only looks leaves nothing.
    let desk = gone(Desk::open_allowing(Access::Look, SMALL)).says("移走");
    assert!(!desk.folder().join("备份").exists());
}

/// A long text may be open for an hour; nobody else has what was in the file.
#[test]
fn a_file_that_goes_away_is_told_while_a_text_is_written_and_no_other_news_is() {
    let goal = "整体绩效.完成情况";
    let desk = Desk::open(REPORT).go(goal).keys("F2").types("甲乙");
    let theirs = REPORT.with("年度: 2022", "年度: 2023");
    let desk = desk.meanwhile(&theirs).waits().waits();
    assert!(desk.notice().is_empty(), "{}", desk.notice());
    let desk = desk.meanwhile(REPORT).waits().waits();
    let desk = desk.outside(|path| fs::remove_file(path).unwrap()).waits();
    let desk = desk.says("移走").shows("未保存").types("丙");
    let copy = desk.folder().join("备份/自评-000001.yaml");
    assert_eq!(desk.unsaved(), Unsaved::Copied(copy.clone()));
    assert_eq!(fs::read_to_string(&copy).unwrap(), REPORT);
    let desk = desk.keys("F2").shows("未保存").press("Ctrl+S");
    let desk = desk.press("Enter").says("已保存").lacks("未保存");
    assert!(desk.saved().contains("甲乙丙"));
}

/// Who types from a paper goes on typing whatever the screen asks.
#[test]
fn keys_typed_before_a_question_is_seen_do_not_answer_it() {
    let theirs = SMALL.with("年度: 2023", "年度: 2025");
    let desk = Desk::open(SMALL).go("年度").types("2024");
    let desk = desk.keys("Enter").meanwhile(&theirs);
    // A number for the next cell.
    let desk = desk.keys_unread("Ctrl+S 2 5 Enter");
    let desk = desk
        .shows("两边都改了")
        .says("请先看一下")
        .yaml_line("年度: 2024");
    let desk = desk.lacks("用哪边的").waits().shows("用哪边的");
    // A key that is taken takes back that others were not.
    let desk = desk.says("没有用上").keys_unread("Down").lacks("没有用上");
    let desk = desk.keys_unread("2 Enter").says("合并").browses();
    desk.yaml_line("年度: 2025");
    // Who goes on typing has not looked up.
    let desk = Desk::open(SMALL).go("年度").types("2024").press("Enter");
    let desk = desk.meanwhile("年度: [\n").keys_unread("Ctrl+S 2 5 Enter");
    let desk = desk.a_moment().keys_unread("2").a_moment().keys_unread("2");
    let desk = desk.shows("合不到一起").shows("先不保存");
    assert_eq!(desk.saved(), "年度: [\n");
    desk.waits().keys_unread("2").says("已保存");
}

#[test]
fn who_only_looks_is_offered_no_save_when_leaving() {
    let desk = Desk::open_allowing(Access::Look, SMALL)
        .outside(|path| fs::remove_file(path).unwrap())
        .waits()
        .press("Ctrl+Q")
        .shows("还没有另存")
        .lacks("保存并退出");
    assert!(!desk.path().exists());
    assert!(desk.press("1").press("Enter").has_quit());
    // Who was taken over keeps what is unsaved under another name.
    let first = Desk::open(SMALL).seated("甲机", "pts/1").go(TOTAL);
    let first = first.keys("9 Enter");
    let _second = first.second("乙机", "pts/2").keys("Ctrl+O 1").says("接手");
    let first = first.waits().shows("未保存，只能查看").press("Ctrl+Q");
    let first = first.lacks("保存并退出").press("1");
    first.shows("保存到哪个文件").shows("-另存.yaml");
}

// Two who have it open.

#[test]
fn the_second_can_only_look_until_it_takes_over() {
    let first = Desk::open(SMALL).seated("甲机", "pts/1").shows("已保存");
    let second = first
        .second("甲机", "pts/2")
        .says("已在本机的另一个窗口打开（刚刚）")
        .shows("只能查看")
        .shows("接手")
        .go(TOTAL)
        .types("9")
        .browses()
        .says("正在别处修改")
        .keys("Del Ctrl+V Ctrl+D Ins Ctrl+S Ctrl+F8")
        .untouched();
    // The first goes on, and the second sees it.
    let first = first.go(TOTAL).keys("9 Enter Ctrl+S").says("已保存");
    let second = second.waits();
    let second = second.tells("报告在别处改了 1 处，已读入最新内容。");
    assert_eq!(second.text(), first.saved());
    // Ctrl+O opens another report elsewhere: nobody takes one over unasked.
    let second = second.press("Ctrl+O").shows("正在别处修改").keys("3 Esc");
    let second = second.shows("只能查看").keys("Ctrl+O 2");
    let second = second.shows("打开哪份报告").press("Esc");
    let second = second.keys("Ctrl+O 1").says("接手").shows("已保存");

    let first = first
        .waits()
        .says("已由本机的另一个窗口接手")
        .shows("只能查看");
    let first = first.go(TOTAL).types("7").browses();
    let second = second.go(TOTAL).keys("6 Enter Ctrl+S").says("已保存");
    let first = first.waits();
    assert_eq!(first.text(), second.saved());
    drop(second);
    let first = first.waits().says("已经关闭").shows("已保存");
    first.go(TOTAL).keys("5 Enter Ctrl+S").says("已保存");
}

/// Both windows are one person's: what was done in the first is undone in the second.
#[test]
fn the_window_that_goes_on_has_the_steps_of_the_one_before() {
    let first = || {
        let desk = Desk::open(SMALL).seated("甲机", "pts/1").go(TOTAL);
        desk.keys("9 Enter Ctrl+S").says("已保存")
    };
    // The first is closed.
    let desk = first();
    let second = desk.window("甲机", "pts/2").shows("只能查看");
    let _folder = desk.leaves();
    let second = second.waits().says("别处的窗口已经关闭");
    let second = second.press("Ctrl+W").shows("1 步").press("Esc");
    second.press("Ctrl+Z").says("撤销").changed_to(SMALL);
    // The first is taken over.
    let desk = first();
    let second = desk.window("甲机", "pts/2").keys("Ctrl+O 1").says("接手");
    let desk = desk.waits().says("只能查看");
    let second = second.waits().press("Ctrl+Z").says("撤销");
    second.changed_to(SMALL).press("Ctrl+S").says("已保存");
    desk.waits().changed_to(SMALL);
    // It is taken over with something unsaved, which it keeps.
    let desk = first().types("8").press("Enter");
    let second = desk.window("甲机", "pts/2").keys("Ctrl+O 1").says("接手");
    let desk = desk.waits().says("这里没保存的修改都在");
    let second = second.waits().press("Ctrl+W").shows("1 步").press("Esc");
    second.press("Ctrl+Z").says("撤销").changed_to(SMALL);
    desk.shows("未保存").press("Ctrl+W").shows("2 步");
}

#[test]
fn nothing_of_the_first_is_lost_when_it_is_taken_over() {
    let first = Desk::open(SMALL)
        .seated("甲机", "pts/1")
        .go(TOTAL)
        .keys("9 Enter");
    let second = first.second("乙机", "pts/2").keys("Ctrl+O 1").says("接手");
    let second = second
        .go("年度")
        .keys("2 0 2 4 Enter Ctrl+S")
        .says("已保存");
    let first = first
        .press("Ctrl+S")
        .says("已由电脑“乙机”接手")
        .says("F12")
        .shows("未保存，只能查看")
        .changed(&[(SPENT, SPENT_9)]);
    assert_eq!(first.saved(), second.saved());
    // Taken back, what the second saved comes in.
    let first = first
        .keys("Ctrl+O 1")
        .rests()
        .says("已并入")
        .press("Ctrl+S");
    assert_eq!(
        first.saved(),
        SMALL
            .with("年度: 2023", "年度: 2024")
            .replace(SPENT, SPENT_9)
    );
    assert!(second.waits().screen().contains("只能查看"));
}

#[test]
fn another_machine_that_may_still_have_it_open_is_asked_about() {
    let desk = Desk::open(SMALL).outside(|path| {
        let lock = path.with_file_name(".自评.yaml.jixiao-lock");
        let text = r#"{"jixiao":1,"host":"乙机","window":"pts/7","pid":1,"serial":1,"since":0}"#;
        fs::write(lock, text).unwrap();
    });
    let desk = desk
        .seated("甲机", "pts/1")
        .shows("报告可能在别处打开着")
        .shows("电脑“乙机”")
        .press("1")
        .shows("只能查看")
        .waits()
        .shows("只能查看");
    desk.keys("Ctrl+O 1")
        .go(TOTAL)
        .keys("9 Enter Ctrl+S")
        .says("已保存");
}

#[test]
fn saving_elsewhere_is_free_again() {
    let first = Desk::open(SMALL).seated("甲机", "pts/1");
    let second = first.second("甲机", "pts/2").press("F12");
    let second = second
        .types("a")
        .press("Enter")
        .says("已保存")
        .shows("已保存");
    second
        .go(TOTAL)
        .keys("9 Enter")
        .changed(&[(SPENT, SPENT_9)]);
    first.shows("已保存");
}

// Two hands on one file, the other of which knows no lock: whatever comes when, nothing typed is lost,
// and nothing of theirs without being asked.

#[derive(Debug, Clone)]
enum Deed {
    /// We type another value into a field.
    Type(usize),
    /// They write another value into a field of the file.
    Write(usize),
    /// They take the file away.
    TakeAway,
    /// Some time passes.
    Wait,
    /// We save; where both changed the same, one side is taken.
    Save(Side),
    /// The program is killed, started again, and what it left taken back.
    Crash,
    /// All that was done, and what came in, is undone and done again.
    BackAndForth,
}

fn deed() -> impl Strategy<Value = Deed> {
    let field = || 0..FIELDS.len();
    prop_oneof![
        4 => field().prop_map(Deed::Type),
        4 => field().prop_map(Deed::Write),
        1 => Just(Deed::TakeAway),
        3 => Just(Deed::Wait),
        2 => prop_oneof![Just(Side::Ours), Just(Side::Theirs)].prop_map(Deed::Save),
        2 => Just(Deed::Crash),
        1 => Just(Deed::BackAndForth),
    ]
}

/// What there is once all of it was undone and done again: what there was.
fn back_and_forth(mut desk: Desk) -> Desk {
    let there = desk.text();
    let mut steps = 0;
    while desk.app().document().can_undo().is_some() {
        desk = desk.press("Ctrl+Z");
        steps += 1;
    }
    is_derived(desk.app());
    for _ in 0..steps {
        desk = desk.press("Ctrl+Y");
    }
    assert_eq!(desk.text(), there);
    desk
}

const FIELDS: [&str; 4] = [
    "封面.标题",
    "封面.填报人",
    "基本情况.人员.编制数",
    "项目[1].资金.年度资金总额.全年执行数",
];

type Values = [String; FIELDS.len()];

/// What a text says in the fields.
fn values(text: &str) -> Values {
    let document = Document::read(text.as_bytes());
    FIELDS.map(|field| {
        let node = document.node(&field.parse().unwrap());
        node.and_then(Node::text).unwrap_or_default().to_owned()
    })
}

/// What each of the two has of a field that the other does not know.
#[derive(Debug)]
struct Hands {
    /// What both know.
    known: Values,
    ours: [Option<String>; FIELDS.len()],
    theirs: [Option<String>; FIELDS.len()],
    /// The file, also while it is taken away.
    file: String,
    count: usize,
}

impl Hands {
    fn new() -> Self {
        Self {
            known: values(SMALL),
            ours: Default::default(),
            theirs: Default::default(),
            file: SMALL.to_owned(),
            count: 0,
        }
    }

    /// A value that nobody has written yet.
    fn another(&mut self) -> String {
        self.count += 1;
        (7000 + self.count).to_string()
    }

    fn both(&self) -> bool {
        self.ours
            .iter()
            .zip(&self.theirs)
            .any(|(a, b)| a.is_some() && b.is_some())
    }

    /// What is to be in the fields once all is together.
    fn together(&self, side: Side) -> Values {
        std::array::from_fn(|i| {
            let (first, second) = match side {
                Side::Ours => (&self.ours[i], &self.theirs[i]),
                Side::Theirs => (&self.theirs[i], &self.ours[i]),
            };
            first
                .as_ref()
                .or(second.as_ref())
                .unwrap_or(&self.known[i])
                .clone()
        })
    }

    /// What is to be on the screen: ours, and theirs only where that has come in.
    fn shown(&self, desk: &Desk) -> bool {
        let now = values(&desk.text());
        (0..FIELDS.len()).all(|i| {
            let ours = self.ours[i].as_ref().unwrap_or(&self.known[i]);
            now[i] == *ours || self.ours[i].is_none() && Some(&now[i]) == self.theirs[i].as_ref()
        })
    }

    /// Takes note that theirs has come in here, if it has.
    fn comes_in(&mut self, desk: &Desk) {
        if !self.both() && values(&desk.text()) == self.together(Side::Ours) {
            for (known, theirs) in self.known.iter_mut().zip(&mut self.theirs) {
                if let Some(theirs) = theirs.take() {
                    *known = theirs;
                }
            }
        }
    }

    fn does(&mut self, desk: Desk, deed: &Deed) -> Desk {
        let is_there = desk.path().exists();
        match deed {
            Deed::Type(i) => {
                let value = self.another();
                let desk = desk.go(FIELDS[*i]).types(&value).press("Enter");
                self.ours[*i] = Some(value);
                desk
            }
            Deed::Write(i) => {
                let value = self.another();
                let mut document = Document::read(self.file.as_bytes());
                let edit = Edit::Set {
                    path: FIELDS[*i].parse().unwrap(),
                    value: Value::Number(value.clone()),
                };
                let transaction = Transaction {
                    name: String::new(),
                    place: FieldPath::root(),
                    edits: vec![edit],
                };
                document.edit(transaction).unwrap();
                self.theirs[*i] = Some(value);
                document.text().clone_into(&mut self.file);
                let file = self.file.clone();
                desk.meanwhile(&file)
            }
            Deed::TakeAway if is_there => desk.outside(|path| fs::remove_file(path).unwrap()),
            Deed::Wait => desk.waits().waits(),
            Deed::BackAndForth => back_and_forth(desk),
            Deed::Save(side) => self.saves(desk, *side),
            Deed::Crash if is_there => {
                let desk = desk.crashes();
                if matches!(desk.app().mode(), Mode::Popup(_)) {
                    return desk.press("1").browses();
                }
                // All of ours is in the file, and so the file is what there is.
                assert!(self.ours.iter().all(Option::is_none), "{self:?}");
                desk
            }
            Deed::TakeAway | Deed::Crash => desk,
        }
    }

    fn saves(&mut self, mut desk: Desk, side: Side) -> Desk {
        let is_there = desk.path().exists();
        let mut asked = String::new();
        desk = desk.press("Ctrl+S");
        for _ in 0..4 {
            let Mode::Popup(popup) = desk.app().mode() else {
                break;
            };
            desk = match popup {
                Popup::Conflicts(list) => {
                    asked = desk.screen();
                    let key = if side == Side::Ours { "Left" } else { "Right" };
                    let keys = [key, "Down"].repeat(list.sheet.rows.len());
                    desk.keys(&keys.join(" ")).keys("F2 Ctrl+S")
                }
                // What came in, and saved with it.
                Popup::Choose { .. } => desk.press("1"),
                // Where to, as the file is gone.
                Popup::Name { .. } => desk.press("Enter"),
                _ => panic!("{}", desk.screen()),
            };
        }
        if !is_there {
            // Nobody has it any more but we.
            self.theirs = Default::default();
        }
        let saved = desk.saved();
        assert_eq!(saved, desk.text());
        let now = values(&saved);
        let together = self.together(side);
        for i in 0..FIELDS.len() {
            let theirs = self.theirs[i].as_ref();
            let was_asked = theirs.is_some_and(|theirs| asked.contains(theirs));
            assert!(
                was_asked || theirs.is_none() || self.ours[i].is_none(),
                "{self:?}\n{}",
                desk.screen()
            );
            // What had come in before a crash is in what is taken back, and held against the version
            // both began with: it is asked about once more.
            let is_asked_again = match side {
                Side::Ours => was_asked,
                Side::Theirs => asked.contains(&self.known[i]),
            };
            assert!(
                now[i] == together[i] || is_asked_again && now[i] == self.known[i],
                "{self:?}\n{}",
                desk.screen()
            );
        }
        self.known = now;
        (self.ours, self.theirs) = Default::default();
        self.file = saved;
        desk.lacks("未保存")
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(12))]

    #[test]
    fn whoever_writes_when_nothing_is_lost_unasked(deeds in prop::collection::vec(deed(), 1..14)) {
        let mut hands = Hands::new();
        let mut desk = Desk::open(SMALL);
        for deed in &deeds {
            desk = hands.does(desk, deed);
            prop_assert!(hands.shown(&desk), "{:?}\n{}", hands, desk.screen());
            is_derived(desk.app());
            hands.comes_in(&desk);
        }
        let _desk = hands.saves(desk, Side::Ours);
    }
}
