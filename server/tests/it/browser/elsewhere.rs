//! Pages of other sites, in a real browser that is an operator here: what they send changes nothing, and they get no link.

use std::net::SocketAddr;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{Chromium, choose, chromium::pause, turn};
use crate::harness::{InProcess, Link};

/// A site of somebody else, on another port.
async fn other_site() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            // A request that breaks off gets an answer all the same.
            let _ = stream.read(&mut request).await;
            let page = "<!doctype html><title>elsewhere</title><body>elsewhere";
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n", page.len());
            let _ = stream.write_all(format!("{head}connection: close\r\n\r\n{page}").as_bytes()).await;
        }
    });
    addr
}

#[tokio::test]
async fn pages_of_other_sites_change_nothing_and_get_no_link() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(1280, 900).await;
    let home = format!("http://{}", server.addr);
    browser.go(&home).await;
    let room = choose(&browser, "Messaging off").await;
    browser.page().says(&["LIVE"]).await;
    let code = room.rsplit('/').next().unwrap().to_owned();
    crate::harness::jar::put_operator(server.addr, &code, &browser.key().await);
    let rooms = server.server.rooms().count().await.unwrap();

    let elsewhere = other_site().await;
    browser.go(&format!("http://{elsewhere}/")).await;
    let attempts = [
        format!(
            "fetch('{home}/rooms', {{method:'POST',mode:'no-cors',credentials:'include',body:new URLSearchParams({{storyboard:''}})}})"
        ),
        format!(
            "fetch('{room}/end', {{method:'POST',mode:'no-cors',credentials:'include',body:new URLSearchParams({{sure:'yes'}})}})"
        ),
        format!(
            "fetch('{room}/delete', {{method:'POST',mode:'no-cors',credentials:'include',body:new URLSearchParams({{sure:'yes'}})}})"
        ),
        format!("fetch('{room}').then(answer => answer.text()).then(text => window.read = text)"),
    ];
    for attempt in &attempts {
        browser.run(&format!("window.done = false; {attempt}.catch(() => 0).finally(() => window.done = true)")).await;
        until(&browser, "window.done").await;
    }
    let socket = room.replace("http:", "ws:") + "/link";
    browser.run(&format!(
        "const socket = new WebSocket('{socket}'); socket.onopen = () => window.link = 'open'; socket.onerror = () => window.link = 'refused'"
    )).await;
    until(&browser, "window.link !== undefined").await;
    assert_eq!(browser.evaluate("window.link").await, json!("refused"));
    assert_eq!(browser.evaluate("window.read === undefined").await, json!(true));
    // A form that is sent by hand leads to a page that says no.
    browser
        .run(&format!(
            "const form = document.createElement('form'); form.method = 'post'; form.action = '{room}/end'; \
         form.innerHTML = '<input name=sure value=yes>'; document.body.append(form); form.submit()"
        ))
        .await;
    browser.page().says(&["This request comes from another site"]).await;

    assert_eq!(server.server.rooms().count().await.unwrap(), rooms);
    let mut operator = Link::operator(server.addr, &code).await;
    assert_eq!(operator.command(drill::Command::StopAll).await, Ok(()), "the session goes on");
    browser.close().await;
}

async fn until(browser: &Chromium, holds: &str) {
    let deadline = std::time::Instant::now() + crate::harness::PATIENCE;
    while browser.evaluate(holds).await != json!(true) {
        assert!(std::time::Instant::now() < deadline, "waited too long for {holds}");
        pause().await;
    }
}
