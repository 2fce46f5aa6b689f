//! D: indicators and scores.

mod conclusion;
mod names;
mod points;
mod scores;
mod values;

use rust_decimal::Decimal;

use self::conclusion::claim;
use self::names::{strange_level, twice, under_another};
use self::points::{grade, levels, no_score, points, second_levels, total};
use self::scores::{
    above, at_the_limit, band, far_over, formula, no_band, not_full, of_its_rate, reason,
};
use self::values::{
    above_all, above_all_in_text, all_empty, another_unit, as_a_fraction, beside_the_money, empty,
    in_another_unit, input, no_target, percentage_of_a_count, signed_twice, vague,
    words_for_number,
};
use super::{Case, Check, Finding, Place, Reads, Rule, Severity, Table, Verdict, is_answered};
use crate::document::FieldPath;
use crate::report::Indicator;
use crate::report::number::Number;

/// The check that asks a question of every indicator of a table.
macro_rules! of_each {
    ($ask:expr) => {
        Check::Table(Reads::Indicators, |case, table| each(case, table, $ask))
    };
}

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
        checks: &[of_each!(above)],
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
            of_each!(|case, row| formula(case, row).or_else(|| at_the_limit(case, row))),
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
        explain: "定性指标按三档评分，得分应在该档的比例范围内；完成值既不是其中一档，也不是指标值的原话或它所列的等次（优良中低差、良好以上），得分就没有依据。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 部分达成, 分值: 10, 得分: 9, 偏差原因: 一处返工。}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 验收, 计算符号: 定性, 指标值: 合格, 完成值: 部分达成, 分值: 10, 得分: 7, 偏差原因: 一处返工。}]}]",
        checks: &[of_each!(|case, row| {
            band(case, row).or_else(|| no_band(case, row))
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
        checks: &[of_each!(reason)],
    },
    Rule {
        code: "D8",
        name: "done-but-not-full",
        title: "已完成而没有得满分",
        severity: Severity::Warning,
        basis: "财预〔2020〕10号：完成指标值的记满分",
        explain: "完成值已经达到指标值，得分却低于分值，请在偏差原因里说明扣分的依据，或改为满分。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10, 分值: 10, 得分: 8}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 里程, 计算符号: ≥, 指标值: 10, 完成值: 10, 分值: 10, 得分: 10}]}]",
        checks: &[of_each!(not_full)],
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
        checks: &[of_each!(far_over)],
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
        checks: &[of_each!(|case, row| {
            words_for_number(case, row)
                .or_else(|| in_another_unit(row))
                .or_else(|| percentage_of_a_count(row))
                .or_else(|| signed_twice(row))
                .or_else(|| no_target(row))
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
        checks: &[of_each!(under_another)],
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
        checks: &[of_each!(|case, row| {
            let levels = ["一级指标", "二级指标"].into_iter();
            let found = levels.filter_map(|key| strange_level(case, row, key));
            found.collect::<Vec<_>>()
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
            of_each!(|case, row| { above_all(case, row).or_else(|| as_a_fraction(row)) }),
            Check::Text(above_all_in_text),
        ],
    },
    Rule {
        code: "D12",
        name: "target-not-measurable",
        title: "指标值不可衡量",
        severity: Severity::Warning,
        basis: "绩效指标应细化、量化、可衡量",
        explain: "指标值只有“提高”“明显改善”之类的词，没有数量也没有分级标准，无法评价，请量化或给出标准。计算符号选了定性、完成值按方案的各档填（达成、部分达成、未达成）或还没有填的，以及写明等次的（良好以上）不算。",
        bad: "项目: [{名称: 甲, 指标: [{三级指标: 环境, 指标值: 明显改善, 完成值: 明显改善}]}]",
        good: "项目: [{名称: 甲, 指标: [{三级指标: 环境, 计算符号: ≥, 指标值: 90, 度量单位: 分, 完成值: 92}]}]",
        checks: &[of_each!(vague)],
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
        checks: &[of_each!(input)],
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
        checks: &[of_each!(another_unit)],
    },
    Rule {
        code: "D23",
        name: "indicator-beside-the-money",
        title: "成本、执行率指标与资金不一致",
        severity: Severity::Warning,
        basis: "自评表（P9、P10）：指标的完成值应与同一张表的资金、基础数据表（P8）一致",
        explain: "叫“预算执行率”的指标，完成值应是这张表的执行率；叫“项目总成本”“项目经费控制数”的指标，完成值应是全年执行数（按预算填的不核对）；部门整体的“三公经费控制率”“公用经费控制率”“三公经费控制数”等，应是由基础数据表算出的。两边不同，多半是有一边改过，或者打错了数字。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 150, 全年执行数: 142.35}}, 指标: [{三级指标: 项目总成本, 计算符号: ≤, 指标值: 150, 度量单位: 万元, 完成值: 124.35}]}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年预算数: 150, 全年执行数: 142.35}}, 指标: [{三级指标: 项目总成本, 计算符号: ≤, 指标值: 150, 度量单位: 万元, 完成值: 142.35}]}]",
        checks: &[Check::Money(Reads::Figures, |case, table| {
            each(case, table, beside_the_money)
        })],
    },
];

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

    /// What was done and what was aimed at, each with its cell.
    fn values(&self) -> [(&'static str, &str); 2] {
        let indicator = self.indicator;
        [
            ("完成值", &*indicator.actual),
            ("指标值", &*indicator.target),
        ]
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
