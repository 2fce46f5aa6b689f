//! What a user can do, and by which key: `ACTIONS` and `BINDINGS`.
//!
//! The key line, the menu bar, the palette, the help and the key card are made from these tables.

use super::input::{Key, Press};

/// Something a user can do (操作).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Write the file.
    Save,
    /// Write the file under another name.
    SaveAs,
    /// Leave this report for a new one, blank.
    NewBlank,
    /// Leave this report for a new one, made out of last year's.
    NewFromLastYear,
    /// Leave this report for another one.
    Open,
    /// Write the finished documents.
    Export,
    /// Read the report as pages.
    Preview,
    /// Leave.
    Quit,
    /// Take back the last step.
    Undo,
    /// Do it again.
    Redo,
    /// Edit the cell.
    Edit,
    /// Make the cell blank.
    Clear,
    /// Put in a list entry after this one.
    Insert,
    /// Take out this list entry.
    Remove,
    /// Move this list entry up.
    MoveUp,
    /// Move this list entry down.
    MoveDown,
    /// Copy the cells selected.
    Copy,
    /// Copy and make blank.
    Cut,
    /// Paste what was copied.
    Paste,
    /// Fill the cells selected with the first, or a cell with the one above.
    FillDown,
    /// Fill the cells selected with the leftmost of each row, or a cell with the one to its left.
    FillRight,
    /// Go to the next tab.
    NextTab,
    /// Go to the tab before.
    PreviousTab,
    /// Go to the next pane.
    NextPane,
    /// Go into the part under the cursor.
    Enter,
    /// Go back to what this is a part of.
    Up,
    /// Another kind of chart.
    SwitchChart,
    /// Other colours.
    SwitchColours,
    /// Leave the mouse to the terminal, or take it again.
    SwitchMouse,
    /// Draw the whole screen anew.
    Redraw,
    /// Go to the next required field that holds nothing.
    NextEmpty,
    /// Go to the next diagnostic.
    NextProblem,
    /// Go to the one before.
    PreviousProblem,
    /// List all diagnostics.
    Problems,
    /// List what was changed and when.
    Changes,
    /// Offer what can be done about the diagnostic here.
    Mend,
    /// Write why it is so to the diagnostic here.
    Answer,
    /// Make the figures of the texts that agree with the tables live.
    Quote,
    /// Tick the field or the part of the report here as reviewed.
    Tick,
    /// Mark the field here as not certain yet, or as certain.
    Pend,
    /// List what is missing before the report can be handed in.
    Lacking,
    /// Comment on the field or the part of the report here, or reply to a comment.
    Comment,
    /// Say something about the report and leave what it says as it is, or fill it in again.
    SwitchReview,
    /// Go to the next section or diagnostic that nobody has reviewed.
    NextReview,
    /// Show what is different from the version on the disk or from another report.
    Compare,
    /// List comments, what has changed since it was ticked, and what is left to review.
    Reviewed,
    /// Change the report here, which somebody else has open.
    TakeOver,
    /// Say what the cell is.
    Help,
    /// Open the menu bar.
    Menu,
    /// Show what is added up here.
    Sum,
    /// Look for a text in the whole report.
    Find,
    /// Go to the next place where it stands.
    FindNext,
    /// Go to the one before.
    FindPrevious,
    /// Replace a text in the whole report.
    Replace,
    /// Look for an action, a field, a project, a rule or a figure by its name.
    Palette,
}

/// A menu of the menu bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// 文件
    File,
    /// 编辑
    Edit,
    /// 条目
    Entry,
    /// 查看
    View,
    /// 核对
    Check,
    /// 审阅
    Review,
    /// 帮助
    Help,
}

impl Group {
    /// All of them, from the left.
    pub const ALL: [Self; 7] = [
        Self::File,
        Self::Edit,
        Self::Entry,
        Self::View,
        Self::Check,
        Self::Review,
        Self::Help,
    ];

    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "文件",
            Self::Edit => "编辑",
            Self::Entry => "条目",
            Self::View => "查看",
            Self::Check => "核对",
            Self::Review => "审阅",
            Self::Help => "帮助",
        }
    }

    /// What is in it, in its order.
    pub fn entries(self) -> impl Iterator<Item = &'static ActionEntry> {
        ACTIONS.iter().filter(move |entry| entry.group == self)
    }
}

