//! Choosing a file: from those in the report's folder, or by its name; leaving this report for
//! another.

use std::path::{Path, PathBuf, is_separator};

use super::compare::Against;
use super::popup::{Choice, line};
use super::{App, Mode, Popup};
use crate::store::{printable, with_narrow_ending};
use crate::ui::action::{Action, action_for};
use crate::ui::effect::{Effect, Over};
use crate::ui::input::{Key, Press};
use crate::ui::text;
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::Editor;

/// What a report is called that has no name yet.
pub const NEW_NAME: &str = "绩效自评.yaml";

/// What a file is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To keep the report in.
    Save,
    /// To be held against the report.
    Compare,
    /// To be opened instead of the report.
    Open,
    /// To be last year's report, out of which a new one is made.
    LastYear,
    /// To begin a new report in.
    New,
}

impl Purpose {
    /// What is asked.
    #[must_use]
    pub const fn question(self) -> &'static str {
        match self {
            Self::Save => "保存到哪个文件",
            Self::Compare => "和哪份报告对照",
            Self::Open => "打开哪份报告",
            Self::LastYear => "沿用哪一份上年的报告",
            Self::New => "新的报告存成什么文件",
        }
    }

    /// What is done with it, in the key line.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Save => "保存",
            Self::Compare => "对照",
            Self::Open => "打开",
            Self::LastYear | Self::New => "新建",
        }
    }

    /// Why no file is made of this name: a path of Windows is none elsewhere, and a file called so
    /// would be looked for in vain.
    pub(super) fn refuses(self, name: &str) -> Option<String> {
        let makes = matches!(self, Self::Save | Self::New);
        let mut chars = name.chars();
        let drive = chars.next().is_some_and(|it| it.is_ascii_alphabetic());
        let is_drive = drive && matches!(chars.as_str().get(..2), Some(":/" | ":\\"));
        let is_foreign = !is_separator('\\') && (is_drive || name.contains('\\'));
        (makes && is_foreign).then(|| {
            format!("“{name}”是 Windows 的写法，这台电脑没有盘符和反斜杠，没有保存，请改用 / 分隔的文件夹，U盘一般在 /media 下面。")
        })
    }

    /// What a name may be.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Save => "请输入文件名，可以带文件夹；已有同名文件时会先问。",
            Self::New => "请输入文件名，可以带文件夹；已有的文件不会被覆盖。",
            Self::Compare | Self::Open | Self::LastYear => "请输入文件名，可以带文件夹。",
        }
    }
}

/// A folder to choose a file from.
#[derive(Debug)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// The reports in it, each with whose it is and of which year, as far as it says so.
    pub files: Vec<(PathBuf, String)>,
    /// The folders in it.
    pub folders: Vec<PathBuf>,
    /// The versions of the report itself that were kept when it was saved, the latest first, with when
    /// that was.
    pub kept: Vec<(PathBuf, String)>,
}

/// What is asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A file.
    File(Purpose),
    /// Whoever reviews.
    Reviewer,
}

impl Asked {
    /// What is asked.
    #[must_use]
    pub const fn question(self) -> &'static str {
        match self {
            Self::File(purpose) => purpose.question(),
            Self::Reviewer => "谁来审阅",
        }
    }

    /// What is done with it, in the key line.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::File(purpose) => purpose.verb(),
            Self::Reviewer => "开始审阅",
        }
    }

    /// What a name may be.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::File(purpose) => purpose.advice(),
            Self::Reviewer => "请输入复核人的姓名，记在复核和批注里；不署名就留空。",
        }
    }
}

/// What has become of the window of the first run, with the report that was changed last.
#[derive(Debug, Default)]
pub(super) enum Welcome {
    /// It has been answered, or never was.
    #[default]
    Over,
    /// It is open.
    Open(Option<PathBuf>),
    /// What was chosen there asks for a file; whoever gives up is asked again.
    Asking(Option<PathBuf>),
}

