//! Scoring schemes (评分方案): what varies by province and year, as data.
//!
//! The schemes under `data/schemes/` are built in; a file of the same form beside a report serves
//! as well. A scheme holds points, bands, steps and grades; how they are applied is [`super::score`]'s.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::score::Subject;
use crate::document::{Document, FieldPath};
use crate::report::fields::{Field, GRADES, Kind, Unit, kind_at};
use crate::report::typing::typed;
use crate::report::{check, is_beside};

/// A scoring scheme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// What it is called.
    #[serde(rename = "名称")]
    pub name: String,
    /// The document it follows (文号).
    #[serde(rename = "依据")]
    pub basis: String,
    /// The execution rate of the department, and of projects where nothing else is said of those.
    #[serde(rename = "执行率")]
    execution: Execution,
    /// That of projects.
    #[serde(rename = "项目执行率", default)]
    execution_of_projects: Option<Execution>,
    /// The indicators.
    #[serde(rename = "指标")]
    pub indicators: Points,
    /// What the indicators of the department's sheet are divided into; empty where as every form has it.
    #[serde(rename = "指标体系", default)]
    pub framework: Vec<FirstLevel>,
    /// How numbers are compared.
    #[serde(rename = "定量")]
    pub quantitative: Quantitative,
    /// What follows from doing more than planned.
    #[serde(rename = "超额")]
    pub over: Over,
    /// Bands for answers in words.
    #[serde(rename = "定性")]
    pub bands: Vec<Band>,
    /// What the total may not exceed when little was spent, the lowest rate first.
    #[serde(rename = "总分上限", default)]
    pub ceilings: Vec<Ceiling>,
    /// Grades, the best first.
    #[serde(rename = "等级")]
    pub grades: Vec<Grade>,
    /// Indicators whose value is a rate worked out from the base data.
    #[serde(rename = "过程", default)]
    pub process: Vec<Process>,
    /// Codes of the rules that do not hold under this scheme.
    #[serde(rename = "停用规则", default)]
    pub without: Vec<String>,
}

/// Points for the execution rate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execution {
    /// Full marks.
    #[serde(rename = "分值")]
    pub points: Decimal,
    /// Whether the score stops at full marks.
    #[serde(rename = "封顶")]
    pub capped: bool,
    /// A rate below this, as a ratio, must be explained.
    #[serde(rename = "低于要说明", default)]
    pub explained_below: Option<Decimal>,
    /// Whether any change of the budget must be explained.
    #[serde(rename = "调整就要说明", default)]
    pub explained_if_adjusted: bool,
}

/// Points for the indicators.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// All of them together.
    #[serde(rename = "分值")]
    pub points: Decimal,
    /// By first level; empty where the unit splits them freely.
    #[serde(rename = "一级", default)]
    pub levels: Levels,
    /// The first level that gets the points of 满意度指标 where there is none.
    #[serde(rename = "没有满意度时加到", default)]
    pub without_satisfaction: Option<String>,
    /// Second levels that no table may lack.
    #[serde(rename = "二级必填", default)]
    pub required: Vec<String>,
}

/// A first level of a sheet of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstLevel {
    /// 一级指标
    #[serde(rename = "一级")]
    pub first: String,
    /// 二级指标 below it.
    #[serde(rename = "二级")]
    pub seconds: Vec<String>,
}

/// Points by first-level indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Levels {
    /// 成本指标
    #[serde(rename = "成本指标")]
    pub cost: Option<Decimal>,
    /// 产出指标
    #[serde(rename = "产出指标")]
    pub output: Option<Decimal>,
    /// 效益指标
    #[serde(rename = "效益指标")]
    pub benefit: Option<Decimal>,
    /// 满意度指标
    #[serde(rename = "满意度指标")]
    pub satisfaction: Option<Decimal>,
}

impl Levels {
    /// The points of a level; `None` where it is none of every form.
    pub(super) fn of(&mut self, level: &str) -> Option<&mut Option<Decimal>> {
        match level {
            "成本指标" => Some(&mut self.cost),
            "产出指标" => Some(&mut self.output),
            "效益指标" => Some(&mut self.benefit),
            "满意度指标" => Some(&mut self.satisfaction),
            _ => None,
        }
    }

