//! Role × everything that one can ask for. Every command, those about the class and every address has a row; one that is new and has
//! none fails here.

use std::collections::BTreeSet;

use drill::{
    ActivityId, Backend, Command, Inbox, Millis, Projector, Sender, Setting, Speed, TabName, TruthFor, Verdict,
};
use protocol::{AdmissionSwitch, ClassCommand, CommandError, List, Seat};
use server::{code::RoomCode, secret::Secret};

use crate::harness::{InProcess, Link, get, jar, join, open_room, request, request_from};

/// The roles that have a link.
const ROLES: [&str; 7] = ["operator", "co-trainer", "agent", "customer", "observer", "waiting", "projector"];

/// A link of each role to one room.
async fn links(home: &InProcess) -> Vec<(&'static str, Link)> {
    let code = open_room(home.addr, "application-quick").await;
    links_to(home, &code).await
}

async fn links_to(home: &InProcess, code: &str) -> Vec<(&'static str, Link)> {
    let mut operator = Link::operator(home.addr, code).await;
    let seats = [
        ("co-trainer", Seat::CoTrainer),
        ("agent", Seat::Agent),
        ("customer", Seat::Customer),
        ("observer", Seat::Observer),
        ("waiting", Seat::Waiting),
    ];
    let mut links = vec![("projector", Link::watcher(home.addr, code).await)];
    for (number, (role, seat)) in (1..).zip(seats) {
        join(home.addr, code, role).await;
        assert_eq!(operator.ask(ClassCommand::Assign { number, seat }).await, Ok(()));
        links.push((role, Link::seat(home.addr, code).await));
    }
    links.push(("operator", operator));
    links
}

/// Who may send a command: the row of the matrix, and its number.
fn row(command: &Command) -> (u8, &'static [&'static str]) {
    const DRILL: &[&str] = &["operator", "co-trainer"];
    const AGENT: &[&str] = &["operator", "co-trainer", "agent"];
    const CUSTOMER: &[&str] = &["operator", "co-trainer", "customer"];
    const ROOM: &[&str] = &["operator"];
    match command {
        Command::ChangeSetting(..) => (0, DRILL),
        Command::StopBackends(_) => (1, DRILL),
        Command::StopAll => (2, DRILL),
        Command::StartBackends(_) => (3, DRILL),
        Command::StartAll => (4, DRILL),
        Command::ResumeClock => (5, DRILL),
        Command::PauseClock => (6, DRILL),
        Command::ChangeSpeed(_) => (7, DRILL),
        Command::Skip(_) => (8, DRILL),
        Command::SkipToNextChange => (9, DRILL),
        Command::PlayStep => (10, DRILL),
        Command::SwitchAuto(_) => (11, DRILL),
        Command::ShowOnProjector(_) => (12, DRILL),
        Command::ContinueIn(_) => (13, ROOM),
        Command::TakeHint => (14, DRILL),
        Command::Answer(_) => (15, DRILL),
        Command::Judge(_) => (16, DRILL),
        Command::AddNote(_) => (17, DRILL),
        Command::Say(_) => (18, DRILL),
        Command::Ask(_) => (19, DRILL),
        Command::AgentSay(_) => (20, AGENT),
        Command::AgentOpenTab(_) => (21, AGENT),
        Command::AgentOpenInbox(_) => (22, AGENT),
        Command::AgentOpenActivity(_) => (23, AGENT),
        Command::AgentReply(_) => (24, AGENT),
        Command::AgentComplete(_) => (25, AGENT),
        Command::AgentDismiss => (26, AGENT),
        Command::AgentLogOut => (27, AGENT),
        Command::AgentLogIn => (28, AGENT),
        Command::CustomerSay(_) => (29, CUSTOMER),
        Command::CustomerDismiss => (30, CUSTOMER),
        Command::CustomerStart(_) => (31, CUSTOMER),
        Command::CustomerLeave => (32, CUSTOMER),
        Command::AddPublicNote(_) => (33, DRILL),
        Command::SwitchAutopilot(..) => (34, DRILL),
        Command::EndSession => (35, ROOM),
        Command::ShareTruth(_) => (36, DRILL),
        Command::Undo(_) => (37, DRILL),
    }
}

