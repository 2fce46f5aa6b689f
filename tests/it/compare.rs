//! The report beside the version on the disk, and beside another report such as last year's.

use std::fmt::Write as _;

use jixiao::ui::app::Access;

use crate::harness::{Desk, REPORT, SMALL, With};

const RETIRED: &str = "基本情况.人员.退休人员";
const SPENT: &str = "项目[0].资金.年度资金总额.全年执行数";

/// What a small report was a year before.
fn last_year() -> String {
    SMALL
        .with("年度: 2023", "年度: 2022")
        .with("退休人员: 7", "退休人员: 5")
        .with("全年执行数: 120", "全年执行数: 98.5")
        .with("  - 丙\n", "")
        .with("修得很好。", "修得不好。")
        + "- {内容: 开源节流, 针对问题: '2'}\n复核: [{位置: 封面, 数值: x}]\n"
}

#[test]
fn what_changed_since_the_last_save_stands_beside_what_was_saved() {
    let desk = Desk::open(SMALL)
        .press("Ctrl+B")
        .until_choice("与磁盘上的 自评.yaml 比")
        .shows("与“自评.yaml”没有不同")
        .press("Esc")
        .go(RETIRED)
        .keys("9 Enter")
        .go(SPENT)
        .keys("1 2 5 . 5 Enter Ctrl+B 1")
        .shows("与“自评.yaml”有 2 处不同")
        .shows_line(&["哪一格", "上次保存", "现在", "相差"])
        .shows("基本情况 1 处")
        .shows_line(&["基本情况 人员 退休人员", "7", "9", "+2 +28.57%"])
        .shows_line(&["项目「修路」 全年执行数", "120", "125.5", "+5.50 +4.58%"])
        .keys("Down Enter")
        .browses()
        .on(SPENT);
    let desk = desk.keys("Ctrl+S Ctrl+B 1").shows("没有不同").press("Esc");
    // The same number is the same, however it is written.
    let desk = desk.go(SPENT).types("125.50").keys("Enter Ctrl+B 1");
    let desk = desk.shows("没有不同");
    assert!(desk.text().contains("全年执行数: 125.50"));
}

#[test]
fn what_is_on_the_disk_is_compared_with_not_what_was_read() {
    Desk::open(SMALL)
        .press("Ctrl+B")
        .meanwhile(&SMALL.with("退休人员: 7", "退休人员: 5"))
        .press("1")
        .shows_line(&["退休人员", "5", "7", "+2"]);
}

/// S6: a report names no file outside its own folder.
#[test]
fn last_years_report_is_looked_for_nowhere_else() {
    for name in [
        "../去年.yaml",
        "/去年.yaml",
        "C:去年.yaml",
        "a\\\\去年.yaml",
        ".去年.yaml",
    ] {
        let text = format!("{SMALL}上年报告: \"{name}\"\n");
        Desk::open(&text)
            .press("Ctrl+B")
            .shows("与别的报告比")
            .lacks("与上年的报告比");
    }
}

/// S6: nor by a link that lies in the folder.
#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_read_as_last_years_report() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("别人的.yaml");
    std::fs::write(&other, last_year()).unwrap();
    let text = format!("{SMALL}上年报告: 上年.yaml\n");
    let linked_to = |target: &std::path::Path| {
        let desk = Desk::open(&text);
        symlink(target, desk.folder().join("上年.yaml")).unwrap();
        desk.press("Ctrl+B")
            .until_choice("与上年的报告比：上年.yaml")
    };
    linked_to(&other)
        .shows("“上年.yaml”是通往别的文件夹的链接")
        .lacks("98.5")
        .press("Esc")
        .browses()
        .untouched();
    // One that stays in the folder is as good as the file.
    let desk = Desk::open(&text).beside("2022.yaml", &last_year());
    symlink("2022.yaml", desk.folder().join("上年.yaml")).unwrap();
    desk.press("Ctrl+B")
        .until_choice("与上年的报告比：上年.yaml")
        .shows("98.5");
    // Whom the person names is the person's business.
    linked_to(&other)
        .keys("Ctrl+A")
        .types(&other.to_string_lossy())
        .press("Enter")
        .shows("98.5");
}

#[test]
fn last_year_is_chosen_from_the_folder_and_taken_over_field_by_field() {
    let desk = Desk::open(SMALL)
        .beside("上年.yaml", &last_year())
        .beside(".隐藏.yaml", "")
        .press("Ctrl+B")
        .until_choice("与别的报告比")
        .shows("文件 上年.yaml")
        .lacks("隐藏")
        .press("Enter")
        .shows_line(&["哪一格", "上年", "现在", "相差"])
        .shows_line(&["年度", "2022", "2023", "+1"])
        .shows_line(&["职能第3项", "丙", "新增"])
        .shows_line(&["项目「修路」 全年执行数", "98.5", "120", "+21.50 +21.83%"])
        .shows_line(&["改进措施第2项", "开源节流", "没有了"])
        .lacks("复核 ");
    // Down to the retired.
    let desk = desk
        .keys("Down Down")
        .shows("Ctrl+D  取那边的")
        .press("Ctrl+D")
        .says("已取用")
        .shows_line(&["退休人员", "5", "5", "已取用"])
        .changed(&[(
            "人员: {编制数: 50, 在职在编人员: 43, 转业士官: 7, 退休人员: 7}",
            "人员: {编制数: 50, 在职在编人员: 43, 转业士官: 7, 退休人员: 5}",
        )])
        .keys("End Ctrl+D")
        .says("已取用");
    assert!(desk.text().contains("内容: 开源节流"));
    desk.keys("Esc Ctrl+Z Ctrl+Z").untouched();
}

