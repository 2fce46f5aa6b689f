//! What a clerk who knew nothing of the program ran into within an hour.

use jixiao::document::FieldPath;
use jixiao::figures::budget::{Fund, Item};
use jixiao::rules::Diagnostic;
use jixiao::ui::app::App;
use jixiao::ui::tabs::Tab;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};

const SPENT: &str = "项目[0].资金.年度资金总额.全年执行数";

/// Whether the row under the cursor of a pane belongs to such a list, at such a place in it.
fn stands_in(app: &App, pane: usize, is_it: impl Fn(&FieldPath, Option<usize>) -> bool) -> bool {
    let sheet = app.screen().sheet(pane);
    let row = sheet.and_then(|it| it.rows.get(app.cursor(pane).row));
    let list = row.and_then(|row| row.list.as_ref());
    list.is_some_and(|(list, place)| is_it(list, *place))
}

#[test]
fn digits_in_a_search_are_looked_for() {
    let desk = Desk::open(REPORT).press("Ctrl+P").types("12345热线");
    let desk = desk.shows("没有找到").press("Esc").browses();
    let desk = desk.press("Ctrl+P").types("435.20").shows("435.20");
    desk.lacks("没有找到").press("Esc").untouched();
}

#[test]
fn braces_of_a_list_sent_away_do_not_stay_in_the_text() {
    const OUTCOME: &str = "项目[0].完成情况";
    let desk = Desk::open(SMALL).go(OUTCOME).keys("F2 Ctrl+End F9 Esc F2");
    let desk = desk.browses().untouched().go(OUTCOME);
    // Nor does what was looked for, found or not.
    let desk = desk.keys("F2 Ctrl+End F9").types("jbzc").keys("Esc F2");
    let desk = desk.browses().untouched().go(OUTCOME);
    let desk = desk.keys("F2 Ctrl+End F9").types("qqqq").keys("Esc F2");
    let desk = desk.browses().untouched().go(OUTCOME);
    // By initials as everywhere.
    let desk = desk.keys("F2 Ctrl+End F9").types("zczj");
    let desk = desk.shows("支出总计合计").keys("Enter F2");
    desk.yaml_line("修得很好。{{支出总计合计}}");
}

#[test]
fn braces_that_were_never_closed_are_found() {
    let text = SMALL.with("修得很好。", "花了{{jbzc");
    let desk = Desk::open(&text).until_rule("A16").says("没有写完");
    desk.keys("F9 1").yaml_line("花了jbzc");
}

#[test]
fn yuan_filled_in_for_ten_thousands_are_asked_about() {
    let desk = Desk::open(SMALL).go(SPENT).types("1204000").press("Enter");
    let desk = desk.says("全年预算数160.00万元差千倍以上");
    let desk = desk.until_rule("B17").keys("F9 1");
    desk.shows_line(&["年度资金总额", "160.00", "120.40"]);
    let desk = Desk::open(SMALL).go(SPENT).types("1600元").press("Enter");
    desk.says("数后面不写“元”");
}

#[test]
fn yuan_in_a_total_and_its_only_source_are_one_question() {
    let funds = "{年度资金总额: {全年预算数: 160, 全年执行数: 1204000}, 当年财政拨款: {全年预算数: 160, 全年执行数: 1204000}}";
    let desk = Desk::open(&format!("项目:\n- {{名称: 甲, 资金: {funds}}}\n"));
    let count = |desk: &Desk| {
        let problems = desk.app().problems();
        problems.iter().filter(|it| it.rule.code == "B17").count()
    };
    assert_eq!(count(&desk), 1);
    let desk = desk.until_rule("B17").keys("F9 1").yaml_line(&format!(
        "- {{名称: 甲, 资金: {}}}",
        funds.replace("1204000", "120.4")
    ));
    assert_eq!(count(&desk), 0);
}

#[test]
fn more_than_cents_stay_asked_about() {
    let desk = Desk::open(SMALL).go(SPENT).types("120.405").press("Enter");
    let desk = desk.until_rule("B18").says("多于两位小数");
    desk.keys("F9 1")
        .shows_line(&["年度资金总额", "160.00", "120.41"]);
}

#[test]
fn a_line_spent_beyond_its_budget_is_told_where_it_stands() {
    let text = SMALL.with("{全年执行数: 40}", "{全年预算数: 30, 全年执行数: 40}");
    let desk = Desk::open(&text).until_rule("B3");
    desk.says("“办公费”全年执行数40.00万元大于全年预算数30.00万元");
}

#[test]
fn a_project_is_known_in_a_text_by_its_whole_name() {
    for (name, spent, wrong) in [
        ("经济发展", "63.1", "631"),
        ("治安巡防、流口人员协管员经费", "83.7", "120"),
    ] {
        let text = REPORT.with(
            &format!("全年执行数: {spent}\n"),
            &format!("全年执行数: {wrong}\n"),
        );
        assert_ne!(text, REPORT, "{name}");
        let desk = Desk::open(&text).press("Ctrl+G").shows("核对提示");
        let found = desk.app().problems().into_iter();
        let mut told = found.filter(|it| it.rule.code == "A14");
        assert!(
            told.any(|it| it.message.contains(name)),
            "{name}: {}",
            desk.screen()
        );
    }
}

