//! `FIELDS`: every field of the file, once. Forms, validation, help, the JSON Schema and the
//! count of what is filled in all iterate over this table.
//!
//! Keys are the words of the official forms, so the key is also the label a person reads.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::document::{Document, FieldPath, Naming, Node, Step, Value};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 万元, shown with two decimals.
    WanYuan,
    /// 人, whole.
    Person,
    /// ㎡
    SquareMetre,
    /// 分
    Points,
    /// 个
    Item,
    /// 年
    Year,
    /// %, so that 97.35 is 97.35 %.
    Percent,
    /// A number of its own, such as the version of the format.
    None,
}

impl Unit {
    /// Whether there cannot be less than none of it: people, things, areas and points. Money may be carried
    /// over as a deficit.
    #[must_use]
    pub const fn is_never_negative(self) -> bool {
        matches!(
            self,
            Self::Person | Self::Item | Self::SquareMetre | Self::Points
        )
    }

    /// The unit as it is written behind a number.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::WanYuan => "万元",
            Self::Person => "人",
            Self::SquareMetre => "平方米",
            Self::Points => "分",
            Self::Item => "个",
            Self::Year => "年",
            Self::Percent => "%",
            Self::None => "",
        }
    }

    /// The words that may stand behind a number of it, and say no more than the unit does.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::WanYuan => &["万元"],
            Self::Person => &["人", "名", "个", "位"],
            Self::SquareMetre => &["平方米", "㎡"],
            Self::Points => &["分"],
            Self::Item => &["个", "项", "家", "处"],
            Self::Year => &["年度", "年"],
            Self::Percent => &["%"],
            Self::None => &[],
        }
    }

    /// A number of the unit, as it is typed.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::WanYuan => "435.20",
            Self::Percent => "97.35",
            Self::Year => "2022",
            Self::Person | Self::Item => "43",
            Self::SquareMetre | Self::Points => "8.5",
            Self::None => "1",
        }
    }

    /// Whether only whole numbers make sense.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Person | Self::Item | Self::Year | Self::None)
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// A calendar date, written 2023-04-28.
    Date,
    /// A date, or that it goes on (长期坚持).
    Deadline,
    /// A plain decimal.
    Number(Unit),
    /// A target or an actual value: a number, or words such as 达成.
    Measure,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The same, unless the scoring scheme has words of its own: a level of an indicator.
    Level(&'static [&'static str]),
    /// Fields of its own.
    Record(&'static [Field]),
    /// Entries, each of the kind given; the word is what one entry is called.
    List(&'static Kind, &'static str),
}

impl Kind {
    /// Whether numbers stand in it.
    #[must_use]
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Number(_) | Self::Measure)
    }

    /// Whether it is a row of amounts.
    #[must_use]
    pub fn is_row(self) -> bool {
        let is_amount = |it: &Field| matches!(it.kind, Self::Number(Unit::WanYuan));
        matches!(self, Self::Record(fields) if fields.iter().all(is_amount))
    }

    /// Whether it is one of some words.
    #[must_use]
    pub const fn is_chosen(self) -> bool {
        matches!(self, Self::Choice(_) | Self::Level(_))
    }

    /// Whether it is written line by line: a text of several, or a list with an entry on each.
    #[must_use]
    pub const fn is_long(self) -> bool {
        matches!(self, Self::LongText | Self::List(..))
    }
}

/// One field of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// The key in the file, which is the label in the form.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether the official form cannot be handed in without it.
    pub required: bool,
    /// Whether the form has it printed: it counts where it is missing, and as nobody's work where not.
    pub printed: bool,
    /// What the form means by it, with an example where that helps.
    pub help: &'static str,
    /// What else it is called at the head of a column, where its key says too little for that.
    pub also: &'static [&'static str],
}

impl Field {
    /// A field that may stay blank.
    #[must_use]
    pub const fn new(key: &'static str, kind: Kind, help: &'static str) -> Self {
        Self {
            key,
            kind,
            required: false,
            printed: false,
            help,
            also: &[],
        }
    }

