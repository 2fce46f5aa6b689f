//! Which words name another body than the one that reports, or a part of what it looks after.

use super::ends_with_any;

/// What bodies with money and people of their own are called.
const BODIES: [&str; 13] = [
    "社区",
    "学校",
    "小学",
    "中学",
    "医院",
    "卫生院",
    "幼儿园",
    "中心",
    "大队",
    "中队",
    "企业",
    "居委会",
    "办公室",
];

/// What else is called so, of which things are done and counted apart.
const PLACES: [&str; 5] = ["片区", "网格", "小区", "园区", "城区"];

/// What a name of either may end with that is much else within other words.
const ENDS: [&str; 8] = ["村", "组", "镇", "乡", "站", "所", "街", "局"];

/// The longest name, in characters.
const LONGEST: usize = 8;

/// Whether words speak of another body than the one that reports.
pub(in crate::rules) fn speaks_of_another(words: &str) -> bool {
    /// What says so of bodies and people without naming one.
    const OTHERS: [&str; 20] = [
        "全区",
        "全市",
        "全县",
        "全省",
        "辖内",
        "辖区",
        "下属",
        "所属",
        "事业单位",
        "二级机构",
        // What is below the one that reports has its own beside it.
        "局机关",
        "局本级",
        "委机关",
        "委本级",
        "办本级",
        "机关本级",
        "部门本级",
        "单位本级",
        "辅警",
        "协管",
    ];
    // 我中心 is the one that reports.
    let is_another = |(at, _): (usize, &str)| {
        let before = words.get(..at).unwrap_or_default();
        !before.ends_with(['我', '本'])
    };
    let mut bodies = BODIES.iter().chain(&OTHERS);
    bodies.any(|body| words.match_indices(body).any(is_another))
}

/// Whether words begin with the name of a body or a place, or end in one and are hardly more than that.
pub(in crate::rules) fn is_one(words: &str) -> bool {
    let is_short = |words: &str, most: usize| words.chars().count() <= most;
    let begins = |name: &str| {
        let end = words.find(name).map(|at| at + name.len());
        end.and_then(|end| words.get(..end))
            .is_some_and(|it| is_short(it, LONGEST))
    };
    let begins_with_one = || BODIES.iter().chain(&PLACES).any(|name| begins(name));
    is_called_so(words) && is_short(words, LONGEST + 4) || begins_with_one() && !is_bare(words)
}

fn is_called_so(words: &str) -> bool {
    [&BODIES[..], &PLACES, &ENDS]
        .iter()
        .any(|ends| ends_with_any(words, ends))
        && !is_bare(words)
}

fn is_bare(words: &str) -> bool {
    [&BODIES[..], &PLACES, &ENDS]
        .iter()
        .any(|names| names.contains(&words))
}
