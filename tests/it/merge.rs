//! Three versions made one, and two held against each other.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jixiao::document::{
    Conflict, Document, Edit, FieldPath, Node, Shape, Side, Step, Transaction, Value, differences,
    follow, merge,
};
use jixiao::report::fields::NAMING;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::harness::{REPORT, SMALL, With, read};

fn text(document: &Document) -> String {
    String::from_utf8(document.to_bytes()).unwrap()
}

/// What comes of a merge without conflicts.
#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str) -> String {
    let merge = merge(&read(base), &read(ours), &read(theirs), NAMING, &|_| {
        Side::Ours
    })
    .unwrap();
    assert_eq!(merge.conflicts, [], "no conflict was expected");
    text(&merge.document)
}

/// The conflicts, and what comes of them with either side.
#[track_caller]
fn conflict(base: &str, ours: &str, theirs: &str) -> (Vec<String>, String, String) {
    let [base, ours, theirs] = [base, ours, theirs].map(read);
    let by = |side| merge(&base, &ours, &theirs, NAMING, &|_| side).unwrap();
    let (mine, other) = (by(Side::Ours), by(Side::Theirs));
    assert_eq!(mine.conflicts, other.conflicts);
    let paths = mine.conflicts.iter().map(|it| it.path.to_string());
    (paths.collect(), text(&mine.document), text(&other.document))
}

fn with(yaml: &str, pairs: &[(&str, &str)]) -> String {
    let text = yaml.to_owned();
    pairs
        .iter()
        .fold(text, |text, (old, new)| text.with(old, new))
}

#[test]
fn different_fields_come_together_and_the_other_hand_keeps_its_layout() {
    let ours = with(SMALL, &[("编制数: 50", "编制数: 51")]);
    let theirs = with(
        SMALL,
        &[
            ("年度: 2023", "年度:   2023   # 看过了"),
            ("退休人员: 7", "退休人员: 8"),
        ],
    );
    assert_eq!(
        merged(SMALL, &ours, &theirs),
        with(&theirs, &[("编制数: 50", "编制数: 51")])
    );
}

#[test]
fn the_same_change_by_both_is_no_conflict() {
    let both = with(SMALL, &[("编制数: 50", "编制数: 51")]);
    assert_eq!(merged(SMALL, &both, &both), both);
    assert_eq!(merged(SMALL, SMALL, &both), both);
    assert_eq!(merged(SMALL, &both, SMALL), both);
}

#[test]
fn one_field_changed_by_both_is_a_conflict_of_that_field() {
    let ours = with(
        SMALL,
        &[("编制数: 50", "编制数: 51"), ("年度: 2023", "年度: 2024")],
    );
    let theirs = with(SMALL, &[("编制数: 50", "编制数: 52")]);
    let (paths, mine, other) = conflict(SMALL, &ours, &theirs);
    assert_eq!(paths, ["基本情况.人员.编制数"]);
    assert_eq!(mine, ours);
    assert_eq!(other, with(&theirs, &[("年度: 2023", "年度: 2024")]));
}

#[test]
fn entries_of_a_list_are_told_apart_by_what_they_are() {
    // They put a project before the one that we change, and take out the other.
    let new = "项目:\n- 名称: 建桥\n  支出类别: 专项资金\n";
    let theirs = with(
        SMALL,
        &[("项目:\n- 名称: 修路", &format!("{new}- 名称: 修路"))],
    );
    let theirs = with(
        &theirs,
        &[(
            "- 名称: 植树\n  支出类别: 专项资金\n  资金:\n    年度资金总额: {全年执行数: 80}\n",
            "",
        )],
    );
    let ours = with(SMALL, &[("全年执行数: 120", "全年执行数: 121")]);
    assert_eq!(
        merged(SMALL, &ours, &theirs),
        with(&theirs, &[("全年执行数: 120", "全年执行数: 121")])
    );
}

#[test]
fn an_entry_put_in_by_each_gives_two() {
    let theirs = with(SMALL, &[("  - 丙\n", "  - 丙\n  - 丁\n")]);
    let ours = with(SMALL, &[("  - 甲", "  - 子\n  - 甲")]);
    assert_eq!(
        merged(SMALL, &ours, &theirs),
        with(&theirs, &[("  - 甲", "  - 子\n  - 甲")])
    );
}

