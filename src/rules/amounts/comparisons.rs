//! A in the text: how something is said to stand to last year or to its budget with no number, beside the tables:
//! 三公经费与上年持平, 项目支出较年初预算超支.

use rust_decimal::Decimal;

use super::growths::ALL_SPENT;
use super::percentages::{Growth, growth_verb};
use super::told;
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
enum Base {
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
}

/// How it is said to stand to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Above,
    Below,
    Level,
    NotAbove,
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
        const LEVEL: [&str; 7] = [
            "持平",
            "一致",
            "相同",
            "保持不变",
            "无变化",
            "没有变化",
            "无增减",
        ];
        const OVER: [&str; 2] = ["超支", "超出"];
        const NOT_OVER: [&str; 4] = ["未超支", "没有超支", "未超出", "未超"];
        const LEFT: [&str; 3] = ["节约", "节支", "节省"];
        let mut verb = words;
        while let Some(behind) = BEFORE.iter().find_map(|it| verb.strip_prefix(it)) {
            verb = behind;
        }
        let verb = verb
            .trim_end_matches("较多")
            .trim_end_matches("较大")
            .trim_end_matches('了');
        match base {
            Base::LastYear if LEVEL.contains(&verb) => Some(Self::Level),
            Base::LastYear => {
                let (direction, own) = growth_verb(verb).filter(|(_, own)| *own == verb)?;
                (!own.ends_with(['至', '到', '幅'])).then_some(match direction {
                    Growth::Up => Self::Above,
                    Growth::Down => Self::Below,
                })
            }
            Base::Of(_) | Base::Budget if OVER.contains(&verb) => Some(Self::Above),
            Base::Of(_) | Base::Budget if NOT_OVER.contains(&verb) => Some(Self::NotAbove),
            Base::Of(_) | Base::Budget => LEFT.contains(&verb).then_some(Self::Below),
        }
    }

    /// Whether an amount stands so to another.
    fn is_so(self, value: Decimal, base: Decimal) -> bool {
        /// As near as 持平 may be meant, as a part of the base.
        const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
        match self {
            Self::Above => value > base,
            Self::Below => value < base,
            Self::NotAbove => value <= base,
            Self::Level => {
                let near = base.abs().saturating_mul(NEAR);
                value.saturating_sub(base).abs() <= near
            }
        }
    }
}

/// What a text says of how something stands to last year or its budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Compared {
    named: Named,
    base: Base,
    stands: Stands,
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
    const LEADS: [char; 4] = ['较', '比', '与', '同'];
    // 较上年增加的主要原因是
    let why = ["的原因", "的主要原因"]
        .iter()
        .find_map(|it| clause.find(it));
    let clause = clause.get(..why.unwrap_or(clause.len()))?;
    let (lead, base, stands) = clause.match_indices(LEADS).find_map(|(lead, _)| {
        let words = clause.get(lead..)?;
        let behind = words.trim_start_matches(LEADS);
        let (base, behind) = match words.strip_prefix("同比") {
            Some(behind) => (Base::LastYear, behind),
            None => {
                let mut bases = Base::ALL.iter();
                bases.find_map(|(word, base)| Some((*base, behind.strip_prefix(word)?)))?
            }
        };
        Some((lead, base, Stands::by(behind, base)?))
    })?;
    let end = at + clause.len();
    let sentence = passage.sentence_at(at);
    let whole = passage.between(sentence.start, sentence.end);
    let within = |from: usize| {
        let all = passage.quantities.iter();
        all.filter(move |it| from <= it.span.start && it.span.end <= end)
    };
    let mut dates = within(sentence.start).filter(|it| it.unit == Unit::Date);
    let is_of_another_time = dates.any(|it| Some(it.value) != passage.year.map(Into::into))
        || contains_any(whole, &PARTS_OF_A_YEAR);
    let name = match within(at).next_back() {
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
    let is_planned = base == Base::LastYear && contains_any(&head, &["预算", "计划", "安排"]);
    // 社会管理项目支出452.3万元，其中人员经费较上年增加
    let is_of_a_part = !name.contains("项目") && contains_any(&head, &["项目", "专项"]);
    let is_of_others = is_of_another_time || is_planned || is_of_a_part;
    let is_meant = Named::is_name(&name) && !passage.is_to_come(at + lead);
    (is_meant && !is_of_others).then(|| Compared {
        named: Named::of(&name, at + lead, passage),
        base,
        stands,
        place: passage.place_at(at + lead..end),
    })
}

/// An amount beside another, each with its place.
type Two = [(FieldPath, Decimal); 2];

impl Compared {
    /// All that the tables have of what is compared, the base first.
    fn known(&self, case: &Case<'_>, by_name: &ByName<'_>) -> Vec<Two> {
        let of_item = |item: Item| {
            self.base.columns().iter().filter_map(move |&column| {
                let node = case.figures.budget.node(item)?;
                let is_known = match column {
                    Column::Prior => node.change().is_some(),
                    column => node.is_whole(column) && node.is_whole(Column::Spent),
                };
                // No amounts stand in the total, and those of the general budget in its place.
                let path = match item {
                    Item::Total => Item::General.path(),
                    item => item.path(),
                };
                let of = |column: Column| Some((path.key(column.key()), node.value(column)?));
                is_known.then(|| Some([of(column)?, of(Column::Spent)?]))?
            })
        };
        if let Some((_, item)) = by_name.item(&self.named) {
            // 人员经费 in the text of a project is a part of that.
            let own = self.named.project.map(Item::Project);
            let is_meant = own.is_none_or(|own| own == item);
            return is_meant
                .then(|| of_item(item))
                .into_iter()
                .flatten()
                .collect();
        }
        let name = bare(&self.named.name);
        if self.named.project.is_some() || self.named.is_of_a_body {
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

    fn beside(&self, case: &Case<'_>, by_name: &ByName<'_>) -> Option<Finding> {
        let known = self.known(case, by_name);
        let is_otherwise = |[(_, base), (_, value)]: &Two| !self.stands.is_so(*value, *base);
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