    /// This field, which the form cannot be handed in without.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// This field, which is called so too.
    const fn called(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    /// This field, which the form has printed.
    const fn printed(mut self) -> Self {
        self.printed = true;
        self.required()
    }
}

const fn text(key: &'static str, help: &'static str) -> Field {
    Field::new(key, Kind::Text, help)
}
const fn long(key: &'static str, help: &'static str) -> Field {
    Field::new(key, Kind::LongText, help)
}
const fn number(key: &'static str, unit: Unit, help: &'static str) -> Field {
    Field::new(key, Kind::Number(unit), help)
}
const fn record(key: &'static str, fields: &'static [Field], help: &'static str) -> Field {
    Field::new(key, Kind::Record(fields), help)
}
const fn list(
    key: &'static str,
    item: &'static Kind,
    noun: &'static str,
    help: &'static str,
) -> Field {
    Field::new(key, Kind::List(item, noun), help)
}

/// The root of the file.
pub static FIELDS: &[Field] = &[
    number(
        "格式版本",
        Unit::None,
        "本文件格式的版本，由程序填写，现为 1。",
    ),
    number(
        "年度",
        Unit::Year,
        "被评价的预算年度，四位数字，例如 2022。",
    )
    .required(),
    text(
        "评分方案",
        "回车选内置的一种，也可以写报告旁边的方案文件名。留空按湖南省2022年表样。",
    ),
    text(
        "上年报告",
        "上年报告的文件名，与本报告放在一起，对照时用；由上年新建时由程序填写。",
    ),
    record("封面", COVER, "报告封面。"),
    record("基本情况", PROFILE, "一、部门、单位基本情况。"),
    record("支出", SPENDING, "二至五、各类预算支出情况。"),
    list(
        "项目",
        &Kind::Record(PROJECT),
        "项目",
        "每个一级项目一条，对应一张项目支出绩效自评表（P10）。",
    ),
    record("整体绩效", WHOLE, "六、部门整体支出绩效情况（P9）。"),
    record(
        "基础数据",
        BASE_DATA,
        "部门整体支出绩效评价基础数据表（P8）。",
    ),
    list(
        "问题",
        &Kind::Record(ISSUE),
        "问题",
        "七、存在的主要问题及原因分析。",
    )
    .required(),
    list(
        "改进措施",
        &Kind::Record(REMEDY),
        "措施",
        "八、下一步改进措施。",
    )
    .required(),
    record(
        "结果应用与公开",
        DISCLOSURE,
        "九、绩效自评结果拟应用和公开情况。",
    ),
    record("其他说明", OTHER, "十、其他需要说明的情况。"),
    list(
        "公开处理",
        &Kind::Record(DISCLOSED),
        "处理",
        "公开前对个人信息逐处的决定，由程序写入。",
    ),
    list(
        "说明",
        &Kind::Record(ANSWER),
        "说明",
        "对核对提示的说明，由程序写入；数字一变，提示重新出现。",
    ),
    list(
        "复核",
        &Kind::Record(TICK),
        "复核",
        "复核人认可的内容，由程序写入；内容一变，记号失效。",
    ),
    list(
        "批注",
        &Kind::Record(COMMENT),
        "批注",
        "审阅人对某一处的批注和填报人的答复，由程序写入。",
    ),
    list(
        "待定",
        &Kind::Record(TENTATIVE),
        "待定",
        "还没有定的数，由程序写入；送审前会列出来。",
    ),
    list(
        "沿用",
        &Kind::Record(CARRIED),
        "沿用",
        "从上年报告沿用的内容，新建时由程序写入；改写以前一直提示。",
    ),
];

/// The chapters that the program writes itself: what was said to this very report.
pub const BY_PROGRAM: [&str; 6] = ["公开处理", "说明", "复核", "批注", "待定", "沿用"];

/// Whether a path lies in what the program writes down.
#[must_use]
pub fn is_by_program(path: &FieldPath) -> bool {
    path.first_key()
        .is_some_and(|key| BY_PROGRAM.contains(&key))
}

/// Those of them in which a reviewer writes, who leaves what the report says as it is.
const BY_REVIEWER: [&str; 3] = ["说明", "复核", "批注"];

/// Whether what stands there is what a reviewer says about the report.
#[must_use]
pub fn is_by_reviewer(path: &FieldPath) -> bool {
    path.first_key()
        .is_some_and(|key| BY_REVIEWER.contains(&key))
}

/// Whether it is a tick or a comment with its answer: what people said to each other, word for word.
#[must_use]
pub fn is_of_review(path: &FieldPath) -> bool {
    matches!(path.first_key(), Some("复核" | "批注"))
}

/// Whether what stands there is signed by a reviewer, so that whoever fills in leaves it as it is: ticks
/// and comments, but for the answer to a comment.
#[must_use]
pub fn is_signed_by_reviewer(path: &FieldPath) -> bool {
    let is_answer = |step: &Step| {
        let of_answer = ["答复", "答复人", "答复日期", "重新打开"];
        matches!(step, Step::Key(key) if of_answer.contains(&&**key))
    };
    let is_reply = matches!(path.steps(), [Step::Key(list), _, field, ..]
        if &**list == "批注" && is_answer(field));
    is_of_review(path) && !is_reply
}

/// The sections a reviewer goes through: the year, which is of no chapter, and the chapters of the
/// report, of those made of parts each fund and each project.
#[must_use]
pub fn sections(projects: usize) -> Vec<FieldPath> {
    let is_record = |kind: Kind| matches!(kind, Kind::Record(_));
    let mut sections = Vec::new();
    for field in FIELDS.iter().filter(|it| !BY_PROGRAM.contains(&it.key)) {
        let path = FieldPath::root().key(field.key);
        match field.kind {
            Kind::Record(parts) if parts.iter().all(|part| is_record(part.kind)) => {
                sections.extend(parts.iter().map(|part| path.key(part.key)));
            }
            Kind::List(..) if field.key == PROJECTS => {
                sections.extend((0..projects).map(|i| path.index(i)));
            }
            Kind::Record(_) | Kind::List(..) => sections.push(path),
            _ if field.required => sections.push(path),
            _ => {}
        }
    }
    sections
}

/// The measure word of an entry that is called so: 一个项目, 一条措施.
#[must_use]
pub fn measure_of(noun: &str) -> &'static str {
    match noun {
        "项目" | "问题" | "机构" | "分类" | "类别" | "机构类别" | "编制类别" => {
            "个"
        }
        "牌子" => "块",
        "明细" | "职能" => "项",
        _ => "条",
    }
}

/// The key of the list of projects.
pub const PROJECTS: &str = "项目";

/// The list of projects.
#[must_use]
pub fn projects() -> FieldPath {
    FieldPath::root().key(PROJECTS)
}

/// A project by its place.
#[must_use]
pub fn project(place: usize) -> FieldPath {
    projects().index(place)
}

/// The project that a field belongs to, by its place.
#[must_use]
pub fn project_of(path: &FieldPath) -> Option<usize> {
    match path.steps() {
        [Step::Key(key), Step::Index(place), ..] if &**key == PROJECTS => Some(*place),
        _ => None,
    }
}

/// The section that a value stands in, one of [`sections`]; of what stands beside them, itself.
#[must_use]
pub fn section(path: &FieldPath) -> FieldPath {
    let mut steps = path.steps().iter();
    let Some(Step::Key(chapter)) = steps.next() else {
        return path.clone();
    };
    let section = FieldPath::root().key(chapter);
    match (&**chapter, steps.next()) {
        ("项目", Some(Step::Index(i))) => section.index(*i),
        ("支出", Some(Step::Key(part))) => section.key(part),
        _ => section,
    }
}

