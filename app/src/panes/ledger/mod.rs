//! The message ledger: every message with its fate, and whether its sender knows. For pages with controls.

use drill::{Fate, LedgerEntry, Pane, Sender, Thing};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage},
    ui::{Draw, Drawn, Spotlight, button, clock_time, each, moment_link, provenance_mark, rule_chip, text, while_so},
};

/// How many of the newest messages stand in the list until somebody asks for all.
const LISTED_FIRST: usize = 12;

/// The ledger, newest first.
#[component]
pub fn Ledger() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let shows_all = Held::new(false);
    let newest = move || {
        let max = if shows_all.get() { usize::MAX } else { LISTED_FIRST };
        stage.ledger.with(|ledger| ledger.iter().rev().take(max).cloned().collect())
    };
    let has_more = move || !shows_all.get() && stage.ledger.with(Vec::len) > LISTED_FIRST;
    let totals = move || stage.ledger.with(|ledger| totals(ledger));
    view! {
        <section class="card ledger" aria-labelledby="ledger-title" data-mark=spotlight.mark(Pane::Ledger, Thing::Message)>
            <header class="card__head">
                <h2 class="card__title" id="ledger-title">"Message ledger"</h2>
                <span class="ledger__totals">{text(totals)}</span>
            </header>
            <div class="ledger__scroll" tabindex="0" role="region" aria-label="Messages and their fate">
                <table class="ledger__table">
                    <thead>
                        <tr>
                            <th scope="col">"No."</th>
                            <th scope="col">"Time"</th>
                            <th scope="col">"From"</th>
                            <th scope="col">"Words"</th>
                            <th scope="col">"Fate"</th>
                            <th scope="col">"Sender knows"</th>
                            <th scope="col">"Why"</th>
                        </tr>
                    </thead>
                    <tbody>{each(newest, |entry| (entry.n as u64) << 1 | u64::from(entry.sender_knows), row)}</tbody>
                </table>
                {while_so(has_more, move || button("button", "Show the rest", move || shows_all.set(true)))}
            </div>
        </section>
    }
}

fn totals(ledger: &[LedgerEntry]) -> String {
    let count = |fate: Fate| ledger.iter().filter(|entry| entry.fate == fate).count().to_string();
    [&count(Fate::Delivered), " delivered, ", &count(Fate::Lost), " lost, ", &count(Fate::Unsent), " not sent"].concat()
}

/// One message. For those who can look back, its time leads to the moment.
fn row(entry: LedgerEntry) -> Drawn {
    let LedgerEntry { n, at, from, text, fate, why, sender_knows, .. } = entry;
    let from = match from {
        Sender::Agent => "Agent",
        Sender::Customer => "Customer",
    };
    view! {
        <tr class=["ledger__row ledger__row--", fate.word()].concat()>
            <td>{n.to_string()}</td>
            <td class="ledger__time">{moment_link(at, &clock_time(at))}</td>
            <td>{from}</td>
            <td class="ledger__words">{text}</td>
            <td><span class="ledger__fate">{if fate == Fate::Unsent { "not sent" } else { fate.word() }}</span></td>
            <td>{if sender_knows { "yes" } else { "no" }}</td>
            <td class="ledger__why">{rule_chip(why.rule())}" "{provenance_mark(why.provenance())}</td>
        </tr>
    }
    .drawn()
}
