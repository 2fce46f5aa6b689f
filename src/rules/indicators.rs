//! D: indicators and scores.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::amounts::told::all_funds_of;
use super::passage::quantity::{Unit, is_unit};
use super::passage::{Passage, bare, contains_any, ends_with_any, says_something, untailed};
use super::prose::MOST_OF_A_TEXT;
use super::{
    Case, Check, Finding, Place, Reads, Rule, Severity, Table, Verdict, apart, is_answered,
    set_number, weighed,
};
use crate::document::{Edit, FieldPath, Value};
use crate::figures::budget::{Column, Item, Node};
use crate::figures::scheme::{BuiltIn, SCHEMES, Scheme};
use crate::figures::score::{ScoreCard, Sign, Target, compared, is_in_one_unit, measured};
use crate::report::fields::{UNDER, UNIT};
use crate::report::number::{self, Measure, Number, percent, percent_points, shown};
use crate::report::numeral::is_digit;
use crate::report::{Indicator, check};

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "D1",
        name: "points-are-not-100",
        title: "分值合计不是100分",
        severity: Severity::Error,
        basis: "财预〔2020〕10号：预算执行率和绩效指标合计100分",
        explain: "预算执行率的分值加上全部三级指标的分值，应为100分。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 分值: 50}, {三级指标: 质量, 分值: 30}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 分值: 50}, {三级指标: 质量, 分值: 40}]}]",
        checks: &[Check::Table(Reads::Indicators, points)],
    },
    Rule {
        code: "D2",
        name: "points-of-a-level-differ",
        title: "一级指标分值与方案不符",
        severity: Severity::Error,
        basis: "财预〔2020〕10号、财预〔2021〕101号的分值设置，由评分方案决定",
        explain: "一级指标的分值合计，应与评分方案的设置相同（如产出50、效益30、满意度10）；没有满意度指标的，10分加到效益指标。",
        bad: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 三级指标: 里程, 分值: 60}, {一级指标: 效益指标, 三级指标: 出行, 分值: 20}, {一级指标: 满意度指标, 三级指标: 居民, 分值: 10}]}]",
        good: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 三级指标: 里程, 分值: 50}, {一级指标: 效益指标, 三级指标: 出行, 分值: 30}, {一级指标: 满意度指标, 三级指标: 居民, 分值: 10}]}]",
        checks: &[Check::Report(Reads::Indicators, levels)],
    },
    Rule {
        code: "D3",
        name: "total-is-not-its-scores",
        title: "总分不等于各项得分之和",
        severity: Severity::Error,
        basis: "自评表（P9、P10）：总分 = 预算执行得分 + 各指标得分",
        explain: "自评表上填列的总分，应等于预算执行得分加各三级指标得分。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 100}}, 自评: {总分: 95}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 100, 全年执行数: 100}}, 自评: {总分: 100}, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90, 得分: 90}]}]",
        checks: &[Check::Table(Reads::Figures, total)],
    },
    Rule {
        code: "D4",
        name: "score-above-points",
        title: "得分大于分值",
        severity: Severity::Error,
        basis: "自评表（P9、P10）；预算管理一体化系统保存校验",
        explain: "任何一项指标的得分都不得大于它的分值。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 10, 得分: 12}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 10, 得分: 10}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, above)
        })],
    },
    Rule {
        code: "D5",
        name: "score-is-not-the-formula",
        title: "定量指标得分与公式不符",
        severity: Severity::Warning,
        basis: "财预〔2020〕10号：定量指标完成指标值的记满分，未完成的按完成值与指标值的比例记分",
        explain: "按评分方案的公式，由指标值、完成值和分值算出应得分，与填列的得分不同。有客观原因多扣、少扣的，写在偏差原因里或填写说明。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 10, 得分: 9, 偏差原因: 雨天停工。}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 10, 得分: 8, 偏差原因: 雨天停工。}]}]",
        checks: &[
            Check::Table(Reads::Indicators, |case, table| {
                each(case, table, |case, row| {
                    formula(case, row).or_else(|| at_the_limit(case, row))
                })
            }),
            Check::Report(Reads::Figures, |case| {
                each(case, &case.whole(), of_its_rate)
            }),
        ],
    },
    Rule {
        code: "D6",
        name: "score-outside-its-band",
        title: "定性指标得分不在档内",
        severity: Severity::Error,
        basis: "财预〔2020〕10号：达成、部分达成、未达成分别记100%-80%、80%-60%、60%-0%",
        explain: "定性指标按三档评分，得分应在该档的比例范围内；完成值既不是其中一档，也不是指标值的原话或它所列的等次（优良中低差），得分就没有依据。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 部分达成, 分值: 10, 得分: 9, 偏差原因: 一处返工。}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 部分达成, 分值: 10, 得分: 7, 偏差原因: 一处返工。}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, |case, row| {
                band(case, row).or_else(|| no_band(case, row))
            })
        })],
    },
    Rule {
        code: "D7",
        name: "lost-points-without-reason",
        title: "扣分没有写原因",
        severity: Severity::Error,
        basis: "自评表（P9、P10）“偏差原因分析及改进措施”栏；一体化系统保存校验",
        explain: "得分（没有填的，按公式算出的得分）低于分值的指标，必须写偏差原因分析及改进措施；只写“无”“略”“见上”的等于没有写。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 10, 得分: 8}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 8, 分值: 10, 得分: 8, 偏差原因: 雨天停工，已调整工期。}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, reason)
        })],
    },
    Rule {
        code: "D8",
        name: "done-but-not-full",
        title: "已完成而没有得满分",
        severity: Severity::Warning,
        basis: "财预〔2020〕10号：完成指标值的记满分",
        explain: "完成值已经达到指标值，得分却低于分值，请说明扣分的依据或改为满分。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10, 分值: 10, 得分: 8, 偏差原因: 一处返工。}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10, 分值: 10, 得分: 10}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, not_full)
        })],
    },
    Rule {
        code: "D9",
        name: "far-over-without-reason",
        title: "超额完成较多没有说明",
        severity: Severity::Warning,
        basis: "财预〔2020〕10号：偏离较多的要分析原因，年初指标值明显偏低的按偏离程度适当扣分",
        explain: "完成值超过指标值三成以上（由评分方案决定）也是偏差，应说明原因；年初指标定得太低的应适当扣分。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 15, 分值: 10, 得分: 10}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 15, 分值: 10, 得分: 10, 偏差原因: 年中追加了五公里。}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, far_over)
        })],
    },
    Rule {
        code: "D10",
        name: "actual-value-missing",
        title: "没有填完成值",
        severity: Severity::Error,
        basis: "自评表（P9、P10）“实际完成值”栏",
        explain: "有指标值的指标都要填实际完成值，写具体数据，不能把指标值连同“≥”照抄一遍。一张表已经填了执行数、指标还一条也没有填的，只提醒一次；都还没有填的，算还没有开始填，不提示。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 5}}, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 得分: 10}]}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 5}}, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10}]}]",
        checks: &[Check::Table(Reads::Figures, |case, table| {
            match table.indicators.iter().any(is_answered) {
                true => each(case, table, empty),
                false => all_empty(table),
            }
        })],
    },
    Rule {
        code: "D11",
        name: "number-expected",
        title: "定量指标的值不是数字",
        severity: Severity::Error,
        basis: "自评表（P9、P10）；一体化系统保存校验",
        explain: "指标值是数字的指标，完成值也应填数字，不应填“达成预期指标”之类；有“≥”“≤”的指标，指标值也要是数字，写成“约98”“98：5”的算不出得分，是警告；单位写在度量单位里，值里再写（度量单位是人，完成值写成1.25万人或3次）就不是数字，算不出得分；指标值以项计，完成值写成100%，也比不出得分。计算符号也另有一栏，指标值不要再写。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 达成预期指标}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, |case, row| {
                words_for_number(case, row)
                    .or_else(|| in_another_unit(row))
                    .or_else(|| percentage_of_a_count(row))
                    .or_else(|| signed_twice(row))
                    .or_else(|| no_target(row))
            })
        })],
    },
    Rule {
        code: "D20",
        name: "indicator-twice",
        title: "同一张表里有同名指标",
        severity: Severity::Warning,
        basis: "绩效目标申报表：一项指标只设一次",
        explain: "同一张自评表里，同一个二级指标下有两条三级指标同名，多半是重复录入，分值也会算两次。确是两项的，请在名称里写明区别。",
        bad: "项目: [{名称: 甲, 指标: [{二级指标: 数量指标, 三级指标: 发展党员, 完成值: 7}, {二级指标: 数量指标, 三级指标: 发展党员, 完成值: 8}]}]",
        good: "项目: [{名称: 甲, 指标: [{二级指标: 数量指标, 三级指标: 发展党员, 完成值: 7}, {二级指标: 数量指标, 三级指标: 培训党员, 完成值: 8}]}]",
        checks: &[Check::Table(Reads::Indicators, twice)],
    },
    Rule {
        code: "D21",
        name: "second-level-under-another",
        title: "二级指标归错了一级",
        severity: Severity::Warning,
        basis: "绩效自评表：一级指标下的二级指标",
        explain: "数量、质量、时效指标属于产出指标，经济、社会、生态效益和可持续影响指标属于效益指标，满意度指标自成一级；成本指标放在产出或成本之下都可以。归错了，各级的得分就不对。",
        bad: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 二级指标: 社会效益指标, 三级指标: 就业率}]}]",
        good: "项目: [{名称: 甲, 指标: [{一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 就业率}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, under_another)
        })],
    },
    Rule {
        code: "D22",
        name: "level-of-no-form",
        title: "一级、二级指标不在表样内",
        severity: Severity::Error,
        basis: "绩效自评表的一级、二级指标，评分方案另有指标体系的由方案决定",
        explain: "一级、二级指标应是表样上的几种。评分方案另有指标体系的，部门整体支出自评表用方案的，各项目自评表仍用通用表样的。写法不同的（产出、数量）请改为表样的写法，否则分值和得分归不到它那一级。",
        bad: "项目: [{名称: 甲, 指标: [{一级指标: 产出, 二级指标: 数量指标, 三级指标: 里程}]}]",
        good: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, |case, row| {
                let levels = ["一级指标", "二级指标"].into_iter();
                let found = levels.filter_map(|key| strange_level(case, row, key));
                found.collect::<Vec<_>>()
            })
        })],
    },
    Rule {
        code: "D19",
        name: "share-above-100",
        title: "比率超过100%或写成了小数",
        severity: Severity::Warning,
        basis: "满意度、合格率等是部分占全部的比例",
        explain: "满意度、合格率、办结率、覆盖率一类是部分占全部的比例，不会超过100%，多半是多打或打错了一个数字。增长率、完成率、执行率可以超过，不核对。指标值是50%以上的比率，完成值却写成0.5到1的小数，多半是百分数写成了小数，得分会只算到百分之一。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 清扫合格率, 计算符号: ≥, 指标值: 95, 度量单位: '%', 完成值: 102}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 清扫合格率, 计算符号: ≥, 指标值: 95, 度量单位: '%', 完成值: 100}]}]",
        checks: &[
            Check::Table(Reads::Indicators, |case, table| {
                each(case, table, |case, row| {
                    above_all(case, row).or_else(|| as_a_fraction(row))
                })
            }),
            Check::Text(above_all_in_text),
        ],
    },
    Rule {
        code: "D12",
        name: "target-not-measurable",
        title: "指标值不可衡量",
        severity: Severity::Warning,
        basis: "绩效指标应细化、量化、可衡量",
        explain: "指标值只有“提高”“明显改善”之类的词，没有数量也没有分级标准，无法评价，请量化或给出标准。计算符号选了定性、完成值按方案的各档填（达成、部分达成、未达成）的不算。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 环境, 指标值: 明显改善, 完成值: 明显改善}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 环境, 计算符号: ≥, 指标值: 90, 度量单位: 分, 完成值: 92}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, vague)
        })],
    },
    Rule {
        code: "D13",
        name: "money-as-output",
        title: "以资金数作数量指标",
        severity: Severity::Warning,
        basis: "绩效指标审核要点：资金投入不是产出",
        explain: "花了多少钱不反映产出了什么。数量指标应写做了多少事；资金的节约、控制写在成本指标里。",
        bad: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 投入资金, 指标值: 100, 度量单位: 万元, 完成值: 100}]}]",
        good: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 修路, 指标值: 100, 度量单位: 米, 完成值: 100}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, input)
        })],
    },
    Rule {
        code: "D14",
        name: "second-level-missing",
        title: "缺少二级指标",
        severity: Severity::Warning,
        basis: "绩效指标体系：数量、质量、时效、成本等由评分方案决定",
        explain: "评分方案要求的二级指标没有设置；确实不涉及的，在指标里注明或填写说明。",
        bad: "项目: [{名称: 甲, 指标: [{一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 里程, 指标值: 10, 完成值: 10, 分值: 90}]}]",
        good: "项目: [{名称: 甲, 指标: [{二级指标: 数量指标, 三级指标: 里程, 分值: 60}, {二级指标: 质量指标, 三级指标: 合格率, 分值: 10}, {二级指标: 时效指标, 三级指标: 按期, 分值: 10}, {二级指标: 成本指标, 三级指标: 单价, 分值: 10}]}]",
        checks: &[Check::Table(Reads::Indicators, second_levels)],
    },
    Rule {
        code: "D15",
        name: "grade-is-not-the-totals",
        title: "等级与总分不符",
        severity: Severity::Error,
        basis: "评分方案的等级划分，如优≥90、良80-90、中60-80、差＜60",
        explain: "填列的等级，应与总分按评分方案对应的等级相同。",
        bad: "项目: [{名称: 甲, 自评: {总分: 85, 等级: 优}}]",
        good: "项目: [{名称: 甲, 自评: {总分: 85, 等级: 良}}]",
        checks: &[Check::Table(Reads::Figures, grade)],
    },
    Rule {
        code: "D16",
        name: "no-score",
        title: "没有自评得分和等级",
        severity: Severity::Warning,
        basis: "自评报告应反映自评得分和等级",
        explain: "整体支出自评的总分和等级，既没有填列，也算不出来（还缺全年预算数或指标）。请填写指标，或在“自评”里填列。",
        bad: "支出: {一般公共预算: {金额: {全年执行数: 60}}}\n整体绩效: {完成情况: 各项目标已完成。}",
        good: "支出: {一般公共预算: {金额: {全年执行数: 60}}}\n整体绩效: {完成情况: 各项目标已完成。, 自评: {总分: 92, 等级: 优}}",
        checks: &[Check::Report(Reads::Figures, no_score)],
    },
    Rule {
        code: "D17",
        name: "all-done-yet-problems",
        title: "结论与存在的问题矛盾",
        severity: Severity::Warning,
        basis: "自评报告前后应一致",
        explain: "结论说全面、按时完成各项指标，而“存在的问题”反映了没有做到的事，前后矛盾，请改写结论。",
        bad: "问题: [{编号: '1', 内容: 项目进度滞后，资金未及时使用。}]\n结果应用与公开: {自评结论: 全面、按时完成各项绩效指标。}",
        good: "问题: [{编号: '1', 内容: 项目进度滞后，资金未及时使用。}]\n结果应用与公开: {自评结论: 除一个项目外，各项绩效指标已完成。}",
        checks: &[Check::Report(Reads::Words, claim)],
    },
    Rule {
        code: "D18",
        name: "unit-of-something-else",
        title: "度量单位与指标不符",
        severity: Severity::Warning,
        basis: "绩效指标应细化、量化、可衡量",
        explain: "三级指标的名称末尾说明了数的是什么（户数、人数、率、面积），度量单位却是另一种东西的单位。只核对看得准的几种。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 惠及居民户数, 指标值: 120, 度量单位: 人, 完成值: 120}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 惠及居民户数, 指标值: 120, 度量单位: 户, 完成值: 120}]}]",
        checks: &[Check::Table(Reads::Indicators, |case, table| {
            each(case, table, another_unit)
        })],
    },
    Rule {
        code: "D23",
        name: "indicator-beside-the-money",
        title: "成本、执行率指标与资金不一致",
        severity: Severity::Warning,
        basis: "自评表（P9、P10）：指标的完成值应与同一张表的资金一致",
        explain: "叫“预算执行率”的指标，完成值应是这张表的执行率；叫“项目总成本”的指标，完成值应是全年执行数（按预算填的不核对）。两边不同，多半是有一边改过，或者打错了数字。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 150, 全年执行数: 142.35}}, 指标: [{三级指标: 项目总成本, 计算符号: ≤, 指标值: 150, 度量单位: 万元, 完成值: 124.35}]}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 150, 全年执行数: 142.35}}, 指标: [{三级指标: 项目总成本, 计算符号: ≤, 指标值: 150, 度量单位: 万元, 完成值: 142.35}]}]",
        checks: &[Check::Money(Reads::Figures, |case, table| {
            each(case, table, beside_the_money)
        })],
    },
];

