//! Rooms: how they open, what a failed append does to them, and that they come back from the log.

use drill::{Backend, Command, Fact, Millis, Setting};
use protocol::{CommandError, PageData};
use server::limits::ROOMS_AT_ONCE_PER_ADDRESS;
use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

use crate::harness::{Folder, InProcess, Link, get, open_room, request};

async fn embedded(home: &InProcess, code: &str) -> PageData {
    get(home.addr, &format!("/room/{code}")).await.embedded()
}

async fn run_in_database(folder: &Folder, sql: &'static str) {
    let mut connection = SqliteConnectOptions::new().filename(folder.database()).connect().await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
}

#[tokio::test]
async fn a_room_opens_held_at_zero_with_the_settings_of_its_storyboard() {
    let home = InProcess::start().await;
    for scenario in drill::scenarios::all() {
        let code = open_room(home.addr, scenario.slug).await;
        let log = home.folder.log(&code).await;
        let opened = Fact::RoomOpened {
            title: scenario.title.clone(),
            summary: scenario.summary.clone(),
            storyboard: Some(scenario.slug.to_owned()),
        };
        let settings = scenario.script().settings.iter().map(|(setting, to)| Fact::SettingChanged(*setting, *to));
        let facts: Vec<Fact> = std::iter::once(opened).chain(settings).collect();
        assert_eq!(log.iter().map(|event| event.fact.clone()).collect::<Vec<_>>(), facts);
        assert!(log.iter().all(|event| event.at == Millis::ZERO));
        let view = embedded(&home, &code).await.view;
        assert_eq!((view.now, view.clock.running, view.storyboard.as_str()), (Millis::ZERO, false, scenario.slug));
    }
}

#[tokio::test]
async fn settings_can_still_be_changed_in_a_fresh_room() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    assert_eq!(link.command(Command::ChangeSetting(Setting::FewMinutes, Millis::from_secs(10))).await, Ok(()));
}

#[tokio::test]
async fn rooms_opened_too_fast_are_refused_with_advice() {
    let home = InProcess::start().await;
    let origin = format!("http://{}", home.addr);
    let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    for _ in 0..ROOMS_AT_ONCE_PER_ADDRESS {
        open_room(home.addr, "").await;
    }
    let refused = request(home.addr, "POST /rooms", &headers, "storyboard=").await;
    assert_eq!(refused.status, 429);
    assert!(refused.text().contains("Wait a minute"));
}

/// A trigger stands in for every way in which a database can refuse to write.
#[tokio::test]
async fn what_cannot_be_saved_did_not_happen() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let mut watcher = Link::watcher(home.addr, &code).await;
    link.command(Command::StopBackends(vec![Backend::Services])).await.unwrap();
    run_in_database(&home.folder, "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END")
        .await;
    assert_eq!(link.command(Command::StopAll).await, Err(CommandError::NotSaved));
    assert_eq!(link.command(Command::ResumeClock).await, Err(CommandError::NotSaved));
    assert_eq!(
        link.command(Command::StartBackends(vec![Backend::Messaging]))
            .await
            .map_err(|error| error != CommandError::NotSaved),
        Err(true)
    );
    let origin = format!("http://{}", home.addr);
    let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(request(home.addr, "POST /rooms", &headers, "storyboard=").await.status, 503);

    run_in_database(&home.folder, "DROP TRIGGER full").await;
    assert_eq!(link.command(Command::StopBackends(vec![Backend::Messaging])).await, Ok(()));
    link.until_seq(3).await;
    watcher.until_seq(3).await;
    let stopped = |backend| Fact::BackendsStopped(drill::Backends::of(&[backend]));
    for link in [&link, &watcher] {
        assert_eq!(link.facts()[1..], [&stopped(Backend::Services), &stopped(Backend::Messaging)]);
        assert!(link.view().backends[Backend::Application as usize].off_since.is_none());
    }
}

/// What is in the log is law, also when somebody else put it there.
#[tokio::test]
async fn a_room_that_finds_its_number_taken_reads_the_log() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    run_in_database(&home.folder, "INSERT INTO event VALUES (1, 2, 0, 0, '{\"note_added\":\"from elsewhere\"}')").await;
    assert_eq!(link.command(Command::StopAll).await, Err(CommandError::NotSaved));
    link.until_seq(2).await;
    assert_eq!(link.facts()[1], &Fact::NoteAdded("from elsewhere".to_owned()));
    assert_eq!(link.command(Command::StopAll).await, Ok(()));
    link.until_seq(3).await;
}

#[tokio::test]
async fn a_room_comes_back_from_the_log_after_a_stop() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "messaging").await;
    let mut link = Link::operator(home.addr, &code).await;
    for command in [Command::Skip(Millis(1_500)), Command::StopAll, Command::ResumeClock] {
        link.command(command).await.unwrap();
    }
    let folder = home.stop().await;
    link.until_end().await;

    let home = InProcess::start_in(folder).await;
    let mut back = Link::operator(home.addr, &code).await;
    back.until("the pause", |link| link.seq() > 4).await;
    assert!(back.view().history.starts_with(&link.view().history));
    assert_eq!(back.facts().last(), Some(&&Fact::ClockPaused(drill::PausedBy::Restart)));
    assert!(back.view().at >= link.now && !back.view().clock.running);
    assert_eq!(back.command(Command::ResumeClock).await, Ok(()));
}
