//! The line to type into, or why there is none.

use drill::{ActivityId, Command, CustomerView, Page, Pane, Thing};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::StartAnother;
use crate::{
    components::{TypeBox, use_spotlight},
    room::{Draft, use_room},
};

/// What the foot of the page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Nothing,
    TypeBox(ActivityId),
    Ended { may_start: bool },
}

impl Shows {
    const fn of(customer: &CustomerView) -> Self {
        match (customer.page.what, customer.can_type.what, customer.chat) {
            (Page::Form, ..) => Self::Nothing,
            (_, true, Some(chat)) => Self::TypeBox(chat),
            // The notice has the same button.
            _ => Self::Ended { may_start: customer.notice.what.is_none() },
        }
    }
}

/// The foot of the page.
#[component]
pub(super) fn Foot(
    /// Which page the customer sees.
    page: Memo<Page>,
) -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let shows = Memo::new(move |_| room.view.customer().with(Shows::of));
    view! {
        <div class="customer-chat__foot" data-mark=spotlight.mark(Pane::Customer, Thing::CanType)>
            {move || match shows.get() {
                Shows::Nothing => ().into_any(),
                Shows::TypeBox(chat) if room.may_act => view! {
                    <TypeBox
                        class="customer-chat__type"
                        label="The customer's message"
                        hint="Type your message"
                        send_label="Send"
                        draft=Draft::new(&room, &format!("customer-{chat}"))
                        on_send=move |text: String| room.send(Command::CustomerSay(text))
                    />
                }
                .into_any(),
                Shows::TypeBox(_) => view! {
                    <p class="customer-chat__typing-place">"Type your message"</p>
                }
                .into_any(),
                Shows::Ended { may_start } => view! { <Over page may_start/> }.into_any(),
            }}
        </div>
    }
}

/// What is shown once the chat is over.
#[component]
fn Over(page: Memo<Page>, may_start: bool) -> impl IntoView {
    let words = move || if page.get() == Page::Waiting { "The chat was not opened" } else { "The chat has ended" };
    view! {
        <div class="customer-chat__over">
            <p>{words}</p>
            {may_start.then(|| view! { <StartAnother/> }.into_any())}
        </div>
    }
}
