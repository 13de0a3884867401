//! What the app asks of the browser itself. Called in effects and event handlers only, which never run on the server.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::HtmlElement;

/// How often the displayed clock looks whether its second has changed, in milliseconds: well under one at 16×.
const TICK_MS: u64 = 50;

/// The browser's own clock, which nobody can set, in milliseconds.
pub fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// A number between 0 and 1.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// The whole part of a number of the browser's, such as milliseconds or pixels; 0 for what lies before 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "none of them comes near 2^53")]
pub const fn saturating_u64(number: f64) -> u64 {
    number.max(0.0) as u64
}

/// Hours and minutes of a moment in the browser's own time zone.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit for many thousand years")]
pub fn time_of_day(wall_ms: u64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(wall_ms as f64));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// Does something again and again, with the browser's own time, as long as the page is open.
pub fn every_tick(act: impl Fn(f64) + 'static) {
    set_interval(move || act(now_ms()), Duration::from_millis(TICK_MS));
}

/// Does something when the page comes back from a sleep, or its device to a network.
pub fn on_wake(act: impl Fn() + Clone + 'static) {
    listen(&window(), "online", act.clone());
    listen(&document(), "visibilitychange", move || {
        if !document().hidden() {
            act();
        }
    });
}

/// Does something when the part of the address after `#` has changed.
pub fn on_hash(act: impl Fn() + 'static) {
    listen(&window(), "hashchange", act);
}

fn listen(target: &web_sys::EventTarget, event: &str, act: impl Fn() + 'static) {
    let act = Closure::<dyn FnMut()>::new(act);
    // The page lives as long as these listeners; adding one fails for no target that exists.
    let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}

/// The part of the address after `#`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Puts this behind the `#` of the address. A browser that refuses leaves the address as it is.
pub fn set_hash(hash: &str) {
    let _ = window().location().set_hash(hash);
}

/// Loads the page again. A browser that refuses has its own button for it.
pub fn reload() {
    let _ = window().location().reload();
}

/// Goes to another page. A browser that refuses stays, which is still right.
pub fn go_to(path: &str) {
    let _ = window().location().assign(path);
}

/// Gives the focus to what has this id, if that is there and can take it.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Scrolls the list that an item is in, and not the page, to the beginning of the item. The list is what its items are placed by.
pub fn show_start_in_list(item: &HtmlElement) {
    if let Some(list) = item.parent_element() {
        list.set_scroll_top(item.offset_top());
    }
}

/// The same; and on to the end of an item that is longer than the list shows.
pub fn show_end_in_list(item: &HtmlElement) {
    if let Some(list) = item.parent_element() {
        let end = item.offset_top() + item.offset_height();
        list.set_scroll_top(item.offset_top().max(end - list.client_height()));
    }
}

/// Where the pointer is on what listens to this event, in whole pixels from its left edge and from its top.
pub fn place_in_target(event: &web_sys::MouseEvent) -> Option<(u64, u64)> {
    let target: web_sys::Element = event.current_target()?.dyn_into().ok()?;
    let edges = target.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - edges.left(), f64::from(event.client_y()) - edges.top());
    Some((saturating_u64(x), saturating_u64(y)))
}

/// What this tab keeps under a name; nothing in a browser that keeps nothing.
pub fn stored(name: &str) -> Option<String> {
    window().session_storage().ok().flatten()?.get_item(name).ok().flatten()
}

/// Keeps something in this tab, or forgets it. A full or closed store leaves a page that forgets.
pub fn store(name: &str, value: Option<&str>) {
    if let Ok(Some(store)) = window().session_storage() {
        let _ = match value {
            Some(value) => store.set_item(name, value),
            None => store.remove_item(name),
        };
    }
}

/// A switch that stays as it is while the tab is open, over reloads and other rooms. It begins with `otherwise`, as the server
/// drew it, and is then what the tab has kept.
pub fn remembered(name: &'static str, otherwise: bool) -> RwSignal<bool> {
    const ON: &str = "on";
    let switch = RwSignal::new(otherwise);
    Effect::new(move |was_read: Option<()>| {
        let now = switch.get();
        if was_read.is_some() {
            store(name, Some(if now { ON } else { "" }));
        } else if let Some(kept) = stored(name).map(|kept| kept == ON).filter(|kept| *kept != now) {
            switch.set(kept);
        }
    });
    switch
}

/// The width of what has this class, in whole pixels, once the page is there, and 0 before.
pub fn width_of(class: &'static str) -> RwSignal<u32> {
    let width = RwSignal::new(0);
    Effect::new(move |_| {
        let Ok(Some(element)) = document().query_selector(&format!(".{class}")) else { return };
        let measured = element.clone();
        // The browser calls it once at the beginning, and each time when it has placed everything anew.
        let measure = Closure::<dyn FnMut()>::new(move || {
            let now = measured.client_width().unsigned_abs();
            if width.get_untracked() != now {
                width.set(now);
            }
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&element);
        }
        measure.forget();
    });
    width
}

/// What has the focus.
pub fn focused() -> Option<web_sys::Element> {
    document().active_element()
}

/// Moves the focus from a control that is about to go away to the list that it is in, which keys scroll.
pub fn focus_list() {
    if let Some(list) = focused().and_then(|focused| focused.closest("[tabindex='0']").ok().flatten()) {
        let _ = list.unchecked_into::<HtmlElement>().focus();
    }
}

/// Whether nothing on the page has the focus: what had it is not there any more.
pub fn is_focus_lost() -> bool {
    focused().is_none_or(|focused| focused.tag_name() == "BODY")
}

/// Closes the panel that hangs open below a button, and leaves the focus on that button.
pub fn close_panel() {
    if let Ok(Some(panel)) = document().query_selector("details[name=panel][open] > summary") {
        let summary: HtmlElement = panel.unchecked_into();
        summary.click();
        // It is a button, and can take the focus.
        let _ = summary.focus();
    }
}

/// What is left free below a place that was brought into sight, in pixels.
const BELOW_PX: f64 = 16.0;

/// Brings what a selector finds into sight: at the top of the page, with both screens, if it is seen from there. Farther down,
/// and no farther than it takes, only for somebody who wants to look: what a step does is on the screens.
pub fn bring_into_sight(selector: &str, goes_down: bool) {
    let Ok(Some(place)) = document().query_selector(selector) else { return };
    let (there, page, window) = (place.get_bounding_client_rect(), document().document_element(), window());
    let height = page.map_or(f64::MAX, |page| f64::from(page.client_height()));
    let scrolled = window.scroll_y().unwrap_or_default();
    let lowest = scrolled + there.bottom() + BELOW_PX - height;
    if goes_down || lowest <= 0.0 {
        window.scroll_to_with_x_and_y(0.0, lowest.clamp(0.0, (scrolled + there.top()).max(0.0)));
    }
}

/// Fills the screen with the page, or ends that. A browser that refuses leaves all as it is.
pub fn toggle_full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(page) = document.document_element() {
        let _ = page.request_fullscreen();
    }
}

/// The whole address of a path on this server.
pub fn absolute(path: &str) -> String {
    format!("{}{path}", window().location().origin().unwrap_or_default())
}

/// Puts a text into the clipboard, and says whether that was possible: browsers refuse it where the connection is not
/// encrypted, and people can too.
pub fn copy(text: String, done: impl FnOnce(bool) + 'static) {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    let Some(clipboard) = clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok()) else {
        return done(false);
    };
    leptos::task::spawn_local(async move { done(clipboard.write_text(&text).await.is_ok()) });
}
