//! 基本信息: cover, duties, organisations, staff, base data (P8), disclosure, other notes.

use rust_decimal::Decimal;

use super::budget::amount;
use crate::document::{Document, FieldPath, Node};
use crate::figures::base::BaseColumn;
use crate::figures::figure::Figure;
use crate::figures::rates::{Amount, Rate};
use crate::report::fields::{self, FIELDS, Kind};
use crate::report::number::{LACKING, percent, shown, shown_width};
use crate::report::stamp::is_sum;
use crate::report::worded;
use crate::rules::Case;
use crate::ui::sheet::{Cell, Column, Provenance, REQUIRED, Row, Sheet, Width};
use crate::ui::text;
use crate::ui::theme::Tone;

const LABEL: u16 = 22;
const LINES: u16 = 3;

/// The one sheet of the tab.
#[must_use]
pub fn sheet(view: Case<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    cover(&mut sheet, view);
    duties(&mut sheet, view);
    organisation(&mut sheet, view);
    staff(&mut sheet, view);
    base_data(&mut sheet, view);
    chapter(
        &mut sheet,
        view,
        "结果应用与公开",
        "九、绩效自评结果拟应用和公开情况",
    );
    other(&mut sheet, view);
    said(&mut sheet, view);
    sheet
}

fn at(key: &str) -> FieldPath {
    FieldPath::root().key(key)
}

fn filled(view: Case<'_>, keys: &[&str]) -> String {
    let filled = view.required().filled(|chapter| keys.contains(&chapter));
    format!("已填 {filled}")
}

/// All fields of a chapter that is a plain form.
fn chapter(sheet: &mut Sheet, view: Case<'_>, key: &str, title: &str) {
    // 年度 stands on the cover as well.
    let keys = match key {
        "封面" => &["封面", "年度"][..],
        _ => &[key],
    };
    sheet.section(title, &filled(view, keys));
    sheet.form(LABEL);
    let fields = FIELDS.iter().find(|field| field.key == key);
    if let Some(Kind::Record(fields)) = fields.map(|field| field.kind) {
        for field in fields {
            sheet.push(Row::field(view.document, at(key).key(field.key)));
        }
    }
}

fn cover(sheet: &mut Sheet, view: Case<'_>) {
    chapter(sheet, view, "封面", "封面");
    sheet.push(Row::field(view.document, at("年度")));
    sheet.push(Row::field(view.document, at("评分方案")));
    sheet.push(Row::field(view.document, at("上年报告")));
}

fn duties(sheet: &mut Sheet, view: Case<'_>) {
    let list = at("基本情况").key("职能");
    let duties = &view.report.profile.duties;
    let count = worded(duties).count();
    sheet.section("一、（一）1. 主要职能", &format!("{count} 项"));
    sheet.columns(
        vec![Column::numbers("", 4), Column::words("", Width::Fill(12))],
        false,
    );
    let mut numbers = (1..).peekable();
    for (i, duty) in duties.iter().enumerate() {
        // As on paper, where one that is blank has none.
        let is_blank = duty.words().is_empty();
        let number = numbers.next_if(|_| !is_blank);
        let cells = vec![
            Cell::label(number.map_or_else(String::new, |it| it.to_string())),
            Cell::field(view.document, list.index(i)),
        ];
        sheet.push(Row::data(cells).wrapped(LINES).entry(list.clone(), i));
    }
    if duties.is_empty() {
        sheet.empty_list(view.document, list, "职能");
    }
}

