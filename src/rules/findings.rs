//! What all rules said of one report, kept so that an edit costs what the part it touches costs.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use crate::document::{Edit, FieldPath, Step};
use crate::figures::score::Subject;
use crate::report::fields::{self, describe_alone};
use crate::report::places::Places;
use crate::report::stamp::sum_of;

use super::passage::Passage;
use super::prose::{Facts, MOST_OF_A_TEXT, Prose, Said};
use super::quoted::{self, Agreeing, Held};
use super::replies::{self, Commented, Pending, Reply, Ticked};
use super::{
    Case, Check, Disclosure, Finding, Fix, MOST_OF_A_RULE, Place, Reads, Rule, Severity, Table,
    Verdict, rule, rules,
};

/// How many findings there may be about the tables of projects before those of the next project
/// are not looked for: where that is, is told.
const MOST_OF_TABLES: usize = 2_000;

/// How much the rules may do at once. It is counted in bytes of text and not by a clock, so that it
/// is the same on every machine.
#[derive(Debug)]
pub struct Work {
    left: usize,
}

impl Work {
    /// What the rules are asked about one table costs as much as that many bytes of text.
    const TABLE: usize = 256;

    /// As much as this many bytes of text.
    #[must_use]
    pub const fn of(bytes: usize) -> Self {
        Self { left: bytes }
    }

    /// All there is to do.
    #[must_use]
    pub const fn all() -> Self {
        Self::of(usize::MAX)
    }

    /// As much as nobody notices: all of an ordinary report, some milliseconds; of texts made to
    /// cost most, 50.
    #[must_use]
    pub const fn unnoticed() -> Self {
        Self::of(64 << 10)
    }

    /// Whether no more is to be begun.
    pub(super) const fn is_done(&self) -> bool {
        self.left == 0
    }

    /// Whether so much may be begun at once.
    pub(super) const fn may_take(&self, bytes: usize) -> bool {
        bytes <= self.left
    }

    /// Takes note of what is begun.
    pub(super) const fn take(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }
}

/// A finding with the rule that made it (核对提示).
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// Where to go, the first place first.
    pub places: Vec<Place>,
    /// One sentence with the figures in it.
    pub message: String,
    /// What can be done about it with one key.
    pub fixes: Vec<Fix>,
    /// The personal data it is about, which is to be decided on before publication.
    pub disclosure: Option<Disclosure>,
    /// What has been said to it.
    pub reply: Option<Reply>,
}

impl Diagnostic {
    pub(super) fn new(rule: &'static Rule, finding: Finding) -> Self {
        Self {
            rule,
            severity: finding.severity.unwrap_or(rule.severity),
            places: finding.places,
            message: finding.message,
            fixes: finding.fixes,
            disclosure: finding.disclosure,
            reply: None,
        }
    }

    /// Whether nothing has been said to it that still holds.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.reply.as_ref().is_none_or(|reply| !reply.holds)
    }

    /// By what the gravest comes first.
    #[must_use]
    pub fn weight(&self) -> (Severity, (&'static str, u16)) {
        (self.severity, self.rule.rank())
    }

    /// Its rule, how much it weighs, and its sentence.
    #[must_use]
    pub fn words(&self) -> String {
        let (code, severity) = (self.rule.label(), self.severity.label());
        format!("{code} {severity}：{}", self.message)
    }

    /// By which it is known again as long as it says the same.
    #[must_use]
    pub fn told_by(&self) -> String {
        format!("{} {}", self.rule.code, sum_of(&self.message))
    }

    /// What it marks, and how.
    fn marks(&self) -> (bool, Severity, Vec<&FieldPath>) {
        let places = self.places.iter().map(|place| &place.path);
        (self.is_open(), self.severity, places.collect())
    }

    /// Where it stands.
    #[must_use]
    pub fn path(&self) -> FieldPath {
        self.places
            .first()
            .map_or_else(FieldPath::root, |place| place.path.clone())
    }

    /// The figures it rests on: while they stay, an answer to it holds.
    #[must_use]
    pub fn values(&self) -> Vec<&str> {
        self.places
            .iter()
            .filter_map(|place| place.value.as_deref())
            .collect()
    }
}

