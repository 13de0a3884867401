//! Home: open a room from a storyboard or for free play. A form, so it works before any client has loaded.

mod picture;

use drill::Provenance;
use leptos::prelude::*;

use crate::ui::{brand_icon, provenance_mark};

/// A storyboard's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storyboard {
    /// Its word in addresses and forms.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its summary, one sentence.
    pub summary: String,
}

/// The home page. Its buttons post the form field `storyboard` (a slug, or empty for free play) to `/rooms`.
#[component]
pub fn HomePage(
    /// The cards, in order.
    storyboards: Vec<Storyboard>,
) -> impl IntoView {
    view! {
        <div class="home">
            <header class="home__head">
                <p class="brand">{brand_icon()}<span class="brand__name">"Drillroom"</span></p>
            </header>
            <main class="home__main">
                <section class="home__hero">
                    <div>
                        <h1 class="home__title">"Practise the failure before it happens"</h1>
                        <p class="home__lead">
                            "An agent's console and a customer's chat, side by side. Switch a simulated backend off, and \
                             watch what each of the two gets to see, and which of them is misled. Nothing real is ever broken."
                        </p>
                    </div>
                    <form method="post" action="/rooms" class="home__free">
                        <button class="button button--main home__free-button" name="storyboard" value="">"Free play"</button>
                        <p class="home__free-words">"An empty script: everything is on, and you decide."</p>
                    </form>
                </section>
                <form method="post" action="/rooms">
                    <h2 class="home__section">"Storyboards"</h2>
                    <ul class="home__cards">
                        {storyboards.into_iter().map(card).collect_view()}
                    </ul>
                </form>
                <Legend/>
            </main>
        </div>
    }
}

fn card(storyboard: Storyboard) -> impl IntoView {
    let Storyboard { slug, title, summary } = storyboard;
    view! {
        <li class="home__card">
            {picture::picture(&title)}
            <div class="home__card-words">
                <h3 class="home__card-title">
                    <button class="home__card-button" name="storyboard" value=slug>{title}</button>
                </h3>
                <p class="home__card-summary">{summary}</p>
            </div>
        </li>
    }
}

/// What it is, and what the marks mean.
#[component]
fn Legend() -> impl IntoView {
    let marks = [
        (Provenance::Documented, "The source that the drill is made from says that this happens."),
        (Provenance::Reconstructed, "The source names it, but its look or wording is lost: we made our own."),
        (Provenance::Inferred, "The source is silent: this is our decision, and marked as one."),
    ];
    view! {
        <div class="home__about">
            <section>
                <h2 class="home__section">"How it works"</h2>
                <ol class="home__steps">
                    <li>"Open a room. It starts with a live chat, paused at 0:00."</li>
                    <li>"Send the watch link to your class, or put it on the projector. Nobody needs an account."</li>
                    <li>"Switch backends off and on, sit in the agent's or the customer's chair, and ask: who knows what?"</li>
                </ol>
            </section>
            <section>
                <h2 class="home__section">"What the marks mean"</h2>
                <dl class="home__marks">
                    {marks.into_iter().map(|(provenance, meaning)| view! {
                        <div><dt>{provenance_mark(provenance)}</dt><dd>{meaning}</dd></div>
                    }).collect_view()}
                </dl>
            </section>
        </div>
    }
}
