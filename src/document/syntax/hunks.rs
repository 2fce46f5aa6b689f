//! A change in many places, read back at once: of each run of entries that it touches the fewest that can
//! be read alone, as of one place. What the text means between one place and the next is never asked: a
//! step may move a chapter, so that it is there twice on the way or not at all.

use std::collections::HashSet;
use std::mem;
use std::ops::Range;

use super::super::FieldPath;
use super::super::hunk::Hunk;
use super::super::source::{break_before, slice};
use super::{Body, Entry, Level, Splice, Spot, Tree, bounds};

/// A run of entries that others stand in the place of, or one of which only the inside is another.
struct Run {
    entries: Range<usize>,
    anew: Anew,
    /// By how many bytes what follows moves on, and back.
    grown: usize,
    shrunk: usize,
}

enum Anew {
    /// The new entries, with the keys they are under, by places as if nothing before them had changed.
    Entries(Vec<Entry>, Vec<String>),
    Inside(Vec<Run>),
}

impl Tree {
    /// Has the meaning of `new` for that of `old`, from which it differs by the hunks. The values that enclose
    /// what has changed, of which none holds another; `None`, and nothing is done, where it cannot be read
    /// without the rest.
    pub(in crate::document) fn follow(
        &mut self,
        old: &str,
        new: &str,
        hunks: &[Hunk],
    ) -> Option<Vec<FieldPath>> {
        let spot = (!self.entangled).then(|| self.spot(old))?;
        let runs = runs(spot, &[], new, hunks, self.depth)?;
        let scopes = scopes(spot, &FieldPath::root(), &runs);
        settle(&mut self.root, runs);
        self.root.len = new.len();
        Some(scopes)
    }
}

