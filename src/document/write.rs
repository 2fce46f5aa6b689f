//! How a value is put into words: quotes only where they are needed, `|` for text of several
//! lines, the indent and line breaks of the file. It knows nothing of where the words will stand
//! but their column, and it asks the parser whether plain words would come back unchanged.

use granit_parser::{Event, Parser, ScalarStyle};

use super::edit::Value;
use super::source::eol;
use super::syntax::{Body, Spot, Style};

/// The manners of one file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand {
    pub(super) eol: &'static str,
    /// How far a mapping under a key is indented.
    pub(super) step: usize,
    /// How far the dashes of a list under a key are indented.
    pub(super) dash: usize,
}

/// How words are to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    /// Inside brackets, where everything is on one line.
    pub(super) flow: bool,
    /// How the words written before, or those beside, are quoted.
    pub(super) like: Option<Style>,
    /// Whether `|` may be used.
    pub(super) literal: bool,
}

/// A scalar ready to be put down.
pub(super) enum Words {
    Line(String),
    /// The header, and the lines below it.
    Literal(&'static str, String),
}

impl Hand {
    pub(super) fn of(root: Spot<'_>) -> Self {
        let step = find(root, false).unwrap_or(2);
        let dash = find(root, true).unwrap_or(2);
        let eol = eol(root.text);
        Self { eol, step, dash }
    }

    /// Scalar words whose lines, if there are several, begin at column `indent`.
    pub(super) fn words(self, value: &Value, indent: usize, manner: Manner) -> Words {
        let text = match value {
            Value::Number(number) if is_plain(number, manner.flow, true) => {
                return Words::Line(number.clone());
            }
            Value::Number(text) | Value::Text(text) => text,
            Value::Null | Value::List(_) | Value::Map(_) => return Words::Line(flow(value)),
        };
        let was_block = matches!(manner.like, Some(Style::Literal | Style::Folded));
        if manner.literal
            && !manner.flow
            && (was_block || text.contains('\n'))
            && let Some((header, body)) = self.literal(text, indent)
        {
            return Words::Literal(header, body);
        }
        Words::Line(line(text, manner))
    }

    fn literal(self, text: &str, indent: usize) -> Option<(&'static str, String)> {
        let (header, body) = match text.strip_suffix('\n') {
            Some(body) => ("|", body),
            None => ("|-", text),
        };
        let last = body.rsplit('\n').next().unwrap_or_default();
        let fits = !body.starts_with(char::is_whitespace)
            && !last.trim().is_empty()
            && !text
                .chars()
                .any(|c| c != '\n' && c != '\t' && is_special(c));
        fits.then(|| {
            let lines: Vec<String> = body
                .split('\n')
                .map(|line| match line {
                    "" => String::new(),
                    _ => " ".repeat(indent) + line,
                })
                .collect();
            (header, lines.join(self.eol))
        })
    }

    /// What stands behind `key:` in column `column`.
    pub(super) fn after_key(self, value: &Value, column: usize, literal: bool) -> String {
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                self.eol.to_owned() + &self.lines(value, column + self.step, literal)
            }
            Value::List(items) if !items.is_empty() => {
                self.eol.to_owned() + &self.lines(value, column + self.dash, literal)
            }
            Value::Null => String::new(),
            _ => format!(" {}", self.simple(value, column + self.step, literal, None)),
        }
    }

    /// What stands behind the dash in column `column`, `gap` columns from it.
    pub(super) fn after_dash(
        self,
        value: &Value,
        column: usize,
        gap: usize,
        literal: bool,
        like: Option<Style>,
    ) -> String {
        let space = " ".repeat(gap.saturating_sub(1).max(1));
        match value {
            Value::Null => String::new(),
            Value::Map(entries) if !entries.is_empty() => {
                space + self.lines(value, column + gap, literal).trim_start()
            }
            Value::List(items) if !items.is_empty() => {
                space + self.lines(value, column + gap, literal).trim_start()
            }
            _ => space + &self.simple(value, column + gap, literal, like),
        }
    }

    fn simple(self, value: &Value, indent: usize, literal: bool, like: Option<Style>) -> String {
        let manner = Manner {
            flow: false,
            like,
            literal,
        };
        match self.words(value, indent, manner) {
            Words::Line(line) => line,
            Words::Literal(header, body) => format!("{header}{}{body}", self.eol),
        }
    }

    /// A list or mapping as lines from column `column` on, without a line break at the end.
    pub(super) fn lines(self, value: &Value, column: usize, literal: bool) -> String {
        let lines: Vec<String> = match value {
            Value::Map(entries) => entries
                .iter()
                .map(|(name, value)| self.entry(name, value, column, literal))
                .collect(),
            Value::List(items) => items
                .iter()
                .map(|item| {
                    let rest = self.after_dash(item, column, 2, literal, None);
                    format!("{}-{rest}", " ".repeat(column))
                })
                .collect(),
            Value::Null | Value::Number(_) | Value::Text(_) => Vec::new(),
        };
        lines.join(self.eol)
    }

    /// `key: value` from column `column` on.
    pub(super) fn entry(self, name: &str, value: &Value, column: usize, literal: bool) -> String {
        let rest = self.after_key(value, column, literal);
        format!("{}{}:{rest}", " ".repeat(column), key(name))
    }
}

