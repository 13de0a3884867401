//! The page without controls, for a projector and for whoever watches: both panes, the lights, the clock, and what just
//! changed.

use crate::ui::Draw;
use leptos::prelude::*;

use crate::{
    live::Stage,
    panes::{
        agent_console::{AgentConsole, StopFlashing},
        backends::BackendLights,
        changes::Changes,
        clock::ClockFace,
        customer_chat::CustomerChat,
    },
    ui::{Announcer, ClockNotice, ConnectionBanner, ConnectionChip, MockFrame, brand_icon, provide_spotlight},
};

/// The watcher's page.
#[component]
pub fn WatchPage() -> impl IntoView {
    let stage = expect_context::<Stage>();
    provide_spotlight();
    let still = RwSignal::new(false);
    view! {
        <div class="watch">
            <ConnectionBanner/>
            <header class="watch__head">
                <p class="brand">{brand_icon()}<span class="brand__name">"Drillroom"</span></p>
                <h1 class="watch__name">{stage.title}</h1>
                <ClockFace/>
                <ConnectionChip/>
            </header>
            <ClockNotice/>
            <main class="watch__grid">
                <div class="watch__backends"><BackendLights/></div>
                <MockFrame
                    id="agent-title"
                    class="watch__agent"
                    title="Agent's screen"
                    aside=Some(view! { <StopFlashing still/> }.drawn())
                    window=view! { <AgentConsole still/> }
                />
                <MockFrame
                    id="customer-title"
                    class="watch__customer"
                    title="Customer's screen"
                    aside=None
                    window=view! { <CustomerChat/> }
                />
                <div class="watch__rail"><Changes/></div>
            </main>
            <Announcer/>
        </div>
    }
}
