//! 审阅: who may write what here, and reading the report section by section and finding by finding. What
//! the report says stays as it is meanwhile.

use std::collections::HashMap;

use super::files::Asked;
use super::listing::Listing;
use super::outside::TAKEN_IN;
use super::problems::is_same;
use super::{App, Mode, Popup};
use crate::document::{Edit, FieldPath, Step, UndoStep};
use crate::report::fields::{self, Kind};
use crate::report::places::Places;
use crate::rules::{Commented, Diagnostic, Severity, Ticked, in_brackets};
use crate::store::Taken;
use crate::ui::action::{Action, Hint, action_for};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Width};
use crate::ui::text;
use crate::ui::theme::Tone;

/// Why what a reviewer signs is not written here.
const FILLING: &str = "复核和批注由审阅人署名，填写时只写答复，要复核或批注请先按 Shift+F9 审阅。";
/// Why no comment is written here.
const NO_COMMENT: &str = "这里没有批注要答复，要写批注请先按 Shift+F9 审阅。";
/// Why what the report says is not changed here.
const REVIEWING: &str = "现在是审阅，数字和文字不能改，要改请先按 Shift+F9 回到填写。";
/// Why nothing is changed or written here.
pub(super) const LOOKING: &str =
    "这份报告是只读打开的，什么也不写入，要改请不带 --read-only 重新打开。";
/// Why only whoever has the report may change it.
const GUEST: &str = "这份报告正在别处修改，这里只能查看，要在这里改请按 Ctrl+O 接手。";

/// What may be written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// 填写: everything.
    #[default]
    Fill,
    /// 审阅: what is said about the report, not what it says.
    Review,
    /// 只读: nothing, to no file.
    Look,
}

/// Whoever reviews here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// What they are called.
    pub name: String,
    /// Whether they have been asked.
    pub is_asked: bool,
}

impl Default for Reviewer {
    /// Nobody to be asked.
    fn default() -> Self {
        Self {
            name: String::new(),
            is_asked: true,
        }
    }
}

/// What a row of a list of places leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The field or section.
    pub path: FieldPath,
    /// What takes over what stands there in the report it is compared with.
    pub copy: Option<Edit>,
}

impl Spot {
    pub(super) const fn at(path: FieldPath) -> Self {
        Self { path, copy: None }
    }
}

impl Listing<Spot> {
    /// What is done with what the cursor stands on, by which keys.
    pub(super) fn keys(&self) -> Vec<Hint> {
        let Some(spot) = self.chosen() else {
            return Vec::new();
        };
        let mut hints = vec![Hint::plain(Key::Enter, "前往")];
        if spot.copy.is_some() {
            let whole = match fields::section(&spot.path).last() {
                Some(Step::Index(_)) => "取整个项目",
                _ => "取整节",
            };
            let takes = [(Action::FillDown, "取那边的"), (Action::FillRight, whole)];
            let key = |(action, name): (Action, _)| Some(Hint::key(action.key()?, name));
            hints.extend(takes.into_iter().filter_map(key));
        } else {
            hints.extend(Action::Comment.hint());
        }
        hints
    }
}

/// One thing to be reviewed.
struct Stop<'a> {
    /// The section it is, or that it lies in.
    section: Option<usize>,
    path: FieldPath,
    /// The finding; `None` for a section as a whole.
    problem: Option<&'a Diagnostic>,
    /// Whether somebody has ticked it, replied to it or commented on it.
    settled: bool,
}

impl Stop<'_> {
    fn is(&self, stood: &Stood) -> bool {
        let finding = self.problem.map(Diagnostic::told_by);
        (Some(&self.path), finding) == (stood.path.as_ref(), stood.finding.clone())
    }
}

/// The section or finding that was reviewed last.
#[derive(Debug)]
pub(super) struct Stood {
    /// Its place among all then.
    at: usize,
    /// What it is; `None` where the end was reached.
    path: Option<FieldPath>,
    /// Which finding, by [`Diagnostic::told_by`]; `None` for a section as a whole.
    finding: Option<String>,
    /// Where the cursor was.
    cell: Option<FieldPath>,
}

impl App {
    /// What may be written here.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }

