//! Every component in every state, for review; in debug builds only. Each exhibit is a script played up to a moment, so
//! nothing here is posed that cannot happen.

use drill::{
    Event, Fact, Millis, Pane,
    script::{parse, run},
};
use leptos::prelude::*;

use crate::{
    live::{Connection, Ended, Held, Loss, Stage, stage},
    panes::{
        agent_console::AgentConsole, backends::BackendSwitches, changes::Changes, clock::ClockControls, coach::Coach,
        customer_chat::CustomerChat, database::Database, ledger::Ledger, notes::Notes, talk_track::TalkTrack,
        timeline::Timeline, truth::TruthStrip,
    },
    ui::{
        ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, Drawn, MockFrame, Projected, provide_keys,
        provide_spotlight,
    },
    wire::{Denial, Embedded, Events, Feed, Step},
};

/// Both windows in the states that they can be in, each with the script that leads there.
const WINDOWS: [(&str, &str); 19] = [
    ("A healthy desk", ""),
    ("Application just off: the customer is told", "0:00 stop application\n0:06\n"),
    ("Pop-up: no longer", "0:00 stop application\n0:06 agent opens tab case\n"),
    ("Pop-up: delay", "0:00 stop application\n0:06 agent says \"Hello?\"\n"),
    ("Pop-up: crash", "0:00 stop application\n0:06 agent opens inbox main\n"),
    ("Connection issues", "0:00 stop application\n3:00\n"),
    ("Start another chat; log in again", "0:00 stop application\n1:00 start application\n1:10 agent opens tab case\n"),
    ("Session lost", "0:00 stop application\n4:00 start application\n"),
    (
        "Session in Progress, history gone",
        "0:00 stop application\n1:00 start application\n1:10 agent logs out\nagent logs in\n",
    ),
    (
        "Logged out; customer waits behind a ghost",
        "0:00 stop application\n1:00 start application\n1:10 agent logs out\n1:12 customer starts \"Again\"\n",
    ),
    (
        "Log-in unreachable; chat unreachable",
        "0:00 stop application\n0:10 agent logs out\nagent logs in\n0:12 customer starts \"Again\"\n",
    ),
    (
        "Messaging off: triangle, lines that look sent",
        "0:00 stop messaging\n0:05 agent says \"One\"\ncustomer says \"Two\"\n",
    ),
    ("Tab loading", "0:00 stop messaging application\n0:05 agent opens tab case\n"),
    ("Timed out", "0:00 stop messaging application\n0:05 agent opens tab case\n0:40\n"),
    ("All three off: flashing, red square", "0:00 stop all\n1:05\n"),
    ("E-mail in view, buttons grey", "0:00 stop services\n0:05 agent opens inbox main\nagent opens activity 1342\n"),
    (
        "E-mail in view, nothing wrong",
        "0:05 agent opens inbox main\nagent opens activity 1345\nagent opens tab history\n",
    ),
    ("Completed; the customer sees the end", "0:05 agent completes 1347\n"),
    ("The customer left; the form", "0:05 customer leaves\n"),
];

/// The gallery.
#[component]
pub fn GalleryPage(
    /// What else its parts need, beside what every page has.
    follow_css: String,
) -> impl IntoView {
    view! {
        <link rel="stylesheet" href=follow_css/>
        <div class="gallery">
            <main class="gallery__main">
                <h1 class="home__title">"Gallery"</h1>
                <h2 class="home__section">"The two windows"</h2>
                {WINDOWS.into_iter().map(|(name, script)| windows(name, &played(script))).collect_view()}
                {windows("Long words, many activities", &crowded())}
                <h2 class="home__section">"The dashboard"</h2>
                {dashboards().into_iter().map(|(name, log)| dashboard(name, log)).collect_view()}
                <h2 class="home__section">"What stands outside the windows"</h2>
                {notices()}
            </main>
        </div>
    }
}

fn played(script: &str) -> Vec<Event> {
    let script = parse(&["title An exhibit\n", script].concat()).unwrap_or_default();
    let mut log = run(&script).log;
    log.push(Event::new(log.len() as u64 + 1, script.until, 0, Fact::TimeMarked));
    log
}

/// A long chat with long words, and as many e-mails as an hour brings.
fn crowded() -> Vec<Event> {
    let mut lines = Vec::new();
    for n in 0..40 {
        let word = "Donaudampfschifffahrtsgesellschaft".repeat(1 + n % 4);
        lines.push(format!("0:0{} customer says \"{n}: {word} and a few words more\"\n", n / 8));
        lines.push(format!("agent says \"Answer {n}: {}\"\n", "as I said, ".repeat(1 + n)));
    }
    lines.push("1:00:00\n".to_owned());
    played(&lines.concat())
}

