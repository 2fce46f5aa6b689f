//! The command line as a shell has it: arguments and files in, text, files and exit status out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{BLANK, REPORT, With, program};
use crate::store::names;

/// A folder with files of these names and texts.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs the program in a folder: exit status, standard output, standard error.
fn run(folder: &TempDir, line: &str) -> (i32, String, String) {
    let output = program(folder.path())
        .args(line.split_whitespace())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_document_goes_into_a_folder_and_under_no_ending_but_its_own() {
    let desk = folder(&[("a.yaml", REPORT), ("夹/b.yaml", BLANK)]);
    let (status, out, _) = run(&desk, "export a.yaml --to docx -o 夹/");
    assert_eq!(status, 0, "{out}");
    assert_eq!(names(&desk.path().join("夹")), ["a.docx", "b.yaml"]);
    for (wanted, better) in [
        ("夹/b.yaml", "夹/b.docx"),
        ("甲", "甲.docx"),
        ("月湖.2022年", "月湖.2022年.docx"),
    ] {
        let (status, _, said) = run(&desk, &format!("export a.yaml --to docx -o {wanted}"));
        assert_eq!(status, 2);
        assert!(said.contains(&format!("请写成“{better}”")), "{said}");
    }
    let (status, _, said) = run(&desk, "export a.yaml --to docx -o 无/");
    assert!(
        status == 2 && said.contains("没有“无/”这个文件夹"),
        "{said}"
    );
    let (status, _, said) = run(&desk, "export a.yaml --to xlsx -o -");
    assert!(status == 2 && said.contains("不能打印出来"), "{said}");
    let (status, out, _) = run(&desk, "export a.yaml --to md -o -");
    assert!(status == 0 && out.starts_with('#'), "{out}");
    assert_eq!(names(&desk.path().join("夹")), ["a.docx", "b.yaml"]);
    assert_eq!(names(desk.path()), ["a.docx", "a.yaml", "b.yaml"]);
}

#[test]
fn what_is_no_report_is_not_read_as_one() {
    for text in ["- 1\n", "你好\n", "a: 1\n"] {
        let desk = folder(&[("a.yaml", text)]);
        for line in ["check a.yaml", "show a.yaml", "export a.yaml --to md"] {
            if line.starts_with("show") && text.starts_with('a') {
                // Whoever looks at it sees that nothing in it is known.
                continue;
            }
            let (status, out, said) = run(&desk, line);
            assert_eq!(status, 2, "{line}: {text}");
            assert!(said.contains("不是绩效自评报告"), "{line}: {text}: {said}");
            if line.starts_with("check") {
                assert_eq!(out, "1个文件，都没有读出。\n");
            }
        }
        assert_eq!(names(desk.path()), ["a.yaml"]);
    }
    // A form of which nothing is filled in yet is one.
    let desk = folder(&[("a.yaml", "封面:\n")]);
    assert_eq!(run(&desk, "check a.yaml").0, 1);
    // Nobody hands in an empty file, but a copy may break off.
    for text in ["", "# 注\n"] {
        let desk = folder(&[("a.yaml", text)]);
        let (status, _, said) = run(&desk, "check a.yaml");
        assert_eq!(status, 2);
        assert!(said.starts_with("a.yaml：没有读出：文件是空的"), "{said}");
    }
}

#[test]
fn half_a_file_is_told_as_half_and_nothing_in_it_is_judged() {
    let half = REPORT.find("街道").unwrap() + 1;
    let desk = folder(&[]);
    fs::write(desk.path().join("a.yaml"), &REPORT.as_bytes()[..half]).unwrap();
    let (status, out, said) = run(&desk, "check a.yaml");
    assert_eq!((status, out.as_str()), (2, "1个文件，都没有读出。\n"));
    assert!(
        said.starts_with("a.yaml：没有读出：文件只有前半截，到第 "),
        "{said}"
    );
    fs::write(desk.path().join("b.yaml"), b"PK\x03\x04\x14\0\xFF").unwrap();
    let (status, out, said) = run(&desk, "check b.yaml");
    assert_eq!((status, out.as_str()), (2, "1个文件，都没有读出。\n"));
    assert!(said.contains("就是 Word、Excel、WPS 文件"), "{said}");
}

#[test]
fn what_is_not_filled_in_is_counted_alike_everywhere() {
    let desk = folder(&[("a.yaml", REPORT)]);
    let (_, out, _) = run(&desk, "check a.yaml");
    assert!(out.contains("a.yaml：必填没有填 374 项\n"), "{out}");
    assert!(
        out.contains("\n    项目「社会管理」：年初预算数、全年预算数、预期目标、指标值21项"),
        "{out}"
    );
    assert!(
        out.ends_with("1个文件：错误5条，警告31条，提示23条。\n"),
        "{out}"
    );
    let (_, _, said) = run(&desk, "export a.yaml --to md -o -");
    assert!(
        said.contains("报告还有5处错误没有处理、374项必填没有填"),
        "{said}"
    );
    crate::harness::Desk::open(REPORT)
        .shows("还有 374 项必填（绩效指标占 344），F5 前往；错误 5 处")
        .untouched();
}

#[test]
fn a_folder_is_checked_with_a_line_for_each_file() {
    let desk = folder(&[
        ("收/b.yml", BLANK),
        ("收/a.yaml", REPORT),
        ("收/街/c.yaml", "- 1\n"),
        ("收/备份/a-000001.yaml", REPORT),
        ("收/.d.yaml", REPORT),
        ("收/~$a.yaml", "锁"),
        ("空/x.txt", ""),
    ]);
    let inner = Path::new("收").join("街").join("c.yaml");
    let (status, out, _) = run(&desk, "check 收");
    assert_eq!(status, 2);
    let first = format!("{}：长沙市", Path::new("收").join("a.yaml").display());
    let lines = out.lines().skip_while(|line| !line.starts_with(&first));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    let of = "2022年度，支出 4572.32 万元，执行率 缺数，得分 缺数；错误 5，";
    assert!(lines[0].contains(of), "{lines:?}");
    assert!(lines[0].contains("必填已填 "), "{lines:?}");
    assert!(
        lines[1].contains("b.yml：没有填单位名称，没有填年度"),
        "{lines:?}"
    );
    let unread = format!("{}：没有读出：这个文件不是绩效自评报告", inner.display());
    assert!(lines[2].starts_with(&unread), "{lines:?}");
    assert!(lines[3].starts_with("3个文件（1个没有读出"), "{lines:?}");

    let (status, brief, _) = run(&desk, "check 收 --summary");
    assert_eq!(status, 2);
    assert_eq!(brief.lines().collect::<Vec<_>>(), lines);

    let (_, out, _) = run(&desk, "check 收 --format json");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert!(json[0]["已填"]["应填"].as_u64() > Some(0));
    assert!(json[2]["已填"].is_null());
    let (_, out, _) = run(&desk, "check 收 --format sarif");
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"];
    assert_eq!(told.as_array().unwrap().len(), 1);
    assert!(told[0].to_string().contains("c.yaml"), "{told}");
    let (_, out, _) = run(&desk, "check 收/a.yaml --format sarif");
    assert!(out.contains("\"executionSuccessful\": true"));

    let (status, _, said) = run(&desk, "check 空");
    assert!(status == 2 && said.contains("文件夹“空”里没有"), "{said}");
}

/// Whoever receives the report sees what was explained, and that nothing was.
#[test]
fn what_was_explained_is_printed_with_the_reason_and_counted() {
    let answered = |reason: &str| {
        format!(
            "年度: 2022
封面: {{单位名称: 甲街道}}
支出: {{一般公共预算: {{金额: {{全年执行数: 100}}, 基本支出: {{金额: {{全年执行数: 60}}}}, 项目支出: {{金额: {{全年执行数: 30}}}}}}}}
说明: [{{规则: A1, 位置: 支出 一般公共预算 金额 全年执行数, 数值: ['100.00', '90.00'], 内容: {reason}}}]
批注: [{{位置: 封面 单位名称, 数值: 甲街道, 内容: 全称？}}, {{位置: 年度, 数值: '2022', 内容: 对吗, 答复: 对}}]
"
        )
    };
    let desk = folder(&[
        ("有.yaml", &answered("补列上年结余")),
        ("无.yaml", &answered("。")),
    ]);
    let (_, out, _) = run(&desk, "check 有.yaml --severity error");
    assert!(out.contains("错误（已说明） A1"), "{out}");
    assert!(out.contains("已说明：补列上年结余"), "{out}");
    let line = out.lines().find(|line| line.contains("甲街道")).unwrap();
    assert!(
        line.ends_with("；错误 0，已说明 1，批注 2，待答复 1"),
        "{line}"
    );
    assert!(
        out.ends_with("1个文件：错误0条，另有1条已说明。\n"),
        "{out}"
    );
    let (_, out, _) = run(&desk, "check 有.yaml --json");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json[0]["条数"]["已说明"], 1);
    assert_eq!(json[0]["批注"]["待答复"], 1);

    let (status, out, _) = run(&desk, "check 无.yaml --severity error");
    assert_eq!(status, 1);
    assert!(out.contains("错误 A1"), "{out}");
    assert!(out.contains("说明没有写出原因：。"), "{out}");
    assert!(out.ends_with("1个文件：错误1条。\n"), "{out}");
}

