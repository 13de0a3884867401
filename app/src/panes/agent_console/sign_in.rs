//! The pages of an agent who has no desktop: logging in, a page that cannot be displayed, and the time-out page.

use crate::ui::{Drawn, Glyph, glyph, touch};
use drill::{Command, cast, words};
use leptos::prelude::*;

/// The log-in page.
pub(super) fn sign_in() -> impl IntoView {
    let field = |label: &'static str, value: &'static str| {
        view! { <p class="agent-console__field">{label}<span class="agent-console__value">{value}</span></p> }
    };
    view! {
        <div class="agent-console__sign-in">
            <div class="agent-console__sign-in-box">
                <p class="agent-console__sign-in-head">"Agent Desktop"</p>
                <div class="agent-console__sign-in-fields">
                    {field("User name", cast::AGENT_USER_NAME)}
                    {field("Password", "••••••••")}
                    {field("Language", "English")}
                    <p class="agent-console__sign-in-foot">{log_in("Log in")}</p>
                </div>
            </div>
            <p class="agent-console__sign-in-small">"You have logged out."</p>
        </div>
    }
}

fn log_in(label: &'static str) -> Drawn {
    touch("agent-console__button", label, || Some(Command::AgentLogIn))
}

/// The page of a failed log-in (AP10).
pub(super) fn unreachable() -> impl IntoView {
    view! {
        <div class="agent-console__dead-page">
            {glyph(Glyph::Info)}
            <div>
                <p class="agent-console__dead-head">"The page cannot be displayed"</p>
                <p>{words::log_in_unreachable().text}</p>
                <ul>
                    <li>"Check that the address is right."</li>
                    <li>"Wait a moment, and try again."</li>
                </ul>
                <p>{log_in("Try to log in again")}</p>
            </div>
        </div>
    }
}

/// The page of a desktop that has timed out (MA2).
pub(super) fn timed_out() -> impl IntoView {
    view! {
        <div class="agent-console__dead-page">
            {glyph(Glyph::Error)}
            <div>
                <p class="agent-console__dead-head">"Session timed out"</p>
                <p>{words::timed_out().text}</p>
                <p>
                    {touch("agent-console__button", "Log out", || {
                        Some(Command::AgentLogOut)
                    })}
                </p>
            </div>
        </div>
    }
}
