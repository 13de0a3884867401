//! What the pointer is on: the picture has no element for each mark, so its place is reckoned.

use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast as _, web_sys::Element};

use super::{
    lanes::{LANE_PX, Outage, Picture, between, outages},
    marks::{LANES, Mark, marks},
};
use crate::{
    live::{Held, whole},
    ui::sentence,
    wire::Entry,
};

/// How far from a mark it can be pointed at: its width with its edge, in pixels.
const NEAR_PX: u64 = 12;

/// Where the pointer is in the picture: how far to the right, in pixels, and on which lane.
fn pointed(event: &MouseEvent) -> Option<(u64, usize)> {
    let picture: Element = event.current_target()?.dyn_into().ok()?;
    let place = picture.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - place.left(), f64::from(event.client_y()) - place.top());
    let lane = usize::try_from(whole(y)).ok()? / LANE_PX;
    (lane < LANES.len()).then_some((whole(x), lane))
}

/// The mark that the pointer is on, or close to.
pub(super) fn mark_at(event: &MouseEvent, picture: Picture, story: Held<Vec<Entry>>) -> Option<Mark> {
    let (x, lane) = pointed(event)?;
    story.with_untracked(|story| nearest(story, picture, x, lane))
}

/// The mark of this lane that is nearest to a place, if one is no farther away than its width.
fn nearest(story: &[Entry], picture: Picture, x: u64, lane: usize) -> Option<Mark> {
    let moment = |x| picture.scale.moment(x, picture.width);
    let close = marks(between(story, moment(x.saturating_sub(NEAR_PX))?, moment(x + NEAR_PX + 1)?));
    let away = |mark: &Mark| picture.x(mark.at).abs_diff(x);
    let on_lane = close.into_iter().rev().filter(|mark| mark.lane == lane && away(mark) <= NEAR_PX);
    on_lane.min_by_key(away)
}

/// What stands beside the pointer: when the mark was and what happened first, or the outage.
pub(super) fn words_at(event: &MouseEvent, picture: Picture, story: Held<Vec<Entry>>) -> String {
    let Some((x, lane)) = pointed(event) else { return String::new() };
    story.with_untracked(|story| {
        if let Some(mark) = nearest(story, picture, x, lane) {
            let first = between(story, mark.at, mark.at).iter().find(|entry| mark.has(entry));
            return [&mark.at.to_string(), " ", &first.map(sentence).unwrap_or_default()].concat();
        }
        let is_there =
            |outage: &&Outage| outage.lane == lane && picture.x(outage.start) <= x && x <= picture.x(outage.end());
        outages(story).iter().rev().find(is_there).map(Outage::words).unwrap_or_default()
    })
}

/// Has the browser show these words beside the pointer: a title, which in a picture has to be one of the picture's own kind.
pub(super) fn entitle(event: &MouseEvent, words: &str) {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let Some(picture) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let title = match picture.query_selector("title") {
        Ok(Some(title)) => title,
        _ => match document().create_element_ns(SVG, "title") {
            Ok(title) if picture.append_child(&title).is_ok() => title,
            _ => return,
        },
    };
    if title.text_content().as_deref() != Some(words) {
        title.set_text_content(Some(words));
    }
}

#[cfg(test)]
mod tests {
    use drill::{Backend, Backends, Fact, Millis};

    use super::{super::scale::Scale, *};

    /// The moments, in seconds, of the mark that is nearest to a place, of two that are 48 pixels apart.
    #[test]
    fn the_nearest_mark_is_pointed_at_if_it_is_near() {
        let stopped = |secs| Entry::Did {
            seq: 1,
            at: Millis::from_secs(secs),
            fact: Fact::BackendsStopped(Backends::of(&[Backend::Services])),
        };
        // An hour on lanes on which three seconds are a pixel.
        let hour = Picture { scale: Scale::at(Scale::place_of(Millis::from_mins(50))), width: 1_200 };
        let story = [stopped(36), stopped(180)];
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
            let found = nearest(&story, hour, x, lane).map(|mark| mark.at.as_secs());
            assert_eq!(found, expected, "{x} on lane {lane}");
        }
    }
}
