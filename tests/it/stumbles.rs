//! Where people who had never seen the program stumbled.

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};
use jixiao::ui::app::Access;
use jixiao::ui::tabs::Tab;

const DATE: &str = "封面.报告日期";

#[test]
fn a_figure_that_is_not_found_is_not_left_half_in_the_text() {
    let desk = || {
        Desk::open(SMALL)
            .go("项目[0].完成情况")
            .keys("F2 Ctrl+End F9")
    };
    // Those of the project that is written about are offered first.
    drop(desk().shows("项目.修路."));
    let desk = desk().types("没有的数");
    let desk = desk
        .shows("没有名称带“没有的数”的数")
        .press("Enter")
        .edits();
    let desk = desk
        .says("几个词用空格分开，Esc 不插入。")
        .press("Esc")
        .edits();
    // Nor is what was looked for; who meant it has it back.
    let desk = desk
        .says("“没有的数”也去掉了")
        .press("Ctrl+Z")
        .shows("{{没有的数");
    drop(desk.press("Esc").press("F2").untouched());
}

#[test]
fn a_reply_is_said_to_be_one() {
    let yaml = SMALL.to_owned() + "批注: [{位置: 封面 标题, 数值: , 内容: 请核对。, 答复: }]\n";
    let desk = Desk::open(&yaml).go("封面.标题").keys("Shift+F2 Enter");
    let desk = desk.types("核对过了。").press("F2");
    drop(desk.says("已答复批注「封面 标题」。"));
}

#[test]
fn what_cannot_be_read_is_said_with_why_nothing_can_be_put_in() {
    let desk = Desk::open("年度: [2023\n").press("Ins");
    let message = desk.app().document().problems().first();
    let message = message.map(|it| it.message.clone()).unwrap_or_default();
    drop(
        desk.says("文件没有全部读懂，只能查看，请先改正。")
            .says(&message),
    );
}

#[test]
fn the_menu_says_where_there_is_no_level_below() {
    let desk = Desk::open(SMALL).go("封面.标题").press("F10");
    let desk = desk.until("Right", |app| {
        let items = app.choice_words().map(|(words, _)| words);
        items.is_some_and(|words| words.starts_with("进入下一级"))
    });
    let desk = desk.shows("进入下一级：这里没有下一级").press("Enter");
    drop(desk.shows("进入下一级").untouched());
}

#[test]
fn a_date_in_chinese_numerals_is_a_date() {
    for typed in [
        "二〇二四年三月十五日",
        "二○二四年三月十五日",
        "２０２４－３－１５",
        "2024。3。15",
    ] {
        Desk::open(SMALL)
            .go(DATE)
            .types(typed)
            .press("Enter")
            .browses()
            .shows_line(&["报告日期", "2024-03-15"]);
    }
}

#[test]
fn what_is_typed_after_a_refused_date_takes_its_place() {
    let desk = Desk::open(SMALL).go(DATE).types("明天").shows("不是日期");
    let desk = desk.lacks("暂").press("Enter").edits();
    let desk = desk.says("按 Esc 放弃").types("2024.3.15").press("Enter");
    desk.browses().shows_line(&["报告日期", "2024-03-15"]);
}

#[test]
fn a_key_that_cannot_act_while_a_value_is_refused_says_so() {
    let mut desk = Desk::open(SMALL).go(DATE).types("明天");
    for key in [
        "F3", "F4", "F5", "F8", "F9", "F1", "F10", "Ctrl+G", "Up", "Down", "Ctrl+S",
    ] {
        desk = desk.types("呀").press(key).edits().says("按 Esc 放弃");
    }
    desk.press("Esc").untouched();
}

#[test]
fn keys_work_while_a_long_text_is_written_or_say_what_comes_first() {
    const OUTCOME: &str = "项目[0].完成情况";
    let writing = || {
        Desk::open(SMALL)
            .go(OUTCOME)
            .keys("F2 Ctrl+End")
            .types("又修了。")
    };
    writing()
        .press("F1")
        .shows("核对它的规则")
        .press("Esc")
        .shows("又修了。");
    writing().press("F10").shows("新建空白表");
    writing().press("Ctrl+G").shows("核对提示");
    writing().press("F4").browses().shows("存在的主要问题");
    writing().press("F9").edits();
    let desk = writing().press("Ctrl+D").edits();
    desk.says("请先按 F2 完成，再按 Ctrl+D 向下填充");
}

#[test]
fn the_next_section_may_be_in_the_next_table() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("问题整改");
    let desk = desk.press("Ctrl+Down").on("改进措施[0].针对问题");
    desk.press("Ctrl+Up").on("问题[0].编号");
}

#[test]
fn the_panes_that_are_seen_take_turns() {
    let desk = Desk::open(REPORT).resize(80, 24).tab("绩效指标");
    let desk = desk.press("F6").holds(|app| app.focus() == 2);
    desk.press("F6").holds(|app| app.focus() == 0);
}