    /// The levels that have points, in the order of the forms.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Decimal)> {
        [
            ("成本指标", self.cost),
            ("产出指标", self.output),
            ("效益指标", self.benefit),
            ("满意度指标", self.satisfaction),
        ]
        .into_iter()
        .filter_map(|(name, points)| Some((name, points?)))
    }
}

/// How numbers are compared and rounded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantitative {
    /// What a value beyond a target of ≤ or ＜ is worth.
    #[serde(rename = "反向")]
    pub reverse: Reverse,
    /// Decimals of a score.
    #[serde(rename = "小数位")]
    pub decimals: u32,
    /// How it gets them.
    #[serde(rename = "取舍")]
    pub rounding: Rounding,
}

/// What a value beyond a target of ≤ or ＜ is worth, as a share of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Reverse {
    /// 1 − (完成值 − 指标值) ÷ 指标值, nothing from twice the target on.
    #[default]
    #[serde(rename = "差额")]
    Difference,
    /// 指标值 ÷ 完成值.
    #[serde(rename = "比值")]
    Quotient,
}

/// How a score gets its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Rounding {
    /// Half up.
    #[default]
    #[serde(rename = "四舍五入")]
    HalfUp,
    /// What is over is dropped.
    #[serde(rename = "截断")]
    Down,
}

/// What follows from doing more than planned; factors of the target.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// From here on it is worth a look.
    #[serde(rename = "提示")]
    pub noticed: Decimal,
    /// From here on it must be explained.
    #[serde(rename = "说明")]
    pub explained: Decimal,
    /// Points lost from there on.
    #[serde(rename = "扣分")]
    pub penalty: Decimal,
}

/// What an answer in words is worth, as shares of the indicator's points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The answer: 达成, 部分达成, 未达成.
    #[serde(rename = "答案")]
    pub answer: String,
    /// At least this share.
    #[serde(rename = "下限")]
    pub low: Decimal,
    /// At most (for the best band) or below this share.
    #[serde(rename = "上限")]
    pub high: Decimal,
    /// The share taken while no score is entered.
    #[serde(rename = "默认")]
    pub default: Decimal,
}

/// What the total may not exceed below a rate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceiling {
    /// The execution rate, as a ratio.
    #[serde(rename = "执行率低于")]
    pub below: Decimal,
    /// The highest total.
    #[serde(rename = "上限")]
    pub most: Decimal,
}

/// A grade from this total on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// 优, 良, 中, 差.
    #[serde(rename = "名称")]
    pub name: String,
    /// The least total.
    #[serde(rename = "下限")]
    pub low: Decimal,
}

/// An indicator whose value is a rate; all rates in %.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Its name, which is the rate's.
    #[serde(rename = "指标")]
    pub name: String,
    /// Full marks.
    #[serde(rename = "分值")]
    pub points: Decimal,
    /// The rate up to or from which it gets full marks.
    #[serde(rename = "基准", default)]
    pub base: Option<Decimal>,
    /// On which side of it points are lost.
    #[serde(rename = "方向", default)]
    pub side: Option<Side>,
    /// For so many points of the rate …
    #[serde(rename = "每", default)]
    pub each: Option<Decimal>,
    /// … so many marks are lost.
    #[serde(rename = "扣", default)]
    pub loses: Option<Decimal>,
    /// Steps, instead of all that.
    #[serde(rename = "分档", default)]
    pub steps: Vec<ProcessStep>,
    /// Whether it gets full marks where there is nothing to measure.
    #[serde(rename = "没有得满分", default)]
    pub full_without: bool,
}

/// On which side of a base points are lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Side {
    /// Above it.
    #[serde(rename = "超过")]
    Above,
    /// Below it.
    #[serde(rename = "不足")]
    Below,
}

/// One step: up to this rate, this share of the points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessStep {
    /// The rate.
    #[serde(rename = "至")]
    pub up_to: Decimal,
    /// The share.
    #[serde(rename = "得")]
    pub share: Decimal,
}

/// A scheme that is built in.
#[derive(Debug)]
pub struct BuiltIn {
    /// What a report names it by.
    pub code: &'static str,
    text: &'static str,
    scheme: LazyLock<Scheme>,
}

