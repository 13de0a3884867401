//! The class: who gets in, who may do what, and what is sent to whom. Everything is asked from outside, over real sockets,
//! and what a seat may not see is looked for on the wire.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use drill::{Backend, Command, Fact, Sender};
use protocol::{
    AdmissionSwitch, ClassCommand, Closing, CommandError, Entry, List, Person, RoomView, Seat, ToBrowser, ToServer,
};

use server::{Config, Server, code::RoomCode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::harness::{Answer, Folder, InProcess, Link, PATIENCE, Process, get, jar, join, open_room, request};

/// A room with its operator's link.
async fn class(home: &InProcess) -> (String, Link) {
    let code = open_room(home.addr, "application-quick").await;
    let operator = Link::operator(home.addr, &code).await;
    (code, operator)
}

/// Somebody joins; gives their number and their link.
async fn comes(home: &InProcess, code: &str, operator: &mut Link, name: &str) -> (u32, Link) {
    let before = operator.class.people.len();
    join(home.addr, code, name).await;
    let link = Link::seat(home.addr, code).await;
    operator.until("somebody new", |link| link.class.people.len() > before).await;
    (operator.class.people.last().unwrap().number, link)
}

fn person<'a>(link: &'a Link, name: &str) -> &'a Person {
    link.class.people.iter().find(|person| person.name == name).unwrap()
}

async fn assign(operator: &mut Link, number: u32, seat: Seat) {
    assert_eq!(operator.ask(ClassCommand::Assign { number, seat }).await, Ok(()));
}

async fn turn(operator: &mut Link, latch: AdmissionSwitch, on: bool) {
    assert_eq!(operator.ask(ClassCommand::SetAdmission(latch, on)).await, Ok(()));
}

async fn post(home: &InProcess, path: &str, key: &str, body: &str) -> Answer {
    let origin = format!("http://{}", home.addr);
    let cookie = format!("key={key}");
    let headers = [
        ("origin", origin.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
        ("cookie", cookie.as_str()),
    ];
    request(home.addr, &format!("POST {path}"), &headers, body).await
}

#[tokio::test]
async fn somebody_joins_by_code_and_only_operators_learn_their_name() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let mut projector = Link::watcher(home.addr, &code).await;
    let (_, mut observer) = comes(&home, &code, &mut operator, "Ada Lovelace").await;
    assert_eq!(
        (person(&operator, "Ada Lovelace").seat, person(&operator, "Ada Lovelace").here),
        (Seat::Observer, true)
    );
    let (_, mut other) = comes(&home, &code, &mut operator, "").await;
    assert_eq!(observer.you.as_ref().unwrap().name, "Ada Lovelace");
    let all = |link: &Link| link.people.all() == 4;
    for link in [&mut projector, &mut observer, &mut other] {
        link.until("four", all).await;
    }
    for link in [&projector, &other] {
        assert!(link.wire.iter().all(|frame| !frame.contains("Ada") && !frame.contains("Class(")), "{:?}", link.wire);
    }
}

#[tokio::test]
async fn a_seat_gets_its_own_screen_and_nothing_else() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let mut numbers = Vec::new();
    let mut keys = Vec::new();
    for seat in [Seat::Observer, Seat::Agent, Seat::Customer] {
        let (number, link) = comes(&home, &code, &mut operator, "").await;
        keys.push(jar::key(home.addr, &format!("/seat/{code}")).unwrap());
        drop(link);
        assign(&mut operator, number, seat).await;
        numbers.push(number);
    }
    let mut links = Vec::new();
    for key in &keys {
        jar::put(home.addr, &format!("/seat/{code}"), key);
        links.push(Link::seat(home.addr, &code).await);
    }
    for command in [
        Command::AddNote("secret-note".to_owned()),
        Command::Say("secret-line".to_owned()),
        Command::Ask("secret-question".to_owned()),
        Command::AddPublicNote("open-note".to_owned()),
        Command::StopBackends(vec![Backend::Application]),
        Command::AgentSay("agent-words".to_owned()),
        Command::CustomerSay("customer-words".to_owned()),
    ] {
        assert_eq!(operator.command(command).await, Ok(()));
    }
    let last = 8;
    for (place, link) in links.iter_mut().enumerate() {
        link.until_seq(last).await;
        let (view, empty) = (link.view(), RoomView::empty());
        let (sees_agent, sees_customer) = [(true, true), (true, false), (false, true)][place];
        assert_eq!((view.agent != empty.agent, view.customer != empty.customer), (sees_agent, sees_customer));
        assert_eq!(view.backends != empty.backends, place == 0);
        let wire = link.wire.join("\n");
        assert!(wire.contains("open-note") && !wire.contains("secret"), "{wire}");
        for absent in ["Class(", "BackendsStopped"] {
            assert!(place == 0 && absent == "BackendsStopped" || !wire.contains(absent), "{absent} in {wire}");
        }
        assert_eq!(wire.contains("customer-words"), place != 1, "{wire}");
    }
}

