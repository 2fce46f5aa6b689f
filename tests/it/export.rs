//! The finished documents: whole, true to the report, and nothing private in the public copy.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Read as _};

use jixiao::document::Document;
use jixiao::export::{Copy, Format, Refused, write};
use jixiao::rules::Findings;
use jixiao::ui::app::Access;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With, examined, findings, read};
use crate::office::scored;

const FORMATS: [Format; 5] = [
    Format::Docx,
    Format::Xlsx,
    Format::Markdown,
    Format::Html,
    Format::Csv,
];

pub(crate) const OPEN: Copy = Copy::Plain;
const PUBLIC: Copy = Copy::Public;
const INTERNAL: Copy = Copy::Internal;

pub(crate) fn export(yaml: &str, format: Format, copy: Copy) -> Result<Vec<u8>, Refused> {
    let document = Document::read(yaml.as_bytes());
    let examined = examined(document);
    let case = examined.case();
    write(&case, &Findings::compute(&case), format, copy)
}

fn text(yaml: &str, format: Format, copy: Copy) -> String {
    String::from_utf8(export(yaml, format, copy).unwrap()).unwrap()
}

/// The parts of a Word document.
pub(crate) fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            let name = part.name().unwrap().into_owned();
            (name, text)
        })
        .collect()
}

pub(crate) fn document(yaml: &str, copy: Copy) -> String {
    let parts = parts(export(yaml, Format::Docx, copy).unwrap());
    let (_, text) = parts
        .into_iter()
        .find(|(name, _)| name == "word/document.xml")
        .unwrap();
    text
}

