//! Where the rows of a pasted table go: to rows that bear their names, to the rows from the cursor on,
//! into new entries, or nowhere, and why. Nothing is changed here, and what stands in the cells is none
//! of its business.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Taking;
use super::heading::{MOST_ABOVE, later_year, turned};
use super::names::{
    NamedRow, Names, Numbered, behind_its_number, name_in, plain, section, squeezed,
};
use super::preview::is_nothing;
use super::sorting::{PROJECT_NAMES, Sorted, balances, form_of, indicators_of};
use super::table::{Cells, Ground, Rows, Sum, Table, first_filled, has_number};
use crate::document::FieldPath;
use crate::figures::budget::{Column as Amount, Item};
use crate::figures::figure::Figure;
use crate::report::fields::{self, Kind, NAMES};
use crate::report::number::{Number, normalise};
use crate::ui::app::App;
use crate::ui::sheet::{Cell, Column, REQUIRED, Row, RowKind, Sheet, Width, entry_of};
use crate::ui::tabs::Tab;
use crate::ui::text;

/// Where a row of a pasted table goes.
#[derive(Debug)]
pub(super) enum Target {
    /// To the row with this field.
    Row(FieldPath),
    /// To the row that bears its name.
    Named(FieldPath),
    /// Each cell to the only field that its heading names.
    Headed,
    /// Each cell to the field of this record that its heading names.
    Of(FieldPath),
    /// Into a new entry.
    New,
    /// Nowhere, and why.
    Nowhere(&'static str),
}

/// A pasted table, and where it goes.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) table: Table,
    pub(super) targets: Vec<Target>,
    /// The column with the names of its rows, where they go by these.
    pub(super) names: Option<usize>,
}

impl Block {
    /// What a row of it is called.
    pub(super) fn name(&self, cells: &[String]) -> String {
        let at = self.names.or_else(|| self.table.names()).unwrap_or(0);
        let at = self.table.text_numbered(at).unwrap_or(at);
        let name = cells.get(at).map(|name| text::one_line(name.trim()));
        name.unwrap_or_default()
    }
}

/// A list that entries can be pasted into.
#[derive(Debug)]
pub(super) struct OpenList {
    pub(super) path: FieldPath,
    /// The entry that new ones are put beside.
    pub(super) beside: Option<usize>,
    /// What an entry is.
    pub(super) item: &'static Kind,
}

impl OpenList {
    /// The list of this place, if it is one.
    pub(super) fn at(path: FieldPath, beside: Option<usize>) -> Option<Self> {
        match fields::kind_at(&path) {
            Some(Kind::List(item, _)) => Some(Self { path, beside, item }),
            _ => None,
        }
    }
}

/// Where the rows are looked for that a pasted table goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// On the screen.
    Here,
    /// Among all projects, wherever they stand.
    Projects,
    /// Among the indicators of this one.
    Indicators(usize),
}

/// Where a pasted table goes.
#[derive(Debug)]
pub(super) struct Aim {
    pub(super) blocks: Vec<Block>,
    /// The rows that were there to be called by their names.
    pub(super) names: Names,
    /// The list that grows by it.
    pub(super) list: Option<OpenList>,
    /// Where its rows are looked for.
    pub(super) over: Over,
    /// Whether it was on its side.
    pub(super) is_turned: bool,
    /// Whether it goes to rows alike only; `None` where that is no choice.
    pub(super) to_alike: Option<bool>,
    /// The kinds that its new projects are of, where it tells them.
    pub(super) kinds: Vec<String>,
    /// What it is of, and how much of that there is, where the table is of several.
    pub(super) told: Option<(String, String)>,
}

impl Aim {
    pub(super) fn targets(&self) -> impl Iterator<Item = &Target> {
        self.blocks.iter().flat_map(|block| &block.targets)
    }

    /// Whether its columns are new entries of several fields, and nothing but where they stand tells what
    /// they are.
    pub(super) fn is_headless(&self) -> bool {
        let is_headless = |block: &Block| {
            let table = &block.table;
            table.head.is_none() && block.names.is_none() && table.width() > 1
        };
        let is_new = self.targets().any(|it| matches!(it, Target::New));
        self.list.is_some() && is_new && self.blocks.iter().all(is_headless)
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.blocks.iter().map(|block| block.table.rows.len()).sum()
    }
}

/// How the rows of a table are known by their names.
struct Naming {
    /// The column of the names; none where the headings alone say where a row goes.
    column: Option<usize>,
    /// Whether what bears a name that is not there is a new entry.
    makes_new: bool,
}

/// Why a row goes nowhere that is the sum of others.
pub(super) const SUM: &str = "是合计";

/// Why a row with a name goes nowhere.
pub(super) const UNKNOWN: &str = "没有这个名称";

/// Why a row goes nowhere that is there.
const COMPUTED: &str = "由程序算出";

