//! Everything that one page of a room shows, made by the server for its audience.

use drill::{
    AgentView, BackendsView, Belief, ClockView, CustomerView, LedgerEntry, Millis, Misled, Projector, QueriesView,
    Tail, TruthFor, report::Totals, script::Place, state::Lesson,
};
use reactive_stores::{Patch, Store};
use serde::{Deserialize, Serialize};

use crate::Entry;

/// How many items a view carries at most of each list: what was said lately. Older ones come on request.
pub const LINES_MAX: usize = 200;

/// What a page shows. What its audience may not know is not in it: its fields have the values of a room before its first event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Store, Patch)]
pub struct RoomView {
    /// The number of the last event behind it.
    pub seq: u64,
    /// The last moment that the log has: what the panes show is as of here.
    #[patch(|this, new| *this = new)]
    pub at: Millis,
    /// Room time when it was made: the displayed clock goes on from here.
    #[patch(|this, new| *this = new)]
    pub now: Millis,
    /// The drill's title, for those who may know it.
    pub title: String,
    /// The drill in one paragraph, for those who lead.
    pub summary: String,
    /// The slug of the storyboard that the room follows, for those who lead; empty in free play.
    pub storyboard: String,
    /// The backend lights, for those who may see them.
    #[patch(|this, new| *this = new)]
    pub backends: BackendsView,
    /// The clock as the log has it.
    #[patch(|this, new| *this = new)]
    pub clock: ClockView,
    /// The agent's console, for those who may see it.
    #[patch(|this, new| *this = new)]
    pub agent: AgentView,
    /// The customer's page, for those who may see it.
    #[patch(|this, new| *this = new)]
    pub customer: CustomerView,
    /// The end of what was done and seen, as far as they may see it.
    #[patch(|this, new| *this = new)]
    pub history: Tail<Entry>,
    /// Who is misled, for those who lead.
    #[patch(|this, new| *this = new)]
    pub misled: Vec<Misled>,
    /// Truth against belief, for those with whom it is shared.
    #[patch(|this, new| *this = new)]
    pub beliefs: Option<[Belief; 3]>,
    /// With whom it is shared, for those who lead.
    #[patch(|this, new| *this = new)]
    pub truth_for: TruthFor,
    /// What the source's two queries find, for those who lead.
    #[patch(|this, new| *this = new)]
    pub queries: QueriesView,
    /// The end of the message ledger, for those who lead.
    #[patch(|this, new| *this = new)]
    pub ledger: Tail<LedgerEntry>,
    /// The totals of the whole ledger, for those who lead.
    #[patch(|this, new| *this = new)]
    pub totals: Totals,
    /// How many steps of the storyboard were played, for those who lead.
    pub steps_played: usize,
    /// Whether they play by themselves at their moments.
    pub auto: bool,
    /// The first event of the last command, as long as it can be undone, for those who lead.
    #[patch(|this, new| *this = new)]
    pub undoable_from: Option<u64>,
    /// Which sides chat by themselves, as [`drill::Sender`] numbers them, for those who lead.
    #[patch(|this, new| *this = new)]
    pub autopilot: [bool; 2],
    /// What a learner made of the questions so far.
    #[patch(|this, new| *this = new)]
    pub lessons: Vec<Lesson>,
    /// What the projector shows; on all other screens the room.
    #[patch(|this, new| *this = new)]
    pub projector: Projector,
    /// The place on screen that the storyboard's step talks about.
    #[patch(|this, new| *this = new)]
    pub pointed: Option<Place>,
    /// The code of the room in which the drill goes on; empty while it does not.
    pub continued_in: String,
    /// Whether the session was ended.
    pub ended: bool,
    /// Where in the past it is; `None` in the present.
    #[patch(|this, new| *this = new)]
    pub replay: Option<ReplayPosition>,
}

/// A moment of the past that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayPosition {
    /// The moment.
    pub at: Millis,
    /// The last moment before it at which something changed for this audience.
    pub before: Option<Millis>,
    /// The first one after it.
    pub after: Option<Millis>,
    /// The last moment that can be looked at: the present of a room that goes on.
    pub end: Millis,
    /// Whether an operator has led this page there.
    pub led: bool,
}

impl RoomView {
    /// What a page shows that may know nothing.
    pub fn empty() -> Self {
        let nothing = drill::State::new();
        Self {
            seq: 0,
            at: Millis::ZERO,
            now: Millis::ZERO,
            title: String::new(),
            summary: String::new(),
            storyboard: String::new(),
            backends: drill::backends(&nothing),
            clock: drill::clock(&nothing),
            agent: drill::agent_tail(&nothing, Millis::ZERO, 0),
            customer: drill::customer_tail(&nothing, Millis::ZERO, 0),
            history: Tail::default(),
            misled: Vec::new(),
            beliefs: None,
            truth_for: TruthFor::Operators,
            queries: QueriesView::default(),
            ledger: Tail::default(),
            totals: Totals::default(),
            steps_played: 0,
            auto: false,
            undoable_from: None,
            autopilot: [false; 2],
            lessons: Vec::new(),
            projector: Projector::Room,
            pointed: None,
            continued_in: String::new(),
            ended: false,
            replay: None,
        }
    }
}