#[test]
fn whoever_gives_no_name_does_not_review() {
    let desk = Desk::open(REPORT).known_as("lisi").press("Shift+F9");
    let desk = desk.shows("谁来审阅").lacks("审阅  已保存").press("Esc");
    let desk = desk
        .says("没有开始审阅")
        .holds(|app| app.access() == Access::Fill);
    desk.go(DATE)
        .types("2024-3-15")
        .press("Enter")
        .shows_line(&["报告日期", "2024-03-15"]);
}

#[test]
fn the_place_of_a_text_taken_over_leads_there() {
    let text = SMALL.to_owned() + "沿用: [{位置: 项目「修路」 完成情况, 数值: 共14字 0}]\n";
    let desk = Desk::open(&text)
        .press("Ctrl+End")
        .shows("从上年沿用的文字");
    let desk = desk.types("改").says("按回车前往").untouched();
    desk.press("Enter").on("项目[0].完成情况");
}

#[test]
fn what_a_score_waits_for_is_named() {
    let text = SMALL.with(
        "{年初预算数: 100, 全年预算数: 160, 全年执行数: 120, 上年执行数: 90}",
        "{全年预算数: 900}",
    );
    let desk = Desk::open(&text).choose(Some(0)).press("Enter");
    let desk = desk.shows("缺全年执行数").lacks("缺全年预算数");
    desk.choose(Some(1))
        .press("Enter")
        .shows("还缺全年预算数，没有指标");
}

#[test]
fn a_place_where_nothing_stands_is_said_to_be_empty() {
    let text = SMALL.with("分值: 50}", "分值: 50, 得分: 40}");
    let desk = Desk::open(&text).until_rule("D7").press("F9");
    desk.shows("偏差原因（空着）")
        .lacks("一处 ，")
        .lacks("偏差原因 等算出");
}

const INDICATORS: &str = "\
年度: 2023
项目:
- 名称: 甲
  指标:
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 10, 得分: 8}
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 家数}
  - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 出行}
";

#[test]
fn points_are_not_added_up_while_some_are_blank() {
    let desk = Desk::open(INDICATORS).keys("Ctrl+G End").lacks("应为");
    desk.shows("还有 2 项指标没有填分值");
    let filled = INDICATORS.with("家数}", "家数, 分值: 60}");
    let desk = Desk::open(&filled).press("Ctrl+G");
    desk.shows("产出指标分值合计70.00分，应为50.00分");
}

#[test]
fn what_is_scored_is_what_has_a_score() {
    let text = INDICATORS.with(
        "家数}",
        "家数, 计算符号: ≥, 指标值: 5, 完成值: 5, 分值: 50}",
    );
    let desk = Desk::open(&text).choose(Some(0)).press("Enter");
    desk.shows("已评 1 条，另 1 条按试算");
}

#[test]
fn shares_say_what_they_are_of() {
    let desk = Desk::open(REPORT).tab("预算构成").press("Ctrl+Home");
    let desk = desk
        .shows_line(&["支出总计", "4572.32"])
        .shows_line(&["一般公共预算", "99.35%"]);
    Desk::open(REPORT)
        .tab("预算构成")
        .go("支出.一般公共预算.项目支出.类别[0].金额.全年执行数")
        .shows("业务工作经费：占比")
        .shows("共2969.31");
    let desk = desk
        .keys("Down Right*3 Shift+Down")
        .until("Shift+Down", |app| app.cursor(0).rows().count() > 1);
    desk.shows("占");
    Desk::open(REPORT).resize(80, 24).shows("支出总计 4572.32");
}

#[test]
fn a_step_tells_where_two_long_texts_differ_and_what_stands_again() {
    const OUTCOME: &str = "项目[0].完成情况";
    let desk = Desk::open(REPORT).go(OUTCOME).keys("F2 Ctrl+End");
    let desk = desk.types("今年又办了两件实事。").keys("F2 Ctrl+Z");
    let said = desk.notice().to_owned();
    let (from, to) = said.split_once(" → ").unwrap_or_default();
    assert!(!from.is_empty() && to.contains("今年又办"), "{said}");
    let desk = desk
        .go("封面.报告日期")
        .types("2024-4-2")
        .keys("Enter Ctrl+Z");
    let desk = desk.says("→ 2024-04-02（输入的是“2024-4-2”），现在是 2023-04-28");
    desk.press("Ctrl+Y")
        .says("重做：修改「报告日期」 2023-04-28 → 2024-04-02");
    // A number is told whole.
    let desk = Desk::open(REPORT).go("封面.手机号码").types("138000000007");
    desk.keys("Enter Ctrl+Z")
        .says("修改「手机号码」 13800000000 → 138000000007，现在是 13800000000")
        .untouched();
}

#[test]
fn a_step_of_several_values_says_how_many_stand_again() {
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
    let cleared = desk.keys("Shift+Down*2 Del").says("已清空 3 格");
    let desk = cleared.press("Ctrl+Z");
    let desk = desk
        .says("撤销：清空 3 格，改过的 3 处都改回去了")
        .untouched();
    // As well after a restart.
    let desk = desk.keys("Ctrl+Y Ctrl+S").says("已保存").reopens();
    desk.press("Ctrl+Z")
        .says("撤销：清空 3 格，改过的 3 处都改回去了")
        .untouched();
}

