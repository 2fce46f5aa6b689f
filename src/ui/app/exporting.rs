//! Exporting: what is written where, what there is to know before, and the work, which waits until
//! the screen has said that it begins.

use super::popup::{Choice, Line, line};
use super::problems::hide;
use super::saving::Then;
use super::{Access, App, Mode, Popup};
use crate::document::{Edit, Transaction};
use crate::export::{self, Copy, Format, Refused};
use crate::report::places::Places;
use crate::rules::{Diagnostic, Severity};
use crate::store::printable;
use crate::ui::action::Action;
use crate::ui::effect::Effect;
use crate::ui::theme::Tone;

/// What is handed in.
static BOTH: &[Format] = &[Format::Docx, Format::Xlsx];

/// What can be written.
static OFFERED: [(&str, &[Format]); 6] = [
    ("全部：Word 报告和 Excel 附件", BOTH),
    ("Word 报告（正文和全部附件）", &[Format::Docx]),
    (
        "Excel 附件（每张表一页，合计和得分是公式）",
        &[Format::Xlsx],
    ),
    ("网页（一个文件，可以打印）", &[Format::Html]),
    (
        "纯文本（带 Markdown 标记，可贴到别处）",
        &[Format::Markdown],
    ),
    ("逗号分隔表格（CSV，每个数一行）", &[Format::Csv]),
];

/// What is to be written once the screen has said so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Export {
    formats: &'static [Format],
    copy: Copy,
}

impl App {
    /// Asks what to write. What is handed to the public is one key away.
    pub(super) fn ask_export(&mut self) {
        let mut lines: Vec<Line> = OFFERED
            .iter()
            .map(|(words, formats)| {
                let endings: Vec<String> = formats
                    .iter()
                    .map(|format| format!(".{}", format.extension()))
                    .collect();
                line(words, Choice::ExportAs(formats)).noted(endings.join(" "))
            })
            .collect();
        lines.push(self.public_copy(BOTH, "全部公开版：Word 报告和 Excel 附件"));
        lines.push(line("返回", Choice::Back));
        self.mode = Mode::Popup(Popup::question("导出：先选格式", self.to_know(), lines));
    }

    /// Where it goes, and what there is to know before it is handed on.
    fn to_know(&self) -> String {
        let folder = printable(self.kept.folder().as_os_str());
        // What is last has no room in a small window.
        let mut text = match self.count(Severity::Error) {
            0 => String::new(),
            errors => {
                format!("报告还有 {errors} 处错误没有处理，照样导出的话，文件会带着它们。\n")
            }
        };
        text.push_str("先选格式，再选上报稿、公开版、内部审核版还是审阅清单。\n");
        if folder.is_empty() {
            text.push_str("新文件写到报告所在的文件夹。");
        } else {
            text.push_str(&format!("新文件写到文件夹 {folder}。"));
        }
        text.push_str("已有的文件不会被覆盖，重名的在名字后面编号。");
        if self.document.is_modified() {
            text.push_str("没有保存的修改也会写进去。");
        }
        if let Some(open) = self.not_settled() {
            text.push_str(&format!("\n{open}"));
        }
        let filled = self.required().filled(|_| true);
        if filled.done < filled.total {
            let blank = filled.total - filled.done;
            text.push_str(&format!(
                "\n还有 {blank} 项必填没有填：表里的格空着，正文里缺的写作“（未填）”。"
            ));
        }
        let carried = self.findings.carried();
        if carried > 0 {
            text.push_str(&format!(
                "\n还有 {carried} 处照上年报告的原文没有改，也会写进去。"
            ));
        }
        text
    }

    /// The copy for publication, or the way to what must be decided before it can be written.
    fn public_copy(&self, formats: &'static [Format], words: &str) -> Line {
        let copy = Copy::Public;
        match self.undecided().count() {
            0 => line(words, Choice::Export(formats, copy)).noted(self.names_of(formats, copy)),
            count => {
                let words = format!("公开版：先决定 {count} 处个人信息怎样公开");
                line(&words, Choice::Undecided(formats))
            }
        }
    }

    /// The names of the files, without the number that one gets where it is taken.
    fn names_of(&self, formats: &[Format], copy: Copy) -> String {
        let names: Vec<String> = formats
            .iter()
            .map(|&format| printable(&export::file_name(self.kept.place(), format, copy)))
            .collect();
        names.join("、")
    }

    /// Asks which copy.
    pub(super) fn ask_copy(&mut self, formats: &'static [Format]) {
        let copy = |words: &str, copy| {
            line(words, Choice::Export(formats, copy)).noted(self.names_of(formats, copy))
        };
        let mut lines = vec![
            copy("上报稿", Copy::Plain),
            self.public_copy(formats, "公开版（个人信息按已作的决定处理）"),
            copy("内部审核版（附核对提示、说明、复核和批注）", Copy::Internal),
            copy("审阅清单（只有批注、复核和核对提示）", Copy::Review),
        ];
        if self.count(Severity::Error) > 0 {
            lines.push(line("先不导出，看有哪些问题", Choice::Do(Action::Problems)));
        }
        lines.push(line("返回", Choice::BackTo(Action::Export)));
        self.mode = Mode::Popup(Popup::question("导出：再选哪一种", "", lines));
    }

