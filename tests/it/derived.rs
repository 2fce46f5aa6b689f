//! What is kept up to date piece by piece is what is derived from the text at once: whatever was
//! done, and everything that a person is told of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use jixiao::document::{Document, Edit, FieldPath, Shape, Side, Step, Transaction, Value, merge};
use jixiao::figures::Figures;
use jixiao::figures::figure::Ledger;
use jixiao::figures::live::Names;
use jixiao::figures::scheme::standard;
use jixiao::report::Report;
use jixiao::report::check::Inspections;
use jixiao::report::fields::NAMING;
use jixiao::rules::{Case, Findings, Work, rules};
use jixiao::ui::app::App;
use jixiao::ui::screen::{Pane, Screen};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::harness::{BLANK, Desk, REPORT, SMALL, examined, to_the_end};
use crate::lossless::{all_paths, meaning};

/// What the program has derived from the document open in it is what follows from the text.
#[track_caller]
pub(crate) fn is_derived(app: &App) {
    follows_from_the_text(&app.view(), app.findings());
    // Nothing is made for a window too small to be seen.
    if !app.is_unseen() {
        is_shown(app);
    }
}

/// What is on the screen is what would be made anew, but for the words of the text being written.
#[track_caller]
fn is_shown(app: &App) {
    let written = app.mode().long_text().map(|it| it.path.clone());
    let sheets = |screen: &Screen| -> Vec<Pane> {
        let mut panes = screen.panes.clone();
        for pane in &mut panes {
            if let Pane::Sheet(sheet) = pane {
                let cells = sheet.rows.iter_mut().flat_map(|row| &mut row.cells);
                let own = cells.filter(|cell| cell.path.is_some() && cell.path == written);
                own.for_each(|cell| cell.text.clear());
            }
        }
        panes
    };
    let anew = Screen::build(app);
    assert_eq!(sheets(app.screen()), sheets(&anew));
    assert_eq!(app.screen().summary, anew.summary);
    assert_eq!(app.screen().legend, anew.legend);
}

/// What is said to stand twice stands elsewhere once its entry is moved.
#[test]
fn a_text_that_stands_twice_is_told_where_it_was_moved_to() {
    Desk::open(REPORT)
        .go("改进措施[0].内容")
        .keys("Ins Alt+Up")
        .holds(|app| {
            is_derived(app);
            true
        });
}

#[test]
fn a_problem_being_written_is_told_beside_its_remedies() {
    Desk::open(SMALL)
        .go("问题[0].内容")
        .press("F2")
        .types("了")
        .holds(|app| {
            is_shown(app);
            true
        });
}

#[test]
fn behind_a_long_text_stands_what_would_be_made_anew() {
    let keys = ["Ctrl+A Backspace", "Ctrl+Z", "Down", "F2"];
    let typed = [
        "支出1100万元。",
        "{{项目.社会管理.全年执行数}}万元",
        "联系人张三丰，",
    ];
    let fields = [
        ("项目[4].完成情况", (200, 50)),
        ("支出.政府性基金预算.说明", (120, 40)),
        ("问题[0].原因", (80, 24)),
    ];
    let looked_at = |app: &App| {
        is_shown(app);
        true
    };
    for (field, (columns, rows)) in fields {
        let desk = Desk::open(REPORT).resize(columns, rows);
        let desk = desk.go(field).press("F2");
        let write = |desk: Desk, words: &str| desk.types(words).holds(looked_at);
        let desk = typed.into_iter().fold(desk, write);
        let press = |desk: Desk, keys: &str| desk.keys(keys).holds(looked_at);
        keys.into_iter().fold(desk, press);
    }
}

/// What was derived piece by piece is what follows from the text at once; what the rules say, where
/// they have been asked everything.
#[track_caller]
fn follows_from_the_text(kept: &Case<'_>, findings: &Findings) {
    let document = Document::read(&kept.document.to_bytes());
    assert!(document.problems().is_empty(), "{}", document.text());
    let examined = examined(document);
    let anew = examined.case();
    assert_eq!(kept.report, anew.report);
    assert_eq!(kept.figures, anew.figures);
    assert!(kept.inspections.mistakes().eq(anew.inspections.mistakes()));
    let required = anew.required();
    let filled = required.filled(|_| true);
    assert_eq!(kept.required().filled(|_| true), filled);
    assert!(
        Report::is_confirmed(examined.document()),
        "{}",
        examined.document().text()
    );
    let unfilled = required.unfilled().len();
    assert_eq!(
        unfilled,
        filled.total - filled.done,
        "{}",
        kept.document.text()
    );
    if !findings.is_whole() {
        return;
    }
    let told = [
        all_that_is_told(kept, findings),
        all_that_is_told(&anew, &Findings::compute(&anew)),
    ];
    let [kept, anew] = told.each_ref().map(|it| it.iter().collect::<BTreeSet<_>>());
    let only = |these: &BTreeSet<&String>, those| {
        let only: Vec<_> = these.difference(those).collect();
        format!("{only:#?}")
    };
    let differs = [only(&kept, &anew), only(&anew, &kept)].join("\nanew:\n");
    let text = examined.document().text();
    assert!(told[0] == told[1], "{differs}\n{text}");
}