// What the program writes itself is never lacking.

static DISCLOSED: &[Field] = &[
    text("内容", "文中的个人信息，照原文。"),
    text("类别", "例如：手机号码、姓名。"),
    Field::new(
        "处理",
        Kind::Choice(&["遮盖", "删除", "保留"]),
        "公开版怎样处理：遮盖、删除 或 保留。",
    ),
    text("改为", "遮盖后的样子，例如 138****0000。"),
    text("理由", "保留的理由。"),
];

static ANSWER: &[Field] = &[
    text("规则", "规则代码，例如 A3。"),
    text("位置", "在报告的什么地方。"),
    list("数值", &Kind::Text, "数值", "说明时有关的数字。"),
    long("内容", "为什么如此。"),
];

static TICK: &[Field] = &[
    text("位置", "在报告的什么地方。"),
    text("数值", "复核时的内容，长文字记校验码。"),
    text("算出", "复核时那里算出的数，多个数记校验码。"),
    long(
        "当时",
        "复核时里面各格的内容，一格一行，长文字记校验码；照它说出后来改了哪一格。",
    ),
    text("意见", "复核人的意见。"),
    text("复核人", "谁复核的，开始审阅时问一次。"),
    text("日期", "哪天复核的，由程序写入，例如 2023-04-25。"),
];

static COMMENT: &[Field] = &[
    text("位置", "对报告的什么地方。"),
    text("数值", "批注时那里的内容，长文字记校验码。"),
    text(
        "提示",
        "批注的是那里的哪一条核对提示，记规则代码和校验码；空着的是对这一处整体的。",
    ),
    long("内容", "批注：哪里有疑问，要怎样改。"),
    long("答复", "填报人的答复；没有答复的，送审前会列出来。"),
    text("答复人", "谁答复的，照封面的填报人。"),
    text("答复日期", "哪天答复的，由程序写入，例如 2023-04-25。"),
    text(
        "重新打开",
        "审阅人没有接受答复的，记谁、哪天；再答复就清空。",
    ),
    text("复核人", "谁写的批注，开始审阅时问一次。"),
    text("日期", "哪天写的批注，由程序写入，例如 2023-04-25。"),
];

static TENTATIVE: &[Field] = &[
    text("位置", "在报告的什么地方。"),
    text("事由", "等什么，例如：等决算批复。"),
];

static CARRIED: &[Field] = &[
    text("位置", "在报告的什么地方。"),
    text("数值", "上年的内容，长文字记校验码。"),
];

static COVER: &[Field] = &[
    text(
        "标题",
        "报告的全名，例如：2022年度某街道办事处整体支出绩效自评报告。",
    )
    .required(),
    text("单位名称", "预算单位全称，与公章一致。").required(),
    text("填报人", "报告填报人姓名。").required(),
    text("办公电话", "办公电话；公开版可保留。").required(),
    text("手机号码", "填报人手机；公开前须删除或遮盖。"),
    Field::new("报告日期", Kind::Date, "封面上的日期，写成 2023-04-28。").required(),
    text("落款单位", "报告末尾的署名单位。").required(),
    Field::new("落款日期", Kind::Date, "报告末尾的日期，应与报告日期一致。").required(),
];

static PROFILE: &[Field] = &[
    list(
        "职能",
        &Kind::Text,
        "职能",
        "主要职能，一条一项，序号由程序编排。",
    )
    .required(),
    long("机构情况", "机构设置的总说明。"),
    list(
        "机构",
        &Kind::Record(ORG_GROUP),
        "机构类别",
        "内设机构和所属单位，按类别列。",
    )
    .required(),
    record("人员", STAFF, "年末人员情况，单位：人。"),
];

static ORG_GROUP: &[Field] = &[
    text("类别", "例如：党政机构、执法机构、街道所属事业单位、其他。").required(),
    number("列示数", Unit::Item, "报告中写明的个数，与名单核对。"),
    list("名单", &Kind::Record(ORG), "机构", "该类别下的机构。").required(),
];

static ORG: &[Field] = &[
    text("名称", "机构全称。")
        .required()
        .called(&["机构", "单位"]),
    list("加挂", &Kind::Text, "牌子", "加挂的牌子，一块一项。").called(&[
        "加挂的牌子",
        "加挂牌子",
        "牌子",
    ]),
];

static STAFF: &[Field] = &[
    number(
        "编制数",
        Unit::Person,
        "机构编制部门核定的编制数；控制率 = 在职人数 / 编制数。",
    )
    .required(),
    number("在职在编人员", Unit::Person, "年末在职在编人数。").required(),
    number("转业士官", Unit::Person, "年末转业士官人数。"),
    number("离休人员", Unit::Person, "年末离休人数。"),
    number("退休人员", Unit::Person, "年末退休人数。"),
    number(
        "年末实有人数",
        Unit::Person,
        "报告中写明的实有人数，与各类人员之和核对；不含编外人员。",
    )
    .required(),
    number("编外人员", Unit::Person, "编外其他人员，不计入实有人数。"),
    list(
        "分类编制",
        &Kind::Record(POSTS),
        "编制类别",
        "按行政、事业等类别列编制数和在编人数；没有分类的不填。",
    ),
    number(
        "上年实有人数",
        Unit::Person,
        "上年报告的年末实有人数，用于比较增减；由上年新建时由程序填写。",
    ),
    number(
        "上年编外人员",
        Unit::Person,
        "上年报告的编外人员，用于比较增减；由上年新建时由程序填写。",
    ),
    long("人员变化原因", "与上年相比人员增减的主要原因。"),
];

