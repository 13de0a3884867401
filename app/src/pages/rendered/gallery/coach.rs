//! The coach of somebody who learns alone, by how the answers went.

use drill::{Command, Fact, Verdict, script::Step};
use leptos::prelude::*;
use protocol::{PageKind, Seat};

use super::{
    Exhibit,
    scene::{Scene, steps_played, with_facts},
};
use crate::panes::coach::Coach;

const DRILL: &str = "application-quick";

pub(super) fn exhibits() -> Vec<Exhibit> {
    let right = |step: &Step| step.right.iter().cloned().map(Command::Answer).collect();
    let wrong = |step: &Step| step.wrong.first().cloned().map(Command::Answer).into_iter().collect();
    let hints = |_: &Step| vec![Command::TakeHint];
    let free =
        |step: &Step| if step.wrong.is_empty() { vec![Command::Answer("As always".to_owned())] } else { Vec::new() };
    let skipped = |_: &Step| Vec::new();
    let last = drill::scenarios::find(DRILL).map_or(0, |scenario| scenario.steps().len());
    let judged = with_facts(
        steps_played(DRILL, last, free),
        [Fact::Judged(u32::try_from(last).unwrap_or(0).saturating_sub(1), Verdict::Partly)],
    );
    let exhibit = |name: &str, drill: &str, log: &[drill::Event]| {
        let scene = Scene::seen_by(log, PageKind::Learn, Seat::Observer).with_steps_of(drill);
        Exhibit::new(format!("Coach: {name}"), scene, || view! { <Coach/> }.into_any()).within("gallery__cards")
    };
    vec![
        exhibit("before the first step", DRILL, &steps_played(DRILL, 0, skipped)),
        exhibit("correct", DRILL, &steps_played(DRILL, 2, right)),
        exhibit("not quite", DRILL, &steps_played(DRILL, 2, wrong)),
        exhibit("skipped after a hint", DRILL, &steps_played(DRILL, 2, hints)),
        exhibit("a free answer", DRILL, &steps_played(DRILL, last, free)),
        exhibit("a free answer, judged", DRILL, &judged),
        exhibit("the tour, without questions", "tour", &steps_played("tour", 2, skipped)),
    ]
}
