//! The look at a paste: row by row where it goes, what stands there, and what is left out and why.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use rust_decimal::Decimal;

use super::aim::{Block, SUM, Target, UNKNOWN};
use super::names::{Names, squeezed};
use super::places::{Placed, by_place, placed};
use super::table::{Amounts, Sum, is_blank};
use super::wholes::Wholes;
use crate::document::{Edit, FieldPath, Step, Value};
use crate::figures;
use crate::figures::budget::Item;
use crate::figures::score::Subject;
use crate::report::fields::{self, Kind, UNIT, Unit};
use crate::report::number::{Measure, Number, normalise, says_nothing, unit_less};
use crate::report::places::Places;
use crate::ui::app::App;
use crate::ui::app::problems::brief;
use crate::ui::app::typed::edits_of;
use crate::ui::sheet::{Cell, Column, Provenance, Row, Sheet, Width};
use crate::ui::tabs::budget::is_within;
use crate::ui::text;
use crate::ui::theme::Tone;

/// What becomes of a whole that is filled in.
const STATED: &str = "填了就不再跟着各项变";

const LONG: Width = Width::Fill(12);

/// How wide the columns are of what stands there and what will, as long as that is short.
const SHORT: RangeInclusive<u16> = 8..=14;

/// The same with these columns as wide as what is in them, which where it is long has a share of the room.
pub(super) fn fitted(mut sheet: Sheet) -> Sheet {
    let (rows, columns) = (&sheet.rows, sheet.layouts.iter_mut().flatten());
    for (at, column) in columns.enumerate().filter(|(_, it)| it.has_figures) {
        let fits = |width: &u16| {
            let mut cells = rows.iter().filter_map(|row| row.cells.get(at));
            cells.all(|cell| text::fits(&cell.text, (*width).into()))
        };
        column.width = SHORT.clone().find(fits).map_or(LONG, Width::Fixed);
    }
    sheet
}

/// A look at a paste in the making.
pub(super) struct Preview {
    pub(super) sheet: Sheet,
    /// What the fields of the last row are of.
    around: Option<FieldPath>,
    pub(super) edits: Vec<Edit>,
    /// The units that indicators are about to have.
    units: HashMap<FieldPath, String>,
    pub(super) kept: usize,
    pub(super) passed_over: usize,
    /// How many cells are nothing that may stand where they would go.
    pub(super) misfits: usize,
    /// How many of the edits leave nothing of what stood there.
    wiped: usize,
    /// How many cells have other words than they had.
    replaced: usize,
    /// Whether a cell stays as it is because it says the same.
    pub(super) is_same: bool,
    /// The unit that its amounts seem to be in.
    likely: Option<&'static str>,
    /// The other unit of the two that amounts are usually in, where it has any.
    usual: Option<&'static str>,
    /// Whether a sum in it is not that of its parts.
    is_wrong: bool,
    /// Whether a name in it is nearly one that is there.
    pub(super) is_near: bool,
    /// Whether it says that columns go by their headings.
    tells_head: bool,
}

impl Preview {
    pub(super) fn new() -> Self {
        let mut sheet = Sheet::default();
        sheet.columns(
            vec![
                Column::words("填到哪里", Width::Fill(20)),
                Column::values("原来", LONG),
                Column::values("粘贴后", LONG),
                Column::words("说明", Width::Fill(10)),
            ],
            true,
        );
        Self {
            sheet,
            around: None,
            edits: Vec::new(),
            units: HashMap::new(),
            kept: 0,
            passed_over: 0,
            misfits: 0,
            wiped: 0,
            replaced: 0,
            is_same: false,
            likely: None,
            usual: None,
            is_wrong: false,
            is_near: false,
            tells_head: false,
        }
    }

    /// What a field is called: its own name alone where the one before was of the same.
    fn place(&mut self, words: &mut Places<'_>, path: &FieldPath, new: Option<&str>) -> String {
        let around = path.parent();
        let is_same = self.around == around;
        self.around = around;
        let key = path.last_key().unwrap_or_default();
        match new {
            _ if is_same => format!("  {key}"),
            // It has no name yet by which it could be called.
            Some(name) => format!("新增「{}」 {key}", text::cut(name, 30)),
            None => brief(words.describe(path)),
        }
    }

