//! What every live test needs: a server in this process or in one of its own, a browser's requests, and its link.
//! Whatever is waited for has a deadline; nothing sleeps and hopes.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use drill::{Event, Fact, Millis};
use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{
    Assembled, Assembler, Class, ClassCommand, CommandError, Diff as _, Earlier, Entry, List, PROTOCOL, PageData,
    Patch, People, RoomProjection, RoomView, ToBrowser, ToServer, You, decode, encode,
};
use server::{Config, Server, limits::SAME_VIEW_FOR};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, sqlite::SqliteConnectOptions};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::{sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue},
};

/// How long anything may take before the test fails: far longer than it should, even on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// The same for a link that has long not been read: TCP asks about as long after it is read again as it was not read before.
const PATIENCE_AFTER_SLEEP: Duration = Duration::from_mins(1);

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

    /// The log of a room as the database has it.
    pub async fn log(&self, code: &str) -> Vec<Event> {
        let options = SqliteConnectOptions::new().filename(self.database());
        let mut connection = options.connect().await.unwrap();
        let sql =
            "SELECT seq, at_ms, wall_ms, fact FROM event JOIN room ON room.id = room_id WHERE code = ? ORDER BY seq";
        let rows = sqlx::query(sql).bind(code.replace('-', "")).fetch_all(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let number = |row: &sqlx::sqlite::SqliteRow, column| row.get::<i64, _>(column).cast_unsigned();
        let event = |row: &sqlx::sqlite::SqliteRow| Event {
            seq: number(row, 0),
            at: Millis(number(row, 1)),
            wall_ms: number(row, 2),
            fact: serde_json::from_str(row.get(3)).unwrap(),
        };
        rows.iter().map(event).collect()
    }

    /// What follows from it.
    pub async fn projection(&self, code: &str) -> RoomProjection {
        RoomProjection::of(&self.log(code).await)
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
    pub fn embedded(&self) -> PageData {
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
    let headers: Vec<(String, String)> =
        lines.map(|line| line.split_once(": ").unwrap()).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = &answer[end + 4..];
    Answer { status, headers, body: if is_chunked { without_chunks(body) } else { body.to_vec() } }
}

/// A body that came in chunks, each behind its length.
fn without_chunks(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend(&body[end + 2..end + 2 + length]);
        body = &body[end + 4 + length..];
    }
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
    socket: WebSocketStream<TcpStream>,
    patience: Duration,
    /// When it was last read.
    read_at: Instant,
    assembler: Assembler,
    /// Every frame that came, in words.
    pub wire: Vec<String>,
    /// The present, as patched so far.
    pub view: Option<RoomView>,
    /// Moments of the past that it was shown, in order.
    pub past: Vec<RoomView>,
    /// Earlier items of lists that it got, in order.
    pub earlier: Vec<Earlier>,
    pub people: People,
    /// Who is in the class, as operators are told.
    pub class: Class,
    /// What somebody in the class is told of themselves.
    pub you: Option<You>,
    pub answers: Vec<(u32, Result<(), CommandError>)>,
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
        Self::greeted(addr, &format!("/room/{code}")).await
    }

    /// The link of this page, which has this view.
    pub async fn resume(addr: SocketAddr, page: &str, view: RoomView) -> Self {
        let mut link = Self::open(addr, &format!("{page}/link")).await;
        let since = view.seq;
        link.view = Some(view);
        link.send(&ToServer::Hello { protocol: PROTOCOL, since }).await;
        link.until("the first count", |link| link.people != People::default()).await;
        link
    }

    pub async fn watcher(addr: SocketAddr, code: &str) -> Self {
        Self::greeted(addr, &format!("/watch/{code}")).await
    }

    /// The link of somebody who joined this class last.
    pub async fn seat(addr: SocketAddr, code: &str) -> Self {
        Self::greeted(addr, &format!("/seat/{code}")).await
    }

    /// The link of an operator who looks back.
    pub async fn reviewer(addr: SocketAddr, code: &str) -> Self {
        Self::greeted(addr, &format!("/room/{code}/replay")).await
    }

    /// The link of this page, once it has its first view and knows how many are here.
    pub async fn greeted(addr: SocketAddr, page: &str) -> Self {
        let mut link = Self::open(addr, &format!("{page}/link")).await;
        link.greet().await;
        link
    }

    async fn greet(&mut self) {
        self.send(&ToServer::Hello { protocol: PROTOCOL, since: 0 }).await;
        self.until("the first view", |link| link.view.is_some() && link.people != People::default()).await;
    }

    /// What it is shown of this moment of the past.
    pub async fn look_back(&mut self, at: Millis) -> RoomView {
        let before = self.past.len();
        self.send(&ToServer::LookBack(Some(at))).await;
        self.until("the past", |link| link.past.len() > before).await;
        self.past.last().unwrap().clone()
    }

    /// The items of a list before this place.
    pub async fn earlier(&mut self, list: List, before: usize) -> Earlier {
        let count = self.earlier.len();
        self.send(&ToServer::Earlier { list, before }).await;
        self.until("earlier items", |link| link.earlier.len() > count).await;
        self.earlier.last().unwrap().clone()
    }

    /// A link that has not said anything yet.
    pub async fn open(addr: SocketAddr, path: &str) -> Self {
        Self::open_from(addr, path, &format!("http://{addr}")).await.unwrap()
    }

    /// The same from a page of any origin; the status when it is refused.
    pub async fn open_from(addr: SocketAddr, path: &str, origin: &str) -> Result<Self, u16> {
        Self::connect(addr, path, origin, None).await
    }

    /// A link that is greeted and takes in no more than a few kilobytes before it is read.
    pub async fn narrow(addr: SocketAddr, page: &str) -> Self {
        let origin = format!("http://{addr}");
        let mut link = Self::connect(addr, &format!("{page}/link"), &origin, Some(4 * 1024)).await.unwrap();
        link.patience = PATIENCE_AFTER_SLEEP;
        link.greet().await;
        link
    }

    /// Waits until the server has more for this link than fits on its way, and so cannot send on.
    pub async fn until_held_up(&self) {
        let stream = self.socket.get_ref();
        let port = |addr: SocketAddr| format!(":{:04X}", addr.port());
        let (server, ours) = (port(stream.peer_addr().unwrap()), port(stream.local_addr().unwrap()));
        // How many bytes wait at the server's end of the connection, as the system tells.
        let waiting = || {
            let table = fs::read_to_string("/proc/net/tcp").unwrap();
            let rows = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
            let row = rows.filter(|row| row.len() > 4).find(|row| row[1].ends_with(&server) && row[2].ends_with(&ours));
            row.map_or(String::new(), |row| row[4].to_owned())
        };
        let (deadline, mut before, mut since) = (Instant::now() + PATIENCE, waiting(), Instant::now());
        while before.starts_with("00000000") || since.elapsed() < Duration::from_millis(300) {
            assert!(Instant::now() < deadline, "everything was sent: {before}");
            sleep(Duration::from_millis(10)).await;
            let now = waiting();
            if now != before {
                (before, since) = (now, Instant::now());
            }
        }
    }

    async fn connect(addr: SocketAddr, path: &str, origin: &str, buffer: Option<u32>) -> Result<Self, u16> {
        let mut request = format!("ws://{addr}{path}").into_client_request().unwrap();
        if let Some(key) = jar::key(addr, path) {
            request.headers_mut().insert("cookie", HeaderValue::from_str(&format!("key={key}")).unwrap());
        }
        if !origin.is_empty() {
            request.headers_mut().insert("origin", HeaderValue::from_str(origin).unwrap());
        }
        let socket = TcpSocket::new_v4().unwrap();
        if let Some(bytes) = buffer {
            socket.set_recv_buffer_size(bytes).unwrap();
        }
        let stream = socket.connect(addr).await.unwrap();
        stream.set_nodelay(true).unwrap();
        match tokio_tungstenite::client_async(request, stream).await {
            Ok((socket, _)) => Ok(Self {
                socket,
                patience: PATIENCE,
                read_at: Instant::now(),
                assembler: Assembler::default(),
                wire: Vec::new(),
                view: None,
                past: Vec::new(),
                earlier: Vec::new(),
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

    /// Sends a command about the class and waits for its answer.
    pub async fn ask(&mut self, command: ClassCommand) -> Result<(), CommandError> {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&ToServer::Class { id, command }).await;
        self.answer_of(id).await
    }

    /// Sends a command and waits for its answer.
    pub async fn command(&mut self, command: drill::Command) -> Result<(), CommandError> {
        let id = self.order(command).await;
        self.answer_of(id).await
    }

    pub async fn answer_of(&mut self, id: u32) -> Result<(), CommandError> {
        self.until("an answer", |link| link.answers.iter().any(|(answered, _)| *answered == id)).await;
        self.answers.iter().find(|(answered, _)| *answered == id).unwrap().1.clone()
    }

    /// Reads until this holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        // After a sleep TCP asks at longer and longer intervals, up to about as long as nothing was read.
        let deadline = Instant::now() + self.patience + 2 * self.read_at.elapsed();
        while !holds(self) {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = timeout(left, self.socket.next()).await;
            let message = message.unwrap_or_else(|_| panic!("waited too long for {what}; got {:?}", self.wire.last()));
            self.read_at = Instant::now();
            match message {
                Some(Ok(Message::Binary(bytes))) => self.received(&bytes),
                Some(Ok(Message::Close(_)) | Err(_)) | None => self.ended = true,
                Some(Ok(_)) => (),
            }
            assert!(!self.ended || holds(self), "the link ended before {what}; got {:?}", self.wire.last());
        }
    }

    /// Reads until it has the view after this event.
    pub async fn until_seq(&mut self, seq: u64) {
        self.until(&format!("event {seq}"), |link| link.seq() >= seq).await;
    }

    /// Reads until the other side has closed.
    pub async fn until_end(&mut self) {
        self.until("the end", |link| link.ended).await;
    }

    /// The present, as patched so far.
    pub fn view(&self) -> &RoomView {
        self.view.as_ref().expect("it has a view")
    }

    /// The number of the last event behind it.
    pub fn seq(&self) -> u64 {
        self.view.as_ref().map_or(0, |view| view.seq)
    }

    /// What was done in the room, as far as it may see it.
    pub fn facts(&self) -> Vec<&Fact> {
        fn fact(entry: &Entry) -> Option<&Fact> {
            if let Entry::Action { fact, .. } = entry { Some(fact) } else { None }
        }
        self.view().history.iter().filter_map(fact).collect()
    }

    fn received(&mut self, bytes: &[u8]) {
        let frame: ToBrowser = match self.assembler.receive(bytes) {
            Assembled::Frame(frame) => frame,
            Assembled::Part => return,
            Assembled::Unreadable => panic!("this is no frame: {bytes:?}"),
        };
        self.wire.push(format!("{frame:?}"));
        match frame {
            ToBrowser::View(view) if view.replay.is_some() => self.past.push(*view),
            ToBrowser::View(view) => {
                // Who comes back from the past is told of the same present again, and all who ask at once get the same.
                assert!(view.seq >= self.seq() && view.now + SAME_VIEW_FOR >= self.now, "the present went back");
                self.now = self.now.max(view.now);
                self.view = Some(*view);
            }
            ToBrowser::Patch(patch) => self.patched(patch),
            ToBrowser::Earlier(earlier) => self.earlier.push(earlier),
            ToBrowser::Answer { id, result } => self.answers.push((id, result)),
            ToBrowser::People(people) => self.people = people,
            ToBrowser::Class(class) => self.class = class,
            ToBrowser::You(you) => self.you = Some(you),
            ToBrowser::Beat(now) => {
                assert!(now >= self.now, "the clock went back");
                self.now = now;
                self.other.push(ToBrowser::Beat(now));
            }
            other => self.other.push(other),
        }
    }

    fn patched(&mut self, patch: Patch) {
        let Patch { from, to, changes } = patch;
        let view = self.view.as_mut().expect("a patch comes after a view");
        assert!(from == view.seq && to >= from, "a hole: {from} to {to} after {}", view.seq);
        assert!(view.apply(changes), "a patch for another view");
        assert!(view.seq == to && view.now + SAME_VIEW_FOR >= self.now, "it leads elsewhere, or the clock went back");
        self.now = self.now.max(view.now);
    }
}
