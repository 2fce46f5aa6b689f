//! Amounts that are not filled in: which are asked for, and what is said of figures made without
//! them.

use jixiao::export::{Copy, Format, write};
use jixiao::figures::budget::says_none;
use jixiao::report::fields::describe;
use jixiao::rules::Findings;

use crate::harness::{BLANK, Desk, SMALL, With, examined, findings, read};

/// A year in which 植树 has spent money, and nobody has typed its budget yet.
const HALF: &str = "\
年度: 2023
支出:
  一般公共预算:
    基本支出:
      分类:
      - {名称: 人员经费, 金额: {年初预算数: 50, 全年预算数: 50, 全年执行数: 50}}
    项目支出:
      类别: [{名称: 专项资金}]
  政府性基金预算: {说明: 无}
  国有资本经营预算: {说明: 无}
  社会保险基金预算: {金额: {全年预算数: 0}, 说明: 无}
项目:
- {名称: 修路, 支出类别: 专项资金, 资金: {年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 120}}}
- {名称: 植树, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 80}}}
";

/// The amounts that are asked for and blank.
fn asked(yaml: &str) -> Vec<String> {
    let is_amount = |name: &String| name.starts_with("支出") || name.contains(" 资金 ");
    let names = unfilled(yaml).into_iter();
    names
        .filter(|name| is_amount(name) && !name.ends_with("名称"))
        .collect()
}

/// What is asked for and blank, as many as are counted.
fn unfilled(yaml: &str) -> Vec<String> {
    let examined = examined(read(yaml));
    let case = examined.case();
    let required = case.required();
    let blank = required.unfilled();
    let filled = required.filled(|_| true);
    assert_eq!(blank.len(), filled.total - filled.done);
    let names = blank.iter().map(|path| describe(case.document, path));
    names.collect()
}

pub(crate) fn exported(yaml: &str, to: Format) -> Option<Vec<u8>> {
    let examined = examined(read(yaml));
    let findings = Findings::compute(&examined.case());
    write(&examined.case(), &findings, to, Copy::default()).ok()
}

#[test]
fn the_leaves_of_the_budget_are_asked_for_three_amounts() {
    let names = asked(HALF);
    assert_eq!(
        names,
        [
            "支出 一般公共预算 项目支出 类别「专项资金」 金额 上年执行数",
            "项目「植树」 资金 年度资金总额 年初预算数",
            "项目「植树」 资金 年度资金总额 全年预算数",
        ]
    );
    // A fund of which nothing is said; a line, whose kind has no amounts of its own; a source.
    let fund = HALF.with(
        "国有资本经营预算: {说明: 无}",
        "国有资本经营预算: {说明: 补助。}",
    );
    assert_eq!(asked(&fund).len(), names.len() + 3);
    let line = HALF.with(
        "金额: {年初预算数: 50, 全年预算数: 50, 全年执行数: 50}",
        "明细: [{名称: 基本工资, 金额: {全年执行数: 50}}]",
    );
    let lines = asked(&line);
    assert_eq!(lines.len(), names.len() + 2);
    assert!(
        lines[0].ends_with("明细「基本工资」 金额 年初预算数"),
        "{lines:?}"
    );
    let source = HALF.with("{全年执行数: 80}", "{}, 其他资金: {全年执行数: 80}");
    let sources = asked(&source);
    assert_eq!(sources.len(), names.len(), "{sources:?}");
    assert!(sources[1].ends_with("其他资金 年初预算数"), "{sources:?}");
}

