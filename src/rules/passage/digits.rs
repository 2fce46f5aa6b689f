//! The digits of a text that stand together, gathered once for all rules that look for a number which
//! tells who somebody is. What such a number is, they know.

use std::ops::Range;

use crate::document::is_hidden;
use crate::report::numeral::{digit, misread};

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
    /// What parts it from the digit before it.
    pub(in crate::rules) gap: Gap,
}

/// What parts two digits of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Gap {
    None,
    Blank,
    /// A dot or another sign that may part two numbers as well.
    Dot,
    /// So many signs behind which a digit each may be hidden.
    Stars(usize),
}

impl Gap {
    /// How many digits may be hidden in it.
    pub(in crate::rules) const fn stars(self) -> usize {
        match self {
            Self::Stars(count) => count,
            Self::None | Self::Blank | Self::Dot => 0,
        }
    }

    /// The gap with one more sign in it.
    const fn and(self, sign: Self) -> Self {
        match (self, sign) {
            (Self::Stars(a), Self::Stars(b)) => Self::Stars(a + b),
            (Self::Stars(_) | Self::Dot, Self::Blank | Self::None | Self::Dot) => self,
            (_, sign) => sign,
        }
    }
}

/// How many places digits take, those that are hidden between them as well.
pub(in crate::rules) fn length(digits: &[Digit]) -> usize {
    let behind = digits.iter().skip(1);
    digits.len() + behind.map(|digit| digit.gap.stars()).sum::<usize>()
}

/// What people put between the parts of a number.
fn gap(c: char) -> Option<Gap> {
    match c {
        '-' | '－' | '—' | '–' | '‐' | '‑' | '−' | '~' | '～' | ' ' | '\u{3000}' | '\u{A0}'
        | '\n' | '(' | ')' | '（' | '）' | ':' | '：' | '转' => Some(Gap::Blank),
        '.' | '．' | '·' | '•' | ',' | '，' | '、' | '/' | '／' | '_' => Some(Gap::Dot),
        '*' | '＊' | '×' | 'x' | 'X' | '●' => Some(Gap::Stars(1)),
        _ => None,
    }
}

/// The digit that a letter beside digits was typed for, unless it belongs to a word: l39, not Tel139.
fn mistyped(text: &str, at: usize, c: char) -> Option<(char, bool)> {
    /// More letters than a person mistypes in a row.
    const MOST: usize = 4;
    let value = misread(c)?;
    let (head, tail) = text.split_at_checked(at)?;
    let is_letter = |c: &char| c.is_alphabetic() && c.is_ascii() || misread(*c).is_some();
    let before = || head.chars().rev().take(MOST);
    let behind = || tail.chars().take(MOST);
    let of_digits = before()
        .take_while(is_letter)
        .chain(behind().take_while(is_letter))
        .all(|c| misread(c).is_some());
    let is_digit = |c: Option<char>| c.and_then(digit).is_some_and(|(_, in_words)| !in_words);
    let beside =
        is_digit(before().find(|c| !is_letter(c))) || is_digit(behind().find(|c| !is_letter(c)));
    (of_digits && beside).then_some((value, false))
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
            digit(c).or_else(|| mistyped(text, at, c))
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
            Some(gap) => between = between.and(gap),
            None => {
                if length(&run) >= SHORTEST {
                    runs.push(std::mem::take(&mut run));
                } else {
                    run.clear();
                }
                (between, width) = (Gap::None, 0);
            }
        }
    }
    runs.extend(Some(run).filter(|run| length(run) >= SHORTEST));
    runs
}

/// Whether a text has as many digits as a number that tells who somebody is.
pub(in crate::rules) fn may_tell_who(text: &str) -> bool {
    text.len() >= SHORTEST && !runs(text).is_empty()
}
