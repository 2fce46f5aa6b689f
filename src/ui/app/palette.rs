//! 快速前往: every action, project, field, rule and figure in one list, found by name, by 拼音 or
//! by initials. Choosing a line does it or goes there. The files of a folder are chosen the same way.
//!
//! Nothing in it needs a letter: arrows walk the list, Tab keeps one sort of it. What is typed is
//! looked for, digits as well: names begin with them (12345热线), and amounts are them.

use std::path::Path;

use super::files::{Folder, Purpose};
use super::listing::around;
use super::popup::Choice;
use super::{App, Mode, Popup};
use crate::document::{FieldPath, Step};
use crate::figures::budget::{Column, Item};
use crate::figures::live::Names;
use crate::figures::score::Subject;
use crate::report::fields::{self, Kind, NAMES};
use crate::report::number::{LACKING, UNFILLED, shown};
use crate::rules::rules;
use crate::store::{BACKUPS, printable};
use crate::ui::action::{ACTIONS, Action, Hint};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press, editor_command};
use crate::ui::search::{Query, Rank, without_kind};
use crate::ui::sheet::RowKind;
use crate::ui::tabs::{Tab, basics, budget, indicators, issues};
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::{Editor, EditorCommand};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// 操作
    Action,
    /// 项目
    Project,
    /// 标题
    Heading,
    /// 字段
    Field,
    /// 数
    Figure,
    /// 规则
    Rule,
    /// 文件
    File,
    /// 备份
    Kept,
    /// 文件夹
    Folder,
}

impl Sort {
    /// Those of the report, in the order in which they are listed.
    const OF_REPORT: [Self; 6] = [
        Self::Action,
        Self::Project,
        Self::Heading,
        Self::Field,
        Self::Figure,
        Self::Rule,
    ];

    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Action => "操作",
            Self::Project => "项目",
            Self::Heading => "标题",
            Self::Field => "字段",
            Self::Figure => "数",
            Self::Rule => "规则",
            Self::File => "文件",
            Self::Kept => "备份",
            Self::Folder => "文件夹",
        }
    }
}

/// One line.
#[derive(Debug)]
pub struct Target {
    /// What it is.
    pub sort: Sort,
    /// What it is called.
    pub name: String,
    /// What stands at its right: a key, or what the field or figure is now.
    pub note: String,
    /// Why it cannot be done; `None` when it can.
    pub reason: Option<&'static str>,
    choice: Choice,
}

impl Target {
    /// What it is and what it is called; a rule says so of itself where it could be taken for a key.
    #[must_use]
    pub fn title(&self) -> String {
        let (sort, name) = (self.sort.title(), &*self.name);
        let name = match self.sort {
            Sort::Rule => name.strip_prefix(sort).unwrap_or(name),
            _ => name,
        };
        format!("{sort} {name}")
    }
}

/// How many lines a page of the list has.
pub const PAGE: usize = 9;

/// The list, as it was when it was opened, and what is looked for in it.
#[derive(Debug)]
pub struct Palette {
    /// The heading.
    pub title: String,
    /// What may be typed.
    pub prompt: &'static str,
    /// The sorts of what is listed.
    pub sorts: &'static [Sort],
    /// What is typed.
    pub editor: Editor,
    /// The sort kept; all when there is none.
    pub only: Option<Sort>,
    /// Which of those found has the cursor.
    pub selected: usize,
    targets: Vec<Target>,
    found: Vec<usize>,
}

impl Palette {
    fn new(
        title: String,
        prompt: &'static str,
        sorts: &'static [Sort],
        targets: Vec<Target>,
    ) -> Self {
        let mut palette = Self {
            title,
            prompt,
            sorts,
            editor: Editor::line(""),
            only: None,
            selected: 0,
            targets,
            found: Vec::new(),
        };
        palette.look(false);
        palette
    }

