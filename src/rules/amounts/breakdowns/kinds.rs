//! What the parts of a total are by what they are called: all there is, kinds of one thing, or such as may overlap.

use rust_decimal::Decimal;

use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, contains_any};

/// Words that say that a part is a choice, not a share.
const CHOSEN: [&str; 14] = [
    "重点",
    "主要",
    "特别",
    "尤其",
    "仅",
    "包含",
    "新增",
    "首次",
    "打造",
    "以上",
    "以下",
    "不少于",
    "岁",
    "超",
];

/// What people and things are several of at once.
const ATTRIBUTES: [&str; 34] = [
    "规上",
    "规模以上",
    "高新",
    "上市",
    "专精特新",
    "亿元",
    "隐患",
    "女",
    "党员",
    "团员",
    "学历",
    "本科",
    "大专",
    "研究生",
    "硕士",
    "博士",
    "岁",
    "少数民族",
    "残疾",
    "职称",
    "高龄",
    "独居",
    "志愿者",
    "退役",
    "重点",
    "困难",
    "低保",
    "脱贫",
    "留守",
    "空巢",
    "优抚",
    "夜间",
    "节假日",
    "周末",
];

/// Words that together are all there is.
const COMPLETE: [&[&str]; 40] = [
    &["公办", "民办"],
    &["专职", "兼职"],
    &["基本支出", "项目支出"],
    &["人员经费", "公用经费"],
    &["男", "女"],
    &["企业", "个体"],
    &["商务", "商业"],
    &["在职", "退休"],
    &["在职", "离退休"],
    &["行政", "事业"],
    &["城镇", "农村"],
    &["城市", "农村"],
    &["财政拨款", "其他"],
    &["已", "未"],
    &["合格", "不合格"],
    &["有效", "无效"],
    &["满意", "基本满意", "不满意"],
    &["优秀", "良好", "合格"],
    &["货物", "服务", "工程"],
    &["货物", "工程", "服务"],
    &["公务用车", "公务接待"],
    &["公务员", "事业", "工勤"],
    &["民事", "刑事", "行政"],
    &["公务员", "事业人员"],
    &["办结", "在办"],
    &["线上", "线下"],
    &["一般公共预算", "政府性基金"],
    &["第一产业", "第二产业", "第三产业"],
    &["预算执行", "产出", "效益", "满意度"],
    &["预算执行", "绩效指标"],
    &["产出", "效益", "满意度"],
    &["续建", "新建"],
    &["续建", "新开工"],
    &["结转", "新开工"],
    &["总承包", "专业承包"],
    &["普高", "职高"],
    &["集中供养", "分散供养"],
    &["C级", "D级"],
    &["一般反应", "异常反应"],
    &["阳性", "阴性"],
];

/// The quantity that has the words a part is called by: that of the households of 农村低保2035户3487人.
fn called(passage: &Passage<'_>, part: usize) -> usize {
    part - usize::from(passage.is_in_another_unit(part))
}

/// The words that a part is called by.
pub(super) fn label<'a>(passage: &Passage<'a>, part: usize) -> &'a str {
    passage
        .phrase(called(passage, part))
        .trim_start_matches("其中")
        .trim_start_matches("包括")
        .trim_start_matches("分别为")
        .trim_start_matches('和')
        .trim_start_matches('及')
        .trim_start_matches('的')
}

