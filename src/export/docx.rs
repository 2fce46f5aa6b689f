//! A Word document (ISO/IEC 29500), by the format of official documents (GB/T 9704-2012): A4 with
//! margins of 37, 28, 35 and 26 mm, 22 lines of 28 characters, 方正小标宋, 黑体, 楷体 and 仿宋.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::layout::{self, Pages, halves};
use super::tree::{Align, Block, Book, Numbers, Slot, Table};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// What the document refers to, by file and kind: rId1 and on.
const REFERRED: [(&str, &str); 4] = [
    ("styles", "styles"),
    ("settings", "settings"),
    ("footer1", "footer"),
    ("footer2", "footer"),
];
/// How many levels of headings the contents list.
const CONTENTS: u8 = 2;
/// The level of the attachments in the contents, below that of what is set in.
const ATTACHMENTS: u8 = 3;
/// What marks an attachment for the contents.
const ATTACHED: &str = "C";

pub(super) fn write(book: &Book) -> ZipResult<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(&book.title)),
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
    let referred = REFERRED
        .map(|(file, kind)| part(&format!("word/{file}.xml"), &format!("{word}.{kind}")))
        .concat();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{referred}{}</Types>",
        part("word/document.xml", &format!("{word}.document.main")),
        part("docProps/core.xml", core),
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn relations() -> String {
    let relation = |((file, kind), id): (&(&str, &str), u8)| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{file}.xml\"/>")
    };
    let relations: String = REFERRED.iter().zip(1..).map(relation).collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>")
}

/// Nothing about who wrote it, where and when.
fn properties(title: &str) -> String {
    let title = escaped(title);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title></cp:coreProperties>"
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{MAIN}\"><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/></w:settings>"
    )
}

/// — 1 —, at the outer edge.
fn footer(side: &str) -> String {
    let look = whole_run("宋体", 28);
    let mut out = format!(
        "{HEAD}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:ind w:left=\"320\" w:right=\"320\"/><w:jc w:val=\"{side}\"/></w:pPr>"
    );
    runs("— ", &look, &mut out);
    field("PAGE", "1", &look, &mut out);
    runs(" —", &look, &mut out);
    out += "</w:p></w:ftr>";
    out
}

/// The look of a run: a typeface, a size in half points. Latin letters and digits have one of their own.
fn run(face: &str, size: u8, bold: bool) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    faces("Times New Roman", face, &format!("{bold}{}", sized(size)))
}

/// The look of a run whose digits are of the same typeface: numbers of pages and attachments.
fn whole_run(face: &str, size: u8) -> String {
    faces(face, face, &sized(size))
}

fn faces(latin: &str, face: &str, more: &str) -> String {
    format!(
        "<w:rPr><w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{face}\"/>{more}</w:rPr>"
    )
}

fn sized(size: u8) -> String {
    format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>")
}

fn styles() -> String {
    // 28.9 points: 22 lines in 225 mm.
    let exact = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"578\" w:lineRule=\"exact\"/>";
    let two = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
    // A hair closer: 28 characters in 156 mm.
    let close = "<w:rPr><w:spacing w:val=\"-5\"/></w:rPr>";
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
        "{HEAD}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault>{}</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl w:val=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}</w:styles>",
        run("仿宋_GB2312", 32, false),
        style(
            "Attachment",
            "Attachment Title",
            "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"120\" w:line=\"560\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
            &run("方正小标宋简体", 36, false)
        ),
        contents_style(1, 0),
        contents_style(2, 420),
        contents_style(ATTACHMENTS, 0),
        style(
            "CoverTitle",
            "Cover Title",
            "<w:spacing w:before=\"3400\" w:after=\"3800\" w:line=\"720\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
            &run("方正小标宋简体", 44, false)
        ),
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
            close
        ),
        style("Label", "Label", exact, &whole_run("黑体", 32)),
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
            "<w:widowControl/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"280\" w:lineRule=\"atLeast\"/>",
            &run("宋体", 18, false)
        ),
    )
}

/// A line of the contents: dots to the page at the right.
fn contents_style(level: u8, indent: u32) -> String {
    let edge = layout::UPRIGHT.0;
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"TOC{level}\"><w:name w:val=\"toc {level}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:pPr><w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{edge}\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"400\" w:lineRule=\"exact\"/><w:ind w:left=\"{indent}\"/></w:pPr>{}</w:style>",
        run("仿宋_GB2312", 28, false)
    )
}

/// A line of the contents.
struct Entry {
    level: u8,
    text: String,
    page: usize,
}

