//! Seven lanes: the outages of each backend, when something changed on either screen, messages and notes. A picture with
//! marks to choose by pointer or by keys; the event log below has it all in words.

use drill::Millis;
use leptos::{ev::MouseEvent, prelude::*};

use super::{
    LanesWidth,
    choice::Choice,
    marks::{LANES, MESSAGES, Mark, between, marks},
    outages::{Outage, outages},
    picture::{AXIS_PX, LANE_PX, LANES_PX, Picture},
    pointer::{mark_at, words_at},
};
use crate::{
    browser,
    components::{For, Show, clock_time, use_spotlight},
    room::use_room,
};

/// The class of the picture, by which it is measured.
const PICTURE: &str = "lanes__picture";

/// What the picture is, and how it is used, for those who hear it.
const LABEL: &str =
    "Outages, effects, messages and notes over room time: arrow keys go from event to event, plus and minus zoom";

/// The lanes.
#[component]
pub(super) fn Lanes(choice: Choice) -> impl IntoView {
    let room = use_room();
    let width = browser::width_of(PICTURE);
    if let Some(LanesWidth(px)) = use_context() {
        width.set(px);
    }
    let picture = Memo::new(move |_| Picture { scale: choice.scale(), width: width.get().into() });
    let is_measured = move || picture.with(Picture::is_measured);
    // What is written beside the pointer.
    let tip = RwSignal::new(String::new());
    let point = move |event: MouseEvent| {
        tip.set(room.history.with_untracked(|history| words_at(&event, picture.get_untracked(), history)));
    };
    let choose = move |event: MouseEvent| {
        let mark = room.history.with_untracked(|history| mark_at(&event, picture.get_untracked(), history));
        if mark.is_some() {
            choice.mark.set(mark);
        }
    };
    view! {
        <div class="lanes">
            <div class="lanes__names" aria-hidden="true">
                {LANES.map(|name| view! { <span class="lanes__name">{name}</span> }.into_any()).into_iter().collect_view()}
            </div>
            <svg
                class=PICTURE
                width="100%"
                height=LANES_PX + AXIS_PX
                tabindex="0"
                role="slider"
                aria-label=LABEL
                aria-valuemin="0"
                aria-valuemax=move || room.now.get().as_secs().to_string()
                aria-valuenow=move || choice.present.get().map_or(0, |mark| mark.at.as_secs()).to_string()
                aria-valuetext=move || choice.words()
                on:keydown=move |event| choice.on_key(&event)
                on:click=choose
                on:mousemove=point
            >
                <title>{move || tip.get()}</title>
                <defs>
                    <pattern id="outage-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="lanes__hatch" width="4.5" height="8"/>
                    </pattern>
                </defs>
                {(0..=LANES.len()).map(|lane| view! {
                    <line class="lanes__line" x1="0" x2="100%" y1=lane * LANE_PX y2=lane * LANE_PX/>
                }.into_any()).collect_view()}
                <Show when=is_measured>
                    <Ticks picture/>
                    <Outages picture/>
                    <AllMarks picture/>
                    <LitMarks picture/>
                    <ChosenMark picture choice/>
                    <Now picture/>
                </Show>
            </svg>
        </div>
    }
}

/// Lines downwards, with their times below the lanes.
#[component]
fn Ticks(picture: Memo<Picture>) -> impl IntoView {
    move || {
        let picture = picture.get();
        let tick = move |at: Millis| {
            let label = picture.has_label(at).then(|| {
                let x = picture.x(at) + 2;
                view! { <text class="lanes__label" x=x y=LANES_PX + 13>{clock_time(at)}</text> }.into_any()
            });
            view! { <path class="lanes__tick" d=picture.down(at, LANES_PX)/>{label} }.into_any()
        };
        picture.scale.ticks().into_iter().map(tick).collect_view()
    }
}

/// Bars on the lanes of the backends; one that lasts is as long as the time until now.
#[component]
fn Outages(picture: Memo<Picture>) -> impl IntoView {
    let room = use_room();
    let all = Memo::new(move |_| room.history.with(|history| outages(history)));
    let in_sight = move || {
        let (from, to) = picture.with(|picture| picture.scale.ends());
        all.get().into_iter().filter(move |outage| outage.is_between(from, to)).collect::<Vec<_>>()
    };
    let bar = move |outage: Outage| {
        let x = move || picture.get().x(outage.start);
        let width = move || picture.get().x(outage.end.unwrap_or_else(|| room.now.get())).saturating_sub(x());
        let y = outage.lane * LANE_PX + 5;
        view! {
            <rect class="lanes__outage" x=x y=y width=width height=LANE_PX - 10 rx="3" fill="url(#outage-hatch)"/>
        }
        .into_any()
    };
    view! { <For each=in_sight key=|outage| *outage children=bar/> }
}

/// The marks in sight.
#[component]
fn AllMarks(picture: Memo<Picture>) -> impl IntoView {
    let room = use_room();
    let in_sight = move || {
        let picture = picture.get();
        let (from, to) = picture.scale.ends();
        picture.apart(room.history.with(|history| marks(between(history, from, to))))
    };
    view! { <Marks picture marks=Signal::derive(in_sight)/> }
}

/// The marks of the lit moment, over the others.
#[component]
fn LitMarks(picture: Memo<Picture>) -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let lit = move || {
        let Some(at) = spotlight.lit_at().filter(|at| picture.get().scale.has(*at)) else { return Vec::new() };
        let mut marks = room.history.with_untracked(|history| marks(between(history, at, at)));
        marks.retain(|mark| mark.lane < MESSAGES);
        marks
    };
    view! { <Marks picture marks=Signal::derive(lit) class="lanes__mark--lit"/> }
}

/// The chosen mark, over all of them.
#[component]
fn ChosenMark(picture: Memo<Picture>, choice: Choice) -> impl IntoView {
    let chosen = move || choice.present.get().filter(|mark| picture.get().scale.has(mark.at)).into_iter().collect();
    view! { <Marks picture marks=Signal::derive(chosen) class="lanes__mark--chosen"/> }
}

/// Marks, one path for all that look the same. The browser places and paints four paths in no time, and hundreds of elements
/// in the time of several frames.
#[component]
fn Marks(picture: Memo<Picture>, marks: Signal<Vec<Mark>>, #[prop(optional)] class: &'static str) -> impl IntoView {
    let paths = Memo::new(move |_| picture.get().paths(&marks.get()));
    move || {
        let paths = paths
            .get()
            .into_iter()
            .map(|(look, d)| view! { <path class=format!("lanes__mark lanes__mark--{look} {class}") d=d/> }.into_any());
        paths.collect_view()
    }
}

/// A line at the present moment, as long as that is in sight.
#[component]
fn Now(picture: Memo<Picture>) -> impl IntoView {
    let room = use_room();
    let d = move || {
        let (picture, now) = (picture.get(), room.now.get());
        if picture.scale.has(now) { picture.down(now, LANES_PX + 4) } else { String::new() }
    };
    view! { <path class="lanes__now" d=d/> }
}
