//! The history in words: who did what, what that showed on which screen, by which rule, and because of what.

mod actions;
mod effects;
mod steps;
mod time;
mod toggles;
mod who;

pub use steps::{is_skipped, narrate_step};
pub use time::{clock_time, since_stop};
pub use who::Who;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use drill::{Fact, Millis, Pane, Rule, Thing, Why, Words};
use protocol::Entry;

use toggles::Toggles;

/// An entry of the history in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrated {
    /// Tells entries apart, also while only the end of the history is known.
    pub key: u64,
    /// Room time.
    pub at: Millis,
    /// What it belongs to.
    pub moment: Moment,
    /// The room time of the last stop before it.
    pub stop: Option<Millis>,
    /// Whom it is about.
    pub who: Who,
    /// What happened, going on from the name.
    pub what: String,
    /// What else changed on the same screen in the same instant by the same rule.
    pub also: Vec<String>,
    /// The words on the screen that came with it.
    pub words: Option<Words>,
    /// The rule, for what a screen showed; an action has none.
    pub why: Option<Why>,
    /// "because Application went off", where a backend is behind it.
    pub because: Option<String>,
    /// How far down it comes among what changed in one instant.
    rank: u8,
}

/// An action with all that it changed at once, or what came by itself at one room time: the room time, and the number of the
/// last action before it.
pub type Moment = (Millis, u64);

/// The moment that the entry at this place belongs to.
pub fn moment(history: &[Entry], place: usize) -> Moment {
    let action = history[..=place].iter().rev().find_map(|entry| match entry {
        Entry::Action { seq, .. } => Some(*seq),
        Entry::Effect(_) => None,
    });
    (history[place].at(), action.unwrap_or_default())
}

/// Tells entries apart: an action by its number, an effect by what it is. The same effect that comes twice in one instant
/// has the same key twice.
pub fn key(entry: &Entry) -> u64 {
    match entry {
        Entry::Action { seq, .. } => *seq,
        Entry::Effect(effect) => {
            let mut hasher = DefaultHasher::new();
            let why = effect.why;
            (effect.at, effect.pane as u8, effect.thing as u8, &effect.value, why.rule(), why.cause())
                .hash(&mut hasher);
            // Never that of an action.
            hasher.finish() | 1 << 63
        }
    }
}

/// Whether an entry is the ordinary working of a healthy system, or the closing of something: no news.
pub fn is_ordinary(entry: &Entry) -> bool {
    matches!(entry, Entry::Effect(effect) if effect.why.rule() == Rule::Ok)
}

/// Which pane an entry is about, if it is about one.
pub const fn pane(entry: &Entry) -> Option<Pane> {
    match entry {
        Entry::Effect(effect) => Some(effect.pane),
        Entry::Action { .. } => None,
    }
}

/// Whether an entry is what the agent's or the customer's own screen shows of a line that they have just sent: the action
/// says it already.
pub fn is_own_line(history: &[Entry]) -> impl Fn(&Entry) -> bool + use<> {
    let said: Vec<(u64, Pane)> = history.iter().filter_map(said).collect();
    move |entry| match entry {
        Entry::Effect(effect) if effect.thing == Thing::Line => {
            let place = said.binary_search_by_key(&effect.why.cause(), |(seq, _)| *seq);
            place.is_ok_and(|place| said[place].1 == effect.pane)
        }
        _ => false,
    }
}

const fn said(entry: &Entry) -> Option<(u64, Pane)> {
    match entry {
        Entry::Action { seq, fact: Fact::AgentSaid(_), .. } => Some((*seq, Pane::Agent)),
        Entry::Action { seq, fact: Fact::CustomerSaid(_), .. } => Some((*seq, Pane::Customer)),
        _ => None,
    }
}

/// One entry as a sentence, for people who listen.
pub fn sentence(entry: &Entry) -> String {
    let ((who, what), words) = match entry {
        Entry::Action { fact, .. } => (actions::words(fact), None),
        Entry::Effect(effect) => (effects::words(effect), effect.words.as_ref()),
    };
    let mut sentence = format!("{} {what}", who.name());
    if let Some(words) = words {
        sentence.push_str(": ");
        sentence.push_str(&words.text);
    }
    if !sentence.ends_with(['.', '…']) {
        sentence.push('.');
    }
    sentence
}