    /// The personal data that nobody has decided on yet.
    fn undecided(&self) -> impl Iterator<Item = &Diagnostic> {
        export::undecided(&self.findings)
    }

    /// Lists it, to be hidden at once or decided on one by one; when all is decided on, the copy
    /// for publication is written.
    pub(super) fn list_undecided(&mut self, formats: &'static [Format]) {
        self.ask_rules();
        let open = self.undecided().cloned().collect();
        self.list_private(open, formats);
    }

    fn list_private(&mut self, open: Vec<Diagnostic>, formats: &'static [Format]) {
        let mut places = Places::of(&self.document);
        // What is made public is not a reviewer's to decide.
        let decides = self.access == Access::Fill;
        let found = open.iter().filter_map(|problem| {
            let of = problem.disclosure.as_ref()?;
            let place = places.describe(&problem.path());
            let words = format!("{}  {place}", of.content.replace('\n', " "));
            let hidden = match of.masked.as_str() {
                "" => format!("{}，删除", of.kind),
                masked => format!("{}，遮盖为 {masked}", of.kind),
            };
            let choice = match decides {
                true => Choice::Decide(Box::new(problem.clone()), formats),
                false => Choice::GoTo(problem.path()),
            };
            Some(line(&words, choice).noted(hidden))
        });
        let found: Vec<Line> = found.collect();
        if found.is_empty() {
            self.begin_export(formats, Copy::Public);
            return;
        }
        let all = format!("全部照右边的办，导出公开版（{} 处）", found.len());
        let all = decides.then(|| line(&all, Choice::HideAll(open, formats)));
        let mut lines: Vec<Line> = all.into_iter().chain(found).collect();
        lines.push(line("返回", Choice::Back));
        self.mode = Mode::Popup(Popup::question(
            "公开前要决定的个人信息",
            match decides {
                true => {
                    "原文不动，只在公开版里遮盖；要保留或另作处理的，选那一处逐处决定。\n姓名、住址程序认不全，导出后请把公开版通读一遍。"
                }
                false => {
                    "审阅时不能决定怎样公开，还不能导出公开版，请由填报人决定，或先按 Shift+F9 回到填写。"
                }
            },
            lines,
        ));
    }

    /// Hides in the copy for publication all that nobody has decided on, as one step, and writes it.
    pub(super) fn hide_all(
        &mut self,
        open: &[Diagnostic],
        formats: &'static [Format],
    ) -> Vec<Effect> {
        let mut hidden: Vec<(&str, Edit)> = Vec::new();
        let mut place = None;
        for problem in open {
            let Some(of) = &problem.disclosure else {
                continue;
            };
            place.get_or_insert_with(|| problem.path());
            // One decision holds wherever the same stands.
            if !hidden.iter().any(|(content, _)| *content == of.content) {
                hidden.push((&of.content, hide(of, problem.path()).put_in("")));
            }
        }
        let edits: Vec<Edit> = hidden.into_iter().map(|(_, edit)| edit).collect();
        let effects = self.transact(Transaction {
            name: format!("公开处理 {} 处：遮盖", edits.len()),
            place: place.unwrap_or_default(),
            edits,
        });
        if !effects.is_empty() {
            self.list_undecided(formats);
        }
        effects
    }

    /// Says what begins; the work itself comes after the frame that says it.
    pub(super) fn begin_export(&mut self, formats: &'static [Format], copy: Copy) {
        self.say(
            format!("正在导出 {}..", self.names_of(formats, copy)),
            Tone::Muted,
        );
        self.exporting = Some(Export { formats, copy });
    }

    /// Whether documents are waiting to be made.
    #[must_use]
    pub const fn is_exporting(&self) -> bool {
        self.exporting.is_some()
    }

    /// Whether documents are being made or written.
    pub(super) const fn is_delivering(&self) -> bool {
        self.exporting.is_some() || self.delivering > 0
    }

    /// Takes note that documents are being written.
    pub const fn deliver(&mut self) {
        self.delivering += 1;
    }

    /// Takes in what is said of documents written, and whether all of them were. Who waited for that
    /// leaves.
    pub fn delivered(&mut self, said: String, all: bool) -> Vec<Effect> {
        self.delivering = self.delivering.saturating_sub(1);
        self.tell(said);
        let goes_on = all && (self.saving.is_some() || !self.is_unsaved());
        match self.then {
            Then::Quit if !goes_on => self.then = Then::Stay,
            Then::Quit if self.saving.is_none() && !self.is_delivering() => {
                return vec![Effect::Quit];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Makes the documents that were asked for.
    pub fn export(&mut self) -> Vec<Effect> {
        let Some(export) = self.exporting.take() else {
            return Vec::new();
        };
        self.ask_rules();
        let Export { formats, copy } = export;
        let case = self.view();
        let made: Result<Vec<_>, _> = formats
            .iter()
            .map(|&format| Ok((format, export::write(&case, &self.findings, format, copy)?)))
            .collect();
        match made {
            Ok(documents) => vec![Effect::Export { copy, documents }],
            Err(refused) => {
                self.then = Then::Stay;
                let refused: Refused = refused;
                self.say(refused.to_string(), Tone::Error);
                if let Refused::Left(leaks) = refused {
                    let open = leaks.into_iter().map(|leak| leak.problem);
                    self.list_private(open.collect(), formats);
                }
                self.rebuild();
                Vec::new()
            }
        }
    }
}
