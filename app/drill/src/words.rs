//! The words on the mock panes. Three of them stand in the source and are exact; all the others are our own and marked
//! reconstructed.

use crate::{Icon, Millis, Notice, PopUp, Rule, ShownAs, TabLoad, Words};

/// The title of the pop-up of AP8, exact.
pub const SESSION_IN_PROGRESS: &str = "Session in Progress";
/// What the title bar flashes with (AL2), exact.
pub const NO_CONNECTION: &str = "A connection could not be established with the server";
/// The chat status beside the red square (AL3), exact.
pub const CUSTOMER_NOT_CONNECTED: &str = "Customer not connected";

/// The title bar of the agent's browser while it flashes.
pub(crate) fn no_connection() -> Words {
    Words::exact(NO_CONNECTION)
}

/// The title bar of the agent's browser in peace.
pub(crate) fn title(logged_in: bool) -> Words {
    Words::ours(if logged_in { "Agent Desktop - Web Browser" } else { "Agent Desktop Log In - Web Browser" })
}

/// The chat status beside the icon. `says_active`: the claim of AP9.
pub(crate) fn status(icon: Icon, shown_as: ShownAs, says_active: bool) -> Words {
    match icon {
        Icon::RedSquare => Words::exact(CUSTOMER_NOT_CONNECTED),
        _ if shown_as == ShownAs::Ended => Words::ours("The customer has left the chat"),
        Icon::Triangle => Words::ours("Messages are not being exchanged"),
        Icon::GreenCircle if says_active => Words::ours("Connected: this session is still active"),
        Icon::GreenCircle => Words::ours("Connected"),
    }
}

/// The heading and the message of a pop-up.
pub fn popup(popup: PopUp) -> (Words, Words) {
    let error = || Words::ours("Message from web page");
    match popup {
        PopUp::Delay => (error(), Words::ours("The system has encountered a delay. Your message has not been sent.")),
        PopUp::NoLonger => {
            (error(), Words::ours("This information is no longer available. Your request could not be completed."))
        }
        PopUp::Crash => (
            Words::ours("Agent Desktop has stopped"),
            Words::ours("A serious error has occurred in this part of the desktop. Nothing was changed."),
        ),
        PopUp::LogInAgain => {
            (error(), Words::ours("Your session on this desktop has expired. Please log out and log in again."))
        }
        PopUp::SessionInProgress => (
            Words::exact(SESSION_IN_PROGRESS),
            Words::ours("A chat session of yours is still in progress. It has been opened for you."),
        ),
    }
}

/// The words that a pop-up is known by: its heading where that is exact, else its message.
pub(crate) fn popup_line(what: PopUp) -> Words {
    let (heading, message) = popup(what);
    if heading.text == SESSION_IN_PROGRESS { heading } else { message }
}

/// The heading and the message of a notice. `lost_at`: when the session was lost.
pub(crate) fn notice(notice: Notice, rule: Rule, lost_at: Option<Millis>) -> (String, Words) {
    // A page of a shop tells no fractions of a second.
    let lost_at = Millis::from_secs(lost_at.unwrap_or_default().as_secs());
    let (heading, message) = match notice {
        Notice::Ended => (
            "This chat session has ended",
            format!("Messages sent after {lost_at} were lost. Please start a new session."),
        ),
        Notice::StartAnother if matches!(rule, Rule::Ma3 | Rule::Al5) => (
            "Please start another chat",
            "Your session has been lost. We are back: please start another chat and we will help you at once."
                .to_owned(),
        ),
        Notice::StartAnother => (
            "Please start another chat",
            "We are back. Please start another chat and we will help you at once.".to_owned(),
        ),
        Notice::ConnectionIssues => (
            "We are having connection issues",
            if rule == Rule::Ms6 {
                "Your messages may not reach us at the moment. We are working on it.".to_owned()
            } else {
                format!(
                    "We cannot reach our chat service. Messages sent after {lost_at} were lost. Please try again later."
                )
            },
        ),
        Notice::SessionLost => (
            "Your session has been lost",
            "Our chat service is back, but your session could not be kept. Please start another chat.".to_owned(),
        ),
        Notice::Unreachable => (
            "Chat cannot be reached",
            "We could not open a chat for you just now. Please try again in a little while.".to_owned(),
        ),
    };
    (heading.to_owned(), Words::ours(message))
}

/// What the page says after a failed log-in (AP10).
pub fn log_in_unreachable() -> Words {
    Words::ours("This page cannot be displayed. The server did not answer; your log-in was not tried.")
}

/// What the page says once the desktop has timed out (MA2).
pub fn timed_out() -> Words {
    Words::ours("Your desktop has timed out waiting for an answer. Please log out and log in again.")
}

/// What a tab says while it has got no answer (MA2), and once it will get none.
pub fn tab(load: TabLoad) -> Option<Words> {
    match load {
        TabLoad::Loaded => None,
        TabLoad::Loading => Some(Words::ours("Loading…")),
        TabLoad::Failed => Some(Words::ours("The information could not be loaded.")),
    }
}

/// What stands where a ghost's history was (AP9).
pub fn history_gone() -> Words {
    Words::ours("This session is active. There are no earlier messages.")
}