#[test]
fn what_came_from_elsewhere_is_undone_by_its_name() {
    let one = SMALL.with("编制数: 50", "编制数: 51");
    let desk = Desk::open(SMALL).meanwhile(&one).waits();
    desk.press("Ctrl+Z")
        .says("撤销：并入别处的 1 处修改，「编制数」现在是 50")
        .untouched();
    let two = one.with("退休人员: 7", "退休人员: 8");
    let desk = Desk::open(SMALL).meanwhile(&two).waits();
    desk.press("Ctrl+Z")
        .says("撤销：并入别处的 2 处修改，改过的 2 处都改回去了")
        .untouched();
}

/// In the place of an entry that goes stands the next one.
#[test]
fn an_entry_that_is_deleted_is_recorded_by_its_own_text() {
    let desk = Desk::open(SMALL).go("基本情况.职能[0]");
    let desk = desk.press("Ctrl+Del").press("Ctrl+W");
    let desk = desk.shows_line(&["甲", "（空）"]).press("Esc");
    desk.press("Ctrl+Z")
        .lacks("现在是")
        .lacks("改过的")
        .untouched();
}

#[test]
fn what_was_undone_after_a_save_is_told_as_that() {
    let desk = Desk::open(SMALL)
        .go(DATE)
        .types("2024-4-2")
        .keys("Enter Ctrl+S Ctrl+Z");
    let desk = desk.rests().crashes();
    let desk = desk.shows("保存以后撤销了 1 步").lacks("没有保存的有");
    desk.press("2").shows("撤销了已保存的：修改「报告日期」");
}

#[test]
fn a_comparison_is_come_back_to_where_it_was_left() {
    let other = REPORT.with("2022", "2021").with("街道", "镇");
    let desk = Desk::open(REPORT)
        .beside("上年.yaml", &other)
        .keys("Ctrl+B 2 Enter");
    let desk = desk.shows("处不同").keys("Down*40").shows("处不同");
    let line = |desk: &Desk| {
        let app = desk.app();
        let jixiao::ui::app::Mode::Popup(jixiao::ui::app::Popup::Places(list)) = app.mode() else {
            return None;
        };
        Some(list.cursor.row)
    };
    let at = line(&desk);
    let desk = desk.press("Enter").browses().says("回到对照的这一行");
    let desk = desk.keys("Down Ctrl+B Enter").shows("处不同");
    assert_eq!((line(&desk), at.is_some()), (at, true), "{}", desk.screen());
}

#[test]
fn a_telephone_number_has_plain_digits() {
    let desk = Desk::open(SMALL)
        .go("封面.办公电话")
        .types("８２５５　０１３５");
    desk.press("Enter").shows_line(&["办公电话", "8255 0135"]);
}

#[test]
fn a_word_that_is_nowhere_is_asked_for_again_before_it_is_replaced() {
    let desk = Desk::open(SMALL)
        .press("Ctrl+F")
        .types("没有的字")
        .keys("Esc Ctrl+F6");
    let desk = desk.types("某街道").shows("基本信息");
    let desk = desk.shows_line(&["查找", "某街道"]);
    desk.keys("Tab")
        .types("甲街道")
        .press("Enter")
        .says("已替换 1 处");
}

#[test]
fn a_sign_and_a_unit_typed_with_a_target_go_to_their_own_cells() {
    const LINE: &str = "- {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 家数, 指标值: 1200, \
        计算符号: ≥, 度量单位: 家, 完成值: 1300}";
    let target = "项目[0].指标[1].指标值";
    let desk = Desk::open(INDICATORS).go(target).types("≥1200家");
    let desk = desk
        .shows_line(&["家数", "≥", "1200", "家"])
        .press("Tab")
        .types("1300家");
    desk.press("Enter")
        .yaml_line(LINE)
        .keys("Ctrl+Z Ctrl+Z")
        .untouched();
    let desk = Desk::open(INDICATORS)
        .go(target)
        .types("≥1200人次")
        .press("Enter");
    let desk = desk.yaml_line(&LINE.with(": 家,", ": 人次,").with(", 完成值: 1300", ""));
    drop(desk);
    let desk = Desk::open(INDICATORS).go(target).paste("≥1200家\t1300家");
    let desk = desk.shows("另填 计算符号 ≥").shows("另填 度量单位 家");
    desk.press("Enter")
        .yaml_line(LINE)
        .press("Ctrl+Z")
        .untouched();
}

