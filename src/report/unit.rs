//! Units of what is counted and measured, as fields and texts write them.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

/// Other spellings of a unit, each with its own.
const SPELLINGS: [(&str, &str); 8] = [
    ("千米", "公里"),
    ("平方千米", "平方公里"),
    ("千克", "公斤"),
    ("平米", "平方米"),
    ("㎡", "平方米"),
    ("m2", "平方米"),
    ("m²", "平方米"),
    ("M2", "平方米"),
];

/// Units that are so many powers of ten of another one, or count the same.
const OF_ANOTHER: [(&str, &str, u32); 8] = [
    ("米", "厘米", 2),
    ("公里", "厘米", 5),
    ("平方公里", "平方米", 6),
    ("公顷", "平方米", 4),
    ("公斤", "克", 3),
    ("吨", "克", 6),
    ("名", "人", 0),
    ("月", "个月", 0),
];

/// Measure words; the longer before what they begin with.
const MEASURES: [&str; 81] = [
    "人次",
    "户次",
    "场次",
    "批次",
    "车次",
    "件次",
    "台次",
    "家次",
    "项次",
    "剂次",
    "车位",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "千克",
    "周年",
    "小时",
    "分钟",
    "课时",
    "学时",
    "㎡",
    "m2",
    "m²",
    "平米",
    "M2",
    "千瓦时",
    "千瓦",
    "人",
    "户",
    "家",
    "个",
    "名",
    "位",
    "次",
    "场",
    "期",
    "条",
    "件",
    "起",
    "处",
    "栋",
    "幢",
    "套",
    "枚",
    "项",
    "批",
    "台",
    "辆",
    "米",
    "亩",
    "吨",
    "岁",
    "天",
    "倍",
    "宗",
    "份",
    "篇",
    "座",
    "间",
    "张",
    "只",
    "株",
    "棵",
    "盏",
    "本",
    "册",
    "组",
    "支",
    "队",
    "类",
    "种",
    "例",
    "所",
    "块",
    "顶",
    "床",
];

/// Which power of ten a character in front of a unit is.
#[must_use]
pub const fn tens(c: char) -> Option<u32> {
    match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// The unit as it is commonly written: 公里 for 千米, 平方米 for ㎡.
#[must_use]
pub fn spelled(unit: &str) -> &str {
    let mut spellings = SPELLINGS.iter();
    let common = spellings.find(|(other, _)| *other == unit);
    common.map_or(unit, |(_, common)| common)
}

/// What stands before a square metre that is not written so: 万 of 万m2. Its sign ㎡ is no slip.
#[must_use]
pub fn before_wrong_area(text: &str) -> Option<&str> {
    let wrong = SPELLINGS.iter();
    let mut wrong = wrong.filter(|(word, common)| *common == "平方米" && *word != "㎡");
    wrong.find_map(|(word, _)| text.strip_suffix(word))
}

/// What [`MEASURES`] begin with: most words behind a number begin with none of them.
static MEASURED: LazyLock<HashSet<char, RandomState>> =
    LazyLock::new(|| MEASURES.iter().filter_map(|it| it.chars().next()).collect());

/// The measure word that words begin with, with another one in brackets where either may be meant: 件（套）.
#[must_use]
pub fn measure(words: &str) -> Option<&str> {
    let own = one_measure(words)?.len();
    let inside = words.get(own..)?.strip_prefix(['（', '(']);
    let other = inside.and_then(|inside| {
        let behind = inside.get(one_measure(inside)?.len()..)?;
        behind.strip_prefix(['）', ')'])
    });
    words.get(..other.map_or(own, |behind| words.len() - behind.len()))
}

/// The measure word that words begin with.
fn one_measure(words: &str) -> Option<&str> {
    if !words.starts_with(|c| MEASURED.contains(&c)) {
        return None;
    }
    let mut measures = MEASURES.iter();
    let measure = measures.find(|measure| words.starts_with(**measure))?;
    words.get(..measure.len())
}

/// The unit that one is a power of ten of, and which: 万人 is 4 of 人, 公里 5 of 厘米.
#[must_use]
pub fn power_of(unit: &str) -> (u32, &str) {
    let (mut power, mut of) = (0, unit);
    // 千米 is a unit of its own.
    while spelled(of) == of
        && let Some(c) = of.chars().next()
        && let Some(more) = tens(c)
    {
        power += more;
        of = of.get(c.len_utf8()..).unwrap_or_default();
    }
    let of = spelled(of);
    let mut others = OF_ANOTHER.iter();
    match others.find(|(unit, ..)| *unit == of) {
        Some((_, of, more)) => (power + more, of),
        None => (power, of),
    }
}
