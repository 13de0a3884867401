//! The command line: what it refuses, and that each refusal is one line that says what to do.

use std::{net::TcpListener, path::Path, process::Output};

use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};

use crate::harness::{Folder, InProcess, Process, drillroom, get, jar, open_room};

/// Starts the server where it must refuse, and gives the one line that it says.
fn refused(addr: &str, database: &Path) -> String {
    let output = drillroom().args(["serve", "--addr", addr, "--database"]).arg(database).output().unwrap();
    said(&output)
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(error.trim_end().lines().count(), 1, "{error}");
    assert!(error.starts_with("drillroom: ") && !error.contains("panicked"), "{error}");
    error
}

fn check(error: &str, words: &[&str]) {
    for word in words {
        assert!(error.contains(word), "no {word:?} in {error}");
    }
}

#[test]
fn a_busy_port_is_named_with_a_way_out() {
    let folder = Folder::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap().to_string();
    check(&refused(&addr, &folder.database()), &[&addr, "in use by another program", "--addr"]);
    assert!(!folder.database().exists());
}

#[test]
fn an_address_that_is_none_is_named_with_a_way_out() {
    let folder = Folder::new();
    for addr in ["nonsense", "127.0.0.1:99999", "192.0.2.1:3000"] {
        check(&refused(addr, &folder.database()), &[addr, "--addr"]);
    }
}

#[tokio::test]
async fn a_second_process_on_the_same_database_is_refused() {
    let folder = Folder::new();
    let first = Process::start(&folder.database());
    let error = refused("127.0.0.1:0", &folder.database());
    check(&error, &["in use by another drillroom", "--database"]);
    drop(first);
    // The lock dies with its process, also when that is killed.
    drop(Process::start(&folder.database()));
}

#[tokio::test]
async fn a_database_locked_by_another_program_is_refused() {
    let folder = Folder::new();
    let folder = InProcess::start_in(folder).await.stop().await;
    let options = SqliteConnectOptions::new().filename(folder.database());
    let mut other = options.connect().await.unwrap();
    sqlx::query("PRAGMA locking_mode = exclusive").execute(&mut other).await.unwrap();
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut other).await.unwrap();
    let database = folder.database();
    let error = tokio::task::spawn_blocking(move || refused("127.0.0.1:0", &database)).await.unwrap();
    check(&error, &["locked by another program", "--database"]);
    other.close().await.unwrap();
}

#[test]
fn what_is_no_database_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    std::fs::write(folder.database(), "Dear diary, today I was no database.").unwrap();
    check(&refused("127.0.0.1:0", &folder.database()), &["is not a database", "left as it is", "--database"]);
    assert_eq!(std::fs::read_to_string(folder.database()).unwrap(), "Dear diary, today I was no database.");
    let directory = folder.path().to_path_buf();
    check(&refused("127.0.0.1:0", &directory), &["Cannot use", "--database"]);
    check(&refused("127.0.0.1:0", &directory.join("no/such/folder.db")), &["Cannot use", "folder exists"]);
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    let options = SqliteConnectOptions::new().filename(folder.database()).create_if_missing(true);
    let mut other = options.connect().await.unwrap();
    sqlx::query("CREATE TABLE recipe (name TEXT)").execute(&mut other).await.unwrap();
    other.close().await.unwrap();
    let before = std::fs::read(folder.database()).unwrap();
    check(&refused("127.0.0.1:0", &folder.database()), &["database of another program", "left as it is"]);
    assert_eq!(std::fs::read(folder.database()).unwrap(), before);
}

#[test]
fn a_filter_that_is_none_is_refused() {
    let output = drillroom().args(["--log", "server=loud=er"]).output().unwrap();
    check(&said(&output), &["server=loud=er", "--log info"]);
}

#[test]
fn help_names_every_setting_with_its_default() {
    for arguments in [&["--help"][..], &["serve", "--help"]] {
        let output = drillroom().args(arguments).output().unwrap();
        assert!(output.status.success());
        let help = String::from_utf8(output.stdout).unwrap();
        let words = [
            "--addr",
            "DRILLROOM_ADDR",
            "127.0.0.1:3000",
            "--database",
            "DRILLROOM_DATABASE",
            "drillroom.db",
            "DRILLROOM_LOG",
        ];
        check(&help, &words);
    }
}

#[tokio::test]
async fn a_lost_key_is_made_anew_while_the_server_is_stopped() {
    let home = InProcess::start().await;
    let code = open_room(home.addr, "").await;
    let folder = home.stop().await;
    let database = folder.database();
    let output = drillroom().args(["key", &code, "--database"]).arg(&database).output().unwrap();
    let link = String::from_utf8(output.stdout).unwrap();
    let key = link.trim().split_once('#').unwrap().1.to_owned();
    let home = InProcess::start_in(folder).await;
    assert_eq!(get(home.addr, &format!("/room/{code}")).await.status, 403, "the old one opens nothing");
    jar::put_operator(home.addr, &code, &key);
    assert_eq!(get(home.addr, &format!("/room/{code}")).await.status, 200);

    let busy = drillroom().args(["key", &code, "--database"]).arg(&database).output().unwrap();
    check(&said(&busy), &["in use by another drillroom"]);
    let unknown = drillroom().args(["key", "AAAA-AAAA", "--database"]).arg(Folder::new().database()).output().unwrap();
    check(&said(&unknown), &["There is no room AAAA-AAAA"]);
}
