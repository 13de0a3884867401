//! Seven lanes: the outages of each backend, when something changed on either screen, messages and notes. A picture with
//! marks to click, and two buttons that go from mark to mark; the list below has it all in words.

use drill::{Backend, Fact, Millis};
use leptos::prelude::*;

use super::{
    marks::{AGENT, CUSTOMER, LANES, Mark, marks},
    scale::Scale,
};
use crate::{
    live::{Held, Stage},
    ui::{Draw, Spotlight, clock_time, each, flag, press, text},
    wire::Entry,
};

/// The height of a lane, in pixels.
const LANE_PX: usize = 24;
/// The height of all of them.
const LANES_PX: usize = LANES.len() * LANE_PX;
/// The height of the axis below them, in pixels.
const AXIS_PX: usize = 18;

/// What the lanes show of the time, and the mark that somebody has chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub mark: Held<Option<Mark>>,
    /// How many times closer than the whole.
    pub zoom: Held<u64>,
    now: Held<Millis>,
}

impl Choice {
    pub fn new(stage: &Stage) -> Self {
        Self { mark: Held::new(None), zoom: Held::new(0), now: stage.now }
    }

    fn scale(self) -> Scale {
        let now = self.now.get();
        let whole = Scale::place_of(now);
        match self.zoom.get() {
            0 => Scale::at(whole),
            zoom => Scale::round(whole.saturating_sub(zoom), self.mark.get().map_or(now, |mark| mark.at)),
        }
    }

    /// Whether it cannot come closer.
    pub fn is_closest(self) -> bool {
        Scale::place_of(self.now.get()) <= self.zoom.get()
    }
}

/// The lanes.
#[component]
pub fn Lanes(choice: Choice) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let now = stage.now;
    let packed = Memo::new(move |_| choice.scale().packed());
    let scale = move || Scale::unpacked(packed.get());
    let in_sight = move || {
        let scale = scale();
        let mut marks = stage.story.with(|story| marks(story));
        marks.retain(|mark| scale.has(mark.at));
        marks
    };
    view! {
        <div class="lanes">
            <div class="lanes__names" aria-hidden="true">
                {LANES.map(|name| view! { <span class="lanes__name">{name}</span> }).collect_view()}
            </div>
            <svg
                class="lanes__picture"
                width="100%"
                height=LANES_PX + AXIS_PX
                role="img"
                aria-label="Outages, effects, messages and notes over room time"
            >
                <defs>
                    <pattern id="outage-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="lanes__hatch" width="4.5" height="8"/>
                    </pattern>
                </defs>
                {(0..=LANES.len()).map(|lane| view! {
                    <line class="lanes__line" x1="0" x2="100%" y1=lane * LANE_PX y2=lane * LANE_PX/>
                }).collect_view()}
                {each(move || scale().ticks(), |tick| tick.0, move |at| tick(at, scale).drawn())}
                {each(move || stage.story.with(|story| outages(story)), Outage::key, move |outage| bar(outage, now, scale).drawn())}
                {each(in_sight, Mark::key, move |mark| sign(mark, choice, scale).drawn())}
                <svg class="lanes__now" x=text(move || scale().place(now.get())) overflow="visible">
                    <line x1="0" x2="0" y1="0" y2=LANES_PX + 4/>
                </svg>
            </svg>
        </div>
    }
}

fn tick(tick: Millis, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let odd = move || scale().is_odd(tick);
    view! {
        <svg x=text(move || scale().place(tick)) overflow="visible">
            <line class="lanes__tick" x1="0" x2="0" y1="0" y2=LANES_PX/>
            <text class="lanes__label" class=("lanes__label--odd", flag(odd)) x="2" y=LANES_PX + 13>{clock_time(tick)}</text>
        </svg>
    }
}

/// One outage on its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outage {
    seq: u64,
    lane: usize,
    start: Millis,
    end: Option<Millis>,
}

impl Outage {
    /// A bar that ends is another one.
    fn key(&self) -> u64 {
        self.seq << 3 | (self.lane as u64) << 1 | u64::from(self.end.is_some())
    }
}

fn outages(story: &[Entry]) -> Vec<Outage> {
    let mut all: Vec<Outage> = Vec::new();
    for entry in story {
        let Entry::Did { seq, at, fact } = entry else { continue };
        for (lane, backend) in Backend::ALL.into_iter().enumerate() {
            match fact {
                Fact::BackendsStopped(set) if set.has(backend) => {
                    all.push(Outage { seq: *seq, lane, start: *at, end: None });
                }
                Fact::BackendsStarted(set) if set.has(backend) => {
                    if let Some(open) = all.iter_mut().rev().find(|outage| outage.lane == lane) {
                        open.end = open.end.or(Some(*at));
                    }
                }
                _ => (),
            }
        }
    }
    all
}

fn bar(outage: Outage, now: Held<Millis>, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let Outage { lane, start, end, .. } = outage;
    let width = move || scale().length(start, end.unwrap_or_else(|| now.get()));
    let x = move || scale().place(start);
    let y = lane * LANE_PX + 5;
    let to = end.map(|end| [" to ", &end.to_string()].concat());
    view! {
        <rect class="lanes__outage" x=text(x) y=y width=text(width) height=LANE_PX - 10 rx="3" fill="url(#outage-hatch)">
            <title>{LANES[lane]}" off from "{start.to_string()}{to}</title>
        </rect>
    }
}

fn sign(mark: Mark, choice: Choice, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let Mark { lane, at, shape } = mark;
    let class = match lane {
        AGENT => "lanes__mark lanes__mark--agent",
        CUSTOMER => "lanes__mark lanes__mark--customer",
        _ => "lanes__mark",
    };
    view! {
        <svg x=text(move || scale().place(at)) y=lane * LANE_PX + 12 overflow="visible" on:click=press(move || choice.mark.set(Some(mark)))>
            <path
                class=class
                class=("lanes__mark--stroke", flag(move || shape.is_stroke()))
                class=("lanes__mark--lit", flag(move || lane < 5 && spotlight.is_lit_at(at)))
                class=("lanes__mark--chosen", flag(move || choice.mark.get() == Some(mark)))
                d=shape.path()
            >
                <title>{at.to_string()}" "{LANES[lane]}</title>
            </path>
        </svg>
    }
}
