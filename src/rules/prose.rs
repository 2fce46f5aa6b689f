//! The report's own prose: all its texts, each read once for all rules, and again when it changes.
//!
//! This room keeps what the rules said of each text. It judges none; it only tells where the reading
//! ends.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::amounts::breakdowns::{self, Unequal};
use super::amounts::comparisons::{self, Compared};
use super::amounts::counts::{self, Counted};
use super::amounts::grades;
use super::amounts::growths::{self, Grown};
use super::amounts::projects::{self, Claim};
use super::amounts::shares::{self, Ratio};
use super::amounts::slips::{self, Typed};
use super::amounts::together::{self, Together};
use super::amounts::told::{self, InColumn, Told};
use super::amounts::twice::{self, Outlay};
use super::execution;
use super::findings::{Diagnostic, Marks, Work};
use super::passage::others::Bodies;
use super::passage::{LEAST_NAME, Passage, digits, is_misread};
use super::personal;
use super::quoted::{self, Mention, Opening};
use super::structure::{self, Denied};
use super::times::{self, OfLastYear, PlannedIn};
use super::variants::{self, Naming};
use super::wording::{self, Clause};
use super::{Case, Finding, Place, Verdict};
use crate::document::{Document, FieldPath, Node, Step};
use crate::figures::budget::Item;
use crate::figures::live;
use crate::report::check::LONGEST_CHECKED;
use crate::report::date;
use crate::report::fields::{BY_PROGRAM, FIELDS, Field, Kind, PROJECTS, UNIT, kind_at, project_of};
use crate::report::number;
use crate::report::unit;
use crate::threads;
use jiff::civil::Date;

/// How many findings a rule has about one text: whoever has mended those will see the rest.
pub(super) const MOST_OF_A_TEXT: usize = 20;

/// How much of a report's texts is read, from the first one on: where it ends is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Room {
    /// In bytes.
    bytes: usize,
    /// How many findings there may be about them.
    findings: usize,
}

impl Room {
    /// Twenty whole reports; more would keep the program from everything else.
    const ALL: Self = Self {
        bytes: 1 << 20,
        findings: 2_000,
    };
}

/// What was read out of one text, kept while the text stays.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// How long it is.
    bytes: usize,
    /// What the rules say of it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What it says itself.
    pub(super) said: Said,
}

/// What one text says itself: cheap to keep while it is read again.
#[derive(Debug, Clone)]
pub(super) struct Said {
    holds: FactSet,
    /// What is held against the tables.
    pub(super) facts: Arc<Facts>,
    /// Its long clauses, to find those that stand elsewhere too.
    pub(super) clauses: Arc<[Clause]>,
}

/// What one text says that the tables or other texts may say as well.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Where it stands.
    pub(super) path: FieldPath,
    /// What it quotes of live figures; with any it hangs on the whole report.
    pub(super) quotes: Vec<String>,
    /// Its amounts that the tables may have as well.
    pub(super) mentions: Vec<Mention>,
    /// What it says of growth against last year.
    pub(super) growths: Vec<Grown>,
    /// What it says of how something stands to last year or its budget, without a number.
    comparisons: Vec<Compared>,
    /// Its execution rates and shares of what it calls by name.
    ratios: Vec<Ratio>,
    /// Its counts that the indicators beside it may have as well.
    pub(super) counts: Vec<Counted>,
    /// What it tells of the whole.
    pub(super) told: Vec<Told>,
    /// What it tells of 三公经费 last year and in the budget.
    in_columns: Vec<InColumn>,
    /// What it says of the rates and scores of projects.
    claims: Vec<Claim>,
    /// What it says that several projects came to together.
    together: Vec<Together>,
    /// Its numbers that may have two digits the wrong way round.
    pub(super) typed: Vec<Typed>,
    /// The grades that it says the whole has come to.
    graded: Vec<Place>,
    /// Its sentences that tell what is paid for.
    pub(super) paid: Vec<Place>,
    /// What it calls projects.
    pub(super) namings: Vec<Naming>,
    /// What it says that was paid.
    outlays: Vec<Outlay>,
    /// Its totals that are not what their parts come to.
    unequal: Vec<Unequal>,
    /// What it begins with, if the papers may begin it so.
    opening: Option<Opening>,
    /// The funds of which it says that nothing was spent.
    denied: Vec<Denied>,
    /// The other years in which it says that what is planned was planned.
    planned_in: Vec<PlannedIn>,
    /// What it tells of last year alone.
    of_last_year: Option<OfLastYear>,
}

