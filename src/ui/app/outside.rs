//! What somebody else wrote to the file meanwhile: taken in where we changed nothing there, asked
//! about where both changed the same, and always one step that can be taken back.

use super::listing::row_after;
use super::popup::{Choice, Line, line};
use super::problems::brief_name;
use super::unread::Unread;
use super::{Access, App, Mode, Popup};
use crate::document::{
    Change, Conflict, Difference, Document, Merge, Side, Step, Value, differences, follow, merge,
};
use crate::report;
use crate::report::fields::{self, NAMING};
use crate::rules::Examined;
use crate::store::Kind;
use crate::ui::action::{Action, Hint};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Row, Sheet, Width};
use crate::ui::text;
use crate::ui::theme::Tone;
use crate::ui::widgets::grid::{self, Cursor};

/// How many columns of a value are shown in the list of what came in.
const SHOWN: usize = 24;
/// What a step is called, to begin with, that takes in what somebody else wrote.
pub(super) const TAKEN_IN: &str = "并入别处的";
/// The same of one that puts ours in its place again.
const KEPT: &str = "合并时用我的";

/// Whether a step of this name is one of a merge.
pub(super) fn is_merge(name: &str) -> bool {
    name.starts_with(TAKEN_IN) || name.starts_with(KEPT)
}
/// How many lines a value takes where two stand side by side.
const LINES: u16 = 8;

/// The document as it is here, to be held against what somebody else wrote. That takes seconds of a
/// large report, and is done where it keeps nobody waiting.
#[derive(Debug)]
pub struct Ours {
    document: Document,
    /// What was read or saved here last.
    base: Vec<u8>,
}

/// A version of the file that somebody else wrote, held against the document as it was here then.
#[derive(Debug)]
pub struct Met {
    ours: Document,
    theirs: Vec<u8>,
    /// Whether nothing was changed here since both started.
    was_clean: bool,
    came: Came,
}

/// What came of it.
#[derive(Debug)]
enum Came {
    /// Nothing has to be asked; which entries are in doubt, in a sentence.
    Next(Box<Next>, Option<String>),
    /// Both changed the same.
    Apart(Box<Apart>),
    /// Theirs is not understood, from this line and column on.
    Broken(Option<(usize, usize)>),
    /// The two cannot be made one.
    Impossible,
}

/// A text that takes the place of the present one.
#[derive(Debug)]
struct Next {
    text: Examined,
    /// Whether it is what is on the disk.
    is_theirs: bool,
    changes: Vec<Difference>,
}

impl Next {
    fn of(before: &Document, document: Document, is_theirs: bool) -> Self {
        Self {
            changes: differences(before, &document, NAMING),
            text: Examined::by_built_in(document),
            is_theirs,
        }
    }

    fn merged(before: &Document, merge: Merge, theirs: &Document) -> Self {
        let is_theirs = merge.document.text() == theirs.text();
        Self::of(before, merge.document, is_theirs)
    }
}

/// Two texts that changed the same, and what both started from.
#[derive(Debug)]
struct Apart {
    theirs: Document,
    base: Document,
    conflicts: Vec<Conflict>,
}

impl Ours {
    /// Holds it against what somebody else wrote.
    #[must_use]
    pub fn meet(self, theirs: Vec<u8>) -> Met {
        let ours = &self.document;
        let was_clean = !ours.is_modified() || ours.is_text_of(&self.base);
        Met {
            came: self.held_against(&theirs, was_clean),
            ours: self.document,
            theirs,
            was_clean,
        }
    }

    fn held_against(&self, theirs: &[u8], was_clean: bool) -> Came {
        let (ours, theirs) = (&self.document, report::open(theirs));
        if !ours.is_read_only() && theirs.is_read_only() {
            let first = theirs.problems().first();
            return Came::Broken(first.map(|it| (it.line, it.column)));
        }
        if ours.is_read_only() || was_clean {
            return Came::Next(Box::new(Next::of(ours, theirs, true)), None);
        }
        let base = report::open(&self.base);
        match merge(&base, ours, &theirs, NAMING, &|_| Side::Ours) {
            Ok(merge) if merge.conflicts.is_empty() => {
                let doubt = doubt(&theirs, &merge);
                Came::Next(Box::new(Next::merged(ours, merge, &theirs)), doubt)
            }
            Ok(merge) => Came::Apart(Box::new(Apart {
                theirs,
                base,
                conflicts: merge.conflicts,
            })),
            Err(_) => Came::Impossible,
        }
    }
}

