//! Every interleaving of socket, calls and their answers: messages reach the edge in the order in
//! which they were written, and none is lost (invariant 5).
//!
//! The network may hold back, drop or answer each piece at any time; only the frames of one socket
//! keep their order.

use super::outbox::{Outbox, Sending, Unsent, Way};
use handrail_protocol::{ClientId, UnixMillis};
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;

/// A message by its place in the order of writing.
type Place = usize;

/// A call whose request is under way, or whose answer is.
#[derive(Debug, Clone)]
struct Post {
    message: Unsent,
    arrived: bool,
    /// The panel gave it up: its answer is not heard any more.
    given_up: bool,
}

#[derive(Debug, Clone, Default)]
struct World {
    outbox: Outbox,
    way: Option<Way>,
    written: usize,
    /// Messages still to be written, and changes of the way still to come.
    to_write: usize,
    changes: u8,
    /// Frames of the socket there is, and of the one before it.
    socket: Vec<Place>,
    old_socket: Vec<Place>,
    posts: Vec<Post>,
    /// Acknowledgements on their way to the panel.
    acks: Vec<Place>,
    /// What the edge has, in the order of arrival.
    arrived: Vec<Place>,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Write,
    SocketOpens,
    SocketCloses,
    PollAnswered,
    PollFails,
    FrameArrives,
    OldFrameArrives,
    OldSocketDrops,
    AckArrives,
    PostArrives(usize),
    PostAnswered(usize),
    PostGivenUp(usize),
    PostDrops(usize),
}

fn id(place: Place) -> ClientId {
    ClientId::parse(format!("m{place}")).expect("valid")
}

fn place(message: &Unsent) -> Place {
    message.client_id.as_str()[1..].parse().expect("a number")
}

impl World {
    fn possible(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if self.to_write > 0 {
            steps.push(Step::Write);
        }
        if self.changes > 0 {
            // One socket may also take the place of another at once.
            steps.push(Step::SocketOpens);
            match self.way {
                Some(Way::Socket) => steps.push(Step::SocketCloses),
                Some(Way::Calls) => steps.push(Step::PollFails),
                None => steps.push(Step::PollAnswered),
            }
        }
        if self.way == Some(Way::Calls) {
            steps.push(Step::PollAnswered);
        }
        if !self.socket.is_empty() {
            steps.push(Step::FrameArrives);
        }
        if !self.old_socket.is_empty() {
            steps.extend([Step::OldFrameArrives, Step::OldSocketDrops]);
        }
        if !self.acks.is_empty() {
            steps.push(Step::AckArrives);
        }
        for (index, post) in self.posts.iter().enumerate() {
            if !post.arrived {
                steps.push(Step::PostArrives(index));
            } else if !post.given_up {
                steps.push(Step::PostAnswered(index));
            }
            steps.push(if post.given_up {
                Step::PostDrops(index)
            } else {
                Step::PostGivenUp(index)
            });
        }
        steps
    }

