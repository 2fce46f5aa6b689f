//! A in the text: how many things are said to be listed, and how many are.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::document::{Edit, FieldPath, Value};
use crate::report::check::brief;
use crate::report::numeral::{self, is_digit};
use crate::report::{OrgGroup, fields};
use crate::rules::passage::quantity::{self, Quantity, Unit};
use crate::rules::passage::{
    Passage, clause_before, contains_any, ends_with_any, is_boundary, words,
};
use crate::rules::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict};

pub(in crate::rules) static RULES: &[Rule] = &[Rule {
    code: "A8",
    name: "listed-count-differs",
    title: "列举个数与所说的不符",
    severity: Severity::Warning,
    basis: "报告文字应前后一致",
    explain: "文中说共几个，后面（机构也可以在前面）列举的个数应相同；机构按类别填写的列示数，应与名单相同。写了“等”的，只核对列举的是否比所说的还多。",
    bad: "基本情况: {机构: [{类别: 党政机构, 列示数: 3, 名单: [{名称: 办公室}, {名称: 财政所}]}]}",
    good: "基本情况: {机构: [{类别: 党政机构, 列示数: 2, 名单: [{名称: 办公室}, {名称: 财政所}]}]}",
    checks: &[Check::Report(Reads::Apart, groups), Check::Text(listed)],
}];

fn groups(case: &Case<'_>) -> Verdict {
    let groups = case.report.profile.groups.iter().enumerate();
    let found = groups.filter_map(|(i, group)| {
        let stated = group.stated.value()?;
        let counted = Decimal::from(group.named().count());
        if stated == counted {
            return None;
        }
        let entry = FieldPath::of(&["基本情况", "机构"]).index(i);
        // 党政办公室、财政所 in one entry are two bodies.
        let mut members = group.members.iter().map(|it| &*it.name);
        let several = members.find(|name| name.contains('、'));
        let todo = several.map_or_else(
            || "请核实".to_owned(),
            |names| format!("其中“{}”写在了一条里，请一条只写一个机构", brief(names)),
        );
        let message = format!(
            "{}文中称共{stated}个，实际列举{counted}个，{todo}。",
            &*group.kind
        );
        let path = entry.key("列示数");
        let found = Finding::new(Place::new(path.clone()).shows(stated.to_string()), message)
            .and(Place::new(entry.key("名单")).shows(counted.to_string()));
        Some(match (several, split(&entry.key("名单"), group)) {
            (Some(_), Some((count, edits))) if Decimal::from(count) == stated => {
                found.fix(format!("拆成{count}条，一条一个机构"), edits)
            }
            (Some(_), _) => found,
            (None, _) => found.sets(path, counted),
        })
    });
    found.collect()
}

/// How many bodies a group has where each name stands in an entry of its own, and the edits that make it so, the last
/// first; `None` where one of several has names that it carries, which may be of any of them.
fn split(list: &FieldPath, group: &OrgGroup) -> Option<(usize, Vec<Edit>)> {
    let (mut count, mut edits) = (0_usize, Vec::new());
    for (at, member) in group.members.iter().enumerate().rev() {
        let names: Vec<&str> = names_in(&member.name).map(str::trim).collect();
        count += names.len();
        let [first, others @ ..] = names.as_slice() else {
            continue;
        };
        if others.is_empty() {
            continue;
        }
        if !member.also.is_empty() {
            return None;
        }
        edits.push(Edit::Set {
            path: list.index(at).key("名称"),
            value: Value::Text((*first).to_owned()),
        });
        for (i, name) in others.iter().enumerate() {
            edits.push(Edit::Insert {
                list: list.clone(),
                index: at + 1 + i,
                value: body(list, name)?,
            });
        }
    }
    Some((count, edits))
}

/// A new entry of a list of bodies with this name.
fn body(list: &FieldPath, name: &str) -> Option<Value> {
    let Value::Map(mut fields) = fields::blank_entry(list)? else {
        return None;
    };
    for (key, value) in &mut fields {
        if key == "名称" {
            *value = Value::Text(name.to_owned());
        }
    }
    Some(Value::Map(fields))
}

/// Measure words behind which a list of names may follow.
const NAMED: [&str; 15] = [
    "个", "家", "名", "项", "类", "种", "条", "处", "场", "所", "支", "位", "大", "座", "栋",
];

