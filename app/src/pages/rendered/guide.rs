//! For trainers: the first drill in five minutes, on one page that prints.

use leptos::prelude::*;

use crate::pages::brand::BrandLink;

const BEFORE: [&str; 4] = [
    "Open Drillroom and choose “Application, back quickly”. The room opens paused at 0:00, with a live chat that is well.",
    "Open “Join” at the top, then “Open the projector”. Drag that tab to the second screen and press F. It has no controls, so nothing can go wrong there.",
    "With “How to join” the second screen shows the code and a QR code. Everybody who joins sees both screens; under “Class” you assign the agent's seat to somebody and the customer's to somebody else, and they do the work.",
    "“Room settings” has a remote control for your phone.",
];

const DURING: [&str; 5] = [
    "Read out what stands under “Ask first”, and let people say what they expect. Only then press “Next step” (or PageDown on a clicker).",
    "The step happens on both screens. What changed is ringed; where the talk track wants people to look, a flag says “Look here”.",
    "Say what the talk track says, or something better. “Why?” beside any change names the cause, the rule, and whether the source documents it or we inferred it.",
    "Take over whenever you like: click in the agent's console, write as the customer, switch a backend. A step that has become impossible is reported and skipped.",
    "Press B to blank the second screen when you want to be looked at, and B again to go on.",
];

const AFTER: [&str; 5] = [
    "Under “Join” there are three things for the debriefing: “Truth and SQL” says what was true and what each screen claimed, at any moment; “Replay” plays the drill again, and “Bring class here” takes the class to a moment; “Report” is what you print.",
    "“Run again” opens a fresh room with the same drill, and the class follows by itself, each in the same seat. The old room stays as it was, under “My recent rooms”.",
    "“Room settings” ends the session, which keeps its record, or deletes the room, which keeps nothing.",
    "New colleagues can do the same drill at night with “Self-paced”: every question is asked of them before its step is played, and the end sums up where they were misled.",
    "For a stand or a waiting room, “Kiosk” plays a drill again and again with captions, and needs nobody.",
];

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
    ("?", "All keyboard shortcuts"),
];

/// The page.
#[component]
pub fn GuidePage() -> impl IntoView {
    view! {
        <div class="guide">
            <header class="home__head">
                <BrandLink/>
                <nav class="home__nav" aria-label="Pages"><a href="/explorer">"Explorer"</a></nav>
            </header>
            <main class="guide__main">
                <h1 class="home__title">"Your first drill in five minutes"</h1>
                <p class="home__lead">
                    "No preparation, no accounts, nothing to install for the class. You need this page, a second screen if you \
                     have one, and a room full of people."
                </p>
                <Steps title="Before the class" steps=&BEFORE/>
                <Steps title="During the class" steps=&DURING/>
                <Steps title="When it is over" steps=&AFTER/>
                <section class="guide__section">
                    <h2 class="home__section">"Keyboard shortcuts"</h2>
                    <dl class="guide__keys">
                        {KEYS.map(|(key, what)| view! { <dt><kbd class="key">{key}</kbd></dt><dd>{what}</dd> }).collect_view()}
                    </dl>
                    <p class="guide__small">
                        "They can be turned off under “Keyboard shortcuts” in the room, and never work while you type."
                    </p>
                </section>
                <section class="guide__section">
                    <h2 class="home__section">"If something looks broken"</h2>
                    <p>
                        "A simulated failure stays inside the two framed windows. If the real connection is lost, a yellow and \
                         black banner lies across the top of the page, says that it is real, and counts down to the next try. \
                         Nothing that was shown is lost."
                    </p>
                </section>
            </main>
        </div>
    }
}

/// A part of the guide: what to do, in order.
#[component]
fn Steps(
    /// When.
    title: &'static str,
    /// What to do.
    steps: &'static [&'static str],
) -> impl IntoView {
    view! {
        <section class="guide__section">
            <h2 class="home__section">{title}</h2>
            <ol class="guide__steps">{steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view()}</ol>
        </section>
    }
}
