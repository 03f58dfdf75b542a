//! The hello of a connection: who it is, and all it has missed. And where the conversation stands at
//! the desk, which is told with it.
//!
//! Invariants: a hello is answered by a welcome, all events after the client's last, and the rest of a
//! running answer, without anything coming in between; the desk is a projection, so a hello waits for
//! it for [`DESK_PATIENCE_MILLIS`] at most, and for a desk that was slow a moment ago not at all: what
//! it says later is sent when it comes.

use crate::auth::token::Claims;
use crate::conversation::object::ConversationObject;
use crate::conversation::sockets::{Attachment, send_to};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::conversation::VisitorToken;
use crate::objects::desk::{DeskCall, PlaceAnswer};
use crate::runtime::{Platform, Socket as _};
use crate::site::sessions::{self, SignedIn};
use futures_util::future::{Either, select};
use handrail_protocol::{
    AgentCard, Availability, ConversationId, ErrorCode, Owner, PartialAnswer, Reader, Seq,
    ServerFrame, WIRE_VERSION,
};
use std::pin::{Pin, pin};
use std::rc::Rc;

/// What an active visitor knows of people is at most so old.
const PEOPLE_FRESH_MILLIS: u64 = 60_000;
/// It is looked up so much later, so as not to stand in the way of what the visitor just did.
const PEOPLE_LATER_MILLIS: u64 = 250;
/// A hello waits for the desk no longer.
const DESK_PATIENCE_MILLIS: u64 = 250;
/// A desk that did not answer in that time is not waited for so long.
const DESK_SLOW_MILLIS: u64 = 30_000;

type PlaceAsked = Pin<Box<dyn Future<Output = Result<PlaceAnswer>>>>;

impl<P: Platform> ConversationObject<P> {
    pub(crate) async fn greet_visitor(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: &Attachment,
        hello: VisitorHello,
    ) -> Result<()> {
        sessions::speaks(hello.version, WIRE_VERSION)?;
        let settings = self.platform.settings()?;
        let Claims::Visitor {
            conversation,
            epoch,
            issued_at,
            opening,
            ..
        } = settings
            .token_key
            .verify(&hello.token, self.platform.now())?
        else {
            return Err(ErrorCode::Unauthorized.into());
        };
        if conversation != attachment.conversation {
            return Err(ErrorCode::Forbidden.into());
        }
        if self.is_stopped(&conversation).await? {
            return Err(Refusal::from(ErrorCode::Overloaded).retry_after(5));
        }
        let site = self.platform.site(&conversation.site()).await?;
        self.ensure_loaded_here(&conversation).await?;
        let token = VisitorToken {
            epoch,
            issued_at,
            opening,
        };
        self.check_token(Some(&token))?;
        if epoch < site.epoch || !(self.has_begun()? || token.opening.is_some()) {
            return Err(ErrorCode::TokenRevoked.into());
        }
        let attachment = Attachment {
            token: Some(token),
            ..attachment.clone()
        };
        self.greet(socket, attachment, hello.after, hello.partial)
            .await
    }

    pub(crate) async fn greet_agent(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: &Attachment,
        version: u16,
        token: &str,
        after: Seq,
    ) -> Result<()> {
        let site = attachment.conversation.site();
        sessions::speaks(version, WIRE_VERSION)?;
        let settings = self.platform.settings()?;
        let claims = settings.token_key.verify(token, self.platform.now())?;
        let SignedIn { session, hash, .. } =
            sessions::greeted(&self.platform, claims, &site).await?;
        if self.is_stopped(&attachment.conversation).await? {
            return Err(Refusal::from(ErrorCode::Overloaded).retry_after(5));
        }
        self.ensure_loaded_here(&attachment.conversation).await?;
        if !self.has_begun()? {
            return Err(ErrorCode::NotFound.into());
        }
        let attachment = Attachment {
            agent: Some(session.agent),
            session: Some(hash),
            ..attachment.clone()
        };
        self.greet(socket, attachment, after, None).await
    }

    async fn greet(
        self: &Rc<Self>,
        socket: &P::Socket,
        attachment: Attachment,
        after: Seq,
        partial: Option<PartialAnswer>,
    ) -> Result<()> {
        let conversation = attachment.conversation.clone();
        let place = self.place_at_once(&conversation).await;
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
            ..attachment
        };
        socket.attach(&attachment)?;
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

    /// Where the conversation stands at the desk, as far as that is known within moments. Until the desk
    /// has answered, the truth is that nobody is known to be there.
    async fn place_at_once(self: &Rc<Self>, id: &ConversationId) -> PlaceAnswer {
        let now = self.platform.now();
        self.people_asked.set(now);
        let asked = self.place(id.clone());
        let patience = if now < self.desk_is_slow_until.get() {
            0
        } else {
            DESK_PATIENCE_MILLIS
        };
        let patience = pin!(self.platform.sleep(patience));
        let place = match select(asked, patience).await {
            Either::Left((place, _)) => place,
            Either::Right(((), asked)) => {
                let slow_until = self.platform.now().plus(DESK_SLOW_MILLIS);
                self.desk_is_slow_until.set(slow_until);
                self.send_place_later(asked);
                return PlaceAnswer::unknown();
            }
        };
        self.desk_is_slow_until.take();
        place.unwrap_or_else(|_| PlaceAnswer::unknown())
    }

    fn send_place_later(self: &Rc<Self>, asked: PlaceAsked) {
        let object = Rc::clone(self);
        self.platform.spawn(Box::pin(async move {
            if let Ok(place) = asked.await {
                object.desk_is_slow_until.take();
                object.send(Reader::Visitor, &place.frame());
            }
        }));
    }

    /// Where the conversation stands at the desk.
    fn place(self: &Rc<Self>, conversation: ConversationId) -> PlaceAsked {
        let object = Rc::clone(self);
        Box::pin(async move {
            let site = conversation.site();
            objects::desk(&object.platform, &site, DeskCall::Place { conversation }).await
        })
    }

    /// Tells an active visitor now and then whether people are there: the desk tells those alone whose
    /// line changed lately. Nobody waits for it.
    pub(crate) fn refresh_people(self: &Rc<Self>, id: &ConversationId) {
        let now = self.platform.now();
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
        self.platform.spawn(Box::pin(async move {
            object.platform.sleep(PEOPLE_LATER_MILLIS).await;
            if let Ok(place) = object.place(id).await {
                object.send(Reader::Visitor, &place.frame());
            }
        }));
    }

    pub(crate) fn is_owner(&self, agent: &AgentCard) -> Result<bool> {
        self.with_conversation(|durable| {
            let owner = &durable.conversation().view().owner;
            Ok(matches!(owner, Owner::Person { agent: owner, .. } if owner.id == agent.id))
        })
    }
}

/// What a visitor's hello says.
pub(crate) struct VisitorHello {
    /// The version of the wire.
    pub(crate) version: u16,
    /// The visitor's token.
    pub(crate) token: String,
    /// The last event they have.
    pub(crate) after: Seq,
    /// What they have of a running answer.
    pub(crate) partial: Option<PartialAnswer>,
}

impl PlaceAnswer {
    /// Nobody is known to be there.
    fn unknown() -> Self {
        Self {
            position: None,
            people: Availability::default(),
        }
    }
}
