//! The table of all files, a line each.

use super::Checked;
use super::standing::FIGURES;
use crate::rules::Severity;

/// What a cell of the table of all files holds; `None` where it is not known or not asked for.
type Cell = fn(&Checked, Severity) -> Option<String>;

/// Whose file it is, before its figures.
static WHOSE: [(&str, Cell); 3] = [
    ("文件", |it, _| Some(it.name.clone())),
    ("单位名称", |it, _| {
        Some(it.standing.as_ref()?.unit.clone())
    }),
    ("年度", |it, _| it.standing.as_ref()?.year.clone()),
];

/// How it stands with it, behind its figures.
static STANDS: [(&str, Cell); 12] = [
    ("不全或试算的数", |it, _| {
        Some(it.standing.as_ref()?.notes())
    }),
    ("错误", |it, least| it.asked(Severity::Error, least)),
    ("警告", |it, least| it.asked(Severity::Warning, least)),
    ("提示", |it, least| it.asked(Severity::Hint, least)),
    ("已说明", |it, _| it.counted(it.answered)),
    ("必填已填", |it, _| Some(it.filled?.done.to_string())),
    ("必填应填", |it, _| Some(it.filled?.total.to_string())),
    ("已复核节数", |it, _| it.counted(it.reviewed.0)),
    ("应复核节数", |it, _| it.counted(it.reviewed.1)),
    ("批注", |it, _| it.counted(it.comments.0)),
    ("待答复", |it, _| it.counted(it.comments.1)),
    ("没有读懂", |it, _| it.why().map(str::to_owned)),
];

/// What stands above the table of all files.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let (whose, stands) = (WHOSE.iter(), STANDS.iter());
    let figures = FIGURES.iter().map(|(name, _)| *name);
    whose
        .map(|(name, _)| *name)
        .chain(figures)
        .chain(stands.map(|(name, _)| *name))
}

impl Checked {
    /// How it stands with the file, as a line under [`names`].
    pub(super) fn row(&self, least: Severity) -> Vec<String> {
        let standing = self.standing.as_ref();
        let figures = (0..FIGURES.len()).map(|i| {
            let figure = standing.and_then(|it| it.figures.get(i));
            figure.and_then(|it| it.value.clone()).unwrap_or_default()
        });
        let cell = |(_, of): &(&str, Cell)| of(self, least).unwrap_or_default();
        let (whose, stands) = (WHOSE.iter().map(cell), STANDS.iter().map(cell));
        whose.chain(figures).chain(stands).collect()
    }

    /// A count of a report, where there is one.
    fn counted(&self, count: usize) -> Option<String> {
        self.standing.as_ref().map(|_| count.to_string())
    }

    /// How many findings of a severity are open, where it was asked for.
    fn asked(&self, severity: Severity, least: Severity) -> Option<String> {
        let count = self.count(severity);
        (severity <= least).then(|| self.counted(count)).flatten()
    }
}
