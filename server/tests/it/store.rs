//! The contract of every store. A new store joins with one line in `contract!`.

use std::sync::Arc;

use drill::{Event, Fact, Millis};
use protocol::{Admission, Seat};
use server::{
    class::{Class, Keys},
    code::RoomCode,
    limits::SIGN_INS_MAX,
    secret::KeyHash,
    store::{Append, Change, RoomId, SignIn, SignInChange, SqliteStore, Store, StoreError, StoredRoom},
};
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

use crate::harness::Folder;

macro_rules! contract {
    ($store:ident: $open:path => $($test:ident)+) => {
        mod $store {
            $(
                #[tokio::test]
                async fn $test() {
                    let folder = crate::harness::Folder::new();
                    super::$test(async || $open(&folder).await).await;
                }
            )+
        }
    };
}

contract!(sqlite: super::open_sqlite =>
    a_room_is_found_with_its_events
    a_code_is_given_once
    events_come_in_order_after_a_number
    a_number_is_given_once_and_a_failed_append_leaves_nothing
    one_that_fails_does_not_harm_the_others
    many_appends_at_once_are_all_kept
    the_shown_time_moves_with_or_without_events
    everything_is_there_after_closing_and_opening
    a_closed_store_says_so
    every_fact_comes_back_as_it_was
    what_changes_about_a_class_is_kept_and_nothing_else
    a_deleted_room_is_gone_with_all_that_belongs_to_it
    rooms_without_a_visit_are_found_longest_first
    sign_ins_are_kept_until_they_end_or_the_key_is_another
    beyond_the_limit_the_sign_in_unused_for_longest_ends
    what_cookies_are_signed_with_stays
);

async fn open_sqlite(folder: &Folder) -> Arc<dyn Store> {
    Arc::new(SqliteStore::open(&folder.database()).await.unwrap())
}

fn code(text: &str) -> RoomCode {
    RoomCode::parse(text).unwrap()
}

/// A class with somebody in it.
fn class() -> Class {
    let mut class = Class::new(Keys { operator: KeyHash::of_text("key"), watch: KeyHash::of_text("watch") });
    class.join(KeyHash::of_text("seat"), "Ada".to_owned(), 7).unwrap();
    class
}

fn note(seq: u64, text: &str) -> Event {
    Event::new(seq, Millis(seq * 10), 1_700_000_000_000 + seq, Fact::NoteAdded(text.to_owned()))
}

fn append(room: RoomId, events: Vec<Event>) -> Append {
    Append { room, events, shown_until: None }
}

async fn a_room_is_found_with_its_events(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    assert_eq!(store.count_rooms().await.unwrap(), 0);
    assert_eq!(store.find_room(code("AAAA-AAAA")).await.unwrap(), None);
    let id = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a"), note(2, "b")]).await.unwrap();
    let found = store.find_room(code("AAAA-AAAA")).await.unwrap();
    // The person who opens a room is its first visitor.
    let visited_wall_ms = found.as_ref().unwrap().visited_wall_ms;
    assert!(visited_wall_ms > 0);
    assert_eq!(found, Some(StoredRoom { id, shown_until: Millis::ZERO, visited_wall_ms, class: class() }));
    assert_eq!(store.events(id, 0).await.unwrap(), [note(1, "a"), note(2, "b")]);
    assert_eq!(store.count_rooms().await.unwrap(), 1);
}

async fn a_code_is_given_once(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    let taken = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "b")]).await;
    assert!(matches!(taken, Err(StoreError::CodeTaken(taken)) if taken == code("AAAA-AAAA")), "{taken:?}");
    assert_eq!(store.count_rooms().await.unwrap(), 1);
}

async fn events_come_in_order_after_a_number(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let a = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    let b = store.open_room(code("BBBB-BBBB"), &class(), &[note(1, "b")]).await.unwrap();
    for seq in 2..=30 {
        store.append(&append(a, vec![note(seq, "a")])).await.unwrap();
        store.append(&append(b, vec![note(seq, "b")])).await.unwrap();
    }
    let events = store.events(a, 27).await.unwrap();
    assert_eq!(events, [note(28, "a"), note(29, "a"), note(30, "a")]);
    assert!(store.events(a, 30).await.unwrap().is_empty());
    assert!(store.events(RoomId(99), 0).await.unwrap().is_empty());
}

