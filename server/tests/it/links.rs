//! Links: a view and then patches, in order and without a hole, within limits.

use drill::{Backend, Command, Fact, PausedBy, Refusal, Speed};
use protocol::{Audience, Closing, CommandError, PROTOCOL, People, Role, ToBrowser, ToServer, encode};
use server::limits::{COMMANDS_AT_ONCE, FRAME_BYTES_MAX};

use crate::harness::{InProcess, Link, open_room};

fn stop(backend: Backend) -> Command {
    Command::StopBackends(vec![backend])
}

#[tokio::test]
async fn two_operators_and_a_watcher_see_the_same_in_order() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut first = Link::operator(home.addr, &code).await;
    let mut second = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    first.until("three people", |link| link.people == People { operators: 2, watchers: 1, seats: 0, members: 0 }).await;

    assert_eq!(first.command(stop(Backend::Messaging)).await, Ok(()));
    assert_eq!(second.command(Command::AgentSay("Are you there?".to_owned())).await, Ok(()));
    assert_eq!(first.command(Command::StartAll).await, Ok(()));
    let last = 4;
    first.until_seq(last).await;
    second.until_seq(last).await;
    watcher.until_seq(last).await;

    let log = home.folder.log(&code).await;
    assert_eq!(log.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let projection = home.folder.projection(&code).await;
    for (link, audience) in [(&first, Audience::Leader), (&second, Audience::Leader), (&watcher, Audience::Projector)] {
        // Only the first one's last command can be undone, and both operators are told so.
        assert_eq!(*link.view(), projection.view(link.view().now, audience, Some(last)));
    }
    assert_eq!(watcher.view().title, "Free play");

    drop(second);
    first
        .until("that one left", |link| link.people == People { operators: 1, watchers: 1, seats: 0, members: 0 })
        .await;
}

#[tokio::test]
async fn a_refused_command_is_answered_with_the_reason_and_changes_nothing() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let refused = link.command(Command::StartBackends(vec![Backend::Services])).await;
    assert_eq!(refused, Err(CommandError::Refused(Refusal::AlreadySo(Backend::Services, true))));
    assert_eq!(link.command(Command::AddNote(String::new())).await, Err(CommandError::Refused(Refusal::EmptyText)));
    assert_eq!(link.command(stop(Backend::Services)).await, Ok(()));
    link.until_seq(2).await;
    assert_eq!(home.folder.log(&code).await.len(), 2);
}

#[tokio::test]
async fn commands_that_wait_are_answered_in_order_and_each_sees_those_before_it() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(link.order(Command::StopAll).await);
        ids.push(link.order(Command::StopAll).await);
        ids.push(link.order(Command::StartAll).await);
    }
    let last = *ids.last().unwrap();
    let _ = link.answer_of(last).await;
    assert_eq!(link.answers.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
    for (place, (_, result)) in link.answers.iter().enumerate() {
        let expected = if place % 3 == 1 { Err(CommandError::Refused(Refusal::AllAlreadySo(false))) } else { Ok(()) };
        assert_eq!(*result, expected, "{place}");
    }
    link.until_seq(21).await;
}

#[tokio::test]
async fn a_link_that_comes_back_gets_what_is_new_and_one_that_has_it_all_only_the_time() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    link.command(stop(Backend::Messaging)).await.unwrap();
    link.until_seq(2).await;
    let known = link.view.clone().unwrap();
    drop(link);

    let same = Link::resume(home.addr, &format!("/room/{code}"), known.clone()).await;
    assert_eq!(*same.view(), known);
    let views: Vec<_> = same.wire.iter().filter(|frame| frame.starts_with("View")).collect();
    assert!(views.is_empty(), "what it had was sent again: {views:?}");

    let mut other = Link::operator(home.addr, &code).await;
    other.command(stop(Backend::Application)).await.unwrap();
    other.command(Command::StartAll).await.unwrap();
    other.until_seq(4).await;

    let back = Link::resume(home.addr, &format!("/room/{code}"), known).await;
    assert_eq!(back.view, other.view);
    // From here on both go on alike.
    for mut link in [same, back] {
        link.until_seq(4).await;
        assert_eq!(link.view, other.view);
    }
}

#[tokio::test]
async fn a_link_that_knows_more_than_the_log_has_to_load_its_page_again() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::open(home.addr, &format!("/room/{code}/link")).await;
    link.send(&ToServer::Hello { protocol: PROTOCOL, since: 99 }).await;
    link.until_end().await;
    assert_eq!(link.other, [ToBrowser::Reload]);
}