/// Every word that stands in what the rules say, and in what was said to it, in order.
fn all_that_is_told(case: &Case<'_>, findings: &Findings) -> Vec<String> {
    let mut told = Vec::new();
    for it in findings.diagnostics() {
        let of = (it.severity, &it.places, &it.message, &it.fixes);
        told.push(format!(
            "{} {of:?} {:?} {:?}",
            it.rule.code, it.disclosure, it.reply
        ));
    }
    for it in findings.lacking() {
        told.push(format!("{} {:?} {}", it.rule.code, it.table, it.why));
    }
    let mut counts = BTreeMap::new();
    for (chapter, severity, count) in findings.counts() {
        *counts.entry((chapter, severity)).or_insert(0) += count;
    }
    counts.retain(|_, count| *count > 0);
    told.push(format!("{counts:?}"));
    // There are thousands of places in a long one.
    if case.document.text().len() < 20_000 {
        for path in all_paths(case.document) {
            let marks = (findings.mark(&path), findings.ticked(&path));
            told.push(format!("{path} {marks:?} {}", findings.is_carried(&path)));
        }
    }
    let said = (findings.comments(), findings.pending(), findings.unread());
    told.push(format!("{said:?}"));
    told
}

/// A report with all that is derived from it, kept up to date as the dashboard does it.
struct Kept {
    /// The text it was read from.
    began: String,
    document: Document,
    report: Report,
    inspections: Inspections,
    figures: Figures,
    names: Names,
    findings: Findings,
}

impl Kept {
    fn of(text: &str) -> Self {
        let document = Document::read(text.as_bytes());
        assert!(document.problems().is_empty(), "{text}");
        let report = Report::read(&document);
        let mut kept = Self {
            began: text.to_owned(),
            inspections: Inspections::read(&document),
            figures: Figures::compute(&report, standard()),
            names: Names::default(),
            findings: Findings::default(),
            report,
            document,
        };
        kept.name();
        let findings = Findings::compute(&kept.case());
        kept.findings = findings;
        kept.document.take_scope();
        kept
    }

    fn name(&mut self) {
        let ledger = Ledger {
            report: &self.report,
            figures: &self.figures,
            scheme: standard(),
        };
        self.names = Names::needed_by(self.document.text(), ledger);
    }

    fn case(&self) -> Case<'_> {
        Case {
            names: &self.names,
            scheme_trouble: None,
            document: &self.document,
            report: &self.report,
            figures: &self.figures,
            scheme: standard(),
            inspections: &self.inspections,
        }
    }

    fn edit(&mut self, edit: Edit) {
        let transaction = Transaction {
            name: String::new(),
            place: FieldPath::root(),
            edits: vec![edit],
        };
        // What cannot be done changes nothing.
        let _ = self.document.edit(transaction);
    }

    /// Derives again what was changed, and asks the rules so many pieces of it: of a text, or of a
    /// table each.
    #[track_caller]
    fn follow(&mut self, pieces: usize) {
        let mut findings = std::mem::take(&mut self.findings);
        let scopes = self.document.take_scopes();
        let all = scopes.iter().cloned().reduce(|all, it| all.common(&it));
        if let Some(scope) = all {
            self.report.refresh_each(&self.document, &scopes);
            self.inspections.refresh_each(&self.document, &scopes);
            self.figures.refresh(&self.report, standard(), &scope);
            self.name();
            findings.outdate(&self.case(), &scope);
        }
        for _ in 0..pieces {
            if !findings.is_whole() {
                findings.ask(&self.case(), Work::of(1));
            }
        }
        self.findings = findings;
        follows_from_the_text(&self.case(), &self.findings);
    }

    /// The same, and asks the rules everything.
    #[track_caller]
    fn follow_up(&mut self) {
        self.follow(10_000);
        assert!(self.findings.is_whole());
    }
}

