//! Next year's report out of this year's.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jixiao::document::Document;
use jixiao::report::Report;
use jixiao::report::next_year::{NoNextYear, next_year};

use crate::harness::{Desk, REPORT};

/// Next year's file of a report.
fn next(text: &str) -> String {
    let mut document = Document::read(text.as_bytes());
    let (_, transaction) = next_year(&document).unwrap();
    document.edit(transaction).unwrap();
    String::from_utf8(document.to_bytes()).unwrap()
}

#[test]
fn last_years_spending_is_the_prior_year_and_this_year_is_blank() {
    let before = Report::read(&Document::read(REPORT.as_bytes()));
    let after = Report::read(&Document::read(next(REPORT).as_bytes()));
    assert_eq!(
        after.year.value(),
        before
            .year
            .value()
            .map(|year| year + rust_decimal::Decimal::ONE)
    );
    assert!(after.cover.title.starts_with("2023年度"));
    assert!(after.cover.date.is_empty() && after.cover.signed_on.is_empty());
    assert_eq!(after.cover.unit, before.cover.unit);
    assert_eq!(after.profile.duties, before.profile.duties);
    assert_eq!(after.profile.groups, before.profile.groups);
    assert_eq!(after.projects.len(), before.projects.len());
    for (after, before) in after.projects.iter().zip(&before.projects) {
        assert_eq!(after.name, before.name);
        assert_eq!(after.funds.total.prior, before.funds.total.spent);
        assert_eq!(after.funds.total.spent.value(), None);
        assert_eq!(after.indicators.len(), before.indicators.len());
        for (after, before) in after.indicators.iter().zip(&before.indicators) {
            assert_eq!((&after.name, &after.target), (&before.name, &before.target));
            assert!(after.actual.is_empty());
        }
    }
}

#[test]
fn what_does_not_change_stays_as_it_is_written() {
    let text = next(REPORT);
    let comments = |text: &str| -> Vec<String> {
        let lines = text
            .lines()
            .filter(|line| line.trim_start().starts_with('#'));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(comments(&text), comments(REPORT));
    assert!(Document::read(text.as_bytes()).problems().is_empty());
}

#[test]
fn the_heads_of_the_year_become_those_of_the_year_before() {
    let made = next(
        "年度: 2022\n基本情况:\n  人员:\n    年末实有人数: 57\n    编外人员: 86\n    人员变化原因: 新招。\n",
    );
    let staff = Report::read(&Document::read(made.as_bytes())).profile.staff;
    let heads = [
        staff.prior,
        staff.prior_outside,
        staff.stated,
        staff.outside,
    ];
    let heads = heads.map(|it| it.value().map(|it| it.to_string()));
    assert_eq!(
        heads,
        [Some("57".to_owned()), Some("86".to_owned()), None, None]
    );
}

#[test]
fn a_text_taken_over_is_asked_about_until_it_is_rewritten_or_agreed_to() {
    let made = next("年度: 2022\n整体绩效:\n  完成情况: 全年完成任务。\n其他说明:\n  内容: 无\n");
    let asked = |desk: &Desk| {
        let found = desk.app().problems();
        found.iter().filter(|it| it.rule.code == "E11").count()
    };
    let desk = Desk::open(&made);
    assert_eq!(asked(&desk), 1, "“无” is no draft");
    let desk = desk
        .until_rule("E11")
        .says("“整体绩效 完成情况”还是上年的文字");
    let desk = desk.keys("F2 End").types("新").press("F2");
    assert_eq!(asked(&desk), 0);
    let desk = desk.press("Ctrl+Z");
    assert_eq!(asked(&desk), 1);
    let desk = desk.until_rule("E11").keys("F9 1");
    assert_eq!(asked(&desk), 0);
    desk.press("Ctrl+Z").untouched();
    // What stands there for the program to remember is not to be replaced with the text.
    let desk = Desk::open(&made).press("Ctrl+F").types("完成任务");
    desk.press("Down").shows("由程序写入");
}

#[test]
fn texts_taken_over_are_asked_about_chapter_by_chapter_the_next_behind_the_one_agreed_to() {
    let made = next(
        "年度: 2022\n结果应用与公开:\n  自评结论: 任务完成。\n  结果应用: 用于预算。\n  公开情况: 已经公开。\n",
    );
    let asked = |desk: &Desk| {
        let found = desk.app().problems();
        found.iter().filter(|it| it.rule.code == "E11").count()
    };
    let mut desk = Desk::open(&made);
    for left in [
        "“结果应用与公开 自评结论”还是上年的文字，这一章共3段",
        "“结果应用与公开 结果应用”还是上年的文字，这一章共2段",
        "“结果应用与公开 公开情况”还是上年的文字，请",
    ] {
        assert_eq!(asked(&desk), 1);
        desk = desk.until_rule("E11").says(left).keys("F9 1");
    }
    assert_eq!(asked(&desk), 0);
    drop(desk.lacks("还是上年的文字"));
}

#[test]
fn without_a_year_or_understanding_there_is_no_next_year() {
    let of = |text: &str| next_year(&Document::read(text.as_bytes())).unwrap_err();
    assert_eq!(of("封面: {单位名称: 某街道}\n"), NoNextYear::NoYear);
    let unread = of("年度: 2022\n封面: [\n");
    assert!(matches!(unread, NoNextYear::ReadOnly(_)), "{unread}");
}