/// What every year fills in anew is no difference before that is done, and the column of the prior
/// year is held against what it is: last year's own amounts.
#[test]
fn a_report_just_begun_out_of_last_years_differs_where_somebody_decided_so() {
    let begun = |here: &str| {
        let desk = Desk::open(here).beside("上年.yaml", &last_year());
        desk.keys("Ctrl+B 2 Enter")
    };
    let blank = SMALL
        .with("退休人员: 7", "退休人员: ")
        .with("全年执行数: 120, 上年执行数: 90", "上年执行数: 98.50");
    begun(&blank)
        .shows("今年还没填和照上年带来的")
        .lacks("退休人员")
        .lacks("全年执行数")
        .lacks("上年执行数")
        .shows_line(&["职能第3项", "丙", "新增"]);
    let wrong = blank.replace("98.50", "89.5");
    begun(&wrong).shows_line(&["项目「修路」 上年执行数", "98.5", "89.5", "-9.00 -9.14%"]);
    let untold = last_year().replace("全年执行数: 98.5", "全年执行数: ");
    let desk = Desk::open(&blank).beside("上年.yaml", &untold);
    desk.keys("Ctrl+B 2 Enter").shows("修路」 上年执行数");
}

#[test]
fn a_reviewer_compares_and_takes_nothing_over() {
    Desk::open_allowing(Access::Review, SMALL)
        .beside("上年.yaml", &last_year())
        .keys("Ctrl+B 2 Enter Ctrl+D")
        .says("现在是审阅")
        .press("Esc")
        .untouched();
}

#[test]
fn the_report_it_was_made_from_is_offered_by_its_name() {
    let text = format!("{SMALL}上年报告: 绩效自评-2022.yaml\n");
    let desk = Desk::open(&text)
        .beside("绩效自评-2022.yaml", &last_year())
        .press("Ctrl+B")
        .until_choice("与上年的报告比：绩效自评-2022.yaml")
        .shows("与“绩效自评-2022.yaml”有");
    desk.press("Esc").untouched();
    Desk::open(&text)
        .keys("Ctrl+B 2")
        .shows("没有找到")
        .press("Esc")
        .browses()
        .untouched();
    Desk::open(SMALL)
        .beside("坏的.yaml", "封面: [\n")
        .keys("Ctrl+B 2 Enter")
        .says("“坏的.yaml”没有全部读懂，不能对照")
        .untouched();
}

#[test]
fn hundreds_of_differences_are_walked_at_80_by_24() {
    let mut other = String::new();
    for line in REPORT.lines() {
        let digits = line.contains("全年执行数: ") || line.contains("分值: ");
        let line = if digits {
            line.replace(": ", ": 1")
        } else {
            line.to_owned()
        };
        writeln!(other, "{line}").unwrap();
    }
    let desk = Desk::open(REPORT)
        .resize(80, 24)
        .beside("那份.yaml", &other)
        .keys("Ctrl+B 2 Enter");
    let screen = desk.screen();
    let count = screen
        .split_once("有 ")
        .and_then(|(_, rest)| rest.split_once(" 处不同"));
    let count: usize = count.unwrap().0.parse().unwrap();
    assert!(count > 200, "{screen}");
    desk.shows_line(&["哪一格", "那一份", "现在", "相差"])
        .keys("PgDn*30 End Up Enter")
        .browses()
        .holds(|app| app.cell().is_some_and(|cell| cell.path.is_some()))
        .untouched();
}

#[test]
fn a_record_that_only_one_of_them_has_is_compared_field_by_field() {
    let there = SMALL.to_owned()
        + "基础数据: {楼堂馆所: {批复规模: 1200, 实际规模: }, 厉行节约保障措施: 管住公车}\n";
    Desk::open(SMALL)
        .beside("那份.yaml", &there)
        .keys("Ctrl+B 2 Enter")
        .shows("与“那份.yaml”有 2 处不同")
        .shows_line(&["基础数据 楼堂馆所 批复规模", "1200", "（没有）", "这里没填"])
        .shows_line(&["基础数据 厉行节约保障措施", "管住公车", "这里没填"])
        .press("Ctrl+D")
        .shows_line(&["基础数据 楼堂馆所 批复规模", "1200", "1200", "已取用"])
        .yaml_line("批复规模: 1200");
}