/// The newest entries that `keep` keeps in words, newest first, `max` of them at most.
pub fn narrate(history: &[Entry], max: usize, keep: &dyn Fn(&Entry) -> bool) -> Vec<Narrated> {
    let toggles = Toggles::of(history);
    let mut narrated: Vec<Narrated> = Vec::new();
    for (place, _) in history.iter().enumerate().rev().filter(|(_, entry)| keep(entry)).take(max) {
        let mut one = Narrated::of(history, place, &toggles);
        // The very same thing seen twice at the very same time would be one entry too few.
        while narrated.iter().rev().take_while(|other| other.at == one.at).any(|other| other.key == one.key) {
            one.key = one.key.wrapping_add(1);
        }
        narrated.push(one);
    }
    narrated
}

/// The same as [`narrate`], with one entry made of all that one rule did to one screen in one instant: the most telling of
/// them leads.
pub fn narrate_moments(history: &[Entry], max: usize, keep: &dyn Fn(usize, &Entry) -> bool) -> Vec<Narrated> {
    let toggles = Toggles::of(history);
    let mut groups: Vec<Group> = Vec::new();
    for (place, _) in history.iter().enumerate().rev().filter(|(place, entry)| keep(*place, entry)) {
        let one = Narrated::of(history, place, &toggles);
        let first = groups.iter().rposition(|group| group.lead.moment != one.moment).map_or(0, |place| place + 1);
        match (first..groups.len()).find(|same| groups[*same].has_room_for(&one)) {
            Some(same) => groups[same].take_in(one),
            None if groups.len() == max => break,
            // Within a moment the order is that of the history: the action leads, then come the panes, database and ledger.
            None => groups.insert(first, Group { lead: one, others: Vec::new() }),
        }
    }
    groups.into_iter().map(Group::narrated).collect()
}

/// What one rule did to one screen in one instant.
struct Group {
    lead: Narrated,
    /// The others, newest last.
    others: Vec<(Who, String)>,
}

impl Group {
    fn has_room_for(&self, one: &Narrated) -> bool {
        self.lead.why.is_some() && self.lead.why == one.why && self.lead.who.word() == one.who.word()
    }

    /// Takes an older one in; the one of lower rank leads.
    fn take_in(&mut self, mut one: Narrated) {
        let lead = &mut self.lead;
        if one.rank < lead.rank {
            std::mem::swap(&mut lead.who, &mut one.who);
            std::mem::swap(&mut lead.what, &mut one.what);
            std::mem::swap(&mut lead.words, &mut one.words);
            lead.rank = one.rank;
        }
        self.others.insert(0, (one.who, one.what));
    }

    fn narrated(self) -> Narrated {
        let Self { lead, others } = self;
        let goes_on =
            |(who, what): (Who, String)| if who == lead.who { what } else { format!("{} {what}", who.name()) };
        Narrated { also: others.into_iter().map(goes_on).collect(), ..lead }
    }
}

impl Narrated {
    fn of(history: &[Entry], place: usize, toggles: &Toggles) -> Self {
        let entry = &history[place];
        let at = entry.at();
        let (who, what) = match entry {
            Entry::Action { fact, .. } => actions::words(fact),
            Entry::Effect(effect) => effects::words(effect),
        };
        let plain = Self {
            key: key(entry),
            at,
            moment: moment(history, place),
            stop: toggles.stop_before(at),
            who,
            what,
            also: Vec::new(),
            words: None,
            why: None,
            because: None,
            rank: 0,
        };
        match entry {
            Entry::Action { .. } => plain,
            Entry::Effect(effect) => Self {
                words: effect.words.clone().filter(|_| effect.pane != Pane::Ledger),
                why: Some(effect.why),
                because: effect.why.toggle().and_then(|seq| toggles.because(seq)),
                rank: rank(effect.thing),
                ..plain
            },
        }
    }
}

