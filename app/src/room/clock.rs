//! The displayed room time. While the clock runs it goes on by the browser's own clock from what was last told.

use drill::Millis;
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::Room;
use crate::browser;

impl Room {
    /// The server has told the time. The displayed time never goes back while the clock runs: the browser's own clock may be a
    /// little ahead. A paused clock shows exactly the time of the log.
    pub(super) fn tell_time(&self, time: Millis) {
        let now_ms = browser::now_ms();
        self.update(|internals| internals.server_time = (time, now_ms));
        if time > self.now.get_untracked() || !self.view.clock().get_untracked().running {
            self.show_time(time);
        }
    }

    /// Lets the displayed time go on.
    pub(super) fn tick_clock(&self, browser_ms: f64) {
        let clock = self.view.clock().get_untracked();
        if clock.running {
            let (time, since) = self.update(|internals| internals.server_time);
            let time = time + clock.speed.room_time(browser::saturating_u64(browser_ms - since));
            if time.as_secs() > self.now.get_untracked().as_secs() {
                self.show_time(time);
            }
        }
    }

    fn show_time(&self, time: Millis) {
        if self.now.get_untracked() != time {
            self.now.set(time);
        }
    }
}