static POSTS: &[Field] = &[
    text("类别", "例如：行政编制、事业编制。").required(),
    number("编制数", Unit::Person, "该类别核定的编制数。").required(),
    number("在编人数", Unit::Person, "该类别年末在编人数。").required(),
];

static AMOUNTS: &[Field] = &[
    number("年初预算数", Unit::WanYuan, "年初批复的预算数。"),
    number(
        "全年预算数",
        Unit::WanYuan,
        "年初预算数加年中追加、调整后的预算数；执行率以它为分母。",
    ),
    number(
        "全年执行数",
        Unit::WanYuan,
        "全年实际支出数，与部门决算一致。",
    ),
    number(
        "上年执行数",
        Unit::WanYuan,
        "上一年度决算数，用于比较增减。",
    ),
];

/// The help of every 金额 record: why a node with parts has amounts of its own.
const STATED: &str =
    "有分项时填报告或决算中写明的合计，程序将它与分项之和核对；没有分项时就是该项的金额。";

static SPENDING: &[Field] = &[
    record("一般公共预算", GENERAL_FUND, "二、一般公共预算支出情况。"),
    record("政府性基金预算", OTHER_FUND, "三、政府性基金预算支出情况。"),
    record(
        "国有资本经营预算",
        OTHER_FUND,
        "四、国有资本经营预算支出情况。",
    ),
    record(
        "社会保险基金预算",
        OTHER_FUND,
        "五、社会保险基金预算支出情况。",
    ),
];

static GENERAL_FUND: &[Field] = &[
    record("金额", AMOUNTS, STATED),
    record("基本支出", BASIC_SPENDING, "（一）基本支出情况。"),
    record(
        "项目支出",
        PROJECT_SPENDING,
        "（二）项目支出情况；项目本身在“项目”一章填写。",
    ),
    long(
        "预算调整说明",
        "年中追加、调整预算的依据和原因；调整率超过30%的必须说明。",
    ),
];

static BASIC_SPENDING: &[Field] = &[
    record("金额", AMOUNTS, STATED),
    list(
        "分类",
        &Kind::Record(BASIC_KIND),
        "分类",
        "人员经费、公用经费。",
    ),
    long(
        "说明",
        "三公经费等情况说明。导出时前面自动写一句基本支出和其中各项的金额，这里不用再写。",
    ),
];

static BASIC_KIND: &[Field] = &[
    text("名称", "例如：人员经费、公用经费。").printed(),
    record("金额", AMOUNTS, STATED),
    list("明细", &Kind::Record(LINE), "明细", "该类下的经济科目。"),
];

static LINE: &[Field] = &[
    text("科目编码", "科目编码，例如 30201。"),
    text("名称", "科目名称，例如：办公费。").required(),
    record("金额", AMOUNTS, "该科目的金额。"),
];

static PROJECT_SPENDING: &[Field] = &[
    record("金额", AMOUNTS, STATED),
    list(
        "类别",
        &Kind::Record(PROJECT_KIND),
        "类别",
        "业务工作经费、运行维护经费、专项资金。",
    ),
];

static PROJECT_KIND: &[Field] = &[
    text(
        "名称",
        "例如：业务工作经费。项目按“支出类别”归到同名类别下。",
    )
    .printed(),
    record("金额", AMOUNTS, STATED),
];

/// What a fund, and each line of it, has beside its amounts.
pub const BALANCES: [&str; 3] = ["年初结转和结余", "本年收入", "年末结转和结余"];

const OPENING: Field = number(
    BALANCES[0],
    Unit::WanYuan,
    "年初结转和结余，与决算公开表一致。",
);
const INCOME: Field = number(BALANCES[1], Unit::WanYuan, "本年收入，与决算公开表一致。");
const CLOSING: Field = number(
    BALANCES[2],
    Unit::WanYuan,
    "年末结转和结余 = 年初结转和结余 + 本年收入 - 本年支出。",
);

static OTHER_FUND: &[Field] = &[
    record("金额", AMOUNTS, STATED),
    OPENING,
    INCOME,
    CLOSING,
    number(
        "决算公开数",
        Unit::WanYuan,
        "部门决算公开表中的本年支出合计。",
    ),
    list(
        "明细",
        &Kind::Record(FUND_LINE),
        "明细",
        "按支出功能分类科目列，与部门决算公开表一致。",
    ),
    long(
        "说明",
        "资金来源和用途；没有此项支出的写“无”。填了全年执行数的，导出时前面自动写一句金额，这里不用再写。",
    ),
];

static FUND_LINE: &[Field] = &[
    text(
        "科目编码",
        "功能分类科目编码，类、款、项为 3、5、7 位，例如 2296002。",
    ),
    text("名称", "科目名称，例如：用于社会福利的彩票公益金支出。").required(),
    OPENING,
    INCOME,
    record("金额", AMOUNTS, "该科目的金额。"),
    number("基本支出", Unit::WanYuan, "本年支出中的基本支出。"),
    number("项目支出", Unit::WanYuan, "本年支出中的项目支出。"),
    CLOSING,
];

static PROJECT: &[Field] = &[
    text("名称", "一级项目名称，与预算批复一致。").required(),
    text(
        "支出类别",
        "业务工作经费、运行维护经费或专项资金；由其他预算安排的填政府性基金预算、国有资本经营预算或其他资金。",
    )
    .required(),
    text("主管部门", "主管这个项目的部门；不填时自评表上印单位名称。"),
    text("实施单位", "具体实施的单位；不填时自评表上印单位名称。"),
    record("资金", PROJECT_FUNDS, "项目资金（万元）。"),
    record("自评", SELF_SCORE, "自评表上填列的执行率、得分和等级。"),
    long("预期目标", "年度总体目标的预期目标，取自批复的绩效目标。").required(),
    long("完成情况", "年度总体目标的实际完成情况。").required(),
    list("指标", &Kind::Record(INDICATOR), "指标", "绩效指标。").required(),
];

