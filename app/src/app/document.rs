//! The HTML document round a page, as the server sends it: head, scripts, what a page embeds, and the page itself.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use leptos::prelude::*;
use protocol::{PageData, PageKind};

use super::App;
#[cfg(debug_assertions)]
use crate::pages::GalleryPage;
use crate::{
    EMBEDDED_ID, ROOT_ID,
    pages::{
        ExplorerPage, GuidePage, HomePage, JoinForm, JoinPage, KeyForm, KeyPage, Manage, ManagePage, Problem,
        ProblemPage, RecentRoom, ReportPage, ReportSheet, SignInRow, SignInsPage, Storyboard, Truth, TruthPage,
        Visitor,
    },
};

/// The id of the script element that starts the client; `public/start.js` looks for it.
const CLIENT_SCRIPT_ID: &str = "client";

/// What Leptos writes where hydration needs a node. Browsers make an empty comment of it, but in a `<title>` a text, and the
/// standard wants a comment to be written in full. Nothing else is written so: texts and attributes have no `<`.
const MARK: &str = "<!>";

const DESCRIPTION: &str = "Failure-drill training in the browser: an agent's console and a customer's chat side by side, three \
                           simulated backends, and what each of the two gets to see.";

/// The addresses of the built files, with their hashed names.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The client's JavaScript, which starts it by itself.
    pub client_js: String,
    /// The client's WebAssembly.
    pub client_wasm: String,
    /// The script that says so when the client cannot start.
    pub start_js: String,
    /// The script that takes a secret out of a link and posts it.
    pub exchange_js: String,
    /// The stylesheet of rooms, and the ground for all pages.
    pub style_css: String,
    /// What the pages of a room that are not the operators' need beside it.
    pub follow_css: String,
    /// What the pages without a room need beside it.
    pub pages_css: String,
    /// The icon.
    pub icon: String,
}

/// The home page. It works without the client, and so does not load it. Where only trainers may open rooms, `may_open` says
/// whether its reader is one.
pub fn home_document(
    assets: &Assets,
    storyboards: Vec<Storyboard>,
    recent: Vec<RecentRoom>,
    visitor: Visitor,
) -> String {
    let page = move || view! { <HomePage storyboards recent visitor/> };
    static_document(assets, "Drillroom: failure-drill training", page)
}

/// The form to join a class. `nonce` is what its content policy lets run, here as everywhere.
pub fn join_document(assets: &Assets, nonce: &str, form: JoinForm) -> String {
    let title = format!("Join {} · Drillroom", form.code);
    exchange_document(assets, &title, nonce, move || view! { <JoinPage form/> })
}

/// The form for a key, with the script that posts one from the link.
pub fn key_document(assets: &Assets, nonce: &str, form: KeyForm) -> String {
    exchange_document(assets, "Drillroom", nonce, move || view! { <KeyPage form/> })
}

/// The browsers on which trainers are signed in.
pub fn sign_ins_document(assets: &Assets, rows: Vec<SignInRow>) -> String {
    static_document(assets, "Trainer sign-ins · Drillroom", move || view! { <SignInsPage rows/> })
}

/// Links, key and end of a room.
pub fn manage_document(assets: &Assets, manage: Manage) -> String {
    let title = format!("Settings of {} · Drillroom", manage.code);
    static_document(assets, &title, move || view! { <ManagePage manage/> })
}

/// What is true and what is believed at one moment of a room, with its database.
pub fn truth_document(assets: &Assets, truth: Truth) -> String {
    let title = format!("Truth in {} · Drillroom", truth.code);
    static_document(assets, &title, move || view! { <TruthPage truth/> })
}

/// The report of a room.
pub fn report_document(assets: &Assets, sheet: ReportSheet) -> String {
    let title = format!("Report of {} · Drillroom", sheet.code);
    static_document(assets, &title, move || view! { <ReportPage sheet/> })
}

/// The explorer.
pub fn explorer_document(assets: &Assets) -> String {
    static_document(assets, "Explorer · Drillroom", || view! { <ExplorerPage/> })
}

/// The page for trainers.
pub fn guide_document(assets: &Assets) -> String {
    static_document(assets, "Your first drill in five minutes · Drillroom", || view! { <GuidePage/> })
}