    fn row(&mut self, place: String, old: String, new: &str, note: &str, tone: Tone) {
        let cells = vec![
            Cell::computed(place).toned(Tone::Plain),
            Cell::label(old),
            Cell::label(new.trim()).toned(tone),
            Cell::label(note).toned(tone),
        ];
        self.sheet.push(Row::data(cells).wrapped(5));
    }

    /// Tells what is to be known before any of it.
    pub(super) fn warn(&mut self, of: &str, words: &str) {
        self.row(of.to_owned(), String::new(), "", words, Tone::Warning);
    }

    pub(super) fn add(
        &mut self,
        place: String,
        old: String,
        new: &str,
        also: Option<&str>,
        edits: Result<Vec<Edit>, String>,
    ) {
        match edits {
            Ok(edits) if edits.is_empty() => {
                self.is_same = true;
                self.row(place, old.clone(), &old, "没有变化", Tone::Muted);
            }
            Ok(edits) => {
                // Each entry of a list is an edit of the one cell.
                let is_entry = |edit: &Edit| matches!(edit.path().last(), Some(Step::Index(_)));
                let is_list = edits.first().is_some_and(is_entry);
                // A sign and a unit go to their own cells; what refers to a name follows it.
                let around = edits.first().and_then(|edit| edit.path().parent());
                let beside = edits.iter().skip(1).filter(|_| !is_list);
                let (own, others): (Vec<&Edit>, Vec<&Edit>) =
                    beside.partition(|edit| edit.path().parent() == around);
                let own = own.into_iter().filter_map(|edit| match edit {
                    Edit::Set {
                        path,
                        value: Value::Text(text),
                    } => Some(format!("另填 {} {text}", path.last_key()?)),
                    _ => None,
                });
                let follow = (!others.is_empty()).then(|| format!("跟着改 {} 处", others.len()));
                let from = is_converted(&edits, new).then(|| format!("由{}换算", new.trim()));
                let is_wiped = new.trim().is_empty() && !old.is_empty();
                self.wiped += usize::from(is_wiped);
                let says = |text: &str| !text.trim().is_empty() && amount(text).is_none();
                self.replaced += usize::from(says(&old) && says(new));
                let wiped = is_wiped.then(|| "清空".to_owned());
                let also = also.map(str::to_owned);
                let beside = from.into_iter().chain(wiped).chain(own).chain(follow);
                let beside = beside.chain(also.clone());
                let beside: Vec<String> = beside.collect();
                let new = match edits.first() {
                    Some(Edit::Set {
                        value: Value::Number(text) | Value::Text(text),
                        ..
                    }) if !is_list => text.clone(),
                    _ => new.to_owned(),
                };
                let note = beside.join("、");
                self.edits.extend(edits);
                let tone = match is_wiped || also.is_some() {
                    true => Tone::Warning,
                    false => Tone::Good,
                };
                self.row(place, old, &new, &note, tone);
            }
            Err(why) => {
                self.kept += 1;
                self.misfits += 1;
                // What to do about it is for whoever types it; the value is in sight beside.
                let told = why.find('”').unwrap_or(0);
                let end = why.get(told..).and_then(|rest| rest.find('，'));
                let why = end.and_then(|end| why.get(..told + end)).unwrap_or(&why);
                self.row(place, old, new, &format!("不填：{why}"), Tone::Error);
            }
        }
    }

