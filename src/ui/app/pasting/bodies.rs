//! A pasted table of bodies (机构): their kinds beside them, one body a row or all of a kind in one cell.

use super::Taking;
use super::aim::{Aim, OpenList, Over, SUM, Target};
use super::heading::{MOST_ABOVE, keys_of};
use super::names::{behind_its_number, plain};
use super::table::{Cells, Ground, Rows, in_one, is_beside, is_blank};
use crate::document::FieldPath;
use crate::report::fields::{Kind, names_a_sum};
use crate::ui::app::App;
use crate::ui::app::typed::{bodies_in_one_line, ends_as_body, names_in};
use crate::ui::text;

/// What tables call the kinds of bodies.
const KINDS: [&str; 5] = ["类别", "机构类别", "类型", "机构类型", "机构性质"];

/// What they call how many there are of a kind.
const COUNTS: [&str; 5] = ["列示数", "个数", "数量", "机构数", "机构个数"];

/// What they call all bodies of a kind, but for 名称 and what the field of that is called as well.
const LISTS: [&str; 5] = ["名单", "机构名单", "内设机构", "下属单位", "所属单位"];

/// What the columns of such a table are.
struct Columns {
    kind: Option<usize>,
    count: Option<usize>,
    name: usize,
    also: Option<usize>,
}

/// Bodies of one kind.
struct OfKind {
    /// None where the table does not tell it.
    kind: String,
    /// How many it says that there are, where it has a column for that.
    count: Option<String>,
    /// The name of each, and behind it the others that it bears (加挂) where these are told.
    bodies: Vec<Cells>,
}

/// A table of bodies.
pub(super) struct Bodies {
    kinds: Vec<OfKind>,
    has_kinds: bool,
    is_headed: bool,
    /// The rows that are none, and why.
    left: Vec<(String, &'static str)>,
}

impl App {
    /// What a table says of bodies, where one stands among them; `None` where it is none of them.
    pub(super) fn bodies(&self, pasted: &[Cells]) -> Option<Bodies> {
        let list = FieldPath::of(&["基本情况", "机构"]);
        let members = OpenList::at(list.index(0).key("名单"), None)?;
        let Kind::Record(fields) = members.item else {
            return None;
        };
        if !self.stands_beside(&list) {
            return None;
        }
        let ground = Ground {
            keys: fields.iter().map(|field| field.key.to_owned()).collect(),
            fields,
            rows: Rows::Entries,
            ..self.ground(None, Taking::default(), pasted)
        };
        let mut head = pasted.iter().take(MOST_ABOVE).enumerate();
        let head = head.find_map(|(at, cells)| Some((at, Columns::of(cells, &ground)?)));
        let is_headed = head.is_some();
        let is_on_kinds = || self.list_to_grow().is_some_and(|own| own.path == list);
        let (columns, above, rows) = match head {
            Some((at, columns)) => {
                let (above, rows) = pasted.split_at_checked(at)?;
                let (head, rows) = rows.split_first()?;
                let again = move |cells: &&Cells| *cells != head;
                (columns, above, rows.iter().filter(again).collect())
            }
            None => {
                let columns = Columns::without_heading(pasted).filter(|_| is_on_kinds())?;
                (columns, [].as_slice(), pasted.iter().collect::<Vec<_>>())
            }
        };
        let above = above.iter().filter(|cells| !is_blank(cells));
        let mut bodies = Bodies {
            kinds: Vec::new(),
            has_kinds: columns.kind.is_some(),
            is_headed,
            left: above.map(|cells| (in_one(cells), "在表头上面")).collect(),
        };
        for cells in rows.into_iter().filter(|cells| !is_blank(cells)) {
            bodies.take(cells, &columns);
        }
        Some(bodies)
    }

    /// Where bodies go: their kinds into the list of these, and themselves into that of their kind.
    pub(super) fn aim_at_bodies(
        &mut self,
        bodies: Bodies,
        taking: Taking,
    ) -> Result<Vec<Aim>, String> {
        const ELSEWHERE: &str = "这是机构的名单，没有写明属于哪一类；请先填机构类别（如“内设机构”），站在它上面再贴，或连类别一列一起复制。";
        let Bodies {
            kinds,
            has_kinds,
            is_headed,
            left,
        } = bodies;
        let mut aims = Vec::new();
        let mut lists = Vec::new();
        if has_kinds {
            let rows = kinds.iter().map(|of| {
                let kind = std::iter::once(of.kind.clone());
                kind.chain(of.count.clone()).collect()
            });
            let list = FieldPath::of(&["基本情况", "机构"]);
            let aim = self.aim_into(list.clone(), ["类别", "列示数"], rows.collect(), taking)?;
            let mut new = self.document.count(&list)..;
            let rows = aim
                .blocks
                .iter()
                .flat_map(|it| it.targets.iter().zip(&it.table.rows));
            for (target, cells) in rows {
                let kind = match target {
                    Target::New => new.next().map(|place| list.index(place)),
                    Target::Row(field) | Target::Named(field) => field.parent(),
                    _ => None,
                };
                let of = kinds.iter().find(|of| cells.first() == Some(&of.kind));
                lists.extend(kind.zip(of));
            }
            aims.push(aim);
        } else {
            let kind = self.kind_of_bodies().ok_or(ELSEWHERE)?;
            lists.extend(kinds.first().map(|of| (kind, of)));
        }
        for (kind, of) in lists.into_iter().filter(|(_, of)| !of.bodies.is_empty()) {
            let list = kind.key("名单");
            let mut aim = self.aim_into(list, ["名称", "加挂"], of.bodies.clone(), taking)?;
            aim.told = has_kinds.then(|| {
                let kind = format!("机构类别「{}」", text::cut(&of.kind, 30));
                (kind, format!("表中有它的 {} 个机构", of.bodies.len()))
            });
            aims.push(aim);
        }
        let mut tables = aims.iter_mut().flat_map(|aim| &mut aim.blocks);
        let first = &mut tables
            .next()
            .ok_or("表中没有机构的名称，请连名称一列一起复制。")?
            .table;
        first.passed_over.extend(left);
        first.is_headed = is_headed;
        tables.for_each(|block| block.table.is_headed = is_headed);
        Ok(aims)
    }

