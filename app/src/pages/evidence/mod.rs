//! The evidence of a room, for operators: the truth at one moment, and the report of the whole. Printed from plain HTML.

mod report;
mod text;
mod timeline;
mod truth;

pub use report::{ReportPage, ReportSheet};
pub use text::{csv_line, report_csv, report_markdown};
pub use timeline::Window;
pub use truth::{Found, TableOf, Truth, TruthPage};