    /// Lets only so much be written.
    pub fn allow(&mut self, access: Access) {
        self.access = access;
        match access {
            Access::Fill => {}
            Access::Review => {
                if !self.reviewer.is_asked && matches!(self.mode, Mode::Browse) {
                    self.ask_reviewer();
                } else {
                    self.say(how_to_review(), Tone::Good);
                }
            }
            Access::Look => {
                self.mode = Mode::Browse;
                self.say("只读打开：只能查看，什么也不写入。", Tone::Muted);
            }
        }
        self.rebuild();
    }

    /// Who probably sits here: what a reviewer's name begins with.
    pub fn known_as(&mut self, name: String) {
        self.reviewer.name = name;
        self.reviewer.is_asked = false;
    }

    /// Signs what is ticked and remarked from now on with a name; with none, nothing.
    pub(super) fn sign_as(&mut self, name: &str) {
        self.reviewer = Reviewer {
            name: name.to_owned(),
            is_asked: true,
        };
        self.say(how_to_review(), Tone::Good);
    }

    /// Whether somebody reviews who has yet to be asked who that is, as what was left was asked about first.
    pub(super) fn is_unknown(&self) -> bool {
        self.access == Access::Review && !self.reviewer.is_asked
    }

    /// Whether it is still being asked who reviews, and so has not begun.
    #[must_use]
    pub const fn is_asking_reviewer(&self) -> bool {
        matches!(
            &self.mode,
            Mode::Popup(Popup::Name {
                asked: Asked::Reviewer,
                ..
            })
        )
    }

    /// Whoever was asked who reviews goes back to filling in.
    pub(super) fn decline_review(&mut self) {
        self.access = Access::Fill;
        self.say("没有开始审阅，现在是填写。", Tone::Muted);
    }

    /// The name of whoever reviews, once it has been said.
    #[must_use]
    pub fn signed_as(&self) -> &str {
        let Reviewer { name, is_asked } = &self.reviewer;
        if *is_asked { name.trim() } else { "" }
    }

    /// The day on which is signed from now on, 2023-04-25.
    pub fn turn_to_day(&mut self, day: String) {
        self.today = day;
    }

    pub(super) fn switch_review(&mut self) {
        if self.access == Access::Review {
            self.access = Access::Fill;
            self.say(self.reviewed(), Tone::Good);
        } else {
            self.allow(Access::Review);
        }
    }

    /// What came of the review, in numbers.
    fn reviewed(&self) -> String {
        let sections = self.sections();
        let ticked = self.findings.reviewed(&sections).count();
        let open = self.diagnostics().filter(|it| self.is_unreviewed(it));
        let comments = self.findings.comments().iter();
        let (all, unanswered) = comments.fold((0, 0), |(all, unanswered), it| {
            (all + 1, unanswered + usize::from(it.is_open()))
        });
        format!(
            "回到填写。这次审阅：已复核 {ticked}/{} 节，批注 {all} 条，{unanswered} 条没有答复，还有 {} 处错误、警告没有说明、复核或批注。",
            sections.len(),
            open.count()
        )
    }

