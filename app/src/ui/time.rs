//! Room time as people read it: whole seconds, absolute or since the last stop; and links to a moment.

use drill::Millis;
use leptos::prelude::*;

use super::drawn::{Draw as _, Drawn};
use crate::live::Stage;

/// `m:ss`, without the fraction of a second.
pub fn clock_time(at: Millis) -> String {
    Millis::from_secs(at.as_secs()).to_string()
}

/// `+m:ss` since `stop`, or the room time itself while nothing was stopped yet.
pub fn since_stop(at: Millis, stop: Option<Millis>) -> String {
    match stop {
        Some(stop) => String::from("+") + &clock_time(at - stop),
        None => clock_time(at),
    }
}

/// These words, as a link to the moment for those who can look back.
pub fn moment_link(at: Millis, words: &str) -> Drawn {
    let words = words.to_owned();
    match expect_context::<Stage>().past_path() {
        Some(past) => {
            let moment = [&past, "#", &at.to_string()].concat();
            view! { <a href=moment target="_blank" rel="noopener">{words}</a> }.drawn()
        }
        None => words.drawn(),
    }
}