async fn a_number_is_given_once_and_a_failed_append_leaves_nothing(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a"), note(2, "b")]).await.unwrap();
    let taken = store.append(&Append { room, events: vec![note(3, "c"), note(2, "x")], shown_until: Some(Millis(9)) });
    let taken = taken.await;
    assert!(matches!(taken, Err(StoreError::NumberTaken(taken)) if taken == room), "{taken:?}");
    assert_eq!(store.events(room, 0).await.unwrap(), [note(1, "a"), note(2, "b")]);
    assert_eq!(store.find_room(code("AAAA-AAAA")).await.unwrap().unwrap().shown_until, Millis::ZERO);
    store.append(&append(room, vec![note(3, "c")])).await.unwrap();
    assert!(store.append(&append(RoomId(99), vec![note(1, "a")])).await.is_err(), "a room that nobody opened");
}

async fn one_that_fails_does_not_harm_the_others(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let a = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    let b = store.open_room(code("BBBB-BBBB"), &class(), &[note(1, "b")]).await.unwrap();
    for seq in 2..50 {
        let (good, bad) = (append(a, vec![note(seq, "a")]), append(b, vec![note(1, "x")]));
        let (good, bad) = tokio::join!(store.append(&good), store.append(&bad));
        assert!(good.is_ok() && bad.is_err(), "{good:?} {bad:?}");
    }
    assert_eq!(store.events(a, 0).await.unwrap().len(), 49);
    assert_eq!(store.events(b, 0).await.unwrap(), [note(1, "b")]);
}

