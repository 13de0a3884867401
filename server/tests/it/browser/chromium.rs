//! A real Chromium: started with an empty profile, asked through the developer tools' protocol, put to sleep, closed.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::part::Part;
use serde_json::{Value, json};
use server::secret::Secret;
use thirtyfour::{ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver, prelude::*};

/// How long a person would wait for anything here before calling it broken.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Runs before anything else in every page. What is complained about outlives the page: a test may see many.
const LISTEN_FOR_COMPLAINTS: &str = r"
    const complain = words => {
        const all = JSON.parse(sessionStorage.getItem('complaints') ?? '[]');
        sessionStorage.setItem('complaints', JSON.stringify([...all, location.pathname + ': ' + words]));
    };
    const said = console.error;
    console.error = (...words) => { complain(words.join(' ')); said(...words); };
    addEventListener('error', event => complain(event.message));
    addEventListener('unhandledrejection', event => complain(event.reason));
    document.addEventListener('securitypolicyviolation', event => complain('policy: ' + event.violatedDirective));
";

/// Keys that are pressed: what a page is told, the text they would type, and the number that old pages go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(&'static str, &'static str, u8);

impl Key {
    pub const ARROW_RIGHT: Self = Self("ArrowRight", "", 39);
    pub const B: Self = Self("b", "b", 66);
    pub const END: Self = Self("End", "", 35);
    pub const ENTER: Self = Self("Enter", "\r", 13);
    pub const F: Self = Self("f", "f", 70);
    pub const HOME: Self = Self("Home", "", 36);
    pub const PAGE_DOWN: Self = Self("PageDown", "", 34);
    pub const PAGE_UP: Self = Self("PageUp", "", 33);
    pub const U: Self = Self("u", "u", 85);
}

/// A running Chromium with one window.
pub struct Chromium {
    driver: WebDriver,
    process: Child,
    _profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts chromedriver on a free port, and Chromium with an empty profile and a window of this size.
    pub async fn start(width: u32, height: u32) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let process = Command::new(&driver)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{driver} did not start ({error}); `cargo xtask test` installs it"));
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        if let Ok(chrome) = std::env::var("CHROME") {
            wanted.set_binary(&chrome).unwrap();
        }
        let size = format!("--window-size={width},{height}");
        let user_data = format!("--user-data-dir={}", profile.path().display());
        let always = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            &size,
            &user_data,
        ];
        for flag in always {
            wanted.add_arg(flag).unwrap();
        }
        let address = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + PATIENCE;
        let driver = loop {
            match WebDriver::new(&address, wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(Instant::now() < deadline, "Chromium did not start: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let chromium = Self { driver, process, _profile: profile };
        let listen = json!({ "source": LISTEN_FOR_COMPLAINTS });
        chromium.ask("Page.addScriptToEvaluateOnNewDocument", listen).await;
        chromium
    }

    /// Goes to an address.
    pub async fn go(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
    }

    /// Opens a room's page by the link that gives the right to it, as a person who was given it does. The secret is out of the
    /// address by then.
    pub async fn go_with_key(&self, home: &str, page: &str, code: &str, key: &str) {
        self.go(&format!("{home}/key/{page}/{code}#{key}")).await;
        let there = format!("{home}/{page}/{code}");
        let deadline = Instant::now() + PATIENCE;
        while self.address().await != there {
            assert!(Instant::now() < deadline, "the link leads to {} and not to {there}", self.address().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The key that this browser has for the page that it shows.
    pub async fn key(&self) -> String {
        self.driver.get_named_cookie("key").await.unwrap().value
    }

    /// Opens the projector's page of the room that the operator's browser shows.
    pub async fn project(&self, operator: &Self) {
        let address = operator.address().await;
        let (home, code) = address.rsplit_once("/room/").unwrap();
        let key = Secret::parse(&operator.key().await).unwrap().for_watching().text();
        self.go_with_key(home, "watch", code, &key).await;
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// The address of the page.
    pub async fn address(&self) -> String {
        self.driver.current_url().await.unwrap().to_string()
    }

    /// The whole page.
    pub const fn page(&self) -> Part<'_> {
        Part::of(self)
    }

    /// Runs JavaScript in the page and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap().json().clone()
    }

    /// Saves a picture of the window below `target/screenshots`.
    pub async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        self.driver.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
    }

    /// Sends a command of the developer tools' protocol.
    pub async fn ask(&self, method: &str, parameters: Value) -> Value {
        self.try_ask(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The same where it may be refused: a page that is just being left has nothing to ask.
    pub async fn try_ask(&self, method: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(method, parameters).await
    }

    /// Evaluates JavaScript as the developer tools do: the page's content policy has no say in it.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let evaluate = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.ask("Runtime.evaluate", evaluate).await;
        assert!(answer["exceptionDetails"].is_null(), "{}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Presses a key and lets it go.
    pub async fn press(&self, key: Key) {
        let Key(name, text, code) = key;
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let press = json!({ "type": kind, "key": name, "text": text, "windowsVirtualKeyCode": code });
            self.ask("Input.dispatchKeyEvent", press).await;
        }
    }

    /// What went wrong in every page that it showed of this server: errors, and whatever the content policy refused.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.run("return JSON.parse(sessionStorage.getItem('complaints') ?? '[]')").await;
        log.as_array().unwrap().iter().map(ToString::to_string).collect()
    }

    /// Nothing went wrong in any page; closes it.
    pub async fn close_content(self) {
        assert_eq!(self.complaints().await, Vec::<String>::new());
        self.close().await;
    }

    /// Puts every process of this Chromium to sleep, as a closed laptop does.
    pub fn fall_asleep(&self) {
        signal("-STOP", &self.processes());
    }

    /// The opposite.
    pub fn wake_up(&self) {
        signal("-CONT", &self.processes());
    }

    /// The processes that the driver has started, and theirs; not the driver itself.
    fn processes(&self) -> Vec<u32> {
        let all: Vec<(u32, u32)> =
            std::fs::read_dir("/proc").unwrap().filter_map(|entry| parentage(&entry.ok()?)).collect();
        let mut found = vec![self.process.id()];
        let mut looked_at = 0;
        while let Some(parent) = found.get(looked_at).copied() {
            found.extend(all.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
            looked_at += 1;
        }
        found.split_off(1)
    }

    /// Closes the window and stops the driver.
    pub async fn close(mut self) {
        self.driver.clone().quit().await.unwrap();
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // After `close` there is nothing left to stop; after a failed test there is, and nobody else would.
        let left = self.processes();
        if !left.is_empty() {
            signal("-KILL", &left);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        // There is nobody left who could be asked to quit, and asking would be waited for.
        let _ = self.driver.clone().leak();
    }
}

/// A process and its parent.
fn parentage(entry: &std::fs::DirEntry) -> Option<(u32, u32)> {
    let process = entry.file_name().to_str()?.parse().ok()?;
    let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
    // The name before it is in brackets and may hold anything.
    let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
    Some((process, parent))
}

/// Sends a signal. A process that has ended meanwhile gets none, and that is as good.
fn signal(signal: &str, processes: &[u32]) {
    let numbers = processes.iter().map(ToString::to_string);
    Command::new("kill").arg(signal).args(numbers).stderr(Stdio::null()).status().unwrap();
}

/// Between two looks at a page that is waited for.
pub async fn pause() {
    tokio::time::sleep(Duration::from_millis(25)).await;
}
