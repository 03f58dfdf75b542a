//! The conversation's socket as another program uses it.

use crate::api::Visitor;
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use handrail_protocol::{ClientFrame, Seq, ServerFrame, WIRE_VERSION};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// An open socket, welcomed.
#[derive(Debug)]
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Connects and says hello; events after `after` follow.
    pub async fn connect(visitor: &Visitor, after: Seq) -> Result<Self> {
        let (stream, _) = connect_async(visitor.socket_url()).await?;
        if let MaybeTlsStream::Plain(tcp) = stream.get_ref() {
            tcp.set_nodelay(true)?;
        }
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
