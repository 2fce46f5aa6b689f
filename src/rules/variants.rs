//! E: one project under several names.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::fast::{FixedState, RandomState};

use super::passage::{Passage, Role, behind_heads, is_boundary, without_ends, words};
use super::prose::Prose;
use super::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict};
use crate::document::FieldPath;
use crate::report::fields;
use crate::report::numeral;

pub(super) static RULES: &[Rule] = &[Rule {
    code: "E14",
    name: "project-name-varies",
    title: "同一个项目有几个名字",
    severity: Severity::Hint,
    basis: "项目名称应与预算批复一致，前后统一",
    explain: "正文里的“某某项目”与某个项目的名称字序不同、补助写成补贴，或是它的缩写，多半就是这个项目。表里两个项目的名称只差字序，或只差“项目”“支出”“经费”的也提示。确是另一个项目的，请填写说明。",
    bad: "项目: [{名称: 老旧小区加装电梯补助, 完成情况: 老旧小区电梯加装补助项目按期完成。}]",
    good: "项目: [{名称: 老旧小区加装电梯补助, 完成情况: 老旧小区加装电梯补助项目按期完成。}]",
    checks: &[
        Check::Prose(Reads::Words, in_texts),
        Check::Report(Reads::Words, in_table),
    ],
}];

/// What a text calls a project: the words before 项目 or 支出.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Naming {
    words: String,
    /// What in the words may be a name.
    names: Vec<End>,
    /// What they stand before. Before 支出 much else may stand: only all of a name tells there.
    tail: &'static str,
    path: FieldPath,
    /// Where the words begin; `None` where the bytes are not those of the file.
    from: Option<usize>,
}

const OF_A_PROJECT: &str = "项目";

/// The fewest characters of a name, and the most that are looked at.
const LEAST: usize = 4;
const MOST: usize = 30;

/// What a text calls projects.
pub(super) fn namings(passage: &Passage<'_>) -> Vec<Naming> {
    /// 项目 is no more than the beginning of these.
    const OTHERS: [char; 5] = ['数', '库', '部', '组', '化'];
    if passage.role == Role::Name {
        return Vec::new();
    }
    let tails = words!["项目", "支出"].iter();
    let places = tails.flat_map(|tail| {
        let places = passage.places(*tail);
        places.map(move |at| (tail.text, at))
    });
    let found = places.filter_map(|(tail, at)| {
        let behind = passage.text.get(at + tail.len()..)?;
        let before = passage.text.get(..at)?;
        let parts = before.char_indices().rev().take(MOST);
        let edge = parts.take_while(|(_, c)| !is_boundary(*c)).last();
        let (from, _) = edge?;
        let words = before.get(from..)?;
        // 环境整治项目3个 are several.
        let counted = behind.trim_start_matches(|c| numeral::digit(c).is_some());
        let are_several = counted.len() < behind.len() && counted.starts_with(['个', '项', '处']);
        let is_name = words.chars().count() >= LEAST
            && !behind.starts_with(OTHERS)
            && !are_several
            && !words.ends_with(OF_A_PROJECT);
        is_name.then(|| Naming {
            words: words.to_owned(),
            names: names(words),
            tail,
            path: passage.path.clone(),
            from: (!passage.is_live).then_some(from),
        })
    });
    found.collect()
}

/// A name without what says that it is one of a project.
fn stem(name: &str) -> &str {
    let name = name.trim();
    name.strip_suffix(OF_A_PROJECT).unwrap_or(name)
}

/// The characters of a name in any order: what has the same is mostly the same project, but for its
/// numbers, 一期 and 二期, 2021 and 2012, which count in their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Mix {
    words: u64,
    numbers: u64,
}

impl Mix {
    /// With a character in front.
    fn with(self, c: char) -> Self {
        let Self { words, numbers } = self;
        let hash = FixedState::default();
        if c.is_ascii_alphanumeric() || numeral::digit(c).is_some() {
            let numbers = hash.hash_one((c, numbers));
            return Self { words, numbers };
        }
        let words = words.wrapping_add(hash.hash_one(c));
        Self { words, numbers }
    }

    fn of(name: &str) -> Self {
        ends(name).last().map_or_else(Self::default, |end| end.mix)
    }
}

