//! What one chat line costs the feed, natively and without any I/O: the copy that it is decided on, the fold, and for two
//! audiences the view, what differs, and its bytes. Prints one line of JSON for each length of the room: microseconds and
//! bytes, medians. Budgets W1 and W4 rest on it.

use std::{hint::black_box, time::Instant};

use drill::{Command, Event, Fact, Millis};
use protocol::{Audience, Diff, Patch, RoomProjection, ToBrowser, encode};
use serde_json::json;

/// Lines that are measured in each room.
const LINES: usize = 400;
const AUDIENCES: [Audience; 2] = [Audience::Leader, Audience::Projector];

fn main() {
    for length in [10, 50, 200, 1_000, 5_000, 15_000] {
        measure(length);
    }
}

fn measure(length: usize) {
    let mut room = RoomProjection::default();
    let opened = Fact::RoomOpened { title: "Free play".to_owned(), summary: String::new(), storyboard: None };
    room.apply(&Event::new(1, Millis::ZERO, 0, opened));
    for n in 0..length {
        say(&mut room, n);
    }
    let mut last = AUDIENCES.map(|by| room.view(room.state().at, by, None));
    let mut took: [Vec<f64>; 4] = Default::default();
    let mut bytes: [Vec<f64>; 2] = Default::default();
    for n in length..length + LINES {
        let mut before = Instant::now();
        let mut lap = |place: usize| {
            took[place].push(before.elapsed().as_secs_f64() * 1e6);
            before = Instant::now();
        };
        black_box(room.state().clone());
        lap(0);
        say(&mut room, n);
        lap(1);
        let views = AUDIENCES.map(|by| room.view(room.state().at, by, None));
        lap(2);
        for ((last, view), bytes) in last.iter().zip(&views).zip(&mut bytes) {
            let changes = last.diff(view).unwrap_or_default();
            let frame = encode(&ToBrowser::Patch(Patch { from: last.seq, to: view.seq, changes }));
            bytes.push(f64::from(u32::try_from(frame.len()).unwrap_or(u32::MAX)));
        }
        lap(3);
        last = views;
    }
    let [copy, fold, views, diff] = took.map(median);
    let [leader, projector] = bytes.map(median);
    println!(
        "{}",
        json!({ "lines": length, "copy_us": copy, "fold_us": fold, "views_us": views, "diff_us": diff,
            "leader_bytes": leader, "projector_bytes": projector })
    );
}

/// A line of forty letters, from each side in turn.
fn say(room: &mut RoomProjection, n: usize) {
    let text = format!("{:<40}", format!("Line {n} of a conversation about a parcel")).replace(' ', "x");
    let text = text.chars().take(40).collect();
    let command = if n.is_multiple_of(2) { Command::AgentSay(text) } else { Command::CustomerSay(text) };
    let now = Millis(room.state().at.0 + 1_300);
    for fact in drill::decide(room.state(), now, &command).unwrap_or_default() {
        room.apply(&Event::new(room.state().seq + 1, now, 0, fact));
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    (all.get(all.len() / 2).copied().unwrap_or(f64::NAN) * 10.0).round() / 10.0
}
