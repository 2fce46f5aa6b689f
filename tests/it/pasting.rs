//! Tables out of WPS, as offices have them: pasted, looked at, taken.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jixiao::document::FieldPath;
use jixiao::figures::budget::Item;
use jixiao::report::fields::{self, Kind};
use jixiao::ui::sheet::Row;
use jixiao::ui::tabs::Tab;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};

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

/// 基础数据表 as the form has it, in another order of rows, with rows of the unit's own.
const BASE: &str = "经费控制情况（万元）\t2021年决算数\t2022年预算数\t2022年决算数\n\
    项目支出：\t3100\t2900\t2882\n\
    １、业务工作专项\t3100\t2900\t2882\n\
    3、文明创建专项资金\t40\t50\t45\n\
    “三公”经费\t\t\t\n\
    1、公务用车购置和维护经费\t6\t5\t4.5\n\
    其中：公车购置\t0\t0\t0\n\
    公车运行维护费\t6\t5\t4.5\n\
    2、因公出国（境）费\t0\t0\t0\n\
    3、公 务 接 待\t6.1\t5.2\t4.3\n\
    其中:办公经费\t20\t21\t19\n\
    会议费、培训费\t3\t2\t1\n\
    政府采购金额\t——\t30\t28\n";

#[test]
fn rows_of_a_form_are_found_by_what_they_are_called() {
    for from in [
        "基础数据.三公经费.合计.上年决算数",
        "基础数据.政府采购金额.本年决算数",
        "基础数据.财政供养人员.编制数",
    ] {
        let desk = Desk::open(REPORT).go(from).paste(BASE);
        let desk = desk.shows("按名称对行").press("Enter");
        let thrift = |key: &str| format!("基础数据.三公经费.{key}");
        hold(
            &desk,
            &[
                (&thrift("公务接待.上年决算数"), "6.1"),
                (&thrift("公务接待.本年预算数"), "5.2"),
                (&thrift("公务接待.本年决算数"), "4.3"),
                (&thrift("出国经费.上年决算数"), "0"),
                (&thrift("公务用车运行维护.本年决算数"), "4.5"),
                (&thrift("公务用车购置和维护.本年决算数"), "4.5"),
                (&thrift("合计.本年决算数"), ""),
                ("基础数据.公用经费.办公经费.本年预算数", "21"),
                ("基础数据.公用经费.会议费、培训费.本年决算数", "1"),
                ("基础数据.公用经费.水费、电费、差旅费.本年决算数", ""),
                ("基础数据.政府采购金额.本年预算数", "30"),
                ("基础数据.政府采购金额.上年决算数", ""),
                ("支出.一般公共预算.项目支出.金额.上年执行数", "3100"),
                ("支出.一般公共预算.项目支出.类别[0].金额.年初预算数", "2900"),
            ],
        );
        desk.press("Ctrl+Z").untouched();
    }
}

#[test]
fn rows_that_a_form_does_not_have_are_told_and_left_out() {
    let desk = Desk::open(REPORT).go("基础数据.三公经费.公务接待.上年决算数");
    let desk = desk.paste(BASE).shows("1 行不填");
    let desk = desk.shows_line(&["「3、文明创建专项资金」一行", "不填：没有这个名称"]);
    desk.press("Esc").untouched();
    // Without a heading as well, and from whatever column.
    let rows = BASE.split_once('\n').map_or("", |(_, rows)| rows);
    let desk = Desk::open(REPORT).go("基础数据.三公经费.公务接待.本年决算数");
    let desk = desk.paste(rows).shows("1 行不填");
    let desk = desk.press("Enter").says("1 行不填");
    hold(
        &desk,
        &[
            ("基础数据.三公经费.公务接待.上年决算数", "6.1"),
            ("基础数据.三公经费.公务接待.本年决算数", "4.3"),
            ("基础数据.三公经费.出国经费.本年决算数", "0"),
        ],
    );
}

#[test]
fn a_table_of_names_that_a_form_does_not_have_goes_nowhere() {
    for table in [
        "甲\t1\t2\t3\n乙\t4\t5\t6\n",
        "科目\t2021年决算数\n甲\t1\n乙\t4\n",
    ] {
        let desk = Desk::open(REPORT).go("基础数据.三公经费.公务接待.上年决算数");
        let desk = desk.paste(table).browses().says("没有粘贴");
        desk.says("「甲」").untouched();
    }
}

#[test]
fn the_whole_form_is_taken_as_it_was_exported() {
    const WHOLE: &str = "单位：万元\n财政供养人员情况（人）\t编制数\t2022年实际在职人数\t控制率\n\
        \t50\t43\t86.00%\n\
        经费控制情况（万元）\t2021年决算数\t2022年预算数\t2022年决算数\n\
        三公经费\t6.1\t5.2\t4.3\n　3、公务接待\t6.1\t5.2\t4.3\n\
        楼堂馆所控制情况（2022年完工项目）\t批复规模（㎡）\t实际规模（㎡）\t规模控制率\t预算投资（万元）\t实际投资（万元）\t投资概算控制率\n\
        \t1200\t1180\t98.33%\t300\t290\t96.67%\n\
        厉行节约保障措施\t压减一般性支出\n";
    let desk = Desk::open(REPORT).go("基础数据.三公经费.合计.上年决算数");
    let desk = desk.paste(WHOLE).press("Enter").says("已粘贴");
    hold(
        &desk,
        &[
            ("基础数据.财政供养人员.编制数", "50"),
            // What says what the program works out goes on being worked out.
            ("基础数据.财政供养人员.实际在职人数", ""),
            ("基础数据.财政供养人员.控制率", "86.00"),
            ("基础数据.三公经费.公务接待.本年决算数", "4.3"),
            ("基础数据.楼堂馆所.批复规模", "1200"),
            ("基础数据.楼堂馆所.实际投资", "290"),
            ("基础数据.厉行节约保障措施", "压减一般性支出"),
        ],
    );
}

#[test]
fn staff_is_taken_by_name_lying_or_standing() {
    let standing = "人员类别\t人数\n一、编制人数\t52\n二、年末实有人数\t60\n\
        （一）在职人员\t45\n（二）离休人员\t0\n（三）退休人员\t8\n（四）遗属\t2\n其中：转业士官\t7\n";
    let lying =
        "编制数\t年末实有人数\t在职在编人员\t离休人员\t退休人员\t转业士官\n52\t60\t45\t0\t8\t7\n";
    let staff = |key: &str| format!("基本情况.人员.{key}");
    for table in [standing, lying] {
        for from in ["退休人员", "编制数"] {
            let desk = Desk::open(REPORT).go(&staff(from)).paste(table);
            let desk = desk.shows("填 5 格").press("Enter");
            hold(
                &desk,
                &[
                    (&staff("编制数"), "52"),
                    (&staff("年末实有人数"), "60"),
                    (&staff("在职在编人员"), "45"),
                    (&staff("离休人员"), "0"),
                    (&staff("退休人员"), "8"),
                    (&staff("转业士官"), "7"),
                ],
            );
            desk.press("Ctrl+Z").untouched();
        }
    }
    let desk = Desk::open(REPORT).go(&staff("编制数")).paste(standing);
    let desk = desk.shows_line(&["「（四）遗属」一行", "不填：没有这个名称"]);
    desk.press("Esc").untouched();
}

#[test]
fn columns_are_known_by_every_name_the_forms_give_them() {
    const COLUMNS: [(&str, &[&str]); 4] = [
        (
            "年初预算数",
            &[
                "年初预算",
                "年初预算数(A)",
                "年初批复预算数",
                "2023年初预算数",
                "2023年年初预算数",
            ],
        ),
        (
            "全年预算数",
            &[
                "调整预算数",
                "调整后预算数",
                "调整后预算",
                "全年预算数（调整后）",
                "全年预算（A）",
                "调整后全年预算数",
                "2023年全年预算数",
            ],
        ),
        (
            "全年执行数",
            &[
                "执行数",
                "预算执行数",
                "全年执行数（B）",
                "决算数",
                "支出决算数",
                "2023年决算数",
                "本年度决算数",
                "全年实际支出数",
            ],
        ),
        (
            "上年执行数",
            &[
                "上年决算数",
                "上年度决算数",
                "2022年决算数",
                "2022年度支出数",
                "上年支出",
            ],
        ),
    ];
    for (key, headings) in COLUMNS {
        for heading in headings {
            let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
            let desk = desk.paste(&format!("项目名称\t{heading}\n植树\t7.7\n"));
            let desk = desk.shows_line(&[key, "7.7"]).press("Enter").browses();
            hold(
                &desk,
                &[(&format!("项目[1].资金.年度资金总额.{key}"), "7.7")],
            );
        }
    }
    // Of no year that the report has, and what is no amount, goes nowhere.
    for heading in ["2021年决算数", "预算执行率", "全年执行数占比", "追加预算数"]
    {
        let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
        let desk = desk.paste(&format!(
            "项目名称\t年初预算数\t{heading}\n植树\t8.8\t7.7\n"
        ));
        desk.shows_line(&[&format!("「{heading}」一列"), "不填"])
            .shows("填 1 格");
    }
}

#[test]
fn columns_of_indicators_are_known_by_every_name_the_forms_give_them() {
    const TABLE: &str = "一级指标\t二级指标\t指标内容\t指标性质\t年度目标值\t计量单位\t实际完成指标值\t权重\t自评得分\t未完成原因分析\n\
        产出指标\t数量指标\t新建电梯\t≥\t5\t台\t4\t10\t8\t有一台未验收\n";
    let desk = Desk::open(SMALL).go("项目[0].指标[0].三级指标");
    let desk = desk.paste(TABLE).shows("新增 1 条").lacks("不填");
    let desk = desk.press("Enter").browses();
    let place = (0..9).find(|i| value(&desk, &format!("项目[0].指标[{i}].三级指标")) == "新建电梯");
    let of = |key: &str| value(&desk, &format!("项目[0].指标[{}].{key}", place.unwrap()));
    for (key, expected) in [
        ("计算符号", "≥"),
        ("指标值", "5"),
        ("度量单位", "台"),
        ("完成值", "4"),
        ("分值", "10"),
        ("得分", "8"),
        ("偏差原因", "有一台未验收"),
    ] {
        assert_eq!(of(key), expected, "{key}");
    }
}

