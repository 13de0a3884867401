//! Undoing the last command, over real sockets: as if it had never been done, for everybody, and only as long as nothing
//! else has happened.

use std::time::Instant;

use drill::{Backend, Command, Fact, Millis, Projector, Refusal, Tail, TruthFor};
use protocol::{ClassCommand, CommandError, RoomView, Seat, ToServer};

use crate::harness::{Folder, InProcess, Link, PATIENCE, Process, get, jar, join, open_room};

/// A room in the middle of a drill, with its operator, its projector and somebody on the agent's seat.
async fn room(home: &InProcess) -> [Link; 3] {
    let code = open_room(home.addr, "application-quick").await;
    let mut operator = Link::operator(home.addr, &code).await;
    let watcher = Link::watcher(home.addr, &code).await;
    join(home.addr, &code, "Ada").await;
    operator.until("Ada", |link| !link.class.people.is_empty()).await;
    let number = operator.class.people[0].number;
    operator.ask(ClassCommand::Assign { number, seat: Seat::Agent }).await.unwrap();
    let agent = Link::seat(home.addr, &code).await;
    for command in [Command::PlayStep, Command::StopBackends(vec![Backend::Messaging]), Command::Skip(Millis(90_000))] {
        operator.command(command).await.unwrap();
    }
    [operator, watcher, agent]
}

/// What a page shows, but for the number of the last event and the history.
fn shown(link: &Link) -> RoomView {
    RoomView { seq: 0, history: Tail::default(), undoable_from: None, ..link.view().clone() }
}

async fn views(links: &mut [Link; 3]) -> [RoomView; 3] {
    // What happened is published before the answer.
    let seq = links[0].seq();
    for link in &mut *links {
        link.until_seq(seq).await;
    }
    [&links[0], &links[1], &links[2]].map(shown)
}

/// Does it, undoes it, lets time pass, and compares with a room in which it was never done.
async fn check(home: &InProcess, command: Command) {
    let (mut done, mut never) = (room(home).await, room(home).await);
    let before = done[0].seq();
    done[0].command(command.clone()).await.unwrap();
    let from = before + 1;
    assert!(done[0].seq() > before, "{command:?}");
    assert_eq!(done[0].view().undoable_from, Some(from), "{command:?}");
    done[0].command(Command::Undo(from)).await.unwrap();
    let facts = done[0].facts();
    let last = facts.last().unwrap();
    assert!(matches!(last, Fact::Undone(back, what) if *back == from && **what != Fact::TimeMarked), "{last:?}");
    for room in [&mut done, &mut never] {
        room[0].command(Command::Skip(Millis::from_mins(2))).await.unwrap();
    }
    assert_eq!(views(&mut done).await, views(&mut never).await, "{command:?}");
    // What somebody said or noted by mistake is not told once more.
    let is_told = done[1].facts().iter().any(|fact| matches!(fact, Fact::Undone(..)));
    assert_eq!(is_told, matches!(command, Command::StopBackends(_) | Command::StartAll), "{command:?}");
}

#[tokio::test]
async fn what_was_undone_was_never_done() {
    let home = InProcess::start().await;
    for command in [
        Command::StopBackends(vec![Backend::Application]),
        Command::StartAll,
        Command::AddNote("Ask about the icon".to_owned()),
        Command::AddPublicNote("Look".to_owned()),
        Command::AgentSay("Hello?".to_owned()),
        Command::AgentLogOut,
        Command::CustomerSay("Still there?".to_owned()),
        Command::CustomerLeave,
        Command::ShareTruth(TruthFor::Everybody),
        Command::ShowOnProjector(Projector::Blank),
        Command::SwitchAuto(true),
    ] {
        Box::pin(check(&home, command)).await;
    }
}

#[tokio::test]
async fn a_step_is_undone_with_all_that_it_did_but_the_time_it_took() {
    let home = InProcess::start().await;
    let [mut operator, mut watcher, _agent] = room(&home).await;
    let (played, at, seq) = (operator.view().steps_played, operator.now, operator.seq());
    operator.command(Command::PlayStep).await.unwrap();
    assert!(operator.seq() > seq + 1, "a step is several events");
    operator.command(Command::Undo(seq + 1)).await.unwrap();
    assert_eq!(operator.view().steps_played, played);
    assert!(operator.now >= at, "room time never goes back");
    let last = operator.seq();
    watcher.until_seq(last).await;
    // It can be played again.
    operator.command(Command::PlayStep).await.unwrap();
    assert_eq!(operator.view().steps_played, played + 1);
}

#[tokio::test]
async fn a_clock_that_ran_by_mistake_stands_again_and_one_that_was_held_runs_on() {
    let home = InProcess::start().await;
    let [mut operator, ..] = room(&home).await;
    for (command, runs) in [(Command::ResumeClock, false), (Command::PauseClock, true)] {
        if runs {
            operator.command(Command::ResumeClock).await.unwrap();
        }
        operator.command(command).await.unwrap();
        operator.command(Command::Undo(operator.seq())).await.unwrap();
        assert_eq!(operator.view().clock.running, runs);
    }
    let (now, deadline) = (operator.now, Instant::now() + PATIENCE);
    while operator.now <= now {
        assert!(Instant::now() < deadline, "no time passes");
        let beats = operator.other.len();
        operator.send(&ToServer::Beat).await;
        operator.until("a beat", |link| link.other.len() > beats).await;
    }
}

