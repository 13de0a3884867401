//! The class of a room: its keys, who gets in, and who has which seat. Pure arithmetic: the room's task decides on a copy, keeps
//! what changed, and only then makes it the present one.

use std::collections::BTreeMap;

use drill::Millis;
use protocol::{Admission, ClassCommand, CommandError, Role, Seat, You};

use crate::{
    limits::{NAME_CHARS_MAX, SEATS_PER_ROOM_MAX},
    secret::{KeyHash, Secret},
};

/// Everything that says who may do what in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// What operators and projectors prove themselves with.
    pub keys: Keys,
    /// Who gets in.
    pub admission: Admission,
    /// Who ever joined, by number, those who were removed included.
    pub members: BTreeMap<u32, Member>,
    /// The moment of the past to which an operator has led everybody; kept nowhere, for a restart lets them go.
    pub led_to: Option<Millis>,
}

/// The keys of a room, as kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Of the operators' link.
    pub operator: KeyHash,
    /// Of the projector's.
    pub watch: KeyHash,
}

impl Keys {
    /// What is kept of an operators' secret, and of the projector's that follows from it.
    pub fn of(secret: &Secret) -> Self {
        Self { operator: secret.hash(), watch: secret.for_watching().hash() }
    }
}

/// Somebody who joined the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the browser proves itself with.
    pub key: KeyHash,
    /// As they call themselves; empty if they do not, and after they were removed.
    pub name: String,
    /// What they are; `None` once they were removed.
    pub seat: Option<Seat>,
    /// Whether their commands are denied.
    pub muted: bool,
    /// When they joined, in milliseconds since 1970.
    pub joined_wall_ms: u64,
}

impl Member {
    /// Is removed: nothing is kept of them but that they were.
    fn leave(&mut self) {
        self.seat = None;
        self.name = String::new();
    }
}

/// What a browser proved in this room, and what by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    /// What it may do.
    pub role: Role,
    /// What it proved itself with.
    pub key: KeyHash,
    /// Its number in the class, if it has a seat there.
    pub number: Option<u32>,
}

/// Why somebody is not in the class. Each is another answer to a guest who holds a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinRefusal {
    /// It has all the seats it can hold.
    #[error("the class has {SEATS_PER_ROOM_MAX} seats, and all are taken")]
    Full,
    /// An operator has locked it.
    #[error("the class is locked")]
    Locked,
    /// The session is over.
    #[error("the session has been ended")]
    Ended,
    /// This browser was removed from it.
    #[error("this seat was removed")]
    Removed,
}

/// What became of a credential since it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialStatus {
    /// It is as it was.
    Valid,
    /// Its holder has another seat now.
    Moved,
    /// Its holder was removed.
    Removed,
    /// It proves nothing any more.
    Revoked,
}

impl Class {
    /// A class that nobody has joined yet.
    pub fn new(keys: Keys) -> Self {
        Self { keys, admission: Admission::default(), members: BTreeMap::new(), led_to: None }
    }

    /// The class of a room that is not there any more: nobody's, and no secret has such a hash.
    pub fn void() -> Self {
        let nothing = KeyHash::of_text("");
        Self::new(Keys { operator: nothing, watch: nothing })
    }

    /// Whom this key belongs to, and their number.
    pub fn owner_of(&self, key: &KeyHash) -> Option<(u32, &Member)> {
        // Every one is looked at: how long it takes says nothing.
        self.members.iter().fold(
            None,
            |found, (number, member)| {
                if member.key == *key { Some((*number, member)) } else { found }
            },
        )
    }

    /// The keys of those who were removed.
    pub fn removed(&self) -> impl Iterator<Item = KeyHash> {
        self.members.values().filter(|member| member.seat.is_none()).map(|member| member.key)
    }

    /// Removes the holder of this key, if they are here, and gives their number.
    pub fn remove(&mut self, key: &KeyHash) -> Option<u32> {
        let (number, _) = self.owner_of(key)?;
        self.present(number).ok()?.leave();
        Some(number)
    }