/// Makes the edits one by one: what the rules say, asked only what each may have moved, is what
/// they say of the whole.
#[track_caller]
pub(crate) fn asked_again(text: &str, edits: &[(&str, &str)]) {
    let mut kept = Kept::of(text);
    for (path, value) in edits {
        kept.edit(Edit::Set {
            path: path.parse().unwrap(),
            value: Value::Number((*value).to_owned()),
        });
        kept.follow_up();
    }
}

#[test]
fn what_is_asked_again_after_an_edit_is_what_is_asked_anew() {
    let edits = [
        ("项目[0].资金.年度资金总额.全年预算数", "500"),
        ("项目[3].指标[2].分值", "10"),
        ("项目[3].指标[2].得分", "12"),
        ("支出.一般公共预算.项目支出.金额.全年执行数", "2969.31"),
        ("整体绩效.目标设置.项目个数", "9"),
        // Its text says that more was paid than that.
        ("项目[0].资金.年度资金总额.全年执行数", "1"),
        ("项目[0].名称", "8"),
        ("项目[8].名称", "7"),
        ("封面.落款日期", "2023"),
        ("问题[0].编号", "9"),
        ("改进措施[0].针对问题", "7"),
        ("支出.一般公共预算.项目支出.类别[0].名称", "6"),
    ];
    asked_again(REPORT, &edits);
}

/// A sentence is of the department or of another body by what the department is called and by the bodies it lists.
#[test]
fn who_is_who_is_read_again_where_a_name_changes() {
    let text = "封面: {单位名称: }\n基本情况: {机构: [{名单: [{名称: }]}]}\n支出: {一般公共预算: {基本支出: {分类: \
                [{名称: 公用经费, 金额: {全年执行数: 121.4}}]}}}\n整体绩效: {完成情况: \
                博物馆支出9万元，公用经费131.4万元。慈善总会支出9万元，公用经费4.5万元。}\n";
    let mut kept = Kept::of(text);
    let told = |kept: &Kept| {
        let told = kept.findings.diagnostics();
        told.filter(|it| it.rule.code == "A14").count()
    };
    let mut seen = vec![told(&kept)];
    for (path, name) in [
        ("封面.单位名称", "某市博物馆"),
        ("基本情况.机构[0].名单[0].名称", "慈善总会"),
        ("封面.单位名称", "某局"),
    ] {
        kept.edit(Edit::Set {
            path: path.parse().unwrap(),
            value: Value::Text(name.to_owned()),
        });
        kept.follow_up();
        seen.push(told(&kept));
    }
    assert_eq!(seen, [1, 2, 1, 0]);
}

/// Every whole of the general public budget, filled in, changed and emptied again.
#[test]
fn what_is_stated_of_a_whole_moves_what_lies_above_it() {
    let wholes = [
        "金额",
        "基本支出.金额",
        "基本支出.分类[0].金额",
        "项目支出.金额",
        "项目支出.类别[1].金额",
    ];
    let edits = wholes.iter().flat_map(|whole| {
        let path = format!("支出.一般公共预算.{whole}.全年执行数");
        ["1500", "1500.5", "-3", "", "无"].map(|value| (path.clone(), value))
    });
    let edits: Vec<(String, &str)> = edits.collect();
    let edits: Vec<(&str, &str)> = edits
        .iter()
        .map(|(path, value)| (&**path, *value))
        .collect();
    for text in [REPORT, BLANK] {
        asked_again(text, &edits);
    }
}

/// What is said of one project does not hang on what another is called.
#[test]
fn a_project_that_gets_the_name_of_another_leaves_what_is_said_of_that() {
    let project =
        |name: &str| format!("- {{名称: {name}, 资金: {{年度资金总额: {{全年执行数: 甲}}}}}}\n");
    let text = format!("项目:\n{}{}", project("7"), project("8"));
    asked_again(&text, &[("项目[0].名称", "8"), ("项目[0].名称", "9")]);
}

/// A sum of a project that is put right is put right in the wholes above it too: what those are called
/// and come to hangs on the money of others.
#[test]
fn what_puts_a_project_right_follows_the_wholes_above_it() {
    let text = "\
支出: {一般公共预算: {金额: {全年执行数: 200}, 项目支出: {类别: [{名称: 专项资金}]}}}
项目:
- {名称: 甲, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 120}, 其他资金: {全年执行数: 80}}}
- {名称: 乙, 支出类别: 专项资金, 资金: {年度资金总额: {全年执行数: 80}}}
";
    asked_again(
        text,
        &[
            ("支出.一般公共预算.金额.全年执行数", "100"),
            ("项目[1].资金.年度资金总额.全年执行数", "-20"),
            ("支出.一般公共预算.项目支出.类别[0].金额.全年执行数", "100"),
            ("支出.一般公共预算.项目支出.类别[0].名称", "7"),
            ("项目[1].资金.年度资金总额.全年执行数", "80"),
        ],
    );
}