/// Nothing is taken back once anything else has happened, by whomever, and each thing once.
#[tokio::test]
async fn only_the_last_command_is_undone_and_only_once() {
    let home = InProcess::start().await;
    let [mut operator, _watcher, mut agent] = room(&home).await;
    let too_late = Err(CommandError::Refused(Refusal::NotTheLast));
    let skipped = operator.seq();
    assert_eq!(operator.command(Command::Undo(skipped)).await, too_late, "room time never goes back");

    operator.command(Command::StartAll).await.unwrap();
    let started = operator.seq();
    for wrong in [0, 1, started - 1, started + 1, u64::MAX] {
        assert_eq!(operator.command(Command::Undo(wrong)).await, too_late, "{wrong}");
    }
    agent.command(Command::AgentOpenTab(drill::TabName::Case)).await.unwrap();
    assert_eq!(operator.command(Command::Undo(started)).await, too_late, "the agent did something since");
    let clicked = agent.seq();
    assert_eq!(operator.command(Command::Undo(clicked)).await, too_late, "what a seat did is not an operator's");
    assert_eq!(agent.command(Command::Undo(clicked)).await, Err(CommandError::NotYours));

    operator.command(Command::StopAll).await.unwrap();
    let stopped = operator.seq();
    operator.command(Command::Undo(stopped)).await.unwrap();
    assert_eq!(operator.command(Command::Undo(stopped)).await, too_late, "twice");
    assert_eq!(operator.command(Command::Undo(stopped + 1)).await, too_late, "there is no redo");

    operator.command(Command::EndSession).await.unwrap();
    let ended = operator.seq();
    assert!(operator.command(Command::Undo(ended)).await.is_err(), "an end is for good");
}

/// Two commands that wait for one append: the second is the last one.
#[tokio::test]
async fn of_commands_in_a_row_the_last_is_undone() {
    let home = InProcess::start().await;
    let [mut operator, ..] = room(&home).await;
    let seq = operator.seq();
    let first = operator.order(Command::AddNote("one".to_owned())).await;
    let second = operator.order(Command::AddNote("two".to_owned())).await;
    let back = operator.order(Command::Undo(seq + 1)).await;
    assert_eq!(operator.answer_of(first).await, Ok(()));
    assert_eq!(operator.answer_of(second).await, Ok(()));
    assert!(operator.answer_of(back).await.is_err());
    operator.command(Command::Undo(seq + 2)).await.unwrap();
    let is_note = |fact: &&&Fact| matches!(fact, Fact::NoteAdded(_));
    let facts = operator.facts();
    let notes: Vec<_> = facts.iter().filter(is_note).collect();
    assert_eq!(notes, [&&Fact::NoteAdded("one".to_owned())]);
}

/// What can be undone is forgotten with the process, and a page that was there before is told so.
#[tokio::test]
async fn a_page_that_comes_back_after_a_restart_offers_no_undo_that_is_refused() {
    let folder = Folder::new();
    let mut home = Process::start(&folder.database());
    let code = open_room(home.addr, "").await;
    let page = format!("/room/{code}");
    let key = jar::key(home.addr, &page).unwrap();
    let mut operator = Link::operator(home.addr, &code).await;
    operator.command(Command::StopAll).await.unwrap();
    operator.until("the stop", |link| link.view().undoable_from.is_some()).await;
    let view = operator.view().clone();
    home.kill();
    let home = Process::start(&folder.database());
    jar::put_operator(home.addr, &code, &key);
    let back = Link::resume(home.addr, &page, view.clone()).await;
    assert_eq!((back.seq(), back.view().undoable_from), (view.seq, None));
}

/// Who comes later, who looks back, the report and a killed server's successor know nothing of it either.
#[tokio::test]
async fn what_was_undone_is_in_no_past_no_report_and_not_there_after_a_kill() {
    let folder = Folder::new();
    let mut home = Process::start(&folder.database());
    let code = open_room(home.addr, "").await;
    let key = jar::key(home.addr, &format!("/room/{code}")).unwrap();
    let mut operator = Link::operator(home.addr, &code).await;
    operator.command(Command::Skip(Millis::from_secs(10))).await.unwrap();
    operator.command(Command::StopAll).await.unwrap();
    let stopped = operator.seq();
    operator.command(Command::Undo(stopped)).await.unwrap();
    operator.command(Command::Skip(Millis::from_secs(50))).await.unwrap();
    let mut watcher = Link::watcher(home.addr, &code).await;
    for at in [10, 30, 60] {
        let past = watcher.look_back(Millis::from_secs(at)).await;
        assert!(past.backends.iter().all(|light| light.off_since.is_none()), "{at}");
    }
    let report = get(home.addr, &format!("/room/{code}/report.csv")).await.text();
    assert!(!report.contains("Messaging"), "{report}");
    let live = shown(&operator);

    home.kill();
    let home = Process::start(&folder.database());
    jar::put_operator(home.addr, &code, &key);
    let back = Link::operator(home.addr, &code).await;
    assert_eq!(shown(&back), live);
    let log = folder.log(&code).await;
    assert!(log.iter().any(|event| matches!(event.fact, Fact::BackendsStopped(_))), "the log has it all");
}
