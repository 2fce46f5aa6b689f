//! Where people who had never seen the program stumbled.

use crate::harness::{Desk, REPORT};
use crate::journeys::SMALL;
use jixiao::ui::app::Access;

const DATE: &str = "封面.报告日期";

#[test]
fn a_date_in_chinese_numerals_is_a_date() {
    for typed in [
        "二〇二四年三月十五日",
        "二○二四年三月十五日",
        "２０２４－３－１５",
        "2024。3。15",
    ] {
        Desk::open(SMALL)
            .go(DATE)
            .types(typed)
            .press("Enter")
            .browses()
            .shows_line(&["报告日期", "2024-03-15"]);
    }
}

#[test]
fn what_is_typed_after_a_refused_date_takes_its_place() {
    let desk = Desk::open(SMALL).go(DATE).types("明天").shows("不是日期");
    let desk = desk.lacks("暂").press("Enter").edits();
    let desk = desk.says("按 Esc 放弃").types("2024.3.15").press("Enter");
    desk.browses().shows_line(&["报告日期", "2024-03-15"]);
}

#[test]
fn a_key_that_cannot_act_while_a_value_is_refused_says_so() {
    let mut desk = Desk::open(SMALL).go(DATE).types("明天");
    for key in [
        "F3", "F4", "F5", "F8", "F9", "F1", "F10", "Ctrl+G", "Up", "Down", "Ctrl+S",
    ] {
        desk = desk.types("呀").press(key).edits().says("按 Esc 放弃");
    }
    desk.press("Esc").untouched();
}

#[test]
fn keys_work_while_a_long_text_is_written_or_say_what_comes_first() {
    const OUTCOME: &str = "项目[0].完成情况";
    let writing = || {
        Desk::open(SMALL)
            .go(OUTCOME)
            .keys("F2 Ctrl+End")
            .types("又修了。")
    };
    writing()
        .press("F1")
        .shows("核对它的规则")
        .press("Esc")
        .shows("又修了。");
    writing().press("F10").shows("新建空白表");
    writing().press("Ctrl+G").shows("核对提示");
    writing().press("F4").browses().shows("存在的主要问题");
    writing().press("F9").edits();
    let desk = writing().press("Ctrl+D").edits();
    desk.says("请先按 F2 完成，再按 Ctrl+D 向下填充");
}

#[test]
fn the_next_section_may_be_in_the_next_table() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("问题整改");
    let desk = desk.press("Ctrl+Down").on("改进措施[0].针对问题");
    desk.press("Ctrl+Up").on("问题[0].编号");
}

#[test]
fn the_panes_that_are_seen_take_turns() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("绩效指标");
    let desk = desk.press("F6").holds(|app| app.focus() == 2);
    desk.press("F6").holds(|app| app.focus() == 0);
}

#[test]
fn whoever_gives_no_name_does_not_review() {
    let desk = Desk::open(REPORT).known_as("lisi").press("Shift+F9");
    let desk = desk.shows("谁来审阅").lacks("审阅  已保存").press("Esc");
    let desk = desk
        .says("没有开始审阅")
        .holds(|app| app.access() == Access::Fill);
    desk.go(DATE)
        .types("2024-3-15")
        .press("Enter")
        .shows_line(&["报告日期", "2024-03-15"]);
}

#[test]
fn the_place_of_a_text_taken_over_leads_there() {
    let text = SMALL.to_owned() + "沿用: [{位置: 项目「修路」 完成情况, 数值: 共14字 0}]\n";
    let desk = Desk::open(&text)
        .press("Ctrl+End")
        .shows("从上年沿用的文字");
    let desk = desk.types("改").says("按回车前往").untouched();
    desk.press("Enter").on("项目[0].完成情况");
}

#[test]
fn what_a_score_waits_for_is_named() {
    let text = SMALL.replace(
        "{年初预算数: 100, 全年预算数: 160, 全年执行数: 120, 上年执行数: 90}",
        "{全年预算数: 900}",
    );
    let desk = Desk::open(&text).choose(Some(0)).press("Enter");
    let desk = desk.shows("缺全年执行数").lacks("缺全年预算数");
    desk.choose(Some(1))
        .press("Enter")
        .shows("缺全年预算数和指标");
}

#[test]
fn a_place_where_nothing_stands_is_said_to_be_empty() {
    let text = SMALL.replace("分值: 50}", "分值: 50, 得分: 40}");
    let desk = Desk::open(&text).until_rule("D7").press("F9");
    desk.shows("偏差原因（空着）")
        .lacks("一处 ，")
        .lacks("偏差原因 等算出");
}