/// Every component in every state.
#[cfg(debug_assertions)]
pub fn gallery_document(assets: &Assets) -> String {
    let follow_css = assets.follow_css.clone();
    static_document(assets, "Gallery · Drillroom", || view! { <GalleryPage follow_css/> })
}

/// A page that says what went wrong and what to do.
pub fn problem_document(assets: &Assets, problem: Problem) -> String {
    static_document(assets, "Drillroom", move || view! { <ProblemPage problem/> })
}

/// The page of a room: rendered here, and hydrated by the client from the data that it embeds. `kept_until` is the day, in
/// UTC, on which the room is deleted if no operator comes before, for the pages that say so.
pub fn room_document(assets: &Assets, nonce: &str, title: &str, data: PageData, kept_until: Option<&str>) -> String {
    let Assets { client_js, client_wasm, start_js, style_css, follow_css, icon, .. } = assets.clone();
    let sheets = if data.kind == PageKind::Room { vec![style_css] } else { vec![style_css, follow_css] };
    let embedded = STANDARD.encode(protocol::encode(&data));
    let kept_until = kept_until.map(str::to_owned);
    let (title, nonce) = (format!("{title} · Drillroom"), nonce.to_owned());
    let html = html(move || {
        let head = view! { <ClientLinks nonce client_js client_wasm start_js/> };
        view! {
            <Shell title icon sheets head=head.into_any()>
                <div id=ROOT_ID><App data/></div>
                <ClientMissing/>
                {kept_until.map(|day| view! { <KeptUntil day/> })}
                // Browsers keep the text of a script of no script's type, and run nothing. Base64 has no `<` to end it.
                <script type="application/base64" id=EMBEDDED_ID>{embedded}</script>
            </Shell>
        }
    });
    let (head, body) = html.split_once("<body>").unwrap_or_default();
    format!("{}<body>{}", head.replace(MARK, ""), body.replace(MARK, "<!---->"))
}

/// A page without any script.
fn static_document<V: IntoView + 'static>(
    assets: &Assets,
    title: &str,
    page: impl FnOnce() -> V + Send + 'static,
) -> String {
    let Assets { style_css, pages_css, icon, .. } = assets.clone();
    let (title, sheets) = (title.to_owned(), vec![style_css, pages_css]);
    let html = html(move || view! { <Shell title icon sheets><div id=ROOT_ID>{page()}</div></Shell> });
    html.replace(MARK, "")
}

/// A page with the script that reads what is behind the `#` of its address: a secret, which it takes out, or a moment.
fn exchange_document<V: IntoView + 'static>(
    assets: &Assets,
    title: &str,
    nonce: &str,
    page: impl FnOnce() -> V + Send + 'static,
) -> String {
    let Assets { style_css, pages_css, icon, exchange_js, .. } = assets.clone();
    let (title, sheets, nonce) = (title.to_owned(), vec![style_css, pages_css], nonce.to_owned());
    let html = html(move || {
        view! {
            <Shell title icon sheets>
                <div id=ROOT_ID>{page()}</div>
                <script type="module" nonce=nonce src=exchange_js></script>
            </Shell>
        }
    });
    html.replace(MARK, "")
}

/// Renders a document.
fn html<V: IntoView + 'static>(document: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| document().into_view().to_html());
    owner.cleanup();
    html
}

/// The document: the same head for all pages, and the body that is given as children.
#[component]
fn Shell(
    /// The title of the document.
    title: String,
    /// The address of its icon.
    icon: String,
    /// The addresses of its stylesheets, in their order.
    sheets: Vec<String>,
    /// What else its head has.
    #[prop(optional)]
    head: Option<AnyView>,
    /// The body.
    children: Children,
) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width,initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=DESCRIPTION/>
                <title>{title}</title>
                <link rel="icon" href=icon type="image/svg+xml"/>
                {sheets.into_iter().map(|sheet| view! { <link rel="stylesheet" href=sheet/> }).collect_view()}
                {head}
            </head>
            <body>{children()}</body>
        </html>
    }
}

