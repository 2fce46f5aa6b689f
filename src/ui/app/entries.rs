//! Entries of lists: put in, taken out, moved; names put into a list of them.

use super::growing::first_field;
use super::typed::lines_of;
use super::{App, Mode, Popup};
use crate::document::{self, Edit, FieldPath, Transaction, Value};
use crate::figures::budget::{Column, Item, Node};
use crate::report::fields::{self, Kind};
use crate::report::number::told;
use crate::ui::effect::Effect;
use crate::ui::tabs::Tab;
use crate::ui::theme::Tone;

impl App {
    /// Whether a field holds names of projects, of which there are some.
    pub(super) fn offers_names(&self, path: &FieldPath) -> bool {
        path.last_key() == Some("涉及项目") && !self.report.projects.is_empty()
    }

    /// Those names.
    pub(super) fn names_offered(&self, path: &FieldPath) -> Vec<String> {
        let projects = self.report.projects.iter();
        let projects = projects.filter(|_| self.offers_names(path));
        projects.map(|it| it.name.to_string()).collect()
    }

    /// Offers the projects that a list of them can name, with the cursor at the one just `decided` on.
    pub(super) fn offer_names(&mut self, path: &FieldPath, decided: Option<&str>) {
        let all = self.names_offered(path);
        let held = self.names_held(path);
        let first = held.first().map(String::as_str);
        let at = decided.or(first);
        let at = at.and_then(|at| all.iter().position(|it| it == at));
        let at = at.unwrap_or(0);
        self.mode = Mode::Popup(Popup::names(path, &all, &held, at, decided.is_some()));
    }

    fn names_held(&self, path: &FieldPath) -> Vec<String> {
        let list = self.document.node(path).into_iter();
        list.flat_map(lines_of).map(|(_, name)| name).collect()
    }

    /// Puts a name into a list of names, unless it is in it, and is done with choosing.
    pub(super) fn choose_name(&mut self, path: &FieldPath, name: &str) -> Vec<Effect> {
        self.notice = None;
        let is_held = self.names_held(path).iter().any(|it| it == name);
        let effects = if is_held {
            Vec::new()
        } else {
            self.toggle(path, name)
        };
        self.mode = Mode::Browse;
        effects
    }

    /// Puts a name into a list of names or takes it out, and goes on choosing.
    pub(super) fn toggle(&mut self, path: &FieldPath, name: &str) -> Vec<Effect> {
        let list = self.document.node(path);
        let held = list.into_iter().flat_map(lines_of);
        let held: Vec<usize> = held.filter(|(_, it)| it == name).map(|(i, _)| i).collect();
        let (verb, edits) = if held.is_empty() {
            let insert = Edit::Insert {
                list: path.clone(),
                index: list.map_or(0, |list| list.len()),
                value: Value::Text(name.to_owned()),
            };
            ("选上", vec![insert])
        } else {
            let remove = |i| Edit::Remove {
                path: path.index(i),
            };
            ("取消", held.into_iter().rev().map(remove).collect())
        };
        let key = path.last_key().unwrap_or_default();
        let effects = self.transact(Transaction {
            name: format!("{key}{verb}「{name}」"),
            place: path.clone(),
            edits,
        });
        if self.notice.is_none() {
            self.offer_names(path, Some(name));
        }
        effects
    }

    /// Puts a new entry into the list under the cursor, to be filled in.
    pub(super) fn insert_entry(&mut self) -> Vec<Effect> {
        let Some((noun, insert)) = self.new_entry() else {
            return Vec::new();
        };
        let entry = insert.path();
        let effects = self.transact(Transaction {
            name: format!("新增{noun}"),
            place: entry.clone(),
            edits: vec![insert],
        });
        if !effects.is_empty() {
            self.rebuild();
            self.go_to(&first_field(&entry));
            self.say(
                format!(
                    "已新增一{}{noun}，直接输入即可，Ctrl+Z 可以撤销。",
                    fields::measure_of(noun)
                ),
                Tone::Muted,
            );
        }
        effects
    }

