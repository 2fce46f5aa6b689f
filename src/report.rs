//! The typed report: what the file says, as values the rest of the program computes with.
//!
//! Reading never fails. A blank is a blank, a number that cannot be read is [`Number::Unreadable`],
//! a value of the wrong shape counts as absent; [`check`] says where each of these stands.
//! This room derives nothing: totals, rates and scores belong to `figures`.

pub mod check;
pub mod date;
pub mod fields;
pub mod next_year;
pub mod number;
pub mod numeral;
pub mod places;
pub mod schema;
pub mod stamp;
pub(crate) mod typing;
pub mod unit;

use std::ops::Deref;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};

use crate::document::{Document, FieldPath, Problem, Shape, Step, UndoStep};
pub use number::Number;

/// The version of the file's format that this program writes.
pub const VERSION: u32 = 1;

/// Reads a file as a report. One of a newer format (格式版本) is understood only as far as this
/// program goes, and may be looked at, not changed.
#[must_use]
pub fn open(bytes: &[u8]) -> Document {
    let mut document = Document::read(bytes);
    hold(&mut document);
    document
}

/// Refuses what is no report, or none of this version.
fn hold(document: &mut Document) {
    hold_to_kind(document);
    hold_to_version(document);
    hold_to_size(document);
}

/// What is read without a fault and has no fields at all is no report: a list, a text. One with
/// none but unknown fields may be a report written by hand; those are told one by one.
fn hold_to_kind(document: &mut Document) {
    if document.is_read_only() {
        return;
    }
    let root = document.node(&FieldPath::root());
    let Some(node) = root.filter(|it| matches!(it.shape(), Shape::Scalar | Shape::Sequence)) else {
        return;
    };
    let (line, column) = node.line_column();
    let message = format!(
        "这个文件不是绩效自评报告，里面（第 {line} 行第 {column} 列起）没有“名称: 值”，没有读，请检查是否选错了文件。"
    );
    document.leave_unread(Problem::new(line, column, message));
}

/// Why a file is not looked into as a report, in one sentence: nothing of it can be read, or nothing
/// in it is of a report. What would be found in it says nothing.
#[must_use]
pub fn no_report(document: &Document) -> Option<String> {
    let root = document.root();
    let problem = document.problems().first().map(|it| it.message.clone());
    if root.is_empty() {
        let empty = || "文件是空的，可能没有传完，请重新拷贝一份，或请给文件的人再给一份。";
        return Some(problem.unwrap_or_else(|| empty().to_owned()));
    }
    if document.is_illegible() {
        return problem;
    }
    let is_known = fields::FIELDS
        .iter()
        .any(|field| root.get(field.key).is_some());
    (!is_known).then(|| {
        "这个文件不是绩效自评报告，里面没有“封面”“支出”“项目”等内容，没有读，请检查是否选错了文件。"
            .to_owned()
    })
}

/// What is no report by the number of its entries is not read as one: everything that is derived
/// would be many times as large as the file.
fn hold_to_size(document: &mut Document) {
    let Some(list) = fields::too_many(document) else {
        return;
    };
    let Some(node) = document.node(&list) else {
        return;
    };
    let (line, column) = node.key_line_column();
    let name = list.last_key().unwrap_or_default();
    let message = format!(
        "“{name}”的条数太多，不像是绩效自评报告，没有读（第 {line} 行第 {column} 列），请检查是否选错了文件。"
    );
    document.leave_unread(Problem::new(line, column, message));
}

fn hold_to_version(document: &mut Document) {
    let path = FieldPath::root().key("格式版本");
    let Some(node) = document
        .node(&path)
        .filter(|node| node.shape() != Shape::Null)
    else {
        return;
    };
    let version = Number::read(node.text().unwrap_or("?")).value();
    let known = |version: Decimal| version <= VERSION.into() && !version.is_sign_negative();
    let why = match version {
        Some(version) if known(version) => return,
        Some(version) if version > VERSION.into() => {
            format!("是 {version}，比本程序认识的 {VERSION} 新")
        }
        _ if node.text().is_some_and(|text| text.trim().is_empty()) => return,
        _ => "看不懂".to_owned(),
    };
    let (line, column) = node.line_column();
    let message = format!(
        "这份报告的格式版本{why}（第 {line} 行第 {column} 列），只能查看，请换用新版程序打开。"
    );
    document.refuse(Problem::new(line, column, message));
}

