//! Where a text holds what was typed, and whether a name answers it: in its characters, in 拼音, or
//! in initials.
//!
//! `qtsw`, `qitashiwu`, `其他sw` and `其他` all find 其他事务. Blanks part words that must all be
//! found; marks and blanks in the name are passed over. Letters and digits of any width and case
//! are one, in a text marks as well; ü is typed as input methods take it, `lv`, `lve` and `lue`.

use std::ops::Range;

use pinyin::ToPinyinMulti as _;

use crate::report::numeral::half_width;

/// What was typed, made ready to be looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<Vec<char>>);

/// How well a name answers; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is what was typed.
    Whole,
    /// It begins with it.
    Start,
    /// A word of it begins with it.
    Word,
    /// It holds it.
    Within,
    /// Its 拼音 is what was typed.
    SpeltWhole,
    /// Its 拼音 begins with it.
    SpeltStart,
    /// The 拼音 of a word of it begins with it.
    SpeltWord,
    /// Its 拼音 holds it.
    SpeltWithin,
}

/// A character as it is compared, whichever of its twins an input method wrote.
const fn narrow(c: char) -> char {
    let c = match c {
        '\u{3000}' => ' ',
        '。' => '.',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => half_width(c),
    };
    c.to_ascii_lowercase()
}

/// The same; `None` for marks and blanks.
fn plain(c: char) -> Option<char> {
    // Names are of these nearly throughout, and any other is looked up in a table.
    let is_han = |c: &char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    Some(narrow(c)).filter(|c| is_han(c) || c.is_alphanumeric())
}

/// Where a text holds what was typed, whatever the width and case of either. Marks alone are looked
/// for as they stand: who changes ， into 、 does not mean 1,234.
#[must_use]
pub fn places(text: &str, typed: &str) -> Vec<Range<usize>> {
    let has_twins = typed.chars().any(|c| plain(c).is_some());
    let seen = |c: char| if has_twins { narrow(c) } else { c };
    let typed: Vec<char> = typed.chars().map(seen).collect();
    let Some(first) = typed.first() else {
        return Vec::new();
    };
    let mut places: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let is_within = places.last().is_some_and(|last| at < last.end);
        if is_within || seen(c) != *first {
            continue;
        }
        let here = text.get(at..).unwrap_or_default().chars();
        let mut end = at;
        let same = here
            .zip(&typed)
            .take_while(|(c, typed)| seen(*c) == **typed);
        let count = same.inspect(|(c, _)| end += c.len_utf8()).count();
        if count == typed.len() {
            places.push(at..end);
        }
    }
    places
}

/// A name as it is entered, of the same as a report says it: 其他事务 of 其他事务支出, as soon as that is
/// being typed.
#[must_use]
pub fn without_kind(typed: &str) -> Option<&str> {
    let mut ends = ["支出", "支"].iter();
    let name = ends.find_map(|end| typed.trim().strip_suffix(end))?;
    (!name.is_empty()).then_some(name)
}

impl Query {
    /// Takes in what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace();
        let words = words.map(|word| word.chars().filter_map(plain).collect());
        Self(words.filter(|word: &Vec<char>| !word.is_empty()).collect())
    }

    /// Whether anything is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How well a name answers; `None` where it does not. Every name answers nothing.
    #[must_use]
    pub fn rank(&self, name: &str) -> Option<Rank> {
        if self.is_empty() {
            return Some(Rank::Whole);
        }
        let (mut letters, mut words) = (Vec::with_capacity(name.len()), Vec::new());
        let mut is_between = true;
        for c in name.chars() {
            let Some(c) = plain(c) else {
                is_between = true;
                continue;
            };
            if std::mem::take(&mut is_between) {
                words.push(letters.len());
            }
            letters.push(c);
        }
        let ranks = self.0.iter().map(|word| rank(&letters, &words, word));
        ranks.collect::<Option<Vec<Rank>>>()?.into_iter().max()
    }
}

/// How well a name whose words begin at these places answers one word typed.
fn rank(name: &[char], words: &[usize], word: &[char]) -> Option<Rank> {
    let at = |start: usize| name.get(start..).unwrap_or_default();
    let inner = || words.iter().copied().filter(|&start| start > 0);
    if name == word {
        return Some(Rank::Whole);
    }
    if name.starts_with(word) {
        return Some(Rank::Start);
    }
    let is_here = |start: usize| name.get(start) == word.first() && at(start).starts_with(word);
    if inner().any(is_here) {
        return Some(Rank::Word);
    }
    if (1..name.len()).any(is_here) {
        return Some(Rank::Within);
    }
    // Without a letter there is nothing to spell.
    if !word.iter().any(char::is_ascii_alphabetic) {
        return None;
    }
    match spelt(name, word) {
        Some(0) => return Some(Rank::SpeltWhole),
        Some(_) => return Some(Rank::SpeltStart),
        None => {}
    }
    let is_spelt = |start: usize| spelt(at(start), word).is_some();
    if inner().any(is_spelt) {
        return Some(Rank::SpeltWord);
    }
    (1..name.len()).any(is_spelt).then_some(Rank::SpeltWithin)
}