/// A rule that cannot be decided (资料不足).
#[derive(Debug, Clone)]
pub struct Lacking {
    /// The rule.
    pub rule: &'static Rule,
    /// The table it would be about; `None` for the report as a whole.
    pub table: Option<FieldPath>,
    /// What is lacking.
    pub why: Cow<'static, str>,
}

/// What the rules said of one part.
#[derive(Debug, Clone, Default)]
struct Part {
    diagnostics: Vec<Diagnostic>,
    lacking: Vec<Lacking>,
    /// Whether the rules were asked at all.
    asked: bool,
    /// What each rule found that looks at each text by itself.
    kept: Vec<Kept>,
}

/// What was found of each text beside the tables, in the order of the texts: while the tables stay, only a
/// text that is another is looked at again.
type Kept = Vec<(Arc<Facts>, Vec<Finding>)>;

/// What the rules said, by how much of the report they read: in the order of [`Reads::ALL`].
#[derive(Debug, Clone, Default)]
struct Parts([Part; Reads::ALL.len()]);

impl Parts {
    /// Takes note that something inside `scope` has changed, where the rules read it.
    fn outdate(&mut self, scope: &FieldPath) {
        for (reads, part) in Reads::ALL.into_iter().zip(&mut self.0) {
            if reads.takes_in(scope) {
                part.asked = false;
                part.kept.clear();
            }
        }
    }

    /// Takes note that all are to be asked again; of the texts that stay, what was found beside the tables
    /// stays.
    fn forget(&mut self) {
        for part in &mut self.0 {
            part.asked = false;
        }
    }

    /// Takes note that the budget may be another: what puts an amount right puts it right in the
    /// wholes above it too.
    fn outdate_contradictions(&mut self) {
        for (reads, part) in Reads::ALL.into_iter().zip(&mut self.0) {
            let mut diagnostics = part.diagnostics.iter();
            part.asked &= reads != Reads::Figures || diagnostics.all(|it| it.fixes.is_empty());
        }
    }

    /// Asks those that are to be asked again; whether they mark anything else than before.
    fn ask(&mut self, ask: impl Fn(Reads, &mut Part)) -> bool {
        let mut differs = false;
        for (reads, part) in Reads::ALL.into_iter().zip(&mut self.0) {
            if !part.asked {
                let before = std::mem::take(part);
                part.kept = before.kept;
                ask(reads, part);
                part.asked = true;
                let (before, now) = (before.diagnostics.iter(), part.diagnostics.iter());
                differs |= !before.map(Diagnostic::marks).eq(now.map(Diagnostic::marks));
            }
        }
        differs
    }

    /// Whether nothing has been asked and nothing is said.
    fn is_blank(&self) -> bool {
        let mut parts = self.0.iter();
        parts.all(|part| !part.asked && part.diagnostics.is_empty())
    }

    fn is_asked(&self) -> bool {
        self.0.iter().all(|part| part.asked)
    }

    fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().flat_map(|part| &part.diagnostics)
    }
}

/// What was said of the table of one project.
#[derive(Debug, Clone, Default)]
struct Project {
    parts: Parts,
    marks: Marks,
}

/// What the open diagnostics of one part come to, made once, since every frame shows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// The gravest of each field named in one, and of what those fields lie in that stands for all
    /// of it: a project is as bad as its worst figure.
    gravest: HashMap<FieldPath, Severity, RandomState>,
    /// The entries of lists that any of these lies in.
    entries: HashSet<FieldPath, RandomState>,
    /// How many there are by the chapter they lead to and their severity.
    counts: Vec<(SmolStr, Severity, usize)>,
}

