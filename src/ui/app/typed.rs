//! What is typed for a field, as a value of it: the edits that come of it, why it is none, what is odd
//! about it, how it is told. Knows the field and what stood there, and nothing of the screen.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::compare::apart;
use super::pasting::names::without_own_number;
use super::references::Reference;
use crate::document::{self, Document, Edit, FieldPath, Step, Value};
use crate::report::fields::{self, Kind, UNIT, Unit};
use crate::report::number::{
    Measure, NumberError, normalise, normalise_measure, plain_digits, rounded, shown, word_meant,
};
use crate::report::numeral::is_digit;
use crate::report::{check, date};
use crate::ui::text;

/// How many columns of a value are shown in the name of a step.
pub(super) const NAME_WIDTH: usize = 24;

/// What stands in a field before something is typed for it.
#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) text: String,
    /// The entries of a list of texts that say something, each on one line, by where it stands there.
    pub(super) entries: Vec<(usize, String)>,
    /// 计算符号 and 度量单位 of the indicator it is of, where it is a measure.
    pub(super) sign: String,
    pub(super) unit: String,
    /// What refers to the entry by what stands here.
    pub(super) references: Vec<Reference>,
    /// What the other entries of its list are called.
    pub(super) others: Vec<String>,
    /// The words that it is chosen from, where it is.
    pub(super) words: Vec<String>,
}

impl Held {
    /// The same with the unit that the indicator is about to have.
    pub(super) fn with_unit(self, unit: Option<&str>) -> Self {
        match unit {
            Some(unit) => Self {
                unit: unit.to_owned(),
                ..self
            },
            None => self,
        }
    }
}

/// The edits that turn a field's text, as it was before the draft, into what was typed; the
/// sentence says why that is no value. A sign and a unit typed with a measure go to their own
/// fields.
pub(super) fn edits_of(
    path: &FieldPath,
    kind: Kind,
    held: &Held,
    typed: &str,
) -> Result<Vec<Edit>, String> {
    let original = held.text.as_str();
    if let Kind::List(Kind::Text, _) = kind {
        return Ok(list_edits(
            path,
            &held.entries,
            &entries_typed(path, held, typed),
        ));
    }
    if let Some(words) = two_in_one(kind, typed) {
        return Err(words);
    }
    // What is typed back as it was is no edit, and leaves the file's own spelling.
    let is_same = typed == original;
    // A cell of a document has line ends where it was too narrow.
    let typed = match kind {
        Kind::LongText => Cow::Borrowed(typed),
        _ => Cow::Owned(text::one_line(typed)),
    };
    let typed = &*unnumbered(path, &typed);
    if let Some(words) = no_name(path, typed) {
        return Err(words);
    }
    if let Some(words) = no_digits(path, typed) {
        return Err(words);
    }
    let mut value = value_of(kind, held, typed)?;
    // A block that ends with a line end goes on ending with one.
    if let (Kind::LongText, Value::Text(text)) = (kind, &mut value)
        && original.ends_with('\n')
    {
        text.push('\n');
    }
    if is_same {
        return Ok(Vec::new());
    }
    let mut edits = Vec::new();
    if let Some(measure) = whole_measure(path, kind, held, typed) {
        value = value_of(kind, held, &measure.value)?;
        edits = beside_measure(path, held, &measure);
    }
    if let Value::Text(name) = &value
        && !held.others.contains(name)
    {
        edits.extend(held.references.iter().map(|it| it.renamed(name)));
    }
    edits.insert(
        0,
        Edit::Set {
            path: path.clone(),
            value,
        },
    );
    Ok(edits)
}

/// What was typed for an entry of a list that is numbered where it is printed, without its own number.
fn unnumbered<'a>(path: &FieldPath, typed: &'a str) -> Cow<'a, str> {
    let place = match (path.last(), path.last_key()) {
        (Some(Step::Index(at)), Some("职能")) => at + 1,
        _ => return typed.into(),
    };
    without_own_number(typed, place).map_or(typed.into(), Cow::Owned)
}

/// Why an amount that was typed for the name of an entry is none.
fn no_name(path: &FieldPath, typed: &str) -> Option<String> {
    let is_amount = || matches!(normalise(typed, Unit::WanYuan), Ok(Some(_)));
    (path.last_key() == Some("名称") && is_amount()).then(|| {
        format!(
            "“{}”是数字，不是名称，要填金额请按 Esc，再用方向键移到数字一列。",
            text::cut(typed.trim(), NAME_WIDTH)
        )
    })
}

