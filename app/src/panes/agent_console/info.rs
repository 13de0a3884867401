//! The information pane: five tabs, and what the one that was opened has loaded.

use drill::{AgentView, Command, InboxEntry, Kind, Pane, ShownAs, TabLoad, TabName, TabView, Thing, words};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::papers::Paper;
use crate::{
    components::{MockButton, Show, use_spotlight},
    room::use_room,
};

/// What the papers are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// The activity in view.
    pub entry: InboxEntry,
    /// Who wrote it, if it is an e-mail.
    pub from: Option<String>,
}

impl About {
    fn of(agent: &AgentView) -> Option<Self> {
        let Some(email) = &agent.email else {
            let chat = agent.chats.iter().find(|chat| Some(chat.what.activity) == agent.open.what)?;
            return Some(Self { entry: chat.what.clone(), from: None });
        };
        let entry = InboxEntry {
            activity: email.activity,
            kind: Kind::Email,
            shown_as: ShownAs::Open,
            subject: email.subject.clone(),
            since: email.since,
        };
        Some(Self { entry, from: Some(email.from.clone()) })
    }
}

/// The information pane.
#[component]
pub(super) fn InfoPane() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let shown = Memo::new(move |_| room.view.agent().with(|agent| (agent.tab.what, About::of(agent))));
    view! {
        <div class="agent-console__info" data-mark=spotlight.mark(Pane::Agent, Thing::Tab)>
            <div class="agent-console__tabs" role="group" aria-label="Information">
                {TabName::ALL.map(|name| view! { <TabButton name/> }.into_any()).collect_view()}
            </div>
            <div class="agent-console__paper" tabindex="0" role="region" aria-label="Information">
                {move || {
                    let (tab, about) = shown.get();
                    tab.map(|tab| view! { <Tab tab about/> }.into_any())
                }}
            </div>
        </div>
    }
}

/// What the tab that was opened shows.
#[component]
fn Tab(tab: TabView, about: Option<About>) -> impl IntoView {
    match (tab.load, words::tab(tab.load)) {
        (TabLoad::Loading, words) => view! {
            <p class="agent-console__loading">
                <span class="spinner" aria-hidden="true"></span>
                {words.map(|words| words.text)}
            </p>
        }
        .into_any(),
        (_, Some(words)) => view! { <p class="agent-console__failed">{words.text}</p> }.into_any(),
        (_, None) => match about {
            Some(about) => view! { <Paper name=tab.name about/> }.into_any(),
            None => view! { <p class="agent-console__empty">"No activity is open."</p> }.into_any(),
        },
    }
}

#[component]
fn TabButton(name: TabName) -> impl IntoView {
    let room = use_room();
    let is_shown = move || room.view.agent().with(|agent| agent.tab.what.is_some_and(|tab| tab.name == name));
    view! {
        <span class="agent-console__tab" class=("agent-console__tab--shown", is_shown)>
            <MockButton class="agent-console__tab-button" command=move |()| Some(Command::AgentOpenTab(name))>
                {name.name()}
                <Show when=is_shown>
                    <span class="visually-hidden">" (open)"</span>
                </Show>
            </MockButton>
        </span>
    }
}