impl Marks {
    /// Counts and marks the open ones.
    pub(super) fn of<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut marks = Self::default();
        for diagnostic in diagnostics.into_iter().filter(|it| it.is_open()) {
            for place in &diagnostic.places {
                let whole = standing_for(&place.path).filter(|whole| *whole != place.path);
                for path in [Some(fields::shown_in(&place.path)), whole]
                    .into_iter()
                    .flatten()
                {
                    for entry in path.entries() {
                        if !marks.entries.contains(entry) {
                            marks.entries.insert(entry.into());
                        }
                    }
                    let mark = marks.gravest.entry(path).or_insert(diagnostic.severity);
                    *mark = diagnostic.severity.min(*mark);
                }
            }
            marks.count(diagnostic);
        }
        marks
    }

    fn count(&mut self, diagnostic: &Diagnostic) {
        let place = diagnostic.places.first();
        let chapter = place.and_then(|place| place.path.first_key());
        let (chapter, severity) = (chapter.unwrap_or_default(), diagnostic.severity);
        let mut counts = self.counts.iter_mut();
        match counts.find(|(key, of, _)| (key.as_str(), *of) == (chapter, severity)) {
            Some((_, _, count)) => *count += 1,
            None => self.counts.push((chapter.into(), severity, 1)),
        }
    }

    /// The gravest open diagnostic about a field.
    pub(super) fn gravest(&self, path: &FieldPath) -> Option<Severity> {
        self.gravest.get(path).copied()
    }

    /// How many open ones lead to a chapter of the file, by severity.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&str, Severity, usize)> {
        let counts = self.counts.iter();
        counts.map(|(chapter, severity, count)| (chapter.as_str(), *severity, *count))
    }
}

impl Project {
    fn mark(&mut self) {
        self.marks = Marks::of(self.parts.diagnostics());
    }

    /// That the rules were not asked about this table, nor about those behind.
    fn unasked(table: &Table<'_>) -> Self {
        let message = format!(
            "前面各项目的提示已有 {MOST_OF_TABLES} 条，从这个项目起没有核对，请先改好前面的。"
        );
        let mut project = Self::default();
        if let (Some(rule), [part, ..]) = (rule("G3"), &mut project.parts.0) {
            let found = Finding::new(Place::new(table.path.clone()), message).into();
            part.take(rule, None, found);
        }
        project.mark();
        project
    }
}

impl Part {
    fn take(&mut self, rule: &'static Rule, table: Option<&FieldPath>, verdict: Verdict) {
        match verdict {
            Verdict::Found(mut found) => {
                found.truncate(MOST_OF_A_RULE + 1);
                if let Some(next) = found.get_mut(MOST_OF_A_RULE) {
                    let message = format!(
                        "这一类提示已列出 {MOST_OF_A_RULE} 条，从这一处起没有列出，请先改好前面的。"
                    );
                    next.places.truncate(1);
                    *next = Finding {
                        places: std::mem::take(&mut next.places),
                        ..Finding::new(Place::new(FieldPath::root()), message)
                    };
                }
                let found = found.into_iter().map(|it| Diagnostic::new(rule, it));
                self.diagnostics.extend(found);
            }
            Verdict::Lacking(why) => self.lacking.push(Lacking {
                rule,
                table: table.cloned(),
                why,
            }),
        }
    }
}

/// Whether a change inside `scope` can move the budget: an amount, or what is a part of what.
fn is_of_budget(scope: &FieldPath) -> bool {
    match scope.steps() {
        [Step::Key(key), Step::Index(_), Step::Key(field), ..] if &**key == fields::PROJECTS => {
            ["名称", "支出类别", "资金"].contains(&&**field)
        }
        [Step::Key(key), ..] => ["支出", "项目"].contains(&&**key),
        _ => true,
    }
}

/// The project a field belongs to, or 整体绩效.
pub(super) fn standing_for(path: &FieldPath) -> Option<FieldPath> {
    let whole = || (path.first_key() == Some("整体绩效")).then(|| Subject::Whole.path());
    fields::project_of(path).map(fields::project).or_else(whole)
}

/// Where in a list what is said of a field stands: every frame asks that of each of its cells.
type Lookup = HashMap<FieldPath, Vec<usize>, RandomState>;

