//! A report with everything that follows from it, for whoever asks the rules once.

use super::Case;
use crate::document::Document;
use crate::figures::Figures;
use crate::figures::figure::Ledger;
use crate::figures::live::Names;
use crate::figures::scheme::InForce;
use crate::report::Report;
use crate::report::check::Inspections;
use crate::threads;

/// A report with what the rules are given. The dashboard takes it apart, since an edit moves only some
/// of it.
#[derive(Debug)]
pub struct Examined {
    pub(crate) document: Document,
    pub(crate) report: Report,
    pub(crate) inspections: Inspections,
    pub(crate) in_force: InForce,
    pub(crate) figures: Figures,
    pub(crate) names: Names,
}

impl Examined {
    /// Derives everything; `scheme` finds the scheme of the name the report gives.
    #[must_use]
    pub fn of(document: Document, scheme: impl FnOnce(&str) -> InForce) -> Self {
        let (inspections, (report, in_force, figures)) = inspected_beside(&document, || {
            let report = Report::read(&document);
            let in_force = scheme(&report.scheme);
            let figures = Figures::compute(&report, in_force.scheme());
            (report, in_force, figures)
        });
        let ledger = Ledger {
            report: &report,
            figures: &figures,
            scheme: in_force.scheme(),
        };
        let names = Names::needed_by(document.text(), ledger);
        Self {
            document,
            report,
            inspections,
            in_force,
            figures,
            names,
        }
    }

    /// A document examined by a built-in scheme, as long as the unit's own has not been read.
    #[must_use]
    pub fn by_built_in(document: Document) -> Self {
        Self::of(document, |name| InForce::of(name, None))
    }

    /// The text and its syntax.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What the rules are given.
    #[must_use]
    pub fn case(&self) -> Case<'_> {
        Case {
            document: &self.document,
            report: &self.report,
            figures: &self.figures,
            scheme: self.in_force.scheme(),
            scheme_trouble: self.in_force.trouble(),
            inspections: &self.inspections,
            names: &self.names,
        }
    }
}

/// What does not fit in a document, looked for in a thread beside something else where it is long.
fn inspected_beside<T>(document: &Document, other: impl FnOnce() -> T) -> (Inspections, T) {
    let inspect = || Inspections::read(document);
    match document.is_long() {
        true => threads::beside(inspect, other),
        false => (inspect(), other()),
    }
}