    fn after(&self, step: Step) -> Self {
        let mut next = self.clone();
        next.take(step);
        next
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Write => {
                self.outbox
                    .push(id(self.written), String::new(), UnixMillis(0));
                self.written += 1;
                self.to_write -= 1;
                self.send();
            }
            Step::SocketOpens => {
                self.leave_socket();
                self.change(Some(Way::Socket));
                self.outbox.socket_changed();
                self.send();
            }
            Step::SocketCloses => {
                self.leave_socket();
                self.change(None);
                self.outbox.socket_changed();
            }
            Step::PollAnswered => {
                if self.way.is_none() {
                    self.change(Some(Way::Calls));
                }
                self.send();
            }
            Step::PollFails => self.change(None),
            Step::FrameArrives => {
                let place = self.socket.remove(0);
                self.arrive(place);
                self.acks.push(place);
            }
            Step::OldFrameArrives => {
                let place = self.old_socket.remove(0);
                self.arrive(place);
            }
            Step::OldSocketDrops => self.old_socket.clear(),
            Step::AckArrives => {
                let place = self.acks.remove(0);
                self.outbox.set(&id(place), Sending::Acked);
            }
            Step::PostArrives(index) => {
                self.posts[index].arrived = true;
                self.arrive(place(&self.posts[index].message));
            }
            Step::PostAnswered(index) => {
                let post = self.posts.remove(index);
                self.outbox.answered(&post.message, Sending::Acked);
                if self.way == Some(Way::Calls) {
                    self.send();
                }
            }
            Step::PostGivenUp(index) => {
                self.posts[index].given_up = true;
                let message = self.posts[index].message.clone();
                self.outbox.answered(&message, Sending::Waiting);
            }
            Step::PostDrops(index) => {
                self.posts.remove(index);
            }
        }
        self.forget_what_changes_nothing();
    }

    /// What is there already may arrive again without a trace, when nobody hears the answer.
    fn forget_what_changes_nothing(&mut self) {
        let mut there = self.arrived.clone();
        self.posts.retain(|post| {
            let place = place(&post.message);
            let counts = !post.given_up || !there.contains(&place);
            if post.given_up {
                there.push(place);
            }
            counts
        });
        self.old_socket
            .retain(|place| !self.arrived.contains(place));
    }

    fn change(&mut self, way: Option<Way>) {
        self.way = way;
        self.changes = self.changes.saturating_sub(1);
    }

    /// Frames may still arrive by a socket that the panel has given up; its answers may not.
    fn leave_socket(&mut self) {
        if !self.socket.is_empty() {
            self.old_socket = std::mem::take(&mut self.socket);
        }
        self.acks.clear();
    }

    /// What the panel does whenever there may be something to send.
    fn send(&mut self) {
        let Some(way) = self.way else { return };
        while let Some(message) = self.outbox.next(way) {
            match way {
                Way::Socket => self.socket.push(place(&message)),
                Way::Calls => self.posts.push(Post {
                    message,
                    arrived: false,
                    given_up: false,
                }),
            }
        }
    }

    /// The edge keeps each message once.
    fn arrive(&mut self, place: Place) {
        if !self.arrived.contains(&place) {
            self.arrived.push(place);
        }
    }

    /// All that the future depends on; calls are numbered anew, since only equality counts.
    fn key(&self) -> Vec<u8> {
        let number = |message: &Unsent| {
            let is_same = |post: &Post| post.message.sending == message.sending;
            self.posts.iter().position(is_same).map_or(9, |at| at as u8)
        };
        let mut key = vec![self.changes, self.way.map_or(2, |way| way as u8)];
        for message in &self.outbox.messages {
            key.push(match message.sending {
                Sending::Waiting => 20,
                Sending::Framed => 21,
                Sending::Acked => 22,
                Sending::Refused(_) => 23,
                Sending::Posted(_) => number(message),
            });
        }
        for post in &self.posts {
            let state = u8::from(post.arrived) * 2 + u8::from(post.given_up);
            key.extend([30 + state, place(&post.message) as u8]);
        }
        for (mark, places) in [
            (40, &self.socket),
            (41, &self.old_socket),
            (42, &self.acks),
            (43, &self.arrived),
        ] {
            key.push(mark);
            key.extend(places.iter().map(|place| *place as u8));
        }
        key
    }

    fn check(&self, history: &History) {
        let in_order = self.arrived.iter().copied().eq(0..self.arrived.len());
        assert!(in_order, "{:?} after {:?}", self.arrived, history.steps());
        let is_posted = |message: &&Unsent| matches!(message.sending, Sending::Posted(_));
        let posted = self.outbox.messages.iter().filter(is_posted).count();
        assert!(posted <= 1, "two calls at once after {:?}", history.steps());
        // Whatever was lost so far: over a socket that holds, everything arrives.
        let mut settled = self.after(Step::SocketOpens);
        while !settled.socket.is_empty() {
            settled.take(Step::FrameArrives);
        }
        let all = settled.arrived.iter().copied().eq(0..self.written);
        assert!(
            all,
            "{:?} arrive after {:?}",
            settled.arrived,
            history.steps()
        );
    }
}

/// The steps to a state, the last one first.
#[derive(Clone, Default)]
struct History(Option<Rc<(Step, History)>>);

impl History {
    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut rest = self;
        while let Some(link) = &rest.0 {
            steps.insert(0, link.0);
            rest = &link.1;
        }
        steps
    }
}

/// Walks through every state there is, the nearest first; says how many.
fn explore(messages: usize, changes: u8) -> usize {
    let first = World {
        to_write: messages,
        changes,
        ..World::default()
    };
    let mut seen = HashSet::from([first.key()]);
    let mut open = VecDeque::from([(first, History::default())]);
    while let Some((world, history)) = open.pop_front() {
        world.check(&history);
        for step in world.possible() {
            let next = world.after(step);
            if seen.insert(next.key()) {
                open.push_back((next, History(Some(Rc::new((step, history.clone()))))));
            }
        }
    }
    seen.len()
}

#[test]
fn messages_arrive_in_order_whatever_becomes_of_the_ways() {
    let states = [explore(3, 6), explore(4, 5)];
    println!("{states:?} states explored");
    assert!(
        states.iter().all(|count| *count > 5_000),
        "{states:?} states"
    );
}
