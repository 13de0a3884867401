//! The page for everything that cannot be shown: what happened, and what to do now.

use leptos::prelude::*;

use crate::pages::brand::BrandLink;

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
    let Problem { title, advice, on: (href, words) } = problem;
    view! {
        <div class="problem">
            <header class="problem__head"><BrandLink/></header>
            <main class="problem__card">
                <h1 class="problem__title">{title}</h1>
                <p class="problem__advice">{advice}</p>
                <a class="button button--main" href=href>{words}</a>
            </main>
        </div>
    }
}
