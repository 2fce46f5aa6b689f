//! The places where two texts differ, each by where it lies in the one and in the other: found line by
//! line, or told by the patches that led from the one to the other. It knows nothing of what the texts mean.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::history::Piece;
use super::source::{difference, slice};

/// How often what lies between lines that were found again is searched for more of them: what is left
/// then is one hunk. Each time costs all lines once at most.
const ROUNDS: usize = 8;

/// A piece of the old text that another stands in the place of in the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The bytes of the old text; between two of them no other hunk lies.
    pub(super) old: Range<usize>,
    /// Those of the new one.
    pub(super) new: Range<usize>,
}

impl Hunk {
    /// Where a place of the old text before this hunk lies in the new one, as far as no other is between.
    pub(super) const fn before(&self, at: usize) -> usize {
        at + self.new.start - self.old.start
    }

    /// Where a place behind it lies there, as far as no other is between.
    pub(super) const fn behind(&self, at: usize) -> usize {
        at + self.new.end - self.old.end
    }

    fn turned(self) -> Self {
        Self {
            old: self.new,
            new: self.old,
        }
    }
}

/// The hunks by which `new` differs from `old`, in order; none if they are the same.
pub(super) fn between(old: &str, new: &str) -> Vec<Hunk> {
    let mut differ = Differ {
        old,
        new,
        place: Place::default(),
        hunks: Vec::new(),
    };
    let [old, new] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    differ.walk(&old, &new, ROUNDS);
    differ.hunks
}

/// The hunks that pieces come to which give way one after the other. Those that lie in order, from the
/// front or from the end, stay apart; what lies between two others is one with them.
pub(super) fn made_by(pieces: &[Piece<'_>]) -> Vec<Hunk> {
    let places = pieces.first().zip(pieces.last());
    if places.is_some_and(|(first, last)| first.0 > last.0) {
        let back = pieces.iter().rev().map(|&(at, old, new)| (at, new, old));
        return in_order(back).into_iter().map(Hunk::turned).collect();
    }
    in_order(pieces.iter().copied())
}

fn in_order<'a>(pieces: impl Iterator<Item = Piece<'a>>) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    // What the last hunk has moved lies in the old text where it lay before that.
    let origin =
        |last: Option<&Hunk>, at: usize| last.map_or(at, |last| at + last.old.end - last.new.end);
    for (at, old, new) in pieces {
        let mut start = at;
        let end = hunks.last().map_or(0, |last| last.new.end);
        let end = end.max(at + old.len());
        let old_end = origin(hunks.last(), end);
        while let Some(touched) = hunks.pop_if(|it| it.new.end >= start) {
            start = start.min(touched.new.start);
        }
        hunks.push(Hunk {
            old: origin(hunks.last(), start)..old_end,
            new: start..end + new.len() - old.len(),
        });
    }
    hunks
}

/// How much of both texts lies behind.
#[derive(Default)]
struct Place {
    old: usize,
    new: usize,
}

/// Two texts on the way through both of them.
struct Differ<'t> {
    old: &'t str,
    new: &'t str,
    place: Place,
    hunks: Vec<Hunk>,
}

impl<'t> Differ<'t> {
    /// Goes on behind these lines of both texts, which begin where it is. What neither begins nor ends
    /// alike is taken apart at the lines that both have once.
    fn walk(&mut self, mut old: &[&'t str], mut new: &[&'t str], rounds: usize) {
        while let ([a, old_rest @ ..], [b, new_rest @ ..]) = (old, new)
            && a == b
        {
            self.pass(a);
            (old, new) = (old_rest, new_rest);
        }
        let ends = old.iter().rev().zip(new.iter().rev());
        let same = ends.take_while(|(a, b)| a == b).count();
        let (old, end) = old.split_at(old.len() - same);
        let (new, _) = new.split_at(new.len() - same);
        let mut from = (0, 0);
        if rounds > 0 {
            for (i, j) in rising(&once_in_both(old, new)) {
                let gaps = (old.get(from.0..i), new.get(from.1..j));
                if let (Some(old), Some(new)) = gaps {
                    self.walk(old, new, rounds - 1);
                }
                if let Some(line) = old.get(i) {
                    self.pass(line);
                }
                from = (i + 1, j + 1);
            }
        }
        let (old, new) = (old.get(from.0..), new.get(from.1..));
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        match from {
            (0, 0) => self.put(old, new),
            _ => self.walk(old, new, rounds - 1),
        }
        for line in end {
            self.pass(line);
        }
    }

    /// Goes on behind a line that is the same in both.
    const fn pass(&mut self, line: &str) {
        self.place.old += line.len();
        self.place.new += line.len();
    }

    /// Goes on behind lines of which nothing is the same, but for how the first begins and the last ends.
    fn put(&mut self, old: &[&str], new: &[&str]) {
        let reach =
            |from: usize, lines: &[&str]| from..lines.iter().fold(from, |to, line| to + line.len());
        let (old, new) = (reach(self.place.old, old), reach(self.place.new, new));
        let (from, to) = (slice(self.old, old.clone()), slice(self.new, new.clone()));
        if let Some((range, with)) = difference(from, to) {
            let start = new.start + range.start;
            self.hunks.push(Hunk {
                old: old.start + range.start..old.start + range.end,
                new: start..start + with.len(),
            });
        }
        self.place = Place {
            old: old.end,
            new: new.end,
        };
    }
}

