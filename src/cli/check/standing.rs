//! Whose report a file is, and its figures as the forms call them.

use rust_decimal::Decimal;

use crate::figures;
use crate::figures::base::BaseColumn;
use crate::figures::budget::{self, Fund};
use crate::figures::figure::{Figure, plain};
use crate::figures::rates::{self, Rate};
use crate::figures::score::{Mark, Subject};
use crate::report::OtherFund;
use crate::report::number::{LACKING, Number, shown};
use crate::rules::Case;
use crate::ui::text;

/// Whose report a file is, and what comes out in it: by what one of hundreds is known.
pub(super) struct Standing {
    pub(super) unit: String,
    pub(super) year: Option<String>,
    pub(super) spent: Told,
    pub(super) rate: Told,
    pub(super) total: Told,
    pub(super) grade: Told,
    /// Those of [`FIGURES`], in its order.
    pub(super) figures: Vec<Told>,
}

/// A figure, if it is known, and what stands behind it where it is a part or tried out.
pub(super) struct Told {
    pub(super) value: Option<String>,
    note: String,
}

impl Told {
    fn of(case: &Case<'_>, figure: Figure) -> Self {
        Self {
            value: case.ledger().value(figure),
            note: case.ledger().note(figure),
        }
    }

    /// A number that is filled in as it is told.
    fn entered(number: Option<Decimal>, shown: fn(Decimal) -> String) -> Self {
        Self {
            value: number.map(shown),
            note: String::new(),
        }
    }

    /// A cell of the base data table, by the name of its row.
    fn base(case: &Case<'_>, row: &str, column: BaseColumn) -> Self {
        let mut rows = case.figures.base.iter();
        match rows.position(|it| it.name == row) {
            Some(row) => Self::of(case, Figure::Base(row, column)),
            None => Self::entered(None, shown),
        }
    }

    /// What the funds that have a table of their own come to.
    fn funds(case: &Case<'_>, of: fn(&OtherFund) -> Number) -> Self {
        let funds = Fund::ALL.map(|fund| of(fund.of(case.report)).value());
        Self::entered(figures::sum(funds), shown)
    }

    fn words(&self, unit: &str) -> String {
        match &self.value {
            Some(value) => format!("{value}{unit}{}", self.note),
            None => LACKING.to_owned(),
        }
    }
}

impl Standing {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let told = |figure| Told::of(case, figure);
        let year = case.report.year();
        Self {
            unit: text::safe(case.report.cover.unit.trim()).into_owned(),
            year: year.map(|year| year.to_string()),
            // The rate beside it is of the same row, whatever the budget has.
            spent: told(Figure::Fund(0, budget::Column::Spent)),
            rate: told(Figure::Signed(Subject::Whole, Mark::Rate)),
            total: told(Figure::Signed(Subject::Whole, Mark::Total)),
            grade: told(Figure::Signed(Subject::Whole, Mark::Grade)),
            figures: FIGURES.iter().map(|(_, of)| of(case)).collect(),
        }
    }

    /// Which of its figures are a part or tried out.
    pub(super) fn notes(&self) -> String {
        let figures = FIGURES.iter().zip(&self.figures);
        let noted = figures.filter(|(_, it)| it.value.is_some() && !it.note.is_empty());
        let noted: Vec<String> = noted
            .map(|((name, _), it)| format!("{name}{}", it.note))
            .collect();
        noted.join("；")
    }

    /// All but the figures of the table, in words.
    pub(super) fn words(&self) -> String {
        let unit = match self.unit.as_str() {
            "" => "没有填单位名称",
            unit => unit,
        };
        let year = self.year.as_ref();
        let year = year.map_or_else(|| "没有填年度".to_owned(), |year| format!("{year}年度"));
        let grade = self.grade.value.as_ref();
        let grade = grade.map_or_else(String::new, |grade| format!(" {grade}"));
        format!(
            "{unit}，{year}，支出 {}，执行率 {}，得分 {}{grade}",
            self.spent.words(" 万元"),
            self.rate.words(""),
            self.total.words("")
        )
    }
}

/// A figure of a report, by its name in the table of all files.
pub(super) type Column = (&'static str, fn(&Case<'_>) -> Told);

/// The figures that the table of all files tells of each, called as the forms call them: what whoever gets
/// hundreds of reports holds against each other.
pub(super) static FIGURES: &[Column] = &[
    ("年初预算数（万元）", |case| {
        Told::of(case, Figure::Fund(0, budget::Column::Approved))
    }),
    ("全年预算数（万元）", |case| {
        Told::of(case, Figure::Fund(0, budget::Column::Adjusted))
    }),
    ("全年执行数（万元）", |case| {
        Told::of(case, Figure::Fund(0, budget::Column::Spent))
    }),
    ("执行率", |case| {
        Told::of(case, Figure::Signed(Subject::Whole, Mark::Rate))
    }),
    ("编制数", |case| {
        Told::entered(rates::quota(case.report).number.value(), plain)
    }),
    ("实际在职人数", |case| {
        Told::entered(rates::employed(case.report).number.value(), plain)
    }),
    ("在职人员控制率", |case| {
        Told::of(case, Figure::Rate(Rate::Staffing))
    }),
    ("三公经费上年决算数（万元）", |case| {
        Told::base(case, "三公经费", BaseColumn::Prior)
    }),
    ("三公经费本年预算数（万元）", |case| {
        Told::base(case, "三公经费", BaseColumn::Budget)
    }),
    ("三公经费本年决算数（万元）", |case| {
        Told::base(case, "三公经费", BaseColumn::Spent)
    }),
    ("年初结转和结余（万元）", |case| {
        Told::funds(case, |fund| fund.opening)
    }),
    ("年末结转和结余（万元）", |case| {
        Told::funds(case, |fund| fund.closing)
    }),
    ("政府采购金额本年预算数（万元）", |case| {
        Told::base(case, "政府采购金额", BaseColumn::Budget)
    }),
    ("政府采购金额本年决算数（万元）", |case| {
        Told::base(case, "政府采购金额", BaseColumn::Spent)
    }),
    ("政府采购执行率", |case| {
        Told::of(case, Figure::Rate(Rate::Procurement))
    }),
    ("绩效目标项目个数", |case| {
        Told::entered(case.report.whole.plan.projects.value(), plain)
    }),
    ("绩效目标基本支出计划安排（万元）", |case| {
        Told::entered(case.report.whole.plan.basic.value(), shown)
    }),
    ("绩效目标项目支出计划安排（万元）", |case| {
        Told::entered(case.report.whole.plan.project.value(), shown)
    }),
    ("自评表项目数", |case| {
        Told::of(case, Figure::Projects)
    }),
    ("总分", |case| {
        Told::of(case, Figure::Signed(Subject::Whole, Mark::Total))
    }),
    ("等级", |case| {
        Told::of(case, Figure::Signed(Subject::Whole, Mark::Grade))
    }),
];
