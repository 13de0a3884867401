//! For trainers: the first drill in five minutes, on one page that prints.

use leptos::prelude::*;

use crate::ui::brand_icon;

/// The page.
#[component]
pub fn GuidePage() -> impl IntoView {
    view! {
        <div class="guide">
            <header class="home__head">
                <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
                <nav class="home__nav" aria-label="Pages"><a href="/explorer">"Explorer"</a></nav>
            </header>
            <main class="guide__main">
                <h1 class="home__title">"Your first drill in five minutes"</h1>
                <p class="home__lead">
                    "No preparation, no accounts, nothing to install for the class. You need this page, a second screen if you \
                     have one, and a room full of people."
                </p>
                {section("Before the class", &[
                    "Open Drillroom and choose “Application, back quickly”. The room opens paused at 0:00, with a live chat that is well.",
                    "Open “Join” at the top, then “Open the projector”. Drag that tab to the second screen and press F. It has no controls, so nothing can go wrong there.",
                    "With “How to join” the second screen shows the code, and a picture to scan. Whoever joins sees both screens; under “Class” you give somebody the agent's seat and somebody the customer's, and they do the work.",
                    "“Links and end” has a remote control for your phone.",
                ])}
                {section("During the class", &[
                    "Read out what stands under “Ask first”, and let people say what they expect. Only then press “Next step” (or PageDown on a clicker).",
                    "The step happens on both screens. What changed is ringed; where the talk track wants people to look, a flag says “Look here”.",
                    "Say what the talk track says, or something better. “Why?” beside any change names the cause, the rule, and whether the source documents it or we inferred it.",
                    "Take over whenever you like: click in the agent's console, write as the customer, switch a backend. A step that has become impossible is reported and left out.",
                    "Press B to blank the second screen when you want to be looked at, and B again to go on.",
                ])}
                {section("When it is over", &[
                    "Under “Join” there are three things for the debriefing: “Truth and SQL” says what was true and what each screen claimed, at any moment; “Look back” replays the drill, and “Bring everybody here” takes the class to a moment; “Report” is what you print.",
                    "“Run again” opens a fresh room with the same drill, and the class follows by itself, each in the same seat. The old room stays as it was, under “My recent rooms”.",
                    "“Links and end” ends the session, which keeps its record, or deletes the room, which keeps nothing.",
                    "New colleagues can do the same drill at night with “Learn alone”: every question is asked of them before its step is played, and the end sums up where they were misled.",
                    "For a stand or a waiting room, “Loop” plays a drill again and again with captions, and needs nobody.",
                ])}
                <section class="guide__section">
                    <h2 class="home__section">"Keys"</h2>
                    <dl class="guide__keys">{KEYS.into_iter().map(key).collect_view()}</dl>
                    <p class="guide__small">"They can be turned off under “Keys” in the room, and never work while you type."</p>
                </section>
                <section class="guide__section">
                    <h2 class="home__section">"If something looks broken"</h2>
                    <p>
                        "A simulated failure stays inside the two framed windows. If the real connection is lost, a yellow and \
                         black banner lies across the top of the page, says that it is real, and counts down to the next try. Nothing \
                         that was shown is lost."
                    </p>
                </section>
            </main>
        </div>
    }
}

const KEYS: [(&str, &str); 11] = [
    ("1 2 3", "Application, Services, Messaging off or on"),
    ("0", "Restore all"),
    ("Space", "Pause or resume room time"),
    (".", "Skip to the next change: nobody waits three minutes"),
    ("PgDn", "Next step"),
    ("PgUp", "Back to what the step before said"),
    ("S", "Show or hide talk track and notes"),
    ("N", "Write a note"),
    ("B", "Blank the second screen"),
    ("F", "Full screen"),
    ("?", "All keys"),
];

fn key((key, what): (&'static str, &'static str)) -> impl IntoView {
    view! { <dt><kbd class="key">{key}</kbd></dt><dd>{what}</dd> }
}

fn section(title: &'static str, steps: &[&'static str]) -> impl IntoView + use<> {
    let steps = steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view();
    view! {
        <section class="guide__section">
            <h2 class="home__section">{title}</h2>
            <ol class="guide__steps">{steps}</ol>
        </section>
    }
}
