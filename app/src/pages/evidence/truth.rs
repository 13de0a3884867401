//! The truth of a room at one moment, for operators: what is true and what each screen claims, every message with its fate,
//! and the simulated database with a box for SQL. Plain forms and links: the page works without the client.

use drill::{Belief, IN_PROGRESS_QUERY, LedgerEntry, Millis, ONE_CHAT_QUERY};
use leptos::prelude::*;

use super::{
    chapters::{fate, totals},
    head, time_field,
};
use crate::{
    panes::truth::belief_table,
    ui::{Draw, Drawn, clock_time, provenance_mark, rule_chip},
};

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows; a cell without a value is `None`.
    pub rows: Vec<Vec<Option<String>>>,
    /// Whether there were more rows than are shown.
    pub cut: bool,
}

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
    /// What stands in the box.
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
    let here = ["/room/", &code, "/truth"].concat();
    view! {
        <div class="proof">
            {head(&code, at, &[])}
            <main class="proof__main">
                <h1 class="home__title">"Truth in room "<span class="home__code">{code}</span></h1>
                <p class="home__lead">{title}</p>
                {moment(&here, at, now, before, after)}
                <section aria-labelledby="belief-title">
                    <h2 class="home__section" id="belief-title">"Truth against belief"</h2>
                    {belief_table(beliefs)}
                </section>
                <section aria-labelledby="ledger-title">
                    <h2 class="home__section" id="ledger-title">"Every message"</h2>
                    <p class="proof__lead">{totals(&ledger)}</p>
                    {ledger_table(&here, ledger)}
                </section>
                <section aria-labelledby="database-title">
                    <h2 class="home__section" id="database-title">"The simulated database"</h2>
                    {tables.into_iter().map(|table| view! {
                        <h3 class="proof__name">{table.name}</h3>
                        {found_table(table.name, &table.found)}
                    }.drawn()).collect_view()}
                </section>
                {sql_box(&here, at, &sql, sql_bytes_max)}
                {outcome.map(|outcome| answer(&outcome))}
                {has_unassigned.then(lesson)}
            </main>
        </div>
    }
}

fn moment(here: &str, at: Millis, now: Millis, before: Option<Millis>, after: Option<Millis>) -> Drawn {
    let to = |moment: Millis| [here, "?at=", &moment.to_string()].concat();
    let step = |moment: Option<Millis>, words: &'static str| match moment {
        Some(moment) => view! { <a class="button" href=to(moment)>{words}" ("{clock_time(moment)}")"</a> }.drawn(),
        None => view! { <span class="button proof__none" aria-disabled="true">{words}</span> }.drawn(),
    };
    view! {
        <form method="get" action=here.to_owned() class="proof__moment" aria-label="Moment">
            <p class="proof__at">
                "As of "<strong>{at.to_string()}</strong>
                {if at < now { " · looking back" } else { " · now" }}
            </p>
            {step(before, "Change before")}
            {step(after, "Change after")}
            {time_field("Room time", "at", at)}
            <button class="button">"Go there"</button>
            <a class="button" href=here.to_owned()>"Now ("{clock_time(now)}")"</a>
        </form>
    }
    .drawn()
}