#[test]
fn hundreds_of_files_are_a_table_in_which_none_comes_twice() {
    let desk = folder(&[
        ("收/一,二.yaml", REPORT),
        ("收/街/再报.yaml", REPORT),
        ("收/街/坏.yaml", "- 1\n"),
    ]);
    let (status, out, told) = run(&desk, "check 收 收/街 --format csv");
    assert_eq!(status, 2);
    assert!(
        told.contains("2022年度有2份，请核对以哪一份为准："),
        "{told}"
    );
    let out = out.strip_prefix('\u{feff}').unwrap();
    let lines: Vec<&str> = out.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].starts_with("文件,单位名称,年度,年初预算数（万元）,"));
    let cells = |line: &str| line.matches(',').count();
    assert!(lines[1].starts_with("\"收"), "{lines:?}");
    assert!(lines[1].contains(",2022,,,4572.32,,"), "{lines:?}");
    assert_eq!(cells(lines[1]), cells(lines[0]) + 1, "{lines:?}");
    let unread = lines.iter().find(|line| line.contains("坏.yaml")).unwrap();
    assert!(unread.contains(",,没有读出：这个文件不是"), "{unread}");

    let (_, out, _) = run(&desk, "check 收 收/街 --summary");
    assert!(out.contains("\n3个文件（1个没有读出）："), "{out}");
    let last = out.lines().last().unwrap();
    assert!(
        last.contains("2022年度有2份，请核对以哪一份为准："),
        "{last}"
    );
    // What does not say its year is no version of another one.
    let bare = "封面: {单位名称: 某街道}\n";
    let desk = folder(&[("收/一.yaml", bare), ("收/二.yaml", bare)]);
    let (_, out, _) = run(&desk, "check 收 --summary");
    assert!(!out.contains("哪一份为准"), "{out}");
}