/// Why what stood in two cells or lines is not one number.
pub(super) fn two_in_one(kind: Kind, typed: &str) -> Option<String> {
    if !is_normalised(kind) {
        return None;
    }
    let pieces: Vec<&str> = typed.split(char::is_control).map(str::trim).collect();
    let pieces: Vec<&str> = pieces.into_iter().filter(|it| !it.is_empty()).collect();
    let mut beside = pieces.iter().zip(pieces.iter().skip(1));
    let meet = beside.any(|(a, b)| a.ends_with(is_digit) && b.starts_with(is_digit));
    meet.then(|| {
        let typed = pieces.join(" ");
        format!(
            "“{}”是两行或两格里的数，这一格只填一个，请只留要填的。",
            text::cut(&typed, NAME_WIDTH)
        )
    })
}

/// Whether an amount was typed for the number of an entry, which is digits.
pub(super) fn is_questionable_number(path: &FieldPath, typed: &str) -> bool {
    let is_amount = matches!(normalise(typed, Unit::WanYuan), Ok(Some(_)));
    let digits = plain_digits(typed.trim());
    let is_plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    path.last_key() == Some("编号") && is_amount && !is_plain
}

/// A typed measure that says the sign or the unit of its indicator too, in the unit that stands there;
/// `None` where it says neither, or names a unit of another kind.
fn whole_measure(path: &FieldPath, kind: Kind, held: &Held, typed: &str) -> Option<Measure> {
    if kind != Kind::Measure {
        return None;
    }
    let measure = Measure::read(typed);
    // What is done is one number: 100人以上 stays as it is said.
    if measure.sign.is_some() && path.last_key() != Some("指标值") {
        return None;
    }
    let says = |it: &Measure| it.sign.is_some() || !it.unit.is_empty();
    measure.in_unit(&held.unit).filter(says)
}

/// What is odd about a measure that names a unit of another kind than its indicator's and so is no
/// number.
fn in_another_unit(kind: Kind, held: &Held, typed: &str) -> Option<String> {
    let measure = Some(Measure::read(typed)).filter(|_| kind == Kind::Measure)?;
    let own = measure.unit.clone();
    measure.in_unit(&held.unit).is_none().then(|| {
        format!(
            "度量单位是“{}”，不是“{own}”，这样算不出得分，请改成同一种单位。",
            held.unit
        )
    })
}

/// The edits that put the sign and the unit of a measure where they do not stand yet.
fn beside_measure(path: &FieldPath, held: &Held, measure: &Measure) -> Vec<Edit> {
    let Some(indicator) = path.parent() else {
        return Vec::new();
    };
    let words = [
        ("计算符号", measure.sign.unwrap_or(""), &held.sign),
        (UNIT, &measure.unit, &held.unit),
    ];
    let words = words.into_iter();
    let new = words.filter(|(_, word, stands)| !word.is_empty() && word != stands);
    new.map(|(key, word, _)| Edit::Set {
        path: indicator.key(key),
        value: Value::Text(word.to_owned()),
    })
    .collect()
}

/// The text of a field of a document as the user edits it.
pub(super) fn text_in(document: &Document, path: &FieldPath, kind: Kind) -> String {
    let Some(node) = document.node(path) else {
        return String::new();
    };
    match kind {
        Kind::List(..) => {
            let lines: Vec<String> = lines_of(node).map(|(_, line)| line).collect();
            lines.join("\n")
        }
        _ => node.text().unwrap_or_default().to_owned(),
    }
}

/// The entries of a list of texts that say something, each on one line, with their places in it.
pub(super) fn lines_of(list: document::Node<'_>) -> impl Iterator<Item = (usize, String)> {
    let lines = list.items().map(|item| {
        let text = item.text().unwrap_or_default();
        text::one_line(text).trim().to_owned()
    });
    lines.enumerate().filter(|(_, line)| !line.is_empty())
}

/// The entries that are typed for a list of texts: one a line, or with 、 between those of a list that is
/// shown in one cell so. What is an entry already, or the name of a project, stays in one piece.
fn entries_typed<'t>(list: &FieldPath, held: &Held, typed: &'t str) -> Vec<Cow<'t, str>> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let each = |line: &'t str| {
        let is_one = held.entries.iter().any(|(_, own)| own == line);
        let names = match list.last_key() {
            _ if is_one => None,
            Some("加挂") => bodies_in(line).map(|it| it.into_iter().map(Cow::Borrowed).collect()),
            Some("涉及项目") => known_in(line, &held.words),
            _ => None,
        };
        names.unwrap_or_else(|| vec![Cow::Borrowed(line)])
    };
    lines.flat_map(each).collect()
}

/// The names of bodies (机构) in a line in which several stand: 党政办公室、财政所; `None` where it is one,
/// or something else.
pub(super) fn bodies_in(line: &str) -> Option<Vec<&str>> {
    let names = names_in(line);
    (names.len() > 1 && names.iter().all(|name| ends_as_body(name))).then_some(names)
}