/// The end of a name from one of its characters on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct End {
    at: usize,
    /// In characters.
    length: usize,
    mix: Mix,
}

/// The ends of a name, from the shortest to all of it. 补贴 is as good as 补助.
fn ends(name: &str) -> impl Iterator<Item = End> {
    let mut mix = Mix::default();
    let characters = name.char_indices().rev().zip(1..);
    characters.map(move |((at, c), length)| {
        let is_aid = c == '贴' && name.get(..at).is_some_and(|before| before.ends_with('补'));
        mix = mix.with(if is_aid { '助' } else { c });
        End { at, length, mix }
    })
}

/// The fewest characters of a name that has its own in another's by no chance.
const LEAST_MIXED: usize = 6;

/// The projects by what they may be called.
struct ByName<'a> {
    stems: &'a [&'a str],
    /// By the characters of a name and of its ends; `None` where those are of several.
    mixed: HashMap<Mix, Option<usize>, RandomState>,
    /// By the last two characters.
    endings: HashMap<String, Vec<usize>, RandomState>,
}

impl<'a> ByName<'a> {
    /// A shorter name is no shortening's.
    const LEAST_SHORTENED: usize = 8;
    /// How many of one ending are looked at.
    const MOST_ALIKE: usize = 200;

    /// As far as they can be what has so many characters.
    fn of(stems: &'a [&'a str], asked: &HashSet<usize, RandomState>) -> Self {
        let mut by_name = Self {
            stems,
            mixed: HashMap::default(),
            endings: HashMap::default(),
        };
        for (i, stem) in stems.iter().enumerate() {
            let ends = ends(stem).filter(|end| end.length >= LEAST_MIXED);
            for end in ends.filter(|end| asked.contains(&end.length)) {
                let of = by_name.mixed.entry(end.mix).or_insert(Some(i));
                *of = of.filter(|it| *it == i);
            }
            if stem.chars().count() >= Self::LEAST_SHORTENED {
                by_name.endings.entry(ending(stem)).or_default().push(i);
            }
        }
        by_name
    }

    /// Whether words are a piece of a project's name as they stand.
    fn is_piece(&self, words: &str, of: usize) -> bool {
        self.stems.get(of).is_some_and(|stem| stem.contains(words))
    }

    /// The project whose name is mixed up in these words.
    fn mixed(&self, words: &str, mix: Mix) -> Option<usize> {
        let of = self.mixed.get(&mix).copied().flatten()?;
        (!self.is_piece(words, of)).then_some(of)
    }

    /// The only project of whose name these words leave characters out: 加梯补助.
    fn shortened(&self, words: &str) -> Option<usize> {
        let alike = self.endings.get(&ending(words))?;
        let mut alike = alike.iter().copied().take(Self::MOST_ALIKE).filter(|&i| {
            let stem = self.stems.get(i).copied().unwrap_or_default();
            let mut rest = stem.chars();
            words.chars().all(|c| rest.any(|it| it == c))
        });
        let of = alike.next().filter(|_| alike.next().is_none())?;
        (!self.is_piece(words, of)).then_some(of)
    }
}

fn ending(name: &str) -> String {
    let mut last = name.chars().rev();
    last.by_ref().take(2).collect()
}

/// What in the words before 项目 may be a name, the longest first.
fn names(words: &str) -> Vec<End> {
    const LEADS: [&str; 22] = [
        "对于", "对", "即", "如", "在", "将", "由", "因", "实施", "开展", "推进", "完成", "落实",
        "用于", "包括", "和", "及", "与", "是", "的", "年", "了",
    ];
    let leads = LEADS.iter().flat_map(|lead| {
        let places = words.match_indices(lead);
        places.map(|(at, lead)| at + lead.len())
    });
    let begins: BTreeSet<usize> = behind_heads(words).chain(leads).collect();
    let names = ends(words).filter(|end| end.length >= LEAST && begins.contains(&end.at));
    let mut names: Vec<_> = names.collect();
    names.reverse();
    names
}

fn stems<'a>(case: &Case<'a>) -> Vec<&'a str> {
    let projects = case.report.projects.iter();
    projects.map(|project| stem(&project.name)).collect()
}