#[test]
fn every_cell_that_is_left_out_is_counted_and_named() {
    // Below no heading, and beyond the last.
    let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste("序号\t项目名称\t年初预算数\t\n1\t植树\t1\t9\n2\t修路\t2\t\t8\n");
    let desk = desk.shows("粘贴 2 行：填 2 格，2 格不填，按名称对行");
    let desk = desk.shows_line(&["第 4 列", "不填"]);
    desk.shows_line(&["第 5 列", "不填"])
        .press("Esc")
        .untouched();
    // In a row that has no such column.
    let desk = Desk::open(REPORT).go("基本情况.人员.编制数");
    let desk = desk.paste("编制数\t50\t备注甲\n离休人员\t1\n");
    let desk = desk.shows("填 2 格，1 格不填");
    let desk = desk.shows_line(&["「编制数」第 3 列", "备注甲", "不填：没有这一格"]);
    desk.press("Esc").untouched();
    // Where the program works it out.
    let desk = Desk::open(SMALL).tab("预算构成");
    let desk = desk.go("项目[0].资金.年度资金总额.全年执行数");
    let desk = desk.paste("修路\t130\t99%\n");
    desk.shows_line(&["「修路」执行率", "99%", "不填：由程序算出"])
        .shows("填 1 格，1 格不填");
}

#[test]
fn a_name_that_is_very_near_one_is_told_and_not_matched() {
    let near = "基础数据.三公经费.公务接待.上年决算数";
    let desk = Desk::open(REPORT).go(near).resize(140, 40);
    let desk = desk.paste("公务招待\t1\t2\t3\n出国经费\t1\t2\t3\n甲乙丙丁\t1\t2\t3\n");
    let desk = desk
        .shows("填 3 格，2 行不填")
        .shows("可能是「3、公务接待」");
    let desk = desk.shows_line(&["「甲乙丙丁」一行", "不填：没有这个名称"]);
    let desk = desk.press("Enter").says("已粘贴 3 格");
    hold(&desk, &[(near, "")]);
    // Where none is there, too; one key takes them for what they nearly are.
    let desk = desk
        .go(near)
        .paste("公务招待\t1\t2\t3\n甲乙丙丁\t1\t2\t3\n");
    let desk = desk.shows("填 0 格").shows("F8  认下相近的名称");
    let desk = desk.press("F8").shows("填 3 格，1 行不填");
    let desk = desk
        .shows("F8  相近的名称不认")
        .press("F8")
        .shows("填 0 格");
    let desk = desk.keys("F8 Enter").says("已粘贴 3 格");
    hold(&desk, &[(near, "1")]);
    let desk = desk.press("Ctrl+Z");
    // A new entry is one, and so are a second phase and the name that another row has.
    let desk = desk.tab("预算构成").go("项目[0].名称");
    let desk = desk.paste("城市管里\t1\n城市管理一期\t2\n社会管理\t3\n社会管理二\t4\n");
    let desk = desk.shows_line(&["新增「城市管里」", "原来没有，新增一条"]);
    let screen = desk.screen();
    assert_eq!(screen.matches("可能是").count(), 2, "{screen}");
    desk.shows("可能是「城市管理」").press("Esc").browses();
}

#[test]
fn a_long_preview_is_looked_through_by_pages_and_by_the_wheel() {
    let desk = Desk::open(REPORT).resize(80, 24);
    let desk = desk.go("基础数据.三公经费.公务接待.上年决算数").paste(BASE);
    let first = "「3、文明创建专项资金」一行";
    let desk = desk.shows(first).lacks("政府采购金额");
    let desk = desk.press("PgDn").lacks(first).shows("公务用车运");
    let desk = desk.keys("PgDn PgDn PgDn").shows("政府采购金额");
    let desk = desk.press("PgUp").lacks("政府采购金额").lacks(first);
    let desk = desk.press("Home").shows(first);
    let desk = desk.press("End").shows("政府采购金额").lacks(first);
    let desk = desk.press("Home").wheel("填到哪里", 2).lacks(first);
    let desk = desk.wheel("填到哪里", 30).shows("政府采购金额");
    let desk = desk.wheel("填到哪里", -30).shows(first);
    desk.shows("PgDn").press("Esc").untouched();
}

#[test]
fn a_dash_is_no_amount_and_a_blank_that_wipes_one_out_is_told() {
    let desk = Desk::open(REPORT).go("基础数据.三公经费.合计.上年决算数");
    let desk = desk.paste("三公经费\t——\t-\t/\n公用经费\t\t190\t\n公务接待\t5\t6\t—\n");
    let desk = desk.shows("填 3 格，清空 1 格，1 格不填");
    let desk = desk.shows_line(&["全年执行数", "174.25", "清空"]);
    let desk = desk.shows_line(&["本年决算数", "0", "—", "不填：“—”表示没有"]);
    let desk = desk.lacks("没有变化").press("Esc").untouched();
    // In a text it is a word.
    let desk = desk.go("其他说明.附件[3].说明");
    desk.paste("无\n").browses().yaml_line("说明: 无");
}

#[test]
fn a_table_over_a_text_of_the_form_goes_to_its_rows() {
    let desk = Desk::open(REPORT).go("基础数据.厉行节约保障措施");
    let desk = desk.paste(BASE).shows("按名称对行").press("Esc");
    let desk = desk.untouched().paste("一\t压减开支\n二\t厉行节约\n");
    let desk = desk.browses().says("已粘贴 1 格");
    assert!(desk.text().contains("压减开支"));
}

/// Projects of the report with what was spent on them in 元, as a ledger has it.
const IN_YUAN: &str = "项目名称\t年初预算数\t全年执行数\n\
    社会管理\t4000000\t4352000\n公共服务\t8000000\t8776000\n城市管理\t2000000\t2290000\n";

#[test]
fn amounts_thousands_of_times_those_in_place_are_asked_about() {
    let amounts = "项目[0].资金.年度资金总额";
    let desk = Desk::open(REPORT).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste(IN_YUAN).resize(160, 40);
    let note = "约为原来的一万倍，可能以元为单位，请按 F9 换算";
    let desk = desk.shows_line(&["「全年执行数」一列", note]);
    // All of it, and back.
    let desk = desk.press("F9").lacks("一万倍").shows("按元计");
    let desk = desk.shows_line(&["年初预算数", "400", "由4000000元换算"]);
    let desk = desk.press("F9").shows(note).press("F9").press("Enter");
    let desk = desk.browses();
    hold(
        &desk,
        &[
            (&format!("{amounts}.年初预算数"), "400"),
            (&format!("{amounts}.全年执行数"), "435.2"),
        ],
    );
    // The reverse, with a unit that is not the table's.
    let desk = Desk::open(REPORT).tab("预算构成").go("项目[0].名称");
    let desk = desk
        .paste("单位：元\n项目名称\t全年执行数\n社会管理\t436\n公共服务\t878\n")
        .resize(160, 40);
    let desk = desk.shows("约为原来的万分之一，可能以万元为单位，请按 F9 换算");
    let desk = desk.press("F9").lacks("万分之一").press("Enter").browses();
    hold(&desk, &[(&format!("{amounts}.全年执行数"), "436")]);
    // Of thousands no unit is the reason; of less nobody asks.
    let desk = Desk::open(REPORT).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste("项目名称\t全年执行数\n社会管理\t436000\n");
    let desk = desk.shows("约为原来的一千倍，请核对单位").press("Esc");
    let desk = desk.paste("项目名称\t全年执行数\n社会管理\t4360\n");
    desk.shows("F9")
        .lacks("约为原来的")
        .press("Esc")
        .untouched();
    // Where there are no amounts there is no unit.
    let desk = Desk::open(REPORT)
        .go("基本情况.人员.编制数")
        .paste("编制数\t500000\n退休人员\t70000\n");
    desk.lacks("F9")
        .press("F9")
        .shows("填 2 格")
        .press("Esc")
        .untouched();
}

#[test]
fn a_sum_that_is_not_that_of_its_rows_is_told() {
    let paste = |table: &str| {
        let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
        desk.paste(table)
    };
    let desk = paste(
        "序号\t项目名称\t年初预算数\t全年执行数\n1\t植树\t100\t90.5\n2\t修路\t50\t49\n\t合 计\t150\t140\n",
    );
    let desk = desk
        .shows("合计对不上")
        .shows_line(&["「合 计」一行", "不填：是合计"]);
    let desk = desk.shows_line(&["「合 计」全年执行数", "140", "各行加起来是 139.5，相差 0.5"]);
    desk.lacks("「合 计」年初预算数").press("Esc").untouched();
    // Without a heading, of parts of parts, and of parts with a sum of their own.
    for right in [
        "植树\t100\t110\n修路\t50\t60\n合计\t150\t170\n",
        "1\t植树\t100\n2\t修路\t50\n合计\t\t150\n",
        "基本支出\t40\n项目支出\t150\n植树\t100\n修路\t50\n合计\t190\n",
        "植树\t100\n其中：种苗\t20\n修路\t50\n合计\t150\n",
        "植树\t100\n小计\t100\n修路\t50\n架桥\t5\n小计\t55\n合计\t155\n",
        "合计\t155\n小计\t100\n植树\t100\n小计\t55\n修路\t50\n架桥\t5\n",
        "植树\t100\n修路\t—\n合计\t100\n",
    ] {
        let desk = paste(right).shows("不填：是合计");
        desk.lacks("对不上").press("Esc").untouched();
    }
    for wrong in [
        "植树\t100\t110\n修路\t50\t60\n合计\t151\t170\n",
        "植树\t100\n小计\t100\n修路\t50\n架桥\t5\n小计\t56\n合计\t155\n",
        "基本支出\t40\n项目支出\t150\n植树\t100\n修路\t50\n合计\t191\n",
    ] {
        let desk = paste(wrong).shows("合计对不上").shows("相差 1");
        desk.press("Esc").untouched();
    }
}

/// The first column is what the rows are called, whatever stands over it.
#[test]
fn kinds_of_posts_keep_their_names_under_any_heading() {
    for heading in ["项目", "名称", "人员类型", "编制类别"] {
        let table = format!("{heading}\t编制数\t实有人数\n行政编制\t28\t26\n事业编制\t22\t20\n");
        let desk = Desk::open(BLANK).click("还没有编制类别");
        let desk = desk.paste(&table).press("Enter").shows("行政编制");
        let kind = |i: usize| value(&desk, &format!("基本情况.人员.分类编制[{i}].类别"));
        assert_eq!(
            [kind(0), kind(1)],
            ["行政编制", "事业编制"],
            "{heading}\n{}",
            desk.screen()
        );
    }
}