#[tokio::test]
async fn the_agent_works_and_the_others_may_not() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, mut link) = comes(&home, &code, &mut operator, "Grace").await;
    assert_eq!(link.command(Command::AgentSay("Hello".to_owned())).await, Err(CommandError::NotYours));
    assign(&mut operator, number, Seat::Agent).await;
    link.until_end().await;
    assert_eq!(link.other.last(), Some(&ToBrowser::Closing(Closing::SeatChanged)));
    let mut agent = Link::seat(home.addr, &code).await;
    assert_eq!(agent.command(Command::AgentSay("Hello".to_owned())).await, Ok(()));
    assert_eq!(agent.command(Command::CustomerSay("Hello".to_owned())).await, Err(CommandError::NotYours));
    assert_eq!(operator.ask(ClassCommand::Mute { number, muted: true }).await, Ok(()));
    agent.until("the mute", |link| link.you.as_ref().unwrap().muted).await;
    assert_eq!(agent.command(Command::AgentSay("Hello?".to_owned())).await, Err(CommandError::Muted));
    assert_eq!(operator.ask(ClassCommand::Mute { number, muted: false }).await, Ok(()));
    agent.until("the end of it", |link| !link.you.as_ref().unwrap().muted).await;
    assert_eq!(agent.command(Command::AgentLogOut).await, Ok(()));
}

#[tokio::test]
async fn an_offered_seat_is_taken_once_and_given_up_again() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (_, mut first) = comes(&home, &code, &mut operator, "First").await;
    assert_eq!(first.ask(ClassCommand::Take(Seat::Agent)).await, Err(CommandError::SeatTaken), "it is not offered");
    turn(&mut operator, AdmissionSwitch::OffersAgent, true).await;
    first.until("the offer", |link| link.you.as_ref().unwrap().free == [Seat::Agent]).await;
    assert_eq!(first.ask(ClassCommand::Take(Seat::Customer)).await, Err(CommandError::SeatTaken));
    let taken = first.ask(ClassCommand::Take(Seat::Agent)).await;
    assert!(taken.is_ok() || first.ended, "{taken:?}");
    let (_, mut second) = comes(&home, &code, &mut operator, "Second").await;
    assert_eq!(second.ask(ClassCommand::Take(Seat::Agent)).await, Err(CommandError::SeatTaken));
    for command in [
        ClassCommand::Take(Seat::CoTrainer),
        ClassCommand::AdmitAll,
        ClassCommand::Remove { number: 1 },
        ClassCommand::SetAdmission(AdmissionSwitch::Locked, true),
    ] {
        assert_eq!(second.ask(command).await, Err(CommandError::NotYours));
    }
    operator.until("the agent", |link| person(link, "First").seat == Seat::Agent).await;
    let number = person(&operator, "Second").number;
    assign(&mut operator, number, Seat::Agent).await;
    operator.until("the change", |link| person(link, "First").seat == Seat::Observer).await;
    operator.until("the other agent", |link| person(link, "Second").seat == Seat::Agent).await;
}