#[test]
fn an_entry_taken_out_by_one_and_changed_by_the_other_is_a_conflict_of_the_entry() {
    let gone = with(
        SMALL,
        &[(
            "- 名称: 植树\n  支出类别: 专项资金\n  资金:\n    年度资金总额: {全年执行数: 80}\n",
            "",
        )],
    );
    let changed = with(SMALL, &[("全年执行数: 80", "全年执行数: 81")]);
    let (paths, mine, other) = conflict(SMALL, &gone, &changed);
    assert_eq!(paths, ["项目[1]"]);
    assert_eq!((mine, other), (gone.clone(), changed.clone()));
    let (paths, mine, other) = conflict(SMALL, &changed, &gone);
    assert_eq!(paths, ["项目[1]"]);
    assert_eq!(other, gone);
    assert!(differences(&read(&mine), &read(&changed), NAMING).is_empty());
}

#[test]
fn an_entry_rewritten_by_us_and_left_alone_by_them_keeps_its_layout() {
    let ours = [
        ("- 类别: 党政机构", "- 类别: 事业单位"),
        (
            "{名称: 办公室, 加挂: [档案室]}",
            "{名称: 图书馆, 加挂: [书店]}",
        ),
        ("{名称: 财政所}", "{名称: 文化站}"),
    ];
    let theirs = with(SMALL, &[("年度: 2023", "年度: 2024")]);
    assert_eq!(
        merged(SMALL, &with(SMALL, &ours), &theirs),
        with(&theirs, &ours)
    );
    // What they have put in as well is that entry, not a second one.
    let base = "项目:\n- {名称: 甲, 预期目标: 一}\n";
    let ours = "项目:\n- {名称: 乙, 预期目标: 二}\n";
    let theirs = format!("{base}- {{名称: 乙, 预期目标: 二}}\n");
    assert_eq!(merged(base, ours, &theirs), ours);
}

#[test]
fn an_entry_rewritten_by_us_and_taken_out_by_them_is_asked_about() {
    let entry = "  - 类别: 党政机构\n    列示数: 2\n    名单: [{名称: 办公室, 加挂: [档案室]}, {名称: 财政所}]\n";
    let rewritten = "  - 类别: 事业单位\n    列示数: 2\n    名单: [{名称: 图书馆}]\n";
    let theirs = with(SMALL, &[("  机构:\n", ""), (entry, "")]);
    let ours = with(SMALL, &[(entry, rewritten)]);
    let (paths, mine, other) = conflict(SMALL, &ours, &theirs);
    assert_eq!(paths, ["基本情况.机构[0]"]);
    assert!(mine.contains("图书馆"), "{mine}");
    assert_eq!(other, theirs);
    // What stands there in its place on both sides are two.
    let base = "项目:\n- {名称: 甲, 预期目标: 一}\n";
    let ours = "项目:\n- {名称: 乙, 预期目标: 二}\n";
    let theirs = "项目:\n- {名称: 丙, 预期目标: 三}\n";
    let both = merged(base, ours, theirs);
    assert!(both.contains("乙") && both.contains("丙") && !both.contains("甲"));
}

#[test]
fn the_same_name_put_in_by_both_is_one_entry() {
    let put = |amount: &str| {
        let new = format!("项目:\n- 名称: 建桥\n  支出类别: 专项资金\n  预期目标: {amount}\n");
        with(SMALL, &[("项目:\n", &new)])
    };
    let (paths, mine, other) = conflict(SMALL, &put("长"), &put("短"));
    assert_eq!(paths, ["项目[0].预期目标"]);
    assert_eq!((mine, other), (put("长"), put("短")));
}

#[test]
fn an_entry_moved_by_us_is_changed_by_them() {
    let ours = with(
        SMALL,
        &[(
            "  - 甲   # 第一\n  - \"乙\"\n",
            "  - \"乙\"\n  - 甲   # 第一\n",
        )],
    );
    let theirs = with(SMALL, &[("  - 丙\n", "  - 丙丙\n")]);
    assert_eq!(
        merged(SMALL, &ours, &theirs),
        with(&ours, &[("  - 丙\n", "  - 丙丙\n")])
    );
}

#[test]
fn two_new_orders_are_a_conflict_of_the_list() {
    let order = |text: &str| with(SMALL, &[("  - 甲   # 第一\n  - \"乙\"\n  - 丙\n", text)]);
    let ours = order("  - \"乙\"\n  - 甲   # 第一\n  - 丙\n");
    let theirs = order("  - 甲   # 第一\n  - 丙\n  - \"乙\"\n");
    let (paths, mine, other) = conflict(SMALL, &ours, &theirs);
    assert_eq!(paths, ["基本情况.职能"]);
    assert_eq!((mine, other), (ours, theirs));
}

