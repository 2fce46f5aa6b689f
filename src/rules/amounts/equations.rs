//! A in the text: what is written out as a calculation, with what it comes to behind =:
//! 200户×500元/户=10万元, （41/45）×100%=91.11%, or in brackets behind that, 10万元（200户×500元/户）.

use std::iter::Peekable;
use std::ops::Range;
use std::slice;

use rust_decimal::Decimal;

use crate::rules::passage::Passage;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::{Check, Finding, Rule, Severity};

pub(in crate::rules) static RULES: &[Rule] = &[Rule {
    code: "A22",
    name: "equation-does-not-hold",
    title: "算式的结果不对",
    severity: Severity::Error,
    basis: "报告文字的数字应能核对",
    explain: "正文写成算式的，如200户×500元=10万元、（41/45）×100%=91.11%，等号两边应相等（已留四舍五入的余地）。只有文字没有数的公式不核对。",
    bad: "整体绩效: {完成情况: 在职人员控制率=（41/45）×100%=93.11%。}",
    good: "整体绩效: {完成情况: 在职人员控制率=（41/45）×100%=91.11%。}",
    checks: &[Check::Text(equations)],
}];

const EQUAL: [char; 2] = ['=', '＝'];

fn equations(passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, sign) in passage.text.match_indices(EQUAL) {
        let sentence = passage.sentence_at(at);
        let left = side_before(passage.between(sentence.start, at));
        let right = side_behind(passage.between(at + sign.len(), sentence.end));
        let left = at - left.len()..at;
        let right = at + sign.len()..at + sign.len() + right.len();
        found.extend(unequal(passage, left, right));
    }
    let brackets = passage.quantities.iter().filter_map(|total| {
        let end = passage.sentence_at(total.span.start).end;
        let inside = passage
            .between(total.span.end, end)
            .strip_prefix(['（', '('])?;
        let start = end - inside.len();
        let inside = inside.get(..inside.find(['）', ')'])?)?;
        let is_product = inside.contains(['×', '*', '＊']) && !inside.contains(EQUAL);
        is_product.then(|| unequal(passage, total.span.clone(), start..start + inside.len()))?
    });
    found.extend(brackets);
    found
}

/// What ends one side of an equation outside of brackets.
fn parts(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '；' | '：' | '、' | '“' | '”' | '\n' | ',' | ';' | ':' | '=' | '＝'
    )
}

const fn depth(c: char) -> i32 {
    match c {
        '（' | '(' | '[' | '［' | '【' => 1,
        '）' | ')' | ']' | '］' | '】' => -1,
        _ => 0,
    }
}

/// The side of an equation that ends some words.
fn side_before(words: &str) -> &str {
    let mut open = 0;
    let mut chars = words.char_indices().rev();
    let end = chars.find(|(_, c)| {
        open -= depth(*c);
        open < 0 || open == 0 && parts(*c)
    });
    let start = end.map_or(0, |(at, c)| at + c.len_utf8());
    words.get(start..).unwrap_or_default()
}

/// The side of an equation that begins some words.
fn side_behind(words: &str) -> &str {
    let mut open = 0;
    let end = words.find(|c| {
        open += depth(c);
        open < 0 || open == 0 && parts(c)
    });
    words.get(..end.unwrap_or(words.len())).unwrap_or_default()
}

/// What is wrong with an equation: both sides are calculations, or one of them is a number.
fn unequal(passage: &Passage<'_>, left: Range<usize>, right: Range<usize>) -> Option<Finding> {
    let [left, right] = [left, right].map(|side| Side::read(passage, side));
    let (left, right) = (left?, right?);
    let (is, told) = match (left.only, right.only) {
        (None, Some(told)) => (left.value, told),
        (Some(told), None) => (right.value, told),
        _ => return None,
    };
    let stated = Value::of(told);
    // ×100 for ×100%, and 万元 behind the last amount alone, are how people write.
    let is_right = [(0, 0), (2, 0), (0, 2), (4, 0), (0, 4)]
        .iter()
        .any(|(by, of)| {
            let [by, of] = [by, of].map(|power| 10_i64.pow(*power)).map(Decimal::from);
            let room = stated.slack.checked_mul(Decimal::TWO);
            let is = is.times(Value::exact(by));
            let stated = stated.value.checked_mul(of);
            // What is cut off may be as much as the last digit.
            let room = room.and_then(|it| it.checked_mul(of)?.checked_add(is?.slack));
            let apart = is.and_then(|is| is.value.checked_sub(stated?));
            apart
                .zip(room)
                .is_none_or(|(apart, room)| apart.abs() <= room)
        });
    if is_right {
        return None;
    }
    let decimals = u32::try_from(told.decimals().max(2)).ok()?;
    let value = match told.unit {
        Unit::Percent => is.value.checked_mul(Decimal::ONE_HUNDRED)?,
        _ => is.value.checked_div(told.scale)?,
    };
    let unit = passage.unit_of(told);
    let right = format!("{}{unit}", value.round_dp(decimals).normalize());
    let stated = passage.words_of(told);
    let message = format!("这个算式应等于{right}，文中写{stated}，请核实。");
    let edits = vec![passage.rewrite(told.span.clone(), &right)];
    let finding = Finding::new(passage.place(told), message);
    Some(finding.fix(format!("改为 {right}"), edits))
}

/// A number of a calculation, and how far rounding may have moved it.
#[derive(Clone, Copy)]
struct Value {
    value: Decimal,
    slack: Decimal,
}

