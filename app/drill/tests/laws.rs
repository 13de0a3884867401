//! The laws that hold for every sequence of commands whatsoever: the end of `behaviour.md`, and what the engine itself
//! promises. Each law draws random drills (`laws/sequences.rs`); one of them holds the screens against the rules as
//! they were read a second time (`laws/model.rs`).
//!
//! A failing law prints its seed and the shortest drill it found; `PROPTEST_RNG_SEED=…` repeats it.

#[path = "laws/model.rs"]
mod model;
#[path = "laws/sequences.rs"]
mod sequences;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use drill::{
    ActivityId, Backend, Belief, Command, Effect, Event, Fact, Fate, Kind, Millis, Observer, Pane, Provenance, Refusal,
    Rule, Sender, Shown, ShownAs, State, Thing, Who, agent, apply, backends, beliefs, clock, customer, database,
    decide, effects, ledger, misled, next_change,
    report::{report, time_covered},
    script,
    snapshot::snapshot,
};
use proptest::{prelude::*, test_runner::TestCaseResult};
use sequences::{Drill, Numbers, Step, check};
use serde::Serialize;

/// All screens and tables at `now`.
fn screens(state: &State, now: Millis) -> impl Serialize + PartialEq + std::fmt::Debug + use<> {
    let views = (agent(state, now), customer(state, now), database(state, now), ledger(state), misled(state, now));
    (views, backends(state), clock(state).paused_by)
}

fn json(what: &impl Serialize) -> String {
    serde_json::to_string(what).expect("it can be written as JSON")
}

fn fold(log: &[Event]) -> State {
    let mut state = State::new();
    for event in log {
        apply(&mut state, event);
    }
    state
}

/// The events of a log that come after the one numbered `seq`.
fn after(log: &[Event], seq: u64) -> impl Iterator<Item = &Event> {
    log.iter().filter(move |event| event.seq > seq)
}

/// The room time at which a log stands.
fn end(log: &[Event]) -> Millis {
    log.last().map_or(Millis::ZERO, |event| event.at)
}

#[test]
fn the_screens_show_what_the_rules_say_and_offer_what_they_show() {
    check("the rules read twice", 3_000, |numbers| {
        let mut model = None;
        let mut done = 0;
        numbers.run(|drill| {
            let model = model.get_or_insert_with(|| model::Model::new(drill::Settings::default()));
            for Step { at, command, answer } in &drill.steps[done..] {
                model.wait(*at);
                if *command == Command::SkipToNextChange {
                    // Whether something is still to come depends on how long a room lives, which is no rule.
                    if let Ok(facts) = answer {
                        prop_assert!(model.obey(command), "{command:?}");
                        let [Fact::ClockSkipped(to)] = facts[..] else { panic!("a skip skips: {facts:?}") };
                        model.wait(to);
                    }
                } else {
                    prop_assert_eq!(
                        model.obey(command),
                        answer.is_ok(),
                        "{:?}: {:?}\n{}",
                        command,
                        answer,
                        drill.told()
                    );
                }
            }
            done = drill.steps.len();
            let (says, shows) = (model.screens(), model::engine(&drill.state, drill.now));
            prop_assert_eq!(says, shows, "left: as the rules say; right: as shown\n{}", drill.told());
            Ok(())
        })?;
        Ok(())
    });
}

#[test]
fn a_refused_command_leaves_no_trace() {
    check("refusals", 1_000, |numbers| {
        let drill = numbers.run(|_| Ok(()))?;
        let mut polite = Drill { state: State::new(), now: Millis::ZERO, log: Vec::new(), steps: Vec::new() };
        polite.log_fact(drill.log[0].fact.clone());
        for Step { at, command, answer } in drill.steps.into_iter().filter(|step| step.answer.is_ok()) {
            let before = polite.state.clone();
            prop_assert_eq!(&decide(&polite.state, at, &command), &answer);
            prop_assert_eq!(&polite.state, &before, "deciding changed the state");
            polite.ask(at, command);
        }
        prop_assert_eq!(&polite.log, &drill.log);
        prop_assert_eq!(polite.state, drill.state);
        Ok(())
    });
}

