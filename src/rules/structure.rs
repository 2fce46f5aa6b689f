//! E: dates, names and structure; G: what does not fit the format; H: what refers to what is not
//! there.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::passage::{Passage, Role, contains_any, is_blank, word};
use super::prose::{Prose, beyond};
use super::sums::contradiction;
use super::times::calendar_year;
use super::{
    Case, Check, Finding, Fix, Place, Reads, Rule, Severity, Tally, Verdict, replies, variants,
    weighed,
};
use crate::document::{Edit, FieldPath, Step, Value};
use crate::figures::budget::{Column, Fund, Item, Node, PAID_OTHERWISE, says_none};
use crate::report::check::{Misfit, is_none};
use crate::report::date;
use crate::report::fields::{self, BALANCES, describe, names_a_sum};
use crate::report::number::{Number, shown};
use crate::report::numeral::{half_width, is_digit};
use crate::report::places::Places;
use crate::report::{Attachment, FundLine, worded};

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "E1",
        name: "signature-date",
        title: "报告日期或落款日期有误",
        severity: Severity::Error,
        basis: "报告日期应一致，且在年度结束之后",
        explain: "落款日期应与封面的报告日期相同，两个都不早于年度结束（自评在年度终了后进行），也不晚于年度结束后两年；晚了一年半以上的，多半是打错了年份，也请核对。",
        bad: "年度: 2022\n封面: {报告日期: 2023-04-28, 落款日期: 2022-04-27}",
        good: "年度: 2022\n封面: {报告日期: 2023-04-28, 落款日期: 2023-04-28}",
        checks: &[Check::Report(Reads::Apart, signature)],
    },
    Rule {
        code: "E17",
        name: "title-of-another-year",
        title: "标题的年度与年度不一致",
        severity: Severity::Error,
        basis: "报告标题应写明所评价的年度",
        explain: "封面标题里写的年份，应是这份报告的年度。沿用上年的文件而没有改标题，是常见的原因。",
        bad: "年度: 2023\n封面: {标题: 2022年度某街道办事处整体支出绩效自评报告}",
        good: "年度: 2023\n封面: {标题: 2023年度某街道办事处整体支出绩效自评报告}",
        checks: &[Check::Report(Reads::Apart, title)],
    },
    Rule {
        code: "E5",
        name: "unit-name-varies",
        title: "单位名称前后不一",
        severity: Severity::Warning,
        basis: "单位名称应与公章一致",
        explain: "封面的单位名称、落款单位应是同一个全称；标题里的单位应是它的一部分。",
        bad: "封面: {单位名称: 某区月湖街道办事处, 落款单位: 某区月湖街道办}",
        good: "封面: {单位名称: 某区月湖街道办事处, 落款单位: 某区月湖街道办事处}",
        checks: &[Check::Report(Reads::Words, names)],
    },
    Rule {
        code: "E7",
        name: "chapter-missing",
        title: "缺少章节",
        severity: Severity::Error,
        basis: "部门整体支出绩效自评报告提纲",
        explain: "报告提纲要求的章节没有内容；确实没有的应写“无”。多数章节填了以后才核对，在那以前只算必填项没有填；必填项没有填全不算错误，另外计数。",
        bad: "基本情况: {职能: [管理社区。]}\n支出: {政府性基金预算: {说明: 无}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}\n问题: [{编号: '1', 内容: 进度偏慢。}]",
        good: "基本情况: {职能: [管理社区。]}\n支出: {一般公共预算: {金额: {全年执行数: 1}}, 政府性基金预算: {说明: 无}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}\n整体绩效: {目标设置: {说明: 按年初目标。}, 完成情况: 已完成。}\n问题: [{编号: '1', 内容: 进度偏慢。}]\n改进措施: [{内容: 抓紧。}]\n结果应用与公开: {结果应用: 用于预算安排。}",
        checks: &[Check::Report(Reads::Figures, chapters)],
    },
    Rule {
        code: "E8",
        name: "attachment-missing",
        title: "附件清单与附表不符",
        severity: Severity::Error,
        basis: "附件清单应与所附各表一致",
        explain: "附件清单列示的附表，程序据已填的内容生成；内容没有填的，附表就是空的。请补填，或从清单中删去、注明“无此项支出”。两张表写着同一个附件号，另有号空着的，也提示。",
        bad: "基本情况: {职能: [管理社区。]}\n支出: {一般公共预算: {金额: {全年执行数: 1}}, 政府性基金预算: {说明: 无}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}\n问题: [{编号: '1', 内容: 进度偏慢。}]\n其他说明: {附件: [{名称: 项目支出绩效自评表}]}",
        good: "基本情况: {职能: [管理社区。]}\n支出: {一般公共预算: {金额: {全年执行数: 1}}, 政府性基金预算: {说明: 无}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}\n问题: [{编号: '1', 内容: 进度偏慢。}]\n其他说明: {附件: [{名称: 项目支出绩效自评表}]}\n项目: [{名称: 甲}]",
        checks: &[Check::Report(Reads::Figures, attachments)],
    },
    Rule {
        code: "E9",
        name: "fund-text-and-table-differ",
        title: "基金支出与附表、决算不一致",
        severity: Severity::Error,
        basis: "政府性基金、国有资本经营、社会保险基金预算支出情况表应与部门决算公开一致",
        explain: "报告写明的支出，应等于附表明细之和，也应等于决算公开数；明细里的上级科目应等于下级科目之和，每个科目应等于基本支出加项目支出；年初结转 + 本年收入 - 本年支出应等于年末结转，各科目填了这三项的，每个科目也一样，合计等于各科目之和。",
        bad: "支出: {政府性基金预算: {金额: {全年执行数: 20}, 决算公开数: 21}}",
        good: "支出: {政府性基金预算: {金额: {全年执行数: 20}, 决算公开数: 20}}",
        checks: &[Check::Report(Reads::Figures, funds)],
    },
    Rule {
        code: "E10",
        name: "empty-statement",
        title: "空表说明与金额不符",
        severity: Severity::Warning,
        basis: "空表应说明“本年度无此项支出”；有支出的不得写“无”",
        explain: "没有这项支出的，应在说明里写“无”；有支出的，说明和正文都不得写“无”、写支出为0。",
        bad: "支出: {政府性基金预算: {金额: {全年执行数: 20}, 说明: 无}}",
        good: "支出: {政府性基金预算: {金额: {全年执行数: 20}, 说明: 用于社区建设。}, 国有资本经营预算: {说明: 无}, 社会保险基金预算: {说明: 无}}",
        checks: &[
            Check::Report(Reads::Figures, statements),
            Check::Prose(Reads::Figures, denied_beside_the_table),
        ],
    },
    Rule {
        code: "E15",
        name: "fund-without-lines",
        title: "基金附表没有填全",
        severity: Severity::Hint,
        basis: "政府性基金、国有资本经营、社会保险基金预算支出情况表按科目填列",
        explain: "有支出的基金，附表应按科目填列明细，只填总额的，交上去的附表只有合计一行。在预算构成里进入这一基金，按 Ins 增加明细。填了明细的，还要分基本支出和项目支出；政府性基金还要填年初结转和结余、本年收入、年末结转和结余，没有的填0，空着的交上去就是空格；几个科目各有结转的，在结转和结余里再按科目填。",
        bad: "支出: {政府性基金预算: {金额: {全年执行数: 20}}}",
        good: "支出: {政府性基金预算: {金额: {全年执行数: 20}, 年初结转和结余: 0, 本年收入: 20, 年末结转和结余: 0, 明细: [{名称: 社区建设, 金额: {全年执行数: 20}, 基本支出: 0, 项目支出: 20}]}}",
        checks: &[Check::Report(Reads::Figures, lines)],
    },
    Rule {
        code: "E11",
        name: "text-carried-over",
        title: "沿用上年内容",
        severity: Severity::Warning,
        basis: "自评报告应反映本年度的情况",
        explain: "新建报告时从上年沿用的文字，或成本指标里以万元计的指标值（多半是上年的预算）、写着上年年份的指标值，还是原样。请按本年度的情况改写；核对过、本年度也是如此的，按 F9 确认。一章只提示一条，改好一处就指向下一处，导出前再报一次总数。",
        bad: "年度: 2023\n整体绩效: {完成情况: 全年完成任务。}\n沿用: [{位置: 整体绩效 完成情况, 数值: 全年完成任务。}]",
        good: "年度: 2023\n整体绩效: {完成情况: 全年完成各项任务。}\n沿用: [{位置: 整体绩效 完成情况, 数值: 全年完成任务。}]",
        checks: &[Check::Report(Reads::Everything, carried_over)],
    },
    Rule {
        code: "G1",
        name: "unknown-key",
        title: "不认识的字段",
        severity: Severity::Warning,
        basis: "本程序的文件格式",
        explain: "文件里有本格式没有的名称。内容照原样保留，但不会进入报告，请核对是否写错名称或位置。",
        bad: "备注: 自己加的",
        good: "年度: 2022",
        checks: &[Check::Report(Reads::Everything, |case| {
            misfits(case, Misfit::Unknown)
        })],
    },
    Rule {
        code: "G2",
        name: "wrong-shape",
        title: "内容的样子不对",
        severity: Severity::Error,
        basis: "本程序的文件格式",
        explain: "应是一个值的地方写成了列表，或者相反。这一处只能查看，请在文本编辑器中改正。",
        bad: "封面: [甲]",
        good: "封面: {标题: 甲}",
        checks: &[Check::Report(Reads::Everything, |case| {
            misfits(case, Misfit::Shape)
        })],
    },
    Rule {
        code: "G3",
        name: "unreadable-value",
        title: "内容读不出来",
        severity: Severity::Error,
        basis: "本程序的文件格式",
        explain: "数字、日期或选项写得不合格式，不能参加计算；或者内容太长太多，没有全部核对。",
        bad: "年度: 二〇二二",
        good: "年度: 2022",
        checks: &[
            Check::Report(Reads::Everything, |case| misfits(case, Misfit::Unreadable)),
            Check::Prose(Reads::Words, beyond),
        ],
    },
    Rule {
        code: "G4",
        name: "alias",
        title: "引用了别处的内容",
        severity: Severity::Error,
        basis: "本程序的文件格式",
        explain: "程序不展开 YAML 的引用（*），请改为直接填写。",
        bad: "封面: {标题: &甲 报告, 单位名称: *甲}",
        good: "封面: {标题: 报告, 单位名称: 报告}",
        checks: &[Check::Report(Reads::Everything, |case| {
            misfits(case, Misfit::Alias)
        })],
    },
    Rule {
        code: "G5",
        name: "hidden-character",
        title: "夹有看不见或本机自造的字符",
        severity: Severity::Warning,
        basis: "本程序的文件格式",
        explain: "零宽、变向等字符看不见，却会让名称对不上、数字被看错；本机自造的字到别的电脑上显示不出来。",
        bad: "封面: {标题: \"报\\u200B告\"}",
        good: "封面: {标题: 报告}",
        checks: &[Check::Report(Reads::Everything, |case| {
            misfits(case, Misfit::Hidden)
        })],
    },
    Rule {
        code: "G6",
        name: "below-zero",
        title: "金额、人数或得分小于零",
        severity: Severity::Error,
        basis: "自评表各栏填实际数",
        explain: "金额、人数、面积、个数、分值和得分不会小于零，多半是多写了负号。改好之前，由它算出的核对先不做。结转可以是负数，不核对。",
        bad: "基本情况: {人员: {年末实有人数: -4}}",
        good: "基本情况: {人员: {年末实有人数: 4}}",
        checks: &[Check::Report(Reads::Everything, |case| {
            misfits(case, Misfit::Negative)
        })],
    },
    Rule {
        code: "G7",
        name: "cover-entry-is-none",
        title: "封面的电话、姓名不像",
        severity: Severity::Warning,
        basis: "报告封面：填报人、办公电话、手机号码",
        explain: "手机号码是 11 位，多一位、少一位都打不通；没有的留空，不写“没有”。填报人应是姓名，不是号码。遮盖了几位的按遮盖前的位数数。",
        bad: "封面: {填报人: '82550', 手机号码: '1380013800'}",
        good: "封面: {填报人: 周晓燕, 手机号码: '13800138000'}",
        checks: &[Check::Report(Reads::Apart, contacts)],
    },
    Rule {
        code: "H1",
        name: "kind-not-listed",
        title: "项目的支出类别不在类别之列",
        severity: Severity::Error,
        basis: "项目按支出类别归入预算构成",
        explain: "项目写的支出类别不在项目支出的类别中，或者有金额而没有填支出类别，程序不知道把它归到哪里；由此引起的各类合计不符（A3、A4）改好以后再核对。不是一般公共预算安排的项目，支出类别填政府性基金预算、国有资本经营预算、社会保险基金预算或其他资金。",
        bad: "支出: {一般公共预算: {项目支出: {类别: [{名称: 业务工作经费}]}}}\n项目: [{名称: 甲, 支出类别: 业务经费}]",
        good: "支出: {一般公共预算: {项目支出: {类别: [{名称: 业务工作经费}]}}}\n项目: [{名称: 甲, 支出类别: 业务工作经费}]",
        checks: &[Check::Report(Reads::Figures, kinds)],
    },
    Rule {
        code: "H2",
        name: "problem-without-remedy",
        title: "问题没有改进措施",
        severity: Severity::Warning,
        basis: "自评报告提纲：改进措施应针对存在的问题",
        explain: "列出的问题没有任何一条措施针对它。",
        bad: "问题: [{编号: '1', 内容: 进度偏慢。}]",
        good: "问题: [{编号: '1', 内容: 进度偏慢。}]\n改进措施: [{内容: 抓紧。, 针对问题: '1'}]",
        checks: &[Check::Report(Reads::Words, unanswered)],
    },
    Rule {
        code: "H3",
        name: "problem-of-unknown-project",
        title: "问题涉及的项目不存在",
        severity: Severity::Warning,
        basis: "名称应与项目一致",
        explain: "问题所写的涉及项目，不在项目之列，请核对名称。",
        bad: "项目: [{名称: 修路}]\n问题: [{编号: '1', 内容: 慢。, 涉及项目: [修桥]}]\n改进措施: [{针对问题: '1'}]",
        good: "项目: [{名称: 修路}]\n问题: [{编号: '1', 内容: 慢。, 涉及项目: [修路]}]\n改进措施: [{针对问题: '1'}]",
        checks: &[Check::Report(Reads::Words, concerned)],
    },
    Rule {
        code: "H4",
        name: "remedy-of-unknown-problem",
        title: "措施没有针对存在的问题",
        severity: Severity::Warning,
        basis: "编号应与问题一致",
        explain: "改进措施所针对的问题编号不存在，或列了问题而这条措施没有写针对哪一个，请核对编号。",
        bad: "问题: [{编号: '1', 内容: 慢。}]\n改进措施: [{针对问题: '1'}, {针对问题: '2'}]",
        good: "问题: [{编号: '1', 内容: 慢。}]\n改进措施: [{针对问题: '1'}]",
        checks: &[Check::Report(Reads::Words, answers)],
    },
    Rule {
        code: "H5",
        name: "scheme-not-usable",
        title: "评分方案不能用",
        severity: Severity::Error,
        basis: "评分方案由主管部门的文件规定",
        explain: "评分方案一栏应写内置方案的代号或名称（在这一格按回车列出全部），或报告旁边的方案文件名（以 .yaml 结尾，不带文件夹）。方案不能用时按默认方案评分，得分、等级和部分核对会与规定不符。",
        bad: "评分方案: 没有的方案",
        good: "评分方案: hunan-2022",
        checks: &[Check::Report(Reads::Apart, scheme)],
    },
    Rule {
        code: "H6",
        name: "project-named-twice",
        title: "两个项目同名",
        severity: Severity::Warning,
        basis: "每个一级项目一张自评表（P10）",
        explain: "两个项目的名称相同，文字里引用的动态数字只取前一个，问题、措施也分不清是哪一个。请核对是否重复列了，或改成不同的名称。",
        bad: "项目: [{名称: 社会管理}, {名称: 社会管理}]",
        good: "项目: [{名称: 社会管理}, {名称: 社会治理}]",
        checks: &[Check::Report(Reads::Words, same_names)],
    },
    Rule {
        code: "H7",
        name: "project-is-a-sum",
        title: "合计行成了项目",
        severity: Severity::Error,
        basis: "每个一级项目一张自评表（P10）；合计由程序算出",
        explain: "叫“合计”“小计”的项目，多半是把表里的合计行也粘贴进来了，金额因此多算一遍。请删去；确是一个项目的，请写项目的名称。",
        bad: "项目: [{名称: 修路, 资金: {年度资金总额: {全年执行数: 5}}}, {名称: 合计, 资金: {年度资金总额: {全年执行数: 5}}}]",
        good: "项目: [{名称: 修路, 资金: {年度资金总额: {全年执行数: 5}}}]",
        checks: &[Check::Report(Reads::Figures, sums)],
    },
];