/// What a page shows, in a context of its own; written out at once, for parts of it are drawn only then.
fn exhibit(feed: fn(Events) -> Feed, log: Vec<Event>, slug: &str, draw: impl FnOnce(&Stage) -> Drawn) -> String {
    let now = log.last().map_or(Millis::ZERO, |event| event.at);
    let steps = drill::scenarios::find(slug).map(|scenario| scenario.script().steps()).unwrap_or_default();
    let embedded = Embedded {
        code: "ABCD-EFGH".to_owned(),
        join_url: "https://drill.example.com/ABCD-EFGH".to_owned(),
        feed: feed(Events { events: log, now, last: None }),
        steps: steps.into_iter().map(Step::from).collect(),
    };
    Owner::new().with(|| {
        let stage = stage(embedded);
        provide_context(stage);
        provide_spotlight();
        provide_keys();
        draw(&stage).to_html()
    })
}

fn windows(name: &'static str, log: &[Event]) -> Drawn {
    let drawn = exhibit(Feed::Operator, log.to_vec(), "", |_| {
        let still = Held::new(true);
        view! {
            <MockFrame id="gallery-agent" class="gallery__agent" title="Agent's screen" aside=None window=view! { <AgentConsole still/> } pane=Pane::Agent/>
            <MockFrame id="gallery-customer" class="gallery__customer" title="Customer's screen" aside=None window=view! { <CustomerChat/> } pane=Pane::Customer/>
        }
        .drawn()
    });
    view! { <section class="gallery__exhibit"><h3>{name}</h3><div class="gallery__windows" inner_html=drawn></div></section> }
        .drawn()
}

/// A storyboard before its first step, in the middle and at its end; and a room in which nothing has happened.
fn dashboards() -> Vec<(&'static str, Vec<Event>)> {
    let whole = drill::played_through("all-three").unwrap_or_default();
    let until = |steps: u32| {
        let is_later = |event: &&Event| !matches!(event.fact, Fact::StepPlayed(n) if n >= steps);
        whole.iter().take_while(is_later).cloned().collect::<Vec<_>>()
    };
    vec![("Empty", until(0)), ("In the middle", until(6)), ("At the end", whole.clone())]
}

fn dashboard(name: &'static str, log: Vec<Event>) -> Drawn {
    let operator = exhibit(Feed::Operator, log.clone(), "all-three", |_| {
        view! {
            <ClockControls/><BackendSwitches/><TruthStrip/>
            <div class="gallery__cards"><Changes/><TalkTrack/><Notes/></div>
            <Timeline/><Database/><Ledger/>
        }
        .drawn()
    });
    let learner = exhibit(Feed::Learner, log, "all-three", |_| view! { <Coach/> }.drawn());
    view! { <section class="gallery__exhibit"><h3>{name}</h3><div inner_html=operator></div><div class="gallery__cards" inner_html=learner></div></section> }.drawn()
}

fn notices() -> Drawn {
    let shown = |connection: Connection, denial: Option<Denial>, script: &[Fact]| {
        let mut log = played("");
        for fact in script {
            log.push(Event::new(log.len() as u64 + 1, Millis::ZERO, 0, fact.clone()));
        }
        let drawn = exhibit(Feed::Operator, log, "", |stage| {
            stage.connection.set(connection);
            stage.denial.set(denial);
            view! { <ConnectionBanner/><ClockNotice/><ConnectionChip/><DenialToast/><Projected/> }.drawn()
        });
        view! { <div class="gallery__notice" inner_html=drawn></div> }.drawn()
    };
    let lost = |retry_in_secs, why| Connection::Lost { retry_in_secs, why };
    let paused = |by| Fact::ClockPaused(by);
    view! {
        {shown(lost(7, Loss::Broken), None, &[])}
        {shown(lost(0, Loss::ServerStops), None, &[])}
        {shown(Connection::Ended(Ended::NoRoom), None, &[])}
        {shown(Connection::Live, Some(Denial::NotSaved), &[paused(drill::PausedBy::Restart)])}
        {shown(Connection::Live, Some(Denial::RoomIsFull), &[paused(drill::PausedBy::NobodyHere)])}
        {shown(Connection::Opening, None, &[paused(drill::PausedBy::TimeIsUp)])}
        {shown(Connection::Live, None, &[Fact::ProjectorSwitched(drill::Projector::JoinCard)])}
        {shown(Connection::Live, None, &[Fact::ProjectorSwitched(drill::Projector::Blank)])}
    }
    .drawn()
}
