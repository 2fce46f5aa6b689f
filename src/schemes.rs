//! The unit's own scoring schemes, which lie as files beside the reports that name them. What a scheme
//! means `figures` knows, and `store` reads it.

use std::path::Path;

use crate::figures::scheme::{InForce, Scheme};
use crate::store::{self, Stamp};

/// The scheme of a name, from the file of that name beside the report where it is none of the
/// built-in ones.
#[must_use]
pub fn scheme_of(name: &str, report: Option<&Path>) -> InForce {
    let in_force = InForce::of(name, None);
    let Some(file) = in_force.wanted() else {
        return in_force;
    };
    let read = match report {
        Some(report) => store::read_beside(report, file).map_err(|error| error.to_string()),
        None => Err("报告还没有保存，找不到旁边的评分方案文件，请先按 F12 保存。".to_owned()),
    };
    InForce::of(name, Some(read))
}

/// What the disk says of the file of a scheme, where it has one beside the report.
#[must_use]
pub fn stamp_of(name: &str, report: Option<&Path>) -> Option<Stamp> {
    let in_force = InForce::of(name, None);
    store::stamp_beside(report?, in_force.wanted()?)
}

/// Whether a file is a scheme and no report.
#[must_use]
pub fn is_scheme(path: &Path) -> bool {
    const LARGEST: u64 = 64 << 10;
    store::size(path) <= LARGEST
        && store::read(path).is_ok_and(|bytes| Scheme::read(&bytes).is_ok())
}
