//! What was changed and when (修改记录), and what an earlier run left that was not saved.

use super::compare::{apart, is_stamp};
use super::listing::Listing;
use super::outside::is_merge;
use super::popup::{Choice, line};
use super::problems::brief;
use super::typed::text_in;
use super::unread::Unread;
use super::{Access, App, Mode, Popup};
use crate::document::{Document, FieldPath, UndoStep};
use crate::report::fields;
use crate::report::places::Places;
use crate::store::{Changed, Digest, Draft, Kind, Step, Taken};
use crate::ui::action::Hint;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Width};
use crate::ui::text;
use crate::ui::theme::Tone;

/// How many columns of a value the record of changes keeps.
const SHOWN: usize = 120;
/// How many characters that are the same before and after it keeps whole.
const SAME: usize = 24;
/// How many columns are told of what was half typed.
const TOLD: usize = 2000;

/// What a row of the list of changes leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// The field that was changed, and what was shown then.
    Field(FieldPath, Option<Box<str>>),
    /// What an earlier run left, to be decided on.
    Left(Box<Left>),
}

impl Listing<Lead> {
    /// What is done with what the cursor stands on, by which keys.
    pub(super) fn keys(&self) -> Vec<Hint> {
        let chosen = self.chosen().map(|_| Hint::plain(Key::Enter, "前往"));
        chosen.into_iter().collect()
    }
}

/// What an earlier run left that was not saved (没有保存的修改).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// By which the session knows it.
    pub id: usize,
    /// The file it was done to, where that is another.
    pub elsewhere: Option<String>,
    /// What would change, the latest first.
    pub steps: Vec<Taken>,
    /// What was saved and then taken back, the latest first.
    pub taken_back: Vec<Taken>,
    /// What was half typed.
    pub draft: Option<Draft>,
    /// What its field held.
    pub held: String,
    /// Whether it belongs to the version that is on the disk.
    pub fits: bool,
}

impl Left {
    /// The same with what the field held that was half typed into, in the `document` that the steps
    /// led to.
    #[must_use]
    pub fn over(self, document: &Document) -> Self {
        let held = match &self.draft {
            Some(Draft::Typed { place, .. }) => {
                let kind = fields::kind_at(place).unwrap_or(fields::Kind::Text);
                text_in(document, place, kind)
            }
            Some(Draft::Step(_)) | None => String::new(),
        };
        Self { held, ..self }
    }

    /// The step it ends with.
    fn last(&self) -> Option<&Taken> {
        self.steps.first().or(self.taken_back.first())
    }

    /// How much there is of it, in few words.
    fn amount(&self) -> String {
        match (self.steps.len(), &self.draft) {
            (0, Some(_)) => "正在输入的".to_owned(),
            (0, None) => format!("撤销 {} 步", self.taken_back.len()),
            (n, _) => format!("{n} 步"),
        }
    }

    /// What was found, in one sentence.
    fn sentence(&self) -> String {
        let steps = self.steps.first().map(|last| {
            format!(
                "{} 步修改，最后一步是“{}”（{}）",
                self.steps.len(),
                last.step.name,
                minute(&last.when)
            )
        });
        let typed = self.draft.as_ref();
        let typed = typed.map(|draft| format!("正在输入的“{}”", self.words_of(draft)));
        let undone = match self.taken_back.len() {
            0 => None,
            n => Some(format!("保存以后撤销了 {n} 步")),
        };
        let done: Vec<String> = steps.into_iter().chain(typed).collect();
        let words = match (done.is_empty(), undone) {
            (true, undone) => format!(
                "：{}，撤销后的样子还没有保存",
                undone.as_deref().unwrap_or("保存以后有撤销")
            ),
            (false, None) => format!("，没有保存的有：{}", done.join("，还有")),
            (false, Some(undone)) => {
                format!("：{undone}，没有保存的还有：{}", done.join("，还有"))
            }
        };
        let missed = match self.draft {
            Some(_) => "中断前不到一秒里打的字可能没有记上，找回后请看看。",
            None => "",
        };
        format!("上次程序意外中断{words}。{missed}")
    }