    /// Tells what looks wrong, what is not filled in or made anew, then what goes where.
    pub(super) fn fill(
        &mut self,
        app: &App,
        sheet: &Sheet,
        (blocks, names): (&[Block], &Names),
        inserts: &[Edit],
        left: usize,
    ) {
        let placed = placed(app, sheet, blocks, inserts, left);
        for of in &placed {
            self.check_units(of);
            self.check_sums(of);
        }
        let mut words = Places::of(&app.document);
        // What goes over entries that are there stands before all that comes anew behind them.
        let parted: Vec<_> = placed.iter().map(|of| (of, Wholes::of(of))).collect();
        for (of, wholes) in &parted {
            for row in of.written_over() {
                self.fill_row(of, wholes, row, false, &mut words);
            }
        }
        let mut below = inserts.iter().map(|insert| below(app, insert));
        for of in &placed {
            self.tell(of, names, &mut below);
        }
        // In a list that has entries their numbers are taken.
        let is_first = |edit: &Edit| matches!(edit, Edit::Insert { index: 0, .. });
        let keeps_numbers = !inserts.first().is_some_and(is_first);
        for (of, wholes) in &parted {
            let over: HashSet<usize> = of.written_over().collect();
            for row in (0..of.places.len()).filter(|row| !over.contains(row)) {
                self.fill_row(of, wholes, row, keeps_numbers, &mut words);
            }
        }
    }

    /// Tells what goes where of a row.
    fn fill_row(
        &mut self,
        of: &Placed<'_>,
        wholes: &Wholes<'_>,
        row: usize,
        keeps_numbers: bool,
        words: &mut Places<'_>,
    ) {
        let (app, block) = (of.app, of.block);
        let (Some(target), Some(cells), Some(places)) = (
            block.targets.get(row),
            block.table.rows.get(row),
            of.places.get(row),
        ) else {
            return;
        };
        if wholes.is_worked_out(row) {
            let place = format!("「{}」一行", text::cut(&block.name(cells), 30));
            let why = "不填：是下面各行之和，由程序算出";
            self.passed_over += 1;
            self.row(place, String::new(), "", why, Tone::Muted);
            return;
        }
        // Wherever in its row it stands, the unit is what the measures are in.
        for (at, typed) in cells.iter().enumerate() {
            if let Some(path) = of.field(row, at) {
                self.note_unit(path, typed);
            }
        }
        let is_new = matches!(target, Target::New);
        let is_told = |at: usize| {
            let is_name = block.names == Some(at) && !is_new;
            is_name || block.table.is_unknown(at)
        };
        for ((at, typed), place) in cells.iter().enumerate().zip(places) {
            let cell = place.and_then(|(row, column)| of.sheet.cell(row, column));
            let Some(path) = cell.and_then(|cell| cell.path.as_ref()) else {
                if is_nothing(typed) || is_told(at) {
                    continue;
                }
                let column = of.called(at, *place);
                let name = block.names.map(|_| block.name(cells));
                let place = match name.filter(|name| !name.is_empty()) {
                    None => column,
                    Some(name) => format!("「{}」{column}", text::cut(&name, 30)),
                };
                let is_computed = cell.is_some_and(|cell| cell.figure.is_some());
                let why = match is_computed {
                    true => "不填：由程序算出",
                    false => "不填：没有这一格",
                };
                self.kept += 1;
                self.row(place, String::new(), typed, why, Tone::Muted);
                continue;
            };
            let is_numbering = keeps_numbers
                && path.last_key() == Some("编号")
                && (is_new || matches!(target, Target::Named(_)));
            let old = app.text_of(path);
            if is_nothing_for(path, typed) && old.is_empty() {
                // Nothing on nothing is not worth a line.
                self.is_same = true;
            } else if is_nothing_for(path, typed) && !typed.trim().is_empty() {
                let place = self.place(words, path, None);
                self.kept += 1;
                let why = format!("不填：“{}”表示没有", typed.trim());
                self.row(place, old, typed, &why, Tone::Error);
            } else if is_numbering {
                self.is_same = true;
                if old != typed.trim() {
                    let place = self.place(words, path, None);
                    let why = "不填：编号由程序编排";
                    self.row(place, old, typed, why, Tone::Muted);
                }
            } else {
                let new = is_new.then(|| block.name(cells));
                let place = self.place(words, path, new.as_deref());
                let unit = block.table.unit(at);
                let parts = wholes.parts_of(row, at);
                self.paste(app, place, (path, cell), (typed, parts), unit);
            }
        }
    }

