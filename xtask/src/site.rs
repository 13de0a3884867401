//! Writes `target/site`, the folder that the server embeds: every file under a name that follows its content (so that
//! browsers may keep it for ever), its compressed versions beside it, and `manifest.json` from plain to hashed names.

use crate::{
    client::{self, Client, Speed},
    failure::Failure,
    styles, workspace,
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// Endings of files that are compressed already.
const DENSE: [&str; 8] = ["png", "jpg", "jpeg", "webp", "avif", "ico", "woff2", "gz"];

/// One file of the site.
struct Asset {
    plain: String,
    hashed: String,
    content: Vec<u8>,
    /// Whether compressed versions belong beside it.
    packed: bool,
}

/// What was written.
pub struct Summary {
    /// Bytes that a first visit to a room loads: script, module and styles, compressed with brotli as far as they are.
    pub first_load: usize,
    /// The same files uncompressed.
    pub uncompressed: usize,
}

/// Puts client, styles and `public/` together. The old site stays in place until the new one is whole, and is left alone
/// when nothing changed, so that the server is not built again for nothing.
///
/// # Errors
/// When the file system refuses, or two files would get one name.
pub fn write(client: &Client, speed: Speed) -> Result<Summary, Failure> {
    let assets = collect(client, speed)?;
    let manifest = manifest(&assets)?;
    let site = workspace::site();
    let same = fs::read_to_string(site.join("manifest.json")).is_ok_and(|last| last == manifest);
    if !same {
        let fresh = site.with_extension("new");
        remove(&fresh)?;
        for asset in &assets {
            put(asset, &fresh, &site)?;
        }
        let path = fresh.join("manifest.json");
        fs::write(&path, manifest).map_err(Failure::files("write", &path))?;
        replace(&site, &fresh)?;
    }
    summary(&assets, &site)
}

fn collect(client: &Client, speed: Speed) -> Result<Vec<Asset>, Failure> {
    let styles = styles::joined()?;
    let sheets = [("style.css", styles.all), ("follow.css", styles.follow), ("pages.css", styles.pages)];
    let mut assets: Vec<Asset> = sheets.map(|(name, sheet)| Asset::new(name, sheet.into_bytes())).into();
    let mut wasm = Asset::new("client.wasm", client.wasm.clone());
    // Packing the quick client's megabytes takes longer than compiling it, and it is served to its own machine.
    wasm.packed = speed == Speed::Small;
    // The script names the module, so the module's name has to be known first.
    let js = styles::lean(&client.js) + &client::start_line(&wasm.hashed);
    assets.push(Asset::new("client.js", js.into_bytes()));
    assets.push(wasm);
    let public = workspace::root().join("public");
    if public.is_dir() {
        add_folder(&public, "", &mut assets)?;
    }
    Ok(assets)
}

fn add_folder(folder: &Path, prefix: &str, assets: &mut Vec<Asset>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::files("list", folder))? {
        let path = entry.map_err(Failure::files("list", folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let plain = format!("{prefix}{name}");
        if path.is_dir() {
            add_folder(&path, &format!("{plain}/"), assets)?;
        } else {
            let content = fs::read(&path).map_err(Failure::files("read", &path))?;
            assets.push(Asset::new(&plain, content));
        }
    }
    Ok(())
}

impl Asset {
    fn new(plain: &str, content: Vec<u8>) -> Self {
        let ending = Path::new(plain).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let packed = !DENSE.contains(&ending.as_str());
        Self { plain: plain.to_owned(), hashed: hashed_name(plain, &content), content, packed }
    }

    fn is_first_load(&self) -> bool {
        ["client.js", "client.wasm", "style.css"].contains(&self.plain.as_str())
    }
}

/// `fonts/serif.woff2` becomes `fonts/serif-0123456789ab.woff2`.
fn hashed_name(plain: &str, content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hash = digest.iter().take(6).fold(0u64, |hash, byte| hash << 8 | u64::from(*byte));
    let (folder, name) = plain.rsplit_once('/').map_or(("", plain), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{folder}{slash}{stem}-{hash:012x}.{ending}"),
        None => format!("{folder}{slash}{name}-{hash:012x}"),
    }
}

fn manifest(assets: &[Asset]) -> Result<String, Failure> {
    let mut names = BTreeMap::new();
    for asset in assets {
        if names.insert(asset.plain.as_str(), asset.hashed.as_str()).is_some() {
            let name = &asset.plain;
            return Err(Failure::explained(format!("public/{name} has the name of a file that is built. Rename it.")));
        }
    }
    serde_json::to_string_pretty(&names).map(|text| text + "\n").map_err(Failure::explained)
}

/// Writes one file and its compressed versions, which are taken from the old site when they are there.
fn put(asset: &Asset, fresh: &Path, old: &Path) -> Result<(), Failure> {
    let path = fresh.join(&asset.hashed);
    let folder = path.parent().unwrap_or(fresh);
    fs::create_dir_all(folder).map_err(Failure::files("create", folder))?;
    fs::write(&path, &asset.content).map_err(Failure::files("write", &path))?;
    if !asset.packed {
        return Ok(());
    }
    for (suffix, compress) in [("br", brotli as Compress), ("gz", gzip as Compress)] {
        let name = format!("{}.{suffix}", asset.hashed);
        let packed = match fs::read(old.join(&name)) {
            Ok(packed) => packed,
            Err(_) => compress(&asset.content).map_err(Failure::files("compress", &path))?,
        };
        if packed.len() < asset.content.len() {
            let path = fresh.join(name);
            fs::write(&path, packed).map_err(Failure::files("write", &path))?;
        }
    }
    Ok(())
}

type Compress = fn(&[u8]) -> std::io::Result<Vec<u8>>;

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let size_hint = content.len();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// Two renames: somebody who builds the server at the same moment finds the old site or the new one, never half of one.
fn replace(site: &Path, fresh: &Path) -> Result<(), Failure> {
    let old: PathBuf = site.with_extension("old");
    remove(&old)?;
    if site.exists() {
        fs::rename(site, &old).map_err(Failure::files("move away", site))?;
    }
    fs::rename(fresh, site).map_err(Failure::files("move into place", fresh))?;
    remove(&old)
}

fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() { fs::remove_dir_all(folder).map_err(Failure::files("remove", folder)) } else { Ok(()) }
}

fn summary(assets: &[Asset], site: &Path) -> Result<Summary, Failure> {
    let mut summary = Summary { first_load: 0, uncompressed: 0 };
    for asset in assets.iter().filter(|asset| asset.is_first_load()) {
        let packed = site.join(format!("{}.br", asset.hashed));
        summary.uncompressed += asset.content.len();
        summary.first_load += if packed.exists() {
            fs::read(&packed).map_err(Failure::files("read", &packed))?.len()
        } else {
            asset.content.len()
        };
    }
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::{Asset, brotli, gzip, hashed_name, manifest};

    #[test]
    fn the_hash_stands_before_the_ending_and_follows_the_content() {
        assert_eq!(hashed_name("app.js", b"abc"), "app-ba7816bf8f01.js");
        assert_eq!(hashed_name("fonts/a.b.woff2", b"abc"), "fonts/a.b-ba7816bf8f01.woff2");
        assert_eq!(hashed_name("LICENCE", b"abc"), "LICENCE-ba7816bf8f01");
        assert_ne!(hashed_name("app.js", b"abd"), hashed_name("app.js", b"abc"));
    }

    #[test]
    fn the_manifest_leads_from_plain_to_hashed_names_in_order() {
        let assets = ["style.css", "app.js"].map(|name| Asset::new(name, b"abc".to_vec()));
        let expected = "{\n  \"app.js\": \"app-ba7816bf8f01.js\",\n  \"style.css\": \"style-ba7816bf8f01.css\"\n}\n";
        assert_eq!(manifest(&assets).expect("two names"), expected);
    }

    #[test]
    fn two_files_of_one_name_are_refused() {
        let assets = [b"abc", b"abd"].map(|content| Asset::new("app.js", content.to_vec()));
        assert!(manifest(&assets).expect_err("one name twice").to_string().contains("public/app.js"));
    }

    #[test]
    fn both_compressions_make_repeated_text_smaller() {
        let text = "room ".repeat(100);
        assert!(brotli(text.as_bytes()).expect("writes to memory").len() < 50);
        assert!(gzip(text.as_bytes()).expect("writes to memory").len() < 50);
    }
}
