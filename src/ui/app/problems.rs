//! Diagnostics (核对提示) as a person works through them: walking from one to the next, the list
//! of all, what can be done about one, what is said to it, and a reviewer's ticks.

use std::ops::Range;

use rust_decimal::Decimal;

use super::entry::{Entry, index_of, or_null};
use super::listing::Listing;
use super::popup::{Choice, line};
use super::{Access, App, Bearing, Mode, Popup};
use crate::document::{Document, Edit, FieldPath, Node, Transaction, Value};
use crate::export::Format;
use crate::report::check;
use crate::report::fields::{self, Kind};
use crate::report::places::Places;
use crate::report::stamp;
use crate::rules::{Diagnostic, Disclosure, Fix, Lacking, Place, Reply, Rule, Severity};
use crate::ui::action::{Action, Hint, action_for};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Width};
use crate::ui::tabs::Tab;
use crate::ui::text;
use crate::ui::theme::Tone;

/// Why a diagnostic may be answered at all, said where it is asked.
const ANSWER: &str = "写明为什么如此；有关的数字不变，这条提示就不再出现。";

impl Listing<Diagnostic> {
    /// The rule under the cursor; one that could not be decided has no diagnostic.
    pub(super) fn rule(&self) -> Option<&'static Rule> {
        let label = self.sheet.cell(self.cursor.row, 0)?;
        crate::rules::rules().find(|rule| rule.label() == label.text)
    }

    /// What is done with what the cursor stands on, by which keys.
    pub(super) fn keys(&self) -> Vec<Hint> {
        let found = self.chosen().map(|_| {
            [
                Hint::plain(Key::Enter, "前往"),
                Hint::plain(Key::F(9), "处理"),
            ]
        });
        let rule = self.rule().map(|_| Hint::plain(Key::F(1), "说明"));
        found.into_iter().flatten().chain(rule).collect()
    }
}

/// A list out of which a diagnostic is dealt with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Listed {
    /// All of them.
    Problems,
    /// The personal data to be decided on before these documents are published.
    Undecided(&'static [Format]),
}

/// The diagnostic gone to last.
#[derive(Debug)]
pub(super) struct GoneTo {
    /// Its place among all then.
    at: usize,
    /// What was said.
    said: Diagnostic,
    /// Whether none of its weight came behind it then.
    is_last: bool,
    /// How many errors there were then.
    errors: usize,
}

/// How many open diagnostics there are, by severity.
type Count = [usize; Severity::ALL.len()];

/// How many open diagnostics each tab has.
#[derive(Debug, Default)]
pub(super) struct Tally {
    tabs: [Count; Tab::ALL.len()],
    /// Of those, the ones about a project, whose rows stand in the budget too.
    projects: Count,
}