    /// Tells a column whose amounts are thousands of times those in place, or as much less.
    fn check_units(&mut self, of: &Placed<'_>) {
        let table = &of.block.table;
        for at in 0..table.width() {
            let unit = table.unit(at);
            let mut heading = None;
            let (mut times, mut amounts) = (Vec::new(), Vec::new());
            for (row, cells) in table.rows.iter().enumerate() {
                let (Some(path), Some(typed)) = (of.field(row, at), cells.get(at)) else {
                    continue;
                };
                if fields::kind_at(path) != Some(Kind::Number(Unit::WanYuan)) {
                    continue;
                }
                let Some(new) = amount(&in_unit(typed, unit)) else {
                    continue;
                };
                self.usual = Some(if unit == Some("元") { "万元" } else { "元" });
                heading = heading.or_else(|| of.place(row, at));
                amounts.push(new);
                let old = Number::read(&of.app.text_of(path)).value();
                let ratio = old.and_then(|old| new.checked_div(old));
                times.extend(ratio.map(|ratio| ratio.abs()).filter(|it| !it.is_zero()));
            }
            let told = match middle(&mut times).map(magnitude) {
                Some(times) => times.map(|(power, words)| {
                    let likely = unit_less(unit.unwrap_or("万元"), power);
                    (format!("约为原来的{words}"), likely)
                }),
                // Nobody here spends a thousand million on one thing.
                None if unit.is_none() && middle(&mut amounts) >= Some(HUGE) => {
                    Some(("按万元计多在十亿元以上".to_owned(), Some("元")))
                }
                None => None,
            };
            let Some((words, likely)) = told else {
                continue;
            };
            self.likely = self.likely.or(likely);
            let note = match likely {
                Some(unit) => format!("{words}，可能以{unit}为单位，请按 F9 换算"),
                None => format!("{words}，请核对单位"),
            };
            let place = format!("「{}」一列", of.called(at, heading));
            self.row(place, String::new(), "", &note, Tone::Warning);
        }
    }

    /// Tells the sums in a table that are not those of its rows.
    fn check_sums(&mut self, of: &Placed<'_>) {
        let (sheet, block) = (of.sheet, of.block);
        // Other rows of a form may stand for anything.
        let mut placed = of.places.iter().flatten().flatten();
        let is_part = |row: &Row| row.item.is_some() || row.list.is_some();
        if !placed.all(|(row, _)| sheet.rows.get(*row).is_some_and(is_part)) {
            return;
        }
        let budget = &of.app.figures.budget;
        let items = of.items();
        let pasted: HashSet<Item> = items.iter().copied().flatten().collect();
        // What is a part of another row of the table counts with this.
        let is_within = |item: Item| is_within(budget, &pasted, item);
        let counts: Vec<bool> = items
            .iter()
            .zip(&block.table.rows)
            .map(|(item, cells)| {
                let is_among = squeezed(&block.name(cells)).starts_with("其中");
                !is_among && !item.is_some_and(is_within)
            })
            .collect();
        // What is not here may as well be a part of what is.
        let goes = |target: &Target| !matches!(target, Target::Nowhere(_));
        let known = counts.iter().zip(&block.targets);
        let known: Vec<bool> = known.map(|(counts, it)| *counts && goes(it)).collect();
        let all = vec![true; counts.len()];
        for at in 0..block.table.width() {
            let added = |row: usize| {
                let units = [
                    Unit::WanYuan,
                    Unit::Person,
                    Unit::Item,
                    Unit::SquareMetre,
                    Unit::Points,
                ];
                match fields::kind_at(of.field(row, at)?) {
                    Some(Kind::Number(unit)) if units.contains(&unit) => Some((row, unit)),
                    _ => None,
                }
            };
            let Some((row, unit)) = (0..of.places.len()).find_map(added) else {
                continue;
            };
            // The form counts the points of 预算执行率 with those of the indicators.
            let beside = match unit {
                Unit::Points => {
                    let subject = of.field(row, at).and_then(Subject::of_indicator);
                    let (subject, _) = subject.unwrap_or_default();
                    of.app.scheme.scheme().execution(subject).points
                }
                _ => Decimal::ZERO,
            };
            for (i, sum) in block.table.sums.iter().enumerate() {
                let Some(stated) = sum.cells.get(at).and_then(|cell| amount(cell)) else {
                    continue;
                };
                let added = |rows: Range<usize>, counts: &[bool]| {
                    let here = block.table.rows.iter().zip(counts);
                    let here = here.skip(rows.start).take(rows.len());
                    let rows = here.filter(|(_, counts)| **counts);
                    figures::sum(rows.map(|(cells, _)| amount(cells.get(at)?)))
                };
                let without_totals = |rows: Range<usize>| {
                    let rows = block.table.rows.get(rows)?.iter();
                    topmost(rows.filter_map(|cells| amount(cells.get(at)?)))
                };
                let ranges = block.table.parts_of(i).into_iter();
                let sums = ranges.flat_map(|rows| {
                    let added = [&counts, &known, &all].map(|it| added(rows.clone(), it));
                    added.into_iter().chain([without_totals(rows)])
                });
                let sums: Vec<Decimal> = sums.flatten().collect();
                let apart = |sum: &Decimal| stated.checked_sub(*sum).unwrap_or_default();
                let is_sum = |sum: &Decimal| (Decimal::ZERO..=beside).contains(&apart(sum));
                let nearest = sums.iter().min_by_key(|it| apart(it).abs());
                let Some(added) = nearest.filter(|_| !sums.iter().any(is_sum)) else {
                    continue;
                };
                self.is_wrong = true;
                let apart = apart(added).abs();
                let column = of.called(at, of.place(row, at));
                let place = format!("「{}」{column}", text::cut(&sum.name, 20));
                let note = format!("各行加起来是 {added}，相差 {apart}");
                let stated = stated.to_string();
                self.row(place, String::new(), &stated, &note, Tone::Warning);
            }
        }
    }

