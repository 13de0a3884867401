//! What an operator sets about a room outside the drill: the links that give rights away, a new key, the end, and the
//! deletion. Plain forms: the page works without the client.

use leptos::prelude::*;

use crate::ui::brand_icon;

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manage {
    /// The room's code, as shown.
    pub code: String,
    /// The drill's title.
    pub title: String,
    /// The address under which a class joins.
    pub join_url: String,
    /// The link that gives all controls.
    pub operate_url: String,
    /// The same for a phone.
    pub remote_url: String,
    /// The projector's link.
    pub watch_url: String,
    /// The day on which the room is deleted unless an operator comes by, such as 2026-12-24.
    pub kept_until: String,
    /// Whether the session was ended.
    pub ended: bool,
}

/// Links, key, end and deletion of one room.
#[component]
pub fn ManagePage(
    /// What it says.
    manage: Manage,
) -> impl IntoView {
    let Manage { code, title, join_url, operate_url, remote_url, watch_url, kept_until, ended } = manage;
    let room = ["/room/", &code].concat();
    let below = |what: &str| [&room, what].concat();
    view! {
        <div class="manage">
            <header class="home__head">
                <a class="brand" href="/" aria-label="Drillroom, home">{brand_icon()}<span class="brand__name">"Drillroom"</span></a>
                <nav class="home__nav" aria-label="Pages"><a href=room.clone()>"Back to the room"</a></nav>
            </header>
            <main class="home__main">
                <h1 class="home__title">"Links and end of room "<span class="home__code">{code.clone()}</span></h1>
                <p class="home__lead">{title}</p>
                <div class="manage__cards">
                    {link("The class", "For everybody. With it one joins, and gets no more than the seat that you give.", join_url, None)}
                    {link("The projector", "Both screens, the lights and the clock; no controls, no notes.", watch_url, None)}
                    {link("Your phone", "Switches, clock and talk track. Scan it, and show it to nobody: it gives all controls.", remote_url, Some(below("/remote/qr")))}
                    {link("Another trainer, or this room from another browser", "Gives all controls. Keep it like a password.", operate_url, None)}
                    <section class="manage__card" aria-labelledby="new-key">
                        <h2 class="home__section" id="new-key">"New links"</h2>
                        <p>"If a link got into the wrong hands: the projector's, the phone's and the trainers' links open nothing any more, other trainers are out, and this browser goes on with new ones; its other pages of this room have to be loaded again. The class stays."</p>
                        <form method="post" action=below("/keys")><button class="button">"Make new links"</button></form>
                    </section>
                    <section class="manage__card" aria-labelledby="end">
                        <h2 class="home__section" id="end">"End the session"</h2>
                        {if ended {
                            view! { <p>"The session has been ended. The room can be read, and nobody new can join."</p> }.into_any()
                        } else {
                            view! {
                                <p>"The room becomes read-only for everybody, for good. Nothing is deleted."</p>
                                <form method="post" action=below("/end") class="manage__delete">
                                    <label><input type="checkbox" name="sure" value="yes" required/>" End it for everybody"</label>
                                    <button class="button">"End the session"</button>
                                </form>
                            }.into_any()
                        }}
                    </section>
                    <section class="manage__card" aria-labelledby="delete">
                        <h2 class="home__section" id="delete">"Delete the room"</h2>
                        <p>
                            "The room is kept until "<strong>{kept_until}</strong>
                            ", and longer whenever an operator opens it. Then its record, its notes and the names of the class are deleted. You can do that now; it cannot be taken back."
                        </p>
                        <form method="post" action=below("/delete") class="manage__delete">
                            <label><input type="checkbox" name="sure" value="yes" required/>" Delete everything of room "{code}</label>
                            <button class="button button--danger">"Delete now"</button>
                        </form>
                    </section>
                </div>
            </main>
        </div>
    }
}

fn link(title: &'static str, what: &'static str, url: String, scan: Option<String>) -> impl IntoView {
    let id = title.split(' ').next_back().unwrap_or_default().to_lowercase();
    let label_id = ["link-", &id].concat();
    let (labelled_by, heading_id) = (label_id.clone(), label_id.clone());
    view! {
        <section class="manage__card" aria-labelledby=labelled_by>
            <h2 class="home__section" id=heading_id>{title}</h2>
            <p>{what}</p>
            <input class="join__input manage__link" type="text" readonly value=url aria-labelledby=label_id/>
            {scan.map(|source| view! {
                <details>
                    <summary class="button">"Show the picture to scan"</summary>
                    <img class="manage__scan" src=source alt="A code to scan with your phone" width="232" height="232" loading="lazy"/>
                </details>
            })}
        </section>
    }
}