/// One of each.
pub fn every_command() -> Vec<Command> {
    let text = || "Hello?".to_owned();
    vec![
        Command::ChangeSetting(Setting::FewMinutes, Millis::from_secs(30)),
        Command::StopBackends(vec![Backend::Services]),
        Command::StopAll,
        Command::StartBackends(vec![Backend::Services]),
        Command::StartAll,
        Command::ResumeClock,
        Command::PauseClock,
        Command::ChangeSpeed(Speed::Two),
        Command::Skip(Millis(1)),
        Command::SkipToNextChange,
        Command::PlayStep,
        Command::SwitchAuto(true),
        Command::ShowOnProjector(Projector::Blank),
        Command::ShareTruth(TruthFor::Everybody),
        Command::ContinueIn("ABCD-EFGH".to_owned()),
        Command::TakeHint,
        Command::Answer(text()),
        Command::Judge(Verdict::Right),
        Command::AddNote(text()),
        Command::Say(text()),
        Command::Ask(text()),
        Command::AgentSay(text()),
        Command::AgentOpenTab(TabName::Case),
        Command::AgentOpenInbox(Inbox::Main),
        Command::AgentOpenActivity(ActivityId(1342)),
        Command::AgentReply(text()),
        Command::AgentComplete(ActivityId(1342)),
        Command::AgentDismiss,
        Command::AgentLogOut,
        Command::AgentLogIn,
        Command::CustomerSay(text()),
        Command::CustomerDismiss,
        Command::CustomerStart(text()),
        Command::CustomerLeave,
        Command::AddPublicNote(text()),
        Command::SwitchAutopilot(Sender::Agent, true),
        Command::Undo(2),
        Command::EndSession,
    ]
}

#[tokio::test]
async fn every_command_of_every_role_has_the_answer_of_its_row() {
    let home = InProcess::start().await;
    let commands = every_command();
    let rows: BTreeSet<u8> = commands.iter().map(|command| row(command).0).collect();
    assert!(rows.into_iter().eq(0..38), "a command has no sample here");
    // The operator comes last: its commands end the session.
    for (role, mut link) in links(&home).await {
        assert!(ROLES.contains(&role));
        for command in &commands {
            let answer = link.command(command.clone()).await;
            let (_, allowed) = row(command);
            // Whether the engine has a reason of its own is for other tests.
            assert_eq!(
                answer == Err(CommandError::NotYours),
                !allowed.contains(&role),
                "{role} {command:?}: {answer:?}"
            );
        }
    }
}

/// Who may ask for it about the class, and its number.
fn class_row(command: ClassCommand) -> (u8, &'static [&'static str]) {
    const OPERATOR: &[&str] = &["operator"];
    match command {
        ClassCommand::Assign { .. } => (0, OPERATOR),
        ClassCommand::Mute { .. } => (1, OPERATOR),
        ClassCommand::Remove { .. } => (2, OPERATOR),
        ClassCommand::AdmitAll => (3, OPERATOR),
        ClassCommand::SetAdmission(..) => (4, OPERATOR),
        ClassCommand::Take(Seat::Agent) => (5, &["agent", "customer", "observer"]),
        ClassCommand::Take(Seat::Customer) => (6, &["agent", "customer", "observer"]),
        ClassCommand::Take(Seat::Observer) => (7, &["observer"]),
        ClassCommand::Take(Seat::CoTrainer) => (8, &[]),
        ClassCommand::Take(Seat::Waiting) => (9, &[]),
        ClassCommand::Lead(_) => (10, OPERATOR),
    }
}

