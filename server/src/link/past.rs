//! A link that shows the past: by itself, or led there together with its class.

use drill::Millis;
use protocol::{ClassCommand, Role};
use tokio::sync::mpsc;

use super::{End, Link};
use crate::replay::ReplayInUse;

/// What a link shows that looks back.
pub(super) struct Past {
    /// The room's log.
    pub log: ReplayInUse,
    /// The moment.
    pub at: Millis,
}

impl Link {
    /// Goes where an operator leads the class, if that is new.
    pub(super) async fn follow_the_lead(&mut self) -> Result<(), End> {
        let led_to = self.room.class().borrow().led_to;
        if led_to == self.led_to {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.led_to, led_to);
        // The one who led stays in the past when the others are released.
        let to = if self.may_lead() { led_to.or(before) } else { led_to };
        self.look_back(to, led_to.is_some()).await
    }

    /// Whether it may lead the class: an operator who looks back, and no co-trainer.
    fn may_lead(&self) -> bool {
        self.credential.role == Role::Reviewer && self.credential.number.is_none()
    }

    /// Releases the class at the end of the link that has led it: nobody stays in the past for want of a leader. Where
    /// somebody else has led it since, it stays.
    pub(super) async fn release_class(&mut self) {
        if self.leads_to.is_some() && self.room.class().borrow().led_to == self.leads_to {
            // Nobody waits for the answer, and a room that is gone leads nobody.
            let answer = mpsc::channel(1).0;
            let _ = self.room.class_command(0, self.credential, ClassCommand::Lead(None), answer).await;
        }
    }

    /// Shows a moment of the past, or the present again.
    pub(super) async fn look_back(&mut self, at: Option<Millis>, led: bool) -> Result<(), End> {
        let role = self.credential.role;
        if !role.may_look_back() {
            return Ok(());
        }
        let Some(at) = at else {
            self.past = None;
            return self.begin(0).await;
        };
        // The one who leads is told so wherever they go.
        let led = led || (self.may_lead() && self.led_to.is_some());
        let at = at.min(self.room.now());
        let log = self.past.take().map_or_else(|| self.room.replay(), |past| past.log);
        let past = self.past.insert(Past { log, at });
        let frame = self.room.past(&past.log, at, role.audience(), led).await.map_err(|error| {
            tracing::error!(room.code = %self.room.code, %error, "link could not look back");
            End::NoRoom
        })?;
        self.send_messages(&frame.ok_or(End::NoRoom)?).await
    }
}
