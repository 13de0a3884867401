//! The information pane: five tabs, and what the one that was opened has loaded.

use drill::{Command, InboxEntry, Pane, TabLoad, TabName, Thing, words};
use leptos::prelude::*;

use super::papers;
use crate::{
    live::Stage,
    ui::{Draw, Spotlight, TouchKind, changing, flag, touch},
};

/// The information pane.
pub(super) fn info_pane() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let tab = Memo::new(move |_| stage.agent.with(|agent| agent.tab.what));
    let about = Memo::new(move |_| {
        stage.agent.with(|agent| {
            let entry = agent.inbox.iter().find(|entry| Some(entry.what.activity) == agent.open.what)?;
            Some(About { entry: entry.what.clone(), from: agent.email.as_ref().map(|email| email.from.clone()) })
        })
    });
    view! {
        <div class="agent-console__info" class=("why-lit", flag(move || spotlight.is_lit(Pane::Agent, Thing::Tab)))>
            <div class="agent-console__tabs" role="group" aria-label="Information">
                {TabName::ALL.into_iter().map(tab_button).collect_view()}
            </div>
            <div class="agent-console__paper" tabindex="0" role="region" aria-label="Information">
                {changing(move || tab.get().map(|tab| match (tab.load, words::tab(tab.load)) {
                    (TabLoad::Loading, words) => view! {
                        <p class="agent-console__loading">
                            <span class="spinner" aria-hidden="true"></span>
                            {words.map(|words| words.text)}
                        </p>
                    }
                    .drawn(),
                    (_, Some(words)) => view! { <p class="agent-console__failed">{words.text}</p> }.drawn(),
                    (_, None) => about.with(|about| papers::paper(tab.name, about.as_ref())),
                }))}
            </div>
        </div>
    }
}

/// What the papers are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// The activity in view.
    pub entry: InboxEntry,
    /// Who wrote it, if it is an e-mail.
    pub from: Option<String>,
}

fn tab_button(name: TabName) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let shown = Memo::new(move |_| stage.agent.with(|agent| agent.tab.what.is_some_and(|tab| tab.name == name)));
    let label = move || {
        view! {
            {name.name()}
            {changing(move || shown.get().then(|| view! { <span class="visually-hidden">" (open)"</span> }.drawn()))}
        }
    };
    view! {
        <span class="agent-console__tab" class=("agent-console__tab--shown", flag(move || shown.get()))>
            {touch("agent-console__tab-button", label, Signal::stored(TouchKind::Works), move || {
                Some(Command::AgentOpenTab(name))
            })}
        </span>
    }
}