/// What has to be there for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Somebody who does not only look.
    Writer,
    /// A file that was understood.
    Readable,
    /// The same, to be saved.
    Savable,
    /// A file that the report is in.
    File,
    /// No save under way.
    Saved,
    /// Somebody else who has the report open.
    Elsewhere,
    /// A field under the cursor.
    Field,
    /// The same, or one that is selected.
    Fields,
    /// The same, or the place of a list's first entry.
    Room,
    /// Something that was copied.
    Copied,
    /// A list that grows here.
    List,
    /// An entry of a list.
    Entry,
    /// A step to be taken back.
    Done,
    /// A step that was.
    Undone,
    /// More than one pane.
    Panes,
    /// A chart in sight.
    Chart,
    /// A level above.
    Above,
    /// A diagnostic that is open.
    Finding,
    /// One at the cursor.
    FindingHere,
    /// The same, or signs of YAML that can be mended.
    SlipOrFindingHere,
    /// None that only asks how personal data is to be published.
    Explainable,
    /// A text that was looked for.
    Sought,
    /// A field that can be marked as not certain.
    Uncertain,
    /// A part of the report that can be reviewed.
    Part,
}

/// One action with its words.
#[derive(Debug, Clone, Copy)]
pub struct ActionEntry {
    /// The action.
    pub action: Action,
    /// The menu it stands in.
    pub group: Group,
    /// Its name in the key line, short.
    pub name: &'static str,
    /// What it does, one line.
    pub help: &'static str,
    /// What has to be there for it, what is said first of it first.
    pub needs: &'static [Need],
}

impl ActionEntry {
    const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }
}

const fn entry(
    group: Group,
    action: Action,
    name: &'static str,
    help: &'static str,
) -> ActionEntry {
    ActionEntry {
        action,
        group,
        name,
        help,
        needs: &[],
    }
}

