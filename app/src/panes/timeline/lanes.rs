//! Seven lanes: the outages of each backend, when something changed on either screen, messages and notes. A picture with
//! marks to click, and two buttons that go from mark to mark; the list below has it all in words.

use drill::{Backend, Fact, Millis};
use leptos::prelude::*;

use super::{
    marks::{LANES, MESSAGES, Mark, SHAPES, marks},
    scale::Scale,
};
use crate::{
    live::{Held, Stage},
    ui::{Draw, Spotlight, clock_time, each, flag, press, sentence, text},
    wire::Entry,
};

/// The words of the lanes in class names.
const WORDS: [&str; LANES.len()] = ["backend", "backend", "backend", "agent", "customer", "message", "note"];

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
        apart(marks, scale, choice.mark.get())
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

/// Of marks of one shape that would lie on one another, the newest alone, and the chosen one: thousands of marks come to
/// some hundreds that are drawn. The buttons go to each of them all the same.
fn apart(mut marks: Vec<Mark>, scale: Scale, chosen: Option<Mark>) -> Vec<Mark> {
    let mut taken = [[u64::MAX; SHAPES]; LANES.len()];
    marks.reverse();
    marks.retain(|mark| {
        let slot = scale.slot(mark.at);
        std::mem::replace(&mut taken[mark.lane][mark.shape as usize], slot) != slot || Some(*mark) == chosen
    });
    marks.reverse();
    marks
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
    let end_words = end.map_or_else(String::new, |end| [" to ", &end.to_string()].concat());
    let words = [LANES[lane], " off from ", &start.to_string(), &end_words].concat();
    view! {
        <rect class="lanes__outage" x=text(x) y=y width=text(width) height=LANE_PX - 10 rx="3" fill="url(#outage-hatch)">
            <title>{words}</title>
        </rect>
    }
}

fn sign(mark: Mark, choice: Choice, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let story = expect_context::<Stage>().story;
    let Mark { lane, at, shape } = mark;
    let is_it = |entry: &&Entry| mark.has(entry);
    let words = story.with_untracked(|story| story.iter().find(is_it).map(sentence).unwrap_or_default());
    let words = [&at.to_string(), " ", &words].concat();
    let class = move || {
        let stroke = if shape.is_stroke() { " lanes__mark--stroke" } else { "" };
        let lit = if lane < MESSAGES && spotlight.is_lit_at(at) { " lanes__mark--lit" } else { "" };
        let chosen = if choice.mark.get() == Some(mark) { " lanes__mark--chosen" } else { "" };
        ["lanes__mark lanes__mark--", WORDS[lane], stroke, lit, chosen].concat()
    };
    view! {
        <svg x=text(move || scale().place(at)) y=lane * LANE_PX + 12 overflow="visible" on:click=press(move || choice.mark.set(Some(mark)))>
            <path
                class=text(class)
                d=shape.path()
            >
                <title>{words}</title>
            </path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{super::marks::Shape, *};

    /// The moments, in seconds, that are drawn of these on the scale of an hour.
    fn check(lane: usize, moments: &[(u64, Shape)], chosen: Option<u64>, drawn: &[u64]) {
        let scale = Scale::at(Scale::place_of(Millis::from_mins(50)));
        let mark = |(at, shape): (u64, Shape)| Mark { lane, at: Millis::from_secs(at), shape };
        let marks: Vec<Mark> = moments.iter().copied().map(mark).collect();
        let chosen = chosen.and_then(|chosen| marks.iter().find(|mark| mark.at == Millis::from_secs(chosen)).copied());
        let apart: Vec<u64> = apart(marks, scale, chosen).iter().map(|mark| mark.at.as_secs()).collect();
        assert_eq!(apart, drawn, "{moments:?}");
    }

    #[test]
    fn of_marks_on_one_another_the_newest_is_drawn_unless_their_shapes_differ() {
        let many = |shape: Shape| (0..100).map(|at| (at, shape)).collect::<Vec<_>>();
        check(MESSAGES, &[(1, Shape::Circle), (2, Shape::Circle), (60, Shape::Circle)], None, &[2, 60]);
        check(MESSAGES, &[(1, Shape::Cross), (2, Shape::Circle)], None, &[1, 2]);
        check(MESSAGES, &[(1, Shape::Circle), (2, Shape::Circle)], Some(1), &[1, 2]);
        check(0, &many(Shape::Edge), None, &[17, 35, 53, 71, 89, 99]);
    }
}
