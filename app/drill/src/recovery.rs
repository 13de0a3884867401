//! The recovery-order drill: everything is off, and comes back in one of thirteen orders. What each order costs is asked of
//! the rules that run.

use crate::{
    Backend, Backends, Millis, Who,
    format::{Script, parse},
    report::{Report, report, time_covered},
    runner::run,
};

/// Minutes between two returns (inferred: somebody restarts one, looks, and goes on).
const EVERY_MINUTES: usize = 1;
/// How long each case is looked at after the stop, whatever its order: nobody gains by ending early.
const LOOKED_AT_UNTIL: Millis = Millis::from_mins(6);

/// What an order costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// What comes back first, second, third.
    pub order: Vec<Backends>,
    /// When everything was on again.
    pub restored: Millis,
    /// Messages that looked sent and never arrived.
    pub lost: usize,
    /// Of these: whose sender does not know.
    pub lost_unknown: usize,
    /// Messages that met an error.
    pub unsent: usize,
    /// How long the agent was misled about anything.
    pub agent_misled: Millis,
    /// How long the customer was.
    pub customer_misled: Millis,
    /// How long anybody was: the time that the drill was blind.
    pub blind: Millis,
    /// How many of the two were misled at some time.
    pub people_misled: usize,
}

/// All orders in which three backends can come back, at once or one after the other: all at once first.
pub fn orders() -> Vec<Vec<Backends>> {
    let mut all = Vec::new();
    complete(&mut all, Vec::new(), Backends::ALL);
    all.sort_by_key(Vec::len);
    all
}

fn complete(all: &mut Vec<Vec<Backends>>, so_far: Vec<Backends>, left: Backends) {
    if left.is_empty() {
        all.push(so_far);
        return;
    }
    for group in crate::explorer::states().into_iter().filter(|group| !group.is_empty()) {
        if group.iter().all(|backend| left.has(backend)) {
            let mut longer = so_far.clone();
            longer.push(group);
            let rest = left.iter().filter(|backend| !group.has(*backend));
            complete(all, longer, rest.fold(Backends::NONE, Backends::with));
        }
    }
}

/// What people do in this order, as a script: all off at 0:00, one group back each minute. The agent tries a line after each
/// return, and logs in when all is on; the customer starts another chat as soon as that works, and writes after each return
/// from then on.
pub fn script(order: &[Backends]) -> Script {
    let mut lines = vec![
        format!("title Everything off: {}", in_words(order)),
        format!("summary From the explorer: all three off, back in this order: {}.", in_words(order)),
        "0:00 stop all".to_owned(),
        "0:02 customer says \"Are you still there?\"".to_owned(),
        "0:03 agent says \"Yes, one moment.\"".to_owned(),
    ];
    let mut minute = 0;
    let mut reachable = false;
    for group in order {
        minute += EVERY_MINUTES;
        let names: Vec<&str> = group.iter().map(Backend::word).collect();
        lines.push(format!("{minute}:00 start {}", names.join(" ")));
        if reachable {
            lines.push(format!("{minute}:05 customer says \"Hello? Anybody?\""));
        } else if group.has(Backend::Application) {
            reachable = true;
            lines.push(format!("{minute}:05 customer starts \"Where is my parcel?\""));
            lines.push(format!("{minute}:08 customer says \"It happened again.\""));
        }
        lines.push(format!("{minute}:10 agent says \"Can you read this now?\""));
    }
    lines.push(format!("{minute}:20 agent logs out"));
    lines.push("agent logs in".to_owned());
    lines.push(format!("{minute}:30 agent says \"Are we connected again?\""));
    lines.push(format!("{minute}:40 agent completes 1347"));
    // It is made of the format's own words; that it can be read, and is carried out, is kept by `tests/explorer.rs`.
    parse(&lines.join("\n")).unwrap_or_default()
}

/// What this order costs.
pub fn recovery(order: Vec<Backends>) -> Recovery {
    let Report { outages, totals, misled, .. } = report(&run(&script(&order)).log, LOOKED_AT_UNTIL);
    let of = |who: Who| time_covered(misled.iter().filter(|span| span.misled.who == who));
    let (agent_misled, customer_misled) = (of(Who::Agent), of(Who::Customer));
    Recovery {
        order,
        restored: outages.iter().filter_map(|outage| outage.started).max().unwrap_or_default(),
        lost: totals.lost,
        lost_unknown: totals.lost_unknown,
        unsent: totals.unsent,
        agent_misled,
        customer_misled,
        blind: time_covered(misled.iter()),
        people_misled: usize::from(agent_misled > Millis::ZERO) + usize::from(customer_misled > Millis::ZERO),
    }
}

/// An order for people: `Messaging, then Application and Services`.
pub fn in_words(order: &[Backends]) -> String {
    let names: Vec<String> = order.iter().map(ToString::to_string).collect();
    names.join(", then ")
}

/// The order of this word, such as `messaging.application+services`.
pub fn find(word: &str) -> Option<Vec<Backends>> {
    orders().into_iter().find(|order| self::word(order) == word)
}

/// The word of an order in forms.
pub fn word(order: &[Backends]) -> String {
    let words: Vec<String> = order.iter().map(|group| crate::explorer::word(*group)).collect();
    words.join(".")
}
