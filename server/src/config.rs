//! What can be set: by flag or by environment, and nowhere else.

use std::path::PathBuf;

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

    /// What to log to standard error: error, warn, info, debug or trace, or a filter such as `server=debug`
    #[arg(long, env = "DRILLROOM_LOG", value_name = "FILTER", default_value = "warn,server=info")]
    pub log: String,
}