macro_rules! built_in {
    ($($code:literal),*) => {
        [$(BuiltIn {
            code: $code,
            text: include_str!(concat!("../../data/schemes/", $code, ".yaml")),
            scheme: LazyLock::new(|| {
                let text = include_str!(concat!("../../data/schemes/", $code, ".yaml"));
                typed(&Document::read(text.as_bytes()), &FieldPath::root())
            }),
        }),*]
    };
}

/// The schemes that are built in; the first is the one a report is scored by unless it names
/// another.
pub static SCHEMES: [BuiltIn; 7] = built_in!(
    "hunan-2022",
    "cost-2022",
    "sichuan-2023",
    "hubei-2017",
    "ceiling-2022",
    "grades-80",
    "hunan-2017"
);

impl BuiltIn {
    /// The scheme itself.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The file it is read from.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }
}

/// The scheme a report is scored by unless it names another.
#[must_use]
pub fn standard() -> &'static Scheme {
    let [standard, ..] = &SCHEMES;
    standard.scheme()
}

/// The scheme a report is scored by, and why that is not the one it names.
#[derive(Debug)]
pub struct InForce {
    name: String,
    own: Option<Box<Scheme>>,
    built_in: &'static Scheme,
    trouble: Option<String>,
}

impl InForce {
    /// The scheme of this name: a built-in one by its code, the standard one of a blank, else the
    /// unit's own, whose file beside the report has been `read`; `None` until it has.
    #[must_use]
    pub fn of(name: &str, read: Option<Result<Vec<u8>, String>>) -> Self {
        let name = name.trim();
        let coded = || SCHEMES.iter().find(|it| it.code == name);
        // By what it is called as well, for which all of them are read.
        let called = || SCHEMES.iter().find(|it| it.scheme().name == name);
        let known = match name.is_empty() {
            true => None,
            false => coded().or_else(called),
        };
        let mut in_force = Self {
            name: name.to_owned(),
            own: None,
            built_in: known.map_or_else(standard, BuiltIn::scheme),
            trouble: None,
        };
        if known.is_some() || name.is_empty() {
            return in_force;
        }
        let outcome = match read {
            _ if !in_force.is_file() => Err(format!(
                "“{name}”不是内置评分方案的代号，也不是报告旁边的方案文件名，请改正。"
            )),
            None => Err(format!("还没有读评分方案文件“{name}”。")),
            Some(Err(why)) => Err(why),
            Some(Ok(bytes)) => Scheme::read(&bytes).map_err(|error| error.to_string()),
        };
        match outcome {
            Ok(scheme) => in_force.own = Some(Box::new(scheme)),
            Err(why) => {
                let (why, by) = (why.trim_end_matches('。'), &in_force.built_in.name);
                in_force.trouble = Some(format!("{why}，现按“{by}”评分。"));
            }
        }
        in_force
    }

    /// The scheme.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        self.own.as_deref().unwrap_or(self.built_in)
    }

    /// What the report names it by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why it is not the one that is named.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The file beside the report that has to be read for it.
    #[must_use]
    pub fn wanted(&self) -> Option<&str> {
        (self.trouble.is_some() && self.is_file()).then_some(&*self.name)
    }

    /// Whether the name is that of a file in the report's own folder.
    fn is_file(&self) -> bool {
        let name = self.name.to_lowercase();
        let yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        yaml && is_beside(&name)
    }
}

/// Why a scheme's file cannot be used. Shown as its sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("评分方案第 {line} 行第 {column} 列：{message}")]
pub struct SchemeError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong there and what to do.
    pub message: String,
}

