//! How room time becomes a place on a lane.

use drill::Millis;

use crate::ui::mixed;

/// The lengths of room time that the lanes can show, in seconds, each with the distance of its ticks.
const SPANS: [(u64, u64); 16] = [
    (15, 5),
    (30, 5),
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

/// The place among them of the shortest that a whole room is shown on.
const SHORTEST_WHOLE: u64 = 2;

/// What the lanes show: from when, in seconds, and the place of how much among [`SPANS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    from: u64,
    place: u64,
}

impl Scale {
    /// The place among all scales of the shortest one that holds all up to `now` with some room to go on.
    pub(super) fn place_of(now: Millis) -> u64 {
        let needed = now.as_secs() + now.as_secs() / 12;
        (SPANS.iter().take_while(|(span, _)| *span <= needed).count() as u64).max(SHORTEST_WHOLE)
    }

    /// The whole on the scale at this place.
    pub(super) const fn at(place: u64) -> Self {
        Self { from: 0, place }
    }

    /// A part of it on the scale at this place, with `focus` in the middle as far as it does not begin before 0:00. It begins
    /// at a tick, so that a running clock does not move everything all the time.
    pub(super) fn round(place: u64, focus: Millis) -> Self {
        let (span, tick) = Self::at(place).span_and_tick();
        let from = focus.as_secs().saturating_sub(span / 2);
        Self { from: from - from % tick, place }
    }

    /// As one number, for a memo: each kind of memo costs the client two kilobytes.
    pub(super) const fn packed(self) -> u64 {
        self.from << 8 | self.place
    }

    /// What was packed.
    pub(super) const fn unpacked(packed: u64) -> Self {
        Self { from: packed >> 8, place: packed & 0xff }
    }

    /// The last one for a place that lies behind them all.
    fn span_and_tick(self) -> (u64, u64) {
        SPANS[usize::try_from(self.place).unwrap_or(usize::MAX).min(SPANS.len() - 1)]
    }

    /// Whether the moment is in sight.
    pub(super) fn has(self, at: Millis) -> bool {
        !self.is_before(at) && !self.is_behind(at)
    }

    /// Whether the moment lies before what is in sight.
    pub(super) const fn is_before(self, at: Millis) -> bool {
        at.0 < self.from * 1000
    }

    /// Whether the moment lies behind what is in sight.
    pub(super) fn is_behind(self, at: Millis) -> bool {
        at.0 > (self.from + self.span_and_tick().0) * 1000
    }

    /// A key that is another one on every scale, for what is drawn anew on each.
    pub(super) const fn key(self, what: u64) -> u64 {
        mixed(what, self.packed().rotate_left(32))
    }

    /// The place of `at`, as SVG wants it; the nearest end for what is not in sight.
    pub(super) fn place(self, at: Millis) -> String {
        percent(self.hundredths(at))
    }

    /// Where the moment is, in steps of about a mark's width.
    pub(super) fn slot(self, at: Millis) -> u64 {
        self.hundredths(at) / 100
    }

    /// How long the time between two moments is, as far as it is in sight.
    pub(super) fn length(self, from: Millis, to: Millis) -> String {
        percent(self.hundredths(to) - self.hundredths(from))
    }

    fn hundredths(self, at: Millis) -> u64 {
        let (span, _) = self.span_and_tick();
        (at.0.saturating_sub(self.from * 1000) * 10 / span).min(10_000)
    }

    /// Whether this is every other tick, the ones whose labels a narrow page leaves out.
    pub(super) fn is_odd(self, at: Millis) -> bool {
        at.as_secs() / self.span_and_tick().1 % 2 == 1
    }

    /// The ticks, the beginning among them.
    pub(super) fn ticks(self) -> Vec<Millis> {
        let (span, tick) = self.span_and_tick();
        (0..span.div_ceil(tick)).map(|number| Millis::from_secs(self.from + number * tick)).collect()
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
        for (place, focus, from, span) in
            [(7, 700, 240, 900), (5, 700, 540, 300), (5, 10, 0, 300), (2, 700, 670, 60), (0, 20, 10, 15)]
        {
            let scale = Scale::round(place, secs(focus));
            assert_eq!((scale.from, scale.span_and_tick().0), (from, span), "{place} {focus}");
            assert_eq!(Scale::unpacked(scale.packed()), scale);
            assert!(scale.has(secs(focus)) && scale.ticks()[0] == secs(from));
        }
        let close = Scale::round(5, secs(700));
        assert_eq!((close.place(secs(690)), close.place(secs(100))), ("50.00%".to_owned(), "0.00%".to_owned()));
        assert_eq!(close.length(secs(0), secs(690)), "50.00%");
        assert!(!close.has(secs(100)));
    }

    #[test]
    fn the_scale_always_holds_the_moment() {
        for secs in [0, 59, 60, 119, 120, 3_599, 86_400] {
            let scale = Scale::at(Scale::place_of(Millis::from_secs(secs)));
            assert!(scale.span_and_tick().0 >= secs, "{secs}");
            assert!(scale.ticks().len() <= 14, "{secs}");
        }
    }
}
