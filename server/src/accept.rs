//! Taking connections and serving requests on them, within limits: how large a request's head may be, how long it may
//! take to arrive, how long a connection lasts and how many there are. A connection that becomes a link is out of here.

use std::{pin::pin, sync::Arc};

use axum::Router;
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};

use crate::{
    limits::{
        ACCEPT_AGAIN_AFTER, CONNECTION_LASTS, CONNECTIONS_MAX, HEAD_BYTES_MAX, HEAD_WITHIN, HEADERS_MAX,
        LINKS_STOP_WITHIN, REQUEST_WITHIN,
    },
    peer::Connected,
};

/// Serves until `stopping` becomes true and every connection has ended.
pub async fn serve(listener: TcpListener, router: Router, mut stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX as usize));
    let http = http();
    loop {
        let (stream, peer, place) = tokio::select! {
            taken = accept(&listener, &places) => taken,
            _ = stopping.wait_for(|stops| *stops) => break,
        };
        // A frame is small and wanted at once. Where that cannot be set, it only comes a little later.
        drop(stream.set_nodelay(true));
        tokio::spawn(connection(http.clone(), stream, router.clone(), peer, stopping.clone(), place));
    }
    drop(listener);
    // It fails only when the semaphore is closed, and nobody closes it.
    let _ = places.acquire_many(CONNECTIONS_MAX).await;
}

fn http() -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX);
    http
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Connected, Option<OwnedSemaphorePermit>) {
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, Connected(peer.ip()), place),
            // The other side has given up already.
            Err(error) if is_of_one_connection(&error) => (),
            Err(error) => {
                tracing::error!(%error, "no connection can be taken; close some, or allow this program more open files");
                sleep(ACCEPT_AGAIN_AFTER).await;
            }
        }
    }
}

fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves the requests of one connection, until it ends or becomes a link.
async fn connection(
    http: http1::Builder,
    stream: TcpStream,
    router: Router,
    peer: Connected,
    mut stopping: watch::Receiver<bool>,
    place: Option<OwnedSemaphorePermit>,
) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.call(request)
    });
    let serving = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
    let mut serving = pin!(serving);
    let patience = tokio::select! {
        outcome = serving.as_mut() => {
            if let Err(error) = outcome {
                tracing::debug!(%error, "connection ended");
            }
            return;
        }
        _ = stopping.wait_for(|stops| *stops) => LINKS_STOP_WITHIN,
        () = sleep(CONNECTION_LASTS) => REQUEST_WITHIN,
    };
    serving.as_mut().graceful_shutdown();
    // A browser that has not read the answer by then is not going to.
    drop(timeout(patience, serving).await);
    drop(place);
}
