//! The chart of scores: what each group of indicators earned of its points, to walk into.

use jixiao::ui::screen::Pane;
use jixiao::ui::tabs::Chart;

use crate::harness::{Desk, REPORT, With};

const ACTUAL: &str = "项目[0].指标[0].完成值";

/// The bars of the chart, in words.
fn bars(desk: &Desk) -> Vec<String> {
    let chart: Option<&Chart> = desk
        .app()
        .screen()
        .panes
        .iter()
        .find_map(|pane| match pane {
            Pane::Bars(chart) => Some(chart),
            Pane::Sheet(_) => None,
        });
    let bars = chart.into_iter().flat_map(|chart| &chart.bars);
    bars.map(jixiao::ui::widgets::bars::Bar::in_words).collect()
}

/// The report with targets and points in its first project, 社会管理.
pub(crate) fn rated() -> String {
    let targets = [
        ("13", "15"),
        ("23", "25"),
        ("1611", "1800"),
        ("16", "20"),
        ("97.35", "98"),
    ];
    let first = REPORT.lines().position(|line| line == "  - 名称: 社会管理");
    let next = REPORT.lines().position(|line| line == "  - 名称: 公共服务");
    let lines = REPORT.lines().enumerate().map(|(i, line)| {
        if Some(i) < first || Some(i) >= next {
            return line.to_owned();
        }
        let Some((_, behind)) = line.split_once("完成值: ") else {
            return line.to_owned();
        };
        let actual = behind.split(',').next().unwrap_or_default();
        let target = targets.iter().find(|(it, _)| *it == actual);
        let target = target.map_or(actual, |(_, target)| target);
        let points = match line {
            _ if line.contains("产出指标") => "3",
            _ if line.contains("效益指标") => "8",
            _ => "10",
        };
        line.replace("指标值: ,", &format!("指标值: {target},"))
            .replace("分值: ,", &format!("分值: {points},"))
    });
    let text: String = lines.map(|line| line + "\n").collect();
    text.with(
        "        全年预算数:\n        全年执行数: 435.2\n",
        "        全年预算数: 450\n        全年执行数: 435.2\n",
    )
}

#[test]
fn each_group_shows_what_it_earned_of_its_points() {
    let desk = Desk::open(&rated()).choose(Some(0)).shows("一级指标得分");
    assert_eq!(
        bars(&desk),
        [
            "执行率得分：得分/分值 9.67/10.00，得分率 96.70%。",
            "产出：得分/分值 46.65/48.00，得分率 97.19%。",
            "效益：得分/分值 29.33/32.00，得分率 91.66%。",
            "满意度：得分/分值 9.93/10.00，得分率 99.30%。",
        ]
    );
    // More than was budgeted earns no more than all of the points.
    let over = rated().with("全年预算数: 450\n", "全年预算数: 400\n");
    let over = Desk::open(&over).choose(Some(0)).shows("一级指标得分");
    assert_eq!(
        bars(&over)[0],
        "执行率得分：得分/分值 10.00/10.00，得分率 100.00%。"
    );
    let desk = desk.press("Ctrl+T").shows("二级指标得分");
    assert_eq!(bars(&desk).len(), 6, "{:?}", bars(&desk));
    desk.press("Ctrl+T").shows("一级指标得分").untouched();
    // Of what has no points yet it is said how much there is.
    let desk = Desk::open(REPORT).choose(Some(0)).untouched();
    let output = "产出 16 条：得分/分值 未填。";
    assert_eq!(bars(&desk).get(1).map(String::as_str), Some(output));
}

#[test]
fn a_bar_leads_to_the_indicators_it_stands_for() {
    for size in [(120, 40), (100, 24), (80, 24), (60, 20)] {
        let desk = Desk::open(&rated()).resize(size.0, size.1).choose(Some(0));
        let desk = desk.until("F6", |app| app.focus() == 2);
        let desk = desk.shows("一级指标得分").press("Down");
        let desk = desk.shows("产出：得分/分值 46.65").press("Enter");
        let desk = desk.on(ACTUAL).press("Esc").press("Esc");
        drop(desk.holds(|app| app.focus() == 0));
    }
    let desk = Desk::open(REPORT).resize(80, 24).choose(Some(0));
    let desk = desk.click("产出 16 条").click("产出 16 条");
    desk.on(ACTUAL).untouched();
}

#[test]
fn the_chart_moves_while_one_types_and_says_what_is_missing() {
    let desk = Desk::open(&rated()).go(ACTUAL);
    let before = bars(&desk);
    let desk = desk.types("0");
    assert_ne!(bars(&desk), before);
    let desk = desk.press("Backspace");
    let waiting = bars(&desk).into_iter().any(|bar| bar.contains("缺数/48"));
    assert!(waiting, "{:?}", bars(&desk));
    let desk = desk.press("Esc").untouched();
    assert_eq!(bars(&desk), before);
}

#[test]
fn the_score_says_by_how_much_an_edit_moves_it() {
    const SCORED: &str = "年度: 2023\n整体绩效:\n  资金: {年度资金总额: {全年预算数: 100, 全年执行数: 100}}\n  \
        指标:\n  - {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 90}\n";
    Desk::open(SCORED)
        .go("整体绩效.指标[0].完成值")
        .types("9")
        .shows_line(&["得分和等级 91.00", "+9.00", "必填已填"])
        .press("Enter")
        .shows("+9.00")
        // It is news of the last edit only.
        .press("Up")
        .lacks("+9.00")
        .press("Ctrl+Z")
        .shows("-9.00")
        .untouched();
}

#[test]
fn what_a_score_is_below_its_points_is_said_where_it_stands() {
    const TWO: &str = "年度: 2023\n整体绩效:\n  指标:\n  - {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 50}\n  \
        - {三级指标: 座数, 计算符号: ≥, 指标值: 4, 完成值: 4, 分值: 40}\n";
    let desk = Desk::open(TWO).go("整体绩效.指标[0].得分");
    let desk = desk.shows("试算得分 40.00（比分值少 10.00）").types("48.5");
    let desk = desk
        .keys("Enter Up")
        .shows("得分 48.50（比分值少 1.50），试算得分 40.00（比分值少 10.00）");
    desk.press("Down").shows("试算得分 40.00。");
}
