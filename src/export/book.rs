//! The report as a tree of pages: cover, chapters one to ten, and the attachments (P8, P9, one P10
//! per project, three fund tables).

use std::ops::Range;

use rust_decimal::Decimal;

use super::tree::{Block, Book, Cell, Measure, Section, Table, Text, in_two};
use super::{charts, formula, layout};
use crate::document::{FieldPath, Node};
use crate::figures;
use crate::figures::base::OF_TREE;
use crate::figures::budget::{Column, Fund, Item};
use crate::figures::figure::{Figure, Ledger, Origin};
use crate::figures::live;
use crate::figures::rates::{self, Entered, Rate};
use crate::figures::scheme::Scheme;
use crate::figures::score::{Mark, Subject, Target, measured};
use crate::figures::whole::{self, By};
use crate::report::fields::{self, FUND_SOURCES};
use crate::report::number::{Number, percent_points, told};
use crate::report::numeral::digit;
use crate::report::places::Places;
use crate::report::{Attachment, FundLine, Indicator, OrgGroup, SelfScore, date, worded};
use crate::rules::{Case, Commented, Findings, Severity, Sight};

/// What stands where nothing is told: that there is none of it is for the report to say.
const BLANK: &str = "（未填）";
/// What the list of what was remarked, ticked and found is called.
const REVIEW: &str = "审阅清单";
/// Whoever reviewed signs for it, as for the forms.
const SIGNED: &str = "审核意见：\n\n审核人（签名）：　　　　　　　　日期：　　　　年　　月　　日";
/// The attachments but for those of the funds: by what is in their names, with the usual numbers. The
/// report itself is 附件1.
const TABLES: [(&str, usize); 3] = [
    ("基础数据表", 2),
    ("整体支出绩效自评表", 3),
    ("项目支出绩效自评表", 4),
];
/// The kinds of projects that the base data table has a row of, by what is in their names.
const FIXED_KINDS: [(&str, &str); 3] = [
    ("业务工作", "业务工作经费"),
    ("运行维护", "运行维护经费"),
    ("专项", "××专项资金"),
];
/// The rows of the base data table that the form asks nothing about the year before of.
const IN_ONE_YEAR: [&str; 2] = ["政府采购金额", "部门基本支出预算调整"];
/// The usual number of the first fund's attachment.
const FIRST_FUND: usize = 5;
/// The most characters of a title in one line.
const TITLE_LINE: usize = 20;

/// Builds the document of a report; with findings, what was found stands at its end.
pub(super) fn book(case: &Case<'_>, findings: Option<&Findings>) -> Book {
    let maker = Maker {
        case,
        ledger: case.ledger(),
        of: "内部审核",
    };
    let mut sections = vec![maker.cover(), maker.body()];
    sections.extend(maker.attachments());
    if let Some(findings) = findings {
        sections.push(maker.findings(findings));
        if findings.ticks().next().is_some() || !findings.comments().is_empty() {
            sections.push(maker.ticks(findings));
        }
        if !findings.comments().is_empty() {
            sections.push(maker.comments(findings.comments()));
        }
        if let Some(last) = sections.last_mut() {
            last.blocks.push(Block::Note(SIGNED.into()));
        }
    }
    Book {
        title: maker.text(&case.report.cover.title),
        sections,
    }
}

/// Builds the list of what was remarked, ticked and found (审阅清单).
pub(super) fn review(case: &Case<'_>, findings: &Findings) -> Book {
    let maker = Maker {
        case,
        ledger: case.ledger(),
        of: REVIEW,
    };
    let of = maker.text(&case.report.cover.title);
    let mut cover = vec![
        Block::Title(Text::from(REVIEW).of(FieldPath::of(&["封面", "标题"]))),
        Block::Centred(Text::from(&*of).of(FieldPath::of(&["封面", "标题"]))),
    ];
    cover.extend(maker.cover_line("单位名称"));
    cover.extend(maker.cover_line("报告日期"));
    let mut sections = vec![Section::default()];
    // A page for what there is none of would be its column heads alone.
    if findings.comments().is_empty() {
        cover.push(Block::Centred("没有批注。".into()));
    } else {
        sections.push(maker.comments(findings.comments()));
    }
    if findings.ticks().next().is_none() {
        cover.push(Block::Centred("没有复核记号。".into()));
    } else {
        sections.push(maker.ticks(findings));
    }
    cover.push(Block::Note(SIGNED.into()));
    sections.push(maker.findings(findings));
    if let Some(first) = sections.first_mut() {
        first.blocks = cover;
    }
    Book {
        title: format!("{of}{REVIEW}"),
        sections,
    }
}

struct Maker<'a> {
    case: &'a Case<'a>,
    ledger: Ledger<'a>,
    /// What the pages on what was found and remarked belong to.
    of: &'static str,
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

/// A text, or that it is lacking.
fn or_blank(text: &str) -> &str {
    match text.trim() {
        "" => BLANK,
        text => text,
    }
}

fn heading(level: u8, text: impl Into<Text>) -> Block {
    Block::Heading(level, text.into())
}

/// 2023年4月28日, as documents write it; what is no date stays as it is.
fn long_date(text: &str) -> String {
    date::written(text).unwrap_or_else(|| text.to_owned())
}

