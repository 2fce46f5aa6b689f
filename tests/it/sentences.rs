//! The rules that read a text, on many sentences as clerks write them: those that are right, those
//! that are wrong, and those of which nobody can tell.

use std::collections::BTreeMap;

use jixiao::document::{Edit, FieldPath};
use jixiao::rules::Diagnostic;
use serde::Deserialize;

use crate::harness::{findings, read};

/// Sentences by the report that they stand in.
type ByReport<T> = BTreeMap<String, Vec<T>>;

#[derive(Deserialize)]
struct Corpus {
    #[serde(rename = "报告")]
    reports: BTreeMap<String, String>,
    #[serde(rename = "正确")]
    right: ByReport<String>,
    #[serde(rename = "错误")]
    wrong: ByReport<Wrong>,
    #[serde(rename = "不改")]
    open: ByReport<String>,
}

#[derive(Deserialize)]
struct Wrong {
    #[serde(rename = "文")]
    text: String,
    /// What is found, as it is written.
    #[serde(rename = "数")]
    found: String,
    /// What the first fix of the text puts in its place.
    #[serde(rename = "改")]
    mended: Option<String>,
}

impl Corpus {
    fn read() -> Result<Self, serde_yaml::Error> {
        serde_yaml::from_str(include_str!("../corpus/sentences.yaml"))
    }

    /// What the rules on amounts say of a sentence.
    fn said(&self, report: &str, text: &str) -> Vec<Diagnostic> {
        let path = FieldPath::root().key("整体绩效").key("完成情况");
        let text = serde_json::Value::from(text);
        let report = self.reports.get(report).map_or("", String::as_str);
        let yaml = match report.contains("整体绩效:\n") {
            true => report.replace("整体绩效:\n", &format!("整体绩效:\n  完成情况: {text}\n")),
            false => format!("{report}整体绩效:\n  完成情况: {text}\n"),
        };
        let findings = findings(&read(&yaml));
        let said = findings.diagnostics().filter(|it| {
            let code = it.rule.code;
            let is_of_amounts = code.starts_with('A') || matches!(code, "C5" | "E2");
            is_of_amounts && it.places.iter().any(|place| place.path == path)
        });
        said.cloned().collect()
    }
}

/// What is found, as it is written.
fn first(said: &Diagnostic) -> &str {
    let place = said.places.first();
    place.and_then(|it| it.value.as_deref()).unwrap_or_default()
}

/// What the fixes of a text put in it, the first of each finding.
fn mended(said: &[Diagnostic]) -> Vec<&str> {
    let fixes = said.iter().filter_map(|it| {
        let mut edits = it.fixes.iter().flat_map(|fix| &fix.edits);
        edits.find_map(|edit| match edit {
            Edit::Rewrite { with, .. } => Some(with.as_str()),
            _ => None,
        })
    });
    fixes.collect()
}

/// What the rules say of sentences that they should not have said.
fn amiss<T>(
    sentences: &ByReport<T>,
    text: impl Fn(&T) -> &str,
    corpus: &Corpus,
    is_right: impl Fn(&T, &[Diagnostic]) -> bool,
) -> String {
    let mut amiss = String::new();
    for (report, sentences) in sentences {
        for sentence in sentences {
            let text = text(sentence);
            let said = corpus.said(report, text);
            if is_right(sentence, &said) {
                continue;
            }
            amiss += &format!("{text}\n");
            for it in &said {
                let fixes: Vec<_> = it.fixes.iter().map(|fix| &fix.title).collect();
                amiss += &format!(
                    "  {} [{}] {} {fixes:?}\n",
                    it.rule.code,
                    first(it),
                    it.message
                );
            }
        }
    }
    amiss
}

#[test]
fn of_a_right_sentence_nothing_is_said() {
    let corpus = Corpus::read().unwrap();
    assert!(corpus.right.values().flatten().count() >= 120);
    let amiss = amiss(&corpus.right, |it| it, &corpus, |_, said| said.is_empty());
    assert!(amiss.is_empty(), "{amiss}");
}

#[test]
fn of_a_wrong_sentence_the_figure_is_found_and_put_right() {
    let corpus = Corpus::read().unwrap();
    assert!(corpus.wrong.values().flatten().count() >= 60);
    let is_found = |wrong: &Wrong, said: &[Diagnostic]| {
        let found = |it: &Diagnostic| first(it) == wrong.found;
        let fixed = mended(said);
        let as_wanted = |it: &&str| Some(*it) == wrong.mended.as_deref() || it.starts_with("{{");
        said.iter().any(found)
            && fixed.iter().all(as_wanted)
            && wrong.mended.as_deref().is_none_or(|it| fixed.contains(&it))
    };
    let amiss = amiss(&corpus.wrong, |it| &it.text, &corpus, is_found);
    assert!(amiss.is_empty(), "{amiss}");
}