/// The words of a Word document, a paragraph a line.
pub(crate) fn words(xml: &str) -> String {
    let tree = roxmltree::Document::parse(xml).unwrap();
    let paragraphs = tree.descendants().filter(|it| it.has_tag_name(name("p")));
    let lines = paragraphs.map(|paragraph| {
        let texts = paragraph
            .descendants()
            .filter(|it| it.has_tag_name(name("t")));
        texts.filter_map(|it| it.text()).collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub(crate) fn name(tag: &str) -> roxmltree::ExpandedName<'_, '_> {
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        tag,
    )
        .into()
}

#[test]
fn the_real_report_is_whole_in_every_format() {
    let word = words(&document(REPORT, OPEN));
    for text in [
        text(REPORT, Format::Markdown, OPEN),
        text(REPORT, Format::Html, OPEN),
        word,
    ] {
        for words in [
            "一、部门、单位基本情况",
            "（一）基本支出情况",
            "十、其他需要说明的情况",
            "2022年一般公共预算支出4542.4万元，其中基本支出1660.4万元，项目支出2882万元。",
            "2022年末实有人数57人",
            "附件2",
            "附件4-9",
            "4572.32",
            "本单位2022年没有社会保险基金预算支出，故本表无数据。",
            "注：其他资金为国有资本经营预算支出9.92万元；项目支出2911.92万元为一般公共预算项目支出2882万元、政府性基金预算支出20万元、国有资本经营预算支出9.92万元之和。",
            "2023年4月28日",
        ] {
            assert!(text.contains(words), "{words}");
        }
        assert!(!text.contains("2023年04月"));
    }
    let rows = text(REPORT, Format::Csv, OPEN);
    assert!(rows.contains("预算,业务工作经费,社会管理,全年执行数,435.20,万元,"));
}

#[test]
fn an_empty_form_says_nothing_that_nobody_said() {
    let form = text(BLANK, Format::Markdown, OPEN);
    assert!(form.contains("年末实有人数（未填），其中在职在编人员（未填）。"));
    assert!(form.contains("| 上年决算数 | 本年预算数 | 本年决算数 |"));
    for said in ["\n无\n", "本表无数据"] {
        assert!(!form.contains(said), "{said}");
    }
    let none = "支出: {社会保险基金预算: {说明: 无}}\n";
    let form = text(none, Format::Markdown, OPEN);
    assert!(form.contains("本单位没有社会保险基金预算支出，故本表无数据。"));
    assert!(!form.contains("没有政府性基金预算支出"));
}

#[test]
fn a_year_with_decimals_is_printed_without_them() {
    let whole = text(REPORT, Format::Markdown, OPEN);
    let year = "年度: 2022\n";
    assert!(REPORT.contains(year));
    let decimal = REPORT.replace(year, "年度: 2022.0\n");
    assert!(text(&decimal, Format::Markdown, OPEN) == whole);
}

#[test]
fn indicators_stand_in_the_order_of_the_form_whatever_comes_first_in_the_file() {
    let indicator = |first: &str, second: &str, name: &str| {
        format!("{{一级指标: {first}, 二级指标: {second}, 三级指标: {name}, 分值: 10}}")
    };
    let given = [
        indicator("效益指标", "社会效益指标", "第四"),
        indicator("产出指标", "质量指标", "第二"),
        indicator("满意度指标", "服务对象满意度指标", "第五"),
        indicator("产出指标", "数量指标", "第一"),
        indicator("产出指标", "质量指标", "第三"),
    ];
    let yaml = format!("项目: [{{名称: 甲, 指标: [{}]}}]\n", given.join(", "));
    let table = text(&yaml, Format::Markdown, OPEN);
    let places = ["第一", "第二", "第三", "第四", "第五"].map(|it| table.find(it).unwrap());
    assert!(places.is_sorted(), "{table}");
    assert_eq!(table.matches("产出指标").count(), 1);
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in FORMATS {
        assert_eq!(
            export(REPORT, format, OPEN).unwrap(),
            export(REPORT, format, OPEN).unwrap()
        );
        assert!(!export(BLANK, format, OPEN).unwrap().is_empty());
    }
}

#[test]
fn a_word_document_is_what_word_asks_for() {
    for (part, text) in parts(export(REPORT, Format::Docx, OPEN).unwrap()) {
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{part}: {error}"));
    }
    let xml = document(REPORT, OPEN);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let mut tables = 0;
    for table in tree.descendants().filter(|it| it.has_tag_name(name("tbl"))) {
        tables += 1;
        let columns = |node: roxmltree::Node<'_, '_>, tag| {
            node.descendants()
                .filter(|it| it.has_tag_name(name(tag)))
                .count()
        };
        let grid = columns(table, "gridCol");
        for row in table.children().filter(|it| it.has_tag_name(name("tr"))) {
            let spans: usize = row
                .children()
                .filter(|it| it.has_tag_name(name("tc")))
                .map(|cell| {
                    // A cell ends with a paragraph, else Word calls the file damaged.
                    assert!(cell.last_element_child().unwrap().has_tag_name(name("p")));
                    let span = cell
                        .descendants()
                        .find(|it| it.has_tag_name(name("gridSpan")));
                    span.map_or(1, |span| {
                        let value = span.attributes().next().unwrap().value();
                        value.parse().unwrap()
                    })
                })
                .sum();
            assert_eq!(spans, grid, "every row fills the table");
        }
    }
    // P8, P9 and nine P10 in two parts each, since Word repeats only first rows, and two funds;
    // the third is a statement.
    assert_eq!(tables, 1 + 2 * 10 + 2);
}

#[test]
fn live_figures_are_exported_as_numbers() {
    let yaml = SMALL.with("修得很好。", "花了{{项目.修路.全年执行数}}万元。");
    let text = text(&yaml, Format::Markdown, OPEN);
    assert!(text.contains("花了120.00万元。"));
    assert!(!text.contains("{{"));
}

#[test]
fn what_was_entered_is_never_markup_and_never_a_formula() {
    let yaml = SMALL
        .with("修得很好。", "<script>alert(1)</script>&amp;|表|")
        .with("三级指标: 里程", "三级指标: '=1+1'");
    let html = text(&yaml, Format::Html, OPEN);
    assert!(!html.contains("<script>"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"));
    assert!(words(&document(&yaml, OPEN)).contains("<script>alert(1)</script>&amp;|表|"));
    assert!(text(&yaml, Format::Csv, OPEN).contains(",'=1+1,"));
    assert!(text(&yaml, Format::Markdown, OPEN).contains("\\<script\\>"));
    let yaml = SMALL.with(
        "修得很好。",
        "~~没有~~ &lt; 1\n    1. 甲\n    + 乙\n    12) 丙\n    3.5公里",
    );
    let marks = text(&yaml, Format::Markdown, OPEN);
    for plain in [
        "\\~\\~没有\\~\\~ \\&lt; 1",
        "1\\. 甲",
        "\\+ 乙",
        "12\\) 丙",
        "3.5公里",
    ] {
        assert!(marks.contains(plain), "{plain}: {marks}");
    }
}

#[test]
fn the_public_copy_waits_until_all_is_decided_and_then_holds_nothing_private() {
    for format in FORMATS {
        let refused = export(REPORT, format, PUBLIC).unwrap_err();
        assert!(refused.to_string().contains("13800000000"), "{refused}");
    }
    let decided = format!(
        "{REPORT}\n公开处理:\n- {{内容: '13800000000', 类别: 手机号码, 处理: 遮盖, 改为: 138****0000}}\n"
    );
    for format in FORMATS {
        let bytes = export(&decided, format, PUBLIC).unwrap();
        let all = match format {
            Format::Docx | Format::Xlsx => parts(bytes).into_iter().map(|(_, text)| text).collect(),
            _ => String::from_utf8(bytes).unwrap().replace('\\', ""),
        };
        assert!(!all.contains("13800000000"), "{format:?}");
        // As was decided; who wants no line of it chooses to delete it.
        let stands = all.contains("138****0000") || matches!(format, Format::Xlsx | Format::Csv);
        assert!(stands, "{format:?}: {all}");
    }
}

/// Each line of a CSV file says whose it is.
#[test]
fn what_is_hidden_in_the_name_of_the_unit_is_hidden_in_every_line() {
    let yaml = "封面: {单位名称: 某街道（13900001234）}\n支出: {一般公共预算: {金额: {全年执行数: 300}}}\n";
    let hides = |fate: &str| {
        let decided = format!("{yaml}公开处理:\n- {{内容: '13900001234', {fate}}}\n");
        let all = text(&decided, Format::Csv, PUBLIC);
        assert!(!all.contains("13900001234"), "{all}");
        all
    };
    let masked = hides("处理: 遮盖, 改为: 139****1234");
    assert!(masked.contains(",某街道（139****1234）,"), "{masked}");
    assert!(hides("处理: 删除").contains(",某街道,"));
}

#[test]
fn no_way_to_write_a_mobile_number_passes_into_the_public_copy() {
    let yaml = "封面: {办公电话: \"13800138000\", 手机号码: \"１３９１２３４５６７８\"}\n整体绩效: {完成情况: \"联系电话139.1234\\u200b.5678。\"}\n";
    for format in FORMATS {
        let refused = export(yaml, format, PUBLIC).unwrap_err().to_string();
        assert!(refused.contains("还有3处个人信息"), "{refused}");
    }
    let decided = format!(
        "{yaml}公开处理:\n- {{内容: '13800138000', 处理: 遮盖, 改为: 138****8000}}\n- {{内容: １３９１２３４５６７８, 处理: 删除}}\n- {{内容: \"139.1234\\u200b.5678\", 处理: 遮盖, 改为: 139.****.5678}}\n"
    );
    for format in [Format::Markdown, Format::Html] {
        let all = text(&decided, format, PUBLIC).replace('\\', "");
        for private in ["13800138000", "１３９１２３４５６７８", "139.1234"] {
            assert!(!all.contains(private), "{private}");
        }
        assert!(all.contains("联系电话139.****.5678。"), "{all}");
    }
}

#[test]
fn what_covers_nothing_or_gives_no_reason_is_no_decision() {
    let refused = |decision: &str| {
        let yaml =
            format!("{REPORT}\n公开处理:\n- {{内容: '13800000000', 类别: 手机号码, {decision}}}\n");
        let copy = export(&yaml, Format::Markdown, PUBLIC);
        copy.is_err_and(|refused| refused.to_string().contains("13800000000"))
    };
    for decision in [
        "处理: 遮盖, 改为: '13800000000'",
        "处理: 遮盖, 改为: 电话138 0000 0000",
        "处理: 遮盖, 改为: １３８００００００００",
        "处理: 保留, 理由: ' '",
        "处理: 保留",
        "处理: 留着",
    ] {
        assert!(refused(decision), "{decision}");
    }
    assert!(!refused("处理: 保留, 理由: 对外公布的值班电话"));
    assert!(!refused("处理: 遮盖, 改为: 138****0000"));
}

#[test]
fn each_name_of_a_list_is_hidden_wherever_it_stands_in_the_public_copy() {
    for decision in ["遮盖, 改为: '张某某、李某某、王某某'", "删除"] {
        let yaml = format!(
            "整体绩效: {{完成情况: 化解张三丰、李四光、王五岭积案。, 指标: [{{三级指标: 走访张三丰13912345678}}]}}\n项目: [{{名称: 甲, 完成情况: 走访张三丰。}}]\n公开处理:\n- {{内容: 张三丰、李四光、王五岭, 类别: 姓名, 处理: {decision}}}\n- {{内容: '13912345678', 类别: 手机号码, 处理: 遮盖, 改为: 139****5678}}\n"
        );
        for format in [Format::Markdown, Format::Html] {
            let all = text(&yaml, format, PUBLIC).replace('\\', "");
            assert!(!all.contains("张三丰"), "{format:?}");
            assert!(all.contains("走访张某某139****5678"), "{format:?}");
        }
    }
}

#[test]
fn what_ends_another_one_does_not_spoil_it_in_the_public_copy() {
    let yaml = "整体绩效: {完成情况: '邮箱li@163.com、wangli@163.com公布。'}\n公开处理:\n- {内容: li@163.com, 类别: 电子邮箱, 处理: 删除}\n- {内容: wangli@163.com, 类别: 电子邮箱, 处理: 保留, 理由: 对外公布}\n";
    let all = text(yaml, Format::Markdown, PUBLIC).replace('\\', "");
    assert!(all.contains("wangli@163.com公布"), "{all}");
    assert!(!all.contains("箱li@"), "{all}");
}

/// 张三丰 is nobody's 张三, and where two overlap no end of either is left.
#[test]
fn what_is_hidden_spoils_no_longer_name_that_stays_and_leaves_no_end_of_what_it_overlaps() {
    let public = |words: &str, decisions: &str| {
        let yaml = format!("整体绩效: {{完成情况: {words}}}\n公开处理: [{decisions}]\n");
        text(&yaml, Format::Markdown, PUBLIC).replace('\\', "")
    };
    let hidden = "{内容: 张三, 类别: 姓名, 处理: 遮盖, 改为: 张某}";
    let stays = "{内容: 张三丰, 类别: 姓名, 处理: 保留, 理由: 对外公布}";
    for decisions in [format!("{hidden}, {stays}"), format!("{stays}, {hidden}")] {
        let all = public("走访张三丰，化解张　三积案。", &decisions);
        assert!(all.contains("走访张三丰，化解张某积案。"), "{all}");
    }
    let (yard, house) = (
        "{内容: 望月小区东头, 处理: 删除}",
        "{内容: 东头老屋, 处理: 遮盖, 改为: 某屋}",
    );
    for decisions in [format!("{yard}, {house}"), format!("{house}, {yard}")] {
        let all = public("走访望月小区东头老屋的老人。", &decisions);
        assert!(all.contains("走访某屋的老人。"), "{all}");
    }
}

#[test]
fn a_name_that_is_hidden_stands_in_no_cell_of_the_public_copy() {
    let yaml = "封面: {填报人: 张三丰}\n整体绩效: {完成情况: 走访张三丰。, 指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 张　三丰户, 指标值: 张三丰, 完成值: 张三丰等3户, 偏差原因: \"张\\u200b三丰外出。\"}]}\n改进措施: [{内容: 由张三丰负责。, 责任人: 张三丰}]\n";
    for format in FORMATS {
        let refused = export(yaml, format, PUBLIC).unwrap_err().to_string();
        assert!(refused.contains("姓名“张三丰”"), "{refused}");
    }
    let decided =
        format!("{yaml}公开处理:\n- {{内容: 张三丰, 类别: 姓名, 处理: 遮盖, 改为: 张某}}\n");
    for format in FORMATS {
        let bytes = export(&decided, format, PUBLIC).unwrap();
        let all = match format {
            Format::Docx | Format::Xlsx => parts(bytes).into_iter().map(|(_, text)| text).collect(),
            _ => String::from_utf8(bytes).unwrap().replace('\\', ""),
        };
        for left in ["张三丰", "三丰"] {
            assert!(!all.contains(left), "{format:?}");
        }
        assert!(all.contains("张某"), "{format:?}");
    }
}

#[test]
fn a_number_over_the_end_of_a_line_is_hidden_in_the_public_copy() {
    let yaml = "整体绩效: {完成情况: \"先139家。\\n电话139\\n12345678。\\n139\"}\n公开处理:\n- {内容: \"139\\n12345678\", 类别: 手机号码, 处理: ";
    for (decision, left) in [
        (
            "遮盖, 改为: \"139\\n****5678\"}",
            "电话139\n\n****5678。\n\n139",
        ),
        ("删除}", "先139家。\n\n139"),
    ] {
        let all = text(&format!("{yaml}{decision}\n"), Format::Markdown, PUBLIC).replace('\\', "");
        assert!(!all.contains("12345678"), "{all}");
        assert!(all.replace('　', "").contains(left), "{all}");
    }
}

#[test]
fn there_is_no_public_copy_of_a_text_that_nobody_has_looked_through() {
    let long = "好".repeat(10_000);
    let yaml = format!("其他说明: {{内容: '电话13900001234。{long}'}}\n");
    let refused = export(&yaml, Format::Markdown, PUBLIC).unwrap_err();
    assert!(
        refused.to_string().starts_with("“其他说明 内容”的文字太长"),
        "{refused}"
    );
    assert!(export(&yaml, Format::Markdown, OPEN).is_ok());
}

#[test]
fn what_is_deleted_from_the_public_copy_leaves_no_label() {
    let decided = format!(
        "{REPORT}\n公开处理:\n- {{内容: '13800000000', 类别: 手机号码, 处理: 删除}}\n- {{内容: '82550135', 类别: 办公电话, 处理: 删除}}\n"
    );
    for format in [Format::Markdown, Format::Html] {
        let all = text(&decided, format, PUBLIC);
        assert!(!all.contains("手机号码："));
        assert!(!all.contains("办公电话："));
        assert!(!all.contains("联系电话："));
        assert!(all.contains("报告填报人："));
    }
    let word = words(&document(&decided, PUBLIC));
    assert!(!word.contains("手机号码："), "{word}");
}

#[test]
fn the_internal_copy_has_the_findings_and_the_answers() {
    let text = text(REPORT, Format::Markdown, INTERNAL);
    assert!(text.contains("核对提示（共"));
    assert!(text.contains("相差87.31万元"));
    let rows = self::text(REPORT, Format::Csv, INTERNAL);
    assert!(rows.contains("核对提示,"));
    // As `check` tells it.
    assert!(rows.contains("必填没有填") && text.contains("必填没有填：374项。"));
    assert!(!self::text(REPORT, Format::Markdown, OPEN).contains("核对提示（共"));
}

#[test]
fn the_dashboard_exports_beside_the_report_and_never_over_a_file() {
    let desk = Desk::open(REPORT)
        .press("Ctrl+E")
        .shows("1 全部：Word 报告和 Excel 附件")
        .shows("还有 5 处错误没有处理")
        .press("2")
        .shows("自评-内部审核.docx")
        .press("1")
        .says("正在导出 自评.docx..")
        .rests()
        .says("已导出到")
        // It begins a line.
        .holds(|app| {
            let notice = app.notice();
            notice.is_some_and(|it| it.text.contains("：\n自评.docx。"))
        })
        .keys("Ctrl+E 2 1")
        .rests()
        .says("自评(2).docx")
        .untouched();
    let first = std::fs::read(desk.folder().join("自评.docx")).unwrap();
    assert_eq!(first, export(REPORT, Format::Docx, OPEN).unwrap());
}

#[test]
fn word_and_excel_are_exported_together_and_their_folder_is_told() {
    let desk = Desk::open(REPORT).keys("Ctrl+E Enter Enter");
    let both = ["自评.docx", "自评.xlsx"].map(|name| desk.folder().join(name));
    assert!(both.iter().all(|path| !path.exists()));
    let desk = desk.says("正在导出 自评.docx、自评.xlsx..").rests();
    assert!(both.iter().all(|path| path.exists()));
    let folder = desk.folder().to_string_lossy().into_owned();
    assert!(desk.notice().contains(&folder), "{}", desk.notice());
    let desk = desk.says("\n自评.docx、自评.xlsx。");
    assert_eq!(
        std::fs::read(&both[1]).unwrap(),
        export(REPORT, Format::Xlsx, OPEN).unwrap()
    );
    drop(desk);
}

#[test]
fn exported_again_it_is_said_in_two_lines_and_what_comes_next_stays() {
    let desk = Desk::open(REPORT).resize(80, 24).keys("Ctrl+E Enter Enter");
    let desk = desk.rests().keys("Ctrl+E Enter Enter").rests();
    let desk = desk.says("\n自评(2).docx、自评(2).xlsx。以前导出的没有动，这次的编了号。");
    drop(desk.shows("下一步：还有"));
}

#[test]
fn esc_among_the_copies_leads_back_to_the_formats() {
    let desk = Desk::open(REPORT).keys("Ctrl+E Enter").shows("1 上报稿");
    let desk = desk
        .press("Esc")
        .lacks("1 上报稿")
        .shows("Word 报告和 Excel 附件");
    let desk = desk.press("Enter").shows("1 上报稿").until_choice("返回");
    let desk = desk.lacks("1 上报稿").shows("Word 报告和 Excel 附件");
    desk.press("Esc").browses().untouched();
}

#[test]
fn the_public_copy_leads_to_the_personal_data_that_is_undecided() {
    Desk::open(REPORT)
        .keys("Ctrl+E 1")
        .shows("公开版：先决定 1 处个人信息怎样公开")
        .press("2")
        .shows_line(&["13800000000", "手机号码，遮盖为 138****0000"])
        // One by one, and back to the list as long as something is left.
        .press("2")
        .shows("公开版遮盖为 138****0000")
        .press("Esc")
        .shows("1 全部照右边的办，导出公开版（1 处）")
        .keys("2 1")
        .rests()
        .says("自评-公开版.xlsx")
        .keys("Ctrl+E 1")
        .shows("自评-公开版.docx、自评-公开版.xlsx");
}

#[test]
fn what_is_made_public_is_not_a_reviewers_to_decide() {
    Desk::open_allowing(Access::Review, REPORT)
        .keys("Ctrl+E 1 2")
        .shows("审阅时不能决定怎样公开")
        .lacks("全部照右边的办")
        .shows_line(&["13800000000", "手机号码，遮盖为 138****0000"])
        .press("Enter")
        .on("封面.手机号码")
        .untouched();
}

#[test]
fn what_only_the_finished_copy_shows_is_decided_on_where_it_was_entered() {
    // An amount is no text that a rule reads.
    let yaml = "项目: [{名称: 甲, 资金: {当年财政拨款: {年初预算数: 13912345678}}}]\n";
    Desk::open(yaml)
        .keys("Ctrl+E 7")
        .rests()
        .shows("公开前要决定的个人信息")
        .shows_line(&["13912345678", "遮盖为 139****5678"])
        .keys("Down F9")
        .on("项目[0].资金.当年财政拨款.年初预算数")
        .shows("公开版保留：写明理由")
        .press("3")
        .edits()
        .types("是金额")
        .press("F2")
        .rests()
        .says("自评-公开版.xlsx");
    Desk::open(yaml)
        .keys("Ctrl+E 7")
        .rests()
        .press("1")
        .rests()
        .says("自评-公开版.xlsx");
}

/// A workbook as another program reads it.
fn workbook(yaml: &str) -> calamine::Xlsx<Cursor<Vec<u8>>> {
    use calamine::Reader as _;
    calamine::Xlsx::new(Cursor::new(export(yaml, Format::Xlsx, OPEN).unwrap())).unwrap()
}

/// The rows of a sheet as words.
fn rows(book: &mut calamine::Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<String> {
    use calamine::Reader as _;
    let range = book.worksheet_range(sheet).unwrap();
    let row = |row: &[calamine::Data]| {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        cells.join("|")
    };
    range.rows().map(row).collect()
}

#[test]
fn a_number_is_shown_with_the_decimals_it_was_written_with() {
    let yaml = SMALL.with("全年执行数: 120", "全年执行数: 1500.255");
    let yaml = yaml.with("分值: 50", "分值: 2.5");
    let parts = parts(export(&yaml, Format::Xlsx, OPEN).unwrap());
    let (_, styles) = parts
        .iter()
        .find(|(name, _)| name.ends_with("styles.xml"))
        .unwrap();
    for format in ["0.00_ ", "0.000_ "] {
        assert!(
            styles.contains(&format!("formatCode=\"{format}\"")),
            "{styles}"
        );
    }
}

#[test]
fn a_table_without_rows_is_whole_html() {
    for copy in [OPEN, Copy::Review] {
        let html = text(SMALL, Format::Html, copy);
        let [open, shut] = ["<tbody>", "</tbody>"].map(|tag| html.matches(tag).count());
        assert_eq!(open, shut, "{copy:?}");
    }
}

#[test]
fn the_table_of_a_fund_is_handed_in_without_what_is_said_of_its_blanks() {
    let said = |fund: &str| {
        let yaml = format!("支出: {{政府性基金预算: {{{fund}}}}}\n");
        let paper = text(&yaml, Format::Markdown, OPEN);
        assert!(!paper.contains("没有填"), "{paper}");
        let findings = findings(&read(&yaml));
        let found = findings.diagnostics().filter(|it| it.rule.code == "E15");
        found.map(|it| it.message.clone()).collect::<Vec<_>>()
    };
    let said_of_no_lines = said("金额: {全年执行数: 20}");
    assert!(said_of_no_lines[0].contains("没有按科目填列明细"));
    let held = "年初结转和结余: 0, 本年收入: 20";
    let lines = |rest: &str| {
        format!(
            "{held}, 明细: [{{科目编码: 22902, 名称: 甲, 基本支出: 12}}, \
             {{科目编码: 22960, 名称: 乙, 金额: {{全年执行数: 8}}{rest}}}]"
        )
    };
    let asked =
        |what: &str| format!("政府性基金预算附表没有填{what}，交上去就是空格，请补填，没有的填0。");
    assert_eq!(
        said(&lines("")),
        [asked("年末结转和结余、“乙”的基本支出和项目支出")]
    );
    assert_eq!(said(&lines(", 项目支出: 8")), [asked("年末结转和结余")]);
    let whole = format!("年末结转和结余: 0, {}", lines(", 项目支出: 8"));
    assert_eq!(said(&whole), [""; 0]);
}

#[test]
fn that_there_is_nothing_is_a_sentence_in_every_chapter() {
    let yaml = "年度: 2024\n支出: {政府性基金预算: {说明: 无}}\n其他说明: {内容: 无}\n";
    let paper = text(yaml, Format::Markdown, OPEN);
    let nothing = paper
        .lines()
        .filter(|line| line.trim_start_matches('　').starts_with('无'));
    assert_eq!(nothing.collect::<Vec<_>>().len(), 2, "{paper}");
    assert!(!paper.contains("无\n"), "{paper}");
}

#[test]
fn the_workbook_has_a_sheet_for_each_attachment() {
    use calamine::Reader as _;
    let mut book = workbook(REPORT);
    let names = book.sheet_names();
    assert_eq!(names.len(), 14, "{names:?}");
    assert_eq!(names[0], "附件2");
    assert_eq!(names[2], "附件4-1");
    let p9 = rows(&mut book, "附件3").join("\n");
    assert!(p9.contains("年度资金总额"), "{p9}");
    assert!(p9.contains("4572.32"), "{p9}");
    let p10 = rows(&mut book, "附件4-1").join("\n");
    assert!(p10.contains("435.2"), "{p10}");
}

#[test]
fn rates_and_scores_are_formulas_whose_results_are_ours() {
    use calamine::Reader as _;
    let mut book = workbook(SMALL);
    let sheet = "附件4-1";
    let formulas = book.worksheet_formula(sheet).unwrap();
    let all: Vec<String> = formulas.cells().map(|(_, _, text)| text.clone()).collect();
    let all = all.join("\n");
    assert!(all.contains("IF(F7=0,\"\",ROUND(G7/F7,4))"), "{all}");
    assert!(
        all.contains("ROUND(MIN(10,10*IF(F7=0,0,G7/F7)),2)"),
        "{all}"
    );
    assert!(all.contains("SUM(H14:H15,K7)"), "{all}");
    // Its indicator that is a number, not the one in words.
    assert!(
        all.contains("ROUND(G14*IF(F14>=E14,1,IF(E14<=0,0,MAX(F14,0)/E14)),2)"),
        "{all}"
    );
    assert!(!all.contains("G15*"), "{all}");
    assert!(all.contains("IF(H16>=90,\"优\""), "{all}");
    let values = rows(&mut book, sheet).join("\n");
    // 75 % of the budget, 7.5 points for it, and 40 and 40 for the indicators.
    assert!(values.contains("|120||10|0.75|7.5"), "{values}");
    assert!(values.contains("总分||||||100|87.5|良"), "{values}");
}

#[test]
fn sums_are_formulas_where_they_add_up_and_a_stated_total_that_differs_is_a_number() {
    use calamine::Reader as _;
    let agrees = "\
年度: 2023
基础数据:
  三公经费:
    公务用车购置: {本年决算数: 17.5}
    公务用车运行维护: {本年决算数: 5.55}
    公务接待: {本年决算数: 0.35}
";
    let formulas = |yaml: &str| {
        let formulas = workbook(yaml).worksheet_formula("附件2").unwrap();
        let all = formulas.cells().map(|(_, _, text)| text.clone());
        all.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    // Of the cars, and of all three.
    assert_eq!(formulas(agrees), ["SUM(D8,D11,D12)", "SUM(D9,D10)"]);
    let differs = agrees.with("三公经费:\n", "三公经费:\n    合计: {本年决算数: 30}\n");
    assert_eq!(formulas(&differs), ["SUM(D9,D10)"]);
    assert!(
        rows(&mut workbook(&differs), "附件2")
            .join("\n")
            .contains("三公经费|||30")
    );
}

#[test]
fn a_sum_of_the_base_data_adds_the_rows_of_the_next_level_alone() {
    use calamine::Reader as _;
    let yaml = "\
年度: 2023
支出:
  一般公共预算:
    项目支出:
      类别:
      - {名称: 业务工作经费, 金额: {年初预算数: 200, 全年执行数: 190, 上年执行数: 180}}
      - {名称: 专项资金, 金额: {上年执行数: 90}}
项目:
- {名称: 修路, 支出类别: 专项资金, 资金: {年度资金总额: {年初预算数: 60, 全年执行数: 50}}}
- {名称: 植树, 支出类别: 专项资金, 资金: {年度资金总额: {年初预算数: 40, 全年执行数: 30}}}
";
    let formulas = workbook(yaml).worksheet_formula("附件2").unwrap();
    let all = formulas.cells().map(|(_, _, text)| text.clone());
    let all: Vec<String> = all.filter(|it| !it.is_empty()).collect();
    // The projects are within 专项资金; what they were last year is not known.
    assert_eq!(
        all,
        [
            "SUM(B14,B15)",
            "SUM(C14,C15)",
            "SUM(D14,D15)",
            "SUM(C16,C17)",
            "SUM(D16,D17)"
        ]
    );
    let values = rows(&mut workbook(yaml), "附件2").join("\n");
    assert!(values.contains("项目支出|270|300|270"), "{values}");
}

#[test]
fn a_chapter_that_need_not_be_filled_in_says_that_there_is_nothing() {
    for copy in [OPEN, PUBLIC] {
        let markdown = text(SMALL, Format::Markdown, copy);
        let (_, chapter) = markdown.split_once("其他需要说明的情况").unwrap();
        let first = chapter.lines().map(str::trim).find(|it| !it.is_empty());
        assert_eq!(first, Some("无。"), "{markdown}");
    }
}

#[test]
fn what_a_kind_of_project_spent_is_called_spending() {
    let yaml = "\
年度: 2023
支出:
  一般公共预算:
    项目支出:
      类别:
      - {名称: 业务工作经费, 金额: {全年执行数: 190}}
      - {名称: 专项资金, 金额: {全年执行数: 80}}
";
    let markdown = text(yaml, Format::Markdown, OPEN);
    for words in [
        "2023年业务工作经费支出190.00万元。",
        "2023年专项资金支出80.00万元。",
    ] {
        assert!(markdown.contains(words), "{words}\n{markdown}");
    }
}

#[test]
fn a_text_takes_one_row_of_its_sheet_or_what_excel_can_hold_and_formulas_follow() {
    use calamine::Reader as _;
    let sentence = "全年开展巡查，发现问题立即整改，居民的反映好。";
    let sheet = "附件4-1";
    let told = |times: usize| {
        let yaml = SMALL.with("修得很好。", &sentence.repeat(times));
        let mut book = workbook(&yaml);
        let rows = book.worksheet_range(sheet).unwrap();
        let cells = rows
            .used_cells()
            .map(|(row, _, cell)| (row, cell.to_string()));
        let parts: Vec<(usize, String)> = cells.filter(|(_, it)| it.contains("全年开展")).collect();
        (book, parts)
    };
    // As long as any of the real report's.
    assert_eq!(told(42).1.len(), 1);
    let (mut book, parts) = told(120);
    assert!(parts.len() > 1, "{parts:?}");
    assert!(
        parts.windows(2).all(|it| it[0].0 + 1 == it[1].0),
        "one below the other"
    );
    let all: String = parts.iter().map(|(_, it)| &**it).collect();
    assert!(all.ends_with(&sentence.repeat(120)));
    let formulas = book.worksheet_formula(sheet).unwrap();
    let formulas: Vec<String> = formulas.cells().map(|it| it.2.clone()).collect();
    let (first, last) = (14 + parts.len() - 1, 15 + parts.len() - 1);
    let total = format!("SUM(H{first}:H{last},K7)");
    assert!(
        formulas.join("\n").contains(&total),
        "{total}: {formulas:?}"
    );
}

#[test]
fn no_signature_stands_on_a_page_alone() {
    let xml = document(REPORT, OPEN);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let paragraphs = tree.descendants().filter(|it| it.has_tag_name(name("p")));
    let paragraphs: Vec<_> = paragraphs.collect();
    let is_signed = |it: &roxmltree::Node<'_, '_>| {
        let mut styles = it
            .descendants()
            .filter(|it| it.has_tag_name(name("pStyle")));
        styles.any(|it| it.attributes().any(|it| it.value() == "Signed"))
    };
    let stays =
        |it: &roxmltree::Node<'_, '_>| it.descendants().any(|it| it.has_tag_name(name("keepNext")));
    let unit = paragraphs.iter().position(is_signed).unwrap();
    assert!(
        is_signed(&paragraphs[unit + 1]),
        "the date is below the unit"
    );
    let around = &paragraphs[unit - 2..=unit + 1];
    let kept: Vec<bool> = around.iter().map(stays).collect();
    assert_eq!(kept, [false, true, true, false]);
    // Nor does a total, or the line of who filled a form in.
    let is_total = |it: &&roxmltree::Node<'_, '_>| {
        let mut texts = it.descendants().filter(|it| it.has_tag_name(name("t")));
        texts.any(|it| it.text() == Some("总分"))
    };
    let mut totals = paragraphs.iter().filter(is_total).peekable();
    assert!(totals.peek().is_some() && totals.all(stays));
    assert!(text(REPORT, Format::Html, OPEN).contains("p.signed{break-before:avoid}"));
}

/// A project that another fund pays, whose rate earns another score than its table states.
const PAID_BY_A_FUND: &str = "\
年度: 2022
支出:
  一般公共预算:
    基本支出: {分类: [{名称: 人员经费, 金额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 100}}]}
项目:
- 名称: 修路
  支出类别: 政府性基金预算
  资金: {年度资金总额: {年初预算数: 100, 全年预算数: 100, 全年执行数: 75}}
  自评: {执行率得分: 10}
  指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 5, 完成值: 5, 分值: 90, 得分: 90}]
";

#[test]
fn a_project_that_a_fund_pays_is_one_bar_of_the_charts() {
    let html = text(PAID_BY_A_FUND, Format::Html, OPEN);
    let (_, charts) = html.split_once("<figcaption>支出构成").unwrap();
    let (shares, planned) = charts.split_once("<figcaption>计划与执行").unwrap();
    assert!(
        shares.contains("57.14%") && shares.contains("42.86%"),
        "{shares}"
    );
    let (planned, _) = planned.split_once("</figure>").unwrap();
    assert!(
        !shares.contains("修路") && !planned.contains("修路"),
        "{planned}"
    );
}

#[test]
fn a_total_that_its_column_does_not_come_to_is_no_formula() {
    let total = |yaml: &str| {
        let mut book = workbook(yaml);
        let rows = rows(&mut book, "附件4-1");
        let total = rows
            .iter()
            .find(|row| row.contains("总分"))
            .unwrap()
            .clone();
        let formulas = calamine::Reader::worksheet_formula(&mut book, "附件4-1").unwrap();
        let has = |wanted: &str| formulas.used_cells().any(|(_, _, it)| it.contains(wanted));
        (total, has("SUM(H"), has("\"优\""))
    };
    let (shown, follows, grade) = total(PAID_BY_A_FUND);
    assert!(shown.contains("97.5"), "{shown}");
    assert!(!follows && grade);
    // What is stated and is what was worked out parts nothing.
    let (_, follows, _) = total(&PAID_BY_A_FUND.with("执行率得分: 10", "执行率得分: 7.5"));
    assert!(follows);
}

#[test]
fn a_percent_sign_of_either_width_is_printed_once() {
    let table = |of: &str| {
        let yaml = SMALL.with(
            "指标值: 10, 完成值: 8,",
            &format!("指标值: {of}, 度量单位: '%', 完成值: {of},"),
        );
        text(&yaml, Format::Markdown, OPEN)
    };
    for of in ["95", "95%", "95％"] {
        let table = table(of);
        assert!(table.contains("| ≥95% | 95% |"), "{of}: {table}");
    }
    assert!(table("5％～10％").contains("| ≥5％～10％ |"));
}

#[test]
fn an_answer_that_only_begins_like_one_of_the_schemes_is_no_full_mark() {
    let table = |sign: &str, target: &str, actual: &str| {
        let yaml = SMALL.with(
            "计算符号: ≥, 指标值: 10, 完成值: 8,",
            &format!("计算符号: {sign}, 指标值: {target}, 完成值: {actual},"),
        );
        text(&yaml, Format::Markdown, OPEN)
    };
    for (sign, target, actual) in [
        ("≥", "90%", "达成60%"),
        ("≥", "90%", "达成"),
        ("定性", "达成", "达成一半"),
        ("定性", "达成", "达成率80%"),
        ("定性", "达成", "达成预期目标的80%"),
        ("定性", "达成", "达成（80%）"),
    ] {
        let table = table(sign, target, actual);
        assert!(!table.contains("50.00（试算）"), "{actual}: {table}");
    }
    for actual in [
        "达成",
        "达成预期指标",
        "达成年度目标，效果良好",
        "达成（全部）",
    ] {
        assert!(
            table("定性", "好", actual).contains("50.00（试算）"),
            "{actual}"
        );
    }
    let half = table("定性", "好", "部分达成预期指标并具有一定效果");
    assert!(half.contains("30.00（试算）"), "{half}");
}

#[test]
fn what_is_wrong_with_a_score_stands_on_the_screen_and_not_in_the_paper() {
    let yaml = SMALL.with("分值: 50", "分值: 60");
    let paper = text(&yaml, Format::Markdown, OPEN);
    assert!(
        paper.contains("总分") && !paper.contains("资料有误"),
        "{paper}"
    );
    Desk::open(&yaml).choose(Some(0)).shows("分值合计");
}

#[test]
fn the_line_of_who_filled_in_an_upright_form_is_broken_between_its_items() {
    let paper = text(REPORT, Format::Html, OPEN);
    let upright = "填报日期：2023年4月28日\n联系电话：82550135　　单位负责人（签名）：</p>";
    assert_eq!(paper.matches(upright).count(), 4);
    let lying = "填报日期：2023年4月28日　　联系电话：82550135　　单位负责人（签名）：</p>";
    assert_eq!(paper.matches(lying).count(), 10);
}

/// What is fixed in a form stands there whatever is filled in.
#[test]
fn the_forms_are_whole_where_nobody_filled_them_in() {
    let paper = text(SMALL, Format::Markdown, OPEN);
    for told in [
        "填报单位（盖章）：某街道　　单位：万元",
        "2、业务工作经费 |  |  |  |",
        "3、运行维护经费 |  |  |  |",
        "| 政府采购金额 | —— |  |  |",
        "| 部门基本支出预算调整 | —— |  |  |",
        "| 主管部门 |  | 某街道 |  |  | 实施单位 | 某街道 |",
        "| 绩效指标 | 一级指标 | 二级指标 |",
    ] {
        assert!(paper.contains(told), "{told} in {paper}");
    }
    let list = text(SMALL, Format::Markdown, Copy::Review);
    for told in ["单位名称：某街道\n", "\n没有批注。\n\n没有复核记号。\n"] {
        assert!(list.contains(told), "{told} in {list}");
    }
    assert!(!list.contains("共0"), "{list}");
}

/// The part of the form that indicators are is named beside them, on each of its pages anew.
#[test]
fn the_indicators_have_their_name_beside_them() {
    let paper = text(&scored(), Format::Markdown, OPEN);
    assert!(paper.contains("|  | 一级指标 | 二级指标 |"), "{paper}");
    assert!(paper.contains("| 绩效指标 | 产出指标 |"), "{paper}");
    let words = words(&document(REPORT, OPEN));
    let count = |of: &str| words.lines().filter(|line| *line == of).count();
    let (forms, labels) = (count("二级指标"), count("绩效指标"));
    assert!(labels > forms, "{labels}, {forms}");
}

/// GB/T 9704-2012: the date is four characters from the edge, who signs over its middle, the attachments are listed a
/// line below the text, and the numbers of pages and attachments are in the letters of the words around them.
#[test]
fn what_ends_the_text_stands_where_official_documents_have_it() {
    let all = parts(export(REPORT, Format::Docx, OPEN).unwrap());
    let part = |name: &str| &all.iter().find(|it| it.0 == name).unwrap().1;
    let xml = part("word/document.xml");
    let (before, list) = xml.split_once("附件：部门整体支出").unwrap();
    let (above, _) = before.rsplit_once("<w:p>").unwrap();
    assert!(above.ends_with("<w:p><w:pPr><w:pStyle w:val=\"Body\"/></w:pPr></w:p>"));
    // 长沙市开福区月湖街道办事处 is 13 wide, 2023年4月28日 6.5.
    let signed = list.split("w:val=\"Signed\"/>").nth(1).unwrap();
    assert!(signed.starts_with("<w:keepNext/><w:ind w:rightChars=\"75\" w:right=\"240\"/>"));
    assert!(part("word/footer1.xml").contains("w:ascii=\"宋体\""));
    let label = part("word/styles.xml")
        .split("w:styleId=\"Label\"")
        .nth(1)
        .unwrap();
    assert!(label.contains("w:ascii=\"黑体\""));
}

#[test]
fn the_contents_are_filled_and_lead_to_bookmarks() {
    let xml = document(REPORT, OPEN);
    let words = words(&xml);
    assert!(
        words.contains("目　录\n一、部门、单位基本情况1\n（一）基本情况1\n"),
        "{words}"
    );
    assert!(words.contains("\n附件4-1　项目支出绩效自评表（社会管理）17\n"));
    assert!(words.contains("\n附件7　2022年度社会保险基金预算支出情况表35\n"));
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let values = |tag: &str, attribute: &str| -> Vec<String> {
        let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let nodes = tree.descendants().filter(|it| it.has_tag_name(name(tag)));
        nodes
            .filter_map(|it| it.attribute((main, attribute)).map(str::to_owned))
            .collect()
    };
    let anchors = values("hyperlink", "anchor");
    assert!(anchors.len() > 25);
    assert_eq!(
        anchors,
        values("bookmarkStart", "name"),
        "each leads to its own"
    );
    let kinds = values("fldChar", "fldCharType");
    let count = |kind: &str| kinds.iter().filter(|it| *it == kind).count();
    assert_eq!(count("begin"), count("end"));
    // Nothing asks the clerk to update anything.
    let parts = parts(export(REPORT, Format::Docx, OPEN).unwrap());
    assert!(parts.iter().all(|(_, text)| !text.contains("updateFields")));
}

#[test]
fn the_web_page_shows_charts_and_needs_no_other_file() {
    let html = text(REPORT, Format::Html, OPEN);
    assert!(html.contains("<figcaption>支出构成（万元，占比）</figcaption>"));
    assert!(html.contains("<figcaption>计划与执行（万元）</figcaption>"));
    assert!(html.matches("<svg").count() >= 2);
    for reference in ["http:", "https:", "src=", "<link", "url("] {
        assert!(!html.contains(reference), "{reference}");
    }
    assert!(
        !html.contains("与上年比较"),
        "nothing is known of the year before"
    );
    let scored = text(SMALL, Format::Html, OPEN);
    assert!(scored.contains("<figcaption>各类指标得分（含试算）</figcaption>"));
}

/// A number that its column is too narrow for would be ###.
#[test]
fn a_number_with_words_around_it_is_shown_in_a_narrow_column_too() {
    let parts = parts(export(SMALL, Format::Xlsx, OPEN).unwrap());
    let (_, styles) = parts.iter().find(|it| it.0 == "xl/styles.xml").unwrap();
    let tree = roxmltree::Document::parse(styles).unwrap();
    let formats = tree.descendants().filter(|it| it.has_tag_name("numFmt"));
    let tried = formats.filter(|it| it.attribute("formatCode").unwrap().contains("试算"));
    let tried: Vec<_> = tried.filter_map(|it| it.attribute("numFmtId")).collect();
    let looks = tree.descendants().filter(|it| it.has_tag_name("xf"));
    let looks = looks.filter(|it| {
        it.attribute("numFmtId")
            .is_some_and(|id| tried.contains(&id))
    });
    let shrinks = |it: roxmltree::Node<'_, '_>| {
        let mut inner = it.children();
        inner.any(|it| it.attribute("shrinkToFit") == Some("1"))
    };
    let looks: Vec<bool> = looks.map(shrinks).collect();
    assert!(!looks.is_empty() && looks.iter().all(|it| *it), "{looks:?}");
}

/// LibreOffice sets a number at the right of its cell in only now and then: the room beside it is within its format.
#[test]
fn no_number_touches_the_border_of_its_cell() {
    let parts = parts(export(&scored(), Format::Xlsx, OPEN).unwrap());
    let (_, styles) = parts.iter().find(|it| it.0 == "xl/styles.xml").unwrap();
    let tree = roxmltree::Document::parse(styles).unwrap();
    let formats = tree.descendants().filter(|it| it.has_tag_name("numFmt"));
    let free = formats.filter(|it| it.attribute("formatCode").unwrap().ends_with("_ "));
    let free: Vec<_> = free.filter_map(|it| it.attribute("numFmtId")).collect();
    assert!(free.len() > 2, "{styles}");
    let looks = tree.descendants().filter(|it| it.has_tag_name("alignment"));
    let at_right = looks.filter(|it| it.attribute("horizontal") == Some("right"));
    for look in at_right.filter(|it| it.attribute("shrinkToFit") == Some("1")) {
        let format = look.parent().and_then(|it| it.attribute("numFmtId"));
        assert!(format.is_some_and(|it| free.contains(&it)), "{format:?}");
        assert_eq!(look.attribute("indent"), None);
    }
}

/// Programs count how wide a column is by the usual letters, and make a page that is wider than its paper smaller: it
/// would end before it is full.
#[test]
fn a_sheet_is_no_wider_than_its_paper_by_letters_that_every_program_has() {
    let parts = parts(export(REPORT, Format::Xlsx, OPEN).unwrap());
    let (_, styles) = parts.iter().find(|it| it.0 == "xl/styles.xml").unwrap();
    let usual = styles.split("<font>").nth(1).unwrap();
    assert!(
        usual.contains("\"Arial\"") && usual.contains("sz val=\"11\""),
        "{usual}"
    );
    // A digit of them is 6.12 points wide.
    let digit = Decimal::new(612, 2);
    for (name, sheet) in &parts {
        if !name.starts_with("xl/worksheets/sheet") {
            continue;
        }
        let tree = roxmltree::Document::parse(sheet).unwrap();
        let of = |name: &'static str| tree.descendants().filter(move |it| it.has_tag_name(name));
        let lies = of("pageSetup").any(|it| it.attribute("orientation") == Some("landscape"));
        let columns = of("col").map(|it| {
            let number = |of: &str| it.attribute(of).unwrap().parse::<Decimal>().unwrap();
            number("width") * (number("max") - number("min") + Decimal::ONE)
        });
        let width = columns.sum::<Decimal>() * digit;
        // A4 but for its margins, of 0.7 inches each; lying at 90 %.
        let room = Decimal::from(if lies { 741 * 10 / 9 } else { 494 });
        assert!(
            width <= room && width > room * Decimal::new(95, 2),
            "{name}: {width}"
        );
    }
}

#[test]
fn a_cell_with_a_number_is_a_number_and_one_with_words_is_text() {
    use calamine::{Data, Reader as _};
    // In no cell a number is kept as text, which a sum would pass over.
    let mut book = workbook(REPORT);
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).unwrap();
        for (row, column, cell) in range.used_cells() {
            let is_number = |text: &str| text.parse::<Decimal>().is_ok();
            let kept_as_text = matches!(cell, Data::String(text) if is_number(text));
            assert!(!kept_as_text, "{sheet} {row} {column}: {cell}");
        }
    }
    // What is a name stays one, though it consists of digits.
    let yaml = SMALL.with("三级指标: 里程", "三级指标: '0430105'");
    let range = workbook(&yaml).worksheet_range("附件4-1").unwrap();
    let has = |wanted: &Data| range.used_cells().any(|(_, _, cell)| cell == wanted);
    assert!(has(&Data::String("0430105".to_owned())));
    assert!(has(&Data::Float(120.0)) && !has(&Data::Float(430_105.0)));
}

/// What stands for the amount spent in the workbook of a project that spent so much: as it is
/// written there, and whether as a number.
fn spent_in_workbook(amount: &str) -> (String, bool) {
    let yaml = SMALL.with("全年执行数: 120", &format!("全年执行数: {amount}"));
    let parts = parts(export(&yaml, Format::Xlsx, OPEN).unwrap());
    let xml = |name: &str| {
        let part = parts.iter().find(|(part, _)| part == name).unwrap();
        roxmltree::Document::parse(&part.1).unwrap()
    };
    let sheet = xml("xl/worksheets/sheet3.xml");
    let mut cells = sheet.descendants().filter(|it| it.has_tag_name("c"));
    let cell = cells.find(|it| it.attribute("r") == Some("G7")).unwrap();
    let held = cell.descendants().find(|it| it.has_tag_name("v")).unwrap();
    let held = held.text().unwrap().to_owned();
    if cell.attribute("t") != Some("s") {
        return (held, true);
    }
    let shared = xml("xl/sharedStrings.xml");
    let mut texts = shared.descendants().filter(|it| it.has_tag_name("si"));
    let text = texts.nth(held.parse().unwrap()).unwrap();
    let words = text.descendants().filter(|it| it.is_text());
    (words.filter_map(|it| it.text()).collect(), false)
}

#[test]
fn an_amount_that_a_spreadsheet_cannot_hold_exactly_is_text() {
    for (amount, held) in [
        ("435.20", "435.2"),
        ("9999999999999.99", "9999999999999.99"),
        ("0.000001", "0.000001"),
    ] {
        assert_eq!(spent_in_workbook(amount), (held.to_owned(), true));
    }
    for amount in ["99999999999999.99", "1234567890.1234567"] {
        assert_eq!(spent_in_workbook(amount), (amount.to_owned(), false));
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(24))]

    /// Of up to 15 digits a spreadsheet, which counts in binary, loses none.
    #[test]
    fn an_amount_in_the_workbook_is_the_amount_of_the_report(
        digits in 1..1_000_000_000_000_000_i64,
        cut in 0..15_u32,
        scale in 2..=6_u32,
    ) {
        let amount = rust_decimal::Decimal::new(digits / 10_i64.pow(cut), scale);
        let held = amount.normalize().to_string();
        prop_assert_eq!(spent_in_workbook(&amount.to_string()), (held, true));
    }
}

