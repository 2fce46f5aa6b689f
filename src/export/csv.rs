//! One row a figure, for other programs: which table, of what, which value.

use crate::figures::budget::Column;
use crate::figures::figure::{Figure, Ledger, mark_of};
use crate::figures::score::{Mark, Subject};
use crate::report::Indicator;
use crate::report::fields;
use crate::report::places::Places;
use crate::rules::{Case, Findings};

/// 表, 对象, 名称, 项, 值, 单位.
type Told = [String; 6];

/// The same and whose it is, so that the rows of many reports can stand below one another: 单位名称,
/// 年度.
pub(super) type Row = [String; 8];

/// What is written: the figures of a report, and what was `said` of them.
pub(super) fn rows(case: &Case<'_>, figures: bool, said: Option<&Findings>) -> Vec<Row> {
    let mut told = if figures {
        self::figures(case)
    } else {
        Vec::new()
    };
    told.extend(
        said.map(|findings| self::said(case, findings))
            .into_iter()
            .flatten(),
    );
    let unit = case.report.cover.unit.trim();
    let year = case.report.year();
    let year = year.map_or_else(String::new, |year| year.to_string());
    let whose = |[table, of, name, key, value, measure]: Told| {
        let (unit, year) = (unit.to_owned(), year.clone());
        [table, of, name, key, value, measure, unit, year]
    };
    told.into_iter().map(whose).collect()
}

/// The figures of a report.
fn figures(case: &Case<'_>) -> Vec<Told> {
    let ledger = case.ledger();
    let mut rows = Vec::new();
    budget(case, ledger, &mut rows);
    indicators(
        ledger,
        Subject::Whole,
        "部门整体",
        &case.report.whole.indicators,
        &mut rows,
    );
    for (i, project) in case.report.projects.iter().enumerate() {
        indicators(
            ledger,
            Subject::Project(i),
            &project.name,
            &project.indicators,
            &mut rows,
        );
    }
    rows
}

/// What was found, ticked and remarked.
fn said(case: &Case<'_>, findings: &Findings) -> Vec<Told> {
    let mut rows = Vec::new();
    let mut places = Places::of(case.document);
    for it in findings.diagnostics() {
        let reply = it.reply.as_ref().map_or("", |reply| &reply.words);
        rows.push([
            "核对提示".to_owned(),
            places.describe(&it.path()),
            format!("{} {}", it.rule.code, it.severity.label()),
            it.message.clone(),
            reply.to_owned(),
            String::new(),
        ]);
    }
    for line in case.required().told() {
        rows.push(["必填没有填", "", "", "", &line, ""].map(str::to_owned));
    }
    let mut ticks: Vec<_> = findings.ticks().collect();
    ticks.sort_by_key(|(path, _)| fields::order(path));
    for (path, it) in ticks {
        let place = places.describe(path);
        let now = it.standing();
        let row = ["复核", &place, &it.by, &it.remark, &now, ""];
        rows.push(row.map(str::to_owned));
    }
    for it in findings.comments() {
        let row = ["批注", &it.place, &it.by, &it.content, &it.answer(), ""];
        rows.push(row.map(str::to_owned));
    }
    rows
}

fn budget(case: &Case<'_>, ledger: Ledger<'_>, rows: &mut Vec<Told>) {
    let budget = &case.figures.budget;
    for node in budget.nodes() {
        let name = node.item.name(case.report).to_owned();
        let whole = node.parent.and_then(|parent| budget.get(parent));
        let whole = whole
            .map_or("", |whole| whole.item.name(case.report))
            .to_owned();
        let amounts = Column::ALL.map(|column| {
            let figure = Figure::Amount(node.item, column);
            // The value stays a number.
            let key = format!("{}{}", column.key(), ledger.note(figure));
            (key, ledger.value(figure), "万元")
        });
        let rate = ledger.value(Figure::ExecutionRate(node.item));
        // A rate has its sign with it.
        for (key, value, unit) in amounts.into_iter().chain([("执行率".to_owned(), rate, "")]) {
            if let Some(value) = value {
                let row = ["预算", &whole, &name, &key, &value, unit];
                rows.push(row.map(str::to_owned));
            }
        }
    }
}

fn indicators(
    ledger: Ledger<'_>,
    of: Subject,
    name: &str,
    indicators: &[Indicator],
    rows: &mut Vec<Told>,
) {
    let scores = [
        ("总分", "算出总分", Mark::Total, "分"),
        ("等级", "算出等级", Mark::Grade, ""),
    ];
    let signed = scores.map(|(key, _, mark, unit)| (key, Figure::Signed(of, mark), unit));
    // What comes out is told beside what is stated.
    let is_stated = signed
        .iter()
        .any(|(_, figure, _)| ledger.entered_at(*figure).is_some());
    let worked_out = scores.map(|(_, key, mark, unit)| (key, mark_of(of, mark), unit));
    let worked_out = worked_out.into_iter().filter(|_| is_stated);
    for (key, figure, unit) in signed.into_iter().chain(worked_out) {
        if let Some(value) = ledger.value(figure) {
            let key = format!("{key}{}", ledger.note(figure));
            rows.push(["评分", name, "", &key, &value, unit].map(str::to_owned));
        }
    }
    for (i, indicator) in indicators.iter().enumerate() {
        let number = |value: crate::report::number::Number| {
            value.value().map_or_else(String::new, |it| it.to_string())
        };
        let computed = ledger.value(Figure::Indicator(of, i)).unwrap_or_default();
        let values = [
            ("计算符号", indicator.sign.to_string(), ""),
            ("指标值", indicator.target.to_string(), &*indicator.unit),
            ("完成值", indicator.actual.to_string(), &*indicator.unit),
            ("分值", number(indicator.points), "分"),
            ("得分", number(indicator.score), "分"),
            ("试算得分", computed, "分"),
        ];
        for (key, value, unit) in values.into_iter().filter(|(_, value, _)| !value.is_empty()) {
            rows.push(["指标", name, &indicator.name, key, &value, unit].map(str::to_owned));
        }
    }
}

/// Where a row stands in the report, in words.
pub(super) fn place([_, of, name, key, ..]: &Row) -> String {
    let words = [of, name, key].map(String::as_str);
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// As Excel and WPS read it: marked as UTF-8, lines ended by CR LF, no text a formula.
pub(super) fn write(rows: Vec<Row>) -> Vec<u8> {
    let names = ["表", "对象", "名称", "项", "值", "单位", "单位名称", "年度"];
    let mut out = head(names);
    out.extend(rows.into_iter().map(line));
    out.into_bytes()
}

/// The first line of a file, by which it is known as UTF-8.
pub(crate) fn head<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    format!("\u{feff}{}", line(names.into_iter().map(str::to_owned)))
}

/// A line.
pub(crate) fn line(cells: impl IntoIterator<Item = String>) -> String {
    let cells = cells.into_iter().map(|cell| quoted(&cell));
    let cells: Vec<String> = cells.collect();
    cells.join(",") + "\r\n"
}

fn quoted(text: &str) -> String {
    // A number may begin with a sign, a text may not: it would be taken for a formula.
    let is_number = text.parse::<rust_decimal::Decimal>().is_ok();
    // A Japanese or Chinese spreadsheet takes the wide signs as well.
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let formula = !is_number && text.starts_with(STARTS);
    let text = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
