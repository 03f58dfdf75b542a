//! The socket to the conversation, and what goes over it.

use super::{Connection, Panel};
use crate::pure::outbox::{Unsent, Way};
use handrail_protocol::{ClientFrame, WIRE_VERSION};
use handrail_ui::js::codec;
use handrail_ui::js::socket::{Handlers, LinkState, Socket};
use handrail_ui::wire;

/// Sockets that failed in a row before calls take over.
const SOCKET_TRIES: u32 = 2;

impl Panel {
    /// Opens the socket of the conversation.
    pub(super) fn connect(self) {
        let inner = self.inner();
        let Some(credentials) = inner.credentials.borrow().clone() else {
            return;
        };
        let path = [
            "/api/v1/conversations/",
            credentials.conversation.as_str(),
            "/socket",
        ]
        .concat();
        let handlers = Handlers {
            hello: Box::new(move || {
                wire::client_frame(&ClientFrame::Hello {
                    v: WIRE_VERSION,
                    token: credentials.token.clone(),
                    after: self.with_view_untracked(|view| view.seq),
                    partial: self.inner().live.borrow().partial(),
                })
            }),
            text: Box::new(move |text| {
                if let Some(frame) =
                    codec::parse(&text).and_then(|frame| wire::server_frame(&frame))
                {
                    self.receive(frame);
                }
            }),
            state: Box::new(move |state| self.connection_changed(state)),
        };
        let socket = Socket::open(&path, handlers);
        *inner.socket.borrow_mut() = Some(socket);
    }

    pub(super) fn disconnect(self) {
        let inner = self.inner();
        inner.poll.set(inner.poll.get() + 1);
        let socket = inner.socket.borrow_mut().take();
        if let Some(socket) = socket {
            socket.close();
        }
    }

    fn connection_changed(self, state: LinkState) {
        let inner = self.inner();
        let was = self.with_local_untracked(|local| local.connection);
        let polls = was == Connection::Polling;
        match state {
            LinkState::Idle => {}
            LinkState::Online => {
                // The poll loop ends.
                inner.poll.set(inner.poll.get() + 1);
                self.update_local(|local| {
                    local.connection = Connection::Online;
                    local.outbox.socket_changed();
                });
                self.clear_connection_notices();
            }
            LinkState::Connecting(0) if !polls => {
                self.update_local(|local| local.connection = Connection::Connecting);
            }
            LinkState::Connecting(_) => {}
            LinkState::Waiting(tries) => {
                self.update_local(|local| {
                    local.outbox.socket_changed();
                    if !polls {
                        local.connection = Connection::Lost;
                    }
                });
                if polls {
                    return;
                }
                if was != Connection::Lost && tries >= SOCKET_TRIES {
                    self.status.say(self.words.reconnecting);
                }
                if tries == SOCKET_TRIES {
                    self.poll();
                }
            }
        }
    }

    /// The edge can be reached again: takes back the notices that say otherwise.
    pub(crate) fn clear_connection_notices(self) {
        self.status.take_back(&[
            self.words.offline,
            self.words.unreachable,
            self.words.reconnecting,
        ]);
    }

    /// Sends what waits: after a welcome, and whenever polling works.
    pub(super) fn flush(self) {
        let inner = self.inner();
        let waiting: Vec<ClientFrame> = inner.waiting.borrow_mut().drain(..).collect();
        for frame in waiting {
            self.act(frame);
        }
        if self.with_local_untracked(|local| local.outbox.asked_human) {
            self.act(ClientFrame::RequestHuman {});
        }
        self.send_messages();
    }

    /// Is there nothing left to send?
    pub(super) fn is_all_sent(self) -> bool {
        self.inner().waiting.borrow().is_empty()
            && self.with_local_untracked(|local| {
                !local.outbox.asked_human && !local.outbox.has_unsent()
            })
    }

    /// Sends the messages that wait, in their order.
    pub(super) fn send_messages(self) {
        match self.with_local_untracked(|local| local.connection) {
            Connection::Polling => self.post_messages(),
            Connection::Online => {
                let socket = self.inner().socket.borrow().clone();
                let Some(socket) = socket else { return };
                while let Some(message) = self.next_message(Way::Socket) {
                    let frame = ClientFrame::Say {
                        client_id: message.client_id,
                        text: message.text,
                    };
                    if !socket.send(&wire::client_frame(&frame)) {
                        self.update_local(|local| local.outbox.socket_changed());
                        return;
                    }
                }
            }
            Connection::Idle | Connection::Connecting | Connection::Lost => {}
        }
    }

    /// The message to send next by this way, where it is the way there is.
    pub(super) fn next_message(self, way: Way) -> Option<Unsent> {
        let is_open = match self.with_local_untracked(|local| local.connection) {
            Connection::Online => way == Way::Socket,
            Connection::Polling => way == Way::Calls,
            Connection::Idle | Connection::Connecting | Connection::Lost => false,
        };
        is_open
            .then(|| self.update_local(|local| local.outbox.next(way)))
            .flatten()
    }

    /// Asks for what is missing by connecting anew.
    pub(super) fn reconnect(self) {
        let socket = self.inner().socket.borrow().clone();
        if let Some(socket) = socket {
            socket.reconnect();
        }
    }
}