/// An indicator that is called what the table's own money tells, and says otherwise.
fn beside_the_money(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    const RATES: [&str; 6] = [
        "预算执行率",
        "资金执行率",
        "预算资金执行率",
        "预算支出执行率",
        "支出执行率",
        "项目资金执行率",
    ];
    const COSTS: [&str; 3] = ["项目总成本", "总成本", "项目成本"];
    let (budget, node) = (&case.figures.budget, row.table.node?);
    let told = &*row.indicator.actual;
    let (name, actual) = (row.name, measured(told)?);
    // Of all funds or of the general budget, of all or of projects only.
    let of_whole = |items: &'static [Item]| {
        let items = items.iter().filter(|_| row.table.project.is_none());
        let nodes = items.filter_map(|&item| budget.node(item));
        std::iter::once(node).chain(nodes)
    };
    // What is told to whoever reads it is the first that is known.
    let (what, sign, known): (_, _, Vec<Decimal>) = if RATES.contains(&name) && !row.is_process {
        let rates = of_whole(&[Item::General]).filter_map(|node| budget.rate(node).ok());
        let rates = rates.filter_map(|rate| rate.checked_mul(Decimal::ONE_HUNDRED));
        ("执行率", "%", rates.collect())
    } else if COSTS.contains(&name) && row.indicator.unit.trim() == "万元" {
        let all = all_funds_of(Item::Projects, case, Column::Spent);
        let all = all.filter(|_| row.table.project.is_none());
        let nodes = of_whole(&[Item::Projects, Item::General]);
        let whole = nodes.filter(|node| node.is_whole(Column::Spent));
        let columns = [Column::Spent, Column::Adjusted, Column::Approved];
        let amounts = whole.flat_map(|node| columns.map(|column| node.value(column)));
        let amounts = std::iter::once(all).chain(amounts);
        ("全年执行数", "万元", amounts.flatten().collect())
    } else {
        return None;
    };
    let slack = Decimal::new(1, actual.scale());
    let is_told = |known: &Decimal| (*known - actual).abs() < slack;
    let own = known.first()?;
    if known.iter().any(is_told) {
        return None;
    }
    let own = format!("{}{sign}", shown(number::rounded(*own)));
    let message = format!(
        "{}完成值{told}与这张表的{what}{own}不一致，请核实。",
        row.who()
    );
    let path = row
        .table
        .path
        .key("资金")
        .key("年度资金总额")
        .key(Column::Spent.key());
    let finding = Finding::new(row.place("完成值", told), message);
    Some(finding.and(Place::new(path).shows(own)))
}

