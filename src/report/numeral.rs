//! One digit of a number, however people write it: 3, ３, 三, 叁, ③, and l for 1.

/// The character that an input method's wide form stands for: ３ is 3, Ａ is A, ， is a comma. Any
/// other is itself.
#[must_use]
pub const fn half_width(c: char) -> char {
    match c {
        '！'..='～' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(narrow) => narrow,
            None => c,
        },
        _ => c,
    }
}

/// Whether a character is a digit in either width, not written out.
#[must_use]
pub const fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

/// A digit as 0 to 9, and whether it is written out in a word. Other scripts' digits are none.
#[must_use]
pub const fn digit(c: char) -> Option<(char, bool)> {
    Some(match c {
        '0'..='9' => (c, false),
        '０' => ('0', false),
        '１' => ('1', false),
        '２' => ('2', false),
        '３' => ('3', false),
        '４' => ('4', false),
        '５' => ('5', false),
        '６' => ('6', false),
        '７' => ('7', false),
        '８' => ('8', false),
        '９' => ('9', false),
        '零' | '〇' | '○' => ('0', true),
        '一' | '幺' | '壹' | '①' => ('1', true),
        '二' | '贰' | '②' => ('2', true),
        '三' | '叁' | '③' => ('3', true),
        '四' | '肆' | '④' => ('4', true),
        '五' | '伍' | '⑤' => ('5', true),
        '六' | '陆' | '⑥' => ('6', true),
        '七' | '柒' | '⑦' => ('7', true),
        '八' | '捌' | '⑧' => ('8', true),
        '九' | '玖' | '⑨' => ('9', true),
        _ => return None,
    })
}

/// The digit that a letter is typed for: l for 1, O for 0.
#[must_use]
pub const fn misread(c: char) -> Option<char> {
    match c {
        'l' | 'I' | 'ｌ' | 'Ｉ' => Some('1'),
        'O' | 'o' | 'Ｏ' | 'ｏ' => Some('0'),
        _ => None,
    }
}