/// [`Document::mend`] for a report, of which it may only be known now that it is to be refused.
pub fn mend(document: &mut Document) -> Option<UndoStep> {
    let step = document.mend();
    if !document.is_read_only() {
        hold(document);
    }
    step
}

/// Whether what a report names is a file in its own folder, which is all that it may name.
#[must_use]
pub fn is_beside(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
}

/// Text of a field; a blank field is the empty text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(String);

impl Text {
    /// A name, as it is compared: blanks around it are no part of it.
    #[must_use]
    pub fn words(&self) -> &str {
        self.0.trim()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(
            Option::<String>::deserialize(deserializer)?.unwrap_or_default(),
        ))
    }
}

/// The entries of a list of texts that say something, with their places: one that was put in and left
/// blank is none.
pub fn worded(entries: &[Text]) -> impl Iterator<Item = (usize, &Text)> {
    let entries = entries.iter().enumerate();
    entries.filter(|(_, entry)| !entry.words().is_empty())
}

impl OtherFund {
    /// What it has beside its amounts, in the order of [`fields::BALANCES`].
    #[must_use]
    pub const fn balances(&self) -> [Number; 3] {
        [self.opening, self.income, self.closing]
    }
}

impl FundLine {
    /// Carried over from last year, income and carried over to the next of one line, in 万元.
    #[must_use]
    pub const fn balances(&self) -> [Number; 3] {
        [self.opening, self.income, self.closing]
    }
}

impl OrgGroup {
    /// The organisations that have a name: an entry that was put in and left blank is none.
    pub fn named(&self) -> impl Iterator<Item = &Org> {
        let members = self.members.iter();
        members.filter(|member| !member.name.words().is_empty())
    }
}

/// A part of the report that can be read again on its own.
trait Part: DeserializeOwned + Default {
    /// Reads it; where nothing stands behind its key or its dash it is as good as absent.
    fn blank_is_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Self>::deserialize(deserializer)?.unwrap_or_default())
    }

    /// Reads again what lies at `rest` below `at`, where this part stands.
    fn refresh(&mut self, document: &Document, at: &FieldPath, rest: &[Step]);

    /// Reads all of it again.
    fn reread(&mut self, document: &Document, at: &FieldPath) {
        *self = typing::typed(document, at);
    }
}

impl Part for Number {
    fn refresh(&mut self, document: &Document, at: &FieldPath, _: &[Step]) {
        self.reread(document, at);
    }
}

impl Part for Text {
    fn refresh(&mut self, document: &Document, at: &FieldPath, _: &[Step]) {
        self.reread(document, at);
    }
}

/// An entry of a list.
#[derive(Deserialize)]
#[serde(transparent, bound = "T: Part")]
struct Entry<T>(#[serde(deserialize_with = "Part::blank_is_empty")] T);

impl<T: Part> Part for Vec<T> {
    fn blank_is_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Option::<Vec<Entry<T>>>::deserialize(deserializer)?;
        let entries = entries.unwrap_or_default().into_iter();
        Ok(entries.map(|Entry(entry)| entry).collect())
    }

    fn refresh(&mut self, document: &Document, at: &FieldPath, rest: &[Step]) {
        match rest {
            [Step::Index(index), rest @ ..] if *index < self.len() => {
                if let Some(entry) = self.get_mut(*index) {
                    entry.refresh(document, &at.index(*index), rest);
                }
            }
            _ => self.reread(document, at),
        }
    }
}