/// Projects that are called what the sum of projects is.
fn sums(case: &Case<'_>) -> Verdict {
    let list = fields::projects();
    let projects = &case.report.projects;
    let amounts = |i: usize| {
        let node = case.figures.budget.node(Item::Project(i));
        Column::OF_FORMS.map(|column| node.and_then(|node| node.value(column)))
    };
    let is_sum = |i: &usize| projects.get(*i).is_some_and(|it| names_a_sum(&it.name));
    let (sums, others): (Vec<usize>, Vec<usize>) = (0..projects.len()).partition(is_sum);
    if sums.is_empty() {
        return Vec::new().into();
    }
    let others = others.into_iter().map(amounts);
    let all = others.fold([Decimal::ZERO; 3], |mut all, one| {
        for (sum, amount) in all.iter_mut().zip(one) {
            *sum = sum.saturating_add(amount.unwrap_or_default());
        }
        all
    });
    let found = sums.into_iter().map(|i| {
        let entry = list.index(i);
        let name = projects.get(i).map_or("", |it| it.name.trim());
        let message = format!(
            "第{}个项目叫“{name}”，多半是粘贴进来的合计行，金额会多算一遍，请删去。",
            i + 1
        );
        let finding = Finding::new(Place::new(entry.key("名称")).shows(name), message);
        // What is no sum of the others may be a project whose name was overwritten.
        let own = amounts(i);
        let mut pairs = own.iter().zip(all);
        let agrees = pairs.all(|(own, all)| own.is_none_or(|own| own == all));
        if agrees && own.iter().any(Option::is_some) {
            finding.fix("删去这一条", vec![Edit::Remove { path: entry }])
        } else {
            finding
        }
    });
    found.collect()
}

