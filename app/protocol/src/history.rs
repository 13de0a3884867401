//! What was done in a room, and what its screens showed because of it.

use drill::{Fact, Pane, Tail};

use crate::{Audience, Entry};

/// Everything that was done and seen in a room, oldest first, and for each audience the places of what it may see: its end
/// is found without looking at the whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    entries: Vec<Entry>,
    visible: [Vec<usize>; Audience::ALL.len()],
}

impl History {
    pub(crate) fn push(&mut self, mut entry: Entry) {
        // The words of a message are in the ledger already, and in the action that it is the effect of.
        if let Entry::Effect(effect) = &mut entry
            && effect.pane == Pane::Ledger
        {
            effect.words = None;
        }
        for by in Audience::ALL.into_iter().filter(|by| by.may_see(&entry)) {
            self.visible[by as usize].push(self.entries.len());
        }
        self.entries.push(entry);
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What this audience may see of the first `count` entries.
    pub(crate) fn seen_by(
        &self,
        by: Audience,
        count: usize,
    ) -> impl ExactSizeIterator<Item = Entry> + DoubleEndedIterator + '_ {
        let places = &self.visible[by as usize];
        let places = &places[..places.partition_point(|place| *place < count)];
        places.iter().map(move |place| as_seen(&self.entries[*place], by))
    }

    /// At most `max` entries of what this audience may see before place `before` of that.
    pub(crate) fn before(&self, by: Audience, before: usize, max: usize) -> Tail<Entry> {
        let places = &self.visible[by as usize];
        let end = before.min(places.len());
        let first = end.saturating_sub(max);
        let items = places[first..end].iter().map(|place| as_seen(&self.entries[*place], by)).collect();
        Tail { before: first, items }
    }

    /// The last `max` entries of that.
    pub(crate) fn tail(&self, by: Audience, count: usize, max: usize) -> Tail<Entry> {
        Tail::of(self.seen_by(by, count), max)
    }
}

impl Extend<Entry> for History {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.push(entry));
    }
}

/// An entry as this audience gets it: the drill in one paragraph, and which storyboard it is, are for those who lead.
fn as_seen(entry: &Entry, by: Audience) -> Entry {
    let mut entry = entry.clone();
    if let Entry::Action { fact: Fact::RoomOpened { summary, storyboard, .. }, .. } = &mut entry
        && !by.leads()
    {
        summary.clear();
        *storyboard = None;
    }
    entry
}