const CARRIED: &str = "\
年度: 2023
整体绩效: {完成情况: 街道社会管理支出12万元。}
项目:
- {名称: 社会管理, 资金: {年度资金总额: {全年执行数: 13}}}
沿用: [{位置: 整体绩效 完成情况, 数值: 街道社会管理支出12万元。}]
";

#[test]
fn a_figure_put_right_does_not_make_last_years_text_this_years() {
    let desk = Desk::open(CARRIED).until_rule("A14").keys("F9 1");
    assert!(
        desk.text()
            .contains("街道社会管理支出{{项目.社会管理.全年执行数}}万元")
    );
    desk.until_rule("E11").says("还是上年的文字");
    let desk = Desk::open(CARRIED)
        .press("Ctrl+F6")
        .types("街道")
        .press("Tab");
    let desk = desk.types("办事处").press("F9").until_rule("E11");
    let desk = desk.press("Ctrl+Z").untouched();
    // What the person writes does.
    let desk = desk
        .go("整体绩效.完成情况")
        .press("F2")
        .types("今年又有新办法。");
    let desk = desk.press("F2").press("Ctrl+G");
    desk.lacks("还是上年的文字");
}

#[test]
fn what_last_year_said_is_not_offered_first_in_the_place_of_this_years_figure() {
    const DONE: &str = "\
年度: 2023
整体绩效:
  完成情况: 问题整改率96%。
  指标:
  - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 问题整改率, 指标值: 95, 度量单位: '%', 完成值: 97.5, 分值: 15}
";
    const TAKEN_OVER: &str = "沿用: [{位置: 整体绩效 完成情况, 数值: 问题整改率96%。}]\n";
    let text = DONE.to_owned() + TAKEN_OVER;
    let desk = Desk::open(&text).until_rule("A14").press("F9");
    let desk = desk.shows("完成值改为 96").press("Enter");
    assert!(desk.text().contains("问题整改率97.5%。"), "{}", desk.text());
    // Without digits to be mended the text itself is.
    let live = text.replace("问题整改率96%。", "'问题整改率96%，{{得分}}分。'");
    let desk = Desk::open(&live).until_rule("A14").press("F9");
    let desk = desk.shows("完成值改为 96").press("Enter");
    desk.on("整体绩效.完成情况").press("Esc").untouched();
    // What was written this year is one of two that may be wrong.
    let desk = Desk::open(DONE).until_rule("A14").keys("F9 Enter");
    assert!(desk.text().contains("完成值: \"96\","), "{}", desk.text());
    // And last year's target is mended before what was planned this year.
    let planned = text.replace("完成情况", "预期目标");
    let planned = planned.replace(
        "整体绩效 预期目标, 数值: 问题整改率96%。",
        "整体绩效 指标「问题整改率」 指标值, 数值: '95'",
    );
    let desk = Desk::open(&planned).until_rule("A14").keys("F9 Enter");
    assert!(desk.text().contains("指标值: \"96\","), "{}", desk.text());
}

#[test]
fn lines_pasted_into_a_list_make_its_entries() {
    let desk = Desk::open(BLANK).until("Down", |app| {
        stands_in(app, 0, |list, _| list.last_key() == Some("职能"))
    });
    let desk = desk.paste("负责街道党建工作；\r\n负责城市管理；\r\n负责公共服务。\r\n");
    let desk = desk.shows("粘贴 3 行：填 3 格，新增 3 条").press("Enter");
    let desk = desk
        .yaml_line("- 负责街道党建工作；")
        .yaml_line("- 负责公共服务。");
    desk.press("Ctrl+Z").untouched();
    let desk = Desk::open(SMALL)
        .go("基本情况.职能[1]")
        .paste("丁\n戊\n己\n庚\n");
    let desk = desk.shows("新增 2 条").press("Enter").yaml_line("- 庚");
    desk.lacks("不是整数").press("Ctrl+Z").untouched();
}

