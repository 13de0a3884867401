//! The timeline of a report: outages as bars, and on the lanes below them what the two people saw, what became of the
//! messages, and the notes. Each mark is a link to its moment with its words, so keyboards and screen readers have a list;
//! marks differ in shape, not only in colour.

use drill::{
    Backend, Millis, Pane, Rule,
    report::{Outage, Report},
};
use leptos::prelude::*;
use protocol::Entry;

use super::{TimeField, chapters::outcome};
use crate::{
    components::clock_time,
    narration::sentence,
    panes::timeline::marks::{AGENT, CUSTOMER, LANES, MESSAGES, NOTES, Shape},
};

/// The whole width, and where the lanes begin, in units of the picture.
const WIDTH: u64 = 1000;
const LEFT: u64 = 110;
const RIGHT: u64 = 20;
const LANE: u64 = 26;

/// The shortest part of the time that is shown: a second from tick to tick.
const LENGTH_MIN: Millis = Millis::from_secs(5);

/// The part of the time that a timeline shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From when.
    pub from: Millis,
    /// Until when: later than `from`.
    pub to: Millis,
}

impl Window {
    /// From and to as asked for, the earlier one first, as far as they make sense in a report up to `until`; at least so
    /// long that its ticks differ.
    pub fn of(from: Option<Millis>, to: Option<Millis>, until: Millis) -> Self {
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or(until));
        let (from, to) = (from.min(to), from.max(to).min(until).max(LENGTH_MIN));
        Self { from: from.min(to - LENGTH_MIN), to }
    }

    const fn has(self, at: Millis) -> bool {
        self.from.0 <= at.0 && at.0 <= self.to.0
    }

    /// The place of a moment, in units of the picture.
    fn place(self, at: Millis) -> u64 {
        let at = at.clamp(self.from, self.to);
        LEFT + (at - self.from).0 * (WIDTH - LEFT - RIGHT) / (self.to - self.from).0
    }
}

/// A mark: everything of one shape on one lane at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    lane: usize,
    at: Millis,
    shape: Shape,
    words: Vec<String>,
}

/// The lanes, and the form that chooses what of the time they show.
#[component]
pub(super) fn ReportTimeline(
    /// The room's code.
    code: String,
    /// The evidence.
    report: Report,
    /// What of the time is shown.
    window: Window,
) -> impl IntoView {
    let until = report.until;
    let here = format!("/room/{code}/report");
    let height = LANE * LANES.len() as u64 + 22;
    let marks = marks(&report).into_iter().filter(|mark| window.has(mark.at));
    view! {
        <form method="get" action=here.clone() class="proof__moment" aria-label="Part of the time">
            <input type="hidden" name="at" value=until.to_string()/>
            <TimeField label="From" name="from" at=window.from/>
            <TimeField label="to" name="to" at=window.to/>
            <button class="button">"Zoom in"</button>
            <a class="button" href=format!("{here}?at={until}")>"Fit"</a>
        </form>
        <div class="belief__scroll" tabindex="0" role="region" aria-label="Timeline">
            <svg
                class="lanes-sheet"
                viewBox=format!("0 0 {WIDTH} {height}")
                role="group"
                aria-label="Timeline: outages, and links to each moment"
            >
                <Lanes/>
                <Ticks window height/>
                {report.outages.into_iter().map(|outage| view! { <Bar outage window until/> }).collect_view()}
                {marks.map(move |mark| view! { <MarkLink code=code.clone() mark window/> }).collect_view()}
            </svg>
        </div>
        <p class="proof__legend">
            "■ pop-up or notice, ● another change of the screen, ▲ the status icon; ● delivered, ✗ lost, – not sent; ⚑ note. Each is a link to its moment in the replay."
        </p>
    }
}

#[component]
fn Lanes() -> impl IntoView {
    let lanes = LANES.iter().zip(0_u64..);
    lanes
        .map(|(name, lane)| {
            let middle = lane * LANE + LANE / 2;
            view! {
                <line class="lanes-sheet__line" x1=LEFT x2=WIDTH - RIGHT y1=middle y2=middle/>
                <text class="lanes-sheet__name" x="0" y=middle + 4>{*name}</text>
            }
        })
        .collect_view()
}

/// Five moments that divide the window, its ends among them.
#[component]
fn Ticks(
    /// What of the time is shown.
    window: Window,
    /// The height of the picture.
    height: u64,
) -> impl IntoView {
    let length = (window.to - window.from).0;
    let ticks = (0..=5).map(|tick| Millis(window.from.0 + length * tick / 5));
    ticks
        .map(|at| {
            let x = window.place(at);
            view! {
                <line class="lanes-sheet__tick" x1=x x2=x y1="0" y2=height - 18/>
                <text class="lanes-sheet__time" x=x y=height - 4>{clock_time(at)}</text>
            }
        })
        .collect_view()
}