/// Whether the labels are known to be all there is.
pub(super) fn is_complete(passage: &Passage<'_>, parts: &[usize]) -> bool {
    let labels: Vec<&str> = parts.iter().map(|&part| label(passage, part)).collect();
    if labels.len() < 2 {
        return false;
    }
    let covers = |set: &&&[&str]| {
        set.len() == labels.len()
            && set.iter().all(|word| {
                labels
                    .iter()
                    .any(|label| label.starts_with(word) || label.ends_with(word))
            })
    };
    if COMPLETE.iter().any(|set| covers(&set)) {
        return true;
    }
    // What is left of all: 折页12.4万份、海报0.8万份、其他5.4万份. 其他收入 is an income by that name.
    if labels.last().is_some_and(|it| it.ends_with("其他")) {
        return true;
    }
    // Three and more kinds of spending, each called spending, are all the spending there is; so are cars.
    let money = parts.iter().all(|&part| {
        passage
            .quantities
            .get(part)
            .is_some_and(|part| part.unit == Unit::Money)
    });
    let tails = ["支出", "经费", "资金", "收入"];
    let kinds = |tail: &str| labels.iter().all(|label| label.ends_with(tail));
    labels.len() >= 3 && (money && tails.iter().any(|tail| kinds(tail)) || kinds("用车"))
}

/// What a part is called by, before its number and behind it.
struct Called<'a>([&'a str; 2]);

impl<'a> Called<'a> {
    fn of(passage: &Passage<'a>, part: usize) -> Self {
        Self([label(passage, part), passage.tail(part)])
    }

    /// Whether a word stands in it.
    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|it| it.contains(word))
    }

    /// Whether two parts are called by the two words of a pair.
    fn are_opposite(parts: &[Self], pair: [&str; 2]) -> bool {
        let mut pair = pair.into_iter();
        parts.len() == 2 && pair.all(|word| parts.iter().any(|part| part.has(word)))
    }
}

/// What nobody is both of.
const SEXES: [&str; 2] = ["男", "女"];

/// What no firm is both of: the one is of industry, the other of trade.
const SIZES: [&str; 2] = ["规上", "限上"];

/// Whether two parts are men and women, one another's opposite, and no attributes.
pub(super) fn are_sexes(passage: &Passage<'_>, parts: &[usize]) -> bool {
    let parts = parts.iter().map(|it| Called::of(passage, *it));
    Called::are_opposite(&parts.collect::<Vec<_>>(), SEXES)
}

/// The part that has all that is left at one end of a scale, first or last of its kind: 初级及以下 of 高级、中级、初级及以下.
fn open_end(passage: &Passage<'_>, parts: &[usize]) -> Option<usize> {
    let stem = |part: usize| label(passage, part).split_once("及以").map(|it| it.0);
    let ends = match parts {
        [first, second, .., before, last] => [(*first, *second), (*last, *before)],
        [first, second, last] => [(*first, *second), (*last, *second)],
        _ => return None,
    };
    let mut open = ends.into_iter().filter_map(|(end, next)| {
        let is_of_scale = stem(end)?.chars().last() == label(passage, next).chars().last();
        is_of_scale.then_some(end)
    });
    let only = open.next()?;
    let are_closed = parts.iter().all(|it| *it == only || stem(*it).is_none());
    are_closed.then_some(only)
}

/// Whether parts may overlap, so that their sum says nothing. What all of them are is no attribute of one:
/// 城市低保、农村低保. Money is spent once, 民政救助、残疾人服务、文体活动, unless another part may be what one is of.
pub(super) fn may_overlap(passage: &Passage<'_>, parts: &[usize], is_money: bool) -> bool {
    let called = parts.iter().map(|it| Called::of(passage, *it));
    let called: Vec<Called<'_>> = called.collect();
    let mut opposites = [SEXES, SIZES].into_iter();
    let opposite = opposites.find(|pair| Called::are_opposite(&called, *pair));
    let is_opposite = |word: &str| opposite.is_some_and(|pair| pair.contains(&word));
    let mut attributes = ATTRIBUTES.iter().filter(|word| !is_opposite(word));
    let is_of_some = |word: &&str| {
        let count = called.iter().filter(|part| part.has(word)).count();
        count > 0 && count < called.len()
    };
    let are_of_one = || {
        let is_some = |part: &&Called<'_>| ATTRIBUTES.iter().any(|word| part.has(word));
        let count = called.iter().filter(is_some).count();
        count > 1 || is_within_another(passage, parts)
    };
    let open_end = open_end(passage, parts);
    let closed = parts.iter().zip(&called);
    let mut closed = closed.filter(|(part, _)| Some(**part) != open_end);
    attributes.any(is_of_some) && (!is_money || are_of_one())
        || closed.any(|(_, part)| CHOSEN.iter().any(|word| part.has(word)))
}

