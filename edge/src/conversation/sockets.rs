//! The sockets of one conversation: visitors (their tabs) and agents who look at it.
//!
//! Hibernating: what a connection is stands in its attachment. Invariants: before a hello with a
//! valid token nothing is told; connections that say nothing keep nobody out, they make room for newer
//! ones; visitors' connections keep no agent out, nor agents' a visitor.

use crate::conversation::hello::VisitorHello;
use crate::conversation::object::{ConversationObject, pressed};
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::limits::{FRAME_MAX_BYTES, HELLO_MAX_MILLIS, SOCKETS_MAX};
use crate::objects::FROM;
use crate::objects::conversation::{Press, VisitorToken};
use crate::runtime::connections::{Silent, closed_for_new};
use crate::runtime::{ObjectPlatform, Platform, Socket, alone};
use crate::site::sessions;
use handrail_conversation::{Input, Reply};
use handrail_protocol::{
    AgentCard, AuthorKind, ClientFrame, ClientId, ConversationId, DeskClientFrame, ErrorCode,
    Reader, ServerFrame, UnixMillis,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use worker::{Request, Response, WebSocketPair};

/// What a connection is; 16 KiB at most.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) conversation: ConversationId,
    pub(crate) reader: Reader,
    pub(crate) has_said_hello: bool,
    /// When it was opened, and what stands for the address it came from.
    #[serde(default)]
    pub(crate) opened_at: UnixMillis,
    #[serde(default)]
    pub(crate) from: String,
    /// The visitor's token.
    pub(crate) token: Option<VisitorToken>,
    pub(crate) agent: Option<AgentCard>,
    /// The agent's session, by its hash.
    pub(crate) session: Option<String>,
}

/// An open connection that said hello.
pub(crate) struct Connection<S> {
    socket: S,
    attachment: Rc<Attachment>,
}

/// An agent whose session ended sees nothing more after so long.
const AGENTS_CHECKED_MILLIS: u64 = 30_000;
/// Hellos and requests for a person are shorter; a longer frame is not looked into before it is counted.
const SHORT_FRAME_BYTES: usize = 2_048;

impl ConversationObject<ObjectPlatform> {
    /// Takes a new connection, which has a moment to say hello.
    pub(crate) fn accept(self: &Rc<Self>, request: &Request) -> Result<Response> {
        let path = request.path();
        let (reader, id) = path
            .strip_prefix("/visitor/")
            .map(|id| (Reader::Visitor, id))
            .or_else(|| path.strip_prefix("/agent/").map(|id| (Reader::Agent, id)))
            .ok_or(ErrorCode::NotFound)?;
        let conversation = ConversationId::parse(id).map_err(|_| ErrorCode::NotFound)?;
        let from = request.headers().get(FROM).ok().flatten();
        self.make_room(reader)?;
        let pair = WebSocketPair::new().map_err(at("socket"))?;
        self.platform.state().accept_web_socket(&pair.server);
        self.opened(&pair.server, conversation, reader, from.unwrap_or_default())?;
        Response::from_websocket(pair.client).map_err(at("socket"))
    }
}

impl<P: Platform> ConversationObject<P> {
    /// Makes room for a new connection, where a silent one can go; else refuses it.
    pub(crate) fn make_room(&self, reader: Reader) -> Result<()> {
        let open = self.platform.sockets();
        if open.len() < SOCKETS_MAX {
            return Ok(());
        }
        let mut greeted = 0;
        let mut silent = Vec::new();
        for socket in &open {
            match socket.attachment::<Attachment>() {
                Some(it) if it.has_said_hello => greeted += usize::from(it.reader == reader),
                Some(it) => {
                    let (from, since) = (it.from, it.opened_at);
                    silent.push((socket, Silent { from, since }));
                }
                None => {}
            }
        }
        if greeted >= SOCKETS_MAX {
            return Err(Refusal::from(ErrorCode::Overloaded).retry_after(5));
        }
        let (sockets, silent): (Vec<_>, Vec<_>) = silent.into_iter().unzip();
        if let Some(place) = closed_for_new(&silent, SOCKETS_MAX) {
            end(sockets[place], &ErrorCode::HelloExpected.into(), None);
        }
        Ok(())
    }

    /// A connection is open: it has a moment to say hello.
    pub(crate) fn opened(
        self: &Rc<Self>,
        socket: &P::Socket,
        conversation: ConversationId,
        reader: Reader,
        from: String,
    ) -> Result<()> {
        let attachment = Attachment {
            conversation,
            reader,
            has_said_hello: false,
            opened_at: self.platform.now(),
            from,
            token: None,
            agent: None,
            session: None,
        };
        socket.attach(&attachment)?;
        let (object, socket) = (Rc::clone(self), socket.clone());
        self.platform.spawn(Box::pin(async move {
            object.platform.sleep(HELLO_MAX_MILLIS).await;
            if attachment_of(&socket).is_some_and(|it| !it.has_said_hello) {
                end(&socket, &ErrorCode::HelloExpected.into(), None);
            }
        }));
        Ok(())
    }

