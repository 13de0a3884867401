//! The operator's phone: of the operators' room, what there is place for.

use leptos::prelude::*;

use crate::{
    components::provide_shortcuts,
    panes::{backends::BackendSwitches, notes::Notes, talk_track::TalkTrack},
};

use super::room::{RoomBanner, RoomFoot, RoomHead, RoomNotices};

/// Switches, clock, talk track and notes.
#[component]
pub(crate) fn RemotePage() -> impl IntoView {
    provide_shortcuts();
    view! {
        <div class="room room--remote" translate="no">
            <RoomBanner/>
            <RoomHead/>
            <RoomNotices/>
            <main class="room__grid">
                <div class="room__backends"><BackendSwitches/></div>
                <div class="room__rail"><TalkTrack/><Notes/></div>
            </main>
            <RoomFoot/>
        </div>
    }
}