    /// Looks for what is typed: the best answers first, then in the order of the list. What answers
    /// `more` than was typed before has answered that.
    fn look(&mut self, more: bool) {
        let among = if more {
            std::mem::take(&mut self.found)
        } else {
            (0..self.targets.len()).collect()
        };
        let typed = self.editor.text();
        let query = Query::new(&typed);
        // An amount is looked for among what stands there.
        let is_amount = typed.contains(|c: char| c.is_ascii_digit())
            && typed.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
        let noted = |it: &Target| {
            let is_number = is_amount && matches!(it.sort, Sort::Field | Sort::Figure);
            is_number.then(|| query.rank(&it.note)).flatten()
        };
        let targets = among.into_iter();
        let targets = targets.filter_map(|i| Some((i, self.targets.get(i)?)));
        let of_sort = targets.filter(|(_, it)| self.only.is_none_or(|only| it.sort == only));
        // What is not in the list can always be named.
        let named =
            |it: &Target| matches!(it.choice, Choice::NameFrom(..)).then_some(Rank::SpeltWithin);
        let plain = without_kind(&typed);
        let entered = |it: &Target| (plain? == it.name).then_some(Rank::Word);
        let rank = |it: &Target| {
            query
                .rank(&it.name)
                .or_else(|| entered(it))
                .or_else(|| noted(it))
                .or_else(|| named(it))
        };
        let mut found: Vec<_> = of_sort
            .filter_map(|(i, it)| Some((rank(it)?, it.sort, i)))
            .collect();
        if !query.is_empty() {
            // What an entry is called leads to it, not one of its other fields; what is blank has
            // nothing to tell.
            let nearness = |it: &Target| {
                let is_blank = match it.sort {
                    Sort::Field => it.note.is_empty(),
                    Sort::Figure => it.note == LACKING,
                    Sort::Action
                    | Sort::Project
                    | Sort::Heading
                    | Sort::Rule
                    | Sort::File
                    | Sort::Kept
                    | Sort::Folder => false,
                };
                let is_name = matches!(&it.choice, Choice::GoTo(path)
                    if path.last_key().is_some_and(|key| NAMES.contains(&key)));
                // The names between the words looked for say nothing of how near it is: a field of a part
                // is further down than that of the whole, and those of one table stand as there.
                let depth = match &it.choice {
                    Choice::GoTo(path) if it.sort == Sort::Field => path.steps().len(),
                    _ => it.name.len(),
                };
                (is_blank, it.sort, !is_name, depth)
            };
            // A rule only explains, unless its number is typed.
            let key = |&(rank, sort, i): &(Rank, Sort, usize)| {
                let is_aside = sort == Sort::Rule && rank > Rank::Start;
                (is_aside, rank, self.targets.get(i).map(nearness), i)
            };
            found.sort_by_cached_key(key);
        }
        self.found = found.into_iter().map(|(_, _, i)| i).collect();
        self.selected = 0;
    }

    /// Keeps one sort, or all.
    pub(super) fn keep(&mut self, only: Option<Sort>) {
        self.only = only;
        self.look(false);
    }

    /// How many are found.
    #[must_use]
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The lines of the page with the cursor, and the place of the first among all found.
    #[must_use]
    pub fn page(&self) -> (usize, Vec<&Target>) {
        let first = self.selected / PAGE * PAGE;
        let page = self.found.iter().skip(first).take(PAGE);
        (first, page.filter_map(|&i| self.targets.get(i)).collect())
    }

    fn target(&self) -> Option<&Target> {
        self.targets.get(*self.found.get(self.selected)?)
    }

    /// Changes what is typed.
    pub(super) fn command(&mut self, command: EditorCommand) {
        let before = self.editor.text();
        if self.editor.input(command) {
            let more = self.editor.text().starts_with(&before);
            self.look(more);
        }
    }

    /// What is said of the line with the cursor.
    pub(super) fn words(&self) -> Option<(String, Tone)> {
        let target = self.target()?;
        let words = target.title();
        Some(match (target.reason, &target.choice) {
            (Some(reason), _) => (format!("{words}：{reason}"), Tone::Warning),
            (None, Choice::Do(action)) => {
                let help = action.entry().map_or("", |entry| entry.help);
                (format!("{words}：{help}"), Tone::Plain)
            }
            (None, Choice::GoTo(path)) if target.sort != Sort::Heading => {
                let help = fields::field_at(path).map_or("", |field| field.help);
                (format!("{words}：{help}"), Tone::Plain)
            }
            _ => (words, Tone::Plain),
        })
    }

    pub(super) fn hints(&self) -> Vec<Hint> {
        let mut hints = Vec::new();
        if self.count() > 1 {
            hints.push(Hint::up_down("选择"));
        }
        if let Some(target) = self.target().filter(|target| target.reason.is_none()) {
            let name = match target.choice {
                Choice::Take(purpose, _) => purpose.verb(),
                Choice::Look(..) => "进入",
                Choice::NameFrom(..) => "输入文件名",
                _ => "执行或前往",
            };
            hints.push(Hint::plain(Key::Enter, name));
        }
        hints.push(Hint::plain(Key::Tab, "换类别"));
        if self.count() > PAGE && self.selected + 1 < self.count() {
            hints.push(Hint::page());
        }
        hints.push(Hint::back());
        hints
    }
}

impl App {
    pub(super) fn open_palette(&mut self) {
        let title = "快速前往".to_owned();
        let prompt = "键入名称、拼音、首字母或数";
        let palette = Palette::new(title, prompt, &Sort::OF_REPORT, self.targets());
        self.mode = Mode::Popup(Popup::Palette(Box::new(palette)));
    }

