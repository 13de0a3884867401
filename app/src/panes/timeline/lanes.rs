//! Five lanes: the outages of each backend, and when something changed on either screen. A picture; the list has it all.

use drill::{Backend, Fact, Millis, Pane};
use leptos::prelude::*;

use super::scale::Scale;
use crate::{
    live::{Held, Stage},
    ui::{Draw, Spotlight, clock_time, each, flag, is_ordinary, text},
    wire::Entry,
};

/// The height of a lane, in pixels.
const LANE_PX: usize = 24;
/// The height of the axis below them, in pixels.
const AXIS_PX: usize = 18;

/// The lanes.
#[component]
pub fn Lanes() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let now = stage.now;
    let span = Memo::new(move |_| Scale::place_of(now.get()));
    let scale = move || Scale::at(span.get());
    let names = Backend::ALL.map(Backend::name).into_iter().chain(["Agent", "Customer"]);
    view! {
        <div class="lanes">
            <div class="lanes__names" aria-hidden="true">
                {names.map(|name| view! { <span class="lanes__name">{name}</span> }).collect_view()}
            </div>
            <svg
                class="lanes__picture"
                width="100%"
                height=5 * LANE_PX + AXIS_PX
                role="img"
                aria-label="Outages and effects over room time"
            >
                <defs>
                    <pattern id="outage-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="lanes__hatch" width="4.5" height="8"/>
                    </pattern>
                </defs>
                {(0..=5).map(|lane| view! {
                    <line class="lanes__line" x1="0" x2="100%" y1=lane * LANE_PX y2=lane * LANE_PX/>
                }).collect_view()}
                {each(move || scale().ticks(), |tick| tick.0, move |at| tick(at, scale).drawn())}
                {each(move || stage.story.with(|story| outages(story)), Outage::key, move |outage| bar(outage, now, scale).drawn())}
                {each(move || stage.story.with(|story| marks(story)), Mark::key, move |mark| sign(mark, scale).drawn())}
                <svg class="lanes__now" x=text(move || scale().place(now.get())) overflow="visible">
                    <line x1="0" x2="0" y1="0" y2=5 * LANE_PX + 4/>
                </svg>
            </svg>
        </div>
    }
}

fn tick(tick: Millis, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let odd = move || scale().is_odd(tick);
    view! {
        <svg x=text(move || scale().place(tick)) overflow="visible">
            <line class="lanes__tick" x1="0" x2="0" y1="0" y2=5 * LANE_PX/>
            <text class="lanes__label" class=("lanes__label--odd", flag(odd)) x="2" y=5 * LANE_PX + 13>{clock_time(tick)}</text>
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
    let width = move || {
        let end = end.unwrap_or_else(|| now.get());
        scale().place(end - start)
    };
    let x = move || scale().place(start);
    let y = lane * LANE_PX + 5;
    view! {
        <rect class="lanes__outage" x=text(x) y=y width=text(width) height=LANE_PX - 10 rx="3" fill="url(#outage-hatch)"/>
    }
}

/// A moment at which something changed on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    at: Millis,
    is_agent: bool,
}

impl Mark {
    fn key(&self) -> u64 {
        self.at.0 << 1 | u64::from(self.is_agent)
    }
}

fn marks(story: &[Entry]) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for entry in story.iter().filter(|entry| !is_ordinary(entry)) {
        let Entry::Seen(effect) = entry else { continue };
        let is_agent = match effect.pane {
            Pane::Agent => true,
            Pane::Customer => false,
            Pane::Database | Pane::Ledger => continue,
        };
        let mark = Mark { at: effect.at, is_agent };
        if !all.iter().rev().take_while(|other| other.at == mark.at).any(|other| *other == mark) {
            all.push(mark);
        }
    }
    all
}

fn sign(mark: Mark, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let Mark { at, is_agent } = mark;
    let lit = move || spotlight.is_lit_at(at);
    let x = move || scale().place(at);
    if is_agent {
        view! {
            <svg x=text(x) overflow="visible">
                <rect class="lanes__agent" class=("lanes__lit", flag(lit)) x="-5" y=3 * LANE_PX + 7 width="10" height="10" rx="2"/>
            </svg>
        }
        .drawn()
    } else {
        view! {
            <svg x=text(x) overflow="visible">
                <circle class="lanes__customer" class=("lanes__lit", flag(lit)) cx="0" cy=4 * LANE_PX + 12 r="5"/>
            </svg>
        }
        .drawn()
    }
}
