//! The budgets that are measured here, and what each figure is.

/// One figure and what it may be.
#[derive(Clone, Copy)]
pub struct Budget {
    /// The budget's name, `A1` to `A8`, `C1` to `C3`, `W` for what a line costs, `B1` for how a crowd gets it and `B5` for how one
    /// comes and goes; several figures can belong to one.
    pub id: &'static str,
    /// What the measurement calls this figure; unique.
    pub key: &'static str,
    /// In words, what is measured.
    pub what: &'static str,
    /// What decides.
    pub by: By,
    /// What it may be.
    pub limit: Limit,
    /// Of the figure and its limit.
    pub unit: &'static str,
    /// Decimals that are worth reading.
    pub decimals: usize,
}

/// Which number of several decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The middle one.
    Median,
    /// The one that 95 of 100 do not exceed.
    P95,
    /// The one that 98 of 100 do not exceed.
    P98,
    /// The greatest.
    Worst,
}

impl By {
    /// What stands before the figure.
    pub fn word(self) -> &'static str {
        match self {
            Self::Median => "",
            Self::P95 => "p95 ",
            Self::P98 => "p98 ",
            Self::Worst => "worst ",
        }
    }
}

/// What a figure may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// This or less.
    AtMost(f64),
    /// This or more.
    AtLeast(f64),
}

impl Limit {
    /// The number itself.
    pub fn number(self) -> f64 {
        match self {
            Self::AtMost(limit) | Self::AtLeast(limit) => limit,
        }
    }
}

impl Budget {
    /// Whether a figure keeps within the limit: what is printed is what counts.
    pub fn is_met_by(&self, figure: f64) -> bool {
        let scale = self.decimals.try_into().map_or(1.0, |decimals| 10_f64.powi(decimals));
        let figure = (figure * scale).round() / scale;
        match self.limit {
            Limit::AtMost(limit) => figure <= limit,
            Limit::AtLeast(limit) => figure >= limit,
        }
    }
}

const fn at_most(id: &'static str, key: &'static str, what: &'static str, limit: f64, unit: &'static str) -> Budget {
    Budget { id, key, what, by: By::Median, limit: Limit::AtMost(limit), unit, decimals: 1 }
}

const fn at_least(id: &'static str, key: &'static str, what: &'static str, limit: f64, unit: &'static str) -> Budget {
    Budget { limit: Limit::AtLeast(limit), ..at_most(id, key, what, limit, unit) }
}

const fn p95(budget: Budget) -> Budget {
    by(By::P95, budget)
}

const fn by(by: By, budget: Budget) -> Budget {
    Budget { by, ..budget }
}

const fn score(key: &'static str, what: &'static str, limit: f64) -> Budget {
    Budget { id: "A8", key, what, by: By::Median, limit: Limit::AtLeast(limit), unit: "", decimals: 0 }
}

const fn shift(key: &'static str, what: &'static str) -> Budget {
    Budget { id: "A8", key, what, by: By::Median, limit: Limit::AtMost(0.0), unit: "", decimals: 3 }
}

const fn per_second(key: &'static str, what: &'static str, limit: f64) -> Budget {
    Budget { id: "A7", key, what, by: By::Median, limit: Limit::AtLeast(limit), unit: "/s", decimals: 0 }
}