/// What a reviewer wrote into a copy is what one looks for in it.
#[test]
fn comments_and_ticks_of_a_copy_are_differences() {
    let copy = SMALL.to_owned()
        + "批注: [{位置: 封面.标题, 数值: 一份 报告, 内容: 标题少了年度, 复核人: 李科}]\n\
           复核: [{位置: 改进措施, 数值: x, 复核人: 李科}]\n";
    let desk = Desk::open(SMALL).beside("审过的.yaml", &copy);
    let desk = desk
        .keys("Ctrl+B 2 Enter")
        .shows("没有不同，另有复核、批注等 2 处");
    let desk = desk
        .shows("标题少了年")
        .shows("批注 1 处")
        .shows("复核 1 处");
    drop(desk.press("Esc").untouched());
}

/// What was said to a copy is known again as said to this very value, once it is taken over.
#[test]
fn comments_taken_over_are_said_to_what_stands_here() {
    let copy = SMALL.to_owned()
        + "批注: [{位置: 封面 标题, 数值: 一份 报告, 答复: , 内容: 标题少了年度, 复核人: 李科}]\n\
           复核: [{位置: 封面 标题, 数值: 一份 报告, 复核人: 李科}]\n";
    let desk = Desk::open_allowing(Access::Review, SMALL).beside("审过的.yaml", &copy);
    let desk = desk.keys("Ctrl+B 2 Enter").lacks("数值 一份");
    let desk = desk.press("Ctrl+R").says("已取用 1 处");
    let desk = desk.keys("Down*3 Ctrl+R").says("已取用 1 处").press("Esc");
    assert_eq!(desk.text().matches("数值: 一份 报告").count(), 2);
    let desk = desk.press("Ctrl+F7").shows("标题少了年度");
    drop(desk.lacks("此后有改动").shows("复核后又改过 0 处"));
}

/// Fields of one row are told apart in a narrow window: of a name that is too long the end is kept.
#[test]
fn fields_of_one_row_are_told_apart_in_a_narrow_list() {
    const PROJECT: &str = "项目[1].资金.年度资金总额";
    let named = REPORT.with(
        "名称: 公共服务",
        "名称: 福彩公益金养老服务设施建设和运营补贴",
    );
    let desk = Desk::open(&named).resize(60, 20);
    let desk = ["年初预算数", "全年预算数", "全年执行数"]
        .into_iter()
        .fold(desk, |desk, column| {
            desk.go(&format!("{PROJECT}.{column}"))
                .types("1")
                .press("Enter")
        });
    let desk = desk.keys("Ctrl+B Enter");
    // Each in two lines, of which the second would have ended within the name of the project.
    let screen = desk.screen();
    let mut list = screen.lines().skip(4);
    assert!(list.any(|line| line.contains('执')), "{screen}");
}

/// What somebody else filled in of one project is taken over at once.
#[test]
fn a_whole_project_is_taken_over_in_one_step() {
    let there = SMALL.replace(
        "- 名称: 修路\n",
        "- 名称: 修路\n  主管部门: 建设局\n  实施单位: 工务组\n",
    );
    let desk = Desk::open(SMALL)
        .beside("那份.yaml", &there)
        .keys("Ctrl+B 2 Enter");
    let desk = desk.shows_line(&["主管部门", "建设局"]).shows("取整个项目");
    let desk = desk.press("Ctrl+R").says("已取用 2 处");
    // What was taken is not taken once more, by whichever of its rows.
    let desk = desk.press("Ctrl+D").says("已经取用");
    let desk = desk.keys("Down Ctrl+D").says("已经取用");
    let text = desk.text();
    assert!(text.contains("建设局") && text.contains("工务组"), "{text}");
    drop(desk.keys("Esc Ctrl+Z").untouched());
}

/// What the report was before it was saved is found where another report would be.
#[test]
fn versions_that_were_kept_are_offered_to_compare_with() {
    let desk = Desk::open(SMALL)
        .go("基本情况.人员.退休人员")
        .keys("9 Enter Ctrl+S");
    let desk = desk
        .rests()
        .keys("Ctrl+B 2")
        .types("备份")
        .shows("最近一次保存以前的样子");
    let desk = desk.press("Enter").shows("有 1 处不同");
    drop(desk.shows_line(&["退休人员", "7", "9"]));
}

#[test]
fn what_was_taken_over_and_looked_at_is_no_difference() {
    let text = SMALL.to_owned() + "沿用: [{位置: 封面 标题, 数值: 一份 报告}]\n";
    let desk = Desk::open(&text).beside("绩效自评-2.yaml", SMALL);
    drop(desk.keys("Ctrl+B 2 Enter").shows("没有不同").lacks("沿用"));
}

#[test]
fn what_was_changed_is_listed_without_check_sums() {
    let text = SMALL.to_owned() + "沿用: [{位置: 封面 标题, 数值: 一份 报告}]\n";
    let desk = Desk::open(&text)
        .press("Ctrl+F6")
        .types("一份")
        .press("Tab");
    let desk = desk
        .types("两份")
        .press("F9")
        .yaml_line("沿用: [{位置: 封面 标题, 数值: 两份 报告}]");
    drop(
        desk.press("Esc")
            .press("Ctrl+W")
            .shows("封面 标题")
            .lacks("沿用"),
    );
}
