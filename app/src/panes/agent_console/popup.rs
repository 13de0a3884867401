//! The pop-up: it stays inside its pane and never takes the focus from anybody.

use drill::{Command, Pane, PopUp, Thing, words};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{Glyph, GlyphKind, MockButton, use_spotlight},
    room::use_room,
};

/// The pop-up, if there is one. The same one can come again, by another cause.
#[component]
pub(super) fn PopUpPlace() -> impl IntoView {
    let room = use_room();
    let shown = Memo::new(move |_| {
        room.view.agent().with(|agent| agent.popup.what.map(|popup| (popup, agent.popup.why.cause())))
    });
    move || shown.get().map(|(popup, _)| view! { <PopUpBox popup/> }.into_any())
}

#[component]
fn PopUpBox(popup: PopUp) -> impl IntoView {
    let spotlight = use_spotlight();
    let (heading, message) = words::popup(popup);
    let kind = match popup {
        PopUp::Delay | PopUp::NoLonger => GlyphKind::Warning,
        PopUp::Crash => GlyphKind::Error,
        PopUp::LogInAgain | PopUp::SessionInProgress => GlyphKind::Info,
    };
    view! {
        <div class="agent-console__popup-place">
            <div
                class="agent-console__popup"
                data-mark=spotlight.mark(Pane::Agent, Thing::Popup)
                role="group"
                aria-labelledby="agent-popup"
                aria-describedby="agent-popup-message"
            >
                <p class="agent-console__popup-head">
                    <strong id="agent-popup">{heading.text}</strong>
                    <span aria-hidden="true">"✕"</span>
                </p>
                <div class="agent-console__popup-body">
                    <Glyph kind/>
                    <p id="agent-popup-message">{message.text}</p>
                </div>
                <p class="agent-console__popup-foot">
                    <MockButton class="agent-console__button" command=|()| Some(Command::AgentDismiss)>
                        "OK"
                    </MockButton>
                </p>
            </div>
        </div>
    }
}
