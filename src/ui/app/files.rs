//! Choosing a file: from those in the report's folder, or by its name.

use std::path::PathBuf;

use super::compare::Against;
use super::popup::{Choice, Line, line};
use super::{App, Mode, Popup};
use crate::store::printable;
use crate::ui::effect::Effect;
use crate::ui::widgets::editor::Editor;

/// What a file is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To keep the report in.
    Save,
    /// To be held against the report.
    Compare,
}

impl Purpose {
    /// What is asked.
    #[must_use]
    pub const fn question(self) -> &'static str {
        match self {
            Self::Save => "保存到哪个文件",
            Self::Compare => "和哪份报告对照",
        }
    }

    /// What a name may be.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Save => "请输入文件名，可以带文件夹；已有的文件不会被覆盖。",
            Self::Compare => "请输入文件名，可以带文件夹。",
        }
    }
}

impl App {
    /// Offers the reports there are, and to name another.
    pub fn choose_file(&mut self, purpose: Purpose, files: Vec<PathBuf>) {
        if files.is_empty() {
            self.ask_name(purpose);
        } else {
            let mut lines: Vec<Line> = files
                .into_iter()
                .map(|path| {
                    let name = printable(path.file_name().unwrap_or_default());
                    line(&name, Choice::Take(purpose, path))
                })
                .collect();
            lines.push(line("别的文件：输入文件名", Choice::Name(purpose)));
            lines.push(line("返回", Choice::Back));
            self.mode = Mode::Popup(Popup::Choose {
                title: purpose.question().to_owned(),
                text: "这个文件夹里的报告：".to_owned(),
                lines,
                selected: 0,
            });
        }
        self.rebuild();
    }

    /// Asks for a name.
    pub(super) fn ask_name(&mut self, purpose: Purpose) {
        let name = match purpose {
            Purpose::Save => self.suggested.to_string_lossy().into_owned(),
            Purpose::Compare => match self.suggested.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => {
                    folder.join("").to_string_lossy().into_owned()
                }
                _ => String::new(),
            },
        };
        let mut editor = Editor::line(&name);
        editor.move_to_end();
        self.mode = Mode::Popup(Popup::Name {
            editor: Box::new(editor),
            error: None,
            purpose,
        });
    }

    /// Does with a file what it was chosen for.
    pub(super) fn take_file(&mut self, purpose: Purpose, path: PathBuf) -> Vec<Effect> {
        match purpose {
            Purpose::Save => {
                self.suggested.clone_from(&path);
                self.write_as(path)
            }
            Purpose::Compare => vec![Effect::Compare(Against::File(path))],
        }
    }
}
