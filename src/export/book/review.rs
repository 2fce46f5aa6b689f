//! What was found, ticked and remarked: the last pages of the copy for internal review (内部审核版), and a list
//! of its own (审阅清单).

use super::{Maker, page};
use crate::document::{FieldPath, Node};
use crate::export::tree::{Block, Book, Cell, Section, Table, Text};
use crate::report::fields;
use crate::report::places::Places;
use crate::rules::{Case, Commented, Findings, Severity, Sight};

/// What the pages of the copy for internal review belong to.
const INTERNAL: &str = "内部审核";
/// What the list of what was remarked, ticked and found is called.
const REVIEW: &str = "审阅清单";
/// Whoever reviewed signs for it, as for the forms.
const SIGNED: &str = "审核意见：\n\n审核人（签名）：　　　　　　　　日期：　　　　年　　月　　日";

/// Builds the list of what was remarked, ticked and found (审阅清单).
pub(in crate::export) fn review(case: &Case<'_>, findings: &Findings) -> Book {
    let maker = Maker::of(case);
    let of = maker.text(&case.report.cover.title);
    let mut cover = vec![
        Block::Title(Text::from(REVIEW).of(FieldPath::of(&["封面", "标题"]))),
        Block::Centred(Text::from(&*of).of(FieldPath::of(&["封面", "标题"]))),
    ];
    cover.extend(maker.cover_line("单位名称"));
    cover.extend(maker.cover_line("报告日期"));
    let mut pages = Vec::new();
    // A page for what there is none of would be its column heads alone.
    if findings.comments().is_empty() {
        cover.push(Block::Centred("没有批注。".into()));
    } else {
        pages.push(maker.comments(REVIEW, findings.comments()));
    }
    if findings.ticks().next().is_none() {
        cover.push(Block::Centred("没有复核记号。".into()));
    } else {
        pages.push(maker.ticks(REVIEW, findings));
    }
    cover.push(Block::Note(SIGNED.into()));
    pages.push(maker.findings(REVIEW, findings));
    let cover = Section {
        blocks: cover,
        ..Section::default()
    };
    Book {
        title: format!("{of}{REVIEW}"),
        sections: [cover].into_iter().chain(pages).collect(),
    }
}

