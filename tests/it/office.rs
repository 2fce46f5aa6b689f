//! The finished documents in the hands of another program: LibreOffice opens them, makes pages of
//! them, and works the workbook out anew. Each start takes it seconds, so these tests are asked for:
//!
//! ```sh
//! cargo test --test it office -- --ignored
//! ```
//!
//! Where `soffice` or `pdftotext` (poppler) is not installed they say so and pass. With
//! `JIXIAO_BLESS=1` they make the pictures of pages under `screenshots/` anew.
#![expect(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test fails by panicking; another program's numbers are compared as it keeps them"
)]

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use calamine::{Data, Reader as _};
use jixiao::export::Format;
use jixiao::figures::budget::{Column, Item};
use jixiao::figures::scheme::SCHEMES;
use jixiao::report::number::shown;

use crate::export::{OPEN, document, export, name};
use crate::harness::{REPORT, SMALL, With, examined, read};

/// Every sign and every kind of sum, with figures that divide into endless fractions.
const SCORED: &str = "\
年度: 2023
评分方案: hunan-2022
封面: {标题: 甲街道自评报告, 单位名称: 甲街道, 填报人: 张三, 报告日期: 2024-04-08}
基本情况: {人员: {编制数: 50, 在职在编人员: 43}}
支出:
  一般公共预算:
    基本支出:
      分类:
      - {名称: 人员经费, 金额: {年初预算数: 100, 全年预算数: 110, 全年执行数: 109.99}}
      - {名称: 公用经费, 金额: {年初预算数: 30, 全年预算数: 30, 全年执行数: 28.01}}
    项目支出: {类别: [{名称: 业务工作经费}, {名称: 运行维护经费}]}
  政府性基金预算:
    金额: {年初预算数: 20, 全年预算数: 20, 全年执行数: 20}
    年初结转和结余: 3
    本年收入: 20
    年末结转和结余: 3
    明细:
    - {科目编码: 22902, 名称: 甲, 基本支出: 1.5, 项目支出: 10.5, 金额: {全年执行数: 12}}
    - {科目编码: 22960, 名称: 乙, 项目支出: 8, 金额: {全年执行数: 8}}
项目:
- 名称: 修路
  支出类别: 业务工作经费
  资金:
    当年财政拨款: {年初预算数: 70, 全年预算数: 90, 全年执行数: 61}
    上年结转资金: {年初预算数: 0, 全年预算数: 7, 全年执行数: 3}
  指标:
@指标
- 名称: 植树
  支出类别: 运行维护经费
  资金: {年度资金总额: {年初预算数: 100, 全年预算数: 160, 全年执行数: 150}}
整体绩效:
  指标:
@指标
基础数据:
  三公经费:
    公务用车购置: {上年决算数: 0, 本年预算数: 18, 本年决算数: 17.5}
    公务用车运行维护: {上年决算数: 6.25, 本年预算数: 7, 本年决算数: 5.55}
    出国经费: {上年决算数: 0, 本年预算数: 0, 本年决算数: 0}
    公务接待: {上年决算数: 1.1, 本年预算数: 1, 本年决算数: 0.35}
  楼堂馆所: {批复规模: 300, 实际规模: 310, 预算投资: 90, 实际投资: 77}
";

/// The same for the department and a project.
const INDICATORS: &str = "  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程, 计算符号: ≥, 指标值: 7, 度量单位: 公里, 完成值: 3, 分值: 10}
  - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 超额, 计算符号: ≥, 指标值: 10, 完成值: 13, 分值: 10}
  - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 合格率, 计算符号: ＝, 指标值: 97.50, 度量单位: '%', 完成值: 90.1, 分值: 10}
  - {一级指标: 产出指标, 二级指标: 质量指标, 三级指标: 事故, 计算符号: ＝, 指标值: 0, 度量单位: 起, 完成值: 1, 分值: 5}
  - {一级指标: 产出指标, 二级指标: 时效指标, 三级指标: 天数, 计算符号: ≤, 指标值: 30, 度量单位: 天, 完成值: 37, 分值: 5}
  - {一级指标: 产出指标, 二级指标: 时效指标, 三级指标: 零, 计算符号: ≤, 指标值: 0, 完成值: 2, 分值: 5}
  - {一级指标: 产出指标, 二级指标: 成本指标, 三级指标: 范围, 计算符号: ＝, 指标值: 5-10, 度量单位: 户, 完成值: 13, 分值: 5}
  - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 影响, 计算符号: 定性, 指标值: 好, 完成值: 部分达成, 分值: 20}
  - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 自评, 计算符号: ≥, 指标值: 3, 完成值: 2, 分值: 10, 得分: 6.5}
  - {一级指标: 满意度指标, 二级指标: 服务对象满意度指标, 三级指标: 满意度, 计算符号: ≥, 指标值: 90%, 完成值: 88.88%, 分值: 10}";

pub(crate) fn scored() -> String {
    SCORED.with("@指标", INDICATORS)
}

