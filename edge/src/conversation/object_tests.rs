//! The object's rules on a platform in memory: two visitors, two agents, a desk that hangs, receivers
//! that are down, writes that are refused, an object that is taken out of memory.

use super::*;
use crate::auth::token::{Claims, ConversationSeed, Opening, hashed};
use crate::http::limits::SOCKETS_MAX;
use crate::runtime::memory::{Answer, Asked, MemoryPlatform, MemorySocket, World};
use crate::storage::sql::{Columns as _, Sql as _};
use handrail_protocol::{AgentId, ClientId, ConversationId, SiteId};
use serde_json::{Value, json};

/// One conversation: what outlives its object, and the object as it is now.
struct Life {
    world: Rc<World>,
    id: ConversationId,
    object: Rc<ConversationObject<MemoryPlatform>>,
}

type Answered = Rc<RefCell<Option<std::result::Result<Value, ErrorCode>>>>;

impl Life {
    /// A visitor holds a token, and nothing is stored.
    fn unbegun() -> Self {
        let world = World::new();
        world.answer(usual);
        let acme = SiteId::parse("acme").expect("valid");
        let seed = ConversationSeed::Random([1; 16]);
        let id = world.token_key().conversation(&acme, seed);
        let object = ConversationObject::new(world.platform());
        Self { world, id, object }
    }

    /// A conversation that has begun.
    fn new() -> Self {
        let life = Self::unbegun();
        let consent = Press::Consent {
            version: "1".into(),
            accepted: true,
        };
        let consented = ConversationCall::Press(consent);
        life.ask_as_visitor(consented).expect("begun");
        life
    }

    fn token(&self) -> VisitorToken {
        VisitorToken {
            epoch: 1,
            issued_at: self.world.now(),
            opening: Some(opening()),
        }
    }

    fn ask_as_visitor(&self, call: ConversationCall) -> std::result::Result<Value, ErrorCode> {
        let answer = self.begin(call, Some(self.token()));
        let answer = answer.borrow_mut().take();
        answer.expect("it answers at once")
    }

    /// What comes of a call that answers at once.
    fn ask(&self, call: ConversationCall) -> std::result::Result<Value, ErrorCode> {
        let answer = self.begin(call, None);
        let answer = answer.borrow_mut().take();
        answer.expect("it answers at once")
    }

    fn begin(&self, call: ConversationCall, token: Option<VisitorToken>) -> Answered {
        let answered = Answered::default();
        let (object, slot) = (Rc::clone(&self.object), Rc::clone(&answered));
        let call = ToConversation {
            conversation: self.id.clone(),
            token,
            call,
        };
        self.world.event(async move {
            let answer = object.take(call).await;
            let answer = answer.map(|raw| serde_json::from_str(raw.get()).expect("JSON"));
            slot.replace(Some(answer.map_err(|refusal| refusal.code())));
        });
        answered
    }

    /// A connection that has said nothing yet; `None` where there is no room.
    fn connect(&self, reader: Reader, from: &str) -> Option<MemorySocket> {
        self.object.make_room(reader).ok()?;
        let socket = self.world.connect();
        let opened = self
            .object
            .opened(&socket, self.id.clone(), reader, from.into());
        opened.expect("attached");
        Some(socket)
    }

    fn send(&self, socket: &MemorySocket, frame: Value) {
        let (object, socket) = (Rc::clone(&self.object), socket.clone());
        self.world
            .event(async move { object.hear(&socket, Some(frame.to_string())).await });
    }

    /// A visitor's tab.
    fn visitor(&self) -> MemorySocket {
        let socket = self.connect(Reader::Visitor, "here").expect("room");
        self.send(&socket, self.visitors_hello());
        socket
    }