fn organisation(sheet: &mut Sheet, view: Case<'_>) {
    let profile = at("基本情况");
    let list = profile.key("机构");
    sheet.section("一、（一）2. 机构情况", "");
    sheet.form(LABEL);
    sheet.push(Row::field(view.document, profile.key("机构情况")));
    sheet.columns(
        vec![
            Column::words("类别和机构", Width::Fill(12)),
            Column::numbers("列示数", 8),
            Column::numbers("名单", 6),
            Column::words("加挂的牌子", Width::Fill(12)),
        ],
        true,
    );
    for (i, group) in view.report.profile.groups.iter().enumerate() {
        let group_path = list.index(i);
        let counted = Decimal::from(group.named().count());
        let agrees = group.stated.value().is_none_or(|stated| stated == counted);
        let tone = if agrees { Tone::Computed } else { Tone::Error };
        let cells = vec![
            Cell::field(view.document, group_path.key("类别")),
            Cell::field(view.document, group_path.key("列示数")),
            Cell::figure(Figure::Organisations(i), counted.to_string()).toned(tone),
            Cell::default(),
        ];
        sheet.push(Row::data(cells).entry(list.clone(), i));
        let members = group_path.key("名单");
        for j in 0..group.members.len() {
            let member = members.index(j);
            let name = Cell::field(view.document, member.key("名称"));
            let name = Cell {
                text: format!("    {}", name.text),
                ..name
            };
            let cells = vec![
                name,
                Cell::default(),
                Cell::default(),
                list_cell(view, member.key("加挂")),
            ];
            sheet.push(Row::data(cells).wrapped(2).entry(members.clone(), j));
        }
        if group.members.is_empty() {
            sheet.empty_list(view.document, members, "机构");
        }
    }
    if view.report.profile.groups.is_empty() {
        sheet.empty_list(view.document, list, "机构类别");
    }
}

/// A list of texts in one cell, edited as text with one entry a line.
pub(super) fn list_cell(view: Case<'_>, path: FieldPath) -> Cell {
    let text = view
        .document
        .node(&path)
        .map(|list| {
            let names: Vec<&str> = list.items().filter_map(Node::text).collect();
            names.join("、")
        })
        .unwrap_or_default();
    Cell {
        text,
        path: Some(path),
        walkable: true,
        ..Cell::default()
    }
}

fn staff(sheet: &mut Sheet, view: Case<'_>) {
    let path = at("基本情况").key("人员");
    let staff = &view.report.profile.staff;
    let figures = &view.figures.staff;
    sheet.section("一、（一）3. 人员情况", "单位：人");
    sheet.columns(
        vec![
            Column::words("", Width::Fixed(LABEL)),
            Column::numbers("", 10),
            Column::words("", Width::Fill(12)),
        ],
        false,
    );
    let field = |key: &str, note: String, tone: Tone| {
        let mut row = Row::field(view.document, path.key(key));
        row.cells.push(Cell::label(note).toned(tone));
        row
    };
    let plain = |key: &str, note: &str| field(key, note.to_owned(), Tone::Muted);
    sheet.push(plain("编制数", ""));
    sheet.push(plain("在职在编人员", ""));
    sheet.push(plain("转业士官", ""));
    sheet.push(plain("离休人员", ""));
    sheet.push(plain("退休人员", ""));
    sheet.push(Row::data(vec![
        Cell::label(" 合计（人）"),
        Cell::figure(
            Figure::Staff,
            figures
                .total
                .map_or_else(|| LACKING.to_owned(), |n| n.to_string()),
        )
        .partly(view.ledger().lacks(Figure::Staff).is_some()),
        Cell::label(sum_in_words(staff)),
    ]));
    let (note, tone) = match (staff.stated.value(), figures.total) {
        (Some(stated), Some(total)) if stated == total => ("与合计一致".to_owned(), Tone::Good),
        (Some(stated), Some(_)) if figures.counts_serving(stated) => {
            ("与在职人数一致，不含离退休".to_owned(), Tone::Good)
        }
        // Who is not told may make up for what is less.
        (Some(stated), Some(total)) if stated > total && !figures.is_whole => {
            (String::new(), Tone::Muted)
        }
        (Some(stated), Some(total)) => (
            stated
                .checked_sub(total)
                .map(|difference| format!("与合计相差 {difference} 人"))
                .unwrap_or_default(),
            Tone::Error,
        ),
        _ => (String::new(), Tone::Muted),
    };
    sheet.push(field("年末实有人数", note, tone));
    sheet.push(plain("编外人员", "不计入实有人数"));
    sheet.push(Row::data(vec![
        Cell::label(" 在职人员控制率"),
        rate(view, Rate::Staffing, LACKING),
        Cell::label(names_of(Rate::Staffing, view)),
    ]));
    posts(sheet, view, path.key("分类编制"));
    sheet.form(LABEL);
    for key in ["上年实有人数", "上年编外人员", "人员变化原因"] {
        sheet.push(Row::field(view.document, path.key(key)));
    }
}