/// A folder with a user's settings of its own; nothing where LibreOffice is not.
struct Office(tempfile::TempDir);

impl Office {
    fn start() -> Option<Self> {
        for (program, argument) in [("soffice", "--version"), ("pdftotext", "-v")] {
            let mut command = Command::new(program);
            command
                .arg(argument)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            if command.status().is_err() {
                eprintln!("skipped: {program} is not installed");
                return None;
            }
        }
        Some(Self(tempfile::tempdir().unwrap()))
    }

    /// A file as LibreOffice converts it.
    fn converts(&self, file: &str, bytes: &[u8], to: &str) -> PathBuf {
        let from = self.0.path().join(file);
        fs::write(&from, bytes).unwrap();
        let out = self.0.path().join("out");
        let settings = self.0.path().join("settings");
        let run = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                settings.display()
            ))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .args([&out, &from])
            .output()
            .unwrap();
        let (extension, _) = to.split_once(':').unwrap_or((to, ""));
        let made = out.join(from.with_extension(extension).file_name().unwrap());
        assert!(made.exists(), "{}", String::from_utf8_lossy(&run.stderr));
        made
    }

    /// The pages of a document, each without its spaces.
    fn pages(&self, file: &str, bytes: &[u8]) -> Vec<String> {
        let pdf = self.converts(file, bytes, "pdf");
        let text = Command::new("pdftotext")
            .arg("-raw")
            .arg(pdf)
            .arg("-")
            .output()
            .unwrap();
        let text = String::from_utf8(text.stdout).unwrap();
        text.split('\u{c}')
            .map(|page| page.split_whitespace().collect())
            .collect()
    }

    /// Pictures of the first pages of the report and of one with a table, when they are asked for.
    fn pictures(&self, pages: &[String]) {
        if std::env::var_os("JIXIAO_BLESS").is_none() {
            return;
        }
        let page = |words: &str| {
            pages
                .iter()
                .rposition(|page| page.starts_with(words))
                .unwrap()
        };
        let text = pages
            .iter()
            .rposition(|page| page.contains("1．主要职能"))
            .unwrap();
        let table = page("附件3");
        for (name, page) in [
            ("cover", 0),
            ("contents", 1),
            ("text", text),
            ("table", table),
        ] {
            let page = (page + 1).to_string();
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
            let made = Command::new("pdftoppm")
                .args([
                    "-png",
                    "-gray",
                    "-r",
                    "72",
                    "-singlefile",
                    "-f",
                    &page,
                    "-l",
                    &page,
                ])
                .arg(self.0.path().join("out/report.pdf"))
                .arg(folder.join(format!("report-{name}")))
                .status();
            assert!(made.unwrap().success());
        }
    }

    /// What a workbook holds once everything in it has been worked out anew.
    fn recalculated(&self, bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
        let made = self.converts("recalculated.xlsx", bytes, "xlsx:Calc MS Excel 2007 XML");
        cells(&fs::read(made).unwrap())
    }
}

fn cells(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    let rows = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
    sheets
        .into_iter()
        .map(|(name, range)| (name, rows(range)))
        .collect()
}

/// A workbook with its sheets changed as XML.
fn rewritten(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            text = change(&name, text);
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The same without the results that are kept beside the formulas.
fn without_results(_: &str, xml: String) -> String {
    let mut parts = xml.split("</f><v>");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (_, rest) = part.split_once("</v>").unwrap();
        out += "</f>";
        out += rest;
    }
    out
}

/// A sheet with another number in a cell.
fn set(xml: &str, cell: &str, old: &str, new: &str) -> String {
    let (head, tail) = xml.split_once(&format!("<c r=\"{cell}\"")).unwrap();
    let (look, rest) = tail.split_once("<v>").unwrap();
    let rest = rest.strip_prefix(old).unwrap();
    format!("{head}<c r=\"{cell}\"{look}<v>{new}{rest}")
}

#[track_caller]
fn assert_same(ours: &[(String, Vec<Vec<Data>>)], theirs: &[(String, Vec<Vec<Data>>)]) {
    let number = |data: &Data| match data {
        Data::Float(value) => Some(*value),
        Data::Int(value) => Some(f64::from(i32::try_from(*value).unwrap())),
        _ => None,
    };
    assert_eq!(ours.len(), theirs.len());
    for ((name, rows), (_, others)) in ours.iter().zip(theirs) {
        for (r, row) in rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let empty = Data::Empty;
                let other = others.get(r).and_then(|row| row.get(c)).unwrap_or(&empty);
                let same = match (number(cell), number(other)) {
                    (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                    _ => cell.to_string().trim() == other.to_string().trim(),
                };
                assert!(
                    same,
                    "{name}, row {}, column {c}: {cell:?}, {other:?}",
                    r + 1
                );
            }
        }
    }
}