#[test]
fn the_same_log_gives_the_same_screens_byte_for_byte() {
    check("folding", 1_000, |numbers| {
        // Looking at the screens on the way must not matter, so one fold is looked at and the others are not.
        let drill = numbers.run(|drill| {
            let _ = model::engine(&drill.state, drill.now);
            Ok(())
        })?;
        let read: Vec<Event> = serde_json::from_str(&json(&drill.log)).expect("it was written as JSON");
        prop_assert_eq!(&read, &drill.log);
        for log in [&drill.log, &read] {
            let folded = fold(log);
            prop_assert_eq!(&folded, &drill.state);
            for wait in [0, 4_999, 600_000] {
                let now = drill.now + Millis(wait);
                prop_assert_eq!(json(&screens(&folded, now)), json(&screens(&drill.state, now)));
                prop_assert_eq!(json(&snapshot(&folded, now)), json(&snapshot(&drill.state, now)));
            }
        }
        prop_assert_eq!(effects(&read, drill.now), effects(&drill.log, drill.now));
        Ok(())
    });
}

#[test]
fn skipping_in_one_step_or_in_a_thousand_gives_the_same_screens_and_effects() {
    check("skipping", 1_000, |numbers| {
        let drill = numbers.run(|_| Ok(()))?;
        let (slow_log, renumbered) = in_small_steps(&drill.log, numbers);
        let until = drill.now + Millis(numbers.commands.len() as u64 * 3_000);
        let (fast, slow) = (fold(&drill.log), fold(&slow_log));
        let renumber = |seq: u64| renumbered[&seq];
        prop_assert_eq!(json(&snapshot(&fast, until)), json(&snapshot(&slow, until)), "{}", drill.told());
        let told = |effect: &Effect, cause: u64| {
            (effect.at, effect.pane, effect.thing, effect.value.clone(), effect.words.clone(), effect.why.rule(), cause)
        };
        let at_once: Vec<_> =
            effects(&drill.log, until).iter().map(|effect| told(effect, renumber(effect.why.cause()))).collect();
        let slowly: Vec<_> = effects(&slow_log, until).iter().map(|effect| told(effect, effect.why.cause())).collect();
        prop_assert_eq!(at_once, slowly, "{}", drill.told());
        Ok(())
    });
}

/// The same log with time marks and short skips before every event, and where each event is in it.
fn in_small_steps(log: &[Event], numbers: &Numbers) -> (Vec<Event>, BTreeMap<u64, u64>) {
    let mut slow: Vec<Event> = Vec::new();
    let mut renumbered = BTreeMap::new();
    let mut random = numbers.commands.iter().cycle();
    for event in log {
        let (from, steps) = (end(&slow), random.next().map_or(0, |(_, what)| u64::from(*what) % 8));
        for step in 1..=if slow.is_empty() { 0 } else { steps } {
            let at = Millis(from.0 + (event.at.0 - from.0) * step / steps);
            let fact = if step % 2 == 0 { Fact::TimeMarked } else { Fact::ClockSkipped(at) };
            slow.push(Event { seq: slow.len() as u64 + 1, at, wall_ms: 7, fact });
        }
        renumbered.insert(event.seq, slow.len() as u64 + 1);
        slow.push(Event { seq: slow.len() as u64 + 1, ..event.clone() });
    }
    (slow, renumbered)
}

