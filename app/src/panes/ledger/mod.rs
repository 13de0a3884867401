//! The message ledger: every message with its outcome, and whether its sender was informed. For pages with controls.

use drill::{Fate, LedgerEntry, Pane, Sender, Thing};
use leptos::prelude::*;
use protocol::{List, RoomViewStoreFields as _};

use crate::{
    components::{Button, EarlierButton, For, MomentLink, ProvenanceMark, RuleChip, Show, clock_time, use_spotlight},
    room::{ListsStoreFields as _, use_room},
};

/// How many of the newest messages are listed until somebody asks for the rest.
const LISTED_FIRST: usize = 12;

/// The ledger, newest first.
#[component]
pub fn Ledger() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let shows_all = RwSignal::new(false);
    let newest = move || -> Vec<LedgerEntry> {
        let max = if shows_all.get() { usize::MAX } else { LISTED_FIRST };
        room.lists.ledger().with(|ledger| ledger.iter().rev().take(max).cloned().collect())
    };
    let has_more = move || !shows_all.get() && room.lists.ledger().with(|ledger| ledger.len() > LISTED_FIRST);
    let totals = move || {
        let totals = room.view.totals().get();
        format!("{} delivered, {} lost, {} not sent", totals.delivered, totals.lost, totals.unsent)
    };
    view! {
        <section class="card ledger" aria-labelledby="ledger-title" data-mark=spotlight.mark(Pane::Ledger, Thing::Message)>
            <header class="card__head">
                <h2 class="card__title" id="ledger-title">"Message ledger"</h2>
                <span class="ledger__totals">{totals}</span>
            </header>
            <div class="ledger__scroll" tabindex="0" role="region" aria-label="Messages and their outcome">
                    <table class="ledger__table">
                        <thead>
                            <tr>
                                <th scope="col">"No."</th>
                                <th scope="col">"Time"</th>
                                <th scope="col">"From"</th>
                                <th scope="col">"Message"</th>
                                <th scope="col">"Outcome"</th>
                                <th scope="col">"Sender informed"</th>
                                <th scope="col">"Why"</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=newest key=|entry| (entry.n, entry.at, entry.sender_knows) let(entry)><Row entry/></For>
                        </tbody>
                    </table>
                <Show when=has_more>
                    <Button on_press=move || shows_all.set(true)>"Show the rest"</Button>
                </Show>
                <Show when=move || shows_all.get()>
                    <EarlierButton list=List::Ledger item="message"/>
                </Show>
            </div>
        </section>
    }
}

/// One message. For those who can look back, its time leads to the moment.
#[component]
fn Row(entry: LedgerEntry) -> impl IntoView {
    let LedgerEntry { n, at, from, text, fate, why, sender_knows, .. } = entry;
    let from = match from {
        Sender::Agent => "Agent",
        Sender::Customer => "Customer",
    };
    view! {
        <tr class=format!("ledger__row ledger__row--{}", fate.word())>
            <td>{n}</td>
            <td class="ledger__time"><MomentLink at words=clock_time(at)/></td>
            <td>{from}</td>
            <td class="ledger__words">{text}</td>
            <td><span class="ledger__fate">{if fate == Fate::Unsent { "not sent" } else { fate.word() }}</span></td>
            <td>{if sender_knows { "yes" } else { "no" }}</td>
            <td class="ledger__why"><RuleChip rule=why.rule()/>" "<ProvenanceMark provenance=why.provenance()/></td>
        </tr>
    }
}