/// The runs of entries of a mapping or list that hunks touch, all of which lie in it, read from `new`.
fn runs(
    spot: Spot<'_>,
    path: &[usize],
    new: &str,
    hunks: &[Hunk],
    depth: usize,
) -> Option<Vec<Run>> {
    if !spot.entry.is_block() {
        return None;
    }
    let mut levels: Vec<(Level<'_>, Range<usize>)> = Vec::new();
    for (place, hunk) in hunks.iter().enumerate() {
        let splice = Splice {
            range: hunk.old.clone(),
            new: slice(new, hunk.new.clone()),
        };
        let mut level = Level::new(spot, path, &splice)?;
        let mut its = place..place + 1;
        // A change that leaves nothing of its entries can be read with those beside them.
        if let Some(wider) = level.widened().filter(|_| level.is_emptied_by(&splice)) {
            level = wider;
        }
        while let Some((before, of_before)) =
            levels.pop_if(|(before, _)| before.entries.end > level.entries.start)
        {
            level = before.joined(level);
            its.start = of_before.start;
        }
        levels.push((level, its));
    }
    let runs = levels.into_iter().map(|(level, its)| {
        let hunks = hunks.get(its)?;
        let range = level.reach(hunks.first()?, hunks.last()?);
        let inside = || {
            let place = level.entries.start;
            let child = spot.child(place).filter(|_| level.entries.len() == 1)?;
            let path = [path, &[place]].concat();
            runs(child, &path, new, hunks, depth).map(Anew::Inside)
        };
        Some(Run {
            anew: inside().or_else(|| level.anew(new, range.clone(), depth))?,
            grown: range.len(),
            shrunk: level.text.len(),
            entries: level.entries,
        })
    });
    let runs = runs.collect::<Option<Vec<_>>>()?;
    has_each_key_once(spot, &runs).then_some(runs)
}

/// The values that enclose what these runs of the one at a path are, of each entry of a list a single one.
fn scopes(spot: Spot<'_>, at: &FieldPath, runs: &[Run]) -> Vec<FieldPath> {
    let children = |run: &Run| {
        let places = run.entries.clone();
        places.filter_map(move |place| Some((place, spot.child(place)?)))
    };
    let is_reshaped = |run: &Run| match &run.anew {
        Anew::Entries(fresh, keys) => {
            let before = children(run).filter_map(|(_, child)| child.key());
            fresh.len() != run.entries.len() || !before.eq(keys.iter().map(String::as_str))
        }
        Anew::Inside(_) => false,
    };
    if runs.iter().any(is_reshaped) {
        return vec![at.clone()];
    }
    let mut all = Vec::new();
    for run in runs {
        for (place, child) in children(run) {
            let path = match child.key() {
                Some(key) => at.key(key),
                None => at.index(place),
            };
            let inside = match &run.anew {
                Anew::Entries(..) => vec![path],
                Anew::Inside(runs) => scopes(child, &path, runs),
            };
            match child.key() {
                Some(_) => all.extend(inside),
                None => all.extend(inside.into_iter().reduce(|all, it| all.common(&it))),
            }
        }
    }
    all
}

/// Whether no key of what was read stands in the mapping again.
fn has_each_key_once(spot: Spot<'_>, runs: &[Run]) -> bool {
    let read = runs.iter().filter_map(|run| match &run.anew {
        Anew::Entries(_, keys) => Some((run, keys)),
        Anew::Inside(_) => None,
    });
    let read: Vec<_> = read.collect();
    if read.is_empty() || !matches!(spot.entry.body, Body::Mapping { .. }) {
        return true;
    }
    let is_read = |place| read.iter().any(|(run, _)| run.entries.contains(&place));
    let others = spot.children().enumerate();
    let others = others.filter(|(place, _)| !is_read(*place));
    let others = others.filter_map(|(_, child)| child.key());
    let fresh = read.iter().flat_map(|(_, keys)| keys.iter());
    let mut seen = HashSet::new();
    others
        .chain(fresh.map(String::as_str))
        .all(|key| seen.insert(key))
}

impl Level<'_> {
    /// This run and the one behind it, which begins in it.
    fn joined(self, other: Self) -> Self {
        let both = |a: Range<usize>, b: Range<usize>| a.start.min(b.start)..a.end.max(b.end);
        Self {
            entries: both(self.entries, other.entries),
            text: both(self.text, other.text),
            ..other
        }
    }

    /// Whether the change leaves nothing of its entries.
    fn is_emptied_by(&self, splice: &Splice<'_>) -> bool {
        let is_blank = |range| slice(self.spot.text, range).trim().is_empty();
        splice.new.trim().is_empty()
            && is_blank(self.text.start..splice.range.start)
            && is_blank(splice.range.end..self.text.end)
    }

    /// Where its lines lie in the new text, with the first and the last hunk that they hold.
    fn reach(&self, first: &Hunk, last: &Hunk) -> Range<usize> {
        first.before(self.text.start)..last.behind(self.text.end)
    }

    /// What stands there in the new text.
    fn anew(&self, new: &str, range: Range<usize>, depth: usize) -> Option<Anew> {
        let pad = self.pad();
        let part = " ".repeat(pad) + slice(new, range.clone());
        let ended = break_before(&part, part.len()) < part.len();
        if !ended && range.end < new.len() {
            return None;
        }
        let tree = self.read(&part, depth)?;
        let keys = tree.spot(&part).children().filter_map(Spot::key);
        let keys = keys.map(str::to_owned).collect();
        Some(Anew::Entries(self.placed(tree, pad)?, keys))
    }
}

