//! Derived figures as a person meets them: how each comes about, and live in a text.

use jixiao::document::Document;
use jixiao::figures::base::BaseColumn;
use jixiao::figures::budget::Item;
use jixiao::figures::figure::Figure;
use jixiao::figures::rates::Rate;
use jixiao::figures::scheme::{SCHEMES, Scheme};

use crate::harness::{Desk, REPORT, SMALL, With, examined, read};

const SPENT: &str = "项目[0].资金.年度资金总额.全年执行数";
const OUTCOME: &str = "项目[0].完成情况";

/// The small report with a text that quotes a figure.
fn quoting(words: &str) -> String {
    SMALL.with("    修得很好。", &format!("    {words}"))
}

#[test]
fn f1_on_a_rate_shows_its_working_and_leads_to_its_operands() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go(SPENT)
        .press("Right")
        .press("F1")
        .shows("修路 执行率")
        .shows("全年执行数 ÷ 全年预算数")
        .shows("120.00 ÷ 160.00 = 75.00%")
        .press("2")
        .browses()
        .on("项目[0].资金.年度资金总额.全年预算数");
}

#[test]
fn f1_on_a_total_leads_down_to_the_figures_entered_and_back() {
    Desk::open(REPORT)
        .press("F8")
        .press("F1")
        .shows("按报告列示的数，与分项合计相差 87.31")
        .press("2")
        .shows("各分项之和")
        .shows_line(&["社会管理", "435.20"])
        .shows("回到 业务工作经费 全年执行数")
        .press("1")
        .on("项目[0].资金.年度资金总额.全年执行数")
        .untouched();
}

#[test]
fn f1_on_a_figure_that_is_not_known_says_what_is_lacking() {
    Desk::open(REPORT)
        .choose(Some(0))
        .press("Right")
        .press("F1")
        .shows("社会管理 执行率")
        .shows("缺数：还缺")
        .shows("全年预算数")
        .untouched();
}

#[test]
fn f1_on_a_score_shows_the_comparison() {
    Desk::open(SMALL)
        .go("项目[0].指标[0].得分")
        .press("Right")
        .press("F1")
        .shows("里程 试算得分")
        .shows("按 完成值 ÷ 指标值 折算")
        .shows("50 × 8 ÷ 10 = 40.00")
        .press("Esc")
        .press("Down")
        .press("F1")
        .shows("定性指标：“达成”按分值的")
        .untouched();
}

#[test]
fn the_stated_score_stands_beside_the_computed_one() {
    Desk::open(SMALL)
        .go("项目[0].自评.执行率得分")
        .types("8")
        .press("Enter")
        .shows_line(&["执行率得分", "8", "7.50", "与算出的不一致"])
        .keys("Up Backspace")
        .go("项目[0].自评.执行率得分")
        .types("7.5")
        .press("Enter")
        .lacks("与算出的不一致");
}

#[test]
fn the_departments_table_shows_its_money_by_origin_and_by_use() {
    Desk::open(REPORT)
        .choose(None)
        .press("Enter")
        .shows("按收入性质分")
        .shows_line(&["一般公共预算", "!4542.40"])
        .shows_line(&["政府性基金拨款", "20.00"])
        .shows_line(&["其他资金", "9.92"])
        .shows("按支出性质分")
        .shows_line(&["基本支出", "1660.40"])
        .shows("自评结果")
        .untouched();
}

#[test]
fn a_live_figure_is_shown_in_numbers_and_follows_them() {
    let desk = Desk::open(&quoting("共花{{项目.修路.全年执行数}}万元。"))
        .choose(Some(0))
        .shows("共花120万元")
        .go(SPENT)
        .keys("1 3 0 Enter")
        .choose(Some(0))
        .shows("共花130万元")
        .yaml_line("共花{{项目.修路.全年执行数}}万元。");
    // Opened for writing it is as it is written, with its value below.
    desk.go(OUTCOME)
        .press("F2")
        .shows("共花{{项目.修路.全年执行数}}万元")
        .shows("动态数字：项目.修路.全年执行数 = 130.00");
}

