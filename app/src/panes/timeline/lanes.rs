//! Seven lanes: the outages of each backend, when something changed on either screen, messages and notes. A picture with
//! marks to choose by pointer or by keys; the list below has it all in words.

use drill::{Backend, Fact, Millis};
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    marks::{AGENT, CUSTOMER, LANES, MESSAGES, Mark, SHAPES, marks},
    pointer::{entitle, mark_at, words_at},
    scale::Scale,
};
use crate::{
    live::{Held, Stage, width_of},
    ui::{Spotlight, clock_time, text},
    wire::Entry,
};

/// The height of a lane, in pixels.
pub(super) const LANE_PX: usize = 24;
/// The height of all of them.
const LANES_PX: usize = LANES.len() * LANE_PX;
/// The height of the axis below them, in pixels.
const AXIS_PX: usize = 18;
/// How far apart two marks of one shape have to be to be drawn both, in pixels.
const APART_PX: u64 = 4;
/// Up to which width there is room for every other time alone, in pixels.
const NARROW_PX: u64 = 560;

/// The place of the scale beyond all others.
const WHOLE: u64 = u64::MAX;

/// What the lanes show of the time, and the mark that somebody has chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub mark: Held<Option<Mark>>,
    /// The place of the scale among all of them; one beyond that of the whole shows the whole, however long that becomes.
    place: Held<u64>,
    now: Held<Millis>,
    story: Held<Vec<Entry>>,
}

impl Choice {
    pub fn new(stage: &Stage) -> Self {
        Self { mark: Held::new(None), place: Held::new(WHOLE), now: stage.now, story: stage.story }
    }

    fn scale(self) -> Scale {
        if self.is_whole() {
            Scale::at(self.whole())
        } else {
            Scale::round(self.place.get(), self.mark.get().map_or_else(|| self.now.get(), |mark| mark.at))
        }
    }

    /// The place of the scale that shows the whole by now.
    fn whole(self) -> u64 {
        Scale::place_of(self.now.get())
    }

    /// The chosen mark, as long as it is there: it may have been taken back, or lie ahead of the moment that is looked back
    /// at.
    fn chosen(self) -> Option<Mark> {
        let is_there = |mark: &Mark| self.story.with(|story| marks(between(story, mark.at, mark.at)).contains(mark));
        self.mark.get().filter(is_there)
    }

    /// Goes to the mark after the chosen one, or to the one before; from none to the first, or to the last.
    pub fn go(self, on: bool) {
        let all = self.story.with_untracked(|story| marks(story));
        let place = self.mark.get_untracked().and_then(|mark| all.iter().position(|other| *other == mark));
        let next = match place {
            Some(place) if on => place + 1,
            Some(place) => place.wrapping_sub(1),
            None if on => 0,
            None => all.len().wrapping_sub(1),
        };
        if let Some(mark) = all.get(next) {
            self.mark.set(Some(*mark));
        }
    }

    /// Comes closer to the chosen mark, or to now.
    pub fn come_closer(self) {
        self.place.set(self.place.get_untracked().min(self.whole()).saturating_sub(1));
    }

    /// Shows the whole again.
    pub fn show_whole(self) {
        self.place.set(WHOLE);
    }

    /// Whether it cannot come closer.
    pub fn is_closest(self) -> bool {
        self.place.get() == 0
    }

    /// Whether it shows the whole.
    pub fn is_whole(self) -> bool {
        self.place.get() >= self.whole()
    }

