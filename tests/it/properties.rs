//! What holds after any keys, and for any amounts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::PathBuf;

use jixiao::document::Document;
use jixiao::figures::Figures;
use jixiao::figures::budget::{Column, Item};
use jixiao::figures::scheme::standard;
use jixiao::report::Report;
use jixiao::ui::app::{App, Mode};
use jixiao::ui::effect::{Effect, Saved};
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::screen;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use crate::derived::is_derived;
use crate::harness::{BLANK, REPORT, presses};
use crate::journeys::SMALL;

/// Takes an input, with a disk on which every save succeeds, and draws.
pub(crate) fn take(app: &mut App, input: Input) {
    let mut effects = app.update(input);
    while let Some(effect) = effects.pop() {
        if matches!(effect, Effect::Save { .. } | Effect::SaveAs { .. }) {
            effects.extend(app.saved(Saved::Done {
                file: "自评.yaml".to_owned(),
                message: "已保存。".to_owned(),
            }));
        }
    }
    let (columns, rows) = app.size();
    let area = Rect::new(0, 0, columns, rows);
    let mut frame = Buffer::empty(area);
    if let Some(caret) = screen::draw(app, area, &mut frame) {
        assert!(area.contains(caret), "{caret} is outside of {area}");
    }
}

pub(crate) fn open(yaml: &str, size: (u16, u16)) -> App {
    let name = Some("自评.yaml".to_owned());
    App::new(yaml.as_bytes(), name, PathBuf::new(), size)
}

fn keys(words: &'static [&'static str]) -> impl Strategy<Value = Vec<Input>> {
    select(words).prop_map(|word| presses(word).into_iter().map(Input::Press).collect())
}

/// One thing a person does, the likely ones more often.
fn deed() -> impl Strategy<Value = Vec<Input>> {
    const WALK: &[&str] = &[
        "Down",
        "Down*3",
        "Down*9",
        "Up",
        "Up*4",
        "Left",
        "Right",
        "Right*2",
        "Home",
        "End",
        "PgDn",
        "PgUp",
        "Ctrl+Home",
        "Ctrl+End",
        "F4",
        "F3",
        "F6",
        "F8",
        "Shift+F8",
        "Shift+Down",
        "Shift+Down*2",
        "Backspace",
        "F5",
        "Ctrl+T",
        "Shift+Tab",
    ];
    const CHANGE: &[&str] = &[
        "Ins", "Ctrl+N", "Ctrl+D", "Ctrl+Del", "Alt+Up", "Alt+Down", "Del", "Ctrl+X", "Ctrl+C",
        "Ctrl+V", "Ctrl+Z", "Ctrl+Z*2", "Ctrl+Y", "Ctrl+S",
    ];
    const EDIT: &[&str] = &[
        "F2",
        "Enter",
        "Tab",
        "Esc",
        "Backspace",
        "Ctrl+Backspace",
        "Shift+Left*2",
        "Ctrl+A",
        "Ctrl+Home",
        "1",
        "2",
        "F1",
        "F10",
        "Ctrl+Q",
    ];
    const TYPED: &[&str] = &[
        "7",
        "12.5",
        "１２。５",
        "0",
        "甲",
        "“乙”：",
        "- # : [",
        "'",
        "\"",
        " ",
        "-3",
        "𠮷e\u{301}",
        "2024-02-29",
        "达成",
        "1e5",
        "~",
        "null",
    ];
    const PASTED: &[&str] = &[
        "1\t2\n3\t4\n",
        "修桥\t12\t13.5\n修路\t7\t80\n种花\t5\t6\n",
        "一\r\n二\r\r三\n",
        "",
        "\u{1b}[2J\u{202e}",
        "甲\n\n  乙  \n",
        "9",
        "# 注\n- 条\n|\n---\n...",
    ];
    prop_oneof![
        8 => keys(WALK),
        4 => keys(CHANGE),
        6 => keys(EDIT),
        6 => select(TYPED).prop_map(|text| {
            let press = |c| Input::Press(Press::plain(Key::Char(c)));
            text.chars().map(press).collect()
        }),
        1 => select(PASTED).prop_map(|text| vec![Input::Paste(text.to_owned())]),
        1 => (0_u16..140, 0_u16..50).prop_map(|(w, h)| vec![Input::Resize(w, h)]),
        1 => Just(vec![Input::Resize(100, 30)]),
    ]
}