/// What both changed, side by side, and which side is taken of each.
#[derive(Debug)]
pub struct Conflicts {
    /// One row for each.
    pub sheet: Sheet,
    /// Where the cursor stands; its column is the side.
    pub cursor: Cursor,
    /// What is on the disk now.
    theirs: Vec<u8>,
    apart: Box<Apart>,
    chosen: Vec<Side>,
}

impl Conflicts {
    /// Whether the cursor stands at the last one: Enter has nowhere to go on to and merges.
    pub(super) const fn is_at_last(&self) -> bool {
        self.cursor.row + 1 >= self.sheet.rows.len()
    }

    /// The keys that work in it.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let on = if self.is_at_last() {
            "合并"
        } else {
            "下一处"
        };
        vec![
            Hint::left_right("用哪边的"),
            Hint::plain(Key::Enter, on),
            Hint::up_down("选择"),
            Hint::plain(Key::F(2), "合并"),
            Hint::plain(Key::Esc, "先不合并"),
        ]
    }

    /// Puts the cursor in the column of the side that is taken of its row.
    pub(super) fn stand(&mut self) {
        let head = self.sheet.rows.len() - self.chosen.len();
        let chosen = self.chosen.get(self.cursor.row.saturating_sub(head));
        self.cursor.column = column(chosen.copied().unwrap_or(Side::Ours));
    }

    /// Which of how many the cursor stands at, and which side is taken of it.
    pub(super) fn words(&self) -> Option<String> {
        // Above them stand the names of the columns.
        let at = self.cursor.row.checked_sub(1)?;
        let place = self.sheet.rows.get(self.cursor.row)?.cells.first()?;
        let side = match self.chosen.get(at)? {
            Side::Ours => "用我的",
            Side::Theirs => "用别处的",
        };
        let (place, all) = (place.text.trim(), self.chosen.len());
        Some(format!(
            "第 {} 处，共 {all} 处：{place}，现在选的是{side}。",
            at + 1
        ))
    }
}

/// The file was changed by another program, to what cannot be merged.
fn unmergeable() -> Popup {
    Popup::question(
        "报告在别处也改过",
        "磁盘上的报告在别处改过，和这里的修改合不到一起，这次没有保存。",
        vec![
            line("另存为新文件，两份都留下", Choice::SaveElsewhere),
            line("用现在的内容覆盖，原来的留作备份", Choice::SaveOver),
            line("先不保存，返回", Choice::Back),
        ],
    )
}

/// The column of a side.
const fn column(side: Side) -> usize {
    match side {
        Side::Ours => 1,
        Side::Theirs => 2,
    }
}

impl App {
    /// The document as it is now; `base` is what was read or saved here last.
    #[must_use]
    pub fn ours(&self, base: Vec<u8>) -> Ours {
        Ours {
            document: self.document.clone(),
            base,
        }
    }

    /// Whether the document is still as it was held against what somebody else wrote.
    #[must_use]
    pub fn is_still(&self, met: &Met) -> bool {
        let (now, then) = (&self.document, &met.ours);
        now.state() == then.state() && now.text() == then.text()
    }

