//! The two mock windows in their frames, as several pages have them.

use drill::Pane;
use leptos::prelude::*;

use crate::{
    components::MockFrame,
    panes::{
        agent_console::{AgentConsole, StopFlashing},
        customer_chat::CustomerChat,
    },
};

/// The agent's screen.
#[component]
pub(super) fn AgentScreen(
    /// The class that places it on the page.
    class: &'static str,
) -> impl IntoView {
    let still = RwSignal::new(false);
    view! {
        <MockFrame
            id="agent-title"
            class=class
            title="Agent's screen"
            aside=view! { <StopFlashing still/> }.into_any()
            pane=Pane::Agent
        >
            <AgentConsole still/>
        </MockFrame>
    }
}

/// The customer's screen.
#[component]
pub(super) fn CustomerScreen(
    /// The class that places it on the page.
    class: &'static str,
) -> impl IntoView {
    view! {
        <MockFrame id="customer-title" class=class title="Customer's screen" pane=Pane::Customer>
            <CustomerChat/>
        </MockFrame>
    }
}
