//! The list of activities above: what lies in the inbox that is shown.

use drill::{AgentView, Command, Inbox, InboxEntry, Kind, Pane, Shown, ShownAs, Thing};
use leptos::prelude::*;
use protocol::{EARLIER_MAX, List, RoomViewStoreFields as _};

use crate::{
    browser,
    components::{Button, For, MockButton, Show, clock_time, use_spotlight},
    room::{ListsStoreFields as _, use_room},
};

/// How many lines the list has at first, the newest; a room of many hours has hundreds.
const NEWEST: usize = 20;

/// The list of what lies in the inbox that is shown.
#[component]
pub(super) fn ActivityList() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let shows_all = RwSignal::new(false);
    let inbox = Memo::new(move |_| room.view.agent().with(|agent| agent.inbox_shown));
    let entries = Memo::new(move |_| {
        let entries =
            |entries: &[Shown<InboxEntry>]| entries.iter().map(|entry| entry.what.clone()).collect::<Vec<_>>();
        match inbox.get() {
            Some(Inbox::Main) => room.lists.emails().with(|emails| entries(emails)),
            Some(Inbox::Chat) => room.view.agent().with(|agent| entries(&agent.chats)),
            None => Vec::new(),
        }
    });
    let hidden = move || if shows_all.get() { 0 } else { entries.with(Vec::len).saturating_sub(NEWEST) };
    let shown = move || entries.get().into_iter().skip(hidden()).collect::<Vec<_>>();
    let name = move || inbox.get().map_or("", Inbox::name);
    let missing =
        move || if inbox.get() == Some(Inbox::Main) { room.missing(List::Emails).min(EARLIER_MAX) } else { 0 };
    // First those that are hidden, then those that only the server has.
    let older = move || if hidden() == 0 { missing() } else { hidden() };
    let show_older = move || {
        browser::focus_list();
        if untrack(hidden) == 0 {
            room.request_earlier(List::Emails);
        }
        shows_all.set(true);
    };
    view! {
        <div class="agent-console__list" data-mark=spotlight.mark(Pane::Agent, Thing::Inbox)>
            <p class="agent-console__list-name">{name}</p>
            <div class="agent-console__list-scroll" tabindex="0" role="region" aria-label="Activities">
                <Show when=move || older() != 0>
                    <Button class="agent-console__earlier" on_press=show_older>
                        {move || format!("Show {} earlier", older())}
                    </Button>
                </Show>
                <table class="agent-console__table">
                    <thead>
                        <tr>
                            <th scope="col">"Number"</th>
                            <th scope="col">"Subject"</th>
                            <th scope="col">"Type"</th>
                            <th scope="col">"Status"</th>
                            <th scope="col" class="agent-console__since">"Received"</th>
                        </tr>
                    </thead>
                    <tbody>
                        // A number that was undone can come again, for something else.
                        <For each=shown key=|entry| (entry.activity, entry.since) let(entry)>
                            <Row entry/>
                        </For>
                    </tbody>
                </table>
                <Show when=move || entries.with(Vec::is_empty)>
                    <p class="agent-console__empty">"This inbox is empty."</p>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Row(entry: InboxEntry) -> impl IntoView {
    let room = use_room();
    let InboxEntry { activity, kind, shown_as: first, subject, since } = entry;
    let is_open = move || room.view.agent().with(|agent| agent.open.what == Some(activity));
    let shown_as = Memo::new(move |_| {
        // An e-mail is shown as open as long as it is there.
        let chat = |agent: &AgentView| agent.chats.iter().find(|chat| chat.what.activity == activity).cloned();
        room.view.agent().with(chat).map_or(first, |chat| chat.what.shown_as)
    });
    let kind = match kind {
        Kind::Chat => "Chat",
        Kind::Email => "E-mail",
    };
    let status_class = move || match shown_as.get() {
        ShownAs::Active => "agent-console__state agent-console__state--active",
        ShownAs::Ended => "agent-console__state agent-console__state--ended",
        ShownAs::Open => "agent-console__state",
    };
    let status = move || match shown_as.get() {
        ShownAs::Active => "Active",
        ShownAs::Ended => "Ended",
        ShownAs::Open => "Open",
    };
    view! {
        <tr class="agent-console__row" class=("agent-console__row--open", is_open)>
            <td>{activity.0}</td>
            <td class="agent-console__subject">
                <MockButton
                    class="agent-console__row-button"
                    command=move |()| Some(Command::AgentOpenActivity(activity))
                >
                    <span dir="auto">{subject}</span>
                </MockButton>
            </td>
            <td>{kind}</td>
            <td class=status_class>{status}</td>
            <td class="agent-console__since">{clock_time(since)}</td>
        </tr>
    }
}