fn listed(passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let text = passage.text;
    for (start, sentence) in passage.each_sentence() {
        for (colon, opener) in openers(passage, sentence) {
            let head = sentence.get(..colon).unwrap_or_default();
            let list_at = colon + opener.len();
            let list = sentence.get(list_at..).unwrap_or_default();
            let list = match opener {
                "（" | "(" | "，" | "," => bodies(list, opener),
                _ => Some(list),
            };
            let Some(list) = list else { continue };
            // The clause before the list says how many there are, and of what.
            let clause = clause_before(head);
            let clause_at = head.len() - clause.len();
            let Some((count, count_at, count_len)) = count_of(clause) else {
                continue;
            };
            if list.starts_with("一是") {
                found.extend(ordered(
                    passage,
                    clause,
                    start + clause_at + count_at..start + clause_at + count_at + count_len,
                    count,
                    start + list_at,
                ));
                continue;
            }
            // 会议费、培训费分别为2.6万元、3.8万元: what each comes to is no name.
            let list = match list.split_once("分别") {
                Some((names, _)) if !names.is_empty() => names,
                _ => list,
            };
            let (list, goes_on) = list
                .split_once('；')
                .map_or((list, false), |(it, _)| (it, true));
            // 从三大产业看：第一产业增加值54.52亿元，增长4%；第二产业…: ； parts what is listed.
            let is_one_of_it = goes_on && !list.contains('、');
            let measure = clause.get(count_at + count_len..).unwrap_or_default();
            let Some(sizes) = list_sizes(list, measure).filter(|_| !is_one_of_it) else {
                continue;
            };
            if sizes.contains(&count) {
                continue;
            }
            let listed = sizes.first().copied().unwrap_or_default();
            let at = start + clause_at + count_at;
            let counted = passage.place_at(at..at + count_len);
            let list = start + list_at..start + list_at + list.len();
            let message = format!("文中称“{}”，实际列举{listed}个，请核实。", brief(clause));
            let stated = text.get(at..at + count_len).unwrap_or_default();
            let mut finding = Finding::new(counted, message).and(passage.place_at(list));
            if stated.chars().all(is_digit) {
                let with = listed.to_string();
                finding = finding.fix(
                    format!("改为 {with}"),
                    vec![passage.rewrite(at..at + count_len, &with)],
                );
            }
            found.push(finding);
        }
    }
    found.extend(named_before(passage));
    found
}

/// The names of bodies of a list that only a bracket, 行政单位3个（办公室、财务股、人事股）, or ， parts from how many there
/// are. Other words there may be anything: 12个乡镇（街道、园区）.
fn bodies<'a>(list: &'a str, opener: &str) -> Option<&'a str> {
    let closes: &[char] = match opener {
        "（" | "(" => &['）', ')'],
        _ => &['；', ';', '，', ','],
    };
    let mut depth = 0_i32;
    let end = list.char_indices().find(|(_, c)| {
        let is_end = depth == 0 && closes.contains(c);
        depth += nesting(*c);
        is_end
    });
    // Behind ， the sentence ends with the list.
    let is_all = end.is_none_or(|(_, c)| !matches!(c, '，' | ','));
    let list = list.get(..end.map_or(list.len(), |(at, _)| at))?;
    let is_led = ["含", "如", "即", "原", "其中", "包括", "分别"]
        .iter()
        .any(|it| list.starts_with(it));
    (is_all && !is_led && (are_bodies(list) || titles(list).is_some())).then_some(list)
}

/// Whether words are a list of bodies.
fn are_bodies(list: &str) -> bool {
    const ENDS: [char; 24] = [
        '室', '科', '股', '处', '所', '站', '队', '局', '部', '院', '校', '园', '馆', '会', '心',
        '司', '厂', '村', '组', '街', '镇', '乡', '区', '厅',
    ];
    let is_name = |name: &str| {
        let name = name.split(['（', '(']).next().unwrap_or(name).trim();
        (3..=20).contains(&name.chars().count()) && name.ends_with(ENDS) && !name.contains(is_digit)
    };
    list.contains('、') && names_in(list).all(is_name)
}

/// The names of a list; 、 in brackets or marks parts none.
fn names_in(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    list.split(move |c| {
        depth += nesting(c);
        depth == 0 && c == '、'
    })
}