#[test]
fn what_came_as_word_or_excel_is_not_passed_over_in_silence() {
    let desk = folder(&[
        ("收/一.yaml", "年度: 2022\n"),
        ("收/一.docx", ""),
        ("收/一-公开版.xlsx", ""),
        ("收/~$二.docx", ""),
        ("收/二.DOCX", ""),
        ("收/街/三.xls", ""),
        ("收/说明.txt", ""),
    ]);
    let (_, _, told) = run(&desk, "check 收 --summary");
    let words = "文件夹“收”里还有2个 Word、Excel 或 PDF 文件，没有核对，请对方另送 .yaml 报告：二.DOCX、三.xls";
    assert!(told.contains(words), "{told}");
    let desk = folder(&[("收/一.yaml", "年度: 2022\n"), ("收/一.docx", "")]);
    let (_, _, told) = run(&desk, "check 收 --summary");
    assert!(!told.contains("没有核对"), "{told}");
}

#[test]
fn a_report_of_another_year_among_many_is_pointed_out() {
    let of = |year: &str, unit: &str| format!("年度: {year}\n封面: {{单位名称: {unit}}}\n");
    let names = ["收/一.yaml", "收/二.yaml", "收/三.yaml"];
    let all = |years: [&str; 3]| {
        let texts = [
            of(years[0], "一街道"),
            of(years[1], "二街道"),
            of(years[2], "三街道"),
        ];
        let files = [0, 1, 2].map(|i| (names[i], texts[i].as_str()));
        run(&folder(&files), "check 收 --summary").1
    };
    let out = all(["2022", "2021", "2022"]);
    let last = "有1份不是2022年度的，请核对有没有放错：收/二.yaml（2021年度）\n";
    assert!(out.ends_with(last), "{out}");
    // Where each year has its own, none is out of place; nor is one that does not say its year.
    for years in [["2020", "2021", "2022"], ["2022", "2022", ""]] {
        let out = all(years);
        assert!(!out.contains("放错"), "{out}");
    }
}

