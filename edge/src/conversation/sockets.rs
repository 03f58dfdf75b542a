//! The sockets of one conversation: visitors (their tabs) and agents who look at it.
//!
//! Hibernating: what a connection is stands in its attachment. Invariants: before a hello with a
//! valid token nothing is told; a hello is answered by a welcome, all events after the client's
//! last, and the rest of a running answer, without anything coming in between.

use crate::auth::token::Claims;
use crate::conversation::object::{ConversationObject, pressed};
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::limits::{FRAME_MAX_BYTES, HELLO_MAX_MILLIS, SOCKETS_MAX};
use crate::objects;
use crate::objects::conversation::{Press, VisitorToken};
use crate::objects::desk::{DeskCall, PlaceAnswer};
use crate::platform;
use crate::settings::Settings;
use crate::site::cache;
use crate::site::sessions::{self, SignedIn};
use handrail_conversation::{Input, Reply};
use handrail_protocol::{
    AgentCard, AuthorKind, ClientFrame, ClientId, ConversationId, DeskClientFrame, ErrorCode,
    Owner, PartialAnswer, Reader, Seq, ServerFrame, WIRE_VERSION,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use worker::{Request, Response, WebSocket, WebSocketIncomingMessage, WebSocketPair};

/// What a connection is; 16 KiB at most.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Attachment {
    conversation: ConversationId,
    reader: Reader,
    has_said_hello: bool,
    /// The visitor's token.
    token: Option<VisitorToken>,
    agent: Option<AgentCard>,
    /// The agent's session, by its hash.
    session: Option<String>,
}

/// An open connection that said hello.
pub(crate) struct Connection {
    socket: WebSocket,
    attachment: Rc<Attachment>,
}

/// What an active visitor knows of people is at most so old.
const PEOPLE_FRESH_MILLIS: u64 = 60_000;
/// It is looked up so much later, so as not to stand in the way of what the visitor just did.
const PEOPLE_LATER_MILLIS: u64 = 250;
/// An agent whose session ended sees nothing more after so long.
const AGENTS_CHECKED_MILLIS: u64 = 30_000;

impl ConversationObject {
    /// Takes a new connection, which has a moment to say hello.
    pub(crate) fn accept(self: &Rc<Self>, request: &Request) -> Result<Response> {
        let path = request.path();
        let (reader, id) = path
            .strip_prefix("/visitor/")
            .map(|id| (Reader::Visitor, id))
            .or_else(|| path.strip_prefix("/agent/").map(|id| (Reader::Agent, id)))
            .ok_or(ErrorCode::NotFound)?;
        let conversation = ConversationId::parse(id).map_err(|_| ErrorCode::NotFound)?;
        if self.state.get_websockets().len() >= SOCKETS_MAX {
            return Err(Refusal::from(ErrorCode::Overloaded).retry_after(5));
        }
        let pair = WebSocketPair::new().map_err(at("socket"))?;
        self.state.accept_web_socket(&pair.server);
        let attachment = Attachment {
            conversation,
            reader,
            has_said_hello: false,
            token: None,
            agent: None,
            session: None,
        };
        pair.server
            .serialize_attachment(&attachment)
            .map_err(at("socket"))?;
        let server = pair.server;
        self.state.wait_until(async move {
            platform::sleep(HELLO_MAX_MILLIS).await;
            if attachment_of(&server).is_some_and(|attachment| !attachment.has_said_hello) {
                end(&server, &ErrorCode::HelloExpected.into(), None);
            }
        });
        Response::from_websocket(pair.client).map_err(at("socket"))
    }

    /// Takes a frame in.
    pub(crate) async fn hear(
        self: &Rc<Self>,
        socket: &WebSocket,
        message: WebSocketIncomingMessage,
    ) {
        let Some(attachment) = self.attachment(socket) else {
            let _ = socket.close(Some(1011), Some("internal"));
            return;
        };
        let counted = self.count_frame();
        let text = match message {
            WebSocketIncomingMessage::String(text) if text.len() <= FRAME_MAX_BYTES => Ok(text),
            WebSocketIncomingMessage::String(_) => Err(ErrorCode::TooLarge.into()),
            WebSocketIncomingMessage::Binary(_) => Err(ErrorCode::Malformed.into()),
        };
        let turn_away = |refusal: Refusal, client_id| {
            if attachment.has_said_hello && refusal.code() != ErrorCode::TokenRevoked {
                refuse(socket, &refusal, client_id);
            } else {
                end(socket, &refusal, client_id);
            }
        };
        let text = match text {
            Ok(text) => text,
            Err(refusal) => return turn_away(counted.err().unwrap_or(refusal), None),
        };
        if let Err(refusal) = counted {
            return turn_away(refusal, frames::client_id(&text));
        }
        let result = if attachment.has_said_hello {
            self.hear_from(socket, &attachment, &text).await
        } else {
            self.hear_first(socket, &attachment, &text).await
        };
        if let Err(refusal) = result {
            turn_away(refusal, frames::client_id(&text));
        }
    }

