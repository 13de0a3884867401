//! Buttons and switches: an ordinary one, one that stays pressed, one that is on or off, and those of the mock windows.

use drill::Command;
use leptos::{ev::MouseEvent, prelude::*};

use crate::room::use_room;

/// A button. While it is disabled it does nothing and keeps the focus: people who work by keyboard are not sent back to the
/// top of the page by what they have just done.
#[component]
pub fn Button(
    /// Its class.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether it does nothing at the moment.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its name to screen readers, where it is not its label.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What it says on hover.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !disabled.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-disabled=move || disabled.get().to_string()
            aria-label=move || label.get()
            title=move || title.get()
            on:click=press
        >
            {children()}
        </button>
    }
}

/// A button that stays pressed while something is so.
#[component]
pub fn ToggleButton(
    /// Its class.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether it is pressed.
    #[prop(into)]
    pressed: Signal<bool>,
    /// What it says on hover.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            aria-pressed=move || pressed.get().to_string()
            title=move || title.get()
            on:click=move |_| on_press.run(())
        >
            {children()}
        </button>
    }
}

/// A switch: a track with a knob. It is named by a label of its own, or by an element beside it.
#[component]
pub fn Switch(
    /// Its name to screen readers.
    #[prop(optional)]
    label: &'static str,
    /// The id of the element that names it instead.
    #[prop(optional, into)]
    labelled_by: Option<String>,
    /// A class besides that of all switches.
    #[prop(optional)]
    class: &'static str,
    /// Whether it is on.
    #[prop(into)]
    checked: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_toggle: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            role="switch"
            class=format!("switch {class}").trim_end().to_owned()
            aria-label=(!label.is_empty()).then_some(label)
            aria-labelledby=labelled_by
            aria-checked=move || checked.get().to_string()
            on:click=move |_| on_toggle.run(())
        >
            <span class="switch__track"><span class="switch__knob"></span></span>
        </button>
    }
}

/// A button of a mock window; on pages without controls the picture of one.
#[component]
pub fn MockButton(
    /// Its class.
    class: &'static str,
    /// Whether it does nothing at the moment.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it sends, if anything.
    #[prop(into)]
    command: Callback<(), Option<Command>>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    let room = use_room();
    let press = move || {
        if let Some(command) = command.run(()) {
            room.send(command);
        }
    };
    if room.may_act {
        view! { <Button class disabled on_press=press>{children()}</Button> }.into_any()
    } else {
        view! { <span class=class class=("is-greyed", move || disabled.get())>{children()}</span> }.into_any()
    }
}

/// Takes away the second half of a double click: it is meant for what was there before.
pub fn ignore_double_click(event: &MouseEvent) {
    if event.detail() > 1 {
        event.prevent_default();
        event.stop_propagation();
    }
}