    /// What the keys do while the picture has the focus.
    fn press(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => self.go(false),
            "ArrowRight" | "ArrowUp" => self.go(true),
            end @ ("Home" | "End") => {
                self.mark.set(None);
                self.go(end == "Home");
            }
            "+" => self.come_closer(),
            "-" if self.place.get_untracked().saturating_add(1) < self.whole() => {
                self.place.update(|place| *place += 1);
            }
            "-" => self.show_whole(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The chosen mark in words.
    fn words(self) -> String {
        self.chosen().map_or_else(|| "No mark is chosen".to_owned(), Mark::heading)
    }
}

/// The lanes.
#[component]
pub fn Lanes(choice: Choice) -> impl IntoView {
    let Choice { now, story, .. } = choice;
    let packed = Memo::new(move |_| choice.scale().packed());
    let width = width_of(".lanes__picture");
    let picture = move || Picture { scale: Scale::unpacked(packed.get()), width: width.get().into() };
    let signs = move || {
        let picture = picture();
        let (from, to) = picture.scale.ends();
        let marks = story.with(|story| marks(between(story, from, to)));
        written(&apart(marks, picture), picture, "")
    };
    let bars = move || {
        let picture = picture();
        let outages = story.with(|story| outages(story));
        let in_sight = outages.iter().filter(|outage| outage.is_in_sight(picture.scale));
        in_sight.map(|outage| bar(outage, now, picture)).collect()
    };
    let ticks = move || {
        let picture = picture();
        picture.scale.ticks().into_iter().map(|at| tick(at, picture)).collect()
    };
    let cursor = move || {
        let (picture, now) = (picture(), now.get());
        if picture.scale.has(now) { line(picture.x(now), 0, LANES_PX + 4) } else { String::new() }
    };
    view! {
        <div class="lanes">
            <div class="lanes__names" aria-hidden="true">
                {LANES.map(|name| view! { <span class="lanes__name">{name}</span> }).collect_view()}
            </div>
            <svg
                class="lanes__picture"
                width="100%"
                height=LANES_PX + AXIS_PX
                tabindex="0"
                role="slider"
                aria-label="Outages, effects, messages and notes over room time: arrow keys go from mark to mark, plus and minus zoom"
                aria-valuemin="0"
                aria-valuemax=text(move || now.get().as_secs().to_string())
                aria-valuenow=text(move || choice.chosen().map_or(0, |mark| mark.at.as_secs()).to_string())
                aria-valuetext=text(move || choice.words())
                on:keydown=move |event| choice.press(&event)
                on:click=move |event| {
                    if let Some(mark) = mark_at(&event, picture(), story) {
                        choice.mark.set(Some(mark));
                    }
                }
                on:mousemove=move |event| entitle(&event, &words_at(&event, picture(), story))
            >
                <defs>
                    <pattern id="outage-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="lanes__hatch" width="4.5" height="8"/>
                    </pattern>
                </defs>
                {(0..=LANES.len()).map(|lane| view! {
                    <line class="lanes__line" x1="0" x2="100%" y1=lane * LANE_PX y2=lane * LANE_PX/>
                }).collect_view()}
                <g inner_html=text(ticks)></g>
                <g inner_html=text(bars)></g>
                <g inner_html=text(signs)></g>
                {lit(picture)}
                {chosen(choice, picture)}
                <path class="lanes__now" d=text(cursor)/>
            </svg>
        </div>
    }
}

/// A scale as wide as the lanes are on this page, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Picture {
    pub scale: Scale,
    pub width: u64,
}

impl Picture {
    /// How far to the right a moment is.
    pub fn x(self, at: Millis) -> u64 {
        self.scale.part(at, self.width)
    }
}

/// Of marks of one shape that would lie on one another, the newest alone: thousands of marks come to some hundreds that are
/// drawn. The keys go to each of them all the same.
fn apart(mut marks: Vec<Mark>, picture: Picture) -> Vec<Mark> {
    let mut taken = [[u64::MAX; SHAPES]; LANES.len()];
    marks.reverse();
    marks.retain(|mark| {
        let slot = picture.x(mark.at) / APART_PX;
        std::mem::replace(&mut taken[mark.lane][mark.shape as usize], slot) != slot
    });
    marks.reverse();
    marks
}

/// Marks as text: one path for all that look the same. The browser places and paints four paths in no time, and hundreds
/// of elements in the time of several frames.
fn written(marks: &[Mark], picture: Picture, more: &str) -> String {
    let mut paths = [const { String::new() }; Look::WORDS.len()];
    // Before the picture stands on the page it has no width.
    for mark in if picture.width == 0 { &[] } else { marks } {
        let (x, y) = (picture.x(mark.at), mark.lane * LANE_PX + LANE_PX / 2);
        paths[Look::of(*mark) as usize] += &["M", &x.to_string(), " ", &y.to_string(), mark.shape.path()].concat();
    }
    let looks = Look::WORDS.iter().zip(&paths).filter(|(_, path)| !path.is_empty());
    looks
        .map(|(look, path)| ["<path class=\"lanes__mark lanes__mark--", *look, more, "\" d=\"", path, "\"/>"].concat())
        .collect()
}

/// How a mark is drawn.
#[derive(Clone, Copy)]
enum Look {
    Agent,
    Customer,
    Message,
    Stroke,
}

impl Look {
    /// Their words in class names.
    const WORDS: [&str; 4] = ["agent", "customer", "message", "stroke"];

    const fn of(mark: Mark) -> Self {
        match mark.lane {
            _ if mark.shape.is_stroke() => Self::Stroke,
            AGENT => Self::Agent,
            CUSTOMER => Self::Customer,
            _ => Self::Message,
        }
    }
}

/// A tick as text, with its time below the lanes.
fn tick(at: Millis, picture: Picture) -> String {
    let x = picture.x(at);
    let place = ["\" x=\"", &(x + 2).to_string(), "\" y=\"", &(LANES_PX + 13).to_string(), "\">"].concat();
    let down = line(x, 0, LANES_PX);
    let has_label = picture.width > NARROW_PX || !picture.scale.is_odd(at);
    let label = if has_label { clock_time(at) } else { String::new() };
    ["<path class=\"lanes__tick\" d=\"", &down, "\"/><text class=\"lanes__label", &place, &label, "</text>"].concat()
}

/// A line downwards, as a path of SVG.
fn line(x: u64, y: usize, length: usize) -> String {
    ["M", &x.to_string(), " ", &y.to_string(), "v", &length.to_string()].concat()
}

/// One outage on its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outage {
    pub lane: usize,
    pub start: Millis,
    end: Option<Millis>,
}

