//! The cover, and chapters one to ten.

use rust_decimal::Decimal;

use super::{BLANK, Maker, long_date, or_blank};
use crate::document::FieldPath;
use crate::export::charts;
use crate::export::tree::{Block, Section, Text, in_two};
use crate::figures::budget::{self, Column, Fund, Item};
use crate::figures::figure::Figure;
use crate::figures::people::StaffFigures;
use crate::figures::score::Subject;
use crate::figures::whole;
use crate::report::fields;
use crate::report::numeral::digit;
use crate::report::{Attachment, OrgGroup, worded};

/// The most characters of a title in one line.
const TITLE_LINE: usize = 20;

impl Maker<'_> {
    /// A field's text as paragraphs; a blank one says that it is lacking, and 无 is a sentence.
    fn paragraphs(&self, text: &str, path: &FieldPath, blocks: &mut Vec<Block>) {
        let text = self.text(text);
        let text = match or_blank(&text).trim() {
            "无" => "无。",
            text => text,
        };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        blocks.extend(lines.map(|line| Block::Paragraph(Text::from(line).of(path.clone()))));
    }

    /// The same where there is any.
    fn paragraphs_if_any(&self, text: &str, path: &FieldPath, blocks: &mut Vec<Block>) {
        if !text.trim().is_empty() {
            self.paragraphs(text, path, blocks);
        }
    }

    pub(super) fn cover(&self) -> Section {
        let cover = &self.case.report.cover;
        let at = FieldPath::of(&["封面"]);
        let title = in_two(or_blank(&self.text(&cover.title)), TITLE_LINE);
        let mut blocks = vec![Block::Title(Text::from(title).of(at.key("标题")))];
        let lines = ["单位名称", "填报人", "办公电话", "手机号码", "报告日期"];
        blocks.extend(lines.into_iter().filter_map(|key| self.cover_line(key)));
        blocks.push(Block::Centred("（预算单位盖章）".into()));
        Section {
            blocks,
            ..Section::default()
        }
    }

    /// A line of the cover; none of what is blank and need not be filled in.
    pub(super) fn cover_line(&self, key: &str) -> Option<Block> {
        let cover = &self.case.report.cover;
        let value = match key {
            "单位名称" => cover.unit.to_string(),
            "填报人" => cover.author.to_string(),
            "办公电话" => cover.phone.to_string(),
            "手机号码" => cover.mobile.to_string(),
            _ => long_date(&cover.date),
        };
        let label = if key == "填报人" {
            "报告填报人"
        } else {
            key
        };
        let path = FieldPath::of(&["封面", key]);
        let is_shown = !value.trim().is_empty() || self.case.required().asks(&path);
        is_shown.then(|| {
            let words = Text::from(format!("{label}：{}", or_blank(&value)));
            Block::Centred(words.of(path))
        })
    }

    pub(super) fn body(&self) -> Section {
        let mut blocks = Vec::new();
        self.profile(&mut blocks);
        self.general(&mut blocks);
        for fund in Fund::ALL {
            self.fund(fund, &mut blocks);
        }
        self.performance(&mut blocks);
        self.issues(&mut blocks);
        self.disclosure(&mut blocks);
        self.other(&mut blocks);
        self.signatures(&mut blocks);
        Section {
            blocks,
            ..Section::default()
        }
    }

    fn profile(&self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, "部门、单位基本情况"));
        blocks.push(heading(2, "基本情况"));
        let at = FieldPath::of(&["基本情况"]);
        self.duties(&at, blocks);
        self.organisation(&at, blocks);
        self.staff(&at.key("人员"), blocks);
    }

    fn duties(&self, at: &FieldPath, blocks: &mut Vec<Block>) {
        let profile = &self.case.report.profile;
        blocks.push(heading(3, "主要职能"));
        for (n, (i, duty)) in worded(&profile.duties).enumerate() {
            let duty = self.text(duty);
            let number = if is_numbered(&duty) {
                String::new()
            } else {
                format!("{}）", n + 1)
            };
            let duty = Text::from(format!("{number}{duty}"));
            blocks.push(Block::Paragraph(duty.of(at.key("职能").index(i))));
        }
        if worded(&profile.duties).next().is_none() {
            self.paragraphs("", &at.key("职能"), blocks);
        }
    }

    fn organisation(&self, at: &FieldPath, blocks: &mut Vec<Block>) {
        let profile = &self.case.report.profile;
        blocks.push(heading(3, "机构情况"));
        if !profile.organisation.trim().is_empty() || profile.groups.is_empty() {
            self.paragraphs(&profile.organisation, &at.key("机构情况"), blocks);
        }
        let organisation = &*profile.organisation;
        let is_named = |group: &OrgGroup| {
            let plates = group.named().flat_map(|it| &it.also);
            let names = group.named().map(|it| &it.name).chain(plates);
            let mut names = names.peekable();
            names.peek().is_some() && names.all(|it| organisation.contains(it.trim()))
        };
        // A single one that the text names beside none of the others is an example of them.
        let are_all_named = profile.groups.iter().all(is_named);
        let is_told = |group: &OrgGroup| {
            let is_list = group.named().count() > 1 || organisation.contains(group.kind.trim());
            is_named(group) && (is_list || are_all_named)
        };
        let untold = profile.groups.iter().enumerate();
        for (i, group) in untold.filter(|(_, group)| !is_told(group)) {
            let members = group.named().map(|member| {
                let plates: Vec<&str> = worded(&member.also).map(|(_, it)| &**it).collect();
                match plates.as_slice() {
                    [] => member.name.to_string(),
                    plates => format!("{}（加挂{}）", &*member.name, plates.join("、")),
                }
            });
            let members: Vec<String> = members.collect();
            let kind = or_blank(&group.kind);
            let words = match members.len() {
                0 => format!("{kind}：{BLANK}。"),
                count => format!("{kind}{count}个：{}。", members.join("、")),
            };
            let path = at.key("机构").index(i).key("类别");
            blocks.push(Block::Paragraph(Text::from(words).of(path)));
        }
    }

    fn staff(&self, at: &FieldPath, blocks: &mut Vec<Block>) {
        blocks.push(heading(3, "人员情况"));
        let staff = &self.case.report.profile.staff;
        let required = self.case.required();
        let told = |(name, value): (&str, Option<Decimal>)| match value {
            // There are none of these to be told of.
            Some(value) if value.is_zero() => None,
            Some(value) => Some(format!("{name}{}人", value.normalize())),
            None => required
                .asks(&at.key(name))
                .then(|| format!("{name}{BLANK}")),
        };
        let stated = staff.stated.value();
        let counts_serving = stated.is_some_and(|it| self.case.figures.staff.counts_serving(it));
        let [serving, gone] = StaffFigures::in_service_or_not(staff)
            .map(|groups| groups.into_iter().filter_map(told).collect::<Vec<_>>());
        let outside = staff.outside.value();
        let outside = outside.map(|count| format!("编外人员{}人", count.normalize()));
        let (within, beside) = match counts_serving {
            true => (serving, [gone, outside.into_iter().collect()].concat()),
            false => ([serving, gone].concat(), outside.into_iter().collect()),
        };
        // What has to be stated is not made up out of what stands beside it.
        let year = self.case.report.year();
        let end = year.map_or_else(|| "年末".to_owned(), |year| format!("{year}年末"));
        let mut words = match stated {
            Some(total) => format!("{end}实有人数{}人", total.normalize()),
            None => format!("{end}实有人数{BLANK}"),
        };
        match within.as_slice() {
            [] => {}
            // The same number twice says that there is more than one group.
            [_] if counts_serving && staff.employed.value() == stated => {
                words += &format!("，全部为{}", StaffFigures::employed(staff).0);
            }
            within => words += &format!("，其中{}", within.join("，")),
        }
        if !beside.is_empty() {
            words += &format!("；另有{}", beside.join("、"));
        }
        let words = Text::from(format!("{words}。"));
        blocks.push(Block::Paragraph(words.of(at.key("年末实有人数"))));
        let reason = staff.reason.trim();
        if !reason.is_empty() {
            // What is no sentence becomes one.
            let reason = match reason.ends_with(['。', '；', '！']) || reason.contains("原因")
            {
                true => reason.to_owned(),
                false => format!("人员变化的主要原因是：{reason}。"),
            };
            self.paragraphs(&reason, &at.key("人员变化原因"), blocks);
        }
    }

    /// 基本支出1660.4万元，其中人员经费1486.15万元，.. of a node and what it consists of.
    fn composed(&self, item: Item) -> String {
        let budget = &self.case.figures.budget;
        let value = self.spending(item).unwrap_or_else(|| BLANK.to_owned());
        let whole = budget.node(item).filter(|_| self.spent(item).is_some());
        let parts: Vec<(&str, String)> = whole
            .iter()
            .flat_map(|whole| &whole.children)
            .filter_map(|&child| budget.get(child))
            .filter(|child| !self.is_nothing(child.item))
            .filter_map(|child| {
                let name = child.item.name(self.case.report);
                Some((name, self.spending(child.item)?))
            })
            .collect();
        let name = item.name(self.case.report);
        let name = if name.ends_with("支出") {
            name.to_owned()
        } else {
            format!("{name}支出")
        };
        match parts.as_slice() {
            [] => format!("{name}{value}"),
            // The same number twice says that there is more than one part.
            [(part, all)] if *all == value && value != BLANK => {
                format!("{name}{value}，全部为{part}")
            }
            parts => {
                let parts = parts.iter().map(|(name, value)| format!("{name}{value}"));
                let parts: Vec<String> = parts.collect();
                format!("{name}{value}，其中{}", parts.join("，"))
            }
        }
    }

    /// Whether nothing was spent on it, for certain.
    fn is_nothing(&self, item: Item) -> bool {
        let node = self.case.figures.budget.node(item);
        let node = node.filter(|it| it.is_whole(Column::Spent));
        node.and_then(|it| self.of_own_budget(it.item))
            .is_some_and(|spent| spent.is_zero())
    }

    /// What was spent of its own budget: its chapter tells what P9 has in the row of that budget.
    fn of_own_budget(&self, item: Item) -> Option<Decimal> {
        let figures = self.case.figures;
        whole::of_own_budget(&figures.funds, &figures.budget, item, Column::Spent)
    }

    /// The same in a sentence.
    fn spending(&self, item: Item) -> Option<String> {
        self.in_sentence(item, self.of_own_budget(item))
    }

    /// What was spent, in a sentence; where that has to be filled in and is not, that it is lacking.
    fn in_sentence(&self, item: Item, spent: Option<Decimal>) -> Option<String> {
        let budget = &self.case.figures.budget;
        match spent {
            Some(spent) => {
                let note = self.ledger.note(Figure::Amount(item, Column::Spent));
                Some(format!("{}万元{note}", (self.told)(spent)))
            }
            None => budget
                .lacks(budget.node(item)?, Column::Spent)
                .map(|_| BLANK.to_owned()),
        }
    }

    fn general(&self, blocks: &mut Vec<Block>) {
        let general = &self.case.report.spending.general;
        let at = FieldPath::of(&["支出", "一般公共预算"]);
        let sentence = |item: Item| {
            let words = Text::from(format!("{}{}。", self.year(), self.composed(item)));
            Block::Paragraph(words.of(Figure::Amount(item, Column::Spent)))
        };
        blocks.push(heading(1, "一般公共预算支出情况"));
        blocks.push(sentence(Item::General));
        blocks.extend(charts::shares(self.case));
        blocks.extend(charts::years(self.case));
        self.paragraphs_if_any(&general.adjustment, &at.key("预算调整说明"), blocks);
        blocks.push(heading(2, "基本支出情况"));
        blocks.push(sentence(Item::Basic));
        let path = at.key("基本支出").key("说明");
        self.paragraphs_if_any(&general.basic.note, &path, blocks);
        blocks.push(heading(2, "项目支出情况"));
        blocks.push(sentence(Item::Projects));
        blocks.extend(self.beside_the_budget());
        let kinds = (0..general.project.kinds.len()).map(Item::ProjectKind);
        let kinds = kinds.filter(|&it| self.spending(it).is_some());
        let (none, some): (Vec<Item>, Vec<Item>) = kinds.partition(|&it| self.is_nothing(it));
        blocks.extend(some.into_iter().map(sentence));
        let names = none.iter().map(|it| it.name(self.case.report));
        let names = names.collect::<Vec<_>>().join("、");
        if let Some(&first) = none.first() {
            let words = Text::from(format!("{}没有{names}支出。", self.year()));
            blocks.push(Block::Paragraph(
                words.of(Figure::Amount(first, Column::Spent)),
            ));
        }
        blocks.extend(charts::planned(self.case));
    }

    /// What the projects of the general public budget were paid beside it.
    fn beside_the_budget(&self) -> Option<Block> {
        let (item, column) = (Item::Projects, Column::Spent);
        let node = self.case.figures.budget.node(item)?;
        let is_apart = self.of_own_budget(item) != node.value(column);
        let within = node.taken_in(column).filter(|_| is_apart);
        let beside = (self.told)(within.or_else(|| node.left_out(column))?);
        let words = format!("项目中另有其他资金{beside}万元，不在一般公共预算支出内。");
        let words = Text::from(words).of(Figure::Amount(item, column));
        Some(Block::Paragraph(words))
    }

    fn fund(&self, fund: Fund, blocks: &mut Vec<Block>) {
        let item = Item::Fund(fund);
        let name = fund.key();
        blocks.push(heading(1, format!("{name}支出情况")));
        let note = &fund.of(self.case.report).note;
        let path = fund.path().key("说明");
        if let Some(spent) = self.spending(item) {
            let is_nothing = self.is_nothing(item);
            let words = match is_nothing {
                true => format!("没有{name}支出"),
                false => format!("{name}支出{spent}"),
            };
            let told = self.text(note);
            let first = told.split(['，', '。', '；', '\n']).next();
            let first = first.unwrap_or_default();
            let is_said = match is_nothing {
                true => first.ends_with(&words),
                false => self.tells_spending(fund, first),
            };
            if !is_said {
                let words = Text::from(format!("{}{words}。", self.year()));
                let words = words.of(Figure::Amount(item, Column::Spent));
                blocks.push(Block::Paragraph(words));
            }
            let says_no_more = match told.trim_end_matches('。') {
                "" | "无" => true,
                told => is_nothing && !is_said && budget::says_none(told),
            };
            if says_no_more {
                return;
            }
        }
        self.paragraphs(note, &path, blocks);
    }

    /// Whether a clause tells what a fund spent, with whatever decimals.
    fn tells_spending(&self, fund: Fund, clause: &str) -> bool {
        let amount = clause.strip_suffix("万元");
        let amount = amount.and_then(|it| it.rsplit_once("支出"));
        let amount = amount.filter(|(before, _)| before.ends_with(fund.key()));
        let amount = amount.and_then(|(_, amount)| amount.parse().ok());
        amount.is_some() && amount == self.of_own_budget(Item::Fund(fund))
    }

    fn performance(&self, blocks: &mut Vec<Block>) {
        let whole = &self.case.report.whole;
        let at = Subject::Whole.path();
        blocks.push(heading(1, "部门整体支出绩效情况"));
        blocks.push(heading(2, "绩效目标设置情况"));
        self.paragraphs(&whole.plan.note, &at.key("目标设置").key("说明"), blocks);
        blocks.push(heading(2, "绩效目标完成情况"));
        self.paragraphs(&whole.outcome, &at.key("完成情况"), blocks);
        for (i, of) in self.case.report.projects.iter().enumerate() {
            let at = fields::project(i);
            let item = Item::Project(i);
            let spent = match self.in_sentence(item, self.spent(item)).as_deref() {
                None | Some(BLANK) => BLANK.to_owned(),
                Some(spent) => format!("（{spent}）"),
            };
            let name = Text::from(format!("{}{spent}", self.text(&of.name)));
            blocks.push(heading(3, name.of(at.key("名称"))));
            self.paragraphs(&of.outcome, &at.key("完成情况"), blocks);
            let note = of.funds.note.trim();
            if !note.is_empty() {
                let at = at.key("资金").key("执行说明");
                self.paragraphs(&format!("资金执行情况：{note}"), &at, blocks);
            }
        }
    }

    fn issues(&self, blocks: &mut Vec<Block>) {
        let report = self.case.report;
        let none = |list: FieldPath| Block::Paragraph(Text::from(BLANK).of(list));
        blocks.push(heading(1, "存在的主要问题及原因分析"));
        let at = FieldPath::of(&["问题"]);
        for (i, issue) in report.issues.iter().enumerate() {
            let at = at.index(i);
            let content = listed(i, report.issues.len(), &issue.content);
            self.paragraphs(&content, &at.key("内容"), blocks);
            let cause = issue.cause.trim();
            if !cause.is_empty() {
                let lead = if cause.starts_with("原因") {
                    ""
                } else {
                    "原因："
                };
                self.paragraphs(&format!("{lead}{cause}"), &at.key("原因"), blocks);
            }
        }
        if report.issues.is_empty() {
            blocks.push(none(at));
        }
        blocks.push(heading(1, "下一步改进措施"));
        let at = FieldPath::of(&["改进措施"]);
        for (i, remedy) in report.remedies.iter().enumerate() {
            let at = at.index(i);
            let content = listed(i, report.remedies.len(), &remedy.content);
            self.paragraphs(&content, &at.key("内容"), blocks);
            let owed = [
                ("责任人", self.text(&remedy.owner)),
                ("完成时限", long_date(&remedy.due)),
            ];
            let owed = owed
                .into_iter()
                .filter(|(_, value)| !value.trim().is_empty());
            let owed: Vec<String> = owed.map(|(key, value)| format!("{key}：{value}")).collect();
            if !owed.is_empty() {
                let words = Text::from(format!("（{}）", owed.join("；")));
                blocks.push(Block::Paragraph(words.of(at.key("责任人"))));
            }
        }
        if report.remedies.is_empty() {
            blocks.push(none(at));
        }
    }

    fn disclosure(&self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, "绩效自评结果拟应用和公开情况"));
        let disclosure = &self.case.report.disclosure;
        let said = [
            (&disclosure.conclusion, "自评结论"),
            (&disclosure.application, "结果应用"),
            (&disclosure.publication, "公开情况"),
        ];
        let at = FieldPath::of(&["结果应用与公开"]);
        let before = blocks.len();
        for (text, key) in said {
            self.paragraphs_if_any(text, &at.key(key), blocks);
        }
        if blocks.len() == before {
            blocks.push(Block::Paragraph(Text::from(BLANK).of(at.key("自评结论"))));
        }
    }

    fn other(&self, blocks: &mut Vec<Block>) {
        let report = self.case.report;
        blocks.push(heading(1, "其他需要说明的情况"));
        let at = FieldPath::of(&["其他说明"]);
        // What nobody has to fill in is nothing where it is blank, as offices write it.
        let (said, path) = (&report.other.content, at.key("内容"));
        let is_nothing = said.trim().is_empty() && !self.case.required().asks(&path);
        self.paragraphs(if is_nothing { "无" } else { said }, &path, blocks);
        let is_numbered = |it: &Attachment| match it.note.trim() {
            note if note.is_empty() || budget::says_none(note) => {
                self.number_of(&it.name).is_some()
            }
            note => note.contains("附件"),
        };
        let are_numbered = report.other.attachments.iter().any(is_numbered);
        // They stand a line below the text.
        if !report.other.attachments.is_empty() {
            blocks.push(Block::Blank);
        }
        for (i, attachment) in report.other.attachments.iter().enumerate() {
            let lead = if i == 0 { "附件：" } else { "　　　" };
            let name = self.text(&attachment.name);
            let mut note = self.text(&attachment.note);
            match self.number_of(&attachment.name) {
                Some(number) if note.is_empty() => note = format!("详见附件{number}"),
                // A table of which there is nothing stands in the papers all the same.
                Some(number) if budget::says_none(&note) => {
                    note = format!("{}，空表见附件{number}", note.trim_end_matches('。'));
                }
                _ => {}
            }
            if !note.is_empty() {
                note = format!("（{note}）");
            }
            // Numbers of their own beside those of the attachments would be another count: 1．…（详见附件2）.
            let number = match are_numbered {
                true => String::new(),
                false => format!("{}．", i + 1),
            };
            let words = Text::from(format!("{lead}{number}{name}{note}"));
            let words = words.of(at.key("附件").index(i).key("名称"));
            blocks.push(Block::Hanging(lead.chars().count(), words));
        }
    }

    /// Who signs, and when.
    fn signatures(&self, blocks: &mut Vec<Block>) {
        let cover = &self.case.report.cover;
        let signed = [
            (self.text(&cover.signed_by), "落款单位"),
            (long_date(&cover.signed_on), "落款日期"),
        ];
        for (value, key) in signed {
            let words = match value.trim() {
                "" => format!("{key}{BLANK}"),
                value => value.to_owned(),
            };
            let path = FieldPath::of(&["封面", key]);
            blocks.push(Block::Signed(Text::from(words).of(path)));
        }
    }
}