    /// Why these places may not be changed; `None` when they may.
    pub(super) fn forbids<'a>(
        &self,
        places: impl IntoIterator<Item = &'a FieldPath>,
    ) -> Option<&'static str> {
        if self.is_guest() {
            return Some(GUEST);
        }
        match self.access {
            Access::Fill => {
                let mut places = places.into_iter();
                let is_signed = places.any(fields::is_signed_by_reviewer);
                is_signed.then_some(FILLING)
            }
            Access::Look => Some(LOOKING),
            Access::Review => {
                let mut places = places.into_iter();
                let others = places.any(|path| !fields::is_by_reviewer(path));
                others.then_some(REVIEWING)
            }
        }
    }

    /// Why an action may not be done by whoever sits here; `None` when it may.
    pub(super) fn barred(&self, action: Action) -> Option<&'static str> {
        if !action.changes() {
            return None;
        }
        let of_step = |step: Option<&UndoStep>| match step {
            Some(step) if step.changes.is_empty() => vec![step.scope.clone()],
            Some(step) => step.changes.iter().map(|it| it.path.clone()).collect(),
            None => Vec::new(),
        };
        let places = match action {
            Action::Mend if self.document.slips() > 0 => vec![FieldPath::root()],
            Action::Save | Action::Mend | Action::Answer => Vec::new(),
            Action::Tick => vec![FieldPath::root().key("复核")],
            Action::Comment if self.access == Access::Fill && !self.is_guest() => {
                let has_some = !self.comments_around(&self.enclosing()).is_empty();
                return (!has_some).then_some(NO_COMMENT);
            }
            Action::Comment => Vec::new(),
            // What was ticked a moment ago is taken back, and what follows a name goes back with it.
            Action::Undo | Action::Redo if self.access == Access::Fill => Vec::new(),
            Action::Undo => of_step(self.document.can_undo()),
            Action::Redo => of_step(self.document.can_redo()),
            Action::Insert | Action::Remove | Action::MoveUp | Action::MoveDown => {
                let list = self.list_here();
                list.into_iter().map(|(list, _)| list).collect()
            }
            Action::Quote | Action::Replace => vec![FieldPath::root()],
            _ => self.path_of_cell().into_iter().collect(),
        };
        self.forbids(&places)
    }

    /// What the cursor stands in, from the inside: the field, or what its row stands for.
    pub(super) fn enclosing(&self) -> Vec<FieldPath> {
        let of_row = || {
            let row = self.row()?;
            let entry = row.list.as_ref().map(|(list, place)| match place {
                Some(place) => list.index(*place),
                None => list.clone(),
            });
            let entry = entry.or_else(|| screen::stands_for(self.tab, row));
            entry.or_else(|| Some(row.item?.path()))
        };
        let path = self.path_of_cell().or_else(of_row);
        let around = path.iter().flat_map(FieldPath::around);
        around.filter(|path| !path.steps().is_empty()).collect()
    }

    /// Which of these was gone to last, to be reviewed as a whole; else the first.
    pub(super) fn meant(&self, around: &[FieldPath]) -> usize {
        let stood = self.reviewed.as_ref();
        let stood = stood.and_then(|stood| stood.path.as_ref());
        let at = stood.and_then(|stood| around.iter().position(|path| path == stood));
        at.unwrap_or(0)
    }

    // Walking.

    fn sections(&self) -> Vec<FieldPath> {
        fields::sections(self.report.projects.len())
    }

    fn is_ticked(&self, section: &FieldPath) -> bool {
        let tick = self.findings.tick(section);
        tick.is_some_and(Ticked::holds)
    }

    /// Whether nobody has said anything to a finding that has to be answered.
    fn is_unreviewed(&self, problem: &Diagnostic) -> bool {
        problem.severity != Severity::Hint && self.findings.is_unsettled(problem)
    }

    /// How many hints, which the walk passes over, nobody has said anything to.
    fn unread_hints(&self) -> String {
        let hints = self.diagnostics();
        let hints = hints.filter(|it| it.severity == Severity::Hint);
        match hints.filter(|it| self.findings.is_unsettled(it)).count() {
            0 => String::new(),
            n => format!("，另有 {n} 处提示级的没有逐处看，F7 可以列出"),
        }
    }

    /// That comments were answered, and where to read that.
    fn answers_to_read(&self) -> String {
        let comments = self.findings.comments().iter();
        match comments.filter(|it| !it.is_open()).count() {
            0 => String::new(),
            n => format!("，{n} 条批注有答复，{} 查看", Action::Reviewed.key_label()),
        }
    }

    /// Everything to be reviewed: each section, then what was found in it, the gravest first.
    fn stops<'a>(&'a self, sections: &[FieldPath]) -> Vec<Stop<'a>> {
        let places: HashMap<&FieldPath, usize> =
            sections.iter().enumerate().map(|(i, it)| (it, i)).collect();
        let mut stops: Vec<Stop<'a>> = sections
            .iter()
            .enumerate()
            .map(|(i, path)| Stop {
                section: Some(i),
                path: path.clone(),
                problem: None,
                settled: self.is_ticked(path),
            })
            .collect();
        let grave = self.problems().into_iter();
        let grave = grave.filter(|it| it.severity != Severity::Hint);
        stops.extend(grave.map(|problem| {
            let path = problem.path();
            Stop {
                section: path.around().find_map(|it| places.get(&it).copied()),
                path,
                problem: Some(problem),
                settled: !self.is_unreviewed(problem),
            }
        }));
        // What lies in no section comes last.
        stops.sort_by_key(|it| (it.section.unwrap_or(usize::MAX), it.problem.is_some()));
        stops
    }

    /// How far the review is, and the key that goes on with it.
    pub(super) fn review_step(&self, room: usize) -> String {
        let sections = self.sections();
        let ticked = self.findings.reviewed(&sections).count();
        let open = self.diagnostics().filter(|it| self.is_unreviewed(it));
        let open = open.count();
        let done = format!("已复核 {ticked}/{} 节", sections.len());
        let answers = self.answers_to_read();
        let with_answers = |words: String| {
            let whole = format!("{words}{answers}");
            if text::fits(&whole, room) {
                whole
            } else {
                words
            }
        };
        let key = Action::NextReview.key_label();
        match (ticked == sections.len(), open) {
            (true, 0) => {
                let action = match self.document.is_modified() {
                    true => Action::Save,
                    false => Action::Export,
                };
                let name = action.entry().map_or("", |entry| entry.name);
                with_answers(format!(
                    "{done}，错误和警告都已处理，{} {name}",
                    action.key_label()
                ))
            }
            (_, 0) => with_answers(format!("{done}，{key} 到下一节")),
            (_, open) => {
                let whole =
                    format!("{done}，还有 {open} 处错误、警告没有说明、复核或批注，{key} 逐节看");
                let short = format!("{done}，还有 {open} 处错误、警告，{key} 逐节看");
                match (text::fits(&whole, room), answers.as_str()) {
                    (true, "") => whole,
                    (_, _) => with_answers(short),
                }
            }
        }
    }

    /// Goes to the next section or finding that nobody has reviewed.
    pub(super) fn review_next(&mut self) {
        let sections = self.sections();
        let stops = self.stops(&sections);
        let last = self.reviewed.as_ref();
        // Whoever has gone to a finding another way goes on from there.
        let is_elsewhere = last.is_none_or(|last| last.cell != self.path_of_cell());
        let here = self.problem_here().filter(|_| is_elsewhere);
        let here = here.and_then(|here| {
            let mut stops = stops.iter();
            stops.position(|it| it.problem.is_some_and(|it| is_same(it, here)))
        });
        let from = here.unwrap_or_else(|| match last {
            None => 0,
            // One that is gone has left its place to the next.
            Some(last) if stops.get(last.at).is_some_and(|it| it.is(last)) => last.at + 1,
            Some(last) => last.at,
        });
        let left = |problems: bool| {
            let left = stops.iter().filter(|it| !it.settled);
            left.filter(|it| it.problem.is_some() == problems).count()
        };
        let mut behind = stops.iter().enumerate().skip(from);
        let Some((at, stop)) = behind.find(|(_, it)| !it.settled) else {
            let words = match (left(false), left(true)) {
                (0, 0) => format!(
                    "{} 节都已复核，错误和警告都已处理{}，请保存。",
                    sections.len(),
                    self.unread_hints()
                ),
                (sections, problems) => format!(
                    "到最后了，还有 {sections} 节没有复核、{problems} 处错误、警告没有说明、复核或批注，再按从头看起。"
                ),
            };
            let done = left(false) + left(true) == 0;
            self.reviewed = Some(Stood {
                at: 0,
                path: None,
                finding: None,
                cell: self.path_of_cell(),
            });
            self.say(words, if done { Tone::Good } else { Tone::Warning });
            return;
        };
        let ticked = stops.iter().filter(|it| it.problem.is_none() && it.settled);
        let ticked = ticked.count();
        let number = match stop.section {
            Some(section) => format!("第{}节/共{}节", section + 1, sections.len()),
            None => format!("共{}节", sections.len()),
        };
        let within = stops
            .iter()
            .filter(|it| it.section == stop.section && it.problem.is_some() && !it.settled);
        let (path, problem, within) = (stop.path.clone(), stop.problem.cloned(), within.count());
        let finding = problem.as_ref().map(Diagnostic::told_by);
        if let Some(problem) = problem {
            self.stand_at(&problem);
            let said = self.notice.take().map_or_else(String::new, |it| it.text);
            self.rebuild();
            let keys = self.keys_for(&[
                Action::Answer,
                Action::Tick,
                Action::Comment,
                Action::NextReview,
            ]);
            self.say(
                format!("{number}，已复核 {ticked} 节。{said}\n{keys}"),
                problem.severity.into(),
            );
        } else {
            self.go_home(&path);
            let name = fields::describe(&self.document, &path);
            let found = match within {
                0 => String::new(),
                n => format!("这一节有 {n} 处错误、警告没有说明、复核或批注。"),
            };
            let keys = self.keys_for(&[Action::Tick, Action::Comment, Action::NextReview]);
            self.say(
                format!("{number} {name}，已复核 {ticked} 节。{found}\n{keys}"),
                Tone::Heading,
            );
        }
        self.reviewed = Some(Stood {
            at,
            path: Some(path),
            finding,
            cell: self.path_of_cell(),
        });
    }

    /// What can be done here of these, with the keys.
    fn keys_for(&self, actions: &[Action]) -> String {
        let can = actions.iter().filter(|it| self.unavailable(**it).is_none());
        let keys = can.filter_map(|action| action.hint());
        let keys: Vec<String> = keys.map(|it| format!("{} {}", it.key, it.name)).collect();
        keys.join("，")
    }

    /// The list of what was remarked, what has changed since it was ticked, and what is left, with the
    /// cursor on the first comment that has no reply; `steps` are the changes made on this computer, the oldest first.
    pub fn list_reviewed(&mut self, steps: &[Taken]) {
        let columns = vec![
            Column::words("在哪里", Width::Fill(16)),
            Column::words("批注，或现在的情况", Width::Fill(20)),
            Column::words("答复，或何时改的", Width::Fill(16)),
        ];
        let mut list = Listing::new("审阅清单", columns);
        let comments: Vec<Commented> = self.findings.comments().to_vec();
        let here = self.path_of_cell();
        let is_at_comment = comments
            .iter()
            .any(|it| it.path.is_some() && it.path == here);
        let first = comments.iter().find(|it| it.is_open() && !is_at_comment);
        let begin = first.and_then(|it| it.path.clone()).or(here);
        let open = comments.iter().filter(|it| it.is_open()).count();
        list.section(&format!("批注 {} 条，{open} 条没有答复", comments.len()));
        for it in comments {
            let tone = if it.is_open() {
                Tone::Warning
            } else {
                Tone::Plain
            };
            let reply = match it.answer() {
                reply if reply.is_empty() => "（没有答复）".to_owned(),
                reply => reply,
            };
            let cells = vec![
                Cell::computed(it.place.clone()).toned(Tone::Plain),
                Cell::label(format!(
                    "{}{}{}",
                    it.content,
                    in_brackets(&it.by),
                    it.since()
                ))
                .toned(Tone::Plain),
                Cell::label(reply).toned(tone),
            ];
            let path = it.path.unwrap_or(it.entry);
            list.push(cells, Some(Spot::at(path)));
        }
        let ticks = self.findings.ticks();
        let mut ticks: Vec<(FieldPath, Ticked)> = ticks
            .map(|(path, tick)| (path.clone(), tick.clone()))
            .collect();
        ticks.sort_by_key(|(path, _)| fields::order(path));
        let mut places = Places::of(&self.document);
        let opinions = || ticks.iter().filter(|(_, tick)| !tick.remark.is_empty());
        if let count @ 1.. = opinions().count() {
            list.section(&format!("复核意见 {count} 条"));
        }
        for (path, tick) in opinions() {
            let cells = vec![
                Cell::computed(places.describe(path)).toned(Tone::Plain),
                Cell::label(format!("{}{}", tick.remark, in_brackets(&tick.by))).toned(Tone::Plain),
                Cell::label(tick.standing()),
            ];
            list.push(cells, Some(Spot::at(path.clone())));
        }
        let fallen = ticks.into_iter().filter(|(_, tick)| !tick.holds());
        let moved = fallen.flat_map(|(path, tick)| {
            let name = places.describe(&path);
            if tick.changes.is_empty() {
                return vec![(path, name, tick.moved(), tick.by)];
            }
            let changes = tick.changes.into_iter().map(|it| {
                let inside = match fields::kind_at(&path) {
                    Some(Kind::List(..)) => "",
                    _ => " ",
                };
                let place = format!("{name}{inside}{}", it.place);
                (it.path, place, it.what.words(), tick.by.clone())
            });
            changes.collect()
        });
        let moved: Vec<(FieldPath, String, String, String)> = moved.collect();
        list.section(&format!("复核后又改过 {} 处", moved.len()));
        for (path, name, words, by) in moved {
            let cells = vec![
                Cell::computed(name.clone()).toned(Tone::Warning),
                Cell::label(format!("{words}{}", in_brackets(&by))).toned(Tone::Plain),
                Cell::label(changed_by(steps, &name)).toned(Tone::Plain),
            ];
            list.push(cells, Some(Spot::at(path)));
        }
        let sections = self.sections();
        let stops = self.stops(&sections);
        let mut within: HashMap<Option<usize>, usize> = HashMap::new();
        for stop in stops
            .iter()
            .filter(|it| it.problem.is_some() && !it.settled)
        {
            *within.entry(stop.section).or_default() += 1;
        }
        let left = sections.iter().enumerate();
        let left: Vec<_> = left.filter(|(_, it)| !self.is_ticked(it)).collect();
        list.section(&format!(
            "没有复核的 {} 节，共 {} 节",
            left.len(),
            sections.len()
        ));
        for (i, path) in left {
            let words = match within.get(&Some(i)) {
                None => "没有复核".to_owned(),
                Some(n) => format!("没有复核，错误、警告 {n} 处"),
            };
            let cells = vec![
                Cell::computed(places.describe(path)).toned(Tone::Plain),
                Cell::label(words),
                Cell::default(),
            ];
            list.push(cells, Some(Spot::at(path.clone())));
        }
        self.show_places_from(list, begin.as_ref());
    }

    /// Opens a list of places.
    pub(super) fn show_places(&mut self, list: Listing<Spot>) {
        // Back to the one gone to last.
        let here = self.path_of_cell();
        self.show_places_from(list, here.as_ref());
    }

    /// The same, with the cursor on the one of this field.
    fn show_places_from(&mut self, mut list: Listing<Spot>, begin: Option<&FieldPath>) {
        list.begin(
            |spot| begin == Some(&spot.path),
            screen::list_area(self.size),
        );
        self.mode = Mode::Popup(Popup::Places(list));
    }

    /// A key in a list of places.
    pub(super) fn press_in_places(&mut self, press: Press) -> Vec<Effect> {
        let area = screen::list_area(self.size);
        let Mode::Popup(Popup::Places(list)) = &mut self.mode else {
            return Vec::new();
        };
        if list.walk(press, area) {
            return Vec::new();
        }
        let action = action_for(press);
        if let Some(action @ (Action::FillDown | Action::FillRight)) = action {
            return self.take_over_there(action == Action::FillRight);
        }
        let comments = action == Some(Action::Comment);
        if comments && let Some(reason) = self.barred(Action::Comment) {
            self.say(reason, Tone::Muted);
            return Vec::new();
        }
        let Mode::Popup(Popup::Places(list)) = &mut self.mode else {
            return Vec::new();
        };
        if press.key != Key::Enter && !comments {
            return self.has_no_use(press);
        }
        let (chosen, row) = (list.chosen().cloned(), list.cursor.row);
        let title = std::mem::take(&mut list.title);
        self.mode = Mode::Browse;
        self.notice = None;
        if let Some(Spot { path, .. }) = chosen {
            self.go_home(&path);
            if comments {
                return self.act(Action::Comment);
            }
            let compared = self.compared.as_mut();
            if let Some(compared) = compared.filter(|it| it.title == title) {
                compared.row = row;
                let key = Action::Compare.key_label();
                self.say(
                    format!("按 {key} 再按回车，回到对照的这一行。"),
                    Tone::Muted,
                );
            }
        }
        Vec::new()
    }
}

fn how_to_review() -> String {
    let key = Action::key_label;
    format!(
        "审阅：数字和文字不能改，{} 逐节看，{} 复核，{} 批注，再按 {} 回到填写。",
        key(Action::NextReview),
        key(Action::Tick),
        key(Action::Comment),
        key(Action::SwitchReview)
    )
}

/// When a place was changed last, as far as the record of this computer tells.
fn changed_by(steps: &[Taken], place: &str) -> String {
    let within = |field: &str| {
        let rest = field.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '「', '第']))
    };
    let mut steps = steps.iter().rev();
    let step = steps.find(|it| it.step.changes.iter().any(|it| within(&it.field)));
    match step {
        Some(taken) if taken.step.name.starts_with(TAKEN_IN) => {
            format!("在别处改，本机 {} 读入", taken.when)
        }
        Some(taken) => format!("本机 {} 改，{}", taken.when, taken.step.name),
        None => "不在本机的修改记录里，是在别处或以前改的".to_owned(),
    }
}
