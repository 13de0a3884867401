//! Faults of the database and its disk, each done for real: a clear word for the person who runs the program, nothing that was
//! acknowledged is lost, rooms that are not concerned go on, and all go on once the fault is mended.

use std::{
    fs, io,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::Path,
    process::{Command as Program, Output, Stdio},
    time::{Duration, Instant},
};

use drill::{Command, Fact};
use protocol::{Closing, CommandError, Role, ToBrowser};
use server::{limits::LOCK_PATIENCE, rooms::RoomsError};
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use tokio::time::sleep;

use crate::harness::{
    Folder, InProcess, Link, PATIENCE, Process, drillroom, drillroom_under, get, jar, open_room, request,
};

fn note(text: &str) -> Command {
    Command::AddNote(text.to_owned())
}

async fn connect(database: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(database).connect().await.unwrap()
}

/// Runs this in the database, without the triggers that keep the log as it is.
async fn tamper(database: &Path, sql: &'static str) {
    let mut connection = connect(database).await;
    for sql in ["DROP TRIGGER IF EXISTS event_is_law", "DROP TRIGGER IF EXISTS event_stays", sql] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// The one line with which it does not start.
fn refused(mut program: Program, database: &Path) -> String {
    program.args(["serve", "--addr", "127.0.0.1:0", "--database"]).arg(database);
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it serves, and should not");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    said(&child.wait_with_output().unwrap())
}

fn said(output: &Output) -> String {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!((output.status.code(), error.trim_end().lines().count()), (Some(1), 1), "{output:?}");
    assert!(error.starts_with("drillroom: ") && !error.contains("panicked"), "{error}");
    error
}

fn check(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "no {word:?} in {text}");
    }
}

/// Waits until this file, to which a program logs, has all these words.
async fn logs(file: &Path, words: &[&str]) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let text = fs::read_to_string(file).unwrap();
        if words.iter().all(|word| text.contains(word)) {
            return;
        }
        assert!(Instant::now() < deadline, "not all of {words:?} in {text}");
        sleep(Duration::from_millis(10)).await;
    }
}

/// A database with a room of each of these letters, which has `notes` notes that begin with its letter; and its codes.
async fn folder_with_rooms(letters: &[&str], notes: usize) -> (Folder, Vec<String>) {
    let home = InProcess::start().await;
    let mut codes = Vec::new();
    for letter in letters {
        let code = open_room(home.addr, "").await;
        let room = home.server.rooms().find(code.parse().unwrap()).await.unwrap();
        let (answer, mut answers) = tokio::sync::mpsc::channel(1);
        for number in 0..notes {
            let text = format!("{letter}-note {number} {}", "x".repeat(500));
            room.command(0, Role::Operator, Command::AddNote(text), answer.clone()).await.unwrap();
            assert_eq!(answers.recv().await.unwrap().1, Ok(()));
        }
        codes.push(code);
    }
    (home.stop().await, codes)
}

// Files that may not be written to.

/// Tests often run as root, whom permissions do not stop: then the program is started without that privilege.
fn without_privilege(folder: &Folder) -> Program {
    let probe = folder.path().join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o400)).unwrap();
    let is_privileged = fs::OpenOptions::new().write(true).open(&probe).is_ok();
    fs::remove_file(probe).unwrap();
    Program::new("setpriv").arg("--version").output().expect("setpriv is part of util-linux");
    let starter = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"];
    drillroom_under(if is_privileged { &starter } else { &[] })
}

#[tokio::test]
async fn a_database_that_may_not_be_written_to_is_refused_and_left_as_it_is() {
    for (file, directory) in [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)] {
        // A folder of its own: where a start that was refused has left a journal, the next one could write to it.
        let (folder, _) = folder_with_rooms(&["A"], 1).await;
        let before = fs::read(folder.database()).unwrap();
        fs::set_permissions(folder.database(), fs::Permissions::from_mode(file)).unwrap();
        let program = without_privilege(&folder);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(directory)).unwrap();
        let error = refused(program, &folder.database());
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        check(&error, &["test.db", "written to", "--database"]);
        assert_eq!(fs::read(folder.database()).unwrap(), before);
        fs::set_permissions(folder.database(), fs::Permissions::from_mode(0o644)).unwrap();
        drop(Process::start(&folder.database()));
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_is_refused() {
    let folder = Folder::new();
    let program = without_privilege(&folder);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let error = refused(program, &folder.database());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    check(&error, &["Cannot use", "Permission denied", "folder exists and may be written to", "--database"]);
}

