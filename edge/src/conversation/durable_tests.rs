//! The durable conversation on a real database, with its failures and restarts.

use super::*;
use crate::auth::key_ring::MasterKey;
use crate::objects::site::Snapshot;
use crate::outgoing::outbox::Target;
use crate::site::cache;
use crate::storage::sql::memory::MemorySql;
use crate::storage::sql::{Columns, Sql};
use handrail_conversation::Writer;
use handrail_knowledge::Ranked;
use handrail_protocol::{
    AgentCard, AgentId, Attempt, ClientId, ErrorCode, EventBody, Owner, SiteId, TurnId,
};
use std::cell::{Cell, RefCell};

const SITE: &str = r#"
schema = 1
id = "acme"
name = "Acme Store"
origins = ["https://www.acme.example"]
[contact]
email = "help@acme.example"
[disclosure]
version = "1"
[assistant]
name = "Mira"
[[webhook]]
format = "standard"
url_env = "HANDRAIL_HOOK"
secret_env = "HANDRAIL_HOOK_SECRET"
events = ["handoff_requested"]
"#;

/// A process that can die: what lives on is the database.
pub(super) struct Machine {
    pub(super) sql: Rc<MemorySql>,
    site: Rc<LoadedSite>,
    pub(super) ring: KeyRing,
    pub(super) clock: Cell<u64>,
    /// Of the last input.
    work: RefCell<Vec<Work>>,
}

impl Machine {
    pub(super) fn new() -> Self {
        let snapshot = Snapshot {
            text: SITE.to_owned(),
            version: 1,
            epoch: 1,
            knowledge: None,
        };
        let acme = SiteId::parse("acme").expect("valid");
        Self {
            sql: Rc::new(MemorySql::new()),
            site: Rc::new(cache::loaded(&acme, snapshot, false).expect("valid")),
            ring: ring(1, &[]),
            clock: Cell::new(1_000),
            work: RefCell::default(),
        }
    }

    pub(super) fn load(&self) -> DurableConversation<Rc<MemorySql>> {
        self.load_of(&id())
    }

    pub(super) fn load_of(&self, id: &ConversationId) -> DurableConversation<Rc<MemorySql>> {
        let store = Rc::new(ConversationStore::new(Rc::clone(&self.sql)));
        self.load_from(id, &store)
    }

    fn load_from(
        &self,
        id: &ConversationId,
        store: &Rc<ConversationStore<Rc<MemorySql>>>,
    ) -> DurableConversation<Rc<MemorySql>> {
        let (store, site) = (Rc::clone(store), Rc::clone(&self.site));
        DurableConversation::load(id, store, site, &self.ring, &self.random()).expect("readable")
    }

    pub(super) fn feed(
        &self,
        durable: &mut DurableConversation<Rc<MemorySql>>,
        input: Input,
    ) -> Result<Outcome> {
        self.work.borrow_mut().clear();
        self.clock.set(self.clock.get() + 10);
        let now = UnixMillis(self.clock.get());
        let mut begin = |work| self.work.borrow_mut().push(work);
        durable.feed(input, now, &self.ring, &self.random(), &mut begin)
    }

    /// Each call's bytes differ, as those of a real source do.
    fn random(&self) -> impl Fn(&mut [u8]) {
        let seed = Cell::new(self.clock.get());
        move |bytes| {
            for byte in bytes {
                seed.set(
                    seed.get()
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1),
                );
                *byte = (seed.get() >> 33) as u8;
            }
        }
    }

    /// The search that the last input began.
    pub(super) fn search(&self) -> (TurnId, Attempt) {
        match self.work.borrow().as_slice() {
            [Work::Search { turn, attempt, .. }] => (*turn, *attempt),
            other => panic!("no search: {other:?}"),
        }
    }

    pub(super) fn all_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for table in ["events", "vault", "meta", "outbox"] {
            for row in self
                .sql
                .run(&format!("SELECT * FROM {table}"), &[])
                .expect("a table")
            {
                for column in 0..row.len() {
                    bytes.extend(row.text(column).unwrap_or_default().as_bytes());
                    bytes.extend(row.blob(column).unwrap_or_default());
                }
            }
        }
        bytes
    }
}

pub(super) fn ring(current: u8, previous: &[u8]) -> KeyRing {
    let key = |byte| MasterKey::new([byte; 32]);
    KeyRing::new(key(current), previous.iter().copied().map(key).collect())
}

pub(super) fn id() -> ConversationId {
    ConversationId::parse("acme.c_12345678").expect("valid")
}