    /// What puts a new entry into the list under the cursor, and what one is called.
    pub(super) fn new_entry(&self) -> Option<(&'static str, Edit)> {
        let (list, place) = self.list_here()?;
        let Kind::List(item, noun) = fields::kind_at(&list)? else {
            return None;
        };
        let count = self.document.count(&list);
        // Numbered ones stand in the order of their numbers.
        let is_numbered = matches!(*item, Kind::Record(fields)
            if fields.iter().any(|field| field.key == "编号"));
        let beside = place.filter(|_| !is_numbered);
        let index = beside.map_or(count, |place| place + 1);
        let mut value = self.fresh_entry(&list, *item, place, count);
        // The only problem without a remedy is the one that this is for.
        if let Value::Map(entries) = &mut value
            && let Some((_, answers)) = entries.iter_mut().find(|(key, _)| key == "针对问题")
            && let [issue] = self.figures.unanswered.as_slice()
            && let Some(issue) = self.report.issues.get(*issue)
        {
            *answers = Value::Text(issue.number.words().to_owned());
        }
        Some((noun, Edit::Insert { list, index, value }))
    }

    /// A new entry of a list that has so many, beside the one at `place`.
    pub(super) fn fresh_entry(
        &self,
        list: &FieldPath,
        item: Kind,
        place: Option<usize>,
        count: usize,
    ) -> Value {
        let mut value = fields::blank(item);
        if let Value::Map(entries) = &mut value {
            for (key, value) in entries.iter_mut() {
                match key.as_str() {
                    // A number that no other entry has, so that remedies can refer to it.
                    "编号" => *value = Value::Text(self.free_number(list, count)),
                    // A project put in beside another is of its kind.
                    "支出类别" => {
                        let beside = place.and_then(|place| self.report.projects.get(place));
                        let kind = match (beside, self.root()) {
                            (Some(project), _) => project.kind.to_string(),
                            (None, root) if self.tab == Tab::Budget => {
                                let here = self.row().and_then(|row| row.item);
                                let mut kinds = here.into_iter().chain([root]);
                                let kind = kinds.find(|it| matches!(it, Item::ProjectKind(_)));
                                kind.map_or_else(String::new, |kind| {
                                    kind.name(&self.report).to_owned()
                                })
                            }
                            _ => String::new(),
                        };
                        if !kind.is_empty() {
                            *value = Value::Text(kind);
                        }
                    }
                    _ => {}
                }
            }
        } else {
            value = Value::Null;
        }
        value
    }

    fn free_number(&self, list: &FieldPath, count: usize) -> String {
        let taken = |number: &str| {
            self.document.node(list).is_some_and(|node| {
                node.items()
                    .any(|item| item.get("编号").and_then(|n| n.text()) == Some(number))
            })
        };
        (count + 1..)
            .map(|number| number.to_string())
            .find(|number| !taken(number))
            .unwrap_or_default()
    }

    /// Takes out the entry with the cursor, or all that are selected.
    pub(super) fn remove_entry(&mut self) -> Vec<Effect> {
        let Some((list, Some(place))) = self.row().and_then(|row| row.list.clone()) else {
            return Vec::new();
        };
        let selected = self.entries_selected(&list);
        let first = selected.first().copied().unwrap_or(place);
        let name = match (selected.len(), fields::kind_at(&list)) {
            (count @ 2.., Some(Kind::List(_, noun))) => format!("删除 {count} 条{noun}"),
            _ => format!(
                "删除 {}",
                fields::describe(&self.document, &list.index(place))
            ),
        };
        let last_year = selected
            .iter()
            .filter_map(|&place| self.left_in_last_year(&list, place));
        let last_year: Vec<String> = last_year.collect();
        let entries = selected
            .iter()
            .filter_map(|&place| self.document.node(&list.index(place)));
        let filled: usize = entries.map(filled_in).sum();
        let entries: Vec<FieldPath> = selected.iter().map(|&it| list.index(it)).collect();
        let reviewed = self.reviewed_in(&entries);
        // From the last on, so that those before keep their places.
        let removed = selected.iter().rev().map(|&place| Edit::Remove {
            path: list.index(place),
        });
        let edits = removed.collect();
        self.stand_on_first_selected();
        let effects = self.transact(Transaction {
            name: name.clone(),
            place: list.index(first),
            edits,
        });
        if !effects.is_empty() {
            let last_year = match last_year.as_slice() {
                [] => String::new(),
                amounts => format!(
                    "上年执行数 {} 万元还在上年的合计里：合计不用改，提示相差的填写说明。",
                    amounts.join("、")
                ),
            };
            // A key away from Delete, with nothing asked before it: what went along is not overlooked.
            let (along, tone) = match filled {
                0 | 1 => (String::new(), Tone::Muted),
                _ => (format!("和其中填好的 {filled} 处"), Tone::Warning),
            };
            self.say(
                format!("已{name}{along}，Ctrl+Z 可以撤销。{reviewed}{last_year}"),
                if reviewed.is_empty() {
                    tone
                } else {
                    Tone::Warning
                },
            );
        }
        effects
    }