    fn visitors_hello(&self) -> Value {
        let token = self.world.token_key().sign(&Claims::Visitor {
            conversation: self.id.clone(),
            epoch: 1,
            issued_at: self.world.now(),
            expires_at: self.world.now().plus(1_000_000),
            opening: Some(opening()),
        });
        json!({ "type": "hello", "v": 1, "token": token, "after": 0 })
    }

    /// An agent who looks at the conversation.
    fn agent(&self, name: &'static str) -> MemorySocket {
        let socket = self.connect(Reader::Agent, "office").expect("room");
        let token = self.world.token_key().sign(&Claims::Desk {
            agent: card(name).id,
            role: handrail_protocol::Role::Agent,
            secret: name.into(),
            expires_at: self.world.now().plus(1_000_000),
        });
        self.send(
            &socket,
            json!({ "type": "hello", "v": 1, "token": token, "after": 0 }),
        );
        socket
    }

    fn say(&self, socket: &MemorySocket, name: &str, text: &str) {
        self.send(
            socket,
            json!({ "type": "say", "client_id": name, "text": text }),
        );
    }

    fn take_as(&self, name: &str) -> std::result::Result<Value, ErrorCode> {
        self.ask(ConversationCall::Take {
            agent: card(name),
            epoch: None,
        })
    }

    fn kinds(&self) -> Vec<String> {
        let page = self.ask(ConversationCall::Events {
            reader: Reader::Agent,
            after: Seq(0),
            wait_seconds: 0,
        });
        let page = page.expect("readable");
        let events = page["events"].as_array().expect("a list").clone();
        let kinds = events.iter().map(|it| it["kind"].as_str().expect("a kind"));
        kinds.map(str::to_owned).collect()
    }

    /// The object is taken out of memory; the next event makes it anew.
    fn evict(&mut self) {
        self.world.evict();
        self.object = ConversationObject::new(self.world.platform());
    }

    /// The alarm rings, if it is due.
    fn ring(&self) {
        let due = self.world.sql.alarm.get();
        if due.is_some_and(|due| due <= self.world.now()) {
            self.world.sql.alarm.set(None);
            let object = Rc::clone(&self.object);
            self.world.event(async move { object.alarm().await });
        }
    }

    fn posted_to(&self, hook: &str) -> usize {
        let posted = self.world.asked_of("SIGNAL");
        posted.iter().filter(|it| it.name.contains(hook)).count()
    }
}

fn opening() -> Opening {
    Opening {
        locale: "en".into(),
        page: Some("/shoes".into()),
    }
}

fn card(name: &str) -> AgentCard {
    AgentCard {
        id: AgentId::parse(format!("acme.a_{name}")).expect("valid"),
        name: name.to_owned(),
        title: String::new(),
    }
}

/// Everyone answers at once, and people are there.
fn usual(asked: &Asked) -> Answer {
    Answer::Now(match asked.binding {
        "KNOWLEDGE" => json!({ "passages": [] }),
        "DESK" if asked.call["call"]["place"].is_object() => {
            json!({ "position": null, "people": { "online": true } })
        }
        "SITE" => {
            let session = asked.call["call"]["session"]["session"].as_str();
            let names = ["dana", "sam"];
            let name = names
                .into_iter()
                .find(|it| Some(hashed(it).as_str()) == session);
            match name {
                Some(name) => json!({ "agent": card(name), "role": "agent" }),
                None => json!([]),
            }
        }
        "MODEL" => json!([]),
        _ => Value::Null,
    })
}

fn but(binding: &'static str, answer: Answer) -> impl Fn(&Asked) -> Answer {
    move |asked| {
        if asked.binding == binding {
            answer.clone()
        } else {
            usual(asked)
        }
    }
}