/// That more kinds are named than 等 says that there are, 柑桔、板栗、冬枣等2个品种, or another number of bodies than they are
/// said to be behind their names, 执法大队、便民服务中心、文化服务中心4个事业单位.
fn named_before(passage: &Passage<'_>) -> Vec<Finding> {
    const COUNTED: [&str; 9] = ["个", "家", "类", "种", "大", "所", "座", "支", "名"];
    const BODIES: [&str; 10] = [
        "单位",
        "机构",
        "部门",
        "科室",
        "股室",
        "事业单位",
        "直属",
        "下属",
        "二级",
        "内设",
    ];
    const LONGEST: usize = 14;
    let quantities = passage.quantities.iter();
    let found = quantities.filter_map(|count| {
        let Unit::Count(unit) = count.unit else {
            return None;
        };
        let from = passage.sentence_at(count.span.start).start;
        let before = passage.between(from, count.span.start);
        let (names, is_open) = match before.strip_suffix('等') {
            Some(names) => (names, true),
            None => (before, false),
        };
        let names = names.rsplit(|c| c != '、' && is_boundary(c)).next()?;
        let listed = names.split('、').count();
        let behind = passage.between(count.span.end, passage.text.len());
        let has_noun = behind.chars().next().is_some_and(|c| !is_boundary(c));
        let is_meant = listed > 1
            && COUNTED.contains(&unit)
            && count.is_exact()
            && count.scale == Decimal::ONE
            && count.value > Decimal::ONE
            && has_noun
            && quantity::read(names).is_empty();
        let is_told = |listed: usize| Decimal::from(listed) == count.value;
        let is_short = || names.split('、').all(|it| it.chars().count() <= LONGEST);
        let is_other = match is_open {
            true => Decimal::from(listed) > count.value && is_short(),
            false => {
                let is_of_them = BODIES.iter().any(|it| behind.starts_with(it));
                let sizes = list_sizes(names, behind).unwrap_or_default();
                is_of_them && are_bodies(names) && !sizes.into_iter().any(is_told)
            }
        };
        (is_meant && is_other).then(|| {
            let words = passage.words_of(count);
            let message = format!(
                "“{}”列举了{listed}个，文中称{words}，请核实。",
                brief(names)
            );
            Finding::new(passage.place(count), message)
        })
    });
    found.collect()
}

/// That another number of problems or measures is announced than are numbered behind it: 存在三个问题：一是…；二是….
fn ordered(
    passage: &Passage<'_>,
    clause: &str,
    counted: Range<usize>,
    count: usize,
    list: usize,
) -> Option<Finding> {
    /// What each of such a list is.
    const NOUNS: [&str; 12] = [
        "问题",
        "方面",
        "不足",
        "原因",
        "困难",
        "措施",
        "建议",
        "做法",
        "难点",
        "短板",
        "特点",
        "重点工作",
    ];
    if !ends_with_any(clause, &NOUNS) {
        return None;
    }
    let text = passage.between(list, passage.text.len());
    // Another list begins where one is counted anew.
    let end = text
        .match_indices("一是")
        .nth(1)
        .map_or(text.len(), |(at, _)| at);
    let mut rest = text.get(..end)?;
    let mut numbered = 0;
    while let Some(at) = rest.find(&*format!("{}是", numeral::written(numbered + 1))) {
        numbered += 1;
        rest = rest.get(at + "一是".len()..)?;
    }
    // The rest may go on in another way.
    let next = numeral::written(numbered + 1);
    let others = [
        format!("第{next}"),
        format!("（{next}）"),
        format!("{next}、"),
    ];
    let goes_on = contains_any(rest, &["此外", "另外", "最后", "再者", "同时", "还"])
        || others.iter().any(|it| rest.contains(it));
    if numbered < 2 || numbered == count || numbered < count && goes_on {
        return None;
    }
    let message = format!("文中称“{}”，实际列了{numbered}项，请核实。", brief(clause));
    let stated = passage.between(counted.start, counted.end);
    let with = match stated.chars().all(is_digit) {
        true => numbered.to_string(),
        false => numeral::written(numbered),
    };
    let finding = Finding::new(passage.place_at(counted.clone()), message);
    let edits = vec![passage.rewrite(counted, &with)];
    Some(finding.fix(format!("改为 {with}"), edits))
}

/// Where lists may begin in a sentence, with the words that open them.
fn openers<'a>(passage: &Passage<'_>, sentence: &'a str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for opener in words!["，即", "，分别是", "，分别为", "，包括"] {
        if passage.may_hold(*opener) {
            let places = sentence.match_indices(opener.text);
            found.extend(places.map(|(at, _)| (at, opener.text)));
        }
    }
    found.extend(sentence.match_indices(['：', ':', '（', '(', '，', ',']));
    found.sort_unstable();
    found
}

/// The last count with a measure word in a clause: 设置5个党政机构 is 5.
fn count_of(clause: &str) -> Option<(usize, usize, usize)> {
    let mut found = None;
    let mut end = 0;
    for (at, _) in clause.char_indices() {
        let counted = clause
            .get(at..)
            .filter(|_| at >= end)
            .and_then(numeral::count);
        let Some((value, len)) = counted else {
            continue;
        };
        end = at + len;
        let before = clause.get(..at).unwrap_or_default();
        if before.ends_with(['第', '.', '．', '“', '百', '千', '万', '零'])
            || before.ends_with(is_digit)
        {
            continue;
        }
        let behind = clause.get(end..).unwrap_or_default();
        let measure = NAMED.iter().find(|measure| behind.starts_with(**measure));
        // 个 and then what there are so many of.
        let named = measure.is_some_and(|measure| {
            let noun = behind.get(measure.len()..).unwrap_or_default();
            noun.chars().count() >= 2 || noun.is_empty()
        });
        if named && value >= 2 {
            found = Some((value, at, len));
        }
    }
    // The count must belong to what the clause ends with. What came of so many, 8个项目的绩效目标基本完成, is
    // no list of them.
    let (_, at, len) = found?;
    let behind = clause.get(at + len..)?;
    let is_told_of = contains_any(behind, &["的", "完成", "达到", "实现", "已", "均", "全部"]);
    // 六个办公室和纪检监察机构: one more than these.
    let has_more = behind.contains(['和', '及', '与', '、']);
    (behind.chars().count() <= 14 && !is_told_of && !has_more).then_some(found?)
}

