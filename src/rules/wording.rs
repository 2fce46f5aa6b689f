//! E and F in the text: numbering, template left-overs, wrong words, repeated passages, numerals and signs.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;
use rust_decimal::Decimal;

use super::passage::quantity::Unit;
use super::passage::{
    Passage, Role, Word, begins_clause, clause_behind, contains_any, is_blank, is_boundary, word,
    words,
};
use super::personal::is_hidden_name;
use super::prose::{Facts, Prose, Said};
use super::{Check, Finding, Place, Rule, Severity};
use crate::document::{FieldPath, Step};
use crate::report::fields::{NAMES, UNIT};
use crate::report::numeral::{self, half_width, is_digit};
use crate::report::unit;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "E6",
        name: "numbering-broken",
        title: "序号不连续",
        severity: Severity::Warning,
        basis: "公文标题序号应连续",
        explain: "一是、二是，一、二、，（一）（二），1. 2.，1、2、，第一、第二应当连续，不缺号也不重号。",
        bad: "整体绩效: {完成情况: 一是加强领导；三是强化督查。}",
        good: "整体绩效: {完成情况: 一是加强领导；二是强化督查。}",
        checks: &[Check::Text(numbering)],
    },
    Rule {
        code: "F4",
        name: "not-disclosed",
        title: "报告称尚未公开",
        severity: Severity::Warning,
        basis: "绩效目标和自评结果应按规定时限公开",
        explain: "正文说绩效目标、自评结果或决算没有公开，请按时公开，再写明公开时间和网址。",
        bad: "结果应用与公开: {公开情况: 自评结果尚未公开。}",
        good: "结果应用与公开: {公开情况: 自评结果已于2023年4月在区政府门户网站公开。}",
        checks: &[Check::Text(not_disclosed)],
    },
    Rule {
        code: "F5",
        name: "template-left",
        title: "残留模板提示语",
        severity: Severity::Warning,
        basis: "报告不应残留参考文本的提示",
        explain: "参考文本里的页码（P9）、盖章提示、XX、指标1、点线等应换成内容或删去。附件清单里表名后的页码、句子里表示没有列完的省略号不算。",
        bad: "整体绩效: {完成情况: 详见绩效自评表（P9）。}",
        good: "整体绩效: {完成情况: 详见绩效自评表。}",
        checks: &[Check::Text(template)],
    },
    Rule {
        code: "F6",
        name: "confusable-word",
        title: "疑似错别字",
        severity: Severity::Warning,
        basis: "现代汉语规范用字",
        explain: "报告中常见的错别字和易混词；同一个词在别处可以是对的，只在看得出用错时提示。",
        bad: "整体绩效: {完成情况: 按照统一布署整治市容。}",
        good: "整体绩效: {完成情况: 按照统一部署整治市容。}",
        checks: &[Check::Text(words)],
    },
    Rule {
        code: "F7",
        name: "passage-repeated",
        title: "文字重复",
        severity: Severity::Hint,
        basis: "报告文字不应误贴",
        explain: "二十五字以上的文字在两处一样，请确认是否误贴。单位职能不核对，整体的完成情况重提项目成果（有数字）的不提示。",
        bad: "整体绩效: {完成情况: 街道坚持日巡查、周调度、月通报的工作机制推动人居环境整治工作常态长效。}\n项目: [{名称: 甲, 完成情况: 街道坚持日巡查、周调度、月通报的工作机制推动人居环境整治工作常态长效。}]",
        good: "整体绩效: {完成情况: 街道坚持日巡查、周调度、月通报的工作机制推动人居环境整治工作常态长效。}\n项目: [{名称: 甲, 完成情况: 清扫保洁按月考核。}]",
        checks: &[Check::Texts(repeated)],
    },
    Rule {
        code: "F8",
        name: "fixed-phrase",
        title: "规范表述有误",
        severity: Severity::Warning,
        basis: "规范表述以党和国家文件为准",
        explain: "固定的政治和公文表述应与文件一致。",
        bad: "整体绩效: {完成情况: 坚定“四个意识”。}",
        good: "整体绩效: {完成情况: 增强“四个意识”。}",
        checks: &[Check::Text(phrases)],
    },
    Rule {
        code: "F9",
        name: "numerals-and-signs",
        title: "数字、标点、计量单位用法",
        severity: Severity::Hint,
        basis: "GB/T 15835—2011、GB/T 15834—2011、GB 3100—93",
        explain: "万余的位置、m2（度量单位里的也算）、全角数字（书名号和文号里的不算）、半角标点、重复的标点、百分数的范围等用法。不影响数字的对错。",
        bad: "整体绩效: {完成情况: 发放过渡费860万余元。}",
        good: "整体绩效: {完成情况: 发放过渡费860余万元。}",
        checks: &[Check::Text(signs), Check::Text(wide_digits)],
    },
    Rule {
        code: "F12",
        name: "sentence-unfinished",
        title: "句子没有写完",
        severity: Severity::Warning,
        basis: "报告文字应完整",
        explain: "一段文字以逗号、顿号或“其中”“包括”这样的词收尾，多半没有写完，请写完，或改成句号，下面分列的加冒号。前面各句有句号而最后没有的，请补上。",
        bad: "整体绩效: {完成情况: 2022年街道业务工作经费2969.31万元，其中}",
        good: "整体绩效: {完成情况: 2022年街道业务工作经费2969.31万元。}",
        checks: &[Check::Text(unfinished)],
    },
];

