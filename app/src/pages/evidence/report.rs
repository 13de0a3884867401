//! The report of a room, for screen and paper. It works without the client.

use drill::report::Report;
use leptos::prelude::*;

use super::{
    chapters::{Cell, Chapter, chapters},
    head,
    timeline::{Window, timeline},
};
use crate::ui::{Draw, Drawn, provenance_mark, rule_chip};

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

impl ReportSheet {
    /// What stands below its title.
    pub(super) fn lead(&self) -> [String; 2] {
        let until = self.report.until.to_string();
        let told =
            [". Opened on ", &self.day, ", told up to room time ", &until, ". All of it is simulated: TRAINING."];
        [self.report.title.clone(), told.concat()]
    }
}

/// The report.
#[component]
pub fn ReportPage(
    /// What it says.
    sheet: ReportSheet,
) -> impl IntoView {
    let lead = sheet.lead().concat();
    let ReportSheet { code, window, report, .. } = sheet;
    let query = ["?at=", &report.until.to_string()].concat();
    view! {
        <div class="proof proof--paper">
            {head(&code, report.until, &[("CSV", ["/report.csv", &query].concat()), ("Markdown", ["/report.md", &query].concat())])}
            <p class="proof__watermark" aria-hidden="true">"TRAINING"</p>
            <main class="proof__main">
                <h1 class="home__title">"Report of room "<span class="home__code">{code.clone()}</span></h1>
                <p class="home__lead">{lead}</p>
                <section class="proof__section" aria-labelledby="timeline">
                    <h2 class="home__section" id="timeline">"Timeline"</h2>
                    {timeline(&code, &report, window)}
                </section>
                {chapters(&report).into_iter().zip(1..).map(|(chapter, number)| section(chapter, number)).collect_view()}
            </main>
        </div>
    }
}

fn section(chapter: Chapter, number: usize) -> Drawn {
    let Chapter { title, lead, columns, rows } = chapter;
    let id = ["chapter-", &number.to_string()].concat();
    let labelled = id.clone();
    view! {
        <section class="proof__section" aria-labelledby=labelled>
            <h2 class="home__section" id=id>{title}</h2>
            {lead.map(|lead| view! { <p class="proof__lead">{lead}</p> })}
            {if rows.is_empty() { view! { <p>"Nothing."</p> }.drawn() } else { table(title, columns, rows) }}
        </section>
    }
    .drawn()
}

fn table(title: &'static str, columns: &[&'static str], rows: Vec<Vec<Cell>>) -> Drawn {
    let label = ["Table: ", title].concat();
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label=label>
            <table class="proof__table">
                <thead><tr>{columns.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(|row| view! { <tr>{row.into_iter().map(cell).collect_view()}</tr> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .drawn()
}

fn cell(cell: Cell) -> Drawn {
    match cell {
        Cell::Plain(text) => view! { <td>{text}</td> }.drawn(),
        Cell::Words(text) => view! { <td><span class="proof__words">{text}</span></td> }.drawn(),
        Cell::Rule(rule, provenance) => view! { <td>{rule_chip(rule)}" "{provenance_mark(provenance)}</td> }.drawn(),
        Cell::RuleInWords(rule, provenance) => {
            view! { <td>{rule_chip(rule)}" "{provenance_mark(provenance)}" "{rule.plain()}</td> }.drawn()
        }
    }
}