/// S10: who made a document, where and when, is in none.
#[test]
fn no_document_says_who_made_it_where_or_when() {
    for format in [Format::Docx, Format::Xlsx] {
        let bytes = export(REPORT, format, OPEN).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
        for i in 0..zip.len() {
            let date = zip.by_index(i).unwrap().last_modified();
            assert_eq!(date, Some(zip::DateTime::default()), "{format:?} {i}");
        }
        let parts = parts(bytes);
        for (part, xml) in &parts {
            for place in [
                env!("CARGO_MANIFEST_DIR"),
                "/home/",
                "/root",
                "C:\\",
                "state=\"hidden",
                "hidden=\"1\"",
            ] {
                assert!(!xml.contains(place), "{format:?} {part}: {place}");
            }
        }
        let core = parts.iter().find(|(part, _)| part == "docProps/core.xml");
        let xml = roxmltree::Document::parse(&core.unwrap().1).unwrap();
        let said = xml.root().descendants().filter_map(|node| node.text());
        let said: std::collections::BTreeSet<&str> = said.collect();
        let title = "2022年度月湖街道办事处整体支出绩效自评报告";
        let allowed = ["2000-01-01T00:00:00Z", "绩效自评报告", title];
        assert!(
            said.iter().all(|it| allowed.contains(it)),
            "{format:?}: {said:?}"
        );
    }
}

