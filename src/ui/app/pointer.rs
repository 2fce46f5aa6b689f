//! The pointer: what a click, a drag and the wheel do to what they point at. There is nothing here
//! that no key does.

use ratatui::layout::{Position, Rect};

use super::menu::Menu;
use super::navigation::nearest;
use super::{App, Mode, Popup};
use crate::ui::action::{Action, Group};
use crate::ui::effect::Effect;
use crate::ui::hit::Target;
use crate::ui::input::{Gesture, Key, Pointer, Press};
use crate::ui::screen::{self, Pane};
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::Editor;
use crate::ui::widgets::grid;

/// What the button went down on: a drag goes on from there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing that can be dragged.
    #[default]
    Nothing,
    /// A cell of this pane.
    Cell(usize),
    /// The text being edited, drawn here.
    Text(Rect),
    /// The edge of this pane, drawn here.
    Edge(usize, Rect),
}

/// How many lines a turn of the wheel moves a text to read.
const TURN: usize = 3;

impl App {
    /// Leaves the mouse to the terminal, or takes it again.
    pub(super) fn switch_mouse(&mut self) {
        self.mouse = !self.mouse;
        let key = Action::SwitchMouse.key_label();
        if self.mouse {
            self.say("鼠标已收回，可以点选和滚动。", Tone::Good);
        } else {
            self.say(
                format!("鼠标已交还终端，可以拖选文字复制，按 {key} 收回。"),
                Tone::Good,
            );
        }
    }

    /// Takes what the pointer does.
    pub(super) fn point(&mut self, pointer: Pointer) -> Vec<Effect> {
        let target = screen::target(self, pointer.at);
        match pointer.gesture {
            Gesture::Click => {
                self.held = match target {
                    Some((_, Target::Cell { pane, .. })) => Held::Cell(pane),
                    Some((area, Target::Editor | Target::Find(_))) => Held::Text(area),
                    Some((edge, Target::Edge(pane))) => Held::Edge(pane, edge),
                    _ => Held::Nothing,
                };
                match target {
                    Some((_, target)) => self.click(target, pointer.at),
                    None => Vec::new(),
                }
            }
            Gesture::Menu if matches!(self.mode, Mode::Browse) => {
                self.open_menu_at(target.map(|(_, target)| target));
                Vec::new()
            }
            Gesture::Menu => Vec::new(),
            Gesture::Drag => {
                self.drag(target.map(|(_, target)| target), pointer.at);
                Vec::new()
            }
            Gesture::WheelUp => self.wheel(target.map(|(_, target)| target), true),
            Gesture::WheelDown => self.wheel(target.map(|(_, target)| target), false),
        }
    }

    /// Opens what is done to cells over the one pointed at, or over those that are selected.
    fn open_menu_at(&mut self, target: Option<Target>) {
        if let Some(Target::Cell { pane, row, column }) = target
            && let Some(sheet) = self.screen.sheet(pane).filter(|it| it.is_walkable(row))
        {
            let (column, cursor) = (nearest(sheet, row, column), self.cursor(pane));
            let is_chosen = self.focus() == pane
                && cursor.rows().contains(&row)
                && cursor.columns().contains(&column);
            if !is_chosen {
                self.give_keys(pane);
                self.move_cursor(pane, cursor.at(row, column));
            }
        }
        self.notice = None;
        self.mode = Mode::Popup(Popup::Menu(Menu {
            group: Group::Edit,
            selected: 0,
        }));
    }

    fn click(&mut self, target: Target, at: Position) -> Vec<Effect> {
        if let Target::Key(press) = target {
            return self.press(press);
        }
        match (&mut self.mode, target) {
            (_, Target::Editor | Target::Find(_)) => {
                self.put_caret(target, at);
                Vec::new()
            }
            (Mode::Browse, _) => self.click_on_screen(target, at),
            // What is typed is kept, as when one goes on with the keys.
            (Mode::Edit(editing), _) if !editing.is_long() || matches!(target, Target::Tab(_)) => {
                let mut effects = self.finish();
                if matches!(self.mode, Mode::Browse) {
                    effects.extend(self.click_on_screen(target, at));
                }
                effects
            }
            (Mode::Edit(_), Target::Behind) => self.finish(),
            (Mode::Edit(editing), Target::Line(line)) => {
                editing.offered = line;
                self.edit_press(Press::plain(Key::Enter))
            }
            (Mode::Edit(_), _) => Vec::new(),
            (Mode::Popup(_), _) => self.click_in_window(target, at),
        }
    }

    fn put_caret(&mut self, target: Target, at: Position) {
        if let (Mode::Popup(Popup::Find(find)), Target::Find(line)) = (&mut self.mode, target) {
            if let Some(why) = find.refuses(line) {
                self.say(why, Tone::Warning);
                return;
            }
            find.line = line;
        }
        if let Held::Text(area) = self.held
            && let Some(editor) = self.open_editor()
        {
            editor.mouse(area, at.x, at.y, false);
        }
        // Elsewhere in the text other figures may be offered, or none.
        self.pick_anew();
    }

