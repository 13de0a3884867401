//! `drillroom play` and `drillroom check`, as an author of scripts uses them.

use std::{fs, io::Write as _, process::Stdio};

use expect_test::expect;

use crate::harness::{Folder, drillroom};

const SCRIPT: &str = r"
title Two lines
0:00 stop application
0:20 agent opens tab case
     expect agent popup no-longer
";

/// Runs it in a folder with this script, and gives exit code, output and errors.
fn run(script: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = Folder::new();
    fs::write(folder.path().join("a.drill"), script).unwrap();
    let output = drillroom().current_dir(folder.path()).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn play_prints_an_aligned_table() {
    let (code, table, errors) = run(SCRIPT, &["play", "a.drill"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(table.lines().any(|line| line.starts_with("0:05 customer notice") && line.contains("AP2")), "{table}");
}

#[test]
fn play_prints_one_object_a_line() {
    let (code, lines, errors) = run(SCRIPT, &["play", "a.drill", "--json"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let objects: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let notice = objects.iter().find(|object| object["thing"] == "notice").unwrap();
    assert_eq!((&notice["at_ms"], &notice["value"], &notice["rule"]), (&5000.into(), &"ended".into(), &"AP2".into()));
}

#[test]
fn play_at_a_time_prints_the_snapshot() {
    let (code, text, errors) = run(SCRIPT, &["play", "a.drill", "--at", "0:05", "--json"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let snapshot: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&snapshot["at_ms"], &snapshot["customer"]["notice"]), (&5000.into(), &"ended".into()));
}

#[test]
fn check_says_what_held() {
    assert_eq!(
        run(SCRIPT, &["check", "a.drill"]),
        (Some(0), "a.drill: 1 expected, all so\n".to_owned(), String::new())
    );
}

#[test]
fn check_names_file_and_line_of_what_did_not_hold() {
    let script = "0:00 stop application\n     expect customer notice ended\n     stop application\n";
    let (code, out, errors) = run(script, &["check", "a.drill"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    expect![[r"
        a.drill:2: at 0:00: expected customer notice ended, found none
        a.drill:3: at 0:00: expected `stop application` to be carried out, found a refusal: Application is already off
    "]]
    .assert_eq(&errors);
}

#[test]
fn what_is_no_script_is_named_with_its_place() {
    for arguments in [&["play", "a.drill"][..], &["check", "a.drill"], &["play", "a.drill", "--json", "--at", "0:00"]] {
        let (code, out, errors) = run("0:00 stop aplication\n", arguments);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        assert!(errors.starts_with("a.drill:1:11: ") && errors.contains("`application`"), "{errors}");
        assert_eq!(errors.lines().count(), 1);
    }
    let (code, _, errors) = run("", &["check", "nowhere.drill"]);
    assert_eq!(code, Some(1));
    assert!(errors.starts_with("nowhere.drill: cannot be read: "), "{errors}");
    let (code, _, _) = run(SCRIPT, &["play", "a.drill", "--at", "5", "--json"]);
    assert_eq!(code, Some(2));
}

#[test]
fn a_command_that_is_refused_is_an_error_of_the_script() {
    let (code, _, errors) = run("0:00 start application\n", &["play", "a.drill"]);
    assert_eq!(code, Some(1));
    assert!(errors.starts_with("a.drill:1: at 0:00: "), "{errors}");
}

#[test]
fn a_script_comes_from_standard_input_too() {
    let mut child = drillroom().args(["check", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(SCRIPT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "-: 1 expected, all so\n");
}

#[test]
fn the_shipped_storyboards_hold() {
    let folder = Folder::new();
    for scenario in drill::scenarios::all() {
        fs::write(folder.path().join(format!("{}.drill", scenario.slug)), scenario.text).unwrap();
    }
    let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let output = drillroom().arg("check").args(files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
