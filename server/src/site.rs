//! The built client, embedded in this program: hashed names, so that browsers may keep every file for ever.

use std::{collections::BTreeMap, sync::LazyLock};

use app::document::Assets;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Files;

const MANIFEST: &str = "manifest.json";
/// The packings that the site may hold beside a file, best first: the name in HTTP, and the ending.
const PACKINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Everything that can be asked for under `/assets`.
#[derive(Debug)]
pub struct Site {
    /// Where the pages find what they need.
    pub assets: Assets,
    /// Whether the client was built into this program.
    pub has_client: bool,
    /// The files that the manifest names, by their hashed names.
    files: BTreeMap<String, File>,
}

#[derive(Debug)]
struct File {
    content_type: &'static str,
    plain: Bytes,
    packed: [Option<Bytes>; PACKINGS.len()],
}

/// The site of this program.
pub fn site() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(Site::read);
    &SITE
}

impl Site {
    fn read() -> Self {
        let manifest = Files::get(MANIFEST).map(|file| file.data).unwrap_or_default();
        // A manifest that was cut short is a site that is missing, and is said so at the start.
        let names: BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
        let address = |plain: &str| names.get(plain).map(|hashed| format!("/assets/{hashed}"));
        let or_missing = |plain: &str| address(plain).unwrap_or_else(|| format!("/assets/{plain}"));
        let icon = ["icon.svg", "favicon.svg"].into_iter().find_map(address);
        Self {
            assets: Assets {
                client_js: or_missing("client.js"),
                client_wasm: or_missing("client.wasm"),
                start_js: or_missing("start.js"),
                exchange_js: or_missing("exchange.js"),
                style_css: or_missing("style.css"),
                follow_css: or_missing("follow.css"),
                pages_css: or_missing("pages.css"),
                icon: icon.unwrap_or_else(|| "/assets/icon.svg".to_owned()),
            },
            has_client: ["client.js", "client.wasm"].iter().all(|name| address(name).is_some()),
            files: names.into_values().filter_map(|hashed| Some((hashed.clone(), File::read(&hashed)?))).collect(),
        }
    }

    /// The file of this hashed name, in the best packing that the browser understands.
    pub fn answer(&self, name: &str, request: &HeaderMap) -> Option<Response> {
        let file = self.files.get(name)?;
        let packed = PACKINGS.iter().zip(&file.packed).find_map(|((packing, _), packed)| {
            packed.as_ref().filter(|_| accepts(request, packing)).map(|packed| (*packing, packed))
        });
        let body = packed.map_or(&file.plain, |(_, packed)| packed);
        let mut response = Body::from(body.clone()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        if let Some((packing, _)) = packed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(packing));
        }
        Some(response)
    }
}

impl File {
    fn read(name: &str) -> Option<Self> {
        let file = Files::get(name)?;
        let packed = PACKINGS.map(|(_, ending)| Files::get(&format!("{name}.{ending}")).map(bytes));
        Some(Self { content_type: content_type(name), plain: bytes(file), packed })
    }
}

fn bytes(file: EmbeddedFile) -> Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
        std::borrow::Cow::Owned(data) => Bytes::from(data),
    }
}

/// A browser that takes a packing names it, and does not rule it out with `q=0`.
fn accepts(request: &HeaderMap, packing: &str) -> bool {
    let lists = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(packing) && weight.is_none_or(|weight| weight > 0.0)
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "webmanifest" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(encoding: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_str(encoding).expect("a header"))])
    }

    #[test]
    fn a_packing_is_used_where_the_browser_names_it() {
        for (encoding, br) in [
            ("gzip, deflate, br, zstd", true),
            ("gzip;q=1.0, br;q=0.5", true),
            ("br;q=0", false),
            ("gzip", false),
            ("", false),
            ("brotli", false),
        ] {
            assert_eq!(accepts(&asks(encoding), "br"), br, "{encoding}");
        }
        assert!(!accepts(&HeaderMap::new(), "br"));
    }

    #[test]
    fn a_file_comes_packed_with_its_type_and_is_kept_for_ever() {
        let file = File {
            content_type: content_type("app-1.js"),
            plain: Bytes::from_static(b"plain"),
            packed: [Some(Bytes::from_static(b"br")), None],
        };
        let site = Site { files: BTreeMap::from([("app-1.js".to_owned(), file)]), ..Site::read() };
        let packed = site.answer("app-1.js", &asks("gzip, br")).expect("it is there");
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "br");
        assert_eq!(packed.headers()[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
        let plain = site.answer("app-1.js", &asks("gzip")).expect("it is there");
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        assert_eq!(plain.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert!(site.answer("manifest.json", &asks("br")).is_none());
        assert!(site.answer("../Cargo.toml", &asks("br")).is_none());
    }
}