#[test]
fn first_levels_keep_their_level_with_their_points_behind() {
    let table = "一级指标\t二级指标\t三级指标\t指标值\n产出指标（50分）\t数量指标\t栽树\t40\n效益指标(30分)\t社会效益指标\t满意\t90%\n";
    let desk = Desk::open(SMALL).go("项目[1].名称").tab("绩效指标");
    let desk = desk
        .go("项目[0].指标[0].三级指标")
        .paste(table)
        .press("Enter");
    let text = desk.text();
    assert!(
        text.contains("一级指标: 产出指标") && text.contains("一级指标: 效益指标"),
        "{text}"
    );
}

#[test]
fn what_is_the_same_in_another_unit_is_no_change() {
    let desk = Desk::open(REPORT).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste("单位：元\n项目名称\t全年预算数\t全年执行数\t执行率\t备注\n社会管理\t5000000\t4352000\t87.04%\t——\n架桥\t1\t2\t\t\n");
    let desk = desk.shows("填 4 格，1 格不填，新增 1 条");
    let desk = desk.shows_line(&["全年执行数", "435.2", "435.2", "没有变化"]);
    let desk = desk.shows_line(&["「执行率」一列", "不填：由程序算出"]);
    let desk = desk
        .shows_line(&["新增「架桥」 名称", "架桥"])
        .lacks("备注");
    // In 元 already, it can be in 万元.
    desk.shows("改按万元计")
        .press("F9")
        .shows("按万元计")
        .press("Esc")
        .untouched();
}

