//! A long text is read in shares, two at a time, since parsing is half of all that opening takes. The
//! shares are put together only where each means alone what it means in the whole; where that is not
//! plain nothing is said here, and the text is read as a whole, which also tells of its mistakes.

use std::mem;
use std::ops::Range;

use super::super::is_long;
use super::super::source::{byte, column, next_line, skip, slice};
use super::{BYTES_A_NODE, Body, Builder, Entry, KEYS, NODES, Spot, Tree, blocks, settle};
use crate::threads;

/// How many shares a text is cut into where it allows it: some for each thread, as shares of one length
/// do not take the same time, and who is ready takes the next.
const SHARES: usize = 8;

/// A share that is read alone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Share {
    place: Range<usize>,
    /// Whether it holds entries of the list that the last chapter before it is, and not chapters.
    goes_on: bool,
}

/// What a long text means, if its shares can be told apart and understood alone.
pub(super) fn read(text: &str) -> Option<Tree> {
    if !is_long(text) {
        return None;
    }
    joined(text, &shares(text, text.len() / SHARES))
}

/// The shares of a text that looks as if it could be cut there: between two chapters, or between two
/// entries of the list that one is. Each has `least` bytes or more but for the last of such a list and of
/// the text.
fn shares(text: &str, least: usize) -> Vec<Share> {
    let mut shares = Vec::new();
    let mut share = Share {
        place: 0..0,
        goes_on: false,
    };
    for chapter in blocks(text, 0..text.len(), 0, false) {
        let mut begins = Vec::new();
        if chapter.end - share.place.start > least {
            let entries = entries(text, &chapter);
            begins.extend(entries.iter().skip(1).map(|entry| (entry.start, true)));
        }
        begins.push((chapter.end, false));
        for (at, goes_on) in begins {
            share.place.end = at;
            if share.place.len() >= least || share.goes_on && !goes_on || at == text.len() {
                let place = at..at;
                shares.push(mem::replace(&mut share, Share { place, goes_on }));
            }
        }
    }
    shares
}

/// The entries of a chapter that looks like a list.
fn entries(text: &str, chapter: &Range<usize>) -> Vec<Range<usize>> {
    let inside = next_line(text, chapter.start)..chapter.end;
    let lead = skip(text, inside.start);
    match byte(text, lead) {
        b'-' => blocks(text, inside, column(text, lead), true),
        _ => Vec::new(),
    }
}

/// The meaning of the text by that of its shares.
fn joined(text: &str, shares: &[Share]) -> Option<Tree> {
    if shares.len() < 2 {
        return None;
    }
    let read = threads::each(shares.len(), |i| alone(text, shares.get(i)?, shares.len()))?;
    let mut shares = shares.iter().zip(read);
    let (_, mut root) = shares.next()?;
    if !is_mapping(&root) || column(text, root.value_at) > 0 {
        return None;
    }
    for (share, read) in shares {
        if share.goes_on {
            add_entries(text, &mut root, share, read)?;
        } else {
            add_chapters(text, &mut root, share, read)?;
        }
    }
    root.len = text.len();
    Some(Tree {
        root,
        aliases: false,
        entangled: false,
        marked: false,
        depth: 0,
    })
}

/// Adds entries to the list that the last chapter is.
fn add_entries(text: &str, root: &mut Entry, share: &Share, list: Entry) -> Option<()> {
    let start = share.place.start;
    let place = root.entries().len().checked_sub(1)?;
    let chapter = root.entries().get(place)?;
    let indent = |start: usize, list: &Entry| {
        let is_list = matches!(list.body, Body::Sequence { flow: false, .. });
        let first = list.entries().first().filter(|_| is_list)?;
        Some(column(text, start + first.at))
    };
    if indent(chapter.at, chapter)? != indent(start, &list)? {
        return None;
    }
    let (behind, by) = (chapter.entries().len(), start - chapter.at);
    settle(root, &[place], behind..behind, moved(list, by), (0, 0));
    Some(())
}

/// Adds chapters.
fn add_chapters(text: &str, root: &mut Entry, share: &Share, chapters: Entry) -> Option<()> {
    let start = share.place.start;
    let behind = root.entries().len();
    let is_too_long = behind + chapters.entries().len() > KEYS;
    // A byte-order mark is a mistake but at the beginning.
    let is_marked = chapters.entries().first()?.at > 0;
    if !is_mapping(&chapters) || is_marked || is_too_long {
        return None;
    }
    if repeats_keys(text, root, &chapters, start) {
        return None;
    }
    settle(root, &[], behind..behind, moved(chapters, start), (0, 0));
    Some(())
}