/// A wrong piece of a passage with what should stand there.
pub(super) fn wrong(
    passage: &Passage<'_>,
    range: Range<usize>,
    right: &str,
    message: String,
) -> Finding {
    Finding::new(passage.place_at(range.clone()), message)
        .fix(format!("改为 {right}"), vec![passage.rewrite(range, right)])
}

/// How the items of a list are numbered.
struct Style {
    heads: &'static [&'static str],
    in_digits: bool,
    tails: &'static [char],
}

/// 一是, 第一，, （一）, 1. and （1）, 一、 and 1、.
const STYLES: [Style; 7] = [
    Style {
        heads: &[""],
        in_digits: false,
        tails: &['是'],
    },
    Style {
        heads: &["第"],
        in_digits: false,
        tails: &['，'],
    },
    Style {
        heads: &["（", "("],
        in_digits: false,
        tails: &['）', ')'],
    },
    Style {
        heads: &[""],
        in_digits: true,
        tails: &['.', '．'],
    },
    Style {
        heads: &["（", "("],
        in_digits: true,
        tails: &['）', ')'],
    },
    Style {
        heads: &[""],
        in_digits: false,
        tails: &['、'],
    },
    Style {
        heads: &[""],
        in_digits: true,
        tails: &['、'],
    },
];

impl Style {
    fn is_in_brackets(&self) -> bool {
        self.tails.contains(&'）')
    }

    /// What another number is as an item, written as this one is: 二是 beside 三是, (2) beside (3).
    fn number(&self, count: usize, like: &str) -> String {
        let mut heads = self.heads.iter();
        let head = heads.find(|head| like.starts_with(**head));
        let tail = like.chars().next_back().map(String::from);
        let number = match self.in_digits {
            true => count.to_string(),
            false => numeral::written(count),
        };
        format!(
            "{}{number}{}",
            head.unwrap_or(&""),
            tail.unwrap_or_default()
        )
    }

    /// The number of an item that begins where a clause does, and where what numbers it ends.
    fn read(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let rest = text.get(at..)?;
        let inner = self.heads.iter().find_map(|head| rest.strip_prefix(head))?;
        let (count, len) = numeral::count(inner)?;
        let (digits, behind) = inner.split_at_checked(len)?;
        let after = behind.strip_prefix(self.tails)?;
        let short = digits.chars().count() <= 2;
        let is_style = short && digits.starts_with(is_digit) == self.in_digits;
        // 3.5公里 and 一、二季度 are no items, nor is what stands within a sentence.
        let goes_on = || numeral::count(after).is_some() && !after.starts_with("一般");
        let before = text
            .get(..at)?
            .trim_end_matches(is_blank)
            .chars()
            .next_back();
        let is_item = match self.tails {
            ['.', ..] => !after.starts_with(is_digit),
            ['、'] => {
                let begins = |c| matches!(c, '\n' | '。' | '；' | '：' | '！' | '？' | ';' | ':');
                before.is_none_or(begins) && !goes_on()
            }
            // 五（2）班 is the name of a class, 小（二）型水库 a size, and 第（三）项 and （三）项指标 tell of an item.
            ['）', ..] => {
                let is_of_item = after.starts_with('项') && !after.starts_with("项目");
                let is_name = after.starts_with(['班', '型']) || before == Some('第');
                !is_name && !is_of_item && before.and_then(numeral::digit).is_none()
            }
            _ => true,
        };
        (is_style && is_item).then_some((count, text.len() - after.len()))
    }
}

/// Words without the number of an item that they begin with, where they do.
pub(super) fn behind_number(words: &str) -> &str {
    let mut read = STYLES.iter().filter_map(|style| style.read(words, 0));
    let behind = read.next().and_then(|(_, end)| words.get(end..));
    behind.unwrap_or(words)
}

/// A number at the head of an item.
struct Numeral {
    value: usize,
    span: Range<usize>,
}

