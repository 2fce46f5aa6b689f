//! What holds after any keys, and for any amounts.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::PathBuf;

use jixiao::document::Document;
use jixiao::figures::Figures;
use jixiao::figures::budget::{Column, Fund, Item};
use jixiao::figures::scheme::standard;
use jixiao::report::Report;
use jixiao::report::fields::FUND_SOURCES;
use jixiao::store;
use jixiao::ui::app::{Access, App, Mode};
use jixiao::ui::effect::{Effect, Saved};
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::screen;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use crate::derived::is_derived;
use crate::harness::{BLANK, REPORT, SMALL, presses, to_the_end};

/// Takes an input, with a disk on which every save succeeds, and draws.
pub(crate) fn take(app: &mut App, input: Input) {
    let mut effects = app.update(input);
    while let Some(effect) = effects.pop() {
        if matches!(effect, Effect::Save { .. } | Effect::SaveAs { .. }) {
            effects.extend(app.saved(Saved::Done {
                file: "自评.yaml".to_owned(),
                message: "已保存。".to_owned(),
                how: store::Saved::Durable,
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
        "无",
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

/// Undoes all that was done; how many steps that took.
pub(crate) fn undone(app: &mut App) -> usize {
    to_the_end(|| {
        let can_undo = app.document().can_undo().is_some();
        if can_undo {
            take(app, Input::Press(Press::ctrl(Key::Char('z'))));
        }
        can_undo
    })
}

/// Gives up what is half typed and undoes all that was done; how many steps that took from which
/// text.
fn undo_everything(app: &mut App) -> (usize, String) {
    // Nothing is done in a window too small to be seen, and nothing undone in a review.
    take(app, Input::Resize(120, 40));
    for _ in 0..8 {
        if !matches!(app.mode(), Mode::Browse) {
            take(app, Input::Press(Press::plain(Key::Esc)));
        }
    }
    if app.access() == Access::Review {
        for press in presses("Shift+F9") {
            take(app, Input::Press(press));
        }
    }
    let end = app.document().text().to_owned();
    (undone(app), end)
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

#[test]
fn behind_a_new_entry_being_written_stands_no_row_for_another() {
    let mut app = open(BLANK, (100, 30));
    for press in presses("F4*3 F6 Right*3 7 Shift+Tab Enter 1") {
        take(&mut app, Input::Press(press));
    }
    is_derived(&app);
}

#[test]
fn beside_the_budget_stand_the_parts_of_the_row_that_is_left() {
    let mut app = open(SMALL, (100, 30));
    for press in presses("F4 Enter Down*2 7 Esc Ctrl+Del") {
        take(&mut app, Input::Press(press));
    }
    is_derived(&app);
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
type Cents = Option<i64>;

/// The amounts of one record, in the order of [`Column::ALL`].
type Amounts = [Cents; 4];

/// A fund with its lines, or a kind of spending with its own.
type Lines = (Amounts, Vec<Amounts>);

#[derive(Debug, Clone)]
struct Budget {
    general: Amounts,
    basic: (Amounts, Vec<Lines>),
    projects: (Amounts, [Amounts; 2], Vec<Project>),
    funds: [Lines; 3],
}

/// Its kind, what it comes to, and where that comes from.
type Project = (usize, Amounts, [Amounts; 3]);

fn budget() -> impl Strategy<Value = Budget> {
    use prop::array::{uniform2, uniform3, uniform4};
    use prop::collection::vec;
    let amounts = || uniform4(prop::option::weighted(0.7, -50_000..9_000_000_i64));
    let lines = || (amounts(), vec(amounts(), 0..4));
    let project = (0..3_usize, amounts(), uniform3(amounts()));
    (
        amounts(),
        (amounts(), vec(lines(), 0..4)),
        (amounts(), uniform2(amounts()), vec(project, 0..6)),
        uniform3(lines()),
    )
        .prop_map(|(general, basic, projects, funds)| Budget {
            general,
            basic,
            projects,
            funds,
        })
}

/// A node of the tree as it is to be.
struct Node {
    item: Item,
    own: Amounts,
    parts: Vec<Self>,
}

impl Node {
    fn new(item: Item, own: Amounts, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts = parts.into_iter().collect();
        Self { item, own, parts }
    }

    /// What is shown of the parts where something else is entered; without that the sum of what is known,
    /// and of nothing known what is entered.
    fn total(&self, column: usize) -> Cents {
        let (own, parts) = (self.own[column], self.of_parts(column));
        let apart = parts.filter(|_| own.is_some() && own != parts);
        let known = || sum(self.parts.iter().map(|it| it.total(column)));
        apart.or_else(known).or(own)
    }

    fn of_parts(&self, column: usize) -> Cents {
        sum(self.parts.iter().map(|it| it.shown(column)))
    }

    /// What is entered; without it, the sum of what is shown of the parts.
    fn shown(&self, column: usize) -> Cents {
        self.own[column].or_else(|| self.of_parts(column))
    }

    /// Holds the node and all below it against what was worked out; how many there are.
    fn hold(&self, of: &Figures) -> usize {
        let node = of.budget.node(self.item).unwrap();
        for (i, column) in Column::ALL.into_iter().enumerate() {
            let worked_out = [node.total.get(column), node.value(column)];
            let naive = [self.total(i), self.shown(i)];
            let naive = naive.map(|it| it.map(|cents| Decimal::new(cents, 2)));
            assert_eq!(worked_out, naive, "{:?} {}", self.item, column.key());
        }
        1 + self.parts.iter().map(|part| part.hold(of)).sum::<usize>()
    }
}

/// The sum of what is known.
fn sum(parts: impl Iterator<Item = Cents>) -> Cents {
    parts.flatten().reduce(|sum, part| sum + part)
}

const KINDS: [&str; 3] = ["零", "一", "无"];
const OTHER_FUNDS: [(&str, Fund); 3] = [
    ("政府性基金预算", Fund::Government),
    ("国有资本经营预算", Fund::StateCapital),
    ("社会保险基金预算", Fund::Insurance),
];

impl Budget {
    fn yaml(&self) -> String {
        let amounts = |amounts: &Amounts| {
            let columns = Column::ALL.into_iter().zip(amounts);
            let columns = columns.map(|(column, cents)| {
                let value = cents.map(|cents| Decimal::new(cents, 2).to_string());
                format!("{}: {}", column.key(), value.unwrap_or_default())
            });
            format!("{{{}}}", columns.collect::<Vec<_>>().join(", "))
        };
        let list = |entries: Vec<String>| format!("[{}]", entries.join(", "));
        let entry = |own: &Amounts| format!("{{金额: {}}}", amounts(own));
        let lines = |(own, lines): &Lines| {
            let lines = list(lines.iter().map(entry).collect());
            format!("{{金额: {}, 明细: {lines}}}", amounts(own))
        };
        let (basic, basic_kinds) = &self.basic;
        let (projects, kinds, each) = &self.projects;
        let kinds = kinds.iter().zip(KINDS);
        let kinds = kinds.map(|(own, name)| format!("{{名称: {name}, 金额: {}}}", amounts(own)));
        let each = each.iter().map(|(kind, own, sources)| {
            let sources = FUND_SOURCES.iter().zip(sources);
            let sources: String = sources
                .map(|(key, of)| format!(", {key}: {}", amounts(of)))
                .collect();
            let own = amounts(own);
            let kind = KINDS[*kind];
            format!("{{支出类别: {kind}, 资金: {{年度资金总额: {own}{sources}}}}}")
        });
        let general = format!(
            "{{金额: {}, 基本支出: {{金额: {}, 分类: {}}}, 项目支出: {{金额: {}, 类别: {}}}}}",
            amounts(&self.general),
            amounts(basic),
            list(basic_kinds.iter().map(lines).collect()),
            amounts(projects),
            list(kinds.collect()),
        );
        let funds = OTHER_FUNDS.iter().zip(&self.funds);
        let funds: String = funds
            .map(|((key, _), of)| format!(", {key}: {}", lines(of)))
            .collect();
        let each = list(each.collect());
        format!("支出: {{一般公共预算: {general}{funds}}}\n项目: {each}\n")
    }

    fn tree(&self) -> Node {
        let leaf = |item, own: &Amounts| Node::new(item, *own, []);
        let (basic, basic_kinds) = &self.basic;
        let basic_kinds = basic_kinds.iter().enumerate().map(|(i, (own, lines))| {
            let lines = lines.iter().enumerate();
            let lines = lines.map(|(j, own)| leaf(Item::BasicLine(i, j), own));
            Node::new(Item::BasicKind(i), *own, lines)
        });
        let (projects, kinds, each) = &self.projects;
        let of_kind = |kind: usize| {
            let of_kind = each.iter().enumerate().filter(move |(_, it)| it.0 == kind);
            of_kind.map(|(i, (_, own, sources))| {
                let sources = sources.iter().enumerate();
                let sources = sources.map(|(k, own)| leaf(Item::Source(i, k), own));
                Node::new(Item::Project(i), *own, sources)
            })
        };
        let kinds = kinds.iter().enumerate();
        let kinds = kinds.map(|(i, own)| Node::new(Item::ProjectKind(i), *own, of_kind(i)));
        // Those of a kind that is not listed.
        let unsorted = Node::new(Item::Unsorted, [None; 4], of_kind(2));
        let unsorted = (!unsorted.parts.is_empty()).then_some(unsorted);
        let parts = [
            Node::new(Item::Basic, *basic, basic_kinds),
            Node::new(Item::Projects, *projects, kinds.chain(unsorted)),
        ];
        let general = Node::new(Item::General, self.general, parts);
        let funds = OTHER_FUNDS
            .iter()
            .zip(&self.funds)
            .map(|(&(_, fund), (own, lines))| {
                let lines = lines.iter().enumerate();
                let lines = lines.map(|(j, own)| leaf(Item::FundLine(fund, j), own));
                Node::new(Item::Fund(fund), *own, lines)
            });
        Node::new(Item::Total, [None; 4], [general].into_iter().chain(funds))
    }
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
        let held = budget.tree().hold(&figures);
        prop_assert_eq!(held, figures.budget.nodes().len(), "{}", yaml);
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
