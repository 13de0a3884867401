//! The customer's page: a small shop's chat window.

mod conversation;
mod form;
mod notice;

use drill::{Command, Page, Pane, Thing, cast};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Spotlight, changing, text, touch, while_so},
};
use conversation::{conversation, foot};
use form::ChatForm;
use notice::NoticeBox;

/// The chat window.
#[component]
pub fn CustomerChat() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let page = move || stage.customer.with(|customer| customer.page.what);
    let is_form = move || page() == Page::Form;
    view! {
        <div class="customer-chat">
            <div class="customer-chat__window-bar" aria-hidden="true">
                <span>"Live help - "{cast::SHOP_NAME}</span>
                <span class="customer-chat__window-buttons">"— ▢ ✕"</span>
            </div>
            <header class="customer-chat__head">
                {shop_sign()}
                <p class="customer-chat__shop">
                    <strong class="customer-chat__shop-name">{cast::SHOP_NAME}</strong>
                    <span>"Customer service"</span>
                </p>
                {while_so(move || !is_form(), move || touch(
                    "customer-chat__leave",
                    text(move || if page() == Page::Ended { "Close" } else { "Leave chat" }.to_owned()),
                    || Some(Command::CustomerLeave),
                ))}
            </header>
            <div class="customer-chat__page" data-mark=spotlight.mark(Pane::Customer, Thing::Page)>
                {changing(move || u64::from(is_form()), move || Some(if is_form() {
                    view! { <ChatForm/> }.drawn()
                } else {
                    conversation(page).drawn()
                }))}
            </div>
            <NoticeBox/>
            {foot(page)}
            <span class="training-mark training-mark--customer" aria-hidden="true">"TRAINING"</span>
        </div>
    }
}

/// A tree at the water: the sign of the invented shop.
fn shop_sign() -> impl IntoView {
    view! {
        <svg class="customer-chat__sign" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true">
            <circle class="customer-chat__sign-ground" cx="18" cy="18" r="17"/>
            <path class="customer-chat__sign-tree" d="M18 6l6 8h-3l5 7H10l5-7h-3zM16.8 21h2.400v4h-2.400z"/>
            <path class="customer-chat__sign-water" d="M8 27.500c2-1.6 4-1.6 6 0s4 1.6 6 0 4-1.6 6 0"/>
        </svg>
    }
}