fn contacts(case: &Case<'_>) -> Verdict {
    let cover = &case.report.cover;
    let place = |key: &str, value: &str| Place::new(FieldPath::of(&["封面", key])).shows(value);
    let mut found = Vec::new();
    let author = cover.author.trim();
    let is_of_number = |c: char| is_digit(c) || is_blank(c) || matches!(c, '-' | '－');
    if !author.is_empty() && author.chars().all(is_of_number) {
        let message = format!("填报人填的是“{author}”，不是姓名，请改为填报人的姓名。");
        found.push(Finding::new(place("填报人", author), message));
    }
    for (key, numbers) in [("手机号码", &cover.mobile), ("办公电话", &cover.phone)] {
        let numbers = numbers.trim();
        if !numbers.is_empty() && !numbers.contains(|c| is_digit(c) || is_hidden_digit(c)) {
            let message = format!("{key}填的是“{numbers}”，不是号码，请改正，没有的请留空。");
            let edit = Edit::Set {
                path: FieldPath::of(&["封面", key]),
                value: Value::Null,
            };
            found.push(Finding::new(place(key, numbers), message).fix("留空", vec![edit]));
            continue;
        }
        let numbers = numbers.split(['、', '，', ',', '；', ';', '/']);
        for number in numbers.map(str::trim).filter(|it| !it.is_empty()) {
            let digits = number
                .chars()
                .filter(|&c| is_digit(c) || is_hidden_digit(c));
            let digits: String = digits.map(half_width).collect();
            let is_right = match digits.len() {
                11 => true,
                10 | 12 | 13 if key == "手机号码" => {
                    let area = if digits.len() == 12 { "0" } else { "86" };
                    digits.len() != 10 && digits.starts_with(area)
                }
                10 | 12 => !is_mobile(&digits),
                _ => key != "手机号码",
            };
            if !is_right {
                let count = digits.len();
                let message = format!("{key}“{number}”有{count}位，手机号码应是11位，请核对。");
                found.push(Finding::new(place(key, number), message));
            }
        }
    }
    found.into()
}

/// Whether digits begin as those of a mobile do.
fn is_mobile(digits: &str) -> bool {
    let second = digits.chars().nth(1);
    digits.starts_with('1') && matches!(second, Some('3'..='9'))
}

/// What stands for a digit of a number that is hidden: 138****0000.
const fn is_hidden_digit(c: char) -> bool {
    matches!(c, '*' | '＊' | 'X' | 'x')
}

fn same_names(case: &Case<'_>) -> Verdict {
    let list = fields::projects();
    let mut first = HashMap::new();
    let projects = case.report.projects.iter().enumerate();
    let named = projects.filter(|(_, project)| !project.name.trim().is_empty());
    let found = named.filter_map(|(i, project)| {
        let name = project.name.trim();
        let Some(&before) = first.get(name) else {
            first.insert(name, i);
            return None;
        };
        let place = |i: usize| Place::new(list.index(i).key("名称")).shows(name);
        let message = format!(
            "第{}、第{}个项目都叫“{name}”，请核对是否重复，或改成不同的名称。",
            before + 1,
            i + 1
        );
        Some(Finding::new(place(i), message).and(place(before)))
    });
    found.collect()
}

fn scheme(case: &Case<'_>) -> Verdict {
    let found = case.scheme_trouble.map(|why| {
        let place = Place::new(FieldPath::of(&["评分方案"])).shows(&*case.report.scheme);
        Finding::new(place, why)
    });
    found.into()
}