static PROJECT_FUNDS: &[Field] = &[
    record("年度资金总额", AMOUNTS, STATED),
    record("当年财政拨款", AMOUNTS, "当年财政拨款。"),
    record("上年结转资金", AMOUNTS, "上年结转资金。"),
    record("其他资金", AMOUNTS, "其他资金。"),
    long(
        "执行说明",
        "执行率偏低、预算调整、超出计划的原因和资金来源。",
    ),
];

/// The grades of a self-evaluation, the best first.
pub const GRADES: &[&str] = &["优", "良", "中", "差"];

/// 一级指标 of all forms.
const FIRST_LEVELS: &[&str] = &["成本指标", "产出指标", "效益指标", "满意度指标"];

/// 一级指标 with the 二级指标 that stand under them in every form; those of costs stand under 产出指标 in some.
pub const UNDER: [(&str, &[&str]); 3] = [
    ("产出指标", &["数量指标", "质量指标", "时效指标"]),
    (
        "效益指标",
        &[
            "经济效益指标",
            "社会效益指标",
            "生态效益指标",
            "可持续影响指标",
        ],
    ),
    ("满意度指标", &["服务对象满意度指标"]),
];

static SELF_SCORE: &[Field] = &[
    number(
        "执行率",
        Unit::Percent,
        "自评表上填列的执行率，与 全年执行数 / 全年预算数 核对。",
    ),
    number("执行率得分", Unit::Points, "自评表上填列的预算执行得分。"),
    number("总分", Unit::Points, "自评表上填列的总分。"),
    Field::new("等级", Kind::Choice(GRADES), "自评表上填列的等级。"),
];

/// The three rows that add up to 年度资金总额 of a project.
pub const FUND_SOURCES: [&str; 3] = ["当年财政拨款", "上年结转资金", "其他资金"];

static INDICATOR: &[Field] = &[
    Field::new(
        "一级指标",
        Kind::Level(FIRST_LEVELS),
        "产出指标、效益指标、满意度指标；新表样另有成本指标。评分方案另有指标体系的，部门整体照方案填。",
    )
    .required(),
    Field::new(
        "二级指标",
        Kind::Level(&[
            "数量指标",
            "质量指标",
            "时效指标",
            "成本指标",
            "经济成本指标",
            "社会成本指标",
            "生态环境成本指标",
            "经济效益指标",
            "社会效益指标",
            "生态效益指标",
            "可持续影响指标",
            "服务对象满意度指标",
        ]),
        "产出分数量、质量、时效、成本，效益分经济、社会、生态、可持续影响，满意度是服务对象满意度。",
    )
    .required(),
    text("三级指标", "具体指标，例如：新建两新党组织。").required(),
    Field::new(
        "计算符号",
        Kind::Choice(&["≥", "＞", "＝", "≤", "＜", "定性"]),
        "完成值与指标值怎样比较；定性指标按 达成、部分达成、未达成 评分。",
    ),
    Field::new("指标值", Kind::Measure, "年度指标值，取自批复的绩效目标。").required(),
    text(UNIT, "例如：家、人次、%。"),
    Field::new(
        "完成值",
        Kind::Measure,
        "全年实际完成值；定性指标填 达成、部分达成 或 未达成。",
    )
    .required(),
    number("分值", Unit::Points, "该指标的满分。").required(),
    number("得分", Unit::Points, "自评得分，不大于分值：定量的达到指标值得满分，没达到按比例；定性的达成得 80%～100%，部分达成 60%～80%，未达成 60% 以下。评分方案另有规定的，到“试算”一格按 F1 看。").required(),
    long(
        "偏差原因",
        "得分低于分值或超额较多时，写偏差原因分析及改进措施。",
    ),
];

static WHOLE: &[Field] = &[
    record("目标设置", GOAL_PLAN, "（一）绩效目标设置情况。"),
    record(
        "资金",
        WHOLE_FUNDS,
        "部门整体支出绩效自评表（P9）的年度预算申请；不填的取自各类预算支出。",
    ),
    record("自评", SELF_SCORE, "自评表上填列的执行率、得分和等级。"),
    long("预期目标", "年度总体目标的预期目标。").required(),
    long(
        "完成情况",
        "（二）绩效目标完成情况的总述；各项目的完成情况在项目中填写。",
    )
    .required(),
    list(
        "指标",
        &Kind::Record(INDICATOR),
        "指标",
        "部门整体支出绩效指标。",
    )
    .required(),
];

static WHOLE_FUNDS: &[Field] = &[
    record("年度资金总额", AMOUNTS, "自评表上填列的年度资金总额。"),
    record("一般公共预算", AMOUNTS, "按收入性质：一般公共预算。"),
    record("政府性基金拨款", AMOUNTS, "按收入性质：政府性基金拨款。"),
    record(
        "纳入专户管理的非税收入拨款",
        AMOUNTS,
        "按收入性质：纳入专户管理的非税收入拨款。",
    ),
    record("其他资金", AMOUNTS, "按收入性质：其他资金。"),
    record("基本支出", AMOUNTS, "按支出性质：基本支出。"),
    record("项目支出", AMOUNTS, "按支出性质：项目支出。"),
];

static GOAL_PLAN: &[Field] = &[
    number(
        "基本支出计划安排",
        Unit::WanYuan,
        "绩效目标中基本支出计划安排的资金。",
    )
    .required(),
    number(
        "项目个数",
        Unit::Item,
        "绩效目标设置的项目个数，与项目数核对。",
    )
    .required(),
    number(
        "项目支出计划安排",
        Unit::WanYuan,
        "绩效目标中项目支出计划安排的资金。",
    )
    .required(),
    long("说明", "绩效目标设置情况的文字。").required(),
];

