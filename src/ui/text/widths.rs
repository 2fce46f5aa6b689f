//! How many columns the terminal gives the characters that are one or two as its font likes, East
//! Asian Width “ambiguous”: “ ” … · ① ≥ and the lines meant for boxes.
//!
//! The terminal is asked about [`ASKED`] at the start. What it says holds for the thread it is said
//! in, the one that draws; [`super::width`] alone measures by it. Where nothing has been said, as
//! for text that is printed, each is one column.
use std::cell::Cell;
use std::ops::RangeInclusive;

use unicode_width::UnicodeWidthChar as _;

/// The characters that are asked about, in the order of their codes: what stands in reports, and
/// the lines of boxes.
pub const ASKED: [char; 65] = [
    '§', '°', '±', '·', '×', '÷', 'Ω', 'α', '—', '‘', '’', '“', '”', '…', '‰', '′', '″', '※', '℃',
    '№', 'Ⅰ', '←', '↑', '→', '↓', '∑', '√', '∞', '≈', '≠', '≤', '≥', '①', '⑴', '⒈', '─', '│', '┌',
    '┐', '└', '┘', '├', '┤', '┬', '┴', '┼', '█', '▉', '▊', '▋', '▌', '▍', '▎', '▏', '■', '□', '▲',
    '△', '◆', '◇', '○', '●', '★', '☆', '♂',
];

/// The columns of every uncertain character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widths {
    /// The places in [`ASKED`] of those that are two columns, as bits.
    wide: u128,
    /// Whether those that were not asked about are.
    others: bool,
    /// Whether a terminal has said so.
    measured: bool,
}

impl Widths {
    /// One column each, as Unicode has it outside East Asia.
    pub const NARROW: Self = Self {
        wide: 0,
        others: false,
        measured: false,
    };

    /// Two columns each, for a terminal that has not said: where it draws one there is a gap, and
    /// nothing is shifted.
    pub const UNKNOWN: Self = Self {
        wide: u128::MAX,
        others: true,
        measured: false,
    };

    /// What a terminal said of each of [`ASKED`]; one it said nothing of, or anything but one
    /// column, is two. Those it was not asked about are two as soon as any other is.
    #[must_use]
    pub fn measured(columns: impl IntoIterator<Item = u16>) -> Self {
        let mut columns = columns.into_iter();
        let wide = (0..ASKED.len())
            .filter(|_| columns.next() != Some(1))
            .fold(0, |wide, place| wide | 1 << place);
        Self {
            wide,
            others: wide != 0,
            measured: true,
        }
    }

    /// Measures by it from now on in this thread; whether that is another measure than before.
    pub fn adopt(self) -> bool {
        WIDTHS.replace(self) != self
    }

    fn at(self, place: usize) -> u16 {
        if self.wide >> place & 1 == 1 { 2 } else { 1 }
    }
}

thread_local! {
    static WIDTHS: Cell<Widths> = const { Cell::new(Widths::NARROW) };
}

/// Whether lines and corners of boxes may be drawn: a terminal has said that each is one column.
#[must_use]
pub fn has_lines() -> bool {
    are_single('─'..='┼')
}

/// Whether cells filled by a part may be drawn, from `▉` to `▏`: as [`has_lines`].
#[must_use]
pub fn has_blocks() -> bool {
    are_single('▉'..='▏')
}

/// Whether a terminal has said that all it was asked about of these are one column.
fn are_single(characters: RangeInclusive<char>) -> bool {
    let widths = WIDTHS.get();
    let mut places = characters.filter_map(|c| ASKED.binary_search(&c).ok());
    widths.measured && places.all(|place| widths.at(place) == 1)
}

/// The columns of a character that is asked about; `None` for any other.
pub(super) fn asked(c: char) -> Option<u16> {
    let place = ASKED.binary_search(&c).ok()?;
    Some(WIDTHS.get().at(place))
}

/// The columns of a character that is one or two as the font likes; `None` for any other.
pub(super) fn uncertain(c: char) -> Option<u16> {
    asked(c).or_else(|| {
        let others = || if WIDTHS.get().others { 2 } else { 1 };
        is_uncertain(c).then(others)
    })
}

/// Whether some terminals give it one column and others two.
fn is_uncertain(c: char) -> bool {
    /// Letters of Western and Eastern Europe and the tones of pinyin: terminals that follow their
    /// font draw most of them wide, though `unicode-width` does not count them in.
    const LETTERS: RangeInclusive<char> = '\u{E0}'..='\u{451}';
    c.width() == Some(1) && (c.width_cjk() == Some(2) || LETTERS.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::{Align, cut, fit, width};

    #[test]
    fn all_that_is_asked_about_is_uncertain_and_in_order() {
        assert!(ASKED.is_sorted());
        for c in ASKED {
            assert!(is_uncertain(c), "{c}");
        }
    }

    #[test]
    fn text_is_as_wide_as_the_terminal_says() {
        let quoted = "“三公”经费…⑨é";
        assert_eq!(width(quoted), 13);
        // Wide quotation marks, everything else narrow: what was not asked about is wide too.
        Widths::measured(ASKED.map(|c| u16::from("“”".contains(c)) + 1)).adopt();
        assert_eq!(width(quoted), 13 + 4);
        assert_eq!(cut(quoted, 9), "“三公..");
        assert_eq!(fit("“”", 5, Align::Right), " “”");
        assert!(!Widths::measured(ASKED.map(|c| u16::from("“”".contains(c)) + 1)).adopt());
        // An answer that is missing or makes no sense is no promise.
        Widths::measured([1, 0, 1]).adopt();
        assert_eq!(["§", "°", "±", "·"].map(width), [1, 2, 1, 2]);
        Widths::UNKNOWN.adopt();
        assert_eq!(width(quoted), 13 + 5);
        assert_eq!(width("±\u{301}"), 2);
        assert!(!has_lines() && !has_blocks());
        Widths::measured(ASKED.map(|_| 1)).adopt();
        assert_eq!(width(quoted), 13);
        assert!(has_lines() && has_blocks());
    }
}