/// The numbers of the items of each style.
fn numerals(passage: &Passage<'_>) -> [Vec<Numeral>; STYLES.len()] {
    let text = passage.text;
    let mut found = [const { Vec::new() }; STYLES.len()];
    let mut begins_clause = true;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let in_brackets = matches!(c, '（' | '(');
        let may_begin = || matches!(c, '第' | '十') || numeral::digit(c).is_some();
        if in_brackets || begins_clause && may_begin() {
            for (style, found) in STYLES.iter().zip(&mut found) {
                let read = style.read(text, at);
                found.extend(read.map(|(value, end)| Numeral {
                    value,
                    span: at..end,
                }));
            }
        }
        // 主要原因一是: it begins a list all the same, and 统一是 none.
        let is_within = || {
            let rest = text.get(at..).unwrap_or_default();
            rest.starts_with("一是")
                && !last.is_some_and(|it| "统唯之第单专同万如不某任逐".contains(it))
        };
        if !begins_clause && c == '一' && is_within() {
            let [said, ..] = &mut found;
            said.push(Numeral {
                value: 1,
                span: at..at + "一是".len(),
            });
        }
        begins_clause = is_boundary(c) || begins_clause && is_blank(c);
        last = Some(c);
    }
    found
}

fn numbering(passage: &Passage<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for (style, own) in STYLES.iter().zip(numerals(passage)) {
        let mut last: Option<usize> = None;
        for numeral in &own {
            let words = passage.between(numeral.span.start, numeral.span.end);
            let expected = last.map_or(1, |last| last + 1);
            // An item that stands alone is a piece of a longer list; a list may begin anew.
            let alone = last.is_none() && own.len() == 1 && numeral.span.start == 0;
            let begins = numeral.value == 1 && last != Some(1);
            if numeral.value != expected && !begins && !alone {
                let said = if last.is_some_and(|last| numeral.value <= last) {
                    format!("标题序号“{words}”重复或倒置，请核对。")
                } else {
                    let missing = style.number(expected, words);
                    format!("标题序号不连续：“{words}”之前缺“{missing}”，请核对。")
                };
                found.push(Finding::new(passage.place_at(numeral.span.clone()), said));
            }
            last = Some(numeral.value);
        }
        if let [only] = own.as_slice()
            && style.is_in_brackets()
            && !style.in_digits
            && only.value == 1
        {
            let message = "只有（一）而没有（二），请补上后面的序号或去掉（一）。";
            found.push(Finding::new(passage.place_at(only.span.clone()), message));
        }
    }
    found
}

fn not_disclosed(passage: &Passage<'_>) -> Vec<Finding> {
    const SAID: &[Word] = words![
        "尚未公开",
        "暂未公开",
        "未予公开",
        "未按时公开",
        "未及时公开",
        "没有公开",
        "未在规定时限内公开",
    ];
    /// What is done in public: 尚未公开招标 discloses nothing.
    const OPEN_TO_ALL: [&str; 10] = [
        "招标", "招聘", "招考", "招募", "选拔", "遴选", "拍卖", "出让", "竞", "通车",
    ];
    let said = SAID.iter().filter_map(|said| {
        let at = passage.places(*said).next()?;
        Some(at..at + said.text.len())
    });
    let said = said.chain(still_to_be_disclosed(passage));
    let mut said = said.chain(just_not_disclosed(passage));
    let is_of_another_act = |place: &Range<usize>| {
        let behind = passage.between(place.end, passage.text.len());
        OPEN_TO_ALL.iter().any(|it| behind.starts_with(it))
    };
    let Some(place) = said.find(|place| !is_of_another_act(place)) else {
        return Vec::new();
    };
    let words = passage.between(place.start, place.end);
    let message = format!("报告称“{words}”，请按规定时限公开并补充公开时间、网址。");
    vec![Finding::new(passage.place_at(place), message)]
}

/// Where the text on disclosure says 未公开 and no more; elsewhere that may be said of anything that is
/// secret.
fn just_not_disclosed(passage: &Passage<'_>) -> Option<Range<usize>> {
    const SAID: &[Word] = words!["未公开", "不公开", "不予公开"];
    if passage.path.last_key() != Some("公开情况") {
        return None;
    }
    let said = SAID.iter().flat_map(|said| {
        let places = passage.places(*said);
        places.map(move |at| at..at + said.text.len())
    });
    let ends_there = |span: &Range<usize>| {
        let behind = passage.between(span.end, passage.text.len()).trim_start();
        behind.is_empty() || behind.starts_with(is_boundary)
    };
    said.filter(ends_there).min_by_key(|span| span.start)
}

/// Where it is said in more words that something has not been disclosed: 还未依程序进行公开.
fn still_to_be_disclosed(passage: &Passage<'_>) -> Option<Range<usize>> {
    const NOT_YET: [&str; 10] = [
        "尚未",
        "暂未",
        "还未",
        "仍未",
        "均未",
        "未能",
        "还没有",
        "没有",
        "还没",
        "未",
    ];
    const HOW: [&str; 22] = [
        "按照",
        "按",
        "依照",
        "依法",
        "依",
        "规定",
        "相关",
        "有关",
        "程序",
        "时限",
        "时间",
        "要求",
        "期",
        "时",
        "及时",
        "进行",
        "予以",
        "向社会",
        "对外",
        "完成",
        "的",
        "在",
    ];
    let places = passage.places(const { word("公开") });
    let mut found = places.filter_map(|at| {
        let before = passage.clause_before(at);
        let mut rest = before;
        while let Some(shorter) = HOW.iter().find_map(|how| rest.strip_suffix(how)) {
            rest = shorter;
        }
        let not_yet = NOT_YET.iter().find(|not_yet| rest.ends_with(*not_yet))?;
        // 未公开 by itself may say of anything that it is secret.
        let bare = *not_yet == "未" && rest.len() == before.len();
        let from = at - (before.len() - (rest.len() - not_yet.len()));
        (!bare).then(|| from..at + "公开".len())
    });
    found.next()
}

