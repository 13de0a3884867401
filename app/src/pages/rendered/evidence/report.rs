//! The report of a room, for screen and paper. It works without the client.

use drill::report::Report;
use leptos::prelude::*;

use super::{
    EvidenceHead,
    chapters::{Cell, Chapter, chapters},
    timeline::{ReportTimeline, Window},
};
use crate::components::{ProvenanceMark, RuleChip};

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSheet {
    /// The room's code, as shown.
    pub code: String,
    /// The day on which the room was opened, such as 2026-11-26, in UTC.
    pub day: String,
    /// What of the time the lanes show.
    pub window: Window,
    /// The evidence.
    pub report: Report,
}

impl ReportSheet {
    /// What comes after its title, in the same paragraph.
    pub(super) fn origin(&self) -> String {
        let Self { day, report, .. } = self;
        format!(". Opened on {day} UTC, covers 0:00 to {}. All of it is simulated: TRAINING.", report.until)
    }
}

/// The report.
#[component]
pub fn ReportPage(
    /// What it says.
    sheet: ReportSheet,
) -> impl IntoView {
    let lead = format!("{}{}", sheet.report.title, sheet.origin());
    let ReportSheet { code, window, report, .. } = sheet;
    let until = report.until;
    let files = vec![("CSV", format!("/report.csv?at={until}")), ("Markdown", format!("/report.md?at={until}"))];
    let chapters = (1..).zip(chapters(&report));
    view! {
        <div class="proof proof--paper">
            <EvidenceHead code=code.clone() at=until own=files/>
            <p class="proof__watermark" aria-hidden="true">"TRAINING"</p>
            <main class="proof__main">
                <h1 class="home__title">"Report of room "<span class="home__code">{code.clone()}</span></h1>
                <p class="home__lead">{lead}</p>
                <section class="proof__section" aria-labelledby="timeline">
                    <h2 class="home__section" id="timeline">"Timeline"</h2>
                    <ReportTimeline code report window/>
                </section>
                {chapters.map(|(number, chapter)| view! { <ChapterSection number chapter/> }).collect_view()}
            </main>
        </div>
    }
}

#[component]
fn ChapterSection(
    /// Its number.
    number: usize,
    /// What it says.
    chapter: Chapter,
) -> impl IntoView {
    let Chapter { title, lead, columns, rows } = chapter;
    let id = format!("chapter-{number}");
    let labelled_by = id.clone();
    let table = if rows.is_empty() {
        view! { <p>"None"</p> }.into_any()
    } else {
        view! { <ChapterTable title columns rows/> }.into_any()
    };
    view! {
        <section class="proof__section" aria-labelledby=labelled_by>
            <h2 class="home__section" id=id>{title}</h2>
            {lead.map(|lead| view! { <p class="proof__lead">{lead}</p> })}
            {table}
        </section>
    }
}

#[component]
fn ChapterTable(
    /// The chapter's title.
    title: &'static str,
    /// The names of the columns.
    columns: &'static [&'static str],
    /// The rows.
    rows: Vec<Vec<Cell>>,
) -> impl IntoView {
    view! {
        <div class="explorer__scroll" tabindex="0" role="region" aria-label=format!("Table: {title}")>
            <table class="proof__table">
                <thead><tr>{columns.iter().map(|name| view! { <th scope="col">{*name}</th> }).collect_view()}</tr></thead>
                <tbody>
                    {rows.into_iter().map(|row| view! {
                        <tr>{row.into_iter().map(|cell| view! { <TableCell cell/> }).collect_view()}</tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn TableCell(
    /// What is in it.
    cell: Cell,
) -> impl IntoView {
    match cell {
        Cell::Plain(text) => view! { <td>{text}</td> }.into_any(),
        Cell::Words(text) => view! { <td><span class="proof__words">{text}</span></td> }.into_any(),
        Cell::Rule(rule, provenance) => view! { <td><RuleChip rule/>" "<ProvenanceMark provenance/></td> }.into_any(),
        Cell::RuleInWords(rule, provenance) => {
            view! { <td><RuleChip rule/>" "<ProvenanceMark provenance/>" "{rule.plain()}</td> }.into_any()
        }
    }
}
