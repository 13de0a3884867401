//! Looking back over real sockets: what each role gets of the past, and who leads whom.

use drill::{Backend, Command, Millis, Setting, limits::MAIL_EVERY_MIN};
use protocol::{
    Audience, ClassCommand, CommandError, EarlierItems, List, PROTOCOL, RoomProjection, RoomView, Seat, ToServer,
};

use crate::harness::{InProcess, Link, get, join, open_room};

/// A room of two minutes with an outage, a note and lines, and its operator's link.
async fn room(home: &InProcess) -> (String, Link) {
    let code = open_room(home.addr, "").await;
    let mut operator = Link::operator(home.addr, &code).await;
    for command in [
        Command::Skip(Millis::from_secs(10)),
        Command::StopBackends(vec![Backend::Messaging]),
        Command::AddNote("private-note".to_owned()),
        Command::Skip(Millis::from_secs(30)),
        Command::AddPublicNote("public-note".to_owned()),
        Command::AgentSay("agents-own-words".to_owned()),
        Command::Skip(Millis::from_secs(30)),
        Command::StartAll,
        Command::Skip(Millis::from_secs(50)),
    ] {
        operator.command(command).await.unwrap();
    }
    (code, operator)
}

fn is_led(link: &Link) -> bool {
    link.past.last().and_then(|past| past.replay).is_some_and(|replay| replay.led)
}

#[tokio::test]
async fn a_watcher_looks_back_at_what_it_saw_live_while_the_room_goes_on() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut operator = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    let mut live = Vec::new();
    for command in [
        Command::Skip(Millis::from_secs(10)),
        Command::StopAll,
        Command::Skip(Millis::from_secs(60)),
        Command::StartAll,
        Command::AgentLogOut,
    ] {
        operator.command(command).await.unwrap();
        watcher.until_seq(operator.seq()).await;
        live.push(watcher.view().clone());
    }
    // Of several things at one moment the last is what is shown of it.
    for view in live.iter().filter(|view| view.at != live[live.len() - 1].at || view.seq == live[live.len() - 1].seq) {
        let last = live.iter().rfind(|other| other.at == view.at).unwrap();
        let past = watcher.look_back(view.at).await;
        assert_eq!((past.seq, &past.agent), (last.seq, &last.agent));
        assert_eq!((&past.customer, &past.backends), (&last.customer, &last.backends));
    }
    // Between two events, what came due by itself while the clock was moved on over it is shown at its own instant.
    let flashing = watcher.look_back(Millis::from_secs(26)).await;
    assert!(flashing.agent.title_flashing.what, "AL2 at 0:25");
    let replay = flashing.replay.unwrap();
    assert_eq!(replay.before, Some(Millis::from_secs(25)));
    assert!(replay.after.is_some_and(|after| after > Millis::from_secs(26)));
    // Nothing of the present comes until it returns.
    let seen = watcher.view.take();
    operator.command(Command::AgentLogIn).await.unwrap();
    let later = watcher.look_back(Millis::from_secs(1)).await;
    let later = later.replay.unwrap();
    assert!(watcher.view.is_none() && later.end >= Millis::from_secs(70) && later.before.is_some());
    watcher.send(&ToServer::LookBack(None)).await;
    watcher.until("the present", |link| link.view.is_some()).await;
    assert!(watcher.view.unwrap().seq > seen.unwrap().seq);
}

