//! A in the text: how many offices and units below there are said to be: 内设6个股室, 共7个二级机构.

use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{Passage, bare, clause_before, contains_any, ends_with_any, words};

/// What bodies of one kind are called, and which words their list in the report has for its kind.
struct Kind {
    called: &'static [&'static str],
    listed: &'static [&'static str],
}

/// The longer names before those they end in.
const KINDS: [Kind; 5] = [
    Kind {
        called: &[
            "内设机构",
            "内设股室",
            "内设科室",
            "内设处室",
            "职能股室",
            "职能科室",
            "股室",
            "科室",
            "处室",
        ],
        listed: &["内设"],
    },
    Kind {
        called: &[
            "二级机构",
            "二级单位",
            "二级预算单位",
            "下属单位",
            "下属机构",
            "所属单位",
            "直属单位",
        ],
        listed: &["二级", "下属单位", "下属机构", "所属单位", "直属单位"],
    },
    Kind {
        called: &["党政机构"],
        listed: &["党政"],
    },
    Kind {
        called: &["执法机构"],
        listed: &["执法"],
    },
    Kind {
        called: &["下属事业单位", "所属事业单位", "直属事业单位", "事业单位"],
        listed: &["事业"],
    },
];

/// What says that bodies belong to the one that is named before it.
const HAS: [&str; 8] = [
    "内设", "下设", "下辖", "下属", "所属", "直属", "设有", "设置",
];

/// How many there are said to be: which of the quantities it is, what they are called, and the words
/// of their list's kind.
pub(super) type Counted = (usize, &'static str, &'static [&'static str]);

/// The counts of all bodies of a kind that the one that reports has.
pub(super) fn counts(passage: &Passage<'_>) -> Vec<Counted> {
    let is_said = passage.holds_any(words!["机构", "股室", "科室", "处室", "单位"]);
    if !is_said || passage.project.is_some() {
        return Vec::new();
    }
    let indices = 0..passage.quantities.len();
    let found = indices.filter_map(|i| {
        let quantity = passage.quantities.get(i)?;
        let is_count = quantity.unit == Unit::Count("个") && quantity.is_exact();
        let (called, listed) = is_count.then(|| kind(passage, i)).flatten()?;
        let is_all = is_all(passage, i) && passage.period(i).is_none();
        is_all.then_some((i, called, listed))
    });
    found.collect()
}

/// What a count is of, by the words right behind it, or by those before it where none are behind.
fn kind(passage: &Passage<'_>, index: usize) -> Option<(&'static str, &'static [&'static str])> {
    let (phrase, tail) = (passage.phrase(index), passage.tail(index));
    let names = KINDS
        .iter()
        .flat_map(|kind| kind.called.iter().map(|name| (*name, kind.listed)));
    let mut names = names.filter(|(name, _)| match tail.strip_prefix(name) {
        // 6个二级机构中的3个, 5个股室和二级机构
        Some("和" | "及" | "以及" | "与") => true,
        Some(behind) => !behind.starts_with(['中', '的', '和', '及', '与', '以', '负']),
        None if tail.is_empty() => {
            let before = bare(phrase).strip_suffix(name);
            before.is_some_and(|it| {
                let is_told = it.is_empty() || it == "现有" || HAS.contains(&it);
                is_told || passage.bodies.is_own(it)
            })
        }
        None => false,
    });
    names.next()
}

/// Whether those that are counted are all that the one that reports has: it has them by the words before,
/// which name no other body before that.
fn is_all(passage: &Passage<'_>, index: usize) -> bool {
    /// Words for some of them, or for what was done to some.
    const SOME: [&str; 28] = [
        "其中", "新增", "新设", "增设", "增加", "撤", "拟", "原有", "减", "合并", "精简", "部分",
        "涉及", "检查", "对", "向", "给", "组织", "指导", "督", "抽", "选", "走访", "调研", "帮",
        "支持", "审计", "培训",
    ];
    /// What may stand between that and the count: names, and that these are all.
    const ALL: [&str; 11] = [
        "等", "共", "共有", "共计", "合计", "有", "总计", "和", "及", "以及", "与",
    ];
    let Some(quantity) = passage.quantities.get(index) else {
        return false;
    };
    let start = quantity.span.start;
    let head = passage.between(passage.sentence_at(start).start, start);
    let phrase = passage.phrase(index);
    let has = HAS.iter().filter_map(|has| Some((head.rfind(has)?, *has)));
    let Some((at, has)) = has.max() else {
        // 二级机构7个: nobody else's where nothing else is said.
        return passage.tail(index).is_empty() && phrase.len() == head.len();
    };
    let names = head.get(at + has.len()..).unwrap_or_default();
    // 我局内设甲、乙2个股室，下辖丙、丁2个二级机构: both are those of the first that is named.
    let first = HAS.iter().filter_map(|has| head.find(has)).min();
    let first = head.get(..first.unwrap_or(at)).unwrap_or_default();
    let own = clause_before(head.get(..at).unwrap_or_default());
    let is_led = names.is_empty()
        || ends_with_any(phrase, &HAS)
        || ends_with_any(phrase, &ALL)
        || passage.tail(index).is_empty()
        // 内设办公室、财务股5个股室
        || names.contains('、');
    is_led
        && !names.contains(['，', '；', '：'])
        && ![first, own]
            .into_iter()
            .any(|it| passage.bodies.speak_of_another(it))
        && !contains_any(own, &SOME)
        && (names.contains('、') || !contains_any(names, &SOME))
}