/// Units of one kind of thing each. What may pass for another stands in both.
const ALIKE: [&[&str]; 7] = [
    &["人", "名", "人次"],
    &["户", "家"],
    &["栋", "套"],
    &["台", "辆", "套"],
    &["场", "次", "场次", "人次", "件", "处"],
    &["平方米", "公里", "%"],
    &["万元", "元"],
];

/// What an indicator counts, by the end of its name, and the unit of that.
const COUNTED: [(&str, &str); 13] = [
    ("人数", "人"),
    ("人次", "人次"),
    ("人次数", "人次"),
    ("户数", "户"),
    ("家数", "家"),
    ("台数", "台"),
    ("栋数", "栋"),
    ("场次", "场次"),
    ("次数", "次"),
    ("面积", "平方米"),
    ("里程", "公里"),
    ("满意度", "%"),
    ("率", "%"),
];

fn another_unit(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    /// Rates that are no share of a whole.
    const NO_SHARE: [&str; 4] = ["频率", "效率", "功率", "速率"];
    let unit = row.indicator.unit.trim();
    let name = row.name.trim_end_matches(['）', ')']);
    let (end, own) = COUNTED.iter().find(|(end, _)| name.ends_with(end))?;
    let of_unit = || ALIKE.iter().filter(|kind| kind.contains(&unit));
    let is_known = of_unit().next().is_some();
    if !is_known || of_unit().any(|kind| kind.contains(own)) || ends_with_any(name, &NO_SHARE) {
        return None;
    }
    let message = format!(
        "{}的度量单位是“{unit}”，“{end}”应以“{own}”计，请核对。",
        row.who()
    );
    let finding = Finding::new(row.place(UNIT, unit), message);
    Some(finding.says(row.path.key(UNIT), own))
}

/// Where one indicator stands.
struct Row<'a> {
    table: &'a Table<'a>,
    path: FieldPath,
    name: &'a str,
    indicator: &'a Indicator,
    computed: Option<Decimal>,
    /// Whether a rate of the department is what it is scored by (过程).
    is_process: bool,
}

impl Row<'_> {
    fn place(&self, key: &str, value: impl Into<String>) -> Place {
        Place::new(self.path.key(key)).shows(value)
    }

    fn who(&self) -> String {
        format!("{}“{}”", self.table.name, self.name)
    }
}