/// A co-trainer has a page of the past like operators; it does not lead the class, and goes with the seat.
#[tokio::test]
async fn a_co_trainer_looks_back_at_everything_and_leads_nobody() {
    let home = InProcess::start().await;
    let (code, mut operator) = room(&home).await;
    join(home.addr, &code, "Kim").await;
    let path = format!("/seat/{code}/replay");
    assert_eq!(get(home.addr, &path).await.status, 403, "an observer looks back on the own page");
    operator.ask(ClassCommand::Assign { number: 1, seat: Seat::CoTrainer }).await.unwrap();
    assert_eq!(get(home.addr, &path).await.status, 200);
    let mut link = Link::open(home.addr, &format!("{path}/link")).await;
    link.send(&ToServer::Hello { protocol: PROTOCOL, since: 0 }).await;
    let past = link.look_back(Millis::from_secs(15)).await;
    assert!(past.beliefs.is_some() && format!("{past:?}").contains("private-note"));
    assert_eq!(link.ask(ClassCommand::Lead(Some(Millis::ZERO))).await, Err(CommandError::NotYours));
    // Led like everybody else, it goes on by itself wherever it likes.
    operator.ask(ClassCommand::Lead(Some(Millis::from_secs(40)))).await.unwrap();
    link.until("the lead", is_led).await;
    assert!(!link.look_back(Millis::from_secs(15)).await.replay.unwrap().led);
    operator.ask(ClassCommand::Lead(None)).await.unwrap();
    operator.ask(ClassCommand::Assign { number: 1, seat: Seat::Observer }).await.unwrap();
    link.until_end().await;
    assert_eq!(get(home.addr, &path).await.status, 403);
}

/// What a view of the past leaves out is fetched as it was then.
#[tokio::test]
async fn what_came_before_a_past_view_is_of_that_moment() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut operator = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    let hour = Millis::from_mins(60);
    for command in [Command::ChangeSetting(Setting::MailEvery, MAIL_EVERY_MIN), Command::Skip(Millis::from_mins(120))] {
        operator.command(command).await.unwrap();
    }
    let past = watcher.look_back(hour).await;
    let (emails, history) = (&past.agent.emails, &past.history);
    assert!(emails.before > 0 && history.before > 0);
    assert!(emails.total() < watcher.view().agent.emails.total());
    let earlier = watcher.earlier(List::Emails, emails.before).await;
    let EarlierItems::Emails(items) = earlier.items else { panic!("they are e-mails") };
    assert_eq!(earlier.first + items.len(), emails.before);
    let numbers: Vec<_> = items.iter().chain(emails).map(|email| email.what.activity).collect();
    assert!(numbers.is_sorted() && emails.iter().all(|email| email.what.since <= hour));
    let earlier = watcher.earlier(List::History, history.before).await;
    let EarlierItems::History(items) = earlier.items else { panic!("it is the history") };
    assert_eq!(earlier.first + items.len(), history.before);
    // More than there was at that moment is not to be had.
    let all = watcher.earlier(List::Emails, usize::MAX).await;
    let EarlierItems::Emails(items) = all.items else { panic!("they are e-mails") };
    assert_eq!(all.first + items.len(), emails.total());
}

/// Somebody has looked at the same moment before, when the room had not gone on so far.
#[tokio::test]
async fn whoever_looks_back_later_is_told_of_a_later_end() {
    let home = InProcess::start().await;
    let (code, mut operator) = room(&home).await;
    let [mut first, mut second] = [Link::watcher(home.addr, &code).await, Link::watcher(home.addr, &code).await];
    operator.command(Command::ChangeSpeed(drill::Speed::Sixteen)).await.unwrap();
    operator.command(Command::ResumeClock).await.unwrap();
    let far = Millis::from_mins(9);
    for at in [far, Millis::from_secs(11)] {
        let before = first.look_back(at).await;
        let deadline = std::time::Instant::now() + crate::harness::PATIENCE;
        loop {
            let after = second.look_back(at).await;
            let end = after.replay.unwrap().end;
            if end > before.replay.unwrap().end + Millis::from_secs(1) {
                assert_eq!(after.now, at.min(end));
                break;
            }
            assert!(std::time::Instant::now() < deadline, "the end stays at {end}");
        }
    }
}

