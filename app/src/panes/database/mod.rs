//! The simulated database: what the source's two queries find at this moment. Read-only, and for pages with controls.

use drill::{IN_PROGRESS_QUERY, ONE_CHAT_QUERY, Pane, QUERY_COLUMNS, QueryRow, Thing};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{For, ProvenanceMark, RuleChip, Show, use_spotlight},
    room::use_room,
};

/// Both queries with their rows.
#[component]
pub fn Database() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let queries = room.view.queries();
    let in_progress = Signal::derive(move || queries.with(|queries| queries.in_progress.clone()));
    let one_chat = Signal::derive(move || queries.with(|queries| queries.one_chat.clone()));
    let has_unassigned = move || queries.with(|queries| queries.has_unassigned);
    view! {
        <section class="card database" aria-labelledby="database-title" data-mark=spotlight.mark(Pane::Database, Thing::Row)>
            <header class="card__head">
                <h2 class="card__title" id="database-title">"Simulated database"</h2>
                <span class="database__small">"read-only, as of now"</span>
            </header>
            <div class="database__query">
                <Query name="Chats in progress" sql=IN_PROGRESS_QUERY rows=in_progress/>
                <Show when=has_unassigned>
                    <p class="database__lesson">
                        "A chat that nobody is assigned to is missing here: the query joins chats with agents."
                    </p>
                </Show>
            </div>
            <div class="database__query"><Query name="Chat 1347" sql=ONE_CHAT_QUERY rows=one_chat/></div>
        </section>
    }
}

/// A query and its rows.
#[component]
fn Query(name: &'static str, sql: &'static str, rows: Signal<Vec<QueryRow>>) -> impl IntoView {
    let count = move || rows.with(Vec::len);
    let count_words = move || match count() {
        1 => "1 row".to_owned(),
        count => format!("{count} rows"),
    };
    // A row whose status or reason has changed is another one.
    let key = |row: &QueryRow| (row.cells.clone(), row.why.rule(), row.why.provenance().word());
    view! {
        <h3 class="database__name">{name}<span class="database__count">{count_words}</span></h3>
        <details class="database__sql">
            <summary>"The query, as the source writes it"</summary>
            <pre class="database__text" tabindex="0">{sql}</pre>
        </details>
        <div class="database__scroll" tabindex="0" role="region" aria-label=format!("Rows: {name}")>
            <table class="database__table">
                <thead>
                    <tr>
                        {QUERY_COLUMNS.map(|column| view! { <th scope="col">{column}</th> }.into_any()).into_iter().collect_view()}
                        <th scope="col">"why"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=key let(row)><Row row/></For>
                </tbody>
            </table>
        </div>
        <Show when=move || count() == 0>
            <p class="database__none">"No row."</p>
        </Show>
    }
}

#[component]
fn Row(row: QueryRow) -> impl IntoView {
    view! {
        <tr>
            {row.cells.into_iter().map(|cell| view! { <td>{cell}</td> }.into_any()).collect_view()}
            <td class="database__why">
                <RuleChip rule=row.why.rule()/>" "<ProvenanceMark provenance=row.why.provenance()/>
            </td>
        </tr>
    }
}