    /// Takes in what somebody else wrote while nothing was asked of us here. What cannot be taken
    /// in without asking is said, and asked about at saving.
    pub fn meet(&mut self, met: Met) -> Vec<Effect> {
        let sentence = match met.came {
            Came::Next(next, doubt) => {
                let effects = self.take(*next, &met.ours, met.was_clean, met.theirs);
                if let (Some(doubt), Some(notice)) = (doubt, &mut self.notice) {
                    notice.text.push_str(&doubt);
                    notice.tone = Tone::Warning;
                }
                return effects;
            }
            Came::Broken(place) => {
                // What can be read of the report is here alone.
                if !self.is_guest() && self.access != Access::Look {
                    self.document.mark_unsaved();
                }
                let place = place.map_or_else(String::new, |(line, column)| {
                    format!("（第 {line} 行第 {column} 列）")
                });
                format!(
                    "磁盘上的报告在别处改过，现在读不懂了{place}，这里的内容没有动，请到那边改好，或按 F12 另存为。"
                )
            }
            Came::Apart(apart) => {
                // Who may only look has to take over before anything is chosen.
                let first = if self.is_guest() {
                    "先按 Ctrl+O 接手，再"
                } else {
                    ""
                };
                format!(
                    "报告在别处也改过，有 {} 处两边改得不一样，什么都还没有动，请{first}按 Ctrl+S 逐处选择。",
                    apart.conflicts.len()
                )
            }
            Came::Impossible => {
                "报告在别处也改过，两边的修改合不到一起，请按 F12 另存为，再对照着改。".to_owned()
            }
        };
        self.tell(sentence);
        Vec::new()
    }

    /// Takes in what was found at saving: shows what came in, or asks about what both changed.
    pub(super) fn meet_at_saving(&mut self, met: Met) -> Vec<Effect> {
        self.notice = None;
        match met.came {
            Came::Next(next, doubt) if !self.document.is_read_only() => {
                let changes = next.changes.clone();
                let effects = self.take(*next, &met.ours, met.was_clean, met.theirs);
                self.show_what_came(&met.ours, &changes, &doubt.unwrap_or_default());
                return effects;
            }
            Came::Apart(apart) => self.ask_sides(Conflicts {
                sheet: Sheet::default(),
                cursor: Cursor::default(),
                chosen: vec![Side::Ours; apart.conflicts.len()],
                theirs: met.theirs,
                apart,
            }),
            _ => self.mode = Mode::Popup(unmergeable()),
        }
        Vec::new()
    }

    /// Asks what is to be done where nobody can tell whether somebody else has the report open.
    pub fn ask_to_take_over(&mut self, sentence: String) {
        if matches!(self.mode, Mode::Browse) {
            self.mode = Mode::Popup(Popup::question(
                "报告可能在别处打开着",
                sentence,
                vec![
                    line("只查看", Choice::Back),
                    line("接手，由这里修改", Choice::TakeOver),
                ],
            ));
            self.unread = Some(Unread::default());
        } else {
            self.say(sentence, Tone::Warning);
        }
        self.rebuild();
    }

    /// The same where somebody has, and can only look at it from then on.
    pub(super) fn offer_to_take_over(&mut self) {
        self.mode = Mode::Popup(Popup::question(
            "由这里接手修改",
            "这份报告正在别处修改；接手后那边只能查看，那边还没有保存的修改留在那边。",
            vec![
                line("接手，由这里修改", Choice::TakeOver),
                line("打开另一份报告", Choice::Do(Action::Open)),
                line("只查看", Choice::Back),
            ],
        ));
    }

    /// Says in what encoding the file is, where that is another, behind what was said of it.
    pub fn tell_conversion(&mut self) {
        let Some(encoding) = self.document.converted() else {
            return;
        };
        let said = self.notice.take().map_or_else(String::new, |it| it.text);
        self.tell(format!(
            "{said}文件原是 {} 编码，已转成 UTF-8 打开；保存后就是 UTF-8，原文件留在“备份”文件夹里。",
            encoding.name()
        ));
    }

