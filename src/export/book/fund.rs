//! The table of a fund (政府性基金, 国有资本经营, 社会保险基金): its balance, and what each line of it spent.

use rust_decimal::Decimal;

use super::{BLANK, Maker, amount, cell_at, sum};
use crate::document::FieldPath;
use crate::export::tree::{Block, Cell, Table, Text};
use crate::figures;
use crate::figures::budget::{Column, Fund, Item};
use crate::figures::figure::Figure;
use crate::report::fields::BALANCES;
use crate::report::number::Number;
use crate::report::{FundLine, OtherFund};

/// The columns that others follow from.
const OPENING: usize = 2;
const INCOME: usize = 3;
const SPENT: usize = 4;

/// What a line has a column of its own for beside what was spent.
struct Part {
    column: usize,
    key: &'static str,
    told: fn(&FundLine) -> Number,
}

/// What was spent on it by use.
const PARTS: [Part; 2] = [
    Part {
        column: 5,
        key: "基本支出",
        told: |line| line.basic,
    },
    Part {
        column: 6,
        key: "项目支出",
        told: |line| line.project,
    },
];

/// What it had at the beginning, got and has at the end.
const CARRIED: [Part; 3] = [
    Part {
        column: OPENING,
        key: BALANCES[0],
        told: |line| line.opening,
    },
    Part {
        column: INCOME,
        key: BALANCES[1],
        told: |line| line.income,
    },
    Part {
        column: 7,
        key: BALANCES[2],
        told: |line| line.closing,
    },
];

impl Maker<'_> {
    pub(super) fn fund_table(&self, fund: Fund) -> Vec<Block> {
        let content = match self.nothing_of(fund) {
            Some(words) => Block::Paragraph(words),
            None => Block::Table(self.balance(fund)),
        };
        vec![self.unit_line(), content, self.footer(false)]
    }

    /// That there is nothing to be told of a fund, or that nobody told it: nothing filled in does not say that
    /// nothing was spent.
    fn nothing_of(&self, fund: Fund) -> Option<Text> {
        let (item, report) = (Item::Fund(fund), self.case.report);
        let spent = self.spent(item);
        if !fund.of(report).lines.is_empty() || spent.is_some_and(|spent| !spent.is_zero()) {
            return None;
        }
        let words = if spent.is_some() || fund.is_none(report) {
            format!(
                "本单位{}没有{}支出，故本表无数据。",
                self.year(),
                fund.key()
            )
        } else {
            BLANK.to_owned()
        };
        Some(Text::from(words).of(Figure::Amount(item, Column::Spent)))
    }

    fn balance(&self, fund: Fund) -> Table {
        let mut table = Table::new(&[16, 30, 14, 14, 14, 14, 14, 14]);
        let [opening, income, closing] = BALANCES.map(|key| Cell::head(key).down(2));
        table.rows.push(vec![
            Cell::head("科目编码").down(2),
            Cell::head("科目名称").down(2),
            opening,
            income,
            Cell::head("本年支出").across(3),
            closing,
        ]);
        let [basic, project] = PARTS.map(|part| Cell::head(part.key));
        table.rows.push(vec![Cell::head("小计"), basic, project]);
        table.repeated = 0..2;
        let rows = Rows {
            maker: self,
            fund,
            of: fund.of(self.case.report),
            total: table.rows.len(),
        };
        table.rows.push(rows.whole());
        table.rows.extend(rows.lines());
        table
    }
}

/// The rows of the table of a fund below its heads.
struct Rows<'a> {
    maker: &'a Maker<'a>,
    fund: Fund,
    of: &'a OtherFund,
    /// The row of 合计; that of each line follows.
    total: usize,
}