impl App {
    /// Where the indicators of several projects go.
    pub(super) fn aim_at_each(
        &mut self,
        sorted: Sorted,
        taking: Taking,
    ) -> Result<Vec<Aim>, String> {
        let parts = sorted.parts.iter();
        let aims = parts.map(|(project, rows)| {
            let list = indicators_of(*project).map(|list| (list, Over::Indicators(*project)));
            let aim = self.aim(rows, taking, list)?;
            let name = Item::Project(*project).name(&self.report);
            let of = format!("项目「{}」", text::cut(name, 30));
            let told = Some((of, format!("表中有它的 {} 条指标", aim.rows())));
            Ok(Aim { told, ..aim })
        });
        let mut aims: Vec<Aim> = aims.collect::<Result<_, String>>()?;
        let first = aims.iter_mut().flat_map(|aim| &mut aim.blocks).next();
        let first = first.ok_or("表中的项目报告里都没有，请核对项目名称。")?;
        first.table.passed_over.extend(sorted.left);
        Ok(aims)
    }

    /// Where a table goes, into this list where it is known, whose entries are there; a sentence where it
    /// cannot.
    pub(super) fn aim(
        &mut self,
        pasted: &[Cells],
        taking: Taking,
        into: Option<(OpenList, Over)>,
    ) -> Result<Aim, String> {
        let is_known = into.is_some();
        let projects = self.projects_told(pasted).filter(|_| !is_known);
        let projects = projects.map(|list| (list, Over::Projects));
        let (list, over) = match into.or(projects) {
            Some((list, over)) => (Some(list), over),
            None => (None, Over::Here),
        };
        if list.is_none()
            && let Some(way) = self.way_elsewhere(pasted)
        {
            return Err(way);
        }
        let whole = self.budget_told(pasted).filter(|_| list.is_none());
        let is_whole = whole.is_some();
        let list = list.or(whole);
        let list = list.or_else(|| self.list_to_grow());
        let list = list.or_else(|| self.list_headed(pasted, taking));
        let own = list.as_ref().map(|list| &list.path);
        let item = list.as_ref().map(|list| *list.item);
        let ground = self.ground(item, taking, pasted);
        self.see_all(0);
        let mut names = match self.rows_over(over) {
            Some(sheet) => self.names_on(&sheet, own),
            None => self.names_here(own),
        };
        let turned = turned(pasted, &ground, &names);
        let is_turned = turned.is_some();
        let rows = turned.unwrap_or_else(|| pasted.to_vec());
        let mut tables = Table::read(rows, &ground);
        if let [table] = tables.as_mut_slice() {
            table.behead(&ground, &names);
        }
        // What of the budget the rows are, before they are taken.
        let called = tables.iter().flat_map(|table| &table.rows).flatten();
        let called = called.filter(|_| is_whole);
        let items: HashMap<String, Item> = called
            .filter_map(|name| Some((name.clone(), names.item(name)?)))
            .collect();
        if tables.iter().all(|table| table.rows.is_empty()) {
            return Err("复制的只有表头、单位和合计，没有要填的行。".to_owned());
        }
        let balances = match (tables.as_mut_slice(), self.fund_here()) {
            ([table], Some(fund)) => balances(table, fund),
            _ => None,
        };
        let mut blocks: Vec<Block> = Vec::new();
        let (mut to_alike, mut kinds) = (None, Vec::new());
        for mut table in tables {
            let (names, targets) = match self.naming(&table, own, &names) {
                Some(naming) => {
                    let mut targets = self.rows_named(&table, own, &naming, &mut names);
                    if let (Some(column), true) = (naming.column, taking.by_near_names) {
                        take_near(&table, column, &mut targets, &mut names);
                    }
                    if let (Some(column), true) = (naming.column, is_whole) {
                        kinds.extend(self.sort_in(&mut table, column, &mut targets, &items));
                    }
                    (naming.column, targets)
                }
                // What stands below another heading does not go on from the cursor.
                None if !blocks.is_empty() => {
                    let nowhere = table.rows.iter().map(|_| Target::Nowhere("没有名称"));
                    (None, nowhere.collect())
                }
                None => {
                    let (targets, alike) = self.rows_below(&table, own, taking.to_alike)?;
                    to_alike = alike;
                    (None, targets)
                }
            };
            let targets = part_sums(&mut table, targets);
            blocks.push(Block {
                table,
                targets,
                names,
            });
        }
        blocks.extend(balances);
        Ok(Aim {
            blocks,
            names,
            list,
            over,
            is_turned,
            to_alike,
            kinds,
            told: None,
        })
    }

