//! Input that none of our pages sends: every answer is a page or a word that says what to do, and it costs nobody else
//! anything.

use std::time::Duration;

use drill::{
    ActivityId, Backend, Command, Millis, Refusal, Setting,
    limits::{MAIL_EVERY_MIN, ROOM_TIME_MAX, TEXT_CHARS_MAX},
};
use protocol::{CommandError, EarlierItems, LINES_MAX, List, PROTOCOL, ToBrowser, ToServer};
use server::limits::{BODY_WITHIN, HEAD_BYTES_MAX, HEAD_WITHIN, HEADERS_MAX};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::harness::{Answer, InProcess, Link, PATIENCE, get, open_room, request};

/// One of our pages: what happened, and a way on.
fn is_our_page(answer: &Answer, status: u16, words: &str) {
    let page = answer.text();
    assert_eq!(answer.status, status, "{page:.300}");
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(page.contains(words) && page.contains("Back to the start"), "no {words:?} in {page}");
}

/// Sends these bytes and gives the beginning of the answer; empty when the connection is closed without one.
async fn raw(home: &InProcess, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(home.addr).await.unwrap();
    // The other side may close before all of it is sent.
    let _ = stream.write_all(bytes).await;
    let mut answer = [0; 256];
    let read = timeout(PATIENCE, stream.read(&mut answer)).await.expect("neither an answer nor an end");
    String::from_utf8_lossy(&answer[..read.unwrap_or(0)]).into_owned()
}

// Addresses.

#[tokio::test]
async fn odd_addresses_are_answered_with_a_page_of_ours() {
    let home = InProcess::start().await;
    let long = format!("/room/{}", "A".repeat(10_000));
    for (path, words) in [
        ("/room/%ff%00", "Room not found"),
        ("/room/%", "Room not found"),
        ("/room/%zz", "Room not found"),
        ("/room/%00", "Room not found"),
        ("/seat/ABCD%2DEFGH", "Room not found"),
        ("/room/%E2%80%AEABCD", "Room not found"),
        ("/room/%c0%af", "Room not found"),
        (&long, "Room not found"),
        ("/watch/%ff", "Room not found"),
        ("/room/", "There is no such page"),
        ("//", "There is no such page"),
        ("/%ff", "There is no such page"),
        ("/../../etc/passwd", "There is no such page"),
        ("/assets/%ff", "There is no such page"),
        ("/assets/%00", "There is no such page"),
        ("/assets/..%2f..%2fCargo.toml", "There is no such page"),
    ] {
        is_our_page(&get(home.addr, path).await, 404, words);
    }
}

#[tokio::test]
async fn methods_and_upgrades_that_nothing_takes_are_answered_with_a_page_of_ours() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let origin = format!("http://{}", home.addr);
    let ours = [("origin", origin.as_str())];
    for (line, status, words) in [
        (format!("GET /room/{code}/link"), 426, "Only live connections are served here"),
        (format!("POST /room/{code}"), 405, "This address takes no such request"),
        ("DELETE /".to_owned(), 405, "This address takes no such request"),
        ("BREW /rooms".to_owned(), 405, "This address takes no such request"),
        ("GET /rooms".to_owned(), 405, "This address takes no such request"),
    ] {
        is_our_page(&request(home.addr, &line, &ours, "").await, status, words);
    }
    let upgrade = [("origin", origin.as_str()), ("upgrade", "websocket"), ("connection", "upgrade")];
    for more in [&[][..], &[("sec-websocket-version", "7")], &[("sec-websocket-version", "13")]] {
        let headers: Vec<_> = upgrade.iter().chain(more).copied().collect();
        let answer = request(home.addr, &format!("GET /room/{code}/link"), &headers, "").await;
        is_our_page(&answer, 426, "Only live connections are served here");
    }
}

// Forms.