#[test]
fn a_log_written_as_a_script_comes_to_the_same_screens_and_effects() {
    check("scripts", 1_000, |numbers| {
        let drill = numbers.run(|_| Ok(()))?;
        let text = script::print(&drill.log);
        let script = script::parse(&text);
        prop_assert!(script.is_ok(), "{:?}\n{}", script, text);
        let run = script::run(&script.expect("it was read"));
        prop_assert_eq!(&run.failures, &[], "{}", text);
        prop_assert_eq!(
            json(&snapshot(&fold(&run.log), drill.now)),
            json(&snapshot(&drill.state, drill.now)),
            "{}",
            text
        );
        let told = |log: &[Event]| -> Vec<_> {
            let told = |effect: Effect| (effect.at, effect.pane, effect.thing, effect.value, effect.why.rule());
            effects(log, drill.now).into_iter().map(told).collect()
        };
        prop_assert_eq!(told(&run.log), told(&drill.log), "{}", text);
        // A skip at the end leaves a last line with a time alone, which no event of the run says again.
        prop_assert_eq!(run.until, drill.log.last().map_or(Millis::ZERO, |event| event.at));
        prop_assert!(text.starts_with(&script::print(&run.log)), "{}", text);
        Ok(())
    });
}

#[test]
fn a_fate_never_changes_and_no_screen_shows_a_line_the_ledger_has_not() {
    check("fates and lines", 1_000, |numbers| {
        let mut known = Vec::new();
        numbers.run(|drill| {
            let now = ledger(&drill.state);
            prop_assert_eq!(&now[..known.len()], &known[..]);
            prop_assert!(now.iter().enumerate().all(|(place, entry)| entry.n == place + 1));
            let agent_lines = agent(&drill.state, drill.now).transcript;
            let customer_lines = customer(&drill.state, drill.now).transcript;
            for (lines, owner) in [(&agent_lines, Sender::Agent), (&customer_lines, Sender::Customer)] {
                prop_assert!(lines.is_sorted_by_key(|line| line.n));
                for line in lines {
                    let Some(entry) = now.get(line.n - 1) else { panic!("line {} is not in the ledger", line.n) };
                    prop_assert_eq!((&line.text, line.at, line.from), (&entry.text, entry.at, entry.from));
                    prop_assert!(entry.fate == Fate::Delivered || (entry.from == owner && entry.fate == Fate::Lost));
                }
            }
            known = now;
            Ok(())
        })?;
        Ok(())
    });
}

#[test]
fn whoever_is_misled_hears_something_untrue_and_nobody_else_does() {
    check("beliefs", 1_000, |numbers| {
        numbers.run(|drill| {
            let misled = misled(&drill.state, drill.now);
            for Belief { about, testimonies } in beliefs(&drill.state, drill.now) {
                for (testimony, who) in testimonies.iter().zip([Some(Who::Agent), Some(Who::Customer), None, None]) {
                    let untrue = testimony.says == Some(true) && testimony.truth == Some(false);
                    prop_assert_eq!(testimony.misled_by.is_some(), untrue, "{:?} {:?} {:?}", about, who, testimony);
                    if let Some(who) = who {
                        let rule = misled.iter().find(|entry| entry.who == who && entry.about == about);
                        prop_assert_eq!(testimony.misled_by, rule.map(|entry| entry.rule));
                    }
                }
            }
            Ok(())
        })?;
        Ok(())
    });
}

#[test]
fn looking_back_shows_what_was_there() {
    check("replay", 100, |numbers| {
        let mut live = Vec::new();
        let drill = numbers.run(|drill| {
            live.push((drill.now, json(&screens(&drill.state, drill.now))));
            Ok(())
        })?;
        // Of several looks at one moment the last is what is shown of it.
        for (place, (now, seen)) in live.iter().enumerate().step_by(11) {
            if live[place + 1..].iter().all(|(later, _)| later != now) {
                let told = drill.log.partition_point(|event| event.at <= *now);
                prop_assert_eq!(&json(&screens(&fold(&drill.log[..told]), *now)), seen);
            }
        }
        for (now, ..) in live.iter().step_by(37) {
            let told = report(&drill.log, *now);
            let effects: Vec<_> = effects(&drill.log, *now)
                .into_iter()
                .filter(|effect| matches!(effect.pane, Pane::Agent | Pane::Customer))
                .collect();
            prop_assert_eq!(told.seen, effects);
            let blind = time_covered(told.misled.iter());
            prop_assert!(blind <= *now, "nobody is misled for longer than there was");
            for span in &told.misled {
                prop_assert!((span.from < span.to || span.to == *now) && span.to <= *now);
            }
        }
        Ok(())
    });
}