    /// The list on the page whose fields a table has as its heading, those beside the rows of the form
    /// first, while it calls none of these rows by its name.
    fn list_headed(&mut self, table: &[Cells], taking: Taking) -> Option<OpenList> {
        if self.calls(table) > 0 {
            return None;
        }
        let sheet = self.screen.sheet(self.focus())?;
        let around = section(sheet, self.cursor(self.focus()).row);
        // One in another section of the page is meant as well, after those at hand.
        let lists = sheet.rows.get(around)?.iter().chain(&sheet.rows);
        let mut lists = lists.filter_map(|row| row.list.as_ref());
        lists.find_map(|(list, _)| {
            let list = OpenList::at(list.clone(), None)?;
            let Kind::Record(fields) = list.item else {
                return None;
            };
            let ground = Ground {
                keys: fields.iter().map(|field| field.key.to_owned()).collect(),
                fields,
                rows: Rows::Entries,
                ..self.ground(None, taking, table)
            };
            let tables = Table::read(table.to_vec(), &ground);
            let table = tables.first().filter(|table| table.names().is_some())?;
            let known = table.head.iter().flatten().filter(|it| !it.keys.is_empty());
            (known.count() > 1).then_some(list)
        })
    }

    /// The list of projects, where one stands on it, on the name in a project's own table, or on a kind
    /// of project spending, and a table is one of projects: no kind is called 项目名称 or has a 支出类别.
    fn projects_told(&self, table: &[Cells]) -> Option<OpenList> {
        let list = fields::projects();
        let row = self.row()?;
        let own = row.list.clone().filter(|(own, _)| *own == list);
        // The form has the name in a row of its own, which no table is meant to be alone.
        let named = self.path_of_cell().filter(|_| own.is_none());
        let named = named.filter(|path| path.last_key() == Some("名称"));
        let named = named.and_then(|path| entry_of(&path));
        let named = named.filter(|(of, _)| *of == list);
        let is_named = named.is_some();
        let own = own.or_else(|| named.map(|(list, place)| (list, Some(place))));
        // What is headed so is no row of basic spending either, wherever in the general budget one stands.
        let is_kind = row.item.is_some_and(is_of_general);
        let is_list = self.tab == Tab::Indicators && self.focus() == 0;
        let mut head = table.iter().take(MOST_ABOVE).flatten();
        let is_headed = head.any(|cell| {
            let cell = squeezed(cell);
            let is_own = cell == "支出类别" || is_named && cell == "项目";
            PROJECT_NAMES.contains(&&*cell) || is_own
        });
        let kinds = &self.report.spending.general.project.kinds;
        let calls_a_kind = table.iter().any(|cells| {
            let name = name_in(cells).map(|name| name.trim());
            let basic = &self.report.spending.general.basic.kinds;
            let mut names = kinds
                .iter()
                .map(|it| &it.name)
                .chain(basic.iter().map(|it| &it.name));
            names.any(|kind| name == Some(kind.trim()))
        });
        let is_form = form_of(table).is_some();
        let is_meant =
            is_headed && !is_form && !calls_a_kind && (own.is_some() || is_kind || is_list);
        let beside = own.and_then(|(_, place)| place);
        OpenList::at(list, beside).filter(|_| is_meant)
    }

    /// The list of projects, where a table is of the whole budget: it calls a kind of project spending,
    /// or all of it, and something beside or above that, and has projects below which are not there yet.
    fn budget_told(&mut self, table: &[Cells]) -> Option<OpenList> {
        if self.tab != Tab::Budget {
            return None;
        }
        self.see_all(0);
        let list = fields::projects();
        let names = self.names_here(Some(&list));
        self.rebuild();
        let (mut seen, mut is_new) = (HashSet::new(), false);
        let mut around = None;
        for cells in table.iter().filter(|cells| has_number(cells)) {
            let name = name_in(cells)?;
            match names.item(name) {
                Some(item) => {
                    around = Some(item);
                    seen.insert(std::mem::discriminant(&item));
                }
                None if names.knows(name) || fields::names_a_sum(name) => {}
                None => is_new |= around.is_some_and(is_of_projects),
            }
        }
        let kinds = [Item::Projects, Item::ProjectKind(0)];
        let mut kinds = kinds.iter().map(std::mem::discriminant);
        let is_whole = seen.len() > 1 && kinds.any(|kind| seen.contains(&kind));
        OpenList::at(list, None).filter(|_| is_whole && is_new)
    }

    /// The list under the cursor, if entries can be pasted into it.
    pub(super) fn list_to_grow(&self) -> Option<OpenList> {
        let (path, beside) = self.row()?.list.clone()?;
        let of_entry = self.path_of_cell().is_none_or(|it| it.starts_with(&path));
        let can_grow = of_entry && !fields::is_by_program(&path);
        OpenList::at(path, beside).filter(|_| can_grow)
    }

    /// Whether a table is rows of what stands here, not lines of one text: it has columns where the
    /// entries of a list have, or calls several of the rows that the form has printed by their names, or
    /// has the heading of a list beside them.
    pub(in crate::ui::app) fn is_table_here(&mut self, table: &[Cells]) -> bool {
        let is_told = self.projects_told(table).is_some() || self.budget_told(table).is_some();
        let is_sorted = self.sorted(table).is_some() || self.bodies(table).is_some();
        if is_told || is_sorted || form_of(table).is_some() {
            return true;
        }
        match self.list_to_grow() {
            Some(list) if matches!(list.item, Kind::Record(_)) => {
                table.iter().any(|cells| cells.len() > 1)
            }
            Some(_) => false,
            None => self.calls(table) > 1 || self.list_headed(table, Taking::default()).is_some(),
        }
    }

