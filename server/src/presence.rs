//! Who is here: counts only, in memory, never in the log.

use std::sync::Arc;

use app::wire::People;
use tokio::sync::watch;

use crate::limits::LINKS_PER_ROOM_MAX;

/// What a link may do in its room, as the page's path says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Has all controls and gets the events.
    Operator,
    /// Has no controls and gets a view.
    Watcher,
}

/// The links of one room, counted.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    /// Told at every arrival and departure; only the newest counts matter.
    people: Arc<watch::Sender<People>>,
}

/// Keeps a link counted for as long as it lives.
#[derive(Debug)]
pub struct Seat {
    presence: Presence,
    role: Role,
}

/// The room has as many links as it can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomIsCrowded;

impl Presence {
    /// Counts one more link.
    ///
    /// # Errors
    /// When the room is full.
    pub fn join(&self, role: Role) -> Result<Seat, RoomIsCrowded> {
        let mut joined = false;
        self.people.send_if_modified(|people| {
            joined = people.operators + people.watchers < LINKS_PER_ROOM_MAX;
            if joined {
                *count(people, role) += 1;
            }
            joined
        });
        if joined { Ok(Seat { presence: self.clone(), role }) } else { Err(RoomIsCrowded) }
    }

    /// Hears of every change.
    pub fn watch(&self) -> watch::Receiver<People> {
        self.people.subscribe()
    }

    /// Whether no further link fits in.
    pub fn is_full(&self) -> bool {
        let people = self.people.borrow();
        people.operators + people.watchers >= LINKS_PER_ROOM_MAX
    }

    /// Whether there is no link at all.
    pub fn is_nobody(&self) -> bool {
        let people = self.people.borrow();
        people.operators + people.watchers == 0
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.presence.people.send_modify(|people| *count(people, self.role) -= 1);
    }
}

const fn count(people: &mut People, role: Role) -> &mut u32 {
    match role {
        Role::Operator => &mut people.operators,
        Role::Watcher => &mut people.watchers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_counted_while_they_live() {
        let presence = Presence::default();
        let first = presence.join(Role::Operator).expect("there is room");
        let second = presence.join(Role::Watcher).expect("there is room");
        assert_eq!(*presence.watch().borrow(), People { operators: 1, watchers: 1 });
        drop(first);
        assert_eq!(*presence.watch().borrow(), People { operators: 0, watchers: 1 });
        drop(second);
        assert!(presence.is_nobody());
    }

    #[test]
    fn a_room_that_is_full_says_so() {
        let presence = Presence::default();
        let seats: Vec<_> =
            (0..LINKS_PER_ROOM_MAX).map(|_| presence.join(Role::Watcher).expect("there is room")).collect();
        assert_eq!(presence.join(Role::Operator).map(drop), Err(RoomIsCrowded));
        drop(seats);
        assert!(presence.join(Role::Operator).is_ok());
    }
}
