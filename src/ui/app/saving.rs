//! Saving and leaving: what a save writes, what is made of how it ended, and what waits for that.

use std::path::{Path, PathBuf};

use super::popup::{Choice, Line, line};
use super::unread::Unread;
use super::{Access, App, Mode, Popup, Purpose};
use crate::document::State;
use crate::store::{Links, printable};
use crate::ui::action::Action;
use crate::ui::effect::{Effect, Over, Saved};
use crate::ui::theme::Tone;

/// A save under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saving {
    /// What it saves.
    state: State,
    /// Whether what was done since is to be saved after it.
    again: bool,
    /// For how many seconds it has been under way, once that is worth telling.
    seconds: Option<u64>,
}

/// What is done once all is saved and the documents that were asked for are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Then {
    /// Nothing: one goes on here.
    #[default]
    Stay,
    /// The program is left.
    Quit,
    /// A file is chosen for this.
    Pick(Purpose),
}

impl App {
    /// That the report as it is here is in no file, where it is to be left.
    fn unsaved_words(&self) -> &'static str {
        if self.is_lost() {
            "磁盘上的报告已被删除或移走，这里的内容还没有另存，怎么办？"
        } else {
            "有修改还没有保存，怎么办？"
        }
    }

    pub(super) fn save(&mut self) -> Vec<Effect> {
        if !self.kept.has_file() && self.saving.is_none() {
            self.ask_name(Purpose::Save);
            return Vec::new();
        }
        self.write(false)
    }

    /// Has the document written as it is now, after a save that is still under way.
    pub(super) fn write(&mut self, over_changes: bool) -> Vec<Effect> {
        if let Some(saving) = &mut self.saving {
            saving.again = true;
            self.say(
                "正在保存，可以接着填，存好后会再存后来的修改。",
                Tone::Muted,
            );
            return Vec::new();
        }
        self.begin_saving();
        vec![Effect::Save {
            bytes: self.document.to_bytes(),
            over_changes,
        }]
    }

    /// Has it written elsewhere, whatever becomes of a save that is still under way.
    pub(super) fn write_as(&mut self, path: PathBuf, over: Over) -> Vec<Effect> {
        self.begin_saving();
        vec![Effect::SaveAs {
            path,
            bytes: self.document.to_bytes(),
            over,
        }]
    }

    fn begin_saving(&mut self) {
        self.unheard = None;
        self.saving = Some(Saving {
            state: self.document.state(),
            again: false,
            seconds: None,
        });
    }

    /// Whether a save takes so long that it is worth telling, and for how many seconds it has.
    #[must_use]
    pub fn saving_for(&self) -> Option<u64> {
        self.saving?.seconds
    }

    /// Takes note that a save has been under way for so many seconds.
    pub fn still_saving(&mut self, seconds: u64) {
        if let Some(saving) = &mut self.saving {
            saving.seconds = Some(seconds);
        }
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let under_way = self.saving.map(|saving| saving.state);
        if under_way == Some(self.document.state()) && self.then != Then::Quit {
            self.then = Then::Quit;
            self.say("正在保存，存好就退出，按 Esc 不退出。", Tone::Muted);
            return Vec::new();
        }
        if self.is_unsaved() {
            self.ask_before_leaving(
                line("保存并退出", Choice::SaveAndQuit),
                line("不保存，直接退出", Choice::QuitWithoutSaving),
            );
            return Vec::new();
        }
        if std::mem::replace(&mut self.then, Then::Quit) == Then::Quit {
            return vec![Effect::Quit];
        }
        self.leave()
    }

    /// Leaves as soon as no documents are being written.
    fn leave(&mut self) -> Vec<Effect> {
        if !self.is_delivering() {
            return vec![Effect::Quit];
        }
        let quit = Action::Quit.key_label();
        self.say(
            format!("正在导出，写好就退出，再按一次 {quit} 不等，按 Esc 不退出。"),
            Tone::Muted,
        );
        Vec::new()
    }

    /// Asks what becomes of what is not saved. Who only looks can save nothing, and who looks at what
    /// is open elsewhere nothing under its name.
    pub(super) fn ask_before_leaving(&mut self, saves: Line, leaves: Line) {
        let keeps = match self.access {
            Access::Look => None,
            _ if self.is_guest() => Some(line("另存为新文件", Choice::SaveElsewhere)),
            _ => Some(saves),
        };
        let back = line("返回", Choice::Back);
        self.mode = Mode::Popup(Popup::question(
            "还没有保存",
            self.unsaved_words(),
            keeps.into_iter().chain([leaves, back]).collect(),
        ));
    }

    /// Takes in how a save ended.
    pub fn saved(&mut self, saved: Saved) -> Vec<Effect> {
        let effects = self.end_saving(saved);
        self.rebuild();
        effects
    }

    fn end_saving(&mut self, saved: Saved) -> Vec<Effect> {
        let saving = self.saving.take();
        let asks = !matches!(saved, Saved::Done { .. } | Saved::Failed(_));
        if asks && !matches!(self.mode, Mode::Browse) {
            self.unheard = Some(saved);
            return Vec::new();
        }
        // What was typed meanwhile is held against the disk as well.
        if let Saved::Changed(met) = &saved
            && !self.is_still(met)
        {
            return self.write(false);
        }
        // Whoever has just given a name looks at what becomes of it, and types another.
        let is_renamed = matches!(saved, Saved::Refused(_)) && self.kept.is_renamed();
        self.unread = (asks && !is_renamed).then(Unread::default);
        let mut effects = Vec::new();
        match saved {
            Saved::Done { file, message, how } => {
                let converted = self.document.converted().map_or_else(String::new, |was| {
                    format!("文件已从 {} 编码转成 UTF-8。", was.name())
                });
                if let Some(saving) = saving {
                    self.document.mark_saved(saving.state);
                }
                self.kept.saved_as(file, how.is_durable());
                let tone = if how.asks() {
                    Tone::Warning
                } else {
                    Tone::Good
                };
                self.say(format!("{message}{converted}"), tone);
                let modified = self.document.is_modified();
                if modified && saving.is_some_and(|saving| saving.again) {
                    return self.write(false);
                }
                // Who would be gone does not see what there is to do.
                let goes_on = !modified && !how.asks();
                match self.then {
                    Then::Pick(purpose) if goes_on => {
                        self.then = Then::Stay;
                        return self.pick(purpose);
                    }
                    Then::Quit if goes_on => return self.leave(),
                    _ => {}
                }
            }
            Saved::Linked(other) => return self.ask_of_saving(linked(other)),
            Saved::Exists(path) => return self.ask_of_saving(exists(path)),
            Saved::Refused(message) => {
                self.notice = None;
                let name = self.kept.refuse_name();
                self.ask_name_again(Purpose::Save, &name, message);
            }
            Saved::Changed(met) => effects = self.meet_at_saving(*met),
            // Under its own name it never can be.
            Saved::Failed(message) if self.is_unwritable() && matches!(self.mode, Mode::Browse) => {
                let name = self.kept.place().to_owned();
                self.ask_name_again(Purpose::Save, &name, message);
            }
            Saved::Failed(message) => self.say(message, Tone::Error),
        }
        self.then = Then::Stay;
        effects
    }

    /// Asks what a save is to do. Who was about to leave still is.
    fn ask_of_saving(&mut self, question: Popup) -> Vec<Effect> {
        self.notice = None;
        self.mode = Mode::Popup(question);
        Vec::new()
    }
}