/// Texts that have a project's name mixed up or shortened.
fn in_texts(case: &Case<'_>, prose: &Prose) -> Verdict {
    let stems = stems(case);
    let exact: HashSet<&str, RandomState> = stems.iter().copied().collect();
    let is_known = |words: &str| {
        let mut ends = words.char_indices().filter_map(|(at, _)| words.get(at..));
        ends.any(|end| exact.contains(end))
    };
    let unknown = prose.namings().filter(|it| !is_known(&it.words));
    let unknown: Vec<&Naming> = unknown.collect();
    if unknown.is_empty() {
        return Vec::new().into();
    }
    let names = unknown.iter().flat_map(|naming| &naming.names);
    let lengths = names.map(|name| name.length).collect();
    let by_name = ByName::of(&stems, &lengths);
    let found = unknown.into_iter().filter_map(|naming| {
        naming.names.iter().find_map(|name| {
            let words = naming.words.get(name.at..)?;
            let mixed = by_name.mixed(words, name.mix);
            let is_of_project = naming.tail == OF_A_PROJECT;
            let shortened = || by_name.shortened(words).filter(|_| is_of_project);
            let of = mixed.or_else(shortened)?;
            let words = name.at..naming.words.len();
            Some(told(case, naming, words, of, mixed.is_some()))
        })
    });
    found.collect()
}

/// The project that is meant by each of names that none has.
pub(super) fn meant<'a>(case: &Case<'a>, names: &[&str]) -> Vec<Option<&'a str>> {
    if names.is_empty() {
        return Vec::new();
    }
    let stems = stems(case);
    let names = names.iter().map(|name| stem(name));
    let lengths = names.clone().map(|name| name.chars().count());
    let by_name = ByName::of(&stems, &lengths.collect());
    let meant = names.map(|name| {
        let of = by_name
            .mixed(name, Mix::of(name))
            .or_else(|| by_name.shortened(name))?;
        case.report.projects.get(of).map(|it| &*it.name)
    });
    meant.collect()
}

/// That a text calls a project by another name than its own.
fn told(
    case: &Case<'_>,
    naming: &Naming,
    words: Range<usize>,
    of: usize,
    is_certain: bool,
) -> Finding {
    let name = case.report.projects.get(of).map_or("", |it| it.name.trim());
    let said = naming.words.get(words.clone()).unwrap_or_default();
    let tail = naming.tail;
    let message = format!("“{said}{tail}”多半就是项目“{name}”，名称前后不一，请统一。");
    let mut place = Place::new(naming.path.clone()).shows(said);
    place.span = naming.from.map(|from| from + words.start..from + words.end);
    let span = place.span.clone().filter(|_| is_certain);
    let finding = Finding::new(place, message).and(name_of(of, name));
    finding.rewrites(span, stem(name), format!("改为 {}", stem(name)))
}

fn name_of(project: usize, name: &str) -> Place {
    let path = fields::project(project).key("名称");
    Place::new(path).shows(name)
}

/// A name without what much may be called besides: 公共服务支出 and 公共服务项目 are 公共服务.
fn core(name: &str) -> &str {
    without_ends(name.trim(), &[OF_A_PROJECT, "支出", "经费", "资金"], LEAST)
}

/// Two projects of which one's name is the other's mixed up, or differs in what says nothing.
fn in_table(case: &Case<'_>) -> Verdict {
    let mut first: HashMap<(Mix, &str), (usize, &str), RandomState> = HashMap::default();
    let names = case.report.projects.iter().map(|it| it.name.trim());
    let found = names.enumerate().filter_map(|(i, name)| {
        let core = core(name);
        // A short one is another's mixed up by chance.
        let as_it_is = match core.chars().count() {
            LEAST_MIXED.. => "",
            _ => core,
        };
        let key = (Mix::of(core), as_it_is);
        let (before, other) = *first.entry(key).or_insert((i, name));
        if core.is_empty() || other == name {
            return None;
        }
        let message = format!("项目“{other}”和“{name}”的名称相近，多半是同一个项目，请核对。");
        Some(Finding::new(name_of(i, name), message).and(name_of(before, other)))
    });
    found.collect()
}