#[tokio::test]
async fn a_co_trainer_runs_the_drill_but_neither_class_nor_end() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, _) = comes(&home, &code, &mut operator, "").await;
    assign(&mut operator, number, Seat::CoTrainer).await;
    let mut trainer = Link::seat(home.addr, &code).await;
    assert_eq!(trainer.command(Command::StopAll).await, Ok(()));
    trainer.until("the event", |link| link.seq() > 1).await;
    assert_eq!(trainer.command(Command::EndSession).await, Err(CommandError::NotYours));
    assert_eq!(trainer.command(Command::ContinueIn("ABCD-EFGH".to_owned())).await, Err(CommandError::NotYours));
    assert_eq!(trainer.ask(ClassCommand::AdmitAll).await, Err(CommandError::NotYours));
    let key = jar::key(home.addr, &format!("/seat/{code}")).unwrap();
    for path in ["end", "keys", "delete", "again"] {
        assert_eq!(post(&home, &format!("/room/{code}/{path}"), &key, "sure=yes").await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_waiting_room_shows_nothing_until_somebody_is_let_in() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    turn(&mut operator, AdmissionSwitch::WaitingRoom, true).await;
    let (_, mut waits) = comes(&home, &code, &mut operator, "Late").await;
    operator.command(Command::AddPublicNote("for those inside".to_owned())).await.unwrap();
    waits.until_seq(2).await;
    let empty = RoomView::empty();
    let RoomView { seq, at, now, clock, .. } = waits.view().clone();
    assert_eq!(*waits.view(), RoomView { seq, at, now, clock, title: "Drill".to_owned(), ..empty });
    assert_eq!(
        waits.ask(ClassCommand::Take(Seat::Observer)).await,
        Err(CommandError::NotYours),
        "nobody lets themselves in"
    );
    assert_eq!(operator.ask(ClassCommand::AdmitAll).await, Ok(()));
    waits.until_end().await;
    assert_eq!(waits.other.last(), Some(&ToBrowser::Closing(Closing::SeatChanged)));
    let inside = Link::seat(home.addr, &code).await;
    assert_eq!(inside.you.unwrap().seat, Seat::Observer);
}

#[tokio::test]
async fn full_locked_ended_and_unknown_are_four_answers() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let path = format!("/seat/{code}");
    let asks = async || get(home.addr, &path).await;
    assert!(asks().await.text().contains("Join room"));
    turn(&mut operator, AdmissionSwitch::Locked, true).await;
    for answer in [asks().await, post(&home, &path, "", "name=Eve").await] {
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains("The room is locked"));
    }
    turn(&mut operator, AdmissionSwitch::Locked, false).await;
    assert_eq!(operator.command(Command::EndSession).await, Ok(()));
    for answer in [asks().await, post(&home, &path, "", "name=Eve").await] {
        assert_eq!(answer.status, 410);
        assert!(answer.text().contains("The session has ended"));
    }
    for command in [
        ClassCommand::SetAdmission(AdmissionSwitch::Locked, true),
        ClassCommand::AdmitAll,
        ClassCommand::Mute { number: 1, muted: true },
    ] {
        assert_eq!(
            operator.ask(command).await,
            Err(CommandError::Refused(drill::Refusal::SessionEnded)),
            "{command:?}"
        );
    }
    let unknown = get(home.addr, "/seat/ABCD-EFGH").await;
    assert!(unknown.status == 404 && unknown.text().contains("Room not found"));
}

#[tokio::test]
async fn somebody_who_was_removed_is_told_and_does_not_come_back() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, mut link) = comes(&home, &code, &mut operator, "Mallory").await;
    assert_eq!(operator.ask(ClassCommand::Remove { number }).await, Ok(()));
    link.until_end().await;
    assert_eq!(link.other.last(), Some(&ToBrowser::Closing(Closing::Removed)));
    let path = format!("/seat/{code}");
    let key = jar::key(home.addr, &path).unwrap();
    for answer in [get(home.addr, &path).await, post(&home, &path, &key, "name=Mallory").await] {
        assert_eq!(answer.status, 403);
        assert!(answer.text().contains("You were removed"));
    }
    let mut again = Link::open(home.addr, &format!("{path}/link")).await;
    again.until_end().await;
    assert_eq!(again.other, [ToBrowser::Closing(Closing::NoSuchRoom)]);
    operator.until("an empty class", |link| link.class.people.is_empty()).await;
    assert_eq!(operator.ask(ClassCommand::Mute { number, muted: true }).await, Err(CommandError::NobodyThere));
}

