//! Digits and counts, however people write them: 3, ３, 三, 叁, ③, l for 1, and 十二.

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
    Some(match half_width(c) {
        c @ '0'..='9' => (c, false),
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
    match half_width(c) {
        'l' | 'I' => Some('1'),
        'O' | 'o' => Some('0'),
        _ => None,
    }
}

const ONES: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The count that words begin with, and how many bytes it takes: in digits of either width, or
/// written out up to 99 (十二).
#[must_use]
pub fn count(words: &str) -> Option<(usize, usize)> {
    let len = words.find(|c| !is_digit(c)).unwrap_or(words.len());
    let (digits, _) = words.split_at_checked(len)?;
    if digits.is_empty() {
        return written_out(words);
    }
    let digits: String = digits.chars().map(half_width).collect();
    Some((digits.parse().ok()?, len))
}

fn written_out(words: &str) -> Option<(usize, usize)> {
    let one = |at: usize| {
        let c = words.chars().nth(at)?;
        ONES.iter().position(|it| *it == c).map(|place| place + 1)
    };
    let is_ten = |at: usize| words.chars().nth(at) == Some('十');
    let (count, chars) = match (one(0), one(1), one(2)) {
        (None, ones, _) if is_ten(0) => (10 + ones.unwrap_or(0), 1 + usize::from(ones.is_some())),
        (Some(tens), _, ones) if is_ten(1) => {
            let count = tens * 10 + ones.unwrap_or(0);
            (count, 2 + usize::from(ones.is_some()))
        }
        (Some(ones), ..) => (ones, 1),
        (None, ..) if words.starts_with('两') => (2, 1),
        (None, ..) => return None,
    };
    Some((count, chars * '一'.len_utf8()))
}

/// A count up to 99 written out; a larger one in digits.
#[must_use]
pub fn written(count: usize) -> String {
    let digit = |n: usize| n.checked_sub(1).and_then(|place| ONES.get(place)).copied();
    let (tens, ones) = (count / 10, digit(count % 10));
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        2..10 => digit(tens).into_iter().chain(['十']).collect(),
        _ => return count.to_string(),
    };
    tens.chars().chain(ones).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_they_are_read() {
        for (count_of, words) in [
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (99, "九十九"),
        ] {
            assert_eq!(written(count_of), words);
            assert_eq!(count(&format!("{words}个")), Some((count_of, words.len())));
        }
        assert_eq!(written(100), "100");
        assert_eq!(count("１２起"), Some((12, "１２".len())));
        assert_eq!(count("两家"), Some((2, "两".len())));
        assert_eq!(count("个"), None);
    }
}