/// S7: what a spreadsheet would take for a formula stays text, wherever it stands.
#[test]
fn no_text_becomes_a_formula_or_a_link() {
    use calamine::Reader as _;
    let starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
    for start in starts {
        let words = format!("{start}HYPERLINK(1)");
        let yaml = SMALL.with("三级指标: 里程", &format!("三级指标: '{words}'"));
        let rows = text(&yaml, Format::Csv, OPEN);
        assert!(rows.contains(&format!(",'{words},")), "{rows}");
        let mut book = workbook(&yaml);
        let formulas = book.worksheet_formula("附件4-1").unwrap();
        let mut cells = formulas.cells();
        assert!(
            cells.all(|(_, _, text)| !text.contains("HYPERLINK")),
            "{words}"
        );
        assert!(self::rows(&mut book, "附件4-1").join("\n").contains(&words));
    }
    // A true negative number stays one.
    let yaml = SMALL.with("完成值: 8", "完成值: -8");
    assert!(text(&yaml, Format::Csv, OPEN).contains(",-8,,"));
    let yaml = SMALL.with("修得很好。", "http://example.invalid/ 见网页");
    for (part, xml) in parts(export(&yaml, Format::Xlsx, OPEN).unwrap()) {
        assert!(
            !xml.contains("hyperlink") && !part.contains("external"),
            "{part}"
        );
    }
}

