//! What a pasted table is of: one project or one fund that is not the one at hand, or indicators of
//! several projects, which are sorted into them.

use super::Taking;
use super::aim::{Block, OpenList, SUM, Target};
use super::heading::{Heading, MOST_ABOVE, is_heading, keys_of};
use super::names::{NamedRow, Names, other_names, plain, squeezed};
use super::table::{Cells, Ground, Rows, Table, has_number, in_one, is_blank};
use crate::document::FieldPath;
use crate::figures::budget::{Column as Amount, Fund, Item};
use crate::figures::score::Subject;
use crate::report::fields::{self, BALANCES, Field, Kind, NAMES, names_a_sum};
use crate::ui::app::App;
use crate::ui::sheet::{Cell, Column, Row, Sheet, Width};
use crate::ui::tabs::Tab;

/// What forms and lists call the name of a project.
pub(super) const PROJECT_NAMES: [&str; 4] =
    ["项目名称", "项目支出名称", "一级项目名称", "具体项目名称"];

/// The project that a table is the form of (P10), or a piece of it: it stands beside 项目名称, above its
/// money or its indicators.
pub(super) fn form_of(pasted: &[Cells]) -> Option<&str> {
    const MONEY: [&str; 3] = ["年度资金总额", "当年财政拨款", "本年财政拨款"];
    let at = pasted.iter().take(MOST_ABOVE).position(|cells| {
        let first = filled(cells).next();
        first.is_some_and(|cell| PROJECT_NAMES.contains(&&*squeezed(cell)))
    })?;
    let is_of_form = |cells: &Cells| {
        let mut names = filled(cells).take(2).map(plain);
        let is_of_money = names.any(|name| MONEY.contains(&&*name)) && has_number(cells);
        is_of_money || filled(cells).any(|word| plain(word) == "一级指标")
    };
    let is_form = pasted.iter().skip(at + 1).any(is_of_form);
    filled(pasted.get(at)?).nth(1).filter(|_| is_form)
}

/// The cells of a row that have anything in them.
fn filled(cells: &Cells) -> impl Iterator<Item = &str> {
    let cells = cells.iter().map(|cell| cell.trim());
    cells.filter(|cell| !cell.is_empty())
}

/// The fund that the heading of a table names, if it names one alone.
pub(super) fn fund_told(pasted: &[Cells]) -> Option<Fund> {
    let head = pasted.iter().take(MOST_ABOVE);
    let head: Vec<&Cells> = head.filter(|cells| !has_number(cells)).collect();
    let is_told = |fund: &Fund| {
        let mut cells = head.iter().flat_map(|cells| cells.iter());
        cells.any(|cell| cell.contains(fund.short()))
    };
    let mut told = Fund::ALL.into_iter().filter(is_told);
    told.next().filter(|_| told.next().is_none())
}

/// What the sum of the table of a fund says of it as a whole, as a table of its own.
pub(super) fn balances(table: &mut Table, fund: Fund) -> Option<Block> {
    let record = Item::Fund(fund).path().parent()?;
    let head = table.head.as_ref()?;
    let is_own = |(_, heading): &(usize, &Heading)| BALANCES.contains(&&*plain(&heading.words));
    let own: Vec<(usize, &Heading)> = head.iter().enumerate().filter(is_own).collect();
    let sum = table
        .sums
        .iter_mut()
        .find(|sum| !squeezed(&sum.name).contains("小计"))?;
    let cells = own
        .iter()
        .map(|(at, _)| sum.cells.get(*at).cloned().unwrap_or_default());
    let cells: Cells = cells.collect();
    if is_blank(&cells) {
        return None;
    }
    let heads = own.iter().map(|(_, heading)| Heading {
        keys: vec![plain(&heading.words)],
        ..(*heading).clone()
    });
    let heads = heads.collect();
    sum.is_taken = true;
    Some(Block {
        table: table.beside(heads, cells),
        targets: vec![Target::Of(record)],
        names: None,
    })
}

/// Indicators of several projects.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// Each project with the heading and the rows of it, without the column of the projects.
    pub(super) parts: Vec<(usize, Vec<Cells>)>,
    /// The rows that are of none, and why.
    pub(super) left: Vec<(String, &'static str)>,
}

