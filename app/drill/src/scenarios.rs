//! The shipped drills: the storyboards of `behaviour.md` as scripts, each with its talk track and the `expect` lines
//! that prove it.

use std::sync::LazyLock;

use crate::{
    Fact,
    format::{Script, Step, parse},
};

/// A drill that ships with the program.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name in addresses and logs.
    pub slug: &'static str,
    /// Its title.
    pub title: String,
    /// The drill in one paragraph.
    pub summary: String,
    /// The drill in one sentence, for its card: the first one of the summary.
    pub sentence: String,
    /// Its script, as an author would read it.
    pub text: &'static str,
    script: Script,
    steps: Vec<Step>,
}

impl Scenario {
    /// What a room that follows it opens with: the opening, then the durations that it sets.
    pub fn opening(&self) -> Vec<Fact> {
        let opened = Fact::RoomOpened {
            title: self.title.clone(),
            summary: self.summary.clone(),
            storyboard: Some(self.slug.to_owned()),
        };
        let settings = self.script.settings.iter().map(|(setting, to)| Fact::SettingChanged(*setting, *to));
        std::iter::once(opened).chain(settings).collect()
    }

    /// Its script, read.
    pub const fn script(&self) -> &Script {
        &self.script
    }

    /// Its steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// All of them, in the order of `behaviour.md`. They are read at the first call.
pub fn all() -> &'static [Scenario] {
    &ALL
}

/// The one with this name, the tour included.
pub fn find(slug: &str) -> Option<&'static Scenario> {
    all().iter().chain(TOUR.as_ref()).find(|scenario| scenario.slug == slug)
}

/// The first look around, for somebody who has never seen a room: played like a storyboard, but none of the eight.
pub fn tour() -> Option<&'static Scenario> {
    TOUR.as_ref()
}

// That each of them can be read is kept by `tests/storyboards.rs`.
static ALL: LazyLock<Vec<Scenario>> =
    LazyLock::new(|| TEXTS.iter().filter_map(|(slug, text)| scenario(slug, text)).collect());

static TOUR: LazyLock<Option<Scenario>> = LazyLock::new(|| scenario("tour", include_str!("scenarios/tour.drill")));

const TEXTS: [(&str, &str); 8] = [
    ("application-quick", include_str!("scenarios/application-quick.drill")),
    ("application-slow", include_str!("scenarios/application-slow.drill")),
    ("services", include_str!("scenarios/services.drill")),
    ("messaging", include_str!("scenarios/messaging.drill")),
    ("messaging-application", include_str!("scenarios/messaging-application.drill")),
    ("all-three", include_str!("scenarios/all-three.drill")),
    ("application-services", include_str!("scenarios/application-services.drill")),
    ("services-messaging", include_str!("scenarios/services-messaging.drill")),
];

fn scenario(slug: &'static str, text: &'static str) -> Option<Scenario> {
    let script = parse(text).ok()?;
    let (title, summary) = (script.title.clone(), script.summary.clone());
    let sentence = summary.split_once(". ").map_or_else(|| summary.clone(), |(first, _)| format!("{first}."));
    let steps = script.steps();
    Some(Scenario { slug, title, summary, sentence, text, script, steps })
}