/// Declares one record of the file: English field, Chinese key, type.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default, Deserialize)]
        #[serde(default)]
        pub struct $name {
            $(
                $(#[$field_doc])*
                #[serde(rename = $key, deserialize_with = "Part::blank_is_empty")]
                pub $field: $type,
            )*
        }

        impl Part for $name {
            fn refresh(&mut self, document: &Document, at: &FieldPath, rest: &[Step]) {
                let [Step::Key(key), rest @ ..] = rest else {
                    return self.reread(document, at);
                };
                match &**key {
                    $($key => self.$field.refresh(document, &at.key(key), rest),)*
                    // A key that the format does not know holds nothing of the report.
                    _ => {}
                }
            }
        }
    };
}

record! {
    /// The whole report.
    Report {
        /// The budget year.
        year: Number = "年度",
        /// The scoring scheme, by its code or the name of a file beside the report.
        scheme: Text = "评分方案",
        /// The file of last year's report, beside this one.
        last_year: Text = "上年报告",
        /// The cover.
        cover: Cover = "封面",
        /// Chapter one.
        profile: Profile = "基本情况",
        /// Chapters two to five.
        spending: Spending = "支出",
        /// One entry per first-level project (P10).
        projects: Vec<Project> = "项目",
        /// Chapter six, the department as a whole (P9).
        whole: Whole = "整体绩效",
        /// The base data (P8).
        base: BaseData = "基础数据",
        /// Chapter seven.
        issues: Vec<Issue> = "问题",
        /// Chapter eight.
        remedies: Vec<Remedy> = "改进措施",
        /// Chapter nine.
        disclosure: Disclosure = "结果应用与公开",
        /// Chapter ten.
        other: Other = "其他说明",
        /// What is to become of personal data in the copy for publication.
        disclosed: Vec<Disclosed> = "公开处理",
        /// What was answered to diagnostics.
        answers: Vec<Answer> = "说明",
        /// What a reviewer agreed to.
        ticks: Vec<Tick> = "复核",
        /// What a reviewer remarked, and what was replied to it.
        comments: Vec<Comment> = "批注",
        /// Which fields hold what is not certain yet.
        tentative: Vec<Tentative> = "待定",
        /// Which texts were taken over from last year's report.
        carried: Vec<Carried> = "沿用",
    }
}

record! {
    /// The decision on one piece of personal data, wherever it stands.
    Disclosed {
        /// The words as they stand in the report.
        content: Text = "内容",
        /// 手机号码, 姓名 and the like.
        kind: Text = "类别",
        /// 遮盖, 删除 or 保留.
        decision: Text = "处理",
        /// What stands in their place.
        masked: Text = "改为",
        /// Why they may stay.
        reason: Text = "理由",
    }
}

record! {
    /// An answer (说明) to a diagnostic, good as long as its figures stay.
    Answer {
        /// The rule's code.
        rule: Text = "规则",
        /// The place, in words.
        place: Text = "位置",
        /// The figures it was given for.
        values: Vec<Text> = "数值",
        /// The answer.
        content: Text = "内容",
    }
}

record! {
    /// A reviewer's tick (复核) on a field or a section, good as long as it stays.
    Tick {
        /// The place, in words.
        place: Text = "位置",
        /// What stood there: the value, or for long text its check sum.
        value: Text = "数值",
        /// What the program worked out there: the number, or of several their check sum.
        worked_out: Text = "算出",
        /// What stood in each field of a section, a line each.
        then: Text = "当时",
        /// What the reviewer says.
        remark: Text = "意见",
        /// Who ticked it; blank where nobody said.
        reviewer: Text = "复核人",
        /// On which day; blank where nobody said.
        day: Text = "日期",
    }
}

record! {
    /// A reviewer's comment (批注) on a field or a section.
    Comment {
        /// The place, in words.
        place: Text = "位置",
        /// What stood there, as a stamp.
        value: Text = "数值",
        /// Which finding it was written on; blank where it is about the place as a whole.
        finding: Text = "提示",
        /// What the reviewer says.
        content: Text = "内容",
        /// What is replied to it.
        reply: Text = "答复",
        /// Who replied; blank where nobody said.
        replier: Text = "答复人",
        /// On which day; blank where nobody said.
        replied_on: Text = "答复日期",
        /// Who did not accept the reply, and on which day; blank where it stands.
        reopened: Text = "重新打开",
        /// Who remarked it; blank where nobody said.
        reviewer: Text = "复核人",
        /// On which day; blank where nobody said.
        day: Text = "日期",
    }
}