#[test]
fn rows_are_as_fp23_says() {
    check("rows", 500, |numbers| {
        let mut completed = BTreeSet::new();
        let mut before = Vec::new();
        numbers.run(|drill| {
            let state = &drill.state;
            let rows = database(state, drill.now);
            prop_assert!(rows.is_sorted_by_key(|row| row.what.activity_id));
            for row in rows.iter().map(|row| &row.what) {
                let chat = state.chat(row.activity_id);
                prop_assert_eq!(
                    (row.kind, row.activity_type()),
                    if chat.is_some() { (Kind::Chat, 2000) } else { (Kind::Email, 1) }
                );
                let is_completed = match chat {
                    Some(chat) => chat.completed.is_some(),
                    None => state.emails.iter().any(|email| email.id == row.activity_id && email.completed.is_some()),
                };
                let is_assigned = chat.is_none_or(|chat| chat.assigned.is_some());
                let status = (row.activity_status, row.activity_sub_status);
                prop_assert_eq!(status == (9000, 9100), is_completed);
                prop_assert_eq!(status == (5000, 5100), is_assigned && !is_completed);
                prop_assert_eq!(status == (4000, 4100), !is_assigned && !is_completed);
                prop_assert_eq!(row.assigned_to.is_some(), is_assigned);
                // No row ever opens again.
                prop_assert!(is_completed || !completed.contains(&row.activity_id));
                if is_completed {
                    completed.insert(row.activity_id);
                }
            }
            let ids: Vec<u32> = rows.iter().map(|row| row.what.activity_id.0).collect();
            prop_assert!(numbered(&ids, 1347, 9001) && numbered(&ids, 9001, u32::MAX), "{:?}", ids);
            prop_assert!(before.iter().all(|id| ids.contains(id)), "a row went away");
            before = ids;
            Ok(())
        })?;
        Ok(())
    });
}

/// Whether the numbers from `first` to below `end` have no hole.
fn numbered(ids: &[u32], first: u32, end: u32) -> bool {
    ids.iter().filter(|id| (first..end).contains(id)).zip(first..).all(|(id, expected)| *id == expected)
}

#[test]
fn what_is_accepted_was_offered_and_what_was_offered_is_accepted() {
    check("offers", 1_000, |numbers| {
        let mut before: Option<Drill> = None;
        numbers.run(|drill| {
            if let Some(before) = &before {
                for Step { at, command, answer } in &drill.steps[before.steps.len()..] {
                    let offered = offered(&before.state, *at, command);
                    let refused = match answer {
                        // Limits and texts are no matter of what a screen offers.
                        Err(Refusal::EmptyText | Refusal::LongText(..) | Refusal::UnprintableText) => continue,
                        Err(_) => true,
                        Ok(_) => false,
                    };
                    prop_assert_eq!(
                        offered,
                        Some(!refused).filter(|_| offered.is_some()),
                        "{:?} {:?}",
                        command,
                        answer
                    );
                }
            }
            before = Some(drill.clone());
            Ok(())
        })?;
        Ok(())
    });
}

/// Whether the screens of `now` offer `command` to the agent or the customer, judged by nothing but the screens.
fn offered(state: &State, now: Millis, command: &Command) -> Option<bool> {
    let (agent, customer) = (agent(state, now), customer(state, now));
    let shown_as =
        |id: ActivityId| agent.activities().iter().find(|entry| entry.what.activity == id).map(|e| e.what.shown_as);
    let greyed = agent.reply.what == Some(drill::Reply::Greyed);
    let in_view = agent.open.what.and_then(shown_as);
    Some(match command {
        Command::AgentSay(_) => agent.can_type && in_view == Some(ShownAs::Active),
        Command::AgentOpenTab(_) | Command::AgentOpenInbox(_) => agent.inbox_shown.is_some(),
        Command::AgentOpenActivity(id) => shown_as(*id).is_some(),
        Command::AgentReply(_) => agent.email.is_some() && in_view == Some(ShownAs::Open) && !greyed,
        Command::AgentComplete(id) => shown_as(*id).is_some_and(|shown| shown != ShownAs::Open || !greyed),
        Command::AgentDismiss => agent.popup.what.is_some(),
        Command::AgentLogOut => agent.login.what == drill::Login::In,
        Command::AgentLogIn => agent.login.what != drill::Login::In,
        Command::CustomerSay(_) => customer.can_type.what,
        Command::CustomerDismiss => customer.notice.what.is_some(),
        Command::CustomerStart(_) => !customer.can_type.what,
        Command::CustomerLeave => customer.page.what != drill::Page::Form,
        _ => return None,
    })
}