fn template(passage: &Passage<'_>) -> Vec<Finding> {
    const LEFT: &[Word] = words![
        "（预算单位盖章）",
        "（单位盖章）",
        "（盖章）",
        "（公章）",
        "（签字）",
        "（请填写）",
        "（此处填写",
        "（示例）",
        "××",
        "xx街道",
        "＿＿",
        "____",
    ];
    let text = passage.text;
    let mut places: Vec<Range<usize>> = Vec::new();
    for word in LEFT {
        let found = passage.places(*word);
        places.extend(found.map(|at| at..at + word.text.len()));
    }
    places.extend(dotted(passage));
    // （P9）, but an attachment is called so.
    let pages = if is_attachment(passage.path) {
        None
    } else {
        Some(passage.places(const { word("（P") }))
    };
    for at in pages.into_iter().flatten() {
        let rest = text.get(at + "（P".len()..).unwrap_or_default();
        let digits = rest.find(|c| !is_digit(c)).unwrap_or(0);
        if digits > 0
            && rest
                .get(digits..)
                .is_some_and(|rest| rest.starts_with('）'))
        {
            places.push(at..at + "（P）".len() + digits);
        }
    }
    // XX街道, but not a model number.
    let mut from = if passage.may_hold(const { word("XX") }) {
        0
    } else {
        text.len()
    };
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("XX")) {
        let at = from + at;
        let rest = text.get(at..).unwrap_or_default();
        let len = rest.find(|c| c != 'X').unwrap_or(rest.len());
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-');
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        if edge(before) && edge(rest.chars().nth(len)) {
            places.push(at..at + len);
        }
        from = at + len;
    }
    // 指标3 where a name should stand.
    for at in passage.places(const { word("指标") }) {
        let rest = text.get(at + "指标".len()..).unwrap_or_default();
        let digit = rest.chars().next().filter(|&c| is_digit(c));
        let ends = rest.chars().nth(1).is_none_or(is_boundary);
        if let Some(digit) = digit.filter(|_| ends && begins_clause(text, at)) {
            places.push(at..at + "指标".len() + digit.len_utf8());
        }
    }
    // 赵××等6户 hides a name as it should be.
    places.retain(|place| {
        let (before, behind) = (text.get(..place.start), text.get(place.end..));
        let crossed = |c| matches!(c, '×' | 'X');
        !passage.between(place.start, place.end).chars().all(crossed)
            || !is_hidden_name(before.unwrap_or_default(), behind.unwrap_or_default())
    });
    places.sort_by_key(|place| place.start);
    let found = places.into_iter().map(|place| {
        let word = passage.between(place.start, place.end);
        let message = format!("存在模板提示语“{word}”，请换成内容或删除。");
        let removable = word.starts_with('（') && word.ends_with('）');
        let finding = Finding::new(passage.place_at(place.clone()), message);
        if removable {
            finding.fix("删除", vec![passage.rewrite(place, "")])
        } else {
            finding
        }
    });
    found.collect()
}

/// Where dots stand for what is to be filled in: a line of them, or at the beginning of a line or
/// behind a label. Behind words they only say that there is more.
fn dotted(passage: &Passage<'_>) -> Vec<Range<usize>> {
    /// More than an ellipsis has.
    const LINE: usize = 4;
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in passage.places(const { word("……") }) {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let (head, rest) = passage.text.split_at_checked(at).unwrap_or_default();
        let len = rest.find(|c| c != '…').unwrap_or(rest.len());
        let line = head.rsplit('\n').next().unwrap_or(head);
        let label = line.trim_matches(|c: char| is_blank(c) || is_digit(c) || ".．、".contains(c));
        let is_line = len >= LINE * "…".len();
        if is_line || label.is_empty() || line.ends_with(['：', ':', '（', '“']) {
            found.push(at..at + len);
        }
    }
    found
}

/// Whether a text is of the list of attachments, whose names the form gives with its pages.
fn is_attachment(path: &FieldPath) -> bool {
    path.starts_with(&FieldPath::of(&["其他说明", "附件"]))
}