    /// Tells which rows and columns of a table are not filled in, and which are made anew.
    fn tell(&mut self, of: &Placed<'_>, names: &Names, below: &mut dyn Iterator<Item = String>) {
        // So many are read, and no more compared.
        const MOST: usize = 50;
        let (sheet, block) = (of.sheet, of.block);
        let table = &block.table;
        if table.is_headed && !std::mem::replace(&mut self.tells_head, true) {
            let why = "各列按它认";
            self.row("表头".to_owned(), String::new(), "", why, Tone::Muted);
        }
        for (words, why) in &table.passed_over {
            self.leave_out(words, why);
        }
        if table.is_unnumbered {
            let place = "各条前面的序号".to_owned();
            self.row(place, String::new(), "", "不填：由程序编排", Tone::Muted);
        }
        for Sum { name, .. } in table.sums.iter().filter(|sum| !sum.is_taken) {
            self.leave_out(name, SUM);
        }
        let layout = of
            .rows()
            .flatten()
            .find_map(|row| sheet.layouts.get(row.layout));
        let titles = layout.into_iter().flatten().map(|column| column.title);
        let titles: HashSet<&str> = titles.filter(|title| !title.is_empty()).collect();
        let is_told = |at: &usize| block.names != Some(*at) && !table.is_numbering(*at);
        let unknown = (0..table.width()).filter(|at| table.is_unknown(*at));
        for column in unknown.filter(is_told) {
            let cells = block.targets.iter().zip(&table.rows).enumerate();
            let cells = cells.filter(|(row, (target, _))| {
                !matches!(target, Target::Nowhere(_)) && of.place(*row, column).is_none()
            });
            let cells = cells.filter_map(|(_, (_, cells))| cells.get(column));
            let count = cells.filter(|cell| !is_nothing(cell)).count();
            if count == 0 {
                continue;
            }
            self.kept += count;
            let place = match table.words(column) {
                Some(words) => format!("「{}」一列", text::cut(words, 20)),
                None => by_place(column),
            };
            let words = table.words(column).map(squeezed).unwrap_or_default();
            let (why, tone) = if table.is_undecided(column) {
                let why = "不填：没有写明是年初预算还是全年预算，请按 F6 选定";
                (why, Tone::Warning)
            } else if titles.contains(words.as_str()) {
                ("不填：由程序算出", Tone::Muted)
            } else {
                ("不填：没有这一列", Tone::Muted)
            };
            self.row(place, String::new(), "", why, tone);
        }
        let mut compared = 0..MOST;
        let mut is_near = false;
        let mut near = |name: &str| {
            let near = compared.next().and_then(|_| names.nearest(name));
            is_near |= near.is_some();
            near.map_or_else(String::new, |near| format!("，可能是「{near}」"))
        };
        let mut head = table.head.iter().flatten();
        let kind = head.position(|heading| heading.names(&["支出类别"]));
        for (target, cells) in block.targets.iter().zip(&table.rows) {
            let name = block.name(cells);
            match target {
                Target::Nowhere(_) if is_blank(cells) => {}
                Target::Nowhere(why) if name.is_empty() => self.leave_out(&cells.join(" "), why),
                Target::Nowhere(UNKNOWN) => {
                    self.leave_out(&name, &(UNKNOWN.to_owned() + &near(&name)))
                }
                Target::Nowhere(why) => self.leave_out(&name, why),
                Target::New => {
                    let place = format!("新增「{}」", text::cut(&name, 30));
                    let below = below.next().unwrap_or_default();
                    let own = kind.and_then(|at| cells.get(at)).map(|own| own.trim());
                    let below = own.filter(|own| !own.is_empty()).unwrap_or(&below);
                    let note = match (near(&name), below) {
                        (near, below) if near.is_empty() && !below.is_empty() => {
                            format!("加到「{below}」下面")
                        }
                        (near, _) => format!("原来没有，新增一条{near}"),
                    };
                    // Those of many are looked through here, before each cell has its line.
                    let amounts = cells.iter().enumerate().filter(|(at, cell)| {
                        let is_told = block.names != Some(*at) && !table.is_numbering(*at);
                        is_told && Number::read(cell).value().is_some()
                    });
                    let amounts: Vec<&str> = amounts.map(|(_, cell)| cell.trim()).collect();
                    let amounts = amounts.join("、");
                    self.row(place, String::new(), &amounts, &note, Tone::Warning);
                }
                Target::Row(_) | Target::Named(_) | Target::Headed | Target::Of(_) => {}
            }
        }
        self.is_near |= is_near;
    }

