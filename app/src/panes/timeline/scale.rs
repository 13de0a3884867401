//! How room time becomes a place on a lane.

use drill::Millis;

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
const SHORTEST_WHOLE: usize = 2;

/// What the lanes show: from when, in seconds, and the place of how much among [`SPANS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    from: u64,
    place: usize,
}

impl Scale {
    /// The place among all scales of the shortest one that holds all up to `now` with some room to go on.
    pub(super) fn place_of(now: Millis) -> usize {
        let needed = now.as_secs() + now.as_secs() / 12;
        (SPANS.iter().take_while(|(span, _)| *span <= needed).count()).max(SHORTEST_WHOLE)
    }

    /// The whole on the scale at this place.
    pub(super) const fn at(place: usize) -> Self {
        Self { from: 0, place }
    }

    /// A part of it on the scale at this place, with `focus` in the middle as far as it does not begin before 0:00. It begins
    /// at a tick, so that a running clock does not move everything all the time.
    pub(super) fn round(place: usize, focus: Millis) -> Self {
        let (span, tick) = Self::at(place).span_and_tick();
        let from = focus.as_secs().saturating_sub(span / 2);
        Self { from: from - from % tick, place }
    }

    /// The last one for a place that lies behind them all.
    fn span_and_tick(self) -> (u64, u64) {
        SPANS[self.place.min(SPANS.len() - 1)]
    }

    /// The first and the last moment in sight.
    pub(super) fn ends(self) -> (Millis, Millis) {
        (Millis::from_secs(self.from), Millis::from_secs(self.from + self.span_and_tick().0))
    }

    /// Whether the moment is in sight.
    pub(super) fn has(self, at: Millis) -> bool {
        let (from, to) = self.ends();
        from <= at && at <= to
    }

    /// Where the moment is on a picture of this width; the nearest end for what is not in sight.
    pub(super) fn part(self, at: Millis, width: u64) -> u64 {
        let (span, _) = self.span_and_tick();
        let span = span * 1000;
        at.0.saturating_sub(self.from * 1000).min(span) * width / span
    }

    /// The moment at this place of such a picture; none on a picture that has no width.
    pub(super) fn moment(self, x: u64, width: u64) -> Option<Millis> {
        let (span, _) = self.span_and_tick();
        (x * span * 1000).checked_div(width).map(|after| Millis(self.from * 1000 + after))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_place_and_a_place_its_moment() {
        let scale = Scale::at(Scale::place_of(Millis::from_secs(42)));
        for (secs, place) in [(0, 0), (3, 50), (30, 500), (42, 700), (90, 1_000)] {
            assert_eq!(scale.part(Millis::from_secs(secs), 1_000), place);
            assert_eq!(scale.moment(place, 1_000), Some(Millis::from_secs(secs.min(60))));
        }
        assert_eq!(scale.moment(0, 0), None);
    }

    #[test]
    fn a_closer_scale_has_the_chosen_moment_in_sight() {
        let secs = Millis::from_secs;
        for (place, focus, from, span) in
            [(7, 700, 240, 900), (5, 700, 540, 300), (5, 10, 0, 300), (2, 700, 670, 60), (0, 20, 10, 15)]
        {
            let scale = Scale::round(place, secs(focus));
            assert_eq!((scale.from, scale.span_and_tick().0), (from, span), "{place} {focus}");
            assert!(scale.has(secs(focus)) && scale.ticks()[0] == secs(from));
        }
        let close = Scale::round(5, secs(700));
        assert_eq!((close.part(secs(690), 1_000), close.part(secs(100), 1_000)), (500, 0));
        assert_eq!(close.moment(500, 1_000), Some(secs(690)));
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
