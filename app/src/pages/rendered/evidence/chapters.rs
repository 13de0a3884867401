//! The chapters of a report, each a table: what the page, the paper and the Markdown say alike.

use drill::{
    Effect, Fate, LedgerEntry, Millis, Pane, Provenance, Rule, Who,
    report::{Outage, Report, Span, Totals},
};

use protocol::Entry;

use crate::{components::clock_time, narration::sentence};

/// A chapter.
pub(super) struct Chapter {
    /// Its title.
    pub title: &'static str,
    /// What is before the table, if anything.
    pub lead: Option<String>,
    /// The names of the columns.
    pub columns: &'static [&'static str],
    /// The rows; there may be none.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
pub(super) enum Cell {
    /// A few fixed words, or a number.
    Plain(String),
    /// What somebody wrote: it may be one endless word.
    Words(String),
    /// A rule with its provenance.
    Rule(Rule, Provenance),
    /// The same with what it says.
    RuleInWords(Rule, Provenance),
}

fn plain(what: impl Into<String>) -> Cell {
    Cell::Plain(what.into())
}

/// All of them, in the order in which they are read.
pub(super) fn chapters(report: &Report) -> [Chapter; 5] {
    let [agent, customer] = [Who::Agent, Who::Customer].map(|who| clock_time(report.misled_for(who)));
    let misled_for = format!("The agent was misled for {agent}, the customer for {customer} of room time in all.");
    let notes = report.notes.iter().map(|(note, is_public)| {
        let reader = if *is_public { "everybody" } else { "operators" };
        vec![plain(clock_time(note.stamp.at)), plain(reader), Cell::Words(note.text.clone())]
    });
    // Of what nobody sees on a screen, only what a rule did.
    let is_seen =
        |effect: &&Effect| effect.why.rule() != Rule::Ok || matches!(effect.pane, Pane::Agent | Pane::Customer);
    let seen = report.seen.iter().filter(is_seen).map(|effect| {
        let why = Cell::Rule(effect.why.rule(), effect.why.provenance());
        vec![plain(clock_time(effect.at)), Cell::Words(sentence(&Entry::Effect(effect.clone()))), why]
    });
    [
        Chapter {
            title: "What was switched, and who did something first",
            lead: None,
            columns: &["Backend", "Off at", "On again at", "Agent's first action", "Customer's first action"],
            rows: report.outages.iter().map(outage).collect(),
        },
        Chapter {
            title: "Who was misled, and for how long",
            lead: Some(misled_for),
            columns: &["Who", "About", "By", "From", "For"],
            rows: report.misled.iter().map(span).collect(),
        },
        Chapter {
            title: "Messages",
            lead: Some(totals(&report.ledger)),
            columns: &["No.", "Time", "From", "Chat", "Message", "Outcome", "Sender informed", "Rule"],
            rows: report.ledger.iter().map(message).collect(),
        },
        Chapter { title: "Notes", lead: None, columns: &["Time", "For", "Note"], rows: notes.collect() },
        Chapter { title: "What each side saw", lead: None, columns: &["Time", "What", "Rule"], rows: seen.collect() },
    ]
}

fn outage(outage: &Outage) -> Vec<Cell> {
    let Outage { backend, stopped, started, agent_acted, customer_acted } = *outage;
    let on = match started {
        Some(started) => format!("{} (off for {})", clock_time(started), clock_time(started - stopped)),
        None => "still off".to_owned(),
    };
    let mut cells = vec![plain(backend.name()), plain(clock_time(stopped)), Cell::Plain(on)];
    cells.extend([agent_acted, customer_acted].map(|acted| Cell::Plain(first_action(acted, stopped))));
    cells
}

/// How long after a stop somebody did something first.
pub(super) fn first_action(acted: Option<Millis>, stopped: Millis) -> String {
    acted.map_or_else(|| "never".to_owned(), |acted| format!("after {}", clock_time(acted - stopped)))
}

fn span(span: &Span) -> Vec<Cell> {
    let misled = span.misled;
    vec![
        plain(misled.who.word()),
        plain(misled.about.question()),
        Cell::RuleInWords(misled.rule, misled.provenance),
        plain(clock_time(span.from)),
        plain(clock_time(span.length())),
    ]
}

fn message(entry: &LedgerEntry) -> Vec<Cell> {
    vec![
        plain(entry.n.to_string()),
        plain(clock_time(entry.at)),
        plain(entry.from.word()),
        plain(entry.chat.to_string()),
        Cell::Words(entry.text.clone()),
        plain(outcome(entry.fate)),
        plain(if entry.sender_knows { "yes" } else { "no" }),
        Cell::Rule(entry.why.rule(), entry.why.provenance()),
    ]
}

/// The totals of a ledger in one sentence.
pub(super) fn totals(ledger: &[LedgerEntry]) -> String {
    let Totals { delivered, lost, lost_unknown, unsent } = Totals::of(ledger);
    let all = ledger.len();
    format!(
        "{all} in all: {delivered} delivered, {lost} lost ({lost_unknown} of them without their sender being informed), \
         {unsent} not sent."
    )
}

/// What became of a message, with a shape of its own, for print without colours.
pub(super) const fn outcome(fate: Fate) -> &'static str {
    match fate {
        Fate::Delivered => "✓ delivered",
        Fate::Lost => "✗ lost",
        Fate::Unsent => "– not sent",
    }
}
