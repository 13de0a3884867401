//! A scrolling list that follows its end, but only for somebody who is there.

use leptos::{html::Div, prelude::*};

use super::whenever;

/// How near the end counts as at the end, in pixels.
const AT_END_PX: i32 = 32;

/// Keeps `list` at its end whenever `length` changes, unless somebody has scrolled up. The answer is what the list's
/// scroll event has to call.
pub fn follow_end(list: NodeRef<Div>, length: impl Fn() -> usize + 'static) -> impl Fn() + Copy + 'static {
    let at_end = StoredValue::new(true);
    let mut known = usize::MAX;
    whenever(move || {
        // To look where the end is costs a layout: only when there is something new.
        let now = length();
        if std::mem::replace(&mut known, now) != now && at_end.get_value() {
            request_animation_frame(move || {
                // By the time of the frame the list may be gone from the page.
                if let Some(list) = list.try_get_untracked().flatten() {
                    list.set_scroll_top(list.scroll_height());
                }
            });
        }
    });
    move || {
        if let Some(list) = list.try_get_untracked().flatten() {
            at_end.set_value(list.scroll_height() - list.scroll_top() - list.client_height() <= AT_END_PX);
        }
    }
}