/// A kind of what texts say.
#[derive(Debug, Clone, Copy)]
enum Fact {
    Quotes,
    Mentions,
    Growths,
    Comparisons,
    Ratios,
    Told,
    Typed,
    Graded,
    Paid,
    Namings,
    Outlays,
    Unequal,
    Opening,
    Denied,
    PlannedIn,
    InColumns,
    Claims,
    Together,
    OfLastYear,
}

/// The kinds of what is said, so that of thousands of texts those that say nothing of a kind are passed
/// over at every key without a look at what they do say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct FactSet(u32);

impl FactSet {
    const fn has(self, fact: Fact) -> bool {
        self.0 & 1 << fact as u32 != 0
    }

    const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// What was read out of all texts, as far as they have been read.
#[derive(Debug, Clone, Default)]
pub(super) struct Prose {
    year: Option<i16>,
    dated: Option<Date>,
    /// The names of projects that are not to be read as words.
    misread: Vec<String>,
    bodies: Bodies,
    /// By chapter; of the projects, by project. None before the first text is read.
    homes: Vec<Home>,
    /// Where the projects begin among them, and how many there are.
    projects: Range<usize>,
    moved: Moved,
}

/// What was read out of the texts that is not what it was when this was asked last.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moved {
    /// A clause.
    pub(super) clauses: bool,
    /// Anything else: an amount, a name, or where it stands.
    pub(super) facts: bool,
}

impl std::ops::BitOrAssign for Moved {
    fn bitor_assign(&mut self, other: Self) {
        self.clauses |= other.clauses;
        self.facts |= other.facts;
    }
}

impl Reading {
    fn path(&self) -> &FieldPath {
        &self.said.facts.path
    }

    fn is_live(&self) -> bool {
        self.said.facts.is_live()
    }
}

impl Facts {
    /// Whether its figures are put in as it is read, so that its bytes are not those of the file.
    pub(super) const fn is_live(&self) -> bool {
        !self.quotes.is_empty()
    }

    fn held(&self) -> FactSet {
        let said = [
            (Fact::Quotes, !self.quotes.is_empty()),
            (Fact::Mentions, !self.mentions.is_empty()),
            (Fact::Growths, !self.growths.is_empty()),
            (Fact::Comparisons, !self.comparisons.is_empty()),
            (Fact::Ratios, !self.ratios.is_empty()),
            (Fact::Told, !self.told.is_empty()),
            (Fact::Typed, !self.typed.is_empty()),
            (Fact::Graded, !self.graded.is_empty()),
            (Fact::Paid, !self.paid.is_empty()),
            (Fact::Namings, !self.namings.is_empty()),
            (Fact::Outlays, !self.outlays.is_empty()),
            (Fact::Unequal, !self.unequal.is_empty()),
            (Fact::Opening, self.opening.is_some()),
            (Fact::Denied, !self.denied.is_empty()),
            (Fact::PlannedIn, !self.planned_in.is_empty()),
            (Fact::InColumns, !self.in_columns.is_empty()),
            (Fact::Claims, !self.claims.is_empty()),
            (Fact::Together, !self.together.is_empty()),
            (Fact::OfLastYear, self.of_last_year.is_some()),
        ];
        let bits = said.map(|(fact, is_said)| u32::from(is_said) << fact as u32);
        FactSet(bits.into_iter().fold(0, std::ops::BitOr::bitor))
    }
}

impl Moved {
    /// What is not said now as it was before.
    fn between<'s>(
        before: impl Iterator<Item = &'s Said> + Clone,
        now: impl Iterator<Item = &'s Said> + Clone,
    ) -> Self {
        // The same clause of an entry that was moved stands elsewhere.
        let clause = |it: &'s Said| {
            it.clauses
                .iter()
                .map(move |clause| (&it.facts.path, clause))
        };
        let clauses = now.clone().flat_map(clause);
        Self {
            clauses: !clauses.eq(before.clone().flat_map(clause)),
            facts: !now.map(|it| &it.facts).eq(before.map(|it| &it.facts)),
        }
    }
}

