//! The button in front of a list of which the page has only the end.

use leptos::prelude::*;
use protocol::{EARLIER_MAX, List};

use super::{Button, Show};
use crate::{browser, room::use_room};

/// A button that fetches what comes before the items that the page has, shown while there are any.
#[component]
pub fn EarlierButton(
    /// Of which list.
    list: List,
    /// Its class.
    #[prop(default = "button")]
    class: &'static str,
    /// What one item is called.
    item: &'static str,
) -> impl IntoView {
    let room = use_room();
    let words = move || match room.missing(list).min(EARLIER_MAX) {
        1 => format!("Show 1 earlier {item}"),
        count => format!("Show {count} earlier {item}s"),
    };
    let request = move || {
        if untrack(|| room.missing(list)) <= EARLIER_MAX {
            browser::focus_list();
        }
        room.request_earlier(list);
    };
    view! {
        <Show when=move || room.missing(list) != 0>
            <Button class on_press=request>{words}</Button>
        </Show>
    }
}