#[test]
fn a_table_with_its_heading_makes_the_entries_of_a_list() {
    const TABLE: &str = "一级指标\t二级指标\t三级指标\t计算符号\t指标值\n\
        产出\t时效\t工资发放及时率\t=\t100%\n产出\t数量\t走访户数\t>=\t200\n";
    let desk = Desk::open(SMALL)
        .go("项目[0].指标[0].一级指标")
        .paste(TABLE);
    let desk = desk.shows("计算符号").press("Enter");
    assert!(
        desk.text().contains("二级指标: 时效指标"),
        "{}",
        desk.text()
    );
    assert!(desk.text().contains("计算符号: ＝"), "{}", desk.text());
    let desk = desk.lacks("不在可选范围内").press("Ctrl+Z").untouched();
    // Where there is none yet.
    let desk = desk.choose(Some(1)).press("Enter");
    let desk = desk.until("Down", |app| stands_in(app, 1, |_, place| place.is_none()));
    let desk = desk.paste(TABLE).shows("新增 2 条").press("Enter");
    assert!(desk.text().contains("计算符号: ≥"), "{}", desk.text());
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn typing_where_a_list_begins_makes_its_first_entry() {
    let desk = Desk::open(BLANK).until("Down", |app| {
        stands_in(app, 0, |list, _| list.last_key() == Some("职能"))
    });
    let desk = desk.types("负责党建。").press("Enter");
    desk.yaml_line("- 负责党建。");
}

#[test]
fn a_comma_that_parts_no_thousands_is_asked_about() {
    for typed in ["12,5", "1,23,4", "12，5", "1,2345"] {
        let desk = Desk::open(SMALL).go(SPENT).types(typed).press("Enter");
        desk.edits()
            .says("逗号后面不是三位")
            .press("Esc")
            .untouched();
    }
    let desk = Desk::open(SMALL).go(SPENT).types("￥1,234,567.5元");
    desk.press("Enter").shows("123.45675");
}

/// Entertaining and a car were paid for, and last year's sentence says that nothing was.
const DENIED: &str = "\
年度: 2023
支出: {一般公共预算: {基本支出: {说明: 无出国经费支出，无公务用车购置和维护经费支出，无公务接待支出。}}}
基础数据:
  三公经费:
    公务用车购置: {本年决算数: 4.5}
    公务用车运行维护: {本年决算数: 2.8}
    公务接待: {本年决算数: 1.5}
";

#[test]
fn what_is_said_is_what_is_mended() {
    let desk = Desk::open(DENIED).resize(80, 24).until_rule("C5");
    let desk = desk.says("公务用车购置填列4.50万元").press("F8");
    let desk = desk.says("公务用车运行维护填列2.80万元").press("F8");
    let desk = desk.says("公务接待填列1.50万元").press("F9");
    // What was spent is not wiped out by the first key that comes to hand.
    let desk = desk
        .shows("基础数据表公务接待填列1.50万元")
        .shows("1 改这一处");
    let desk = desk.until_choice("把基础数据 三公经费 公务接待 本年决算数 改为 0");
    let desk = desk.press("Enter").yaml_line("公务接待: {本年决算数: 0}");
    let desk = desk
        .yaml_line("公务用车购置: {本年决算数: 4.5}")
        .press("F8");
    drop(desk.press("Shift+F8").says("填列"));
}

/// A table of projects whose last row is their sum.
const WITH_SUM: &str = "项目名称\t年初预算数\t全年预算数\t全年执行数\n\
    道路维修\t100\t110\t108\n社区服务\t50\t50\t49\n合 计\t150\t160\t157\n";

#[test]
fn a_sum_at_the_end_of_a_pasted_table_is_no_project() {
    let projects = "年度: 2023\n支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金}]}}}\n项目:\n- {名称: 社会管理, 支出类别: 专项资金}\n";
    let desk = Desk::open(projects).resize(80, 24).tab("预算构成");
    let desk = desk.go("项目[0].名称").paste(WITH_SUM);
    let desk = desk.shows("粘贴 2 行：填 8 格，1 行不填，新增 2 条");
    let desk = desk.shows_line(&["「合 计」一行", "不填：是合计"]);
    let desk = desk.shows_line(&["新增「道路维修」", "100、110、108", "加到「专"]);
    let desk = desk.press("Enter").says("1 行不填").resize(120, 40);
    let text = desk.text();
    assert!(
        text.contains("名称: 社会管理") && !text.contains("合"),
        "{text}"
    );
    desk.shows_line(&["专项资金", "150.00", "160.00", "157.00"]);
}

#[test]
fn headings_say_which_column_is_which_and_in_what_unit() {
    let desk = Desk::open(SMALL).resize(80, 24).tab("预算构成");
    let desk = desk.go("项目[0].名称").paste(
        "某街道2023年项目支出明细表\n\t\t\t单位：元\n\
        序号\t项 目\t全年执行数\t年初预算数\t备注\n1\t植 树\t801000\t900000\t\n2\t修路\t1210000\t1000000\t续建\n",
    );
    let desk = desk.shows("粘贴 2 行：填 3 格，1 格不填，1 行不填，按名称对行");
    let desk = desk.shows_line(&["「备注」一列", "不填"]);
    let desk = desk.shows_line(&["年初预算数", "90", "由900000元换算"]);
    let desk = desk
        .press("Enter")
        .resize(120, 40)
        .shows_line(&["植树", "90.00", "80.10"]);
    let desk = desk.shows_line(&["修路", "100.00", "160.00", "121.00"]);
    let desk = desk.press("Ctrl+Z").untouched();
    // In the heading of one column.
    let desk = desk.paste("项目名称\t全年执行数（元）\t年初预算数(万元)\n修路\t1210000\t99\n");
    let desk = desk
        .press("Enter")
        .shows_line(&["修路", "99.00", "160.00", "121.00"]);
    let desk = desk.press("Ctrl+Z").untouched();
    // 千元 and 百万元 are of 元 as well.
    let desk =
        desk.paste("单位：千元\n项目名称\t全年执行数\t年初预算数（百万元）\n修路\t1210\t0.99\n");
    let desk = desk
        .press("Enter")
        .shows_line(&["修路", "99.00", "160.00", "121.00"]);
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn a_name_that_is_not_there_renames_nothing() {
    let desk = Desk::open(SMALL).resize(80, 24).tab("预算构成");
    let desk = desk.go("项目[0].名称");
    let desk = desk.paste("架桥\t5\t6\t7\n植树\t1\t2\t80\n植树\t1\t1\t1\n");
    let desk = desk.shows_line(&["「植树」一行", "不填：同名重复"]);
    let desk = desk
        .shows_line(&["新增「架桥」", "5、6、7", "加到「"])
        .press("Enter");
    assert!(desk.text().contains("- 名称: 修路"), "{}", desk.text());
    let desk = desk
        .resize(120, 40)
        .shows_line(&["架桥", "5.00", "6.00", "7.00"]);
    let desk = desk.shows_line(&["修路", "100.00", "160.00", "120.00"]);
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn indicators_in_the_order_of_the_form_are_understood() {
    const ROWS: &str = "产出指标\t数量指标\t新建电梯\t≥5台\t6台\t10\t10\t\n\
        \t\t惠及户数\t≥120户\t118户\t10\t9\t有两户搬走\n\
        效益指标\t社会效益指标\t出行便利\t明显改善\t达成\t10\t10\t\n总分\t\t\t\t\t100\t97\t优\n";
    const HEAD: &str = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施\n";
    for table in [ROWS.to_owned(), HEAD.to_owned() + ROWS] {
        let desk = Desk::open(SMALL)
            .resize(80, 24)
            .go("项目[0].指标[0].三级指标");
        let desk = desk
            .paste(&table)
            .shows("新增 3 条")
            .shows_line(&["「总分」一行", "是合计"]);
        let desk = desk.press("Enter");
        let text = desk.text();
        assert!(
            text.contains("{三级指标: 里程, 计算符号: ≥, 指标值: 10"),
            "{text}"
        );
        let entry = text.split("三级指标: 惠及户数").next().unwrap_or_default();
        assert!(entry.contains("新建电梯"), "{text}");
        for part in [
            "指标值: 120",
            "完成值: 118",
            "度量单位: 户",
            "偏差原因: 有两户搬走",
            "计算符号: ≥",
            "指标值: 明显改善",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert_eq!(text.matches("二级指标: 数量指标").count(), 2, "{text}");
        assert!(!text.contains("三级指标: 三级指标"), "{text}");
        desk.press("Ctrl+Z").untouched();
    }
}

#[test]
fn left_and_right_take_what_is_typed_over_a_cell() {
    const APPROVED: &str = "项目[1].资金.年度资金总额.年初预算数";
    let desk = Desk::open(SMALL).tab("预算构成").go(APPROVED);
    let desk = desk.types("12").press("Right").types("34").press("Right");
    let desk = desk
        .types("56")
        .press("Enter")
        .shows_line(&["植树", "12.00", "34.00", "56.00"]);
    let desk = desk
        .go(APPROVED)
        .press("Right")
        .types("3")
        .press("Left")
        .browses()
        .on(APPROVED);
    // In what stands there the caret moves, and in what is typed after F2.
    let desk = desk
        .keys("F2 Left")
        .types("5")
        .press("Enter")
        .shows_line(&["植树", "152.00"]);
    let desk = desk
        .go(APPROVED)
        .types("79")
        .keys("F2 Left")
        .types("8")
        .press("Enter");
    let desk = desk.shows_line(&["植树", "789.00"]);
    // What is no number stays, to be put right.
    let desk = desk
        .go(APPROVED)
        .types("1.2.3")
        .press("Right")
        .edits()
        .says("不是数字");
    desk.press("Esc").browses();
}

#[test]
fn texts_that_have_the_old_name_of_a_project_are_asked_about() {
    let text = SMALL.with("修得很好。", "修路项目支出99万元。");
    let desk = Desk::open(&text)
        .resize(80, 24)
        .tab("预算构成")
        .go("项目[0].名称");
    let desk = desk.types("修路养路").press("Enter");
    let desk = desk
        .says("正文里还有 1 处写着“修路”")
        .shows("已是新的写法")
        .press("F9");
    let desk = desk.browses().yaml_line("修路养路项目支出99万元。");
    let desk = desk
        .until_rule("A14")
        .says("99万元")
        .keys("Ctrl+Z Ctrl+Z")
        .untouched();
    // Left alone.
    let desk = desk
        .go("项目[0].名称")
        .types("养路")
        .press("Enter")
        .press("Esc")
        .browses();
    desk.yaml_line("- 名称: 养路");
}

/// Last year's total is public, and one of last year's projects is no more.
const PRIOR: &str = "\
年度: 2023
支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金, 金额: {上年执行数: 300}}]}}}
项目:
- {名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {上年执行数: 100}}}
- {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {上年执行数: 200}}}
";

