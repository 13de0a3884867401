//! The room of somebody who learns alone: the operators' room with the coach in place of the talk track.

use leptos::prelude::*;

use crate::{
    components::{KeyboardShortcuts, provide_shortcuts},
    panes::{backends::BackendSwitches, changes::Changes, coach::Coach, truth::TruthStrip},
};

use super::room::{FullScreenButton, RoomBanner, RoomEvidence, RoomFoot, RoomHead, RoomNotices, RoomScreens, RunAgain};

/// The self-paced room.
#[component]
pub(crate) fn LearnPage() -> impl IntoView {
    provide_shortcuts();
    view! {
        <div class="room room--learn" translate="no">
            <RoomBanner/>
            <RoomHead><RunAgain page="learn"/><FullScreenButton/><KeyboardShortcuts/></RoomHead>
            <RoomNotices/>
            <main class="room__grid">
                <div class="room__backends"><BackendSwitches/><TruthStrip/></div>
                <RoomScreens/>
                <div class="room__rail"><Coach/><Changes/></div>
                <RoomEvidence/>
            </main>
            <RoomFoot/>
        </div>
    }
}