/// Names of bodies that stand one a line, in one; where a line ends in the middle of a name, the cell was too
/// narrow.
pub(super) fn bodies_in_one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    let lines: Vec<&str> = lines.collect();
    match lines.iter().all(|line| ends_as_body(line)) {
        true => lines.join("、"),
        false => lines.concat(),
    }
}

/// Whether a name ends as that of a body does, but for what stands in brackets behind it.
pub(super) fn ends_as_body(name: &str) -> bool {
    const ENDS: &str = "室所队站局科部处会院办厅馆心团组";
    let bare = name.split(['（', '(']).next().unwrap_or_default();
    bare.ends_with(|c| ENDS.contains(c))
}

/// What stands between 、 and ； in a line, but for those in brackets.
pub(super) fn names_in(line: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let names = line.trim_end_matches('。').split(|c: char| {
        depth = match c {
            '（' | '(' => depth + 1,
            // 1）: of a pair that was never opened
            '）' | ')' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0 && matches!(c, '、' | '；' | ';')
    });
    names.map(str::trim).filter(|it| !it.is_empty()).collect()
}

/// The names in a line, of which one at least is known: a known one may have 、 within it.
fn known_in<'t>(line: &'t str, known: &[String]) -> Option<Vec<Cow<'t, str>>> {
    let pieces = names_in(line);
    let most = known.iter().map(|name| names_in(name).len()).max()?;
    let mut names = Vec::new();
    let mut rest = pieces.as_slice();
    let mut is_any_known = false;
    while let [first, others @ ..] = rest {
        let longest = (1..=most).rev().find_map(|count| {
            let (name, behind) = rest.split_at_checked(count)?;
            let name = name.join("、");
            known.contains(&name).then_some((name, behind))
        });
        is_any_known |= longest.is_some();
        let (name, behind) = match longest {
            Some((name, behind)) => (Cow::Owned(name), behind),
            None => (Cow::Borrowed(*first), others),
        };
        names.push(name);
        rest = behind;
    }
    is_any_known.then_some(names)
}

/// Turns a list of texts into the entries typed, leaving alone those that stay and those that say nothing.
fn list_edits(list: &FieldPath, old: &[(usize, String)], new: &[Cow<'_, str>]) -> Vec<Edit> {
    let same = |pairs: &mut dyn Iterator<Item = (&(usize, String), &Cow<'_, str>)>| {
        pairs.take_while(|((_, a), b)| *a == **b).count()
    };
    let head = same(&mut old.iter().zip(new));
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(most);
    let changed = old.get(head..old.len() - tail).unwrap_or_default();
    let fresh = new.get(head..new.len() - tail).unwrap_or_default();
    let gone = changed.iter().skip(fresh.len()).rev();
    let mut edits: Vec<Edit> = gone
        .map(|(at, _)| Edit::Remove {
            path: list.index(*at),
        })
        .collect();
    edits.extend(changed.iter().zip(fresh).map(|((at, _), line)| Edit::Set {
        path: list.index(*at),
        value: Value::Text(line.to_string()),
    }));
    // What is more comes behind the last entry before it.
    let before = (head + changed.len()).checked_sub(1);
    let before = before.and_then(|last| old.get(last));
    let behind = before.map_or(0, |(at, _)| at + 1);
    let more = fresh.iter().skip(changed.len()).zip(behind..);
    edits.extend(more.map(|(line, index)| Edit::Insert {
        list: list.clone(),
        index,
        value: Value::Text(line.to_string()),
    }));
    edits
}

/// The value that a text stands for in a field of this kind.
fn value_of(kind: Kind, held: &Held, typed: &str) -> Result<Value, String> {
    if typed.trim().is_empty() {
        return Ok(Value::Null);
    }
    match kind {
        Kind::Number(unit) => match normalise(typed, unit) {
            Ok(Some(number)) => Ok(Value::Number(number)),
            Ok(None) => Ok(Value::Null),
            Err(error) => Err(error.to_string()),
        },
        Kind::Measure => {
            let measure = normalise_measure(typed);
            Ok(
                if check::unreadable(&measure, Kind::Number(fields::Unit::Points)).is_none() {
                    Value::Number(measure)
                } else {
                    Value::Text(measure)
                },
            )
        }
        Kind::Deadline if date::is_lasting(typed) => Ok(Value::Text(typed.trim().to_owned())),
        Kind::Date | Kind::Deadline => date::normalise(typed)
            .map(Value::Text)
            .map_err(|error| error.to_string()),
        Kind::Text => Ok(Value::Text(plain_digits(typed.trim()))),
        Kind::Choice(_) | Kind::Level(_) => {
            let words: Vec<&str> = held.words.iter().map(|word| &**word).collect();
            match word_meant(&words, typed) {
                Some(word) => Ok(Value::Text(word.to_owned())),
                None => Err(format!(
                    "“{}”不在可选范围内，可以填{}。",
                    text::cut(typed.trim(), NAME_WIDTH),
                    words.join("、")
                )),
            }
        }
        _ => Ok(Value::Text(typed.trim_end_matches('\n').to_owned())),
    }
}

/// Whether what is typed for it may be written otherwise than it was typed.
pub(super) const fn is_normalised(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Number(_) | Kind::Measure | Kind::Date | Kind::Deadline
    )
}

