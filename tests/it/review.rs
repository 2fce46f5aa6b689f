//! A reviewer's work: the report stays as it is, what is said of it is written beside it.

use jixiao::export::{Copy, Format};
use jixiao::report::fields::describe;
use jixiao::report::stamp::stamp;
use jixiao::ui::app::Access;
use jixiao::ui::sheet::{Cell, Mark};

use crate::export::export;
use crate::harness::{Desk, REPORT, SMALL, findings, read};

const RETIRED: &str = "基本情况.人员.退休人员";

fn reviewing(yaml: &str) -> Desk {
    Desk::open_allowing(Access::Review, yaml)
}

#[test]
fn a_reviewer_changes_no_figure_and_no_text() {
    reviewing(SMALL)
        .shows_line(&["绩效自评", "审阅", "已保存"])
        .says("数字和文字不能改")
        .go(RETIRED)
        .types("9")
        .says("现在是审阅")
        .keys("Enter F2 Del Ctrl+X Ctrl+D Ins Ctrl+Del Alt+Down Ctrl+F6")
        .paste("12\n13")
        .tab("问题整改")
        .keys("Ins Ctrl+Del F2")
        .types("字")
        .browses()
        .untouched();
}

#[test]
fn the_department_in_the_list_of_indicators_is_its_own_section() {
    let desk = reviewing(SMALL).tab("绩效指标").press("Ctrl+Home");
    let desk = desk.press("Ctrl+K").shows("整体绩效").lacks("「支出」");
    desk.press("Esc").untouched();
}

#[test]
fn nothing_is_written_when_one_only_looks() {
    let mut desk = Desk::open_allowing(Access::Look, SMALL)
        .shows_line(&["绩效自评", "只读"])
        .go(RETIRED)
        .types("9")
        .says("只读打开的");
    for key in [
        "Ctrl+S",
        "F12",
        "Ctrl+E",
        "Ctrl+K",
        "Shift+F2",
        "Ctrl+F2",
        "Shift+F9",
        "Shift+F11",
        "Ctrl+F11",
    ] {
        desk = desk.keys("Esc Up Down").press(key).says("只读打开的");
    }
    let folder = desk.untouched().ends();
    let left = std::fs::read_dir(folder.path()).unwrap();
    let left: Vec<_> = left.map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["自评.yaml"]);
}

#[test]
fn what_was_changed_before_the_review_is_not_undone_in_it() {
    Desk::open(SMALL)
        .go(RETIRED)
        .keys("9 Enter Shift+F9")
        .says("审阅")
        .press("Ctrl+Z")
        .says("现在是审阅")
        .go(RETIRED)
        .keys("Ctrl+K 1 Ctrl+Z")
        .says("撤销：复核")
        .keys("Shift+F9 Ctrl+Z")
        .untouched();
}

#[test]
fn the_review_goes_section_by_section_and_finding_by_finding() {
    let desk = reviewing(SMALL)
        .shows("下一步：已复核 0/15 节")
        .press("Shift+F7")
        .says("第1节/共15节 年度，已复核 0 节")
        .press("Shift+F7")
        .says("第2节/共15节 封面，已复核 0 节")
        .says("Ctrl+K 复核，Shift+F2 批注，Shift+F7 审阅下一处")
        // The section is what is ticked.
        .keys("Ctrl+K Enter")
        .yaml_line("- 位置: 封面")
        .shows("下一步：已复核 1/15 节")
        .press("Shift+F7");
    // What was found on the cover, then chapter one.
    let desk = desk.until("Shift+F7", |app| {
        app.notice()
            .is_some_and(|it| it.text.starts_with("第3节/共15节 基本情况"))
    });
    let desk = desk.until("Shift+F7", |app| {
        app.notice()
            .is_some_and(|it| it.text.contains("项目「植树」，已复核 1 节"))
    });
    desk.until("Shift+F7", |app| {
        app.notice()
            .is_some_and(|it| it.text.starts_with("到最后了，还有 14 节没有复核"))
    })
    .press("Shift+F7")
    .says("共15节")
    .keys("Ctrl+Z")
    .untouched();
}

#[test]
fn a_finding_that_was_answered_ticked_or_commented_on_is_passed_over() {
    let stands = |desk: &Desk| desk.notice().to_owned();
    let desk = reviewing(REPORT)
        .press("Shift+F7")
        .until("Shift+F7", |app| {
            app.notice().is_some_and(|it| it.text.contains("。A3 错误"))
        });
    let desk = desk
        .says("Ctrl+F9 填写说明")
        .keys("Shift+F2 Enter")
        .edits()
        .shows("对 支出 一般公共预算 项目支出 类别「业务工作经费」 金额 全年执行数 的批注")
        .types("与决算不一致")
        .press("F2")
        .browses()
        .shows("批注：与决算不一致  没有答复")
        .yaml_line("内容: 与决算不一致");
    let first = stands(&desk);
    let desk = desk.keys("Shift+F7 Shift+F7 Shift+F7");
    assert_ne!(stands(&desk), first);
    // Round again: it is not met any more.
    let mut desk = desk;
    for _ in 0..120 {
        desk = desk.press("Shift+F7");
        assert!(!desk.notice().contains("。A3 错误"), "{}", desk.screen());
    }
    desk.press("F9").holds(|app| app.access() == Access::Review);
}

