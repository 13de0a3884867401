//! The two mock windows in their frames, as they stand on several pages.

use drill::Pane;
use leptos::prelude::*;

use crate::{
    live::Held,
    panes::{
        agent_console::{AgentConsole, StopFlashing},
        customer_chat::CustomerChat,
    },
    ui::{Draw, Drawn, MockFrame},
};

/// The agent's, placed on the page by this class.
pub fn agent_screen(class: &'static str) -> Drawn {
    let still = Held::new(false);
    view! {
        <MockFrame
            id="agent-title"
            class=class
            title="Agent's screen"
            aside=Some(view! { <StopFlashing still/> }.drawn())
            window=view! { <AgentConsole still/> }
            pane=Pane::Agent
        />
    }
    .drawn()
}

/// The customer's, likewise.
pub fn customer_screen(class: &'static str) -> Drawn {
    view! {
        <MockFrame
            id="customer-title"
            class=class
            title="Customer's screen"
            aside=None
            window=view! { <CustomerChat/> }
            pane=Pane::Customer
        />
    }
    .drawn()
}
