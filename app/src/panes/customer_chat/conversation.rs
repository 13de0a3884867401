//! The conversation: bubbles, and what the page itself says.

use drill::{ActivityId, CustomerView, Line, Millis, Page, Pane, Sender, cast};
use leptos::prelude::*;
use protocol::{List, RoomViewStoreFields as _};

use crate::{
    components::{EarlierButton, For, StickToBottom, clock_time},
    room::{Known, ListsStoreFields as _, use_room},
};

/// What is between the head and the foot: lines, and what the page says.
#[component]
pub(super) fn Conversation(
    /// Which page the customer sees.
    page: Memo<Page>,
) -> impl IntoView {
    let room = use_room();
    let items = Memo::new(move |_| {
        room.view.customer().with(|customer| room.lists.customer_lines().with(|lines| items(customer, lines)))
    });
    let asked = move || room.view.customer().with(|customer| customer.subject.clone()).unwrap_or_default();
    view! {
        <StickToBottom pane=Pane::Customer class="customer-chat__lines" label="Conversation">
            <div class="customer-chat__said">
                <p class="customer-chat__system">"You asked: "<span dir="auto">{asked}</span></p>
                <EarlierButton list=List::CustomerLines class="customer-chat__earlier" item="line"/>
                <For each=move || items.get() key=Item::key let(item)>
                    <Said item/>
                </For>
                {move || end(page.get())}
            </div>
        </StickToBottom>
    }
}

/// What the page says after the last line.
fn end(page: Page) -> Option<AnyView> {
    match page {
        Page::Chat | Page::Form => None,
        Page::Waiting => Some(
            view! {
                <div class="customer-chat__waiting">
                    <span class="spinner" aria-hidden="true"></span>
                    <p>
                        <strong>"Please wait."</strong>
                        " The next free colleague will be with you. You can already write."
                    </p>
                </div>
            }
            .into_any(),
        ),
        Page::Ended => Some(
            view! {
                <div class="customer-chat__end">
                    <p><strong>"This chat has been completed."</strong></p>
                    <p>"Thank you for visiting "{cast::SHOP_NAME}". We hope that we could help."</p>
                </div>
            }
            .into_any(),
        ),
    }
}

/// A line, or what the page says between lines.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Joined(ActivityId),
    Line(Line),
}

/// What tells items apart. The number of a line that was undone can come again, for another line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum ItemKey {
    Joined(ActivityId),
    Line(usize, Millis),
}

impl Item {
    const fn key(&self) -> ItemKey {
        match self {
            Self::Joined(chat) => ItemKey::Joined(*chat),
            Self::Line(line) => ItemKey::Line(line.n, line.at),
        }
    }
}

/// The lines, with the agent's coming in at its place among them, unless that lies before those that are known.
fn items(customer: &CustomerView, lines: &Known<Line>) -> Vec<Item> {
    let mut items: Vec<Item> = lines.iter().cloned().map(Item::Line).collect();
    if let (Some(joined), Some(chat)) = (customer.joined, customer.chat) {
        let place = lines.iter().take_while(|line| line.at < joined).count();
        if place > 0 || lines.missing() == 0 {
            items.insert(place, Item::Joined(chat));
        }
    }
    items
}

#[component]
fn Said(item: Item) -> impl IntoView {
    match item {
        Item::Joined(_) => view! {
            <p class="customer-chat__system">"You are now chatting with "{cast::AGENT_SCREEN_NAME}"."</p>
        }
        .into_any(),
        Item::Line(line) => {
            let (class, who) = match line.from {
                Sender::Customer => ("customer-chat__bubble customer-chat__bubble--own", "You"),
                Sender::Agent => ("customer-chat__bubble", cast::AGENT_SCREEN_NAME),
            };
            view! {
                <p class=class>
                    <span class="customer-chat__from">{who}" · "{clock_time(line.at)}</span>
                    <span class="customer-chat__words" dir="auto">{line.text}</span>
                </p>
            }
            .into_any()
        }
    }
}
