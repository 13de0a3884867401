//! The real program in a process of its own, for what is measured.

use std::{net::SocketAddr, path::Path, process::Stdio, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    process::{Child, Command as Program},
    time::timeout,
};

use crate::link::{Outcome, PATIENCE};

/// The program, which is killed at the end if it still runs.
pub struct Served {
    pub addr: SocketAddr,
    child: Child,
}

impl Served {
    /// Starts it, on these processors alone if they are named as `taskset` takes them.
    pub async fn start(program: &Path, database: &Path, addr: &str, on: Option<&str>) -> Outcome<Self> {
        let mut command = match on {
            Some(_) => Program::new("taskset"),
            None => Program::new(program),
        };
        if let Some(processors) = on {
            command.args(["--cpu-list", processors]).arg(program);
        }
        let mut child = command
            .args(["serve", "--addr", addr, "--database"])
            .arg(database)
            .env("DRILLROOM_LOG", "error")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let greeting = timeout(PATIENCE, lines.next_line()).await??.ok_or("it did not start")?;
        let addr = greeting.split("http://").nth(1).and_then(|rest| rest.split('/').next()).ok_or("no address")?;
        Ok(Self { addr: addr.parse()?, child })
    }

    /// Opens a room, and gives its code and the operators' key.
    pub async fn open_room(&self) -> Outcome<(String, String)> {
        let form = "storyboard=messaging";
        let request = format!(
            "POST /rooms HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {1}\r\n\r\n{form}",
            self.addr,
            form.len()
        );
        let mut stream = TcpStream::connect(self.addr).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let part = |from: &str, to: char| answer.split(from).nth(1).and_then(|rest| rest.split(to).next());
        let code = part("location: /room/", '\r').ok_or("no room was opened")?;
        let key = part("set-cookie: key=", ';').ok_or("no key was given")?;
        Ok((code.to_owned(), key.to_owned()))
    }

    /// Resident memory in kilobytes.
    pub fn resident_kb(&self) -> Outcome<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id().ok_or("it has ended")?))?;
        let value = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no memory is told")?;
        Ok(value.split_whitespace().next().ok_or("no memory is told")?.parse()?)
    }

    /// Kills it.
    pub async fn kill(&mut self) -> Outcome<()> {
        self.child.kill().await?;
        Ok(())
    }

    /// Asks it to stop; gives the milliseconds until it did, and whether it ended well.
    pub async fn terminate(&mut self) -> Outcome<(f64, bool)> {
        let asked = std::time::Instant::now();
        let id = self.child.id().ok_or("it has ended")?.to_string();
        Program::new("kill").args(["-TERM", &id]).status().await?;
        let status = timeout(PATIENCE, self.child.wait()).await??;
        Ok((asked.elapsed().as_secs_f64() * 1000.0, status.success()))
    }

    /// Processor time that it has used so far.
    pub fn processor_time(&self) -> Outcome<Duration> {
        let mut whole = Duration::ZERO;
        // Of each thread, in nanoseconds: the ticks of the process itself are too coarse for one line.
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.child.id().ok_or("it has ended")?))? {
            let told = std::fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
            let on_processor = told.split_whitespace().next().and_then(|text| text.parse().ok()).unwrap_or(0);
            whole += Duration::from_nanos(on_processor);
        }
        Ok(whole)
    }
}
