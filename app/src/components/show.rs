//! Something that is shown at times, as by Leptos's own `<Show>`.

use leptos::prelude::*;

/// Its children while `when` is so, and the fallback otherwise; drawn anew each time that changes. Unlike Leptos's own, which is
/// compiled anew for each place with its children, all of them are one type: forty places took 200 kB of code, a tenth
/// of the client.
#[component]
pub fn Show(
    /// Whether the children are shown.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown then.
    children: ChildrenFn,
) -> impl IntoView {
    show(Signal::derive(when), fallback, children)
}

fn show(when: Signal<bool>, fallback: ViewFn, children: ChildrenFn) -> AnyView {
    let is_shown = Memo::new(move |_| when.get());
    (move || if is_shown.get() { untrack(|| children()) } else { untrack(|| fallback.run()) }).into_any()
}
