//! The four tabs: each makes sheets from the report and its figures. No tab knows the disk, and
//! none keeps anything of its own.

pub mod basics;
pub mod budget;
pub mod indicators;
pub mod issues;

use rust_decimal::Decimal;

use crate::document::FieldPath;
use crate::figures::budget::Item;
use crate::figures::execution::NoRate;
use crate::figures::required::Required;
use crate::report::check::Filled;
use crate::report::fields;
use crate::report::number::percent;
use crate::ui::widgets::bars::Bar;

/// A chart of a tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chart {
    /// Of whom; blank where it is of the one that is shown.
    pub of: String,
    /// What it shows.
    pub title: String,
    /// The node of the budget whose parts its bars are.
    pub whole: Option<Item>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// Where each bar leads.
    pub leads: Vec<Lead>,
}

/// Where a bar leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// Into a node of the budget.
    Into(Item),
    /// To a field.
    To(FieldPath),
}

/// A ratio in a column of a table: 0.9524 is 95.24%. What is ten times too much needs no decimals:
/// the line below says how much it is.
fn rate(ratio: Decimal) -> String {
    match ratio {
        ratio if ratio >= Decimal::TEN => ">999%".to_owned(),
        ratio if ratio <= -Decimal::TEN => "<-999%".to_owned(),
        ratio => percent(ratio),
    }
}

/// A rate, or what stands in its place.
pub(super) fn rate_or_why(found: Result<Decimal, NoRate>) -> String {
    found.map_or_else(|why| why.short().to_owned(), rate)
}

/// The same where nothing is said of one that waits: what it waits for is blank beside it.
fn rate_or_blank(found: Result<Decimal, NoRate>) -> String {
    match found {
        Err(NoRate::Lacks(_)) => String::new(),
        found => rate_or_why(found),
    }
}

/// One of the four tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// 基本信息
    #[default]
    Basics,
    /// 预算构成
    Budget,
    /// 绩效指标
    Indicators,
    /// 问题整改
    Issues,
}

impl Tab {
    /// All of them, from the left.
    pub const ALL: [Self; 4] = [Self::Basics, Self::Budget, Self::Indicators, Self::Issues];

    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Basics => "基本信息",
            Self::Budget => "预算构成",
            Self::Indicators => "绩效指标",
            Self::Issues => "问题整改",
        }
    }

    /// The tab of this name.
    #[must_use]
    pub fn titled(title: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.title() == title)
    }

    /// The tab on which a chapter of the file is filled in.
    #[must_use]
    pub fn of_chapter(key: &str) -> Self {
        match key {
            "支出" => Self::Budget,
            "项目" | "整体绩效" => Self::Indicators,
            "问题" | "改进措施" => Self::Issues,
            _ => Self::Basics,
        }
    }

    /// How much of what is filled in on it is there. The amounts of projects stand on two of them.
    #[must_use]
    pub fn filled(self, required: Required<'_>) -> Filled {
        let mut filled = required.filled(|chapter| Self::of_chapter(chapter) == self);
        if self == Self::Budget {
            filled += required.amounts_of_projects();
        }
        filled
    }

    /// The tab on which a field is filled in.
    #[must_use]
    pub fn of(path: &FieldPath) -> Self {
        path.first_key().map_or(Self::Basics, Self::of_chapter)
    }

    /// Where a field stands on the screen, tab by tab from the left, each from its top.
    #[must_use]
    pub fn order(path: &FieldPath) -> (usize, bool, Vec<usize>) {
        // What stands above the chapters before it in the file.
        let above = matches!(path.first_key(), Some("封面" | "整体绩效"));
        (Self::of(path).place(), !above, fields::order(path))
    }

    /// Its place, from the left.
    #[must_use]
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0)
    }

    /// The tab to the right, from the last to the first.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL
            .into_iter()
            .cycle()
            .nth(self.place() + 1)
            .unwrap_or(self)
    }

    /// The tab to the left, from the first to the last.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::ALL
            .into_iter()
            .cycle()
            .nth(self.place() + 3)
            .unwrap_or(self)
    }
}
