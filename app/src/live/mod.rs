//! What the panes read and where their commands go; kept up to date by the link in the browser.

mod held;
#[cfg(feature = "hydrate")]
mod kiosk;
#[cfg(feature = "hydrate")]
pub mod link;
mod replay;
mod width;

pub use held::{Held, remembered};
#[cfg(feature = "hydrate")]
pub use link::time_of_day;
pub use replay::{LookingBack, Replay};
pub use width::width_of;

use drill::{
    AgentView, BackendsView, Belief, ClockView, Command, CustomerView, Fact, LedgerEntry, Millis, Misled, Projector,
    Row, Shown, TruthFor, script::Place, state::Lesson,
};
use leptos::prelude::*;

use crate::wire::{
    Class, Closing, Denial, Embedded, Entry, Events, Feed, People, Sealed, Seat, Step, Tale, ToBrowser, WatchView,
    Wish, You,
};

/// Everything a page's components read, through context. Each is held by itself, so that a change of one pane repaints
/// that pane alone.
#[derive(Clone, Copy)]
pub struct Stage {
    /// The room's code as shown, `ABCD-EFGH`; empty where there is no room behind the page.
    pub code: Held<String>,
    /// The drill's title.
    pub title: Held<String>,
    /// The drill in one paragraph; empty on pages without controls.
    pub summary: Held<String>,
    /// The slug of the storyboard that the room follows; empty in free play, and on pages without controls.
    pub storyboard: Held<String>,
    /// The backend lights.
    pub backends: Held<BackendsView>,
    /// The clock as the log has it.
    pub clock: Held<ClockView>,
    /// Room time for display: it ticks in the browser while the clock runs.
    pub now: Held<Millis>,
    /// The agent's console.
    pub agent: Held<AgentView>,
    /// The customer's page.
    pub customer: Held<CustomerView>,
    /// What was done and seen so far, oldest first.
    pub story: Held<Vec<Entry>>,
    /// Who is misled; empty on pages without controls.
    pub misled: Held<Vec<Misled>>,
    /// Truth against belief; nothing on pages that it is not for.
    pub beliefs: Held<Option<[Belief; 3]>>,
    /// Who sees it; as it begins, on pages without controls.
    pub truth_for: Held<TruthFor>,
    /// The storyboard's steps; empty on pages without controls.
    pub steps: Held<Vec<Step>>,
    /// How many of them were played.
    pub steps_played: Held<usize>,
    /// Whether they play by themselves at their moments.
    pub auto: Held<bool>,
    /// The first event of the last command, as long as it can be taken back.
    pub last: Held<Option<u64>>,
    /// How many of the last steps somebody has paged back to see again; 0 at the present one.
    pub paged_back: Held<usize>,
    /// The place on screen that a watched room's step talks about; where there are steps, they say it.
    pub watched_place: Held<Option<Place>>,
    /// What the learner made of the questions so far.
    pub lessons: Held<Vec<Lesson>>,
    /// The simulated database; empty on pages without controls.
    pub rows: Held<Vec<Shown<Row>>>,
    /// Every message; empty on pages without controls.
    pub ledger: Held<Vec<LedgerEntry>>,
    /// Which sides chat by themselves, as `Sender` numbers them; neither on pages without controls.
    pub autopilot: Held<[bool; 2]>,
    /// Whether the session was ended.
    pub ended: Held<bool>,
    /// What the pages without controls show.
    pub projector: Held<Projector>,
    /// The code of the fresh room in which the drill goes on; empty if it does not.
    pub moved_on: Held<String>,
    /// The whole address under which others can join the class.
    pub join_url: Held<String>,
    /// How many are here.
    pub people: Held<People>,
    /// Who is in the class; empty but for operators.
    pub class: Held<Class>,
    /// What this browser is in the class; nothing special on other pages.
    pub you: Held<You>,
    /// How the real connection stands.
    pub connection: Held<Connection>,
    /// Why the last command was not carried out, until it is closed.
    pub denial: Held<Option<Denial>>,
    /// Whether, and how, this page looks back.
    pub past: LookingBack,
    /// What this page is.
    pub face: Face,
    /// Whether this page has controls.
    pub may_act: bool,
    /// The feed so far.
    folded: StoredValue<Folded>,
    /// Where commands wait for the link.
    pub outbox: Outbox,
}

/// Where commands and wishes wait for the link.
#[derive(Clone, Copy)]
pub struct Outbox {
    orders: StoredValue<Vec<Order>>,
    /// Whether this page has controls.
    may_act: bool,
}