impl Outage {
    /// Its end, or the end of time.
    pub fn end(&self) -> Millis {
        self.end.unwrap_or(Millis(u64::MAX))
    }

    fn is_in_sight(&self, scale: Scale) -> bool {
        let (from, to) = scale.ends();
        self.end() >= from && self.start <= to
    }

    /// What and how long, in words.
    pub fn words(&self) -> String {
        let end = self.end.map_or_else(String::new, |end| [" to ", &end.to_string()].concat());
        [LANES[self.lane], " off from ", &self.start.to_string(), &end].concat()
    }
}

/// All outages of a story, oldest first.
pub(super) fn outages(story: &[Entry]) -> Vec<Outage> {
    let mut all: Vec<Outage> = Vec::new();
    for entry in story {
        let Entry::Did { at, fact, .. } = entry else { continue };
        for (lane, backend) in Backend::ALL.into_iter().enumerate() {
            match fact {
                Fact::BackendsStopped(set) if set.has(backend) => {
                    all.push(Outage { lane, start: *at, end: None });
                }
                Fact::BackendsStarted(set) if set.has(backend) => {
                    if let Some(open) = all.iter_mut().rev().find(|outage| outage.lane == lane) {
                        open.end = open.end.or(Some(*at));
                    }
                }
                _ => (),
            }
        }
    }
    all
}

/// One outage as text; one that lasts is as long as the time until now.
fn bar(outage: &Outage, now: Held<Millis>, picture: Picture) -> String {
    let Outage { lane, start, end } = *outage;
    let (x, end) = (picture.x(start), picture.x(end.unwrap_or_else(|| now.get())));
    let [x, y, width, height] =
        [x, (lane * LANE_PX + 5) as u64, end.saturating_sub(x), (LANE_PX - 10) as u64].map(|number| number.to_string());
    let place = ["\" x=\"", &x, "\" y=\"", &y, "\" width=\"", &width, "\" height=\"", &height].concat();
    ["<rect class=\"lanes__outage", &place, "\" rx=\"3\" fill=\"url(#outage-hatch)\"/>"].concat()
}

/// What is in the story from one moment to another, both included.
pub(super) fn between(story: &[Entry], from: Millis, to: Millis) -> &[Entry] {
    let there = &story[story.partition_point(|entry| entry.at() < from)..];
    &there[..there.partition_point(|entry| entry.at() <= to)]
}

/// The marks of the lit moment, over the others.
fn lit(picture: impl Fn() -> Picture + Copy + Send + Sync + 'static) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let story = expect_context::<Stage>().story;
    let lit = move || {
        let (picture, at) = (picture(), spotlight.lit_at());
        let Some(at) = at.filter(|at| picture.scale.has(*at)) else { return String::new() };
        let mut marks = story.with_untracked(|story| marks(between(story, at, at)));
        marks.retain(|mark| mark.lane < MESSAGES);
        written(&marks, picture, " lanes__mark--lit")
    };
    view! { <g inner_html=text(lit)></g> }
}

/// The chosen mark, over all of them.
fn chosen(choice: Choice, picture: impl Fn() -> Picture + Copy + Send + Sync + 'static) -> impl IntoView {
    let chosen = move || {
        let picture = picture();
        let in_sight = choice.chosen().filter(|mark| picture.scale.has(mark.at));
        in_sight.map(|mark| written(&[mark], picture, " lanes__mark--chosen")).unwrap_or_default()
    };
    view! { <g inner_html=text(chosen)></g> }
}

#[cfg(test)]
mod tests {
    use super::{super::marks::Shape, *};

    /// An hour on lanes on which three seconds are a pixel.
    fn hour() -> Picture {
        Picture { scale: Scale::at(Scale::place_of(Millis::from_mins(50))), width: 1_200 }
    }

    /// The moments, in seconds, that are drawn of these.
    fn check(lane: usize, moments: &[(u64, Shape)], drawn: &[u64]) {
        let mark = |(at, shape): (u64, Shape)| Mark { lane, at: Millis::from_secs(at), shape };
        let marks: Vec<Mark> = moments.iter().copied().map(mark).collect();
        let apart: Vec<u64> = apart(marks, hour()).iter().map(|mark| mark.at.as_secs()).collect();
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
        assert_eq!(
            written(&marks, hour(), " more"),
            "<path class=\"lanes__mark lanes__mark--agent more\" d=\"M12 84m-5 -5h10v10h-10z\"/>\
             <path class=\"lanes__mark lanes__mark--stroke more\" d=\"M12 12m0 -9v18M24 60m0 -9v18\"/>"
        );
        assert_eq!(written(&marks, Picture { width: 0, ..hour() }, ""), "");
    }
}
