//! Files that are not UTF-8, as old programs of the office leave them: recognised, and turned into
//! text. What cannot be turned without loss is not turned at all.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// How a file that is not UTF-8 is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, the low byte first: “Unicode” of the Windows editor.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB 18030, and with it GBK and GB 2312: “ANSI” of a Chinese Windows.
    Gb18030,
}

impl Encoding {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Gb18030 => "GBK",
        }
    }

    const fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
        }
    }
}

/// The encoding of a file that is not plain UTF-8, with its text; `None` where there is no doubt
/// that it is UTF-8, or nobody can tell.
pub(super) fn recognise(bytes: &[u8]) -> Option<(Encoding, String)> {
    let (encoding, body) = guess(bytes)?;
    let text = encoding
        .table()
        .decode_without_bom_handling_and_without_replacement(body)?;
    let sane = encoding != Encoding::Gb18030 || is_chinese(&text);
    sane.then(|| (encoding, text.into_owned()))
}

fn guess(bytes: &[u8]) -> Option<(Encoding, &[u8])> {
    // UTF-32 begins like UTF-16; nobody writes it.
    if bytes.starts_with(b"\xFF\xFE\0\0") {
        return None;
    }
    if let Some(body) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some((Encoding::Utf16Le, body));
    }
    if let Some(body) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some((Encoding::Utf16Be, body));
    }
    if bytes.contains(&0) {
        return without_mark(bytes).map(|encoding| (encoding, bytes));
    }
    (!is_nearly_utf8(bytes)).then_some((Encoding::Gb18030, bytes))
}

/// UTF-16 without its mark: every colon, digit and line end has a zero byte on the same side.
fn without_mark(bytes: &[u8]) -> Option<Encoding> {
    let zeros = |side: usize| {
        let units = bytes.chunks_exact(2);
        units.filter(|unit| unit.get(side) == Some(&0)).count()
    };
    let enough = |count: usize| count * 10 >= bytes.len() / 2;
    match (zeros(0), zeros(1)) {
        _ if !bytes.len().is_multiple_of(2) => None,
        (0, low) if enough(low) => Some(Encoding::Utf16Le),
        (high, 0) if enough(high) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether so much of it is Chinese in UTF-8 that the rest is damage and no other encoding. In GBK
/// three bytes that happen to be a character of UTF-8 are rare.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad <= good * 4
}

/// Whether what is not ASCII is, but for a few, what Chinese is written with.
fn is_chinese(text: &str) -> bool {
    let (mut usual, mut all) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        usual += usize::from(matches!(
            c,
            '\u{B7}' | '\u{D7}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203F}'
                | '\u{2150}'..='\u{218F}' | '\u{2200}'..='\u{22FF}' | '\u{2460}'..='\u{249B}'
                | '\u{25A0}'..='\u{25FF}' | '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}'
                | '\u{FF00}'..='\u{FFEF}'
        ));
    }
    usual * 10 >= all * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_not_taken_for_another_encoding() {
        let mut damaged = "标题: 某街道办事处整体支出绩效自评报告".as_bytes().to_vec();
        damaged[20] = 0xFF;
        assert_eq!(recognise(&damaged), None);
        assert_eq!(recognise("标题: 报告\0".as_bytes()), None);
        assert_eq!(recognise(b"a\xFFb\xFE"), None);
    }

    #[test]
    fn what_the_office_writes_is_recognised() {
        let text = "标题: 某街道\n年度: 2022\n";
        let (gbk, _, lost) = GB18030.encode(text);
        assert!(!lost);
        assert_eq!(recognise(&gbk), Some((Encoding::Gb18030, text.to_owned())));
        let units: Vec<u16> = text.encode_utf16().collect();
        let low: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let high: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for (encoding, mark, body) in [
            (Encoding::Utf16Le, b"\xFF\xFE", low),
            (Encoding::Utf16Be, b"\xFE\xFF", high),
        ] {
            let expected = Some((encoding, text.to_owned()));
            assert_eq!(recognise(&body), expected);
            assert_eq!(recognise(&[mark.as_slice(), &body].concat()), expected);
        }
    }
}