    /// Whether one stands in the section with this list.
    pub(super) fn stands_beside(&self, list: &FieldPath) -> bool {
        let sheet = self.screen.sheet(self.focus());
        let rows = sheet.and_then(|sheet| {
            let around = section(sheet, self.cursor(self.focus()).row);
            sheet.rows.get(around)
        });
        let mut lists = rows
            .into_iter()
            .flatten()
            .filter_map(|row| row.list.as_ref());
        lists.any(|(own, _)| own == list)
    }

    /// How many rows a table calls by their names.
    fn calls(&mut self, table: &[Cells]) -> usize {
        self.see_all(0);
        let names = self.names_here(None);
        self.rebuild();
        let named = table.iter().filter(|cells| {
            let name = name_in(cells).filter(|name| cells.len() > 1 && !fields::names_a_sum(name));
            name.is_some_and(|name| names.knows(name))
        });
        named.count()
    }

    /// What a table would be pasted over here.
    pub(super) fn ground(&self, item: Option<Kind>, taking: Taking, table: &[Cells]) -> Ground {
        let rows = match item {
            Some(Kind::Record(_)) => Rows::Entries,
            Some(_) => Rows::Lines,
            None => Rows::Form,
        };
        let sheet = self.screen.sheet(self.focus());
        let here = self.cursor(self.focus()).row;
        let around = match (sheet, rows) {
            (Some(sheet), Rows::Form) => section(sheet, here),
            _ => here..here + 1,
        };
        let cells = around.filter_map(|at| {
            let row = sheet?.rows.get(at)?;
            let columns = sheet?.layouts.get(row.layout)?;
            Some(row.cells.iter().zip(columns).enumerate())
        });
        let fields = cells.flatten().filter_map(|(at, (cell, column))| {
            let key = cell.path.as_ref()?.last_key()?;
            let title = Some(column.title).filter(|title| at > 0 && !title.is_empty());
            Some((key, title))
        });
        let fields: Vec<(&str, Option<&str>)> = fields.collect();
        // A column may say more than the field in it does, 批复、预算, or as much of several: 实际.
        let stands_for_itself = |title: &&str| {
            let mut keys = fields.iter().map(|(key, _)| key);
            let first = keys.find(|key| key.contains(title));
            first.is_none_or(|first| keys.any(|key| key.contains(title) && key != first))
        };
        let fields = fields.iter().map(|(key, title)| {
            let title = title.filter(stands_for_itself);
            std::iter::once(*key).chain(title)
        });
        let of_item = match item {
            Some(Kind::Record(fields)) => fields,
            _ => &[],
        };
        let has_amounts = of_item
            .iter()
            .any(|field| ["资金", "金额"].contains(&field.key));
        let of_amounts = Amount::ALL.map(Amount::key).into_iter();
        let mut seen = HashSet::new();
        let keys = fields
            .flatten()
            .chain(of_item.iter().map(|field| field.key))
            .chain(of_amounts.filter(|_| has_amounts))
            .filter(|key| seen.insert((*key).to_owned()));
        Ground {
            keys: keys.map(str::to_owned).collect(),
            fields: of_item,
            year: self.report.year().or_else(|| later_year(table)),
            rows,
            amounts: taking.amounts,
            budget: taking.budget,
        }
    }

    /// The rows that a table goes to which the screen does not show as they are.
    pub(super) fn rows_over(&self, over: Over) -> Option<Sheet> {
        match over {
            Over::Here => None,
            Over::Projects => Some(self.projects_as_rows()),
            Over::Indicators(project) => Some(self.indicators_as_rows(project)),
        }
    }

    /// The projects as rows with all that a table of them tells, which the screen has in two places.
    fn projects_as_rows(&self) -> Sheet {
        const TEXTS: [&str; 6] = [
            "名称",
            "支出类别",
            "主管部门",
            "实施单位",
            "预期目标",
            "完成情况",
        ];
        let mut sheet = Sheet::default();
        let words = TEXTS.map(|key| Column::words(key, Width::Fixed(20)));
        let amounts = Amount::ALL.map(|column| Column::numbers(column.key(), 10));
        let computed = ["执行率", "占比", "增减"].map(|title| Column::numbers(title, 8));
        let columns = words.into_iter().chain(amounts).chain(computed);
        sheet.columns(columns.collect(), true);
        let list = fields::projects();
        for place in 0..self.report.projects.len() {
            let owner = list.index(place);
            let texts = TEXTS.map(|key| owner.key(key)).into_iter();
            let total = Item::Project(place).path();
            let fields = texts.chain(Amount::ALL.map(|column| total.key(column.key())));
            let fields = fields.map(|path| Cell::field(&self.document, path));
            let item = Item::Project(place);
            let computed = [
                Figure::ExecutionRate(item),
                Figure::Share(item),
                Figure::Change(item),
            ];
            let computed = computed.map(|figure| Cell::figure(figure, String::new()));
            let row = Row::data(fields.chain(computed).collect()).of(item);
            sheet.push(row.entry(list.clone(), place));
        }
        sheet
    }

