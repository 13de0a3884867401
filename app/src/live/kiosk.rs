//! The unattended loop: the page plays a drill's log by itself, step by step, at the pace of somebody who reads, and then
//! from the beginning. There is no room behind it, so nothing can break it.

use std::{cell::RefCell, time::Duration};

use drill::{Event, Fact, Millis};
use leptos::prelude::*;

use super::{Folded, Stage, kiosk_opening};
use crate::wire::{Events, Step, Tale, ToBrowser};

/// How long the healthy desk is shown before the first step, and the end before the next round, in milliseconds.
const PAUSE_MS: u64 = 8_000;
/// The shortest time for a step, in milliseconds: a change has to be seen even where little is said.
const STEP_MS_MIN: u64 = 7_000;
/// How long a word of the talk track takes to read, in milliseconds: a slow reader's pace, with a look at the screens.
const WORD_MS: u64 = 380;

thread_local! {
    static KIOSK: RefCell<Option<Kiosk>> = const { RefCell::new(None) };
}

struct Kiosk {
    stage: Stage,
    log: Vec<Event>,
    /// How long each step stays.
    pauses_ms: Vec<u64>,
    /// How many events were shown.
    shown: usize,
    /// How many steps were shown.
    steps: usize,
}

/// Begins the first round.
pub(super) fn start(stage: &Stage, log: Vec<Event>, steps: &[Step]) {
    let pauses_ms = steps.iter().map(reading_ms).collect();
    let shown = kiosk_opening(&log);
    KIOSK.set(Some(Kiosk { stage: *stage, log, pauses_ms, shown, steps: 0 }));
    set_timeout(go_on, Duration::from_millis(PAUSE_MS));
}

fn reading_ms(step: &Step) -> u64 {
    let said = step.say.iter().chain(step.look.iter().map(|look| &look.text));
    let words: usize = said.map(|text| text.split_whitespace().count()).sum();
    (words as u64 * WORD_MS).max(STEP_MS_MIN)
}

/// Shows the next step, or begins again, and comes back when it was read.
fn go_on() {
    let Some((stage, next, pause_ms)) = KIOSK.with_borrow_mut(|kiosk| kiosk.as_mut().map(Kiosk::next)) else {
        return;
    };
    match next {
        Next::Step(events) => {
            let now = events.last().map_or(Millis::ZERO, |event| event.at);
            stage.receive(ToBrowser::Events(Events { events, now, last: None }));
        }
        Next::Again(opening) => {
            stage.folded.set_value(Folded::Operator(Box::new(Tale::of(&opening)), None));
            stage.show();
            stage.now.set(Millis::ZERO);
        }
    }
    set_timeout(go_on, Duration::from_millis(pause_ms));
}

enum Next {
    Step(Vec<Event>),
    Again(Vec<Event>),
}

impl Kiosk {
    fn next(&mut self) -> (Stage, Next, u64) {
        let rest = &self.log[self.shown..];
        let first = rest.iter().position(is_step);
        let Some(first) = first else {
            self.shown = kiosk_opening(&self.log);
            self.steps = 0;
            return (self.stage, Next::Again(self.log[..self.shown].to_vec()), PAUSE_MS);
        };
        // Time moves on to a step just before the step begins, and belongs to it.
        let until = rest[first + 1..].iter().position(is_step).map_or(rest.len(), |place| first + 1 + place);
        let moves = usize::from(until < rest.len() && matches!(rest[until - 1].fact, Fact::ClockSkipped(_)));
        let events = rest[..until - moves].to_vec();
        self.shown += events.len();
        let last = if self.shown == self.log.len() { PAUSE_MS } else { 0 };
        let pause_ms = self.pauses_ms.get(self.steps).copied().unwrap_or(STEP_MS_MIN) + last;
        self.steps += 1;
        (self.stage, Next::Step(events), pause_ms)
    }
}

fn is_step(event: &Event) -> bool {
    matches!(event.fact, Fact::StepPlayed(_))
}