/// Words that are always wrong, and what is meant.
const WRONG: [(Word, &str); 31] = [
    (word("布署"), "部署"),
    (word("帐目"), "账目"),
    (word("帐户"), "账户"),
    (word("帐务"), "账务"),
    (word("做为"), "作为"),
    (word("灿在"), "存在"),
    (word("按装"), "安装"),
    (word("渡假"), "度假"),
    (word("等侯"), "等候"),
    (word("一如继往"), "一如既往"),
    (word("再接再励"), "再接再厉"),
    (word("部份"), "部分"),
    (word("松驰"), "松弛"),
    (word("按步就班"), "按部就班"),
    (word("名符其实"), "名副其实"),
    (word("防犯"), "防范"),
    (word("贯切"), "贯彻"),
    (word("克已奉公"), "克己奉公"),
    (word("自已"), "自己"),
    (word("己经"), "已经"),
    (word("拔付"), "拨付"),
    (word("拔款"), "拨款"),
    (word("划拔"), "划拨"),
    (word("预祘"), "预算"),
    (word("决祘"), "决算"),
    (word("座谈回"), "座谈会"),
    (word("挖拙"), "挖掘"),
    (word("幅射"), "辐射"),
    (word("竣工验受"), "竣工验收"),
    (word("撤消"), "撤销"),
    (word("成份"), "成分"),
];

/// Where their characters meet and are right: 预防 and 犯罪.
const RIGHT: [&str; 40] = [
    "预防犯",
    "严防犯",
    "谨防犯",
    "防犯罪",
    "防犯错",
    "防犯规",
    "自己经",
    "知己经",
    "来自已",
    "源自已",
    "出自已",
    "取自已",
    "发自已",
    "亲自已",
    "各自已",
    "擅自已",
    "一贯切",
    "连贯切",
    "横贯切",
    "纵贯切",
    "按装机",
    "按装修",
    "按装备",
    "按装配",
    "按装卸",
    "做为民",
    "做为人民",
    "做为群众",
    "做为了",
    "等侯家",
    "部份额",
    "成份额",
    "成份数",
    "完成份",
    "撤消防",
    "计划拔",
    "规划拔",
    "划拔河",
    "座谈回访",
    "座谈回应",
];

/// Whether the characters at a byte belong to two words that stand side by side.
fn is_right(text: &str, at: usize, bad: &str) -> bool {
    let mut right = RIGHT
        .iter()
        .filter_map(|right| Some((right, right.find(bad)?)));
    right.any(|(right, before)| {
        let from = at.checked_sub(before);
        let words = from.and_then(|from| text.get(from..));
        words.is_some_and(|words| words.starts_with(right))
    })
}

fn words(passage: &Passage<'_>) -> Vec<Finding> {
    let text = passage.text;
    let mut places: Vec<(Range<usize>, &str)> = Vec::new();
    for &(bad, right) in &WRONG {
        let found = passage.places(bad);
        let found = found.filter(|&at| !is_right(text, at, bad.text));
        places.extend(found.map(|at| (at..at + bad.text.len(), right)));
    }
    // 既使遇到困难，也, but 既使居民满意，又.
    for at in passage.places(const { word("既使") }) {
        let end = at + "既使".len();
        let behind = passage.between(end, passage.sentence_at(at).end);
        if behind.contains('也') && !behind.contains('又') {
            places.push((at..end, "即使"));
        }
    }
    // 截止 2022年, but 截止日期.
    for at in passage.places(const { word("截止") }) {
        let word = "截止";
        let behind = text.get(at + word.len()..).unwrap_or_default();
        let time = behind.starts_with(is_digit)
            || ["目前", "年底", "今年", "本年"]
                .iter()
                .any(|time| behind.starts_with(time));
        if time {
            places.push((at..at + word.len(), "截至"));
        }
    }
    // 向上级反应诉求, but 反应迅速.
    for at in passage.places(const { word("反应") }) {
        let word = "反应";
        let behind = passage.clause_behind(at + word.len());
        let near: String = behind.chars().take(10).collect();
        let told = ["诉求", "情况", "问题", "意见", "困难"];
        if contains_any(&near, &told)
            && !contains_any(&near, &["迅速", "及时", "快", "机制", "能力"])
        {
            places.push((at..at + word.len(), "反映"));
        }
    }
    // ，同事也 where nobody's colleagues are meant.
    for at in passage.places(const { word("同事") }) {
        let word = "同事";
        let behind = text.get(at + word.len()..).unwrap_or_default();
        if at > 0 && begins_clause(text, at) && behind.starts_with(['也', '还', '，']) {
            places.push((at..at + word.len(), "同时"));
        }
    }
    places.sort_by_key(|(place, _)| place.start);
    let found = places.into_iter().map(|(place, right)| {
        let bad = passage.between(place.start, place.end);
        let message = format!("疑似错别字：“{bad}”应为“{right}”，请改正。");
        wrong(passage, place, right, message)
    });
    found.collect()
}