#[tokio::test]
async fn a_page_of_another_version_has_to_load_itself_again() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    for path in [format!("/room/{code}/link"), format!("/watch/{code}/link")] {
        let mut link = Link::open(home.addr, &path).await;
        link.send(&ToServer::Hello { protocol: PROTOCOL + 1, since: 0 }).await;
        link.until_end().await;
        assert_eq!(link.other, [ToBrowser::Reload]);
    }
}

/// More than the room keeps for slow links, and more than the sockets take: the link needs the whole view.
#[tokio::test]
async fn a_link_that_fell_behind_gets_the_view_and_never_a_hole() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut slow = Link::narrow(home.addr, &format!("/room/{code}")).await;
    let mut slow_watcher = Link::narrow(home.addr, &format!("/watch/{code}")).await;
    let room = home.server.rooms().find(code.parse().unwrap()).await.unwrap();
    let (answer, mut answers) = tokio::sync::mpsc::channel(1);
    // A line stands in both transcripts, in the history and in the ledger.
    let text = "é".repeat(600);
    for id in 0..900 {
        room.command(id, Role::Operator, Command::AgentSay(text.clone()), answer.clone()).await.unwrap();
        assert_eq!(answers.recv().await.unwrap().1, Ok(()));
    }
    let last = room.status().await.unwrap().seq;
    for link in [&mut slow, &mut slow_watcher] {
        link.until_seq(last).await;
        let views = link.wire.iter().filter(|frame| frame.starts_with("View")).count();
        assert!(views > 1 && link.wire.len() < 900, "{views} views in {} frames", link.wire.len());
    }
    let fresh = Link::operator(home.addr, &code).await;
    assert_eq!(slow.view, fresh.view);
    // It goes on with patches.
    assert_eq!(slow.command(stop(Backend::Messaging)).await, Ok(()));
    assert!(slow.wire.iter().rev().take(2).any(|frame| frame.starts_with("Patch")), "{:?}", slow.wire.last());
}

#[tokio::test]
async fn a_watcher_is_never_sent_notes_or_the_talk_track() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "services").await;
    let mut operator = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    for command in [
        Command::AddNote("secret-note".to_owned()),
        Command::Say("secret-line".to_owned()),
        Command::Ask("secret-question".to_owned()),
        Command::AgentSay("public-line".to_owned()),
    ] {
        assert_eq!(operator.command(command).await, Ok(()));
    }
    watcher.until_seq(5).await;
    assert!(watcher.wire.iter().any(|frame| frame.contains("public-line")));
    for frame in &watcher.wire {
        assert!(!frame.contains("secret"), "{frame}");
    }
}

#[tokio::test]
async fn a_watcher_has_no_controls() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    assert_eq!(watcher.command(Command::StopAll).await, Err(CommandError::NotYours));
    assert_eq!(watcher.seq(), 1);
}

#[tokio::test]
async fn a_beat_is_answered_with_the_room_time() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    link.command(Command::Skip(drill::Millis(5_000))).await.unwrap();
    link.send(&ToServer::Beat).await;
    link.until("the beat", |link| link.other == [ToBrowser::Beat(drill::Millis(5_000))]).await;
}

#[tokio::test]
async fn links_of_other_origins_are_refused() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    for path in [format!("/room/{code}/link"), format!("/watch/{code}/link")] {
        let port = home.addr.port();
        for origin in ["http://evil.test", "null", "", &format!("http://127.0.0.2:{port}"), "http://127.0.0.1:1"] {
            assert_eq!(Link::open_from(home.addr, &path, origin).await.err(), Some(403), "{path} {origin}");
        }
    }
}

/// A browser cannot see why an upgrade is refused, so the link is opened and says it.
#[tokio::test]
async fn links_of_unknown_rooms_are_told_so_and_closed() {
    let home = InProcess::start().await;
    for path in ["/room/ABCD-EFGH/link", "/watch/ABCD-EFGH/link", "/room/nonsense/link", "/room/%ff%00/link"] {
        let mut link = Link::open(home.addr, path).await;
        link.until_end().await;
        assert_eq!(link.other, [ToBrowser::Closing(Closing::NoSuchRoom)], "{path}");
        let from_elsewhere = Link::open_from(home.addr, path, "http://evil.test").await;
        assert_eq!(from_elsewhere.err(), Some(403), "{path}");
    }
}

