//! The report read as pages, and the way from there to the fields.

use std::collections::BTreeSet;

use jixiao::document::FieldPath;
use jixiao::export;
use jixiao::export::tree::{Block, Text};
use jixiao::figures::figure::Origin;

use crate::harness::{BLANK, Desk, REPORT, examined, read};

const AMOUNT: &str = "项目[0].资金.年度资金总额.全年执行数";

/// Every field that has a cell somewhere on the tabs.
fn fields_on_the_tabs(yaml: &str) -> BTreeSet<FieldPath> {
    let mut fields = BTreeSet::new();
    let mut look = |desk: Desk| {
        for pane in 0..desk.app().screen().panes.len() {
            let sheet = desk.app().screen().sheet(pane);
            let rows = sheet.into_iter().flat_map(|sheet| &sheet.rows);
            for row in rows {
                fields.extend(row.cells.iter().filter_map(|cell| cell.path.clone()));
                fields.extend(row.list.iter().map(|(list, _)| list.clone()));
            }
        }
        assert!(!desk.screen().is_empty());
        desk
    };
    let mut desk = Desk::open(yaml).resize(120, 200);
    for title in ["基本信息", "预算构成", "问题整改"] {
        desk = look(desk.tab(title));
    }
    let projects = desk.app().view().report.projects.len();
    for project in std::iter::once(None).chain((0..projects).map(Some)) {
        desk = look(desk.choose(project));
    }
    fields
}

#[test]
fn every_block_and_cell_leads_to_a_field_of_the_dashboard() {
    for (yaml, least) in [(REPORT, 700), (BLANK, 60)] {
        let examined = examined(read(yaml));
        let case = examined.case();
        let book = export::tree(&case);
        let blocks = book.sections.iter().flat_map(|section| &section.blocks);
        let texts: Vec<&Text> = blocks
            .flat_map(|block| match block {
                Block::Title(text)
                | Block::Heading(_, text)
                | Block::Paragraph(text)
                | Block::Hanging(_, text)
                | Block::Label(text)
                | Block::Note(text)
                | Block::Centred(text)
                | Block::Signed(text) => vec![text],
                Block::Sides(left, right) => vec![left, right],
                Block::Chart(_) | Block::Blank => Vec::new(),
                Block::Table(table) => table.rows.iter().flatten().map(|it| &it.text).collect(),
            })
            .collect();
        let fields = fields_on_the_tabs(yaml);
        let mut led = 0;
        let mut astray = Vec::new();
        for text in texts {
            let path = match text.origin() {
                Some(Origin::Field(path)) => path.clone(),
                Some(Origin::Figure(figure)) => match case.ledger().begins_at(*figure) {
                    Some(path) => path,
                    None => {
                        astray.push(format!("{text}: {figure:?}"));
                        continue;
                    }
                },
                None => continue,
            };
            led += 1;
            if !fields.contains(&path) {
                astray.push(format!("{text}: {path}"));
            }
        }
        assert!(astray.is_empty(), "{astray:#?}");
        assert!(led > least, "{led}");
    }
}

#[test]
fn enter_leads_from_a_number_to_its_field_and_the_preview_shows_the_new_one() {
    Desk::open(REPORT)
        .go(AMOUNT)
        .press("Ctrl+U")
        .shows("附件4-1 项目支出绩效自评表（社会管理）")
        .shows("435.20")
        .lacks("522.51")
        .press("Enter")
        .on(AMOUNT)
        .types("522.51")
        .press("Enter")
        .press("Ctrl+U")
        .shows("522.51")
        .lacks("435.20");
}

#[test]
fn a_computed_number_leads_to_where_its_working_begins() {
    let desk = Desk::open(REPORT)
        .go(AMOUNT)
        .keys("Ctrl+U Right")
        .press("F1")
        .shows("全年执行数 ÷ 全年预算数")
        .press("Esc")
        .press("Enter");
    assert_eq!(desk.field(), AMOUNT);
}

#[test]
fn pages_are_numbered_as_the_contents_of_the_word_document_say() {
    let word = crate::export::words(&crate::export::document(REPORT, crate::export::OPEN));
    let mut desk = Desk::open(REPORT).press("Ctrl+U").press("F6");
    let mut chapters = 0;
    for line in word.lines().filter(|it| it.contains("、")).take(10) {
        let title = line.trim_end_matches(|c: char| c.is_ascii_digit());
        let page = line.strip_prefix(title).unwrap_or_default();
        if !page.is_empty() {
            desk = desk.shows_line(&[title, &format!("第{page}页")]);
            chapters += 1;
        }
    }
    assert_eq!(chapters, 10);
    let name = "附件7 2022年度社会保险基金预算支出情况表";
    let contents = desk.screen();
    let page = contents.lines().find_map(|line| line.split_once(name));
    let page = page.and_then(|(_, page)| page.split_once("第")?.1.split_once("页"));
    let page = page.map_or("", |(page, _)| page);
    desk.press("Esc")
        .press("End")
        .shows(&format!("预览  第{page}页起  {name}"))
        .press("Home")
        .press("Ctrl+Down")
        .shows("正文第1页 共14页");
}

