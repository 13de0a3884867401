//! Islands: what changes on a page. The page round them stands as the server drew it. The browser draws each island anew in
//! its place, in a task of its own, so that on a slow device nobody's click waits for the whole page.

#[cfg(feature = "hydrate")]
pub use in_browser::{draw_islands, island};

/// A part of the page's frame, named by a class that nothing else on the page has, with what changes in it.
#[cfg(not(feature = "hydrate"))]
pub fn island(class: &'static str, draw: impl FnOnce() -> super::Drawn + 'static) -> super::Drawn {
    use super::Draw as _;
    use leptos::prelude::*;

    view! { <div class=class>{draw()}</div> }.drawn()
}

#[cfg(feature = "hydrate")]
mod in_browser {
    use std::{cell::RefCell, collections::VecDeque, time::Duration};

    use leptos::{leptos_dom::logging::console_error, mount::mount_to, prelude::*, wasm_bindgen::JsCast as _};

    use crate::ui::{Draw as _, Drawn};

    thread_local! {
        static ISLANDS: RefCell<VecDeque<Island>> = const { RefCell::new(VecDeque::new()) };
    }

    struct Island {
        class: &'static str,
        draw: Box<dyn FnOnce() -> Drawn>,
    }

    /// Keeps an island until its turn has come; nothing is drawn where the page is described.
    pub fn island(class: &'static str, draw: impl FnOnce() -> Drawn + 'static) -> Drawn {
        ISLANDS.with_borrow_mut(|islands| islands.push_back(Island { class, draw: Box::new(draw) }));
        ().drawn()
    }

    /// Draws the islands of the page, whose `owner` has what they read, and does `then` when all of them stand.
    pub fn draw_islands(owner: Owner, then: fn()) {
        set_timeout(
            move || {
                while let Some(island) = ISLANDS.with_borrow_mut(VecDeque::pop_front) {
                    island.draw(&owner);
                    // A page that nobody sees keeps nobody waiting, and browsers let its tasks wait for a second each.
                    if !document().hidden() {
                        return draw_islands(owner, then);
                    }
                }
                then();
            },
            Duration::ZERO,
        );
    }

    impl Island {
        fn draw(self, owner: &Owner) {
            let Ok(Some(place)) = document().query_selector(&[".", self.class].concat()) else {
                return console_error(&["there is no place for the island ", self.class].concat());
            };
            // The same drawing as the server's takes its place at once. Hydrating would keep the elements, for a tenth of
            // the client.
            place.set_inner_html("");
            owner.with(|| mount_to(place.unchecked_into(), self.draw).forget());
        }
    }
}