impl Outbox {
    /// Sends a command; does nothing on pages without controls.
    pub fn send(self, command: Command) {
        if self.may_act {
            self.order(Order::Command(command));
        }
    }

    /// Sends a wish about the class.
    pub fn wish(self, wish: Wish) {
        self.order(Order::Wish(wish));
    }

    fn order(self, order: Order) {
        self.orders.update_value(|orders| orders.push(order));
        #[cfg(feature = "hydrate")]
        link::flush();
    }
}

/// What a page asks for.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "on the server nobody asks"))]
enum Order {
    Command(Command),
    Wish(Wish),
    LookBack(Option<Millis>),
}

impl Stage {
    /// Where this page goes on when the drill is run again in a fresh room.
    pub fn next_path(&self) -> String {
        let page = match self.face {
            Face::Room | Face::Remote | Face::Review | Face::Kiosk => "/room/",
            Face::Learn => "/learn/",
            Face::Watch => "/watch/",
            Face::CoTrainer | Face::Seat => "/seat/",
        };
        [page, &self.code.get_untracked(), "/next"].concat()
    }

    /// Where whoever leads looks back; nobody else has such a page.
    pub fn past_path(&self) -> Option<String> {
        let page = match self.face {
            Face::Room => "/room/",
            Face::CoTrainer => "/seat/",
            Face::Remote | Face::Review | Face::Kiosk | Face::Learn | Face::Watch | Face::Seat => return None,
        };
        Some([page, &self.code.get_untracked(), "/replay"].concat())
    }

    /// The first event of the last command, as long as it can be taken back: what [`Stage::last`] soon says.
    pub fn last_now(&self) -> Option<u64> {
        self.folded.with_value(|folded| match folded {
            Folded::Operator(_, last) => *last,
            Folded::Watch(_) => None,
        })
    }

    /// Tries the lost connection again at once.
    pub fn retry(&self) {
        #[cfg(feature = "hydrate")]
        link::retry();
    }

    /// The place on screen that the step in sight talks about.
    pub fn pointed(&self) -> Option<Place> {
        let in_sight = self.steps_played.get().checked_sub(1 + self.paged_back.get());
        let place =
            in_sight.and_then(|place| self.steps.with_untracked(|steps| steps.get(place).and_then(Step::place)));
        place.or_else(|| self.watched_place.get())
    }
}

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The operator's room.
    Room,
    /// A room for somebody who learns alone.
    Learn,
    /// The operator's phone.
    Remote,
    /// The operator's room for a co-trainer.
    CoTrainer,
    /// Somebody's in the class; what they are there says what is on it.
    Seat,
    /// The projector's.
    Watch,
    /// An operator's or a co-trainer's who looks back.
    Review,
    /// An unattended loop, with no room behind it.
    Kiosk,
}

/// The whole part of a number of the browser's, such as milliseconds or pixels; 0 for what lies before 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "none of them comes near 2^53")]
pub const fn whole(number: f64) -> u64 {
    number.max(0.0) as u64
}

/// Hours and minutes of a moment: the server knows no time zone, and draws nobody who is here.
#[cfg(not(feature = "hydrate"))]
pub const fn time_of_day(_wall_ms: u64) -> String {
    String::new()
}

impl Face {
    /// Whether it has the talk track, and leads others through the drill.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Room | Self::Remote | Self::CoTrainer)
    }

    /// Whether it has the switches and the clock.
    pub const fn has_controls(self) -> bool {
        matches!(self, Self::Room | Self::Remote | Self::CoTrainer | Self::Learn)
    }
}

/// How the real connection stands: never to be mistaken for a simulated outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// The page has loaded, and the link is not up for the first time yet.
    Opening,
    /// All is well.
    Live,
    /// It was lost, and is tried again in so many seconds; 0 while it is being tried.
    Lost {
        /// Whole seconds to the next try.
        retry_in_secs: u32,
        /// Why, as far as the server said it.
        why: Loss,
    },
    /// It will not come back by itself: only a reload helps, if anything.
    Ended(Ended),
}

/// Why a connection that comes back by itself is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It broke.
    Broken,
    /// The server said that it stops.
    ServerStops,
    /// Too many pages are open, of the room or of this seat. Some of them may be gone already without the server's knowing.
    Crowded,
}

/// Why a connection does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The page is of another version than the server, or has seen what is not in its record.
    OtherVersion,
    /// The room was deleted, or the right to be there was taken back.
    NoRoom,
    /// The page that comes now is another: of another seat, or for somebody who was removed.
    OtherSeat,
}

