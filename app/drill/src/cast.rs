//! The people and papers of the drill, all invented: everybody who appears on a pane or in a row of the simulated database.

use crate::{ActivityId, Sender};

/// `egpl_user.user_id` of the agent.
pub const AGENT_USER_ID: u8 = 1;
/// `egpl_user.user_name` of the agent.
pub const AGENT_USER_NAME: &str = "agent1";
/// `egpl_user.screen_name` of the agent.
pub const AGENT_SCREEN_NAME: &str = "Dana";
/// `egpl_user.login_ip` of the agent: an address reserved for documentation.
pub const AGENT_LOGIN_IP: &str = "192.0.2.21";
/// `contact_point_data` of the customer's chats.
pub const CUSTOMER_EMAIL: &str = "robin.hale@example.com";
/// The customer's name.
pub const CUSTOMER_NAME: &str = "Robin Hale";
/// The shop that the customer's page belongs to.
pub const SHOP_NAME: &str = "Harbour & Pine";

/// `egpl_routing_queue`: the number and name of the queue that chats go through.
pub const CHAT_QUEUE: (u8, &str) = (1, "Shop chat");
/// The number and name of the queue that e-mails go through.
pub const EMAIL_QUEUE: (u8, &str) = (2, "Shop e-mail");

/// The subject of the chat that is live when a room opens.
pub const FIRST_SUBJECT: &str = "Where is my order?";

/// The four lines that chat already has.
pub const FIRST_LINES: [(Sender, &str); 4] = [
    (Sender::Customer, "Hello, my order has not arrived."),
    (Sender::Agent, "Let me look that up for you."),
    (Sender::Customer, "Thank you. The number is 58821."),
    (Sender::Agent, "One moment please."),
];

/// Subject, sender and body of the e-mails, in turn.
const EMAILS: [(&str, &str, &str); 6] = [
    (
        "Wrong colour delivered",
        "mira.voss@example.com",
        "The armchair came in grey, but I had ordered the green one. Can you swap it before the weekend?",
    ),
    (
        "Invoice for order 58790",
        "office@bramley.example",
        "Our bookkeeping needs an invoice with the company's address on it. Could you send a new one?",
    ),
    (
        "Change of address",
        "t.okafor@example.com",
        "I have moved. Please send order 58834 to the new address that I put into my account today.",
    ),
    (
        "Missing screws",
        "june.park@example.com",
        "Two of the eight long screws are missing from the shelf. The step-by-step sheet says bag C.",
    ),
    (
        "Opening hours of the shop",
        "lars.nygaard@example.com",
        "Is the shop at the harbour open on the holiday, and can I pick up an order there?",
    ),
    (
        "Gift card does not work",
        "ada.quist@example.com",
        "At the till the page says that my gift card has been used. It has not. The number ends in 4471.",
    ),
];

fn email(id: ActivityId) -> (&'static str, &'static str, &'static str) {
    let place = match ActivityId::FIRST_EMAILS.iter().position(|first| *first == id) {
        Some(place) => place,
        None => id.0.saturating_sub(ActivityId::FIRST_LATER_EMAIL.0) as usize + ActivityId::FIRST_EMAILS.len(),
    };
    EMAILS[place % EMAILS.len()]
}

/// The subject of an e-mail.
pub fn email_subject(id: ActivityId) -> &'static str {
    email(id).0
}

/// The address an e-mail came from.
pub fn email_from(id: ActivityId) -> &'static str {
    email(id).1
}

/// What an e-mail says.
pub fn email_body(id: ActivityId) -> &'static str {
    email(id).2
}