#[test]
fn last_years_total_is_not_put_right_by_a_project_that_is_no_more() {
    let desk = Desk::open(PRIOR)
        .resize(80, 24)
        .tab("预算构成")
        .go("项目[1].名称");
    let desk = desk
        .press("Ctrl+Del")
        .says("上年执行数 200 万元还在上年的合计里");
    let desk = desk.until_rule("A3").says("如已删去的项目").press("F9");
    desk.lacks("改为 100").lacks("删去列示").shows("填写说明");
}

#[test]
fn a_total_that_only_adds_up_does_not_keep_what_was_removed() {
    let computed = PRIOR.with(", 金额: {上年执行数: 300}", "");
    let desk = Desk::open(&computed).tab("预算构成").go("项目[1].名称");
    let desk = desk.press("Ctrl+Del").says("Ctrl+Z 可以撤销");
    drop(desk.lacks("还在上年的合计里"));
}

#[test]
fn what_goes_along_with_an_entry_is_told() {
    let desk = Desk::open(SMALL)
        .resize(80, 24)
        .choose(Some(0))
        .press("Ctrl+Del");
    let desk = desk.tells("已删除 项目「修路」和其中填好的 17 处，Ctrl+Z 可以撤销。");
    let desk = desk.press("Ctrl+Z").changed_to(SMALL);
    let desk = desk.go("基本情况.职能[0]").press("Ctrl+Del");
    drop(desk.tells("已删除 基本情况 职能第1项，Ctrl+Z 可以撤销。"));
}

