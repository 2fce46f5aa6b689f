//! The menu bar: every action, menu by menu, with its key, and where it cannot be done, why.

use super::listing::around;
use super::{App, Mode, Popup};
use crate::ui::action::{Action, ActionEntry, Group, Hint};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::theme::Tone;

/// The menu that is open, and where one is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Menu {
    /// Which.
    pub group: Group,
    /// Which of its entries.
    pub selected: usize,
}

/// One entry of a menu as it is now.
#[derive(Debug, Clone, Copy)]
pub struct MenuItem {
    /// The action with its words.
    pub entry: &'static ActionEntry,
    /// Why it cannot be done; `None` when it can.
    pub reason: Option<&'static str>,
}

impl MenuItem {
    /// Why it cannot be done, else what it does.
    #[must_use]
    pub fn words(&self) -> &'static str {
        self.reason.unwrap_or(self.entry.help)
    }
}

impl App {
    /// What there is in a menu. The menu bar itself is in none that is open.
    pub(super) fn in_menu(group: Group) -> impl Iterator<Item = &'static ActionEntry> {
        let entries = group.entries();
        entries.filter(|entry| entry.action != Action::Menu)
    }

    /// What stands in a menu.
    #[must_use]
    pub fn menu_items(&self, group: Group) -> Vec<MenuItem> {
        Self::in_menu(group)
            .map(|entry| MenuItem {
                entry,
                reason: self.unavailable(entry.action).or_else(|| {
                    let leads = entry.action != Action::Enter || self.leads_on();
                    (!leads).then_some("这里没有下一级，请移到预算构成里有分项的一行的名称上。")
                }),
            })
            .collect()
    }

    /// What is said of the entry chosen, in the menu bar, the palette or the list of matches.
    #[must_use]
    pub fn choice_words(&self) -> Option<(String, Tone)> {
        let menu = match &self.mode {
            Mode::Popup(Popup::Menu(menu)) => menu,
            Mode::Popup(Popup::Palette(palette)) => return palette.words(),
            Mode::Popup(Popup::Find(find)) => return Some(find.words()),
            Mode::Popup(popup) => return popup.about(),
            _ => return None,
        };
        let item = *self.menu_items(menu.group).get(menu.selected)?;
        let tone = match item.reason {
            Some(_) => Tone::Warning,
            None => Tone::Plain,
        };
        Some((format!("{}：{}", item.entry.name, item.words()), tone))
    }

    /// The keys that work in the menu bar.
    pub(super) fn menu_hints(&self, menu: Menu) -> Vec<Hint> {
        let items = self.menu_items(menu.group);
        let mut hints = vec![Hint::left_right("换菜单")];
        if items.len() > 1 {
            hints.push(Hint::up_down("选择"));
        }
        if items
            .get(menu.selected)
            .is_some_and(|it| it.reason.is_none())
        {
            hints.push(Hint::plain(Key::Enter, "执行"));
        }
        if items.len() > 1 {
            hints.push(Hint::digits(items.len(), "按序号执行").or("执行"));
        }
        hints.push(Hint::back());
        hints
    }

    pub(super) fn open_menu(&mut self) {
        self.mode = Mode::Popup(Popup::Menu(Menu {
            group: Group::File,
            selected: 0,
        }));
    }

    pub(super) fn press_in_menu(&mut self, menu: Menu, press: Press) -> Vec<Effect> {
        let items = self.menu_items(menu.group);
        let last = items.len().saturating_sub(1);
        let beside = |by: usize| {
            let all = Group::ALL;
            let at = all.iter().position(|&it| it == menu.group).unwrap_or(0);
            let group = all.get((at + by) % all.len()).copied();
            Menu {
                group: group.unwrap_or(menu.group),
                selected: 0,
            }
        };
        let at = |selected| Menu { selected, ..menu };
        let to = match press.key {
            Key::F(10) => {
                self.mode = Mode::Browse;
                return Vec::new();
            }
            Key::Left => beside(Group::ALL.len() - 1),
            Key::Right | Key::Tab => beside(1),
            Key::Up => at(around(menu.selected, items.len(), true)),
            Key::Down => at(around(menu.selected, items.len(), false)),
            Key::Home => at(0),
            Key::End => at(last),
            Key::Enter => menu,
            _ => match press.digit().and_then(|digit| digit.checked_sub(1)) {
                Some(place) if place <= last => at(place),
                _ => return self.has_no_use(press),
            },
        };
        let chosen = press.key == Key::Enter || press.digit().is_some();
        match items.get(to.selected) {
            // What cannot be done stays in sight with its reason.
            Some(item) if chosen && item.reason.is_none() => {
                self.mode = Mode::Browse;
                self.act(item.entry.action)
            }
            _ => {
                self.mode = Mode::Popup(Popup::Menu(to));
                Vec::new()
            }
        }
    }
}
