//! The bar of a page that shows the past: where it is, how to go on, and the way to the present. What is past can never be
//! taken for the present: the bar says REPLAY in large letters, and the page has a frame.

use drill::{Millis, Speed};
use leptos::prelude::*;

use super::Show;
use protocol::{PageKind, ReplayPosition, RoomViewStoreFields as _};

use super::{Button, ToggleButton, clock_time};
use crate::{
    browser,
    room::{Room, use_room},
};

/// From place to place of the slider, in milliseconds of room time.
const STEP_MS: u64 = 1000;

/// The slider, and the button that begins the replay.
const SLIDER_ID: &str = "replay-moment";
const CHIP_ID: &str = "look-back";

/// The bar, while the page shows the past.
#[component]
pub fn ReplayBar() -> impl IntoView {
    let room = use_room();
    // The keyboard goes on in the bar once it is there, and at the button that begins it once it is gone.
    Effect::new(move |before: Option<bool>| {
        let is_past = room.is_past();
        if before.is_some_and(|was_past| was_past != is_past) {
            request_animation_frame(move || {
                if browser::is_focus_lost() {
                    browser::focus(if is_past { SLIDER_ID } else { CHIP_ID });
                }
            });
        }
        is_past
    });
    view! {
        <Show when=move || room.is_past()>
            <Bar/>
        </Show>
    }
}

/// What begins it, on the pages of people who may.
#[component]
pub fn ReplayChip() -> impl IntoView {
    let room = use_room();
    view! {
        <Show when=move || !room.is_past()>
            <button
                type="button"
                id=CHIP_ID
                class="chip"
                title="Shows what was to be seen before, on this page alone"
                on:click=move |_| room.look_back(room.now.get_untracked())
            >
                "Replay"
            </button>
        </Show>
    }
}

/// Where the page is in the past; 0:00 in the present, when no bar is there.
fn moment(room: &Room) -> Millis {
    room.view.replay().with(|replay| replay.map_or(Millis::ZERO, |replay| replay.at))
}

/// The last moment that can be looked at.
fn end(room: &Room) -> Millis {
    room.view.replay().with(|replay| replay.map_or(Millis::ZERO, |replay| replay.end))
}

#[component]
fn Bar() -> impl IntoView {
    let room = use_room();
    let plays = move || room.playback.playing.with(Option::is_some);
    let is_led = move || !room.leads_class() && room.view.replay().with(|replay| replay.is_some_and(|now| now.led));
    view! {
        <section class="replay" aria-label="Replay">
            <p class="replay__badge">"REPLAY"</p>
            <p class="replay__time" role="timer" aria-live="off">
                {move || format!("{} of {}", clock_time(room.now.get()), clock_time(end(&room)))}
            </p>
            <ChangeButton label="Previous change" place=|replay| replay.before/>
            <ToggleButton
                class="button replay__step"
                pressed=plays
                on_press=move || room.play(!untrack(plays))
            >
                {move || if plays() { "Pause" } else { "Play" }}
            </ToggleButton>
            <ChangeButton label="Next change" place=|replay| replay.after/>
            <Slider/>
            <SpeedChoice/>
            <CopyLink/>
            <WayBack/>
            <Show when=is_led>
                <p class="replay__led">"Your trainer moved you here."</p>
            </Show>
        </section>
    }
}

/// Goes to a change, if there is one.
#[component]
fn ChangeButton(label: &'static str, place: fn(&ReplayPosition) -> Option<Millis>) -> impl IntoView {
    let room = use_room();
    let to = Memo::new(move |_| room.view.replay().with(|replay| replay.as_ref().and_then(place)));
    let go = move || {
        if let Some(at) = to.get_untracked() {
            room.stop_at(at);
        }
    };
    view! { <Button class="button replay__step" disabled=move || to.get().is_none() on_press=go>{label}</Button> }
}

/// The whole of the time, to move along in seconds; the last one may go beyond the end, which is then meant.
#[component]
fn Slider() -> impl IntoView {
    let room = use_room();
    let go = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            room.stop_at(Millis(at));
        }
    };
    view! {
        <input
            type="range"
            id=SLIDER_ID
            class="replay__slider"
            aria-label="Moment"
            aria-valuetext=move || clock_time(room.now.get())
            min="0"
            max=move || end(&room).0.next_multiple_of(STEP_MS)
            step=STEP_MS
            prop:value=move || room.now.get().0.to_string()
            on:input=go
        />
    }
}