    /// What was half typed, in few words: of a long text where it is another than before.
    fn words_of(&self, draft: &Draft) -> String {
        match draft {
            Draft::Typed { text, .. } => {
                let (_, words) = apart(&one_line(&self.held), &one_line(text), 10, 30);
                words
            }
            Draft::Step(step) => text::cut(step.name.trim(), 30).into_owned(),
        }
    }
}

/// How it stands with the recovery record, which is always shown unless all is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Recording {
    /// The steps are on the disk.
    #[default]
    Kept,
    /// The disk takes its time.
    Behind,
    /// They are on no disk.
    Nowhere,
}

impl App {
    /// A step as it is recorded: with what its fields are called now, before entries move, and those
    /// that are gone as they were called `before`.
    fn recorded(&self, before: &Document, step: &UndoStep) -> Step {
        let line = |value: &Option<String>| one_line(value.as_deref().unwrap_or_default());
        let (mut gone, mut here) = (Places::of(before), Places::of(&self.document));
        Step {
            name: step.name.clone(),
            place: step.place.clone(),
            view: step.view.clone().or_else(|| Some(self.tab.title().into())),
            patches: step.patches.clone(),
            changes: step
                .changed()
                .map(|change| {
                    let (from, to) = apart(&line(&change.from), &line(&change.to), SAME, SHOWN);
                    Changed {
                        field: match &change.to {
                            Some(_) => here.describe(&change.path),
                            None => gone.describe(&change.path),
                        },
                        path: change.path.clone(),
                        from,
                        to,
                    }
                })
                .collect(),
        }
    }

    /// Puts down a step that has just been taken.
    pub(super) fn record(&mut self, kind: Kind, step: &UndoStep) -> Effect {
        let step = self.recorded(&self.document, step);
        self.put_down(kind, step)
    }

    /// The same where it is known how the document was `before`.
    pub(super) fn record_over(&mut self, before: &Document, kind: Kind, step: &UndoStep) -> Effect {
        let step = self.recorded(before, step);
        self.put_down(kind, step)
    }

    fn put_down(&mut self, kind: Kind, step: Step) -> Effect {
        if kind == Kind::Do {
            self.document.seen_in(self.tab.title());
        }
        let after = Digest::of(&self.document.to_bytes());
        Effect::Record { kind, step, after }
    }

    /// What is half typed; `None` while it is what stands there anyway.
    #[must_use]
    pub fn typing(&self) -> Option<Draft> {
        let editing = self.mode.editing()?;
        if editing.is_entry() {
            let step = self.document.drafted()?;
            return Some(Draft::Step(self.recorded(&self.document, step)));
        }
        let text = editing.editor.text();
        editing.differs(&text).then(|| Draft::Typed {
            place: editing.path.clone(),
            view: Some(self.tab.title().into()),
            text,
        })
    }

    /// Whether a text is open to be typed into.
    #[must_use]
    pub const fn is_typing(&self) -> bool {
        matches!(self.mode, Mode::Edit(_))
    }

    /// How it stands with the recovery record. Who only looks has none and needs none.
    #[must_use]
    pub const fn recording(&self) -> Recording {
        match self.access {
            super::Access::Look => Recording::Kept,
            _ => self.recording,
        }
    }

    /// Takes note of it.
    pub const fn set_recording(&mut self, recording: Recording) {
        self.recording = recording;
    }

    /// Goes on with the same document as an earlier run had it, history and all.
    pub fn take_over(&mut self, document: Document) {
        let is_other = document.text() != self.document.text();
        self.document = document;
        // Its steps tell only what they changed, and it may be of another version of the file.
        if is_other {
            self.document.touch_all();
        }
        self.derive();
        self.rebuild();
    }