pub(super) fn start() -> Input {
    Input::Start {
        locale: "en".into(),
        page: None,
    }
}

pub(super) fn say(name: &str, text: &str) -> Input {
    Input::VisitorSaid {
        client_id: ClientId::parse(name).expect("valid"),
        text: text.into(),
    }
}

pub(super) fn dana() -> AgentCard {
    AgentCard {
        id: AgentId::parse("acme.a_dana").expect("valid"),
        name: "Dana".into(),
        title: String::new(),
    }
}

/// What is due to the desk, or to webhooks: the oldest of each.
fn due(
    store: &ConversationStore<Rc<MemorySql>>,
    to_desk: bool,
    now: UnixMillis,
) -> Vec<outbox::Parcel> {
    let targets = store.due_targets(now).expect("readable");
    let targets = targets
        .iter()
        .filter(|target| (**target == Target::Desk) == to_desk);
    targets
        .map(|target| {
            store
                .due_parcel(target, now)
                .expect("readable")
                .expect("due")
        })
        .collect()
}

fn kinds(durable: &DurableConversation<Rc<MemorySql>>, reader: Reader) -> Vec<&'static str> {
    let page = durable.events(reader, Seq(0)).expect("readable");
    page.events.iter().map(|event| event.body.kind()).collect()
}

pub(super) const CARD: &str = "Refund it to 4242 4242 4242 4242, I'm Sarah Miller.";

#[test]
fn looking_creates_nothing() {
    let machine = Machine::new();
    let durable = machine.load();
    assert!(!durable.exists());
    assert!(kinds(&durable, Reader::Visitor).is_empty());
    assert_eq!(crate::storage::schema::version(&*machine.sql), Ok(0));
}

#[test]
fn what_was_acknowledged_is_there_after_a_restart() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    let outcome = machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    let Reply::Ack { said, .. } = outcome.reply else {
        panic!("not acknowledged: {:?}", outcome.reply);
    };
    assert_eq!(said.masked.len(), 2);
    drop(durable);

    let mut durable = machine.load();
    let page = durable.events(Reader::Visitor, Seq(0)).expect("readable");
    let seqs: Vec<u32> = page.events.iter().map(|event| event.seq.0).collect();
    assert!(seqs.iter().copied().eq(1..=page.next.0), "{seqs:?}");
    let again = machine
        .feed(&mut durable, say("m1", CARD))
        .expect("harmless");
    assert_eq!(
        again.reply,
        Reply::Ack {
            client_id: ClientId::parse("m1").expect("valid"),
            said
        }
    );
    assert!(!again.has_news);
    let other = machine
        .feed(&mut durable, say("m1", "Something else"))
        .expect("answered");
    let Reply::Refused { error, .. } = other.reply else {
        panic!("taken twice: {:?}", other.reply);
    };
    assert_eq!(error.code, ErrorCode::ClientIdReused);
}

#[test]
fn no_value_lies_open_and_each_reader_sees_their_own() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    machine
        .feed(&mut durable, Input::HumanRequested)
        .expect("written");
    let bytes = machine.all_bytes();
    for value in ["4242", "Sarah", "Miller"] {
        let found = bytes
            .windows(value.len())
            .any(|window| window == value.as_bytes());
        assert!(!found, "{value} lies open");
    }
    let text = |reader| {
        let page = durable.events(reader, Seq(0)).expect("readable");
        page.events.iter().find_map(|event| match &event.body {
            EventBody::VisitorSaid { text, .. } => Some(text.clone()),
            _ => None,
        })
    };
    assert_eq!(text(Reader::Visitor).as_deref(), Some(CARD));
    let agents = text(Reader::Agent).expect("there");
    assert!(
        agents.contains("[CARD_1]") && !agents.contains("4242"),
        "{agents}"
    );
}

#[test]
fn a_refused_write_tells_nobody_and_voids_what_is_in_memory() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    let before = kinds(&durable, Reader::Visitor);
    machine.sql.is_full.set(true);
    assert!(
        machine
            .feed(&mut durable, say("m1", "Hello, where is my parcel?"))
            .is_err()
    );
    assert!(durable.is_broken());
    machine.sql.is_full.set(false);
    let mut durable = machine.load();
    assert_eq!(kinds(&durable, Reader::Visitor), before);
    let outcome = machine
        .feed(&mut durable, say("m1", "Hello, where is my parcel?"))
        .expect("written");
    assert!(matches!(outcome.reply, Reply::Ack { .. }));
}