/// Of many findings in one text a comment is about the one it was written on.
#[test]
fn a_comment_says_something_to_one_finding_of_many_in_a_text() {
    let text = SMALL.to_owned()
        + "整体绩效: {完成情况: '行政人员26人、事业人员30人，合计58人。环境整治12次、安全检查8次，合计25次。'}\n";
    let found = findings(&read(&text));
    let found = found.diagnostics().filter(|it| it.rule.code == "A5");
    assert_eq!(found.count(), 2);
    let open = |desk: &Desk| {
        let screen = desk.screen();
        let (_, rest) = screen.split_once("还有 ").unwrap_or_default();
        rest.split(' ').next().unwrap_or_default().parse::<usize>()
    };
    let desk = reviewing(&text).press("Left");
    let before = open(&desk).unwrap();
    let to_a5 = |desk: Desk| {
        desk.until("Shift+F7", |app| {
            app.notice().is_some_and(|it| it.text.contains("A5 错误"))
        })
    };
    let desk = to_a5(desk).keys("Shift+F2 Enter").types("请核实");
    let desk = desk.press("F2").yaml_line("内容: 请核实").press("Left");
    assert_eq!(open(&desk).unwrap(), before - 1);
    let desk = to_a5(desk).keys("Shift+F2 Enter");
    let desk = desk.types("也请核实").press("F2").press("Left");
    assert_eq!(open(&desk).unwrap(), before - 2);
    // What is said of the place as a whole is said to all that was found there.
    let all = text + "批注: [{位置: 整体绩效 完成情况, 内容: 请核实}]\n";
    let desk = reviewing(&all).press("Left");
    assert_eq!(open(&desk).unwrap(), before - 2);
}

/// Whoever walks to a text another way reviews what is found in it, not the report from its beginning.
#[test]
fn the_review_goes_on_from_the_finding_one_stands_at() {
    let text = SMALL.to_owned()
        + "整体绩效: {完成情况: '行政人员26人、事业人员30人，合计58人。环境整治12次、安全检查8次，合计25次。'}\n";
    let said = |desk: &Desk| {
        let (_, said) = desk.notice().split_once('：').unwrap_or_default();
        said.split('\n').next().unwrap_or_default().to_owned()
    };
    let desk = reviewing(&text).go("整体绩效.完成情况").press("Shift+F7");
    let desk = desk.says("A5 错误");
    let first = said(&desk);
    let desk = desk.keys("Shift+F2 Enter").types("请核实").press("F2");
    let desk = desk.press("Shift+F7").says("A5 错误");
    assert_ne!(said(&desk), first);
    // What is explained leaves its place to the next, which is of the same rule in the same text.
    let desk = reviewing(&text).go("整体绩效.完成情况").press("Shift+F7");
    let desk = desk.press("Ctrl+F9").types("口径不同").press("F2");
    let desk = desk.press("Shift+F7").says("A5 错误");
    assert_ne!(said(&desk), first);
    drop(desk.yaml_line("内容: 口径不同"));
}

#[test]
fn a_list_prints_only_the_keys_that_work_on_it() {
    let said = SMALL.to_owned() + "批注: [{位置: 封面, 内容: 请核对}]\n";
    let looking = Desk::open_allowing(Access::Look, &said).press("Ctrl+F7");
    let desk = looking
        .shows("请核对")
        .shows("回车  前往")
        .lacks("Shift+F2  批注");
    desk.press("Shift+F2")
        .says("只")
        .shows("请核对")
        .untouched();
    let desk = Desk::open(&said).press("Ctrl+F7").shows("Shift+F2  批注");
    desk.press("Esc")
        .press("Ctrl+W")
        .lacks("回车  前往")
        .untouched();
}

#[test]
fn a_comment_is_shown_replied_to_listed_and_taken_back() {
    let desk = reviewing(SMALL)
        .go(RETIRED)
        .keys("Shift+F2 Enter")
        .types("请核对退休人数")
        .press("F2")
        .shows("批注：请核对退休人数  没有答复")
        .press("F1")
        .shows("批注：请核对退休人数")
        .keys("Esc Ctrl+F7")
        .shows("批注 1 条，1 条没有答复")
        .shows_line(&["基本情况 人员 退休人员", "请核对退休人数", "（没有答复）"])
        .shows("没有复核的 15 节，共 15 节")
        .keys("Enter Shift+F9")
        .on(RETIRED)
        .says("回到填写")
        .press("Right")
        .shows("批注 1 条没有答复，Ctrl+F7 查看")
        .shows("Shift+F2  批注")
        // The clerk puts it right and replies.
        .keys("8 Enter")
        .go(RETIRED)
        .press("Shift+F2")
        .shows("批注（此后有改动）：请核对退休人数")
        .lacks("撤回批注")
        .keys("Down Enter")
        .yaml_line("答复: 已改正。")
        .press("Shift+F2")
        .press("Enter")
        .edits()
        .keys("Ctrl+End")
        .types("共八人")
        .press("F2")
        .yaml_line("答复: 已改正。共八人")
        .press("Ctrl+F7")
        .shows("批注 1 条，0 条没有答复")
        .press("Esc");
    let desk = desk.keys("Ctrl+Z*4").untouched();
    desk.keys("Ctrl+Y Shift+F9 Shift+F2 Down*4")
        .shows("撤回批注")
        .press("Enter")
        .changed(&[("", "批注: []")]);
}

