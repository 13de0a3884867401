//! The page for everything that cannot be shown: what happened, and what to do now.

use leptos::prelude::*;

use crate::ui::brand_icon;

/// What went wrong, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One line: what happened.
    pub title: String,
    /// One sentence: what to do.
    pub advice: String,
    /// Where to go on, and what is written there.
    pub on: (&'static str, &'static str),
}

/// A page that says what went wrong.
#[component]
pub fn ProblemPage(
    /// What it says.
    problem: Problem,
) -> impl IntoView {
    view! {
        <div class="problem">
            <header class="problem__head">
                <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
            </header>
            <main class="problem__card">
                <h1 class="problem__title">{problem.title}</h1>
                <p class="problem__advice">{problem.advice}</p>
                <a class="button button--main" href=problem.on.0>{problem.on.1}</a>
            </main>
        </div>
    }
}
