//! The real program is killed and started again: nothing that was acknowledged is lost, nothing that was shown goes back.

use std::time::Duration;

use drill::{Backend, Command, Fact, PausedBy, Speed};
use protocol::{Closing, RoomView, ToBrowser, ToServer};

use crate::harness::{Folder, Link, Process, get, open_room};

#[tokio::test]
async fn kill_9_loses_nothing_that_was_acknowledged_and_un_shows_nothing() {
    let folder = Folder::new();
    let mut process = Process::start(&folder.database());
    let code = open_room(process.addr, "all-three").await;
    let mut known = RoomView::empty();
    let mut shown = drill::Millis::ZERO;
    for (round, speed) in [Speed::One, Speed::Sixteen, Speed::Four, Speed::Sixteen].into_iter().enumerate() {
        let mut link = Link::resume(process.addr, &format!("/room/{code}"), known).await;
        if round > 0 {
            link.until("the pause", |link| link.now >= shown).await;
            assert_eq!(link.facts().last(), Some(&&Fact::ClockPaused(PausedBy::Restart)));
            let at = link.view().at;
            assert!(at >= shown && at <= shown + speed_before(round).room_time(6_000), "{at} {shown}");
            assert!(!link.view().clock.running);
        }
        for command in [Command::ChangeSpeed(speed), Command::ResumeClock] {
            assert_eq!(link.command(command).await, Ok(()));
        }
        // A few changes while the clock runs; the last one may or may not be acknowledged before the end.
        for number in 0..20 {
            assert_eq!(link.command(Command::AddNote(format!("{round} {number}"))).await, Ok(()));
        }
        let toggle = if round % 2 == 0 { Command::StopAll } else { Command::StartAll };
        assert_eq!(link.command(toggle).await, Ok(()));
        let beats = link.other.len();
        let wait = Duration::from_millis(300 * round as u64);
        let until = tokio::time::Instant::now() + wait;
        while tokio::time::Instant::now() < until {
            link.send(&ToServer::Beat).await;
            let heard = link.other.len();
            link.until("a beat", |link| link.other.len() > heard).await;
        }
        assert!(round == 0 || link.other.len() > beats);
        link.order(Command::AddNote("unanswered".to_owned())).await;
        process.kill();
        shown = link.now;
        let history = link.view().history.clone();
        known = link.view.unwrap();
        process = Process::start(&folder.database());
        let answer = get(process.addr, &format!("/watch/{code}")).await;
        assert_eq!(answer.status, 200);
        let back = Link::operator(process.addr, &code).await;
        // Of what was shown nothing is missing, and nothing comes before it that was not there.
        assert!(back.seq() > known.seq);
        let again = &back.view().history;
        let place = history.before.saturating_sub(again.before);
        let left_out = again.before.saturating_sub(history.before);
        assert!(again[place..].starts_with(&history[left_out..]), "the history of round {round}");
    }
}

fn speed_before(round: usize) -> Speed {
    [Speed::One, Speed::One, Speed::Sixteen, Speed::Four][round]
}

#[tokio::test]
async fn sigterm_tells_every_link_and_exits_0_within_two_seconds() {
    let folder = Folder::new();
    let mut process = Process::start(&folder.database());
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    let mut watcher = Link::watcher(process.addr, &code).await;
    // One that was only just opened and never says anything.
    let mut silent = Link::open(process.addr, &format!("/room/{code}/link")).await;
    link.command(Command::ResumeClock).await.unwrap();
    let ended = tokio::task::spawn_blocking(move || process.terminate());
    for link in [&mut link, &mut watcher, &mut silent] {
        link.until_end().await;
        assert_eq!(link.other, [ToBrowser::Closing(Closing::ServerStops)]);
    }
    let (status, after) = ended.await.unwrap();
    assert!(status.success() && after < Duration::from_secs(2), "{status} after {after:?}");
    assert_eq!(link.facts().last(), Some(&&Fact::ClockPaused(PausedBy::Restart)));

    let process = Process::start(&folder.database());
    let mut back = Link::operator(process.addr, &code).await;
    back.until_seq(link.seq()).await;
    assert_eq!(back.view().history, link.view().history);
    assert_eq!(back.command(Command::StopBackends(vec![Backend::Application])).await, Ok(()));
}

#[tokio::test]
async fn a_link_that_never_reads_does_not_hold_up_the_stop() {
    let folder = Folder::new();
    let mut process = Process::start(&folder.database());
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    let _stalled = Link::operator(process.addr, &code).await;
    for _ in 0..50 {
        link.command(Command::AddNote("x".repeat(2_000))).await.unwrap();
    }
    let (status, after) = tokio::task::spawn_blocking(move || process.terminate()).await.unwrap();
    assert!(status.success() && after < Duration::from_secs(2), "{status} after {after:?}");
}
