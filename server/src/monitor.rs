//! What the person who runs the server may ask, at an address of its own: whether it lives, whether it is ready, and its metrics
//! in the form of Prometheus.

use std::fmt::Write as _;

use axum::{Router, extract::State, http::StatusCode, http::header, response::IntoResponse, routing::get};
use prometheus_client::{encoding::text::encode, metrics::gauge::Gauge, registry::Registry};

use crate::{causes::with_causes, metrics::METRICS, state::AppState};

/// The monitor's pages.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(state)
}

/// Ready means that the database answers and the server does not stop.
async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    if *state.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned());
    }
    match state.rooms.count().await {
        Ok(_) => (StatusCode::OK, "ok\n".to_owned()),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, with_causes(&error) + "\n"),
    }
}

async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    let mut registry = Registry::with_prefix("drillroom");
    let counters = &*METRICS;
    for (name, help, counter) in [
        ("events", "Events appended", &counters.events),
        ("failed_appends", "Appends that failed", &counters.failed_appends),
        ("denied", "Commands denied or refused", &counters.denied),
        ("wrong_guesses", "Wrong room codes and keys", &counters.wrong_guesses),
        ("rooms_opened", "Rooms opened", &counters.rooms_opened),
        ("rooms_deleted", "Rooms deleted", &counters.rooms_deleted),
        ("views_after_lag", "Whole views sent to links that fell behind", &counters.views_after_lag),
    ] {
        registry.register(name, help, counter.clone());
    }
    let people = state.rooms.people();
    for (name, help, value) in [
        ("rooms_in_memory", "Rooms in memory", state.rooms.in_memory_count() as u64),
        ("links_operators", "Links with controls", u64::from(people.operators)),
        ("links_projectors", "Links of projectors", u64::from(people.watchers)),
        ("links_seats", "Links of everybody else in a class", u64::from(people.seats)),
    ] {
        let gauge = Gauge::<i64>::default();
        gauge.set(value.cast_signed());
        registry.register(name, help, gauge);
    }
    let mut text = String::new();
    if encode(&mut text, &registry).is_err() {
        // Writing to a string cannot fail; a metric that cannot be written is left out.
        let _ = writeln!(text, "# EOF");
    }
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
}
