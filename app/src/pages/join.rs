//! The forms in front of a room: joining a class, and proving a key.

use leptos::prelude::*;

use crate::ui::brand_icon;

/// What the form to join a class says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinForm {
    /// The room's code, as shown.
    pub code: String,
    /// What makes the form one of a kind: sent twice, it makes one seat.
    pub ticket: String,
}

/// What the form for a key says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyForm {
    /// Where it posts the field `key`.
    pub action: String,
    /// Whether it is for the trainers' key, which nobody gets by a link.
    pub is_trainers: bool,
}

/// The form to join a class.
#[component]
pub fn JoinPage(
    /// What it says.
    form: JoinForm,
) -> impl IntoView {
    let action = ["/seat/", &form.code].concat();
    view! {
        <div class="problem">
            {head()}
            <main class="problem__card">
                <h1 class="problem__title">"Join room "<span class="home__code">{form.code}</span></h1>
                <form method="post" action=action class="join" id="join">
                    <label class="join__label" for="name">"Your name, if you like"</label>
                    <p class="join__hint" id="name-hint">"Only the trainers see it, and it goes when the room is deleted."</p>
                    <input
                        class="join__input"
                        id="name"
                        name="name"
                        type="text"
                        maxlength="40"
                        autocomplete="nickname"
                        aria-describedby="name-hint"
                    />
                    <input type="hidden" name="ticket" value=form.ticket/>
                    <button class="button button--main join__button">"Join"</button>
                </form>
            </main>
        </div>
    }
}

/// The form for a key. A script takes it out of the link, if the page was opened by one, and posts it at once.
#[component]
pub fn KeyPage(
    /// What it says.
    form: KeyForm,
) -> impl IntoView {
    let (title, label, hint) = if form.is_trainers {
        ("For trainers", "Trainer key", "Whoever runs this server knows it. With it you can open rooms here.")
    } else {
        (
            "Opening the room",
            "Key",
            "It stands behind the # of the link. Paste it here if the page does not go on by itself.",
        )
    };
    let id = if form.is_trainers { "" } else { "exchange" };
    view! {
        <div class="problem">
            {head()}
            <main class="problem__card">
                <h1 class="problem__title">{title}</h1>
                <form method="post" action=form.action class="join" id=id>
                    <label class="join__label" for="key">{label}</label>
                    <p class="join__hint" id="key-hint">{hint}</p>
                    <input
                        class="join__input"
                        id="key"
                        name="key"
                        type="password"
                        autocomplete="off"
                        required
                        aria-describedby="key-hint"
                    />
                    <button class="button button--main join__button">"Go on"</button>
                </form>
            </main>
        </div>
    }
}

fn head() -> impl IntoView {
    view! {
        <header class="problem__head">
            <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
        </header>
    }
}
