//! What is typed into a number or date field is refused, or read back as exactly what was kept.
#![no_main]

use jixiao::report::date;
use jixiao::report::fields::Unit;
use jixiao::report::number::{self, Number, normalise, normalise_measure, shown, shown_width};
use libfuzzer_sys::fuzz_target;

const UNITS: [Unit; 6] = [
    Unit::WanYuan,
    Unit::Person,
    Unit::SquareMetre,
    Unit::Points,
    Unit::Percent,
    Unit::None,
];

fuzz_target!(|typed: &str| {
    for unit in UNITS {
        match normalise(typed, unit) {
            Ok(Some(kept)) => {
                let Number::Known(value) = Number::read(&kept) else {
                    panic!("{typed:?} is kept as {kept:?}, which is no number");
                };
                assert_eq!(normalise(&kept, unit), Ok(Some(kept)));
                assert_eq!(shown_width(value), shown(value).len());
            }
            Ok(None) => {}
            Err(error) => assert!(error.to_string().ends_with('。')),
        }
        if let Number::Unreadable = Number::read(typed) {
            let (message, meant) = number::trouble(typed, unit);
            assert!(message.ends_with('。'), "{message}");
            if let Some(meant) = meant {
                assert!(Number::read(&meant).value().is_some(), "{meant}");
            }
        }
    }
    let measure = normalise_measure(typed);
    assert_eq!(normalise_measure(&measure), measure);
    if let Ok(kept) = date::normalise(typed) {
        assert!(date::last_day(&kept).is_some(), "{kept}");
        assert_eq!(date::normalise(&kept).as_ref(), Ok(&kept));
    }
});