static COLUMNS: &[Field] = &[
    number("上年决算数", Unit::WanYuan, "上一年度决算数。"),
    number("本年预算数", Unit::WanYuan, "本年度预算数。"),
    number(
        "本年决算数",
        Unit::WanYuan,
        "本年度决算数；没有发生的填 0。",
    ),
];

/// The same of what has to be spelt out, 0 where there was none.
static SPELT_OUT: &[Field] = &[
    number(
        "上年决算数",
        Unit::WanYuan,
        "上一年度决算数；没有发生的填 0。",
    )
    .required(),
    number(
        "本年预算数",
        Unit::WanYuan,
        "本年度预算数；没有安排的填 0。",
    )
    .required(),
    number(
        "本年决算数",
        Unit::WanYuan,
        "本年度决算数；没有发生的填 0。",
    )
    .required(),
];

static BASE_DATA: &[Field] = &[
    record(
        "财政供养人员",
        FED,
        "基础数据表上填列的人员数；不填的取自人员情况。",
    ),
    record(
        "三公经费",
        THRIFT,
        "三公经费 = 公务用车购置和维护 + 出国 + 公务接待。",
    ),
    record(
        "公用经费",
        OFFICE_COSTS,
        "公用经费其中项；合计取自基本支出的公用经费。",
    ),
    record(
        "政府采购金额",
        COLUMNS,
        "预算数为采购预算，决算数为实际采购金额。",
    ),
    record(
        "部门基本支出预算调整",
        COLUMNS,
        "本年预算数一栏填基本支出的年初预算数，本年决算数一栏填调整以后的全年预算数；上年一栏不填。",
    ),
    record("楼堂馆所", BUILDINGS, "本年完工的楼堂馆所；没有的留空。"),
    long("厉行节约保障措施", "厉行节约的制度和做法。").required(),
];

static FED: &[Field] = &[
    number("编制数", Unit::Person, "基础数据表上填列的编制数。"),
    number(
        "实际在职人数",
        Unit::Person,
        "基础数据表上填列的年末实际在职人数。",
    ),
    number(
        "控制率",
        Unit::Percent,
        "基础数据表上填列的在职人员控制率 = 在职人数 / 编制数。",
    ),
];

static THRIFT: &[Field] = &[
    record(
        "合计",
        COLUMNS,
        "基础数据表上填列的三公经费合计，与各项之和核对。",
    ),
    record(
        "公务用车购置和维护",
        COLUMNS,
        "基础数据表上填列的公务用车合计，与购置、运行维护之和核对。",
    ),
    record("公务用车购置", SPELT_OUT, "公务用车购置费。"),
    record("公务用车运行维护", SPELT_OUT, "公务用车运行维护费。"),
    record("出国经费", SPELT_OUT, "因公出国（境）费。"),
    record("公务接待", SPELT_OUT, "公务接待费。"),
];

static OFFICE_COSTS: &[Field] = &[
    record("办公经费", COLUMNS, "办公费。"),
    record("水费、电费、差旅费", COLUMNS, "水费、电费、差旅费合计。"),
    record("会议费、培训费", COLUMNS, "会议费、培训费合计。"),
];

static BUILDINGS: &[Field] = &[
    number("批复规模", Unit::SquareMetre, "批复的建筑面积。"),
    number(
        "实际规模",
        Unit::SquareMetre,
        "实际建筑面积；规模控制率 = 实际 / 批复。",
    ),
    number("预算投资", Unit::WanYuan, "批复的投资概算。"),
    number(
        "实际投资",
        Unit::WanYuan,
        "实际投资；投资概算控制率 = 实际 / 预算。",
    ),
];

static ISSUE: &[Field] = &[
    text("编号", "供改进措施引用，例如 1。")
        .required()
        .called(&["序号", "问题编号", "问题序号"]),
    long("内容", "存在的问题。").required().called(&[
        "存在的问题",
        "存在问题",
        "存在的主要问题",
        "主要问题",
        "发现的问题",
        "具体问题",
        "问题",
        "问题内容",
        "问题描述",
    ]),
    long(
        "原因",
        "这个问题是怎样产生的，例如：年初没有摸清底数，预算编得偏高。",
    )
    .required()
    .called(&[
        "原因分析",
        "主要原因分析",
        "产生原因分析",
        "问题原因分析",
        "成因",
        "成因分析",
    ]),
    list(
        "涉及项目",
        &Kind::Text,
        "项目",
        "问题出在哪些项目上，可以选几个；整个单位的问题不填。",
    )
    .called(&["涉及的项目", "相关项目", "项目", "项目名称"]),
];

static REMEDY: &[Field] = &[
    long("内容", "怎样改进。").required().called(&[
        "改进措施",
        "整改措施",
        "下一步改进措施",
        "下一步整改措施",
        "下一步措施",
        "具体措施",
        "措施",
        "措施内容",
        "改进内容",
        "整改内容",
    ]),
    text("针对问题", "所针对问题的编号，针对几个的写成 1、2。")
        .required()
        .called(&["针对", "对应问题", "问题编号", "问题序号"]),
    text("责任人", "责任部门或责任人。").required(),
    Field::new(
        "完成时限",
        Kind::Deadline,
        "计划完成的日期，写成 2023-12-31，只定到月的写 2023-12，没有完成之日的写“长期坚持”。",
    )
    .required(),
    Field::new(
        "状态",
        Kind::Choice(&["未开始", "进行中", "已完成"]),
        "未开始、进行中 或 已完成。",
    )
    .required(),
];