#[tokio::test]
async fn every_class_command_of_every_role_has_the_answer_of_its_row() {
    let home = InProcess::start().await;
    let commands = [
        ClassCommand::Assign { number: 99, seat: Seat::CoTrainer },
        ClassCommand::Mute { number: 99, muted: true },
        ClassCommand::Remove { number: 99 },
        ClassCommand::AdmitAll,
        ClassCommand::SetAdmission(AdmissionSwitch::Locked, false),
        ClassCommand::Take(Seat::Agent),
        ClassCommand::Take(Seat::Customer),
        // The agent and the customer may as well, and would leave their seats by it.
        ClassCommand::Take(Seat::Observer),
        ClassCommand::Take(Seat::CoTrainer),
        ClassCommand::Take(Seat::Waiting),
        ClassCommand::Lead(None),
    ];
    let rows: BTreeSet<u8> = commands.iter().map(|command| class_row(*command).0).collect();
    assert!(rows.into_iter().eq(0..11), "a command has no sample here");
    for (role, mut link) in links(&home).await {
        for command in commands {
            if command == ClassCommand::Take(Seat::Observer) && matches!(role, "agent" | "customer")
                || role == "operator" && command == ClassCommand::AdmitAll
            {
                continue;
            }
            let answer = link.ask(command).await;
            let (_, allowed) = class_row(command);
            assert_eq!(
                answer == Err(CommandError::NotYours),
                !allowed.contains(&role),
                "{role} {command:?}: {answer:?}"
            );
        }
    }
}

/// Words that are said in a room, each with the roles that may ever get them. What is not for a role is looked for in every
/// frame that it gets: views, patches, earlier items and the past.
const WORDS: &[(&str, &[&str])] = &[
    ("open-note", &["operator", "co-trainer", "agent", "customer", "observer", "projector"]),
    ("agents-line", &["operator", "co-trainer", "agent", "customer", "observer", "projector"]),
    ("agents-lost-line", &["operator", "co-trainer", "agent", "observer", "projector"]),
    ("customers-lost-line", &["operator", "co-trainer", "customer", "observer", "projector"]),
    ("customers-subject", &["operator", "co-trainer", "customer", "observer", "projector"]),
    ("hidden-note", &["operator", "co-trainer"]),
    ("hidden-speech", &["operator", "co-trainer"]),
    ("hidden-question", &["operator", "co-trainer"]),
    ("hidden-answer", &["operator", "co-trainer"]),
    // What the drill is, and which it is.
    ("Application off, back quickly", &["operator", "co-trainer", "observer", "projector"]),
    ("application-quick", &["operator", "co-trainer"]),
    // What proves it.
    ("egpl", &[]),
    (drill::cast::AGENT_LOGIN_IP, &["operator", "co-trainer"]),
    // The rule behind something, and what no screen shows of the desktop: to be found out by those who do the work.
    ("rule: Ap", &["operator", "co-trainer", "observer", "projector"]),
    ("Some(Dead)", &["operator", "co-trainer", "observer", "projector"]),
    ("pane: Ledger", &["operator", "co-trainer"]),
    ("pane: Database", &["operator", "co-trainer"]),
    // What the class is called.
    ("Ada", &["operator"]),
];

#[tokio::test]
async fn nobody_ever_gets_what_is_not_for_them() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "application-quick").await;
    let mut links = links_to(&home, &code).await;
    join(home.addr, &code, "Ada").await;
    let title = drill::scenarios::find("application-quick").unwrap().title.clone();
    let say = |text: &str| text.to_owned();
    let commands = [
        Command::PlayStep,
        Command::AddPublicNote(say("open-note")),
        Command::AgentSay(say("agents-line")),
        Command::AddNote(say("hidden-note")),
        Command::Say(say("hidden-speech")),
        Command::Ask(say("hidden-question")),
        Command::Answer(say("hidden-answer")),
        Command::StopBackends(vec![Backend::Messaging]),
        Command::AgentSay(say("agents-lost-line")),
        Command::CustomerSay(say("customers-lost-line")),
        Command::StopAll,
        Command::Skip(Millis::from_mins(5)),
        Command::StartAll,
        Command::CustomerStart(say("customers-subject")),
    ];
    let (_, operator) = links.iter_mut().find(|(role, _)| *role == "operator").unwrap();
    for command in commands {
        let _ = operator.command(command).await;
    }
    operator.until("Ada", |link| link.class.people.iter().any(|person| person.name == "Ada")).await;
    let seq = operator.seq();
    for (role, link) in &mut links {
        link.until_seq(seq).await;
        for list in [List::History, List::AgentLines, List::CustomerLines, List::Ledger, List::Emails] {
            link.earlier(list, usize::MAX).await;
        }
        if !matches!(*role, "operator" | "co-trainer" | "waiting") {
            for secs in [0, 30, 200] {
                link.look_back(Millis::from_secs(secs)).await;
            }
        }
        let wire = link.wire.join("\n");
        for (word, roles) in WORDS {
            let word = if *word == "Application off, back quickly" { title.as_str() } else { word };
            assert_eq!(wire.contains(word), roles.contains(role), "{role}: {word}");
        }
    }
}

