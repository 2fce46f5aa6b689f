//! Tables that say themselves what they are of: a project, a fund, indicators of several projects.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::harness::{BLANK, Desk, REPORT, SMALL};

/// What stands in a field.
fn value(desk: &Desk, field: &str) -> String {
    let path = field.parse().unwrap();
    let node = desk.app().document().node(&path);
    let text = node.and_then(|node| node.text().map(str::to_owned));
    text.unwrap_or_default()
}

#[track_caller]
fn hold(desk: &Desk, values: &[(&str, &str)]) {
    for (field, expected) in values {
        assert_eq!(value(desk, field), *expected, "{field}\n{}", desk.screen());
    }
}

/// Two projects, with money and an indicator each.
const TWO: &str = "年度: 2023\n\
    项目:\n\
    - 名称: 修桥\n  资金: {当年财政拨款: {年初预算数: 1, 全年预算数: 2, 全年执行数: 3}}\n  指标:\n  - {一级指标: 产出指标, 三级指标: 桥梁, 指标值: 1}\n\
    - 名称: 植树\n  资金: {当年财政拨款: {年初预算数: 4, 全年预算数: 5, 全年执行数: 6}}\n  指标:\n  - {一级指标: 产出指标, 三级指标: 树木, 指标值: 1}\n";

/// The upper part of the form of a project.
fn money_of(project: &str) -> String {
    format!(
        "项目支出绩效自评表\n项目名称\t{project}\n主管部门\t某镇\t\t实施单位\t某镇\n\
         项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\n\
         \t年度资金总额：\t80\t86.5\t86.5\n\t其中：本年财政拨款\t80\t86.5\t86.5\n"
    )
}

#[test]
fn the_form_of_one_project_does_not_go_into_another() {
    for from in ["项目[1].资金.当年财政拨款.年初预算数", "项目[1].名称"] {
        let desk = Desk::open(TWO)
            .tab("绩效指标")
            .go(from)
            .paste(&money_of("修桥"));
        desk.browses()
            .says("没有粘贴，这是项目「修桥」的自评表，这里是「植树」；请到绩效指标里进入这个项目再贴。")
            .untouched();
    }
    let desk = Desk::open(TWO)
        .tab("绩效指标")
        .go("项目[1].资金.当年财政拨款.年初预算数");
    let desk = desk.paste(&money_of("架线")).browses();
    let desk = desk
        .says("报告里没有这个项目；请核对项目名称，或只复制资金、指标各行")
        .untouched();
    // Its own is taken, as other words for it are.
    let desk = desk
        .paste(&money_of("植树项目"))
        .press("Enter")
        .says("已粘贴");
    hold(
        &desk,
        &[
            ("项目[1].资金.当年财政拨款.全年执行数", "86.5"),
            ("项目[0].资金.当年财政拨款.全年执行数", "3"),
        ],
    );
    // So it is with a piece that has its indicators alone.
    let piece = "项目名称\t修桥\n一级指标\t二级指标\t三级指标\t指标值\t完成值\n产出指标\t数量指标\t护栏\t5\t5\n";
    let desk = Desk::open(TWO).go("项目[1].指标[0].三级指标").paste(piece);
    desk.browses().says("这是项目「修桥」的自评表").untouched();
    let desk = Desk::open(TWO).tab("预算构成").paste(&money_of("修桥"));
    desk.browses()
        .says("这是项目「修桥」的自评表，请到绩效指标里进入这个项目再贴")
        .untouched();
}

/// Indicators of both, as the budget system puts them out, with one that the report does not have.
const INDICATORS: &str = "各项目绩效指标\n\
    项目名称\t一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n\
    修桥\t产出指标\t数量指标\t桥梁\t2\t2\t10\t10\n\
    \t产出指标\t质量指标\t合格率\t95%\t96%\t10\t10\n\
    植树\t产出指标\t数量指标\t树木\t300\t310\t10\t10\n\
    架线\t产出指标\t数量指标\t电线\t9\t9\t10\t10\n";

