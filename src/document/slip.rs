//! Signs that an input method typed in the place of YAML's own: ： for : and “” for ", commas and
//! brackets, a colon without its blank, a control character. What may have been meant is only
//! proposed here; whether the text is understood by it is for the parser to say.

use std::ops::Range;

use super::hidden::is_hidden;
use super::source::{break_before, line_end, line_start, next_line, slice};

/// A slip, and what would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    /// What stands there now, as it is called in a sentence.
    what: &'static str,
    /// What to do about it.
    advice: &'static str,
    /// What gives way to what, in the order of the text.
    pub(super) fix: Vec<(Range<usize>, String)>,
}

impl Slip {
    fn new(what: &'static str, advice: &'static str, fix: Vec<(Range<usize>, String)>) -> Self {
        Self { what, advice, fix }
    }

    /// Where it is.
    pub(super) fn at(&self) -> usize {
        self.fix.first().map_or(0, |(range, _)| range.start)
    }

    /// What to tell of it.
    pub(super) fn message(&self, line: usize, column: usize) -> String {
        format!(
            "第 {line} 行第 {column} 列{}，请{}。",
            self.what, self.advice
        )
    }

    /// The text without the slip.
    pub(super) fn mended(&self, text: &str) -> String {
        let mut mended = String::with_capacity(text.len() + self.fix.len());
        let mut at = 0;
        for (range, new) in &self.fix {
            mended.push_str(slice(text, at..range.start));
            mended.push_str(new);
            at = range.end;
        }
        mended.push_str(slice(text, at..text.len()));
        mended
    }
}

/// How many lines of one slip are mended together, and how long a line may be for a person to
/// have typed it.
const MOST_LINES: usize = 200;
const LONGEST: usize = 4_000;

/// What may have been meant around the place in `text` where it stopped being understood, the
/// likeliest first.
pub(super) fn candidates(text: &str, fault: usize) -> Vec<Slip> {
    let here = line_start(text, fault.min(text.len()));
    let above = (here > 0).then(|| line_start(text, break_before(text, here)));
    let mut found = Vec::new();
    let lines = std::iter::once(here).chain(above);
    for line in lines.filter(|&line| line_end(text, line) - line <= LONGEST) {
        found.extend(controls(text, line));
        found.extend(quotes(text, line));
        found.extend(colons(text, line));
        found.extend(brackets(text, line));
        found.extend(blank(text, line));
    }
    found.extend(everything(text, fault));
    found
}

/// The words of a line before its comment, and where they begin.
fn content(text: &str, start: usize) -> (usize, &str) {
    let line = slice(text, start..line_end(text, start));
    let words = line.trim_start_matches([' ', '\u{3000}']);
    let at = start + line.len() - words.len();
    let words = match words.find(" #") {
        _ if words.starts_with('#') => "",
        Some(comment) => slice(words, 0..comment),
        None => words,
    };
    (at, words)
}

fn controls(text: &str, start: usize) -> Option<Slip> {
    let line = slice(text, start..line_end(text, start));
    let fix: Vec<_> = line
        .char_indices()
        .filter(|(_, c)| is_hidden(*c) && *c != '\t')
        .map(|(at, c)| (start + at..start + at + c.len_utf8(), String::new()))
        .collect();
    let advice = "删去这个字符再重新输入";
    (!fix.is_empty()).then(|| Slip::new("夹有看不见的控制字符", advice, fix))
}

/// A half-width quotation mark closed, or opened, by a full-width one.
fn quotes(text: &str, start: usize) -> Option<Slip> {
    const WIDE: [char; 5] = ['”', '“', '＂', '’', '‘'];
    let (at, words) = content(text, start);
    let mut halves = words.match_indices(['"', '\'']);
    let (half, mark) = halves.next()?;
    if halves.next().is_some() {
        return None;
    }
    let wide = words
        .rmatch_indices(WIDE)
        .map(|(place, wide)| (place, wide.len()))
        .find(|(place, _)| *place != half)?;
    let range = at + wide.0..at + wide.0 + wide.1;
    let advice = "改成同样的英文引号";
    Some(Slip::new(
        "用了中文引号",
        advice,
        vec![(range, mark.to_owned())],
    ))
}

/// `键：值` where the line has no colon of YAML's: its indent, and what gives way to what.
fn colon(text: &str, start: usize) -> Option<(usize, (Range<usize>, String))> {
    let (at, words) = content(text, start);
    let place = words.find('：')?;
    let key = slice(words, 0..place);
    let odd = key.is_empty() || key.contains(['"', '\'', ',', '，', '{', '[', '#']);
    let half = words.contains(": ") || words.trim_end().ends_with(':');
    if odd || half {
        return None;
    }
    let behind = slice(words, place + '：'.len_utf8()..words.len());
    let blanks = behind.len() - behind.trim_start_matches([' ', '\u{3000}']).len();
    let new = if behind.trim().is_empty() { ":" } else { ": " };
    let from = at + place;
    let range = from..from + '：'.len_utf8() + blanks;
    Some((at - start, (range, new.to_owned())))
}

