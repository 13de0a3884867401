//! The operator's room, and the same room for somebody who learns alone.

use drill::{Command, Projector};
use leptos::prelude::*;

use crate::{
    live::{Face, Stage},
    panes::{
        backends::BackendSwitches,
        changes::Changes,
        class::Class,
        clock::ClockControls,
        coach::Coach,
        database::Database,
        ledger::Ledger,
        notes::Notes,
        talk_track::{StepCount, TalkTrack},
        timeline::Timeline,
        truth::TruthStrip,
    },
    ui::{
        Announcer, ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, Drawn, KeySheet, Keys, Share,
        brand_icon, button, changing, flag, island, key_cap, press, provide_keys, provide_spotlight, sender, text,
        toggle_full_screen, while_so,
    },
};

use super::{
    screens::{agent_screen, customer_screen},
    seat::seat_bar,
};

/// The operators' room, or what of it a phone has place for.
pub fn leading() -> Drawn {
    provide_spotlight();
    provide_keys();
    let stage = expect_context::<Stage>();
    let chips = move || match stage.face {
        Face::Room => view! { <Share/><Class/>{run_again("/room/", &stage)} }.drawn(),
        Face::CoTrainer => {
            view! { <a class="chip" href=stage.past_path() target="_blank" rel="noopener">"Look back"</a> }.drawn()
        }
        _ => ().drawn(),
    };
    if stage.face == Face::Remote {
        let rail = || view! { <TalkTrack/><Notes/> }.drawn();
        return room("room room--remote", chips, rail, false);
    }
    room("room", chips, leader_rail, true)
}

/// The same room for somebody who learns alone.
pub fn learning() -> Drawn {
    provide_spotlight();
    provide_keys();
    let chips = || run_again("/learn/", &expect_context::<Stage>());
    room("room room--learn", chips, || view! { <Coach/><Changes/> }.drawn(), true)
}

fn room(
    class: &'static str,
    chips: impl FnOnce() -> Drawn + 'static,
    rail: impl FnOnce() -> Drawn + 'static,
    is_whole: bool,
) -> Drawn {
    view! {
        <div class=class>
            {island("room__banner", || view! { <ConnectionBanner/> }.drawn())}
            {head(chips, is_whole)}
            {island("room__notices", notices)}
            <main class="room__grid">
                {island("room__backends", move || view! {
                    <BackendSwitches/>
                    {is_whole.then(|| view! { <TruthStrip/> }.drawn())}
                }.drawn())}
                {is_whole.then(screens)}
                {island("room__rail", rail)}
                {is_whole.then(|| view! {
                    {island("room__timeline", || view! { <Timeline/> }.drawn())}
                    {island("room__evidence", || view! { <Database/><Ledger/> }.drawn())}
                }.drawn())}
            </main>
            {island("room__foot", || view! { <Announcer/><DenialToast/> }.drawn())}
        </div>
    }
    .drawn()
}

/// What has to be said above everything else.
fn notices() -> Drawn {
    let face = expect_context::<Stage>().face;
    view! {
        {(face == Face::CoTrainer).then(seat_bar)}
        <ClockNotice/>
        {went_on()}
        {face.leads().then(blanked)}
    }
    .drawn()
}

/// The two windows; a phone has no place for them.
fn screens() -> Drawn {
    view! {
        {island("room__agent", || agent_screen("room__screen"))}
        {island("room__customer", || customer_screen("room__screen"))}
    }
    .drawn()
}

/// What stands beside the two windows for those who lead.
fn leader_rail() -> Drawn {
    let talk = expect_context::<Keys>().talk;
    view! {
        <Changes/>
        <div class="room__talk" hidden=flag(move || !talk.get())><TalkTrack/><Notes/></div>
        {while_so(move || !talk.get(), move || view! {
            {button("button room__show-talk", view! { "Show talk track and notes"{key_cap("S")} }, move || talk.set(true))}
        }.drawn())}
    }
    .drawn()
}

/// Where the drill goes on, once somebody has run it again.
fn went_on() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let moved_on = stage.moved_on;
    changing(
        move || u64::from(!moved_on.with(String::is_empty)),
        move || {
            let code = moved_on.get();
            if code.is_empty() {
                return None;
            }
            let path = stage.next_path();
            Some(
                view! {
                    <p class="clock-notice" role="status">
                        "This drill was run again, and goes on in a fresh room: "<a href=path>{code}</a>"."
                    </p>
                }
                .drawn(),
            )
        },
    )
}

/// What the presenter cannot see on this screen: that nobody else sees anything.
fn blanked() -> Drawn {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let show = move || {
        sender.send(Command::ShowOnProjector(Projector::Room));
    };
    while_so(
        move || stage.projector.get() == Projector::Blank,
        move || {
            view! {
                <p class="clock-notice" role="status">
                    "Whoever watches sees nothing. "{button("button", view! { "Show the room"{key_cap("B")} }, show)}
                </p>
            }
            .drawn()
        },
    )
    .drawn()
}

/// Opens a fresh room with the same drill, and leads the class there.
fn run_again(page: &str, stage: &Stage) -> Drawn {
    let action = [page, &stage.code.get_untracked(), "/again"].concat();
    view! {
        <form method="post" action=action class="room__again">
            <button class="chip" title="Opens a fresh room with the same drill; this one stays as it is">"Run again"</button>
        </form>
    }
    .drawn()
}

fn full_screen_button() -> impl IntoView {
    view! {
        <button type="button" class="chip" title="Full screen" on:click=press(toggle_full_screen)>
            "Full screen"{key_cap("F")}
        </button>
    }
}

fn head(chips: impl FnOnce() -> Drawn + 'static, is_whole: bool) -> Drawn {
    let title = || {
        let title = expect_context::<Stage>().title;
        view! {
            <h1 class="room__name">{text(move || title.get())}</h1>
            <StepCount/>
        }
        .drawn()
    };
    let chips = move || {
        view! {
            <ConnectionChip/>
            {chips()}
            {is_whole.then(|| view! { {full_screen_button()}<KeySheet/> }.drawn())}
        }
        .drawn()
    };
    view! {
        <header class="room__head">
            <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
            {island("room__title", title)}
            {island("room__clock", || view! { <ClockControls/> }.drawn())}
            {island("room__chips", chips)}
        </header>
    }
    .drawn()
}
