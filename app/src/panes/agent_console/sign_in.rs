//! The pages of an agent who has no desktop: logging in, a page that cannot be displayed, and the time-out page.

use drill::{Command, cast, words};
use leptos::prelude::*;

use crate::components::{Glyph, GlyphKind, MockButton};

/// The log-in page.
#[component]
pub(super) fn SignIn() -> impl IntoView {
    view! {
        <div class="agent-console__sign-in">
            <div class="agent-console__sign-in-box">
                <p class="agent-console__sign-in-head">"Agent Desktop"</p>
                <div class="agent-console__sign-in-fields">
                    <Field label="User name" value=cast::AGENT_USER_NAME/>
                    <Field label="Password" value="••••••••"/>
                    <Field label="Language" value="English"/>
                    <p class="agent-console__sign-in-foot">
                        <LogIn label="Log in"/>
                    </p>
                </div>
            </div>
            <p class="agent-console__sign-in-small">"You have logged out."</p>
        </div>
    }
}

/// A filled-in field of the log-in page.
#[component]
fn Field(label: &'static str, value: &'static str) -> impl IntoView {
    view! { <p class="agent-console__field">{label}<span class="agent-console__value">{value}</span></p> }
}

#[component]
fn LogIn(label: &'static str) -> impl IntoView {
    view! { <MockButton class="agent-console__button" command=|()| Some(Command::AgentLogIn)>{label}</MockButton> }
}

/// The page of a failed log-in (AP10).
#[component]
pub(super) fn Unreachable() -> impl IntoView {
    view! {
        <div class="agent-console__dead-page">
            <Glyph kind=GlyphKind::Info/>
            <div>
                <p class="agent-console__dead-head">"The page cannot be displayed"</p>
                <p>{words::log_in_unreachable().text}</p>
                <ul>
                    <li>"Check that the address is right."</li>
                    <li>"Wait a moment, and try again."</li>
                </ul>
                <p>
                    <LogIn label="Try to log in again"/>
                </p>
            </div>
        </div>
    }
}

/// The page of a desktop that has timed out (MA2).
#[component]
pub(super) fn TimedOut() -> impl IntoView {
    view! {
        <div class="agent-console__dead-page">
            <Glyph kind=GlyphKind::Error/>
            <div>
                <p class="agent-console__dead-head">"Session timed out"</p>
                <p>{words::timed_out().text}</p>
                <p>
                    <MockButton class="agent-console__button" command=|()| Some(Command::AgentLogOut)>
                        "Log out"
                    </MockButton>
                </p>
            </div>
        </div>
    }
}
