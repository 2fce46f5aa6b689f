//! The first run, and leaving one report for another without leaving the program.

use std::fs;

use jixiao::store::journal::drafts;

use crate::harness::{BLANK, Desk, REPORT, SMALL, With};

#[test]
fn the_first_run_offers_what_to_begin_with_over_the_real_report() {
    let desk = Desk::welcomed(REPORT)
        .shows("2022年度月湖街道办事处整体支出绩效自评报告")
        .shows("4572.32")
        .shows("从哪里开始")
        .shows("1 看这份真实样例")
        .shows("4 打开已有的报告");
    desk.press("Enter").browses().untouched();
    Desk::welcomed(REPORT).press("Esc").browses().untouched();
    // Whoever knows the keys is not held up.
    Desk::welcomed(REPORT).press("F8").says("A3").untouched();
    Desk::welcomed(REPORT)
        .press("F4")
        .lacks("从哪里开始")
        .shows("支出总计")
        .untouched();
    Desk::welcomed(REPORT)
        .resize(80, 24)
        .shows("错 5")
        .shows("1 看这份真实样例")
        .press("Down")
        .keys("Esc")
        .browses()
        .untouched();
}

#[test]
fn the_report_changed_last_is_the_first_choice() {
    let desk = Desk::open("年度: 2022\n封面: {标题: 旧的}\n").go("封面.标题");
    let desk = desk.types("接着填").keys("Enter Ctrl+S").shows("已保存");
    let path = desk.path();
    let folder = desk.ends();
    assert_eq!(
        drafts(&folder.path().join("state")).last_file(),
        Some(path.clone())
    );
    let desk = Desk::welcomed_with(REPORT, path.clone());
    let desk = desk.shows("1 接着填上次的：自评.yaml").press("Enter");
    desk.shows("接着填").lacks("月湖街道").browses();
    // One that is gone is not offered.
    std::fs::remove_file(&path).unwrap_or_default();
    assert_eq!(drafts(&folder.path().join("state")).last_file(), None);
}

#[test]
fn what_was_not_saved_is_asked_about_before_what_to_begin_with() {
    let crashed = || {
        let desk = Desk::welcomed(SMALL).press("Enter").go("封面.标题");
        let desk = desk.types("试着改的").press("Enter");
        let desk = desk.crashes_without_a_file().shows("找回没有保存的修改");
        desk.lacks("从哪里开始")
    };
    let desk = crashed().press("1").browses();
    drop(desk.shows("试着改的"));
    for way in ["3", "Esc"] {
        let desk = crashed().press(way).rests().shows("从哪里开始");
        desk.press("Enter").browses().lacks("试着改的");
    }
}

#[test]
fn the_empty_form_is_one_choice_and_a_name_away() {
    let desk = Desk::welcomed(REPORT)
        .press("2")
        .shows("新的报告存成什么文件")
        .shows("已有的文件不会被覆盖")
        .press("Enter")
        .says("已新建")
        .browses();
    assert_eq!(desk.app().file(), Some("绩效自评.yaml"));
    assert_eq!(desk.text(), BLANK);
    let made = desk.folder().join("绩效自评.yaml");
    assert_eq!(std::fs::read_to_string(made).ok().as_deref(), Some(BLANK));
    // It is an ordinary file from here on, and a second one asks for another name.
    let desk = desk
        .types("某街道报告")
        .keys("Enter Ctrl+S")
        .shows("已保存")
        .press("Shift+F11")
        .press("Enter")
        .shows("已经有了，没有动它，请换一个文件名。");
    desk.keys("Esc").browses().shows("某街道报告");
}

#[test]
fn next_year_is_made_of_last_years_file_and_compared_with_it() {
    let desk = Desk::open(SMALL)
        .beside("去年.yaml", SMALL)
        .press("Ctrl+F11")
        .shows("沿用哪一份上年的报告")
        .until_choice("去年.yaml")
        .says("已新建")
        .says("沿用上年的文字已作标记");
    assert_eq!(desk.app().file(), Some("绩效自评-2024.yaml"));
    let desk = desk
        .yaml_line("上年报告: 去年.yaml")
        .yaml_line("年度: 2024")
        .press("Ctrl+B")
        .until_choice("与上年的报告比：去年.yaml")
        .shows_line(&["哪一格", "上年", "现在", "相差"])
        .shows_line(&["年度", "2023", "2024", "+1"]);
    // Last year's figure, where it stays.
    desk.keys("Esc Ctrl+F11")
        .until_choice("去年.yaml")
        .shows("绩效自评-2024.yaml 已经有了")
        .press("Esc")
        .browses();
}

#[test]
fn a_report_of_a_newer_program_is_nothing_to_begin_with() {
    let desk = Desk::open(SMALL)
        .beside("去年.yaml", &format!("格式版本: 7\n{SMALL}"))
        .press("Ctrl+F11")
        .until_choice("去年.yaml")
        .shows("格式版本是 7，比本程序认识的 1 新");
    assert!(!desk.folder().join("绩效自评-2024.yaml").exists());
}

