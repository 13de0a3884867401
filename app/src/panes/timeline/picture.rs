//! Where everything is on the picture of the lanes, and the `d` attributes of its paths.

use drill::Millis;

use super::{
    marks::{AGENT, CUSTOMER, LANES, Mark, SHAPES},
    scale::Scale,
};

/// The height of a lane, in pixels.
pub(super) const LANE_PX: usize = 24;
/// The height of all of them.
pub(super) const LANES_PX: usize = LANES.len() * LANE_PX;
/// The height of the axis below them, in pixels.
pub(super) const AXIS_PX: usize = 18;
/// How far apart two marks of one shape have to be to be drawn both, in pixels.
const APART_PX: u64 = 4;
/// Up to which width there is room for every other time alone, in pixels.
const NARROW_PX: u64 = 560;

/// A scale as wide as the lanes are on this page, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub scale: Scale,
    /// 0 until it is measured.
    pub width: u64,
}

impl Picture {
    /// Whether its width is known, and with it where everything is.
    pub const fn is_measured(&self) -> bool {
        self.width != 0
    }

    /// How far to the right a moment is.
    pub fn x(self, at: Millis) -> u64 {
        self.scale.part(at, self.width)
    }

    /// A line downwards at a moment.
    pub fn down(self, at: Millis, length_px: usize) -> String {
        format!("M{} 0v{length_px}", self.x(at))
    }

    /// Whether there is room for the time of this tick.
    pub fn has_label(self, tick: Millis) -> bool {
        self.width > NARROW_PX || !self.scale.is_odd(tick)
    }

    /// Of marks of one shape that would lie on one another, the newest alone: thousands of marks come to some hundreds that
    /// are drawn. The keys go to each of them all the same.
    pub fn apart(self, mut marks: Vec<Mark>) -> Vec<Mark> {
        let mut taken = [[u64::MAX; SHAPES]; LANES.len()];
        marks.reverse();
        marks.retain(|mark| {
            let slot = self.x(mark.at) / APART_PX;
            std::mem::replace(&mut taken[mark.lane][mark.shape as usize], slot) != slot
        });
        marks.reverse();
        marks
    }

    /// What the marks look like, each look with the `d` of all marks that have it.
    pub fn paths(self, marks: &[Mark]) -> Vec<(&'static str, String)> {
        let all_of = |look: &'static str| {
            let alike = marks.iter().filter(|mark| look_of(**mark) == look);
            (look, alike.map(|mark| self.outline(*mark)).collect::<Vec<_>>().concat())
        };
        LOOKS.into_iter().map(all_of).filter(|(_, d)| !d.is_empty()).collect()
    }

    /// Its shape, in the middle of its lane.
    fn outline(self, mark: Mark) -> String {
        format!("M{} {}{}", self.x(mark.at), mark.lane * LANE_PX + LANE_PX / 2, mark.shape.path())
    }
}

/// How marks can look, as words in class names.
const LOOKS: [&str; 4] = ["agent", "customer", "message", "stroke"];

/// How this one looks.
const fn look_of(mark: Mark) -> &'static str {
    match mark.lane {
        _ if mark.shape.is_stroke() => "stroke",
        AGENT => "agent",
        CUSTOMER => "customer",
        _ => "message",
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::marks::{MESSAGES, Shape},
        *,
    };

    /// An hour on lanes on which three seconds are a pixel.
    fn hour() -> Picture {
        Picture { scale: Scale::at(Scale::place_of(Millis::from_mins(50))), width: 1_200 }
    }

    /// The moments, in seconds, that are drawn of these.
    fn check(lane: usize, moments: &[(u64, Shape)], drawn: &[u64]) {
        let mark = |(at, shape): (u64, Shape)| Mark { lane, at: Millis::from_secs(at), shape };
        let marks: Vec<Mark> = moments.iter().copied().map(mark).collect();
        let apart: Vec<u64> = hour().apart(marks).iter().map(|mark| mark.at.as_secs()).collect();
        assert_eq!(apart, drawn, "{moments:?}");
    }

    #[test]
    fn of_marks_on_one_another_the_newest_is_drawn_unless_their_shapes_differ() {
        let many = |shape: Shape| (0..100).map(|at| (at, shape)).collect::<Vec<_>>();
        check(MESSAGES, &[(1, Shape::Circle), (2, Shape::Circle), (60, Shape::Circle)], &[2, 60]);
        check(MESSAGES, &[(1, Shape::Cross), (2, Shape::Circle)], &[1, 2]);
        check(0, &many(Shape::Edge), &[11, 23, 35, 47, 59, 71, 83, 95, 99]);
    }

    #[test]
    fn marks_that_look_the_same_are_one_path() {
        let mark = |lane, secs, shape| Mark { lane, at: Millis::from_secs(secs), shape };
        let marks = [mark(0, 36, Shape::Edge), mark(AGENT, 36, Shape::Square), mark(2, 72, Shape::Edge)];
        let expected = [("agent", "M12 84m-5 -5h10v10h-10z"), ("stroke", "M12 12m0 -9v18M24 60m0 -9v18")];
        assert_eq!(hour().paths(&marks), expected.map(|(look, d)| (look, d.to_owned())));
    }
}