record! {
    /// A field that holds what is not certain yet (待定), until somebody says that it is.
    Tentative {
        /// The place, in words.
        place: Text = "位置",
        /// What it waits for.
        remark: Text = "事由",
    }
}

record! {
    /// A text taken over from last year's report (沿用), a draft as long as it stays what it was.
    Carried {
        /// The place, in words.
        place: Text = "位置",
        /// What stood there last year, as a stamp.
        value: Text = "数值",
    }
}

record! {
    /// The cover and the signature at the end.
    Cover {
        /// The report's full name.
        title: Text = "标题",
        /// The unit that reports.
        unit: Text = "单位名称",
        /// Who filled it in.
        author: Text = "填报人",
        /// Office telephone.
        phone: Text = "办公电话",
        /// Mobile number, not for publication.
        mobile: Text = "手机号码",
        /// Date on the cover.
        date: Text = "报告日期",
        /// Signature under the text.
        signed_by: Text = "落款单位",
        /// Date under the text.
        signed_on: Text = "落款日期",
    }
}

record! {
    /// Duties, organisations, staff.
    Profile {
        /// Main duties, in order.
        duties: Vec<Text> = "职能",
        /// What is said of the organisation as a whole.
        organisation: Text = "机构情况",
        /// Offices and subordinate units by kind.
        groups: Vec<OrgGroup> = "机构",
        /// Staff at the end of the year.
        staff: Staff = "人员",
    }
}

record! {
    /// Organisations of one kind, such as 党政机构.
    OrgGroup {
        /// The kind.
        kind: Text = "类别",
        /// How many the report says there are.
        stated: Number = "列示数",
        /// Which they are.
        members: Vec<Org> = "名单",
    }
}

record! {
    /// One organisation.
    Org {
        /// Its name.
        name: Text = "名称",
        /// Further names it carries (加挂).
        also: Vec<Text> = "加挂",
    }
}

record! {
    /// Staff at the end of the year, in 人.
    Staff {
        /// Posts approved.
        quota: Number = "编制数",
        /// How many the report says there are.
        stated: Number = "年末实有人数",
        /// The same of the year before.
        prior: Number = "上年实有人数",
        /// On the establishment.
        employed: Number = "在职在编人员",
        /// Former non-commissioned officers.
        veterans: Number = "转业士官",
        /// Retired cadres of before 1949.
        honourably_retired: Number = "离休人员",
        /// Retired.
        retired: Number = "退休人员",
        /// Off the establishment; beside the total, not in it.
        outside: Number = "编外人员",
        /// The same of the year before.
        prior_outside: Number = "上年编外人员",
        /// Posts by kind.
        posts: Vec<Posts> = "分类编制",
        /// Why the number changed.
        reason: Text = "人员变化原因",
    }
}

record! {
    /// Posts of one kind, in 人.
    Posts {
        /// 行政编制, 事业编制.
        kind: Text = "类别",
        /// Approved.
        quota: Number = "编制数",
        /// Filled at the end of the year.
        filled: Number = "在编人数",
    }
}

record! {
    /// The four amounts of a budget item, in 万元. They are not interchangeable.
    Amounts {
        /// Approved at the start of the year.
        approved: Number = "年初预算数",
        /// Approved plus what was added or moved during the year.
        adjusted: Number = "全年预算数",
        /// Spent in the year.
        spent: Number = "全年执行数",
        /// Spent the year before.
        prior: Number = "上年执行数",
    }
}

record! {
    /// Spending by fund.
    Spending {
        /// 一般公共预算
        general: GeneralFund = "一般公共预算",
        /// 政府性基金预算
        government: OtherFund = "政府性基金预算",
        /// 国有资本经营预算
        state_capital: OtherFund = "国有资本经营预算",
        /// 社会保险基金预算
        insurance: OtherFund = "社会保险基金预算",
    }
}