/// The texts that are read with one another: a chapter's, or a project's.
#[derive(Debug, Clone)]
struct Home {
    path: FieldPath,
    /// The project's name, which its texts are read with.
    project: Option<String>,
    /// In the order of the report; while it is being read again, those that need not be.
    readings: Vec<Reading>,
    /// What its texts said before, while it is yet to be read again.
    due: Option<Vec<Said>>,
    /// The only one of its texts that is yet to be read again.
    retyped: Option<FieldPath>,
    /// What the diagnostics of the readings come to, and what is said in them.
    marks: Marks,
    holds: FactSet,
    /// What the texts before it left, and what it leaves to those behind.
    room: Room,
    left: Room,
    texts: Texts,
}

/// Which texts of a home are not read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Texts {
    /// The first that is too long.
    long: Option<FieldPath>,
    /// The first for which no room was left; none behind it are read either.
    beyond: Option<FieldPath>,
}

impl Home {
    /// One without texts.
    fn blank(project: Option<String>, path: FieldPath) -> Self {
        Self {
            path,
            project,
            readings: Vec::new(),
            due: None,
            retyped: None,
            marks: Marks::default(),
            holds: FactSet::default(),
            room: Room::default(),
            left: Room::default(),
            texts: Texts::default(),
        }
    }

    /// One of which nothing is read yet.
    fn unread(case: &Case<'_>, path: FieldPath) -> Self {
        Self {
            due: Some(Vec::new()),
            ..Self::blank(project(case, &path).map(str::to_owned), path)
        }
    }

    fn said(&self) -> impl Iterator<Item = &Said> + Clone {
        self.readings.iter().map(|reading| &reading.said)
    }

    /// Is to be read again.
    fn fall_due(&mut self) {
        if self.due.is_none() {
            self.due = Some(self.said().cloned().collect());
        }
    }

    /// Is to be read again, but for the texts outside `scope` if the project is what it was.
    fn outdate(&mut self, case: &Case<'_>, scope: &FieldPath) {
        self.fall_due();
        let project = project(case, &self.path);
        let is_same = self.project.as_deref() == project;
        self.project = project.map(str::to_owned);
        let retyped = self.retyped.take();
        let apart = |it: &Reading| {
            let path = it.path();
            !path.starts_with(scope) && !scope.starts_with(path) && retyped.as_ref() != Some(path)
        };
        self.readings
            .retain(|it| is_same && !it.is_live() && apart(it));
        self.take_stock();
    }

    /// Takes note that one of its texts is another; whether that is all there is to it.
    fn retype(&mut self, scope: &FieldPath) -> bool {
        let is_text = matches!(kind_at(scope), Some(Kind::LongText));
        let mut readings = self.readings.iter();
        let is_it = |it: &Reading| it.path() == scope && !it.is_live();
        let alone = is_text
            && self.due.is_none()
            && self.retyped.as_ref().is_none_or(|path| path == scope)
            && readings.any(is_it);
        if alone {
            self.retyped = Some(scope.clone());
        }
        alone
    }

    /// Puts a reading in the place of the one before, where no other text is moved by it, and says
    /// what of it is not as it was.
    fn replace(&mut self, reading: Reading) -> Option<Moved> {
        let mut readings = self.readings.iter_mut();
        let before = readings.find(|it| it.path() == reading.path())?;
        let findings = self.left.findings + before.diagnostics.len();
        let left = Room {
            bytes: (self.left.bytes + before.bytes).checked_sub(reading.bytes)?,
            findings: findings.checked_sub(reading.diagnostics.len())?,
        };
        let rooms = [self.left.findings, left.findings];
        if rooms.contains(&0) || self.texts.beyond.is_some() || reading.is_live() {
            return None;
        }
        let moved = Moved::between([&before.said].into_iter(), [&reading.said].into_iter());
        *before = reading;
        self.left = left;
        self.take_stock();
        Some(moved)
    }

    fn take_stock(&mut self) {
        self.marks = Marks::of(self.readings.iter().flat_map(|it| &it.diagnostics));
        let holds = self.said().map(|it| it.holds);
        self.holds = holds.fold(FactSet::default(), FactSet::and);
    }

    /// What it would leave of that much room, if it were read in the same way.
    fn leaves(&self, room: Room) -> Option<Room> {
        if room == self.room {
            return Some(self.left);
        }
        let left = Room {
            bytes: room.bytes.checked_sub(self.room.bytes - self.left.bytes)?,
            findings: room
                .findings
                .checked_sub(self.room.findings - self.left.findings)?,
        };
        let whole = self.texts.beyond.is_none() && left.findings > 0;
        whole.then_some(left)
    }
}

