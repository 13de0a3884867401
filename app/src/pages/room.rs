//! The operator's room, and the same room for somebody who learns alone.

use drill::Pane;
use leptos::prelude::*;

use crate::{
    live::{Face, Held, Stage},
    panes::{
        agent_console::{AgentConsole, StopFlashing},
        backends::BackendSwitches,
        changes::Changes,
        class::Class,
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
        Announcer, ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, Drawn, KeySheet, Keys, MockFrame,
        Share, brand_icon, changing, flag, key_cap, press, provide_keys, provide_spotlight, text, toggle_full_screen,
        while_so,
    },
};

use super::seat::seat_bar;

/// The room with all controls.
#[component]
pub fn RoomPage() -> impl IntoView {
    provide_spotlight();
    provide_keys();
    let face = expect_context::<Stage>().face;
    view! {
        <div class="room" class=("room--learn", face == Face::Learn) class=("room--remote", face == Face::Remote)>
            <ConnectionBanner/>
            {room_head()}
            {(face == Face::CoTrainer).then(seat_bar)}
            <ClockNotice/>
            {went_on()}
            <main class="room__grid">
                <div class="room__backends">
                    <BackendSwitches/>
                    {(face != Face::Remote).then(|| view! { <TruthStrip/> }.drawn())}
                </div>
                {(face != Face::Remote).then(screens)}
                <div class="room__rail">{rail()}</div>
                {(face != Face::Remote).then(|| view! {
                    <div class="room__timeline"><Timeline/></div>
                    <div class="room__evidence"><Database/><Ledger/></div>
                }.drawn())}
            </main>
            <Announcer/>
            <DenialToast/>
        </div>
    }
}

/// The two windows; a phone has no place for them.
fn screens() -> Drawn {
    let still = Held::new(false);
    view! {
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
    }
    .drawn()
}

/// What stands beside the two windows: a learner's coach, or an operator's talk track and notes.
fn rail() -> impl IntoView {
    let stage = expect_context::<Stage>();
    if stage.face == Face::Learn {
        return view! { <Coach/><Changes/> }.drawn();
    }
    let talk = expect_context::<Keys>().talk;
    if stage.face == Face::Remote {
        return view! { <TalkTrack/><Notes/> }.drawn();
    }
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
    let stage = expect_context::<Stage>();
    let moved_on = stage.moved_on;
    changing(
        move || u64::from(!moved_on.with(String::is_empty)),
        move || {
            let code = moved_on.get();
            if code.is_empty() {
                return None;
            }
            let path = stage.next_path();
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

/// Opens a fresh room with the same drill, and leads the class there.
fn run_again(stage: &Stage) -> Drawn {
    let page = if stage.face == Face::Learn { "/learn/" } else { "/room/" };
    let action = [page, &stage.code.get_untracked(), "/again"].concat();
    view! {
        <form method="post" action=action class="room__again">
            <button class="chip" title="Opens a fresh room with the same drill; this one stays as it is">"Run again"</button>
        </form>
    }
    .drawn()
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
                {(stage.face == Face::Room).then(|| view! { <Share/><Class/> }.drawn())}
                {matches!(stage.face, Face::Room | Face::Learn).then(|| run_again(&stage))}
                {(stage.face != Face::Remote).then(|| view! { {full_screen_button()}<KeySheet/> }.drawn())}
            </div>
        </header>
    }
}