record! {
    /// The general public budget.
    GeneralFund {
        /// What is stated of the whole.
        amounts: Amounts = "金额",
        /// 基本支出
        basic: BasicSpending = "基本支出",
        /// 项目支出
        project: ProjectSpending = "项目支出",
        /// Why the budget was changed during the year.
        adjustment: Text = "预算调整说明",
    }
}

record! {
    /// Basic spending.
    BasicSpending {
        /// What is stated of the whole.
        amounts: Amounts = "金额",
        /// Personnel and operating costs.
        kinds: Vec<BasicKind> = "分类",
        /// What the report says of it.
        note: Text = "说明",
    }
}

record! {
    /// 人员经费 or 公用经费.
    BasicKind {
        /// Its name.
        name: Text = "名称",
        /// Its amounts, stated beside the lines where there are lines.
        amounts: Amounts = "金额",
        /// Lines by economic classification.
        lines: Vec<BudgetLine> = "明细",
    }
}

record! {
    /// One line of a budget.
    BudgetLine {
        /// The subject's code.
        code: Text = "科目编码",
        /// The subject's name.
        name: Text = "名称",
        /// Its amounts.
        amounts: Amounts = "金额",
    }
}

record! {
    /// Project spending; the projects hold their own amounts.
    ProjectSpending {
        /// What is stated of the whole.
        amounts: Amounts = "金额",
        /// 业务工作经费, 运行维护经费, 专项资金.
        kinds: Vec<ProjectKind> = "类别",
    }
}

record! {
    /// A kind of project spending.
    ProjectKind {
        /// Its name.
        name: Text = "名称",
        /// What is stated of it.
        amounts: Amounts = "金额",
    }
}

record! {
    /// A fund other than the general one, in 万元.
    OtherFund {
        /// Its amounts, stated beside the lines where there are lines.
        amounts: Amounts = "金额",
        /// Carried over from the year before.
        opening: Number = "年初结转和结余",
        /// Received in the year.
        income: Number = "本年收入",
        /// Carried over to the next year.
        closing: Number = "年末结转和结余",
        /// Spent in the year as the published final accounts have it.
        published: Number = "决算公开数",
        /// Lines by functional classification.
        lines: Vec<FundLine> = "明细",
        /// Where the money comes from; 无 where there is none.
        note: Text = "说明",
    }
}

record! {
    /// One line of a fund's table.
    FundLine {
        /// The subject's code: 3, 5 or 7 digits.
        code: Text = "科目编码",
        /// The subject's name.
        name: Text = "名称",
        /// Carried over from the year before.
        opening: Number = "年初结转和结余",
        /// Received in the year.
        income: Number = "本年收入",
        /// Its amounts.
        amounts: Amounts = "金额",
        /// Basic spending of the year, in 万元.
        basic: Number = "基本支出",
        /// Project spending of the year, in 万元.
        project: Number = "项目支出",
        /// Carried over to the next year.
        closing: Number = "年末结转和结余",
    }
}

record! {
    /// One first-level project (P10).
    Project {
        /// Its name.
        name: Text = "名称",
        /// The kind of project spending it belongs to.
        kind: Text = "支出类别",
        /// The department in charge.
        department: Text = "主管部门",
        /// Who carries it out.
        operator: Text = "实施单位",
        /// Its money.
        funds: ProjectFunds = "资金",
        /// What its table states of the outcome.
        stated: SelfScore = "自评",
        /// The goal of the year.
        goal: Text = "预期目标",
        /// What was done.
        outcome: Text = "完成情况",
        /// Its indicators.
        indicators: Vec<Indicator> = "指标",
    }
}

record! {
    /// A project's money by source.
    ProjectFunds {
        /// The whole, stated beside the sources where these are filled in.
        total: Amounts = "年度资金总额",
        /// 当年财政拨款
        appropriation: Amounts = "当年财政拨款",
        /// 上年结转资金
        carried_over: Amounts = "上年结转资金",
        /// 其他资金
        other: Amounts = "其他资金",
        /// Why it was spent otherwise than planned.
        note: Text = "执行说明",
    }
}

