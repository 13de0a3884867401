//! Home: open a room from a storyboard or for free play. A form, so it works before any client has loaded.

use leptos::prelude::*;

/// A storyboard's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storyboard {
    /// Its word in addresses and forms.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its summary, one paragraph.
    pub summary: String,
}

/// The home page. Its buttons post the form field `storyboard` (a slug, or empty for free play) to `/rooms`.
#[component]
pub fn HomePage(
    /// The cards, in order.
    storyboards: Vec<Storyboard>,
) -> impl IntoView {
    view! {
        <main>
            <form method="post" action="/rooms">
                <button name="storyboard" value="">"Free play"</button>
                {storyboards.into_iter().map(|board| view! {
                    <button name="storyboard" value=board.slug>{board.title}</button>
                }).collect_view()}
            </form>
        </main>
    }
}