/// Addresses, each with the statuses for: nobody, a stranger's key, the operator's, the projector's, a seat's.
const ADDRESSES: &[(&str, [u16; 5])] = &[
    ("GET /", [200; 5]),
    ("GET /explorer", [200; 5]),
    ("GET /guide", [200; 5]),
    ("GET /trainer", [200; 5]),
    ("POST /trainer", [303; 5]),
    // Here anybody may open rooms, so nobody is signed in; and the form names none.
    ("POST /trainer/end", [400; 5]),
    ("POST /rooms", [303; 5]),
    ("POST /join", [303; 5]),
    ("GET /key/{page}/{code}", [200; 5]),
    ("POST /key/{page}/{code}", [403; 5]),
    ("GET /qr/{code}", [200; 5]),
    ("GET /room/{code}", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/link", [426; 5]),
    ("GET /room/{code}/remote", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/remote/link", [426; 5]),
    ("GET /room/{code}/remote/qr", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/projector", [403, 403, 303, 403, 403]),
    ("GET /room/{code}/manage", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/replay", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/replay/link", [426; 5]),
    ("GET /room/{code}/truth", [403, 403, 200, 403, 403]),
    ("POST /room/{code}/truth", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/report", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/report.csv", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/report.md", [403, 403, 200, 403, 403]),
    ("GET /room/{code}/next", [403, 403, 303, 403, 403]),
    ("POST /room/{code}/again", [403, 403, 303, 403, 403]),
    ("GET /learn/{code}", [403, 403, 200, 403, 403]),
    ("GET /learn/{code}/link", [426; 5]),
    ("GET /learn/{code}/next", [403, 403, 303, 403, 403]),
    ("POST /learn/{code}/again", [403, 403, 303, 403, 403]),
    ("GET /watch/{code}", [403, 403, 403, 200, 403]),
    ("GET /watch/{code}/link", [426; 5]),
    ("GET /watch/{code}/next", [403, 403, 403, 303, 403]),
    // Everybody with the code may join; the form is for people who have no seat yet.
    ("GET /seat/{code}", [200; 5]),
    ("POST /seat/{code}", [303; 5]),
    ("GET /seat/{code}/link", [426; 5]),
    ("GET /seat/{code}/replay", [403; 5]),
    ("GET /seat/{code}/replay/link", [426; 5]),
    ("GET /seat/{code}/next", [403, 403, 403, 403, 303]),
    ("GET /kiosk/{storyboard}", [200; 5]),
    ("GET /assets/{*name}", [404; 5]),
    ("GET /favicon.ico", [307; 5]),
    ("GET /robots.txt", [200; 5]),
    ("GET /{code}", [303; 5]),
    ("GET /gallery", [200; 5]),
    // These change the room for good, so they come last.
    ("POST /room/{code}/end", [403, 403, 303, 403, 403]),
    ("POST /room/{code}/keys", [403, 403, 303, 403, 403]),
    // Its old key opens nothing any more.
    ("POST /room/{code}/delete", [403; 5]),
];

#[test]
fn every_address_has_a_row() {
    let source = include_str!("../../src/routes/mod.rs");
    let routed: BTreeSet<&str> = source.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let listed: BTreeSet<&str> = ADDRESSES.iter().filter_map(|(line, _)| line.split(' ').nth(1)).collect();
    assert_eq!(routed, listed);
}

#[tokio::test]
async fn every_address_answers_each_key_as_its_row_says() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "application-quick").await;
    let operator = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let origin = format!("http://{}", home.addr);
    let form = ("content-type", "application/x-www-form-urlencoded");
    let projector = Secret::parse(&operator).unwrap().for_watching().text();
    let seat = join(home.addr, &code, "").await;
    let stranger = Secret::random().unwrap().text();
    // The room has moved on, so that there is somewhere to go next.
    let mut moves_on = Link::operator(home.addr, &code).await;
    moves_on.command(Command::ContinueIn("ABCD-EFGH".to_owned())).await.unwrap();
    for (number, (line, statuses)) in (1..).zip(ADDRESSES) {
        let line = line
            .replace("{code}", &code)
            .replace("{page}", "room")
            .replace("{storyboard}", "messaging")
            .replace("{*name}", "nothing");
        for (key, status) in ["", &stranger, &operator, &projector, &seat].into_iter().zip(statuses) {
            let cookie = format!("key={key}");
            let headers = [form, ("origin", origin.as_str()), ("cookie", cookie.as_str())];
            let answer =
                request_from([127, 0, 1, number], home.addr, &line, &headers, &format!("code={code}&sure=yes")).await;
            assert_eq!(answer.status, *status, "{line} with {key:?}: {}", answer.text());
        }
    }
}

/// A socket gets what its page's path says, whatever else the browser may do.
#[tokio::test]
async fn a_key_opens_links_of_its_own_page_only() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let operator = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let projector = jar::key(home.addr, &format!("/watch/{code}")).unwrap();
    let seat = join(home.addr, &code, "").await;
    for (page, rights) in [("room", 0), ("learn", 0), ("watch", 1), ("seat", 2)] {
        for (place, key) in [&operator, &projector, &seat].into_iter().enumerate() {
            jar::put(home.addr, &format!("/{page}/{code}"), key);
            let mut link = Link::open(home.addr, &format!("/{page}/{code}/link")).await;
            link.send(&protocol::ToServer::Hello { protocol: protocol::PROTOCOL, since: 0 }).await;
            if place == rights {
                link.until("an answer", |link| link.view.is_some()).await;
            } else {
                link.until_end().await;
                assert_eq!(link.wire.len(), 1, "{page} with key {place}: {:?}", link.wire);
            }
        }
    }
}

#[tokio::test]
async fn guesses_run_out_and_say_nothing_more() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let _class_goes_on = Link::operator(home.addr, &code).await;
    let other = open_room(home.addr, "").await;
    // Pages of a room that is gone are loaded again, and keys of it are tried: neither finds anything out.
    let cookie = format!("key={}", Secret::random().unwrap().text());
    let old = [("cookie", cookie.as_str())];
    for _ in 0..=server::limits::GUESSES_AT_ONCE_PER_ADDRESS {
        assert_eq!(request(home.addr, "GET /seat/ABCD-EFGH", &old, "").await.status, 404);
        assert_eq!(request(home.addr, &format!("GET /room/{other}"), &old, "").await.status, 403);
    }
    let mut last = 0;
    for _ in 0..server::limits::GUESSES_AT_ONCE_PER_ADDRESS {
        last = get(home.addr, &format!("/seat/{}", RoomCode::random().unwrap())).await.status;
    }
    assert_eq!(last, 429);
    // A right code is answered like a wrong one now; with a key one comes in.
    assert_eq!(get(home.addr, &format!("/seat/{code}")).await.status, 429);
    assert_eq!(get(home.addr, &format!("/room/{code}")).await.status, 200);
    for code in [&code, &other] {
        assert_eq!(request(home.addr, &format!("GET /room/{code}"), &old, "").await.status, 403);
    }
    assert_eq!(get(home.addr, &format!("/room/{other}")).await.status, 200, "also where nobody is yet");
}
