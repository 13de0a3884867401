//! The pages that only the server renders: plain links and forms, which need no client.

mod evidence;
mod explorer;
#[cfg(debug_assertions)]
mod gallery;
mod guide;
mod home;
mod join;
mod manage;
mod problem;
mod sign_ins;

pub use evidence::{
    Found, ReportPage, ReportSheet, TableOf, Truth, TruthPage, Window, csv_line, report_csv, report_markdown,
};
pub use explorer::ExplorerPage;
#[cfg(debug_assertions)]
pub use gallery::GalleryPage;
#[cfg(all(test, debug_assertions))]
pub(crate) use gallery::nesting_faults;
pub use guide::GuidePage;
pub use home::{HomePage, RecentRoom, Storyboard, Visitor};
pub use join::{JoinForm, JoinPage, KeyForm, KeyPage};
pub use manage::{Manage, ManagePage};
pub use problem::{Problem, ProblemPage};
pub use sign_ins::{SignInRow, SignInsPage};
