//! The one feed: whatever happens, a browser that is patched shows what one would that has just come.

use drill::Command;
use protocol::{Audience, ClassCommand, EarlierItems, List, Role, RoomView, Seat};

use crate::{
    harness::{InProcess, Link, jar, join, open_room},
    matrix::every_command,
};

/// Numbers without a pattern that matters here, the same in every run (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// A page of a class, the key that opens it, and for whom its views are made.
struct Page {
    path: String,
    key: String,
    audience: Audience,
}

impl Page {
    async fn open(&self, home: &InProcess) -> Link {
        jar::put(home.addr, &self.path, &self.key);
        Link::greeted(home.addr, &self.path).await
    }

    /// Comes back with the view that it had.
    async fn resume(&self, home: &InProcess, view: RoomView) -> Link {
        jar::put(home.addr, &self.path, &self.key);
        Link::resume(home.addr, &self.path, view).await
    }

    /// One that reads only at the end, and takes in next to nothing before.
    async fn sleep(&self, home: &InProcess) -> Link {
        jar::put(home.addr, &self.path, &self.key);
        Link::narrow(home.addr, &self.path).await
    }
}

/// A page of each audience.
async fn pages(home: &InProcess, code: &str) -> Vec<Page> {
    let mut operator = Link::operator(home.addr, code).await;
    let page = |path: String, audience| {
        let key = jar::key(home.addr, &path).unwrap();
        Page { path, key, audience }
    };
    let mut pages =
        vec![page(format!("/room/{code}"), Audience::Leader), page(format!("/watch/{code}"), Audience::Projector)];
    for (number, (seat, audience)) in (1..).zip([
        (Seat::Observer, Audience::Observer),
        (Seat::Agent, Audience::Agent),
        (Seat::Customer, Audience::Customer),
        (Seat::Waiting, Audience::Waiting),
    ]) {
        join(home.addr, code, "").await;
        assert_eq!(operator.ask(ClassCommand::Assign { number, seat }).await, Ok(()));
        pages.push(page(format!("/seat/{code}"), audience));
    }
    pages
}

/// The present as the server makes it, but for the time, which goes on.
async fn present(home: &InProcess, code: &str, audience: Audience, patched: &RoomView) -> RoomView {
    let room = home.server.rooms().find(code.parse().unwrap()).await.unwrap();
    RoomView { now: patched.now, ..room.view(audience).await.unwrap() }
}

/// Any command, but for those that end the session or lead away.
fn any_command(dice: &mut Dice, operator: &Link) -> Command {
    let undo = operator.view().undoable_from.filter(|_| dice.up_to(6) == 0).map(Command::Undo);
    let mut commands = every_command();
    commands.retain(|command| !matches!(command, Command::EndSession | Command::ContinueIn(_) | Command::ResumeClock));
    undo.unwrap_or_else(|| commands.swap_remove(dice.up_to(commands.len())))
}

#[tokio::test]
async fn whatever_happens_a_patched_page_shows_what_a_fresh_one_would() {
    for seed in 1..=3 {
        let home = InProcess::start().await;
        let code = open_room(home.addr, "all-three").await;
        let pages = pages(&home, &code).await;
        let mut dice = Dice(seed);
        let mut links = Vec::new();
        let mut sleepers = Vec::new();
        for page in &pages {
            links.push(page.open(&home).await);
            sleepers.push(page.sleep(&home).await);
        }
        for round in 0..200 {
            let command = any_command(&mut dice, &links[0]);
            let _ = links[0].command(command.clone()).await;
            let seq = links[0].seq();
            let place = dice.up_to(pages.len());
            if dice.up_to(8) == 0 {
                let view = links[place].view.take().unwrap();
                links[place] = pages[place].resume(&home, view).await;
            }
            let (link, audience) = (&mut links[place], pages[place].audience);
            link.until_seq(seq).await;
            let fresh = present(&home, &code, audience, link.view()).await;
            assert_eq!(*link.view(), fresh, "seed {seed}, round {round}, {audience:?} after {command:?}");
        }
        // More than the room keeps for slow links, and more than their sockets take.
        if seed == 1 {
            burst(&home, &code).await;
            let room = home.server.rooms().find(code.parse().unwrap()).await.unwrap();
            let last = room.status().await.unwrap().seq;
            links[0].until_seq(last).await;
        }
        let seq = links[0].seq();
        for (page, link) in pages.iter().zip(&mut sleepers) {
            link.until_seq(seq).await;
            let fresh = present(&home, &code, page.audience, link.view()).await;
            assert_eq!(*link.view(), fresh, "seed {seed}: {:?} slept", page.audience);
        }
    }
}