/// S8: what Word would take for a field stays text, and no document leads to another one.
#[test]
fn no_text_becomes_a_field_of_word() {
    let words = "甲\" \\f x { INCLUDETEXT \"a.docx\" }";
    let yaml = SMALL.with("名称: 修路", &format!("名称: '{words}'"));
    assert!(yaml.contains(words), "{SMALL}");
    let parts = parts(export(&yaml, Format::Docx, OPEN).unwrap());
    let whole = parts
        .iter()
        .map(|(_, xml)| xml.as_str())
        .collect::<String>();
    for absent in [
        "fldSimple",
        "attachedTemplate",
        "altChunk",
        "subDoc",
        "External",
    ] {
        assert!(!whole.contains(absent), "{absent}");
    }
    let main = parts.iter().find(|(part, _)| part == "word/document.xml");
    let tree = roxmltree::Document::parse(&main.unwrap().1).unwrap();
    let told = tree
        .descendants()
        .filter(|it| it.has_tag_name(name("instrText")));
    let told: Vec<&str> = told.filter_map(|it| it.text()).collect();
    let ours: Vec<_> = told
        .iter()
        .filter(|it| it.contains("INCLUDETEXT"))
        .collect();
    assert!(!ours.is_empty(), "{told:?}");
    for field in ours {
        // All of it stands within the quotation that it is listed by.
        let parts: Vec<&str> = field.split('"').collect();
        assert!(matches!(parts[..], [" TC ", _, _]), "{field}");
        assert!(
            parts[1].contains("INCLUDETEXT") && !parts[1].contains('\\'),
            "{field}"
        );
    }
}