/// Everything a user can do, menu by menu. A menu has at most nine entries: one digit chooses.
pub static ACTIONS: &[ActionEntry] = {
    use Group::{Check, Edit, Entry, File, Help, Review, View};
    &[
        entry(
            File,
            Action::NewBlank,
            "新建空白表",
            "从空白的表开始一份新报告",
        )
        .needs(&[Need::Writer, Need::Saved]),
        entry(
            File,
            Action::NewFromLastYear,
            "由上年新建",
            "沿用上年的机构、项目和指标，上年的数填到上年一栏",
        )
        .needs(&[Need::Writer, Need::Saved]),
        entry(File, Action::Open, "打开", "换一份已有的报告").needs(&[Need::Saved]),
        entry(File, Action::Save, "保存", "保存到文件").needs(&[Need::Savable]),
        entry(File, Action::SaveAs, "另存为", "换一个文件名保存")
            .needs(&[Need::Writer, Need::Savable]),
        entry(
            File,
            Action::Export,
            "导出",
            "导出 Word 报告、Excel 附表、网页和数据",
        )
        .needs(&[Need::Writer, Need::Readable, Need::File]),
        entry(
            File,
            Action::Preview,
            "预览",
            "按版式逐页阅读，回车去填写处，F6 目录",
        ),
        entry(
            File,
            Action::TakeOver,
            "接手",
            "报告在别处打开着时，改由这里修改",
        )
        .needs(&[Need::Writer, Need::Elsewhere]),
        entry(File, Action::Quit, "退出", "退出程序"),
        entry(Edit, Action::Undo, "撤销", "撤销上一步").needs(&[Need::Done]),
        entry(Edit, Action::Redo, "重做", "重做刚撤销的一步").needs(&[Need::Undone]),
        entry(Edit, Action::Edit, "修改", "修改光标所在的格，原内容保留")
            .needs(&[Need::Readable, Need::Field]),
        entry(Edit, Action::Clear, "清空", "清空光标所在或选中的格")
            .needs(&[Need::Readable, Need::Fields]),
        entry(Edit, Action::Copy, "复制", "复制选中的格"),
        entry(Edit, Action::Cut, "剪切", "复制选中的格并清空")
            .needs(&[Need::Readable, Need::Fields]),
        entry(Edit, Action::Paste, "粘贴", "把复制的内容粘贴到这里").needs(&[
            Need::Readable,
            Need::Room,
            Need::Copied,
        ]),
        entry(
            Edit,
            Action::Sum,
            "求和",
            "合计都由程序算好了：列出光标处的合计由哪些数相加",
        ),
        entry(
            Edit,
            Action::Replace,
            "替换",
            "在全部标题、名称、正文和说明里替换",
        )
        .needs(&[Need::Readable]),
        entry(Entry, Action::Insert, "新增", "在这一条后面新增一条")
            .needs(&[Need::Readable, Need::List]),
        entry(
            Entry,
            Action::Remove,
            "删除此条",
            "删除光标所在的一条，或选中的几条",
        )
        .needs(&[Need::Readable, Need::Entry]),
        entry(Entry, Action::MoveUp, "上移", "把这一条往上移")
            .needs(&[Need::Readable, Need::Entry]),
        entry(Entry, Action::MoveDown, "下移", "把这一条往下移")
            .needs(&[Need::Readable, Need::Entry]),
        entry(
            Entry,
            Action::FillDown,
            "向下填充",
            "用上面一格填这一格，或用选中的第一行填其余各行",
        )
        .needs(&[Need::Readable, Need::Fields]),
        entry(
            Entry,
            Action::FillRight,
            "向右填充",
            "用左边一格填这一格，或用选中的第一列填其余各列",
        )
        .needs(&[Need::Readable, Need::Fields]),
        entry(
            View,
            Action::Enter,
            "进入下一级",
            "进入光标所在一项的分项或自评表",
        ),
        entry(View, Action::Up, "返回上级", "回到上一级").needs(&[Need::Above]),
        entry(
            View,
            Action::SwitchChart,
            "换图",
            "预算构成换占比、计划、上年；绩效指标换一级、二级",
        )
        .needs(&[Need::Chart]),
        entry(View, Action::NextPane, "换栏", "在看得见的各栏之间切换").needs(&[Need::Panes]),
        entry(View, Action::NextTab, "下一页签", "转到下一个页签"),
        entry(View, Action::PreviousTab, "上一页签", "转到上一个页签"),
        entry(
            View,
            Action::Find,
            "查找",
            "在全部标题、名称、正文、说明和数字里找",
        ),
        entry(View, Action::FindNext, "找下一处", "转到所找文字的下一处").needs(&[Need::Sought]),
        entry(
            View,
            Action::FindPrevious,
            "找上一处",
            "转到所找文字的上一处",
        )
        .needs(&[Need::Sought]),
        entry(
            Check,
            Action::NextEmpty,
            "下一空项",
            "转到下一个没有填的必填项",
        ),
        entry(Check, Action::NextProblem, "下一问题", "转到下一处核对提示").needs(&[Need::Finding]),
        entry(
            Check,
            Action::PreviousProblem,
            "上一问题",
            "转到上一处核对提示",
        )
        .needs(&[Need::Finding]),
        entry(Check, Action::Problems, "全部问题", "列出全部核对提示"),
        entry(Check, Action::Mend, "处理", "改正光标处的问题，或填写说明")
            .needs(&[Need::SlipOrFindingHere]),
        entry(
            Check,
            Action::Answer,
            "填写说明",
            "对光标处的核对提示写明为什么如此",
        )
        .needs(&[Need::FindingHere, Need::Explainable, Need::Readable]),
        entry(
            Check,
            Action::Quote,
            "动态数字",
            "把正文里与表一致的金额改为动态数字",
        )
        .needs(&[Need::Readable]),
        entry(
            Check,
            Action::Pend,
            "待定",
            "记下这一格还没有定，再按取消；送审前会列出来",
        )
        .needs(&[Need::Readable, Need::Uncertain]),
        entry(
            Check,
            Action::Lacking,
            "送审检查",
            "列出还缺的：必填、错误、待定和没有答复的批注",
        )
        .needs(&[Need::Readable]),
        entry(
            Review,
            Action::NextReview,
            "审阅下一处",
            "转到下一节或下一处还没有复核、说明的提示",
        ),
        entry(
            Review,
            Action::Tick,
            "复核",
            "认可光标所在的格或部分，或取消",
        )
        .needs(&[Need::Readable, Need::Part]),
        entry(
            Review,
            Action::Comment,
            "批注",
            "对光标所在的格或部分写批注，或答复批注",
        )
        .needs(&[Need::Readable, Need::Part]),
        entry(
            Review,
            Action::Reviewed,
            "审阅清单",
            "列出批注、复核后又改过的和还没有复核的",
        ),
        entry(
            Review,
            Action::Compare,
            "对照",
            "与上次保存的、上年的或别的报告并排比较",
        )
        .needs(&[Need::Readable]),
        entry(
            Review,
            Action::Changes,
            "修改记录",
            "列出改过哪些格，原来和现在是什么",
        ),
        entry(
            Review,
            Action::SwitchReview,
            "审阅",
            "数字和文字不动，只写复核、批注和说明；再按回到填写",
        )
        .needs(&[Need::Writer]),
        entry(Help, Action::Help, "说明", "说明光标所在的格怎样填"),
        entry(
            Help,
            Action::Palette,
            "快速前往",
            "按名称、拼音或首字母找操作、字段、项目、规则和数",
        ),
        entry(
            Help,
            Action::SwitchColours,
            "换配色",
            "深色、浅色、十六色、黑白轮换",
        ),
        entry(
            Help,
            Action::SwitchMouse,
            "鼠标",
            "把鼠标交还终端选字复制，再按收回；或按住 Shift 拖",
        ),
        entry(
            Help,
            Action::Redraw,
            "重画屏幕",
            "屏幕上有残字、花屏时，整个重画一遍",
        ),
        entry(Help, Action::Menu, "菜单", "打开菜单栏"),
    ]
};