#[test]
fn a_table_with_the_heading_of_a_list_beside_the_form_goes_into_it() {
    const POSTS: &str = "单位：人\n类别\t编制数\t在编数\t备注\n行政编制\t20\t18\t\n事业编制\t32\t25\t含工勤\n合计\t52\t44\t\n";
    let desk = Desk::open(REPORT).go("基本情况.人员.编制数");
    let desk = desk.paste(POSTS).shows("新增 2 条，合计对不上");
    let desk = desk.shows_line(&["「合计」在编数", "44", "各行加起来是 43，相差 1"]);
    let desk = desk.press("Enter").browses();
    hold(
        &desk,
        &[
            ("基本情况.人员.分类编制[1].类别", "事业编制"),
            ("基本情况.人员.分类编制[1].在编人数", "25"),
            ("基本情况.人员.编制数", ""),
        ],
    );
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn a_table_over_what_is_worked_out_goes_to_the_rows_it_names() {
    let stand = |desk: Desk| {
        let desk = desk.go("基本情况.人员.编外人员").press("Down");
        desk.shows("在职人员控制率，F1")
    };
    let desk = stand(Desk::open(REPORT)).paste("编制数\t52\n退休人员\t8\n");
    let desk = desk.shows("填 2 格，按名称对行").press("Enter").browses();
    let desk = desk.press("Ctrl+Z").untouched();
    let desk = stand(desk).paste("1\n2\n").browses();
    desk.says("由程序算出").untouched();
}

#[test]
fn columns_that_are_not_here_are_not_filled_by_position() {
    const TREE: &str = "支出分类\t年初预算\t调整后预算\t决算数\t2021年决算数\n\
        一、一般公共预算支出\t2946.24\t4570\t4542.4\t4280\n其中：人员经费\t1500\t1500\t1486.15\t1450\n\
        政府性基金预算支出\t0\t20\t20\t20\n国有资本经营预算支出\t0\t10\t9.92\t0\n";
    let fund = "支出.政府性基金预算";
    let desk = Desk::open(REPORT).tab("预算构成");
    let desk = desk.go(&format!("{fund}.年初结转和结余")).paste(TREE);
    let desk = desk
        .browses()
        .says("没有粘贴，这里没有「年初预算」「调整后预算」「决算数」这样的列");
    let desk = desk.untouched().go("支出.一般公共预算.金额.全年预算数");
    let desk = desk
        .paste(TREE)
        .shows("填 12 格，按名称对行")
        .press("Enter");
    let desk = desk.browses();
    hold(
        &desk,
        &[
            ("支出.一般公共预算.金额.上年执行数", "4280"),
            (&format!("{fund}.金额.全年预算数"), "20"),
            (&format!("{fund}.年初结转和结余"), ""),
        ],
    );
    // Names beside codes are names; and no numbers go on into the texts below.
    let desk = desk.press("Ctrl+Z").untouched();
    let desk = desk.go("支出.社会保险基金预算.年初结转和结余");
    let desk = desk.paste("科目编码\t科目名称\t年初结转和结余\t本年收入\n229\t其他支出\t0\t29.92\n2296002\t彩票公益金\t0\t29.92\n");
    let desk = desk
        .browses()
        .says("没有粘贴，这是基金附表，请先到预算构成里进入这一种预算");
    let desk = desk.paste("1\n2\n3\n").browses();
    desk.says("没有粘贴，复制了 3 行").untouched();
}

#[test]
fn a_heading_that_is_half_understood_is_no_entry() {
    let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste("事项\t年初预算数\n植树\t7\n架桥\t5\n");
    let desk = desk.shows("新增 1 条，按名称对行").lacks("「事项」");
    let desk = desk.press("Enter").browses();
    hold(&desk, &[("项目[1].资金.年度资金总额.年初预算数", "7")]);
    let place = (0..9).find(|i| value(&desk, &format!("项目[{i}].名称")) == "架桥");
    assert!(place.is_some(), "{}", desk.text());
}

#[test]
fn whole_columns_are_no_longer_than_what_stands_in_them() {
    let blank = "\t\t\n".repeat(1_048_574);
    let desk = Desk::open(REPORT).go("基础数据.三公经费.公务接待.上年决算数");
    let desk = desk.paste(&format!("项目\t2021年决算数\t\n公务接待\t6\t\n{blank}"));
    let desk = desk.shows("粘贴 1 行：填 1 格，按名称对行").press("Esc");
    desk.paste(&blank).browses().says("都是空的").untouched();
    let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
    let desk = desk.paste(&format!("植树\t7\t\n{blank}"));
    let desk = desk.shows("粘贴 1 行：填 1 格，按名称对行").press("Esc");
    let desk = desk.go("项目[0].资金.年度资金总额.年初预算数");
    let desk = desk.paste(&format!("1\t2\t\n3\t4\t\n{blank}"));
    let desk = desk.shows("粘贴 2 行：填 4 格").lacks("清空");
    desk.press("Esc").untouched();
}

#[test]
fn a_cell_that_was_too_narrow_for_its_words_is_one_line() {
    const TABLE: &str = "\"一级\n指标\"\t二级指标\t三级指标\t\"年度\n指标值\"\t\"偏差原因分析\n及改进措施\"\n\
        \"产出\n指标\n（50分）\"\t\"数量\n指标\"\t\"新建\n电梯\"\t\"≥5\n台\"\t\"第一行\n第二行\"\n\
        \t\"时效\n指标\"\t\"里\n程\"\t8\t\n";
    let desk = Desk::open(SMALL).go("项目[0].指标[0].三级指标");
    let desk = desk.paste(TABLE).shows("新增 1 条，按名称对行");
    let desk = desk.shows_line(&["新增「新建电梯」 一级指标", "产出指标"]);
    let desk = desk.lacks("不填").press("Enter").browses();
    let place = (0..9).find(|i| value(&desk, &format!("项目[0].指标[{i}].三级指标")) == "新建电梯");
    let of = |key: &str| value(&desk, &format!("项目[0].指标[{}].{key}", place.unwrap()));
    for (key, expected) in [
        ("一级指标", "产出指标"),
        ("二级指标", "数量指标"),
        ("指标值", "5"),
        ("度量单位", "台"),
        ("偏差原因", "第一行\n第二行"),
    ] {
        assert_eq!(of(key), expected, "{key}");
    }
    hold(&desk, &[("项目[0].指标[0].二级指标", "时效指标")]);
}

#[test]
fn a_heading_of_two_rows_is_one() {
    let thrift = |key: &str| format!("基础数据.三公经费.公务接待.{key}");
    let here = "基础数据.三公经费.公务接待.上年决算数";
    // 上年 has no 预算数 here, and no other year is taken for one of these.
    for (table, told) in [
        (
            "经费控制情况\t上年\t\t本年\t\n\t预算数\t决算数\t预算数\t决算数\n三公经费\t7\t6.1\t5.2\t4.3\n公务接待\t7\t6.1\t5.2\t4.3\n",
            Some("「上年预算数」一列"),
        ),
        (
            "经费控制情况\t2021年度\t2022年度\t\n\t决算数\t预算数\t决算数\n公务接待\t6.1\t5.2\t4.3\n",
            None,
        ),
        (
            "项目\t2021年决算数\t2022年（万元）\t\n\t\t预算数\t决算数\n公务接待\t6.1\t5.2\t4.3\n",
            None,
        ),
        (
            "\t决算数\t\t预算数\n项目\t2021年\t2022年\t2022年\n公务接待\t6.1\t4.3\t5.2\n",
            None,
        ),
        (
            "序号\t项目\t2020年\t\t2021年\t\t2022年\t\n\t\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n1\t公务接待\t9\t9\t9\t6.1\t5.2\t4.3\n",
            Some("「2020年决算数」一列"),
        ),
    ] {
        let desk = Desk::open(REPORT).go(here).paste(table);
        let desk = told.into_iter().fold(desk, |desk, told| {
            desk.shows_line(&[told, "不填：没有这一列"])
        });
        let desk = desk.lacks("表头上面").press("Enter").browses();
        hold(
            &desk,
            &[
                (&thrift("上年决算数"), "6.1"),
                (&thrift("本年预算数"), "5.2"),
                (&thrift("本年决算数"), "4.3"),
            ],
        );
        desk.press("Ctrl+Z").untouched();
    }
    let paste = |table: &str| {
        let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
        desk.paste(table)
    };
    let desk = paste(
        "某街道项目支出表\n序号\t项目名称\t预算数（元）\t\t执行情况\t\n\t\t年初预算数\t调整后预算数\t执行数（万元）\t执行率\n1\t植树\t900000\t950000\t81\t88%\n2\t架桥\t100000\t100000\t9\t90%\n",
    );
    let desk = desk.shows("粘贴 2 行：填 7 格，2 格不填，1 行不填，新增 1 条，按名称对行");
    let desk = desk
        .shows_line(&["「执行率」一列", "不填：由程序算出"])
        .press("Enter")
        .browses();
    let of = |key: &str| format!("项目[1].资金.年度资金总额.{key}");
    hold(
        &desk,
        &[
            (&of("年初预算数"), "90"),
            (&of("全年预算数"), "95"),
            (&of("全年执行数"), "81"),
        ],
    );
    let desk = paste(
        "项目名称\t2022年\t\t2023年\t\n\t年初预算数\t决算数\t年初预算数\t决算数\n植树\t70\t71\t80\t79\n",
    );
    let desk = desk.shows_line(&["「2022年年初预算数」一列", "不填：没有这一列"]);
    let desk = desk.press("Enter").browses();
    hold(
        &desk,
        &[
            (&of("上年执行数"), "71"),
            (&of("年初预算数"), "80"),
            (&of("全年执行数"), "79"),
        ],
    );
    // Of no year that is here nothing goes in.
    let desk = Desk::open(REPORT).go(here).paste(
        "项目\t2019年\t\t2020年\t\n\t预算数\t决算数\t预算数\t决算数\n公务接待\t1\t2\t3\t4\n",
    );
    desk.browses()
        .says("没有粘贴，这里没有「2019年预算数」")
        .untouched();
}

#[test]
fn what_stands_around_a_table_is_none_of_its_rows() {
    const ROWS: &str = "植树\t9\n架桥\t8\n备注：甲\t\n注1：架桥为年中追加。\n填表人：张三\t联系电话：8888\n审核人（签字）：李四\t\n";
    for heading in ["", "项目名称\t年初预算数\n"] {
        let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
        let desk = desk.paste(&(heading.to_owned() + ROWS));
        let desk = desk.shows("粘贴 2 行：填 3 格，4 行不填，新增 1 条");
        let desk = desk.shows_line(&["「注1：架桥为年中追加。」一行", "不填：是表外的说明"]);
        desk.shows_line(&["「填表人：张三 联系电话：8888」一行"])
            .press("Esc")
            .untouched();
    }
}

#[test]
fn numbers_in_front_of_rows_are_none_of_them() {
    for rows in [
        "1\t植树\t90\t95\n2\t修路\t10\t20\n合计\t\t100\t115\n",
        "一\t植树\t90\t95\n（二）\t修路\t10\t20\n\t合计\t100\t115\n",
        "1.\t植树\t90\t95\n2、\t修路\t10\t20\n",
        "一\t植树\t90\t95\n1\t修路\t10\t20\n",
    ] {
        let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
        let desk = desk.paste(rows).shows("填 4 格").lacks("格不填");
        let desk = desk.lacks("对不上").press("Enter").browses();
        hold(&desk, &[("项目[0].资金.年度资金总额.全年预算数", "20")]);
    }
    let desk = Desk::open(REPORT).go("基础数据.三公经费.公务接待.上年决算数");
    let desk = desk.paste("一\t三公经费\t6.1\t5.2\t4.3\n3\t公务接待\t6.1\t5.2\t4.3\n");
    let desk = desk.shows("填 6 格，按名称对行").press("Esc").untouched();
    let desk = desk.paste("一\t三公经费\t6.1\t5.2\n（一）\t公务接待\t6.1\t5.2\n合计\t\t6.1\t5.2\n");
    let desk = desk.shows_line(&["「合计」一行", "不填：是合计"]);
    desk.shows("填 4 格，1 行不填").press("Esc").untouched();
    // A number and its unit are no number of a row.
    let desk = Desk::open(SMALL).go("项目[0].指标[0].指标值");
    desk.paste("1\t公里\t1\n5\t项\t5\n").lacks("没有名称");
}

#[test]
fn a_block_that_was_copied_is_no_change_where_it_was() {
    for (from, keys) in [
        ("基本情况.人员.编制数", "Shift+Down*12"),
        ("基本情况.人员.退休人员", "Shift+Down*3"),
        (
            "基础数据.三公经费.合计.上年决算数",
            "Shift+Right*2 Shift+Down*8",
        ),
        (
            "基础数据.三公经费.合计.本年预算数",
            "Shift+Right Shift+Down*8",
        ),
        ("项目[0].名称", "Shift+Right*4 Shift+Down*8"),
        (
            "支出.一般公共预算.金额.年初预算数",
            "Shift+Right*4 Shift+Down*12",
        ),
        ("支出.一般公共预算.金额.全年执行数", "Shift+Down*12"),
        ("项目[0].指标[0].一级指标", "Shift+Right*8 Shift+Down*8"),
        ("项目[0].指标[0].三级指标", "Shift+Right*9 Shift+Down*8"),
        (
            "项目[0].资金.年度资金总额.年初预算数",
            "Shift+Right*4 Shift+Down*3",
        ),
        ("基本情况.职能[0]", "Shift+Down*4"),
        ("问题[0].内容", "Shift+Right*2 Shift+Down*2"),
    ] {
        let desk = Desk::open(REPORT);
        let desk = match from.contains("名称") {
            true => desk.tab("预算构成"),
            false => desk,
        };
        let desk = desk.go(from).keys(keys).press("Ctrl+C");
        let copied = desk.copied().unwrap_or_default().to_owned();
        let desk = desk.paste(&copied);
        let desk = desk.shows("填 0 格").lacks("清空").lacks("新增");
        desk.press("Enter").untouched();
    }
}

#[test]
fn a_table_over_a_text_of_a_list_goes_into_the_list() {
    let desk = Desk::open(SMALL).go("改进措施[0].内容");
    let desk = desk.paste("改进措施\t责任部门\t整改时限\n\"压减开支，\n用好资金。\"\t财政所\t2024年6月\n按月调度。\t党政办\t\n");
    let desk = desk
        .shows("粘贴 2 行：填 5 格，换掉 1 格原有文字，新增 1 条")
        .press("Enter");
    let desk = desk
        .browses()
        .yaml_line("- {内容: 按月调度。, 针对问题: , 责任人: 党政办, 完成时限: , 状态: }");
    hold(
        &desk,
        &[
            ("改进措施[0].责任人", "财政所"),
            ("改进措施[0].完成时限", "2024-06"),
        ],
    );
    desk.press("Ctrl+Z").untouched();
    // Lines without columns are one text.
    let desk = Desk::open(SMALL).go("改进措施[0].内容").paste("甲\n乙\n");
    desk.press("2").says("已粘贴 3 字，换掉「内容」原来的 3 字");
}

#[test]
fn a_preview_says_what_it_is_and_what_is_no_change() {
    let indicator = "项目[0].指标[0]";
    let desk = Desk::open(SMALL).resize(80, 24);
    let desk = desk.go(&format!("{indicator}.完成值"));
    let desk = desk.paste("三级指标\t完成值\t偏差原因\n里程\t—\t/\n验收\t达成（全部）\t无\n");
    let desk = desk.shows("还没有改动：回车填入“粘贴后”一列").shows("说明");
    let desk = desk.shows_line(&["「里程」", "8", "—", "不填：“—”表示没有"]);
    let desk = desk.lacks("“/”").press("Enter").browses();
    hold(
        &desk,
        &[
            (&format!("{indicator}.完成值"), "8"),
            (&format!("{indicator}.偏差原因"), ""),
            ("项目[0].指标[1].偏差原因", "无"),
        ],
    );
    // The same word behind another spelling is no change.
    let desk = Desk::open(SMALL).go(&format!("{indicator}.一级指标"));
    let table = "一级指标\t三级指标\n产出指标\t里程\n";
    let desk = desk.paste(table).press("Enter").browses();
    let desk = desk.paste("一级指标\t三级指标\n产出指标（50分）\t里程\n");
    let desk = desk.shows("填 0 格").shows_line(&["产出指标", "没有变化"]);
    let desk = desk.press("Esc").browses();
    drop(desk.press("Ctrl+Z").untouched());
    // A heading of no columns that are here is no row.
    let desk = Desk::open(REPORT).go("基本情况.人员.编制数");
    let desk = desk.paste("项目\t人数\n编制数\t50人\n退休人员\t8\n");
    let desk = desk.shows_line(&["「项目」一行", "不填：是表头"]);
    desk.shows("填 2 格").press("Esc").untouched();
}

#[test]
fn a_table_where_it_does_not_belong_is_not_laid_over_a_column_of_texts() {
    const STAFF: &str = "项目\t人数\n一、编制人数\t52人\n（一）在职人员\t45\n";
    let desk = Desk::open(REPORT).go("封面.单位名称").paste(STAFF);
    desk.browses()
        .says("没有粘贴，复制了 2 列，这里只有 1 列能填")
        .untouched();
    // From what is worked out into the list beside it.
    let desk = Desk::open(REPORT).go("基本情况.人员.编外人员");
    let desk = desk.press("Down").shows("在职人员控制率，F1");
    let desk = desk.paste("类别\t编制数\t实有人数\n行政编制\t28\t26\n事业编制\t24\t19\n");
    desk.shows("填 6 格，新增 2 条").press("Esc").untouched();
}

/// The empty list that the sheet says is one, of the first project where there is any, with what its
/// columns are called there.
#[track_caller]
fn empty_list(yaml: &str, tab: &str, empty: &str) -> (Desk, FieldPath, Vec<String>) {
    let desk = Desk::open(yaml).resize(160, 250).tab(tab);
    let has_projects = tab == "绩效指标" && !desk.app().view().report.projects.is_empty();
    let desk = if has_projects {
        desk.choose(Some(0))
    } else {
        desk
    };
    let desk = desk.click(empty).browses();
    let (app, pane) = (desk.app(), desk.app().focus());
    let sheet = app.screen().sheet(pane).unwrap();
    let row = sheet.rows.get(app.cursor(pane).row).unwrap();
    let columns = sheet.layouts.get(row.layout).unwrap().iter();
    let titles = columns.map(|it| it.title.to_owned());
    let list = row.list.clone().unwrap().0;
    let titles = titles.collect();
    (desk, list, titles)
}

/// Something that can stand below a heading.
fn sample(heading: &str) -> &'static str {
    match heading {
        "一级" | "一级指标" => "产出指标",
        "二级" | "二级指标" => "数量指标",
        "符号" | "计算符号" => "≥",
        "状态" => "未开始",
        "针对" | "针对问题" | "编号" | "序号" => "7",
        heading if heading.contains("时限") => "2024-06",
        heading if "名称类别和机构分类编制内容单位针对问题".contains(heading) => {
            "甲"
        }
        _ => "5",
    }
}

