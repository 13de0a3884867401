//! Three of which one is chosen.

use leptos::prelude::*;

use super::{KeyHint, ToggleButton};

/// A row of three buttons with a legend, of which one is pressed; another one is chosen by pressing it.
#[component]
pub fn Choices<T>(
    /// What is chosen.
    legend: &'static str,
    /// The key that chooses too, if any does.
    #[prop(optional)]
    key_hint: Option<&'static str>,
    /// The three, each with the label of its button.
    choices: [(T, &'static str); 3],
    /// Which of them is so.
    #[prop(into)]
    chosen: Signal<T>,
    /// Chooses another one.
    #[prop(into)]
    on_choose: Callback<(T,)>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let button = move |(choice, label): (T, &'static str)| {
        let choose = move || {
            if chosen.get_untracked() != choice {
                on_choose.run((choice,));
            }
        };
        view! {
            <ToggleButton class="button share__choice" pressed=move || chosen.get() == choice on_press=choose>
                {label}
            </ToggleButton>
        }
        .into_any()
    };
    view! {
        <fieldset class="share__projector">
            <legend class="share__legend">{legend}{key_hint.map(|key| view! { <KeyHint key/> }.into_any())}</legend>
            {choices.map(button).into_iter().collect_view()}
        </fieldset>
    }
}