impl Maker<'_> {
    /// The pages behind the report in the copy for internal review, with a place to sign.
    pub(super) fn reviewed(&self, findings: &Findings) -> Vec<Section> {
        let mut pages = vec![self.findings(INTERNAL, findings)];
        if findings.ticks().next().is_some() || !findings.comments().is_empty() {
            pages.push(self.ticks(INTERNAL, findings));
        }
        if !findings.comments().is_empty() {
            pages.push(self.comments(INTERNAL, findings.comments()));
        }
        if let Some(last) = pages.last_mut() {
            last.blocks.push(Block::Note(SIGNED.into()));
        }
        pages
    }

    /// What was found, and what was answered to it.
    fn findings(&self, of: &str, findings: &Findings) -> Section {
        let mut table = Table::new(&[8, 8, 28, 50, 30]);
        let names = ["规则", "级别", "位置", "核对提示", "说明、复核、批注"];
        table.rows.push(names.map(Cell::head).into());
        table.repeated = 0..1;
        let mut places = Places::of(self.case.document);
        let mut all: Vec<_> = findings.diagnostics().collect();
        all.sort_by_key(|it| it.weight());
        for it in &all {
            let reply = it.reply.as_ref().map(|reply| {
                let moved = if reply.holds {
                    ""
                } else {
                    "（数字已变）"
                };
                format!("{moved}{}", reply.words)
            });
            let said = reply.into_iter().chain(findings.review_of(it));
            let said: Vec<String> = said.collect();
            table.rows.push(vec![
                Cell::words(it.rule.code),
                Cell::words(it.severity.label()),
                Cell::words(places.describe(&it.path())).of(it.path()),
                Cell::words(&*it.message),
                Cell::words(said.join("；")),
            ]);
        }
        let counts = Severity::ALL.map(|severity| {
            let count = all
                .iter()
                .filter(|it| findings.is_unsettled(it) && it.severity == severity);
            format!("{}{}条", severity.label(), count.count())
        });
        let summary = format!("未处理：{}。", counts.join("，"));
        let mut blocks = vec![Block::Paragraph(summary.into()), Block::Table(table)];
        let mut rules: Vec<_> = all.iter().map(|it| it.rule).collect();
        rules.sort_by_key(|rule| rule.rank());
        rules.dedup_by_key(|rule| rule.code);
        let rules = rules
            .iter()
            .map(|rule| format!("{} {}", rule.code, rule.title));
        let rules: Vec<String> = rules.collect();
        if !rules.is_empty() {
            blocks.push(Block::Note(format!("规则：{}。", rules.join("；")).into()));
        }
        let required = self.case.required();
        let filled = required.filled(|_| true);
        if filled.done < filled.total {
            let count = filled.total - filled.done;
            blocks.push(Block::Paragraph(format!("必填没有填：{count}项。").into()));
            let lines = required.told().into_iter();
            blocks.extend(lines.map(|line| Block::Paragraph(line.into())));
        }
        page(true, of, &format!("核对提示（共{}条）", all.len()), blocks)
    }

    /// What the reviewer agreed to, who and when, and whether that still stands there.
    fn ticks(&self, of: &str, findings: &Findings) -> Section {
        let mut ticks: Vec<_> = findings.ticks().collect();
        ticks.sort_by_key(|(path, _)| fields::order(path));
        let mut table = Table::new(&[40, 26, 26, 32]);
        let mut places = Places::of(self.case.document);
        let names = ["位置", "复核人、日期", "意见", "现在"];
        table.rows.push(names.map(Cell::head).into());
        table.repeated = 0..1;
        for (path, it) in &ticks {
            table.rows.push(vec![
                Cell::words(places.describe(path)).of((*path).clone()),
                Cell::words(&*it.by),
                Cell::words(&*it.remark),
                Cell::words(it.standing()),
            ]);
        }
        let moved = ticks.iter().filter(|(_, it)| !it.holds()).count();
        let all = fields::sections(self.case.report.projects.len());
        let is_left = |path: &&FieldPath| findings.tick(path).is_none_or(|it| !it.holds());
        let left: Vec<String> = all
            .iter()
            .filter(is_left)
            .map(|path| places.describe(path))
            .collect();
        let done = all.len() - left.len();
        let left = match left.as_slice() {
            [] => String::new(),
            left => format!("没有复核的：{}。", left.join("、")),
        };
        let summary = format!(
            "已复核 {done}/{} 节，复核后有改动：{moved}处。{left}",
            all.len()
        );
        page(
            true,
            of,
            &format!("复核（共{}处）", ticks.len()),
            vec![Block::Paragraph(summary.into()), Block::Table(table)],
        )
    }

    /// What stands in a field, as far as a row of a list has room for it; nothing of a section.
    fn stands_at(&self, path: &FieldPath, sight: &Sight<'_>) -> String {
        const MOST: usize = 60;
        let text = self.case.document.node(path).and_then(Node::text);
        let text = text.unwrap_or_default().trim();
        let text = if text.is_empty() {
            sight.on(path).words().unwrap_or_default().to_owned()
        } else {
            self.text(text)
        };
        let more = if text.chars().count() > MOST {
            "……"
        } else {
            ""
        };
        text.chars().take(MOST).chain(more.chars()).collect()
    }

    /// What the reviewer remarked, and what was replied to it.
    fn comments(&self, of: &str, comments: &[Commented]) -> Section {
        let mut table = Table::new(&[26, 26, 34, 14, 24]);
        let names = ["位置", "现在的内容", "批注", "复核人、日期", "答复"];
        table.rows.push(names.map(Cell::head).into());
        table.repeated = 0..1;
        let sight = Sight::of(self.case);
        for it in comments {
            let stands = it.path.as_ref().map(|path| self.stands_at(path, &sight));
            let place = Cell::words(&*it.place);
            table.rows.push(vec![
                match &it.path {
                    Some(path) => place.of(path.clone()),
                    None => place,
                },
                Cell::words(stands.unwrap_or_default()),
                Cell::words(&*it.content),
                Cell::words(&*it.by),
                Cell::words(format!("{}{}", it.answer(), it.since())),
            ]);
        }
        let open = comments.iter().filter(|it| it.is_open()).count();
        let summary = format!("没有答复：{open}条。");
        page(
            true,
            of,
            &format!("批注（共{}条）", comments.len()),
            vec![Block::Paragraph(summary.into()), Block::Table(table)],
        )
    }
}