    /// The text one types into.
    fn open_editor(&mut self) -> Option<&mut Editor> {
        match &mut self.mode {
            Mode::Edit(editing) => Some(&mut editing.editor),
            Mode::Popup(Popup::Name { editor, .. }) => Some(editor),
            Mode::Popup(Popup::Palette(palette)) => Some(&mut palette.editor),
            Mode::Popup(Popup::Find(find)) => Some(find.editor()),
            Mode::Browse | Mode::Popup(_) => None,
        }
    }

    fn click_on_screen(&mut self, target: Target, at: Position) -> Vec<Effect> {
        self.before = None;
        self.notice = None;
        match target {
            Target::Title => return self.act(Action::Menu),
            Target::Problems => return self.act(Action::Problems),
            Target::Tab(tab) => self.show(tab),
            Target::Crumb(item) => self.rise(item),
            Target::Piece(at) => self.point_at_piece(at),
            Target::Pane(pane) => self.give_keys(pane),
            Target::Cell { pane, row, column } => return self.click_cell(pane, row, column),
            Target::Edge(_) => self.pull_edge(at),
            Target::Bar { pane, bar } => {
                if self.focus() == pane && self.cursor(pane).row == bar {
                    return self.act(Action::Enter);
                }
                self.give_keys(pane);
                let cursor = grid::Cursor {
                    row: bar,
                    ..grid::Cursor::default()
                };
                self.set_cursor(pane, cursor);
            }
            _ => {}
        }
        Vec::new()
    }

    /// The first click puts the cursor there, the second does what Enter or F2 would.
    fn click_cell(&mut self, pane: usize, row: usize, column: usize) -> Vec<Effect> {
        let Some(sheet) = self.screen.sheet(pane) else {
            return Vec::new();
        };
        if !sheet.is_walkable(row) {
            self.give_keys(pane);
            return Vec::new();
        }
        let column = nearest(sheet, row, column);
        let cursor = self.cursor(pane);
        let again = (self.focus(), cursor.row, cursor.column) == (pane, row, column);
        if again && cursor.anchor.is_none() {
            self.held = Held::Nothing;
            return self.act(if self.can_drill() {
                Action::Enter
            } else {
                Action::Edit
            });
        }
        self.give_keys(pane);
        self.move_cursor(pane, cursor.at(row, column));
        Vec::new()
    }