/// Whether this is compiled for pages that lead: the operators' room. What it would need else is left out.
pub(crate) const LEADS: bool = cfg!(any(feature = "ssr", feature = "lead"));
/// Whether this is compiled for all other pages.
pub(crate) const FOLLOWS: bool = cfg!(any(feature = "ssr", feature = "follow"));

/// The feed of a page, folded.
enum Folded {
    /// An operator's, and the first event of the last command that can be taken back.
    Operator(Box<Tale>, Option<u64>),
    /// Anybody else's.
    Watch(Box<WatchView>),
}

impl Folded {
    /// The room time at which a view was sent; events say it themselves.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "on the server nothing ever arrives"))]
    fn told_at(&self) -> Option<Millis> {
        match self {
            Self::Operator(..) => None,
            Self::Watch(view) => Some(view.now),
        }
    }
}

/// Folds what the page embeds, and makes the stage of it. The first drawing is the same on server and browser: both use
/// exactly the embedded feed and its time.
pub(crate) fn stage(embedded: Embedded) -> Stage {
    let Embedded { code, join_url, feed, steps } = embedded;
    let told = |feed: Events| (Folded::Operator(Box::new(Tale::of(&feed.events)), feed.last), feed.now);
    let seen = |sealed: Sealed<WatchView>| match if FOLLOWS { sealed.open() } else { None } {
        Some(view) => {
            let now = view.now;
            (Folded::Watch(Box::new(view)), now)
        }
        // Nothing is on a page that got something else than it was made for.
        None => (Folded::Operator(Box::default(), None), Millis::ZERO),
    };
    let mut you = You::default();
    let (face, (folded, now)) = match feed {
        Feed::Operator(feed) => (Face::Room, told(feed)),
        Feed::Learner(feed) => (Face::Learn, told(feed)),
        Feed::Remote(feed) => (Face::Remote, told(feed)),
        Feed::CoTrainer(feed, is) => {
            you = is;
            (Face::CoTrainer, told(feed))
        }
        Feed::Watch(view) => (Face::Watch, seen(view)),
        Feed::Review(view, is) => {
            you = is;
            (Face::Review, seen(view))
        }
        Feed::Seat(view, is) => {
            you = is;
            (Face::Seat, seen(view))
        }
        Feed::Kiosk(log) => {
            let events = log[..kiosk_opening(&log)].to_vec();
            (Face::Kiosk, told(Events { events, now: Millis::ZERO, last: None }))
        }
    };
    // With no room behind it there is no connection that could be lost.
    let connection = if face == Face::Kiosk { Connection::Live } else { Connection::Opening };
    let may_act = match face {
        Face::Room | Face::Learn | Face::Remote | Face::CoTrainer => true,
        Face::Seat => matches!(you.seat, Seat::Agent | Seat::Customer),
        Face::Watch | Face::Review | Face::Kiosk => false,
    };
    let empty = drill::State::new();
    let opened = Stage {
        code: Held::new(code),
        title: Held::new(String::new()),
        summary: Held::new(String::new()),
        storyboard: Held::new(String::new()),
        backends: Held::new(drill::backends(&empty)),
        clock: Held::new(drill::clock(&empty)),
        now: Held::new(now),
        agent: Held::new(drill::agent(&empty, Millis::ZERO)),
        customer: Held::new(drill::customer(&empty, Millis::ZERO)),
        story: Held::new(Vec::new()),
        misled: Held::new(Vec::new()),
        beliefs: Held::new(None),
        truth_for: Held::new(TruthFor::Operators),
        steps: Held::new(steps),
        steps_played: Held::new(0),
        auto: Held::new(false),
        last: Held::new(None),
        paged_back: Held::new(0),
        watched_place: Held::new(None),
        lessons: Held::new(Vec::new()),
        rows: Held::new(Vec::new()),
        ledger: Held::new(Vec::new()),
        autopilot: Held::new([false; 2]),
        ended: Held::new(false),
        projector: Held::new(Projector::Room),
        moved_on: Held::new(String::new()),
        join_url: Held::new(join_url),
        people: Held::new(People::default()),
        class: Held::new(Class::default()),
        you: Held::new(you),
        connection: Held::new(connection),
        denial: Held::new(None),
        past: LookingBack::new(),
        face,
        may_act,
        folded: StoredValue::new(folded),
        outbox: Outbox { orders: StoredValue::new(Vec::new()), may_act },
    };
    opened.show();
    opened
}