/// S8: what XML and terminals cannot hold does not reach a document.
#[test]
fn no_document_holds_what_nobody_can_see() {
    let odd = "\\x07\\e[31m\\uFFFE\\uFFFF\\u202E\\u200B\\x9b\\u2028";
    let yaml = SMALL.with("三级指标: 里程", &format!("三级指标: \"里{odd}程\""));
    assert!(yaml.contains(odd));
    for format in FORMATS {
        let bytes = export(&yaml, format, INTERNAL).unwrap();
        let texts = match format {
            Format::Docx | Format::Xlsx => parts(bytes),
            _ => vec![(String::new(), String::from_utf8(bytes).unwrap())],
        };
        for (part, text) in texts {
            let hidden = |c: char| {
                jixiao::document::is_hidden(c) && !matches!(c, '\n' | '\r' | '\t' | '\u{feff}')
            };
            assert!(!text.contains(hidden), "{format:?} {part}");
        }
    }
}

#[test]
fn what_is_typed_into_a_short_cell_is_found_before_it_is_published() {
    let number = "13912345678";
    for cell in [
        "整体绩效: {指标: [{三级指标: 走访, 指标值: '13912345678'}]}",
        "整体绩效: {指标: [{三级指标: 走访, 完成值: '见13912345678'}]}",
        "整体绩效: {指标: [{三级指标: 走访, 度量单位: 一三九一二三四五六七八}]}",
        "整体绩效: {指标: [{三级指标: 走访, 计算符号: '13912345678'}]}",
        "项目: [{名称: 甲, 支出类别: '13912345678'}]",
        "问题: [{编号: '13912345678', 内容: 问题}]",
        "改进措施: [{针对问题: '13912345678', 内容: 措施}]",
        "封面: {落款日期: '13912345678'}",
        "整体绩效: {完成情况: \"电话139\\n12345678。\"}",
        "整体绩效: {完成情况: \"名单（1391234\\n5678）。\"}",
        "整体绩效: {完成情况: 电话139，1234，5678。}",
        "整体绩效: {完成情况: 电话139/1234/5678。}",
        "整体绩效: {完成情况: 电话（139）1234-5678。}",
        "整体绩效: {完成情况: 电话139～1234～5678。}",
        "整体绩效: {完成情况: 电话①③⑨①②③④⑤⑥⑦⑧。}",
        "整体绩效: {完成情况: ①13912345678。}",
        "整体绩效: {完成情况: 电话壹叁玖壹贰叁肆伍陆柒捌。}",
    ] {
        let yaml = format!("格式版本: 1\n{cell}\n");
        let refused = export(&yaml, Format::Markdown, PUBLIC);
        let told = refused.err().map_or_else(String::new, |it| it.to_string());
        assert!(
            told.contains("1处个人信息") && told.contains("F9"),
            "{cell}: {told}"
        );
        let decided =
            format!("{yaml}公开处理:\n- {{内容: '{number}', 处理: 遮盖, 改为: 139****5678}}\n");
        if cell.contains("'13912345678'") {
            for format in [Format::Markdown, Format::Html, Format::Csv] {
                let all = text(&decided, format, PUBLIC).replace('\\', "");
                assert!(!all.contains(number), "{cell}");
            }
        }
    }
}

#[test]
fn the_finished_document_itself_is_searched_before_it_is_published() {
    // A number in the field of an amount is no text that a rule reads.
    let yaml = "项目: [{名称: 甲, 资金: {当年财政拨款: {年初预算数: 13912345678}}}]\n";
    for format in [Format::Xlsx, Format::Csv] {
        let told = export(yaml, format, PUBLIC).err().map(|it| it.to_string());
        let told = told.unwrap_or_default();
        assert!(told.contains("手机号码“13912345678”"), "{told}");
    }
    let kept = format!("{yaml}公开处理:\n- {{内容: '13912345678', 处理: 保留, 理由: 是金额}}\n");
    for format in FORMATS {
        assert!(export(&kept, format, PUBLIC).is_ok(), "{format:?}");
    }
}

#[test]
fn a_head_count_that_is_not_stated_is_left_blank() {
    let yaml = "年度: 2023\n基本情况:\n  人员: {在职在编人员: 43, 退休人员: 7}\n";
    let pages = text(yaml, Format::Markdown, OPEN);
    assert!(
        pages.contains("2023年末实有人数（未填），其中在职在编人员43人，退休人员7人"),
        "{pages}"
    );
}