/// Whether a part is called by the name of another and more: 慰问党员、慰问困难党员.
fn is_within_another(passage: &Passage<'_>, parts: &[usize]) -> bool {
    let holds = |name: &str, other: &str| {
        let mut rest = name.chars();
        name.len() > other.len() && other.chars().all(|c| rest.any(|it| it == c))
    };
    let names = || parts.iter().map(|&part| label(passage, part));
    names().any(|name| names().any(|other| holds(name, other)))
}

/// Whether all parts are called alike, so that they are shares of one thing: by the same last
/// character, 工业、商业, or in one list by two or three of them each, 党建、安全、消防.
pub(super) fn is_alike(passage: &Passage<'_>, parts: &[usize]) -> bool {
    /// What makes a part one of any kind: 有效线索50条，查实线索40条.
    const OF_ANY: [&str; 10] = [
        "有效", "查实", "属实", "合格", "达标", "优秀", "先进", "示范", "出租", "联合",
    ];
    let labels: Vec<&str> = parts.iter().map(|&part| label(passage, part)).collect();
    let lengths: Vec<usize> = labels.iter().map(|it| it.chars().count()).collect();
    if matches!(lengths.as_slice(), [first @ 2..=3, rest @ ..] if rest.iter().all(|it| it == first))
        && is_list(passage, parts)
    {
        return true;
    }
    // 工业、商业; 党总支、党支部
    let share = |of: fn(&str) -> Option<char>| {
        let mut all = labels.iter().map(|label| of(label));
        let first = all.next().flatten();
        first.is_some() && all.all(|c| c == first)
    };
    let short = lengths.iter().all(|len| *len <= 3);
    (share(|it| it.chars().last()) || short && share(|it| it.chars().next()))
        && !labels.iter().any(|label| contains_any(label, &OF_ANY))
}

/// Whether parts of whatever names are kinds of one thing, of which hardly any is told twice: three or more that 、
/// lists, or of money; behind ， one that is more than each before it may be what came of all, 其中蔬菜80批，水果30批，
/// 肉类8批，合格110批.
pub(super) fn are_kinds(passage: &Passage<'_>, parts: &[usize], total: &Quantity<'_>) -> bool {
    let values = parts
        .iter()
        .filter_map(|&part| Some(passage.quantities.get(part)?.value));
    let (mut sum, mut most) = (Decimal::ZERO, Decimal::ZERO);
    let mut beyond = None;
    for value in values {
        sum = sum.saturating_add(value);
        if sum > total.value {
            beyond = Some(value);
            break;
        }
        most = most.max(value);
    }
    let is_small = beyond.is_some_and(|it| it <= most);
    // What is told between them may be of something else: 其中甲12户，补助3万元；乙8户，补助2万元.
    let ends = parts.first().zip(parts.last());
    let mut between = ends.map_or(0..0, |(first, last)| *first..*last);
    let told = |at: usize| {
        let it = passage.quantities.get(at);
        it.is_some_and(|it| !it.is_like(total) && matches!(it.unit, Unit::Count(_) | Unit::Money))
    };
    match parts.len() {
        0..=2 => false,
        _ if between.any(told) => false,
        3 => is_list(passage, parts) || total.unit == Unit::Money,
        _ => is_list(passage, parts) || is_small,
    }
}

/// Whether 、 lists the parts; of those each in a clause of its own one may be of another.
pub(super) fn is_list(passage: &Passage<'_>, parts: &[usize]) -> bool {
    let mut others = parts.iter().skip(1);
    others.all(|&part| passage.listed(called(passage, part)).contains('、'))
}
