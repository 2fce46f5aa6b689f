//! F1 (说明): of a field how it is filled in, what checks it and what was found there; of a figure how it
//! comes about, operand by operand.

use super::popup::{Choice, Line, line};
use super::{App, Mode, Popup};
use crate::document::FieldPath;
use crate::figures::figure::{Figure, Origin};
use crate::report::fields::{self, Kind, Unit};
use crate::report::number::{LACKING, UNFILLED};
use crate::rules::{rules_of, rules_of_texts};
use crate::ui::action::Action;
use crate::ui::screen;
use crate::ui::sheet::{self, Cell};
use crate::ui::theme::Tone;

/// How many signs are explained in one line of a help text: in the narrowest window none is parted.
const SIGNS_A_LINE: usize = 5;

impl App {
    /// What the cell is: of a figure how it comes about, of a field how it is filled in and what
    /// was found there.
    pub(super) fn help(&mut self) {
        let cell = self.cell().cloned().unwrap_or_default();
        let (figure, path) = match self.preview() {
            Some(_) => self.shown_on_page(),
            None => (cell.figure, cell.path),
        };
        let (figure, path) = match (figure, path) {
            (None, None) => self.named_here(),
            of_cell => of_cell,
        };
        match (figure, &path) {
            (Some(figure), path) => self.work(figure, Vec::new(), path.as_ref()),
            (None, Some(path)) => self.tell_about(path),
            (None, None) => {
                let about = screen::about(self);
                let what = match self.is_before_first() {
                    true => "直接键入也会新增一条。",
                    false => {
                        "这一格是标题，或由程序根据填写的内容得出，不用填；来源一改它就跟着变。"
                    }
                };
                self.read("说明", format!("{about}\n\n{what}").trim().to_owned());
            }
        }
    }

    /// What adds up in a spreadsheet: here it is added up already.
    pub(super) fn sum(&mut self) {
        if self.cell().is_some_and(|cell| cell.figure.is_some()) {
            self.help();
        } else {
            let help = Action::Help.key_label();
            self.say(
                format!(
                    "合计由程序算出，不用求和：选中几格，屏幕下方就有它们的合计；{help} 看一个数怎样算。"
                ),
                Tone::Muted,
            );
        }
    }

    /// What a field is and what was found there.
    pub(super) fn tell_about(&mut self, path: &FieldPath) {
        // What is wrong is why one asks.
        let said = self.said_of(path);
        let about = self.about_field(path);
        let text = match said.trim() {
            "" => about,
            said => format!("{said}\n\n{about}"),
        };
        self.read(path.last_key().unwrap_or_default(), text);
    }

    /// What a field is, how it is filled in, what checks it, and the keys that work on it.
    fn about_field(&self, path: &FieldPath) -> String {
        let mut text = fields::describe(&self.document, path);
        if let Some(field) = fields::field_at(path) {
            text = format!("{text}\n\n{}", field.help);
            // What an amount is says little where each row means it otherwise.
            let row = path.parent().and_then(|row| fields::field_at(&row));
            if let Some(row) = row.filter(|row| row.kind.is_row()) {
                text = format!("{text}\n{}：{}", row.key, row.help);
            }
            if self.required().asks(path) {
                text.push_str("\n必填。");
            }
        }
        if let Some(kind) = fields::kind_at(path) {
            let how = match () {
                () if self.offers_names(path) => {
                    "回车打开后用空格或序号一个个选上，回车选上这一个并完成。".to_owned()
                }
                () if !self.words_offered(path).is_empty() => {
                    "回车打开后按序号选，也可以直接键入。".to_owned()
                }
                () => how_to_fill(kind, &self.scheme.scheme().words(path)),
            };
            text = format!("{text}\n{how}");
        }
        let here = self.cell().filter(|cell| cell.path.as_ref() == Some(path));
        if let Some(source) = here.and_then(source) {
            text.push_str(&format!("\n来源：{source}"));
        }
        let rules = rules_of(path);
        if !rules.is_empty() {
            text.push_str("\n\n核对它的规则：");
            for rule in rules {
                text.push_str(&format!("\n{} {}", rule.label(), rule.title));
            }
        }
        match rules_of_texts(path) {
            0 => {}
            n => text.push_str(&format!("\n所有正文另有 {n} 条规则核对文字和所写的数字。")),
        }
        let keys: Vec<String> = [
            Action::Edit,
            Action::Clear,
            Action::FillDown,
            Action::Insert,
            Action::Remove,
            Action::Mend,
            Action::Tick,
            Action::Comment,
            Action::Pend,
        ]
        .into_iter()
        .filter(|&action| self.unavailable(action).is_none())
        .filter_map(|action| Some(format!("{} {}", action.key_label(), action.entry()?.name)))
        .collect();
        if !keys.is_empty() {
            text.push_str(&format!("\n\n可用的键：{}", keys.join("，")));
        }
        text.push_str("\n\n数和字前面的记号：");
        for signs in sheet::legend(|_| true).chunks(SIGNS_A_LINE) {
            text.push('\n');
            text.push_str(&signs.join("  "));
        }
        text.push_str("\n页签后面是错误、警告的处数；预算构成的“项目!?”是说有的项目里还有错误、警告，处数记在绩效指标。");
        text
    }