#[test]
fn what_is_not_saved_is_asked_about_before_another_report_is_opened() {
    let begin = || {
        Desk::open(SMALL)
            .beside("另一份.yaml", REPORT)
            .go("基本情况.人员.退休人员")
            .keys("9 Enter Ctrl+F12")
            .shows("有修改还没有保存")
    };
    begin().press("3").browses().yaml_line("年度: 2023");
    let desk = begin().press("1").shows("打开哪份报告");
    assert!(desk.saved().contains("退休人员: 9"));
    let desk = desk.until_choice("另一份.yaml");
    assert_eq!(desk.app().file(), Some("另一份.yaml"));
    desk.shows("4572.32").rests().press("F8").says("A3");
    let desk = begin()
        .press("2")
        .press("Enter")
        .until_choice("另一份.yaml")
        .shows("4572.32");
    assert_eq!(desk.saved(), SMALL);
    // Without a file it is kept under a name first.
    let desk = Desk::sample(SMALL)
        .go("基本情况.人员.退休人员")
        .keys("9 Enter Ctrl+F12 1")
        .shows("保存到哪个文件")
        .press("Enter")
        .shows("打开哪份报告");
    desk.press("Esc").browses().shows("自评.yaml  已保存");
}

#[test]
fn a_report_that_is_not_there_leaves_the_present_one_open() {
    Desk::open(SMALL).press("Ctrl+O").shows("打开哪份报告");
    let desk = Desk::open(SMALL).press("Ctrl+F12").shows("打开哪份报告");
    desk.types("没有.yaml")
        .keys("Enter Enter")
        .shows("打开哪份报告")
        .shows("没有.yaml")
        .shows("没有找到")
        // The name typed is still there, to be put right.
        .keys("Backspace*7")
        .types("自评.yaml")
        .press("Enter")
        .browses()
        .untouched();
    for (key, question) in [
        ("Ctrl+F11", "沿用哪一份上年的报告"),
        ("Ctrl+B 2", "和哪份报告对照"),
    ] {
        Desk::open(SMALL)
            .beside("坏.yaml", "- [")
            .keys(key)
            .until_choice("别的文件")
            .types("没有")
            .press("Enter")
            .shows(question)
            .shows("没有找到")
            .press("Esc")
            .browses()
            .untouched();
    }
}

#[test]
fn the_report_left_can_be_undone_when_it_is_opened_again() {
    let desk = Desk::open(SMALL)
        .beside("另一份.yaml", REPORT)
        .go("基本情况.人员.退休人员")
        .keys("9 Enter Ctrl+S Ctrl+F12")
        .until_choice("另一份.yaml")
        .press("Ctrl+F12")
        .until_choice("自评.yaml")
        .shows("一份 报告");
    desk.press("Ctrl+Z").says("撤销").changed_to(SMALL);
}

#[test]
fn a_name_typed_takes_the_place_of_the_one_suggested_and_ends_as_reports_do() {
    for (name, file) in [
        ("二〇二四", "二〇二四.yaml"),
        ("报告2023.5", "报告2023.5.yaml"),
        ("报告.yaml", "报告.yaml"),
    ] {
        let desk = Desk::open(SMALL).press("F12").types(name).shows(file);
        let desk = desk.press("Enter").says("已保存");
        assert!(desk.folder().join(file).exists());
    }
    for (name, file) in [
        ("新（表）．ｙａｍｌ", "新（表）.yaml"),
        ("新（表）。yaml", "新（表）.yaml"),
        ("终稿。yml", "终稿.yml"),
        ("终稿.YAML", "终稿.YAML"),
    ] {
        let desk = Desk::open(SMALL).press("F12").types(name);
        let desk = desk.press("Enter").says("已保存");
        assert!(desk.folder().join(file).exists(), "{name}");
    }
}

#[test]
fn a_name_with_another_point_or_ending_opens_the_report_that_is_there() {
    for name in ["甲。yaml", "甲.YAML", "甲.yml", "甲", "甲．ｙａｍｌ"] {
        let desk = Desk::open(BLANK).beside("甲.yaml", SMALL);
        let desk = desk.keys("Ctrl+O Down Enter");
        let desk = desk.types(name).press("Enter").shows("一份 报告");
        drop(desk.shows("甲.yaml"));
    }
    // What is called so is meant itself.
    let desk = Desk::open(BLANK).beside("甲。yaml", SMALL);
    let desk = desk.press("Ctrl+O").shows("文件 甲。yaml");
    let desk = desk.keys("Down Enter").types("甲。yaml");
    drop(desk.press("Enter").shows("一份 报告"));
}