fn lookup<'p>(paths: impl Iterator<Item = Option<&'p FieldPath>>) -> Lookup {
    let mut found = Lookup::default();
    for (i, path) in paths.enumerate() {
        if let Some(path) = path {
            found.entry(path.clone()).or_default().push(i);
        }
    }
    found
}

/// What all rules said of one report, as far as they have been asked. What has yet to be asked again is
/// as it was before.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Whether all of it is about the report as it is.
    is_whole: bool,
    report: Parts,
    /// What is said of what was read out of the texts.
    told: Parts,
    whole: Parts,
    projects: Vec<Project>,
    prose: Prose,
    /// What is said of the texts beside each other.
    texts: Part,
    /// What the open diagnostics of all these come to, but for those of projects.
    marks: Marks,
    /// Whether anything has been said to a diagnostic.
    replied: bool,
    ticks: HashMap<FieldPath, Vec<Ticked>>,
    comments: Vec<Commented>,
    commented: Lookup,
    pending: Vec<Pending>,
    undecided: Lookup,
    carried: HashSet<FieldPath, RandomState>,
}

impl Findings {
    /// Asks every rule.
    #[must_use]
    pub fn compute(case: &Case<'_>) -> Self {
        let mut findings = Self::default();
        findings.ask(case, Work::all());
        findings
    }

    /// Takes note that something inside `scope` has changed.
    pub fn outdate(&mut self, case: &Case<'_>, scope: &FieldPath) {
        self.is_whole = false;
        self.prose.outdate(case, scope);
        self.report.outdate(scope);
        self.told.outdate(scope);
        // What is measured of the department hangs on the money of the projects.
        if Reads::Figures.takes_in(scope) {
            self.whole.forget();
        }
        // An amount put right is put right in the wholes above it too, as the money of others stands.
        if is_of_budget(scope) {
            for project in &mut self.projects {
                project.parts.outdate_contradictions();
            }
        }
        match (scope.first_key(), fields::project_of(scope)) {
            (_, Some(index)) if self.projects.len() == case.report.projects.len() => {
                if let Some(project) = self.projects.get_mut(index) {
                    project.parts.outdate(scope);
                }
            }
            (Some(key), _) if key != fields::PROJECTS && key != "评分方案" => {}
            _ => self.projects.clear(),
        }
    }

    /// Whether every rule has been asked about the report as it is.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Asks what has not been asked yet, as far as the work may go. What is asked hangs on the report
    /// alone, in however many pieces.
    pub fn ask(&mut self, case: &Case<'_>, mut work: Work) {
        if self.is_whole
            || !self.prose.read(case, said, &mut work)
            || !self.ask_of_projects(case, &mut work)
        {
            return;
        }
        let moved = self.prose.take_moved();
        if moved.clauses {
            self.texts = beside(case, &self.prose);
        }
        if moved.facts {
            self.told.forget();
        }
        let differs = [
            moved.clauses,
            self.told
                .ask(|reads, part| told(case, &self.prose, reads, part)),
            self.report.ask(|reads, part| report(case, reads, part)),
            self.whole
                .ask(|reads, part| table(case, &case.whole(), reads, part)),
        ];
        self.settle(case, differs.contains(&true));
        self.is_whole = true;
    }

    /// Asks the rules about the tables of projects from the first on until enough has been found;
    /// where that is hangs on the report alone. Whether all have been asked that are to be.
    fn ask_of_projects(&mut self, case: &Case<'_>, work: &mut Work) -> bool {
        let count = case.report.projects.len();
        self.projects.resize_with(count, Project::default);
        let mut found = 0;
        let mut told = false;
        for (i, project) in self.projects.iter_mut().enumerate() {
            if found >= MOST_OF_TABLES {
                let unasked = (!told).then(|| case.project(i)).flatten();
                told |= unasked.is_some();
                // There may be thousands of them, at every key.
                if unasked.is_some() || !project.parts.is_blank() {
                    *project = unasked.map_or_else(Project::default, |it| Project::unasked(&it));
                }
            } else if !project.parts.is_asked() {
                if work.is_done() {
                    return false;
                }
                work.take(Work::TABLE);
                // Marking costs more than asking, and an amount elsewhere has most asked again.
                if let Some(of) = case.project(i)
                    && project
                        .parts
                        .ask(|reads, part| table(case, &of, reads, part))
                {
                    project.mark();
                }
            }
            found += project.parts.diagnostics().count();
        }
        true
    }

