//! The link: one browser's live connection over a WebSocket. Brings the page to life, resumes by event number after any
//! break, and makes the displayed clock tick. The rest of the app never touches a browser API for these.

use std::{cell::RefCell, time::Duration};

use drill::Millis;
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use super::{Connection, Ended, FOLLOWS, Face, Folded, Loss, Order, PARTS, Part, Stage, kiosk, whole};
use crate::{
    pages::{EMBEDDED_ID, stage_page},
    ui::draw_islands,
    wire::{Closing, Denial, Embedded, Feed, PROTOCOL, ToBrowser, ToServer, decode, encode},
};

/// How often the displayed clock looks whether its second has changed, in milliseconds: well under one at 16×.
const TICK_MS: u64 = 50;
/// How often the page says that it is still here, in milliseconds: a third of the server's patience.
const BEAT_MS: f64 = 10_000.0;
/// After how long without any frame the connection counts as lost, in milliseconds: two beats and some.
const SILENCE_MAX_MS: f64 = 25_000.0;
/// After how long the answer to the first beat after a sleep is overdue, in milliseconds.
const WAKE_MAX_MS: f64 = 4_000.0;
/// After how long the answer to a command is overdue, in milliseconds: the server gives up on its database long before.
const ANSWER_MAX_MS: f64 = 8_000.0;
/// How long a hand counts as at work after it was last felt, in milliseconds: from the way to a button to the click, and from
/// click to click. What is told of what it did comes then.
const HAND_MS: f64 = 300.0;
/// The longest wait between two tries, in seconds: nobody waits longer for a server that is back.
const RETRY_SECS_MAX: u32 = 10;

thread_local! {
    static LINK: RefCell<Option<Link>> = const { RefCell::new(None) };
}

struct Link {
    stage: Stage,
    socket: Option<Socket>,
    /// What was sent and not answered yet, oldest first.
    unanswered: Vec<Asked>,
    next_id: u32,
    /// Tries since the link was last up.
    tries: u32,
    /// When the next try is due, by the browser's own clock.
    retry_at_ms: f64,
    /// Why the connection is lost, or will be.
    why: Loss,
    /// Room time as last told, and when that was by the browser's own clock.
    told: (Millis, f64),
    heard_ms: f64,
    beat_ms: f64,
    turns: [Turn; PARTS.len()],
    /// When a hand was last felt at mouse, screen or keys.
    hand_ms: f64,
}

/// When a part was last shown, by the browser's own clock, whether it is to be shown again, and when at the latest.
#[derive(Clone, Copy)]
struct Turn {
    shown_ms: f64,
    waits: bool,
    soon_ms: f64,
}

impl Part {
    /// The shortest time from showing it to showing it again, in milliseconds: nobody reads faster, a table least of all,
    /// and in a busy room the page has time for those who click. While a hand is at work, its click finds the page at rest.
    const fn gap_ms(self, by_hand: bool) -> f64 {
        match (self, by_hand) {
            (Self::Screens, false) => 100.0,
            (Self::Story, false) => 200.0,
            (Self::Screens, true) | (Self::Evidence, false) => 500.0,
            (Self::Story, true) => 1_200.0,
            (Self::Evidence, true) => 1_500.0,
        }
    }
}

impl Default for Turn {
    fn default() -> Self {
        Self { shown_ms: 0.0, waits: false, soon_ms: f64::INFINITY }
    }
}

/// Something that was sent, and will be answered.
struct Asked {
    id: u32,
    at_ms: f64,
    /// What somebody had typed for it; empty if nothing.
    typed: String,
}

/// A socket with the closures that the browser calls; dropping it makes the browser forget them.
struct Socket {
    web: WebSocket,
    _closures: [Closure<dyn FnMut(Event)>; 3],
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        for forget in [WebSocket::set_onopen, WebSocket::set_onclose, WebSocket::set_onerror, WebSocket::set_onmessage]
        {
            forget(&self.web, None);
        }
        // A socket that is closed already has nothing left to close.
        let _ = self.web.close();
    }
}