/// Every amount of the budget, as the tables show it.
fn amounts(yaml: &str) -> Vec<String> {
    let examined = examined(read(yaml));
    let case = examined.case();
    let nodes = case.figures.budget.nodes().iter();
    // The lines of basic spending are in none of the forms.
    let nodes = nodes.filter(|node| !matches!(node.item, Item::BasicLine(..) | Item::Unsorted));
    nodes
        .flat_map(|node| Column::OF_FORMS.map(|column| node.value(column)))
        .flatten()
        .map(shown)
        .collect()
}

/// Whether an amount stands in a text: 4542.40, or 4542.4 in a sentence.
fn says(text: &str, amount: &str) -> bool {
    let short = amount.trim_end_matches('0').trim_end_matches('.');
    text.contains(amount) || text.contains(&format!("{short}万元"))
}

#[test]
#[ignore = "starts LibreOffice"]
fn office_makes_pages_of_the_report_with_every_amount_and_the_right_contents() {
    let Some(office) = Office::start() else {
        return;
    };
    let pages = office.pages("report.docx", &export(REPORT, Format::Docx, OPEN).unwrap());
    let all = pages.concat();
    for amount in amounts(REPORT) {
        assert!(says(&all, &amount), "{amount}");
    }
    office.pictures(&pages);
    // Cover and contents have no number.
    let front = pages
        .iter()
        .rposition(|page| page.contains("目录"))
        .unwrap()
        + 1;
    let xml = document(REPORT, OPEN);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let mut wrong = Vec::new();
    let (mut count, mut exact) = (0, 0);
    for paragraph in tree.descendants().filter(|it| it.has_tag_name(name("p"))) {
        let style = paragraph
            .descendants()
            .find(|it| it.has_tag_name(name("pStyle")));
        let style = style
            .and_then(|it| it.attributes().next())
            .map_or("", |it| it.value());
        if !["TOC1", "TOC2", "TOC3"].contains(&style) {
            continue;
        }
        let texts: Vec<&str> = paragraph
            .descendants()
            .filter(|it| it.has_tag_name(name("t")))
            .filter_map(|it| it.text())
            .collect();
        let (number, heading) = texts.split_last().unwrap();
        let place: usize = number.parse().unwrap();
        let heading = heading.concat();
        // An attachment's page begins with its number; what it is of stands in its table.
        let heading = heading.split('　').next().unwrap_or_default().to_owned();
        count += 1;
        let is_near = |at: usize| pages.get(at).is_some_and(|page| page.contains(&heading));
        // Fonts that stand in for those of official documents may push a line over the edge.
        let at = front + place - 1;
        exact += usize::from(is_near(at));
        if !(at - 1..=at + 1).any(is_near) {
            wrong.push(format!("{heading}: {place}"));
        }
    }
    assert!(count > 10);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(exact * 10 >= count * 9, "{exact} of {count}");
}

#[test]
#[ignore = "starts LibreOffice"]
fn office_makes_pages_of_the_workbook_with_every_amount_of_the_tables() {
    let Some(office) = Office::start() else {
        return;
    };
    let pages = office.pages("report.xlsx", &export(REPORT, Format::Xlsx, OPEN).unwrap());
    let all = pages.concat();
    for amount in amounts(REPORT) {
        assert!(all.contains(&amount), "{amount}");
    }
    assert!(
        pages.iter().rev().skip(1).all(|page| page.len() > 40),
        "an empty page"
    );
}

#[test]
#[ignore = "starts LibreOffice"]
fn office_works_out_the_figures_that_we_kept() {
    let Some(office) = Office::start() else {
        return;
    };
    let mut reports = vec![REPORT.to_owned(), SMALL.to_owned()];
    for scheme in &SCHEMES {
        reports.push(scored().replace("hunan-2022", scheme.code));
    }
    for yaml in reports {
        let bytes = export(&yaml, Format::Xlsx, OPEN).unwrap();
        let ours = cells(&bytes);
        let theirs = office.recalculated(&rewritten(&bytes, without_results));
        assert_same(&ours, &theirs);
    }
}

/// What a reviewer changes in the workbook moves as it would in the report.
#[test]
#[ignore = "starts LibreOffice"]
fn office_moves_what_follows_when_a_number_is_changed() {
    let Some(office) = Office::start() else {
        return;
    };
    let changed = scored()
        .with("全年执行数: 61}", "全年执行数: 72}")
        .with("完成值: 3, 分值", "完成值: 5, 分值");
    let bytes = export(&scored(), Format::Xlsx, OPEN).unwrap();
    let edited = rewritten(&bytes, |part, xml| {
        let xml = without_results(part, xml);
        if part.ends_with("sheet3.xml") {
            // What the appropriation spent, and what the first indicator reached.
            set(&set(&xml, "G8", "61", "72"), "F14", "3", "5")
        } else {
            xml
        }
    });
    let wanted = cells(&export(&changed, Format::Xlsx, OPEN).unwrap());
    let theirs = office.recalculated(&edited);
    let sheet = |all: &[(String, Vec<Vec<Data>>)]| vec![all.get(2).unwrap().clone()];
    assert_same(&sheet(&wanted), &sheet(&theirs));
}
