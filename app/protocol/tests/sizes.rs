//! How many bytes travel: a line costs the same however long its room is, and a view of a long room fits in one frame.

use drill::{Command, Event, Fact, Millis};
use protocol::{Audience, Diff as _, List, Patch, RoomProjection, RoomView, ToBrowser, encode};

#[allow(dead_code, reason = "of the module only its log is used here")]
#[path = "../../drill/examples/engine_bench/log.rs"]
mod log;

/// Budget W1: bytes of a line of forty letters.
const LINE_BYTES_MAX: usize = 400;
/// Budget W2: bytes of a view on joining a room of 10,000 events.
const VIEW_BYTES_MAX: usize = 64 * 1024;

fn room() -> RoomProjection {
    let opened = Fact::RoomOpened { title: "Free play".to_owned(), summary: String::new(), storyboard: None };
    RoomProjection::of(&[Event::new(1, Millis::ZERO, 0, opened)])
}

/// A line of forty letters, from each side in turn.
fn say(room: &mut RoomProjection, n: usize) {
    let text = format!("Line {n:>5} of a conversation about a parcel");
    let text: String = text.chars().take(40).collect();
    let command = if n.is_multiple_of(2) { Command::AgentSay(text) } else { Command::CustomerSay(text) };
    let now = Millis(room.state().at.0 + 1_300);
    for fact in drill::decide(room.state(), now, &command).expect("both can type") {
        room.apply(&Event::new(room.state().seq + 1, now, 0, fact));
    }
}

fn view(room: &RoomProjection, by: Audience) -> RoomView {
    room.view(room.state().at, by, None)
}

/// The median of the bytes of each of the next lines in a room that has so many.
fn bytes_of_a_line(lines: usize, by: Audience) -> usize {
    let mut room = room();
    (0..lines).for_each(|n| say(&mut room, n));
    let mut last = view(&room, by);
    let mut bytes: Vec<usize> = (lines..lines + 101)
        .map(|n| {
            say(&mut room, n);
            let next = view(&room, by);
            let changes = last.diff(&next).expect("a line changes something");
            let frame = encode(&ToBrowser::Patch(Patch { from: last.seq, to: next.seq, changes }));
            last = next;
            frame.len()
        })
        .collect();
    bytes.sort_unstable();
    bytes[bytes.len() / 2]
}

#[test]
fn a_line_costs_little_and_as_much_in_a_long_room_as_in_a_young_one() {
    for by in Audience::ALL {
        let [young, long] = [10, 1_000].map(|lines| bytes_of_a_line(lines, by));
        assert!(young.max(long) <= LINE_BYTES_MAX, "{by:?}: {young} and {long}");
        // Larger numbers have more digits.
        assert!(long.abs_diff(young) <= (young / 10).max(8), "{by:?}: {young} and {long}");
    }
}

#[test]
fn a_view_of_a_long_room_fits_in_a_small_frame() {
    let room = RoomProjection::of(&log::long_log(10_000));
    for by in Audience::ALL {
        let bytes = encode(&ToBrowser::View(Box::new(view(&room, by)))).len();
        assert!(bytes <= VIEW_BYTES_MAX, "{by:?}: {bytes}");
    }
}

#[test]
fn what_a_view_leaves_out_comes_on_request_without_a_hole() {
    let mut room = room();
    (0..1_500).for_each(|n| say(&mut room, n));
    for by in Audience::ALL {
        let view = view(&room, by);
        let whole = |list, mut first: usize| {
            let mut parts = 0;
            while first > 0 {
                let earlier = room.earlier(list, first, by);
                assert!(earlier.first < first, "{list:?} stands still at {first}");
                (first, parts) = (earlier.first, parts + 1);
            }
            parts
        };
        for (list, first, seen) in [
            (List::History, view.history.before, by.sees_both()),
            (List::AgentLines, view.agent.transcript.before, by.sees_agent()),
            (List::CustomerLines, view.customer.transcript.before, by.sees_customer()),
            (List::Ledger, view.ledger.before, by.leads()),
        ] {
            assert_eq!(whole(list, first) > 1, seen, "{by:?} {list:?}");
            let all = room.earlier(list, usize::MAX, by);
            assert_eq!(all.first > 0, seen, "{by:?} {list:?}: nothing for those who may not see it");
        }
    }
    let ledger = drill::ledger(room.state());
    let protocol::EarlierItems::Ledger(items) = room.earlier(List::Ledger, 700, Audience::Leader).items else {
        panic!("it is the ledger");
    };
    assert_eq!(items, ledger[200..700]);
}