#[component]
fn SpeedChoice() -> impl IntoView {
    let room = use_room();
    let chosen = room.playback.speed;
    let choose = move |event| {
        let label = event_target_value(&event);
        if let Some(speed) = Speed::ALL.into_iter().find(|speed| speed.label() == label) {
            chosen.set(speed);
            if room.playback.playing.with_untracked(Option::is_some) {
                room.play(true);
            }
        }
    };
    let option = move |speed: Speed| {
        view! { <option value=speed.label() selected=move || chosen.get() == speed>{speed.label()}</option> }.into_any()
    };
    view! {
        <label class="replay__speed">
            <span class="replay__label">"Speed"</span>
            <select on:change=choose>{Speed::ALL.map(option).into_iter().collect_view()}</select>
        </label>
    }
}

/// Whether the link to a moment is in the clipboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Yes(Millis),
    /// The browser has refused: the link is shown instead.
    No(Millis),
}

/// Copies the whole address of the moment. What it opens is what its reader may see.
#[component]
fn CopyLink() -> impl IntoView {
    let room = use_room();
    let page = match room.kind {
        PageKind::Replay => Some(replay_page(&room)),
        // The class's own link.
        PageKind::Seat => Some(format!("/{}", room.code.get_value())),
        PageKind::Room
        | PageKind::Learn
        | PageKind::Remote
        | PageKind::CoTrainer
        | PageKind::Projector
        | PageKind::Loop => None,
    };
    page.map(|page| {
        let page = StoredValue::new(page);
        let link = move |at: Millis| page.with_value(|page| browser::absolute(&format!("{page}#{at}")));
        let copied = RwSignal::new(None::<Copied>);
        let copy = move || {
            let at = untrack(|| moment(&room));
            browser::copy(link(at), move |is_copied| {
                // The bar may be gone by then.
                copied.try_set(Some(if is_copied { Copied::Yes(at) } else { Copied::No(at) }));
            });
        };
        // It is no longer said of another moment.
        let result = move || match copied.get() {
            Some(Copied::Yes(at)) if at == moment(&room) => Some("Link copied".into_any()),
            Some(Copied::No(at)) if at == moment(&room) => {
                Some(view! { <a class="replay__link" href=link(at)>{link(at)}</a> }.into_any())
            }
            Some(_) | None => None,
        };
        view! {
            <Button on_press=copy>"Copy link"</Button>
            <span class="replay__copied" role="status">{result}</span>
        }
        .into_any()
    })
}

/// Where this page of the past is.
fn replay_page(room: &Room) -> String {
    format!("{}/replay", live_page(room))
}

/// The page that it belongs to: a co-trainer has another one than an operator.
fn live_page(room: &Room) -> String {
    format!("/{}/{}", if room.leads_class() { "room" } else { "seat" }, room.code.get_value())
}

/// The truth of the moment and the lead of the class, for operators; and the way to the present.
#[component]
fn WayBack() -> impl IntoView {
    let room = use_room();
    if room.kind != PageKind::Replay {
        return view! {
            <Button class="button replay__live" on_press=move || room.go_live()>"Back to live"</Button>
        }
        .into_any();
    }
    let page = live_page(&room);
    let truth = format!("{page}/truth?at=");
    view! {
        {room.leads_class().then(|| view! {
            <a class="button" href=move || format!("{truth}{}", moment(&room))>"Truth at this moment"</a>
            <LeadButton/>
        }.into_any())}
        <a class="button replay__live" href=page>"Back to live"</a>
    }
    .into_any()
}

/// Takes the class to this moment, or lets it go.
#[component]
fn LeadButton() -> impl IntoView {
    let room = use_room();
    let leads = move || room.view.replay().with(|replay| replay.is_some_and(|replay| replay.led));
    let lead = move || room.lead((!untrack(leads)).then(|| untrack(|| moment(&room))));
    view! {
        <ToggleButton pressed=leads on_press=lead>
            {move || if leads() { "Release class" } else { "Bring class here" }}
        </ToggleButton>
    }
}