    fn aim_into(
        &mut self,
        list: FieldPath,
        head: [&str; 2],
        rows: Vec<Cells>,
        taking: Taking,
    ) -> Result<Aim, String> {
        let list = OpenList::at(list, None).map(|list| (list, Over::Here));
        let head = head.map(str::to_owned).to_vec();
        let table: Vec<Cells> = std::iter::once(head).chain(rows).collect();
        self.aim(&table, taking, list)
    }

    /// The kind of the body, or the kind of bodies, that one stands on.
    fn kind_of_bodies(&self) -> Option<FieldPath> {
        let (list, place) = self.row()?.list.clone()?;
        match list.last_key() {
            Some("机构") => Some(list.index(place?)),
            Some("名单") => list.parent(),
            _ => None,
        }
    }
}

impl Columns {
    /// What the columns under a heading are, where it is that of a table of bodies.
    fn of(head: &Cells, ground: &Ground) -> Option<Self> {
        let called =
            |is_it: &dyn Fn(&str) -> bool| head.iter().position(|cell| is_it(&plain(cell)));
        let is_kind = |cell: &str| KINDS.contains(&cell);
        let means = |cell: &str, key: &str| keys_of(cell, ground).iter().any(|it| it == key);
        let columns = Self {
            kind: called(&is_kind),
            count: called(&|cell| COUNTS.contains(&cell)),
            name: called(&|cell| !is_kind(cell) && (LISTS.contains(&cell) || means(cell, "名称")))?,
            also: called(&|cell| means(cell, "加挂")),
        };
        // 内设机构 beside how many they are is a kind.
        (columns.kind.is_some() || columns.count.is_none()).then_some(columns)
    }

    /// The same of a table without a heading: a word, and beside it nothing but bodies.
    fn without_heading(rows: &[Cells]) -> Option<Self> {
        let are_bodies = |cells: &Cells| {
            let [kind, names] = cells.as_slice() else {
                return false;
            };
            let is_word = behind_its_number(kind).chars().all(char::is_alphabetic);
            let names = bodies_in_one_line(names);
            let mut names = names_in(&names).into_iter().peekable();
            is_word && names.peek().is_some() && names.all(ends_as_body)
        };
        let columns = Self {
            kind: Some(0),
            count: None,
            name: 1,
            also: None,
        };
        rows.iter().all(are_bodies).then_some(columns)
    }
}

impl Bodies {
    /// Reads a row.
    fn take(&mut self, cells: &Cells, columns: &Columns) {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", |it| it.trim());
        let (kind, names) = (cell(columns.kind), cell(Some(columns.name)));
        if is_beside(cells) {
            return self.left.push((in_one(cells), "是表外的说明"));
        }
        if names_a_sum(kind) || names_a_sum(names) {
            return self.left.push((in_one(cells), SUM));
        }
        // A cell over several rows stands in the first of them only.
        let kind = behind_its_number(kind);
        let is_own = |of: &OfKind| plain(&of.kind) == plain(&kind);
        let of = match kind.is_empty() && self.has_kinds {
            true => self.kinds.len().checked_sub(1),
            false => self.kinds.iter().position(is_own).or_else(|| {
                self.kinds.push(OfKind {
                    kind,
                    count: columns.count.map(|at| cell(Some(at)).to_owned()),
                    bodies: Vec::new(),
                });
                self.kinds.len().checked_sub(1)
            }),
        };
        let Some(of) = of.and_then(|at| self.kinds.get_mut(at)) else {
            return self.left.push((in_one(cells), "没有写明类别"));
        };
        let (mut bodies, also) = (bodies_in_cell(names), cell(columns.also));
        match bodies.as_mut_slice() {
            [body] if columns.also.is_some() => {
                body.truncate(1);
                body.push(also.to_owned());
            }
            _ if !also.is_empty() => self
                .left
                .push((also.to_owned(), "没有写明是哪个机构的牌子")),
            _ => {}
        }
        of.bodies.extend(bodies);
    }
}

/// The bodies in a cell, each with what stands in brackets behind it that it bears as well.
fn bodies_in_cell(names: &str) -> Vec<Cells> {
    let names = bodies_in_one_line(names);
    let bodies = names_in(&names).into_iter().map(|name| {
        let name = behind_its_number(name);
        let also = name.split_once(['（', '(']).and_then(|(name, also)| {
            let also = also.strip_suffix(['）', ')'])?.strip_prefix("加挂")?;
            let also = also.strip_suffix("牌子").unwrap_or(also);
            let also = also.strip_suffix('的').unwrap_or(also);
            Some(vec![name.trim().to_owned(), also.to_owned()])
        });
        also.unwrap_or_else(|| vec![name])
    });
    bodies.collect()
}