#[tokio::test]
async fn roles_hold_in_the_past_on_the_wire() {
    let home = InProcess::start().await;
    let (code, mut operator) = room(&home).await;
    for (number, (seat, sees)) in (1..).zip([
        (Seat::Agent, ["agents-own-words", "public-note"].as_slice()),
        (Seat::Customer, &["public-note"]),
        (Seat::Observer, &["agents-own-words", "public-note", "Messaging"]),
    ]) {
        join(home.addr, &code, "").await;
        assert_eq!(operator.ask(ClassCommand::Assign { number, seat }).await, Ok(()));
        let mut link = Link::seat(home.addr, &code).await;
        let before = link.wire.len();
        for secs in [0, 15, 50, 70, 120] {
            link.look_back(Millis::from_secs(secs)).await;
        }
        // What is not for them stands there as in a room before its first event.
        let nothing = format!("{:?}", RoomView::empty().backends);
        let wire = link.wire[before..].concat().replace(&nothing, "");
        for word in ["agents-own-words", "public-note", "private-note", "Messaging"] {
            let sent = wire.contains(word);
            assert_eq!(sent, sees.contains(&word), "{seat:?} {word}");
        }
    }
    // A person who waits is shown nothing, and an operator has another page for it: neither gets an answer.
    join(home.addr, &code, "").await;
    assert_eq!(operator.ask(ClassCommand::Assign { number: 4, seat: Seat::Waiting }).await, Ok(()));
    for mut link in [Link::seat(home.addr, &code).await, operator] {
        link.send(&ToServer::LookBack(Some(Millis::ZERO))).await;
        link.send(&ToServer::Beat).await;
        let before = link.other.len();
        link.until("the beat", |link| link.other.len() > before).await;
        assert!(link.past.is_empty());
    }
    // The operator's own page of the past has it all.
    let mut reviewer = Link::reviewer(home.addr, &code).await;
    let past = reviewer.look_back(Millis::from_secs(70)).await;
    assert!(format!("{past:?}").contains("private-note"));
}

#[tokio::test]
async fn an_operator_leads_everybody_to_a_moment_and_lets_them_go() {
    let home = InProcess::start().await;
    let (code, _operator) = room(&home).await;
    join(home.addr, &code, "").await;
    let mut observer = Link::seat(home.addr, &code).await;
    let mut projector = Link::watcher(home.addr, &code).await;
    let mut reviewer = Link::reviewer(home.addr, &code).await;
    assert_eq!(observer.ask(ClassCommand::Lead(Some(Millis::ZERO))).await, Err(CommandError::NotYours));
    let at = Millis::from_secs(15);
    assert_eq!(reviewer.ask(ClassCommand::Lead(Some(at))).await, Ok(()));
    for link in [&mut observer, &mut projector, &mut reviewer] {
        link.until("the led moment", is_led).await;
        assert_eq!(link.past.last().unwrap().now, at);
    }
    // Somebody who comes later is led there too, and may return alone.
    join(home.addr, &code, "").await;
    let mut late = Link::seat(home.addr, &code).await;
    late.until("the led moment", is_led).await;
    late.view = None;
    late.send(&ToServer::LookBack(None)).await;
    late.until("the present", |link| link.view.is_some()).await;
    // Let go, everybody is in the present.
    for link in [&mut observer, &mut projector] {
        link.view = None;
    }
    assert_eq!(reviewer.ask(ClassCommand::Lead(None)).await, Ok(()));
    for link in [&mut observer, &mut projector] {
        link.until("the present", |link| link.view.is_some()).await;
    }
    // So they are when the page goes away that has led them.
    assert_eq!(reviewer.ask(ClassCommand::Lead(Some(at))).await, Ok(()));
    let before = observer.past.len();
    observer.until("the led moment", |link| link.past.len() > before).await;
    observer.view = None;
    // Not when the page of another operator goes away, who looks back too.
    let mut other = Link::reviewer(home.addr, &code).await;
    other.until("the led moment", is_led).await;
    drop(other);
    let mut late = Link::seat(home.addr, &code).await;
    late.until("still led", is_led).await;
    late.look_back(Millis::from_secs(5)).await;
    assert!(observer.view.is_none());
    drop(reviewer);
    observer.until("the present", |link| link.view.is_some()).await;
}

#[tokio::test]
async fn what_was_shown_live_at_any_event_is_shown_again() {
    let home = InProcess::start().await;
    let (code, _operator) = room(&home).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    let log = home.folder.log(&code).await;
    let mut moments: Vec<Millis> = log.iter().map(|event| event.at).collect();
    moments.dedup();
    for at in moments {
        let told = log.partition_point(|event| event.at <= at);
        let live = RoomProjection::of(&log[..told]).view(at, Audience::Projector, None);
        let past = watcher.look_back(at).await;
        assert_eq!(past, RoomView { replay: past.replay, ..live });
    }
}