/// A report with these problems: 编号, 内容, 原因.
fn problems(entries: &[(&str, &str, &str)]) -> String {
    let entry = |(number, text, cause): &(&str, &str, &str)| {
        format!("- 编号: \"{number}\"\n  内容: {text}\n  原因: \"{cause}\"\n")
    };
    let entries: String = entries.iter().map(entry).collect();
    format!("问题:\n{entries}")
}

const SLOW: &str = "部分项目支付进度偏慢。";
const VAGUE: &str = "绩效目标不够细化。";
const NEW: &str = "固定资产没有按时盘点。";

#[test]
fn a_cause_stays_with_its_problem_when_the_problems_are_numbered_anew() {
    let base = problems(&[("1", SLOW, ""), ("2", VAGUE, "")]);
    let ours = problems(&[("1", SLOW, "申请得晚。"), ("2", VAGUE, "")]);
    let put_in_front =
        |text: &str, cause: &str| problems(&[("1", NEW, ""), ("2", text, cause), ("3", VAGUE, "")]);
    assert_eq!(
        merged(&base, &ours, &put_in_front(SLOW, "")),
        put_in_front(SLOW, "申请得晚。")
    );
    let reworded = "部分项目的支付进度偏慢。";
    assert_eq!(
        merged(&base, &ours, &put_in_front(reworded, "")),
        put_in_front(reworded, "申请得晚。")
    );
    let before = read(&ours);
    let after = read(&put_in_front(SLOW, ""));
    let path: FieldPath = "问题[0].原因".parse().unwrap();
    let now = follow(&before, &after, NAMING, &path);
    assert_eq!(now.to_string(), "问题[1].原因");
}

#[test]
fn a_problem_that_cannot_be_told_from_others_is_asked_about() {
    let base = problems(&[("1", SLOW, ""), ("2", VAGUE, "")]);
    let ours = problems(&[("1", SLOW, "申请得晚。"), ("2", VAGUE, "")]);
    let theirs = problems(&[
        ("1", NEW, ""),
        ("2", "钱花得不及时。", ""),
        ("3", VAGUE, ""),
    ]);
    let (paths, mine, other) = conflict(&base, &ours, &theirs);
    assert_eq!(paths, ["问题[0]"]);
    assert_eq!(other, theirs);
    assert!(mine.contains(SLOW) && mine.contains(NEW), "{mine}");
}

#[test]
fn a_problem_reworded_under_its_number_is_the_same_problem() {
    let base = problems(&[("1", SLOW, ""), ("2", VAGUE, "")]);
    let ours = problems(&[("1", SLOW, "申请得晚。"), ("2", VAGUE, "")]);
    for text in ["部分工程项目支付进度较慢。", "钱花得不及时。"] {
        let theirs = problems(&[("1", text, ""), ("2", VAGUE, "")]);
        let both = problems(&[("1", text, "申请得晚。"), ("2", VAGUE, "")]);
        assert_eq!(merged(&base, &ours, &theirs), both);
        // But whether it is, where nothing of the text stayed, is left to a person.
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|it| read(it));
        for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
            let merge = merge(&base, ours, theirs, NAMING, &|_| Side::Ours).unwrap();
            let is_doubtful = text == "钱花得不及时。";
            assert_eq!(merge.doubtful.len(), usize::from(is_doubtful), "{text}");
        }
    }
}

