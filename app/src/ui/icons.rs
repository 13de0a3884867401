//! Icons as inline SVG, hidden from screen readers: words always stand beside them.

use drill::Icon;
use leptos::prelude::*;

use crate::ui::{Draw, Drawn};

/// The mark of the product.
pub fn brand_icon() -> impl IntoView {
    view! {
        <svg class="icon icon--brand" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <rect class="icon__brand-ground" width="24" height="24" rx="7"/>
            <path class="icon__brand-line" d="M12 4.6v6.2M7.6 7.4a6.4 6.4 0 1 0 8.8 0"/>
            <path class="icon__brand-check" d="m9.4 13.9 1.9 1.9 3.5-3.7"/>
        </svg>
    }
}

fn line_icon(class: &'static str, path: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 16 16" width="16" height="16" fill="none" aria-hidden="true">
            <path d=path stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>
        </svg>
    }
}

/// Off by the operator: the power symbol.
pub fn power_icon() -> impl IntoView {
    line_icon("icon", "M8 2v5M4.6 4.4a5 5 0 1 0 6.8 0")
}

/// On.
pub fn check_icon() -> impl IntoView {
    line_icon("icon", "m3 8.5 3.2 3.2L13 5")
}

/// Let time run.
pub fn play_icon() -> impl IntoView {
    solid_icon("M4 2.5v11l9.5-5.5z")
}

/// Hold time.
pub fn pause_icon() -> impl IntoView {
    solid_icon("M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z")
}

/// Skip forward.
pub fn skip_icon() -> impl IntoView {
    solid_icon("M2.5 3v10L10 8zM11 3h2.5v10H11z")
}

fn solid_icon(path: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=path fill="currentColor"/>
        </svg>
    }
}

/// Somebody.
pub fn person_icon() -> impl IntoView {
    line_icon("icon", "M8 7.6a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M2.8 14a5.2 5.2 0 0 1 10.4 0")
}

/// A pulled plug: the real connection is gone.
pub fn plug_icon() -> impl IntoView {
    view! {
        <svg class="icon icon--plug" viewBox="0 0 24 24" width="28" height="28" fill="none" aria-hidden="true">
            <path d="M3 21l4.5-4.5M6 12.5l5.5 5.5a3.9 3.9 0 0 1-5.5-5.5zM18 11.500l-5.5-5.500a3.9 3.9 0 0 1 5.5 5.500zM16.5 7.500L21 3M9.5 14.500l1.8-1.800M12 17l1.8-1.8"
                stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>
        </svg>
    }
}

/// The icon beside the chat status: its shape says as much as its colour.
pub fn status_icon(icon: Icon) -> Drawn {
    match icon {
        Icon::GreenCircle => view! {
            <svg class="status-icon" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
                <circle class="status-icon__circle" cx="7" cy="7" r="5.5"/>
            </svg>
        }
        .drawn(),
        Icon::Triangle => view! {
            <svg class="status-icon" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
                <path class="status-icon__triangle" d="M7 1 13.3 12.700H.7z"/>
                <path class="status-icon__stroke" d="M7 5.200v3.600M7 10.700v.4"/>
            </svg>
        }
        .drawn(),
        Icon::RedSquare => view! {
            <svg class="status-icon" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
                <rect class="status-icon__square" x="1.5" y="1.5" width="11" height="11"/>
            </svg>
        }
        .drawn(),
    }
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
    let (class, ground, sign) = match glyph {
        Glyph::Warning => ("glyph glyph--warning", "M17 2.5 32.5 31H1.500z", "M17 12v9.500M17 25.600v1"),
        Glyph::Error => {
            ("glyph glyph--error", "M17 2a15 15 0 1 1 0 30 15 15 0 0 1 0-30z", "M11.5 11.500l11 11M22.5 11.500l-11 11")
        }
        Glyph::Info => ("glyph glyph--info", "M17 2a15 15 0 1 1 0 30 15 15 0 0 1 0-30z", "M17 15.500v9.500M17 9v1"),
    };
    view! {
        <svg class=class viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
            <path class="glyph__ground" d=ground/>
            <path class="glyph__sign" d=sign/>
        </svg>
    }
    .drawn()
}