/// What came of reading the texts of a home.
struct Read {
    readings: Vec<Reading>,
    /// The room that is left and what is not read; `None` where the work ended before.
    whole: Option<(Room, Texts)>,
}

/// Asks the rules about a text.
type Ask = fn(&Case<'_>, &Passage<'_>) -> Vec<Diagnostic>;

impl Prose {
    /// Nothing read yet.
    fn blank(case: &Case<'_>) -> Self {
        let homes = homes(case);
        let of_project = |home: &FieldPath| home.steps().len() > 1;
        let first = homes.iter().position(of_project).unwrap_or(homes.len());
        Self {
            year: case.report.year(),
            dated: date::read(&case.report.cover.date),
            misread: misread(case),
            bodies: Bodies::of(case.report),
            homes: homes.into_iter().map(|it| Home::unread(case, it)).collect(),
            projects: first..first + case.report.projects.len(),
            moved: Moved {
                clauses: true,
                facts: true,
            },
        }
    }

    /// One text by itself.
    pub(super) fn of_one(said: &Said) -> Self {
        let reading = Reading {
            bytes: 0,
            diagnostics: Vec::new(),
            said: said.clone(),
        };
        let mut home = Home {
            readings: vec![reading],
            ..Home::blank(None, FieldPath::root())
        };
        home.take_stock();
        Self {
            homes: vec![home],
            ..Self::default()
        }
    }

    /// Forgets what a change inside `scope` can have moved.
    pub(super) fn outdate(&mut self, case: &Case<'_>, scope: &FieldPath) {
        let as_before = (self.year, self.dated)
            == (case.report.year(), date::read(&case.report.cover.date))
            && self.projects.len() == case.report.projects.len()
            && (!may_rename(scope) || self.misread == misread(case))
            && (!may_name_a_body(scope) || self.bodies == Bodies::of(case.report));
        let Some(changed) = self.place_of(scope).filter(|_| as_before) else {
            *self = Self::default();
            return;
        };
        let is_text = kind_at(scope).is_none_or(may_hold_text);
        for (at, home) in self.homes.iter_mut().enumerate() {
            let hangs = !case.names.is_empty() && home.readings.iter().any(Reading::is_live);
            let is_renamed = || home.project.as_deref() != project(case, &home.path);
            if hangs || at == changed && (is_renamed() || is_text && !home.retype(scope)) {
                home.outdate(case, scope);
            }
        }
    }

    /// Reads what is not read, as far as the work may go; whether it is all read.
    pub(super) fn read(&mut self, case: &Case<'_>, ask: Ask, work: &mut Work) -> bool {
        if self.homes.is_empty() {
            *self = Self::blank(case);
            self.read_ahead(case, ask, work);
        }
        let mut room = Room::ALL;
        for at in 0..self.homes.len() {
            if self.homes.get(at).is_some_and(|it| it.retyped.is_some()) {
                if work.is_done() {
                    return false;
                }
                self.read_again(case, at, ask, work);
            }
            let Some(home) = self.homes.get_mut(at) else {
                continue;
            };
            if home.due.is_none()
                && let Some(left) = home.leaves(room)
            {
                (home.room, home.left) = (room, left);
                room = left;
                continue;
            }
            home.fall_due();
            let path = home.path.clone();
            let before = std::mem::take(&mut home.readings);
            let read = self.texts(case, &path, ask, room, before, work);
            let Some(home) = self.homes.get_mut(at) else {
                continue;
            };
            home.readings = read.readings;
            home.take_stock();
            let Some((left, texts)) = read.whole else {
                return false;
            };
            // Where the reading ends is told as well.
            let end_moved = texts != home.texts || texts.beyond.is_some();
            (home.room, home.left, home.texts) = (room, left, texts);
            let before = home.due.take().unwrap_or_default();
            self.moved |= Moved::between(before.iter(), home.said());
            self.moved.facts |= end_moved;
            room = left;
        }
        true
    }

    /// Reads the one text of a home that is another. Where its place among the texts may be another
    /// too, the whole home is to be read.
    fn read_again(&mut self, case: &Case<'_>, at: usize, ask: Ask, work: &mut Work) {
        let Some(path) = self.homes.get_mut(at).and_then(|it| it.retyped.take()) else {
            return;
        };
        let text = case.document.node(&path).and_then(Node::text);
        let text = text.filter(|it| !it.trim().is_empty() && it.len() <= LONGEST_CHECKED);
        let reading = text.map(|text| {
            work.take(text.len());
            self.reading(case, path.clone(), text, ask)
        });
        let Some(home) = self.homes.get_mut(at) else {
            return;
        };
        match reading.and_then(|reading| home.replace(reading)) {
            Some(moved) => self.moved |= moved,
            None => home.outdate(case, &path),
        }
    }