/// Gives up what is half typed and undoes all that was done; how many steps that took from which
/// text.
fn undo_everything(app: &mut App) -> (usize, String) {
    // Nothing is done in a window too small to be seen.
    take(app, Input::Resize(120, 40));
    for _ in 0..8 {
        if !matches!(app.mode(), Mode::Browse) {
            take(app, Input::Press(Press::plain(Key::Esc)));
        }
    }
    let (mut steps, end) = (0, app.document().text().to_owned());
    while app.document().can_undo().is_some() {
        assert!(steps < 10_000, "there is no end to undoing");
        take(app, Input::Press(Press::ctrl(Key::Char('z'))));
        steps += 1;
    }
    (steps, end)
}

fn survives(yaml: &str, start: &str, deeds: Vec<Vec<Input>>) {
    let mut app = open(yaml, (100, 30));
    for press in presses(start) {
        take(&mut app, Input::Press(press));
    }
    for deed in deeds {
        for input in deed {
            take(&mut app, input);
        }
        is_derived(&app);
    }
    let (steps, end) = undo_everything(&mut app);
    is_derived(&app);
    assert_eq!(app.document().text(), yaml);
    for _ in 0..steps {
        take(&mut app, Input::Press(Press::ctrl(Key::Char('y'))));
    }
    app.ask_rules();
    assert!(app.is_settled());
    is_derived(&app);
    assert_eq!(app.document().text(), end);
}

/// Where a sequence of keys begins: any tab, some way down.
const STARTS: &[&str] = &[
    "",
    "Down*9",
    "Down*28",
    "F4",
    "F4 Down*4 Right*3",
    "F4*2 Down F6 Down*6",
    "F4*2 Down F6 End",
    "F4*3",
    "F4*3 F6 Right*3",
];

proptest! {
    #![proptest_config(crate::harness::cases(40))]

    #[test]
    fn any_keys_undone_give_back_the_bytes(
        yaml in select(&[SMALL, SMALL, BLANK][..]),
        start in select(STARTS),
        deeds in prop::collection::vec(deed(), 1..50),
    ) {
        survives(yaml, start, deeds);
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(4))]

    #[test]
    fn any_keys_on_the_real_report_undone_give_back_the_bytes(
        start in select(STARTS),
        deeds in prop::collection::vec(deed(), 1..20),
    ) {
        survives(REPORT, start, deeds);
    }

    #[test]
    fn any_keys_on_a_file_of_another_shape_are_survived(
        text in select(&[
            "", "~", "- 甲\n", "年度: [1, 2]\n封面: 甲\n项目: {甲: 乙}\n", "a: &x 1\nb: *x\n",
            "\u{feff}年度: 2022\r\n问题:\r\n- 编号: 1", "年度: \"没完", "项目:\n- 名称: 甲\n- 乙\n",
        ][..]),
        start in select(STARTS),
        deeds in prop::collection::vec(deed(), 1..20),
    ) {
        let mut app = open(text, (100, 30));
        for press in presses(start) {
            take(&mut app, Input::Press(press));
        }
        for input in deeds.into_iter().flatten() {
            take(&mut app, input);
        }
        undo_everything(&mut app);
        prop_assert_eq!(app.document().to_bytes(), text.as_bytes());
    }
}

// Sums.

/// What is known of an amount, in hundredths.
type Cents = Option<i32>;

#[derive(Debug, Clone)]
struct Budget {
    general: Cents,
    basic: Vec<(Cents, Vec<Cents>)>,
    projects: Vec<(usize, Cents, [Cents; 3])>,
    fund: (Cents, Vec<Cents>),
}

fn budget() -> impl Strategy<Value = Budget> {
    use prop::collection::vec;
    let cents = || prop::option::weighted(0.7, -50_000..9_000_000_i32);
    (
        cents(),
        vec((cents(), vec(cents(), 0..4)), 0..4),
        vec((0..3_usize, cents(), [cents(), cents(), cents()]), 0..6),
        (cents(), vec(cents(), 0..4)),
    )
        .prop_map(|(general, basic, projects, fund)| Budget {
            general,
            basic,
            projects,
            fund,
        })
}

fn spent(cents: Cents) -> String {
    let value = cents.map_or_else(String::new, |cents| decimal(cents.into()).to_string());
    format!("{{全年执行数: {value}}}")
}

