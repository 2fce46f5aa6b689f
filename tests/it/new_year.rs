//! Next year's report out of this year's.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use jixiao::document::{Document, FieldPath, Node, Step};
use jixiao::figures::budget::Column;
use jixiao::report::Report;
use jixiao::report::fields::{Kind, leaves};
use jixiao::report::next_year::{NoNextYear, next_year};

use crate::harness::{Desk, REPORT, SMALL, examined, findings, full, read};

/// Next year's file of a report.
fn next(text: &str) -> String {
    let mut document = read(text);
    let (_, transaction) = next_year(&document).unwrap();
    document.edit(transaction).unwrap();
    String::from_utf8(document.to_bytes()).unwrap()
}

#[test]
fn last_years_spending_is_the_prior_year_and_this_year_is_blank() {
    let before = Report::read(&read(REPORT));
    let after = Report::read(&read(&next(REPORT)));
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

/// The fields that hold what another beside them held a year ago.
const CARRIED: [(&str, &str); 5] = [
    ("上年执行数", "全年执行数"),
    ("上年决算数", "本年决算数"),
    ("上年实有人数", "年末实有人数"),
    ("上年编外人员", "编外人员"),
    ("年初结转和结余", "年末结转和结余"),
];

/// Whether last year's figure is there, or nobody knows it: then what stood there from the year before
/// that is gone as well.
#[test]
fn every_figure_is_carried_from_the_one_beside_it_stays_or_is_blank() {
    let is_source = |key: &str| CARRIED.iter().any(|(_, from)| *from == key);
    for text in [full(&|_| false), full(&is_source)] {
        let (now, then) = (read(&text), read(&next(&text)));
        let text_at = |of: &Document, path: &FieldPath| {
            let text = of.node(path).and_then(Node::text).map(str::to_owned);
            text.filter(|text| !text.is_empty())
        };
        let (mut carried, mut blank) = (BTreeMap::new(), 0);
        for leaf in leaves(&now) {
            let key = leaf.path.last_key().unwrap_or_default();
            if !matches!(leaf.kind, Kind::Number(_) | Kind::Measure) {
                continue;
            }
            let row = leaf.path.parent().unwrap();
            let from = CARRIED.iter().find(|(to, _)| *to == key);
            let wanted = match (from, key) {
                // The form has no prior year there.
                (Some(_), _) if row.last_key() == Some("部门基本支出预算调整") => None,
                (Some((_, from)), _) => {
                    let Some(Step::Key(chapter)) = leaf.path.steps().first() else {
                        unreachable!("{}", leaf.path)
                    };
                    *carried.entry(chapter.to_string()).or_insert(0) += 1;
                    text_at(&now, &row.key(from))
                }
                (None, "年度") => Some("2023".to_owned()),
                (None, "编制数" | "列示数" | "指标值" | "分值") => {
                    text_at(&now, &leaf.path)
                }
                (None, _) => None,
            };
            blank += usize::from(wanted.is_none());
            assert_eq!(text_at(&then, &leaf.path), wanted, "{}", leaf.name);
        }
        let carried: Vec<_> = carried
            .iter()
            .map(|(chapter, n)| (&**chapter, *n))
            .collect();
        assert_eq!(
            carried,
            // The funds with their lines, and what they began with; two projects; P9; P8.
            [
                ("基本情况", 2),
                ("基础数据", 10),
                ("支出", 29),
                ("整体绩效", 7),
                ("项目", 8)
            ]
        );
        assert!(blank > 100, "{blank}");
    }
}

/// What adds up to last year's spending adds up to the prior year's, on every level and in every form.
#[test]
fn the_prior_year_of_every_sum_is_what_was_spent() {
    let figures = |text: &str| {
        let examined = examined(read(text));
        examined.case().figures.clone()
    };
    for text in [REPORT, SMALL, &full(&|_| false)] {
        let (now, then) = (figures(text), figures(&next(text)));
        let nodes = now.budget.nodes().iter().zip(then.budget.nodes());
        for (now, then) in nodes.clone() {
            assert_eq!(now.item, then.item);
            let [was, is] = [(now, Column::Spent), (then, Column::Prior)].map(|(node, column)| {
                let known = (node.entered.get(column), node.total.get(column));
                (known, node.value(column))
            });
            assert_eq!(was, is, "{:?}", now.item);
        }
        assert!(nodes.len() > 8);
        for (now, then) in now.base.iter().zip(&then.base) {
            let is_adjusted = now.name == "部门基本支出预算调整";
            let wanted = now.cells[2].filter(|_| !is_adjusted);
            assert_eq!(then.cells[0], wanted, "{}", now.name);
            assert_eq!(then.cells[2], None, "{}", now.name);
        }
        for (now, then) in now.funds.iter().zip(&then.funds) {
            assert_eq!(
                then.value(Column::Prior),
                now.value(Column::Spent),
                "{}",
                now.key
            );
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

/// Whoever begins has left nothing out.
#[test]
fn what_is_yet_to_come_is_not_missed() {
    let made = read(&next(REPORT));
    let findings = findings(&made);
    let codes = findings.diagnostics().map(|it| it.rule.code);
    let missed: Vec<_> = codes
        .filter(|it| ["D10", "D16", "E7"].contains(it))
        .collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn a_text_taken_over_is_asked_about_until_it_is_rewritten_or_agreed_to() {
    let made = next("年度: 2022\n整体绩效:\n  完成情况: 全年完成任务。\n");
    let asked = |desk: &Desk| {
        let found = desk.app().problems();
        found.iter().filter(|it| it.rule.code == "E11").count()
    };
    let desk = Desk::open(&made);
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
    // What stands there for the program to remember is not found with the text.
    let desk = Desk::open(&made).press("Ctrl+F").types("完成任务");
    desk.shows("1/1").lacks("由程序写入");
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
        "“结果应用与公开 自评结论”还是上年的文字，这一章共3处",
        "“结果应用与公开 结果应用”还是上年的文字，这一章共2处",
        "“结果应用与公开 公开情况”还是上年的文字，请",
    ] {
        assert_eq!(asked(&desk), 1);
        desk = desk.until_rule("E11").says(left).keys("F9 1");
    }
    assert_eq!(asked(&desk), 0);
    drop(desk.lacks("还是上年的文字"));
}

/// That nothing was spent is said of a year, and once of a fund in its chapter and in the list of attachments.
#[test]
fn that_there_was_nothing_is_no_more_true_next_year_than_another_text() {
    let made = next(
        "\
年度: 2022
支出:
  政府性基金预算: {说明: 无}
  国有资本经营预算: {说明: 用于社会化管理。}
其他说明:
  内容: 无
  附件:
  - {名称: 部门整体支出绩效自评表, 说明: 详见附件3}
  - {名称: 政府性基金预算支出情况表, 说明: 无此项支出}
  - {名称: 国有资本经营预算支出情况表, 说明: 详见附件6}
  - {名称: 社会保险基金预算支出情况表, 说明: 无此项支出}
",
    );
    let asked = |desk: &Desk| {
        let found = desk.app().problems();
        let found = found.iter().filter(|it| it.rule.code == "E11");
        found.map(|it| it.message.clone()).collect::<Vec<_>>()
    };
    let desk = Desk::open(&made)
        .go("支出.政府性基金预算.说明")
        .shows("<无");
    let told = asked(&desk);
    assert!(
        told[0].contains("政府性基金预算 说明”还是上年的文字，这一章共2处"),
        "{told:?}"
    );
    assert!(
        told[1].contains("其他说明 内容”还是上年的文字，这一章共2处"),
        "{told:?}"
    );
    let desk = desk.until_rule("E11").keys("F9 1");
    let (told, text) = (asked(&desk), desk.text());
    assert!(
        told[0].contains("国有资本经营预算 说明”还是上年的文字，请"),
        "{told:?}"
    );
    assert!(!text.contains("位置: 其他说明 附件第2项"), "{text}");
    // Where there is something this year, what the list says is asked about by itself.
    let changed = Desk::open(&made).go("支出.政府性基金预算.说明");
    let changed = changed.press("F2").types("用于社区建设。").press("F2");
    let changed = changed.shows("用于社区建设。");
    let told = asked(&changed);
    assert!(told[1].contains("这一章共3处"), "{told:?}");
}

/// What may be spent is another each year; what a piece of something costs is not.
#[test]
fn a_cost_in_money_taken_over_is_asked_about_as_a_text_is() {
    let made = next(
        "\
年度: 2022
项目:
- 名称: 修路
  指标:
  - {二级指标: 经济成本指标, 三级指标: 项目支出, 计算符号: ≤, 指标值: 460, 度量单位: 万元}
  - {一级指标: 成本指标, 三级指标: 补助, 计算符号: ≤, 指标值: 300元, 度量单位: 元/人}
  - {二级指标: 数量指标, 三级指标: 里程, 计算符号: ≥, 指标值: 46, 度量单位: 公里}
",
    );
    let asked = |desk: &Desk| {
        let found = desk.app().problems();
        found.iter().filter(|it| it.rule.code == "E11").count()
    };
    let desk = Desk::open(&made).until_rule("E11");
    let desk = desk
        .says("“项目「修路」 指标「项目支出」 指标值”还是上年的数，请按本年度")
        .shows("<460");
    let agreed = desk.keys("F9 1");
    assert_eq!(asked(&agreed), 0);
    let desk = agreed.keys("Ctrl+Z").types("480").press("Enter");
    assert_eq!(asked(&desk), 0);
    drop(desk.shows("480"));
}

#[test]
fn a_target_that_names_last_year_is_asked_about_in_the_next() {
    let made = next(
        "\
年度: 2025
项目:
- 名称: 修路
  指标:
  - {三级指标: 完成时间, 指标值: 2025年12月底前}
  - {三级指标: 里程, 计算符号: ≥, 指标值: 46}
",
    );
    let desk = Desk::open(&made).until_rule("E11");
    drop(desk.says("指标「完成时间」"));
    assert_eq!(made.matches("位置: ").count(), 1, "{made}");
}

#[test]
fn without_a_year_or_understanding_there_is_no_next_year() {
    let of = |text: &str| next_year(&Document::read(text.as_bytes())).unwrap_err();
    assert_eq!(of("封面: {单位名称: 某街道}\n"), NoNextYear::NoYear);
    // What comes after is no year that a file can tell.
    assert_eq!(of("年度: 9999\n"), NoNextYear::TooLate(9999));
    let unread = of("年度: 2022\n封面: [\n");
    assert!(matches!(unread, NoNextYear::ReadOnly(_)), "{unread}");
}
