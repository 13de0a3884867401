//! The explorer: a printed table of the eight states of the backends, each at four moments, made from the rules that run.
//! Every cell opens a room at that moment. Below it: what each order of return costs, from the same rules.

use drill::{
    Backends, Provenance, Rule, Sender, Why, Words, WordsProvenance,
    explorer::{Cell, Moment, cell, states, word},
    recovery::{self, Recovery, in_words, orders, recovery},
};
use leptos::prelude::*;

use crate::{
    components::{ProvenanceMark, RuleChip, StatusIcon, WordsMark, clock_time},
    pages::brand::BrandLink,
};

/// Both tables. They share a form, whose buttons post the field `cell` to `/rooms`.
#[component]
pub fn ExplorerPage() -> impl IntoView {
    view! {
        <div class="explorer">
            <header class="home__head">
                <BrandLink/>
                <nav class="home__nav" aria-label="Pages"><a href="/guide">"Guide for trainers"</a></nav>
            </header>
            <main class="explorer__main">
                <h1 class="home__title">"Eight states, four moments"</h1>
                <p class="home__lead">
                    "What agent and customer get to see in every state of the three backends, made from the same rules that run \
                     in the rooms. In each case the customer has sent a line three seconds after the stop, the agent has \
                     answered after six, and has opened the tab Case after eight. A button opens a room at that moment."
                </p>
                <ShownMarks/>
                <form method="post" action="/rooms">
                    <States/>
                    <Orders/>
                </form>
            </main>
        </div>
    }
}

/// The choice of what the table shows; the stylesheet does the rest.
#[component]
fn ShownMarks() -> impl IntoView {
    let marks = [Provenance::Documented, Provenance::Reconstructed, Provenance::Inferred, Provenance::Ordinary];
    let choice = |mark: Provenance| {
        view! { <Choice word=mark.word()><ProvenanceMark provenance=mark/></Choice> }
    };
    view! {
        <fieldset class="explorer__marks">
            <legend class="explorer__legend">"Show"</legend>
            <Choice word="all" is_chosen=true>"everything"</Choice>
            {marks.map(choice).collect_view()}
        </fieldset>
    }
}

#[component]
fn Choice(
    /// Its word in the stylesheet.
    word: &'static str,
    /// Whether it is chosen to begin with.
    #[prop(optional)]
    is_chosen: bool,
    /// Its name.
    children: Children,
) -> impl IntoView {
    let class = format!("explorer__show--{word}");
    view! {
        <label class="explorer__choice"><input type="radio" name="show" class=class checked=is_chosen/>" "{children()}</label>
    }
}

