//! The operator's room, and the same room for somebody who learns alone.

use drill::Pane;
use leptos::prelude::*;

use crate::{
    live::{Face, Held, Stage},
    panes::{
        agent_console::{AgentConsole, StopFlashing},
        backends::BackendSwitches,
        changes::Changes,
        clock::ClockControls,
        coach::Coach,
        customer_chat::CustomerChat,
        database::Database,
        ledger::Ledger,
        notes::Notes,
        talk_track::{StepCount, TalkTrack},
        timeline::Timeline,
        truth::TruthStrip,
    },
    ui::{
        Announcer, ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, KeySheet, Keys, MockFrame, Share,
        brand_icon, changing, flag, key_cap, person_icon, press, provide_keys, provide_spotlight, text,
        toggle_full_screen, while_so,
    },
};

/// The room with all controls.
#[component]
pub fn RoomPage() -> impl IntoView {
    provide_spotlight();
    provide_keys();
    let learns = expect_context::<Stage>().face == Face::Learn;
    let still = Held::new(false);
    view! {
        <div class="room" class=("room--learn", learns)>
            <ConnectionBanner/>
            {room_head()}
            <ClockNotice/>
            {went_on()}
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
                    pane=Pane::Agent
                />
                <MockFrame
                    id="customer-title"
                    class="room__customer"
                    title="Customer's screen"
                    aside=None
                    window=view! { <CustomerChat/> }
                    pane=Pane::Customer
                />
                <div class="room__rail">{rail()}</div>
                <div class="room__timeline"><Timeline/></div>
                <div class="room__evidence"><Database/><Ledger/></div>
            </main>
            <Announcer/>
            <DenialToast/>
        </div>
    }
}

/// What stands beside the two windows: a learner's coach, or an operator's talk track and notes.
fn rail() -> impl IntoView {
    let stage = expect_context::<Stage>();
    if stage.face == Face::Learn {
        return view! { <Coach/><Changes/> }.drawn();
    }
    let talk = expect_context::<Keys>().talk;
    view! {
        <Changes/>
        <div class="room__talk" hidden=flag(move || !talk.get())><TalkTrack/><Notes/></div>
        {while_so(move || !talk.get(), move || view! {
            <button type="button" class="button room__show-talk" on:click=press(move || talk.set(true))>
                "Show talk track and notes"{key_cap("S")}
            </button>
        }.drawn())}
    }
    .drawn()
}

/// Where the drill goes on, once somebody has run it again.
fn went_on() -> impl IntoView {
    let moved_on = expect_context::<Stage>().moved_on;
    changing(
        move || u64::from(!moved_on.with(String::is_empty)),
        move || {
            let code = moved_on.get();
            if code.is_empty() {
                return None;
            }
            let path = ["/room/", &code].concat();
            Some(
                view! {
                    <p class="clock-notice" role="status">
                        "This drill was run again, and goes on in a fresh room: "<a href=path>{code}</a>"."
                    </p>
                }
                .drawn(),
            )
        },
    )
}

/// Opens a fresh room with the same drill, and leads whoever watches there.
fn run_again(stage: &Stage) -> impl IntoView + use<> {
    let page = if stage.face == Face::Learn { "learn" } else { "" };
    view! {
        <form method="post" action="/rooms" class="room__again">
            <input type="hidden" name="from" value=stage.code.get_untracked()/>
            <input type="hidden" name="as" value=page/>
            <button
                class="chip"
                name="storyboard"
                value=stage.storyboard.get_untracked()
                title="Opens a fresh room with the same drill; this one stays as it is"
            >
                "Run again"
            </button>
        </form>
    }
}

fn full_screen_button() -> impl IntoView {
    view! {
        <button type="button" class="chip" title="Full screen" on:click=press(toggle_full_screen)>
            "Full screen"{key_cap("F")}
        </button>
    }
}

fn room_head() -> impl IntoView {
    let stage = expect_context::<Stage>();
    view! {
        <header class="room__head">
            <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
            <div class="room__title">
                <h1 class="room__name">{text(move || stage.title.get())}</h1>
                <StepCount/>
            </div>
            <ClockControls/>
            <div class="room__chips">
                <ConnectionChip/>
                {(stage.face == Face::Room).then(|| view! { <Share/> }.drawn())}
                {here()}
                {run_again(&stage)}
                {full_screen_button()}
                <KeySheet/>
            </div>
        </header>
    }
}

/// How many pages have the room open. This one is there before its link is, so that nothing moves when that comes up.
fn here() -> impl IntoView {
    let people = expect_context::<Stage>().people;
    let hint = move || {
        people.with(|people| {
            [&people.operators.max(1).to_string(), " with controls, ", &people.watchers.to_string(), " watching"]
                .concat()
        })
    };
    let count =
        move || people.with(|people| [&(people.operators + people.watchers).max(1).to_string(), " here"].concat());
    view! { <span class="chip chip--quiet room__here" title=text(hint)>{person_icon()}{text(count)}</span> }
}
