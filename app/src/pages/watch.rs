//! The page without controls, for a projector and for whoever watches: both panes, the lights, the clock, and what just
//! changed.

use leptos::prelude::*;

use crate::{
    live::{Face, Stage, remembered},
    panes::{backends::BackendLights, captions::Captions, changes::Changes, clock::ClockFace, truth::SharedTruth},
    ui::{
        Announcer, ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, Drawn, KeySheet, Projected,
        ReplayBar, brand_icon, flag, key_cap, look_back_chip, person_icon, press, provide_keys, provide_spotlight,
        text, toggle_full_screen, whenever,
    },
};

use super::{
    screens::{agent_screen, customer_screen},
    seat::seat_bar,
};

/// The watcher's page.
#[component]
pub fn WatchPage() -> impl IntoView {
    let stage = expect_context::<Stage>();
    provide_spotlight();
    provide_keys();
    follow_the_drill(&stage);
    let is_kiosk = stage.face == Face::Kiosk;
    let is_past = move || stage.past.is_on();
    let large = remembered("large-type", false);
    view! {
        <div class="watch" class=("watch--kiosk", is_kiosk) class=("watch--past", flag(is_past)) class=("watch--large", flag(move || large.get()))>
            <ConnectionBanner/>
            <header class="watch__head">
                <p class="brand">{brand_icon()}<span class="brand__name">"Drillroom"</span></p>
                <h1 class="watch__name">{text(move || stage.title.get())}</h1>
                <ClockFace/>
                {if is_kiosk {
                    view! { <a class="chip" href="/">"Home"</a> }.drawn()
                } else {
                    view! {
                        <ConnectionChip/>
                        {(stage.face == Face::Seat).then(|| look_back_chip(&stage))}
                        {counts(&stage)}
                    }
                    .drawn()
                }}
                <button
                    type="button"
                    class="chip"
                    aria-pressed=text(move || large.get().to_string())
                    on:click=press(move || large.update(|large| *large = !*large))
                >
                    "Large type"
                </button>
                <button type="button" class="chip watch__full" on:click=press(toggle_full_screen)>
                    "Full screen"{key_cap("F")}
                </button>
                <KeySheet/>
            </header>
            <ReplayBar/>
            {(stage.face == Face::Seat).then(seat_bar)}
            <ClockNotice/>
            <main class="watch__grid">
                <div class="watch__backends"><BackendLights/><SharedTruth/></div>
                {agent_screen("watch__agent")}
                {customer_screen("watch__customer")}
                <div class="watch__rail"><Changes/></div>
            </main>
            {is_kiosk.then(|| view! { <Captions/> }.drawn())}
            <Announcer/>
            <Projected/>
            {matches!(stage.face, Face::Seat | Face::Review).then(|| view! { <DenialToast/> }.drawn())}
        </div>
    }
}

/// How many are here; a click hides the number for those who would rather not show it.
fn counts(stage: &Stage) -> Drawn {
    let people = stage.people;
    // Whoever has a seat is here, before the server has counted them.
    let myself = u32::from(stage.face == Face::Seat);
    let hidden = remembered("count-hidden", false);
    let words = move || {
        if hidden.get() {
            return "Show count".to_owned();
        }
        people.with(|people| [&people.members.max(myself).to_string(), " here"].concat())
    };
    view! {
        <button
            type="button"
            class="chip room__here"
            title="Shows or hides how many of the class are here"
            on:click=press(move || hidden.update(|hidden| *hidden = !*hidden))
        >
            {person_icon()}{text(words)}
        </button>
    }
    .drawn()
}

/// When the drill is run again in a fresh room, whoever watches is led there.
pub(super) fn follow_the_drill(stage: &Stage) {
    let stage = *stage;
    whenever(move || {
        if !stage.moved_on.with(String::is_empty) {
            // A browser that does not go there stays in the old room, which is still right.
            let _ = window().location().assign(&stage.next_path());
        }
    });
}