/// A number without idle zeros, shown for its field.
fn entered(value: Number, path: FieldPath) -> Cell {
    Cell::number(value.value().map(Text::count).unwrap_or_default()).of(path)
}

/// An amount in 万元 as it is shown, for its field; blank where it is not known.
fn amount(value: Number, path: FieldPath) -> Text {
    value.value().map(Text::amount).unwrap_or_default().of(path)
}

impl Maker<'_> {
    /// A text with its live figures in numbers.
    fn text(&self, text: &str) -> String {
        live::resolve(text.trim(), self.case.names, self.ledger).into_owned()
    }

    /// A field's text.
    fn field(&self, text: &str, path: FieldPath) -> Text {
        Text::from(self.text(text)).of(path)
    }

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

    /// 2022年, where it is known.
    fn year(&self) -> String {
        let year = self.case.report.year();
        year.map_or_else(String::new, |year| format!("{year}年"))
    }

    fn value(&self, figure: Figure) -> Text {
        let rate = || self.ledger.rate(figure).and_then(percent_points);
        match (self.ledger.number(figure), rate()) {
            (Some(number), _) => Text::amount(number),
            (None, Some(rate)) => Text::percent(rate),
            (None, None) => self.ledger.value(figure).unwrap_or_default().into(),
        }
        .of(figure)
    }

    /// A cell with a figure, which says so where it is only a part or tried out; as a number it
    /// stays one.
    fn noted(&self, cell: Cell) -> Cell {
        let Some(Origin::Figure(figure)) = cell.text.origin() else {
            return cell;
        };
        let (figure, behind) = (*figure, self.ledger.note(*figure));
        match cell.text.number() {
            Some(value) if !behind.is_empty() => Cell {
                text: Text::from(format!("{}{behind}", &*cell.text)).of(figure),
                measure: Some(Measure {
                    before: String::new(),
                    value,
                    behind,
                }),
                ..cell
            },
            _ => cell,
        }
    }

    /// What a self-evaluation table states of its outcome.
    fn self_score(&self, subject: Subject) -> &SelfScore {
        let whole = &self.case.report.whole.stated;
        self.ledger.stated(subject).unwrap_or(whole)
    }

    /// What is stated where something else is worked out: whoever signs the form signs that, and the
    /// checks tell of the difference.
    fn signed(&self, stated: Number, of: fn(Decimal) -> Text, computed: &str) -> Option<Text> {
        let stated = of(stated.value()?);
        (&*stated != computed).then_some(stated)
    }

    fn spent(&self, item: Item) -> Option<Decimal> {
        self.case.figures.budget.node(item)?.value(Column::Spent)
    }

    fn cover(&self) -> Section {
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
    fn cover_line(&self, key: &str) -> Option<Block> {
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

    fn body(&self) -> Section {
        let mut blocks = Vec::new();
        self.profile(&mut blocks);
        self.general(&mut blocks);
        for fund in Fund::ALL {
            self.fund(fund, &mut blocks);
        }
        self.performance(&mut blocks);
        self.issues(&mut blocks);
        let report = self.case.report;
        blocks.push(heading(1, "绩效自评结果拟应用和公开情况"));
        let disclosure = &report.disclosure;
        let said = [
            (&disclosure.conclusion, "自评结论"),
            (&disclosure.application, "结果应用"),
            (&disclosure.publication, "公开情况"),
        ];
        let at = FieldPath::of(&["结果应用与公开"]);
        let before = blocks.len();
        for (text, key) in said {
            self.paragraphs_if_any(text, &at.key(key), &mut blocks);
        }
        if blocks.len() == before {
            blocks.push(Block::Paragraph(Text::from(BLANK).of(at.key("自评结论"))));
        }
        blocks.push(heading(1, "其他需要说明的情况"));
        let at = FieldPath::of(&["其他说明"]);
        // What nobody has to fill in is nothing where it is blank, as offices write it.
        let (said, path) = (&report.other.content, at.key("内容"));
        let is_nothing = said.trim().is_empty() && !self.case.required().asks(&path);
        self.paragraphs(if is_nothing { "无" } else { said }, &path, &mut blocks);
        let is_numbered = |it: &Attachment| match it.note.trim() {
            "" => self.number_of(&it.name).is_some(),
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
            if note.is_empty()
                && let Some(number) = self.number_of(&attachment.name)
            {
                note = format!("详见附件{number}");
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
        let signed = [
            (self.text(&report.cover.signed_by), "落款单位"),
            (long_date(&report.cover.signed_on), "落款日期"),
        ];
        for (value, key) in signed {
            let words = match value.trim() {
                "" => format!("{key}{BLANK}"),
                value => value.to_owned(),
            };
            let path = FieldPath::of(&["封面", key]);
            blocks.push(Block::Signed(Text::from(words).of(path)));
        }
        Section {
            blocks,
            ..Section::default()
        }
    }

    fn profile(&self, blocks: &mut Vec<Block>) {
        let profile = &self.case.report.profile;
        let at = FieldPath::of(&["基本情况"]);
        blocks.push(heading(1, "部门、单位基本情况"));
        blocks.push(heading(2, "基本情况"));
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
        blocks.push(heading(3, "人员情况"));
        let staff = &profile.staff;
        let at = at.key("人员");
        let required = self.case.required();
        let groups: Vec<String> = crate::figures::people::StaffFigures::parts(staff)
            .into_iter()
            .filter_map(|(name, value)| match value {
                // There are none of these to be told of.
                Some(value) if value.is_zero() => None,
                Some(value) => Some(format!("{name}{}人", value.normalize())),
                None => required
                    .asks(&at.key(name))
                    .then(|| format!("{name}{BLANK}")),
            })
            .collect();
        // What has to be stated is not made up out of what stands beside it.
        let year = self.case.report.year();
        let end = year.map_or_else(|| "年末".to_owned(), |year| format!("{year}年末"));
        let mut words = match staff.stated.value() {
            Some(total) => format!("{end}实有人数{}人", total.normalize()),
            None => format!("{end}实有人数{BLANK}"),
        };
        if !groups.is_empty() {
            words += &format!("，其中{}", groups.join("，"));
        }
        if let Some(outside) = staff.outside.value() {
            words += &format!("；另有编外人员{}人", outside.normalize());
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
        node.and_then(|it| it.value(Column::Spent))
            .is_some_and(|spent| spent.is_zero())
    }

    /// What was spent, in a sentence; where that has to be filled in and is not, that it is lacking.
    fn spending(&self, item: Item) -> Option<String> {
        let budget = &self.case.figures.budget;
        match self.spent(item) {
            Some(spent) => {
                let note = self.ledger.note(Figure::Amount(item, Column::Spent));
                Some(format!("{}万元{note}", told(spent)))
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

    fn fund(&self, fund: Fund, blocks: &mut Vec<Block>) {
        let item = Item::Fund(fund);
        let name = fund.key();
        blocks.push(heading(1, format!("{name}支出情况")));
        let note = &fund.of(self.case.report).note;
        let path = fund.path().key("说明");
        match self.spending(item) {
            Some(spent) => {
                let words = format!("{}{name}支出{spent}。", self.year());
                let words = Text::from(words).of(Figure::Amount(item, Column::Spent));
                blocks.push(Block::Paragraph(words));
                // The sentence has said it.
                let says_no_more = matches!(note.trim().trim_end_matches('。'), "" | "无");
                if !says_no_more {
                    self.paragraphs(note, &path, blocks);
                }
            }
            None => self.paragraphs(note, &path, blocks),
        }
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
            let spent = match self.spending(Item::Project(i)).as_deref() {
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

    // Attachments.

    fn attachments(&self) -> Vec<Section> {
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
    fn number_of(&self, name: &str) -> Option<usize> {
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

    fn unit_line(&self) -> Block {
        let unit = self.text(&self.case.report.cover.unit);
        let unit = Text::from(format!("填报单位（盖章）：{unit}"));
        let unit = unit.of(FieldPath::of(&["封面", "单位名称"]));
        Block::Sides(unit, "单位：万元".into())
    }

    fn base_data(&self) -> Vec<Block> {
        let year = self.case.report.year();
        let year = |by: i16, without: &str| match year.and_then(|it| it.checked_add(by)) {
            Some(year) => format!("{year}年"),
            None => without.to_owned(),
        };
        let mut table = Table::new(&[64, 45, 45, 46]);
        let fed = &self.case.report.base.fed;
        let at = FieldPath::of(&["基础数据"]);
        let of = |field: Entered| entered(field.number, FieldPath::of(field.keys));
        let rate = |rate: Rate| Cell::number(self.value(Figure::Rate(rate)));
        let control = rate(Rate::Staffing);
        let control = match self.signed(fed.control_rate, Text::percent, &control.text) {
            Some(signed) => Cell::number(signed.of(at.key("财政供养人员").key("控制率"))),
            None => known(control, formula::rate(&cell_at(1, 1), &cell_at(1, 2))),
        };
        table.rows.push(vec![
            Cell::head("财政供养人员情况（人）"),
            Cell::head("编制数"),
            Cell::head(year(0, "") + "实际在职人数"),
            Cell::head("控制率"),
        ]);
        table.rows.push(vec![
            Cell::words(""),
            of(rates::quota(self.case.report)),
            of(rates::employed(self.case.report)),
            control,
        ]);
        table.rows.push(vec![
            Cell::head("经费控制情况（万元）"),
            Cell::head(year(-1, "上年") + "决算数"),
            Cell::head(year(0, "本年") + "预算数"),
            Cell::head(year(0, "本年") + "决算数"),
        ]);
        self.base_rows(&mut table);
        table.rows.push(vec![
            Cell::head("楼堂馆所控制情况（本年完工）"),
            Cell::head("批复、预算"),
            Cell::head("实际"),
            Cell::head("控制率"),
        ]);
        let report = self.case.report;
        let labels = [
            ("规模（㎡）", Rate::BuildingArea),
            ("投资（万元）", Rate::BuildingCost),
        ];
        for ([actual, approved], (label, control)) in rates::built(report).into_iter().zip(labels) {
            let row = table.rows.len();
            let formula = formula::rate(&cell_at(row, 1), &cell_at(row, 2));
            table.rows.push(vec![
                Cell::words(label),
                of(approved),
                of(actual),
                known(rate(control), formula),
            ]);
        }
        table.rows.push(vec![
            Cell::head("厉行节约保障措施"),
            Cell::words(self.field(&self.case.report.base.measures, at.key("厉行节约保障措施")))
                .across(3),
        ]);
        let note = "说明：“项目支出”填报除专项资金和基本支出以外的所有项目支出情况，“公用经费”填报基本支出中的一般商品和服务支出。";
        vec![
            self.unit_line(),
            Block::Table(table),
            Block::Note(note.into()),
            self.footer(false),
        ]
    }

    fn base_rows(&self, table: &mut Table) {
        let rows = &self.case.figures.base;
        let top = table.rows.len();
        let kinds = &self.case.report.spending.general.project.kinds;
        let mut lacking = FIXED_KINDS
            .into_iter()
            .filter(|(words, _)| !kinds.iter().any(|kind| kind.name.contains(words)))
            .zip(kinds.len() + 1..);
        for (i, row) in rows.iter().enumerate() {
            // The form has each kind, whether or not there is money of it.
            if row.level == 0 && row.name == "公用经费" {
                table
                    .rows
                    .extend(lacking.by_ref().map(|((_, name), number)| {
                        let mut cells = vec![Cell::words(format!("　{number}、{name}"))];
                        cells.resize(OF_TREE.len() + 1, Cell::number(""));
                        cells
                    }));
            }
            let indent = "　".repeat(usize::from(row.level));
            let mut cells = vec![Cell::words(format!("{indent}{}", row.label()))];
            for (column, of_tree) in OF_TREE.into_iter().enumerate() {
                let figure = match row.item {
                    Some(item) => Figure::Amount(item, of_tree),
                    None => Figure::Base(i, column),
                };
                let parts = row.parts.iter().map(|&part| {
                    let value = rows.get(part).and_then(|part| *part.cells.get(column)?);
                    (cell_at(top + part, column + 1), value)
                });
                let cell = self.noted(sum(self.value(figure), parts));
                cells.push(
                    if column == 0 && cell.text.is_empty() && IN_ONE_YEAR.contains(&&*row.name) {
                        Cell::words("——").centred()
                    } else {
                        cell
                    },
                );
            }
            table.rows.push(cells);
        }
    }

    /// Who filled a form in and who answers for it. Across a page that is higher than wide it would
    /// break within 单位负责人, and leave no room to sign.
    fn footer(&self, landscape: bool) -> Block {
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

    /// P9 of the department, P10 of a project.
    fn score_sheet(&self, subject: Subject) -> Vec<Block> {
        // What each part of the form is stands before it. 偏差原因 reaches over three, which 分值, 执行率 and 得分
        // of the money have one each of.
        let mut table = Table::new(&[11, 13, 16, 25, 14, 14, 9, 9, 9, 11, 10]);
        let at = subject.path();
        let unit = &self.case.report.cover.unit;
        let named = |label: &str, name: Text| {
            vec![Cell::head(label).across(2), Cell::words(name).across(9)]
        };
        let (goal, outcome, indicators) = match subject {
            Subject::Whole => {
                let whole = &self.case.report.whole;
                let unit = self.field(unit, FieldPath::of(&["封面", "单位名称"]));
                table.rows.push(named("预算单位名称", unit));
                (&whole.goal, &whole.outcome, &whole.indicators)
            }
            Subject::Project(i) => {
                let Some(project) = self.case.report.projects.get(i) else {
                    return Vec::new();
                };
                let name = self.field(&project.name, at.key("名称"));
                table.rows.push(named("项目（支出）名称", name));
                let own = |text: &str, key: &str| {
                    let text = if text.trim().is_empty() { unit } else { text };
                    Cell::words(self.field(text, at.key(key)))
                };
                table.rows.push(vec![
                    Cell::head("主管部门").across(2),
                    own(&project.department, "主管部门").across(3),
                    Cell::head("实施单位"),
                    own(&project.operator, "实施单位").across(5),
                ]);
                (&project.goal, &project.outcome, &project.indicators)
            }
        };
        let funds = table.rows.len();
        self.funds(subject, &mut table);
        let goal = self.field(goal, at.key("预期目标"));
        let outcome = self.field(outcome, at.key("完成情况"));
        let columns = table.widths.len() - 1;
        let own = share(&table, &goal, &outcome);
        table.rows.push(vec![
            Cell::head("年度总体\n目标").down(2),
            Cell::head("预期目标").across(own),
            Cell::head("实际完成情况").across(columns - own),
        ]);
        table.rows.push(vec![
            Cell::words(goal).across(own),
            Cell::words(outcome).across(columns - own),
        ]);
        self.indicators(subject, indicators, funds, &mut table);
        let mut blocks = vec![self.unit_line(), Block::Table(table)];
        let figures = self.case.figures;
        let note = match subject {
            Subject::Whole => whole::note(&figures.funds, self.case.report, &figures.budget),
            Subject::Project(i) => figures.budget.paid_otherwise(i).map(|item| {
                let name = item.name(self.case.report);
                format!("注：本项目资金来源为{name}。")
            }),
        };
        blocks.extend(note.map(|note| Block::Note(note.into())));
        if let tried @ 1.. = self.ledger.tried(subject) {
            let words = format!(
                "注：{tried}项指标没有填得分，得分栏是按完成值试算的，总分和等级含试算，未经评定。"
            );
            blocks.push(Block::Note(words.into()));
        }
        blocks.push(self.footer(true));
        blocks.extend(charts::scores(self.case, subject, indicators));
        blocks
    }

    fn funds(&self, subject: Subject, table: &mut Table) {
        let (head, rows) = match subject {
            Subject::Whole => ("年度预算\n申请\n（万元）", self.whole_rows()),
            Subject::Project(i) => ("项目资金\n（万元）", self.project_rows(i)),
        };
        let head = Cell::head(head).down(rows.len() + 1);
        let mut names = vec![head, Cell::head("").across(score::APPROVED - 1)];
        let columns = [
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ];
        names.extend(columns.map(Cell::head));
        table.rows.push(spread(names));
        let first = table.rows.len();
        for (i, row) in rows.iter().enumerate() {
            let at = first + i;
            let mut cells = vec![Cell::words(&*row.label).across(score::APPROVED - 1)];
            if row.by == By::Whole {
                let amounts = (0..Column::OF_FORMS.len()).map(|c| self.divided(&rows, first, c));
                cells.extend(amounts);
                cells.extend(self.earned(subject, row, at));
            } else {
                let amounts = row.amounts.iter().cloned();
                cells.extend(amounts.map(|amount| self.noted(Cell::number(amount))));
                let none = || Cell::words("—").centred();
                cells.extend([none(), rate_at(row.rate.clone(), at), none()]);
            }
            table.rows.push(spread(cells));
        }
    }

    /// The money of the department, by its divisions.
    fn whole_rows(&self) -> Vec<FundsRow> {
        let mut last = By::Whole;
        let rows = self.case.figures.funds.iter().enumerate();
        let rows = rows.map(|(i, row)| {
            let lead = match row.by {
                By::Origin if last != By::Origin => "按收入性质分：",
                By::Use if last != By::Use => "按支出性质分：",
                _ => "",
            };
            last = row.by;
            FundsRow {
                by: row.by,
                label: format!("{lead}{}", row.key),
                amounts: Column::OF_FORMS.map(|column| self.value(Figure::Fund(i, column))),
                rate: self.value(Figure::FundRate(i)),
            }
        });
        rows.collect()
    }

    /// The money of a project, by where it comes from.
    fn project_rows(&self, i: usize) -> Vec<FundsRow> {
        let row = |by, label: String, item: Item| FundsRow {
            by,
            label,
            amounts: Column::OF_FORMS.map(|column| self.value(Figure::Amount(item, column))),
            rate: self.value(Figure::ExecutionRate(item)),
        };
        let whole = row(By::Whole, "年度资金总额".to_owned(), Item::Project(i));
        let sources = FUND_SOURCES.into_iter().enumerate().map(|(k, source)| {
            let lead = if k == 0 { "其中：" } else { "　　　" };
            row(By::Origin, format!("{lead}{source}"), Item::Source(i, k))
        });
        std::iter::once(whole).chain(sources).collect()
    }

    /// An amount of the whole, by whichever division of it adds up.
    fn divided(&self, rows: &[FundsRow], first: usize, column: usize) -> Cell {
        let amount = |row: &FundsRow| row.amounts.get(column).cloned().unwrap_or_default();
        let whole = rows.first().map(amount).unwrap_or_default();
        let divisions = [By::Origin, By::Use].map(|by| {
            let parts = rows.iter().enumerate().filter(|(_, row)| row.by == by);
            let parts = parts.map(|(k, row)| {
                let place = cell_at(first + k, score::APPROVED + column);
                (place, amount(row).number())
            });
            sum(whole.clone(), parts)
        });
        let live = divisions.into_iter().find(|cell| cell.formula.is_some());
        self.noted(live.unwrap_or_else(|| Cell::number(whole)))
    }

    /// 分值, 执行率 and 得分 of the whole: what is stated of them, else what is worked out.
    fn earned(&self, subject: Subject, row: &FundsRow, at: usize) -> [Cell; 3] {
        let scheme = self.case.scheme;
        let points = scheme.execution.points;
        let (own, stated) = (subject.path().key("自评"), self.self_score(subject));
        let rate = match self.signed(stated.rate, Text::percent, &row.rate) {
            Some(signed) => Cell::number(signed.of(own.key("执行率"))),
            None => rate_at(row.rate.clone(), at),
        };
        let score = self.value(Figure::ExecutionScore(subject));
        let score = match self.signed(stated.execution, Text::amount, &score) {
            Some(signed) => Cell::number(signed.of(own.key("执行率得分"))),
            None if points.is_zero() => Cell::number(score),
            None => {
                let [adjusted, spent] =
                    [score::ADJUSTED, score::SPENT].map(|column| cell_at(at, column));
                let formula = formula::execution(scheme, &adjusted, &spent);
                known(Cell::number(score), formula)
            }
        };
        [Cell::number(Text::amount(points)), rate, score]
    }

    /// `funds` is the row that names the columns of the money.
    fn indicators(
        &self,
        subject: Subject,
        indicators: &[Indicator],
        funds: usize,
        table: &mut Table,
    ) {
        let names = [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ];
        let mut names = names.map(Cell::head);
        let [.., reason] = &mut names;
        reason.across = REASON;
        // The names stand above again on every page, what they are of beside the rows of each.
        let label = Cell::head("绩效指标");
        let (corner, label) = match indicators.len() {
            0 => (label, None),
            count => (Cell::head(""), Some(label.down(count))),
        };
        table.rows.push([corner].into_iter().chain(names).collect());
        let list = subject.path().key("指标");
        let indicators = in_order(indicators, &list, self.case.scheme);
        // The kind that indicators beside each other are of, in one cell before them.
        let kind = |alike: &[(usize, &Indicator)], words: fn(&Indicator) -> &str, key: &str| {
            let &(i, first) = alike.first()?;
            let cell = Cell::words(words(first)).of(list.index(i).key(key));
            Some(cell.down(alike.len()))
        };
        let first = table.rows.len();
        let mut cells: Vec<Cell> = label.into_iter().collect();
        for level in indicators.chunk_by(|(_, a), (_, b)| a.level1 == b.level1) {
            cells.extend(kind(level, |it| &it.level1, "一级指标"));
            for sub in level.chunk_by(|(_, a), (_, b)| a.level2 == b.level2) {
                cells.extend(kind(sub, |it| &it.level2, "二级指标"));
                for &(i, indicator) in sub {
                    let (at, row) = (list.index(i), table.rows.len());
                    cells.extend(self.indicator_cells(subject, (i, indicator), &at, row));
                    table.rows.push(std::mem::take(&mut cells));
                }
            }
        }
        let own = first..table.rows.len();
        table.rows.push(self.total_row(subject, own, funds));
        table.repeated = first - 1..first;
    }

    /// An indicator from its name on, in a row of the table.
    fn indicator_cells(
        &self,
        subject: Subject,
        (i, indicator): (usize, &Indicator),
        at: &FieldPath,
        row: usize,
    ) -> [Cell; 6] {
        let words = |words: &str, key: &str| Cell::words(self.text(words)).of(at.key(key));
        let sign = match &*indicator.sign {
            "定性" | "" => "",
            sign => sign,
        };
        let unit = &*indicator.unit;
        let score = match indicator.score.value() {
            Some(_) => Cell::number(amount(indicator.score, at.key("得分"))),
            None => {
                let score = Cell::number(self.value(Figure::Indicator(subject, i)));
                let places = [score::TARGET, score::ACTUAL, score::POINTS];
                let places = places.map(|column| cell_at(row, column));
                match formula::indicator(self.case.scheme, indicator, places) {
                    Some(formula) => known(score, formula),
                    None => score,
                }
            }
        };
        let single = matches!(Target::read(&indicator.target), Some(Target::At(_)));
        [
            words(&indicator.name, "三级指标"),
            with_unit(sign, &indicator.target, unit, single).of(at.key("指标值")),
            with_unit("", &indicator.actual, unit, true).of(at.key("完成值")),
            Cell::number(amount(indicator.points, at.key("分值"))),
            self.noted(score),
            words(&indicator.reason, "偏差原因").across(REASON),
        ]
    }

    /// 总分 below its indicators, beside the row that names the columns of the money.
    fn total_row(&self, subject: Subject, indicators: Range<usize>, funds: usize) -> Vec<Cell> {
        let scheme = self.case.scheme;
        let card = self.ledger.card(subject);
        let (first, last) = (indicators.start, indicators.end - 1);
        let column = |column: usize| format!("[{first},{column}]:[{last},{column}]");
        let all = card.and_then(|card| card.full);
        let mut points = Cell::number(all.map(Text::amount).unwrap_or_default());
        if !indicators.is_empty() {
            points = points.of(subject.path().key("指标").index(0).key("分值"));
        }
        let execution = scheme.execution.points.normalize();
        let points = known(
            points,
            format!("SUM({})+{execution}", column(score::POINTS)),
        );
        let (own, stated) = (subject.path().key("自评"), self.self_score(subject));
        let total = self.value(Figure::Total(subject));
        let total = match self.signed(stated.total, Text::amount, &total) {
            Some(signed) => Cell::number(signed.of(own.key("总分"))),
            None => {
                let places = [score::ADJUSTED, score::SPENT, score::EXECUTION];
                let places = places.map(|column| cell_at(funds + 1, column));
                let formula = formula::total(scheme, &column(score::SCORE), places);
                let total = Cell::number(total);
                // Beside another score of the rate its column comes to another total.
                let earned = self.value(Figure::ExecutionScore(subject));
                let is_sum = self
                    .signed(stated.execution, Text::amount, &earned)
                    .is_none();
                self.noted(if is_sum { known(total, formula) } else { total })
            }
        };
        // A total that cannot be right has no grade; what is wrong with it is not for the paper to say.
        let due = self.ledger.outcome(subject).and_then(|it| it.due);
        let due = Text::from(due.unwrap_or_default());
        let grade = match stated.grade.trim() {
            signed if !signed.is_empty() && signed != &*due => {
                Cell::words(signed).of(own.key("等级"))
            }
            _ => {
                let grade = Cell::words(due.of(Figure::Signed(subject, Mark::Grade)));
                match formula::grade(scheme, &cell_at(last + 1, score::SCORE)) {
                    Some(formula) => known(grade, formula),
                    None => grade,
                }
            }
        };
        vec![
            Cell::head("总分").across(score::POINTS),
            points,
            total,
            grade.centred().across(REASON),
        ]
    }

    fn fund_table(&self, fund: Fund) -> Vec<Block> {
        let of = fund.of(self.case.report);
        let item = Item::Fund(fund);
        let name = fund.key();
        let owner = fund.path();
        let list = owner.key("明细");
        let (above, footer) = (self.unit_line(), self.footer(false));
        let spent = self.spent(item);
        if of.lines.is_empty() && spent.is_none_or(|spent| spent.is_zero()) {
            // Nothing filled in does not say that nothing was spent.
            let words = if spent.is_some() || fund.is_none(self.case.report) {
                format!("本单位{}没有{name}支出，故本表无数据。", self.year())
            } else {
                BLANK.to_owned()
            };
            let words = Text::from(words).of(Figure::Amount(item, Column::Spent));
            return vec![above, Block::Paragraph(words), footer];
        }
        let mut table = Table::new(&[16, 30, 14, 14, 14, 14, 14, 14]);
        table.rows.push(vec![
            Cell::head("科目编码").down(2),
            Cell::head("科目名称").down(2),
            Cell::head("年初结转和结余").down(2),
            Cell::head("本年收入").down(2),
            Cell::head("本年支出").across(3),
            Cell::head("年末结转和结余").down(2),
        ]);
        table
            .rows
            .push(["小计", "基本支出", "项目支出"].map(Cell::head).into());
        table.repeated = 0..2;
        let at = table.rows.len();
        let spent = |j: usize| self.value(Figure::Amount(Item::FundLine(fund, j), Column::Spent));
        let budget = &self.case.figures.budget;
        let lines = || of.lines.iter().enumerate().map(|(j, _)| (at + 1 + j, j));
        // 款 and 项 stand below their 类, whose sum they are.
        let below = |item: Item| {
            let whole = budget.place(item);
            let parent = move |j: usize| budget.node(Item::FundLine(fund, j))?.parent;
            lines().filter(move |&(_, j)| parent(j) == whole)
        };
        let divided = |item: Item, of| budget.divided(item, self.case.report, of);
        let whole = self.value(Figure::Amount(item, Column::Spent));
        let total = |item: Item, (column, key, told): (usize, &str, fn(&FundLine) -> Number)| {
            let parts = below(item).map(|(r, j)| {
                let part = divided(Item::FundLine(fund, j), told);
                (cell_at(r, column), part)
            });
            let all = divided(item, told).map(Text::amount).unwrap_or_default();
            let place = match item {
                Item::FundLine(_, j) => Some(j),
                // It begins where the first of its parts is entered.
                _ => (!of.lines.is_empty()).then_some(0),
            };
            match place {
                Some(j) => sum(all.of(list.index(j).key(key)), parts),
                None => sum(all, parts),
            }
        };
        const BASIC: (usize, &str, fn(&FundLine) -> Number) =
            (fund::BASIC, "基本支出", |line| line.basic);
        const PROJECT: (usize, &str, fn(&FundLine) -> Number) =
            (fund::PROJECT, "项目支出", |line| line.project);
        let closing = Cell::number(amount(of.closing, owner.key("年末结转和结余")));
        let is_left = whole.number().is_some_and(|spent| {
            let left = figures::sum([of.opening.value(), of.income.value(), Some(-spent)]);
            left.is_some() && left == of.closing.value()
        });
        table.rows.push(vec![
            Cell::words(""),
            Cell::words("合计"),
            Cell::number(amount(of.opening, owner.key("年初结转和结余"))),
            Cell::number(amount(of.income, owner.key("本年收入"))),
            self.noted(sum(
                whole,
                below(item).map(|(r, j)| (cell_at(r, fund::SPENT), spent(j).number())),
            )),
            total(item, BASIC),
            total(item, PROJECT),
            if is_left {
                closing.follows(format!(
                    "SUM({},{})-{}",
                    cell_at(at, fund::OPENING),
                    cell_at(at, fund::INCOME),
                    cell_at(at, fund::SPENT)
                ))
            } else {
                closing
            },
        ]);
        for (r, j) in lines() {
            let Some(line) = of.lines.get(j) else {
                continue;
            };
            let at = list.index(j);
            let own = Item::FundLine(fund, j);
            let parts =
                [BASIC, PROJECT].map(|(column, _, told)| (cell_at(r, column), divided(own, told)));
            table.rows.push(vec![
                Cell::words(&*line.code).of(at.key("科目编码")),
                Cell::words(&*line.name).of(at.key("名称")),
                Cell::words(""),
                Cell::words(""),
                sum(spent(j), parts.into_iter()),
                total(own, BASIC),
                total(own, PROJECT),
                Cell::words(""),
            ]);
        }
        vec![above, Block::Table(table), footer]
    }

    /// What was found, and what was answered to it.
    fn findings(&self, findings: &Findings) -> Section {
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
        page(
            true,
            self.of,
            &format!("核对提示（共{}条）", all.len()),
            blocks,
        )
    }

    /// What the reviewer agreed to, who and when, and whether that still stands there.
    fn ticks(&self, findings: &Findings) -> Section {
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
            self.of,
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
    fn comments(&self, comments: &[Commented]) -> Section {
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
            self.of,
            &format!("批注（共{}条）", comments.len()),
            vec![Block::Paragraph(summary.into()), Block::Table(table)],
        )
    }
}

/// Indicators with their places in the file, in the order that the form has their kinds in.
fn in_order<'a>(
    indicators: &'a [Indicator],
    list: &FieldPath,
    scheme: &Scheme,
) -> Vec<(usize, &'a Indicator)> {
    let words = |key: &str| scheme.words(&list.index(0).key(key));
    let (first, second) = (words("一级指标"), words("二级指标"));
    let place = |words: &[&str], name: &str| {
        let place = words.iter().position(|it| *it == name);
        place.unwrap_or(words.len())
    };
    let mut ordered: Vec<(usize, &Indicator)> = indicators.iter().enumerate().collect();
    ordered.sort_by_key(|(_, it)| (place(&first, &it.level1), place(&second, &it.level2)));
    ordered
}

/// The columns of a score sheet (P9, P10) that others follow from: of its money, and of its
/// indicators.
mod score {
    pub(super) const APPROVED: usize = 4;
    pub(super) const ADJUSTED: usize = 5;
    pub(super) const SPENT: usize = 6;
    pub(super) const EXECUTION: usize = 10;

    pub(super) const TARGET: usize = 4;
    pub(super) const ACTUAL: usize = 5;
    pub(super) const POINTS: usize = 6;
    pub(super) const SCORE: usize = 7;
}

/// The columns of the table of a fund that others follow from.
mod fund {
    pub(super) const OPENING: usize = 2;
    pub(super) const INCOME: usize = 3;
    pub(super) const SPENT: usize = 4;
    pub(super) const BASIC: usize = 5;
    pub(super) const PROJECT: usize = 6;
}

/// Columns that 偏差原因 reaches over.
const REASON: usize = 3;

/// A row of the money with 全年执行数 over the two columns that 分值 and 得分 of indicators have.
fn spread(mut row: Vec<Cell>) -> Vec<Cell> {
    if let [.., spent, _, _, _] = row.as_mut_slice() {
        spent.across = 2;
    }
    row
}

/// How many columns a goal has of those it shares with what came of it: as usual, or as many as leave room
/// to the longer of the two where that would make a high row.
fn share(table: &Table, goal: &str, outcome: &str) -> usize {
    const USUAL: usize = 4;
    /// Lines of a row that is not high.
    const FEW: usize = 6;
    let (width, _) = layout::room(true);
    let widths = layout::columns(table, width);
    let lines = |own: usize| {
        let width = |columns: Range<usize>| widths.get(columns).unwrap_or_default().iter().sum();
        let left = layout::cell_lines(goal, width(1..own + 1));
        left.max(layout::cell_lines(outcome, width(own + 1..widths.len())))
    };
    if lines(USUAL) <= FEW {
        return USUAL;
    }
    let shares = [USUAL, 3, 2, 1, 5, 7];
    shares
        .into_iter()
        .min_by_key(|own| lines(*own))
        .unwrap_or(USUAL)
}

/// A place of a table as formulas have it.
fn cell_at(row: usize, column: usize) -> String {
    format!("[{row},{column}]")
}

/// A row of the money of P9 or P10.
struct FundsRow {
    by: By,
    label: String,
    amounts: [Text; 3],
    rate: Text,
}

/// 执行率 in a row of the money.
fn rate_at(rate: Text, row: usize) -> Cell {
    let [adjusted, spent] = [score::ADJUSTED, score::SPENT].map(|column| cell_at(row, column));
    known(Cell::number(rate), formula::rate(&adjusted, &spent))
}

/// A cell that follows from others, once it is known.
fn known(cell: Cell, formula: String) -> Cell {
    if cell.text.is_empty() {
        cell
    } else {
        cell.follows(formula)
    }
}

/// A number that is the sum of others of its table, where it is; one that is stated and differs
/// stays what it is.
fn sum(text: Text, parts: impl Iterator<Item = (String, Option<Decimal>)>) -> Cell {
    let (places, values): (Vec<_>, Vec<_>) = parts.unzip();
    let is_sum = text.number().is_some() && text.number() == figures::sum(values);
    let cell = Cell::number(text);
    if is_sum {
        cell.follows(format!("SUM({})", places.join(",")))
    } else {
        cell
    }
}

/// A target or actual value with its unit; a number that can be compared stays one.
fn with_unit(sign: &str, value: &str, unit: &str, single: bool) -> Cell {
    let value = value.trim();
    if value.is_empty() {
        return Cell::words(sign).centred();
    }
    let is_percent = |text: &str| text.ends_with(['%', '％']);
    let is_told = value.ends_with(unit) || is_percent(value) && is_percent(unit);
    let unit = if is_told { "" } else { unit };
    match measured(value).filter(|_| single) {
        Some(number) => Cell::measured(Measure {
            before: sign.to_owned(),
            value: number,
            behind: if is_percent(value) {
                format!("%{unit}")
            } else {
                unit.to_owned()
            },
        }),
        None => Cell::words(format!("{sign}{value}{unit}")),
    }
    .centred()
}

/// An attachment from a new page: its number, its title, what is on it.
fn page(landscape: bool, label: &str, title: &str, content: Vec<Block>) -> Section {
    let mut blocks = vec![
        Block::Label(label.into()),
        Block::Title(Text::from(title).of(FieldPath::of(&["年度"]))),
    ];
    blocks.extend(content);
    Section {
        landscape,
        name: Some(title.to_owned()),
        blocks,
    }
}
