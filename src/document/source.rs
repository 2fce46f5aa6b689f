//! The text as it was read, byte for byte, and the few questions the other rooms ask about its
//! lines. It knows no YAML beyond blanks and comments, and it never changes a byte by itself.

use std::ops::Range;

use memchr::{memchr2, memchr2_iter, memrchr2};

use super::Problem;
use super::encoding::{self, Encoding};

/// The byte-order mark, by which Windows programs tell UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// How files begin that are taken for a report by mistake, and what they are.
const OTHERS: [(&[u8], &str); 3] = [
    (b"PK\x03\x04", " Word、Excel、WPS 文件或压缩包"),
    (b"\xD0\xCF\x11\xE0", "旧版 Word、Excel、WPS 文件"),
    (b"%PDF", " PDF 文件"),
];

/// What was read: the text without its byte-order marks, and what is needed to give the bytes back.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) text: String,
    /// How many byte-order marks stand before the text: programs that do not know the mark put a
    /// second one before it.
    marks: usize,
    /// The bytes as read, when they are no UTF-8 and `text` is only what can be shown of them.
    raw: Option<Vec<u8>>,
    /// What the file was written in, when it was turned into UTF-8 to be opened.
    pub(super) converted: Option<Encoding>,
}

impl Source {
    pub(super) fn read(bytes: &[u8]) -> (Self, Option<Problem>) {
        let mut body = bytes;
        while let Some(rest) = body.strip_prefix(MARK.as_bytes()) {
            body = rest;
        }
        let marks = (bytes.len() - body.len()) / MARK.len();
        if let Some((_, what)) = OTHERS.iter().find(|(begin, _)| body.starts_with(begin)) {
            let message = format!(
                "从第 1 行起就是{what}的内容，不是报告，报告是 .yaml 文件，请检查是否选错了文件。"
            );
            return Self::illegible(bytes, body, Problem::new(1, 1, message));
        }
        let utf8 = str::from_utf8(body);
        // UTF-16 may pass for UTF-8, but is full of zeros.
        let plain = utf8.is_ok() && !bytes.contains(&0);
        if !plain && let Some((encoding, text)) = encoding::recognise(bytes) {
            let converted = Some(encoding);
            return (Self::new(&text, 0, None, converted), None);
        }
        match utf8 {
            Ok(text) => (Self::new(text, marks, None, None), None),
            Err(error) => {
                let (line, column) =
                    line_column(&String::from_utf8_lossy(body), error.valid_up_to());
                let message = if error.error_len().is_none() {
                    format!(
                        "文件只有前半截，到第 {line} 行第 {column} 列就断了，可能没有传完或没有拷完，请重新拷贝一份，或请给文件的人再给一份。"
                    )
                } else {
                    format!(
                        "文件不是 UTF-8 编码（第 {line} 行第 {column} 列起无法识别），请在记事本或 WPS 中另存为 UTF-8 后再打开。"
                    )
                };
                Self::illegible(bytes, body, Problem::new(line, column, message))
            }
        }
    }

    fn illegible(bytes: &[u8], body: &[u8], why: Problem) -> (Self, Option<Problem>) {
        let text = String::from_utf8_lossy(body);
        let source = Self::new(&text, 0, Some(bytes.to_vec()), None);
        (source, Some(why))
    }

    fn new(text: &str, marks: usize, raw: Option<Vec<u8>>, converted: Option<Encoding>) -> Self {
        // Room to grow, so that typing need not copy a large text.
        let mut room = String::with_capacity(text.len() + text.len() / 8 + 4096);
        room.push_str(text);
        Self {
            text: room,
            marks,
            raw,
            converted,
        }
    }

    /// What has this text and was read from nowhere.
    pub(super) fn of(text: &str) -> Self {
        Self::new(text, 0, None, None)
    }

    /// Whether the bytes could not be turned into text.
    pub(super) const fn is_illegible(&self) -> bool {
        self.raw.is_some()
    }

    /// Has the byte-order marks and the encoding of another reading from now on.
    pub(super) const fn take_form(&mut self, like: &Self) {
        self.marks = like.marks;
        self.converted = like.converted;
    }

    /// The bytes of `text` in the form of this file.
    pub(super) fn to_bytes(&self, text: &str) -> Vec<u8> {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        (MARK.repeat(self.marks) + text).into_bytes()
    }
}

/// The one piece by which `new` differs from `old`: where it stands in `old`, and what stands there
/// in `new`. `None` if they are the same.
#[must_use]
pub fn difference<'n>(old: &str, new: &'n str) -> Option<(Range<usize>, &'n str)> {
    let alike = |(a, b): &(char, char)| a == b;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(alike).map(|(c, _)| c.len_utf8()).sum()
    };
    let head: usize = length(&mut old.chars().zip(new.chars()));
    let (old_rest, new_rest) = (old.get(head..)?, new.get(head..)?);
    let tail: usize = length(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    let middle = new_rest.get(..new_rest.len() - tail)?;
    let range = head..old.len() - tail;
    (!range.is_empty() || !middle.is_empty()).then_some((range, middle))
}