    fn click_in_window(&mut self, target: Target, at: Position) -> Vec<Effect> {
        match (&mut self.mode, target) {
            (_, Target::Behind) => return self.popup_press(Press::plain(Key::Esc)),
            (_, Target::Tab(tab)) => {
                // One window may lie over another.
                const MOST: usize = 5;
                let mut effects = Vec::new();
                for _ in 0..MOST {
                    effects.extend(self.popup_press(Press::plain(Key::Esc)));
                }
                if matches!(self.mode, Mode::Browse) {
                    self.show(tab);
                }
                return effects;
            }
            (Mode::Popup(Popup::Menu(menu)), Target::Menu(group)) => {
                if menu.group == group {
                    return self.popup_press(Press::plain(Key::Esc));
                }
                *menu = Menu { group, selected: 0 };
            }
            (Mode::Popup(Popup::Palette(palette)), Target::Sort(sort)) => palette.keep(sort),
            // A match is looked at before anything is done to it.
            (Mode::Popup(Popup::Find(find)), Target::Line(line)) if find.selected != line => {
                find.selected = line;
            }
            (Mode::Popup(_), Target::Line(line)) => {
                if let Some((selected, _)) = self.selection() {
                    *selected = line;
                    let picks_more = matches!(&self.mode, Mode::Popup(popup) if popup.picks_more());
                    let key = if picks_more {
                        Key::Char(' ')
                    } else {
                        Key::Enter
                    };
                    return self.popup_press(Press::plain(key));
                }
            }
            (_, Target::Edge(_)) => self.pull_edge(at),
            (Mode::Popup(Popup::Conflicts(_)), Target::Cell { row, column, .. }) => {
                return self.point_in_conflicts(row, column);
            }
            (Mode::Popup(popup), Target::Cell { row, .. }) => {
                // What is about to be pasted is looked at only: Enter pastes all of it.
                let leads = !matches!(popup, Popup::Paste(_));
                let area = screen::list_area(self.size);
                if let Some((sheet, cursor)) = popup.sheet() {
                    if cursor.row == row && leads {
                        return self.popup_press(Press::plain(Key::Enter));
                    }
                    if sheet.is_walkable(row) {
                        cursor.row = row;
                        cursor.top = grid::scroll(sheet, *cursor, area);
                    }
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Where one is in the list of the window, and how long the list is.
    fn selection(&mut self) -> Option<(&mut usize, usize)> {
        match &mut self.mode {
            Mode::Popup(Popup::Choose {
                lines, selected, ..
            }) => Some((selected, lines.len())),
            Mode::Popup(Popup::Menu(menu)) => {
                let count = App::in_menu(menu.group).count();
                Some((&mut menu.selected, count))
            }
            Mode::Popup(Popup::Palette(palette)) => {
                let count = palette.count();
                Some((&mut palette.selected, count))
            }
            Mode::Popup(Popup::Find(find)) => Some((&mut find.selected, find.matches.len())),
            _ => None,
        }
    }

    fn drag(&mut self, target: Option<Target>, at: Position) {
        match self.held {
            Held::Text(area) => {
                if let Some(editor) = self.open_editor() {
                    editor.mouse(area, at.x, at.y, true);
                }
            }
            Held::Cell(pane) if matches!(self.mode, Mode::Browse) && self.focus() == pane => {
                let area = self.screen.area(pane);
                match target {
                    Some(Target::Cell {
                        pane: over,
                        row,
                        column,
                    }) if over == pane => self.reach_to(row, column),
                    _ if at.y < area.y => self.step(-1, true),
                    _ if at.y >= area.bottom() => self.step(1, true),
                    _ => {}
                }
            }
            Held::Edge(..) => self.pull_edge(at),
            Held::Cell(_) | Held::Nothing => {}
        }
    }

    /// Scrolls to where the edge that is held is pointed at.
    fn pull_edge(&mut self, at: Position) {
        let Held::Edge(pane, edge) = self.held else {
            return;
        };
        match &mut self.mode {
            Mode::Browse => {
                self.before = None;
                if let Some(sheet) = self.screen.sheet(pane) {
                    let area = self.screen.area(pane);
                    let cursor = grid::pull(sheet, self.cursor(pane), at, edge, area);
                    self.move_cursor(pane, cursor);
                }
            }
            Mode::Popup(popup) => {
                let area = screen::list_area(self.size);
                if let Some((sheet, cursor)) = popup.sheet() {
                    *cursor = grid::pull(sheet, *cursor, at, edge, area);
                }
                if let Popup::Conflicts(list) = popup {
                    list.stand();
                }
            }
            Mode::Edit(_) => {}
        }
    }

    fn wheel(&mut self, target: Option<Target>, back: bool) -> Vec<Effect> {
        if matches!(self.mode, Mode::Browse) && self.preview().is_some() {
            self.turn_pages(back);
            return Vec::new();
        }
        let area = screen::list_area(self.size);
        let key = Press::plain(if back { Key::Up } else { Key::Down });
        match (&mut self.mode, target) {
            (
                Mode::Browse,
                Some(
                    Target::Pane(pane)
                    | Target::Edge(pane)
                    | Target::Cell { pane, .. }
                    | Target::Bar { pane, .. },
                ),
            ) => self.wheel_over(pane, back),
            (Mode::Edit(editing), _) if editing.is_long() => editing.editor.wheel(back),
            (Mode::Popup(Popup::Read { .. }), _) => {
                let turns = std::iter::repeat_n(key, TURN);
                return turns.flat_map(|key| self.popup_press(key)).collect();
            }
            (Mode::Popup(Popup::Conflicts(_)), _) => return self.popup_press(key),
            (Mode::Popup(popup), _) => {
                if let Some((sheet, cursor)) = popup.sheet() {
                    *cursor = grid::turn(sheet, *cursor, back, area);
                } else if let Some((selected, count)) = self.selection() {
                    let last = count.saturating_sub(1);
                    *selected = if back {
                        selected.saturating_sub(1)
                    } else {
                        (*selected + 1).min(last)
                    };
                }
            }
            (Mode::Browse | Mode::Edit(_), _) => {}
        }
        Vec::new()
    }

    /// Scrolls a pane, which need not be the one with the keys.
    fn wheel_over(&mut self, pane: usize, back: bool) {
        self.before = None;
        self.notice = None;
        match self.screen.panes.get(pane) {
            Some(Pane::Sheet(sheet)) => {
                let area = self.screen.area(pane);
                let cursor = grid::turn(sheet, self.cursor(pane), back, area);
                self.move_cursor(pane, cursor);
            }
            // Bars follow their cursor: only what does not fit is worth moving it for.
            Some(Pane::Bars(chart)) => {
                let shown = screen::hits(self).count(|it| matches!(it, Target::Bar { .. }));
                if shown < chart.bars.len() {
                    self.give_keys(pane);
                    self.step(if back { -1 } else { 1 }, false);
                }
            }
            None => {}
        }
    }
}
