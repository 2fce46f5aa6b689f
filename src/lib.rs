//! jixiao（绩效自评）: a terminal dashboard for the yearly department budget-performance
//! self-evaluation report (部门整体支出绩效自评报告).
pub mod document;
pub mod report;
pub mod store;
pub mod ui;
