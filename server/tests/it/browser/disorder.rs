//! Storyboards 1, 3, 4, 5 and 6 by hand and in a wrong order: people touch, log in, complete and start again when they
//! should not, and load their pages again in the middle. Every order has a result (CO3), and the pages show it.

use super::Class;
use crate::harness::InProcess;

/// Nothing is to be seen, or nothing is not to be.
const NOTHING: &[&str] = &[];

/// Whatever order came before: the ghost is there, in the words of AP8 and AP9.
const GHOST: [&[&str]; 2] = [
    &["Session in Progress", "this session is still active", "There are no earlier messages", "Active"],
    &["Hello, my order has not arrived."],
];

/// Storyboard 1: the customer and the agent both try again while nothing can be reached, and the customer is the first to
/// come back (AP10, AP13, AP15, FP7, FP17).
async fn application_by_hand(class: &Class) {
    class.switch("Application", false).await;
    class.agent_shows(&["Connected"], NOTHING).await;
    class.press("Next change").await;
    class.customer_shows(&["This chat session has ended", "Messages sent after 0:00 were lost"], NOTHING).await;
    class.customer_clicks("Start another chat").await;
    class.customer_shows(&["Chat cannot be reached"], &["This chat session has ended"]).await;
    class.agent_clicks("Case").await;
    class.agent_shows(&["no longer available"], NOTHING).await;
    class.agent_says("Are you still there?").await;
    class
        .shows_and_still_does(
            [&["encountered a delay"], &["no longer available", "Are you still there?"]],
            [&["Chat cannot be reached"], &["This chat session has ended", "Are you still there?"]],
        )
        .await;
    class.agent_clicks("Log out").await;
    class.agent_shows(&["You have logged out"], &["Chat status", "encountered a delay"]).await;
    class.agent_clicks("Log in").await;
    class
        .shows_and_still_does(
            [&["The page cannot be displayed"], &["Chat status"]],
            [&["Chat cannot be reached"], NOTHING],
        )
        .await;

    class.switch("Application", true).await;
    class.customer_shows(&["Please start another chat", "We are back"], &["Chat cannot be reached"]).await;
    class.customer_clicks("Start another chat").await;
    class
        .shows_and_still_does(
            [&["The page cannot be displayed"], &["1348"]],
            [&["Please wait."], &["Hello, my order has not arrived.", "We are back"]],
        )
        .await;
    class.agent_clicks("Try to log in again").await;
    class.agent_shows(GHOST[0], GHOST[1]).await;
    class.agent_shows(NOTHING, &["1348"]).await;
    class.customer_shows(&["Please wait."], NOTHING).await;
    class.agent_clicks("Complete").await;
    class
        .shows_and_still_does(
            [&["1348", "Connected"], &["1347", "There are no earlier messages"]],
            [&["You are now chatting with"], &["Please wait."]],
        )
        .await;
    class.customer_says("Here I am again.").await;
    class.agent_shows(&["Here I am again."], NOTHING).await;
}

/// Storyboard 3: the agent logs in too early, the customer writes meanwhile, and the chat is completed on a desktop that
/// is impaired still (SV5, SV7, SV8, SV9, AP13).
async fn services_by_hand(class: &Class) {
    let reply = || class.agent()[0].part("button", "Send and complete");
    class.agent_clicks("Main Inbox (2)").await;
    class.agent_clicks("Wrong colour delivered").await;
    reply().is("disabled", "false").await;
    class.switch("Services", false).await;
    reply().is("disabled", "true").await;
    class.agent_clicks("Log out").await;
    class.agent_shows(&["You have logged out"], NOTHING).await;
    class.customer_says("Are you looking for it?").await;
    class.agent_clicks("Log in").await;
    class.agent_shows(&["Are you looking for it?", "Connected"], &["Session in Progress"]).await;
    class.agent_clicks("Main Inbox (2)").await;
    class.agent_clicks("Wrong colour delivered").await;
    reply().is("disabled", "true").await;
    class.press("+1 min").await;
    class.press("+1 min").await;
    class.switch("Services", true).await;
    class
        .shows_and_still_does(
            [&["Main Inbox (2)", "Chat Inbox (1)"], NOTHING],
            [&["Are you looking for it?"], &["We are"]],
        )
        .await;
    reply().is("disabled", "true").await;

    class.agent_clicks("Chat Inbox (1)…").await;
    class.agent_clicks("Where is my order?").await;
    class.agent_shows(&["Connected"], NOTHING).await;
    class.agent_clicks("Complete").await;
    class.customer_shows(&["This chat has been completed."], NOTHING).await;
    class.customer_clicks("Start another chat").await;
    class.shows_and_still_does([&["Main Inbox (2)", "Chat Inbox (0)"], &["1348"]], [&["Please wait."], NOTHING]).await;
    class.agent_clicks("Log out").await;
    class.agent_clicks("Log in").await;
    class
        .shows_and_still_does(
            [&["Main Inbox (3)", "1348", "Connected"], &["Session in Progress"]],
            [&["You are now chatting with"], &["Please wait."]],
        )
        .await;
    class.agent_clicks("Main Inbox (3)").await;
    class.agent_clicks("Wrong colour delivered").await;
    reply().is("disabled", "false").await;
}

