//! The report as Markdown and as CSV, for what people write and count elsewhere.

use drill::{
    Who,
    report::{Report, Totals},
};

use super::{
    report::{ReportSheet, person},
    truth::{fate, sender, totals},
};
use crate::{ui::sentence, wire::Entry};

/// The report as Markdown.
pub fn report_markdown(sheet: &ReportSheet) -> String {
    let ReportSheet { code, day, report, .. } = sheet;
    let head = format!(
        "# Report of room {code}\n\n{}. Opened on {day}, told up to room time {}. Everything in it is simulated: TRAINING.\n",
        marked(&report.title),
        report.until
    );
    let chapters = tables(report).into_iter().map(|(title, columns, rows)| {
        let lead = match title {
            "Messages" => [&totals(&report.ledger), "\n\n"].concat(),
            "Misled" => {
                let (agent, customer) = (report.misled_for(Who::Agent), report.misled_for(Who::Customer));
                format!("The agent for {agent}, the customer for {customer} of room time in all.\n\n")
            }
            _ => String::new(),
        };
        let table = if rows.is_empty() { "Nothing.\n".to_owned() } else { markdown_table(&columns, &rows) };
        format!("\n## {title}\n\n{lead}{table}")
    });
    std::iter::once(head).chain(chapters).collect()
}

fn markdown_table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let line =
        |row: &Vec<String>| format!("| {} |\n", row.iter().map(|cell| marked(cell)).collect::<Vec<_>>().join(" | "));
    let head = format!("| {} |\n|{}\n", columns.join(" | "), " --- |".repeat(columns.len()));
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

/// The report as CSV: one line an entry, with the kind of entry first.
pub fn report_csv(sheet: &ReportSheet) -> String {
    let Totals { delivered, lost, lost_unknown, unsent } = sheet.report.totals;
    let mut lines = vec![
        csv_line(["kind", "time", "who", "what", "detail", "rule", "provenance"]),
        csv_line(["room", "0:00", "", &sheet.code, &sheet.report.title, "", ""]),
    ];
    for (name, count) in [
        ("delivered", delivered),
        ("lost", lost),
        ("lost without its sender's knowledge", lost_unknown),
        ("not sent", unsent),
    ] {
        lines.push(csv_line(["total", "", "", name, &count.to_string(), "", ""]));
    }
    let report = &sheet.report;
    for outage in &report.outages {
        let (name, after) = (outage.backend.name(), |moment: Option<drill::Millis>| {
            moment.map_or_else(|| "never".to_owned(), |moment| (moment - outage.stopped).to_string())
        });
        let on = outage.started.map_or_else(|| "still off".to_owned(), |at| at.to_string());
        lines.push(csv_line(["outage", &outage.stopped.to_string(), "operator", name, &on, "", ""]));
        lines.push(csv_line([
            "first action",
            &outage.stopped.to_string(),
            "agent",
            name,
            &after(outage.agent_acted),
            "",
            "",
        ]));
        lines.push(csv_line([
            "first action",
            &outage.stopped.to_string(),
            "customer",
            name,
            &after(outage.customer_acted),
            "",
            "",
        ]));
    }
    for span in &report.misled {
        let rule = span.misled.rule;
        let length = span.length().to_string();
        lines.push(csv_line([
            "misled",
            &span.from.to_string(),
            person(span.misled.who),
            span.misled.about.word(),
            &length,
            rule.id(),
            rule.provenance().word(),
        ]));
    }
    for entry in &report.ledger {
        let detail = if entry.sender_knows {
            entry.fate.word().to_owned()
        } else {
            [entry.fate.word(), ", sender does not know"].concat()
        };
        lines.push(csv_line([
            "message",
            &entry.at.to_string(),
            sender(entry.from),
            &entry.text,
            &detail,
            entry.why.rule().id(),
            entry.why.provenance().word(),
        ]));
    }
    for (note, is_public) in &report.notes {
        lines.push(csv_line([
            "note",
            &note.stamp.at.to_string(),
            "operator",
            &note.text,
            if *is_public { "for everybody" } else { "" },
            "",
            "",
        ]));
    }
    for effect in &report.seen {
        let what = sentence(&Entry::Seen(effect.clone()));
        lines.push(csv_line([
            "seen",
            &effect.at.to_string(),
            effect.pane.word(),
            &what,
            effect.thing.word(),
            effect.why.rule().id(),
            effect.why.provenance().word(),
        ]));
    }
    lines.concat()
}