/// Their link is held up by what they do not read, and more waits to be sent to it.
#[tokio::test]
async fn somebody_who_reads_slowly_gets_nothing_new_after_they_were_removed() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, link) = comes(&home, &code, &mut operator, "Mallory").await;
    drop(link);
    let mut slow = Link::narrow(home.addr, &format!("/seat/{code}")).await;
    let words = "wide ".repeat(300);
    for _ in 0..60 {
        assert_eq!(operator.command(Command::CustomerSay(words.clone())).await, Ok(()));
    }
    // Megabytes that they asked for: the link waits until they read.
    for _ in 0..60 {
        slow.send(&ToServer::Earlier { list: List::CustomerLines, before: usize::MAX }).await;
    }
    slow.until_held_up().await;
    assert_eq!(operator.ask(ClassCommand::Remove { number }).await, Ok(()));
    for _ in 0..5 {
        assert_eq!(operator.command(Command::CustomerSay("said after the removal".to_owned())).await, Ok(()));
    }
    slow.until_end().await;
    assert_eq!(slow.other.last(), Some(&ToBrowser::Closing(Closing::Removed)));
    let wire = slow.wire.join("\n");
    assert!(wire.contains("wide wide") && !wire.contains("said after"), "what came after the removal");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_at_once_makes_one_seat() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let path = format!("/seat/{code}");
    let form = get(home.addr, &path).await.text();
    let (_, rest) = form.split_once("name=\"ticket\" value=\"").unwrap();
    let (ticket, _) = rest.split_once('"').unwrap();
    let body = format!("name=Ada&ticket={ticket}");
    let answers = tokio::join!(post(&home, &path, "", &body), post(&home, &path, "", &body));
    for answer in [&answers.0, &answers.1] {
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(answer.key(), answers.0.key());
        assert_ne!(answer.key().as_deref(), Some(ticket), "the page does not tell the key");
    }
    operator.until("Ada", |link| !link.class.people.is_empty()).await;
    // Somebody who has lost the answer gets it again, also while nobody new gets in, but not after they were removed.
    turn(&mut operator, AdmissionSwitch::Locked, true).await;
    assert_eq!(post(&home, &path, "", &body).await.key(), answers.0.key());
    let number = person(&operator, "Ada").number;
    assert_eq!(operator.ask(ClassCommand::Remove { number }).await, Ok(()));
    turn(&mut operator, AdmissionSwitch::Locked, false).await;
    assert_eq!(post(&home, &path, "", &body).await.status, 403);
    // Another form makes another seat.
    assert_ne!(get(home.addr, &path).await.text(), form);
    assert_eq!(post(&home, &path, "", "name=Bob&ticket=another").await.status, 303);
    operator.until("Bob", |link| link.class.people.iter().any(|person| person.name == "Bob")).await;
    assert_eq!(operator.class.people.len(), 1);
}

#[tokio::test]
async fn a_page_too_many_of_one_seat_is_told_so_and_others_come_in() {
    let home = InProcess::start().await;
    let (code, _operator) = class(&home).await;
    join(home.addr, &code, "Ada").await;
    let mut tabs = Vec::new();
    for _ in 0..server::limits::LINKS_PER_SEAT_MAX {
        tabs.push(Link::seat(home.addr, &code).await);
    }
    let mut one_more = Link::open(home.addr, &format!("/seat/{code}/link")).await;
    one_more.send(&ToServer::Hello { protocol: protocol::PROTOCOL, since: 0 }).await;
    one_more.until_end().await;
    assert_eq!(one_more.other.last(), Some(&ToBrowser::Closing(Closing::Crowded)));
    join(home.addr, &code, "Bob").await;
    Link::seat(home.addr, &code).await;
}