#[test]
fn every_list_is_pasted_below_the_headings_that_the_screen_has() {
    let group = BLANK.replace("  机构: []\n", "  机构: [{类别: 党政机构}]\n");
    let project = BLANK.replace("\n项目: []\n", "\n项目: [{名称: 修路}]\n");
    for (yaml, tab, empty) in [
        (BLANK, "基本信息", "还没有机构类别"),
        (&*group, "基本信息", "还没有机构，"),
        (BLANK, "基本信息", "还没有编制类别"),
        (BLANK, "绩效指标", "还没有指标"),
        (&*project, "绩效指标", "还没有指标"),
        (SMALL, "基本信息", "还没有附件"),
        (BLANK, "问题整改", "还没有问题"),
        (BLANK, "问题整改", "还没有措施"),
    ] {
        let (_, list, titles) = empty_list(yaml, tab, empty);
        let Some(Kind::List(Kind::Record(fields), _)) = fields::kind_at(&list) else {
            panic!("{list} has no fields");
        };
        let is_cell = |kind| !matches!(kind, Kind::Record(_) | Kind::List(Kind::Record(_), _));
        let keys = fields.iter().filter(|field| is_cell(field.kind));
        let keys: Vec<String> = keys.map(|field| field.key.to_owned()).collect();
        for (headings, is_shown) in [(&titles, true), (&keys, false)] {
            for numbered in ["", "序号\t"] {
                let (desk, ..) = empty_list(yaml, tab, empty);
                let values: Vec<&str> = headings.iter().map(|it| sample(it)).collect();
                let number = if numbered.is_empty() { "" } else { "1\t" };
                let table = [headings.join("\t"), values.join("\t")];
                let desk = desk.paste(&format!("{numbered}{}\n{number}{}\n", table[0], table[1]));
                let desk = desk.shows("粘贴 1 行").lacks("没有这一列");
                let desk = desk.press("Enter").browses();
                let sheet = desk.app().screen().sheet(desk.app().focus()).unwrap();
                let is_entry = |row: &&Row| row.list == Some((list.clone(), Some(0)));
                let entry = sheet.rows.iter().find(is_entry).unwrap();
                for cell in entry
                    .cells
                    .iter()
                    .filter(|cell| is_shown || cell.path.is_some())
                {
                    let Some(key) = cell.path.as_ref().and_then(|path| path.last_key()) else {
                        continue;
                    };
                    let is_in = is_shown || keys.iter().any(|it| it == key);
                    assert!(
                        !is_in || !cell.text.trim().is_empty(),
                        "{list} {key}\n{table:?}\n{}",
                        desk.text()
                    );
                }
            }
        }
    }
}

#[test]
fn projects_are_pasted_below_the_headings_that_the_screen_has() {
    let desk = Desk::open(SMALL).tab("预算构成").go("项目[0].名称");
    let app = desk.app();
    let sheet = app.screen().sheet(app.focus()).unwrap();
    let layout = sheet.rows[app.cursor(app.focus()).row].layout;
    let titles = sheet.layouts[layout].iter().map(|it| it.title);
    let titles: Vec<&str> = titles.collect();
    let desk = desk.paste(&format!("{}\n架桥\t1\t2\t3\t\t\t4\n", titles.join("\t")));
    let desk = desk.lacks("不填").press("Enter").browses();
    let funds = "项目[2].资金.年度资金总额";
    hold(
        &desk,
        &[
            ("项目[2].名称", "架桥"),
            (&format!("{funds}.年初预算数"), "1"),
            (&format!("{funds}.全年预算数"), "2"),
            (&format!("{funds}.全年执行数"), "3"),
            (&format!("{funds}.上年执行数"), "4"),
        ],
    );
}

#[test]
fn problems_and_remedies_are_known_by_the_headings_of_the_forms() {
    const PROBLEMS: &str =
        "存在的问题\t原因分析\t涉及项目\n钱不够\t没有钱\t修路\n人不够\t没有人\t植树\n";
    let numbered: Vec<String> = PROBLEMS
        .lines()
        .enumerate()
        .map(|(i, row)| match i {
            0 => format!("序号\t{row}\n"),
            i => format!("{i}\t{row}\n"),
        })
        .collect();
    for table in [PROBLEMS, &numbered.concat()] {
        let (desk, ..) = empty_list(BLANK, "问题整改", "还没有问题");
        let desk = desk.paste(table).shows("新增 2 条").lacks("不填");
        let desk = desk.press("Enter").browses();
        hold(
            &desk,
            &[
                ("问题[0].编号", "1"),
                ("问题[0].内容", "钱不够"),
                ("问题[0].原因", "没有钱"),
                ("问题[0].涉及项目[0]", "修路"),
                ("问题[1].编号", "2"),
                ("问题[1].内容", "人不够"),
                ("问题[2].编号", ""),
            ],
        );
    }
    let (desk, ..) = empty_list(BLANK, "问题整改", "还没有措施");
    let desk = desk.paste(
        "序号\t存在问题\t整改措施\t责任部门\t整改期限\n1\t钱不够\t省着用\t财政所\t2024年6月\n",
    );
    let desk = desk.shows_line(&["「存在问题」一列", "没有这一列"]);
    let desk = desk.press("Enter").browses();
    hold(
        &desk,
        &[
            ("改进措施[0].内容", "省着用"),
            ("改进措施[0].责任人", "财政所"),
            ("改进措施[0].完成时限", "2024-06"),
        ],
    );
}

#[test]
fn numbers_in_front_of_lines_and_blank_lines_are_none_of_a_list() {
    for lines in [
        "1）执行规划。\n2）统筹服务。\n\n4）管理治安。\n",
        "一、执行规划。\n二、统筹服务。\n　\n三、管理治安。\n",
        "（1）执行规划。\n（2）统筹服务。\n（3）管理治安。\n",
        "1.执行规划。\n2.统筹服务。\n3. 管理治安。\n",
        "①执行规划。\n②统筹服务。\n③管理治安。\n",
        "1.\t执行规划。\n2.\t统筹服务。\n3.\t管理治安。\n",
    ] {
        let (desk, ..) = empty_list(BLANK, "基本信息", "还没有职能");
        let desk = desk.paste(lines).shows("粘贴 3 行：填 3 格，新增 3 条");
        let desk = desk.shows_line(&["各条前面的序号", "不填：由程序编排"]);
        let desk = desk.press("Enter").browses();
        let duty = |i: usize| value(&desk, &format!("基本情况.职能[{i}]"));
        assert_eq!(
            [duty(0), duty(1), duty(2), duty(3)],
            ["执行规划。", "统筹服务。", "管理治安。", ""],
            "{lines}"
        );
    }
    // What does not count up is a part of the text.
    let (desk, ..) = empty_list(BLANK, "基本信息", "还没有职能");
    let desk = desk.paste("3.15维权。\n12345热线。\n").lacks("序号");
    let desk = desk.press("Enter").browses();
    hold(&desk, &[("基本情况.职能[0]", "3.15维权。")]);
    // Of more than a hundred as well.
    let many: String = (1..=101).map(|i| format!("{i}、事项{i}\n")).collect();
    let (desk, ..) = empty_list(BLANK, "基本信息", "还没有职能");
    let desk = desk.paste(&many).press("Enter").browses();
    hold(
        &desk,
        &[
            ("基本情况.职能[0]", "事项1"),
            ("基本情况.职能[99]", "事项100"),
            ("基本情况.职能[100]", "事项101"),
        ],
    );
    // In one cell as well.
    let desk = Desk::open(SMALL).go("问题[0].涉及项目");
    let desk = desk.paste("1、修路\n\n2、植树\n").says("前面的序号不填");
    hold(
        &desk,
        &[
            ("问题[0].涉及项目[0]", "修路"),
            ("问题[0].涉及项目[1]", "植树"),
        ],
    );
    desk.press("Ctrl+Z").untouched();
}

#[test]
fn pasted_problems_are_known_by_their_text_not_by_their_number() {
    const TWO: &str = "问题:\n- {编号: '1', 内容: 项目进度偏慢，部分资金没有及时支付。}\n- {编号: '2', 内容: 档案管理不规范。}\n";
    let desk = Desk::open(TWO).go("问题[0].编号");
    let desk = desk.paste(
        "序号\t存在的问题\t原因分析\n1\t政府采购程序不完整。\t人手不够\n2\t公务用车管理有待加强。\t台账不全\n3\t档案管理不规范。\t制度不全\n",
    );
    let desk = desk
        .shows("新增 2 条")
        .shows("新增「政府采购程序不完整。」")
        .shows("不填：编号由程序编排");
    let desk = desk.press("Enter").browses();
    hold(
        &desk,
        &[
            ("问题[0].编号", "1"),
            ("问题[0].内容", "项目进度偏慢，部分资金没有及时支付。"),
            ("问题[0].原因", ""),
            ("问题[1].编号", "2"),
            ("问题[1].内容", "档案管理不规范。"),
            ("问题[1].原因", "制度不全"),
            ("问题[2].编号", "3"),
            ("问题[2].内容", "政府采购程序不完整。"),
            ("问题[2].原因", "人手不够"),
            ("问题[3].编号", "4"),
            ("问题[3].内容", "公务用车管理有待加强。"),
        ],
    );
    // Changed a little under its number it is the same.
    let desk = Desk::open(TWO).go("问题[0].编号");
    let desk = desk.paste(
        "序号\t存在的问题\n1\t项目进度偏慢，有部分资金没有及时支付。\n2\t档案管理不规范。\n",
    );
    let desk = desk.press("Enter").browses();
    hold(
        &desk,
        &[
            ("问题[0].内容", "项目进度偏慢，有部分资金没有及时支付。"),
            ("问题[2].编号", ""),
        ],
    );
}

/// What an office has of its projects, kind by kind.
const PROJECTS: &str = "项目名称\t支出类别\t年初预算数\t全年预算数\t全年执行数\t上年执行数\n\
    课后服务经费\t业务工作经费\t86.00\t86.00\t84.32\t81.50\n\
    校舍维修经费\t运行维护经费\t45.00\t52.30\t49.87\t43.20\n\
    合计\t\t131.00\t138.30\t134.19\t124.70\n";