/// Two reviewers at two copies of a file: what each said stays each one's, whatever they have in common.
#[test]
fn what_two_reviewers_said_is_never_taken_for_one() {
    let by = |name: &str, words: &str| {
        format!(
            "- {{位置: 封面 标题, 数值: 旧, 内容: {words}, 答复: , 复核人: {name}, 日期: 2023-04-25}}\n"
        )
    };
    let file = |entry: &str| format!("{SMALL}批注:\n{entry}");
    let (first, other) = (by("张三", "请核对"), by("李四", "请核对"));
    let both = merged(SMALL, &file(&first), &file(&other));
    assert!(
        both.contains(&other) && both.contains("复核人: 张三"),
        "{both}"
    );
    assert_eq!(both.matches("内容: 请核对").count(), 2, "{both}");
    // Of one that was taken out nothing becomes what another said in its place.
    let changed = by("张三", "请附上依据再核对一次");
    let (conflicts, mine, theirs) = conflict(&file(&first), &file(&changed), &file(&other));
    assert_eq!(conflicts, ["批注[0]"]);
    for text in [&mine, &theirs] {
        assert!(text.contains(&other), "{text}");
    }
    assert!(mine.contains("请附上依据") && !theirs.contains("张三"));
    // Held against each other they are two as well.
    let found = differences(&read(&file(&first)), &read(&file(&other)), NAMING);
    let paths: Vec<String> = found.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(paths, ["批注[0]", "批注[0]"]);
    // So are their ticks, on one section and on the same day.
    let tick = |name: &str| {
        format!("{SMALL}复核: [{{位置: 封面, 数值: 8字 1, 意见: , 复核人: {name}}}]\n")
    };
    let ticks = merged(SMALL, &tick("张三"), &tick("李四"));
    assert!(ticks.contains("张三") && ticks.contains("李四"), "{ticks}");
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let aliased = "年度: &x 1\n上年报告: *x\n";
    let refused = merge(
        &read("年度: 1\n"),
        &read("年度: 2\n"),
        &read(aliased),
        NAMING,
        &|_| Side::Ours,
    );
    assert!(refused.is_err());
    let broken = Document::read("a: [1\n".as_bytes());
    let refused = merge(
        &read("年度: 1\n"),
        &read("年度: 2\n"),
        &broken,
        NAMING,
        &|_| Side::Ours,
    );
    assert!(refused.is_err());
}

#[test]
fn differences_name_each_value_once() {
    let after = with(
        SMALL,
        &[
            ("编制数: 50", "编制数: 51"),
            ("  - 丙\n", ""),
            ("项目:\n", "项目:\n- 名称: 建桥\n"),
        ],
    );
    let found: Vec<String> = differences(&read(SMALL), &read(&after), NAMING)
        .iter()
        .map(|it| format!("{} {} {}", it.path(), it.from.is_some(), it.to.is_some()))
        .collect();
    assert_eq!(
        found,
        [
            "基本情况.职能[2] true false",
            "基本情况.人员.编制数 true true",
            "项目[0] false true",
        ]
    );
    let path: FieldPath = "项目[1].资金.年度资金总额.全年执行数".parse().unwrap();
    let now = follow(&read(SMALL), &read(&after), NAMING, &path);
    assert_eq!(now.to_string(), "项目[2].资金.年度资金总额.全年执行数");
}

#[test]
fn another_text_is_one_step() {
    let mut document = read(SMALL);
    let theirs = format!("\u{feff}{}", with(SMALL, &[("编制数: 50", "编制数: 51")]));
    let place = FieldPath::root();
    assert!(
        document
            .replace(read(&theirs), "并入".to_owned(), place.clone(), Vec::new())
            .is_some()
    );
    assert_eq!(text(&document), theirs);
    assert_eq!(document.undo().unwrap().name, "并入");
    assert_eq!(document.text(), SMALL);
    assert!(document.redo().is_some());
    assert_eq!(text(&document), theirs);
    assert!(
        document
            .replace(read(&theirs), String::new(), place, Vec::new())
            .is_none()
    );
}

// Any edits.

/// The paths of every scalar, and of every list with entries.
fn places(
    node: Node<'_>,
    at: &FieldPath,
    scalars: &mut Vec<FieldPath>,
    lists: &mut Vec<FieldPath>,
) {
    match node.shape() {
        Shape::Mapping => {
            for (key, child) in node.entries() {
                places(child, &at.key(key), scalars, lists);
            }
        }
        Shape::Sequence => {
            lists.push(at.clone());
            for (i, child) in node.items().enumerate() {
                places(child, &at.index(i), scalars, lists);
            }
        }
        Shape::Scalar | Shape::Null => scalars.push(at.clone()),
    }
}

/// The entries of lists that a value belongs to, the innermost first.
fn entries_of(path: &FieldPath) -> Vec<FieldPath> {
    let ways = std::iter::successors(Some(path.clone()), FieldPath::parent);
    ways.filter(|way| matches!(way.last(), Some(Step::Index(_))))
        .collect()
}

fn edit(document: &mut Document, edit: Edit) {
    document
        .edit(Transaction {
            name: String::new(),
            place: FieldPath::root(),
            edits: vec![edit],
        })
        .unwrap();
}

