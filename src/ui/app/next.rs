//! 下一步: what the report asks for next, and the key that leads there.

use std::collections::HashMap;

use super::{Access, App};
use crate::document::FieldPath;
use crate::report::fields;
use crate::rules::Severity;
use crate::ui::action::Action;
use crate::ui::tabs::Tab;
use crate::ui::text;
use crate::ui::theme::Tone;

/// A cell by its tab, pane, row and column.
pub(super) type Standing = (Tab, usize, usize, usize);

impl App {
    /// What comes next, as much as there is room for, in columns; `None` where the file must first be
    /// mended elsewhere.
    #[must_use]
    pub fn next_step(&self, room: usize) -> Option<String> {
        if self.document.is_read_only() {
            return None;
        }
        match self.access {
            Access::Fill => {}
            Access::Review => return Some(self.review_step(room)),
            Access::Look => return None,
        }
        let key = Action::key_label;
        let filled = self.required().filled(|_| true);
        let lacking = filled.total - filled.done;
        let [errors, warnings] = [Severity::Error, Severity::Warning].map(|it| self.count(it));
        let mut steps = Vec::new();
        let mut most = None;
        if self.file().is_none() && !self.document.is_modified() {
            steps.push(format!("这是示例，{} 另存为", key(Action::SaveAs)));
        }
        if lacking > 0 {
            let there = format!("，{} 前往", key(Action::NextEmpty));
            let words = format!("还有 {lacking} 项必填");
            most = self.most_lacking().map(|most| {
                let place = steps.len();
                (place, format!("{words}（{most}）{there}"))
            });
            steps.push(format!("{words}{there}"));
        }
        let gravest = [(Severity::Error, errors), (Severity::Warning, warnings)];
        let gravest = gravest.into_iter().find(|(_, count)| *count > 0);
        if !self.is_settled() {
            steps.push("正在核对".to_owned());
        } else if let Some((severity, count)) = gravest {
            let found = format!("{} {count} 处", severity.label());
            let walk = key(Action::NextProblem);
            steps.push(match self.next_severity() {
                Some(next) if next != severity => format!(
                    "{found}，{} 查看，{walk} 到下一处{}",
                    key(Action::Problems),
                    next.label()
                ),
                _ => format!("{found}，{walk} 前往"),
            });
        }
        let comments = self.open_comments().count();
        if comments > 0 {
            let key = key(Action::Reviewed);
            steps.push(format!("批注 {comments} 条没有答复，{key} 查看"));
            // In a narrow window it is told in few words rather than not at all.
            if text::width(&steps.join("；")) > room {
                let before = steps.len() - 1;
                steps.truncate(before);
                steps.push(format!("批注 {comments} 条，{key}"));
            }
        }
        if steps.is_empty() {
            let action = if self.document.is_modified() {
                Action::Save
            } else {
                Action::Export
            };
            let name = action.entry().map_or("", |entry| entry.name);
            steps.push(format!("已填齐，没有错误和警告，{} {name}", key(action)));
        }
        // What has no room is not begun: the first is done first.
        let fits = |steps: &[String]| text::width(&steps.join("；")) <= room;
        while !fits(&steps) && steps.len() > 1 {
            steps.pop();
        }
        if let Some((place, words)) = most {
            let mut longer = steps.clone();
            longer.splice(place..=place, [words]);
            if fits(&longer) {
                steps = longer;
            }
        }
        Some(steps.join("；"))
    }

    /// On which tab most of what is lacking is; nothing where that is none.
    fn most_lacking(&self) -> Option<String> {
        let lacking = |tab: Tab| {
            let of_tab = |chapter: &str| Tab::of_chapter(chapter) == tab;
            let filled = self.required().filled(of_tab);
            filled.total - filled.done
        };
        let all = Tab::ALL.map(lacking);
        let most = Tab::ALL.into_iter().zip(all).max_by_key(|it| it.1);
        let (tab, count) = most.filter(|it| it.1 * 2 > all.iter().sum())?;
        Some(format!("{}占 {count}", tab.title()))
    }

    /// Where the fields of this tab stand on the page one is on, and the first entries of lists that have
    /// none.
    fn places_on_page(&self) -> HashMap<&FieldPath, (usize, usize)> {
        let sheet = self.screen.sheet(self.focus());
        let rows = sheet
            .into_iter()
            .flat_map(|sheet| sheet.rows.iter().enumerate());
        let places = rows.flat_map(|(at, row)| {
            let cells = row.cells.iter().enumerate();
            let fields = cells.filter_map(move |(i, cell)| Some((cell.path.as_ref()?, (at, i))));
            let list = row.list.as_ref().filter(|(_, place)| place.is_none());
            fields.chain(list.map(|(list, _)| (list, (at, 0))))
        });
        places
            .filter(|(path, _)| Tab::of(path) == self.tab)
            .collect()
    }

    /// The cell one stands on.
    pub(super) fn standing(&self) -> Standing {
        let cursor = self.cursor(self.focus());
        (self.tab, self.focus(), cursor.row, cursor.column)
    }

    /// Goes to the next required field that holds nothing, down the screen tab by tab; behind the
    /// last comes the first.
    pub(super) fn next_empty(&mut self) {
        let mut lacking = self.required().unfilled();
        lacking.sort_by_cached_key(Tab::order);
        // Where no cell is the field's own, the one gone to last is what one stands on.
        let gone_to = self.empty.as_ref().filter(|(_, at)| *at == self.standing());
        let list = || self.row()?.list.as_ref().map(|(list, _)| list.clone());
        let here = gone_to.map(|(path, _)| path.clone());
        // One came to with Enter is not passed over.
        let lacks = |path: &FieldPath| here.is_none() && lacking.contains(path);
        let own = self.path_of_cell().filter(lacks);
        let here = here.or_else(|| self.path_of_cell()).or_else(list);
        let here = here.map(|path| Tab::order(&path));
        // The page one stands on is not laid out as the file is.
        let cursor = self.cursor(self.focus());
        let places = self.places_on_page();
        let below = lacking
            .iter()
            .filter_map(|path| Some((*places.get(path)?, path)));
        let below = below.filter(|(place, _)| *place > (cursor.row, cursor.column));
        let below = below.min_by_key(|(place, _)| *place).map(|(_, path)| path);
        let behind = |path: &&FieldPath| {
            let order = Tab::order(path);
            here.as_ref().is_none_or(|here| order > *here) && !places.contains_key(*path)
        };
        let next = below.or_else(|| lacking.iter().find(behind));
        let next = next.or_else(|| lacking.first());
        let Some(path) = own.or_else(|| next.cloned()) else {
            self.say("必填的都已填上。", Tone::Good);
            return;
        };
        self.go_home(&path);
        self.empty = Some((path.clone(), self.standing()));
        self.say(
            format!(
                "这里是 {}：{}",
                fields::describe(&self.document, &path),
                fields::field_at(&path).map_or("", |field| field.help)
            ),
            Tone::Plain,
        );
    }
}