    /// What this key proves for a page of the class.
    pub fn seat_credential(&self, key: KeyHash) -> Option<Credential> {
        let (number, member) = self.owner_of(&key)?;
        Some(Credential { role: Role::Seat(member.seat?), key, number: Some(number) })
    }

    /// What this key proves for an operator's page.
    pub fn operator_credential(&self, key: KeyHash) -> Option<Credential> {
        (self.keys.operator == key).then_some(Credential { role: Role::Operator, key, number: None })
    }

    /// What this key proves for the projector's page.
    pub fn watch_credential(&self, key: KeyHash) -> Option<Credential> {
        (self.keys.watch == key).then_some(Credential { role: Role::Projector, key, number: None })
    }

    /// What became of a credential that was given.
    pub fn status(&self, credential: &Credential) -> CredentialStatus {
        let role = match (credential.role, credential.number) {
            // A co-trainer who looks back.
            (Role::Reviewer, Some(_)) => Role::Seat(Seat::CoTrainer),
            (role, _) => role,
        };
        let valid = match role {
            Role::Operator | Role::Reviewer => self.keys.operator == credential.key,
            Role::Projector => self.keys.watch == credential.key,
            Role::Seat(seat) => {
                let member =
                    credential.number.and_then(|number| self.members.get(&number)).filter(|m| m.key == credential.key);
                return match member.map(|member| member.seat) {
                    None => CredentialStatus::Revoked,
                    Some(None) => CredentialStatus::Removed,
                    Some(Some(now)) if now == seat => CredentialStatus::Valid,
                    Some(Some(_)) => CredentialStatus::Moved,
                };
            }
        };
        if valid { CredentialStatus::Valid } else { CredentialStatus::Revoked }
    }

    /// Whether the credential may send commands at all.
    pub fn is_muted(&self, credential: &Credential) -> bool {
        credential.number.and_then(|number| self.members.get(&number)).is_some_and(|member| member.muted)
    }

    /// What the holder of a seat is told of themselves.
    pub fn you(&self, number: u32) -> You {
        let Some(member) = self.members.get(&number) else { return You::default() };
        let seat = member.seat.unwrap_or_default();
        let takes = matches!(seat, Seat::Observer | Seat::Agent | Seat::Customer);
        let free = [Seat::Agent, Seat::Customer].into_iter().filter(|free| takes && self.is_free(*free)).collect();
        You { name: member.name.clone(), seat, muted: member.muted, free }
    }

    /// Lets somebody new in, and gives their number. Whose key is in the class already is who they were: a form that is
    /// sent twice makes one seat.
    ///
    /// # Errors
    /// When the class is locked or full, or they were removed. Whether the session has ended is for the room to know.
    pub fn join(&mut self, key: KeyHash, name: String, wall_ms: u64) -> Result<u32, JoinRefusal> {
        if let Some((number, member)) = self.owner_of(&key) {
            return if member.seat.is_some() { Ok(number) } else { Err(JoinRefusal::Removed) };
        }
        self.refuses().map_or(Ok(()), Err)?;
        let number = self.members.last_key_value().map_or(1, |(last, _)| last + 1);
        let seat = if self.admission.waiting_room { Seat::Waiting } else { Seat::Observer };
        let member = Member { key, name, seat: Some(seat), muted: false, joined_wall_ms: wall_ms };
        self.members.insert(number, member);
        Ok(number)
    }

    /// Why nobody new gets in, if so.
    pub fn refuses(&self) -> Option<JoinRefusal> {
        if self.admission.locked {
            Some(JoinRefusal::Locked)
        } else if self.members.len() >= SEATS_PER_ROOM_MAX {
            // Those who were removed count: each has a row.
            Some(JoinRefusal::Full)
        } else {
            None
        }
    }

