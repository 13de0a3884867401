//! Every seed and every past finding of the fuzz targets, put to the same laws. Files that `cargo xtask fuzz` finds are
//! copied into the corpus and stay there.

#[path = "../../fuzz/code_laws.rs"]
mod code_laws;
#[path = "../../fuzz/laws.rs"]
mod laws;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use drill::{
    ActivityId, Backend, Command, Inbox, Millis, Projector, Sender, Setting, Speed, TabName, TruthFor, Verdict,
    scenarios,
};
use protocol::{List, PROTOCOL, ToServer};

/// How long one file may take: far more than any does, and far less than a room may be busy.
const PATIENCE: Duration = Duration::from_secs(5);

fn corpus(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(kind)
}

/// Puts each file of the corpus to a law, in time.
fn check(kind: &str, law: impl Fn(&[u8])) {
    let mut files: Vec<PathBuf> = fs::read_dir(corpus(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        // Shown when the law panics.
        println!("{}", file.display());
        in_time(|| law(&fs::read(&file).unwrap()));
    }
}

fn in_time(work: impl FnOnce()) {
    let started = Instant::now();
    work();
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
}

#[test]
fn every_script_of_the_corpus_keeps_the_laws() {
    check("scripts", laws::script);
}

#[test]
fn every_shipped_drill_keeps_the_laws() {
    for scenario in scenarios::all() {
        println!("{}", scenario.slug);
        in_time(|| laws::script(scenario.text.as_bytes()));
    }
}

#[test]
fn every_code_of_the_corpus_keeps_the_laws() {
    check("codes", code_laws::code);
}

#[test]
fn every_link_of_the_corpus_keeps_the_laws() {
    check("frames", laws::frames);
}

/// The seeds are files, since that is what libFuzzer reads. `UPDATE_EXPECT=1` writes them anew when frames have changed.
#[test]
fn the_seeds_are_what_a_browser_sends_today() {
    for (name, seed) in seeds() {
        let path = corpus("frames").join(name);
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &seed).unwrap();
        }
        assert!(
            fs::read(&path).is_ok_and(|kept| kept == seed),
            "{} is not what a browser sends today; UPDATE_EXPECT=1 writes it anew",
            path.display()
        );
    }
}

fn seeds() -> Vec<(String, Vec<u8>)> {
    let link = |drill: usize, commands: Vec<Command>| {
        let hello = ToServer::Hello { protocol: PROTOCOL, since: 1 };
        let commands = commands.into_iter().zip(1..).map(|(command, id)| ToServer::Command { id, command });
        let others = [ToServer::Earlier { list: List::History, before: 9 }, ToServer::LookBack(None), ToServer::Beat];
        let frames: Vec<ToServer> = [hello].into_iter().chain(commands).chain(others).collect();
        laws::link_of(u8::try_from(drill).unwrap(), &frames)
    };
    // More than any drill has: the last ones are refused. Each is answered, if it asks something.
    let lesson = || {
        [
            Command::TakeHint,
            Command::Answer("A green circle.".to_owned()),
            Command::PlayStep,
            Command::Judge(Verdict::Partly),
        ]
    };
    let steps = || std::iter::repeat_with(lesson).take(24).flatten().collect();
    let drills = scenarios::all().iter().zip(1..);
    let mut seeds: Vec<_> =
        drills.map(|(scenario, drill)| (format!("steps-of-{}", scenario.slug), link(drill, steps()))).collect();
    seeds.push(("every-command".to_owned(), link(0, every_command())));
    seeds.push(("impossible-values".to_owned(), link(0, impossible_values())));
    seeds
}

fn every_command() -> Vec<Command> {
    let text = || "Hello?".to_owned();
    vec![
        Command::ChangeSetting(Setting::MailEvery, Millis::from_secs(10)),
        Command::ChangeSetting(Setting::FewMinutes, Millis::from_secs(30)),
        Command::ChangeSpeed(Speed::Four),
        Command::ResumeClock,
        Command::AgentSay(text()),
        Command::CustomerSay(text()),
        Command::StopBackends(vec![Backend::Messaging]),
        Command::CustomerSay(text()),
        Command::SkipToNextChange,
        Command::StartBackends(vec![Backend::Messaging]),
        Command::AgentOpenInbox(Inbox::Main),
        Command::AgentOpenActivity(ActivityId(1342)),
        Command::AgentReply(text()),
        Command::StopAll,
        Command::AgentOpenTab(TabName::Case),
        Command::Skip(Millis::from_mins(1)),
        Command::CustomerDismiss,
        Command::AgentLogOut,
        Command::StartAll,
        Command::CustomerStart(text()),
        Command::AgentLogIn,
        Command::AgentDismiss,
        Command::AgentComplete(ActivityId(1347)),
        Command::CustomerSay(text()),
        Command::CustomerLeave,
        Command::AgentComplete(ActivityId(1348)),
        Command::AddNote(text()),
        Command::Say(text()),
        Command::Ask(text()),
        Command::PauseClock,
        Command::PlayStep,
        Command::SwitchAuto(true),
        Command::ShowOnProjector(Projector::Blank),
        Command::TakeHint,
        Command::Answer(text()),
        Command::Judge(Verdict::Misled),
        Command::ContinueIn("ABCD-EFGH".to_owned()),
        Command::AddPublicNote(text()),
        Command::SwitchAutopilot(Sender::Customer, true),
        Command::ShareTruth(TruthFor::Projector),
        Command::Undo(2),
        Command::EndSession,
    ]
}

fn impossible_values() -> Vec<Command> {
    vec![
        Command::Skip(Millis(u64::MAX)),
        Command::ChangeSetting(Setting::NoticeAfter, Millis(u64::MAX)),
        Command::ChangeSetting(Setting::MailEvery, Millis(0)),
        Command::AgentOpenActivity(ActivityId(u32::MAX)),
        Command::AgentComplete(ActivityId(0)),
        Command::StopBackends(Vec::new()),
        Command::StopBackends(vec![Backend::Application; 40]),
        Command::AddNote("\0\u{202e}\u{feff}\u{10ffff}".to_owned()),
        Command::AgentSay("x".repeat(2_001)),
        Command::Skip(Millis::from_mins(24 * 60)),
        Command::ResumeClock,
        Command::SkipToNextChange,
    ]
}