#[test]
fn hello_take_and_reply_work_while_the_desk_hangs() {
    let life = Life::new();
    life.world.answer(but("DESK", Answer::Never));
    let first = life.visitor();
    life.world.pass(300);
    assert_eq!(first.types(), ["welcome", "event", "event"]);
    let second = life.visitor();
    life.world.pass(0);
    assert_eq!(
        second.types(),
        ["welcome", "event", "event"],
        "not waited for again"
    );
    life.say(&first, "m1", "I want to talk to a human");
    let dana = life.agent("dana");
    life.world.pass(0);
    assert_eq!(dana.types()[0], "welcome");
    assert!(life.take_as("dana").is_ok());
    let reply = life.ask(ConversationCall::AgentSay {
        agent: card("dana"),
        client_id: ClientId::parse("r1").expect("valid"),
        text: "Hello, I'm here.".into(),
    });
    assert!(reply.is_ok(), "{reply:?}");
    let seen = second.frames();
    let seen = seen.iter().filter(|it| it["event"]["kind"] == "agent_said");
    assert_eq!(seen.count(), 1);
}

#[test]
fn what_a_slow_desk_says_of_people_is_told_when_it_comes() {
    let life = Life::new();
    let place = json!({ "position": 2, "people": { "online": true } });
    life.world.answer(but("DESK", Answer::After(2_000, place)));
    let visitor = life.visitor();
    life.world.pass(300);
    let welcome = visitor.frames().remove(0);
    assert_eq!(
        welcome["people"]["online"], false,
        "nobody is known to be there"
    );
    life.world.pass(2_000);
    let told = visitor.frames();
    assert_eq!(told[0]["type"], "queue");
    assert_eq!(told[0]["people"]["online"], true);
}

#[test]
fn silent_connections_make_room_and_keep_nobody_out() {
    let life = Life::new();
    let owners = life.connect(Reader::Visitor, "here").expect("room");
    life.world.pass(1);
    let flood: Vec<MemorySocket> = (0..2 * SOCKETS_MAX)
        .map(|_| life.connect(Reader::Visitor, "flood").expect("room"))
        .collect();
    assert_eq!(owners.closed(), None, "the flood closes its own");
    let open = flood.iter().filter(|it| it.closed().is_none()).count();
    assert_eq!(open, SOCKETS_MAX - 1);
    life.send(&owners, life.visitors_hello());
    assert_eq!(owners.types()[0], "welcome");
    assert_eq!(life.agent("dana").types()[0], "welcome");
}

#[test]
fn tabs_that_said_hello_have_a_limit_that_is_not_the_agents() {
    let life = Life::new();
    for _ in 0..SOCKETS_MAX {
        assert_eq!(life.visitor().types()[0], "welcome");
    }
    assert!(life.connect(Reader::Visitor, "here").is_none());
    assert_eq!(life.agent("dana").types()[0], "welcome");
}

#[test]
fn a_flood_of_typing_refuses_neither_a_hello_nor_a_request_for_a_person() {
    let life = Life::new();
    let visitor = life.visitor();
    for _ in 0..700 {
        life.send(&visitor, json!({ "type": "typing" }));
    }
    let refused = visitor.frames();
    let refused = refused
        .iter()
        .filter(|it| it["error"]["code"] == "rate_limited");
    assert!(refused.count() >= 100);
    let dana = life.agent("dana");
    assert_eq!(dana.types()[0], "welcome");
    life.send(&dana, json!({ "type": "typing" }));
    assert!(dana.types().iter().all(|kind| kind != "error"));
    assert_eq!(life.visitor().types()[0], "welcome", "another tab");
    life.send(&visitor, json!({ "type": "request_human" }));
    assert!(life.kinds().contains(&"handoff_requested".to_owned()));
}

#[test]
fn a_receiver_that_hangs_holds_back_neither_the_desk_nor_the_other() {
    let life = Life::new();
    let visitor = life.visitor();
    life.world.answer(|asked| match asked.binding {
        "SIGNAL" if asked.name.contains("HOOK_A") => Answer::Never,
        _ => usual(asked),
    });
    life.send(&visitor, json!({ "type": "request_human" }));
    assert_eq!((life.posted_to("HOOK_A"), life.posted_to("HOOK_B")), (1, 1));
    let lines = life.world.asked_of("DESK");
    assert!(lines.iter().any(|it| it.call["call"]["apply"].is_object()));
}

