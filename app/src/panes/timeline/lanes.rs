//! Seven lanes: the outages of each backend, when something changed on either screen, messages and notes. A picture with
//! marks to click, and two buttons that go from mark to mark; the list below has it all in words.

use drill::{Backend, Fact, Millis};
use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast as _, web_sys::Element};

use super::{
    marks::{LANES, MESSAGES, Mark, SHAPES, Shape, marks},
    scale::Scale,
};
use crate::{
    live::{Held, Stage},
    ui::{Draw, Spotlight, clock_time, each, sentence, text},
    wire::Entry,
};

/// The words of the lanes in class names.
const WORDS: [&str; LANES.len()] = ["backend", "backend", "backend", "agent", "customer", "message", "note"];

/// The height of a lane, in pixels.
const LANE_PX: usize = 24;
/// The height of all of them.
const LANES_PX: usize = LANES.len() * LANE_PX;
/// The height of the axis below them, in pixels.
const AXIS_PX: usize = 18;

/// What the lanes show of the time, and the mark that somebody has chosen.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub mark: Held<Option<Mark>>,
    /// How many times closer than the whole.
    pub zoom: Held<u64>,
    now: Held<Millis>,
}

impl Choice {
    pub fn new(stage: &Stage) -> Self {
        Self { mark: Held::new(None), zoom: Held::new(0), now: stage.now }
    }

    fn scale(self) -> Scale {
        let now = self.now.get();
        let whole = Scale::place_of(now);
        match self.zoom.get() {
            0 => Scale::at(whole),
            zoom => Scale::round(whole.saturating_sub(zoom), self.mark.get().map_or(now, |mark| mark.at)),
        }
    }

    /// Whether it cannot come closer.
    pub fn is_closest(self) -> bool {
        Scale::place_of(self.now.get()) <= self.zoom.get()
    }
}

/// How many marks are written at once. One that comes writes those beside it anew, and no others.
const WRITTEN_TOGETHER: usize = 16;

/// The lanes.
#[component]
pub fn Lanes(choice: Choice) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let now = stage.now;
    let packed = Memo::new(move |_| choice.scale().packed());
    let scale = move || Scale::unpacked(packed.get());
    let signs = move || {
        let scale = scale();
        let mut marks = stage.story.with(|story| marks(story));
        marks.retain(|mark| scale.has(mark.at));
        Signs::of(&apart(marks, scale), scale)
    };
    let seen = move || if scale().has(now.get()) { "visible" } else { "hidden" }.to_owned();
    let bars = move || {
        let scale = scale();
        let outages = stage.story.with(|story| outages(story));
        outages.iter().filter(|outage| outage.is_in_sight(scale)).map(|outage| bar(outage, now, scale)).collect()
    };
    let ticks = move || {
        let scale = scale();
        scale.ticks().into_iter().map(|tick| (scale, tick)).collect()
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
                role="img"
                aria-label="Outages, effects, messages and notes over room time"
            >
                <defs>
                    <pattern id="outage-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="lanes__hatch" width="4.5" height="8"/>
                    </pattern>
                </defs>
                {(0..=LANES.len()).map(|lane| view! {
                    <line class="lanes__line" x1="0" x2="100%" y1=lane * LANE_PX y2=lane * LANE_PX/>
                }).collect_view()}
                {each(ticks, |(scale, tick)| scale.key(tick.0), |(scale, at)| tick(at, scale).drawn())}
                <g inner_html=text(bars)></g>
                <g
                    on:click=move |event| {
                        if let Some((mark, _)) = mark_at(&event, &stage) {
                            choice.mark.set(Some(mark));
                        }
                    }
                    on:mouseover=move |event| {
                        if let Some((mark, element)) = mark_at(&event, &stage) {
                            entitle(&element, &stage.story.with_untracked(|story| title(mark, story)));
                        }
                    }
                >
                    {each(signs, |signs| signs.key, |signs| view! { <g inner_html=signs.written()></g> }.drawn())}
                </g>
                {lit(scale)}
                {chosen(choice, scale)}
                <svg class="lanes__now" x=text(move || scale().place(now.get())) visibility=text(seen) overflow="visible">
                    <line x1="0" x2="0" y1="0" y2=LANES_PX + 4/>
                </svg>
            </svg>
        </div>
    }
}

/// Of marks of one shape that would lie on one another, the newest alone: thousands of marks come to some hundreds that are
/// drawn. The buttons go to each of them all the same.
fn apart(mut marks: Vec<Mark>, scale: Scale) -> Vec<Mark> {
    let mut taken = [[u64::MAX; SHAPES]; LANES.len()];
    marks.reverse();
    marks.retain(|mark| {
        let slot = scale.slot(mark.at);
        std::mem::replace(&mut taken[mark.lane][mark.shape as usize], slot) != slot
    });
    marks.reverse();
    marks
}