impl App {
    /// Asks for a name.
    pub(super) fn ask_name(&mut self, purpose: Purpose) {
        let name = self.name_to_begin_with(purpose);
        self.ask_for_name(Asked::File(purpose), &name, None, None);
    }

    /// The same where it begins with this.
    pub(super) fn ask_name_from(&mut self, purpose: Purpose, begun: &Path) {
        self.ask_for_name(Asked::File(purpose), &begun.to_string_lossy(), None, None);
    }

    /// Asks who reviews.
    pub(super) fn ask_reviewer(&mut self) {
        let name = self.reviewer.name.clone();
        self.ask_for_name(Asked::Reviewer, &name, None, None);
    }

    /// What a name asked for begins with: the one it is likely to be, or the folder.
    fn name_to_begin_with(&self, purpose: Purpose) -> String {
        match purpose {
            Purpose::Save => self.kept.place().to_string_lossy().into_owned(),
            Purpose::New => {
                let path = self.kept.place().with_file_name(NEW_NAME);
                path.to_string_lossy().into_owned()
            }
            Purpose::Compare | Purpose::Open | Purpose::LastYear => {
                let folder = self.kept.folder().join("");
                folder.to_string_lossy().into_owned()
            }
        }
    }

    fn ask_for_name(
        &mut self,
        asked: Asked,
        name: &str,
        error: Option<String>,
        from: Option<PathBuf>,
    ) {
        let mut editor = Editor::line(name);
        // What is typed takes the place of the name; folder and ending stay.
        let stem = name.rfind(is_separator).map_or(0, |at| at + 1);
        match name.strip_suffix(".yaml") {
            // What is typed after a refusal is meant instead of all that was refused.
            _ if error.is_some() => editor.select_all(),
            Some(rest) => editor.select(stem..rest.len()),
            None if asked == Asked::Reviewer => editor.select_all(),
            None => editor.move_to_end(),
        }
        self.mode = Mode::Popup(Popup::Name {
            editor: Box::new(editor),
            folder: name.get(..stem).unwrap_or_default().to_owned(),
            error,
            asked,
            from,
        });
    }

    /// Asks for another name after one that could not be taken, which is there to be put right.
    pub fn ask_name_again(&mut self, purpose: Purpose, name: &Path, why: String) {
        self.ask_for_name(
            Asked::File(purpose),
            &name.to_string_lossy(),
            Some(why),
            None,
        );
        self.rebuild();
    }

    /// The same for a new report out of last year's.
    pub fn ask_new_name(&mut self, name: &Path, why: String, from: Option<PathBuf>) {
        self.ask_for_name(
            Asked::File(Purpose::New),
            &name.to_string_lossy(),
            Some(why),
            from,
        );
        self.rebuild();
    }

    /// Leaves this report for another, once what is not saved has been decided on.
    pub(super) fn leave_for(&mut self, purpose: Purpose) -> Vec<Effect> {
        if !self.is_unsaved() {
            return self.pick(purpose);
        }
        self.ask_before_leaving(
            line("保存，再换", Choice::SaveAndPick(purpose)),
            line("不保存，直接换", Choice::PickUnsaved(purpose)),
        );
        Vec::new()
    }

    /// Asks which file.
    pub(super) fn pick(&mut self, purpose: Purpose) -> Vec<Effect> {
        match purpose {
            Purpose::Save | Purpose::New => {
                self.ask_name(purpose);
                Vec::new()
            }
            Purpose::Compare | Purpose::Open | Purpose::LastYear => {
                vec![Effect::ListFiles(purpose, None)]
            }
        }
    }

