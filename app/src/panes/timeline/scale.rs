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

/// What the lanes show: from 0:00 to so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    span_secs: u64,
    tick_secs: u64,
}

impl Scale {
    /// The place among all scales of the shortest one that holds `now` with some room to go on.
    pub(super) fn place_of(now: Millis) -> u64 {
        let needed = now.as_secs() + now.as_secs() / 12;
        SPANS.iter().take_while(|(span, _)| *span <= needed).count() as u64
    }

    /// The scale at this place, or the longest one.
    pub(super) fn at(place: u64) -> Self {
        let place = usize::try_from(place).unwrap_or(usize::MAX).min(SPANS.len() - 1);
        let (span_secs, tick_secs) = SPANS[place];
        Self { span_secs, tick_secs }
    }

    /// The place of `at`, in percent of the lane's width as SVG wants it.
    pub(super) fn place(self, at: Millis) -> String {
        let hundredths = (at.0 * 10 / self.span_secs).min(10_000);
        let (whole, part) = (hundredths / 100, hundredths % 100);
        [whole.to_string().as_str(), if part < 10 { ".0" } else { "." }, &part.to_string(), "%"].concat()
    }

    /// Whether this is every other tick, the ones whose labels a narrow page leaves out.
    pub(super) const fn is_odd(self, tick: Millis) -> bool {
        tick.as_secs() / self.tick_secs % 2 == 1
    }

    /// The ticks, 0:00 among them.
    pub(super) fn ticks(self) -> Vec<Millis> {
        (0..self.span_secs.div_ceil(self.tick_secs)).map(|tick| Millis::from_secs(tick * self.tick_secs)).collect()
    }
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
    fn the_scale_always_holds_the_moment() {
        for secs in [0, 59, 60, 119, 120, 3_599, 86_400] {
            let scale = Scale::at(Scale::place_of(Millis::from_secs(secs)));
            assert!(scale.span_secs >= secs, "{secs}");
            assert!(scale.ticks().len() <= 14, "{secs}");
        }
    }
}