#[test]
fn a_form_with_one_cell_in_a_row_keeps_what_is_typed_over_it() {
    let desk = Desk::open(SMALL).go("封面.标题").types("乙报告");
    let desk = desk.keys("Left*2").types("年").press("Enter");
    assert!(desk.text().contains("标题: '乙年报告'"), "{}", desk.text());
}

#[test]
fn a_table_pasted_where_none_of_it_fits_makes_no_entries() {
    let desk = Desk::open(SMALL).go("改进措施[0].完成时限");
    let desk = desk.paste("序号\t项目\t全年执行数\n1\t修路\t120\n2\t植树\t80\n");
    desk.says("没有粘贴").untouched();
}

#[test]
fn a_sign_in_words_is_the_sign() {
    let desk = Desk::open(SMALL).go("项目[0].指标[0].计算符号");
    let desk = desk.paste("小于等于");
    assert!(desk.text().contains("里程, 计算符号: ≤"), "{}", desk.text());
}

#[test]
fn indicators_of_last_year_that_are_selected_are_removed_at_once() {
    let desk = Desk::open(SMALL).go("项目[0].指标[0].三级指标");
    let desk = desk
        .keys("Shift+Down Ctrl+Del")
        .tells("已删除 2 条指标和其中填好的 10 处，Ctrl+Z 可以撤销。");
    assert!(!desk.text().contains("里程") && !desk.text().contains("验收"));
    let desk = desk.press("Ctrl+Z").changed_to(SMALL);
    // Of two lists only the one with the cursor.
    let desk = desk.go("问题[1].内容").keys("Shift+Down*3 Ctrl+Del");
    assert!(desk.text().contains("省着用"), "{}", desk.text());
}

#[test]
fn the_first_window_tells_of_itself_and_stays() {
    let desk = Desk::welcomed(REPORT).resize(80, 24).press("F1");
    let desk = desk
        .says("上下键选")
        .shows("从哪里开始")
        .press("Esc")
        .browses();
    desk.untouched();
}

#[test]
fn what_is_worked_out_here_is_not_gone_beside_another_report() {
    let there = SMALL.with(
        "    基本支出:\n",
        "    项目支出: {金额: {全年执行数: 210}}\n    基本支出:\n",
    );
    let there = there.replacen(
        "    项目支出:\n      类别:",
        "    其他支出:\n      类别:",
        1,
    );
    let desk = Desk::open(SMALL)
        .beside("上年.yaml", &there)
        .press("Ctrl+B");
    let desk = desk.until_choice("与别的报告比");
    let desk = desk.until_choice("上年.yaml");
    desk.shows_line(&["项目支出", "全年执行数", "210", "算出 200.00", "-10.00"]);
}

#[test]
fn a_change_that_cannot_be_told_says_what_it_lacks() {
    let desk = Desk::open(SMALL)
        .resize(80, 24)
        .tab("预算构成")
        .go("项目[1].名称");
    let desk = desk.press("End").shows("植树 增减算不出：还缺");
    desk.untouched();
}

#[test]
fn a_missing_table_is_led_to() {
    let yaml = "年度: 2023\n基本情况: {职能: [管理社区。]}\n支出: {一般公共预算: {金额: {全年执行数: 1}}, 政府性基金预算: {说明: 无}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}\n问题: [{编号: '1', 内容: 进度偏慢。}]\n其他说明: {附件: [{名称: 部门整体支出绩效评价基础数据表}]}\n";
    let desk = Desk::open(yaml).until_rule("E8").press("F9");
    let desk = desk.shows("1 前往填写：基础数据").press("1").browses();
    desk.shows("基础数据表").untouched();
}

#[test]
fn replacing_begins_with_what_is_sought_and_changes_lines() {
    let desk = Desk::open(SMALL).press("Ctrl+F").types("修路").press("Esc");
    let desk = desk
        .press("Ctrl+F6")
        .types("植树")
        .press("Ctrl+F6")
        .types("种树");
    desk.shows_line(&["查找", "植树"])
        .shows_line(&["替换为", "种树"])
        .press("Esc")
        .untouched();
}

#[test]
fn a_name_taken_out_of_a_list_is_not_put_back_by_enter() {
    let desk = Desk::open(SMALL).go("问题[0].涉及项目").press("F2");
    let desk = desk.shows("空格  选上或取消").shows("回车  选上并完成");
    let desk = desk.press("1").lacks("已选").shows("回车  完成");
    let desk = desk.press("Enter").browses();
    assert!(!desk.text().contains("涉及项目: [修路]"), "{}", desk.text());
}

#[test]
fn a_project_in_yuan_throughout_is_told_beside_the_others() {
    let project = |name: &str, spent: &str| {
        format!(
            "- {{名称: {name}, 资金: {{年度资金总额: {{全年预算数: {spent}, 全年执行数: {spent}}}}}}}\n"
        )
    };
    let others = project("乙", "150") + &project("丙", "168") + &project("丁", "12");
    let desk = Desk::open(&format!("项目:\n{}{others}", project("甲", "3200000")));
    let desk = desk.until_rule("B17").says("“甲”全年执行数3200000.00万元");
    let desk = desk.keys("F9 1");
    desk.changed_to(&format!("项目:\n{}{others}", project("甲", "320")));
    // So it is beside a single one, and with the sources that it states.
    let two = project("甲", "3200000") + &project("乙", "150");
    let desk = Desk::open(&format!("项目:\n{two}"))
        .until_rule("B17")
        .keys("F9 1");
    desk.changed_to(&format!("项目:\n{}", two.replace("3200000", "320")));
    // Large beside small is nothing odd.
    let text = format!("项目:\n{}{others}", project("甲", "85000"));
    let is_other = |it: &&Diagnostic| it.rule.code != "B17";
    Desk::open(&text).holds(|app| app.problems().iter().all(is_other));
}

