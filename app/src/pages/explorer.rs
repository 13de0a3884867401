//! The explorer: a printed table of the eight states of the backends, each at four moments, made from the rules that run.
//! Every cell opens a room at that moment. Below it: what each order of return costs, from the same rules.

use drill::{
    Backends, Provenance, Rule, Sender, Why, Words, WordsProvenance,
    explorer::{Cell, Moment, cell, states, word},
    recovery::{self, Recovery, in_words, orders, recovery},
};
use leptos::prelude::*;

use crate::ui::{Draw, Drawn, brand_icon, clock_time, provenance_mark, rule_chip, status_icon, words_mark};

/// The table.
#[component]
pub fn ExplorerPage() -> impl IntoView {
    let marks = [Provenance::Documented, Provenance::Reconstructed, Provenance::Inferred, Provenance::Ordinary];
    view! {
        <div class="explorer">
            <header class="home__head">
                <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
                <nav class="home__nav" aria-label="Pages"><a href="/guide">"Guide for trainers"</a></nav>
            </header>
            <main class="explorer__main">
                <h1 class="home__title">"Eight states, four moments"</h1>
                <p class="home__lead">
                    "What agent and customer get to see in every state of the three backends, made from the same rules that run \
                     in the rooms. In each case the customer has sent a line three seconds after the stop, the agent has \
                     answered after six, and has opened the tab Case after eight. A button opens a room at that moment."
                </p>
                <fieldset class="explorer__marks">
                    <legend class="explorer__legend">"Show"</legend>
                    {choice("all", true, "everything".into_view().drawn())}
                    {marks.map(|mark| choice(mark.word(), false, provenance_mark(mark).drawn())).into_iter().collect_view()}
                </fieldset>
                <form method="post" action="/rooms">
                    <div class="explorer__scroll" tabindex="0" role="region" aria-label="The eight states">
                        <table class="explorer__table">
                            <thead>
                                <tr>
                                    <th scope="col">"Off"</th>
                                    {Moment::ALL.map(|moment| view! { <th scope="col">{moment.name()}</th> }).collect_view()}
                                </tr>
                            </thead>
                            <tbody>{states().into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                    <h2 class="home__section explorer__second" id="orders">"Everything is off: in which order back?"</h2>
                    <p class="home__lead">
                        "All three stop at 0:00, and one step a minute brings them back. The agent tries a line after each step and \
                         logs in when all is on; the customer starts another chat as soon as that works, and goes on writing. What \
                         each order costs by 6:00, the cheapest first:"
                    </p>
                    <div class="explorer__scroll" tabindex="0" role="region" aria-label="Orders of return">
                        <table class="explorer__table explorer__table--orders">
                            <thead>
                                <tr>
                                    {["Back in this order", "All on at", "Messages lost", "Sender does not know", "Not sent", "Agent misled", "Customer misled", "Anybody misled", "People misled", "Try it"]
                                        .map(|name| view! { <th scope="col">{name}</th> }).collect_view()}
                                </tr>
                            </thead>
                            <tbody>{costs().iter().map(order_row).collect_view()}</tbody>
                        </table>
                    </div>
                    <p class="explorer__truth">
                        "That every order has a result is inferred "{rule_chip(Rule::Co3)}" "{provenance_mark(Rule::Co3.provenance())}
                        "; the rules behind the results are those above."
                    </p>
                </form>
            </main>
        </div>
    }
}

/// One choice of what to show; the stylesheet does the rest.
fn choice(word: &'static str, chosen: bool, label: Drawn) -> Drawn {
    view! {
        <label class="explorer__choice"><input type="radio" name="show" class=["explorer__show--", word].concat() checked=chosen/>" "{label}</label>
    }
    .drawn()
}

/// Every order of return, the cheapest first.
fn costs() -> Vec<Recovery> {
    let mut all: Vec<Recovery> = orders().into_iter().map(recovery).collect();
    all.sort_by_key(|order| (order.lost, order.blind, order.unsent, order.restored));
    all
}

fn order_row(cost: &Recovery) -> Drawn {
    let value = ["order@", &recovery::word(&cost.order)].concat();
    let order = in_words(&cost.order);
    let label = ["Open a room after this order: ", &order].concat();
    let numbers = [
        clock_time(cost.restored),
        cost.lost.to_string(),
        cost.lost_unknown.to_string(),
        cost.unsent.to_string(),
        clock_time(cost.agent_misled),
        clock_time(cost.customer_misled),
        clock_time(cost.blind),
        [&cost.people_misled.to_string(), " of 2"].concat(),
    ];
    view! {
        <tr>
            <th scope="row" class="explorer__state">{order}</th>
            {numbers.map(|number| view! { <td>{number}</td> }).into_iter().collect_view()}
            <td><button class="button explorer__open" name="cell" value=value aria-label=label>"Open a room"</button></td>
        </tr>
    }
    .drawn()
}

/// The name of a state: which backends are off.
fn name(off: Backends) -> String {
    match off.count() {
        0 => "Nothing".to_owned(),
        3 => "All three".to_owned(),
        _ => off.to_string(),
    }
}

fn row(off: Backends) -> Drawn {
    view! {
        <tr>
            <th scope="row" class="explorer__state">{name(off)}</th>
            {Moment::ALL.map(|moment| square(&cell(off, moment))).into_iter().collect_view()}
        </tr>
    }
    .drawn()
}

fn square(cell: &Cell) -> Drawn {
    let Cell { off, moment, agent, customer, rows, ledger, misled, chat_lives } = cell;
    let value = [&word(*off), "@", moment.word()].concat();
    let label = ["Open a room: ", &name(*off), " off, ", moment.name()].concat();
    let icon = agent.icon.what.map(status_icon);
    let status = agent.status.clone().map_or_else(|| ("no chat in view".to_owned(), None), said);
    let status_class = fact_class(agent.icon.why, status.1);
    let popup = agent.popup.what.map(|popup| fact("Pop-up", said(drill::words::popup(popup).0), agent.popup.why));
    let mark = agent.desktop.what.map_or("logged out", drill::DesktopMark::word);
    let notice = customer.notice_words.clone().map_or_else(
        || (if customer.can_type.what { "no notice, can type" } else { "no notice, cannot type" }.to_owned(), None),
        |(heading, words)| (heading, Some(words.provenance)),
    );
    let first = rows.iter().find(|row| row.what.activity_id == drill::ActivityId::FIRST_CHAT);
    let row = first.map(|row| {
        let status = [row.what.activity_status.to_string(), "/".to_owned(), row.what.activity_sub_status.to_string()];
        fact("Row 1347", (status.concat(), None), row.why)
    });
    let sent = ledger.iter().filter(|message| message.n > drill::cast::FIRST_LINES.len()).map(|message| {
        let who = if message.from == Sender::Agent { "Agent's line" } else { "Customer's line" };
        let knows = if message.sender_knows { "" } else { ", sender does not know" };
        fact(who, ([message.fate.word(), knows].concat(), None), message.why)
    });
    let flashing =
        agent.title_flashing.what.then(|| fact("Title bar", ("flashing".to_owned(), None), agent.title_flashing.why));
    view! {
        <td class="explorer__cell">
            <dl class="explorer__facts">
                <div class=status_class>
                    <dt>"Agent"</dt>
                    <dd>{icon}" "{words(status)}{why(agent.icon.why)}</dd>
                </div>
                {fact("Desktop", (mark.to_owned(), None), agent.desktop.why)}
                {popup}
                {flashing}
                {fact("Customer", notice, customer.notice.why)}
                {sent.collect_view()}
                {row}
            </dl>
            <p class="explorer__truth">
                <strong>{if *chat_lives { "The chat lives. " } else { "The chat is lost. " }}</strong>
                {if misled.is_empty() { "Nobody is misled." } else { "Misled: " }}
                {misled.iter().map(|misled| {
                    let who = if misled.who == drill::Who::Agent { "agent" } else { "customer" };
                    let mark = misled.provenance;
                    let class = ["explorer__misled explorer__fact--", mark.word()].concat();
                    view! { <span class=class>{who}", “"{misled.about.question()}"” "{rule_chip(misled.rule)}" "{provenance_mark(mark)}</span>" " }.drawn()
                }).collect_view()}
            </p>
            <button class="button explorer__open" name="cell" value=value aria-label=label>"Open a room here"</button>
        </td>
    }
    .drawn()
}

/// Something on a screen: its words, and where they come from if they are words of the product.
type Said = (String, Option<WordsProvenance>);

fn said(words: Words) -> Said {
    (words.text, Some(words.provenance))
}

fn fact(name: &'static str, said: Said, reason: Why) -> Drawn {
    let class = fact_class(reason, said.1);
    view! { <div class=class><dt>{name}</dt><dd>{words(said)}{why(reason)}</dd></div> }.drawn()
}

fn words((text, provenance): Said) -> Drawn {
    view! { {text}{provenance.map(|provenance| view! { " "{words_mark(provenance)} }.drawn())} }.drawn()
}

/// By its provenance and that of its words, so that the choice above can leave it out.
fn fact_class(why: Why, words: Option<WordsProvenance>) -> String {
    let ours = if words == Some(WordsProvenance::Reconstructed) { " explorer__fact--reconstructed" } else { "" };
    ["explorer__fact explorer__fact--", why.provenance().word(), ours].concat()
}

/// The rule and its mark; nothing for what is ordinary.
fn why(why: Why) -> Option<Drawn> {
    (why.rule() != Rule::Ok).then(|| {
        view! { " "<span class="explorer__why">{rule_chip(why.rule())}" "{provenance_mark(why.provenance())}</span> }.drawn()
    })
}
