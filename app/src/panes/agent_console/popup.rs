//! The pop-up: it stays inside its pane and never takes the focus from anybody.

use drill::{Command, Pane, PopUp, Thing, words};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Glyph, Spotlight, changing, glyph, touch},
};

/// The pop-up, if there is one. A touch can bring the same one again.
pub(super) fn pop_up_box() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let key = move || stage.agent.with(|agent| agent.popup.what.map_or(0, |_| agent.popup.why.cause()));
    changing(key, move || stage.agent.with(|agent| agent.popup.what).map(|popup| draw(popup).drawn()))
}

fn draw(popup: PopUp) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let (heading, message) = words::popup(popup);
    let sign = match popup {
        PopUp::Delay | PopUp::NoLonger => Glyph::Warning,
        PopUp::Crash => Glyph::Error,
        PopUp::LogInAgain | PopUp::SessionInProgress => Glyph::Info,
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
                    {glyph(sign)}
                    <p id="agent-popup-message">{message.text}</p>
                </div>
                <p class="agent-console__popup-foot">
                    {touch("agent-console__button", "OK", || Some(Command::AgentDismiss))}
                </p>
            </div>
        </div>
    }
}
