//! A Word document (ISO/IEC 29500), by the format of official documents (GB/T 9704-2012): A4 with
//! margins of 37, 28, 35 and 26 mm, 22 lines of 28 characters, 方正小标宋, 黑体, 楷体 and 仿宋.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::tree::{Align, Block, Book, Cell, Numbers, Section, Slot, Table};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The width of the text of a page, upright and lying, in twentieths of a point.
const TEXT_WIDTH: (u32, u32) = (8844, 12927);

pub(super) fn write(book: &Book) -> ZipResult<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties()),
        ("word/document.xml", document(book)),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings()),
        ("word/footer1.xml", footer("right")),
        ("word/footer2.xml", footer("left")),
        ("word/_rels/document.xml.rels", relations()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No clock: the same report gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/{name}\" ContentType=\"{kind}+xml\"/>")
    };
    let core = "application/vnd.openxmlformats-package.core-properties";
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}{}{}{}</Types>",
        part("word/document.xml", &format!("{word}.document.main")),
        part("word/styles.xml", &format!("{word}.styles")),
        part("word/settings.xml", &format!("{word}.settings")),
        part("word/footer1.xml", &format!("{word}.footer")),
        part("word/footer2.xml", &format!("{word}.footer")),
        part("docProps/core.xml", core),
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn relations() -> String {
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}{}{}{}</Relationships>",
        relation(1, "styles", "styles.xml"),
        relation(2, "settings", "settings.xml"),
        relation(3, "footer", "footer1.xml"),
        relation(4, "footer", "footer2.xml"),
    )
}

/// Nothing about who wrote it, where and when.
fn properties() -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>绩效自评报告</dc:title></cp:coreProperties>"
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/></w:settings>"
    )
}

/// — 1 —, at the outer edge.
fn footer(side: &str) -> String {
    let field = |kind: &str| {
        format!(
            "<w:r>{}<w:fldChar w:fldCharType=\"{kind}\"/></w:r>",
            run("宋体", 28, false)
        )
    };
    let text = |text: &str| {
        format!(
            "<w:r>{}<w:t xml:space=\"preserve\">{text}</w:t></w:r>",
            run("宋体", 28, false)
        )
    };
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:ind w:left=\"320\" w:right=\"320\"/><w:jc w:val=\"{side}\"/></w:pPr>{}{}<w:r>{}<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}{}{}{}</w:p></w:ftr>",
        text("— "),
        field("begin"),
        run("宋体", 28, false),
        field("separate"),
        text("1"),
        field("end"),
        text(" —"),
    )
}

/// The look of a run: a typeface, a size in half points.
fn run(face: &str, size: u8, bold: bool) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    format!(
        "<w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{face}\"/>{bold}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>"
    )
}

fn styles() -> String {
    // 28.9 points: 22 lines in 225 mm.
    let exact = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"578\" w:lineRule=\"exact\"/>";
    let two = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
    let style = |id: &str, name: &str, paragraph: &str, look: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{look}</w:style>"
        )
    };
    let heading = |level: u8, face: &str, bold: bool| {
        let outline = level - 1;
        style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &format!("<w:keepNext/>{exact}{two}<w:outlineLvl w:val=\"{outline}\"/>"),
            &run(face, 32, bold),
        )
    };
    format!(
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault>{}</w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>{}{}{}{}{}{}{}{}{}{}{}</w:styles>",
        run("仿宋_GB2312", 32, false),
        style(
            "Title",
            "Title",
            "<w:spacing w:before=\"240\" w:after=\"240\" w:line=\"640\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
            &run("方正小标宋简体", 44, false)
        ),
        heading(1, "黑体", false),
        heading(2, "楷体_GB2312", false),
        heading(3, "仿宋_GB2312", true),
        heading(4, "仿宋_GB2312", false),
        style(
            "Body",
            "Body Text",
            &format!("{exact}{two}<w:jc w:val=\"both\"/>"),
            ""
        ),
        style("Label", "Label", exact, &run("黑体", 32, false)),
        style(
            "Note",
            "Note",
            "<w:spacing w:before=\"60\" w:after=\"60\"/>",
            &run("宋体", 21, false)
        ),
        style(
            "Centred",
            "Centred",
            &format!("{exact}<w:jc w:val=\"center\"/>"),
            ""
        ),
        style(
            "Signed",
            "Signed",
            &format!(
                "{exact}<w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>"
            ),
            ""
        ),
        style(
            "Cell",
            "Table Cell",
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"280\" w:lineRule=\"atLeast\"/>",
            &run("宋体", 18, false)
        ),
    )
}