    /// The rows that a table pasted here can call by their names, those of the list to grow before
    /// others: entries of lists wherever they stand, rows of the form where one is.
    fn names_here(&self, list: Option<&FieldPath>) -> Names {
        let sheet = self.screen.sheet(self.focus());
        sheet.map_or_else(Names::default, |sheet| self.names_on(sheet, list))
    }

    /// The same of the rows of a sheet.
    fn names_on(&self, sheet: &Sheet, list: Option<&FieldPath>) -> Names {
        let around = section(sheet, self.cursor(self.focus()).row);
        let rows = sheet.rows.iter().enumerate().filter_map(|(at, row)| {
            let is_here = list.is_some() || around.contains(&at);
            let first = row.cells.first();
            let first = first.filter(|_| is_here && row.kind == RowKind::Data)?;
            if let Some(path) = &first.path {
                let is_name = path.last_key().is_some_and(|key| NAMES.contains(&key));
                return is_name.then(|| NamedRow {
                    name: self.text_of(path),
                    field: Some(path.clone()),
                    item: row.item,
                });
            }
            let mut others = row.cells.iter().skip(1);
            let is_printed = around.contains(&at) && others.clone().any(|cell| cell.walkable);
            let name = match row.item {
                Some(item) => item.name(&self.report),
                None => first.text.trim().trim_start_matches(REQUIRED),
            };
            (is_printed && !name.is_empty()).then(|| NamedRow {
                name: name.to_owned(),
                field: others.find_map(|cell| cell.path.clone()),
                item: row.item,
            })
        });
        let mut rows: Vec<NamedRow> = rows.collect();
        let is_own = |row: &NamedRow| {
            let fields = list.zip(row.field.as_ref());
            fields.is_some_and(|(list, field)| field.starts_with(list))
        };
        rows.sort_by_key(|row| !is_own(row));
        Names::of(rows)
    }

    /// The entries of a list that go by a number.
    fn numbered(&self, list: &FieldPath) -> Numbered {
        let count = self.document.count(list);
        let said = |i: usize, key| squeezed(&self.text_of(&list.index(i).key(key)));
        let entries = (0..count).map(|i| (list.index(i).key("编号"), said(i, "内容")));
        let numbers = (0..count).map(|i| plain(&said(i, "编号")));
        Numbered::of(entries.collect(), numbers)
    }

    /// How the rows of a table are called by their names; `None` where they are not.
    fn naming(&self, table: &Table, list: Option<&FieldPath>, names: &Names) -> Option<Naming> {
        let is_known = |column: &usize| {
            let mut rows = table.rows.iter();
            rows.any(|cells| {
                let name = cells.get(*column).filter(|_| cells.len() > 1);
                name.is_some_and(|name| names.knows(name))
            })
        };
        let column = table.names().or_else(|| (0..table.width()).find(is_known));
        let here = self.path_of_cell();
        let kind = here.as_ref().and_then(fields::kind_at);
        let are_words = || {
            let mut rows = table.rows.iter();
            rows.all(|cells| cells.len() > 1 && cells.first().is_some_and(|it| is_word(it, kind)))
        };
        let is_at_names = |path: &FieldPath| {
            let key = path.last_key().unwrap_or_default();
            let is_own = list.is_some_and(|list| path.starts_with(list));
            let is_first =
                self.row().and_then(|row| row.cells.first()?.path.as_ref()) == Some(path);
            is_own && is_first && key != "编号" && NAMES.contains(&key)
        };
        let (column, makes_new) = match column {
            Some(column) => (Some(column), true),
            None if self.is_headed(table, list) && table.rows.len() == 1 => (None, true),
            None if here.as_ref().is_some_and(is_at_names) && are_words() => (Some(0), true),
            // Words do not go where numbers stand: they are names that are not there.
            None if matches!(kind, Some(Kind::Number(_))) && are_words() => (Some(0), false),
            None if list.is_none() && table.other_names().is_some() => (table.other_names(), false),
            None => return None,
        };
        Some(Naming { column, makes_new })
    }

    /// Whether the headings of a table say alone where its cells go.
    fn is_headed(&self, table: &Table, list: Option<&FieldPath>) -> bool {
        list.is_none() && self.fields_headed(table).next().is_some()
    }