/// Brings the page to life, if it is one that embeds a feed, and opens its link.
pub fn start() {
    let document = document();
    let embedded = document.get_element_by_id(EMBEDDED_ID).and_then(|element| element.text_content());
    let Some(base64) = embedded else { return };
    let Some(embedded) = window().atob(&base64).ok().and_then(|bytes| decode::<Embedded>(&latin1(&bytes))) else {
        return;
    };
    let looped = match &embedded.feed {
        Feed::Kiosk(log) if FOLLOWS => Some((log.clone(), embedded.steps.clone())),
        _ => None,
    };
    let is_looped = looped.is_some();
    let connect = move |stage| match looped {
        Some((log, steps)) if FOLLOWS => kiosk::start(&stage, log, &steps),
        _ => LINK.set(Some(Link::new(&stage))),
    };
    // The page's frame stands already, and is drawn nowhere; its islands are drawn where the server's are.
    let nowhere = document.create_document_fragment();
    mount_to(nowhere.unchecked_into(), move || {
        let page = stage_page(embedded, connect);
        draw_islands(Owner::current().unwrap_or_default(), if is_looped { || () } else { connected });
        page
    })
    .forget();
}

/// Opens the link of a page that stands, and keeps it open.
fn connected() {
    if FOLLOWS && let Some(stage) = stage() {
        // The operator's page of the past has no present of its own.
        let now = (stage.face == Face::Review).then(|| stage.now.get_untracked());
        if let Some(at) = moment_in_address().or(now) {
            stage.begin_at(at);
        }
    }
    open();
    set_interval(tick, Duration::from_millis(TICK_MS));
    let window = window();
    let hear = |target: &web_sys::EventTarget, event: &str, act: fn()| {
        let act = Closure::<dyn FnMut()>::new(act);
        // The page lives as long as these listeners; adding one fails for no target that exists.
        let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        act.forget();
    };
    hear(&window, "online", wake);
    hear(&document(), "visibilitychange", wake);
    for event in ["pointermove", "pointerdown", "keydown"] {
        hear(&window, event, felt);
    }
    if FOLLOWS {
        hear(&window, "hashchange", follow_address);
    }
}

/// A hand is at work.
fn felt() {
    with(|link| link.hand_ms = now_ms());
}

/// The moment that a link leads to: what stands behind the `#` of the address.
fn moment_in_address() -> Option<Millis> {
    window().location().hash().ok()?.trim_start_matches('#').parse().ok()
}

/// Takes the moment out of the address.
pub(super) fn forget_moment() {
    // A browser that refuses has a page that leads there again when it is loaded anew.
    let _ = window().location().set_hash("");
}

/// Somebody has followed a link to a moment of the room that this page shows already.
fn follow_address() {
    if let (Some(stage), Some(at)) = (stage(), moment_in_address()) {
        stage.stop_at(at);
    }
}

/// The browser decodes base64 into a text whose every character is one byte.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().filter_map(|byte| u8::try_from(byte).ok()).collect()
}

/// Sends the commands that wait in the outbox, or says that there is no connection to send them over.
pub fn flush() {
    with(|link| {
        let outbox = link.stage.outbox.orders;
        let orders = match link.stage.connection.get_untracked() {
            Connection::Opening => return None,
            Connection::Live => outbox.try_update_value(std::mem::take).unwrap_or_default(),
            Connection::Lost { .. } | Connection::Ended(_) => {
                outbox.update_value(Vec::clear);
                return Some(Denial::NotConnected);
            }
        };
        for order in orders {
            let frame = match order {
                Order::Command(command) => ToServer::Command { id: link.ask(command.typed()), command },
                Order::Wish(wish) => ToServer::Class { id: link.ask(None), wish },
                Order::LookBack(at) => ToServer::LookBack(at),
            };
            link.send(&frame);
        }
        None
    })
    .flatten()
    .into_iter()
    .for_each(deny);
}

