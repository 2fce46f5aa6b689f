//! The keys worth knowing now, with what they do, in the order in which they are told.

use super::{Access, App, Editing, Mode, Popup};
use crate::document::Node;
use crate::report::fields::{self, Kind};
use crate::ui::action::{Action, Hint};
use crate::ui::input::{Key, Press};
use crate::ui::tabs::Tab;

impl App {
    /// The keys worth knowing now, with what they do.
    #[must_use]
    pub fn hints(&self) -> Vec<Hint> {
        // What is done with a key while one types; F1 and the menu end that first.
        let while_typing = |editing: &Editing| {
            let back = || Hint::key(Press::ctrl(Key::Char('z')), "撤回");
            let actions = [Action::Help, Action::Menu];
            [editing.editor.can_undo().then(back)]
                .into_iter()
                .chain(actions.map(Action::hint))
                .flatten()
        };
        match &self.mode {
            Mode::Edit(editing) if !editing.is_long() => {
                let mut hints = vec![
                    Hint::plain(Key::Enter, "确定下移").or("下移"),
                    Hint::plain(Key::Tab, "确定右移").or("右移"),
                    Hint::plain(Key::Esc, "放弃"),
                    Hint::key(Press::ctrl(Key::Char('s')), "确定并保存").or("保存"),
                ];
                if editing.is_over {
                    hints.push(Hint::plain(Key::F(2), "在格内移动").or("格内"));
                }
                hints.extend(while_typing(editing));
                hints
            }
            Mode::Edit(_) if self.completion().is_some() => vec![
                Hint::up_down("选择"),
                Hint::plain(Key::Enter, "插入"),
                Hint::plain(Key::Esc, "不用"),
            ],
            Mode::Edit(editing) => {
                let mut hints = vec![
                    Hint::plain(Key::F(2), "完成"),
                    Hint::plain(Key::Esc, "放弃"),
                    Hint::plain(Key::Enter, "换行"),
                    Hint::plain(Key::F(9), "插入动态数字").or("动态数字"),
                    Hint::key(Press::ctrl(Key::Char('s')), "完成并保存").or("保存"),
                ];
                let next = Action::FindNext.key().filter(|_| self.is_at_match());
                if let Some(next) = next {
                    hints.insert(1, Hint::key(next, "找下一处").or("下一处"));
                }
                hints.extend(while_typing(editing));
                hints
            }
            // The keys are told as soon as they do anything.
            Mode::Popup(_) if self.is_unread() => Vec::new(),
            Mode::Popup(Popup::Menu(menu)) => self.menu_hints(*menu),
            Mode::Popup(popup) => {
                let mut hints = popup.hints(self.size);
                if self.barred(Action::Comment).is_some() {
                    hints.retain(|hint| hint.press != Action::Comment.key());
                }
                hints
            }
            Mode::Browse if self.preview().is_some() => {
                let mut hints = vec![
                    Hint::plain(Key::Enter, "去填写处"),
                    Hint::up_down("移动"),
                    Hint::plain(Key::F(6), "目录"),
                    Hint::back(),
                ];
                let actions = [Action::Export, Action::Menu, Action::Help, Action::Quit];
                let actions = actions.into_iter();
                let able = actions.filter(|action| self.unavailable(*action).is_none());
                hints.extend(able.filter_map(Action::hint));
                hints
            }
            Mode::Browse => self.hints_at_cell(),
        }
    }

    /// Whether there is a long text under the cursor, behind which one goes on writing.
    fn stands_on_text(&self) -> bool {
        self.path_of_cell().is_some_and(|path| {
            let kind = fields::kind_at(&path);
            let text = self.document.node(&path).and_then(Node::text);
            kind.is_some_and(Kind::is_long) && text.is_some_and(|it| !it.trim().is_empty())
        })
    }

    /// The same while one walks over the cells.
    fn hints_at_cell(&self) -> Vec<Hint> {
        const MOST: usize = 8;
        let mut order = Vec::new();
        if self.access == Access::Review {
            order.extend([Action::NextReview, Action::Tick, Action::Comment]);
        }
        if self.is_guest() {
            order.push(Action::TakeOver);
        }
        if self.access == Access::Fill && self.comment_here().is_some() {
            order.push(Action::Comment);
        }
        if self.is_at_match() {
            order.push(Action::FindNext);
        }
        // Who has just undone something goes on, or back.
        if self.document.can_redo().is_some() {
            order.extend([Action::Undo, Action::Redo]);
        }
        if self.can_drill() {
            order.push(Action::Enter);
        }
        // What the row itself says.
        if self.is_before_first() {
            order.push(Action::Insert);
        }
        order.push(Action::Up);
        // From the projects to their chart.
        if self.tab == Tab::Indicators && self.focus() == 0 {
            order.push(Action::NextPane);
        }
        // At a finding, what is done about it and the next one come first.
        if self.problem_here().is_some() || self.document.slips() > 0 {
            order.extend([Action::Mend, Action::NextProblem]);
            order.extend([Action::Edit, Action::NextTab]);
        } else if self.is_carried_here() {
            order.extend([Action::Mend, Action::Edit, Action::NextTab]);
            order.push(Action::NextProblem);
        } else {
            order.extend([Action::Edit, Action::NextTab, Action::NextProblem]);
        }
        if self.is_unsaved() || self.is_unconfirmed() {
            order.push(Action::Save);
        }
        order.extend([
            Action::Problems,
            Action::Undo,
            Action::Insert,
            Action::NextPane,
            Action::SwitchChart,
            Action::NextEmpty,
            Action::Find,
            Action::Menu,
            Action::Help,
            Action::Quit,
        ]);
        let mut hints: Vec<Hint> = Vec::new();
        for action in order {
            let able = self.unavailable(action).is_none();
            let hint = match action {
                // What is typed does not take the place of a text, as it does of a number.
                Action::Edit if self.stands_on_text() => {
                    action.key().map(|key| Hint::key(key, "接着写"))
                }
                _ => action.hint(),
            };
            let hint = hint.filter(|hint| able && !hints.contains(hint));
            hints.extend(hint);
        }
        if self.focus() != 0 && self.unavailable(Action::Up).is_some() {
            let place = usize::from(self.can_drill()).min(hints.len());
            hints.insert(place, Hint::back());
        }
        // The way out and the menu are always there.
        let tail = hints.split_off(hints.len().saturating_sub(3));
        hints.truncate(MOST - tail.len());
        hints.extend(tail);
        hints
    }
}
