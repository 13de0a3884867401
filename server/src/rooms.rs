//! All rooms: opens them, brings them into memory when somebody comes, and forgets those that were put away.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use drill::Event;
use protocol::People;
use tokio::{
    sync::{OnceCell, broadcast},
    time::Instant,
};

use crate::{
    class::{Class, Keys},
    clock::wall_ms,
    code::RoomCode,
    limits::{CODE_TRIES_MAX, REMOVALS_WAITING_MAX, ROOMS_MAX, ROOMS_OPENED_PER_MINUTE_MAX},
    metrics::METRICS,
    room::{self, Gone, Room},
    secret::{KeyHash, Secret},
    store::{RoomId, RoomSummary, Store, StoreError},
    storyboards::Opening,
};

/// The rooms of one store.
#[derive(Debug)]
pub struct Rooms {
    store: Arc<dyn Store>,
    /// Those in memory, and those that are on their way there: none ever is there twice.
    loaded: Mutex<BTreeMap<RoomCode, Arc<OnceCell<Arc<Room>>>>>,
    /// Tells every room of everybody who is removed from one.
    removals: broadcast::Sender<KeyHash>,
    /// How many rooms there are, and when the last ones were opened.
    opened: Mutex<Opened>,
}

#[derive(Debug)]
struct Opened {
    count: u64,
    lately: VecDeque<Instant>,
}

