//! A in the text: how something is said to stand to last year or to its budget, beside the tables: 三公经费与上年持平,
//! 项目支出较年初预算超支. How far it is said to be from them is [`growths`](super::growths).

use rust_decimal::Decimal;

use super::growths::ALL_SPENT;
use super::told;
use super::verbs::{Growth, growth_verb};
use crate::document::FieldPath;
use crate::figures::budget::{Column, Item};
use crate::report::number::shown;
use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{
    FUNDS, PARTS_OF_A_YEAR, Passage, Role, bare, contains_any, parts_clauses, untailed, words,
};
use crate::rules::prose::Prose;
use crate::rules::quoted::{ByName, Named};
use crate::rules::{Case, Finding, Place, Verdict};

/// What something is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    LastYear,
    /// The budget of one column.
    Of(Column),
    /// That of the beginning of the year or of all of it.
    Budget,
}

impl Base {
    /// The words for each, the longest first.
    const ALL: [(&str, Self); 9] = [
        ("上年度", Self::LastYear),
        ("上年", Self::LastYear),
        ("去年", Self::LastYear),
        ("年初预算数", Self::Of(Column::Approved)),
        ("年初预算", Self::Of(Column::Approved)),
        ("全年预算", Self::Of(Column::Adjusted)),
        ("调整后预算", Self::Of(Column::Adjusted)),
        ("预算数", Self::Budget),
        ("预算", Self::Budget),
    ];

    const fn columns(&self) -> &[Column] {
        match self {
            Self::LastYear => &[Column::Prior],
            Self::Of(column) => std::slice::from_ref(column),
            Self::Budget => &[Column::Approved, Column::Adjusted],
        }
    }

    /// What it is called in a message.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::LastYear => "上年",
            Self::Of(Column::Approved) => "年初预算",
            Self::Of(_) => "全年预算",
            Self::Budget => "预算",
        }
    }
}

/// How it is said to stand to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Above,
    Below,
    Level,
    NotAbove,
    /// More was spent than that.
    Over,
    /// Less was.
    Left,
}

impl Stands {
    /// What words behind a base say.
    fn by(words: &str, base: Base) -> Option<Self> {
        /// What may stand before the verb.
        const BEFORE: [&str; 16] = [
            "相比较",
            "相比",
            "决算",
            "数",
            "的",
            "支出",
            "水平",
            "有所",
            "略有",
            "稍有",
            "明显",
            "大幅",
            "小幅",
            "均",
            "继续",
            "实现",
        ];
        let mut verb = words;
        while let Some(behind) = BEFORE.iter().find_map(|it| verb.strip_prefix(it)) {
            verb = behind;
        }
        let verb = verb
            .trim_end_matches("较多")
            .trim_end_matches("较大")
            .trim_end_matches('了');
        let moved = || match verb {
            "多" => Some(Self::Above),
            "少" => Some(Self::Below),
            _ => {
                let (direction, own) = growth_verb(verb).filter(|(_, own)| *own == verb)?;
                (!own.ends_with(['至', '到', '幅'])).then_some(match direction {
                    Growth::Up => Self::Above,
                    Growth::Down => Self::Below,
                })
            }
        };
        match (base, verb) {
            (
                Base::LastYear,
                "持平" | "一致" | "相同" | "保持不变" | "无变化" | "没有变化" | "无增减",
            ) => Some(Self::Level),
            (Base::LastYear, _) => moved(),
            (_, "超支" | "超出") => Some(Self::Over),
            (_, "未超支" | "没有超支" | "未超出" | "未超") => Some(Self::NotAbove),
            (_, "节约" | "节支" | "节省" | "结余") => Some(Self::Left),
            // By so much a budget was cut as often as less was spent.
            (_, "压减") => None,
            _ => moved(),
        }
    }

    /// Whether an amount stands so to another.
    fn is_so(self, value: Decimal, base: Decimal) -> bool {
        /// As near as 持平 may be meant, as a part of the base.
        const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
        match self {
            Self::Above | Self::Over => value > base,
            Self::Below | Self::Left => value < base,
            Self::NotAbove => value <= base,
            Self::Level => {
                let near = base.abs().saturating_mul(NEAR);
                value.saturating_sub(base).abs() <= near
            }
        }
    }
}

/// How something is said to stand to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparison {
    pub(super) base: Base,
    stands: Stands,
}

/// What a text says of how something stands to last year or its budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Compared {
    named: Named,
    is: Comparison,
    /// The words that say so.
    place: Place,
}