record! {
    /// What a self-evaluation table states of its outcome.
    SelfScore {
        /// %
        rate: Number = "执行率",
        /// Points for the execution rate.
        execution: Number = "执行率得分",
        /// All points.
        total: Number = "总分",
        /// 优, 良, 中, 差.
        grade: Text = "等级",
    }
}

record! {
    /// A performance indicator.
    Indicator {
        /// 一级指标
        level1: Text = "一级指标",
        /// 二级指标
        level2: Text = "二级指标",
        /// 三级指标
        name: Text = "三级指标",
        /// How actual and target are compared.
        sign: Text = "计算符号",
        /// 指标值
        target: Text = "指标值",
        /// The unit of both values.
        unit: Text = "度量单位",
        /// 完成值
        actual: Text = "完成值",
        /// Full marks.
        points: Number = "分值",
        /// Marks given.
        score: Number = "得分",
        /// Why it deviates.
        reason: Text = "偏差原因",
    }
}

record! {
    /// The department as a whole (P9).
    Whole {
        /// What was planned.
        plan: GoalPlan = "目标设置",
        /// The money as its table states it.
        funds: WholeFunds = "资金",
        /// What its table states of the outcome.
        stated: SelfScore = "自评",
        /// The goal of the year.
        goal: Text = "预期目标",
        /// What was done, as a whole.
        outcome: Text = "完成情况",
        /// Its indicators.
        indicators: Vec<Indicator> = "指标",
    }
}

record! {
    /// The department's money by origin and by use, as its table (P9) states it.
    WholeFunds {
        /// All of it.
        total: Amounts = "年度资金总额",
        /// By origin: 一般公共预算.
        general: Amounts = "一般公共预算",
        /// By origin: 政府性基金拨款.
        government: Amounts = "政府性基金拨款",
        /// By origin: 纳入专户管理的非税收入拨款.
        special: Amounts = "纳入专户管理的非税收入拨款",
        /// By origin: 其他资金.
        other: Amounts = "其他资金",
        /// By use: 基本支出.
        basic: Amounts = "基本支出",
        /// By use: 项目支出.
        project: Amounts = "项目支出",
    }
}

record! {
    /// The performance goals as set at the start of the year.
    GoalPlan {
        /// 万元
        basic: Number = "基本支出计划安排",
        /// How many projects.
        projects: Number = "项目个数",
        /// 万元
        project: Number = "项目支出计划安排",
        /// What the report says of it.
        note: Text = "说明",
    }
}

record! {
    /// A row of the base data, in 万元.
    Columns {
        /// Spent the year before.
        prior: Number = "上年决算数",
        /// Budget of the year.
        budget: Number = "本年预算数",
        /// Spent in the year.
        spent: Number = "本年决算数",
    }
}

record! {
    /// The base data (P8) beyond what other chapters hold.
    BaseData {
        /// 财政供养人员情况
        fed: Fed = "财政供养人员",
        /// 三公经费
        thrift: Thrift = "三公经费",
        /// 公用经费, of which
        office: OfficeCosts = "公用经费",
        /// 政府采购金额
        procurement: Columns = "政府采购金额",
        /// 部门基本支出预算调整
        adjustment: Columns = "部门基本支出预算调整",
        /// 楼堂馆所
        buildings: Buildings = "楼堂馆所",
        /// 厉行节约保障措施
        measures: Text = "厉行节约保障措施",
    }
}

record! {
    /// Staff as the base data table states it.
    Fed {
        /// 人
        quota: Number = "编制数",
        /// 人
        employed: Number = "实际在职人数",
        /// %
        control_rate: Number = "控制率",
    }
}

record! {
    /// The three public expenses.
    Thrift {
        /// All three, as the table states it.
        total: Columns = "合计",
        /// Buying and running cars, as the table states it.
        cars: Columns = "公务用车购置和维护",
        /// Buying cars.
        car_purchase: Columns = "公务用车购置",
        /// Running cars.
        car_running: Columns = "公务用车运行维护",
        /// Going abroad.
        abroad: Columns = "出国经费",
        /// Receiving guests.
        reception: Columns = "公务接待",
    }
}

