//! The simulated database: what the source's two queries find at this moment. Read-only, and for pages with controls.

use drill::{
    IN_PROGRESS_QUERY, ONE_CHAT_QUERY, Pane, QUERY_COLUMNS, QueryRow, Row, Shown, Thing, in_progress, one_chat,
};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Drawn, Spotlight, each, provenance_mark, rule_chip, text, while_so},
};

/// Both queries with their rows.
#[component]
pub fn Database() -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    view! {
        <section class="card database" aria-labelledby="database-title" data-mark=spotlight.mark(Pane::Database, Thing::Row)>
            <header class="card__head">
                <h2 class="card__title" id="database-title">"Simulated database"</h2>
                <span class="database__small">"read-only, as of now"</span>
            </header>
            {query("Chats in progress", IN_PROGRESS_QUERY, in_progress)}
            {query("Chat 1347", ONE_CHAT_QUERY, one_chat)}
        </section>
    }
}

fn query(name: &'static str, sql: &'static str, find: fn(&[Shown<Row>]) -> Vec<QueryRow>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let rows = move || stage.rows.with(|rows| find(rows));
    let count = move || stage.rows.with(|rows| find(rows).len());
    // The other query asks for one chat, and would not have it anyway.
    let is_missing = move || {
        sql == IN_PROGRESS_QUERY && stage.rows.with(|rows| rows.iter().any(|row| row.what.assigned_to.is_none()))
    };
    view! {
        <div class="database__query">
            <h3 class="database__name">{name}<span class="database__count">{text(move || rows_in_words(count()))}</span></h3>
            <details class="database__sql">
                <summary>"The query, as the source writes it"</summary>
                <pre class="database__text" tabindex="0">{sql}</pre>
            </details>
            <div class="database__scroll" tabindex="0" role="region" aria-label=["Rows: ", name].concat()>
                <table class="database__table">
                    <thead>
                        <tr>
                            {QUERY_COLUMNS.map(|column| view! { <th scope="col">{column}</th> }).collect_view()}
                            <th scope="col">"why"</th>
                        </tr>
                    </thead>
                    <tbody>{each(rows, key, row)}</tbody>
                </table>
            </div>
            {while_so(move || count() == 0, || view! { <p class="database__none">"No row."</p> }.drawn())}
            {while_so(is_missing, || view! {
                <p class="database__lesson">
                    "A chat that nobody is assigned to is missing here: the query joins chats with agents."
                </p>
            }.drawn())}
        </div>
    }
}

fn rows_in_words(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { [&count.to_string(), " rows"].concat() }
}

/// A row whose status or reason has changed is another one.
fn key(row: &QueryRow) -> u64 {
    let status = u64::from(row.cells[3].as_bytes()[0]);
    u64::from(row.activity_id.0) << 32 | status << 16 | row.why.rule() as u64
}

fn row(row: QueryRow) -> Drawn {
    view! {
        <tr>
            {row.cells.map(|cell| view! { <td>{cell}</td> }.drawn()).collect_view()}
            <td class="database__why">{rule_chip(row.why.rule())}" "{provenance_mark(row.why.provenance())}</td>
        </tr>
    }
    .drawn()
}
