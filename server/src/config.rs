//! What can be set: by flag or by environment, and nowhere else.

use std::path::PathBuf;

use axum::http::{HeaderValue, Uri};

/// Where to listen and what to keep.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct Config {
    /// Where to listen, as HOST:PORT; port 0 takes any that is free. Machines other than this one can reach anything but
    /// 127.0.0.1 and localhost
    #[arg(long, env = "DRILLROOM_ADDR", value_name = "HOST:PORT", default_value = "127.0.0.1:3000")]
    pub addr: String,

    /// The database, one file; it is made when it is not there
    #[arg(long, env = "DRILLROOM_DATABASE", value_name = "PATH", default_value = "drillroom.db")]
    pub database: PathBuf,

    /// The address under which people reach this server, such as <https://drill.example.com>, for links and for the
    /// picture to scan; without it, the address that the asking browser used
    #[arg(long, env = "DRILLROOM_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// Who may open rooms: anyone, or trainers who know the trainer key. Without it: anyone where only this machine can
    /// reach the server, trainers where others can
    #[arg(long, env = "DRILLROOM_OPEN_TO", value_name = "WHO")]
    pub open_to: Option<OpenTo>,

    /// The key with which trainers may open rooms, eight characters or more; without one, a new one is made at each start
    /// and printed
    #[arg(long, env = "DRILLROOM_TRAINER_KEY", value_name = "KEY", hide_env_values = true, value_parser = trainer_key)]
    pub trainer_key: Option<String>,

    /// A proxy stands in front of the server, and the last entry of its header X-Forwarded-For is the address that limits
    /// count. Only with a proxy that sets this header
    #[arg(long, env = "DRILLROOM_BEHIND_PROXY")]
    pub behind_proxy: bool,

    /// After how many days without a visit of an operator a room is deleted
    #[arg(long, env = "DRILLROOM_KEEP_DAYS", value_name = "DAYS", default_value_t = 30,
        value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub keep_days: u32,

    /// Which sites may show Drillroom in a frame, as a list such as <https://lms.example.com>; none by default
    #[arg(long, env = "DRILLROOM_FRAME_ANCESTORS", value_name = "SITES", default_value = "", value_parser = frame_ancestors)]
    pub frame_ancestors: String,

    /// Where to answer /healthz, /readyz and /metrics, as HOST:PORT; nowhere by default. Not for the world to see
    #[arg(long, env = "DRILLROOM_MONITOR_ADDR", value_name = "HOST:PORT")]
    pub monitor_addr: Option<String>,

    /// Write the log as JSON, one object a line
    #[arg(long, env = "DRILLROOM_LOG_JSON")]
    pub log_json: bool,

    /// What to log to standard error: error, warn, info, debug or trace, or a filter such as `server=debug`
    #[arg(long, env = "DRILLROOM_LOG", value_name = "FILTER", default_value = "warn,server=info")]
    pub log: String,
}

impl Default for Config {
    /// What holds when nothing is set.
    fn default() -> Self {
        Self {
            addr: "127.0.0.1:3000".to_owned(),
            database: PathBuf::from("drillroom.db"),
            public_url: None,
            open_to: None,
            trainer_key: None,
            behind_proxy: false,
            keep_days: 30,
            frame_ancestors: String::new(),
            monitor_addr: None,
            log_json: false,
            log: "warn,server=info".to_owned(),
        }
    }
}

/// Who may open rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OpenTo {
    /// Everybody who reaches the server.
    Anyone,
    /// Everybody who knows the trainer key.
    Trainers,
}

/// Long enough that nobody finds it by trying: guesses are limited as for room codes.
fn trainer_key(text: &str) -> Result<String, String> {
    let is_long = text.chars().count() >= 8 && text.trim() == text && text.len() <= 200;
    is_long.then(|| text.to_owned()).ok_or_else(|| "a trainer key has eight characters or more".to_owned())
}

fn frame_ancestors(text: &str) -> Result<String, String> {
    framing_policy(text)
        .map(|_| text.to_owned())
        .ok_or_else(|| format!("{text} is no list of sites such as https://lms.example.com"))
}

/// The sites that may frame us as the content policy names them: nobody for an empty list, `None` for what is no list of
/// sites.
pub fn framing_policy(sites: &str) -> Option<HeaderValue> {
    let is_site = |site: &str| {
        let host = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://"));
        host.is_some_and(|host| {
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:*[]".contains(&byte))
        })
    };
    let sites: Vec<&str> = sites.split([' ', ',']).filter(|site| !site.is_empty()).collect();
    if sites.is_empty() {
        return Some(HeaderValue::from_static("'none'"));
    }
    if sites.iter().all(|site| is_site(site)) { HeaderValue::from_str(&sites.join(" ")).ok() } else { None }
}

/// An address with scheme and host, and without the slash at its end.
fn public_url(text: &str) -> Result<String, String> {
    let wrong = || format!("{text} is no address such as https://drill.example.com");
    let uri: Uri = text.parse().map_err(|_| wrong())?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty());
    if is_web && uri.path() == "/" && uri.query().is_none() {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::{framing_policy, public_url};

    #[test]
    fn only_sites_are_let_into_the_policy() {
        for (sites, said) in [
            ("", Some("'none'")),
            ("https://lms.example.com", Some("https://lms.example.com")),
            ("https://a.test, http://b.test:8080", Some("https://a.test http://b.test:8080")),
            ("lms.example.com", None),
            ("https://a.test; script-src *", None),
            ("https://", None),
            ("'self'", None),
        ] {
            let header = framing_policy(sites);
            assert_eq!(header.as_ref().and_then(|value| value.to_str().ok()), said, "{sites}");
        }
    }

    #[test]
    fn a_public_address_has_scheme_and_host_and_nothing_more() {
        for (text, url) in [
            ("https://drill.example.com", Some("https://drill.example.com")),
            ("http://10.0.0.7:3000/", Some("http://10.0.0.7:3000")),
            ("drill.example.com", None),
            ("ftp://drill.example.com", None),
            ("https://drill.example.com/rooms", None),
            ("https://drill.example.com/?a", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(public_url(text).ok().as_deref(), url, "{text}");
        }
    }
}