#[test]
fn a_parcel_that_is_given_up_or_cannot_be_read_makes_room_for_the_next() {
    let life = Life::new();
    let visitor = life.visitor();
    life.world.answer(but("SIGNAL", Answer::Fails));
    life.send(&visitor, json!({ "type": "request_human" }));
    let put = |statement: &str| life.world.sql.run(statement, &[]).expect("written");
    put("UPDATE outbox SET attempts = 21, due = 0");
    put("INSERT INTO outbox(seq, target, body, attempts, due) \
         SELECT 900, target, body, 0, 0 FROM outbox");
    put("INSERT INTO outbox(seq, target, body, attempts, due) VALUES (901, 'fax 7', '', 0, 0)");
    let tries = life.posted_to("HOOK_A");
    life.world.pass(10_000);
    life.ring();
    assert_eq!(
        life.posted_to("HOOK_A"),
        tries + 2,
        "the last try, and the next parcel"
    );
    let left = put("SELECT seq FROM outbox WHERE target LIKE '%HOOK%' OR target LIKE 'fax%'");
    let left: Vec<i64> = left.iter().filter_map(|row| row.int(0)).collect();
    assert_eq!(left, [900, 900], "one for each webhook, to be tried again");
}

#[test]
fn an_answer_that_cannot_be_written_ends_in_a_plain_failure_and_is_not_asked_for_again() {
    let life = Life::new();
    let visitor = life.visitor();
    let sql = Rc::clone(&life.world.sql);
    life.world.answer(move |asked| match asked.binding {
        "KNOWLEDGE" => Answer::Now(one_passage()),
        "MODEL" => {
            sql.is_full.set(true);
            Answer::After(100, json!(["You can return shoes within 60 days [[1]]. "]))
        }
        _ => usual(asked),
    });
    life.say(&visitor, "m1", "How do I return shoes?");
    life.world.pass(100);
    life.world.sql.is_full.set(false);
    life.world.pass(60_000);
    life.ring();
    assert_eq!(life.world.asked_of("MODEL").len(), 1);
    let kinds = life.kinds();
    assert!(kinds.contains(&"turn_failed".to_owned()), "{kinds:?}");
    let told = visitor.frames();
    let told = told
        .iter()
        .filter(|it| it["event"]["kind"] == "turn_failed");
    assert_eq!(told.count(), 1);
}

fn one_passage() -> Value {
    json!({ "passages": [{
        "id": "r.md#0", "title": "Return shoes", "headings": [], "anchor": "", "url": "",
        "text": "You can return shoes within 60 days.", "locale": null, "ordinal": 0,
        "score": 0.9, "coverage": 1.0,
    }] })
}

#[test]
fn connections_outlive_the_memory_and_the_first_agent_keeps_the_conversation() {
    let mut life = Life::new();
    let tabs = [life.visitor(), life.visitor()];
    let agents = [life.agent("dana"), life.agent("sam")];
    life.say(&tabs[0], "m1", "I want to talk to a human");
    assert!(life.take_as("dana").is_ok());
    life.evict();
    for socket in tabs.iter().chain(&agents) {
        socket.frames();
    }
    assert_eq!(life.take_as("sam"), Err(ErrorCode::AlreadyTaken));
    life.say(&tabs[1], "m2", "My card is 4242 4242 4242 4242");
    let text = |socket: &MemorySocket| {
        let frames = socket.frames();
        let said = frames
            .iter()
            .find(|it| it["event"]["kind"] == "visitor_said");
        said.map(|it| it["event"]["text"].as_str().unwrap_or("").to_owned())
    };
    for tab in &tabs {
        assert!(text(tab).is_some_and(|it| it.contains("4242")));
    }
    for agent in &agents {
        assert!(text(agent).is_some_and(|it| it.contains("[CARD_1]")));
    }
}