impl App {
    /// Everything open, the gravest first; within a severity tab by tab, in the order in which
    /// the rules first lead to them, and down the page of each.
    #[must_use]
    pub fn problems(&self) -> Vec<&Diagnostic> {
        let mut problems: Vec<&Diagnostic> = self.diagnostics().filter(|it| it.is_open()).collect();
        problems.sort_by_key(|it| it.weight());
        let mut groups: Vec<(Severity, Tab)> = Vec::new();
        for problem in &problems {
            let group = group(problem);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        problems.sort_by_cached_key(|problem| {
            let place = groups.iter().position(|it| *it == group(problem));
            (place, Tab::order(&problem.path()))
        });
        problems
    }

    /// How many open diagnostics of a severity there are on a tab.
    #[must_use]
    pub fn count_on(&self, tab: Tab, severity: Severity) -> usize {
        let counts = self.tally.tabs.get(tab.place());
        let count = counts.and_then(|counts| counts.get(severity.place()));
        count.copied().unwrap_or(0)
    }

    /// Whether there are open diagnostics of a severity about projects.
    #[must_use]
    pub fn is_in_projects(&self, severity: Severity) -> bool {
        let count = self.tally.projects.get(severity.place());
        count.is_some_and(|count| *count > 0)
    }

    /// Counts the open diagnostics of each tab: every frame shows them.
    pub(super) fn count_anew(&mut self) {
        let mut tally = Tally::default();
        for (chapter, severity, count) in self.findings.counts() {
            let tab = tally.tabs.get_mut(Tab::of_chapter(chapter).place());
            let project = (chapter == "项目").then_some(&mut tally.projects);
            let sums = tab.into_iter().chain(project);
            for sum in sums.filter_map(|counts| counts.get_mut(severity.place())) {
                *sum += count;
            }
        }
        self.tally = tally;
    }

    /// How grave the problem is that the walk leads to next, as far as can be told by counting: every
    /// frame says it. A walk that has come to lesser ones turns back to errors only for new ones.
    pub(super) fn next_severity(&self) -> Option<Severity> {
        let there = |it: &Severity| self.count(*it) > 0;
        let gravest = Severity::ALL.into_iter().find(there);
        let Some(last) = self.problem.as_ref().filter(|_| !self.has_new_errors()) else {
            return gravest;
        };
        let then = last.said.severity;
        let is_behind = |it: &Severity| *it > then || *it == then && !last.is_last;
        let behind = Severity::ALL.into_iter().filter(is_behind).find(there);
        behind.or(gravest)
    }

    /// Whether there are more errors than when the walk was at its last stop.
    fn has_new_errors(&self) -> bool {
        let then = self.problem.as_ref().map(|last| last.errors);
        then.is_some_and(|then| self.count(Severity::Error) > then)
    }

    /// Goes to the next or the last problem, and says what it is and what can be done about it.
    pub(super) fn walk_problems(&mut self, forward: bool) {
        let problems = self.problems();
        let count = problems.len();
        // One that was mended is gone, and the next stands in its place.
        let mended = |last: &GoneTo| {
            let there = problems.get(last.at);
            there.is_none_or(|problem| !is_about_same(problem, &last.said))
        };
        let next = match &self.problem {
            _ if count == 0 => return,
            _ if forward && self.has_new_errors() => 0,
            None if forward => 0,
            None => count - 1,
            Some(last) if forward && mended(last) => last.at % count,
            Some(last) if forward => (last.at + 1) % count,
            Some(last) => (last.at + count - 1) % count,
        };
        if let Some(problem) = problems.get(next).copied().cloned() {
            self.stand_at(&problem);
        }
    }

    /// Goes where a diagnostic is, and says it.
    pub(super) fn stand_at(&mut self, problem: &Diagnostic) {
        self.ask_rules();
        let problems = self.problems();
        let at = problems.iter().position(|it| is_same(it, problem));
        // Among those of its weight, as they are counted above.
        let mut alike = problems.iter().filter(|it| it.severity == problem.severity);
        let alike = alike.position(|it| is_same(it, problem));
        let path = problem.path();
        self.problem = at.map(|at| GoneTo {
            at,
            said: problem.clone(),
            is_last: alike.is_some_and(|it| it + 1 >= self.count(problem.severity)),
            errors: self.count(Severity::Error),
        });
        self.passage = None;
        self.go_home(&path);
        let number = match alike {
            Some(at) => format!(" {}/{}", at + 1, self.count(problem.severity)),
            None => String::new(),
        };
        let mut words = format!(
            "{} {}{number}：{}",
            problem.rule.label(),
            problem.severity.label(),
            problem.message
        );
        let sides = self.sides(problem);
        if !sides.is_empty() {
            words.push_str(&format!("\n{}", sides.join("；")));
        }
        if let Some(reply) = &problem.reply {
            words.push_str(&format!("\n{}", reply.sentence()));
        }
        let offered = self.offered(problem);
        if !offered.is_empty() {
            words.push_str(&format!("\nF9 处理：{}", offered.join(" / ")));
        }
        self.say(words, problem.severity.into());
        self.mode = Mode::Browse;
    }

    /// Both sides of a contradiction, each with its place: 一处 .. 2882.00, 另一处 .. 2969.31.
    fn sides(&self, problem: &Diagnostic) -> Vec<String> {
        let [one, other, ..] = problem.places.as_slice() else {
            return Vec::new();
        };
        let side = |place: &Place| {
            let value = text::cut(place.value.as_deref().unwrap_or_default(), 40);
            let name = self.name_of(&place.path);
            let stands = self.stands_there(place).is_some();
            match (value.trim(), stands) {
                ("", _) if self.is_blank(&place.path) => format!("{name}（空着）"),
                ("", _) => name,
                (value, true) => format!("{name} {value}"),
                (value, false) => format!("{value}，由 {name} 等算出"),
            }
        };
        if one.path == other.path {
            return vec![format!("都在 {}", self.name_of(&one.path))];
        }
        vec![
            format!("一处 {}", side(one)),
            format!("另一处 {}", side(other)),
        ]
    }

    /// The value of a place, unless it is a figure that only comes about there: the sum beside one
    /// of its parts.
    fn stands_there<'p>(&self, place: &'p Place) -> Option<&'p str> {
        let value = place.value.as_deref()?;
        if !matches!(fields::kind_at(&place.path), Some(fields::Kind::Number(_))) {
            return Some(value);
        }
        let held = self.document.node(&place.path)?.text()?;
        let (held, shown) = (held.parse::<Decimal>(), value.parse::<Decimal>());
        (held.is_ok() && held == shown).then_some(value)
    }

    /// Whether nothing stands at a place.
    fn is_blank(&self, path: &FieldPath) -> bool {
        let node = self.document.node(path);
        !node.is_some_and(check::holds_something)
    }

    /// What a field is called, without the words that go without saying.
    pub(super) fn name_of(&self, path: &FieldPath) -> String {
        brief_name(&self.document, path)
    }

    /// What can be done about a diagnostic, in few words, for the line below the screen.
    fn offered(&self, problem: &Diagnostic) -> Vec<String> {
        let remedies = self.remedies(problem);
        let sides = remedies.iter();
        let sides = sides.filter(|(_, choice)| matches!(choice, Choice::EditAt(_)));
        // This one and the other one are no names for more than two.
        let has_many = sides.count() > 2;
        remedies
            .into_iter()
            .filter(|(_, choice)| !matches!(choice, Choice::Explain(_) | Choice::Back))
            .map(|(words, choice)| {
                if let Choice::EditAt(path) = &choice
                    && let Some(field) = fields::field_at(path).filter(|_| has_many)
                {
                    return format!("改{}", field.key);
                }
                let brief = words.split(['：', '（']).next().unwrap_or_default();
                text::cut(brief, 36).into_owned()
            })
            .collect()
    }

    /// Everything that can be done about a diagnostic.
    fn remedies(&self, problem: &Diagnostic) -> Vec<(String, Choice)> {
        let code = problem.rule.code;
        let mut choices = Vec::new();
        let fills = self.access == Access::Fill;
        if !self.document.is_read_only() && self.access != Access::Look {
            if self.access == Access::Review {
                choices.extend(self.passed_on(problem));
            }
            if let Some(disclosure) = problem.disclosure.as_ref().filter(|_| fills) {
                choices.extend(decisions(disclosure, &problem.path()));
            }
            let fixes = problem.fixes.iter().filter(|_| fills);
            let (last, first): (Vec<_>, Vec<_>) = fixes
                .partition(|fix| self.wipes_out(fix) || self.takes_over_last_year(problem, fix));
            choices.extend(first.into_iter().map(|fix| self.remedy(problem, fix)));
            // Where what is missing goes is no cell to be changed.
            let tables = problem.places.iter().filter(|place| {
                let is_filled_in_there = place.value.is_none() && problem.fixes.is_empty();
                fills && is_filled_in_there && is_of_several(&place.path)
            });
            choices.extend(tables.map(|place| {
                let words = format!("前往填写：{}", self.name_of(&place.path));
                (words, Choice::GoTo(place.path.clone()))
            }));
            let mut seen: Vec<&FieldPath> = Vec::new();
            let is_this_years = |place: &&Place| !self.findings.is_carried(&place.path);
            let mut sides: Vec<&Place> = problem.places.iter().filter(|_| fills).collect();
            sides.sort_by_key(is_this_years);
            for place in sides {
                if seen.contains(&&place.path) {
                    continue;
                }
                let word = if place.path == problem.path() {
                    "改这一处"
                } else {
                    "改另一处"
                };
                seen.push(&place.path);
                if fields::kind_at(&place.path).is_some() && !is_of_several(&place.path) {
                    let held = self.document.node(&place.path).and_then(Node::text);
                    let held = held.filter(|_| place.value.is_some());
                    let value = match self.stands_there(place).or(held) {
                        Some(value) => format!("（{}）", text::cut(value, 24)),
                        None => String::new(),
                    };
                    let words = format!("{word}：{}{value}", self.name_of(&place.path));
                    choices.push((words, Choice::EditAt(place.path.clone())));
                }
            }
            choices.extend(last.into_iter().map(|fix| self.remedy(problem, fix)));
            // What is wrong here may be asked before what is old here.
            let confirms = self.confirmation().filter(|(title, _)| {
                let is_offered = problem.fixes.iter().any(|fix| fix.title == *title);
                !is_offered && self.path_of_cell() == Some(problem.path())
            });
            choices.extend(confirms);
            match (&problem.reply, &problem.disclosure) {
                // Decided on by whoever fills in the report.
                (_, Some(_)) if !fills => {}
                (Some(reply), _) => {
                    if problem.disclosure.is_none() {
                        choices.push(("修改说明".to_owned(), Choice::Answer(problem.clone())));
                    }
                    let transaction = Transaction {
                        name: format!("撤回对 {code} 的说明"),
                        place: problem.path(),
                        edits: vec![Edit::Remove {
                            path: reply.entry.clone(),
                        }],
                    };
                    choices.push(("撤回说明".to_owned(), Choice::Transact(transaction)));
                }
                (None, None) => {
                    choices.push(("填写说明".to_owned(), Choice::Answer(problem.clone())));
                }
                (None, Some(_)) => {}
            }
        }
        choices.push((
            format!("看规则{code}的依据和解释"),
            Choice::Explain(problem.rule),
        ));
        choices
    }

    /// A fix as one chooses it; one that writes elsewhere than where the diagnostic stands says where.
    fn remedy(&self, problem: &Diagnostic, fix: &Fix) -> (String, Choice) {
        let elsewhere = match fix.edits.as_slice() {
            [Edit::Set { path, .. }] => Some(path).filter(|path| **path != problem.path()),
            _ => None,
        };
        let words = match elsewhere {
            Some(path) if fix.title.starts_with("改为") => {
                format!("把{} {}", self.name_of(path), fix.title)
            }
            _ => fix.title.clone(),
        };
        let transaction = Transaction {
            name: format!("{} {words}", problem.rule.code),
            place: problem.path(),
            edits: fix.edits.clone(),
        };
        (words, Choice::Transact(transaction))
    }

    /// Whether a fix puts nought where an amount was entered: nobody's first choice.
    fn wipes_out(&self, fix: &Fix) -> bool {
        fix.edits.iter().any(|edit| match edit {
            Edit::Set {
                path,
                value: Value::Number(number),
            } => {
                let is_zero = |text: &str| text.parse().is_ok_and(|it: Decimal| it.is_zero());
                let held = self.document.node(path).and_then(Node::text);
                is_zero(number) && held.is_some_and(|held| !is_zero(held))
            }
            _ => false,
        })
    }

    /// Whether a fix writes over what stands at one side of a contradiction what last year's report said at the
    /// other: nobody's first choice either.
    fn takes_over_last_year(&self, problem: &Diagnostic, fix: &Fix) -> bool {
        let mut sides = problem.places.iter().map(|place| &place.path);
        let is_last_years = |path: &FieldPath| self.findings.is_carried(path);
        sides.clone().any(is_last_years)
            && sides
                .any(|side| !is_last_years(side) && fix.edits.iter().any(|it| it.path() == *side))
    }

    /// The diagnostic the person is looking at: the one gone to last while the cursor is there,
    /// else the gravest that names the cell.
    #[must_use]
    pub const fn problem_here(&self) -> Option<&Diagnostic> {
        self.here.as_ref()
    }

    /// The bytes of the text under the cursor that are meant: by the search that led here, else by
    /// the diagnostic.
    #[must_use]
    pub fn passage_here(&self) -> Option<Range<usize>> {
        let path = self.path_of_cell()?;
        let sought = self.passage.iter().map(|(path, span)| (path, Some(span)));
        let places = self.here.iter().flat_map(|it| &it.places);
        let found = places.map(|place| (&place.path, place.span.as_ref()));
        let mut here = sought.chain(found).filter(|(at, _)| **at == path);
        let span = here.find_map(|(_, span)| span)?.clone();
        // With live figures in it other words are shown than stand there.
        let text = self.document.node(&path)?.text()?;
        let is_shown = self.cell().is_some_and(|cell| cell.text == text);
        (is_shown && text.get(span.clone()).is_some_and(|it| !it.is_empty())).then_some(span)
    }

    /// The same where the person was led here by it, and did not come on their own.
    pub(super) fn passage_led_to(&self) -> Option<Range<usize>> {
        let path = self.path_of_cell()?;
        let sought = self.passage.iter().map(|(path, _)| path.clone());
        let mut led_to = sought.chain(self.problem.iter().map(|it| it.said.path()));
        let is_led = led_to.any(|at| path.starts_with(&at));
        self.passage_here().filter(|_| is_led)
    }

    /// Looks for it anew: the cursor or the report has moved.
    pub(super) fn look_here(&self) -> Option<Diagnostic> {
        let path = self.path_of_cell()?;
        let findings = &self.findings;
        let standing = self.problem.as_ref();
        let gone_to = standing.is_some_and(|last| path.starts_with(&last.said.path()));
        let replied = !(self.report.answers.is_empty() && self.report.disclosed.is_empty());
        if findings.mark(&path).is_none() && !gone_to && !replied {
            return None;
        }
        let names = |it: &&Diagnostic| is_shown_in(it, &path);
        let open = || findings.about(&path).filter(|it| it.is_open());
        let last = standing.filter(|_| gone_to).and_then(|last| {
            // Its figures may have moved since.
            let is_of = |it: &&Diagnostic| it.rule.code == last.said.rule.code;
            let said = open().find(|it| is_same(it, &last.said));
            let said = said.or_else(|| open().find(|it| is_about_same(it, &last.said)));
            said.or_else(|| open().find(|it| is_of(it) && it.path() == last.said.path()))
        });
        let gravest = || {
            let named = open().filter(names);
            named.min_by_key(|it| it.weight())
        };
        let answered = || findings.about(&path).find(|it| !it.is_open() && names(it));
        last.or_else(gravest).or_else(answered).cloned()
    }

    /// The gravest diagnostic that marks another cell of the cursor's row, with the cell.
    fn beside(&self) -> Option<(&FieldPath, &Diagnostic)> {
        let findings = &self.findings;
        let paths = self.row()?.cells.iter();
        let paths = paths.filter_map(|cell| cell.path.as_ref());
        let marked = paths.filter(|path| findings.mark(path).is_some());
        let open = marked.flat_map(|path| {
            let about = findings.about(path).filter(|it| it.is_open());
            let named = about.filter(|it| is_shown_in(it, path));
            named.map(move |it| (path, it))
        });
        open.min_by_key(|(_, it)| it.weight())
    }

    /// The gravest diagnostic of what the cursor's row stands for: a project, or the department.
    fn inside(&self) -> Option<&Diagnostic> {
        let stands = screen::stands_for(self.tab, self.row()?)?;
        self.findings.mark(&stands)?;
        let about = self.findings.about(&stands);
        let inside = about.filter(|it| it.is_open() && it.path().starts_with(&stands));
        inside.min_by_key(|it| it.weight())
    }

    /// The diagnostic under the cursor, else the one in its row, or in what that stands for.
    pub(super) fn problem_near(&self) -> Option<&Diagnostic> {
        let beside = || self.beside().map(|(_, problem)| problem);
        let here = self.here.as_ref().or_else(beside);
        here.or_else(|| self.inside())
    }

    /// The same, with the cursor put on its cell.
    fn face_problem(&mut self) -> Option<Diagnostic> {
        if self.here.is_none() {
            let beside = self.beside().map(|(path, it)| (path.clone(), it.clone()));
            let inside = || {
                let problem = self.inside()?.clone();
                Some((fields::shown_in(&problem.path()), problem))
            };
            let (path, problem) = beside.or_else(inside)?;
            self.go_to(&path);
            return Some(problem);
        }
        self.here.clone()
    }

    /// The menu of what can be done about the diagnostic under the cursor or in its row, or about what was
    /// taken over from last year there and is told of elsewhere.
    pub(super) fn mend(&mut self) {
        let confirms = self.confirmation().filter(|_| self.here.is_none());
        if let (Some((words, choice)), Some(path)) = (confirms, self.path_of_cell()) {
            self.mode = Mode::Popup(Popup::question(
                "沿用上年",
                format!(
                    "“{}”还是上年的，请按本年度的情况改写，或确认本年度也是如此。",
                    self.name_of(&path)
                ),
                vec![
                    line(&words, choice),
                    line("改写", Choice::EditAt(path)),
                    line("返回", Choice::Back),
                ],
            ));
        } else if let Some(problem) = self.face_problem() {
            self.offer(&problem);
        }
    }

    /// Whether what stands under the cursor was taken over from last year, and nobody has looked at it.
    pub(super) fn is_carried_here(&self) -> bool {
        let path = self.path_of_cell();
        path.is_some_and(|path| self.findings.is_carried(&path))
    }

    /// To confirm what was taken over from last year under the cursor.
    fn confirmation(&self) -> Option<(String, Choice)> {
        let may = self.access == Access::Fill && !self.document.is_read_only();
        let place = self.path_of_cell().filter(|_| may)?;
        let fix = crate::rules::confirmed(&self.view(), &place)?;
        let transaction = Transaction {
            name: format!("确认 {} {}", self.name_of(&place), fix.title),
            place,
            edits: fix.edits,
        };
        Some((fix.title, Choice::Transact(transaction)))
    }

    /// Writes why it is so to the diagnostic under the cursor or in its row.
    pub(super) fn answer_here(&mut self) {
        if let Some(problem) = self.face_problem() {
            self.answer(&problem);
        }
    }

    /// Back to the list once what was chosen out of it is dealt with, or left alone: at the next
    /// one, or the same. What waited for the last one begins.
    pub(super) fn return_to_list(&mut self) {
        if !matches!(self.mode, Mode::Browse) {
            return;
        }
        let Some(listed) = self.listed.take() else {
            return;
        };
        self.ask_rules();
        match listed {
            Listed::Problems if !self.diagnostics().any(Diagnostic::is_open) => {
                self.say("核对提示都处理完了。", Tone::Good);
            }
            Listed::Problems => self.list_problems(),
            Listed::Undecided(formats) => self.list_undecided(formats),
        }
    }

    /// Deals with a diagnostic out of a list, which is gone back to then.
    pub(super) fn deal_with(&mut self, problem: &Diagnostic, listed: Listed) {
        // What is put together from several fields stands in none.
        if !problem.path().steps().is_empty() {
            self.stand_at(problem);
        }
        self.notice = None;
        self.offer(problem);
        self.listed = Some(listed);
    }

    fn offer(&mut self, problem: &Diagnostic) {
        let mut words = problem.message.clone();
        // Each of the two in a line of its own, which mostly has room for its name and its figure.
        let reply = problem.reply.as_ref().map(Reply::sentence);
        for part in self.sides(problem).into_iter().chain(reply) {
            words.push('\n');
            words.push_str(&part);
        }
        self.mode = Mode::Popup(Popup::question(
            format!(
                "{} {} {}",
                problem.rule.label(),
                problem.severity.label(),
                problem.rule.title
            ),
            words,
            self.remedies(problem)
                .into_iter()
                .map(|(words, choice)| line(&words, choice))
                .collect(),
        ));
    }

    /// The same change, after which last year's texts that it touches are marked as last year's
    /// still: a figure put right or a word replaced throughout is not a text written anew.
    pub(super) fn still_carried(&self, mut transaction: Transaction) -> Transaction {
        let mut places = Places::of(&self.document);
        let list = FieldPath::root().key("沿用");
        let mut marks = Vec::new();
        for (i, carried) in self.report.carried.iter().enumerate() {
            let Some(path) = places.called(carried.place.trim()) else {
                continue;
            };
            if places.stamp(&path) != carried.value.trim() {
                continue;
            }
            let mut text = self.text_at(&path, Kind::LongText);
            let mut is_touched = false;
            for edit in transaction.edits.iter().filter(|it| it.path() == path) {
                match edit {
                    Edit::Set {
                        value: Value::Text(new),
                        ..
                    } => text.clone_from(new),
                    Edit::Rewrite { range, with, .. } if text.get(range.clone()).is_some() => {
                        text.replace_range(range.clone(), with);
                    }
                    _ => continue,
                }
                is_touched = true;
            }
            if is_touched {
                marks.push(Edit::Set {
                    path: list.index(i).key("数值"),
                    value: Value::Text(stamp::of_text(&text)),
                });
            }
        }
        transaction.edits.extend(marks);
        transaction
    }

    /// Writes an answer to a diagnostic.
    pub(super) fn answer(&mut self, problem: &Diagnostic) {
        let code = problem.rule.code;
        let values = problem.values().into_iter();
        let values = values.map(|value| Value::Text(value.trim().to_owned()));
        let place = fields::describe(&self.document, &problem.path());
        let entry = Entry {
            list: FieldPath::root().key("说明"),
            replaces: problem.reply.as_ref().and_then(|it| index_of(&it.entry)),
            fields: vec![
                ("规则", Value::Text(code.to_owned())),
                ("位置", Value::Text(place)),
                ("数值", Value::List(values.collect())),
            ],
            key: "内容",
            stands_alone: false,
            name: format!("说明 {code}"),
            title: format!("对 {} 的说明：{ANSWER}", problem.rule.label()),
            about: Some((problem.words(), problem.severity.into())),
            place: problem.path(),
        };
        self.write_entry(entry);
    }

    /// The list of all diagnostics.
    pub(super) fn list_problems(&mut self) {
        let open: Vec<Diagnostic> = self.problems().into_iter().cloned().collect();
        // Back to the one gone to last.
        let last_one = self.problem.as_ref();
        let last_one = last_one.and_then(|last| open.get(last.at).or(open.last()).cloned());
        let mut answered: Vec<Diagnostic> = self
            .diagnostics()
            .filter(|it| !it.is_open())
            .cloned()
            .collect();
        answered.sort_by_key(Diagnostic::weight);
        let place = if screen::is_wide(self.size) { 30 } else { 19 };
        let columns = vec![
            Column::words("规则", Width::Fixed(7)),
            Column::words("在哪里", Width::Fixed(place)),
            Column::values("两处的数", Width::Fixed(12)),
            Column::words("提示", Width::Fill(24)),
        ];
        let mut list = Listing::new("核对提示", columns);
        let mut places = Places::of(&self.document);
        let mut last = None;
        for problem in open {
            let group = group(&problem);
            if last != Some(group) {
                let (severity, tab) = group;
                let count = self.count_on(tab, severity);
                list.section(&format!("{} {} {count} 处", severity.label(), tab.title()));
                last = Some(group);
            }
            list_one(&mut list, problem, &mut places);
        }
        if !answered.is_empty() {
            list.section(&format!("已说明 {} 处", answered.len()));
        }
        for problem in answered {
            list_one(&mut list, problem, &mut places);
        }
        self.list_lacking(&mut list);
        if list.sheet.rows.len() <= 1 {
            list.title = "核对提示：没有".to_owned();
        }
        let is_last = |it: &Diagnostic| last_one.as_ref().is_some_and(|last| is_same(it, last));
        list.begin(is_last, screen::list_area(self.size));
        self.mode = Mode::Popup(Popup::Problems(list));
    }

    /// The rules that cannot be decided, each reason once for all tables it holds of; the report as a
    /// whole is none of those.
    fn list_lacking(&self, list: &mut Listing<Diagnostic>) {
        let mut reasons: Vec<(&Lacking, usize)> = Vec::new();
        for it in self.findings.lacking() {
            let tables = usize::from(it.table.is_some());
            let known = reasons
                .iter_mut()
                .find(|(known, _)| known.rule.code == it.rule.code && known.why == it.why);
            match known {
                Some((known, count)) => {
                    *count += tables;
                    if known.table.is_none() {
                        *known = it;
                    }
                }
                None => reasons.push((it, tables)),
            }
        }
        reasons.sort_by_key(|(it, _)| it.rule.rank());
        if !reasons.is_empty() {
            list.section(&format!("资料不足、无法核对 {} 项", reasons.len()));
        }
        for (it, count) in reasons {
            let place = it.table.as_ref().map(|path| self.name_of(path));
            let place = place.unwrap_or_else(|| "报告".to_owned());
            let place = match count {
                0 | 1 => place,
                _ => format!("{place}等 {count} 张表"),
            };
            let cells = vec![
                Cell::computed(it.rule.label()).toned(Tone::Muted),
                Cell::label(place),
                Cell::default(),
                Cell::label(format!("{}：{}", it.rule.title, it.why)),
            ];
            list.push(cells, None);
        }
    }

    /// A key in the list of diagnostics.
    pub(super) fn press_in_problems(&mut self, press: Press) -> Vec<Effect> {
        let area = screen::list_area(self.size);
        let Mode::Popup(Popup::Problems(list)) = &mut self.mode else {
            return Vec::new();
        };
        // F8 and F7 walk here as they do outside.
        let press = match press.key {
            Key::F(8) if !press.shift => Press::plain(Key::Down),
            Key::F(7 | 8) => Press::plain(Key::Up),
            _ => press,
        };
        if list.walk(press, area) {
            return Vec::new();
        }
        let chosen = list.chosen().cloned();
        match (press.key, press.ctrl) {
            (Key::Enter, _) => match chosen {
                Some(problem) => {
                    self.stand_at(&problem);
                    let back = Action::Problems.key_label();
                    if let Some(notice) = &mut self.notice {
                        notice.text.push_str(&format!("  {back} 回到清单"));
                    }
                }
                None if list.rule().is_some() => self.say_undecided(),
                None => self.mode = Mode::Browse,
            },
            (Key::F(9), _) => match chosen {
                Some(problem) => self.deal_with(&problem, Listed::Problems),
                None if list.rule().is_some() => self.say_undecided(),
                None => {}
            },
            (Key::F(1), _) => {
                if let Some(rule) = list.rule() {
                    self.explain(rule);
                }
            }
            (Key::Char('g'), true) => self.mode = Mode::Browse,
            _ => {
                if action_for(press) == Some(Action::Save) {
                    return self.act(Action::Save);
                }
                // The list is made anew around what moved.
                if let Some(action @ (Action::Undo | Action::Redo)) = action_for(press) {
                    self.mode = Mode::Browse;
                    self.listed = Some(Listed::Problems);
                    return self.act(action);
                }
                return self.has_no_use(press);
            }
        }
        Vec::new()
    }

    /// Says that nothing was found by a rule that cannot be decided, to go to or to put right.
    fn say_undecided(&mut self) {
        self.say_of(
            Bearing::Key,
            "这一条资料不足，没有核对，请补上提示里说的内容，程序就会核对。",
            Tone::Muted,
        );
    }

    /// Says what a rule compares, what it rests on, and how to answer it, over the window that
    /// is open.
    pub(super) fn explain(&mut self, rule: &'static Rule) {
        let title = format!("{} {}", rule.label(), rule.title);
        self.read(&title, explanation(rule));
    }

    /// What the diagnostics say of a cell, for its help.
    pub(super) fn said_of(&self, path: &FieldPath) -> String {
        let mut text = String::new();
        let about = self.findings.about(path).filter(|it| it.is_open());
        let names = |it: &&Diagnostic| it.places.iter().any(|place| place.path == *path);
        let mut problems: Vec<&Diagnostic> = about.filter(names).collect();
        problems.sort_by_key(|it| it.weight());
        for problem in problems {
            let (words, rule) = (problem.words(), problem.rule);
            text.push_str(&format!(
                "\n\n{words}\n依据：{}。\n{}",
                rule.basis, rule.explain
            ));
            if let Some(reply) = &problem.reply {
                text.push_str(&format!("\n{}", reply.sentence()));
            }
        }
        if !text.is_empty() {
            text.push_str("\n\nF9 处理：改正，或填写说明。");
        }
        for said in self.remarks(path) {
            text.push_str(&format!("\n\n{said}"));
        }
        text
    }
}