    /// Takes another text for the present one, as one step, and goes on with the file as it is on
    /// the disk. The cursor stays with what it stood on.
    fn take(
        &mut self,
        next: Next,
        before: &Document,
        was_clean: bool,
        theirs: Vec<u8>,
    ) -> Vec<Effect> {
        let was = self.document.converted();
        let count = next.changes.len();
        let gone = gone_with(&next.changes);
        let mut effects = self.put(TAKEN_IN, before, next);
        let what = match count {
            0 => "报告在别处改过写法".to_owned(),
            n => format!("报告在别处改了 {n} 处"),
        };
        let taken = match (gone.as_str(), was_clean) {
            ("", true) => "已读入最新内容".to_owned(),
            ("", false) => "已并入，您的修改都在".to_owned(),
            (gone, true) => format!("已读入最新内容，{gone}"),
            (gone, false) => format!("已并入，{gone}，这次的修改都在"),
        };
        let tone = if gone.is_empty() {
            Tone::Good
        } else {
            Tone::Warning
        };
        if self.is_guest() || self.access == Access::Look {
            self.say(format!("{what}，{taken}。"), tone);
        } else {
            let words = format!("{what}，{taken}；Ctrl+W 看改了什么，Ctrl+Z 退回。");
            self.say(words, tone);
        }
        if self.document.converted() != was {
            self.tell_conversion();
        }
        effects.push(Effect::Adopt(theirs));
        effects
    }

    /// The step alone, called so to begin with, from the document as it was `before`; no effect where
    /// the text is the same.
    fn put(&mut self, called: &str, before: &Document, next: Next) -> Vec<Effect> {
        let cell = self.path_of_cell();
        let changes = next.changes;
        let place = changes.first().map(|it| it.path().clone());
        let name = match changes.len() {
            0 => format!("{called}修改"),
            n => format!("{called} {n} 处修改"),
        };
        let told = changes.iter().map(|it| Change {
            path: it.path().clone(),
            from: it.from.as_ref().map(|from| words(Some(from))),
            to: it.to.as_ref().map(|to| words(Some(to))),
        });
        self.mark_changes();
        let place = place.unwrap_or_default();
        let step = self.exchange(next.text, name, place, told.collect());
        if next.is_theirs {
            self.document.mark_read();
        } else {
            self.document.mark_unsaved();
        }
        self.rebuild();
        if let Some(cell) = cell {
            let now = follow(before, &self.document, NAMING, &cell);
            if self.path_of_cell().as_ref() != Some(&now) {
                self.go_to(&now);
                self.rebuild();
            }
        }
        step.iter()
            .map(|step| self.record_over(before, Kind::Do, step))
            .collect()
    }

    /// Lists what the step just made brought in, at saving, and what is in `doubt` about it.
    fn show_what_came(&mut self, before: &Document, changes: &[Difference], doubt: &str) {
        let mut lines = vec![line("保存合并后的内容", Choice::Do(super::Action::Save))];
        lines.extend(changes.iter().map(|it| self.came(before, it)));
        lines.push(line("返回，先不保存", Choice::Back));
        self.mode = Mode::Popup(Popup::question(
            "报告在别处也改过",
            match gone_with(changes).as_str() {
                "" => format!(
                    "别处改了 {} 处，已并入，您的修改都在；不要的话返回后按 Ctrl+Z。{doubt}",
                    changes.len()
                ),
                gone => format!(
                    "别处改了 {} 处，已并入，{gone}，这次的修改都在；不要的话返回后按 Ctrl+Z。{doubt}",
                    changes.len()
                ),
            },
            lines,
        ));
    }

    fn came(&self, before: &Document, it: &Difference) -> Line {
        let document = if it.to.is_some() {
            &self.document
        } else {
            before
        };
        let place = fields::describe(document, it.path());
        let words = match (&it.from, &it.to) {
            (None, Some(to)) => format!("{place}  新增 {}", brief(Some(to))),
            (from, None) => format!("{place}  删去 {}", brief(from.as_ref())),
            (from, to) => format!("{place}  {} → {}", brief(from.as_ref()), brief(to.as_ref())),
        };
        line(&words, Choice::GoTo(it.path().clone()))
    }

    /// Puts side by side what both changed.
    fn ask_sides(&mut self, mut list: Conflicts) {
        self.fill(&mut list);
        list.cursor.row = super::navigation::walk(&list.sheet, 0, false, 1);
        list.stand();
        self.mode = Mode::Popup(Popup::Conflicts(list));
    }