    /// Where the rows of a table go that calls them by their names.
    fn rows_named(
        &self,
        table: &Table,
        list: Option<&FieldPath>,
        naming: &Naming,
        names: &mut Names,
    ) -> Vec<Target> {
        let (column, makes_new) = (naming.column, naming.makes_new);
        let is_headed = self.is_headed(table, list);
        // What stands over the amounts is no row, though it names no column that is here.
        let is_head = |cells: &Cells| {
            let is_first = table.head.is_none() && table.rows.first() == Some(cells);
            is_first && !has_number(cells) && table.rows.iter().any(|cells| has_number(cells))
        };
        let mut seen = HashSet::new();
        let mut numbered = list.filter(|_| makes_new).and_then(|list| {
            let text = table.text_numbered(column?)?;
            Some((text, self.numbered(list)))
        });
        let above = table.above_others();
        let mut around = self.project_here();
        let is_of_indicators = list.is_some_and(|list| list.last_key() == Some("指标"));
        let targets = table.rows.iter().zip(above).map(|(cells, is_above)| {
            let name = column.and_then(|column| cells.get(column));
            let name = name.map_or("", String::as_str);
            if is_above {
                return Target::Nowhere("是下级科目之和");
            }
            if let Some((at, entries)) = &mut numbered
                && let Some(text) = cells.get(*at).filter(|text| !text.trim().is_empty())
            {
                return entries.take(name, text).map_or(Target::New, Target::Named);
            }
            if plain(name).is_empty() {
                // A sum stands over the column of the numbers too.
                if first_filled(cells).is_some_and(|name| fields::names_a_sum(name)) {
                    return Target::Nowhere(SUM);
                }
                return match is_headed && seen.insert(String::new()) {
                    true => Target::Headed,
                    false => Target::Nowhere("没有名称"),
                };
            }
            // 经济效益指标 of which there is none has its line in the form.
            if is_of_indicators && is_nothing(name) {
                return Target::Nowhere("写的是“无”");
            }
            // 其他资金 says nothing without the project above it.
            around = match (names.item(name), around) {
                (Some(Item::Source(_, source)), Some(Item::Project(of))) => {
                    let row = Item::Source(of, source).path();
                    return Target::Named(row.key(Amount::Approved.key()));
                }
                (Some(Item::Source(..)), _) => return Target::Nowhere("没有写明是哪个项目的"),
                (item, _) => item,
            };
            if let Some(row) = names.take(name) {
                seen.insert(plain(name));
                return match &row.field {
                    Some(path) => Target::Named(path.clone()),
                    None => Target::Nowhere(COMPUTED),
                };
            }
            if fields::names_a_sum(name) {
                return Target::Nowhere(SUM);
            }
            if !seen.insert(plain(name)) {
                return Target::Nowhere("同名重复");
            }
            let Some(list) = list.filter(|_| makes_new) else {
                return Target::Nowhere(match is_head(cells) {
                    true => "是表头",
                    false => UNKNOWN,
                });
            };
            // One that is there without a name takes the first.
            match names.take_nameless(list) {
                Some(path) => Target::Row(path),
                None => Target::New,
            }
        });
        targets.collect()
    }