/// What loads and starts the client. The script that says so when it cannot start runs before it, and is not waited for.
#[component]
fn ClientLinks(
    /// What the content policy lets run.
    nonce: String,
    /// The address of the client's JavaScript.
    client_js: String,
    /// The address of its WebAssembly.
    client_wasm: String,
    /// The address of the script before it.
    start_js: String,
) -> impl IntoView {
    view! {
        <link rel="modulepreload" nonce=nonce.clone() href=client_js.clone()/>
        <link rel="preload" r#as="fetch" type="application/wasm" crossorigin="anonymous" href=client_wasm/>
        <script defer nonce=nonce.clone() src=start_js></script>
        <script type="module" nonce=nonce id=CLIENT_SCRIPT_ID src=client_js></script>
    }
}

/// What a reader sees when the client cannot start: at once where scripts are off, else when `start.js` or the stylesheet finds
/// that it has not.
#[component]
fn ClientMissing() -> impl IntoView {
    view! {
        <noscript>
            <p class="no-script" role="alert">
                <strong>"This page needs JavaScript."</strong>
                " It is switched off in this browser, so the page shows how the room was when it was loaded, and nothing on it \
                 works. Allow scripts for this site, and load the page again. Nothing of the room is lost."
            </p>
        </noscript>
        <div id="client-missing" class="client-missing" role="alert">
            <p class="client-missing__title">"This page could not start"</p>
            <p>
                "It shows how the room was when it was loaded, and nothing on it works yet. Load it again. If that does not help, \
                 allow scripts and WebAssembly for this site, or open it in another browser."
            </p>
            <p>"Nothing of the room is lost."</p>
            <a class="client-missing__again" href="">"Load this page again"</a>
        </div>
    }
}