#[test]
fn what_work_of_a_refused_step_brings_counts_for_nothing() {
    let machine = Machine::new();
    let store = Rc::new(ConversationStore::new(Rc::clone(&machine.sql)));
    let mut durable = machine.load_from(&id(), &store);
    machine.feed(&mut durable, start()).expect("written");
    let refused = durable.load_number();
    assert!(durable.awaits(refused));
    machine.sql.is_full.set(true);
    let question = say("m1", "How do I return shoes?");
    assert!(machine.feed(&mut durable, question).is_err());
    let first_search = machine.search();
    assert!(!durable.awaits(refused), "void at once");

    machine.sql.is_full.set(false);
    let mut durable = machine.load_from(&id(), &store);
    let question = say("m1", "Where is my parcel now?");
    machine.feed(&mut durable, question).expect("written");
    assert_eq!(machine.search(), first_search, "told apart by nothing else");
    assert!(!durable.awaits(refused), "of a loading that is void");
    assert!(durable.awaits(durable.load_number()));
}

#[test]
fn a_turn_under_way_starts_again_after_a_restart() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    let asked = machine
        .feed(&mut durable, say("m1", "How do I return shoes?"))
        .expect("written");
    assert!(matches!(asked.reply, Reply::Ack { .. }));
    assert_eq!(machine.search().1, Attempt(1));
    assert!(machine.sql.alarm.get().is_some(), "a deadline is an alarm");
    drop(durable);
    let mut durable = machine.load();
    assert!(durable.needs_restart());
    machine
        .feed(&mut durable, Input::Restarted)
        .expect("written");
    assert_eq!(machine.search().1, Attempt(2));
    assert!(!durable.needs_restart());
}

#[test]
fn a_connection_catches_up_from_the_byte_it_has() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", "How do I return shoes?"))
        .expect("written");
    let (turn, attempt) = machine.search();
    let article = handrail_knowledge::Article::parse(
        "r.md",
        handrail_knowledge::ArticleFormat::Markdown,
        "# Return shoes\n\nYou can return shoes within 60 days. Use the form in your account.\n",
    )
    .expect("valid");
    let passages = handrail_knowledge::passages(&article)
        .into_iter()
        .map(|passage| Ranked {
            passage,
            score: 0.9,
            coverage: 1.0,
        })
        .collect();
    machine
        .feed(
            &mut durable,
            Input::PassagesFound {
                turn,
                attempt,
                passages,
            },
        )
        .expect("written");
    for text in [
        "You can return shoes within 60 days [[1]]. ",
        "Use the form in your account [[1]]. ",
    ] {
        let chunk = Input::ModelChunk {
            turn,
            attempt,
            text: text.into(),
        };
        machine.feed(&mut durable, chunk).expect("taken in");
    }
    let seq = durable.conversation().view().seq;
    let delta = |partial| {
        let frames = durable
            .catch_up(Reader::Visitor, seq, partial)
            .expect("readable");
        frames.into_iter().find_map(|frame| match frame {
            ServerFrame::Delta { offset, text, .. } => Some((offset, text)),
            _ => None,
        })
    };
    let (offset, whole) = delta(None).expect("an answer is running");
    assert_eq!(offset, 0);
    assert!(
        whole.starts_with("You can return shoes within 60 days."),
        "{whole}"
    );
    let has = PartialAnswer {
        turn,
        attempt,
        offset: 8,
    };
    assert_eq!(delta(Some(has)), Some((8, whole[8..].to_owned())));
    let older = PartialAnswer {
        attempt: Attempt(9),
        ..has
    };
    assert_eq!(delta(Some(older)), Some((0, whole.clone())));
    let too_far = PartialAnswer {
        offset: 9_999,
        ..has
    };
    assert_eq!(delta(Some(too_far)), Some((0, whole)));

    let wrote = Writer {
        provider: "extractive".into(),
        model: String::new(),
    };
    machine
        .feed(
            &mut durable,
            Input::ModelDone {
                turn,
                attempt,
                wrote,
            },
        )
        .expect("written");
    assert_eq!(
        kinds(&durable, Reader::Visitor).last(),
        Some(&"assistant_said")
    );
}