/// Shows the screens, and soon everything else. What others do waits its turn, together with what comes until then; what
/// somebody here has done is on the screens at once, and everywhere else as soon as the hand that did it has left off. A
/// loop has no link, and a page that nobody sees no frames: all is shown together.
pub(super) fn show_parts(stage: &Stage, at_once: bool) {
    let shows_screens = with(|link| {
        let is_own = at_once || !link.unanswered.is_empty();
        let soon_ms = now_ms() + if at_once { 0.0 } else { HAND_MS };
        for turn in &mut link.turns {
            turn.waits = true;
            if is_own {
                turn.soon_ms = soon_ms;
            }
        }
        is_own || matches!(link.due(), Some(Part::Screens))
    });
    match shows_screens.filter(|_| !document().hidden()) {
        Some(true) => show_part(stage, Part::Screens),
        Some(false) => (),
        None => stage.show(),
    }
}

fn show_part(stage: &Stage, part: Part) {
    with(|link| link.turns[part as usize] = Turn { shown_ms: now_ms(), ..Turn::default() });
    stage.show_part(part);
}

/// Loads the page again.
pub fn reload() {
    // A browser that refuses shows the page as it was, with a banner that says that it has ended.
    let _ = window().location().reload();
}

/// Tries the lost connection again at once.
pub fn retry() {
    open();
}

impl Link {
    fn new(stage: &Stage) -> Self {
        let now = now_ms();
        Self {
            stage: *stage,
            socket: None,
            unanswered: Vec::new(),
            next_id: 0,
            tries: 0,
            retry_at_ms: now,
            why: Loss::Broken,
            told: (stage.now.get_untracked(), now),
            heard_ms: now,
            beat_ms: now,
            turns: Default::default(),
            hand_ms: 0.0,
        }
    }

    /// The id of something that will be answered.
    fn ask(&mut self, typed: Option<&str>) -> u32 {
        self.next_id += 1;
        self.unanswered.push(Asked { id: self.next_id, at_ms: now_ms(), typed: typed.unwrap_or_default().to_owned() });
        self.next_id
    }

    /// The first part that is to be shown by now.
    fn due(&self) -> Option<Part> {
        let now = now_ms();
        let by_hand = now - self.hand_ms < HAND_MS;
        PARTS.into_iter().find(|part| {
            let Turn { shown_ms, waits, soon_ms } = self.turns[*part as usize];
            waits && (now >= soon_ms || now - shown_ms >= part.gap_ms(by_hand))
        })
    }

    /// Whether nothing has been heard for too long.
    fn is_silent(&self, now: f64) -> bool {
        let is_overdue = self.unanswered.first().is_some_and(|asked| now - asked.at_ms > ANSWER_MAX_MS);
        is_overdue || now - self.heard_ms > SILENCE_MAX_MS || !self.is_up()
    }

    /// A frame that cannot be sent is as good as a lost connection, which the browser reports by itself.
    fn send(&self, frame: &ToServer) {
        if let Some(socket) = &self.socket {
            let _ = socket.web.send_with_u8_array(&encode(frame));
        }
    }

    fn is_up(&self) -> bool {
        self.socket.as_ref().is_some_and(|socket| socket.web.ready_state() == WebSocket::OPEN)
    }
}

/// Runs `work` on the link. Nothing that views follow is written inside: a reader could come back here.
fn with<T>(work: impl FnOnce(&mut Link) -> T) -> Option<T> {
    LINK.with_borrow_mut(|link| link.as_mut().map(work))
}

fn stage() -> Option<Stage> {
    with(|link| link.stage)
}

fn deny(denial: Denial) {
    let Some(stage) = stage() else { return };
    // That nothing was sent is less than what may be lost.
    let is_less = denial == Denial::NotConnected;
    if !is_less || stage.denial.with_untracked(|shown| shown.as_ref().is_none_or(|shown| !shown.keeps_words())) {
        stage.denial.set(Some(denial));
    }
}