#[test]
fn a_table_of_projects_goes_to_the_projects_wherever_they_are_listed() {
    let on_kind = |desk: Desk| {
        let name = "支出.一般公共预算.项目支出.类别[0].名称";
        desk.go(name)
    };
    let on_list = |desk: Desk| desk.tab("绩效指标");
    let on_empty = |desk: Desk| desk.tab("绩效指标").press("Down");
    let ways: [&dyn Fn(Desk) -> Desk; 3] = [&on_kind, &on_list, &on_empty];
    for way in ways {
        let desk = way(Desk::open(BLANK)).paste(PROJECTS);
        let desk = desk.shows("新增 2 条").press("Enter");
        hold(
            &desk,
            &[
                ("项目[0].名称", "课后服务经费"),
                ("项目[0].支出类别", "业务工作经费"),
                ("项目[0].资金.年度资金总额.全年执行数", "84.32"),
                ("项目[1].支出类别", "运行维护经费"),
                ("项目[1].资金.年度资金总额.上年执行数", "43.20"),
                ("支出.一般公共预算.项目支出.类别[2].名称", "专项资金"),
                ("支出.一般公共预算.项目支出.类别[3].名称", ""),
            ],
        );
        // Once more it goes over what is there.
        let desk = way(desk).paste(&PROJECTS.replace("84.32", "84.30"));
        let desk = desk.press("Enter").says("已粘贴");
        hold(
            &desk,
            &[
                ("项目[0].资金.年度资金总额.全年执行数", "84.30"),
                ("项目[2].名称", ""),
            ],
        );
    }
    // Without a column for it they are of the kind one stands on.
    let bare = "项目名称\t全年执行数\n甲\t5\n";
    let desk = on_kind(Desk::open(BLANK))
        .paste(bare)
        .press("Enter")
        .says("已粘贴");
    hold(&desk, &[("项目[0].支出类别", "业务工作经费")]);
    // Kinds are kinds.
    let kinds = "项目\t全年执行数\n业务工作经费\t5\n其他经费\t6\n";
    let desk = on_kind(Desk::open(BLANK))
        .paste(kinds)
        .press("Enter")
        .says("已粘贴");
    hold(
        &desk,
        &[("支出.一般公共预算.项目支出.类别[3].名称", "其他经费")],
    );
}

#[test]
fn undone_a_paste_of_projects_leads_back_to_where_it_was_made() {
    const TABLE: &str = "项目名称\t年初预算\t全年预算\t全年执行\n甲\t10\t10\t9\n乙\t20\t20\t18\n";
    let text = SMALL.with(
        "      - 名称: 专项资金\n",
        "      - 名称: 专项资金\n      - 名称: 运行维护经费\n      - 名称: 业务工作经费\n        金额: {年初预算数: 1}\n",
    );
    let kind = |i: usize| format!("支出.一般公共预算.项目支出.类别[{i}].名称");
    let at_kind = |i: usize| Desk::open(&text).tab("预算构成").go(&kind(i));
    let stands_at = |desk: &Desk, place: (Tab, Item)| {
        let app = desk.app();
        let sheet = app.screen().sheet(app.focus());
        let row = sheet.and_then(|it| it.rows.get(app.cursor(app.focus()).row));
        let here = row.and_then(|row| row.item).map(|item| (app.tab(), item));
        assert_eq!(here, Some(place), "{}", desk.screen());
    };
    let (budget, list) = (Tab::Budget, Tab::Indicators);
    for (desk, place) in [
        (at_kind(1), (budget, Item::ProjectKind(1))),
        (at_kind(1).press("Right"), (budget, Item::ProjectKind(1))),
        (at_kind(1).press("Enter"), (budget, Item::ProjectKind(1))),
        (at_kind(0).press("Enter"), (budget, Item::Project(0))),
        (at_kind(0).keys("Enter Up"), (budget, Item::ProjectKind(0))),
        (at_kind(0).keys("Enter Down"), (budget, Item::Project(1))),
        (at_kind(2).press("Right*4"), (budget, Item::ProjectKind(2))),
        (Desk::open(&text).choose(None), (list, Item::Total)),
        (Desk::open(&text).choose(Some(1)), (list, Item::Project(1))),
    ] {
        let desk = desk.paste(TABLE).shows("新增 2 条").press("Enter");
        let desk = desk.press("Ctrl+Z").untouched();
        stands_at(&desk, place);
        let desk = desk.paste(TABLE).keys("Enter Up F4");
        let desk = desk.press("Ctrl+Z").untouched();
        stands_at(&desk, place);
    }
}

#[test]
fn a_table_pasted_into_a_text_is_shown_before_its_columns_are_gone() {
    const TABLE: &str = "一是进度偏慢\t设备招标流标\t修路\n二是指标未完成\t人员外出\t植树\n";
    let field = "基础数据.厉行节约保障措施";
    let desk = Desk::open(BLANK).go(field).paste(TABLE);
    let desk = desk.shows("粘贴 2 行 3 列的表：作为文字填入 1 格");
    let desk = desk.shows("表格会成为一段文字").untouched();
    let desk = desk.press("Esc").browses().untouched().paste(TABLE);
    let desk = desk.press("Enter").says("已粘贴 1 格").browses();
    assert!(value(&desk, field).contains("一是进度偏慢"));
    let desk = desk.press("Ctrl+Z").untouched().on(field);
    // Lines that are set in with a tab are no table.
    let desk = desk
        .paste("\t一是进度偏慢。\n\t二是指标未完成。\n")
        .browses();
    drop(desk.says("已粘贴 1 格"));
}

#[test]
fn a_table_of_projects_pasted_on_the_name_of_a_new_one_makes_them_all() {
    const TABLE: &str = "项目\t年初预算\t全年预算\t全年执行\n\
        重大传染病防控项目\t210.00\t246.00\t231.24\n\
        区人民医院重点专科建设项目\t400.00\t400.00\t312.00\n";
    let desk = Desk::open(BLANK).tab("绩效指标").press("Ins");
    let desk = desk.on("项目[0].名称").paste(TABLE);
    // What is said below is about the table, not about the project put in.
    let desk = desk.shows("新增 1 条").shows("还没有改动：回车填入");
    let desk = desk.lacks("已新增").press("Enter").browses();
    hold(
        &desk,
        &[
            ("项目[0].名称", "重大传染病防控项目"),
            ("项目[0].资金.年度资金总额.年初预算数", "210.00"),
            ("项目[0].资金.年度资金总额.全年执行数", "231.24"),
            ("项目[1].名称", "区人民医院重点专科建设项目"),
            ("项目[1].资金.年度资金总额.全年执行数", "312.00"),
        ],
    );
    let desk = desk.press("Ctrl+Z").on("项目[0].名称");
    desk.press("Ctrl+Z").untouched();
}

/// Who writes 项目 behind what a project is called means that project.
#[test]
fn a_project_is_known_with_and_without_the_word_behind_it() {
    let desk = Desk::open(REPORT).tab("预算构成").go("项目[1].名称");
    desk.paste("名称\t全年预算数\n公共服务项目\t12.5\n城市管理项目\t13.5\n")
        .lacks("可能是")
        .shows("填 2 格")
        .press("Enter")
        .yaml_line("全年预算数: 12.5")
        .yaml_line("全年预算数: 13.5");
}

/// Projects with their sources below them, as the budget shows them.
fn with_sources() -> String {
    let source = |n: u32| format!("{{年初预算数: {n}}}");
    let project = |(name, n): (&str, u32)| {
        let [total, own, left] = [n, n - 5, 5].map(source);
        format!(
            "- 名称: {name}\n  支出类别: 专项资金\n  资金: {{年度资金总额: {total}, 当年财政拨款: {own}, 上年结转资金: {left}}}\n"
        )
    };
    let projects = [("修路", 10), ("植树", 20), ("扫雪", 30)].map(project);
    format!(
        "年度: 2023\n支出: {{一般公共预算: {{项目支出: {{类别: [{{名称: 专项资金}}]}}}}}}\n项目:\n{}",
        projects.concat()
    )
}

#[test]
fn a_column_of_numbers_goes_to_the_projects_alone_where_it_is_of_them() {
    let total = |i: u32| format!("项目[{i}].资金.年度资金总额.年初预算数");
    let desk = Desk::open(&with_sources()).tab("预算构成");
    let desk = desk.go(&total(0));
    // As many as there are projects.
    let desk = desk
        .paste("1\n2\n3\n")
        .shows_line(&["项目「植树」", "20", "2"]);
    let desk = desk.shows("F7  逐行往下填").press("F7");
    let desk = desk.shows_line(&["当年财政拨款", "5", "2"]);
    let desk = desk.press("F7").press("Enter").says("已粘贴 3 格");
    hold(
        &desk,
        &[(&total(0), "1"), (&total(1), "2"), (&total(2), "3")],
    );
    // And as many as there are of their kind, before those of another.
    let two = with_sources()
        .replace(
            "[{名称: 专项资金}]",
            "[{名称: 专项资金}, {名称: 运行维护经费}]",
        )
        .replace(
            "扫雪\n  支出类别: 专项资金",
            "扫雪\n  支出类别: 运行维护经费",
        );
    let both = Desk::open(&two).tab("预算构成").go(&total(0));
    both.paste("1\n2\n")
        .shows("F7  逐行往下填")
        .press("Esc")
        .untouched();
    // Fewer are of the rows one below the other, unless one asks.
    let desk = desk.go(&total(0)).paste("7\n8\n");
    let desk = desk.shows_line(&["当年财政拨款", "5", "8"]);
    let desk = desk.shows("F7  只填同一级的行").keys("F7 Enter");
    hold(
        &desk,
        &[(&total(0), "7"), (&total(1), "8"), (&total(2), "3")],
    );
    desk.keys("Ctrl+Z Ctrl+Z").untouched();
}

#[test]
fn a_table_on_its_side_is_turned() {
    let of = |i: u32, key: &str| format!("项目[{i}].资金.年度资金总额.{key}");
    for table in [
        "单位：万元\n项目\t修路\t扫雪\n年初预算数\t11\t31\n全年预算数\t12\t32\n",
        "\t修路\t扫雪\n年初批复数（万元）\t11\t31\n调整预算数\t12\t32\n",
        "修路\t扫雪\n11\t31\n12\t32\n",
    ] {
        for from in [of(1, "年初预算数"), "项目[0].名称".to_owned()] {
            let desk = Desk::open(&with_sources()).tab("预算构成").go(&from);
            let desk = desk
                .paste(table)
                .shows_line(&["横着的表", "行和列已经对调"]);
            let desk = desk.lacks("新增").press("Enter").says("已粘贴 4 格");
            hold(
                &desk,
                &[
                    (&of(0, "年初预算数"), "11"),
                    (&of(0, "全年预算数"), "12"),
                    (&of(1, "年初预算数"), "20"),
                    (&of(2, "年初预算数"), "31"),
                    (&of(2, "全年预算数"), "32"),
                ],
            );
            desk.press("Ctrl+Z").untouched();
        }
    }
    // New projects are known by the headings beside them.
    let desk = Desk::open(&with_sources())
        .tab("预算构成")
        .go("项目[0].名称");
    let desk = desk.paste("项目\t架桥\t修路\n年初预算数\t5\t6\n全年预算数\t7\t8\n");
    let desk = desk
        .shows("新增「架桥」")
        .press("Enter")
        .says("已粘贴 5 格");
    hold(
        &desk,
        &[
            ("项目[3].名称", "架桥"),
            (&of(3, "全年预算数"), "7"),
            (&of(0, "年初预算数"), "6"),
        ],
    );
    drop(desk);
    // The rows of 基础数据表 as well.
    let from = "基础数据.三公经费.公务接待.上年决算数";
    let desk = Desk::open(REPORT).go(from);
    let desk =
        desk.paste("经费\t3、公务接待\t2、出国经费\n2021年决算数\t6.6\t0\n2022年决算数\t4.4\t0\n");
    let desk = desk.shows("行和列已经对调").press("Enter").says("已粘贴");
    hold(
        &desk,
        &[
            (from, "6.6"),
            ("基础数据.三公经费.公务接待.本年决算数", "4.4"),
        ],
    );
    drop(desk);
}

