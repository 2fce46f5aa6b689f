//! Which words name another body than the one that reports, or a part of what it looks after.

use super::{behind_heads, ends_with_any, is_boundary};
use crate::report::Report;
use crate::report::numeral::is_digit;

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

/// What a body is called that does one thing, where a figure of its own stands right behind the name: 区救助站公用经费.
const HOUSES: [char; 13] = [
    '站', '所', '院', '馆', '队', '处', '办', '场', '园', '校', '宫', '厂', '司',
];

/// What else ends so: what the one that reports is called, and places.
const NO_HOUSES: [&str; 6] = ["办事处", "街道办", "场所", "处所", "市场", "现场"];

/// What a figure begins with that a body has of its own, or that it had none of it.
const FIGURES: [&str; 27] = [
    "“三公”",
    "三公",
    "公务",
    "公车",
    "因公",
    "出国",
    "基本支出",
    "项目支出",
    "支出",
    "总支出",
    "人员经费",
    "公用经费",
    "一般公共预算",
    "年初",
    "预算",
    "执行率",
    "自评",
    "编制",
    "在职",
    "在编",
    "实有",
    "退休",
    "编外",
    "政府采购",
    "没有",
    "未",
    "无",
];

/// What a report says of who is who.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::rules) struct Bodies {
    /// What the one that reports is called.
    own: String,
    /// The bodies of its list, without the place that they are of.
    listed: Vec<String>,
}

/// What a report says that says nothing of them.
pub(in crate::rules) static NOBODY: Bodies = Bodies {
    own: String::new(),
    listed: Vec::new(),
};

impl Bodies {
    /// Those of a report: what does not tell them from other words is left out.
    pub(in crate::rules) fn of(report: &Report) -> Self {
        let places = ['省', '市', '县', '区', '镇', '乡'];
        let groups = report.profile.groups.iter();
        let listed = groups.flat_map(|group| group.named());
        let listed = listed.map(|it| it.name.words().trim_start_matches(places));
        let listed = listed.filter(|it| is_long(it) && !it.ends_with(HOUSES));
        let own = report.cover.unit.trim();
        Self {
            own: own.to_owned(),
            listed: listed.map(str::to_owned).collect(),
        }
    }

    /// Whether words end in what the one that reports is called, all of it or less.
    pub(in crate::rules) fn is_own(&self, words: &str) -> bool {
        let name = words.rsplit(is_boundary).next().unwrap_or_default();
        let name = name.rsplit('年').next().unwrap_or_default();
        let name = name.trim_start_matches('我');
        let mut names = behind_heads(name).filter_map(|at| name.get(at..));
        !self.own.is_empty()
            && (name.ends_with(&self.own) || names.any(|it| is_long(it) && self.own.contains(it)))
    }

    /// Whether words speak of another body than the one that reports.
    pub(in crate::rules) fn speak_of_another(&self, words: &str) -> bool {
        /// What says so of bodies and people without naming one.
        const OTHERS: [&str; 23] = [
            "全区",
            "全市",
            "全县",
            "全省",
            "辖内",
            "辖区",
            "下属",
            "所属",
            "直属",
            "事业单位",
            "二级单位",
            "基层单位",
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
        let is_another = |(at, body): (usize, &str)| {
            let before = words.get(..at).unwrap_or_default();
            let name = words.get(..at + body.len()).unwrap_or_default();
            !before.ends_with(['我', '本']) && !self.is_own(name)
        };
        let mut bodies = BODIES.iter().chain(&OTHERS);
        bodies.any(|body| words.match_indices(body).any(is_another)) || self.have_their_own(words)
    }

    /// Whether words tell a figure of another body by its name.
    pub(in crate::rules) fn have_their_own(&self, words: &str) -> bool {
        // 县一中 is a school.
        let schools = words.match_indices('中').filter(|(at, _)| {
            let before = words.get(..*at).unwrap_or_default();
            before.ends_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
        });
        let mut houses = words.match_indices(HOUSES).chain(schools);
        let is_house = |(at, end): (usize, &str)| {
            let (before, behind) = words.split_at(at + end.len());
            let name = before.rsplit(is_boundary).next().unwrap_or_default();
            leads_to_a_figure(behind)
                && is_long(name)
                && !before.split_at(at).0.ends_with(['我', '本', '全'])
                && !ends_with_any(name, &NO_HOUSES)
                && !self.is_own(name)
        };
        let is_listed = |name: &String| {
            let mut places = words.match_indices(&**name);
            places.any(|(at, name)| words.get(at + name.len()..).is_some_and(leads_to_a_figure))
        };
        houses.any(is_house) || self.listed.iter().any(is_listed)
    }
}

/// Whether words are more than what a body is called for short.
fn is_long(name: &str) -> bool {
    name.chars().nth(2).is_some()
}

/// Whether words begin with a figure, or with when it is of.
fn leads_to_a_figure(words: &str) -> bool {
    const WHEN: [&str; 8] = ["年度", "年", "全年", "年末", "本年", "共有", "现有", "共"];
    let words = words.strip_prefix('：').unwrap_or(words);
    let mut rest = words.trim_start_matches(is_digit);
    while !FIGURES.iter().any(|it| rest.starts_with(it)) {
        let Some(shorter) = WHEN.iter().find_map(|it| rest.strip_prefix(it)) else {
            return false;
        };
        rest = shorter;
    }
    true
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
