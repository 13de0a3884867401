//! What was set, as the rest of the program reads it.

use std::{net::IpAddr, time::Duration};

use axum::http::{HeaderValue, Uri};

use crate::{
    config::{Config, framing_policy},
    secret::KeyHash,
};

/// Settings of a running server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address under which people reach this server, if it was set.
    pub public_url: Option<String>,
    /// What trainers prove themselves with; `None` where anybody may open rooms.
    pub trainer_key: Option<KeyHash>,
    /// Whether a proxy stands in front and says whom it speaks for.
    pub behind_proxy: bool,
    /// For how long a room stays without a visit of an operator.
    pub keep_for: Duration,
    /// Which pages of others may show us in a frame, as the content policy says it.
    pub frame_ancestors: HeaderValue,
}

impl Default for Settings {
    /// Anybody may open rooms, nobody may frame them, and they stay for thirty days.
    fn default() -> Self {
        Self {
            public_url: None,
            trainer_key: None,
            behind_proxy: false,
            keep_for: Duration::from_hours(24 * 30),
            frame_ancestors: HeaderValue::from_static("'none'"),
        }
    }
}

impl Settings {
    /// What the command line says, with the trainers' key that is in force.
    pub fn of(config: &Config, trainer_key: Option<&str>) -> Self {
        Self {
            public_url: config.public_url.clone(),
            trainer_key: trainer_key.map(KeyHash::of_text),
            behind_proxy: config.behind_proxy,
            keep_for: Duration::from_hours(24 * u64::from(config.keep_days)),
            frame_ancestors: framing_policy(&config.frame_ancestors).unwrap_or(HeaderValue::from_static("'none'")),
        }
    }

    /// Whether browsers reach us over TLS, as far as we were told.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https:"))
    }
}

/// Whether strangers can reach a server that listens here under this public address.
pub fn is_public(listens: IpAddr, public_url: Option<&str>) -> bool {
    let uri = public_url.and_then(|url| url.parse::<Uri>().ok());
    let is_local = |host: &str| {
        host == "localhost" || host.trim_matches(['[', ']']).parse().is_ok_and(|address: IpAddr| address.is_loopback())
    };
    !listens.is_loopback() || public_url.is_some() && !uri.as_ref().and_then(Uri::host).is_some_and(is_local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_public_once_others_can_reach_it() {
        for (listens, url, public) in [
            ("127.0.0.1", None, false),
            ("::1", None, false),
            ("127.0.0.1", Some("http://localhost:3000"), false),
            ("127.0.0.1", Some("http://[::1]:3000"), false),
            ("127.0.0.1", Some("http://127.0.0.2:3000"), false),
            ("127.0.0.1", Some("https://drill.example.com"), true),
            ("127.0.0.1", Some("https://localhost.example.com"), true),
            ("127.0.0.1", Some("https://127.example.com"), true),
            ("0.0.0.0", None, true),
            ("10.0.0.7", None, true),
        ] {
            assert_eq!(is_public(listens.parse().expect("an address"), url), public, "{listens} {url:?}");
        }
    }
}