#[test]
fn a_hand_off_is_on_its_way_in_the_same_write() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    let outcome = machine
        .feed(&mut durable, Input::HumanRequested)
        .expect("written");
    assert!(outcome.has_parcels);
    let store = ConversationStore::new(Rc::clone(&machine.sql));
    let now = UnixMillis(machine.clock.get());
    let hooks = due(&store, false, now);
    assert_eq!(hooks.len(), 1);
    assert!(matches!(&hooks[0].target, Target::Webhook { url_env } if url_env == "HANDRAIL_HOOK"));
    assert!(hooks[0].body.contains("[CARD_1]") && !hooks[0].body.contains("4242"));
    let desk = due(&store, true, now);
    assert_eq!(desk.len(), 1, "the newest line alone");
    assert!(desk[0].body.contains("\"waiting\""));

    store
        .postponed(&hooks[0], now.plus(5_000))
        .expect("written");
    assert!(due(&store, false, now).is_empty());
    assert_eq!(due(&store, false, now.plus(5_000))[0].attempts, 1);
    store.delivered(&desk[0]).expect("written");
    assert_eq!(store.next_parcel(), Ok(Some(now.plus(5_000))));
}

#[test]
fn a_line_written_while_an_older_one_is_on_its_way_is_delivered_as_well() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    let store = ConversationStore::new(Rc::clone(&machine.sql));
    let now = || UnixMillis(machine.clock.get());
    let older = due(&store, true, now());
    machine
        .feed(&mut durable, Input::HumanRequested)
        .expect("written");
    store.delivered(&older[0]).expect("written");
    store
        .postponed(&older[0], now().plus(5_000))
        .expect("written");
    let newer = due(&store, true, now());
    assert_eq!(newer.len(), 1);
    assert!(newer[0].body.contains("\"waiting\""), "{}", newer[0].body);
}

#[test]
fn a_parcel_that_waits_is_not_forgotten_with_the_memory() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, Input::HumanRequested)
        .expect("written");
    let now = UnixMillis(machine.clock.get());
    let (soon, later) = (now.plus(60_000), now.plus(90_000));
    let store = ConversationStore::new(Rc::clone(&machine.sql));
    for to_desk in [true, false] {
        for parcel in due(&store, to_desk, now) {
            store.postponed(&parcel, soon).expect("written");
        }
    }
    let evicted = ConversationStore::new(Rc::clone(&machine.sql));
    evicted.wake_at(later, now).expect("set");
    assert_eq!(machine.sql.alarm.get(), Some(soon));
}

#[test]
fn the_first_agent_takes_it_and_the_second_is_told() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    machine
        .feed(&mut durable, say("m1", CARD))
        .expect("written");
    machine
        .feed(&mut durable, Input::HumanRequested)
        .expect("written");
    let epoch = Some(durable.conversation().view().epoch);
    let took = Input::AgentTook {
        agent: dana(),
        epoch,
    };
    let outcome = machine.feed(&mut durable, took.clone()).expect("written");
    assert!(
        matches!(outcome.reply, Reply::Taken(_)),
        "{:?}",
        outcome.reply
    );
    assert!(matches!(
        durable.conversation().view().owner,
        Owner::Person { .. }
    ));
    let sam = AgentCard {
        id: AgentId::parse("acme.a_sam").expect("valid"),
        name: "Sam".into(),
        ..dana()
    };
    let late = machine
        .feed(&mut durable, Input::AgentTook { agent: sam, epoch })
        .expect("answered");
    let Reply::Refused { error, .. } = late.reply else {
        panic!("taken twice: {:?}", late.reply);
    };
    assert_eq!(error.code, ErrorCode::AlreadyTaken);
}

#[test]
fn a_revoked_token_stays_revoked_over_a_restart() {
    let machine = Machine::new();
    let mut durable = machine.load();
    machine.feed(&mut durable, start()).expect("written");
    durable.revoke(UnixMillis(5_000)).expect("written");
    let token = |epoch, issued_at| VisitorToken {
        epoch,
        issued_at: UnixMillis(issued_at),
        opening: None,
    };
    for durable in [durable, machine.load()] {
        assert!(!durable.accepts(&token(1, 5_000)));
        assert!(durable.accepts(&token(1, 5_001)));
        assert!(!durable.accepts(&token(0, 5_001)), "of an earlier epoch");
    }
}

#[test]
fn a_token_is_revoked_also_before_the_conversation_began() {
    let machine = Machine::new();
    let mut durable = machine.load();
    durable.revoke(UnixMillis(5_000)).expect("written");
    drop(durable);
    let mut durable = machine.load();
    assert!(!durable.exists());
    let token = |issued_at| VisitorToken {
        epoch: 1,
        issued_at: UnixMillis(issued_at),
        opening: None,
    };
    assert!(!durable.accepts(&token(5_000)));
    machine.feed(&mut durable, start()).expect("written");
    let durable = machine.load();
    assert!(durable.exists());
    assert!(!durable.accepts(&token(5_000)));
    assert!(durable.accepts(&token(5_001)));
}
