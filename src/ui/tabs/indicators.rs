//! 绩效指标: the department and its projects, and the chosen one's money, goals and indicators.

use std::ops::Range;

use rust_decimal::Decimal;

use super::budget::amount;
use super::{Chart, Lead, rate_or_blank, rate_or_why};
use crate::document::FieldPath;
use crate::figures::budget::{Column as Amount, Item, Node};
use crate::figures::execution::{NoRate, ratio};
use crate::figures::figure::{Figure, mark_of};
use crate::figures::score::{Mark, ScoreCard, Subject, measured};
use crate::figures::whole::{self, By, WholeRow};
use crate::report::Indicator;
use crate::report::check::Filled;
use crate::report::fields::{self, FUND_SOURCES, UNIT};
use crate::report::number::{LACKING, PARTIAL, UNFILLED, percent, shown, told};
use crate::rules::Case;
use crate::ui::sheet::{Cell, Column, Provenance, Row, Sheet, Width};
use crate::ui::text;
use crate::ui::theme::Tone;
use crate::ui::widgets::bars::Bar;

/// How the chart groups the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// 一级指标
    #[default]
    First,
    /// 二级指标
    Second,
}

impl Grouping {
    /// Its name.
    const fn title(self) -> &'static str {
        match self {
            Self::First => "一级指标",
            Self::Second => "二级指标",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// What the rate and each group of indicators of the chosen one earned of their points.
#[must_use]
pub fn chart(view: Case<'_>, chosen: Subject, grouping: Grouping) -> Chart {
    let path = chosen.path();
    let Some(card) = view.ledger().card(chosen) else {
        return Chart::default();
    };
    let mut chart = Chart {
        title: format!("{}得分", grouping.title()),
        ..Chart::default()
    };
    let mut add = |name: &str, score, points, lead| {
        chart.bars.push(bar(name, score, points));
        chart.leads.push(Lead::To(lead));
    };
    let execution = view.ledger().scheme.execution(chosen).points;
    if !execution.is_zero() {
        let lead = path.key("自评").key("执行率得分");
        add(Mark::Execution.key(), card.execution, Some(execution), lead);
    }
    let mut groups = card.earned(
        view.ledger().indicators(chosen),
        |indicator| match grouping {
            Grouping::First => &indicator.level1,
            Grouping::Second => &indicator.level2,
        },
    );
    // As the form has them, whatever comes first in the file.
    let level = path.key("指标").index(0).key(grouping.title());
    let words = view.ledger().scheme.words(&level);
    let place = |name: &str| words.iter().position(|it| *it == name);
    groups.sort_by_key(|group| place(group.name).unwrap_or(words.len()));
    for group in groups {
        let name = match group.name.trim_end_matches("指标") {
            "" => "没有分类",
            name => name,
        };
        let lead = path.key("指标").index(group.first).key("完成值");
        match group.points {
            Some(_) => add(name, group.score, group.points, lead),
            None => add(&format!("{name} {} 条", group.count), None, None, lead),
        }
    }
    chart
}

/// A score held against the points there are: the whole of each is as long, whatever its points.
fn bar(name: &str, score: Option<Decimal>, points: Option<Decimal>) -> Bar {
    let share = ratio(score, points);
    let or =
        |value: Option<Decimal>, lacking: &str| value.map_or_else(|| lacking.to_owned(), shown);
    let of_points = match points {
        Some(points) => format!("{}/{}", or(score, LACKING), shown(points)),
        // Without points there is no score to be missed.
        None => format!("{}/未填", or(score, "")),
    };
    Bar {
        name: name.to_owned(),
        value: share,
        against: points.map(|_| Decimal::ONE),
        figures: vec![
            ("得分/分值", of_points.trim_start_matches('/').to_owned()),
            ("得分率", share.map(percent).unwrap_or_default()),
        ],
        marked: score.is_some() && score > points,
        changed: false,
    }
}

/// The list: the department first, then the projects; those not in `sight` have no cells.
#[must_use]
pub fn list(view: Case<'_>, sight: &Range<usize>) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.columns(
        vec![
            Column::words("项目", Width::Fill(16)),
            Column::numbers("执行率", 8),
            Column::numbers("得分", 6),
            Column::numbers("已填", 7),
            Column::words("状态", Width::Fixed(6)),
        ],
        true,
    );
    let whole = view.required().filled(|chapter| chapter == "整体绩效");
    let cells = card_cells(view, Subject::Whole, "部门整体".to_owned(), whole);
    sheet.push(Row::data(cells).of(Item::Total));
    let projects = fields::projects();
    for i in 0..view.figures.projects.len() {
        if !sight.contains(&sheet.rows.len()) {
            sheet.push(Row::distant(Item::Project(i)));
            continue;
        }
        let filled = view.required().project(i);
        let name = Item::Project(i).name(view.report).to_owned();
        sheet.push(
            Row::data(card_cells(view, Subject::Project(i), name, filled))
                .wrapped(2)
                .of(Item::Project(i))
                .entry(projects.clone(), i),
        );
    }
    if view.figures.projects.is_empty() {
        sheet.empty_list(view.document, projects, "项目");
    }
    sheet
}

fn card_cells(view: Case<'_>, subject: Subject, name: String, filled: Filled) -> Vec<Cell> {
    let outcome = view.ledger().outcome(subject);
    let rate = outcome.as_ref().map_or(Err(NoRate::Nothing), |it| it.rate);
    let total = outcome.and_then(|it| it.total);
    let state = if filled.done < filled.total {
        (PARTIAL, Tone::Warning)
    } else if total.is_none() {
        (LACKING, Tone::Warning)
    } else {
        ("已填全", Tone::Good)
    };
    vec![
        // Set in, so that what was found and what a reviewer has said have room before it.
        Cell {
            text: format!(" {name}"),
            walkable: true,
            ..Cell::default()
        },
        Cell::figure(Figure::Signed(subject, Mark::Rate), rate_or_why(rate))
            .toned(tone_of(rate.is_ok())),
        or_lacking_cell(Figure::Signed(subject, Mark::Total), total.map(shown)),
        Cell::computed(filled.to_string()),
        Cell::computed(state.0).toned(state.1),
    ]
}

/// A figure that is worked out; what cannot be yet steps back.
fn or_lacking_cell(figure: Figure, value: Option<String>) -> Cell {
    let tone = tone_of(value.is_some());
    Cell::figure(figure, value.unwrap_or_else(|| LACKING.to_owned())).toned(tone)
}

const fn tone_of(is_known: bool) -> Tone {
    if is_known {
        Tone::Computed
    } else {
        Tone::Muted
    }
}

/// The chosen one's whole table.
#[must_use]
pub fn detail(view: Case<'_>, chosen: Subject) -> Sheet {
    let mut sheet = Sheet::default();
    match chosen {
        Subject::Whole => whole(&mut sheet, view),
        Subject::Project(i) => project(&mut sheet, view, i),
    }
    sheet
}

const LABEL: u16 = 14;

fn whole(sheet: &mut Sheet, view: Case<'_>) {
    let path = Subject::Whole.path();
    let plan = path.key("目标设置");
    let note = score_note(view, Subject::Whole);
    sheet.section("部门整体支出绩效自评表（P9）", &note);
    funds_head(sheet, false);
    let mut last = By::Whole;
    for (i, row) in view.figures.funds.iter().enumerate() {
        if row.by != last {
            last = row.by;
            let title = match row.by {
                By::Whole => "",
                By::Origin => "按收入性质分",
                By::Use => "按支出性质分",
            };
            sheet.push(Row::data(vec![Cell::label(title)]));
        }
        sheet.push(whole_funds_row(view, i, row));
    }
    let figures = view.figures;
    if let Some(note) = whole::note(&figures.funds, view.report, &figures.budget, told) {
        sheet.columns(vec![Column::words("", Width::Fill(12))], false);
        sheet.push(Row::data(vec![Cell::label(note)]).wrapped(4));
    }
    self_score(sheet, view, path.key("自评"), Subject::Whole);
    sheet.section("（一）绩效目标设置", "");
    sheet.form(26);
    for key in ["基本支出计划安排", "项目个数", "项目支出计划安排"] {
        sheet.push(Row::field(view.document, plan.key(key)));
    }
    sheet.form(LABEL);
    sheet.push(Row::field(view.document, plan.key("说明")));
    sheet.section("（二）绩效目标完成情况", "");
    sheet.form(LABEL);
    sheet.push(Row::field(view.document, path.key("预期目标")));
    sheet.push(Row::field(view.document, path.key("完成情况")));
    let indicators = &view.report.whole.indicators;
    indicator_table(
        sheet,
        view,
        path.key("指标"),
        indicators,
        (Subject::Whole, &view.figures.whole),
    );
}

fn project(sheet: &mut Sheet, view: Case<'_>, index: usize) {
    let subject = Subject::Project(index);
    let path = subject.path();
    let (Some(project), Some(card)) = (
        view.report.projects.get(index),
        view.figures.projects.get(index),
    ) else {
        return;
    };
    let note = score_note(view, subject);
    sheet.section("项目支出绩效自评表（P10）", &note);
    sheet.form(LABEL);
    for key in ["名称", "支出类别", "主管部门", "实施单位"] {
        sheet.push(Row::field(view.document, path.key(key)));
    }
    // The name at the top scrolls away.
    let name = &*project.name;
    sheet.section("项目资金（万元）", name);
    funds_head(sheet, true);
    if let Some(node) = view.figures.budget.node(Item::Project(index)) {
        sheet.push(funds_row(view, "年度资金总额", node, subject));
    }
    for (k, source) in FUND_SOURCES.into_iter().enumerate() {
        let row = path.key("资金").key(source);
        let mut cells = vec![Cell::label(format!("  {source}"))];
        for column in Amount::OF_FORMS {
            cells.push(Cell::field(view.document, row.key(column.key())));
        }
        let source = Item::Source(index, k);
        let node = view.figures.budget.node(source);
        cells.push(Cell::figure(
            Figure::ExecutionRate(source),
            node.map_or_else(String::new, |node| {
                rate_or_blank(view.figures.budget.rate(node))
            }),
        ));
        cells.push(Cell::default());
        sheet.push(Row::data(cells));
    }
    sheet.form(LABEL);
    sheet.push(Row::field(view.document, path.key("资金").key("执行说明")));
    self_score(sheet, view, path.key("自评"), subject);
    sheet.section("年度总体目标", name);
    sheet.form(LABEL);
    sheet.push(Row::field(view.document, path.key("预期目标")));
    sheet.push(Row::field(view.document, path.key("完成情况")));
    indicator_table(
        sheet,
        view,
        path.key("指标"),
        &project.indicators,
        (subject, card),
    );
}

/// 得分 85.00 良, or what is missing.
fn score_note(view: Case<'_>, of: Subject) -> String {
    let ledger = view.ledger();
    let outcome = ledger.outcome(of);
    match outcome.map(|it| (it.total, it.grade)) {
        Some((Some(total), Some(grade))) => format!("得分 {} {grade}", shown(total)),
        Some((Some(total), None)) => format!("得分 {}", shown(total)),
        _ => {
            let card = ledger.card(of);
            let missing = card.and_then(|card| card.missing(view.report, of.item()));
            format!("得分 {LACKING}（{}）", missing.unwrap_or_default())
        }
    }
}

/// `is_asked` where the amounts are filled in there, not taken from the budget.
fn funds_head(sheet: &mut Sheet, is_asked: bool) {
    let width = if is_asked { 11 } else { 10 };
    let mut columns = vec![Column::words("", Width::Fill(14))];
    let amounts = Amount::OF_FORMS.map(|column| Column::numbers(column.key(), width));
    columns.extend(amounts.map(|column| column.required(is_asked)));
    columns.extend([Column::numbers("执行率", 8), Column::numbers("得分", 6)]);
    sheet.columns(columns, true);
}

/// 执行率 and its points, as the table is handed in with them.
fn earned(view: Case<'_>, subject: Subject) -> [Cell; 2] {
    let outcome = view.ledger().outcome(subject);
    let rate = outcome.as_ref().map_or(Err(NoRate::Nothing), |it| it.rate);
    let score = outcome.and_then(|it| it.execution);
    [
        Cell::figure(Figure::Signed(subject, Mark::Rate), rate_or_why(rate)),
        Cell::figure(
            Figure::Signed(subject, Mark::Execution),
            score.map(shown).unwrap_or_default(),
        ),
    ]
}

fn funds_row(view: Case<'_>, label: &str, node: &Node, subject: Subject) -> Row {
    let mut cells = vec![Cell::label(label)];
    cells.extend(Amount::OF_FORMS.map(|column| amount(node, column)));
    cells.extend(earned(view, subject));
    Row::data(cells)
}

/// A row of the department's money: what is filled in, else what the budget has for it.
fn whole_funds_row(view: Case<'_>, i: usize, row: &WholeRow) -> Row {
    let indent = if row.by == By::Whole { "" } else { "  " };
    let mut cells = vec![Cell::label(format!("{indent}{}", row.key))];
    for column in Amount::OF_FORMS {
        let cell = Cell::field(view.document, row.path().key(column.key()));
        let differs = row.difference(column).is_some();
        cells.push(
            if row.stated.get(column).is_none() && cell.text.is_empty() {
                let mark = if differs { "!" } else { "" };
                let shown = row.value(column).map(shown);
                let is_partial = row.lacks(column).is_some();
                Cell {
                    provenance: shown.is_some().then_some(Provenance::Computed),
                    text: shown
                        .map(|text| format!("{mark}{text}"))
                        .unwrap_or_default(),
                    figure: Some(Figure::Fund(i, column)),
                    ..cell.toned(if differs { Tone::Error } else { Tone::Computed })
                }
                .partly(is_partial)
            } else {
                let tone = if differs { Tone::Error } else { cell.tone };
                let is_added = row.added.get(column).is_some();
                Cell {
                    figure: Some(Figure::Fund(i, column)),
                    provenance: is_added.then_some(Provenance::Stated),
                    ..cell.toned(tone)
                }
            },
        );
    }
    // The department's own score stands in the row of its whole money.
    cells.extend(match row.by {
        By::Whole => earned(view, Subject::Whole),
        By::Origin | By::Use => [
            Cell::figure(Figure::FundRate(i), rate_or_blank(row.execution_rate())),
            Cell::default(),
        ],
    });
    Row::data(cells).wrapped(3)
}

/// What the table states of its outcome, beside what comes out.
fn self_score(sheet: &mut Sheet, view: Case<'_>, path: FieldPath, subject: Subject) {
    sheet.section("自评结果", "填列的与算出的并列");
    sheet.columns(
        vec![
            Column::words("", Width::Fixed(LABEL)),
            Column::numbers("填列", 12),
            Column::numbers("算出", 12),
            Column::words("", Width::Fill(12)),
        ],
        true,
    );
    let rows = [
        ("执行率（%）", Mark::Rate),
        ("执行率得分", Mark::Execution),
        ("总分", Mark::Total),
        ("等级", Mark::Grade),
    ];
    for (label, mark) in rows {
        let (key, figure) = (mark.key(), mark_of(subject, mark));
        let computed = view.ledger().value(figure);
        let field = Cell::field(view.document, path.key(key));
        let stated = field.text.trim_end_matches(['%', '％']);
        let agrees = |computed: &str| {
            let computed = computed.trim_end_matches('%');
            stated == computed
                || measured(stated)
                    .zip(measured(computed))
                    .is_some_and(|(a, b)| a == b)
        };
        let note = match &computed {
            Some(computed) if !stated.is_empty() && !agrees(computed) => "与算出的不一致",
            _ => "",
        };
        sheet.push(Row::data(vec![
            Cell::label(label),
            field,
            or_lacking_cell(figure, computed),
            Cell::label(note).toned(Tone::Error),
        ]));
    }
}

fn indicator_table(
    sheet: &mut Sheet,
    view: Case<'_>,
    list: FieldPath,
    indicators: &[Indicator],
    (subject, card): (Subject, &ScoreCard),
) {
    // As the file has them: each is found where the one before ends.
    const KEYS: [&str; 10] = [
        "一级指标",
        "二级指标",
        "三级指标",
        "计算符号",
        "指标值",
        UNIT,
        "完成值",
        "分值",
        "得分",
        "偏差原因",
    ];
    let points = card.full.map_or_else(|| UNFILLED.to_owned(), shown);
    let of_rate = view.ledger().scheme.execution(subject).points;
    let of_rate = if of_rate.is_zero() || card.full.is_none() {
        String::new()
    } else {
        format!("（含预算执行率 {}）", of_rate.normalize())
    };
    let entered = indicators.iter().filter(|it| it.score.value().is_some());
    let entered = entered.count();
    let computed = match card.tried {
        0 => String::new(),
        n => format!("，另 {n} 条按试算"),
    };
    let note = format!(
        "{} 条  分值合计 {points}{of_rate}  已评 {entered} 条{computed}",
        indicators.len()
    );
    sheet.section("绩效指标", &note);
    let entry = list.index(0);
    let of = |key: &str, column: Column| {
        let field = fields::field_at(&entry.key(key));
        column.required(field.is_some_and(|field| field.required))
    };
    // A number is seen whole; words are broken.
    let wide = |of: fn(&Indicator) -> &str| {
        let texts = indicators.iter().map(of);
        let numbers = texts.filter(|text| measured(text).is_some());
        let widest = numbers.map(text::width).max();
        text::cells(widest.map_or(0, |widest| widest + 1).clamp(8, 20))
    };
    sheet.columns(
        vec![
            of("三级指标", Column::words("三级指标", Width::Fill(18))),
            of("一级指标", Column::words("一级", Width::Fixed(6))),
            of("二级指标", Column::words("二级", Width::Fixed(8))),
            Column::words("符号", Width::Fixed(4)),
            of("指标值", Column::numbers("指标值", wide(|it| &it.target))),
            of("完成值", Column::numbers("完成值", wide(|it| &it.actual))),
            Column::words("单位", Width::Fixed(6)),
            of("分值", Column::numbers("分值", 5)),
            of("得分", Column::numbers("得分", 6)),
            Column::numbers("试算", 6),
            Column::words("偏差原因", Width::Fill(10)),
        ],
        true,
    );
    let fields = KEYS.map(|key| (key, fields::kind_at(&entry.key(key))));
    for (i, computed) in card.computed.iter().enumerate() {
        let entry = list.index(i);
        let node = view.document.node(&entry);
        let mut next = 0;
        let [
            level1,
            level2,
            name,
            sign,
            target,
            unit,
            actual,
            points,
            score,
            reason,
        ] = fields.map(|(key, kind)| {
            let value = node.and_then(|node| node.get_next(&mut next, key));
            Cell::at(view.document, value, entry.key(key), kind)
        });
        let [level1, level2] = [level1, level2].map(|mut cell| {
            if let Some(short) = cell.text.strip_suffix("指标") {
                cell.text.truncate(short.len());
            }
            cell
        });
        let computed = Cell::figure(
            Figure::Indicator(subject, i),
            computed.map(shown).unwrap_or_default(),
        );
        let cells = vec![
            name, level1, level2, sign, target, actual, unit, points, score, computed, reason,
        ];
        sheet.push(Row::data(cells).wrapped(3).entry(list.clone(), i));
    }
    if indicators.is_empty() {
        sheet.empty_list(view.document, list, "指标");
    }
}