    fn fill(&self, list: &mut Conflicts) {
        let mut sheet = Sheet::default();
        sheet.columns(
            vec![
                Column::words("两边都改了", Width::Fill(12)),
                Column::words("用我的", Width::Fill(16)),
                Column::words("用别处的", Width::Fill(16)),
            ],
            true,
        );
        for (conflict, chosen) in list.apart.conflicts.iter().zip(&list.chosen) {
            let document = match conflict.side {
                Side::Ours => &self.document,
                Side::Theirs => &list.apart.theirs,
            };
            let cell = |side, value: &Option<Value>| {
                let (mark, tone) = if *chosen == side {
                    ("[用] ", Tone::Good)
                } else {
                    ("", Tone::Muted)
                };
                Cell::computed(format!("{mark}{}", words(value.as_ref()))).toned(tone)
            };
            let row = Row::data(vec![
                Cell::label(fields::describe(document, &conflict.path)),
                cell(Side::Ours, &conflict.ours),
                cell(Side::Theirs, &conflict.theirs),
            ]);
            sheet.push(row.wrapped(LINES));
        }
        list.sheet = sheet;
    }

    pub(super) fn press_in_conflicts(&mut self, press: Press) -> Vec<Effect> {
        let mode = std::mem::take(&mut self.mode);
        let Mode::Popup(Popup::Conflicts(mut list)) = mode else {
            self.mode = mode;
            return Vec::new();
        };
        let head = list.sheet.rows.len() - list.chosen.len();
        let side = match press.key {
            Key::F(2) => return self.settle_sides(&list),
            Key::Enter if list.is_at_last() => return self.settle_sides(&list),
            Key::Left | Key::Char('1') => Some(Side::Ours),
            Key::Right | Key::Char('2') => Some(Side::Theirs),
            _ => None,
        };
        let area = screen::list_area(self.size);
        let walked = match press.key {
            Key::Enter => Press::plain(Key::Down),
            _ => press,
        };
        if side.is_none() {
            let Some(row) = row_after(walked, &list.sheet, list.cursor.row, area) else {
                self.mode = Mode::Popup(Popup::Conflicts(list));
                return self.has_no_use(press);
            };
            list.cursor.row = row;
        }
        let at = list.cursor.row.saturating_sub(head);
        if let (Some(side), Some(chosen)) = (side, list.chosen.get_mut(at)) {
            *chosen = side;
        }
        self.fill(&mut list);
        list.stand();
        list.cursor.top = grid::scroll(&list.sheet, list.cursor, area);
        self.mode = Mode::Popup(Popup::Conflicts(list));
        Vec::new()
    }

    /// A click on one of the two sides chooses it; one elsewhere in the row goes there.
    pub(super) fn point_in_conflicts(&mut self, row: usize, at: usize) -> Vec<Effect> {
        let Mode::Popup(Popup::Conflicts(list)) = &mut self.mode else {
            return Vec::new();
        };
        if !list.sheet.is_walkable(row) {
            return Vec::new();
        }
        list.cursor.row = row;
        let head = list.sheet.rows.len() - list.chosen.len();
        let chosen = list.chosen.get(row.saturating_sub(head)).copied();
        let side = [Side::Ours, Side::Theirs]
            .into_iter()
            .find(|side| column(*side) == at)
            .or(chosen);
        self.press_in_conflicts(Press::plain(match side {
            Some(Side::Theirs) => Key::Right,
            Some(Side::Ours) | None => Key::Left,
        }))
    }

