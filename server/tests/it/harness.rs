//! What every live test needs: a server in this process or in one of its own, a browser's requests, and its link.
//! Whatever is waited for has a deadline; nothing sleeps and hopes.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use app::wire::{
    Class, Denial, Embedded, PROTOCOL, Past, People, Tale, ToBrowser, ToServer, WatchView, Wish, You, decode, encode,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use drill::{Event, Millis};
use futures_util::{SinkExt as _, StreamExt as _};
use server::{Config, Server};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue},
};

/// How long anything may take before the test fails: far longer than it should, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A folder of its own for a test's database; removed at the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn database(&self) -> PathBuf {
        self.0.path().join("test.db")
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

/// A server in this process.
pub struct InProcess {
    pub addr: SocketAddr,
    pub server: Server,
    pub folder: Folder,
}

impl InProcess {
    /// A server on any free port, with an empty database.
    pub async fn start() -> Self {
        Self::start_in(Folder::new()).await
    }

    /// A server on any free port, with the database in this folder.
    pub async fn start_in(folder: Folder) -> Self {
        let config = Config { addr: "127.0.0.1:0".to_owned(), database: folder.database(), ..Config::default() };
        let server = Server::start(&config).await.unwrap();
        Self { addr: server.addr(), server, folder }
    }

    /// Stops it, and gives back the folder with its database.
    pub async fn stop(self) -> Folder {
        self.server.stop().await;
        self.folder
    }
}

/// The real program, in a process of its own. It is killed at the end if it still runs.
pub struct Process {
    pub addr: SocketAddr,
    child: Child,
}

impl Process {
    /// Starts it on any free port with the database at this path and waits until it is open.
    pub fn start(database: &Path) -> Self {
        Self::start_at(database, "127.0.0.1:0".parse().unwrap())
    }

    /// The same at an address that browsers know already.
    pub fn start_at(database: &Path, addr: SocketAddr) -> Self {
        Self::start_as(drillroom(), database, addr)
    }