    /// The cells of a table whose headings name one field each of a single record, and these fields.
    pub(super) fn fields_headed<'t>(
        &self,
        table: &'t Table,
    ) -> impl Iterator<Item = (usize, FieldPath)> + use<'t> {
        let sheet = self.screen.sheet(self.focus());
        let here = self.cursor(self.focus()).row;
        let rows = sheet.into_iter().flat_map(|sheet| {
            let rows = section(sheet, here).filter_map(|at| sheet.rows.get(at));
            rows.filter(|row| row.list.is_none())
        });
        let mut fields: HashMap<String, Vec<FieldPath>> = HashMap::new();
        for path in rows
            .flat_map(|row| &row.cells)
            .filter_map(|cell| cell.path.as_ref())
        {
            let key = path.last_key().unwrap_or_default().to_owned();
            fields.entry(key).or_default().push(path.clone());
        }
        let mut of = None;
        let head = table.head.iter().flatten().enumerate();
        head.filter_map(move |(at, heading)| {
            let paths = heading.keys.iter().find_map(|key| fields.get(key))?;
            let [path] = paths.as_slice() else {
                return None;
            };
            let record = of.get_or_insert_with(|| path.parent());
            (*record == path.parent()).then(|| (at, path.clone()))
        })
    }

    /// Has the new rows of a table of the whole budget that stand below a kind of project spending become
    /// projects of it, without the numbers in front of them, and those below anything else nothing.
    fn sort_in(
        &self,
        table: &mut Table,
        column: usize,
        targets: &mut [Target],
        items: &HashMap<String, Item>,
    ) -> Vec<String> {
        let mut kinds = Vec::new();
        let mut around = None;
        for (target, cells) in targets.iter_mut().zip(&mut table.rows) {
            let Some(name) = cells.get_mut(column) else {
                continue;
            };
            if let Some(&item) = items.get(name) {
                around = match (item, around) {
                    (Item::Project(_) | Item::Source(..), Some(_)) => around,
                    _ => Some(item),
                };
            } else if matches!(target, Target::New) {
                let kind = match around {
                    Some(Item::Project(i)) => {
                        self.report.projects.get(i).map(|it| it.kind.to_string())
                    }
                    Some(kind @ Item::ProjectKind(_)) => Some(kind.name(&self.report).to_owned()),
                    Some(Item::Projects | Item::Unsorted) => Some(String::new()),
                    _ => None,
                };
                match kind {
                    Some(kind) => {
                        kinds.push(kind);
                        *name = behind_its_number(name);
                    }
                    None => *target = Target::Nowhere(UNKNOWN),
                }
            }
        }
        kinds
    }

    /// Where the rows of a table go that names none: from the cursor on, one below the other; and whether
    /// to rows alike only, where that is a choice.
    fn rows_below(
        &mut self,
        table: &Table,
        list: Option<&FieldPath>,
        to_alike: Option<bool>,
    ) -> Result<(Vec<Target>, Option<bool>), String> {
        let most = table.rows.len();
        let kind = self.path_of_cell().and_then(|path| fields::kind_at(&path));
        let (mut rows, left) = self.rows_to_fill(most);
        if let Some(targets) = self.rows_copied(table, left) {
            return Ok((targets, None));
        }
        let alike = self.rows_alike(&rows, left, most);
        let to_alike = alike.as_ref().map(|(_, fits)| to_alike.unwrap_or(*fits));
        if let Some((alike, _)) = alike.filter(|_| to_alike == Some(true)) {
            rows = alike;
        }
        let sheet = self.screen.sheet(self.focus());
        if let (Some(sheet), None) = (sheet, list) {
            // What stands in another section has other columns.
            let around = section(sheet, self.cursor(self.focus()).row);
            rows.retain(|row| around.contains(row));
        }
        let is_beside = |row: &usize| {
            let cells = sheet.and_then(|sheet| sheet.rows.get(*row));
            let mut behind = cells
                .into_iter()
                .flat_map(|row| row.cells.iter().skip(left + 1));
            behind.any(|cell| cell.walkable)
        };
        if list.is_none() && table.width() > 1 && !rows.iter().any(is_beside) {
            return Err(format!(
                "复制了 {} 列，这里只有 1 列能填，请到有这些行和列的地方贴，或只复制 1 列。",
                table.width()
            ));
        }
        let fields = rows.iter().filter_map(|row| {
            let path = sheet?.cell(*row, left)?.path.clone()?;
            let row = sheet?.rows.get(*row)?;
            let is_own = row.list.as_ref().map(|(own, _)| own) == list;
            Some((path, is_own))
        });
        let fields: Vec<(FieldPath, bool)> = fields.collect();
        let own = fields.iter().filter(|(_, is_own)| *is_own).count();
        // Amounts alone would make entries without names.
        let grows = list.is_some() && !matches!(kind, Some(Kind::Number(_))) && own < most;
        if !grows && fields.len() < most {
            return Err(format!(
                "复制了 {most} 行，从这里往下只有 {} 格能填，请换个起点。",
                fields.len()
            ));
        }
        let fields = fields.into_iter().filter(|(_, is_own)| *is_own || !grows);
        let targets = fields.map(|(path, _)| Target::Row(path));
        let new = std::iter::repeat_with(|| Target::New);
        Ok((targets.chain(new).take(most).collect(), to_alike))
    }

    /// So many rows from the first of these on that stand for the same as it does, where the others among
    /// them are of its parts: projects without their sources. And whether they fit: no more of them are
    /// in their group, as that of a kind of spending.
    fn rows_alike(
        &mut self,
        rows: &[usize],
        left: usize,
        most: usize,
    ) -> Option<(Vec<usize>, bool)> {
        let first = *rows.first()?;
        let kind_of = |sheet: &Sheet, row: usize| {
            let item = sheet.rows.get(row)?.item?;
            Some(std::mem::discriminant(&item))
        };
        let sheet = self.screen.sheet(self.focus())?;
        let kind = kind_of(sheet, first)?;
        let is_other = |row: &usize| kind_of(sheet, *row) != Some(kind);
        if !rows.iter().any(is_other) {
            return None;
        }
        self.see_all(0);
        let sheet = self.screen.sheet(self.focus())?;
        let is_alike = |row: &usize| {
            let cell = sheet.cell(*row, left);
            kind_of(sheet, *row) == Some(kind) && cell.is_some_and(|cell| cell.path.is_some())
        };
        let mut alike: Vec<usize> = (first..sheet.rows.len()).filter(is_alike).collect();
        let behind = *alike.get(most.checked_sub(1)?)? + 1;
        let next = alike.get(most).copied();
        let second = alike.get(1).copied().unwrap_or(sheet.rows.len());
        let kinds = |rows: Range<usize>| rows.filter_map(|row| kind_of(sheet, row));
        let parts: HashSet<_> = kinds(first + 1..second).collect();
        let fits = next.is_none_or(|next| kinds(behind..next).any(|kind| !parts.contains(&kind)));
        alike.truncate(most);
        Some((alike, fits))
    }

    /// The rows from the cursor on that a table was copied from: it has what the program works out
    /// between them, and says the same.
    fn rows_copied(&self, table: &Table, left: usize) -> Option<Vec<Target>> {
        let sheet = self.screen.sheet(self.focus())?;
        let top = *self.cursor(self.focus()).rows().start();
        let cell = |row: usize, at: usize| sheet.cell(row, at).filter(|cell| cell.walkable);
        let is_copied =
            |row: &usize| (left..left + table.width()).any(|at| cell(*row, at).is_some());
        let mut rows = (top..sheet.rows.len()).filter(is_copied);
        let targets = table.rows.iter().map(|cells| {
            let row = rows.next()?;
            if let Some(path) = cell(row, left).and_then(|cell| cell.path.as_ref()) {
                return Some(Target::Row(path.clone()));
            }
            let says_the_same = |(at, pasted): (usize, &String)| {
                let here = cell(row, left + at);
                let here = here.map_or(Some(""), |cell| match &cell.path {
                    Some(_) => None,
                    None => Some(cell.text.trim()),
                });
                here == Some(pasted.trim())
            };
            let is_same = cells.iter().enumerate().all(says_the_same);
            is_same.then_some(Target::Nowhere(COMPUTED))
        });
        let targets: Vec<Target> = targets.collect::<Option<_>>()?;
        let is_computed = |it: &Target| matches!(it, Target::Nowhere(_));
        targets.iter().any(is_computed).then_some(targets)
    }

    /// The rows from the cursor on that can be filled in, so many at most, and in which column: a
    /// selection is filled from its top left.
    pub(in crate::ui::app) fn rows_to_fill(&mut self, most: usize) -> (Vec<usize>, usize) {
        self.see(most);
        let cursor = self.cursor(self.focus());
        let (top, left) = (*cursor.rows().start(), *cursor.columns().start());
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return (Vec::new(), left);
        };
        let is_field = |&row: &usize| {
            let cell = sheet.cell(row, left);
            cell.is_some_and(|cell| cell.path.is_some())
        };
        let rows = (top..sheet.rows.len()).filter(is_field).take(most);
        (rows.collect(), left)
    }

    /// Builds the rows that are out of sight too, and so many more.
    pub(super) fn see_all(&mut self, more: usize) {
        let now = self.screen.sheet(self.focus());
        self.see(now.map_or(0, |sheet| sheet.rows.len()) + more);
    }

    /// Builds so many rows beyond those in sight.
    fn see(&mut self, reach: usize) {
        self.reach = reach;
        self.rebuild();
        self.reach = 0;
    }
}