/// The whole budget as offices have it in one table, into an empty form.
#[test]
fn a_table_of_the_whole_budget_makes_its_projects_below_their_kinds() {
    let table = "项目\t年初预算数\t全年预算数\t全年执行数\n支出合计\t3000\t3100\t3050\n\
        一、基本支出\t1560\t1600\t1590\n其中：人员经费\t1400\t1450\t1440\n公用经费\t160\t150\t150\n\
        二、项目支出\t1440\t1500\t1460\n1.业务工作经费\t1400\t1440\t1400\n（1）社会管理\t400\t440\t420\n\
        （2）公共服务\t1000\t1000\t980\n2.运行维护经费\t40\t60\t60\n办公楼维修\t40\t60\t60\n\
        三、政府性基金\t\t\t\n社区养老\t5\t5\t5\n";
    let general = "支出.一般公共预算.";
    for downs in ["", "Down Down Down Down Down"] {
        let desk = Desk::open(BLANK).tab("预算构成").keys(downs).paste(table);
        let desk = desk
            .shows("新增 3 条")
            .shows_line(&["「社区养老」一行", "不填"]);
        let desk = desk.shows_line(&["「二、项目支出」一行", "是下面各行之和"]);
        let desk = desk.press("Enter").says("已粘贴");
        hold(
            &desk,
            &[
                ("项目[0].名称", "社会管理"),
                ("项目[0].支出类别", "业务工作经费"),
                ("项目[1].资金.年度资金总额.全年执行数", "980"),
                ("项目[2].名称", "办公楼维修"),
                ("项目[2].支出类别", "运行维护经费"),
                ("项目[3].名称", ""),
                (&format!("{general}项目支出.金额.年初预算数"), ""),
                (&format!("{general}项目支出.类别[0].金额.年初预算数"), ""),
                (&format!("{general}项目支出.类别[3].名称"), ""),
                (
                    &format!("{general}基本支出.分类[0].金额.全年执行数"),
                    "1440",
                ),
            ],
        );
        desk.press("Ctrl+Z").untouched();
    }
}

/// The table of a fund as the forms have it: levels of codes, and what was spent in three columns.
#[test]
fn the_lines_of_a_fund_are_taken_with_their_codes_and_what_they_were_for() {
    let table = "功能分类科目编码\t科目名称\t本年收入\t本年支出\t\t\n\t\t\t小计\t基本支出\t项目支出\n\
        229\t其他支出\t30\t29.5\t4.5\t25\n22960\t彩票公益金安排的支出\t30\t29.5\t4.5\t25\n\
        2296002\t用于社会福利的彩票公益金支出\t30\t29.5\t4.5\t25\n";
    let fund = "支出.政府性基金预算.";
    let yaml = "年度: 2023\n支出: {政府性基金预算: {金额: {全年执行数: 29.5}}}\n";
    // What is found leads to where lines are.
    let desk = Desk::open(yaml).until_rule("E15").press("F9");
    let desk = desk.shows("增加一条明细").press("1");
    let desk = desk.go(&format!("{fund}明细[0].名称"));
    let desk = desk.shows("基金明细的编码和本年支出").paste(table);
    let desk = desk.shows_line(&["「彩票公益金安排的支出」一行", "是下级科目之和"]);
    let desk = desk.press("Enter").says("已粘贴");
    hold(
        &desk,
        &[
            (&format!("{fund}明细[0].科目编码"), "2296002"),
            (
                &format!("{fund}明细[0].名称"),
                "用于社会福利的彩票公益金支出",
            ),
            (&format!("{fund}明细[0].金额.全年执行数"), "29.5"),
            (&format!("{fund}明细[0].基本支出"), "4.5"),
            (&format!("{fund}明细[0].项目支出"), "25"),
            (&format!("{fund}明细[1].名称"), ""),
        ],
    );
    drop(desk.shows("2296002"));
}

#[test]
fn a_whole_self_evaluation_form_is_pasted_piece_by_piece() {
    const FORM: &str = "项目支出绩效自评表\n项目名称\t党建及组织工作经费\n主管部门\t某镇\t\t实施单位\t某镇\n\
        项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\n\t年度资金总额：\t80\t86.5\t86.5\n\
        绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n\
        \t产出指标\t数量指标\t党员培训期数\t≥6期\t7\t15\t15\n";
    for from in ["项目[0].名称", "项目[0].指标[0].三级指标"] {
        let desk = Desk::open(SMALL).go(from).paste(FORM);
        desk.browses()
            .says("这是整张自评表，请分段复制")
            .untouched();
    }
}

#[test]
fn an_indicator_of_which_there_is_none_is_no_indicator() {
    const ROWS: &str = "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\n\
        效益指标\t经济效益指标\t无\t\t\t\t\n效益指标\t社会效益指标\t凝聚力\t提升\t达成\t15\t15\n";
    let desk = Desk::open(SMALL).go("项目[0].指标[0].三级指标").paste(ROWS);
    let desk = desk.shows("新增 1 条").shows("写的是“无”").press("Enter");
    desk.says("已粘贴 7 格，1 行不填，新增 1 条").browses();
}

#[test]
fn bodies_in_one_line_are_entries_of_their_own() {
    let desk = Desk::open(SMALL).go("基本情况.机构[0].名单[1].名称");
    let desk = desk.paste("党政综合办公室、基层党建办公室（加挂人大、工会牌子）\n经济发展办公室\n");
    let desk = desk.shows("粘贴 3 行").press("Enter");
    let names = [1, 2, 3].map(|i| text_of(&desk, &format!("基本情况.机构[0].名单[{i}].名称")));
    assert_eq!(
        names,
        [
            "党政综合办公室",
            "基层党建办公室（加挂人大、工会牌子）",
            "经济发展办公室",
        ]
    );
    desk.browses();
}

/// What stands in a field.
fn text_of(desk: &Desk, path: &str) -> String {
    let document = desk.app().document();
    let node = document.node(&path.parse().unwrap());
    node.and_then(|node| node.text().map(str::to_owned))
        .unwrap_or_default()
}

#[test]
fn bodies_beside_their_kinds_go_to_the_list_of_these() {
    const OF_KIND: &str = "序号\t类别\t个数\t机构名称\n\
        1\t党政机构\t3\t1.党政办公室、2.党建办公室、3.城管办公室（加挂建设服务办公室牌子）\n\
        2\t事业单位\t2\t\"政务服务中心（党群服务中心）\n网格化中心\"\n合计\t\t5\t\n";
    const EACH: &str = "类别\t机构名称\t加挂牌子\n党政机构\t党政办公室\t\n\
        \t党建办公室\t\n\t城管办公室\t建设服务办公室\n\
        事业单位\t政务服务中心（党群服务中心）\t\n\t网格化中心\t\n";
    const BARE: &str = "党政机构\t党政办公室、党建办公室、城管办公室（加挂建设服务办公室牌子）\n\
        事业单位\t\"政务服务中心（党群服务中心）\n网格化中心\"\n";
    for (table, counts) in [(OF_KIND, ["3", "2"]), (EACH, ["", ""]), (BARE, ["", ""])] {
        let desk = Desk::open(BLANK).go("基本情况.机构情况").press("Down");
        let desk = desk
            .paste(table)
            .shows_line(&["机构类别「事业单位」", "表中有它的 2 个机构"]);
        // A kind is no row beside its bodies.
        let desk = desk.shows("粘贴 5 行");
        assert_eq!(desk.find("各列按它认").is_some(), table != BARE);
        let desk = desk.press("Enter").browses();
        for (path, text) in [
            ("机构[0].类别", "党政机构"),
            ("机构[0].列示数", counts[0]),
            ("机构[0].名单[1].名称", "党建办公室"),
            ("机构[0].名单[2].名称", "城管办公室"),
            ("机构[0].名单[2].加挂[0]", "建设服务办公室"),
            ("机构[1].列示数", counts[1]),
            ("机构[1].名单[0].名称", "政务服务中心（党群服务中心）"),
            ("机构[1].名单[1].名称", "网格化中心"),
        ] {
            assert_eq!(text_of(&desk, &format!("基本情况.{path}")), text);
        }
        desk.keys("Ctrl+Z").untouched();
    }
}

#[test]
fn bodies_that_are_there_keep_what_a_table_does_not_tell() {
    let desk = Desk::open(SMALL).go("基本情况.机构[0].类别");
    let desk = desk.paste("类别\t机构名称\n党政机构\t办公室\n\t财政所、经济发展办公室\n");
    let desk = desk.shows("新增 1 条").press("Enter").browses();
    assert_eq!(text_of(&desk, "基本情况.机构[0].列示数"), "2");
    assert_eq!(text_of(&desk, "基本情况.机构[0].名单[0].加挂[0]"), "档案室");
    assert_eq!(
        text_of(&desk, "基本情况.机构[0].名单[2].名称"),
        "经济发展办公室"
    );
    desk.keys("Ctrl+Z").untouched();
}

#[test]
fn bodies_of_no_kind_have_to_be_pasted_onto_one() {
    const TABLE: &str =
        "序号\t机构名称\t加挂牌子\n1\t经济发展办公室\t\n2\t城管办公室\t环卫站、绿化站\n";
    let desk = Desk::open(BLANK).go("基本情况.机构情况").press("Down");
    desk.paste(TABLE)
        .says("没有写明属于哪一类")
        .browses()
        .untouched();
    let desk = Desk::open(SMALL).go("基本情况.机构[0].列示数").paste(TABLE);
    let desk = desk.press("Enter").browses();
    assert_eq!(
        text_of(&desk, "基本情况.机构[0].名单[3].名称"),
        "城管办公室"
    );
    assert_eq!(text_of(&desk, "基本情况.机构[0].名单[3].加挂[1]"), "绿化站");
    desk.keys("Ctrl+Z").untouched();
}