/// What a text says is read once; what it is held against may be another at every key.
#[test]
fn what_is_said_of_a_text_follows_the_figures_it_is_held_against() {
    let text = "\
年度: 2022
支出:
  一般公共预算:
    基本支出:
      金额: {全年执行数: 100}
      分类:
      - {名称: 人员经费, 金额: {全年执行数: 70}}
      - {名称: 公用经费, 金额: {全年执行数: 30}}
  政府性基金预算:
    金额: {全年执行数: 22.6}
    说明: 2022年政府性基金预算支出22.6万元，其中修路20万元。
项目:
- 名称: 修路
  支出类别: 政府性基金预算
  资金: {年度资金总额: {全年执行数: 20}}
  完成情况: 发放工资，支付修路款25万元，{{修路支出}}万元。
整体绩效:
  目标设置: {基本支出: 100, 说明: 2021年预算基本支出100万元。}
  完成情况: 全年基本支出100万元，其中人员经费80万元、公用经费30万元。接诊收费3482万元，接诊收费率15.1%。
  指标:
  - {三级指标: 接诊收费, 完成值: 3842, 度量单位: 万元}
  - {三级指标: 接诊收费率, 完成值: 11.5, 度量单位: '%'}
";
    asked_again(
        text,
        &[
            ("支出.一般公共预算.基本支出.分类[0].金额.全年执行数", "75"),
            ("支出.政府性基金预算.金额.全年执行数", "30"),
            ("支出.政府性基金预算.金额.全年执行数", "22.6"),
            ("项目[0].资金.年度资金总额.全年执行数", "22.6"),
            ("项目[0].资金.年度资金总额.全年执行数", "26"),
            ("项目[0].资金.年度资金总额.全年执行数", "2"),
            ("整体绩效.目标设置.基本支出", "99"),
            ("整体绩效.目标设置.项目支出", "100"),
            ("项目[0].名称", "7"),
            ("支出.国有资本经营预算.金额.全年执行数", "3482"),
            ("项目[0].资金.年度资金总额.全年执行数", "3482"),
            ("支出.国有资本经营预算.金额.全年执行数", "1"),
        ],
    );
}

/// Where a part has the wrong shape, what is required in it is missing: in the count and in the list.
#[test]
fn what_is_required_in_a_part_of_the_wrong_shape_is_counted_and_listed() {
    for text in ["基本情况: 甲\n", "项目: [甲]\n", "整体绩效: [甲]\n"] {
        let filled = |text| Kept::of(text).case().required().filled(|_| true);
        let wrong = Kept::of(text);
        follows_from_the_text(&wrong.case(), &wrong.findings);
        let blank = text.replace('甲', "{}").replace("绩效: [{}]", "绩效: {}");
        assert_eq!(filled(text), filled(&blank), "{text}");
    }
}

#[test]
fn every_field_of_the_report_asks_again_what_hangs_on_it() {
    let document = Document::read(REPORT.as_bytes());
    let mut kinds = BTreeSet::new();
    let mut paths = Vec::new();
    for path in all_paths(&document) {
        let node = document.node(&path).unwrap();
        if node.entries().next().is_some() || node.items().next().is_some() {
            continue;
        }
        // One entry of a list stands for the others.
        let keys = path.steps().iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.to_string()),
            Step::Index(_) => None,
        });
        if kinds.insert(keys.collect::<Vec<_>>()) {
            paths.push(path.to_string());
        }
    }
    assert!(paths.len() > 150, "{}", paths.len());
    let edits: Vec<_> = paths.iter().map(|path| (path.as_str(), "3")).collect();
    asked_again(REPORT, &edits);
}

/// One thing that is done to a report: what, and where, by lot.
#[derive(Debug, Clone)]
enum Deed {
    /// A value of the example of a rule is put where it stands there, or over another.
    Set(Index, Index, Option<Index>),
    /// An entry of a list comes once more.
    Insert(Index, Index, Index),
    Remove(Index),
    Move(Index, Index, Index),
    Undo,
    Redo,
    /// Somebody else has put in such a value, and taken out another, and theirs is taken in.
    Merge(Index, Index, Index),
}

