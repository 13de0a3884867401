//! The timeline of a report: outages as bars, and on the lanes below them what the two people saw, what became of the
//! messages, and the notes. Each mark is a link to its moment with its words, so keyboards and screen readers have a list;
//! marks differ in shape, not only in colour.

use drill::{
    Backend, Millis, Pane, Rule,
    report::{Outage, Report},
};
use leptos::prelude::*;

use super::{chapters::fate, time_field};
use crate::{
    panes::timeline::marks::{AGENT, CUSTOMER, LANES, MESSAGES, NOTES, Shape},
    ui::{Draw, Drawn, clock_time, sentence},
    wire::Entry,
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
pub fn timeline(code: &str, report: &Report, window: Window) -> Drawn {
    let height = LANE * LANES.len() as u64 + 22;
    let replay = ["/room/", code, "/replay#"].concat();
    let here = ["/room/", code, "/report"].concat();
    let marks: Vec<Mark> = marks(report).into_iter().filter(|mark| window.has(mark.at)).collect();
    view! {
        <form method="get" action=here.clone() class="proof__moment" aria-label="Part of the time">
            <input type="hidden" name="at" value=report.until.to_string()/>
            {time_field("From", "from", window.from)}
            {time_field("to", "to", window.to)}
            <button class="button">"Zoom"</button>
            <a class="button" href=[&here, "?at=", &report.until.to_string()].concat()>"The whole"</a>
        </form>
        <div class="belief__scroll" tabindex="0" role="region" aria-label="Timeline">
        <svg class="lanes-sheet" viewBox=format!("0 0 {WIDTH} {height}") role="group" aria-label="Timeline: outages, and links to each moment">
            {LANES.iter().zip(0..).map(|(name, lane): (_, u64)| view! {
                <line class="lanes-sheet__line" x1=LEFT x2=WIDTH - RIGHT y1=lane * LANE + LANE / 2 y2=lane * LANE + LANE / 2/>
                <text class="lanes-sheet__name" x="0" y=lane * LANE + LANE / 2 + 4>{*name}</text>
            }).collect_view()}
            {ticks(window).into_iter().map(|at| view! {
                <line class="lanes-sheet__tick" x1=window.place(at) x2=window.place(at) y1="0" y2=height - 18/>
                <text class="lanes-sheet__time" x=window.place(at) y=height - 4>{clock_time(at)}</text>
            }).collect_view()}
            {report.outages.iter().map(|outage| bar(outage, window, report.until)).collect_view()}
            {marks.into_iter().map(|mark| link(&replay, &mark, window)).collect_view()}
        </svg>
        </div>
        <p class="proof__legend">
            "■ pop-up or notice, ● another change of the screen, ▲ the status icon; ● delivered, ✗ lost, – not sent; ⚑ note. Each is a link to its moment in the replay."
        </p>
    }
    .drawn()
}

/// Five moments that divide the window, its ends among them.
fn ticks(window: Window) -> Vec<Millis> {
    let length = (window.to - window.from).0;
    (0..=5).map(|tick| Millis(window.from.0 + length * tick / 5)).collect()
}

fn bar(outage: &Outage, window: Window, until: Millis) -> Option<Drawn> {
    let end = outage.started.unwrap_or(until);
    if end < window.from || outage.stopped > window.to {
        return None;
    }
    let lane = Backend::ALL
        .iter()
        .zip(0..)
        .find(|(backend, _)| **backend == outage.backend)
        .map_or(0, |(_, lane): (_, u64)| lane);
    let (x, to) = (window.place(outage.stopped), window.place(end));
    let on = outage.started.map_or_else(|| "still off".to_owned(), |at| ["on again at ", &clock_time(at)].concat());
    let words = [outage.backend.name(), " off at ", &clock_time(outage.stopped), ", ", &on].concat();
    let label = words.clone();
    Some(
        view! {
            <rect class="lanes-sheet__outage" x=x y=lane * LANE + 6 width=(to - x).max(2) height=LANE - 12 rx="3" role="img" aria-label=label>
                <title>{words}</title>
            </rect>
        }
        .drawn(),
    )
}

fn link(replay: &str, mark: &Mark, window: Window) -> Drawn {
    let (x, y) = (window.place(mark.at), mark.lane as u64 * LANE + LANE / 2);
    let words = [&mark.at.to_string(), " ", LANES[mark.lane], ": ", &mark.words.join(" ")].concat();
    let href = [replay, &mark.at.to_string()].concat();
    let class = if mark.shape.is_stroke() { "lanes-sheet__stroke" } else { "lanes-sheet__mark" };
    let label = words.clone();
    view! {
        <a href=href class="lanes-sheet__link" aria-label=label>
            <title>{words}</title>
            <rect class="lanes-sheet__target" x=x - 9 y=y - 11 width="18" height="22"/>
            <path class=class d=format!("M{x} {y}{}", mark.shape.path())></path>
        </a>
    }
    .drawn()
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
        let words = [
            &sentence(&Entry::Seen(effect.clone())),
            " (",
            effect.why.rule().id(),
            ", ",
            effect.why.provenance().word(),
            ")",
        ]
        .concat();
        add(lane, effect.at, Shape::of(effect.thing), words);
    }
    for entry in &report.ledger {
        let knows = if entry.sender_knows { "" } else { ", and its sender does not know" };
        add(
            MESSAGES,
            entry.at,
            Shape::of_fate(entry.fate),
            [entry.from.word(), ": “", &entry.text, "” ", fate(entry.fate), knows, "."].concat(),
        );
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