/// Whoever gets forty of them needs no report opened to see how it stands with one.
#[test]
fn a_line_of_the_table_of_all_files_tells_the_figures_by_the_names_of_the_forms() {
    let yaml = "\
年度: 2022
封面: {单位名称: 甲街道}
基本情况: {人员: {编制数: 40, 在职在编人员: 38}}
支出:
  一般公共预算: {金额: {年初预算数: 90, 全年预算数: 100, 全年执行数: 95}}
  政府性基金预算: {金额: {年初预算数: 0, 全年预算数: 0, 全年执行数: 0}, 年初结转和结余: 3, 年末结转和结余: 1.5}
基础数据:
  三公经费: {公务接待: {上年决算数: 5, 本年预算数: 6, 本年决算数: 4}}
  政府采购金额: {本年预算数: 20, 本年决算数: 18}
整体绩效: {目标设置: {项目个数: 9, 项目支出计划安排: 50}, 自评: {执行率: 95, 总分: 92, 等级: 优}}
复核: [{位置: 年度, 数值: 2022}]
";
    let desk = folder(&[("收/甲.yaml", yaml), ("收/坏.yaml", "- 1\n")]);
    let (_, out, _) = run(&desk, "check 收 --format csv");
    let out = out.strip_prefix('\u{feff}').unwrap();
    let lines: Vec<Vec<&str>> = out.lines().map(|it| it.split(',').collect()).collect();
    let line = |name: &str| lines.iter().find(|it| it[0].contains(name)).unwrap();
    let told = |file: &str, name: &str| {
        let at = lines[0].iter().position(|it| *it == name);
        line(file)[at.unwrap_or_else(|| panic!("{name}: {:?}", lines[0]))]
    };
    for (name, value) in [
        ("单位名称", "甲街道"),
        ("年初预算数（万元）", "90.00"),
        ("全年预算数（万元）", "100.00"),
        ("执行率", "95.00%"),
        ("编制数", "40"),
        ("实际在职人数", "38"),
        ("在职人员控制率", "95.00%"),
        ("三公经费本年决算数（万元）", "4.00"),
        ("年初结转和结余（万元）", "3.00"),
        ("年末结转和结余（万元）", "1.50"),
        ("政府采购执行率", "90.00%"),
        ("绩效目标项目个数", "9"),
        ("绩效目标项目支出计划安排（万元）", "50.00"),
        ("总分", "92.00"),
        ("等级", "优"),
        ("已复核节数", "1"),
    ] {
        assert_eq!(told("甲", name), value, "{name}");
    }
    // What is only a part says so, as the others of 三公经费 are blank.
    let noted = told("甲", "不全或试算的数");
    assert!(
        noted.contains("三公经费本年决算数（万元）（未填全）"),
        "{noted}"
    );
    assert!(told("坏", "没有读懂").contains("不是绩效自评报告"));
    let (_, out, _) = run(&desk, "check 收/甲.yaml --json --summary");
    assert!(out.contains("\"政府采购执行率\": \"90.00%\""), "{out}");
}