record! {
    /// Operating costs, of which.
    OfficeCosts {
        /// Office supplies.
        office: Columns = "办公经费",
        /// Water, electricity, travel.
        utilities: Columns = "水费、电费、差旅费",
        /// Meetings and training.
        meetings: Columns = "会议费、培训费",
    }
}

record! {
    /// Buildings completed in the year.
    Buildings {
        /// ㎡
        approved_area: Number = "批复规模",
        /// ㎡
        actual_area: Number = "实际规模",
        /// 万元
        approved_cost: Number = "预算投资",
        /// 万元
        actual_cost: Number = "实际投资",
    }
}

record! {
    /// A problem found in the department's work.
    Issue {
        /// What a remedy refers to it by.
        number: Text = "编号",
        /// What is wrong.
        content: Text = "内容",
        /// Why.
        cause: Text = "原因",
        /// The projects concerned, by name.
        projects: Vec<Text> = "涉及项目",
    }
}

record! {
    /// What will be done about a problem.
    Remedy {
        /// What will be done.
        content: Text = "内容",
        /// The number of the problem it answers.
        answers: Text = "针对问题",
        /// Who will do it.
        owner: Text = "责任人",
        /// Until when.
        due: Text = "完成时限",
        /// 未开始, 进行中 or 已完成.
        state: Text = "状态",
    }
}

impl Remedy {
    /// The numbers of the problems it answers, one or several: 1、2, 1和3.
    pub fn answered(&self) -> impl Iterator<Item = &str> {
        let numbers = self.answers.words();
        let numbers = numbers.split(['、', '，', ',', '；', ';', '和', '与']);
        numbers.map(str::trim).filter(|number| !number.is_empty())
    }
}

record! {
    /// Use of the results and their publication.
    Disclosure {
        /// The verdict on the year.
        conclusion: Text = "自评结论",
        /// What the results are used for.
        application: Text = "结果应用",
        /// When and where published.
        publication: Text = "公开情况",
    }
}

record! {
    /// Anything else.
    Other {
        /// The text of chapter ten.
        content: Text = "内容",
        /// The list of attachments.
        attachments: Vec<Attachment> = "附件",
    }
}

record! {
    /// One attachment of the report.
    Attachment {
        /// Its name.
        name: Text = "名称",
        /// Where it is, or that there is none.
        note: Text = "说明",
    }
}

impl Attachment {
    /// The number that its note refers to: 3 of 详见附件3.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let (_, behind) = self.note.split_once("附件")?;
        let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        behind.get(..behind.len() - rest.len())?.parse().ok()
    }
}

impl Report {
    /// Reads the whole document.
    #[must_use]
    pub fn read(document: &Document) -> Self {
        typing::typed(document, &FieldPath::root())
    }

    /// The year it is of, where one is entered that can be one.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        date::year(self.year)
    }

    /// Reads again only what lies at `scope`, the part of the document that changed.
    ///
    /// A change of one value costs what that value costs, however long the report is.
    pub fn refresh(&mut self, document: &Document, scope: &FieldPath) {
        Part::refresh(self, document, &FieldPath::root(), scope.steps());
    }

    /// Types again what lies in several parts.
    pub fn refresh_each(&mut self, document: &Document, scopes: &[FieldPath]) {
        for scope in scopes {
            self.refresh(document, scope);
        }
    }

    /// Whether another YAML reader, `serde_yaml`, finds the same values in the text: the last
    /// question before a file is replaced. A file with values of the wrong shape or with aliases
    /// is not one that the two read alike; there nothing is asked.
    #[must_use]
    pub fn is_confirmed(document: &Document) -> bool {
        if document.has_aliases() || !check::is_well_shaped(document) {
            return true;
        }
        let options = serde_yaml::options! {
            budget: None,
            with_snippet: false,
        };
        serde_yaml::from_str_with_options::<Option<Self>>(document.text(), options)
            .is_ok_and(|report| report.unwrap_or_default() == Self::read(document))
    }
}
