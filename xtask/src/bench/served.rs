//! A server in a process of its own, as people run it, and a browser's requests to it. Only what can be seen from outside
//! is used: the line that it prints, its pages, and what the system says of its process.

use super::folder;
use crate::{failure::Failure, program, workspace};
use std::{
    fs,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server; it is stopped at the end.
pub struct Served {
    child: Child,
    addr: SocketAddr,
}

impl Served {
    /// Starts the release build on any free port and waits until it says where it listens.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(database: &Path) -> Result<Self, Failure> {
        Self::start_program(&workspace::server_binary(true), database)
    }

    fn start_program(binary: &Path, database: &Path) -> Result<Self, Failure> {
        let mut command = Command::new(binary);
        command.args(["serve", "--addr", "127.0.0.1:0", "--log", "error", "--database"]).arg(database);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child =
            command.spawn().map_err(|source| Failure::Start { command: program::line(&command), source })?;
        let mut greeting = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut greeting).map_err(Failure::explained)?;
        }
        let addr = greeting.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        let Some(addr) = addr else {
            // It has ended already, and its own message says why.
            child.kill().ok();
            child.wait().ok();
            return Err(Failure::explained(format!("the server did not say where it listens: {greeting:?}")));
        };
        Ok(Self { child, addr })
    }

    /// Starts it with an empty database of this name.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_empty(name: &str) -> Result<Self, Failure> {
        Self::start(&empty(name)?)
    }

    /// The same with the debug build, for what is looked at and not measured.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_debug(name: &str) -> Result<Self, Failure> {
        Self::start_program(&workspace::server_binary(false), &empty(name)?)
    }

    /// Its address for a browser, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Opens a room with the home page's form, and gives its code and the operators' key.
    ///
    /// # Errors
    /// When it does not answer with the room's address.
    pub fn open_room(&self, storyboard: &str) -> Result<(String, String), Failure> {
        let form = format!("storyboard={storyboard}");
        let kind = "application/x-www-form-urlencoded";
        let length = form.len();
        let answer = self.visitor()?.ask(&format!(
            "POST /rooms HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\ncontent-type: {kind}\r\n\
             content-length: {length}\r\n\r\n{form}",
            self.addr
        ))?;
        let code = answer.header("location").and_then(|to| to.strip_prefix("/room/"));
        let key = answer.header("set-cookie").and_then(|cookie| cookie.strip_prefix("key=")?.split(';').next());
        let opened = code.zip(key).map(|(code, key)| (code.to_owned(), key.to_owned()));
        opened.ok_or_else(|| Failure::explained(format!("no room was opened: {}", answer.head)))
    }

    /// A connection that stays open from page to page.
    ///
    /// # Errors
    /// When the server does not take it.
    pub fn visitor(&self) -> Result<Visitor, Failure> {
        Visitor::connect(self.addr).map_err(|error| Failure::explained(format!("no connection to the server: {error}")))
    }

    /// Processor time that its threads have used so far.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn processor_time(&self) -> Result<Duration, Failure> {
        let path = format!("/proc/{}/stat", self.child.id());
        let text = fs::read_to_string(&path).map_err(Failure::files("read", &path))?;
        let ticks = ticks(&text).ok_or_else(|| Failure::explained(format!("{path} has another form")))?;
        let a_second: u32 = program::answer("getconf", &["CLK_TCK"]).and_then(|text| text.parse().ok()).unwrap_or(100);
        Ok(Duration::from_secs(1) / a_second * ticks)
    }

    /// Resident memory in megabytes, once it has stood still for a moment.
    ///
    /// # Errors
    /// When the system does not tell, or it never stands still.
    pub fn idle_memory(&self) -> Result<f64, Failure> {
        const STILL: Duration = Duration::from_secs(3);
        let deadline = Instant::now() + PATIENCE;
        let (mut kilobytes, mut since) = (self.resident_kilobytes()?, Instant::now());
        while since.elapsed() < STILL {
            if Instant::now() > deadline {
                return Err(Failure::explained("the server's memory never stands still"));
            }
            thread::sleep(Duration::from_millis(100));
            let now = self.resident_kilobytes()?;
            if now != kilobytes {
                (kilobytes, since) = (now, Instant::now());
            }
        }
        Ok(f64::from(kilobytes) * 1024.0 / 1_000_000.0)
    }

    fn resident_kilobytes(&self) -> Result<u32, Failure> {
        let path = format!("/proc/{}/status", self.child.id());
        let text = fs::read_to_string(&path).map_err(Failure::files("read", &path))?;
        let value = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = value.and_then(|value| value.split_whitespace().next()?.parse().ok());
        kilobytes.ok_or_else(|| Failure::explained(format!("{path} does not tell the resident memory")))
    }

    /// Stops it as a person does, so that it puts its database away.
    pub fn stop(mut self) {
        program::answer("kill", &["-TERM", &self.child.id().to_string()]);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline && !matches!(self.child.try_wait(), Ok(Some(_))) {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // After `stop` it has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The place of a database of this name that is not there yet.
pub fn empty(name: &str) -> Result<PathBuf, Failure> {
    let database = folder()?.join(name).with_extension("db");
    for suffix in ["db", "db-wal", "db-shm"] {
        let path = database.with_extension(suffix);
        if path.exists() {
            fs::remove_file(&path).map_err(Failure::files("remove", &path))?;
        }
    }
    Ok(database)
}

/// User and system time in ticks. The name of the program stands in brackets and may have any letters.
fn ticks(stat: &str) -> Option<u32> {
    let after_name: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |place: usize| after_name.get(place)?.parse::<u32>().ok();
    Some(number(11)? + number(12)?)
}

/// One connection to a server.
pub struct Visitor {
    stream: BufReader<TcpStream>,
    addr: SocketAddr,
}

/// A page as it came.
pub struct Answer {
    /// From the request to the first byte of the answer.
    pub first_byte: Duration,
    /// The status line and the headers.
    pub head: String,
}

impl Visitor {
    fn connect(addr: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(addr)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream), addr })
    }

    /// Asks for a page with the key of its room, and reads all of it.
    ///
    /// # Errors
    /// When it does not come, or with another status than 200.
    pub fn get(&mut self, path: &str, key: &str) -> Result<Answer, Failure> {
        let addr = self.addr;
        let answer = self
            .ask(&format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\naccept: text/html\r\ncookie: key={key}\r\n\r\n"))?;
        if !answer.head.starts_with("HTTP/1.1 200 ") {
            return Err(Failure::explained(format!("{path} answered: {}", answer.head)));
        }
        Ok(answer)
    }

    fn ask(&mut self, request: &str) -> Result<Answer, Failure> {
        self.try_ask(request).map_err(|error| {
            Failure::explained(format!("no answer to {:?}: {error}", request.lines().next().unwrap_or_default()))
        })
    }

    fn try_ask(&mut self, request: &str) -> io::Result<Answer> {
        let asked = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.stream.fill_buf()?;
        let first_byte = asked.elapsed();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let answer = Answer { first_byte, head };
        match answer.header("content-length").map(str::parse) {
            Some(Ok(length)) => self.skip(length)?,
            _ if answer.header("transfer-encoding") == Some("chunked") => self.skip_chunks()?,
            _ => return Err(io::Error::other("the answer does not say how long it is")),
        }
        Ok(answer)
    }

    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.stream.by_ref().take(bytes), &mut io::sink())?;
        if skipped == bytes { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn skip_chunks(&mut self) -> io::Result<()> {
        loop {
            let mut size = String::new();
            self.stream.read_line(&mut size)?;
            let size = u64::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
            // Each chunk ends with an empty line, the last one too.
            self.skip(size + 2)?;
            if size == 0 {
                return Ok(());
            }
        }
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (have, value) = line.split_once(": ")?;
            have.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Duration, ticks};

    #[test]
    fn processor_time_is_found_behind_any_name() {
        let stat = "4242 (drill) room) S 1 2 3 4 5 6 7 8 9 10 120 34 0 0 20 0 5 0 100";
        assert_eq!(ticks(stat), Some(154));
        assert_eq!(ticks("nonsense"), None);
    }

    #[test]
    fn headers_are_found_in_any_case() {
        let head = "HTTP/1.1 303 See Other\r\nLocation: /room/ABCD-EFGH\r\n\r\n".to_owned();
        let answer = Answer { first_byte: Duration::ZERO, head };
        assert_eq!(answer.header("location"), Some("/room/ABCD-EFGH"));
        assert_eq!(answer.header("content-length"), None);
    }
}