fn carried_over(case: &Case<'_>) -> Verdict {
    let mut places = Places::of(case.document);
    let carried: Vec<(FieldPath, FieldPath)> = replies::carried(case, &mut places).collect();
    let told_with = |path: &FieldPath| {
        let note = note_of_its_fund(case, path)?;
        carried.iter().any(|(_, it)| *it == note).then_some(note)
    };
    let mut chapters: Vec<Vec<&FieldPath>> = Vec::new();
    for (_, path) in &carried {
        let is_of = |chapter: &&mut Vec<&FieldPath>| {
            let first = chapter.first();
            first.is_some_and(|it| it.first_key() == path.first_key())
        };
        match chapters.iter_mut().find(is_of) {
            _ if told_with(path).is_some() => {}
            Some(chapter) => chapter.push(path),
            None => chapters.push(vec![path]),
        }
    }
    let found = chapters.into_iter().filter_map(|chapter| {
        let path = *chapter.first()?;
        let name = describe(case.document, path);
        let place = Place::new(path.clone());
        let (place, more) = match chapter.len() {
            1 => (place, String::new()),
            all => (
                place.shows(format!("{all}处")),
                format!("，这一章共{all}处"),
            ),
        };
        let what = match fields::kind_at(path) {
            Some(fields::Kind::Measure) => "数",
            _ => "文字",
        };
        let message =
            format!("“{name}”还是上年的{what}{more}，请按本年度的情况改写，或确认本年度也是如此。");
        let Fix { title, edits } = holds_again(case, &carried, path);
        Some(Finding::new(place, message).fix(title, edits))
    });
    found.collect()
}

/// What says that the text or figure taken over from last year's report at `path` holds this year as well;
/// none where it was written anew, or looked at before.
#[must_use]
pub fn confirmed(case: &Case<'_>, path: &FieldPath) -> Option<Fix> {
    let mut places = Places::of(case.document);
    let carried: Vec<(FieldPath, FieldPath)> = replies::carried(case, &mut places).collect();
    let is_carried = carried.iter().any(|(_, it)| it == path);
    is_carried.then(|| holds_again(case, &carried, path))
}

/// The same among all that was taken over, with what the list of attachments says of the same table.
fn holds_again(case: &Case<'_>, carried: &[(FieldPath, FieldPath)], path: &FieldPath) -> Fix {
    let is_told_with = |it: &FieldPath| note_of_its_fund(case, it).as_ref() == Some(path);
    // The last first, that those before it stay where they are.
    let agreed = carried.iter().rev();
    let agreed = agreed.filter(|(_, it)| it == path || is_told_with(it));
    let agreed = agreed.map(|(entry, _)| Edit::Remove {
        path: entry.clone(),
    });
    Fix {
        title: "本年度也是如此".to_owned(),
        edits: agreed.collect(),
    }
}

/// What the list of attachments says of the table of a fund says the fund's own note: where that is.
fn note_of_its_fund(case: &Case<'_>, path: &FieldPath) -> Option<FieldPath> {
    let list = FieldPath::of(&["其他说明", "附件"]);
    let [.., Step::Index(i), Step::Key(_)] = path.steps() else {
        return None;
    };
    let attachments = &case.report.other.attachments;
    let attachment = attachments.get(*i).filter(|_| path.starts_with(&list))?;
    let mut funds = Fund::ALL.into_iter();
    let fund = funds.find(|fund| attachment.name.contains(fund.key()))?;
    Some(fund.path().key("说明"))
}

fn signature(case: &Case<'_>) -> Verdict {
    /// So many years behind its own a report is not written any more.
    const LATEST: i16 = 2;
    /// And hardly so many months into the last of them.
    const LATE: i8 = 6;
    let cover = &case.report.cover;
    let dates = [("报告日期", &cover.date), ("落款日期", &cover.signed_on)];
    let dates = dates.map(|(key, text)| date::read(text).map(|day| (key, day)));
    if dates.iter().all(Option::is_none) {
        return Verdict::lacking("缺报告日期或落款日期，或没有写到日");
    }
    let place =
        |(key, day): (&str, Date)| Place::new(FieldPath::of(&["封面", key])).shows(day.to_string());
    let year = case.report.year();
    let odd = |(key, day): (&str, Date)| {
        let year = year?;
        let error = |words| Some((words, Severity::Error));
        match day.year() - year {
            ..=0 => error(format!("{key}早于{year}年度结束")),
            late if late > LATEST => error(format!("{key}比{year}年度晚了{late}年")),
            LATEST if day.month() > LATE => Some((
                format!("{key}在{year}年度结束一年半以后"),
                Severity::Warning,
            )),
            _ => None,
        }
    };
    if let [Some(dated), Some(signed)] = dates
        && dated.1 != signed.1
    {
        let odd = odd(signed).or_else(|| odd(dated));
        let message = format!(
            "落款日期{}与报告日期{}不一致{}，请更正。",
            date::chinese(signed.1),
            date::chinese(dated.1),
            odd.map_or_else(String::new, |(odd, _)| format!("，并且{odd}"))
        );
        let finding = Finding::new(place(signed), message).and(place(dated));
        let finding = finding.says(FieldPath::of(&["封面", signed.0]), &dated.1.to_string());
        return finding.into();
    }
    // They are the same, or there is one.
    let found = dates.into_iter().flatten().find_map(|it| {
        let (odd, severity) = odd(it)?;
        let ask = match severity {
            Severity::Error => "请更正",
            _ => "请核对年份",
        };
        let message = format!("{odd}（{}），{ask}。", date::chinese(it.1));
        Some(Finding::new(place(it), message).weighing(severity))
    });
    found.into_iter().collect()
}

/// The year that stands in the title beside the report's own.
fn title(case: &Case<'_>) -> Verdict {
    let title = &*case.report.cover.title;
    let Some(year) = case.report.year() else {
        return Verdict::lacking("没有填年度");
    };
    let told = title.match_indices('年').find_map(|(at, _)| {
        let before = title.get(..at)?;
        let from = before.char_indices().rev().nth(3)?.0;
        let digits: String = before.get(from..)?.chars().map(half_width).collect();
        let told: i16 = digits
            .parse()
            .ok()
            .filter(|told| (1900..2100).contains(told))?;
        Some((told, from..at))
    });
    let Some((told, span)) = told.filter(|(told, _)| *told != year) else {
        return Vec::new().into();
    };
    let path = FieldPath::of(&["封面", "标题"]);
    let message = format!("标题写的是{told}年度，年度填的是{year}，请核对哪个对。");
    let place = Place::new(path).shows(told.to_string());
    let finding = Finding::new(place, message);
    let finding = finding.and(Place::new(FieldPath::of(&["年度"])).shows(year.to_string()));
    let right = year.to_string();
    finding
        .rewrites(Some(span), &right, format!("标题改为 {right}"))
        .into()
}

fn names(case: &Case<'_>) -> Verdict {
    let cover = &case.report.cover;
    let (unit, signed) = (cover.unit.trim(), cover.signed_by.trim());
    let titled = unit_in(&cover.title);
    if unit.is_empty() || signed.is_empty() && titled.is_empty() {
        return Verdict::lacking("缺单位名称或落款单位");
    }
    let stands = || Place::new(FieldPath::of(&["封面", "单位名称"])).shows(unit);
    let mut found = Vec::new();
    if !signed.is_empty() && signed != unit {
        let path = FieldPath::of(&["封面", "落款单位"]);
        let message = format!("单位名称前后不一：{unit}/{signed}，请统一为全称。");
        let finding = Finding::new(Place::new(path.clone()).shows(signed), message).and(stands());
        found.push(finding.says(path, unit));
    }
    if !is_short_for(&titled, unit) {
        let path = FieldPath::of(&["封面", "标题"]);
        let message = format!("标题里的单位是{titled}，单位名称是{unit}，请统一。");
        found.push(Finding::new(Place::new(path).shows(titled), message).and(stands()));
    }
    found.into()
}