// Damage.

/// Overwrites the pages of the file that hold this text.
fn damage_pages_with(database: &Path, text: &str) {
    let mut bytes = fs::read(database).unwrap();
    let mut damaged = 0;
    for page in bytes.chunks_mut(4096) {
        if page.windows(text.len()).any(|window| window == text.as_bytes()) {
            page[..64].fill(0xa5);
            damaged += 1;
        }
    }
    assert!(damaged > 0, "no page holds {text}");
    fs::write(database, bytes).unwrap();
}

#[tokio::test]
async fn a_database_whose_head_is_damaged_is_refused_and_left_as_it_is() {
    type Damage = fn(&mut Vec<u8>);
    let (folder, _) = folder_with_rooms(&["A"], 20).await;
    let whole = fs::read(folder.database()).unwrap();
    let damages: [(Damage, &str); 8] = [
        (|bytes| bytes[3] ^= 0x20, "is not a database"),
        (|bytes| bytes[16..18].copy_from_slice(&[0x12, 0x34]), "is not a database"),
        (|bytes| bytes[18..20].fill(9), "is not a database"),
        (|bytes| bytes[100] = 0, "is damaged"),
        (|bytes| bytes.truncate(bytes.len() / 2 / 4096 * 4096), "is damaged"),
        (|bytes| bytes.truncate(bytes.len() / 2 + 77), "is damaged"),
        (|bytes| bytes.truncate(120), "is damaged"),
        (|bytes| bytes.truncate(7), "is not a database"),
    ];
    for (number, (damage, words)) in damages.into_iter().enumerate() {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(folder.database(), &bytes).unwrap();
        let error = refused(drillroom(), &folder.database());
        assert!(error.contains(words) && error.contains("--database"), "{number}: {error}");
        assert!(fs::read(folder.database()).unwrap() == bytes, "{number}: the file was changed");
    }
    fs::write(folder.database(), whole).unwrap();
    drop(Process::start(&folder.database()));
}

#[tokio::test]
async fn a_room_on_damaged_pages_says_so_and_the_others_go_on() {
    let (folder, codes) = folder_with_rooms(&["A", "B"], 40).await;
    damage_pages_with(&folder.database(), "A-note 20 ");
    let home = InProcess::start_in(folder).await;
    is_damaged(&home, &codes[0]).await;
    goes_on(&home, &codes[1]).await;
    let new = open_room(home.addr, "").await;
    goes_on(&home, &new).await;
}

/// Its pages say what happened and what to do.
async fn is_damaged(home: &InProcess, code: &str) {
    for path in [format!("/room/{code}"), format!("/watch/{code}")] {
        let page = get(home.addr, &path).await;
        assert_eq!(page.status, 500, "{path}");
        check(&page.text(), &["The record of this room cannot be read", "restore the database from a copy"]);
    }
    // A page that is open is told not to try for ever; loading it again says why.
    let mut link = Link::open(home.addr, &format!("/room/{code}/link")).await;
    link.until_end().await;
    assert_eq!(link.other, [ToBrowser::Closing(Closing::NoSuchRoom)]);
}

