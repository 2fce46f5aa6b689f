//! Where each figure comes from: a mark in front of it, and in words.

use crate::harness::{Desk, REPORT, SMALL};

const TOTAL: &str = "项目[0].资金.年度资金总额.全年执行数";

#[test]
fn a_mark_tells_what_is_worked_out_from_what_is_entered_and_what_is_stated_beside_it() {
    let desk = Desk::open(REPORT)
        .tab("预算构成")
        // Entered, with nothing that could be worked out: no mark of its own.
        .shows_line(&["社会管理", "?435.20"])
        .shows_line(&["公共服务", " 877.60", "=29.56%"])
        // Worked out, and stated beside what adds up.
        .shows_line(&["基本支出", "计1679.86", "&1660.40"])
        .shows_line(&["支出总计 差87.31", "=!4572.32"])
        .shows_line(&["业务工作经费 差87.31", "&!2882.00"]);
    // In words, by the hint and by F1.
    desk.go("支出.一般公共预算.项目支出.类别[0].金额.全年执行数")
        .press("F1")
        .shows("来源：填列的；程序另外也能算出")
        .keys("Esc Right")
        .press("F1")
        .lacks("来源：");
    Desk::open(SMALL)
        .tab("预算构成")
        .go(TOTAL)
        .press("Right")
        .press("F1")
        .shows("来源：由程序算出")
        .keys("Esc")
        .go(TOTAL)
        .press("F1")
        .shows("来源：填写的。");
}

#[test]
fn what_is_not_certain_carries_its_mark_beside_that_of_a_finding() {
    Desk::open(REPORT)
        .tab("预算构成")
        .go(TOTAL)
        .press("Ctrl+F2")
        .shows_line(&["社会管理", "?^435.20"])
        .press("F1")
        .shows("记为待定")
        .keys("Esc Ctrl+F2")
        .shows_line(&["社会管理", "?435.20"]);
}

#[test]
fn a_text_taken_over_from_last_year_is_marked_until_it_is_rewritten() {
    const OUTCOME: &str = "项目[0].完成情况";
    let text = SMALL.to_owned() + "沿用: [{位置: 项目「修路」 完成情况, 数值: 共14字 0}]\n";
    let stamp = jixiao::report::stamp::stamp(
        &jixiao::document::Document::read(text.as_bytes()),
        &OUTCOME.parse().unwrap(),
    );
    let text = text.replace("共14字 0", &stamp);
    let desk = Desk::open(&text)
        .go(OUTCOME)
        .shows_line(&["完成情况", "?<修了一条路。"]);
    desk.shows("（< 沿用上年）")
        .press("Ctrl+E")
        .shows("还有 1 处照上年报告的原文没有改")
        .keys("Esc F1")
        .shows("沿用上年报告的原文")
        .keys("Esc F2 Ctrl+End")
        .types("今年又修了一条。")
        .press("F2")
        .lacks("<修了一条路。")
        .lacks("沿用上年")
        .press("Ctrl+E")
        .lacks("照上年报告的原文");
}