/// An outage, as far as it is in sight.
#[component]
fn Bar(
    /// The outage.
    outage: Outage,
    /// What of the time is shown.
    window: Window,
    /// The end of the report.
    until: Millis,
) -> impl IntoView {
    let Outage { backend, stopped, started, .. } = outage;
    let end = started.unwrap_or(until);
    let is_in_sight = end >= window.from && stopped <= window.to;
    let lane = (0_u64..).zip(Backend::ALL).find(|(_, lane)| *lane == backend).map_or(0, |(lane, _)| lane);
    let (x, to) = (window.place(stopped), window.place(end));
    let on = started.map_or_else(|| "still off".to_owned(), |at| format!("on again at {}", clock_time(at)));
    let words = format!("{} off at {}, {on}", backend.name(), clock_time(stopped));
    let label = words.clone();
    is_in_sight.then(|| {
        view! {
            <rect
                class="lanes-sheet__outage"
                x=x
                y=lane * LANE + 6
                width=(to - x).max(2)
                height=LANE - 12
                rx="3"
                role="img"
                aria-label=label
            >
                <title>{words}</title>
            </rect>
        }
    })
}

/// A mark, which leads to its moment in the replay.
#[component]
fn MarkLink(
    /// The room's code.
    code: String,
    /// The mark.
    mark: Mark,
    /// What of the time is shown.
    window: Window,
) -> impl IntoView {
    let Mark { lane, at, shape, words } = mark;
    let (x, y) = (window.place(at), lane as u64 * LANE + LANE / 2);
    let words = format!("{at} {}: {}", LANES[lane], words.join(" "));
    let label = words.clone();
    let class = if shape.is_stroke() { "lanes-sheet__stroke" } else { "lanes-sheet__mark" };
    view! {
        <a href=format!("/room/{code}/replay#{at}") class="lanes-sheet__link" aria-label=label>
            <title>{words}</title>
            <rect class="lanes-sheet__target" x=x - 9 y=y - 11 width="18" height="22"/>
            <path class=class d=format!("M{x} {y}{}", shape.path())></path>
        </a>
    }
}

/// All marks, by time, several things of one shape at one moment as one.
fn marks(report: &Report) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    // What changed on one screen at one moment is one mark, of the most telling shape; messages stay apart by their fate.
    let mut add = |lane, at, shape: Shape, words: String| {
        let is_same = |mark: &&mut Mark| mark.lane == lane && (lane != MESSAGES || mark.shape == shape);
        match all.iter_mut().rev().take_while(|mark| mark.at == at).find(is_same) {
            Some(mark) => {
                mark.shape = mark.shape.min(shape);
                mark.words.push(words);
            }
            None => all.push(Mark { lane, at, shape, words: vec![words] }),
        }
    };
    for effect in report.seen.iter().filter(|effect| effect.why.rule() != Rule::Ok) {
        let lane = if effect.pane == Pane::Agent { AGENT } else { CUSTOMER };
        let (rule, provenance) = (effect.why.rule().id(), effect.why.provenance().word());
        let words = format!("{} ({rule}, {provenance})", sentence(&Entry::Effect(effect.clone())));
        add(lane, effect.at, Shape::of(effect.thing), words);
    }
    for entry in &report.ledger {
        let informed = if entry.sender_knows { "" } else { ", and its sender is not informed" };
        let words = format!("{}: “{}” {}{informed}.", entry.from.word(), entry.text, outcome(entry.fate));
        add(MESSAGES, entry.at, Shape::of_fate(entry.fate), words);
    }
    for (note, _) in &report.notes {
        add(NOTES, note.stamp.at, Shape::Flag, note.text.clone());
    }
    all.sort_by_key(|mark| mark.at);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_before_it_ends_and_its_ticks_differ() {
        let secs = |from, to| Window { from: Millis::from_secs(from), to: Millis::from_secs(to) };
        let of = |from: u64, to: u64, until: u64| {
            Window::of(Some(Millis::from_secs(from)), Some(Millis::from_secs(to)), Millis::from_secs(until))
        };
        assert_eq!(Window::of(None, None, Millis::from_secs(90)), secs(0, 90));
        assert_eq!(of(10, 20, 90), secs(10, 20));
        assert_eq!(of(20, 10, 90), secs(10, 20));
        assert_eq!(of(20, 20, 90), secs(15, 20));
        assert_eq!(of(0, 500, 90), secs(0, 90));
        assert_eq!(of(0, 0, 0), secs(0, 5));
        assert_eq!(secs(0, 90).place(Millis::from_secs(45)), LEFT + (WIDTH - LEFT - RIGHT) / 2);
    }
}