#[test]
fn problems_and_remedies_are_told_by_number_with_their_cause() {
    let yaml = "问题: [{编号: '1', 内容: 指标不够量化。, 原因: 经验不足。}, {编号: '2', 内容: （二）进度偏慢。, 原因: 原因是下达晚。}]\n\
        改进措施: [{内容: 2023年细化指标。}, {内容: 二是及早下达。}]\n";
    let all = text(yaml, Format::Markdown, OPEN);
    for line in [
        "\n1．指标不够量化。\n",
        "\n原因：经验不足。\n",
        "\n（二）进度偏慢。\n",
        "\n原因是下达晚。\n",
        "\n1．2023年细化指标。\n",
        "\n二是及早下达。\n",
    ] {
        assert!(all.contains(line), "{line}\n{all}");
    }
    // What is counted within it is not its own number.
    let counts = "改进措施: [{内容: 一是细化指标；二是及早下达。}, {内容: 加强培训。}]\n";
    let counts = text(counts, Format::Markdown, OPEN);
    assert!(
        counts.contains("\n1．一是细化指标；二是及早下达。\n"),
        "{counts}"
    );
    let alone = text("改进措施: [{内容: 细化指标。}]\n", Format::Markdown, OPEN);
    assert!(alone.contains("\n细化指标。\n"), "{alone}");
    let list = text(REPORT, Format::Markdown, Copy::Review);
    assert!(
        list.contains("**审阅清单**") && !list.contains("内部审核"),
        "{list}"
    );
    assert!(list.contains("审核人（签名）："), "{list}");
    let internal = text(REPORT, Format::Markdown, Copy::Internal);
    assert!(internal.contains("审核人（签名）："), "{internal}");
    let open = text(REPORT, Format::Markdown, OPEN);
    assert!(!open.contains("审核人（签名）："), "{open}");
}

/// Some offices count those in service only (A7): then nobody else is among them.
#[test]
fn staff_is_told_as_the_office_counts_it() {
    let told = |staff: &str| {
        let yaml = format!("年度: 2023\n基本情况: {{人员: {{编制数: 62, {staff}}}}}\n");
        let markdown = text(&yaml, Format::Markdown, OPEN);
        let line = markdown.lines().find(|it| it.contains("年末实有人数"));
        line.unwrap_or_default().trim().to_owned()
    };
    for (staff, right) in [
        (
            "在职在编人员: 58, 退休人员: 26, 年末实有人数: 58, 编外人员: 15",
            "2023年末实有人数58人，全部为在职在编人员；另有退休人员26人、编外人员15人。",
        ),
        (
            "在职在编人员: 50, 转业士官: 8, 离休人员: 1, 退休人员: 26, 年末实有人数: 58",
            "2023年末实有人数58人，其中在职在编人员50人，转业士官8人；另有离休人员1人、退休人员26人。",
        ),
        (
            "在职在编人员: 58, 退休人员: 26, 年末实有人数: 84, 编外人员: 15",
            "2023年末实有人数84人，其中在职在编人员58人，退休人员26人；另有编外人员15人。",
        ),
    ] {
        assert_eq!(told(staff), right);
    }
}

/// The list at the end says under which number each attachment is found.
#[test]
fn the_list_of_attachments_has_the_numbers_they_bear() {
    let form = text(BLANK, Format::Markdown, OPEN);
    for listed in [
        "附件：部门整体支出绩效评价基础数据表（详见附件2）",
        "\n项目支出绩效自评表（详见附件4）",
        "\n社会保险基金预算支出情况表（详见附件7）",
    ] {
        assert!(form.contains(listed), "{listed}");
    }
    // What the report says itself stays; the table of which there is nothing bears a number too.
    let said =
        "其他说明: {附件: [{名称: 政府性基金预算支出情况表, 说明: 无此项支出}, {名称: 照片}]}\n";
    let own = text(said, Format::Markdown, OPEN);
    assert!(own.contains("附件：政府性基金预算支出情况表（无此项支出，空表见附件5）"));
    assert!(own.contains("\n照片\n"));
    let said = "其他说明: {附件: [{名称: 照片}, {名称: 名册}]}\n";
    let own = text(said, Format::Markdown, OPEN);
    assert!(own.contains("附件：1．照片\n") && own.contains("2．名册\n"));
}

/// An attachment that the report does not refer to has the next number that none bears.
#[test]
fn attachments_are_numbered_without_gaps() {
    let numbers = |listed: &str| {
        let yaml = format!("项目: [{{名称: 甲}}]\n其他说明: {{附件: [{listed}]}}\n");
        let markdown = text(&yaml, Format::Markdown, OPEN);
        let lines = markdown.lines().map(|it| it.trim_matches(['*', '#', ' ']));
        let labels = lines.filter_map(|it| it.strip_prefix("附件"));
        let is_label = |it: &&str| it.chars().all(|c| c.is_ascii_digit() || c == '-');
        labels.filter(is_label).collect::<Vec<_>>().join(" ")
    };
    for (listed, right) in [
        ("", "2 3 4-1 5 6 7"),
        (
            "{名称: 基础数据表, 说明: 附件1}, {名称: 整体支出绩效自评表, 说明: 附件2}, {名称: 项目支出绩效自评表, 说明: 附件3}, {名称: 政府性基金预算支出情况表, 说明: 附件4}",
            "1 2 3-1 4 5 6",
        ),
        (
            "{名称: 国有资本经营预算支出情况表, 说明: 无此项支出}, {名称: 社会保险基金预算支出情况表, 说明: 附件5}, {名称: 照片, 说明: 附件7}",
            "2 3 4-1 6 8 5",
        ),
        (
            "{名称: 社会保险基金预算支出情况表, 说明: 附件4294967295}",
            "2 3 4-1 5 6 4294967295",
        ),
    ] {
        assert_eq!(numbers(listed), right, "{listed}");
    }
}

/// What the chapter of a budget tells is what P9 has in its row, whether 其他资金 of its projects is in what is entered
/// or not, and no part is more than its whole.
#[test]
fn the_chapter_of_a_budget_tells_what_the_departments_table_has_of_it() {
    const PROJECT: &str = "项目: [{名称: 陈列展览, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 280.85}, 当年财政拨款: {全年执行数: 162.5}, 其他资金: {全年执行数: 118.35}}}]\n";
    const BASIC: &str = "基本支出: {金额: {全年执行数: 900}}";
    for stated in [
        "项目支出: {类别: [{名称: 业务工作经费}]}",
        "项目支出: {类别: [{名称: 业务工作经费, 金额: {全年执行数: 162.5}}]}",
        "项目支出: {金额: {全年执行数: 162.5}, 类别: [{名称: 业务工作经费}]}",
        "金额: {全年执行数: 1062.5}, 项目支出: {类别: [{名称: 业务工作经费}]}",
    ] {
        let yaml = format!("年度: 2024\n支出: {{一般公共预算: {{{BASIC}, {stated}}}}}\n{PROJECT}");
        let markdown = text(&yaml, Format::Markdown, OPEN);
        for words in [
            "2024年一般公共预算支出1062.50万元，其中基本支出900.00万元，项目支出162.50万元。",
            "2024年项目支出162.50万元，全部为业务工作经费。",
            "2024年业务工作经费支出162.50万元，全部为陈列展览。",
            "项目中另有其他资金118.35万元，不在一般公共预算支出内。",
            "陈列展览（280.85万元）",
        ] {
            assert!(markdown.contains(words), "{stated}: {words}\n{markdown}");
        }
        let mut rows = markdown.lines();
        let row = rows.find(|it| it.contains("按收入性质分：一般公共预算"));
        assert!(row.is_some_and(|it| it.contains("| 1062.50 |")), "{row:?}");
    }
    // Who states in the table that it is in the budget tells it with that.
    let stated = "整体绩效: {资金: {其他资金: {全年执行数: 0}}}\n";
    let yaml = format!(
        "支出: {{一般公共预算: {{{BASIC}, 项目支出: {{类别: [{{名称: 业务工作经费}}]}}}}}}\n{PROJECT}{stated}"
    );
    let markdown = text(&yaml, Format::Markdown, OPEN);
    assert!(
        markdown
            .contains("一般公共预算支出1180.85万元，其中基本支出900.00万元，项目支出280.85万元。")
    );
    assert!(!markdown.contains("项目中另有其他资金"));
    // A fund is told as its row has it too.
    let yaml = "项目: [{名称: 修路, 支出类别: 政府性基金预算, 资金: {当年财政拨款: {全年执行数: 90}, 其他资金: {全年执行数: 10}}}]\n";
    let markdown = text(yaml, Format::Markdown, OPEN);
    assert!(
        markdown.contains("政府性基金预算支出90.00万元。"),
        "{markdown}"
    );
    assert!(markdown.contains("修路（100.00万元）"), "{markdown}");
}

/// A paper tells its amounts in one way: with two decimals as its tables have them, unless its own sentences do not.
#[test]
fn amounts_are_told_as_the_tables_or_the_reports_own_sentences_tell_them() {
    const FIGURES: &str = "年度: 2023\n支出: {一般公共预算: {基本支出: {金额: {全年执行数: 5956.2}}}, 国有资本经营预算: {金额: {全年执行数: 9}}}\n";
    for (own, amount, fund) in [
        ("", "5956.20", "9.00"),
        ("，其中人员经费5000.30万元", "5956.20", "9.00"),
        ("，其中人员经费5000.3万元", "5956.2", "9"),
    ] {
        let yaml = format!(
            "{FIGURES}整体绩效: {{完成情况: '支出{{{{基本支出.全年执行数}}}}万元{own}。'}}\n"
        );
        let markdown = text(&yaml, Format::Markdown, OPEN);
        for words in [
            format!("2023年基本支出{amount}万元。"),
            format!("支出{amount}万元{own}。"),
            format!("注：其他资金为国有资本经营预算支出{fund}万元"),
            "| 5956.20 |".to_owned(),
        ] {
            assert!(markdown.contains(&words), "{words}\n{markdown}");
        }
    }
}