#[tokio::test]
async fn forms_that_no_page_of_ours_sends_are_answered_with_a_page_of_ours() {
    let home = InProcess::start().await;
    let origin = format!("http://{}", home.addr);
    let form = "application/x-www-form-urlencoded";
    let (long, many) = (format!("storyboard={}", "x".repeat(10_000)), "a=b&".repeat(900));
    let bad = "The form could not be read";
    for (kind, body, status, words) in [
        (form, "storyboard=no-such-thing", 404, "There is no such drill"),
        (form, "storyboard=%00", 404, "There is no such drill"),
        (form, "storyboard=%E2%80%AEmessaging", 404, "There is no such drill"),
        (form, "storyboard=../../etc/passwd", 404, "There is no such drill"),
        (form, "storyboard=%ff", 404, "There is no such drill"),
        (form, "storyboard=a&storyboard=b", 400, bad),
        (form, &long, 413, "This request is too large"),
        ("application/json", "{\"storyboard\":\"\"}", 400, bad),
        ("multipart/form-data; boundary=x", "--x--", 400, bad),
        ("text/plain", "storyboard=", 400, bad),
        ("", "storyboard=", 400, bad),
        ("nonsense", "", 400, bad),
    ] {
        let headers = [("content-type", kind), ("origin", &origin)];
        is_our_page(&request(home.addr, "POST /rooms", &headers, body).await, status, words);
    }
    // What is not ours in a form is passed over, and a form without a choice is free play.
    for body in ["", "storyboard", &many, "storyboard=&csrf=1"] {
        let headers = [("content-type", form), ("origin", &origin)];
        assert_eq!(request(home.addr, "POST /rooms", &headers, body).await.status, 303, "{body:.40}");
    }
}

// Requests that are none.

#[tokio::test]
async fn what_is_no_request_ends_its_connection_and_nothing_else() {
    let home = InProcess::start().await;
    let header = |bytes: usize| format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(bytes));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(HEADERS_MAX + 1));
    let long = format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(2 * HEAD_BYTES_MAX));
    for (bytes, status) in [
        (b"nonsense\r\n\r\n".to_vec(), "400"),
        (b"\0\x01\x02\xff\xfe\r\n\r\n".to_vec(), "400"),
        (b"GET / HTTP/9.9\r\n\r\n".to_vec(), "400"),
        (b"GET http:// HTTP/1.1\r\n\r\n".to_vec(), "400"),
        (b"GET / HTTP/1.1\r\ncontent-length: -1\r\n\r\n".to_vec(), "400"),
        (b"POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n".to_vec(), "403"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), ""),
        (header(2 * HEAD_BYTES_MAX).into_bytes(), "431"),
        (many.into_bytes(), "431"),
        (long.into_bytes(), "4"),
    ] {
        let answer = raw(&home, &bytes).await;
        let answered = answer.strip_prefix("HTTP/1.1 ").unwrap_or(&answer);
        assert!(answered.starts_with(status), "{:.40}: {answer:.200}", String::from_utf8_lossy(&bytes));
    }
    // Within the limits a large head is nobody's fault.
    assert!(
        raw(&home, header(HEAD_BYTES_MAX / 2).replace("host: a", "host: a\r\nconnection: close").as_bytes())
            .await
            .starts_with("HTTP/1.1 200")
    );
    assert_eq!(get(home.addr, "/").await.status, 200);
}