    /// What is not as it was when this was asked last.
    pub(super) fn take_moved(&mut self) -> Moved {
        std::mem::take(&mut self.moved)
    }

    /// Where the home of a field stands; `None` where the field holds several or none.
    fn place_of(&self, path: &FieldPath) -> Option<usize> {
        if let Some(i) = project_of(path) {
            return Some(self.projects.start + i).filter(|place| self.projects.contains(place));
        }
        let chapter = path.steps().first();
        let mut homes = self.homes.iter();
        homes.position(|home| matches!(home.path.steps(), [own] if Some(own) == chapter))
    }

    /// What the open diagnostics of the texts come to that are read with the one at `path`; of a project or
    /// 整体绩效, of all its texts.
    pub(super) fn marks_about(&self, path: &FieldPath) -> Option<&Marks> {
        Some(&self.home_of(path)?.marks)
    }

    /// The texts that are read with the one at `path`.
    pub(super) fn readings_about(&self, path: &FieldPath) -> impl Iterator<Item = &Reading> {
        self.home_of(path)
            .into_iter()
            .flat_map(|home| &home.readings)
    }

    fn home_of(&self, path: &FieldPath) -> Option<&Home> {
        self.homes.get(self.place_of(path)?)
    }

    /// What the open diagnostics of each home come to.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Marks> {
        self.homes.iter().map(|home| &home.marks)
    }

    /// Marks again, when something has been said to the diagnostics.
    pub(super) fn mark_again(&mut self) {
        self.homes.iter_mut().for_each(Home::take_stock);
    }

    /// Everything read, by the order of the report.
    pub(super) fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.homes.iter().flat_map(|home| &home.readings)
    }

    /// What each text says, by the order of the report.
    pub(super) fn said(&self) -> impl Iterator<Item = &Said> {
        self.homes.iter().flat_map(Home::said)
    }

    /// The texts that say something of a kind, by the order of the report.
    fn with(&self, fact: Fact) -> impl Iterator<Item = &Facts> {
        let homes = self.homes.iter();
        let homes = homes.filter(move |home| home.holds.has(fact));
        let said = homes.flat_map(Home::said);
        let said = said.filter(move |said| said.holds.has(fact));
        said.map(|said| &*said.facts)
    }

    /// The texts that quote live figures.
    pub(super) fn with_quotes(&self) -> impl Iterator<Item = &Facts> {
        self.with(Fact::Quotes)
    }

    /// The texts with numbers that may have two digits the wrong way round.
    pub(super) fn with_typed(&self) -> impl Iterator<Item = &Facts> {
        self.with(Fact::Typed)
    }

    /// The texts that tell what is paid for.
    pub(super) fn with_paid(&self) -> impl Iterator<Item = &Facts> {
        self.with(Fact::Paid)
    }

    /// Everything read, to say something to it.
    pub(super) fn readings_mut(&mut self) -> impl Iterator<Item = &mut Reading> {
        self.homes.iter_mut().flat_map(|home| &mut home.readings)
    }

    /// The amounts that the tables may have as well.
    pub(super) fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.with(Fact::Mentions).flat_map(|facts| &facts.mentions)
    }

    /// What the texts say of growth against last year.
    pub(super) fn growths(&self) -> impl Iterator<Item = &Grown> {
        self.with(Fact::Growths).flat_map(|facts| &facts.growths)
    }

    /// What the texts say of how something stands to last year or its budget, without a number.
    pub(super) fn comparisons(&self) -> impl Iterator<Item = &Compared> {
        self.with(Fact::Comparisons)
            .flat_map(|facts| &facts.comparisons)
    }

    /// The execution rates and shares of what they call by name.
    pub(super) fn ratios(&self) -> impl Iterator<Item = &Ratio> {
        self.with(Fact::Ratios).flat_map(|facts| &facts.ratios)
    }

    /// What the texts call projects.
    pub(super) fn namings(&self) -> impl Iterator<Item = &Naming> {
        self.with(Fact::Namings).flat_map(|facts| &facts.namings)
    }

    /// The totals that are not what their parts come to.
    pub(super) fn unequal(&self) -> impl Iterator<Item = &Unequal> {
        self.with(Fact::Unequal).flat_map(|facts| &facts.unequal)
    }

    /// What the notes begin with.
    pub(super) fn openings(&self) -> impl Iterator<Item = &Opening> {
        self.with(Fact::Opening)
            .filter_map(|facts| facts.opening.as_ref())
    }

    /// The funds of which it is said that nothing was spent.
    pub(super) fn denied(&self) -> impl Iterator<Item = &Denied> {
        self.with(Fact::Denied).flat_map(|facts| &facts.denied)
    }

    /// The other years in which something is said to be planned.
    pub(super) fn planned_in(&self) -> impl Iterator<Item = &PlannedIn> {
        self.with(Fact::PlannedIn)
            .flat_map(|facts| &facts.planned_in)
    }

    /// The texts that tell of last year alone.
    pub(super) fn of_last_year(&self) -> impl Iterator<Item = &OfLastYear> {
        let told = self.with(Fact::OfLastYear);
        told.filter_map(|facts| facts.of_last_year.as_ref())
    }

    /// What the projects and the problems say that was paid.
    pub(super) fn outlays(&self) -> impl Iterator<Item = &Outlay> {
        self.with(Fact::Outlays).flat_map(|facts| &facts.outlays)
    }

    /// What the texts tell of the whole, and those of projects of their execution rate.
    pub(super) fn told(&self) -> impl Iterator<Item = &Told> {
        self.with(Fact::Told).flat_map(|facts| &facts.told)
    }

    /// What the texts tell of 三公经费 last year and in the budget.
    pub(super) fn in_columns(&self) -> impl Iterator<Item = &InColumn> {
        self.with(Fact::InColumns)
            .flat_map(|facts| &facts.in_columns)
    }

    /// What the texts say of the rates and scores of projects.
    pub(super) fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.with(Fact::Claims).flat_map(|facts| &facts.claims)
    }

    /// What the texts say that several projects came to together.
    pub(super) fn together(&self) -> impl Iterator<Item = &Together> {
        self.with(Fact::Together).flat_map(|facts| &facts.together)
    }

    /// The grades that the texts say the whole has come to.
    pub(super) fn graded(&self) -> impl Iterator<Item = &Place> {
        self.with(Fact::Graded).flat_map(|facts| &facts.graded)
    }

    /// The first text that no rule has read, because it is too long or too much stands before it.
    pub(super) fn unread(&self) -> Option<&FieldPath> {
        let mut homes = self.homes.iter();
        homes.find_map(|home| home.texts.long.as_ref().or(home.texts.beyond.as_ref()))
    }

    /// Reads the texts of a home as far as there is room and the work may go, but for those that
    /// were read `before`.
    fn texts(
        &self,
        case: &Case<'_>,
        home: &FieldPath,
        ask: Ask,
        room: Room,
        before: Vec<Reading>,
        work: &mut Work,
    ) -> Read {
        let mut left = room;
        let mut readings = Vec::new();
        let mut before = before.into_iter().peekable();
        let mut stopped = false;
        let texts = each_text(case.document, home, &mut |path, text| {
            let bytes = left.bytes.checked_sub(text.len());
            let Some(bytes) = bytes.filter(|_| left.findings > 0) else {
                left = Room::default();
                return false;
            };
            let path = path();
            let reading = match before.next_if(|it| *it.path() == path) {
                Some(reading) => reading,
                None if work.is_done() => {
                    stopped = true;
                    return false;
                }
                None => {
                    work.take(text.len());
                    self.reading(case, path, text, ask)
                }
            };
            left.bytes = bytes;
            left.findings = left.findings.saturating_sub(reading.diagnostics.len());
            readings.push(reading);
            true
        });
        if stopped {
            readings.extend(before);
        }
        Read {
            readings,
            whole: (!stopped).then_some((left, texts)),
        }
    }

    /// Reads all texts in two threads, where they are many and all may be read at once. Whether there is room
    /// for them is seen afterwards.
    fn read_ahead(&mut self, case: &Case<'_>, ask: Ask, work: &mut Work) {
        let bytes = case.document.text().len();
        if !case.document.is_long() || bytes > Room::ALL.bytes || !work.may_take(bytes) {
            return;
        }
        let read = |at: usize| {
            let mut readings = Vec::new();
            each_text(
                case.document,
                &self.homes.get(at)?.path,
                &mut |path, text| {
                    readings.push(self.reading(case, path(), text, ask));
                    true
                },
            );
            Some(readings)
        };
        let read = threads::each(self.homes.len(), read).unwrap_or_default();
        work.take(bytes);
        for (home, readings) in self.homes.iter_mut().zip(read) {
            home.readings = readings;
        }
    }

    fn reading(&self, case: &Case<'_>, path: FieldPath, text: &str, ask: Ask) -> Reading {
        let resolved = live::resolve(text, case.names, case.ledger(), number::told);
        let is_live = matches!(resolved, Cow::Owned(_));
        let mut passage = Passage::read(&path, &resolved, self.year, self.dated);
        passage.is_live = is_live;
        passage.reads_over(&self.misread);
        passage.bodies = &self.bodies;
        passage.of_project = project(case, &path);
        let mut diagnostics = ask(case, &passage);
        if is_live {
            // A fix would write the numbers of today into the file.
            for diagnostic in &mut diagnostics {
                diagnostic.fixes.retain(|fix| quoted::keeps_live(text, fix));
            }
        }
        let clauses = wording::clauses(&passage).into();
        let facts = Facts {
            mentions: quoted::mentions(&passage),
            growths: growths::growths(&passage),
            comparisons: comparisons::comparisons(&passage),
            ratios: shares::ratios(&passage),
            counts: counts::counts(&passage),
            told: told::told(&passage),
            in_columns: told::in_columns(&passage),
            claims: projects::claims(&passage),
            together: together::together(&passage),
            typed: slips::typed(&passage),
            graded: grades::graded(&passage),
            paid: execution::paid(&passage),
            namings: variants::namings(&passage),
            outlays: twice::outlays(&passage),
            unequal: breakdowns::unequal(&passage),
            opening: quoted::opening(&passage),
            denied: structure::denied(&passage),
            planned_in: times::planned_in(&passage),
            of_last_year: times::of_last_year(&passage),
            quotes: live::quoted(text).map(|it| it.name.to_owned()).collect(),
            path,
        };
        Reading {
            bytes: text.len(),
            diagnostics,
            said: Said {
                holds: facts.held(),
                facts: Arc::new(facts),
                clauses,
            },
        }
    }
}

