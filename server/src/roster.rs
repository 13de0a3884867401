//! Who is in the room, as far as one link was told: whether its own credential holds at once, how many and who are here once in a while.

use protocol::{People, Role, You};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use crate::{
    class::{Class, Credential, CredentialStatus},
    limits::PEOPLE_EVERY,
    presence::Here,
    room::Room,
};

/// What a link was told of the others.
pub struct RosterWatcher {
    class: watch::Receiver<Class>,
    here: watch::Receiver<Here>,
    /// The class has changed since operators were told of it.
    class_changed: bool,
    you: Option<You>,
    people: Option<People>,
    told_at: Instant,
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterChange {
    /// The class has changed: look whether the credential still holds.
    Class,
    /// Somebody came or went, and the last telling is long enough ago.
    People,
}

impl RosterWatcher {
    /// Nothing is known yet.
    pub fn new(room: &Room) -> Self {
        Self {
            class: room.class(),
            here: room.presence.watch(),
            class_changed: false,
            you: None,
            people: None,
            told_at: Instant::now(),
        }
    }

    /// Waits for a change. Nothing is lost when it is dropped before.
    pub async fn changed(&mut self) -> RosterChange {
        let Self { class, here, class_changed, told_at, .. } = self;
        let due = async {
            if !*class_changed && here.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
            // Dropped in between, this begins anew: what has changed stays marked.
            here.mark_changed();
            sleep_until(*told_at + PEOPLE_EVERY).await;
        };
        tokio::select! {
            Ok(()) = class.changed() => RosterChange::Class,
            () = due => RosterChange::People,
        }
    }

    /// What the holder of a credential that still holds is to be told of themselves, if that is new.
    ///
    /// # Errors
    /// What became of the credential, if it does not hold any more.
    pub fn check(&mut self, credential: &Credential) -> Result<Option<You>, CredentialStatus> {
        let (status, you) = {
            let class = self.class.borrow_and_update();
            (class.status(credential), credential.number.map(|number| class.you(number)))
        };
        if status != CredentialStatus::Valid {
            return Err(status);
        }
        self.class_changed = true;
        let is_new = you != self.you;
        self.you.clone_from(&you);
        Ok(you.filter(|_| is_new))
    }

    /// How many are here, if that is new; and for operators, who.
    pub fn tell(&mut self, role: Role) -> (Option<People>, Option<protocol::Class>) {
        self.told_at = Instant::now();
        self.class_changed = false;
        let here = self.here.borrow_and_update();
        let class = (role == Role::Operator).then(|| here.class(&self.class.borrow()));
        let is_new = self.people != Some(here.people);
        self.people = Some(here.people);
        (self.people.filter(|_| is_new), class)
    }
}
