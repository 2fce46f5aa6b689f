//! One HTML file that needs no other: the report to be looked at and printed.

use std::ops::Range;

use super::svg;
use super::tree::{Align, Block, Book, Numbers, Slot, Table};

const STYLE: &str = "\
body{margin:2em auto;max-width:52em;padding:0 1em;font:16px/1.8 'FangSong','仿宋',serif;color:#111;background:#fff}\
h1{font:bold 24px/1.5 'SimSun','宋体',serif;text-align:center}\
h2,h3,h4,h5{font-weight:bold;margin:1em 0 .4em}h2{font-family:'SimHei','黑体',sans-serif}h3{font-family:'KaiTi','楷体',serif}\
p{margin:.3em 0;text-indent:2em;white-space:pre-wrap}p.centred{text-align:center;text-indent:0}p.signed{text-align:right;text-indent:0}p.note{text-indent:0;font-size:14px}p.label{font-weight:bold;text-indent:0}p.hanging{padding-left:5em;text-indent:-3em}.side{float:right}\
table{border-collapse:collapse;width:100%;margin:1em 0;font-size:14px;line-height:1.5}\
th,td{border:1px solid #333;padding:.2em .4em;vertical-align:middle;white-space:pre-wrap}\
th{background:#f2f2f2;font-weight:bold}.right{text-align:right}.centre{text-align:center}\
h1{white-space:pre-line}.right{white-space:nowrap;font-variant-numeric:tabular-nums}\
figure{margin:1.2em 0;break-inside:avoid}figcaption{font:bold 14px 'SimHei','黑体',sans-serif;margin:0 0 .4em}\
svg{display:block;width:100%;max-width:720px;font:13px 'SimSun','宋体',serif;fill:#111}\
svg .is{fill:#444}svg .against{fill:#fff;stroke:#444}svg .name{text-anchor:end}svg .value{font-size:12px}svg line{stroke:#444}\
section+section{border-top:1px solid #bbb;margin-top:2em;padding-top:1em}\
@media print{tr{break-inside:avoid}h2,h3,h4,h5{break-after:avoid}p.signed{break-before:avoid}p{orphans:2;widows:2}body{margin:0;max-width:none}section+section{border:0;page-break-before:always}section.wide{page:wide}thead{display:table-header-group}}\
@page{size:A4 portrait;margin:37mm 26mm 35mm 28mm}@page wide{size:A4 landscape;margin:26mm}";

pub(super) fn write(book: &Book) -> String {
    let title = escaped(&book.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    );
    let mut numbers = Numbers::default();
    for section in &book.sections {
        out += if section.landscape {
            "<section class=\"wide\">\n"
        } else {
            "<section>\n"
        };
        for block in &section.blocks {
            match block {
                Block::Title(text) => out += &format!("<h1>{}</h1>\n", escaped(text)),
                Block::Heading(level, text) => {
                    let number = numbers.next(*level);
                    let level = level + 1;
                    out += &format!("<h{level}>{number}{}</h{level}>\n", escaped(text));
                }
                Block::Paragraph(text) => out += &format!("<p>{}</p>\n", escaped(text)),
                Block::Hanging(_, text) => line("hanging", text, &mut out),
                Block::Label(text) => line("label", text, &mut out),
                Block::Note(text) => line("note", text, &mut out),
                Block::Sides(left, right) => {
                    let (left, right) = (escaped(left), escaped(right));
                    out += &format!(
                        "<p class=\"note\"><span class=\"side\">{right}</span>{left}</p>\n"
                    );
                }
                Block::Centred(text) => line("centred", text, &mut out),
                Block::Signed(text) => line("signed", text, &mut out),
                Block::Table(table) => write_table(table, &mut out),
                Block::Chart(chart) => svg::draw(chart, &mut out),
                Block::Blank => out += "<br>\n",
            }
        }
        out += "</section>\n";
    }
    out += "</body>\n</html>\n";
    out
}

fn line(class: &str, text: &str, out: &mut String) {
    *out += &format!("<p class=\"{class}\">{}</p>\n", escaped(text));
}

fn write_table(table: &Table, out: &mut String) {
    let whole: u16 = table.widths.iter().sum();
    *out += "<table>\n<colgroup>";
    for width in &table.widths {
        let share = u32::from(*width) * 100 / u32::from(whole.max(1));
        *out += &format!("<col style=\"width:{share}%\">");
    }
    *out += "</colgroup>\n";
    // Only the first rows of a table can stand above on every page.
    let names = match table.repeated {
        Range { start: 0, end } => end,
        _ => 0,
    };
    let rows = table.laid_out();
    let has_body = rows.len() > names;
    for (i, row) in rows.into_iter().enumerate() {
        if names > 0 && i == 0 {
            *out += "<thead>\n";
        }
        if i == names {
            *out += "<tbody>\n";
        }
        *out += "<tr>";
        for (_, slot) in row {
            let Slot::Cell(cell) = slot else { continue };
            let tag = if cell.head { "th" } else { "td" };
            let mut attributes = String::new();
            if cell.across > 1 {
                attributes += &format!(" colspan=\"{}\"", cell.across);
            }
            if cell.down > 1 {
                attributes += &format!(" rowspan=\"{}\"", cell.down);
            }
            attributes += match cell.align {
                Align::Left => "",
                Align::Centre => " class=\"centre\"",
                Align::Right => " class=\"right\"",
            };
            *out += &format!("<{tag}{attributes}>{}</{tag}>", escaped(&cell.text));
        }
        *out += "</tr>\n";
        if i + 1 == names {
            *out += "</thead>\n";
        }
    }
    *out += if has_body {
        "</tbody>\n</table>\n"
    } else {
        "</table>\n"
    };
}

/// Text that is no markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
