//! What lets a class in: the code, the link to type, to copy and to scan, and what the projector shows.

use drill::{Command, Projector, script::Place};
use leptos::{html, prelude::*};

use super::{Draw, Drawn, Spotlight, key_cap, press, projected::scan, sender, text};
use crate::live::{Held, Stage};

/// The way in, and the choice of what pages without controls show.
#[component]
pub fn Share() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let input = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
    };
    let url = stage.join_url.get_untracked();
    let below = |what: &str| ["/room/", &stage.code.get_untracked(), what].concat();
    view! {
        <details class="share" name="panel" data-mark=spotlight.mark_place(Place::Share)>
            <summary class="chip share__summary">
                "Join "<span class="share__code">{text(move || stage.code.get())}</span>
            </summary>
            <div class="share__panel">
                <label class="share__label">
                    "With this link, or with the code at the start, people join the class. They get the seat that you give them."
                    <input
                        class="share__link"
                        type="text"
                        readonly
                        node_ref=input
                        value=url.clone()
                        on:focus=move |_| select()
                        on:click=press(select)
                    />
                </label>
                {scan(&stage, "share__scan")}
                {is_local(&url).then(|| view! {
                    <p class="share__hint">
                        "This address works on this machine only. To let others in, start Drillroom with an --addr that they can reach."
                    </p>
                })}
                <p class="share__actions">
                    <a class="button" href=below("/projector") target="_blank" rel="noopener">"Open the projector"</a>
                    <a class="button" href=below("/manage")>"Links and end"</a>
                </p>
                <p class="share__actions">
                    <a class="button" href=below("/truth") target="_blank" rel="noopener">"Truth and SQL"</a>
                    <a class="button" href=below("/report") target="_blank" rel="noopener">"Report"</a>
                    <a class="button" href=below("/replay") target="_blank" rel="noopener">"Look back"</a>
                </p>
                {projector_choice()}
            </div>
        </details>
    }
}

/// Whether nobody else can reach this address.
fn is_local(url: &str) -> bool {
    ["http://127.", "http://localhost:", "http://[::1]"].iter().any(|local| url.starts_with(local))
}

/// Three ways to show the room to everybody who watches.
fn projector_choice() -> impl IntoView {
    const CHOICES: [(Projector, &str); 3] =
        [(Projector::Room, "The room"), (Projector::JoinCard, "How to join"), (Projector::Blank, "Nothing")];
    let legend = view! { "Everybody who watches sees"{key_cap("B")} }.drawn();
    choices(legend, CHOICES, expect_context::<Stage>().projector, Command::ShowOnProjector)
}

/// Three of which one is so; another one is chosen by a command.
pub fn choices<T: Copy + PartialEq + Send + Sync + 'static>(
    legend: Drawn,
    choices: [(T, &'static str); 3],
    chosen: Held<T>,
    command: fn(T) -> Command,
) -> Drawn {
    let sender = sender();
    view! {
        <fieldset class="share__projector">
            <legend class="share__legend">{legend}</legend>
            {choices.map(|(choice, label)| view! {
                <button
                    type="button"
                    class="button share__choice"
                    aria-pressed=text(move || (chosen.get() == choice).to_string())
                    on:click=press(move || if chosen.get_untracked() != choice {
                        sender.send(command(choice));
                    })
                >
                    {label}
                </button>
            }.drawn()).into_iter().collect_view()}
        </fieldset>
    }
    .drawn()
}