#[test]
fn what_is_not_there_is_not_asked_for() {
    // Kinds without a project are none, so project spending is asked for as a whole.
    let names = asked(BLANK);
    let of_projects = names.iter().filter(|name| name.contains("项目支出"));
    let whole = "支出 一般公共预算 项目支出 金额 ";
    assert!(
        of_projects.clone().all(|name| name.starts_with(whole)),
        "{names:?}"
    );
    assert_eq!(of_projects.count(), 4);
    // What was given no budget has nothing to spend.
    let unbudgeted = HALF.with("{全年执行数: 80}", "{年初预算数: 0, 全年预算数: 0}");
    assert_eq!(asked(&unbudgeted).len(), 1);
    // What cannot be read is filled in; it is told of as a mistake.
    let odd = HALF.with(
        "{全年执行数: 80}",
        "{年初预算数: 八十, 全年预算数: 80, 全年执行数: 80}",
    );
    assert_eq!(asked(&odd).len(), 1);
}

#[test]
fn f5_goes_to_an_amount_and_the_counts_follow() {
    let desk = Desk::open(HALF).tab("预算构成").shows("预算构成 7/10");
    let desk = desk.go("支出.一般公共预算.项目支出.类别[0].金额.上年执行数");
    let desk = desk.types("90").press("Enter").shows("预算构成 8/10");
    let desk = desk.until("F5", |app| {
        let path = app.cell().and_then(|cell| cell.path.clone());
        path.is_some_and(|path| path.to_string().ends_with("年初预算数"))
    });
    desk.on("项目[1].资金.年度资金总额.年初预算数")
        .says("这里是 项目「植树」 资金 年度资金总额 年初预算数")
        .press("F1")
        .shows("必填。");
}

#[test]
fn a_total_over_blanks_is_marked_and_says_what_it_lacks() {
    let desk = Desk::open(HALF)
        .tab("预算构成")
        .shows_line(&["支出总计", "_150.00", "_210.00", "=250.00"])
        .shows_line(&["项目支出", "_100.00", "_160.00", "=200.00"])
        .shows("总执行率 缺数");
    let desk = desk
        .keys("Home Right*2")
        .shows("项目支出：全年预算数（万元）分项合计 160.00，未填全：还缺「植树」全年预算数")
        .press("Right")
        .press("Right")
        .shows("项目支出 执行率 缺数（还缺「植树」全年预算数）");
    let desk = desk
        .press("F1")
        .shows("缺数：还缺「植树」全年预算数")
        .press("Esc")
        .tab("绩效指标")
        .choose(None)
        .press("Enter")
        .shows_line(&["年度资金总额", "_150.00", "_210.00", "=250.00"])
        .shows("得分 缺数（还缺「植树」全年预算数，没有指标）");
    desk.go("项目[1].资金.年度资金总额.全年预算数")
        .types("100")
        .press("Enter")
        .tab("预算构成")
        .shows_line(&["支出总计", "_150.00", "=310.00", "=250.00", "=80.65%"]);
}

#[test]
fn what_is_only_a_part_is_not_handed_in_as_the_whole() {
    let text = String::from_utf8(exported(HALF, Format::Markdown).unwrap()).unwrap();
    assert!(text.contains("150.00（未填全）"), "{text}");
    assert!(text.contains("210.00（未填全）"), "{text}");
    assert!(!text.contains("250.00（未填全）"), "{text}");
    let rows = String::from_utf8(exported(HALF, Format::Csv).unwrap()).unwrap();
    assert!(
        rows.contains("预算,,支出总计,全年预算数（未填全）,210.00"),
        "{rows}"
    );
    let desk = Desk::open(&format!(
        "{HALF}整体绩效: {{完成情况: '预算{{{{支出总计.全年预算数}}}}万元'}}\n"
    ));
    desk.tab("绩效指标")
        .press("Enter")
        .shows("预算210（未填全）万元");
}