    /// Tells a row that is not filled in.
    fn leave_out(&mut self, words: &str, why: &str) {
        self.passed_over += 1;
        let place = format!("「{}」一行", text::cut(words.trim(), 30));
        self.row(
            place,
            String::new(),
            "",
            &format!("不填：{why}"),
            Tone::Error,
        );
    }

    /// Remembers what is filled in as the unit of an indicator.
    fn note_unit(&mut self, path: &FieldPath, text: &str) {
        let indicator = path.parent().filter(|_| path.last_key() == Some(UNIT));
        if let Some(indicator) = indicator.filter(|_| !is_nothing(text)) {
            self.units.insert(indicator, text.trim().to_owned());
        }
    }

    /// What is typed for a field, and what its parts in the table come to; an amount without a unit is in
    /// this.
    fn paste(
        &mut self,
        app: &App,
        place: String,
        (path, cell): (&FieldPath, Option<&Cell>),
        (typed, parts): (&str, Option<Decimal>),
        unit: Option<&str>,
    ) {
        let old = app.text_of(path);
        let kind = fields::kind_at(path).unwrap_or(Kind::Text);
        let unit = unit.filter(|_| kind == Kind::Number(Unit::WanYuan));
        let typed = in_unit(typed, unit);
        let unit = path.parent().and_then(|around| self.units.get(&around));
        let held = app.held(path, kind).with_unit(unit.map(String::as_str));
        let edits = edits_of(path, kind, &held, &typed);
        let (old, typed) = match kind {
            // As the cell has it.
            Kind::List(..) => (in_one_cell(&old), Cow::Owned(in_one_cell(&typed))),
            _ => (old, typed),
        };
        for edit in edits.iter().flatten() {
            if let Edit::Set {
                path,
                value: Value::Text(text),
            } = edit
            {
                self.note_unit(path, text);
            }
        }
        // 2882.00 is what 2882 is.
        let is_equal = |text: &str| {
            let value = Number::read(text).value();
            value.is_some() && value == Number::read(&old).value()
        };
        let is_same = |edit: &Edit| match edit {
            Edit::Set {
                value: Value::Text(text),
                ..
            } => *text == old,
            Edit::Set {
                value: Value::Number(text),
                ..
            } => *text == old || is_equal(text),
            _ => false,
        };
        let edits = edits.map(|edits| match edits.as_slice() {
            [edit] if is_same(edit) => Vec::new(),
            _ => edits,
        });
        // A sum that is stated goes on with its parts no more.
        let computed = cell.filter(|_| old.is_empty()).and_then(worked_out);
        let Some(computed) = computed else {
            // Its parts are not there yet.
            let also = parts.filter(|_| old.is_empty() && !typed.trim().is_empty());
            let also = also.map(|sum| format!("各行共 {sum}，{STATED}"));
            return self.add(place, old, &typed, also.as_deref(), edits);
        };
        let shown = format!("{}{}", Provenance::Computed.mark(), computed.trim());
        let stated = edits.iter().flatten().find_map(|edit| match edit {
            Edit::Set {
                value: Value::Number(text),
                ..
            } => Number::read(text).value(),
            _ => None,
        });
        let known = Number::read(computed.trim_end_matches('%')).value();
        if stated.is_some() && stated == known {
            self.is_same = true;
            let why = "不填：与算出的相同";
            return self.row(place, shown, &typed, why, Tone::Muted);
        }
        self.add(
            place,
            shown,
            &typed,
            Some(&format!("原来由程序算出，{STATED}")),
            edits,
        );
    }