/// The open file, or another that is to be replaced, has other names, and nobody has said what
/// becomes of them.
fn linked(other: Option<PathBuf>) -> Popup {
    let name = other.as_deref().and_then(Path::file_name).map(printable);
    let file = name.map_or_else(|| "这个文件".to_owned(), |name| format!("“{name}”"));
    Popup::question(
        "这份报告有几个文件名",
        format!("{file}还有别的文件名（硬链接），打开哪个名字都是这一份，现在还没有保存。"),
        vec![
            line(
                "几个名字一起改，改写前留备份",
                Choice::SaveLinked(Links::Together, other.clone()),
            ),
            line(
                "只改这个名字，别的名字留着原来的内容，从此分开",
                Choice::SaveLinked(Links::Apart, other),
            ),
            line("另存为新文件", Choice::SaveElsewhere),
            line("先不保存，返回", Choice::Back),
        ],
    )
}

/// There is a file where the report was to be saved.
fn exists(path: PathBuf) -> Popup {
    let name = printable(path.file_name().unwrap_or_default());
    Popup::question(
        "已有同名文件",
        format!("“{name}”已经有了；替换的话，原来那一份先放进“备份”文件夹。"),
        vec![
            line("换个名字", Choice::Name(Purpose::Save)),
            line("替换它，原来的留作备份", Choice::Replace(path)),
            line("先不保存，返回", Choice::Back),
        ],
    )
}
