//! A real Chromium, driven the way a person uses it: things are found by role and name in the accessibility tree,
//! clicked with the mouse where they are, and read by the text that is painted.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver, prelude::*};

/// How long a person would wait for anything here before calling it broken.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Runs before anything else in every page.
const LISTEN_FOR_COMPLAINTS: &str = r"
    window.complaints = [];
    const said = console.error;
    console.error = (...words) => { window.complaints.push(words.join(' ')); said(...words); };
    addEventListener('error', event => window.complaints.push(String(event.message)));
    addEventListener('unhandledrejection', event => window.complaints.push(String(event.reason)));
    document.addEventListener('securitypolicyviolation', event => window.complaints.push('policy: ' + event.violatedDirective));
";

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
        Part { chromium: self, path: Vec::new() }
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

    async fn try_ask(&self, method: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(method, parameters).await
    }

    /// What went wrong in the page since it was loaded: errors, and whatever the content policy refused.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.run("return window.complaints").await;
        log.as_array().unwrap().iter().map(ToString::to_string).collect()
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
        // After `close` there is nothing left to stop; after a failed test there is.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A part of the page, found anew each time it is looked at: by role and accessible name, part within part.
#[derive(Clone)]
pub struct Part<'a> {
    chromium: &'a Chromium,
    path: Vec<(String, String)>,
}

impl<'a> Part<'a> {
    /// The part inside this one with this role and exactly this name.
    pub fn part(&self, role: &str, name: &str) -> Part<'a> {
        let mut path = self.path.clone();
        path.push((role.to_owned(), name.to_owned()));
        Part { chromium: self.chromium, path }
    }

    /// Waits until it is there.
    pub async fn wait(&self) {
        self.node().await;
    }

    /// Clicks it with the mouse, in its middle.
    pub async fn click(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.try_click().await.is_err() {
            assert!(Instant::now() < deadline, "cannot be clicked: {self}");
            pause().await;
        }
    }

    async fn try_click(&self) -> WebDriverResult<()> {
        let node = json!({ "backendNodeId": self.node().await });
        self.chromium.try_ask("DOM.scrollIntoViewIfNeeded", node.clone()).await?;
        let mut model = self.chromium.try_ask("DOM.getBoxModel", node.clone()).await?;
        // A page that still settles would be missed: two looks in a row have to agree.
        loop {
            pause().await;
            let again = self.chromium.try_ask("DOM.getBoxModel", node.clone()).await?;
            if again == model {
                break;
            }
            model = again;
        }
        let quad: Vec<f64> = model["model"]["content"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        let (x, y) = (f64::midpoint(quad[0], quad[4]), f64::midpoint(quad[1], quad[5]));
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let count = u8::from(kind != "mouseMoved");
            let press = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": count });
            self.chromium.try_ask("Input.dispatchMouseEvent", press).await?;
        }
        Ok(())
    }

    /// Clicks it and types.
    pub async fn type_text(&self, text: &str) {
        self.click().await;
        self.chromium.ask("Input.insertText", json!({ "text": text })).await;
    }

    /// The text painted in it now.
    pub async fn text(&self) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(text) = self.try_text().await {
                return text;
            }
            assert!(Instant::now() < deadline, "not there: {self}");
            pause().await;
        }
    }

    async fn try_text(&self) -> Option<String> {
        let text = self.call("function () { return this.innerText ?? this.textContent }").await?;
        text.as_str().map(str::to_owned)
    }

    /// Calls a JavaScript function with the element as its `this`, and gives what it returns; `None` if it is not there.
    pub async fn call(&self, function: &str) -> Option<Value> {
        let node = self.find().await?;
        let object = self.chromium.try_ask("DOM.resolveNode", json!({ "backendNodeId": node })).await.ok()?;
        let call = json!({
            "objectId": object["object"]["objectId"],
            "functionDeclaration": function,
            "returnByValue": true,
        });
        let mut answer = self.chromium.try_ask("Runtime.callFunctionOn", call).await.ok()?;
        Some(answer["result"]["value"].take())
    }

    /// Waits until its text has all these pieces.
    pub async fn says(&self, pieces: &[&str]) {
        self.wait_text(&format!("says {pieces:?}"), |text| pieces.iter().all(|piece| text.contains(piece))).await;
    }

    /// Waits until its text has none of these pieces.
    pub async fn says_not(&self, pieces: &[&str]) {
        self.wait_text(&format!("says none of {pieces:?}"), |text| !pieces.iter().any(|piece| text.contains(piece)))
            .await;
    }

    async fn wait_text(&self, wanted: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text().await;
            if holds(&text) {
                return;
            }
            assert!(Instant::now() < deadline, "waited in vain until {self} {wanted}; it says:\n{text}");
            pause().await;
        }
    }

    /// Waits until a property of the accessibility tree has a value: `checked`, `disabled`, `selected`, ….
    pub async fn is(&self, property: &str, value: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.property(property).await;
            if found.as_deref() == Some(value) {
                return;
            }
            assert!(Instant::now() < deadline, "{self}: {property} is {found:?}, not {value}");
            pause().await;
        }
    }

    async fn property(&self, property: &str) -> Option<String> {
        let node = self.find_node().await?;
        let properties = node["properties"].as_array()?;
        let found = properties.iter().find(|candidate| candidate["name"] == property)?;
        let value = &found["value"]["value"];
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    async fn node(&self) -> u64 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(node) = self.find().await {
                return node;
            }
            assert!(Instant::now() < deadline, "not there: {self}");
            pause().await;
        }
    }

    async fn find(&self) -> Option<u64> {
        if self.path.is_empty() {
            return self.body().await;
        }
        self.find_node().await?["backendDOMNodeId"].as_u64()
    }

    async fn find_node(&self) -> Option<Value> {
        let mut within = self.body().await?;
        let mut found = None;
        for (role, name) in &self.path {
            let query = json!({ "backendNodeId": within, "role": role, "accessibleName": name });
            let answer = self.chromium.try_ask("Accessibility.queryAXTree", query).await.ok()?;
            let nodes = answer["nodes"].as_array()?;
            let node = nodes.iter().find(|node| node["ignored"] == false)?.clone();
            within = node["backendDOMNodeId"].as_u64()?;
            found = Some(node);
        }
        found
    }

    async fn body(&self) -> Option<u64> {
        let body = json!({ "expression": "document.body" });
        let object = self.chromium.try_ask("Runtime.evaluate", body).await.ok()?;
        let of = json!({ "objectId": object["result"]["objectId"] });
        self.chromium.try_ask("DOM.describeNode", of).await.ok()?["node"]["backendNodeId"].as_u64()
    }
}

impl std::fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path: Vec<String> = self.path.iter().map(|(role, name)| format!("{role} “{name}”")).collect();
        f.write_str(if path.is_empty() { "the page" } else { "" })?;
        f.write_str(&path.join(" › "))
    }
}

/// Between two looks at a page that is waited for.
async fn pause() {
    tokio::time::sleep(Duration::from_millis(25)).await;
}
