//! The table that `drillroom play` prints.

use crate::{Effect, Thing, format::print::quoted};

/// A value longer than this does not widen its column: one long chat line must not push everything else off a screen.
const VALUE_CHARS_MAX: usize = 28;

/// Effects as an aligned table: time, pane, thing, value, rule, provenance; and the words that came with it, in quotes,
/// with their own mark. Each row ends with a line break.
pub fn table(effects: &[Effect]) -> String {
    let rows: Vec<Row> = effects.iter().map(row).collect();
    let widest = |cell: fn(&Row) -> &str, most: usize| {
        rows.iter().map(|row| cell(row).chars().count()).filter(|width| *width <= most).max().unwrap_or_default()
    };
    let time = widest(|row| &row.time, usize::MAX);
    let thing = widest(|row| row.thing, usize::MAX);
    let value = widest(|row| &row.value, VALUE_CHARS_MAX);
    rows.iter().map(|row| row.print(time, thing, value)).collect()
}

struct Row {
    time: String,
    pane: &'static str,
    thing: &'static str,
    value: String,
    rule: &'static str,
    provenance: &'static str,
    words: String,
}

impl Row {
    fn print(&self, time: usize, thing: usize, value: usize) -> String {
        let Self { time: at, pane, thing: what, value: to, rule, provenance, words } = self;
        let line = format!("{at:<time$} {pane:<8} {what:<thing$}  {to:<value$}  {rule:<4}  {provenance:<13}  {words}");
        format!("{}\n", line.trim_end())
    }
}

fn row(effect: &Effect) -> Row {
    let words = effect.words.as_ref();
    Row {
        time: effect.at.to_string(),
        pane: effect.pane.word(),
        thing: effect.thing.word(),
        value: value(effect),
        rule: effect.why.rule().id(),
        provenance: effect.why.provenance().word(),
        words: words.map(|words| format!("{} {}", one_line(&words.text), words.provenance.word())).unwrap_or_default(),
    }
}

/// As an `expect` line would write it: a line of a transcript stands in quotes, but not the `none` of an emptied one.
fn value(effect: &Effect) -> String {
    let is_emptied = effect.words.is_some();
    if effect.thing == Thing::Line && !is_emptied { one_line(&effect.value) } else { effect.value.clone() }
}

/// In quotes, on one line whatever it holds.
fn one_line(text: &str) -> String {
    quoted(text).replace('\n', "⏎").replace('\t', " ")
}