/// Until when the room is kept.
#[component]
fn KeptUntil(
    /// The day, in UTC.
    day: String,
) -> impl IntoView {
    view! {
        <footer class="kept">
            "This room is kept until "<strong>{day}" UTC"</strong>", and longer whenever an operator opens it. Then it is deleted."
        </footer>
    }
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use drill::{Millis, State, report::report};
    use protocol::{Audience, Class, People, Recording, RoomProjection, Seat, Step, You};

    use super::*;
    use crate::pages::{Found, TableOf, Window, nesting_faults};

    const DRILL: &str = "services-messaging";
    const CODE: &str = "ABCD-EFGH";

    fn assets() -> Assets {
        let file = |name: &str| format!("/assets/{name}");
        Assets {
            client_js: file("client.js"),
            client_wasm: file("client.wasm"),
            start_js: file("start.js"),
            exchange_js: file("exchange.js"),
            style_css: file("style.css"),
            follow_css: file("follow.css"),
            pages_css: file("pages.css"),
            icon: file("icon.svg"),
        }
    }

    fn check(name: &str, html: &str) {
        assert_eq!(nesting_faults(html), Vec::<String>::new(), "{name}");
        assert!(!html.contains("<!>"), "{name} has a mark of Leptos that is no HTML");
    }

    #[test]
    fn each_page_of_a_room_is_proper_html_and_holds_what_it_is_made_from() {
        let log = drill::played_through(DRILL).expect("it is there");
        let steps = drill::scenarios::find(DRILL).expect("it is there").steps();
        for (kind, audience, seat) in [
            (PageKind::Room, Audience::Leader, Seat::Observer),
            (PageKind::Learn, Audience::Leader, Seat::Observer),
            (PageKind::Remote, Audience::Leader, Seat::Observer),
            (PageKind::CoTrainer, Audience::Leader, Seat::CoTrainer),
            (PageKind::Replay, Audience::Leader, Seat::Observer),
            (PageKind::Loop, Audience::Leader, Seat::Observer),
            (PageKind::Projector, Audience::Projector, Seat::Observer),
            (PageKind::Seat, Audience::Observer, Seat::Observer),
            (PageKind::Seat, Audience::Agent, Seat::Agent),
            (PageKind::Seat, Audience::Customer, Seat::Customer),
            (PageKind::Seat, Audience::Waiting, Seat::Waiting),
        ] {
            for until in [1, log.len() / 2, log.len()] {
                let projection = RoomProjection::of(&log[..until]);
                let data = PageData {
                    kind,
                    code: CODE.to_owned(),
                    join_url: "https://drill.example.com/ABCD-EFGH".to_owned(),
                    view: projection.view(projection.state().at, audience, None),
                    you: You { seat, ..You::default() },
                    people: People::default(),
                    class: Class::default(),
                    steps: steps.iter().cloned().map(Step::from).collect(),
                    recording: Recording::default(),
                };
                let html = room_document(&assets(), "a-nonce", "<Title>", data.clone(), Some("2026-12-24"));
                check(&format!("{kind:?} {seat:?}"), &html);
                assert!(html.contains("<title>&lt;Title&gt; · Drillroom</title>"));
                let (_, embedded) = html.split_once("id=\"embedded\">").expect("it embeds something");
                let embedded = embedded.split_once("</script>").map(|(base64, _)| STANDARD.decode(base64));
                let embedded = embedded.expect("it has an end").expect("it is base64");
                assert_eq!(protocol::decode(&embedded), Some(data));
            }
        }
    }

    #[test]
    fn each_page_without_a_room_is_proper_html() {
        let assets = assets();
        let storyboards = drill::scenarios::all().iter().map(|scenario| Storyboard {
            slug: scenario.slug.to_owned(),
            title: scenario.title.clone(),
            summary: scenario.sentence.clone(),
        });
        let recent = RecentRoom {
            address: "/room/ABCD-EFGH".to_owned(),
            code: CODE.to_owned(),
            title: "<Title>".to_owned(),
            at: Millis::ZERO,
            age_secs: 0,
            learns: true,
            ended: true,
            deleted_in_days: Some(1),
        };
        check("home", &home_document(&assets, storyboards.collect(), vec![recent], Visitor::SignedIn));
        check("home of a stranger", &home_document(&assets, Vec::new(), Vec::new(), Visitor::SignedOut));
        check("explorer", &explorer_document(&assets));
        check("guide", &guide_document(&assets));
        check("join", &join_document(&assets, "", JoinForm { code: CODE.to_owned(), ticket: String::new() }));
        for is_trainers in [false, true] {
            check("key", &key_document(&assets, "", KeyForm { action: "/".to_owned(), is_trainers }));
        }
        let sign_in = |is_own| SignInRow {
            id: 1,
            browser: "<Firefox>".to_owned(),
            begun_secs_ago: 86_400,
            used_secs_ago: 0,
            is_own,
        };
        check("sign-ins", &sign_ins_document(&assets, [true, false].map(sign_in).to_vec()));
        let problem = Problem { title: String::new(), advice: String::new(), on: ("/", "Back to the start") };
        check("problem", &problem_document(&assets, problem));
        for ended in [false, true] {
            let link = || "https://drill.example.com".to_owned();
            let manage = Manage {
                code: CODE.to_owned(),
                title: "<Title>".to_owned(),
                join_url: link(),
                operate_url: link(),
                remote_url: link(),
                watch_url: link(),
                kept_until: "2026-12-24".to_owned(),
                ended,
            };
            check("manage", &manage_document(&assets, manage));
        }
    }

    #[test]
    fn the_evidence_is_proper_html() {
        let log = drill::played_through(DRILL).expect("it is there");
        let until = log.last().map_or(Millis::ZERO, |event| event.at);
        let mut state = State::new();
        for event in &log {
            drill::apply(&mut state, event);
        }
        let found = Found { columns: vec!["a".to_owned()], rows: vec![vec![None]], cut: true };
        for outcome in [None, Some(Ok(found.clone())), Some(Err("</textarea>".to_owned()))] {
            let truth = Truth {
                code: CODE.to_owned(),
                title: "<Title>".to_owned(),
                at: Millis::ZERO,
                now: until,
                before: None,
                after: Some(until),
                beliefs: drill::beliefs(&state, until),
                ledger: drill::ledger(&state),
                tables: vec![TableOf { name: "egpl_user", found: found.clone() }],
                has_unassigned: true,
                sql: "</textarea><form>".to_owned(),
                sql_bytes_max: 1,
                outcome,
            };
            check("truth", &truth_document(&assets(), truth));
        }
        let window = Window::of(None, None, until);
        let sheet =
            ReportSheet { code: CODE.to_owned(), day: "2026-12-24".to_owned(), window, report: report(&log, until) };
        check("report", &report_document(&assets(), sheet));
    }
}
