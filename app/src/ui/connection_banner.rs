//! The real connection to the server. Its banner lies outside the mock frames, in a style that nothing else uses: nobody
//! takes a real loss of connection for a simulated one.

use leptos::prelude::*;

use crate::ui::{Draw, button, changing, text};

use super::{clock_time, plug_icon};
use crate::live::{Connection, Ended, FOLLOWS, Loss, Stage};

/// Says that the real connection is lost, what is happening, and counts the retry down. Nothing while all is well.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let trouble = move || match stage.connection.get() {
        Connection::Opening | Connection::Live => None,
        Connection::Lost { why, .. } => Some(Trouble::Lost(why)),
        Connection::Ended(why) => Some(Trouble::Ended(why)),
    };
    view! {
        <div class="connection-banner-place" role="alert">
            {changing(move || trouble().map_or(0, Trouble::key), move || trouble().map(|trouble| match trouble {
                Trouble::Lost(why) => lost(&stage, why).drawn(),
                Trouble::Ended(why) => ended(why).drawn(),
            }))}
        </div>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Lost(Loss),
    Ended(Ended),
}

impl Trouble {
    const fn key(self) -> u64 {
        match self {
            Self::Lost(why) => 1 + why as u64,
            Self::Ended(why) => 4 + why as u64,
        }
    }
}

fn lost(stage: &Stage, why: Loss) -> impl IntoView + use<> {
    let stage = *stage;
    let connection = stage.connection;
    let at = clock_time(stage.now.get_untracked());
    let what = match why {
        Loss::Broken => "The connection to the Drillroom server is lost.",
        Loss::ServerStops => "The Drillroom server is stopping.",
        Loss::Crowded => "Too many pages of this room, or of your seat, are open. Close one that you do not need.",
    };
    view! {
        <div class="connection-banner">
            {plug_icon()}
            <div class="connection-banner__words">
                <strong class="connection-banner__what">{what}</strong>
                <p class="connection-banner__advice">
                    "This is real, and no part of the drill. You see the room as it was at "{at}
                    "; what you do now is not carried out."
                </p>
            </div>
            <p class="connection-banner__retry" aria-live="off">{text(move || retry_words(connection.get()))}</p>
            {button("connection-banner__button", "Try now", move || stage.retry())}
        </div>
    }
}

fn retry_words(connection: Connection) -> String {
    match connection {
        Connection::Lost { retry_in_secs: 0, .. } => "Trying now…".to_owned(),
        Connection::Lost { retry_in_secs, .. } => ["Next try in ", &retry_in_secs.to_string(), " s"].concat(),
        Connection::Opening | Connection::Live | Connection::Ended(_) => String::new(),
    }
}

fn ended(why: Ended) -> impl IntoView {
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
    let reload = || {
        // A browser that refuses to reload has its own button for it.
        let _ = window().location().reload();
    };
    view! {
        <div class="connection-banner">
            {plug_icon()}
            <div class="connection-banner__words">
                <strong class="connection-banner__what">{what}</strong>
                <p class="connection-banner__advice">{advice}" This is real, and no part of the drill."</p>
            </div>
            {button("connection-banner__button", "Reload the page", reload)}
        </div>
    }
}

/// LIVE, or why not.
#[component]
pub fn ConnectionChip() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let is_past = move || FOLLOWS && stage.past.is_on();
    let class = move || match stage.connection.get() {
        Connection::Live if is_past() => "live-chip live-chip--past",
        Connection::Live if !stage.ended.get() => "live-chip live-chip--live",
        Connection::Live | Connection::Opening => "live-chip",
        Connection::Lost { .. } | Connection::Ended(_) => "live-chip live-chip--lost",
    };
    let word = move || match stage.connection.get() {
        Connection::Live if is_past() => "REPLAY",
        Connection::Live if stage.ended.get() => "ENDED",
        Connection::Live => "LIVE",
        Connection::Opening => "OPENING",
        Connection::Lost { .. } | Connection::Ended(_) => "NOT LIVE",
    };
    view! { <span class=text(move || class().to_owned())>{text(move || word().to_owned())}</span> }
}