fn tick(tick: Millis, scale: Scale) -> impl IntoView {
    view! {
        <svg x=scale.place(tick) overflow="visible">
            <line class="lanes__tick" x1="0" x2="0" y1="0" y2=LANES_PX/>
            <text class="lanes__label" class=("lanes__label--odd", scale.is_odd(tick)) x="2" y=LANES_PX + 13>{clock_time(tick)}</text>
        </svg>
    }
}

/// One outage on its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outage {
    lane: usize,
    start: Millis,
    end: Option<Millis>,
}

impl Outage {
    fn is_in_sight(&self, scale: Scale) -> bool {
        !scale.is_before(self.end.unwrap_or(Millis(u64::MAX))) && !scale.is_behind(self.start)
    }
}

fn outages(story: &[Entry]) -> Vec<Outage> {
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
fn bar(outage: &Outage, now: Held<Millis>, scale: Scale) -> String {
    let Outage { lane, start, end } = *outage;
    let (place, length) = (scale.place(start), scale.length(start, end.unwrap_or_else(|| now.get())));
    let (y, height) = (lane * LANE_PX + 5, LANE_PX - 10);
    let end_words = end.map_or_else(String::new, |end| [" to ", &end.to_string()].concat());
    [
        "<rect class=\"lanes__outage\" x=\"",
        &place,
        "\" y=\"",
        &y.to_string(),
        "\" width=\"",
        &length,
        "\" height=\"",
        &height.to_string(),
        "\" rx=\"3\" fill=\"url(#outage-hatch)\"><title>",
        LANES[lane],
        " off from ",
        &start.to_string(),
        &end_words,
        "</title></rect>",
    ]
    .concat()
}

/// Some marks beside each other, on one scale. They are written as text, which the browser makes into elements faster than
/// we could one by one: coming closer draws hundreds of them.
struct Signs {
    key: u64,
    marks: Vec<Mark>,
    scale: Scale,
}

impl Signs {
    fn of(marks: &[Mark], scale: Scale) -> Vec<Self> {
        let key = |marks: &[Mark]| marks.iter().fold(0, |key: u64, mark| scale.key(key ^ mark.key()));
        marks.chunks(WRITTEN_TOGETHER).map(|marks| Self { key: key(marks), marks: marks.to_vec(), scale }).collect()
    }

    fn written(&self) -> String {
        self.marks.iter().map(|mark| sign(*mark, self.scale, "")).collect()
    }
}

/// One mark as text. Where SVG has a word for the shape it is one element; a place in percent for any other shape takes a
/// picture in the picture, which costs the browser more.
fn sign(mark: Mark, scale: Scale, more: &str) -> String {
    let Mark { lane, at, shape } = mark;
    let (place, y) = (scale.place(at), lane * LANE_PX + 12);
    let stroke = if shape.is_stroke() { " lanes__mark--stroke" } else { "" };
    let class = [" class=\"lanes__mark lanes__mark--", WORDS[lane], stroke, more].concat();
    let key = ["\" data-key=\"", &mark.key().to_string(), "\""].concat();
    let [y, above, far_above, far_below] = [y, y - 5, y - 9, y + 9].map(|y| y.to_string());
    match shape {
        Shape::Circle => ["<circle cx=\"", &place, "\" cy=\"", &y, "\" r=\"5\"", &class, &key, "/>"].concat(),
        Shape::Square => {
            let size = "\" width=\"10\" height=\"10\" transform=\"translate(-5)\"";
            ["<rect x=\"", &place, "\" y=\"", &above, size, &class, &key, "/>"].concat()
        }
        Shape::Edge => {
            let ends = ["\" y1=\"", &far_above, "\" y2=\"", &far_below, "\""].concat();
            ["<line x1=\"", &place, "\" x2=\"", &place, &ends, &class, &key, "/>"].concat()
        }
        Shape::Triangle | Shape::Cross | Shape::Dash | Shape::Flag => {
            let picture = ["<svg class=\"lanes__sign\" x=\"", &place, "\" y=\"", &y, &key, "><path d=\""].concat();
            [&picture, shape.path(), "\"", &class, "\"/></svg>"].concat()
        }
    }
}

/// What stands beside the pointer over a mark: when it was, and what happened first.
fn title(mark: Mark, story: &[Entry]) -> String {
    let there = &story[story.partition_point(|entry| entry.at() < mark.at)..];
    let words = there.iter().find(|entry| mark.has(entry)).map(sentence).unwrap_or_default();
    [&mark.at.to_string(), " ", &words].concat()
}

/// The marks of one moment.
fn marks_at(story: &[Entry], at: Millis) -> Vec<Mark> {
    let there = &story[story.partition_point(|entry| entry.at() < at)..];
    marks(&there[..there.partition_point(|entry| entry.at() <= at)])
}

/// The mark that the pointer is on, and its element.
fn mark_at(event: &MouseEvent, stage: &Stage) -> Option<(Mark, Element)> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let element = element.closest("[data-key]").ok().flatten()?;
    let key: u64 = element.get_attribute("data-key")?.parse().ok()?;
    let there = stage.story.with_untracked(|story| marks_at(story, Mark::at_of(key)));
    there.into_iter().find(|mark| mark.key() == key).map(|mark| (mark, element))
}

