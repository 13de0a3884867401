//! The operator's room.

use leptos::prelude::*;

use crate::{
    live::Stage,
    panes::{
        agent_console::{AgentConsole, StopFlashing},
        backends::BackendSwitches,
        changes::Changes,
        clock::ClockControls,
        customer_chat::CustomerChat,
        notes::Notes,
        talk_track::{StepCount, TalkTrack},
        timeline::Timeline,
        truth::TruthStrip,
    },
    ui::{
        Announcer, ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, KeySheet, MockFrame, Share,
        brand_icon, person_icon, provide_keys, provide_spotlight, text, while_so,
    },
};

/// The room with all controls.
#[component]
pub fn RoomPage() -> impl IntoView {
    provide_keys();
    provide_spotlight();
    let still = RwSignal::new(false);
    view! {
        <div class="room">
            <ConnectionBanner/>
            {room_head()}
            <ClockNotice/>
            <main class="room__grid">
                <div class="room__backends">
                    <BackendSwitches/>
                    <TruthStrip/>
                </div>
                <MockFrame
                    id="agent-title"
                    class="room__agent"
                    title="Agent's screen"
                    aside=Some(view! { <StopFlashing still/> }.drawn())
                    window=view! { <AgentConsole still/> }
                />
                <MockFrame
                    id="customer-title"
                    class="room__customer"
                    title="Customer's screen"
                    aside=None
                    window=view! { <CustomerChat/> }
                />
                <div class="room__rail">
                    <Changes/>
                    <TalkTrack/>
                    <Notes/>
                </div>
                <div class="room__timeline"><Timeline/></div>
            </main>
            <Announcer/>
            <DenialToast/>
        </div>
    }
}

fn room_head() -> impl IntoView {
    let stage = expect_context::<Stage>();
    view! {
        <header class="room__head">
            <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
            <div class="room__title">
                <h1 class="room__name">{stage.title}</h1>
                <StepCount/>
            </div>
            <ClockControls/>
            <div class="room__chips">
                <ConnectionChip/>
                <Share/>
                {here()}
                <a class="chip" href="/" title="Open another room">"New"</a>
                <KeySheet/>
            </div>
        </header>
    }
}

/// How many pages have the room open.
fn here() -> impl IntoView {
    let people = expect_context::<Stage>().people;
    let all = move || people.with(|people| people.operators + people.watchers);
    while_so(
        move || all() > 0,
        move || {
            let hint = move || {
                people.with(|people| {
                    [&people.operators.to_string(), " with controls, ", &people.watchers.to_string(), " watching"]
                        .concat()
                })
            };
            let count = move || [&all().to_string(), " here"].concat();
            view! { <span class="chip chip--quiet" title=text(hint)>{person_icon()}{text(count)}</span> }.drawn()
        },
    )
}
