//! What is printed for a person: the findings of a file, and how it stands with all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::standing::Standing;
use super::{Checked, Found, LONGEST, printed};
use crate::rules::{Diagnostic, Lacking, Severity};
use crate::store;
use crate::ui::text;

/// A finding, for a person.
pub(super) fn finding(name: &str, it: &Found) -> String {
    let Diagnostic {
        rule,
        severity,
        message,
        reply,
        ..
    } = &it.diagnostic;
    let (line, column) = (it.line, it.column);
    let answered = if it.is_open() { "" } else { "（已说明）" };
    let source = text::fit(it.source.trim(), LONGEST, text::Align::Left);
    let message = message.replace('\n', " ");
    let mut printed = format!(
        "{name}:{line}:{column}  {}{answered} {}  {}\n    {message}\n    {line} | {}\n",
        severity.label(),
        rule.code,
        rule.title,
        source.trim_end(),
    );
    // What is in the places named, further down.
    for (line, _) in it.others.iter().filter(|(other, _)| *other != line) {
        printed += &format!("    另见第{line}行\n");
    }
    if let Some(reply) = reply {
        let sentence = reply.sentence();
        printed += &format!("    {}\n", sentence.replace('\n', " "));
    }
    printed.push('\n');
    printed
}

/// How it stands with each file and with all, for a person.
pub(super) fn summary(checked: &[Checked], least: Severity) -> String {
    let counts = printed(least).map(|severity| {
        let count: usize = checked.iter().map(|file| file.count(severity)).sum();
        format!("{}{count}条", severity.label())
    });
    let counts: Vec<String> = counts.collect();
    let answered = match checked.iter().map(|file| file.answered).sum::<usize>() {
        0 => String::new(),
        n => format!("，另有{n}条已说明"),
    };
    let count = |of: fn(&Checked) -> bool| checked.iter().filter(|file| of(file)).count();
    let unread = count(|file| file.standing.is_none());
    let partly = count(|file| file.standing.is_some() && !file.read);
    let unread = [(unread, "没有读出"), (partly, "没有全部读懂")];
    let unread = unread.iter().filter(|(count, _)| *count > 0);
    let unread: Vec<String> = unread.map(|(n, what)| format!("{n}个{what}")).collect();
    let unread = match unread.as_slice() {
        [] => String::new(),
        unread => format!("（{}）", unread.join("，")),
    };
    // Of one that was not read it has been said.
    let is_alone = |file: &&Checked| checked.len() > 1 || file.standing.is_some();
    let lines = checked
        .iter()
        .filter(is_alone)
        .map(|file| file.summary(least));
    let mut printed: String = lines.collect();
    if checked.iter().all(|file| file.standing.is_none()) && !checked.is_empty() {
        return format!("{printed}{}个文件，都没有读出。\n", checked.len());
    }
    printed += &format!(
        "{}个文件{unread}：{}{answered}。\n",
        checked.len(),
        counts.join("，")
    );
    let noticed = noticed(checked).into_iter().map(|words| words + "\n");
    printed + &noticed.collect::<String>()
}

/// What is to be known of them beside each other.
pub(super) fn noticed(checked: &[Checked]) -> Vec<String> {
    let mut noticed = alike(checked);
    noticed.extend(of_another_year(checked));
    noticed
}

/// That what a unit sent on paper was not checked, so that it is not taken for one that sent nothing.
pub(super) fn papers(folder: &Path, papers: &[PathBuf]) -> Option<String> {
    const MOST: usize = 5;
    let names = papers.iter().take(MOST).map(|path| {
        let name = path.file_name().unwrap_or_default();
        store::printable(name)
    });
    let names: Vec<String> = names.collect();
    let others = if papers.len() > MOST { "等" } else { "" };
    (!papers.is_empty()).then(|| {
        format!(
            "文件夹“{}”里还有{}个 Word、Excel 或 PDF 文件，没有核对，请对方另送 .yaml 报告：{}{others}",
            store::printable(folder.as_os_str()),
            papers.len(),
            names.join("、")
        )
    })
}