#[tokio::test]
async fn a_request_that_never_comes_to_its_end_is_given_up_on() {
    let home = InProcess::start().await;
    let origin = format!("http://{}", home.addr);
    let form = format!(
        "POST /rooms HTTP/1.1\r\nhost: {}\r\norigin: {origin}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\nstory",
        home.addr
    );
    let started = Instant::now();
    let (body, head, nothing) = tokio::join!(
        raw_within(&home, form.as_bytes(), BODY_WITHIN),
        raw_within(&home, b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ", HEAD_WITHIN),
        raw_within(&home, b"", HEAD_WITHIN),
    );
    assert!(started.elapsed() >= BODY_WITHIN);
    assert!(body.starts_with("HTTP/1.1 408") && body.contains("took too long to arrive"), "{body}");
    assert!(!head.contains("200") && !nothing.contains("200"), "{head} {nothing}");
}

async fn raw_within(home: &InProcess, bytes: &[u8], within: Duration) -> String {
    let mut stream = TcpStream::connect(home.addr).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let read = timeout(within + PATIENCE, stream.read_to_end(&mut answer)).await;
    // Closed with or without a word; what matters is that it does not stay.
    let _ = read.expect("the connection stayed open");
    String::from_utf8_lossy(&answer).into_owned()
}

// Commands.

#[tokio::test]
async fn commands_with_impossible_values_are_refused_with_the_reason() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let unprintable = ["\0", "a\0b", "\u{1b}[2J", "\u{7f}", "\u{85}", "\u{202e}gnp.exe", "a\u{2066}b", "\r\n"];
    let texts = unprintable.map(|text| (Command::AddNote(text.to_owned()), unprintable_or_empty(text)));
    let long = |chars: usize| "é".repeat(chars);
    let cases = [
        (Command::Skip(Millis(u64::MAX)), Refusal::TimeIsUp),
        (Command::Skip(Millis(0)), Refusal::EmptySkip),
        (
            Command::ChangeSetting(Setting::FewMinutes, Millis(u64::MAX)),
            Refusal::SettingOutOfBounds(Setting::FewMinutes, Millis(u64::MAX)),
        ),
        (
            Command::ChangeSetting(Setting::MailEvery, Millis(1)),
            Refusal::SettingOutOfBounds(Setting::MailEvery, Millis(1)),
        ),
        (Command::AgentOpenActivity(ActivityId(u32::MAX)), Refusal::NotInInbox(ActivityId(u32::MAX))),
        (Command::AgentComplete(ActivityId(0)), Refusal::NotInInbox(ActivityId(0))),
        (Command::StopBackends(Vec::new()), Refusal::NoBackend),
        (Command::StopBackends(vec![Backend::Services; 400]), Refusal::NoBackend),
        (Command::AddNote(long(TEXT_CHARS_MAX + 1)), Refusal::LongText(TEXT_CHARS_MAX + 1, TEXT_CHARS_MAX)),
        (Command::AddNote(" \u{3000}\n".to_owned()), Refusal::EmptyText),
    ];
    for (command, refusal) in cases.into_iter().chain(texts) {
        let said = format!("{command:?}");
        assert_eq!(link.command(command).await, Err(CommandError::Refused(refusal)), "{said:.80}");
    }
    // The longest text that is allowed fits into a frame, in whatever script.
    for widest in ["x", "\u{1f393}", "\"", "\\", "\n\u{3042}"] {
        let text: String = widest.chars().cycle().take(TEXT_CHARS_MAX).collect();
        assert_eq!(link.command(Command::AddNote(text)).await, Ok(()), "{widest:?}");
    }
    link.until_seq(6).await;
}

fn unprintable_or_empty(text: &str) -> Refusal {
    if text.trim().is_empty() { Refusal::EmptyText } else { Refusal::UnprintableText }
}

#[tokio::test]
async fn a_hello_with_impossible_numbers_has_to_load_its_page_again() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    for (protocol, since) in [(PROTOCOL, u64::MAX), (PROTOCOL, 2), (0, 0), (u32::MAX, u64::MAX)] {
        let mut link = Link::open(home.addr, &format!("/room/{code}/link")).await;
        link.send(&ToServer::Hello { protocol, since }).await;
        link.until_end().await;
        assert_eq!(link.other, [ToBrowser::Reload], "{protocol} {since}");
    }
}

/// A browser cannot count further than this; the answer still bears the number of the question.
#[tokio::test]
async fn a_command_may_bear_any_number() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    for id in [u32::MAX, 0, 7, 7] {
        link.send(&ToServer::Command { id, command: Command::StartAll }).await;
        let before = link.answers.len();
        link.until("an answer", |link| link.answers.len() > before).await;
        assert_eq!(link.answers.last().unwrap(), &(id, Err(CommandError::Refused(Refusal::AllAlreadySo(true)))));
    }
}

/// The most e-mails that a room can have: skipped at once, and everybody is still answered.
#[tokio::test]
async fn a_day_of_e_mails_holds_nobody_up() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    let started = Instant::now();
    for command in [
        Command::ChangeSetting(Setting::MailEvery, MAIL_EVERY_MIN),
        Command::Skip(ROOM_TIME_MAX),
        Command::AddNote("still here".to_owned()),
    ] {
        assert_eq!(link.command(command).await, Ok(()));
    }
    link.until_seq(4).await;
    watcher.until_seq(4).await;
    let agent = &watcher.view().agent;
    assert_eq!((agent.emails.total(), agent.emails.len(), agent.chats.len()), (8_642, LINES_MAX, 1));
    let before = watcher.earlier(List::Emails, agent.emails.before).await;
    assert!(matches!(&before.items, EarlierItems::Emails(items) if before.first + items.len() == 8_642 - LINES_MAX));
    for path in [format!("/room/{code}"), format!("/watch/{code}")] {
        assert_eq!(get(home.addr, &path).await.status, 200, "{path}");
    }
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}
