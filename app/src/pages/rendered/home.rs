//! Home: open a room from a storyboard or for free play. A form, so it works before any client has loaded.

mod picture;

use drill::{Millis, Provenance};
use leptos::prelude::*;

use crate::{
    components::{ProvenanceMark, clock_time},
    pages::brand::Brand,
};
use picture::{Picture, failing};

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

/// A room that this browser had open with controls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentRoom {
    /// The path of the page on which it was open.
    pub address: String,
    /// Its code, as shown.
    pub code: String,
    /// Its drill's title.
    pub title: String,
    /// Its room time.
    pub at: Millis,
    /// How long ago it was opened, in seconds.
    pub age_secs: u64,
    /// Whether it is self-paced, for somebody alone.
    pub learns: bool,
    /// Whether its session is over.
    pub ended: bool,
    /// In how many days it is deleted unless an operator comes by, once that is near.
    pub deleted_in_days: Option<u64>,
}

/// What the browser at home may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// Open rooms, as anybody may here.
    Anyone,
    /// Open rooms, as a trainer who is signed in.
    SignedIn,
    /// Join, until somebody proves the trainer key.
    SignedOut,
}

/// The home page. Its buttons post the form field `storyboard` (a slug, or empty for free play) to `/rooms`.
#[component]
pub fn HomePage(
    /// The cards, in order.
    storyboards: Vec<Storyboard>,
    /// The rooms that this browser had open, newest first; none on its very first visit.
    recent: Vec<RecentRoom>,
    /// What this browser may do.
    visitor: Visitor,
) -> impl IntoView {
    let is_first_visit = recent.is_empty();
    let way_in = match visitor {
        Visitor::Anyone | Visitor::SignedIn => view! { <Start is_first_visit/> }.into_any(),
        Visitor::SignedOut => view! { <TrainerSignIn/> }.into_any(),
    };
    view! {
        <div class="home">
            <header class="home__head">
                <Brand/>
                <nav class="home__nav" aria-label="Pages">
                    <a href="/explorer">"Explorer"</a>
                    <a href="/guide">"Guide for trainers"</a>
                    {(visitor == Visitor::SignedIn).then(|| view! { <a href="/trainer">"Trainer sign-ins"</a> })}
                </nav>
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
                    <JoinClass/>
                    {way_in}
                </section>
                {(!is_first_visit).then(|| view! { <RecentRooms recent/> })}
                <section aria-labelledby="storyboards-title">
                    <h2 class="home__section" id="storyboards-title">"Storyboards"</h2>
                    <ul class="home__cards">
                        {storyboards.into_iter().map(|storyboard| view! { <Card storyboard/> }).collect_view()}
                    </ul>
                </section>
                <Legend/>
            </main>
        </div>
    }
}

/// The way in for everybody who was given a code.
#[component]
fn JoinClass() -> impl IntoView {
    view! {
        <form method="post" action="/join" class="home__join">
            <label class="home__join-label" for="code">"Join a class"</label>
            <input
                class="home__join-code"
                id="code"
                name="code"
                type="text"
                required
                placeholder="ABCD-EFGH"
                maxlength="16"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
            />
            <button class="button">"Join"</button>
        </form>
    }
}

/// Where only trainers open rooms: how one proves to be one.
#[component]
fn TrainerSignIn() -> impl IntoView {
    view! {
        <div class="home__free">
            <a class="button home__free-button" href="/trainer">"Trainer sign-in"</a>
            <p class="home__free-words">
                "Opening rooms takes the trainer key here. The kiosk loops and the explorer are for everybody."
            </p>
        </div>
    }
}

/// The two ways to begin without a storyboard; on the very first visit the tour is the one that is recommended.
#[component]
fn Start(
    /// Whether this browser has had no room yet.
    is_first_visit: bool,
) -> impl IntoView {
    let (tour, free) =
        if is_first_visit { ("button button--main", "button") } else { ("button", "button button--main") };
    let tour_words = if is_first_visit {
        "New here? Five minutes, step by step: what you see, and what it means."
    } else {
        "The first look around, once more."
    };
    view! {
        <form method="post" action="/rooms" class="home__free">
            <input type="hidden" name="as" value="learn"/>
            <button class=format!("{tour} home__free-button") name="storyboard" value="tour">"Take the tour"</button>
            <p class="home__free-words">{tour_words}</p>
        </form>
        <form method="post" action="/rooms" class="home__free">
            <button class=format!("{free} home__free-button") name="storyboard" value="">"Free play"</button>
            <p class="home__free-words">"An empty script: everything is on, and you decide."</p>
        </form>
    }
}