impl Value {
    const fn exact(value: Decimal) -> Self {
        let slack = Decimal::ZERO;
        Self { value, slack }
    }

    fn of(quantity: &Quantity<'_>) -> Self {
        let over = match quantity.unit {
            Unit::Percent => Decimal::ONE_HUNDRED,
            _ => Decimal::ONE,
        };
        let part = |value: Decimal| value.checked_div(over).unwrap_or(value);
        // 100% is how a rate is written, and exact.
        let is_whole = quantity.unit == Unit::Percent && quantity.decimals() == 0;
        Self {
            value: part(quantity.value),
            slack: match is_whole {
                true => Decimal::ZERO,
                false => part(quantity.slack),
            },
        }
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            slack: self.slack.checked_add(other.slack)?,
        })
    }

    fn minus(self, other: Self) -> Option<Self> {
        let value = -other.value;
        self.plus(Self { value, ..other })
    }

    fn times(self, other: Self) -> Option<Self> {
        let one = self.value.abs().checked_mul(other.slack)?;
        let another = other.value.abs().checked_mul(self.slack)?;
        Some(Self {
            value: self.value.checked_mul(other.value)?,
            slack: one.checked_add(another)?,
        })
    }

    fn over(self, other: Self) -> Option<Self> {
        let value = self.value.checked_div(other.value)?;
        let slack = value.abs().checked_mul(other.slack)?;
        let slack = slack.checked_add(self.slack)?;
        Some(Self {
            value,
            slack: slack.checked_div(other.value.abs())?,
        })
    }
}

/// A sign of a calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Open,
    Close,
}

impl Sign {
    const fn of(c: char) -> Option<Self> {
        match c {
            '+' | '＋' => Some(Self::Plus),
            '-' | '－' | '−' => Some(Self::Minus),
            '×' | '*' | '＊' | '✕' => Some(Self::Times),
            '÷' | '/' | '／' => Some(Self::Over),
            _ => match depth(c) {
                1 => Some(Self::Open),
                -1 => Some(Self::Close),
                _ => None,
            },
        }
    }
}

enum Token<'q> {
    Sign(Sign),
    Number(&'q Quantity<'q>),
}

/// One side of an equation.
struct Side<'q> {
    value: Value,
    /// The only number of it, where it is no more than that.
    only: Option<&'q Quantity<'q>>,
}

impl<'q> Side<'q> {
    /// Reads a side; `None` where its words lack a number.
    fn read(passage: &'q Passage<'_>, side: Range<usize>) -> Option<Self> {
        let first = passage
            .quantities
            .partition_point(|it| it.span.end <= side.start);
        let own = passage.quantities.get(first..).unwrap_or_default();
        let count = own.partition_point(|it| it.span.start < side.end);
        let own = own.get(..count)?;
        let is_held = |it: &Quantity<'_>| !it.approximate && it.unit != Unit::Date;
        if own.is_empty() || !own.iter().all(is_held) {
            return None;
        }
        let mut tokens = Vec::new();
        let mut at = side.start;
        for quantity in own {
            tokens.extend(signs(passage.between(at, quantity.span.start)));
            tokens.push(Token::Number(quantity));
            at = quantity.span.end;
        }
        tokens.extend(signs(passage.between(at, side.end)));
        let mut rest = tokens.iter().peekable();
        let value = sum(&mut rest)?;
        let only = match own {
            [only] if tokens.len() == 1 => Some(only),
            _ => None,
        };
        rest.next().is_none().then_some(Self { value, only })
    }
}

/// The signs among words. What something is for each of, 500元/户, is none.
fn signs<'q>(words: &str) -> impl Iterator<Item = Token<'q>> {
    let signs = words.char_indices().filter_map(|(at, c)| {
        let sign = Sign::of(c)?;
        let behind = words.get(at + c.len_utf8()..)?;
        let is_each = sign == Sign::Over && !behind.is_empty() && at == 0;
        (!is_each).then_some(Token::Sign(sign))
    });
    signs.collect::<Vec<_>>().into_iter()
}

type Tokens<'t, 'q> = Peekable<slice::Iter<'t, Token<'q>>>;

fn next_sign(tokens: &mut Tokens<'_, '_>, of: [Sign; 2]) -> Option<Sign> {
    let sign = match tokens.peek()? {
        Token::Sign(sign) if of.contains(sign) => *sign,
        _ => return None,
    };
    tokens.next();
    Some(sign)
}

fn sum(tokens: &mut Tokens<'_, '_>) -> Option<Value> {
    let mut value = product(tokens)?;
    while let Some(sign) = next_sign(tokens, [Sign::Plus, Sign::Minus]) {
        let next = product(tokens)?;
        value = match sign {
            Sign::Minus => value.minus(next)?,
            _ => value.plus(next)?,
        };
    }
    Some(value)
}

fn product(tokens: &mut Tokens<'_, '_>) -> Option<Value> {
    let mut value = factor(tokens)?;
    while let Some(sign) = next_sign(tokens, [Sign::Times, Sign::Over]) {
        let next = factor(tokens)?;
        value = match sign {
            Sign::Over => value.over(next)?,
            _ => value.times(next)?,
        };
    }
    Some(value)
}

fn factor(tokens: &mut Tokens<'_, '_>) -> Option<Value> {
    match tokens.next()? {
        Token::Number(quantity) => Some(Value::of(quantity)),
        Token::Sign(Sign::Open) => {
            let value = sum(tokens)?;
            next_sign(tokens, [Sign::Close; 2]).map(|_| value)
        }
        Token::Sign(_) => None,
    }
}