#[test]
fn what_blanks_may_make_up_for_is_no_contradiction_yet() {
    let stated = |amount: &str| {
        HALF.with(
            "类别: [{名称: 专项资金}]",
            &format!("金额: {{全年预算数: {amount}}}\n      类别: [{{名称: 专项资金}}]"),
        )
    };
    Desk::open(&stated("260"))
        .tab("预算构成")
        .shows_line(&["项目支出", "&260.00"])
        .lacks("差")
        .go("支出.一般公共预算.项目支出.金额.全年预算数")
        .shows("列示 260.00，分项已填 160.00，未填全：还缺「植树」全年预算数")
        .untouched();
    let differs = |amount: &str| {
        let examined = examined(read(&stated(amount)));
        let findings = Findings::compute(&examined.case());
        let mut found = findings.diagnostics();
        found.any(|it| it.message.contains("两者不能同时成立"))
    };
    // More than the whole they cannot be.
    assert_eq!(["260", "150"].map(differs), [false, true]);
}

#[test]
fn over_no_budget_there_is_no_rate_and_no_points() {
    let text = HALF.with(
        "{全年执行数: 80}",
        "{年初预算数: 0, 全年预算数: 0, 全年执行数: 80}",
    );
    let desk = Desk::open(&text)
        .tab("预算构成")
        .shows_line(&["植树", "0.00", "80.00", "无预算"])
        .shows("总执行率 119.05%");
    desk.tab("绩效指标")
        .choose(Some(1))
        .press("Enter")
        .shows_line(&["年度资金总额", "80.00", "无预算", "=0.00"])
        .go("项目[1].资金.年度资金总额.全年执行数")
        .press("Right")
        .press("F1")
        .shows("无预算：全年预算数为0，算不出执行率");
}

#[test]
fn the_points_of_a_table_are_counted_with_those_of_the_rate() {
    let text = HALF.with(
        "资金: {年度资金总额: {全年执行数: 80}}",
        "资金: {年度资金总额: {全年执行数: 80}}, 指标: [{一级指标: 产出指标, 分值: 105}]",
    );
    Desk::open(&text)
        .tab("绩效指标")
        .choose(Some(1))
        .press("Enter")
        .shows("分值合计 115.00（含预算执行率 10）")
        .untouched();
}

#[test]
fn the_four_expenses_of_the_base_data_are_spelt_out() {
    Desk::open("年度: 2023\n基础数据: {三公经费: {公务接待: {本年决算数: 3}}}\n")
        .go("基础数据.三公经费.合计.本年决算数")
        .shows_line(&["三公经费", "_3.00"])
        .shows("未填全：还缺「公车购置」本年决算数等3项");
}

const TRIED: &str = "年度: 2023\n整体绩效:\n  资金: {年度资金总额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 100}}\n  \
    指标:\n  - {三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 50}\n  \
    - {三级指标: 座数, 计算符号: ≥, 指标值: 4, 完成值: 4, 分值: 40, 得分: 39}\n  \
    完成情况: 自评{{部门整体.总分}}分，{{部门整体.等级}}。\n";

#[test]
fn a_score_that_nobody_entered_is_exported_as_tried_out() {
    let of = |to| String::from_utf8(exported(TRIED, to).unwrap()).unwrap();
    let text = of(Format::Markdown);
    assert!(text.contains("| 40.00（试算） |"), "{text}");
    assert!(text.contains("| 39.00 |"), "{text}");
    assert!(text.contains("| 89.00（含试算） | 良 |"), "{text}");
    assert!(text.contains("89.00（含试算）分，良（含试算）。"), "{text}");
    assert!(text.contains("注：1项指标没有填得分"), "{text}");
    let rows = of(Format::Csv);
    assert!(
        rows.contains("评分,部门整体,,总分（含试算）,89.00"),
        "{rows}"
    );
    assert!(rows.contains("指标,部门整体,里程,试算得分,40.00"), "{rows}");
    let scored = TRIED.with("分值: 50", "分值: 50, 得分: 38");
    let text = String::from_utf8(exported(&scored, Format::Markdown).unwrap()).unwrap();
    assert!(!text.contains("试算"), "{text}");
}

