//! The attachments: which there are, what each is called, and what all of their pages have.

use super::{Maker, long_date, page};
use crate::document::FieldPath;
use crate::export::tree::{Block, Section, Text};
use crate::figures::budget::Fund;
use crate::figures::score::Subject;

/// The attachments but for those of the funds: by what is in their names, with the usual numbers. The
/// report itself is 附件1.
const TABLES: [(&str, usize); 3] = [
    ("基础数据表", 2),
    ("整体支出绩效自评表", 3),
    ("项目支出绩效自评表", 4),
];
/// The usual number of the first fund's attachment.
const FIRST_FUND: usize = 5;

impl Maker<'_> {
    pub(super) fn attachments(&self) -> Vec<Section> {
        let [p8, p9, p10] = TABLES.map(|(name, usual)| self.numbered(name, usual));
        let mut sections = vec![
            page(
                false,
                &format!("附件{p8}"),
                &self.titled("部门整体支出绩效评价基础数据表"),
                self.base_data(),
            ),
            page(
                true,
                &format!("附件{p9}"),
                &self.titled("部门整体支出绩效自评表"),
                self.score_sheet(Subject::Whole),
            ),
        ];
        for (i, project) in self.case.report.projects.iter().enumerate() {
            let title = "项目支出绩效自评表";
            sections.push(Section {
                name: Some(format!("{title}（{}）", self.text(&project.name))),
                ..page(
                    true,
                    &format!("附件{p10}-{}", i + 1),
                    &self.titled(title),
                    self.score_sheet(Subject::Project(i)),
                )
            });
        }
        for (i, fund) in Fund::ALL.into_iter().enumerate() {
            let name = fund.key();
            let title = self.titled(&format!("{name}支出情况表"));
            let number = self.numbered(name, i + FIRST_FUND);
            sections.push(page(
                false,
                &format!("附件{number}"),
                &title,
                self.fund_table(fund),
            ));
        }
        sections
    }

    /// The number of the attachment that has such a name in the list of them.
    pub(super) fn number_of(&self, name: &str) -> Option<usize> {
        let funds = Fund::ALL.map(Fund::key).into_iter().zip(FIRST_FUND..);
        let mut all = TABLES.into_iter().chain(funds);
        let (own, usual) = all.find(|(own, _)| name.contains(own))?;
        Some(self.numbered(own, usual))
    }

    /// The number of an attachment: as the report itself refers to it, else the usual one.
    fn numbered(&self, name: &str, usual: usize) -> usize {
        let attachments = self.case.report.other.attachments.iter();
        let mut named = attachments.filter(|it| it.name.contains(name));
        named
            .find_map(|it| {
                let (_, behind) = it.note.split_once("附件")?;
                let end = behind
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(behind.len());
                behind.get(..end)?.parse().ok()
            })
            .unwrap_or(usual)
    }

    /// 2022年度部门整体支出绩效自评表
    fn titled(&self, title: &str) -> String {
        let year = self.case.report.year();
        year.map_or_else(|| title.to_owned(), |year| format!("{year}年度{title}"))
    }

    pub(super) fn unit_line(&self) -> Block {
        let unit = self.text(&self.case.report.cover.unit);
        let unit = Text::from(format!("填报单位（盖章）：{unit}"));
        let unit = unit.of(FieldPath::of(&["封面", "单位名称"]));
        Block::Sides(unit, "单位：万元".into())
    }

    /// Who filled a form in and who answers for it. Across a page that is higher than wide it would
    /// break within 单位负责人, and leave no room to sign.
    pub(super) fn footer(&self, landscape: bool) -> Block {
        let cover = &self.case.report.cover;
        let between = if landscape { "　　" } else { "\n" };
        let words = Text::from(format!(
            "填表人（签名）：{}　　填报日期：{}{between}联系电话：{}　　单位负责人（签名）：",
            &*cover.author,
            long_date(&cover.date),
            &*cover.phone
        ));
        Block::Note(words.of(FieldPath::of(&["封面", "填报人"])))
    }
}
