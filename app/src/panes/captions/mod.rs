//! What an unattended loop says to the step that is shown: the talk track as captions.

use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::room::use_room;

/// The captions.
#[component]
pub fn Captions() -> impl IntoView {
    let room = use_room();
    let played = Memo::new(move |_| room.view.steps_played().get());
    let caption = move || {
        let played = played.get();
        let (step, all) = room.steps.with_value(|steps| {
            let step = played.checked_sub(1).and_then(|last| steps.get(last));
            (step.map(|step| (step.actions.join(" · "), step.say.join(" "))), steps.len())
        });
        match step {
            Some((actions, say)) => view! {
                <p class="captions__action">
                    <span class="captions__count">{format!("Step {played} of {all}")}</span>
                    {actions}
                </p>
                <p class="captions__say">{say}</p>
            }
            .into_any(),
            None => view! {
                <p class="captions__say">"A healthy desk: everything is on. The drill begins in a moment."</p>
            }
            .into_any(),
        }
    };
    view! { <div class="captions" role="region" aria-label="What happens">{caption}</div> }
}