/// What is odd about a value that is taken all the same.
pub(super) fn doubt(path: &FieldPath, kind: Kind, held: &Held, typed: &str) -> Option<String> {
    let value = shown_value(path, kind, held, typed);
    doubtful(kind, &value)
        .or_else(|| no_text(kind, &value))
        .or_else(|| no_telephone(path, &value))
        .or_else(|| no_code(path, &value))
        .or_else(|| in_another_unit(kind, held, typed))
}

/// What is odd about an amount.
fn doubtful(kind: Kind, amount: &str) -> Option<String> {
    let amount: Decimal = match kind {
        Kind::Number(Unit::WanYuan) => amount.parse().ok()?,
        _ => return None,
    };
    let rounded = rounded(amount);
    if amount < Decimal::ZERO {
        Some(NumberError::BelowZero(amount.to_string()).to_string())
    } else if rounded != amount {
        let rounded = shown(rounded);
        Some(format!(
            "{amount} 多于两位小数，报表写两位的话是 {rounded}，请核对。"
        ))
    } else {
        None
    }
}

/// What is odd about an amount for a text.
fn no_text(kind: Kind, typed: &str) -> Option<String> {
    let is_it = check::is_no_text(kind, typed);
    is_it.then(|| "“0”不算填了，这一格写文字，没有的请写“无”，还没有定的留空。".to_owned())
}

/// What is odd about a telephone number.
fn no_telephone(path: &FieldPath, typed: &str) -> Option<String> {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let is_part = |c: char| c.is_ascii_digit() || " -()（）、，,；;/转".contains(c);
    let is_one = digits >= 7 && typed.chars().all(is_part);
    (path.last_key() == Some("办公电话") && !typed.is_empty() && !is_one).then(|| {
        let typed = text::cut(typed, NAME_WIDTH);
        format!("“{typed}”不像电话号码，请核对，例如 0731-82550135。")
    })
}

/// Why what was typed for the code of a line of a budget is none.
fn no_digits(path: &FieldPath, typed: &str) -> Option<String> {
    let digits = plain_digits(typed.trim());
    let is_one = digits.bytes().all(|it| it.is_ascii_digit());
    (path.last_key() == Some("科目编码") && !is_one).then(|| {
        let typed = text::cut(typed.trim(), NAME_WIDTH);
        format!("“{typed}”不是科目编码，只能填数字，类、款、项是 3、5、7 位，例如 2296002。")
    })
}

/// What is odd about the code of a line of a budget.
fn no_code(path: &FieldPath, typed: &str) -> Option<String> {
    let is_one = matches!(typed.len(), 3 | 5 | 7);
    (path.last_key() == Some("科目编码") && !typed.is_empty() && !is_one).then(|| {
        let typed = text::cut(typed, NAME_WIDTH);
        format!("“{typed}”不像科目编码，类、款、项是 3、5、7 位数字，请核对，例如 2296002。")
    })
}

/// A typed value as it will stand in the file.
pub(super) fn shown_value(path: &FieldPath, kind: Kind, held: &Held, typed: &str) -> String {
    if let Some(measure) = whole_measure(path, kind, held, typed) {
        let Measure { sign, value, unit } = measure;
        return format!("{}{value}{unit}", sign.unwrap_or_default());
    }
    match value_of(kind, held, &unnumbered(path, typed)) {
        Ok(Value::Number(text) | Value::Text(text)) => text,
        _ => String::new(),
    }
}

pub(super) fn shown_or_blank(value: &str) -> String {
    match value.trim() {
        "" => "空".to_owned(),
        value => text::cut(value, NAME_WIDTH).into_owned(),
    }
}

/// A value before and after, each in few columns: whole where it has room, else with what is different in
/// sight.
pub(super) fn from_to(from: &str, to: &str) -> (String, String) {
    let [from, to] = [from, to].map(|text| text.trim().replace('\n', " "));
    let is_short = [&from, &to].iter().all(|it| text::fits(it, NAME_WIDTH));
    let (from, to) = match is_short {
        true => (from, to),
        false => apart(&from, &to, NAME_WIDTH / 3, NAME_WIDTH),
    };
    let blank = |text: String| {
        if text.is_empty() {
            "空".to_owned()
        } else {
            text
        }
    };
    (blank(from), blank(to))
}