    /// Puts what has been said beside what it was said to, and marks anew what is marked otherwise.
    fn settle(&mut self, case: &Case<'_>, differs: bool) {
        let places = &mut Places::of(case.document);
        self.ticks = replies::ticks(case, places, &self.ticks);
        self.comments = replies::comments(case, places);
        self.commented = lookup(self.comments.iter().map(|it| it.path.as_ref()));
        self.pending = replies::pending(case, places);
        self.undecided = lookup(self.pending.iter().map(|it| it.path.as_ref()));
        self.carried = replies::carried(case, places)
            .map(|(_, path)| path)
            .collect();
        let replied = !(case.report.answers.is_empty() && case.report.disclosed.is_empty());
        let may_be_answered = replied || self.replied;
        if may_be_answered {
            replies::reply(case, places, self.all());
            self.projects.iter_mut().for_each(Project::mark);
            self.prose.mark_again();
        }
        self.replied = replied;
        if differs || may_be_answered {
            let diagnostics = self.beside_projects().flat_map(|part| &part.diagnostics);
            self.marks = Marks::of(diagnostics);
        }
    }

    /// The gravest open diagnostic that names a field; of a project or 整体绩效, anything in it.
    #[must_use]
    pub fn mark(&self, path: &FieldPath) -> Option<Severity> {
        let marks = self.marks_about(path);
        marks.filter_map(|marks| marks.gravest(path)).min()
    }

    /// Whether an open diagnostic names something inside an entry of a list, or the entry.
    #[must_use]
    pub fn is_marked_within(&self, entry: &FieldPath) -> bool {
        let mut marks = self.marks_about(entry);
        marks.any(|marks| marks.entries.contains(entry))
    }

    fn marks_about(&self, path: &FieldPath) -> impl Iterator<Item = &Marks> {
        let project = self.project_of(path).map(|it| &it.marks);
        let texts = self.prose.marks_about(path);
        [project, Some(&self.marks), texts].into_iter().flatten()
    }

    /// What was said where a field can be named: of the report, of the project it belongs to, and of
    /// the texts it belongs to.
    pub fn about(&self, path: &FieldPath) -> impl Iterator<Item = &Diagnostic> {
        let tables = self.parts_about(path).flat_map(|part| &part.diagnostics);
        let texts = self.prose.readings_about(path);
        tables.chain(texts.flat_map(|reading| &reading.diagnostics))
    }

    fn parts_about(&self, path: &FieldPath) -> impl Iterator<Item = &Part> {
        let project = self.project_of(path).into_iter();
        self.beside_projects()
            .chain(project.flat_map(|it| &it.parts.0))
    }

    fn beside_projects(&self) -> impl Iterator<Item = &Part> {
        let parts = [&self.report, &self.whole, &self.told].into_iter();
        let parts = parts.flat_map(|parts| &parts.0);
        parts.chain([&self.texts])
    }

    fn project_of(&self, path: &FieldPath) -> Option<&Project> {
        self.projects.get(fields::project_of(path)?)
    }

    /// The reviewer's tick on this very field or section: of several one that holds.
    #[must_use]
    pub fn ticked(&self, path: &FieldPath) -> Option<&Ticked> {
        self.ticks_on(path).first()
    }

    /// All ticks on this very field or section, those that hold first.
    #[must_use]
    pub fn ticks_on(&self, path: &FieldPath) -> &[Ticked] {
        self.ticks.get(path).map_or(&[], Vec::as_slice)
    }

