//! What several panes and pages share: icons, marks, the telling of the story, and what stands outside the mock frames.
//! Nothing here knows a pane.

mod announcer;
mod at_end;
mod clock_notice;
mod connection_banner;
mod denial_toast;
mod drawn;
mod full_screen;
mod icons;
mod island;
mod keys;
mod list;
mod marks;
mod mock_frame;
mod projected;
mod replay_bar;
mod send;
mod share;
mod spotlight;
mod telling;
mod time;
mod type_box;

pub use announcer::Announcer;
pub use at_end::at_end;
pub use clock_notice::ClockNotice;
pub use connection_banner::{ConnectionBanner, ConnectionChip};
pub use denial_toast::DenialToast;
pub use drawn::{Draw, Drawn, button, button_unless, changing, flag, once, press, text, whenever, while_so};
pub use full_screen::toggle_full_screen;
pub use icons::{
    Glyph, brand_icon, check_icon, glyph, pause_icon, person_icon, play_icon, plug_icon, power_icon, skip_icon,
    status_icon,
};
#[cfg(feature = "hydrate")]
pub use island::draw_islands;
pub use island::island;
pub use keys::{KeySheet, Keys, NOTE_INPUT_ID, focus, key_cap, page_on, provide_keys};
pub use list::{each, each_in_blocks, mixed};
pub use marks::{provenance_mark, rule_chip, words_mark};
pub use mock_frame::MockFrame;
pub use projected::Projected;
pub use replay_bar::{ReplayBar, look_back_chip};
pub use send::{CommandSender, sender, touch, touch_unless};
pub use share::{Share, choices};
pub use spotlight::{Spotlight, look_button, mark, provide_spotlight};
pub use telling::{Moment, Told, Who, is_left_out, is_ordinary, is_own_line, sentence, tell, tell_moments, tell_step};
pub use time::{clock_time, moment_link, since_stop};
pub use type_box::{Drafts, TypeBox};