#[test]
fn indicators_of_several_projects_go_to_theirs() {
    let places = [
        "项目[1].指标[0].三级指标",
        "项目[0].名称",
        "整体绩效.预期目标",
    ];
    for from in places {
        let desk = Desk::open(TWO).tab("绩效指标").go(from).paste(INDICATORS);
        let desk = desk.shows_line(&["项目「修桥」", "表中有它的 2 条指标"]);
        let desk = desk.shows_line(&["项目「植树」", "表中有它的 1 条指标"]);
        let desk = desk.shows_line(&["「架线 产出指标 数量指标 电线", "不填：没有这个项目"]);
        let desk = desk
            .shows("新增 1 条，按名称对行")
            .press("Enter")
            .says("已粘贴");
        hold(
            &desk,
            &[
                ("项目[0].指标[0].指标值", "2"),
                ("项目[0].指标[1].三级指标", "合格率"),
                ("项目[0].指标[1].一级指标", "产出指标"),
                ("项目[1].指标[0].完成值", "310"),
                ("项目[1].指标[1].三级指标", ""),
            ],
        );
        desk.press("Ctrl+Z").untouched();
    }
    let desk = Desk::open(TWO).tab("绩效指标").paste(INDICATORS);
    drop(desk.shows("项目「修桥」").press("Esc").untouched());
    let desk = Desk::open(TWO).tab("绩效指标");
    let other = INDICATORS.replace("修桥", "架桥").replace("植树", "种树");
    desk.paste(&other)
        .browses()
        .says("没有粘贴，表中的项目报告里都没有")
        .untouched();
}

/// As the final accounts have it.
const FUND: &str = "2023年度政府性基金预算支出情况表\n\
    科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n\
    \t\t\t\t小计\t基本支出\t项目支出\t\n\
    \t合计\t1\t64.2\t65.2\t0\t65.2\t0\n\
    2296002\t用于社会福利的彩票公益金支出\t1\t64.2\t65.2\t0\t65.2\t0\n";

#[test]
fn the_table_of_a_fund_goes_into_that_fund() {
    let fund = |name: &str| {
        let desk = Desk::open(SMALL).press("Ctrl+P").types(name).press("Enter");
        desk.paste(FUND)
            .says("请先到预算构成里进入政府性基金预算（在它的名称上按回车）再贴")
            .press("Enter")
            .paste(FUND)
    };
    let desk = fund("国有资本经营预算").browses();
    desk.says("没有粘贴，这是政府性基金预算的表，这里是国有资本经营预算")
        .untouched();
    let desk = fund("政府性基金预算").lacks("「年初结转和结余」一列");
    let desk = desk.lacks("「合计」一行").press("Enter").says("已粘贴");
    hold(
        &desk,
        &[
            ("支出.政府性基金预算.年初结转和结余", "1"),
            ("支出.政府性基金预算.本年收入", "64.2"),
            ("支出.政府性基金预算.年末结转和结余", "0"),
            ("支出.政府性基金预算.明细[0].年初结转和结余", "1"),
            ("支出.政府性基金预算.明细[0].本年收入", "64.2"),
            ("支出.政府性基金预算.明细[0].金额.全年执行数", "65.2"),
            ("支出.政府性基金预算.明细[0].年末结转和结余", "0"),
        ],
    );
}

#[test]
fn a_source_of_money_goes_to_the_project_above_it() {
    let table = "政府性基金拨款\t64\t64\t64\n其他资金\t9\t9\t9\n";
    let desk = Desk::open(TWO)
        .tab("预算构成")
        .go("支出.政府性基金预算.金额.年初预算数");
    let desk = desk.paste(table);
    let desk = desk.shows_line(&["「其他资金」一行", "不填：没有写明是哪个项目的"]);
    drop(desk.press("Esc").untouched());
    let table = "植树\t\t\t\n当年财政拨款\t7\t7\t7\n";
    let desk = Desk::open(TWO)
        .tab("预算构成")
        .go("项目[0].名称")
        .paste(table)
        .press("Enter")
        .browses();
    hold(
        &desk,
        &[
            ("项目[0].资金.当年财政拨款.年初预算数", "1"),
            ("项目[1].资金.当年财政拨款.年初预算数", "7"),
        ],
    );
}