    /// What a reviewer has said to a finding, in words: that the very place where it stands is ticked, or
    /// that it was commented on.
    #[must_use]
    pub fn review_of(&self, finding: &Diagnostic) -> Option<String> {
        let path = finding.path();
        let tick = self.ticked(&path).filter(|it| it.holds());
        let tick = tick.map(|it| format!("已复核{}", replies::in_brackets(&it.by)));
        let comment = || {
            let comment = self.comments_on(&path).find(|it| it.is_about(finding))?;
            Some(format!("有批注{}", replies::in_brackets(&comment.by)))
        };
        tick.or_else(comment)
    }

    /// Whether nobody has answered a finding, ticked where it stands or commented on it.
    #[must_use]
    pub fn is_unsettled(&self, finding: &Diagnostic) -> bool {
        finding.is_open() && self.review_of(finding).is_none()
    }

    /// The reviewer's tick on a field or on what it lies in, the nearest first.
    #[must_use]
    pub fn tick(&self, path: &FieldPath) -> Option<&Ticked> {
        if self.ticks.is_empty() {
            return None;
        }
        path.around().find_map(|path| self.ticked(&path))
    }

    /// Those of these sections that are ticked and still as they were then.
    pub fn reviewed<'s>(&self, sections: &'s [FieldPath]) -> impl Iterator<Item = &'s FieldPath> {
        let sections = sections.iter();
        sections.filter(|it| self.tick(it).is_some_and(Ticked::holds))
    }

    /// All ticks, with what they stand on.
    pub fn ticks(&self) -> impl Iterator<Item = (&FieldPath, &Ticked)> {
        let ticks = self.ticks.iter();
        ticks.flat_map(|(path, ticks)| ticks.iter().map(move |it| (path, it)))
    }

    /// The reviewer's comments, in the order of what they are about.
    #[must_use]
    pub fn comments(&self) -> &[Commented] {
        &self.comments
    }

    /// Those on this very field or section.
    pub fn comments_on(&self, path: &FieldPath) -> impl Iterator<Item = &Commented> {
        let on = self.commented.get(path).into_iter().flatten();
        on.filter_map(|&i| self.comments.get(i))
    }

    /// The fields that hold what is not certain yet, in the order of the file.
    #[must_use]
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// Whether this very field is one of them, and which entry says so.
    #[must_use]
    pub fn pending_on(&self, path: &FieldPath) -> Option<&Pending> {
        self.pending.get(*self.undecided.get(path)?.first()?)
    }

    /// Whether this text still says what last year's report said.
    #[must_use]
    pub fn is_carried(&self, path: &FieldPath) -> bool {
        self.carried.contains(path)
    }

    /// How many texts still say what last year's report said.
    #[must_use]
    pub fn carried(&self) -> usize {
        self.carried.len()
    }

    /// The figures typed as digits in texts that are what the tables have, and the edits that
    /// make them live.
    #[must_use]
    pub fn agreeing(&self, case: &Case<'_>) -> (Vec<Agreeing>, Vec<Edit>) {
        quoted::agreeing(case, &self.prose)
    }

    fn all(&mut self) -> Vec<&mut Diagnostic> {
        let whole = [&mut self.report, &mut self.whole, &mut self.told].into_iter();
        let projects = self.projects.iter_mut().map(|it| &mut it.parts);
        let parts = whole.chain(projects).flat_map(|parts| &mut parts.0);
        let parts = parts.chain([&mut self.texts]);
        let parts = parts.flat_map(|part| &mut part.diagnostics);
        let texts = self.prose.readings_mut();
        let texts = texts.flat_map(|reading| &mut reading.diagnostics);
        parts.chain(texts).collect()
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        let projects = self.projects.iter().flat_map(|it| &it.parts.0);
        self.beside_projects().chain(projects)
    }

    /// Everything found.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let texts = self
            .prose
            .readings()
            .flat_map(|reading| &reading.diagnostics);
        self.parts().flat_map(|part| &part.diagnostics).chain(texts)
    }

    /// How many open diagnostics lead to a chapter of the file, by severity; a chapter and a
    /// severity may come more than once.
    pub fn counts(&self) -> impl Iterator<Item = (&str, Severity, usize)> {
        let projects = self.projects.iter().map(|it| &it.marks);
        let marks = projects.chain([&self.marks]).chain(self.prose.marks());
        marks.flat_map(Marks::counts)
    }

    /// The first text that the rules have not read, so that nobody knows what personal data it
    /// holds.
    #[must_use]
    pub fn unread(&self) -> Option<&FieldPath> {
        self.prose.unread()
    }

    /// Everything that cannot be decided.
    pub fn lacking(&self) -> impl Iterator<Item = &Lacking> {
        self.parts().flat_map(|part| &part.lacking)
    }
}