impl Scheme {
    /// Reads a scheme from the bytes of a file.
    ///
    /// # Errors
    /// At the first place where it is not a scheme, or is one that contradicts itself.
    pub fn read(bytes: &[u8]) -> Result<Self, SchemeError> {
        let document = Document::read(bytes);
        if let Some(problem) = document.problems().first() {
            return Err(SchemeError {
                line: problem.line,
                column: problem.column,
                message: problem.message.clone(),
            });
        }
        let fault = |path: &FieldPath, message: String| {
            let mut path = path.clone();
            let (line, column) = loop {
                match (document.node(&path), path.parent()) {
                    (Some(node), _) => break node.key_line_column(),
                    (None, Some(parent)) => path = parent,
                    (None, None) => break (1, 1),
                }
            };
            SchemeError {
                line,
                column,
                message,
            }
        };
        if let Some(mistake) = check::mistakes(document.root(), SCHEME).first() {
            return Err(fault(&mistake.path, mistake.message.clone()));
        }
        // What is said of projects by themselves need not be.
        let is_left_out = |path: &FieldPath| {
            path.first_key() == Some(OF_PROJECTS) && document.root().get(OF_PROJECTS).is_none()
        };
        let lacking = check::lacking(document.root(), SCHEME, &|_| false);
        if let Some(path) = lacking.iter().find(|path| !is_left_out(path)) {
            let name = path.last_key().unwrap_or_default();
            return Err(fault(path, format!("这里缺少“{name}”，请补上。")));
        }
        let scheme: Self = serde_yaml::from_str(document.text()).map_err(|error| {
            let (line, column) = error.location().map_or((1, 1), |at| {
                let number = |n: u64| usize::try_from(n).unwrap_or(1);
                (number(at.line()), number(at.column()))
            });
            SchemeError {
                line,
                column,
                message: "这里的内容不合格式，请对照内置方案的写法改正。".to_owned(),
            }
        })?;
        match scheme.contradiction() {
            Some((keys, message)) => Err(fault(&FieldPath::of(&keys), message)),
            None => Ok(scheme),
        }
    }

    /// What in it cannot be true together, and under which keys.
    fn contradiction(&self) -> Option<(Vec<&'static str>, String)> {
        let all = self.execution.points.checked_add(self.indicators.points)?;
        if all != Decimal::ONE_HUNDRED {
            let message = format!("执行率和指标的分值合计 {all} 分，应为 100 分，请改正。");
            return Some((vec!["指标", "分值"], message));
        }
        let levels = super::sum(
            self.indicators
                .levels
                .iter()
                .map(|(_, points)| Some(points)),
        );
        if let Some(levels) = levels.filter(|&levels| levels != self.indicators.points) {
            let message = format!(
                "一级指标的分值合计 {levels} 分，应为 {} 分，请改正。",
                self.indicators.points
            );
            return Some((vec!["指标", "一级"], message));
        }
        let falling = |grades: &[Grade]| {
            grades.windows(2).all(|pair| match pair {
                [a, b] => a.low > b.low,
                _ => true,
            })
        };
        if self.grades.is_empty() || !falling(&self.grades) {
            let message = "等级要从高到低列，下限一个比一个小，请改正。".to_owned();
            return Some((vec!["等级"], message));
        }
        let odd = |band: &&Band| {
            band.low > band.high || band.default < band.low || band.default > band.high
        };
        if let Some(band) = self.bands.iter().find(odd) {
            let message = format!("“{}”的默认要在下限和上限之间，请改正。", band.answer);
            return Some((vec!["定性"], message));
        }
        let stepless = |process: &&Process| {
            process.steps.is_empty()
                && (process.base.is_none()
                    || process.side.is_none()
                    || process.loses.is_none()
                    || process.each.is_none_or(|each| each <= Decimal::ZERO))
        };
        if let Some(process) = self.process.iter().find(stepless) {
            let message = format!(
                "“{}”要么写分档，要么写齐基准、方向、每、扣，请补上。",
                process.name
            );
            return Some((vec!["过程"], message));
        }
        None
    }

    /// What the execution rate of a table is worth, the rest of 100 being the indicators'.
    #[must_use]
    pub fn execution(&self, of: Subject) -> &Execution {
        match of {
            Subject::Whole => &self.execution,
            Subject::Project(_) => {
                let own = self.execution_of_projects.as_ref();
                own.unwrap_or(&self.execution)
            }
        }
    }

    /// The words that a field is chosen from; none where it holds anything else.
    #[must_use]
    pub fn words(&self, path: &FieldPath) -> Vec<&str> {
        let form = match kind_at(path) {
            Some(Kind::Choice(words)) => return words.to_vec(),
            Some(Kind::Level(words)) => words,
            _ => return Vec::new(),
        };
        let is_of_whole = matches!(Subject::of_indicator(path), Some((Subject::Whole, _)));
        if !is_of_whole || self.framework.is_empty() {
            return form.to_vec();
        }
        let levels = self.framework.iter();
        match path.last_key() {
            Some("一级指标") => levels.map(|level| &*level.first).collect(),
            _ => levels.flat_map(|it| &it.seconds).map(|it| &**it).collect(),
        }
    }

