//! What differs between two views: an entry for each field that changed.

use drill::{
    ActivityId, AgentView, BackendsView, Belief, ClockView, CustomerView, DesktopMark, EmailView, Icon, Inbox,
    InboxEntry, LedgerEntry, Line, Login, Millis, Misled, Notice, Page, PopUp, Projector, QueriesView, Reply, Shown,
    TabView, Tail, TruthFor, Words, report::Totals, script::Place, state::Lesson,
};
use serde::{Deserialize, Serialize};

use crate::{Diff, Entry, ReplayPosition, RoomView, diff::travels_whole};

travels_whole! {
    Millis, BackendsView, ClockView, TruthFor, QueriesView, Totals, Projector, [bool; 2], Words,
    Vec<Misled>, Vec<Lesson>,
    Option<[Belief; 3]>, Option<u64>, Option<Place>, Option<ReplayPosition>, Option<Words>, Option<Inbox>,
    Option<EmailView>, Option<(String, Words)>, Option<String>, Option<ActivityId>, Option<Millis>,
    Shown<bool>, Shown<Login>, Shown<Page>, Shown<Option<DesktopMark>>, Shown<Option<Icon>>, Shown<Option<PopUp>>,
    Shown<Option<TabView>>, Shown<Option<ActivityId>>, Shown<Option<Reply>>, Shown<Option<Notice>>,
}

/// A struct whose difference is a list of the fields that changed. A field that is missing here does not compile.
macro_rules! travels_by_field {
    ($(#[$doc:meta])* $view:ident as $change:ident { $($variant:ident: $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $change {
            $(#[doc = concat!("The field `", stringify!($field), "`.")] $variant(<$type as Diff>::Change),)*
        }

        impl Diff for $view {
            type Change = Vec<$change>;

            fn diff(&self, new: &Self) -> Option<Self::Change> {
                let $view { $($field),* } = self;
                let mut changes = Vec::new();
                $(changes.extend($field.diff(&new.$field).map($change::$variant));)*
                (!changes.is_empty()).then_some(changes)
            }

            fn apply(&mut self, changes: Self::Change) -> bool {
                changes.into_iter().all(|change| match change {
                    $($change::$variant(change) => self.$field.apply(change),)*
                })
            }
        }
    };
}

travels_by_field! {
    /// What differs in a [`RoomView`].
    RoomView as RoomChange {
        Seq: seq: u64,
        At: at: Millis,
        Now: now: Millis,
        Title: title: String,
        Summary: summary: String,
        Storyboard: storyboard: String,
        Backends: backends: BackendsView,
        Clock: clock: ClockView,
        Agent: agent: AgentView,
        Customer: customer: CustomerView,
        History: history: Tail<Entry>,
        Misled: misled: Vec<Misled>,
        Beliefs: beliefs: Option<[Belief; 3]>,
        TruthFor: truth_for: TruthFor,
        Queries: queries: QueriesView,
        Ledger: ledger: Tail<LedgerEntry>,
        Totals: totals: Totals,
        StepsPlayed: steps_played: usize,
        Auto: auto: bool,
        UndoableFrom: undoable_from: Option<u64>,
        Autopilot: autopilot: [bool; 2],
        Lessons: lessons: Vec<Lesson>,
        Projector: projector: Projector,
        Pointed: pointed: Option<Place>,
        ContinuedIn: continued_in: String,
        Ended: ended: bool,
        Replay: replay: Option<ReplayPosition>,
    }
}

travels_by_field! {
    /// What differs on the agent's console.
    AgentView as AgentChange {
        Login: login: Shown<Login>,
        Desktop: desktop: Shown<Option<DesktopMark>>,
        Icon: icon: Shown<Option<Icon>>,
        Status: status: Option<Words>,
        TitleFlashing: title_flashing: Shown<bool>,
        Title: title: Words,
        Popup: popup: Shown<Option<PopUp>>,
        Tab: tab: Shown<Option<TabView>>,
        Open: open: Shown<Option<ActivityId>>,
        Reply: reply: Shown<Option<Reply>>,
        InboxShown: inbox_shown: Option<Inbox>,
        Emails: emails: Tail<Shown<InboxEntry>>,
        Chats: chats: Tail<Shown<InboxEntry>>,
        Transcript: transcript: Tail<Line>,
        CanType: can_type: bool,
        HistoryGone: history_gone: bool,
        Email: email: Option<EmailView>,
    }
}

travels_by_field! {
    /// What differs on the customer's page.
    CustomerView as CustomerChange {
        Page: page: Shown<Page>,
        Notice: notice: Shown<Option<Notice>>,
        NoticeWords: notice_words: Option<(String, Words)>,
        CanType: can_type: Shown<bool>,
        Transcript: transcript: Tail<Line>,
        Subject: subject: Option<String>,
        Chat: chat: Option<ActivityId>,
        Joined: joined: Option<Millis>,
    }
}