/// Says where the texts begin that no rule has read. One that is only too long is told by the
/// format.
pub(super) fn beyond(_: &Case<'_>, prose: &Prose) -> Verdict {
    let mut homes = prose.homes.iter();
    let beyond = homes.find_map(|home| home.texts.beyond.as_ref());
    let found = beyond.map(|path| {
        let told: usize = prose.readings().map(|it| it.diagnostics.len()).sum();
        let why = if told >= Room::ALL.findings {
            format!("前面的文字已有 {} 条提示", Room::ALL.findings)
        } else {
            "前面的文字太多".to_owned()
        };
        let message =
            format!("{why}，从这一处起的文字没有核对，请先改好前面的，或检查是否重复粘贴。");
        Finding::new(Place::new(path.clone()), message)
    });
    found.into()
}

/// The name of the project that a field belongs to.
fn project<'a>(case: &Case<'a>, path: &FieldPath) -> Option<&'a str> {
    project_of(path).map(|project| Item::Project(project).name(case.report))
}

/// The names of projects that would be misread in a text, without 项目 behind them, in order of their
/// characters.
fn misread(case: &Case<'_>) -> Vec<String> {
    /// Each text is looked through for all of them.
    const MOST: usize = 100;
    let names = case.report.projects.iter().map(|it| it.name.trim());
    let names = names.map(|name| name.strip_suffix("项目").unwrap_or(name));
    let names = names.filter(|name| name.chars().count() >= LEAST_NAME && is_misread(name));
    let mut names: Vec<String> = names.take(MOST).map(str::to_owned).collect();
    names.sort_unstable();
    names
}