    /// Whether a rule holds under this scheme.
    #[must_use]
    pub fn has_rule(&self, code: &str) -> bool {
        !self.without.iter().any(|without| without == code)
    }

    /// The points of each first level; where there is no 满意度指标, its points go where the scheme says.
    /// Nothing where the unit splits them freely.
    pub fn level_points(
        &self,
        with_satisfaction: bool,
    ) -> impl Iterator<Item = (&'static str, Decimal)> {
        let levels = &self.indicators.levels;
        let heir = self.indicators.without_satisfaction.as_deref();
        let heir = heir.filter(|_| !with_satisfaction);
        let inherited = levels.satisfaction.unwrap_or_default();
        let levels = levels.iter();
        levels.filter_map(move |(level, points)| match heir {
            Some(_) if level == "满意度指标" => None,
            Some(heir) if level == heir => Some((level, points.checked_add(inherited)?)),
            _ => Some((level, points)),
        })
    }
}

const fn field(key: &'static str, kind: Kind, help: &'static str) -> Field {
    Field::new(key, kind, help)
}

const POINTS: Kind = Kind::Number(Unit::Points);
const RATIO: Kind = Kind::Number(Unit::Points);

const OF_PROJECTS: &str = "项目执行率";
const EXECUTION: Kind = Kind::Record(&[
    field("分值", POINTS, "预算执行率的分值。").required(),
    field(
        "封顶",
        Kind::Choice(&["true", "false"]),
        "得分是否不超过分值。",
    )
    .required(),
    field("低于要说明", RATIO, "执行率低于多少要说明原因，例如 0.9。"),
    field(
        "调整就要说明",
        Kind::Choice(&["true", "false"]),
        "预算有调整是否都要说明。",
    ),
]);

