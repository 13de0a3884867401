//! Both mock windows in the states that they can be in, each with the script that leads there.

use drill::Pane;
use leptos::prelude::*;
use protocol::{PageKind, Seat};

use super::{
    Exhibit,
    scene::{Scene, played},
};
use crate::{
    components::MockFrame,
    panes::{agent_console::AgentConsole, customer_chat::CustomerChat},
};

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

pub(super) fn exhibits() -> Vec<Exhibit> {
    let windows = WINDOWS.iter().map(|(name, script)| exhibit(name, Scene::of_script(script)));
    let crowded = exhibit("Long words, many activities", Scene::of_script(&crowded()));
    let watched = Scene::seen_by(&played(WINDOWS[0].1), PageKind::Projector, Seat::Observer);
    windows.chain([crowded, exhibit("Without controls: pictures of buttons", watched)]).collect()
}

fn exhibit(name: &str, scene: Scene) -> Exhibit {
    Exhibit::new(name, scene, || view! { <BothWindows/> }.into_any()).within("gallery__windows")
}

#[component]
fn BothWindows() -> impl IntoView {
    let still = RwSignal::new(true);
    view! {
        <MockFrame id="gallery-agent" class="gallery__agent" title="Agent's screen" pane=Pane::Agent>
            <AgentConsole still/>
        </MockFrame>
        <MockFrame id="gallery-customer" class="gallery__customer" title="Customer's screen" pane=Pane::Customer>
            <CustomerChat/>
        </MockFrame>
    }
}

/// A long chat with long words, and as many e-mails as an hour brings.
fn crowded() -> String {
    let lines = (0..40).map(|n| {
        let (word, more) = ("Donaudampfschifffahrtsgesellschaft".repeat(1 + n % 4), "as I said, ".repeat(1 + n));
        let customer = format!("0:0{} customer says \"{n}: {word} and a few words more\"", n / 8);
        format!("{customer}\nagent says \"Answer {n}: {more}\"\n")
    });
    lines.chain(["1:00:00\n".to_owned()]).collect()
}