/// The unit that a title names: 某县水利局 in 某县水利局2022年度部门整体支出绩效自评报告.
fn unit_in(title: &str) -> String {
    const LAST: &str = "局委办处所心道镇乡村站院校队会馆部厅室园府司";
    const BEHIND: [&str; 7] = ["部门", "整体", "项目", "支出", "预算", "财政", "绩效"];
    let title: String = title.split_whitespace().collect();
    let words = title
        .trim_start_matches("关于")
        .trim_start_matches(is_digit);
    // 二〇二二年度
    let written = words.trim_start_matches(|c| "〇零一二三四五六七八九".contains(c));
    let words = if written.starts_with('年') {
        written
    } else {
        words
    };
    let words = words.trim_start_matches(['年', '度']);
    let ends = BEHIND.iter().filter_map(|word| words.find(word));
    let end = ends.chain(words.find(is_digit)).min();
    let unit = words.get(..end.unwrap_or_default()).unwrap_or_default();
    let is_unit = unit.ends_with(|c| LAST.contains(c));
    if is_unit {
        unit.to_owned()
    } else {
        String::new()
    }
}

/// Whether a name leaves out some characters of the whole one, or none: 月湖街道.
fn is_short_for(name: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    name.chars().all(|c| rest.any(|it| it == c))
}

/// A chapter of the outline: what it is called, where it stands, and whether it is there.
type Chapter = (&'static str, fn() -> FieldPath, bool);

/// The chapters of the outline.
fn outline(case: &Case<'_>) -> [Chapter; 9] {
    let report = case.report;
    let is_known = |item: Item| {
        let amount = case.figures.budget.node(item);
        amount.is_some_and(|node| node.value(Column::Spent).is_some())
    };
    let is_told =
        |fund: Fund| is_known(Item::Fund(fund)) || !fund.of(report).note.trim().is_empty();
    let disclosure = &report.disclosure;
    [
        (
            "一、部门、单位基本情况",
            || FieldPath::of(&["基本情况", "职能"]),
            worded(&report.profile.duties).next().is_some(),
        ),
        (
            "二、一般公共预算支出情况",
            || Item::General.path(),
            is_known(Item::General),
        ),
        (
            "三、政府性基金预算支出情况",
            || Fund::Government.path().key("说明"),
            is_told(Fund::Government),
        ),
        (
            "四、国有资本经营预算支出情况",
            || Fund::StateCapital.path().key("说明"),
            is_told(Fund::StateCapital),
        ),
        (
            "五、社会保险基金预算支出情况",
            || Fund::Insurance.path().key("说明"),
            is_told(Fund::Insurance),
        ),
        (
            "六、部门整体支出绩效情况",
            || FieldPath::of(&["整体绩效", "完成情况"]),
            !report.whole.outcome.trim().is_empty() || !report.projects.is_empty(),
        ),
        (
            "七、存在的主要问题及原因分析",
            || FieldPath::of(&["问题"]),
            !report.issues.is_empty(),
        ),
        (
            "八、下一步改进措施",
            || FieldPath::of(&["改进措施"]),
            !report.remedies.is_empty(),
        ),
        (
            "九、绩效自评结果拟应用和公开情况",
            || FieldPath::of(&["结果应用与公开", "结果应用"]),
            [
                &disclosure.application,
                &disclosure.publication,
                &disclosure.conclusion,
            ]
            .iter()
            .any(|text| !text.trim().is_empty()),
        ),
    ]
}

/// Whether most chapters are there. What is missing before that has yet to be written: it is counted as
/// required, and no mistake.
fn is_mostly_there(outline: &[Chapter]) -> bool {
    outline.iter().filter(|(.., has)| *has).count() * 2 > outline.len()
}

fn chapters(case: &Case<'_>) -> Verdict {
    let outline = outline(case);
    if !is_mostly_there(&outline) {
        return Verdict::lacking("多数章节还没有填写");
    }
    let general = Item::General.path();
    let missing = outline.into_iter().filter(|(.., has)| !has);
    let found = missing
        .map(|(name, path, _)| (name, path()))
        .filter(|(_, path)| *path != general || case.is_begun())
        .map(|(name, path)| {
            let what = if path == general {
                "的金额，请填写各项支出的全年执行数"
            } else {
                "部分，请补写；没有的写“无”"
            };
            let finding = Finding::new(Place::new(path.clone()), format!("缺少“{name}”{what}。"));
            if path.last_key() == Some("说明") {
                finding.fix("写上“无”", vec![said(path, "无")])
            } else {
                finding
            }
        });
    found.collect()
}

fn attachments(case: &Case<'_>) -> Verdict {
    let report = case.report;
    let list = &report.other.attachments;
    if list.is_empty() || !is_mostly_there(&outline(case)) {
        return Verdict::lacking("没有附件清单，或多数章节还没有填写");
    }
    let general = case.figures.budget.node(Item::General);
    if general.is_none_or(|node| node.value(Column::Spent).is_none()) {
        return Verdict::lacking("一般公共预算的支出还没有填写");
    }
    let found = list.iter().enumerate().filter_map(|(i, attachment)| {
        let name = attachment.name.trim();
        let (table, is_filled) = if name.contains("基础数据表") {
            let mut cells = case.figures.base.iter().flat_map(|row| &row.cells);
            let is_filled = cells.any(Option::is_some);
            (FieldPath::of(&["基础数据"]), is_filled)
        } else if name.contains("项目支出绩效自评表") {
            (FieldPath::of(&["项目"]), !report.projects.is_empty())
        } else {
            let mut funds = Fund::ALL.into_iter();
            let fund = funds.find(|fund| name.contains(fund.short()))?;
            let item = Item::Fund(fund);
            let node = case.figures.budget.node(item);
            let is_spent = node.is_some_and(|node| node.value(Column::Spent).is_some());
            // Of a fund it may be said that there was nothing.
            (item.path(), is_spent || fund.is_none(report))
        };
        if is_filled || says_none(&attachment.note) {
            return None;
        }
        let path = FieldPath::of(&["其他说明", "附件"]).index(i);
        let message =
            format!("附件清单列示“{name}”，未见相应附表的内容，请补填或注明“无此项支出”。");
        let place = Place::new(path.key("名称")).shows(name);
        // The base data are no spending that there may be none of.
        let may_be_none =
            table.last_key() != Some("基础数据") && attachment.note.words().is_empty();
        let finding = Finding::new(place, message).and(Place::new(table));
        let note = path.key("说明");
        Some(if may_be_none {
            finding.fix("注明“无此项支出”", vec![said(note, "无此项支出")])
        } else {
            finding
        })
    });
    found.chain(numbered_twice(list)).collect()
}

/// Two tables of one number, where another number is left out: 附件1, 附件3, 附件3. Several may share an attachment else.
fn numbered_twice(list: &[Attachment]) -> Option<Finding> {
    let numbered = || {
        list.iter()
            .enumerate()
            .filter_map(|(i, it)| Some((i, it, it.number()?)))
    };
    let last = numbered().map(|(.., number)| number).max()?;
    let is_free = |number: &u32| numbered().all(|(.., it)| it != *number);
    let free = (1..=last).take(list.len()).find(is_free)?;
    let mut twice = numbered().filter_map(|(i, it, number)| {
        let mut behind = numbered().filter(|(j, ..)| *j > i);
        let (j, next, _) = behind.find(|(.., other)| *other == number)?;
        let message = format!(
            "附件清单里“{}”和“{}”都写附件{number}，没有附件{free}，请核对附件号。",
            it.name.trim(),
            next.name.trim()
        );
        let place = |i: usize| {
            let path = FieldPath::of(&["其他说明", "附件"]).index(i);
            Place::new(path.key("说明")).shows(format!("附件{number}"))
        };
        Some(
            Finding::new(place(i), message)
                .and(place(j))
                .weighing(Severity::Warning),
        )
    });
    twice.next()
}

fn funds(case: &Case<'_>) -> Verdict {
    let compared = Fund::ALL.into_iter().flat_map(|fund| {
        let published = beside_what_is_published(case, fund).into_iter();
        let whole = case.figures.budget.node(Item::Fund(fund));
        // Projects that are paid from it are no lines of its table (A3).
        let listed = whole.filter(|_| lines_of(case, fund).next().is_some());
        let all = listed.into_iter().chain(lines_of(case, fund));
        let subjects = all.flat_map(|node| by_subject(case, node));
        let divided = lines_of(case, fund).filter_map(|node| by_use(case, node));
        let left = whole.into_iter().chain(lines_of(case, fund));
        let left = left.filter_map(|node| beside_its_closing(case, node));
        let carried = by_lines(case, fund).into_iter();
        let each = published.chain(subjects).chain(divided);
        each.chain(left).chain(carried)
    });
    Verdict::of_compared(compared, "没有填附表明细、决算公开数或结转，或有明细没有填")
}

fn lines_of<'a>(case: &Case<'a>, fund: Fund) -> impl Iterator<Item = &'a Node> {
    let budget = &case.figures.budget;
    let lines = 0..fund.of(case.report).lines.len();
    lines.filter_map(move |j| budget.node(Item::FundLine(fund, j)))
}

