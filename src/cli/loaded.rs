//! A report read for a command, with everything that follows from it.

use std::path::Path;

use crate::document::Document;
use crate::figures::Figures;
use crate::figures::figure::Ledger;
use crate::figures::live::Names;
use crate::figures::scheme::InForce;
use crate::report::Report;
use crate::report::check::Inspections;
use crate::rules::Case;
use crate::store::{self, OpenError};
use crate::ui::session::scheme_of;

/// A report with its figures.
pub(super) struct Loaded {
    pub(super) document: Document,
    report: Report,
    inspections: Inspections,
    in_force: InForce,
    figures: Figures,
    names: Names,
}

impl Loaded {
    /// Reads a report, and the scheme beside it that it names.
    pub(super) fn read(path: &Path) -> Result<Self, OpenError> {
        let document = Document::read(&store::read(path)?);
        let report = Report::read(&document);
        let inspections = Inspections::read(&document);
        let in_force = scheme_of(&report.scheme, Some(path));
        let figures = Figures::compute(&report, in_force.scheme());
        let ledger = Ledger {
            report: &report,
            figures: &figures,
            scheme: in_force.scheme(),
        };
        let names = Names::needed_by(document.text(), ledger);
        Ok(Self {
            document,
            report,
            inspections,
            in_force,
            figures,
            names,
        })
    }

    /// What the rules are given.
    pub(super) fn case(&self) -> Case<'_> {
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
