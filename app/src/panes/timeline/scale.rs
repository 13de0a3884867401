//! How room time becomes a place on a lane.

use drill::Millis;

/// The lengths of room time that the lanes show, in seconds, each with the distance of its ticks.
const SPANS: [(u64, u64); 14] = [
    (60, 10),
    (120, 15),
    (180, 30),
    (300, 30),
    (600, 60),
    (900, 120),
    (1_200, 120),
    (1_800, 300),
    (3_600, 600),
    (7_200, 900),
    (14_400, 1_800),
    (28_800, 3_600),
    (57_600, 7_200),
    (100_800, 14_400),
];

/// What the lanes show, in seconds: how much from when, and how far apart its ticks are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    from: u64,
    span: u64,
    tick: u64,
}

impl Scale {
    /// The place among all scales of the shortest one that holds `now` with some room to go on.
    pub(super) fn place_of(now: Millis) -> u64 {
        let needed = now.as_secs() + now.as_secs() / 12;
        SPANS.iter().take_while(|(span, _)| *span <= needed).count() as u64
    }

    /// The whole on the scale at this place, or on the longest one.
    pub(super) fn at(place: u64) -> Self {
        let place = usize::try_from(place).unwrap_or(usize::MAX).min(SPANS.len() - 1);
        let (span, tick) = SPANS[place];
        Self { from: 0, span, tick }
    }

    /// A part of it on the scale at this place, with `focus` in the middle as far as it does not begin before 0:00. It begins
    /// at a tick, so that a running clock does not move everything all the time.
    pub(super) fn round(place: u64, focus: Millis) -> Self {
        let whole = Self::at(place);
        let from = focus.as_secs().saturating_sub(whole.span / 2);
        Self { from: from - from % whole.tick, ..whole }
    }

    /// Whether the moment is in sight.
    pub(super) const fn has(self, at: Millis) -> bool {
        self.from * 1000 <= at.0 && at.0 <= (self.from + self.span) * 1000
    }

    /// The place of `at`, as SVG wants it; the nearest end for what is not in sight.
    pub(super) fn place(self, at: Millis) -> String {
        percent(self.hundredths(at))
    }

    /// How long the time between two moments is, as far as it is in sight.
    pub(super) fn length(self, from: Millis, to: Millis) -> String {
        percent(self.hundredths(to) - self.hundredths(from))
    }

    fn hundredths(self, at: Millis) -> u64 {
        (at.0.saturating_sub(self.from * 1000) * 10 / self.span).min(10_000)
    }

    /// Whether this is every other tick, the ones whose labels a narrow page leaves out.
    pub(super) const fn is_odd(self, at: Millis) -> bool {
        at.as_secs() / self.tick % 2 == 1
    }

    /// The ticks, the beginning among them.
    pub(super) fn ticks(self) -> Vec<Millis> {
        let ticks = 0..self.span.div_ceil(self.tick);
        ticks.map(|number| Millis::from_secs(self.from + number * self.tick)).collect()
    }
}

/// Hundredths of a percent as SVG wants them.
fn percent(hundredths: u64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    [whole.to_string().as_str(), if part < 10 { ".0" } else { "." }, &part.to_string(), "%"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_place_in_percent() {
        let scale = Scale::at(Scale::place_of(Millis::from_secs(42)));
        for (secs, place) in [(0, "0.00%"), (3, "5.00%"), (30, "50.00%"), (42, "70.00%"), (90, "100.00%")] {
            assert_eq!(scale.place(Millis::from_secs(secs)), place);
        }
    }

    #[test]
    fn a_closer_scale_has_the_chosen_moment_in_sight() {
        let secs = Millis::from_secs;
        for (place, focus, from, span) in [(5, 700, 240, 900), (3, 700, 540, 300), (3, 10, 0, 300), (0, 700, 670, 60)] {
            let scale = Scale::round(place, secs(focus));
            assert_eq!((scale.from, scale.span), (from, span), "{place} {focus}");
            assert!(scale.has(secs(focus)) && scale.ticks()[0] == secs(from));
        }
        let close = Scale::round(3, secs(700));
        assert_eq!((close.place(secs(690)), close.place(secs(100))), ("50.00%".to_owned(), "0.00%".to_owned()));
        assert_eq!(close.length(secs(0), secs(690)), "50.00%");
        assert!(!close.has(secs(100)));
    }

    #[test]
    fn the_scale_always_holds_the_moment() {
        for secs in [0, 59, 60, 119, 120, 3_599, 86_400] {
            let scale = Scale::at(Scale::place_of(Millis::from_secs(secs)));
            assert!(scale.span >= secs, "{secs}");
            assert!(scale.ticks().len() <= 14, "{secs}");
        }
    }
}
