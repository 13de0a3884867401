//! The print: what it ran on, every figure beside its budget, and what has to be known besides.

use super::{
    Figures,
    budgets::{BUDGETS, Budget, Limit},
    machine::{BUSY_MAX, Load},
    samples::Samples,
};
use crate::failure::Failure;
use std::{error::Error, fmt::Write as _};

/// What a machine may well lack the programs for, so that it is no error when it cannot be measured.
const MAY_BE_MISSING: [&str; 2] = ["A8", "B1"];

/// Everything that is printed at the end.
pub struct Report {
    machine: String,
    start: Load,
    rows: Vec<Row>,
}

struct Row {
    budget: &'static Budget,
    /// The figures, or why there are none.
    outcome: Result<Samples, String>,
    /// The share of all cores that others used just before or after.
    busy: f64,
}

impl Report {
    /// Nothing measured yet.
    pub fn new(machine: String, start: Load) -> Self {
        Self { machine, start, rows: Vec::new() }
    }

    /// Adds what came of measuring the budget `id`.
    pub fn add(&mut self, id: &'static str, busy: f64, outcome: Result<Figures, Failure>) {
        let mut outcome = outcome.map_err(|failure| whole(&failure));
        for budget in BUDGETS.iter().filter(|budget| budget.id == id) {
            let samples = match &mut outcome {
                Ok(figures) => figures.remove(budget.key).ok_or_else(|| "the measurement left it out".to_owned()),
                Err(reason) => Err(reason.clone()),
            };
            self.rows.push(Row { budget, outcome: samples, busy });
        }
    }

    /// Prints all of it.
    ///
    /// # Errors
    /// When something could not be measured that every machine can measure.
    pub fn print(&self, end: &Load) -> Result<(), Failure> {
        println!("\n{}\nload {} at the start, {end} at the end\n", self.machine, self.start);
        let head = ["", "what", "budget", "measured", "median", "p10–p90", "runs", "of budget", "verdict"];
        println!("{}", line(&head.map(str::to_owned)));
        for row in &self.rows {
            println!("{}", line(&row.cells()));
        }
        let mut notes = self.rows.iter().filter_map(Row::note).collect::<Vec<_>>();
        // One reason for all figures of a budget is said once.
        notes.dedup();
        if !notes.is_empty() {
            println!("\n{}", notes.join("\n"));
        }
        let failed: Vec<&str> = self.rows.iter().filter(|row| row.is_fault()).map(|row| row.budget.key).collect();
        if failed.is_empty() {
            return Ok(());
        }
        Err(Failure::explained(format!("not measured, for the reasons above: {}", failed.join(", "))))
    }
}

impl Row {
    fn cells(&self) -> [String; 9] {
        let budget = self.budget;
        let by = budget.by.word();
        let sign = if matches!(budget.limit, Limit::AtMost(_)) { "≤" } else { "≥" };
        let limit = format!("{by}{sign} {}", with_unit(&budget.limit.number().to_string(), budget.unit));
        let mut cells = [String::new(), String::new(), String::new(), String::new(), String::new(), String::new()];
        let mut verdict = "not measured".to_owned();
        if let Ok(samples) = &self.outcome {
            let (figure, decimals) = (samples.figure(budget.by), budget.decimals);
            let number = |number: f64| format!("{number:.decimals$}");
            let several = samples.count() > 1;
            let spread = format!("{}–{}", number(samples.at(10)), number(samples.at(90)));
            let limit = budget.limit.number();
            cells = [
                format!("{by}{}", with_unit(&number(figure), budget.unit)),
                if several { number(samples.median()) } else { String::new() },
                if several { spread } else { String::new() },
                samples.count().to_string(),
                if limit > 0.0 { format!("{:.0} %", figure / limit * 100.0) } else { String::new() },
                String::new(),
            ];
            if budget.is_met_by(figure) { "met" } else { "NOT met" }.clone_into(&mut verdict);
            if self.busy > BUSY_MAX {
                // Writing to a string does not fail.
                let _ = write!(verdict, ", noisy: {:.0} % of the machine was busy", self.busy * 100.0);
            }
        }
        let [measured, median, spread, runs, ratio, _] = cells;
        [budget.id.to_owned(), budget.what.to_owned(), limit, measured, median, spread, runs, ratio, verdict]
    }

    fn note(&self) -> Option<String> {
        match &self.outcome {
            Ok(samples) if samples.note.is_empty() => None,
            Ok(samples) => Some(format!("{}: {}", self.budget.key, samples.note)),
            Err(reason) => Some(format!("{}: {reason}", self.budget.id)),
        }
    }

    fn is_fault(&self) -> bool {
        self.outcome.is_err() && !MAY_BE_MISSING.contains(&self.budget.id)
    }
}

fn with_unit(number: &str, unit: &str) -> String {
    let space = if unit.is_empty() || unit.starts_with('/') { "" } else { " " };
    [number, space, unit].concat()
}

/// One line of the table. Numbers stand to the right, so that they can be compared.
fn line(cells: &[String; 9]) -> String {
    let [id, what, limit, measured, median, spread, runs, ratio, verdict] = cells;
    let line = format!(
        "{id:2}  {what:47}  {limit:>13}  {measured:>12}  {median:>8}  {spread:>15}  {runs:>4}  {ratio:>9}  {verdict}"
    );
    line.trim_end().to_owned()
}

/// A failure with all its causes, on one line.
fn whole(failure: &Failure) -> String {
    let mut texts = vec![failure.to_string()];
    let mut cause = failure.source();
    while let Some(error) = cause {
        texts.push(error.to_string());
        cause = error.source();
    }
    texts.join(", because: ")
}

#[cfg(test)]
mod tests {
    use super::{Figures, Load, Report, Samples};
    use crate::failure::Failure;

    #[test]
    fn a_row_says_figure_spread_ratio_and_verdict() {
        let mut report = Report::new(String::new(), Load::now());
        let samples = |numbers: &[f64]| Samples::of(numbers.to_vec()).expect("numbers");
        let figures = [("A5 start", samples(&[200.0, 400.0, 900.0])), ("A5 memory", samples(&[44.0]))];
        report.add("A5", 0.5, Ok(Figures::from(figures)));
        report.add("A4", 0.0, Err(Failure::explained("no engine")));
        let cells: Vec<String> = report.rows.iter().map(|row| row.cells()[2..].join(" | ")).collect();
        let noise = "noisy: 50 % of the machine was busy";
        assert_eq!(
            cells,
            [
                format!("≤ 500 ms | 400.0 ms | 400.0 | 200.0–900.0 | 3 | 80 % | met, {noise}"),
                format!("≤ 40 MB | 44.0 MB |  |  | 1 | 110 % | NOT met, {noise}"),
                "≤ 10 ms |  |  |  |  |  | not measured".to_owned(),
            ]
        );
        assert_eq!(report.rows[2].note().as_deref(), Some("A4: no engine"));
        assert!(report.rows[2].is_fault() && !report.rows[0].is_fault());
    }
}