    /// Offers the reports in a folder, the folders beside them, and to name another.
    pub fn choose_file(&mut self, purpose: Purpose, folder: Folder) {
        const SORTS: [Sort; 3] = [Sort::File, Sort::Kept, Sort::Folder];
        const UNKEPT: [Sort; 2] = [Sort::File, Sort::Folder];
        let Folder {
            path,
            files,
            folders,
            kept,
        } = folder;
        let target = |sort, name, choice| Target {
            sort,
            name,
            note: String::new(),
            reason: None,
            choice,
        };
        let name = |path: &Path| printable(path.file_name().unwrap_or_default());
        let above = path.parent().map(|above| {
            let words = format!("上一级：{}", printable(above.as_os_str()));
            target(Sort::Folder, words, Choice::Look(purpose, above.to_owned()))
        });
        let other = "别的文件：输入文件名".to_owned();
        let other = target(Sort::File, other, Choice::NameFrom(purpose, path.clone()));
        let files = files.into_iter().map(|(path, note)| {
            let choice = Choice::Take(purpose, path.clone());
            Target {
                note,
                ..target(Sort::File, name(&path), choice)
            }
        });
        let folders = folders.into_iter().map(|path| {
            let choice = Choice::Look(purpose, path.clone());
            // Behind the versions of this report, which begin with the word.
            let called = match path.ends_with(BACKUPS) {
                true => format!("以前保存的各版：{BACKUPS}"),
                false => name(&path),
            };
            target(Sort::Folder, called, choice)
        });
        // A sort of which there is none would be an empty list: versions are only held against.
        let sorts: &[Sort] = if kept.is_empty() { &UNKEPT } else { &SORTS };
        let kept = kept.into_iter().enumerate().map(|(i, (path, when))| {
            let saved = match i {
                0 => "最近一次保存".to_owned(),
                i => format!("倒数第{}次保存", i + 1),
            };
            let words = format!("备份：{when} {saved}以前的样子");
            let note = name(&path);
            let choice = Choice::Take(purpose, path);
            Target {
                note,
                ..target(Sort::Kept, words, choice)
            }
        });
        let targets = files.chain([other]).chain(kept);
        let targets = targets.chain(folders).chain(above).collect();
        let title = format!("{}：{}", purpose.question(), printable(path.as_os_str()));
        let prompt = "键入文件名里的字、拼音或首字母";
        let palette = Palette::new(title, prompt, sorts, targets);
        self.mode = Mode::Popup(Popup::Palette(Box::new(palette)));
        self.rebuild();
    }

    /// Everything that can be found.
    fn targets(&self) -> Vec<Target> {
        let actions = ACTIONS
            .iter()
            .filter(|entry| entry.action != Action::Palette)
            .map(|entry| Target {
                sort: Sort::Action,
                name: entry.name.to_owned(),
                note: entry.action.key_label(),
                reason: self.unavailable(entry.action),
                choice: Choice::Do(entry.action),
            });
        let going = |sort, name, note, choice| Target {
            sort,
            name,
            note,
            reason: None,
            choice,
        };
        let projects = (0..self.report.projects.len()).map(|i| {
            let item = Item::Project(i);
            let node = self.figures.budget.node(item);
            let spent = node.and_then(|node| node.value(Column::Spent));
            going(
                Sort::Project,
                item.name(&self.report).to_owned(),
                spent.map_or_else(|| UNFILLED.to_owned(), shown),
                Choice::GoTo(fields::project(i)),
            )
        });
        let leaves = fields::leaves(&self.document).into_iter();
        // The entries of a list of texts stand in its one cell; the version is on no tab.
        let shown = leaves.filter(|leaf| {
            !matches!(leaf.path.last(), Some(Step::Index(_)))
                && leaf.path.last_key() != Some("格式版本")
        });
        let fields = shown.map(|leaf| {
            let text = leaf.node.and_then(|node| node.text()).unwrap_or_default();
            let note = match leaf.kind {
                Kind::List(_, noun) => {
                    format!("{} 条{noun}", leaf.node.map_or(0, |node| node.len()))
                }
                _ => text.lines().next().unwrap_or_default().trim().to_owned(),
            };
            going(Sort::Field, leaf.name, note, Choice::GoTo(leaf.path))
        });
        let names = Names::of(self.ledger());
        let figures = names.iter().map(|(name, figure)| {
            let value = self.ledger().value(figure);
            going(
                Sort::Figure,
                name,
                value.unwrap_or_else(|| LACKING.to_owned()),
                Choice::Work(figure, Vec::new()),
            )
        });
        let rules = rules().map(|rule| {
            going(
                Sort::Rule,
                format!("{} {}", rule.label(), rule.title),
                rule.severity.label().to_owned(),
                Choice::Explain(rule),
            )
        });
        let headings = self.headings().into_iter().map(|(tab, name, path)| {
            let tab = tab.title().to_owned();
            going(Sort::Heading, name, tab, Choice::GoTo(path))
        });
        let rows = self.figures.budget.nodes().iter().map(|node| node.item);
        let rows = rows.filter(|item| {
            item.is_entered() && !matches!(item, Item::Project(_) | Item::Source(..))
        });
        let rows = rows.map(|item| {
            let name = item.name(&self.report).to_owned();
            let tab = Tab::Budget.title().to_owned();
            going(Sort::Heading, name, tab, Choice::GoToRow(item))
        });
        // What the department's form has a row for stands before what its projects have of it.
        let funds = Subject::Whole.path().key("资金");
        let of_form = match fields::kind_at(&funds) {
            Some(Kind::Record(fields)) => fields,
            _ => &[],
        };
        let of_form = of_form.iter().map(|field| {
            let name = format!("部门整体 {}", field.key);
            let tab = Tab::Indicators.title().to_owned();
            let first = funds.key(field.key).key(Column::Approved.key());
            going(Sort::Heading, name, tab, Choice::GoTo(first))
        });
        let headings = headings.chain(rows).chain(of_form);
        let all = actions.chain(projects).chain(headings).chain(fields);
        all.chain(figures).chain(rules).collect()
    }

