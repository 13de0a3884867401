//! What lies over a page without controls while the presenter wants something else to be seen: nothing at all, or how to
//! join. A real loss of connection is shown above either.

use drill::Projector;
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::use_shortcuts;
use crate::room::use_room;

/// The cover: what the presenter has chosen, or nothing where somebody has blanked this one screen by hand.
#[component]
pub fn AudienceCover() -> impl IntoView {
    let blank = use_shortcuts().blank;
    let room = use_room();
    let shown = Memo::new(move |_| if blank.get() { Projector::Blank } else { room.view.projector().get() });
    move || match shown.get() {
        Projector::Room => ().into_any(),
        Projector::Blank => view! {
            <div class="projected projected--blank" role="status">
                <p class="projected__blank">"The presenter has blanked this screen."</p>
            </div>
        }
        .into_any(),
        // On a low screen it scrolls, with the keyboard too.
        Projector::JoinCard => view! {
            <div class="projected" tabindex="0" role="group" aria-label="How to join"><JoinCard/></div>
        }
        .into_any(),
    }
}

/// The link as a QR code and as words, in large type.
#[component]
fn JoinCard() -> impl IntoView {
    let room = use_room();
    view! {
        <section class="join-card" aria-labelledby="join-card-title">
            <h2 class="join-card__title" id="join-card-title">"Join on your own screen"</h2>
            <JoinQr class="join-card__scan"/>
            <p class="join-card__how">"Scan this, or type"</p>
            <p class="join-card__url">{room.join_url()}</p>
            <p class="join-card__code"><span>"Code "</span><strong>{room.code.get_value()}</strong></p>
        </section>
    }
}

/// The link to join as a QR code.
#[component]
pub fn JoinQr(
    /// Its class.
    class: &'static str,
) -> impl IntoView {
    let room = use_room();
    let source = format!("/qr/{}", room.code.get_value());
    let words = format!("QR code that leads to {}", room.join_url());
    view! { <img class=class src=source alt=words width="232" height="232"/> }
}
