//! Learning alone: question, answer, outcome, summary; and the way there from the home page.

use super::{Chromium, choose, part::Part, turn};
use crate::harness::InProcess;

const DRILL: &str = "Application, back quickly";

/// The coach, in the state in which it says all of this and none of that.
async fn coach_says(coach: &Part<'_>, pieces: &[&str], not: &[&str]) {
    coach.says(pieces).await;
    coach.says_not(not).await;
}

/// The tour from the home page on a first visit, and the room to go back to on the second.
async fn the_tour_is_offered_first_and_then_the_room_to_go_back_to(browser: &Chromium, home: &str) {
    browser.go(home).await;
    browser.page().says(&["New here? Five minutes"]).await;
    browser.page().says_not(&["self-paced"]).await;
    let address = choose(browser, "Take the tour").await;
    assert!(address.contains("/learn/"), "{address}");
    let coach = browser.page().part("region", "Your coach");
    coach_says(&coach, &["In five minutes", "nothing real can break"], &["Submit answer"]).await;
    coach.part("button", "Begin").click().await;
    coach_says(&coach, &["step 1 of", "two mock windows", "Look"], &[]).await;
    coach.part("button", "Continue").click().await;
    coach.says(&["step 2 of"]).await;
    browser.page().says(&["LIVE"]).await;
    browser.reload().await;
    coach.says(&["step 2 of", "three simulated backends"]).await;

    browser.go(home).await;
    browser.page().says(&["self-paced"]).await;
    browser.page().says_not(&["New here?"]).await;
    browser.page().part("link", "A first look around").click().await;
    coach.says(&["step 2 of", "three simulated backends"]).await;
    assert_eq!(browser.address().await, address);
}

/// Answers the question that is shown with this choice.
async fn choose_answer(coach: &Part<'_>, answer: &str) {
    coach.part("radio", answer).click().await;
    coach.part("radio", answer).is("checked", "true").await;
    coach.part("button", "Submit answer").click().await;
}

/// The first questions: one right, one wrong, hints in between, and the page loaded again in the middle.
async fn answers_and_hints_outlive_a_reload(browser: &Chromium, coach: &Part<'_>) {
    coach_says(coach, &["Before each step you say what you expect", "13 steps"], &["Hint"]).await;
    coach.part("button", "Begin").click().await;
    coach.says(&["step 1 of 13", "which of the two screens would show it at once?"]).await;
    coach.says_not(&["Somebody has to tell a screen"]).await;
    coach.part("button", "Hint (2 left)").click().await;
    coach.says(&["Somebody has to tell a screen", "Hint (1 left)"]).await;
    choose_answer(coach, "Neither: both would look as they do now").await;
    coach_says(coach, &["✓ Correct", "You expected Neither: both"], &["Correct answer"]).await;

    coach.part("button", "Continue").click().await;
    coach.says(&["step 2 of 13", "What becomes of the live chat?"]).await;
    choose_answer(coach, "It is paused until Application is back").await;
    let outcome = [
        "✕ Not quite",
        "You expected It is paused until Application is back",
        "Correct answer It is lost at once, and for good",
        "What happened, and why",
        "AP6",
        "documented",
    ];
    coach_says(coach, &outcome, &["How does your answer compare?"]).await;
    browser.reload().await;
    browser.page().says(&["LIVE"]).await;
    coach.says(&outcome).await;

    coach.part("button", "Continue").click().await;
    coach.part("button", "Hint (2 left)").click().await;
    coach.says(&["step 3 of 13", "Hint (1 left)"]).await;
    browser.reload().await;
    browser.page().says(&["LIVE"]).await;
    coach.says(&["step 3 of 13", "Hint (1 left)"]).await;
}

/// The last question has no choices: the learner compares.
async fn a_free_answer_is_judged_by_the_learner(coach: &Part<'_>) {
    coach.says(&["step 13 of 13", "What would you tell an agent to do first"]).await;
    coach.part("textbox", "Your answer").type_text("Log out and in again.").await;
    coach.part("button", "Submit answer").click().await;
    let compared = ["You expected Log out and in again.", "A good answer Log out and in, then find the leftover chat"];
    coach.says(&compared).await;
    coach.says_not(&["Partly correct"]).await;
    coach.part("group", "How does your answer compare?").part("button", "Partly").click().await;
    coach_says(coach, &["◐ Partly correct", compared[0]], &["How does your answer compare?"]).await;
}

/// What somebody has switched by hand makes other things true than the script's answers.
#[tokio::test]
async fn an_answer_is_not_compared_after_a_switch_that_the_script_does_not_have() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(1440, 1100).await;
    browser.go(&format!("http://{}/", server.addr)).await;
    choose(&browser, "Self-paced: Messaging off").await;
    browser.page().says(&["LIVE"]).await;
    let coach = browser.page().part("region", "Your coach");
    coach.part("button", "Begin").click().await;
    for step in 1..3 {
        coach.says(&[&format!("step {step} of")]).await;
        coach.part("button", "Skip question").click().await;
        coach.part("button", "Continue").click().await;
    }
    browser.page().part("switch", "Application").click().await;
    browser.page().part("switch", "Application").is("checked", "false").await;
    browser.page().part("switch", "Application").click().await;
    browser.page().part("switch", "Application").is("checked", "true").await;
    choose_answer(&coach, "A pop-up: it was not sent").await;
    coach_says(&coach, &["so your answer is not compared"], &["Not quite", "Correct answer"]).await;
    browser.close_content().await;
}

#[tokio::test]
async fn a_drill_is_learnt_alone_from_the_first_question_to_the_summary() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(1440, 1100).await;
    let home = format!("http://{}/", server.addr);
    the_tour_is_offered_first_and_then_the_room_to_go_back_to(&browser, &home).await;

    browser.go(&home).await;
    let address = choose(&browser, &format!("Self-paced: {DRILL}")).await;
    assert!(address.contains("/learn/"), "{address}");
    browser.page().says(&["LIVE"]).await;
    browser.page().says_not(&["Talk track", "A note for yourself"]).await;
    let coach = browser.page().part("region", "Your coach");
    answers_and_hints_outlive_a_reload(&browser, &coach).await;
    for step in 3..13 {
        coach.says(&[&format!("step {step} of 13")]).await;
        coach.part("button", "Skip question").click().await;
        coach_says(&coach, &["Continue"], &["You expected"]).await;
        coach.part("button", "Continue").click().await;
    }
    a_free_answer_is_judged_by_the_learner(&coach).await;

    let summary = [
        "What you expected, and what happened",
        "1 correct",
        "1 partly correct",
        "1 not quite",
        "10 not answered",
        "2 hints used",
        "You expected Neither: both would look as they do now",
        "You expected nothing: you skipped this question",
        "Correct answer The customer's, and not the agent's",
        "✕ Not quite",
        "AP14",
    ];
    coach.part("button", "To the summary").click().await;
    coach.says(&summary).await;
    browser.reload().await;
    browser.page().says(&["LIVE"]).await;
    coach.says(&summary).await;
    browser.picture("learn-summary").await;
    browser.go(&home).await;
    browser.page().says(&[DRILL, "A first look around", "self-paced"]).await;
    browser.close_content().await;
}
