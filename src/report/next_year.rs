//! Next year's report out of this year's (新建下一年度): what stays, what becomes blank, what moves
//! into the column of the prior year, and which texts and amounts are only drafts until somebody rewrites
//! them.
//!
//! It says what to change and changes nothing; the change is an ordinary one, so that comments
//! and the order of the file stay.

use super::date;
use super::fields::{BY_PROGRAM, FIELDS, Field, Kind, UNIT, describe, field_at};
use super::number::{Measure, Number};
use super::stamp::stamp;
use crate::document::{Document, Edit, FieldPath, Node, Transaction, Value};

/// Why there is no next year's report to be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoNextYear {
    /// The file may only be looked at, for the reason given as a sentence.
    #[error("上年的报告不能沿用：{0}")]
    ReadOnly(String),
    /// It does not say which year it is of.
    #[error("上年的报告没有填写四位数的年度，不知道新建哪一年的报告，请先填写“年度”。")]
    NoYear,
    /// The year after it is none that can be written.
    #[error("上年的报告是 {0} 年度的，再下一年不是四位数，建不了，请先改正“年度”。")]
    TooLate(i16),
}

/// What becomes of a field in next year's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// It is as true next year.
    Keep,
    /// It is to be filled in anew.
    Blank,
    /// It is something to begin with.
    Draft,
    /// It becomes what another field beside it was.
    From(&'static str),
}

/// What becomes of the field at `path`; `None` where the format has no such field.
#[must_use]
pub fn carried(path: &FieldPath) -> Option<Carry> {
    path.last_key()?;
    field_at(path).map(carry)
}

fn carry(field: &Field) -> Carry {
    match (field.key, field.kind) {
        ("上年执行数", _) => Carry::From("全年执行数"),
        ("上年决算数", _) => Carry::From("本年决算数"),
        ("上年实有人数", _) => Carry::From("年末实有人数"),
        ("上年编外人员", _) => Carry::From("编外人员"),
        ("年初结转和结余", _) => Carry::From("年末结转和结余"),
        ("格式版本" | "编制数" | "列示数" | "指标值" | "分值", _) => Carry::Keep,
        // Why last year came out as it did is no beginning for why this one does.
        ("偏差原因" | "执行说明" | "预算调整说明" | "人员变化原因", _) => {
            Carry::Blank
        }
        ("完成值" | "等级" | "状态", _) | (_, Kind::Number(_) | Kind::Date | Kind::Deadline) => {
            Carry::Blank
        }
        (_, Kind::LongText) => Carry::Draft,
        _ => Carry::Keep,
    }
}

/// Whether an indicator's target is a sum of money to spend, which is another each year as its budget is:
/// a cost in 万元, not what one piece of something costs.
fn is_of_a_budget(indicator: Node<'_>) -> bool {
    let said = |key| indicator.get(key).and_then(Node::text).unwrap_or_default();
    let is_cost = |key| said(key).trim().ends_with("成本指标");
    let Measure { value, unit, .. } = Measure::read(said("指标值"));
    let is_amount = Number::read(&value).value().is_some();
    let unit = if unit.is_empty() {
        said(UNIT).trim()
    } else {
        &unit
    };
    (is_cost("一级指标") || is_cost("二级指标")) && is_amount && unit == "万元"
}