#[test]
fn a_tick_that_fell_off_says_what_it_was_what_it_is_and_when_it_was_changed() {
    let desk = reviewing(SMALL)
        .go(RETIRED)
        .keys("Ctrl+K 1 Shift+F9 9 Enter")
        .go(RETIRED)
        .shows("复核后有改动，复核时是 7。")
        .press("Ctrl+F7")
        .shows("复核后又改过 1 处")
        .shows_line(&["基本情况 人员 退休人员", "复核时是 7，现在是 9"]);
    let when = desk.screen();
    assert!(when.contains("本机 20"), "{when}");
    assert!(when.contains("7 → 9"), "{when}");
    // In a file that was changed elsewhere nobody here knows when.
    let elsewhere = SMALL.to_owned() + "复核: [{位置: 基本情况 人员 退休人员, 数值: '6'}]\n";
    Desk::open(&elsewhere).press("Ctrl+F7").shows_line(&[
        "退休人员",
        "复核时是 6，现在是 7",
        "不在本机的修改记录里",
    ]);
}

#[test]
fn the_year_is_ticked_as_a_chapter_is() {
    let desk = reviewing(SMALL).keys("Shift+F7 Ctrl+K Enter");
    let desk = desk
        .yaml_line("- 位置: 年度")
        .shows_line(&["年度", "v2023"]);
    desk.keys("Ctrl+Z").untouched();
}

#[test]
fn at_80_by_24_the_review_has_its_keys_and_lists() {
    reviewing(REPORT)
        .resize(80, 24)
        .shows("Shift+F7审阅")
        .press("Shift+F7")
        .shows("第1节/共22节 年度")
        .shows("Ctrl+K 复核，Shift+F2 批注")
        .press("Ctrl+F7")
        .shows("没有复核的 22 节，共 22 节")
        .press("Esc")
        .untouched();
}

