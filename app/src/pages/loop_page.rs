//! The loop for a stand or a waiting room: a drill that plays by itself with captions, again and again. There is no room and no
//! connection behind it; `room::recording` plays what the page embeds.

use leptos::prelude::*;

use crate::{
    components::{Announcer, AudienceCover, ClockNotice, provide_shortcuts},
    panes::captions::Captions,
};

use super::watch::{WatchFrame, WatchScreens};

/// The page of the loop.
#[component]
pub(crate) fn LoopPage() -> impl IntoView {
    provide_shortcuts();
    view! {
        <WatchFrame is_loop=true chips=view! { <a class="chip" href="/">"Home"</a> }.into_any()>
            <ClockNotice/>
            <WatchScreens/>
            <Captions/>
            <Announcer/>
            <AudienceCover/>
        </WatchFrame>
    }
}
