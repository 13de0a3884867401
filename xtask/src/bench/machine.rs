//! What the figures were measured on, and how busy it was with other things. Read from Linux's `/proc`; what another
//! system does not tell is called unknown.

use crate::program;
use std::{fs, thread, time::Duration};

/// How long the machine is looked at to see whether others keep it busy, while the bench runs nothing.
const LOOK: Duration = Duration::from_millis(700);

/// The share of all cores beyond which a figure is called noisy: a fifth of one core of two.
pub const BUSY_MAX: f64 = 0.10;

/// The machine in a line or two, and the commit that is measured.
pub fn described() -> String {
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let memory = field("/proc/meminfo", "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or("unknown memory".to_owned(), |kib| format!("{} MiB memory", kib / 1024));
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let rustc = program::answer("rustc", &["--version"]).unwrap_or_else(|| "unknown rustc".to_owned());
    let commit = program::answer("git", &["describe", "--always", "--dirty"]).unwrap_or_else(|| "unknown".to_owned());
    format!("{model}, {cores} cores, {memory}, Linux {}\n{rustc}, release builds, commit {commit}", kernel.trim())
}

/// The value of the first line of such a name in a file of `name : value` lines.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'))?;
    Some(value.trim().to_owned())
}

/// The load averages over one, five and fifteen minutes.
pub struct Load(String);

impl Load {
    /// As of now.
    pub fn now() -> Self {
        let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let averages: Vec<&str> = text.split(' ').take(3).collect();
        Self(if averages.len() == 3 { averages.join(" ") } else { "unknown".to_owned() })
    }
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The share of all cores that is in use now, from 0 to 1, time that the host of a virtual machine takes included.
pub fn busy() -> f64 {
    let before = Time::now();
    thread::sleep(LOOK);
    match (before, Time::now()) {
        (Some(before), Some(after)) => after.share_since(before),
        _ => 0.0,
    }
}

/// Processor time since the machine started, in ticks.
#[derive(Clone, Copy)]
struct Time {
    idle: u64,
    all: u64,
}

impl Time {
    fn now() -> Option<Self> {
        Self::read(fs::read_to_string("/proc/stat").ok()?.lines().next()?)
    }

    /// The first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal, and two that are counted
    /// among the first.
    fn read(line: &str) -> Option<Self> {
        let numbers: Vec<u64> =
            line.strip_prefix("cpu ")?.split_whitespace().take(8).filter_map(|text| text.parse().ok()).collect();
        Some(Self { idle: numbers.get(3)? + numbers.get(4)?, all: numbers.iter().sum() })
    }

    #[expect(clippy::cast_precision_loss, reason = "ticks of less than a second")]
    fn share_since(self, before: Self) -> f64 {
        let (idle, all) = (self.idle.saturating_sub(before.idle), self.all.saturating_sub(before.all));
        if all == 0 { 0.0 } else { 1.0 - idle as f64 / all as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn waiting_for_a_disk_is_not_being_busy_and_stolen_time_is() {
        let before = Time::read("cpu  100 0 50 1000 10 0 0 0 7 7").expect("a line");
        let after = Time::read("cpu  110 0 55 1060 30 0 0 5 9 9").expect("a line");
        assert!((after.share_since(before) - 0.2).abs() < 1e-9);
        assert!((before.share_since(before)).abs() < 1e-9);
    }
}
