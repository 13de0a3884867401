//! The conversation: bubbles, what the page itself says, and the line to type into.

use drill::{Command, CustomerView, Line, Page, Pane, Sender, Thing, cast};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage},
    ui::{Drafts, Draw, Drawn, Spotlight, TypeBox, at_end, changing, clock_time, each_in_blocks, sender, text, touch},
};

/// What stands between the head and the foot: lines, and what the page says.
pub fn conversation(page: impl Fn() -> Page + Copy + Send + Sync + 'static) -> Drawn {
    let stage = expect_context::<Stage>();
    let items = move || stage.customer.with(items);
    let asked = move || stage.customer.with(|customer| customer.subject.clone().unwrap_or_default());
    let said = view! {
        <div class="customer-chat__said">
            <p class="customer-chat__system">"You asked: "{text(asked)}</p>
            {each_in_blocks(items, Item::key, Item::draw)}
            {changing(move || page() as u64, move || end(page()))}
        </div>
    };
    at_end(Pane::Customer, "customer-chat__lines", "Conversation", said.drawn())
}

/// What the page says after the last line.
fn end(page: Page) -> Option<Drawn> {
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
            .drawn(),
        ),
        Page::Ended => Some(
            view! {
                <div class="customer-chat__end">
                    <p><strong>"This chat has been completed."</strong></p>
                    <p>"Thank you for visiting "{cast::SHOP_NAME}". We hope that we could help."</p>
                </div>
            }
            .drawn(),
        ),
    }
}

/// A line, or what the page says between lines.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Joined(u32),
    Line(Line),
}

/// The lines, with the agent's coming in at its place among them.
fn items(customer: &CustomerView) -> Vec<Item> {
    let mut items: Vec<Item> = customer.transcript.iter().cloned().map(Item::Line).collect();
    if let (Some(joined), Some(chat)) = (customer.joined, customer.chat) {
        let place = customer.transcript.iter().take_while(|line| line.at < joined).count();
        items.insert(place, Item::Joined(chat.0));
    }
    items
}

impl Item {
    fn key(&self) -> u64 {
        match self {
            Self::Joined(chat) => u64::from(*chat) << 32,
            Self::Line(line) => line.n as u64,
        }
    }

    fn draw(self) -> Drawn {
        match self {
            Self::Joined(_) => view! {
                <p class="customer-chat__system">"You are now chatting with "{cast::AGENT_SCREEN_NAME}"."</p>
            }
            .drawn(),
            Self::Line(line) => {
                let (class, who) = match line.from {
                    Sender::Customer => ("customer-chat__bubble customer-chat__bubble--own", "You"),
                    Sender::Agent => ("customer-chat__bubble", cast::AGENT_SCREEN_NAME),
                };
                view! {
                    <p class=class>
                        <span class="customer-chat__from">{who}" · "{clock_time(line.at)}</span>
                        {line.text}
                    </p>
                }
                .drawn()
            }
        }
    }
}

/// The line to type into, or why there is none.
pub fn foot(page: impl Fn() -> Page + Copy + Send + Sync + 'static) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let drafts = Drafts::new(Vec::new());
    let face = move || stage.customer.with(face);
    view! {
        <div class="customer-chat__foot" data-mark=spotlight.mark(Pane::Customer, Thing::CanType)>
            {changing(move || face().key(), move || match face() {
                Face::None => None,
                Face::Types(chat) => Some(types(stage.may_act, chat, drafts)),
                Face::Ended { may_start } => Some(ended(page, may_start.then(|| start_another(stage.customer)))),
            })}
        </div>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    None,
    Types(u32),
    Ended { may_start: bool },
}

impl Face {
    const fn key(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Ended { may_start: false } => 1,
            Self::Ended { may_start: true } => 2,
            Self::Types(chat) => chat as u64 + 3,
        }
    }
}

fn face(customer: &CustomerView) -> Face {
    match (customer.page.what, customer.can_type.what, customer.chat) {
        (Page::Form, ..) => Face::None,
        (_, true, Some(chat)) => Face::Types(chat.0),
        // The notice has the same button.
        _ => Face::Ended { may_start: customer.notice.what.is_none() },
    }
}

fn types(may_act: bool, chat: u32, drafts: Drafts) -> Drawn {
    if !may_act {
        return view! { <p class="customer-chat__typing-place">"Type your message"</p> }.drawn();
    }
    let sender = sender();
    view! {
        <TypeBox
            class="customer-chat__type"
            label="The customer's message"
            hint="Type your message"
            send_label="Send"
            about=chat
            drafts
            on_send=Callback::new(move |text| sender.send(Command::CustomerSay(text)))
        />
    }
    .drawn()
}

fn ended(page: impl Fn() -> Page + Copy + Send + Sync + 'static, start: Option<Drawn>) -> Drawn {
    let words = move || if page() == Page::Waiting { "The chat was not opened" } else { "The chat has ended" };
    view! {
        <div class="customer-chat__over">
            <p>{text(move || words().to_owned())}</p>
            {start}
        </div>
    }
    .drawn()
}

/// The button that starts another chat about the same.
pub(super) fn start_another(customer: Held<CustomerView>) -> Drawn {
    let command = move || {
        let subject = customer.with_untracked(|customer| customer.subject.clone());
        Some(Command::CustomerStart(subject.unwrap_or_else(|| cast::FIRST_SUBJECT.to_owned())))
    };
    touch("customer-chat__button", "Start another chat", command)
}
