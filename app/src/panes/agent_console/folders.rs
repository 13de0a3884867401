//! The folders on the left, and the list of activities above.

use drill::{AgentView, Command, Inbox, InboxEntry, Kind, Pane, ShownAs, Thing, script::Place};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage},
    ui::{Draw, Spotlight, button, clock_time, each, flag, text, touch, while_so},
};

/// How many lines the list has at first, the newest; a room of many hours has hundreds.
const NEWEST: usize = 20;

/// Which kind of activity lies in an inbox.
const fn kind(inbox: Inbox) -> Kind {
    match inbox {
        Inbox::Main => Kind::Email,
        Inbox::Chat => Kind::Chat,
    }
}

/// Whether a chat lies in the inbox that the agent does not look at: its indicator blinks.
pub(super) fn calls(agent: &AgentView) -> bool {
    agent.inbox.iter().any(|entry| entry.what.kind == Kind::Chat && Some(entry.what.activity) != agent.open.what)
}

/// The folders.
pub(super) fn folder_pane(still: Held<bool>) -> impl IntoView {
    let mark = expect_context::<Spotlight>().mark_place(Place::Seen(Pane::Agent, Thing::Inbox));
    view! {
        <div class="agent-console__folders" role="group" aria-label="Folders" data-mark=mark>
            <p class="agent-console__folder-head">"▾ Inboxes"</p>
            {Inbox::ALL.into_iter().map(|inbox| folder(inbox, still)).collect_view()}
            <p class="agent-console__folder-head agent-console__folder-head--rest" aria-hidden="true">"▸ Folders"</p>
            <p class="agent-console__folder-rest" aria-hidden="true">"My Search"</p>
        </div>
    }
}

fn folder(inbox: Inbox, still: Held<bool>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let count =
        move || stage.agent.with(|agent| agent.inbox.iter().filter(|entry| entry.what.kind == kind(inbox)).count());
    let shown = move || stage.agent.with(|agent| agent.inbox_shown == Some(inbox));
    let calls = move || inbox == Inbox::Chat && stage.agent.with(calls);
    let label = view! {
        {text(move || [inbox.name(), " (", &count().to_string(), ")"].concat())}
        {while_so(calls, move || view! {
            <span class="agent-console__call" class=("agent-console__call--still", flag(move || still.get()))>
                <span class="visually-hidden">", a chat is waiting here"</span>
            </span>
        }.drawn())}
    };
    view! {
        <div class="agent-console__folder" class=("agent-console__folder--shown", flag(shown))>
            {touch("agent-console__folder-button", label, move || {
                Some(Command::AgentOpenInbox(inbox))
            })}
        </div>
    }
}

/// The list of what lies in the inbox that is shown.
pub(super) fn activity_list() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let all = Held::new(false);
    let older = move || {
        let most = if all.get() { usize::MAX } else { NEWEST };
        stage.agent.with(|agent| shown_entries(agent).count().saturating_sub(most))
    };
    let entries = move || stage.agent.with(|agent| shown_entries(agent).skip(older()).cloned().collect());
    let show_older = move || {
        let label = text(move || ["Show ", &older().to_string(), " older"].concat());
        button("agent-console__older", label, move || all.set(true))
    };
    let is_empty = move || stage.agent.with(|agent| shown_entries(agent).next().is_none());
    let name = move || stage.agent.with(|agent| agent.inbox_shown).map_or("", Inbox::name).to_owned();
    view! {
        <div class="agent-console__list" data-mark=spotlight.mark(Pane::Agent, Thing::Inbox)>
            <p class="agent-console__list-name">{text(name)}</p>
            <div class="agent-console__list-scroll" tabindex="0" role="region" aria-label="Activities">
                {while_so(move || older() > 0, show_older)}
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
                        {each(
                            entries,
                            |entry| u64::from(entry.activity.0) << 2 | entry.shown_as as u64,
                            |entry| row(entry).drawn(),
                        )}
                    </tbody>
                </table>
                {while_so(is_empty, || view! {
                    <p class="agent-console__empty">"This inbox is empty."</p>
                }.drawn())}
            </div>
        </div>
    }
}

/// What lies in the inbox that is shown.
fn shown_entries(agent: &AgentView) -> impl Iterator<Item = &InboxEntry> {
    let entries = agent.inbox.iter().map(|entry| &entry.what);
    entries.filter(|entry| agent.inbox_shown.map(kind) == Some(entry.kind))
}

fn row(entry: InboxEntry) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let InboxEntry { activity, kind, shown_as, subject, since } = entry;
    let open = move || stage.agent.with(|agent| agent.open.what == Some(activity));
    let kind = match kind {
        Kind::Chat => "Chat",
        Kind::Email => "E-mail",
    };
    let (status_class, status) = match shown_as {
        ShownAs::Active => ("agent-console__state agent-console__state--active", "Active"),
        ShownAs::Ended => ("agent-console__state agent-console__state--ended", "Ended"),
        ShownAs::Open => ("agent-console__state", "Open"),
    };
    view! {
        <tr class="agent-console__row" class=("agent-console__row--open", flag(open))>
            <td>{activity.0}</td>
            <td class="agent-console__subject">
                {touch("agent-console__row-button", subject, move || {
                    Some(Command::AgentOpenActivity(activity))
                })}
            </td>
            <td>{kind}</td>
            <td class=status_class>{status}</td>
            <td class="agent-console__since">{clock_time(since)}</td>
        </tr>
    }
}
