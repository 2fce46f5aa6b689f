//! What has to be there for an action, and what is said where it is not.

use super::review::LOOKING;
use super::{Access, App};
use crate::figures::budget::Item;
use crate::figures::figure::Figure;
use crate::report::fields;
use crate::rules::Diagnostic;
use crate::ui::action::Need;
use crate::ui::tabs::Tab;

/// The cell is none to be written into.
const COMPUTED: &str = "这一格由程序算出或是标题，不能直接修改，请改它的来源。";
/// The same on a bar.
const CHARTED: &str = "光标在图上，图里不能填，请按 Esc 回到表里。";
/// The same where bodies are counted.
const COUNTED: &str = "这是下面名单里的机构数，由程序数出：请移到下面一行，按 Ins 新增机构。";
/// The same in the list of tables, where each is gone into.
const LISTED: &str = "这里列的是各张自评表，名称和内容在表里改，请按回车进入。";
/// The same where the program has written down a place.
const PLACE: &str = "这里记着是哪一处，不能修改：按回车前往，不要这一条请按 Ctrl+Del。";

impl App {
    /// Why what an action needs is not there; `None` when it is.
    pub(super) fn lacks(&self, need: Need) -> Option<&'static str> {
        let is_read_only = self.document.is_read_only();
        let unless = |is_there: bool, words: &'static str| (!is_there).then_some(words);
        match need {
            Need::Writer => unless(self.access != Access::Look, LOOKING),
            Need::Readable => unless(!is_read_only, "文件没有全部读懂，只能查看，请先改正。"),
            Need::Savable => unless(
                !is_read_only,
                "文件没有全部读懂，不能保存，磁盘上的文件没有动，请先改正。",
            ),
            Need::File => unless(
                self.file().is_some(),
                "报告还没有保存，不知道导出到哪里，请先按 F12 保存。",
            ),
            Need::Saved => unless(self.saving.is_none(), "正在保存，请存好以后再换。"),
            Need::Elsewhere => unless(self.is_guest(), "没有在别处打开，不用接手。"),
            Need::Field if self.has_field() => None,
            Need::Field if self.is_before_first() => {
                Some("这里还没有一条，直接键入或按 Ins 就新增一条。")
            }
            Need::Room if self.is_before_first() => None,
            Need::Fields | Need::Room if self.has_field() || self.selects_a_field() => None,
            Need::Field | Need::Fields | Need::Room => Some(match self.place_named() {
                Some(_) => PLACE,
                None if self.is_at_bars() => CHARTED,
                None if self.tab == Tab::Indicators && self.can_drill() && !self.is_figure() => {
                    LISTED
                }
                None if matches!(self.figure_here(), Some(Figure::Organisations(_))) => COUNTED,
                None => COMPUTED,
            }),
            Need::Copied => unless(
                self.clipboard.is_some() || self.is_before_first(),
                "还没有复制内容，请先用 Ctrl+C 复制，或用终端的粘贴键。",
            ),
            Need::List => match self.list_here() {
                None if self
                    .selected_item()
                    .is_some_and(|it| it != self.root() && is_grown_inside(it)) =>
                {
                    Some(
                        "这一行的下级不在这里新增：请在名称上按回车进去，再按 Ins，或把表整个贴在这里。",
                    )
                }
                None => Some("这里不是列表，不能新增，请先移到列表中的一条。"),
                Some((list, _)) => unless(
                    !fields::is_by_program(&list),
                    "这里由程序记下，不在这里新增：请到有关的一格，说明按 F9，待定按 Ctrl+F2，复核和批注先按 Shift+F9 审阅。",
                ),
            },
            Need::Entry => unless(
                self.list_here().is_some_and(|(_, place)| place.is_some()),
                "光标不在列表的一条上，请先移到要处理的一条。",
            ),
            Need::Done => unless(self.document.can_undo().is_some(), "没有可以撤销的修改。"),
            Need::Undone => unless(self.document.can_redo().is_some(), "没有可以重做的修改。"),
            Need::Panes => unless(self.screen.panes.len() > 1, "这个页签只有一栏。"),
            Need::Chart if !matches!(self.tab, Tab::Budget | Tab::Indicators) => {
                Some("只有预算构成和绩效指标页签有图。")
            }
            Need::Chart => unless(
                self.shows_chart(),
                match self.focus() {
                    0 => "图现在不在屏幕上，请先按 F6 换到图。",
                    _ => "图现在不在屏幕上，请先按 Esc 回到列表。",
                },
            ),
            Need::Above if !self.is_in_budget() => {
                Some("这里没有上级，返回上级只在预算构成和由它进入的项目里。")
            }
            Need::Above => unless(
                self.tab != Tab::Budget || !self.drill.is_at_top(),
                "已在最上一级。",
            ),
            Need::Finding => unless(
                self.diagnostics().any(Diagnostic::is_open),
                if is_read_only {
                    "文件没有全部读懂，请先在文本编辑器中改正下面所说的地方。"
                } else {
                    "没有发现待处理的错误、警告和提示。"
                },
            ),
            Need::FindingHere => unless(
                self.problem_near().is_some(),
                "这一行没有核对提示，F8 到下一处，Ctrl+G 看全部。",
            ),
            Need::SlipOrFindingHere if self.document.slips() > 0 => None,
            Need::SlipOrFindingHere if self.is_carried_here() => None,
            Need::SlipOrFindingHere => self.lacks(Need::FindingHere),
            Need::Explainable => unless(
                self.problem_near().is_none_or(|it| it.disclosure.is_none()),
                "这是个人信息，请按 F9 决定公开版怎样处理。",
            ),
            Need::Sought => unless(
                !self.sought.is_empty(),
                "还没有找过什么，请先按 Ctrl+F 查找。",
            ),
            Need::Uncertain => unless(
                self.has_field(),
                "这一格由程序算出或是标题，请到填写的格上记待定。",
            ),
            Need::Part => unless(
                !self.enclosing().is_empty(),
                "这一格由程序算出或是标题，请到填写的格上复核、批注。",
            ),
        }
    }

    /// Whether the cell under the cursor is a field.
    fn has_field(&self) -> bool {
        self.cell().is_some_and(|cell| cell.path.is_some())
    }

    fn is_figure(&self) -> bool {
        self.figure_here().is_some()
    }

    fn figure_here(&self) -> Option<Figure> {
        self.cell()?.figure
    }
}

/// Whether what stands below it in the budget is put in where one has gone into it.
const fn is_grown_inside(item: Item) -> bool {
    matches!(item, Item::Basic | Item::Projects | Item::Fund(_))
}
