//! However a text is cut, padded, wrapped and cleaned, it stays within its columns and gives a
//! terminal nothing to obey.
#![no_main]

use jixiao::document::is_tricky;
use jixiao::ui::text::{self, Align};
use libfuzzer_sys::fuzz_target;

fn is_safe(text: &str) -> bool {
    text.chars().all(|c| !is_tricky(c) || c == '\u{200D}')
}

fuzz_target!(|given: (u8, &str)| {
    let (columns, words) = given;
    let columns = usize::from(columns % 64);
    let safe = text::safe(words);
    assert!(is_safe(&safe));
    assert_eq!(text::safe(&safe), safe);
    assert_eq!(text::width(&safe), text::width(words));
    let cut = text::cut(words, columns);
    assert!(is_safe(&cut) && text::width(&cut) <= columns, "{cut:?}");
    for align in [Align::Left, Align::Center, Align::Right] {
        assert_eq!(text::width(&text::fit(words, columns, align)), columns);
    }
    let rows = text::rows(words, columns.max(2));
    let whole: String = rows.iter().filter_map(|row| words.get(row.clone())).collect();
    assert_eq!(whole, words);
    // In order, and found where the one before ends: from the start, the search alone takes minutes.
    let mut rest = words;
    for row in text::wrap(words, columns.max(2)) {
        let (_, after) = rest.split_once(row).expect("a row of the text");
        rest = after;
    }
    let clean = text::clean(words);
    assert_eq!(text::clean(&clean), clean);
});