#[test]
fn a_sentence_with_a_blank_amount_or_date_says_what_is_blank() {
    let blank = HALF
        .with("  政府性基金预算: {说明: 无}\n", "")
        .with("全年执行数: 80", "全年执行数: ");
    let text = String::from_utf8(exported(&blank, Format::Markdown).unwrap()).unwrap();
    for words in [
        "报告日期：（未填）",
        "2023年政府性基金预算支出（未填）。",
        "专项资金支出120.00万元（未填全），其中修路120.00万元，植树（未填）。",
        "植树（未填）",
        "落款单位（未填）",
        "落款日期（未填）",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("手机号码"), "{text}");
}

#[test]
fn a_note_that_there_is_none_asks_for_nothing_at_once() {
    const INSURANCE: &str = "支出.社会保险基金预算.说明";
    let desk = Desk::open(&HALF.with("金额: {全年预算数: 0}, 说明: 无", "说明: "));
    let blank = "支出 社会保险基金预算 金额 年初预算数";
    assert!(asked(&desk.text()).iter().any(|it| it == blank));
    let count = |desk: &Desk| {
        let [spending, _] = desk.app().ledger().figures.budget.filled();
        (spending.total, asked(&desk.text()).len())
    };
    let (all, amounts) = count(&desk);
    let desk = desk.go(INSURANCE).press("F2").types("无").press("F2");
    assert_eq!(count(&desk), (all - 3, amounts - 3));
    let desk = desk.press("Ctrl+Z");
    assert_eq!(count(&desk), (all, amounts));
}

#[test]
fn only_a_note_that_says_no_more_than_that_there_is_none_is_one() {
    for none in [
        "月湖街道本年度未发生此项支出。",
        "无",
        "无。",
        "无此项支出",
        "本年度无此项支出。",
        "本年度没有此项支出",
        "我单位2022年度没有政府性基金预算财政拨款支出。",
        "2022年未发生国有资本经营预算支出",
        "本单位本年度没有使用社会保险基金预算安排的支出，故本表为空。",
        "政府性基金预算：无",
    ] {
        assert!(says_none(none), "{none}");
    }
    for some in [
        "",
        "本年度无年初预算安排，20万元为上级专项。",
        "本年度无调整。",
        "上年无此项支出",
        "除专项外无此项支出",
        "未发生结转",
        "本年无收入",
        "无此项支出变动，支出20万元",
        "补助。",
    ] {
        assert!(!says_none(some), "{some}");
    }
}

#[test]
fn an_entry_that_was_put_in_and_left_blank_is_no_entry_but_asked_for() {
    let yaml = SMALL.with("  - \"乙\"\n", "  - \"乙\"\n  -\n").with(
        "列示数: 2\n    名单: [{名称: 办公室, 加挂: [档案室]}, {名称: 财政所}]",
        "列示数: 2\n    名单: [{名称: 办公室, 加挂: [档案室, '']}, {名称: }, {名称: 财政所}]",
    );
    let text = exported(&yaml, Format::Markdown).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("1）甲\n\n2）乙\n\n3）丙"), "{text}");
    let told = "党政机构2个：办公室（加挂档案室）、财政所。";
    assert!(text.contains(told), "{text}");
    let asked = unfilled(&yaml).into_iter();
    let asked: Vec<String> = asked.filter(|it| !unfilled(SMALL).contains(it)).collect();
    let blank = [
        "基本情况 职能第3项",
        "基本情况 机构「党政机构」 名单第2项 名称",
    ];
    assert_eq!(asked, blank);
    let found = findings(&read(&yaml));
    assert!(found.diagnostics().all(|it| it.rule.code != "A8"));
    // The same as it is typed.
    let desk = Desk::open(SMALL).go("基本情况.职能[0]").shows("3 项");
    let desk = desk.press("Ins").press("Esc").shows("3 项");
    let desk = desk
        .go("基本情况.机构[0].名单[0].名称")
        .press("Ins")
        .press("Esc");
    desk.shows_line(&["党政机构", "2", "=2"]);
}
