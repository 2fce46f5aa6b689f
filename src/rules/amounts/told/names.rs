//! What a text may tell of the department as a whole, and what it calls each.

use crate::figures::budget::{Column, Fund, Item};
use crate::figures::rates::Rate;
use crate::rules::passage::without_ends;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// 编制数, in 人.
    Quota,
    /// 在职在编人员, in 人.
    Employed,
    /// 退休人员, in 人.
    Retired,
    /// 年末实有人数, in 人.
    Present,
    /// 编外人员, in 人.
    Outside,
    /// 离退休人员, in 人.
    AllRetired,
    /// 离休人员, in 人.
    RetiredWithHonours,
    /// 空编: 编制数 that nobody fills, in 人.
    Vacant,
    /// The posts of a kind, by its name without 编制, and who fills them, in 人.
    Posts(&'static str),
    Filled(&'static str),
    /// A rate of the base data table, in %.
    Base(Rate),
    /// 政府采购金额 of the year, in 元.
    Purchases,
    /// What was planned of it.
    PlannedPurchases,
    /// 三公经费 of the year, in 元, what was planned of them, and of what they are made.
    Thrift,
    PlannedThrift,
    Cars,
    /// One of the four, by its key in the base data table.
    Expense(&'static str),
    /// One of those that 公用经费 are made of, by its key in the base data table.
    Office(&'static str),
    /// 全年执行数 ÷ 全年预算数 of everything, in %.
    Rate,
    /// The same of a part of it.
    RateOf(Item),
    /// What a part of it has in a column, in 元.
    Of(Item, Column),
    /// 自评总分, in 分.
    Score,
    /// The same where nothing is said to have been deducted but what the execution rate lost.
    Deductions,
    /// What the indicators of a 一级指标 earned, by its name without 指标, in 分.
    Level(&'static str),
    /// 全年执行数 of everything, in 元.
    Spent,
    /// The same of the year before.
    SpentBefore,
    /// 年初预算数 and 全年预算数 of everything, in 元.
    Approved,
    Adjusted,
    /// How far the one is from the other, in 元, and how much of the first that is, in %.
    Added,
    AddedRate,
    /// What the execution rate earned, in 分.
    ExecutionScore,
    /// 绩效目标设置的项目, in 个.
    Projects,
    /// What is left of a fund at the end of the year, in 元.
    Left(Fund),
    /// What a fund had or got, by its key in the chapter, in 元.
    Had(Fund, &'static str),
    /// How many people there were the year before, by the key among them, in 人.
    PeopleBefore(&'static str),
    /// The bodies of the list whose kind says one of these, in 个.
    Bodies(&'static [&'static str]),
    /// What the goals set aside for 基本支出 or 项目支出, by its key among them, in 元.
    Planned(&'static str),
}

impl About {
    /// The key of one of the four expenses.
    pub(super) const fn key(self) -> Option<&'static str> {
        match self {
            Self::Expense(key) => Some(key),
            _ => None,
        }
    }

    pub(super) const fn is_expense(self) -> bool {
        self.key().is_some()
    }

    /// Whether it is 三公经费 or of what they are made.
    pub(super) const fn is_of_thrift(self) -> bool {
        matches!(self, Self::Thrift | Self::Cars | Self::Expense(_))
    }

    /// Whether it is a count of people on the staff or beside it.
    pub(super) const fn is_of_people(self) -> bool {
        matches!(
            self,
            Self::Quota
                | Self::Employed
                | Self::Retired
                | Self::AllRetired
                | Self::RetiredWithHonours
                | Self::Vacant
                | Self::Posts(_)
                | Self::Filled(_)
                | Self::Present
                | Self::Outside
                | Self::PeopleBefore(_)
        )
    }

    /// Whether what goes by this name may be of a project that was named before.
    pub(super) fn may_be_of_a_project(self, name: &str) -> bool {
        match self {
            Self::Rate => !name.contains("整体") && !name.starts_with('总'),
            Self::Score => !name.contains("整体"),
            Self::Approved | Self::Adjusted => true,
            _ => false,
        }
    }
}

/// What each is called, without what may stand behind the name of an expense.
const NAMES: [(About, &[&str]); 50] = [
    (
        About::Quota,
        &[
            "编制数",
            "核定编制数",
            "核定编制",
            "编制",
            "编制总数",
            "编制人数",
            "人员编制",
            "核定人员编制",
        ],
    ),
    (
        About::Employed,
        &[
            "在职在编人员",
            "在职在编",
            "在编在职人员",
            "在职人员",
            "在编人员",
            "实有在职在编人员",
            "现有在职在编人员",
            "现有在编在职人员",
            "在编教职工",
            "在职在编教职工",
            "在编",
            "在职",
            "在编人数",
            "在职人数",
            "实有在职人员",
            "实有在编人员",
            "实有在职",
            "实有在编",
            "现有在职人员",
            "现有在编人员",
        ],
    ),
    (About::Retired, &["退休人员", "退休人数", RETIRED]),
    (
        About::Present,
        &[
            "实有人数",
            "年末实有人数",
            "实有人数合计",
            "实有人员",
            "实有人",
        ],
    ),
    (
        About::Outside,
        &[
            "编外人员",
            "编外聘用人员",
            "编外用工",
            "编外其他人员",
            "编外人数",
            "编外人",
        ],
    ),
    (About::AllRetired, &["离退休人员", "离退休", "含离退休人员"]),
    (About::RetiredWithHonours, &["离休人员", "离休人数", "离休"]),
    (
        About::Vacant,
        &["空编", "空编数", "空编人数", "空缺编制", "空余编制"],
    ),
    (
        About::Posts("行政"),
        &["行政编制", "行政编制数", "核定行政编制"],
    ),
    (
        About::Posts("事业"),
        &["事业编制", "事业编制数", "核定事业编制"],
    ),
    (
        About::Posts("工勤"),
        &["工勤编制", "工勤编制数", "核定工勤编制"],
    ),
    (About::Filled("行政"), &["行政编制实有"]),
    (About::Filled("事业"), &["事业编制实有"]),
    (About::Filled("工勤"), &["工勤编制实有"]),
    (
        About::Base(Rate::Staffing),
        &["在职人员控制率", "在编人员控制率", "编制使用率"],
    ),
    (About::Base(Rate::Thrift), &["三公经费控制率"]),
    (About::Base(Rate::ThriftChange), &["三公经费变动率"]),
    (About::Base(Rate::Office), &["公用经费控制率"]),
    (
        About::Base(Rate::Procurement),
        &["政府采购执行率", "采购执行率"],
    ),
    (
        About::Purchases,
        &["政府采购金额", "政府采购支出", "政府采购"],
    ),
    (
        About::PlannedPurchases,
        &["政府采购预算", "政府采购预算金额"],
    ),
    (
        About::Added,
        &[
            "全年预算比年初增加",
            "全年预算较年初增加",
            "全年预算比年初预算增加",
            "全年预算较年初预算增加",
            "全年预算数比年初预算数增加",
            "全年预算数较年初预算数增加",
            "调整后预算比年初预算增加",
            "调整后预算较年初预算增加",
        ],
    ),
    (About::AddedRate, &["预算调整率", "调整率"]),
    (
        About::ExecutionScore,
        &["执行率得分", "预算执行率得分", EARNED],
    ),
    (About::Thrift, &["三公"]),
    (
        About::PlannedThrift,
        &["三公预算", "三公经费预算", "三公经费支出预算"],
    ),
    (
        About::Cars,
        &[
            "公务用车购置及运行维护",
            "公务用车购置和运行维护",
            "公务用车购置及维护",
            "公务用车购置和维护",
        ],
    ),
    (
        About::Expense("公务用车购置"),
        &["公务用车购置", "公车购置"],
    ),
    (
        About::Expense("公务用车运行维护"),
        &[
            "公务用车运行维护",
            "公务用车运行",
            "公务用车运维",
            "公车运行维护",
            "公车运维",
        ],
    ),
    (About::Expense("出国经费"), &["因公出国", "出国"]),
    (About::Expense("公务接待"), &["公务接待"]),
    (
        About::Rate,
        &[
            "预算执行率",
            "整体执行率",
            "总执行率",
            "整体支出执行率",
            "整体预算执行率",
            "整体支出预算执行率",
            "部门整体支出执行率",
            "部门整体支出预算执行率",
            "部门整体预算执行率",
            "部门预算执行率",
            "全局预算执行率",
            "全局整体预算执行率",
        ],
    ),
    (
        About::RateOf(Item::General),
        &[
            "一般公共预算执行率",
            "一般公共预算支出执行率",
            "一般公共预算支出预算执行率",
        ],
    ),
    (
        About::RateOf(Item::Basic),
        &["基本支出执行率", "基本支出预算执行率"],
    ),
    (
        About::RateOf(Item::Projects),
        &["项目支出执行率", "项目支出预算执行率"],
    ),
    (
        About::RateOf(Item::Fund(Fund::Government)),
        &[
            "政府性基金执行率",
            "政府性基金预算执行率",
            "政府性基金支出执行率",
            "政府性基金预算支出执行率",
        ],
    ),
    (
        About::RateOf(Item::Fund(Fund::StateCapital)),
        &["国有资本经营预算执行率", "国有资本经营预算支出执行率"],
    ),
    (
        About::Score,
        &[
            "自评得分",
            "自评总分",
            "自评综合得分",
            "综合得分",
            "总得分",
            "自评总得分",
            "综合总得分",
            "整体自评",
            "部门整体自评",
            "整体支出自评",
            "部门整体支出自评",
            "整体支出自评得分",
            "部门整体支出自评得分",
            "整体支出绩效自评得分",
            "部门整体支出绩效自评得分",
        ],
    ),
    (
        About::Level("投入"),
        &["投入指标得", "投入指标得分", "投入指标自评得分"],
    ),
    (
        About::Level("决策"),
        &["决策指标得", "决策指标得分", "决策指标自评得分"],
    ),
    (
        About::Level("过程"),
        &["过程指标得", "过程指标得分", "过程指标自评得分"],
    ),
    (
        About::Level("管理"),
        &["管理指标得", "管理指标得分", "管理指标自评得分"],
    ),
    (
        About::Level("产出"),
        &["产出指标得", "产出指标得分", "产出指标自评得分"],
    ),
    (
        About::Level("效益"),
        &["效益指标得", "效益指标得分", "效益指标自评得分"],
    ),
    (
        About::Level("满意度"),
        &["满意度指标得", "满意度指标得分", "满意度指标自评得分"],
    ),
    (
        About::Level("成本"),
        &["成本指标得", "成本指标得分", "成本指标自评得分"],
    ),
    (
        About::Spent,
        &[
            "支出总计",
            "支出合计",
            "支出共计",
            "总支出",
            "支出总额",
            "整体支出",
            "部门整体支出",
            "部门支出合计",
            "部门支出总计",
            "部门支出总额",
            "部门总支出",
            "全局总支出",
            ACTUAL,
        ],
    ),
    (
        About::Approved,
        &["年初预算", "年初预算数", "年初部门预算", "年初预算安排"],
    ),
    (
        About::Adjusted,
        &["全年预算", "全年预算数", "调整后预算", "调整后预算数"],
    ),
    (
        About::Projects,
        &[
            "绩效目标设置",
            "绩效目标共设置",
            "项目绩效目标共设置",
            "绩效目标项目支出共设置",
            "项目支出绩效目标共设置",
            "项目支出涉及",
            "项目支出共涉及",
            "绩效目标设置项目",
            "年初设置绩效目标项目",
            "年初绩效目标设置项目",
            "绩效目标共设置项目",
            "申报绩效目标项目",
            "申报绩效目标的项目",
            "项目支出涉及项目",
            "项目支出共涉及项目",
            "项目支出安排项目",
            "项目支出共安排项目",
            "实施项目",
            "共实施项目",
            "共实施",
            "安排项目",
            "共安排项目",
            "预算安排项目",
            "年初预算安排项目",
            "开展绩效自评的项目",
            "开展绩效自评项目",
            "项目支出共有项目",
            SET,
            "共设置项目",
            "设置项目",
        ],
    ),
];

/// What all there is may be called, and as well what was spent on what stands before it.
pub(super) const ACTUAL: &str = "全年实际支出";

/// What was spent of 三公经费 is told as behind what was planned of them.
pub(super) const THRIFT: &str = "三公经费支出";

/// What those who have retired are called beside the staff, 在职58人、退休20人; elsewhere those who did in the year, 因退休3人.
pub(super) const RETIRED: &str = "退休";

/// What projects are counted behind, where nothing else is set up: 共设置9个项目.
pub(super) const SET: &str = "共设置";

/// What 得 behind the execution rate is told as: 预算执行率97.41%，得9.74分.
pub(super) const EARNED: &str = "预算执行率得";

/// What a figure is about that is called exactly so.
pub(super) fn called(name: &str) -> Option<About> {
    let mut all = NAMES.iter();
    let named = all.find(|(_, names)| names.contains(&name));
    named.map(|(about, _)| *about)
}

/// What each of the four may be called where its sentence speaks of cars or of 三公经费.
pub(super) const SHORT: [(About, &str); 4] = [
    (About::Expense("公务用车购置"), "购置"),
    (About::Expense("公务用车运行维护"), "运行维护"),
    (About::Expense("公务用车运行维护"), "运行"),
    (About::Expense("公务接待"), "接待"),
];

/// Of what 公用经费 are made of, two by their keys in the base data table, and what each is called in the note below that.
pub(super) const OFFICE: &str = "办公经费";
const MEETINGS: &str = "会议费、培训费";
pub(super) const OF_OFFICE: [(&str, About); 4] = [
    (OFFICE, About::Office(OFFICE)),
    ("会议培训费", About::Office(MEETINGS)),
    ("会议费、培训费", About::Office(MEETINGS)),
    ("会议费和培训费", About::Office(MEETINGS)),
];

/// What the goals set aside for each, by its key.
pub(super) const BASIC: &str = "基本支出计划安排";
pub(super) const PROJECTS: &str = "项目支出计划安排";

/// The beginnings of names that end in a mark, and what they are without it.
pub(super) const MARKED: [(&str, &str); 5] = [
    ("“三公”", "三公"),
    ("‘三公’", "三公"),
    ("\"三公\"", "三公"),
    ("出国（境）", "出国"),
    ("出国(境)", "出国"),
];

/// A name without what only says that it is an expense, which of some is all they say.
pub(super) fn stem(name: &str) -> &str {
    const ENDS: [&str; 6] = ["支出", "决算", "费用", "经费", "费", "总额"];
    without_ends(name, &ENDS, 1)
}