/// Why there is no such room.
#[derive(Debug, thiserror::Error)]
pub enum RoomsError {
    /// Nobody opened it.
    #[error("there is no room {0}")]
    Unknown(RoomCode),
    /// The database holds as many rooms as it may.
    #[error("there are {ROOMS_MAX} rooms, and no more can be opened")]
    TooMany,
    /// Rooms are opened too fast.
    #[error("more than {ROOMS_OPENED_PER_MINUTE_MAX} rooms were opened within a minute")]
    TooFast,
    /// The operating system has no randomness.
    #[error("could not make a room code")]
    NoCode(#[source] getrandom::Error),
    /// The store failed.
    #[error("could not reach the rooms")]
    Store(#[from] StoreError),
}

impl Rooms {
    /// The rooms of this store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn new(store: Arc<dyn Store>) -> Result<Arc<Self>, StoreError> {
        let count = store.count_rooms().await?;
        Ok(Arc::new(Self {
            store,
            loaded: Mutex::default(),
            removals: broadcast::Sender::new(REMOVALS_WAITING_MAX),
            opened: Mutex::new(Opened { count, lately: VecDeque::new() }),
        }))
    }

    /// Opens a room with its first events and an empty class; its clock is held. Gives its code and the operators' key.
    ///
    /// # Errors
    /// At a limit, or when it cannot be written.
    pub async fn open(&self, opening: Opening) -> Result<(RoomCode, Secret), RoomsError> {
        let key = Secret::random().map_err(RoomsError::NoCode)?;
        let code = self.open_for(opening, &Class::new(Keys::of(&key))).await?;
        Ok((code, key))
    }

    /// The same for a class that is there already.
    ///
    /// # Errors
    /// At a limit, or when it cannot be written.
    pub async fn open_for(&self, opening: Opening, class: &Class) -> Result<RoomCode, RoomsError> {
        self.may_open()?;
        let wall_ms = wall_ms();
        let events: Vec<Event> = opening.into_iter().map(|event| Event { wall_ms, ..event }).collect();
        let mut tries = 1;
        loop {
            let code = RoomCode::random().map_err(RoomsError::NoCode)?;
            match self.store.open_room(code, class, &events).await {
                Ok(_) => {
                    lock(&self.opened).count += 1;
                    METRICS.rooms_opened.inc();
                    tracing::info!(room.code = %code, "room opened");
                    return Ok(code);
                }
                Err(StoreError::CodeTaken(_)) if tries < CODE_TRIES_MAX => tries += 1,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// What there is to say of the rooms with these codes, of those that there are, in the same order. One whose record is
    /// damaged is passed over: its own page says so.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn summary(&self, codes: &[RoomCode]) -> Result<Vec<(RoomCode, RoomSummary)>, StoreError> {
        let mut found = Vec::new();
        for code in codes {
            match self.store.summary(*code).await {
                Err(error) if error.is_damage() => (),
                summary => found.extend(summary?.map(|summary| (*code, summary))),
            }
        }
        Ok(found)
    }

    fn may_open(&self) -> Result<(), RoomsError> {
        let mut opened = lock(&self.opened);
        let now = Instant::now();
        while opened.lately.front().is_some_and(|first| now.duration_since(*first) >= Duration::from_mins(1)) {
            opened.lately.pop_front();
        }
        if opened.count >= ROOMS_MAX {
            return Err(RoomsError::TooMany);
        }
        if opened.lately.len() >= ROOMS_OPENED_PER_MINUTE_MAX {
            return Err(RoomsError::TooFast);
        }
        opened.lately.push_back(now);
        Ok(())
    }

    /// The room of this code, brought into memory if it is not there.
    ///
    /// # Errors
    /// When nobody opened it, or its log cannot be read.
    pub async fn find(self: &Arc<Self>, code: RoomCode) -> Result<Arc<Room>, RoomsError> {
        if let Some(room) = self.in_memory(code) {
            return Ok(room);
        }
        self.store.find_room(code).await?.ok_or(RoomsError::Unknown(code))?;
        let place = self.place(code);
        Ok(Arc::clone(place.get_or_try_init(|| self.load(code)).await?))
    }

    /// Where the room of this code is in memory, or will be.
    fn place(&self, code: RoomCode) -> Arc<OnceCell<Arc<Room>>> {
        let mut loaded = lock(&self.loaded);
        let place = loaded.entry(code).or_default();
        if place.get().is_some_and(|room| room.is_gone()) {
            *place = Arc::default();
        }
        Arc::clone(place)
    }

    async fn load(self: &Arc<Self>, code: RoomCode) -> Result<Arc<Room>, RoomsError> {
        // Listens before it reads: who is removed meanwhile is in one or the other.
        let removals = self.removals.subscribe();
        // Meanwhile it may have been deleted.
        let stored = self.store.find_room(code).await?.ok_or(RoomsError::Unknown(code))?;
        let (room, task) = room::load(Arc::clone(&self.store), code, stored, self.removals.clone(), removals).await?;
        let rooms = Arc::downgrade(self);
        tokio::spawn(async move {
            task.await;
            if let Some(rooms) = rooms.upgrade() {
                rooms.forget(code);
            }
        });
        Ok(room)
    }

    /// The rooms in which no operator has been since this moment, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unvisited(&self, since_wall_ms: u64) -> Result<Vec<(RoomCode, RoomId)>, StoreError> {
        self.store.unvisited(since_wall_ms).await
    }

    /// Deletes a room with all that is kept of it. Everybody in it is told that it is not there any more.
    ///
    /// # Errors
    /// When nobody opened it, or it cannot be deleted.
    pub async fn delete(self: &Arc<Self>, code: RoomCode) -> Result<(), RoomsError> {
        loop {
            match self.find(code).await {
                Ok(room) => match room.delete().await {
                    Ok(deleted) => deleted?,
                    // One that was put away in this instant is looked up again.
                    Err(Gone) => continue,
                },
                // A damaged record cannot be shown any more; what people wrote is in it all the same.
                Err(RoomsError::Store(error)) if error.is_damage() => {
                    let id = self.store.find_room(code).await?.ok_or(RoomsError::Unknown(code))?.id;
                    self.store.delete_room(id).await?;
                }
                Err(error) => return Err(error),
            }
            let mut opened = lock(&self.opened);
            opened.count = opened.count.saturating_sub(1);
            METRICS.rooms_deleted.inc();
            tracing::info!(room.code = %code, "room deleted");
            return Ok(());
        }
    }

    /// How many rooms are in memory.
    pub fn in_memory_count(&self) -> usize {
        self.all_in_memory().len()
    }

    /// Who is in all rooms in memory.
    pub fn people(&self) -> People {
        self.all_in_memory().iter().fold(People::default(), |all, room| {
            let here = room.presence.watch().borrow().people;
            People {
                operators: all.operators + here.operators,
                watchers: all.watchers + here.watchers,
                seats: all.seats + here.seats,
                members: all.members + here.members,
            }
        })
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn count(&self) -> Result<u64, StoreError> {
        self.store.count_rooms().await
    }

    /// Whether this key is kept with the room of this code. It takes about as long whether or not there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn has_key(&self, code: RoomCode, key: KeyHash) -> Result<bool, RoomsError> {
        Ok(self.store.has_key(code, key).await?)
    }

    /// Holds every clock and puts every room away.
    pub async fn stop(&self) {
        let stops: Vec<_> =
            self.all_in_memory().into_iter().map(|room| tokio::spawn(async move { room.stop().await })).collect();
        for stop in stops {
            // A task that panicked has stopped too.
            let _ = stop.await;
        }
    }

    /// The room of this code, if it is in memory.
    pub fn in_memory(&self, code: RoomCode) -> Option<Arc<Room>> {
        let place = lock(&self.loaded).get(&code).cloned()?;
        place.get().filter(|room| !room.is_gone()).cloned()
    }

    fn all_in_memory(&self) -> Vec<Arc<Room>> {
        lock(&self.loaded).values().filter_map(|place| place.get().cloned()).collect()
    }

    /// Another one of the same code may be in memory again; that one stays.
    fn forget(&self, code: RoomCode) {
        let mut loaded = lock(&self.loaded);
        if loaded.get(&code).and_then(|place| place.get()).is_some_and(|room| room.is_gone()) {
            loaded.remove(&code);
        }
    }
}

/// A panic while the lock was held has changed nothing halfway: each use is one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