/// Which key does what while no text is being edited; the first key of an action is the one shown. Of two
/// actions with one key the first is meant where there is occasion for it.
pub static BINDINGS: &[(Press, Action)] = &[
    (Press::ctrl(Key::Char('s')), Action::Save),
    (Press::plain(Key::F(12)), Action::SaveAs),
    (Press::shift(Key::F(11)), Action::NewBlank),
    (Press::ctrl(Key::F(11)), Action::NewFromLastYear),
    (Press::ctrl(Key::Char('o')), Action::TakeOver),
    (Press::ctrl(Key::Char('o')), Action::Open),
    (Press::ctrl(Key::F(12)), Action::Open),
    (Press::ctrl(Key::Char('e')), Action::Export),
    (Press::ctrl(Key::Char('u')), Action::Preview),
    (Press::ctrl(Key::Char('q')), Action::Quit),
    (Press::ctrl(Key::Char('z')), Action::Undo),
    (Press::ctrl(Key::Char('y')), Action::Redo),
    (Press::ctrl(Key::Char('w')), Action::Changes),
    (Press::plain(Key::F(2)), Action::Edit),
    (Press::plain(Key::Delete), Action::Clear),
    (Press::plain(Key::Insert), Action::Insert),
    (Press::ctrl(Key::Char('n')), Action::Insert),
    (Press::ctrl(Key::Char('d')), Action::FillDown),
    (Press::ctrl(Key::Char('r')), Action::FillRight),
    (Press::ctrl(Key::Delete), Action::Remove),
    (Press::alt(Key::Up), Action::MoveUp),
    (Press::alt(Key::Down), Action::MoveDown),
    (Press::ctrl(Key::Char('c')), Action::Copy),
    (Press::ctrl(Key::Insert), Action::Copy),
    (Press::ctrl(Key::Char('x')), Action::Cut),
    (Press::shift(Key::Delete), Action::Cut),
    (Press::ctrl(Key::Char('v')), Action::Paste),
    (Press::shift(Key::Insert), Action::Paste),
    (Press::alt(Key::Char('=')), Action::Sum),
    (Press::ctrl(Key::Char('f')), Action::Find),
    (Press::ctrl(Key::F(6)), Action::Replace),
    (Press::shift(Key::F(4)), Action::FindNext),
    (Press::ctrl(Key::F(4)), Action::FindPrevious),
    (Press::plain(Key::F(4)), Action::NextTab),
    (Press::ctrl(Key::PageDown), Action::NextTab),
    (Press::plain(Key::F(3)), Action::PreviousTab),
    (Press::ctrl(Key::PageUp), Action::PreviousTab),
    (Press::plain(Key::F(6)), Action::NextPane),
    (Press::plain(Key::Enter), Action::Enter),
    (Press::plain(Key::Backspace), Action::Up),
    (Press::plain(Key::F(5)), Action::NextEmpty),
    (Press::shift(Key::F(5)), Action::SwitchColours),
    (Press::shift(Key::F(6)), Action::SwitchMouse),
    (Press::ctrl(Key::Char('l')), Action::Redraw),
    (Press::ctrl(Key::F(5)), Action::Redraw),
    (Press::ctrl(Key::Char('t')), Action::SwitchChart),
    (Press::plain(Key::F(8)), Action::NextProblem),
    (Press::plain(Key::F(7)), Action::PreviousProblem),
    (Press::shift(Key::F(8)), Action::PreviousProblem),
    (Press::ctrl(Key::Char('g')), Action::Problems),
    (Press::plain(Key::F(9)), Action::Mend),
    (Press::ctrl(Key::F(9)), Action::Answer),
    (Press::ctrl(Key::F(8)), Action::Quote),
    (Press::ctrl(Key::Char('k')), Action::Tick),
    (Press::shift(Key::F(2)), Action::Comment),
    (Press::ctrl(Key::F(2)), Action::Pend),
    (Press::shift(Key::F(12)), Action::Lacking),
    (Press::shift(Key::F(7)), Action::NextReview),
    (Press::ctrl(Key::F(7)), Action::Reviewed),
    (Press::ctrl(Key::Char('b')), Action::Compare),
    (Press::shift(Key::F(9)), Action::SwitchReview),
    (Press::plain(Key::F(1)), Action::Help),
    (Press::plain(Key::F(10)), Action::Menu),
    (Press::ctrl(Key::Char('p')), Action::Palette),
];