/// Whether a change inside `scope` may give a project another name.
fn may_rename(scope: &FieldPath) -> bool {
    match scope.steps() {
        [Step::Key(key), Step::Index(_), Step::Key(field), ..] => {
            &**key == PROJECTS && &**field == "名称"
        }
        [Step::Key(key), ..] => &**key == PROJECTS,
        _ => true,
    }
}

/// Whether a change inside `scope` may give a body another name.
fn may_name_a_body(scope: &FieldPath) -> bool {
    match scope.steps() {
        [Step::Key(chapter), Step::Key(field), ..] => {
            matches!(
                (&**chapter, &**field),
                ("封面", "单位名称") | ("基本情况", "机构")
            )
        }
        [Step::Key(chapter), ..] => matches!(&**chapter, "封面" | "基本情况"),
        _ => true,
    }
}

/// The parts of a report whose texts are read together.
fn homes(case: &Case<'_>) -> Vec<FieldPath> {
    let mut homes = Vec::new();
    for field in FIELDS.iter().filter(|field| !is_unread(field.key)) {
        let chapter = FieldPath::root().key(field.key);
        if field.key == PROJECTS {
            homes.extend((0..case.report.projects.len()).map(|i| chapter.index(i)));
        } else {
            homes.push(chapter);
        }
    }
    homes
}