/// What one of `of` shares means, where nothing in it can mean something else in the whole and all shares
/// together have no more values than a whole may have.
fn alone(text: &str, share: &Share, of: usize) -> Option<Entry> {
    let depth = usize::from(share.goes_on);
    let share = slice(text, share.place.clone());
    let mut builder = Builder::new(share, depth, false);
    builder.left = NODES / of + share.len() / BYTES_A_NODE;
    let (tree, problems) = builder.document().ok()?;
    let is_plain = !tree.entangled && !tree.marked && problems.is_empty();
    is_plain.then_some(tree.root)
}

const fn is_mapping(entry: &Entry) -> bool {
    matches!(entry.body, Body::Mapping { flow: false, .. })
}

/// Whether a key of the first shares stands again in the one that begins at `start`.
fn repeats_keys(text: &str, root: &Entry, rest: &Entry, start: usize) -> bool {
    let spot = |start, entry| Spot {
        text: slice(text, start..text.len()),
        start: 0,
        entry,
    };
    let held = spot(0, root);
    let mut keys = spot(start, rest).children().filter_map(Spot::key);
    keys.any(|key| held.find(key).is_some())
}

/// The entries of one that lies `by` bytes further on.
fn moved(entry: Entry, by: usize) -> Vec<Entry> {
    let mut entries = entry.into_entries();
    for entry in &mut entries {
        entry.at += by;
    }
    entries
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse;
    use super::*;

    /// Lines of which some go on in the next.
    const LINES: [&str; 41] = [
        "a:",
        "b: 1",
        "c: |",
        "d: >-",
        "e: \"x",
        "f: [1,",
        "g: {h: 1",
        "i: 'x",
        "? j",
        ": k",
        "- l",
        "-",
        "  - m",
        "  - n: 1",
        "    o: 2",
        "  -",
        "  - |+",
        "    p",
        "  - - q",
        "    - r",
        " s",
        "   t\"",
        "  u]",
        "  v}",
        " w'",
        "",
        "# x",
        "  # y",
        "---",
        "...",
        "%YAML 1.2",
        "z: &z 1",
        "y: *z",
        "  - *z",
        "  - !t x",
        "\tx",
        "k: ~",
        "  - ~",
        "~",
        "l: x # y",
        "\u{feff}m: 2",
    ];

    /// Shares of every length, beside the whole; how many of these ways could be put together.
    fn compare(text: &str) -> usize {
        let whole = parse(text, 0).ok();
        let lines = text.match_indices(['\n', '\r']).map(|(at, _)| at);
        let mut ways: Vec<_> = lines.map(|least| shares(text, least)).collect();
        ways.dedup();
        let alike = ways.into_iter().filter_map(|shares| joined(text, &shares));
        let alike = alike.map(|joined| {
            let (tree, problems) = whole.as_ref().expect("the whole is understood as well");
            assert!(problems.is_empty(), "{text}");
            assert_eq!(&joined, tree, "{text}");
        });
        alike.count()
    }

    #[test]
    fn parts_mean_what_the_whole_means() {
        let real = include_str!("../../../data/yuehu-2022.yaml");
        assert!(compare(real) > 12);
        assert!(read(real).is_some());
    }

    #[test]
    fn what_reaches_over_the_cut_is_read_as_a_whole() {
        let plain = [
            "a: 1\nb: 2\n",
            "l:\n  - a: |+\n      x\n\n  # c\n  - b\nm: >\n  y\n\n# d\nn:\n",
            "l:\n\n  - 1\n  -\n  - - 2\n    - 3\n# e\nm: {a: [1,\n 2]}\n",
            "l: [1,\n  2]\nm: \"a\n  b\"\n",
        ];
        for text in plain {
            assert!(compare(text) > 0, "{text}");
            compare(&text.replace('\n', "\r\n"));
        }
        let reaching = [
            "---\na: 1\nb: 2\n",
            "a: 1\n...\nb: 2\n",
            "a: 1\n---\nb: 2\n",
            "a: &x 1\nb: *x\n",
            "a: !t 1\nb: 2\n",
            "? a\n: 1\n? b\n",
            "a: 1\na: 2\n",
            "a: 1\n\u{feff}b: 2\n",
            "a: \"1\nb: 2\"\n",
            "a: {\nb: 2}\n",
            "  a: 1\nb: 2\n",
            "a\nb: 2\n",
            "l:\n  - a\n - b\n",
            "l:\n  x: 1\n  - b\n",
            "l:\n  - 'a\n  - b'\n",
            "l: |\n  a\n  - b\n",
            "l: a\n  - b\n",
            "l: \"a\n  - b\"\n",
        ];
        for text in reaching {
            assert_eq!(compare(text), 0, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_lines_mean_in_parts_what_they_mean_in_the_whole(
            lines in prop::collection::vec(prop::sample::select(LINES.as_slice()), 2..14),
            end in prop::sample::select(["\n", "\r\n", "\r"].as_slice()),
        ) {
            compare(&lines.join(end));
        }
    }
}