async fn many_appends_at_once_are_all_kept(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let mut rooms = Vec::new();
    for letter in 'A'..='H' {
        let code = code(&letter.to_string().repeat(8));
        rooms.push(store.open_room(code, &class(), &[note(1, "a")]).await.unwrap());
    }
    let tasks: Vec<_> = rooms
        .iter()
        .map(|room| {
            let (store, room) = (Arc::clone(&store), *room);
            tokio::spawn(async move {
                for seq in (2..200).step_by(2) {
                    store.append(&append(room, vec![note(seq, "a"), note(seq + 1, "b")])).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    for room in rooms {
        let numbers: Vec<_> = store.events(room, 0).await.unwrap().iter().map(|event| event.seq).collect();
        assert_eq!(numbers, (1..=199).collect::<Vec<_>>());
    }
}

async fn the_shown_time_moves_with_or_without_events(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    for (events, until, expected) in [
        (vec![], Some(Millis(500)), 500),
        (vec![note(2, "b")], None, 500),
        (vec![note(3, "c")], Some(Millis(700)), 700),
        (vec![], Some(Millis(600)), 600),
    ] {
        store.append(&Append { room, events, shown_until: until }).await.unwrap();
        assert_eq!(store.find_room(code("AAAA-AAAA")).await.unwrap().unwrap().shown_until, Millis(expected));
    }
}

async fn everything_is_there_after_closing_and_opening(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    store
        .append(&Append { room, events: vec![note(2, "ünicode 🎓\n\"")], shown_until: Some(Millis(7)) })
        .await
        .unwrap();
    let visited_wall_ms = store.find_room(code("AAAA-AAAA")).await.unwrap().unwrap().visited_wall_ms;
    store.close().await;
    drop(store);
    let store = open().await;
    let found = store.find_room(code("AAAA-AAAA")).await.unwrap().unwrap();
    assert_eq!(found, StoredRoom { id: room, shown_until: Millis(7), visited_wall_ms, class: class() });
    assert_eq!(store.events(room, 0).await.unwrap(), [note(1, "a"), note(2, "ünicode 🎓\n\"")]);
}

async fn a_closed_store_says_so(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    store.close().await;
    assert!(matches!(store.append(&append(room, vec![note(2, "b")])).await, Err(StoreError::Closed)));
    assert!(store.events(room, 0).await.is_err());
    store.close().await;
}

async fn every_fact_comes_back_as_it_was(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let mut all = Vec::new();
    for scenario in drill::scenarios::all() {
        all.extend(drill::script::run(scenario.script()).log.into_iter().map(|event| event.fact));
    }
    let number = |(fact, seq)| Event::new(seq, Millis(seq), u64::from(u32::MAX), fact);
    let events: Vec<Event> = all.into_iter().zip(1..).map(number).collect();
    let room = store.open_room(code("AAAA-AAAA"), &class(), &events).await.unwrap();
    assert_eq!(store.events(room, 0).await.unwrap(), events);
}

async fn what_changes_about_a_class_is_kept_and_nothing_else(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    let other = store.open_room(code("BBBB-BBBB"), &class(), &[note(1, "b")]).await.unwrap();
    let mut expected = class();
    expected.admission = Admission { locked: true, offers_agent: true, ..Admission::default() };
    expected.keys = Keys { operator: KeyHash::of_text("new"), watch: KeyHash::of_text("new watch") };
    expected.join(KeyHash::of_text("second"), "Grace \u{1f393} \"'".to_owned(), 9).unwrap_err();
    expected.admission.locked = false;
    let second = expected.join(KeyHash::of_text("second"), "Grace \u{1f393} \"'".to_owned(), 9).unwrap();
    for (number, seat) in [(1, None), (second, Some(Seat::Agent))] {
        expected.members.get_mut(&number).unwrap().seat = seat;
    }
    let members = expected.members.iter().map(|(number, member)| (*number, member.clone())).collect();
    for change in [
        Change { room, keys: Some(expected.keys), ..Change::default() },
        Change { room, admission: Some(expected.admission), members, ..Change::default() },
        Change { room, visited_wall_ms: Some(5), ..Change::default() },
        Change { room, ..Change::default() },
    ] {
        store.change(&change).await.unwrap();
    }
    store.close().await;
    let store = open().await;
    assert_eq!(store.find_room(code("AAAA-AAAA")).await.unwrap().unwrap().class, expected);
    // Who is removed is removed wherever the same key is known.
    let mut in_other = class();
    assert_eq!(in_other.remove(&KeyHash::of_text("seat")), Some(1));
    assert_eq!(store.find_room(code("BBBB-BBBB")).await.unwrap().unwrap().class, in_other);
    for (room, key, is_kept) in [
        ("BBBB-BBBB", "key", true),
        ("BBBB-BBBB", "watch", true),
        ("BBBB-BBBB", "seat", true),
        ("BBBB-BBBB", "else", false),
        ("CCCC-CCCC", "key", false),
        ("AAAA-AAAA", "second", true),
        ("AAAA-AAAA", "key", false),
    ] {
        assert_eq!(store.has_key(code(room), KeyHash::of_text(key)).await.unwrap(), is_kept, "{room} {key}");
    }
    assert_eq!(store.events(other, 0).await.unwrap(), [note(1, "b")]);
}

async fn a_deleted_room_is_gone_with_all_that_belongs_to_it(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a"), note(2, "b")]).await.unwrap();
    let other = store.open_room(code("BBBB-BBBB"), &class(), &[note(1, "b")]).await.unwrap();
    store.delete_room(room).await.unwrap();
    assert_eq!(store.find_room(code("AAAA-AAAA")).await.unwrap(), None);
    assert!(store.events(room, 0).await.unwrap().is_empty());
    assert!(store.append(&append(room, vec![note(3, "c")])).await.is_err(), "nothing goes into it any more");
    assert_eq!((store.count_rooms().await.unwrap(), store.events(other, 0).await.unwrap().len()), (1, 1));
    store.delete_room(room).await.unwrap();
}

async fn rooms_without_a_visit_are_found_longest_first(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let mut rooms = Vec::new();
    for (text, visited) in [("AAAA-AAAA", 300), ("BBBB-BBBB", 100), ("CCCC-CCCC", 200)] {
        let room = store.open_room(code(text), &class(), &[note(1, "a")]).await.unwrap();
        store.change(&Change { room, visited_wall_ms: Some(visited), ..Change::default() }).await.unwrap();
        rooms.push((code(text), room));
    }
    for (since, expected) in [(100, vec![]), (101, vec![rooms[1]]), (300, vec![rooms[1], rooms[2]])] {
        assert_eq!(store.unvisited(since).await.unwrap(), expected, "{since}");
    }
}

/// The tables themselves refuse to change the past, no matter who asks.
#[tokio::test]
async fn an_event_is_never_changed_and_goes_only_with_its_room() {
    let folder = Folder::new();
    let store = open_sqlite(&folder).await;
    let room = store.open_room(code("AAAA-AAAA"), &class(), &[note(1, "a")]).await.unwrap();
    store.close().await;
    let options = SqliteConnectOptions::new().filename(folder.database()).foreign_keys(true);
    let mut connection = options.connect().await.unwrap();
    for (sql, allowed) in [
        ("UPDATE event SET fact = '\"time_marked\"'", false),
        ("DELETE FROM event", false),
        ("INSERT INTO event VALUES (1, 'two', 0, 0, '')", false),
        ("DELETE FROM room", true),
    ] {
        assert_eq!(sqlx::query(sql).execute(&mut connection).await.is_ok(), allowed, "{sql}");
    }
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM event WHERE room_id = ?")
        .bind(room.0)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

fn sign_in(secret: &str, used_wall_ms: u64) -> SignIn {
    let browser = "Firefox on Linux".to_owned();
    SignIn { id: 0, key: KeyHash::of_text(secret), browser, begun_wall_ms: 5, used_wall_ms }
}

async fn sign_ins_are_kept_until_they_end_or_the_key_is_another(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let used = async || {
        let all = store.sign_ins().await.unwrap();
        all.iter().map(|sign_in| (sign_in.key, sign_in.used_wall_ms)).collect::<Vec<_>>()
    };
    for (secret, used_wall_ms) in [("a", 10), ("b", 20), ("c", 30)] {
        store.change_sign_ins(SignInChange::Begin(sign_in(secret, used_wall_ms))).await.unwrap();
    }
    let [a, b, c] = ["a", "b", "c"].map(KeyHash::of_text);
    assert_eq!(used().await, [(c, 30), (b, 20), (a, 10)]);
    let all = store.sign_ins().await.unwrap();
    assert_eq!(all[2], SignIn { id: all[2].id, ..sign_in("a", 10) });
    store.change_sign_ins(SignInChange::Use { id: all[2].id, wall_ms: 40 }).await.unwrap();
    // A clock that was set back makes nothing older.
    store.change_sign_ins(SignInChange::Use { id: all[1].id, wall_ms: 1 }).await.unwrap();
    store.change_sign_ins(SignInChange::End { id: all[0].id }).await.unwrap();
    assert_eq!(used().await, [(a, 40), (b, 20)]);
    assert_eq!(store.trainer_key().await.unwrap(), None);
    store.change_sign_ins(SignInChange::NewKey("kept".to_owned())).await.unwrap();
    assert_eq!((used().await, store.trainer_key().await.unwrap()), (vec![], Some("kept".to_owned())));
    store.close().await;
    assert_eq!(open().await.trainer_key().await.unwrap(), Some("kept".to_owned()));
}

async fn beyond_the_limit_the_sign_in_unused_for_longest_ends(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    for number in 0..=u64::from(SIGN_INS_MAX) {
        store.change_sign_ins(SignInChange::Begin(sign_in(&number.to_string(), number))).await.unwrap();
    }
    let all = store.sign_ins().await.unwrap();
    assert_eq!((all.len(), all.last().unwrap().key), (SIGN_INS_MAX as usize, KeyHash::of_text("1")));
}

async fn what_cookies_are_signed_with_stays(open: impl AsyncFn() -> Arc<dyn Store>) {
    let store = open().await;
    let key = store.cookie_key().await.unwrap();
    assert!(key.len() == 64 && key.iter().any(|byte| *byte != 0));
    store.close().await;
    assert_eq!(open().await.cookie_key().await.unwrap(), key);
}