/// Has the browser show these words beside the pointer. A title is made only once the pointer comes: hundreds of marks are
/// never pointed at. In a picture it has to be one of the picture's own kind.
fn entitle(element: &Element, words: &str) {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    if !matches!(element.query_selector("title"), Ok(None)) {
        return;
    }
    if let Ok(title) = document().create_element_ns(SVG, "title") {
        title.set_text_content(Some(words));
        // It fails for no element that stands on the page.
        let _ = element.append_child(&title);
    }
}

/// The marks of the lit moment, over the others.
fn lit(scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let story = expect_context::<Stage>().story;
    let written = move || {
        let (scale, at) = (scale(), spotlight.lit_at());
        let Some(at) = at.filter(|at| scale.has(*at)) else { return String::new() };
        story.with_untracked(|story| {
            let marks = marks_at(story, at);
            let lit = marks.iter().filter(|mark| mark.lane < MESSAGES);
            lit.map(|mark| sign(*mark, scale, " lanes__mark--lit")).collect()
        })
    };
    view! { <g class="lanes__over" inner_html=text(written)></g> }
}

/// The chosen mark, over all of them.
fn chosen(choice: Choice, scale: impl Fn() -> Scale + Copy + Send + Sync + 'static) -> impl IntoView {
    let story = expect_context::<Stage>().story;
    let written = move || {
        let (scale, mark) = (scale(), choice.mark.get());
        let in_sight = mark.filter(|mark| scale.has(mark.at));
        // It may have been taken back, or lie ahead of the moment that is looked back at.
        let there = in_sight.filter(|mark| story.with(|story| marks_at(story, mark.at).contains(mark)));
        there.map(|mark| sign(mark, scale, " lanes__mark--chosen")).unwrap_or_default()
    };
    view! { <g class="lanes__over" inner_html=text(written)></g> }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The moments, in seconds, that are drawn of these on the scale of an hour.
    fn check(lane: usize, moments: &[(u64, Shape)], drawn: &[u64]) {
        let scale = Scale::at(Scale::place_of(Millis::from_mins(50)));
        let mark = |(at, shape): (u64, Shape)| Mark { lane, at: Millis::from_secs(at), shape };
        let marks: Vec<Mark> = moments.iter().copied().map(mark).collect();
        let apart: Vec<u64> = apart(marks, scale).iter().map(|mark| mark.at.as_secs()).collect();
        assert_eq!(apart, drawn, "{moments:?}");
    }

    #[test]
    fn of_marks_on_one_another_the_newest_is_drawn_unless_their_shapes_differ() {
        let many = |shape: Shape| (0..100).map(|at| (at, shape)).collect::<Vec<_>>();
        check(MESSAGES, &[(1, Shape::Circle), (2, Shape::Circle), (60, Shape::Circle)], &[2, 60]);
        check(MESSAGES, &[(1, Shape::Cross), (2, Shape::Circle)], &[1, 2]);
        check(0, &many(Shape::Edge), &[35, 71, 99]);
    }

    #[test]
    fn one_more_mark_writes_the_last_ones_anew_and_no_others() {
        let scale = Scale::at(Scale::place_of(Millis::from_mins(50)));
        let mark = |at| Mark { lane: 0, at: Millis::from_secs(at), shape: Shape::Edge };
        let keys = |count: u64| -> Vec<u64> {
            Signs::of(&(0..count).map(mark).collect::<Vec<_>>(), scale).iter().map(|signs| signs.key).collect()
        };
        let (before, after) = (keys(40), keys(41));
        assert_eq!((before.len(), after.len()), (3, 3));
        assert_eq!(before[..2], after[..2]);
        assert_ne!(before[2], after[2]);
    }
}
