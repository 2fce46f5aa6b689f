//! A long text is read in two halves at once, since parsing is half of all that opening takes. The
//! halves are put together only where each means alone what it means in the whole; where that is not
//! plain nothing is said here, and the text is read as a whole, which also tells of its mistakes.

use std::ops::Range;
use std::thread;

use super::super::source::{byte, column, next_line, skip, slice};
use super::{BYTES_A_NODE, Body, Builder, Entry, KEYS, NODES, Spot, Tree, blocks, settle};

/// From how many bytes on a second thread costs less than it saves.
const LONG: usize = 16 * 1024;

/// Where a text is cut: between two chapters, or between two entries of the list that one is.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where the second half begins.
    at: usize,
    /// Where the chapter ends that is cut through; `at` where none is.
    chapter_end: usize,
}

/// What a long text means, if its halves can be told apart and understood alone.
pub(super) fn read(text: &str) -> Option<Tree> {
    if text.len() < LONG {
        return None;
    }
    joined(text, cut(text, text.len() / 2)?)
}

/// The first place from `least` on where the text looks as if it could be cut.
fn cut(text: &str, least: usize) -> Option<Cut> {
    let mut chapters = blocks(text, 0..text.len(), 0, false).into_iter();
    let Range { start, end } = chapters.find(|chapter| chapter.end > least)?;
    let inside = next_line(text, start)..end;
    let lead = skip(text, inside.start);
    let items = match byte(text, lead) {
        b'-' => blocks(text, inside, column(text, lead), true),
        _ => Vec::new(),
    };
    let at = items.iter().map(|item| item.start).find(|&at| at >= least);
    let at = at.unwrap_or(end);
    (0 < at && at < text.len()).then_some(Cut {
        at,
        chapter_end: end,
    })
}

/// The meaning of the text by that of its halves.
fn joined(text: &str, cut: Cut) -> Option<Tree> {
    let second = || {
        let list = alone(text, cut.at..cut.chapter_end, 1)?;
        Some((list, alone(text, cut.chapter_end..text.len(), 0)?))
    };
    let (mut root, (list, rest)) = thread::scope(|scope| {
        let second = thread::Builder::new().spawn_scoped(scope, second).ok()?;
        let first = alone(text, 0..cut.at, 0);
        Some((first?, second.join().ok()??))
    })?;
    if !is_mapping(&root) || column(text, root.value_at) > 0 {
        return None;
    }
    if cut.at < cut.chapter_end {
        let place = root.entries().len().checked_sub(1)?;
        let chapter = root.entries().get(place)?;
        let indent = |start: usize, list: &Entry| {
            let is_list = matches!(list.body, Body::Sequence { flow: false, .. });
            let first = list.entries().first().filter(|_| is_list)?;
            Some(column(text, start + first.at))
        };
        if indent(chapter.at, chapter)? != indent(cut.at, &list)? {
            return None;
        }
        let (behind, by) = (chapter.entries().len(), cut.at - chapter.at);
        settle(&mut root, &[place], behind..behind, moved(list, by), (0, 0));
    }
    if cut.chapter_end < text.len() {
        let behind = root.entries().len();
        let is_too_long = behind + rest.entries().len() > KEYS;
        // A byte-order mark is a mistake but at the beginning.
        let is_marked = rest.entries().first()?.at > 0;
        if !is_mapping(&rest) || is_marked || is_too_long || shares_keys(text, &root, &rest, cut) {
            return None;
        }
        let rest = moved(rest, cut.chapter_end);
        settle(&mut root, &[], behind..behind, rest, (0, 0));
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

/// What a part of the text means that lies below `depth` other lists and mappings, where nothing in
/// it can mean something else in the whole and all parts together have no more values than a
/// whole may have.
fn alone(text: &str, part: Range<usize>, depth: usize) -> Option<Entry> {
    let part = slice(text, part);
    let mut builder = Builder::new(part, depth, false);
    builder.left = NODES / 3 + part.len() / BYTES_A_NODE;
    let (tree, problems) = builder.document().ok()?;
    let is_plain = !tree.entangled && !tree.marked && problems.is_empty();
    is_plain.then_some(tree.root)
}

const fn is_mapping(entry: &Entry) -> bool {
    matches!(entry.body, Body::Mapping { flow: false, .. })
}

/// Whether a key of the first half stands again in the second.
fn shares_keys(text: &str, root: &Entry, rest: &Entry, cut: Cut) -> bool {
    let spot = |start, entry| Spot {
        text: slice(text, start..text.len()),
        start: 0,
        entry,
    };
    let held = spot(0, root);
    let mut keys = spot(cut.chapter_end, rest).children().filter_map(Spot::key);
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

    /// The halves at every place, beside the whole; at how many they could be put together.
    fn compare(text: &str) -> usize {
        let whole = parse(text, 0).ok();
        let lines = text.match_indices(['\n', '\r']).map(|(at, _)| at);
        let mut cuts: Vec<Cut> = lines.filter_map(|at| cut(text, at)).collect();
        cuts.dedup_by_key(|cut| cut.at);
        let alike = cuts.into_iter().filter_map(|cut| joined(text, cut));
        let alike = alike.map(|joined| {
            let (tree, problems) = whole.as_ref().expect("the whole is understood as well");
            assert!(problems.is_empty(), "{text}");
            assert_eq!(&joined, tree, "{text}");
        });
        alike.count()
    }

    #[test]
    fn halves_mean_what_the_whole_means() {
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
        fn any_lines_mean_in_halves_what_they_mean_in_the_whole(
            lines in prop::collection::vec(prop::sample::select(LINES.as_slice()), 2..14),
            end in prop::sample::select(["\n", "\r\n", "\r"].as_slice()),
        ) {
            compare(&lines.join(end));
        }
    }
}
