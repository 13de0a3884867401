//! Starting and stopping: the listener, the store, and an end within two seconds at which everybody is told.

use std::{io, net::SocketAddr, sync::Arc};

use axum_extra::extract::cookie::Key;
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
    task::JoinHandle,
    time::timeout,
};

use crate::{
    AppState, Config, Settings, accept,
    causes::with_causes,
    config::OpenTo,
    limits::{LINKS_MAX, LINKS_STOP_WITHIN, ROOMS_STOP_WITHIN, SQL_AT_ONCE},
    monitor,
    peer::Peers,
    retention,
    rooms::Rooms,
    router,
    secret::Secret,
    settings::is_public,
    sign_ins::SignIns,
    store::{OpenError, SqliteStore, Store, StoreError},
};

/// A running server.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    addr: SocketAddr,
    /// Told once, when it stops.
    stopping: watch::Sender<bool>,
    state: AppState,
    store: Arc<dyn Store>,
    serving: JoinHandle<()>,
    /// The monitor's listener and the deletion of old rooms; they end with the server.
    besides: Vec<JoinHandle<()>>,
    /// The key that was made for this run, where none was set and one is needed.
    made_key: Option<String>,
}

/// Why the server did not start. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Somebody else listens there.
    #[error(
        "{0} is in use by another program. Stop that one, or choose another address with --addr, for example --addr 127.0.0.1:0."
    )]
    AddressInUse(String),
    /// One cannot listen there.
    #[error(
        "Cannot listen on {addr}: {source}. Choose another address with --addr, for example --addr 127.0.0.1:3000."
    )]
    Address {
        /// The address asked for.
        addr: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The operating system has no randomness.
    #[error("No keys can be made: the operating system has no randomness.")]
    NoKey,
    /// The database cannot be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database cannot be read.
    #[error(
        "The database cannot be read ({}). Restore it from a copy, or choose another file with --database.",
        with_causes(.0)
    )]
    Rooms(#[from] StoreError),
}

impl Server {
    /// Listens, opens the database, and serves.
    ///
    /// # Errors
    /// When the address or the database cannot be had.
    pub async fn start(config: &Config) -> Result<Self, StartError> {
        let listener = bind(&config.addr).await?;
        let monitor = match &config.monitor_addr {
            Some(addr) => Some(bind(addr).await?),
            None => None,
        };
        let addr = listener.local_addr().map_err(|source| StartError::Address { addr: config.addr.clone(), source })?;
        let by_itself =
            if is_public(addr.ip(), config.public_url.as_deref()) { OpenTo::Trainers } else { OpenTo::Anyone };
        let (key, made_key) = match (config.open_to.unwrap_or(by_itself), &config.trainer_key) {
            (OpenTo::Anyone, _) => (None, None),
            (OpenTo::Trainers, Some(key)) => (Some(key.clone()), None),
            (OpenTo::Trainers, None) => {
                let key = Secret::random().map_err(|_| StartError::NoKey)?.text();
                (Some(key.clone()), Some(key))
            }
        };
        let store = Arc::new(SqliteStore::open(&config.database).await?);
        let mut server = Self::serve(listener, store, Settings::of(config, key.as_deref())).await?;
        server.made_key = made_key;
        if let Some(monitor) = monitor {
            let router = monitor::router(server.state.clone());
            server.besides.push(tokio::spawn(accept::serve(monitor, router, server.state.stopping.clone())));
        }
        Ok(server)
    }

    /// Serves the rooms of a store that is open already.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn serve(listener: TcpListener, store: Arc<dyn Store>, settings: Settings) -> Result<Self, StartError> {
        let rooms = Rooms::new(Arc::clone(&store)).await?;
        let (stopping, stops) = watch::channel(false);
        let links = Arc::new(Semaphore::new(LINKS_MAX));
        let queries = Arc::new(Semaphore::new(SQL_AT_ONCE));
        let state = AppState {
            queries,
            rooms,
            sign_ins: SignIns::new(Arc::clone(&store), settings.trainer_key).await?,
            cookie_key: Key::try_from(store.cookie_key().await?.as_slice()).map_err(|_| StartError::NoKey)?,
            settings: Arc::new(settings),
            seat_secret: Secret::random().map_err(|_| StartError::NoKey)?,
            peers: Arc::new(Peers::new()),
            links,
            stopping: stops.clone(),
        };
        let addr = listener
            .local_addr()
            .map_err(|source| StartError::Address { addr: "the address asked for".to_owned(), source })?;
        let serving = tokio::spawn(accept::serve(listener, router(state.clone()), stops.clone()));
        let retention = tokio::spawn(retention::run(Arc::clone(&state.rooms), state.settings.keep_for, stops));
        Ok(Self { addr, stopping, state, store, serving, besides: vec![retention], made_key: None })
    }

    /// Where it listens.
    pub const fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The trainer key that was made for this run, where none was set and one is needed.
    pub fn made_key(&self) -> Option<&str> {
        self.made_key.as_deref()
    }

    /// All its rooms.
    pub const fn rooms(&self) -> &Arc<Rooms> {
        &self.state.rooms
    }

    /// Holds every clock, tells every link, and closes the database: within two seconds, even if somebody does not listen.
    pub async fn stop(self) {
        if timeout(ROOMS_STOP_WITHIN, self.state.rooms.stop()).await.is_err() {
            tracing::warn!("some rooms did not stop in time; their clocks are held when they are next opened");
        }
        // Nobody waits for this any more when the last link is gone.
        let _ = self.stopping.send(true);
        let all = u32::try_from(LINKS_MAX).unwrap_or(u32::MAX);
        let ended = async {
            let links = self.state.links.acquire_many(all).await.map(drop);
            (links, self.serving.await)
        };
        if timeout(LINKS_STOP_WITHIN, ended).await.is_err() {
            tracing::warn!("some connections did not end in time and were cut");
        }
        for task in self.besides {
            task.abort();
        }
        self.store.close().await;
    }
}

async fn bind(addr: &str) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr).await.map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::AddressInUse(addr.to_owned()),
        _ => StartError::Address { addr: addr.to_owned(), source },
    })
}
