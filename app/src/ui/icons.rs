//! Icons as inline SVG, hidden from screen readers: words always stand beside them. What is drawn in each is a constant, so
//! that the client holds one piece of code for all of them.

use drill::Icon;
use leptos::prelude::*;

use crate::ui::{Draw, Drawn};

fn svg(class: &'static str, size: &'static str, drawing: &'static str) -> Drawn {
    let view_box = ["0 0 ", size, " ", size].concat();
    view! { <svg class=class viewBox=view_box width=size height=size aria-hidden="true" inner_html=drawing></svg> }
        .drawn()
}

/// The mark of the product.
pub fn brand_icon() -> Drawn {
    svg(
        "icon icon--brand",
        "24",
        r#"<rect class="icon__brand-ground" width="24" height="24" rx="7"/><path class="icon__brand-line" d="M12 4.6v6.2M7.6 7.4a6.4 6.4 0 1 0 8.8 0"/><path class="icon__brand-check" d="m9.4 13.9 1.9 1.9 3.5-3.7"/>"#,
    )
}

/// Off by the operator: the power symbol.
pub fn power_icon() -> Drawn {
    svg("icon", "16", r#"<path class="icon__line" d="M8 2v5M4.6 4.4a5 5 0 1 0 6.8 0"/>"#)
}

/// On.
pub fn check_icon() -> Drawn {
    svg("icon", "16", r#"<path class="icon__line" d="m3 8.5 3.2 3.2L13 5"/>"#)
}

/// Let time run.
pub fn play_icon() -> Drawn {
    svg("icon", "16", r#"<path fill="currentColor" d="M4 2.5v11l9.5-5.5z"/>"#)
}

/// Hold time.
pub fn pause_icon() -> Drawn {
    svg("icon", "16", r#"<path fill="currentColor" d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z"/>"#)
}

/// Skip forward.
pub fn skip_icon() -> Drawn {
    svg("icon", "16", r#"<path fill="currentColor" d="M2.5 3v10L10 8zM11 3h2.5v10H11z"/>"#)
}

/// Somebody.
pub fn person_icon() -> Drawn {
    let drawing =
        r#"<path class="icon__line" d="M8 7.6a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M2.8 14a5.2 5.2 0 0 1 10.4 0"/>"#;
    svg("icon", "16", drawing)
}

/// A pulled plug: the real connection is gone.
pub fn plug_icon() -> Drawn {
    svg(
        "icon icon--plug",
        "24",
        r#"<path class="icon__line" d="M3 21l4.5-4.5M6 12.5l5.5 5.5a3.9 3.9 0 0 1-5.5-5.5zM18 11.5l-5.5-5.5a3.9 3.9 0 0 1 5.5 5.5zM16.5 7.5L21 3M9.5 14.5l1.8-1.8M12 17l1.8-1.8"/>"#,
    )
}

/// The icon beside the chat status: its shape says as much as its colour.
pub fn status_icon(icon: Icon) -> Drawn {
    let drawing = match icon {
        Icon::GreenCircle => r#"<circle class="status-icon__circle" cx="7" cy="7" r="5.5"/>"#,
        Icon::Triangle => {
            r#"<path class="status-icon__triangle" d="M7 1 13.3 12.7H.7z"/><path class="status-icon__stroke" d="M7 5.2v3.6M7 10.7v.4"/>"#
        }
        Icon::RedSquare => r#"<rect class="status-icon__square" x="1.5" y="1.5" width="11" height="11"/>"#,
    };
    svg("status-icon", "14", drawing)
}

/// The pictures of the mock windows' message boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// An exclamation mark in a triangle.
    Warning,
    /// A cross in a circle.
    Error,
    /// An *i* in a circle.
    Info,
}

/// A picture of a message box.
pub fn glyph(glyph: Glyph) -> Drawn {
    let (class, drawing) = match glyph {
        Glyph::Warning => (
            "glyph glyph--warning",
            r#"<path class="glyph__ground" d="M17 2.5 32.5 31H1.5z"/><path class="glyph__sign" d="M17 12v9.5M17 25.6v1"/>"#,
        ),
        Glyph::Error => (
            "glyph glyph--error",
            r#"<circle class="glyph__ground" cx="17" cy="17" r="15"/><path class="glyph__sign" d="M11.5 11.5l11 11M22.5 11.5l-11 11"/>"#,
        ),
        Glyph::Info => (
            "glyph glyph--info",
            r#"<circle class="glyph__ground" cx="17" cy="17" r="15"/><path class="glyph__sign" d="M17 15.5v9.5M17 9v1"/>"#,
        ),
    };
    svg(class, "34", drawing)
}
