//! What an operator sets about a room outside the drill: the links that give rights away, a new key, the end, and the
//! deletion. Plain forms: the page works without the client.

use leptos::prelude::*;

use crate::pages::brand::BrandLink;

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
    /// The day on which the room is deleted unless an operator comes by, such as 2026-12-24, in UTC.
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
    let room = format!("/room/{code}");
    view! {
        <div class="manage">
            <header class="home__head">
                <BrandLink/>
                <nav class="home__nav" aria-label="Pages"><a href=room.clone()>"Back to the room"</a></nav>
            </header>
            <main class="home__main">
                <h1 class="home__title">"Settings of room "<span class="home__code">{code.clone()}</span></h1>
                <p class="home__lead">{title}</p>
                <div class="manage__cards">
                    <LinkCard
                        id="link-class"
                        title="The class"
                        what="Anyone with this link joins as an observer until you assign a seat."
                        url=join_url
                    />
                    <LinkCard
                        id="link-projector"
                        title="The projector"
                        what="Both screens, the lights and the clock; no controls, no notes."
                        url=watch_url
                    />
                    <LinkCard
                        id="link-phone"
                        title="Your phone"
                        what="Switches, clock and talk track. Scan it, and show it to nobody: it gives all controls."
                        url=remote_url
                        qr=format!("{room}/remote/qr")
                    />
                    <LinkCard
                        id="link-browser"
                        title="Another trainer, or this room from another browser"
                        what="Gives all controls. Keep it like a password."
                        url=operate_url
                    />
                    <NewLinks room=room.clone()/>
                    <EndSession room=room.clone() ended/>
                    <DeleteRoom room code kept_until/>
                </div>
            </main>
        </div>
    }
}

/// A link to copy, and perhaps to scan.
#[component]
fn LinkCard(
    /// The id of its heading.
    id: &'static str,
    /// For whom it is.
    title: &'static str,
    /// What it gives.
    what: &'static str,
    /// The link.
    url: String,
    /// The address of its QR code.
    #[prop(optional, into)]
    qr: Option<String>,
) -> impl IntoView {
    view! {
        <section class="manage__card" aria-labelledby=id>
            <h2 class="home__section" id=id>{title}</h2>
            <p>{what}</p>
            <input class="join__input manage__link" type="text" readonly value=url aria-labelledby=id/>
            {qr.map(|source| view! {
                <details>
                    <summary class="button">"Show QR code"</summary>
                    <img class="manage__scan" src=source alt="QR code to scan with your phone" width="232" height="232" loading="lazy"/>
                </details>
            })}
        </section>
    }
}

#[component]
fn NewLinks(
    /// The path of the room.
    room: String,
) -> impl IntoView {
    view! {
        <section class="manage__card" aria-labelledby="new-key">
            <h2 class="home__section" id="new-key">"New links"</h2>
            <p>
                "If a link got into the wrong hands: the projector's, the phone's and the trainers' links open nothing any more, \
                 other trainers are out, and this browser goes on with new ones; its other pages of this room have to be loaded \
                 again. The class stays."
            </p>
            <form method="post" action=format!("{room}/keys")><button class="button">"Make new links"</button></form>
        </section>
    }
}

#[component]
fn EndSession(
    /// The path of the room.
    room: String,
    /// Whether that has happened.
    ended: bool,
) -> impl IntoView {
    let content = if ended {
        view! { <p>"The session has been ended. The room can be read, and nobody new can join."</p> }.into_any()
    } else {
        view! {
            <p>"The room becomes read-only for everybody, for good. Nothing is deleted."</p>
            <form method="post" action=format!("{room}/end") class="manage__delete">
                <label><input type="checkbox" name="sure" value="yes" required/>" End it for everybody"</label>
                <button class="button">"End the session"</button>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="manage__card" aria-labelledby="end">
            <h2 class="home__section" id="end">"End the session"</h2>
            {content}
        </section>
    }
}

#[component]
fn DeleteRoom(
    /// The path of the room.
    room: String,
    /// Its code.
    code: String,
    /// When it is deleted by itself.
    kept_until: String,
) -> impl IntoView {
    view! {
        <section class="manage__card" aria-labelledby="delete">
            <h2 class="home__section" id="delete">"Delete the room"</h2>
            <p>
                "The room is kept until "<strong>{kept_until}" UTC"</strong>
                ", and longer whenever an operator opens it. Then its record, its notes and the names of the class are deleted. \
                 You can do that now; it cannot be undone."
            </p>
            <form method="post" action=format!("{room}/delete") class="manage__delete">
                <label><input type="checkbox" name="sure" value="yes" required/>" Delete everything of room "{code}</label>
                <button class="button button--danger">"Delete now"</button>
            </form>
        </section>
    }
}
