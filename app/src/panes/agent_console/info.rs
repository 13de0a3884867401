//! The information pane: five tabs, and what the one that was opened has loaded.

use drill::{AgentView, Command, InboxEntry, Pane, TabLoad, TabName, Thing, words};
use leptos::prelude::*;

use super::papers;
use crate::{
    live::Stage,
    ui::{Draw, Spotlight, changing, flag, touch, while_so},
};

/// The information pane.
pub(super) fn info_pane() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let tab = move || stage.agent.with(|agent| agent.tab.what);
    view! {
        <div class="agent-console__info" data-mark=spotlight.mark(Pane::Agent, Thing::Tab)>
            <div class="agent-console__tabs" role="group" aria-label="Information">
                {TabName::ALL.into_iter().map(tab_button).collect_view()}
            </div>
            <div class="agent-console__paper" tabindex="0" role="region" aria-label="Information">
                {changing(move || stage.agent.with(key), move || tab().map(|tab| match (tab.load, words::tab(tab.load)) {
                    (TabLoad::Loading, words) => view! {
                        <p class="agent-console__loading">
                            <span class="spinner" aria-hidden="true"></span>
                            {words.map(|words| words.text)}
                        </p>
                    }
                    .drawn(),
                    (_, Some(words)) => view! { <p class="agent-console__failed">{words.text}</p> }.drawn(),
                    (_, None) => papers::paper(tab.name, stage.agent.with(about).as_ref()),
                }))}
            </div>
        </div>
    }
}

/// What the information pane shows, as a number: tab, load, and the activity with what it is shown as.
fn key(agent: &AgentView) -> u64 {
    let tab = agent.tab.what.map_or(0, |tab| 1 + tab.name as u64 * 4 + tab.load as u64);
    let entry = agent.inbox.iter().find(|entry| Some(entry.what.activity) == agent.open.what);
    let about = entry.map_or(0, |entry| u64::from(entry.what.activity.0) << 2 | entry.what.shown_as as u64);
    about << 8 | tab
}

fn about(agent: &AgentView) -> Option<About> {
    let entry = agent.inbox.iter().find(|entry| Some(entry.what.activity) == agent.open.what)?;
    Some(About { entry: entry.what.clone(), from: agent.email.as_ref().map(|email| email.from.clone()) })
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
    let shown = move || stage.agent.with(|agent| agent.tab.what.is_some_and(|tab| tab.name == name));
    let label = view! {
        {name.name()}
        {while_so(shown, || view! { <span class="visually-hidden">" (open)"</span> }.drawn())}
    };
    view! {
        <span class="agent-console__tab" class=("agent-console__tab--shown", flag(shown))>
            {touch("agent-console__tab-button", label, move || {
                Some(Command::AgentOpenTab(name))
            })}
        </span>
    }
}