/// The lines of the contents, in the order of what they lead to: chapters and their parts, and
/// the attachments.
fn entries(book: &Book, pages: &[Pages]) -> Vec<Entry> {
    let mut numbers = Numbers::default();
    let mut entries = Vec::new();
    // Behind the cover the report begins with page 1.
    let mut before = 0;
    for (section, pages) in book.sections.iter().zip(pages).skip(1) {
        let mut headings = pages.headings.iter();
        for block in &section.blocks {
            let Block::Heading(level, text) = block else {
                continue;
            };
            let (number, page) = (numbers.next(*level), headings.next());
            if *level <= CONTENTS {
                entries.push(Entry {
                    level: *level,
                    text: format!("{number}{text}"),
                    page: before + page.copied().unwrap_or(1),
                });
            }
        }
        if let (Some(name), Some(Block::Label(label))) = (&section.name, section.blocks.first()) {
            entries.push(Entry {
                level: ATTACHMENTS,
                text: format!("{label}　{name}"),
                page: before + 1,
            });
        }
        before += pages.count;
    }
    entries
}

fn bookmark(entry: usize) -> String {
    format!("_Toc{:08}", entry + 1)
}

/// A mark that the contents lead to.
fn marked(entry: usize) -> String {
    let name = bookmark(entry);
    format!(
        "<w:bookmarkStart w:id=\"{entry}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{entry}\"/>"
    )
}

