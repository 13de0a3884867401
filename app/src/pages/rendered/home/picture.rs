//! The picture on a storyboard's card: the three lights, and what agent and customer get to see.

use drill::{Backend, Icon};
use leptos::prelude::*;

/// The backends that fail in the storyboard of this title: it names them.
pub(super) fn failing(title: &str) -> [bool; 3] {
    Backend::ALL.map(|backend| title.contains("All three") || title.contains(backend.name()))
}

/// The picture of a storyboard.
#[component]
pub(super) fn Picture(
    /// Which of the backends fail in it.
    off: [bool; 3],
) -> impl IntoView {
    let [application, services, messaging] = off;
    let icon = match off {
        [true, true, true] => Icon::RedSquare,
        [_, _, true] => Icon::Triangle,
        [_, _, false] => Icon::GreenCircle,
    };
    view! {
        <svg class="picture" viewBox="0 0 240 96" aria-hidden="true">
            {off.into_iter().enumerate().map(|(place, off)| view! { <Light place off/> }).collect_view()}
            <Console icon has_popup=application is_greyed=services/>
            <Chat has_notice={application || messaging}/>
        </svg>
    }
}

/// The light of a backend: a check, or the sign of what is switched off.
#[component]
fn Light(
    /// Its place from the top.
    place: usize,
    /// Whether the backend is off.
    off: bool,
) -> impl IntoView {
    let y = 20 + place * 28;
    if off {
        view! {
            <circle class="picture__off" cx="20" cy=y r="10"/>
            <path class="picture__power" d=format!("M20 {}v4.500m-3.2-2.400a5 5 0 1 0 6.4 0", y - 5)/>
        }
        .into_any()
    } else {
        view! {
            <circle class="picture__on" cx="20" cy=y r="10"/>
            <path class="picture__check" d=format!("M15.5 {y}l3.2 3.2 6-6.4")/>
        }
        .into_any()
    }
}

/// The agent's console.
#[component]
fn Console(
    /// Its status icon.
    icon: Icon,
    /// Whether there is a pop-up: where Application is off.
    has_popup: bool,
    /// Whether its buttons are grey: where Services is off.
    is_greyed: bool,
) -> impl IntoView {
    let sign = match icon {
        Icon::GreenCircle => view! { <circle class="status-icon__circle" cx="61" cy="33" r="5"/> }.into_any(),
        Icon::Triangle => view! { <path class="status-icon__triangle" d="M61 27.500l6 11H55z"/> }.into_any(),
        Icon::RedSquare => {
            view! { <rect class="status-icon__square" x="56" y="28" width="10" height="10"/> }.into_any()
        }
    };
    let button = if is_greyed { "picture__button picture__button--greyed" } else { "picture__button" };
    view! {
        <rect class="picture__console" x="46" y="10" width="100" height="76" rx="3"/>
        <path class="picture__bar" d="M46 13a3 3 0 0 1 3-3h94a3 3 0 0 1 3 3v8H46z"/>
        {sign}
        <path class="picture__text" d="M72 33h40M54 46h60M54 54h46M54 62h52"/>
        <rect class=button x="54" y="71" width="26" height="9" rx="2"/>
        <rect class=button x="84" y="71" width="26" height="9" rx="2"/>
        {has_popup.then(|| view! {
            <rect class="picture__popup" x="88" y="40" width="66" height="34" rx="2"/>
            <path class="picture__bar" d="M88 40h66v8H88z"/>
            <path class="picture__warning" d="M98 54l6 11H92z"/>
            <path class="picture__text" d="M110 57h36M110 64h26"/>
        })}
    }
}

/// The customer's chat.
#[component]
fn Chat(
    /// Whether a notice says that something is wrong there.
    has_notice: bool,
) -> impl IntoView {
    let last = if has_notice {
        view! {
            <rect class="picture__notice" x="170" y="60" width="54" height="20" rx="2"/>
            <path class="picture__text" d="M176 67h36M176 73h24"/>
        }
        .into_any()
    } else {
        view! { <rect class="picture__bubble picture__bubble--own" x="182" y="58" width="42" height="10" rx="5"/> }
            .into_any()
    };
    view! {
        <rect class="picture__shop" x="164" y="10" width="66" height="76" rx="3"/>
        <path class="picture__shop-head" d="M164 13a3 3 0 0 1 3-3h60a3 3 0 0 1 3 3v11h-66z"/>
        <rect class="picture__bubble picture__bubble--own" x="188" y="30" width="36" height="10" rx="5"/>
        <rect class="picture__bubble" x="170" y="44" width="36" height="10" rx="5"/>
        {last}
    }
}
