//! What lets a class in: the code, the link to type, to copy and to scan, and what the projector shows.

use drill::{Command, Projector, script::Place};
use leptos::{html, prelude::*};
use protocol::RoomViewStoreFields as _;

use super::{Choices, JoinQr, use_spotlight};
use crate::room::use_room;

/// The way in, and the choice of what pages without controls show.
#[component]
pub fn Share() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let code = room.code.get_value();
    view! {
        <details class="share" name="panel" data-mark=spotlight.mark_place(Place::Share)>
            <summary class="chip share__summary">"Join "<span class="share__code">{code.clone()}</span></summary>
            <div class="share__panel">
                <JoinLink/>
                <JoinQr class="share__scan"/>
                {is_local(&room.join_url()).then(|| view! {
                    <p class="share__hint">
                        "This address works on this machine only. To let others in, start Drillroom with an --addr that they can reach."
                    </p>
                }.into_any())}
                <p class="share__actions">
                    <a class="button" href=format!("/room/{code}/projector") target="_blank" rel="noopener">
                        "Open the projector"
                    </a>
                    <a class="button" href=format!("/room/{code}/manage")>"Room settings"</a>
                </p>
                <p class="share__actions">
                    <a class="button" href=format!("/room/{code}/truth") target="_blank" rel="noopener">"Truth and SQL"</a>
                    <a class="button" href=format!("/room/{code}/report") target="_blank" rel="noopener">"Report"</a>
                    <a class="button" href=format!("/room/{code}/replay") target="_blank" rel="noopener">"Replay"</a>
                </p>
                <AudienceView/>
            </div>
        </details>
    }
}

/// The link to join, in a box that selects it whole.
#[component]
fn JoinLink() -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
    };
    view! {
        <label class="share__label">
            "Anyone with this link joins as an observer until you assign a seat."
            <input
                class="share__link"
                type="text"
                readonly
                node_ref=input
                value=use_room().join_url()
                on:focus=move |_| select()
                on:click=move |_| select()
            />
        </label>
    }
}

/// Whether nobody else can reach this address.
fn is_local(url: &str) -> bool {
    ["http://127.", "http://localhost:", "http://[::1]"].iter().any(|local| url.starts_with(local))
}

/// Three ways to show the room to its audience.
#[component]
fn AudienceView() -> impl IntoView {
    const CHOICES: [(Projector, &str); 3] =
        [(Projector::Room, "The room"), (Projector::JoinCard, "How to join"), (Projector::Blank, "Nothing")];
    let room = use_room();
    let show = move |projector| {
        room.send(Command::ShowOnProjector(projector));
    };
    view! {
        <Choices
            legend="Audience view"
            key_hint="B"
            choices=CHOICES
            chosen=move || room.view.projector().get()
            on_choose=show
        />
    }
}