impl Rows<'_> {
    /// The lines right below something: 款 and 项 stand below their 类, whose sum they are.
    fn below(&self, item: Item) -> impl Iterator<Item = usize> {
        let budget = &self.maker.case.figures.budget;
        let whole = budget.place(item);
        let parent = move |j: &usize| budget.node(Item::FundLine(self.fund, *j))?.parent;
        (0..self.of.lines.len()).filter(move |j| parent(j) == whole)
    }

    /// Where a line has a column.
    fn at(&self, j: usize, column: usize) -> String {
        cell_at(self.total + 1 + j, column)
    }

    fn path(&self, j: usize, key: &str) -> FieldPath {
        self.fund.path().key("明细").index(j).key(key)
    }

    fn spent(&self, item: Item) -> Text {
        self.maker.value(Figure::Amount(item, Column::Spent))
    }

    /// What of the fund or of a line of it was spent on a part.
    fn divided(&self, item: Item, part: &Part) -> Option<Decimal> {
        let Maker { case, .. } = self.maker;
        case.figures.budget.divided(item, case.report, part.told)
    }

    /// The same as it stands in its column.
    fn part(&self, item: Item, part: &Part) -> Cell {
        let parts = self.below(item).map(|j| {
            let value = self.divided(Item::FundLine(self.fund, j), part);
            (self.at(j, part.column), value)
        });
        let all = self.divided(item, part);
        let all = all.map(Text::amount).unwrap_or_default();
        let place = match item {
            Item::FundLine(_, j) => Some(j),
            // It begins where the first of its parts is entered.
            _ => (!self.of.lines.is_empty()).then_some(0),
        };
        match place {
            Some(j) => sum(all.of(self.path(j, part.key)), parts),
            None => sum(all, parts),
        }
    }

    /// Whether what is left of the fund is what came in and was not spent.
    fn is_left(&self) -> bool {
        let spent = self.spent(Item::Fund(self.fund)).number();
        let [opening, income, closing] = self.of.balances().map(Number::value);
        let left = spent.and_then(|spent| figures::sum([opening, income, Some(-spent)]));
        left.is_some() && left == closing
    }

    /// Whether one line, with those above it, is all there is.
    fn is_one(&self) -> bool {
        let lines = || (0..self.of.lines.len()).map(|j| Item::FundLine(self.fund, j));
        let item = Item::Fund(self.fund);
        let spent = self.spent(item).number();
        std::iter::once(item)
            .chain(lines())
            .all(|of| self.below(of).count() < 2)
            && lines().all(|line| self.spent(line).number() == spent)
    }

    /// Whether a line says it itself, or all of those below it do.
    fn is_told(&self, j: usize, part: &Part) -> bool {
        let own = self.of.lines.get(j).map(part.told);
        let mut below = self.below(Item::FundLine(self.fund, j)).peekable();
        own.and_then(Number::value).is_some()
            || below.peek().is_some() && below.all(|j| self.is_told(j, part))
    }

    /// What a line had, got or has, as far as it is known: its own, that of the fund where it is all there is, and nothing
    /// where the fund has nothing of it; then what came in was spent.
    fn carried(&self, j: usize, part: &Part, of_fund: Number, is_one: bool) -> Cell {
        let item = Item::FundLine(self.fund, j);
        if self.is_told(j, part) {
            return self.part(item, part);
        }
        let is_known = |it: Number| is_one || it.value().is_some_and(|it| it.is_zero());
        if is_known(of_fund) {
            return Cell::number(amount(of_fund, self.fund.path().key(part.key)));
        }
        let [opening, _, closing] = self.of.balances();
        let is_spent =
            part.column == INCOME && self.is_left() && is_known(opening) && is_known(closing);
        let spent = self.spent(item).number().filter(|_| is_spent);
        Cell::number(spent.map(Text::amount).unwrap_or_default())
    }

    /// 合计: the balance of the fund.
    fn whole(&self) -> Vec<Cell> {
        let (item, path) = (Item::Fund(self.fund), self.fund.path());
        let OtherFund {
            opening,
            income,
            closing,
            ..
        } = self.of;
        let spent = self.spent(item);
        let is_left = self.is_left();
        let parts = self.below(item).map(|j| {
            let spent = self.spent(Item::FundLine(self.fund, j));
            (self.at(j, SPENT), spent.number())
        });
        let spent = self.maker.noted(sum(spent, parts));
        let mut left = Cell::number(amount(*closing, path.key("年末结转和结余")));
        if is_left {
            let [opening, income, spent] =
                [OPENING, INCOME, SPENT].map(|column| cell_at(self.total, column));
            left = left.follows(format!("SUM({opening},{income})-{spent}"));
        }
        let [basic, project] = PARTS.each_ref().map(|part| self.part(item, part));
        vec![
            Cell::words(""),
            Cell::words("合计"),
            Cell::number(amount(*opening, path.key("年初结转和结余"))),
            Cell::number(amount(*income, path.key("本年收入"))),
            spent,
            basic,
            project,
            left,
        ]
    }

    fn lines(&self) -> impl Iterator<Item = Vec<Cell>> {
        let is_one = self.is_one();
        self.of.lines.iter().enumerate().map(move |(j, line)| {
            let item = Item::FundLine(self.fund, j);
            let parts = PARTS.iter();
            let parts = parts.map(|part| (self.at(j, part.column), self.divided(item, part)));
            let [basic, project] = PARTS.each_ref().map(|part| self.part(item, part));
            let [had, got, left] = self.of.balances();
            let [opening, income, closing] = CARRIED.each_ref();
            let carried = |part, of_fund| self.carried(j, part, of_fund, is_one);
            vec![
                Cell::words(&*line.code).of(self.path(j, "科目编码")),
                Cell::words(&*line.name).of(self.path(j, "名称")),
                carried(opening, had),
                carried(income, got),
                sum(self.spent(item), parts),
                basic,
                project,
                carried(closing, left),
            ]
        })
    }
}