/// Phrases that documents fix, wrong and right.
const FIXED: [(Word, &str); 13] = [
    (word("光荣在党50周年"), "光荣在党50年"),
    (word("中央环保组督察"), "中央生态环境保护督察"),
    (word("中央环保督察"), "中央生态环境保护督察"),
    (word("国家住房和城乡建设部"), "住房和城乡建设部"),
    (word("十九大及历届全会"), "十九大和十九届历次全会"),
    (word("十九大和历届全会"), "十九大和十九届历次全会"),
    (word("十九大及十九届历届全会"), "十九大和十九届历次全会"),
    (word("十九届历届全会"), "十九届历次全会"),
    (word("坚定“四个意识”"), "增强“四个意识”"),
    (word("增强“四个自信”"), "坚定“四个自信”"),
    (word("坚持“两个维护”"), "做到“两个维护”"),
    (
        word("新时代中国特色社会主义理论"),
        "新时代中国特色社会主义思想",
    ),
    (word("绿水青山就是银山银山"), "绿水青山就是金山银山"),
];

fn phrases(passage: &Passage<'_>) -> Vec<Finding> {
    let found = FIXED.iter().flat_map(|&(phrase, right)| {
        let bad = phrase.text;
        passage.places(phrase).map(move |at| {
            let message = format!("“{bad}”表述不规范，应为“{right}”，请改正。");
            wrong(passage, at..at + bad.len(), right, message)
        })
    });
    found.collect()
}

/// Whether a character belongs to Chinese prose rather than to a name, address or number.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '”' | '》' | '）')
}

/// Digits that an input method left wide, all of a text's as one finding. Names are left alone, as
/// others refer to them, and so is what stands in 《》 or 〔〕, which is quoted as it is.
fn wide_digits(passage: &Passage<'_>) -> Vec<Finding> {
    let is_wide = |c: char| is_digit(c) && !c.is_ascii();
    let is_name = passage
        .path
        .last_key()
        .is_some_and(|key| NAMES.contains(&key) || key == "涉及项目");
    if is_name || !passage.text.contains(is_wide) {
        return Vec::new();
    }
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut depth = 0_usize;
    let mut chars = passage.text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '《' | '〔' => depth += 1,
            '》' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let goes_on = places.last().is_some_and(|last| last.end == at);
        let next = chars.peek().is_some_and(|&(_, c)| is_wide(c));
        let is_of_number = is_wide(c) || goes_on && (c == '％' || c == '．' && next);
        if depth > 0 || !is_of_number {
            continue;
        }
        let end = at + c.len_utf8();
        match places.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = end,
            None => places.push(at..end),
        }
    }
    let Some(first) = places.first().cloned() else {
        return Vec::new();
    };
    const SHOWN: usize = 5;
    let words = |place: &Range<usize>| passage.between(place.start, place.end);
    let told = places
        .iter()
        .take(SHOWN)
        .map(|it| format!("“{}”", words(it)));
    let told = told.collect::<String>();
    let more = match places.len() {
        1 => String::new(),
        all @ ..=SHOWN => format!("{all}处"),
        all => format!("等{all}处"),
    };
    let message = format!("全角数字{told}{more}应写成半角，请改正。");
    // The last first, as each moves what stands behind it.
    let narrow = places.iter().rev().map(|place| {
        let narrow: String = words(place).chars().map(half_width).collect();
        passage.rewrite(place.clone(), &narrow)
    });
    let finding = Finding::new(passage.place_at(first), message);
    vec![finding.fix("都改为半角", narrow.collect())]
}

fn signs(passage: &Passage<'_>) -> Vec<Finding> {
    let text = passage.text;
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    for quantity in &passage.quantities {
        let written = passage.words_of(quantity);
        // What is as exact as 103.3万 is hardly 余, wherever that stands, and 2万余 is not 2余万, nor 143万余 143余万.
        let rounded = quantity.decimals() == 0 && quantity.digits.ends_with(['0', '０']);
        let number = quantity.value.checked_div(quantity.scale);
        let is_long = number.is_some_and(|it| it >= Decimal::ONE_HUNDRED);
        if rounded && is_long && (written.contains("万余") || written.contains("万多")) {
            let right = written.replace("万余", "余万").replace("万多", "多万");
            places.push((quantity.span.clone(), right));
        }
        if let Some(number) = unit::before_wrong_area(written) {
            places.push((quantity.span.clone(), format!("{number}平方米")));
        }
    }
    if passage.path.last_key() == Some(UNIT)
        && let Some(scale) = unit::before_wrong_area(text)
    {
        places.push((0..text.len(), format!("{scale}平方米")));
    }
    // 3-5%
    for pair in passage.quantities.windows(2) {
        if let [from, to] = pair {
            let bare = passage.words_of(from);
            let gap = passage.between(from.span.end, to.span.start);
            let signed =
                from.range && to.range && to.unit == Unit::Percent && !bare.ends_with(['%', '％']);
            if signed && gap.chars().count() <= 1 {
                let right = format!("{}%～{}%", from.digits, to.digits);
                places.push((from.span.start..to.span.end, right));
            }
        }
    }
    let stops = |c: char| matches!(c, '，' | '。' | '、' | '；' | '：');
    let signs = |c: char| matches!(c, ',' | ';' | ':' | '?' | '!' | ' ') || stops(c);
    for (at, sign) in text.match_indices(signs) {
        let end = at + sign.len();
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(end..).and_then(|text| text.chars().next());
        let after_chinese = before.is_some_and(is_chinese);
        let in_chinese = after_chinese && behind.is_none_or(|c| is_chinese(c) || c == '“');
        let full = match sign {
            "," => Some("，"),
            ";" => Some("；"),
            ":" => Some("："),
            "?" => Some("？"),
            "!" => Some("！"),
            _ => None,
        };
        if let Some(full) = full.filter(|_| in_chinese) {
            places.push((at..end, full.to_owned()));
        }
        let Some(stop) = behind.filter(|&c| stops(c)) else {
            continue;
        };
        let both = at..end + stop.len_utf8();
        if sign.starts_with(stops) {
            let right = if stop == '。' { "。" } else { sign };
            places.push((both, right.to_owned()));
        } else if sign == " " && after_chinese {
            places.push((both, stop.to_string()));
        }
    }
    places.sort_by_key(|(place, _)| place.start);
    let found = places.into_iter().map(|(place, right)| {
        // A sign alone does not say which one.
        let alone = !passage
            .between(place.start, place.end)
            .chars()
            .any(char::is_alphanumeric);
        let (before, after) = match alone {
            true => beside(passage.text, &place),
            false => ("", ""),
        };
        let bad = passage.between(place.start, place.end);
        let message = format!(
            "数字、标点或计量单位用法不规范：“{before}{bad}{after}”应为“{before}{right}{after}”，请改正。"
        );
        wrong(passage, place, &right, message)
    });
    found.collect()
}

