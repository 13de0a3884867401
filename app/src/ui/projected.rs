//! What lies over a page without controls while the presenter wants something else to be seen: nothing at all, or how to
//! join. A real loss of connection is shown above either.

use drill::Projector;
use leptos::prelude::*;

use super::{Draw, Keys, changing};
use crate::live::Stage;

/// The cover: what the presenter has chosen, or nothing where somebody has blanked this one screen by hand.
#[component]
pub fn Projected() -> impl IntoView {
    let blank = expect_context::<Keys>().blank;
    let stage = expect_context::<Stage>();
    let shown = move || if blank.get() { Projector::Blank } else { stage.projector.get() };
    changing(
        move || shown() as u64,
        move || match shown() {
            Projector::Room => None,
            Projector::Blank => Some(
                view! {
                    <div class="projected projected--blank" role="status">
                        <p class="projected__blank">"The presenter has blanked this screen."</p>
                    </div>
                }
                .drawn(),
            ),
            Projector::JoinCard => Some(
                // On a low screen it scrolls, with the keyboard too.
                view! {
                    <div class="projected" tabindex="0" role="group" aria-label="How to join">{join_card(&stage)}</div>
                }
                .drawn(),
            ),
        },
    )
}

/// The link as a picture to scan and as words, in large type.
fn join_card(stage: &Stage) -> impl IntoView + use<> {
    let url = stage.join_url.get_untracked();
    view! {
        <section class="join-card" aria-labelledby="join-card-title">
            <h2 class="join-card__title" id="join-card-title">"Join on your own screen"</h2>
            {scan(stage, "join-card__scan")}
            <p class="join-card__how">"Scan this, or type"</p>
            <p class="join-card__url">{url}</p>
            <p class="join-card__code"><span>"Code "</span><strong>{stage.code.get_untracked()}</strong></p>
        </section>
    }
}

/// The link to join as a picture to scan.
pub fn scan(stage: &Stage, class: &'static str) -> impl IntoView + use<> {
    let source = ["/qr/", &stage.code.get_untracked()].concat();
    let words = ["A code to scan that leads to ", &stage.join_url.get_untracked()].concat();
    view! { <img class=class src=source alt=words width="232" height="232"/> }
}
