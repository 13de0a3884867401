//! The real connection to the server. Its banner lies outside the mock frames, in a style that nothing else uses: nobody
//! takes a real loss of connection for a simulated one.

use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::{Button, PlugIcon, clock_time};
use crate::{
    browser,
    room::{ConnectionStatus, Ended, Loss, use_room},
};

/// Says that the real connection is lost, what is happening, and counts the retry down. Nothing while all is well.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let status = use_room().status;
    let banner = Memo::new(move |_| match status.get() {
        ConnectionStatus::Connecting | ConnectionStatus::Live => None,
        ConnectionStatus::Lost { why, .. } => Some(Banner::Lost(why)),
        ConnectionStatus::Ended(why) => Some(Banner::Ended(why)),
    });
    view! {
        <div class="connection-banner-place" role="alert">
            {move || banner.get().map(|banner| match banner {
                Banner::Lost(why) => view! { <LostBanner why/> }.into_any(),
                Banner::Ended(why) => view! { <EndedBanner why/> }.into_any(),
            })}
        </div>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Banner {
    Lost(Loss),
    Ended(Ended),
}

/// A connection that is tried again.
#[component]
fn LostBanner(why: Loss) -> impl IntoView {
    let room = use_room();
    let at = clock_time(room.now.get_untracked());
    let what = match why {
        Loss::Broken => "The connection to the Drillroom server is lost.",
        Loss::ServerStops => "The Drillroom server is stopping.",
        Loss::Crowded => "Too many pages of this room, or of your seat, are open. Close one that you do not need.",
    };
    let retry = move || match room.status.get() {
        ConnectionStatus::Lost { retry_in_secs: 0, .. } => "Trying now…".to_owned(),
        ConnectionStatus::Lost { retry_in_secs, .. } => format!("Next try in {retry_in_secs} s"),
        ConnectionStatus::Connecting | ConnectionStatus::Live | ConnectionStatus::Ended(_) => String::new(),
    };
    view! {
        <div class="connection-banner">
            <PlugIcon/>
            <div class="connection-banner__words">
                <strong class="connection-banner__what">{what}</strong>
                <p class="connection-banner__advice">
                    {format!(
                        "This is real, and no part of the drill. You see the room as it was at {at}; what you do now is not carried out.",
                    )}
                </p>
            </div>
            <p class="connection-banner__retry" aria-live="off">{retry}</p>
            <Button class="connection-banner__button" on_press=move || room.retry()>"Try now"</Button>
        </div>
    }
}

/// A connection that does not come back by itself.
#[component]
fn EndedBanner(why: Ended) -> impl IntoView {
    let (what, advice) = match why {
        Ended::OtherVersion => (
            "This page no longer matches the Drillroom server.",
            "The server was renewed, or its database restored from a copy.",
        ),
        Ended::NoRoom => (
            "This link no longer leads to the room.",
            "The room was deleted, or its links were made new. In the second case the trainer has another one for you.",
        ),
        Ended::OtherSeat => ("Your seat has changed.", "The page for it is being loaded."),
    };
    view! {
        <div class="connection-banner">
            <PlugIcon/>
            <div class="connection-banner__words">
                <strong class="connection-banner__what">{what}</strong>
                <p class="connection-banner__advice">{format!("{advice} This is real, and no part of the drill.")}</p>
            </div>
            <Button class="connection-banner__button" on_press=browser::reload>"Reload the page"</Button>
        </div>
    }
}

/// LIVE, or why not.
#[component]
pub fn ConnectionChip() -> impl IntoView {
    let room = use_room();
    let chip = Memo::new(move |_| match room.status.get() {
        ConnectionStatus::Live if room.is_past() => ("live-chip live-chip--past", "REPLAY"),
        ConnectionStatus::Live if room.view.ended().get() => ("live-chip", "ENDED"),
        ConnectionStatus::Live => ("live-chip live-chip--live", "LIVE"),
        ConnectionStatus::Connecting => ("live-chip", "Connecting"),
        ConnectionStatus::Lost { .. } | ConnectionStatus::Ended(_) => ("live-chip live-chip--lost", "Offline"),
    });
    view! { <span class=move || chip.get().0>{move || chip.get().1}</span> }
}