/// Asks a question of every indicator of a table.
fn each<I: IntoIterator<Item = Finding>>(
    case: &Case<'_>,
    table: &Table<'_>,
    ask: fn(&Case<'_>, &Row<'_>) -> I,
) -> Verdict {
    if table.indicators.is_empty() {
        return Verdict::lacking("没有指标");
    }
    let list = table.path.key("指标");
    let found = table
        .indicators
        .iter()
        .enumerate()
        .filter_map(|(i, indicator)| {
            let name = match indicator.name.trim() {
                "" => "（未命名指标）",
                name => name,
            };
            // Points below zero are to be put right first.
            let is_below_zero =
                |number: Number| number.value().is_some_and(|it| it < Decimal::ZERO);
            if is_below_zero(indicator.points) || is_below_zero(indicator.score) {
                return None;
            }
            let row = Row {
                table,
                path: list.index(i),
                name,
                indicator,
                computed: table.card.computed.get(i).copied().flatten(),
                is_process: table.project.is_none()
                    && case.scheme.process.iter().any(|it| it.name == name),
            };
            Some(ask(case, &row))
        });
    found.flatten().collect()
}

fn points(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let (Some(points), Some(all)) = (table.card.points, table.card.full) else {
        return Verdict::lacking("没有分值");
    };
    if all == Decimal::ONE_HUNDRED {
        return Vec::new().into();
    }
    let execution = case.scheme.execution.points;
    // What is still to come can make up for what is missing, not for what is too much.
    let blank = table.card.bare;
    if blank > 0 && all < Decimal::ONE_HUNDRED {
        return waiting_for_points(blank);
    }
    let lacking = lacking_level(case.scheme, table.card);
    let right = match lacking {
        Some(level) => format!("还没有{level}，请接着填写，或调整分值"),
        None => "请调整".to_owned(),
    };
    let message = format!(
        "{}分值合计{}分（预算执行率{}分、指标{}分），应为100分，{right}。",
        table.name,
        shown(all),
        shown(execution),
        shown(points)
    );
    let place = Place::new(table.path.key("指标")).shows(shown(points));
    let finding = Finding::new(place, message);
    match lacking {
        Some(_) => finding.weighing(Severity::Warning).into(),
        None => finding.into(),
    }
}

/// The 一级指标 of a scheme that a table has none of yet while it has points left: it is being filled in, and
/// what it has of the others may not be all either.
fn lacking_level(scheme: &Scheme, card: &ScoreCard) -> Option<&'static str> {
    let has = |level| card.levels.iter().any(|(it, _)| it == level);
    let is_open = !card.has_others && card.full.is_some_and(|all| all < Decimal::ONE_HUNDRED);
    let mut levels = scheme.level_points(true).map(|(level, _)| level);
    levels.find(|level| is_open && !has(*level))
}

fn waiting_for_points(blank: usize) -> Verdict {
    Verdict::lacking(format!("还有 {blank} 项指标没有填分值"))
}

