//! The notice on the customer's page. It stays inside its pane and never takes the focus.

use drill::{Command, Notice, Page, Pane, Thing};
use leptos::prelude::*;

use super::conversation::start_another;
use crate::{
    live::Stage,
    ui::{Draw, Drawn, Glyph, Spotlight, changing, glyph, touch},
};

/// The notice, if there is one.
#[component]
pub fn NoticeBox() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let may_start = move || stage.customer.with(|customer| !customer.can_type.what && customer.page.what != Page::Form);
    // The same notice can come again, for another outage or by another rule.
    let key = move || {
        stage.customer.with(|customer| {
            let Some(notice) = customer.notice.what else { return 0 };
            let why = customer.notice.why;
            1 + notice as u64 + ((why.rule() as u64) << 4) + (why.cause() << 16)
        }) << 1
            | u64::from(may_start())
    };
    changing(key, move || {
        let (notice, words) = stage.customer.with(|customer| (customer.notice.what, customer.notice_words.clone()));
        let start = may_start().then(|| start_another(stage.customer));
        notice.zip(words).map(|(notice, (heading, words))| draw(notice, heading, words.text, start).drawn())
    })
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
            data-mark=spotlight.mark(Pane::Customer, Thing::Notice)
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
                        || Some(Command::CustomerDismiss),
                    )}
                </p>
            </div>
        </div>
    }
}