/// Where a field begins, ends, or what it shows does.
fn edge(kind: &str, look: &str) -> String {
    format!("<w:r>{look}<w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

/// What a field does.
fn instruction(text: &str, look: &str) -> String {
    let text = escaped(text);
    format!("<w:r>{look}<w:instrText xml:space=\"preserve\"> {text} </w:instrText></w:r>")
}

/// A field that shows something already.
fn field(does: &str, shows: &str, look: &str, out: &mut String) {
    *out += &edge("begin", look);
    *out += &instruction(does, look);
    *out += &edge("separate", look);
    runs(shows, look, out);
    *out += &edge("end", look);
}

/// The contents as a field that is filled already: it reads right before anyone updates it, and
/// nothing asks to be updated.
fn contents(entries: &[Entry], out: &mut String) {
    paragraph("Title", "目　录", out);
    let levels = format!("TOC \\o \"1-{CONTENTS}\" \\f {ATTACHED} \\h \\z");
    for (i, entry) in entries.iter().enumerate() {
        *out += &format!(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC{}\"/></w:pPr>",
            entry.level
        );
        if i == 0 {
            *out += &edge("begin", "");
            *out += &instruction(&levels, "");
            *out += &edge("separate", "");
        }
        let anchor = bookmark(i);
        *out += &format!("<w:hyperlink w:anchor=\"{anchor}\" w:history=\"1\">");
        runs(&entry.text, "", out);
        *out += "<w:r><w:tab/></w:r>";
        let page = entry.page.to_string();
        field(&format!("PAGEREF {anchor} \\h"), &page, "", out);
        *out += "</w:hyperlink>";
        if i + 1 == entries.len() {
            *out += &edge("end", "");
        }
        *out += "</w:p>";
    }
}

fn document(book: &Book) -> String {
    let pages: Vec<Pages> = book.sections.iter().map(layout::pages).collect();
    let entries = entries(book, &pages);
    // A bookmark at each heading that is in the contents, in their order.
    let mut marks = 0..entries.len();
    let mut out = format!("{HEAD}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body>");
    let mut numbers = Numbers::default();
    let last = book.sections.len().saturating_sub(1);
    for (i, (section, pages)) in book.sections.iter().zip(&pages).enumerate() {
        let mut begins = pages.begins.iter();
        for (j, block) in section.blocks.iter().enumerate() {
            let stays = block.stays_with(section.blocks.get(j + 1));
            let stays = if stays { "<w:keepNext/>" } else { "" };
            match block {
                Block::Title(text) if i == 0 => paragraph("CoverTitle", text, &mut out),
                Block::Title(text) => {
                    let mark = match (&section.name, marks.next()) {
                        (Some(_), Some(entry)) => {
                            format!("{}{}", marked(entry), attached(&entries, entry))
                        }
                        _ => String::new(),
                    };
                    whole_paragraph("Attachment", "", &mark, text, &mut out);
                }
                Block::Heading(level, text) => {
                    let number = numbers.next(*level);
                    let style = format!("Heading{}", (*level).clamp(1, 4));
                    let listed = (*level <= CONTENTS).then(|| marks.next()).flatten();
                    let mark = listed.map(marked).unwrap_or_default();
                    whole_paragraph(&style, "", &mark, &format!("{number}{text}"), &mut out);
                }
                Block::Paragraph(text) => whole_paragraph("Body", stays, "", text, &mut out),
                Block::Hanging(lead, text) => {
                    // By the characters of running text, of 16 points.
                    let (set_in, lead) = (100 * (layout::INDENT + lead), 100 * lead);
                    let hanging = format!(
                        "<w:ind w:leftChars=\"{set_in}\" w:left=\"{}\" w:hangingChars=\"{lead}\" w:hanging=\"{}\"/>",
                        set_in * 16 / 5,
                        lead * 16 / 5
                    );
                    let property = format!("{stays}{hanging}");
                    whole_paragraph("Body", &property, "", text, &mut out);
                }
                Block::Label(text) => paragraph("Label", text, &mut out),
                Block::Note(text) => whole_paragraph("Note", stays, "", text, &mut out),
                Block::Sides(left, right) => sides(left, right, section.landscape, &mut out),
                Block::Centred(text) => paragraph("Centred", text, &mut out),
                Block::Signed(text) => {
                    let place = match section.blocks.get(j + 1) {
                        Some(Block::Signed(date)) => over(text, date),
                        _ => String::new(),
                    };
                    whole_paragraph("Signed", &format!("{stays}{place}"), "", text, &mut out);
                }
                Block::Blank => paragraph("Body", "", &mut out),
                Block::Table(table) => {
                    let begins = begins.next().map_or(&[][..], Vec::as_slice);
                    let table = table.clone().broken_at(begins);
                    write_table(&table, section.landscape, pages.pitch, &mut out);
                }
                // The forms have none, and their tables say the same.
                Block::Chart(_) => {}
            }
        }
        // Cover and contents have no page number; the report begins with 1.
        let number = match i {
            0 => Number::None,
            1 => Number::First,
            _ => Number::Next,
        };
        let properties = section_properties(section.landscape, number);
        if i == last {
            out += &properties;
        } else {
            hairline(&properties, &mut out);
        }
        // A few lists need no contents.
        if i == 0 && entries.iter().any(|it| it.level < ATTACHMENTS) {
            contents(&entries, &mut out);
            hairline(&section_properties(false, Number::None), &mut out);
        }
    }
    out += "</w:body></w:document>";
    out
}

/// What the pages of a section are numbered by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    /// Nothing.
    None,
    /// 1 and on.
    First,
    /// What follows the section before.
    Next,
}

/// A line too low to be seen, or to need a page of its own behind a full one: between two tables, and
/// with the properties of a section at its end.
fn hairline(properties: &str, out: &mut String) {
    *out += &format!(
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{properties}</w:pPr></w:p>"
    );
}

fn section_properties(landscape: bool, number: Number) -> String {
    // The number stands 7 mm below the text.
    let (size, margins, footer) = if landscape {
        (
            "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"",
            "w:top=\"1588\" w:right=\"1985\" w:bottom=\"1474\" w:left=\"1926\"",
            797,
        )
    } else {
        (
            "w:w=\"11906\" w:h=\"16838\"",
            "w:top=\"2098\" w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\"",
            1308,
        )
    };
    let footers = match number {
        Number::None => "",
        _ => {
            "<w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:footerReference w:type=\"even\" r:id=\"rId4\"/>"
        }
    };
    let start = match number {
        Number::First => "<w:pgNumType w:start=\"1\"/>",
        _ => "",
    };
    format!(
        "<w:sectPr>{footers}<w:type w:val=\"nextPage\"/><w:pgSz {size}/><w:pgMar {margins} w:header=\"851\" w:footer=\"{footer}\" w:gutter=\"0\"/>{start}</w:sectPr>"
    )
}

/// What lists an attachment in the contents when they are updated: its title alone does not say
/// which it is.
fn attached(entries: &[Entry], entry: usize) -> String {
    let Some(entry) = entries.get(entry) else {
        return String::new();
    };
    let text = entry.text.replace(['"', '\\'], "");
    let does = format!("TC \"{text}\" \\f {ATTACHED} \\l {ATTACHMENTS}");
    let hidden = "<w:rPr><w:vanish/></w:rPr>";
    edge("begin", hidden) + &instruction(&does, hidden) + &edge("end", hidden)
}

/// Who signs stands over the middle of the date, four characters from the edge, as the seal does.
fn over(name: &str, date: &str) -> String {
    let quarters = (16 + halves(date)).saturating_sub(halves(name));
    format!(
        "<w:ind w:rightChars=\"{}\" w:right=\"{}\"/>",
        25 * quarters,
        80 * quarters
    )
}

fn paragraph(style: &str, text: &str, out: &mut String) {
    whole_paragraph(style, "", "", text, out);
}

/// A paragraph with a property besides its style and marks before its text.
fn whole_paragraph(style: &str, property: &str, marks: &str, text: &str, out: &mut String) {
    *out += &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{property}</w:pPr>{marks}");
    runs(text, "", out);
    *out += "</w:p>";
}

/// A small line with something at its left and something at its right.
fn sides(left: &str, right: &str, landscape: bool, out: &mut String) {
    let (edge, _) = layout::room(landscape);
    *out += &format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Note\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{edge}\"/></w:tabs></w:pPr>"
    );
    runs(left, "", out);
    *out += "<w:r><w:tab/></w:r>";
    runs(right, "", out);
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
            // Quotation marks are as wide as characters, not as in Latin text.
            let look = if look.is_empty() && line.contains(['“', '”']) {
                "<w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>"
            } else {
                look
            };
            *out += &format!("<w:r>{look}<w:t xml:space=\"preserve\">{line}</w:t></w:r>");
        }
    }
}