/// A few characters before and behind a place, as far as its line and the sentence go.
fn beside<'a>(text: &'a str, place: &Range<usize>) -> (&'a str, &'a str) {
    const FEW: usize = 5;
    let ends = |c: char| matches!(c, '。' | '\n' | '“' | '”');
    let before = text.get(..place.start).unwrap_or_default();
    let few = before.char_indices().rev().take_while(|(_, c)| !ends(*c));
    let from = few.take(FEW).last().map_or(before.len(), |(at, _)| at);
    let after = text.get(place.end..).unwrap_or_default();
    let few = after.char_indices().take_while(|(_, c)| !ends(*c));
    let to = few.take(FEW).last().map_or(0, |(at, c)| at + c.len_utf8());
    (
        before.get(from..).unwrap_or_default(),
        after.get(..to).unwrap_or_default(),
    )
}

/// What a text ends with that goes no further. An item of a list may end with ；, and what leads to a
/// list with ：.
fn unfinished(passage: &Passage<'_>) -> Vec<Finding> {
    const GOES_ON: [&str; 6] = ["其中", "包括", "以及", "并且", "例如", "由于"];
    /// What is no longer, in characters, is a name or a value.
    const SHORT: usize = 12;
    let text = passage.text.trim_end();
    let is_long = |text: &str| text.chars().nth(SHORT).is_some();
    let Some(last) = text.chars().next_back().filter(|_| is_long(text)) else {
        return Vec::new();
    };
    if passage.role == Role::Name {
        return Vec::new();
    }
    let end = text.len() - last.len_utf8()..text.len();
    let last_line = text.rsplit('\n').next().unwrap_or(text);
    let found = if let Some(word) = GOES_ON.iter().find(|word| text.ends_with(**word)) {
        let shown = last_words(text);
        let message = format!("“{shown}”后面没有了，请把这句话写完，下面分列的请加冒号。");
        let place = text.len() - word.len()..text.len();
        Finding::new(passage.place_at(place), message)
    } else if matches!(last, '，' | '、' | ',') {
        let shown = last_words(text);
        let message = format!("“{shown}”后面没有了，请把这句话写完，或改为句号。");
        let edit = passage.rewrite(end.clone(), "。");
        Finding::new(passage.place_at(end), message).fix("改为句号", vec![edit])
    } else if matches!(last, '\u{4e00}'..='\u{9fff}') && is_long(last_line) && text.contains('。')
    {
        let message = format!("“{}”后面没有句号，请补上。", last_words(text));
        let edit = passage.rewrite(end.clone(), &format!("{last}。"));
        let finding = Finding::new(passage.place_at(end), message);
        finding.fix("补上句号", vec![edit]).weighing(Severity::Hint)
    } else {
        return Vec::new();
    };
    vec![found]
}

