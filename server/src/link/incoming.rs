//! What a link's browser sends.

use axum::extract::ws::Message;
use protocol::{ClassCommand, CommandError, ToBrowser, ToServer};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

use super::{End, Link, broken, read};
use crate::{
    class::CredentialStatus,
    limits::RATE_LIMIT_PAUSE,
    metrics::METRICS,
    replay,
    room::{Answer, Gone},
};

impl Link {
    pub(super) async fn came(
        &mut self,
        message: Option<Result<Message, axum::Error>>,
        answer: Option<&mpsc::Sender<Answer>>,
    ) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            Some(Ok(Message::Binary(frame))) => self.received(read(&frame)?, answer).await,
            // The socket answers pings by itself.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Text(_))) => Err(End::BadFrame),
            Some(Ok(Message::Close(_))) | None => Err(End::Lost),
            Some(Err(error)) => Err(broken(&error)),
        }
    }

    async fn received(&mut self, frame: ToServer, answer: Option<&mpsc::Sender<Answer>>) -> Result<(), End> {
        let (room, role) = (std::sync::Arc::clone(&self.room), self.credential.role);
        match frame {
            ToServer::Command { id, command } => {
                if self.allows(id, role.may(&command)).await?
                    && let Some(answer) = answer
                {
                    self.under_way += 1;
                    room.command(id, role, command, answer.clone()).await.map_err(|Gone| End::NoRoom)?;
                }
                Ok(())
            }
            ToServer::Class { id, command } => {
                if self.allows(id, role.may_ask(&command)).await?
                    && let Some(answer) = answer
                {
                    self.under_way += 1;
                    if let ClassCommand::Lead(at) = command {
                        self.leads_to = at;
                    }
                    let asked = room.class_command(id, self.credential, command, answer.clone());
                    asked.await.map_err(|Gone| End::NoRoom)?;
                }
                Ok(())
            }
            ToServer::LookBack(at) => {
                self.wait_for_turn().await;
                self.look_back(at, false).await
            }
            ToServer::Earlier { list, before } => {
                self.wait_for_turn().await;
                let items = match &self.past {
                    Some(past) => replay::earlier(&past.log, past.at, list, before, role.audience()).await,
                    None => room.earlier(role.audience(), list, before).await.ok(),
                };
                self.send_messages(&items.ok_or(End::NoRoom)?).await
            }
            ToServer::Beat => self.send_frame(&ToBrowser::Beat(room.now())).await,
            ToServer::Hello { .. } => Err(End::BadFrame),
        }
    }

    /// Nobody types as fast as a slider or a list moves: there it waits, and nothing is refused.
    async fn wait_for_turn(&mut self) {
        while !self.rate_limiter.take(Instant::now()) {
            sleep(RATE_LIMIT_PAUSE).await;
        }
    }

    /// Whether something that the role may do is let through now; answers if it is not.
    async fn allows(&mut self, id: u32, may: bool) -> Result<bool, End> {
        let (status, is_muted) = {
            let class = self.room.class();
            let class = class.borrow();
            (class.status(&self.credential), class.is_muted(&self.credential))
        };
        let error = if !may || status != CredentialStatus::Valid {
            CommandError::NotYours
        } else if is_muted {
            CommandError::Muted
        } else if !self.rate_limiter.take(self.heard) {
            CommandError::TooFast
        } else {
            return Ok(true);
        };
        METRICS.denied.inc();
        tracing::debug!(room.code = %self.room.code, %error, "denied");
        self.send_frame(&ToBrowser::Answer { id, result: Err(error) }).await?;
        Ok(false)
    }
}