fn ledger_table(here: &str, ledger: Vec<LedgerEntry>) -> Drawn {
    let row = |entry: LedgerEntry| {
        let to = [here, "?at=", &entry.at.to_string()].concat();
        view! {
            <tr>
                <td>{entry.n}</td>
                <td><a href=to aria-label=["Go to ", &clock_time(entry.at)].concat()>{clock_time(entry.at)}</a></td>
                <td>{entry.from.word()}</td>
                <td>{entry.chat.to_string()}</td>
                <td class="proof__words">{entry.text}</td>
                <td>{fate(entry.fate)}</td>
                <td>{if entry.sender_knows { "yes" } else { "no" }}</td>
                <td>{rule_chip(entry.why.rule())}" "{provenance_mark(entry.why.provenance())}</td>
            </tr>
        }
        .drawn()
    };
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label="Messages">
            <table class="proof__table">
                <thead>
                    <tr>
                        {["No.", "Time", "From", "Chat", "Words", "Fate", "Sender knows", "Why"]
                            .map(|name| view! { <th scope="col">{name}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{ledger.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .drawn()
}

fn found_table(name: &str, found: &Found) -> Drawn {
    let cell = |cell: &Option<String>| match cell {
        Some(text) => view! { <td class="proof__words">{text.clone()}</td> }.drawn(),
        None => view! { <td class="proof__silent">"NULL"</td> }.drawn(),
    };
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label=["Rows: ", name].concat()>
            <table class="proof__table proof__table--rows">
                <thead><tr>{found.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {found.rows.iter().map(|row| view! { <tr>{row.iter().map(cell).collect_view()}</tr> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .drawn()
}

fn sql_box(here: &str, at: Millis, sql: &str, bytes_max: usize) -> Drawn {
    // The address goes on naming the moment.
    let action = || [here, "?at=", &at.to_string(), "#sql"].concat();
    let preset = |name: &'static str, text: &'static str| {
        view! {
            <form method="post" action=action() class="proof__preset">
                <input type="hidden" name="at" value=at.to_string()/>
                <input type="hidden" name="sql" value=text/>
                <button class="button">{name}</button>
            </form>
        }
        .drawn()
    };
    view! {
        <section aria-labelledby="sql">
            <h2 class="home__section" id="sql">"Ask it in SQL"</h2>
            <p>
                "One SELECT in T-SQL, on the three tables above as they are at "{at.to_string()}
                ". It runs on a database of its own, where nothing can be changed. The source's two queries, exactly as written there:"
            </p>
            <div class="proof__presets">
                {preset("Chats in progress", IN_PROGRESS_QUERY)}
                {preset("Chat 1347", ONE_CHAT_QUERY)}
            </div>
            <form method="post" action=action()>
                <input type="hidden" name="at" value=at.to_string()/>
                <label class="proof__label" for="sql-text">"Query"</label>
                <textarea class="proof__sql" id="sql-text" name="sql" rows="8" maxlength=bytes_max spellcheck="false">{["\n", sql].concat()}</textarea>
                <p class="proof__presets">
                    <button class="button">"Run"</button>
                    <button class="button" name="as" value="csv">"Run, and save as CSV"</button>
                </p>
            </form>
        </section>
    }
    .drawn()
}

/// Why a chat is missing from both of the source's queries.
fn lesson() -> Drawn {
    view! {
        <p class="proof__lesson">
            "A chat waits that nobody is assigned to. The source's queries do not show it: they are inner joins, and a row whose "
            <code>"assigned_to"</code>" is NULL joins no user."
        </p>
    }
    .drawn()
}

fn answer(outcome: &Result<Found, String>) -> Drawn {
    match outcome {
        Err(error) => view! { <p class="proof__error" role="alert">"Not answered: "{error.clone()}"."</p> }.drawn(),
        Ok(found) => {
            let count = found.rows.len();
            let cut = if found.cut { ", and more that are not shown." } else { "." };
            let rows = if count == 1 { format!("1 row{cut}") } else { format!("{count} rows{cut}") };
            view! {
                <section aria-label="Answer">
                <p class="proof__lead" role="status">{rows}</p>
                {found_table("answer", found)}
                <details class="proof__copy">
                    <summary class="button">"As text to copy"</summary>
                    <textarea class="proof__sql" readonly rows="6" aria-label="The answer as text">{["\n", &as_text(found)].concat()}</textarea>
                </details>
                </section>
            }
            .drawn()
        }
    }
}

/// Columns by tabs, as spreadsheets take them from the clipboard.
fn as_text(found: &Found) -> String {
    let row = |row: &Vec<Option<String>>| {
        row.iter()
            .map(|cell| cell.as_deref().unwrap_or("NULL").replace(['\t', '\n'], " "))
            .collect::<Vec<_>>()
            .join("\t")
    };
    let lines = found.rows.iter().map(row);
    std::iter::once(found.columns.join("\t")).chain(lines).collect::<Vec<_>>().join("\n")
}
