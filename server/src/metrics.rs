//! What is counted as it happens. It names nothing else, so that everything may count.

use std::sync::LazyLock;

use prometheus_client::metrics::counter::Counter;

/// The counters of a process.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Events that were appended.
    pub events: Counter,
    /// Appends that failed.
    pub failed_appends: Counter,
    /// Commands that were denied or refused, those about the class included.
    pub denied: Counter,
    /// Wrong codes and keys.
    pub wrong_guesses: Counter,
    /// Rooms that were opened.
    pub rooms_opened: Counter,
    /// Rooms that were deleted.
    pub rooms_deleted: Counter,
    /// Whole views that were sent to links that had an older one than the patches go on from.
    pub views_after_lag: Counter,
}

/// The counters of this process.
pub static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::default);
