//! What a script expects, as the words in which a person sees it on a page: an independent table, written from
//! `behaviour.md`. What cannot be seen by looking at a screen, such as a desktop that is dead and untouched, is no
//! business of this file.

use drill::{
    About, ActivityId, Backend, Pane, Thing,
    script::{Expect, Expected},
};

use super::part::Part;

/// A part of a page that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Agent,
    Transcript,
    Customer,
    Backends,
    Clock,
    Misled,
    InProgress,
    Chat1347,
    Ledger,
}

impl Place {
    pub const WATCHED: [Self; 5] = [Self::Agent, Self::Transcript, Self::Customer, Self::Backends, Self::Clock];
    pub const OPERATED: [Self; 9] = [
        Self::Agent,
        Self::Transcript,
        Self::Customer,
        Self::Backends,
        Self::Clock,
        Self::Misled,
        Self::InProgress,
        Self::Chat1347,
        Self::Ledger,
    ];

    /// Its role and name.
    const fn role_and_name(self) -> (&'static str, &'static str) {
        match self {
            Self::Agent => ("region", "Agent's screen"),
            Self::Transcript => ("region", "Chat transcript"),
            Self::Customer => ("region", "Customer's screen"),
            Self::Backends => ("region", "Backends"),
            Self::Clock => ("timer", "Room time"),
            Self::Misled => ("region", "Misled now"),
            Self::InProgress => ("region", "Rows: Chats in progress"),
            Self::Chat1347 => ("region", "Rows: Chat 1347"),
            Self::Ledger => ("region", "Messages and their outcome"),
        }
    }
}

/// The text of the parts of a page at one moment; of a part that is not there, none.
pub struct Seen(Vec<(Place, Option<String>)>);

impl Seen {
    /// Looks at these parts of a page.
    pub async fn on(page: &Part<'_>, places: &[Place]) -> Self {
        let parts: Vec<_> = places.iter().map(|place| place.role_and_name()).collect();
        Self(places.iter().copied().zip(page.try_texts(&parts).await).collect())
    }

    /// The text of a part; `None` where the page has no such part or it is not looked at.
    pub fn text(&self, place: Place) -> Option<&str> {
        self.0.iter().find(|(seen, _)| *seen == place)?.1.as_deref()
    }

    /// What is not as wanted, in words.
    pub fn lacks(&self, wanted: &Wanted) -> Option<String> {
        let looked_at = self.0.iter().any(|(seen, _)| *seen == wanted.place);
        let text = self.text(wanted.place).unwrap_or_default();
        (looked_at && wanted.sight.is_in(text) != wanted.is_there).then(|| {
            let not = if wanted.is_there { "" } else { "not " };
            format!("{:?}: {not}{:?}; it says:\n{text}", wanted.place, wanted.sight)
        })
    }
}

/// Something to be seen at a place, or not to be seen there.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub place: Place,
    pub is_there: bool,
    pub sight: Sight,
}

/// What a text is searched for.
#[derive(Clone, Debug)]
pub enum Sight {
    /// These words.
    Words(String),
    /// A row of a table with these cells among its own, in this order.
    Row(Vec<String>),
    /// A name, and after it these words.
    After(&'static str, &'static str),
    /// What somebody, named so, believes.
    Belief(&'static str, String),
}

impl Sight {
    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Words(words) => in_one_line(text).contains(words.as_str()),
            Self::Row(cells) => has_row(text, cells),
            Self::After(name, words) => {
                text.split_once(name).is_some_and(|(_, rest)| rest.trim_start().starts_with(words))
            }
            Self::Belief(name, belief) => {
                let text = in_one_line(text);
                let of_one = text.split_once(name).map(|(_, rest)| rest.split(" believes ").next().unwrap_or_default());
                of_one.is_some_and(|of_one| of_one.contains(belief.as_str()))
            }
        }
    }
}

/// Where a page breaks its lines is no business of anybody here.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of a row are told apart by tabs; a cell may have lines of its own.
fn has_row(text: &str, wanted: &[String]) -> bool {
    let rows = text.replace("\t\n", "\t").replace("\n\t", "\t");
    rows.lines().any(|row| {
        let mut cells = row.split('\t').map(str::trim);
        wanted.iter().all(|cell| cells.any(|found| found == cell))
    })
}

fn there(place: Place, words: &str) -> Wanted {
    Wanted { place, is_there: true, sight: Sight::Words(words.to_owned()) }
}