/// The part of `text` in `range`; nothing where there is no such part.
pub(super) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The byte at `at`; 0 behind the end.
pub(super) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or_default()
}

/// Where the line that holds `at` begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    memrchr2(b'\n', b'\r', before).map_or(0, |place| place + 1)
}

/// Where the line that holds `at` ends, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let after = text.as_bytes().get(at..).unwrap_or_default();
    memchr2(b'\n', b'\r', after).map_or(text.len(), |place| at + place)
}

/// Where the next line begins; the end of the text if there is none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    end + break_len(text, end)
}

/// How long the line break at `at` is; 0 if there is none.
pub(super) fn break_len(text: &str, at: usize) -> usize {
    match (byte(text, at), byte(text, at + 1)) {
        (b'\r', b'\n') => 2,
        (b'\n' | b'\r', _) => 1,
        _ => 0,
    }
}

/// Where the line break that ends right before `at` begins; `at` if there is none.
pub(super) fn break_before(text: &str, at: usize) -> usize {
    let before = slice(text, 0..at);
    let cut = before
        .strip_suffix("\r\n")
        .or_else(|| before.strip_suffix(['\n', '\r']));
    cut.map_or(at, str::len)
}

/// The indent of `at` in its line. Only blanks and indicators stand before what this is asked of,
/// so that bytes are columns.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// Whether only blanks stand before `at` in its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    slice(text, line_start(text, at)..at)
        .bytes()
        .all(|byte| byte == b' ')
}

/// What the line beginning at `start` is to YAML, when it is nothing but space or a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filler {
    Blank,
    /// A comment, by the column of its `#`.
    Comment(usize),
}

/// Whether the line beginning at `start` is blank or only a comment.
pub(super) fn filler(text: &str, start: usize) -> Option<Filler> {
    let line = slice(text, start..line_end(text, start));
    let inner = line.trim_start_matches([' ', '\t']);
    if inner.is_empty() {
        Some(Filler::Blank)
    } else {
        inner
            .starts_with('#')
            .then(|| Filler::Comment(line.len() - inner.len()))
    }
}

/// Past what stands between `end` and the next line with content: the rest of the line, blank
/// lines and comments.
pub(super) fn tail(text: &str, end: usize) -> usize {
    let mut at = if column(text, end) == 0 && end > 0 {
        end
    } else {
        next_line(text, end)
    };
    while at < text.len() && filler(text, at).is_some() {
        at = next_line(text, at);
    }
    at
}

/// Back over the blank lines and comments above the line that begins at `start`.
pub(super) fn head(text: &str, mut start: usize) -> usize {
    while start > 0 {
        let above = line_start(text, break_before(text, start));
        if filler(text, above).is_none() {
            break;
        }
        start = above;
    }
    start
}

/// Past blanks, line breaks and comments.
pub(super) fn skip(text: &str, mut at: usize) -> usize {
    loop {
        match byte(text, at) {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'#' => at = line_end(text, at),
            _ => return at,
        }
    }
}

/// The line break this text is written with.
pub(super) fn eol(text: &str) -> &'static str {
    match break_len(text, line_end(text, 0)) {
        2 => "\r\n",
        1 if byte(text, line_end(text, 0)) == b'\r' => "\r",
        _ => "\n",
    }
}

/// Line and column of a byte, counted from 1 in characters.
pub(super) fn line_column(text: &str, at: usize) -> (usize, usize) {
    let start = line_start(text, at);
    let before = slice(text, 0..start).as_bytes();
    let feeds = before.iter().filter(|&&byte| byte == b'\n').count();
    let returns = before.iter().filter(|&&byte| byte == b'\r').count();
    let pairs = if returns == 0 {
        0
    } else {
        before.windows(2).filter(|pair| pair == b"\r\n").count()
    };
    let column = slice(text, start..at).chars().count() + 1;
    (feeds + returns - pairs + 1, column)
}

/// Where the lines of a text begin, for those who ask for many places.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let is_end = |at: &usize| bytes.get(*at..at + 2) != Some(b"\r\n");
        let ends = memchr2_iter(b'\n', b'\r', bytes).filter(is_end);
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1));
        Self {
            text,
            starts: starts.collect(),
        }
    }

    /// Line and column of a byte, counted from 1 in characters.
    #[must_use]
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts.get(line.saturating_sub(1));
        let start = start.copied().unwrap_or_default();
        (line, slice(self.text, start..at).chars().count() + 1)
    }

    /// A line by its number, counted from 1, without what ends it.
    #[must_use]
    pub fn line(&self, number: usize) -> &'t str {
        let start = number.checked_sub(1).and_then(|i| self.starts.get(i));
        let start = start.copied().unwrap_or(self.text.len());
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        slice(self.text, start..end).trim_end_matches(['\n', '\r'])
    }
}
