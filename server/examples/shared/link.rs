//! A page's link without a page, for what is measured: opened with a page's address and key, it gives commands as the page
//! would.

use std::{net::SocketAddr, time::Duration};

use drill::Command;
use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{Assembled, Assembler, PROTOCOL, ToBrowser, ToServer, encode};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue},
};

/// What may go wrong in a measurement, in words.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The link.
pub type Socket = WebSocketStream<TcpStream>;

/// How long anything may take before it is given up on.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Opens the link of the page at `path`, such as `/room/ABCD-EFGH`, with the events after number `since`.
pub async fn connect(addr: SocketAddr, path: &str, key: &str, since: u64) -> Outcome<Socket> {
    let mut request = format!("ws://{addr}{path}/link").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("origin", HeaderValue::from_str(&format!("http://{addr}"))?);
    headers.insert("cookie", HeaderValue::from_str(&format!("key={key}"))?);
    let stream = TcpStream::connect(addr).await?;
    stream.set_nodelay(true)?;
    let (mut socket, _) = client_async(request, stream).await?;
    socket.send(Message::binary(encode(&ToServer::Hello { protocol: PROTOCOL, since }))).await?;
    Ok(socket)
}

/// Gives a command and waits for its answer; what else comes is not looked at.
pub async fn order(socket: &mut Socket, command: Command) -> Outcome<()> {
    send(socket, command).await?;
    answer(socket).await
}

/// Gives a command.
pub async fn send(socket: &mut Socket, command: Command) -> Outcome<()> {
    Ok(socket.send(Message::binary(encode(&ToServer::Command { id: 1, command }))).await?)
}

/// Waits for the next answer.
pub async fn answer(socket: &mut Socket) -> Outcome<()> {
    let mut assembler = Assembler::default();
    while let Some(message) = timeout(PATIENCE, socket.next()).await? {
        if let Message::Binary(bytes) = message?
            && let Assembled::Frame(ToBrowser::Answer { result, .. }) = assembler.receive(&bytes)
        {
            return result.map_err(|error| error.to_string().into());
        }
    }
    Err("the link ended".into())
}
