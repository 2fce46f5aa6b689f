//! The digits of a text that stand together, gathered once for all rules that look for a number which
//! tells who somebody is. What such a number is, they know.

use std::ops::Range;

use crate::document::is_hidden;
use crate::report::numeral::digit;

/// How many digits a number that tells who somebody is has: a mobile's.
pub(in crate::rules) const SHORTEST: usize = 11;

/// A digit of a longer number, however it is written: 3, ３, 三.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Digit {
    pub(in crate::rules) span: Range<usize>,
    /// As 0 to 9, or X.
    pub(in crate::rules) value: char,
    /// Whether it is written out: 三.
    pub(in crate::rules) in_words: bool,
    /// What parts it from the digit before it: nothing, or a gap that may be a dot.
    pub(in crate::rules) gap: Gap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Gap {
    None,
    Blank,
    Dot,
}

/// What people put between the parts of a number.
fn gap(c: char) -> Option<Gap> {
    match c {
        '-' | '－' | '—' | '–' | '‐' | '‑' | '−' | '~' | '～' | ' ' | '\u{3000}' | '\u{A0}'
        | '\n' | '(' | ')' | '（' | '）' | ':' | '：' => Some(Gap::Blank),
        '.' | '．' | '·' | '•' | ',' | '，' | '、' | '/' | '／' | '_' => Some(Gap::Dot),
        _ => None,
    }
}

/// Digits that stand together, with no more between them than parts one number, as many as the
/// shortest number that tells who somebody is has.
pub(super) fn runs(text: &str) -> Vec<Vec<Digit>> {
    /// A dash between two spaces.
    const LONGEST_GAP: usize = 3;
    let mut runs = Vec::new();
    let mut run: Vec<Digit> = Vec::new();
    let mut between = Gap::None;
    let mut width = 0;
    for (at, c) in text.char_indices() {
        let closing_x = matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ') && run.len() == 17 && width == 0;
        let read = if closing_x {
            Some(('X', false))
        } else {
            digit(c)
        };
        if let Some((value, in_words)) = read {
            run.push(Digit {
                span: at..at + c.len_utf8(),
                value,
                in_words,
                gap: between,
            });
            (between, width) = (Gap::None, 0);
            continue;
        }
        // What nobody sees parts nothing; the end of a line parts no more than a blank.
        if run.is_empty() || (is_hidden(c) && c != '\n') {
            continue;
        }
        width += 1;
        match gap(c).filter(|_| width <= LONGEST_GAP) {
            Some(gap) if between != Gap::Dot => between = gap,
            Some(_) => {}
            None => {
                if run.len() >= SHORTEST {
                    runs.push(std::mem::take(&mut run));
                } else {
                    run.clear();
                }
                (between, width) = (Gap::None, 0);
            }
        }
    }
    runs.extend(Some(run).filter(|run| run.len() >= SHORTEST));
    runs
}

/// Whether a text has as many digits as a number that tells who somebody is.
pub(in crate::rules) fn may_tell_who(text: &str) -> bool {
    text.len() >= SHORTEST && !runs(text).is_empty()
}
