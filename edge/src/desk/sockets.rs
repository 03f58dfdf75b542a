//! The sockets of a desk: agents who look at the queue.
//!
//! Hibernating: what a connection is stands in its attachment. Invariants: before a hello with a valid
//! token nothing is told; an agent whose session ended sees nothing more after [`CHECKED_MILLIS`].

use crate::desk::object::DeskObject;
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::limits::{FRAME_MAX_BYTES, HELLO_MAX_MILLIS};
use crate::objects::FROM;
use crate::platform;
use crate::runtime::connections::{Silent, closed_for_new};
use crate::runtime::{Platform as _, alone};
use crate::site::sessions::{self, SignedIn};
use handrail_protocol::{
    AgentCard, AgentId, DESK_WIRE_VERSION, DeskClientFrame, DeskServerFrame, ErrorCode,
    QueueChanges, SiteId, UnixMillis,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use worker::{Request, Response, WebSocket, WebSocketIncomingMessage, WebSocketPair};

/// Sockets that have not said hello, at the same time.
const NO_HELLO_MAX: usize = 256;
/// Sessions are looked up again so often.
const CHECKED_MILLIS: u64 = 30_000;

/// What a connection is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Attachment {
    site: SiteId,
    /// When it was opened, and what stands for the address it came from.
    #[serde(default)]
    opened_at: UnixMillis,
    #[serde(default)]
    from: String,
    agent: Option<AgentCard>,
    session: String,
    expires_at: UnixMillis,
}

impl DeskObject {
    /// Takes a new connection, which has a moment to say hello.
    pub(crate) fn accept(self: &Rc<Self>, request: &Request) -> Result<Response> {
        let path = request.path();
        let site = path.strip_prefix("/desk/").ok_or(ErrorCode::NotFound)?;
        let site = SiteId::parse(site).map_err(|_| ErrorCode::NotFound)?;
        let from = request.headers().get(FROM).ok().flatten();
        self.make_room();
        let pair = WebSocketPair::new().map_err(at("socket"))?;
        self.platform.state().accept_web_socket(&pair.server);
        let attachment = Attachment {
            site,
            opened_at: platform::now(),
            from: from.unwrap_or_default(),
            agent: None,
            session: String::new(),
            expires_at: UnixMillis(0),
        };
        pair.server
            .serialize_attachment(&attachment)
            .map_err(at("socket"))?;
        let server = pair.server;
        self.platform.spawn(Box::pin(async move {
            platform::sleep(HELLO_MAX_MILLIS).await;
            if !is_greeted(&server) {
                end(&server, &ErrorCode::HelloExpected.into());
            }
        }));
        Response::from_websocket(pair.client).map_err(at("socket"))
    }

    /// Makes room for a new connection: a silent one goes. Those that said hello are not counted.
    fn make_room(&self) {
        let open = self.platform.sockets();
        if open.len() < NO_HELLO_MAX {
            return;
        }
        let silent = open.iter().filter_map(|socket| {
            let it = attachment_of(socket).filter(|it| it.agent.is_none())?;
            let (from, since) = (it.from, it.opened_at);
            Some((socket, Silent { from, since }))
        });
        let (sockets, silent): (Vec<_>, Vec<_>) = silent.unzip();
        if let Some(place) = closed_for_new(&silent, NO_HELLO_MAX) {
            end(sockets[place], &ErrorCode::HelloExpected.into());
        }
    }

    /// Takes a frame in.
    pub(crate) async fn hear(
        self: &Rc<Self>,
        socket: &WebSocket,
        message: WebSocketIncomingMessage,
    ) {
        let Some(attachment) = attachment_of(socket) else {
            return;
        };
        match self.take_frame(socket, &attachment, message).await {
            Ok(()) => {}
            Err(refusal) if attachment.agent.is_some() => refuse(socket, &refusal),
            Err(refusal) => end(socket, &refusal),
        }
        // Afterwards: whoever is found gone must not be taken for here by their own frame.
        let object = Rc::clone(self);
        self.platform
            .spawn(Box::pin(async move { object.check_agents().await }));
    }

    async fn take_frame(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        message: WebSocketIncomingMessage,
    ) -> Result<()> {
        let WebSocketIncomingMessage::String(text) = message else {
            return Err(ErrorCode::Malformed.into());
        };
        if text.len() > FRAME_MAX_BYTES {
            return Err(ErrorCode::TooLarge.into());
        }
        let frame = frames::read::<DeskClientFrame>(&text, frames::DESK_TYPES)?;
        let now = platform::now();
        if let DeskClientFrame::Hello { v, token, .. } = frame {
            // Frames sent right behind the hello wait until it is answered.
            let object = Rc::clone(self);
            let (socket, attachment) = (socket.clone(), attachment.clone());
            let greeting = async move { object.greet(&socket, &attachment, v, &token).await };
            return alone(&self.platform, greeting).await;
        }
        let agent = attachment.agent.as_ref().ok_or(ErrorCode::HelloExpected)?;
        if attachment.expires_at <= now {
            end(socket, &ErrorCode::TokenExpired.into());
            return Ok(());
        }
        let rules = self.rules(&attachment.site).await?;
        self.load()?;
        match frame {
            DeskClientFrame::Here {} => self.renew(agent, &rules, now),
            DeskClientFrame::Presence { available } => {
                self.renew(agent, &rules, now)?;
                if self.with_desk(|desk| desk.presence(&agent.id, available))? {
                    self.keep_agent(agent)?;
                    self.publish_soon();
                }
                Ok(())
            }
            DeskClientFrame::More { page } => {
                let page = self.with_desk(|desk| desk.page(page))?;
                send_to(socket, &DeskServerFrame::QueuePage(page));
                Ok(())
            }
            DeskClientFrame::Refresh {} => self.send_snapshot(socket, &agent.id, now),
            DeskClientFrame::Typing {} | DeskClientFrame::Hello { .. } => Ok(()),
        }
    }