fn open() {
    let Ok(socket) = WebSocket::new(&address()) else {
        with(|link| link.tries += 1);
        return lost();
    };
    socket.set_binary_type(BinaryType::Arraybuffer);
    let on_open = Closure::new(|_: Event| opened());
    let on_close = Closure::new(|_: Event| lost());
    let on_error = Closure::new(|_: Event| ());
    let on_message = Closure::new(|message: MessageEvent| {
        if let Ok(buffer) = message.data().dyn_into::<js_sys::ArrayBuffer>() {
            heard(&js_sys::Uint8Array::new(&buffer).to_vec());
        }
    });
    socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    socket.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let socket = Socket { web: socket, _closures: [on_open, on_close, on_error], _on_message: on_message };
    let old = with(|link| {
        link.tries += 1;
        link.heard_ms = now_ms();
        link.retry_at_ms = f64::INFINITY;
        link.socket.replace(socket)
    });
    drop(old);
    let connection = stage().map(|stage| stage.connection);
    if let Some(connection) = connection
        && let Connection::Lost { why, .. } = connection.get_untracked()
    {
        connection.set(Connection::Lost { retry_in_secs: 0, why });
    }
}

/// The address of this page's link: the page's own, which also says whose link it is.
fn address() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    let scheme = if part(location.protocol()) == "https:" { "wss" } else { "ws" };
    format!("{scheme}://{}{}/link", part(location.host()), part(location.pathname()).trim_end_matches('/'))
}

fn opened() {
    with(|link| {
        let since = link.stage.folded.with_value(|folded| match folded {
            Folded::Operator(tale, _) => tale.state().seq,
            Folded::Watch(view) => view.seq,
        });
        link.send(&ToServer::Hello { protocol: PROTOCOL, since });
    });
}

fn heard(bytes: &[u8]) {
    let Some(stage) = stage() else { return };
    let Some(frame) = decode::<ToBrowser>(bytes) else {
        // Only a server of another version speaks like this.
        return stage.connection.set(Connection::Ended(Ended::OtherVersion));
    };
    let told = match &frame {
        ToBrowser::Events(feed) => Some(feed.now),
        ToBrowser::Beat(now) => Some(*now),
        _ => None,
    };
    with(|link| {
        link.heard_ms = now_ms();
        match frame {
            ToBrowser::Closing(Closing::ServerStops) => link.why = Loss::ServerStops,
            ToBrowser::Closing(Closing::Crowded) => link.why = Loss::Crowded,
            _ => (),
        }
        if let Some(now) = told {
            link.told = (now, link.heard_ms);
        }
        if let ToBrowser::Answer { id, .. } = frame {
            link.unanswered.retain(|asked| asked.id != id);
        }
    });
    let caught_up = matches!(frame, ToBrowser::Events(_) | ToBrowser::View(_));
    let is_view = matches!(frame, ToBrowser::View(_));
    stage.receive(frame);
    if let Some(now) = stage.folded.with_value(Folded::told_at).filter(|_| is_view) {
        with(|link| link.told = (now, link.heard_ms));
    }
    if caught_up && !matches!(stage.connection.get_untracked(), Connection::Live | Connection::Ended(_)) {
        with(|link| {
            link.tries = 0;
            link.why = Loss::Broken;
        });
        stage.connection.set(Connection::Live);
        if stage.denial.get_untracked() == Some(Denial::NotConnected) {
            stage.denial.set(None);
        }
        flush();
        if FOLLOWS {
            stage.take_place();
        }
    }
}