/// Puts the rows that turn out to be sums of others with those that were known to be by how a table of
/// entries begins: none of either is filled in.
fn part_sums(table: &mut Table, targets: Vec<Target>) -> Vec<Target> {
    let rows = std::mem::take(&mut table.rows);
    let mut known = std::mem::take(&mut table.sums).into_iter().peekable();
    let mut others = Vec::new();
    for (at, (cells, target)) in rows.into_iter().zip(targets).enumerate() {
        let above = table.rows.len();
        let before = std::iter::from_fn(|| known.next_if(|sum| sum.above <= at));
        table.sums.extend(before.map(|sum| Sum { above, ..sum }));
        if let Target::Nowhere(SUM) = target {
            table.sums.push(Sum::of(cells, above));
        } else {
            table.rows.push(cells);
            others.push(target);
        }
    }
    let above = table.rows.len();
    table.sums.extend(known.map(|sum| Sum { above, ..sum }));
    others
}

/// Has the rows whose names are nearly those of others, which the table does not call by their own, go
/// to these.
fn take_near(table: &Table, column: usize, targets: &mut [Target], names: &mut Names) {
    let rows = targets.iter_mut().zip(&table.rows);
    let open = rows.filter(|(it, _)| matches!(it, Target::New | Target::Nowhere(UNKNOWN)));
    for (target, cells) in open {
        let name = cells.get(column).and_then(|name| names.nearest(name));
        let near = name.map(str::to_owned).and_then(|name| names.take(&name));
        if let Some(path) = near.and_then(|row| row.field.clone()) {
            *target = Target::Named(path);
        }
    }
}

/// Whether what stands below it in a table of the budget is projects.
const fn is_of_projects(item: Item) -> bool {
    matches!(
        item,
        Item::Projects
            | Item::ProjectKind(_)
            | Item::Unsorted
            | Item::Project(_)
            | Item::Source(..)
    )
}

/// Whether it is of the general public budget, or the whole of all, and no project.
const fn is_of_general(item: Item) -> bool {
    matches!(
        item,
        Item::Total
            | Item::General
            | Item::Basic
            | Item::BasicKind(_)
            | Item::BasicLine(..)
            | Item::Projects
            | Item::ProjectKind(_)
            | Item::Unsorted
    )
}

/// Whether a cell holds a word, where what it is pasted over is of this kind.
fn is_word(cell: &str, kind: Option<Kind>) -> bool {
    let is_number = match kind {
        Some(Kind::Number(unit)) => normalise(cell, unit).is_ok(),
        _ => Number::read(cell).value().is_some(),
    };
    !is_number && cell.chars().any(char::is_alphabetic)
}