/// While the clock runs, marks come by themselves; who asks again and again gets the very same.
#[tokio::test]
async fn while_time_runs_all_pages_go_on_alike() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let pages = pages(&home, &code).await;
    let mut links = Vec::new();
    for page in &pages {
        links.push(page.open(&home).await);
    }
    let speed = Command::ChangeSpeed(drill::Speed::Sixteen);
    for command in [speed, Command::ResumeClock, Command::StopAll, Command::CustomerSay("Hello?".to_owned())] {
        assert_eq!(links[0].command(command).await, Ok(()));
    }
    links[0].until("the notice", |link| link.view().customer.notice.what.is_some()).await;
    assert_eq!(links[0].command(Command::PauseClock).await, Ok(()));
    let seq = links[0].seq();
    for (page, link) in pages.iter().zip(&mut links) {
        link.until_seq(seq).await;
        let fresh = page.open(&home).await;
        assert_eq!(link.view(), fresh.view(), "{:?}", page.audience);
    }
}

/// Long notes for everybody but those who wait, one append after the other.
async fn burst(home: &InProcess, code: &str) {
    let room = home.server.rooms().find(code.parse().unwrap()).await.unwrap();
    let (answer, mut answers) = tokio::sync::mpsc::channel(1);
    let note = Command::AddPublicNote("é".repeat(1_900));
    for id in 0..500 {
        room.command(id, Role::Operator, note.clone(), answer.clone()).await.unwrap();
        assert_eq!(answers.recv().await.unwrap().1, Ok(()));
    }
}

#[tokio::test]
async fn what_came_before_a_view_comes_on_request() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut operator = Link::operator(home.addr, &code).await;
    let room = home.server.rooms().find(code.parse().unwrap()).await.unwrap();
    let (answer, mut answers) = tokio::sync::mpsc::channel(64);
    for id in 0..320 {
        room.command(id, Role::Operator, Command::AgentSay(format!("line {id}")), answer.clone()).await.unwrap();
        if id % 64 == 63 {
            for _ in 0..64 {
                assert_eq!(answers.recv().await.unwrap().1, Ok(()));
            }
        }
    }
    operator.until_seq(321).await;
    let transcript = operator.view().agent.transcript.clone();
    assert!(transcript.before > 100 && operator.view().history.before > 700);
    let earlier = operator.earlier(List::AgentLines, transcript.before).await;
    let EarlierItems::AgentLines(lines) = earlier.items else { panic!("they are lines") };
    assert_eq!((earlier.first, lines.len()), (0, transcript.before));
    let numbers: Vec<usize> = lines.iter().chain(&transcript).map(|line| line.n).collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
    let nothing = operator.earlier(List::AgentLines, 0).await;
    assert_eq!((nothing.first, nothing.items), (0, EarlierItems::AgentLines(Vec::new())));
    // A watcher has no ledger, now or earlier.
    let mut watcher = Link::watcher(home.addr, &code).await;
    let nothing = watcher.earlier(List::Ledger, usize::MAX).await;
    assert_eq!((nothing.first, nothing.items), (0, EarlierItems::Ledger(Vec::new())));
}