/// Puts what was read in its place.
fn settle(entry: &mut Entry, runs: Vec<Run>) {
    let Some(entries) = entry.entries_mut() else {
        return;
    };
    let mut rest = mem::take(entries).into_iter().enumerate().peekable();
    let (mut grown, mut shrunk) = (0, 0);
    let moved = |entry: Entry, grown, shrunk| Entry {
        at: entry.at + grown - shrunk,
        ..entry
    };
    for run in runs {
        while let Some((_, entry)) = rest.next_if(|(place, _)| *place < run.entries.start) {
            entries.push(moved(entry, grown, shrunk));
        }
        let gone = std::iter::from_fn(|| rest.next_if(|(place, _)| *place < run.entries.end));
        match run.anew {
            Anew::Entries(fresh, _) => {
                gone.for_each(drop);
                entries.extend(fresh.into_iter().map(|entry| moved(entry, grown, shrunk)));
            }
            Anew::Inside(runs) => {
                if let Some((_, mut child)) = gone.last() {
                    settle(&mut child, runs);
                    entries.push(moved(child, grown, shrunk));
                }
            }
        }
        grown += run.grown;
        shrunk += run.shrunk;
    }
    entries.extend(rest.map(|(_, entry)| moved(entry, grown, shrunk)));
    bounds(entry);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::super::super::hunk;
    use super::super::parse;

    /// Lines that may hang on others, as values and as entries of both kinds.
    const LINES: [&str; 24] = [
        "a:",
        "b: 1",
        "b: 22",
        "c: |",
        "d: \"x",
        "y\"",
        "e: {f: 1}",
        "g: [1,",
        "2]",
        "- h",
        "-",
        "  - i",
        "  - j: 1",
        "    k: 2",
        "    j: 3",
        "  - - l",
        "  m: 1",
        "  n",
        "",
        "# o",
        "  # p",
        "---",
        "q: &q 1",
        "? r",
    ];

    /// What follows of a change, beside what is read of all of the text; `None` where it is not said. A text
    /// of which something was not understood is never followed.
    fn followed(old: &str, new: &str) -> Option<bool> {
        let [(mut before, old_problems), (after, problems)] =
            [parse(old, 0).ok()?, parse(new, 0).ok()?];
        if !old_problems.is_empty() || !problems.is_empty() {
            return None;
        }
        let scopes = before.follow(old, new, &hunk::between(old, new));
        if scopes.is_some() {
            assert_eq!(before, after, "{old}\n→\n{new}");
        }
        Some(scopes.is_some())
    }

    #[test]
    fn what_changed_in_many_places_is_read_without_the_rest() {
        let old = "a: 1\nl:\n  - x: 1\n    y: [1, 2]\n  - x: 2\n\n  # c\n  - x: 3\nm:\n  n: |\n    p\nz: 0\n";
        let others = [
            old.replace("x: 1", "x: 10").replace("x: 3", "x: 30"),
            old.replace("a: 1", "a: 1\nb: 2")
                .replace("z: 0", "z: 00 # c"),
            old.replace("  - x: 2\n", "")
                .replace("    p\n", "    p\n    q\n"),
            old.replace("  - x: 2\n", "  - x: 2\n  - x: 4\n")
                .replace("[1, 2]", "{1: 2}"),
            old.replace("m:\n  n: |\n    p\n", "")
                .replace("a: 1\n", "a: 1\nm: 2\n"),
            old.replace("a: 1\n", "").replace("z: 0\n", "z: 0\na: 1\n"),
        ];
        for new in others {
            for end in ["\n", "\r\n"] {
                let [old, new] = [old, &new].map(|text| text.replace('\n', end));
                assert_eq!(followed(&old, &new), Some(true), "{new}");
                assert_eq!(followed(&new, &old), Some(true), "{new}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_follows_of_a_change_is_what_is_read_of_all_of_it(
            lines in prop::collection::vec(select(LINES.as_slice()), 2..14),
            changes in prop::collection::vec((any::<Index>(), 0..4_usize, select(LINES.as_slice())), 1..5),
            end in select(["\n", "\r\n", "\r"].as_slice()),
        ) {
            let old = lines.join(end);
            let mut new = lines;
            for (at, what, line) in changes {
                let at = at.index(new.len() + 1);
                match what {
                    0 => new.insert(at, line),
                    1 if at < new.len() => drop(new.remove(at)),
                    2 if at < new.len() => {
                        let line = new.remove(at);
                        new.push(line);
                    }
                    _ if at < new.len() => {
                        new.splice(at..=at, [line]);
                    }
                    _ => {}
                }
            }
            followed(&old, &new.join(end));
        }
    }
}