/// What a fund or a line of its table states beside the lines below it.
fn by_subject(case: &Case<'_>, node: &Node) -> Vec<Option<Finding>> {
    let compared = Column::ALL.into_iter().filter_map(|column| {
        let stated = node.entered.get(column)?;
        let parts = node.parts.get(column)?;
        let lacks = case.figures.budget.leaves_lack(node, column);
        let is_open = parts < stated && lacks.is_some();
        (!is_open).then(|| contradiction(case, node, column, stated, parts))
    });
    compared.collect()
}

/// What was spent on a subject beside what of it was basic and project spending.
fn by_use(case: &Case<'_>, node: &Node) -> Option<Option<Finding>> {
    let budget = &case.figures.budget;
    let spent = Tally::of(node, Column::Spent)?;
    let basic = budget.divided(node.item, case.report, |line| line.basic)?;
    let project = budget.divided(node.item, case.report, |line| line.project)?;
    let uses = basic.checked_add(project)?;
    let apart = spent.apart(Tally::whole(uses))?;
    Some(apart.map(|difference| {
        let message = format!(
            "{}本年支出{}万元，基本支出{}万元与项目支出{}万元之和为{}万元，不一致，请核实。",
            node.item.name(case.report),
            shown(spent.amount),
            shown(basic),
            shown(project),
            shown(uses)
        );
        let spent_at = node.item.path().key(Column::Spent.key());
        let line = node.item.path().parent().unwrap_or_default();
        let place = Place::new(spent_at).shows(shown(spent.amount));
        let finding = Finding::new(place, message)
            .and(Place::new(line.key("基本支出")).shows(shown(basic)))
            .and(Place::new(line.key("项目支出")).shows(shown(project)));
        weighed(finding, difference)
    }))
}

fn beside_what_is_published(case: &Case<'_>, fund: Fund) -> Option<Option<Finding>> {
    let node = case.figures.budget.node(Item::Fund(fund))?;
    let of = Tally::of(node, Column::Spent)?;
    let published = fund.of(case.report).published.value()?;
    let spent = of.amount;
    Some(of.apart(Tally::whole(published))?.map(|difference| {
        let message = format!(
            "{}支出{}万元，决算公开数{}万元，不一致，请核实。",
            fund.key(),
            shown(spent),
            shown(published)
        );
        let spent_at = node.item.path().key("全年执行数");
        let finding = Finding::new(Place::new(spent_at.clone()).shows(shown(spent)), message)
            .and(Place::new(fund.path().key("决算公开数")).shows(shown(published)))
            .sets(spent_at, published);
        weighed(finding, difference)
    }))
}

/// What a fund had, got and has beside what its lines say of the same together.
fn by_lines(case: &Case<'_>, fund: Fund) -> Vec<Option<Finding>> {
    let (budget, of) = (&case.figures.budget, fund.of(case.report));
    let each: [fn(&FundLine) -> Number; 3] =
        [|line| line.opening, |line| line.income, |line| line.closing];
    let lowest = || {
        let lines = lines_of(case, fund).zip(&of.lines);
        lines.filter(|(node, _)| node.children.is_empty())
    };
    let whole = BALANCES.into_iter().zip(of.balances()).zip(each);
    let compared = whole.filter_map(|((key, stated), told)| {
        let stated = stated.value()?;
        let lines = Tally {
            amount: budget.divided(Item::Fund(fund), case.report, told)?,
            is_whole: lowest().all(|(_, line)| told(line).value().is_some()),
        };
        Some(Tally::whole(stated).apart(lines)?.map(|difference| {
            let message = format!(
                "{}{key}{}万元，附表各科目合计{}万元，不一致，请核实。",
                fund.key(),
                shown(stated),
                shown(lines.amount)
            );
            let at = fund.path().key(key);
            let finding = Finding::new(Place::new(at.clone()).shows(shown(stated)), message)
                .and(Place::new(fund.path().key("明细")).shows(shown(lines.amount)))
                .sets(at, lines.amount);
            weighed(finding, difference)
        }))
    });
    compared.collect()
}

/// What is left of a fund or of a line of it beside what it had, got and spent.
fn beside_its_closing(case: &Case<'_>, node: &Node) -> Option<Option<Finding>> {
    let balances = match node.item {
        Item::Fund(fund) => fund.of(case.report).balances(),
        Item::FundLine(fund, j) => fund.of(case.report).lines.get(j)?.balances(),
        _ => return None,
    };
    let [opening, income, closing] = balances.map(Number::value);
    let (opening, income) = (opening?, income?);
    let (of, closing) = (Tally::of(node, Column::Spent)?, closing?);
    let spent = of.amount;
    let all = opening.checked_add(income)?;
    let left = all.checked_sub(spent)?;
    // So much was spent as is not left.
    let gone = Tally::whole(all.checked_sub(closing)?);
    Some(of.apart(gone)?.map(|difference| {
        let message = format!(
            "{}年初结转{}万元、本年收入{}万元、本年支出{}万元，年末应结转{}万元，填列{}万元，请核实。",
            node.item.name(case.report),
            shown(opening),
            shown(income),
            shown(spent),
            shown(left),
            shown(closing)
        );
        let own = node.item.path().parent().unwrap_or_default();
        let closing_at = own.key(BALANCES[2]);
        let finding = Finding::new(Place::new(closing_at.clone()).shows(shown(closing)), message)
            .and(Place::new(node.item.path().key("全年执行数")).shows(shown(left)))
            .sets(closing_at, left);
        weighed(finding, difference)
    }))
}