    /// Takes a frame in; `None` for one that is no text.
    pub(crate) async fn hear(self: &Rc<Self>, socket: &P::Socket, text: Option<String>) {
        let Some(attachment) = self.attachment(socket) else {
            return socket.close(1011, "internal");
        };
        let turn_away = |refusal: Refusal, client_id| {
            if attachment.has_said_hello && refusal.code() != ErrorCode::TokenRevoked {
                refuse(socket, &refusal, client_id);
            } else {
                end(socket, &refusal, client_id);
            }
        };
        let text = match text {
            Some(text) if text.len() <= FRAME_MAX_BYTES => text,
            Some(_) => return turn_away(ErrorCode::TooLarge.into(), None),
            None => return turn_away(ErrorCode::Malformed.into(), None),
        };
        let result = if attachment.has_said_hello {
            match self.count(&attachment, &text) {
                Ok(()) => self.hear_from(socket, &attachment, &text).await,
                Err(refusal) => Err(refusal),
            }
        } else {
            self.hear_first(socket, &attachment, &text).await
        };
        if let Err(refusal) = result {
            turn_away(refusal, frames::client_id(&text));
        }
    }

    /// Counts a frame. A visitor who asks for a person is counted by that alone.
    fn count(&self, attachment: &Attachment, text: &str) -> Result<()> {
        let counted = self.count_frame(attachment.agent.as_ref());
        let asks_for_person = || {
            text.len() <= SHORT_FRAME_BYTES
                && attachment.reader == Reader::Visitor
                && matches!(
                    frames::read::<ClientFrame>(text, frames::CLIENT_TYPES),
                    Ok(ClientFrame::RequestHuman {})
                )
        };
        match counted {
            Err(_) if asks_for_person() => Ok(()),
            counted => counted,
        }
    }

    async fn hear_from(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: &Attachment,
        text: &str,
    ) -> Result<()> {
        match attachment.reader {
            Reader::Visitor => self.hear_visitor(socket, attachment, text).await,
            Reader::Agent => self.hear_agent(socket, attachment, text).await,
        }
    }

    /// A hello looks things up. Frames sent right behind it wait until it is answered.
    async fn hear_first(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: &Attachment,
        text: &str,
    ) -> Result<()> {
        let object = Rc::clone(self);
        let (socket, attachment, text) = (socket.clone(), attachment.clone(), text.to_owned());
        let hearing = async move { object.hear_from(&socket, &attachment, &text).await };
        alone(&self.platform, hearing).await
    }

    async fn hear_visitor(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: &Attachment,
        text: &str,
    ) -> Result<()> {
        let frame = frames::read::<ClientFrame>(text, frames::CLIENT_TYPES)?;
        if let ClientFrame::Hello {
            v,
            token,
            after,
            partial,
        } = frame
        {
            let hello = VisitorHello {
                version: v,
                token,
                after,
                partial,
            };
            return self.greet_visitor(socket, attachment, hello).await;
        }
        if !attachment.has_said_hello {
            return Err(ErrorCode::HelloExpected.into());
        }
        self.ensure_loaded(&attachment.conversation).await?;
        self.check_token(attachment.token.as_ref())?;
        let input = match frame {
            ClientFrame::Say { client_id, text } => {
                self.count_message_from(&attachment.from)?;
                self.count_message()?;
                Input::VisitorSaid { client_id, text }
            }
            ClientFrame::Stop {} => pressed(Press::Stop),
            ClientFrame::Retry {} => pressed(Press::Retry),
            ClientFrame::RequestHuman {} => pressed(Press::Human),
            ClientFrame::DeclineOffer {} => pressed(Press::DeclineOffer),
            ClientFrame::LeaveQueue {} => pressed(Press::LeaveQueue),
            ClientFrame::InviteAi {} => pressed(Press::InviteAi),
            ClientFrame::Consent { version, accepted } => {
                pressed(Press::Consent { version, accepted })
            }
            ClientFrame::LeaveContact { email } => pressed(Press::Contact { email }),
            ClientFrame::Page { path } => Input::PageChanged { path },
            ClientFrame::Typing {} => {
                let frame = ServerFrame::Typing {
                    author: AuthorKind::Visitor,
                    name: None,
                };
                self.send(Reader::Agent, &frame);
                self.refresh_people(&attachment.conversation);
                return Ok(());
            }
            ClientFrame::Hello { .. } => return Ok(()),
        };
        self.count_press(&input)?;
        match self.feed_visitors(input, attachment.token.as_ref())? {
            Reply::Ack { client_id, said } => {
                let ack = ServerFrame::Ack {
                    client_id,
                    seq: said.seq,
                    masked: said.masked,
                };
                send_to(socket, &ack);
            }
            Reply::Refused { error, client_id } => refuse(socket, &error.into(), client_id),
            Reply::Done | Reply::Taken(_) | Reply::Value(_) => {}
        }
        self.refresh_people(&attachment.conversation);
        Ok(())
    }

