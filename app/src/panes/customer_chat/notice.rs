//! The notice on the customer's page. It stays inside its pane and never takes the focus.

use drill::{Command, Notice, Page, Pane, Thing};
use leptos::prelude::*;

use super::conversation::start_another;
use crate::{
    live::Stage,
    ui::{Drawn, Glyph, Spotlight, TouchKind, flag, glyph, touch},
};

/// The notice, if there is one.
#[component]
pub fn NoticeBox() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let shown = Memo::new(move |_| {
        stage.customer.with(|customer| {
            let (heading, words) = customer.notice_words.as_ref()?;
            let may_start = !customer.can_type.what && customer.page.what != Page::Form;
            Some((customer.notice.what?, heading.clone(), words.text.clone(), may_start))
        })
    });
    move || {
        shown.get().map(|(notice, heading, words, may_start)| {
            draw(notice, heading, words, may_start.then(|| start_another(stage.customer)))
        })
    }
}

fn draw(notice: Notice, heading: String, words: String, start: Option<Drawn>) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let sign = match notice {
        Notice::StartAnother | Notice::SessionLost => Glyph::Info,
        Notice::Ended | Notice::ConnectionIssues | Notice::Unreachable => Glyph::Warning,
    };
    view! {
        <div
            class="customer-chat__notice"
            class=("why-lit", flag(move || spotlight.is_lit(Pane::Customer, Thing::Notice)))
            role="group"
            aria-labelledby="customer-notice"
        >
            {glyph(sign)}
            <div class="customer-chat__notice-words">
                <strong class="customer-chat__notice-heading" id="customer-notice">{heading}</strong>
                <p>{words}</p>
                <p class="customer-chat__notice-buttons">
                    {start}
                    {touch(
                        "customer-chat__button customer-chat__button--plain",
                        "Dismiss",
                        Signal::stored(TouchKind::Works),
                        || Some(Command::CustomerDismiss),
                    )}
                </p>
            </div>
        </div>
    }
}