    async fn greet(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        version: u16,
        token: &str,
    ) -> Result<()> {
        let site = attachment.site.clone();
        sessions::speaks(version, DESK_WIRE_VERSION)?;
        let settings = self.platform.settings()?;
        let claims = settings.token_key.verify(token, platform::now())?;
        let SignedIn {
            session: known,
            hash: session,
            expires_at,
        } = sessions::greeted(&self.platform, claims, &site).await?;
        let rules = self.rules(&site).await?;
        self.load()?;
        self.open(&site)?;
        let attachment = Attachment {
            site,
            agent: Some(known.agent.clone()),
            session,
            expires_at,
            ..attachment.clone()
        };
        socket
            .serialize_attachment(&attachment)
            .map_err(at("socket"))?;
        let now = platform::now();
        self.renew(&known.agent, &rules, now)?;
        let welcome = DeskServerFrame::Welcome {
            v: DESK_WIRE_VERSION,
            agent: known.agent.clone(),
            role: known.role,
            now,
        };
        send_to(socket, &welcome);
        self.send_snapshot(socket, &known.agent.id, now)
    }

    fn send_snapshot(&self, socket: &WebSocket, agent: &AgentId, now: UnixMillis) -> Result<()> {
        let snapshot = self.with_desk(|desk| desk.snapshot(agent, now))?;
        send_to(socket, &DeskServerFrame::QueueSnapshot(snapshot));
        Ok(())
    }

    /// Sends every desk what changed.
    pub(crate) fn send_changes(&self, changes: QueueChanges, now: UnixMillis) {
        let Ok(frame) = serde_json::to_string(&DeskServerFrame::QueueChanged(changes)) else {
            return;
        };
        for socket in self.platform.sockets() {
            match attachment_of(&socket).filter(|it| it.agent.is_some()) {
                None => {}
                Some(it) if it.expires_at <= now => end(&socket, &ErrorCode::TokenExpired.into()),
                Some(_) => {
                    let _ = socket.send_with_str(&frame);
                }
            }
        }
    }

    /// A session of an agent ended, or all of them: its sockets close. Whoever has no other is gone.
    pub(crate) fn sign_out(&self, agent: &AgentId, session: Option<&str>) -> Result<()> {
        let mut others = false;
        for socket in self.platform.sockets() {
            let of = attachment_of(&socket)
                .filter(|it| it.agent.as_ref().is_some_and(|card| card.id == *agent));
            match of {
                Some(it) if session.is_none_or(|session| it.session == session) => {
                    end(&socket, &ErrorCode::TokenRevoked.into());
                }
                Some(_) => others = true,
                None => {}
            }
        }
        if !others {
            let now = platform::now();
            self.with_desk(|desk| desk.leave(agent, now))?;
            self.wake_at(now.plus(1))?;
        }
        Ok(())
    }

    /// Signs out whose session ended elsewhere, looking now and then.
    pub(crate) async fn check_agents(&self) {
        let now = platform::now();
        let site = self.site.borrow().clone();
        let Some(site) = site.filter(|_| now.since(self.agents_checked.get()) >= CHECKED_MILLIS)
        else {
            return;
        };
        self.agents_checked.set(now);
        let open: Vec<(AgentId, String)> = self
            .platform
            .sockets()
            .iter()
            .filter_map(attachment_of)
            .filter_map(|it| Some((it.agent?.id, it.session)))
            .collect();
        if open.is_empty() {
            return;
        }
        let sessions = open.iter().map(|(_, session)| session.clone()).collect();
        let ended = sessions::ended(&self.platform, &site, sessions).await;
        for (agent, session) in &open {
            if ended.contains(session) {
                // Should the alarm not be set, the lease ends by itself.
                let _ = self.sign_out(agent, Some(session));
            }
        }
    }
}

fn is_greeted(socket: &WebSocket) -> bool {
    attachment_of(socket).is_some_and(|it| it.agent.is_some())
}

/// Says why, and closes.
fn end(socket: &WebSocket, refusal: &Refusal) {
    refuse(socket, refusal);
    let _ = socket.close(Some(1008), Some(refusal.code().as_str()));
}

fn attachment_of(socket: &WebSocket) -> Option<Attachment> {
    socket.deserialize_attachment().ok().flatten()
}

fn send_to(socket: &WebSocket, frame: &DeskServerFrame) {
    if let Ok(text) = serde_json::to_string(frame) {
        let _ = socket.send_with_str(text);
    }
}

fn refuse(socket: &WebSocket, refusal: &Refusal) {
    let error = refusal.report.clone();
    send_to(socket, &DeskServerFrame::Error { error });
}