#[tokio::test]
async fn the_same_seat_comes_back_after_a_restart() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, _link) = comes(&home, &code, &mut operator, "Ada").await;
    assign(&mut operator, number, Seat::Agent).await;
    let folder = home.stop().await;
    let home = InProcess::start_in(folder).await;
    let mut agent = Link::seat(home.addr, &code).await;
    let you = agent.you.clone().unwrap();
    assert_eq!((you.name.as_str(), you.seat), ("Ada", Seat::Agent));
    assert_eq!(agent.command(Command::AgentSay("Back again".to_owned())).await, Ok(()));
    let mut operator = Link::operator(home.addr, &code).await;
    let is_ada = |person: &Person| person.number == number && person.name == "Ada";
    operator.until("Ada", |link| link.class.people.iter().any(is_ada)).await;
}

#[tokio::test]
async fn names_are_shown_as_they_are_or_not_taken() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let long = format!("name={}", "x".repeat(41));
    for bad in [long.as_str(), "name=a%0Ab", "name=%E2%80%AEevil", "name=a%00b", "name=%1B%5B31m"] {
        let answer = post(&home, &format!("/seat/{code}"), "", bad).await;
        assert_eq!(answer.status, 400, "{bad}");
        assert!(answer.text().contains("This name cannot be used"));
    }
    comes(&home, &code, &mut operator, "%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert_eq!(operator.class.people[0].name, "<script>alert(1)</script>");
    // What nobody can see is no name.
    for (place, unseen) in ["%E2%80%8F", "%F3%A0%81%81", "%E3%85%A4+%E2%80%8B", "%C2%AD"].into_iter().enumerate() {
        assert_eq!(post(&home, &format!("/seat/{code}"), "", &format!("name={unseen}")).await.status, 303);
        operator.until("they are there", |link| link.class.people.len() == place + 2).await;
        assert_eq!(operator.class.people[place + 1].name, "");
    }
    let page = get(home.addr, &format!("/seat/{code}")).await.text();
    assert!(!page.contains("<script>alert"), "{page}");
}

#[tokio::test]
async fn new_links_put_out_everybody_who_has_the_old_ones() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let mut projector = Link::watcher(home.addr, &code).await;
    let (_, mut observer) = comes(&home, &code, &mut operator, "Stays").await;
    let old = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let changed = post(&home, &format!("/room/{code}/keys"), &old, "").await;
    assert_eq!(changed.status, 303);
    for link in [&mut operator, &mut projector] {
        link.until_end().await;
        assert_eq!(link.other.last(), Some(&ToBrowser::Closing(Closing::NoSuchRoom)));
    }
    let new = changed.key().unwrap();
    assert_ne!(new, old);
    for page in ["room", "watch"] {
        let origin = format!("http://{}", home.addr);
        let headers =
            [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded"), ("cookie", "")];
        let path = format!("POST /key/{page}/{code}");
        assert_eq!(request(home.addr, &path, &headers, &format!("key={old}")).await.status, 403, "{page}");
    }
    jar::put_operator(home.addr, &code, &new);
    let mut back = Link::operator(home.addr, &code).await;
    assert_eq!(back.command(Command::StopAll).await, Ok(()));
    observer.until("the stop", |link| link.seq() > 1).await;
}