/// How many characters of a name are left behind a word it begins with, each character being
/// itself or the beginning of one of its readings.
fn spelt(name: &[char], word: &[char]) -> Option<usize> {
    let Some(first) = word.first() else {
        return Some(name.len());
    };
    let (c, behind) = name.split_first()?;
    let rest = |taken: usize| spelt(behind, word.get(taken..)?);
    if c == first {
        return rest(1);
    }
    if !first.is_ascii_lowercase() {
        return None;
    }
    c.to_pinyin_multi()?.into_iter().find_map(|reading| {
        let reading = reading.plain();
        let pairs = reading.chars().zip(word);
        let is_typed = |(letter, typed): &(char, &char)| match letter {
            // There is no other lue, as there is another lu.
            'ü' => matches!(typed, 'ü' | 'v') || **typed == 'u' && reading.ends_with("üe"),
            letter => letter == *typed,
        };
        let shared = pairs.take_while(is_typed).count();
        (1..=shared).rev().find_map(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank_of(typed: &str, name: &str) -> Option<Rank> {
        Query::new(typed).rank(name)
    }

    #[test]
    fn a_name_is_found_by_characters_by_pinyin_and_by_initials() {
        for typed in [
            "其他事务",
            "qtsw",
            "qitashiwu",
            "其他sw",
            "QTSW",
            "ｑｔｓｗ",
            "qitsw",
        ] {
            assert!(rank_of(typed, "其他事务").is_some(), "{typed}");
        }
        assert_eq!(rank_of("qtsx", "其他事务"), None);
        assert_eq!(rank_of("事务其他", "其他事务"), None);
    }

    #[test]
    fn a_text_holds_what_an_input_method_writes_in_another_width() {
        let found = |text: &'static str, typed: &str| {
            let places = places(text, typed);
            places
                .into_iter()
                .filter_map(|it| text.get(it))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("共432件，432件", "４３２"), ["432", "432"]);
        assert_eq!(found("街道，社区ＡＢ", "街道,"), ["街道，"]);
        assert_eq!(found("街道，社区ＡＢ", "ab"), ["ＡＢ"]);
        assert_eq!(found("支出63.1万元", "６３。１"), ["63.1"]);
        assert_eq!(found("“五爱”", "\"五爱\""), ["“五爱”"]);
        assert_eq!(found("1,234，甲", "，"), ["，"]);
        assert_eq!(found("甲甲甲", "甲甲"), ["甲甲"]);
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        for typed in ["hz", "xz", "hangzheng", "xingzheng"] {
            assert!(rank_of(typed, "行政").is_some(), "{typed}");
        }
        assert!(rank_of("chongdian", "重点").is_some());
        assert!(rank_of("zhongdian", "重点").is_some());
    }

    #[test]
    fn what_is_spelt_with_ü_is_found_as_input_methods_take_it() {
        for typed in ["zhixinglv", "zhixinglü", "ZHIXINGLV", "zxl", "xinglv"] {
            assert!(rank_of(typed, "执行率").is_some(), "{typed}");
        }
        assert!(rank_of("lvhua", "绿化").is_some());
        assert!(rank_of("lvhua", "街巷绿化美化").is_some());
        for typed in ["qinlve", "qinlue", "qinlüe"] {
            assert!(rank_of(typed, "侵略").is_some(), "{typed}");
        }
        assert_eq!(rank_of("nu", "女"), None);
    }

    #[test]
    fn words_are_found_apart_and_marks_are_passed_over() {
        let name = "项目「社会管理」 资金 年度资金总额 全年执行数";
        assert!(rank_of("社会 执行", name).is_some());
        assert!(rank_of("shgl qnzxs", name).is_some());
        assert!(rank_of("管理资金", name).is_some());
        assert_eq!(rank_of("社会 决算", name), None);
    }

    #[test]
    fn the_nearer_answer_ranks_first() {
        let ranks = ["甲乙", "甲乙丙", "丙甲乙"].map(|name| rank_of("甲乙", name));
        assert_eq!(ranks, [Rank::Whole, Rank::Start, Rank::Within].map(Some));
        let ranks = ["事务", "事务处", "某事务"].map(|name| rank_of("sw", name));
        let spelt = [Rank::SpeltWhole, Rank::SpeltStart, Rank::SpeltWithin];
        assert_eq!(ranks, spelt.map(Some));
        // What a word begins with comes before what stands within one.
        let fund = "项目「修路」 资金 全年执行数";
        assert!(rank_of("zj", fund) < rank_of("zj", "机构「党政机构」 类别"));
        assert!(rank_of("资金", fund) < rank_of("资金", "年度资金"));
    }
}
