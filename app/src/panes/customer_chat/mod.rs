//! The customer's page: a small shop's chat window.

mod conversation;
mod foot;
mod form;
mod notice;

use drill::{Command, Page, Pane, Thing, cast};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{MockButton, Show, use_spotlight},
    room::use_room,
};
use conversation::Conversation;
use foot::Foot;
use form::ChatForm;
use notice::NoticePlace;

/// The chat window.
#[component]
pub fn CustomerChat() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let page = Memo::new(move |_| room.view.customer().with(|customer| customer.page.what));
    let is_form = move || page.get() == Page::Form;
    view! {
        <div class="customer-chat">
            <div class="customer-chat__window-bar" aria-hidden="true">
                <span>"Live help - "{cast::SHOP_NAME}</span>
                <span class="customer-chat__window-buttons">"— ▢ ✕"</span>
            </div>
            <header class="customer-chat__head">
                <ShopSign/>
                <p class="customer-chat__shop">
                    <strong class="customer-chat__shop-name">{cast::SHOP_NAME}</strong>
                    <span>"Customer service"</span>
                </p>
                <Show when=move || !is_form()>
                    <MockButton class="customer-chat__leave" command=|()| Some(Command::CustomerLeave)>
                        {move || if page.get() == Page::Ended { "Close" } else { "Leave chat" }}
                    </MockButton>
                </Show>
            </header>
            <div class="customer-chat__page" data-mark=spotlight.mark(Pane::Customer, Thing::Page)>
                {move || if is_form() {
                    view! { <ChatForm/> }.into_any()
                } else {
                    view! { <Conversation page/> }.into_any()
                }}
            </div>
            <NoticePlace/>
            <Foot page/>
            <span class="training-mark training-mark--customer" aria-hidden="true">"TRAINING"</span>
        </div>
    }
}

/// A tree at the water: the sign of the invented shop.
#[component]
fn ShopSign() -> impl IntoView {
    view! {
        <svg class="customer-chat__sign" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
            <circle class="customer-chat__sign-ground" cx="18" cy="18" r="17"></circle>
            <path class="customer-chat__sign-tree" d="M18 6l6 8h-3l5 7H10l5-7h-3zM16.8 21h2.400v4h-2.400z"></path>
            <path class="customer-chat__sign-water" d="M8 27.500c2-1.6 4-1.6 6 0s4 1.6 6 0 4-1.6 6 0"></path>
        </svg>
    }
}

/// The button that starts another chat about the same.
#[component]
fn StartAnother() -> impl IntoView {
    let room = use_room();
    let command = move |()| {
        let subject = room.view.customer().with_untracked(|customer| customer.subject.clone());
        Some(Command::CustomerStart(subject.unwrap_or_else(|| cast::FIRST_SUBJECT.to_owned())))
    };
    view! { <MockButton class="customer-chat__button" command>"Start another chat"</MockButton> }
}
