//! The report as Markdown and as CSV, for what people write and count elsewhere.

use drill::{Millis, Who, Why, report::Totals};

use protocol::Entry;

use super::{
    chapters::{Cell, Chapter, chapters, first_action},
    report::ReportSheet,
};
use crate::narration::sentence;

/// The report as Markdown.
pub fn report_markdown(sheet: &ReportSheet) -> String {
    let title = escaped(&sheet.report.title);
    let head = format!("# Report of room {}\n\n{title}{}\n", sheet.code, sheet.origin());
    std::iter::once(head).chain(chapters(&sheet.report).into_iter().map(chapter)).collect()
}

fn chapter(chapter: Chapter) -> String {
    let Chapter { title, lead, columns, rows } = chapter;
    let lead = lead.map_or_else(String::new, |lead| lead + "\n\n");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let table = if rows.is_empty() {
        "None\n".to_owned()
    } else {
        let names = line(columns.iter().map(|name| (*name).to_owned()).collect());
        let rule = line(columns.iter().map(|_| "---".to_owned()).collect());
        let rows = rows.into_iter().map(|row| line(row.iter().map(|cell| escaped(&words(cell))).collect()));
        [names, rule].into_iter().chain(rows).collect()
    };
    format!("\n## {title}\n\n{lead}{table}")
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Plain(text) | Cell::Words(text) => text.clone(),
        Cell::Rule(rule, provenance) => format!("{rule} ({})", provenance.word()),
        Cell::RuleInWords(rule, provenance) => format!("{rule} ({}): {}", provenance.word(), rule.plain()),
    }
}

/// The report as CSV: one line an entry, all of one form, with the kind of entry first.
pub fn report_csv(sheet: &ReportSheet) -> String {
    const COLUMNS: [&str; 7] = ["kind", "time", "who", "what", "detail", "rule", "provenance"];
    let report = &sheet.report;
    let Totals { delivered, lost, lost_unknown, unsent } = report.totals;
    let mut table = Table(csv_line(COLUMNS));
    table.add("training", Millis::ZERO, "", &sheet.code, &report.title);
    for (name, count) in [("delivered", delivered), ("lost", lost), ("lost unknown", lost_unknown), ("unsent", unsent)]
    {
        table.add("total", report.until, "", name, &count.to_string());
    }
    for who in [Who::Agent, Who::Customer] {
        table.add("total", report.until, who.word(), "misled for", &report.misled_for(who).to_string());
    }
    for outage in &report.outages {
        let (name, stopped) = (outage.backend.name(), outage.stopped);
        let on = outage.started.map_or_else(|| "still off".to_owned(), |at| at.to_string());
        table.add("outage", stopped, "operator", name, &on);
        table.add("first action", stopped, "agent", name, &first_action(outage.agent_acted, stopped));
        table.add("first action", stopped, "customer", name, &first_action(outage.customer_acted, stopped));
    }
    for span in &report.misled {
        let (misled, length) = (span.misled, span.length().to_string());
        let by = [misled.rule.id(), misled.provenance.word()];
        table.line("misled", span.from, misled.who.word(), misled.about.word(), &length, by);
    }
    for entry in &report.ledger {
        let informed = if entry.sender_knows { "" } else { ", sender not informed" };
        let outcome = format!("{}{informed}", entry.fate.word());
        table.line("message", entry.at, entry.from.word(), &entry.text, &outcome, by(entry.why));
    }
    for (note, is_public) in &report.notes {
        let reader = if *is_public { "for everybody" } else { "for operators" };
        table.add("note", note.stamp.at, "operator", &note.text, reader);
    }
    for effect in &report.seen {
        let what = sentence(&Entry::Effect(effect.clone()));
        table.line("seen", effect.at, effect.pane.word(), &what, effect.thing.word(), by(effect.why));
    }
    table.0
}

const fn by(why: Why) -> [&'static str; 2] {
    [why.rule().id(), why.provenance().word()]
}

/// Lines of CSV so far.
struct Table(String);

impl Table {
    /// An entry that no rule is behind.
    fn add(&mut self, kind: &str, at: Millis, who: &str, what: &str, detail: &str) {
        self.line(kind, at, who, what, detail, [""; 2]);
    }

    fn line(&mut self, kind: &str, at: Millis, who: &str, what: &str, detail: &str, [rule, provenance]: [&str; 2]) {
        self.0 += &csv_line([kind, &at.to_string(), who, what, detail, rule, provenance]);
    }
}

/// One line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula is made a text.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cell = |cell: &str| {
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let text = if is_formula { format!("'{cell}") } else { cell.to_owned() };
        if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// Text in which nothing is taken for a sign of Markdown, on one line.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, letter| {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => escaped.extend(['\\', letter]),
            _ => escaped.push(letter),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_csv_is_quoted_where_it_must_be_and_never_a_formula() {
        for (cell, line) in [
            ("plain", "plain\r\n"),
            ("a,b", "\"a,b\"\r\n"),
            ("say \"yes\"", "\"say \"\"yes\"\"\"\r\n"),
            ("two\nlines", "\"two\nlines\"\r\n"),
            ("=1+1", "'=1+1\r\n"),
            ("-1", "-1\r\n"),
            ("-1+1", "'-1+1\r\n"),
            ("@SUM(A1)", "'@SUM(A1)\r\n"),
        ] {
            assert_eq!(csv_line([cell]), line);
        }
    }

    #[test]
    fn nothing_that_somebody_wrote_becomes_markdown() {
        assert_eq!(escaped("a|b <script> *x*\n# y"), "a\\|b \\<script\\> \\*x\\* \\# y");
    }
}
