//! The timeline: outages and effects on lanes with what one of them says, and below them the event log: a plain list of
//! everything that was done and seen.

mod choice;
mod chosen;
mod entry_row;
mod event_log;
mod lanes;
pub mod marks;
mod outages;
mod picture;
mod pointer;
mod scale;

use drill::script::Place;
use leptos::prelude::*;

use crate::{
    components::{Button, use_spotlight},
    room::use_room,
};
use choice::Choice;
use chosen::ChosenEvent;
use event_log::EventLog;
use lanes::Lanes;

/// How wide the lanes are until they are measured, in pixels, for the gallery, where nothing is measured; through context.
#[derive(Clone, Copy, Debug)]
pub struct LanesWidth(pub u32);

/// The lanes and the list.
#[component]
pub fn Timeline() -> impl IntoView {
    let spotlight = use_spotlight();
    let choice = Choice::new(&use_room());
    view! {
        <section class="card timeline" aria-labelledby="timeline-title" data-mark=spotlight.mark_place(Place::Timeline)>
            <header class="card__head">
                <h2 class="card__title" id="timeline-title">"Timeline"</h2>
                <Controls choice/>
            </header>
            <Lanes choice/>
            <ChosenEvent choice/>
            <EventLog/>
        </section>
    }
}

/// From event to event, and closer to them.
#[component]
fn Controls(choice: Choice) -> impl IntoView {
    view! {
        <span class="timeline__controls">
            <Button on_press=move || choice.go(false)>"Previous event"</Button>
            <Button on_press=move || choice.go(true)>"Next event"</Button>
            <Button disabled=move || choice.is_closest() on_press=move || choice.zoom_in()>"Zoom in"</Button>
            <Button disabled=move || choice.fits() on_press=move || choice.fit()>"Fit"</Button>
        </span>
    }
}