#[test]
fn a_folder_of_reports_is_exported_at_once_and_a_broken_one_stops_nothing() {
    let desk = folder(&[
        (
            "收/a.yaml",
            "年度: 2022\n封面: {单位名称: 甲街道}\n支出: {一般公共预算: {金额: {全年执行数: 5}}}\n",
        ),
        (
            "收/街/a.yaml",
            "年度: 2022\n封面: {单位名称: 乙街道}\n支出: {一般公共预算: {金额: {全年执行数: 5}}}\n",
        ),
        ("收/坏.yaml", "年度: 2022\n\t封面: 1\n"),
        ("出/x.txt", ""),
    ]);
    let (status, out, said) = run(&desk, "export 收 --to csv -o 出");
    assert_eq!(status, 2);
    assert_eq!(out.lines().count(), 2, "{out}");
    let broken = Path::new("收").join("坏.yaml");
    assert!(
        said.contains(&format!("{}：没有导出：", broken.display())),
        "{said}"
    );
    let mut written = names(&desk.path().join("出"));
    written.retain(|name| name.ends_with(".csv"));
    assert_eq!(written.len(), 2, "none over the other: {written:?}");
    let read = |name: &String| fs::read_to_string(desk.path().join("出").join(name)).unwrap();
    let all: String = written.iter().map(read).collect();
    assert!(
        all.contains(",甲街道,2022\r\n") && all.contains(",乙街道,2022\r\n"),
        "{all}"
    );

    let (status, _, said) = run(&desk, "export 收 --to md -o 一份.md");
    assert_eq!(status, 2);
    assert!(said.contains("3份报告不能都写成“一份.md”"), "{said}");
    let (status, _, said) = run(&desk, "export 收/坏.yaml --to md");
    assert!(status == 2 && said.starts_with("没有导出："), "{said}");
}

#[test]
fn a_wrong_word_is_told_with_what_is_right_and_the_help_of_its_command() {
    let desk = folder(&[("a.yaml", REPORT)]);
    for (line, words, help) in [
        (
            "check --explain X9",
            "“X9”：没有这条规则，有 A1～A",
            "check",
        ),
        (
            "check a.yaml --rule ZZ",
            "“ZZ”：没有这条规则，有 A1～A",
            "check",
        ),
        (
            "check a.yaml --nonsense",
            "没有“--nonsense”这个选项",
            "check",
        ),
        (
            "show a.yaml --format json",
            "没有“--format”这个选项",
            "show",
        ),
        ("show a.yaml --size 10x5", "应写成 列x行，60 到", "show"),
        ("export a.yaml --to pdf", "可以是 docx、xlsx", "export"),
    ] {
        let (status, out, said) = run(&desk, line);
        assert_eq!((status, out.as_str()), (2, ""), "{line}");
        assert!(said.contains(words), "{line}: {said}");
        let help = format!("请运行 jixiao {help} --help 查看用法。");
        assert!(said.contains(&help), "{line}: {said}");
    }
    // As the screen calls it.
    let (status, shown, _) = run(&desk, "check --explain 规则F8");
    assert_eq!((status, &shown), (0, &run(&desk, "check --explain f8").1));
    let (_, one, _) = run(&desk, "check a.yaml --json");
    let (_, other, _) = run(&desk, "check a.yaml --format json");
    assert_eq!(one, other);
}

#[test]
fn check_tells_what_could_not_be_decided_and_why() {
    let desk = folder(&[("a.yaml", REPORT)]);
    let (_, out, _) = run(&desk, "check a.yaml");
    let told: Vec<&str> = out
        .lines()
        .skip_while(|line| *line != "a.yaml：资料不足，没有核对")
        .take_while(|line| !line.is_empty())
        .collect();
    assert!(told.len() > 2, "{out}");
    assert!(told.iter().any(|line| line.contains("B1")), "{told:?}");
    let (_, out, _) = run(&desk, "check a.yaml --rule A3");
    assert!(!out.contains("没有核对"), "{out}");
    let (_, out, _) = run(&desk, "check a.yaml --json");
    let json: Value = serde_json::from_str(&out).unwrap();
    let undecided = json[0]["没有核对"].as_array().unwrap();
    assert!(
        undecided
            .iter()
            .any(|it| it["规则"] == "B1" && it["原因"].is_string())
    );
}