/// The end of a text from where a clause begins, or of a long one its last words; no half of a quotation.
fn last_words(text: &str) -> &str {
    const LEAST: usize = 6;
    const SHORT: usize = 16;
    const SHOWN: usize = 13;
    let from = |at: usize| text.get(at..).unwrap_or_default();
    let ends_clause = |c: char| {
        matches!(
            c,
            '，' | '。' | '；' | '：' | '！' | '？' | '\n' | ',' | ';'
        )
    };
    let begins = text.rmatch_indices(ends_clause);
    let mut begins = begins.map(|(at, mark)| from(at + mark.len()));
    let clause = begins.find(|words| words.chars().count() >= LEAST);
    let clause = clause.unwrap_or(text);
    let words = match clause.chars().nth(SHORT) {
        Some(_) => text
            .char_indices()
            .nth_back(SHOWN - 1)
            .map_or(text, |it| from(it.0)),
        None => clause,
    };
    match words.split_once('”') {
        Some((before, behind)) if !before.contains('“') && behind.chars().count() >= LEAST => {
            behind
        }
        _ => words,
    }
}

/// The beginning of a long clause, to be found again elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    words: String,
    span: Range<usize>,
    /// Whether it begins within a quotation that begins just before it, and ends so.
    quoted: (bool, bool),
}

/// Whether a clause is told of each thing in turn, in the same words: 完成预算5.3万元的38.1%，比上年减少0.33万元.
fn is_of_what_is_named_before(clause: &str) -> bool {
    const AGAINST: [&str; 7] = [
        "比上年",
        "比去年",
        "较上年",
        "较去年",
        "与上年",
        "同比",
        "占",
    ];
    AGAINST.iter().any(|it| clause.starts_with(it))
        || clause.starts_with("完成") && clause_behind(clause).contains("预算")
}

/// The first words of every clause of a passage that goes on that long.
pub(super) fn clauses(passage: &Passage<'_>) -> Vec<Clause> {
    const LEAST: usize = 25;
    let duties = passage
        .path
        .steps()
        .iter()
        .any(|step| matches!(step, Step::Key(key) if key.contains("职能")));
    if duties || passage.role == Role::Name {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (start, sentence) in passage.each_sentence() {
        // A clause begins with the sentence, and behind each mark that parts two.
        let marks = sentence.char_indices().filter(|(_, c)| is_boundary(*c));
        let begins = std::iter::once(0).chain(marks.map(|(at, c)| at + c.len_utf8()));
        for at in begins {
            if !begins_clause(passage.text, start + at) {
                continue;
            }
            let rest = sentence.get(at..).unwrap_or_default();
            let Some((end, last)) = rest.char_indices().nth(LEAST - 1) else {
                break;
            };
            let end = end + last.len_utf8();
            let span = start + at..start + at + end;
            let words = passage.between(span.start, span.end);
            if is_of_what_is_named_before(words) {
                continue;
            }
            let is_mark = |c: &char| matches!(c, '“' | '”');
            let begins = passage.between(0, span.start).ends_with('“');
            let ends = passage.text.get(span.end..);
            let ends = ends.is_some_and(|rest| rest.starts_with('”'));
            found.push(Clause {
                quoted: (
                    begins && words.chars().find(is_mark) == Some('”'),
                    ends && words.chars().rfind(is_mark) == Some('“'),
                ),
                words: words.to_owned(),
                span,
            });
        }
    }
    found
}

/// Whether what was achieved is told of a project and of the department, as is the custom: 新建服务站12个，完成适老化改造240户.
fn is_summed_up(one: &FieldPath, other: &FieldPath, words: &str) -> bool {
    let is_of = |path: &FieldPath, chapters: &[&str]| {
        let chapter = path.first_key();
        path.last_key() == Some("完成情况") && chapter.is_some_and(|it| chapters.contains(&it))
    };
    let are_both = is_of(one, &["整体绩效", "项目"]) && is_of(other, &["整体绩效", "项目"]);
    are_both && one.first_key() != other.first_key() && words.contains(is_digit)
}

fn repeated(prose: &Prose) -> Vec<Finding> {
    let mut seen: HashMap<&str, (&Facts, &Clause), RandomState> = HashMap::default();
    let mut found: Vec<Finding> = Vec::new();
    let mut told: HashSet<(&FieldPath, &FieldPath)> = HashSet::new();
    for Said { facts, clauses, .. } in prose.said() {
        for clause in clauses.iter() {
            let Some(&(before, first)) = seen.get(clause.words.as_str()) else {
                seen.insert(&clause.words, (facts, clause));
                continue;
            };
            if is_summed_up(&facts.path, &before.path, &clause.words) {
                continue;
            }
            // One long passage is one finding, however many clauses it has.
            if !told.insert((&facts.path, &before.path)) {
                continue;
            }
            let place = |facts: &Facts, clause: &Clause| {
                let mut place = Place::new(facts.path.clone()).shows(clause.words.as_str());
                // With live figures resolved, the bytes are not those of the file.
                place.span = (!facts.is_live()).then(|| clause.span.clone());
                place
            };
            let (begins, ends) = clause.quoted;
            let (begin, end) = (if begins { "“" } else { "" }, if ends { "”" } else { "" });
            let words = &clause.words;
            let message = format!("“{begin}{words}{end}”与另一处文字重复，请确认是否误贴。");
            found.push(Finding::new(place(facts, clause), message).and(place(before, first)));
        }
    }
    found
}