    async fn hear_from(
        self: &Rc<Self>,
        socket: &WebSocket,
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
        socket: &WebSocket,
        attachment: &Attachment,
        text: &str,
    ) -> Result<()> {
        let object = Rc::clone(self);
        let (socket, attachment, text) = (socket.clone(), attachment.clone(), text.to_owned());
        let hearing = async move { Ok(object.hear_from(&socket, &attachment, &text).await) };
        self.state
            .block_concurrency_while(hearing)
            .await
            .map_err(at("hello"))?
    }

    async fn hear_visitor(
        self: &Rc<Self>,
        socket: &WebSocket,
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
            return self
                .greet_visitor(socket, attachment, v, &token, after, partial)
                .await;
        }
        if !attachment.has_said_hello {
            return Err(ErrorCode::HelloExpected.into());
        }
        self.ensure_loaded(&attachment.conversation).await?;
        self.check_token(attachment.token)?;
        let input = match frame {
            ClientFrame::Say { client_id, text } => {
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
        match self.feed(input)? {
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

    /// Tells an active visitor now and then whether people are there: the desk tells those alone whose
    /// line changed lately. Nobody waits for it.
    fn refresh_people(self: &Rc<Self>, id: &ConversationId) {
        let now = platform::now();
        let is_fresh = now.since(self.people_asked.get()) < PEOPLE_FRESH_MILLIS;
        let has_person = self.with_conversation(|durable| {
            let owner = &durable.conversation().view().owner;
            Ok(matches!(owner, Owner::Person { .. }))
        });
        if is_fresh || has_person != Ok(false) {
            return;
        }
        self.people_asked.set(now);
        let object = Rc::clone(self);
        let id = id.clone();
        self.state.wait_until(async move {
            platform::sleep(PEOPLE_LATER_MILLIS).await;
            if let Ok(place) = object.place(&id).await {
                object.send(Reader::Visitor, &place.frame());
            }
        });
    }

    /// Where the conversation stands at the desk.
    async fn place(&self, id: &ConversationId) -> Result<PlaceAnswer> {
        let conversation = id.clone();
        objects::desk(&self.env, &id.site(), DeskCall::Place { conversation }).await
    }

    async fn hear_agent(
        self: &Rc<Self>,
        socket: &WebSocket,
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
            DeskClientFrame::Here {} | DeskClientFrame::Presence { .. } => {
                if attachment.has_said_hello {
                    Ok(())
                } else {
                    Err(ErrorCode::HelloExpected.into())
                }
            }
        }
    }

    async fn greet_visitor(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        version: u16,
        token: &str,
        after: Seq,
        partial: Option<PartialAnswer>,
    ) -> Result<()> {
        sessions::speaks(version)?;
        let settings = Settings::of(&self.env)?;
        let Claims::Visitor {
            conversation,
            epoch,
            issued_at,
            ..
        } = settings.token_key.verify(token, platform::now())?
        else {
            return Err(ErrorCode::Unauthorized.into());
        };
        if conversation != attachment.conversation {
            return Err(ErrorCode::Forbidden.into());
        }
        if self.is_stopped(&conversation).await? {
            return Err(Refusal::from(ErrorCode::Overloaded).retry_after(5));
        }
        let site = cache::load(&self.env, &settings, &conversation.site()).await?;
        self.ensure_loaded_here(&conversation).await?;
        let token = VisitorToken { epoch, issued_at };
        self.check_token(Some(token))?;
        if epoch < site.epoch || !self.with_conversation(|durable| Ok(durable.exists()))? {
            return Err(ErrorCode::TokenRevoked.into());
        }
        let attachment = Attachment {
            token: Some(token),
            ..attachment.clone()
        };
        self.greet(socket, &attachment, after, partial, None).await
    }

    async fn greet_agent(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        version: u16,
        token: &str,
        after: Seq,
    ) -> Result<()> {
        let site = attachment.conversation.site();
        let SignedIn { session, hash, .. } =
            sessions::greeted(&self.env, version, token, &site).await?;
        if self.is_stopped(&attachment.conversation).await? {
            return Err(Refusal::from(ErrorCode::Overloaded).retry_after(5));
        }
        self.ensure_loaded_here(&attachment.conversation).await?;
        if !self.with_conversation(|durable| Ok(durable.exists()))? {
            return Err(ErrorCode::NotFound.into());
        }
        self.greet(socket, attachment, after, None, Some((session.agent, hash)))
            .await
    }

    async fn greet(
        self: &Rc<Self>,
        socket: &WebSocket,
        attachment: &Attachment,
        after: Seq,
        partial: Option<PartialAnswer>,
        agent: Option<(AgentCard, String)>,
    ) -> Result<()> {
        let (agent, session) = agent.unzip();
        let conversation = attachment.conversation.clone();
        self.people_asked.set(platform::now());
        let place = self.place(&conversation).await;
        // Should the desk not answer, the truth is that nobody is known to be there.
        let place = place.unwrap_or(PlaceAnswer {
            position: None,
            people: handrail_protocol::Availability::default(),
        });
        // From here to the end nothing comes in between, so no event is missed or doubled.
        let (seq, site, frames) = self.with_conversation(|durable| {
            let seq = durable.conversation().view().seq;
            let after = after.min(seq);
            Ok((
                seq,
                Rc::clone(durable.site()),
                durable.catch_up(attachment.reader, after, partial)?,
            ))
        })?;
        let attachment = Attachment {
            has_said_hello: true,
            agent,
            session,
            ..attachment.clone()
        };
        socket
            .serialize_attachment(&attachment)
            .map_err(at("socket"))?;
        self.forget_connections();
        let welcome = ServerFrame::Welcome {
            v: WIRE_VERSION,
            conversation,
            seq,
            site: Box::new(site.public.clone()),
            people: place.people.clone(),
        };
        send_to(socket, &welcome);
        for frame in &frames {
            send_to(socket, frame);
        }
        if place.position.is_some() {
            send_to(socket, &place.frame());
        }
        Ok(())
    }

    fn is_owner(&self, agent: &AgentCard) -> Result<bool> {
        self.with_conversation(|durable| {
            let owner = &durable.conversation().view().owner;
            Ok(matches!(owner, Owner::Person { agent: owner, .. } if owner.id == agent.id))
        })
    }

    /// Sends a frame to every connection of a reader.
    pub(crate) fn send(self: &Rc<Self>, reader: Reader, frame: &ServerFrame) {
        let mut connected = self.connected.borrow_mut();
        let connected = connected.get_or_insert_with(|| {
            let open = self.state.get_websockets().into_iter();
            open.filter_map(|socket| {
                let attachment = attachment_of(&socket).filter(|it| it.has_said_hello)?;
                Some(Connection {
                    socket,
                    attachment: Rc::new(attachment),
                })
            })
            .collect()
        });
        let is_reader = |it: &&Connection| it.attachment.reader == reader;
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
            // A connection that just closed is told by its close event.
            let _ = connection.socket.send_with_str(&text);
        }
    }

    /// Tokens may have been revoked: the sockets and waiting calls of those that were end.
    pub(crate) fn shut_out(&self) {
        for socket in self.state.get_websockets() {
            let token = attachment_of(&socket).and_then(|attachment| attachment.token);
            if let Err(refusal) = self.check_token(token) {
                end(&socket, &refusal, None);
            }
        }
        self.forget_connections();
        self.wake_waiters();
    }

    /// What a connection is, from memory where it is known.
    fn attachment(&self, socket: &WebSocket) -> Option<Rc<Attachment>> {
        let connected = self.connected.borrow();
        let mut connected = connected.iter().flatten();
        let known = connected.find(|it| is_same(&it.socket, socket));
        known
            .map(|it| Rc::clone(&it.attachment))
            .or_else(|| attachment_of(socket).map(Rc::new))
    }

    /// Closes connections of agents whose session ended, looking now and then.
    fn check_agents(self: &Rc<Self>) {
        let now = platform::now();
        if now.since(self.agents_checked.get()) < AGENTS_CHECKED_MILLIS {
            return;
        }
        self.agents_checked.set(now);
        let object = Rc::clone(self);
        self.state.wait_until(async move {
            let agents: Vec<(WebSocket, Attachment, String)> = object
                .state
                .get_websockets()
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
            let ended = sessions::ended(&object.env, &site, open).await;
            for (socket, _, session) in &agents {
                if ended.contains(session) {
                    end(socket, &ErrorCode::TokenRevoked.into(), None);
                    object.forget_connections();
                }
            }
        });
    }

    /// Connections came or went.
    pub(crate) fn forget_connections(&self) {
        self.connected.take();
    }
}

fn is_same(a: &WebSocket, b: &WebSocket) -> bool {
    let (a, b): (&worker::web_sys::WebSocket, &worker::web_sys::WebSocket) =
        (a.as_ref(), b.as_ref());
    a == b
}

fn attachment_of(socket: &WebSocket) -> Option<Attachment> {
    socket.deserialize_attachment().ok().flatten()
}

/// Says why, and closes.
fn end(socket: &WebSocket, refusal: &Refusal, client_id: Option<ClientId>) {
    refuse(socket, refusal, client_id);
    let _ = socket.close(Some(1008), Some(refusal.code().as_str()));
}

fn send_to(socket: &WebSocket, frame: &ServerFrame) {
    if let Ok(text) = serde_json::to_string(frame) {
        let _ = socket.send_with_str(text);
    }
}

fn refuse(socket: &WebSocket, refusal: &Refusal, client_id: Option<ClientId>) {
    let frame = ServerFrame::Error {
        error: refusal.report.clone(),
        client_id,
    };
    send_to(socket, &frame);
}