#[test]
fn what_cannot_be_written_together_is_called_by_its_name() {
    let desk = folder(&[("a.yaml", BLANK)]);
    for (line, words) in [
        (
            "export a.yaml --to docx --public --with-findings",
            "“--public”和“--with-findings”不能一起写",
        ),
        (
            "export a.yaml --to docx --review --with-findings",
            "“--review”和“--with-findings”不能一起写",
        ),
        (
            "check --explain A3 --explain F8",
            "“--explain <规则>”只能写一次",
        ),
        ("a.yaml b c", "一次只能打开一份报告"),
        ("--review a.yaml b", "一次只能打开一份报告"),
        ("chekc a.yaml", "没有“chekc”这个命令（是不是 check）"),
        ("a.yaml check", "文件名和命令“check”不能一起写"),
        ("schema foo", "命令后面多写了“foo”"),
        ("schema --foo", "没有“--foo”这个选项"),
    ] {
        let (status, _, said) = run(&desk, line);
        assert_eq!(status, 2, "{line}");
        assert!(said.contains(words), "{line}: {said}");
    }
}

#[test]
fn last_years_report_is_named_so_that_it_can_be_taken_along() {
    let desk = folder(&[("去年/a.yaml", REPORT), ("今年/x", "")]);
    let (status, out, _) = run(&desk, "new 今年/b.yaml --from 去年/a.yaml");
    assert_eq!(status, 0);
    assert!(out.contains("请把“a.yaml”也放到它旁边"), "{out}");
    let text = fs::read_to_string(desk.path().join("今年/b.yaml")).unwrap();
    assert!(text.contains("\n上年报告: a.yaml\n"));
    let (_, out, _) = run(&desk, "new --from 去年/a.yaml");
    assert!(!out.contains("旁边"), "{out}");
}

#[test]
fn of_a_report_that_is_only_looked_at_no_new_one_is_made() {
    let newer = REPORT.with("格式版本: 1", "格式版本: 7");
    for (text, why) in [
        (&*newer, "格式版本是 7，比本程序认识的 1 新"),
        ("- 1\n", "不是绩效自评报告"),
        ("年度: 2022\n封面: [\n", "第 "),
    ] {
        let desk = folder(&[("a.yaml", text)]);
        let (status, out, said) = run(&desk, "new --from a.yaml");
        assert_eq!((status, &*out), (2, ""), "{said}");
        assert!(said.contains("上年的报告不能沿用：") && said.contains(why));
        assert_eq!(said.matches('。').count(), 1, "{said}");
        assert_eq!(names(desk.path()), ["a.yaml"]);
    }
}

#[test]
fn who_only_looks_changes_nothing_on_the_disk() {
    let strays = [
        ".b.yaml.jixiao-999999-1.tmp",
        ".other.yaml.jixiao-lock",
        "备份/.a.yaml.jixiao-999999-2.tmp",
    ];
    let mut files = strays.map(|name| (name, "")).to_vec();
    files.push(("a.yaml", BLANK));
    let desk = folder(&files);
    for line in [
        "show a.yaml",
        "show a.yaml --json",
        "--read-only a.yaml",
        "a.yaml",
    ] {
        run(&desk, line);
        for stray in strays {
            assert!(desk.path().join(stray).exists(), "{line}: {stray}");
        }
    }
}

#[test]
fn a_folder_is_checked_without_the_scheme_of_the_unit_and_whatever_the_case_of_endings() {
    let scheme = include_str!("../../data/schemes/hunan-2022.yaml");
    let report = BLANK.with("\n评分方案:", "\n评分方案: 方案.yaml");
    assert_ne!(report, BLANK);
    let desk = folder(&[("夹/甲.YAML", &report), ("夹/方案.yaml", scheme)]);
    let (status, out, said) = run(&desk, "check 夹 --summary");
    assert_eq!(status, 1, "{out}{said}");
    assert!(out.contains("甲.YAML") && !out.contains("方案"), "{out}");
    let (status, ..) = run(&desk, "check 夹/方案.yaml");
    assert_eq!(status, 2);
}

#[test]
fn what_is_blank_is_no_error() {
    let desk = folder(&[("a.yaml", BLANK)]);
    assert_eq!(run(&desk, "check a.yaml --severity error").0, 0);
    assert_eq!(run(&desk, "check a.yaml --severity warning").0, 0);
    assert_eq!(run(&desk, "check a.yaml").0, 1);
}

