//! The browsers on which trainers are signed in, each with a way to end it. Plain forms: the page works without the client.

use leptos::prelude::*;

use super::home::ago;
use crate::pages::brand::BrandLink;

/// A sign-in, as the page lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInRow {
    /// What the form names it by.
    pub id: i64,
    /// The browser's name and system.
    pub browser: String,
    /// How long ago it began, in seconds.
    pub begun_secs_ago: u64,
    /// How long ago it was last used, in seconds; to the hour.
    pub used_secs_ago: u64,
    /// Whether it is that of the browser that asks.
    pub is_own: bool,
}

/// All sign-ins.
#[component]
pub fn SignInsPage(
    /// The sign-ins, the last used first.
    rows: Vec<SignInRow>,
) -> impl IntoView {
    view! {
        <div class="manage">
            <header class="home__head">
                <BrandLink/>
                <nav class="home__nav" aria-label="Pages"><a href="/">"Back to the start"</a></nav>
            </header>
            <main class="home__main">
                <h1 class="home__title">"Trainer sign-ins"</h1>
                <p class="home__lead">
                    "On these browsers, rooms can be opened without the trainer key. End a sign-in that you do not know; all of \
                     them end when the person who runs this server sets another key. Rooms that are open stay as they are."
                </p>
                <ul class="home__recents">{rows.into_iter().map(|row| view! { <Row row/> }).collect_view()}</ul>
            </main>
        </div>
    }
}

#[component]
fn Row(
    /// The sign-in.
    row: SignInRow,
) -> impl IntoView {
    let SignInRow { id, browser, begun_secs_ago, used_secs_ago, is_own } = row;
    let used = if used_secs_ago < 3_600 { "within the last hour".to_owned() } else { ago(used_secs_ago) };
    let (which, action) = if is_own { (" (this browser)", "Sign out") } else { ("", "End sign-in") };
    view! {
        <li class="home__recent">
            <strong>{browser.clone()}{which}</strong>
            <span class="home__recent-words">{format!("signed in {} · last used {used}", ago(begun_secs_ago))}</span>
            <form method="post" action="/trainer/end">
                <button class="button" name="id" value=id aria-label=format!("{action}: {browser}{which}")>{action}</button>
            </form>
        </li>
    }
}