fn document(book: &Book) -> String {
    let mut out = format!("{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body>");
    let mut numbers = Numbers::default();
    let last = book.sections.len().saturating_sub(1);
    for (i, section) in book.sections.iter().enumerate() {
        for block in &section.blocks {
            match block {
                Block::Title(text) => paragraph("Title", text, &mut out),
                Block::Heading(level, text) => {
                    let number = numbers.next(*level);
                    let style = format!("Heading{}", (*level).clamp(1, 4));
                    paragraph(&style, &format!("{number}{text}"), &mut out);
                }
                Block::Paragraph(text) => paragraph("Body", text, &mut out),
                Block::Label(text) => paragraph("Label", text, &mut out),
                Block::Note(text) => paragraph("Note", text, &mut out),
                Block::Centred(text) => paragraph("Centred", text, &mut out),
                Block::Signed(text) => paragraph("Signed", text, &mut out),
                Block::Table(table) => write_table(table, section.landscape, &mut out),
            }
        }
        let properties = section_properties(section);
        if i == last {
            out += &properties;
        } else {
            out += &format!("<w:p><w:pPr>{properties}</w:pPr></w:p>");
        }
    }
    out += "</w:body></w:document>";
    out
}

fn section_properties(section: &Section) -> String {
    let (size, margins) = if section.landscape {
        (
            "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"",
            "w:top=\"1588\" w:right=\"1985\" w:bottom=\"1474\" w:left=\"1926\"",
        )
    } else {
        (
            "w:w=\"11906\" w:h=\"16838\"",
            "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\"",
        )
    };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/><w:type w:val=\"nextPage\"/><w:pgSz {size}/><w:pgMar {margins} w:header=\"851\" w:footer=\"1417\" w:gutter=\"0\"/></w:sectPr>"
    )
}

fn paragraph(style: &str, text: &str, out: &mut String) {
    *out += &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    runs(text, "", out);
    *out += "</w:p>";
}

/// A text as runs; a line break within it is one in the document.
fn runs(text: &str, look: &str, out: &mut String) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            *out += "<w:r><w:br/></w:r>";
        }
        if !line.is_empty() {
            let line = escaped(line);
            *out += &format!("<w:r>{look}<w:t xml:space=\"preserve\">{line}</w:t></w:r>");
        }
    }
}

fn write_table(table: &Table, landscape: bool, out: &mut String) {
    let whole: u32 = table.widths.iter().copied().map(u32::from).sum();
    let room = if landscape {
        TEXT_WIDTH.1
    } else {
        TEXT_WIDTH.0
    };
    let widths: Vec<u32> = table
        .widths
        .iter()
        .map(|width| u32::from(*width) * room / whole.max(1))
        .collect();
    let border = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .into_iter()
        .map(border)
        .collect();
    *out += &format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{room}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for width in &widths {
        *out += &format!("<w:gridCol w:w=\"{width}\"/>");
    }
    *out += "</w:tblGrid>";
    for (i, row) in table.laid_out().into_iter().enumerate() {
        *out += "<w:tr>";
        // A long cell may run over pages; a row of names stands on each.
        if i < table.repeated {
            *out += "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        }
        for (at, slot) in row {
            write_cell(at, slot, &widths, out);
        }
        *out += "</w:tr>";
    }
    *out += "</w:tbl>";
}

fn write_cell(at: usize, slot: Slot<'_>, widths: &[u32], out: &mut String) {
    let (across, merge, cell) = match slot {
        Slot::Cell(cell) if cell.down > 1 => {
            (cell.across, "<w:vMerge w:val=\"restart\"/>", Some(cell))
        }
        Slot::Cell(cell) => (cell.across, "", Some(cell)),
        Slot::Covered(across) => (across, "<w:vMerge/>", None),
    };
    let width: u32 = widths.iter().skip(at).take(across.max(1)).sum();
    *out += &format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if across > 1 {
        *out += &format!("<w:gridSpan w:val=\"{across}\"/>");
    }
    *out += merge;
    *out += "<w:vAlign w:val=\"center\"/></w:tcPr>";
    let (align, text) = match cell {
        Some(Cell {
            align: Align::Centre,
            text,
            ..
        }) => ("<w:jc w:val=\"center\"/>", text.as_str()),
        Some(Cell {
            align: Align::Right,
            text,
            ..
        }) => ("<w:jc w:val=\"right\"/>", text.as_str()),
        Some(cell) => ("", cell.text.as_str()),
        None => ("", ""),
    };
    let look = if cell.is_some_and(|cell| cell.head) {
        run("黑体", 18, false)
    } else {
        String::new()
    };
    *out += &format!("<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{align}</w:pPr>");
    runs(text, &look, out);
    *out += "</w:p></w:tc>";
}

/// Text that is no markup; what XML cannot hold is gone before.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
