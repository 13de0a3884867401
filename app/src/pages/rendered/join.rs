//! The forms in front of a room: joining a class, and proving a key.

use leptos::prelude::*;

use crate::pages::brand::BrandLink;

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
    let JoinForm { code, ticket } = form;
    view! {
        <div class="problem">
            <header class="problem__head"><BrandLink/></header>
            <main class="problem__card">
                <h1 class="problem__title">"Join room "<span class="home__code">{code.clone()}</span></h1>
                <form method="post" action=format!("/seat/{code}") class="join" id="join">
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
                    <input type="hidden" name="ticket" value=ticket/>
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
    let KeyForm { action, is_trainers } = form;
    let (title, label, hint) = if is_trainers {
        ("Trainer sign-in", "Trainer key", "The person who runs this server knows it. With it you can open rooms here.")
    } else {
        (
            "Opening the room",
            "Key",
            "It is in the link, behind the #. Paste it here if the page does not go on by itself.",
        )
    };
    // The script looks for a form of this name.
    let id = (!is_trainers).then_some("exchange");
    view! {
        <div class="problem">
            <header class="problem__head"><BrandLink/></header>
            <main class="problem__card">
                <h1 class="problem__title">{title}</h1>
                <form method="post" action=action class="join" id=id>
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
                    <button class="button button--main join__button">"Continue"</button>
                </form>
            </main>
        </div>
    }
}