#[test]
fn a_total_is_never_made_what_yuan_add_up_to() {
    let text = "支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金, 金额: {年初预算数: 610, 全年执行数: 543.24}}]}}}\n\
                项目:\n\
                - {名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {年初预算数: 210, 全年执行数: 231.24}}}\n\
                - {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {年初预算数: 4000000, 全年执行数: 3120000}, 当年财政拨款: {年初预算数: 4000000, 全年执行数: 3120000}}}\n";
    let desk = Desk::open(text).until_rule("A3").press("F9");
    let desk = desk.lacks("改为").shows("“乙”按元换算成万元");
    let right = text.replace("4000000", "400").replace("3120000", "312");
    desk.press("1").changed_to(&right);
}

#[test]
fn a_percentage_written_as_a_fraction_is_told_and_its_score_is_let_be() {
    let text = "项目: [{名称: 甲, 指标: [{三级指标: 满意度, 计算符号: ≥, 指标值: 95, 度量单位: '%', 完成值: 0.95, 分值: 10, 得分: 10}]}]\n";
    let desk = Desk::open(text).until_rule("D19");
    let desk = desk.says("多半是95%");
    assert!(desk.app().problems().iter().all(|it| it.rule.code != "D5"));
    desk.keys("F9 1").changed_to(&text.with("0.95", "95"));
    let low = text.with("指标值: 95", "指标值: 2");
    let is_other = |it: &&Diagnostic| it.rule.code != "D19";
    Desk::open(&low).holds(|app| app.problems().iter().all(is_other));
}

#[test]
fn a_marked_project_in_the_list_leads_to_what_was_found_in_it() {
    let desk = Desk::open(REPORT).resize(120, 40).tab("绩效指标");
    let desk = desk.press("Down");
    let row = |desk: &Desk| desk.screen().lines().any(|it| it.starts_with('?'));
    assert!(row(&desk), "{}", desk.screen());
    let desk = desk.press("F9").lacks("这一行没有核对提示");
    desk.press("Esc").holds(|app| app.problem_here().is_some());
}

#[test]
fn a_measure_typed_in_another_unit_of_its_kind_is_converted() {
    let text = "项目:\n- {名称: 甲, 指标: [{三级指标: 受益群众, 计算符号: ≥, 指标值: 12000, 度量单位: 人, 完成值: 11000, 分值: 10}]}\n";
    for typed in ["1.25万人", "１．２５万人", "1.25万", "12500名"] {
        let desk = Desk::open(text).go("项目[0].指标[0].完成值");
        let desk = desk.types(typed).press("Enter");
        desk.says(&format!("“{typed}”已记为 12500人"))
            .changed_to(&text.with("11000", "12500"))
            .press("Ctrl+Z")
            .untouched();
    }
    // Of another kind it stays as it is, and is asked about.
    let desk = Desk::open(text).go("项目[0].指标[0].完成值");
    let desk = desk.types("１．２５万人次").press("Enter");
    let desk = desk.says("度量单位是“人”，不是“万人次”，这样算不出得分，请改成同一种单位。");
    let desk = desk.changed_to(&text.with("11000", "1.25万人次"));
    desk.until_rule("D11")
        .says("完成值写成“1.25万人次”，度量单位却是“人”");
    let desk = Desk::open(&text.with("11000", "1.25万人")).until_rule("D11");
    let desk = desk.says("按度量单位“人”应填12500").keys("F9 1");
    desk.changed_to(&text.with("11000", "12500"));
}

#[test]
fn two_units_of_a_kind_pasted_into_one_row_become_one() {
    const LINE: &str = "- {名称: 甲, 指标: [{三级指标: 受益群众, 分值: 10}]}";
    let text = format!("项目:\n{LINE}\n");
    let line = |target: &str, rest: &str| {
        format!(
            "- {{名称: 甲, 指标: [{{三级指标: 受益群众, 分值: 10, 指标值: {target}, 计算符号: ≥, {rest}}}]}}"
        )
    };
    let target = "项目[0].指标[0].指标值";
    let desk = Desk::open(&text).go(target).paste("≥1.2万人\t12500人");
    let desk = desk.shows("由12500人换算").press("Enter");
    desk.yaml_line(&line("1.2", "度量单位: 万人, 完成值: 1.25"))
        .press("Ctrl+Z")
        .untouched();
    // The column of units counts, wherever it stands.
    let table = "三级指标\t指标值\t完成值\t度量单位\n受益群众\t≥1.2万人\t12500人\t人";
    let desk = Desk::open(&text).go(target).paste(table);
    let desk = desk.shows("由≥1.2万人换算").press("Enter");
    desk.yaml_line(&line("12000", "完成值: 12500, 度量单位: 人"));
}