    /// In what unit the amounts can be taken to be instead.
    pub(super) fn other(&self, amounts: Amounts) -> Option<Amounts> {
        match amounts {
            Amounts::In(_) => Some(Amounts::AsTold),
            Amounts::AsTold => self.likely.or(self.usual).map(Amounts::In),
        }
    }

    /// What taking it is called as a step.
    pub(super) fn name(&self) -> String {
        let filled = self.edits.len() - self.wiped;
        match (filled, self.wiped) {
            (filled, 0) => format!("粘贴 {filled} 格"),
            (0, wiped) => format!("清空 {wiped} 格"),
            (filled, wiped) => format!("粘贴 {filled} 格，清空 {wiped} 格"),
        }
    }

    /// How much it is, and what of it is not filled in.
    pub(super) fn title(
        &self,
        rows: usize,
        added: usize,
        by_name: bool,
        amounts: Amounts,
    ) -> (String, String) {
        let told = [(self.kept, "格不填"), (self.passed_over, "行不填")];
        let told = told.into_iter().filter(|(n, _)| *n > 0);
        let mut kept: String = told.map(|(n, words)| format!("，{n} {words}")).collect();
        if added > 0 {
            kept.push_str(&format!("，新增 {added} 条"));
        }
        let filled = self.edits.len() - self.wiped;
        let mut title = format!("粘贴 {rows} 行：填 {filled} 格");
        if self.wiped > 0 {
            title.push_str(&format!("，清空 {} 格", self.wiped));
        }
        if self.replaced > 0 {
            title.push_str(&format!("，换掉 {} 格原有文字", self.replaced));
        }
        title.push_str(&kept);
        if by_name {
            title.push_str("，按名称对行");
        }
        if let Amounts::In(unit) = amounts {
            title.push_str(&format!("，按{unit}计"));
        }
        if self.is_wrong {
            title.push_str("，合计对不上");
        }
        (title, kept)
    }
}

/// Whether the number that is filled in is another than was typed, since it is in another unit.
fn is_converted(edits: &[Edit], typed: &str) -> bool {
    let Measure { value, unit, .. } = Measure::read(typed);
    let number = match edits.first() {
        Some(Edit::Set {
            value: Value::Number(number),
            ..
        }) => number,
        _ => return false,
    };
    !unit.is_empty() && *number != value
}

/// What the program works out in a cell where it could be stated.
fn worked_out(cell: &Cell) -> Option<&str> {
    let is_computed = matches!(
        cell.provenance,
        Some(Provenance::Computed | Provenance::Partial)
    );
    is_computed.then_some(&cell.text)
}