/// Whether these words are in any of the database's files.
fn is_in_a_file(home: &InProcess, words: &str) -> bool {
    let files = std::fs::read_dir(home.folder.database().parent().unwrap()).unwrap();
    let bytes = files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect::<Vec<_>>();
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

async fn is_forgotten(home: &InProcess, words: &str) {
    let deadline = Instant::now() + PATIENCE;
    while is_in_a_file(home, words) {
        assert!(Instant::now() < deadline, "“{words}” is still in the database's files");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn names_and_notes_are_in_no_file_once_they_are_removed_or_deleted() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, _mallory) = comes(&home, &code, &mut operator, "Mallory-Unmistakable").await;
    comes(&home, &code, &mut operator, "Ada-Unmistakable").await;
    operator.command(Command::AddNote("A note that is unmistakable".to_owned())).await.unwrap();
    // The names come into the database itself, not only into the log beside it.
    let home = InProcess::start_in(home.stop().await).await;
    let words = ["Mallory-Unmistakable", "Ada-Unmistakable", "A note that is unmistakable"];
    assert!(words.iter().all(|words| is_in_a_file(&home, words)));
    let mut operator = Link::operator(home.addr, &code).await;
    assert_eq!(operator.ask(ClassCommand::Remove { number }).await, Ok(()));
    is_forgotten(&home, words[0]).await;
    assert!(is_in_a_file(&home, words[1]));
    let key = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    assert_eq!(post(&home, &format!("/room/{code}/delete"), &key, "sure=yes").await.status, 303);
    for words in words {
        is_forgotten(&home, words).await;
    }
}

#[tokio::test]
async fn a_deleted_room_is_gone_for_everybody_and_from_the_database() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (_, mut observer) = comes(&home, &code, &mut operator, "Ada").await;
    let key = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    assert_eq!(post(&home, &format!("/room/{code}/delete"), &key, "").await.status, 400, "it asks whether one is sure");
    assert_eq!(post(&home, &format!("/room/{code}/delete"), &key, "sure=yes").await.status, 303);
    for link in [&mut operator, &mut observer] {
        link.until_end().await;
    }
    assert_eq!(get(home.addr, &format!("/seat/{code}")).await.status, 404);
    assert_eq!(get(home.addr, &format!("/room/{code}")).await.status, 403);
    let folder = home.stop().await;
    let bytes = std::fs::read(folder.database()).unwrap();
    assert!(!bytes.windows(3).any(|three| three == b"Ada"), "the name is still in the file");
}

#[tokio::test]
async fn pages_say_how_long_a_room_is_kept_but_for_the_projector() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "messaging").await;
    join(home.addr, &code, "").await;
    for (page, says) in [("room", true), ("seat", true), ("watch", false)] {
        let text = get(home.addr, &format!("/{page}/{code}")).await.text();
        assert_eq!(text.contains("This room is kept until <strong>"), says, "{page}");
    }
    // After a restart too, before any operator was there again.
    let home = InProcess::start_in(home.stop().await).await;
    let text = get(home.addr, &format!("/seat/{code}")).await.text();
    assert!(text.contains("This room is kept until <strong>") && !text.contains("until <strong>1970"), "{text}");
}

#[tokio::test]
async fn which_storyboard_it_is_and_what_happens_in_it_is_told_to_nobody_but_those_who_lead() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "messaging").await;
    join(home.addr, &code, "").await;
    join(home.addr, &code, "").await;
    for link in [Link::watcher(home.addr, &code).await, Link::seat(home.addr, &code).await] {
        let opened = link.view().history.first().cloned();
        let Some(Entry::Action { fact: Fact::RoomOpened { title, summary, storyboard }, .. }) = opened else {
            panic!("{opened:?}");
        };
        assert_eq!((title.as_str(), summary.as_str(), storyboard), ("Messaging off", "", None));
    }
}

#[tokio::test]
async fn run_again_takes_everybody_along_with_what_they_may() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, _) = comes(&home, &code, &mut operator, "Ada").await;
    assign(&mut operator, number, Seat::Agent).await;
    let mut projector = Link::watcher(home.addr, &code).await;
    let mut agent = Link::seat(home.addr, &code).await;
    let key = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let again = post(&home, &format!("/room/{code}/again"), &key, "").await;
    let fresh = again.header("location").strip_prefix("/room/").unwrap().to_owned();
    // A second click, or a second trainer's, leads to the same room.
    let twice = post(&home, &format!("/room/{code}/again"), &key, "").await;
    assert_eq!(twice.header("location"), again.header("location"));
    for link in [&mut projector, &mut agent] {
        link.until("the way", |link| link.view().continued_in == fresh).await;
    }
    for page in ["seat", "watch", "room"] {
        let led = get(home.addr, &format!("/{page}/{code}/next")).await;
        assert_eq!((led.status, led.header("location")), (303, format!("/{page}/{fresh}").as_str()));
        jar::put(home.addr, &format!("/{page}/{fresh}"), &led.key().unwrap());
    }
    let mut agent = Link::seat(home.addr, &fresh).await;
    assert_eq!(agent.command(Command::AgentSay("Once more".to_owned())).await, Ok(()));
    let mut operator = Link::operator(home.addr, &fresh).await;
    operator.until("the class", |link| link.class.people.len() == 1).await;
}