/// What is carried over and came in is told of a fund and of each subject: of a single one it is what the fund has, and of
/// several what is nothing of all.
#[test]
fn a_subject_of_a_fund_has_what_is_known_of_it() {
    const LINE: &str =
        "{科目编码: '2120803', 名称: 城市建设支出, 金额: {全年执行数: 15}, 项目支出: 15}";
    const OTHER: &str = "{科目编码: '2120899', 名称: 其他支出, 金额: {全年执行数: 5}, 项目支出: 5}";
    let rows = |fund: &str, lines: &[&str]| {
        let lines = lines.join(", ");
        let yaml = format!("支出: {{政府性基金预算: {{{fund}, 明细: [{lines}]}}}}\n");
        let markdown = text(&yaml, Format::Markdown, OPEN);
        let rows = markdown.lines().filter(|it| it.contains("21208"));
        rows.map(|it| it.replace(' ', "")).collect::<Vec<_>>()
    };
    let above = LINE
        .replace("2120803", "21208")
        .replace("城市建设支出", "土地出让收入安排的支出");
    let one = "年初结转和结余: 3, 本年收入: 14, 年末结转和结余: 2";
    assert_eq!(
        rows(one, &[LINE]),
        ["|2120803|城市建设支出|3.00|14.00|15.00||15.00|2.00|"]
    );
    assert_eq!(
        rows(one, &[&above, LINE]),
        [
            "|21208|土地出让收入安排的支出|3.00|14.00|15.00||15.00|2.00|",
            "|2120803|城市建设支出|3.00|14.00|15.00||15.00|2.00|",
        ]
    );
    assert_eq!(
        rows(one, &[LINE, OTHER]),
        [
            "|2120803|城市建设支出|||15.00||15.00||",
            "|2120899|其他支出|||5.00||5.00||",
        ]
    );
    assert_eq!(
        rows(
            "年初结转和结余: 0, 本年收入: 20, 年末结转和结余: 0",
            &[LINE, OTHER]
        ),
        [
            "|2120803|城市建设支出|0.00|15.00|15.00||15.00|0.00|",
            "|2120899|其他支出|0.00|5.00|5.00||5.00|0.00|",
        ]
    );
    let of = |line: &str, own: &str| line.replace(", 金额", &format!(", {own}, 金额"));
    let lines = [
        above.replace("15", "20"),
        of(LINE, "年初结转和结余: 3, 本年收入: 13, 年末结转和结余: 1"),
        of(OTHER, "年初结转和结余: 0, 本年收入: 6, 年末结转和结余: 1"),
    ];
    let lines = lines.each_ref().map(String::as_str);
    assert_eq!(
        rows("年初结转和结余: 3, 本年收入: 19, 年末结转和结余: 2", &lines),
        [
            "|21208|土地出让收入安排的支出|3.00|19.00|20.00||20.00|2.00|",
            "|2120803|城市建设支出|3.00|13.00|15.00||15.00|1.00|",
            "|2120899|其他支出|0.00|6.00|5.00||5.00|1.00|",
        ]
    );
    let of_some = rows(one, &[lines[0], lines[1], OTHER]);
    assert_eq!(of_some[0], "|21208|土地出让收入安排的支出|||20.00||20.00||");
}

/// What was typed as people write it comes out once: numbers of their own, 无 behind an amount of 0.
#[test]
fn papers_say_nothing_twice_and_leave_nothing_out() {
    let text = text(
        "年度: 2025
封面: {单位名称: 甲小学}
基本情况: {职能: [1.贯彻方针。, 实施教育。]}
支出:
  一般公共预算:
    项目支出: {分类: [{名称: 本级专项资金}]}
  政府性基金预算: {金额: {全年执行数: 0}, 说明: 无}
项目:
  - {名称: 校舍维修, 支出类别: 本级专项资金, 资金: {年度资金总额: {全年预算数: 10, 全年执行数: 7}, 执行说明: 工程尾款明年支付。}, 完成情况: 已完工。}
",
        Format::Markdown,
        OPEN,
    );
    assert!(text.contains("\n1.贯彻方针。"), "{text}");
    assert!(text.contains("2）实施教育。"), "{text}");
    assert!(text.contains("资金执行情况：工程尾款明年支付。"), "{text}");
    assert!(text.contains("2025年没有政府性基金预算支出。"), "{text}");
    assert!(!text.lines().any(|line| line.trim() == "无"), "{text}");
    assert!(
        text.contains("没有政府性基金预算支出，故本表无数据。"),
        "{text}"
    );
    let base = text.split("基础数据表").last().unwrap();
    assert!(base.contains("校舍维修"), "{base}");
    assert!(base.contains("说明：“项目支出”填报"), "{base}");
}

/// What a note begins with is not told twice, and what the other rows of P9 leave nothing for was none.
#[test]
fn what_a_fund_spent_is_told_once() {
    let told = |government: &str, insurance: &str| {
        let report = format!(
            "年度: 2024\n支出: {{一般公共预算: {{金额: {{全年预算数: 10, 全年执行数: 9}}}}, \
             政府性基金预算: {{金额: {{全年预算数: 5, 全年执行数: 4}}, 说明: {government}}}, \
             国有资本经营预算: {{说明: 无}}, 社会保险基金预算: {{金额: {{全年预算数: 0, 全年执行数: 0}}, 说明: {insurance}}}}}\n"
        );
        text(&report, Format::Markdown, OPEN)
    };
    let text = told("2024年政府性基金预算支出4万元，用于道路。", "无此项支出");
    assert_eq!(text.matches("政府性基金预算支出4万元").count(), 1, "{text}");
    assert!(text.contains("2024年没有社会保险基金预算支出。"), "{text}");
    assert!(!text.contains("\n无此项支出"), "{text}");
    assert!(
        text.contains("| 纳入专户管理的非税收入拨款 |  |  |  | — | — |"),
        "{text}"
    );
    let text = told("用于道路。", "本单位没有社会保险基金预算支出。");
    assert!(
        text.contains("2024年政府性基金预算支出4.00万元。"),
        "{text}"
    );
    assert!(!text.contains("\n2024年没有社会保险"), "{text}");
}

/// A fund has no row of its own in P9, and stands among 其他资金 whether or not that was filled in.
#[test]
fn a_fund_among_other_money_is_told_below_the_form() {
    let told = |stated: &str| {
        let yaml = format!(
            "年度: 2024\n支出: {{国有资本经营预算: {{金额: {{全年执行数: 18.6}}}}}}\n整体绩效: {{资金: {{其他资金: {{全年执行数: {stated}}}}}}}\n"
        );
        text(&yaml, Format::Markdown, OPEN).contains("注：其他资金为国有资本经营预算支出18.60万元")
    };
    assert!(told(""));
    assert!(told("18.6"));
    // What else is stated is for the checks to tell of.
    assert!(!told("20"));
}

#[test]
fn what_was_built_has_its_money_as_all_money_is_told() {
    let yaml = "基础数据: {楼堂馆所: {批复规模: 3200, 实际规模: 3186.5, 预算投资: 1260, 实际投资: 1248.6}}\n";
    let text = text(yaml, Format::Markdown, OPEN);
    for cell in ["| 3200 |", "| 3186.5 |", "| 1260.00 |", "| 1248.60 |"] {
        assert!(text.contains(cell), "{cell}\n{text}");
    }
}

/// The form is signed with what is stated in it; that something else comes out is for the checks to tell.
#[test]
fn what_is_stated_of_the_outcome_is_what_the_form_says() {
    let stated = SMALL.with(
        "  指标:\n  - {三级指标: 里程",
        "  自评: {执行率: 76, 执行率得分: 7.6, 总分: 88, 等级: 优}\n  指标:\n  - {三级指标: 里程",
    );
    let mut book = workbook(&stated);
    let values = rows(&mut book, "附件4-1").join("\n");
    assert!(values.contains("|120||10|0.76|7.6"), "{values}");
    assert!(values.contains("总分||||||100|88|优"), "{values}");
    let staff = "基本情况: {人员: {编制数: 50, 在职在编人员: 43}}\n基础数据: {财政供养人员: {控制率: 87}}\n";
    let text = text(staff, Format::Markdown, OPEN);
    assert!(text.contains("| 50 | 43 | 87.00% |"), "{text}");
}

/// Who names the offices in the text need not read them again below it.
#[test]
fn offices_that_the_text_names_are_not_named_again() {
    let offices = |told: &str| {
        let yaml = format!(
            "基本情况: {{机构情况: {told}, 机构: [{{类别: 内设机构, 名单: [{{名称: 办公室}}, {{名称: 教导处, 加挂: [教科室]}}]}}]}}\n"
        );
        text(&yaml, Format::Markdown, OPEN).contains("内设机构2个：办公室、教导处（加挂教科室）。")
    };
    assert!(offices("设内设机构2个。"));
    assert!(offices("设办公室、教导处。"));
    assert!(!offices("设办公室、教导处（加挂教科室）。"));
    // One that stands for all the others is not all of its kind.
    let executing = |told: &str| {
        let yaml = format!(
            "基本情况: {{机构情况: {told}, 机构: [{{类别: 党政机构, 名单: [{{名称: 党政办}}, {{名称: 平安办}}]}}, {{类别: 执法机构, 名单: [{{名称: 执法队}}]}}]}}\n"
        );
        text(&yaml, Format::Markdown, OPEN).contains("执法机构1个：执法队。")
    };
    assert!(executing("下设执法队等机构。"));
    assert!(!executing("设党政办、平安办、执法队。"));
    assert!(!executing("设执法机构执法队。"));
}

#[test]
fn what_no_cell_of_a_workbook_can_hold_is_cut() {
    let name = "长".repeat(40_000);
    let yaml = format!("项目: [{{名称: {name}, 指标: [{{三级指标: 里程, 分值: 10}}]}}]\n");
    for copy in [OPEN, INTERNAL] {
        export(&yaml, Format::Xlsx, copy).unwrap();
    }
}

#[test]
fn the_only_part_of_an_amount_does_not_say_it_again() {
    let yaml = "年度: 2023\n支出: {一般公共预算: {项目支出: {类别: [{名称: 专项资金}, {名称: 业务工作经费}]}}}\n\
        项目: [{名称: 修路, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 12.5}}}]\n";
    let paper = text(yaml, Format::Markdown, OPEN);
    assert!(
        paper.contains("项目支出12.50万元，全部为专项资金。"),
        "{paper}"
    );
    let two = yaml.with(
        "{名称: 修路",
        "{名称: 植树, 支出类别: 业务工作经费, 资金: {年度资金总额: {全年执行数: 2}}}, {名称: 修路",
    );
    let paper = text(&two, Format::Markdown, OPEN);
    assert!(
        paper.contains("项目支出14.50万元，其中专项资金12.50万元，业务工作经费2.00万元。"),
        "{paper}"
    );
}
