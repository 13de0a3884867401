//! What can be wrong with a script's text, in words for its author.

use crate::{Millis, Refusal, TimeError, limits::SCRIPT_BYTES_MAX};

/// Something in a script that is not the format's, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {problem}")]
pub struct ScriptError {
    /// The line, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The script has more bytes than [`SCRIPT_BYTES_MAX`].
    #[error("this script has {0} bytes; {SCRIPT_BYTES_MAX} are allowed")]
    TooLarge(usize),
    /// A version of the format other than 1.
    #[error("this script is written in format {0}, and format 1 is the one that can be read here")]
    Format(String),
    /// `format` somewhere else than at the top.
    #[error("the format stands on the first line")]
    FormatLate,
    /// A title, summary or setting below a command.
    #[error("`{0}` comes before the first command")]
    HeaderLate(&'static str),
    /// A time before a title, summary or setting.
    #[error("`{0}` takes no time: it holds from the opening of the room")]
    HeaderTimed(&'static str),
    /// A title, summary or setting twice.
    #[error("`{0}` stands here for the second time")]
    Twice(&'static str),
    /// A word that the format does not have at this place.
    #[error("unknown {what} `{word}`; did you mean `{nearest}`?{}", choice(.known))]
    UnknownWord {
        /// What is expected here.
        what: &'static str,
        /// The word, shortened if it is very long.
        word: String,
        /// The nearest known word.
        nearest: &'static str,
        /// All words known at this place.
        known: Vec<&'static str>,
    },
    /// The line ends where something is still to come.
    #[error("the line ends too early; expected here: {what}{}", choice(.known))]
    Missing {
        /// What is expected here.
        what: &'static str,
        /// All words known at this place; empty where there is no list.
        known: Vec<&'static str>,
    },
    /// Something else than what is to come.
    #[error("expected here: {what}, not {found}")]
    Unexpected {
        /// What is expected here.
        what: &'static str,
        /// What stands here.
        found: String,
    },
    /// The line goes on after its end.
    #[error("nothing more is expected on this line, but there is {0}")]
    Trailing(String),
    /// A text without its end.
    #[error("this text is opened here and never closed")]
    Unclosed,
    /// A text that goes straight on after its closing quote, on its own line or on a later one.
    #[error(
        "this text is closed on line {0}, and something else stands right behind it; is a quote missing or too many?"
    )]
    GluedText(usize),
    /// An escape other than `\"` and `\\`.
    #[error("`\\{0}` is no escape; a text knows `\\\"` and `\\\\`")]
    Escape(String),
    /// A text that a command cannot carry.
    #[error("{0}")]
    Text(Refusal),
    /// A leading time, or a duration, that is none.
    #[error("{0}")]
    Time(TimeError),
    /// A leading time before the time of the line above.
    #[error("time never goes back: the line above is at {0}")]
    TimeBack(Millis),
    /// A duration that a setting cannot have.
    #[error("{0}")]
    Setting(Refusal),
    /// A number that is none.
    #[error("`{0}` is not {1}")]
    Number(String, &'static str),
    /// The same backend twice in one command, or beside `all`.
    #[error("`{0}` is in this command already")]
    BackendTwice(&'static str),
    /// An answer or a hint where no question stands above.
    #[error("answers and hints stand below an `ask`, at its time")]
    NothingAsked,
    /// `expect refused` before any command.
    #[error("there is no command above that could have been refused")]
    NothingToRefuse,
}

fn choice(known: &[&str]) -> String {
    if known.is_empty() { String::new() } else { format!(" (one of: {})", known.join(", ")) }
}

/// The characters of a foreign word that a message repeats: enough to find it.
const WORD_CHARS_SHOWN: usize = 40;

/// A word as a message shows it.
pub(super) fn shown(word: &str) -> String {
    match word.char_indices().nth(WORD_CHARS_SHOWN) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// The problem of a `word` that is none of `known`, which is never empty.
pub(super) fn unknown(what: &'static str, word: &str, known: Vec<&'static str>) -> Problem {
    let word = shown(word);
    let nearest = known.iter().copied().min_by(|one, other| {
        let alike = |known| strsim::jaro_winkler(&word, known);
        distance(&word, one).cmp(&distance(&word, other)).then(alike(other).total_cmp(&alike(one)))
    });
    Problem::UnknownWord { what, nearest: nearest.unwrap_or_default(), word, known }
}

/// How many slips of the finger lie between two words; half of a longer word counts as one.
fn distance(word: &str, known: &str) -> usize {
    let (word, known) = (word.to_lowercase(), known.to_lowercase());
    if word.chars().count() > 2 && known.contains(&word) { 1 } else { strsim::osa_distance(&word, &known) }
}