    async fn hear_agent(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: &Attachment,
        text: &str,
    ) -> Result<()> {
        match frames::read::<DeskClientFrame>(text, frames::DESK_TYPES)? {
            DeskClientFrame::Hello { v, token, after } => {
                self.greet_agent(socket, attachment, v, &token, after).await
            }
            DeskClientFrame::Typing {} => {
                let agent = attachment.agent.as_ref().ok_or(ErrorCode::HelloExpected)?;
                self.ensure_loaded(&attachment.conversation).await?;
                self.feed(Input::AgentActive {
                    agent: agent.id.clone(),
                })?;
                let frame = ServerFrame::Typing {
                    author: AuthorKind::Person,
                    name: Some(agent.name.clone()),
                };
                if self.is_owner(agent)? {
                    self.send(Reader::Visitor, &frame);
                }
                Ok(())
            }
            _ if attachment.has_said_hello => Ok(()),
            _ => Err(ErrorCode::HelloExpected.into()),
        }
    }

    /// Sends a frame to every connection of a reader.
    pub(crate) fn send(self: &Rc<Self>, reader: Reader, frame: &ServerFrame) {
        let mut connected = self.connected.borrow_mut();
        let connected = connected.get_or_insert_with(|| {
            let open = self.platform.sockets().into_iter();
            open.filter_map(|socket| {
                let attachment = attachment_of(&socket).filter(|it| it.has_said_hello)?;
                Some(Connection {
                    socket,
                    attachment: Rc::new(attachment),
                })
            })
            .collect()
        });
        let is_reader = |it: &&Connection<P::Socket>| it.attachment.reader == reader;
        if !connected.iter().any(|it| is_reader(&it)) {
            return;
        }
        if reader == Reader::Agent {
            self.check_agents();
        }
        let Ok(text) = serde_json::to_string(frame) else {
            return;
        };
        for connection in connected.iter().filter(is_reader) {
            connection.socket.send(&text);
        }
    }

    /// Tokens may have been revoked: the sockets and waiting calls of those that were end.
    pub(crate) fn shut_out(&self) {
        for socket in self.platform.sockets() {
            let token = attachment_of(&socket).and_then(|attachment| attachment.token);
            if let Err(refusal) = self.check_token(token.as_ref()) {
                end(&socket, &refusal, None);
            }
        }
        self.forget_connections();
        self.wake_waiters();
    }

    /// What a connection is, from memory where it is known.
    fn attachment(&self, socket: &P::Socket) -> Option<Rc<Attachment>> {
        let connected = self.connected.borrow();
        let mut connected = connected.iter().flatten();
        let known = connected.find(|it| it.socket == *socket);
        known
            .map(|it| Rc::clone(&it.attachment))
            .or_else(|| attachment_of(socket).map(Rc::new))
    }

    /// Closes connections of agents whose session ended, looking now and then.
    fn check_agents(self: &Rc<Self>) {
        let now = self.platform.now();
        if now.since(self.agents_checked.get()) < AGENTS_CHECKED_MILLIS {
            return;
        }
        self.agents_checked.set(now);
        let object = Rc::clone(self);
        self.platform.spawn(Box::pin(async move {
            let agents: Vec<(P::Socket, Attachment, String)> = object
                .platform
                .sockets()
                .into_iter()
                .filter_map(|socket| {
                    let attachment = attachment_of(&socket)?;
                    let session = attachment.session.clone()?;
                    Some((socket, attachment, session))
                })
                .collect();
            let Some((_, attachment, _)) = agents.first() else {
                return;
            };
            let site = attachment.conversation.site();
            let open = agents.iter().map(|(.., session)| session.clone()).collect();
            let ended = sessions::ended(&object.platform, &site, open).await;
            for (socket, _, session) in &agents {
                if ended.contains(session) {
                    end(socket, &ErrorCode::TokenRevoked.into(), None);
                    object.forget_connections();
                }
            }
        }));
    }

    /// Connections came or went.
    pub(crate) fn forget_connections(&self) {
        self.connected.take();
    }
}

fn attachment_of(socket: &impl Socket) -> Option<Attachment> {
    socket.attachment()
}

/// Says why, and closes.
fn end(socket: &impl Socket, refusal: &Refusal, client_id: Option<ClientId>) {
    refuse(socket, refusal, client_id);
    socket.close(1008, refusal.code().as_str());
}

/// Sends one connection a frame.
pub(crate) fn send_to(socket: &impl Socket, frame: &ServerFrame) {
    if let Ok(text) = serde_json::to_string(frame) {
        socket.send(&text);
    }
}

fn refuse(socket: &impl Socket, refusal: &Refusal, client_id: Option<ClientId>) {
    let frame = ServerFrame::Error {
        error: refusal.report.clone(),
        client_id,
    };
    send_to(socket, &frame);
}
