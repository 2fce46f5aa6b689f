//! 部门整体支出绩效评价基础数据表 (P8).

use rust_decimal::Decimal;

use super::{Maker, cell_at, known, sum};
use crate::document::FieldPath;
use crate::export::formula;
use crate::export::tree::{Block, Cell, Table, Text};
use crate::figures::base::BaseColumn;
use crate::figures::figure::Figure;
use crate::figures::rates::{self, Entered, Rate};

/// The kinds of projects that the base data table has a row of, by what is in their names.
const FIXED_KINDS: [(&str, &str); 3] = [
    ("业务工作", "业务工作经费"),
    ("运行维护", "运行维护经费"),
    ("专项", "××专项资金"),
];
/// The rows of the base data table that the form asks nothing about the year before of.
const IN_ONE_YEAR: [&str; 2] = ["政府采购金额", "部门基本支出预算调整"];

impl Maker<'_> {
    pub(super) fn base_data(&self) -> Vec<Block> {
        let year = self.case.report.year();
        let year = |by: i16, without: &str| match year.and_then(|it| it.checked_add(by)) {
            Some(year) => format!("{year}年"),
            None => without.to_owned(),
        };
        let mut table = Table::new(&[64, 45, 45, 46]);
        let fed = &self.case.report.base.fed;
        let at = FieldPath::of(&["基础数据"]);
        let of = |field: Entered, shown: fn(Decimal) -> Text| {
            let value = field.number.value();
            Cell::number(value.map(shown).unwrap_or_default()).of(FieldPath::of(field.keys))
        };
        let rate = |rate: Rate| Cell::number(self.value(Figure::Rate(rate)));
        let control = rate(Rate::Staffing);
        let control = match self.signed(fed.control_rate, Text::percent, &control.text) {
            Some(signed) => Cell::number(signed.of(at.key("财政供养人员").key("控制率"))),
            None => known(control, formula::rate(&cell_at(1, 1), &cell_at(1, 2))),
        };
        table.rows.push(vec![
            Cell::head("财政供养人员情况（人）"),
            Cell::head("编制数"),
            Cell::head(year(0, "") + "实际在职人数"),
            Cell::head("控制率"),
        ]);
        table.rows.push(vec![
            Cell::words(""),
            of(rates::quota(self.case.report), Text::count),
            of(rates::employed(self.case.report), Text::count),
            control,
        ]);
        table.rows.push(vec![
            Cell::head("经费控制情况（万元）"),
            Cell::head(year(-1, "上年") + "决算数"),
            Cell::head(year(0, "本年") + "预算数"),
            Cell::head(year(0, "本年") + "决算数"),
        ]);
        self.base_rows(&mut table);
        table.rows.push(vec![
            Cell::head("楼堂馆所控制情况（本年完工）"),
            Cell::head("批复、预算"),
            Cell::head("实际"),
            Cell::head("控制率"),
        ]);
        let report = self.case.report;
        let labels = [
            ("规模（㎡）", Rate::BuildingArea),
            ("投资（万元）", Rate::BuildingCost),
        ];
        for ([actual, approved], (label, control)) in rates::built(report).into_iter().zip(labels) {
            let shown = match control {
                Rate::BuildingCost => Text::amount,
                _ => Text::count,
            };
            let row = table.rows.len();
            let formula = formula::rate(&cell_at(row, 1), &cell_at(row, 2));
            table.rows.push(vec![
                Cell::words(label),
                of(approved, shown),
                of(actual, shown),
                known(rate(control), formula),
            ]);
        }
        table.rows.push(vec![
            Cell::head("厉行节约保障措施"),
            Cell::words(self.field(&self.case.report.base.measures, at.key("厉行节约保障措施")))
                .across(3),
        ]);
        let note = "说明：“项目支出”填报除专项资金和基本支出以外的所有项目支出情况，“公用经费”填报基本支出中的一般商品和服务支出。";
        vec![
            self.unit_line(),
            Block::Table(table),
            Block::Note(note.into()),
            self.footer(false),
        ]
    }

    fn base_rows(&self, table: &mut Table) {
        let rows = &self.case.figures.base;
        let top = table.rows.len();
        let kinds = &self.case.report.spending.general.project.kinds;
        let mut lacking = FIXED_KINDS
            .into_iter()
            .filter(|(words, _)| !kinds.iter().any(|kind| kind.name.contains(words)))
            .zip(kinds.len() + 1..);
        for (i, row) in rows.iter().enumerate() {
            // The form has each kind, whether or not there is money of it.
            if row.level == 0 && row.name == "公用经费" {
                table
                    .rows
                    .extend(lacking.by_ref().map(|((_, name), number)| {
                        let mut cells = vec![Cell::words(format!("　{number}、{name}"))];
                        cells.resize(BaseColumn::ALL.len() + 1, Cell::number(""));
                        cells
                    }));
            }
            let indent = "　".repeat(usize::from(row.level));
            let mut cells = vec![Cell::words(format!("{indent}{}", row.label()))];
            for (at, column) in BaseColumn::ALL.into_iter().enumerate() {
                let figure = match row.item {
                    Some(item) => Figure::Amount(item, column.of_tree()),
                    None => Figure::Base(i, column),
                };
                let parts = row.parts.iter().map(|&part| {
                    let value = rows.get(part).and_then(|part| column.of(part.cells));
                    (cell_at(top + part, at + 1), value)
                });
                let cell = self.noted(sum(self.value(figure), parts));
                let is_never = column == BaseColumn::Prior && IN_ONE_YEAR.contains(&&*row.name);
                cells.push(if is_never && cell.text.is_empty() {
                    Cell::words("——").centred()
                } else {
                    cell
                });
            }
            table.rows.push(cells);
        }
    }
}
