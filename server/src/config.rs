//! What can be set: by flag or by environment, and nowhere else.

use std::path::PathBuf;

use axum::http::Uri;

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

    /// What to log to standard error: error, warn, info, debug or trace, or a filter such as `server=debug`
    #[arg(long, env = "DRILLROOM_LOG", value_name = "FILTER", default_value = "warn,server=info")]
    pub log: String,
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
    use super::public_url;

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