/// What a person has been told by effects: the last value of everything that has one at a time, the inbox, the rows,
/// the fates, and the lines that came.
#[derive(Debug, PartialEq)]
struct Told {
    values: BTreeMap<(Pane, Thing), String>,
    lists: BTreeMap<(Thing, String), String>,
}

impl Told {
    fn by_looking(state: &State, now: Millis) -> Self {
        let (agent, customer) = (agent(state, now), customer(state, now));
        let or_none = |word: Option<&str>| word.unwrap_or("none").to_owned();
        let tab = agent.tab.what.map(|tab| format!("{} {}", tab.name.word(), tab.load.word()));
        let values = [
            ((Pane::Agent, Thing::Login), agent.login.what.word().to_owned()),
            ((Pane::Agent, Thing::Desktop), or_none(agent.desktop.what.map(drill::DesktopMark::word))),
            ((Pane::Agent, Thing::Icon), or_none(agent.icon.what.map(drill::Icon::word))),
            ((Pane::Agent, Thing::TitleFlashing), agent.title_flashing.what.to_string()),
            ((Pane::Agent, Thing::Popup), or_none(agent.popup.what.map(drill::PopUp::word))),
            ((Pane::Agent, Thing::Tab), or_none(tab.as_deref())),
            ((Pane::Agent, Thing::Open), or_none(agent.open.what.map(|id| id.to_string()).as_deref())),
            ((Pane::Agent, Thing::Reply), or_none(agent.reply.what.map(drill::Reply::word))),
            ((Pane::Customer, Thing::Page), customer.page.what.word().to_owned()),
            ((Pane::Customer, Thing::Notice), or_none(customer.notice.what.map(drill::Notice::word))),
            ((Pane::Customer, Thing::CanType), customer.can_type.what.to_string()),
        ];
        let inbox = agent
            .activities()
            .into_iter()
            .map(|Shown { what, .. }| ((Thing::Inbox, what.activity.to_string()), what.shown_as.word().to_owned()));
        let rows = database(state, now).into_iter().map(|Shown { what, .. }| {
            let status = format!("{}/{}", what.activity_status, what.activity_sub_status);
            ((Thing::Row, what.activity_id.to_string()), status)
        });
        let messages = ledger(state)
            .into_iter()
            .map(|entry| ((Thing::Message, entry.n.to_string()), entry.fate.word().to_owned()));
        Self { values: values.into(), lists: inbox.chain(rows).chain(messages).collect() }
    }

    /// Takes an effect in; says so if it tells nothing new.
    fn hear(&mut self, effect: &Effect) -> TestCaseResult {
        if matches!(effect.thing, Thing::Inbox | Thing::Row | Thing::Message) {
            let (id, value) = effect.value.split_once(' ').expect("a number and a value");
            let key = (effect.thing, id.to_owned());
            let old = if value == "none" { self.lists.remove(&key) } else { self.lists.insert(key, value.to_owned()) };
            prop_assert_ne!(old.as_deref().unwrap_or("none"), value, "{:?} tells nothing new", effect);
        } else if effect.thing != Thing::Line {
            let old = self.values.insert((effect.pane, effect.thing), effect.value.clone());
            // A touch can bring the same pop-up again, another outage or rule the same notice.
            let again = matches!(effect.thing, Thing::Popup | Thing::Notice) && effect.value != "none";
            prop_assert!(again || old.as_ref() != Some(&effect.value), "{:?} tells nothing new", effect);
        }
        Ok(())
    }
}