/// What people notice first on a screen comes first.
const fn rank(thing: Thing) -> u8 {
    match thing {
        Thing::Login => 0,
        Thing::Popup | Thing::Notice => 1,
        Thing::TitleFlashing => 2,
        Thing::Icon => 3,
        Thing::Reply => 4,
        Thing::Desktop => 5,
        Thing::Page => 6,
        Thing::Tab => 7,
        Thing::Line => 8,
        Thing::CanType => 9,
        Thing::Open => 10,
        Thing::Inbox => 11,
        Thing::Row | Thing::Message => 12,
    }
}

#[cfg(test)]
mod tests {
    use drill::script;
    use expect_test::{Expect, expect};
    use protocol::RoomProjection;

    use super::*;

    /// The history of a script.
    fn history(script: &str) -> Vec<Entry> {
        RoomProjection::of(&script::run(&script::parse(script).expect("it is a script")).log).history().to_vec()
    }

    /// What is narrated of a script's news, oldest first.
    fn check(script: &str, expected: &Expect) {
        let mut narrated = narrate_moments(&history(script), usize::MAX, &|_, entry| !is_ordinary(entry));
        narrated.reverse();
        let line = |one: &Narrated| {
            let all = std::iter::once(&one.what).chain(&one.also).cloned().collect::<Vec<_>>().join(" / ");
            format!("{} {} {all}\n", clock_time(one.at), one.who.name())
        };
        expected.assert_eq(&narrated.iter().map(line).collect::<String>());
    }

    #[test]
    fn what_one_rule_does_to_one_screen_is_one_entry() {
        check(
            "stop all\n0:30 agent opens inbox chat\n5:00 start all\n",
            &expect![["
            0:00 Room opened
            0:00 Agent finds the reply buttons greyed out
            0:00 Agent sees a triangle next to the chat status
            0:00 Agent's desktop stopped working
            0:00 Operator switched all three backends off
            0:05 Customer is told that the session has ended / can no longer type
            0:15 Agent sees the title bar flash
            0:30 Agent gets a pop-up error
            0:30 Agent clicked the Chat Inbox
            1:00 Agent sees a red square
            3:00 Customer is told of connection issues
            5:00 Customer is told that the session has been lost
            5:00 Agent sees the title bar at rest again
            5:00 Agent sees a green circle
            5:00 Operator switched all three backends on
        "]],
        );
    }

    #[test]
    fn entries_have_keys_of_their_own() {
        let history =
            history("stop messaging\n0:10 customer says \"Hello\"\n0:20 customer says \"Hello\"\n1:00 start all\n");
        let narrated = narrate(&history, usize::MAX, &|_| true);
        let mut keys: Vec<u64> = narrated.iter().map(|one| one.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), narrated.len());
    }

    #[test]
    fn the_same_effect_twice_in_one_instant_is_two_entries() {
        let mut history = history("stop messaging\n");
        history.extend_from_within(history.len() - 1..);
        let narrated = narrate(&history, 2, &|_| true);
        assert_ne!(narrated[0].key, narrated[1].key);
    }

    #[test]
    fn a_sentence_says_what_it_is_about_first() {
        let effect = |thing, value: &str| {
            let of_pane = |entry: &&Entry| pane(entry) == Some(Pane::Agent);
            let known =
                history("stop application\n").into_iter().find(|entry| of_pane(&entry)).expect("it has effects");
            let Entry::Effect(effect) = known else { unreachable!("it is of a pane") };
            sentence(&Entry::Effect(drill::Effect { thing, value: value.to_owned(), words: None, ..effect }))
        };
        assert_eq!(effect(Thing::Inbox, "1347 none"), "1347 left the agent's inbox.");
        assert_eq!(effect(Thing::Desktop, "dead"), "Agent's desktop stopped working.");
        assert_eq!(effect(Thing::Inbox, "1342 open"), "Agent has e-mail 1342 in the inbox.");
    }
}