    /// What was spent last year on an entry, in 万元, if a total that was entered holds it.
    fn left_in_last_year(&self, list: &FieldPath, place: usize) -> Option<String> {
        let is_project = *list == fields::projects();
        let item = Some(Item::Project(place)).filter(|_| is_project)?;
        let budget = &self.figures.budget;
        let node = budget.node(item)?;
        let amount = node.value(Column::Prior).filter(|it| !it.is_zero())?;
        let above = |node: &&Node| node.parent.and_then(|place| budget.get(place));
        let mut above = std::iter::successors(Some(node), above).skip(1);
        let is_stated = above.any(|it| it.entered.get(Column::Prior).is_some());
        is_stated.then(|| told(amount))
    }

    /// The entries of a list in the rows selected, by their places.
    fn entries_selected(&self, list: &FieldPath) -> Vec<usize> {
        let focus = self.focus();
        let rows = self.screen.sheet(focus).map(|sheet| &sheet.rows);
        let mut places: Vec<usize> = self
            .cursor(focus)
            .rows()
            .filter_map(|row| rows?.get(row)?.list.as_ref())
            .filter_map(|(of, place)| place.filter(|_| of == list))
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    pub(super) fn stand_on_first_selected(&mut self) {
        let focus = self.focus();
        let cursor = self.cursor(focus);
        if cursor.anchor.is_some() {
            let (row, column) = (*cursor.rows().start(), *cursor.columns().start());
            self.set_cursor(focus, cursor.at(row, column));
        }
    }

    pub(super) fn move_entry(&mut self, by: isize) -> Vec<Effect> {
        let Some((list, Some(from))) = self.row().and_then(|row| row.list.clone()) else {
            return Vec::new();
        };
        let count = self.document.count(&list);
        // In the budget projects stand among those of their kind.
        let kind = |place: usize| self.report.projects.get(place).map(|it| it.kind.trim());
        let is_grouped = self.tab == Tab::Budget && list == fields::projects();
        let is_beside = |to: &usize| !is_grouped || kind(*to) == kind(from);
        let further = |at: &usize| at.checked_add_signed(by);
        let places = std::iter::successors(further(&from), further);
        let mut places = places.take_while(|&to| to < count);
        let Some(to) = places.find(is_beside) else {
            self.say("已到头，不能再移。", Tone::Muted);
            return Vec::new();
        };
        let direction = if by < 0 { "上移" } else { "下移" };
        let name = format!(
            "{direction} {}",
            fields::describe(&self.document, &list.index(from))
        );
        let moved = list.index(to);
        let effects = self.transact(Transaction {
            name,
            place: moved.clone(),
            edits: vec![Edit::Move { list, from, to }],
        });
        if !effects.is_empty() {
            self.rebuild();
            self.follow(&moved);
        }
        effects
    }

    /// Keeps the cursor on an entry that moved, in the column where it was.
    fn follow(&mut self, entry: &FieldPath) {
        let focus = self.focus();
        let cursor = self.cursor(focus);
        let sheet = self.screen.sheet(focus);
        if let Some(row) = sheet.and_then(|sheet| sheet.row_of_entry(entry)) {
            self.set_cursor(focus, cursor.at(row, cursor.column));
        }
    }
}

/// How many values in an entry hold something.
fn filled_in(entry: document::Node<'_>) -> usize {
    let own = entry.text().is_some_and(|text| !text.trim().is_empty());
    let items: usize = entry.items().map(filled_in).sum();
    let parts: usize = entry.entries().map(|(_, part)| filled_in(part)).sum();
    usize::from(own) + items + parts
}