/// Whether the texts of a chapter are the program's own, or no prose.
fn is_unread(chapter: &str) -> bool {
    BY_PROGRAM.contains(&chapter) || ["评分方案", "格式版本", "上年报告"].contains(&chapter)
}

/// Keys whose texts are codes, references or words to choose from: they are read only where they may
/// tell who somebody is.
const CODES: [&str; 7] = [
    "科目编码",
    "编号",
    "针对问题",
    "指标值",
    "完成值",
    UNIT,
    "支出类别",
];

/// Is given a text and its place; whether it wants the next one too.
type Visit<'v, 'a> = &'v mut dyn FnMut(&dyn Fn() -> FieldPath, &'a str) -> bool;

/// Shows the texts of a chapter, or of one project, and says which were left out.
fn each_text<'a>(document: &'a Document, home: &FieldPath, visit: Visit<'_, 'a>) -> Texts {
    let mut texts = Texts::default();
    let Some(chapter) = home.first_key() else {
        return texts;
    };
    if is_unread(chapter) {
        return texts;
    }
    let field = FIELDS.iter().find(|field| field.key == chapter);
    let kind = match (field.map(|field| field.kind), home.last()) {
        (Some(Kind::List(item, _)), Some(Step::Index(_))) => Some(*item),
        (kind, _) => kind,
    };
    if let (Some(node), Some(kind)) = (document.node(home), kind) {
        walk(node, kind, &|| home.clone(), &mut texts, visit);
    }
    texts
}

fn walk<'a>(
    node: Node<'a>,
    kind: Kind,
    place: &dyn Fn() -> FieldPath,
    texts: &mut Texts,
    visit: Visit<'_, 'a>,
) {
    match kind {
        Kind::Record(fields) => {
            let mut next = 0;
            for field in fields.iter().filter(|field| may_hold_text(field.kind)) {
                if texts.beyond.is_some() {
                    return;
                }
                if let Some(value) = node.get_next(&mut next, field.key) {
                    if is_short(field)
                        && !value.text().is_some_and(|it| is_worth_reading(field, it))
                    {
                        continue;
                    }
                    let place = || place().key(field.key);
                    walk(value, field.kind, &place, texts, visit);
                }
            }
        }
        Kind::List(item, _) => {
            for (i, entry) in node.items().enumerate() {
                if texts.beyond.is_some() {
                    return;
                }
                walk(entry, *item, &|| place().index(i), texts, visit);
            }
        }
        Kind::Text
        | Kind::LongText
        | Kind::Measure
        | Kind::Choice(_)
        | Kind::Level(_)
        | Kind::Date
        | Kind::Deadline => {
            let Some(text) = node.text().filter(|text| !text.trim().is_empty()) else {
                return;
            };
            if text.len() > LONGEST_CHECKED {
                texts.long.get_or_insert_with(place);
            } else if !visit(place, text) {
                texts.beyond = Some(place());
            }
        }
        Kind::Number(_) => {}
    }
}

/// Whether a text that is no prose may tell who somebody is, by a number or by a name, or is a unit
/// that is not written so.
fn is_worth_reading(field: &Field, text: &str) -> bool {
    digits::may_tell_who(text)
        || personal::may_name(text)
        || field.key == UNIT && unit::before_wrong_area(text).is_some()
}

/// Whether a field holds no prose.
fn is_short(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Measure | Kind::Choice(_) | Kind::Level(_) | Kind::Date | Kind::Deadline
    ) || CODES.contains(&field.key)
}

const fn may_hold_text(kind: Kind) -> bool {
    !matches!(kind, Kind::Number(_))
}
