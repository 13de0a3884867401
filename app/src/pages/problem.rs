//! The page for everything that cannot be shown: what happened, and what to do now.

use leptos::prelude::*;

/// What went wrong, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One line: what happened.
    pub title: String,
    /// One sentence: what to do.
    pub advice: String,
}

/// A page that says what went wrong.
#[component]
pub fn ProblemPage(
    /// What it says.
    problem: Problem,
) -> impl IntoView {
    view! { <main><h1>{problem.title}</h1><p>{problem.advice}</p><a href="/">"Back to the start"</a></main> }
}
