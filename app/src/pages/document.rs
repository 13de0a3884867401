//! The HTML document round a page: head, what is embedded, and the page itself as rendered on the server.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use leptos::prelude::*;

#[cfg(debug_assertions)]
use super::GalleryPage;
use super::{
    EMBEDDED_ID, ExplorerPage, GuidePage, HomePage, JoinForm, JoinPage, KeyForm, KeyPage, Manage, ManagePage, Problem,
    ProblemPage, ROOT_ID, RecentRoom, ReportPage, ReportSheet, Storyboard, Truth, TruthPage, stage_page,
};
use crate::wire::{Embedded, Feed, encode};

/// The addresses of the built files, with their hashed names.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The client of those who lead.
    pub lead: ClientFiles,
    /// The client of everybody else.
    pub follow: ClientFiles,
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

/// The addresses of one client.
#[derive(Clone, Debug)]
pub struct ClientFiles {
    /// Its JavaScript, which starts it by itself.
    pub js: String,
    /// Its WebAssembly.
    pub wasm: String,
}

/// The home page. It works without the client, and so does not load it. Whoever may not open rooms is told how they could.
pub fn home_document(assets: &Assets, storyboards: Vec<Storyboard>, recent: Vec<RecentRoom>, may_open: bool) -> String {
    let page = move || view! { <HomePage storyboards recent may_open/> };
    document(assets, "Drillroom: failure-drill training", Script::None, page)
}

/// The form to join a class, likewise.
pub fn join_document(assets: &Assets, nonce: &str, form: JoinForm) -> String {
    let title = format!("Join {} · Drillroom", form.code);
    document(assets, &title, Script::Exchange { nonce }, move || view! { <JoinPage form/> })
}

/// The links, the key and the end of a room, likewise.
pub fn manage_document(assets: &Assets, manage: Manage) -> String {
    let title = format!("Links of {} · Drillroom", manage.code);
    document(assets, &title, Script::None, move || view! { <ManagePage manage/> })
}

/// What is true and what is believed at one moment of a room, with its database, likewise.
pub fn truth_document(assets: &Assets, truth: Truth) -> String {
    let title = format!("Truth in {} · Drillroom", truth.code);
    document(assets, &title, Script::None, move || view! { <TruthPage truth/> })
}

/// The report of a room, likewise.
pub fn report_document(assets: &Assets, sheet: ReportSheet) -> String {
    let title = format!("Report of {} · Drillroom", sheet.code);
    document(assets, &title, Script::None, move || view! { <ReportPage sheet/> })
}

/// The form for a key, with the script that posts one from the link.
pub fn key_document(assets: &Assets, nonce: &str, form: KeyForm) -> String {
    document(assets, "Drillroom", Script::Exchange { nonce }, move || view! { <KeyPage form/> })
}

/// The explorer. It works without the client, too.
pub fn explorer_document(assets: &Assets) -> String {
    document(assets, "Explorer · Drillroom", Script::None, || view! { <ExplorerPage/> })
}

/// The page for trainers, likewise.
pub fn guide_document(assets: &Assets) -> String {
    document(assets, "Your first drill in five minutes · Drillroom", Script::None, || view! { <GuidePage/> })
}

/// Every component in every state, likewise.
#[cfg(debug_assertions)]
pub fn gallery_document(assets: &Assets) -> String {
    let follow_css = assets.follow_css.clone();
    document(assets, "Gallery · Drillroom", Script::None, || view! { <GalleryPage follow_css/> })
}

/// A page that says what went wrong and what to do.
pub fn problem_document(assets: &Assets, problem: Problem) -> String {
    document(assets, "Drillroom", Script::None, move || view! { <ProblemPage problem/> })
}

/// The page of a room, for whoever the embedded feed is for. `nonce` is what its content policy lets run; `kept_until` is
/// the day, in words, on which the room is deleted if no operator comes before, for the pages that say so.
pub fn room_document(
    assets: &Assets,
    nonce: &str,
    title: &str,
    embedded: Embedded,
    kept_until: Option<&str>,
) -> String {
    let leads = matches!(embedded.feed, Feed::Operator(_) | Feed::Remote(_) | Feed::CoTrainer(..));
    let files = if leads { &assets.lead } else { &assets.follow };
    let follow_css = !matches!(embedded.feed, Feed::Operator(_));
    let client = Script::Client { nonce, files, follow_css, kept_until, embedded: STANDARD.encode(encode(&embedded)) };
    document(assets, &format!("{title} · Drillroom"), client, move || stage_page(embedded, |_| ()))
}

/// What runs on a page. `nonce` is what its content policy lets run.
enum Script<'a> {
    /// Nothing.
    None,
    /// What reads what stands behind the `#` of the page's address: a secret, which it takes out, or a moment.
    Exchange { nonce: &'a str },
    /// What brings it to life.
    Client {
        nonce: &'a str,
        files: &'a ClientFiles,
        /// Whether it needs [`Assets::follow_css`].
        follow_css: bool,
        /// The day to which the room is kept, below the page: the client draws only what is above.
        kept_until: Option<&'a str>,
        /// What the page embeds, as base64.
        embedded: String,
    },
}

fn document<V: IntoView + 'static>(
    assets: &Assets,
    title: &str,
    script: Script<'_>,
    page: impl FnOnce() -> V,
) -> String {
    let owner = Owner::new();
    let page = owner.with(|| page().into_view().to_html());
    owner.cleanup();
    let mut head = format!(
        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"description\" content=\"Failure-drill training in the browser: an agent's console and a customer's \
         chat side by side, three simulated backends, and what each of the two gets to see.\"><title>{}</title>\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"{}\">",
        escape(title),
        assets.icon,
        assets.style_css,
    );
    let mut data = String::new();
    if !matches!(script, Script::Client { .. }) {
        head.extend(["<link rel=\"stylesheet\" href=\"", &assets.pages_css, "\">"]);
    }
    if let Script::Exchange { nonce } = script {
        data = format!("<script type=\"module\" nonce=\"{nonce}\" src=\"{}\"></script>", assets.exchange_js);
    }
    if let Script::Client { nonce, files, follow_css, kept_until, embedded } = script {
        if follow_css {
            head.extend(["<link rel=\"stylesheet\" href=\"", &assets.follow_css, "\">"]);
        }
        let ClientFiles { js, wasm } = files;
        let loads = format!(
            "<link rel=\"modulepreload\" nonce=\"{nonce}\" href=\"{js}\">\
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{wasm}\">\
             <script type=\"module\" nonce=\"{nonce}\" src=\"{js}\"></script>"
        );
        head.push_str(&loads);
        if let Some(day) = kept_until {
            data = format!(
                "<footer class=\"kept\">This room is kept until <strong>{day}</strong>, and longer whenever an operator \
                 opens it. Then it is deleted.</footer>"
            );
        }
        // A script element of no script's type: browsers keep its text and run nothing. Base64 has no `<` to end it.
        data.extend(["<script type=\"application/base64\" id=\"", EMBEDDED_ID, "\">", &embedded, "</script>"]);
    }
    format!(
        "<!doctype html><html lang=\"en\"><head>{head}</head><body><div id=\"{ROOT_ID}\">{page}</div>{data}</body></html>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