    /// What there is to begin with, over the sample, for who runs the program for the first time;
    /// and for who names no report, the `last` one that was changed.
    /// A key that chooses nothing here and is a command does what it does without this window.
    pub fn welcome(&mut self, last: Option<PathBuf>) {
        if !matches!(self.mode, Mode::Browse) {
            return;
        }
        self.welcome = Welcome::Open(last.clone());
        let last = last.map(|path| {
            let name = printable(path.file_name().unwrap_or_default());
            let folder = path.parent().unwrap_or(&path);
            let folder = text::cut(&printable(folder.as_os_str()), 40).into_owned();
            line(
                &format!("接着填上次的：{name}"),
                Choice::Take(Purpose::Open, path),
            )
            .noted(folder)
        });
        let begin = [
            line("看这份真实样例", Choice::Back),
            line("从空白表开始", Choice::Pick(Purpose::New)),
            line("从上年的报告沿用", Choice::Pick(Purpose::LastYear)),
            line("打开已有的报告", Choice::Pick(Purpose::Open)),
        ];
        self.mode = Mode::Popup(Popup::question(
            "绩效自评：从哪里开始",
            "后面打开的是一份真实的报告（某街道2022年度），可以放心试，退出时选“不保存”就什么也不留下。\n\
                   以后从 F10“文件”菜单也能新建、打开。",
            last.into_iter().chain(begin).collect(),
        ));
        self.rebuild();
    }

    /// Whether the window of what to begin with is open.
    #[must_use]
    pub const fn is_welcoming(&self) -> bool {
        matches!(self.welcome, Welcome::Open(_))
    }

    /// Lets another question come before the one what to begin with, which is asked after it.
    pub(super) fn put_off_welcome(&mut self) {
        if let Welcome::Open(last) = &mut self.welcome {
            self.welcome = Welcome::Asking(last.take());
        }
    }

    /// Closes the window of the first run for a key of the program; one that would write into the
    /// sample unseen says what to press. Whether the window keeps the key from going on.
    pub(super) fn pass_welcome(&mut self, press: Press) -> bool {
        let is_command = press.ctrl || press.alt || matches!(press.key, Key::F(_));
        let chooses = matches!(
            press.key,
            Key::Up | Key::Down | Key::Tab | Key::Enter | Key::Esc
        );
        let chooses = !press.shift && (chooses || press.digit().is_some());
        if !self.is_welcoming() || (chooses && !is_command) {
            return false;
        }
        if action_for(press) == Some(Action::Help) {
            self.say(
                "看样例：先看一份填好的，试着改也不会留下什么。从空白表、从上年的报告：建一份新的，先问存成什么文件名。打开已有的：列出这里的报告和文件夹。上下键选，回车确定。",
                Tone::Muted,
            );
            return true;
        }
        if is_command {
            self.welcome = Welcome::Over;
            self.mode = Mode::Browse;
            return false;
        }
        self.say(
            "先选从哪里开始：用上下键和回车选，或按序号；按 Esc 先看样例。",
            Tone::Muted,
        );
        true
    }

    /// The file that was named: what is written ends as reports do, whatever stands in its name.
    #[must_use]
    pub fn named(purpose: Purpose, name: &str) -> PathBuf {
        // The ending stands there already when somebody types it too.
        let typed = name.strip_suffix(".yaml");
        let name = typed
            .filter(|it| with_narrow_ending(it).is_some())
            .unwrap_or(name);
        let makes = matches!(purpose, Purpose::Save | Purpose::New);
        match with_narrow_ending(name) {
            Some(narrow) if makes => PathBuf::from(narrow),
            // What is there may be called so.
            None if makes || Path::new(name).extension().is_none() => {
                PathBuf::from(format!("{name}.yaml"))
            }
            _ => PathBuf::from(name),
        }
    }

    /// Does with a file what it was chosen for; `from` is last year's report that a new one is made
    /// out of.
    pub(super) fn take_file(
        &mut self,
        purpose: Purpose,
        path: PathBuf,
        from: Option<PathBuf>,
    ) -> Vec<Effect> {
        match purpose {
            Purpose::Save => {
                self.kept.rename(path.clone());
                self.write_as(path, Over::Nothing)
            }
            Purpose::Compare => vec![Effect::Compare(Against::File(path))],
            Purpose::Open => vec![Effect::Open(path)],
            Purpose::LastYear => vec![Effect::Begin {
                from: Some(path),
                to: None,
            }],
            Purpose::New => vec![Effect::Begin {
                from,
                to: Some(path),
            }],
        }
    }
}