/// One line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula is made a text.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cell = |cell: &str| {
        let text =
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { ["'", cell].concat() } else { cell.to_owned() };
        if text.contains([',', '"', '\n', '\r']) { ["\"", &text.replace('"', "\"\""), "\""].concat() } else { text }
    };
    let mut line = cells.into_iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

type Table = (&'static str, Vec<&'static str>, Vec<Vec<String>>);

fn tables(report: &Report) -> Vec<Table> {
    let after = |moment: Option<drill::Millis>, stop| {
        moment.map_or_else(|| "never".to_owned(), |at: drill::Millis| (at - stop).to_string())
    };
    let outages = report.outages.iter().map(|outage| {
        let on = outage.started.map_or_else(|| "still off".to_owned(), |at| at.to_string());
        let (agent, customer) =
            (after(outage.agent_acted, outage.stopped), after(outage.customer_acted, outage.stopped));
        vec![outage.backend.name().to_owned(), outage.stopped.to_string(), on, agent, customer]
    });
    let misled = report.misled.iter().map(|span| {
        let (who, about, rule) = (span.misled.who, span.misled.about, span.misled.rule);
        vec![
            person(who).to_owned(),
            about.question().to_owned(),
            rule.id().to_owned(),
            span.from.to_string(),
            span.length().to_string(),
        ]
    });
    let messages = report.ledger.iter().map(|entry| {
        let knows = if entry.sender_knows { "yes" } else { "no" };
        let from = sender(entry.from);
        let cells = [
            entry.n.to_string(),
            entry.at.to_string(),
            from.to_owned(),
            entry.text.clone(),
            fate(entry.fate).to_owned(),
        ];
        cells.into_iter().chain([knows.to_owned(), entry.why.rule().id().to_owned()]).collect()
    });
    let notes = report.notes.iter().map(|(note, is_public)| {
        vec![
            note.stamp.at.to_string(),
            if *is_public { "everybody" } else { "operators" }.to_owned(),
            note.text.clone(),
        ]
    });
    let seen = report.seen.iter().filter(|effect| effect.why.rule() != drill::Rule::Ok).map(|effect| {
        let (rule, provenance) = (effect.why.rule(), effect.why.provenance());
        vec![effect.at.to_string(), sentence(&Entry::Seen(effect.clone())), format!("{rule} ({})", provenance.word())]
    });
    vec![
        (
            "Outages",
            vec!["Backend", "Off at", "On at", "Agent's first action after", "Customer's after"],
            outages.collect(),
        ),
        ("Misled", vec!["Who", "About", "By", "From", "For"], misled.collect()),
        ("Messages", vec!["No.", "Time", "From", "Words", "Fate", "Sender knows", "Rule"], messages.collect()),
        ("Notes", vec!["Time", "For", "Note"], notes.collect()),
        ("What each side saw", vec!["Time", "What", "Rule"], seen.collect()),
    ]
}

/// Text in which nothing is taken for a sign of Markdown, on one line.
fn marked(text: &str) -> String {
    text.chars().fold(String::new(), |mut told, letter| {
        match letter {
            '\n' | '\r' => told.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => told.extend(['\\', letter]),
            _ => told.push(letter),
        }
        told
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
            ("@SUM(A1)", "'@SUM(A1)\r\n"),
        ] {
            assert_eq!(csv_line([cell]), line);
        }
    }

    #[test]
    fn nothing_that_somebody_wrote_becomes_markdown() {
        assert_eq!(marked("a|b <script> *x*\n# y"), "a\\|b \\<script\\> \\*x\\* \\# y");
    }
}