/// A key worth knowing now, or a pair of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What is printed for it.
    pub key: String,
    /// What it does, short.
    pub name: &'static str,
    /// What it does, where there is little room.
    pub brief: &'static str,
    /// What clicking on it presses; of a pair the one that goes on.
    pub press: Option<Press>,
}

impl Hint {
    /// One key.
    #[must_use]
    pub fn key(press: Press, name: &'static str) -> Self {
        Self {
            key: press.label(),
            name,
            brief: name,
            press: Some(press),
        }
    }

    /// The same with a shorter word for where there is little room.
    #[must_use]
    pub const fn or(mut self, brief: &'static str) -> Self {
        self.brief = brief;
        self
    }

    /// One key, nothing held.
    #[must_use]
    pub fn plain(key: Key, name: &'static str) -> Self {
        Self::key(Press::plain(key), name)
    }

    /// Up and Down.
    #[must_use]
    pub fn up_down(name: &'static str) -> Self {
        Self {
            key: "上下".to_owned(),
            name,
            brief: name,
            press: Some(Press::plain(Key::Down)),
        }
    }

    /// Left and Right.
    #[must_use]
    pub fn left_right(name: &'static str) -> Self {
        Self {
            key: "左右".to_owned(),
            name,
            brief: name,
            press: Some(Press::plain(Key::Right)),
        }
    }

    /// A page on.
    #[must_use]
    pub fn page() -> Self {
        Self::plain(Key::PageDown, "翻页")
    }

    /// To the end.
    #[must_use]
    pub fn end() -> Self {
        Self::plain(Key::End, "到末尾").or("末尾")
    }

    /// Back to where one was.
    #[must_use]
    pub fn back() -> Self {
        Self::plain(Key::Esc, "返回")
    }

    /// The number of one of so many lines, more than one; to the pointer the line itself is there.
    #[must_use]
    pub fn digits(lines: usize, name: &'static str) -> Self {
        Self {
            key: format!("1-{}", lines.min(9)),
            name,
            brief: name,
            press: None,
        }
    }
}