/// The fields of a scheme's file.
pub static SCHEME: &[Field] = &[
    field("名称", Kind::Text, "方案的名称。").required(),
    field("依据", Kind::Text, "依据的文件（文号）。").required(),
    field("执行率", EXECUTION, "预算执行率怎样计分。"),
    field(
        OF_PROJECTS,
        EXECUTION,
        "各项目自评表的预算执行率怎样计分；与部门整体相同的不写。",
    ),
    field(
        "指标",
        Kind::Record(&[
            field("分值", POINTS, "全部指标的分值。").required(),
            field(
                "一级",
                Kind::Record(&[
                    field("成本指标", POINTS, "成本指标的分值。"),
                    field("产出指标", POINTS, "产出指标的分值。"),
                    field("效益指标", POINTS, "效益指标的分值。"),
                    field("满意度指标", POINTS, "满意度指标的分值。"),
                ]),
                "各一级指标的分值；由单位自行分配的不写。",
            ),
            field(
                "没有满意度时加到",
                Kind::Choice(&["成本指标", "产出指标", "效益指标"]),
                "没有满意度指标时，它的分值加到哪个一级指标。",
            ),
            field(
                "二级必填",
                Kind::List(&Kind::Text, "指标"),
                "不能缺少的二级指标。",
            ),
        ]),
        "指标的分值。",
    ),
    field(
        "指标体系",
        Kind::List(
            &Kind::Record(&[
                field("一级", Kind::Text, "一级指标，例如：投入。").required(),
                field(
                    "二级",
                    Kind::List(&Kind::Text, "指标"),
                    "它下面的二级指标，例如：预算配置。",
                )
                .required(),
            ]),
            "一级指标",
        ),
        "部门整体支出自评表的一级、二级指标；与通用表样相同的不写。",
    ),
    field(
        "定量",
        Kind::Record(&[
            field(
                "反向",
                Kind::Choice(&["差额", "比值"]),
                "反向指标超出后怎样计分。",
            )
            .required(),
            field("小数位", Kind::Number(Unit::None), "得分保留几位小数。").required(),
            field(
                "取舍",
                Kind::Choice(&["四舍五入", "截断"]),
                "得分怎样取舍。",
            )
            .required(),
        ]),
        "定量指标怎样计分。",
    ),
    field(
        "超额",
        Kind::Record(&[
            field("提示", RATIO, "完成值是指标值的多少倍起提示。").required(),
            field("说明", RATIO, "完成值是指标值的多少倍起必须说明。").required(),
            field("扣分", POINTS, "从那里起扣多少分。").required(),
        ]),
        "超额完成怎样处理。",
    ),
    field(
        "定性",
        Kind::List(
            &Kind::Record(&[
                field("答案", Kind::Text, "达成、部分达成、未达成。").required(),
                field("下限", RATIO, "得分占分值的最低比例。").required(),
                field("上限", RATIO, "得分占分值的最高比例。").required(),
                field("默认", RATIO, "没有填得分时按此试算。").required(),
            ]),
            "档",
        ),
        "定性指标的各档。",
    )
    .required(),
    field(
        "总分上限",
        Kind::List(
            &Kind::Record(&[
                field("执行率低于", RATIO, "例如 0.6。").required(),
                field("上限", POINTS, "总分不超过多少。").required(),
            ]),
            "档",
        ),
        "执行率低时总分的上限；没有的不写。",
    ),
    field(
        "等级",
        Kind::List(
            &Kind::Record(&[
                field("名称", Kind::Choice(GRADES), "等级。").required(),
                field("下限", POINTS, "总分不低于多少。").required(),
            ]),
            "等级",
        ),
        "从高到低的等级。",
    )
    .required(),
    field(
        "过程",
        Kind::List(
            &Kind::Record(&[
                field("指标", Kind::Text, "比率的名称，例如：在职人员控制率。").required(),
                field("分值", POINTS, "满分。").required(),
                field(
                    "基准",
                    Kind::Number(Unit::Percent),
                    "得满分的比率，百分数。",
                ),
                field("方向", Kind::Choice(&["超过", "不足"]), "哪一边扣分。"),
                field("每", Kind::Number(Unit::Percent), "每几个百分点。"),
                field("扣", POINTS, "扣几分。"),
                field(
                    "分档",
                    Kind::List(
                        &Kind::Record(&[
                            field("至", Kind::Number(Unit::Percent), "比率不超过多少。").required(),
                            field("得", RATIO, "得分值的几成，例如 0.8。").required(),
                        ]),
                        "档",
                    ),
                    "按档计分；写了分档就不写基准。",
                ),
                field(
                    "没有得满分",
                    Kind::Choice(&["true", "false"]),
                    "没有发生时是否得满分。",
                ),
            ]),
            "指标",
        ),
        "由程序按基础数据算出比率的指标。",
    ),
    field(
        "停用规则",
        Kind::List(&Kind::Text, "规则"),
        "不适用的核对规则，写代码，例如 B12。",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemes_built_in_are_read_as_any_other() {
        for built_in in &SCHEMES {
            let read = Scheme::read(built_in.text().as_bytes());
            assert_eq!(read.as_ref(), Ok(built_in.scheme()), "{}", built_in.code);
        }
    }

    #[test]
    fn what_is_no_scheme_is_told_with_its_place() {
        let text = SCHEMES[0].text();
        let told = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            let error = Scheme::read(text.replacen(from, to, 1).as_bytes()).unwrap_err();
            (error.line, error.message)
        };
        let line = |words: &str| text.lines().position(|line| line.contains(words)).unwrap() + 1;
        for (from, to, at, words) in [
            ("名称: 湖南省2022年表样\n", "", "# 湖南省", "缺少“名称”"),
            ("分值: 10,", "分值: 十,", "执行率:", "不是数字"),
            ("封顶: true", "封顶: 也许", "执行率:", "true、false"),
            ("取舍: 四舍五入", "取舍: 看着办", "定量:", "四舍五入、截断"),
            ("扣分: 0", "扣分: 0, 加分: 1", "超额:", "“加分”"),
            ("分值: 90", "分值: 80", "分值: 90", "应为 100 分"),
            ("产出指标: 50", "产出指标: 60", "一级:", "应为 90 分"),
            ("下限: 80}", "下限: 95}", "等级:", "从高到低"),
            ("默认: 0.6", "默认: 0.9", "定性:", "“部分达成”"),
            ("定性:", "定性", "定性:", "冒号"),
        ] {
            let (at_line, message) = told(from, to);
            assert!(message.contains(words), "{message}");
            let near = line(at).abs_diff(at_line) <= 1;
            assert!(near, "{from}: {at_line} {message}");
        }
    }
}
