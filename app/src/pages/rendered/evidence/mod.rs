//! The evidence of a room, for operators: the truth at one moment, and the report of the whole. Printed from plain HTML.

mod chapters;
mod report;
mod sql;
mod text;
mod timeline;
mod truth;

pub use report::{ReportPage, ReportSheet};
pub use sql::Found;
pub use text::{csv_line, report_csv, report_markdown};
pub use timeline::Window;
pub use truth::{TableOf, Truth, TruthPage};

use drill::Millis;
use leptos::prelude::*;

use crate::pages::brand::BrandLink;

/// A field for a room time. The browser refuses what is none, in words.
#[component]
fn TimeField(
    /// What it is called.
    label: &'static str,
    /// Its name in the form.
    name: &'static str,
    /// What is in it.
    at: Millis,
) -> impl IntoView {
    const PATTERN: &str = "([0-9]{1,4}|[0-9]{1,4}:[0-5][0-9]):[0-5][0-9]([.][0-9]{3})?";
    view! {
        <label class="proof__go">
            {label}" "
            <input
                class="join__input proof__time"
                name=name
                value=at.to_string()
                size="9"
                autocomplete="off"
                pattern=PATTERN
                title="Minutes and seconds, such as 1:30"
            />
        </label>
    }
}

/// The head of such a page: the ways to the others at the same moment, and back.
#[component]
fn EvidenceHead(
    /// The room's code.
    code: String,
    /// The moment.
    at: Millis,
    /// What only this page has, before the others: words, and a path below the room's address.
    #[prop(optional)]
    own: Vec<(&'static str, String)>,
) -> impl IntoView {
    let others = [
        ("Truth", format!("/truth?at={at}")),
        ("Replay", format!("/replay#{at}")),
        ("Report", format!("/report?at={at}")),
        ("Back to the room", String::new()),
    ];
    let links = own.into_iter().chain(others);
    view! {
        <header class="home__head">
            <BrandLink/>
            <nav class="home__nav" aria-label="Pages">
                {links.map(|(words, below)| view! { <a href=format!("/room/{code}{below}")>{words}</a> }).collect_view()}
            </nav>
        </header>
    }
}