/// How many events of a loop's log stand before its first step.
fn kiosk_opening(log: &[drill::Event]) -> usize {
    log.iter().take_while(|event| !matches!(event.fact, Fact::StepPlayed(_))).count()
}

/// What is shown in one frame.
#[derive(Clone, Copy)]
enum Part {
    /// What is on the screens, and what people have their hands on.
    Screens,
    /// What is told of it: the story with all that goes by it, and the truth.
    Story,
    /// What proves it; only pages with controls have it.
    Evidence,
}

/// All of them, in the order in which they are shown.
const PARTS: [Part; 3] = [Part::Screens, Part::Story, Part::Evidence];

impl Stage {
    /// Puts what the feed has come to where the panes read it.
    fn show(&self) {
        self.show_clock();
        for part in PARTS {
            self.show_part(part);
        }
    }

    /// The same in several frames: the two screens are what everybody looks at, and what is told and derived of them
    /// follows. What happens in the room may be more than a page can show: unless all is to come at once, it waits its turn.
    #[cfg_attr(not(feature = "hydrate"), expect(unused_variables, reason = "on the server there are no frames"))]
    fn show_in_turn(&self, at_once: bool) {
        self.show_clock();
        #[cfg(feature = "hydrate")]
        link::show_parts(self, at_once);
        #[cfg(not(feature = "hydrate"))]
        self.show();
    }

    /// The clock, which the displayed time goes by from now on, and so never waits.
    fn show_clock(&self) {
        self.folded.with_value(|folded| match folded {
            Folded::Operator(tale, _) => self.clock.set(drill::clock(tale.state())),
            Folded::Watch(view) => self.clock.set(view.clock),
        });
    }

    fn show_part(&self, part: Part) {
        self.folded.with_value(|folded| match folded {
            Folded::Operator(tale, last) => self.show_told(part, tale, *last),
            Folded::Watch(view) if FOLLOWS => self.show_seen(part, view),
            Folded::Watch(_) => (),
        });
    }

    fn show_told(&self, part: Part, tale: &Tale, last: Option<u64>) {
        let state = tale.state();
        match part {
            Part::Screens => {
                self.title.set(state.title.clone());
                self.backends.set(drill::backends(state));
                self.agent.set(drill::agent(state, state.at));
                self.customer.set(drill::customer(state, state.at));
                self.projector.set(state.projector);
                self.auto.set(state.auto);
                self.autopilot.set(state.autopilot.map(|since| since.is_some()));
                self.truth_for.set(state.truth_for);
                self.ended.set(state.ended);
                self.moved_on.set(state.moved_on.clone().unwrap_or_default());
            }
            Part::Story => {
                self.summary.set(state.summary.clone());
                self.storyboard.set(state.storyboard.clone().unwrap_or_default());
                self.misled.set(drill::misled(state, state.at));
                // A loop is a drill to look at; there is nobody who would share the truth.
                self.beliefs.set((self.face != Face::Kiosk).then(|| drill::beliefs(state, state.at)));
                // A story only grows, but for a loop that begins again.
                let known = self.story.with_untracked(Vec::len);
                let story = tale.story();
                if story.len() > known {
                    self.story.update(|shown| shown.extend_from_slice(&story[known..]));
                } else if story.len() < known {
                    self.story.update(|shown| *shown = story.to_vec());
                }
                // What is said of a step, and of what can be taken back, is read from the story.
                self.last.set(last);
                self.lessons.set(state.lessons.clone());
                self.steps_played.set(state.steps_played);
            }
            Part::Evidence => {
                self.rows.set(drill::database(state, state.at));
                self.ledger.set(drill::ledger(state));
            }
        }
    }

    fn show_seen(&self, part: Part, view: &WatchView) {
        match part {
            Part::Screens => {
                self.title.set(view.title.clone());
                // What this page may not know is nowhere on it.
                if let Some(backends) = view.backends {
                    self.backends.set(backends);
                }
                if let Some(agent) = &view.agent {
                    self.agent.set(agent.clone());
                }
                if let Some(customer) = &view.customer {
                    self.customer.set(customer.clone());
                }
                self.projector.set(view.projector);
                self.ended.set(view.ended);
                self.moved_on.set(view.moved_on.clone().unwrap_or_default());
            }
            Part::Story => {
                self.beliefs.set(view.beliefs);
                self.story.set(view.story.clone());
                self.watched_place.set(view.pointed);
            }
            Part::Evidence => (),
        }
    }

