//! Undo and redo: where they lead, and what they say of what they did.

use super::App;
use super::typed::from_to;
use crate::document::{Document, FieldPath, Step, UndoStep};
use crate::report::fields;
use crate::store::Kind;
use crate::ui::effect::Effect;
use crate::ui::sheet::Row;
use crate::ui::theme::Tone;

/// What stands again where a step was taken back; the name of the step tells what it had done.
enum Again {
    /// What one field held, and what it was changed to.
    Value(FieldPath, String),
    /// What so many held.
    Values(usize),
    /// Nothing that is a value.
    Nothing,
}

impl App {
    /// Undoes or redoes one step and goes where it happened.
    pub(super) fn travel(
        &mut self,
        step: impl FnOnce(&mut Document) -> Option<UndoStep>,
        kind: Kind,
    ) -> Vec<Effect> {
        self.mark_changes();
        let again = match kind {
            Kind::Undo => self.undone_by_undo(),
            Kind::Do | Kind::Redo => Again::Nothing,
        };
        let Some(step) = step(&mut self.document) else {
            return Vec::new();
        };
        self.derive();
        self.rebuild();
        // Who reads the pages stays there and sees them change; so does who sees an entry go.
        if self.preview().is_none() {
            match self.saw_go(&step.place) {
                Some(entry) => self.stand_where_none_is(&entry),
                None if self.stand_on(&step.place) => {}
                None => self.go_back(step.view.as_deref(), &step.place),
            }
        }
        let word = match kind {
            Kind::Undo => "撤销",
            Kind::Do | Kind::Redo => "重做",
        };
        let now = self.words_of(&again, &step.name).unwrap_or_default();
        self.say(format!("{word}：{}{now}", step.name), Tone::Good);
        vec![self.record(kind, &step)]
    }

    /// What will stand again once the last step is taken back.
    fn undone_by_undo(&self) -> Again {
        let Some(step) = self.document.can_undo() else {
            return Again::Nothing;
        };
        // What was said of an entry follows it by itself.
        let mut changes = step.changed().filter(|it| !fields::is_by_program(&it.path));
        match (changes.next(), changes.count()) {
            (None, _) => Again::Nothing,
            (Some(it), 0) => {
                // An entry comes or goes as a whole.
                let is_entry = matches!(it.path.last(), Some(Step::Index(_))) && !it.is_of_value();
                let value = self.value_at(&it.path).filter(|_| !is_entry);
                value.map_or(Again::Nothing, |value| Again::Value(it.path.clone(), value))
            }
            (Some(_), others) => Again::Values(others + 1),
        }
    }

    fn words_of(&self, again: &Again, name: &str) -> Option<String> {
        match again {
            Again::Nothing => None,
            Again::Values(count) => Some(format!("，改过的 {count} 处都改回去了")),
            Again::Value(path, before) => {
                // Its entry may have gone with it.
                let is_there = |entry: FieldPath| self.document.node(&entry).is_some();
                entries_around(path).all(is_there).then_some(())?;
                let now = self.value_at(path).filter(|now| now != before)?;
                let (now, _) = from_to(&now, before);
                let field = path.last_key().unwrap_or_default();
                let field = match name.contains(field) {
                    true => String::new(),
                    false => format!("「{field}」"),
                };
                Some(format!("，{field}现在是 {now}"))
            }
        }
    }

    /// The outermost entry that a place lies in that stood on the screen before, and is no more.
    fn saw_go(&self, place: &FieldPath) -> Option<FieldPath> {
        let before = self.before()?;
        let stood = |entry: &FieldPath| {
            let mut sheets = (0..before.panes.len()).filter_map(|pane| before.sheet(pane));
            sheets.any(|sheet| sheet.row_of_entry(entry).is_some())
        };
        let gone = |entry: &FieldPath| self.document.node(entry).is_none() && stood(entry);
        entries_around(place).filter(gone).last()
    }

    /// Where an entry was the only one, stands where its list has none; else stays.
    fn stand_where_none_is(&mut self, entry: &FieldPath) {
        let is_of_list = |row: &Row| {
            let list = row.list.as_ref().filter(|(_, place)| place.is_none());
            list.is_some_and(|(list, _)| entry.parent().as_ref() == Some(list))
        };
        let pane = self.focus();
        let sheet = self.screen.sheet(pane);
        let row = sheet.and_then(|sheet| {
            let row = sheet.rows.iter().position(is_of_list)?;
            Some((row, sheet.first_walkable(row)?))
        });
        if let Some((row, column)) = row {
            self.stand(pane, row, column);
        }
    }

    /// What stands in a field that holds a value of its own.
    fn value_at(&self, path: &FieldPath) -> Option<String> {
        let kind = fields::kind_at(path)?;
        let is_value = !matches!(kind, fields::Kind::Record(_) | fields::Kind::List(..));
        is_value.then(|| self.text_at(path, kind))
    }
}

/// The entries of lists that a place lies in, itself if it is one.
fn entries_around(place: &FieldPath) -> impl Iterator<Item = FieldPath> {
    let around = place.around();
    around.filter(|it| matches!(it.last(), Some(Step::Index(_))))
}
