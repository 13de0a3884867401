//! Icons as inline SVG, hidden from screen readers: words are always beside them.

use drill::Icon;
use leptos::prelude::*;

/// The frame of the small icons, drawn on a grid of 16.
#[component]
fn SmallIcon(
    /// What is drawn.
    children: Children,
) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{children()}</svg> }
}

/// The mark of the product.
#[component]
pub fn BrandIcon() -> impl IntoView {
    view! {
        <svg class="icon icon--brand" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <rect class="icon__brand-ground" width="24" height="24" rx="7"></rect>
            <path class="icon__brand-line" d="M12 4.6v6.2M7.6 7.4a6.4 6.4 0 1 0 8.8 0"></path>
            <path class="icon__brand-check" d="m9.4 13.9 1.9 1.9 3.5-3.7"></path>
        </svg>
    }
}

/// Off by the operator: the power symbol.
#[component]
pub fn PowerIcon() -> impl IntoView {
    view! { <SmallIcon><path class="icon__line" d="M8 2v5M4.6 4.4a5 5 0 1 0 6.8 0"></path></SmallIcon> }
}

/// On.
#[component]
pub fn CheckIcon() -> impl IntoView {
    view! { <SmallIcon><path class="icon__line" d="m3 8.5 3.2 3.2L13 5"></path></SmallIcon> }
}

/// Let time run.
#[component]
pub fn PlayIcon() -> impl IntoView {
    view! { <SmallIcon><path fill="currentColor" d="M4 2.5v11l9.5-5.5z"></path></SmallIcon> }
}

/// Pause time.
#[component]
pub fn PauseIcon() -> impl IntoView {
    view! { <SmallIcon><path fill="currentColor" d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z"></path></SmallIcon> }
}

/// Skip forward.
#[component]
pub fn SkipIcon() -> impl IntoView {
    view! { <SmallIcon><path fill="currentColor" d="M2.5 3v10L10 8zM11 3h2.5v10H11z"></path></SmallIcon> }
}

/// Somebody.
#[component]
pub fn PersonIcon() -> impl IntoView {
    view! {
        <SmallIcon>
            <path
                class="icon__line"
                d="M8 7.6a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M2.8 14a5.2 5.2 0 0 1 10.4 0"
            ></path>
        </SmallIcon>
    }
}

/// A pulled plug: the real connection is gone.
#[component]
pub fn PlugIcon() -> impl IntoView {
    view! {
        <svg class="icon icon--plug" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path
                class="icon__line"
                d="M3 21l4.5-4.5M6 12.5l5.5 5.5a3.9 3.9 0 0 1-5.5-5.5zM18 11.5l-5.5-5.5a3.9 3.9 0 0 1 5.5 5.5zM16.5 7.5L21 3M9.5 14.5l1.8-1.8M12 17l1.8-1.8"
            ></path>
        </svg>
    }
}

/// The icon beside the chat status: its shape says as much as its colour.
#[component]
pub fn StatusIcon(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    let shape = match icon {
        Icon::GreenCircle => view! { <circle class="status-icon__circle" cx="7" cy="7" r="5.5"></circle> }.into_any(),
        Icon::Triangle => view! {
            <path class="status-icon__triangle" d="M7 1 13.3 12.7H.7z"></path>
            <path class="status-icon__stroke" d="M7 5.2v3.6M7 10.7v.4"></path>
        }
        .into_any(),
        Icon::RedSquare => {
            view! { <rect class="status-icon__square" x="1.5" y="1.5" width="11" height="11"></rect> }.into_any()
        }
    };
    view! { <svg class="status-icon" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">{shape}</svg> }
}

/// What the picture of a mock window's message box shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphKind {
    /// An exclamation mark in a triangle.
    Warning,
    /// A cross in a circle.
    Error,
    /// An *i* in a circle.
    Info,
}

/// The picture of a mock window's message box.
#[component]
pub fn Glyph(
    /// What it shows.
    kind: GlyphKind,
) -> impl IntoView {
    let (class, sign) = match kind {
        GlyphKind::Warning => ("glyph glyph--warning", "M17 12v9.5M17 25.6v1"),
        GlyphKind::Error => ("glyph glyph--error", "M11.5 11.5l11 11M22.5 11.5l-11 11"),
        GlyphKind::Info => ("glyph glyph--info", "M17 15.5v9.5M17 9v1"),
    };
    let ground = match kind {
        GlyphKind::Warning => view! { <path class="glyph__ground" d="M17 2.5 32.5 31H1.5z"></path> }.into_any(),
        GlyphKind::Error | GlyphKind::Info => {
            view! { <circle class="glyph__ground" cx="17" cy="17" r="15"></circle> }.into_any()
        }
    };
    view! {
        <svg class=class viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
            {ground}
            <path class="glyph__sign" d=sign></path>
        </svg>
    }
}