#[test]
fn effects_tell_every_change_and_nothing_else() {
    check("effects", 1_000, |numbers| {
        let mut observer = Observer::new();
        let mut told = Told::by_looking(observer.state(), Millis::ZERO);
        let mut heard = Vec::new();
        let drill = numbers.run(|drill| {
            for event in after(&drill.log, observer.state().seq) {
                let new = observer.observe(event);
                lines_are_told(&new, observer.state(), event)?;
                new.iter().try_for_each(|effect| told.hear(effect))?;
                heard.extend(new);
                prop_assert_eq!(&told, &Told::by_looking(observer.state(), event.at), "{}", drill.told());
            }
            let new = observer.wait(drill.now);
            new.iter().try_for_each(|effect| told.hear(effect))?;
            heard.extend(new);
            prop_assert_eq!(&told, &Told::by_looking(observer.state(), drill.now), "{}", drill.told());
            Ok(())
        })?;
        prop_assert!(heard.is_sorted_by_key(|effect| effect.at));
        prop_assert_eq!(heard, effects(&drill.log, drill.now));
        Ok(())
    });
}

/// A message is told as a line on the screens that show it, once, and on no other; a ghost's emptied transcript by the
/// log-in or the assignment that empties it.
fn lines_are_told(new: &[Effect], state: &State, event: &Event) -> TestCaseResult {
    let (agent, customer) = (agent(state, event.at), customer(state, event.at));
    let sent = matches!(event.fact, Fact::AgentSaid(_) | Fact::CustomerSaid(_));
    let last = ledger(state).pop().filter(|_| sent);
    for (pane, lines) in [(Pane::Agent, agent.transcript), (Pane::Customer, customer.transcript)] {
        let told: Vec<&str> = new
            .iter()
            .filter(|effect| effect.pane == pane && effect.thing == Thing::Line && effect.words.is_none())
            .map(|effect| effect.value.as_str())
            .collect();
        let shown = last.as_ref().filter(|message| lines.iter().any(|line| line.n == message.n));
        prop_assert_eq!(told, shown.map(|message| message.text.as_str()).into_iter().collect::<Vec<_>>());
    }
    let logged_in = state.agent.desktop.as_ref().is_some_and(|desktop| desktop.login.seq == event.seq);
    let ghosts = state.chats.iter().filter(|chat| chat.is_open() && chat.is_ghost());
    let emptied = ghosts.filter(|chat| logged_in || chat.assigned.is_some_and(|stamp| stamp.seq == event.seq)).count();
    let told = new.iter().filter(|effect| effect.thing == Thing::Line && effect.words.is_some()).count();
    prop_assert_eq!(told, emptied);
    prop_assert!(agent.history_gone || emptied == 0);
    Ok(())
}

#[test]
fn every_effect_has_its_cause_and_its_rules_provenance() {
    check("causes", 1_000, |numbers| {
        let mut observer = Observer::new();
        let mut silent_pair = false;
        numbers.run(|drill| {
            let mut new = Vec::new();
            for event in after(&drill.log, observer.state().seq) {
                new.extend(observer.observe(event));
                let off = observer.state().off();
                silent_pair |= off.count() == 2 && off.has(Backend::Services);
            }
            new.extend(observer.wait(drill.now));
            for effect in &new {
                let (rule, provenance, cause) = (effect.why.rule(), effect.why.provenance(), effect.why.cause());
                let cause = drill.log.iter().find(|event| event.seq == cause);
                let in_time = cause.is_some_and(|event| event.at <= effect.at);
                prop_assert!(in_time, "{:?} before its cause {:?}", effect, cause);
                let switch = |seq| drill.log.iter().find(|event| event.seq == seq).map(|event| &event.fact);
                let toggle = effect.why.toggle().map(switch);
                let switched = matches!(toggle, None | Some(Some(Fact::BackendsStopped(_) | Fact::BackendsStarted(_))));
                prop_assert!(switched, "{:?} is laid to {:?}", effect, toggle);
                let inferred = provenance == Provenance::Inferred && silent_pair && rule != Rule::Ok;
                prop_assert!(provenance == rule.provenance() || inferred, "{:?}", effect);
                prop_assert_eq!(provenance == Provenance::Ordinary, rule == Rule::Ok);
            }
            Ok(())
        })?;
        Ok(())
    });
}