    /// The displayed time never goes back while the clock runs: the browser's own clock may be a little ahead of what is
    /// told. A clock that is held stands exactly where the log has it.
    fn show_time(&self, told: Millis) {
        if told > self.now.get_untracked() || !self.clock.get_untracked().running {
            self.now.set(told);
        }
    }

    /// What this browser is in the class. A seat that was given while the page was loading has another page.
    fn be(&self, you: You) {
        let is_another = you.seat != self.you.with_untracked(|you| you.seat);
        self.you.set(you);
        if is_another {
            self.connection.set(Connection::Ended(Ended::OtherSeat));
            #[cfg(feature = "hydrate")]
            link::reload();
        }
    }

    /// What a frame does to the stage.
    #[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "on the server nothing ever arrives"))]
    fn receive(&self, frame: ToBrowser) {
        match frame {
            ToBrowser::Events(feed) => {
                self.folded.update_value(|folded| {
                    if let Folded::Operator(tale, last) = folded {
                        let known = tale.state().seq;
                        feed.events.iter().filter(|event| event.seq > known).for_each(|event| tale.hear(event));
                        // What was taken back is not in the story any more, which is shown anew.
                        if feed.events.iter().any(|event| matches!(event.fact, Fact::TakenBack(..))) {
                            self.story.update(|shown| *shown = tale.story().to_vec());
                        }
                        *last = feed.last;
                    }
                });
                // What somebody paged back to see gives way to what happens.
                if !feed.events.is_empty() {
                    self.paged_back.set(0);
                }
                self.show_in_turn(false);
                self.show_time(feed.now);
            }
            ToBrowser::View(sealed) if FOLLOWS => {
                let Some(view) = sealed.open() else { return };
                let now = view.now;
                let was_past = self.past.is_on_now();
                self.show_present();
                self.folded.set_value(Folded::Watch(Box::new(view)));
                // Never does a page that says LIVE show the past.
                if was_past {
                    self.show();
                } else {
                    self.show_in_turn(false);
                }
                self.show_time(now);
            }
            ToBrowser::Past(sealed) if FOLLOWS => {
                if let Some(past) = sealed.open() {
                    self.show_past(past);
                }
            }
            ToBrowser::Answer { result, .. } => {
                if let Err(denial) = result {
                    self.denial.set(Some(denial));
                }
            }
            ToBrowser::People(people) => self.people.set(people),
            ToBrowser::Class(sealed) if LEADS => {
                if let Some(class) = sealed.open() {
                    self.class.set(class);
                }
            }
            ToBrowser::You(you) => self.be(you),
            ToBrowser::Beat(now) if FOLLOWS && self.past.is_on_now() => self.present_is(now),
            ToBrowser::Beat(now) => self.show_time(now),
            ToBrowser::Reload => self.connection.set(Connection::Ended(Ended::OtherVersion)),
            ToBrowser::Closing(Closing::NoSuchRoom) => self.connection.set(Connection::Ended(Ended::NoRoom)),
            // The page that comes then says what is so from now on.
            ToBrowser::Closing(Closing::SeatChanged | Closing::Removed) => {
                self.connection.set(Connection::Ended(Ended::OtherSeat));
                #[cfg(feature = "hydrate")]
                link::reload();
            }
            // What concerns other pages, and what the link says itself.
            ToBrowser::View(_)
            | ToBrowser::Past(_)
            | ToBrowser::Class(_)
            | ToBrowser::Closing(Closing::ServerStops | Closing::Crowded | Closing::BadFrame) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::*;
    use crate::wire::{Audience, Record};

    /// How a page made for one seat stands once it hears of the seat that its browser has.
    fn check(made_for: Seat, has: Seat, expected: Connection) {
        let you = |seat| You { seat, ..You::default() };
        let view = Record::default().past(Millis::ZERO, Millis::ZERO, Audience::Observer, false).view;
        Owner::new().with(|| {
            let feed = Feed::Seat(Sealed::new(&view), you(made_for));
            let stage = stage(Embedded { code: String::new(), join_url: String::new(), feed, steps: Vec::new() });
            stage.receive(ToBrowser::You(you(has)));
            assert_eq!(stage.connection.get_untracked(), expected, "{made_for:?} {has:?}");
        });
    }

    #[test]
    fn a_page_is_loaded_again_if_its_seat_was_given_while_it_loaded() {
        check(Seat::Observer, Seat::Observer, Connection::Opening);
        let another = Connection::Ended(Ended::OtherSeat);
        check(Seat::Observer, Seat::Customer, another);
        check(Seat::Agent, Seat::Observer, another);
        check(Seat::Waiting, Seat::CoTrainer, another);
    }
}