/// The rooms to go back to.
#[component]
fn RecentRooms(
    /// The rooms, newest first.
    recent: Vec<RecentRoom>,
) -> impl IntoView {
    view! {
        <section aria-labelledby="recent-title">
            <h2 class="home__section" id="recent-title">"My recent rooms"</h2>
            <ul class="home__recents">{recent.into_iter().map(|room| view! { <Recent room/> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Recent(
    /// The room.
    room: RecentRoom,
) -> impl IntoView {
    let RecentRoom { address, code, title, at, age_secs, learns, ended, deleted_in_days } = room;
    let role = if learns { "self-paced" } else { "as operator" };
    let state = format!(" · at {} · opened {}{}", clock_time(at), ago(age_secs), if ended { " · ended" } else { "" });
    let deleted = deleted_in_days.map(|days| match days {
        0 => "deleted within a day unless you open it".to_owned(),
        1 => "deleted in 1 day unless you open it".to_owned(),
        _ => format!("deleted in {days} days unless you open it"),
    });
    view! {
        <li class="home__recent">
            <a class="home__recent-link" href=address>{title}</a>
            <span class="home__recent-words">
                {role}" · "<span class="home__code">{code}</span>{state}
                {deleted.map(|words| view! { " · "<strong>{words}</strong> })}
            </span>
        </li>
    }
}

/// How long ago, in the words of a person.
pub(super) fn ago(secs: u64) -> String {
    let (count, unit) = match secs {
        0..60 => return "just now".to_owned(),
        60..3_600 => (secs / 60, "minute"),
        3_600..86_400 => (secs / 3_600, "hour"),
        _ => (secs / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

/// A storyboard: its whole card opens a room; the buttons below lead to the same drill in another way.
#[component]
fn Card(
    /// The storyboard.
    storyboard: Storyboard,
) -> impl IntoView {
    let Storyboard { slug, title, summary } = storyboard;
    let (self_paced, kiosk) = (format!("Self-paced: {title}"), format!("Kiosk: {title}"));
    view! {
        <li class="home__card">
            <Picture off=failing(&title)/>
            <div class="home__card-words">
                <form method="post" action="/rooms">
                    <h3 class="home__card-title">
                        <button class="home__card-button" name="storyboard" value=slug.clone()>{title}</button>
                    </h3>
                </form>
                <p class="home__card-summary">{summary}</p>
                <form method="post" action="/rooms" class="home__card-more">
                    <input type="hidden" name="as" value="learn"/>
                    <button class="button" name="storyboard" value=slug.clone() aria-label=self_paced>"Self-paced"</button>
                    <a class="button" href=format!("/kiosk/{slug}") aria-label=kiosk>"Kiosk"</a>
                </form>
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
                    <li>"Choose a storyboard. Its room opens with a live chat, paused at 0:00, and the talk track beside it."</li>
                    <li>"Show the code on the projector: people join with it on any device, and nobody needs an account."</li>
                    <li>"Switch backends off and on, sit in the agent's or the customer's chair, and ask: who knows what?"</li>
                </ol>
            </section>
            <section>
                <h2 class="home__section">"What the marks mean"</h2>
                <dl class="home__marks">
                    {marks.map(|(provenance, meaning)| view! {
                        <div><dt><ProvenanceMark provenance/></dt><dd>{meaning}</dd></div>
                    }).collect_view()}
                </dl>
            </section>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::ago;

    #[test]
    fn ages_are_told_in_the_words_of_a_person() {
        for (secs, words) in [
            (0, "just now"),
            (59, "just now"),
            (60, "1 minute ago"),
            (7_199, "1 hour ago"),
            (7_200, "2 hours ago"),
            (86_400, "1 day ago"),
            (864_000, "10 days ago"),
        ] {
            assert_eq!(ago(secs), words);
        }
    }
}
