//! Wishes about the class that wait together: decided one after the other on a copy, answered once it is kept.

use app::wire::{Denial, Wish};
use tokio::sync::{mpsc, oneshot};

use super::{Answer, NotIn};
use crate::{
    class::{Class, NoEntry, Pass},
    monitor::FIGURES,
    secret::KeyHash,
    store::StoreError,
};

/// What is asked of the class.
pub(super) enum Ask {
    /// Somebody's wish.
    Wish { id: u32, pass: Pass, wish: Wish, answer: mpsc::Sender<Answer> },
    /// To be let in.
    Join { key: KeyHash, name: String, answer: oneshot::Sender<Result<u32, NotIn>> },
}

/// What is answered once it is kept, and to whom.
pub(super) enum Decided {
    Wish { id: u32, result: Result<(), Denial>, answer: mpsc::Sender<Answer> },
    Join { result: Result<u32, NoEntry>, answer: oneshot::Sender<Result<u32, NotIn>> },
}

/// Decides everything that waits; gives what is to be answered, and the numbers of the members who changed.
pub(super) fn decide(class: &mut Class, asks: Vec<Ask>, ended: bool, wall_ms: u64) -> (Vec<Decided>, Vec<u32>) {
    let mut changed = Vec::new();
    let mut decide = |ask| match ask {
        Ask::Wish { id, pass, wish, answer } => {
            let granted = class.grant(&pass, wish);
            if let Err(denial) = &granted {
                FIGURES.denied.inc();
                tracing::debug!(%denial, "wish denied");
            }
            Decided::Wish { id, result: granted.map(|numbers| changed.extend(numbers)), answer }
        }
        Ask::Join { key, name, answer } => {
            let joined = if ended { Err(NoEntry::Ended) } else { class.join(key, name, wall_ms) };
            changed.extend(joined);
            Decided::Join { result: joined, answer }
        }
    };
    let decided = asks.into_iter().map(&mut decide).collect();
    (decided, changed)
}

impl Decided {
    /// Answers; what could not be kept has not happened. Who asked may have gone away, and then nobody needs it.
    pub fn send(self, kept: &Result<(), StoreError>) {
        match self {
            Self::Wish { id, result, answer } => {
                let kept = kept.as_ref().map_err(|_| Denial::NotSaved).copied();
                let _ = answer.try_send((id, result.and(kept)));
            }
            Self::Join { result, answer } => {
                let result = result.map_err(NotIn::from);
                let _ = answer.send(result.and_then(|number| kept.clone().map(|()| number).map_err(NotIn::from)));
            }
        }
    }
}