/// How far the first list, or the first mapping, under a key is indented in this file.
fn find(spot: Spot<'_>, list: bool) -> Option<usize> {
    use super::source::column;
    spot.children().find_map(|child| {
        if child.entry.is_block()
            && child.key().is_some()
            && matches!(child.entry.body, Body::Sequence { .. }) == list
        {
            let inner = column(child.text, child.child(0)?.start);
            return Some(inner.saturating_sub(column(child.text, child.start)));
        }
        find(child, list)
    })
}

/// A value on one line, as inside brackets.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Number(number) if is_plain(number, true, true) => number.clone(),
        Value::Number(text) | Value::Text(text) => line(
            text,
            Manner {
                flow: true,
                like: None,
                literal: false,
            },
        ),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, value)| flow_entry(name, value))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// `key: value` as inside brackets.
pub(super) fn flow_entry(name: &str, value: &Value) -> String {
    match value {
        Value::Null => format!("{}: ", key(name)),
        _ => format!("{}: {}", key(name), flow(value)),
    }
}

/// A key, quoted where it must be.
pub(super) fn key(name: &str) -> String {
    if is_plain(name, true, false) && reads_back(&format!("{name}: "), name) {
        return name.to_owned();
    }
    double(name)
}

fn line(text: &str, manner: Manner) -> String {
    let plain = || is_plain(text, manner.flow, false).then(|| text.to_owned());
    let single =
        || (!text.chars().any(is_special)).then(|| format!("'{}'", text.replace('\'', "''")));
    let wants_single = text.contains(['"', '\\']);
    let found = match manner.like {
        Some(Style::Single) => single(),
        Some(Style::Double) => None,
        _ => plain().or_else(|| wants_single.then(single).flatten()),
    };
    found.unwrap_or_else(|| double(text))
}

fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_special(c) && u32::from(c) <= 0xFFFF => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that YAML reads as something else, or that nobody could see in the file.
fn is_special(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
}

/// Whether `text` may stand without quotes: not only must it come back unchanged, no reader of
/// YAML 1.1 or 1.2 may take it for anything but text, unless it is a `number`. A date stands as it is
/// written by hand; a reader of 1.1 has a date of it.
fn is_plain(text: &str, flow: bool, number: bool) -> bool {
    let odd_edge = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    if text.is_empty() || odd_edge || text.chars().any(is_special) {
        return false;
    }
    if number {
        return is_numeric(text) && !is_date(text);
    }
    if is_word(text) || (is_numeric(text) && !is_date(text)) {
        return false;
    }
    // Most text is Chinese words and needs no second look.
    let simple = text.chars().all(|c| c.is_alphanumeric() || !c.is_ascii()) || is_date(text);
    simple
        || if flow {
            reads_back(&format!("[{text}]"), text) && reads_back(&format!("{{k: {text}}}"), text)
        } else {
            reads_back(&format!("k: {text}"), text)
        }
}

/// Whether `text` is read as a plain scalar in `source`, and nothing else but `k` is.
fn reads_back(source: &str, text: &str) -> bool {
    let mut scalars = 0;
    for event in Parser::new_from_str(source) {
        match event {
            Ok((Event::Scalar(value, ScalarStyle::Plain, 0, None), span)) => {
                let blank = span.is_empty();
                if value == text && !blank {
                    scalars += 1;
                } else if value != "k" && !blank {
                    return false;
                }
            }
            Ok((Event::Scalar(..) | Event::Alias(_), _)) | Err(_) => {
                return false;
            }
            Ok(_) => {}
        }
    }
    scalars == 1 + usize::from(text == "k" && source.contains("k: "))
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |len| {
        parts
            .next()
            .is_some_and(|part| part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
    };
    part(4) && part(2) && part(2) && parts.next().is_none()
}

fn is_numeric(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']).trim_start_matches('.');
    digits.starts_with(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "+-._:,oxOXeE".contains(c))
}

fn is_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<", ".inf",
        "+.inf", "-.inf", ".nan", "---", "...",
    ];
    let lower = text.to_ascii_lowercase();
    WORDS.contains(&lower.as_str())
}