#[test]
fn the_cursor_walks_from_paragraph_to_paragraph_and_esc_leads_back() {
    let desk = Desk::open(REPORT)
        .go("基本情况.机构情况")
        .press("Ctrl+U")
        .shows("一、部门、单位基本情况")
        .shows("填写在 基本情况 机构情况。");
    let here = desk.caret().unwrap();
    let desk = desk
        .press("Down")
        .shows("填写在 基本情况 机构「党政机构」 类别。");
    assert_ne!(desk.caret().unwrap(), here);
    let desk = desk.press("Up").shows("填写在 基本情况 机构情况。");
    assert_eq!(desk.caret().unwrap(), here);
    desk.press("End")
        .shows("附件7 2022年度社会保险基金预算支出情况表")
        .press("Home")
        // The cover bears no number.
        .lacks("第1页")
        .press("PgDn")
        .shows("第1页")
        .keys("Ctrl+Down Ctrl+Down")
        .shows("三、政府性基金预算支出情况")
        .press("Esc")
        .on("基本情况.机构情况")
        .browses();
}

#[test]
fn chapters_are_chosen_from_a_list() {
    Desk::open(REPORT)
        .keys("Ctrl+U F6")
        .shows("目录")
        .shows("六、部门整体支出绩效情况")
        .until("Down", |app| {
            matches!(app.mode(), jixiao::ui::app::Mode::Popup(
                jixiao::ui::app::Popup::Choose { lines, selected, .. }
            ) if lines[*selected].text.contains("社会管理"))
        })
        .press("Enter")
        .shows("附件4-1 项目支出绩效自评表（社会管理）")
        .shows("预期目标");
    let at = |desk: &Desk| match desk.app().mode() {
        jixiao::ui::app::Mode::Popup(jixiao::ui::app::Popup::Choose {
            lines, selected, ..
        }) => (*selected, lines.len() - 1),
        _ => panic!("{}", desk.screen()),
    };
    // As the contents of the Word document have it.
    let desk = Desk::open(REPORT).keys("Ctrl+U F6 Home PgDn");
    let desk = desk.shows_line(&["附件2 2022年度部门整体支出绩效评价基础数据表", "第15页"]);
    assert_eq!(at(&desk).0, 10);
    let desk = desk.press("End");
    assert_eq!(at(&desk).0, at(&desk).1);
    let desk = desk.press("PgUp");
    assert_eq!(at(&desk).0 + 10, at(&desk).1);
    let desk = desk.press("Home");
    assert_eq!(at(&desk).0, 0);
    desk.untouched();
}

#[test]
fn nothing_is_changed_on_the_pages_but_undo_is_seen() {
    Desk::open(REPORT)
        .press("Ctrl+U")
        .types("甲")
        .says("预览里不能修改")
        .press("Del")
        .says("预览里不能修改")
        .paste("乙")
        .says("预览里不能修改")
        .untouched();
    Desk::open(REPORT)
        .go(AMOUNT)
        .types("522.51")
        .press("Enter")
        .press("Ctrl+U")
        .press("Ctrl+Z")
        .says("撤销")
        .shows("预览")
        .untouched();
}

#[test]
fn live_figures_are_read_as_numbers() {
    Desk::open(REPORT)
        .go("其他说明.内容")
        .keys("F2 Ctrl+End")
        .paste("共{{项目个数}}个项目")
        .press("F2")
        .press("Ctrl+U")
        .shows("共9个项目");
}

#[test]
fn pages_fit_every_window() {
    let mut desk = Desk::open(REPORT).go(AMOUNT).press("Ctrl+U");
    for (columns, rows) in [(80, 24), (60, 20), (1, 1), (61, 21), (300, 100), (120, 40)] {
        desk = desk.resize(columns, rows);
        if columns >= 60 {
            desk = desk.shows("435.20").shows("预览");
        }
        desk = desk.keys("PgDn PgUp Down*3 Up*3 End Home Esc").go(AMOUNT);
        desk = desk.press("Ctrl+U");
    }
    assert!(desk.app().preview().is_some());
    let desk = desk.resize(120, 40).press("Esc");
    assert!(desk.app().preview().is_none());
    assert!(!desk.screen().contains("预览  第"));
}

#[test]
fn findings_stand_before_what_they_are_about() {
    Desk::open(REPORT)
        .press("F8")
        .press("Ctrl+U")
        .shows("A3 错误");
}