#[test]
fn one_cell_with_several_bodies_is_looked_at_before_it_is_several_entries() {
    for cell in ["司法所、文化站", "\"司法所\n文化站\"\n"] {
        let desk = Desk::open(SMALL).go("基本情况.机构[0].名单[1].名称");
        let desk = desk.paste(cell).shows("粘贴 2 行").shows("新增 1 条");
        let desk = desk.press("Enter").browses();
        let name = |i| format!("基本情况.机构[0].名单[{i}].名称");
        assert_eq!(text_of(&desk, &name(1)), "司法所");
        assert_eq!(text_of(&desk, &name(2)), "文化站");
        desk.keys("Ctrl+Z").untouched();
    }
}

#[test]
fn names_in_one_cell_are_entries_of_their_own() {
    let yaml = SMALL.replace("名称: 植树", "名称: 植树、种草");
    let desk = Desk::open(&yaml).go("问题[1].涉及项目");
    let desk = desk.paste("修路、植树、种草、养护\n");
    assert_eq!(text_of(&desk, "问题[1].涉及项目[1]"), "植树、种草");
    assert_eq!(text_of(&desk, "问题[1].涉及项目[2]"), "养护");
    let desk = desk.keys("Ctrl+Z").go("基本情况.机构[0].名单[1].加挂");
    let desk = desk.types("会计站、出纳站").press("F2");
    assert_eq!(text_of(&desk, "基本情况.机构[0].名单[1].加挂[0]"), "会计站");
    assert_eq!(text_of(&desk, "基本情况.机构[0].名单[1].加挂[1]"), "出纳站");
    let desk = desk.keys("Ctrl+Z").go("基本情况.机构[0].名单[1].加挂");
    let desk = desk.types("1）会计站、2）出纳站").press("F2");
    assert_eq!(
        text_of(&desk, "基本情况.机构[0].名单[1].加挂[1]"),
        "2）出纳站"
    );
    desk.keys("Ctrl+Z").untouched();
}

#[test]
fn a_percentage_is_a_number_where_the_unit_is_percent() {
    let yaml = SMALL.replace(
        "指标值: 10, 完成值: 8",
        "指标值: 95, 度量单位: \"%\", 完成值: 8",
    );
    let indicator = |key: &str| format!("项目[0].指标[0].{key}");
    let desk = Desk::open(&yaml).go(&indicator("指标值"));
    let desk = desk.paste("三级指标\t指标值\t完成值\n里程\t≥95%\t96.50％\n");
    let desk = desk.shows_line(&["指标值", "95", "没有变化"]);
    let desk = desk.press("Enter").says("已粘贴 1 格");
    assert_eq!(text_of(&desk, &indicator("完成值")), "96.50");
    let desk = desk.go(&indicator("完成值")).types("97%").press("Enter");
    assert_eq!(text_of(&desk, &indicator("完成值")), "97");
    desk.keys("Ctrl+Z*2").untouched();
}

#[test]
fn a_whole_that_is_called_nearly_so_is_no_part() {
    let desk = Desk::open(REPORT).go("基础数据.三公经费.合计.上年决算数");
    let desk = desk.paste("公务接待\t\t5\t4\n部门整体支出预算调整\t——\t2960.5\t3286.57\n");
    desk.shows("不填").press("Esc").untouched();
}

#[test]
fn rows_of_the_whole_form_go_to_the_funds_of_the_budget() {
    let desk = Desk::open(SMALL)
        .tab("预算构成")
        .go("支出.一般公共预算.金额.年初预算数");
    let desk = desk.paste(
        "年度资金总额\t364\t364\t364\n一般公共预算\t300\t300\t300\n政府性基金拨款\t64\t64\t64\n",
    );
    let desk = desk.press("Enter").says("已粘贴");
    hold(&desk, &[("支出.政府性基金预算.金额.年初预算数", "64")]);
}

#[test]
fn a_column_of_numbers_in_front_of_the_names_is_passed_over() {
    const NUMBERED: &str = "序号\t项目\t年初预算数\n1\t人员经费\t1,000\n2\t公用经费\t200\n";
    let desk = Desk::open(BLANK).tab("预算构成").press("Ctrl+Home");
    let desk = desk.paste(NUMBERED).shows("填 2 格").press("Enter");
    desk.shows_line(&["基本支出", "1200.00"]);
    let staff = "序号\t人员类别\t人数\n1\t编制数\t52\n2\t退休人员\t8\n";
    let desk = Desk::open(REPORT)
        .go("基本情况.人员.编制数")
        .paste(staff)
        .shows("填 2 格，按名称对行");
    drop(desk.lacks("没有这一列"));
}

#[test]
fn a_title_that_is_called_as_columns_are_is_no_heading() {
    const TITLED: &str = "绩效指标\t\t\t\t\t\n\
        一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\n\
        产出指标\t数量指标\t里程\t10\t9\t50\n产出指标\t质量指标\t巡查\t10\t8\t50\n";
    let desk = Desk::open(SMALL).choose(Some(0)).press("Enter");
    let desk = desk.paste(TITLED).shows("1 行不填，新增 1 条");
    let desk = desk.shows_line(&["「绩效指标」一行", "不填：在表头上面"]);
    let desk = desk.shows_line(&["完成值", "8", "9"]);
    drop(desk.lacks("新增「一级指标」"));
}

#[test]
fn a_sum_below_rows_of_the_form_is_held_against_them() {
    let paste = |table: &str| Desk::open(BLANK).tab("预算构成").paste(table);
    for name in ["合计", "总计"] {
        let table = format!("项目\t年初预算数\n人员经费\t1,000\n公用经费\t200\n{name}\t1,250\n");
        let place = format!("「{name}」年初预算数");
        let desk = paste(&table).shows("填 2 格，1 行不填，按名称对行，合计对不上");
        drop(desk.shows_line(&[&place, "1250", "各行加起来是 1200，相差 50"]));
    }
    // What is no row here may be a part of one that is.
    for right in [
        "项目\t年初预算数\n人员经费\t1,000\n公用经费\t200\n合计\t1,200\n",
        "项目\t年初预算数\n合计\t1,200\n人员经费\t1,000\n基本工资\t600\n公用经费\t200\n",
    ] {
        drop(paste(right).shows("不填：是合计").lacks("对不上"));
    }
    // 预算执行率 has points of its own, which stand in no row of the indicators.
    let table = |points: u8| {
        format!(
            "三级指标\t指标值\t完成值\t分值\n里程\t10\t8\t50\n验收\t合格\t达成\t40\n总分\t\t\t{points}\n"
        )
    };
    let paste = |points| {
        let desk = Desk::open(SMALL).choose(Some(0)).press("Enter");
        desk.paste(&table(points)).shows("「总分」一行")
    };
    drop(paste(100).lacks("对不上"));
    drop(paste(110).shows_line(&["「总分」分值", "110", "各行加起来是 90，相差 20"]));
}

/// A table of the whole budget with a kind that has no amounts of its own.
const WHOLE_BUDGET: &str = "项目\t年初预算数\t全年预算数\n基本支出\t1200\t1220\n人员经费\t1000\t1020\n\
    公用经费\t200\t200\n项目支出\t530\t545\n（一）业务工作经费\t450\t465\n社会管理\t150\t160\n\
    公共服务\t300\t305\n（二）运行维护经费\t\t\n社区运转\t80\t80\n";

#[test]
fn a_total_is_worked_out_though_one_of_its_parts_is_blank() {
    let paste = |table: &str| Desk::open(BLANK).tab("预算构成").paste(table);
    let desk = paste(WHOLE_BUDGET).shows("填 13 格，3 行不填，新增 3 条");
    let desk = desk.shows_line(&["「项目支出」一行", "不填：是下面各行之和"]);
    let desk = desk.press("Enter").says("3 行不填");
    drop(desk.shows_line(&["项目支出", "=530.00", "=545.00"]));
    let other = WHOLE_BUDGET.replace("项目支出\t530", "项目支出\t540");
    let desk = paste(&other).shows("2 行不填");
    let note = "各行共 530，填了就不再跟着各项变";
    drop(desk.shows_line(&["项目支出 年初预算数", "540", note]));
}

#[test]
fn what_comes_anew_is_told_with_its_amounts() {
    let rows = (1..=18).map(|i| format!("第{i}号\t业务工作经费\t{i}0\t{i}1\t{i}\n"));
    let table: String = rows.collect();
    let head = "项目名称\t支出类别\t年初预算数\t全年预算数\t全年执行数\n";
    let desk = Desk::open(BLANK).tab("预算构成");
    let desk = desk.paste(&format!("{head}{table}")).shows("新增 18 条");
    let desk = desk.shows_line(&["新增「第1号」", "10、11、1", "加到「业务工作经费」下面"]);
    drop(desk.shows_line(&["新增「第18号」", "180、181、18", "加到「业务工作经费」下面"]));
}

#[test]
fn a_table_of_another_tab_is_told_where_it_belongs() {
    const BUDGET: &str = "项目\t年初预算数\t全年预算数\n人员经费\t1000\t1020\n公用经费\t200\t200\n";
    const INDICATORS: &str = "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\n\
        产出指标\t数量指标\t里程\t10\t8\t50\n产出指标\t质量指标\t巡查\t10\t8\t50\n";
    const ISSUES: &str = "存在问题\t原因\n钱不够\t没钱\n人不够\t没人\n";
    for (yaml, tab, table, way) in [
        (SMALL, "问题整改", BUDGET, "请到“预算构成”里再贴"),
        (BLANK, "问题整改", BUDGET, "请到“预算构成”里再贴"),
        (SMALL, "基本信息", BUDGET, "请到“预算构成”里再贴"),
        (
            SMALL,
            "问题整改",
            INDICATORS,
            "请到“绩效指标”里进入所属的项目再贴",
        ),
        (
            SMALL,
            "预算构成",
            INDICATORS,
            "请到“绩效指标”里进入所属的项目再贴",
        ),
        (
            SMALL,
            "绩效指标",
            INDICATORS,
            "请到“绩效指标”里进入所属的项目再贴",
        ),
        (SMALL, "预算构成", ISSUES, "请到“问题整改”里再贴"),
    ] {
        let desk = Desk::open(yaml).tab(tab).press("Ctrl+Home");
        desk.paste(table).browses().says(way).untouched();
    }
}