#[test]
fn the_next_change_is_exact() {
    check("next change", 1_000, |numbers| {
        numbers.run(|drill| {
            let (state, now) = (&drill.state, drill.now);
            let shown = screens(state, now);
            match next_change(state, now) {
                Some(next) => {
                    prop_assert!(next > now);
                    prop_assert!(screens(state, Millis(next.0 - 1)) == shown, "before {}\n{}", next, drill.told());
                    prop_assert!(screens(state, next) != shown, "at {}\n{}", next, drill.told());
                }
                None => prop_assert!(screens(state, now + Millis::from_mins(600)) == shown, "{}", drill.told()),
            }
            Ok(())
        })?;
        Ok(())
    });
}

#[test]
fn one_chat_lives_and_one_is_open_with_the_agent_at_most() {
    check("one chat", 1_000, |numbers| {
        numbers.run(|drill| {
            let state = &drill.state;
            let live: Vec<_> = state.chats.iter().filter(|chat| chat.is_live()).map(|chat| chat.id).collect();
            prop_assert!(live.len() <= 1 && state.chats.iter().filter(|chat| chat.is_open()).count() <= 1);
            // Who lives in a chat has it on the page, and nobody lives in one while Application is off.
            prop_assert!(live.iter().all(|id| state.customer.chat == Some(*id)));
            prop_assert!(live.is_empty() || state.is_on(Backend::Application));
            Ok(())
        })?;
        Ok(())
    });
}

/// The drills would prove little if they never got anywhere.
#[test]
fn the_drills_reach_every_rule_and_every_belief() {
    let (mut rules, mut beliefs, mut off) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let found = RefCell::new((&mut rules, &mut beliefs, &mut off));
    check("reach", 500, |numbers| {
        let drill = numbers.run(|drill| {
            let (rules, beliefs, off) = &mut *found.borrow_mut();
            off.insert(drill.state.off());
            rules.extend(database(&drill.state, drill.now).iter().map(|row| row.why.rule()));
            rules.insert(agent(&drill.state, drill.now).reply.why.rule());
            beliefs
                .extend(misled(&drill.state, drill.now).iter().map(|misled| (misled.who, misled.about, misled.rule)));
            Ok(())
        })?;
        found.borrow_mut().0.extend(effects(&drill.log, drill.now).iter().map(|effect| effect.why.rule()));
        Ok(())
    });
    rules.extend(beliefs.iter().map(|(_, _, rule)| *rule));
    let unreached: Vec<_> = Rule::ALL.iter().filter(|rule| !rules.contains(rule)).map(|rule| rule.id()).collect();
    // AP1 is a loss that no screen shows; the others only say that the rules of several others hold.
    assert_eq!(unreached, ["AP1", "MS1", "MS7", "MA1", "CO1", "CO2", "CO3"], "no screen ever named these rules");
    assert_eq!(off.len(), 8);
    let beliefs: Vec<_> = beliefs.iter().map(|(who, about, rule)| format!("{who:?} {} {rule}", about.word())).collect();
    let table = [
        "Agent chat-alive AP9",
        "Agent chat-alive AP14",
        "Agent chat-alive MS8",
        "Agent connected AP14",
        "Agent received AP12",
        "Agent received MS5",
        "Agent received MS8",
        "Customer chat-alive AP2",
        "Customer chat-alive MS8",
        "Customer connected AP2",
        "Customer connected MS5",
        "Customer received MS5",
        "Customer received MS8",
    ];
    assert_eq!(beliefs, table, "every cell of the table of beliefs, and no other");
}