fn decimal(cents: i64) -> Decimal {
    Decimal::new(cents, 2)
}

impl Budget {
    fn yaml(&self) -> String {
        let mut out = String::new();
        let lines = |out: &mut String, pad: &str, lines: &[Cents]| {
            for &line in lines {
                writeln!(out, "{pad}- {{金额: {}}}", spent(line)).unwrap();
            }
        };
        writeln!(
            out,
            "支出:\n  一般公共预算:\n    金额: {}",
            spent(self.general)
        )
        .unwrap();
        writeln!(out, "    基本支出:\n      分类:").unwrap();
        for (own, parts) in &self.basic {
            writeln!(out, "      - 金额: {}\n        明细:", spent(*own)).unwrap();
            lines(&mut out, "        ", parts);
        }
        writeln!(
            out,
            "    项目支出:\n      类别: [{{名称: 零}}, {{名称: 一}}]"
        )
        .unwrap();
        writeln!(
            out,
            "  政府性基金预算:\n    金额: {}\n    明细:",
            spent(self.fund.0)
        )
        .unwrap();
        lines(&mut out, "    ", &self.fund.1);
        writeln!(out, "项目:").unwrap();
        for (kind, total, sources) in &self.projects {
            let kind = ["零", "一", "无"].get(*kind).unwrap();
            writeln!(out, "- 支出类别: {kind}\n  资金:").unwrap();
            writeln!(out, "    年度资金总额: {}", spent(*total)).unwrap();
            for (key, source) in ["当年财政拨款", "上年结转资金", "其他资金"]
                .iter()
                .zip(sources)
            {
                writeln!(out, "    {key}: {}", spent(*source)).unwrap();
            }
        }
        out
    }
}

/// The sum of what is known; of nothing known, what is entered instead.
fn naive(parts: impl IntoIterator<Item = Option<i64>>, own: Cents) -> Option<i64> {
    let known: Vec<i64> = parts.into_iter().flatten().collect();
    if known.is_empty() {
        own.map(i64::from)
    } else {
        Some(known.iter().sum())
    }
}

fn wide(parts: &[Cents]) -> impl Iterator<Item = Option<i64>> {
    parts.iter().map(|part| part.map(i64::from))
}

proptest! {
    #![proptest_config(crate::harness::cases(128))]

    #[test]
    fn totals_are_the_naive_sums(budget in budget()) {
        let yaml = budget.yaml();
        let document = Document::read(yaml.as_bytes());
        prop_assert!(document.problems().is_empty(), "{yaml}");
        let report = Report::read(&document);
        let figures = Figures::compute(&report, standard());
        let total = |item| {
            figures.budget.node(item).and_then(|node| node.total.get(Column::Spent))
        };

        let kinds: Vec<_> = budget.basic.iter().map(|(own, parts)| naive(wide(parts), *own)).collect();
        for (i, kind) in kinds.iter().enumerate() {
            prop_assert_eq!(total(Item::BasicKind(i)), kind.map(decimal));
        }
        let basic = naive(kinds, None);
        prop_assert_eq!(total(Item::Basic), basic.map(decimal));

        let projects: Vec<_> =
            budget.projects.iter().map(|(_, own, sources)| naive(wide(sources), *own)).collect();
        for (i, project) in projects.iter().enumerate() {
            prop_assert_eq!(total(Item::Project(i)), project.map(decimal));
        }
        let project = naive(projects, None);
        prop_assert_eq!(total(Item::Projects), project.map(decimal));

        let general = naive([basic, project], budget.general);
        prop_assert_eq!(total(Item::General), general.map(decimal));
        let fund = naive(wide(&budget.fund.1), budget.fund.0);
        prop_assert_eq!(total(Item::Total), naive([general, fund], None).map(decimal));
    }

    #[test]
    fn any_window_is_drawn(
        yaml in select(&[SMALL, REPORT, BLANK][..]),
        tab in 0..4_usize,
        keys in select(&["", "F2", "F1", "F10", "Ctrl+S", "F12", "Down Enter", "F6 End", "7"][..]),
        size in (0_u16..200, 0_u16..70),
    ) {
        let mut app = open(yaml, (120, 40));
        for press in presses(&format!("F4*{tab} Down {keys}")) {
            app.update(Input::Press(press));
        }
        take(&mut app, Input::Resize(size.0, size.1));
    }
}