proptest! {
    #![proptest_config(crate::harness::cases(32))]

    /// Each sets some scalars of its own: the outcome is, byte for byte, both.
    #[test]
    fn merging_disjoint_edits_equals_doing_both(
        yaml in select(&[SMALL, REPORT][..]),
        picks in prop::collection::vec((any::<Index>(), any::<bool>(), "[0-9]{1,4}|[丁戊己]{1,3}"), 1..12),
    ) {
        let base = read(yaml);
        let mut scalars = Vec::new();
        places(base.root(), &FieldPath::root(), &mut scalars, &mut Vec::new());
        let (mut taken, mut owned) = (Vec::new(), Vec::new());
        let (mut ours, mut theirs, mut both) = (base.clone(), base.clone(), base.clone());
        let mut mine = Vec::new();
        for (index, side, value) in picks {
            let path = index.get(&scalars).clone();
            // One value of each entry, and of those around it one side's alone: an entry of which one
            // rewrote most while the other changed it as well is asked about.
            let entries = entries_of(&path);
            let inner = entries.first().unwrap_or(&path).clone();
            let others = entries.iter().any(|it| owned.contains(&(it.clone(), !side)));
            if others || taken.contains(&inner) {
                continue;
            }
            owned.extend(entries.into_iter().map(|it| (it, side)));
            taken.push(inner);
            // No two values are the same: an entry of a list would be taken for another.
            let value = Value::Number(format!("{value}{:03}", taken.len()));
            let set = Edit::Set { path, value };
            if side {
                edit(&mut ours, set.clone());
                mine.push(set);
            } else {
                edit(&mut theirs, set.clone());
                edit(&mut both, set);
            }
        }
        for set in mine {
            edit(&mut both, set);
        }
        let merge = merge(&base, &ours, &theirs, NAMING, &|_| Side::Ours).unwrap();
        prop_assert_eq!(&merge.conflicts, &[]);
        prop_assert_eq!(text(&merge.document), text(&both));

        // Taken for ours as one step, undo gives ours back.
        let before = text(&ours);
        let is_new = ours.replace(merge.document, String::new(), FieldPath::root(), Vec::new()).is_some();
        prop_assert_eq!(text(&ours), text(&both));
        prop_assert_eq!(is_new, before != text(&both));
        if is_new {
            ours.undo();
        }
        prop_assert_eq!(text(&ours), before);
    }

    /// Whatever both do: what one wrote is there or asked about, what one took out is gone or asked
    /// about, what neither touched stays, and a choice is a choice.
    #[test]
    fn nothing_is_chosen_in_silence(
        is_real in any::<bool>(),
        deeds in prop::collection::vec((any::<Index>(), 0..5_u8, any::<bool>()), 1..10),
    ) {
        let base: &Document = if is_real { &MARKED_REPORT } else { &MARKED_SMALL };
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        let (mut did, mut last) = (String::new(), None);
        for (number, (index, deed, side)) in deeds.into_iter().enumerate() {
            let document = if side { &mut ours } else { &mut theirs };
            let (mut scalars, mut lists) = (Vec::new(), Vec::new());
            places(document.root(), &FieldPath::root(), &mut scalars, &mut lists);
            let value = Value::Text(mark(5_000 + number));
            // As often as not where something was written last: both change the same.
            let path = match last.take() {
                Some(path) if deed == 4 && scalars.contains(&path) => path,
                _ => index.get(&scalars).clone(),
            };
            last = Some(path.clone());
            let set = Edit::Set { path, value: value.clone() };
            let done = if deed == 0 || lists.is_empty() {
                set
            } else {
                let list = index.get(&lists).clone();
                let count = document.node(&list).unwrap().len();
                let at = index.index(count.max(1));
                let item = document.node(&list.index(at)).map(Node::shape);
                match deed {
                    _ if count == 0 => set,
                    1 => Edit::Remove { path: list.index(at) },
                    2 => Edit::Move { list, from: at, to: count - 1 - at },
                    3 if item == Some(Shape::Scalar) => Edit::Insert { list, index: at, value },
                    _ => set,
                }
            };
            did += &format!("{side} {done:?}\n");
            edit(document, done);
        }
        let by = |side| merge(base, &ours, &theirs, NAMING, &|_| side).unwrap();
        let (mine, other) = (by(Side::Ours), by(Side::Theirs));
        prop_assert_eq!(&mine.conflicts, &other.conflicts);
        for merge in [&mine, &other] {
            prop_assert!(Document::read(&merge.document.to_bytes()).problems().is_empty());
        }
        let asked = |pick: fn(&Conflict) -> &Option<Value>| {
            let values = mine.conflicts.iter().filter_map(|it| pick(it).as_ref());
            marks(&values.map(|it| format!("{it:?}")).collect::<String>())
        };
        let [before, here, there] = [base, &ours, &theirs].map(|it| marks(&text(it)));
        for (made, kept, given_up, in_question) in [
            (&mine, &here, &there, asked(|it| &it.theirs)),
            (&other, &there, &here, asked(|it| &it.ours)),
        ] {
            let document = made.document.clone();
            let made = marks(&text(&document));
            for mark in kept.difference(&before) {
                prop_assert!(made.contains(mark), "{} of the chosen side is gone\n{}", mark, did);
            }
            for mark in given_up.difference(&before) {
                let is_there = made.contains(mark) || in_question.contains(mark);
                prop_assert!(is_there, "{} of the other side is gone in silence\n{}", mark, did);
            }
            for mark in before.intersection(&here).filter(|it| there.contains(*it)) {
                prop_assert!(made.contains(mark), "{} was touched by none\n{}", mark, did);
            }
            // An entry of which too much is new for the same one stands there as another, with what it
            // kept of it.
            if mine.conflicts.is_empty() {
                let rewritten = rewritten(&document, &before);
                for mark in made.intersection(&before).filter(|it| !rewritten.contains(*it)) {
                    let stays = here.contains(mark) && there.contains(mark);
                    prop_assert!(stays, "{} is back\n{}", mark, did);
                }
            }
        }
        // Who did nothing gets the other's text or values, whole.
        let alone = merge(base, base, &theirs, NAMING, &|_| Side::Ours).unwrap();
        prop_assert_eq!(&alone.conflicts, &[]);
        prop_assert_eq!(text(&alone.document), text(&theirs));
        let alone = merge(base, &ours, base, NAMING, &|_| Side::Theirs).unwrap();
        prop_assert_eq!(&alone.conflicts, &[]);
        prop_assert!(differences(&alone.document, &ours, NAMING).is_empty());
    }
}