/// What a rate is made of, by name: 在职在编人员 / 编制数.
fn names_of(rate: Rate, view: Case<'_>) -> String {
    let names = rate.amounts(view.report).map(|amount| match amount {
        Amount::Entered(field) => field.name,
        _ => "",
    });
    names.join(" / ")
}

/// The establishment by kind, where the unit lists it.
fn posts(sheet: &mut Sheet, view: Case<'_>, list: FieldPath) {
    sheet.columns(
        vec![
            Column::words("分类编制", Width::Fill(12)),
            Column::numbers("编制数", 10),
            Column::numbers("在编人数", 10),
        ],
        true,
    );
    entries(
        sheet,
        view,
        &list,
        "编制类别",
        &["类别", "编制数", "在编人数"],
    );
}

/// What was seen in a place when it was ticked; of a long text how long it was.
fn seen(document: &Document, entry: &FieldPath) -> String {
    let kept = ["数值", "算出"].map(|key| Cell::field(document, entry.key(key)).text);
    let value = kept
        .into_iter()
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    match value.split_once(' ') {
        Some((length, _)) if is_sum(&value) => length.to_owned(),
        _ => value,
    }
}

/// The entries of a list as rows of their fields.
fn entries(sheet: &mut Sheet, view: Case<'_>, list: &FieldPath, noun: &str, keys: &[&str]) {
    let count = view
        .document
        .node(list)
        .map_or(0, |node| node.items().count());
    for i in 0..count {
        let entry = list.index(i);
        let cells = keys.iter().map(|key| match *key {
            // Which place it is the program has written down; Enter goes there.
            "位置" => Cell::computed(Cell::field(view.document, entry.key(key)).text),
            "数值" => match fields::kind_at(&entry.key(key)) {
                Some(Kind::List(..)) => list_cell(view, entry.key(key)),
                _ => Cell::computed(seen(view.document, &entry)),
            },
            key => Cell::field(view.document, entry.key(key)),
        });
        let row = Row::data(cells.collect()).wrapped(LINES);
        sheet.push(row.entry(list.clone(), i));
    }
    if count == 0 {
        sheet.empty_list(view.document, list.clone(), noun);
    }
}