/// All of them, in the order in which they are printed.
pub const BUDGETS: [Budget; 39] = [
    at_most("A1", "A1", "first load: wasm + JS + CSS, brotli", 300.0, "kB"),
    p95(at_most("A2", "A2 own", "click on a switch → both panes, own browser", 50.0, "ms")),
    p95(at_most("A2", "A2 other", "click on a switch → both panes, second browser", 80.0, "ms")),
    at_most("A3", "A3", "fold 10,000 events, derive all views: native", 10.0, "ms"),
    at_most("A4", "A4", "effects of a 2,000-event room: native", 10.0, "ms"),
    at_most("A5", "A5 start", "process start → first 200, 1 M events", 500.0, "ms"),
    at_most("A5", "A5 memory", "resident memory, idle", 40.0, "MB"),
    at_most("A6", "A6 opened", "room page, first byte, alone: just opened", 5.0, "ms"),
    at_most("A6", "A6 played", "room page, first byte, alone: played to the end", 5.0, "ms"),
    at_most("A6", "A6 opened CPU", "CPU per page under load: just opened", 1.5, "ms"),
    at_most("A6", "A6 played CPU", "CPU per page under load: played to the end", 1.5, "ms"),
    per_second("A7", "durable commands acknowledged, 64 rooms", 30_000.0),
    at_most("A7", "A7 p99", "their p99", 25.0, "ms"),
    score("A8 home performance", "Lighthouse, home: performance", 92.0),
    score("A8 home accessibility", "Lighthouse, home: accessibility", 100.0),
    score("A8 home best-practices", "Lighthouse, home: best practices", 100.0),
    shift("A8 home shift", "Lighthouse, home: layout shift"),
    score("A8 room performance", "Lighthouse, room: performance", 92.0),
    score("A8 room accessibility", "Lighthouse, room: accessibility", 100.0),
    score("A8 room best-practices", "Lighthouse, room: best practices", 100.0),
    shift("A8 room shift", "Lighthouse, room: layout shift"),
    at_most("W", "W1 young", "W1: bytes of a line, room of 10 lines", 400.0, "B"),
    at_most("W", "W1 long", "W1: the same, room of 1,000 lines", 400.0, "B"),
    at_most("W", "W2", "W2: the view of a room of 10,000 events", 64.0, "KiB"),
    at_most("W", "W3 young", "W3: server memory per link, young room", 6.0, "kB"),
    at_most("W", "W3 long", "W3: the same, room of 1,000 lines", 6.0, "kB"),
    at_most("W", "W4", "W4: CPU of a line, room of 5,000 to one of 50", 1.5, "×"),
    at_least("B1", "B1", "B1: deliveries of a line to 5,000 links, to ws", 1.2, "×"),
    at_most("B1", "B2", "B2: the last of 5,000 has it, to Bun", 1.2, "×"),
    at_least("B1", "B4", "B4: burst of 1,000 events, event-deliveries", 1.0, "M/s"),
    at_most("B1", "B4 gaps", "B4: events that a link missed", 0.0, ""),
    at_most("B5", "B5", "B5: kill -9, restart, all links have resumed", 5_000.0, "ms"),
    at_most("B5", "B6 others", "B6: others' p99, one in ten stalled, to before", 1.1, "×"),
    at_most("B5", "B6 memory", "B6: server memory per link that does not read", 64.0, "kB"),
    at_most("B5", "B6 gaps", "B5, B6: events that a link missed", 0.0, ""),
    p95(at_most("C1", "C1", "replay: seek in 10,000 events → painted", 100.0, "ms")),
    by(By::Worst, at_most("C2", "C2", "timeline, 2,000 effects: frames at a quarter of the speed", 100.0, "ms")),
    by(By::P98, at_most("C3", "C3", "click → next frame in a busy room, at a quarter of the speed", 100.0, "ms")),
    at_most("B5", "B7", "B7: SIGTERM → exit 0, every link told", 2_000.0, "ms"),
];

#[cfg(test)]
mod tests {
    use super::BUDGETS;

    fn is_met(key: &str, figure: f64) -> bool {
        BUDGETS.iter().find(|budget| budget.key == key).expect("a budget").is_met_by(figure)
    }

    #[test]
    fn a_limit_itself_is_met_and_so_is_what_is_printed_like_it() {
        assert!(is_met("A2 own", 50.0) && is_met("A2 own", 50.04) && !is_met("A2 own", 50.06));
        assert!(is_met("A8 home performance", 92.0) && !is_met("A8 home performance", 91.0));
        assert!(is_met("B6 gaps", 0.0) && !is_met("B6 gaps", 1.0));
        assert!(is_met("A8 home shift", 0.000_4) && !is_met("A8 home shift", 0.001));
    }

    #[test]
    fn keys_are_unique_and_begin_with_the_letter_of_their_budget() {
        for (place, budget) in BUDGETS.iter().enumerate() {
            assert_eq!(budget.key[..1], budget.id[..1], "{}", budget.key);
            assert!(BUDGETS[..place].iter().all(|other| other.key != budget.key), "{}", budget.key);
        }
    }
}
