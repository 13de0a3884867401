//! Why room time stands still, when nobody in the room has stopped it.

use drill::{Command, PausedBy};
use leptos::prelude::*;

use super::{clock_time, play_icon, sender};
use crate::{
    live::{Connection, Stage},
    ui::{Draw, button, changing, while_so},
};

/// Says that the server was restarted, that nobody was here, or that the room's time is up.
#[component]
pub fn ClockNotice() -> impl IntoView {
    let stage = expect_context::<Stage>();
    // While the real connection is lost its banner alone speaks.
    let is_lost = move || matches!(stage.connection.get(), Connection::Lost { .. } | Connection::Ended(_));
    let ended = stage.ended;
    let paused_by =
        move || stage.clock.with(|clock| clock.paused_by.filter(|_| !clock.running && !is_lost() && !ended.get()));
    view! {
        <div class="clock-notice-place" role="status">
            {while_so(move || ended.get() && !is_lost(), || view! {
                <div class="clock-notice">
                    <p class="clock-notice__words">
                        <strong>"The session has been ended."</strong>" You can read everything here, and change nothing."
                    </p>
                </div>
            }.drawn())}
            {changing(
                move || paused_by().map_or(0, |by| 1 + by as u64),
                move || paused_by().and_then(words).map(|(what, why)| notice(&stage, what, why).drawn()),
            )}
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

fn notice(stage: &Stage, what: &'static str, why: &'static str) -> impl IntoView + use<> {
    let sender = sender();
    let at = clock_time(stage.now.get_untracked());
    let may_resume =
        stage.face.has_controls() && stage.clock.with_untracked(|clock| clock.paused_by != Some(PausedBy::TimeIsUp));
    view! {
        <div class="clock-notice">
            <p class="clock-notice__words">
                <strong>{what}</strong>
                " Room time is paused at "{at}". "{why}
            </p>
            {may_resume.then(|| view! {
                {button("button clock-notice__resume", view! { {play_icon()}"Resume" }, move || {
                    sender.send(Command::ResumeClock);
                })}
            }.drawn())}
        </div>
    }
}