/// The files that are of one unit and one year, where they say which: two versions, of which one counts.
fn alike(checked: &[Checked]) -> Vec<String> {
    let mut of_one: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for file in checked {
        if let Some(Standing { unit, year, .. }) = &file.standing
            && let Some(year) = year
            && !unit.is_empty()
        {
            of_one.entry((unit, year)).or_default().push(&file.name);
        }
    }
    let several = of_one.into_iter().filter(|(_, files)| files.len() > 1);
    let lines = several.map(|((unit, year), files)| {
        format!(
            "{unit}{year}年度有{}份，请核对以哪一份为准：{}",
            files.len(),
            files.join("、")
        )
    });
    lines.collect()
}

/// The files of another year than most are of, among which they may have come by mistake; nothing where no
/// year has most of them, as where each year's own are kept together.
fn of_another_year(checked: &[Checked]) -> Option<String> {
    let dated = checked.iter().filter_map(|file| {
        let year = file.standing.as_ref()?.year.as_deref()?;
        Some((year, &*file.name))
    });
    let dated: Vec<(&str, &str)> = dated.collect();
    let count = |year: &str| dated.iter().filter(|(of, _)| *of == year).count();
    let mut years = dated.iter().map(|(year, _)| *year);
    let most = years.find(|year| count(year) * 2 > dated.len())?;
    let others = dated.iter().filter(|(year, _)| *year != most);
    let others: Vec<String> = others
        .map(|(year, name)| format!("{name}（{year}年度）"))
        .collect();
    (!others.is_empty()).then(|| {
        format!(
            "有{}份不是{most}年度的，请核对有没有放错：{}",
            others.len(),
            others.join("、")
        )
    })
}

impl Checked {
    /// How it stands with the file, on one line.
    fn summary(&self, least: Severity) -> String {
        let standing = self.standing.as_ref().map(Standing::words);
        let counts = standing.is_some().then(|| {
            let counts = printed(least);
            let counts = counts.map(|it| format!("{} {}", it.label(), self.count(it)));
            let answered = (self.answered > 0).then(|| format!("已说明 {}", self.answered));
            let filled = self.filled.map(|filled| format!("必填已填 {filled}"));
            let comments = match self.comments {
                (0, _) => None,
                (all, 0) => Some(format!("批注 {all}，都已答复")),
                (all, open) => Some(format!("批注 {all}，待答复 {open}")),
            };
            let counts = counts.chain(answered).chain(filled).chain(comments);
            counts.collect::<Vec<_>>().join("，")
        });
        let why = self.why().map(str::to_owned);
        let parts = standing.into_iter().chain(counts).chain(why);
        let parts: Vec<String> = parts.collect();
        format!("{}：{}\n", self.name, parts.join("；"))
    }

    /// What is not filled in, a line a section.
    pub(super) fn unfilled(&self) -> String {
        let Some(filled) = self.filled.filter(|_| !self.blank.is_empty()) else {
            return String::new();
        };
        let lines = self.blank.iter().map(|line| format!("    {line}\n"));
        format!(
            "{}：必填没有填 {} 项\n{}\n",
            self.name,
            filled.total - filled.done,
            lines.collect::<String>()
        )
    }

    /// The rules that could not be decided, by what is lacking, a line each.
    pub(super) fn undecided(&self) -> String {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for Lacking { rule, why, .. } in &self.lacking {
            match reasons.iter_mut().find(|(known, _)| known == why) {
                Some((_, codes)) if codes.contains(&rule.code) => {}
                Some((_, codes)) => codes.push(rule.code),
                None => reasons.push((why, vec![rule.code])),
            }
        }
        if reasons.is_empty() {
            return String::new();
        }
        let lines = reasons
            .iter()
            .map(|(why, codes)| format!("    {}：{why}\n", codes.join("、")));
        format!(
            "{}：资料不足，没有核对\n{}\n",
            self.name,
            lines.collect::<String>()
        )
    }
}
