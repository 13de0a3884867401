//! The eight storyboards, led by *Next step* alone, with a watcher looking on: after every step both pages show what the
//! storyboard's `expect` lines say and the words of `behaviour.md`, and after the last one they still do when loaded again.

use std::time::Instant;

use drill::{
    Command, Pane, Thing,
    script::{Expect, Expected, Script, What},
};
use serde_json::json;

use super::{
    Class,
    chromium::{PATIENCE, pause},
    part::Part,
    seen::{Place, Seen, wanted},
};
use crate::harness::InProcess;

/// Decisive moments in the words of `behaviour.md`: storyboard, room time, what is on the agent's screen and what is on
/// the customer's; each with what is not.
type Moment = (&'static str, &'static str, [&'static [&'static str]; 2], [&'static [&'static str]; 2]);

const MOMENTS: [Moment; 19] = [
    (
        "application-quick",
        "0:05",
        [&["Connected"], &[]],
        [&["This chat session has ended", "Messages sent after 0:00"], &[]],
    ),
    ("application-quick", "0:20", [&["no longer"], &["delay"]], [&[], &[]]),
    ("application-quick", "0:35", [&["delay"], &["no longer"]], [&[], &["Are you still there?"]]),
    (
        "application-quick",
        "1:30",
        [&["Connected"], &[]],
        [&["Please start another chat"], &["This chat session has ended"]],
    ),
    (
        "application-quick",
        "2:00",
        [&["Session in Progress", "still active", "Active"], &["One moment please."]],
        [&[], &[]],
    ),
    ("application-quick", "2:20", [&["1347"], &["1348"]], [&["Please wait."], &[]]),
    ("application-quick", "2:50", [&["1348"], &["1347"]], [&["You are now chatting with"], &["Please wait."]]),
    ("application-slow", "3:00", [&["Connected"], &[]], [&["connection issues"], &[]]),
    ("application-slow", "10:00", [&["The page cannot be displayed"], &[]], [&["Your session has been lost"], &[]]),
    ("services", "1:30", [&["Main Inbox (2)"], &[]], [&[], &["We are"]]),
    ("services", "3:05", [&["Main Inbox (4)", "Chat Inbox (0)"], &["Session in Progress"]], [&["completed"], &[]]),
    ("messaging", "0:00", [&["Messages are not being exchanged"], &["Connected"]], [&["Leave chat"], &["connection"]]),
    ("messaging", "3:30", [&["Connected"], &["14 Pier Road"]], [&[], &["before noon", "connection"]]),
    ("messaging-application", "0:50", [&["Session timed out"], &["Chat status", "Inbox"]], [&[], &[]]),
    (
        "all-three",
        "0:15",
        [&["A connection could not be established with the server"], &["Customer not connected"]],
        [&[], &[]],
    ),
    ("all-three", "1:00", [&["Customer not connected"], &["Messages are not"]], [&[], &["connection issues"]]),
    ("all-three", "3:00", [&["Customer not connected"], &[]], [&["connection issues"], &[]]),
    ("application-services", "3:00", [&["No activity is open"], &["1348"]], [&["Please wait."], &[]]),
    ("services-messaging", "0:45", [&["Chat Inbox (0)"], &["Chat status"]], [&["Leave chat"], &["completed"]]),
];

/// What is expected after each step: an `expect` belongs to the step that it stands below.
fn expected(script: &Script) -> Vec<Vec<Expect>> {
    let mut steps: Vec<Vec<Expect>> = Vec::new();
    let (mut at, mut has_talk) = (None, false);
    for line in &script.lines {
        if let What::Expect(expect) = &line.what {
            steps.last_mut().unwrap().push(expect.clone());
            continue;
        }
        let is_talk = matches!(&line.what, What::Coach(_) | What::Command(Command::Say(_) | Command::Ask(_)));
        if at != Some(line.at) || (has_talk && !is_talk) {
            steps.push(Vec::new());
            (at, has_talk) = (Some(line.at), false);
        }
        has_talk |= is_talk;
    }
    assert_eq!(steps.len(), script.steps().len());
    steps
}

/// What is not to be seen on a page although it is expected there.
async fn missing(
    page: &Part<'_>,
    places: &[Place],
    time: &str,
    expects: &[Expect],
    moment: Option<&Moment>,
) -> Vec<String> {
    let seen = Seen::on(page, places).await;
    let mut missing: Vec<String> = Vec::new();
    if seen.text(Place::Clock).is_none_or(|clock| clock.trim() != time) {
        missing.push(format!("the time {time}; it is {:?}", seen.text(Place::Clock)));
    }
    for expect in expects {
        let lacking = wanted(expect, &seen).into_iter().filter_map(|wanted| seen.lacks(&wanted));
        missing.extend(lacking.map(|lack| format!("expect {expect}: {lack}")));
    }
    if let Some((_, _, agent, customer)) = moment {
        for (place, [has, has_not]) in [(Place::Agent, agent), (Place::Customer, customer)] {
            let text = seen.text(place).unwrap_or_default();
            missing
                .extend(has.iter().filter(|words| !text.contains(**words)).map(|words| format!("{place:?} {words}")));
            let untrue = has_not.iter().filter(|words| text.contains(**words));
            missing.extend(untrue.map(|words| format!("{place:?} not {words}; it says:\n{text}")));
        }
    }
    missing
}