#[test]
fn comments_are_in_the_copy_for_internal_review_only() {
    let text = SMALL.to_owned()
        + "批注: [{位置: 封面 标题, 数值: 旧标题, 内容: 标题少了年度, 答复: 已改}]\n";
    for format in [Format::Markdown, Format::Csv, Format::Html] {
        let written = |copy| {
            export(&text, format, copy).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let holds = |text: String| text.contains("标题少了年度");
        assert!(written(Copy::Internal).is_ok_and(holds), "{format:?}");
        assert!(
            written(Copy::Plain).is_ok_and(|it| !holds(it)),
            "{format:?}"
        );
    }
}

#[test]
fn the_list_of_the_review_is_exported_by_itself() {
    let text = SMALL.to_owned()
        + "批注: [{位置: 封面 标题, 数值: 旧标题, 内容: 标题少了年度, 复核人: 李四}]\n\
           复核: [{位置: 基本情况 人员 退休人员, 数值: 9, 复核人: 李四}]\n";
    for format in [Format::Markdown, Format::Csv, Format::Html] {
        let list = export(&text, format, Copy::Review).map(String::from_utf8);
        let list = list.unwrap().unwrap();
        for words in [
            "标题少了年度",
            "复核后有改动，复核时是 9，现在是 7",
            "李四",
            "核对提示",
        ] {
            assert!(list.contains(words), "{words}: {list}");
        }
        assert!(!list.contains("修得很好"), "{list}");
    }
    for format in [Format::Docx, Format::Xlsx] {
        assert!(export(&text, format, Copy::Review).is_ok());
    }
    let desk = Desk::open(&text).resize(80, 24).keys("Ctrl+E 1");
    let desk = desk
        .shows("3 内部审核版（附核对提示、说明、复核和批注）")
        .shows("自评-内部审核.docx、自评-内部审核.xlsx")
        .shows("4 审阅清单（只有批注、复核和核对提示）")
        .shows("自评-审阅清单.docx、自评-审阅清单.xlsx")
        .press("4")
        .rests()
        .says("自评-审阅清单.docx");
    desk.untouched();
}

#[test]
fn a_reviewer_says_once_who_they_are_and_signs_ticks_and_comments_by_it() {
    let desk = Desk::open(SMALL)
        .known_as("wang")
        .press("Shift+F9")
        .shows("谁来审阅")
        .shows("wang")
        .keys("Backspace*4")
        .types("李四")
        .press("Enter")
        .says("审阅：数字和文字不能改")
        .go(RETIRED)
        .keys("Ctrl+K 1")
        .yaml_line("复核人: 李四")
        .keys("Shift+F2 Enter")
        .types("请核对")
        .press("F2")
        .shows("批注（李四）：请核对")
        // Not asked again, and told when the tick falls off.
        .keys("Shift+F9 Shift+F9")
        .browses()
        .press("Shift+F9")
        .go(RETIRED)
        .keys("Shift+F2 Down Enter")
        .go(RETIRED)
        .types("9")
        .press("Enter")
        .go(RETIRED)
        .shows("复核（李四）后有改动，复核时是 7。");
    desk.press("Ctrl+F7")
        .shows_line(&["复核时是 7，现在是 9（李四）"]);
    // Whoever gives no name signs nothing.
    let desk = Desk::open(SMALL)
        .known_as("wang")
        .press("Shift+F9")
        .press("Esc");
    let desk = desk.go(RETIRED).keys("Ctrl+K 1");
    assert!(!desk.text().contains("复核人"));
}

/// Next time the name is there, and another one may be typed over it.
#[test]
fn the_name_that_was_signed_with_last_on_this_computer_is_offered() {
    let desk = Desk::open(SMALL).known_as("wang").press("Shift+F9");
    let desk = desk.shows("wang").keys("Backspace*4").types("李四");
    let desk = desk.press("Enter").reopens();
    let desk = desk.known_as("wang").press("Shift+F9").lacks("wang");
    let desk = desk.shows("李四").types("王五").press("Enter");
    let desk = desk.go(RETIRED).keys("Ctrl+K 1");
    drop(desk.yaml_line("复核人: 王五"));
}

#[test]
fn what_is_ticked_and_remarked_has_a_day_and_both_are_in_the_review_copy() {
    let desk = Desk::open(SMALL)
        .known_as("李四")
        .on_day(|| "2023-04-25".to_owned())
        .keys("Shift+F9 Enter")
        .go(RETIRED)
        .keys("Ctrl+K 1")
        .yaml_line("日期: 2023-04-25")
        .keys("Shift+F2 Enter")
        .types("请核对")
        .press("F2")
        .shows("批注（李四，2023-04-25）：请核对")
        .press("Shift+F9")
        .says("回到填写。这次审阅：已复核 0/")
        .says("批注 1 条，1 条没有答复，还有");
    let copy = Copy::Internal;
    for format in [Format::Markdown, Format::Csv] {
        let text = export(&desk.text(), format, copy).map(String::from_utf8);
        let text = text.unwrap().unwrap();
        let row = |words: &[&str]| {
            let holds = |line: &str| words.iter().all(|it| line.contains(it));
            assert!(text.lines().any(holds), "{words:?}: {text}");
        };
        row(&["退休", "李四，2023-04-25", "没有改动"]);
        row(&["退休", "李四，2023-04-25", "请核对"]);
        if format == Format::Markdown {
            row(&[
                "已复核 0/",
                "节，复核后有改动：0处。没有复核的：年度、封面、",
            ]);
        }
    }
}

#[test]
fn a_tick_on_a_section_falls_when_an_amount_is_moved_to_another_field() {
    let yaml =
        "封面: {标题: 报告}\n基础数据: {三公经费: {公务接待: {上年决算数: 5, 本年决算数: }}}\n";
    let section = "基础数据".parse().unwrap();
    let now = stamp(&read(yaml), &section);
    assert!(now.starts_with("1字 "), "{now}");
    let ticked = format!("{yaml}复核: [{{位置: 基础数据, 数值: {now}}}]\n");
    let holds = |yaml: &str| {
        let findings = findings(&read(yaml));
        findings.ticked(&section).unwrap().holds()
    };
    assert!(holds(&ticked));
    let moved = ticked.replace("上年决算数: 5, 本年决算数: ", "上年决算数: , 本年决算数: 5");
    assert!(!holds(&moved));
}

#[test]
fn of_two_entries_of_one_name_each_has_a_tick_of_its_own() {
    let yaml = "项目: [{名称: 甲, 预期目标: 甲甲}, {名称: 甲, 预期目标: 乙乙}]\n";
    let desk = reviewing(yaml)
        .go("项目[1].预期目标")
        .keys("Ctrl+K 1")
        .yaml_line("- 位置: 项目「甲」第2个 预期目标");
    let said = findings(&read(&desk.text()));
    let ticked = |place: &str| said.ticked(&place.parse().unwrap()).map(|it| it.holds());
    assert_eq!(ticked("项目[1].预期目标"), Some(true));
    assert_eq!(ticked("项目[0].预期目标"), None);
    let renamed = desk
        .text()
        .replace("名称: 甲, 预期目标: 甲甲", "名称: 丙, 预期目标: 甲甲");
    let said = findings(&read(&renamed));
    let place = "项目[1].预期目标".parse().unwrap();
    assert!(said.ticked(&place).is_some_and(|it| it.holds()));
}

/// Two tables at the end of the report hold what is signed: whoever fills in writes the answer alone.
#[test]
fn who_fills_in_ticks_nothing_and_changes_nothing_that_was_signed() {
    let text = SMALL.to_owned()
        + "复核: [{位置: 封面, 数值: 别的, 复核人: 李四, 日期: 2023-04-25}]\n\
           批注: [{位置: 封面 标题, 数值: , 内容: 请核对, 复核人: 李四}]\n";
    let mut desk = Desk::open(&text).go("封面.标题").press("Ctrl+K");
    desk = desk.says("请先按 Shift+F9").browses();
    desk = desk.go(RETIRED).press("Shift+F2").says("没有批注要答复");
    for field in [
        "复核[0].复核人",
        "复核[0].意见",
        "批注[0].内容",
        "批注[0].日期",
    ] {
        for keys in ["F2", "Del", "Backspace", "Ctrl+Del", "Ctrl+X"] {
            desk = desk.go(field).press(keys).says("填写时只写答复");
        }
        desk = desk
            .go(field)
            .types("王")
            .says("填写时只写答复")
            .paste("王五");
        desk = desk.browses();
    }
    let desk = desk
        .untouched()
        .go("批注[0].答复")
        .types("已改")
        .press("F2");
    let desk = desk.yaml_line("复核: [{位置: 封面, 数值: 别的, 复核人: 李四, 日期: 2023-04-25}]");
    let text = desk.text();
    assert!(text.contains("答复: 已改"), "{text}");
    // What is said of a project follows its name all the same.
    let named =
        "项目: [{名称: 甲, 预期目标: 甲甲}]\n批注: [{位置: 项目「甲」, 数值: , 内容: 请核对}]\n";
    let desk = Desk::open(named)
        .go("项目[0].名称")
        .types("乙")
        .press("Enter");
    assert!(desk.text().contains("位置: 项目「乙」"), "{}", desk.text());
    drop(desk.keys("Ctrl+Z").untouched());
}

#[test]
fn each_reviewer_signs_with_a_name_and_a_day_of_their_own() {
    let text = SMALL.to_owned()
        + "复核: [{位置: 基本情况 人员 退休人员, 数值: 6, 复核人: 李四, 日期: 2023-04-01}]\n";
    let desk = Desk::open(&text)
        .known_as("王五")
        .on_day(|| "2023-04-25".to_owned());
    let desk = desk.keys("Shift+F9 Enter").go(RETIRED).press("Ctrl+K");
    let desk = desk
        .shows("重新复核：这一格（退休人员）（复核时是 6）")
        .press("1");
    let said = findings(&read(&desk.text()));
    let on = said.ticks_on(&RETIRED.parse().unwrap());
    let told: Vec<_> = on.iter().map(|it| (it.by.as_str(), it.holds())).collect();
    assert_eq!(
        told,
        [("王五，2023-04-25", true), ("李四，2023-04-01", false)]
    );
    // One that holds is seconded, or taken away.
    let text = text.replace("数值: 6", "数值: 7");
    let desk = Desk::open(&text)
        .known_as("王五")
        .keys("Shift+F9 Enter")
        .go(RETIRED);
    let desk = desk
        .press("Ctrl+K")
        .shows("复核通过：这一格（退休人员）（李四，2023-04-01 已复核）");
    let desk = desk.shows("取消复核：这一格（退休人员）").press("1");
    let text = desk.text();
    assert!(
        text.contains("复核人: 王五") && text.contains("复核人: 李四"),
        "{text}"
    );
}

#[test]
fn an_objection_is_no_tick() {
    let desk = reviewing(SMALL).go(RETIRED).press("Ctrl+K");
    let desk = desk.shows("有意见，不通过：写批注").types("请核实");
    let desk = desk.shows("的批注").press("F2");
    let desk = desk.yaml_line("内容: 请核实").shows("批注：请核实");
    assert!(!desk.text().contains("复核:"));
    let desk = desk.keys("Ctrl+Z Ctrl+K Shift+F2").shows("写批注：这一格");
    let desk = desk.types("请核实").press("F2").yaml_line("内容: 请核实");
    drop(desk.press("Ctrl+Z").untouched());
}

#[test]
fn what_a_reviewer_says_with_a_tick_is_typed_over_its_line() {
    let desk = reviewing(SMALL).go(RETIRED).keys("Ctrl+K 1 Ctrl+K");
    let desk = desk
        .types("同意，但请补充依据")
        .press("F2")
        .says("并写意见");
    let desk = desk
        .yaml_line("意见: 同意，但请补充依据")
        .yaml_line("数值: \"7\"");
    let desk = desk.go(RETIRED).keys("Ctrl+K").shows("取消复核");
    let desk = desk.paste("。").press("F2");
    let desk = desk.yaml_line("意见: 同意，但请补充依据。");
    // Who is to fill in reads it in the list and at the cell.
    let desk = desk
        .press("F1")
        .shows("意见：同意，但请补充依据。")
        .lacks("。。");
    let desk = desk.press("Esc").press("Ctrl+F7").shows("复核意见 1 条");
    drop(desk.shows_line(&["退休人员", "同意，但请补充依据。", "没有改动"]));
}

/// What is ticked is what was seen, whether it is written there or worked out.
#[test]
fn a_tick_falls_when_a_number_changes_that_is_worked_out_there() {
    let yaml = "项目: [{名称: 甲, 资金: {当年财政拨款: {全年执行数: 5}}}]\n";
    let total = "项目[0].资金.年度资金总额.全年执行数";
    let desk = reviewing(yaml)
        .go(total)
        .keys("Ctrl+K 1")
        .yaml_line("算出: \"5.00\"");
    let desk = desk
        .go("整体绩效.资金.年度资金总额.全年执行数")
        .press("Ctrl+K");
    let desk = desk.until_choice("复核通过：整节「整体绩效」");
    let holds = |desk: &Desk, path: &str| {
        let said = findings(&read(&desk.text()));
        said.ticked(&path.parse().unwrap()).unwrap().holds()
    };
    assert!(holds(&desk, total) && holds(&desk, "整体绩效"));
    let desk = desk
        .press("Shift+F9")
        .go("项目[0].资金.当年财政拨款.全年执行数");
    let desk = desk.keys("6 Enter");
    assert!(!holds(&desk, total) && !holds(&desk, "整体绩效"));
    let desk = desk.press("Ctrl+F7").shows("整体绩效 资金");
    drop(desk.shows("复核时是 5.00，现在是 6.00"));
    // Those from before such numbers were kept know only what is written.
    let old = yaml.to_owned() + "复核: [{位置: 项目「甲」 资金 年度资金总额, 数值: }]\n";
    let said = findings(&read(&old));
    let path = "项目[0].资金.年度资金总额".parse().unwrap();
    assert!(said.ticked(&path).is_some_and(|it| it.holds()));
}

#[test]
fn a_tick_on_all_projects_is_told_as_that() {
    let desk = reviewing("项目: [{名称: 甲}]\n").go("项目[0].名称");
    let desk = desk.press("Ctrl+K").until_choice("复核通过：全部项目");
    drop(desk.says("已完成：复核「全部项目」。"));
}

/// What fell is not the whole section: what is otherwise in it is told, and from what to what.
#[test]
fn a_tick_on_a_section_says_which_of_its_fields_changed_from_what_to_what() {
    const DONE: &str = "项目[0].指标[0].完成值";
    let yaml = "年度: 2023\n项目:\n- 名称: 修路\n  预期目标: 修好三条路\n  指标:\n  \
                - {三级指标: 里程：主线, 指标值: 10, 完成值: 10}\n  - {三级指标: 验收, 指标值: 1, 完成值: 1}\n";
    let sign = |desk: Desk, field: &str, mark: Mark| {
        let desk = desk.go(field);
        let found = desk.app().cell().and_then(|cell| cell.mark);
        assert_eq!(found, Some(mark), "{field}");
        desk
    };
    let desk = reviewing(yaml).go(DONE).press("Ctrl+K");
    let desk = desk.until_choice("复核通过：这一项目「修路」");
    // A line each, and what is in one place names it once.
    let kept = desk.text();
    let named = "指标「里程：主线」 三级指标：里程：主线";
    assert!(
        kept.contains(named) && kept.contains("　指标值：10"),
        "{kept}"
    );
    let desk = sign(desk, DONE, Mark::Ticked).press("Shift+F9");
    let desk = desk.go(DONE).types("8").press("Enter");
    let desk = sign(desk, "项目[0].指标[0].指标值", Mark::Ticked);
    let desk = sign(desk, DONE, Mark::Unticked);
    let desk = desk.shows("复核后有改动，复核时是 10，现在是 8");
    let desk = desk.press("Ctrl+F7").shows("复核后又改过 1 处");
    let desk = desk.shows("指标「里程：主线」 完成值").press("Esc");
    // What is put right again is as it was.
    let desk = desk.go(DONE).types("10").press("Enter");
    let desk = sign(desk, DONE, Mark::Ticked);
    // The same number is the same, however it is written.
    let desk = desk.go(DONE).types("10.00").press("Enter");
    let desk = sign(desk, DONE, Mark::Ticked);
    let desk = desk.press("Ctrl+F7").shows("批注 0 条").press("Esc");
    // Entries that come and go are told as such, and what only stands elsewhere is not.
    let desk = desk.go("项目[0].指标[1].三级指标").press("Ctrl+Del");
    let desk = desk.go("项目[0].指标[0].三级指标").press("Ins");
    let desk = desk.go("项目[0].指标[1].三级指标").types("绿化");
    let desk = desk
        .press("Enter")
        .press("Ctrl+F7")
        .shows("复核后又改过 2 处");
    let desk = desk.shows_line(&["指标「绿化」", "复核时没有"]);
    let desk = desk
        .shows_line(&["指标「验收」", "复核时有，现在没有了"])
        .press("Esc");
    let list = export(&desk.text(), Format::Markdown, Copy::Review).map(String::from_utf8);
    let list = list.unwrap().unwrap();
    assert!(
        list.contains("指标「绿化」复核时没有；指标「验收」复核时有"),
        "{list}"
    );
    // Ticked again it is kept anew.
    let desk = desk.press("Shift+F9").go(DONE).press("Ctrl+K");
    let desk = desk.until_choice("重新复核：这一项目「修路」");
    let text = desk.text();
    assert!(
        text.contains("指标「绿化」 三级指标：绿化") && !text.contains("「验收」"),
        "{text}"
    );
    sign(desk, DONE, Mark::Ticked).browses();
}

#[test]
fn an_answer_that_is_not_accepted_is_opened_again_and_stays_as_it_was_given() {
    let text = SMALL.replace("单位名称", "填报人: 张三, 单位名称")
        + "批注: [{位置: 封面 标题, 数值: , 内容: 请核对, 复核人: 李四, 答复: }]\n";
    let desk = Desk::open(&text)
        .on_day(|| "2023-04-26".to_owned())
        .go("封面.标题");
    let desk = desk.press("Shift+F2").types("已改。").press("F2");
    for words in ["答复: 已改。", "答复人: 张三", "答复日期: 2023-04-26"] {
        assert!(desk.text().contains(words), "{words}: {}", desk.text());
    }
    // The reviewer is told; what is typed is another comment, not more of the answer.
    let desk = desk.known_as("李四").keys("Shift+F9 Enter").press("Left");
    let desk = desk.shows("1 条批注有答复，Ctrl+F7 查看").go("封面.标题");
    let desk = desk
        .shows("答复：已改。（张三，2023-04-26）")
        .press("Shift+F2");
    let desk = desk.types("改得不对").press("F2");
    assert!(desk.text().contains("内容: 改得不对"), "{}", desk.text());
    assert!(desk.text().contains("答复: 已改。,"), "{}", desk.text());
    let desk = desk.keys("Ctrl+Z").go("封面.标题").press("Shift+F2");
    let desk = desk.click("重新打开").press("Ctrl+F7");
    let desk = desk
        .shows("批注 1 条，1 条没有答复")
        .shows("没有接受")
        .press("Esc");
    // Answered anew it is no longer open.
    let desk = desk
        .keys("Shift+F9")
        .go("封面.标题")
        .press("Shift+F2")
        .press("Enter");
    let desk = desk.keys("Ctrl+End").types("标题也改了。").press("F2");
    drop(
        desk.press("Ctrl+F7")
            .shows("批注 1 条，0 条没有答复")
            .shows("已改。标题也改了。"),
    );
}

#[test]
fn what_a_reviewer_said_is_not_replaced_with_the_texts() {
    let text = SMALL.to_owned()
        + "整体绩效: {完成情况: 请附批复文号。}\n\
           批注: [{位置: 封面 标题, 数值: , 内容: 请附批复文号, 答复: 批复文号已附, 复核人: 李四}]\n\
           复核: [{位置: 封面, 数值: , 意见: 批复文号}]\n";
    let desk = Desk::open(&text)
        .press("Ctrl+F6")
        .types("批复文号")
        .press("Tab");
    let desk = desk.types("不用管").press("F9");
    drop(desk.changed(&[(
        "整体绩效: {完成情况: 请附批复文号。}",
        "整体绩效: {完成情况: 请附不用管。}",
    )]));
}

#[test]
fn one_is_asked_before_reviewing_what_became_of_a_review_that_was_broken_off() {
    let desk = Desk::open(SMALL).known_as("lisi").keys("Shift+F9 Enter");
    let desk = desk
        .go(RETIRED)
        .keys("Ctrl+K 1")
        .keys("Shift+F2 Enter")
        .types("请核")
        .rests();
    let desk = desk.crashes_into_review("lisi").shows("找回没有保存的修改");
    let desk = desk
        .press("Enter")
        .browses()
        .holds(|app| app.access() == Access::Review);
    let desk = desk.yaml_line("- 位置: 基本情况 人员 退休人员");
    let desk = desk.yaml_line("内容: 请核");
    // Who signs is asked before anything is.
    let desk = desk.go("封面.标题").press("Ctrl+K").shows("谁来审阅");
    let desk = desk.keys("Enter Ctrl+K 1").yaml_line("复核人: lisi");
    drop(desk.yaml_line("- 位置: 封面 标题"));
}

#[test]
fn the_list_of_the_review_counts_as_the_screen_does() {
    let text = REPORT.to_owned();
    let printed = |text: &str| {
        let list = export(text, Format::Markdown, Copy::Review).map(String::from_utf8);
        let list = list.unwrap().unwrap();
        let (_, counts) = list.split_once("未处理：错误").unwrap();
        let errors = counts.split('条').next().unwrap_or_default();
        (errors.parse::<usize>().unwrap(), list)
    };
    let (before, _) = printed(&text);
    let desk = reviewing(&text).press("Shift+F7").until("Shift+F7", |app| {
        app.notice().is_some_and(|it| it.text.contains("。A3 错误"))
    });
    let desk = desk.keys("Ctrl+K 1");
    let (after, list) = printed(&desk.text());
    assert_eq!(after, before - 1);
    assert!(
        list.lines()
            .any(|it| it.contains("| A3 |") && it.contains("已复核")),
        "{list}"
    );
}

/// On paper a comment is read without the report beside it, and a code of a rule without the program.
#[test]
fn the_list_of_the_review_prints_what_was_commented_on_and_what_the_rules_are() {
    let text = SMALL.to_owned() + "批注: [{位置: 封面 标题, 数值: , 内容: 标题少了年度}]\n";
    let list = export(&text, Format::Markdown, Copy::Review).map(String::from_utf8);
    let list = list.unwrap().unwrap();
    let row = list.lines().find(|it| it.contains("标题少了年度")).unwrap();
    assert!(row.contains("一份 报告"), "{row}");
    let rules = list.lines().find(|it| it.contains("规则：")).unwrap();
    assert!(rules.contains("D2 一级指标分值与方案不符"), "{rules}");
}

#[test]
fn comments_stand_in_the_order_of_the_report_whenever_they_were_written() {
    let about = |path: &str| describe(&read(SMALL), &path.parse().unwrap());
    let text = format!(
        "{SMALL}批注:\n- {{位置: 已删的项目, 内容: 核对丁}}\n- {{位置: {}, 内容: 核对丙}}\n\
         - {{位置: {}, 内容: 核对乙}}\n- {{位置: 封面 标题, 内容: 核对甲}}\n",
        about("问题[0].内容"),
        about(RETIRED),
    );
    let list = export(&text, Format::Markdown, Copy::Review).map(String::from_utf8);
    let list = list.unwrap().unwrap();
    let screen = Desk::open(&text).press("Ctrl+F7").screen();
    for shown in [list, screen] {
        let places = ["核对甲", "核对乙", "核对丙", "核对丁"].map(|it| shown.find(it).unwrap());
        assert!(places.is_sorted(), "{shown}");
    }
}

#[test]
fn an_answer_without_a_change_is_seen_to_be_one() {
    let of = stamp(&read(SMALL), &RETIRED.parse().unwrap());
    let place = describe(&read(SMALL), &RETIRED.parse().unwrap());
    let text = format!("{SMALL}批注: [{{位置: {place}, 数值: '{of}', 答复: , 内容: 请核对}}]\n");
    let desk = Desk::open(&text).go(RETIRED).press("Shift+F2");
    let desk = desk.shows("答复“已改正。”（这里还没有改动）：请核对");
    let desk = desk
        .keys("Down Enter Ctrl+F7")
        .shows("请核对（此后没有改动）");
    let desk = desk.press("Esc").go(RETIRED).keys("8 Enter Ctrl+F7");
    drop(desk.shows("请核对（此后有改动）"));
}

#[test]
fn a_finding_is_handed_on_in_its_own_words() {
    let desk = reviewing(REPORT).press("F8").shows("F9 处理：写成批注");
    let desk = desk.press("F9").shows("写成批注，请填报人照这条提示改");
    let desk = desk.press("Enter").shows_line(&["错误 5", "警告 31"]);
    let text = desk.text();
    let comment = text.split("批注:").nth(1).unwrap();
    let words = ["提示: A3 ", "两者不能同时成立，请核实。"];
    assert!(words.iter().all(|it| comment.contains(it)), "{comment}");
    // It is handed on once.
    let desk = desk.press("F9").lacks("写成批注").press("Esc");
    drop(desk.press("Ctrl+F7").shows("批注 1 条，1 条没有答复"));
}

#[test]
fn what_another_reviewer_signed_stays_as_they_said_it() {
    let place = describe(&read(SMALL), &RETIRED.parse().unwrap());
    let of = |by: &str| format!("{SMALL}批注: [{{位置: {place}, 内容: 请核对, 复核人: {by}}}]\n");
    let desk = |by: &str| reviewing(&of(by)).go(RETIRED).press("Shift+F2");
    drop(desk("王姐").lacks("修改批注").lacks("撤回批注"));
    drop(desk("").shows("修改批注").shows("撤回批注"));
}

#[test]
fn who_deletes_what_was_reviewed_is_told_so() {
    let place = describe(&read(SMALL), &"问题[0].内容".parse().unwrap());
    let text = format!("{SMALL}批注: [{{位置: {place}, 数值: , 内容: 请核对}}]\n");
    let desk = Desk::open(&text).go("问题[0].内容").press("Ctrl+Del");
    drop(desk.says("其中有 1 条批注没有答复"));
}

#[test]
fn what_was_said_is_found_by_what_it_is_about() {
    let text = SMALL.to_owned()
        + "批注: [{位置: 封面 标题, 数值: 旧标题, 内容: 标题少了年度, 复核人: 李四}]\n";
    let desk = Desk::open(&text).press("Ctrl+F").types("少了年度");
    let desk = desk.shows("批注（封面 标题）").lacks("批注第1项");
    drop(
        desk.press("Esc")
            .press("Ctrl+F")
            .types("李四")
            .shows("没有找到"),
    );
}

#[test]
fn a_sign_is_chosen_by_the_words_for_it() {
    for (words, sign) in [
        ("不低于", "≥"),
        ("不超过", "≤"),
        ("大于等于", "≥"),
        ("等于", "＝"),
        (">=", "≥"),
    ] {
        let text = SMALL.replace("计算符号: ≥", "计算符号: ＜");
        let desk = Desk::open(&text)
            .go("项目[0].指标[0].计算符号")
            .press("Enter");
        let desk = desk.types(words).press("Enter");
        let text = desk.text();
        assert!(
            text.contains(&format!("计算符号: {sign}")),
            "{words}: {text}"
        );
        drop(desk.browses());
    }
}

/// What was said of the second 改进措施 followed it: of the rest of the step nothing is recorded.
#[test]
fn a_reviewer_brings_nothing_back_that_was_deleted_before_a_restart() {
    let yaml = "改进措施:\n- {内容: 开源}\n- {内容: 节流}\n批注:\n- {位置: 改进措施第2项 内容, 内容: 不够}\n";
    let desk = Desk::open(yaml).go("改进措施[0].内容").press("Ctrl+Del");
    let desk = desk.yaml_line("- {位置: 改进措施第1项 内容, 内容: 不够}");
    let desk = desk.press("Ctrl+S").says("已保存");
    let text = desk.text();
    let desk = desk.crashes_into_review("lisi").keys("Enter Ctrl+Z");
    drop(desk.says("现在是审阅").changed_to(&text));
}

#[test]
fn a_ticked_project_is_marked_in_the_list_of_indicators() {
    let desk = reviewing(SMALL).go("项目[1].名称").press("Ctrl+K");
    let desk = desk.until_choice("复核通过：这一项目「植树」");
    let desk = desk.tab("绩效指标").choose(Some(1)).press("Left");
    let is_ticked = |it: &Cell| it.text.trim() == "植树" && it.mark == Some(Mark::Ticked);
    drop(desk.holds(|app| app.cell().is_some_and(is_ticked)));
    // Beside what was found there, however narrow the window is.
    for (size, found) in [((60, 20), "?v社会管理"), ((120, 40), "?v社会管理")] {
        let desk = reviewing(REPORT).resize(size.0, size.1).tab("绩效指标");
        let desk = desk.choose(Some(0)).press("Left").press("Ctrl+K");
        let desk = desk.until_choice("复核通过：这一项目「社会管理」");
        drop(desk.shows("? 公共服务").shows(found));
    }
}
