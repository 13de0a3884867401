//! The pages without controls: for a projector, for somebody who observes the class, and for an operator who looks back. Both
//! screens, the lights, the clock, and what just changed.

use leptos::prelude::*;
use protocol::{PageKind, RoomViewStoreFields as _};

use crate::{
    browser,
    components::{
        Announcer, AudienceCover, Button, ClockNotice, ConnectionBanner, ConnectionChip, ErrorToast, KeyboardShortcuts,
        PersonIcon, ReplayBar, ReplayChip, ToggleButton, provide_shortcuts,
    },
    panes::{backends::BackendLights, changes::Changes, clock::ClockFace, truth::SharedTruth},
    room::{Room, use_room},
};

use super::{
    brand::Brand,
    room::FullScreenButton,
    screens::{AgentScreen, CustomerScreen},
    seat::SeatBar,
};

/// The page of a projector, of an observer, or of the past.
#[component]
pub(crate) fn WatchPage() -> impl IntoView {
    provide_shortcuts();
    let room = use_room();
    follow_the_drill(room);
    let has_seat = room.kind == PageKind::Seat;
    let may_be_refused = has_seat || room.kind == PageKind::Replay;
    let chips = view! {
        <ConnectionChip/>
        {has_seat.then(|| view! { <ReplayChip/> }.into_any())}
        <PeopleCount/>
    };
    view! {
        <WatchFrame chips=chips.into_any()>
            <ReplayBar/>
            {has_seat.then(|| view! { <SeatBar/> }.into_any())}
            <ClockNotice/>
            <WatchScreens/>
            <Announcer/>
            <AudienceCover/>
            {may_be_refused.then(|| view! { <ErrorToast/> }.into_any())}
        </WatchFrame>
    }
}

/// The connection, the head, and below it what is given as children. Needs the shortcuts in context.
#[component]
pub(super) fn WatchFrame(
    /// Whether it is the loop, which plays by itself.
    #[prop(optional)]
    is_loop: bool,
    /// What the head has between the clock and the buttons of all these pages.
    chips: AnyView,
    /// What is below the head.
    children: Children,
) -> impl IntoView {
    let room = use_room();
    let large = browser::remembered("large-type", false);
    view! {
        <div
            class="watch"
            class:watch--kiosk=is_loop
            class:watch--past=move || room.is_past()
            class:watch--large=move || large.get()
            translate="no"
        >
            <ConnectionBanner/>
            <header class="watch__head">
                <Brand/>
                <h1 class="watch__name">{move || room.view.title().get()}</h1>
                <ClockFace/>
                {chips}
                <ToggleButton class="chip" pressed=large on_press=move || large.update(|large| *large = !*large)>
                    "Large type"
                </ToggleButton>
                <FullScreenButton class="chip watch__full"/>
                <KeyboardShortcuts/>
            </header>
            {children()}
        </div>
    }
}

/// The lights, what is shared of the truth, both screens, and what just changed.
#[component]
pub(super) fn WatchScreens() -> impl IntoView {
    view! {
        <main class="watch__grid">
            <div class="watch__backends"><BackendLights/><SharedTruth/></div>
            <AgentScreen class="watch__agent"/>
            <CustomerScreen class="watch__customer"/>
            <div class="watch__rail"><Changes/></div>
        </main>
    }
}

/// How many of the class are here. A click hides the number, for those who would rather not show it.
#[component]
fn PeopleCount() -> impl IntoView {
    let room = use_room();
    let hidden = browser::remembered("count-hidden", false);
    // Somebody who has a seat is here, before the server has counted them.
    let at_least = u32::from(room.kind == PageKind::Seat);
    let words = move || match room.people.get().members.max(at_least) {
        _ if hidden.get() => "Show count".to_owned(),
        1 => "1 learner".to_owned(),
        count => format!("{count} learners"),
    };
    view! {
        <Button
            class="chip room__here"
            title="Shows or hides how many of the class are here"
            on_press=move || hidden.update(|hidden| *hidden = !*hidden)
        >
            <PersonIcon/>{words}
        </Button>
    }
}

/// When the drill is run again in a fresh room, pages without controls go there.
pub(super) fn follow_the_drill(room: Room) {
    Effect::new(move || {
        if room.view.continued_in().with(|code| !code.is_empty()) {
            browser::go_to(&room.next_path());
        }
    });
}