/// What is written of a decision on personal data at a place, with the reason for it.
fn decision(of: &Disclosure, decision: &str, masked: &str, place: FieldPath) -> Entry {
    let Disclosure { content, kind, .. } = of;
    Entry {
        list: FieldPath::root().key("公开处理"),
        replaces: None,
        fields: vec![
            ("内容", Value::Text(content.clone())),
            ("类别", Value::Text((*kind).to_owned())),
            ("处理", Value::Text(decision.to_owned())),
            ("改为", or_null(masked)),
        ],
        key: "理由",
        stands_alone: false,
        name: format!("公开处理「{content}」：{decision}"),
        title: format!("{kind}“{content}”在公开版中{decision}的理由"),
        about: None,
        place,
    }
}

/// How personal data is hidden in the copy for publication: as its kind is, or left out.
pub(super) fn hide(of: &Disclosure, place: FieldPath) -> Entry {
    match of.masked.as_str() {
        "" => decision(of, "删除", "", place),
        masked => decision(of, "遮盖", masked, place),
    }
}

/// What can be decided about personal data before the report is published.
fn decisions(of: &Disclosure, place: &FieldPath) -> Vec<(String, Choice)> {
    let decide = |words: String, verb: &str, masked: &str| {
        let entry = decision(of, verb, masked, place.clone());
        let edits = vec![entry.put_in("")];
        let Entry { name, place, .. } = entry;
        (words, Choice::Transact(Transaction { name, place, edits }))
    };
    let mut choices = Vec::new();
    if !of.masked.is_empty() {
        let words = format!("公开版遮盖为 {}（这里的原文不动）", of.masked);
        choices.push(decide(words, "遮盖", &of.masked));
    }
    let words = "公开版删除（这里的原文不动）".to_owned();
    choices.push(decide(words, "删除", ""));
    let kept = decision(of, "保留", "", place.clone());
    choices.push(("公开版保留：写明理由".to_owned(), Choice::Write(kept)));
    choices
}

