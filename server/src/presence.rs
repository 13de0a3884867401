//! Who is here: counts, and which seats have their page open. In memory, never in the log.

use std::{collections::BTreeMap, sync::Arc};

use protocol::{People, Person, Role, Seat};
use tokio::sync::watch;

use crate::{
    class::{Class, Credential},
    clock::wall_ms,
    limits::{LINKS_PER_ROOM_MAX, LINKS_PER_SEAT_MAX},
};

/// The links of one room.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    /// Told at every arrival and departure; only the newest matters.
    here: Arc<watch::Sender<Here>>,
}

/// Who is here at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// How many links of each kind.
    pub people: People,
    /// By their numbers: those of the class who have, or had, their page open since the room is in memory.
    pub seats: BTreeMap<u32, Attendance>,
}

/// How somebody of the class attends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// Their links; a second tab makes a second one.
    pub links: u32,
    /// Since when they are here, or away, in milliseconds since 1970.
    pub since_wall_ms: u64,
}

/// Keeps a link counted for as long as it lives.
#[derive(Debug)]
pub struct ConnectionGuard {
    presence: Presence,
    credential: Credential,
}

/// The room, or the seat, has as many links as it can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowded;

impl Presence {
    /// Counts one more link.
    ///
    /// # Errors
    /// When the room is full, or the seat has all the links that one person needs.
    pub fn join(&self, credential: Credential) -> Result<ConnectionGuard, Crowded> {
        let mut joined = false;
        self.here.send_if_modified(|here| {
            let of_seat = credential.number.and_then(|number| here.seats.get(&number)).map_or(0, |seat| seat.links);
            joined = here.people.all() < LINKS_PER_ROOM_MAX && of_seat < LINKS_PER_SEAT_MAX;
            if joined {
                *count(&mut here.people, credential.role) += 1;
                here.attend(credential.number, |links| links + 1);
            }
            joined
        });
        if joined { Ok(ConnectionGuard { presence: self.clone(), credential }) } else { Err(Crowded) }
    }

    /// Hears of every change.
    pub fn watch(&self) -> watch::Receiver<Here> {
        self.here.subscribe()
    }

    /// Whether no further link fits in.
    pub fn is_full(&self) -> bool {
        self.here.borrow().people.all() >= LINKS_PER_ROOM_MAX
    }

    /// Whether there is no link at all.
    pub fn is_nobody(&self) -> bool {
        self.here.borrow().people.all() == 0
    }
}

impl Here {
    fn attend(&mut self, number: Option<u32>, change: impl FnOnce(u32) -> u32) {
        let Some(number) = number else { return };
        let attendance = self.seats.entry(number).or_insert(Attendance { links: 0, since_wall_ms: wall_ms() });
        let links = change(attendance.links);
        let (was_here, is_here) = (attendance.links > 0, links > 0);
        if was_here != is_here {
            attendance.since_wall_ms = wall_ms();
        }
        attendance.links = links;
        self.people.members = self.people.members + u32::from(is_here) - u32::from(was_here);
    }

    /// The class as operators see it.
    pub fn class(&self, class: &Class) -> protocol::Class {
        let people = class.members.iter().filter_map(|(number, member)| {
            let attendance = self.seats.get(number);
            Some(Person {
                number: *number,
                name: member.name.clone(),
                seat: member.seat?,
                muted: member.muted,
                here: attendance.is_some_and(|attendance| attendance.links > 0),
                since_wall_ms: attendance.map_or(member.joined_wall_ms, |attendance| attendance.since_wall_ms),
            })
        });
        protocol::Class { admission: class.admission, people: people.collect() }
    }
}

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        self.presence.here.send_modify(|here| {
            *count(&mut here.people, self.credential.role) -= 1;
            here.attend(self.credential.number, |links| links.saturating_sub(1));
        });
    }
}

const fn count(people: &mut People, role: Role) -> &mut u32 {
    match role {
        Role::Operator | Role::Reviewer | Role::Seat(Seat::CoTrainer) => &mut people.operators,
        Role::Projector => &mut people.watchers,
        Role::Seat(Seat::Waiting | Seat::Observer | Seat::Agent | Seat::Customer) => &mut people.seats,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::KeyHash;

    fn credential(role: Role, number: Option<u32>) -> Credential {
        Credential { role, key: KeyHash::of_text("key"), number }
    }

    #[test]
    fn links_are_counted_while_they_live() {
        let presence = Presence::default();
        let first = presence.join(credential(Role::Operator, None)).expect("there is room");
        let second = presence.join(credential(Role::Projector, None)).expect("there is room");
        let third = presence.join(credential(Role::Seat(Seat::Agent), Some(1))).expect("there is room");
        assert_eq!(presence.watch().borrow().people, People { operators: 1, watchers: 1, seats: 1, members: 1 });
        drop(first);
        assert_eq!(presence.watch().borrow().people, People { operators: 0, watchers: 1, seats: 1, members: 1 });
        drop((second, third));
        assert!(presence.is_nobody());
        assert_eq!(presence.watch().borrow().people.members, 0);
    }

    #[test]
    fn somebody_with_two_tabs_is_away_once_both_are_closed() {
        let presence = Presence::default();
        let links = |presence: &Presence| {
            let here = presence.watch().borrow().clone();
            assert_eq!(here.people.members, u32::from(here.seats[&7].links > 0), "two tabs are one person");
            here.seats[&7].links
        };
        let tabs =
            [(); 2].map(|()| presence.join(credential(Role::Seat(Seat::Observer), Some(7))).expect("there is room"));
        assert_eq!(links(&presence), 2);
        let [one, other] = tabs;
        drop(one);
        assert_eq!(links(&presence), 1);
        drop(other);
        assert_eq!(links(&presence), 0);
    }

    #[test]
    fn one_seat_cannot_fill_a_room() {
        let presence = Presence::default();
        let of = |number| credential(Role::Seat(Seat::Observer), Some(number));
        let links: Vec<_> = (0..LINKS_PER_SEAT_MAX).map(|_| presence.join(of(7)).expect("there is room")).collect();
        assert_eq!(presence.join(of(7)).map(drop), Err(Crowded));
        assert!(presence.join(of(8)).is_ok());
        drop(links);
        assert!(presence.join(of(7)).is_ok());
    }

    #[test]
    fn a_room_that_is_full_says_so() {
        let presence = Presence::default();
        let projector = credential(Role::Projector, None);
        let links: Vec<_> = (0..LINKS_PER_ROOM_MAX).map(|_| presence.join(projector).expect("there is room")).collect();
        assert_eq!(presence.join(credential(Role::Operator, None)).map(drop), Err(Crowded));
        drop(links);
        assert!(presence.join(credential(Role::Operator, None)).is_ok());
    }
}