#[test]
fn what_nobody_can_tell_is_never_put_right() {
    let corpus = Corpus::read().unwrap();
    let is_left = |_: &String, said: &[Diagnostic]| mended(said).is_empty();
    let amiss = amiss(&corpus.open, |it| it, &corpus, is_left);
    assert!(amiss.is_empty(), "{amiss}");
}

#[test]
fn in_the_note_of_one_part_a_bare_name_is_of_that_part() {
    let corpus = Corpus::read().unwrap();
    let report = corpus.reports.get("街道").unwrap();
    let at = "        基本支出:\n".trim_start();
    let told = |note: &str| {
        let yaml = report.replace(at, &format!("{at}      说明: {note}\n"));
        let findings = findings(&read(&yaml));
        let of_rate = |it: &&Diagnostic| it.rule.code == "A14";
        findings.diagnostics().filter(of_rate).count()
    };
    assert_eq!(told("全年预算1750万元，预算执行率97.76%。"), 0);
    assert_eq!(told("整体预算执行率97.76%。"), 1);
}

#[test]
fn the_note_on_how_the_budget_was_adjusted_is_of_all_of_it() {
    let corpus = Corpus::read().unwrap();
    let report = corpus.reports.get("街道").unwrap();
    let at = "      一般公共预算:\n".trim_start();
    let told = |note: &str| {
        let yaml = report.replace(at, &format!("{at}    预算调整说明: {note}\n"));
        let findings = findings(&read(&yaml));
        let of_budget = |it: &&Diagnostic| it.rule.code == "A14";
        findings.diagnostics().filter(of_budget).count()
    };
    assert_eq!(told("全年预算数较年初预算数增加540万元。"), 0);
    assert_eq!(told("其中人员经费全年预算数较年初预算数增加70万元。"), 0);
    assert_eq!(told("全年预算数较年初预算数增加450万元。"), 1);
}

#[test]
fn what_a_goal_aims_at_is_held_against_the_targets_below_it() {
    let corpus = Corpus::read().unwrap();
    let report = corpus.reports.get("有基金").unwrap();
    let told = |goal: &str| {
        let keys = ["预期目标: ", "目标设置:\n    说明: "];
        let told = keys.map(|key| {
            let goal = format!("整体绩效:\n  {key}{goal}\n");
            let findings = findings(&read(&report.replace("整体绩效:\n", &goal)));
            let of_count = |it: &&Diagnostic| it.rule.code == "A14";
            findings.diagnostics().filter(of_count).count()
        });
        assert_eq!(told[0], told[1]);
        told[0]
    };
    assert_eq!(told("规范管理高血压患者不少于12800人。"), 0);
    assert_eq!(told("规范管理高血压患者12800人以上。"), 0);
    assert_eq!(told("规范管理高血压患者约13000人。"), 0);
    assert_eq!(told("五年累计规范管理高血压患者60000人。"), 0);
    assert_eq!(told("全年计划规范管理高血压患者12800人。"), 0);
    assert_eq!(told("规范管理高血压患者不少于13800人。"), 1);
    assert_eq!(told("全年计划规范管理高血压患者18200人。"), 1);
}

#[test]
fn bodies_set_up_last_year_are_last_years_text() {
    let said = |text: &str| {
        let yaml = format!("年度: 2025\n基本情况: {{机构情况: {text}}}\n");
        let findings = findings(&read(&yaml));
        findings.diagnostics().any(|it| it.rule.code == "E2")
    };
    assert!(said("2024年黄桥镇设置5个党政机构。"));
    assert!(!said("2025年黄桥镇设置5个党政机构。"));
    assert!(!said("2024年机构改革后，黄桥镇设置5个党政机构。"));
    assert!(!said("2024年增设应急管理办公室，现设置5个党政机构。"));
}

#[test]
fn a_project_that_says_it_lost_nothing_is_held_against_its_own_score() {
    let said = |text: &str, score: &str| {
        let own = format!("{{名称: 社会管理, 完成情况: {text}, 自评: {score}}}");
        let findings = findings(&read(&format!("年度: 2025\n项目:\n- {own}\n")));
        findings.diagnostics().any(|it| it.rule.code == "A14")
    };
    assert!(said("本项目没有扣分项。", "{执行率得分: 10, 总分: 99}"));
    assert!(said("自评得满分。", "{执行率得分: 9, 总分: 99}"));
    assert!(!said("没有扣分项。", "{执行率得分: 9, 总分: 99}"));
    assert!(!said("没有扣分项。", "{总分: 99}"));
    assert!(!said("产出指标没有扣分项。", "{执行率得分: 10, 总分: 99}"));
}
