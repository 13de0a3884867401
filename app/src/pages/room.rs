//! The operators' room, also for a co-trainer; and what it shares with the remote and with the room of somebody who learns
//! alone.

use drill::{Command, Projector};
use leptos::prelude::*;
use protocol::{PageKind, RoomViewStoreFields as _};

use crate::{
    components::{
        Announcer, Button, ClockNotice, ConnectionBanner, ConnectionChip, ErrorToast, KeyHint, KeyboardShortcuts,
        Share, Show, provide_shortcuts, toggle_full_screen, use_shortcuts,
    },
    panes::{
        backends::BackendSwitches,
        changes::Changes,
        class::Class,
        clock::ClockControls,
        database::Database,
        ledger::Ledger,
        notes::Notes,
        talk_track::{StepCount, TalkTrack},
        timeline::Timeline,
        truth::TruthStrip,
    },
    room::use_room,
};

use super::{
    brand::BrandLink,
    screens::{AgentScreen, CustomerScreen},
    seat::SeatBar,
};

/// The room of those who lead a class: an operator's, or a co-trainer's.
#[component]
pub(crate) fn RoomPage() -> impl IntoView {
    provide_shortcuts();
    let room = use_room();
    let chips = if room.kind == PageKind::CoTrainer {
        view! { <a class="chip" href=room.replay_path() target="_blank" rel="noopener">"Replay"</a> }.into_any()
    } else {
        view! { <Share/><Class/><RunAgain page="room"/> }.into_any()
    };
    view! {
        <div class="room" translate="no">
            <RoomBanner/>
            <RoomHead>{chips}<FullScreenButton/><KeyboardShortcuts/></RoomHead>
            <RoomNotices/>
            <main class="room__grid">
                <div class="room__backends"><BackendSwitches/><TruthStrip/></div>
                <RoomScreens/>
                <div class="room__rail"><LeaderRail/></div>
                <RoomEvidence/>
            </main>
            <RoomFoot/>
        </div>
    }
}

/// The state of the real connection, above everything else.
#[component]
pub(super) fn RoomBanner() -> impl IntoView {
    view! { <div class="room__banner"><ConnectionBanner/></div> }
}

/// Title, clock, and the buttons that are given as children.
#[component]
pub(super) fn RoomHead(
    /// The buttons after the state of the connection.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let room = use_room();
    view! {
        <header class="room__head">
            <BrandLink/>
            <div class="room__title">
                <h1 class="room__name">{move || room.view.title().get()}</h1>
                <StepCount/>
            </div>
            <div class="room__clock"><ClockControls/></div>
            <div class="room__chips"><ConnectionChip/>{children.map(|children| children())}</div>
        </header>
    }
}

/// What has to be said above the panes.
#[component]
pub(super) fn RoomNotices() -> impl IntoView {
    let kind = use_room().kind;
    view! {
        <div class="room__notices">
            {(kind == PageKind::CoTrainer).then(|| view! { <SeatBar/> }.into_any())}
            <ClockNotice/>
            <ContinuedIn/>
            {kind.leads().then(|| view! { <AudienceIsBlank/> }.into_any())}
        </div>
    }
}

/// Both mock windows.
#[component]
pub(super) fn RoomScreens() -> impl IntoView {
    view! {
        <div class="room__agent"><AgentScreen class="room__screen"/></div>
        <div class="room__customer"><CustomerScreen class="room__screen"/></div>
    }
}

/// Timeline, database and ledger.
#[component]
pub(super) fn RoomEvidence() -> impl IntoView {
    view! {
        <div class="room__timeline"><Timeline/></div>
        <div class="room__evidence"><Database/><Ledger/></div>
    }
}

/// What is announced, and what could not be done.
#[component]
pub(super) fn RoomFoot() -> impl IntoView {
    view! { <div class="room__foot"><Announcer/><ErrorToast/></div> }
}

/// Changes, talk track and notes; the last two can be hidden.
#[component]
fn LeaderRail() -> impl IntoView {
    let talk = use_shortcuts().talk;
    view! {
        <Changes/>
        <div class="room__talk" hidden=move || !talk.get()><TalkTrack/><Notes/></div>
        <Show when=move || !talk.get()>
            <Button class="button room__show-talk" on_press=move || talk.set(true)>
                "Show talk track and notes"<KeyHint key="S"/>
            </Button>
        </Show>
    }
}

/// Where the drill goes on, once somebody has run it again.
#[component]
pub(super) fn ContinuedIn() -> impl IntoView {
    let room = use_room();
    view! {
        <Show when=move || room.view.continued_in().with(|code| !code.is_empty())>
            <p class="clock-notice" role="status">
                "This drill was run again, and goes on in a fresh room: "
                <a href=room.next_path()>{move || room.view.continued_in().get()}</a>"."
            </p>
        </Show>
    }
}

/// What the presenter cannot see on this screen: that nobody else sees anything.
#[component]
pub(super) fn AudienceIsBlank() -> impl IntoView {
    let room = use_room();
    let show = move || {
        room.send(Command::ShowOnProjector(Projector::Room));
    };
    view! {
        <Show when=move || room.view.projector().get() == Projector::Blank>
            <p class="clock-notice" role="status">
                "Audience screens are blank. "<Button on_press=show>"Show the room"<KeyHint key="B"/></Button>
            </p>
        </Show>
    }
}

/// Opens a fresh room with the same drill, and takes the class there.
#[component]
pub(super) fn RunAgain(
    /// The page on which the fresh room is opened: `room` or `learn`.
    page: &'static str,
) -> impl IntoView {
    let action = format!("/{page}/{}/again", use_room().code.get_value());
    view! {
        <form method="post" action=action class="room__again">
            <button class="chip" title="Opens a fresh room with the same drill; this one stays as it is">"Run again"</button>
        </form>
    }
}

/// Fills the screen, or leaves that again.
#[component]
pub(super) fn FullScreenButton(
    /// Its class.
    #[prop(default = "chip")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <Button class=class title="Full screen" on_press=|| toggle_full_screen()>
            "Full screen"<KeyHint key="F"/>
        </Button>
    }
}