fn absent(place: Place, words: &str) -> Wanted {
    Wanted { place, is_there: false, sight: Sight::Words(words.to_owned()) }
}

const POPUPS: [(&str, &str); 5] = [
    ("delay", "The system has encountered a delay"),
    ("no-longer", "This information is no longer available"),
    ("crash", "A serious error has occurred"),
    ("log-in-again", "Please log out and log in again"),
    ("session-in-progress", "Session in Progress"),
];

const NOTICES: [(&str, &str); 5] = [
    ("ended", "This chat session has ended"),
    ("start-another", "We are back"),
    ("connection-issues", "We are having connection issues"),
    ("session-lost", "Our chat service is back, but your session could not be kept"),
    ("unreachable", "Chat cannot be reached"),
];

const STATUSES: [(&str, &str); 3] = [
    ("green-circle", "Connected"),
    ("triangle", "Messages are not being exchanged"),
    ("red-square", "Customer not connected"),
];

/// The one of these that is `value`, and none of the others.
fn only(place: Place, all: &[(&str, &str)], value: &str) -> Vec<Wanted> {
    all.iter().map(|(word, words)| if *word == value { there(place, words) } else { absent(place, words) }).collect()
}

/// What is to be seen if the screens are as expected. `page` is what is seen now: a list that is not shown tells nothing.
pub fn wanted(expect: &Expect, page: &Seen) -> Vec<Wanted> {
    let mut wanted = sights(&expect.what, page);
    if expect.not {
        for wanted in &mut wanted {
            wanted.is_there = !wanted.is_there;
        }
    }
    wanted
}

fn sights(expected: &Expected, page: &Seen) -> Vec<Wanted> {
    let row = |place, is_there, cells: &[&str]| Wanted {
        place,
        is_there,
        sight: Sight::Row(cells.iter().map(|cell| (*cell).to_owned()).collect()),
    };
    match expected {
        Expected::Refused => vec![there(Place::Backends, "a refusal, which no storyboard expects")],
        Expected::Backend(backend, value) => {
            let words = if *value == "on" { "On" } else { "Off by operator" };
            let name = match backend {
                Backend::Application => "Application",
                Backend::Services => "Services",
                Backend::Messaging => "Messaging",
            };
            vec![Wanted { place: Place::Backends, is_there: true, sight: Sight::After(name, words) }]
        }
        Expected::Shown(Pane::Agent, thing, value) => on_the_agents_screen(*thing, value),
        Expected::Shown(_, thing, value) => on_the_customers_page(*thing, value),
        Expected::Inbox(id, shown_as) => inbox(*id, *shown_as, page),
        Expected::Line(Pane::Agent, Some(text)) => vec![there(Place::Transcript, text)],
        Expected::Line(Pane::Agent, None) => {
            vec![absent(Place::Transcript, "You: "), absent(Place::Transcript, "Customer: ")]
        }
        Expected::Line(_, Some(text)) => vec![there(Place::Customer, text)],
        Expected::Line(_, None) => vec![absent(Place::Customer, " · 0:")],
        Expected::Row(id, value) => {
            let number = id.to_string();
            let status: Vec<&str> = value.split('/').collect();
            let of_1347 = (*id == ActivityId::FIRST_CHAT).then(|| row(Place::Chat1347, true, &status));
            // E-mails are in neither query, and a chat that waits for an agent is not in this one.
            let is_open = status.first() == Some(&"5000") && !is_email(*id);
            of_1347.into_iter().chain([row(Place::InProgress, is_open, &[&number])]).collect()
        }
        Expected::Message(n, "none") => vec![row(Place::Ledger, false, &[&n.to_string()])],
        Expected::Message(n, "unsent") => vec![row(Place::Ledger, true, &[&n.to_string(), "not sent"])],
        Expected::Message(n, fate) => vec![row(Place::Ledger, true, &[&n.to_string(), fate])],
        Expected::Misled(who, what) => misled(*who, *what),
    }
}