/// Ways of looking, each with its rule.
type Looks<C> = Vec<(&'static Rule, C)>;

/// The same by how much of the report they read: in the order of [`Reads::ALL`].
struct ByReads<C>([Looks<C>; Reads::ALL.len()]);

impl<C> Default for ByReads<C> {
    fn default() -> Self {
        Self(Reads::ALL.map(|_| Vec::new()))
    }
}

impl<C> ByReads<C> {
    fn push(&mut self, reads: Reads, rule: &'static Rule, check: C) {
        for (own, looks) in Reads::ALL.into_iter().zip(&mut self.0) {
            if own == reads {
                looks.push((rule, check));
                return;
            }
        }
    }

    fn of(&self, reads: Reads) -> &[(&'static Rule, C)] {
        let mut all = Reads::ALL.into_iter().zip(&self.0);
        let own = all.find(|(own, _)| *own == reads);
        own.map_or(&[], |(_, looks)| looks)
    }
}

/// The ways of looking of all rules, by what they look at: a key asks for them dozens of times.
#[derive(Default)]
struct Sorted {
    reports: ByReads<fn(&Case<'_>) -> Verdict>,
    /// With whether it is of money.
    tables: ByReads<(OfTable, bool)>,
    told: ByReads<fn(&Case<'_>, &Prose) -> Verdict>,
    said: ByReads<OfSaid>,
    held: Looks<fn(&Case<'_>, &[Held<'_>]) -> Verdict>,
    beside: Looks<fn(&Prose) -> Vec<Finding>>,
    texts: Looks<OfText>,
}

/// A way of looking at what one text says.
type OfSaid = fn(&Case<'_>, &Said) -> Vec<Finding>;

/// A way of looking at one table.
type OfTable = fn(&Case<'_>, &Table<'_>) -> Verdict;

/// A way of looking at one text.
#[derive(Clone, Copy)]
enum OfText {
    Alone(fn(&Passage<'_>) -> Vec<Finding>),
    Live(fn(&Case<'_>, &Passage<'_>) -> Vec<Finding>),
}

impl Sorted {
    fn of(rules: impl Iterator<Item = &'static Rule>) -> Self {
        let mut sorted = Self::default();
        for (rule, check) in rules.flat_map(|rule| rule.checks.iter().map(move |it| (rule, it))) {
            match *check {
                Check::Report(reads, check) => sorted.reports.push(reads, rule, check),
                Check::Table(reads, check) => sorted.tables.push(reads, rule, (check, false)),
                Check::Money(reads, check) => sorted.tables.push(reads, rule, (check, true)),
                Check::Prose(reads, check) => sorted.told.push(reads, rule, check),
                Check::Said(reads, check) => sorted.said.push(reads, rule, check),
                Check::Held(check) => sorted.held.push((rule, check)),
                Check::Texts(check) => sorted.beside.push((rule, check)),
                Check::Text(check) => sorted.texts.push((rule, OfText::Alone(check))),
                Check::Live(check) => sorted.texts.push((rule, OfText::Live(check))),
            }
        }
        sorted
    }
}

static SORTED: LazyLock<Sorted> = LazyLock::new(|| Sorted::of(rules()));

/// Those of the rules in force.
fn in_force<C: Copy>(
    case: &Case<'_>,
    looks: &'static [(&'static Rule, C)],
) -> impl Iterator<Item = (&'static Rule, C)> {
    let in_force = looks
        .iter()
        .filter(|(rule, _)| case.scheme.has_rule(rule.code));
    in_force.copied()
}

/// What a rule says, as far as it holds of a report of which not all was read: what it says of a part
/// that was not read, or is not there, may be said for want of that.
fn as_read(case: &Case<'_>, verdict: Verdict) -> Verdict {
    let Verdict::Found(mut found) = verdict else {
        return verdict;
    };
    if found.is_empty() || !case.document.is_broken() {
        return Verdict::Found(found);
    }
    let is_read = |place: &Place| !case.document.is_partly_unread(&place.path);
    found.retain(|finding| finding.places.iter().all(is_read));
    match found.is_empty() {
        true => Verdict::not_all_read(),
        false => Verdict::Found(found),
    }
}

/// What the rules say that read just so much of the report.
fn report(case: &Case<'_>, reads: Reads, part: &mut Part) {
    for (rule, check) in in_force(case, SORTED.reports.of(reads)) {
        part.take(rule, None, as_read(case, check(case)));
    }
}

/// What the rules say of what was read out of the texts, beside just so much of the report.
fn told(case: &Case<'_>, prose: &Prose, reads: Reads, part: &mut Part) {
    if reads == Reads::Figures {
        let held = quoted::held(case, prose);
        for (rule, check) in in_force(case, &SORTED.held) {
            part.take(rule, None, as_read(case, check(case, &held)));
        }
    }
    for (rule, check) in in_force(case, SORTED.told.of(reads)) {
        part.take(rule, None, as_read(case, check(case, prose)));
    }
    let mut before = std::mem::take(&mut part.kept).into_iter();
    for (rule, check) in in_force(case, SORTED.said.of(reads)) {
        let kept = each_said(case, prose, check, before.next().unwrap_or_default());
        let found: Vec<Finding> = kept.iter().flat_map(|(_, found)| found).cloned().collect();
        part.take(rule, None, as_read(case, found.into()));
        part.kept.push(kept);
    }
}

/// What a rule finds in each text by itself, but for the texts of which it is known from before.
fn each_said(case: &Case<'_>, prose: &Prose, check: OfSaid, before: Kept) -> Kept {
    let mut before = before.into_iter().peekable();
    let each = prose.said().map(|said| {
        let facts = &said.facts;
        let known = before.next_if(|(it, _)| Arc::ptr_eq(it, facts));
        known.unwrap_or_else(|| {
            before.next_if(|(it, _)| it.path == facts.path);
            (Arc::clone(facts), check(case, said))
        })
    });
    each.collect()
}

/// What the rules say of a table that read just so much of it.
fn table(case: &Case<'_>, table: &Table<'_>, reads: Reads, part: &mut Part) {
    let uncertain = LazyCell::new(|| {
        match table.project {
            // It is not asked again when another project is called otherwise.
            Some(_) => case.uncertain_by(&[table.path.key("资金")], describe_alone),
            None => case.uncertain(&[FieldPath::of(&["支出"]), FieldPath::of(&["项目"])]),
        }
    });
    for (rule, (check, is_of_money)) in in_force(case, SORTED.tables.of(reads)) {
        let uncertain = is_of_money.then(|| (*uncertain).clone());
        let verdict = uncertain.flatten().unwrap_or_else(|| check(case, table));
        part.take(rule, Some(&table.path), as_read(case, verdict));
    }
}

/// What the rules say of the texts beside each other.
fn beside(case: &Case<'_>, prose: &Prose) -> Part {
    let mut part = Part::default();
    for (rule, check) in in_force(case, &SORTED.beside) {
        part.take(rule, None, check(prose).into());
    }
    part
}

/// What the rules say of one text.
fn said(case: &Case<'_>, passage: &Passage<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (rule, check) in in_force(case, &SORTED.texts) {
        let mut left = MOST_OF_A_TEXT;
        let found = match check {
            OfText::Alone(check) => check(passage),
            OfText::Live(check) => check(case, passage),
        };
        for finding in found {
            // Of personal data none may be missed.
            if finding.disclosure.is_none() {
                let Some(fewer) = left.checked_sub(1) else {
                    continue;
                };
                left = fewer;
            }
            diagnostics.push(Diagnostic::new(rule, finding));
        }
    }
    diagnostics
}
