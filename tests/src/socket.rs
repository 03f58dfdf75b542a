//! The conversation's socket as another program uses it.

use crate::api::Visitor;
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use handrail_protocol::{ClientFrame, Seq, ServerFrame, WIRE_VERSION};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

/// A web socket on loopback.
pub(crate) type Stream = WebSocketStream<TcpStream>;

/// Connects from an address of loopback.
pub(crate) async fn connect(url: &str, from: Ipv4Addr) -> Result<Stream> {
    let (address, _) = url
        .strip_prefix("ws://")
        .and_then(|rest| rest.split_once('/'))
        .context("the address of a socket begins with ws:// and has a path")?;
    let tcp = TcpSocket::new_v4()?;
    if from != Ipv4Addr::LOCALHOST {
        tcp.bind(SocketAddr::from((from, 0)))?;
    }
    let tcp = tcp.connect(address.parse()?).await?;
    tcp.set_nodelay(true)?;
    Ok(client_async(url, tcp).await?.0)
}

/// An open socket, welcomed.
#[derive(Debug)]
pub struct Socket {
    stream: Stream,
}

impl Socket {
    /// Connects and says hello; events after `after` follow.
    pub async fn connect(visitor: &Visitor, after: Seq) -> Result<Self> {
        let stream = connect(&visitor.socket_url(), visitor.from).await?;
        let mut socket = Self { stream };
        let token = visitor.token.clone();
        socket
            .send(&ClientFrame::Hello {
                v: WIRE_VERSION,
                token,
                after,
                partial: None,
            })
            .await?;
        match socket.next().await? {
            ServerFrame::Welcome { .. } => Ok(socket),
            other => bail!("instead of a welcome: {other:?}"),
        }
    }

    /// Sends a frame.
    pub async fn send(&mut self, frame: &ClientFrame) -> Result<()> {
        self.stream
            .send(Message::text(serde_json::to_string(frame)?))
            .await?;
        Ok(())
    }

    /// The next frame; an error when the connection is gone.
    pub async fn next(&mut self) -> Result<ServerFrame> {
        loop {
            match self
                .stream
                .next()
                .await
                .context("the connection is gone")??
            {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(_) => bail!("the connection was closed"),
                _ => {}
            }
        }
    }
}