#[test]
fn a_remedy_may_go_on() {
    let desk = Desk::open(SMALL).go("改进措施[0].完成时限");
    desk.types("长期坚持")
        .press("Enter")
        .yaml_line("- {内容: 省着用, 针对问题: '1', 完成时限: 长期坚持}");
    let desk = Desk::open(SMALL).go("改进措施[0].完成时限");
    desk.types("尽快").press("Enter").shows("不是日期").edits();
}

#[test]
fn a_sign_for_nothing_is_told_what_to_type() {
    for typed in ["无", "—", "／"] {
        let desk = Desk::open(SMALL).go(SPENT).types(typed).press("Enter");
        desk.shows("没有发生的请填 0，还不知道的留空").edits();
    }
}

#[test]
fn enter_goes_past_what_is_worked_out() {
    let desk = Desk::open(SMALL).go("基本情况.人员.退休人员");
    let desk = desk.types("8").press("Enter");
    assert_ne!(desk.field(), "", "{}", desk.screen());
}

#[test]
fn why_a_value_cannot_stand_is_said_whatever_key_comes_next() {
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数").types("五10");
    let desk = desk.press("Ctrl+Q").says("“五10”不是整数");
    drop(desk.says("没有做“退出”"));
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
    let desk = desk.types("编制50名，比上年多2名").press("Enter");
    drop(desk.says("不是整数"));
    let amount = "项目[0].资金.年度资金总额.年初预算数";
    let desk = Desk::open(SMALL)
        .go(amount)
        .types("预算，150")
        .press("Enter");
    drop(desk.says("不是数字"));
    let desk = Desk::open(SMALL).go(amount).types("12，5").press("Enter");
    drop(desk.says("逗号后面不是三位数字"));
}

#[test]
fn a_year_is_read_as_dates_are() {
    let desk = Desk::open(SMALL)
        .go("年度")
        .types("二〇二五年")
        .press("Enter");
    drop(desk.yaml_line("年度: 2025"));
}

#[test]
fn where_what_stands_below_a_row_comes_in_is_said() {
    for item in [Item::Basic, Item::Projects, Item::Fund(Fund::ALL[0])] {
        let desk = Desk::open(SMALL).tab("预算构成").press("Ctrl+Home");
        let desk = desk.until("Down", |app| app.selected_item() == Some(item));
        let desk = desk.press("Ins").says("请在名称上按回车进去，再按 Ins");
        drop(desk.keys("Enter Ins").says("已新增一"));
    }
    let desk = Desk::open(SMALL)
        .go("基本情况.机构[0].列示数")
        .keys("Right");
    drop(desk.types("甲").says("这是下面名单里的机构数"));
}

/// A project that spent more than it had, on the tab that it was seen on.
#[test]
fn what_is_wrong_is_put_right_where_it_is_seen_by_what_is_typed() {
    let text = SMALL.with("全年执行数: 120,", "全年执行数: 200,");
    let desk = Desk::open(&text).tab("预算构成").go(SPENT);
    assert_eq!(desk.app().tab(), Tab::Budget);
    let desk = desk.press("F9").until_choice("改这一处").types("1180000元");
    let desk = desk.press("Enter").yaml_line(
        "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 118, 上年执行数: 90}",
    );
    assert_eq!(desk.app().tab(), Tab::Budget);
}

#[test]
fn yuan_above_the_budget_are_offered_in_ten_thousands() {
    let desk = Desk::open(SMALL).go(SPENT).types("1204000").press("Enter");
    let desk = desk.until_rule("B3").press("F9").shows("1 改为 120.4");
    desk.press("1")
        .shows_line(&["年度资金总额", "160.00", "120.40"]);
}

#[test]
fn a_document_for_word_does_not_take_the_place_of_the_report() {
    for (name, text) in [
        ("甲.docx", "PK\u{3}\u{4}\u{14}\u{0}"),
        ("甲.txt", "只是几句话"),
        ("甲.csv", "名称,金额\n甲,1\n"),
    ] {
        let desk = Desk::open(SMALL).beside(name, text).press("Ctrl+F12");
        let desk = desk.until_choice("别的文件").types(name).press("Enter");
        let desk = desk.shows("打开哪份报告").shows("请检查是否选错了文件");
        drop(desk.press("Esc").browses().untouched().shows("一份 报告"));
    }
    // What may be a report with mistakes in it is opened to be looked at, an empty file to be filled in.
    for text in ["封面: {标题: 甲}\n年度: [2023\n", "封面： {标题: 甲}\n", ""] {
        let desk = Desk::open(SMALL).beside("甲.yaml", text).press("Ctrl+F12");
        let desk = desk.until_choice("甲.yaml").lacks("打开哪份报告");
        drop(desk.lacks("一份 报告"));
    }
}

#[test]
fn what_is_last_years_is_confirmed_where_it_stands() {
    const AIM: &str = "整体绩效.预期目标";
    let text = CARRIED
        .with("完成情况: 街道社会管理支出12万元。", "预期目标: 办实事, 完成情况: 街道办了实事。")
        .with(
            "[{位置: 整体绩效 完成情况, 数值: 街道社会管理支出12万元。}]",
            "\n- {位置: 整体绩效 完成情况, 数值: 街道办了实事。}\n- {位置: 整体绩效 预期目标, 数值: 办实事}",
        );
    let desk = Desk::open(&text).go(AIM).shows_line(&["F9", "处理"]);
    let desk = desk.press("F1").shows("按 F9 确认本年度也是").press("Esc");
    let desk = desk.press("F9").shows("请按本年度的情况改写").press("1");
    let desk = desk.says("确认 整体绩效 预期目标 本年度也是如此");
    assert!(!desk.text().contains("位置: 整体绩效 预期目标"));
    let desk = desk.press("F9").says("没有核对提示");
    drop(desk.go("整体绩效.完成情况").press("F9").shows("E11 警告"));
}

