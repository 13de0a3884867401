//! The evidence of a room, for operators: the truth at one moment, and the report of the whole. Printed from plain HTML.

mod chapters;
mod report;
mod text;
mod timeline;
mod truth;

pub use report::{ReportPage, ReportSheet};
pub use text::{csv_line, report_csv, report_markdown};
pub use timeline::Window;
pub use truth::{Found, TableOf, Truth, TruthPage};

use drill::Millis;
use leptos::prelude::*;

use crate::ui::{Draw, Drawn, brand_icon};

/// A field for a room time. The browser refuses what is none, in words.
fn time_field(label: &'static str, name: &'static str, at: Millis) -> Drawn {
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
    .drawn()
}

/// The head of such a page: first what only this page has, below the room's address, then the ways to the others at the same
/// moment, and back.
fn head(code: &str, at: Millis, own: &[(&'static str, String)]) -> Drawn {
    let at = at.to_string();
    let others = [
        ("Truth", ["/truth?at=", &at].concat()),
        ("Look back", ["/replay#", &at].concat()),
        ("Report", ["/report?at=", &at].concat()),
        ("Back to the room", String::new()),
    ];
    let link = |(name, below): (&'static str, String)| {
        let to = ["/room/", code, &below].concat();
        view! { <a href=to>{name}</a> }.drawn()
    };
    view! {
        <header class="home__head">
            <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
            <nav class="home__nav" aria-label="Pages">{own.iter().cloned().chain(others).map(link).collect_view()}</nav>
        </header>
    }
    .drawn()
}
