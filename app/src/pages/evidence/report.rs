//! The report of a room, for screen and paper: what was switched, who saw what, what became of the messages, who was misled
//! for how long. It works without the client.

use drill::{
    Millis, Misled, Who,
    report::{Outage, Report, Span},
    state::Note,
};
use leptos::prelude::*;

use super::{
    timeline::{Window, timeline},
    truth::{fate, sender, totals},
};
use crate::{
    ui::{Draw, Drawn, brand_icon, clock_time, provenance_mark, rule_chip, sentence},
    wire::Entry,
};

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSheet {
    /// The room's code, as shown.
    pub code: String,
    /// The day on which the room was opened, such as 2026-11-26.
    pub day: String,
    /// What of the time the lanes show.
    pub window: Window,
    /// The evidence.
    pub report: Report,
}

/// The report.
#[component]
pub fn ReportPage(
    /// What it says.
    sheet: ReportSheet,
) -> impl IntoView {
    let ReportSheet { code, day, window, report } = sheet;
    let lanes = timeline(&code, &report, window);
    let room = ["/room/", &code].concat();
    let query = ["?at=", &report.until.to_string()].concat();
    let below = |what: &str| [&room, what, &query].concat();
    let Report { title, until, outages, seen, ledger, misled, notes, .. } = report.clone();
    view! {
        <div class="proof proof--paper">
            <header class="home__head">
                <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
                <nav class="home__nav" aria-label="Pages">
                    <a href=below("/report.csv")>"CSV"</a>
                    <a href=below("/report.md")>"Markdown"</a>
                    <a href=below("/truth")>"Truth"</a>
                    <a href=room.clone()>"Back to the room"</a>
                </nav>
            </header>
            <p class="proof__watermark" aria-hidden="true">"TRAINING"</p>
            <main class="proof__main">
                <h1 class="home__title">"Report of room "<span class="home__code">{code}</span></h1>
                <p class="home__lead">{title}". Opened on "{day}", told up to room time "{until.to_string()}". Everything in it is simulated: TRAINING."</p>
                {section("Timeline", lanes)}
                {section("What was switched, and who did something first", outage_table(&outages))}
                {section("Who was misled, and for how long", misled_table(&report, &misled))}
                {section("Messages", view! {
                    <p>{totals(&ledger)}</p>
                    {table(&["No.", "Time", "From", "Chat", "Words", "Fate", "Sender knows", "Rule"], ledger.into_iter().map(|entry| vec![
                        words(&entry.n), words(&clock_time(entry.at)), words(sender(entry.from)), words(&entry.chat), free(entry.text),
                        words(fate(entry.fate)), words(if entry.sender_knows { "yes" } else { "no" }),
                        view! { {rule_chip(entry.why.rule())} }.drawn(),
                    ]).collect())}
                }.drawn())}
                {section("Notes", note_table(notes))}
                {section("What each side saw", table(&["Time", "What", "Rule"], seen.into_iter().filter(|effect| effect.why.rule() != drill::Rule::Ok).map(|effect| vec![
                    words(&effect.at),
                    free(sentence(&Entry::Seen(effect.clone()))),
                    view! { {rule_chip(effect.why.rule())}" "{provenance_mark(effect.why.provenance())} }.drawn(),
                ]).collect()))}
            </main>
        </div>
    }
}

fn section(title: &'static str, content: Drawn) -> Drawn {
    let id = title.split([' ', ',']).next().unwrap_or_default().to_lowercase() + &title.len().to_string();
    let labelled = id.clone();
    view! { <section class="proof__section" aria-labelledby=labelled><h2 class="home__section" id=id>{title}</h2>{content}</section> }
        .drawn()
}

fn words(what: &(impl ToString + ?Sized)) -> Drawn {
    let text = what.to_string();
    view! { {text} }.drawn()
}

/// What somebody wrote: it may be one endless word.
fn free(text: String) -> Drawn {
    view! { <span class="proof__words">{text}</span> }.drawn()
}

fn table(columns: &[&'static str], rows: Vec<Vec<Drawn>>) -> Drawn {
    if rows.is_empty() {
        return view! { <p>"Nothing."</p> }.drawn();
    }
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label=columns.join(", ")>
            <table class="proof__table">
                <thead><tr>{columns.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {rows.into_iter().map(|row| view! {
                        <tr>{row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .drawn()
}

fn outage_table(outages: &[Outage]) -> Drawn {
    let after = |moment: Option<Millis>, stop: Millis| {
        words(&moment.map_or_else(|| "never".to_owned(), |moment| ["after ", &clock_time(moment - stop)].concat()))
    };
    let row = |outage: &Outage| {
        let off = outage.started.map_or_else(
            || "still off".to_owned(),
            |started| {
                [clock_time(started), " (off for ".to_owned(), clock_time(started - outage.stopped), ")".to_owned()]
                    .concat()
            },
        );
        vec![
            words(outage.backend.name()),
            words(&clock_time(outage.stopped)),
            words(&off),
            after(outage.agent_acted, outage.stopped),
            after(outage.customer_acted, outage.stopped),
        ]
    };
    table(
        &["Backend", "Off at", "On again at", "Agent's first action", "Customer's first action"],
        outages.iter().map(row).collect(),
    )
}

fn misled_table(report: &Report, spans: &[Span]) -> Drawn {
    let row = |span: &Span| {
        let Misled { who, about, rule } = span.misled;
        vec![
            words(person(who)),
            words(about.question()),
            view! { {rule_chip(rule)}" "{provenance_mark(rule.provenance())}" "{rule.plain()} }.drawn(),
            words(&clock_time(span.from)),
            words(&clock_time(span.length())),
        ]
    };
    view! {
        <p>
            "The agent was misled for "<strong>{clock_time(report.misled_for(Who::Agent))}</strong>
            ", the customer for "<strong>{clock_time(report.misled_for(Who::Customer))}</strong>" of room time in all."
        </p>
        {table(&["Who", "About", "By", "From", "For"], spans.iter().map(row).collect())}
    }
    .drawn()
}

/// The two people as the report names them.
pub(super) const fn person(who: Who) -> &'static str {
    match who {
        Who::Agent => "agent",
        Who::Customer => "customer",
    }
}

fn note_table(notes: Vec<(Note, bool)>) -> Drawn {
    let row = |(note, is_public): (Note, bool)| {
        vec![
            words(&clock_time(note.stamp.at)),
            words(if is_public { "everybody" } else { "operators" }),
            free(note.text),
        ]
    };
    table(&["Time", "For", "Note"], notes.into_iter().map(row).collect())
}