    /// Takes in their version, then, as a step of its own, what was chosen of ours: both can be
    /// had back.
    fn settle_sides(&mut self, list: &Conflicts) -> Vec<Effect> {
        let Apart { theirs, base, .. } = &*list.apart;
        let merged =
            |choose: &dyn Fn(usize) -> Side| merge(base, &self.document, theirs, NAMING, choose);
        let side = |i: usize| list.chosen.get(i).copied().unwrap_or(Side::Ours);
        let (Ok(other), Ok(chosen)) = (merged(&|_| Side::Theirs), merged(&side)) else {
            self.mode = Mode::Popup(unmergeable());
            return Vec::new();
        };
        let mut effects = Vec::new();
        let doubt = doubt(theirs, &chosen);
        let mut along = 0;
        for (called, merge) in [(TAKEN_IN, other), (KEPT, chosen)] {
            let before = self.document.clone();
            let next = Next::merged(&before, merge, theirs);
            if called == TAKEN_IN {
                along = next.changes.len().saturating_sub(list.chosen.len());
            }
            effects.extend(self.put(called, &before, next));
        }
        effects.push(Effect::Adopt(list.theirs.clone()));
        let ours = list.chosen.iter().filter(|it| **it == Side::Ours).count();
        let next = if self.document.is_modified() {
            "请按 Ctrl+S 保存"
        } else {
            "与磁盘上的一样，不用再保存"
        };
        let along = match along {
            0 => String::new(),
            along => format!("，只有别处改过的 {along} 处也合进来了"),
        };
        self.say(
            format!(
                "已合并：{ours} 处用我的，{} 处用别处的{along}，没选的那边可用 Ctrl+Z 找回，{next}。{}",
                list.chosen.len() - ours,
                doubt.unwrap_or_default()
            ),
            Tone::Good,
        );
        effects
    }
}

/// Which entries may not be the same any more on both sides, in a sentence.
fn doubt(theirs: &Document, merge: &Merge) -> Option<String> {
    let (first, more) = merge.doubtful.split_first()?;
    let first = brief_name(theirs, first);
    let more = match more.len() {
        0 => String::new(),
        more => format!("等 {} 条", more + 1),
    };
    Some(format!(
        "{first}{more}一边整条换了内容，另一边也改过，合在了一起，请核对是不是同一条。"
    ))
}

/// A value in words.
pub(super) fn words(value: Option<&Value>) -> String {
    match value {
        None => "（没有）".to_owned(),
        Some(Value::Null) => "（空）".to_owned(),
        Some(Value::Text(text) | Value::Number(text)) if text.is_empty() => "（空）".to_owned(),
        Some(Value::Text(text) | Value::Number(text)) => text.clone(),
        Some(Value::List(items)) => {
            let parts: Vec<String> = items.iter().map(|it| words(Some(it))).collect();
            parts.join("\n")
        }
        Some(Value::Map(entries)) => {
            let filled = entries.iter().filter(|(_, value)| is_filled(value));
            let parts: Vec<String> = filled
                .map(|(key, value)| format!("{key} {}", words(Some(value))))
                .collect();
            parts.join("；")
        }
    }
}

/// What people had said to the report that goes with these changes, in words; nothing where none does: a file
/// that was sent again knows nothing of what its reviewer wrote into the last one.
fn gone_with(changes: &[Difference]) -> String {
    const SAID: [(&str, &str); 5] = [
        ("批注", "条批注"),
        ("复核", "处复核"),
        ("说明", "条说明"),
        ("公开处理", "处公开处理"),
        ("待定", "处待定"),
    ];
    let of_list = |list: &str| {
        let gone = changes.iter().filter(|it| it.to.is_none());
        let gone = gone.filter(|it| it.path().first_key() == Some(list));
        let counts = gone.map(|it| match (&it.from, it.path().steps()) {
            (Some(Value::List(entries)), [_]) => entries.len(),
            (Some(_), [_, Step::Index(_)]) => 1,
            _ => 0,
        });
        counts.sum::<usize>()
    };
    let counts = SAID.iter().map(|(list, of)| (of_list(list), of));
    let gone = counts.filter(|(count, _)| *count > 0);
    let gone: Vec<String> = gone.map(|(count, of)| format!("{count} {of}")).collect();
    match gone.as_slice() {
        [] => String::new(),
        gone => format!("那边没有这里的 {}", gone.join("、")),
    }
}

pub(super) fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Text(text) | Value::Number(text) => !text.is_empty(),
        Value::List(items) => items.iter().any(is_filled),
        Value::Map(entries) => entries.iter().any(|(_, value)| is_filled(value)),
    }
}

/// The same, on one short line.
fn brief(value: Option<&Value>) -> String {
    text::cut(&words(value), SHOWN).into_owned()
}
