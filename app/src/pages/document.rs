//! The HTML document round a page: head, what is embedded, and the page itself as rendered on the server.

use leptos::prelude::*;

use super::{EMBEDDED_ID, HomePage, Problem, ProblemPage, ROOT_ID, Storyboard, stage_page};
use crate::wire::Embedded;

/// The addresses of the built files, with their hashed names.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The client's JavaScript, which starts the client by itself.
    pub app_js: String,
    /// The client's WebAssembly.
    pub app_wasm: String,
    /// The stylesheet.
    pub style_css: String,
    /// The icon.
    pub icon: String,
}

/// The home page. It works without the client, and so does not load it.
pub fn home_document(assets: &Assets, storyboards: Vec<Storyboard>) -> String {
    document(assets, "Drillroom: failure-drill training", None, move || view! { <HomePage storyboards/> })
}

/// A page that says what went wrong and what to do.
pub fn problem_document(assets: &Assets, problem: Problem) -> String {
    document(assets, "Drillroom", None, move || view! { <ProblemPage problem/> })
}

/// The page of a room, for whoever the embedded feed is for.
pub fn room_document(assets: &Assets, title: &str, embedded: Embedded) -> String {
    let json = serde_json::to_string(&embedded).unwrap_or_default();
    document(assets, &format!("{title} · Drillroom"), Some(json), move || stage_page(embedded, |_| ()))
}

fn document<V: IntoView + 'static>(
    assets: &Assets,
    title: &str,
    embedded: Option<String>,
    page: impl FnOnce() -> V,
) -> String {
    let owner = Owner::new();
    let page = owner.with(|| page().into_view().to_html());
    owner.cleanup();
    let mut head = format!(
        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title>\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"{}\">",
        escape(title),
        assets.icon,
        assets.style_css,
    );
    let mut data = String::new();
    if let Some(json) = embedded {
        for (tag, address) in [
            ("<link rel=\"modulepreload\" href=\"", &assets.app_js),
            ("<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"", &assets.app_wasm),
            ("<script type=\"module\" src=\"", &assets.app_js),
        ] {
            head.extend([tag, address, if tag.starts_with("<script") { "\"></script>" } else { "\">" }]);
        }
        // The JSON stands in a script element, which `</script` would end: no `<` is left in it.
        let json = json.replace('<', "\\u003c");
        data = format!("<script type=\"application/json\" id=\"{EMBEDDED_ID}\">{json}</script>");
    }
    format!(
        "<!doctype html><html lang=\"en\"><head>{head}</head><body><div id=\"{ROOT_ID}\">{page}</div>{data}</body></html>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
