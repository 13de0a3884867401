//! Why room time does not run, when nobody in the room has paused it.

use drill::{Command, PausedBy};
use leptos::prelude::*;

use super::Show;
use protocol::RoomViewStoreFields as _;

use super::{Button, PlayIcon, clock_time};
use crate::room::{ConnectionStatus, use_room};

/// Says that the session was ended, that the server was restarted, that nobody was here, or that the room's time is up.
#[component]
pub fn ClockNotice() -> impl IntoView {
    let room = use_room();
    // While the real connection is lost its banner alone speaks.
    let is_lost = move || matches!(room.status.get(), ConnectionStatus::Lost { .. } | ConnectionStatus::Ended(_));
    let ended = room.view.ended();
    let paused_by = Memo::new(move |_| {
        let is_silent = is_lost() || ended.get();
        room.view.clock().with(|clock| clock.paused_by.filter(|_| !clock.running && !is_silent))
    });
    view! {
        <div class="clock-notice-place" role="status">
            <Show when=move || ended.get() && !is_lost()>
                <div class="clock-notice">
                    <p class="clock-notice__words">
                        <strong>"The session has been ended."</strong>" You can read everything here, and change nothing."
                    </p>
                </div>
            </Show>
            {move || paused_by.get().map(|by| view! { <Paused by/> }.into_any())}
        </div>
    }
}

const fn words(by: PausedBy) -> Option<(&'static str, &'static str)> {
    match by {
        PausedBy::Operator => None,
        PausedBy::Restart => Some(("The server was restarted.", "Nothing shown was lost.")),
        PausedBy::NobodyHere => Some(("Nobody was here for a while.", "The drill has waited for you.")),
        PausedBy::TimeIsUp => Some(("This room's time is up.", "Open a new room to go on.")),
    }
}

/// Why room time is paused, and what lets it run again.
#[component]
fn Paused(by: PausedBy) -> impl IntoView {
    let room = use_room();
    let may_resume = room.kind.has_controls() && by != PausedBy::TimeIsUp;
    let resume = move || {
        room.send(Command::ResumeClock);
    };
    words(by).map(|(what, why)| {
        let at = clock_time(room.now.get_untracked());
        view! {
            <div class="clock-notice">
                <p class="clock-notice__words">
                    <strong>{what}</strong>
                    {format!(" Room time is paused at {at}. {why}")}
                </p>
                {may_resume.then(|| view! {
                    <Button class="button clock-notice__resume" on_press=resume><PlayIcon/>"Resume"</Button>
                }.into_any())}
            </div>
        }
        .into_any()
    })
}
