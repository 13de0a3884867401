//! Storyboards 1, 4 and 6 by hand, through the page of an operator, with a watcher looking on.

use super::Class;
use crate::harness::InProcess;

/// Whatever Application took with it: the way back for the agent, the same after every storyboard that lost the chat.
async fn the_agent_comes_back_to_a_ghost(class: &Class) {
    class.agent_clicks("Case").await;
    class.agent_shows(&["Please log out and log in again"], &[]).await;
    class.agent_clicks("Log out").await;
    class.agent_shows(&["You have logged out"], &["Chat status"]).await;
    class.agent_clicks("Log in").await;
    class
        .agent_shows(
            &["Session in Progress", "this session is still active", "There are no earlier messages", "Active"],
            &["Hello, my order has not arrived."],
        )
        .await;
    class.agent_clicks("OK").await;
    class.agent_shows(&[], &["Session in Progress"]).await;
}

/// A ghost keeps new chats away until it is completed.
async fn the_ghost_is_completed_and_the_next_chat_arrives(class: &Class) {
    class.customer_clicks("Start another chat").await;
    class.customer_shows(&["Please wait."], &["Hello, my order has not arrived."]).await;
    class.agent_shows(&["1347"], &["1348"]).await;
    class.agent_clicks("Complete").await;
    class.agent_shows(&["1348", "Connected"], &["1347", "There are no earlier messages"]).await;
    class.customer_shows(&["You are now chatting with"], &["Please wait."]).await;
    class.customer_says("Here I am again.").await;
    class.agent_shows(&["Here I am again."], &[]).await;
}

#[tokio::test]
async fn storyboard_1_application_back_quickly() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Application, back quickly").await;
    class.agent_shows(&["Connected", "One moment please."], &[]).await;

    class.switch("Application", false).await;
    class.agent_shows(&["Connected"], &[]).await;
    class.customer_shows(&[], &["This chat session has ended"]).await;
    class.press("Next change").await;
    class.customer_shows(&["This chat session has ended", "Messages sent after 0:00 were lost"], &[]).await;
    class.picture("storyboard-1-told").await;

    class.agent_clicks("Case").await;
    class.agent_shows(&["no longer available"], &[]).await;
    class.agent_says("Are you still there?").await;
    class.agent_shows(&["encountered a delay"], &["no longer available", "Are you still there?"]).await;
    class.agent_clicks("Main Inbox (2)").await;
    class.agent_shows(&["A serious error has occurred"], &["encountered a delay"]).await;

    class.press("+1 min").await;
    class.switch("Application", true).await;
    class.customer_shows(&["Please start another chat"], &["This chat session has ended"]).await;
    the_agent_comes_back_to_a_ghost(&class).await;
    class.picture("storyboard-1-ghost").await;
    the_ghost_is_completed_and_the_next_chat_arrives(&class).await;
    class.picture("storyboard-1-end").await;
    class.close().await;
}

#[tokio::test]
async fn storyboard_4_messaging() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Messaging off").await;
    class.switch("Messaging", false).await;
    class.agent_shows(&["Messages are not being exchanged"], &["Connected"]).await;

    let agent_lines = ["I found your order.", "It left us on Monday."];
    let customer_lines = ["Are you there?", "Hello?"];
    for line in agent_lines {
        class.agent_says(line).await;
    }
    for line in customer_lines {
        class.customer_says(line).await;
    }
    class.agent_shows(&agent_lines, &customer_lines).await;
    class.customer_shows(&customer_lines, &agent_lines).await;
    class.operator.page().part("region", "Misled now").says(&["MS5"]).await;
    class.picture("storyboard-4-silence").await;

    class.switch("Messaging", true).await;
    class.agent_shows(&["Connected"], &["Messages are not being exchanged"]).await;
    class.agent_says("Shall I send another one?").await;
    class.customer_shows(&["Shall I send another one?"], &agent_lines).await;
    class.customer_says("Yes please.").await;
    class.agent_shows(&["Yes please."], &customer_lines).await;

    // Whoever loads the page again sees the same: what was lost stays lost.
    class.operator.reload().await;
    class.watcher.reload().await;
    class.agent_shows(&["I found your order.", "Yes please."], &customer_lines).await;
    class.customer_shows(&["Are you there?", "Shall I send another one?"], &agent_lines).await;
    class.picture("storyboard-4-end").await;
    class.close().await;
}

#[tokio::test]
async fn storyboard_6_all_three() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "All three off").await;
    class.press("Stop all").await;
    class.agent_shows(&["Messages are not being exchanged"], &[]).await;
    class.press("Next change").await;
    class.customer_shows(&["This chat session has ended"], &[]).await;
    class.press("Next change").await;
    class.agent_shows(&["A connection could not be established with the server"], &["Customer not connected"]).await;
    class.press("Next change").await;
    class.agent_shows(&["Customer not connected"], &[]).await;
    class.picture("storyboard-6-red-square").await;
    class.press("Next change").await;
    class.customer_shows(&["connection issues"], &["This chat session has ended"]).await;

    class.press("Restore all").await;
    class
        .agent_shows(
            &["Connected"],
            &["A connection could not be established with the server", "Customer not connected"],
        )
        .await;
    class.customer_shows(&["Your session has been lost"], &["connection issues"]).await;
    the_agent_comes_back_to_a_ghost(&class).await;
    the_ghost_is_completed_and_the_next_chat_arrives(&class).await;
    class.picture("storyboard-6-end").await;
    class.close().await;
}