/// What a passage says so without a number.
pub(in crate::rules) fn comparisons(passage: &Passage<'_>) -> Vec<Compared> {
    let is_read = !matches!(passage.role, Role::Goal | Role::Name);
    if !is_read || !passage.holds_any(words!["上年", "去年", "同比", "预算"]) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (start, sentence) in passage.each_sentence() {
        let mut at = start;
        for clause in sentence.split_inclusive(parts_clauses) {
            let words = clause.trim_end_matches(parts_clauses);
            found.extend(compared(passage, at, words));
            at += clause.len();
        }
    }
    found
}

/// What a clause at a byte says so.
fn compared(passage: &Passage<'_>, at: usize, clause: &str) -> Option<Compared> {
    // 较上年增加的主要原因是
    let why = ["的原因", "的主要原因"]
        .iter()
        .find_map(|it| clause.find(it));
    let clause = clause.get(..why.unwrap_or(clause.len()))?;
    let (lead, is) = Comparison::told(clause)?;
    let end = at + clause.len();
    let sentence = passage.sentence_at(at);
    let quantities = passage.quantities.iter();
    let mut within = quantities.filter(|it| at <= it.span.start && it.span.end <= end);
    let name = match within.next_back() {
        // 2023年三公经费与上年持平
        Some(date) if date.unit == Unit::Date => passage
            .between(date.span.end, at + lead)
            .trim_start_matches('度'),
        Some(_) => return None,
        None => clause.get(..lead)?,
    };
    let name = match untailed(name) {
        // 三公经费支出4.3万元，与上年持平
        "" => {
            let before = passage.quantities.iter();
            let before = before
                .take_while(|it| it.span.end < at)
                .count()
                .checked_sub(1)?;
            let amount = passage.quantities.get(before)?;
            let is_right_before = amount.unit == Unit::Money
                && amount.is_exact()
                && passage.between(amount.span.end, at).chars().count() == 1
                && amount.span.start >= sentence.start;
            let is_of_it = is_right_before
                && !passage.is_of_budget(before)
                && passage.period(before).is_none();
            is_of_it.then(|| untailed(passage.listed(before)))?
        }
        name => name,
    };
    let name = told::unmarked(name);
    let head = passage.between(sentence.start, at + lead);
    let head = FUNDS
        .iter()
        .fold(head.to_owned(), |head, fund| head.replace(fund, ""));
    let is_planned = is.base == Base::LastYear && contains_any(&head, &["预算", "计划", "安排"]);
    let is_meant = Named::is_name(&name)
        && !is_planned
        && !is_of_others(passage, &name, at + lead)
        && !passage.is_to_come(at + lead);
    is_meant.then(|| Compared {
        named: Named::of(&name, at + lead, passage),
        is,
        place: passage.place_at(at + lead..end),
    })
}

/// Whether what is said of something before a byte is of another time, or of a part of what its sentence is about: 上半年,
/// 社会管理项目支出452.3万元，其中人员经费较上年增加.
pub(super) fn is_of_others(passage: &Passage<'_>, name: &str, at: usize) -> bool {
    let head = passage.between(passage.sentence_at(at).start, at);
    is_of_another_time(passage, at)
        || !name.contains("项目") && contains_any(head, &["项目", "专项"])
}

/// Whether the sentence of a byte says before it that it is of another year, or anywhere that it is of a part of one.
pub(super) fn is_of_another_time(passage: &Passage<'_>, at: usize) -> bool {
    let sentence = passage.sentence_at(at);
    let dates = passage
        .quantities
        .iter()
        .filter(|it| it.unit == Unit::Date && sentence.start <= it.span.start && it.span.end <= at);
    let mut years = dates.map(|it| it.value);
    let whole = passage.between(sentence.start, sentence.end);
    years.any(|it| Some(it) != passage.year.map(Into::into))
        || contains_any(whole, &PARTS_OF_A_YEAR)
}

/// An amount beside another, each with its place.
pub(super) type Two = [(FieldPath, Decimal); 2];

impl Comparison {
    /// What words say so first, with where in them that begins.
    pub(super) fn told(words: &str) -> Option<(usize, Self)> {
        const LEADS: [char; 4] = ['较', '比', '与', '同'];
        words.match_indices(LEADS).find_map(|(lead, _)| {
            let words = words.get(lead..)?;
            let (base, behind) = match words.strip_prefix("同比") {
                Some(behind) => (Base::LastYear, behind),
                None => {
                    let behind = words.trim_start_matches(LEADS);
                    let mut bases = Base::ALL.iter();
                    bases.find_map(|(word, base)| Some((*base, behind.strip_prefix(word)?)))?
                }
            };
            let stands = Stands::by(behind, base)?;
            Some((lead, Self { base, stands }))
        })
    }