/// One of the list of all diagnostics.
fn list_one(list: &mut Listing<Diagnostic>, problem: Diagnostic, places: &mut Places<'_>) {
    let value = |place: &Place| {
        let value = place.value.as_deref().unwrap_or_default();
        text::cut(value, 36).into_owned()
    };
    let values = problem.places.iter().map(value);
    let mut values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    // Many parts are held against their whole: that there are more than the first is said.
    if let count @ 3.. = values.len() {
        values.truncate(2);
        values.push(format!("等 {count} 处"));
    }
    let said = match &problem.reply {
        Some(reply) if reply.holds => format!("\n说明：{}", reply.words),
        Some(reply) => format!("\n{}", reply.sentence()),
        None => String::new(),
    };
    let cells = vec![
        Cell::computed(problem.rule.label()).toned(problem.severity.into()),
        Cell::label(brief(places.describe(&problem.path())))
            .toned(Tone::Plain)
            .as_name(),
        Cell::label(values.join("\n")).toned(Tone::Computed),
        Cell::label(format!("{}{said}", problem.message)).toned(Tone::Plain),
    ];
    list.push(cells, Some(problem));
}

/// What a field of a document is called, without the words that go without saying.
pub(super) fn brief_name(document: &Document, path: &FieldPath) -> String {
    brief(fields::describe(document, path))
}