#[test]
fn a_duty_typed_with_its_number_has_it_once() {
    const SECOND: &str = "基本情况.职能[1]";
    for typed in ["2、组织", "2. 组织", "（2）组织", "②组织"] {
        let desk = Desk::open(SMALL).go(SECOND).types(typed).press("Enter");
        let desk = desk.yaml_line("- \"组织\"");
        drop(desk.says("已记为 组织"));
    }
    // Of another number it is no number of its place.
    for typed in ["3、组织", "2.5公里道路", "2"] {
        let desk = Desk::open(SMALL).go(SECOND).types(typed).press("Enter");
        drop(desk.yaml_line(&format!("- \"{typed}\"")));
    }
}

#[test]
fn a_list_of_files_has_no_sort_without_any() {
    let desk = Desk::open(SMALL).press("Ctrl+F12");
    desk.shows("打开哪份报告")
        .lacks("备份")
        .press("Esc")
        .untouched();
}

#[test]
fn the_report_is_saved_out_of_the_list_of_findings() {
    let desk = Desk::open(SMALL)
        .go(SPENT)
        .types("150")
        .keys("Enter Ctrl+G");
    let desk = desk.press("Ctrl+S").says("已保存").shows("核对提示");
    assert!(desk.saved().contains("全年执行数: 150"));
}

#[test]
fn keys_dropped_in_too_small_a_window_are_told() {
    let desk = Desk::open(SMALL).go(SPENT).resize(40, 10).types("15");
    let desk = desk.shows("放大以前").resize(80, 24);
    desk.says("窗口太小，按的键没有用上").untouched();
}

#[test]
fn the_empty_field_come_back_to_is_the_next_one() {
    let desk = Desk::open(BLANK).keys("F5 Down Up F5");
    let desk = desk.says("这里是 封面 标题").press("F5");
    drop(desk.says("这里是 封面 单位名称"));
}

#[test]
fn the_name_of_a_project_stands_above_what_was_scrolled_to() {
    let desk = Desk::open(SMALL).resize(80, 24).go("项目[0].预期目标");
    drop(desk.shows_line(&["年度总体目标", "修路"]));
}

/// The budget as offices keep it: totals of which some are left blank, rows below them.
const BUDGET: &str = "2025年度预算执行情况表\t\t\t\n序号\t项目\t年初预算数\t全年执行数\n1\t一般公共预算\t\t\n1.1\t基本支出\t150\t152\n1.1.1\t人员经费\t130\t133\n1.1.2\t公用经费\t20\t19\n1.2\t项目支出\t\t\n\t修路\t30\t31\n\t植树\t20\t20\n合计\t\t200\t203\n";

#[test]
fn a_total_of_rows_among_which_are_totals_is_no_contradiction() {
    let kinds = "{基本支出: {分类: [{名称: 人员经费}, {名称: 公用经费}]}, 项目支出: {类别: [{名称: 专项资金}]}}";
    let projects = "[{名称: 修路, 支出类别: 专项资金}, {名称: 植树, 支出类别: 专项资金}]";
    let text = format!("支出: {{一般公共预算: {kinds}}}\n项目: {projects}\n");
    for text in [&*text, BLANK] {
        let desk = Desk::open(text).tab("预算构成").press("Ctrl+Home");
        let desk = desk.paste(BUDGET).shows("按名称对行");
        drop(desk.lacks("合计对不上"));
        let desk = Desk::open(text).tab("预算构成").press("Ctrl+Home");
        let desk = desk.paste(&BUDGET.replace("\t203", "\t213"));
        drop(desk.shows_line(&["「合计」全年执行数", "213", "各行加起来是 203，相差 10"]));
    }
}

#[test]
fn what_is_pasted_over_stands_before_what_comes_anew() {
    let desk = Desk::open(SMALL).go("基本情况.职能[1]");
    let desk = desk.paste("子\n丑\n寅\n卯\n").shows("换掉 2 格原有文字");
    let screen = desk.shows("丑").shows("新增「寅」").screen();
    assert!(screen.find("丑") < screen.find("新增「寅」"), "{screen}");
}

#[test]
fn a_sum_without_its_sign_is_told_what_it_lacks() {
    let desk = Desk::open(SMALL).go(SPENT).types("1200+150").press("Enter");
    let desk = desk.says("请在前面加“=”，写成“=1200+150”").press("Esc");
    desk.go(SPENT).types("=120+15").press("Enter").yaml_line(
        "年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 135, 上年执行数: 90}",
    );
}

#[test]
fn a_long_text_is_gone_on_with() {
    let desk = Desk::open(SMALL).go("项目[0].完成情况");
    let desk = desk.shows_line(&["F2", "接着写"]).go(SPENT);
    drop(desk.lacks("接着写"));
}

#[test]
fn a_text_is_shown_from_its_beginning_where_what_is_meant_is_near_it() {
    let desk = Desk::open(SMALL)
        .press("Ctrl+F")
        .types("修得很好")
        .press("Enter");
    drop(desk.press("Esc").shows("修了一条路。").shows("修得很好。"));
}