/// The eight states, a row each.
#[component]
fn States() -> impl IntoView {
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label="The eight states">
            <table class="explorer__table">
                <thead>
                    <tr>
                        <th scope="col">"Off"</th>
                        {Moment::ALL.map(|moment| view! { <th scope="col">{moment.name()}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {states().into_iter().map(|off| view! {
                        <tr>
                            <th scope="row" class="explorer__state">{name(off)}</th>
                            {Moment::ALL.map(|moment| view! { <StateCell cell=cell(off, moment)/> }).collect_view()}
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// The name of a state: which backends are off.
fn name(off: Backends) -> String {
    match off.count() {
        0 => "None".to_owned(),
        3 => "All three".to_owned(),
        _ => off.to_string(),
    }
}

/// What everybody sees in one state at one moment, and the button that opens a room there.
#[component]
fn StateCell(
    /// The state, and what is seen in it.
    cell: Cell,
) -> impl IntoView {
    let value = format!("{}@{}", word(cell.off), cell.moment.word());
    let label = format!("Open a room here: {} off, {}", name(cell.off), cell.moment.name());
    view! {
        <td class="explorer__cell">
            <CellFacts cell=cell.clone()/>
            <p class="explorer__truth">
                <strong>{if cell.chat_lives { "The chat lives. " } else { "The chat is lost. " }}</strong>
                {if cell.misled.is_empty() { "Nobody is misled." } else { "Misled: " }}
                {cell.misled.into_iter().map(|misled| {
                    let class = format!("explorer__misled explorer__fact--{}", misled.provenance.word());
                    view! {
                        <span class=class>
                            {misled.who.word()}", “"{misled.about.question()}"” "
                            <RuleChip rule=misled.rule/>" "<ProvenanceMark provenance=misled.provenance/>
                        </span>
                        " "
                    }
                }).collect_view()}
            </p>
            <button class="button explorer__open" name="cell" value=value aria-label=label>"Open a room here"</button>
        </td>
    }
}

/// What is on the screens, in the database and in the ledger, each with its reason.
#[component]
fn CellFacts(
    /// The state, and what is seen in it.
    cell: Cell,
) -> impl IntoView {
    let Cell { agent, customer, rows, ledger, .. } = cell;
    let status = agent.status.map_or_else(|| ours("no chat in view"), said);
    let popup = agent.popup.what.map(|popup| (said(drill::words::popup(popup).0), agent.popup.why));
    let desktop = ours(agent.desktop.what.map_or("logged out", drill::DesktopMark::word));
    let notice = customer.notice_words.map_or_else(
        || ours(if customer.can_type.what { "no notice, can type" } else { "no notice, cannot type" }),
        |(heading, words)| (heading, Some(words.provenance)),
    );
    let first = rows.into_iter().find(|row| row.what.activity_id == drill::ActivityId::FIRST_CHAT);
    let row =
        first.map(|row| (ours(format!("{}/{}", row.what.activity_status, row.what.activity_sub_status)), row.why));
    let sent = ledger.into_iter().filter(|message| message.n > drill::cast::FIRST_LINES.len()).map(|message| {
        let name = if message.from == Sender::Agent { "Agent's line" } else { "Customer's line" };
        let informed = if message.sender_knows { "" } else { ", sender not informed" };
        view! { <Fact name said=ours(format!("{}{informed}", message.fate.word())) why=message.why/> }
    });
    let icon = agent.icon;
    let status_class = fact_class(icon.why, status.1);
    let flashing = agent.title_flashing;
    view! {
        <dl class="explorer__facts">
            <div class=status_class>
                <dt>"Agent"</dt>
                <dd>{icon.what.map(|icon| view! { <StatusIcon icon/> })}" "<SaidWords said=status/><Reason why=icon.why/></dd>
            </div>
            <Fact name="Desktop" said=desktop why=agent.desktop.why/>
            {popup.map(|(said, why)| view! { <Fact name="Pop-up" said why/> })}
            {flashing.what.then(|| view! { <Fact name="Title bar" said=ours("flashing") why=flashing.why/> })}
            <Fact name="Customer" said=notice why=customer.notice.why/>
            {sent.collect_view()}
            {row.map(|(said, why)| view! { <Fact name="Row 1347" said why/> })}
        </dl>
    }
}

/// Something on a screen: its words, and where they come from if they are words of the product.
type Said = (String, Option<WordsProvenance>);

fn said(words: Words) -> Said {
    (words.text, Some(words.provenance))
}

fn ours(words: impl Into<String>) -> Said {
    (words.into(), None)
}

#[component]
fn Fact(
    /// What it is about.
    name: &'static str,
    /// What is so.
    said: Said,
    /// Why.
    why: Why,
) -> impl IntoView {
    let class = fact_class(why, said.1);
    view! { <div class=class><dt>{name}</dt><dd><SaidWords said/><Reason why/></dd></div> }
}

#[component]
fn SaidWords(
    /// The words, and where they come from.
    said: Said,
) -> impl IntoView {
    let (words, provenance) = said;
    view! { {words}{provenance.map(|provenance| view! { " "<WordsMark provenance/> })} }
}

/// By its provenance and that of its words, so that the choice above the table can leave it out.
fn fact_class(why: Why, words: Option<WordsProvenance>) -> String {
    let ours = if words == Some(WordsProvenance::Reconstructed) { " explorer__fact--reconstructed" } else { "" };
    format!("explorer__fact explorer__fact--{}{ours}", why.provenance().word())
}

/// The rule and its mark; nothing for what is ordinary.
#[component]
fn Reason(
    /// Why something is so.
    why: Why,
) -> impl IntoView {
    (why.rule() != Rule::Ok).then(|| {
        view! {
            " "<span class="explorer__why"><RuleChip rule=why.rule()/>" "<ProvenanceMark provenance=why.provenance()/></span>
        }
    })
}

/// What each order costs in which three backends come back.
#[component]
fn Orders() -> impl IntoView {
    const COLUMNS: [&str; 10] = [
        "Back in this order",
        "All on at",
        "Messages lost",
        "Sender not informed",
        "Not sent",
        "Agent misled",
        "Customer misled",
        "Anybody misled",
        "People misled",
        "Try it",
    ];
    let mut costs: Vec<Recovery> = orders().into_iter().map(recovery).collect();
    costs.sort_by_key(|order| (order.lost, order.blind, order.unsent, order.restored));
    view! {
        <h2 class="home__section explorer__second" id="orders">"Everything is off: in which order back?"</h2>
        <p class="home__lead">
            "All three stop at 0:00, and one step a minute brings them back. The agent tries a line after each step and \
             logs in when all is on; the customer starts another chat as soon as that works, and goes on writing. What \
             each order costs by 6:00, the cheapest first:"
        </p>
        <div class="explorer__scroll" tabindex="0" role="region" aria-label="Orders of return">
            <table class="explorer__table explorer__table--orders">
                <thead><tr>{COLUMNS.map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                <tbody>{costs.into_iter().map(|cost| view! { <OrderRow cost/> }).collect_view()}</tbody>
            </table>
        </div>
        <p class="explorer__truth">
            "That every order has a result is inferred "<RuleChip rule=Rule::Co3/>" "
            <ProvenanceMark provenance=Rule::Co3.provenance()/>"; the rules behind the results are those above."
        </p>
    }
}

#[component]
fn OrderRow(
    /// The order, and its cost.
    cost: Recovery,
) -> impl IntoView {
    let value = format!("order@{}", recovery::word(&cost.order));
    let order = in_words(&cost.order);
    let label = format!("Open a room after this order: {order}");
    let numbers = [
        clock_time(cost.restored),
        cost.lost.to_string(),
        cost.lost_unknown.to_string(),
        cost.unsent.to_string(),
        clock_time(cost.agent_misled),
        clock_time(cost.customer_misled),
        clock_time(cost.blind),
        format!("{} of 2", cost.people_misled),
    ];
    view! {
        <tr>
            <th scope="row" class="explorer__state">{order}</th>
            {numbers.map(|number| view! { <td>{number}</td> }).collect_view()}
            <td><button class="button explorer__open" name="cell" value=value aria-label=label>"Open a room"</button></td>
        </tr>
    }
}