/// The list of the indicators of a project.
pub(super) fn indicators_of(project: usize) -> Option<OpenList> {
    OpenList::at(Subject::Project(project).path().key("指标"), None)
}

impl App {
    /// Why a table does not belong here that says itself what it is of.
    pub(super) fn of_another(&self, pasted: &[Cells]) -> Option<String> {
        if let (Some(here), Some(told)) = (self.fund_here(), fund_told(pasted))
            && here != told
        {
            let (here, told) = (here.key(), told.key());
            return Some(format!(
                "这是{told}的表，这里是{here}；请按退格返回上级，进入{told}（在它的名称上按回车）再贴。"
            ));
        }
        let told = form_of(pasted)?;
        let mut names = self.names_of_projects();
        let known = names.take(told).and_then(|row| row.item);
        let here = self.project_here();
        let way = "请到绩效指标里进入这个项目再贴";
        match (known, here) {
            (Some(told), Some(here)) if told == here => None,
            (Some(_), Some(here)) => {
                let here = here.name(&self.report);
                Some(format!(
                    "这是项目「{told}」的自评表，这里是「{here}」；{way}。"
                ))
            }
            (Some(_), None) => Some(format!("这是项目「{told}」的自评表，{way}。")),
            (None, _) => Some(format!(
                "这是项目「{told}」的自评表，报告里没有这个项目；请核对项目名称，或只复制资金、指标各行。"
            )),
        }
    }