#[test]
fn an_alarm_that_comes_late_or_early_does_what_is_due_and_no_more() {
    let mut life = Life::new();
    let visitor = life.visitor();
    life.world.answer(but("SIGNAL", Answer::Fails));
    life.send(&visitor, json!({ "type": "request_human" }));
    let tries = life.posted_to("HOOK_A");
    let object = Rc::clone(&life.object);
    life.world.event(async move { object.alarm().await });
    assert_eq!(life.posted_to("HOOK_A"), tries, "early: nothing is due");
    life.evict();
    life.world.answer(usual);
    life.world.pass(3_600_000);
    life.ring();
    assert_eq!(
        life.posted_to("HOOK_A"),
        tries + 1,
        "late, and in a new memory"
    );
    let left = "SELECT 1 FROM outbox WHERE target LIKE '%HOOK%'";
    assert!(life.world.sql.run(left, &[]).expect("readable").is_empty());
}

#[test]
fn nothing_is_stored_before_the_first_act_and_a_token_is_enough_until_then() {
    let mut life = Life::unbegun();
    let version = |life: &Life| crate::storage::schema::version(&*life.world.sql);
    let visitor = life.visitor();
    assert_eq!(visitor.types(), ["welcome"]);
    for frame in [
        json!({ "type": "typing" }),
        json!({ "type": "stop" }),
        json!({ "type": "page", "path": "/boots" }),
    ] {
        life.send(&visitor, frame);
    }
    let events = |after| ConversationCall::Events {
        reader: Reader::Visitor,
        after: Seq(after),
        wait_seconds: 0,
    };
    let page = life.ask_as_visitor(events(0)).expect("an empty page");
    assert_eq!(page["events"], json!([]));
    assert_eq!(
        life.ask(events(0)),
        Err(ErrorCode::NotFound),
        "without a token"
    );
    assert_eq!(life.take_as("dana"), Err(ErrorCode::NotFound));
    assert_eq!(version(&life), Ok(0), "nothing was written");

    life.say(&visitor, "m1", "Where is my parcel?");
    let frames = visitor.frames();
    let kinds: Vec<_> = frames
        .iter()
        .filter_map(|it| it["event"]["kind"].as_str())
        .collect();
    assert_eq!(kinds[..3], ["started", "consented", "visitor_said"]);
    let started = frames.iter().find(|it| it["event"]["kind"] == "started");
    assert_eq!(started.expect("told")["event"]["page"], "/boots");
    assert!(frames.iter().any(|it| it["type"] == "ack"));
    life.evict();
    assert_eq!(life.visitor().types()[0], "welcome", "and after a restart");
}

#[test]
fn a_token_that_was_revoked_begins_nothing() {
    let life = Life::unbegun();
    let visitor = life.visitor();
    let token = life.token();
    life.ask(ConversationCall::Revoke).expect("written");
    assert_eq!(visitor.closed(), Some(1008));
    let say = ConversationCall::Say {
        client_id: ClientId::parse("m1").expect("valid"),
        text: "Hello?".into(),
    };
    let answer = life.begin(say, Some(token));
    assert_eq!(
        answer.borrow_mut().take(),
        Some(Err(ErrorCode::TokenRevoked))
    );
}

#[test]
fn a_site_that_hangs_ends_one_hello_and_nobody_elses() {
    let life = Life::new();
    let visitor = life.visitor();
    life.world.answer(but("SITE", Answer::Never));
    let dana = life.agent("dana");
    life.say(&visitor, "m1", "Where is my parcel?");
    life.world.pass(10_000);
    assert_eq!(dana.closed(), Some(1008));
    let frames = visitor.frames();
    assert!(frames.iter().any(|it| it["type"] == "ack"), "{frames:?}");
    assert_eq!(life.visitor().types()[0], "welcome");
}