/// Whether the other room is in memory or not: the store and the rooms are both told.
#[tokio::test]
async fn m5_who_is_removed_is_removed_from_every_room_of_the_class() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    let (number, _) = comes(&home, &code, &mut operator, "Ada").await;
    comes(&home, &code, &mut operator, "Bob").await;
    let key = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let again = post(&home, &format!("/room/{code}/again"), &key, "").await;
    let fresh = again.header("location").strip_prefix("/room/").unwrap().to_owned();
    jar::put_operator(home.addr, &fresh, &key);
    let mut in_fresh = Link::operator(home.addr, &fresh).await;
    in_fresh.until("the class", |link| link.class.people.len() == 2).await;
    assert_eq!(in_fresh.ask(ClassCommand::Remove { number }).await, Ok(()));
    // In memory, with an operator there.
    operator.until("one who is left", |link| link.class.people.len() == 1).await;
    assert_eq!(operator.class.people[0].name, "Bob");
    // And in the store.
    home.server.rooms().find(RoomCode::parse(&code).unwrap()).await.unwrap().stop().await;
    let mut operator = Link::operator(home.addr, &code).await;
    operator.until("the same after loading", |link| link.class.people.len() == 1).await;
    // The other way round: from the old room, those in the new one.
    let number = operator.class.people[0].number;
    assert_eq!(operator.ask(ClassCommand::Remove { number }).await, Ok(()));
    in_fresh.until("nobody", |link| link.class.people.is_empty()).await;
}

#[tokio::test]
async fn a_seat_that_chats_by_itself_does_so_while_time_runs() {
    let home = InProcess::start().await;
    let (code, mut operator) = class(&home).await;
    for command in [
        Command::SwitchAutopilot(Sender::Customer, true),
        Command::ChangeSpeed(drill::Speed::Sixteen),
        Command::ResumeClock,
    ] {
        assert_eq!(operator.command(command).await, Ok(()));
    }
    let said = |link: &Link| link.facts().iter().filter(|fact| matches!(fact, Fact::CustomerSaid(_))).count();
    operator.until("two lines", |link| said(link) >= 2).await;
    // The holder of the seat does the work.
    let (number, _link) = comes(&home, &code, &mut operator, "Ada").await;
    assign(&mut operator, number, Seat::Customer).await;
    let stopped = Fact::AutopilotSwitched(Sender::Customer, false);
    operator.until("the hand-over", |link| link.facts().contains(&&stopped)).await;
    let again = operator.command(Command::SwitchAutopilot(Sender::Customer, true)).await;
    assert_eq!(again, Err(CommandError::SeatTaken), "nothing types beside somebody");
}

/// Somebody who was told that they are in is in, with the same number, however the server ended.
#[tokio::test]
async fn a_kill_in_a_storm_of_joins_loses_nobody_who_got_in() {
    let folder = Folder::new();
    let mut process = Process::start(&folder.database());
    let code = open_room(process.addr, "").await;
    let joins: Vec<_> = (0..60)
        .map(|number| {
            let (addr, code) = (process.addr, code.clone());
            tokio::spawn(async move { try_join(addr, &code, &format!("name-{number}")).await.map(|key| (number, key)) })
        })
        .collect();
    let mut joined = Vec::new();
    let mut killed = false;
    for join in joins {
        joined.extend(join.await.unwrap());
        if joined.len() == 20 && !killed {
            process.kill();
            killed = true;
        }
    }
    assert!(killed && joined.len() >= 20);
    let process = Process::start_at(&folder.database(), process.addr);
    let mut names = Vec::new();
    for (number, key) in joined {
        jar::put(process.addr, &format!("/seat/{code}"), &key);
        let seat = Link::seat(process.addr, &code).await;
        assert_eq!(seat.you.unwrap().name, format!("name-{number}"));
        names.push(number);
    }
    let mut operator = Link::operator(process.addr, &code).await;
    operator.until("all of them", |link| link.class.people.len() >= names.len()).await;
}