#[test]
fn figures_are_offered_while_typing_and_put_in() {
    let offered = Desk::open(SMALL)
        .go(OUTCOME)
        .press("F2")
        .types("支出")
        .press("F9")
        .types("修路执行")
        .shows_line(&["项目.修路.全年执行数", "120.00"])
        .shows_line(&["项目.修路.执行率", "75.00%"]);
    let first = offered.app().completion().unwrap().figures;
    let place = first
        .iter()
        .position(|(name, _)| name == "项目.修路.全年执行数")
        .unwrap();
    offered
        .keys(&format!("Down*{} Enter", place).replace("Down*0 ", ""))
        .press("F2")
        .yaml_line("修得很好。支出{{项目.修路.全年执行数}}")
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn the_braces_of_an_input_method_are_braces_and_esc_sends_the_list_away() {
    Desk::open(SMALL)
        .go(OUTCOME)
        .press("F2")
        .types("｛｛支出总计")
        .shows_line(&["支出总计合计", "300.00"])
        .press("Enter")
        .shows("修得很好。{{支出总计合计}}")
        .types("，{{项目")
        .press("Esc")
        .edits()
        .press("Enter")
        .types("新行")
        .press("F2")
        .yaml_line("新行");
}

#[test]
fn an_unknown_name_is_an_error_with_the_nearest_and_a_fix() {
    let desk = Desk::open(&quoting("共花{{项目.修路.全年执行}}万元。"))
        .until_rule("A16")
        .says("没有叫“项目.修路.全年执行”的数，相近的有：项目.修路.全年执行数")
        .keys("F9 1")
        .yaml_line("共花{{项目.修路.全年执行数}}万元。");
    assert!(desk.app().problems().iter().all(|it| it.rule.code != "A16"));
}

#[test]
fn digits_that_agree_with_the_tables_are_made_live_at_once() {
    Desk::open(&quoting("修路项目支出120.00万元，植树支出80万元。"))
        .press("Ctrl+F8")
        .shows("全部 2 处改为动态数字")
        .lacks("{{")
        .press("1")
        .yaml_line(
            "修路项目支出{{项目.修路.全年执行数}}万元，植树支出{{项目.植树.全年执行数}}万元。",
        )
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_contradiction_with_the_tables_is_mended_by_a_live_figure() {
    Desk::open(&quoting("修路项目支出125.00万元。"))
        .until_rule("A14")
        .press("F9")
        .shows("改为 120，以后跟着表变（动态数字）")
        .press("1")
        .yaml_line("修路项目支出{{项目.修路.全年执行数}}万元。");
}

#[test]
fn a_built_in_scheme_reads_like_a_file_beside_the_report() {
    for built_in in &SCHEMES {
        let read = Scheme::read(built_in.text().as_bytes()).unwrap();
        assert_eq!(built_in.scheme(), &read, "{}", built_in.code);
    }
}

#[test]
fn a_scheme_of_ones_own_beside_the_report_is_used() {
    let own = SCHEMES[0].text().replace("湖南省2022年表样", "本区方案");
    Desk::open(SMALL)
        .beside("本区方案.yaml", &own)
        .go("评分方案")
        .types("本区方案.yaml")
        .press("Enter")
        .go("项目[0].自评.执行率得分")
        .press("Right")
        .press("F1")
        .shows("（本区方案）");
}

#[test]
fn a_scheme_that_cannot_be_used_is_an_error_that_says_where() {
    let broken = SCHEMES[0].text().replace("名称: ", "名字: ");
    let desk = Desk::open(SMALL)
        .beside("本区方案.yaml", &broken)
        .go("评分方案")
        .types("本区方案.yaml")
        .press("Enter")
        .until_rule("H5")
        .says("行第")
        .says("现按“");
    // Out of the report's folder nothing is read.
    desk.go("评分方案")
        .types("../本区方案.yaml")
        .press("Enter")
        .until_rule("H5")
        .says("不是内置评分方案的代号，也不是报告旁边的方案文件名")
        .go("评分方案")
        .types("没有这个.yaml")
        .press("Enter")
        .until_rule("H5")
        .says("没有这个.yaml");
}

#[test]
fn what_is_not_filled_in_yet_is_no_saving() {
    let yaml = "项目:\n- 名称: 甲\n  资金: {年度资金总额: {全年执行数: 3, 上年执行数: 2}}\n\
                - 名称: 乙\n  资金: {年度资金总额: {全年执行数: , 上年执行数: 9}}\n";
    Desk::open(yaml)
        .tab("预算构成")
        .shows("+1.00")
        .lacks("-8.00")
        .go("项目[1].资金.年度资金总额.全年执行数")
        .types("13")
        .press("Enter")
        .tab("预算构成")
        .shows("+5.00");
}

#[test]
fn a_change_waits_until_the_year_before_of_every_part_is_known() {
    let yaml = "项目:\n- 名称: 甲\n  资金: {年度资金总额: {全年执行数: 3, 上年执行数: 2}}\n\
                - 名称: 乙\n  资金: {年度资金总额: {全年执行数: 9}}\n";
    let desk = Desk::open(yaml).tab("预算构成");
    desk.shows("+1.00")
        .lacks("+10.00")
        .press("End")
        .press("F1")
        .shows("有全年执行数的分项都要有上年执行数才能算，上年没有的填 0")
        .press("Esc")
        .go("项目[1].资金.年度资金总额.上年执行数")
        .types("0")
        .press("Enter")
        .tab("预算构成")
        .shows("+10.00");
}

#[test]
fn a_rate_waits_for_the_spending_of_what_was_budgeted() {
    let text = SMALL.with(
        "    年度资金总额: {全年执行数: 80}",
        "    年度资金总额: {全年预算数: 100}",
    );
    let text = text.with("    金额: {全年执行数: 300}\n", "");
    let text = text.with("办公费, 金额: {", "办公费, 金额: {全年预算数: 40, ");
    let text = text.with("印刷费, 金额: {", "印刷费, 金额: {全年预算数: 60, ");
    // 植树 has a budget, and nobody has said what was spent on it.
    let desk = Desk::open(&text).resize(160, 40).tab("预算构成");
    let desk = desk
        .shows_line(&["修路", "75.00%"])
        .shows_line(&["基本支出", "100.00%"]);
    desk.lacks("61.11%").lacks("46.15%");
    let filled = text.with("{全年预算数: 100}", "{全年预算数: 100, 全年执行数: 0}");
    Desk::open(&filled)
        .resize(160, 40)
        .tab("预算构成")
        .shows("46.15%");
}

#[test]
fn a_stated_sum_is_not_shown_as_the_sum_of_its_parts() {
    let rows = "合计: {本年决算数: 10}, 公务接待: {本年决算数: 7}, 出国经费: {本年决算数: 0}";
    Desk::open(&format!("基础数据: {{三公经费: {{{rows}}}}}\n"))
        .go("基础数据.三公经费.合计.本年决算数")
        .press("F1")
        .shows("填列的数，与各项之和不一致")
        .lacks("= 10.00")
        .untouched();
}

#[test]
fn staff_without_those_employed_is_a_part() {
    let yaml = "基本情况: {人员: {退休人员: 10}}\n其他说明: {内容: '现有{{各类人员合计}}人。'}\n";
    let told = |yaml: &str| {
        let examined = examined(read(yaml));
        examined.case().ledger().told(Figure::Staff).unwrap()
    };
    assert_eq!(told(yaml), "10（未填全）");
    assert_eq!(told(&yaml.with("{退休", "{在职在编人员: 5, 退休")), "15");
}

#[test]
fn a_process_indicator_earns_no_more_than_its_points() {
    let yaml = |points: &str| {
        format!(
            "评分方案: hunan-2017\n基本情况: {{人员: {{编制数: 10, 在职在编人员: 9}}}}\n\
             整体绩效: {{指标: [{{三级指标: 在职人员控制率, 分值: {points}}}, {{三级指标: 数, 完成值: 1}}]}}\n"
        )
    };
    let card = |points: &str| {
        let document = Document::read(yaml(points).as_bytes());
        let examined = examined(document);
        let case = examined.case();
        let card = &case.figures.whole;
        let missing = card.missing(case.report, Item::Total).unwrap();
        (
            card.computed[0].map(|it| it.normalize().to_string()),
            missing,
        )
    };
    assert_eq!(card("2").0.as_deref(), Some("2"));
    assert_eq!(card("5").0.as_deref(), Some("5"));
    let (score, missing) = card("");
    assert_eq!(score, None);
    assert!(missing.ends_with("2项指标没有分值"), "{missing}");
}

#[test]
fn a_live_figure_follows_a_new_name_and_a_new_source() {
    let yaml = quoting("共{{项目.修路.全年执行数}}万元，其他{{其他资金.全年执行数}}万元。");
    let desk = Desk::open(&yaml).go(SPENT).types("130").press("Enter");
    let desk = desk
        .go("项目[0].资金.其他资金.全年执行数")
        .types("7")
        .press("Enter");
    let told = |desk: &Desk| {
        let names = jixiao::figures::live::Names::of(desk.app().ledger());
        let find =
            |name: &str| names.find(name).is_some() == desk.app().names().find(name).is_some();
        [
            "项目.修路.全年执行数",
            "项目.铺路.全年执行数",
            "其他资金.全年执行数",
        ]
        .map(find)
    };
    assert_eq!(told(&desk), [true; 3]);
    let desk = desk.go("项目[0].名称").types("铺路").press("Enter");
    assert_eq!(told(&desk), [true; 3]);
    desk.browses();
}

#[test]
fn f1_on_a_bar_and_on_the_name_of_a_row_shows_what_it_is_made_of() {
    let desk = Desk::open(REPORT).tab("预算构成").keys("Ctrl+Home F1");
    let desk = desk.shows("支出总计 全年执行数").shows("各分项之和");
    let desk = desk.press("Esc").keys("F6 F1").shows("怎样算");
    drop(desk.shows("全年执行数").lacks("这一格是标题").untouched());
    // What is still blank is a field to be filled in.
    let desk = Desk::open(SMALL).tab("预算构成").press("Ctrl+Home");
    let desk = desk.until("Down", |app| {
        app.cell()
            .is_some_and(|cell| cell.text.trim() == "政府性基金预算")
    });
    drop(
        desk.press("F1")
            .shows("全年实际支出数")
            .lacks("这一格是标题"),
    );
    let desk = Desk::open(SMALL).choose(Some(0)).press("F1");
    let desk = desk.shows("修路 总分").shows("怎样算").press("Esc");
    let desk = desk.keys("F6 F1").shows("修路 预算执行得分");
    let desk = desk.press("Esc").keys("Down F1").shows("修路 总分");
    desk.untouched();
}

/// The key that adds up in a spreadsheet: here sums are there already.
#[test]
fn the_key_for_a_sum_shows_it_or_says_where_sums_come_from() {
    let desk = Desk::open(REPORT).tab("预算构成").keys("Ctrl+Home Right*3");
    let desk = desk.press("Alt+=").shows("各分项之和").press("Esc");
    let desk = desk.go("项目[0].资金.年度资金总额.全年执行数");
    desk.press("Alt+=")
        .tells("合计由程序算出，不用求和：选中几格，屏幕下方就有它们的合计；F1 看一个数怎样算。")
        .browses()
        .untouched();
}

#[test]
fn a_rate_of_what_the_report_has_not_is_made_of_nothing_else() {
    let yaml = "支出: {一般公共预算: {基本支出: {金额: {年初预算数: 10, 全年执行数: 9}}}}";
    let examined = examined(Document::read(yaml.as_bytes()));
    let working = examined.case().ledger().working(Figure::Rate(Rate::Office));
    assert_eq!(
        working.calculation,
        "缺数：还缺 公用经费 全年执行数、公用经费 年初预算数"
    );
}

#[test]
fn what_is_stated_for_two_rows_together_lacks_neither() {
    let yaml =
        "基础数据: {三公经费: {公务用车购置和维护: {本年决算数: 5}, 公务接待: {本年决算数: 3}}}";
    let examined = examined(Document::read(yaml.as_bytes()));
    let lacks = examined
        .case()
        .ledger()
        .lacks(Figure::Base(0, BaseColumn::Spent));
    assert_eq!(lacks.as_deref(), Some("「出国经费」本年决算数"));
}

#[test]
fn a_year_before_that_one_part_has_nothing_of_is_no_whole() {
    const YEARS: &str = "\
支出:
  一般公共预算:
    基本支出:
      分类:
      - {名称: 人员经费, 金额: {全年执行数: 1598.21}}
      - {名称: 公用经费, 金额: {全年执行数: 244.15, 上年执行数: 238.6}}
    项目支出: {金额: {全年执行数: 1444.21, 上年执行数: 1380.5}}
";
    let desk = Desk::open(YEARS).tab("预算构成");
    let desk = desk.shows_line(&["支出总计", "_1619.10"]);
    let desk = desk.shows_line(&["基本支出", "_238.60"]);
    let all = YEARS.with(
        "{全年执行数: 1598.21}",
        "{全年执行数: 1598.21, 上年执行数: 0}",
    );
    Desk::open(&all)
        .tab("预算构成")
        .shows_line(&["支出总计", "=1619.10"])
        .untouched();
    desk.untouched();
}

#[test]
fn a_mark_and_what_is_found_tell_the_same_difference() {
    const APART: &str = "\
支出:
  一般公共预算:
    基本支出: {金额: {全年执行数: 1842.36}}
    项目支出:
      金额: {全年执行数: 1440}
      类别: [{名称: 业务工作经费, 金额: {全年执行数: 1444.21}}]
项目:
- {名称: 甲, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 1444.21}, 当年财政拨款: {全年执行数: 1437.71}}}
";
    let desk = Desk::open(APART).tab("预算构成");
    let desk = desk.shows_line(&["项目支出 差4.21", "1440.00"]);
    desk.until_rule("A4").shows("相差4.21万元").untouched();
}

#[test]
fn a_percentage_is_no_number_of_items() {
    let text = SMALL.with(
        "计算符号: ≥, 指标值: 10, 完成值: 8,",
        "计算符号: ≥, 指标值: 12, 度量单位: 项, 完成值: 100%,",
    );
    let desk = Desk::open(&text).go("项目[0].指标[0].完成值");
    let desk = desk
        .shows("一个是百分比，一个以“项”计")
        .lacks("833")
        .lacks("试算得分");
    // Beside a percentage it is one, and without a unit nobody knows.
    for (target, unit) in [("100%", "项"), ("100", "'%'"), ("12", "''")] {
        let other = text.with(
            "指标值: 12, 度量单位: 项",
            &format!("指标值: {target}, 度量单位: {unit}"),
        );
        let desk = Desk::open(&other).go("项目[0].指标[0].完成值");
        drop(desk.lacks("一个是百分比").shows("试算得分 50.00"));
    }
    drop(desk);
}
