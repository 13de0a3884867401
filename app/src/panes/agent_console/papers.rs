//! What the information tabs hold: invented papers about the activity in view.

use drill::{Kind, ShownAs, TabName, cast};
use leptos::prelude::*;

use super::info::About;
use crate::ui::{Draw, Drawn, clock_time};

/// What a loaded tab shows.
pub(super) fn paper(tab: TabName, about: Option<&About>) -> Drawn {
    let Some(about) = about else {
        return view! { <p class="agent-console__empty">"No activity is open."</p> }.drawn();
    };
    match tab {
        TabName::Customer => customer(about),
        TabName::Case => case(about),
        TabName::Activity => activity(about),
        TabName::History => history(about),
        TabName::Notes => notes(about),
    }
}

/// The address that the activity came from.
fn address(about: &About) -> String {
    about.from.clone().unwrap_or_else(|| cast::CUSTOMER_EMAIL.to_owned())
}

fn case_id(about: &About) -> String {
    ["C-", &(20_000 + about.entry.activity.0 % 10_000).to_string()].concat()
}

fn facts(facts: Vec<(&'static str, String)>) -> Drawn {
    let facts = facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.drawn());
    view! { <dl class="agent-console__facts">{facts.collect_view()}</dl> }.drawn()
}

fn customer(about: &About) -> Drawn {
    match about.entry.kind {
        Kind::Chat => facts(vec![
            ("Name", cast::CUSTOMER_NAME.to_owned()),
            ("E-mail", cast::CUSTOMER_EMAIL.to_owned()),
            ("Phone", "555 0142".to_owned()),
            ("Customer since", "2009".to_owned()),
            ("Orders", "14, last 58821".to_owned()),
            ("Open cases", "1".to_owned()),
            ("Language", "English".to_owned()),
        ]),
        Kind::Email => facts(vec![
            ("E-mail", address(about)),
            ("Phone", "not given".to_owned()),
            ("Customer since", "2010".to_owned()),
            ("Open cases", "1".to_owned()),
            ("Language", "English".to_owned()),
        ]),
    }
}

fn case(about: &About) -> Drawn {
    let case = facts(vec![
        ("Case", case_id(about)),
        ("Status", "Open".to_owned()),
        ("Owner", cast::AGENT_USER_NAME.to_owned()),
        ("Severity", "Medium".to_owned()),
        ("Due", "in 2 days".to_owned()),
        ("Description", about.entry.subject.clone()),
    ]);
    let kind = match about.entry.kind {
        Kind::Chat => "Chat",
        Kind::Email => "E-mail",
    };
    view! {
        {case}
        <table class="agent-console__table agent-console__table--small">
            <thead><tr><th scope="col">"Activity"</th><th scope="col">"Type"</th><th scope="col">"Status"</th></tr></thead>
            <tbody><tr><td>{about.entry.activity.0}</td><td>{kind}</td><td>{state(about)}</td></tr></tbody>
        </table>
    }
    .drawn()
}

/// As the inbox says.
const fn state(about: &About) -> &'static str {
    match about.entry.shown_as {
        ShownAs::Active => "Active",
        ShownAs::Ended => "Ended",
        ShownAs::Open => "Open",
    }
}

fn activity(about: &About) -> Drawn {
    let (kind, queue) = match about.entry.kind {
        Kind::Chat => ("Chat (2000)", cast::CHAT_QUEUE.1),
        Kind::Email => ("E-mail (1)", cast::EMAIL_QUEUE.1),
    };
    facts(vec![
        ("Activity", about.entry.activity.to_string()),
        ("Type", kind.to_owned()),
        ("Subject", about.entry.subject.clone()),
        ("Contact", address(about)),
        ("Queue", queue.to_owned()),
        ("Assigned to", cast::AGENT_USER_NAME.to_owned()),
        ("Received", clock_time(about.entry.since)),
        ("Shown as", state(about).to_owned()),
    ])
}

fn history(about: &About) -> Drawn {
    let since = clock_time(about.entry.since);
    let first = match about.entry.kind {
        Kind::Chat => "Chat created",
        Kind::Email => "E-mail received",
    };
    let rows = [
        ("System", first),
        ("System", "Sent out for routing"),
        ("System", "Pushed to agent"),
        (cast::AGENT_USER_NAME, "Opened"),
    ];
    view! {
        <table class="agent-console__table agent-console__table--small">
            <thead><tr><th scope="col">"Actor"</th><th scope="col">"Action"</th><th scope="col">"Date"</th></tr></thead>
            <tbody>
                {rows.into_iter().map(|(actor, action)| view! {
                    <tr><td>{actor}</td><td>{action}</td><td>{since.clone()}</td></tr>
                }).collect_view()}
            </tbody>
        </table>
    }
    .drawn()
}

fn notes(about: &About) -> Drawn {
    let note = match about.entry.kind {
        Kind::Chat => "Asked last month for delivery after six in the evening. Prefers to be written to, not called.",
        Kind::Email => "No earlier contact in this matter.",
    };
    view! {
        <p class="agent-console__note">{note}</p>
        <p class="agent-console__note-by">{cast::AGENT_SCREEN_NAME}", internal"</p>
    }
    .drawn()
}