/// Like a browser that gives up when the connection breaks.
async fn try_join(addr: SocketAddr, code: &str, name: &str) -> Option<String> {
    let form = format!("name={name}");
    let request = format!(
        "POST /seat/{code} HTTP/1.1\r\nhost: {addr}\r\norigin: http://{addr}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut stream = TcpStream::connect(addr).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer.split("set-cookie: key=").nth(1)?.split(';').next()?.to_owned())
}

#[tokio::test]
async fn behind_tls_cookies_stay_there_and_trainers_prove_themselves() {
    let folder = Folder::new();
    let config = Config {
        addr: "127.0.0.1:0".to_owned(),
        database: folder.database(),
        public_url: Some("https://drill.example.com".to_owned()),
        trainer_key: Some("correct horse".to_owned()),
        frame_ancestors: "https://lms.example.com".to_owned(),
        ..Config::default()
    };
    let server = Server::start(&config).await.unwrap();
    let addr = server.addr();
    let origin = format!("http://{addr}");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let ask = async |line: &str, cookie: &str, body: &str| {
        request(addr, line, &[("origin", origin.as_str()), form, ("cookie", cookie)], body).await
    };
    let page = get(addr, "/").await;
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    assert!(page.header("content-security-policy").ends_with("frame-ancestors https://lms.example.com"));
    assert!(page.text().contains("Trainer sign-in") && !page.text().contains("Free play"));
    assert_eq!(ask("POST /rooms", "", "storyboard=").await.status, 403);
    assert_eq!(ask("POST /rooms", "trainer=correct horse", "storyboard=").await.status, 403);
    assert_eq!(ask("POST /trainer", "", "key=wrong+horse").await.status, 403);
    let proven = ask("POST /trainer", "", "key=correct+horse").await;
    let cookie = proven.header("set-cookie").to_owned();
    assert!(!cookie.contains("correct") && cookie.contains("; HttpOnly; SameSite=Lax; Secure; "), "{cookie}");
    let opened = ask("POST /rooms", cookie.split(';').next().unwrap(), "storyboard=").await;
    assert_eq!(opened.status, 303);
    let cookies: Vec<&str> =
        opened.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect();
    let path = opened.header("location").to_owned();
    for cookie in cookies {
        assert!(cookie.contains(&format!("; HttpOnly; SameSite=Lax; Secure; Path={path}; ")), "{cookie}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_monitor_tells_whether_it_lives_and_its_metrics_move() {
    let folder = Folder::new();
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let config = Config {
        addr: "127.0.0.1:0".to_owned(),
        database: folder.database(),
        monitor_addr: Some(taken.to_string()),
        ..Config::default()
    };
    let server = Server::start(&config).await.unwrap();
    for path in ["/healthz", "/readyz"] {
        assert_eq!((get(taken, path).await.status, get(server.addr(), path).await.status), (200, 404), "{path}");
    }
    let code = open_room(server.addr(), "").await;
    let mut operator = Link::operator(server.addr(), &code).await;
    operator.command(Command::StopAll).await.unwrap();
    let text = get(taken, "/metrics").await.text();
    let figure = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name} "))).unwrap();
        line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()
    };
    // Other tests of this process count as well.
    assert!(figure("drillroom_events_total") > 0 && figure("drillroom_rooms_opened_total") > 0);
    assert_eq!((figure("drillroom_links_operators"), figure("drillroom_rooms_in_memory")), (1, 1));
    server.stop().await;
}