/// The lines of a list of texts as its cell shows them.
fn in_one_cell(lines: &str) -> String {
    let lines = lines.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("、")
}

/// Whether nothing stands in a cell, or that there is nothing.
pub(super) fn is_nothing(cell: &str) -> bool {
    cell.trim().is_empty() || says_nothing(cell)
}

/// Whether nothing stands in a cell for a field, or that there is nothing: in a text 无 is a word.
fn is_nothing_for(path: &FieldPath, cell: &str) -> bool {
    let is_number = matches!(fields::kind_at(path), Some(Kind::Number(_)));
    is_nothing(cell) && (is_number || cell.trim() != "无")
}

/// The number that a cell holds, in 万元 where it says its unit.
pub(super) fn amount(cell: &str) -> Option<Decimal> {
    normalise(cell, Unit::WanYuan).ok()??.parse().ok()
}

/// What rows come to of which some are the totals of those right behind them, whatever they are called.
fn topmost(amounts: impl DoubleEndedIterator<Item = Decimal>) -> Option<Decimal> {
    let mut top: Vec<Decimal> = Vec::new();
    for amount in amounts.rev() {
        let mut parts = Decimal::ZERO;
        let mut count = 0;
        for part in top.iter().rev() {
            parts = parts.checked_add(*part)?;
            count += 1;
            if parts >= amount {
                break;
            }
        }
        if parts == amount {
            top.truncate(top.len() - count);
        }
        top.push(amount);
    }
    figures::sum(top.into_iter().map(Some))
}

/// A cell with the unit of its column behind it, if it has none of its own.
fn in_unit<'c>(typed: &'c str, unit: Option<&str>) -> Cow<'c, str> {
    // A format such as 0.## leaves the point behind a whole number.
    let number = typed.trim().trim_end_matches(['.', '．', '。']);
    match unit.filter(|_| number.ends_with(char::is_numeric)) {
        Some(unit) => Cow::Owned(format!("{number}{unit}")),
        None => Cow::Borrowed(typed),
    }
}

/// 十亿元, in 万元.
const HUGE: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// The one in the middle.
fn middle(numbers: &mut [Decimal]) -> Option<Decimal> {
    numbers.sort();
    numbers.get(numbers.len() / 2).copied()
}

/// Which power of ten so many times is about, and in words, where a unit may be the reason.
fn magnitude(times: Decimal) -> Option<(i32, &'static str)> {
    // From one to the next the same factor: the root of ten.
    let [low, middle, high] = [316, 3_162, 31_623].map(Decimal::from);
    let is_less = times < Decimal::ONE;
    let times = match is_less {
        true => Decimal::ONE.checked_div(times)?,
        false => times,
    };
    match is_less {
        _ if times < low || times >= high => None,
        true if times < middle => Some((-3, "千分之一")),
        true => Some((-4, "万分之一")),
        false if times < middle => Some((3, "一千倍")),
        false => Some((4, "一万倍")),
    }
}

/// Below what a new entry comes, in words, where lists of the same entries stand below one another.
fn below(app: &App, insert: &Edit) -> String {
    let Edit::Insert { list, value, .. } = insert else {
        return String::new();
    };
    let text = |entries: &[(String, Value)], key: &str| {
        let value = entries.iter().find(|(own, _)| own == key);
        match value {
            Some((_, Value::Text(text))) => text.clone(),
            _ => String::new(),
        }
    };
    match (list.last_key(), value) {
        (Some("项目"), Value::Map(entries)) => match text(entries, "支出类别") {
            kind if kind.is_empty() => "项目支出".to_owned(),
            kind => kind,
        },
        (Some("分类" | "类别"), _) => {
            let around = list.parent();
            around
                .and_then(|it| it.last_key().map(str::to_owned))
                .unwrap_or_default()
        }
        (Some("名单"), _) => {
            let around = list.parent();
            around
                .map(|it| app.text_of(&it.key("类别")))
                .unwrap_or_default()
        }
        (Some("明细"), _) => {
            let around = list.parent();
            around
                .map(|it| app.text_of(&it.key("名称")))
                .unwrap_or_default()
        }
        _ => String::new(),
    }
}