/// The connection is gone: says so, and when it will be tried again. What was sent without an answer may have happened.
fn lost() {
    let Some(stage) = stage() else { return };
    if matches!(stage.connection.get_untracked(), Connection::Ended(_)) {
        return;
    }
    let wait = with(|link| {
        link.socket = None;
        let secs = 1_u32.checked_shl(link.tries.saturating_sub(1)).unwrap_or(RETRY_SECS_MAX).min(RETRY_SECS_MAX);
        // Some chance in it, so that a whole class does not come back in the same instant.
        let wait_ms = f64::from(secs) * 1000.0 * (0.75 + js_sys::Math::random() / 2.0);
        link.retry_at_ms = now_ms() + wait_ms;
        (secs, link.why, std::mem::take(&mut link.unanswered))
    });
    let Some((retry_in_secs, why, unanswered)) = wait else { return };
    stage.connection.set(Connection::Lost { retry_in_secs, why });
    if FOLLOWS {
        stage.keep_place();
    }
    if !unanswered.is_empty() {
        // What was typed must not be lost.
        let typed: Vec<String> =
            unanswered.into_iter().map(|asked| asked.typed).filter(|typed| !typed.is_empty()).collect();
        deny(Denial::Unanswered(typed));
    }
}

/// Shows what is due, ticks the displayed clock, counts the retry down, and listens for silence.
fn tick() {
    let Some(stage) = stage() else { return };
    let now = now_ms();
    if let Some(part) = with(|link| link.due()).flatten() {
        show_part(&stage, part);
    }
    match stage.connection.get_untracked() {
        Connection::Live => {
            if FOLLOWS && stage.past.is_on_now() {
                stage.tick_replay(now);
            } else {
                tick_clock(&stage, now);
            }
            listen(now);
        }
        Connection::Lost { retry_in_secs, why } => {
            let Some(at) = with(|link| link.retry_at_ms).filter(|at| at.is_finite()) else { return give_up(now) };
            let left = seconds((at - now).max(0.0));
            if now >= at {
                open();
            } else if left != retry_in_secs {
                stage.connection.set(Connection::Lost { retry_in_secs: left, why });
            }
        }
        Connection::Opening => give_up(now),
        Connection::Ended(_) => (),
    }
}

/// A try that gets no answer at all counts as lost after a while, and the next one comes.
fn give_up(now: f64) {
    if with(|link| now - link.heard_ms > SILENCE_MAX_MS) == Some(true) {
        lost();
    }
}

/// The displayed time runs ahead of what was last told by the browser's own clock, and never goes back while it runs.
fn tick_clock(stage: &Stage, now: f64) {
    let clock = stage.clock.get_untracked();
    let Some((told, at)) = with(|link| link.told).filter(|_| clock.running) else { return };
    let time = told + clock.speed.room_time(whole(now - at));
    if time.as_secs() > stage.now.get_untracked().as_secs() {
        stage.now.set(time);
    }
}

fn listen(now: f64) {
    let silent = with(|link| {
        if now - link.beat_ms >= BEAT_MS {
            link.beat_ms = now;
            link.send(&ToServer::Beat);
        }
        link.is_silent(now)
    });
    if silent == Some(true) {
        lost();
    }
}

/// After a sleep, or back on a network: a dead link is found out within seconds, and a lost one tried at once.
fn wake() {
    let Some(stage) = stage() else { return };
    match stage.connection.get_untracked() {
        Connection::Live => {
            with(|link| {
                link.beat_ms = now_ms();
                link.heard_ms = link.heard_ms.max(now_ms() - SILENCE_MAX_MS + WAKE_MAX_MS);
                link.send(&ToServer::Beat);
            });
        }
        Connection::Lost { retry_in_secs: 1.., .. } => open(),
        Connection::Lost { .. } | Connection::Opening | Connection::Ended(_) => (),
    }
}

/// Hours and minutes of a moment in the browser's own time zone.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit for many thousand years")]
pub fn time_of_day(wall_ms: u64) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(wall_ms as f64));
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [&two(date.get_hours()), ":", &two(date.get_minutes())].concat()
}

/// The browser's own clock, which nobody can set, in milliseconds.
fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a wait of at most a few seconds")]
fn seconds(ms: f64) -> u32 {
    (ms / 1000.0).ceil() as u32
}