/// Keys that move over the cells and select, in the order in which they are explained.
pub static MOVES: &[(Press, &str)] = &[
    (Press::plain(Key::Up), "上一格，到头不动"),
    (Press::plain(Key::Down), "下一格"),
    (
        Press::plain(Key::Left),
        "左一格；在预算构成的最左一格返回上级",
    ),
    (Press::plain(Key::Right), "右一格"),
    (Press::plain(Key::Tab), "右一格，行末到下一行"),
    (Press::shift(Key::Tab), "左一格，行首到上一行"),
    (Press::plain(Key::Home), "这一行的第一格"),
    (Press::plain(Key::End), "这一行的最后一格"),
    (Press::ctrl(Key::Left), "这一行的第一格"),
    (Press::ctrl(Key::Right), "这一行的最后一格"),
    (Press::plain(Key::PageUp), "上一屏"),
    (Press::plain(Key::PageDown), "下一屏"),
    (Press::shift(Key::Enter), "上一格，输入时先确定"),
    (Press::ctrl(Key::Home), "第一行的第一格"),
    (Press::ctrl(Key::End), "最后一行的最后一格"),
    (Press::ctrl(Key::Up), "上一节"),
    (Press::ctrl(Key::Down), "下一节"),
    (Press::shift(Key::Up), "往上选"),
    (Press::shift(Key::Down), "往下选"),
    (Press::shift(Key::Left), "往左选"),
    (Press::shift(Key::Right), "往右选"),
    (Press::ctrl(Key::Char('a')), "选中这一节的全部格"),
    (Press::plain(Key::Esc), "放弃所选，再按回到最上一级"),
];

/// The action a key stands for.
#[must_use]
pub fn action_for(press: Press) -> Option<Action> {
    BINDINGS
        .iter()
        .find(|(bound, _)| *bound == press)
        .map(|&(_, action)| action)
}

impl Action {
    /// The key that is shown for it.
    #[must_use]
    pub fn key(self) -> Option<Press> {
        let mut bound = BINDINGS.iter();
        bound.find(|(_, to)| *to == self).map(|(press, _)| *press)
    }

    /// What that key is called.
    #[must_use]
    pub fn key_label(self) -> String {
        self.key().map(Press::label).unwrap_or_default()
    }

    /// Whether it changes the report or its file.
    #[must_use]
    pub const fn changes(self) -> bool {
        matches!(
            self,
            Self::Save
                | Self::Undo
                | Self::Redo
                | Self::Edit
                | Self::Clear
                | Self::Insert
                | Self::Remove
                | Self::MoveUp
                | Self::MoveDown
                | Self::Cut
                | Self::Paste
                | Self::Mend
                | Self::Answer
                | Self::FillDown
                | Self::FillRight
                | Self::Replace
                | Self::Quote
                | Self::Tick
                | Self::Comment
                | Self::Pend
        )
    }

    /// Whether it waits until all rules have been asked. What moves or edits does not.
    pub(super) const fn hangs_on_rules(self) -> bool {
        !matches!(
            self,
            Self::Save
                | Self::Quit
                | Self::Undo
                | Self::Redo
                | Self::Edit
                | Self::Clear
                | Self::Insert
                | Self::Remove
                | Self::MoveUp
                | Self::MoveDown
                | Self::Copy
                | Self::Cut
                | Self::Paste
                | Self::FillDown
                | Self::FillRight
                | Self::NextTab
                | Self::PreviousTab
                | Self::NextPane
                | Self::Enter
                | Self::Up
                | Self::SwitchChart
                | Self::SwitchColours
                | Self::SwitchMouse
                | Self::Redraw
                | Self::NextEmpty
        )
    }

    /// Its words.
    #[must_use]
    pub fn entry(self) -> Option<&'static ActionEntry> {
        ACTIONS.iter().find(|entry| entry.action == self)
    }

    /// Its key with its name, for the key line; `None` where it has no key.
    #[must_use]
    pub fn hint(self) -> Option<Hint> {
        let hint = Hint::key(self.key()?, self.entry()?.name);
        Some(match self {
            Self::Enter => hint.or("进入"),
            Self::Up => hint.or("上级"),
            Self::NextTab => hint.or("页签"),
            Self::NextEmpty => hint.or("空项"),
            Self::NextProblem => hint.or("问题"),
            Self::Problems => hint.or("清单"),
            Self::FindNext => hint.or("下一处"),
            Self::NextReview => hint.or("审阅"),
            _ => hint,
        })
    }
}
