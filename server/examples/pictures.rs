//! Takes the README's pictures in real Chromium, driven as in the browser tests; `CHROME` and `CHROMEDRIVER` name the
//! programs. `pictures URL FOLDER`, on a running server: `cargo xtask shots` starts one.

use std::{path::PathBuf, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

#[path = "../tests/it/browser/chromium.rs"]
#[expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the tests' driver: it fails loudly, and does more than is needed here"
)]
mod chromium;
#[path = "../tests/it/browser/part.rs"]
#[allow(clippy::unwrap_used, dead_code, reason = "the same")]
mod part;

use chromium::Chromium;

/// As wide as the README can show; high enough for the whole of what a picture is about.
const SIZE: (u32, u32) = (1440, 900);
/// The shape of a projector.
const PROJECTOR: (u32, u32) = (1440, 810);
/// Motion ends, and what just came is drawn.
const SETTLED: Duration = Duration::from_millis(600);

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, folder] = &arguments[..] else { return Err("usage: pictures URL FOLDER".into()) };
    let studio = Studio { url, folder: folder.into(), browser: Chromium::start(SIZE.0, SIZE.1).await };
    studio.take_all().await?;
    studio.browser.close().await;
    Ok(())
}

/// A browser, where it looks, and where its pictures go.
struct Studio<'a> {
    url: &'a str,
    folder: PathBuf,
    browser: Chromium,
}

impl Studio<'_> {
    async fn take_all(&self) -> Outcome {
        self.browser.go(self.url).await;
        self.take("home", SIZE).await?;
        self.browser.go(&[self.url, "/explorer"].concat()).await;
        self.take("explorer", SIZE).await?;
        // The agent has clicked a tab, and three screens tell three stories.
        self.open("Application, back quickly").await;
        self.play(4).await;
        self.take("room", SIZE).await?;
        self.evidence().await?;
        // All three are off for a minute: the warnings have come one after the other.
        self.open("All three off").await;
        self.play(6).await;
        self.browser.project(&self.browser).await;
        self.browser.page().says(&["LIVE"]).await;
        self.take("watch", PROJECTOR).await?;
        self.learn().await;
        self.take("learn", SIZE).await
    }

    /// What can be taken home of a drill: the truth after the log-in, when the agent is told something untrue, the replay and
    /// the report.
    async fn evidence(&self) -> Outcome {
        self.open("Application, back quickly").await;
        self.play(10).await;
        let room = self.browser.address().await;
        let page = self.browser.page();
        self.browser.go(&[&room, "/truth"].concat()).await;
        page.says(&["Truth against belief"]).await;
        self.take("truth", SIZE).await?;
        self.browser.go(&[&room, "/replay#0:20"].concat()).await;
        page.says(&["REPLAY", "0:20 of"]).await;
        self.take("replay", SIZE).await?;
        self.browser.go(&[&room, "/report"].concat()).await;
        page.says(&["Who was misled"]).await;
        self.take("report", SIZE).await
    }

    /// Opens a room with the home page's card.
    async fn open(&self, storyboard: &str) {
        self.browser.go(self.url).await;
        self.browser.page().part("button", storyboard).click().await;
        self.browser.page().says(&["LIVE"]).await;
    }

    /// Plays so many steps of the talk track.
    async fn play(&self, steps: u32) {
        for step in 1..=steps {
            self.browser.page().part("region", "Talk track").part("button", "Next step").click().await;
            self.browser.page().says(&[&format!("step {step} of")]).await;
        }
    }

    /// Answers the second question of a drill wrongly, as most people do.
    async fn learn(&self) {
        self.browser.go(self.url).await;
        let page = self.browser.page();
        page.part("button", "Self-paced: Application, back quickly").click().await;
        page.says(&["LIVE"]).await;
        let coach = page.part("region", "Your coach");
        coach.part("button", "Begin").click().await;
        coach.part("button", "Skip question").click().await;
        coach.part("button", "Continue").click().await;
        coach.part("radio", "It goes on, for Messaging carries the lines").click().await;
        coach.part("button", "Submit answer").click().await;
        coach.says(&["Not quite"]).await;
    }

    /// Saves what the window shows at this size, from its top.
    async fn take(&self, name: &str, (width, height): (u32, u32)) -> Outcome {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser.ask("Emulation.setDeviceMetricsOverride", size).await;
        // Neither where the mouse was left nor what it pressed last is part of the picture.
        let away = json!({ "type": "mouseMoved", "x": 0, "y": 0 });
        self.browser.ask("Input.dispatchMouseEvent", away).await;
        self.browser.run("document.activeElement?.blur(); scrollTo(0, 0);").await;
        tokio::time::sleep(SETTLED).await;
        let picture = self.browser.ask("Page.captureScreenshot", json!({ "format": "png" })).await;
        let picture = STANDARD.decode(picture["data"].as_str().ok_or("the browser gave no picture")?)?;
        std::fs::write(self.folder.join(name).with_extension("png"), picture)?;
        self.browser.ask("Emulation.clearDeviceMetricsOverride", json!({})).await;
        Ok(())
    }
}
