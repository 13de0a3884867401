//! `drillroom play` and `drillroom check`, as an author of scripts uses them.

use std::{
    fs,
    io::Write as _,
    process::{Command, Stdio},
};

use drill::limits::SCRIPT_BYTES_MAX;

use expect_test::expect;

use crate::harness::{Folder, drillroom};

const SCRIPT: &str = r"
title Two lines
0:00 stop application
0:20 agent opens tab case
     expect agent popup no-longer
";

/// Runs it in a folder with this script, and gives exit code, output and errors.
fn run(script: impl AsRef<[u8]>, arguments: &[&str]) -> (Option<i32>, String, String) {
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

/// What is said of a file that is no script, by both commands alike: one line that begins with its name.
fn check_unreadable(script: impl AsRef<[u8]>, name: &str, words: &[&str]) {
    for command in ["play", "check"] {
        let (code, out, errors) = run(&script, &[command, name]);
        assert_eq!((code, out.as_str(), errors.lines().count()), (Some(1), "", 1), "{command} {name}: {errors}");
        assert!(errors.starts_with(&format!("{name}:")) && !errors.contains("panicked"), "{errors}");
        for word in words {
            assert!(errors.contains(word), "no {word:?} in {errors}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_as_a_script_is_named_with_the_reason() {
    check_unreadable("", "nowhere.drill", &["there is no such file"]);
    check_unreadable("", ".", &["is a folder", "name a script in it"]);
    check_unreadable("", "a.drill/b.drill", &["cannot be read"]);
    check_unreadable(b"0:00 stop all\n0:05 note \"caf\xe9\"\n", "a.drill", &["a.drill:2:15: ", "UTF-8"]);
    check_unreadable(b"\xff\xfe0\0:\x000\0", "a.drill", &["a.drill:1:1: ", "save it as UTF-8"]);
    check_unreadable("0:00 note \"a\0b\"", "a.drill", &["a.drill:1:11: ", "cannot be shown"]);
    check_unreadable("0:00 note \"a\u{202e}b\"", "a.drill", &["a.drill:1:11: ", "cannot be shown"]);
    check_unreadable(vec![0; 100], "a.drill", &["a.drill:1:1: "]);
    for filling in [" ", "é", "0:00 stop all\n"] {
        let large = filling.repeat(SCRIPT_BYTES_MAX / filling.len() + 2);
        check_unreadable(large, "a.drill", &["more than 1000000 bytes", "split it"]);
    }
}

#[test]
fn a_script_in_which_nothing_happens_says_so() {
    for script in ["", "\n\n  \n", "# only a comment\n", "\u{feff}", "\r\n"] {
        check_unreadable(script, "a.drill", &["nothing happens in this script", "0:00 stop application"]);
        // The opening of a room is something to look at all the same.
        let (code, text, errors) = run(script, &["play", "a.drill", "--at", "0:00", "--json"]);
        assert_eq!((code, errors.as_str()), (Some(0), ""));
        assert!(text.contains("\"application\":\"on\""), "{text}");
    }
}

#[test]
fn a_script_that_changes_no_screen_says_so_and_is_no_mistake() {
    let (code, out, errors) = run("0:00 say \"Welcome.\"\n", &["play", "a.drill"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert_eq!(errors, "a.drill: no screen changes in this script\n");
    assert_eq!(run("0:00 say \"Welcome.\"\n", &["play", "a.drill", "--json"]), (Some(0), String::new(), String::new()));
}

#[test]
fn every_kind_of_mistake_is_told_with_line_and_column() {
    let mistakes = [
        ("format 2\n", "1:8: this script is written in format 2"),
        ("title A\nformat 1\n", "2:1: the format stands on the first line"),
        ("stop all\ntitle Late\n", "2:1: `title` comes before the first command"),
        ("0:00 title A\n", "1:6: `title` takes no time"),
        ("title A\ntitle B\n", "2:1: `title` stands here for the second time"),
        ("0:00 stop aplication\n", "1:11: unknown backend `aplication`; did you mean `application`?"),
        ("  stpo all\n", "1:3: unknown word `stpo`; did you mean `stop`?"),
        ("\n\n0:00 agent\n", "3:11: the line ends too early"),
        ("0:00 stop \"all\"\n", "1:11: expected here: backend, not a text in quotes"),
        ("0:00 agent logs in now\n", "1:20: nothing more is expected on this line, but there is `now`"),
        ("0:00 note \"never closed\n", "1:11: this text is opened here and never closed"),
        ("0:00 note \"a\"b\n", "1:11: this text is closed on line 1"),
        ("0:00 note \"a\\n\"\n", "1:13: `\\n` is no escape"),
        ("0:00 note \"\"\n", "1:11: there is nothing in this text"),
        ("0:5 stop all\n", "1:1: a time is written m:ss"),
        ("25:00:00 stop all\n", "1:1: a room's time ends at 24:00:00"),
        ("0:10 stop all\n0:05 start all\n", "2:1: time never goes back: the line above is at 0:10"),
        ("setting mail_every 0:01\n", "1:20: the setting mail_every lies between 0:10 and 24:00:00"),
        ("agent completes first\n", "1:17: `first` is not the number of an activity"),
        ("stop all messaging\n", "1:10: `messaging` is in this command already"),
        ("expect refused\n", "1:1: there is no command above that could have been refused"),
        ("é \"ü\" 😀\n", "1:1: unknown word `é`"),
    ];
    let folder = Folder::new();
    let name = |number: usize| format!("{number}.drill");
    for (number, (script, _)) in mistakes.iter().enumerate() {
        fs::write(folder.path().join(name(number)), script).unwrap();
    }
    let names = (0..mistakes.len()).map(name);
    let output = drillroom().current_dir(folder.path()).arg("check").args(names).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), errors.lines().count()), (Some(1), mistakes.len()), "{errors}");
    for (number, ((_, told), line)) in mistakes.iter().zip(errors.lines()).enumerate() {
        assert!(line.starts_with(&format!("{}:{told}", name(number))), "expected {told}, found {line}");
    }
}

#[test]
fn scripts_from_other_systems_are_read() {
    let windows = format!("\u{feff}{}", SCRIPT.replace('\n', "\r\n"));
    for script in [windows.as_str(), SCRIPT.trim_end()] {
        let (code, out, errors) = run(script, &["check", "a.drill"]);
        assert_eq!((code, out.as_str(), errors.as_str()), (Some(0), "a.drill: 1 expected, all so\n", ""));
    }
}

#[test]
fn what_is_asked_for_wrongly_is_answered_with_the_usage() {
    for (arguments, words) in [
        (&["play"][..], "<SCRIPT>"),
        (&["check"], "<SCRIPTS>"),
        (&["play", "a.drill", "--at", "5", "--json"], "a time is written m:ss"),
        (&["play", "a.drill", "--at", "24:00:01", "--json"], "a room's time ends at 24:00:00"),
        (&["play", "a.drill", "--at", "99999999999999999999:00", "--json"], "a time is written m:ss"),
        (&["play", "a.drill", "--at", "0:05"], "--json"),
        (&["play", "a.drill", "b.drill"], "b.drill"),
        (&["play", "a.drill", "--nonsense"], "--nonsense"),
        (&["paly", "a.drill"], "play"),
    ] {
        let (code, out, errors) = run(SCRIPT, arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(errors.contains(words) && errors.contains("--help"), "{arguments:?}: {errors}");
    }
}

/// Gives it to standard input, which is closed at once if it is empty.
fn run_with_input(input: &[u8], mut program: Command) -> (Option<i32>, String) {
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It may have given up already.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_is_wrong_with_standard_input_is_said_of_it() {
    let large = vec![b' '; 3 * SCRIPT_BYTES_MAX];
    for (input, words) in [
        (&b""[..], "-: nothing happens in this script"),
        (b"0:00 stop aplication", "-:1:11: unknown backend"),
        (b"\xff", "-:1:1: "),
        (&large, "-: this script has more than 1000000 bytes"),
    ] {
        let mut program = drillroom();
        program.args(["play", "-"]);
        let (code, errors) = run_with_input(input, program);
        assert_eq!(code, Some(1));
        assert!(errors.starts_with(words) && errors.lines().count() == 1, "{errors}");
    }
}

/// More effects than a pipe holds.
fn long_script() -> String {
    format!("0:00 stop messaging\n{}", "customer says \"Hello?\"\n".repeat(2_000))
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::new();
    fs::write(folder.path().join("a.drill"), long_script()).unwrap();
    for arguments in [&["play", "a.drill"][..], &["play", "a.drill", "--json"], &["check", "a.drill"], &["--help"]] {
        let mut program = drillroom();
        program.current_dir(folder.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn output_that_goes_nowhere_is_an_error() {
    let folder = Folder::new();
    fs::write(folder.path().join("a.drill"), long_script()).unwrap();
    for arguments in [&["play", "a.drill"][..], &["check", "a.drill"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut program = drillroom();
        let output = program.current_dir(folder.path()).args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8(output.stderr).unwrap().starts_with("cannot print: "));
    }
}