static DISCLOSURE: &[Field] = &[
    long("自评结论", "对全年绩效的总体评价。").required(),
    long("结果应用", "自评结果拟怎样应用。").required(),
    long("公开情况", "何时何处公开；公开时间和网址。").required(),
];

static OTHER: &[Field] = &[
    long("内容", "其他需要说明的情况；没有的写“无”。"),
    list("附件", &Kind::Record(ATTACHMENT), "附件", "报告所附各表。"),
];

static ATTACHMENT: &[Field] = &[
    text("名称", "附件的全名，例如：部门整体支出绩效自评表。").printed(),
    text("说明", "例如：详见附件2；没有此项支出的写“无此项支出”。"),
];

/// The kind of the value at `path`; `None` where the format has no such field.
#[must_use]
pub fn kind_at(path: &FieldPath) -> Option<Kind> {
    path.steps()
        .iter()
        .try_fold(Kind::Record(FIELDS), |kind, step| match (kind, step) {
            (Kind::Record(fields), Step::Key(key)) => fields
                .iter()
                .find(|field| field.key == &**key)
                .map(|field| field.kind),
            (Kind::List(item, _), Step::Index(_)) => Some(*item),
            _ => None,
        })
}

/// The field that `path` names, skipping places in lists at its end: `职能[3]` is the field 职能.
#[must_use]
pub fn field_at(path: &FieldPath) -> Option<&'static Field> {
    let mut fields = FIELDS;
    let mut found = None;
    for step in path.steps() {
        let Step::Key(key) = step else { continue };
        let field: &'static Field = fields.iter().find(|field| field.key == &**key)?;
        found = Some(field);
        fields = match field.kind {
            Kind::Record(inner) => inner,
            Kind::List(&Kind::Record(inner), _) => inner,
            _ => &[],
        };
    }
    found
}

/// An entry of a list as it is put in: every field there, nothing filled in.
#[must_use]
pub fn blank(kind: Kind) -> Value {
    match kind {
        Kind::Record(fields) => Value::Map(
            fields
                .iter()
                .map(|field| (field.key.to_owned(), blank(field.kind)))
                .collect(),
        ),
        Kind::List(..) => Value::List(Vec::new()),
        _ => Value::Null,
    }
}

/// [`blank`] for a list; `None` where there is none.
#[must_use]
pub fn blank_entry(list: &FieldPath) -> Option<Value> {
    match kind_at(list)? {
        Kind::List(item, _) => Some(blank(*item)),
        _ => None,
    }
}

/// The field whose cell shows what stands here: an entry of a list of texts stands in the list's.
#[must_use]
pub fn shown_in(path: &FieldPath) -> FieldPath {
    let list = path.parent().filter(|list| {
        matches!(path.last(), Some(Step::Index(_)))
            && matches!(kind_at(list), Some(Kind::List(Kind::Text, _)))
    });
    list.unwrap_or_else(|| path.clone())
}

/// Where a field stands, in words: 项目「社会管理」 资金 年度资金总额 全年执行数.
#[must_use]
pub fn describe(document: &Document, path: &FieldPath) -> String {
    described(path, |list, index| words_at(document.node(list)?, index))
}

/// Where a field stands, in words, by what its own entry is called alone: it stays what it is whatever others
/// are called.
#[must_use]
pub fn describe_alone(document: &Document, path: &FieldPath) -> String {
    described(path, |list, index| {
        let entry = document.node(list)?.item(index)?;
        Some(entry_words(name_of(entry), 0, index))
    })
}

/// Where a field stands, in words, where it is known what the entry at a place of a list is called.
pub(super) fn described(
    path: &FieldPath,
    mut called: impl FnMut(&FieldPath, usize) -> Option<String>,
) -> String {
    let mut words = String::new();
    let mut at = FieldPath::root();
    for step in path.steps() {
        match step {
            Step::Key(key) => {
                at = at.key(key);
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(key);
            }
            Step::Index(index) => {
                words += &called(&at, *index).unwrap_or_else(|| by_place(*index));
                at = at.index(*index);
            }
        }
    }
    words
}

/// The key of what an indicator is measured in.
pub const UNIT: &str = "度量单位";

/// The keys by which an entry of a list is called, the best first.
pub const NAMES: &[&str; 4] = &["名称", "三级指标", "类别", "编号"];

/// Whether what an entry is called says that it is the sum of others: 合 计, 支出小计.
#[must_use]
pub fn names_a_sum(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let name = name.trim_end_matches(['：', ':']);
    let sums = ["合计", "小计", "总计", "共计"];
    name == "总分" || sums.iter().any(|sum| name.ends_with(sum))
}

/// How entries are told apart in two versions of a file; whoever puts one in front gives all that
/// follow another 编号.
pub const NAMING: Naming<'static> = {
    let [names @ .., number] = NAMES;
    Naming {
        names,
        text: "内容",
        number,
        signed: "复核人",
    }
};

pub(super) fn by_place(index: usize) -> String {
    format!("第{}项", index + 1)
}

/// What an entry of a list is called; `None` where it has no name.
pub(super) fn name_of(entry: Node<'_>) -> Option<&str> {
    let name = NAMES.iter().find_map(|key| entry.get(key)?.text());
    name.filter(|name| !name.is_empty())
}

/// An entry of a list by its name: 「社会管理」; of those of one name from the second on 「社会管理」第2个;
/// without one by its place: 第3项.
fn entry_words(name: Option<&str>, before: usize, index: usize) -> String {
    match (name, before) {
        (Some(name), 0) => format!("「{name}」"),
        (Some(name), before) => format!("「{name}」第{}个", before + 1),
        (None, _) => by_place(index),
    }
}

