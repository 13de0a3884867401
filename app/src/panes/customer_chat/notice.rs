//! The notice on the customer's page. It stays inside its pane and never takes the focus.

use drill::{Command, CustomerView, Notice, Page, Pane, Rule, Thing};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::StartAnother;
use crate::{
    components::{Glyph, GlyphKind, MockButton, Show, use_spotlight},
    room::use_room,
};

/// A notice. The same one can come again, for another outage or by another rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ShownNotice {
    notice: Notice,
    rule: Rule,
    cause: u64,
    heading: String,
    words: String,
}

impl ShownNotice {
    fn of(customer: &CustomerView) -> Option<Self> {
        let (notice, why) = (customer.notice.what?, customer.notice.why);
        let (heading, words) = customer.notice_words.clone()?;
        Some(Self { notice, rule: why.rule(), cause: why.cause(), heading, words: words.text })
    }
}

/// The notice, if there is one.
#[component]
pub(super) fn NoticePlace() -> impl IntoView {
    let room = use_room();
    let shown = Memo::new(move |_| room.view.customer().with(ShownNotice::of));
    move || shown.get().map(|shown| view! { <NoticeBox shown/> }.into_any())
}

#[component]
fn NoticeBox(shown: ShownNotice) -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let may_start =
        move || room.view.customer().with(|customer| !customer.can_type.what && customer.page.what != Page::Form);
    let kind = match shown.notice {
        Notice::StartAnother | Notice::SessionLost => GlyphKind::Info,
        Notice::Ended | Notice::ConnectionIssues | Notice::Unreachable => GlyphKind::Warning,
    };
    view! {
        <div
            class="customer-chat__notice"
            data-mark=spotlight.mark(Pane::Customer, Thing::Notice)
            role="group"
            aria-labelledby="customer-notice"
        >
            <Glyph kind/>
            <div class="customer-chat__notice-words">
                <strong class="customer-chat__notice-heading" id="customer-notice">{shown.heading}</strong>
                <p>{shown.words}</p>
                <p class="customer-chat__notice-buttons">
                    <Show when=may_start>
                        <StartAnother/>
                    </Show>
                    <MockButton
                        class="customer-chat__button customer-chat__button--plain"
                        command=|()| Some(Command::CustomerDismiss)
                    >
                        "Dismiss"
                    </MockButton>
                </p>
            </div>
        </div>
    }
}