/// The lines that stand once in both, by their places, in the order of the new ones.
fn once_in_both(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let old = once(old);
    let both = once(new).into_iter();
    let both = both.filter_map(|(line, j)| Some((old.get(line).copied()??, j?)));
    let mut both: Vec<_> = both.collect();
    both.sort_unstable_by_key(|(_, j)| *j);
    both
}

/// The place of each line; none of one that stands there again.
fn once<'t>(lines: &[&'t str]) -> HashMap<&'t str, Option<usize>, RandomState> {
    let mut once = HashMap::with_capacity_and_hasher(lines.len(), RandomState::default());
    for (place, line) in lines.iter().enumerate() {
        let of_line = once.entry(*line).and_modify(|it| *it = None);
        of_line.or_insert(Some(place));
    }
    once
}

/// As many of these pairs as have the first in order as well.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of all rows of one length the one that ends earliest, by its last pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(pairs.len());
    let first = |at: usize| pairs.get(at).map_or(0, |(first, _)| *first);
    for (at, (this, _)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| first(end) < *this);
        before.push(length.checked_sub(1).and_then(|it| ends.get(it)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let row = std::iter::successors(ends.last().copied(), |at| before.get(*at).copied()?);
    let mut row: Vec<_> = row.filter_map(|at| pairs.get(at).copied()).collect();
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::*;

    const LINES: [&str; 8] = ["a\n", "ab\n", "b\n", "", "\n", "甲\n", "乙\r\n", "a乙"];

    /// What becomes of the text by its hunks, which lie apart and in order.
    fn made(old: &str, new: &str, hunks: &[Hunk]) -> String {
        let mut text = String::new();
        let mut from = 0;
        for (place, hunk) in hunks.iter().enumerate() {
            assert!(place == 0 || hunk.old.start > from, "{hunks:?}");
            text += slice(old, from..hunk.old.start);
            assert_eq!(text.len(), hunk.new.start, "{hunks:?}");
            assert_eq!(hunk.before(hunk.old.start), hunk.new.start);
            text += slice(new, hunk.new.clone());
            assert_eq!(hunk.behind(hunk.old.end), text.len());
            from = hunk.old.end;
        }
        text + slice(old, from..old.len())
    }

    #[test]
    fn lines_that_stand_in_both_are_in_no_hunk() {
        let old: String = (0..500)
            .map(|i| format!("- 名称: {i}\n  额: 1\n  同\n"))
            .collect();
        let new = old.replace("9\n  额: 1\n", "9\n  额: 10\n");
        let hunks = between(&old, &new);
        assert_eq!(hunks.len(), 50);
        assert!(
            hunks
                .iter()
                .all(|hunk| hunk.old.is_empty() && hunk.new.len() == 1)
        );
        let moved = "- 名称: 7\n  额: 1\n  同\n";
        let new = old.replacen(moved, "", 1) + moved;
        assert_eq!(between(&old, &new).len(), 2);
        assert_eq!(between(&old, &old), []);
    }

    proptest! {
        #[test]
        fn hunks_lead_from_one_text_to_the_other(
            old in prop::collection::vec(select(LINES.as_slice()), 0..20),
            new in prop::collection::vec(select(LINES.as_slice()), 0..20),
        ) {
            let (old, new) = (old.concat(), new.concat());
            let hunks = between(&old, &new);
            prop_assert_eq!(made(&old, &new, &hunks), &*new);
            prop_assert_eq!(hunks.is_empty(), old == new);
            // One after the other they come to themselves, forth and back.
            let piece = |it: &Hunk| (it.new.start, slice(&old, it.old.clone()), slice(&new, it.new.clone()));
            let pieces: Vec<_> = hunks.iter().map(piece).collect();
            prop_assert_eq!(&made_by(&pieces), &hunks);
            let back = pieces.iter().rev().map(|&(at, from, to)| (at, to, from));
            let back: Vec<_> = back.collect();
            let turned: Vec<_> = hunks.into_iter().map(Hunk::turned).collect();
            prop_assert_eq!(made_by(&back), turned);
        }

        #[test]
        fn pieces_in_any_order_come_to_what_they_make(
            lines in prop::collection::vec(select(LINES.as_slice()), 0..20),
            pieces in prop::collection::vec((any::<Index>(), 0..4_usize, select(LINES.as_slice())), 1..8),
        ) {
            let old: Vec<char> = lines.concat().chars().collect();
            let mut text = old.clone();
            let mut made_of = Vec::new();
            for (at, len, new) in pieces {
                let start = at.index(text.len() + 1);
                let end = text.len().min(start + len);
                let at = text[..start].iter().collect::<String>().len();
                let gone: String = text.splice(start..end, new.chars()).collect();
                made_of.push((at, gone, new));
            }
            let pieces = made_of.iter().map(|(at, old, new)| (*at, old.as_str(), *new));
            let [old, new] = [old, text].map(String::from_iter);
            prop_assert_eq!(made(&old, &new, &made_by(&pieces.collect::<Vec<_>>())), new);
        }
    }
}
