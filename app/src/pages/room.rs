//! The operator's room.

use leptos::prelude::*;

use crate::live::Stage;

/// The room with all controls.
#[component]
pub fn RoomPage() -> impl IntoView {
    let stage = expect_context::<Stage>();
    view! {
        <main>
            <h1>{stage.title}</h1>
            <button on:click=move |_| stage.act.run(drill::Command::StopBackends(vec![drill::Backend::Messaging]))>"Messaging off"</button>
            <p>{move || stage.agent.with(|agent| agent.icon.what.map_or("none", drill::Icon::word))}</p>
        </main>
    }
}