fn statements(case: &Case<'_>) -> Verdict {
    let found = Fund::ALL.into_iter().filter_map(|fund| {
        let node = case.figures.budget.node(Item::Fund(fund))?;
        // Where there is neither amount nor word, the chapter is missing (E7).
        let spent = node.value(Column::Spent)?;
        let key = fund.key();
        let note = fund.path().key("说明");
        let words = fund.of(case.report).note.trim();
        if !spent.is_zero() {
            if !says_none(words) {
                return None;
            }
            let message = format!(
                "{key}支出{}万元，说明却写“{words}”，有支出的不得写“无”，请更正。",
                shown(spent)
            );
            let spent_at = Place::new(node.item.path().key("全年执行数")).shows(shown(spent));
            let finding = Finding::new(Place::new(note).shows(words), message);
            return Some(finding.and(spent_at));
        }
        if !words.is_empty() || case.report.cover.title.trim().is_empty() {
            return None;
        }
        let message = format!("{key}没有支出，应在说明中注明“无”，请补写。");
        let finding = Finding::new(Place::new(note.clone()), message);
        Some(finding.fix("写上“无”", vec![said(note, "无")]))
    });
    found.collect()
}

/// A fund of which a text says that nothing was spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Denied {
    fund: Fund,
    place: Place,
}

/// The funds of which a passage says so, but for their own notes: 无政府性基金预算支出,
/// 政府性基金预算支出为0.
pub(super) fn denied(passage: &Passage<'_>) -> Vec<Denied> {
    let is_told = matches!(passage.role, Role::Outcome | Role::Other);
    if !is_told || passage.project.is_some() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for fund in Fund::ALL {
        let mut places = passage.places(word(fund.short())).peekable();
        let is_own_note = || *passage.path == fund.path().key("说明");
        if places.peek().is_none() || is_own_note() {
            continue;
        }
        for at in places {
            let before = passage.clause_before(at);
            let from = at - before.len();
            let words = passage.clause_behind(from);
            let place = from..from + words.len();
            let is_of_another_year = passage.quantities.iter().any(|it| {
                let year = calendar_year(passage, it).filter(|_| place.contains(&it.span.start));
                year.is_some() && year != passage.year
            });
            if (says_none(words) || is_zero(words)) && !is_of_another_year {
                let place = passage.place_at(place);
                found.push(Denied { fund, place });
            }
        }
    }
    found
}

/// Whether a clause ends in 支出为0.
fn is_zero(clause: &str) -> bool {
    const NOTHING: [&str; 6] = ["为0", "为零", "为0元", "为0万元", "为0.00", "为0.00万元"];
    const COMPARED: [&str; 6] = ["上年", "去年", "年初", "比", "较", "预算数"];
    let lead = NOTHING.iter().find_map(|it| clause.strip_suffix(it));
    lead.is_some_and(|lead| {
        lead.ends_with(['出', '数', '算', '额']) && !contains_any(lead, &COMPARED)
    })
}

/// What the texts say that was not spent and the tables have.
fn denied_beside_the_table(case: &Case<'_>, prose: &Prose) -> Verdict {
    let found = prose.denied().filter_map(|denied| {
        let item = Item::Fund(denied.fund);
        let spent = case.figures.budget.node(item)?.value(Column::Spent)?;
        if spent.is_zero() {
            return None;
        }
        let words = denied.place.value.as_deref().unwrap_or_default();
        let message = format!(
            "正文写“{words}”，表中{}支出{}万元，前后不一致，请核实。",
            denied.fund.key(),
            shown(spent)
        );
        let place = Place::new(item.path().key(Column::Spent.key())).shows(shown(spent));
        Some(Finding::new(denied.place.clone(), message).and(place))
    });
    found.collect()
}

fn lines(case: &Case<'_>) -> Verdict {
    let found = Fund::ALL.into_iter().filter_map(|fund| {
        let node = case.figures.budget.node(Item::Fund(fund))?;
        let spent = node.value(Column::Spent).filter(|it| !it.is_zero())?;
        if !fund.of(case.report).lines.is_empty() {
            return blank_columns(case, fund);
        }
        let message = format!(
            "{}支出{}万元，附表没有按科目填列明细，只会有合计一行，请补填。",
            fund.key(),
            shown(spent)
        );
        let place = Place::new(node.item.path().key("全年执行数")).shows(shown(spent));
        let list = node.item.path().parent()?.key("明细");
        let Some(fields::Kind::List(line, _)) = fields::kind_at(&list) else {
            return None;
        };
        let insert = Edit::Insert {
            value: fields::blank(*line),
            index: 0,
            list,
        };
        let finding = Finding::new(place, message);
        Some(finding.fix("增加一条明细，接着填科目名称和金额", vec![insert]))
    });
    found.collect()
}

/// What the table of a fund has a column for beside the lines there are, and nobody filled in.
fn blank_columns(case: &Case<'_>, fund: Fund) -> Option<Finding> {
    let (of, own) = (fund.of(case.report), fund.path());
    let of_the_whole = BALANCES.into_iter().zip(of.balances());
    // The other two are published without.
    let blank = of_the_whole.filter(|(_, it)| fund == Fund::Government && it.value().is_none());
    let blank = blank.map(|(key, _)| (own.key(key), key.to_owned()));
    let budget = &case.figures.budget;
    let spent = |j| budget.node(Item::FundLine(fund, j))?.value(Column::Spent);
    // The lines come first.
    (0..of.lines.len()).find_map(spent)?;
    let lines = of.lines.iter().enumerate();
    let undivided = lines.filter(|&(j, _)| {
        let item = Item::FundLine(fund, j);
        let parts: [fn(&FundLine) -> Number; 2] = [|line| line.basic, |line| line.project];
        let is_divided = |told| budget.divided(item, case.report, told).is_some();
        spent(j).is_some_and(|spent| !spent.is_zero()) && !parts.into_iter().any(is_divided)
    });
    let undivided: Vec<(usize, &FundLine)> = undivided.collect();
    let named = undivided.first().map(|&(j, line)| {
        let many = match undivided.len() {
            1 => String::new(),
            count => format!("等{count}个科目"),
        };
        let what = format!("“{}”{many}的基本支出和项目支出", line.name.trim());
        (own.key("明细").index(j).key("基本支出"), what)
    });
    let blank: Vec<(FieldPath, String)> = blank.chain(named).collect();
    let words: Vec<&str> = blank.iter().map(|(_, what)| &**what).collect();
    let message = format!(
        "{}附表没有填{}，交上去就是空格，请补填，没有的填0。",
        fund.key(),
        words.join("、")
    );
    let mut places = blank.iter().map(|(path, _)| Place::new(path.clone()));
    let finding = Finding::new(places.next()?, message);
    Some(places.fold(finding, Finding::and))
}

/// Says so much in a field.
fn said(path: FieldPath, words: &str) -> Edit {
    Edit::Set {
        path,
        value: Value::Text(words.to_owned()),
    }
}

fn misfits(case: &Case<'_>, misfit: Misfit) -> Verdict {
    let mistakes = case.inspections.mistakes();
    let found = mistakes
        .filter(|mistake| mistake.misfit == misfit)
        .map(|mistake| {
            let raw = case
                .document
                .node(&mistake.path)
                .and_then(|node| node.text());
            let place = Place::new(mistake.path.clone()).shows(raw.unwrap_or_default());
            let finding = Finding::new(place, mistake.message.clone());
            let Some((title, value)) = mistake.fix.clone() else {
                return finding;
            };
            let path = mistake.path.clone();
            finding.fix(title, vec![Edit::Set { path, value }])
        });
    found.collect()
}

/// How many values are offered in the place of a wrong one.
const MOST_OFFERED: usize = 20;