    /// Carries out a command of the holder of this credential; gives the numbers of those whose row changed.
    ///
    /// # Errors
    /// When it is not theirs to ask for, or cannot be.
    pub fn carry_out(&mut self, credential: &Credential, command: ClassCommand) -> Result<Vec<u32>, CommandError> {
        if !credential.role.may_ask(&command) {
            return Err(CommandError::NotYours);
        }
        match command {
            ClassCommand::Assign { number, seat } => {
                self.present(number)?;
                Ok(self.give(number, seat))
            }
            ClassCommand::Mute { number, muted } => {
                self.present(number)?.muted = muted;
                Ok(vec![number])
            }
            ClassCommand::Remove { number } => {
                self.present(number)?.leave();
                Ok(vec![number])
            }
            ClassCommand::AdmitAll => {
                let waiting = self.members.iter_mut().filter(|(_, member)| member.seat == Some(Seat::Waiting));
                Ok(waiting
                    .map(|(number, member)| {
                        member.seat = Some(Seat::Observer);
                        *number
                    })
                    .collect())
            }
            ClassCommand::SetAdmission(switch, on) => {
                self.admission.set(switch, on);
                Ok(Vec::new())
            }
            // The class is the operators'.
            ClassCommand::Lead(_) if credential.number.is_some() => Err(CommandError::NotYours),
            ClassCommand::Lead(at) => {
                self.led_to = at;
                Ok(Vec::new())
            }
            ClassCommand::Take(seat) => {
                let number = credential.number.ok_or(CommandError::NotYours)?;
                let takes_work = matches!(seat, Seat::Agent | Seat::Customer);
                let has = self.present(number)?.seat;
                if takes_work && has != Some(seat) && !self.is_free(seat) {
                    return Err(CommandError::SeatTaken);
                }
                Ok(self.give(number, seat))
            }
        }
    }

    /// Gives a seat. There is one agent and one customer: who had it before observes.
    fn give(&mut self, number: u32, seat: Seat) -> Vec<u32> {
        let one_only = matches!(seat, Seat::Agent | Seat::Customer);
        let mut changed = Vec::new();
        for (other, member) in &mut self.members {
            let given = if *other == number {
                Some(seat)
            } else if one_only && member.seat == Some(seat) {
                Some(Seat::Observer)
            } else {
                continue;
            };
            if member.seat != given {
                member.seat = given;
                changed.push(*other);
            }
        }
        changed
    }

    /// Whether this seat is offered and nobody has it.
    fn is_free(&self, seat: Seat) -> bool {
        let offered = match seat {
            Seat::Agent => self.admission.offers_agent,
            Seat::Customer => self.admission.offers_customer,
            Seat::Waiting | Seat::Observer | Seat::CoTrainer => false,
        };
        offered && !self.has(seat)
    }

    /// Whether somebody has this seat.
    pub fn has(&self, seat: Seat) -> bool {
        self.members.values().any(|member| member.seat == Some(seat))
    }

    fn present(&mut self, number: u32) -> Result<&mut Member, CommandError> {
        self.members.get_mut(&number).filter(|member| member.seat.is_some()).ok_or(CommandError::NobodyThere)
    }
}

/// Why a name is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a name has at most {NAME_CHARS_MAX} letters, and no control characters or characters that turn the text round"
)]
pub struct NotAName;

/// Letters that leave nothing on a screen when they stand alone: joiners, fillers, marks of direction, tags (Unicode's
/// `Default_Ignorable_Code_Point`).
const fn leaves_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A name as somebody typed it, without the spaces round it; empty if they gave none that can be seen.
///
/// # Errors
/// When it is too long, or holds what could make it look like something else.
pub fn name(text: &str) -> Result<String, NotAName> {
    let text = text.trim();
    if text.chars().all(|c| c.is_whitespace() || leaves_nothing(c)) {
        return Ok(String::new());
    }
    // A name stands in one line.
    let is_one_line = !text.contains(['\n', '\t']);
    if is_one_line && drill::text::check(text, NAME_CHARS_MAX).is_ok() { Ok(text.to_owned()) } else { Err(NotAName) }
}
