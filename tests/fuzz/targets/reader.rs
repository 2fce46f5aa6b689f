//! Any bytes open, come back unchanged, and are mended and unmended without loss.
#![no_main]

use jixiao::document::Document;
use jixiao::figures::scheme::Scheme;
use jixiao::report::check::Inspections;
use jixiao::report::{self, Report};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut document = report::open(bytes);
    if document.converted().is_none() {
        assert_eq!(document.to_bytes(), bytes);
    }
    for problem in document.problems() {
        assert!(problem.line > 0 && problem.column > 0, "{problem:?}");
        assert!(problem.message.ends_with('。'), "{problem:?}");
    }
    let _ = Report::read(&document);
    let _ = Inspections::read(&document).mistakes().count();
    let _ = Scheme::read(bytes);

    let before = document.text().to_owned();
    if report::mend(&mut document).is_some() {
        let after = document.text().to_owned();
        assert_ne!(after, before);
        let fresh = Document::read(after.as_bytes());
        assert!(fresh.problems().len() <= document.problems().len());
        document.undo();
        assert_eq!(document.text(), before);
        document.redo();
        assert_eq!(document.text(), after);
    }
});
