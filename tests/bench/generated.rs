//! Reports of any size, the same ones every time, whose totals are known.

use std::fmt::Write as _;

/// Indicators of one project.
pub(crate) const INDICATORS: usize = 50;

/// A report with its one sum.
pub(crate) struct Generated {
    /// The file.
    pub(crate) text: String,
    /// 全年执行数 of all projects, in hundredths of 万元.
    pub(crate) spent: i64,
}

const HEAD: &str = "\
# 生成的报告，用来量速度。
格式版本: 1
年度: 2022
封面:
  标题: 2022年度某街道办事处整体支出绩效自评报告
  单位名称: 某街道办事处
  填报人: 某某
  办公电话: \"0430105\"
  报告日期: 2023-04-28
  落款单位: 某街道办事处
  落款日期: 2023-04-28
基本情况:
  职能:
    - 贯彻执行国家法律、法规、规章和市、区人民政府的决定、命令、指示；
    - 负责居民区、街巷的环境卫生和绿化美化的管理工作；
  机构:
    - 类别: 党政机构
      列示数: 2
      名单:
        - 名称: 党政综合办公室
          加挂: [人大工委办公室]
        - 名称: 财政所
          加挂: []
  人员:
    编制数: 50
    年末实有人数: 57
    在职在编人员: 43
    转业士官: 7
    退休人员: 7
    编外人员: 86
支出:
  一般公共预算:
    基本支出:
      分类:
        - 名称: 人员经费
          金额: {年初预算数: 1500, 全年预算数: 1500, 全年执行数: 1486.15, 上年执行数: 1400}
          明细: []
        - 名称: 公用经费
          金额: {年初预算数: 180, 全年预算数: 180, 全年执行数: 174.25, 上年执行数: 190}
          明细: []
    项目支出:
      类别:
        - 名称: 业务工作经费
        - 名称: 运行维护经费
        - 名称: 专项资金
项目:
";

const TAIL: &str = "\
整体绩效:
  预期目标: 保障机关运转，完成年度各项任务。
  完成情况: 年度各项任务基本完成。
  指标: []
问题:
  - 编号: \"1\"
    内容: 部分项目预算执行进度偏慢。
    原因: 项目申报和审批周期较长。
    涉及项目: []
改进措施:
  - 内容: 提前做好项目储备，按月通报执行进度。
    针对问题: \"1\"
    责任人: 财政所
    完成时限: 2023-12-31
    状态: 进行中
结果应用与公开:
  自评结论: 整体支出绩效良好。
  结果应用: 作为下年度预算安排的依据。
  公开情况: 随部门决算一并公开。
其他说明:
  内容: 无
";

/// Writes a report. Its only contradiction is in the project in the middle, so that the key for
/// the next problem goes there.
pub(crate) fn report(projects: usize) -> Generated {
    let mut text = String::from(HEAD);
    let mut spent = 0;
    let mut dice = Dice(2022);
    for project in 0..projects {
        spent += put_project(&mut text, project, project == projects / 2, &mut dice);
    }
    text.push_str(TAIL);
    Generated { text, spent }
}

fn put_project(text: &mut String, number: usize, wrong: bool, dice: &mut Dice) -> i64 {
    let kind = pick(&["业务工作经费", "运行维护经费", "专项资金"], number);
    let name = pick(&["社会管理", "公共服务", "城市管理", "社区建设"], number);
    let sources: [i64; 3] = [dice.roll(500_000), dice.roll(50_000), dice.roll(5_000)];
    let whole: i64 = sources.iter().sum();
    let stated = whole + if wrong { 100 } else { 0 };
    let _ = write!(
        text,
        "  - 名称: {name}{number}
    支出类别: {kind}
    主管部门: 某区财政局
    实施单位: 某街道办事处
    资金:
      年度资金总额:
        年初预算数:
        全年预算数:
        全年执行数: {}
        上年执行数:
",
        money(stated)
    );
    for (source, spent) in ["当年财政拨款", "上年结转资金", "其他资金"]
        .iter()
        .zip(sources)
    {
        let budget = spent + dice.roll(20_000);
        let _ = write!(
            text,
            "      {source}:
        年初预算数: {}
        全年预算数: {}
        全年执行数: {}
        上年执行数: {}
",
            money(budget),
            money(budget),
            money(spent),
            money(dice.roll(500_000))
        );
    }
    text.push_str(
        "    预期目标: 按年初计划完成各项工作任务，服务对象满意。\n    完成情况: |-\n      ",
    );
    for _ in 0..6 {
        let _ = write!(
            text,
            "{name}项目全年开展专项检查{}余次，排除隐患{}处，办结群众诉求{}件；",
            dice.roll(100),
            dice.roll(1_000),
            dice.roll(3_000)
        );
    }
    text.push_str("服务对象比较满意。\n    指标:\n");
    for indicator in 0..INDICATORS {
        let second = pick(&["数量指标", "质量指标", "时效指标"], indicator);
        let target = dice.roll(900) + 100;
        let actual = target - dice.roll(20);
        let _ = writeln!(
            text,
            "      - {{一级指标: 产出指标, 二级指标: {second}, 三级指标: 完成{name}任务{indicator}, \
             计算符号: ≥, 指标值: {target}, 度量单位: 件, 完成值: {actual}, 分值: 1.8, 得分: , 偏差原因: }}"
        );
    }
    whole
}

fn pick(words: &'static [&'static str], number: usize) -> &'static str {
    words.get(number % words.len()).copied().unwrap_or_default()
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// A linear congruential generator: the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::from(u32::try_from(self.0 >> 33).unwrap_or_default() % sides)
    }
}