    /// The same as `program` starts it.
    pub fn start_as(mut program: Command, database: &Path, addr: SocketAddr) -> Self {
        let mut child = program
            .args(["serve", "--addr", &addr.to_string(), "--database"])
            .arg(database)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let greeting = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let addr = greeting.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
        Self { addr: addr.parse().unwrap(), child }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would: no handler runs.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and gives how it ended and after how long.
    pub fn terminate(&mut self) -> (ExitStatus, Duration) {
        let asked = Instant::now();
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, asked.elapsed());
            }
            assert!(asked.elapsed() < PATIENCE, "it did not stop");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The real program, without settings from outside.
pub fn drillroom() -> Command {
    drillroom_under(&[])
}

/// The same, started by another program, which may take rights or means away from it.
pub fn drillroom_under(starter: &[&str]) -> Command {
    let mut words = starter.iter().copied().chain([env!("CARGO_BIN_EXE_drillroom")]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words);
    for name in ["DRILLROOM_ADDR", "DRILLROOM_DATABASE", "DRILLROOM_LOG"] {
        command.env_remove(name);
    }
    // Rooms that open and end are no news in a test.
    command.env("DRILLROOM_LOG", "error");
    command
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; panics when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str()).unwrap()
    }

    /// The key that it gives to the browser, if it does.
    pub fn key(&self) -> Option<String> {
        let cookies = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let keys = cookies.filter_map(|(_, value)| value.strip_prefix("key=")?.split(';').next());
        keys.map(str::to_owned).next()
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// What a room's page embeds.
    pub fn embedded(&self) -> Embedded {
        let page = self.text();
        let base64 = page.split("id=\"embedded\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
        decode(&STANDARD.decode(base64).unwrap()).unwrap()
    }
}

/// One request on a connection of its own. `headers` come besides `Host`.
pub async fn request(addr: SocketAddr, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    request_from([127, 0, 0, 1], addr, line, headers, body).await
}

/// The same from another address of this machine.
pub async fn request_from(from: [u8; 4], addr: SocketAddr, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut head =
        format!("{line} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    let path = line.split(' ').nth(1).unwrap();
    if let Some(key) = jar::key(addr, path).filter(|_| headers.iter().all(|(name, _)| *name != "cookie")) {
        head.extend(["cookie: key=", &key, "\r\n"]);
    }
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let mut stream = socket.connect(addr).await.unwrap();
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap().unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| line.split_once(": ").unwrap()).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    Answer { status, headers, body: answer[end + 4..].to_vec() }
}

pub async fn get(addr: SocketAddr, path: &str) -> Answer {
    request(addr, &format!("GET {path}"), &[], "").await
}

/// Opens a room with the home page's form and gives its code.
pub async fn open_room(addr: SocketAddr, storyboard: &str) -> String {
    let origin = format!("http://{addr}");
    let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let answer = request(addr, "POST /rooms", &headers, &format!("storyboard={storyboard}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let code = answer.header("location").strip_prefix("/room/").unwrap().to_owned();
    jar::put_operator(addr, &code, &answer.key().unwrap());
    code
}

/// Takes a seat in a class as somebody of this name, and keeps its key as the newest one for this class.
pub async fn join(addr: SocketAddr, code: &str, name: &str) -> String {
    let origin = format!("http://{addr}");
    let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded"), ("cookie", "")];
    let answer = request(addr, &format!("POST /seat/{code}"), &headers, &format!("name={name}")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let key = answer.key().unwrap();
    jar::put(addr, &format!("/seat/{code}"), &key);
    key
}

/// The keys that a browser would keep: each for a path and what lies below it.
pub mod jar {
    use std::{
        collections::BTreeMap,
        net::SocketAddr,
        sync::{Mutex, MutexGuard},
    };

    use server::secret::Secret;

    static KEYS: Mutex<BTreeMap<(SocketAddr, String), String>> = Mutex::new(BTreeMap::new());

    fn keys() -> MutexGuard<'static, BTreeMap<(SocketAddr, String), String>> {
        KEYS.lock().unwrap()
    }

    pub fn put(addr: SocketAddr, path: &str, key: &str) {
        keys().insert((addr, path.to_owned()), key.to_owned());
    }

    /// An operator's key opens the room, and the one that follows from it the projector's page.
    pub fn put_operator(addr: SocketAddr, code: &str, key: &str) {
        put(addr, &format!("/room/{code}"), key);
        put(addr, &format!("/learn/{code}"), key);
        put(addr, &format!("/watch/{code}"), &Secret::parse(key).unwrap().for_watching().text());
    }

    /// The key for this path; a server that was started again has another port, and the same keys.
    pub fn key(addr: SocketAddr, path: &str) -> Option<String> {
        let keys = keys();
        let mut parts = path.split(['/', '?']).skip(1);
        let path = format!("/{}/{}", parts.next()?, parts.next()?);
        let here = keys.get(&(addr, path.clone()));
        here.or_else(|| keys.iter().find(|((_, kept), _)| *kept == path).map(|(_, key)| key)).cloned()
    }
}

/// A browser's link, and all it was told so far.
pub struct Link {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Every frame that came, in words.
    pub wire: Vec<String>,
    /// Every event, each once and without a hole.
    pub log: Vec<Event>,
    pub view: Option<WatchView>,
    /// Moments of the past that it was shown, in order.
    pub past: Vec<Past>,
    pub people: People,
    /// Who is in the class, as operators are told.
    pub class: Class,
    /// What somebody in the class is told of themselves.
    pub you: Option<You>,
    pub answers: Vec<(u32, Result<(), Denial>)>,
    /// Whatever else came, in order.
    pub other: Vec<ToBrowser>,
    /// Room time as last told.
    pub now: Millis,
    pub ended: bool,
    next_id: u32,
}

impl Link {
    /// An operator's link that knows nothing yet.
    pub async fn operator(addr: SocketAddr, code: &str) -> Self {
        Self::resume(addr, code, Vec::new()).await
    }

    /// An operator's link that has this much of the log.
    pub async fn resume(addr: SocketAddr, code: &str, log: Vec<Event>) -> Self {
        let mut link = Self::open(addr, &format!("/room/{code}/link")).await;
        let since = log.last().map_or(0, |event| event.seq);
        link.log = log;
        link.send(&ToServer::Hello { protocol: PROTOCOL, since }).await;
        link.until("the first answer", |link| link.people != People::default()).await;
        link
    }

    pub async fn watcher(addr: SocketAddr, code: &str) -> Self {
        let mut link = Self::open(addr, &format!("/watch/{code}/link")).await;
        link.send(&ToServer::Hello { protocol: PROTOCOL, since: 0 }).await;
        link.until("the first view", |link| link.view.is_some() && link.people != People::default()).await;
        link
    }

    /// The link of whoever joined this class last.
    pub async fn seat(addr: SocketAddr, code: &str) -> Self {
        let mut link = Self::open(addr, &format!("/seat/{code}/link")).await;
        link.send(&ToServer::Hello { protocol: PROTOCOL, since: 0 }).await;
        link.until("the first count", |link| link.people != People::default()).await;
        link
    }

    /// The link of an operator who looks back.
    pub async fn reviewer(addr: SocketAddr, code: &str) -> Self {
        let mut link = Self::open(addr, &format!("/room/{code}/replay/link")).await;
        link.send(&ToServer::Hello { protocol: PROTOCOL, since: 0 }).await;
        link.until("the first view", |link| link.view.is_some() && link.people != People::default()).await;
        link
    }

    /// What it is shown of this moment of the past.
    pub async fn look_back(&mut self, at: Millis) -> Past {
        let before = self.past.len();
        self.send(&ToServer::LookBack(Some(at))).await;
        self.until("the past", |link| link.past.len() > before).await;
        self.past.last().unwrap().clone()
    }

    /// A link that has not said anything yet.
    pub async fn open(addr: SocketAddr, path: &str) -> Self {
        Self::open_from(addr, path, &format!("http://{addr}")).await.unwrap()
    }

    /// The same from a page of any origin; the status when it is refused.
    pub async fn open_from(addr: SocketAddr, path: &str, origin: &str) -> Result<Self, u16> {
        let mut request = format!("ws://{addr}{path}").into_client_request().unwrap();
        if let Some(key) = jar::key(addr, path) {
            request.headers_mut().insert("cookie", HeaderValue::from_str(&format!("key={key}")).unwrap());
        }
        if !origin.is_empty() {
            request.headers_mut().insert("origin", HeaderValue::from_str(origin).unwrap());
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, _)) => Ok(Self {
                socket,
                wire: Vec::new(),
                log: Vec::new(),
                view: None,
                past: Vec::new(),
                people: People::default(),
                class: Class::default(),
                you: None,
                answers: Vec::new(),
                other: Vec::new(),
                now: Millis::ZERO,
                ended: false,
                next_id: 1,
            }),
            Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn send(&mut self, frame: &ToServer) {
        self.send_bytes(&encode(frame)).await;
    }

    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.socket.send(Message::binary(bytes.to_vec())).await.unwrap();
    }

    pub async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// The same where the other side may have closed.
    pub async fn try_send_bytes(&mut self, bytes: &[u8]) -> Result<(), tokio_tungstenite::tungstenite::Error> {
        self.socket.send(Message::binary(bytes.to_vec())).await
    }

    /// Sends a command without waiting for its answer, and gives its id.
    pub async fn order(&mut self, command: drill::Command) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&ToServer::Command { id, command }).await;
        id
    }

    /// Sends a wish about the class and waits for its answer.
    pub async fn wish(&mut self, wish: Wish) -> Result<(), Denial> {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&ToServer::Class { id, wish }).await;
        self.answer_of(id).await
    }

    /// Sends a command and waits for its answer.
    pub async fn command(&mut self, command: drill::Command) -> Result<(), Denial> {
        let id = self.order(command).await;
        self.answer_of(id).await
    }

    pub async fn answer_of(&mut self, id: u32) -> Result<(), Denial> {
        self.until("an answer", |link| link.answers.iter().any(|(answered, _)| *answered == id)).await;
        self.answers.iter().find(|(answered, _)| *answered == id).unwrap().1.clone()
    }

    /// Reads until this holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = timeout(left, self.socket.next()).await;
            let message = message.unwrap_or_else(|_| panic!("waited too long for {what}; got {:?}", self.wire.last()));
            match message {
                Some(Ok(Message::Binary(bytes))) => self.heard(&bytes),
                Some(Ok(Message::Close(_)) | Err(_)) | None => self.ended = true,
                Some(Ok(_)) => (),
            }
            assert!(!self.ended || holds(self), "the link ended before {what}; got {:?}", self.wire.last());
        }
    }

    /// Reads until it has every event up to this number.
    pub async fn until_seq(&mut self, seq: u64) {
        self.until(&format!("event {seq}"), |link| link.seq() >= seq).await;
    }

    /// Reads until the other side has closed.
    pub async fn until_end(&mut self) {
        self.until("the end", |link| link.ended).await;
    }

    /// The number of the last event it has.
    pub fn seq(&self) -> u64 {
        self.log.last().map_or(0, |event| event.seq)
    }

    /// The log as a browser folds it.
    pub fn tale(&self) -> Tale {
        Tale::of(&self.log)
    }

    fn heard(&mut self, bytes: &[u8]) {
        let frame: ToBrowser = decode(bytes).unwrap();
        self.wire.push(format!("{frame:?}"));
        match frame {
            ToBrowser::Events(feed) => {
                assert!(feed.now >= self.now, "the clock went back");
                self.now = feed.now;
                for event in feed.events {
                    let last = self.seq();
                    assert!(event.seq <= last + 1, "a hole: {} after {last}", event.seq);
                    if event.seq > last {
                        self.log.push(event);
                    }
                }
            }
            ToBrowser::View(sealed) => {
                let view = sealed.open().unwrap();
                // Whoever comes back from the past is told of the same present again.
                let is_news = |last: &WatchView| last.seq < view.seq || !self.past.is_empty();
                assert!(self.view.as_ref().is_none_or(|last| is_news(last) && last.now <= view.now));
                self.view = Some(view);
            }
            ToBrowser::Past(sealed) => self.past.push(sealed.open().unwrap()),
            ToBrowser::Answer { id, result } => self.answers.push((id, result)),
            ToBrowser::People(people) => self.people = people,
            ToBrowser::Class(class) => self.class = class.open().unwrap(),
            ToBrowser::You(you) => self.you = Some(you),
            ToBrowser::Beat(now) => {
                self.now = now;
                self.other.push(ToBrowser::Beat(now));
            }
            other => self.other.push(other),
        }
    }
}