/// What has been said about the report: answers, decisions, ticks. The program writes them; here
/// they are looked through, corrected and taken back.
fn said(sheet: &mut Sheet, view: Case<'_>) {
    type List<'a> = (&'a str, &'a str, &'a str, &'a [Column], &'a [&'a str]);
    let lists: [List<'_>; 6] = [
        (
            "说明",
            "对核对提示的说明",
            "说明",
            &[
                Column::words("规则", Width::Fixed(4)),
                Column::words("位置", Width::Fill(12)),
                Column::words("当时的数", Width::Fixed(18)),
                Column::words("说明", Width::Fill(12)),
            ],
            &["规则", "位置", "数值", "内容"],
        ),
        (
            "公开处理",
            "公开前对个人信息的处理",
            "处理",
            &[
                Column::words("内容", Width::Fill(12)),
                Column::words("类别", Width::Fixed(8)),
                Column::words("处理", Width::Fixed(4)),
                Column::words("改为", Width::Fixed(14)),
                Column::words("理由", Width::Fill(10)),
            ],
            &["内容", "类别", "处理", "改为", "理由"],
        ),
        (
            "复核",
            "复核记号",
            "复核",
            &[
                Column::words("位置", Width::Fill(12)),
                Column::words("复核时的内容", Width::Fixed(20)),
                Column::words("意见", Width::Fill(12)),
                Column::words("复核人", Width::Fixed(8)),
                Column::words("日期", Width::Fixed(10)),
            ],
            &["位置", "数值", "意见", "复核人", "日期"],
        ),
        (
            "批注",
            "审阅人的批注",
            "批注",
            &[
                Column::words("位置", Width::Fill(12)),
                Column::words("批注", Width::Fill(16)),
                Column::words("答复", Width::Fill(12)),
                Column::words("复核人", Width::Fixed(8)),
                Column::words("日期", Width::Fixed(10)),
            ],
            &["位置", "内容", "答复", "复核人", "日期"],
        ),
        (
            "待定",
            "待定的数",
            "待定",
            &[
                Column::words("位置", Width::Fill(12)),
                Column::words("等什么", Width::Fill(12)),
            ],
            &["位置", "事由"],
        ),
        (
            "沿用",
            "从上年沿用的文字",
            "沿用",
            // By what they were last year, only the program tells whether they still are.
            &[Column::words("位置", Width::Fill(12))],
            &["位置"],
        ),
    ];
    for (key, title, noun, columns, keys) in lists {
        let list = at(key);
        let count = view
            .document
            .node(&list)
            .map_or(0, |node| node.items().count());
        // The program begins these lists; an empty one would only stand in the way.
        if count > 0 {
            sheet.section(title, &format!("{count} 条"));
            sheet.columns(columns.to_vec(), true);
            entries(sheet, view, &list, noun, keys);
        }
    }
}

/// 在职 43 + 转业士官 7 + 退休 7.
fn sum_in_words(staff: &crate::report::Staff) -> String {
    let parts: Vec<String> = crate::figures::people::StaffFigures::parts(staff)
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", value?)))
        .collect();
    parts.join(" + ")
}

fn base_data(sheet: &mut Sheet, view: Case<'_>) {
    sheet.section("基础数据表（P8）", "单位：万元");
    // As wide as 实际在职人数, or what is there with its marks.
    let amounts = view.figures.base.iter().flat_map(|row| row.cells);
    let widest = amounts
        .flatten()
        .map(|amount| shown_width(amount) + 2)
        .max();
    let width = text::cells(widest.unwrap_or(0).max(12));
    sheet.columns(
        vec![
            Column::words("经费控制情况", Width::Fill(12)),
            Column::numbers(BaseColumn::Prior.key(), width),
            Column::numbers(BaseColumn::Budget.key(), width),
            Column::numbers(BaseColumn::Spent.key(), width),
        ],
        true,
    );
    for (i, row) in view.figures.base.iter().enumerate() {
        let indent = " ".repeat(usize::from(row.level) * 2);
        let field = row
            .path
            .as_ref()
            .and_then(|path| fields::field_at(&path.key(BaseColumn::Prior.key())));
        let mark = match field {
            Some(field) if field.required => REQUIRED,
            _ => " ",
        };
        let mut cells = vec![Cell::label(format!("{indent}{mark}{}", row.label()))];
        let node = row.item.and_then(|item| view.figures.budget.node(item));
        for column in BaseColumn::ALL {
            let figure = Figure::Base(i, column);
            let value = column.of(row.cells);
            cells.push(match (&row.path, node) {
                (Some(path), _) => {
                    let cell = Cell::field(view.document, path.key(column.key()));
                    let lacks = column.of(row.lacks);
                    base_cell(cell, figure, value, column.of(row.added)).partly(lacks)
                }
                (None, Some(node)) => amount(node, column.of_tree()),
                (None, None) => Cell::figure(figure, value.map(shown).unwrap_or_default()),
            });
        }
        sheet.push(Row::data(cells).wrapped(2));
    }
    fed(sheet, view, width);
    buildings(sheet, view, width);
    sheet.form(LABEL);
    sheet.push(Row::field(
        view.document,
        at("基础数据").key("厉行节约保障措施"),
    ));
}

/// A row that adds up shows its sum until something else is stated there.
fn base_cell(cell: Cell, figure: Figure, value: Option<Decimal>, added: Option<Decimal>) -> Cell {
    match (added, cell.text.is_empty()) {
        (Some(added), true) => Cell {
            text: shown(added),
            figure: Some(figure),
            ..cell.toned(Tone::Computed).sourced(Provenance::Computed)
        },
        (Some(added), false) => {
            let tone = if value == Some(added) {
                cell.tone
            } else {
                Tone::Error
            };
            Cell {
                figure: Some(figure),
                ..cell.toned(tone).sourced(Provenance::Stated)
            }
        }
        (None, _) => cell,
    }
}

/// A rate of the department; what to show where it is not known.
fn rate(view: Case<'_>, rate: Rate, lacking: &str) -> Cell {
    let value = view.figures.rates.get(rate);
    let text = value.map_or_else(|| lacking.to_owned(), percent);
    Cell::figure(Figure::Rate(rate), text)
}

/// 财政供养人员情况: what is filled in, else what the report says of the staff.
fn fed(sheet: &mut Sheet, view: Case<'_>, width: u16) {
    let path = at("基础数据").key("财政供养人员");
    sheet.columns(
        vec![
            Column::words("财政供养人员情况（人）", Width::Fill(12)),
            Column::numbers("编制数", width),
            Column::numbers("实际在职人数", width),
            Column::numbers("控制率", width),
        ],
        true,
    );
    let staff = &view.report.profile.staff;
    let field = |key: &str, other: Option<String>| {
        let cell = Cell::field(view.document, path.key(key));
        match other.filter(|_| cell.text.is_empty()) {
            Some(text) => Cell {
                text,
                ..cell.toned(Tone::Computed).sourced(Provenance::Computed)
            },
            None => cell,
        }
    };
    let quota = staff.quota.value().map(|n| n.to_string());
    let employed = staff.employed.value().map(|n| n.to_string());
    let stated = Row::data(vec![
        Cell::label("填列的（空的取自人员情况）"),
        field("编制数", quota),
        field("实际在职人数", employed),
        field("控制率", None),
    ]);
    sheet.push(stated.wrapped(2));
    sheet.push(Row::data(vec![
        Cell::label("算出的"),
        Cell::default(),
        Cell::default(),
        rate(view, Rate::Staffing, LACKING),
    ]));
}

fn buildings(sheet: &mut Sheet, view: Case<'_>, width: u16) {
    let path = at("基础数据").key("楼堂馆所");
    sheet.columns(
        vec![
            Column::words("楼堂馆所控制情况（本年完工）", Width::Fill(12)),
            Column::numbers("批复、预算", width),
            Column::numbers("实际", width),
            Column::numbers("控制率", width),
        ],
        true,
    );
    let mut row = |label: &str, keys: [&str; 2], of: Rate| {
        let [approved, actual] = keys;
        sheet.push(Row::data(vec![
            Cell::label(label),
            Cell::field(view.document, path.key(approved)),
            Cell::field(view.document, path.key(actual)),
            rate(view, of, ""),
        ]));
    };
    row(
        "规模（平方米）",
        ["批复规模", "实际规模"],
        Rate::BuildingArea,
    );
    row("投资（万元）", ["预算投资", "实际投资"], Rate::BuildingCost);
}

fn other(sheet: &mut Sheet, view: Case<'_>) {
    let path = at("其他说明");
    let list = path.key("附件");
    sheet.section("十、其他需要说明的情况", "");
    sheet.form(LABEL);
    sheet.push(Row::field(view.document, path.key("内容")));
    sheet.columns(
        vec![
            Column::numbers("附件", 6),
            Column::words("名称", Width::Fill(12)),
            Column::words("说明", Width::Fixed(20)),
        ],
        true,
    );
    for i in 0..view.report.other.attachments.len() {
        let entry = list.index(i);
        let cells = vec![
            Cell::label((i + 1).to_string()),
            Cell::field(view.document, entry.key("名称")),
            Cell::field(view.document, entry.key("说明")),
        ];
        sheet.push(Row::data(cells).wrapped(2).entry(list.clone(), i));
    }
    if view.report.other.attachments.is_empty() {
        sheet.empty_list(view.document, list, "附件");
    }
}