/// A name of a field without the words that go without saying.
pub(super) fn brief(name: String) -> String {
    [" 金额 ", " 资金 年度资金总额 "]
        .iter()
        .fold(name, |name, plain| name.replace(plain, " "))
        .replace("支出 一般公共预算 基本支出", "基本支出")
        .replace("支出 一般公共预算 项目支出", "项目支出")
}

/// Whether two diagnostics are one, as far as a person can tell.
pub(super) fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.rule.code == other.rule.code && one.places == other.places && one.message == other.message
}

/// Whether a diagnostic names what is shown in the cell of a field.
fn is_shown_in(problem: &Diagnostic, cell: &FieldPath) -> bool {
    let mut places = problem.places.iter();
    places.any(|place| fields::shown_in(&place.path) == *cell)
}

/// Whether a place is no field of its own but holds fields.
fn is_of_several(path: &FieldPath) -> bool {
    matches!(
        fields::kind_at(path),
        Some(Kind::Record(_) | Kind::List(Kind::Record(_), _))
    )
}

/// Whether two diagnostics say the same of the same fields, with whatever figures.
fn is_about_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let paths = |of: &Diagnostic| {
        of.places
            .iter()
            .map(|it| it.path.clone())
            .collect::<Vec<_>>()
    };
    one.rule.code == other.rule.code && paths(one) == paths(other)
}

fn group(problem: &Diagnostic) -> (Severity, Tab) {
    let place = problem.places.first();
    let tab = place.map_or(Tab::Basics, |place| Tab::of(&place.path));
    (problem.severity, tab)
}

/// A rule in words: what it compares, what it rests on, how to answer it.
fn explanation(rule: &Rule) -> String {
    let how = match rule.severity {
        Severity::Error => "改正后提示自动消失；确有原因的，按 F9 填写说明。",
        Severity::Warning => "改正，或按 F9 填写说明。",
        Severity::Hint => "供参考；不需要改的，可以按 F9 填写说明，以后不再提示。",
    };
    format!(
        "级别：{}\n依据：{}\n\n{}\n\n怎样处理：{how}",
        rule.severity.label(),
        rule.basis,
        rule.explain
    )
}