    /// Where a table belongs, in words, that names several columns of another tab, and more than here.
    pub(in crate::ui::app) fn way_elsewhere(&self, pasted: &[Cells]) -> Option<String> {
        let list = self.list_to_grow();
        let item = list.as_ref().map(|list| *list.item);
        let here = self.ground(item, Taking::default(), pasted);
        let named = |ground: &Ground| {
            let rows = pasted.iter().take(MOST_ABOVE);
            let rows = rows.filter(|cells| is_heading(cells, ground, 1));
            let known = rows.map(|cells| {
                let words = cells
                    .iter()
                    .filter(|word| !keys_of(word, ground).is_empty());
                words.count()
            });
            known.max().unwrap_or(0)
        };
        let of = |fields: &'static [Field], keys: &[&str]| {
            let keys = keys.iter().map(|key| (*key).to_owned()).collect();
            named(&Ground {
                keys,
                fields,
                rows: Rows::Entries,
                ..self.ground(None, Taking::default(), pasted)
            })
        };
        let of_list = |path: &[&str]| match fields::kind_at(&FieldPath::of(path)) {
            Some(Kind::List(Kind::Record(fields), _)) => {
                let keys: Vec<&str> = fields.iter().map(|field| field.key).collect();
                of(fields, &keys)
            }
            _ => 0,
        };
        let amounts = Amount::ALL.map(Amount::key);
        let of_budget = of(&[], &[&["名称", "支出类别"], &amounts[..]].concat());
        // 决算数 and 年初预算数 stand in the base data as well.
        let of_base = of(&[], &["名称", "上年决算数", "本年预算数", "本年决算数"]);
        let is_in_table = self.tab == Tab::Indicators && self.focus() > 0;
        let tabs = [
            (Tab::Indicators, is_in_table, of_list(&["整体绩效", "指标"])),
            (
                Tab::Budget,
                self.tab == Tab::Budget || is_in_table || of_base >= of_budget,
                of_budget,
            ),
            (
                Tab::Issues,
                self.tab == Tab::Issues,
                of_list(&["问题"]).max(of_list(&["改进措施"])),
            ),
        ];
        let tabs = tabs.into_iter().filter(|(_, is_here, _)| !is_here);
        let (tab, _, most) = tabs.max_by_key(|(_, _, named)| *named)?;
        if most < 2 || most <= named(&here) {
            return None;
        }
        let there = tab.title();
        let into = match tab {
            Tab::Indicators => "进入所属的项目",
            _ => "",
        };
        Some(format!("这是{there}的表，请到“{there}”里{into}再贴。"))
    }

    /// The fund whose table one stands in.
    pub(in crate::ui::app) fn fund_here(&self) -> Option<Fund> {
        match self.root() {
            Item::Fund(fund) if self.tab == Tab::Budget => Some(fund),
            _ => None,
        }
    }

    /// The project that one stands in.
    pub(super) fn project_here(&self) -> Option<Item> {
        if self.tab == Tab::Indicators && self.focus() > 0 {
            return Some(self.chosen().item()).filter(|it| matches!(it, Item::Project(_)));
        }
        match self.row()?.item? {
            Item::Project(i) | Item::Source(i, _) => Some(Item::Project(i)),
            _ => None,
        }
    }

    fn names_of_projects(&self) -> Names {
        let list = fields::projects();
        let projects = self.report.projects.iter().enumerate();
        let rows = projects.map(|(i, project)| NamedRow {
            name: project.name.to_string(),
            field: Some(list.index(i).key("名称")),
            item: Some(Item::Project(i)),
        });
        Names::of(rows.collect())
    }

    /// The rows of a table of indicators that has a column of projects, sorted into these; `None` where it
    /// has none. A cell over several rows is of all of them.
    pub(super) fn sorted(&self, pasted: &[Cells]) -> Option<Sorted> {
        let is_project = |cell: &String| PROJECT_NAMES.contains(&&*squeezed(cell));
        let is_indicator = |cell: &String| {
            let cell = plain(cell);
            cell == "三级指标" || other_names(&cell).any(|name| name == "三级指标")
        };
        let is_head =
            |cells: &Cells| cells.iter().any(is_project) && cells.iter().any(is_indicator);
        let is_here = self.tab == Tab::Indicators;
        let at = pasted
            .iter()
            .take(MOST_ABOVE)
            .position(|cells| is_here && is_head(cells))?;
        let (above, rows) = pasted.split_at_checked(at)?;
        let (head, rows) = rows.split_first()?;
        let column = head.iter().position(is_project)?;
        let without_project = |cells: &Cells| {
            let cells = cells.iter().enumerate().filter(|(at, _)| *at != column);
            cells.map(|(_, cell)| cell.clone()).collect::<Cells>()
        };
        let names = self.names_of_projects();
        let mut sorted = Sorted::default();
        let mut name = String::new();
        for cells in rows.iter().filter(|cells| !is_blank(cells)) {
            let own = cells.get(column).map_or("", |cell| cell.trim());
            if names_a_sum(own) {
                sorted.left.push((own.to_owned(), SUM));
                continue;
            }
            if !own.is_empty() {
                own.clone_into(&mut name);
            }
            let Some(Item::Project(project)) = names.item(&name) else {
                let why = if name.is_empty() {
                    "没有写明项目"
                } else {
                    "没有这个项目"
                };
                sorted.left.push((in_one(cells), why));
                continue;
            };
            let row = without_project(cells);
            match sorted.parts.iter_mut().find(|(of, _)| *of == project) {
                Some((_, rows)) => rows.push(row),
                None => sorted
                    .parts
                    .push((project, vec![without_project(head), row])),
            }
        }
        let above = above.iter().filter(|cells| !is_blank(cells));
        sorted
            .left
            .extend(above.map(|cells| (in_one(cells), "在表头上面")));
        Some(sorted)
    }

    /// The indicators of a project as rows of their own, wherever one stands.
    pub(super) fn indicators_as_rows(&self, project: usize) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(OpenList {
            path: list,
            item: Kind::Record(fields),
            ..
        }) = indicators_of(project)
        else {
            return sheet;
        };
        // The name comes first, as rows have it.
        let (names, others): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|field| NAMES.contains(&field.key));
        let fields = || names.iter().chain(&others);
        let columns = fields().map(|field| Column::words(field.key, Width::Fixed(10)));
        sheet.columns(columns.collect(), true);
        let count = self.document.count(&list);
        for place in 0..count {
            let entry = list.index(place);
            let cells = fields().map(|field| Cell::field(&self.document, entry.key(field.key)));
            sheet.push(Row::data(cells.collect()).entry(list.clone(), place));
        }
        sheet
    }
}