async fn goes_on(home: &InProcess, code: &str) {
    let mut link = Link::operator(home.addr, code).await;
    let seq = link.seq();
    assert_eq!(link.command(note("still here")).await, Ok(()));
    link.until_seq(seq + 1).await;
    assert_eq!(get(home.addr, &format!("/watch/{code}")).await.status, 200);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_or_followed_says_so_and_the_others_go_on() {
    for sql in [
        // A fact of a newer version, or one that the disk has changed.
        "UPDATE event SET fact = '{\"room_exploded\":3}' WHERE room_id = 1 AND seq = 3",
        "UPDATE event SET fact = 'nonsense' WHERE room_id = 1 AND seq = 3",
        "UPDATE event SET fact = '' WHERE room_id = 1 AND seq = 4",
        // Holes and times that no room ever wrote.
        "DELETE FROM event WHERE room_id = 1 AND seq = 2",
        "DELETE FROM event WHERE room_id = 1 AND seq = 1",
        "UPDATE event SET at_ms = 5000 WHERE room_id = 1 AND seq = 2",
        "UPDATE event SET at_ms = -1 WHERE room_id = 1 AND seq = 4",
        "UPDATE event SET at_ms = 9223372036854775807 WHERE room_id = 1 AND seq = 4",
        // Durations with which time would never come to an end.
        "UPDATE event SET fact = '{\"setting_changed\":[\"mail_every\",0]}' WHERE room_id = 1 AND seq = 2",
        "UPDATE event SET fact = '{\"setting_changed\":[\"mail_every\",18446744073709551615]}' WHERE seq = 2 AND room_id = 1",
    ] {
        let (folder, codes) = folder_with_rooms(&["A", "B"], 3).await;
        tamper(&folder.database(), sql).await;
        let home = InProcess::start_in(folder).await;
        is_damaged(&home, &codes[0]).await;
        goes_on(&home, &codes[1]).await;
        // Its time comes all the same: what people wrote is not kept for ever.
        home.server.rooms().delete(codes[0].parse().unwrap()).await.unwrap();
        let gone = home.server.rooms().find(codes[0].parse().unwrap()).await;
        assert!(matches!(gone, Err(RoomsError::Unknown(_))), "{sql}: {gone:?}");
    }
}

/// Facts that no room decides can still stand in a log: what is logged is law.
#[tokio::test]
async fn facts_that_no_room_decides_are_folded_all_the_same() {
    for fact in [
        "{\"agent_opened_activity\":4294967295}",
        "{\"agent_completed\":0}",
        "{\"step_played\":4294967295}",
        "{\"backends_started\":[\"application\",\"application\"]}",
        "{\"backends_stopped\":[]}",
        "{\"clock_skipped\":18446744073709551615}",
        "\"agent_logged_in\"",
        "\"customer_dismissed\"",
    ] {
        let (folder, codes) = folder_with_rooms(&["A"], 1).await;
        let mut connection = connect(&folder.database()).await;
        sqlx::query("INSERT INTO event VALUES (1, 3, 7, 0, ?)").bind(fact).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let home = InProcess::start_in(folder).await;
        goes_on(&home, &codes[0]).await;
    }
}

#[tokio::test]
async fn a_list_of_rooms_that_is_damaged_stops_the_start() {
    let (folder, _) = folder_with_rooms(&["A"], 1).await;
    let root: i64 = {
        let mut connection = connect(&folder.database()).await;
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_room_1'";
        let root = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        root
    };
    let mut bytes = fs::read(folder.database()).unwrap();
    let at = usize::try_from(root - 1).unwrap() * 4096;
    bytes[at..at + 16].fill(0xa5);
    fs::write(folder.database(), bytes).unwrap();
    check(&refused(drillroom(), &folder.database()), &["cannot be read", "Restore it from a copy", "--database"]);
}

// Versions and owners.

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_as_it_is() {
    let (folder, _) = folder_with_rooms(&["A"], 1).await;
    let mut connection = connect(&folder.database()).await;
    sqlx::query("INSERT INTO _sqlx_migrations VALUES (999, 'the future', '2030-01-01', TRUE, x'00', 1)")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let before = fs::read(folder.database()).unwrap();
    check(&refused(drillroom(), &folder.database()), &["another version", "newer one", "left as it is", "--database"]);
    assert!(fs::read(folder.database()).unwrap() == before);
}

#[test]
fn a_second_process_on_the_same_database_by_another_name_is_refused() {
    let folder = Folder::new();
    let _first = Process::start(&folder.database());
    let link = folder.path().join("link.db");
    symlink(folder.database(), &link).unwrap();
    check(&refused(drillroom(), &link), &["in use by another drillroom", "--database"]);
    let roundabout = folder.path().join("../").join(folder.path().file_name().unwrap()).join("test.db");
    check(&refused(drillroom(), &roundabout), &["in use by another drillroom", "--database"]);
}

/// `SQLite` has names of its own for databases that it forgets at the end.
#[tokio::test]
async fn a_database_is_a_file_whatever_its_name() {
    for name in [":memory:", "file:a.db?mode=memory", "a b%20#?.db"] {
        let folder = Folder::new();
        let database = Path::new(name);
        let start = || {
            let mut program = drillroom();
            program.current_dir(folder.path());
            Process::start_as(program, database, "127.0.0.1:0".parse().unwrap())
        };
        let mut process = start();
        let code = open_room(process.addr, "").await;
        assert_eq!(Link::operator(process.addr, &code).await.command(note("kept")).await, Ok(()), "{name}");
        process.kill();
        let process = start();
        let mut back = Link::operator(process.addr, &code).await;
        back.until_seq(2).await;
        notes_are(&back, &["kept"]);
        assert!(folder.path().join(name).is_file());
    }
}

#[test]
fn what_is_no_ordinary_file_is_refused_at_once() {
    let folder = Folder::new();
    assert!(Program::new("mkfifo").arg(folder.database()).status().unwrap().success());
    check(&refused(drillroom(), &folder.database()), &["is not a database", "--database"]);
    let device = folder.path().join("device.db");
    symlink("/dev/null", &device).unwrap();
    check(&refused(drillroom(), &device), &["is not a database", "--database"]);
    assert!(!Path::new("/dev/null.lock").exists());
    let output = drillroom().args(["serve", "--database", ""]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

// Locks.

#[tokio::test]
async fn a_command_waits_for_a_lock_that_is_soon_let_go_of() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let other_code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    let mut other = connect(&home.folder.database()).await;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    let id = link.order(note("patience")).await;
    // Everybody else can still read.
    assert_eq!(get(home.addr, &format!("/watch/{other_code}")).await.status, 200);
    assert!(link.answers.is_empty());
    sqlx::query("COMMIT").execute(&mut other).await.unwrap();
    assert_eq!(link.answer_of(id).await, Ok(()));
}

#[tokio::test]
async fn a_command_is_refused_while_another_program_keeps_its_lock_and_nothing_is_lost() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let mut link = Link::operator(home.addr, &code).await;
    assert_eq!(link.command(note("before")).await, Ok(()));
    let mut other = connect(&home.folder.database()).await;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    let asked = Instant::now();
    assert_eq!(link.command(note("locked out")).await, Err(CommandError::NotSaved));
    assert!(asked.elapsed() >= LOCK_PATIENCE / 2, "it did not wait");
    sqlx::query("COMMIT").execute(&mut other).await.unwrap();
    assert_eq!(link.command(note("after")).await, Ok(()));
    link.until_seq(3).await;
    notes_are(&link, &["before", "after"]);
}

fn notes_are(link: &Link, expected: &[&str]) {
    let note = |fact: &Fact| if let Fact::NoteAdded(text) = fact { Some(text.clone()) } else { None };
    let notes: Vec<String> = link.facts().into_iter().filter_map(note).collect();
    assert_eq!(notes, expected);
}

// No space.

/// A limit on the size of its files is the same to it as a disk that is full, works for everybody, and leaves no trace.
/// Without the `trap` the system would end the program instead of refusing the write.
fn with_files_up_to(blocks: &str) -> Program {
    drillroom_under(&["sh", "-c", &format!("trap '' XFSZ; ulimit -S -f {blocks}; exec \"$0\" \"$@\"")])
}

/// Changes that limit of a process that runs.
fn limit_files(process: &Process, bytes: &str) {
    limit(process, &format!("--fsize={bytes}:"));
}

fn limit(process: &Process, what: &str) {
    let outcome = Program::new("prlimit").args(["--pid", &process.id().to_string(), what]).status();
    assert!(outcome.expect("prlimit is part of util-linux").success());
}

#[test]
fn without_space_for_a_database_there_is_no_start() {
    for blocks in ["0", "4"] {
        let folder = Folder::new();
        let error = refused(with_files_up_to(blocks), &folder.database());
        check(&error, &["test.db", "disk", "--database"]);
        drop(Process::start(&folder.database()));
    }
}

#[tokio::test]
async fn a_full_disk_refuses_commands_and_rooms_go_on_once_there_is_space() {
    let folder = Folder::new();
    let log = fs::File::create(folder.path().join("errors.txt")).unwrap();
    let mut program = with_files_up_to("unlimited");
    program.stderr(log);
    let mut process = Process::start_as(program, &folder.database(), "127.0.0.1:0".parse().unwrap());
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    let mut watcher = Link::watcher(process.addr, &code).await;
    assert_eq!(link.command(note("before")).await, Ok(()));
    watcher.until("the note", |link| link.seq() == 2).await;

    let full = fs::metadata(folder.path().join("test.db-wal")).unwrap().len() + 100;
    limit_files(&process, &full.to_string());
    for text in ["first", "second"] {
        assert_eq!(link.command(note(text)).await, Err(CommandError::NotSaved));
    }
    assert_eq!(link.command(Command::ResumeClock).await, Err(CommandError::NotSaved));
    let origin = format!("http://{}", process.addr);
    let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let page = request(process.addr, "POST /rooms", &headers, "storyboard=").await;
    assert_eq!(page.status, 503);
    check(&page.text(), &["The record of the rooms cannot be reached", "Nothing is lost"]);
    // People who are there can still look.
    assert_eq!(get(process.addr, &format!("/room/{code}")).await.status, 200);
    logs(&folder.path().join("errors.txt"), &["nothing was changed", "check the space"]).await;

    limit_files(&process, "unlimited");
    assert_eq!(link.command(note("after")).await, Ok(()));
    link.until_seq(3).await;
    notes_are(&link, &["before", "after"]);
    watcher.until("the view after it", |link| link.seq() == 3).await;
    assert_eq!(watcher.wire.len(), 4, "nothing was told of what was not saved: {:?}", watcher.wire);

    process.kill();
    let process = Process::start(&folder.database());
    let mut back = Link::operator(process.addr, &code).await;
    back.until_seq(3).await;
    assert_eq!(back.view().history, link.view().history);
}

/// The clock runs on while nothing can be written, and what came due is told once it can be.
#[tokio::test]
async fn a_running_clock_survives_a_full_disk() {
    let folder = Folder::new();
    let mut program = with_files_up_to("unlimited");
    program.stderr(Stdio::null());
    let process = Process::start_as(program, &folder.database(), "127.0.0.1:0".parse().unwrap());
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    let stop = Command::StopBackends(vec![drill::Backend::Application]);
    for command in [Command::ChangeSpeed(drill::Speed::Sixteen), Command::ResumeClock, stop] {
        assert_eq!(link.command(command).await, Ok(()));
    }
    let full = fs::metadata(folder.path().join("test.db-wal")).unwrap().len() + 100;
    limit_files(&process, &full.to_string());
    link.until_seq(4).await;
    let told = link.seq();
    assert_eq!(link.command(note("no space")).await, Err(CommandError::NotSaved));
    limit_files(&process, "unlimited");
    link.until("the notice", |link| link.view().customer.notice.what.is_some()).await;
    assert!(link.seq() > told);
    assert_eq!(link.command(Command::PauseClock).await, Ok(()));
}

// The log.

/// What is made of standard error, how much is logged, and what keeps it as it is.
fn broken_errors() -> [(&'static str, Stdio, &'static str, Option<io::PipeReader>); 3] {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let [(gone, closed), (held, stalled)] = [io::pipe().unwrap(), io::pipe().unwrap()];
    drop(gone);
    [
        ("on a full disk", full.into(), "info", None),
        ("closed", closed.into(), "info", None),
        // So much is logged that a pipe is full at once.
        ("read by nobody", stalled.into(), "trace", Some(held)),
    ]
}

#[tokio::test]
async fn a_log_that_cannot_be_written_keeps_no_answer_back() {
    for (kind, errors, level, held) in broken_errors() {
        let folder = Folder::new();
        let mut program = drillroom();
        program.stderr(errors).env("DRILLROOM_LOG", level);
        let mut process = Process::start_as(program, &folder.database(), "127.0.0.1:0".parse().unwrap());
        for _ in 0..20 {
            assert_eq!(get(process.addr, "/").await.status, 200, "{kind}");
        }
        let code = open_room(process.addr, "").await;
        let mut link = Link::operator(process.addr, &code).await;
        assert_eq!(link.command(note("kept")).await, Ok(()), "{kind}");
        let (path, origin) = (format!("/room/{code}"), format!("http://{}", process.addr));
        let cookie = format!("key={}", jar::key(process.addr, &path).unwrap());
        let headers = [("origin", origin.as_str()), ("cookie", &cookie)];
        let changed = request(process.addr, &format!("POST {path}/keys"), &headers, "").await;
        assert_eq!(changed.status, 303, "{kind}");
        jar::put_operator(process.addr, &code, &changed.key().expect("the new key is delivered"));
        // A fault that is logged.
        let elsewhere = folder.path().join("elsewhere.db");
        fs::rename(folder.database(), &elsewhere).unwrap();
        let mut link = Link::operator(process.addr, &code).await;
        assert_eq!(link.command(note("into the void")).await, Err(CommandError::NotSaved), "{kind}");
        fs::rename(&elsewhere, folder.database()).unwrap();
        let (status, took) = process.terminate();
        assert!(status.success() && took < Duration::from_secs(2), "{kind}: {status} after {took:?}");
        drop(held);
    }
}

// Files that go away.

/// A program, and the file that its errors go to.
fn start_with_errors(folder: &Folder) -> (Process, std::path::PathBuf) {
    let errors = folder.path().join("errors.txt");
    let mut program = drillroom();
    program.stderr(fs::File::create(&errors).unwrap());
    (Process::start_as(program, &folder.database(), "127.0.0.1:0".parse().unwrap()), errors)
}

#[tokio::test]
async fn a_database_that_is_moved_away_takes_no_commands_until_it_is_back() {
    let folder = Folder::new();
    let (mut process, errors) = start_with_errors(&folder);
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    assert_eq!(link.command(note("before")).await, Ok(()));

    let elsewhere = folder.path().join("elsewhere.db");
    fs::rename(folder.database(), &elsewhere).unwrap();
    for _ in 0..2 {
        assert_eq!(link.command(note("into the void")).await, Err(CommandError::NotSaved));
    }
    assert!(!folder.database().exists(), "an empty database took its place");
    logs(&errors, &["test.db was moved or deleted", "put it back", "from a copy"]).await;
    // Another file of that name is not the one that was opened.
    fs::copy(&elsewhere, folder.database()).unwrap();
    assert_eq!(link.command(note("into a copy")).await, Err(CommandError::NotSaved));

    fs::rename(&elsewhere, folder.database()).unwrap();
    assert_eq!(link.command(note("after")).await, Ok(()));
    link.until_seq(3).await;
    process.kill();
    let process = Process::start(&folder.database());
    let mut back = Link::operator(process.addr, &code).await;
    back.until_seq(3).await;
    notes_are(&back, &["before", "after"]);
}

/// The newest commits are in the log beside the database. Who deletes that loses none of them.
#[tokio::test]
async fn a_log_of_sqlite_that_is_deleted_while_in_use_loses_nothing() {
    let folder = Folder::new();
    let (mut process, errors) = start_with_errors(&folder);
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    assert_eq!(link.command(note("before")).await, Ok(()));
    link.until_seq(2).await;
    for ending in ["-wal", "-shm"] {
        fs::remove_file(folder.path().join(format!("test.db{ending}"))).unwrap();
    }
    assert_eq!(link.command(note("after")).await, Err(CommandError::NotSaved));
    logs(&errors, &["test.db-wal was moved or deleted", "start it again"]).await;
    process.kill();
    let process = Process::start(&folder.database());
    let mut back = Link::operator(process.addr, &code).await;
    back.until_seq(2).await;
    assert_eq!(back.view().history, link.view().history);
    assert_eq!(back.command(note("and on")).await, Ok(()));
}

#[tokio::test]
async fn a_deleted_database_refuses_commands_until_the_program_is_started_anew() {
    let folder = Folder::new();
    let mut program = drillroom();
    program.stderr(Stdio::null());
    let mut process = Process::start_as(program, &folder.database(), "127.0.0.1:0".parse().unwrap());
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    for ending in ["", "-wal", "-shm"] {
        fs::remove_file(folder.path().join(format!("test.db{ending}"))).unwrap();
    }
    assert_eq!(link.command(note("into the void")).await, Err(CommandError::NotSaved));
    assert!(!folder.database().exists());
    let ended = tokio::task::spawn_blocking(move || process.terminate());
    link.until_end().await;
    let (status, after) = ended.await.unwrap();
    assert!(status.success() && after < PATIENCE);

    let process = Process::start(&folder.database());
    assert_eq!(get(process.addr, &format!("/seat/{code}")).await.status, 404);
    let code = open_room(process.addr, "").await;
    assert_eq!(Link::operator(process.addr, &code).await.command(note("anew")).await, Ok(()));
}

// Open files.

#[tokio::test]
async fn a_process_without_open_files_says_so_and_goes_on_once_there_are_some() {
    let folder = Folder::new();
    let errors = folder.path().join("errors.txt");
    let mut program = drillroom();
    program.stderr(fs::File::create(&errors).unwrap());
    let process = Process::start_as(program, &folder.database(), "127.0.0.1:0".parse().unwrap());
    let code = open_room(process.addr, "").await;
    let mut link = Link::operator(process.addr, &code).await;
    let open = fs::read_dir(format!("/proc/{}/fd", process.id())).unwrap().count();
    limit(&process, &format!("--nofile={}:", open + 10));

    let mut crowd = Vec::new();
    let deadline = Instant::now() + PATIENCE;
    while !fs::read_to_string(&errors).unwrap().contains("more open files") {
        assert!(Instant::now() < deadline, "nobody was told");
        crowd.push(tokio::net::TcpStream::connect(process.addr).await.unwrap());
    }
    // Who is in is not concerned.
    assert_eq!(link.command(note("still here")).await, Ok(()));
    drop(crowd);
    assert_eq!(get(process.addr, "/").await.status, 200);
}
