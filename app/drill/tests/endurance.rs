//! Rooms as large as the limits let them grow, and logs that no room ever wrote. The deadlines are far above what is
//! needed, and far below what a class would notice as a room that hangs.

use std::time::{Duration, Instant};

use drill::{
    Command, Event, Fact, Millis, Observer, Pane, PausedBy, Refusal, Setting, State, Thing, agent, apply, database,
    decide,
    limits::{MAIL_EVERY_MIN, ROOM_TIME_MAX, SETTING_MAX, SETTING_MIN},
};

/// How long anything here may take, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

fn opened() -> Fact {
    Fact::RoomOpened { title: "A long day".to_owned(), summary: String::new(), storyboard: None }
}

fn log(facts: impl IntoIterator<Item = (Millis, Fact)>) -> Vec<Event> {
    facts.into_iter().zip(1..).map(|((at, fact), seq)| Event::new(seq, at, 0, fact)).collect()
}

/// Folds a log as a room and as a watcher do, looks at every screen, and gives how many e-mails were told of.
fn fold(log: &[Event]) -> usize {
    let started = Instant::now();
    let mut observer = Observer::new();
    let effects: Vec<_> = log.iter().flat_map(|event| observer.observe(event)).collect();
    let state = observer.state();
    let shown = agent(state, state.at).emails.len() + database(state, state.at).len();
    assert!(shown > 0 && started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    effects.iter().filter(|effect| (effect.pane, effect.thing) == (Pane::Database, Thing::Row)).count()
}

#[test]
fn fp22_a_whole_day_of_e_mails_is_skipped_in_time() {
    for every in [Setting::MailEvery.bounds().start(), &Millis::from_secs(90)] {
        let skip = Fact::ClockSkipped(ROOM_TIME_MAX);
        let log = log([
            (Millis::ZERO, opened()),
            (Millis::ZERO, Fact::SettingChanged(Setting::MailEvery, *every)),
            (Millis::ZERO, skip),
        ]);
        assert_eq!(fold(&log) as u64, ROOM_TIME_MAX.0 / every.0);
    }
}

/// Logs from before [`MAIL_EVERY_MIN`]: what is logged is law.
#[test]
fn fp22_an_e_mail_each_second_was_allowed_once_and_is_still_read_in_time() {
    let every = Fact::SettingChanged(Setting::MailEvery, SETTING_MIN);
    let log = log([(Millis::ZERO, opened()), (Millis::ZERO, every), (Millis::ZERO, Fact::ClockSkipped(ROOM_TIME_MAX))]);
    let mut state = State::new();
    for event in &log {
        assert!(event.follows(state.seq, state.at));
        apply(&mut state, event);
    }
    assert_eq!(fold(&log), 86_400);
}

#[test]
fn sv8_a_day_of_held_e_mails_arrives_in_time() {
    let every = (Millis::ZERO, Fact::SettingChanged(Setting::MailEvery, MAIL_EVERY_MIN));
    let out = (Millis(1), Fact::AgentLoggedOut);
    let back = (ROOM_TIME_MAX, Fact::AgentLoggedIn);
    assert_eq!(fold(&log([(Millis::ZERO, opened()), every, out, back])), 8_640);
}

#[test]
fn a_full_record_over_a_full_inbox_is_folded_in_time() {
    let mut facts = vec![
        (Millis::ZERO, opened()),
        (Millis::ZERO, Fact::SettingChanged(Setting::MailEvery, MAIL_EVERY_MIN)),
        (Millis::ZERO, Fact::ClockSkipped(ROOM_TIME_MAX)),
    ];
    facts.extend((0..17_000).map(|number| (ROOM_TIME_MAX, Fact::NoteAdded(format!("Note {number}")))));
    assert_eq!(fold(&log(facts)), 8_640);
}

#[test]
fn a_setting_outside_its_bounds_is_refused() {
    let state = State::new();
    for setting in Setting::ALL {
        let shortest = if setting == Setting::MailEvery { MAIL_EVERY_MIN } else { SETTING_MIN };
        let ask = |to| decide(&state, Millis::ZERO, &Command::ChangeSetting(setting, to)).err();
        for to in [shortest, SETTING_MAX] {
            assert_eq!(ask(to), None, "{setting:?} {to}");
        }
        for to in [Millis::ZERO, shortest - Millis(1), SETTING_MAX + Millis(1), Millis(u64::MAX)] {
            assert_eq!(ask(to), Some(Refusal::SettingOutOfBounds(setting, to)));
        }
    }
}

#[test]
fn what_cannot_come_next_in_a_log_is_told_from_what_can() {
    let mut state = State::new();
    for event in log([(Millis::ZERO, opened()), (Millis(5_000), Fact::TimeMarked)]) {
        assert!(event.follows(state.seq, state.at));
        apply(&mut state, &event);
    }
    let held = || Fact::ClockPaused(PausedBy::Operator);
    let lasts = |to| Fact::SettingChanged(Setting::MailEvery, to);
    for (seq, at, fact, follows) in [
        (3, 5_000, held(), true),
        (3, ROOM_TIME_MAX.0, held(), true),
        (3, 5_000, lasts(SETTING_MIN), true),
        (2, 5_000, held(), false),
        (4, 5_000, held(), false),
        (3, 4_999, held(), false),
        (3, ROOM_TIME_MAX.0 + 1, held(), false),
        (3, u64::MAX, held(), false),
        (3, 5_000, lasts(Millis::ZERO), false),
        (3, 5_000, lasts(Millis(u64::MAX)), false),
    ] {
        let event = Event { seq, at: Millis(at), wall_ms: 0, fact };
        assert_eq!(event.follows(state.seq, state.at), follows, "{event:?}");
    }
}