#[test]
fn a_sign_in_words_is_one() {
    let target = "项目[0].指标[1].指标值";
    for (typed, sign, value) in [
        ("90%以上", "≥", "90%"),
        ("９５％以上", "≥", "95%"),
        ("不低于95%", "≥", "95%"),
        ("大于等于95%", "≥", "95%"),
        ("不超过3", "≤", "3"),
        ("少于5", "＜", "5"),
    ] {
        let desk = Desk::open(INDICATORS)
            .go(target)
            .types(typed)
            .press("Enter");
        let desk = desk.says(&format!("“{typed}”已记为 {sign}{value}"));
        let line = format!("三级指标: 家数, 指标值: {value}, 计算符号: {sign}}}");
        let desk = desk.yaml_line(&format!(
            "- {{一级指标: 产出指标, 二级指标: 数量指标, {line}"
        ));
        desk.press("Ctrl+Z").untouched();
    }
    let desk = Desk::open(INDICATORS)
        .go(target)
        .types("不超过3次")
        .press("Enter");
    desk.shows_line(&["家数", "≤", "3", "次"])
        .press("Ctrl+Z")
        .untouched();
    // What is done is not compared.
    let desk = Desk::open(INDICATORS).go("项目[0].指标[1].完成值");
    let desk = desk.types("100家以上").press("Enter");
    let line = "三级指标: 家数, 完成值: 100家以上}";
    let desk = desk.yaml_line(&format!(
        "- {{一级指标: 产出指标, 二级指标: 数量指标, {line}"
    ));
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn the_first_project_is_put_in_from_where_one_stands() {
    let desk = Desk::open(BLANK).resize(80, 24).tab("绩效指标");
    let desk = desk.shows("新增）").press("Ins").says("已新增一个项目");
    desk.yaml_line("- 名称:");
}

#[test]
fn a_chart_that_is_not_in_sight_is_not_switched() {
    let desk = Desk::open(REPORT)
        .resize(80, 24)
        .tab("绩效指标")
        .keys("Down Enter");
    let desk = desk.press("Ctrl+T").says("图现在不在屏幕上").press("Esc");
    desk.shows("一级指标得分")
        .press("Ctrl+T")
        .shows("二级指标得分");
}

#[test]
fn what_is_remarked_on_is_named_in_plain_words() {
    let desk = Desk::open_allowing(Access::Review, REPORT)
        .go("项目[3].资金.年度资金总额.全年执行数")
        .press("Shift+F2");
    let desk = desk
        .shows("写批注：这一格（全年执行数）")
        .shows("写批注：这一项目「经济发展」");
    desk.shows("写批注：整节「资金」").shows("写批注：全部项目");
}

#[test]
fn the_second_menu_of_an_export_does_not_repeat_the_first() {
    let desk = Desk::open(REPORT).press("Ctrl+E").shows("项必填没有填");
    let desk = desk.shows("纯文本").shows("逗号分隔表格").press("1");
    desk.shows("再选哪一种")
        .lacks("项必填没有填")
        .lacks("处错误没有处理");
}

#[test]
fn nothing_runs_together_or_loses_its_end_in_a_small_window() {
    let desk = Desk::open(REPORT).resize(80, 24);
    let screen = desk.tab("预算构成").screen();
    for line in screen.lines() {
        assert!(!line.contains("%="), "{screen}");
    }
    let desk = Desk::open(BLANK).resize(80, 24).tab("问题整改");
    desk.lacks("新..").press("F6").lacks("返回上级");
    let desk = Desk::open(REPORT).resize(60, 20);
    drop(desk.shows_line(&["2022年度", "..", "自评.yaml"]));
}

#[test]
fn scores_are_in_the_order_of_the_form_and_say_once_what_is_missing() {
    let text = INDICATORS.with("家数}", "家数, 分值: 40}").with(
        "- {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程",
        "- {一级指标: 满意度指标, 三级指标: 里程",
    );
    let desk = Desk::open(&text).choose(Some(0));
    let at = |name: &str| desk.places(name).into_iter().map(|(_, y)| y).min();
    assert!(
        at("产出") < at("效益") && at("效益") < at("满意度"),
        "{}",
        desk.screen()
    );
    desk.keys("F6 Down*2")
        .shows("效益 1 条：得分/分值 未填。")
        .lacks("缺数/未填");
}

#[test]
fn a_paste_names_each_row_once() {
    let desk = Desk::open(INDICATORS)
        .resize(80, 24)
        .go("项目[0].指标[0].指标值");
    let desk = desk
        .paste("11\t9\t家")
        .shows_line(&["项目「甲」 指标「里程」"]);
    desk.shows_line(&["  完成值", "8", "9"]);
}

#[test]
fn the_code_of_a_rule_is_not_taken_for_a_key() {
    let desk = Desk::open(REPORT).press("Ctrl+P").types("文字重复");
    desk.shows(" 规则 F7 文字重复");
}

#[test]
fn a_name_of_the_budget_is_told_with_what_was_spent_and_the_keys_say_what_enter_does() {
    let desk = Desk::open(REPORT).tab("预算构成");
    desk.shows("项目支出：全年执行数（万元）列示 2882.00")
        .shows("回车  进入下一级");
}

#[test]
fn what_is_typed_after_ins_goes_where_it_makes_sense() {
    for size in [(80, 24), (120, 40)] {
        let desk = Desk::open(REPORT)
            .resize(size.0, size.1)
            .choose(Some(0))
            .press("Ins");
        let desk = desk.on("项目[1].名称").says("已新增一个项目，直接输入即可");
        let desk = desk.types("应急项目").press("Enter");
        let desk = desk.yaml_line("- 名称: 应急项目").press("F5");
        assert!(desk.field().starts_with("项目[1]."), "{}", desk.field());
        let desk = desk.go("改进措施[0].针对问题").press("Ins");
        let desk = desk.on("改进措施[1].内容").types("建立月调度机制。");
        desk.press("F2").yaml_line("- 内容: 建立月调度机制。");
    }
}

#[test]
fn a_remark_is_typed_at_once() {
    let desk = Desk::open_allowing(Access::Review, SMALL)
        .go("基本情况.人员.退休人员")
        .press("Shift+F2");
    let desk = desk.shows("直接打字").types("请核实第1处").press("F2");
    desk.yaml_line("内容: 请核实第1处")
        .yaml_line("- 位置: 基本情况 人员 退休人员");
    let desk = Desk::open_allowing(Access::Review, SMALL)
        .go("基本情况.人员.退休人员")
        .keys("Shift+F2 Down");
    let desk = desk.paste("整节再看").press("F2");
    desk.yaml_line("内容: 整节再看")
        .yaml_line("- 位置: 基本情况 人员");
}

#[test]
fn a_remark_may_begin_with_a_digit() {
    let desk = Desk::open_allowing(Access::Review, SMALL)
        .go("基本情况.人员.退休人员")
        .press("Shift+F2")
        .lacks("按序号选")
        .types("2021年的数没有附件")
        .press("F2");
    desk.yaml_line("内容: 2021年的数没有附件")
        .yaml_line("- 位置: 基本情况 人员 退休人员");
}

#[test]
fn a_unit_or_a_sign_that_stands_there_is_no_change_of_its_own() {
    let desk = Desk::open(SMALL).go("项目[0].指标[0].指标值");
    let desk = desk.types("≥12").press("Enter");
    desk.press("Ctrl+Z").says("现在是 10").untouched();
    let with_unit = SMALL.with("{三级指标: 里程,", "{三级指标: 里程, 度量单位: 公里,");
    let desk = Desk::open(&with_unit).go("项目[0].指标[0].指标值");
    let desk = desk.types("12公里").press("Enter");
    desk.changed_to(&with_unit.replace("指标值: 10", "指标值: 12"))
        .press("Ctrl+Z")
        .says("现在是 10")
        .untouched();
}

#[test]
fn an_amount_typed_for_a_name_is_questioned_however_it_is_written() {
    for typed in ["800.00元", "5000万", "1,234.50元", "￥12", "１２。5"] {
        let desk = Desk::open(SMALL).tab("预算构成");
        let desk = desk.go("项目[0].名称").types(typed).press("Enter");
        desk.edits()
            .says(&format!("“{typed}”是数字，不是名称"))
            .press("Esc")
            .untouched();
    }
    let desk = Desk::open(SMALL).go("问题[1].编号");
    let desk = desk.types("1,500.00元").press("Enter");
    let desk = desk
        .says("编号成了“1,500.00元”")
        .press("Ctrl+Z")
        .untouched();
    let desk = desk.types("3").press("Enter");
    assert!(!desk.notice().contains("编号成了"), "{}", desk.notice());
}

/// What was said of the second of the measures is said of it wherever it comes to stand.
#[test]
fn what_was_said_of_an_entry_goes_with_it() {
    let report = |measures: &str, remarks: &str| {
        format!("基本情况:\n  职能:\n  - 甲\n  - 乙\n改进措施:\n{measures}{remarks}")
    };
    let (first, second) = ("- {内容: 做好一}\n", "- {内容: 做好二}\n");
    let both = first.to_owned() + second;
    let said = |place: &str| {
        format!(
            "批注:\n- {{位置: {place} 内容, 内容: 不够}}\n\
             沿用:\n- {{位置: {place} 内容, 数值: 做好二}}\n- {{位置: 基本情况 职能第1项, 数值: 甲}}\n"
        )
    };
    let yaml = report(&both, &said("改进措施第2项"));
    Desk::open(&yaml)
        .go("改进措施[0].内容")
        .press("Ctrl+Del")
        .changed_to(&report(second, &said("改进措施第1项")))
        .press("Ctrl+Z")
        .untouched();
    Desk::open(&yaml)
        .go("改进措施[1].内容")
        .press("Alt+Up")
        .changed_to(&report(
            &(second.to_owned() + first),
            &said("改进措施第1项"),
        ))
        .press("Ctrl+Z")
        .untouched();
    let blank = "- {内容: , 针对问题: , 责任人: , 完成时限: , 状态: }\n";
    Desk::open(&yaml)
        .go("改进措施[0].内容")
        .press("Ins")
        .changed_to(&report(
            &(first.to_owned() + blank + second),
            &said("改进措施第3项"),
        ));
    // What was said of one that is gone goes with it; a comment stays where somebody finds it.
    Desk::open(&yaml)
        .go("改进措施[1].内容")
        .press("Ctrl+Del")
        .changed_to(&report(
            first,
            "批注:\n- {位置: 改进措施, 内容: 不够}\n沿用:\n- {位置: 基本情况 职能第1项, 数值: 甲}\n",
        ))
        .press("Ctrl+Z")
        .untouched();
    let of_each = "沿用:\n- {位置: 改进措施第2项 内容, 数值: 做好二}\n- {位置: 改进措施第1项 内容, 数值: 做好一}\n\
                   - {位置: 基本情况 职能第1项, 数值: 甲}\n- {位置: 改进措施第2项 责任人, 数值: 乙}\n";
    let gone = Desk::open(&report(&both, of_each))
        .go("改进措施[0].内容")
        .keys("Shift+Down Ctrl+Del");
    let text = gone.text();
    assert!(
        text.ends_with("沿用:\n- {位置: 基本情况 职能第1项, 数值: 甲}\n"),
        "{text}"
    );
    drop(gone.press("Ctrl+Z").untouched());
    Desk::open(&yaml)
        .go("基本情况.职能[0]")
        .press("Alt+Down")
        .changed_to(
            &report(&both, &said("改进措施第2项"))
                .replace("- 甲\n  - 乙", "- 乙\n  - 甲")
                .replace("职能第1项", "职能第2项"),
        );
}

#[test]
fn what_refers_to_a_name_follows_when_it_is_changed() {
    let kind = "支出.一般公共预算.项目支出.类别[0].名称";
    Desk::open(SMALL)
        .go(kind)
        .types("业务经费")
        .press("Enter")
        .says("的 2 处也跟着改了。")
        .changed_to(&SMALL.with("专项资金", "业务经费"))
        .press("Ctrl+Z")
        .untouched();
    let renumbered = SMALL
        .with("编号: '1'", "编号: '7'")
        .with("针对问题: '1'", "针对问题: '7'");
    let issue = "问题[0].编号";
    Desk::open(SMALL)
        .go(issue)
        .types("7")
        .press("Enter")
        .changed_to(&renumbered);
    Desk::open(SMALL)
        .go("项目[0].名称")
        .types("修桥")
        .press("Enter")
        .changed_to(
            &SMALL
                .with("修路]", "修桥]")
                .with("名称: 修路", "名称: 修桥"),
        )
        .press("Ctrl+Z")
        .untouched();
    let quoted = SMALL.to_owned().with(
        "修得很好。",
        "用了{{项目.修路.全年执行数}}万元，{{ 项目.修路.执行率 }}。",
    ) + "批注: [{位置: 项目「修路」 指标「里程」 分值, 数值: 50, 内容: 请核对}]\n\
           待定: [{位置: 项目「修路」 完成情况}]\n";
    let desk = Desk::open(&quoted).go("项目[0].名称");
    let desk = desk
        .types("修桥")
        .press("Enter")
        .changed_to(&quoted.replace("修路", "修桥"));
    let desk = desk
        .go("项目[0].指标[0].三级指标")
        .types("长度")
        .press("Enter");
    let renamed = quoted.replace("修路", "修桥").replace("里程", "长度");
    desk.changed_to(&renamed).keys("Ctrl+Z*2").untouched();
    // A number that another has is not followed: one could not tell the two apart again.
    Desk::open(SMALL)
        .go(issue)
        .types("2")
        .press("Enter")
        .changed_to(&SMALL.with("编号: '1'", "编号: '2'"));
}

#[test]
fn words_to_choose_are_found_by_what_is_typed_and_tab_goes_on() {
    let desk = Desk::open(SMALL).go("项目[0].指标[0].一级指标");
    let chosen = |desk: &Desk, words: &str| assert!(desk.text().contains(words), "{}", desk.text());
    let desk = desk.types("效益").press("Tab");
    chosen(&desk, "一级指标: 效益指标");
    let desk = desk.on("项目[0].指标[0].二级指标").types("sl").press("Esc");
    let desk = desk
        .browses()
        .types("呀数")
        .says("没有带“呀”的一项")
        // On it goes, and the cell stays as it was.
        .press("Tab")
        .browses();
    assert!(!desk.text().contains("二级指标"), "{}", desk.text());
    // Nor does Enter, pressed without looking, take what happens to be marked.
    let desk = desk.go("项目[0].指标[0].二级指标").types("呀数");
    let desk = desk.press("Enter").shows("没有带“呀”的一项");
    assert!(!desk.text().contains("二级指标"), "{}", desk.text());
    let desk = desk.press("Esc").browses();
    let desk = desk.go("项目[0].指标[0].计算符号").types("<").press("Tab");
    chosen(&desk, "计算符号: ＜");
    drop(desk.browses());
}

#[test]
fn an_entry_of_a_list_is_changed_where_it_stands() {
    let blank = SMALL.with("加挂: [档案室]", "加挂: [牌一, ~, 牌三]");
    let desk = Desk::open(&blank).go("基本情况.机构[0].名单[0].加挂");
    let desk = desk.press("F2").press("Backspace").types("四").press("F2");
    drop(desk.changed_to(&blank.with("牌三", "牌四")));
    let broken = SMALL.with("加挂: [档案室]", r#"加挂: ["牌\n一", 牌二, 牌三]"#);
    let desk = Desk::open(&broken).go("基本情况.机构[0].名单[0].加挂");
    let desk = desk.keys("F2 Up").types("号").press("F2");
    drop(desk.changed_to(&broken.with("牌二", "牌二号")));
    let named = SMALL.with("涉及项目: [修路]", "涉及项目: [~, 建桥, 修路]");
    let desk = Desk::open(&named).go("问题[0].涉及项目").press("F2");
    let desk = desk.press("Space").press("Esc").browses();
    drop(desk.changed_to(&named.with("建桥, 修路", "建桥")));
}

#[test]
fn a_stray_key_neither_closes_the_first_window_nor_writes_into_the_sample() {
    for key in ["?", "x", "Del", "Ins", "Shift+Tab"] {
        let desk = Desk::welcomed(REPORT).press(key).says("先选从哪里开始");
        desk.shows("4 打开已有的报告")
            .press("Esc")
            .browses()
            .untouched();
    }
}

#[test]
fn a_head_count_is_a_whole_number_and_its_example_is_one() {
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
    let desk = desk.types("四十").press("Enter").says("例如 43。");
    let desk = desk.press("Esc").types("7。0").press("Enter").browses();
    assert!(desk.text().contains("编制数: 7,"), "{}", desk.text());
}

#[test]
fn a_sum_typed_as_in_a_spreadsheet_is_added_up() {
    for typed in ["=40+3", "＝４０＋３", "=50-7", "=43"] {
        let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
        let desk = desk.types(typed).press("Enter");
        desk.says(&format!("“{typed}”已记为 43。"))
            .changed_to(&SMALL.with("编制数: 50", "编制数: 43"));
    }
    for typed in ["=40*3", "=", "=40+", "=1=1", "=+-3", "=甲"] {
        let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
        let desk = desk.types(typed).press("Enter");
        desk.says("算不出来，算式只认加减，例如 =40+3")
            .press("Esc")
            .untouched();
    }
    let desk = Desk::open(SMALL).go("项目[0].资金.年度资金总额.全年执行数");
    let desk = desk.types("=63.1+0.5万元").press("Enter");
    desk.says("“=63.1+0.5万元”已记为 63.6。")
        .changed_to(&SMALL.with("全年执行数: 120", "全年执行数: 63.6"));
}

#[test]
fn what_the_program_writes_down_is_not_put_in_by_hand() {
    let carried = SMALL.to_owned() + "沿用: [{位置: 项目「修路」 完成情况, 数值: 修了一条路。}]\n";
    let desk = Desk::open(&carried).keys("Ctrl+End Ins");
    desk.says("这里由程序记下，不在这里新增").untouched();
}

#[test]
fn less_than_nobody_is_no_head_count() {
    let desk = Desk::open(SMALL).go("基本情况.人员.编制数");
    let desk = desk
        .types("-3")
        .press("Enter")
        .says("“-3”小于零，这里不能是负数");
    desk.press("Esc").untouched();
}

#[test]
fn an_amount_of_more_than_two_decimals_is_asked_about() {
    let desk = Desk::open(SMALL).go("项目[0].资金.年度资金总额.全年执行数");
    let desk = desk.types("1234567元").press("Enter");
    let desk = desk.says(
        "“1234567元”已记为 123.4567。123.4567 多于两位小数，报表写两位的话是 123.46，请核对。",
    );
    let desk = desk.press("Up").types("4542.405").press("Enter");
    let desk = desk.says("报表写两位的话是 4542.41");
    let desk = desk.press("Up").types("-5").press("Enter");
    let desk = desk.says("“-5”小于零，请核对是否多写了负号。");
    let desk = desk.press("Up").types("12.50").press("Enter").browses();
    assert!(!desk.notice().contains("两位"), "{}", desk.notice());
}

#[test]
fn down_goes_on_from_the_problems_to_the_remedies_below_them() {
    let desk = Desk::open(SMALL).resize(80, 24).tab("问题整改");
    let desk = desk.press("Down*2").on("改进措施[0].针对问题");
    let desk = desk.press("Up").on("问题[1].编号");
    desk.press("Up*5").on("问题[0].编号").untouched();
}

#[test]
fn a_paste_that_would_fill_nothing_says_where_to_begin() {
    Desk::open(SMALL)
        .tab("预算构成")
        .go("项目[0].资金.年度资金总额.全年执行数")
        .paste("架桥\t甲\n开渠\t乙\n")
        .says("没有粘贴，从这里起没有一格填得进去（复制了 2 行）")
        .says("请从名称一列开始贴")
        .browses()
        .untouched();
}

#[test]
fn a_table_with_names_fills_the_rows_of_those_names() {
    let filled = SMALL
        .with("全年执行数: 120", "全年执行数: 12")
        .with("全年执行数: 80", "全年执行数: 8");
    for from in [
        "项目[0].资金.年度资金总额.全年执行数",
        "项目[1].资金.年度资金总额.全年执行数",
    ] {
        let desk = Desk::open(SMALL).tab("预算构成").go(from);
        desk.paste("植树\t8\n修路\t12\n")
            .shows("粘贴 2 行：填 2 格，按名称对行")
            .press("Enter")
            .changed_to(&filled);
    }
}

#[test]
fn a_new_problem_stands_behind_the_numbers_there_are() {
    let desk = Desk::open(SMALL).go("问题[0].内容").press("Ins");
    let text = desk.types("事太多").press("Enter").text();
    assert!(text.contains("- {编号: \"3\", 内容: 事太多"), "{text}");
    assert!(text.find("人不够") < text.find("事太多"), "{text}");
}

#[test]
fn what_is_explained_stands_below_while_it_is_written() {
    let desk = Desk::open(REPORT).resize(80, 24).press("F8 Ctrl+F9");
    let desk = desk.shows("对 A3 的说明").types("口").shows("A3 错误：");
    desk.press("F2").says("已说明 A3。");
}

#[test]
fn what_comes_next_is_said_in_whole_clauses() {
    for keys in ["Down", "F8 F8 F8 F8 F8 F8 Esc Esc F3 F3 F3"] {
        let mut desk = Desk::open(REPORT).resize(80, 24).press(keys);
        for columns in [60, 70, 80, 120] {
            desk = desk.resize(columns, 24);
            let screen = desk.screen();
            let next = screen.lines().find(|it| it.contains("下一步："));
            let next = next.expect("what comes next").trim_end();
            let ends = ["前往", "另存为", "到下一处警告", "查看"];
            assert!(ends.iter().any(|end| next.ends_with(end)), "{next}");
        }
    }
}

#[test]
fn what_has_no_room_below_shows_that_it_goes_on() {
    Desk::open(REPORT)
        .resize(60, 20)
        .shows_line(&["封面 标题：", ".."]);
}

#[test]
fn the_ways_on_and_out_are_printed_in_the_narrowest_window() {
    let desk = Desk::open(REPORT).resize(60, 20);
    let desk = desk.go(DATE).press("F2");
    let desk = desk.shows("Esc  放弃").shows("回车  确定下移");
    let desk = desk.press("Esc").go("项目[0].完成情况").press("F2");
    desk.shows("Esc  放弃").shows("F2  完成");
}

#[test]
fn the_sign_of_a_sum_that_lacks_a_part_is_explained() {
    let desk = Desk::open(REPORT).tab("预算构成").press("Down Down Right");
    let desk = desk.types("5").press("Enter").shows("_5.00");
    desk.shows("_ 未填全");
}

#[test]
fn who_sees_pasted_rows_go_stays_where_they_were() {
    let text = "支出: {一般公共预算: {项目支出: {类别: [{名称: 专项}]}}}\n";
    let desk = Desk::open(text)
        .tab("预算构成")
        .go("支出.一般公共预算.项目支出.类别[0].名称")
        .press("Enter");
    let desk = desk.paste("甲\t1\n乙\t2\n丙\t3\n").press("Enter");
    let desk = desk.shows("丙").press("Ctrl+Z");
    desk.lacks("丙").holds(|app| app.tab() == Tab::Budget);
}

#[test]
fn what_is_typed_where_nothing_can_be_typed_is_refused_until_another_key() {
    let refused = "这一格由程序算出或是标题，不能直接修改";
    let desk = Desk::open(SMALL).tab("预算构成");
    let desk = desk.go("项目[0].资金.年度资金总额.全年执行数");
    let desk = desk.press("Right").types("12.5").says(refused);
    let stood = desk.app().cursor(desk.app().focus());
    let desk = desk.press("Enter").says(refused).untouched();
    assert_eq!(desk.app().cursor(desk.app().focus()), stood);
    // Who presses it once more means it.
    let desk = desk.press("Enter").lacks(refused);
    assert_ne!(desk.app().cursor(desk.app().focus()), stood);
}

#[test]
fn where_the_keys_are_with_a_chart_nothing_is_filled_in_and_the_way_back_is_told() {
    for tab in ["预算构成", "绩效指标"] {
        let desk = Desk::open(SMALL).tab(tab);
        let desk = desk.until("F6", |app| {
            app.hints().iter().any(|hint| hint.name == "返回")
        });
        let told = "光标在图上，图里不能填，请按 Esc 回到表里。";
        let desk = desk.paste("名称\t全年执行数\n修路\t3\n").says(told);
        desk.types("3").says(told).untouched();
    }
}

/// What only few words make sense for is offered, and what else may stand there is typed.
#[test]
fn kinds_of_projects_and_schemes_are_chosen_from_a_list() {
    let text = "年度: 2023\n支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金}]}}}\n项目:\n- 名称: 修路\n";
    let desk = Desk::open(text).go("项目[0].支出类别").press("Enter");
    let desk = desk.shows("专项资金").shows("政府性基金预算");
    let desk = desk.press("1").yaml_line("支出类别: 专项资金");
    let desk = desk.go("项目[0].支出类别").press("F1");
    let desk = desk
        .shows("回车打开后按序号选，也可以直接键入")
        .press("Esc");
    // What is typed is taken as before.
    let desk = desk
        .types("另一类")
        .press("Enter")
        .yaml_line("支出类别: 另一类");
    let desk = desk.go("评分方案").press("Enter").shows("成本一级指标表样");
    let desk = desk.press("2").yaml_line("评分方案: cost-2022");
    let desk = desk.go("评分方案").types("成本一级指标表样").press("Enter");
    let desk = desk.yaml_line("评分方案: 成本一级指标表样");
    assert!(desk.app().problems().iter().all(|it| it.rule.code != "H5"));
    let desk = desk.go("评分方案").keys("F2").shows("另外填写");
    drop(desk.press("Esc").browses());
    // 涉及项目 says how it is filled in.
    let desk = Desk::open(SMALL).go("问题[0].涉及项目").press("F1");
    drop(desk.shows("空格或序号一个个选上"));
}