#[test]
fn backups_of_a_report_that_had_another_name_are_found_in_their_folder() {
    let desk = Desk::open(BLANK).outside(|path| {
        let folder = path.with_file_name("备份");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("旧名-000001.yaml"), SMALL).unwrap();
    });
    let desk = desk.press("Ctrl+O").types("备份").press("Enter");
    drop(
        desk.shows("旧名-000001.yaml")
            .press("Enter")
            .shows("一份 报告"),
    );
}

#[cfg(unix)]
#[test]
fn a_whole_path_typed_over_the_name_or_behind_the_folder_is_meant_by_itself() {
    for keys in ["F12", "F12 End Backspace*7"] {
        let desk = Desk::open_in("报告", SMALL);
        let other = desk.folder().join("优盘.yaml");
        let desk = desk.keys(keys).types(&other.to_string_lossy());
        let _saved = desk.press("Enter").says("已保存");
        assert!(other.exists());
    }
}

#[cfg(unix)]
#[test]
fn a_path_of_windows_is_refused_where_it_is_none() {
    for name in [r"E:\自评\2025.yaml", r"自评\2025", "E:/2025.yaml"] {
        let desk = Desk::open(SMALL).press("F12").types(name);
        let desk = desk.press("Enter").shows("Windows");
        let files = std::fs::read_dir(desk.folder()).unwrap();
        let names = files.map(|it| it.unwrap().file_name());
        assert!(
            names
                .map(|it| it.into_string().unwrap())
                .all(|it| !it.contains("2025"))
        );
        desk.press("Esc").browses().untouched();
    }
}

#[cfg(unix)]
#[test]
fn what_is_typed_after_a_refused_path_takes_its_place() {
    for (name, why) in [
        (r"E:\自评\2025.yaml", "Windows"),
        ("没有这个/自评", "文件夹不存在"),
    ] {
        let desk = Desk::open_in("报告", SMALL).press("F12").types(name);
        let desk = desk.press("Enter").shows(why);
        let other = desk.folder().join("优盘.yaml");
        let desk = desk.types(&other.to_string_lossy()).press("Enter");
        let _saved = desk.says("已保存");
        assert!(other.exists());
    }
    // A name alone stands beside the report; what was refused can be put right as well.
    for (keys, name) in [
        ("", "另一份"),
        ("Backspace", "另一份"),
        ("End Backspace*12", "另一份"),
    ] {
        let desk = Desk::open(SMALL).press("F12").types("没有这个/另一");
        let desk = desk.press("Enter").shows("文件夹不存在");
        let desk = desk.keys(keys).types(name).press("Enter").says("已保存");
        assert!(desk.folder().join("另一份.yaml").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_was_refused_is_not_suggested_the_next_time() {
    let desk = Desk::open(SMALL).press("F12").types("没有这个/自评");
    let desk = desk.press("Enter").shows("没有这个").shows("文件夹不存在");
    desk.keys("Esc F12")
        .shows("保存到哪个文件")
        .lacks("没有这个");
}

#[test]
fn files_are_found_by_what_is_typed_and_folders_are_entered() {
    let desk = Desk::open(SMALL)
        .beside("月湖街道自评.yaml", REPORT)
        .beside("甲.yaml", "年度: 2023\n");
    std::fs::create_dir(desk.folder().join("去年")).unwrap();
    let old = SMALL.with("年度: 2023", "年度: 2022");
    std::fs::write(desk.folder().join("去年/自评.yaml"), old).unwrap();
    let list = |desk: Desk| desk.press("Ctrl+F12").shows("文件 甲.yaml");
    // In 拼音 as in the list of everything.
    let desk = list(desk).types("yhjd").lacks("文件 甲.yaml");
    // Whose each is, and of which year.
    let desk = desk.shows_line(&[
        "文件 月湖街道自评.yaml",
        "2022年度 长沙市开福区月湖街道办事处",
    ]);
    let desk = desk.press("Enter");
    let desk = list(desk.shows("4572.32")).types("qn");
    let desk = desk.shows("文件夹 去年").press("Enter");
    let desk = desk.shows("文件 自评.yaml").lacks("文件 甲.yaml");
    let desk = desk.shows("文件夹 上一级").press("Enter");
    desk.yaml_line("年度: 2022");
}

#[test]
fn what_is_the_persons_goes_along_to_another_report() {
    let desk = Desk::open(SMALL).beside("甲.yaml", "年度: 2022\n");
    let desk = desk.go("年度").press("Ctrl+C").press("Shift+F6");
    let desk = desk.keys("Ctrl+F12").click("文件 甲.yaml").shows("2022");
    let desk = desk.holds(|app| !app.has_mouse());
    desk.go("年度").press("Ctrl+V").yaml_line("年度: 2023");
}

#[test]
fn where_nothing_is_found_the_name_typed_is_asked_for_in_the_folder_shown() {
    let desk = Desk::open(SMALL).beside("甲.yaml", REPORT);
    let desk = desk.press("Ctrl+F12").types("乙").press("Enter");
    let desk = desk.shows("打开哪份报告").shows("/乙");
    desk.keys("Backspace 甲 Enter").shows("4572.32").rests();
}