fn of_colons(fix: Vec<(Range<usize>, String)>) -> Slip {
    let advice = "改成英文冒号“:”，后面空一格";
    Slip::new("用了中文冒号“：”", advice, fix)
}

/// [`colon`] of a line alone, and with the lines like it right above.
fn colons(text: &str, start: usize) -> Vec<Slip> {
    let Some((indent, last)) = colon(text, start) else {
        return Vec::new();
    };
    let mut run = vec![last.clone()];
    let mut at = start;
    while at > 0 && run.len() < MOST_LINES {
        at = line_start(text, break_before(text, at));
        match colon(text, at).filter(|(other, _)| *other == indent) {
            Some((_, fix)) => run.push(fix),
            None => break,
        }
    }
    let mut slips = vec![of_colons(vec![last])];
    if run.len() > 1 {
        run.reverse();
        slips.push(of_colons(run));
    }
    slips
}

/// Every slip from the beginning to the line of the fault: where several kinds stand together,
/// none of them alone makes the text understood. Lines of a `|` text are left as they are.
fn everything(text: &str, fault: usize) -> Option<Slip> {
    let mut all: Option<Slip> = None;
    let mut at = 0;
    let mut deeper_than = None;
    for _ in 0..MOST_LINES {
        let end = line_end(text, at);
        let line = slice(text, at..end);
        let indent = line.len() - line.trim_start_matches(' ').len();
        let in_text = deeper_than.is_some_and(|than| indent > than || line.trim().is_empty());
        if !in_text {
            let (_, words) = content(text, at);
            let header = words.trim_end().trim_end_matches(['+', '-']);
            deeper_than = header.ends_with(['|', '>']).then_some(indent);
            let short = end - at <= LONGEST;
            let found = Some(at).filter(|_| short).and_then(|at| {
                brackets(text, at)
                    .or_else(|| colon(text, at).map(|(_, fix)| of_colons(vec![fix])))
                    .or_else(|| blank(text, at))
            });
            let quoted = Some(at).filter(|_| short).and_then(|at| quotes(text, at));
            for slip in found.into_iter().chain(quoted) {
                match &mut all {
                    Some(all) => all.fix.extend(slip.fix),
                    None => all = Some(slip),
                }
            }
        }
        at = next_line(text, end);
        if at > fault || at >= text.len() {
            break;
        }
    }
    let mut all = all?;
    all.fix.sort_by_key(|(range, _)| range.start);
    let apart = all
        .fix
        .windows(2)
        .all(|pair| matches!(pair, [(a, _), (b, _)] if a.end <= b.start));
    apart.then_some(all)
}

/// Full-width signs in a line with brackets, which part what stands in them.
fn brackets(text: &str, start: usize) -> Option<Slip> {
    let (at, words) = content(text, start);
    if !words.contains(['{', '[', '｛', '［', '【']) {
        return None;
    }
    let mut fix = Vec::new();
    for (place, c) in words.char_indices() {
        if !"｛｝［］【】：，".contains(c) {
            continue;
        }
        let behind = slice(words, place + c.len_utf8()..words.len());
        let part = behind.split(['，', ',', '}', '｝', ']', '］', '】']).next();
        let parts_keys = part.is_some_and(|part| part.contains([':', '：']));
        let blank = if behind.starts_with(' ') { "" } else { " " };
        let new = match c {
            '｛' => "{".to_owned(),
            '｝' => "}".to_owned(),
            '［' | '【' => "[".to_owned(),
            '］' | '】' => "]".to_owned(),
            '：' => format!(":{blank}"),
            // In a text it may well be meant.
            '，' if parts_keys => format!(",{blank}"),
            _ => continue,
        };
        fix.push((at + place..at + place + c.len_utf8(), new));
    }
    let advice = "把括号里的逗号、冒号和括号本身改成英文的，后面空一格";
    (!fix.is_empty()).then(|| Slip::new("的括号里用了中文标点", advice, fix))
}

/// `键:值` without the blank behind the colon.
fn blank(text: &str, start: usize) -> Option<Slip> {
    let (at, words) = content(text, start);
    let place = words.find(':')?;
    let behind = slice(words, place + 1..words.len());
    let key = slice(words, 0..place);
    let fits = !words.contains(": ")
        && !behind.is_empty()
        && !behind.starts_with('/')
        && !key.contains(['"', '\'', '{', '[']);
    let behind_it = at + place + 1;
    fits.then(|| {
        Slip::new(
            "前的冒号后面没有空格",
            "在冒号后面空一格",
            vec![(behind_it..behind_it, " ".to_owned())],
        )
    })
}