/// A table. Word repeats only the first rows of one, so it ends where those to be repeated begin,
/// and another follows close upon it. Its lines are so far apart.
fn write_table(table: &Table, landscape: bool, pitch: u32, out: &mut String) {
    let (room, _) = layout::room(landscape);
    let widths = layout::columns(table, room);
    begin_table(room, &widths, out);
    for (i, row) in table.laid_out().into_iter().enumerate() {
        if i > 0 && i == table.repeated.start && !table.repeated.is_empty() {
            *out += "</w:tbl>";
            hairline("", out);
            begin_table(room, &widths, out);
        }
        *out += "<w:tr>";
        // A row of names stands on each page.
        *out += match (table.repeated.contains(&i), layout::runs_on(&row)) {
            (true, _) => "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
            (false, false) => "<w:trPr><w:cantSplit/></w:trPr>",
            (false, true) => "",
        };
        // No total stands on a page alone, nor the line of who filled the table in, nor names without what
        // they name.
        let is_last = i >= table.repeated.end && i + layout::TOGETHER >= table.rows.len();
        let stays = is_last || layout::only_names(&row);
        let mut set = String::from(if stays { "<w:keepNext/>" } else { "" });
        if pitch < layout::CELL {
            set += &format!("<w:spacing w:line=\"{pitch}\" w:lineRule=\"exact\"/>");
        }
        for (at, slot) in row {
            write_cell(at, slot, &widths, &set, out);
        }
        *out += "</w:tr>";
    }
    *out += "</w:tbl>";
}

fn begin_table(room: u32, widths: &[u32], out: &mut String) {
    let border = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .into_iter()
        .map(border)
        .collect();
    *out += &format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{room}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    for width in widths {
        *out += &format!("<w:gridCol w:w=\"{width}\"/>");
    }
    *out += "</w:tblGrid>";
}

/// A cell whose paragraph is set in some way besides its style.
fn write_cell(at: usize, slot: Slot<'_>, widths: &[u32], set: &str, out: &mut String) {
    let (across, merge, cell) = match slot {
        Slot::Cell(cell) if cell.down > 1 => {
            (cell.across, "<w:vMerge w:val=\"restart\"/>", Some(cell))
        }
        Slot::Cell(cell) => (cell.across, "", Some(cell)),
        Slot::Covered(across) => (across, "<w:vMerge/>", None),
    };
    let width: u32 = widths.iter().skip(at).take(across).sum();
    *out += &format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if across > 1 {
        *out += &format!("<w:gridSpan w:val=\"{across}\"/>");
    }
    *out += merge;
    *out += "<w:vAlign w:val=\"center\"/></w:tcPr>";
    let align = match cell.map(|cell| cell.align) {
        Some(Align::Centre) => "<w:jc w:val=\"center\"/>",
        Some(Align::Right) => "<w:jc w:val=\"right\"/>",
        Some(Align::Left) | None => "",
    };
    let look = if cell.is_some_and(|cell| cell.head) {
        run("黑体", 18, false)
    } else {
        String::new()
    };
    *out += &format!("<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{set}{align}</w:pPr>");
    runs(cell.map_or("", |cell| &cell.text), &look, out);
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