fn words_at(list: Node<'_>, index: usize) -> Option<String> {
    let mut entries = list.items();
    let name = name_of(list.item(index)?);
    let before = match name {
        Some(_) => entries
            .by_ref()
            .take(index)
            .filter(|it| name_of(*it) == name),
        None => return Some(by_place(index)),
    };
    Some(entry_words(name, before.count(), index))
}

/// Every entry of a list in words.
pub(super) fn entries_in_words<'d>(list: Node<'d>) -> impl Iterator<Item = (String, Node<'d>)> {
    let words = in_words(list.items().map(name_of));
    words.zip(list.items())
}

/// What entries are called one behind the other that have these names.
pub(super) fn in_words<'n>(
    names: impl Iterator<Item = Option<&'n str>>,
) -> impl Iterator<Item = String> {
    let mut named: HashMap<&str, usize, RandomState> = HashMap::default();
    names.enumerate().map(move |(i, name)| {
        let before = name.map_or(0, |name| {
            let count = named.entry(name).or_insert(0);
            *count += 1;
            *count - 1
        });
        entry_words(name, before, i)
    })
}

/// One value of a document: a field without parts, or an entry of a list of texts.
#[derive(Debug, Clone)]
pub struct Leaf<'d> {
    /// Where it stands.
    pub path: FieldPath,
    /// Where it stands, in words, as [`describe`] has them.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What stands there; `None` where nothing does.
    pub node: Option<Node<'d>>,
}

/// Every value that a document has or could have, in the order of the table; of a list of texts
/// the list, and then its entries.
#[must_use]
pub fn leaves(document: &Document) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    let root = Leaf {
        path: FieldPath::root(),
        name: String::new(),
        kind: Kind::Record(FIELDS),
        node: Some(document.root()),
    };
    gather(root, &mut found);
    found
}

/// Those within one place, by their names from there.
#[must_use]
pub fn leaves_in<'d>(document: &'d Document, path: &FieldPath) -> Vec<Leaf<'d>> {
    let mut found = Vec::new();
    if let Some(kind) = kind_at(path) {
        let whole = Leaf {
            path: path.clone(),
            name: String::new(),
            kind,
            node: document.node(path),
        };
        gather(whole, &mut found);
    }
    found
}

fn gather<'d>(leaf: Leaf<'d>, found: &mut Vec<Leaf<'d>>) {
    let Leaf {
        path,
        name,
        kind,
        node,
    } = &leaf;
    match kind {
        Kind::Record(fields) => {
            for field in *fields {
                let space = if name.is_empty() { "" } else { " " };
                let part = Leaf {
                    path: path.key(field.key),
                    name: format!("{name}{space}{}", field.key),
                    kind: field.kind,
                    node: node.and_then(|node| node.get(field.key)),
                };
                gather(part, found);
            }
        }
        Kind::List(item, _) => {
            let entries = node.iter().flat_map(|node| entries_in_words(*node));
            let entries = entries.enumerate().map(|(i, (words, entry))| Leaf {
                path: path.index(i),
                name: format!("{name}{words}"),
                kind: **item,
                node: Some(entry),
            });
            let entries: Vec<Leaf<'d>> = entries.collect();
            if !matches!(item, Kind::Record(_)) {
                found.push(leaf);
            }
            for entry in entries {
                gather(entry, found);
            }
        }
        _ => found.push(leaf),
    }
}

/// The places of a path's steps in the table and in their lists: paths compared by them stand in
/// the order of the table.
#[must_use]
pub fn order(path: &FieldPath) -> Vec<usize> {
    let mut kind = Some(Kind::Record(FIELDS));
    let places = path.steps().iter().map(|step| match (step, kind) {
        (Step::Key(key), Some(Kind::Record(fields))) => {
            let place = fields.iter().position(|field| field.key == &**key);
            kind = place.and_then(|at| Some(fields.get(at)?.kind));
            place.unwrap_or(fields.len())
        }
        (Step::Index(index), of) => {
            kind = match of {
                Some(Kind::List(item, _)) => Some(*item),
                _ => None,
            };
            *index
        }
        (Step::Key(_), _) => 0,
    });
    places.collect()
}

/// The list with whose entries a document has more fields than a report may have, blank ones
/// counted, as what is derived has room for each; `None` where there are no more.
#[must_use]
pub fn too_many(document: &Document) -> Option<FieldPath> {
    // Ten thousand projects of fifty indicators have fewer than one in so many bytes.
    const MOST: usize = 400_000;
    const BYTES_A_FIELD: usize = 22;
    let mut left = MOST + document.text().len() / BYTES_A_FIELD;
    let root = Some(document.root());
    count(root, Kind::Record(FIELDS), &FieldPath::root, &mut left)
}

/// How many fields one value has, without the entries of its lists.
fn size(kind: Kind) -> usize {
    match kind {
        Kind::Record(fields) => fields.iter().map(|field| size(field.kind)).sum(),
        _ => 1,
    }
}

fn count(
    node: Option<Node<'_>>,
    kind: Kind,
    place: &dyn Fn() -> FieldPath,
    left: &mut usize,
) -> Option<FieldPath> {
    let node = node?;
    match kind {
        Kind::Record(fields) => {
            let mut fields = fields.iter();
            fields.find_map(|field| match field.kind {
                Kind::Record(_) | Kind::List(..) => {
                    let value = node.get(field.key);
                    count(value, field.kind, &|| place().key(field.key), left)
                }
                _ => None,
            })
        }
        Kind::List(item, _) => {
            // Short entries have a row on the screen as well.
            let size = size(*item).max(10);
            node.items().enumerate().find_map(|(i, entry)| {
                let Some(fewer) = left.checked_sub(size) else {
                    return Some(place());
                };
                *left = fewer;
                count(Some(entry), *item, &|| place().index(i), left)
            })
        }
        _ => None,
    }
}