    /// Which way a difference from its budget is told; `None` where no difference is, or from last year.
    pub(super) const fn direction(self) -> Option<Growth> {
        match (self.base, self.stands) {
            (Base::LastYear, _) | (_, Stands::Level | Stands::NotAbove) => None,
            (_, Stands::Above | Stands::Over) => Some(Growth::Up),
            (_, Stands::Below | Stands::Left) => Some(Growth::Down),
        }
    }

    /// What may stand so to a column: what was spent, or the budget itself, which grew from that of the beginning of
    /// the year.
    const fn beside(self, column: Column) -> &'static [Column] {
        match (self.stands, column) {
            (Stands::Above | Stands::Below, Column::Approved) => &[Column::Spent, Column::Adjusted],
            _ => &[Column::Spent],
        }
    }

    /// All that the tables have of what is compared so, the base first.
    pub(super) fn known(self, named: &Named, case: &Case<'_>, by_name: &ByName<'_>) -> Vec<Two> {
        let columns = self.base.columns().iter();
        let columns = columns.flat_map(|&base| self.beside(base).iter().map(move |&it| (base, it)));
        let of_item = |item: Item| {
            let path = move |column: Column| match item {
                Item::Total => case.total_at(column),
                item => item.path().key(column.key()),
            };
            let node = case.figures.budget.node(item);
            columns.clone().flat_map(move |(base, own)| {
                let node = node.filter(|node| match base {
                    Column::Prior => node.change().is_some(),
                    base => node.is_whole(base) && node.is_whole(own),
                });
                let two = |value: &dyn Fn(Column) -> Option<Decimal>| {
                    let of = |column: Column| Some((path(column), value(column)?));
                    Some([of(base)?, of(own)?])
                };
                let in_own_table = |column| told::in_own_table(item, case, column);
                let all = node.map(|node| {
                    let shown = two(&|it| node.value(it));
                    let own = two(&in_own_table).filter(|it| Some(it) != shown.as_ref());
                    [shown, own]
                });
                all.into_iter().flatten().flatten()
            })
        };
        if let Some((_, item)) = by_name.item(named) {
            // 人员经费 in the text of a project is a part of that.
            let own = named.project.map(Item::Project);
            let is_meant = own.is_none_or(|own| own == item);
            return is_meant
                .then(|| of_item(item))
                .into_iter()
                .flatten()
                .collect();
        }
        let name = bare(&named.name);
        if named.project.is_some() || named.is_of_a_body {
            return Vec::new();
        }
        if ALL_SPENT.contains(&name) {
            // Where that of all is not known, one budget says nothing of it.
            let of_all: Vec<Two> = of_item(Item::Total).collect();
            let is_known = !of_all.is_empty();
            let general = is_known.then(|| of_item(Item::General));
            return general.into_iter().flatten().chain(of_all).collect();
        }
        let two = match self.base {
            Base::LastYear => told::expense_in_two_years(name, case.report),
            Base::Of(_) | Base::Budget => told::expense_beside_budget(name, case.report),
        };
        two.into_iter().collect()
    }
}

impl Compared {
    fn beside(&self, case: &Case<'_>, by_name: &ByName<'_>) -> Option<Finding> {
        let known = self.is.known(&self.named, case, by_name);
        let is_otherwise = |[(_, base), (_, value)]: &Two| !self.is.stands.is_so(*value, *base);
        if !known.iter().all(is_otherwise) {
            return None;
        }
        let [(base_at, base), (value_at, value)] = known.into_iter().next()?;
        let column = |path: &FieldPath| path.last_key().unwrap_or_default().to_owned();
        let said = self.place.value.as_deref().unwrap_or_default();
        let message = format!(
            "“{}”正文称“{said}”，表中{}为{}万元、{}为{}万元，说法与数字矛盾，请核实。",
            bare(&self.named.name),
            column(&base_at),
            shown(base),
            column(&value_at),
            shown(value)
        );
        let finding = Finding::new(self.place.clone(), message);
        let finding = finding.and(Place::new(base_at).shows(shown(base)));
        Some(finding.and(Place::new(value_at).shows(shown(value))))
    }
}

/// What the texts say so that the tables do not bear out.
pub(in crate::rules) fn beside_tables(case: &Case<'_>, prose: &Prose) -> Verdict {
    let by_name = ByName::of(case, prose.comparisons().map(|it| &it.named));
    prose
        .comparisons()
        .filter_map(|it| it.beside(case, &by_name))
        .collect()
}
