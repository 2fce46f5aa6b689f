//! 送审检查: what is missing before the report can be handed in, and 待定, which marks a field as not
//! certain yet. Neither keeps anybody from saving.

use super::App;
use super::listing::Listing;
use super::problems::brief;
use super::review::Spot;
use crate::document::{Edit, FieldPath, Transaction, Value};
use crate::report::fields;
use crate::report::places::Places;
use crate::rules::{Commented, Severity};
use crate::ui::action::Action;
use crate::ui::effect::Effect;
use crate::ui::sheet::{Cell, Column, Width};
use crate::ui::theme::Tone;

impl App {
    /// Marks the field under the cursor as not certain yet, or takes the mark away.
    pub(super) fn pend(&mut self) -> Vec<Effect> {
        let Some(path) = self.path_of_cell() else {
            return Vec::new();
        };
        let name = fields::describe(&self.document, &path);
        let pending = self.findings.pending_on(&path);
        let (word, edit) = match pending {
            Some(pending) => (
                "已定",
                Edit::Remove {
                    path: pending.entry.clone(),
                },
            ),
            None => (
                "待定",
                Edit::Insert {
                    list: FieldPath::root().key("待定"),
                    index: self.report.tentative.len(),
                    value: Value::Map(vec![
                        ("位置".to_owned(), Value::Text(name.clone())),
                        ("事由".to_owned(), Value::Null),
                    ]),
                },
            ),
        };
        let effects = self.transact(Transaction {
            name: format!("{word}「{name}」"),
            place: path,
            edits: vec![edit],
        });
        if !effects.is_empty() {
            let key = Action::Lacking.key_label();
            self.say(
                format!("{name} 记为{word}，{key} 看送审还缺什么。"),
                Tone::Good,
            );
        }
        effects
    }

    /// The comments that nobody has replied to.
    pub(super) fn open_comments(&self) -> impl Iterator<Item = &Commented> {
        let comments = self.findings.comments().iter();
        comments.filter(|it| it.is_open())
    }

    /// What is not certain or not replied to yet, in one sentence.
    pub(super) fn not_settled(&self) -> Option<String> {
        let pending = self.findings.pending().len();
        let comments = self.open_comments().count();
        let parts = [(pending, "处待定"), (comments, "条批注没有答复")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        (!parts.is_empty()).then(|| format!("还有 {}。", parts.join("、")))
    }

    /// Lists what is missing: required fields, errors, what is not certain, comments.
    pub(super) fn list_what_is_missing(&mut self) {
        let columns = vec![
            Column::words("在哪里", Width::Fill(18)),
            Column::words("缺什么", Width::Fill(30)),
        ];
        let mut list = Listing::new("送审检查", columns);
        let mut places = Places::of(&self.document);
        let mut place = |path: &FieldPath| brief(places.describe(path));
        let mut count = 0;
        let mut group = |title: &str, unit: &str, rows: Vec<(FieldPath, String, String)>, tone| {
            if rows.is_empty() {
                return;
            }
            count += rows.len();
            list.section(&format!("{title} {} {unit}", rows.len()));
            for (path, place, words) in rows {
                let cells = vec![
                    Cell::computed(place).toned(tone),
                    Cell::label(words).toned(Tone::Plain),
                ];
                list.push(cells, Some(Spot::at(path)));
            }
        };
        let errors = self.problems().into_iter();
        let errors = errors.filter(|it| it.severity == Severity::Error);
        let errors = errors.map(|it| {
            let place = place(&it.path());
            (
                it.path(),
                place,
                format!("{} {}", it.rule.label(), it.message),
            )
        });
        group("错误没有改正或说明", "处", errors.collect(), Tone::Error);
        let pending = self.findings.pending().iter();
        let pending = pending.map(|it| {
            let path = it.path.clone().unwrap_or_else(|| it.entry.clone());
            let words = match it.remark.as_str() {
                "" => "还没有定".to_owned(),
                remark => remark.to_owned(),
            };
            (path, it.place.clone(), words)
        });
        group("待定", "处", pending.collect(), Tone::Warning);
        let comments = self.open_comments().map(|it| {
            let path = it.path.clone().unwrap_or_else(|| it.entry.clone());
            (path, it.place.clone(), it.content.clone())
        });
        group("批注没有答复", "条", comments.collect(), Tone::Warning);
        let blanks = self.required().unfilled().into_iter().map(|path| {
            let help = fields::field_at(&path).map_or("", |field| field.help);
            let place = place(&path);
            (path, place, help.to_owned())
        });
        group("必填没有填", "项", blanks.collect(), Tone::Plain);
        let warnings = match self.count(Severity::Warning) {
            0 => String::new(),
            n => format!("；另有警告 {n} 处，不挡送审，最好逐处说明"),
        };
        if count == 0 {
            let export = Action::Export.key_label();
            self.say(
                format!("可以送审了：必填已填齐，没有错误、待定和没答复的批注，{export} 导出{warnings}。"),
                Tone::Good,
            );
            return;
        }
        list.title = format!("送审检查：还缺 {count} 处{warnings}");
        self.show_places(list);
    }
}