/// Storyboard 4: log-ins, dismissed notices and reloads in the middle of a silence bring no line across (MS1 to MS6, SV9).
async fn messaging_by_hand(class: &Class) {
    class.switch("Messaging", false).await;
    class.agent_shows(&["Messages are not being exchanged"], &["Connected"]).await;
    let agent_lines = ["I found your order.", "It left us on Monday."];
    let customer_lines = ["Are you there?", "Hello?"];
    class.agent_says(agent_lines[0]).await;
    class.customer_says(customer_lines[0]).await;
    class.operator.page().part("region", "Misled now").says(&["MS5"]).await;
    class.press("+3 min").await;
    class.customer_shows(&["connection issues"], NOTHING).await;
    class.agent_clicks("Log out").await;
    class.agent_shows(&["You have logged out"], NOTHING).await;
    class.customer_says(customer_lines[1]).await;
    class.agent_clicks("Log in").await;
    class.agent_shows(&["Messages are not being exchanged"], &["Session in Progress"]).await;
    class.agent_says(agent_lines[1]).await;
    class.customer_clicks("Dismiss").await;
    class
        .shows_and_still_does(
            [&["I found your order.", "It left us on Monday."], &customer_lines],
            [&["Are you there?", "Hello?"], &["connection issues", agent_lines[0], agent_lines[1]]],
        )
        .await;

    class.switch("Messaging", true).await;
    class.agent_shows(&["Connected"], &["Messages are not being exchanged", "Session in Progress"]).await;
    class.agent_says("Shall I send another one?").await;
    class.customer_shows(&["Shall I send another one?"], &agent_lines).await;
    class.customer_says("Yes please.").await;
    class
        .shows_and_still_does(
            [&["I found your order.", "Yes please."], &customer_lines],
            [&["Are you there?", "Shall I send another one?"], &agent_lines],
        )
        .await;
}

/// Storyboard 5: a tab that loads while its page is loaded again, a time-out that outlives Messaging's return, a log-in
/// while Application is off (MA2, AP10, FP11, FP12).
async fn messaging_and_application_by_hand(class: &Class) {
    class.switch("Messaging", false).await;
    class.switch("Application", false).await;
    class.agent_clicks("Case").await;
    class.shows_and_still_does([&["Loading…", "Messages are not"], &["no longer"]], [NOTHING, &["ended"]]).await;
    class.press("Next change").await;
    class.customer_shows(&["This chat session has ended"], NOTHING).await;
    class.switch("Messaging", true).await;
    class.press("Next change").await;
    class
        .shows_and_still_does(
            [&["Session timed out"], &["Loading…", "Chat status", "Inbox"]],
            [&["This chat session has ended"], NOTHING],
        )
        .await;
    class.agent_clicks("Log out").await;
    class.agent_clicks("Log in").await;
    class.agent_shows(&["The page cannot be displayed"], &["Session timed out"]).await;
    class.switch("Application", true).await;
    class
        .shows_and_still_does(
            [&["The page cannot be displayed"], NOTHING],
            [&["Please start another chat"], &["This chat session has ended"]],
        )
        .await;
    class.agent_clicks("Try to log in again").await;
    class.agent_shows(GHOST[0], GHOST[1]).await;
    class.agent_clicks("OK").await;
    class
        .shows_and_still_does([&GHOST[0][1..], &["Session in Progress"]], [&["Please start another chat"], NOTHING])
        .await;
}

/// Storyboard 6: back one by one, Messaging first, which takes every warning away from a desktop that is dead; then the
/// ghost is completed, and completed once more (AL6, AP6, AP12, CO3).
async fn all_three_by_hand(class: &Class) {
    class.press("Stop all").await;
    class.agent_shows(&["Messages are not being exchanged"], NOTHING).await;
    for _ in 0..3 {
        class.press("Next change").await;
    }
    class
        .agent_shows(&["A connection could not be established with the server", "Customer not connected"], NOTHING)
        .await;
    class.agent_says("Is anybody there?").await;
    class
        .shows_and_still_does(
            [
                &["encountered a delay", "A connection could not be established", "Customer not connected"],
                &["Is anybody there?"],
            ],
            [&["This chat session has ended"], &["Is anybody there?"]],
        )
        .await;
    class.switch("Messaging", true).await;
    class
        .shows_and_still_does(
            [&["Connected"], &["A connection could not be established", "Customer not connected"]],
            [&["This chat session has ended"], NOTHING],
        )
        .await;
    class.switch("Services", true).await;
    class.switch("Application", true).await;
    class.customer_shows(&["Please start another chat"], &["This chat session has ended"]).await;
    class.agent_clicks("Case").await;
    class.agent_shows(&["Please log out and log in again"], NOTHING).await;
    class.agent_clicks("Log out").await;
    class.agent_clicks("Log in").await;
    class.agent_shows(GHOST[0], GHOST[1]).await;

    class.agent_clicks("Complete").await;
    class
        .shows_and_still_does(
            [&["No activity is open"], &["1347", "Chat status"]],
            [&["Please start another chat"], NOTHING],
        )
        .await;
    class.agent()[0].part("button", "Complete").is("disabled", "true").await;
    class.agent_clicks("Complete").await;
    class.operator.page().says_not(&["Could not do that"]).await;
    class.customer_clicks("Start another chat").await;
    class
        .shows_and_still_does(
            [&["1348", "Connected"], &["1347"]],
            [&["You are now chatting with"], &["Please wait.", "Please start another chat"]],
        )
        .await;
}

#[tokio::test]
async fn five_storyboards_by_hand_in_a_wrong_order_show_what_the_rules_say() {
    let server = InProcess::start().await;
    let class = Class::start().await;
    class.choose(server.addr, "Application, back quickly").await;
    application_by_hand(&class).await;
    class.choose(server.addr, "Services off").await;
    services_by_hand(&class).await;
    class.choose(server.addr, "Messaging off").await;
    messaging_by_hand(&class).await;
    class.choose(server.addr, "Messaging and Application off").await;
    messaging_and_application_by_hand(&class).await;
    class.choose(server.addr, "All three off").await;
    all_three_by_hand(&class).await;
    class.close().await;
}