/// Waits until a page shows all of it.
async fn shows(page: &Part<'_>, places: &[Place], time: &str, expects: &[Expect], moment: Option<&Moment>, when: &str) {
    let deadline = Instant::now() + PATIENCE / 4;
    loop {
        let missing = missing(page, places, time, expects, moment).await;
        if missing.is_empty() {
            return;
        }
        assert!(Instant::now() < deadline, "{when}, where {places:?} are:\n{}", missing.join("\n"));
        pause().await;
    }
}

/// Waits until both pages show all of it.
async fn both_show(class: &Class, time: &str, expects: &[Expect], moment: Option<&Moment>, when: &str) {
    let [operator, watcher] = &class.pages();
    tokio::join!(
        shows(operator, &Place::OPERATED, time, expects, moment, when),
        shows(watcher, &Place::WATCHED, time, expects, moment, when),
    );
    // Whether the buttons of the e-mail in view are grey is a property of the buttons, on the page that has some.
    let button = class.agent()[0].part("button", "Send and complete");
    for expect in expects {
        if let Expected::Shown(Pane::Agent, Thing::Reply, value) = &expect.what
            && button.is_there().await
        {
            button.is("disabled", if value == "greyed" { "true" } else { "false" }).await;
        }
    }
}

/// Whether an element is on the screen as a whole.
const IN_SIGHT: &str = "function () {
    const box = this.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
}";

/// Leads a storyboard to its end. Wherever a step points to, the button for the next one stays in reach.
async fn check(class: &Class, server: &InProcess, slug: &str) {
    let scenario = drill::scenarios::find(slug).unwrap();
    class.choose(server.addr, &scenario.title).await;
    let script = scenario.script();
    let (steps, expected) = (script.steps(), expected(script));
    let mut moments: Vec<&Moment> = MOMENTS.iter().filter(|moment| moment.0 == slug).collect();
    for (place, (step, expects)) in steps.iter().zip(&expected).enumerate() {
        class.press("Next step").await;
        let count = format!("step {} of {}", place + 1, steps.len());
        class.operator.page().says(&[&count]).await;
        let time = step.at.to_string();
        // A storyboard with two steps at 0:00 has its first outage in the second of them.
        let is_due = |moment: &&Moment| moment.1 == time && (time != "0:00" || place == 1);
        let moment = moments.iter().position(is_due).map(|found| moments.remove(found));
        both_show(class, &time, expects, moment, &format!("{slug}, {count} at {time}")).await;
        let next = class.operator.page().part("button", "Next step");
        assert_eq!(next.call(IN_SIGHT).await, Some(json!(true)), "{slug}, {count}: the button is out of sight");
    }
    assert!(moments.is_empty(), "never came: {moments:?}");
    class.reload().await;
    let time = steps.last().unwrap().at.to_string();
    both_show(class, &time, expected.last().unwrap(), None, &format!("{slug}, loaded again")).await;
    class.picture(&format!("storyboard-{slug}-end")).await;
}

#[tokio::test]
async fn every_storyboard_comes_out_by_next_step_alone_on_both_pages() {
    let server = InProcess::start().await;
    let class = Class::start().await;
    for scenario in drill::scenarios::all() {
        check(&class, &server, scenario.slug).await;
    }
    class.close().await;
}

/// The middle of an element.
const MIDDLE: &str = "function () {
    const box = this.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}";

#[tokio::test]
async fn the_second_half_of_a_double_click_plays_no_second_step() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Messaging off").await;
    let operator = &class.operator;
    let middle = operator.page().part("button", "Next step").call(MIDDLE).await.unwrap();
    for count in [1, 2] {
        for kind in ["mousePressed", "mouseReleased"] {
            let event =
                json!({ "type": kind, "x": middle["x"], "y": middle["y"], "button": "left", "clickCount": count });
            operator.ask("Input.dispatchMouseEvent", event).await;
        }
    }
    // What comes later over the same link is told together with the steps before it.
    class.switch("Services", false).await;
    operator.page().part("region", "What just changed").says(&["switched Services off"]).await;
    operator.page().says(&["step 1 of"]).await;
    class.close().await;
}