fn deed() -> impl Strategy<Value = Deed> {
    let lot = any::<Index>;
    prop_oneof![
        6 => (lot(), lot(), prop::option::weighted(0.3, lot())).prop_map(|(a, b, c)| Deed::Set(a, b, c)),
        3 => (lot(), lot(), lot()).prop_map(|(a, b, c)| Deed::Insert(a, b, c)),
        3 => lot().prop_map(Deed::Remove),
        3 => (lot(), lot(), lot()).prop_map(|(a, b, c)| Deed::Move(a, b, c)),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        2 => (lot(), lot(), lot()).prop_map(|(a, b, c)| Deed::Merge(a, b, c)),
    ]
}

/// The examples of the rules: whatever is in them, a rule speaks of it.
fn examples() -> Vec<&'static str> {
    let examples = rules().flat_map(|rule| [rule.bad, rule.good]);
    // Another scheme moves everything, and so all is derived anew.
    examples.filter(|it| !it.contains("评分方案")).collect()
}

/// A value of an example, and where it stands.
fn donated(example: Index, value: Index) -> (FieldPath, Value) {
    let document = Document::read(example.get(&examples()).as_bytes());
    let path = place(&document, value);
    let value = document.node(&path).map_or(Value::Null, meaning);
    (path, value)
}

/// The place of a value; the whole only where there is nothing else.
fn place(document: &Document, at: Index) -> FieldPath {
    let paths = all_paths(document);
    let some = (!paths.is_empty()).then(|| at.get(&paths).clone());
    some.unwrap_or_default()
}

/// The list at some place, and how long it is.
fn list(document: &Document, at: Index) -> Option<(FieldPath, usize)> {
    let lists = all_paths(document).into_iter().filter_map(|path| {
        let node = document.node(&path)?;
        let is_list = node.shape() == Shape::Sequence && !node.is_empty();
        is_list.then(|| (path, node.len()))
    });
    let lists: Vec<_> = lists.collect();
    (!lists.is_empty()).then(|| at.get(&lists).clone())
}

impl Kept {
    fn does(&mut self, deed: Deed) {
        let document = &self.document;
        match deed {
            Deed::Set(example, value, over) => {
                let (path, value) = donated(example, value);
                let path = over.map_or(path, |it| place(document, it));
                self.edit(Edit::Set { path, value });
            }
            Deed::Insert(at, from, to) => {
                if let Some((list, count)) = list(document, at) {
                    let from = document.node(&list.index(from.index(count))).unwrap();
                    let (index, value) = (to.index(count + 1), meaning(from));
                    self.edit(Edit::Insert { list, index, value });
                }
            }
            Deed::Remove(at) => {
                let path = place(document, at);
                self.edit(Edit::Remove { path });
            }
            Deed::Move(at, from, to) => {
                if let Some((list, count)) = list(document, at) {
                    let (from, to) = (from.index(count), to.index(count));
                    self.edit(Edit::Move { list, from, to });
                }
            }
            Deed::Undo => drop(self.document.undo()),
            Deed::Redo => drop(self.document.redo()),
            Deed::Merge(example, value, at) => {
                let base = Self::of(&self.began);
                let mut theirs = Self::of(&self.began);
                theirs.does(Deed::Set(example, value, None));
                theirs.does(Deed::Remove(at));
                let [base, theirs] = [&base.document, &theirs.document];
                let made = merge(base, document, theirs, NAMING, &|_| Side::Ours);
                // Where what both did cannot be made one, nothing is taken in.
                if let Ok(made) = made {
                    let place = FieldPath::root();
                    self.document
                        .replace(made.document, String::new(), place, Vec::new());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(48))]

    #[test]
    fn what_is_derived_piece_by_piece_is_what_is_derived_at_once(
        example in any::<Index>(),
        is_small in any::<bool>(),
        // More is done before the rules have been asked everything about what was done.
        deeds in prop::collection::vec((deed(), prop_oneof![2 => Just(100), 1 => 0..6_usize]), 1..24),
    ) {
        let examples = examples();
        let text = if is_small { SMALL } else { example.get(&examples) };
        let mut kept = Kept::of(text);
        for (deed, pieces) in deeds {
            kept.does(deed);
            kept.follow(pieces);
        }
        to_the_end(|| {
            let is_undone = kept.document.undo().is_some();
            kept.follow_up();
            is_undone
        });
        prop_assert_eq!(kept.document.text(), text);
    }
}

#[test]
fn beside_the_projects_stands_the_one_that_is_left_to_be_chosen() {
    Desk::open(SMALL)
        .tab("绩效指标")
        .keys("PgDn Ctrl+Del")
        .shows("年度资金总额")
        .holds(|app| {
            is_shown(app);
            true
        });
}