#[tokio::test]
async fn what_is_no_frame_ends_the_link_and_nothing_else() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut bystander = Link::operator(home.addr, &code).await;
    let command = |command| encode(&ToServer::Command { id: 1, command });
    let note = command(Command::AddNote("hello".to_owned()));
    let mut no_text = note.clone();
    no_text.splice(no_text.len() - 5.., [0xff; 5]);
    let mut endless = command(Command::StopBackends(Vec::new()));
    endless.splice(endless.len() - 1.., [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]);
    let bad = [
        Vec::new(),
        vec![0xff; 40],
        vec![200],
        b"\"beat\"".to_vec(),
        note[..note.len() - 1].to_vec(),
        [note.as_slice(), &[0]].concat(),
        no_text,
        endless,
        command(Command::AddNote("x".repeat(FRAME_BYTES_MAX))),
        vec![0; FRAME_BYTES_MAX + 1],
        encode(&ToServer::Hello { protocol: PROTOCOL, since: 0 }),
    ];
    for bytes in &bad {
        let mut link = Link::operator(home.addr, &code).await;
        link.send_bytes(bytes).await;
        link.until_end().await;
        assert_eq!(link.other, [ToBrowser::Closing(Closing::BadFrame)], "{:?}", &bytes[..bytes.len().min(40)]);
    }
    let first = [Vec::new(), encode(&ToServer::Beat), command(Command::StopAll), vec![0, 1]];
    for bytes in &first {
        let mut link = Link::open(home.addr, &format!("/room/{code}/link")).await;
        link.send_bytes(bytes).await;
        link.until_end().await;
        assert_eq!(link.other, [ToBrowser::Closing(Closing::BadFrame)], "{bytes:?}");
    }
    // Frames are bytes; a text is none.
    let mut link = Link::operator(home.addr, &code).await;
    link.send_text("\"beat\"").await;
    link.until_end().await;
    assert_eq!(link.other, [ToBrowser::Closing(Closing::BadFrame)]);
    assert_eq!(bystander.command(Command::StopAll).await, Ok(()));
}

/// Far past every limit: the socket itself gives up, and it costs only that link.
#[tokio::test]
async fn an_enormous_frame_ends_the_link() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let enormous = vec![1; 5_000_000];
    // The other side may close before all of it is sent.
    let _ = tokio::time::timeout(crate::harness::PATIENCE, link.try_send_bytes(&enormous)).await;
    link.until_end().await;
    let mut again = Link::operator(home.addr, &code).await;
    assert_eq!(again.command(Command::StopAll).await, Ok(()));
}

#[tokio::test]
async fn commands_past_the_pace_are_denied_and_the_link_lives_on() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let mut last = 0;
    for _ in 0..3 * COMMANDS_AT_ONCE {
        last = link.order(Command::StartAll).await;
    }
    let _ = link.answer_of(last).await;
    let denied = link.answers.iter().filter(|(_, result)| *result == Err(CommandError::TooFast)).count();
    assert!(denied > 0 && denied <= 2 * COMMANDS_AT_ONCE as usize, "{denied}");
    assert_eq!(home.folder.log(&code).await.len(), 1);
}

/// At 16× the notice of five seconds comes after a third of a second; it is in the log before anybody sees it.
#[tokio::test]
async fn what_time_does_is_marked_at_its_very_moment_and_told_to_everybody() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    for command in [Command::ChangeSpeed(Speed::Sixteen), Command::ResumeClock, stop(Backend::Application)] {
        assert_eq!(link.command(command).await, Ok(()));
    }
    link.until_seq(5).await;
    let log = home.folder.log(&code).await;
    let (stopped, mark) = (log[3].at, &log[4]);
    assert_eq!((mark.at, &mark.fact), (stopped + drill::Millis::from_secs(5), &Fact::TimeMarked));
    for link in [&mut link, &mut watcher] {
        link.until("the notice", |link| link.view().customer.notice.what.is_some()).await;
        assert_eq!(link.view().at, mark.at);
    }
    assert_eq!(link.command(Command::PauseClock).await, Ok(()));
    link.until("the pause", |link| link.facts().last() == Some(&&Fact::ClockPaused(PausedBy::Operator))).await;
}

/// Steps that play by themselves do so at their moments, each in the log like a command by hand.
#[tokio::test]
async fn auto_plays_the_steps_of_a_storyboard_at_their_moments() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "application-quick").await;
    let mut link = Link::operator(home.addr, &code).await;
    let steps = drill::scenarios::find("application-quick").unwrap().script().steps();
    for command in [Command::ChangeSpeed(Speed::Sixteen), Command::SwitchAuto(true), Command::ResumeClock] {
        assert_eq!(link.command(command).await, Ok(()));
    }
    link.until("three steps", |link| link.view().steps_played >= 3).await;
    let log = home.folder.log(&code).await;
    let played = log.iter().filter(|event| matches!(event.fact, Fact::StepPlayed(_)));
    for (at, step) in played.map(|event| event.at).zip(&steps) {
        assert!(at == step.at || step.at == drill::Millis::ZERO, "{at} for {}", step.at);
    }
}