fn on_the_agents_screen(thing: Thing, value: &str) -> Vec<Wanted> {
    let agent = Place::Agent;
    match (thing, value) {
        (Thing::Login, "in") => vec![there(agent, "Log out")],
        (Thing::Login, "out") => vec![there(agent, "You have logged out.")],
        (Thing::Login, _) => vec![there(agent, "The page cannot be displayed")],
        (Thing::Desktop, "timed-out") => vec![there(agent, "Session timed out"), absent(agent, "Chat status")],
        // A desktop that is dead or impaired looks like a sound one until it is touched.
        (Thing::Desktop, _) => vec![absent(agent, "Session timed out")],
        (Thing::Icon, "none") => vec![absent(agent, "Chat status")],
        (Thing::Icon, icon) => only(agent, &STATUSES, icon),
        (Thing::TitleFlashing, value) => {
            let words = "A connection could not be established with the server";
            vec![if value == "true" { there(agent, words) } else { absent(agent, words) }]
        }
        (Thing::Popup, popup) => only(agent, &POPUPS, popup),
        (Thing::Tab, tab) => {
            let (name, load) = tab.split_once(' ').unwrap_or((tab, ""));
            let open = format!("{}{} (open)", name[..1].to_uppercase(), &name[1..]);
            match load {
                "loading" => vec![there(agent, &open), there(agent, "Loading…")],
                "loaded" => vec![there(agent, &open), absent(agent, "Loading…"), absent(agent, "could not be loaded")],
                // A desktop that has timed out covers its tabs.
                _ => vec![absent(agent, "Loading…")],
            }
        }
        (Thing::Open, "none") => vec![absent(agent, "Chat status"), absent(agent, "Send and complete")],
        (Thing::Open, id) if id.parse().is_ok_and(|id| is_email(ActivityId(id))) => {
            vec![there(agent, "Send and complete"), absent(agent, "Chat status")]
        }
        (Thing::Open, _) => vec![there(agent, "Chat status"), absent(agent, "Send and complete")],
        // Grey is a button's property; see `storyboards`.
        _ => Vec::new(),
    }
}

fn is_email(id: ActivityId) -> bool {
    id.0 < ActivityId::FIRST_CHAT.0 || id.0 > 9000
}

fn on_the_customers_page(thing: Thing, value: &str) -> Vec<Wanted> {
    let customer = Place::Customer;
    let all = ["Please wait.", "This chat has been completed.", "Chat with us"];
    let page = |words: &str| {
        all.iter().map(|other| if *other == words { there(customer, other) } else { absent(customer, other) }).collect()
    };
    match (thing, value) {
        (Thing::Page, "waiting") => page("Please wait."),
        (Thing::Page, "ended") => page("This chat has been completed."),
        (Thing::Page, "form") => page("Chat with us"),
        (Thing::Page, _) => page(""),
        (Thing::Notice, notice) => only(customer, &NOTICES, notice),
        // The foot holds the line to type into, or says why there is none.
        (Thing::CanType, "true") => {
            vec![absent(customer, "The chat has ended"), absent(customer, "The chat was not opened")]
        }
        (Thing::CanType, _) => {
            vec![Wanted { place: customer, is_there: true, sight: Sight::Words("The chat ".to_owned()) }]
        }
        _ => Vec::new(),
    }
}

fn inbox(id: ActivityId, shown_as: Option<&'static str>, page: &Seen) -> Vec<Wanted> {
    let name = if is_email(id) { "Main Inbox" } else { "Chat Inbox" };
    let is_shown = page.text(Place::Agent).is_some_and(|text| text.lines().any(|line| line.trim() == name));
    if !is_shown {
        return Vec::new();
    }
    let status = match shown_as {
        Some("active") => Some("Active"),
        Some("ended") => Some("Ended"),
        Some("open") => Some("Open"),
        _ => None,
    };
    let cells = [Some(id.to_string()), status.map(str::to_owned)].into_iter().flatten().collect();
    vec![Wanted { place: Place::Agent, is_there: shown_as != Some("none"), sight: Sight::Row(cells) }]
}

fn misled(who: drill::Who, what: Option<(About, Option<drill::Rule>)>) -> Vec<Wanted> {
    let name = if who == drill::Who::Agent { "Agent believes" } else { "Customer believes" };
    let Some((about, rule)) = what else { return vec![absent(Place::Misled, name)] };
    let belief = match about {
        About::ChatAlive => "the chat is alive",
        About::Connected => "the other side is connected",
        About::Received => "the last line arrived",
    };
    let words = rule.map_or_else(|| belief.to_owned(), |rule| format!("{belief} {rule}"));
    vec![Wanted { place: Place::Misled, is_there: true, sight: Sight::Belief(name, words) }]
}