    /// The headings of the tabs, each with its tab and the first field below it.
    fn headings(&self) -> Vec<(Tab, String, FieldPath)> {
        let view = self.view();
        let sheets = [
            (Tab::Basics, basics::sheet(view)),
            (Tab::Budget, budget::grid(view, Item::Total, 0, &(0..0))),
            (Tab::Indicators, indicators::detail(view, Subject::Whole)),
            (Tab::Issues, issues::issues(view)),
            (Tab::Issues, issues::remedies(view)),
        ];
        let mut found = Vec::new();
        for (tab, sheet) in &sheets {
            let mut name = None;
            for row in &sheet.rows {
                if row.kind == RowKind::Section {
                    name = row.cells.first().map(|cell| cell.text.clone());
                    continue;
                }
                let field = row.cells.iter().find_map(|cell| cell.path.clone());
                let field = field.or_else(|| row.list.clone().map(|(list, _)| list));
                if let Some(field) = field {
                    found.extend(name.take().map(|name| (*tab, name, field)));
                }
            }
        }
        found
    }

    pub(super) fn press_in_palette(&mut self, press: Press) -> Vec<Effect> {
        let Mode::Popup(Popup::Palette(palette)) = &mut self.mode else {
            return Vec::new();
        };
        let last = palette.count().saturating_sub(1);
        let first = palette.selected / PAGE * PAGE;
        match press.key {
            Key::Enter => return self.choose_target(),
            Key::Up | Key::Down => {
                let back = press.key == Key::Up;
                palette.selected = around(palette.selected, palette.count(), back);
            }
            Key::PageUp => palette.selected = first.saturating_sub(PAGE),
            Key::PageDown => palette.selected = (first + PAGE).min(last),
            Key::Tab => {
                let sorts = palette.sorts;
                let all = || [None].into_iter().chain(sorts.iter().copied().map(Some));
                let at = all().position(|it| it == palette.only).unwrap_or(0);
                let by = if press.shift { sorts.len() } else { 1 };
                palette.keep(all().cycle().nth(at + by).flatten());
            }
            _ => match editor_command(press) {
                Some(command) => palette.command(command),
                None => return self.has_no_use(press),
            },
        }
        Vec::new()
    }

    /// Does what the line with the cursor says, or goes there.
    fn choose_target(&mut self) -> Vec<Effect> {
        let Mode::Popup(Popup::Palette(palette)) = &self.mode else {
            return Vec::new();
        };
        // What cannot be done stays in sight with its reason.
        let Some(target) = palette.target().filter(|target| target.reason.is_none()) else {
            return Vec::new();
        };
        let choice = match target.choice.clone() {
            Choice::Work(figure, led) => match self.ledger().filled_in_at(figure) {
                Some(path) => Choice::GoTo(path),
                None => Choice::Work(figure, led),
            },
            Choice::NameFrom(purpose, folder) => {
                Choice::NameFrom(purpose, folder.join(palette.editor.text().trim()))
            }
            choice => choice,
        };
        self.mode = Mode::Browse;
        self.notice = None;
        self.choose(choice)
    }
}