#[test]
fn a_new_report_ends_as_reports_do_and_is_found_by_the_name_that_was_typed() {
    for (typed, file) in [
        ("报告。yaml", "报告.yaml"),
        ("报告．ｙａｍｌ", "报告.yaml"),
        ("报告2023.5", "报告2023.5.yaml"),
        ("报告.YML", "报告.YML"),
    ] {
        let desk = folder(&[]);
        let (status, out, _) = run(&desk, &format!("new {typed}"));
        assert_eq!(status, 0, "{typed}");
        assert!(out.contains(&format!("请运行 jixiao {file} 填写")), "{out}");
        assert_eq!(names(desk.path()), [file]);
        let (_, out, _) = run(&desk, &format!("check {typed}"));
        assert!(out.starts_with(file), "{typed}: {out}");
    }
}

#[test]
fn last_year_s_report_is_asked_for_only_where_it_is_not() {
    let desk = folder(&[("2022.yaml", REPORT), ("夹/说明.txt", "")]);
    let whole = desk.path().join("2022.yaml");
    for line in [
        "new n1.yaml --from ./2022.yaml".to_owned(),
        format!("new n2.yaml --from {}", whole.display()),
        "new ./n3.yaml --from 2022.yaml".to_owned(),
    ] {
        let (status, out, said) = run(&desk, &line);
        assert_eq!(status, 0, "{said}");
        assert!(!out.contains("也放到它旁边"), "{line}: {out}");
    }
    let (_, out, _) = run(&desk, "new 夹/n.yaml --from 2022.yaml");
    assert!(out.contains("也放到它旁边"), "{out}");
}

#[test]
fn half_a_year_has_no_next() {
    let half = REPORT.with("年度: 2022", "年度: 2022.5");
    let desk = folder(&[("a.yaml", &half)]);
    let (status, ..) = run(&desk, "new n.yaml --from a.yaml");
    assert_eq!(status, 2);
}

#[test]
fn what_an_input_method_typed_for_an_option_is_that_option() {
    let desk = folder(&[("a.yaml", REPORT), ("－b.yaml", REPORT)]);
    let narrow = run(&desk, "check a.yaml --summary");
    for summary in ["－－summary", "——ｓｕｍｍａｒｙ", "—summary"] {
        assert_eq!(run(&desk, &format!("check a.yaml {summary}")), narrow);
    }
    let (status, out, _) = run(&desk, "check －b.yaml --summary");
    assert!(status == 1 && out.contains("－b.yaml"), "{out}");
    assert_eq!(run(&desk, "check －h"), run(&desk, "check -h"));
    let budget = run(&desk, "show a.yaml --tab budget");
    assert_eq!(run(&desk, "show a.yaml --tab 预算"), budget);
    for (format, file) in [("word", "a.docx"), ("Excel", "a.xlsx")] {
        let (status, _, said) = run(&desk, &format!("export a.yaml --to {format}"));
        assert_eq!(status, 0, "{said}");
        assert!(desk.path().join(file).exists());
    }
    // A name stays as it was typed.
    for given in ["＝自评（公开）.docx", "=甲＝乙.docx"] {
        let (status, _, said) = run(&desk, &format!("export a.yaml －－to=word －－out{given}"));
        assert_eq!(status, 0, "{said}");
        let name = given.trim_start_matches(['=', '＝']);
        assert!(desk.path().join(name).exists(), "{said}");
    }
}

#[test]
fn reports_of_one_name_are_told_apart_by_their_units() {
    let other = REPORT.replace("单位名称: 长沙市开福区月湖街道办事处", "单位名称: 另一街道");
    let desk = folder(&[
        ("收/甲/自评.yaml", REPORT),
        ("收/乙/自评.yaml", &other),
        ("收/丙/单独.yaml", REPORT),
        ("出/空.txt", ""),
    ]);
    let (status, _, said) = run(&desk, "export 收 --to md -o 出");
    assert_eq!(status, 0, "{said}");
    let expected = [
        "单独.md",
        "另一街道-自评.md",
        "空.txt",
        "长沙市开福区月湖街道办事处-自评.md",
    ];
    assert_eq!(names(&desk.path().join("出")), expected);
}
