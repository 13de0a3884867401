//! Pages and files over HTTP: what they carry, and what they refuse.

use protocol::{Audience, PageKind};

use crate::harness::{InProcess, Link, get, open_room, request};

#[tokio::test]
async fn home_offers_every_storyboard_and_free_play() {
    let home = InProcess::start().await;
    let page = get(home.addr, "/").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    for scenario in drill::scenarios::all() {
        assert!(page.text().contains(&format!("value=\"{}\"", scenario.slug)), "{}", scenario.slug);
    }
    assert!(page.text().contains("Free play"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    for path in ["/", &format!("/room/{code}"), "/nowhere", "/robots.txt", "/room/AAAA-AAAA", "/assets/x", "/rooms"] {
        let answer = get(home.addr, path).await;
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}");
        }
        // Scripts run on pages that have one, and there only the one of this answer.
        let runs = path == "/" || path == format!("/room/{code}");
        assert_eq!(policy.contains("script-src 'nonce-"), runs, "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.headers.iter().any(|(name, _)| name == "permissions-policy"), "{path}");
    }
}

#[tokio::test]
async fn a_page_embeds_the_view_of_its_audience_and_nothing_else() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "application-quick").await;
    let mut link = Link::operator(home.addr, &code).await;
    link.command(drill::Command::AddNote("secret-note </script>".to_owned())).await.unwrap();
    let projection = home.folder.projection(&code).await;

    for (path, kind) in [("room", PageKind::Room), ("learn", PageKind::Learn)] {
        let data = get(home.addr, &format!("/{path}/{code}")).await.embedded();
        assert_eq!((data.code.as_str(), data.kind), (code.as_str(), kind));
        assert!(!data.steps.is_empty() && data.recording.frames.is_empty());
        assert_eq!(data.view, projection.view(data.view.now, Audience::Leader, Some(link.seq())));
    }

    let page = get(home.addr, &format!("/watch/{code}")).await;
    assert!(!page.text().contains("secret-note"));
    let data = page.embedded();
    assert!(data.steps.is_empty() && data.kind == PageKind::Projector);
    assert_eq!(data.view, projection.view(data.view.now, Audience::Projector, None));
    let talk = &drill::scenarios::find("application-quick").unwrap().steps()[0].say;
    for line in talk {
        assert!(!page.text().contains(line.as_str()), "{line}");
    }
}

#[tokio::test]
async fn a_loop_embeds_its_recording_and_has_no_room() {
    let home = InProcess::start().await;
    let data = get(home.addr, "/kiosk/messaging").await.embedded();
    assert_eq!((data.kind, data.code.as_str(), data.view.steps_played), (PageKind::Loop, "", 0));
    assert!(!data.steps.is_empty() && data.recording.frames.len() == data.steps.len());
    assert_eq!(get(home.addr, "/kiosk/nothing").await.status, 404);
}

#[tokio::test]
async fn codes_in_other_spellings_lead_to_the_canonical_address() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    for spelling in [code.to_lowercase(), code.replace('-', ""), code.to_lowercase().replace('-', "")] {
        for role in ["room", "watch"] {
            let answer = get(home.addr, &format!("/{role}/{spelling}")).await;
            assert_eq!((answer.status, answer.header("location")), (308, format!("/{role}/{code}").as_str()));
        }
    }
}

#[tokio::test]
async fn what_is_not_there_says_so_and_what_to_do() {
    let home = InProcess::start().await;
    for (path, status, words) in [
        ("/nowhere", 404, "There is no such page"),
        ("/room/ABCD-EFGH", 403, "This page needs its own link"),
        ("/watch/ABCD-EFGH", 403, "This page needs its own link"),
        ("/seat/ABCD-EFGH", 404, "Room not found"),
        ("/room/nonsense", 404, "Room not found"),
        ("/room/ABCD-EFGH/link", 426, "Only live connections are served here"),
        ("/assets/nothing.js", 404, "There is no such page"),
        ("/assets/..%2F..%2FCargo.toml", 404, "There is no such page"),
        ("/rooms", 405, "This address takes no such request"),
    ] {
        let answer = get(home.addr, path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().contains(words), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn nothing_is_changed_for_pages_of_other_sites() {
    let home = InProcess::start().await;
    let ours = format!("http://{}", home.addr);
    let form = ("content-type", "application/x-www-form-urlencoded");
    for (headers, status) in [
        (vec![form, ("origin", ours.as_str())], 303),
        (vec![form, ("origin", "null"), ("sec-fetch-site", "same-origin")], 303),
        (vec![form, ("origin", "http://evil.test")], 403),
        (vec![form, ("origin", ours.as_str()), ("sec-fetch-site", "cross-site")], 403),
        (vec![form, ("origin", ours.as_str()), ("sec-fetch-site", "same-site")], 403),
        (vec![form, ("origin", "null")], 403),
        (vec![form], 403),
    ] {
        let answer = request(home.addr, "POST /rooms", &headers, "storyboard=").await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        assert_eq!(request(home.addr, &format!("{method} /rooms"), &[], "").await.status, 403);
    }
}

#[tokio::test]
async fn robots_stay_out_of_rooms() {
    let home = InProcess::start().await;
    let robots = get(home.addr, "/robots.txt").await;
    assert!(robots.text().contains("Disallow: /room/"));
    assert_eq!(get(home.addr, "/favicon.ico").await.status, 307);
}

#[tokio::test]
async fn the_client_is_served_packed_and_for_ever() {
    let site = server::site::site();
    assert!(site.has_client, "the client is not built: `cargo xtask test` does it, and so does `cargo xtask build`");
    let home = InProcess::start().await;
    for (path, kind) in [
        (&site.assets.client_js, "text/javascript; charset=utf-8"),
        (&site.assets.client_wasm, "application/wasm"),
        (&site.assets.style_css, "text/css; charset=utf-8"),
    ] {
        let plain = get(home.addr, path).await;
        assert_eq!((plain.status, plain.header("content-type")), (200, kind));
        assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
        for packing in ["br", "gzip"] {
            let packed = request(home.addr, &format!("GET {path}"), &[("accept-encoding", packing)], "").await;
            assert_eq!(packed.header("vary"), "accept-encoding");
            // A client that was built in a hurry is not packed; that packings are chosen is tested beside `Site`.
            match packed.headers.iter().find(|(name, _)| name == "content-encoding") {
                Some((_, encoding)) => assert!(encoding == packing && packed.body.len() < plain.body.len()),
                None => assert_eq!(packed.body, plain.body),
            }
        }
    }
}
