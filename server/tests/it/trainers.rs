//! Trainers' sign-ins, and the list of one's own rooms at home: neither can be made up.

use std::net::SocketAddr;

use server::{Config, Server, secret::KeyHash};

use crate::harness::{Answer, Folder, request};

/// A server whose rooms are opened by those who know this key.
async fn start(folder: &Folder, key: &str) -> Server {
    let config = Config {
        addr: "127.0.0.1:0".to_owned(),
        database: folder.database(),
        open_to: Some(server::config::OpenTo::Trainers),
        trainer_key: Some(key.to_owned()),
        ..Config::default()
    };
    Server::start(&config).await.unwrap()
}

async fn ask(addr: SocketAddr, line: &str, cookie: &str, body: &str) -> Answer {
    let origin = format!("http://{addr}");
    let headers = [
        ("origin", origin.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
        ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
        ("cookie", cookie),
    ];
    request(addr, line, &headers, body).await
}

/// The cookies that an answer gives, as a browser sends them back.
fn given(answer: &Answer) -> String {
    let cookies = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
    cookies.map(|(_, value)| value.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
}

async fn sign_in(addr: SocketAddr, key: &str) -> String {
    let answer = ask(addr, "POST /trainer", "", &format!("key={key}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    given(&answer)
}

async fn may_open(addr: SocketAddr, cookie: &str) -> bool {
    ask(addr, "POST /rooms", cookie, "storyboard=").await.status == 303
}

/// The numbers in the forms of the list of sign-ins.
async fn listed(addr: SocketAddr, cookie: &str) -> Vec<String> {
    let page = ask(addr, "GET /trainer", cookie, "").await.text();
    page.split("name=\"id\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn m6_a_sign_in_is_random_and_stays_over_a_restart() {
    let folder = Folder::new();
    let server = start(&folder, "correct horse").await;
    let (one, other) = (sign_in(server.addr(), "correct+horse").await, sign_in(server.addr(), "correct+horse").await);
    assert_ne!(one, other);
    assert!(may_open(server.addr(), &one).await && may_open(server.addr(), &other).await);
    // What was once enough: the hash of the key.
    let hash =
        format!("{:032x}", u128::from_be_bytes(KeyHash::of_text("correct horse").bytes()[..16].try_into().unwrap()));
    for wrong in ["", "trainer=", &format!("trainer={hash}"), &format!("trainer={hash}{hash}")] {
        assert!(!may_open(server.addr(), wrong).await, "{wrong}");
    }
    server.stop().await;
    let server = start(&folder, "correct horse").await;
    assert!(may_open(server.addr(), &one).await);
    server.stop().await;
}

#[tokio::test]
async fn m6_another_trainer_key_ends_every_sign_in() {
    let folder = Folder::new();
    let server = start(&folder, "correct horse").await;
    let cookie = sign_in(server.addr(), "correct+horse").await;
    server.stop().await;
    let server = start(&folder, "another horse").await;
    assert!(!may_open(server.addr(), &cookie).await);
    server.stop().await;
    // Back to the key of before: what has ended stays so.
    let server = start(&folder, "correct horse").await;
    assert!(!may_open(server.addr(), &cookie).await);
    server.stop().await;
}

#[tokio::test]
async fn m6_sign_ins_are_listed_for_trainers_and_each_can_be_ended() {
    let folder = Folder::new();
    let server = start(&folder, "correct horse").await;
    let addr = server.addr();
    let (own, lost) = (sign_in(addr, "correct+horse").await, sign_in(addr, "correct+horse").await);
    let page = ask(addr, "GET /trainer", &own, "").await.text();
    assert!(page.contains("Firefox on Linux (this browser)") && page.contains("End sign-in"), "{page}");
    assert!(ask(addr, "GET /", &own, "").await.text().contains("Trainer sign-ins"));
    // Strangers see the form, and end nothing.
    assert!(listed(addr, "").await.is_empty());
    let ids = listed(addr, &own).await;
    assert_eq!(ids.len(), 2);
    assert_eq!(ask(addr, "POST /trainer/end", "", &format!("id={}", ids[0])).await.status, 403);
    // The one begun last stands first.
    assert_eq!(ask(addr, "POST /trainer/end", &own, &format!("id={}", ids[0])).await.header("location"), "/trainer");
    assert!(!may_open(addr, &lost).await && may_open(addr, &own).await);
    let out = ask(addr, "POST /trainer/end", &own, &format!("id={}", ids[1])).await;
    assert_eq!((out.header("location"), given(&out).as_str()), ("/", "trainer="));
    assert!(!may_open(addr, &own).await);
    server.stop().await;
}

/// Whoever guesses, guesses at the key; a browser that is signed in guesses nothing.
#[tokio::test]
async fn h4_wrong_keys_of_others_lock_no_signed_in_trainer_out() {
    let folder = Folder::new();
    let server = start(&folder, "correct horse").await;
    let cookie = sign_in(server.addr(), "correct+horse").await;
    let mut refused = 0;
    for guess in 0..200 {
        let answer = ask(server.addr(), "POST /trainer", "", &format!("key=wrong{guess}")).await;
        refused += usize::from(answer.status == 429);
    }
    assert!(refused > 0, "guesses are limited");
    assert!(may_open(server.addr(), &cookie).await);
    server.stop().await;
}

#[tokio::test]
async fn h1_a_made_up_list_of_recent_rooms_shows_none() {
    let folder = Folder::new();
    let server = start(&folder, "correct horse").await;
    let addr = server.addr();
    let trainer = sign_in(addr, "correct+horse").await;
    let opened = ask(addr, "POST /rooms", &trainer, "storyboard=all-three").await;
    let path = opened.header("location").to_owned();
    let own = given(&ask(addr, &format!("GET {path}"), &given(&opened), "").await);
    assert!(ask(addr, "GET /", &own, "").await.text().contains("My recent rooms"));
    let letters = path.trim_start_matches("/room/").replace('-', "");
    let signature = own.split("recent=").nth(1).unwrap().split("room.").next().unwrap();
    for made_up in [
        format!("recent=room.{letters}"),
        format!("recent={}room.{letters}", "A".repeat(44)),
        // The right signature of another list.
        format!("recent={signature}room.{letters}_room.{letters}"),
    ] {
        assert!(!ask(addr, "GET /", &made_up, "").await.text().contains("My recent rooms"), "{made_up}");
    }
    server.stop().await;
}
