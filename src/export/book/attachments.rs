//! The attachments: which there are, what each is called, and what all of their pages have.

use super::{Maker, long_date, page};
use crate::document::FieldPath;
use crate::export::tree::{Block, Section, Text};
use crate::figures::budget::Fund;
use crate::figures::score::Subject;
use crate::report::Attachment;

/// The attachments in their order, by what is in their names.
const ATTACHMENTS: [&str; 6] = {
    let [government, state_capital, insurance] = Fund::ALL;
    [
        "基础数据表",
        "整体支出绩效自评表",
        "项目支出绩效自评表",
        government.key(),
        state_capital.key(),
        insurance.key(),
    ]
};

impl Maker<'_> {
    pub(super) fn attachments(&self) -> Vec<Section> {
        let [p8, p9, p10, funds @ ..] = self.numbers();
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
        for (fund, number) in Fund::ALL.into_iter().zip(funds) {
            let title = self.titled(&format!("{}支出情况表", fund.key()));
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
    pub(super) fn number_of(&self, name: &str) -> Option<u32> {
        let at = ATTACHMENTS.iter().position(|own| name.contains(own))?;
        self.numbers().get(at).copied()
    }

    /// The numbers of the attachments, in their order: as the report itself refers to each, else the next that
    /// none bears. The report itself is 附件1.
    fn numbers(&self) -> [u32; ATTACHMENTS.len()] {
        let listed = || self.case.report.other.attachments.iter();
        let mut borne: Vec<u32> = listed().filter_map(Attachment::number).collect();
        let mut last: u32 = 1;
        ATTACHMENTS.map(|name| {
            let mut named = listed().filter(|it| it.name.contains(name));
            last = named.find_map(Attachment::number).unwrap_or_else(|| {
                let mut above = last.saturating_add(1)..=u32::MAX;
                above.find(|it| !borne.contains(it)).unwrap_or(last)
            });
            borne.push(last);
            last
        })
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
