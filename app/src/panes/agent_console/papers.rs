//! What the information tabs hold: invented papers about the activity in view.

use drill::{InboxEntry, Kind, Millis, ShownAs, TabName, cast};
use leptos::prelude::*;

use super::info::About;
use crate::components::clock_time;

/// What a loaded tab shows.
#[component]
pub(super) fn Paper(
    /// Which tab.
    name: TabName,
    /// What it is about.
    about: About,
) -> impl IntoView {
    match name {
        TabName::Customer => view! { <Facts facts=customer(&about)/> }.into_any(),
        TabName::Case => view! { <Case entry=about.entry/> }.into_any(),
        TabName::Activity => view! { <Facts facts=activity(&about)/> }.into_any(),
        TabName::History => view! { <History kind=about.entry.kind since=about.entry.since/> }.into_any(),
        TabName::Notes => view! { <Notes kind=about.entry.kind/> }.into_any(),
    }
}

/// The address that the activity came from.
fn address(about: &About) -> String {
    about.from.clone().unwrap_or_else(|| cast::CUSTOMER_EMAIL.to_owned())
}

/// A name and its value, line by line.
#[component]
fn Facts(facts: Vec<(&'static str, String)>) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> }.into_any());
    view! { <dl class="agent-console__facts">{facts.collect_view()}</dl> }
}

fn customer(about: &About) -> Vec<(&'static str, String)> {
    match about.entry.kind {
        Kind::Chat => vec![
            ("Name", cast::CUSTOMER_NAME.to_owned()),
            ("E-mail", cast::CUSTOMER_EMAIL.to_owned()),
            ("Phone", "555 0142".to_owned()),
            ("Customer since", "2009".to_owned()),
            ("Orders", "14, last 58821".to_owned()),
            ("Open cases", "1".to_owned()),
            ("Language", "English".to_owned()),
        ],
        Kind::Email => vec![
            ("E-mail", address(about)),
            ("Phone", "not given".to_owned()),
            ("Customer since", "2010".to_owned()),
            ("Open cases", "1".to_owned()),
            ("Language", "English".to_owned()),
        ],
    }
}

#[component]
fn Case(entry: InboxEntry) -> impl IntoView {
    let InboxEntry { activity, kind, shown_as, subject, .. } = entry;
    let facts = vec![
        ("Case", format!("C-{}", 20_000 + activity.0 % 10_000)),
        ("Status", "Open".to_owned()),
        ("Owner", cast::AGENT_USER_NAME.to_owned()),
        ("Severity", "Medium".to_owned()),
        ("Due", "in 2 days".to_owned()),
        ("Description", subject),
    ];
    let kind = match kind {
        Kind::Chat => "Chat",
        Kind::Email => "E-mail",
    };
    view! {
        <Facts facts/>
        <table class="agent-console__table agent-console__table--small">
            <thead><tr><th scope="col">"Activity"</th><th scope="col">"Type"</th><th scope="col">"Status"</th></tr></thead>
            <tbody><tr><td>{activity.0}</td><td>{kind}</td><td>{state(shown_as)}</td></tr></tbody>
        </table>
    }
}

/// As the inbox says.
const fn state(shown_as: ShownAs) -> &'static str {
    match shown_as {
        ShownAs::Active => "Active",
        ShownAs::Ended => "Ended",
        ShownAs::Open => "Open",
    }
}

fn activity(about: &About) -> Vec<(&'static str, String)> {
    let (kind, queue) = match about.entry.kind {
        Kind::Chat => ("Chat (2000)", cast::CHAT_QUEUE.1),
        Kind::Email => ("E-mail (1)", cast::EMAIL_QUEUE.1),
    };
    vec![
        ("Activity", about.entry.activity.to_string()),
        ("Type", kind.to_owned()),
        ("Subject", about.entry.subject.clone()),
        ("Contact", address(about)),
        ("Queue", queue.to_owned()),
        ("Assigned to", cast::AGENT_USER_NAME.to_owned()),
        ("Received", clock_time(about.entry.since)),
        ("Shown as", state(about.entry.shown_as).to_owned()),
    ]
}

#[component]
fn History(kind: Kind, since: Millis) -> impl IntoView {
    let since = clock_time(since);
    let first = match kind {
        Kind::Chat => "Chat created",
        Kind::Email => "E-mail received",
    };
    let rows = [
        ("System", first),
        ("System", "Sent out for routing"),
        ("System", "Pushed to agent"),
        (cast::AGENT_USER_NAME, "Opened"),
    ];
    let rows = rows
        .map(|(actor, action)| view! { <tr><td>{actor}</td><td>{action}</td><td>{since.clone()}</td></tr> }.into_any());
    view! {
        <table class="agent-console__table agent-console__table--small">
            <thead><tr><th scope="col">"Actor"</th><th scope="col">"Action"</th><th scope="col">"Date"</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Notes(kind: Kind) -> impl IntoView {
    let note = match kind {
        Kind::Chat => "Asked last month for delivery after six in the evening. Prefers to be written to, not called.",
        Kind::Email => "No earlier contact in this matter.",
    };
    view! {
        <p class="agent-console__note">{note}</p>
        <p class="agent-console__note-by">{cast::AGENT_SCREEN_NAME}", internal"</p>
    }
}
