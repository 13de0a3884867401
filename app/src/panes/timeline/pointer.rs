//! What the pointer is on: the picture has no element for each mark, so its place is reckoned.

use leptos::ev::MouseEvent;
use protocol::Entry;

use super::{
    marks::{LANES, Mark, between, marks},
    outages::{Outage, outages},
    picture::{LANE_PX, Picture},
};
use crate::{browser, narration::sentence};

/// How far from a mark it can be pointed at: its width with its edge, in pixels.
const NEAR_PX: u64 = 12;

/// Where the pointer is in the picture: how far to the right, in pixels, and on which lane.
fn pointed(event: &MouseEvent) -> Option<(u64, usize)> {
    let (x, y) = browser::place_in_target(event)?;
    let lane = usize::try_from(y).ok()? / LANE_PX;
    (lane < LANES.len()).then_some((x, lane))
}

/// The mark that the pointer is on, or close to.
pub(super) fn mark_at(event: &MouseEvent, picture: Picture, history: &[Entry]) -> Option<Mark> {
    let (x, lane) = pointed(event)?;
    nearest(history, picture, x, lane)
}

/// The mark of this lane that is nearest to a place, if one is no farther away than its width.
fn nearest(history: &[Entry], picture: Picture, x: u64, lane: usize) -> Option<Mark> {
    let moment = |x| picture.scale.moment(x, picture.width);
    let close = marks(between(history, moment(x.saturating_sub(NEAR_PX))?, moment(x + NEAR_PX + 1)?));
    let away = |mark: &Mark| picture.x(mark.at).abs_diff(x);
    let on_lane = close.into_iter().rev().filter(|mark| mark.lane == lane && away(mark) <= NEAR_PX);
    on_lane.min_by_key(away)
}

/// What is written beside the pointer: when the mark was and what happened first, or the outage.
pub(super) fn words_at(event: &MouseEvent, picture: Picture, history: &[Entry]) -> String {
    let Some((x, lane)) = pointed(event) else { return String::new() };
    if let Some(mark) = nearest(history, picture, x, lane) {
        let first = between(history, mark.at, mark.at).iter().find(|entry| mark.has(entry));
        return format!("{} {}", mark.at, first.map(sentence).unwrap_or_default());
    }
    let is_there = |outage: &&Outage| {
        let ends_later = outage.end.is_none_or(|end| x <= picture.x(end));
        outage.lane == lane && picture.x(outage.start) <= x && ends_later
    };
    outages(history).iter().rev().find(is_there).map(Outage::words).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use drill::{Backend, Backends, Fact, Millis};

    use super::{super::scale::Scale, *};

    /// The moments, in seconds, of the mark that is nearest to a place, of two that are 48 pixels apart.
    #[test]
    fn the_nearest_mark_is_pointed_at_if_it_is_near() {
        let stopped = |secs| Entry::Action {
            seq: 1,
            at: Millis::from_secs(secs),
            fact: Fact::BackendsStopped(Backends::of(&[Backend::Services])),
        };
        // An hour on lanes on which three seconds are a pixel.
        let hour = Picture { scale: Scale::at(Scale::place_of(Millis::from_mins(50))), width: 1_200 };
        let history = [stopped(36), stopped(180)];
        for (x, lane, expected) in [
            (0, 1, Some(36)),
            (12, 1, Some(36)),
            (24, 1, Some(36)),
            (25, 1, None),
            (47, 1, None),
            (48, 1, Some(180)),
            (72, 1, Some(180)),
            (73, 1, None),
            (12, 0, None),
            (12, 2, None),
        ] {
            let found = nearest(&history, hour, x, lane).map(|mark| mark.at.as_secs());
            assert_eq!(found, expected, "{x} on lane {lane}");
        }
    }
}