/// How many names a list may be said to have: as written, and with 和 or 及 parting the last two.
/// `None` where it is no list of names, or one that is not complete, or one of how many each of
/// some kinds are: 党员39名：男16名，女23名.
fn list_sizes(list: &str, counted_in: &str) -> Option<Vec<usize>> {
    const LONGEST: usize = 28;
    if let Some(count) = titles(list) {
        return Some(vec![count]);
    }
    let mut depth = 0_i32;
    let mut names = vec![String::new()];
    let mut ended = false;
    let has_pause = {
        let mut depth = 0_i32;
        list.chars().any(|c| {
            depth += nesting(c);
            depth == 0 && c == '、'
        })
    };
    for c in list.chars() {
        depth += nesting(c);
        let parts = if has_pause { c == '、' } else { c == '，' };
        if depth == 0 && parts {
            names.push(String::new());
        } else if depth == 0 && c == '，' {
            // Behind the list the sentence goes on.
            ended = true;
            break;
        } else if let Some(name) = names.last_mut() {
            name.push(c);
        }
    }
    let names: Vec<String> = names
        .into_iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    if names.iter().any(|name| is_of_some(name, counted_in)) {
        return None;
    }
    let last = names.last()?;
    let first_is_list = list.contains('，') && has_pause && !ended;
    let too_long = |name: &String| name.chars().count() > LONGEST;
    if names.len() < 2
        || names.iter().any(too_long)
        || first_is_list
        || last.ends_with('等')
        || contains_any(last, &["等", "其他", "以及其", "之一"])
        || names
            .iter()
            .any(|name| name.starts_with("负责") || name.contains("负责"))
    {
        return None;
    }
    // 、 and ， both at work: which of them parts the names cannot be told.
    if has_pause && list.split('，').count() > 1 {
        let groups = list
            .split('，')
            .filter(|group| group.contains('、'))
            .count();
        if groups > 1 {
            return None;
        }
    }
    let mut sizes = vec![names.len()];
    let joined = |name: &String| {
        name.match_indices('和').count()
            + name.match_indices('及').count()
            + name.match_indices('与').count()
    };
    // 民政和社区事务办公室 is one name; before the last 和 parts no two.
    let joins = names.last().map_or(0, joined);
    sizes.extend((1..=joins).map(|more| names.len() + more));
    Some(sizes)
}

/// How many there are of a list of nothing but what stands in marks, parted or not: “甲”“乙”荣誉称号、《丙》.
fn titles(list: &str) -> Option<usize> {
    const BEHIND: [&str; 6] = ["荣誉称号", "称号", "荣誉", "奖项", "制度", "办法"];
    let (mut rest, mut count) = (list.trim(), 0);
    while let Some(first) = rest.chars().next() {
        let close = match first {
            '“' => '”',
            '《' => '》',
            _ => return None,
        };
        let (_, behind) = rest.split_once(close)?;
        let called = BEHIND.iter().find_map(|it| behind.strip_prefix(it));
        rest = called
            .unwrap_or(behind)
            .trim_start_matches(['、', '，', '和', '及', '与', ' ']);
        count += 1;
    }
    (count > 1).then_some(count)
}

/// Whether a name of a list is how many of all are of some kind, and so none of them: 男16名, 局机关和6个所属单位.
fn is_of_some(name: &str, counted_in: &str) -> bool {
    let name = name.split(['（', '(']).next().unwrap_or(name);
    let is_counted_so = |it: &Quantity<'_>| match it.unit {
        Unit::Count("人") => counted_in.starts_with(['人', '名']),
        Unit::Count(unit) => counted_in.starts_with(unit),
        _ => false,
    };
    let counts = quantity::read(name);
    let last = counts.last().filter(|it| it.span.end == name.len());
    let is_several = |it: &Quantity<'_>| {
        let before = name.get(..it.span.start).unwrap_or_default();
        before.ends_with(['和', '及', '与']) && is_counted_so(it)
    };
    last.is_some_and(is_counted_so) || counts.iter().any(is_several)
}

const fn nesting(c: char) -> i32 {
    match c {
        '（' | '(' | '《' | '“' | '【' => 1,
        '）' | ')' | '》' | '”' | '】' => -1,
        _ => 0,
    }
}