/// A report of which each value is a mark of its own, so that it is seen what became of each.
fn marked(yaml: &str) -> Document {
    let mut document = read(yaml);
    let mut scalars = Vec::new();
    places(
        document.root(),
        &FieldPath::root(),
        &mut scalars,
        &mut Vec::new(),
    );
    for (number, path) in scalars.into_iter().enumerate() {
        let value = Value::Text(mark(number));
        edit(&mut document, Edit::Set { path, value });
    }
    document
}

static MARKED_SMALL: LazyLock<Document> = LazyLock::new(|| marked(SMALL));
static MARKED_REPORT: LazyLock<Document> = LazyLock::new(|| marked(REPORT));

/// Letters that no two numbers share, nor many pairs of them: what is alike is paired by it.
fn mark(number: usize) -> String {
    let mut rest = number * 7_368_787 % 11_881_376;
    let letters = (0..5).map(|_| {
        let letter = char::from(b'a' + u8::try_from(rest % 26).unwrap());
        rest /= 26;
        letter
    });
    format!("m{}m", letters.collect::<String>())
}

/// The marks in entries of lists that hold one that was not there `before`.
fn rewritten(document: &Document, before: &BTreeSet<String>) -> BTreeSet<String> {
    let mut scalars = Vec::new();
    places(
        document.root(),
        &FieldPath::root(),
        &mut scalars,
        &mut Vec::new(),
    );
    let said =
        |path: &FieldPath| marks(document.node(path).and_then(Node::text).unwrap_or_default());
    let new = scalars.iter().filter(|path| !said(path).is_subset(before));
    let entries: Vec<FieldPath> = new.flat_map(entries_of).collect();
    let is_in_one = |path: &&FieldPath| entries_of(path).iter().any(|it| entries.contains(it));
    scalars.iter().filter(is_in_one).flat_map(said).collect()
}

/// The marks in a text.
fn marks(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_lowercase());
    let is_mark = |word: &&str| word.len() == 7 && word.starts_with('m') && word.ends_with('m');
    words.filter(is_mark).map(str::to_owned).collect()
}