    /// Back to where an earlier run was broken off.
    pub fn resume(&mut self, document: Document, left: &Left) -> Vec<Effect> {
        self.mode = Mode::Browse;
        self.mark_changes();
        self.take_over(document);
        if let Some(last) = left.last() {
            self.go_back(last.step.view.as_deref(), &last.step.place);
        }
        let effects = match &left.draft {
            Some(Draft::Typed { place, view, text }) => {
                // What was half typed while filling in is gone on with there.
                if self.forbids([place]).is_some() {
                    self.access = Access::Fill;
                }
                self.go_back(view.as_deref(), place);
                self.retype(place, text)
            }
            Some(Draft::Step(step)) => self.take_step(step),
            None => Vec::new(),
        };
        let typed = match self.mode {
            Mode::Edit(_) => "正在输入的也在，",
            _ => "",
        };
        self.say(
            format!("已找回，{typed}还没有保存，请核对后按 Ctrl+S；不要的可以用 Ctrl+Z 逐步撤销。"),
            Tone::Good,
        );
        self.rebuild();
        effects
    }

    /// Opens the field one stands on with what was half typed in it. Where it is another, it is set.
    fn retype(&mut self, place: &FieldPath, typed: &str) -> Vec<Effect> {
        if self.path_of_cell().as_ref() == Some(place) {
            self.open_with(typed);
            return Vec::new();
        }
        self.set_to(place, typed)
    }

    fn take_step(&mut self, step: &Step) -> Vec<Effect> {
        let step = step.to_undo();
        if !self.document.replay(step.clone()) {
            return Vec::new();
        }
        self.derive();
        self.rebuild();
        self.go_back(step.view.as_deref(), &step.place);
        vec![self.record(Kind::Do, &step)]
    }

    /// Asks at the start what is to become of what an earlier run left. `more` is how many others there
    /// are.
    pub fn ask_recovery(&mut self, left: Left, more: usize) {
        self.put_off_welcome();
        self.mode = Mode::Popup(recovery(left, more));
        self.unread = Some(Unread::default());
        self.rebuild();
    }

    /// Tells every step of what an earlier run left, over the question.
    pub(super) fn review(&mut self, left: &Left) {
        let mut told = Vec::new();
        let change = |field: &str, from: &str, to: &str| {
            format!("    {field}：{} → {}", or_blank(from), or_blank(to))
        };
        let changes = |step: &Step| {
            let changes = step.changes.iter();
            let told = changes.map(|it| change(&it.field, &it.from, &it.to));
            told.collect::<Vec<String>>()
        };
        match &left.draft {
            Some(Draft::Typed { place, text, .. }) => {
                told.push("正在输入".to_owned());
                let (from, to) = apart(&one_line(&left.held), &one_line(text), SAME, TOLD);
                told.push(change(&fields::describe(&self.document, place), &from, &to));
            }
            Some(Draft::Step(step)) => {
                told.push(format!("正在输入 {}", step.name));
                told.extend(changes(step));
            }
            None => {}
        }
        for taken in &left.steps {
            let when = minute(&taken.when);
            told.push(format!("{when} {}", taken.step.name));
            told.extend(changes(&taken.step));
        }
        for taken in &left.taken_back {
            told.push(format!("撤销了已保存的：{}", taken.step.name));
        }
        self.read("改了什么（新的在前）", told.join("\n"));
    }

