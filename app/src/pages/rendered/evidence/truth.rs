//! The truth of a room at one moment, for operators: what is true and what each screen claims, every message with its fate,
//! and the simulated database with a box for SQL. Plain forms and links: the page works without the client.

use drill::{Belief, LedgerEntry, Millis};
use leptos::prelude::*;

use super::{
    EvidenceHead, TimeField,
    chapters::{outcome, totals},
    sql::{Answer, Found, FoundTable, SqlBox},
};
use crate::{
    components::{ProvenanceMark, RuleChip, clock_time},
    panes::truth::BeliefTable,
};

/// A table of the simulated database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOf {
    /// Its name.
    pub name: &'static str,
    /// All its columns and rows.
    pub found: Found,
}

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// The room's code, as shown.
    pub code: String,
    /// The drill's title.
    pub title: String,
    /// The moment that it shows.
    pub at: Millis,
    /// The room time now.
    pub now: Millis,
    /// The last moment before it at which anything changed.
    pub before: Option<Millis>,
    /// The first one after it.
    pub after: Option<Millis>,
    /// Truth and belief.
    pub beliefs: [Belief; 3],
    /// Every message so far.
    pub ledger: Vec<LedgerEntry>,
    /// The three tables.
    pub tables: Vec<TableOf>,
    /// Whether a chat is missing from the source's queries, because nobody is assigned to it.
    pub has_unassigned: bool,
    /// What is in the box.
    pub sql: String,
    /// How many bytes it may have.
    pub sql_bytes_max: usize,
    /// What came of it, if it was run.
    pub outcome: Option<Result<Found, String>>,
}

/// Truth, ledger and database.
#[component]
pub fn TruthPage(
    /// What it says.
    truth: Truth,
) -> impl IntoView {
    let Truth {
        code,
        title,
        at,
        now,
        before,
        after,
        beliefs,
        ledger,
        tables,
        has_unassigned,
        sql,
        sql_bytes_max,
        outcome,
    } = truth;
    let here = format!("/room/{code}/truth");
    // The address goes on naming the moment.
    let sql_action = format!("{here}?at={at}#sql");
    view! {
        <div class="proof">
            <EvidenceHead code=code.clone() at/>
            <main class="proof__main">
                <h1 class="home__title">"Truth in room "<span class="home__code">{code}</span></h1>
                <p class="home__lead">{title}</p>
                <MomentForm here=here.clone() at now before after/>
                <section aria-labelledby="belief-title">
                    <h2 class="home__section" id="belief-title">"Truth against belief"</h2>
                    <BeliefTable beliefs/>
                </section>
                <section aria-labelledby="ledger-title">
                    <h2 class="home__section" id="ledger-title">"Every message"</h2>
                    <p class="proof__lead">{totals(&ledger)}</p>
                    <LedgerTable here ledger/>
                </section>
                <section aria-labelledby="database-title">
                    <h2 class="home__section" id="database-title">"The simulated database"</h2>
                    {tables.into_iter().map(|TableOf { name, found }| view! {
                        <h3 class="proof__name">{name}</h3>
                        <FoundTable name found/>
                    }).collect_view()}
                </section>
                <SqlBox action=sql_action at sql bytes_max=sql_bytes_max/>
                {outcome.map(|outcome| view! { <Answer outcome/> })}
                {has_unassigned.then(|| view! { <InnerJoinLesson/> })}
            </main>
        </div>
    }
}

/// Which moment is shown, and the ways to others.
#[component]
fn MomentForm(
    /// The path of the page.
    here: String,
    /// The moment.
    at: Millis,
    /// The room time now.
    now: Millis,
    /// The last change before it.
    before: Option<Millis>,
    /// The first one after it.
    after: Option<Millis>,
) -> impl IntoView {
    let action = here.clone();
    view! {
        <form method="get" action=action class="proof__moment" aria-label="Moment">
            <p class="proof__at">
                "As of "<strong>{at.to_string()}</strong>{if at < now { " · looking back" } else { " · now" }}
            </p>
            <ChangeLink here=here.clone() to=before words="Previous change"/>
            <ChangeLink here=here.clone() to=after words="Next change"/>
            <TimeField label="Room time" name="at" at/>
            <button class="button">"Go there"</button>
            <a class="button" href=here>"Now ("{clock_time(now)}")"</a>
        </form>
    }
}

/// The way to a change; where there is none, its words alone.
#[component]
fn ChangeLink(
    /// The path of the page.
    here: String,
    /// The moment of the change.
    to: Option<Millis>,
    /// What it is called.
    words: &'static str,
) -> impl IntoView {
    match to {
        Some(at) => {
            view! { <a class="button" href=format!("{here}?at={at}")>{words}" ("{clock_time(at)}")"</a> }.into_any()
        }
        None => view! { <a class="button proof__none" role="link" aria-disabled="true">{words}</a> }.into_any(),
    }
}

/// Every message, with what became of it.
#[component]
fn LedgerTable(
    /// The path of the page.
    here: String,
    /// The messages.
    ledger: Vec<LedgerEntry>,
) -> impl IntoView {
    const COLUMNS: [&str; 8] = ["No.", "Time", "From", "Chat", "Message", "Outcome", "Sender informed", "Why"];
    let row = |entry: LedgerEntry| {
        let time = clock_time(entry.at);
        view! {
            <tr>
                <td>{entry.n}</td>
                <td><a href=format!("{here}?at={}", entry.at) aria-label=format!("Go to {time}")>{time.clone()}</a></td>
                <td>{entry.from.word()}</td>
                <td>{entry.chat.to_string()}</td>
                <td class="proof__words">{entry.text}</td>
                <td>{outcome(entry.fate)}</td>
                <td>{if entry.sender_knows { "yes" } else { "no" }}</td>
                <td><RuleChip rule=entry.why.rule()/>" "<ProvenanceMark provenance=entry.why.provenance()/></td>
            </tr>
        }
    };
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label="Messages">
            <table class="proof__table">
                <thead><tr>{COLUMNS.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                <tbody>{ledger.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Why a chat is missing from both of the source's queries.
#[component]
fn InnerJoinLesson() -> impl IntoView {
    view! {
        <p class="proof__lesson">
            "A chat waits that nobody is assigned to. The source's queries do not show it: they are inner joins, and a row whose "
            <code>"assigned_to"</code>" is NULL joins no user."
        </p>
    }
}
