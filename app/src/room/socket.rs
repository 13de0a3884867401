//! The page's WebSocket. It carries frames, and decides nothing.

use std::cell::RefCell;

use leptos::prelude::*;
use protocol::{Assembled, Assembler, ToServer, encode};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use super::Room;

thread_local! {
    static SOCKET: RefCell<Option<Socket>> = const { RefCell::new(None) };
}

/// A socket with the closures that the browser calls; dropping it makes the browser forget them.
struct Socket {
    web: WebSocket,
    _closures: [Closure<dyn FnMut(Event)>; 2],
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.web.set_onopen(None);
        self.web.set_onclose(None);
        self.web.set_onmessage(None);
        // A socket that is closed already has nothing left to close.
        let _ = self.web.close();
    }
}

/// Opens the link of a room, in place of the one before.
pub(super) fn open(room: &Room) {
    let room = *room;
    let Ok(web) = WebSocket::new(&address()) else { return room.closed() };
    web.set_binary_type(BinaryType::Arraybuffer);
    let on_open = Closure::new(move |_: Event| room.opened());
    let on_close = Closure::new(move |_: Event| room.closed());
    let mut assembler = Assembler::default();
    let on_message = Closure::new(move |message: MessageEvent| {
        if let Ok(buffer) = message.data().dyn_into::<js_sys::ArrayBuffer>() {
            match assembler.receive(&js_sys::Uint8Array::new(&buffer).to_vec()) {
                Assembled::Frame(frame) => room.receive(frame),
                Assembled::Part => (),
                Assembled::Unreadable => room.not_understood(),
            }
        }
    });
    web.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    web.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    web.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let old = SOCKET.replace(Some(Socket { web, _closures: [on_open, on_close], _on_message: on_message }));
    forget(old);
}

/// Closes the link, if it is open.
pub(super) fn close() {
    forget(SOCKET.take());
}

/// The browser may be running one of the closures in this moment: they go afterwards.
fn forget(socket: Option<Socket>) {
    if let Some(socket) = socket {
        socket.web.set_onclose(None);
        queue_microtask(move || drop(socket));
    }
}

/// Sends a frame. One that cannot be sent is as good as a lost connection, which the browser reports by itself.
pub(super) fn send(frame: &ToServer) {
    SOCKET.with_borrow(|socket| {
        if let Some(socket) = socket {
            let _ = socket.web.send_with_u8_array(&encode(frame));
        }
    });
}

/// The address of this page's link: the page's own, which also says whose link it is.
fn address() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    let scheme = if part(location.protocol()) == "https:" { "wss" } else { "ws" };
    format!("{scheme}://{}{}/link", part(location.host()), part(location.pathname()).trim_end_matches('/'))
}
