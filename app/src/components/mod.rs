//! What several panes and pages share: buttons, icons, marks, and what is outside the mock windows. Nothing here knows a
//! pane, and only what needs the room's state reads it.

mod announcer;
mod audience_cover;
mod button;
mod choices;
mod clock_notice;
mod connection_banner;
mod earlier;
mod error_toast;
mod for_each;
mod icons;
mod key_list;
mod marks;
mod mock_frame;
mod moment_link;
mod replay_bar;
mod share;
mod shortcuts;
mod show;
mod spotlight;
mod stick_to_bottom;
mod type_box;

pub use crate::{
    browser::toggle_full_screen,
    narration::{clock_time, since_stop},
};
pub use announcer::Announcer;
pub use audience_cover::{AudienceCover, JoinQr};
pub use button::{Button, MockButton, Switch, ToggleButton, ignore_double_click};
pub use choices::Choices;
pub use clock_notice::ClockNotice;
pub use connection_banner::{ConnectionBanner, ConnectionChip};
pub use earlier::EarlierButton;
pub use error_toast::ErrorToast;
pub use for_each::For;
pub use icons::{
    BrandIcon, CheckIcon, Glyph, GlyphKind, PauseIcon, PersonIcon, PlayIcon, PlugIcon, PowerIcon, SkipIcon, StatusIcon,
};
pub use key_list::KeyboardShortcuts;
pub use marks::{ProvenanceMark, RuleChip, WordsMark};
pub use mock_frame::MockFrame;
pub use moment_link::MomentLink;
pub use replay_bar::{ReplayBar, ReplayChip};
pub use share::Share;
pub use shortcuts::{KeyHint, NOTE_INPUT_ID, Shortcuts, page_back, page_on, provide_shortcuts, use_shortcuts};
pub use show::Show;
pub use spotlight::{LookButton, Spotlight, mark, provide_spotlight, use_spotlight};
pub use stick_to_bottom::StickToBottom;
pub use type_box::TypeBox;