#[test]
fn a_column_that_two_fields_stand_in_is_both() {
    let table = "楼堂馆所控制情况（本年完工）\t批复、预算\t实际\t控制率\n规模（㎡）\t1200\t1180\t98.33%\n投资（万元）\t360\t352.6\t97.94%\n";
    for from in ["楼堂馆所.批复规模", "三公经费.公务接待.上年决算数"] {
        let desk = Desk::open(REPORT).go(&format!("基础数据.{from}"));
        let desk = desk.paste(table).press("Enter").says("已粘贴");
        hold(
            &desk,
            &[
                ("基础数据.楼堂馆所.实际规模", "1180"),
                ("基础数据.楼堂馆所.预算投资", "360"),
                ("基础数据.楼堂馆所.实际投资", "352.6"),
            ],
        );
    }
}

#[test]
fn what_sorts_rows_is_no_part_of_their_names() {
    let table = "按收入性质分：一般公共预算\t\t300\t310\t320\n政府性基金拨款\t\t64\t64\t64\n";
    let desk = Desk::open(SMALL)
        .tab("预算构成")
        .go("支出.一般公共预算.金额.年初预算数");
    let desk = desk
        .paste(&table.replace("\t\t", "\t"))
        .press("Enter")
        .says("已粘贴");
    hold(&desk, &[("支出.一般公共预算.金额.全年执行数", "320")]);
}

#[test]
fn which_budget_is_meant_is_asked() {
    let table = "项目名称\t预算数\t决算数\n修桥\t865,000.00\t865,000.00\n架线\t1,500,000.00\t1,450,000.00\n";
    let yaml = "年度: 2023\n项目: [{名称: 修桥}]\n";
    let desk = Desk::open(yaml).tab("绩效指标").paste(table);
    let desk = desk.shows_line(&["「预算数」一列", "没有写明是年初预算还是全年预算"]);
    let desk = desk.shows_line(&["「决算数」一列", "按万元计多在十亿元以上"]);
    let desk = desk.press("F6").lacks("没有写明").shows("预算数作全年预算");
    let desk = desk.press("F6").press("F9").press("Enter").says("已粘贴");
    let money = "项目[0].资金.年度资金总额";
    hold(
        &desk,
        &[
            (&format!("{money}.年初预算数"), ""),
            (&format!("{money}.全年预算数"), "86.5"),
            (&format!("{money}.全年执行数"), "86.5"),
        ],
    );
    let desk = Desk::open(yaml).tab("绩效指标").keys("").paste(table);
    let desk = desk.keys("F6 F6 F6").shows("没有写明").press("Esc");
    desk.untouched();
}

#[test]
fn remedies_without_a_heading_are_not_guessed() {
    for table in [
        "（一）提高预算编制精准度\t针对第1个问题\t财政所\t2025年12月底前\n（二）优化绩效指标\t2\t党政办\t长期坚持\n（三）加快支付\t3\t财政所\t2025年6月30日\n",
        "提高预算编制精准度\t1\t财政所\t2025年12月底前\t进行中\n优化绩效指标\t2\t党政办\t长期坚持\t未开始\n",
    ] {
        let yaml = "问题: [{编号: '1', 内容: 甲}]\n改进措施: [{针对问题: '1', 内容: 乙}]\n";
        for yaml in [BLANK, yaml] {
            let desk = Desk::open(yaml).tab("问题整改").press("F6").paste(table);
            desk.browses()
                .says("没有粘贴，复制的各列没有表头，和这里的列对不上")
                .untouched();
        }
    }
}

#[test]
fn a_list_in_the_place_of_one_value_is_made_one() {
    let yaml = "问题: [{编号: '1', 内容: 甲}, {编号: '2', 内容: 乙}]\n改进措施:\n- 内容: 丙\n  针对问题: [1, 2]\n";
    let desk = Desk::open(yaml).until_rule("G2");
    let desk = desk
        .shows("“针对问题”应为一个值，现在是列表，请把各项合成一个值")
        .press("F9");
    let desk = desk.shows("各项合成一个值").press("Enter").browses();
    hold(&desk, &[("改进措施[0].针对问题", "1、2")]);
}
