//! Which characters nobody can see in a text. The one list: what is read, what is shown and what
//! a file is called are all held against it.

/// Whether a character is obeyed or read over, not seen: control characters, those that turn the
/// direction of writing, line separators, blanks without width and fillers.
///
/// Variation selectors are not among them: they choose between two forms of a character that is
/// seen, as in people's names. A joiner inside an emoji is for the caller to tell.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    !is_plain(c)
        && (c.is_control()
            || matches!(
                c,
                '\u{AD}'
                    | '\u{34F}'
                    | '\u{61C}'
                    | '\u{115F}'..='\u{1160}'
                    | '\u{17B4}'..='\u{17B5}'
                    | '\u{180B}'..='\u{180F}'
                    | '\u{200B}'..='\u{200F}'
                    | '\u{2028}'..='\u{202E}'
                    | '\u{2060}'..='\u{206F}'
                    | '\u{3164}'
                    | '\u{FEFF}'
                    | '\u{FFA0}'
                    | '\u{FFF0}'..='\u{FFFB}'
                    | '\u{FFFE}'..='\u{FFFF}'
                    | '\u{1BCA0}'..='\u{1BCA3}'
                    | '\u{1D173}'..='\u{1D17A}'
                    | '\u{E0000}'..='\u{E00FF}'
                    | '\u{E01F0}'..='\u{E0FFF}'
            ))
}

/// Nearly all of a report, of each character of which it is asked what cannot be seen.
const fn is_plain(c: char) -> bool {
    matches!(
        c,
        ' '..='~'
            | '\u{2010}'..='\u{2027}'
            | '\u{3000}'..='\u{303F}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{FF01}'..='\u{FF5E}'
    )
}

/// Whether a character looks different on every machine, or like nothing: the private-use areas,
/// where old systems put rare characters of their own (造字).
#[must_use]
pub const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Whether a character may not be given to a terminal as it is.
#[must_use]
pub fn is_tricky(c: char) -> bool {
    !is_plain(c) && (is_hidden(c) || is_private(c))
}