    /// How a figure comes about; each of its operands leads to where it is entered, or to how it
    /// comes about itself.
    /// Of a figure that is also a field, `field` leads to what the field is.
    pub(super) fn work(&mut self, figure: Figure, way: Vec<Figure>, field: Option<&FieldPath>) {
        let working = self.ledger().working(figure);
        let mut lines: Vec<Line> = working
            .operands
            .into_iter()
            .map(|operand| {
                let (choice, missing) = match operand.origin {
                    Origin::Field(path) => (Choice::GoTo(path), UNFILLED),
                    Origin::Figure(of) => {
                        let mut way = way.clone();
                        way.push(figure);
                        (Choice::Work(of, way), LACKING)
                    }
                };
                let value = operand.value.unwrap_or_else(|| missing.to_owned());
                line(&operand.name, choice).noted(value)
            })
            .collect();
        if let Some((&last, way)) = way.split_last() {
            let words = format!("回到 {}", self.ledger().name(last));
            lines.push(line(&words, Choice::Work(last, way.to_vec())));
        }
        if let Some(path) = field {
            let words = "这一格怎样填，有哪些核对提示";
            lines.push(line(words, Choice::About(path.clone())));
        }
        lines.push(line("返回", Choice::Back));
        let mut text = format!("怎样算：{}\n{}", working.formula, working.calculation);
        let here = self.cell().filter(|cell| cell.figure == Some(figure));
        if let Some(source) = here.and_then(source) {
            text.push_str(&format!("\n来源：{source}"));
        }
        if let Some(found) = self.problem_here().filter(|_| field.is_some()) {
            text.push_str(&format!("\n{}", found.words()));
        }
        self.mode = Mode::Popup(Popup::question(working.name, text, lines));
    }
}

/// Where what stands in a cell comes from; `None` where nothing does.
fn source(cell: &Cell) -> Option<&'static str> {
    match cell.provenance {
        Some(provenance) => Some(provenance.sentence()),
        None if cell.text.trim().is_empty() || cell.path.is_none() => None,
        None => Some("填写的。"),
    }
}

/// Unit, spelling and an example of what a field holds.
fn how_to_fill(kind: Kind, words: &[&str]) -> String {
    match kind {
        Kind::Number(Unit::WanYuan) => {
            "单位万元，例如 435.20；可以带“元”“千元”“百万元”“亿元”输入，程序会换算，全角数字、逗号、￥都认得；也可以写 =63.1+25.2，由程序加起来。"
                .to_owned()
        }
        Kind::Number(unit) if unit.label().is_empty() => "填数字，例如 1。".to_owned(),
        Kind::Number(unit) => {
            format!("单位{}，例如 {}。", unit.label(), unit.example())
        }
        Kind::Measure => "填数字，或达成、部分达成、未达成这样的字，例如 12。".to_owned(),
        Kind::Date => {
            "可以写 2023-04-28、2023年4月28日 或 20230428，只定到月的写 2023-04。".to_owned()
        }
        Kind::Deadline => {
            "可以写 2023-12-31、2023年12月 或 2023年底前，没有完成之日的写“长期坚持”。".to_owned()
        }
        Kind::LongText => {
            "多行文字，回车或 F2 打开，回车换行，F2 完成。打开后按 F9 可插入动态数字。".to_owned()
        }
        Kind::List(..) => "一行一项，回车或 F2 打开，回车换行，F2 完成。".to_owned(),
        Kind::Choice(_) | Kind::Level(_) => {
            format!("回车打开后按序号选：{}。", words.join("、"))
        }
        Kind::Text => "一行文字，直接键入即可。".to_owned(),
        Kind::Record(_) => String::new(),
    }
}