/// The change that makes next year's report of a document, and that year.
///
/// # Errors
/// [`NoNextYear`] where the document does not tell enough.
pub fn next_year(document: &Document) -> Result<(i16, Transaction), NoNextYear> {
    if let Some(problem) = document.problems().first() {
        return Err(NoNextYear::ReadOnly(problem.message.clone()));
    }
    let root = document.root();
    let year = root.get("年度").and_then(Node::text).unwrap_or_default();
    let year = date::year(Number::read(year)).ok_or(NoNextYear::NoYear)?;
    let next = date::year(Number::Known((year + 1).into())).ok_or(NoNextYear::TooLate(year))?;
    let mut making = Making {
        document,
        year: year.to_string(),
        edits: Vec::new(),
        drafts: Vec::new(),
    };
    for field in FIELDS {
        let path = FieldPath::root().key(field.key);
        let Some(node) = root.get(field.key) else {
            continue;
        };
        if field.key == "年度" {
            making.set(path, Value::Number(next.to_string()));
        } else if !BY_PROGRAM.contains(&field.key) {
            making.walk(node, field.kind, path);
        } else if !node.is_empty() {
            making.set(path, Value::List(Vec::new()));
        }
    }
    making.rename(next);
    let drafts = std::mem::take(&mut making.drafts);
    if !drafts.is_empty() {
        making.set(FieldPath::root().key("沿用"), Value::List(drafts));
    }
    let transaction = Transaction {
        name: format!("新建{next}年度报告"),
        place: FieldPath::root().key("年度"),
        edits: making.edits,
    };
    Ok((next, transaction))
}

struct Making<'a> {
    document: &'a Document,
    /// The year that it is out of, in digits.
    year: String,
    edits: Vec<Edit>,
    /// The entries of 沿用.
    drafts: Vec<Value>,
}

impl Making<'_> {
    fn set(&mut self, path: FieldPath, value: Value) {
        self.edits.push(Edit::Set { path, value });
    }

    fn walk(&mut self, node: Node<'_>, kind: Kind, path: FieldPath) {
        match kind {
            Kind::Record(fields) => {
                for field in fields {
                    self.field(node, field, path.key(field.key));
                }
            }
            Kind::List(item, _) => {
                for (i, entry) in node.items().enumerate() {
                    self.walk(entry, *item, path.index(i));
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, record: Node<'_>, field: &Field, path: FieldPath) {
        let value = record.get(field.key);
        if let (Kind::Record(_) | Kind::List(..), Some(value)) = (field.kind, value) {
            return self.walk(value, field.kind, path);
        }
        let text = |node: Option<Node<'_>>| {
            let text = node.and_then(|node| node.text()).unwrap_or_default();
            text.trim().to_owned()
        };
        let now = text(value);
        let carry = match carry(field) {
            Carry::Keep if field.key == "指标值" && is_of_a_budget(record) => Carry::Draft,
            // 2025年12月底前 is another day in the year to come.
            Carry::Keep if field.key == "指标值" && now.contains(&self.year) => Carry::Draft,
            // 无此项支出, where others say which attachment it is.
            Carry::Keep if field.key == "说明" && !now.contains("附件") => Carry::Draft,
            carry => carry,
        };
        match carry {
            Carry::Keep => {}
            Carry::Blank if now.is_empty() => {}
            Carry::Blank => self.set(path, Value::Null),
            Carry::From(other) => {
                // The form leaves the prior year of this row blank.
                let never = path
                    .parent()
                    .is_some_and(|row| row.last_key() == Some("部门基本支出预算调整"));
                let was = text(record.get(other));
                match Number::read(&was) {
                    Number::Known(_) if !never && was != now => {
                        self.set(path, Value::Number(was));
                    }
                    Number::Known(_) if !never => {}
                    _ if now.is_empty() => {}
                    _ => self.set(path, Value::Null),
                }
            }
            Carry::Draft if now.is_empty() => {}
            Carry::Draft => {
                let place = describe(self.document, &path);
                let was = stamp(self.document, &path);
                self.drafts.push(Value::Map(vec![
                    ("位置".to_owned(), Value::Text(place)),
                    ("数值".to_owned(), Value::Text(was)),
                ]));
            }
        }
    }

    /// The year in the report's title.
    fn rename(&mut self, next: i16) {
        let path = FieldPath::of(&["封面", "标题"]);
        let title = self.document.node(&path).and_then(|node| node.text());
        let title = title.unwrap_or_default();
        let renamed = title.replace(&self.year, &next.to_string());
        if renamed != title {
            self.set(path, Value::Text(renamed));
        }
    }
}
