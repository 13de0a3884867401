//! Pages are compressed on their way, but for those that hold a key: how long such a page is when compressed would tell
//! something of the key (BREACH).

use std::io::Read as _;

use crate::harness::{Answer, InProcess, Link, get, jar, join, open_room, request};

async fn get_as(home: &InProcess, path: &str, encoding: &str) -> Answer {
    request(home.addr, &format!("GET {path}"), &[("accept-encoding", encoding)], "").await
}

fn encoding(answer: &Answer) -> Option<&str> {
    answer.headers.iter().find(|(name, _)| name == "content-encoding").map(|(_, value)| value.as_str())
}

fn unpacked(answer: &Answer) -> String {
    let mut text = String::new();
    match encoding(answer) {
        Some("br") => brotli::Decompressor::new(&*answer.body, 4096).read_to_string(&mut text).unwrap(),
        Some("gzip") => flate2::read::GzDecoder::new(&*answer.body).read_to_string(&mut text).unwrap(),
        other => panic!("{other:?}"),
    };
    text
}

#[tokio::test]
async fn pages_come_compressed_to_those_who_take_that() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "all-three").await;
    let mut operator = Link::operator(home.addr, &code).await;
    operator.command(drill::Command::PlayStep).await.unwrap();
    join(home.addr, &code, "").await;
    let of_room = ["", "/remote", "/replay", "/truth", "/report"].map(|below| format!("/room/{code}{below}"));
    let of_others = [format!("/watch/{code}"), format!("/seat/{code}"), format!("/learn/{code}")];
    let without_room = ["/", "/explorer", "/guide", "/trainer", "/kiosk/all-three"].map(str::to_owned);
    for path in of_room.iter().chain(&of_others).chain(&without_room) {
        let plain = get(home.addr, path).await;
        assert_eq!((plain.status, encoding(&plain)), (200, None), "{path}");
        for wanted in ["br", "gzip"] {
            let packed = get_as(&home, path, wanted).await;
            assert_eq!((packed.status, encoding(&packed)), (200, Some(wanted)), "{path}");
            assert!(packed.header("vary").contains("accept-encoding"), "{path}");
            assert!(
                packed.body.len() * 3 < plain.body.len() * 2,
                "{path}: {} of {}",
                packed.body.len(),
                plain.body.len()
            );
            assert!(unpacked(&packed).contains("</html>"), "{path}");
        }
    }
}

#[tokio::test]
async fn what_holds_a_key_is_never_compressed() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let key = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let manage = format!("/room/{code}/manage");
    let form = format!("/seat/{code}");
    for (path, secret) in [(&manage, key.as_str()), (&form, "name=\"ticket\"")] {
        let answer = get_as(&home, path, "gzip, br").await;
        assert_eq!((answer.status, encoding(&answer)), (200, None), "{path}");
        assert!(answer.text().contains(secret), "{path}");
    }
    let picture = get_as(&home, &format!("/room/{code}/remote/qr"), "gzip, br").await;
    assert_eq!((picture.status, encoding(&picture)), (200, None));
    // No page that is compressed has the key in it.
    for path in ["", "/remote", "/replay", "/truth", "/report"] {
        let page = get(home.addr, &format!("/room/{code}{path}")).await;
        assert!(!page.text().contains(&key), "{path}");
    }
}