fn kinds(case: &Case<'_>) -> Verdict {
    let kinds = &case.report.spending.general.project.kinds;
    let list = fields::projects();
    let known: HashSet<&str> = kinds.iter().map(|kind| kind.name.words()).collect();
    let projects = case.report.projects.iter().enumerate();
    // Where nothing is stated of any kind, it does not matter which one a project is of.
    let is_summed = LazyCell::new(|| {
        let mut nodes = case.figures.budget.nodes().iter();
        nodes.any(|node| {
            let columns = || Column::ALL.into_iter();
            matches!(node.item, Item::ProjectKind(_))
                && columns().any(|it| node.entered.get(it).is_some())
        })
    });
    let found = projects.filter_map(|(i, project)| {
        let kind = project.kind.words();
        let name = &*project.name;
        let has_amounts = || {
            let node = case.figures.budget.node(Item::Project(i));
            Column::ALL
                .into_iter()
                .any(|it| node.is_some_and(|node| node.value(it).is_some()))
        };
        let message = match kind {
            "" if *is_summed && has_amounts() => {
                format!("项目“{name}”没有填支出类别，金额没有归到哪一类，请选一个类别。")
            }
            "" => return None,
            _ if known.contains(kind) || PAID_OTHERWISE.contains(&kind) => return None,
            kind => format!(
                "项目“{name}”的支出类别“{kind}”不在项目支出的类别中，请改为已有类别或增加该类别。"
            ),
        };
        let path = list.index(i).key("支出类别");
        let mut finding = Finding::new(Place::new(path.clone()).shows(kind), message);
        let named = kinds.iter().filter(|kind| !kind.name.trim().is_empty());
        // 政府性基金拨款 is no name of a kind.
        let short = kind.trim_end_matches("支出").trim_end_matches("拨款");
        let meant = PAID_OTHERWISE
            .into_iter()
            .filter(|it| !short.is_empty() && it.contains(short));
        let named = named.map(|it| &*it.name);
        for known in meant.chain(named).take(MOST_OFFERED) {
            finding = finding.says(path.clone(), known);
        }
        Some(finding)
    });
    found.collect()
}

/// That nothing can be looked up in a list of which not all was read.
fn unread(case: &Case<'_>, list: &str) -> Option<Verdict> {
    let list = FieldPath::root().key(list);
    case.document
        .is_partly_unread(&list)
        .then(Verdict::not_all_read)
}

fn unanswered(case: &Case<'_>) -> Verdict {
    if let Some(unread) = unread(case, "改进措施") {
        return unread;
    }
    let issues = &case.report.issues;
    let taken = issues.iter().map(|it| it.number.words());
    let taken: HashSet<&str> = taken.collect();
    let mut numbers = (1..=issues.len()).map(|it| it.to_string());
    let free = numbers.find(|it| !taken.contains(it.as_str()));
    let free = free.unwrap_or_default();
    let found = case.figures.unanswered.iter().filter_map(|&i| {
        let issue = issues.get(i)?;
        let path = FieldPath::root().key("问题").index(i).key("编号");
        let is_numbered = !issue.number.words().is_empty();
        let name = match is_numbered {
            true => format!("问题{}", &*issue.number),
            false => format!("第{}个问题没有编号，", i + 1),
        };
        let message = format!("{name}还没有对应的改进措施，请补充。");
        let number = if is_numbered { &*issue.number } else { &*free };
        let finding = Finding::new(Place::new(path).shows(&*issue.number), message);
        let list = FieldPath::root().key("改进措施");
        let Some(Value::Map(mut remedy)) = fields::blank_entry(&list) else {
            return Some(finding);
        };
        for (key, value) in &mut remedy {
            if key == "针对问题" {
                *value = Value::Text(number.to_owned());
            }
        }
        let numbered = (!is_numbered).then(|| Edit::Set {
            path: FieldPath::root().key("问题").index(i).key("编号"),
            value: Value::Text(number.to_owned()),
        });
        let insert = Edit::Insert {
            list,
            index: case.report.remedies.len(),
            value: Value::Map(remedy),
        };
        let edits = numbered.into_iter().chain([insert]).collect();
        let title = match is_numbered {
            true => "新增一条针对它的措施，内容随后填".to_owned(),
            false => format!("编号填 {number}，新增一条针对它的措施，内容随后填"),
        };
        Some(finding.fix(title, edits))
    });
    found.collect()
}

fn concerned(case: &Case<'_>) -> Verdict {
    if let Some(unread) = unread(case, "项目") {
        return unread;
    }
    let projects = case.report.projects.iter();
    let known: &HashSet<&str> = &projects.map(|project| project.name.words()).collect();
    let issues = FieldPath::root().key("问题");
    let named = case
        .report
        .issues
        .iter()
        .enumerate()
        .flat_map(|(i, issue)| {
            let list = issues.index(i).key("涉及项目");
            let names = issue.projects.iter().enumerate();
            let names = names.map(move |(j, name)| (list.index(j), name));
            names.filter(|(_, name)| !name.words().is_empty() && !known.contains(name.words()))
        });
    let (paths, names): (Vec<FieldPath>, Vec<&str>) =
        named.map(|(path, name)| (path, &**name)).unzip();
    let meant = variants::meant(case, &names);
    let found = paths.into_iter().zip(names).zip(meant);
    let found = found.map(|((path, name), meant)| {
        let message = format!("问题涉及的项目“{name}”不在项目之列，请核对名称。");
        let split = split_names(&path, name, known);
        let finding = Finding::new(Place::new(path.clone()).shows(name), message);
        match (split, meant) {
            (Some(edits), _) => finding.fix(format!("拆成{}个项目", edits.len()), edits),
            (None, Some(meant)) => finding.says(path, meant),
            (None, None) => finding,
        }
    });
    found.collect()
}

/// Makes entries of their own out of several names of projects written as one.
fn split_names(path: &FieldPath, names: &str, known: &HashSet<&str>) -> Option<Vec<Edit>> {
    let (list, Some(Step::Index(at))) = (path.parent()?, path.last()) else {
        return None;
    };
    let names: Vec<&str> = names.split(['、', '，', '；', ' ']).collect();
    if names.len() < 2 || !names.iter().all(|name| known.contains(name)) {
        return None;
    }
    let edits = names.into_iter().enumerate().map(|(i, name)| {
        let value = Value::Text(name.to_owned());
        match i {
            0 => Edit::Set {
                path: path.clone(),
                value,
            },
            i => Edit::Insert {
                list: list.clone(),
                index: at + i,
                value,
            },
        }
    });
    Some(edits.collect())
}

fn answers(case: &Case<'_>) -> Verdict {
    if let Some(unread) = unread(case, "问题") {
        return unread;
    }
    let issues = case.report.issues.iter();
    let known = issues.map(|issue| issue.number.words());
    let known: HashSet<&str> = known.filter(|number| !number.is_empty()).collect();
    let remedies = case.report.remedies.iter().enumerate();
    let found = remedies.filter_map(|(i, remedy)| {
        let unknown: Vec<&str> = remedy.answered().filter(|it| !known.contains(it)).collect();
        let answers = remedy.answers.words();
        let says_none = answers.is_empty();
        // Where no problem has a number none can be named.
        let says_something = !remedy.content.trim().is_empty() && !is_none(&remedy.content);
        let named = !known.is_empty() && says_something;
        let is_known = known.contains(answers) || unknown.is_empty();
        if is_known && !says_none || says_none && !named {
            return None;
        }
        let path = FieldPath::root().key("改进措施").index(i).key("针对问题");
        let message = if says_none {
            format!(
                "第{}条改进措施没有写针对哪个问题，请补上问题的编号。",
                i + 1
            )
        } else {
            format!(
                "改进措施针对的问题“{}”不存在，请核对编号。",
                unknown.join("、")
            )
        };
        Some(Finding::new(Place::new(path).shows(answers), message))
    });
    found.collect()
}