/// What a table has otherwise than a scheme: a first level with the points it has and should have.
type Amiss = (&'static str, Decimal, Decimal);

fn levels(case: &Case<'_>) -> Verdict {
    if case.scheme.indicators.levels.iter().next().is_none() {
        return Verdict::lacking("评分方案没有规定一级指标的分值");
    }
    // A sheet of its own has other levels.
    let whole = Some(case.whole()).filter(|_| case.scheme.framework.is_empty());
    let projects = (0..case.report.projects.len()).filter_map(|i| case.project(i));
    let tables = whole.into_iter().chain(projects);
    let tables: Vec<Table<'_>> = tables.filter(|it| it.card.points.is_some()).collect();
    if tables.is_empty() {
        return Verdict::lacking("没有分值");
    }
    let amiss = tables
        .iter()
        .map(|it| (it, levels_amiss(case.scheme, it.card)));
    let amiss: Vec<(&Table<'_>, Vec<Amiss>)> = amiss.filter(|(_, it)| !it.is_empty()).collect();
    let blank = tables.iter().map(|table| table.card.bare).max();
    if let (true, Some(blank @ 1..)) = (amiss.is_empty(), blank) {
        return waiting_for_points(blank);
    }
    if let Some(other) = another_scheme(&tables, &amiss) {
        return other.into();
    }
    let found = amiss.into_iter().flat_map(|(table, amiss)| {
        amiss.into_iter().map(|(level, is, should)| {
            let message = format!(
                "{}{level}分值合计{}分，应为{}分，请调整。",
                table.name,
                shown(is),
                shown(should)
            );
            let place = Place::new(table.path.key("指标"));
            Finding::new(place.shows(format!("{level}{}", shown(is))), message)
        })
    });
    found.collect()
}

/// That the points of all tables are those of another scheme, where one is amiss that has all of its
/// points: a report is scored by one scheme.
fn another_scheme(tables: &[Table<'_>], amiss: &[(&Table<'_>, Vec<Amiss>)]) -> Option<Finding> {
    let (table, parts) = amiss.iter().find(|(table, _)| table.card.bare == 0)?;
    let fits_all = |it: &&BuiltIn| tables.iter().all(|table| fits(it.scheme(), table.card));
    let other = SCHEMES.iter().find(fits_all)?;
    let parts = parts.iter();
    let parts =
        parts.map(|(level, is, should)| format!("{level}{}分应为{}分", shown(*is), shown(*should)));
    let parts = parts.collect::<Vec<_>>().join("、");
    let whose = match tables.len() {
        1 => "各一级指标的分值".to_owned(),
        n => format!("{n}张自评表的分值都"),
    };
    let (code, name) = (other.code, &other.scheme().name);
    let message = format!(
        "{}{parts}；{whose}与评分方案 {code}（{name}）相符，请把评分方案改为 {code}，或调整分值。",
        table.name
    );
    let path = FieldPath::of(&["评分方案"]);
    let finding = Finding::new(Place::new(table.path.key("指标")).shows(parts), message);
    let finding = finding.and(Place::new(path.clone()));
    let value = Value::Text(code.to_owned());
    Some(finding.fix(
        format!("评分方案改为 {code}"),
        vec![Edit::Set { path, value }],
    ))
}

/// Whether the points of a table are those of a scheme: of all 一级指标 there are.
fn fits(scheme: &Scheme, card: &ScoreCard) -> bool {
    let levels = &scheme.indicators.levels;
    let is_known = |level| levels.iter().any(|(known, _)| known == level);
    !card.has_others
        && levels.iter().next().is_some()
        && card.levels.iter().all(|(level, _)| is_known(level))
        && levels_amiss(scheme, card).is_empty()
}

/// The 一级指标 of a table whose points are not those of a scheme. What is blank may make up for what is
/// less.
fn levels_amiss(scheme: &Scheme, card: &ScoreCard) -> Vec<Amiss> {
    let levels = &card.levels;
    let of = |level: &str| {
        levels
            .iter()
            .find_map(|(it, points)| (it == level).then_some(points))
    };
    let should = scheme.level_points(levels.satisfaction.is_some());
    let is_open = card.bare > 0 || lacking_level(scheme, card).is_some();
    let amiss = should.filter_map(|(level, should)| {
        let is = of(level).unwrap_or_default();
        let is_right = is == should || (is_open && is < should);
        (!is_right).then_some((level, is, should))
    });
    amiss.collect()
}

fn total(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(stated) = table.stated.total.value() else {
        return Verdict::lacking("没有填列总分");
    };
    let Some(total) = table.card.total else {
        let own = table.node.map_or(Item::Total, |node| node.item);
        return Verdict::lacking(table.card.missing(case.report, own).unwrap_or_default());
    };
    // What is more than the rate allows is told of as that (B12).
    let sum = table.card.sum.unwrap_or(total);
    let Some(difference) = apart(stated, sum).filter(|_| stated != total) else {
        return Vec::new().into();
    };
    let path = table.path.key("自评").key("总分");
    let most = match table.card.ceiling.filter(|_| total < sum) {
        Some(most) => format!("，执行率偏低，不超过{}分", shown(most)),
        None => String::new(),
    };
    let message = format!(
        "{}总分填列{}分，各项得分合计{}分{most}，请更正。",
        table.name,
        shown(stated),
        shown(sum)
    );
    let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
        .and(Place::new(table.path.key("指标")).shows(shown(sum)))
        .sets(path, total);
    weighed(finding, difference).into()
}

fn above(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (points, score) = (row.indicator.points.value()?, row.indicator.score.value()?);
    (score > points).then(|| {
        let message = format!(
            "{}得分{}大于分值{}，请更正。",
            row.who(),
            shown(score),
            shown(points)
        );
        Finding::new(row.place("得分", shown(score)), message)
            .and(row.place("分值", shown(points)))
            .sets(row.path.key("得分"), points)
    })
}

/// A score that is not what the rate of a process indicator is worth, whatever its target.
fn of_its_rate(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (computed, score) = (row.computed?, row.indicator.score.value()?);
    let difference = apart(score, computed).filter(|_| row.is_process)?;
    let message = format!(
        "{}按评分方案和程序算出的比率应得{}分，填列{}分，请核实。",
        row.who(),
        shown(computed),
        shown(score)
    );
    let finding = Finding::new(row.place("得分", shown(score)), message);
    Some(weighed(
        finding.sets(row.path.key("得分"), computed),
        difference,
    ))
}

fn formula(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    if row.is_process {
        return None;
    }
    let indicator = row.indicator;
    Sign::read(&indicator.sign)?;
    let (computed, score) = (row.computed?, indicator.score.value()?);
    let difference = apart(score, computed)?;
    // What is wrong is what it is reckoned from.
    if percentage_meant(indicator).is_some() {
        return None;
    }
    let points = indicator.points.value()?;
    // More than the points and full marks not given have rules of their own.
    let (sign, target, actual) = compared(indicator)?;
    let share = case.scheme.quantitative_share(sign, target, actual);
    let is_done = share.is_some_and(|share| share >= Decimal::ONE);
    if score > points || (is_done && score < points) {
        return None;
    }
    let message = format!(
        "{}指标值{}、完成值{}，按比例应得{}分，填列{}分，请核实。",
        row.who(),
        &*indicator.target,
        &*indicator.actual,
        shown(computed),
        shown(score)
    );
    let finding = Finding::new(row.place("得分", shown(score)), message)
        .and(row.place("完成值", &*indicator.actual))
        .sets(row.path.key("得分"), computed);
    Some(weighed(finding, difference))
}

/// Full marks for what only came to the limit that was to be passed: ＜5 and 5.
fn at_the_limit(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let sign = number::sign_meant(indicator.sign.trim());
    let (points, score) = (indicator.points.value()?, indicator.score.value()?);
    let target = measured(&indicator.target).filter(|_| matches!(sign, "＞" | "＜"))?;
    let actual = measured(&indicator.actual)?;
    (actual == target && score == points).then(|| {
        let message = format!(
            "{}完成值{}与指标值相同，不满足“{sign}”，得分却是满分，请核对计算符号或得分。",
            row.who(),
            &*indicator.actual
        );
        Finding::new(row.place("完成值", &*indicator.actual), message)
            .and(row.place("计算符号", sign))
            .and(row.place("得分", shown(score)))
            .weighing(Severity::Hint)
    })
}

fn band(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let band = case.scheme.answer(indicator)?;
    let (points, score) = (indicator.points.value()?, indicator.score.value()?);
    // As the scheme rounds what it gives itself.
    let low = case.scheme.round(points.checked_mul(band.low)?);
    let high = points.checked_mul(band.high)?;
    let best = case
        .scheme
        .bands
        .iter()
        .all(|other| other.high <= band.high);
    let fits = score >= low && (score < high || (best && score <= high));
    if fits || score > points {
        return None;
    }
    let default = case.scheme.round(points.checked_mul(band.default)?);
    let message = format!(
        "{}自评为“{}”，得分应在{}～{}分之间，现为{}分，请更正。",
        row.who(),
        band.answer,
        shown(low.normalize()),
        shown(high.normalize()),
        shown(score)
    );
    Some(
        Finding::new(row.place("得分", shown(score)), message)
            .and(row.place("完成值", &*indicator.actual))
            .sets(row.path.key("得分"), default),
    )
}

/// Whether a target lists grades of which an answer is one: 优良中低差, 优、良、中、差, 好/一般/差.
fn is_on_scale(target: &str, answer: &str) -> bool {
    const GRADES: &str = "优良中低差";
    const MARKS: [char; 6] = ['、', '/', '／', '，', ',', ' '];
    let is_bare = |text: &str| !text.is_empty() && text.chars().all(|it| GRADES.contains(it));
    let of_letters = is_bare(target) && answer.chars().count() == 1 && target.contains(answer);
    let mut listed = target.split(MARKS);
    of_letters || target.contains(MARKS) && listed.any(|grade| grade == answer)
}

/// An answer in words that is none of the scheme's, nor what was aimed at.
fn no_band(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let (target, actual) = (indicator.target.trim(), indicator.actual.trim());
    // 已完成 is what 完成 aims at.
    let is_aimed_at = actual.trim_start_matches('已') == target.trim_start_matches('已');
    let is_answer = is_aimed_at || is_on_scale(target, actual);
    let is_answer = is_answer || case.scheme.answer(indicator).is_some();
    if indicator.sign.trim() != "定性" || actual.is_empty() || is_answer {
        return None;
    }
    let answers = case.scheme.bands.iter().map(|band| &*band.answer);
    let answers: Vec<&str> = answers.collect();
    if answers.is_empty() {
        return None;
    }
    let message = format!(
        "{}是定性指标，完成值“{actual}”不是{}之一，得分没有依据，请按实际情况改写。",
        row.who(),
        answers.join("、")
    );
    let finding = Finding::new(row.place("完成值", actual), message)
        .weighing(Severity::Warning)
        .and(row.place("计算符号", "定性"));
    let path = row.path.key("完成值");
    let finding = answers.iter().fold(finding, |finding, answer| {
        finding.says(path.clone(), answer)
    });
    Some(finding)
}

fn reason(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let points = row.indicator.points.value()?;
    // What is left blank is printed as it is computed.
    let score = row.indicator.score.value().or(row.computed)?;
    let lost = points.checked_sub(score)?;
    let reason = row.indicator.reason.trim();
    if lost <= Decimal::ZERO || says_something(reason) {
        return None;
    }
    let lacking = if reason.is_empty() {
        "未填写偏差原因分析及改进措施".to_owned()
    } else {
        format!("偏差原因只写了“{reason}”")
    };
    let message = format!("{}扣{}分，{lacking}，请补充。", row.who(), shown(lost));
    Some(
        Finding::new(Place::new(row.path.key("偏差原因")), message)
            .and(row.place("得分", shown(score)))
            .and(row.place("分值", shown(points))),
    )
}

fn not_full(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let (points, score) = (indicator.points.value()?, indicator.score.value()?);
    let (sign, target, actual) = compared(indicator)?;
    let share = case.scheme.quantitative_share(sign, target, actual)?;
    // Lost for doing far too much is lost by the scheme.
    let far = case.scheme.is_far_over(indicator) || row.is_process;
    if share < Decimal::ONE || score >= points || far {
        return None;
    }
    let message = format!(
        "{}完成值{}已达指标值{}，得分{}低于分值{}，请说明扣分依据。",
        row.who(),
        &*indicator.actual,
        &*indicator.target,
        shown(score),
        shown(points)
    );
    Some(
        Finding::new(row.place("得分", shown(score)), message)
            .and(row.place("分值", shown(points)))
            .sets(row.path.key("得分"), points),
    )
}

fn far_over(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let factor = case.scheme.fulfilment(row.indicator)?;
    let over = &case.scheme.over;
    if factor < over.noticed || row.is_process || says_something(&row.indicator.reason) {
        return None;
    }
    let far = factor >= over.explained;
    let (by, severity) = if far {
        (over.explained, Severity::Warning)
    } else {
        (over.noticed, Severity::Hint)
    };
    let message = format!(
        "{}完成值{}为指标值{}的{}，偏离{}，达到了{}%，请说明原因；年初指标偏低的应适当扣分。",
        row.who(),
        &*row.indicator.actual,
        &*row.indicator.target,
        percent(factor),
        percent(factor.checked_sub(Decimal::ONE)?),
        percent_points(by.checked_sub(Decimal::ONE)?)?.normalize()
    );
    Some(
        Finding::new(row.place("完成值", &*row.indicator.actual), message)
            .and(row.place("指标值", &*row.indicator.target))
            .weighing(severity),
    )
}

/// What is said of a table whose indicators nobody has begun with: once it is filled in from the
/// budget each of them is still to be, and none is wrong.
fn all_empty(table: &Table<'_>) -> Verdict {
    let is_spent =
        |node: &Node| node.is_whole(Column::Spent) && node.value(Column::Spent).is_some();
    let aimed = table.indicators.iter().enumerate();
    let mut aimed = aimed.filter(|(_, it)| !it.target.trim().is_empty());
    let Some((first, _)) = aimed.next().filter(|_| table.node.is_some_and(is_spent)) else {
        return Verdict::lacking("还没有填完成情况的数");
    };
    let message = format!(
        "{}填了执行数，{}条指标的完成值都还没有填，请接着填写。",
        table.name,
        1 + aimed.count()
    );
    let path = table.path.key("指标").index(first).key("完成值");
    let finding = Finding::new(Place::new(path).shows(""), message);
    finding.weighing(Severity::Warning).into()
}

fn empty(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (target, actual) = (row.indicator.target.trim(), row.indicator.actual.trim());
    let copied = number::without_sign(actual) == Some(target);
    if target.is_empty() || !(actual.is_empty() || copied) {
        return None;
    }
    let message = format!(
        "{}未填写实际完成值（或照抄指标值），请填写具体数据。",
        row.who()
    );
    let finding = Finding::new(row.place("完成值", actual), message);
    // What nobody has filled in yet says nothing against what it was to be.
    Some(if copied {
        finding.and(row.place("指标值", target))
    } else {
        finding
    })
}

fn words_for_number(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    Sign::read(&indicator.sign)?;
    measured(&indicator.target)?;
    let actual = indicator.actual.trim();
    let begins_with_digit = actual
        .trim_start_matches(['约', '近', '超'])
        .starts_with(is_digit);
    let is_sign = number::without_sign(actual).is_some();
    if actual.is_empty() || measured(actual).is_some() || begins_with_digit || is_sign {
        return None;
    }
    let message = format!(
        "{}为定量指标，完成值应填数字，不应填“{actual}”，请改正。",
        row.who()
    );
    Some(
        Finding::new(row.place("完成值", actual), message)
            .and(row.place("指标值", &*indicator.target)),
    )
}

/// A target that the number of what was done cannot be held against: ≥ 约98.
fn no_target(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let is_signed = !indicator.sign.trim().is_empty();
    Sign::read(&indicator.sign).filter(|sign| is_signed && *sign != Sign::Equal)?;
    let target = Some(indicator.target.trim()).filter(|it| !it.is_empty())?;
    let is_read = Target::read(target).is_some();
    if is_read || measured(&indicator.actual).is_none() {
        return None;
    }
    let (who, sign) = (row.who(), indicator.sign.trim());
    let place = row.place("指标值", target);
    let measure = Measure::read(target);
    let value = Some(&measure).filter(|it| it.sign.is_none() && is_unit(&it.unit));
    let value: Option<Decimal> = value.and_then(|it| it.value.parse().ok());
    let finding = match value {
        Some(value) if indicator.unit.trim().is_empty() => {
            let unit = &measure.unit;
            let message = format!(
                "{who}指标值“{target}”带着单位，完成值没有，算不出得分，单位请填到度量单位一栏。"
            );
            let edits = vec![
                set_number(row.path.key("指标值"), value),
                Edit::Set {
                    path: row.path.key(UNIT),
                    value: Value::Text(unit.clone()),
                },
            ];
            Finding::new(place, message).fix(format!("指标值 {value}，度量单位 {unit}"), edits)
        }
        _ => {
            let message =
                format!("{who}“{sign}”后面的指标值“{target}”不是一个数，算不出得分，请只填数字。");
            Finding::new(place, message)
        }
    };
    let finding = finding.and(row.place("完成值", &*indicator.actual));
    Some(finding.weighing(Severity::Warning))
}

/// A value with a unit behind it, where the unit has its own cell: no number to be counted with.
fn in_another_unit(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let unit = Some(indicator.unit.trim()).filter(|unit| !unit.is_empty())?;
    let cells = [
        ("完成值", &*indicator.actual),
        ("指标值", &*indicator.target),
    ];
    cells.into_iter().find_map(|(key, written)| {
        let measure = Measure::read(written);
        if measure.unit.is_empty() {
            return None;
        }
        let (who, sign) = (row.who(), measure.sign);
        let place = row.place(key, written);
        let own = measure.unit.clone();
        match measure.in_unit(unit) {
            Some(Measure { value, .. }) => {
                let value: Decimal = value.parse().ok()?;
                let message =
                    format!("{who}{key}写成“{written}”，按度量单位“{unit}”应填{value}，请改正。");
                let finding = Finding::new(place, message).weighing(Severity::Warning);
                Some(match sign {
                    Some(_) => finding,
                    None => finding.sets(row.path.key(key), value),
                })
            }
            // 9个点位 may well be 9个.
            None if !is_unit(&own) => None,
            None => {
                let message =
                    format!("{who}{key}写成“{written}”，度量单位却是“{unit}”，请改成同一种单位。");
                let finding = Finding::new(place, message).weighing(Severity::Warning);
                Some(finding.and(row.place(UNIT, unit)))
            }
        }
    })
}

/// A percentage beside a number of something: 100% of 12项.
fn percentage_of_a_count(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    Sign::read(&indicator.sign)?;
    let (target, actual) = (indicator.target.trim(), indicator.actual.trim());
    measured(target).and(measured(actual))?;
    if is_in_one_unit(indicator) {
        return None;
    }
    let unit = indicator.unit.trim();
    let message = format!(
        "{}指标值{target}、完成值{actual}，一个是百分比，一个以“{unit}”计，比不出得分，请改成同一种单位。",
        row.who()
    );
    let finding = Finding::new(row.place("完成值", actual), message)
        .and(row.place("指标值", target))
        .and(row.place(UNIT, unit));
    Some(finding.weighing(Severity::Warning))
}

/// A target with the sign in it that has a column of its own: it would be printed twice.
fn signed_twice(row: &Row<'_>) -> Option<Finding> {
    let (sign, written) = (row.indicator.sign.trim(), row.indicator.target.trim());
    let measure = Measure::read(written);
    let own = measure.sign?;
    let value = &*measure.value;
    measured(value)?;
    if sign.is_empty() {
        return None;
    }
    let message = format!(
        "{}指标值写成“{written}”，计算符号另有一栏“{sign}”，表里会印成“{sign}{written}”，应填{value}，请改正。",
        row.who()
    );
    let finding = Finding::new(row.place("指标值", written), message)
        .and(row.place("计算符号", sign))
        .weighing(Severity::Warning);
    Some(match Sign::read(sign) == Sign::read(own) {
        true => {
            let path = row.path.key("指标值");
            match value.parse() {
                Ok(number) => finding.sets(path, number),
                Err(_) => finding.says(path, value),
            }
        }
        false => finding,
    })
}

/// What is a share of all there is, by the end of its name: no more than 100 %. What is held against a
/// plan or against another year may be more.
const SHARES: [&str; 30] = [
    "满意度",
    "满意率",
    "合格率",
    "办结率",
    "结案率",
    "及时率",
    "覆盖率",
    "答复率",
    "回复率",
    "准确率",
    "正确率",
    "达标率",
    "知晓率",
    "优良率",
    "优秀率",
    "联系率",
    "公开率",
    "响应率",
    "处置率",
    "解决率",
    "化解率",
    "普及率",
    "录入率",
    "好评率",
    "参与率",
    "出勤率",
    "完好率",
    "成功率",
    "处理率",
    "整改率",
];

fn above_all(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let name = indicator.name.trim();
    if !ends_with_any(name, &SHARES) {
        return None;
    }
    let cells = [
        ("完成值", &*indicator.actual),
        ("指标值", &*indicator.target),
    ];
    cells.into_iter().find_map(|(key, written)| {
        let written = written.trim();
        let is_percent = is_percent(indicator, written);
        let value =
            measured(written).filter(|value| is_percent && *value > Decimal::ONE_HUNDRED)?;
        let message = format!(
            "{}{key}{}%，“{name}”不会超过100%，请核实。",
            row.who(),
            value.normalize()
        );
        Some(Finding::new(row.place(key, written), message))
    })
}

/// Whether a cell is in percent, by a sign of its own or by the unit.
fn is_percent(indicator: &Indicator, written: &str) -> bool {
    written.trim().ends_with(['%', '％']) || matches!(indicator.unit.trim(), "%" | "％")
}

/// The percentage that is meant by 0.95 where at least half of a hundred was to be reached.
fn percentage_meant(indicator: &Indicator) -> Option<Decimal> {
    let Target::At(target) = Target::read(&indicator.target)? else {
        return None;
    };
    let is_rate = is_percent(indicator, &indicator.target);
    let is_high = target >= Decimal::from(50) && target <= Decimal::ONE_HUNDRED;
    let actual = Number::read(indicator.actual.trim()).value()?;
    let is_part = actual >= Decimal::new(5, 1) && actual <= Decimal::ONE;
    (is_rate && is_high && is_part).then(|| actual * Decimal::ONE_HUNDRED)
}

fn as_a_fraction(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let meant = percentage_meant(indicator)?.normalize();
    let written = indicator.actual.trim();
    let message = format!(
        "{}指标值是{}%，完成值写成{written}，多半是{meant}%，请改正。",
        row.who(),
        measured(&indicator.target)?.normalize()
    );
    let path = row.path.key("完成值");
    let finding = Finding::new(row.place("完成值", written), message)
        .and(row.place("指标值", &*indicator.target));
    Some(match is_percent(indicator, "") {
        true => finding.sets(path, meant),
        false => finding.says(path, &format!("{meant}%")),
    })
}

fn above_all_in_text(passage: &Passage<'_>) -> Vec<Finding> {
    let above = passage.quantities.iter().enumerate().filter(|(i, it)| {
        it.unit == Unit::Percent
            && it.value > Decimal::ONE_HUNDRED
            && ends_with_any(untailed(passage.phrase(*i)), &SHARES)
    });
    let found = above.take(MOST_OF_A_TEXT).map(|(i, it)| {
        let name = bare(passage.phrase(i));
        let message = format!("“{name}{}”不会超过100%，请核实。", passage.words_of(it));
        Finding::new(passage.place(it), message)
    });
    found.collect()
}

fn vague(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    const WORDS: [&str; 14] = [
        "提高", "提升", "改善", "增强", "加强", "促进", "明显", "显著", "逐步", "持续", "有效",
        "良好", "较好", "优化",
    ];
    let target = row.indicator.target.trim();
    let has_number = target.contains(is_digit);
    let is_vague = WORDS.iter().any(|word| target.contains(word));
    // What the scheme's bands answer is scored by them.
    let is_graded =
        row.indicator.sign.trim() == "定性" && case.scheme.answer(row.indicator).is_some();
    // A standard to go by: 不发生, 合格, 100%.
    if has_number || !is_vague || target.chars().count() > 12 || is_graded {
        return None;
    }
    let message = format!(
        "{}指标值“{target}”不可衡量，请量化或给出分级标准。",
        row.who()
    );
    Some(Finding::new(row.place("指标值", target), message))
}

fn input(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let money = matches!(indicator.unit.trim(), "万元" | "元" | "亿元" | "千元");
    if !money || indicator.level2.trim() != "数量指标" {
        return None;
    }
    let message = format!(
        "{}以资金数作为数量指标，不反映产出，请改为产出的数量。",
        row.who()
    );
    Some(Finding::new(
        row.place(UNIT, indicator.unit.trim()),
        message,
    ))
}

/// Indicators of one name under one second level.
fn twice(_: &Case<'_>, table: &Table<'_>) -> Verdict {
    let mut first: HashMap<(&str, &str), usize> = HashMap::new();
    let list = table.path.key("指标");
    let found = table
        .indicators
        .iter()
        .enumerate()
        .filter_map(|(i, indicator)| {
            let name = indicator.name.trim();
            let before = *first.entry((indicator.level2.trim(), name)).or_insert(i);
            if before == i || name.is_empty() {
                return None;
            }
            let message = format!("{}有两条“{name}”，多半是重复录入，请核对。", table.name);
            let place = |i: usize| Place::new(list.index(i).key("三级指标")).shows(name);
            Some(Finding::new(place(i), message).and(place(before)))
        });
    found.collect()
}

/// A level that is none of the words it is chosen from.
fn strange_level(case: &Case<'_>, row: &Row<'_>, key: &'static str) -> Option<Finding> {
    let level = match key {
        "一级指标" => row.indicator.level1.trim(),
        _ => row.indicator.level2.trim(),
    };
    let path = row.path.key(key);
    let words = case.scheme.words(&path);
    if level.is_empty() || words.contains(&level) {
        return None;
    }
    let message = format!(
        "{}的{key}“{}”不在表样内，请改为{}之一。",
        row.who(),
        check::brief(level),
        words.join("、")
    );
    let finding = Finding::new(row.place(key, level), message);
    Some(match number::word_meant(&words, level) {
        Some(word) => finding.says(path, word),
        None => finding,
    })
}

/// A second level that stands under a first level that has none such.
fn under_another(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (level1, level2) = (row.indicator.level1.trim(), row.indicator.level2.trim());
    let mut all = UNDER.iter();
    let (right, _) = all.find(|(_, seconds)| seconds.contains(&level2))?;
    let words = case.scheme.words(&row.path.key("一级指标"));
    if level1 == *right || !words.contains(&level1) || !words.contains(right) {
        return None;
    }
    let message = format!(
        "{}的{level2}归在{level1}之下，应在{right}之下，请更正。",
        row.who()
    );
    let finding = Finding::new(row.place("一级指标", level1), message);
    let finding = finding.and(row.place("二级指标", level2));
    Some(finding.says(row.path.key("一级指标"), right))
}

fn second_levels(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let required = &case.scheme.indicators.required;
    if required.is_empty() {
        return Verdict::lacking("评分方案没有规定二级指标");
    }
    // Without points the table is not set up yet.
    if table.card.points.is_none() {
        return Verdict::lacking("没有分值");
    }
    let has = |level: &str| {
        let mut rows = table.indicators.iter();
        rows.any(|indicator| indicator.level2.trim() == level)
    };
    let cost_of_its_own = table
        .indicators
        .iter()
        .any(|indicator| indicator.level1.trim() == "成本指标");
    let missing: Vec<&str> = required
        .iter()
        .map(String::as_str)
        .filter(|level| !(has(level) || *level == "成本指标" && cost_of_its_own))
        .collect();
    if missing.is_empty() {
        return Vec::new().into();
    }
    let message = format!(
        "{}缺少{}，请补充，不涉及的请注明。",
        table.name,
        missing.join("、")
    );
    Finding::new(
        Place::new(table.path.key("指标")).shows(missing.join("、")),
        message,
    )
    .into()
}

fn grade(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let stated = table.stated.grade.trim();
    if stated.is_empty() {
        return Verdict::lacking("没有填列等级");
    }
    let outcome = table.card.outcome(table.stated, case.scheme);
    let Some(total) = outcome.total else {
        return Verdict::lacking("没有总分");
    };
    if let (None, Some(doubt)) = (table.stated.total.value(), &table.card.doubt) {
        return Verdict::lacking(doubt.clone());
    }
    let Some(right) = outcome.due.filter(|&right| right != stated) else {
        return Vec::new().into();
    };
    let path = table.path.key("自评").key("等级");
    let message = format!(
        "{}总分{}分对应“{right}”，填列“{stated}”，请更正。",
        table.name,
        shown(total)
    );
    Finding::new(Place::new(path.clone()).shows(stated), message)
        .and(Place::new(table.path.key("自评").key("总分")).shows(shown(total)))
        .says(path, right)
        .into()
}

fn no_score(case: &Case<'_>) -> Verdict {
    let card = &case.figures.whole;
    let stated = &case.report.whole.stated;
    if card.outcome(stated, case.scheme).total.is_some() {
        return Vec::new().into();
    }
    // Where nothing is said of how it went, nothing is missing yet.
    let whole = &case.report.whole;
    let is_blank = whole.indicators.is_empty() && whole.outcome.trim().is_empty();
    if is_blank || !case.is_begun() {
        return Verdict::lacking("整体绩效还没有填写");
    }
    let path = FieldPath::root().key("整体绩效").key("自评").key("总分");
    let message = "报告未反映整体支出自评得分和等级，请填列，或补齐全年预算数和指标由程序算出。";
    Finding::new(Place::new(path), message).into()
}

/// Where a text claims something and does not say that it is not so: 全面完成, but 未能全面完成.
fn claimed(text: &str, word: &str) -> Option<usize> {
    const NOT: [&str; 9] = [
        "未", "没", "没有", "不", "不能", "未能", "没能", "无法", "难以",
    ];
    let mut places = text.match_indices(word).map(|(at, _)| at);
    places.find(|&at| {
        let before = text.get(..at).unwrap_or_default();
        !ends_with_any(before.trim_end_matches("能够"), &NOT)
    })
}

fn claim(case: &Case<'_>) -> Verdict {
    const CLAIMS: [&str; 10] = [
        "全面、按时完成",
        "全面按时完成",
        "全部完成",
        "全面完成",
        "圆满完成",
        "均已完成",
        "均按时完成",
        "按时完成各项",
        "完成了各项",
        "高质量完成各项",
    ];
    const SHORT: [&str; 20] = [
        "受到阻碍",
        "未完成",
        "没有完成",
        "未及时",
        "无法及时",
        "滞后",
        "偏慢",
        "缓慢",
        "不够",
        "不足",
        "不高",
        "不到位",
        "未能",
        "不及时",
        "偏低",
        "未达",
        "延期",
        "推迟",
        "未使用",
        "超预算",
    ];
    let conclusion = &*case.report.disclosure.conclusion;
    if conclusion.trim().is_empty() {
        return Verdict::lacking("没有自评结论");
    }
    let Some((from, word)) = CLAIMS
        .iter()
        .filter_map(|word| Some((claimed(conclusion, word)?, *word)))
        .min()
    else {
        return Vec::new().into();
    };
    // Who names what was not done contradicts nothing.
    let (head, behind) = conclusion.split_at_checked(from).unwrap_or_default();
    let head = head.rsplit(['。', '；', '\n']).next().unwrap_or_default();
    let behind = behind.split(['。', '；', '\n']).next().unwrap_or_default();
    let excepted = head.split_once('除').map(|(_, excepted)| excepted);
    if excepted.is_some_and(|it| it.contains('外') && !it.starts_with(['此', '了', '外']))
        || contains_any(behind, &["未完成", "未全部", "未按", "未能", "没有完成"])
    {
        return Vec::new().into();
    }
    let shortfall = case
        .report
        .issues
        .iter()
        .enumerate()
        .find_map(|(i, issue)| {
            let text = &*issue.content;
            let (at, short) = SHORT
                .iter()
                .filter_map(|short| Some((text.find(short)?, *short)))
                .min()?;
            Some((i, at, short))
        });
    let Some((i, at, short)) = shortfall else {
        return Vec::new().into();
    };
    let message = format!("结论称“{word}”，但“存在问题”反映“{short}”，前后矛盾，请改写结论。");
    let mut claim = Place::new(FieldPath::root().key("结果应用与公开").key("自评结论")).shows(word);
    claim.span = Some(from..from + word.len());
    let issue = FieldPath::root().key("问题").index(i).key("内容");
    let mut issue = Place::new(issue).shows(short);
    issue.span = Some(at..at + short.len());
    Finding::new(claim, message).and(issue).into()
}