    /// The list of what was changed, the latest first, and of what was not taken back yet.
    pub fn list_changes(&mut self, steps: &[Taken], left: Vec<Left>, folder: &str) {
        let columns = vec![
            Column::words("时间", Width::Fixed(11)),
            Column::words("哪一格", Width::Fill(18)),
            Column::values("原来", Width::Fill(12)),
            Column::values("改为", Width::Fill(12)),
        ];
        let mut list = Listing::new("修改记录", columns);
        if !left.is_empty() {
            list.section("没有找回的修改，回车处理");
        }
        for left in left {
            let when = left.last().map_or("", |last| &last.when);
            let cells = vec![
                Cell::computed(minute(when)).toned(Tone::Warning),
                Cell::label(left.amount()).toned(Tone::Plain),
                Cell::default(),
                Cell::label(left.sentence()).toned(Tone::Plain),
            ];
            list.push(cells, Some(Lead::Left(Box::new(left))));
        }
        if steps.is_empty() {
            list.section("还没有修改过");
        } else {
            list.section(&format!("{} 步，都可以用 Ctrl+Z 逐步撤销", steps.len()));
        }
        for taken in steps.iter().rev() {
            let when = minute(&taken.when);
            let is_merge = is_merge(&taken.step.name);
            let lead = |path: &FieldPath| Lead::Field(path.clone(), taken.step.view.clone());
            let changes = taken.step.changes.iter();
            let mut changes = changes.filter(|it| !is_stamp(&it.path)).peekable();
            if changes.peek().is_none() || is_merge {
                let cells = vec![
                    Cell::computed(when.clone()),
                    Cell::label(taken.step.name.clone()).toned(Tone::Plain),
                ];
                list.push(cells, Some(lead(&taken.step.place)));
            }
            let mut around = None;
            let indent = if is_merge { "  " } else { "" };
            for change in changes {
                // Of fields that belong together the first alone says what they are of.
                let parent = change.path.parent();
                let field = if around == Some(parent.clone()) {
                    format!("{indent}  {}", change.path.last_key().unwrap_or_default())
                } else {
                    format!("{indent}{}", brief(change.field.clone()))
                };
                around = Some(parent);
                let cells = vec![
                    Cell::computed(when.clone()),
                    Cell::label(field).toned(Tone::Plain).as_name(),
                    Cell::label(or_blank(&change.from)),
                    Cell::label(or_blank(&change.to)).toned(Tone::Plain),
                ];
                list.push(cells, Some(lead(&change.path)));
            }
        }
        list.section(&format!("记录在本机 {folder}"));
        list.begin(|_| true, screen::list_area(self.size));
        self.mode = Mode::Popup(Popup::Changes(list));
    }

    /// A key in the list of changes.
    pub(super) fn press_in_changes(&mut self, press: Press) -> Vec<Effect> {
        let area = screen::list_area(self.size);
        let Mode::Popup(Popup::Changes(list)) = &mut self.mode else {
            return Vec::new();
        };
        if list.walk(press, area) {
            return Vec::new();
        }
        if press.key != Key::Enter {
            return self.has_no_use(press);
        }
        match list.chosen().cloned() {
            Some(Lead::Field(path, view)) => {
                self.mode = Mode::Browse;
                self.go_back(view.as_deref(), &path);
            }
            Some(Lead::Left(left)) => self.mode = Mode::Popup(recovery(*left, 0)),
            None => self.mode = Mode::Browse,
        }
        Vec::new()
    }
}

/// The question what is to become of what an earlier run left. `more` is how many others there are.
fn recovery(left: Left, more: usize) -> Popup {
    let more = match more {
        0 => String::new(),
        more => format!("\n另有 {more} 份更早的，可以在“修改记录”里找到。"),
    };
    let stale = if left.fits {
        ""
    } else {
        "\n文件后来又被改过，找回后会逐格合并，两边都改了的请您选。"
    };
    let id = left.id;
    let mut lines = vec![line("找回来，接着填", Choice::Recover(id))];
    let elsewhere = left.elsewhere.as_ref().map_or_else(String::new, |file| {
        format!(
            "\n这些是在另一个文件“{file}”上改的，那里现在没有文件了；找回就写进这份报告，请先看看。"
        )
    });
    let text = left.sentence() + &elsewhere + stale + &more;
    lines.push(line("先看看改了什么", Choice::Review(Box::new(left))));
    lines.push(line("先不找回，另外放好", Choice::SetAside(id)));
    Popup::question("找回没有保存的修改", text, lines)
}

/// Month, day, hour and minute of a time, which is all that is told of it.
fn minute(when: &str) -> String {
    when.get(5..16).unwrap_or(when).to_owned()
}

fn one_line(value: &str) -> String {
    value.trim().replace('\n', " ")
}

fn or_blank(value: &str) -> String {
    if value.is_empty() {
        "（空）".to_owned()
    } else {
        value.to_owned()
    }
}