/// An entry of a list in the text by its number, unless it has one: 1．对于城市管理项目… What an entry
/// counts within itself (一是…；二是…) is no number of it.
fn listed(i: usize, count: usize, text: &str) -> String {
    let text = or_blank(text);
    if count < 2 || is_numbered(text) {
        text.to_owned()
    } else {
        format!("{}．{text}", i + 1)
    }
}

/// Whether a text begins with a number of its own: 1．, 一、, （二）, 第三，, 一是.
fn is_numbered(text: &str) -> bool {
    let begins = text.trim_start_matches(['（', '(', '第']);
    let behind = begins.trim_start_matches(|c| digit(c).is_some());
    let is_counted = |end: &str| {
        let words = text.match_indices(end);
        let counted = words.filter(|(at, _)| {
            let before = text.get(..*at).and_then(|it| it.chars().next_back());
            before.is_some_and(|c| digit(c).is_some())
        });
        counted.count() == 1
    };
    let ends = ['．', '.', '、', '）', ')'];
    let is_ended = behind.starts_with(ends)
        || ["是", "，"]
            .iter()
            .any(|end| behind.starts_with(end) && is_counted(end));
    behind.len() < begins.len() && is_ended
}

fn heading(level: u8, text: impl Into<Text>) -> Block {
    Block::Heading(level, text.into())
}
